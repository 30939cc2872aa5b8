//! Sizes, points and rectangles in **image space**: pixels of the upright photo (Exif orientation
//! applied), origin top left, x to the right, y downwards.
//!
//! What is burnt into a photo is always an integer [`PixelRect`], rounded outwards; what a detector
//! reports is a [`BoundingBox`] with fractions of a pixel. Knows nothing of files, screens or tensors.

use serde::{Deserialize, Serialize};

/// Width and height in pixels.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct PixelSize {
    /// Pixels from left to right.
    pub width: u32,
    /// Pixels from top to bottom.
    pub height: u32,
}

impl PixelSize {
    /// A size of `width` by `height` pixels.
    pub const fn new(width: u32, height: u32) -> Self {
        Self { width, height }
    }

    /// Number of pixels, without overflow.
    pub const fn area(self) -> u64 {
        self.width as u64 * self.height as u64
    }

    /// The longer of the two sides.
    pub fn long_side(self) -> u32 {
        self.width.max(self.height)
    }
}

/// A rectangle of whole pixels: `x..x + width`, `y..y + height`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PixelRect {
    /// First column.
    pub x: u32,
    /// First row.
    pub y: u32,
    /// Number of columns.
    pub width: u32,
    /// Number of rows.
    pub height: u32,
}

impl PixelRect {
    /// The rectangle whose first pixel is (`x`, `y`).
    pub const fn new(x: u32, y: u32, width: u32, height: u32) -> Self {
        Self { x, y, width, height }
    }

    /// First column to the right of the rectangle.
    pub const fn right(self) -> u32 {
        self.x.saturating_add(self.width)
    }

    /// First row below the rectangle.
    pub const fn bottom(self) -> u32 {
        self.y.saturating_add(self.height)
    }

    /// True where not a single pixel lies inside.
    pub const fn is_empty(self) -> bool {
        self.width == 0 || self.height == 0
    }

    /// The part that lies inside a photo of `size`; `None` where nothing does.
    pub fn clamped(self, size: PixelSize) -> Option<Self> {
        let right = self.right().min(size.width);
        let bottom = self.bottom().min(size.height);
        (self.x < right && self.y < bottom)
            .then(|| Self::new(self.x, self.y, right - self.x, bottom - self.y))
    }
}

/// A rectangle with fractions of a pixel, in image space. May reach outside the photo.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct BoundingBox {
    /// Left edge.
    pub x: f32,
    /// Top edge.
    pub y: f32,
    /// Distance from left to right edge.
    pub width: f32,
    /// Distance from top to bottom edge.
    pub height: f32,
}

impl BoundingBox {
    /// The box with its top left corner at (`x`, `y`).
    pub const fn new(x: f32, y: f32, width: f32, height: f32) -> Self {
        Self { x, y, width, height }
    }

    /// The smallest box that holds both points.
    pub fn from_corners(a: (f32, f32), b: (f32, f32)) -> Self {
        let (x, y) = (a.0.min(b.0), a.1.min(b.1));
        Self::new(x, y, (a.0 - b.0).abs(), (a.1 - b.1).abs())
    }

    /// Right edge.
    pub fn right(self) -> f32 {
        self.x + self.width
    }

    /// Bottom edge.
    pub fn bottom(self) -> f32 {
        self.y + self.height
    }

    /// Middle of the box.
    pub fn center(self) -> (f32, f32) {
        (self.x + self.width / 2.0, self.y + self.height / 2.0)
    }

    /// Square pixels covered; zero for a box with a side that is not positive.
    pub fn area(self) -> f32 {
        self.width.max(0.0) * self.height.max(0.0)
    }

    /// True where the point lies inside or on the edge.
    pub fn contains(self, point: (f32, f32)) -> bool {
        point.0 >= self.x && point.0 <= self.right() && point.1 >= self.y && point.1 <= self.bottom()
    }

    /// Square pixels that both boxes cover.
    pub fn intersection_area(self, other: Self) -> f32 {
        let width = self.right().min(other.right()) - self.x.max(other.x);
        let height = self.bottom().min(other.bottom()) - self.y.max(other.y);
        width.max(0.0) * height.max(0.0)
    }

    /// Intersection over union, 0 to 1; 0 where either box is empty.
    pub fn iou(self, other: Self) -> f32 {
        let shared = self.intersection_area(other);
        let union = self.area() + other.area() - shared;
        if union > 0.0 { shared / union } else { 0.0 }
    }

    /// The smallest box that holds both.
    pub fn hull(self, other: Self) -> Self {
        let (x, y) = (self.x.min(other.x), self.y.min(other.y));
        Self::new(x, y, self.right().max(other.right()) - x, self.bottom().max(other.bottom()) - y)
    }

    /// The box grown around its centre, so that both sides are multiplied by `factor`.
    pub fn scaled(self, factor: f32) -> Self {
        let (cx, cy) = self.center();
        let (width, height) = (self.width * factor, self.height * factor);
        Self::new(cx - width / 2.0, cy - height / 2.0, width, height)
    }

    /// The box in an image whose sides are `factor` times as long: place and size are multiplied.
    pub fn times(self, factor: f32) -> Self {
        Self::new(self.x * factor, self.y * factor, self.width * factor, self.height * factor)
    }

    /// The box moved by (`dx`, `dy`).
    pub fn translated(self, dx: f32, dy: f32) -> Self {
        Self::new(self.x + dx, self.y + dy, self.width, self.height)
    }

    /// All pixels that the box touches, clamped to a photo of `size`; `None` where it lies outside.
    pub fn to_pixels(self, size: PixelSize) -> Option<PixelRect> {
        let finite =
            self.x.is_finite() && self.y.is_finite() && self.width.is_finite() && self.height.is_finite();
        if !finite || self.width <= 0.0 || self.height <= 0.0 {
            return None;
        }
        let left = self.x.floor().max(0.0) as u32;
        let top = self.y.floor().max(0.0) as u32;
        let right = (self.right().ceil().max(0.0) as u32).min(size.width);
        let bottom = (self.bottom().ceil().max(0.0) as u32).min(size.height);
        (left < right && top < bottom).then(|| PixelRect::new(left, top, right - left, bottom - top))
    }
}

impl From<PixelRect> for BoundingBox {
    fn from(rect: PixelRect) -> Self {
        Self::new(rect.x as f32, rect.y as f32, rect.width as f32, rect.height as f32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pixels_are_rounded_outwards_and_clamped() {
        let size = PixelSize::new(100, 50);
        assert_eq!(BoundingBox::new(1.2, 2.8, 3.1, 4.0).to_pixels(size), Some(PixelRect::new(1, 2, 4, 5)));
        assert_eq!(
            BoundingBox::new(-5.0, 45.5, 10.0, 50.0).to_pixels(size),
            Some(PixelRect::new(0, 45, 5, 5))
        );
        assert_eq!(BoundingBox::new(100.0, 0.0, 5.0, 5.0).to_pixels(size), None);
        assert_eq!(BoundingBox::new(f32::NAN, 0.0, 5.0, 5.0).to_pixels(size), None);
    }

    #[test]
    fn iou_of_half_overlapping_boxes_is_a_third() {
        let a = BoundingBox::new(0.0, 0.0, 2.0, 1.0);
        let b = BoundingBox::new(1.0, 0.0, 2.0, 1.0);
        assert!((a.iou(b) - 1.0 / 3.0).abs() < 1e-6);
        assert!(a.iou(BoundingBox::new(5.0, 5.0, 1.0, 1.0)).abs() < f32::EPSILON);
    }
}

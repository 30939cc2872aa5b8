//! Zoom and place.

use egui::{Pos2, Rect, Vec2, vec2};

use crate::geometry::{BoundingBox, PixelSize};

/// Points of free room around a photo that is shown whole.
const FIT_MARGIN: f32 = 24.0;
/// Closest and farthest zoom, in points a pixel.
const ZOOM: std::ops::RangeInclusive<f32> = 0.02..=16.0;

/// Zoom and place. Image space is in pixels of the upright photo, screen space in points.
#[derive(Debug, Clone, Copy, Default)]
pub struct Viewport {
    /// Points a pixel; `None` for the whole photo.
    pub zoom: Option<f32>,
    /// The pixel in the middle.
    pub center: (f32, f32),
}

/// Where image pixels lie on the screen.
#[derive(Debug, Clone, Copy)]
pub struct ScreenFromImage {
    /// Points a pixel.
    pub scale: f32,
    origin: Pos2,
}

impl ScreenFromImage {
    /// The point of a pixel.
    pub fn point(&self, x: f32, y: f32) -> Pos2 {
        self.origin + vec2(x, y) * self.scale
    }

    /// The rectangle of a box.
    pub fn rect(&self, bounds: BoundingBox) -> Rect {
        Rect::from_min_max(self.point(bounds.x, bounds.y), self.point(bounds.right(), bounds.bottom()))
    }

    /// Where the whole photo lies.
    pub fn photo(&self, size: PixelSize) -> Rect {
        self.rect(BoundingBox::new(0.0, 0.0, size.width as f32, size.height as f32))
    }

    /// The pixel under a point.
    pub fn image(&self, point: Pos2) -> (f32, f32) {
        let offset = (point - self.origin) / self.scale;
        (offset.x, offset.y)
    }

    /// The same photo, so many times as large, with the pixel under `at` where it is.
    pub fn enlarged(&self, times: f32, at: Pos2) -> Self {
        Self { scale: self.scale * times, origin: at + (self.origin - at) * times }
    }

    /// The part of the photo that an area of the screen shows, in image space; may reach outside.
    pub fn visible(&self, area: Rect) -> BoundingBox {
        BoundingBox::from_corners(self.image(area.min), self.image(area.max))
    }
}

impl Viewport {
    /// Points a pixel at which the whole photo is seen.
    pub fn fit(size: PixelSize, area: Rect) -> f32 {
        let room = area.size() - Vec2::splat(FIT_MARGIN);
        (room.x / size.width as f32).min(room.y / size.height as f32).clamp(0.001, 4.0)
    }

    /// Where a large photo is seen whole, of which there is a small picture of this size.
    pub fn whole(small: PixelSize, area: Rect) -> Rect {
        let (room, size) =
            (area.size() - Vec2::splat(FIT_MARGIN), vec2(small.width as f32, small.height as f32));
        Rect::from_center_size(area.center(), size * (room / size).min_elem())
    }

    /// Points a pixel now.
    pub fn scale(&self, size: PixelSize, area: Rect) -> f32 {
        self.zoom.unwrap_or_else(|| Self::fit(size, area))
    }

    /// How image space lies on the screen.
    pub fn transform(&self, size: PixelSize, area: Rect) -> ScreenFromImage {
        let scale = self.scale(size, area);
        let (x, y) = match self.zoom {
            Some(_) => self.center,
            None => (size.width as f32 / 2.0, size.height as f32 / 2.0),
        };
        ScreenFromImage { scale, origin: area.center() - vec2(x, y) * scale }
    }

    /// Zooms by a factor about the middle.
    pub fn zoom_by(&mut self, factor: f32, size: PixelSize, area: Rect) {
        let zoom = self.scale(size, area) * factor;
        self.zoom_to(zoom, size);
    }

    /// Zooms to so many points a pixel, about the middle.
    pub fn zoom_to(&mut self, zoom: f32, size: PixelSize) {
        if self.zoom.is_none() {
            self.center = (size.width as f32 / 2.0, size.height as f32 / 2.0);
        }
        self.zoom = Some(zoom.clamp(*ZOOM.start(), *ZOOM.end()));
    }

    /// Zooms by a factor so that the pixel under `at` stays there.
    pub fn zoom_about(&mut self, at: Pos2, factor: f32, size: PixelSize, area: Rect) {
        let before = self.transform(size, area).image(at);
        self.zoom_by(factor, size, area);
        let after = self.transform(size, area).image(at);
        self.center.0 += before.0 - after.0;
        self.center.1 += before.1 - after.1;
    }

    /// Moves the photo by so many points; its middle stays within its edges.
    pub fn pan(&mut self, by: Vec2, size: PixelSize, area: Rect) {
        self.zoom_by(1.0, size, area);
        let moved = by / self.scale(size, area);
        self.center = (
            (self.center.0 - moved.x).clamp(0.0, size.width as f32),
            (self.center.1 - moved.y).clamp(0.0, size.height as f32),
        );
    }

    /// Shows a box with room around it.
    pub fn show_box(&mut self, bounds: BoundingBox, area: Rect) {
        self.center = bounds.center();
        let wanted = (area.height() / (bounds.height * 3.0)).min(area.width() / (bounds.width * 3.0));
        self.zoom = Some(wanted.clamp(0.05, 6.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: PixelSize = PixelSize::new(4000, 3000);

    fn area() -> Rect {
        Rect::from_min_size(egui::pos2(200.0, 48.0), vec2(800.0, 600.0))
    }

    #[test]
    fn the_pixel_under_the_pointer_stays_there_while_zooming() {
        let mut viewport = Viewport::default();
        let at = egui::pos2(300.0, 500.0);
        let before = viewport.transform(SIZE, area()).image(at);
        viewport.zoom_about(at, 3.0, SIZE, area());
        let after = viewport.transform(SIZE, area()).image(at);
        assert!((before.0 - after.0).abs() < 0.5 && (before.1 - after.1).abs() < 0.5, "{before:?} {after:?}");
    }

    #[test]
    fn the_whole_photo_fits_and_what_is_seen_then_is_all_of_it() {
        let seen = Viewport::default().transform(SIZE, area()).visible(area());
        assert!(seen.x <= 0.0 && seen.y <= 0.0 && seen.right() >= 4000.0 && seen.bottom() >= 3000.0);
    }

    #[test]
    fn the_pixel_under_the_pointer_stays_there_in_the_magnifier() {
        let to_screen = Viewport::default().transform(SIZE, area());
        let at = egui::pos2(412.0, 301.0);
        let large = to_screen.enlarged(5.0, at);
        let (x, y) = to_screen.image(at);
        assert!(large.point(x, y).distance(at) < 0.1);
        assert!((large.scale / to_screen.scale - 5.0).abs() < 0.001);
    }

    #[test]
    fn panning_never_loses_the_photo() {
        let mut viewport = Viewport::default();
        viewport.pan(vec2(1e6, -1e6), SIZE, area());
        assert_eq!(viewport.center, (0.0, 3000.0));
    }
}

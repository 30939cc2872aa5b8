//! The union of all covered areas as a bitmap with a hard edge.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from a range clamped to the bitmap"
)]

use crate::geometry::{BoundingBox, PixelRect, PixelSize};

use super::{Shape, components::components};

/// Which pixels of a photo are covered: each is in or out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    size: PixelSize,
    inside: Vec<bool>,
    bounds: Vec<PixelRect>,
}

impl Mask {
    /// The union of the shapes; a pixel that a shape touches is in.
    pub fn of(shapes: &[Shape], size: PixelSize) -> Self {
        let mut mask = Self { size, inside: vec![false; size.area() as usize], bounds: Vec::new() };
        let (mut top, mut bottom) = (u32::MAX, 0);
        for shape in shapes {
            let Some(bounds) = shape.bounds().and_then(|bounds| bounds.to_pixels(size)) else { continue };
            (top, bottom) = (top.min(bounds.y), bottom.max(bounds.bottom()));
            match shape {
                Shape::Rectangle(_) => mask.fill_rectangle(bounds),
                Shape::RoundedRectangle { bounds: exact, radius } => {
                    mask.fill_rounded(*exact, *radius, bounds);
                }
                Shape::Ellipse(ellipse) => mask.fill_ellipse(*ellipse, bounds),
                Shape::Polygon(points) => mask.fill_polygon(points, bounds),
            }
        }
        mask.bounds = components((top..bottom).map(|y| (y, mask.row(y))));
        mask
    }

    /// Size of the photo.
    pub const fn size(&self) -> PixelSize {
        self.size
    }

    /// True where the pixel is covered; false outside the photo.
    pub fn contains(&self, x: u32, y: u32) -> bool {
        x < self.size.width && y < self.size.height && self.inside[self.index(x, y)]
    }

    /// Number of covered pixels.
    pub fn area(&self) -> u64 {
        self.inside.iter().filter(|inside| **inside).count() as u64
    }

    /// The pixel rectangles around the connected parts, by their tops. What is done to a photo goes by
    /// these and not by the shapes, so that splitting a shape in two changes nothing.
    pub fn bounds(&self) -> &[PixelRect] {
        &self.bounds
    }

    pub(super) fn row(&self, y: u32) -> &[bool] {
        let start = self.index(0, y);
        &self.inside[start..start + self.size.width as usize]
    }

    fn index(&self, x: u32, y: u32) -> usize {
        y as usize * self.size.width as usize + x as usize
    }

    fn fill_span(&mut self, y: u32, left: u32, right: u32) {
        let (start, end) = (self.index(left, y), self.index(right, y));
        self.inside[start..end].fill(true);
    }

    fn fill_rectangle(&mut self, bounds: PixelRect) {
        for y in bounds.y..bounds.bottom() {
            self.fill_span(y, bounds.x, bounds.right());
        }
    }

    /// As the ellipse: the row of the pixel nearest to the middle decides how far its corner is cut off.
    fn fill_rounded(&mut self, exact: BoundingBox, radius: f32, bounds: PixelRect) {
        let (cx, cy) = exact.center();
        let (cx, cy) = (f64::from(cx), f64::from(cy));
        let (a, b) = (f64::from(exact.width) / 2.0, f64::from(exact.height) / 2.0);
        let radius = f64::from(radius).clamp(0.0, a.min(b));
        for y in bounds.y..bounds.bottom() {
            let nearest = cy.clamp(f64::from(y), f64::from(y) + 1.0);
            let into_corner = ((nearest - cy).abs() - (b - radius)).max(0.0);
            // Square roots are the same on every machine (IEEE 754); other powers are not.
            let cut = radius - (radius * radius - into_corner * into_corner).max(0.0).sqrt();
            let left = (cx - a + cut).floor().max(f64::from(bounds.x)) as u32;
            let right = ((cx + a - cut).ceil().max(0.0) as u32).min(bounds.right());
            if left < right {
                self.fill_span(y, left, right);
            }
        }
    }

    /// A pixel is in where any part of its square is: the nearest row of it decides the span.
    fn fill_ellipse(&mut self, ellipse: BoundingBox, bounds: PixelRect) {
        let (cx, cy) = ellipse.center();
        let (cx, cy) = (f64::from(cx), f64::from(cy));
        let (a, b) = (f64::from(ellipse.width) / 2.0, f64::from(ellipse.height) / 2.0);
        for y in bounds.y..bounds.bottom() {
            let nearest = cy.clamp(f64::from(y), f64::from(y) + 1.0);
            let t = (nearest - cy) / b;
            let reach = a * (1.0 - t * t).max(0.0).sqrt();
            let left = (cx - reach).floor().max(f64::from(bounds.x)) as u32;
            let right = ((cx + reach).ceil().max(0.0) as u32).min(bounds.right());
            if left < right {
                self.fill_span(y, left, right);
            }
        }
    }

    /// Rows of sub-lines: what an outline encloses in any of them is in, and so is every pixel on the
    /// outline itself.
    fn fill_polygon(&mut self, points: &[(f32, f32)], bounds: PixelRect) {
        const LINES: u32 = 4;
        for y in bounds.y..bounds.bottom() {
            for line in 0..LINES {
                let level = y as f32 + (line as f32 + 0.5) / LINES as f32;
                let mut crossings: Vec<f32> = edges(points)
                    .filter(|(p, q)| (p.1 <= level) != (q.1 <= level))
                    .map(|(p, q)| p.0 + (level - p.1) / (q.1 - p.1) * (q.0 - p.0))
                    .collect();
                crossings.sort_by(f32::total_cmp);
                for pair in crossings.chunks_exact(2) {
                    let left = (pair[0].floor().max(0.0) as u32).max(bounds.x);
                    let right = (pair[1].ceil().max(0.0) as u32).min(bounds.right());
                    if left < right {
                        self.fill_span(y, left, right);
                    }
                }
            }
        }
        for (p, q) in edges(points) {
            let steps = ((q.0 - p.0).abs().max((q.1 - p.1).abs()) * 2.0).ceil().clamp(1.0, 1e6) as u32;
            for step in 0..=steps {
                let t = step as f32 / steps as f32;
                let (x, y) = (p.0 + t * (q.0 - p.0), p.1 + t * (q.1 - p.1));
                if x >= 0.0 && y >= 0.0 && (x as u32) < self.size.width && (y as u32) < self.size.height {
                    let index = self.index(x as u32, y as u32);
                    self.inside[index] = true;
                }
            }
        }
    }
}

/// The sides of a closed outline.
fn edges(points: &[(f32, f32)]) -> impl Iterator<Item = ((f32, f32), (f32, f32))> {
    points.iter().copied().zip(points.iter().copied().cycle().skip(1))
}

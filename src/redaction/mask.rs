//! The union of all covered areas as a bitmap with a hard edge.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from a range clamped to the bitmap"
)]

use crate::geometry::{BoundingBox, PixelRect, PixelSize};

use super::{Shape, components::components, looks::Owners};

/// Which pixels of a photo are covered: each is in or out.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mask {
    size: PixelSize,
    inside: Vec<bool>,
    bounds: Vec<PixelRect>,
    heads: Vec<Head>,
    /// Which pixels have a look of their own; `None` where none has.
    owners: Option<Owners>,
}

/// The ellipse of a head, in eighths of a pixel: middle and half axes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Head {
    /// First, so that heads further down come later: they are in front.
    bottom: i32,
    x: i32,
    y: i32,
    half_width: i32,
    half_height: i32,
    /// By how many quarters the photo has to be turned clockwise for it to stand upright.
    quarters: u8,
}

impl Head {
    fn of(bounds: BoundingBox, quarters: u8) -> Self {
        let eighths = |value: f32| (value.clamp(-1e7, 1e7) * 8.0).round() as i32;
        let (x, y) = bounds.center();
        let (half_width, half_height) =
            (eighths(bounds.width / 2.0).max(1), eighths(bounds.height / 2.0).max(1));
        let bottom = eighths(y) + half_height;
        Self { bottom, x: eighths(x), y: eighths(y), half_width, half_height, quarters: quarters % 4 }
    }

    /// Half its width and height as it stands upright.
    const fn upright(&self) -> (i32, i32) {
        if self.quarters.is_multiple_of(2) {
            (self.half_width, self.half_height)
        } else {
            (self.half_height, self.half_width)
        }
    }

    /// Where the middle of a pixel lies: -1 to 1 across and down the head as it stands upright.
    pub(super) fn within(&self, x: u32, y: u32) -> (f64, f64) {
        let along = |at: u32, middle: i32, half: i32| {
            (f64::from(at) * 8.0 + 4.0 - f64::from(middle)) / f64::from(half)
        };
        let (right, down) = (along(x, self.x, self.half_width), along(y, self.y, self.half_height));
        match self.quarters {
            1 => (-down, right),
            2 => (-right, -down),
            3 => (down, -right),
            _ => (right, down),
        }
    }

    /// The place that lies `step` pixels further up the head.
    pub(super) fn above(&self, x: u32, y: u32, step: u32) -> Option<(u32, u32)> {
        match self.quarters {
            1 => Some((x.checked_sub(step)?, y)),
            2 => Some((x, y.checked_add(step)?)),
            3 => Some((x.checked_add(step)?, y)),
            _ => Some((x, y.checked_sub(step)?)),
        }
    }

    /// Width and height of a pixel in the same measure.
    pub(super) fn pixel(&self) -> (f64, f64) {
        let (across, down) = self.upright();
        (8.0 / f64::from(across), 8.0 / f64::from(down))
    }

    /// True inside the ellipse grown by a pixel: the mask decides at the edge.
    pub(super) fn holds(&self, u: f64, v: f64) -> bool {
        let (du, dv) = self.pixel();
        let (u, v) = (u / (1.0 + du), v / (1.0 + dv));
        u * u + v * v <= 1.0
    }

    /// True for a pixel of the head.
    pub(super) fn covers(&self, x: u32, y: u32) -> bool {
        let (u, v) = self.within(x, y);
        self.holds(u, v)
    }

    /// The pixels of the head in a row of `part`, from left to right: those between the first and the last that it
    /// [holds](Self::holds).
    pub(super) fn columns(&self, y: u32, part: PixelRect) -> std::ops::Range<u32> {
        let middle = pixel(self.x).clamp(part.x, part.right().saturating_sub(1).max(part.x));
        if !self.covers(middle, y) {
            return part.x..part.x;
        }
        // An ellipse has no gaps: from its middle outwards it ends once.
        let (mut outside, mut first) = (part.x, middle);
        while outside < first {
            let between = outside.midpoint(first);
            if self.covers(between, y) { first = between } else { outside = between + 1 }
        }
        let (mut last, mut beyond) = (middle, part.right());
        while last + 1 < beyond {
            let between = last.midpoint(beyond);
            if self.covers(between, y) { last = between } else { beyond = between }
        }
        first..beyond
    }

    /// The pixels of the head in a window.
    pub(super) fn pixels(&self, window: PixelRect) -> Option<PixelRect> {
        self.part(window, (-9, 9), (-9, 9))
    }

    /// Where the neck and what is beside it would be: from the lower part of the head to half a head below.
    pub(super) fn below(&self, size: PixelSize) -> Option<PixelRect> {
        let whole = PixelRect::new(0, 0, size.width, size.height);
        let (half_width, half_height) = self.upright();
        let inset = half_width / 10;
        self.part(whole, (inset, -inset), (half_height * 130 / 100, half_height * 9 / 10))
    }

    /// What is beside and above the upper half of the head.
    pub(super) fn around(&self, size: PixelSize) -> Option<PixelRect> {
        let whole = PixelRect::new(0, 0, size.width, size.height);
        let (half_width, half_height) = self.upright();
        let (across, up) = (half_width * 4 / 10, half_height * 4 / 10);
        self.part(whole, (-across, across), (-up, -half_height))
    }

    /// True where the head is wider than high as it should stand: of one that lies, nobody knows to which side.
    pub(super) const fn lies(&self) -> bool {
        let (half_width, half_height) = self.upright();
        half_width * 100 > half_height * 96
    }

    fn part(&self, window: PixelRect, across: (i32, i32), down: (i32, i32)) -> Option<PixelRect> {
        let (half_width, half_height) = self.upright();
        let (from, to) = (across.0 - half_width, across.1 + half_width);
        let (high, low) = (down.0 - half_height, down.1 + half_height);
        let ((left, right), (top, bottom)) = match self.quarters {
            1 => ((high, low), (-to, -from)),
            2 => ((-to, -from), (-low, -high)),
            3 => ((-low, -high), (from, to)),
            _ => ((from, to), (high, low)),
        };
        let left = pixel(self.x + left).max(window.x);
        let right = pixel(self.x + right).min(window.right());
        let top = pixel(self.y + top).max(window.y);
        let bottom = pixel(self.y + bottom).min(window.bottom());
        (left < right && top < bottom).then(|| PixelRect::new(left, top, right - left, bottom - top))
    }
}

/// The pixel that holds a place in eighths of a pixel.
fn pixel(eighths: i32) -> u32 {
    (eighths.max(0) / 8) as u32
}

impl Mask {
    /// The union of the shapes; a pixel that a shape touches is in.
    pub fn of(shapes: &[Shape], size: PixelSize) -> Self {
        let mut mask = Self::bare(shapes, size);
        mask.owners = Owners::of(shapes, size);
        mask
    }

    /// The union without the looks.
    pub(super) fn bare(shapes: &[Shape], size: PixelSize) -> Self {
        let inside = vec![false; size.area() as usize];
        let mut mask = Self { size, inside, bounds: Vec::new(), heads: Vec::new(), owners: None };
        let (mut top, mut bottom) = (u32::MAX, 0);
        for shape in shapes {
            let Some(bounds) = shape.bounds().and_then(|bounds| bounds.to_pixels(size)) else { continue };
            (top, bottom) = (top.min(bounds.y), bottom.max(bounds.bottom()));
            match shape.plain() {
                Shape::Rectangle(_) => mask.fill_rectangle(bounds),
                Shape::RoundedRectangle { bounds: exact, radius } => {
                    mask.fill_rounded(*exact, *radius, bounds);
                }
                Shape::Ellipse(ellipse) => mask.fill_ellipse(*ellipse, bounds),
                Shape::Head(ellipse) => {
                    mask.fill_ellipse(*ellipse, bounds);
                    mask.heads.push(Head::of(*ellipse, shape.quarters()));
                }
                Shape::Polygon(points) => mask.fill_polygon(points, bounds),
                // A bare shape is none.
                Shape::Own { .. } => {}
            }
        }
        // In one order and each once, whatever the order and repetition of the shapes.
        mask.heads.sort_unstable();
        mask.heads.dedup();
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

    pub(super) const fn owners(&self) -> Option<&Owners> {
        self.owners.as_ref()
    }

    pub(super) fn heads(&self) -> &[Head] {
        &self.heads
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

//! The detector looks once more where faces were covered.
//!
//! The covered areas of the finished copy are laid side by side on small contact sheets, each with some of
//! its surroundings and at the size at which a detector finds faces best, so that a photo with thirty
//! covered faces costs two small looks and not another look at the whole photo.

use image::imageops;

use crate::{
    detection::{CancelFlag, DEFAULT_THRESHOLD, DetectionError, FaceDetector},
    geometry::{BoundingBox, PixelRect, PixelSize},
    photo::Raster,
    redaction::{Mask, Shape},
};

/// Side of a contact sheet: one tile of the detector.
const SHEET: u32 = 640;
/// Height of one that is not full, which costs three fifths. No more heights: each has sessions of its own.
const LOW_SHEET: u32 = 384;
/// Side of a cell of it.
const CELL: u32 = 128;
/// Cells of a sheet.
const CELLS: usize = ((SHEET / CELL) * (SHEET / CELL)) as usize;
/// How much of the surroundings of a fitted cover is shown, in parts of its bounds: the head and little else.
const CONTEXT: f32 = 1.5;
/// The sides of the squares that are shown around a drawn cover, in parts of its longer side: around a bar or a
/// spot on a face there is the face.
const SQUARES: [f32; 2] = [1.5, 3.0];
/// Tiny areas are enlarged, but no further than this.
const MOST_ENLARGED: f32 = 4.0;
/// A find under covers to this share is one of a covered face.
const COVERED_SHARE: f32 = 0.5;
/// The middle of a find, in parts of its box: eyes, nose and mouth, and nothing of a neighbour's cover.
const CORE: f32 = 0.6;
/// A face of which drawn covers hide this share of its middle was meant to be covered.
const CORE_SHARE: f32 = 0.15;
/// Two finds with this overlap are the same (intersection over union).
const SAME: f32 = 0.3;
/// What is put in the place of a cover to learn whether a find comes from the cover itself: grey, black, white.
const OTHER_COVERS: [u8; 3] = [118, 0, 255];

/// A second look at a copy.
#[derive(Debug)]
pub struct SecondLook<'a> {
    copy: &'a Raster,
    mask: Mask,
    /// What of the mask was drawn by hand.
    drawn_mask: Mask,
    /// What the sheets show.
    parts: Vec<BoundingBox>,
    /// Faces that a person decided to leave as they are.
    visible: &'a [BoundingBox],
}

/// One covered area on a sheet: the part of the copy, and how it was scaled.
#[derive(Debug)]
struct Cell {
    part: PixelRect,
    scale: f32,
    left: u32,
    top: u32,
}

impl<'a> SecondLook<'a> {
    /// All in pixels of the copy: the covers that were fitted around found faces, those that a person drew, and
    /// the boxes of faces that are to be seen.
    pub fn new(copy: &'a Raster, fitted: &[Shape], drawn: &[Shape], visible: &'a [BoundingBox]) -> Self {
        let all: Vec<Shape> = fitted.iter().chain(drawn).cloned().collect();
        let squares = drawn.iter().filter_map(Shape::bounds).flat_map(|bounds| {
            let (longer, (x, y)) = (bounds.width.max(bounds.height), bounds.center());
            SQUARES.map(|parts| {
                let side = longer * parts;
                BoundingBox::new(x - side / 2.0, y - side / 2.0, side, side)
            })
        });
        let around = fitted.iter().filter_map(Shape::bounds).map(|bounds| bounds.scaled(CONTEXT));
        Self {
            copy,
            mask: Mask::of(&all, copy.size()),
            drawn_mask: Mask::of(drawn, copy.size()),
            parts: around.chain(squares).collect(),
            visible,
        }
    }

    /// A face that should be covered and is found all the same; `None` where there is none.
    ///
    /// Detectors take a soft patch on a pair of shoulders for a face now and then. Such a find is the
    /// cover's own doing and goes away when the cover looks different; one that stays under a grey, a black and
    /// a white cover comes from what can still be seen of a face around it.
    ///
    /// # Errors
    /// [`DetectionError`] where the detector cannot answer; then nobody knows, and there is no copy.
    pub fn face(&self, detector: &dyn FaceDetector) -> Result<Option<BoundingBox>, DetectionError> {
        for parts in self.parts.chunks(CELLS) {
            let mut suspects = self.finds(detector, parts, None)?;
            for cover in OTHER_COVERS {
                if suspects.is_empty() {
                    break;
                }
                let again = self.finds(detector, parts, Some(cover))?;
                suspects.retain(|suspect| again.iter().any(|other| other.iou(*suspect) > SAME));
            }
            if let Some(face) = suspects.first() {
                return Ok(Some(*face));
            }
        }
        Ok(None)
    }

    /// Finds in the covered areas that no person decided to leave visible; `cover` is a grey level to paint the
    /// covers with first.
    fn finds(
        &self,
        detector: &dyn FaceDetector,
        parts: &[BoundingBox],
        cover: Option<u8>,
    ) -> Result<Vec<BoundingBox>, DetectionError> {
        let Some((sheet, cells)) = self.sheet(parts, cover) else { return Ok(Vec::new()) };
        let found = detector.detect(&sheet, &mut |_| {}, &CancelFlag::default())?;
        // What is perhaps a face counts here: it was to be covered like one. Not what only small looks speak for: a soft cover is
        // a blurred head to them, and good copies would be refused.
        let perhaps = found.perhaps.iter().filter(|face| face.score >= DEFAULT_THRESHOLD);
        let on_copy = found.faces.iter().chain(perhaps).filter_map(|face| {
            let centre = face.bbox.center();
            cells.iter().find(|cell| cell.holds(centre)).map(|cell| cell.to_copy(face.bbox))
        });
        Ok(on_copy.filter(|face| self.should_be_covered(*face)).collect())
    }

    /// Covers hide most of it; or a person drew one that hides a part of its middle: a bar over the eyes. Fitted
    /// covers hide the whole face, so what reaches out from under one is a collar.
    fn should_be_covered(&self, face: BoundingBox) -> bool {
        let left_visible = self.visible.iter().any(|other| other.iou(face) > SAME);
        !left_visible
            && (self.share(face, &self.mask) >= COVERED_SHARE
                || self.share(face.scaled(CORE), &self.drawn_mask) >= CORE_SHARE)
    }

    /// How much of a box lies under a mask.
    fn share(&self, of: BoundingBox, mask: &Mask) -> f32 {
        let Some(rect) = of.to_pixels(self.copy.size()) else { return 0.0 };
        let columns = rect.x..rect.right();
        let covered = (rect.y..rect.bottom())
            .flat_map(|y| columns.clone().map(move |x| (x, y)))
            .filter(|(x, y)| mask.contains(*x, *y))
            .count();
        covered as f32 / (rect.width * rect.height).max(1) as f32
    }

    fn sheet(&self, parts: &[BoundingBox], cover: Option<u8>) -> Option<(Raster, Vec<Cell>)> {
        let across = SHEET / CELL;
        let low = parts.len() <= (across * (LOW_SHEET / CELL)) as usize;
        let whole = PixelSize::new(SHEET, if low { LOW_SHEET } else { SHEET });
        let mut sheet = image::RgbImage::from_pixel(whole.width, whole.height, image::Rgb([128; 3]));
        let mut cells = Vec::new();
        for part in parts {
            let Some(part) = part.to_pixels(self.copy.size()) else { continue };
            let mut crop = self.copy.crop(part)?;
            if let Some(grey) = cover {
                self.paint(&mut crop, part, grey);
            }
            let scale = (CELL as f32 / part.width.max(part.height) as f32).min(MOST_ENLARGED);
            let side = |length: u32| ((length as f32 * scale) as u32).clamp(1, CELL);
            let (width, height) = (side(part.width), side(part.height));
            let crop = image::RgbImage::from_raw(part.width, part.height, crop.into_rgb())?;
            let small = if scale < 1.0 {
                imageops::thumbnail(&crop, width, height)
            } else {
                imageops::resize(&crop, width, height, imageops::FilterType::Triangle)
            };
            let (left, top) = (cells.len() as u32 % across * CELL, cells.len() as u32 / across * CELL);
            imageops::replace(&mut sheet, &small, i64::from(left), i64::from(top));
            cells.push(Cell { part, scale, left, top });
        }
        if cells.is_empty() {
            return None;
        }
        Some((Raster::new(whole, sheet.into_raw())?, cells))
    }
}

impl SecondLook<'_> {
    fn paint(&self, crop: &mut Raster, part: PixelRect, grey: u8) {
        let width = part.width as usize * 3;
        for (row, y) in crop.rgb_mut().chunks_exact_mut(width).zip(part.y..) {
            for (pixel, x) in row.as_chunks_mut::<3>().0.iter_mut().zip(part.x..) {
                if self.mask.contains(x, y) {
                    *pixel = [grey; 3];
                }
            }
        }
    }
}

impl Cell {
    fn holds(&self, (x, y): (f32, f32)) -> bool {
        let (left, top, side) = (self.left as f32, self.top as f32, CELL as f32);
        x >= left && y >= top && x < left + side && y < top + side
    }

    fn to_copy(&self, on_sheet: BoundingBox) -> BoundingBox {
        on_sheet
            .translated(-(self.left as f32), -(self.top as f32))
            .times(1.0 / self.scale)
            .translated(self.part.x as f32, self.part.y as f32)
    }
}

/// The shape in pixels of a copy of another size.
pub(super) fn scaled(shape: &Shape, factor: f32) -> Shape {
    match shape {
        Shape::Rectangle(bounds) => Shape::Rectangle(bounds.times(factor)),
        Shape::RoundedRectangle { bounds, radius } => {
            Shape::RoundedRectangle { bounds: bounds.times(factor), radius: radius * factor }
        }
        Shape::Ellipse(bounds) => Shape::Ellipse(bounds.times(factor)),
        Shape::Head(bounds) => Shape::Head(bounds.times(factor)),
        Shape::Polygon(points) => {
            Shape::Polygon(points.iter().map(|(x, y)| (x * factor, y * factor)).collect())
        }
        Shape::Own { .. } => shape.with_plain(|shape| scaled(shape, factor)),
    }
}

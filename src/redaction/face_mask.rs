//! How much is covered for a face.

use crate::geometry::{BoundingBox, PixelSize};

use super::Shape;

/// The margin around a face, in percent of its box, that is covered by default, and the least there is.
pub const DEFAULT_MARGIN_PERCENT: u8 = 25;

/// Half axes of the ellipse at the default margin, in parts of the box's sides. An ellipse holds the corners of a box
/// from 0.71 on; the rest is for hair and ears, and for boxes that lie a little off.
const HALF_WIDTH: f32 = 0.84;
const HALF_HEIGHT: f32 = 0.92;
/// One minimum coded unit of a subsampled JPEG: compression of the source smears a face that far, so that no cover is
/// smaller than twice that.
const LEAST_HALF: f32 = 16.0;

/// The ellipse that covers a face with hair and ears: half axes of 0.84 and 0.92 of the sides of the detector's box at
/// a margin of 25 % (the least there is), in proportion for more, around the same middle, and never smaller than 32 pixels
/// across. Holds the whole box.
///
/// `docs/adr/0025-covers-have-the-shape-of-heads.md` says how it was chosen.
pub fn face_mask(bbox: BoundingBox, margin_percent: u8, size: PixelSize) -> Shape {
    let percent = f32::from(margin_percent.max(DEFAULT_MARGIN_PERCENT));
    let grown = (100.0 + percent) / (100.0 + f32::from(DEFAULT_MARGIN_PERCENT));
    // A mask that would cover more than twice the photo covers the photo; keeps the numbers small.
    let most = size.long_side() as f32 * 2.0;
    let half = |side: f32, share: f32| (share * grown * side).max(LEAST_HALF).min(most.max(LEAST_HALF));
    let (half_width, half_height) = (half(bbox.width, HALF_WIDTH), half(bbox.height, HALF_HEIGHT));
    let (cx, cy) = bbox.center();
    Shape::Head(BoundingBox::new(cx - half_width, cy - half_height, half_width * 2.0, half_height * 2.0))
}

//! How much is covered for a face.

use crate::geometry::{BoundingBox, PixelSize};

use super::Shape;

/// The margin around a face, in percent of its box, that is covered by default, and the least there is.
pub const DEFAULT_MARGIN_PERCENT: u8 = 25;

/// Detectors box the face from brow to chin; hair rises above it.
const RISE: f32 = 0.1;
/// One minimum coded unit of a subsampled JPEG: compression of the source smears a face that far.
const SMEAR_PX: f32 = 16.0;
/// Large faces reach further than that: hair, ears and collar, in parts of the box's longer side.
const REACH: f32 = 0.1;
/// √2 / (√2 - 1), rounded down: a corner of this many times the reach still holds the corner of the grown
/// box, because the middle of its arc lies (radius - reach) · √2 from the centre of the arc.
const ROUNDING: f32 = 3.4;

/// The rounded rectangle that covers a face with hair and ears: the detector's box grown by
/// `margin_percent` (at least 25), shifted and stretched upwards by 10 % of its height, and then 16 pixels
/// or 10 % of the box further on all sides, because the source's own compression smears colours across that
/// distance. Its corners are as round as they can be while they still hold the grown box (criterion R9 of
/// the security brief).
///
/// `docs/adr/0004-face-mask-geometry.md` says why it is no ellipse.
pub fn face_mask(bbox: BoundingBox, margin_percent: u8, size: PixelSize) -> Shape {
    let grown = 1.0 + f32::from(margin_percent.max(DEFAULT_MARGIN_PERCENT)) / 100.0;
    let reach = SMEAR_PX.max(REACH * bbox.width.max(bbox.height));
    // A mask that would cover more than twice the photo covers the photo; keeps the numbers small.
    let most = size.long_side() as f32 * 2.0;
    let half_width = (grown / 2.0 * bbox.width + reach).min(most);
    let half_height = ((grown / 2.0 + RISE) * bbox.height + reach).min(most);
    let (cx, cy) = bbox.center();
    let cy = cy - RISE * bbox.height;
    Shape::RoundedRectangle {
        bounds: BoundingBox::new(cx - half_width, cy - half_height, half_width * 2.0, half_height * 2.0),
        radius: (ROUNDING * reach).min(half_width).min(half_height),
    }
}

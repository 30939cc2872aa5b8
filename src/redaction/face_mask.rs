//! How much is covered for a face.

use crate::geometry::{BoundingBox, PixelSize};

use super::Shape;

/// The margin around a face, in percent of its box, that is covered by default, and the least there is.
pub const DEFAULT_MARGIN_PERCENT: u8 = 25;

/// Detectors box the face; hair rises above it.
const RISE: f32 = 0.08;
/// A little more than √2: an ellipse that much larger than a rectangle's half sides encloses it.
const CIRCUMSCRIBED: f32 = 1.42;
/// One minimum coded unit of a subsampled JPEG: compression of the source smears a face that far.
const SMEAR_PX: f32 = 16.0;
/// The least that is covered, across.
const LEAST_PX: f32 = 32.0;

/// The ellipse that covers a face with hair and ears: it encloses the detector's box grown by
/// `margin_percent` (at least 25) and shifted up by 8 % of its height, and reaches 16 pixels or 4 % of
/// the box further, because the source's own compression smears colours across that distance.
///
/// The brief's ellipse (A3: semi-axes 0.8 w and 0.9 h) leaves the corners of the box grown by 1.25 bare,
/// which its own criterion R9 forbids; this one is the smallest of that shape that holds R9.
pub fn face_mask(bbox: BoundingBox, margin_percent: u8, size: PixelSize) -> Shape {
    let grown = 1.0 + f32::from(margin_percent.max(DEFAULT_MARGIN_PERCENT)) / 100.0;
    let smear = SMEAR_PX.max(0.04 * bbox.width.max(bbox.height));
    let half_width = (CIRCUMSCRIBED * grown / 2.0 * bbox.width + smear).max(LEAST_PX / 2.0);
    let half_height = (CIRCUMSCRIBED * (grown / 2.0 + RISE) * bbox.height + smear).max(LEAST_PX / 2.0);
    let (cx, cy) = bbox.center();
    let cy = cy - RISE * bbox.height;
    // A mask that would cover more than twice the photo covers the photo; keeps the numbers small.
    let most = size.long_side() as f32 * 2.0;
    let (half_width, half_height) = (half_width.min(most), half_height.min(most));
    Shape::Ellipse(BoundingBox::new(cx - half_width, cy - half_height, half_width * 2.0, half_height * 2.0))
}

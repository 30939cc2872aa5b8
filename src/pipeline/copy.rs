//! The picture of a copy: covered, encoded, written under a temporary name, read back and held against
//! everything that it should be.

use crate::{
    detection::FaceDetector,
    export::{CheckFault, Encoding, ExportFault, Staged, TargetFolder, check, encode, fit_within},
    geometry::{PixelRect, PixelSize},
    hash::ContentHash,
    photo::Raster,
    redaction::{Mask, Shape, Style, depends_on_covered, redact},
    review::{Decision, Outline},
};

use super::{
    ClearedPhoto, ExportFailure, ExportPlan,
    line::mask_shapes,
    second_look::{SecondLook, scaled},
    verify::pixels_sha256,
};

/// A copy that has passed every check and has no name yet. Dropped, it is gone.
#[derive(Debug)]
pub(super) struct WrittenCopy {
    pub(super) staged: Staged,
    pub(super) bytes: Vec<u8>,
    pub(super) size: PixelSize,
    /// Of the pixels that the copy decodes to; holds after a rewrite of the container, not after
    /// recompression.
    pub(super) pixels_sha256: ContentHash,
}

/// What makes a copy. Tests put faulty steps in the place of these, to see that each fault is caught.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps {
    pub(super) redact: fn(&Raster, &[Shape], Style) -> Raster,
    pub(super) encode: fn(&Raster, &Encoding) -> Result<Vec<u8>, ExportFault>,
    pub(super) write: fn(&TargetFolder, &[u8]) -> Result<Staged, ExportFault>,
}

impl Steps {
    pub(super) const REAL: Self = Self { redact, encode, write: Staged::write };
}

/// Writes the picture and checks it: nothing under a mask has a bearing on the covered photo; the bytes on
/// disk are those of the covered photo, in an allowed structure, and decode to it; and the detector finds
/// no face where one was covered.
///
/// # Errors
/// [`ExportFailure`]; the file is gone.
pub(super) fn write_copy(
    photo: &ClearedPhoto,
    plan: &ExportPlan,
    margin_percent: u8,
    detector: &dyn FaceDetector,
    steps: &Steps,
) -> Result<WrittenCopy, ExportFailure> {
    let source = photo.source.raster.as_ref();
    let covered = photo.decided.iter().filter(|region| region.decision == Decision::Redact);
    let shapes = mask_shapes(covered.map(|region| &region.entry), margin_percent, source.size());
    let redacted = (steps.redact)(source, &shapes, plan.style);
    if depends_on_covered(source, &Mask::of(&shapes, source.size()), plan.style, &redacted) {
        return Err(ExportFault::from(CheckFault::Uncovered).into());
    }
    let copy = fit_within(redacted, plan.encoding.max_side);
    let bytes = (steps.encode)(&copy, &plan.encoding)?;
    let staged = (steps.write)(&plan.folder, &bytes)?;
    let on_disk = staged.read_back()?;
    let decoded = check(&on_disk, &copy, &plan.encoding).map_err(ExportFault::from)?;
    drop(copy);
    let factor = decoded.size().width as f32 / source.size().width as f32;
    let visible: Vec<_> = photo
        .decided
        .iter()
        .filter(|region| region.decision != Decision::Redact)
        .filter_map(|region| region.entry.region.outline.bounds())
        .map(|bounds| bounds.times(factor))
        .collect();
    let on_copy = |drawn: bool| -> Vec<Shape> {
        let regions = photo.decided.iter().filter(|region| region.decision == Decision::Redact);
        let entries = regions.map(|region| &region.entry);
        let entries = entries.filter(|entry| matches!(entry.region.outline, Outline::Drawn(_)) == drawn);
        mask_shapes(entries, margin_percent, source.size())
            .iter()
            .map(|shape| scaled(shape, factor))
            .collect()
    };
    if let Some(face) = SecondLook::new(&decoded, &on_copy(false), &on_copy(true), &visible).face(detector)? {
        let whole = PixelRect::new(0, 0, source.size().width, source.size().height);
        let face = face.times(1.0 / factor).to_pixels(source.size()).unwrap_or(whole);
        return Err(ExportFault::from(CheckFault::FaceVisible(face)).into());
    }
    let pixels_sha256 = pixels_sha256(decoded.size(), decoded.rgb());
    Ok(WrittenCopy { staged, bytes: on_disk, size: decoded.size(), pixels_sha256 })
}

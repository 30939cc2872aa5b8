//! The picture of a copy: covered, encoded, written under a temporary name, read back and held against
//! everything that it should be.

use crate::{
    detection::FaceDetector,
    export::{Encoding, ExportFault, Staged, TargetFolder, check, encode, encode_within, scaled},
    framing::CopySize,
    geometry::PixelSize,
    hash::ContentHash,
    photo::Raster,
    redaction::{Shape, Style, redact},
};

use super::{ClearedPhoto, ExportFailure, ExportPlan, framed::Framed, verify::pixels_sha256};

/// A copy that has passed every check and has no name yet. Dropped, it is gone.
#[derive(Debug)]
pub(super) struct WrittenCopy {
    pub(super) staged: Staged,
    pub(super) bytes: Vec<u8>,
    pub(super) size: PixelSize,
    /// Of the pixels that the copy decodes to; holds after a rewrite of the container, not after
    /// recompression.
    pub(super) pixels_sha256: ContentHash,
    /// The size that was asked for.
    pub(super) made: CopySize,
    /// How it was encoded.
    pub(super) encoding: Encoding,
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

/// Writes the picture in each size and checks it: nothing under a mask or outside the frame has a bearing on it; the bytes on
/// disk are those of the covered photo, in an allowed structure, and decode to it; and the detector finds
/// no face where one was covered.
///
/// # Errors
/// [`ExportFailure`]; the files are gone.
pub(super) fn write_copies(
    photo: &ClearedPhoto,
    plan: &ExportPlan,
    margin_percent: u8,
    detector: &dyn FaceDetector,
    steps: &Steps,
) -> Result<Vec<WrittenCopy>, ExportFailure> {
    let framed = Framed::of(photo)?;
    let picture = framed.covered(photo, plan.style, margin_percent, steps)?;
    plan.sizes()
        .into_iter()
        .map(|size| {
            let copy = scaled(&picture, size.bound);
            let wanted = Encoding { quality: size.quality.unwrap_or(plan.encoding.quality), ..plan.encoding };
            let (bytes, encoding) = encode_within(&copy, &wanted, plan.copies.max_bytes, steps.encode)?;
            let staged = (steps.write)(&plan.folder, &bytes)?;
            let on_disk = staged.read_back()?;
            let decoded = check(&on_disk, &copy, &encoding).map_err(ExportFault::from)?;
            drop(copy);
            framed.look_again(photo, &decoded, margin_percent, detector)?;
            let pixels_sha256 = pixels_sha256(decoded.size(), decoded.rgb());
            Ok(WrittenCopy {
                staged,
                bytes: on_disk,
                size: decoded.size(),
                pixels_sha256,
                made: size,
                encoding,
            })
        })
        .collect()
}

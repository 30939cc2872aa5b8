//! The picture of a copy: covered, encoded, written under a temporary name, read back and held against
//! everything that it should be.

use std::thread;

use crate::{
    detection::FaceDetector,
    export::{
        Encoding, ExportFault, Staged, TargetFolder, check_bytes, check_pixels, encode, encode_within, scaled,
    },
    framing::CopySize,
    geometry::PixelSize,
    hash::ContentHash,
    photo::Raster,
    redaction::{Shape, Style, redact},
};

use super::{
    ClearedPhoto, ExportFailure, ExportPlan, framed::Framed, read_again::read_again, verify::pixels_sha256,
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
    let encoded = |size: &CopySize| {
        let copy = scaled(&picture, size.bound);
        let wanted = Encoding { quality: size.quality.unwrap_or(plan.encoding.quality), ..plan.encoding };
        let encoded = encode_within(&copy, &wanted, plan.copies.max_bytes, steps.encode);
        encoded.map(|(bytes, encoding)| (copy, bytes, encoding))
    };
    let sizes = plan.sizes();
    // The proof is the longer of the two; nothing is written before it has ended well.
    let (proven, first) =
        both(&|| framed.prove(photo, plan.style, margin_percent, &picture), &|| sizes.first().map(&encoded));
    proven?;
    let mut first = first;
    sizes
        .iter()
        .map(|size| {
            let (copy, bytes, encoding) = first.take().unwrap_or_else(|| encoded(size))?;
            let staged = (steps.write)(&plan.folder, &bytes)?;
            drop(bytes);
            let on_disk = staged.read_back()?;
            let decoded = check_pixels(&on_disk, &copy, &encoding).map_err(ExportFault::from)?;
            // The second look takes as long as the rest together.
            let ((same, pixels_sha256, read), looked) = both(
                &|| {
                    let same = check_bytes(&on_disk, &copy, &encoding).map_err(ExportFault::from);
                    (same, pixels_sha256(decoded.size(), decoded.rgb()), read_again(photo, &decoded))
                },
                &|| framed.look_again(photo, &decoded, margin_percent, detector),
            );
            same?;
            looked?;
            read?;
            Ok(WrittenCopy {
                staged,
                size: decoded.size(),
                pixels_sha256,
                made: size.clone(),
                encoding,
                bytes: on_disk,
            })
        })
        .collect()
}

/// Does both, side by side where a thread can be had.
fn both<A: Send, B>(beside: &(dyn Fn() -> A + Sync), here: &dyn Fn() -> B) -> (A, B) {
    thread::scope(|scope| {
        let worker = thread::Builder::new().name("check".to_owned()).spawn_scoped(scope, beside);
        let here = here();
        // Where there was no thread, or it ended badly, it is done here.
        (worker.ok().and_then(|worker| worker.join().ok()).unwrap_or_else(beside), here)
    })
}

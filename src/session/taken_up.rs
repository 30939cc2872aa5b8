//! A kept review is laid over its photo again.

use crate::{
    detection::{FaceDetector as _, OnnxFaceDetector},
    pipeline::{DetectedPhoto, OpenedPhoto},
};

use super::{KeptOutcome, KeptPhoto, PhotoFault};

/// Whether a kept review could be taken up.
pub(super) enum TakenUp {
    Yes(Box<DetectedPhoto>),
    No(OpenedPhoto, KeptOutcome),
}

/// Takes up a kept review where the file is the same and its faces would be found again.
pub(super) fn take_up(
    opened: OpenedPhoto,
    kept: Option<&KeptPhoto>,
    detector: &OnnxFaceDetector,
) -> Result<TakenUp, PhotoFault> {
    let Some((review, by)) = kept.and_then(|kept| kept.review.as_ref().zip(kept.detector.as_ref())) else {
        return Ok(TakenUp::No(opened, KeptOutcome::None));
    };
    let source = opened.source();
    let same = review.source_sha256() == source.sha256() && review.size() == source.raster().size();
    let Some(review) = review.restore().ok().filter(|_| same) else {
        return Ok(TakenUp::No(opened, KeptOutcome::FileChanged));
    };
    if !by.finds_the_same_as(detector.info()) {
        return Ok(TakenUp::No(opened, KeptOutcome::DetectorChanged));
    }
    // The line of one photo asks once more whether the file is the same.
    opened
        .resume(review, by.info())
        .map(|detected| TakenUp::Yes(Box::new(detected)))
        .map_err(|_| PhotoFault::Changed)
}

//! A kept review is laid over its photo again.

use crate::{detection::DetectorInfo, review::Review};

use super::{KeptOutcome, KeptPhoto};

/// Lays what was kept over a review that was begun just now, where the file is the same and is searched in the same way.
///
/// The photo is always searched first: a file on disk says what a person decided, never which faces there are.
pub(super) fn take_up(begun: Review, kept: Option<&KeptPhoto>, now: &DetectorInfo) -> (Review, KeptOutcome) {
    let Some((review, by)) = kept.and_then(|kept| kept.review.as_ref().zip(kept.detector.as_ref())) else {
        return (begun, KeptOutcome::None);
    };
    let same = review.source_sha256() == begun.source_sha256() && review.size() == begun.size();
    let Some(mut review) = review.restore().ok().filter(|_| same) else {
        return (begun, KeptOutcome::FileChanged);
    };
    if !by.finds_the_same_as(now) {
        return (begun, KeptOutcome::DetectorChanged);
    }
    review.hold_every_face_of(&begun);
    (review, KeptOutcome::TakenUp)
}

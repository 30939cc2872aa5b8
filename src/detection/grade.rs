//! How likely a place is a face that the fused probability does not show: a line of a few numbers.
//!
//! What is blurred, or turned away, or very large scores low wherever it is looked at as it is, and is a face to `YuNet`
//! when the whole photo is made small (the small looks). What tells it from grass and knees, which may score as low, is that
//! a second look of `CenterFace` says the same, and how the small looks score it where a face of that size would show in them.
//! How far the boxes lie apart, how often and at which turns something was seen, and the shape of the box were tried and tell
//! nothing that holds on other photos (`docs/detection.md`).

use crate::geometry::{BoundingBox, PixelSize};

use super::passes::{Model, Zoom};

/// What is weighed, in the order of [`WEIGHTS`]; `evaluate --evidence` writes it and `tools/fit_grade.py` fits the weights.
pub const EVIDENCE: [&str; 3] = [
    "CenterFace, score of the second best look",
    "YuNet, best score of the small looks",
    "too small to show in the small looks",
];

/// Weight of each number of [`EVIDENCE`].
const WEIGHTS: [f32; 3] = [3.892, 2.186, -1.235];
/// What is added to their sum.
const BIAS: f32 = -0.881;
/// Longer side of a face, in pixels of the largest copy in the small looks, from which it may show there and from which it
/// does.
const SHOWS_SMALL: (f32, f32) = (10.0, 24.0);
/// Longer side of that copy, in pixels.
const LARGEST_COPY: f32 = 320.0;

/// A vote as it is weighed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    pub(super) model: Model,
    pub(super) zoom: Zoom,
    /// The model's own score, 0 to 1.
    pub(super) score: f32,
}

/// The evidence for a place whose box is `bbox`, in the order of [`EVIDENCE`].
pub(super) fn evidence(votes: &[Weighed], bbox: BoundingBox, size: PixelSize) -> [f32; 3] {
    let scores = |model: Model, small: bool| {
        let mut scores: Vec<f32> = votes
            .iter()
            .filter(|vote| vote.model == model && (vote.zoom == Zoom::Small) == small)
            .map(|vote| vote.score)
            .collect();
        scores.sort_by(|a, b| b.total_cmp(a));
        scores
    };
    let at = |scores: &[f32], place: usize| scores.get(place).copied().unwrap_or_default();
    let longer = bbox.width.max(bbox.height) * LARGEST_COPY / size.long_side().max(1) as f32;
    let (from, to) = SHOWS_SMALL;
    let shows = ((longer - from) / (to - from)).clamp(0.0, 1.0);
    [at(&scores(Model::CenterFace, false), 1), at(&scores(Model::YuNet, true), 0) * shows, 1.0 - shows]
}

/// The probability of being a face that the evidence speaks for.
pub(super) fn grade(evidence: &[f32; 3]) -> f32 {
    let sum: f32 = BIAS + evidence.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum::<f32>();
    1.0 / (1.0 + (-sum).exp())
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: PixelSize = PixelSize::new(1280, 960);
    const FACE: BoundingBox = BoundingBox::new(400.0, 300.0, 160.0, 200.0);

    fn vote(model: Model, zoom: Zoom, score: f32) -> Weighed {
        Weighed { model, zoom, score }
    }

    #[test]
    fn a_blurred_face_that_shows_in_the_small_photo_is_graded_above_what_one_look_sees() {
        let large = vote(Model::CenterFace, Zoom::Tiles(1), 0.3);
        let seen = [large, vote(Model::YuNet, Zoom::Small, 0.8)];
        let blurred = grade(&evidence(&seen, FACE, SIZE));
        let grass = grade(&evidence(&[large], FACE, SIZE));
        assert!(blurred >= 0.4 && grass < 0.4, "{blurred} {grass}");
    }

    #[test]
    fn what_is_too_small_for_the_small_looks_is_not_held_against_a_face() {
        let tiny = BoundingBox::new(400.0, 300.0, 20.0, 25.0);
        let small = vote(Model::YuNet, Zoom::Small, 1.0);
        let [_, yunet, hidden] = evidence(&[small], tiny, SIZE);
        assert!(yunet <= 0.0 && hidden >= 1.0);
    }

    #[test]
    fn the_second_best_look_counts_and_not_the_best() {
        let votes = [0.2, 0.9, 0.5].map(|score| vote(Model::CenterFace, Zoom::Tiles(1), score));
        let second = |votes: &[Weighed]| (evidence(votes, FACE, SIZE)[0] * 10.0).round() as i32;
        assert_eq!((second(&votes), second(&votes[..1])), (5, 0));
    }
}

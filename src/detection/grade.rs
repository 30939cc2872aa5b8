//! How likely a cluster of votes is a face, by all that was said of it: a line of a few numbers.
//!
//! The fused probability is that of either network being right once. It grows with every look, so that grass that was
//! looked at often enough is "98 % a face". What tells faces from grass is that both networks say so, more than once, and
//! that a face is still one when the photo is small.

use crate::geometry::{BoundingBox, PixelSize};

use super::passes::{Model, Zoom};

/// What is weighed, in the order of [`WEIGHTS`]; `evaluate --evidence` writes it and `tools/fit_grade.py` fits the weights.
pub const EVIDENCE: [&str; 9] = [
    "CenterFace, best, log odds",
    "YuNet, best, log odds",
    "CenterFace, second best look",
    "YuNet, second best look",
    "boxes that lie apart",
    "CenterFace, small",
    "YuNet, small",
    "too small to show in the small looks",
    "far from the shape of a face",
];

/// Weight of each number of [`EVIDENCE`].
const WEIGHTS: [f32; 9] = [0.0; 9];
/// What is added to their sum.
const BIAS: f32 = 0.0;
/// Longer side of a face, in pixels of the largest copy in the small looks, from which it may show there and from which it
/// does.
const SHOWS_SMALL: (f32, f32) = (10.0, 24.0);
/// A face is higher than wide by this much, as the logarithm of the quotient.
const USUAL_SHAPE: f32 = 0.25;

/// A vote as it is weighed.
#[derive(Debug, Clone, Copy)]
pub(super) struct Weighed {
    pub(super) model: Model,
    pub(super) zoom: Zoom,
    pub(super) score: f32,
    /// Of being a face.
    pub(super) probability: f32,
    pub(super) bbox: BoundingBox,
}

/// The evidence for a cluster whose box is `bbox`, in the order of [`EVIDENCE`].
pub(super) fn evidence(votes: &[Weighed], bbox: BoundingBox, size: PixelSize) -> [f32; 9] {
    let is_small = |vote: &&Weighed| vote.zoom == Zoom::Small;
    let of = |model: Model, small: bool| {
        let mut scores: Vec<f32> = votes
            .iter()
            .filter(|vote| vote.model == model && is_small(vote) == small)
            .map(|vote| vote.score)
            .collect();
        scores.sort_by(|a, b| b.total_cmp(a));
        scores
    };
    let at = |scores: &[f32], place: usize| scores.get(place).copied().unwrap_or_default();
    let best = |model: Model| {
        let own = votes.iter().filter(|vote| vote.model == model && !is_small(vote));
        log_odds(own.map(|vote| vote.probability).fold(0.0, f32::max))
    };
    let core: Vec<&Weighed> = if votes.iter().any(|vote| vote.zoom != Zoom::Small) {
        votes.iter().filter(|vote| vote.zoom != Zoom::Small).collect()
    } else {
        votes.iter().collect()
    };
    let weight = |vote: &Weighed| vote.probability + 1e-6;
    let together = core.iter().map(|vote| weight(vote) * vote.bbox.iou(bbox)).sum::<f32>()
        / core.iter().map(|vote| weight(vote)).sum::<f32>().max(f32::MIN_POSITIVE);
    // In pixels of the largest copy on the tile of the small looks.
    let side = bbox.width.max(bbox.height) * 320.0 / size.long_side().max(1) as f32;
    let (from, to) = SHOWS_SMALL;
    let shows = ((side - from) / (to - from)).clamp(0.0, 1.0);
    let (centerface, yunet) = (of(Model::CenterFace, false), of(Model::YuNet, false));
    let shape = (bbox.width.max(1.0) / bbox.height.max(1.0)).ln();
    [
        best(Model::CenterFace),
        best(Model::YuNet),
        at(&centerface, 1),
        at(&yunet, 1),
        1.0 - together,
        at(&of(Model::CenterFace, true), 0) * shows,
        at(&of(Model::YuNet, true), 0) * shows,
        1.0 - shows,
        (shape + USUAL_SHAPE).abs(),
    ]
}

/// The probability of being a face that the evidence speaks for.
pub(super) fn grade(evidence: &[f32; 9]) -> f32 {
    let sum: f32 = BIAS + evidence.iter().zip(WEIGHTS).map(|(value, weight)| value * weight).sum::<f32>();
    1.0 / (1.0 + (-sum).exp())
}

/// Nothing is surer than a model that was right in 993 of 1,000 cases, or less sure than not having spoken.
fn log_odds(probability: f32) -> f32 {
    (probability.max(1e-3) / (1.0 - probability.min(0.999))).ln().clamp(-5.0, 5.0)
}

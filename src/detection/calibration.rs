//! Raw scores to probabilities of being a face.

use super::passes::Model;

/// Raw scores at which the tables below are known.
const SCORES: [f32; 17] = [
    0.075, 0.125, 0.175, 0.225, 0.275, 0.325, 0.375, 0.425, 0.475, 0.525, 0.575, 0.625, 0.675, 0.725, 0.775,
    0.85, 0.955,
];
/// Share of CenterFace's boxes of that score, of all upright looks, that overlapped a labelled face by an `IoU` of at
/// least 0.35 on the evaluation photos (34,000 boxes of 502 photos, November 2026; `evaluate --calibrate`
/// prints them), made monotonic.
const CENTERFACE: [f32; 17] = [
    0.051, 0.071, 0.108, 0.18, 0.258, 0.404, 0.445, 0.561, 0.709, 0.769, 0.861, 0.909, 0.948, 0.965, 0.982,
    0.992, 0.992,
];
/// The same for YuNet-s (53,000 boxes).
const YUNET: [f32; 17] = [
    0.045, 0.063, 0.084, 0.114, 0.15, 0.201, 0.208, 0.252, 0.278, 0.337, 0.399, 0.519, 0.598, 0.695, 0.81,
    0.963, 0.998,
];

/// The probability that a detection with this raw score is a face: piecewise linear between the measured
/// points, constant outside them.
pub(super) fn probability(model: Model, score: f32) -> f32 {
    let table = match model {
        Model::CenterFace => &CENTERFACE,
        Model::YuNet => &YUNET,
    };
    let mut before = (0.0, 0.0);
    for (at, p) in SCORES.iter().zip(table) {
        if score <= *at {
            let t = if *at > before.0 { (score - before.0) / (at - before.0) } else { 1.0 };
            return before.1 + t.max(0.0) * (p - before.1);
        }
        before = (*at, *p);
    }
    before.1
}

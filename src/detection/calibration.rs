//! Raw scores to probabilities of being a face.

use super::passes::Model;

/// Raw scores at which the tables below are known.
const SCORES: [f32; 17] = [
    0.075, 0.125, 0.175, 0.225, 0.275, 0.325, 0.375, 0.425, 0.475, 0.525, 0.575, 0.625, 0.675, 0.725, 0.775,
    0.85, 0.955,
];
/// Share of CenterFace's boxes of that score that were faces on the evaluation photos.
const CENTERFACE: [f32; 17] = [
    0.033, 0.081, 0.126, 0.177, 0.271, 0.375, 0.545, 0.68, 0.754, 0.833, 0.873, 0.949, 0.968, 0.97, 0.986,
    0.992, 1.0,
];
/// The same for YuNet-s.
const YUNET: [f32; 17] = [
    0.041, 0.073, 0.105, 0.141, 0.179, 0.225, 0.267, 0.327, 0.362, 0.43, 0.512, 0.58, 0.658, 0.779, 0.884,
    0.97, 1.0,
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
    1.0
}

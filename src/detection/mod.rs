//! Finds faces. Detection only: never an embedding, never a comparison of two faces.
//!
//! Two small detectors, CenterFace and YuNet-s, look at an image pyramid in tiles of 640×640 pixels, at
//! four rotations; what they find is fused by calibrated probability. Promises: an answer is whole or an
//! error; a photo that nobody looked at never counts as one without faces; memory is bounded by the
//! photo's own pixels, not by its tiles; the built-in models are checked against their SHA-256.

mod calibration;
mod decode;
mod detector;
mod engine;
mod fusion;
mod models;
mod native;
mod onnx;
mod pyramid;
#[cfg(test)]
mod tests;

pub use detector::{CancelFlag, Detection, DetectionError, Detections, DetectorInfo, FaceDetector, Progress};
pub use engine::{EngineNotice, library_beside_program};
pub use models::{MODELS, ModelFile};
pub use onnx::{DEFAULT_THRESHOLD, DetectorOptions, OnnxFaceDetector};

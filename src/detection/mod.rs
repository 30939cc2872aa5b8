//! Finds faces. Detection only: never an embedding, never a comparison of two faces.
//!
//! Two small detectors, CenterFace and YuNet-s, look at an image pyramid in tiles; the cheap passes at
//! four turns, the costly ones as the people in the photo stand. What they find is fused by calibrated
//! probability. Promises: an answer is whole or an error; a photo that nobody looked at never counts as
//! one without faces; an engine is used only after it has found a known face; memory is bounded by the photo's own pixels,
//! not by its tiles; the built-in models are checked against their SHA-256.

mod calibration;
mod decode;
mod detector;
mod engine;
mod fusion;
mod grade;
mod known_answer;
mod library;
mod models;
mod native;
mod onnx;
mod passes;
mod probe;
mod pyramid;
mod reduce;
mod sessions;
mod shape;
#[cfg(test)]
mod tests;

pub(crate) use engine::{Engine, engine};
pub(crate) use models::check as check_models;
pub(crate) use native::trim;
pub(crate) use reduce::reduced;
pub(crate) use shape::{TileShape, sized};

pub use detector::{CancelFlag, Detection, DetectionError, Detections, DetectorInfo, FaceDetector, Progress};
pub use engine::EngineNotice;
pub use fusion::{DEFAULT_THRESHOLD, Fusion, Turns, Vote, fuse, turns_of, weigh};
pub use grade::EVIDENCE;
pub use library::{EngineChoice, Library, library_beside_program, use_engine};
pub use models::{MODELS, ModelFile, models_sha256};
pub use native::silence_libraries;
pub use onnx::{DetectorOptions, OnnxFaceDetector};
pub use passes::{Model, NoPass, Pass, Zoom, first_passes};
pub use probe::{PROBE_ARGUMENT, probe_main};

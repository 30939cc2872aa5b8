//! Finds faces. Detection only: never an embedding, never a comparison of two faces.

mod detector;

pub use detector::{CancelFlag, Detection, DetectionError, Detections, DetectorInfo, FaceDetector, Progress};

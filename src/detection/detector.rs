//! What a face detector takes and gives.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    time::Duration,
};

use crate::{geometry::BoundingBox, hash::ContentHash, photo::Raster, text::Text};

/// One found face.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Detection {
    /// Where, in pixels of the upright photo, before any margin.
    pub bbox: BoundingBox,
    /// Calibrated probability of being a face, 0 to 1.
    pub score: f32,
    /// By how many quarters the photo has to be turned clockwise for the face to stand upright, 0 to 3, as far as the
    /// passes tell.
    pub turns: u8,
}

/// Everything found in a photo.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Detections {
    /// At or above the threshold, and of what the passes say of it a face: each must be decided before an export.
    pub faces: Vec<Detection>,
    /// Likely enough that a person must look, too often wrong to be called faces: covered and to be decided like faces.
    pub perhaps: Vec<Detection>,
    /// Below the threshold but supported: hints for the person who looks through the photo.
    pub candidates: Vec<Detection>,
    /// Wall time of the detection.
    pub elapsed: Duration,
}

/// What was used to look for faces, for records and for `sladd models`.
#[derive(Debug, Clone, PartialEq)]
pub struct DetectorInfo {
    /// Names of the models, at most 80 characters: `centerface+yunet-s`.
    pub model: String,
    /// SHA-256 over the model files in the order of the name.
    pub model_sha256: ContentHash,
    /// Score from which a detection is a face, at most two decimals.
    pub threshold: f32,
    /// The inference engine and its version: `tract 0.23` or `onnxruntime 1.32.0`.
    pub engine: String,
    /// SHA-256 of the native library's file; `None` for the embedded engine, which is part of the program.
    pub library_sha256: Option<ContentHash>,
}

/// How far a detection has come.
#[derive(Debug, Clone)]
pub struct Progress {
    /// Steps done.
    pub done: u32,
    /// Steps in all.
    pub total: u32,
    /// The faces found so far, when this step brought new ones: coarse answers come first.
    pub faces_so_far: Option<Vec<Detection>>,
}

/// Stops a running detection. Clones share the flag; it is polled before every tile.
#[derive(Debug, Clone, Default)]
pub struct CancelFlag(Arc<AtomicBool>);

impl CancelFlag {
    /// Asks the detection to stop.
    pub fn cancel(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    /// True once somebody has asked.
    pub fn is_cancelled(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// Why a detection gave no answer. A photo without an answer can not be exported.
#[derive(Debug, thiserror::Error)]
pub enum DetectionError {
    /// The flag was raised.
    #[error("cancelled")]
    Cancelled,
    /// The inference engine failed on a tile.
    #[error("the inference engine failed: {reason}")]
    Engine {
        /// What the engine said.
        reason: String,
    },
    /// A built-in model is not the one that the program was built with.
    #[error("the model {model} is damaged")]
    ModelDamaged {
        /// The model's name.
        model: &'static str,
    },
}

impl DetectionError {
    /// A stable word for JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Engine { .. } => "engine",
            Self::ModelDamaged { .. } => "model_damaged",
        }
    }

    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        text.get(match self {
            Self::Cancelled => "detection-cancelled",
            Self::Engine { .. } => "detection-engine",
            Self::ModelDamaged { .. } => "detection-model-damaged",
        })
    }
}

/// Finds faces in photos. Shared between threads.
pub trait FaceDetector: Send + Sync + fmt::Debug {
    /// Looks at the whole photo; calls `progress` after every step.
    ///
    /// # Errors
    /// [`DetectionError::Cancelled`] within a tile of the flag being raised; other variants where the
    /// engine cannot answer. Never a partial answer.
    fn detect(
        &self,
        raster: &Raster,
        progress: &mut dyn FnMut(Progress),
        cancel: &CancelFlag,
    ) -> Result<Detections, DetectionError>;

    /// What is used.
    fn info(&self) -> &DetectorInfo;
}

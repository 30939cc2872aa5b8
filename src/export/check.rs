//! Holds a file against what it should be.

use crate::{
    geometry::{PixelRect, PixelSize},
    metadata::{CleanFormat, structure_is_clean},
    photo::Raster,
};

use super::{Encoding, OutputFormat, encode};

/// Side of the blocks whose mean colours are compared: one minimum coded unit of a JPEG.
const BLOCK: u32 = 16;

/// What is wrong with a written copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckFault {
    /// The file holds more than pixels.
    #[error("the file holds more than pixels")]
    Structure,
    /// The file cannot be decoded.
    #[error("the file cannot be decoded")]
    Undecodable,
    /// Width or height differ.
    #[error("the size differs")]
    Size,
    /// The pixels differ.
    #[error("the pixels differ")]
    Pixels,
    /// The bytes are not those that these pixels are encoded to.
    #[error("the bytes differ from those that were meant")]
    Bytes,
    /// A covered area still depends on what was there before.
    #[error("a covered area shows something of what was there")]
    Uncovered,
    /// The face detector still finds a face at a cover: here, in image space.
    #[error("a face is still found at a cover")]
    FaceVisible(PixelRect),
    /// A code can still be read that nobody left visible: here, in image space.
    #[error("a code can still be read")]
    CodeReadable(PixelRect),
    /// What reads like a personal number can still be read at a cover: here, in image space.
    #[error("a personal number can still be read")]
    NumberReadable(PixelRect),
}

/// Holds the bytes read back from disk against the redacted raster and gives what they decode to.
///
/// In this order: the allow-list of structure; the pixels, exactly for PNG and WebP, for JPEG by the mean
/// colours of blocks of 16×16 pixels within what its quality explains; and the bytes themselves, which must
/// be those of a second encoding, so that a single wrong pixel is found in a JPEG too. Nothing that was
/// written is taken on trust: the raster is the only measure.
///
/// # Errors
/// The first [`CheckFault`] found.
pub fn check(found: &[u8], expected: &Raster, encoding: &Encoding) -> Result<Raster, CheckFault> {
    let decoded = check_pixels(found, expected, encoding)?;
    check_bytes(found, expected, encoding)?;
    Ok(decoded)
}

/// The first half of [`check`], structure and pixels, for whoever does the second beside other work.
///
/// # Errors
/// The first [`CheckFault`] found.
pub fn check_pixels(found: &[u8], expected: &Raster, encoding: &Encoding) -> Result<Raster, CheckFault> {
    let decoded = decode(found, encoding.format).ok_or(CheckFault::Undecodable)?;
    structure_is_clean(found, clean_format(encoding.format)).map_err(|_| CheckFault::Structure)?;
    if decoded.size() != expected.size() {
        return Err(CheckFault::Size);
    }
    let same = match encoding.format {
        OutputFormat::Png | OutputFormat::Webp => decoded.rgb() == expected.rgb(),
        OutputFormat::Jpeg => blocks_agree(&decoded, expected, encoding.quality),
    };
    if same { Ok(decoded) } else { Err(CheckFault::Pixels) }
}

/// The second half of [`check`]: these bytes are what `expected` is encoded to.
///
/// # Errors
/// [`CheckFault::Bytes`] where they are others.
pub fn check_bytes(found: &[u8], expected: &Raster, encoding: &Encoding) -> Result<(), CheckFault> {
    match encode(expected, encoding) {
        Ok(again) if again == found => Ok(()),
        Ok(_) | Err(_) => Err(CheckFault::Bytes),
    }
}

const fn clean_format(format: OutputFormat) -> CleanFormat {
    match format {
        OutputFormat::Jpeg => CleanFormat::Jpeg,
        OutputFormat::Png => CleanFormat::Png,
        OutputFormat::Webp => CleanFormat::Webp,
    }
}

fn decode(bytes: &[u8], format: OutputFormat) -> Option<Raster> {
    let format = match format {
        OutputFormat::Jpeg => image::ImageFormat::Jpeg,
        OutputFormat::Png => image::ImageFormat::Png,
        OutputFormat::Webp => image::ImageFormat::WebP,
    };
    let rgb = image::load_from_memory_with_format(bytes, format).ok()?.into_rgb8();
    Raster::new(PixelSize::new(rgb.width(), rgb.height()), rgb.into_raw())
}

/// A quantised block keeps its mean but for rounding of the DC coefficient, whose step grows as the
/// quality falls: about 1 grey level at 90, 8 at 25, 100 at 1 (ITU-T T.81 annex K, scaled).
fn blocks_agree(a: &Raster, b: &Raster, quality: u8) -> bool {
    let quality = i64::from(quality.clamp(1, 100));
    let tolerance = if quality >= 50 { 6 + (100 - quality) / 4 } else { 10 + 400 / quality };
    let size = a.size();
    (0..size.height).step_by(BLOCK as usize).all(|top| {
        (0..size.width).step_by(BLOCK as usize).all(|left| {
            let (mean_a, mean_b) = (block_mean(a, left, top), block_mean(b, left, top));
            mean_a.iter().zip(mean_b).all(|(x, y)| (x - y).abs() <= tolerance)
        })
    })
}

fn block_mean(raster: &Raster, left: u32, top: u32) -> [i64; 3] {
    let size = raster.size();
    let (right, bottom) = ((left + BLOCK).min(size.width), (top + BLOCK).min(size.height));
    let mut sums = [0_i64; 3];
    for y in top..bottom {
        let row = raster.row(y).get(left as usize * 3..right as usize * 3).unwrap_or_default();
        for pixel in row.chunks_exact(3) {
            for (sum, value) in sums.iter_mut().zip(pixel) {
                *sum += i64::from(*value);
            }
        }
    }
    let count = i64::from((right - left) * (bottom - top)).max(1);
    sums.map(|sum| sum / count)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn noise(size: PixelSize) -> Raster {
        let mut state = 0x2545_f491_4f6c_dd1d_u64;
        let bytes = (0..size.area() * 3)
            .map(|_| {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                state as u8
            })
            .collect();
        Raster::new(size, bytes).unwrap()
    }

    fn fault(found: &[u8], expected: &Raster, encoding: &Encoding) -> Option<CheckFault> {
        check(found, expected, encoding).err()
    }

    #[test]
    fn a_fresh_file_of_each_format_and_quality_passes() {
        let raster = noise(PixelSize::new(53, 37));
        for format in OutputFormat::ALL {
            for quality in [1, 10, 30, 50, 75, 90, 100] {
                let encoding = Encoding { format, quality, max_side: None };
                let bytes = encode(&raster, &encoding).unwrap();
                assert_eq!(fault(&bytes, &raster, &encoding), None, "{format} at {quality}");
            }
        }
    }

    #[test]
    fn a_trailing_byte_and_a_comment_are_caught() {
        let raster = noise(PixelSize::new(32, 32));
        for format in OutputFormat::ALL {
            let encoding = Encoding { format, ..Encoding::default() };
            let mut bytes = encode(&raster, &encoding).unwrap();
            bytes.push(0);
            assert_eq!(fault(&bytes, &raster, &encoding), Some(CheckFault::Structure), "{format}");
        }
        let encoding = Encoding::default();
        let mut bytes = encode(&raster, &encoding).unwrap();
        bytes.splice(2..2, *b"\xff\xfe\0\x04hi");
        assert_eq!(fault(&bytes, &raster, &encoding), Some(CheckFault::Structure));
    }

    #[test]
    fn any_flipped_byte_is_caught() {
        let raster = noise(PixelSize::new(24, 16));
        for format in OutputFormat::ALL {
            let encoding = Encoding { format, ..Encoding::default() };
            let bytes = encode(&raster, &encoding).unwrap();
            for at in 0..bytes.len() {
                let mut flipped = bytes.clone();
                flipped[at] ^= 1;
                assert!(fault(&flipped, &raster, &encoding).is_some(), "{format}, byte {at}");
            }
        }
    }

    #[test]
    fn a_single_wrong_pixel_and_a_wrong_size_are_caught() {
        let raster = noise(PixelSize::new(64, 48));
        for format in OutputFormat::ALL {
            let encoding = Encoding { format, ..Encoding::default() };
            let mut other = raster.clone();
            other.rgb_mut()[(20 * 64 + 20) * 3] ^= 0x80;
            let bytes = encode(&other, &encoding).unwrap();
            let wanted = if format == OutputFormat::Jpeg { CheckFault::Bytes } else { CheckFault::Pixels };
            assert_eq!(fault(&bytes, &raster, &encoding), Some(wanted), "{format}");
            let larger = noise(PixelSize::new(64, 49));
            assert_eq!(fault(&bytes, &larger, &encoding), Some(CheckFault::Size), "{format}");
            assert_eq!(fault(b"x", &raster, &encoding), Some(CheckFault::Undecodable), "{format}");
        }
    }

    /// What a decoder makes of the file counts, not only what an encoder says of itself.
    #[test]
    fn a_wrong_block_in_a_jpeg_is_caught_by_its_pixels() {
        let raster = noise(PixelSize::new(64, 48));
        let mut other = raster.clone();
        for y in 16..32 {
            for x in 16..32 {
                other.rgb_mut()[(y * 64 + x) * 3] = 255;
            }
        }
        let encoding = Encoding::default();
        let bytes = encode(&other, &encoding).unwrap();
        assert_eq!(fault(&bytes, &raster, &encoding), Some(CheckFault::Pixels));
    }
}

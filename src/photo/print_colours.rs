//! JPEGs in the four colours of print (CMYK, YCCK), by their own profile where they have one.
//!
//! Adobe's programs store inks inverted, 255 being none, and everybody else followed; like all common
//! viewers this takes every four-coloured JPEG so (`image` and Pillow do too).

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};
use zune_core::{bytestream::ZCursor, colorspace::ColorSpace, options::DecoderOptions};
use zune_jpeg::JpegDecoder;

use crate::geometry::PixelSize;

use super::{Limits, PhotoError, Raster, colour, open::check};

/// Pixels converted at a time.
const PIECE: usize = 1 << 16;

/// Decodes a four-coloured JPEG to sRGB. The flag is true where its profile was used; else the colours are
/// converted plainly.
///
/// # Errors
/// [`PhotoError::TooLarge`] before anything is decoded, [`PhotoError::Damaged`] for everything else.
pub(super) fn decode(jpeg: &[u8], icc: Option<&[u8]>, limits: &Limits) -> Result<(Raster, bool), PhotoError> {
    let longest = limits.side as usize;
    let options =
        DecoderOptions::default().set_strict_mode(false).set_max_width(longest).set_max_height(longest);
    let mut decoder = JpegDecoder::new_with_options(ZCursor::new(jpeg), options);
    decoder.decode_headers().map_err(|_| PhotoError::Damaged)?;
    let (width, height) = decoder.dimensions().ok_or(PhotoError::Damaged)?;
    let size = PixelSize::new(
        u32::try_from(width).map_err(|_| PhotoError::Damaged)?,
        u32::try_from(height).map_err(|_| PhotoError::Damaged)?,
    );
    check(size.area(), limits.pixels)?;
    check(size.area() * 4, limits.decoder_bytes)?;
    let stored = decoder.input_colorspace().ok_or(PhotoError::Damaged)?;
    if !matches!(stored, ColorSpace::CMYK | ColorSpace::YCCK) {
        return Err(PhotoError::Damaged);
    }
    // As they are stored: the decoder's own conversion knows no profile.
    decoder.set_options(decoder.options().jpeg_set_out_colorspace(stored));
    let mut values = decoder.decode().map_err(|_| PhotoError::Damaged)?;
    if stored == ColorSpace::YCCK {
        values.as_chunks_mut::<4>().0.iter_mut().for_each(|pixel| *pixel = without_luma(*pixel));
    }
    let profile = icc.and_then(colour::icc::profile);
    let by_profile = profile.and_then(|profile| by_profile(&profile, &values));
    let used = by_profile.is_some();
    let rgb =
        by_profile.unwrap_or_else(|| values.as_chunks::<4>().0.iter().copied().flat_map(plainly).collect());
    Ok((Raster::new(size, rgb).ok_or(PhotoError::Damaged)?, used))
}

/// Luma and chroma to three inverted inks (ITU-T T.871, 7); black stays.
fn without_luma([y, cb, cr, k]: [u8; 4]) -> [u8; 4] {
    let (y, cb, cr) = (f32::from(y), f32::from(cb) - 128.0, f32::from(cr) - 128.0);
    let ink = |value: f32| 255 - value.round().clamp(0.0, 255.0) as u8;
    [ink(y + 1.402 * cr), ink(y - 0.344_136 * cb - 0.714_136 * cr), ink(y + 1.772 * cb), k]
}

/// What an inverted ink lets through, dimmed by what black lets through.
fn plainly([c, m, y, k]: [u8; 4]) -> [u8; 3] {
    [c, m, y].map(|ink| ((u32::from(ink) * u32::from(k) + 127) / 255) as u8)
}

fn by_profile(profile: &ColorProfile, inverted: &[u8]) -> Option<Vec<u8>> {
    if profile.color_space != DataColorSpace::Cmyk {
        return None;
    }
    let srgb = ColorProfile::new_srgb();
    let transform =
        profile.create_transform_8bit(Layout::Rgba, &srgb, Layout::Rgb, TransformOptions::default()).ok()?;
    let mut rgb = vec![0; inverted.len() / 4 * 3];
    let mut inks = Vec::with_capacity(PIECE * 4);
    for (from, to) in inverted.chunks(PIECE * 4).zip(rgb.chunks_mut(PIECE * 3)) {
        inks.clear();
        inks.extend(from.iter().map(|value| 255 - value));
        transform.transform(&inks, to).ok()?;
    }
    Some(rgb)
}

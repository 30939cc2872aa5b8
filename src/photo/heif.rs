//! HEIC and HEIF by `heifer` (pure Rust). The container's own turning (`irot`, `imir`) is applied by
//! the decoder and wins over the Exif tag, which is therefore not read: applying both turns twice.

use image::{DynamicImage, RgbImage, RgbaImage};

use super::{Limits, Notice, PhotoError, colour, essence::Essence, open::check};

/// Decodes the primary picture, within the limits.
///
/// # Errors
/// [`PhotoError::TooLarge`] before anything is decoded, [`PhotoError::Damaged`] for everything else.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<(super::Raster, Essence), PhotoError> {
    let mut essence = Essence::default();
    check_sizes(bytes, limits)?;
    let file = heifer::heifer_isobmff::HeifFile::parse(bytes).map_err(|_| PhotoError::Damaged)?;
    let primary = file.primary_id;
    if file.top_level_image_ids().len() > 1 {
        essence.notice(Notice::FurtherImages);
    }
    // `tmap` items and Apple's and others' auxiliary pictures hold gain maps.
    let holds = |word: &[u8]| meta(bytes).windows(word.len()).any(|window| window == word);
    let xmp = file.xmp(primary).ok().flatten().unwrap_or_default();
    if holds(b"hdrgainmap") || holds(b"tmap") || xmp.windows(5).any(|window| window == b"hdrgm") {
        essence.notice(Notice::HighDynamicRange);
    }
    essence.icc = file.icc_profile(primary).ok().flatten().map(<[u8]>::to_vec);
    if essence.icc.as_ref().is_some_and(|icc| icc.len() > limits.icc_bytes) {
        essence.icc = None;
        essence.notice(Notice::ProfileUnusable);
    }
    // One thread: in a worker of limited resources no further ones can be had.
    let options = heifer::Options { max_threads: 1, max_pixels: limits.pixels };
    let image = if essence.icc.is_some() {
        heifer::decode_rgba8(bytes, &options)
    } else {
        match heifer::decode_srgb_rgba8(bytes, &options) {
            Err(heifer::Error::Unsupported(_)) => {
                essence.notice(Notice::HighDynamicRange);
                heifer::decode_rgba8(bytes, &options)
            }
            other => other,
        }
    }
    .map_err(|_| PhotoError::Damaged)?;
    check(u64::from(image.width.max(image.height)), u64::from(limits.side))?;
    let decoded = if image.has_alpha {
        essence.notice(Notice::Flattened);
        RgbaImage::from_raw(image.width, image.height, image.data).map(DynamicImage::from)
    } else {
        let rgb = image.data.as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect();
        RgbImage::from_raw(image.width, image.height, rgb).map(DynamicImage::from)
    }
    .ok_or(PhotoError::Damaged)?;
    let (raster, used) = colour::to_srgb(decoded, essence.icc.as_deref()).ok_or(PhotoError::Damaged)?;
    if !used {
        essence.notice(Notice::ProfileUnusable);
    }
    Ok((raster, essence))
}

/// Holds every size that the container declares against the limits: `ispe`, version and flags, width, height.
fn check_sizes(bytes: &[u8], limits: &Limits) -> Result<(), PhotoError> {
    let meta = meta(bytes);
    for (at, _) in meta.windows(4).enumerate().filter(|(_, window)| window == b"ispe") {
        let side = |offset: usize| {
            let four = meta.get(at + offset..at + offset + 4)?;
            four.try_into().ok().map(u32::from_be_bytes).map(u64::from)
        };
        if let (Some(width), Some(height)) = (side(8), side(12)) {
            check(width.max(height), u64::from(limits.side))?;
            check(width * height, limits.pixels)?;
        }
    }
    Ok(())
}

/// The content of the `meta` box; empty where there is none.
fn meta(bytes: &[u8]) -> &[u8] {
    let mut rest = bytes;
    loop {
        let Some(length) = rest.get(..4).and_then(|four| four.try_into().ok()).map(u32::from_be_bytes) else {
            return &[];
        };
        let length = match length {
            0 => rest.len(),
            1 => {
                let wide = rest.get(8..16).and_then(|eight| eight.try_into().ok()).map(u64::from_be_bytes);
                wide.and_then(|wide| usize::try_from(wide).ok()).unwrap_or(0)
            }
            length => length as usize,
        };
        if length < 8 {
            return &[];
        }
        let (whole, tail) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        if whole.get(4..8) == Some(b"meta") {
            return whole;
        }
        rest = tail;
    }
}

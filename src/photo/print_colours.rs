//! JPEGs in the four colours of print (CMYK, YCCK), by their own profile where they have one.
//!
//! Adobe's programs store inks inverted, 255 being none, and everybody else followed; like all common
//! viewers this takes every four-coloured JPEG so (`image` and Pillow do too).

use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use super::colour;

/// Pixels converted at a time.
const PIECE: usize = 1 << 16;

/// Converts inverted inks, four bytes a pixel, to sRGB. The flag is true where their profile was used; else they are
/// converted plainly.
pub(super) fn to_srgb(inverted: &[u8], icc: Option<&[u8]>) -> (Vec<u8>, bool) {
    let profile = icc.and_then(colour::icc::profile);
    match profile.and_then(|profile| by_profile(&profile, inverted)) {
        Some(rgb) => (rgb, true),
        None => (inverted.as_chunks::<4>().0.iter().copied().flat_map(plainly).collect(), false),
    }
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

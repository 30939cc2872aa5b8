//! Any decoded picture to opaque 8-bit sRGB. What the file says about its colours is judged in `stated`.

mod bright;
mod exif_space;
pub(super) mod icc;
mod stated;

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::geometry::PixelSize;

use super::{Notice, Raster};

pub(super) use stated::{CodePoints, Coded, Stated, Writer};
use stated::{Meaning, meaning};

/// Converts to opaque sRGB: colours as the file states them, 16 bits rounded to 8 after that, transparency put on
/// white last, so that no colour under it can come to light.
///
/// The notice tells what a person should know of it: [`Notice::ProfileUnusable`] where what is stated could not be
/// followed, [`Notice::BrightnessReduced`] where the picture was made for an HDR screen.
pub(super) fn to_srgb_as_stated(
    decoded: DynamicImage,
    stated: &Stated<'_>,
) -> Option<(Raster, Option<Notice>)> {
    let size = PixelSize::new(decoded.width(), decoded.height());
    let meaning = meaning(stated);
    let is_grey = !decoded.color().has_color();
    let deep = decoded.color().bytes_per_pixel() / decoded.color().channel_count() > 1;
    let narrow = stated.coded.code_points.is_some_and(|points| !points.full_range);
    let mut notice = match &meaning {
        Meaning::Unknown => Some(Notice::ProfileUnusable),
        Meaning::Bright(_) => Some(Notice::BrightnessReduced),
        Meaning::Srgb | Meaning::Profile(_) => None,
    };
    let rgb = if deep || narrow || decoded.color().has_alpha() || matches!(meaning, Meaning::Bright(_)) {
        let mut rgba =
            if deep { decoded.into_rgba16() } else { DynamicImage::from(decoded.into_rgba8()).into_rgba16() };
        if narrow {
            widen(rgba.as_mut(), deep);
        }
        match &meaning {
            Meaning::Profile(profile) if !convert_16(profile, is_grey, rgba.as_mut()) => {
                notice = Some(Notice::ProfileUnusable);
            }
            Meaning::Bright(picture) => bright::to_srgb(picture, rgba.as_mut()),
            Meaning::Profile(_) | Meaning::Srgb | Meaning::Unknown => {}
        }
        rgba.pixels().flat_map(|pixel| on_white(pixel.0)).collect()
    } else {
        let mut rgb = decoded.into_rgb8().into_raw();
        if let Meaning::Profile(profile) = &meaning
            && !convert_8(profile, is_grey, &mut rgb)
        {
            notice = Some(Notice::ProfileUnusable);
        }
        rgb
    };
    Some((Raster::new(size, rgb)?, notice))
}

/// True where the file states that its picture was made for an HDR screen, whose steps are too wide in 8 bits.
#[cfg(feature = "heif")]
pub(super) fn is_for_hdr(stated: &Stated<'_>) -> bool {
    matches!(meaning(stated), Meaning::Bright(_))
}

/// Video's range to the full one (ITU-T H.273, 8.3: black at 16, white at 235 of 8 bits, alike of 16). Eight bits
/// were made sixteen by repeating them.
fn widen(rgba: &mut [u16], deep: bool) {
    let unit = if deep { 256 } else { 257 };
    for [r, g, b, _] in rgba.as_chunks_mut::<4>().0 {
        for value in [r, g, b] {
            let above = u64::from(value.saturating_sub(16 * unit));
            let span = 219 * u64::from(unit);
            *value = ((above * 65_535 + span / 2) / span).min(65_535) as u16;
        }
    }
}

fn on_white([r, g, b, a]: [u16; 4]) -> [u8; 3] {
    let alpha = u64::from(a);
    [r, g, b].map(|value| {
        let mixed = (u64::from(value) * alpha + 65_535 * (65_535 - alpha) + 32_767) / 65_535;
        ((mixed * 255 + 32_767) / 65_535) as u8
    })
}
/// A grey picture was spread over three equal channels, so a grey profile is applied to one of them.
fn convert_8(profile: &ColorProfile, is_grey: bool, rgb: &mut [u8]) -> bool {
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    match (profile.color_space, is_grey) {
        (DataColorSpace::Rgb, _) => {
            let Ok(transform) = profile.create_transform_8bit(Layout::Rgb, &srgb, Layout::Rgb, options)
            else {
                return false;
            };
            in_pieces(rgb, 3, |from, to| transform.transform(from, to).is_ok())
        }
        (DataColorSpace::Gray, true) => {
            let Ok(transform) = profile.create_transform_8bit(Layout::Gray, &srgb, Layout::Rgb, options)
            else {
                return false;
            };
            let grey: Vec<u8> = rgb.iter().step_by(3).copied().collect();
            transform.transform(&grey, rgb).is_ok()
        }
        _ => false,
    }
}

fn convert_16(profile: &ColorProfile, is_grey: bool, rgba: &mut [u16]) -> bool {
    let srgb = ColorProfile::new_srgb();
    let options = TransformOptions::default();
    match (profile.color_space, is_grey) {
        (DataColorSpace::Rgb, _) => {
            let Ok(transform) = profile.create_transform_16bit(Layout::Rgba, &srgb, Layout::Rgba, options)
            else {
                return false;
            };
            in_pieces(rgba, 4, |from, to| transform.transform(from, to).is_ok())
        }
        (DataColorSpace::Gray, true) => {
            let Ok(transform) =
                profile.create_transform_16bit(Layout::GrayAlpha, &srgb, Layout::Rgba, options)
            else {
                return false;
            };
            let grey: Vec<u16> = rgba
                .chunks_exact(4)
                .filter_map(|pixel| match pixel {
                    [value, _, _, alpha] => Some([*value, *alpha]),
                    _ => None,
                })
                .flatten()
                .collect();
            transform.transform(&grey, rgba).is_ok()
        }
        _ => false,
    }
}

/// Converts in place by way of a small copy, so that a large photo is not held twice.
fn in_pieces<T: Copy>(values: &mut [T], channels: usize, convert: impl Fn(&[T], &mut [T]) -> bool) -> bool {
    const PIXELS: usize = 1 << 16;
    let mut piece = Vec::with_capacity(PIXELS * channels);
    values.chunks_mut(PIXELS * channels).all(|target| {
        piece.clear();
        piece.extend_from_slice(target);
        convert(&piece, target)
    })
}

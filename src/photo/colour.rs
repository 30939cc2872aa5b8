//! Any decoded picture to opaque 8-bit sRGB.

use image::DynamicImage;
use moxcms::{ColorProfile, DataColorSpace, Layout, TransformOptions};

use crate::geometry::PixelSize;

use super::Raster;

/// Converts to opaque sRGB: colours by the profile, 16 bits rounded to 8 after that, transparency put on
/// white last, so that no colour under it can come to light.
///
/// The flag is false where a profile was there but could not be used.
pub(super) fn to_srgb(decoded: DynamicImage, icc: Option<&[u8]>) -> Option<(Raster, bool)> {
    let size = PixelSize::new(decoded.width(), decoded.height());
    let profile = icc.map(ColorProfile::new_from_slice);
    let is_grey = !decoded.color().has_color();
    let deep = decoded.color().bytes_per_pixel() / decoded.color().channel_count() > 1;
    let mut profile_used = profile.is_none();
    let rgb = if deep || decoded.color().has_alpha() {
        let mut rgba =
            if deep { decoded.into_rgba16() } else { DynamicImage::from(decoded.into_rgba8()).into_rgba16() };
        if let Some(Ok(profile)) = &profile {
            profile_used = convert_16(profile, is_grey, rgba.as_mut());
        }
        rgba.as_chunks_rgba().flat_map(on_white).collect()
    } else {
        let mut rgb = decoded.into_rgb8().into_raw();
        if let Some(Ok(profile)) = &profile {
            profile_used = convert_8(profile, is_grey, &mut rgb);
        }
        rgb
    };
    Some((Raster::new(size, rgb)?, profile_used))
}

/// Pixels of an RGBA16 image, four values each.
trait RgbaPixels {
    fn as_chunks_rgba(&self) -> impl Iterator<Item = [u16; 4]>;
}

impl RgbaPixels for image::ImageBuffer<image::Rgba<u16>, Vec<u16>> {
    fn as_chunks_rgba(&self) -> impl Iterator<Item = [u16; 4]> {
        self.pixels().map(|pixel| pixel.0)
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

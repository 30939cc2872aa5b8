//! The small picture that a file carries of itself: on screen while the photo is still being decoded, and what the
//! photo is held against once it is (`likeness`).
//!
//! Nothing is decided or exported by it: it may be of another state of the photo.

use std::panic::{AssertUnwindSafe, catch_unwind};

use crate::geometry::PixelSize;

use super::{
    Limits, OpenedImage, PhotoError, Raster, SourceFormat,
    essence::{self, Essence},
    isolated,
    libjpeg::{self, Picture},
    open::{check, orientation, upright},
    sniff,
};

/// Longest side of a picture that is small; Exif allows larger ones, which cost the time they are to save.
const MOST_SIDE: u32 = 1024;

/// The small picture of a file, upright, where the file has one; decoded as [`super::open`] does.
pub fn first_picture(bytes: &[u8], limits: &Limits) -> Option<Raster> {
    let limits = small(limits);
    let opened = match isolated::program() {
        Some(program) => isolated::first_picture(program, bytes, &limits),
        None => first_here(bytes, &limits),
    };
    opened.ok().map(|opened| opened.raster)
}

/// The limits within which a picture counts as small.
pub(super) fn small(limits: &Limits) -> Limits {
    Limits { side: limits.side.min(MOST_SIDE), pixels: u64::from(MOST_SIDE * MOST_SIDE), ..*limits }
}

/// The small picture, in this process.
pub(super) fn first_here(bytes: &[u8], limits: &Limits) -> Result<OpenedImage, PhotoError> {
    let format = sniff(bytes).map_err(PhotoError::Unsupported)?.ok_or(PhotoError::NotAPhoto)?;
    let decoded = catch_unwind(AssertUnwindSafe(|| match format {
        SourceFormat::Jpeg => {
            let essence = essence::of(bytes, SourceFormat::Jpeg, limits).ok()?;
            upright(of_essence(&essence, limits)?, orientation(essence.exif.as_deref()))
        }
        #[cfg(feature = "heif")]
        SourceFormat::Heif => super::heif::thumbnail(bytes, limits),
        _ => None,
    }));
    let raster = decoded.ok().flatten().ok_or(PhotoError::Damaged)?;
    Ok(OpenedImage { raster, format, notices: Vec::new() })
}

/// The small picture of a file that was taken apart, not turned, its colours taken as sRGB: of Exif, else of JFIF.
pub(super) fn of_essence(essence: &Essence, limits: &Limits) -> Option<Raster> {
    let of_exif = essence.exif.as_deref().and_then(|tiff| of_exif(tiff, limits));
    of_exif.or_else(|| of_jfif(essence.jfif_thumbnail.as_deref()?, limits))
}

/// The thumbnail of the second directory of an Exif block (CIPA DC-008, 4.6.4: `JPEGInterchangeFormat`, or three bytes a
/// pixel in one strip).
fn of_exif(tiff: &[u8], limits: &Limits) -> Option<Raster> {
    let fields = super::read_exif(tiff)?;
    let number = |tag| fields.get_field(tag, exif::In::THUMBNAIL)?.value.get_uint(0);
    let part = |start: u32, length: u32| {
        let start = usize::try_from(start).ok()?;
        tiff.get(start..start.checked_add(usize::try_from(length).ok()?)?)
    };
    if let (Some(start), Some(length)) =
        (number(exif::Tag::JPEGInterchangeFormat), number(exif::Tag::JPEGInterchangeFormatLength))
    {
        return of_jpeg(part(start, length)?, limits);
    }
    // TIFF 6.0: no compression, RGB.
    if [number(exif::Tag::Compression)?, number(exif::Tag::PhotometricInterpretation)?] != [1, 2] {
        return None;
    }
    let size = PixelSize::new(number(exif::Tag::ImageWidth)?, number(exif::Tag::ImageLength)?);
    check(u64::from(size.width.max(size.height)), u64::from(limits.side)).ok()?;
    let bytes = u32::try_from(size.area().checked_mul(3)?).ok()?;
    Raster::new(size, part(number(exif::Tag::StripOffsets)?, bytes)?.to_vec())
}

/// The thumbnail of a JFIF or JFXX segment (ITU-T T.871, 10.1 and 10.2).
fn of_jfif(segment: &[u8], limits: &Limits) -> Option<Raster> {
    let plain = |width: u8, height: u8, pixels: &[u8]| {
        let size = PixelSize::new(width.into(), height.into());
        Raster::new(size, pixels.get(..usize::try_from(size.area() * 3).ok()?)?.to_vec())
    };
    match segment {
        [b'J', b'F', b'I', b'F', 0, _, _, _, _, _, _, _, width, height, pixels @ ..] => {
            plain(*width, *height, pixels)
        }
        [b'J', b'F', b'X', b'X', 0, 0x10, jpeg @ ..] => of_jpeg(jpeg, limits),
        [b'J', b'F', b'X', b'X', 0, 0x13, width, height, pixels @ ..] => plain(*width, *height, pixels),
        // 256 colours of three bytes, then an index a pixel.
        [b'J', b'F', b'X', b'X', 0, 0x11, width, height, rest @ ..] => {
            let (colours, indices) = rest.split_at_checked(768)?;
            let rgb = indices.iter().filter_map(|index| colours.as_chunks::<3>().0.get(usize::from(*index)));
            plain(*width, *height, rgb.copied().collect::<Vec<_>>().as_flattened())
        }
        _ => None,
    }
}

/// A thumbnail that is a JPEG file.
fn of_jpeg(jpeg: &[u8], limits: &Limits) -> Option<Raster> {
    if sniff(jpeg) != Ok(Some(SourceFormat::Jpeg)) {
        return None;
    }
    let essence = essence::of(jpeg, SourceFormat::Jpeg, limits).ok()?;
    let Picture::Light(decoded) = libjpeg::decode(&essence.picture, limits).ok()?.picture else {
        return None;
    };
    let rgb = decoded.into_rgb8();
    Raster::new(PixelSize::new(rgb.width(), rgb.height()), rgb.into_raw())
}

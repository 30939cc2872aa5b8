//! The small picture that a file carries of itself: on screen while the photo is still being decoded.
//!
//! Nothing is decided or exported by it: it may be of another state of the photo.

use std::panic::{AssertUnwindSafe, catch_unwind};

use super::{
    Limits, OpenedImage, PhotoError, Raster, SourceFormat, essence, isolated,
    open::{open_here, orientation, upright},
    sniff,
};

/// Longest side of a picture that is small; Exif allows larger ones, which cost the time they are to save.
const MOST_SIDE: u32 = 1024;

/// The small picture of a file, upright, where the file has one; decoded as [`super::open`] does.
pub fn first_picture(bytes: &[u8], limits: &Limits) -> Option<Raster> {
    let limits =
        Limits { side: limits.side.min(MOST_SIDE), pixels: u64::from(MOST_SIDE * MOST_SIDE), ..*limits };
    let opened = match isolated::program() {
        Some(program) => isolated::first_picture(program, bytes, &limits),
        None => first_here(bytes, &limits),
    };
    opened.ok().map(|opened| opened.raster)
}

/// The small picture, in this process.
pub(super) fn first_here(bytes: &[u8], limits: &Limits) -> Result<OpenedImage, PhotoError> {
    let format = sniff(bytes).map_err(PhotoError::Unsupported)?.ok_or(PhotoError::NotAPhoto)?;
    let decoded = catch_unwind(AssertUnwindSafe(|| match format {
        SourceFormat::Jpeg => of_exif(bytes, limits),
        #[cfg(feature = "heif")]
        SourceFormat::Heif => super::heif::thumbnail(bytes, limits),
        _ => None,
    }));
    let raster = decoded.ok().flatten().ok_or(PhotoError::Damaged)?;
    Ok(OpenedImage { raster, format, notices: Vec::new() })
}

/// The thumbnail of the second directory of the Exif block (CIPA DC-008, 4.6.4: `JPEGInterchangeFormat`).
fn of_exif(bytes: &[u8], limits: &Limits) -> Option<Raster> {
    let tiff = essence::of(bytes, SourceFormat::Jpeg, limits).ok()?.exif?;
    let fields = super::read_exif(&tiff)?;
    let number = |tag| {
        let value = fields.get_field(tag, exif::In::THUMBNAIL)?.value.get_uint(0)?;
        usize::try_from(value).ok()
    };
    let (start, length) =
        (number(exif::Tag::JPEGInterchangeFormat)?, number(exif::Tag::JPEGInterchangeFormatLength)?);
    let jpeg = tiff.get(start..start.checked_add(length)?)?;
    let opened = open_here(jpeg, limits).ok().filter(|opened| opened.format == SourceFormat::Jpeg)?;
    upright(opened.raster, orientation(Some(&tiff)))
}

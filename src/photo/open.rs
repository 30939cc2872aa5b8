//! From the bytes of a file to an upright raster.

use std::{
    io::Cursor,
    panic::{AssertUnwindSafe, catch_unwind},
};

use image::{DynamicImage, ImageDecoder, ImageFormat, ImageReader, metadata::Orientation};

use super::{
    Limits, Notice, PhotoError, Raster, SourceFormat, Unsupported, bmp, colour,
    essence::{self, Essence},
    first, isolated,
    libjpeg::{self, Picture},
    likeness, print_colours, sniff,
};

/// An opened photo.
#[derive(Debug, Clone)]
pub struct OpenedImage {
    /// Upright, opaque, sRGB.
    pub raster: Raster,
    /// What the file is, by its content.
    pub format: SourceFormat,
    /// What a person should know.
    pub notices: Vec<Notice>,
}

/// Opens a photo from the bytes of its file: in a child process where [`super::isolated::use_worker`]
/// named the program to start, in this one otherwise.
///
/// # Errors
/// [`PhotoError`]: a plain fault of this file. Never panics, whatever the bytes.
pub fn open(bytes: &[u8], limits: &Limits) -> Result<OpenedImage, PhotoError> {
    match isolated::program() {
        Some(program) => isolated::open(program, bytes, limits),
        None => open_here(bytes, limits),
    }
}

/// Opens a photo in this process.
///
/// # Errors
/// As [`open`].
pub(super) fn open_here(bytes: &[u8], limits: &Limits) -> Result<OpenedImage, PhotoError> {
    if bytes.is_empty() {
        return Err(PhotoError::Empty);
    }
    check(bytes.len() as u64, limits.file_bytes)?;
    let format = sniff(bytes).map_err(PhotoError::Unsupported)?.ok_or(PhotoError::NotAPhoto)?;
    // Decoders parse hostile bytes; one that panics must not take the batch with it.
    catch_unwind(AssertUnwindSafe(|| decode(bytes, format, limits))).unwrap_or(Err(PhotoError::Damaged))
}

fn decode(bytes: &[u8], format: SourceFormat, limits: &Limits) -> Result<OpenedImage, PhotoError> {
    #[cfg(feature = "heif")]
    if format == SourceFormat::Heif {
        let (raster, mut essence) = super::heif::decode(bytes, limits)?;
        let own = super::heif::thumbnail(bytes, &first::small(limits));
        if own.is_some_and(|own| likeness::differs(&raster, &own)) {
            essence.notice(Notice::ThumbnailDiffers);
        }
        essence.notices.sort_unstable();
        return Ok(OpenedImage { raster, format, notices: essence.notices });
    }
    let mut essence = essence::of(bytes, format, limits)?;
    let picture = if format == SourceFormat::Jpeg {
        let decoded = libjpeg::decode(&std::mem::take(&mut essence.picture), limits)?;
        if decoded.warned {
            essence.notice(Notice::Incomplete);
        }
        decoded.picture
    } else {
        Picture::Light(decode_picture(&mut essence, bytes, format, limits)?)
    };
    let raster = match picture {
        Picture::Inks(size, inks) => {
            let (rgb, used) = print_colours::to_srgb(&inks, essence.icc.as_deref());
            if !used {
                essence.notice(Notice::PrintColours);
            }
            Raster::new(size, rgb).ok_or(PhotoError::Damaged)?
        }
        Picture::Light(decoded) => {
            if decoded.color().has_alpha() {
                essence.notice(Notice::Flattened);
            }
            let stated = if essence.is_srgb { colour::Stated::default() } else { essence.stated() };
            let (raster, notice) = colour::to_srgb_as_stated(decoded, &stated).ok_or(PhotoError::Damaged)?;
            if let Some(notice) = notice {
                essence.notice(notice);
            }
            raster
        }
    };
    // Both as they are stored: a small picture is turned like its photo, mirrored ones too. The second directory of a TIFF is
    // its second page.
    let own =
        if format == SourceFormat::Tiff { None } else { first::of_essence(&essence, &first::small(limits)) };
    if own.is_some_and(|own| likeness::differs(&raster, &own)) {
        essence.notice(Notice::ThumbnailDiffers);
    }
    let raster = upright(raster, orientation(essence.exif.as_deref())).ok_or(PhotoError::Damaged)?;
    essence.notices.sort_unstable();
    Ok(OpenedImage { raster, format, notices: essence.notices })
}

fn decode_picture(
    essence: &mut Essence,
    bytes: &[u8],
    format: SourceFormat,
    limits: &Limits,
) -> Result<DynamicImage, PhotoError> {
    if format == SourceFormat::Tiff {
        essence.exif = Some(bytes.to_vec());
        return super::tiff::decode(bytes, essence, limits);
    }
    let picture = std::mem::take(&mut essence.picture);
    let mut reader = ImageReader::with_format(Cursor::new(picture), image_format(format)?);
    let mut allowed = image::Limits::default();
    allowed.max_image_width = Some(limits.side);
    allowed.max_image_height = Some(limits.side);
    allowed.max_alloc = Some(limits.decoder_bytes);
    reader.limits(allowed);
    let mut decoder = reader.into_decoder().map_err(|error| fault(&error, format, limits))?;
    let (width, height) = decoder.dimensions();
    check(u64::from(width.max(height)), u64::from(limits.side))?;
    check(u64::from(width) * u64::from(height), limits.pixels)?;
    check(decoder.total_bytes(), limits.decoder_bytes)?;
    if format == SourceFormat::Gif && bytes.windows(2).filter(|pair| *pair == b"\x00\x2c").count() > 1 {
        essence.notice(Notice::FurtherImages);
    }
    if format == SourceFormat::Bmp {
        essence.icc = decoder.icc_profile().ok().flatten().filter(|icc| icc.len() <= limits.icc_bytes);
    }
    let picture = DynamicImage::from_decoder(decoder).map_err(|error| fault(&error, format, limits))?;
    match essence.canvas {
        Some(canvas) => canvas.place(&picture, limits),
        None if format == SourceFormat::Bmp => Ok(bmp::opaque_if_empty(picture)),
        None => Ok(picture),
    }
}

pub(super) fn check(actual: u64, limit: u64) -> Result<(), PhotoError> {
    if actual > limit { Err(PhotoError::TooLarge { actual, limit }) } else { Ok(()) }
}

fn fault(error: &image::ImageError, format: SourceFormat, limits: &Limits) -> PhotoError {
    match error {
        image::ImageError::Limits(_) => {
            PhotoError::TooLarge { actual: limits.pixels.saturating_add(1), limit: limits.pixels }
        }
        image::ImageError::Unsupported(_) => PhotoError::Unsupported(Unsupported::KindOf(format)),
        image::ImageError::Decoding(_)
        | image::ImageError::Encoding(_)
        | image::ImageError::Parameter(_)
        | image::ImageError::IoError(_) => PhotoError::Damaged,
    }
}

const fn image_format(format: SourceFormat) -> Result<ImageFormat, PhotoError> {
    Ok(match format {
        SourceFormat::Jpeg => ImageFormat::Jpeg,
        SourceFormat::Png => ImageFormat::Png,
        SourceFormat::WebP => ImageFormat::WebP,
        SourceFormat::Bmp => ImageFormat::Bmp,
        SourceFormat::Gif => ImageFormat::Gif,
        SourceFormat::Tiff => return Err(PhotoError::Unsupported(Unsupported::KindOf(format))),
        SourceFormat::Heif => return Err(PhotoError::Unsupported(Unsupported::Heic)),
    })
}

/// The orientation that an Exif block asks for; absent, 0 and anything above 8 mean upright.
pub(super) fn orientation(exif: Option<&[u8]>) -> Orientation {
    let value = exif.and_then(|tiff| {
        let fields = super::read_exif(tiff)?;
        fields.get_field(exif::Tag::Orientation, exif::In::PRIMARY)?.value.get_uint(0)
    });
    value
        .and_then(|value| u8::try_from(value).ok())
        .and_then(Orientation::from_exif)
        .unwrap_or(Orientation::NoTransforms)
}

pub(super) fn upright(raster: Raster, orientation: Orientation) -> Option<Raster> {
    if orientation == Orientation::NoTransforms {
        return Some(raster);
    }
    let size = raster.size();
    let mut turned =
        DynamicImage::from(image::RgbImage::from_raw(size.width, size.height, raster.into_rgb())?);
    turned.apply_orientation(orientation);
    let rgb = turned.into_rgb8();
    Raster::new(crate::geometry::PixelSize::new(rgb.width(), rgb.height()), rgb.into_raw())
}

//! Pixels to bytes.

use std::{borrow::Cow, fmt, io::Cursor, str::FromStr};

use image::{
    ExtendedColorType, ImageEncoder,
    codecs::{jpeg::JpegEncoder, png::PngEncoder, webp::WebPEncoder},
    imageops::{self, FilterType},
};
use serde::{Deserialize, Serialize};

use crate::{framing::Bound, photo::Raster};

use super::ExportFault;

/// The kinds of file that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum OutputFormat {
    /// JPEG.
    #[default]
    Jpeg,
    /// PNG, lossless.
    Png,
    /// WebP, lossless.
    Webp,
}

impl OutputFormat {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Webp];

    /// The word in options: `jpeg`, `png`, `webp`.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// The suffix of the file name, without the dot.
    pub const fn extension(self) -> &'static str {
        match self {
            Self::Jpeg => "jpg",
            Self::Png => "png",
            Self::Webp => "webp",
        }
    }

    /// The media type.
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Webp => "image/webp",
        }
    }
}

impl fmt::Display for OutputFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Not one of `jpeg`, `png`, `webp`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown format: expected jpeg, png or webp")]
pub struct UnknownFormat;

impl FromStr for OutputFormat {
    type Err = UnknownFormat;

    fn from_str(word: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.into_iter().find(|format| format.word() == word).ok_or(UnknownFormat)
    }
}

/// How a raster becomes a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Encoding {
    /// Kind of file.
    pub format: OutputFormat,
    /// JPEG quality, 1 to 100; the other formats are lossless.
    pub quality: u8,
    /// The longest side in pixels that the copy may have; larger photos are scaled down after the
    /// redaction, never before.
    pub max_side: Option<u32>,
}

impl Default for Encoding {
    fn default() -> Self {
        Self { format: OutputFormat::Jpeg, quality: 90, max_side: None }
    }
}

/// Scales the raster down so that its longer side is at most `max_side`; a smaller one stays as it is.
pub fn fit_within(raster: Raster, max_side: Option<u32>) -> Raster {
    let small = match scaled(&raster, max_side.map_or(Bound::Full, Bound::LongSide)) {
        Cow::Owned(small) => Some(small),
        Cow::Borrowed(_) => None,
    };
    small.unwrap_or(raster)
}

/// The raster, scaled down so that it is no larger than the bound says; a smaller one as it is.
pub fn scaled(raster: &Raster, bound: Bound) -> Cow<'_, Raster> {
    let (size, target) = (raster.size(), bound.of(raster.size()));
    if target == size {
        return Cow::Borrowed(raster);
    }
    let Some(source) = image::RgbImage::from_raw(size.width, size.height, raster.rgb().to_vec()) else {
        return Cow::Borrowed(raster);
    };
    let small = imageops::resize(&source, target.width, target.height, FilterType::CatmullRom);
    Raster::new(target, small.into_raw()).map_or(Cow::Borrowed(raster), Cow::Owned)
}

/// A JPEG is not made coarser than this to keep it small: blocks begin to show.
pub const LEAST_QUALITY: u8 = 40;

/// Encodes by `encode`, at the quality that is asked for or, where the file would be larger than `max_bytes`, at the best one
/// at which it is not, down to [`LEAST_QUALITY`]. Also tells how it was encoded.
///
/// # Errors
/// [`ExportFault::TooManyBytes`] where it cannot be that small: a lossless file has no quality to give up.
pub fn encode_within(
    raster: &Raster,
    encoding: &Encoding,
    max_bytes: Option<u64>,
    encode: fn(&Raster, &Encoding) -> Result<Vec<u8>, ExportFault>,
) -> Result<(Vec<u8>, Encoding), ExportFault> {
    let bytes = encode(raster, encoding)?;
    let fits = |bytes: &[u8]| max_bytes.is_none_or(|most| bytes.len() as u64 <= most);
    if fits(&bytes) {
        return Ok((bytes, *encoding));
    }
    // The best quality that is known to fit lies below `too_fine`.
    let (mut coarse, mut too_fine) = (LEAST_QUALITY, encoding.quality);
    let mut best = None;
    let mut smallest = bytes.len();
    let mut quality = coarse;
    while encoding.format == OutputFormat::Jpeg && quality < too_fine {
        let attempt = Encoding { quality, ..*encoding };
        let bytes = encode(raster, &attempt)?;
        smallest = smallest.min(bytes.len());
        if fits(&bytes) {
            coarse = quality;
            best = Some((bytes, attempt));
        } else if best.is_none() {
            break;
        } else {
            too_fine = quality;
        }
        if too_fine - coarse < 2 {
            break;
        }
        quality = coarse.midpoint(too_fine);
    }
    best.ok_or(ExportFault::TooManyBytes { smallest: smallest as u64 })
}

/// Encodes the raster into a fresh file that holds pixels and nothing else.
///
/// # Errors
/// [`ExportFault::Encode`] where the encoder refuses, for instance a side above the format's limit.
pub fn encode(raster: &Raster, encoding: &Encoding) -> Result<Vec<u8>, ExportFault> {
    let size = raster.size();
    let mut bytes = Vec::new();
    let sink = Cursor::new(&mut bytes);
    let written = match encoding.format {
        OutputFormat::Jpeg => JpegEncoder::new_with_quality(sink, encoding.quality.clamp(1, 100))
            .write_image(raster.rgb(), size.width, size.height, ExtendedColorType::Rgb8),
        OutputFormat::Png => {
            PngEncoder::new(sink).write_image(raster.rgb(), size.width, size.height, ExtendedColorType::Rgb8)
        }
        OutputFormat::Webp => WebPEncoder::new_lossless(sink).write_image(
            raster.rgb(),
            size.width,
            size.height,
            ExtendedColorType::Rgb8,
        ),
    };
    match written {
        Ok(()) => Ok(bytes),
        Err(source) => Err(ExportFault::Encode { format: encoding.format, source }),
    }
}

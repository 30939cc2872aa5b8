//! What a file is, told by its first bytes.

use std::fmt;

use super::{brands::of_brands, raw::is_raw_tiff};

/// Kinds of photo that can be opened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SourceFormat {
    /// JPEG, multi-picture files among them: the first picture is used.
    Jpeg,
    /// PNG; of an animation the default image is used.
    Png,
    /// WebP; of an animation the first frame is used.
    WebP,
    /// TIFF; the first page is used.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// GIF; the first frame is used.
    Gif,
    /// HEIC or HEIF with HEVC inside, as iPhones write it; the primary picture is used.
    Heif,
}

impl SourceFormat {
    /// The word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::WebP => "webp",
            Self::Tiff => "tiff",
            Self::Bmp => "bmp",
            Self::Gif => "gif",
            Self::Heif => "heif",
        }
    }

    /// The name that people know it by, the same in all languages.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Jpeg => "JPEG",
            Self::Png => "PNG",
            Self::WebP => "WebP",
            Self::Tiff => "TIFF",
            Self::Bmp => "BMP",
            Self::Gif => "GIF",
            Self::Heif => "HEIC",
        }
    }
}

impl fmt::Display for SourceFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.word())
    }
}

/// Kinds of file that are known and refused, each with its own advice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Unsupported {
    /// HEIC or HEIF, where the program was built without it.
    Heic,
    /// AVIF.
    Avif,
    /// A camera's raw file.
    Raw,
    /// A video.
    Video,
    /// A PDF document.
    Pdf,
    /// A vector drawing.
    Svg,
    /// A picture of another kind: JPEG XL, JPEG 2000, Photoshop, `BigTIFF` and the like.
    OtherPicture,
    /// A format that is opened, stored in a way that is not: the file is sound as far as can be told.
    KindOf(SourceFormat),
}

/// Fujifilm; Olympus (three kinds); Panasonic; Canon's older; Sigma; Minolta.
const RAW: [&[u8]; 8] =
    [b"FUJIFILMCCD-RAW", b"IIRO", b"IIRS", b"MMOR", b"IIU\0", b"II\x1a\0\0\0HEAPCCDR", b"FOVb", b"\0MRM"];
/// Matroska and `WebM`; Windows Media; MPEG; Flash; Ogg.
const VIDEO: [&[u8]; 5] =
    [b"\x1aE\xdf\xa3", b"\x30\x26\xb2\x75\x8e\x66\xcf\x11", b"\0\0\x01\xba", b"FLV\x01", b"OggS"];
/// JPEG XL (bare and boxed), JPEG 2000, Photoshop, `BigTIFF`, `OpenEXR`, QOI, icons.
const OTHER: [&[u8]; 9] = [
    b"\xff\x0a",
    b"\0\0\0\x0cJXL ",
    b"\0\0\0\x0cjP  ",
    b"8BPS",
    b"II+\0",
    b"MM\0+",
    b"\x76\x2f\x31\x01",
    b"qoif",
    b"\0\0\x01\0",
];

/// How the parts of a file are held together, whatever they are parts of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Container {
    /// Segments behind markers.
    Jpeg,
    /// Chunks with checksums.
    Png,
    /// RIFF of type `WEBP`.
    WebP,
    /// Directories of tags; raw files of cameras too.
    Tiff,
    /// Windows bitmap.
    Bmp,
    /// GIF.
    Gif,
    /// Boxes of the ISO base media file format: HEIF, AVIF, raw files of Canon, videos.
    IsoMedia,
}

/// How a file is held together, by its first bytes; `None` where it is none of the known ways.
pub fn container(bytes: &[u8]) -> Option<Container> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..offset + magic.len()) == Some(magic);
    if is_jpeg(bytes) {
        Some(Container::Jpeg)
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Some(Container::Png)
    } else if starts(b"RIFF") && at(8, b"WEBP") {
        Some(Container::WebP)
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Some(Container::Gif)
    } else if starts(b"BM") && bytes.len() > 26 {
        Some(Container::Bmp)
    } else if starts(b"II*\0") || starts(b"MM\0*") {
        Some(Container::Tiff)
    } else if at(4, b"ftyp") {
        Some(Container::IsoMedia)
    } else {
        None
    }
}

/// The kind of file that `bytes` begin as; `Ok(None)` where it is none that is known.
///
/// # Errors
/// The kind that is known and cannot be opened.
pub fn sniff(bytes: &[u8]) -> Result<Option<SourceFormat>, Unsupported> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..offset + magic.len()) == Some(magic);
    match container(bytes) {
        Some(Container::Jpeg) => Ok(Some(SourceFormat::Jpeg)),
        Some(Container::Png) => Ok(Some(SourceFormat::Png)),
        Some(Container::WebP) => Ok(Some(SourceFormat::WebP)),
        Some(Container::Gif) => Ok(Some(SourceFormat::Gif)),
        Some(Container::Bmp) => Ok(Some(SourceFormat::Bmp)),
        Some(Container::Tiff) if at(8, b"CR") && starts(b"II") || is_raw_tiff(bytes) => Err(Unsupported::Raw),
        Some(Container::Tiff) => Ok(Some(SourceFormat::Tiff)),
        Some(Container::IsoMedia) => of_brands(bytes),
        None if RAW.iter().any(|magic| starts(magic)) => Err(Unsupported::Raw),
        None if starts(b"RIFF") && at(8, b"AVI ") || VIDEO.iter().any(|magic| starts(magic)) => {
            Err(Unsupported::Video)
        }
        None if starts(b"%PDF") => Err(Unsupported::Pdf),
        None if is_svg(bytes) => Err(Unsupported::Svg),
        None if OTHER.iter().any(|magic| starts(magic)) => Err(Unsupported::OtherPicture),
        None => Ok(None),
    }
}

/// Farthest place of the first marker behind the start of a JPEG.
const FIRST_MARKER_WITHIN: usize = 1 << 12;

/// A JPEG begins with SOI and another marker; like the reference decoder, this skips bytes between the two, which some
/// programs leave there, as long as a marker that can stand before a picture comes soon.
fn is_jpeg(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"\xff\xd8") else { return false };
    let head = rest.get(..rest.len().min(FIRST_MARKER_WITHIN)).unwrap_or_default();
    head.starts_with(b"\xff")
        || head.windows(2).any(|pair| matches!(pair, [0xff, 0xc0..=0xcf | 0xdb | 0xdd | 0xe0..=0xef | 0xfe]))
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    text.contains("<svg")
}

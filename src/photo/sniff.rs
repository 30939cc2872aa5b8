//! What a file is, told by its first bytes.

use std::fmt;

use super::raw::is_raw_tiff;

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

/// The kind of file that `bytes` begin as; `Ok(None)` where it is none that is known.
///
/// # Errors
/// The kind that is known and cannot be opened.
pub fn sniff(bytes: &[u8]) -> Result<Option<SourceFormat>, Unsupported> {
    let starts = |magic: &[u8]| bytes.starts_with(magic);
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..offset + magic.len()) == Some(magic);
    if is_jpeg(bytes) {
        Ok(Some(SourceFormat::Jpeg))
    } else if starts(b"\x89PNG\r\n\x1a\n") {
        Ok(Some(SourceFormat::Png))
    } else if starts(b"RIFF") && at(8, b"WEBP") {
        Ok(Some(SourceFormat::WebP))
    } else if starts(b"GIF87a") || starts(b"GIF89a") {
        Ok(Some(SourceFormat::Gif))
    } else if starts(b"BM") && bytes.len() > 26 {
        Ok(Some(SourceFormat::Bmp))
    } else if starts(b"II*\0") && at(8, b"CR") || RAW.iter().any(|magic| starts(magic)) {
        Err(Unsupported::Raw)
    } else if starts(b"II*\0") || starts(b"MM\0*") {
        if is_raw_tiff(bytes) { Err(Unsupported::Raw) } else { Ok(Some(SourceFormat::Tiff)) }
    } else if at(4, b"ftyp") {
        of_brands(bytes)
    } else if starts(b"RIFF") && at(8, b"AVI ") || VIDEO.iter().any(|magic| starts(magic)) {
        Err(Unsupported::Video)
    } else if starts(b"%PDF") {
        Err(Unsupported::Pdf)
    } else if is_svg(bytes) {
        Err(Unsupported::Svg)
    } else if OTHER.iter().any(|magic| starts(magic)) {
        Err(Unsupported::OtherPicture)
    } else {
        Ok(None)
    }
}

/// Farthest place of the first marker behind the start of a JPEG.
const FIRST_MARKER_WITHIN: usize = 1 << 12;

/// A JPEG begins with SOI and another marker; like the reference decoder, this skips bytes between the two, which some
/// programs leave there, as long as a marker that can stand before a picture comes soon.
pub(super) fn is_jpeg(bytes: &[u8]) -> bool {
    let Some(rest) = bytes.strip_prefix(b"\xff\xd8") else { return false };
    let head = rest.get(..rest.len().min(FIRST_MARKER_WITHIN)).unwrap_or_default();
    head.starts_with(b"\xff")
        || head.windows(2).any(|pair| matches!(pair, [0xff, 0xc0..=0xcf | 0xdb | 0xdd | 0xe0..=0xef | 0xfe]))
}

/// The brands of an ISO base media file (ISO/IEC 14496-12, 23008-12): the major one, and where that says
/// no more than "still picture", the compatible ones.
fn of_brands(bytes: &[u8]) -> Result<Option<SourceFormat>, Unsupported> {
    let length = bytes.get(..4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes) as usize;
    let compatible = bytes.get(16..length.min(bytes.len()).min(256)).unwrap_or_default();
    let has = |brand: &[u8; 4]| compatible.as_chunks::<4>().0.contains(brand);
    match bytes.get(8..12).unwrap_or_default() {
        b"avif" | b"avis" => Err(Unsupported::Avif),
        b"mif1" | b"msf1" if has(b"avif") && !has(b"heic") => Err(Unsupported::Avif),
        b"heic" | b"heix" | b"heim" | b"heis" | b"hevc" | b"hevx" | b"mif1" | b"msf1" => {
            if cfg!(feature = "heif") { Ok(Some(SourceFormat::Heif)) } else { Err(Unsupported::Heic) }
        }
        b"crx " => Err(Unsupported::Raw),
        _ => Err(Unsupported::Video),
    }
}

fn is_svg(bytes: &[u8]) -> bool {
    let head = bytes.get(..bytes.len().min(512)).unwrap_or_default();
    let text = String::from_utf8_lossy(head);
    text.contains("<svg")
}

//! What a HEIF says about its colours, and its pixels as they are coded.
//!
//! `heifer` makes RGB of luma and chroma by the matrix and range of the `nclx` box, else of the HEVC stream
//! (ISO/IEC 23008-12, 6.5.5.1), as libheif does. It can also convert to sRGB, but takes a video's transfer literally; so
//! it is asked for RGB alone, and what primaries and transfer mean is judged where it is for all formats.

use std::borrow::Cow;

use heifer::{
    heifer_hevc_dec::{nal::NalUnit, params::ParameterSets},
    heifer_isobmff::{
        FourCC, HeifFile, ItemId,
        boxes::{ColorInfo, Property},
    },
};
use image::{DynamicImage, ImageBuffer, RgbImage, RgbaImage};

use super::{
    Limits, PhotoError, Unsupported,
    colour::{CodePoints, Writer},
};

/// Derived pictures in derived pictures; `heifer` decodes no more.
const MOST_DEPTH: usize = 4;
/// Matrix coefficients of ITU-T H.273, table 4, that `heifer` converts rightly: none, BT.709, unspecified, FCC, BT.601
/// twice, SMPTE 240M, BT.2020 twice. With the others (`YCgCo`, `ICtCp` and the like) it would give false colours.
const MATRICES: [u16; 9] = [0, 1, 2, 4, 5, 6, 7, 9, 10];
const IDENTITY: u16 = 0;
const UNSPECIFIED: u16 = 2;

/// Primaries and transfer of a picture; `None` where it says nothing of them.
///
/// # Errors
/// [`PhotoError::Unsupported`] where its luma and chroma are of a kind that cannot be converted.
pub(super) fn code_points(file: &HeifFile<'_>, picture: ItemId) -> Result<Option<CodePoints>, PhotoError> {
    let mut item = picture;
    for _ in 0..MOST_DEPTH {
        if let Some(colours) = of_box(file, item).or_else(|| of_stream(file, item)) {
            if !MATRICES.contains(&colours.matrix) {
                return Err(PhotoError::Unsupported(Unsupported::OtherPicture));
            }
            let says = colours.primaries != UNSPECIFIED || colours.transfer != UNSPECIFIED;
            // `heifer` widens the range with the matrix, so not where there is none.
            let full_range = colours.full_range || colours.matrix != IDENTITY;
            let points = CodePoints {
                primaries: colours.primaries,
                transfer: colours.transfer,
                full_range,
                writer: Writer::VideoEncoder,
            };
            return Ok((says || !full_range).then_some(points));
        }
        // A picture made of tiles looks as they do.
        match file.referenced_items(item, b"dimg").first() {
            Some(tile) if *tile != item => item = *tile,
            _ => break,
        }
    }
    Ok(None)
}

/// The file, where its boxes and its stream agree on the range of values; else with the box put right.
///
/// The box counts (ISO/IEC 23000-22, 7.3.6.4), but some of Sony's cameras write there that values are of video's
/// range while the stream says that they are full, as they are (libheif, issue 1770 and its `autocorrect_broken_input`).
/// A stream does not say so by chance: "full" is not what it says when it says nothing.
pub(super) fn with_true_range<'a>(bytes: &'a [u8], file: &HeifFile<'_>, picture: ItemId) -> Cow<'a, [u8]> {
    const BOX: &[u8] = b"colrnclx";
    const RANGE: usize = BOX.len() + 6;
    let coded = match file.referenced_items(picture, b"dimg").first() {
        Some(tile) => *tile,
        None => picture,
    };
    let is_limited = of_box(file, coded).is_some_and(|colours| !colours.full_range);
    if !is_limited || of_stream(file, coded).is_none_or(|colours| !colours.full_range) {
        return Cow::Borrowed(bytes);
    }
    let mut bytes = bytes.to_vec();
    let places: Vec<usize> =
        bytes.windows(BOX.len()).enumerate().filter(|(_, window)| *window == BOX).map(|(at, _)| at).collect();
    for at in places {
        if let Some(range) = bytes.get_mut(at + RANGE) {
            *range |= 0x80;
        }
    }
    Cow::Owned(bytes)
}

struct Colours {
    primaries: u16,
    transfer: u16,
    matrix: u16,
    full_range: bool,
}

fn of_box(file: &HeifFile<'_>, item: ItemId) -> Option<Colours> {
    file.item_properties(item).ok()?.find_map(|property| {
        let Property::Color(ColorInfo::Nclx { primaries, transfer, matrix, full_range }) = property else {
            return None;
        };
        Some(Colours { primaries: *primaries, transfer: *transfer, matrix: *matrix, full_range: *full_range })
    })
}

/// The usability information of the stream (ITU-T H.265, annex E).
fn of_stream(file: &HeifFile<'_>, item: ItemId) -> Option<Colours> {
    if file.item(item).ok()?.item_type != FourCC(*b"hvc1") {
        return None;
    }
    let mut sets = ParameterSets::default();
    for unit in &file.hevc_config(item).ok()??.nal_units {
        sets.add(&NalUnit::parse(unit).ok()?).ok()?;
    }
    sets.sps.iter().flatten().find_map(|set| {
        let said = set.vui.as_ref()?;
        Some(Colours {
            primaries: u16::from(said.colour_primaries),
            transfer: u16::from(said.transfer_characteristics),
            matrix: u16::from(said.matrix_coeffs),
            full_range: said.video_full_range_flag,
        })
    })
}

/// The primary picture as RGB in its own colours, with all its bits where `deep` is asked for, else with eight. The flag
/// tells of transparency.
///
/// # Errors
/// [`PhotoError::Damaged`].
pub(super) fn pixels(bytes: &[u8], deep: bool, limits: &Limits) -> Result<(DynamicImage, bool), PhotoError> {
    // One thread: in a worker of limited resources no further ones can be had.
    let options = heifer::Options { max_threads: 1, max_pixels: limits.pixels };
    let (picture, has_alpha) = if deep {
        let image =
            heifer::decode_with_options(bytes, &options).map_err(|error| super::heif::fault(&error))?;
        let has_alpha = image.has_alpha;
        (sixteen_bits(image), has_alpha)
    } else {
        let image = heifer::decode_rgba8(bytes, &options).map_err(|error| super::heif::fault(&error))?;
        let (width, height, has_alpha) = (image.width, image.height, image.has_alpha);
        let picture = if has_alpha {
            RgbaImage::from_raw(width, height, image.data).map(DynamicImage::from)
        } else {
            RgbImage::from_raw(width, height, image.into_rgb8()).map(DynamicImage::from)
        };
        (picture, has_alpha)
    };
    picture.map(|picture| (picture, has_alpha)).ok_or(PhotoError::Damaged)
}

/// A picture of any depth with its values spread over 16 bits.
pub(super) fn sixteen_bits(image: heifer::Image) -> Option<DynamicImage> {
    let most = u32::from(image.max_value()).max(1);
    let mut data = image.data;
    for value in &mut data {
        *value = ((u32::from(*value) * 65_535 + most / 2) / most).min(65_535) as u16;
    }
    ImageBuffer::from_raw(image.width, image.height, data).map(DynamicImage::ImageRgba16)
}

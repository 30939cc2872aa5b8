//! HEIC and HEIF by `heifer` (pure Rust). The container's own turning (`irot`, `imir`) is applied by
//! the decoder and wins over the Exif tag, which is therefore not read: applying both turns twice.

use super::{
    Limits, Notice, PhotoError, SourceFormat, Unsupported, colour, essence::Essence, heif_colours,
    open::check,
};

/// Decodes the primary picture, within the limits.
///
/// # Errors
/// [`PhotoError::TooLarge`] before anything is decoded, [`PhotoError::Damaged`] for everything else.
pub(super) fn decode(bytes: &[u8], limits: &Limits) -> Result<(super::Raster, Essence), PhotoError> {
    let mut essence = Essence::default();
    check_sizes(bytes, limits)?;
    let file = heifer::heifer_isobmff::HeifFile::parse(bytes).map_err(|error| fault(&error.into()))?;
    let primary = file.primary_id;
    if file.top_level_image_ids().len() > 1 {
        essence.notice(Notice::FurtherImages);
    }
    // `tmap` items and Apple's and others' auxiliary pictures hold gain maps.
    let holds = |word: &[u8]| meta(bytes).windows(word.len()).any(|window| window == word);
    let xmp = file.xmp(primary).ok().flatten().unwrap_or_default();
    if holds(b"hdrgainmap") || holds(b"tmap") || xmp.windows(5).any(|window| window == b"hdrgm") {
        essence.notice(Notice::HighDynamicRange);
    }
    // The types of auxiliary pictures (ISO/IEC 23008-12, 6.5.8; HEVC numbers depth as 2).
    if holds(b"auxid:2\0") || holds(b"auxiliary:depth") {
        essence.notice(Notice::Depth);
    }
    // Samsung's and Google's moving photos: a box of its own behind the picture.
    if has_box(bytes, *b"mpvd") || has_box(bytes, *b"moov") {
        essence.notice(Notice::Video);
    }
    essence.icc = file.icc_profile(primary).ok().flatten().map(<[u8]>::to_vec);
    if essence.icc.as_ref().is_some_and(|icc| icc.len() > limits.icc_bytes) {
        essence.icc = None;
        essence.notice(Notice::ProfileUnusable);
    }
    let bytes = &*heif_colours::with_true_range(bytes, &file, primary);
    essence.exif = file.exif(primary).ok().flatten();
    essence.coded.code_points = heif_colours::code_points(&file, primary)?;
    let deep = colour::is_for_hdr(&essence.stated());
    let (decoded, has_alpha) = heif_colours::pixels(bytes, deep, limits)?;
    check(u64::from(decoded.width().max(decoded.height())), u64::from(limits.side))?;
    if has_alpha {
        essence.notice(Notice::Flattened);
    }
    let (raster, notice) =
        colour::to_srgb_as_stated(decoded, &essence.stated()).ok_or(PhotoError::Damaged)?;
    if let Some(notice) = notice {
        essence.notice(notice);
    }
    Ok((raster, essence))
}

/// What the decoder says that it cannot do is no fault of the file.
pub(super) fn fault(error: &heifer::Error) -> PhotoError {
    use heifer::{heifer_hevc_dec::Error as Hevc, heifer_isobmff::Error as Container};
    let is_kind = matches!(
        error,
        heifer::Error::Unsupported(_)
            | heifer::Error::Hevc(Hevc::Unimplemented(_))
            | heifer::Error::Container(Container::Unimplemented(_))
    );
    if is_kind {
        PhotoError::Unsupported(Unsupported::KindOf(SourceFormat::Heif))
    } else {
        PhotoError::Damaged
    }
}

/// The thumbnail of the primary picture, where there is one, in the colours that are stated of the photo.
pub(super) fn thumbnail(bytes: &[u8], limits: &Limits) -> Option<super::Raster> {
    // `heifer` decodes the tiles of a thumbnail that has any on several threads, and panics where none may be started,
    // as in a worker. A thumbnail that cannot be decoded is no fault of the photo.
    let image = std::panic::catch_unwind(|| heifer::decode_thumbnail(bytes)).ok()?.ok()??;
    check(u64::from(image.width.max(image.height)), u64::from(limits.side)).ok()?;
    let file = heifer::heifer_isobmff::HeifFile::parse(bytes).ok()?;
    let icc = file.icc_profile(file.primary_id).ok().flatten().filter(|icc| icc.len() <= limits.icc_bytes);
    let code_points = heif_colours::code_points(&file, file.primary_id).ok()?;
    let stated =
        colour::Stated { icc, exif: None, coded: colour::Coded { code_points, ..colour::Coded::default() } };
    let decoded = heif_colours::sixteen_bits(image)?;
    colour::to_srgb_as_stated(decoded, &stated).map(|(raster, _)| raster)
}

/// Holds every size that the container declares against the limits: `ispe`, version and flags, width, height.
fn check_sizes(bytes: &[u8], limits: &Limits) -> Result<(), PhotoError> {
    let meta = meta(bytes);
    for (at, _) in meta.windows(4).enumerate().filter(|(_, window)| window == b"ispe") {
        let side = |offset: usize| {
            let four = meta.get(at + offset..at + offset + 4)?;
            four.try_into().ok().map(u32::from_be_bytes).map(u64::from)
        };
        if let (Some(width), Some(height)) = (side(8), side(12)) {
            check(width.max(height), u64::from(limits.side))?;
            check(width * height, limits.pixels)?;
        }
    }
    Ok(())
}

/// The content of the `meta` box; empty where there is none.
fn meta(bytes: &[u8]) -> &[u8] {
    boxes(bytes).find(|whole| whole.get(4..8) == Some(b"meta")).unwrap_or_default()
}

fn has_box(bytes: &[u8], kind: [u8; 4]) -> bool {
    boxes(bytes).any(|whole| whole.get(4..8) == Some(&kind))
}

/// The boxes of the file, one after another, with their headers (ISO/IEC 14496-12, 4.2).
fn boxes(bytes: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = bytes;
    std::iter::from_fn(move || {
        let length = match u32::from_be_bytes(rest.get(..4)?.try_into().ok()?) {
            0 => rest.len(),
            1 => usize::try_from(u64::from_be_bytes(rest.get(8..16)?.try_into().ok()?)).ok()?,
            length => length as usize,
        };
        if length < 8 {
            return None;
        }
        let (whole, tail) = rest.split_at_checked(length).unwrap_or((rest, &[]));
        rest = tail;
        Some(whole)
    })
}

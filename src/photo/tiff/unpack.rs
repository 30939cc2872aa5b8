//! From the stored bytes of a piece to rows of samples, by the crates of each compression.

use std::{
    borrow::Cow,
    io::{Cursor, Read},
};

use image::DynamicImage;

use super::{
    super::{
        Limits, PhotoError, jpeg,
        libjpeg::{self, Picture},
    },
    KIND, fax,
    layout::{Compression, Layout},
};

/// Samples of a piece: all of them pixel by pixel, or one of them alone.
pub(super) struct Plane<'a> {
    pub(super) data: Cow<'a, [u8]>,
    /// Bytes from one row to the next.
    pub(super) row_bytes: usize,
    /// Columns and rows of the picture for each of the plane.
    pub(super) shrink: (usize, usize),
}

/// A decompressed piece, and whether all of it could be read.
pub(super) struct Piece<'a> {
    pub(super) planes: Vec<Plane<'a>>,
    pub(super) whole: bool,
}

/// Decompresses the piece at this place, counted row by row from the top left. `rows` are those that are stored.
///
/// # Errors
/// [`KIND`] or [`PhotoError::Damaged`].
pub(super) fn piece<'a>(layout: &Layout<'a>, index: usize, rows: usize) -> Result<Piece<'a>, PhotoError> {
    let count = layout.pieces.across * layout.pieces.down;
    let planes = if layout.planar { layout.samples } else { 1 };
    let mut whole = true;
    let planes = (0..planes).map(|number| {
        let packed = layout.pieces.packed(number * count + index)?;
        let packed = if layout.reversed {
            Cow::Owned(packed.iter().map(|byte| byte.reverse_bits()).collect())
        } else {
            Cow::Borrowed(packed)
        };
        plane(layout, packed, number, rows, &mut whole)
    });
    let planes = planes.collect::<Result<_, _>>()?;
    Ok(Piece { planes, whole })
}

fn plane<'a>(
    layout: &Layout<'a>,
    packed: Cow<'a, [u8]>,
    number: usize,
    rows: usize,
    whole: &mut bool,
) -> Result<Plane<'a>, PhotoError> {
    let width = layout.pieces.width;
    let (across, down) = layout.subsampling;
    let is_subsampled = layout.subsampling != (1, 1);
    // Stored apart, chroma has fewer columns and rows; stored together, it stands behind its square of luma.
    let shrink =
        if is_subsampled && layout.planar && matches!(number, 1 | 2) { (across, down) } else { (1, 1) };
    let (columns, lines) = (width.div_ceil(shrink.0), rows.div_ceil(shrink.1));
    let samples = if layout.planar { 1 } else { layout.samples };
    let interleaved = is_subsampled && !layout.planar;
    let (row_bytes, length) = if interleaved {
        if layout.bits != 8 || layout.samples != 3 {
            return Err(KIND);
        }
        let unit = across * down + 2;
        (width * 3, width.div_ceil(across) * rows.div_ceil(down) * unit)
    } else {
        let row_bytes = (columns * samples * layout.bits).div_ceil(8);
        (row_bytes, row_bytes * lines)
    };
    if layout.compression == Compression::Jpeg {
        let (data, stored) = jpeg_components(layout, &packed, columns, lines, samples, whole)?;
        return Ok(Plane { data: Cow::Owned(data), row_bytes: stored * samples, shrink });
    }
    let data = if layout.compression.is_fax() {
        let (data, is_whole) =
            fax::decode(&packed, layout.compression, columns, lines).ok_or(PhotoError::Damaged)?;
        *whole &= is_whole;
        Cow::Owned(data)
    } else {
        decompress(layout, packed, length)?
    };
    let data = if interleaved { Cow::Owned(spread(&data, width, rows, layout.subsampling)) } else { data };
    Ok(Plane { data, row_bytes, shrink })
}

/// Exactly `length` bytes.
fn decompress<'a>(
    layout: &Layout<'a>,
    packed: Cow<'a, [u8]>,
    length: usize,
) -> Result<Cow<'a, [u8]>, PhotoError> {
    let data = match layout.compression {
        Compression::PackBits => pack_bits(&packed, length),
        Compression::Lzw => lzw(&packed, length)?,
        Compression::Deflate => read(flate2::read::ZlibDecoder::new(&*packed), length),
        Compression::Zstandard => {
            let decoder =
                ruzstd::decoding::StreamingDecoder::new(&*packed).map_err(|_| PhotoError::Damaged)?;
            read(decoder, length)
        }
        Compression::WebP => webp(&packed, layout, length)?,
        Compression::None
        | Compression::Jpeg
        | Compression::HuffmanRows
        | Compression::Group3 { .. }
        | Compression::Group4 => {
            return match packed {
                Cow::Borrowed(bytes) => bytes.get(..length).map(Cow::Borrowed),
                Cow::Owned(mut bytes) if bytes.len() >= length => {
                    bytes.truncate(length);
                    Some(Cow::Owned(bytes))
                }
                Cow::Owned(_) => None,
            }
            .ok_or(PhotoError::Damaged);
        }
    };
    if data.len() == length { Ok(Cow::Owned(data)) } else { Err(PhotoError::Damaged) }
}

/// What can be read, no more than `length` bytes.
fn read(decoder: impl Read, length: usize) -> Vec<u8> {
    let mut data = Vec::new();
    // What was read before a fault counts, if it is all that is asked for.
    if decoder.take(length as u64).read_to_end(&mut data).is_err() {
        data.truncate(length);
    }
    data
}

/// A count below 128 is followed by one byte more, to be taken as they are; one above by a byte to be repeated 257
/// less the count (TIFF 6.0, section 9).
fn pack_bits(packed: &[u8], length: usize) -> Vec<u8> {
    let mut data = Vec::with_capacity(length.min(packed.len().saturating_mul(64)));
    let mut rest = packed;
    while let Some((count, tail)) = rest.split_first().filter(|_| data.len() < length) {
        rest = match *count {
            128 => tail,
            count @ 0..128 => {
                let (plain, tail) = tail.split_at_checked(usize::from(count) + 1).unwrap_or((tail, &[]));
                data.extend_from_slice(plain);
                tail
            }
            count => {
                let Some((value, tail)) = tail.split_first() else { break };
                data.resize(data.len() + 257 - usize::from(count), *value);
                tail
            }
        };
    }
    data.truncate(length);
    data
}

fn lzw(packed: &[u8], length: usize) -> Result<Vec<u8>, PhotoError> {
    use weezl::{BitOrder, LzwStatus, decode::Configuration};
    // Before TIFF 6.0 codes were stored as GIF does, from the lowest bit on: the clearing code, which is first, shows.
    let is_old = matches!(packed, [0, second, ..] if second & 1 == 1);
    let configuration = if is_old {
        Configuration::new(BitOrder::Lsb, 8)
    } else {
        Configuration::with_tiff_size_switch(BitOrder::Msb, 8)
    };
    let mut decoder = configuration.with_yield_on_full_buffer(true).build();
    let mut data = Vec::new();
    data.try_reserve_exact(length).map_err(|_| PhotoError::Damaged)?;
    data.resize(length, 0);
    let (mut read, mut written) = (0, 0);
    while written < length {
        let (Some(from), Some(to)) = (packed.get(read..), data.get_mut(written..)) else { break };
        let result = decoder.decode_bytes(from, to);
        (read, written) = (read + result.consumed_in, written + result.consumed_out);
        match result.status {
            Ok(LzwStatus::Ok) if result.consumed_in + result.consumed_out > 0 => {}
            Ok(_) | Err(_) => break,
        }
    }
    data.truncate(written);
    Ok(data)
}

/// All samples of the pixels, as GDAL and libtiff store them.
fn webp(packed: &[u8], layout: &Layout<'_>, length: usize) -> Result<Vec<u8>, PhotoError> {
    let mut decoder = image_webp::WebPDecoder::new(Cursor::new(packed)).map_err(|_| PhotoError::Damaged)?;
    let (width, height) = decoder.dimensions();
    let stored = if decoder.has_alpha() { 4 } else { 3 };
    let pixels = width as usize * height as usize;
    if layout.planar || width as usize != layout.pieces.width || height as usize > layout.pieces.height {
        return Err(PhotoError::Damaged);
    }
    let mut data = vec![0; pixels * stored];
    decoder.read_image(&mut data).map_err(|_| PhotoError::Damaged)?;
    let mut data = match (stored, layout.samples) {
        (3, 3) | (4, 4) => data,
        (3, 4) => data.as_chunks::<3>().0.iter().flat_map(|[r, g, b]| [*r, *g, *b, 255]).collect(),
        (4, 3) => data.as_chunks::<4>().0.iter().flat_map(|[r, g, b, _]| [*r, *g, *b]).collect(),
        _ => return Err(PhotoError::Damaged),
    };
    data.truncate(length);
    Ok(data)
}

/// The components of a JPEG as they are stored, without any conversion of colours, and its width. The tables that all
/// pieces share are put before it.
fn jpeg_components(
    layout: &Layout<'_>,
    packed: &[u8],
    columns: usize,
    lines: usize,
    samples: usize,
    is_whole: &mut bool,
) -> Result<(Vec<u8>, usize), PhotoError> {
    let whole: Cow<'_, [u8]> = match layout.jpeg_tables.and_then(|tables| tables.strip_suffix(b"\xff\xd9")) {
        Some(tables) => [tables, packed.get(2..).unwrap_or_default()].concat().into(),
        None => packed.into(),
    };
    // Encoders round up to their blocks.
    let (most_width, most_height) = (columns.saturating_add(16), layout.pieces.height.saturating_add(16));
    let limits = Limits {
        side: u32::try_from(most_width.max(most_height)).map_err(|_| PhotoError::Damaged)?,
        ..Limits::default()
    };
    let (picture, complete) = jpeg::as_stored(&whole, &limits)?;
    let decoded = libjpeg::decode(&picture, &limits)?;
    *is_whole &= complete && !decoded.warned;
    let (width, height, count, data) = match decoded.picture {
        Picture::Light(DynamicImage::ImageLuma8(grey)) => (grey.width(), grey.height(), 1, grey.into_raw()),
        Picture::Light(DynamicImage::ImageRgb8(rgb)) => (rgb.width(), rgb.height(), 3, rgb.into_raw()),
        Picture::Inks(size, inks) => (size.width, size.height, 4, inks),
        Picture::Light(_) => return Err(KIND),
    };
    let (width, height) = (width as usize, height as usize);
    let fits = count == samples
        && (columns..=most_width).contains(&width)
        && (lines..=most_height).contains(&height)
        && data.len() >= width * height * samples;
    if fits { Ok((data, width)) } else { Err(PhotoError::Damaged) }
}

/// Squares of luma, each followed by its two samples of chroma, as pixels of three samples.
fn spread(data: &[u8], width: usize, rows: usize, (across, down): (usize, usize)) -> Vec<u8> {
    let unit = across * down + 2;
    let units = width.div_ceil(across);
    let mut pixels = Vec::with_capacity(width * rows * 3);
    for y in 0..rows {
        for x in 0..width {
            let start = (y / down * units + x / across) * unit;
            let at = |offset: usize| data.get(start + offset).copied().unwrap_or_default();
            pixels.extend([at(y % down * across + x % across), at(unit - 2), at(unit - 1)]);
        }
    }
    pixels
}

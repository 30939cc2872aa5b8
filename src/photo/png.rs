//! Takes a PNG apart (W3C PNG, third edition).

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::{
    Limits, Notice, PhotoError,
    colour::{CodePoints, Coded, Writer},
    essence::Essence,
    png_text,
};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Copies the critical chunks and transparency; takes the profile, inflated no further than its limit.
pub(super) fn essence(bytes: &[u8], limits: &Limits) -> Result<Essence, PhotoError> {
    let mut essence = Essence { picture: SIGNATURE.to_vec(), ..Essence::default() };
    let mut before_pixels = true;
    let mut rest = bytes.get(SIGNATURE.len()..).ok_or(PhotoError::Damaged)?;
    let mut exif_in_text = None;
    while let Some((kind, data, whole, tail)) = chunk(rest) {
        rest = tail;
        before_pixels &= kind != b"IDAT";
        match kind {
            b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" => essence.picture.extend_from_slice(whole),
            b"IEND" => {
                essence.picture.extend_from_slice(whole);
                essence.exif = essence.exif.or(exif_in_text);
                return Ok(essence);
            }
            // Some programs put the header of JPEG before it.
            b"eXIf" => essence.take_exif(data.strip_prefix(b"Exif\0\0").unwrap_or(data)),
            b"iCCP" if before_pixels && essence.icc.is_none() => {
                // W3C note "Using the ITU BT.2100 PQ EOTF with the PNG Format", which came before `cICP`.
                if data.starts_with(b"ITUR_2100_PQ_FULL\0") {
                    colours(&mut essence.coded, b"cICP", &[9, 16, 0, 1]);
                }
                match inflate_profile(data, limits.icc_bytes) {
                    Some(icc) => essence.icc = Some(icc),
                    None => essence.notice(Notice::ProfileUnusable),
                }
            }
            b"cICP" | b"sRGB" | b"gAMA" | b"cHRM" if before_pixels => colours(&mut essence.coded, kind, data),
            b"tEXt" | b"zTXt" | b"iTXt" if exif_in_text.is_none() => {
                exif_in_text = png_text::exif(kind, data);
            }
            b"acTL" => essence.notice(Notice::FurtherImages),
            _ => {}
        }
    }
    // No IEND: the decoder would wait for more.
    Err(PhotoError::Damaged)
}

/// Takes what a chunk says of colours (11.3.2); of two of a kind the first counts, as libpng has it.
fn colours(coded: &mut Coded, kind: &[u8], data: &[u8]) {
    match (kind, data) {
        // Red, green and blue have no matrix; with another the chunk is not valid (11.3.2.6).
        (b"cICP", [primaries, transfer, 0, range @ (0 | 1)]) => {
            coded.code_points = coded.code_points.or(Some(CodePoints {
                primaries: u16::from(*primaries),
                transfer: u16::from(*transfer),
                full_range: *range == 1,
                writer: Writer::Author,
            }));
        }
        (b"sRGB", [_]) => coded.is_srgb = true,
        (b"gAMA", [a, b, c, d]) => {
            coded.gamma = coded.gamma.or(Some(u32::from_be_bytes([*a, *b, *c, *d])));
        }
        (b"cHRM", numbers) if numbers.len() == 32 => {
            let mut chromaticities = [0; 8];
            for (to, from) in chromaticities.iter_mut().zip(numbers.as_chunks::<4>().0) {
                *to = u32::from_be_bytes(*from);
            }
            coded.chromaticities = coded.chromaticities.or(Some(chromaticities));
        }
        _ => {}
    }
}

type Chunk<'a> = (&'a [u8], &'a [u8], &'a [u8], &'a [u8]);

/// Type, data, the whole chunk with length and checksum, and what follows.
fn chunk(bytes: &[u8]) -> Option<Chunk<'_>> {
    let length = u32::from_be_bytes(bytes.get(..4)?.try_into().ok()?) as usize;
    let (whole, tail) = bytes.split_at_checked(length.checked_add(12)?)?;
    Some((whole.get(4..8)?, whole.get(8..8 + length)?, whole, tail))
}

/// The profile behind its name and compression method; `None` where it is damaged or too large.
fn inflate_profile(data: &[u8], limit: usize) -> Option<Vec<u8>> {
    let name_end = data.iter().position(|byte| *byte == 0)?;
    let compressed = data.get(name_end + 2..)?;
    let mut icc = Vec::new();
    ZlibDecoder::new(compressed).take(limit as u64 + 1).read_to_end(&mut icc).ok()?;
    (icc.len() <= limit).then_some(icc)
}

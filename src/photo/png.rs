//! Takes a PNG apart (W3C PNG, third edition).

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use super::{Limits, Notice, PhotoError, essence::Essence, png_text};

const SIGNATURE: &[u8] = b"\x89PNG\r\n\x1a\n";

/// Copies the critical chunks and transparency; takes the profile, inflated no further than its limit.
pub(super) fn essence(bytes: &[u8], limits: &Limits) -> Result<Essence, PhotoError> {
    let mut essence = Essence { picture: SIGNATURE.to_vec(), ..Essence::default() };
    let mut rest = bytes.get(SIGNATURE.len()..).ok_or(PhotoError::Damaged)?;
    let mut exif_in_text = None;
    while let Some((kind, data, whole, tail)) = chunk(rest) {
        rest = tail;
        match kind {
            b"IHDR" | b"PLTE" | b"tRNS" | b"IDAT" => essence.picture.extend_from_slice(whole),
            b"IEND" => {
                essence.picture.extend_from_slice(whole);
                essence.exif = essence.exif.or(exif_in_text);
                return Ok(essence);
            }
            // Some programs put the header of JPEG before it.
            b"eXIf" => essence.take_exif(data.strip_prefix(b"Exif\0\0").unwrap_or(data)),
            b"iCCP" => match inflate_profile(data, limits.icc_bytes) {
                Some(icc) => essence.icc = Some(icc),
                None => essence.notice(Notice::ProfileUnusable),
            },
            // Colour primaries and transfer by ITU-T H.273: 1 and 13 are sRGB; 16 and 18 are PQ and HLG.
            b"cICP" => match data {
                [1, 13, ..] => {}
                [_, 16 | 18, ..] => essence.notice(Notice::HighDynamicRange),
                _ => essence.notice(Notice::ProfileUnusable),
            },
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

//! Takes a WebP apart (RFC 9649).

use super::{Limits, Notice, PhotoError, essence::Essence};

/// Offset of a frame's own chunks within an `ANMF` chunk.
const FRAME_HEADER: usize = 16;

/// Copies the picture's chunks; of an animation those of its first frame.
pub(super) fn essence(bytes: &[u8], limits: &Limits) -> Result<Essence, PhotoError> {
    let mut essence = Essence::default();
    let mut body: Vec<u8> = Vec::new();
    let declared =
        bytes.get(4..8).and_then(|size| size.try_into().ok()).map_or(0, u32::from_le_bytes) as usize;
    let end = declared.saturating_add(8);
    if end > bytes.len() {
        essence.notice(Notice::Incomplete);
    }
    let mut rest = bytes.get(12..end.min(bytes.len())).ok_or(PhotoError::Damaged)?;
    let (mut alpha, mut frame) = (None, None);
    while let Some((kind, data, tail)) = chunk(rest) {
        rest = tail;
        match kind {
            b"ALPH" => alpha = alpha.or(Some(data)),
            b"VP8 " | b"VP8L" => frame = frame.or(Some((kind, data))),
            b"ANMF" => {
                if frame.is_some() {
                    continue;
                }
                essence.notice(Notice::FurtherImages);
                let mut inner = data.get(FRAME_HEADER..).ok_or(PhotoError::Damaged)?;
                while let Some((kind, data, tail)) = chunk(inner) {
                    inner = tail;
                    match kind {
                        b"ALPH" => alpha = Some(data),
                        b"VP8 " | b"VP8L" => frame = Some((kind, data)),
                        _ => {}
                    }
                }
            }
            b"EXIF" => essence.take_exif(data.strip_prefix(b"Exif\0\0").unwrap_or(data)),
            b"ICCP" if data.len() <= limits.icc_bytes => essence.icc = Some(data.to_vec()),
            b"ICCP" => essence.notice(Notice::ProfileUnusable),
            _ => {}
        }
    }
    let (kind, data) = frame.ok_or(PhotoError::Damaged)?;
    // A lossy picture has its transparency beside it, which an extended header must announce. It is made
    // anew from the picture's own size: whatever the file's header said or lacked, transparency that is
    // there counts, or colours that it hides would come to light.
    if let (Some(alpha), b"VP8 ") = (alpha, kind) {
        let plain = extended_header(data).ok_or(PhotoError::Damaged)?;
        push(&mut body, b"VP8X", &plain);
        push(&mut body, b"ALPH", alpha);
    }
    push(&mut body, kind, data);
    essence.picture.extend_from_slice(b"RIFF");
    essence.picture.extend_from_slice(&((body.len() + 4) as u32).to_le_bytes());
    essence.picture.extend_from_slice(b"WEBP");
    essence.picture.extend_from_slice(&body);
    Ok(essence)
}

/// `VP8X` with transparency and nothing else, for a lossy picture of this size (RFC 6386, 9.1: behind
/// three bytes and a start code stand width and height, 14 bits each).
fn extended_header(lossy: &[u8]) -> Option<[u8; 10]> {
    let side = |at: usize| -> Option<[u8; 4]> {
        let pair: [u8; 2] = lossy.get(at..at + 2)?.try_into().ok()?;
        Some(u32::from(u16::from_le_bytes(pair) & 0x3fff).checked_sub(1)?.to_le_bytes())
    };
    let ([w0, w1, w2, _], [h0, h1, h2, _]) = (side(6)?, side(8)?);
    Some([0x10, 0, 0, 0, w0, w1, w2, h0, h1, h2])
}

/// Type, data and what follows the chunk and its padding byte.
fn chunk(bytes: &[u8]) -> Option<(&[u8], &[u8], &[u8])> {
    let length = u32::from_le_bytes(bytes.get(4..8)?.try_into().ok()?) as usize;
    let data = bytes.get(8..length.checked_add(8)?)?;
    let padded = length.checked_add(8)?.checked_add(length % 2)?;
    Some((bytes.get(..4)?, data, bytes.get(padded.min(bytes.len())..)?))
}

fn push(body: &mut Vec<u8>, kind: &[u8], data: &[u8]) {
    body.extend_from_slice(kind);
    body.extend_from_slice(&(data.len() as u32).to_le_bytes());
    body.extend_from_slice(data);
    if data.len() % 2 == 1 {
        body.push(0);
    }
}

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
    let (mut header, mut alpha, mut frame) = (None, None, None);
    while let Some((kind, data, tail)) = chunk(rest) {
        rest = tail;
        match kind {
            b"VP8X" => header = Some(data),
            b"ALPH" => alpha = alpha.or(Some(data)),
            b"VP8 " | b"VP8L" => frame = frame.or(Some((kind, data))),
            b"ANMF" => {
                if frame.is_some() {
                    continue;
                }
                essence.notice(Notice::FurtherImages);
                header = header.and(data.get(..FRAME_HEADER)).and(header);
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
    let animated = essence.notices.contains(&Notice::FurtherImages);
    match (header, alpha, animated) {
        // An extended header is needed where a lossy picture has its transparency beside it.
        (Some(header), Some(alpha), false) => {
            let mut plain = header.to_vec();
            if let Some(flags) = plain.first_mut() {
                // Transparency only: no profile, Exif, XMP or animation.
                *flags = 0x10;
            }
            push(&mut body, b"VP8X", &plain);
            push(&mut body, b"ALPH", alpha);
        }
        _ => {}
    }
    push(&mut body, kind, data);
    essence.picture.extend_from_slice(b"RIFF");
    essence.picture.extend_from_slice(&((body.len() + 4) as u32).to_le_bytes());
    essence.picture.extend_from_slice(b"WEBP");
    essence.picture.extend_from_slice(&body);
    Ok(essence)
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

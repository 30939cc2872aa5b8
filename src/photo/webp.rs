//! Takes a WebP apart (RFC 9649).

use image::{DynamicImage, RgbaImage};

use super::{Limits, Notice, PhotoError, essence::Essence, open::check};

/// Offset of a frame's own chunks within an `ANMF` chunk.
const FRAME_HEADER: usize = 16;

/// The room of an animation, and where its first frame stands in it.
#[derive(Debug, Clone, Copy)]
pub(super) struct Canvas {
    width: u32,
    height: u32,
    x: u32,
    y: u32,
}

impl Canvas {
    /// The frame in its place, transparent around it: what the header calls the background, viewers do not show.
    ///
    /// # Errors
    /// [`PhotoError::TooLarge`] before memory is spent.
    pub(super) fn place(self, frame: &DynamicImage, limits: &Limits) -> Result<DynamicImage, PhotoError> {
        if (self.width, self.height, self.x, self.y) == (frame.width(), frame.height(), 0, 0) {
            return Ok(frame.clone());
        }
        check(u64::from(self.width.max(self.height)), u64::from(limits.side))?;
        let pixels = u64::from(self.width) * u64::from(self.height);
        check(pixels, limits.pixels)?;
        check(pixels * 4, limits.decoder_bytes)?;
        let mut room = RgbaImage::new(self.width, self.height);
        image::imageops::replace(&mut room, &frame.to_rgba8(), i64::from(self.x), i64::from(self.y));
        Ok(room.into())
    }
}

/// A number of three bytes, lowest first.
fn three(bytes: &[u8], at: usize) -> Option<u32> {
    let [low, middle, high] = *bytes.get(at..at.checked_add(3)?)? else { return None };
    Some(u32::from_le_bytes([low, middle, high, 0]))
}

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
    let mut room = None;
    while let Some((kind, data, tail)) = chunk(rest) {
        rest = tail;
        match kind {
            // Behind four bytes of flags: width and height, each less one.
            b"VP8X" => room = room.or_else(|| Some((three(data, 4)? + 1, three(data, 7)? + 1))),
            b"ALPH" => alpha = alpha.or(Some(data)),
            b"VP8 " | b"VP8L" => frame = frame.or(Some((kind, data))),
            b"ANMF" => {
                if frame.is_some() {
                    continue;
                }
                essence.notice(Notice::FurtherImages);
                // A frame's place is counted in steps of two pixels.
                if let (Some((width, height)), Some(x), Some(y)) = (room, three(data, 0), three(data, 3)) {
                    essence.canvas = Some(Canvas { width, height, x: x * 2, y: y * 2 });
                }
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

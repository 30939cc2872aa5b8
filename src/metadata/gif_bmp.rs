//! GIF (89a) and Windows bitmaps.

use super::{
    Category, Report,
    container::{le32, part, words},
    icc, trailer, xmp,
};

/// Bytes of one extension that are put together from its blocks.
const MOST_JOINED: usize = 4 << 20;

/// Names comments, texts, application blocks and further frames of a GIF.
pub(super) fn scan_gif(bytes: &[u8], report: &mut Report) {
    let mut at = 13 + colour_table(bytes.get(10));
    let mut frames = 0;
    let mut frame_bytes = 0;
    let mut end = bytes.len();
    while let Some(kind) = bytes.get(at) {
        match kind {
            0x3b => {
                end = at + 1;
                break;
            }
            0x2c => {
                let start = at;
                let after = at + 10 + colour_table(bytes.get(at + 9)) + 1;
                at = skip_blocks(bytes, after);
                frames += 1;
                if frames > 1 {
                    frame_bytes += at - start;
                }
            }
            0x21 => {
                let label = bytes.get(at + 1).copied().unwrap_or_default();
                let start = at + 2;
                at = skip_blocks(bytes, start);
                extension(label, bytes.get(start..at).unwrap_or_default(), report);
            }
            _ => break,
        }
    }
    if frames > 1 {
        report.add(Category::HiddenImage, "gif:frames", frames.to_string(), frame_bytes);
    }
    trailer::scan(bytes.get(end..).unwrap_or_default(), report);
}

fn colour_table(packed: Option<&u8>) -> usize {
    packed.filter(|packed| **packed & 0x80 != 0).map_or(0, |packed| 3 << ((packed & 7) + 1))
}

/// The offset after the blocks that begin at `at` and the empty block that ends them.
fn skip_blocks(bytes: &[u8], mut at: usize) -> usize {
    while let Some(length) = bytes.get(at) {
        at += 1 + usize::from(*length);
        if *length == 0 {
            break;
        }
    }
    at.min(bytes.len())
}

fn extension(label: u8, blocks: &[u8], report: &mut Report) {
    let mut data = Vec::new();
    let mut at = 0;
    while let Some(length) = blocks.get(at).filter(|length| **length != 0) {
        data.extend_from_slice(part(blocks, at + 1, usize::from(*length)).unwrap_or_default());
        at += 1 + usize::from(*length);
        if data.len() > MOST_JOINED {
            break;
        }
    }
    match label {
        // Delay and transparency of the next frame; the loop count of an animation.
        0xf9 => {}
        0xff if data.starts_with(b"NETSCAPE2.0") || data.starts_with(b"ANIMEXTS1.0") => {}
        // XMP is not cut into blocks: it is stored as it is, followed by a ramp that ends any reading.
        0xff if data.starts_with(b"XMP DataXMP") => {
            xmp::scan(blocks.get(12..blocks.len().saturating_sub(258)).unwrap_or_default(), report);
        }
        0xff if data.starts_with(b"ICCRGBG1012") => icc::scan(data.get(11..).unwrap_or_default(), report),
        0xff => report.add(Category::Other, "gif:application", words(&data), data.len()),
        0xfe => report.add(Category::Text, "gif:comment", words(&data), data.len()),
        0x01 => report.add(Category::Text, "gif:text", words(data.get(12..).unwrap_or_default()), data.len()),
        _ => report.add(Category::Other, format!("gif:0x{label:02x}"), words(&data), data.len()),
    }
}

/// Names the profile of a bitmap, gaps before its pixels and bytes after them.
pub(super) fn scan_bmp(bytes: &[u8], report: &mut Report) {
    let (Some(pixels), Some(header)) = (le32(bytes, 10), le32(bytes, 14)) else { return };
    let mut used = 0;
    if header >= 124
        && part(bytes, 14 + 56, 4) == Some(b"DEBM")
        && let (Some(offset), Some(length)) = (le32(bytes, 14 + 112), le32(bytes, 14 + 116))
        && let Some(profile) = part(bytes, offset.saturating_add(14), length)
    {
        used = (offset + 14).saturating_add(length);
        icc::scan(profile, report);
    }
    let (width, height) = (le32(bytes, 18).unwrap_or(0), le32(bytes, 22).unwrap_or(0));
    let bits = bytes.get(28).map_or(0, |bits| usize::from(*bits));
    let compression = le32(bytes, 30).unwrap_or(0);
    let rows = (height as u32 as i32).unsigned_abs() as usize;
    let stored = if matches!(compression, 0 | 3 | 6) {
        width.checked_mul(bits).map(|row| row.div_ceil(32) * 4).and_then(|row| row.checked_mul(rows))
    } else {
        le32(bytes, 34)
    };
    let end = stored.and_then(|stored| pixels.checked_add(stored)).unwrap_or(bytes.len()).max(used);
    trailer::scan(bytes.get(end.min(bytes.len())..).unwrap_or_default(), report);
}

//! Finds whole JPEGs inside other data: thumbnails, previews, second pictures.

use std::ops::Range;

use super::container::be16;

/// Pictures looked for in one piece of data.
const MOST: usize = 12;

/// The ranges of complete JPEGs in `bytes`, none within another. Looks at each byte at most a few times,
/// however the data is made.
pub(super) fn jpegs(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut budget = bytes.len().saturating_mul(4);
    let mut from = 0;
    while found.len() < MOST {
        let Some(start) = soi(bytes, from) else { break };
        let Some(rest) = bytes.get(start..) else { break };
        match end_of_jpeg(rest) {
            Walk { end: Some(length), .. } => {
                found.push(start..start + length);
                from = start + length;
            }
            Walk { end: None, read } => {
                from = start + 3;
                match budget.checked_sub(read) {
                    Some(left) => budget = left,
                    None => break,
                }
            }
        }
    }
    found
}

fn soi(bytes: &[u8], from: usize) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(3).position(|window| window == b"\xff\xd8\xff").map(|offset| from + offset)
}

/// Where a JPEG that starts at the first byte ends.
pub(super) struct Walk {
    /// Offset just after EOI; absent where there is none or no scan came before.
    pub(super) end: Option<usize>,
    /// Bytes looked at.
    pub(super) read: usize,
}

/// Follows the segments of a JPEG to its EOI marker.
pub(super) fn end_of_jpeg(bytes: &[u8]) -> Walk {
    let mut at = 2;
    let mut scans = 0;
    loop {
        let Some(marker_at) = next_marker(bytes, at) else { return Walk { end: None, read: bytes.len() } };
        let marker = bytes.get(marker_at + 1).copied().unwrap_or_default();
        let after = marker_at + 2;
        match marker {
            0xd9 => return Walk { end: (scans > 0).then_some(after), read: after },
            0x01 | 0xd0..=0xd8 => at = after,
            _ => {
                let Some(length) = be16(bytes, after).filter(|length| *length >= 2) else {
                    return Walk { end: None, read: after };
                };
                at = after.saturating_add(length);
                if marker == 0xda {
                    scans += 1;
                }
            }
        }
    }
}

/// Offset of the next `ff` that begins a marker; stuffed zeros, fill bytes and restarts are no such.
pub(super) fn next_marker(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        at += bytes.get(at..)?.iter().position(|byte| *byte == 0xff)?;
        match bytes.get(at + 1)? {
            0x00 | 0xd0..=0xd7 => at += 2,
            0xff => at += 1,
            _ => return Some(at),
        }
    }
}

//! The chunks of a WebP (RFC 9649) that make no picture.

use super::{
    Category, Report,
    container::{le32, part, words},
    exif_block, icc, trailer, xmp,
};

/// Names every chunk that is not needed for the picture, and what follows the last.
pub(super) fn scan(bytes: &[u8], report: &mut Report) {
    let end = le32(bytes, 4).unwrap_or(0).saturating_add(8).min(bytes.len());
    let mut at = 12;
    let mut frames = 0_usize;
    while let (Some(kind), Some(length)) = (part(bytes, at, 4), le32(bytes, at + 4)) {
        if at >= end {
            break;
        }
        let Some(data) = part(bytes, at + 8, length) else { break };
        at += 8 + length.next_multiple_of(2);
        match kind {
            b"VP8X" | b"VP8 " | b"VP8L" | b"ALPH" | b"ANIM" => {}
            b"ANMF" => {
                frames += 1;
                if frames > 1 {
                    report.add(Category::HiddenImage, "webp:ANMF", "", length);
                }
            }
            b"EXIF" => exif_block::scan_block(data.strip_prefix(b"Exif\0\0").unwrap_or(data), "exif", report),
            b"XMP " => xmp::scan(data, report),
            b"ICCP" => icc::scan(data, report),
            b"C2PA" => report.add(Category::Person, "webp:C2PA", "C2PA", length),
            _ => report.add(Category::Other, format!("webp:{}", words(kind).trim()), words(data), length),
        }
    }
    trailer::scan(bytes.get(end..).unwrap_or_default(), report);
}

//! The chunks of a PNG (W3C PNG, third edition) that make no picture.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

use crate::photo::raw_profile;

use super::{
    Category, Report,
    container::{be32, part, until_zero, words},
    exif_block, icc, photoshop, trailer, xmp,
};

/// Inflated bytes that are read of one text or profile.
const MOST_INFLATED: u64 = 4 << 20;
/// Compressed chunks that are inflated; the others are told by their size.
const MOST_CHUNKS_INFLATED: usize = 32;

/// Names every chunk that is not needed for the picture, and what follows the last.
pub(super) fn scan(bytes: &[u8], report: &mut Report) {
    let mut at = 8;
    let (mut frames, mut frame_bytes) = (0, 0);
    let mut inflations = MOST_CHUNKS_INFLATED;
    let mut end = bytes.len();
    while let (Some(length), Some(kind)) = (be32(bytes, at), part(bytes, at + 4, 4)) {
        let Some(data) = part(bytes, at + 8, length) else { break };
        at += 12 + length;
        match kind {
            b"IHDR" | b"PLTE" | b"IDAT" | b"tRNS" | b"gAMA" | b"cHRM" | b"sRGB" | b"sBIT" | b"bKGD"
            | b"hIST" | b"acTL" => {}
            b"IEND" => {
                end = at.min(bytes.len());
                break;
            }
            b"fcTL" => frames += 1,
            b"fdAT" => frame_bytes += length,
            b"tEXt" => {
                if let Some((key, value)) = until_zero(data) {
                    text(key, value, report);
                }
            }
            b"zTXt" => {
                if let Some((key, [_method, packed @ ..])) = until_zero(data) {
                    let value = inflate(packed, &mut inflations);
                    text(key, &value, report);
                }
            }
            b"iTXt" => international(data, &mut inflations, report),
            b"eXIf" => exif_block::scan_block(data.strip_prefix(b"Exif\0\0").unwrap_or(data), "exif", report),
            b"iCCP" => {
                if let Some((name, [_method, packed @ ..])) = until_zero(data) {
                    report.add(Category::Other, "png:iCCP", words(name), length);
                    icc::scan(&inflate(packed, &mut inflations), report);
                }
            }
            b"tIME" => report.add(Category::Time, "png:tIME", time(data), length),
            b"caBX" => report.add(Category::Person, "png:caBX", "C2PA", length),
            b"pHYs" | b"cICP" | b"mDCV" | b"cLLI" | b"iDOT" => {
                report.add(Category::Other, format!("png:{}", words(kind)), "", length);
            }
            _ => report.add(Category::Other, format!("png:{}", words(kind)), words(data), length),
        }
    }
    if frame_bytes > 0 || frames > 1 {
        report.add(Category::HiddenImage, "png:fdAT", frames.to_string(), frame_bytes);
    }
    trailer::scan(bytes.get(end..).unwrap_or_default(), report);
}

fn inflate(packed: &[u8], inflations: &mut usize) -> Vec<u8> {
    let mut inflated = Vec::new();
    if let Some(left) = inflations.checked_sub(1) {
        *inflations = left;
        // What was inflated before a fault is shown all the same.
        if ZlibDecoder::new(packed).take(MOST_INFLATED).read_to_end(&mut inflated).is_err() {
            inflated.shrink_to_fit();
        }
    }
    inflated
}

/// Keyword, compression flag and method, language, translated keyword, text.
fn international(data: &[u8], inflations: &mut usize, report: &mut Report) {
    let Some((key, [flag, _method, rest @ ..])) = until_zero(data) else { return };
    let Some((_language, rest)) = until_zero(rest) else { return };
    let Some((_translated, value)) = until_zero(rest) else { return };
    if *flag == 1 {
        text(key, &inflate(value, inflations), report);
    } else {
        text(key, value, report);
    }
}

fn text(key: &[u8], value: &[u8], report: &mut Report) {
    let name = words(key);
    match name.as_str() {
        "XML:com.adobe.xmp" => return xmp::scan(value, report),
        // ImageMagick's way to keep foreign blocks: a name, a length, and hexadecimal digits.
        "Raw profile type exif" | "Raw profile type APP1" => {
            // A block in this place is seen by few programs, so it is named even where it says nothing of people.
            report.add(Category::Other, format!("png:{name}"), "", value.len());
            let raw = raw_profile(value);
            let raw = raw.strip_prefix(b"Exif\0\0").unwrap_or(&raw);
            if raw.starts_with(b"http") {
                return xmp::scan(raw, report);
            }
            return exif_block::scan_block(raw, "exif", report);
        }
        "Raw profile type iptc" | "Raw profile type 8bim" => {
            let raw = raw_profile(value);
            return if raw.starts_with(b"8BIM") {
                photoshop::scan(&raw, report);
            } else {
                photoshop::scan_iptc(&raw, report);
            };
        }
        "Raw profile type xmp" => return xmp::scan(&raw_profile(value), report),
        _ => {}
    }
    let lower = name.to_ascii_lowercase();
    let category = match lower.as_str() {
        "author" | "copyright" | "artist" => Category::Person,
        "software" | "parameters" | "prompt" | "workflow" => Category::Software,
        "creation time" | "date:create" | "date:modify" | "date:timestamp" => Category::Time,
        "source" => Category::Device,
        _ => Category::Text,
    };
    report.add(category, format!("png:{name}"), words(value), value.len());
}

fn time(data: &[u8]) -> String {
    match data {
        [y1, y2, month, day, hour, minute, second] => {
            let year = u16::from_be_bytes([*y1, *y2]);
            format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}")
        }
        _ => String::new(),
    }
}

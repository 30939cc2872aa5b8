//! The texts of a colour profile.

use super::{
    Category, Report,
    container::{be32, part, words, words16},
};

/// Tags looked at; ordinary profiles have about fifteen.
const MOST_TAGS: usize = 64;

/// Grades the texts of a profile (ICC.1:2022, 7.3): names of makers and models tell the device.
pub(super) fn scan(profile: &[u8], report: &mut Report) {
    let mut told = false;
    for index in 0..be32(profile, 128).unwrap_or(0).min(MOST_TAGS) {
        let at = 132 + index * 12;
        let (Some(tag), Some(offset), Some(length)) =
            (part(profile, at, 4), be32(profile, at + 4), be32(profile, at + 8))
        else {
            break;
        };
        let Some(data) = part(profile, offset, length) else { continue };
        let category = match tag {
            b"dmnd" | b"dmdd" => Category::Device,
            b"cprt" => Category::Text,
            b"calt" => Category::Time,
            b"desc" => Category::Other,
            _ if is_known(tag) => continue,
            _ => Category::Other,
        };
        told = true;
        report.add(category, format!("icc:{}", words(tag).trim()), text(data), length);
    }
    if !told {
        report.add(Category::Other, "icc", "", profile.len());
    }
}

/// Tags that hold numbers only.
fn is_known(tag: &[u8]) -> bool {
    let known: [&[u8]; 25] = [
        b"rXYZ", b"gXYZ", b"bXYZ", b"rTRC", b"gTRC", b"bTRC", b"kTRC", b"wtpt", b"bkpt", b"chad", b"lumi",
        b"meas", b"view", b"tech", b"A2B0", b"A2B1", b"A2B2", b"B2A0", b"B2A1", b"B2A2", b"gamt", b"chrm",
        b"cicp", b"vcgt", b"ndin",
    ];
    known.contains(&tag)
}

fn text(data: &[u8]) -> String {
    match part(data, 0, 4) {
        Some(b"mluc") => {
            let (length, offset) = (be32(data, 20).unwrap_or(0), be32(data, 24).unwrap_or(0));
            words16(part(data, offset, length).unwrap_or_default(), true)
        }
        Some(b"desc") => words(part(data, 12, be32(data, 8).unwrap_or(0)).unwrap_or_default()),
        Some(b"text") => words(data.get(8..).unwrap_or_default()),
        _ => String::new(),
    }
}

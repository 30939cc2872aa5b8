//! The texts of a colour profile.

use super::{
    Category, Report,
    container::{be16, be32, part, words, words16},
};

/// Tags looked at; ordinary profiles have about fifteen.
const MOST_TAGS: usize = 64;

/// Grades the texts of a profile (ICC.1:2022, 7.3): names of makers and models tell the device.
pub(super) fn scan(profile: &[u8], report: &mut Report) {
    let mut told = header(profile, report);
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

/// Grades what the header says of who made the profile, when and for which device (7.2). True where it says anything.
/// A date is that of the profile, often that of a screen's calibration, and never that of the photo.
fn header(profile: &[u8], report: &mut Report) -> bool {
    let before = report.findings.len();
    if part(profile, 36, 4) != Some(b"acsp") {
        return false;
    }
    let numbers: Vec<usize> = (0..6).filter_map(|index| be16(profile, 24 + index * 2)).collect();
    if let [year, month, day, hour, minute, second] = numbers[..]
        && year > 0
    {
        let date = format!("{year:04}-{month:02}-{day:02} {hour:02}:{minute:02}:{second:02}");
        report.add(Category::Other, "icc:date", date, 12);
    }
    for (at, length, category, place) in
        [(48, 8, Category::Device, "icc:device"), (80, 4, Category::Software, "icc:creator")]
    {
        let data = part(profile, at, length).unwrap_or_default();
        if data.iter().any(u8::is_ascii_alphanumeric) {
            report.add(category, place, words(data).replace('\0', " "), length);
        }
    }
    if let Some(id) = part(profile, 84, 16).filter(|id| id.iter().any(|byte| *byte != 0)) {
        report.add(Category::Other, "icc:id", data_encoding::HEXLOWER.encode(id), id.len());
    }
    report.findings.len() > before
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

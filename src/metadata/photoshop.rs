//! Photoshop's image resources and the IPTC records in them.

use super::{
    Category, Report,
    container::{be16, be32, part, words},
    embedded, exif_block, icc, xmp,
};

/// Grades a run of image resources: `8BIM`, number, padded name, padded data.
pub(super) fn scan(resources: &[u8], report: &mut Report) {
    let mut rest = resources;
    while let Some((number, data, tail)) = resource(rest) {
        rest = tail;
        let place = format!("photoshop:0x{number:04x}");
        match number {
            0x0404 => scan_iptc(data, report),
            0x0409 | 0x040c => {
                report.add(Category::HiddenImage, "photoshop:thumbnail", "", data.len());
                for range in embedded::jpegs(data) {
                    report.add_preview("photoshop:thumbnail", data.get(range).unwrap_or_default());
                }
            }
            0x0422 | 0x0423 => exif_block::scan_block(data, "photoshop:exif", report),
            0x0424 => xmp::scan(data, report),
            0x040f => icc::scan(data, report),
            0x040b => report.add(Category::Text, "photoshop:URL", words(data), data.len()),
            0x03f0 | 0x0421 => report.add(Category::Software, place, words(data), data.len()),
            _ => report.add(Category::Other, place, "", data.len()),
        }
    }
    if !rest.is_empty() && rest.iter().any(|byte| *byte != 0) {
        report.add(Category::Other, "photoshop", words(rest), rest.len());
    }
}

fn resource(bytes: &[u8]) -> Option<(usize, &[u8], &[u8])> {
    let known = [b"8BIM", b"MeSa", b"AgHg", b"PHUT", b"DCSR"];
    let signature: &[u8; 4] = part(bytes, 0, 4)?.try_into().ok()?;
    if !known.contains(&signature) {
        return None;
    }
    let number = be16(bytes, 4)?;
    let name = usize::from(*bytes.get(6)?);
    // Name with its length byte, padded to an even number of bytes.
    let at = 6 + (name + 1).next_multiple_of(2);
    let length = be32(bytes, at)?;
    let data = part(bytes, at + 4, length)?;
    let end = (at + 4).checked_add(length.checked_next_multiple_of(2)?)?;
    Some((number, data, bytes.get(end.min(bytes.len())..)?))
}

/// Grades IPTC records (IIM 4.2): `1c`, record, number, length, data.
pub(super) fn scan_iptc(records: &[u8], report: &mut Report) {
    let mut rest = records;
    while let [0x1c, record, number, tail @ ..] = rest {
        let Some(length) = be16(tail, 0).filter(|length| *length < 0x8000) else { break };
        let Some(data) = part(tail, 2, length) else { break };
        rest = tail.get(2 + length..).unwrap_or_default();
        let (category, name) = dataset(*record, *number);
        let name = name.map_or_else(|| format!("iptc:{record}:{number}"), |name| format!("iptc:{name}"));
        if category != Category::Other || !data.is_empty() {
            report.add(category, name, words(data), length);
        }
    }
}

const fn dataset(record: u8, number: u8) -> (Category, Option<&'static str>) {
    if record != 2 {
        return (Category::Other, None);
    }
    match number {
        5 => (Category::Text, Some("ObjectName")),
        15 => (Category::Text, Some("Category")),
        25 => (Category::Text, Some("Keywords")),
        26 | 27 => (Category::Location, Some("ContentLocation")),
        40 => (Category::Text, Some("SpecialInstructions")),
        55 => (Category::Time, Some("DateCreated")),
        60 => (Category::Time, Some("TimeCreated")),
        62 => (Category::Time, Some("DigitalCreationDate")),
        63 => (Category::Time, Some("DigitalCreationTime")),
        65 => (Category::Software, Some("OriginatingProgram")),
        70 => (Category::Software, Some("ProgramVersion")),
        80 => (Category::Person, Some("By-line")),
        85 => (Category::Person, Some("By-lineTitle")),
        90 => (Category::Location, Some("City")),
        92 => (Category::Location, Some("Sub-location")),
        95 => (Category::Location, Some("Province-State")),
        100 => (Category::Location, Some("CountryCode")),
        101 => (Category::Location, Some("Country")),
        103 => (Category::Text, Some("OriginalTransmissionReference")),
        105 => (Category::Text, Some("Headline")),
        110 => (Category::Person, Some("Credit")),
        115 => (Category::Person, Some("Source")),
        116 => (Category::Person, Some("CopyrightNotice")),
        118 => (Category::Person, Some("Contact")),
        120 => (Category::Text, Some("Caption-Abstract")),
        122 => (Category::Person, Some("Writer-Editor")),
        _ => (Category::Other, None),
    }
}

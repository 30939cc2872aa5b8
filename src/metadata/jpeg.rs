//! The segments of a JPEG (ITU-T T.81 annex B) that make no picture.

use super::{
    Category, Report,
    container::{be16, be32, part, words},
    embedded::{self, next_marker},
    exif_block, icc, photoshop, trailer, xmp,
};

/// Bytes of profile and of extended XMP that are put together from their segments.
const MOST_JOINED: usize = 8 << 20;

/// Segments whose content goes on in the next one of its kind.
#[derive(Default)]
struct Joined {
    icc: Vec<u8>,
    xmp: Vec<u8>,
    jumbf: Vec<u8>,
    jumbf_bytes: usize,
    flashpix: usize,
}

/// Names what lies between, before and after the parts that make the picture.
pub(super) fn scan(bytes: &[u8], report: &mut Report) {
    let mut joined = Joined::default();
    let (mut at, mut marker) = (2, 0xd8);
    let end = loop {
        let Some(marker_at) = next_marker(bytes, at) else { break bytes.len() };
        // Behind the header of a scan its data stand.
        if marker != 0xda {
            between(bytes.get(at..marker_at).unwrap_or_default(), report);
        }
        marker = bytes.get(marker_at + 1).copied().unwrap_or_default();
        let after = marker_at + 2;
        match marker {
            0xd9 => break after,
            0x01 | 0xd0..=0xd8 => at = after,
            _ => {
                let Some(length) = be16(bytes, after).filter(|length| *length >= 2) else {
                    break bytes.len();
                };
                let Some(segment) = part(bytes, after + 2, length - 2) else { break bytes.len() };
                at = after + length;
                if matches!(marker, 0xe0..=0xef | 0xfe) {
                    grade(marker, segment, &mut joined, report);
                }
            }
        }
    };
    if !joined.icc.is_empty() {
        icc::scan(&joined.icc, report);
    }
    if !joined.xmp.is_empty() {
        xmp::scan(&joined.xmp, report);
    }
    if joined.jumbf_bytes > 0 {
        report.add(Category::Person, "jpeg:JUMBF", "C2PA", joined.jumbf_bytes);
        for range in embedded::jpegs(&joined.jumbf) {
            let jpeg = joined.jumbf.get(range).unwrap_or_default();
            report.add(Category::HiddenImage, "jpeg:JUMBF thumbnail", "JPEG", jpeg.len());
            report.add_preview("jpeg:JUMBF thumbnail", jpeg);
        }
    }
    if joined.flashpix > 0 {
        report.add(Category::HiddenImage, "jpeg:FPXR", "", joined.flashpix);
    }
    trailer::scan(bytes.get(end..).unwrap_or_default(), report);
}

/// What stands where a marker should, but for fill bytes.
fn between(bytes: &[u8], report: &mut Report) {
    if bytes.iter().any(|byte| *byte != 0xff) {
        report.add(Category::Other, "jpeg:between segments", words(bytes), bytes.len());
    }
}

fn grade(marker: u8, segment: &[u8], joined: &mut Joined, report: &mut Report) {
    let after = |prefix: &[u8]| segment.strip_prefix(prefix);
    match marker {
        0xe0 if after(b"JFIF\0").is_some() => {
            // Version, density and the size of a thumbnail, which is normally none.
            if segment.len() > 14 {
                report.add(Category::HiddenImage, "jpeg:JFIF thumbnail", "", segment.len() - 14);
            }
        }
        0xe0 if after(b"JFXX\0").is_some() => {
            report.add(Category::HiddenImage, "jpeg:JFXX thumbnail", "", segment.len());
        }
        0xe1 if after(b"Exif\0").is_some() => {
            exif_block::scan_block(segment.get(6..).unwrap_or_default(), "exif", report);
        }
        0xe1 if after(b"http://ns.adobe.com/xap/1.0/\0").is_some() => {
            xmp::scan(after(b"http://ns.adobe.com/xap/1.0/\0").unwrap_or_default(), report);
        }
        0xe1 if after(b"http://ns.adobe.com/xmp/extension/\0").is_some() => {
            // Behind the name: 32 characters of digest, full length, offset.
            let data = after(b"http://ns.adobe.com/xmp/extension/\0").and_then(|rest| rest.get(40..));
            join(&mut joined.xmp, data);
        }
        0xe2 if after(b"ICC_PROFILE\0").is_some() => {
            join(&mut joined.icc, after(b"ICC_PROFILE\0").and_then(|rest| rest.get(2..)));
        }
        0xe2 if after(b"MPF\0").is_some() => {
            report.add(Category::HiddenImage, "jpeg:MPF", "", segment.len());
        }
        0xe2 if after(b"FPXR\0").is_some() => joined.flashpix += segment.len(),
        0xe2 if after(b"urn:iso:std:iso:ts:21496").is_some() => {
            report.add(Category::HiddenImage, "jpeg:gain map", "", segment.len());
        }
        0xe3 if after(b"Meta\0").is_some() || after(b"META\0").is_some() || after(b"Exif\0").is_some() => {
            exif_block::scan_block(segment.get(6..).unwrap_or_default(), "jpeg:Meta", report);
        }
        0xe3 if after(b"_JPSJPS_").is_some() => {
            report.add(Category::HiddenImage, "jpeg:JPS", words(segment), segment.len());
        }
        0xeb if after(b"JP").is_some() => {
            joined.jumbf_bytes += segment.len();
            // Two letters, box number, sequence number; a continuation repeats the box's header.
            let first = be32(segment, 4) == Some(1);
            join(&mut joined.jumbf, segment.get(if first { 8 } else { 16 }..));
        }
        0xec if after(b"Ducky").is_some() => {
            report.add(Category::Text, "jpeg:Ducky", words(segment), segment.len());
        }
        0xed if after(b"Photoshop 3.0\0").is_some() => {
            photoshop::scan(after(b"Photoshop 3.0\0").unwrap_or_default(), report);
        }
        // Adobe's mark of how colours are stored has twelve bytes and says nothing else.
        0xee if after(b"Adobe").is_some() && segment.len() <= 12 => {}
        0xfe => report.add(Category::Text, "jpeg:comment", words(segment), segment.len()),
        _ => {
            let name = segment.split(|byte| !byte.is_ascii_alphanumeric()).next().unwrap_or_default();
            let place = format!(
                "jpeg:APP{} {}",
                marker & 0x0f,
                words(name.get(..name.len().min(16)).unwrap_or_default())
            );
            // Thermal cameras and older telephones keep whole pictures in segments of their own.
            let category = match marker {
                0xe1 if name == b"FLIR" => Category::HiddenImage,
                0xe4 | 0xe5 | 0xe7 | 0xec => Category::Device,
                0xe6 => Category::Location,
                _ => Category::Other,
            };
            report.add(category, place.trim_end(), words(segment), segment.len());
        }
    }
}

fn join(whole: &mut Vec<u8>, data: Option<&[u8]>) {
    let data = data.unwrap_or_default();
    if whole.len().saturating_add(data.len()) <= MOST_JOINED {
        whole.extend_from_slice(data);
    }
}

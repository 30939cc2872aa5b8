//! Exif, read by `kamadak-exif` and graded.
#![expect(clippy::match_same_arms, reason = "arms are grouped by what a tag or a type means")]

use exif::{Context, Exif, Field, In, Tag, Value};

use crate::photo::{Pointer, pointers, read_behind, read_exif};

use super::{
    Category, Report,
    container::{words, words16},
    embedded, icc, photoshop, xmp,
};

/// Values of more elements than this are told by their size alone.
const MOST_ELEMENTS: usize = 64;
/// Larger blocks are told by their size alone: the reader copies them.
const LARGEST: usize = 256 << 20;

/// Tags of the TIFF directory that `kamadak-exif` has no name for (Exif 2.32, TIFF 6, XMP part 3,
/// Microsoft's photo metadata policy).
const NAMES: &[(u16, &str, Category)] = &[
    (0x010d, "DocumentName", Category::Text),
    (0x011d, "PageName", Category::Text),
    (0x013c, "HostComputer", Category::Device),
    (0x02bc, "XMP", Category::Other),
    (0x83bb, "IPTC", Category::Other),
    (0x8649, "Photoshop", Category::Other),
    (0x8773, "ICC", Category::Other),
    (0x830e, "ModelPixelScale", Category::Location),
    (0x8482, "ModelTiepoint", Category::Location),
    (0x85d8, "ModelTransformation", Category::Location),
    (0x87af, "GeoKeyDirectory", Category::Location),
    (0x87b0, "GeoDoubleParams", Category::Location),
    (0x87b1, "GeoAsciiParams", Category::Location),
    (0x014a, "SubIFDs", Category::HiddenImage),
    (0x0153, "SampleFormat", Category::Other),
    (0x9c9b, "XPTitle", Category::Text),
    (0x9c9c, "XPComment", Category::Text),
    (0x9c9d, "XPAuthor", Category::Person),
    (0x9c9e, "XPKeywords", Category::Text),
    (0x9c9f, "XPSubject", Category::Text),
    (0xc4a5, "PrintIM", Category::Other),
    // Adobe's raw converter writes these two numbers of its own.
    (0xfde8, "OwnerName", Category::Person),
    (0xfde9, "SerialNumber", Category::Device),
];

/// Grades a TIFF structure; `place` begins the names of what is found.
pub(super) fn scan(tiff: &[u8], place: &str, report: &mut Report) {
    if tiff.len() > LARGEST {
        report.add(Category::Other, place, "", tiff.len());
        return;
    }
    let Some(exif) = read_exif(tiff) else {
        report.add(Category::Other, place, "", tiff.len());
        return;
    };
    for field in exif.fields() {
        grade(field, &exif, place, report);
    }
    let mut budget = LARGEST;
    for pointer in pointers(tiff) {
        // What stands where the standard has it was read with the rest.
        let known = pointer.is_at_home
            && exif.fields().any(|field| (field.tag.0, field.ifd_num.0) == (pointer.context, pointer.number));
        if !known {
            // Each look takes a copy.
            let left = budget.checked_sub(tiff.len());
            budget = left.unwrap_or(budget);
            follow(left.and_then(|_| read_behind(tiff, &pointer)).as_ref(), &pointer, place, report);
        }
    }
}

/// Grades a directory that stands where it is not looked for, and names one that cannot be read.
fn follow(behind: Option<&Exif>, pointer: &Pointer, place: &str, report: &mut Report) {
    let mut told = false;
    if let Some(exif) = behind {
        for field in exif.fields().filter(|field| field.tag.0 == pointer.context) {
            grade(field, exif, place, report);
            told = true;
        }
    }
    if !told {
        let (category, name) = if pointer.context == Context::Gps {
            (Category::Location, "GPS")
        } else if pointer.context == Context::Exif {
            (Category::Other, "Exif")
        } else if pointer.context == Context::Interop {
            (Category::Other, "Interoperability")
        } else {
            // The field that names further directories is a finding itself.
            return;
        };
        report.add(category, format!("{place}:{name}"), "", pointer.bytes);
    }
}

/// Grades an Exif block that is no file of its own: pictures in it are hidden ones.
pub(super) fn scan_block(tiff: &[u8], place: &str, report: &mut Report) {
    scan(tiff, place, report);
    for range in embedded::jpegs(tiff) {
        let jpeg = tiff.get(range).unwrap_or_default();
        report.add(Category::HiddenImage, format!("{place}:preview"), "JPEG", jpeg.len());
        report.add_preview(format!("{place}:preview"), jpeg);
    }
}

fn grade(field: &Field, exif: &Exif, place: &str, report: &mut Report) {
    let Tag(context, number) = field.tag;
    let bytes = size(&field.value);
    if context == Context::Tiff {
        match (number, raw(&field.value)) {
            (0x02bc, Some(packet)) => return xmp::scan(packet, report),
            (0x83bb, Some(records)) => return photoshop::scan_iptc(records, report),
            (0x8649, Some(resources)) => return photoshop::scan(resources, report),
            (0x8773, Some(profile)) => return icc::scan(profile, report),
            _ => {}
        }
        if is_layout(number) {
            return;
        }
    }
    let (name, category) = name_and_category(field.tag);
    let name = match field.ifd_num {
        In::PRIMARY => format!("{place}:{name}"),
        In(index) => format!("{place}:IFD{index}:{name}"),
    };
    report.add(category, name, shown(field, exif), bytes);
}

/// Tags that say how the pixels of a TIFF are stored.
const fn is_layout(number: u16) -> bool {
    matches!(
        number,
        0x00fe | 0x0100..=0x0103 | 0x0106 | 0x010a | 0x0111 | 0x0112 | 0x0115..=0x0117 | 0x011c | 0x013d
            | 0x0140 | 0x0142..=0x0145 | 0x0152 | 0x0153 | 0x015b | 0x0201 | 0x0202 | 0x0211..=0x0214
            | 0x8769 | 0x8825 | 0xa005
    )
}

fn name_and_category(tag: Tag) -> (String, Category) {
    let Tag(context, number) = tag;
    if context == Context::Tiff
        && let Some((_, name, category)) = NAMES.iter().find(|(known, ..)| *known == number)
    {
        return ((*name).to_owned(), *category);
    }
    let name = if tag.description().is_some() { tag.to_string() } else { format!("0x{number:04x}") };
    let category = match tag {
        Tag::GPSDateStamp | Tag::GPSTimeStamp => Category::Time,
        Tag(Context::Gps, _) | Tag::SubjectArea | Tag::SubjectLocation => {
            if context == Context::Gps {
                Category::Location
            } else {
                Category::Other
            }
        }
        Tag::Artist | Tag::Copyright | Tag::CameraOwnerName => Category::Person,
        // Exif 3.0: title, photographer, image editor, firmware and programs.
        Tag(Context::Exif, 0xa437 | 0xa438) => Category::Person,
        Tag(Context::Exif, 0xa436) => Category::Text,
        Tag(Context::Exif, 0xa439..=0xa43c) | Tag::Software => Category::Software,
        Tag::Make
        | Tag::Model
        | Tag::BodySerialNumber
        | Tag::LensMake
        | Tag::LensModel
        | Tag::LensSerialNumber
        | Tag::LensSpecification
        | Tag::ImageUniqueID
        | Tag::MakerNote => Category::Device,
        Tag::DateTime
        | Tag::DateTimeOriginal
        | Tag::DateTimeDigitized
        | Tag::OffsetTime
        | Tag::OffsetTimeOriginal
        | Tag::OffsetTimeDigitized
        | Tag::SubSecTime
        | Tag::SubSecTimeOriginal
        | Tag::SubSecTimeDigitized => Category::Time,
        Tag::ImageDescription | Tag::UserComment | Tag::RelatedSoundFile => Category::Text,
        _ => Category::Other,
    };
    (name, category)
}

fn shown(field: &Field, exif: &Exif) -> String {
    match (field.tag, &field.value) {
        (Tag(Context::Tiff, 0x9c9b..=0x9c9f), Value::Byte(bytes)) => words16(bytes, false),
        (
            Tag::UserComment | Tag::GPSProcessingMethod | Tag::GPSAreaInformation,
            Value::Undefined(bytes, _),
        ) => comment(bytes, exif.little_endian()),
        (_, Value::Ascii(parts)) => {
            let parts = parts.iter().filter(|part| !part.is_empty());
            parts.map(|part| words(part)).collect::<Vec<_>>().join(", ")
        }
        (Tag(_, _), Value::Undefined(bytes, _)) if bytes.len() > MOST_ELEMENTS => String::new(),
        (_, value) if elements(value) > MOST_ELEMENTS => String::new(),
        _ => field.display_value().with_unit(exif).to_string(),
    }
}

/// A comment begins with eight bytes that name its characters (Exif 2.32, 4.6.5).
fn comment(bytes: &[u8], little_endian: bool) -> String {
    match bytes.split_at_checked(8) {
        Some((b"UNICODE\0", text)) => words16(text, !little_endian),
        Some((_, text)) => words(text).replace('\0', ""),
        None => words(bytes),
    }
}

fn elements(value: &Value) -> usize {
    match value {
        Value::Byte(v) => v.len(),
        Value::Ascii(v) => v.len(),
        Value::Short(v) => v.len(),
        Value::Long(v) => v.len(),
        Value::Rational(v) => v.len(),
        Value::SByte(v) => v.len(),
        Value::Undefined(v, _) => v.len(),
        Value::SShort(v) => v.len(),
        Value::SLong(v) => v.len(),
        Value::SRational(v) => v.len(),
        Value::Float(v) => v.len(),
        Value::Double(v) => v.len(),
        Value::Unknown(_, count, _) => *count as usize,
    }
}

fn size(value: &Value) -> usize {
    match value {
        Value::Ascii(parts) => parts.iter().map(|part| part.len() + 1).sum(),
        Value::Byte(_) | Value::SByte(_) | Value::Undefined(..) | Value::Unknown(..) => elements(value),
        Value::Short(_) | Value::SShort(_) => elements(value) * 2,
        Value::Long(_) | Value::SLong(_) | Value::Float(_) => elements(value) * 4,
        Value::Rational(_) | Value::SRational(_) | Value::Double(_) => elements(value) * 8,
    }
}

/// The bytes of a field that holds bytes.
fn raw(value: &Value) -> Option<&[u8]> {
    match value {
        Value::Byte(bytes) | Value::Undefined(bytes, _) => Some(bytes),
        Value::Ascii(_)
        | Value::Short(_)
        | Value::Long(_)
        | Value::Rational(_)
        | Value::SByte(_)
        | Value::SShort(_)
        | Value::SLong(_)
        | Value::SRational(_)
        | Value::Float(_)
        | Value::Double(_)
        | Value::Unknown(..) => None,
    }
}

use super::*;
use crate::text::{Language, Text};

fn tiff(entries: &[(u16, u16, &[u8])]) -> Vec<u8> {
    let mut out = b"II*\0\x08\0\0\0".to_vec();
    out.extend((entries.len() as u16).to_le_bytes());
    let mut data = Vec::new();
    let start = 8 + 2 + entries.len() * 12 + 4;
    for (tag, kind, value) in entries {
        out.extend(tag.to_le_bytes());
        out.extend(kind.to_le_bytes());
        out.extend((value.len() as u32).to_le_bytes());
        if value.len() <= 4 {
            let mut inline = value.to_vec();
            inline.resize(4, 0);
            out.extend(inline);
        } else {
            out.extend(((start + data.len()) as u32).to_le_bytes());
            data.extend_from_slice(value);
        }
    }
    out.extend([0; 4]);
    out.extend(data);
    out
}

fn segment(marker: u8, content: &[u8]) -> Vec<u8> {
    let mut out = vec![0xff, marker];
    out.extend(((content.len() + 2) as u16).to_be_bytes());
    out.extend_from_slice(content);
    out
}

fn jpeg_with(extra: &[u8]) -> Vec<u8> {
    let plain = tiny(CleanFormat::Jpeg);
    [&plain[..2], extra, &plain[2..]].concat()
}

fn tiny(format: CleanFormat) -> Vec<u8> {
    use image::{ExtendedColorType::Rgb8, ImageEncoder as _};
    let pixels: Vec<u8> = (0..16 * 16 * 3).map(|i| (i * 7) as u8).collect();
    let mut out = Vec::new();
    match format {
        CleanFormat::Jpeg => {
            image::codecs::jpeg::JpegEncoder::new(&mut out).write_image(&pixels, 16, 16, Rgb8)
        }
        CleanFormat::Png => image::codecs::png::PngEncoder::new(&mut out).write_image(&pixels, 16, 16, Rgb8),
        CleanFormat::Webp => {
            image::codecs::webp::WebPEncoder::new_lossless(&mut out).write_image(&pixels, 16, 16, Rgb8)
        }
    }
    .unwrap();
    out
}

fn found(report: &Report, category: Category, where_: &str) -> bool {
    report.findings.iter().any(|finding| finding.category == category && finding.where_ == where_)
}

fn png_chunk(kind: [u8; 4], data: &[u8]) -> Vec<u8> {
    let mut crc = flate2::Crc::new();
    crc.update(&kind);
    crc.update(data);
    let mut out = (data.len() as u32).to_be_bytes().to_vec();
    out.extend(kind);
    out.extend_from_slice(data);
    out.extend(crc.sum().to_be_bytes());
    out
}

const ALL: [CleanFormat; 3] = [CleanFormat::Jpeg, CleanFormat::Png, CleanFormat::Webp];

#[test]
fn a_fresh_file_holds_nothing_and_is_clean() {
    for format in ALL {
        let bytes = tiny(format);
        assert_eq!(inspect(&bytes), Report::default(), "{format:?}");
        assert_eq!(structure_is_clean(&bytes, format), Ok(()), "{format:?}");
    }
}

#[test]
fn exif_is_graded_and_the_most_serious_comes_first() {
    let thumbnail = tiny(CleanFormat::Jpeg);
    let mut block = tiff(&[(0x010f, 2, b"Maker\0"), (0x013b, 2, b"A. Person\0"), (0x9c9b, 1, b"T\0i\0t\0")]);
    block.extend(thumbnail.clone());
    let report = inspect(&jpeg_with(&segment(0xe1, &[b"Exif\0\0", block.as_slice()].concat())));
    assert!(found(&report, Category::Device, "exif:Make"));
    assert!(found(&report, Category::Person, "exif:Artist"));
    assert!(report.findings.iter().any(|f| f.where_ == "exif:XPTitle" && f.value == "Tit"));
    assert_eq!(report.findings[0].category, Category::HiddenImage);
    assert_eq!(report.previews[0].jpeg, thumbnail);
}

#[test]
fn segments_between_before_and_after_the_picture_are_found() {
    let iptc = b"\x1c\x02\x50\x00\x04Anna\x1c\x02\x5a\x00\x04Oslo";
    let mut resource = b"8BIM\x04\x04\0\0".to_vec();
    resource.extend((iptc.len() as u32).to_be_bytes());
    resource.extend(iptc);
    let xmp = br#"<x:xmpmeta><rdf:Description tiff:Make="Canon"><dc:creator><rdf:Seq><rdf:li>Bo</rdf:li></rdf:Seq></dc:creator></rdf:Description></x:xmpmeta>"#;
    let mut bytes = jpeg_with(
        &[
            segment(0xed, &[b"Photoshop 3.0\0", resource.as_slice()].concat()),
            segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", xmp.as_slice()].concat()),
            segment(0xfe, b"a comment"),
            segment(0xe2, b"MPF\0...."),
        ]
        .concat(),
    );
    bytes.extend(tiny(CleanFormat::Jpeg));
    let report = inspect(&bytes);
    assert!(found(&report, Category::Person, "iptc:By-line"));
    assert!(found(&report, Category::Location, "iptc:City"));
    assert!(found(&report, Category::Device, "xmp:tiff:Make"));
    assert!(found(&report, Category::Person, "xmp:dc:creator"));
    assert!(found(&report, Category::Text, "jpeg:comment"));
    assert!(found(&report, Category::HiddenImage, "jpeg:MPF"));
    assert!(found(&report, Category::HiddenImage, "trailer:picture"));
    assert_eq!(report.trailing_bytes, tiny(CleanFormat::Jpeg).len() as u64);
}

#[test]
fn an_inspection_of_a_file_cut_anywhere_ends() {
    let mut bytes =
        jpeg_with(&segment(0xe1, &[b"Exif\0\0", tiff(&[(0x010f, 2, b"Maker\0")]).as_slice()].concat()));
    bytes.extend(b"\xff\xd8\xff".repeat(500));
    for format in ALL {
        let bytes = if format == CleanFormat::Jpeg { bytes.clone() } else { tiny(format) };
        for end in 0..bytes.len() {
            let _report = inspect(&bytes[..end]);
            assert!(structure_is_clean(&bytes[..end], format).is_err());
        }
    }
}

#[test]
fn one_byte_or_part_too_many_is_not_clean() {
    for format in ALL {
        let mut bytes = tiny(format);
        bytes.push(0);
        assert_eq!(structure_is_clean(&bytes, format), Err(StructureFault::Trailing { bytes: 1 }));
    }
    let comment = jpeg_with(&segment(0xfe, b"x"));
    assert!(structure_is_clean(&comment, CleanFormat::Jpeg).is_err());
    let plain = tiny(CleanFormat::Jpeg);
    let mut late = plain[..20].to_vec();
    late.extend(segment(0xe1, b"Exif\0\0"));
    late.extend(&plain[20..]);
    assert_eq!(structure_is_clean(&late, CleanFormat::Jpeg), Err(StructureFault::Foreign { offset: 20 }));
    let mut unused = plain[..20].to_vec();
    unused.extend(segment(0xdb, &[&[3_u8][..], &[1; 64]].concat()));
    unused.extend(&plain[20..]);
    assert!(matches!(structure_is_clean(&unused, CleanFormat::Jpeg), Err(StructureFault::Content { .. })));
    let png = tiny(CleanFormat::Png);
    let text = [&png[..33], &png_chunk(*b"tEXt", b"a\0b"), &png[33..]].concat();
    assert_eq!(structure_is_clean(&text, CleanFormat::Png), Err(StructureFault::Foreign { offset: 33 }));
    let second = [&png[..png.len() - 12], &png_chunk(*b"IDAT", b"more"), &png[png.len() - 12..]].concat();
    assert!(matches!(structure_is_clean(&second, CleanFormat::Png), Err(StructureFault::Content { .. })));
}

#[test]
fn png_texts_are_found_and_inflated_within_bounds() {
    use std::io::Write as _;
    let mut packed = flate2::write::ZlibEncoder::new(b"Author\0\0".to_vec(), flate2::Compression::best());
    packed.write_all(&vec![b'A'; 20 << 20]).unwrap();
    let png = tiny(CleanFormat::Png);
    let bytes = [&png[..33], &png_chunk(*b"zTXt", &packed.finish().unwrap()), &png[33..]].concat();
    let report = inspect(&bytes);
    assert!(found(&report, Category::Person, "png:Author"));
    assert_eq!(report.findings[0].bytes, 4 << 20);
}

/// What a telephone of Samsung appends tells the moment and the country.
#[test]
fn the_entries_of_a_samsung_trailer_are_graded() {
    let entry = |kind: u16, name: &[u8], data: &[u8]| {
        let mut out = vec![0, 0];
        out.extend(kind.to_le_bytes());
        out.extend((name.len() as u32).to_le_bytes());
        out.extend([name, data].concat());
        out
    };
    let time = entry(0x0a01, b"Image_UTC_Data", b"1593487679058");
    let country = entry(0x0aa1, b"MCC_Data", b"466");
    let mut directory = [&b"SEFH"[..], &[0x6a, 0, 0, 0], &[2, 0, 0, 0]].concat();
    for (back, length) in [(time.len() + country.len(), time.len()), (country.len(), country.len())] {
        directory.extend([0; 4]);
        directory.extend((back as u32).to_le_bytes());
        directory.extend((length as u32).to_le_bytes());
    }
    let length = (directory.len() as u32).to_le_bytes();
    let block = [time, country, directory, length.to_vec(), b"SEFT".to_vec()].concat();
    let jpeg = inspect(&[tiny(CleanFormat::Jpeg), block.clone()].concat());
    let box_of = |kind: &[u8], body: &[u8]| [&(body.len() as u32 + 8).to_be_bytes()[..], kind, body].concat();
    let heic = inspect(&[box_of(b"ftyp", b"heic\0\0\0\0heic"), box_of(b"sefd", &block)].concat());
    for report in [jpeg, heic] {
        assert!(found(&report, Category::Time, "samsung:Image_UTC_Data"), "{report:?}");
        assert!(found(&report, Category::Location, "samsung:MCC_Data"), "{report:?}");
        assert!(report.findings.iter().any(|f| f.value == "466"));
    }
}

#[test]
fn a_box_that_makes_no_picture_is_named_and_zeros_are_no_finding() {
    let file = |kind: &[u8], body: &[u8]| {
        let length = (body.len() as u32 + 8).to_be_bytes();
        [&b"\0\0\0\x14ftypheic\0\0\0\0heic"[..], &length, kind, body].concat()
    };
    for (kind, place) in [(b"free", "heif:free"), (b"skip", "heif:free"), (b"abcd", "heif:abcd")] {
        assert!(found(&inspect(&file(kind, b"old words")), Category::Other, place), "{place}");
    }
    assert!(found(&inspect(&file(b"mpvd", b"....ftyp")), Category::HiddenImage, "heif:mpvd"));
    assert_eq!(inspect(&file(b"free", &[0; 40])).findings, []);
}

/// A profile says when and for which device it was made, and an XMP packet which program wrote it, which document
/// it is of, and addresses.
#[test]
fn the_headers_of_profiles_and_packets_are_named() {
    let mut profile = vec![0_u8; 132];
    profile[24..36].copy_from_slice(&[7, 234, 0, 11, 0, 24, 0, 9, 0, 30, 0, 1]);
    profile[36..40].copy_from_slice(b"acsp");
    profile[48..56].copy_from_slice(b"EPSONSCR");
    profile[80..84].copy_from_slice(b"LOGO");
    profile[84] = 1;
    let xmp = br#"<x:xmpmeta x:xmptk="Some Toolkit 1"><rdf:Description rdf:about="uuid:1"/><rdf:Description rdf:about="uuid:1"><xmpRights:WebStatement rdf:resource="https://example.org/a"/></rdf:Description></x:xmpmeta>"#;
    let report = inspect(&jpeg_with(
        &[
            segment(0xe2, &[b"ICC_PROFILE\0\x01\x01", profile.as_slice()].concat()),
            segment(0xe1, &[b"http://ns.adobe.com/xap/1.0/\0", xmp.as_slice()].concat()),
        ]
        .concat(),
    ));
    let value = |place: &str| {
        let mut all = report.findings.iter().filter(|finding| finding.where_ == place);
        let first = all.next().map(|finding| finding.value.clone());
        (first, all.count())
    };
    for (place, wanted) in [
        ("icc:date", "2026-11-24 09:30:01"),
        ("icc:device", "EPSONSCR"),
        ("icc:creator", "LOGO"),
        ("icc:id", "01000000000000000000000000000000"),
        ("xmp:x:xmptk", "Some Toolkit 1"),
        ("xmp:rdf:about", "uuid:1"),
        ("xmp:xmpRights:WebStatement", "https://example.org/a"),
    ] {
        assert_eq!(value(place), (Some(wanted.to_owned()), 0), "{place}");
    }
    assert!(found(&report, Category::Device, "icc:device"));
    assert!(found(&report, Category::Software, "xmp:x:xmptk"));
}

#[test]
fn every_category_has_a_name_in_every_language() {
    for language in Language::ALL {
        let text = Text::new(language);
        for category in Category::ALL {
            assert!(text.has(&format!("metadata-category-{}", category.word().replace('_', "-"))));
            assert!(!category.message(&text).is_empty());
        }
    }
}

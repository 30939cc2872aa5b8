//! JPEGs that were once opened wrong or not at all (`tests/data/faults`), held against what libjpeg-turbo gives for them, and the
//! small picture of a file held against its photo.
#![expect(clippy::unwrap_used, reason = "helpers outside the test functions")]

use std::{fs, io::Cursor, path::PathBuf};

use image::{DynamicImage, ImageFormat, RgbImage};
use sladd::photo::{Limits, Notice, OpenedImage, PhotoError, SourceFormat, open};

fn data(folder: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/faults").join(folder)
}

fn opened(bytes: &[u8]) -> Result<OpenedImage, PhotoError> {
    open(bytes, &Limits::default())
}

/// The largest difference of a channel between what is opened and the reference beside the file.
fn difference(opened: &OpenedImage, reference: &RgbImage) -> u8 {
    let size = opened.raster.size();
    assert_eq!((size.width, size.height), reference.dimensions());
    let pairs = opened.raster.rgb().iter().zip(reference.as_raw());
    pairs.map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0)
}

/// Kinds 01, 09 and 10: one scan a component in any order, three-letter components, Adobe's transform against JFIF, no Huffman
/// tables, sampling 3×1, arithmetic coding, lines told late, lossless, garbage behind the start, a broken APP14.
#[test]
fn every_jpeg_shows_what_the_reference_decoder_shows() {
    let mut held = 0;
    for folder in ["01_jpeg_non_interleaved", "09_jpeg_jfif_rgb_ids", "10_jpeg_refused_though_readable"] {
        let mut paths: Vec<PathBuf> =
            fs::read_dir(data(folder)).unwrap().map(|e| e.unwrap().path()).collect();
        paths.sort();
        for path in paths.into_iter().filter(|path| path.extension().is_some_and(|suffix| suffix == "jpg")) {
            let reference = path.with_extension("png");
            let found =
                opened(&fs::read(&path).unwrap()).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
            if !reference.is_file() {
                continue;
            }
            let reference = image::load_from_memory(&fs::read(reference).unwrap()).unwrap().into_rgb8();
            let most = difference(&found, &reference);
            assert!(most <= 1, "{}: differs by {most}", path.display());
            held += 1;
        }
    }
    assert!(held >= 17, "{held}");
}

#[test]
fn four_inks_with_one_name_twice_are_opened_as_the_reference_decoder_does() {
    let path = data("10_jpeg_refused_though_readable").join("duplicate-component-ids.jpg");
    let found = opened(&fs::read(path).unwrap()).unwrap();
    assert_eq!((found.raster.size().width, found.raster.size().height), (367, 242));
    // Pillow gives the inks (220, 178, 176, 217) there, 255 being none.
    assert!(found.notices.contains(&Notice::PrintColours) || found.notices.is_empty(), "{:?}", found.notices);
}

/// Kind 04: data that break off in the middle, though the file ends as it should.
#[test]
fn a_jpeg_that_is_broken_in_the_middle_has_to_be_confirmed() {
    for name in ["mid_zero_to_eoi.jpg", "two_thirds_then_text_eoi.jpg"] {
        let bytes = fs::read(data("04_jpeg_corrupt_middle_silent").join(name)).unwrap();
        let found = opened(&bytes).unwrap();
        assert!(found.notices.contains(&Notice::Incomplete), "{name}: {:?}", found.notices);
    }
}

/// A patterned photo of 96×64 pixels.
fn scene() -> RgbImage {
    RgbImage::from_fn(96, 64, |x, y| {
        let shade = ((x / 8 * 67 + y / 8 * 131 + (x / 8) * (y / 8) * 29) % 200) as u8;
        image::Rgb([shade, 200 - shade, shade / 2 + 30])
    })
}

fn jpeg(picture: &RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    DynamicImage::from(picture.clone()).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Jpeg).unwrap();
    bytes
}

/// Every kind of damage to the data of a scan is told: cut short with an end put behind it, bytes exchanged, and bytes too many.
#[test]
fn damage_anywhere_in_the_data_is_told() {
    let whole = jpeg(&scene());
    assert!(opened(&whole).unwrap().notices.is_empty());
    let start = whole.windows(2).position(|pair| pair == [0xff, 0xda]).unwrap() + 14;
    for part in 1..8 {
        let at = start + (whole.len() - start) * part / 8;
        let mut ended = whole[..at].to_vec();
        ended.extend([0xff, 0xd9]);
        assert!(opened(&ended).unwrap().notices.contains(&Notice::Incomplete), "cut at {part}/8");
        let mut zeroed = whole.clone();
        let end = zeroed.len() - 2;
        zeroed[at..end].fill(0);
        assert!(opened(&zeroed).unwrap().notices.contains(&Notice::Incomplete), "zeros from {part}/8 on");
    }
    let mut more = whole.clone();
    more.splice(whole.len() - 2..whole.len() - 2, *b"forty-two surplus bytes behind the last block");
    assert!(opened(&more).unwrap().notices.contains(&Notice::Incomplete));
    // Between two segments, where the decoder does not see them.
    let mut between = whole.clone();
    between.splice(2..2, *b"surplus");
    let found = opened(&between).unwrap();
    assert_eq!(found.format, SourceFormat::Jpeg);
    assert!(found.notices.contains(&Notice::Incomplete));
}

/// A file of one scan a component that lacks the last of them decodes without a warning, in false colours.
#[test]
fn a_jpeg_that_lacks_a_scan_has_to_be_confirmed() {
    let bytes = fs::read(data("01_jpeg_non_interleaved").join("scans_y_cb_cr_1x1.jpg")).unwrap();
    assert!(!opened(&bytes).unwrap().notices.contains(&Notice::Incomplete));
    let last = bytes.windows(2).rposition(|pair| pair == [0xff, 0xda]).unwrap();
    let mut cut = bytes[..last].to_vec();
    cut.extend([0xff, 0xd9]);
    assert!(opened(&cut).unwrap().notices.contains(&Notice::Incomplete));
}

/// `photo` with an Exif block that carries `small`.
fn with_thumbnail(photo: &RgbImage, small: &RgbImage) -> Vec<u8> {
    let thumbnail = jpeg(small);
    let mut tiff = b"II*\0\x08\0\0\0\0\0\x0e\0\0\0\x02\0".to_vec();
    for (tag, value) in [(0x0201_u16, 44_u32), (0x0202, thumbnail.len() as u32)] {
        tiff.extend(tag.to_le_bytes());
        tiff.extend(4_u16.to_le_bytes());
        tiff.extend(1_u32.to_le_bytes());
        tiff.extend(value.to_le_bytes());
    }
    tiff.extend([0; 4]);
    assert_eq!(tiff.len(), 44);
    tiff.extend(thumbnail);
    in_segment(photo, 0xe1, &[b"Exif\0\0", &tiff[..]].concat())
}

fn in_segment(photo: &RgbImage, marker: u8, content: &[u8]) -> Vec<u8> {
    let mut bytes = jpeg(photo);
    let mut segment = vec![0xff, marker];
    segment.extend((content.len() as u16 + 2).to_be_bytes());
    segment.extend(content);
    bytes.splice(2..2, segment);
    bytes
}

#[test]
fn a_small_picture_of_something_else_has_to_be_confirmed() {
    let told = |bytes: &[u8]| opened(bytes).unwrap().notices.contains(&Notice::ThumbnailDiffers);
    let photo = scene();
    let small = image::imageops::thumbnail(&photo, 48, 32);
    assert!(!told(&with_thumbnail(&photo, &small)));
    let crop = image::imageops::crop_imm(&photo, 0, 0, 48, 32).to_image();
    assert!(told(&with_thumbnail(&crop, &small)), "the small picture shows what was cut away");
    assert!(told(&with_thumbnail(&RgbImage::from_pixel(96, 64, image::Rgb([0, 160, 0])), &small)));
    // The same in a JFXX segment, as a JPEG and as plain pixels.
    let jfxx = |photo, code: u8, content: &[u8]| {
        in_segment(photo, 0xe0, &[b"JFXX\0", &[code][..], content].concat())
    };
    assert!(!told(&jfxx(&photo, 0x10, &jpeg(&small))));
    assert!(told(&jfxx(&crop, 0x10, &jpeg(&small))));
    let plain = [&[48, 32][..], small.as_raw()].concat();
    assert!(!told(&jfxx(&photo, 0x13, &plain)));
    assert!(told(&jfxx(&crop, 0x13, &plain)));
    assert!(Notice::ThumbnailDiffers.needs_confirmation());
}

use std::{fs, io::Cursor, path::PathBuf};

use image::{DynamicImage, ImageFormat};

use super::*;
use crate::geometry::PixelSize;

fn encoded(format: ImageFormat) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(8, 6, |x, y| image::Rgb([x as u8 * 30, y as u8 * 40, 90]));
    let mut bytes = Vec::new();
    DynamicImage::from(picture).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
    bytes
}

/// A JPEG with an Exif block that asks for this orientation, twice where said.
fn oriented(orientation: u8, blocks: usize) -> Vec<u8> {
    let mut exif = b"Exif\0\0II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0".to_vec();
    exif.extend_from_slice(&[orientation, 0, 0, 0, 0, 0, 0, 0]);
    let mut segment = vec![0xff, 0xe1];
    segment.extend_from_slice(&(exif.len() as u16 + 2).to_be_bytes());
    segment.extend_from_slice(&exif);
    let mut bytes = encoded(ImageFormat::Jpeg);
    let rest = bytes.split_off(2);
    for _ in 0..blocks {
        bytes.extend_from_slice(&segment);
    }
    bytes.extend_from_slice(&rest);
    bytes
}

fn open_default(bytes: &[u8]) -> Result<OpenedImage, PhotoError> {
    open(bytes, &Limits::default())
}

#[test]
fn every_format_opens_by_its_content() {
    for (format, expected) in [
        (ImageFormat::Jpeg, SourceFormat::Jpeg),
        (ImageFormat::Png, SourceFormat::Png),
        (ImageFormat::WebP, SourceFormat::WebP),
        (ImageFormat::Tiff, SourceFormat::Tiff),
        (ImageFormat::Bmp, SourceFormat::Bmp),
        (ImageFormat::Gif, SourceFormat::Gif),
    ] {
        let opened = open_default(&encoded(format)).unwrap();
        assert_eq!(opened.format, expected);
        assert_eq!(opened.raster.size(), PixelSize::new(8, 6));
        assert_eq!(opened.notices.iter().filter(|n| n.needs_confirmation()).count(), 0, "{expected}");
    }
}

#[test]
fn every_orientation_is_baked_in() {
    let upright = open_default(&encoded(ImageFormat::Jpeg)).unwrap().raster;
    let first = upright.pixel(0, 0).unwrap();
    // Where the stored top left pixel ends up (Exif 3.0, tag 274).
    for (orientation, x, y) in [
        (0, 0, 0),
        (1, 0, 0),
        (2, 7, 0),
        (3, 7, 5),
        (4, 0, 5),
        (5, 0, 0),
        (6, 5, 0),
        (7, 5, 7),
        (8, 0, 7),
        (9, 0, 0),
    ] {
        let opened = open_default(&oriented(orientation, 1)).unwrap();
        let turned = (5..=8).contains(&orientation);
        assert_eq!(opened.raster.size(), if turned { PixelSize::new(6, 8) } else { PixelSize::new(8, 6) });
        assert_eq!(opened.raster.pixel(x, y), Some(first), "orientation {orientation}");
    }
    assert!(open_default(&oriented(6, 2)).unwrap().notices.contains(&Notice::TwoOrientations));
}

#[test]
fn a_truncated_jpeg_is_incomplete_not_silently_grey() {
    let bytes = encoded(ImageFormat::Jpeg);
    let opened = open_default(&bytes[..bytes.len() - 2]).unwrap();
    assert!(opened.notices.iter().any(|notice| notice.needs_confirmation()));
}

#[test]
fn every_file_cut_at_every_length_gives_an_answer() {
    for format in [
        ImageFormat::Jpeg,
        ImageFormat::Png,
        ImageFormat::WebP,
        ImageFormat::Tiff,
        ImageFormat::Bmp,
        ImageFormat::Gif,
    ] {
        let bytes = encoded(format);
        for length in 0..bytes.len() {
            if let Ok(opened) = open_default(&bytes[..length]) {
                assert_eq!(opened.raster.size().area() * 3, opened.raster.rgb().len() as u64);
            }
        }
    }
}

#[test]
fn colours_under_full_transparency_do_not_come_out() {
    let mut picture = image::RgbaImage::from_pixel(4, 4, image::Rgba([255, 0, 255, 0]));
    picture.put_pixel(0, 0, image::Rgba([10, 20, 30, 255]));
    for format in [ImageFormat::Png, ImageFormat::WebP] {
        let mut bytes = Vec::new();
        DynamicImage::from(picture.clone()).write_to(&mut Cursor::new(&mut bytes), format).unwrap();
        let opened = open_default(&bytes).unwrap();
        assert_eq!(opened.raster.pixel(0, 0), Some([10, 20, 30]));
        assert_eq!(opened.raster.pixel(2, 2), Some([255, 255, 255]));
        assert!(opened.notices.contains(&Notice::Flattened));
    }
}

#[test]
fn sixteen_bits_end_at_0_and_255() {
    let picture =
        image::ImageBuffer::<image::Luma<u16>, _>::from_fn(256, 1, |x, _| image::Luma([x as u16 * 257]));
    let mut bytes = Vec::new();
    DynamicImage::from(picture).write_to(&mut Cursor::new(&mut bytes), ImageFormat::Png).unwrap();
    let raster = open_default(&bytes).unwrap().raster;
    for x in 0..256 {
        assert_eq!(raster.pixel(x, 0), Some([x as u8; 3]));
    }
}

#[test]
fn what_is_no_photo_is_refused_by_kind() {
    for (bytes, kind) in [
        (&b""[..], "empty"),
        (b"hello there, this is a text", "not_a_photo"),
        (b"%PDF-1.7 ...", "unsupported"),
        (b"<?xml version='1.0'?><svg></svg>", "unsupported"),
        (b"\0\0\0\x18ftypavif....", "unsupported"),
        (b"\0\0\0\x18ftypisom....", "unsupported"),
        (b"\0\0\0\x18ftypcrx ....", "unsupported"),
        (b"IIU\0\x18\0\0\0 raw of a Panasonic", "unsupported"),
        (b"FUJIFILMCCD-RAW 0201", "unsupported"),
        (b"\x1aE\xdf\xa3 a film", "unsupported"),
        (b"8BPS\0\x01", "unsupported"),
        (b"\0\0\0\x0cJXL \r\n", "unsupported"),
        (b"\xff\xd8\xff", "damaged"),
    ] {
        assert_eq!(open_default(bytes).unwrap_err().kind(), kind, "{bytes:?}");
    }
}

/// A raw file begins as a TIFF whose first directory holds a preview; it must not pass for the photo.
#[test]
fn a_raw_file_in_the_dress_of_a_tiff_is_told_to_be_developed() {
    let plain = encoded(ImageFormat::Tiff);
    assert!(open_default(&plain).is_ok());
    for (tag, kind, value) in [
        (0xc612_u16, 1_u16, 0x0401_u32), // DNG version 1.4
        (0x00fe, 4, 1),                  // a reduced version of another picture
        (0x0106, 3, 32_803),             // colour filter array
        (0x0103, 3, 34_713),             // Nikon's compression
    ] {
        let mut directory = b"II*\0\x08\0\0\0\x01\0".to_vec();
        directory.extend(tag.to_le_bytes());
        directory.extend(kind.to_le_bytes());
        directory.extend(1_u32.to_le_bytes());
        directory.extend(value.to_le_bytes());
        directory.extend([0; 4]);
        assert_eq!(
            open_default(&directory).unwrap_err(),
            PhotoError::Unsupported(Unsupported::Raw),
            "{tag:#x}"
        );
    }
}

#[test]
fn limits_are_held_before_decoding() {
    let bytes = encoded(ImageFormat::Png);
    let limits = Limits { pixels: 47, ..Limits::default() };
    assert_eq!(open(&bytes, &limits).unwrap_err(), PhotoError::TooLarge { actual: 48, limit: 47 });
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    assert_eq!(open(&bytes, &limits).unwrap_err().kind(), "too_large");
}

#[test]
fn the_whole_corpus_opens_or_is_refused() {
    let shared = std::env::var_os("SLADD_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let corpus = shared.join("corpus");
    if !corpus.is_dir() {
        println!("skipped: no corpus beside the project");
        return;
    }
    let mut opened = 0;
    for folder in ["synthetic", "real"] {
        for entry in fs::read_dir(corpus.join(folder)).unwrap() {
            let path = entry.unwrap().path();
            if path.is_file() {
                let bytes = fs::read(&path).unwrap();
                match open_default(&bytes) {
                    Ok(_) => opened += 1,
                    Err(error) => println!("{}: {error}", path.display()),
                }
            }
        }
    }
    assert!(opened >= 80, "only {opened} files opened");
}

/// A JPEG whose Exif block asks for this orientation and carries `thumbnail` in its second directory.
fn with_thumbnail(orientation: u8, thumbnail: &[u8], length: u32) -> Vec<u8> {
    let entry = |tag: u16, kind: u16, value: u32| {
        let mut entry = [tag.to_le_bytes(), kind.to_le_bytes()].concat();
        entry.extend(1_u32.to_le_bytes());
        entry.extend(value.to_le_bytes());
        entry
    };
    // Two directories of one and two entries begin at 8 and 26; what follows begins at 56.
    let mut tiff = b"II*\0\x08\0\0\0\x01\0".to_vec();
    tiff.extend(entry(0x0112, 3, u32::from(orientation)));
    tiff.extend(26_u32.to_le_bytes());
    tiff.extend(2_u16.to_le_bytes());
    tiff.extend(entry(0x0201, 4, 56));
    tiff.extend(entry(0x0202, 4, length));
    tiff.extend(0_u32.to_le_bytes());
    tiff.extend_from_slice(thumbnail);
    let mut bytes = encoded(ImageFormat::Jpeg);
    let rest = bytes.split_off(2);
    bytes.extend([0xff, 0xe1]);
    bytes.extend((tiff.len() as u16 + 8).to_be_bytes());
    bytes.extend(b"Exif\0\0");
    bytes.extend(tiff);
    bytes.extend(rest);
    bytes
}

#[test]
fn the_first_picture_is_the_files_own_thumbnail_upright() {
    let mut small = Vec::new();
    let picture = image::RgbImage::from_pixel(4, 2, image::Rgb([200, 40, 40]));
    DynamicImage::from(picture).write_to(&mut Cursor::new(&mut small), ImageFormat::Jpeg).unwrap();
    let length = small.len() as u32;
    let first = |bytes: &[u8]| first_picture(bytes, &Limits::default());
    let upright = first(&with_thumbnail(1, &small, length)).unwrap();
    assert_eq!(upright.size(), PixelSize::new(4, 2));
    let [red, green, _] = upright.pixel(1, 1).unwrap();
    assert!(red > 180 && green < 70, "the thumbnail and not the photo");
    assert_eq!(first(&with_thumbnail(6, &small, length)).unwrap().size(), PixelSize::new(2, 4));
    // None, one that ends beyond the block, one that is no JPEG, one that is too large to be small.
    assert!(first(&encoded(ImageFormat::Jpeg)).is_none());
    assert!(first(&encoded(ImageFormat::Png)).is_none());
    assert!(first(&with_thumbnail(1, &small, u32::MAX)).is_none());
    assert!(first(&with_thumbnail(1, &encoded(ImageFormat::Gif), 20)).is_none());
    let mut large = Vec::new();
    let picture = image::RgbImage::from_pixel(1200, 8, image::Rgb([0; 3]));
    DynamicImage::from(picture).write_to(&mut Cursor::new(&mut large), ImageFormat::Jpeg).unwrap();
    assert!(first(&with_thumbnail(1, &large, large.len() as u32)).is_none());
}

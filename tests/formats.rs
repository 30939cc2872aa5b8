//! Formats, orientation and colour, by the cases of the security brief, table F.
#![expect(clippy::panic, reason = "helpers outside the test functions")]

mod support;

use sladd::{
    geometry::{BoundingBox, PixelSize},
    photo::{Limits, Notice, OpenedImage, SourceFormat, open},
    redaction::{Mask, Shape, Style, redact},
};
use support::corpus;

fn opened(path: &str) -> Option<OpenedImage> {
    let bytes = corpus(path)?;
    Some(open(&bytes, &Limits::default()).unwrap_or_else(|error| panic!("{path}: {error}")))
}

fn near(found: [u8; 3], wanted: [u8; 3], tolerance: u8) -> bool {
    found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= tolerance)
}

#[test]
fn f23_to_f31_every_orientation_is_baked_in() {
    let Some(upright) = opened("synthetic/orient_1.jpg") else { return };
    assert_eq!(upright.raster.size(), PixelSize::new(64, 32));
    let (width, height) = (63, 31);
    for (name, orientation) in (2..=8)
        .map(|value| (value.to_string(), value))
        .chain([("0_invalid".to_owned(), 1), ("9_invalid".to_owned(), 1)])
    {
        let Some(turned) = opened(&format!("synthetic/orient_{name}.jpg")) else { return };
        // The stored pixels are the same in all files, so the upright ones are turned by the tag.
        let size = turned.raster.size();
        assert_eq!(size.width > size.height, orientation <= 4, "{name}");
        for (x, y) in [(3, 3), (60, 3), (3, 28), (60, 28), (30, 15)] {
            let (tx, ty) = match orientation {
                2 => (width - x, y),
                3 => (width - x, height - y),
                4 => (x, height - y),
                5 => (y, x),
                6 => (height - y, x),
                7 => (height - y, width - x),
                8 => (y, width - x),
                _ => (x, y),
            };
            let (a, b) = (upright.raster.pixel(x, y).unwrap(), turned.raster.pixel(tx, ty).unwrap());
            assert!(near(a, b, 3), "orientation {name}: {a:?} at {x},{y}, {b:?} at {tx},{ty}");
        }
    }
}

/// A mask is laid on the upright photo, whatever the file's tag says: the same place is covered in all of them, and
/// around it the photo is as it was.
#[test]
fn f33_a_mask_lies_where_it_was_drawn_on_the_upright_photo() {
    let bounds = BoundingBox::new(4.0, 6.0, 12.0, 10.0);
    for orientation in 1..=8 {
        let Some(opened) = opened(&format!("synthetic/orient_{orientation}.jpg")) else { return };
        let size = opened.raster.size();
        let shapes = [Shape::Rectangle(bounds)];
        let covered = redact(&opened.raster, &shapes, Style::Solid);
        let mask = Mask::of(&shapes, size);
        for (x, y) in (0..size.height).flat_map(|y| (0..size.width).map(move |x| (x, y))) {
            let inside = (4..16).contains(&x) && (6..16).contains(&y);
            assert_eq!(mask.contains(x, y), inside, "orientation {orientation} at {x},{y}");
            let (before, after) = (opened.raster.pixel(x, y).unwrap(), covered.pixel(x, y).unwrap());
            assert_eq!(after, if inside { [118; 3] } else { before }, "orientation {orientation} at {x},{y}");
        }
    }
}

#[test]
fn f51_and_f52_wide_colours_are_converted() {
    for (path, wanted) in
        [("synthetic/colour_p3.jpg", [213, 116, 82]), ("synthetic/colour_adobergb.png", [224, 121, 88])]
    {
        let Some(opened) = opened(path) else { return };
        let found = opened.raster.pixel(48, 48).unwrap();
        assert!(near(found, wanted, 2), "{path}: {found:?}");
        assert!(opened.notices.is_empty(), "{path}: {:?}", opened.notices);
    }
}

#[test]
fn f53_colours_for_print_are_not_inverted() {
    let Some(opened) = opened("synthetic/colour_cmyk_noadobe_icc.jpg") else { return };
    assert!(opened.notices.contains(&Notice::PrintColours));
    // The same four patches as in the other colour files; an inverted picture would have these the other way round.
    let found = opened.raster.pixel(48, 48).unwrap();
    assert!(near(found, [200, 120, 90], 14), "{found:?}");
}

/// By the profile of the press (SWOP), as Little CMS converts it; the plain conversion is (218, 247, 198).
#[test]
fn f53_colours_for_print_are_converted_by_their_profile() {
    let Some(opened) = opened("real/jpeg__dn__Multiple_ICC_segments.jpg") else { return };
    assert_eq!(opened.raster.size(), PixelSize::new(140, 140));
    let mut sums = [0_u32; 3];
    for (x, y) in (100..140).flat_map(|y| (100..140).map(move |x| (x, y))) {
        for (sum, value) in sums.iter_mut().zip(opened.raster.pixel(x, y).unwrap()) {
            *sum += u32::from(value);
        }
    }
    let mean = sums.map(|sum| (sum / 1600) as u8);
    assert!(near(mean, [222, 234, 211], 4), "{mean:?}");
    assert!(!opened.notices.contains(&Notice::PrintColours), "{:?}", opened.notices);
}

#[test]
fn f54_an_unusable_profile_leaves_the_pixels_alone_and_is_told() {
    for name in ["wrong_space", "garbage", "missing_chunk"] {
        let Some(opened) = opened(&format!("synthetic/colour_icc_{name}.jpg")) else { return };
        println!("{name}: {:?}", opened.notices);
    }
    let Some(garbage) = opened("synthetic/colour_icc_garbage.jpg") else { return };
    assert!(garbage.notices.contains(&Notice::ProfileUnusable));
}

#[test]
fn f55_to_f57_grey_sixteen_bits_and_hdr() {
    let Some(deep) = opened("synthetic/colour_gray16.png") else { return };
    let row: Vec<u8> = deep.raster.rgb().iter().step_by(3).copied().collect();
    assert_eq!((row.first(), row.last()), (Some(&0), Some(&255)));
    assert!(row.is_sorted());
    let grey = opened("synthetic/colour_gray.jpg").unwrap();
    assert!(grey.raster.rgb().as_chunks::<3>().0.iter().all(|[r, g, b]| r == g && g == b));
    let hdr = opened("synthetic/colour_cicp_pq.png").unwrap();
    assert!(hdr.notices.contains(&Notice::BrightnessReduced));
}

#[test]
fn further_frames_pages_and_pictures_are_told() {
    for path in [
        "synthetic/apng_second_frame.png",
        "synthetic/webp_second_frame.webp",
        "synthetic/tiff_two_pages_tags.tif",
        "real/tiff__c2pa__MultiPage.tif",
        "synthetic/gif_comment_frames.gif",
        "synthetic/jpeg_mpf_two_images.jpg",
    ] {
        let Some(opened) = opened(path) else { return };
        assert!(opened.notices.contains(&Notice::FurtherImages), "{path}: {:?}", opened.notices);
    }
    for path in ["synthetic/jpeg_trailer_mp4_motion.jpg", "real/jpeg__gmp__PXL_20200710_061629144.MP.jpg"] {
        let Some(opened) = opened(path) else { return };
        assert!(opened.notices.contains(&Notice::Video), "{path}: {:?}", opened.notices);
    }
    let gain = opened("synthetic/jpeg_gainmap_like.jpg").unwrap();
    assert!(gain.notices.contains(&Notice::HighDynamicRange), "{:?}", gain.notices);
    assert!(opened("synthetic/jpeg_two_exif_blocks.jpg").unwrap().notices.contains(&Notice::TwoOrientations));
}

#[test]
fn f68_a_png_named_jpg_opens_as_a_png() {
    if let Some(opened) = opened("synthetic/png_named.jpg") {
        assert_eq!(opened.format, SourceFormat::Png);
    }
}

#[test]
fn f69_an_incomplete_file_opens_but_asks_for_confirmation() {
    for name in ["jpeg_truncated_half", "jpeg_no_eoi"] {
        let Some(opened) = opened(&format!("synthetic/{name}.jpg")) else { return };
        assert!(opened.notices.iter().any(|notice| notice.needs_confirmation()), "{name}");
    }
}

/// Cases 32 and 48: the container's own turning counts and the Exif tag does not, so that a photo with both is
/// turned once.
#[cfg(feature = "heif")]
#[test]
fn f32_and_f48_every_heic_opens_in_its_size_and_is_turned_once() {
    for (name, width, height) in [
        ("heic__c2pa__sample1.heic", 8736, 5856),
        ("heic__c2pa__sample1.heif", 1440, 960),
        // A quarter turn in the container and another in the Exif tag.
        ("heic__dn__Issue_263_dotnet.heic", 3024, 4032),
        ("heic__dn__Issue_487.heic", 3024, 4032),
        // In the Exif tag alone.
        ("heic__dn__Issue_437_dotnet_.heic", 4000, 1848),
        ("hostile__dn__exif-at-eof.heic", 3024, 4032),
    ] {
        let Some(opened) = opened(&format!("real/{name}")) else { return };
        println!("{name}: {:?}", opened.notices);
        assert_eq!(opened.format, SourceFormat::Heif, "{name}");
        assert_eq!(opened.raster.size(), PixelSize::new(width, height), "{name}");
    }
}

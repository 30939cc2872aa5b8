//! Kinds of file that were shown wrongly, refused in untrue words, or not told of: each with its right value.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "helpers outside the test functions"
)]

use std::{fs, path::Path};

use sladd::{
    geometry::PixelSize,
    metadata::{Category, Report, inspect},
    photo::{Limits, Notice, OpenedImage, PhotoError, Raster, SourceFormat, Unsupported, open},
    text::{Language, Text},
};

fn input(path: &str) -> Vec<u8> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/faults").join(path);
    fs::read(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn opened(path: &str) -> OpenedImage {
    open(&input(path), &Limits::default()).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn near(found: [u8; 3], wanted: [u8; 3], tolerance: u8) -> bool {
    found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= tolerance)
}

/// The largest difference of any value.
fn difference(a: &Raster, b: &Raster) -> u8 {
    assert_eq!(a.size(), b.size());
    a.rgb().iter().zip(b.rgb()).map(|(a, b)| a.abs_diff(*b)).max().unwrap()
}

fn mean(raster: &Raster) -> [u8; 3] {
    let pixels = raster.rgb().as_chunks::<3>().0;
    [0, 1, 2].map(|channel| {
        let sum: u64 = pixels.iter().map(|pixel| u64::from(pixel[channel])).sum();
        (sum / pixels.len() as u64) as u8
    })
}

#[test]
fn colours_multiplied_by_their_transparency_are_taken_apart_before_they_lie_on_white() {
    let associated = opened("07_tiff_premultiplied_alpha/tiff_rgba_extra1_128_premul.tif");
    let plain = opened("07_tiff_premultiplied_alpha/tiff_rgba_extra2_128.tif");
    assert!(difference(&associated.raster, &plain.raster) <= 2);
    assert!(associated.notices.contains(&Notice::Flattened));
    let folder = "07_tiff_premultiplied_alpha/hpredict.tiff";
    assert!(near(mean(&opened(folder).raster), [215, 215, 195], 2));
}

/// Means and single pixels as Pillow and libvips have them.
#[test]
fn kinds_of_tiff_that_were_refused_as_damaged_are_shown() {
    for (name, size, mean_wanted, (x, y), pixel) in [
        ("fax_g3_1d.tiff", (400, 300), [246, 246, 246], (0, 0), [255, 255, 255]),
        ("fax_g3_2d.tiff", (400, 300), [246, 246, 246], (0, 0), [255, 255, 255]),
        ("hopper.Lab.tif", (128, 128), [89, 80, 95], (64, 64), [172, 70, 55]),
        ("hopper_gray_4bpp.tif", (128, 128), [85, 85, 85], (64, 64), [85, 85, 85]),
        ("tiff_graya_extra2_128.tif", (64, 48), [188, 188, 188], (32, 24), [191, 191, 191]),
        ("tiff_palette.tif", (64, 48), [122, 122, 122], (6, 4), [254, 0, 0]),
        ("tiff_strip_ycbcr_jpeg_2x2_sampling.tif", (480, 360), [119, 131, 94], (240, 180), [255, 157, 108]),
        ("tiff_tiled_planar_lzw.tiff", (278, 374), [169, 155, 160], (139, 187), [169, 196, 233]),
        ("tiff_ycbcr.tif", (64, 48), [122, 123, 122], (6, 4), [254, 0, 0]),
        ("tiff_zstd.tif", (64, 48), [123, 123, 123], (6, 4), [255, 0, 0]),
        ("ycbcr_jpeg_8bit.tif", (512, 384), [27, 37, 44], (256, 192), [125, 235, 198]),
    ] {
        let found = opened(&format!("08_tiff_kinds_refused_as_damaged/{name}"));
        assert_eq!(found.raster.size(), PixelSize::new(size.0, size.1), "{name}");
        assert!(near(mean(&found.raster), mean_wanted, 3), "{name}: {:?}", mean(&found.raster));
        assert!(near(found.raster.pixel(x, y).unwrap(), pixel, 6), "{name}: {:?}", found.raster.pixel(x, y));
        assert!(!found.notices.contains(&Notice::Incomplete), "{name}");
    }
    let one = opened("08_tiff_kinds_refused_as_damaged/fax_g3_1d.tiff").raster;
    let two = opened("08_tiff_kinds_refused_as_damaged/fax_g3_2d.tiff").raster;
    assert_eq!(difference(&one, &two), 0, "the same page, coded in two ways");
}

#[test]
fn an_exif_block_of_a_png_turns_it_however_it_is_kept() {
    let plain = opened("12_png_exif_prefix/png_exif6.png").raster;
    for name in ["png_exif6_prefixed.png", "png_rawprofile_exif6.png"] {
        let path = format!("12_png_exif_prefix/{name}");
        let found = opened(&path).raster;
        assert_eq!(found.size(), PixelSize::new(120, 160), "{name}");
        assert_eq!(difference(&found, &plain), 0, "{name}");
    }
    let report = inspect(&input("12_png_exif_prefix/png_rawprofile_exif6.png"));
    assert!(told(&report, Category::Other, "png:Raw profile type exif", ""), "{report:?}");
}

#[test]
fn inks_of_a_tiff_are_converted_by_their_profile_as_those_of_a_jpeg() {
    let tiff = opened("13_tiff_cmyk_profile/tiff_cmyk_icc.tif");
    let jpeg = opened("13_tiff_cmyk_profile/jpeg_cmyk_icc_same.jpg");
    assert!(tiff.notices.is_empty(), "{:?}", tiff.notices);
    for (x, wanted) in [(16, [0, 168, 236]), (48, [227, 0, 123]), (80, [248, 244, 0]), (112, [223, 0, 36])] {
        let (a, b) = (tiff.raster.pixel(x, 8).unwrap(), jpeg.raster.pixel(x, 8).unwrap());
        assert!(near(a, wanted, 4) && near(a, b, 4), "{x}: {a:?}, as JPEG {b:?}");
    }
}

#[test]
fn a_bitmap_whose_transparency_is_nothing_everywhere_is_opaque() {
    let whole = opened("14_bmp_alpha_zero/bmp32_h124_alpha255.bmp").raster;
    for name in ["bmp32_h40_alpha0", "bmp32_h56_alpha0", "bmp32_h108_alpha0", "bmp32_h124_alpha0"] {
        let found = opened(&format!("14_bmp_alpha_zero/{name}.bmp"));
        assert_eq!(found.raster.pixel(20, 20), Some([79, 106, 91]), "{name}");
        assert_eq!(difference(&found.raster, &whole), 0, "{name}");
        assert!(!found.notices.contains(&Notice::Flattened), "{name}");
    }
    let small = opened("14_bmp_alpha_zero/V3_A1_R5_G5_B5.bmp").raster;
    assert_eq!((small.pixel(0, 0), small.pixel(3, 3)), (Some([255, 0, 0]), Some([0, 255, 0])));
}

#[test]
fn whole_numbers_of_32_bits_are_seen_as_those_of_8_and_real_ones_are_refused_as_a_kind() {
    let eight = opened("18_tiff_uint32_wrong/flower-rgb-contig-08.tif").raster;
    let deep = opened("18_tiff_uint32_wrong/flower-rgb-contig-32.tif").raster;
    assert!(difference(&eight, &deep) <= 1);
    let error =
        open(&input("18_tiff_uint32_wrong/flower-rgb-planar-32.tif"), &Limits::default()).unwrap_err();
    assert_eq!(error, PhotoError::Unsupported(Unsupported::KindOf(SourceFormat::Tiff)));
    for language in Language::ALL {
        let message = error.message(&Text::new(language));
        assert!(["TIFF", "JPEG", "PNG"].iter().all(|name| message.contains(name)), "{message}");
    }
}

#[test]
fn an_animation_is_as_large_as_its_canvas() {
    for (name, size, shown) in [
        ("animated.webp", PixelSize::new(990, 1050), (495, 525)),
        ("rotating-squares.webp", PixelSize::new(80, 80), (16, 64)),
    ] {
        let found = opened(&format!("19_first_frame_canvas/{name}"));
        assert_eq!(found.raster.size(), size, "{name}");
        // Around the frame is nothing, which lies on white.
        assert_eq!(found.raster.pixel(0, 0), Some([255; 3]), "{name}");
        assert_ne!(found.raster.pixel(shown.0, shown.1), Some([255; 3]), "{name}");
        assert!(found.notices.contains(&Notice::FurtherImages), "{name}");
    }
}

/// Frames that are smaller than the screen lie in it; where the screen is smaller, it grows as in browsers.
#[test]
fn a_gif_is_as_large_as_its_screen_and_at_least_as_its_first_frame() {
    let mut gif = Vec::new();
    image::RgbImage::from_pixel(9, 7, image::Rgb([200, 30, 30]))
        .write_to(&mut std::io::Cursor::new(&mut gif), image::ImageFormat::Gif)
        .unwrap();
    let frame = gif.windows(9).position(|bytes| bytes == [0x2c, 0, 0, 0, 0, 9, 0, 7, 0]).unwrap();
    for (screen, left, size) in [
        ([20, 0, 10, 0], 0, (20, 10)),
        ([20, 0, 10, 0], 4, (20, 10)),
        ([0; 4], 0, (9, 7)),
        ([5, 0, 3, 0], 0, (9, 7)),
        ([10, 0, 7, 0], 4, (13, 7)),
    ] {
        let mut changed = gif.clone();
        changed[6..10].copy_from_slice(&screen);
        changed[frame + 1] = left;
        let raster = open(&changed, &Limits::default()).unwrap().raster;
        assert_eq!(raster.size(), PixelSize::new(size.0, size.1), "{screen:?}");
        assert!(near(raster.pixel(u32::from(left), 6).unwrap(), [200, 30, 30], 4), "{screen:?}");
        if left > 0 {
            assert_eq!(raster.pixel(0, 0), Some([255; 3]), "{screen:?}");
        }
    }
}

#[test]
fn a_bitmap_of_a_compression_that_is_not_known_is_refused_as_a_kind() {
    let mut changed = input("14_bmp_alpha_zero/bmp32_h124_alpha255.bmp");
    for compression in [4, 5, 6, 11] {
        changed[30] = compression;
        let error = open(&changed, &Limits::default()).unwrap_err();
        assert_eq!(error, PhotoError::Unsupported(Unsupported::KindOf(SourceFormat::Bmp)), "{compression}");
    }
}

#[test]
fn a_profile_counts_however_small_the_picture_is() {
    let small = opened("21_tiff_profile_dropped_small_image/tiff_adobergb_icc560.tif");
    let large = opened("21_tiff_profile_dropped_small_image/tiff_adobergb_icc4000.tif");
    for found in [&small, &large] {
        assert!(found.notices.is_empty(), "{:?}", found.notices);
        assert!(near(found.raster.pixel(8, 8).unwrap(), [233, 35, 35], 3), "{:?}", found.raster.pixel(8, 8));
    }
    assert!(difference(&small.raster, &large.raster) <= 2);
}

/// A file of these brands, and behind them what the small HEIC has.
#[cfg(feature = "heif")]
fn of_brands(major: [u8; 4], compatible: &[[u8; 4]]) -> Vec<u8> {
    let heic = input("20_heif_brands/transfer_13_srgb.heic");
    let mut brands: Vec<u8> = [&major[..], &[0; 4]].concat();
    brands.extend(compatible.as_flattened());
    // What lies behind is told by its offset in the file, so the box keeps its length.
    brands.resize(20, 0);
    [&heic[..8], &brands, &heic[28..]].concat()
}

#[cfg(feature = "heif")]
#[test]
fn heif_is_known_by_its_compatible_brands() {
    let limits = Limits::default();
    for major in [
        *b"heic", *b"heix", *b"mif1", *b"mif2", *b"mif3", *b"miaf", *b"MiHB", *b"1pic", *b"msf1", *b"hevc",
        *b"wxyz",
    ] {
        for compatible in
            [[*b"heic", *b"mif1", *b"miaf"], [*b"mif1", *b"heix", *b"miaf"], [*b"miaf", *b"mif1", *b"mif1"]]
        {
            let found = open(&of_brands(major, &compatible), &limits).unwrap();
            assert_eq!(found.format, SourceFormat::Heif);
            assert_eq!(found.raster.size(), PixelSize::new(128, 64));
        }
    }
    for (major, compatible, kind) in [
        (*b"avif", *b"mif1", Unsupported::Avif),
        (*b"mif1", *b"avif", Unsupported::Avif),
        (*b"mif2", *b"avif", Unsupported::Avif),
        (*b"isom", *b"mp42", Unsupported::Video),
        (*b"qt  ", *b"qt  ", Unsupported::Video),
        (*b"3gp5", *b"isom", Unsupported::Video),
        (*b"M4V ", *b"M4V ", Unsupported::Video),
        (*b"crx ", *b"isom", Unsupported::Raw),
        (*b"mif1", *b"vvic", Unsupported::OtherPicture),
        (*b"wxyz", *b"wxyz", Unsupported::OtherPicture),
    ] {
        let found = open(&of_brands(major, &[compatible]), &limits).unwrap_err();
        assert_eq!(found, PhotoError::Unsupported(kind), "{}", String::from_utf8_lossy(&major));
    }
    assert_eq!(open(&of_brands(*b"M4A ", &[*b"M4A "]), &limits).unwrap_err(), PhotoError::NotAPhoto);
}

fn told(report: &Report, category: Category, place: &str, value: &str) -> bool {
    report.findings.iter().any(|f| f.category == category && f.where_ == place && f.value.starts_with(value))
}

fn tells_all(report: &Report) -> bool {
    [
        (Category::Location, "exif:GPSLatitude", "59 deg 54 min 30 sec N"),
        (Category::Location, "exif:GPSLongitude", "10 deg 45 min 6 sec E"),
        (Category::Person, "exif:CameraOwnerName", "Kari Normn"),
        (Category::Time, "exif:DateTimeOriginal", "2024"),
    ]
    .iter()
    .all(|(category, place, value)| told(report, *category, place, value))
}

#[test]
fn a_pointer_of_any_type_of_whole_number_is_followed() {
    for name in ["gps_type4_le", "gps_type9_le", "gps_type13_le", "gps_type13_be", "exif_type13_le"] {
        let report = inspect(&input(&format!("03_inspect_misses_gps/{name}.jpg")));
        assert!(tells_all(&report), "{name}: {report:#?}");
    }
    // Every type that can hold the offset, for either pointer; in eight bytes it lies elsewhere.
    let jpeg = input("03_inspect_misses_gps/gps_type4_le.jpg");
    for tag in [0x8825_u16, 0x8769] {
        for kind in [3_u16, 4, 7, 8, 9, 13] {
            let mut changed = jpeg.clone();
            let entry = [&tag.to_le_bytes()[..], &4_u16.to_le_bytes()].concat();
            let at = jpeg.windows(4).position(|window| window == entry).unwrap();
            changed[at + 2..at + 4].copy_from_slice(&kind.to_le_bytes());
            if kind == 7 {
                changed[at + 4] = 4;
            }
            assert!(tells_all(&inspect(&changed)), "{tag:#x} of type {kind}");
        }
    }
}

#[test]
fn what_a_pointer_leads_to_in_vain_is_named() {
    let jpeg = input("03_inspect_misses_gps/gps_type4_le.jpg");
    for (tag, category, place) in
        [(0x8825_u16, Category::Location, "exif:GPS"), (0x8769, Category::Other, "exif:Exif")]
    {
        let mut changed = jpeg.clone();
        let at = jpeg.windows(2).position(|window| window == tag.to_le_bytes()).unwrap();
        changed[at + 8..at + 12].copy_from_slice(&[0xf0, 0xff, 0, 0]);
        let report = inspect(&changed);
        assert!(told(&report, category, place, ""), "{place}: {report:#?}");
        // Of a type that holds no number.
        changed[at + 2] = 12;
        assert!(told(&inspect(&changed), category, place, ""), "{place}");
    }
}

#[test]
fn a_second_exif_block_is_told_in_every_container() {
    let jpeg = input("03_inspect_misses_gps/gps_type13_le.jpg");
    let start = jpeg.windows(6).position(|window| window == b"Exif\0\0").unwrap();
    let length = usize::from(u16::from_be_bytes([jpeg[start - 2], jpeg[start - 1]]));
    let segment = jpeg[start - 4..start - 2 + length].to_vec();
    let tiff = &segment[10..];
    // A first block that says nothing of a person.
    let first = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x01\0\0\0\0\0\0\0";
    let plain = [&[0xff, 0xe1, 0, first.len() as u8 + 8][..], b"Exif\0\0", first].concat();
    let two = [&jpeg[..2], &plain, &segment, &jpeg[start - 2 + length..]].concat();
    assert!(tells_all(&inspect(&two)), "JPEG");

    let chunk =
        |kind: &[u8; 4], data: &[u8]| [&(data.len() as u32).to_be_bytes()[..], kind, data, &[0; 4]].concat();
    let png =
        [&b"\x89PNG\r\n\x1a\n"[..], &chunk(b"eXIf", first), &chunk(b"eXIf", tiff), &chunk(b"IEND", b"")]
            .concat();
    assert!(tells_all(&inspect(&png)), "PNG");

    let riff = |kind: &[u8; 4], data: &[u8]| {
        let padding = vec![0; data.len() % 2];
        [&kind[..], &(data.len() as u32).to_le_bytes(), data, &padding].concat()
    };
    let body = [&b"WEBP"[..], &riff(b"EXIF", first), &riff(b"EXIF", tiff)].concat();
    let webp = [&b"RIFF"[..], &(body.len() as u32).to_le_bytes(), &body].concat();
    assert!(tells_all(&inspect(&webp)), "WebP");

    let full = |kind: &[u8; 4], body: &[u8]| {
        [&(body.len() as u32 + 12).to_be_bytes()[..], kind, &[0; 4], body].concat()
    };
    let entry = |id: u8| {
        let body = [&[2, 0, 0, 0, 0, id, 0, 0][..], b"Exif\0"].concat();
        [&(body.len() as u32 + 8).to_be_bytes()[..], b"infe", &body].concat()
    };
    let items = full(b"iinf", &[&[0, 2][..], &entry(1), &entry(2)].concat());
    // Exif items begin with the length of what comes before the block; the second one lies in two pieces.
    let head = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic";
    let blocks = [&[0; 4][..], first, &[0; 4], tiff].concat();
    let data = [&(blocks.len() as u32 + 8).to_be_bytes()[..], b"mdat", &blocks].concat();
    let at = head.len() + 8;
    let (second, half) = (at + 4 + first.len(), tiff.len() / 2);
    let number = |value: usize| (value as u32).to_be_bytes();
    let locations = [
        &[0x44, 0, 0, 2, 0, 1, 0, 0, 0, 1][..],
        &number(at),
        &number(4 + first.len()),
        &[0, 2, 0, 0, 0, 2],
        &number(second),
        &number(4 + half),
        &number(second + 4 + half),
        &number(tiff.len() - half),
    ]
    .concat();
    let meta = full(b"meta", &[items, full(b"iloc", &locations)].concat());
    assert!(tells_all(&inspect(&[&head[..], &data, &meta].concat())), "HEIF");
}

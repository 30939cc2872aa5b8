//! Colours that real files state in ways of their own, each with the value that the reference programs show
//! (`docs/adr/0019-what-a-transfer-or-profile-means-in-a-still.md`).
#![expect(clippy::panic, reason = "helpers outside the test functions")]

use std::{fs, path::PathBuf};

use sladd::photo::{Limits, Notice, OpenedImage, Raster, open};

fn bytes(path: &str) -> Vec<u8> {
    let file = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/data/faults").join(path);
    fs::read(&file).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn opened(bytes: &[u8], name: &str) -> OpenedImage {
    open(bytes, &Limits::default()).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn file(path: &str) -> OpenedImage {
    opened(&bytes(path), path)
}

/// The eight patches of the fault collection: four above, four below.
fn patches(raster: &Raster) -> [[u8; 3]; 8] {
    let mut patches = [[0; 3]; 8];
    for (index, patch) in patches.iter_mut().enumerate() {
        let (x, y) = (16 + 32 * (index as u32 % 4), 16 + 32 * (index as u32 / 4));
        *patch = raster.pixel(x, y).unwrap_or_default();
    }
    patches
}

fn assert_near(found: [u8; 3], wanted: [u8; 3], tolerance: u8, what: &str) {
    let near = found.iter().zip(wanted).all(|(a, b)| a.abs_diff(b) <= tolerance);
    assert!(near, "{what}: {found:?}, not {wanted:?}");
}

fn assert_patches(opened: &OpenedImage, wanted: &[[u8; 3]], tolerance: u8, what: &str) {
    for (found, wanted) in patches(&opened.raster).iter().zip(wanted) {
        assert_near(*found, *wanted, tolerance, what);
    }
}

/// What is stored in the eight patches.
const STORED: [[u8; 3]; 8] = [
    [200, 40, 40],
    [40, 180, 60],
    [50, 60, 200],
    [220, 180, 60],
    [60, 190, 200],
    [180, 70, 170],
    [230, 190, 170],
    [128, 128, 128],
];

/// They as Adobe RGB.
const OF_ADOBE_RGB: [[u8; 3]; 4] = [[233, 35, 35], [0, 181, 42], [41, 57, 205], [234, 181, 42]];

/// Mean of the differences of all values.
fn mean_difference(a: &Raster, b: &Raster) -> f64 {
    assert_eq!(a.size(), b.size());
    let sum: u64 = a.rgb().iter().zip(b.rgb()).map(|(a, b)| u64::from(a.abs_diff(*b))).sum();
    sum as f64 / a.rgb().len() as f64
}

fn greatest_difference(a: &Raster, b: &Raster) -> u8 {
    assert_eq!(a.size(), b.size());
    a.rgb().iter().zip(b.rgb()).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or_default()
}

/// Samsung's and Xiaomi's phones label their photos with the standard of their video encoder, in the `nclx` box or
/// only in the HEVC stream; libheif leaves the values as they are.
#[cfg(feature = "heif")]
#[test]
fn the_transfer_of_a_video_standard_leaves_a_still_unchanged() {
    for (truth, names) in [
        (
            "truth",
            &[
                "transfer_13_srgb",
                "transfer_14_bt2020_10",
                "transfer_1_bt709",
                "transfer_4_gamma22",
                "transfer_5_gamma28",
                "transfer_6_bt601",
            ][..],
        ),
        (
            "own_patches",
            &[
                // Matrix and range of the stream are followed where there is no box.
                "own_vui_bt709_limited",
                "own_vui_bt601_limited",
                // Television's primaries are a label as well.
                "own_bt470bg_primaries",
                // The box is wrong about the range, as that of some of Sony's cameras.
                "own_box_limited_stream_full",
            ],
        ),
    ] {
        let truth = file(&format!("02_heic_bt709_transfer/{truth}.png"));
        for name in names {
            let photo = file(&format!("02_heic_bt709_transfer/{name}.heic"));
            let difference = greatest_difference(&photo.raster, &truth.raster);
            assert!(difference <= 2, "{name}: {difference}");
            assert!(photo.notices.is_empty(), "{name}: {:?}", photo.notices);
        }
    }
}

/// Wide primaries are written on purpose: the colours of `STORED`, by the matrices of table 2 of ITU-T H.273.
#[cfg(feature = "heif")]
#[test]
fn wide_primaries_by_code_point_are_converted() {
    let display_p3 = file("02_heic_bt709_transfer/own_p3_primaries.heic");
    assert_patches(&display_p3, &OF_DISPLAY_P3, 2, "P3");
    let bt2020 = file("02_heic_bt709_transfer/own_bt2020_primaries_limited.heic");
    assert_patches(&bt2020, &OF_BT2020, 2, "BT.2020");
}

/// The first four of `STORED` in Display P3 and in BT.2020, with the curve of sRGB.
const OF_DISPLAY_P3: [[u8; 3]; 4] = [[218, 0, 26], [0, 183, 30], [47, 60, 208], [228, 178, 0]];
#[cfg(feature = "heif")]
const OF_BT2020: [[u8; 3]; 4] = [[249, 0, 27], [0, 190, 14], [0, 58, 209], [245, 175, 0]];

#[test]
fn adobe_rgb_told_by_exif_alone_is_converted() {
    for name in ["jpeg_adobergb_r03", "jpeg_adobergb_cs2"] {
        let photo = file(&format!("05_adobergb_by_exif/{name}.jpg"));
        assert_patches(&photo, &OF_ADOBE_RGB, 3, name);
        assert!(photo.notices.is_empty(), "{name}: {:?}", photo.notices);
    }
    assert_patches(&file("05_adobergb_by_exif/jpeg_srgb_r98.jpg"), &STORED, 2, "R98");
}

/// The Exif block of the photo above in the places that other containers have for it.
#[test]
fn adobe_rgb_is_told_by_exif_in_png_and_webp_as_well() {
    let jpeg = bytes("05_adobergb_by_exif/jpeg_adobergb_r03.jpg");
    let at = jpeg.windows(6).position(|window| window == b"Exif\0\0").unwrap();
    let tiff = &jpeg[at + 6..at + 6 + 86];
    let plain = bytes("02_heic_bt709_transfer/own_patches.png");
    let png = with_chunks(&plain, &[(b"eXIf", tiff)]);
    assert_patches(&opened(&png, "PNG"), &OF_ADOBE_RGB, 3, "PNG");
    // A statement of the container itself is nearer to the pixels.
    let png = with_chunks(&plain, &[(b"eXIf", tiff), (b"sRGB", &[0])]);
    assert_patches(&opened(&png, "PNG"), &STORED, 0, "PNG with sRGB");
    let mut webp = Vec::new();
    let picture = image::load_from_memory(&plain).unwrap();
    picture.write_to(&mut std::io::Cursor::new(&mut webp), image::ImageFormat::WebP).unwrap();
    webp.extend(b"EXIF");
    webp.extend(u32::try_from(tiff.len()).unwrap().to_le_bytes());
    webp.extend(tiff);
    let size = u32::try_from(webp.len() - 8).unwrap();
    webp[4..8].copy_from_slice(&size.to_le_bytes());
    assert_patches(&opened(&webp, "WebP"), &OF_ADOBE_RGB, 3, "WebP");
}

#[test]
fn pictures_for_hdr_screens_are_brought_to_the_brightness_of_a_usual_one() {
    let reference = file("06_hdr_pq_hlg/test_reference.jpg");
    let mut names = vec!["test_pq.png", "test_hlg.png"];
    if cfg!(feature = "heif") {
        names.extend(["test_pq.heif", "test_hlg.heif"]);
        // The sampling and depth of Sony's, Canon's and Nikon's HIF files.
        names.extend([
            "own_pq_10bit_422.heic",
            "own_hlg_10bit_422_vui.heic",
            "own_pq_10bit_420_limited.heic",
        ]);
    }
    for name in names {
        let photo = file(&format!("06_hdr_pq_hlg/{name}"));
        let difference = mean_difference(&photo.raster, &reference.raster);
        println!("{name}: mean difference {difference:.2}");
        assert!(difference < 2.0, "{name}: {difference}");
        assert_eq!(photo.notices, [Notice::BrightnessReduced], "{name}");
    }
    if cfg!(feature = "heif") {
        let usual = file("06_hdr_pq_hlg/test_srgb.heif");
        assert!(mean_difference(&usual.raster, &reference.raster) < 2.0);
        assert!(usual.notices.is_empty(), "{:?}", usual.notices);
    }
}

#[test]
fn the_colour_chunks_of_a_png_are_followed() {
    for (name, wanted, tolerance) in [
        ("png_gama_chrm_adobergb", &OF_ADOBE_RGB[..], 3),
        ("png_gama_linear", &[[229, 110, 110], [110, 219, 133], [122, 133, 229], [239, 219, 133]], 1),
        ("png_cicp_p3", &OF_DISPLAY_P3, 2),
        // The curve of 2.2 that it states, and not that of sRGB.
        ("png_chrm_p3_gama", &[[220, 0, 17], [0, 185, 23], [44, 58, 209], [229, 180, 0]], 2),
        ("png_srgb_gama", &STORED, 0),
    ] {
        let photo = file(&format!("11_png_colour_chunks/{name}.png"));
        assert_patches(&photo, wanted, tolerance, name);
        assert!(photo.notices.is_empty(), "{name}: {:?}", photo.notices);
    }
}

/// Type and data of chunks.
type Chunks<'a> = &'a [(&'a [u8; 4], &'a [u8])];

/// PNG third edition, 4.3: `cICP` before `iCCP` before `sRGB` before `gAMA` and `cHRM`.
#[test]
fn of_several_colour_chunks_the_one_that_says_most_counts() {
    let plain = bytes("02_heic_bt709_transfer/own_patches.png");
    let linear: &[u8] = &100_000_u32.to_be_bytes();
    let usual: &[u8] = &45_455_u32.to_be_bytes();
    let adobe = profile_chunk(&moxcms::ColorProfile::new_adobe_rgb());
    let adobe_by_numbers: Vec<u8> = [31_270_u32, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6_000]
        .iter()
        .flat_map(|number| number.to_be_bytes())
        .collect();
    let of_linear = [[229, 110, 110], [110, 219, 133], [122, 133, 229], [239, 219, 133]];
    let cases: [(&str, Chunks, &[[u8; 3]], u8); 14] = [
        ("sRGB over gAMA", &[(b"gAMA", linear), (b"sRGB", &[0])], &STORED, 0),
        ("iCCP over sRGB", &[(b"sRGB", &[0]), (b"iCCP", &adobe)], &OF_ADOBE_RGB, 3),
        ("cICP over iCCP", &[(b"iCCP", &adobe), (b"cICP", &[12, 13, 0, 1])], &OF_DISPLAY_P3, 2),
        ("cICP of sRGB over iCCP", &[(b"iCCP", &adobe), (b"cICP", &[1, 13, 0, 1])], &STORED, 0),
        (
            "an invalid cICP counts for nothing",
            &[(b"iCCP", &adobe), (b"cICP", &[12, 13, 1, 1])],
            &OF_ADOBE_RGB,
            3,
        ),
        ("an unknown cICP gives way", &[(b"iCCP", &adobe), (b"cICP", &[12, 99, 0, 1])], &OF_ADOBE_RGB, 3),
        ("gAMA of a usual screen", &[(b"gAMA", usual)], &STORED, 0),
        ("within libpng's five percent", &[(b"gAMA", &47_000_u32.to_be_bytes())], &STORED, 0),
        (
            "cHRM without gAMA",
            &[(b"cHRM", &adobe_by_numbers)],
            &[[231, 40, 40], [0, 180, 46], [45, 60, 203], [234, 180, 46]],
            2,
        ),
        ("the first of two", &[(b"gAMA", linear), (b"gAMA", usual)], &of_linear, 1),
        ("gAMA of 1.0 by cICP", &[(b"cICP", &[1, 8, 0, 1])], &of_linear, 1),
        // A still in BT.709 was made for a screen, not for the inverse of a camera's curve.
        ("BT.709 by cICP", &[(b"cICP", &[1, 1, 0, 1])], &STORED, 0),
        ("BT.2020 of 12 bits by cICP", &[(b"cICP", &[1, 15, 0, 1])], &STORED, 0),
        ("a gamma of nothing", &[(b"gAMA", &[0; 4])], &STORED, 0),
    ];
    for (what, chunks, wanted, tolerance) in cases {
        let photo = opened(&with_chunks(&plain, chunks), what);
        assert_patches(&photo, wanted, tolerance, what);
        let told = photo.notices.contains(&Notice::ProfileUnusable);
        assert_eq!(told, what == "a gamma of nothing", "{what}: {:?}", photo.notices);
    }
}

/// ITU-T H.273, 8.3: 16 is black and 235 is white.
#[test]
fn a_png_in_the_range_of_video_is_widened() {
    let plain = bytes("02_heic_bt709_transfer/own_patches.png");
    let photo = opened(&with_chunks(&plain, &[(b"cICP", &[1, 13, 0, 0])]), "narrow");
    for (found, stored) in patches(&photo.raster).iter().zip(STORED) {
        let wide = stored.map(|value| ((f32::from(value) - 16.0) * 255.0 / 219.0).round() as u8);
        assert_near(*found, wide, 1, "narrow");
    }
}

/// Little CMS knows the XYZ tags of Corbis' profiles, which are of a type of their own.
#[test]
fn a_profile_with_corbis_own_tags_is_converted_as_little_cms_does() {
    let photo = file("17_icc_unpadded_curve/corbis_rgb_patches.jpg");
    let by_little_cms = [
        [214, 31, 64],
        [30, 195, 79],
        [66, 77, 208],
        [228, 192, 87],
        [62, 205, 208],
        [196, 81, 183],
        [237, 200, 186],
        [146, 146, 146],
    ];
    assert_patches(&photo, &by_little_cms, 2, "Corbis");
    assert!(photo.notices.is_empty(), "{:?}", photo.notices);
}

/// The chunks behind the header of a PNG.
fn with_chunks(png: &[u8], chunks: Chunks<'_>) -> Vec<u8> {
    const HEADER_END: usize = 8 + 25;
    let (header, rest) = png.split_at(HEADER_END);
    let mut bytes = header.to_vec();
    for (kind, data) in chunks {
        bytes.extend(u32::try_from(data.len()).unwrap_or_default().to_be_bytes());
        let mut checksum = flate2::Crc::new();
        checksum.update(*kind);
        checksum.update(data);
        bytes.extend(*kind);
        bytes.extend(*data);
        bytes.extend(checksum.sum().to_be_bytes());
    }
    bytes.extend(rest);
    bytes
}

fn profile_chunk(profile: &moxcms::ColorProfile) -> Vec<u8> {
    use std::io::Write as _;
    let mut packed = flate2::write::ZlibEncoder::new(b"A\0\0".to_vec(), flate2::Compression::fast());
    let icc = profile.encode().unwrap_or_else(|error| panic!("{error}"));
    packed.write_all(&icc).unwrap_or_else(|error| panic!("{error}"));
    packed.finish().unwrap_or_else(|error| panic!("{error}"))
}

//! Photos that detectors fail at: very large, very small, cut, lying, touching, dark faces, and photos without any.
//! Made from the sample photo in `assets/`, whose three faces are known.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says where it stops")]
#![allow(clippy::indexing_slicing, reason = "places of known lists")]

mod support;

use std::{fs, path::Path, sync::OnceLock};

use image::{RgbImage, imageops, imageops::FilterType};
use sladd::{
    detection::{CancelFlag, Detections, FaceDetector as _, OnnxFaceDetector},
    geometry::{BoundingBox, PixelSize},
    photo::{Limits, Raster, open},
    redaction::{DEFAULT_MARGIN_PERCENT, Mask, Shape, face_mask},
};

/// Faces of the sample from brow to chin and ear to ear, read off the picture of 1680 × 840 pixels by eye.
const FACES: [BoundingBox; 3] = [
    BoundingBox::new(140.0, 120.0, 140.0, 168.0),
    BoundingBox::new(768.0, 90.0, 186.0, 215.0),
    BoundingBox::new(1272.0, 205.0, 270.0, 250.0),
];
/// Side of a face in the panel that [`head`] cuts out, against the panel's.
const PANEL: BoundingBox = BoundingBox::new(40.0, 0.0, 400.0, 400.0);

fn detector() -> &'static OnnxFaceDetector {
    static DETECTOR: OnceLock<OnnxFaceDetector> = OnceLock::new();
    DETECTOR.get_or_init(support::detector)
}

fn detect(picture: RgbImage) -> (Detections, PixelSize) {
    let size = PixelSize::new(picture.width(), picture.height());
    let raster = Raster::new(size, picture.into_raw()).unwrap();
    (detector().detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap(), size)
}

fn sample() -> RgbImage {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let raster = open(&fs::read(file).unwrap(), &Limits::default()).unwrap().raster;
    let size = raster.size();
    assert_eq!((size.width, size.height), (1680, 840));
    RgbImage::from_raw(size.width, size.height, raster.into_rgb()).unwrap()
}

/// The first person's head and shoulders, 400 × 400, and the face in it.
fn head() -> (RgbImage, BoundingBox) {
    let part = imageops::crop_imm(&sample(), PANEL.x as u32, PANEL.y as u32, 400, 400).to_image();
    (part, FACES[0].translated(-PANEL.x, -PANEL.y))
}

/// The same, `side` pixels wide and high.
fn head_of(side: u32) -> (RgbImage, BoundingBox) {
    let (part, face) = head();
    (imageops::resize(&part, side, side, FilterType::CatmullRom), face.times(side as f32 / PANEL.width))
}

/// A wall with some texture, as a ward has it.
fn wall(width: u32, height: u32) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let grain =
            (x.wrapping_mul(0x9e37_79b9) ^ y.wrapping_mul(0x85eb_ca6b)).wrapping_mul(0xc2b2_ae35) >> 29;
        let shade = 150 + (x / 64 + y / 48) % 24 + grain;
        image::Rgb([shade as u8, (shade + 6) as u8, (shade + 2) as u8])
    })
}

/// Share of a face under the masks that an export would cover it with.
fn covered(found: &Detections, face: BoundingBox, size: PixelSize) -> f32 {
    let shapes: Vec<Shape> =
        found.faces.iter().map(|found| face_mask(found.bbox, DEFAULT_MARGIN_PERCENT, size)).collect();
    let mask = Mask::of(&shapes, size);
    let pixels = face.to_pixels(size).unwrap();
    let inside = (pixels.y..pixels.y + pixels.height)
        .flat_map(|y| (pixels.x..pixels.x + pixels.width).map(move |x| (x, y)))
        .filter(|(x, y)| mask.contains(*x, *y));
    inside.count() as f32 / (pixels.width * pixels.height) as f32
}

fn assert_covers(found: &(Detections, PixelSize), faces: &[BoundingBox], what: &str) {
    for face in faces {
        let share = covered(&found.0, *face, found.1);
        assert!(share >= 0.9, "{what}: {:.0} % of {face:?} covered by {:?}", share * 100.0, found.0.faces);
    }
}

fn turned(picture: &RgbImage, face: BoundingBox, turns: u8) -> (RgbImage, BoundingBox) {
    let (width, height) = (picture.width() as f32, picture.height() as f32);
    match turns {
        0 => (picture.clone(), face),
        1 => (
            imageops::rotate90(picture),
            BoundingBox::new(height - face.bottom(), face.x, face.height, face.width),
        ),
        2 => (
            imageops::rotate180(picture),
            BoundingBox::new(width - face.right(), height - face.bottom(), face.width, face.height),
        ),
        _ => (
            imageops::rotate270(picture),
            BoundingBox::new(face.y, width - face.right(), face.height, face.width),
        ),
    }
}

#[test]
fn a_face_that_fills_twelve_megapixels() {
    // The face alone, 0.9 of the photo's height.
    let close = imageops::crop_imm(&sample(), 86, 110, 250, 188).to_image();
    let face = FACES[0].translated(-86.0, -110.0).times(4000.0 / 250.0);
    let found = detect(imageops::resize(&close, 4000, 3000, FilterType::Triangle));
    assert_covers(&found, &[face], "a face of 2700 pixels");
}

#[test]
fn a_face_of_twenty_pixels_in_each_corner_of_twenty_four_megapixels() {
    let mut photo = wall(6000, 4000);
    let (small, face) = head_of(52); // the face's own sides: 18 and 22 pixels
    let corners = [(0, 0), (6000 - 52, 0), (0, 4000 - 52), (6000 - 52, 4000 - 52)];
    for (x, y) in corners {
        imageops::replace(&mut photo, &small, x, y);
    }
    let found = detect(photo);
    for (x, y) in corners {
        assert_covers(&found, &[face.translated(x as f32, y as f32)], "in a corner");
    }
}

#[test]
fn faces_cut_by_each_edge_are_covered_as_far_as_they_show() {
    let (part, face) = head_of(300);
    let size = PixelSize::new(900, 700);
    let (cx, cy) = face.center();
    // A third of the face lies outside.
    let (beyond_x, beyond_y) = (cx - face.width / 6.0, cy - face.height / 6.0);
    let (right, bottom) = (900.0 - cx - face.width / 6.0, 700.0 - cy - face.height / 6.0);
    let places = [(-beyond_x, 200.0), (300.0, -beyond_y), (right, 200.0), (300.0, bottom)];
    for (x, y) in places {
        let mut photo = wall(size.width, size.height);
        imageops::replace(&mut photo, &part, x as i64, y as i64);
        let seen = face.translated(x.trunc(), y.trunc());
        let found = detect(photo);
        assert_covers(&found, &[seen], "cut by an edge");
    }
}

#[test]
fn a_lying_face_beside_upright_ones() {
    let mut photo = sample();
    let (part, face) = head_of(260);
    for turns in [1, 2, 3] {
        let (lying, face) = turned(&part, face, turns);
        imageops::replace(&mut photo, &lying, 700, 500);
        let found = detect(photo.clone());
        assert_covers(&found, &FACES, "those who stand");
        assert_covers(&found, &[face.translated(700.0, 500.0)], "the one who lies");
    }
}

#[test]
fn a_photo_on_its_side_that_does_not_say_so() {
    for turns in [1, 2, 3] {
        let faces = FACES.map(|face| turned(&sample(), face, turns).1);
        let found = detect(turned(&sample(), FACES[0], turns).0);
        assert_covers(&found, &faces, "turned");
    }
}

#[test]
fn two_touching_faces_are_two() {
    let mut photo = wall(900, 600);
    let picture = sample();
    let cut = |face: BoundingBox| {
        let (x, y, width, height) = (face.x - 8.0, face.y - 40.0, face.width + 16.0, face.height + 60.0);
        imageops::crop_imm(&picture, x as u32, y as u32, width as u32, height as u32).to_image()
    };
    let left = cut(FACES[0]);
    let right = imageops::resize(&cut(FACES[1]), left.width(), left.height(), FilterType::Triangle);
    imageops::replace(&mut photo, &left, 250, 150);
    imageops::replace(&mut photo, &right, 250 + i64::from(left.width()), 150);
    let found = detect(photo);
    let face = BoundingBox::new(258.0, 190.0, FACES[0].width, FACES[0].height);
    let next = face.translated(left.width() as f32, 0.0);
    assert_covers(&found, &[face, next], "touching");
    // Each has a box of its own, because each must be decided for itself.
    for face in [face, next] {
        assert!(found.0.faces.iter().any(|found| found.bbox.iou(face) > 0.4), "{:?}", found.0.faces);
    }
}

#[test]
fn a_mirror_shows_a_second_face() {
    let (part, face) = head_of(320);
    let mut photo = wall(1000, 500);
    imageops::replace(&mut photo, &part, 60, 100);
    imageops::replace(&mut photo, &imageops::flip_horizontal(&part), 560, 100);
    let mirrored = BoundingBox::new(320.0 - face.right(), face.y, face.width, face.height);
    let found = detect(photo);
    assert_covers(&found, &[face.translated(60.0, 100.0), mirrored.translated(560.0, 100.0)], "mirrored");
}

#[test]
fn without_colour_very_dark_and_very_bright() {
    type Shade = fn([u8; 3]) -> [u8; 3];
    let shades: [(&str, Shade); 3] = [
        ("grey", |[r, g, b]| [((u32::from(r) * 3 + u32::from(g) * 6 + u32::from(b)) / 10) as u8; 3]),
        ("dark", |rgb| rgb.map(|value| value / 8)),
        ("bright", |rgb| rgb.map(|value| 190 + value / 4)),
    ];
    for (what, shade) in shades {
        let mut photo = sample();
        photo.pixels_mut().for_each(|pixel| pixel.0 = shade(pixel.0));
        assert_covers(&detect(photo), &FACES, what);
    }
}

#[test]
fn a_pixel_a_ribbon_and_a_hundred_megapixels() {
    assert!(detect(wall(1, 1)).0.faces.is_empty());
    detect(wall(10_000, 20));
    detect(wall(20, 10_000));
    let mut photo = wall(11_600, 8_700);
    let (small, face) = head_of(70); // 25 × 29 pixels of a hundred million
    imageops::replace(&mut photo, &small, 7_321, 5_008);
    let (large, large_face) = head_of(3_000);
    imageops::replace(&mut photo, &large, 100, 300);
    let found = detect(photo);
    let faces = [face.translated(7_321.0, 5_008.0), large_face.translated(100.0, 300.0)];
    assert_covers(&found, &faces, "a hundred megapixels");
}

#[test]
fn a_photo_without_a_face_has_none() {
    let (found, _) = detect(wall(1600, 1200));
    assert!(found.faces.is_empty(), "{:?}", found.faces);
    // The sample's jackets and wall, all heads cut away.
    let torsos = imageops::crop_imm(&sample(), 560, 340, 480, 300).to_image();
    let (found, _) = detect(torsos);
    assert!(found.faces.is_empty(), "{:?}", found.faces);
}

/// A large face on its side (a patient in bed, a picture hung askew), and four small ones that stand: what shows in the first,
/// coarse looks must not decide that nothing is looked for upright.
#[test]
fn one_large_face_on_its_side_does_not_hide_small_ones_that_stand() {
    let mut picture = wall(4000, 3000);
    let (large, face) = head_of(900);
    imageops::replace(&mut picture, &imageops::rotate90(&large), 300, 1200);
    let lying = BoundingBox::new(300.0 + 900.0 - face.bottom(), 1200.0 + face.x, face.height, face.width);
    let mut faces = vec![lying];
    let (small, face) = head_of(80);
    for (x, y) in [(2500, 400), (3400, 1500), (2100, 2500), (600, 200)] {
        imageops::replace(&mut picture, &small, x, y);
        faces.push(face.translated(x as f32, y as f32));
    }
    assert_covers(&detect(picture), &faces, "small faces beside a large one on its side");
}

/// Two photos in which a telephone and an aeroplane look like faces on their side, with small portraits set in.
#[test]
fn objects_do_not_decide_that_a_photo_lies_on_its_side() {
    #[derive(serde::Deserialize)]
    struct Of {
        people: Vec<[f32; 4]>,
    }
    let shared = std::env::var_os("SLADD_SHARED")
        .map_or_else(|| Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared"), Into::into);
    let folder = shared.join("faults/22_turned_by_objects");
    let Ok(list) = fs::read(folder.join("people.json")) else {
        println!("skipped: no photos of faults beside the project");
        return;
    };
    let photos: std::collections::BTreeMap<String, Of> = serde_json::from_slice(&list).unwrap();
    assert!(!photos.is_empty());
    for (name, of) in photos {
        let raster = open(&fs::read(folder.join(&name)).unwrap(), &Limits::default()).unwrap().raster;
        let found = detector().detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
        for [x, y, width, height] in of.people {
            let portrait = BoundingBox::new(x, y, width, height);
            assert!(
                found.faces.iter().any(|face| portrait.contains(face.bbox.center())),
                "{name}: nobody at {portrait:?} among {} faces",
                found.faces.len()
            );
        }
    }
}

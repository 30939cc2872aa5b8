//! The finder on the embedded engine.

use std::{fs, path::PathBuf};

use super::*;
use crate::{
    detection::{CancelFlag, DetectionError},
    geometry::{BoundingBox, PixelRect, PixelSize},
    photo::{Limits, Raster, open},
};

/// A part of a photo of `../shared/identifiers`; small, so that the embedded engine takes seconds.
fn part(name: &str, rect: PixelRect) -> Option<Raster> {
    let shared = std::env::var_os("SLADD_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    let bytes = fs::read(shared.join("identifiers").join(name));
    if bytes.is_err() {
        println!("skipped: no photos with writing beside the project");
    }
    open(&bytes.ok()?, &Limits::default()).unwrap().raster.crop(rect)
}

fn finder() -> Finder {
    Finder::load(None, Some(2)).unwrap()
}

const TEXT: Kinds = Kinds { text: true, codes: false };

#[test]
fn a_plain_photo_holds_no_writing_and_what_is_not_asked_for_is_not_looked_for() {
    let plain = Raster::filled(PixelSize::new(320, 240), [120, 130, 140]).unwrap();
    let finder = finder();
    let (mut last, cancel) = ((0, 0), CancelFlag::default());
    let found = finder.find(&plain, TEXT, &mut |done, total| last = (done, total), &cancel).unwrap();
    assert!(found.places.is_empty() && last.0 == last.1 && last.0 > 0, "{found:?} {last:?}");
    let mut steps = 0;
    finder.find(&plain, Kinds::default(), &mut |_, _| steps += 1, &cancel).unwrap();
    assert_eq!(steps, 0);
    finder.rest();
}

#[test]
fn a_look_that_is_cancelled_gives_no_answer() {
    let plain = Raster::filled(PixelSize::new(320, 240), [120, 130, 140]).unwrap();
    let cancel = CancelFlag::default();
    cancel.cancel();
    let answer = finder().find(&plain, TEXT, &mut |_, _| {}, &cancel);
    assert!(matches!(answer, Err(DetectionError::Cancelled)), "{answer:?}");
}

#[test]
fn a_screen_with_personal_numbers_is_one_place_of_the_gravest_grade() {
    // In s001.jpg: a screen of a ward from (700, 120) to (1245, 420), and a paper below it.
    let Some(screen) = part("s001.jpg", PixelRect::new(690, 100, 580, 330)) else { return };
    let finder = finder();
    let found = finder.find(&screen, TEXT, &mut |_, _| {}, &CancelFlag::default()).unwrap();
    let gravest: Vec<&Place> =
        found.places.iter().filter(|place| place.grade == Grade::PersonalNumber).collect();
    let [place] = gravest.as_slice() else { panic!("{:?}", found.places) };
    assert!(place.lines.len() >= 25, "{}", place.lines.len());
    // The outline holds the lines with their margin.
    let bounds = place.bounds();
    assert!(place.lines.iter().flatten().all(|corner| bounds.contains(*corner)));
    assert!(bounds.width > 350.0 && bounds.height > 220.0, "{bounds:?}");
    // What was read is in no answer.
    let told = format!("{found:?}");
    assert!(!told.contains("9727") && !told.contains("Sj"), "{told}");
    let (_, reads) = finder.find_and_tell(&screen, TEXT, &CancelFlag::default()).unwrap();
    assert!(reads.iter().flatten().any(|line| line.contains("360124")), "the reader reads");
}

#[test]
fn upside_down_it_says_the_same() {
    let Some(screen) = part("s001.jpg", PixelRect::new(880, 160, 380, 120)) else { return };
    let size = screen.size();
    let image = image::RgbImage::from_raw(size.width, size.height, screen.into_rgb()).unwrap();
    let turned = Raster::new(size, image::imageops::rotate180(&image).into_raw()).unwrap();
    let found = finder().find(&turned, TEXT, &mut |_, _| {}, &CancelFlag::default()).unwrap();
    let number = found.places.iter().find(|place| place.grade == Grade::PersonalNumber).unwrap();
    // The upper left corner as the writing stands is at the lower right of the photo.
    let [first, _, third, _] = number.outline;
    assert!(first.0 > third.0 && first.1 > third.1, "{:?}", number.outline);
}

fn sample() -> Raster {
    open(include_bytes!("../../assets/sample.jpg"), &Limits::default()).unwrap().raster
}

/// Three people side by side; a face each in a box of the sample.
const FACES: [BoundingBox; 3] = [
    BoundingBox::new(140.0, 130.0, 130.0, 170.0),
    BoundingBox::new(780.0, 80.0, 170.0, 210.0),
    BoundingBox::new(1290.0, 210.0, 240.0, 290.0),
];

#[test]
fn a_person_is_outlined_along_the_body_and_nobody_on_a_wall() {
    let finder = finder();
    let photo = sample();
    // The man in the middle, from above his head to the lower edge.
    let within = BoundingBox::new(570.0, 10.0, 540.0, 830.0);
    let outline = finder.outline_of_person(&photo, within, &CancelFlag::default()).unwrap().unwrap();
    let somebody = Somebody { outline, score: 1.0 };
    let bounds = somebody.bounds();
    // Grown by a fortieth of the height at most.
    let most = BoundingBox::new(within.x - 25.0, within.y - 25.0, within.width + 50.0, within.height + 50.0);
    assert!(bounds.intersection_area(most) > 0.999 * bounds.area(), "{bounds:?}");
    let inside = |x: f32, y: f32| {
        // Even and odd crossings of a ray to the right.
        let next = somebody.outline.iter().cycle().skip(1);
        let crossings = somebody
            .outline
            .iter()
            .zip(next)
            .filter(|(a, b)| (a.1 <= y) != (b.1 <= y) && a.0 + (y - a.1) / (b.1 - a.1) * (b.0 - a.0) > x);
        crossings.count() % 2 == 1
    };
    // Hair, both cheeks, tie, both elbows; then flag, curtain and window beside him.
    for (x, y) in
        [(860.0, 35.0), (790.0, 180.0), (940.0, 180.0), (820.0, 460.0), (620.0, 600.0), (1080.0, 620.0)]
    {
        assert!(inside(x, y), "({x}, {y}) is left out: {:?}", somebody.outline);
    }
    for (x, y) in [(600.0, 100.0), (1070.0, 100.0), (640.0, 300.0)] {
        assert!(!inside(x, y), "({x}, {y}) is covered: {:?}", somebody.outline);
    }
    assert!(somebody.outline.len() < 400, "{}", somebody.outline.len());
    let wall = Raster::filled(PixelSize::new(320, 240), [120, 130, 140]).unwrap();
    let nobody =
        finder.outline_of_person(&wall, BoundingBox::new(20.0, 20.0, 80.0, 200.0), &CancelFlag::default());
    assert_eq!(nobody.unwrap(), None);
    // Wholly outside of the photo there is nobody either.
    let outside = BoundingBox::new(900.0, 20.0, 80.0, 200.0);
    assert_eq!(finder.outline_of_person(&wall, outside, &CancelFlag::default()).unwrap(), None);
}

#[test]
fn who_has_a_face_is_no_person_without_one() {
    let finder = finder();
    let photo = sample();
    let without =
        |faces: &[BoundingBox]| finder.people_without_face(&photo, faces, &CancelFlag::default()).unwrap();
    assert_eq!(without(&FACES), []);
    let all = without(&[]);
    assert!(!all.is_empty() && all.iter().all(|one| one.score > 0.7), "{all:?}");
    let cancelled = CancelFlag::default();
    cancelled.cancel();
    let answer = finder.people_without_face(&photo, &[], &cancelled);
    assert!(matches!(answer, Err(DetectionError::Cancelled)), "{answer:?}");
}

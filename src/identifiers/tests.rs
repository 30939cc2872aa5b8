//! The finder on the embedded engine.

use std::{fs, path::PathBuf};

use super::*;
use crate::{
    detection::{CancelFlag, DetectionError},
    geometry::{PixelRect, PixelSize},
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

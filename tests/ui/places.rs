//! A place where a face might be is judged by its small picture, by pointer and by keyboard, and is hatched until then.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{fs, io::Cursor};

use crate::desk;
use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::Queryable as _;
use image::{RgbImage, imageops};

/// The ground of the hatched cover of an undecided face.
const COVER: egui::Color32 = egui::Color32::from_rgb(0xf3, 0xdf, 0xbf);

/// The sample photo on a plain wall, where the search for faces is unsure of one place.
fn photo() -> Vec<u8> {
    let photo = image::load_from_memory(&fs::read(desk::sample()).unwrap()).unwrap().into_rgb8();
    let (width, height) = photo.dimensions();
    let small = imageops::resize(&photo, width * 7 / 10, height * 7 / 10, imageops::FilterType::Triangle);
    let mut wall = RgbImage::from_pixel(width, height, image::Rgb([0xc9, 0xcf, 0xcd]));
    imageops::replace(&mut wall, &small, i64::from(width * 3 / 20), i64::from(height * 3 / 10));
    let mut bytes = Cursor::new(Vec::new());
    wall.write_to(&mut bytes, image::ImageFormat::Jpeg).unwrap();
    bytes.into_inner()
}

/// Step 2 of that photo.
fn whole_picture() -> Desk {
    let start = Start::new();
    let path = start.put("photos", "wall.jpg", &photo());
    let mut desk = Desk::open(Start { photos: vec![path], ..start });
    desk.wait_for("Face 1: Undecided");
    desk.click("Redact the rest (3)");
    desk.wait_for("Face 3: Redacted");
    desk.click("Look at the whole picture");
    desk.wait_for("Look here (1)");
    desk
}

/// True where the small picture of the place is hatched all over.
fn is_hatched(desk: &Desk) -> bool {
    let picture = desk.harness.get_by_role_and_label(Control::Button, "Place 1").rect();
    desk.harness.output().shapes.iter().any(|clipped| {
        matches!(&clipped.shape, egui::Shape::Rect(shape)
            if shape.fill == COVER && shape.rect.expand(1.0).contains_rect(picture))
    })
}

#[test]
fn a_place_is_shown_only_while_somebody_judges_it() {
    let mut desk = whole_picture();
    assert!(is_hatched(&desk));
    let picture = desk.harness.get_by_role_and_label(Control::Button, "Place 1").rect();
    desk.harness.hover_at(picture.center());
    desk.harness.run_steps(3);
    assert!(!is_hatched(&desk), "pointed at");
    desk.harness.hover_at(egui::pos2(4.0, 400.0));
    desk.harness.run_steps(3);
    assert!(is_hatched(&desk));
    desk.click("Show the places");
    assert!(!is_hatched(&desk), "shown on purpose");
    desk.click("Show the places");
    desk.tab_to("Place 1");
    assert!(!is_hatched(&desk), "it has the keyboard");
}

#[test]
fn a_place_is_covered_or_taken_away_and_either_is_undone() {
    let mut desk = whole_picture();
    desk.click("Mark place 1 as not a face");
    desk.wait("no place", |desk| !desk.is_there("Look here"));
    desk.click("Undo");
    desk.wait_for("Look here (1)");
    // Nothing of what will be written was changed by it.
    desk.tab_to("Place 1");
    desk.press(Modifiers::NONE, Key::N);
    desk.wait("no place", |desk| !desk.is_there("Look here"));
    desk.press(Modifiers::COMMAND, Key::Z);
    desk.wait_for("Look here (1)");
    desk.tab_to("Redact place 1");
    desk.press(Modifiers::NONE, Key::R);
    desk.wait("no place", |desk| !desk.is_there("Look here"));
    desk.press(Modifiers::ALT, Key::Num1);
    desk.wait_for("Face 4: Redacted");
}

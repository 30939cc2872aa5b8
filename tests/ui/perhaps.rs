//! What is perhaps a face, in its strip: picked one by one, called none at one key after a look, covered with everyone else.
//! Driven by the names that a screen reader tells.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{fs, io::Cursor, path::Path};

use crate::desk;
use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use image::{Rgb, RgbImage, imageops};
use sladd::{
    photo::{Limits, open},
    review::{Decision, Edit, Review},
    session::Command,
};

/// Three clear faces, and below them six heads out of focus: some are still found as faces, some only perhaps.
fn partly_blurred() -> Vec<u8> {
    let raster = open(&fs::read(desk::sample()).unwrap(), &Limits::default()).unwrap().raster;
    let size = raster.size();
    let sample = RgbImage::from_raw(size.width, size.height, raster.into_rgb()).unwrap();
    let mut photo = RgbImage::from_pixel(1680, 1000, Rgb([150, 150, 145]));
    let clear = imageops::resize(&sample, 1000, 500, imageops::FilterType::Lanczos3);
    imageops::replace(&mut photo, &clear, 0, 0);
    for place in 0..6_u32 {
        let head = imageops::crop_imm(&sample, place % 3 * 560 + 20, 0, 420, 500).to_image();
        let small = imageops::resize(&head, 117, 140, imageops::FilterType::Lanczos3);
        let blurred = imageops::blur(&small, if place < 3 { 6.0 } else { 8.4 });
        imageops::replace(&mut photo, &blurred, i64::from(60 + place * 260), 700);
    }
    let mut bytes = Cursor::new(Vec::new());
    photo.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

fn over_it() -> Desk {
    over_it_in(Start::new())
}

fn over_it_in(mut start: Start) -> Desk {
    start.drawn = std::env::var_os("SLADD_PICTURES").is_some();
    let photo = start.put("photos", "blurred.png", &partly_blurred());
    start.photos.push(photo);
    let mut desk = Desk::open(start);
    desk.wait("the search to end", |desk| {
        desk.with_app(|app| app.session().shown().is_some_and(|photo| photo.review.is_some()))
    });
    let perhaps = desk.t("ui-perhaps-faces");
    desk.wait_for(&perhaps);
    assert!(perhaps_left(&desk) >= 2, "{} perhaps-faces are too few to try it with", perhaps_left(&desk));
    desk
}

fn review<T>(desk: &Desk, ask: impl FnOnce(&Review) -> T) -> T {
    desk.with_app(|app| ask(app.session().shown().unwrap().review.as_ref().unwrap()))
}

fn perhaps_left(desk: &Desk) -> usize {
    review(desk, |review| review.undecided_perhaps().count())
}

/// What was decided of each that is perhaps a face.
fn decided(desk: &Desk) -> Vec<Option<Decision>> {
    review(desk, |review| {
        let perhaps = review.entries().iter().filter(|entry| entry.region.is_perhaps());
        perhaps.map(|entry| entry.decision.clone()).collect()
    })
}

fn undecided_at_all(desk: &Desk) -> usize {
    review(desk, |review| review.entries().iter().filter(|entry| entry.decision.is_none()).count())
}

/// The button that says "none of these".
fn none_of_these(desk: &Desk, left: usize) -> String {
    desk.text.format("ui-perhaps-none", [("count", left.into())])
}

/// The name of the first picture in the strip.
fn first_picture(desk: &Desk) -> String {
    let undecided = desk.t("ui-decision-undecided");
    let number = review(desk, |review| {
        let first = review.entries().iter().find(|entry| entry.region.is_perhaps()).unwrap();
        first.region.number
    });
    let label = desk.text.format("ui-perhaps-number", [("number", number.into())]);
    format!("{label}: {undecided}")
}

#[test]
fn none_of_them_is_said_only_after_they_were_shown() {
    let mut desk = over_it();
    let all = perhaps_left(&desk);
    assert!(desk.is_there(&desk.t("ui-perhaps-explain")));
    picture(&mut desk, "strip");
    desk.press(Modifiers::SHIFT, Key::N);
    assert_eq!(perhaps_left(&desk), all, "the first press shows them and decides nothing");
    picture(&mut desk, "strip_shown");
    desk.press(Modifiers::SHIFT, Key::N);
    desk.wait("all to be decided", |desk| perhaps_left(desk) == 0);
    assert!(decided(&desk).iter().all(|said| *said == Some(Decision::NotAFace { what: None })));
    assert!(!desk.is_there(&none_of_these(&desk, all)));
    // The faces wait as before.
    assert!(undecided_at_all(&desk) >= 3);
    desk.press(Modifiers::COMMAND, Key::Z);
    desk.wait("undo in one step", |desk| perhaps_left(desk) == all);
}

#[test]
fn the_button_asks_for_a_look_as_the_key_does() {
    let mut desk = over_it();
    let all = perhaps_left(&desk);
    let button = none_of_these(&desk, all);
    // In a window of this height the button may lie below what is seen of the list.
    desk.harness.get_by_role_and_label(Control::Button, &button).scroll_to_me();
    desk.harness.run_steps(8);
    desk.click(&button);
    assert_eq!(perhaps_left(&desk), all);
    desk.click(&button);
    desk.wait("all to be decided", |desk| perhaps_left(desk) == 0);
}

#[test]
fn the_strip_takes_several_rows_and_stays_in_the_window() {
    let mut start = Start::new();
    start.size = [1024.0, 700.0];
    let mut desk = over_it_in(start);
    let pictures = perhaps_left(&desk);
    let name = desk.text.format("ui-perhaps-number", [("number", "".into())]);
    let rects: Vec<egui::Rect> = desk
        .harness
        .query_all_by_role(Control::ListItem)
        .filter_map(|node| {
            let of_strip = node.accesskit_node().label().is_some_and(|label| label.starts_with(name.trim()));
            of_strip.then(|| node.rect())
        })
        .collect();
    assert_eq!(rects.len(), pictures);
    let mut rows: Vec<i32> = rects.iter().map(|rect| rect.top() as i32).collect();
    rows.dedup();
    assert!(rows.len() > 1, "{pictures} pictures are too few to fill a row");
    assert!(rects.iter().all(|rect| rect.left() >= 0.0 && rect.right() <= 1024.0), "{rects:?}");
    picture(&mut desk, "rows");
}

#[test]
fn one_that_is_a_face_is_picked_and_the_others_are_none() {
    let mut desk = over_it();
    let all = perhaps_left(&desk);
    let name = first_picture(&desk);
    desk.click_a(Control::ListItem, &name);
    desk.press(Modifiers::NONE, Key::R);
    desk.wait("it to be taken for a face", |desk| perhaps_left(desk) == all - 1);
    assert!(!desk.is_there(&name), "it stands among the faces now");
    desk.press(Modifiers::SHIFT, Key::N);
    desk.press(Modifiers::SHIFT, Key::N);
    desk.wait("the others to be none", |desk| perhaps_left(desk) == 0);
    let redacted = decided(&desk).iter().filter(|said| **said == Some(Decision::Redact)).count();
    assert_eq!(redacted, 1, "what was picked stays covered");
}

#[test]
fn everyone_is_redacted_with_them() {
    let mut desk = over_it();
    let rest = desk.text.format("ui-redact-rest", [("count", undecided_at_all(&desk).into())]);
    desk.click(&rest);
    desk.wait("everyone to be redacted", |desk| undecided_at_all(desk) == 0);
    assert!(decided(&desk).iter().all(|said| *said == Some(Decision::Redact)));
}

#[test]
fn nothing_is_written_while_one_of_them_is_undecided() {
    let mut desk = over_it();
    let left = perhaps_left(&desk);
    // Every face, and none of those that are perhaps one.
    let faces: Vec<_> = review(&desk, |review| {
        let sure = review.entries().iter().filter(|entry| !entry.region.is_perhaps());
        sure.map(|entry| entry.region.id).collect()
    });
    for region in faces {
        let decision = Some(Decision::Redact);
        desk.with_app(|app| {
            app.tell(Command::Edit(Edit::Decide { region, decision }));
        });
    }
    desk.wait("the faces to be decided", |desk| undecided_at_all(desk) == left);
    desk.with_app(|app| {
        app.tell(Command::Edit(Edit::AttestWholeImage(true)));
    });
    desk.harness.run_steps(4);
    desk.press(Modifiers::COMMAND, Key::E);
    desk.harness.run_steps(10);
    assert!(!desk.is_there(&desk.t("ui-export-button")), "there is no way past them");
    assert!(desk.files("").is_empty());
}

/// Puts a picture of the window into `$SLADD_PICTURES`, for people.
fn picture(desk: &mut Desk, name: &str) {
    if let Some(folder) = std::env::var_os("SLADD_PICTURES") {
        let path = Path::new(&folder).join(format!("perhaps_{name}.png"));
        desk.harness.render().unwrap().save(path).unwrap();
    }
}

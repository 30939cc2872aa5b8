//! The step "Crop" in the window, by mouse and by keyboard.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, Pos2, accesskit::Role as Control};
use egui_kittest::kittest::Queryable as _;
use sladd::{
    framing::{Frame, Turn},
    geometry::PixelSize,
};

/// The sample photo with its three faces found.
fn over_sample() -> Desk {
    let mut desk = Desk::open(Start::with_sample());
    desk.wait_for("Redact the rest (3)");
    desk
}

fn frame(desk: &Desk) -> Frame {
    desk.with_app(|app| app.session().shown().unwrap().review.as_ref().unwrap().frame())
}

fn photo(desk: &Desk) -> PixelSize {
    desk.with_app(|app| app.session().shown().unwrap().review.as_ref().unwrap().size())
}

fn framed(desk: &Desk) -> PixelSize {
    frame(desk).size(photo(desk))
}

/// Where a point of the photo lies while all of it is shown.
fn on_screen(desk: &Desk, (x, y): (f32, f32)) -> Pos2 {
    let canvas = desk.harness.get_by_label("The photo with what you have decided").rect();
    let size = photo(desk);
    let (wide, high) = (size.width as f32, size.height as f32);
    let scale = ((canvas.width() - 24.0) / wide).min((canvas.height() - 24.0) / high);
    canvas.center() + egui::vec2(x - wide / 2.0, y - high / 2.0) * scale
}

fn drag(desk: &mut Desk, from: (f32, f32), to: (f32, f32)) {
    let (from, to) = (on_screen(desk, from), on_screen(desk, to));
    desk.harness.hover_at(from);
    desk.harness.run_steps(2);
    desk.harness.drag_at(from);
    desk.harness.run_steps(2);
    desk.harness.hover_at(from + (to - from) * 0.5);
    desk.harness.run_steps(2);
    desk.harness.hover_at(to);
    desk.harness.run_steps(2);
    desk.harness.drop_at(to);
    desk.harness.run_steps(4);
}

#[test]
fn by_keyboard_from_the_photo_to_a_copy_without_the_third_face() {
    let mut desk = over_sample();
    desk.press(Modifiers::NONE, Key::C);
    desk.wait_for("Only what is inside the frame is in the copy.");
    let mut presses = 0;
    while !desk.is_there("1 face is cut away.") {
        presses += 1;
        assert!(presses < 80, "the crop does not become smaller");
        desk.press(Modifiers::ALT, Key::ArrowLeft);
    }
    let size = framed(&desk);
    assert!(size.width < photo(&desk).width && size.height == photo(&desk).height, "{size:?}");
    assert!(desk.is_there(&format!("The copy has {} × {} pixels.", size.width, size.height)));
    desk.press(Modifiers::NONE, Key::Enter);
    // It is told, and asked for no more.
    desk.wait_for("Redact the rest (2)");
    assert!(desk.is_there("Face 3: cut away"));
    desk.press(Modifiers::SHIFT, Key::R);
    desk.press(Modifiers::NONE, Key::Enter);
    desk.sweep();
    desk.press(Modifiers::NONE, Key::Enter);
    desk.harness.get_by_role_and_label(Control::RadioButton, "PNG").scroll_to_me();
    desk.harness.run_steps(8);
    desk.click_a(Control::RadioButton, "PNG");
    desk.wait_for("Nothing is missing.");
    // What is shown at full size is what is written, pixel for pixel.
    desk.wait("the picture of this state", |desk| {
        desk.with_app(|app| {
            let revision = app.session().shown().map(sladd::session::Photo::revision);
            app.session().preview().map(|(_, revision, _)| revision) == revision
        })
    });
    let preview = desk.with_app(|app| {
        let (_, _, raster) = app.session().preview().unwrap();
        raster.crop(frame_of(app).cropped(raster.size())).unwrap()
    });
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("The copy and its consent record are saved.");
    let copies = desk.files(".png");
    let copy = image::load_from_memory(&std::fs::read(&copies[0]).unwrap()).unwrap().into_rgb8();
    assert_eq!((copy.width(), copy.height()), (size.width, size.height));
    assert!(copy.as_raw() == preview.rgb(), "the copy is another picture than the one that was shown");
}

fn frame_of(app: &sladd::ui::SladdApp) -> Frame {
    app.session().shown().unwrap().review.as_ref().unwrap().frame()
}

#[test]
fn a_corner_is_dragged_and_one_drag_is_one_step_of_undo() {
    let mut desk = over_sample();
    desk.click("Crop");
    let size = photo(&desk);
    let (wide, high) = (size.width as f32, size.height as f32);
    drag(&mut desk, (wide, high), (wide * 0.6, high * 0.8));
    let small = framed(&desk);
    let near = |pixels: u32, wanted: f32| (pixels as f32 - wanted).abs() < 6.0;
    assert!(near(small.width, wide * 0.6) && near(small.height, high * 0.8), "{small:?}");
    assert!(desk.is_there("1 face is cut away."));
    // Taken inside, all of it moves and keeps its size.
    drag(&mut desk, (wide * 0.3, high * 0.4), (wide * 0.5, high * 0.4));
    assert_eq!(framed(&desk), small);
    let at = frame(&desk).crop.unwrap();
    assert!(near(at.x, wide * 0.2) && at.y == 0, "{at:?}");
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(frame(&desk).crop.unwrap().x, 0);
    desk.press(Modifiers::COMMAND, Key::Z);
    assert!(frame(&desk).is_whole());
    desk.press(Modifiers::COMMAND, Key::Y);
    assert_eq!(framed(&desk), small);
    desk.click("Use the whole photo");
    assert!(frame(&desk).is_whole());
}

#[test]
fn shape_turn_and_angle_are_chosen_by_keys_and_taken_back() {
    let mut desk = over_sample();
    let size = photo(&desk);
    desk.press(Modifiers::NONE, Key::C);
    desk.wait_for("Only what is inside the frame is in the copy.");
    for expected in [10, 20] {
        desk.press(Modifiers::NONE, Key::ArrowRight);
        assert_eq!(frame(&desk).straighten, expected);
    }
    desk.press(Modifiers::NONE, Key::ArrowLeft);
    assert_eq!(frame(&desk).straighten, 10);
    desk.press(Modifiers::NONE, Key::T);
    assert_eq!(frame(&desk).turn, Turn::Right);
    desk.click("4:5");
    let shaped = framed(&desk);
    let ratio = f64::from(shaped.width) / f64::from(shaped.height);
    assert!((ratio - 0.8).abs() < 0.01, "{shaped:?}");
    // The shape is kept while the size is changed.
    desk.press(Modifiers::ALT, Key::ArrowUp);
    let smaller = framed(&desk);
    let ratio = f64::from(smaller.width) / f64::from(smaller.height);
    assert!(smaller.width < shaped.width && (ratio - 0.8).abs() < 0.01, "{smaller:?}");
    let before = frame(&desk).crop.unwrap();
    desk.press(Modifiers::SHIFT, Key::ArrowDown);
    let after = frame(&desk).crop.unwrap();
    assert!(after.y > before.y && after.x == before.x, "{before:?} {after:?}");
    desk.press(Modifiers::SHIFT, Key::T);
    assert_eq!(frame(&desk).turn, Turn::None);
    for _ in 0..8 {
        desk.press(Modifiers::COMMAND, Key::Z);
    }
    assert!(frame(&desk).is_whole(), "{:?}", frame(&desk));
    assert_eq!(framed(&desk), size);
    desk.press(Modifiers::NONE, Key::Escape);
    assert!(!desk.is_there("Only what is inside the frame is in the copy."));
    assert!(desk.is_there("Redact the rest (3)"));
}

#[test]
fn another_frame_asks_for_another_look_at_the_picture() {
    let mut desk = over_sample();
    desk.press(Modifiers::SHIFT, Key::R);
    desk.press(Modifiers::NONE, Key::Enter);
    desk.sweep();
    desk.press(Modifiers::NONE, Key::Enter);
    let attested = |desk: &Desk| {
        desk.with_app(|app| app.session().shown().unwrap().review.as_ref().unwrap().whole_image_reviewed())
    };
    assert!(attested(&desk));
    // Turned in the last step: the picture that was looked at is another one now.
    desk.press(Modifiers::NONE, Key::T);
    assert!(!attested(&desk));
    desk.press(Modifiers::ALT, Key::Num2);
    assert!(!desk.is_there("I have looked at everything"), "a statement about parts nobody has seen");
    desk.sweep();
    desk.press(Modifiers::NONE, Key::Enter);
    assert!(attested(&desk));
}

#[test]
fn crop_two_sizes_and_alt_text_by_keyboard_alone() {
    const WORDS: &str = "Three colleagues in front of a curtain";
    let mut desk = over_sample();
    let begun = desk.pressed;
    desk.press(Modifiers::NONE, Key::C);
    for _ in 0..3 {
        desk.press(Modifiers::ALT, Key::ArrowLeft);
    }
    desk.press(Modifiers::NONE, Key::Enter);
    desk.press(Modifiers::SHIFT, Key::R);
    desk.press(Modifiers::NONE, Key::Enter);
    desk.sweep();
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("Nothing is missing.");
    desk.tab_to("Alt text");
    desk.harness.get_by_role_and_label(Control::MultilineTextInput, "Alt text").type_text("Anna Hansen");
    desk.harness.run_steps(3);
    desk.wait_for("The alt text seems to hold a name.");
    for _ in 0.."Anna Hansen".len() {
        desk.press(Modifiers::NONE, Key::Backspace);
    }
    let typed = desk.pressed;
    desk.harness.get_by_role_and_label(Control::MultilineTextInput, "Alt text").type_text(WORDS);
    desk.harness.run_steps(3);
    desk.wait_for(&format!("{} of 255 characters", WORDS.len()));
    for size in ["Intranet: ", "Social media: "] {
        desk.tab_to(size);
        desk.press(Modifiers::NONE, Key::Space);
    }
    let keys = desk.pressed - begun;
    let size = framed(&desk);
    assert!(
        desk.is_there(&format!(
            "Social media: 1080 × {}",
            (1080 * size.height + size.width / 2) / size.width
        ))
    );
    desk.press(Modifiers::COMMAND, Key::E);
    // The keyboard leaves the fields, and Enter is the one next thing again.
    desk.press(Modifiers::NONE, Key::Escape);
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("The copy and its consent record are saved.");
    let copies = desk.files(".jpg");
    let mut widths: Vec<u32> = copies.iter().map(|copy| image::image_dimensions(copy).unwrap().0).collect();
    widths.sort_unstable();
    assert_eq!(widths, [1080, size.width.min(1600)], "{keys} keys, {typed}");
    let words = desk.files(".txt");
    assert_eq!(words.len(), 2);
    assert!(words.iter().all(|file| std::fs::read_to_string(file).unwrap() == format!("{WORDS}\n")));
    assert!(keys < 90, "{keys} keys");
}

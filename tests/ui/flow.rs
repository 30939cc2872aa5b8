//! The window, driven by the names that a screen reader tells.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(clippy::wildcard_enum_match_arm, reason = "of all that is drawn a test looks for one thing")]

use std::time::{Duration, Instant};

use crate::desk::{Desk, Start};
use egui_kittest::kittest::Queryable as _;

fn with_sample() -> Desk {
    Desk::open(Start::with_sample())
}

/// What lies in the folder for copies.
fn written(desk: &Desk) -> Vec<String> {
    desk.files("").iter().map(|path| path.file_name().unwrap().to_string_lossy().into_owned()).collect()
}

#[test]
fn the_main_job_from_an_undecided_photo_to_a_checked_copy() {
    let mut desk = with_sample();
    desk.wait_for("Face 1: Undecided");
    assert!(desk.harness.query_by_label("I have looked at everything").is_none());
    desk.click("3  Export");
    desk.wait_for("You have not decided this face.");
    desk.click("1  Faces");
    desk.click("Redact the rest (3)");
    desk.wait_for("Face 3: Redacted");
    desk.click("Look at the whole picture");
    desk.sweep();
    desk.click("I have looked at everything");
    desk.wait_for("Save the copy");
    assert!(written(&desk).is_empty());
    desk.click("Save the copy");
    let started = Instant::now();
    while written(&desk).len() < 2 {
        assert!(started.elapsed() < Duration::from_mins(4), "{:?}", written(&desk));
        std::thread::sleep(Duration::from_millis(50));
        desk.harness.step();
    }
    assert!(written(&desk).iter().any(|name| name.ends_with(".consent.json")), "{:?}", written(&desk));
}

#[test]
fn covered_areas_look_as_chosen_in_the_settings_and_the_folder_of_the_copy_is_opened_or_told() {
    let mut desk = with_sample();
    desk.wait_for("Face 1: Undecided");
    desk.click("Redact the rest (3)");
    desk.wait_for("Face 3: Redacted");
    let preview = |desk: &Desk| {
        desk.with_app(|app| app.session().preview().map(|(_, _, picture)| std::sync::Arc::clone(picture)))
    };
    let redacted = preview(&desk).unwrap();
    desk.press(egui::Modifiers::COMMAND, egui::Key::Comma);
    desk.click_a(egui::accesskit::Role::RadioButton, "Mosaic");
    desk.click("Save");
    desk.wait("another preview", |desk| preview(desk).is_some_and(|now| now != redacted));
    desk.click("Look at the whole picture");
    desk.sweep();
    desk.click("I have looked at everything");
    desk.wait_for("Save the copy");
    desk.click("Save the copy");
    desk.wait_for("Show in folder");
    let record = desk.files(".consent.json").pop().unwrap();
    let record: serde_json::Value = serde_json::from_slice(&std::fs::read(record).unwrap()).unwrap();
    assert_eq!(record["redaction"]["method"], "mosaic");
    // A folder that is there would be opened by the system, beside the test.
    std::fs::remove_dir_all(desk.start.out()).unwrap();
    desk.click("Show in folder");
    desk.wait_for("The folder cannot be opened from here.");
}

#[test]
fn undo_makes_a_face_undecided_again_and_clears_the_attestation() {
    let mut desk = with_sample();
    desk.wait_for("Face 1: Undecided");
    desk.click("Redact the rest (3)");
    desk.wait_for("Face 2: Redacted");
    desk.click("Undo");
    desk.wait_for("Face 2: Undecided");
    desk.click("Redo");
    desk.wait_for("Face 2: Redacted");
}

/// The ground of the hatched cover of an undecided face.
const COVER: egui::Color32 = egui::Color32::from_rgb(0xf3, 0xdf, 0xbf);

/// The part of the window that shows the photo.
fn canvas(desk: &Desk) -> egui::Rect {
    desk.harness.get_by_label("The photo with what you have decided").rect()
}

/// What was painted last within this part of the window and nowhere else: hatched covers with their place in the
/// order, and the place of the last piece of the photo.
fn painted_within(desk: &Desk, part: egui::Rect) -> (Vec<(usize, egui::Rect)>, usize) {
    let mut covers = Vec::new();
    let mut photo = 0;
    for (order, clipped) in desk.harness.output().shapes.iter().enumerate() {
        // Covers end where the photo ends, so their part may be smaller.
        if !part.expand(1.0).contains_rect(clipped.clip_rect) {
            continue;
        }
        match &clipped.shape {
            egui::Shape::Rect(shape) if shape.fill == COVER => covers.push((order, shape.rect)),
            egui::Shape::Rect(shape) if shape.brush.is_some() => photo = order,
            egui::Shape::Mesh(_) => photo = order,
            _ => {}
        }
    }
    (covers, photo)
}

#[test]
fn the_magnifier_shows_the_photo_larger_and_every_cover_with_it() {
    let mut desk = with_sample();
    desk.wait_for("Face 1: Undecided");
    desk.harness.run_steps(4);
    let canvas = canvas(&desk);
    let (plain, _) = painted_within(&desk, canvas);
    // The first face is selected, and so lifted.
    assert_eq!(plain.len(), 2);
    let (_, cover) = *plain.first().unwrap();
    // Beside a face, so that pointing does not lift its cover.
    let at = cover.left_center() - egui::vec2(8.0, 0.0);
    desk.harness.hover_at(at);
    desk.harness.key_press(egui::Key::L);
    desk.harness.run_steps(4);
    let lens = egui::Rect::from_center_size(at, egui::Vec2::splat(260.0));
    let lens = lens.translate((canvas.min - lens.min).max(egui::Vec2::ZERO));
    let (large, photo) = painted_within(&desk, lens);
    assert!(photo > 0, "the photo is not in the magnifier");
    assert_eq!(large.len(), plain.len(), "a cover is missing in the magnifier");
    for ((order, large), (_, small)) in large.iter().zip(&plain) {
        assert!(*order > photo, "the cover lies under the photo");
        let times = large.width() / small.width();
        assert!(times >= 2.0, "{times}");
        // The same place of the photo: as far from the pointer, so many times.
        assert!((large.min - (at + (small.min - at) * times)).length() < 1.0, "{large:?} {small:?}");
        assert!((large.max - (at + (small.max - at) * times)).length() < 1.0, "{large:?} {small:?}");
    }
    // Escape puts it away, as the key does.
    desk.harness.key_press(egui::Key::Escape);
    desk.harness.run_steps(4);
    assert!(painted_within(&desk, lens).0.is_empty());
    desk.click("Magnifier");
    desk.harness.hover_at(at);
    desk.harness.run_steps(4);
    assert!(!painted_within(&desk, lens).0.is_empty());
    desk.harness.key_press(egui::Key::L);
    desk.harness.run_steps(4);
    assert!(painted_within(&desk, lens).0.is_empty());
}

#[test]
fn a_face_is_kept_by_a_consent_recorded_on_the_spot() {
    let mut desk = with_sample();
    desk.wait_for("Face 1: Undecided");
    desk.click("Keep with consent…");
    desk.click("New consent…");
    desk.wait_for("Where the signed form is kept");
    desk.write("Where the signed form is kept", "HR archive, box 12");
    desk.click("Record consent");
    desk.wait_for("Recorded. Write S-");
    desk.wait_for("The rules loaded here do not block this.");
    desk.click("Keep the face visible");
    desk.wait_for("Face 1: Kept with consent S-");
}

#[test]
fn with_text_three_times_as_large_on_a_small_screen_nothing_overlaps_and_the_photo_is_seen() {
    // 1366×768 pixels are so many points at 200 and at 300 %.
    for size in [[683.0, 384.0], [455.0, 256.0]] {
        let mut desk = Desk::open(Start { size, ..Start::with_sample() });
        desk.wait_for("Redact the rest (3)");
        desk.harness.run_steps(4);
        let canvas = canvas(&desk);
        assert!(canvas.width() > 150.0 && canvas.height() > 60.0, "{size:?}: the photo has {canvas:?}");
        let window = egui::Rect::from_min_size(egui::Pos2::ZERO, size.into());
        let top: Vec<(String, egui::Rect)> = desk
            .harness
            .query_all_by_role(egui::accesskit::Role::Button)
            .map(|button| (format!("{button:?}"), button.rect()))
            .filter(|(_, rect)| rect.center().y < 48.0)
            .collect();
        assert!(top.len() > 3, "{size:?}: {top:?}");
        for (index, (name, rect)) in top.iter().enumerate() {
            assert!(window.contains_rect(*rect), "{size:?}: {name} is cut off: {rect:?}");
            for (other, second) in top.iter().skip(index + 1) {
                assert!(!rect.shrink(1.0).intersects(second.shrink(1.0)), "{size:?}: {name} lies on {other}");
            }
        }
        desk.harness.key_press_modifiers(egui::Modifiers::COMMAND, egui::Key::Comma);
        desk.harness.run_steps(6);
        let save = desk.harness.get_by_role_and_label(egui::accesskit::Role::Button, "Save").rect();
        assert!(window.contains_rect(save), "{size:?}: Save is cut off: {save:?}");
    }
}

/// `P`: the face and the whole person are covered in one step, the area is selected and can be moved, and all of it is undone
/// by as many steps.
#[test]
fn one_key_covers_the_whole_person() {
    use sladd::review::{AreaKind, Decision, Entry};

    let entries = |desk: &Desk| -> Vec<Entry> {
        desk.with_app(|app| app.session().shown().unwrap().review.as_ref().unwrap().entries().to_vec())
    };
    let mut desk = with_sample();
    desk.wait_for("Face 1: Undecided");
    let before = entries(&desk);
    desk.press(egui::Modifiers::NONE, egui::Key::P);
    desk.wait_for("Face 1: Redacted");
    let with_person = entries(&desk);
    assert_eq!(with_person.len(), before.len() + 1);
    let person = with_person.last().unwrap();
    assert_eq!((person.region.what, person.decision.clone()), (AreaKind::Person, Some(Decision::Redact)));
    let face = with_person.iter().find(|entry| entry.region.number == 1).unwrap();
    let (area, face) = (person.region.outline.bounds().unwrap(), face.region.outline.bounds().unwrap());
    assert!(area.y < face.y && area.bottom() > face.bottom() + face.height, "{area:?} of {face:?}");
    assert!(area.x < face.x && area.right() > face.right(), "{area:?} of {face:?}");
    // It is selected, and not a face, so that the key does nothing more; the arrows move it.
    desk.press(egui::Modifiers::NONE, egui::Key::P);
    desk.press(egui::Modifiers::SHIFT, egui::Key::ArrowDown);
    let moved = entries(&desk);
    assert_eq!(moved.len(), with_person.len());
    assert!(moved.last().unwrap().region.outline.bounds().unwrap().y > area.y);
    desk.press(egui::Modifiers::COMMAND, egui::Key::Z);
    assert_eq!(entries(&desk), with_person);
    desk.press(egui::Modifiers::COMMAND, egui::Key::Z);
    assert_eq!(entries(&desk), before);
    desk.press(egui::Modifiers::NONE, egui::Key::Questionmark);
    assert!(desk.is_there("Cover the whole person"));
}

//! The window, driven by the names that a screen reader tells.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(clippy::wildcard_enum_match_arm, reason = "of all that is drawn a test looks for one thing")]

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use egui_kittest::{Harness, kittest::Queryable as _};
use sladd::{consent::Country, settings::Settings, text::Language, ui::SladdApp};

/// The window over a fresh data folder, with the sample photo on its way in.
struct Desk {
    _temp: tempfile::TempDir,
    out: PathBuf,
    harness: Harness<'static>,
}

impl Desk {
    fn with_sample() -> Self {
        Self::of_size([1280.0, 800.0])
    }

    fn of_size(size: [f32; 2]) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let data = temp.path().join("data");
        let settings = Settings {
            organisation: "Eksempelregionen".to_owned(),
            contact: "billeder@example.org".to_owned(),
            withdrawal: "Skriv til billeder@example.org".to_owned(),
            ..Settings::default()
        };
        settings.save(&data).unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
        let out = temp.path().join("out");
        let mut app = None;
        let target = out.display().to_string();
        let harness = Harness::builder().with_size(size).build_ui(move |ui| match &mut app {
            // Fonts that are set in one frame are there in the next.
            None => {
                let made = SladdApp::new(
                    ui.ctx(),
                    data.clone(),
                    vec![sample.clone()],
                    Some(Country::Dk),
                    Some(Language::En),
                );
                let mut made = made.unwrap();
                made.set_target_folder(&target);
                app = Some(made);
            }
            Some(app) => app.frame(ui),
        });
        Self { _temp: temp, out, harness }
    }

    /// Lets the window run until a control of this name is there.
    fn wait_for(&mut self, label: &str) {
        let started = Instant::now();
        while self.harness.query_all_by_label_contains(label).next().is_none() {
            assert!(started.elapsed() < Duration::from_mins(2), "{label:?} did not come");
            std::thread::sleep(Duration::from_millis(30));
            self.harness.step();
        }
    }

    fn click(&mut self, label: &str) {
        self.wait_for(label);
        // A dialog that has just grown is centred anew a frame later.
        for _ in 0..4 {
            self.harness.step();
        }
        self.harness.get_by_role_and_label(egui::accesskit::Role::Button, label).click();
        self.harness.step();
        self.harness.step();
    }

    /// Walks through the parts of the photo; a part that lay in view for a moment needs no key.
    fn sweep(&mut self) {
        let mut parts = 0;
        while self.harness.query_by_label("I have looked at everything").is_none() {
            assert!(parts < 40, "the sweep does not end");
            parts += 1;
            self.harness.key_press(egui::Key::Enter);
            self.harness.run_steps(3);
        }
    }

    fn written(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&self.out) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

#[test]
fn the_main_job_from_an_undecided_photo_to_a_checked_copy() {
    let mut desk = Desk::with_sample();
    desk.wait_for("Face 1: Undecided");
    assert!(desk.harness.query_by_label("I have looked at everything").is_none());
    desk.click("3  Export");
    desk.wait_for("This face is undecided.");
    desk.click("1  Faces");
    desk.click("Redact the rest (3)");
    desk.wait_for("Face 3: Redacted");
    desk.click("Look at the whole picture");
    desk.sweep();
    desk.click("I have looked at everything");
    desk.wait_for("Write the copy");
    assert!(desk.written().is_empty());
    desk.click("Write the copy");
    let started = Instant::now();
    while desk.written().iter().filter(|name| !name.starts_with('.')).count() < 2 {
        assert!(started.elapsed() < Duration::from_mins(1), "{:?}", desk.written());
        std::thread::sleep(Duration::from_millis(50));
        desk.harness.step();
    }
    assert!(desk.written().iter().any(|name| name.ends_with(".consent.json")), "{:?}", desk.written());
}

#[test]
fn undo_makes_a_face_undecided_again_and_clears_the_attestation() {
    let mut desk = Desk::with_sample();
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

impl Desk {
    /// The part of the window that shows the photo.
    fn canvas(&self) -> egui::Rect {
        self.harness.get_by_label("The photo, with what is decided about it").rect()
    }

    /// What was painted last within this part of the window and nowhere else: hatched covers with their place in the
    /// order, and the place of the last piece of the photo.
    fn painted_within(&self, part: egui::Rect) -> (Vec<(usize, egui::Rect)>, usize) {
        let mut covers = Vec::new();
        let mut photo = 0;
        for (order, clipped) in self.harness.output().shapes.iter().enumerate() {
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
}

#[test]
fn the_magnifier_shows_the_photo_larger_and_every_cover_with_it() {
    let mut desk = Desk::with_sample();
    desk.wait_for("Face 1: Undecided");
    desk.harness.run_steps(4);
    let canvas = desk.canvas();
    let (plain, _) = desk.painted_within(canvas);
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
    let (large, photo) = desk.painted_within(lens);
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
    assert!(desk.painted_within(lens).0.is_empty());
    desk.click("Magnifier");
    desk.harness.hover_at(at);
    desk.harness.run_steps(4);
    assert!(!desk.painted_within(lens).0.is_empty());
    desk.harness.key_press(egui::Key::L);
    desk.harness.run_steps(4);
    assert!(desk.painted_within(lens).0.is_empty());
}

#[test]
fn a_face_is_kept_by_a_consent_recorded_on_the_spot() {
    let mut desk = Desk::with_sample();
    desk.wait_for("Face 1: Undecided");
    desk.click("Keep with consent…");
    desk.click("New consent…");
    desk.wait_for("Where the signed form is kept");
    let field =
        desk.harness.get_by_role_and_label(egui::accesskit::Role::TextInput, "Where the signed form is kept");
    field.focus();
    field.type_text("HR archive, box 12");
    desk.harness.step();
    desk.harness.step();
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
        let mut desk = Desk::of_size(size);
        desk.wait_for("Redact the rest (3)");
        desk.harness.run_steps(4);
        let canvas = desk.canvas();
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

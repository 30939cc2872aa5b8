//! The window, driven by the names that a screen reader tells.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

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
        let harness = Harness::builder().with_size([1280.0, 800.0]).build_ui(move |ui| match &mut app {
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

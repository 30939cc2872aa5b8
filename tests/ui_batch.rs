//! Many photos in the window, driven by the names that a screen reader tells.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use egui::{Key, Modifiers, accesskit::Role};
use egui_kittest::{Harness, kittest::Queryable as _};
use sladd::{consent::Country, export::TargetFolder, settings::Settings, text::Language, ui::SladdApp};

/// The window over a data folder, with a folder of photos on its way in.
struct Desk {
    harness: Harness<'static>,
}

impl Desk {
    fn over(data: &Path, photos: Vec<PathBuf>, out: &Path) -> Self {
        let mut app = None;
        let (data, target) = (data.to_owned(), out.display().to_string());
        let harness = Harness::builder().with_size([1280.0, 800.0]).build_ui(move |ui| match &mut app {
            None => {
                let made = SladdApp::new(
                    ui.ctx(),
                    data.clone(),
                    photos.clone(),
                    Some(Country::Dk),
                    Some(Language::En),
                );
                let mut made = made.unwrap();
                made.set_target_folder(&target);
                app = Some(made);
            }
            Some(app) => app.frame(ui),
        });
        Self { harness }
    }

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
        for _ in 0..4 {
            self.harness.step();
        }
        self.harness.get_by_role_and_label(Role::Button, label).click();
        self.harness.step();
        self.harness.step();
    }

    /// Walks through the parts of the photo; a part that lay in view for a moment needs no key.
    fn sweep(&mut self) {
        let mut parts = 0;
        while self.harness.query_by_label("I have looked at everything").is_none() {
            assert!(parts < 40, "the sweep does not end");
            parts += 1;
            self.press(Modifiers::NONE, Key::Enter);
        }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.step();
        self.harness.step();
    }
}

fn data_with_settings(temp: &Path) -> PathBuf {
    let data = temp.join("data");
    let settings = Settings {
        organisation: "Eksempelregionen".to_owned(),
        contact: "billeder@example.org".to_owned(),
        withdrawal: "Skriv til billeder@example.org".to_owned(),
        ..Settings::default()
    };
    settings.save(&data).unwrap();
    data
}

fn folder_of_photos(temp: &Path, count: usize) -> PathBuf {
    let sample = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg")).unwrap();
    let folder = TargetFolder::create(&temp.join("photos")).unwrap();
    for number in 0..count {
        // Bytes after the end of a JPEG are no part of the picture, but make it a file of its own.
        let mut bytes = sample.clone();
        bytes.extend_from_slice(format!("{number:04}").as_bytes());
        sladd::export::write_new(&folder, &format!("p{number}.jpg"), &bytes).unwrap();
    }
    folder.path().to_owned()
}

#[test]
fn a_batch_from_the_folder_to_copies_and_a_report() {
    let temp = tempfile::tempdir().unwrap();
    let (data, out) = (data_with_settings(temp.path()), temp.path().join("out"));
    let folder = folder_of_photos(temp.path(), 3);
    let mut desk = Desk::over(&data, vec![folder], &out);
    for row in ["p0.jpg: 3 undecided", "p1.jpg: 3 undecided", "p2.jpg: 3 undecided"] {
        desk.wait_for(row);
    }
    desk.wait_for("0 of 3 done");
    desk.press(Modifiers::COMMAND, Key::ArrowDown);
    desk.wait_for("Remove p1.jpg from the list");
    desk.click("Redact everyone in the rest…");
    desk.wait_for("Covered: 9 undecided faces in 3 photos.");
    desk.click("Redact 9");
    desk.wait_for("p0.jpg: Look at the whole picture");
    desk.click("2  Whole picture");
    desk.sweep();
    desk.click("I have looked at everything");
    desk.wait_for("p1.jpg: Ready for export");
    desk.click("Export all that are ready (1)");
    desk.wait_for("1 copy is written.");
    desk.wait_for("2 other photos are not ready and are left out.");
    desk.click("Write the copies");
    desk.wait_for("Copies written: 1. Photos in the list: 3.");
    desk.wait_for("p0.jpg: Not exported: something is missing");
    desk.click("Save as table (CSV)");
    desk.wait_for("export-report.csv");
    assert!(out.join("export-report.csv").exists());
    desk.click("Close");
    desk.wait_for("1 of 3 done");
    desk.wait_for("p1.jpg: Exported");
}

#[test]
fn the_work_of_a_window_that_was_closed_is_offered_and_taken_up() {
    let temp = tempfile::tempdir().unwrap();
    let (data, out) = (data_with_settings(temp.path()), temp.path().join("out"));
    let folder = folder_of_photos(temp.path(), 2);
    let mut desk = Desk::over(&data, vec![folder], &out);
    desk.wait_for("p1.jpg: 3 undecided");
    desk.wait_for("Face 1: Undecided");
    desk.click("Redact the rest (3)");
    desk.wait_for("p0.jpg: Look at the whole picture");
    drop(desk);
    let mut desk = Desk::over(&data, Vec::new(), &out);
    desk.wait_for("Take up the work from 20");
    desk.wait_for("2 photos, 3 decisions");
    desk.click("Take up the work");
    desk.wait_for("p0.jpg: Look at the whole picture");
    desk.wait_for("p1.jpg: 3 undecided");
}

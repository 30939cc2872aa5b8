//! Pictures of every screen, light, dark and with high contrast, and in the language with the longest words.
//!
//! Needs a graphics adapter, real or in software (`.ci/run` installs Mesa's lavapipe); says so and skips where
//! there is none. `UPDATE_SNAPSHOTS=1` draws them anew.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::{
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use egui_kittest::{Harness, SnapshotOptions, SnapshotResults, kittest::Queryable as _};
use sladd::{
    clock::FixedClock,
    consent::Country,
    settings::{Appearance, Settings},
    text::{Language, Text},
    ui::SladdApp,
};

/// Screens are taken one after the other: each uses every core.
static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

fn adapter_is_missing() -> bool {
    let instance = egui_wgpu_instance();
    if instance {
        return false;
    }
    assert!(std::env::var_os("SLADD_REQUIRE_ADAPTER").is_none(), "no graphics adapter, not even in software");
    println!("skipped: no graphics adapter here");
    true
}

/// True where a harness that draws can be made.
fn egui_wgpu_instance() -> bool {
    std::panic::catch_unwind(|| {
        let mut harness = Harness::builder().with_size([8.0, 8.0]).wgpu().build_ui(|ui| {
            ui.label("x");
        });
        harness.run_steps(1);
        harness.render().is_ok()
    })
    .unwrap_or(false)
}

struct Desk {
    harness: Harness<'static>,
    text: Text,
    name: String,
    shows_photo: bool,
}

impl Desk {
    /// The window in a look and a language; with the sample photo, or empty, or on its first page.
    fn open(look: (&str, Appearance), language: Language, photo: bool, fresh: bool) -> Self {
        let name = format!("{}_{}", look.0, language.code());
        // A path that is the same everywhere, because it is shown.
        let data = std::env::temp_dir().join(format!("sladd-snapshot-{name}-{photo}-{fresh}"));
        drop(std::fs::remove_dir_all(&data));
        let mut settings = Settings { appearance: look.1, ..Settings::default() };
        if !fresh {
            "Eksempelregionen".clone_into(&mut settings.organisation);
            "billeder@example.org".clone_into(&mut settings.contact);
            "billeder@example.org".clone_into(&mut settings.withdrawal);
        }
        settings.save(&data).unwrap();
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
        let photos: Vec<PathBuf> = photo.then_some(sample).into_iter().collect();
        let mut app = None;
        let harness =
            Harness::builder().with_size([1100.0, 700.0]).wgpu().build_ui(move |ui| match &mut app {
                // Fonts that are set in one frame are there in the next.
                None => {
                    let made = SladdApp::new(
                        ui.ctx(),
                        data.clone(),
                        photos.clone(),
                        Some(Country::Dk),
                        Some(language),
                    );
                    let mut made = made.unwrap();
                    made.set_clock(Arc::new(FixedClock(jiff::civil::date(2026, 11, 24))));
                    made.set_target_folder("H:/Sladd");
                    made.set_shown_data_folder("H:/Sladd/data");
                    app = Some(made);
                }
                Some(app) => app.frame(ui),
            });
        let mut desk = Self { harness, text: Text::new(language), name, shows_photo: photo };
        desk.harness.run_steps(4);
        desk
    }

    fn wait_for(&mut self, label: &str) {
        let started = Instant::now();
        while self.harness.query_all_by_label_contains(label).next().is_none() {
            assert!(started.elapsed() < Duration::from_mins(2), "{label:?} did not come");
            std::thread::sleep(Duration::from_millis(30));
            self.harness.step();
        }
        // Tiles and small pictures come a few each frame.
        for _ in 0..12 {
            std::thread::sleep(Duration::from_millis(15));
            self.harness.step();
        }
    }

    fn press(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(4);
    }

    fn t(&self, id: &str) -> String {
        self.text.get(id)
    }

    fn picture(&mut self, screen: &str) {
        // The pointer is nowhere, so that nothing looks hovered.
        self.harness.remove_cursor();
        self.harness.run_steps(3);
        // Software renderers differ in the last bit of an edge. Where the photo is seen, boxes may also differ
        // by parts of a pixel between processors; a wrong place is tens of thousands of pixels.
        let most = if self.shows_photo { 12_000 } else { 300 };
        let options = SnapshotOptions::new().threshold(1.5).max_failed_pixels(most);
        self.harness.snapshot_options(format!("{}_{screen}", self.name), &options);
    }
}

fn every_screen(look: (&str, Appearance), language: Language) {
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    if adapter_is_missing() {
        return;
    }
    let mut results = SnapshotResults::new();
    let mut desk = Desk::open(look, language, false, true);
    desk.picture("01_first_run");
    results.extend_harness(&mut desk.harness);
    let mut desk = Desk::open(look, language, false, false);
    desk.picture("02_empty");
    for (modifiers, key, screen) in [
        (egui::Modifiers::COMMAND, egui::Key::Comma, "03_settings"),
        (egui::Modifiers::COMMAND, egui::Key::K, "04_palette"),
        (egui::Modifiers::NONE, egui::Key::F1, "05_help"),
        (egui::Modifiers::NONE, egui::Key::Questionmark, "06_keys"),
    ] {
        desk.press(modifiers, key);
        desk.picture(screen);
        desk.press(egui::Modifiers::NONE, egui::Key::Escape);
    }
    results.extend_harness(&mut desk.harness);
    let mut desk = Desk::open(look, language, true, false);
    let undecided = desk.text.format("ui-redact-rest", [("count", 3.into())]);
    desk.wait_for(&undecided);
    desk.picture("07_undecided");
    desk.press(egui::Modifiers::NONE, egui::Key::L);
    desk.picture("10_magnifier");
    desk.press(egui::Modifiers::NONE, egui::Key::L);
    desk.press(egui::Modifiers::COMMAND, egui::Key::E);
    desk.picture("08_blocked");
    desk.press(egui::Modifiers::COMMAND, egui::Key::Num1);
    desk.press(egui::Modifiers::SHIFT, egui::Key::R);
    desk.wait_for(&desk.t("ui-go-whole"));
    desk.press(egui::Modifiers::COMMAND, egui::Key::Num2);
    desk.picture("09_whole");
    results.extend_harness(&mut desk.harness);
}

#[test]
fn every_screen_light_in_english() {
    every_screen(("light", Appearance::Light), Language::En);
}

#[test]
fn every_screen_dark_in_danish() {
    every_screen(("dark", Appearance::Dark), Language::Da);
}

#[test]
fn every_screen_with_high_contrast_in_swedish() {
    every_screen(("contrast", Appearance::HighContrast), Language::Sv);
}

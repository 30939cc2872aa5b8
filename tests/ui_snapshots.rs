//! Pictures of every screen, light, dark and with high contrast, and in the language with the longest words.
//!
//! Needs a graphics adapter, real or in software (`.ci/run` installs Mesa's lavapipe); says so and skips where
//! there is none. `UPDATE_SNAPSHOTS=1` draws them anew.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

#[path = "support/desk.rs"]
mod desk;

use std::{
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use desk::{Desk, Start};
use egui_kittest::{Harness, SnapshotOptions, SnapshotResults};
use sladd::{
    clock::FixedClock,
    settings::{Appearance, Settings},
    text::Language,
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

/// A window in a look and a language, whose pictures are named by both.
struct Pictured {
    desk: Desk,
    name: String,
}

impl Pictured {
    /// With the sample photo, or empty, or on its first page.
    fn open(look: (&str, Appearance), language: Language, photo: bool, fresh: bool) -> Self {
        let mut start = if photo { Start::with_sample() } else { Start::new() };
        if fresh {
            start.settings = Settings::default();
        } else {
            "billeder@example.org".clone_into(&mut start.settings.withdrawal);
        }
        start.settings.appearance = look.1;
        // What is told of this computer is the same everywhere.
        "H:/Sladd".clone_into(&mut start.target);
        start.told_data = Some("H:/Sladd/data".to_owned());
        start.clock = Arc::new(FixedClock(jiff::civil::date(2026, 11, 24)));
        let desk = Desk::open(Start { size: [1100.0, 700.0], drawn: true, language, ..start });
        Self { desk, name: format!("{}_{}", look.0, language.code()) }
    }

    fn wait_for(&mut self, label: &str) {
        self.desk.wait_for(label);
        // Tiles and small pictures come a few each frame.
        for _ in 0..12 {
            std::thread::sleep(Duration::from_millis(15));
            self.desk.harness.step();
        }
    }

    fn press(&mut self, modifiers: egui::Modifiers, key: egui::Key) {
        self.desk.press(modifiers, key);
        self.desk.harness.step();
    }

    fn picture(&mut self, screen: &str) {
        let harness = &mut self.desk.harness;
        // The pointer is nowhere, so that nothing looks hovered.
        harness.remove_cursor();
        harness.run_steps(3);
        // Software renderers differ in the last bit of an edge. Where the photo is seen, boxes may also differ
        // by parts of a pixel between processors; a wrong place is tens of thousands of pixels.
        let most = if self.desk.start.photos.is_empty() { 300 } else { 12_000 };
        let options = SnapshotOptions::new().threshold(1.5).max_failed_pixels(most);
        harness.snapshot_options(format!("{}_{screen}", self.name), &options);
    }
}

fn every_screen(look: (&str, Appearance), language: Language) {
    let _one = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    if adapter_is_missing() {
        return;
    }
    let mut results = SnapshotResults::new();
    let mut desk = Pictured::open(look, language, false, true);
    desk.picture("01_first_run");
    results.extend_harness(&mut desk.desk.harness);
    let mut desk = Pictured::open(look, language, false, false);
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
    results.extend_harness(&mut desk.desk.harness);
    let mut desk = Pictured::open(look, language, true, false);
    let undecided = desk.desk.text.format("ui-redact-rest", [("count", 3.into())]);
    desk.wait_for(&undecided);
    desk.picture("07_undecided");
    desk.press(egui::Modifiers::NONE, egui::Key::L);
    desk.picture("10_magnifier");
    desk.press(egui::Modifiers::NONE, egui::Key::L);
    desk.press(egui::Modifiers::COMMAND, egui::Key::E);
    desk.picture("08_blocked");
    desk.press(egui::Modifiers::COMMAND, egui::Key::Num1);
    desk.press(egui::Modifiers::SHIFT, egui::Key::R);
    desk.wait_for(&desk.desk.t("ui-go-whole"));
    desk.press(egui::Modifiers::COMMAND, egui::Key::Num2);
    desk.picture("09_whole");
    results.extend_harness(&mut desk.desk.harness);
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

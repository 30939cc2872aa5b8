//! Draws the pictures of the user guide, in four languages, into `docs/guide/pictures/`.
//!
//! `cargo run --release --example guide_pictures`; needs a graphics adapter, real or in software.
#![allow(
    clippy::unwrap_used,
    reason = "a tool for those who build the program: it stops where it cannot go on"
)]

use std::{
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Key, Modifiers};
use egui_kittest::{Harness, kittest::Queryable as _};
use sladd::{
    clock::FixedClock,
    consent::Country,
    settings::{Appearance, Settings},
    text::{Language, Text},
    ui::SladdApp,
};

struct Desk {
    harness: Harness<'static>,
    text: Text,
    pictures: PathBuf,
    _data: tempfile::TempDir,
}

impl Desk {
    fn open(language: Language) -> Self {
        let data = tempfile::tempdir().unwrap();
        let settings = Settings {
            appearance: Appearance::Light,
            organisation: "Eksempelregionen".to_owned(),
            contact: "billeder@example.org".to_owned(),
            withdrawal: "billeder@example.org".to_owned(),
            ..Settings::default()
        };
        settings.save(data.path()).unwrap();
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let (folder, sample) = (data.path().to_owned(), root.join("assets/sample.jpg"));
        sladd::data_folder::use_private_base(data.path().join("private"));
        let mut app = None;
        let harness =
            Harness::builder().with_size([1180.0, 740.0]).wgpu().build_ui(move |ui| match &mut app {
                None => {
                    let photos = vec![sample.clone()];
                    let mut made =
                        SladdApp::new(ui.ctx(), folder.clone(), photos, Some(Country::Dk), Some(language))
                            .unwrap();
                    made.set_clock(Arc::new(FixedClock(jiff::civil::date(2026, 11, 24))));
                    made.set_target_folder("H:/Sladd");
                    app = Some(made);
                }
                Some(app) => app.frame(ui),
            });
        let mut desk = Self {
            harness,
            text: Text::new(language),
            pictures: root.join("docs/guide/pictures"),
            _data: data,
        };
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
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(4);
    }

    fn picture(&mut self, number: u8) {
        let looking = self.text.get("found-looking");
        while self.harness.query_all_by_label_contains(&looking).next().is_some() {
            std::thread::sleep(Duration::from_millis(30));
            self.harness.step();
        }
        for _ in 0..12 {
            std::thread::sleep(Duration::from_millis(25));
            self.harness.step();
        }
        let picture = self.harness.render().unwrap();
        let name = format!("{}-{number}.jpg", self.text.language().code());
        // The harness leaves a clear margin around the window.
        let margin = (0..picture.width()).take_while(|at| picture.get_pixel(*at, *at)[3] == 0).count() as u32;
        let (width, height) = (picture.width() - 2 * margin, picture.height() - 2 * margin);
        let picture = image::imageops::crop_imm(&picture, margin, margin, width, height).to_image();
        let rgb = image::DynamicImage::ImageRgba8(picture).into_rgb8();
        std::fs::create_dir_all(&self.pictures).unwrap();
        let file = std::fs::OpenOptions::new()
            .write(true)
            .create(true)
            .truncate(true)
            .open(self.pictures.join(name))
            .unwrap();
        image::codecs::jpeg::JpegEncoder::new_with_quality(file, 82).encode_image(&rgb).unwrap();
    }
}

fn main() {
    for language in Language::ALL {
        let mut desk = Desk::open(language);
        let rest = desk.text.format("ui-redact-rest", [("count", 3.into())]);
        desk.wait_for(&rest);
        desk.picture(1);
        desk.press(Modifiers::NONE, Key::R);
        desk.press(Modifiers::NONE, Key::K);
        desk.picture(2);
        desk.press(Modifiers::NONE, Key::Escape);
        desk.press(Modifiers::SHIFT, Key::R);
        let whole = desk.text.get("ui-go-whole");
        desk.wait_for(&whole);
        desk.press(Modifiers::COMMAND, Key::Num2);
        desk.picture(3);
        desk.press(Modifiers::COMMAND, Key::E);
        desk.picture(4);
    }
}

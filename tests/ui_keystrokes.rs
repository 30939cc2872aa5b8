//! How many keys the usual jobs take, by keyboard alone: what is counted here is told in `docs/performance.md`.
#![cfg(feature = "gui")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    io::Cursor,
    path::{Path, PathBuf},
    sync::Arc,
    time::{Duration, Instant},
};

use egui::{Key, Modifiers};
use egui_kittest::{Harness, kittest::Queryable as _};
use image::{RgbImage, imageops};
use sladd::{
    clock::{Clock as _, SystemClock},
    consent::{AgeBand, Capacity, Channel, Country, NewConsent, Purpose, Role, Signer},
    export::TargetFolder,
    photo::{Limits, open},
    register::Register,
    settings::Settings,
    text::Language,
    ui::SladdApp,
};

/// The window over a data folder, with photos on their way in; counts what is pressed.
struct Desk {
    harness: Harness<'static>,
    out: PathBuf,
    pressed: usize,
    _temp: tempfile::TempDir,
}

impl Desk {
    fn over(photos: &[(String, Vec<u8>)]) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let (data, out) = (temp.path().join("data"), temp.path().join("out"));
        let settings = Settings {
            organisation: "Eksempelregionen".to_owned(),
            contact: "billeder@example.org".to_owned(),
            withdrawal: "Skriv til billeder@example.org".to_owned(),
            ..Settings::default()
        };
        settings.save(&data).unwrap();
        record_a_consent(&data);
        let folder = TargetFolder::create(&temp.path().join("photos")).unwrap();
        for (name, bytes) in photos {
            sladd::export::write_new(&folder, name, bytes).unwrap();
        }
        let mut app = None;
        let (paths, target) = (vec![folder.path().to_owned()], out.display().to_string());
        let harness = Harness::builder().with_size([1280.0, 800.0]).build_ui(move |ui| match &mut app {
            None => {
                let (paths, data) = (paths.clone(), data.clone());
                let made = SladdApp::new(ui.ctx(), data, paths, Some(Country::Dk), Some(Language::En));
                let mut made = made.unwrap();
                made.set_target_folder(&target);
                app = Some(made);
            }
            Some(app) => app.frame(ui),
        });
        Self { harness, out, pressed: 0, _temp: temp }
    }

    fn sees(&self, label: &str) -> bool {
        self.harness.query_all_by_label_contains(label).next().is_some()
    }

    fn wait_for(&mut self, label: &str) {
        let started = Instant::now();
        while !self.sees(label) {
            assert!(started.elapsed() < Duration::from_mins(2), "{label:?} did not come");
            std::thread::sleep(Duration::from_millis(20));
            self.harness.step();
        }
    }

    fn press(&mut self, modifiers: Modifiers, key: Key) {
        self.pressed += 1;
        self.harness.key_press_modifiers(modifiers, key);
        self.harness.run_steps(3);
    }

    fn copies(&self) -> usize {
        let entries = fs::read_dir(&self.out).into_iter().flatten();
        let names = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap());
        names.filter(|name| name.ends_with(".consent.json")).count()
    }

    /// Enter, until `done` tells that there is no more to do.
    fn enter_until(&mut self, done: impl Fn(&Self) -> bool) {
        for _ in 0..60 {
            if done(self) {
                return;
            }
            self.press(Modifiers::NONE, Key::Enter);
        }
        assert!(done(self), "Enter leads nowhere");
    }
}

/// A colleague says yes to what a copy is for unless somebody says otherwise.
fn record_a_consent(data: &Path) {
    let register = Register::open(data, Arc::new(SystemClock)).unwrap();
    let consent = NewConsent {
        role: Role::Staff,
        age_band: AgeBand::Adult,
        capacity: Some(Capacity::Yes),
        purposes: Purpose::ALL.to_vec(),
        channels: Channel::ALL.to_vec(),
        valid_until: SystemClock.today().saturating_add(jiff::ToSpan::months(6)),
        signers: vec![Signer::SelfSigned],
        form_location: "HR archive, box 12".to_owned(),
        ..NewConsent::default()
    };
    register.add(consent).unwrap();
}

fn sample() -> RgbImage {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let raster = open(&fs::read(file).unwrap(), &Limits::default()).unwrap().raster;
    let size = raster.size();
    RgbImage::from_raw(size.width, size.height, raster.into_rgb()).unwrap()
}

fn encoded(picture: &RgbImage, format: image::ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

/// Eight head-and-shoulders portraits, four beside each other.
fn eight_people() -> Vec<u8> {
    let picture = sample();
    let mut group = RgbImage::new(1680, 1000);
    for number in 0..8 {
        let person = imageops::crop_imm(&picture, number % 3 * 560 + 20, 0, 420, 500).to_image();
        imageops::replace(&mut group, &person, i64::from(number % 4 * 420), i64::from(number / 4 * 500));
    }
    encoded(&group, image::ImageFormat::Png)
}

#[test]
fn eight_faces_five_redacted_and_three_kept() {
    let mut desk = Desk::over(&[("group.png".to_owned(), eight_people())]);
    desk.wait_for("Redact the rest (8)");
    for left in [7, 6, 5] {
        // Chosen with Enter, kept with Enter.
        desk.press(Modifiers::NONE, Key::K);
        desk.wait_for("Keep the face visible");
        desk.press(Modifiers::NONE, Key::Enter);
        desk.wait_for("The rules loaded here do not block this.");
        desk.press(Modifiers::NONE, Key::Enter);
        desk.wait_for(&format!("Redact the rest ({left})"));
    }
    for _ in 0..5 {
        desk.press(Modifiers::NONE, Key::R);
    }
    let decided = desk.pressed;
    assert_eq!(decided, 14, "three keys for a face that is kept, one for one that is redacted");
    desk.enter_until(Desk::is_exported);
    let started = Instant::now();
    while desk.copies() < 1 {
        assert!(started.elapsed() < Duration::from_mins(1), "no copy");
        std::thread::sleep(Duration::from_millis(30));
        desk.harness.step();
    }
    println!("decisions {decided} keys, the walk, the statement and the copy {}", desk.pressed - decided);
    assert!(desk.pressed <= 24, "{} keys", desk.pressed);
}

impl Desk {
    fn is_exported(&self) -> bool {
        self.copies() > 0 || self.is_writing() || self.sees("Exported")
    }

    /// True while a copy is being written and checked.
    fn is_writing(&self) -> bool {
        self.sees("Writing the copy") || self.sees("is being written")
    }
}

#[test]
fn a_batch_whose_faces_are_all_redacted() {
    const PHOTOS: usize = 4;
    let photos: Vec<(String, Vec<u8>)> = (0..PHOTOS)
        .map(|number| {
            // Bytes after the end of a JPEG are no part of the picture, but make it a file of its own.
            let bytes =
                [encoded(&sample(), image::ImageFormat::Jpeg), number.to_string().into_bytes()].concat();
            (format!("p{number}.jpg"), bytes)
        })
        .collect();
    let mut desk = Desk::over(&photos);
    for number in 0..PHOTOS {
        desk.wait_for(&format!("p{number}.jpg: 3 undecided"));
    }
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    desk.wait_for("Covered: 12 undecided faces in 4 photos.");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("p0.jpg: Look at the whole picture");
    let before = desk.pressed;
    for copies in 1..=PHOTOS {
        let started = Instant::now();
        while desk.copies() < copies {
            assert!(started.elapsed() < Duration::from_mins(1), "{} keys", desk.pressed);
            if desk.is_writing() {
                std::thread::sleep(Duration::from_millis(30));
                desk.harness.step();
            } else {
                desk.press(Modifiers::NONE, Key::Enter);
            }
        }
        if copies < PHOTOS {
            desk.press(Modifiers::NONE, Key::ArrowDown);
        }
    }
    let each = (desk.pressed - before) as f32 / PHOTOS as f32;
    println!("{before} keys for all faces, then {each} for a photo of two parts");
    assert!(each <= 6.0, "{each} keys for a photo");
}

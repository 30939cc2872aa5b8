//! How many keys the usual jobs take, by keyboard alone: what is counted here is told in `docs/performance.md`.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    io::Cursor,
    time::{Duration, Instant},
};

use crate::desk::{Desk, Start};
use crate::{desk, letters};
use egui::{Key, Modifiers};
use image::{RgbImage, imageops};
use jiff::ToSpan as _;
use sladd::{
    clock::{Clock as _, SystemClock},
    consent::{AgeBand, Capacity, Channel, NewConsent, Purpose, Role, Signer},
    photo::{Limits, open},
};

/// The window with photos on their way in, and a consent in the register.
fn over(photos: &[(String, Vec<u8>)]) -> Desk {
    over_with(photos, 1)
}

/// The same with so many consents.
fn over_with(photos: &[(String, Vec<u8>)], consents: usize) -> Desk {
    let mut start = Start::new();
    record_consents(&start, consents);
    for (name, bytes) in photos {
        start.put("photos", name, bytes);
    }
    start.photos.push(start.path("photos"));
    Desk::open(start)
}

fn written(desk: &Desk) -> usize {
    desk.files(".consent.json").len()
}

/// True while a copy is being written and checked.
fn is_writing(desk: &Desk) -> bool {
    desk.is_there("Saving and checking the copy") || desk.is_there("is being saved")
}

fn is_exported(desk: &Desk) -> bool {
    written(desk) > 0 || is_writing(desk) || desk.is_there("Exported")
}

/// Enter, until `done` tells that there is no more to do.
fn enter_until(desk: &mut Desk, done: impl Fn(&Desk) -> bool) {
    desk.searched();
    for _ in 0..60 {
        if done(desk) {
            return;
        }
        desk.press(Modifiers::NONE, Key::Enter);
    }
    assert!(done(desk), "Enter leads nowhere");
}

/// So many colleagues say yes to what a copy is for unless somebody says otherwise.
fn record_consents(start: &Start, count: usize) {
    let consent = NewConsent {
        role: Role::Staff,
        age_band: AgeBand::Adult,
        capacity: Some(Capacity::Yes),
        purposes: Purpose::ALL.to_vec(),
        channels: Channel::ALL.to_vec(),
        valid_until: SystemClock.today().saturating_add(6.months()),
        signers: vec![Signer::SelfSigned],
        form_location: "HR archive, box 12".to_owned(),
        ..NewConsent::default()
    };
    for _ in 0..count {
        start.register().add(consent.clone()).unwrap();
    }
}

fn sample() -> RgbImage {
    let raster = open(&fs::read(desk::sample()).unwrap(), &Limits::default()).unwrap().raster;
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
    encoded(&eight_portraits(), image::ImageFormat::Png)
}

fn eight_portraits() -> RgbImage {
    let picture = sample();
    let mut group = RgbImage::new(1680, 1000);
    for number in 0..8 {
        let person = imageops::crop_imm(&picture, number % 3 * 560 + 20, 0, 420, 500).to_image();
        imageops::replace(&mut group, &person, i64::from(number % 4 * 420), i64::from(number / 4 * 500));
    }
    group
}

/// The same with a board below them, and a badge on two of them.
fn eight_people_a_board_and_two_badges() -> Vec<u8> {
    let mut group = RgbImage::from_pixel(1680, 1300, image::Rgb([150, 160, 165]));
    imageops::replace(&mut group, &eight_portraits(), 0, 0);
    let mut card = |at: (i64, i64), size: (u32, u32), lines: &[&str], capital: f32| {
        imageops::replace(
            &mut group,
            &RgbImage::from_pixel(size.0, size.1, image::Rgb([242; 3])),
            at.0,
            at.1,
        );
        for (row, line) in lines.iter().enumerate() {
            let y = (row as f32 * 2.0).mul_add(capital, at.1 as f32 + capital * 1.9);
            letters::write(&mut group, line, (at.0 as f32 + capital, y), capital, [30; 3]);
        }
    };
    card(
        (500, 1040),
        (700, 230),
        &["Stue 4: Ida Holm, faster", "Stue 5: Per Dahl, hjem i dag", "Stue 6: ledig"],
        30.0,
    );
    card((130, 430), (200, 60), &["Mette Lund"], 20.0);
    card((970, 930), (200, 60), &["Jens Krogh"], 20.0);
    encoded(&group, image::ImageFormat::Png)
}

#[test]
fn eight_faces_five_redacted_and_three_kept() {
    // One consent is one person's: the picker offers those first that keep no face of the photo yet.
    let mut desk = over_with(&[("group.png".to_owned(), eight_people())], 3);
    desk.wait_for("Redact the rest (");
    // Where portraits meet, something may look like a face: none of them, which shows them first.
    let perhaps = if desk.is_there("Redact the rest (8)") { 0 } else { 2 };
    for _ in 0..perhaps {
        desk.press(Modifiers::SHIFT, Key::N);
    }
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
    assert_eq!(decided, 14 + perhaps, "three keys for a face that is kept, one for one that is redacted");
    enter_until(&mut desk, is_exported);
    let started = Instant::now();
    while written(&desk) < 1 {
        assert!(started.elapsed() < Duration::from_mins(4), "no copy");
        std::thread::sleep(Duration::from_millis(30));
        desk.harness.step();
    }
    println!("decisions {decided} keys, the walk, the statement and the copy {}", desk.pressed - decided);
    assert!(desk.pressed <= 24 + perhaps, "{} keys", desk.pressed);
}

/// One key for all writing; before, each place was drawn by hand and its kind ticked on the checklist.
#[test]
fn a_board_and_two_badges_take_one_key_more() {
    let mut desk = over(&[("board.png".to_owned(), eight_people_a_board_and_two_badges())]);
    desk.wait_for("Redact the rest (");
    desk.searched();
    desk.press(Modifiers::SHIFT, Key::R);
    if desk.is_there("undecided") {
        desk.press(Modifiers::SHIFT, Key::N);
    }
    let faces = desk.pressed;
    desk.press(Modifiers::SHIFT, Key::W);
    let decided = desk.pressed;
    enter_until(&mut desk, is_exported);
    let started = Instant::now();
    while written(&desk) < 1 {
        assert!(started.elapsed() < Duration::from_mins(4), "no copy");
        std::thread::sleep(Duration::from_millis(30));
        desk.harness.step();
    }
    println!("faces {faces} keys, writing {}, the rest {}", decided - faces, desk.pressed - decided);
    assert_eq!(decided - faces, 1);
    assert!(desk.pressed <= 12, "{} keys", desk.pressed);
    let record = fs::read_to_string(&desk.files(".consent.json")[0]).unwrap();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let covered = record["counts"]["other_areas_blurred"].as_u64();
    assert!(covered >= Some(2), "a board, and badges apart from it: {record}");
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
    let mut desk = over(&photos);
    for number in 0..PHOTOS {
        desk.wait_for(&format!("p{number}.jpg: 3 undecided"));
    }
    desk.press(Modifiers::COMMAND | Modifiers::SHIFT, Key::R);
    desk.wait_for("To be redacted: 12 undecided faces in 4 photos.");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("p0.jpg: To look through");
    let before = desk.pressed;
    // Enter alone: through the parts, the statement, the copy, and on to the next photo.
    for copies in 1..=PHOTOS {
        let started = Instant::now();
        while written(&desk) < copies {
            assert!(started.elapsed() < Duration::from_mins(4), "{} keys", desk.pressed);
            if is_writing(&desk) {
                std::thread::sleep(Duration::from_millis(30));
                desk.harness.step();
            } else {
                desk.press(Modifiers::NONE, Key::Enter);
            }
        }
    }
    desk.wait_for("Every photo in the list now has its copy.");
    let each = (desk.pressed - before) as f32 / PHOTOS as f32;
    println!("{before} keys for all faces, then {each} for a photo of two parts");
    assert!(each <= 6.0, "{each} keys for a photo");
}

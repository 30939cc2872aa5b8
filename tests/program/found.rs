//! Text and codes from the search to the copy: asked where anybody may see it, covered by `--cover`, left visible by a
//! decisions file, and read once more when the copy is finished.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::export::{Told, clock, controller, png};
use crate::letters;
use crate::program::{Desk, Outcome};
use image::{Rgb, RgbImage, imageops};
use qrcode::{EcLevel, QrCode};
use serde_json::{Value, json};
use sladd::{
    consent::{Channel, Country, Purpose},
    detection::CancelFlag,
    export::{Encoding, OutputFormat, TargetFolder},
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
    identifiers::{Finder, Found, Grade, Kinds, Place, Quad, codes::readable},
    photo::{Limits, open},
    pipeline::{Attestation, Clearance, Copies, ExportPlan, OpenedPhoto},
    policy::{Policy, Ward},
    redaction::Style,
    register::Register,
    review::Edit,
};

const SIZE: PixelSize = PixelSize::new(1200, 800);
/// A test number that the Danish registry publishes.
const NUMBER: &str = "211062-5629";
/// Where the code stands.
const AT: (u32, u32) = (700, 300);

/// Grey slopes with a QR code of the highest error correction on a white card; gives its side too.
fn with_code() -> (RgbImage, u32) {
    let code =
        QrCode::with_error_correction_level("https://www.example.org/patient/0001", EcLevel::H).unwrap();
    let (width, module) = (code.width() as u32, 6);
    let mut photo = RgbImage::from_fn(SIZE.width, SIZE.height, |x, y| {
        let grey = (90 + (x / 13 + y / 17) % 60) as u8;
        Rgb([grey, grey.wrapping_add(9), grey])
    });
    let side = width * module;
    let card = RgbImage::from_pixel(side + 8 * module, side + 8 * module, Rgb([240; 3]));
    imageops::replace(&mut photo, &card, i64::from(AT.0 - 4 * module), i64::from(AT.1 - 4 * module));
    for (number, dark) in code.to_colors().iter().map(|colour| *colour == qrcode::Color::Dark).enumerate() {
        let (x, y) = (AT.0 + number as u32 % width * module, AT.1 + number as u32 / width * module);
        let field = RgbImage::from_pixel(module, module, Rgb([if dark { 25 } else { 240 }; 3]));
        imageops::replace(&mut photo, &field, i64::from(x), i64::from(y));
    }
    (photo, side)
}

/// The same without the code: a number is what is read here.
fn without_code(mut photo: RgbImage) -> RgbImage {
    let plain = RgbImage::from_pixel(400, 320, Rgb([120; 3]));
    imageops::replace(&mut photo, &plain, i64::from(AT.0) - 40, i64::from(AT.1) - 40);
    photo
}

fn photo_on(desk: &Desk) -> PathBuf {
    desk.write("code.png", png(&with_code().0))
}

fn rules(outcome: &Outcome) -> Vec<String> {
    let blocked = outcome.lines[0]["blocked_by"].as_array().unwrap();
    blocked.iter().map(|rule| rule["rule"].as_str().unwrap().to_owned()).collect()
}

fn counts(line: &Value) -> (u64, u64, u64) {
    let of = &line["identifiers"];
    (of["codes"].as_u64().unwrap(), of["covered"].as_u64().unwrap(), of["visible"].as_u64().unwrap())
}

fn codes_in(copy: &Path) -> usize {
    let raster = open(&fs::read(copy).unwrap(), &Limits::default()).unwrap().raster;
    readable(&raster, &[], 2).unwrap().len()
}

#[test]
fn a_code_is_found_and_named_and_what_it_says_is_told_nowhere() {
    let desk = Desk::new();
    let photo = photo_on(&desk);
    let outcome = desk.done(&["detect", "--find", "text,codes", "--json", photo.to_str().unwrap()]);
    let found = outcome.lines[0]["identifiers"].as_array().unwrap();
    let codes: Vec<&Value> = found.iter().filter(|place| place["kind"] == "code").collect();
    assert_eq!(codes.len(), 1, "{found:?}");
    assert_eq!(codes[0]["grade"], "qr");
    let side = |key: &str| codes[0][key].as_f64().unwrap();
    assert!((side("x") - 700.0).abs() < 40.0 && (side("y") - 300.0).abs() < 40.0, "{codes:?}");
    assert!(!outcome.lines[0].to_string().contains("example.org"));
}

#[test]
fn where_anybody_may_see_the_copy_it_has_to_be_decided() {
    let desk = Desk::new();
    let photo = photo_on(&desk);
    let inside = desk.redact(&photo, &["--reviewed", "--channel", "intranet", "--format", "png"]);
    assert_eq!(inside.code, 0, "{}", inside.stderr);
    assert_eq!(counts(&inside.lines[0]), (1, 0, 1), "among colleagues it is a hint");
    assert_eq!(codes_in(Path::new(inside.lines[0]["output"].as_str().unwrap())), 1);

    let public = ["--reviewed", "--channel", "public_web", "--purpose", "event_report", "--format", "png"];
    let refused = desk.redact(&photo, &public);
    assert_eq!((refused.code, rules(&refused)), (1, vec!["IDENTIFIER-UNDECIDED".to_owned()]));
    assert!(refused.stderr.contains("Text or a code was found here"), "{}", refused.stderr);

    let covered = desk.redact(&photo, &[&public[..], &["--cover", "codes,text"]].concat());
    assert_eq!(covered.code, 0, "{}", covered.stderr);
    assert_eq!(counts(&covered.lines[0]), (1, 1, 0));
    let copy = PathBuf::from(covered.lines[0]["output"].as_str().unwrap());
    assert_eq!(codes_in(&copy), 0);
    assert_eq!(desk.done(&["verify", "--json", copy.to_str().unwrap()]).lines[0]["status"], "ok");
    // Only numbers are covered: there is none.
    let numbers = desk.redact(&photo, &[&public[..], &["--cover", "numbers"]].concat());
    assert_eq!(rules(&numbers), ["IDENTIFIER-UNDECIDED"]);
}

#[test]
fn a_file_says_that_it_may_be_seen_or_covers_it_with_a_drawn_area() {
    let desk = Desk::new();
    let photo = photo_on(&desk);
    let (_, side) = with_code();
    let region = |decision: &str, what: &str| {
        json!({"x": AT.0 - 30, "y": AT.1 - 30, "width": side + 60, "height": side + 60,
               "decision": decision, "what": what})
    };
    let decide = |name: &str, region: Value| {
        let sha256 = ContentHash::of(&fs::read(&photo).unwrap()).to_string();
        let file = json!({"photos": [{"photo": "code.png", "sha256": sha256, "regions": [region]}]});
        let file = desk.write(name, file.to_string()).display().to_string();
        let more = ["--reviewed", "--channel", "public_web", "--format", "png", "--cover", "text"];
        desk.redact(&photo, &[&more[..], &["--decisions", &file, "--redact-rest"]].concat())
    };
    let seen = decide("seen.json", region("visible", "code"));
    assert_eq!((seen.code, counts(&seen.lines[0])), (0, (1, 0, 1)), "{}", seen.stderr);
    assert_eq!(codes_in(Path::new(seen.lines[0]["output"].as_str().unwrap())), 1);
    let under = decide("under.json", region("redact", "paper"));
    assert_eq!((under.code, counts(&under.lines[0])), (0, (1, 1, 0)), "{}", under.stderr);
    let other = decide("other.json", region("visible", "text"));
    assert_eq!(rules(&other), ["IDENTIFIER-UNDECIDED"], "of text it was said, and there is none");
    let wrong = decide("wrong.json", region("visible", "paper"));
    assert_eq!(rules(&wrong), ["DECISIONS"]);
}

/// Grey slopes with a card on which a published test number stands. Gives the box of the number too.
fn with_number() -> (RgbImage, BoundingBox) {
    let mut photo = with_code().0;
    let card = RgbImage::from_pixel(520, 160, Rgb([236; 3]));
    imageops::replace(&mut photo, &card, 100, 500);
    letters::write(&mut photo, "Navn: Prøve", (130.0, 560.0), 24.0, [30; 3]);
    let width = letters::write(&mut photo, NUMBER, (130.0, 620.0), 24.0, [30; 3]);
    (photo, BoundingBox::new(130.0, 596.0, width, 24.0))
}

#[test]
fn a_personal_number_is_found_asked_about_twice_and_read_nowhere() {
    let desk = Desk::new();
    let photo = desk.write("band.png", png(&with_number().0));
    let outcome = desk.done(&["detect", "--find", "text,people", "--json", photo.to_str().unwrap()]);
    let found = outcome.lines[0]["identifiers"].as_array().unwrap();
    let numbers: Vec<&Value> = found.iter().filter(|place| place["grade"] == "personal_number").collect();
    assert_eq!(numbers.len(), 1, "{found:?}");
    assert!(!outcome.lines[0].to_string().contains(NUMBER), "what was read is in no answer");
    assert!(outcome.lines[0].get("faces").is_none(), "only what was asked for is told");
    // Whatever the channel: it waits.
    let inside = ["--reviewed", "--channel", "intranet", "--format", "png"];
    assert_eq!(rules(&desk.redact(&photo, &inside)), ["IDENTIFIER-UNDECIDED"]);
    let covered = desk.redact(&photo, &[&inside[..], &["--cover", "numbers"]].concat());
    assert_eq!(covered.code, 0, "{}", covered.stderr);
    assert_eq!(covered.lines[0]["identifiers"]["numbers"], 1);
    let copy = covered.lines[0]["output"].as_str().unwrap();
    let again = desk.done(&["detect", "--find", "text", "--json", copy]);
    let grades = again.lines[0]["identifiers"].as_array().unwrap().iter().map(|place| place["grade"].clone());
    assert!(!grades.clone().any(|grade| grade == "personal_number"), "{:?}", grades.collect::<Vec<_>>());
    // Seen it may be only where a person has said so and confirmed it.
    let sha256 = ContentHash::of(&fs::read(&photo).unwrap()).to_string();
    let seen = |name: &str, confirmed: bool| {
        let region = json!({"x": 100, "y": 500, "width": 520, "height": 160,
                            "decision": "visible", "what": "text", "confirmed": confirmed});
        let file = json!({"photos": [{"photo": "band.png", "sha256": sha256, "regions": [region]}]});
        let file = desk.write(name, file.to_string()).display().to_string();
        desk.redact(&photo, &[&inside[..], &["--decisions", &file]].concat())
    };
    assert_eq!(rules(&seen("once.json", false)), ["NUMBER-VISIBLE"]);
    assert_eq!(seen("twice.json", true).code, 0);
}

/// What becomes of a copy in which `place` is covered, and how many files there are then.
fn copied(photo: &RgbImage, place: Place, finder: &Arc<Finder>) -> (Option<&'static str>, usize) {
    let (data, out) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    let register = Register::open(data.path(), Arc::new(clock())).unwrap();
    let opened = OpenedPhoto::open(&png(photo), &Limits::default()).unwrap();
    let detector = Told::new(SIZE, Vec::new());
    let mut detected = opened.detect(&detector, &mut |_| {}, &CancelFlag::default()).unwrap();
    detected.review_mut().take_up_found(&Found { places: vec![place], ..Found::default() }, Kinds::ALL);
    detected.review_mut().apply(Edit::CoverFound(Kinds::ALL)).unwrap();
    let clearance = Clearance {
        policy: &Policy::for_country(Country::Dk).unwrap(),
        consents: &BTreeMap::new(),
        purpose: Purpose::EventReport,
        channels: &[Channel::PublicWeb],
        ward: Ward::Normal,
        today: sladd::clock::Clock::today(&clock()),
    };
    let cleared = detected.finish(Attestation::NobodyLooked).unwrap().clear(&clearance).unwrap();
    let plan = ExportPlan {
        folder: TargetFolder::create(out.path()).unwrap(),
        stem: None,
        encoding: Encoding { format: OutputFormat::Png, ..Encoding::default() },
        style: Style::default(),
        margin_percent: 25,
        copies: Copies::default(),
        controller: controller(Country::Dk),
        operator: String::new(),
    };
    let outcome = cleared.read_by(Arc::clone(finder)).export(&plan, &detector, &register, &clock());
    let kind = outcome.as_ref().err().map(sladd::pipeline::ExportFailure::kind);
    (kind, fs::read_dir(out.path()).unwrap().count())
}

fn quad(x: f32, y: f32, width: f32, height: f32) -> Quad {
    [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
}

/// A cover that hides too little of a code to make it unreadable.
#[test]
fn a_copy_in_which_a_code_can_still_be_read_is_not_written() {
    let (photo, side) = with_code();
    let (x, y, side) = (AT.0 as f32, AT.1 as f32, side as f32);
    let finder = Arc::new(Finder::load(None, None).unwrap());
    // From the middle, where no corner's nest of squares stands.
    let spot = quad(x + side * 0.45, y + side * 0.45, 12.0, 12.0);
    for (outline, wanted) in [(spot, (Some("code_readable"), 0)), (quad(x, y, side, side), (None, 2))] {
        let place = Place { grade: Grade::Qr, outline, lines: vec![outline], score: 0.9 };
        assert_eq!(copied(&photo, place, &finder), wanted);
    }
}

/// A cover that lies beside the number: it reads on.
#[test]
fn a_copy_in_which_a_personal_number_can_still_be_read_is_not_written() {
    let (photo, number) = with_number();
    let photo = without_code(photo);
    let finder = Arc::new(Finder::load(None, None).unwrap());
    let whole = number.scaled(1.6);
    // What is read again is the cover and a fifth of its height around it.
    let beside = quad(number.x, number.y - 246.0, number.width, 240.0);
    let over = quad(whole.x, whole.y, whole.width, whole.height);
    for (outline, wanted) in [(beside, (Some("number_readable"), 0)), (over, (None, 2))] {
        let place = Place { grade: Grade::PersonalNumber, outline, lines: vec![outline], score: 0.9 };
        assert_eq!(copied(&photo, place, &finder), wanted);
    }
}

//! The export gate as it was attacked: each attack on the real program, over the sample photo with its three faces.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::program::{Desk, Outcome, region, sidecar};
use crate::support;
use image::{RgbImage, imageops};
use serde_json::{Value, json};
use sladd::{
    clock::SystemClock,
    consent::Country,
    hash::ContentHash,
    pipeline::{Against, VerifyStatus, verify_against},
    record::{Sealed, Signer},
    register::Register,
    review::STRONG_EVIDENCE,
};

const SAMPLE: &[u8] = include_bytes!("../../assets/sample.jpg");

/// The sample photo in a folder of originals, and its faces from left to right.
struct Attack {
    desk: Desk,
    photo: PathBuf,
    faces: Vec<Value>,
    files: usize,
}

impl Attack {
    fn new() -> Self {
        let desk = Desk::new();
        fs::create_dir(desk.path("originals")).unwrap();
        let photo = desk.write("originals/s.jpg", SAMPLE);
        let mut faces = desk.faces(&photo);
        assert_eq!(faces.len(), 3);
        faces.sort_by(|a, b| a["x"].as_f64().unwrap().total_cmp(&b["x"].as_f64().unwrap()));
        Self { desk, photo, faces, files: 0 }
    }

    fn consent(&self) -> String {
        self.desk.consent("staff", "intranet")
    }

    fn keep(&self, face: usize, consent: &str) -> Value {
        region(&self.faces[face], kept(consent))
    }

    fn redact(&self, face: usize) -> Value {
        region(&self.faces[face], json!({"decision": "redact"}))
    }

    fn none(&self, face: usize, what: &str) -> Value {
        region(&self.faces[face], json!({"decision": "not_a_face", "what": what}))
    }

    /// The regions of the last export, as the ledger holds them.
    fn last_regions(&self) -> Vec<Value> {
        let ledger = self.desk.done(&["ledger", "list", "--json"]);
        let is_export = |entry: &&Value| entry["kind"].as_str().unwrap().ends_with("export");
        let export = ledger.lines.iter().rfind(is_export).unwrap();
        let body: Value = serde_json::from_str(export["body"].as_str().unwrap()).unwrap();
        body["regions"].as_array().unwrap().clone()
    }

    fn entry(&self, regions: &[Value]) -> Value {
        entry(&self.photo.display().to_string(), SAMPLE, regions)
    }

    fn file(&mut self, entries: &[Value]) -> String {
        self.files += 1;
        let bytes = json!({"photos": entries}).to_string();
        self.desk.write(&format!("decisions-{}.json", self.files), bytes).display().to_string()
    }

    fn decide(&mut self, regions: &[Value], more: &[&str]) -> Outcome {
        let file = self.file(&[self.entry(regions)]);
        self.desk.redact(&self.photo, &[&["--reviewed", "--decisions", &file], more].concat())
    }

    /// Refused by this rule, with a sentence that holds `said`, and nothing is written.
    fn refused(&mut self, rule: &str, said: &str, regions: &[Value]) {
        let written = self.desk.written();
        let outcome = self.decide(regions, &["--redact-rest"]);
        is_refused(rule, said, &outcome);
        assert_eq!(self.desk.written(), written, "{regions:?}");
    }
}

/// Refused by this rule, with a sentence that holds `said`.
fn is_refused(rule: &str, said: &str, outcome: &Outcome) {
    let line = &outcome.lines[0];
    assert_eq!((outcome.code, &line["status"]), (1, &json!("blocked")), "{line} {}", outcome.stderr);
    let blocked = &line["blocked_by"][0];
    assert_eq!(blocked["rule"], rule, "{line}");
    assert!(blocked["message"].as_str().unwrap().contains(said), "{line}");
    assert!(outcome.stderr.contains(said), "{}", outcome.stderr);
    adds_up(line);
}

fn kept(consent: &str) -> Value {
    json!({"decision": "keep", "role": "staff", "age_band": "18+", "consent": consent})
}

fn entry(photo: &str, bytes: &[u8], regions: &[Value]) -> Value {
    json!({
        "photo": photo, "sha256": ContentHash::of(bytes).to_string(), "purpose": "event_report",
        "channels": ["intranet"], "regions": regions,
    })
}

fn area(x: f32, y: f32, width: f32, height: f32, decision: Value) -> Value {
    region(&json!({"x": x, "y": y, "width": width, "height": height}), decision)
}

fn again(mut region: Value) -> Value {
    region["same_person"] = json!(true);
    region
}

/// What the line counts is all of it.
fn adds_up(line: &Value) {
    let of = |key: &str| line[key].as_u64().unwrap();
    assert_eq!(of("faces"), of("redacted") + of("kept") + of("not_a_face") + of("undecided"), "{line}");
}

/// H1.
#[test]
fn h1_one_consent_keeps_one_face_unless_it_is_said_to_be_the_same_person() {
    let mut attack = Attack::new();
    let (one, other) = (attack.consent(), attack.consent());
    let outcome = attack.decide(&[attack.keep(0, &one), attack.keep(1, &one), attack.keep(2, &one)], &[]);
    is_refused("CONSENT-TWICE", "one consent is one person", &outcome);
    assert_eq!(outcome.lines[0]["blocked_by"].as_array().unwrap().len(), 2, "the second face and the third");
    // A face that only the file draws counts alike.
    let wall = area(20.0, 400.0, 60.0, 70.0, kept(&one));
    attack.refused("CONSENT-TWICE", "one consent is one person", &[attack.keep(0, &one), wall]);
    // A word for one of them is none for the other.
    let two = [attack.keep(0, &one), again(attack.keep(1, &one)), attack.keep(2, &one)];
    attack.refused("CONSENT-TWICE", "one consent is one person", &two);
    assert!(attack.desk.written().is_empty());

    // Said, it goes out, and everybody who reads can see that it was said.
    let said = [attack.keep(0, &one), again(attack.keep(1, &one)), attack.keep(2, &other)];
    let outcome = attack.decide(&said, &[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let record = sidecar(outcome.lines[0]["sidecar"].as_str().unwrap());
    assert_eq!(record["counts"]["kept_with_consent"], 3);
    assert_eq!(record["counts"]["same_person_again"], 1);
    assert_eq!(record["consents"].as_array().unwrap().len(), 2);
    let schema = serde_json::from_str(include_str!("../../assets/schema/sidecar.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &record));
    let desk = &attack.desk;
    let verified = desk.run(&["verify", &desk.text("out"), "--json"]);
    assert_eq!((verified.code, &verified.lines[0]["status"]), (0, &json!("ok")), "{}", verified.stdout);
    let ledger = desk.done(&["ledger", "list", "--json"]).stdout;
    assert!(ledger.contains("same_person"), "{ledger}");
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);

    // A copy that is made anew without the other keeps the word.
    desk.done(&["consent", "withdraw", &other]);
    let anew = ["consent", "reexport", &other, "--originals", "originals", "--out", "new", "--json"];
    let anew = desk.done(&[&anew[..], &["--reviewed"]].concat());
    let output = anew.lines[0]["output"].as_str().unwrap();
    let record = sidecar(format!("{output}.consent.json"));
    assert_eq!(record["counts"]["kept_with_consent"], 2, "{}", anew.stdout);
    assert_eq!(record["counts"]["same_person_again"], 1);
    let verified = desk.run(&["verify", &desk.text("new"), "--json"]);
    assert_eq!((verified.code, &verified.lines[0]["status"]), (0, &json!("ok")), "{}", verified.stdout);
}

/// H1: a record from before the word was asked for can be read, and what it shows is told.
#[test]
fn h1_a_record_of_more_faces_than_consents_is_told_by_verify() {
    let mut attack = Attack::new();
    let one = attack.consent();
    let said = [attack.keep(0, &one), again(attack.keep(1, &one)), again(attack.keep(2, &one))];
    let outcome = attack.decide(&said, &[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let copy = PathBuf::from(outcome.lines[0]["output"].as_str().unwrap());
    let record = PathBuf::from(outcome.lines[0]["sidecar"].as_str().unwrap());
    let today = sidecar(&record)["created_on"].as_str().unwrap().parse().unwrap();
    // Its maker is known by a signature, so that the counts are all that can be told of it.
    let signer = Signer::from_seed(&[7; 32]);
    let keys = [signer.public_key()];
    let against = Against { register: None, keys: &keys, policy: None, today };
    let mut body = Sealed::read(&fs::read(&record).unwrap()).unwrap().body;
    let mut told = Vec::new();
    for (name, again) in [("stated.json", Some(2)), ("old.json", None)] {
        body.counts.same_person_again = again;
        let sealed = body.clone().seal(&[1; 32], None, Some(&signer)).unwrap().to_bytes().unwrap();
        fs::remove_file(&record).unwrap();
        fs::copy(attack.desk.write(name, sealed), &record).unwrap();
        told.push(verify_against(&copy, &against).unwrap());
    }
    assert_eq!(told[0].status, VerifyStatus::Ok, "{told:?}");
    assert_eq!(told[1].status, VerifyStatus::ConsentTwice, "{told:?}");
    let sentence = "3 faces are kept by 1 consents, 2 of them without a word why";
    assert!(told[1].details.iter().any(|detail| detail == sentence), "{told:?}");
}

/// H2.
#[test]
fn h2_what_contradicts_itself_is_refused_whatever_its_order() {
    let mut attack = Attack::new();
    let (one, other) = (attack.consent(), attack.consent());
    let all = [attack.redact(0), attack.redact(1), attack.redact(2)];
    let mut half = attack.keep(1, &one);
    half["width"] = json!(half["width"].as_f64().unwrap() / 2.0);
    let with = |more: Value| [&all[..], &[more]].concat();
    attack.refused("DECISIONS", "region 1 (x", &[attack.redact(1), attack.keep(1, &one)]);
    attack.refused("DECISIONS", "region 4 (x", &with(half));
    attack.refused("DECISIONS", "region 1 (x", &[attack.keep(0, &one), attack.keep(0, &other)]);
    let none = region(&attack.faces[2], json!({"decision": "not_a_face"}));
    attack.refused("DECISIONS", "region 3 (x", &with(none));
    let whole = area(0.0, 0.0, 4000.0, 4000.0, json!({"decision": "redact"}));
    attack.refused("DECISIONS", "region 2 (x 0, y 0", &[attack.keep(0, &one), whole]);
    // The same once more is no contradiction.
    let twice = attack.decide(&with(attack.redact(0)), &[]);
    assert_eq!((twice.code, &twice.lines[0]["redacted"]), (0, &json!(3)), "{}", twice.stderr);
}

/// H2.
#[test]
fn h2_two_entries_for_one_photo_are_refused_and_a_path_goes_before_a_name() {
    let mut attack = Attack::new();
    let one = attack.consent();
    let shows = attack.entry(&[attack.keep(0, &one)]);
    let covers = attack.entry(&[attack.redact(0)]);
    let mut by_name = covers.clone();
    by_name["photo"] = json!("s.jpg");
    let mut round_about = covers.clone();
    round_about["photo"] = json!(attack.desk.text("originals/../originals/s.jpg"));
    for second in [covers, by_name, round_about] {
        for entries in [[shows.clone(), second.clone()], [second, shows.clone()]] {
            let file = attack.file(&entries);
            let outcome = attack.desk.redact(&attack.photo, &["--redact-rest", "--decisions", &file]);
            is_refused("DECISIONS", "more than one entry", &outcome);
        }
    }
    assert!(attack.desk.written().is_empty());

    // Two photos of one name: the path finds its own, wherever the bare name stands.
    let other = [SAMPLE, b"more"].concat();
    for (folder, bytes) in [("n1", SAMPLE), ("n2", &other[..])] {
        fs::create_dir(attack.desk.path(folder)).unwrap();
        attack.desk.write(&format!("{folder}/a.jpg"), bytes);
    }
    let entries = [entry("a.jpg", SAMPLE, &[]), entry("n2/a.jpg", &other, &[])];
    let file = attack.file(&entries);
    let run = ["redact", "n1/a.jpg", "n2/a.jpg", "--out", "out", "--json", "--redact-rest", "--reviewed"];
    let both = attack.desk.run(&[&run[..], &["--decisions", &file]].concat());
    assert_eq!(both.code, 0, "{}", both.stderr);
    // The name alone could be either; and what is about no photo of the run is told.
    let file = attack.file(&[entry("a.jpg", SAMPLE, &[]), entry("gone.jpg", SAMPLE, &[])]);
    let neither = attack.desk.run(&[&run[..], &["--decisions", &file]].concat());
    assert_eq!(neither.code, 1);
    for line in &neither.lines {
        assert_eq!(line["blocked_by"][0]["rule"], "DECISIONS", "{line}");
    }
    assert!(neither.stderr.contains("gone.jpg"), "{}", neither.stderr);
}

/// H2.
#[test]
fn h2_what_is_to_stay_visible_must_fit_its_face() {
    let mut attack = Attack::new();
    let one = attack.consent();
    let middle = |face: &Value, side: &str, length: &str| {
        (face[side].as_f64().unwrap() + face[length].as_f64().unwrap() / 2.0) as f32
    };
    let (x, y) = (middle(&attack.faces[1], "x", "width"), middle(&attack.faces[1], "y", "height"));
    let spot = area(x - 1.0, y - 1.0, 2.0, 2.0, kept(&one));
    let huge = area(-1e38, -1e38, 2e38, 2e38, kept(&one));
    let none = area(0.0, 0.0, 4000.0, 4000.0, json!({"decision": "not_a_face"}));
    // Drawn for a neighbour, it holds the middle of the face.
    let neighbour = area(x - 20.0, y - 100.0, 460.0, 200.0, kept(&one));
    for region in [spot, huge, none, neighbour] {
        attack.refused("DECISIONS", "does not fit the face", &[region]);
    }
}

fn decoded(bytes: &[u8]) -> RgbImage {
    image::load_from_memory(bytes).unwrap().to_rgb8()
}

/// A copy of the sample photo with the upper half of a face beside the middle one, which the detector does not find.
fn with_half_a_face() -> RgbImage {
    let mut picture = decoded(SAMPLE);
    let face = imageops::crop_imm(&picture, 125, 91, 159, 189).to_image();
    let face = imageops::resize(&face, 126, 150, imageops::FilterType::Triangle);
    let half = imageops::crop_imm(&face, 0, 0, 126, 45).to_image();
    imageops::replace(&mut picture, &half, 980, 140);
    picture
}

/// H3.
#[test]
fn h3_what_was_drawn_to_be_covered_is_covered_as_drawn() {
    let attack = Attack::new();
    let desk = &attack.desk;
    let picture = with_half_a_face();
    let mut png = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut png, image::ImageFormat::Png).unwrap();
    let bytes = png.into_inner();
    let photo = desk.write("m.png", &bytes);
    assert_eq!(desk.faces(&photo).len(), 3, "the half face is not to be found");
    for (number, (x, y, width, height)) in
        [(740, 30, 400, 320), (0, 0, picture.width(), picture.height())].into_iter().enumerate()
    {
        let drawn = area(x as f32, y as f32, width as f32, height as f32, json!({"decision": "redact"}));
        let file = json!({"photos": [entry("m.png", &bytes, &[drawn])]}).to_string();
        let file = desk.write(&format!("m{number}.json"), file).display().to_string();
        let more =
            ["--decisions", &file, "--redact-rest", "--reviewed", "--format", "png", "--style", "solid"];
        let outcome = desk.redact(&photo, &more);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let line = &outcome.lines[0];
        assert_eq!((&line["faces"], &line["redacted"]), (&json!(3), &json!(3)), "a cover is no further face");
        let copy = decoded(&fs::read(line["output"].as_str().unwrap()).unwrap());
        let grey = *copy.get_pixel(x + width / 2, y + height / 2);
        let bare = (y..y + height)
            .flat_map(|y| (x..x + width).map(move |x| (x, y)))
            .filter(|(x, y)| *copy.get_pixel(*x, *y) != grey)
            .count();
        assert_eq!(bare, 0, "of {} pixels that were to be covered", width * height);
        assert_eq!(sidecar(line["sidecar"].as_str().unwrap())["counts"]["other_areas_blurred"], 1);
    }
}

/// H4, as far as it is counted.
#[test]
fn h4_what_stays_visible_as_no_face_is_counted_and_told() {
    let mut attack = Attack::new();
    let all = [attack.none(0, "statue"), attack.none(1, "statue"), attack.none(2, "statue")];
    let outcome = attack.decide(&all, &[]);
    let line = &outcome.lines[0];
    adds_up(line);
    assert_eq!((&line["faces"], &line["not_a_face"]), (&json!(3), &json!(3)), "{line}");
    assert_eq!(line["status"], "exported");
    assert!(outcome.stderr.contains("3 found faces stay visible"), "{}", outcome.stderr);
    let one = attack.decide(&[attack.redact(0), attack.redact(1)], &[]);
    assert_eq!(one.lines[0]["undecided"], 1);
    adds_up(&one.lines[0]);
}

/// H4: a face of strong evidence is no face only with a word about what it is, and the word is kept.
#[test]
fn h4_what_looks_like_a_face_needs_a_word_about_what_it_is() {
    let mut attack = Attack::new();
    let sure = |face: &Value| face["score"].as_f64().unwrap() >= f64::from(STRONG_EVIDENCE);
    assert!(attack.faces.iter().all(sure), "{:?}", attack.faces);
    let unsaid = |face: &Value| region(face, json!({"decision": "not_a_face"}));
    let all: Vec<Value> = attack.faces.iter().map(unsaid).collect();
    let say = "\"what\": statue, picture, poster, animal, doll or nothing";
    for channel in ["internal_meeting", "public_web"] {
        let outcome = attack.decide(&all, &["--channel", channel]);
        is_refused("NOT-A-FACE-REASON", say, &outcome);
        let blocked = outcome.lines[0]["blocked_by"].as_array().unwrap();
        let reasons = blocked.iter().filter(|blocked| blocked["rule"] == "NOT-A-FACE-REASON").count();
        assert_eq!(reasons, 3, "{blocked:?}");
        let again = blocked.iter().any(|blocked| blocked["rule"] == "LOOKS-LIKE-FACES");
        assert_eq!(again, channel == "public_web", "{blocked:?}");
    }
    // A word for areas says nothing of a face, one face says nothing of another, and a word for no face is none for a cover.
    let face = |face: &Value| region(face, json!({"decision": "not_a_face", "what": "face"}));
    attack.refused("NOT-A-FACE-REASON", say, &[face(&attack.faces[0])]);
    attack.refused("NOT-A-FACE-REASON", say, &[attack.none(0, "statue"), unsaid(&attack.faces[1])]);
    let screen = region(&attack.faces[0], json!({"decision": "not_a_face", "what": "screen"}));
    attack.refused("DECISIONS", "region 1", &[screen]);
    let covered = region(&attack.faces[0], json!({"decision": "redact", "what": "statue"}));
    attack.refused("DECISIONS", "instead of a face", &[covered]);
    attack.refused("DECISIONS", "two different things", &[attack.none(0, "statue"), attack.none(0, "doll")]);
    let misspelt = attack.file(&[attack.entry(&[attack.none(0, "Statue")])]);
    assert_eq!(attack.desk.redact(&attack.photo, &["--reviewed", "--decisions", &misspelt]).code, 2);
    assert!(attack.desk.written().is_empty());

    // Said of each, it goes out, to the public too: the file is the second look.
    let said = [attack.none(0, "statue"), attack.none(1, "poster"), attack.none(2, "nothing")];
    let public = ["--channel", "public_web", "--cover", "text,codes"];
    let outcome = attack.decide(&said, &public);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("3 found faces stay visible"), "{}", outcome.stderr);
    // Beside the copy stands how many, and nothing else of it.
    let record = fs::read_to_string(outcome.lines[0]["sidecar"].as_str().unwrap()).unwrap();
    let told: Value = serde_json::from_str(&record).unwrap();
    assert_eq!(told["counts"]["not_a_face"], 3, "{record}");
    for word in ["statue", "poster", "not_a_face_what", "score"] {
        assert!(!record.contains(word), "{word}: {record}");
    }
    // The ledger holds what was said, and how likely each was.
    let regions = attack.last_regions();
    // What is covered besides has none.
    let none: Vec<&Value> = regions.iter().filter(|of| of["what"] == "face").collect();
    let mut words: Vec<&str> = none.iter().map(|of| of["not_a_face_what"].as_str().unwrap()).collect();
    words.sort_unstable();
    assert_eq!(words, ["nothing", "poster", "statue"]);
    for region in none {
        let score = region["score"].as_f64().unwrap();
        assert!(score >= 0.9 && score.to_string().len() <= 4, "{region}");
    }
    assert_eq!(attack.desk.done(&["ledger", "check"]).code, 0);

    // What is covered with the rest besides takes nothing of that back.
    let rest = attack.decide(&[attack.none(1, "statue")], &[&public[..], &["--redact-rest"]].concat());
    assert_eq!(rest.code, 0, "{}", rest.stderr);
    assert_eq!((&rest.lines[0]["redacted"], &rest.lines[0]["not_a_face"]), (&json!(2), &json!(1)));
    assert!(rest.stderr.contains("1 found face stays visible"), "{}", rest.stderr);
    let regions = attack.last_regions();
    assert_eq!(regions.iter().filter(|region| region.get("score").is_some()).count(), 1, "{regions:?}");
}

/// H4: a copy that is made anew keeps the word; one from before there were words is stopped, and it is told what to do.
#[test]
fn h4_a_copy_made_anew_keeps_the_word_and_an_old_one_without_is_stopped() {
    let mut attack = Attack::new();
    let (one, other) = (attack.consent(), attack.consent());
    let said = [attack.keep(0, &one), attack.keep(1, &other), attack.none(2, "statue")];
    let outcome = attack.decide(&said, &[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let desk = &attack.desk;
    let old = "0b1c2d3e-5d0f-4b0a-9f55-3f6f0f2d9b11";
    {
        sladd::data_folder::use_private_base(Path::new(env!("CARGO_TARGET_TMPDIR")).join("private"));
        let register = Register::open(&desk.path("data"), Arc::new(SystemClock)).unwrap();
        let mut entry = register.exports().unwrap().remove(0);
        old.clone_into(&mut entry.record_id);
        "old.jpg".clone_into(&mut entry.output);
        for region in &mut entry.regions {
            (region.not_a_face_what, region.score) = (None, None);
        }
        register.begin_export(&entry).unwrap().commit().unwrap();
    }
    desk.done(&["consent", "withdraw", &other]);
    let anew =
        desk.run(&["consent", "reexport", &other, "--originals", "originals", "--out", "new", "--json"]);
    assert_eq!((anew.code, anew.lines.len()), (1, 2), "{} {}", anew.stdout, anew.stderr);
    let of = |is_old: bool| anew.lines.iter().find(|line| (line["record_id"] == old) == is_old).unwrap();
    assert_eq!(of(true)["status"], "blocked", "{}", anew.stdout);
    let message = of(true)["message"].as_str().unwrap();
    assert!(message.contains("it is not recorded what it is"), "{message}");
    assert!(message.contains("say what it is or redact it, and export it again"), "{message}");
    assert_eq!(of(false)["status"], "exported", "{}", anew.stdout);
    let output = of(false)["output"].as_str().unwrap();
    let counts = &sidecar(format!("{output}.consent.json"))["counts"];
    assert_eq!((&counts["not_a_face"], &counts["kept_with_consent"]), (&json!(1), &json!(1)), "{counts}");
    let kept: Vec<Value> =
        attack.last_regions().into_iter().filter(|region| region["decision"] == "not_a_face").collect();
    assert_eq!(kept.len(), 1);
    assert_eq!(kept[0]["not_a_face_what"], "statue", "{kept:?}");
}

/// H4: an organisation can have a second person look at what looks like a face, or forbid it.
#[test]
fn h4_an_organisation_can_ask_for_a_second_person_or_forbid_it() {
    let mut attack = Attack::new();
    let asks = support::cases::local_file(Country::Dk, "", "[tighten]\nnot_a_face_second_person = true\n");
    let asks = attack.desk.write("asks.toml", asks).display().to_string();
    let never = support::cases::local_file(Country::Dk, "", "[tighten]\nallow_not_a_face = false\n");
    let never = attack.desk.write("never.toml", never).display().to_string();
    let statue = [attack.none(0, "statue")];
    let two = ["--redact-rest", "--operator", "LED-12", "--second-person", "LED-13"];
    let same = ["--redact-rest", "--operator", "LED-12", "--second-person", "led 12"];
    for people in [&two[..1], &two[..3], &same[..]] {
        let outcome = attack.decide(&statue, &[&["--policy", &asks], people].concat());
        is_refused("SECOND-PERSON", "second person", &outcome);
    }
    is_refused(
        "POLICY-NOT-A-FACE",
        "do not allow that anything found is called",
        &attack.decide(&statue, &[&["--policy", &never], &two[..]].concat()),
    );
    assert!(attack.desk.written().is_empty());
    let approved = attack.decide(&statue, &[&["--policy", &asks], &two[..]].concat());
    assert_eq!(approved.code, 0, "{}", approved.stderr);
    // Where nothing of the kind stays visible nobody has to approve.
    let covered = attack.decide(&[attack.redact(0)], &["--policy", &asks, "--redact-rest"]);
    assert_eq!(covered.code, 0, "{}", covered.stderr);
}

/// M5.
#[test]
fn m5_what_the_command_says_and_what_the_file_says_must_both_hold() {
    let mut attack = Attack::new();
    let one = attack.consent();
    let regions = [attack.keep(0, &one)];
    let mut with = |more: &[&str]| attack.decide(&regions, &[&["--redact-rest"], more].concat());
    for channel in ["press", "public_web"] {
        let outcome = with(&["--channel", channel, "--purpose", "event_report"]);
        let line = &outcome.lines[0];
        assert_eq!((outcome.code, &line["blocked_by"][0]["rule"]), (1, &json!("CONSENT-CHANNEL")), "{line}");
    }
    for more in [["--purpose", "press"], ["--purpose", "recruitment"]] {
        let outcome = with(&more);
        let blocked = &outcome.lines[0]["blocked_by"][0];
        assert_eq!((outcome.code, &blocked["rule"]), (1, &json!("DECISIONS")), "{blocked}");
    }
    let same = with(&["--purpose", "event_report", "--channel", "intranet"]);
    assert_eq!(same.code, 0, "{}", same.stderr);
    assert_eq!(sidecar(same.lines[0]["sidecar"].as_str().unwrap())["scope"]["channels"], json!(["intranet"]));
    // A caption in the file does not spare that of the command the look at it, nor the other way round.
    let mut said = attack.entry(&[]);
    said["caption"] = json!("Sommerfest");
    let file = attack.file(&[said]);
    let more = ["--redact-rest", "--decisions", &file, "--caption", "211062-5629"];
    let outcome = attack.desk.redact(&attack.photo, &more);
    is_refused("DECISIONS", "two different captions", &outcome);
}

/// M5.
#[test]
fn m5_a_copy_that_was_put_where_it_may_not_be_is_noted_and_told() {
    let mut attack = Attack::new();
    let one = attack.consent();
    let outcome = attack.decide(&[attack.keep(0, &one)], &["--redact-rest"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let desk = &attack.desk;
    let record = sidecar(outcome.lines[0]["sidecar"].as_str().unwrap());
    let record = record["record_id"].as_str().unwrap();
    let post = |channel: &str, place: &str| {
        desk.run(&["copies", "posted", record, "--channel", channel, "--place", place])
    };
    let fits = post("intranet", "intranet.example.org/1");
    assert_eq!((fits.code, fits.stderr.as_str()), (0, ""));
    let outside = post("social_media", "social.example.org/2");
    assert_eq!(outside.code, 1);
    assert!(outside.stderr.contains("not cleared for this channel"), "{}", outside.stderr);
    desk.done(&["consent", "withdraw", &one]);
    let after = post("intranet", "intranet.example.org/3");
    assert_eq!(after.code, 1);
    assert!(after.stderr.contains("does not hold any more"), "{}", after.stderr);
    // All three are on the list of what is to be taken down.
    desk.done(&["consent", "affected", &one, "--list", "list.csv"]);
    let list = fs::read_to_string(desk.path("list.csv")).unwrap();
    for place in ["org/1", "org/2", "org/3"] {
        assert!(list.contains(place), "{list}");
    }
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
    assert_eq!(desk.run(&["copies", "posted", "nothing", "--channel", "press", "--place", "x"]).code, 2);
}

/// M5: the rules of the register's country hold for whoever types another.
#[test]
fn m5_another_country_than_that_of_the_data_folder_is_refused() {
    let desk = Desk::new();
    let photo = desk.write("s.jpg", SAMPLE).display().to_string();
    assert_eq!(desk.run_in("SE", &["policy", "show", "--json"]).code, 0, "nothing was chosen yet");
    fs::create_dir_all(desk.path("data")).unwrap();
    desk.write("data/settings.toml", "country = \"DK\"\n");
    assert_eq!(desk.run_in("DK", &["policy", "show"]).code, 0);
    for command in [&["policy", "show"][..], &["redact", &photo, "--out", "out"]] {
        let refused = desk.run_in("SE", command);
        assert_eq!(refused.code, 2, "{}", refused.stderr);
        assert!(refused.stderr.contains("settings in the folder of register and log"), "{}", refused.stderr);
    }
    // The variable is no way round.
    let by_variable = std::process::Command::new(&desk.program)
        .args(["redact", &photo, "--out", "out", "--data", &desk.text("data")])
        .env("SLADD_COUNTRY", "SE")
        .env_remove("SLADD_POLICY")
        .current_dir(desk.path(""))
        .output()
        .unwrap();
    assert_eq!(by_variable.status.code(), Some(2));
    assert!(!desk.path("out").exists() || desk.written().is_empty());
}

/// M5: a dispensation that somebody brings along loosens nothing that the organisation's own file says.
#[test]
fn m5_a_dispensation_of_ones_own_loosens_no_rule_of_the_organisation() {
    let attack = Attack::new();
    let desk = &attack.desk;
    let granted = "[[dispensations]]\nid = \"DISP-2026-001\"\nrule = \"DK-PAT-INT\"\nauthority = \"Me\"\n\
                   scope = \"alt\"\nto = \"CONSENT\"\nvalid_until = \"2026-12-31\"\n";
    let mine = desk.write("mine.toml", support::cases::local_file(Country::Dk, "", granted));
    let theirs = support::cases::local_file(Country::Dk, "", "[tighten]\nchannels_removed = [\"press\"]\n");
    let theirs = desk.write("theirs.toml", theirs.replace("AFD-STRICT", "AFD-THEIRS"));
    let consent = desk.new_consent("patient", "internal_meeting", &["--care-status", "ongoing"]);
    let id = consent.lines[0]["consent"].as_str().unwrap().to_owned();
    let patient = json!({
        "decision": "keep", "role": "patient", "age_band": "18+", "care_status": "ongoing", "consent": id,
    });
    let mut said = attack.entry(&[region(&attack.faces[0], patient)]);
    said["channels"] = json!(["internal_meeting"]);
    let file = desk.write("patient.json", json!({"photos": [said]}).to_string());
    let output = std::process::Command::new(&desk.program)
        .args([
            "redact",
            attack.photo.to_str().unwrap(),
            "--out",
            "out",
            "--json",
            "--redact-rest",
            "--policy",
        ])
        .arg(&mine)
        .arg("--decisions")
        .arg(&file)
        .args(["--country", "DK", "--lang", "en", "--data", &desk.text("data")])
        .env("SLADD_POLICY", &theirs)
        .current_dir(desk.path(""))
        .output()
        .unwrap();
    let line: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(output.status.code(), Some(1), "{line}");
    let blocked = line["blocked_by"].as_array().unwrap();
    assert!(blocked.iter().any(|blocked| blocked["rule"] == "DK-PAT-INT"), "{line}");
}

/// M6.
#[test]
fn m6_the_second_person_is_another_person() {
    let attack = Attack::new();
    let desk = &attack.desk;
    let policy = support::cases::local_file(Country::Dk, "", "[tighten]\nrequire_second_person = true\n");
    desk.write("policy.toml", policy);
    let by = |operator: Option<&str>, second: Option<&str>| {
        let mut more = vec!["--policy", "policy.toml"];
        more.extend(operator.iter().flat_map(|operator| ["--operator", *operator]));
        more.extend(second.iter().flat_map(|second| ["--second-person", *second]));
        desk.redact(&attack.photo, &more)
    };
    for (operator, second) in [
        (None, None),
        (None, Some("LED-12")),
        (Some("LED-12"), None),
        (Some("-"), Some("LED-12")),
        (Some("LED-12"), Some("...")),
        (Some("LED-12"), Some("LED-12")),
        (Some("LED-12"), Some("LED\u{2011}12")),
        (Some("LED-12"), Some("LED-12.")),
        (Some("LED 12"), Some("LED  12")),
        (Some("\u{c5}12"), Some("\u{e5}12")),
        (Some("LED-12"), Some("L\u{415}D-12")),
    ] {
        let outcome = by(operator, second);
        is_refused("SECOND-PERSON", "second person", &outcome);
    }
    // What cannot be seen is refused in any reference.
    assert_eq!(by(Some("LED-12"), Some("LED-\u{200b}12")).code, 2);
    assert!(desk.written().is_empty());
    let two = by(Some("LED-12"), Some("LED-13"));
    assert_eq!(two.code, 0, "{}", two.stderr);
}

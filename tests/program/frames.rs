//! What of a photo is published: crop, turn and straighten, by the real program over the sample photo with its three faces,
//! and by the line of one photo with a detector that is told what to find.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::path::{Path, PathBuf};

use crate::program::{Desk, Outcome, region, sidecar};
use serde_json::{Value, json};
use sladd::hash::ContentHash;

const SAMPLE: &[u8] = include_bytes!("../../assets/sample.jpg");

/// The sample photo, its size, and its faces from left to right.
struct Framing {
    desk: Desk,
    photo: PathBuf,
    width: u32,
    height: u32,
    faces: Vec<Value>,
}

impl Framing {
    fn new() -> Self {
        let desk = Desk::new();
        std::fs::create_dir(desk.path("originals")).unwrap();
        let photo = desk.write("originals/s.jpg", SAMPLE);
        let picture = image::load_from_memory(SAMPLE).unwrap();
        let mut faces = desk.faces(&photo);
        assert_eq!(faces.len(), 3);
        faces.sort_by(|a, b| a["x"].as_f64().unwrap().total_cmp(&b["x"].as_f64().unwrap()));
        Self { desk, photo, width: picture.width(), height: picture.height(), faces }
    }

    fn side(&self, face: usize, name: &str) -> f64 {
        self.faces[face][name].as_f64().unwrap()
    }

    /// A crop that ends in the middle between the second and the third face, if that leaves the third whole.
    fn without_the_third(&self) -> String {
        let beside = self.side(2, "x") - 0.75 * self.side(2, "width");
        let clear = self.side(1, "x") + 1.4 * self.side(1, "width");
        assert!(clear < beside, "the sample has other faces now");
        format!("0,0,{}x{}", beside as u32 - 2, self.height)
    }

    fn redact(&self, more: &[&str]) -> Outcome {
        self.desk.redact(&self.photo, &[&["--reviewed"], more].concat())
    }

    fn decisions(&self, name: &str, more: &Value, regions: &[Value]) -> String {
        let mut entry = json!({
            "photo": self.photo.display().to_string(), "sha256": ContentHash::of(SAMPLE).to_string(),
            "purpose": "event_report", "channels": ["intranet"], "regions": regions,
        });
        for (key, value) in more.as_object().unwrap() {
            entry[key] = value.clone();
        }
        let file = self.desk.write(name, json!({"photos": [entry]}).to_string());
        file.display().to_string()
    }

    fn is_refused(&self, outcome: &Outcome, said: &str) {
        let line = &outcome.lines[0];
        assert_eq!((outcome.code, &line["status"]), (1, &json!("blocked")), "{line} {}", outcome.stderr);
        assert_eq!(line["blocked_by"][0]["rule"], "DECISIONS", "{line}");
        assert!(line["blocked_by"][0]["message"].as_str().unwrap().contains(said), "{line}");
        assert!(self.desk.written().is_empty());
    }

    fn last_export(&self) -> Value {
        let ledger = self.desk.done(&["ledger", "list", "--json"]);
        let is_export = |entry: &&Value| entry["kind"].as_str().unwrap().ends_with("export");
        let export = ledger.lines.iter().rfind(is_export).unwrap();
        serde_json::from_str(export["body"].as_str().unwrap()).unwrap()
    }
}

fn picture(path: impl AsRef<Path>) -> image::DynamicImage {
    image::load_from_memory(&std::fs::read(path).unwrap()).unwrap()
}

#[test]
fn a_face_outside_the_crop_is_cut_away_and_told() {
    let framing = Framing::new();
    let crop = framing.without_the_third();
    let consent = framing.desk.consent("staff", "intranet");
    let kept = json!({"decision": "keep", "role": "staff", "age_band": "18+", "consent": consent});
    // The third face has no decision, and needs none; of the second one says what has no bearing on the third.
    let regions = [region(&framing.faces[0], json!({"decision": "redact"})), region(&framing.faces[1], kept)];
    let file = framing.decisions("d.json", &json!({}), &regions);
    let outcome = framing.redact(&["--decisions", &file, "--crop", &crop]);
    let line = &outcome.lines[0];
    assert_eq!((outcome.code, &line["status"]), (0, &json!("exported")), "{line} {}", outcome.stderr);
    let counts = ["faces", "redacted", "kept", "not_a_face", "undecided", "cut_away"];
    assert_eq!(counts.map(|name| line[name].as_u64().unwrap()), [3, 1, 1, 0, 0, 1]);
    assert!(outcome.stderr.contains("1 face lies outside the crop"), "{}", outcome.stderr);

    let copy = picture(line["output"].as_str().unwrap());
    let wanted: Vec<u32> = crop.split([',', 'x']).map(|side| side.parse().unwrap()).collect();
    assert_eq!([copy.width(), copy.height()], wanted[2..]);
    let record = sidecar(line["sidecar"].as_str().unwrap());
    assert_eq!(record["counts"]["cut_away"], 1);
    assert_eq!(record["counts"]["faces_total"], 3);
    let frame = json!({"cropped": true, "turned": false, "straightened": false});
    assert_eq!(record["image"]["frame"], frame);
    let schema: Value =
        serde_json::from_slice(include_bytes!("../../assets/schema/sidecar.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &record));

    let export = framing.last_export();
    assert_eq!(export["more"]["made"]["frame"]["crop"]["width"], copy.width());
    let decisions: Vec<&Value> =
        export["regions"].as_array().unwrap().iter().map(|region| &region["decision"]).collect();
    assert_eq!(decisions, ["redact", "keep", "cut_away"]);
    assert_eq!(framing.desk.done(&["verify", "out", "--json"]).lines[0]["status"], "ok");
    framing.desk.done(&["ledger", "check"]);
}

#[test]
fn a_face_that_the_crop_cuts_needs_its_decision() {
    let framing = Framing::new();
    let through = framing.side(2, "x") + framing.side(2, "width") / 2.0;
    let crop = format!("0,0,{}x{}", through as u32, framing.height);
    let regions: Vec<Value> =
        framing.faces[..2].iter().map(|face| region(face, json!({"decision": "redact"}))).collect();
    let file = framing.decisions("d.json", &json!({}), &regions);
    let outcome = framing.redact(&["--decisions", &file, "--crop", &crop]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert_eq!(outcome.lines[0]["blocked_by"][0]["rule"], "UNDECIDED");
    assert_eq!(outcome.lines[0]["undecided"], 1);
    assert!(framing.desk.written().is_empty());
}

#[test]
fn a_decisions_file_frames_and_a_new_copy_keeps_the_frame() {
    let framing = Framing::new();
    let consent = framing.desk.consent("staff", "intranet");
    let kept = json!({"decision": "keep", "role": "staff", "age_band": "18+", "consent": consent});
    let mut regions: Vec<Value> =
        framing.faces[..2].iter().map(|face| region(face, json!({"decision": "redact"}))).collect();
    regions.push(region(&framing.faces[2], kept));
    let turned = json!({"turn": 90, "straighten": -1.5});
    let file = framing.decisions("d.json", &turned, &regions);
    let outcome = framing.redact(&["--decisions", &file, "--format", "png"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let first = picture(outcome.lines[0]["output"].as_str().unwrap());
    assert!(first.width() < framing.height && first.height() < framing.width);
    let ratio = f64::from(first.height()) / f64::from(first.width());
    assert!((ratio - f64::from(framing.width) / f64::from(framing.height)).abs() < 0.2, "{ratio}");

    framing.desk.done(&["consent", "withdraw", &consent]);
    let anew =
        ["consent", "reexport", &consent, "--originals", "originals", "--out", "new", "--reviewed", "--json"];
    let remade = framing.desk.run(&anew);
    assert_eq!(remade.code, 0, "{} {}", remade.stdout, remade.stderr);
    let names: Vec<PathBuf> = std::fs::read_dir(framing.desk.path("new"))
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|extension| extension == "png"))
        .collect();
    let second = picture(&names[0]);
    assert_eq!((second.width(), second.height()), (first.width(), first.height()));
    let export = framing.last_export();
    assert_eq!(export["more"]["made"]["frame"], json!({"turn": "right", "straighten": -150}));
    framing.desk.done(&["ledger", "check"]);
}

#[test]
fn a_frame_that_cannot_be_meant_is_refused() {
    let framing = Framing::new();
    let outside = format!("10,0,{}x100", framing.width);
    framing.is_refused(&framing.redact(&["--crop", &outside]), "outside the photo");
    framing.is_refused(&framing.redact(&["--crop", "10,0,100x15"]), "too small");
    let two = framing.decisions("two.json", &json!({"turn": 180}), &[]);
    let outcome = framing.redact(&["--decisions", &two, "--turn", "90", "--redact-rest"]);
    framing.is_refused(&outcome, "differently");
    for (option, value) in [
        ("--turn", "45"),
        ("--turn", "0"),
        ("--straighten", "15.01"),
        ("--crop", "1,2,3"),
        ("--crop", "1,2,0x9"),
    ] {
        assert_eq!(framing.redact(&[option, value]).code, 2, "{option} {value}");
    }
    for (name, more) in [
        ("a.json", json!({"turn": 45})),
        ("b.json", json!({"straighten": 16})),
        ("c.json", json!({"crop": {"x": 1, "y": 1, "width": 99, "height": 99, "z": 1}})),
        ("d.json", json!({"crop": {"x": -1, "y": 1, "width": 99, "height": 99}})),
    ] {
        let file = framing.decisions(name, &more, &[]);
        let outcome = framing.redact(&["--decisions", &file, "--redact-rest"]);
        assert_eq!(outcome.code, 2, "{name} {}", outcome.stderr);
    }
    assert!(framing.desk.written().is_empty());
}

#[test]
fn each_size_is_a_copy_with_a_record_of_its_own() {
    let framing = Framing::new();
    let sizes = framing.redact(&["--size", "web,400,300x300@70,print"]);
    let line = &sizes.lines[0];
    assert_eq!(sizes.code, 0, "{line} {}", sizes.stderr);
    let copies = line["copies"].as_array().unwrap();
    let whole = (u64::from(framing.width), u64::from(framing.height));
    let of = |copy: &Value| {
        let pixels = picture(copy["output"].as_str().unwrap());
        assert_eq!(
            [copy["width"].as_u64(), copy["height"].as_u64()],
            [pixels.width(), pixels.height()].map(|side| Some(u64::from(side)))
        );
        let record = sidecar(copy["sidecar"].as_str().unwrap());
        assert_eq!(record["image"]["width"], copy["width"]);
        (
            copy["size"].as_str().unwrap().to_owned(),
            copy["width"].as_u64().unwrap(),
            copy["height"].as_u64().unwrap(),
        )
    };
    let told: Vec<_> = copies.iter().map(of).collect();
    let half = |side: u64| side * 400 / whole.0.max(whole.1);
    assert_eq!(
        told,
        [
            // Never scaled up.
            ("web".to_owned(), whole.0, whole.1),
            ("400".to_owned(), half(whole.0), half(whole.1)),
            ("300x300".to_owned(), 300, 150),
            ("print".to_owned(), whole.0, whole.1),
        ]
    );
    assert_eq!((&line["output"], &line["sidecar"]), (&copies[0]["output"], &copies[0]["sidecar"]));
    assert_eq!(framing.desk.written().len(), 8);
    let verified = framing.desk.done(&["verify", "out", "--json"]);
    assert_eq!(verified.lines.iter().filter(|line| line["status"] == "ok").count(), 4);
    framing.desk.done(&["ledger", "check"]);
    assert_eq!(framing.last_export()["more"]["made"]["size"], "print");
    assert_eq!(framing.redact(&["--size", "enormous"]).code, 2);
    assert_eq!(framing.redact(&["--size", "web", "--max-side", "100"]).code, 2);
}

#[test]
fn a_copy_keeps_to_its_bytes_or_is_not_written() {
    let framing = Framing::new();
    let free = framing.redact(&[]);
    let length =
        |outcome: &Outcome| std::fs::metadata(outcome.lines[0]["output"].as_str().unwrap()).unwrap().len();
    let most = length(&free) * 6 / 10;
    let kept = framing.redact(&["--max-bytes", &most.to_string()]);
    assert_eq!(kept.code, 0, "{}", kept.stderr);
    assert!(length(&kept) <= most && length(&kept) * 10 > most * 8, "{} of {most}", length(&kept));
    let quality = framing.last_export()["more"]["made"]["quality"].as_u64().unwrap();
    assert!((40..90).contains(&quality), "{quality}");
    let before = framing.desk.written().len();
    for more in [["--max-bytes", "2kB"].as_slice(), &["--max-bytes", "20kB", "--format", "png"]] {
        let refused = framing.redact(more);
        assert_eq!(
            (refused.code, refused.lines[0]["error"]["kind"].as_str()),
            (3, Some("too_many_bytes")),
            "{}",
            refused.lines[0]
        );
    }
    // Of several sizes all are written, or none.
    let partly = framing.redact(&["--size", "100,print", "--max-bytes", "20kB"]);
    assert_ne!(partly.code, 0);
    assert_eq!(framing.desk.written().len(), before);
}

#[test]
fn alt_text_is_written_beside_each_copy_and_guarded() {
    const WORDS: &str = "Three colleagues in front of a curtain";
    let framing = Framing::new();
    let done = framing.redact(&["--alt-text", &format!(" {WORDS} "), "--size", "400,200"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    for copy in done.lines[0]["copies"].as_array().unwrap() {
        let beside = format!("{}.txt", copy["output"].as_str().unwrap());
        assert_eq!(std::fs::read_to_string(beside).unwrap(), format!("{WORDS}\n"));
    }
    assert_eq!(framing.desk.done(&["verify", "out", "--json"]).lines.len(), 2, "the words are no copy");
    let before = framing.desk.written().len();
    let long = "ord ".repeat(64);
    for (words, rule) in [
        ("Anna Hansen smiler", "ALT-TEXT-NAME"),
        ("Patient 150190-1236 ved vinduet", "ALT-TEXT-NUMBER"),
        (&format!("{long}x"), "ALT-TEXT-LONG"),
        ("to mennesker\u{200b} ved et bord", "ALT-TEXT-UNSEEN"),
    ] {
        let refused = framing.redact(&["--alt-text", words]);
        let rules: Vec<&str> = refused.lines[0]["blocked_by"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|block| block["rule"].as_str())
            .collect();
        assert_eq!((refused.code, rules), (1, vec![rule]), "{}", refused.lines[0]);
    }
    assert_eq!(framing.desk.written().len(), before);
    let file = framing.decisions("alt.json", &json!({"alt_text": WORDS}), &[]);
    let two = framing.redact(&["--decisions", &file, "--redact-rest", "--alt-text", "Something else"]);
    assert_eq!((two.code, &two.lines[0]["blocked_by"][0]["rule"]), (1, &json!("DECISIONS")));
    let one = framing.redact(&["--decisions", &file, "--redact-rest"]);
    assert_eq!(one.code, 0, "{}", one.stderr);
    assert!(Path::new(&format!("{}.txt", one.lines[0]["output"].as_str().unwrap())).is_file());
}

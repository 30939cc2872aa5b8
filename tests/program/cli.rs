//! The command line as a contract: what it prints, writes and exits with.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::program::{Desk, consent_arguments, region, sidecar};
use crate::support;
use serde_json::{Value, json};

/// A decisions file that keeps the likeliest face and redacts the others.
fn decisions(desk: &Desk, photo: &Path, role: &str, consent: &str, channel: &str) -> PathBuf {
    let regions: Vec<Value> = desk
        .faces(photo)
        .iter()
        .enumerate()
        .map(|(index, face)| {
            let decision = if index == 0 {
                json!({"decision": "keep", "role": role, "age_band": "18+", "consent": consent})
            } else {
                json!({"decision": "redact"})
            };
            region(face, decision)
        })
        .collect();
    let file = json!({"photos": [{
        "photo": photo.file_name().unwrap().to_str().unwrap(),
        "sha256": sladd::hash::ContentHash::of(&fs::read(photo).unwrap()).to_string(),
        "purpose": "event_report", "channels": [channel], "regions": regions,
    }]});
    desk.write(&format!("decisions-{role}-{channel}.json"), file.to_string())
}

/// A portrait with a face.
fn portrait() -> Option<PathBuf> {
    Some(support::shared()?.join("photos/astronaut.png")).filter(|path| path.is_file())
}

#[test]
fn every_face_is_redacted_and_the_copy_verifies() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    let outcome = desk.redact(&photo, &["--reviewed", "--format", "png"]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let line = &outcome.lines[0];
    assert_eq!(line["status"], "exported");
    assert_eq!(line["undecided"], 0);
    assert!(line["faces"].as_u64().unwrap() >= 1 && line["faces"] == line["redacted"]);
    let copy = PathBuf::from(line["output"].as_str().unwrap());
    assert!(copy.file_name().unwrap().to_str().unwrap().starts_with("sladd-"));
    assert_eq!(desk.written().len(), 2);
    let sidecar = sidecar(line["sidecar"].as_str().unwrap());
    let schema = serde_json::from_str(include_str!("../../assets/schema/sidecar.schema.json")).unwrap();
    assert!(jsonschema::is_valid(&schema, &sidecar));
    assert_eq!(sidecar["checks"]["whole_image_reviewed"], true);

    let verified = desk.run(&["verify", &desk.text("out"), "--json"]);
    assert_eq!((verified.code, &verified.lines[0]["status"]), (0, &json!("ok")));
    let mut bytes = fs::read(&copy).unwrap();
    bytes.push(0);
    fs::OpenOptions::new()
        .write(true)
        .truncate(true)
        .open(&copy)
        .and_then(|mut file| std::io::Write::write_all(&mut file, &bytes))
        .unwrap();
    let verified = desk.run(&["verify", copy.to_str().unwrap(), "--json"]);
    assert_eq!((verified.code, &verified.lines[0]["status"]), (1, &json!("metadata_found")));
}

#[test]
fn without_a_person_who_looked_the_record_says_so() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    assert_eq!(desk.redact(&photo, &[]).code, 0);
    let verified = desk.run(&["verify", &desk.text("out"), "--json"]);
    assert_eq!((verified.code, &verified.lines[0]["status"]), (1, &json!("not_reviewed")));
}

#[test]
fn a_face_stays_visible_only_by_a_consent_that_covers_it() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    let staff = desk.consent("staff", "intranet");
    let keep = |role: &str, consent: &str, channel: &str| {
        let decisions = decisions(&desk, &photo, role, consent, channel);
        desk.redact(&photo, &["--reviewed", "--decisions", decisions.to_str().unwrap()])
    };
    let kept = keep("staff", &staff, "intranet");
    assert_eq!(kept.code, 0, "{}", kept.stderr);
    assert_eq!(kept.lines[0]["kept"], 1);

    let wrong_channel = keep("staff", &staff, "social_media");
    assert_eq!(wrong_channel.code, 1);
    assert_eq!(wrong_channel.lines[0]["blocked_by"][0]["rule"], "CONSENT-CHANNEL");
    let patient = desk.consent("patient", "social_media");
    let in_care = keep("patient", &patient, "social_media");
    assert_eq!(in_care.lines[0]["blocked_by"][0]["rule"], "DK-PAT-ONG");
    let unknown = keep("unknown", &staff, "intranet");
    assert_eq!((unknown.code, &unknown.lines[0]["blocked_by"][0]["rule"]), (1, &json!("DK-UNK")));
    let invented = keep("volunteer", "S-AAAA-AAAA", "intranet");
    assert_eq!(invented.lines[0]["blocked_by"][0]["rule"], "CONSENT-MISSING");
    assert_eq!(desk.written().len(), 2, "only the first was written");

    let affected = desk.run(&["consent", "affected", &staff, "--json"]);
    assert_eq!(affected.lines.len(), 1);
    assert_eq!(desk.run(&["consent", "withdraw", &staff]).code, 0);
    let verified = desk.run(&["verify", &desk.text("out"), "--json"]);
    assert_eq!((verified.code, &verified.lines[0]["status"]), (1, &json!("consent_withdrawn")));
    assert_eq!(desk.run(&["ledger", "check"]).code, 0);
}

/// The suit of this portrait was a face to an earlier version, and is perhaps one to this.
#[test]
fn what_is_perhaps_a_face_blocks_until_somebody_has_looked_and_needs_no_reason() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    let found = desk.done(&["detect", photo.to_str().unwrap(), "--json"]);
    let listed = |kind: &str| found.lines[0][kind].as_array().unwrap().clone();
    let (faces, perhaps) = (listed("faces"), listed("perhaps"));
    assert_eq!((faces.len(), perhaps.len()), (1, 1), "{}", found.stdout);
    let covered = region(&faces[0], json!({"decision": "redact"}));
    let sha256 = sladd::hash::ContentHash::of(&fs::read(&photo).unwrap()).to_string();
    let redact = |name: &str, regions: &[Value]| {
        let file = json!({"photos": [{"photo": "astronaut.png", "sha256": sha256, "regions": regions}]});
        let file = desk.write(name, file.to_string());
        desk.redact(&photo, &["--decisions", file.to_str().unwrap()])
    };
    let undecided = redact("one.json", std::slice::from_ref(&covered));
    assert_eq!((undecided.code, &undecided.lines[0]["undecided"]), (1, &json!(1)));
    assert_eq!(undecided.lines[0]["blocked_by"][0]["rule"], "UNDECIDED");
    assert!(desk.written().is_empty());
    let none = region(&perhaps[0], json!({"decision": "not_a_face"}));
    let looked = redact("two.json", &[covered, none]);
    assert_eq!(looked.code, 0, "{}", looked.stderr);
    let line = &looked.lines[0];
    assert_eq!((&line["faces"], &line["redacted"], &line["not_a_face"]), (&json!(2), &json!(1), &json!(1)));
}

#[test]
fn an_undecided_face_blocks_and_the_rest_can_be_redacted() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    let sha256 = sladd::hash::ContentHash::of(&fs::read(&photo).unwrap()).to_string();
    let nothing = json!({"photos": [{"photo": "astronaut.png", "sha256": sha256, "regions": []}]});
    let file = desk.write("nothing.json", nothing.to_string());
    let blocked = desk.redact(&photo, &["--decisions", file.to_str().unwrap()]);
    assert_eq!((blocked.code, &blocked.lines[0]["status"]), (1, &json!("blocked")));
    assert_eq!(blocked.lines[0]["blocked_by"][0]["rule"], "UNDECIDED");
    assert!(desk.written().is_empty());
    assert_eq!(desk.redact(&photo, &["--decisions", file.to_str().unwrap(), "--redact-rest"]).code, 0);
}

#[test]
fn decisions_about_another_file_and_unknown_keys_are_refused() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    let other = json!({"photos": [{"photo": "astronaut.png", "sha256": "0".repeat(64), "regions": []}]});
    let file = desk.write("other.json", other.to_string());
    let blocked = desk.redact(&photo, &["--decisions", file.to_str().unwrap(), "--redact-rest"]);
    assert_eq!(blocked.code, 1);
    let typo = json!({"photos": [], "redactt": true});
    let file = desk.write("typo.json", typo.to_string());
    assert_eq!(desk.redact(&photo, &["--decisions", file.to_str().unwrap()]).code, 2);
    assert!(desk.written().is_empty());
}

#[test]
fn one_bad_photo_does_not_stop_the_others() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    let folder = desk.path("in");
    fs::create_dir(&folder).unwrap();
    fs::copy(&photo, folder.join("b.png")).unwrap();
    fs::copy(desk.write("text", "this is no photo at all"), folder.join("a.jpg")).unwrap();
    let outcome = desk.redact(&folder, &[]);
    assert_eq!(outcome.code, 3);
    assert_eq!(outcome.lines[0]["status"], "failed");
    assert_eq!(outcome.lines[0]["error"]["kind"], "not_a_photo");
    assert_eq!(outcome.lines[1]["status"], "exported");
}

#[test]
fn nothing_is_overwritten_and_the_source_is_untouched() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    fs::create_dir(desk.path("out")).unwrap();
    let source = desk.path("out").join("photo.png");
    fs::copy(&photo, &source).unwrap();
    let before = fs::read(&source).unwrap();
    for _ in 0..2 {
        assert_eq!(desk.redact(&source, &["--keep-names", "--format", "png"]).code, 0);
    }
    assert_eq!(fs::read(&source).unwrap(), before);
    assert_eq!(
        desk.written()
            .iter()
            .filter(|name| Path::new(name).extension().is_some_and(|extension| extension == "png"))
            .count(),
        3
    );
}

#[test]
fn wrong_usage_is_told_and_nothing_is_done() {
    let desk = Desk::new();
    assert_eq!(desk.run(&["redact"]).code, 2);
    assert_eq!(desk.run(&["detect", "x.jpg", "--threshold", "7"]).code, 2);
    assert_eq!(desk.run(&["consent", "show", "S-AAAA-AAAA"]).code, 2);
    let mut arguments = consent_arguments("staff", "press", "2028-01-31");
    *arguments.last_mut().unwrap() = "211062-5629";
    let number = desk.run(&arguments);
    assert_eq!(number.code, 2);
    assert!(!number.stderr.contains("211062"), "the number must not be repeated");
}

#[test]
fn the_models_and_the_rules_are_told() {
    let desk = Desk::new();
    let models = desk.run(&["models"]);
    assert_eq!(models.code, 0);
    let engine = |name: &str| models.stdout.contains(name);
    assert!(engine("centerface") && (engine("tract") || engine("onnxruntime")), "{}", models.stdout);
    assert!(desk.run(&["policy", "show"]).stdout.contains("DK-PAT-ONG"));
}

#[test]
fn options_may_stand_before_the_command() {
    let desk = Desk::new();
    let data = desk.text("data");
    let consent = desk.consent("staff", "intranet");
    let output = std::process::Command::new(env!("CARGO_BIN_EXE_sladd"))
        .args(["--data", &data, "--country", "DK", "--lang", "en", "consent", "list", "--json"])
        .env("SLADD_STATE", desk.path("state"))
        .output()
        .unwrap();
    let told = String::from_utf8(output.stdout).unwrap();
    assert!(
        output.status.success() && told.contains(&consent),
        "{told} {}",
        String::from_utf8_lossy(&output.stderr)
    );
}

/// N2: what is made of a name may be a personal number only then.
#[test]
fn n2_no_personal_number_becomes_a_name() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    for (number, name) in
        ["211062.5629", "211062,5629", "211062 - 5629", "211062  5629", "211062\u{e9}5629", "211062_5629"]
            .iter()
            .enumerate()
    {
        let folder = desk.path(&number.to_string());
        fs::create_dir(&folder).unwrap();
        let source = folder.join(format!("{name}.png"));
        fs::copy(&photo, &source).unwrap();
        assert_eq!(desk.redact(&source, &["--keep-names"]).code, 0);
        assert!(!desk.written().iter().any(|written| written.contains("5629")), "{name}");
    }
}

/// N5: a place is kept whole or refused, and one that nobody has noted is told.
#[test]
fn n5_a_place_is_kept_whole_or_refused_and_an_unknown_one_is_told() {
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    let done = desk.redact(&photo, &["--channel", "intranet"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let record =
        sidecar(done.lines[0]["sidecar"].as_str().unwrap())["record_id"].as_str().unwrap().to_owned();
    let posted = |place: &str| {
        desk.run(&["copies", "posted", &record, "--channel", "intranet", "--place", place]).code
    };
    assert_eq!(posted(&"x".repeat(301)), 2);
    assert_eq!(posted(&"x".repeat(200)), 0);
    let down = desk.run(&["copies", "taken-down", &record, "--place", "elsewhere"]);
    assert_eq!(down.code, 1);
    assert!(down.stderr.contains(&"x".repeat(200)), "{}", down.stderr);
    assert_eq!(desk.run(&["copies", "taken-down", &record, "--place", &"x".repeat(200)]).code, 0);
}

/// N6: a country that is none is not passed over.
#[test]
fn n6_a_variable_that_names_no_country_is_refused() {
    let desk = Desk::new();
    for command in [&["policy", "show"][..], &["consent", "list"]] {
        let outcome = std::process::Command::new(&desk.program)
            .args(command)
            .args(["--data", &desk.text("data"), "--lang", "en"])
            .env("SLADD_COUNTRY", "Danmark")
            .env_remove("SLADD_POLICY")
            .output()
            .unwrap();
        assert_eq!(outcome.status.code(), Some(2));
        let said = String::from_utf8_lossy(&outcome.stderr);
        assert!(said.contains("SLADD_COUNTRY") && said.contains("DK, NO or SE"), "{said}");
    }
}

/// N4: whoever asks whether copies may stay where they are is not told yes over a folder without any.
#[test]
fn n4_where_nothing_was_checked_nothing_is_in_order() {
    let desk = Desk::new();
    fs::create_dir(desk.path("empty")).unwrap();
    let outcome = desk.run(&["verify", "empty", "--quiet", "--json"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stderr);
    assert!(outcome.stderr.contains("No copy was found"), "{}", outcome.stderr);
}

/// N12: the name of a file is not taken for what was found of it.
#[test]
fn n12_a_name_that_reads_like_a_verdict_is_set_apart() {
    let desk = Desk::new();
    let name = "good.jpg: Copy, record and register agree.";
    fs::create_dir(desk.path("in")).unwrap();
    let picture = image::RgbImage::new(8, 8);
    picture.save(desk.path(&format!("in/{name}.png"))).unwrap();
    let outcome = desk.run(&["verify", "in"]);
    assert_eq!(outcome.code, 1, "{}", outcome.stdout);
    let line = outcome.stdout.lines().next().unwrap();
    assert!(line.starts_with('"') && line.contains(".png\": "), "{line}");
}

/// N13: in a folder that a unit shares, the second colleague exports as the first one did.
#[cfg(unix)]
#[test]
fn n13_the_folder_for_notes_is_open_to_whom_the_data_folder_is() {
    use std::os::unix::fs::PermissionsExt as _;
    let Some(photo) = portrait() else { return };
    let desk = Desk::new();
    fs::create_dir(desk.path("data")).unwrap();
    fs::set_permissions(desk.path("data"), fs::Permissions::from_mode(0o2770)).unwrap();
    assert_eq!(desk.redact(&photo, &[]).code, 0);
    let mode = fs::metadata(desk.path("data/exports-under-way")).unwrap().permissions().mode();
    assert_eq!(mode & 0o7777, 0o2770, "{mode:o}");
}

/// A colour that no cover would have is a mistake to tell, in the language of whoever made it, and nothing is written.
#[test]
fn a_colour_is_for_plain_covers_alone() {
    let desk = Desk::new();
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let mut answers = std::collections::BTreeSet::new();
    for (language, style) in [("en", "blur"), ("da", "mosaic"), ("nb", "sign"), ("sv", "glass")] {
        let output = assert_cmd::Command::new(&desk.program)
            .args([
                "redact",
                photo.to_str().unwrap(),
                "--out",
                &desk.text("out"),
                "--redact-rest",
                "--reviewed",
            ])
            .args(["--style", style, "--colour", "1a2b3c", "--lang", language, "--country", "DK"])
            .args(["--data", &desk.text("data")])
            .env("XDG_STATE_HOME", desk.path("profile"))
            .env("SLADD_STATE", desk.path("state"))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{said}");
        assert!(said.contains("--style solid"), "{said}");
        answers.insert(said);
    }
    assert_eq!(answers.len(), 4);
    assert!(!desk.path("out").exists());
    for wrong in ["12345", "1234567", "12345g", "#12345"] {
        let outcome = desk.redact(&photo, &["--redact-rest", "--style", "solid", "--colour", wrong]);
        assert_eq!(outcome.code, 2, "{wrong}");
    }
}

/// The colour and the sign that were asked for are in the copy, and the log keeps them for a copy made anew.
#[test]
fn a_colour_and_a_sign_are_kept_in_the_log() {
    let desk = Desk::new();
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    for (arguments, method, kept) in [
        (&["--style", "solid", "--colour", "1a2b3c"][..], "solid", "solid:#1a2b3c"),
        (&["--style", "sign-flower"], "sign", "sign:flower"),
        (&[], "blur", "blur"),
        (&["--style", "veil"], "veil", "veil"),
    ] {
        let asked = [&["--redact-rest", "--reviewed", "--format", "png"], arguments].concat();
        let outcome = desk.redact(&photo, &asked);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        let line = &outcome.lines[0];
        assert_eq!(sidecar(line["sidecar"].as_str().unwrap())["redaction"]["method"], method);
        let clock = std::sync::Arc::new(sladd::clock::SystemClock);
        let register = sladd::register::Register::open(&desk.path("data"), clock).unwrap();
        let exports = register.exports().unwrap();
        let made = exports.last().unwrap().more.made.as_ref().unwrap();
        assert_eq!(made.style, kept);
        if method == "solid" {
            let copy = image::load_from_memory(&fs::read(line["output"].as_str().unwrap()).unwrap())
                .unwrap()
                .to_rgb8();
            assert!(copy.pixels().filter(|pixel| pixel.0 == [0x1a, 0x2b, 0x3c]).count() > 1000);
        }
    }
}

/// A look that the rules do not allow is in no copy, whoever asks for it, and who asks is told what to do. Where nothing is
/// asked for, the look is the one that the rules name.
#[test]
fn a_look_that_the_rules_do_not_allow_is_in_no_copy() {
    let desk = Desk::new();
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let policy = desk.write(
        "policy.toml",
        "default_look = \"solid:#003b5c\"\npolicy_id = \"AFD\"\nversion = \"1\"\nbase = \"DK\"\nowner_role = \"afdelingsledelse\"\n\
         adopted_by = \"Afdelingsledelsen\"\nadopted_on = \"2026-10-01\"\neffective_from = \"2026-10-15\"\n\
         review_by = \"2027-10-01\"\n[contacts]\nlocal_privacy_consultant = \"persondata@example.org\"\n\
         fallback_mailbox = \"sikkerhed@example.org\"\n[tighten]\nlooks_removed = [\"blur\", \"sign\"]\n[sizes]\nwall = \"800\"\n",
    );
    let policy = ["--reviewed", "--policy", policy.to_str().unwrap()];
    for style in ["blur", "sign-star"] {
        let outcome = desk.redact(&photo, &[&policy[..], &["--redact-rest", "--style", style]].concat());
        assert_eq!(outcome.code, 2, "{}", outcome.stderr);
        assert!(outcome.stderr.contains("Choose another, or leave --style out"), "{}", outcome.stderr);
    }
    assert!(!desk.path("out").exists() || desk.written().is_empty());
    let outcome = desk.redact(&photo, &[&policy[..], &["--redact-rest"]].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let line = &outcome.lines[0];
    assert_eq!(sidecar(line["sidecar"].as_str().unwrap())["redaction"]["method"], "solid");
    let shown = desk.done(&["policy", "show", policy[1], policy[2]]);
    for told in ["Blurred, A sign over the head", "One colour (#003b5c)", "wall = 800"] {
        assert!(shown.stdout.contains(told), "{told}: {}", shown.stdout);
    }
    let shown = desk.done(&["policy", "show", "--json", policy[1], policy[2]]);
    assert_eq!(shown.lines[0]["looks_removed"], json!(["blur", "sign"]));
    assert_eq!(shown.lines[0]["default_look"], "solid:#003b5c");

    // In a decisions file: for the photo, and for one face.
    let face = desk.faces(&photo)[0].clone();
    let hash = sladd::hash::ContentHash::of(&fs::read(&photo).unwrap()).to_string();
    for (number, (of_photo, of_face, rule)) in [
        (json!("sign"), Value::Null, Some("POLICY-LOOK")),
        (Value::Null, json!("blur"), Some("POLICY-LOOK")),
        (json!("glass"), json!("mosaic"), None),
    ]
    .into_iter()
    .enumerate()
    {
        let mut region = region(&face, json!({"decision": "redact"}));
        let mut entry = json!({"photo": photo.to_str().unwrap(), "sha256": hash});
        for (into, style) in [(&mut entry, of_photo), (&mut region, of_face)] {
            if !style.is_null() {
                into["style"] = style;
            }
        }
        entry["regions"] = json!([region]);
        let decisions =
            desk.write(&format!("decisions-{number}.json"), json!({"photos": [entry]}).to_string());
        let asked = [&policy[..], &["--redact-rest", "--decisions", decisions.to_str().unwrap()]].concat();
        let outcome = desk.redact(&photo, &asked);
        let line = &outcome.lines[0];
        if let Some(rule) = rule {
            assert_eq!((outcome.code, &line["blocked_by"][0]["rule"]), (1, &json!(rule)), "{line}");
            assert!(outcome.stderr.contains("Choose another look"), "{}", outcome.stderr);
        } else {
            assert_eq!(outcome.code, 0, "{}", outcome.stderr);
            let record = sidecar(line["sidecar"].as_str().unwrap());
            assert_eq!(record["redaction"]["method"], "several");
            let clock = std::sync::Arc::new(sladd::clock::SystemClock);
            let register = sladd::register::Register::open(&desk.path("data"), clock).unwrap();
            let export = register.exports().unwrap().pop().unwrap();
            assert_eq!(export.more.made.as_ref().unwrap().style, "veil");
            let styles: Vec<_> = export.regions.iter().filter_map(|region| region.style.as_deref()).collect();
            assert_eq!(styles, ["mosaic"]);
        }
    }
}

//! Forms, reports, signatures, new copies and the policy beside the program, on the command line.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

#[path = "support/program.rs"]
mod program;
mod support;

use std::{fs, path::Path};

use program::{Desk, Outcome, region, sidecar};
use serde_json::{Value, json};
use sladd::{consent::Country, hash::ContentHash};

/// A consent that says yes to the intranet.
fn consent(desk: &Desk, more: &[&str]) -> Outcome {
    desk.new_consent("staff", "intranet", more)
}

/// The sample photo exported with its likeliest face kept by a new consent, the others covered.
fn kept(desk: &Desk, more: &[&str]) -> (String, Value) {
    fs::create_dir(desk.path("originals")).unwrap();
    let photo = desk.path("originals").join("sample.jpg");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg"), &photo).unwrap();
    let id = desk.consent("staff", "intranet");
    let decision = json!({"decision": "keep", "role": "staff", "age_band": "18+", "consent": id});
    let region = region(&desk.faces(&photo)[0], decision);
    let sha256 = ContentHash::of(&fs::read(&photo).unwrap()).to_string();
    let decisions = json!({"photos": [{
        "photo": "sample.jpg", "sha256": sha256, "purpose": "event_report", "channels": ["intranet"],
        "regions": [region],
    }]});
    desk.write("decisions.json", decisions.to_string());
    let decided = ["--decisions", "decisions.json", "--redact-rest", "--reviewed"];
    let outcome = desk.redact(&photo, &[&decided[..], more].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    (id, outcome.lines[0].clone())
}

#[test]
fn a_form_is_printed_and_its_id_comes_back_once() {
    let desk = Desk::new();
    let form = desk.done(&["consent", "form", "--out", "form.pdf", "--role", "volunteer", "--json"]);
    let id = form.lines[0]["consent"].as_str().unwrap().to_owned();
    assert!(fs::read(desk.path("form.pdf")).unwrap().starts_with(b"%PDF-"));
    let listed = desk.done(&["consent", "list", "--json"]);
    assert_eq!((&listed.lines[0]["consent"], &listed.lines[0]["state"]), (&json!(id), &json!("requested")));
    assert_eq!(consent(&desk, &["--id", &id]).lines[0]["consent"], id);
    let listed = desk.done(&["consent", "list", "--json"]);
    assert_eq!((listed.lines.len(), &listed.lines[0]["state"]), (1, &json!("given")));
    assert_eq!(consent(&desk, &["--id", &id]).code, 2, "an id serves once");
    // A file that is there stays as it is, and without --out the file bears the id.
    assert_eq!(desk.run(&["consent", "form", "--out", "form.pdf"]).code, 3);
    let other = desk.done(&["consent", "form", "--json"]);
    assert!(desk.path(other.lines[0]["file"].as_str().unwrap()).is_file());
    // Who says no leaves an id and nothing else.
    let refused = other.lines[0]["consent"].as_str().unwrap();
    desk.done(&["consent", "refuse", refused]);
    let shown = desk.done(&["consent", "show", refused, "--json"]);
    assert_eq!((&shown.lines[0]["state"], &shown.lines[0]["role"]), (&json!("refused"), &json!("unknown")));
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
}

#[test]
fn reports_open_as_a_page_or_a_table_and_name_nobody() {
    let desk = Desk::new();
    let (id, line) = kept(&desk, &["--event", "sommerfest 2026", "--operator", "kommunikation"]);
    for (report, file, wanted) in [
        ("exports", "exports.html", "sommerfest 2026"),
        ("exports", "exports.csv", "sommerfest 2026"),
        ("events", "events.csv", "sommerfest 2026"),
    ] {
        desk.done(&["report", report, "--out", file]);
        let text = fs::read_to_string(desk.path(file)).unwrap();
        assert!(text.contains(wanted), "{file}: {text}");
        assert!(!text.contains("sample") && !text.contains("kommunikation"), "{file} tells too much: {text}");
        assert_eq!(text.contains("<table"), file.ends_with("html"), "{file}");
    }
    let copy = Path::new(line["output"].as_str().unwrap()).file_name().unwrap().to_str().unwrap().to_owned();
    assert!(fs::read_to_string(desk.path("exports.csv")).unwrap().contains(&copy));
    desk.done(&["report", "exports", "--out", "before.csv", "--to", "2020-01-01"]);
    assert!(!fs::read_to_string(desk.path("before.csv")).unwrap().contains(&copy));
    desk.done(&["report", "due", "--out", "due.csv", "--days", "2000"]);
    assert!(fs::read_to_string(desk.path("due.csv")).unwrap().contains(&id));
    // An existing file is never overwritten.
    assert_eq!(desk.run(&["report", "exports", "--out", "exports.csv"]).code, 3);
    // An event is no place for a name.
    let named = desk.run(&["redact", "originals", "--out", "out", "--event", "Anna Hansen fylder 50"]);
    assert_eq!(named.code, 2, "{}", named.stderr);
}

#[test]
fn a_signed_record_is_known_by_the_public_key_alone() {
    let desk = Desk::new();
    let (_, line) = kept(&desk, &["--sign"]);
    let sidecar = sidecar(line["sidecar"].as_str().unwrap());
    assert_eq!(sidecar["integrity"]["signature"]["alg"], "Ed25519");
    let told = desk.done(&["ledger", "public-key"]);
    let key = told.stdout.trim();
    assert!(key.len() == 64 && key.bytes().all(|byte| byte.is_ascii_hexdigit()), "{key:?}");
    assert!(told.stderr.contains("It does not show who sat at the computer"), "{}", told.stderr);
    assert_eq!(desk.done(&["ledger", "public-key"]).stdout.trim(), key, "the key is made once");
    let details = |outcome: &Outcome| outcome.lines[0]["details"].to_string();
    // Somebody else, with a register of their own, who has got the key by another way.
    let other = Desk::new();
    let verify = ["verify", line["output"].as_str().unwrap(), "--json", "--public-key"];
    let known = other.run(&[&verify[..], &[key]].concat());
    assert!(details(&known).contains("signed with a key that is known here"), "{}", known.stdout);
    let stranger = other.done(&["ledger", "public-key"]);
    let unknown = other.run(&[&verify[..], &[stranger.stdout.trim()]].concat());
    assert!(details(&unknown).contains("signed with a key that is not known here"), "{}", unknown.stdout);
    assert_eq!(other.run(&[&verify[..], &["abc"]].concat()).code, 2);
}

#[test]
fn copies_are_made_anew_without_a_withdrawn_face() {
    let desk = Desk::new();
    let (id, line) = kept(&desk, &[]);
    desk.done(&["consent", "withdraw", &id]);
    let arguments = |originals: &str, out: &str| {
        desk.run(&["consent", "reexport", &id, "--originals", originals, "--out", out, "--json"])
    };
    fs::create_dir(desk.path("elsewhere")).unwrap();
    let missing = arguments("elsewhere", "new");
    assert_eq!((missing.code, &missing.lines[0]["status"]), (3, &json!("failed")));
    let made = arguments("originals", "new");
    assert_eq!((made.code, &made.lines[0]["status"]), (0, &json!("exported")), "{}", made.stderr);
    let output = made.lines[0]["output"].as_str().unwrap().to_owned();
    let sidecar = sidecar(format!("{output}.consent.json"));
    assert_eq!(sidecar["counts"]["kept_with_consent"], 0);
    assert_eq!(sidecar["supersedes"], made.lines[0]["record_id"]);
    let verified = desk.done(&["verify", &output, "--json"]);
    assert_eq!(verified.lines[0]["status"], "ok");
    let former = desk.run(&["verify", line["output"].as_str().unwrap(), "--json"]);
    assert_eq!((former.code, &former.lines[0]["status"]), (1, &json!("consent_withdrawn")));
    // What has been replaced is not made a second time.
    let again = arguments("originals", "new");
    assert_eq!((again.code, again.lines.len()), (0, 0));
}

/// The rules of a ward that keeps off the press.
fn policy() -> String {
    support::cases::local_file(Country::Dk, "", "[tighten]\nchannels_removed = [\"press\"]\n")
}

#[test]
fn a_policy_beside_the_program_is_in_force_and_never_passed_over() {
    let mut desk = Desk::new();
    let folder = desk.path("program");
    fs::create_dir(&folder).unwrap();
    let copy = folder.join(desk.program.file_name().unwrap());
    // The debug program is large, so it is copied only where it cannot be linked.
    if fs::hard_link(&desk.program, &copy).is_err() {
        fs::copy(&desk.program, &copy).unwrap();
    }
    desk.program = copy;
    assert!(!desk.done(&["policy", "show"]).stdout.contains("AFD-STRICT"));
    desk.write("program/policy.toml", policy());
    assert!(desk.done(&["policy", "show"]).stdout.contains("AFD-STRICT"));
    // What is asked for goes first.
    desk.write("other.toml", policy().replace("AFD-STRICT", "AFD-OTHER"));
    let asked = desk.done(&["policy", "show", "--policy", "other.toml"]);
    assert!(asked.stdout.contains("AFD-OTHER") && !asked.stdout.contains("AFD-STRICT"));
    // Another country, a typo or a file that cannot be read stops the program; it falls back to nothing.
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let redact = ["redact", photo.to_str().unwrap(), "--out", "out"];
    assert_ne!(desk.run_in("SE", &redact).code, 0);
    fs::remove_file(desk.path("program/policy.toml")).unwrap();
    desk.write("program/policy.toml", policy().replace("channels_removed", "channel_removed"));
    let typo = desk.run(&redact);
    assert!(typo.code != 0 && typo.stderr.contains("channel_removed"), "{}", typo.stderr);
    fs::remove_file(desk.path("program/policy.toml")).unwrap();
    fs::create_dir(desk.path("program/policy.toml")).unwrap();
    assert_ne!(desk.run(&redact).code, 0);
    assert!(!desk.path("out").exists() || fs::read_dir(desk.path("out")).unwrap().count() == 0);
}

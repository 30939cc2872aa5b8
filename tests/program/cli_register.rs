//! Forms, reports, signatures, new copies and the policy beside the program, on the command line.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{fs, path::Path};

use crate::program::{Desk, Outcome, region, sidecar};
use crate::support;
use serde_json::{Value, json};
use sladd::{consent::Country, hash::ContentHash};

/// A consent that says yes to the intranet.
fn consent(desk: &Desk, more: &[&str]) -> Outcome {
    desk.new_consent("staff", "intranet", more)
}

/// The same in a folder of this name.
fn kept_in(desk: &Desk, out: &str) -> (String, Value) {
    let (id, decisions) = decided(desk);
    let photo = desk.text("originals/sample.jpg");
    let arguments = ["redact", &photo, "--out", out, "--json", "--decisions", &decisions];
    let outcome = desk.done(&[&arguments[..], &["--redact-rest", "--reviewed"]].concat());
    (id, outcome.lines[0].clone())
}

/// The sample photo exported with its likeliest face kept by a new consent, the others covered.
fn kept(desk: &Desk, more: &[&str]) -> (String, Value) {
    let (id, decisions) = decided(desk);
    let arguments = ["--decisions", &decisions, "--redact-rest", "--reviewed"];
    let outcome = desk.redact(&desk.path("originals/sample.jpg"), &[&arguments[..], more].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    (id, outcome.lines[0].clone())
}

/// A consent, and the file of the decision to keep the sample photo's likeliest face by it.
fn decided(desk: &Desk) -> (String, String) {
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
    (id, desk.write("decisions.json", decisions.to_string()).display().to_string())
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
    let (id, line) = kept(&desk, &["--operator", "LED-12", "--second-person", "LED-13"]);
    desk.done(&["consent", "withdraw", &id]);
    let with = |originals: &str, more: &[&str]| {
        let reexport = ["consent", "reexport", &id, "--originals", originals, "--out", "new", "--json"];
        desk.run(&[&reexport[..], more].concat())
    };
    let said = ["--reviewed", "--operator", "LED-14"];
    let arguments = |originals: &str| with(originals, &said);
    // Whoever has approved the former copy has not approved this one.
    let two = support::cases::local_file(Country::Dk, "", "[tighten]\nrequire_second_person = true\n");
    let two = desk.write("two.toml", two).display().to_string();
    for people in
        [&said[..0], &["--operator", "LED-14"], &["--operator", "LED-14", "--second-person", "led 14"]]
    {
        let blocked = with("originals", &[&["--policy", &two, "--reviewed"], people].concat());
        assert_eq!((blocked.code, &blocked.lines[0]["status"]), (1, &json!("blocked")), "{people:?}");
    }
    assert_eq!(with("originals", &["--operator", "Anna Hansen"]).code, 2);
    fs::create_dir(desk.path("elsewhere")).unwrap();
    let missing = arguments("elsewhere");
    assert_eq!((missing.code, &missing.lines[0]["status"]), (3, &json!("failed")));
    let made = arguments("originals");
    assert_eq!((made.code, &made.lines[0]["status"]), (0, &json!("exported")), "{}", made.stderr);
    let output = made.lines[0]["output"].as_str().unwrap().to_owned();
    let sidecar = sidecar(format!("{output}.consent.json"));
    assert_eq!(sidecar["counts"]["kept_with_consent"], 0);
    assert_eq!(sidecar["supersedes"], made.lines[0]["record_id"]);
    let ledger = desk.done(&["ledger", "list", "--json"]);
    let told: Value = serde_json::from_str(ledger.lines.last().unwrap()["body"].as_str().unwrap()).unwrap();
    assert_eq!(ledger.lines.last().unwrap()["kind"], "re_export");
    assert_eq!((&told["operator"], &told["more"]["second_person"]), (&json!("LED-14"), &Value::Null));
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
    let verified = desk.done(&["verify", &output, "--json"]);
    assert_eq!(verified.lines[0]["status"], "ok");
    let former = desk.run(&["verify", line["output"].as_str().unwrap(), "--json"]);
    assert_eq!((former.code, &former.lines[0]["status"]), (1, &json!("consent_withdrawn")));
    // What has been replaced is not made a second time.
    let again = arguments("originals");
    assert_eq!((again.code, again.lines.len()), (0, 0));
}

/// The former copy was looked at as a whole; nobody has looked at the new one, and it says so.
#[test]
fn a_copy_made_anew_says_of_nobody_that_they_took_part() {
    let desk = Desk::new();
    let (id, line) = kept(&desk, &["--operator", "LED-12", "--margin", "0"]);
    let margin = |path: &str| sidecar(path)["redaction"]["margin_percent"].clone();
    assert_eq!(margin(line["sidecar"].as_str().unwrap()), 25, "what was used, not what was asked for");
    desk.done(&["consent", "withdraw", &id]);
    let made = desk.done(&["consent", "reexport", &id, "--originals", "originals", "--out", "new", "--json"]);
    let output = made.lines[0]["output"].as_str().unwrap().to_owned();
    let record = format!("{output}.consent.json");
    assert_eq!(
        (&sidecar(&record)["checks"]["whole_image_reviewed"], margin(&record)),
        (&json!(false), 25.into())
    );
    let verified = desk.run(&["verify", &output, "--json"]);
    assert_eq!((verified.code, &verified.lines[0]["status"]), (1, &json!("not_reviewed")));
    let ledger = desk.done(&["ledger", "list", "--json"]);
    let told: Value = serde_json::from_str(ledger.lines.last().unwrap()["body"].as_str().unwrap()).unwrap();
    assert_eq!((&told["operator"], &told["more"]["whole_image_reviewed"]), (&json!(""), &json!(false)));
    assert_eq!(told["more"]["made"]["margin_percent"], 25);
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
    // What is asked for is in force beside it, and not in its place.
    let other = policy().replace("AFD-STRICT", "AFD-OTHER").replace("\"press\"", "\"paid_advert\"");
    desk.write("other.toml", &other);
    let asked = desk.done(&["policy", "show", "--policy", "other.toml"]);
    assert!(asked.stdout.contains("AFD-OTHER") && asked.stdout.contains("AFD-STRICT"));
    let shown = desk.done(&["policy", "show", "--json", "--policy", "other.toml"]).lines.remove(0);
    assert_eq!(shown["channels_removed"], json!(["press", "paid_advert"]));
    let sha256 = |text: &str| ContentHash::of(text.as_bytes()).to_string();
    let file = |at: usize| {
        let file = &shown["files"][at];
        (file["source"].as_str().unwrap().to_owned(), file["sha256"].as_str().unwrap().to_owned())
    };
    assert_eq!(shown["files"].as_array().unwrap().len(), 2);
    assert_eq!(file(0), ("beside_program".to_owned(), sha256(&policy())));
    assert_eq!(file(1), ("argument".to_owned(), sha256(&other)));
    for (at, name) in [(0, "program/policy.toml"), (1, "other.toml")] {
        assert!(Path::new(shown["files"][at]["path"].as_str().unwrap()).ends_with(name), "{shown}");
    }
    // One that was asked for and is not there stops the program, whatever else is in force.
    assert_ne!(desk.run(&["policy", "show", "--policy", "absent.toml"]).code, 0);
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

/// A file that holds for the whole machine, seen by the program at its real place: in a mount namespace of our own, so
/// that nobody else's program sees it.
#[cfg(unix)]
#[test]
fn the_machines_policy_is_in_force_whatever_is_asked_for() {
    let desk = Desk::new();
    fs::create_dir_all(desk.path("etc/sladd")).unwrap();
    let machine = desk.write("etc/sladd/policy.toml", policy());
    desk.write("mine.toml", policy().replace("AFD-STRICT", "AFD-MINE").replace("[\"press\"]", "[]"));
    let program = desk.program.display().to_string();
    let run = |more: &str| {
        let script = format!(
            "mount --bind {} /etc || exit 77; {program} {more} --country DK --lang en --data {}",
            desk.text("etc"),
            desk.text("data")
        );
        for unshare in ["-m", "-rm"] {
            let mut command = std::process::Command::new("unshare");
            command
                .args([unshare, "sh", "-c", &script])
                .current_dir(desk.path(""))
                .env_remove("SLADD_POLICY");
            let output = command.output().ok()?;
            // What unshare itself is refused, it tells in words of its own and with 1.
            let refused = String::from_utf8_lossy(&output.stderr).contains("unshare: ");
            if output.status.code() != Some(77) && !refused {
                let stdout = String::from_utf8_lossy(&output.stdout).into_owned();
                return Some((
                    output.status.code(),
                    stdout,
                    String::from_utf8_lossy(&output.stderr).into_owned(),
                ));
            }
        }
        None
    };
    let Some((code, shown, stderr)) = run("policy show --json --policy mine.toml") else {
        println!("skipped: no mount of our own can be made here");
        return;
    };
    assert_eq!(code, Some(0), "{stderr}");
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["channels_removed"], json!(["press"]), "the argument sets the machine's rules aside");
    assert_eq!(shown["files"][0]["source"], "machine");
    assert_eq!(shown["files"][0]["path"], "/etc/sladd/policy.toml");
    assert_eq!(shown["files"][0]["sha256"], ContentHash::of(policy().as_bytes()).to_string());
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let to_the_press = format!("redact {} --out out --channel press --policy mine.toml", photo.display());
    let (code, _, stderr) = run(&to_the_press).unwrap();
    assert_eq!(code, Some(1), "{stderr}");
    // One that is faulty, and one that is no file, stop the program and say why.
    fs::remove_file(&machine).unwrap();
    desk.write("etc/sladd/policy.toml", policy().replace("version", "versoin"));
    let (code, _, stderr) = run(&to_the_press).unwrap();
    assert!(
        code == Some(2) && stderr.contains("/etc/sladd/policy.toml") && stderr.contains("versoin"),
        "{stderr}"
    );
    fs::remove_file(&machine).unwrap();
    fs::create_dir(&machine).unwrap();
    for command in ["policy show", to_the_press.as_str()] {
        let (code, _, stderr) = run(command).unwrap();
        assert!(code == Some(2) && stderr.contains("/etc/sladd/policy.toml"), "{command}: {stderr}");
    }
    assert!(!desk.path("out").exists() || fs::read_dir(desk.path("out")).unwrap().count() == 0);
}

/// A variable that is set counts beside what is asked for; one that is set and empty names no file.
#[test]
fn the_variable_is_in_force_beside_the_argument() {
    let desk = Desk::new();
    desk.write("variable.toml", policy());
    desk.write("asked.toml", policy().replace("\"press\"", "\"paid_advert\""));
    let show = |variable: &str| {
        let mut command = std::process::Command::new(&desk.program);
        command.args(["policy", "show", "--json", "--country", "DK", "--policy", "asked.toml"]);
        command.arg("--data").arg(desk.path("data")).env("SLADD_POLICY", variable).current_dir(desk.path(""));
        let output = command.output().unwrap();
        (output.status.code(), serde_json::from_slice::<Value>(&output.stdout).unwrap_or_default())
    };
    let (code, shown) = show("variable.toml");
    assert_eq!((code, &shown["channels_removed"]), (Some(0), &json!(["press", "paid_advert"])));
    assert_eq!(shown["files"][0]["source"], "variable");
    let (code, shown) = show("");
    assert_eq!((code, &shown["channels_removed"]), (Some(0), &json!(["paid_advert"])));
    assert_ne!(show("absent.toml").0, Some(0));
}

/// The folder that a copy was written to stands in the register and on its lists; the record beside the copy, which
/// goes out with it, knows nothing of it.
#[test]
fn where_a_copy_lies_is_known_inside_and_told_to_nobody_outside() {
    let desk = Desk::new();
    let (id, line) = kept_in(&desk, "intern mappe/æøå");
    let folder = fs::canonicalize(desk.path("intern mappe/æøå")).unwrap();
    let output = line["output"].as_str().unwrap().to_owned();
    let name = Path::new(&output).file_name().unwrap().to_str().unwrap().to_owned();
    for command in [&["consent", "affected", &id, "--json"][..], &["copies", "list", "--json"]] {
        let told = desk.done(command);
        assert_eq!(told.lines[0]["folder"], folder.to_str().unwrap(), "{command:?}");
        assert_eq!(told.lines[0]["output"], name, "{command:?}");
        let plain = desk.done(&command[..command.len() - 1]);
        assert!(plain.stdout.contains(folder.join(&name).to_str().unwrap()), "{}", plain.stdout);
    }
    // No part of the path is in the record, in any form that it could take there.
    let record = fs::read_to_string(line["sidecar"].as_str().unwrap()).unwrap();
    let escaped = serde_json::to_string(&folder).unwrap();
    assert!(!record.contains(escaped.trim_matches('"')) && !record.contains("folder"), "{record}");
    for part in folder.components().filter_map(|part| part.as_os_str().to_str()).filter(|part| part.len() > 3)
    {
        assert!(!record.contains(part), "{part} is in the record");
    }
    desk.done(&["consent", "withdraw", &id, "--list", "list.csv"]);
    let list = fs::read_to_string(desk.path("list.csv")).unwrap();
    assert!(list.contains(folder.to_str().unwrap()) && list.contains(&name), "{list}");
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
    // A copy that is made anew lies somewhere else, and that is told too.
    desk.done(&["consent", "reexport", &id, "--originals", "originals", "--out", "new", "--json"]);
    let new = desk.done(&["copies", "list", "--json"]).lines.remove(1);
    assert_eq!(new["folder"], fs::canonicalize(desk.path("new")).unwrap().to_str().unwrap());
}

#[test]
fn a_copy_that_was_moved_is_found_by_its_content_and_its_folder_told() {
    let desk = Desk::new();
    let (id, line) = kept(&desk, &[]);
    let output = line["output"].as_str().unwrap();
    let scan = |more: &[&str]| {
        desk.run(&[&["consent", "affected", &id, "--scan", "share", "--json"], more].concat())
    };
    let share = desk.path("share");
    fs::create_dir_all(share.join("a/b")).unwrap();
    fs::create_dir_all(share.join("with record")).unwrap();
    assert_eq!(scan(&[]).lines[0]["found"], json!([]));
    // Moved and renamed without its record, and beside that a changed one that has its record still.
    fs::copy(output, share.join("a/b/Forside uge 48")).unwrap();
    let changed = [fs::read(output).unwrap(), b"more".to_vec()].concat();
    desk.write("share/with record/copy.jpg", changed);
    fs::copy(line["sidecar"].as_str().unwrap(), share.join("with record/copy.jpg.consent.json")).unwrap();
    // A record alone is no copy, and another picture is none either.
    fs::copy(line["sidecar"].as_str().unwrap(), share.join("a/alone.jpg.consent.json")).unwrap();
    fs::copy(desk.path("originals/sample.jpg"), share.join("other.jpg")).unwrap();
    let found = scan(&["--list", "list.csv"]);
    assert_eq!(found.code, 0, "{}", found.stderr);
    let at = |path: &str| std::path::absolute(share.join(path)).unwrap().display().to_string();
    assert_eq!(found.lines[0]["found"], json!([at("a/b/Forside uge 48"), at("with record/copy.jpg")]));
    assert_eq!(found.lines[0]["found_in"], json!([at("a/b"), at("with record")]));
    assert_eq!(found.lines.len(), 1, "{}", found.stdout);
    assert!(fs::read_to_string(desk.path("list.csv")).unwrap().contains("Forside uge 48"));
    // A folder that cannot be looked at is told: copies may lie in it.
    let missing = desk.run(&["consent", "affected", &id, "--scan", "nowhere", "--json"]);
    assert_eq!(missing.code, 3);
    assert!(missing.stderr.contains("nowhere") && missing.lines.len() == 1, "{}", missing.stderr);
}

/// A folder whose name is no text: the copy is written, and what can be read of the name is kept.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_whose_name_is_no_text_keeps_no_copy_from_being_written() {
    use std::os::unix::ffi::OsStrExt as _;
    let desk = Desk::new();
    let folder = desk.path("").join(std::ffi::OsStr::from_bytes(b"m\xf8de 2026"));
    let output = std::process::Command::new(&desk.program)
        .arg("redact")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg"))
        .arg("--out")
        .arg(&folder)
        .args(["--country", "DK", "--data"])
        .arg(desk.path("data"))
        .env_remove("SLADD_POLICY")
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(fs::read_dir(&folder).unwrap().count(), 2);
    let told = desk.done(&["copies", "list", "--json"]);
    let folder = told.lines[0]["folder"].as_str().unwrap();
    assert!(folder.ends_with("m\u{fffd}de 2026"), "{folder}");
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
}

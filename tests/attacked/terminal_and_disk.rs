//! The terminal and the disk are hostile too: names that command a terminal, cells that are formulas, days that have not
//! been. Outputs and files are in `attacked::outputs_and_files`, shared folders in `attacked::shared_folder`.
#![cfg(unix)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::program;
use crate::program::{Desk, consent_arguments, sidecar};
use crate::traps::{Trap, picture};
use sladd::text::is_unseen;

/// Names that write over a verdict, set the window's title, turn letters round, begin a line of their own, and hide.
const NAMES: [&str; 6] = [
    "bad.jpg\r\u{1b}[2Kgood.jpg: Copy, record and register agree..png",
    "\u{1b}]0;title\u{7}.png",
    "a\u{202e}gnp.exe.png",
    "x\ngood.jpg: Copy, record and register agree..png",
    "\u{9b}2K\u{2028}\u{200b}\u{e0041}.png",
    "\u{1b}[8m-\u{2066}.png",
];

/// What was printed gives no command, and no name begins a line.
fn assert_harmless(what: &str, printed: &[u8]) {
    let text = String::from_utf8(printed.to_vec()).unwrap();
    let unseen: Vec<char> = text.chars().filter(|letter| *letter != '\n' && is_unseen(*letter)).collect();
    assert!(unseen.is_empty(), "{what}: {unseen:?} in {text:?}");
    assert!(!text.lines().any(|line| line.trim_start().starts_with("good.jpg")), "{what}: {text}");
}

/// Runs it; what it prints is harmless.
fn run(desk: &Desk, arguments: &[&str]) -> program::Outcome {
    let outcome = desk.run(arguments);
    assert_harmless(&format!("{arguments:?}"), outcome.stdout.as_bytes());
    assert_harmless(&format!("{arguments:?}"), outcome.stderr.as_bytes());
    assert_ne!(outcome.code, 101, "{}", outcome.stderr);
    outcome
}

/// A desk with photos of such names, and copies and records of such names in a folder of such a name.
fn hostile_desk() -> (Desk, String, String) {
    let desk = Desk::new();
    let out = desk.text("out\u{1b}[2K\u{202e}\ngood.jpg: in order");
    fs::create_dir(desk.path("in")).unwrap();
    for (number, name) in NAMES.iter().enumerate() {
        desk.write(&format!("in/{name}"), picture(number as u8));
        // One that cannot be opened, so that its name is told with the reason.
        desk.write(&format!("in/{name}.jpg"), b"no photo");
    }
    std::os::unix::fs::symlink("/nowhere", desk.path("in/\u{1b}[2Klink\n.png")).unwrap();
    let input = desk.text("in");
    let told = run(&desk, &["redact", &input, "--out", &out, "--reviewed"]);
    assert_eq!(told.code, 3);
    let copies: Vec<PathBuf> = fs::read_dir(&out)
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|suffix| suffix == "jpg"))
        .collect();
    assert_eq!(copies.len(), NAMES.len());
    for (copy, name) in copies.iter().zip(NAMES) {
        let (from, to) = (copy.display().to_string(), format!("{out}/{name}"));
        fs::rename(&from, &to).unwrap();
        if !name.starts_with('x') {
            fs::rename(format!("{from}.consent.json"), format!("{to}.consent.json")).unwrap();
        }
    }
    (desk, input, out)
}

#[test]
fn l1_no_name_of_a_file_commands_a_terminal_or_begins_a_line() {
    let (desk, input, out) = hostile_desk();
    for command in ["detect", "inspect", "verify"] {
        for json in [false, true] {
            let folder = if command == "verify" { &out } else { &input };
            let mut arguments = vec![command, folder.as_str()];
            arguments.extend(json.then_some("--json"));
            let outcome = run(&desk, &arguments);
            if json {
                // Whoever reads JSON has the exact names.
                let told: Vec<&str> =
                    outcome.lines.iter().map(|line| line["photo"].as_str().unwrap()).collect();
                assert_eq!(outcome.lines.len(), outcome.stdout.lines().count());
                for name in NAMES {
                    assert!(told.contains(&format!("{folder}/{name}").as_str()), "{name:?} in {told:?}");
                }
            } else if command == "inspect" {
                assert!(outcome.stdout.contains("x<U+000A>good.jpg"), "{}", outcome.stdout);
            }
        }
    }
    // A photo that is named, and a wrong one.
    run(&desk, &["redact", &format!("{input}/{}", NAMES[0]), "--out", &out, "--json"]);
    run(&desk, &["inspect", "gone\r\u{1b}[2K\n.jpg", "--json"]);
    // Copies, ledger, reports: the folder of the copies has such a name.
    run(&desk, &["copies", "list"]);
    run(&desk, &["copies", "list", "--json"]);
    run(&desk, &["ledger", "list"]);
    run(&desk, &["ledger", "list", "--json"]);
    run(&desk, &["policy", "show"]);
    run(&desk, &["policy", "check", &format!("{input}/{}", NAMES[0])]);
    run(&desk, &["redact", &input, "--out", &format!("{input}/{}", NAMES[0])]);
    run(&desk, &["redact", &input, "--out", &out, "--decisions", "\u{1b}[2K\ngone"]);
    run(&desk, &["consent", "form", "--out", "\u{1b}[2K\nform.pdf"]);
    let report = "report\u{1b}[2K\n.html";
    run(&desk, &["report", "exports", "--out", report]);
    run(&desk, &["report", "exports", "--out", report]);
    assert_harmless(report, &fs::read(desk.path(report)).unwrap());
}

#[test]
fn l1_what_clap_repeats_of_arguments_is_harmless_too() {
    let desk = Desk::new();
    let hostile = "x\n\u{1b}[2Kgood.jpg: fine\u{202e}";
    for arguments in [
        vec![format!("--{hostile}")],
        vec!["redact".to_owned(), "a.jpg".to_owned(), format!("--{hostile}=1")],
        vec!["consent".to_owned(), "show".to_owned(), hostile.to_owned()],
        vec!["consent".to_owned(), hostile.to_owned()],
        vec!["inspect".to_owned(), "a".to_owned(), format!("-{hostile}")],
        vec!["report".to_owned(), "due".to_owned(), format!("--days={hostile}")],
        vec!["--country".to_owned(), hostile.to_owned(), "models".to_owned()],
        vec![
            "consent".to_owned(),
            "withdraw".to_owned(),
            "S-AAAA-AAAA".to_owned(),
            format!("--on={hostile}"),
        ],
    ] {
        let output = Command::new(env!("CARGO_BIN_EXE_sladd")).args(&arguments).output().unwrap();
        assert_eq!(output.status.code(), Some(2), "{arguments:?}");
        assert_harmless(&format!("{arguments:?}"), &output.stderr);
        assert_harmless(&format!("{arguments:?}"), &output.stdout);
        assert!(!output.stderr.is_empty());
    }
    drop(desk);
}

#[test]
fn l1_stored_words_are_refused_where_they_are_not_seen_and_harmless_where_they_are_stored() {
    let desk = Desk::new();
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let face = desk.faces(&photo)[0].clone();
    let consent = desk.consent("staff", "intranet");
    let keep =
        serde_json::json!({"decision": "keep", "role": "staff", "age_band": "18+", "consent": consent});
    let sha256 = sladd::hash::ContentHash::of(&fs::read(&photo).unwrap());
    let decisions = serde_json::json!({"photos": [{
        "photo": photo, "sha256": sha256, "purpose": "event_report", "channels": ["intranet"],
        "regions": [program::region(&face, keep)],
    }]});
    desk.write("decisions.json", decisions.to_string());
    let done = desk.redact(&photo, &["--decisions", "decisions.json", "--redact-rest", "--reviewed"]);
    assert_eq!(done.code, 0, "{}", done.stderr);
    let record =
        sidecar(done.lines[0]["sidecar"].as_str().unwrap())["record_id"].as_str().unwrap().to_owned();

    let place = "https://intra.example.org/1\u{1b}]0;title\u{7}\u{202e}";
    let posted = ["copies", "posted", &record, "--channel", "intranet", "--place"];
    for unseen in [place, "a\tb", "a\nb", "a\u{200b}b", "a\u{ad}b"] {
        assert_eq!(run(&desk, &[&posted[..], &[unseen]].concat()).code, 2, "{unseen:?}");
        for option in ["--event", "--operator", "--second-person"] {
            assert_eq!(
                run(&desk, &["redact", photo.to_str().unwrap(), "--out", "no", option, unseen]).code,
                2
            );
        }
        let mut new = consent_arguments("staff", "intranet", "2028-01-31");
        *new.last_mut().unwrap() = unseen;
        assert_eq!(run(&desk, &new).code, 2, "{unseen:?}");
    }
    assert!(!desk.path("no").exists() || fs::read_dir(desk.path("no")).unwrap().next().is_none());
    // What an older version has stored is shown to the next colleague all the same.
    let register = rusqlite::Connection::open(desk.path("data/sladd.db")).unwrap();
    let row = "INSERT INTO publication (record_id, channel, place, posted_on) VALUES (?1, 'intranet', ?2, '2026-11-24')";
    register.execute(row, rusqlite::params![record, format!("{place}\ngood.jpg: fine")]).unwrap();
    drop(register);
    let shown = run(&desk, &["consent", "affected", &consent]);
    assert!(shown.stdout.contains("<U+001B>]0;title<U+0007><U+202E><U+000A>good.jpg"), "{}", shown.stdout);
    run(&desk, &["consent", "affected", &consent, "--json", "--scan", &desk.text("out")]);
    for list in ["list.html", "list.csv"] {
        desk.run(&["consent", "affected", &consent, "--list", list]);
        let text = fs::read_to_string(desk.path(list)).unwrap();
        let unseen = |letter: char| is_unseen(letter) && !"\u{feff}\r\n".contains(letter);
        assert!(text.contains("U+001B") && !text.contains(unseen), "{text}");
    }
    // The original is found among things that are no files and one without an end.
    fs::create_dir(desk.path("originals")).unwrap();
    Trap::Sparse.set(&desk.path("originals/0.jpg"));
    Trap::Pipe.set(&desk.path("originals/1.jpg"));
    fs::copy(&photo, desk.path("originals/\u{1b}[2K\n.jpg")).unwrap();
    run(&desk, &["consent", "withdraw", &consent]);
    let again = run(&desk, &["consent", "reexport", &consent, "--originals", "originals", "--out", "again"]);
    assert!(again.code == 0 && again.stdout.contains("  exported  "), "{}{}", again.stdout, again.stderr);
}

#[test]
fn l6_no_cell_of_a_report_is_a_formula_whatever_separates_cells() {
    let desk = Desk::new();
    let photo = desk.write("a.png", picture(1));
    for event in ["fest,=1+1", "fest;+1", "=1+1", "a|@SUM(A1)", "a, \"-1", "plain"] {
        assert_eq!(desk.redact(&photo, &["--event", event]).code, 0, "{event}");
    }
    for report in ["exports", "events"] {
        let file = format!("{report}.csv");
        desk.done(&["report", report, "--out", &file]);
        let text = fs::read_to_string(desk.path(&file)).unwrap();
        assert!(text.contains("fest,'=1+1") && text.contains("\"plain\""), "{text}");
        for line in text.trim_start_matches('\u{feff}').lines() {
            assert!(line.starts_with('"') && line.ends_with('"') && line.contains("\";\""), "{line}");
            for piece in line.split([',', ';', '|']) {
                let piece = piece.trim_start_matches(['"', ' ']);
                assert!(!piece.starts_with(['=', '+', '-', '@']), "{piece} in {line}");
            }
        }
    }
}

#[test]
fn l7_nothing_is_said_to_have_happened_on_a_day_that_has_not_been() {
    let desk = Desk::new();
    let photo = desk.write("a.png", picture(1));
    let consent = desk.consent("staff", "intranet");
    for day in ["2099-01-01", "9999-12-31", "1999-01-01", "0001-01-01"] {
        let refused = desk.run(&["consent", "withdraw", &consent, &format!("--on={day}")]);
        assert_eq!(refused.code, 2, "{day}: {}", refused.stderr);
        assert!(refused.stderr.contains("The day lies"), "{}", refused.stderr);
    }
    assert_eq!(desk.done(&["consent", "show", &consent, "--json"]).lines[0]["state"], "given");
    let done = desk.redact(&photo, &["--channel", "intranet"]);
    let record =
        sidecar(done.lines[0]["sidecar"].as_str().unwrap())["record_id"].as_str().unwrap().to_owned();
    let posted = ["copies", "posted", &record, "--channel", "intranet", "--place", "forside"];
    let down = ["copies", "taken-down", &record];
    for day in ["--on=2099-01-01", "--on=1999-01-01"] {
        assert_eq!(desk.run(&[&posted[..], &[day]].concat()).code, 2);
    }
    desk.done(&posted);
    for day in ["--on=2099-01-01", "--on=1999-01-01"] {
        assert_eq!(desk.run(&[&down[..], &[day]].concat()).code, 2);
    }
    desk.done(&down);
    desk.done(&["consent", "withdraw", &consent]);
    // Days that lie ahead by their nature are as they were.
    let mut past = consent_arguments("staff", "intranet", "2020-01-31");
    assert_eq!(desk.run(&past).code, 2);
    past[11] = "2028-01-31";
    assert_eq!(desk.run(&[&past[..], &["--employment-end-review", "2027-06-01"]].concat()).code, 0);
    desk.done(&["ledger", "check"]);
}

/// The sources of the program, without their tests.
fn sources() -> Vec<(String, String)> {
    fn walk(folder: &Path, found: &mut Vec<(String, String)>) {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found);
            } else if path.extension().is_some_and(|suffix| suffix == "rs") && !path.ends_with("tests.rs") {
                let text = fs::read_to_string(&path).unwrap();
                let own = text.split("#[cfg(test)]\nmod tests {").next().unwrap().to_owned();
                found.push((path.display().to_string(), own));
            }
        }
    }
    let mut found = Vec::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    walk(&root, &mut found);
    found.retain(|(path, _)| !path.contains("/tests/"));
    for (path, _) in &mut found {
        *path = path.strip_prefix(&format!("{}/", root.display())).unwrap().to_owned();
    }
    assert!(found.len() > 200, "the sources were not found");
    found
}

/// Where in the sources one of these words stands outside of the files that are allowed to have it.
fn elsewhere(words: &[&str], allowed: &[&str]) -> Vec<String> {
    let mut found = Vec::new();
    for (path, text) in sources().iter().filter(|(path, _)| !allowed.contains(&path.as_str())) {
        for (number, line) in text.lines().enumerate() {
            let code = line.split("//").next().unwrap_or_default();
            if words.iter().any(|word| code.contains(word)) {
                found.push(format!("{path}:{}: {}", number + 1, line.trim()));
            }
        }
    }
    found
}

#[test]
fn l1_and_l2_everything_is_printed_in_one_place() {
    let words = ["print!(", "println!(", "io::stdout()", "io::stderr()", "stdout().", "stderr().", "dbg!("];
    // The panic's report, the children that answer their parent through a pipe, and the program of consoles, which has one
    // sentence where there is nothing to start.
    let allowed =
        ["cli/report.rs", "process.rs", "photo/isolated.rs", "detection/probe.rs", "bin/sladd-console.rs"];
    assert_eq!(elsewhere(&words, &allowed), Vec::<String>::new());
    assert!(!elsewhere(&["io::stdout()"], &[]).is_empty(), "the search finds nothing at all");
}

#[test]
fn l3_every_file_is_read_in_one_place() {
    let words = ["fs::read(", "fs::read)", "read_to_string(", "File::open(", ".read(true)"];
    // A folder's handle, to sync it; the locks of a window and of an export; a journal that is overwritten; a result that is gone on with; and the words of
    // a child.
    let allowed = [
        "file.rs",
        "export/write.rs",
        "session/kept.rs",
        "session/kept_before.rs",
        "pipeline/under_way.rs",
        "register/journal.rs",
        "archive/result_file.rs",
        "detection/probe.rs",
    ];
    assert_eq!(elsewhere(&words, &allowed), Vec::<String>::new());
    assert_eq!(elsewhere(&["File::open("], &["file.rs"]).len(), 1, "that of the folder");
    assert_eq!(
        elsewhere(&["fs::read(", "read_to_string("], &["file.rs", "detection/probe.rs"]),
        Vec::<String>::new()
    );
}

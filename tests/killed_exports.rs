//! Exports of the real program that are killed: the next start finds what they left, removes it and says so.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::case_sensitive_file_extension_comparisons,
    clippy::type_complexity,
    clippy::indexing_slicing,
    clippy::print_stdout,
    reason = "a test that cannot go on should say where"
)]

#[path = "support/program.rs"]
mod program;
mod support;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
    time::{Duration, Instant},
};

use program::Desk;
use rustix::process::{Pid, Signal, kill_process};

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg")
}

/// Begins an export of the sample photo into a folder.
fn begin(desk: &Desk, out: &str) -> Child {
    begin_with(desk, out, &[])
}

fn begin_with(desk: &Desk, out: &str, more: &[&str]) -> Child {
    let mut command = Command::new(&desk.program);
    command
        .args(["redact", sample().to_str().unwrap(), "--reviewed", "--format", "png"])
        .args(["--country", "DK", "--lang", "en", "--out", &desk.text(out), "--data", &desk.text("data")])
        .args(more)
        .env_remove("SLADD_POLICY")
        .env("XDG_STATE_HOME", desk.path("profile"))
        .stdout(Stdio::null())
        .stderr(Stdio::null());
    program::with_quick_engine(&mut command);
    command.spawn().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
}

fn is_part(name: &str) -> bool {
    name.starts_with(".sladd-") && name.ends_with(".part")
}

/// Lets an export run until this holds of its folder; false where it ended before.
fn until(child: &mut Child, folder: &Path, holds: impl Fn(&[String]) -> bool) -> bool {
    let started = Instant::now();
    while !holds(&names(folder)) {
        assert!(started.elapsed() < Duration::from_mins(4), "the export does not come on");
        if child.try_wait().unwrap().is_some() {
            return false;
        }
        std::thread::sleep(Duration::from_micros(200));
    }
    true
}

fn is_record(name: &str) -> bool {
    name.ends_with(".consent.json")
}

/// Every copy has its record, the register knows both, and nothing else lies there.
fn assert_tidy(desk: &Desk, out: &str, when: &str) -> usize {
    assert_eq!(desk.run(&["ledger", "check"]).code, 0, "{when}");
    let names = names(&desk.path(out));
    let pictures = names.iter().filter(|name| name.ends_with(".png")).count();
    let records = names.iter().filter(|name| is_record(name)).count();
    let words = names.iter().filter(|name| name.ends_with(".png.txt")).count();
    assert_eq!((pictures, pictures + records + words), (records, names.len()), "{when}: {names:?}");
    assert!(words == 0 || words == pictures, "{when}: {names:?}");
    if pictures > 0 {
        let verified = desk.run(&["verify", &desk.text(out), "--json"]);
        assert_eq!(verified.code, 0, "{when}: {}", verified.stdout);
    }
    pictures
}

#[test]
fn what_a_killed_export_left_is_removed_at_the_next_start_and_told() {
    let desk = Desk::new();
    let (mut kills, mut told) = (0, 0);
    let points: [(&str, fn(&[String]) -> bool); 4] = [
        ("as soon as there is a temporary file", |names| names.iter().any(|name| is_part(name))),
        ("as soon as there is a second", |names| names.iter().filter(|name| is_part(name)).count() == 2),
        ("as soon as the record has its name", |names| names.iter().any(|name| is_record(name))),
        ("as soon as the copy has its name", |names| names.iter().any(|name| name.ends_with(".png"))),
    ];
    for (number, (when, holds)) in points.iter().cycle().take(8).enumerate() {
        let out = format!("out{number}");
        let folder = desk.path(&out);
        // In two sizes with words beside them all must be there, or nothing.
        let more: &[&str] =
            if number < 4 { &[] } else { &["--size", "600,300", "--alt-text", "Tre mennesker"] };
        let mut child = begin_with(&desk, &out, more);
        let caught = until(&mut child, &folder, holds);
        child.kill().unwrap();
        child.wait().unwrap();
        kills += usize::from(caught);
        let before = names(&folder);
        // Any command that opens the register will do.
        let next = desk.done(&["consent", "list"]);
        let said = next.stderr.contains("An earlier export was cut off");
        let left = names(&folder);
        assert!(!left.iter().any(|name| is_part(name)), "{when}: {left:?}");
        assert_eq!(said, before.len() > left.len(), "{when}: {before:?} {left:?}: {}", next.stderr);
        told += usize::from(said);
        assert_tidy(&desk, &out, when);
        assert!(names(&desk.path("data/exports-under-way")).is_empty(), "{when}: a note is left");
    }
    println!("{kills} kills, {told} with something to remove");
    assert!(kills >= 4 && told >= 3, "{kills} kills, {told} told");
}

/// Two exports into one folder: what the one is writing is not taken for left behind, and what the killed one left is.
#[test]
fn what_a_living_export_is_writing_is_left_alone() {
    let desk = Desk::new();
    let folder = desk.path("out");
    let mut living = begin(&desk, "out");
    assert!(until(&mut living, &folder, |names| names.iter().any(|name| is_part(name))));
    let pid = Pid::from_child(&living);
    kill_process(pid, Signal::STOP).unwrap();
    let own: Vec<String> = names(&folder).into_iter().filter(|name| is_part(name)).collect();
    if own.is_empty() {
        println!("skipped: the export was quicker than its stop");
        kill_process(pid, Signal::CONT).unwrap();
        assert!(living.wait().unwrap().success());
        return;
    }
    let mut killed = begin(&desk, "out");
    until(&mut killed, &folder, |names| names.iter().filter(|name| is_part(name)).count() > own.len());
    killed.kill().unwrap();
    killed.wait().unwrap();
    desk.done(&["consent", "list"]);
    let left: Vec<String> = names(&folder).into_iter().filter(|name| is_part(name)).collect();
    assert_eq!(left, own, "the living one's, and only they");
    kill_process(pid, Signal::CONT).unwrap();
    assert!(living.wait().unwrap().success());
    assert_eq!(assert_tidy(&desk, "out", "after all"), 1);
}

/// A note in a shared data folder has nobody's files deleted: neither such as only bear a name of ours, nor a copy that
/// the ledger knows, nor anything of another computer.
#[test]
fn a_note_has_only_its_own_export_removed() {
    let desk = Desk::new();
    let exported = desk.redact(&sample(), &["--reviewed", "--format", "png"]);
    assert_eq!(exported.code, 0, "{}", exported.stderr);
    let copy = PathBuf::from(exported.lines[0]["output"].as_str().unwrap());
    let record: serde_json::Value = program::sidecar(exported.lines[0]["sidecar"].as_str().unwrap());
    let folder = desk.path("out").canonicalize().unwrap();
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    desk.write("out/thesis.doc", b"mine");
    desk.write("out/.sladd-zzzzz1.part", b"of another export");
    desk.write("out/.sladd-abcde1.part", b"of the note below");
    let notes = desk.path("data/exports-under-way");
    let note = |mark: &str, host: &str, copy: &str, record_id: &str| {
        let first = serde_json::json!({"host": host, "folder": folder});
        let second = serde_json::json!({"record_id": record_id, "copy": copy});
        desk.write(notes.join(mark).to_str().unwrap(), format!("{first}\n{second}\n"));
    };
    let id = record["record_id"].as_str().unwrap();
    let known = copy.file_name().unwrap().to_str().unwrap();
    note("abcde", &host, "thesis.doc", "0c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11");
    note("fffff", &host, known, id);
    note("eeeee", &host, "../data/sladd.db", "0c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11");
    note("ddddd", "another computer", known, id);
    // The record's id is not the one that the note tells.
    note("ccccc", &host, known, "0c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11");
    desk.write(notes.join("bbbbb").to_str().unwrap(), b"no note");
    let next = desk.done(&["consent", "list"]);
    assert!(next.stderr.contains("Files: 1."), "{}", next.stderr);
    let mut left = names(&folder);
    left.sort();
    let record_name = format!("{known}.consent.json");
    assert_eq!(left, [".sladd-zzzzz1.part", known, &record_name, "thesis.doc"]);
    assert_eq!(names(&notes), ["ddddd"], "the other computer's stays for it");
    assert_eq!(desk.run(&["verify", copy.to_str().unwrap()]).code, 0);
}

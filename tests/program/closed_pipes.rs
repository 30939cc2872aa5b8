//! Nobody reads any more what a command prints: it ends quietly, and leaves nothing half done.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    io::{BufRead as _, BufReader, Read as _},
    path::Path,
    process::{Command, Stdio},
};

use crate::program;
use crate::program::Desk;

/// What a shell gives for a program that a closed pipe has killed.
const CLOSED: i32 = 141;

fn command(desk: &Desk, arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sladd"));
    command.args(arguments).stdin(Stdio::null()).current_dir(desk.path(""));
    program::with_quick_engine(&mut command);
    command.env_remove("SLADD_POLICY").env("SLADD_DATA", desk.path("data"));
    command.env("SLADD_COUNTRY", "DK").env("LC_ALL", "C");
    command
}

/// A pipe whose other end is closed already.
fn closed() -> Stdio {
    let (reader, writer) = std::io::pipe().unwrap();
    drop(reader);
    writer.into()
}

/// A photo without a face.
fn picture(number: u8) -> Vec<u8> {
    let picture = image::RgbImage::from_fn(64, 48, |x, y| image::Rgb([number, x as u8, y as u8]));
    let mut bytes = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut bytes, image::ImageFormat::Png).unwrap();
    bytes.into_inner()
}

/// A desk with some photos, copies, consents and ledger entries; and every command that prints there.
fn every_command(desk: &Desk) -> Vec<Vec<String>> {
    fs::create_dir(desk.path("in")).unwrap();
    for number in 0..2 {
        desk.write(&format!("in/{number}.png"), picture(number));
    }
    assert_eq!(desk.redact(&desk.path("in"), &["--reviewed"]).code, 0);
    let consent = desk.consent("staff", "intranet");
    let rules = desk.text("no-rules.toml");
    [
        "--help",
        "--version",
        "redact --help",
        "inspect in",
        "inspect in --json",
        "detect in",
        "detect in --json",
        "redact in --out out --json",
        "verify out",
        "verify out --json",
        "consent list",
        "consent list --json",
        &format!("consent show {consent}"),
        "consent form --out form.pdf",
        "consent due --days 3000",
        "consent refuse",
        "copies list",
        "copies list --json",
        "report exports --out exports.html",
        "ledger check",
        "ledger list",
        "ledger list --json",
        "ledger public-key",
        "policy show",
        "models",
        "models --json",
        &format!("policy check {rules}"),
    ]
    .iter()
    .map(|line| line.split(' ').map(ToOwned::to_owned).collect())
    .collect()
}

#[test]
fn every_command_ends_quietly_when_its_output_is_closed() {
    let desk = Desk::new();
    for arguments in every_command(&desk) {
        let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
        let output = command(&desk, &arguments).stdout(closed()).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert!(!said.contains("stopped at"), "{arguments:?}: {said}");
        // What is wrong with a file of rules is said on standard error.
        let wanted = if arguments.starts_with(&["policy", "check"]) { 3 } else { CLOSED };
        assert_eq!(output.status.code(), Some(wanted), "{arguments:?}: {said}");
    }
    assert_eq!(desk.run(&["ledger", "check"]).code, 0);
}

#[test]
fn closed_messages_end_a_command_quietly_too() {
    let desk = Desk::new();
    fs::create_dir(desk.path("in")).unwrap();
    desk.write("in/garbage.jpg", b"x");
    desk.write("in/notes.txt", b"x");
    for arguments in [
        &["inspect", "in"][..],
        &["inspect", "in", "--json"],
        &["redact", "in", "--out", "out"],
        &["verify", "in"],
        &["policy", "check", "gone.toml"],
        &["inspect"],
        &["--no-such-option"],
        &["consent", "show", "S-AAAA-AAAA"],
    ] {
        let output = command(&desk, arguments).stdout(Stdio::piped()).stderr(closed()).output().unwrap();
        assert_eq!(output.status.code(), Some(CLOSED), "{arguments:?}");
        let both = command(&desk, arguments).stdout(closed()).stderr(closed()).status().unwrap();
        assert_eq!(both.code(), Some(CLOSED), "{arguments:?}");
    }
}

#[test]
fn an_export_whose_reader_goes_away_leaves_whole_pairs_and_begins_no_more() {
    let desk = Desk::new();
    fs::create_dir(desk.path("in")).unwrap();
    for number in 0..12 {
        desk.write(&format!("in/{number:02}.png"), picture(number));
    }
    let arguments = ["redact", "in", "--out", "out", "--reviewed", "--json", "--jobs", "2"];
    let mut child = command(&desk, &arguments).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut first = String::new();
    BufReader::with_capacity(64, child.stdout.take().unwrap()).read_line(&mut first).unwrap();
    assert!(first.contains("exported"), "{first}");
    let mut said = String::new();
    child.stderr.take().unwrap().read_to_string(&mut said).unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(CLOSED), "{said}");
    assert!(!said.contains("stopped at"), "{said}");
    let written = desk.written();
    let (records, copies): (Vec<_>, Vec<_>) =
        written.iter().partition(|name| Path::new(name).extension().is_some_and(|suffix| suffix == "json"));
    assert!((1..12).contains(&copies.len()), "{written:?}");
    let pairs: Vec<String> = copies.iter().map(|copy| format!("{copy}.consent.json")).collect();
    assert_eq!(records.into_iter().cloned().collect::<Vec<_>>(), pairs, "every copy has its record");
    let verified = desk.done(&["verify", &desk.text("out"), "--json"]);
    assert!(verified.lines.len() == copies.len() && verified.lines.iter().all(|line| line["status"] == "ok"));
    assert_eq!(desk.done(&["copies", "list", "--json"]).lines.len(), copies.len(), "and its ledger entry");
    desk.done(&["ledger", "check"]);
}

/// A disk that is full is no closed pipe: what is lost is told.
#[cfg(target_os = "linux")]
#[test]
fn what_cannot_be_written_is_told() {
    let desk = Desk::new();
    desk.write("a.png", picture(1));
    let full = || fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    for arguments in
        [&["inspect", "a.png", "--json", "--lang", "en"][..], &["policy", "show", "--lang", "en"]]
    {
        let output = command(&desk, arguments).stdout(full()).stderr(Stdio::piped()).output().unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(3), "{said}");
        assert!(said.contains("could not be written"), "{said}");
    }
    assert_eq!(command(&desk, &["--help"]).stdout(full()).status().unwrap().code(), Some(3));
    // Nor may messages that are lost so end a command with a fault of its own.
    let output = command(&desk, &["inspect", "in", "--json"]).stderr(full()).output().unwrap();
    assert_eq!(output.status.code(), Some(3));
}

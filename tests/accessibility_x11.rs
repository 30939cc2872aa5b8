//! What a screen reader hears: the tree that the window tells the system, read from outside over AT-SPI.
//!
//! Needs Xvfb, dbus-run-session, the AT-SPI launcher and Debian's python3-pyatspi, which `.ci/run` installs;
//! says so and skips where they are missing.
#![cfg(all(feature = "gui", target_os = "linux"))]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]

use std::{
    fs,
    io::{BufRead as _, BufReader, Write as _},
    path::Path,
    process::{Command, Stdio},
};

const PYTHON: &str = "/usr/bin/python3";

fn missing_tool() -> Option<&'static str> {
    let on_path = |tool: &str| {
        let path = std::env::var_os("PATH").unwrap_or_default();
        std::env::split_paths(&path).any(|folder| folder.join(tool).is_file())
    };
    if let Some(tool) = ["Xvfb", "dbus-run-session"].into_iter().find(|tool| !on_path(tool)) {
        return Some(tool);
    }
    if !Path::new("/usr/libexec/at-spi-bus-launcher").is_file() {
        return Some("at-spi-bus-launcher");
    }
    let imported = Command::new(PYTHON).args(["-c", "import pyatspi, gi"]).stderr(Stdio::null()).status();
    (!imported.is_ok_and(|status| status.success())).then_some("python3-pyatspi")
}

#[test]
fn a_screen_reader_hears_every_control_and_every_face_with_its_decision() {
    if let Some(tool) = missing_tool() {
        assert!(std::env::var_os("SLADD_REQUIRE_ADAPTER").is_none(), "{tool} is missing");
        println!("skipped: no {tool} here");
        return;
    }
    let temp = tempfile::tempdir().unwrap();
    let data = temp.path().join("data");
    fs::create_dir_all(&data).unwrap();
    let mut settings =
        fs::OpenOptions::new().write(true).create_new(true).open(data.join("settings.toml")).unwrap();
    settings
        .write_all(b"organisation = \"Eksempelregionen\"\ncontact = \"a@example.org\"\nwithdrawal = \"x\"\n")
        .unwrap();
    let mut screen = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let mut number = String::new();
    BufReader::new(screen.stdout.take().unwrap()).read_line(&mut number).unwrap();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let output = Command::new("dbus-run-session")
        .args(["--", PYTHON])
        .arg(root.join("tests/accessibility/walk.py"))
        .arg(env!("CARGO_BIN_EXE_sladd"))
        .args(["--lang", "en", "--country", "DK", "--data"])
        .arg(&data)
        .arg(root.join("assets/sample.jpg"))
        .env("DISPLAY", format!(":{}", number.trim()))
        .env("HOME", temp.path())
        .env("XDG_RUNTIME_DIR", temp.path())
        .env("SLADD_WAIT_FOR", "Face 3: Undecided")
        .env_remove("WAYLAND_DISPLAY")
        .output()
        .unwrap();
    drop(screen.kill());
    drop(screen.wait());
    let tree = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{tree}\n{}", String::from_utf8_lossy(&output.stderr));
    for told in [
        "push button | Menu",
        "1  Faces",
        "2  Whole picture",
        "3  Export",
        "push button | Undo",
        "push button | Settings",
        "Face 1: Undecided",
        "Face 2: Undecided",
        "Face 3: Undecided",
        "frame | Sladd – 3 undecided",
        "push button | Redact | focusable enabled | Face 1",
        "push button | Keep with consent… | focusable enabled | Face 1",
        "toggle button | Cover a rectangle",
        "Redact the rest (3)",
        "The photo with what you have decided",
        "What the file says",
    ] {
        assert!(tree.contains(told), "nobody is told {told:?}:\n{tree}");
    }
    // A control without a name is a riddle to whoever cannot see it.
    for line in tree.lines().filter(|line| line.contains("focusable")) {
        let name = line.split(" | ").nth(1).unwrap_or_default().trim();
        let parent_of_words = ["scroll", "panel", "window", "frame"].iter().any(|role| line.contains(role));
        assert!(!name.is_empty() || parent_of_words, "a control without a name: {line}\n{tree}");
        assert!(
            !name.chars().any(|c| ('\u{e000}'..'\u{f8ff}').contains(&c)),
            "an icon is read aloud: {line}"
        );
    }
}

//! "Works offline" as a checked fact (case 108): a whole session runs in a namespace without any network,
//! under `strace`, and not a single socket is opened but those to the display and to the desktop's own bus.
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]
#![cfg(target_os = "linux")]
#![expect(clippy::unwrap_used, reason = "helpers outside the test functions")]

#[path = "support/program.rs"]
mod program;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Output},
};

use jiff::ToSpan as _;
use sladd::clock::{Clock as _, SystemClock};

/// Runs a command of the program without a network and writes down every call that concerns one.
struct Namespace {
    _temp: tempfile::TempDir,
    root: PathBuf,
    log: PathBuf,
}

impl Namespace {
    /// `None`, with a printed reason, where this system does not let us make one.
    fn new() -> Option<Self> {
        let works = Command::new("unshare").args(["-n", "strace", "-o", "/dev/null", "true"]).status();
        if !works.is_ok_and(|status| status.success()) {
            println!("skipped: unshare or strace is not here or not allowed");
            return None;
        }
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().to_owned();
        Some(Self { _temp: temp, log: root.join("strace.log"), root })
    }

    /// Follows every thread and child; `-A` adds to the log of earlier commands.
    fn command(&self, before: &[&str]) -> Command {
        let mut command = Command::new("unshare");
        command.args(["-n", "strace", "-f", "-q", "-A", "-e", "trace=%network", "-o"]).arg(&self.log);
        command.args(before).arg(env!("CARGO_BIN_EXE_sladd"));
        command.env("SLADD_DATA", self.root.join("data")).env("HOME", &self.root);
        command.env_remove("SLADD_ONNXRUNTIME").env_remove("WAYLAND_DISPLAY");
        command
    }

    fn run(&self, arguments: &[&str]) -> Output {
        let output = self.command(&[]).args(arguments).output().unwrap();
        assert!(
            output.status.success(),
            "{arguments:?}: {} {}",
            String::from_utf8_lossy(&output.stdout),
            String::from_utf8_lossy(&output.stderr)
        );
        output
    }

    fn log(&self) -> String {
        fs::read_to_string(&self.log).unwrap()
    }
}

/// The lines of a trace that speak to anybody but the display and the desktop's bus.
fn strangers(log: &str) -> Vec<&str> {
    /// Names of local sockets: X11, Wayland, D-Bus, the bus of screen readers; and the C library's own cache of
    /// user names, which it asks for the home folder's owner before it reads `/etc/passwd`.
    const LOCAL: [&str; 6] =
        ["/tmp/.X11-unix/", "wayland-", "/bus", "/dbus", "/at-spi", "\"/var/run/nscd/socket\""];
    log.lines()
        .filter(|line| {
            let call = line.split_whitespace().nth(1).unwrap_or_default();
            if call.starts_with("socket(") {
                return !call.starts_with("socket(AF_UNIX");
            }
            if call.starts_with("connect(") || call.starts_with("bind(") || call.starts_with("sendto(") {
                let named = line.contains("sun_path=") || line.contains("sin_") || line.contains("sin6_");
                return named && !LOCAL.iter().any(|local| line.contains(local));
            }
            line.contains("AF_INET") || line.contains("AF_NETLINK") || line.contains("AF_PACKET")
        })
        .collect()
}

#[test]
fn the_check_itself_sees_strangers() {
    let log = "7 socket(AF_UNIX, SOCK_STREAM, 0) = 3\n\
        7 connect(3, {sa_family=AF_UNIX, sun_path=\"/tmp/.X11-unix/X9\"}, 20) = 0\n\
        7 socket(AF_INET, SOCK_DGRAM, IPPROTO_IP) = 4\n\
        8 connect(5, {sa_family=AF_UNIX, sun_path=\"/run/elsewhere\"}, 110) = -1\n\
        8 connect(4, {sa_family=AF_INET, sin_port=htons(53), sin_addr=inet_addr(\"9.9.9.9\")}, 16) = -1\n\
        9 socket(AF_NETLINK, SOCK_RAW, NETLINK_ROUTE) = 6\n";
    assert_eq!(strangers(log).len(), 4);
}

#[test]
fn f108_a_whole_session_of_commands_opens_no_socket() {
    let Some(namespace) = Namespace::new() else { return };
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let sample = sample.to_str().unwrap();
    let out = namespace.root.join("out");
    let out = out.to_str().unwrap();
    // A consent holds for five years at most.
    let until = SystemClock.today().saturating_add(1.year()).to_string();
    let consent = namespace.run(&program::consent_arguments("staff", "intranet", &until));
    let consent = String::from_utf8(consent.stdout).unwrap();
    namespace.run(&["models"]);
    namespace.run(&["policy", "show"]);
    namespace.run(&["inspect", sample]);
    namespace.run(&["redact", sample, "--out", out, "--reviewed"]);
    namespace.run(&["verify", out]);
    namespace.run(&["consent", "withdraw", consent.trim()]);
    namespace.run(&["ledger", "check"]);
    assert_eq!(fs::read_dir(out).unwrap().count(), 2);
    let log = namespace.log();
    assert_eq!(log.matches("socket(").count(), 0, "{log}");
    assert_eq!(strangers(&log), Vec::<&str>::new());
}

/// The builds of ONNX Runtime that people get hold a client that sends what it has collected once some seconds have passed,
/// and keeps it in the user's cache until then.
#[test]
fn f108_a_native_library_collects_and_sends_nothing() {
    let Some(library) = program::quick_engine() else {
        println!("skipped: $SLADD_TEST_ONNXRUNTIME names no library");
        return;
    };
    let Some(namespace) = Namespace::new() else { return };
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let out = namespace.root.join("out");
    for arguments in [
        vec!["models", "--json"],
        vec!["redact", sample.to_str().unwrap(), "--out", out.to_str().unwrap(), "--reviewed"],
    ] {
        let output = namespace
            .command(&[])
            .args(arguments)
            .env("SLADD_ONNXRUNTIME", &library)
            .env("ORT_DISABLE_TELEMETRY", "0")
            .env_remove("ORT_TELEMETRY_DISABLED")
            // Where a computer of a build service is recognised, the client keeps quiet of itself.
            .env_remove("CI")
            .output()
            .unwrap();
        assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
        if let Ok(told) = serde_json::from_slice::<serde_json::Value>(&output.stdout) {
            assert!(told["engine"].as_str().unwrap().starts_with("onnxruntime"), "{told}");
        }
    }
    let log = namespace.log();
    assert_eq!(log.matches("socket(").count(), 0, "{log}");
    let mut left: Vec<_> = fs::read_dir(&namespace.root)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .filter(|name| !["data", "out", "strace.log", ".local"].contains(&name.as_str()))
        .collect();
    left.sort();
    assert_eq!(left, Vec::<String>::new(), "left in the user's profile");
}

#[cfg(feature = "gui")]
#[test]
fn f108_the_window_speaks_to_the_display_and_the_bus_alone() {
    use std::process::Stdio;
    let Some(namespace) = Namespace::new() else { return };
    // The display lies outside of the namespace and is reached through a local socket in the file system.
    let display = Command::new("Xvfb")
        .args(["-displayfd", "1", "-screen", "0", "1280x800x24", "-nolisten", "tcp", "-noreset"])
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn();
    let Ok(mut display) = display else {
        println!("skipped: Xvfb is not here");
        return;
    };
    let mut number = String::new();
    let mut reader = std::io::BufReader::new(display.stdout.take().unwrap());
    std::io::BufRead::read_line(&mut reader, &mut number).unwrap();
    let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    // Long enough to open the window, decode the photo and look for faces in it.
    let output = namespace
        .command(&["timeout", "--kill-after=5", "12"])
        .arg(sample)
        .env("DISPLAY", format!(":{}", number.trim()))
        .stdout(Stdio::null())
        .output()
        .unwrap();
    drop(display.kill());
    display.wait().unwrap();
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    let log = namespace.log();
    // 124 is the word of `timeout`: the window was still open.
    if output.status.code() != Some(124) {
        println!("skipped: no window could be opened: {told}");
        return;
    }
    assert!(log.contains("/tmp/.X11-unix/"), "the window did not reach the display: {told}");
    assert_eq!(strangers(&log), Vec::<&str>::new());
    assert!(!told.contains("sample.jpg"), "a path in what is told at the default level: {told}");
}

/// Case 113: no code of the program puts a picture on the clipboard, so nothing of a photo, covered or not, can be
/// pasted elsewhere.
#[test]
fn f113_no_picture_is_ever_put_on_the_clipboard() {
    fn walk(folder: &std::path::Path, found: &mut Vec<String>, seen: &mut usize) {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                walk(&path, found, seen);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                *seen += 1;
                let text = std::fs::read_to_string(&path).unwrap();
                let ways = ["copy_image", "CopyImage", "arboard", "set_image", "OutputCommand::Copy"];
                found.extend(
                    ways.iter()
                        .filter(|way| text.contains(**way))
                        .map(|way| format!("{}: {way}", path.display())),
                );
            }
        }
    }
    let (mut found, mut seen) = (Vec::new(), 0);
    walk(&std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut found, &mut seen);
    assert!(found.is_empty() && seen > 100, "{found:?} in {seen} files");
}

//! The program for Windows, run under Wine: from the found faces to the checked copy, and what Windows does in a way of its
//! own. `packaging/windows/toolchain` brings what builds it and the Wine that runs it.
//!
//! What Wine cannot tell stands in `docs/windows.md`.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]
#![allow(clippy::panic, reason = "a test that cannot go on should say where")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]
#![allow(clippy::disallowed_methods, reason = "what a test lays out is no export")]
#![cfg(target_os = "linux")]

#[path = "support/program.rs"]
mod program;
mod support;

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
    sync::Mutex,
};

use program::{Outcome, consent_arguments, region};
use serde_json::{Value, json};
use sladd::{consent::Country, hash::ContentHash};
use support::cases::local_file;

/// The registry and `ProgramData` are those of the whole Wine: who changes them is alone.
static MACHINE: Mutex<()> = Mutex::new(());

/// A computer with Windows, with a folder of its own on its drive C.
struct Windows {
    temp: tempfile::TempDir,
    program: PathBuf,
}

impl Windows {
    /// `None`, with a printed line, where there is no program for Windows or nothing to run it.
    fn here() -> Option<Self> {
        let program = std::env::var_os("SLADD_WINDOWS_PROGRAM").map(PathBuf::from);
        let prefix = std::env::var_os("SLADD_WINE_PREFIX").map(PathBuf::from);
        let (Some(program), Some(prefix)) = (program, prefix) else {
            println!("skipped: $SLADD_WINDOWS_PROGRAM and $SLADD_WINE_PREFIX name no program and no Wine");
            return None;
        };
        let temp = tempfile::Builder::new().prefix("sladd æøå ").tempdir_in(prefix.join("drive_c")).unwrap();
        Some(Self { temp, program })
    }

    fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    /// The same as Windows calls it.
    fn told(&self, name: &str) -> String {
        told(&self.path(name))
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = wine();
        command.arg(&self.program).args(arguments).current_dir(self.temp.path());
        command.env("SLADD_STATE", self.told("state")).env("SLADD_DATA", self.told("data"));
        command.env_remove("SLADD_POLICY").env_remove("SLADD_ONNXRUNTIME");
        command
    }

    fn run(&self, arguments: &[&str]) -> Outcome {
        let more = ["--lang", "en"];
        outcome(&mut self.command(&[arguments, &more].concat()))
    }

    fn done(&self, arguments: &[&str]) -> Outcome {
        let outcome = self.run(&[arguments, &["--country", "DK"]].concat());
        assert_eq!(outcome.code, 0, "{arguments:?}: {}{}", outcome.stdout, outcome.stderr);
        outcome
    }

    /// The sample photo under this name.
    fn photo(&self, name: &str) -> String {
        let sample = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
        fs::create_dir_all(self.path(name).parent().unwrap()).unwrap();
        fs::copy(sample, self.path(name)).unwrap();
        self.told(name)
    }
}

fn wine() -> Command {
    Command::new(Path::new(env!("CARGO_MANIFEST_DIR")).join("packaging/windows/wine"))
}

fn outcome(command: &mut Command) -> Outcome {
    let output = command.stdin(Stdio::null()).output().unwrap();
    // What the program prints ends its lines as Windows does, or not: both are read.
    let stdout = String::from_utf8(output.stdout).unwrap();
    Outcome {
        code: output.status.code().unwrap(),
        lines: stdout.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
        stdout,
        stderr: String::from_utf8(output.stderr).unwrap(),
    }
}

/// A path on drive C, as Windows calls it.
fn told(path: &Path) -> String {
    let prefix = PathBuf::from(std::env::var_os("SLADD_WINE_PREFIX").unwrap()).join("drive_c");
    format!(r"C:\{}", path.strip_prefix(prefix).unwrap().display().to_string().replace('/', r"\"))
}

/// What a path of Windows is here.
fn here(path: &Value) -> PathBuf {
    let prefix = PathBuf::from(std::env::var_os("SLADD_WINE_PREFIX").unwrap()).join("drive_c");
    let path = path.as_str().unwrap();
    prefix.join(
        path.strip_prefix(r"C:\").unwrap_or_else(|| panic!("{path} is not on drive C")).replace('\\', "/"),
    )
}

#[test]
fn a_photo_goes_from_the_found_faces_to_a_checked_copy_with_consent_ledger_and_report() {
    let Some(windows) = Windows::here() else { return };
    let photo = windows.photo("Billeder fra jul/Påske på børneafdelingen.jpg");
    let found = windows.done(&["detect", &photo, "--json"]);
    let mut faces = found.lines[0]["faces"].as_array().unwrap().clone();
    assert!(found.lines[0]["perhaps"].is_array(), "{}", found.stdout);
    assert!(faces.len() >= 2, "{}", found.stdout);
    assert_eq!(found.lines[0]["photo"], photo.as_str());
    faces.sort_by(|a, b| b["score"].as_f64().unwrap().total_cmp(&a["score"].as_f64().unwrap()));

    let consent = consent_arguments("staff", "intranet", "2028-01-31");
    let id = windows.done(&[&consent[..], &["--json"]].concat()).lines[0]["consent"].clone();
    let sha256 = ContentHash::of(&fs::read(here(&json!(photo))).unwrap()).to_string();
    let decision = json!({"decision": "keep", "role": "staff", "age_band": "18+", "consent": id});
    let decisions = json!({"photos": [{
        "photo": photo, "sha256": sha256, "purpose": "event_report", "channels": ["intranet"],
        "regions": [region(&faces[0], decision)],
    }]});
    fs::write(windows.path("decisions.json"), decisions.to_string()).unwrap();
    let redact = ["redact", &photo, "--out", &windows.told("Færdige"), "--decisions", "decisions.json"];
    let made = windows.done(&[&redact[..], &["--redact-rest", "--reviewed", "--json"]].concat());
    let line = &made.lines[0];
    assert_eq!((&line["status"], &line["kept"]), (&json!("exported"), &json!(1)), "{}", made.stdout);
    let copy = here(&line["output"]);
    assert!(copy.is_file() && here(&line["sidecar"]).is_file());

    let output = line["output"].as_str().unwrap();
    let verified = windows.done(&["verify", output, "--json"]);
    assert_eq!(verified.lines[0]["status"], "ok", "{}", verified.stdout);
    windows.done(&["ledger", "check"]);
    windows.done(&["report", "exports", "--out", &windows.told("rapport.html")]);
    assert!(fs::read_to_string(windows.path("rapport.html")).unwrap().contains("<html"));
    // The place is kept and told, and what is withdrawn comes up as affected.
    let id = id.as_str().unwrap();
    windows.done(&["consent", "withdraw", id]);
    let affected = windows.done(&["consent", "affected", id, "--json"]);
    assert_eq!(here(&affected.lines[0]["folder"]), copy.parent().unwrap(), "{}", affected.stdout);
    for outcome in [&found, &made, &verified, &affected] {
        assert!(!outcome.stdout.contains(r"\\?\"), "a path that nobody can read: {}", outcome.stdout);
    }
}

#[test]
fn a_covered_copy_is_byte_for_byte_the_one_that_linux_makes() {
    let Some(windows) = Windows::here() else { return };
    let photo = windows.photo("sample.jpg");
    let arguments =
        ["--redact-rest", "--reviewed", "--purpose", "event_report", "--channel", "intranet", "--json"];
    let there = windows.done(&[&["redact", &photo, "--out", &windows.told("out")], &arguments[..]].concat());
    let desk = program::Desk::new();
    let original = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    // The embedded engine on both: Wine has no other.
    let mut command = Command::new(&desk.program);
    command.args(["redact", original.to_str().unwrap(), "--out", &desk.text("out")]).args(arguments);
    command.args(["--lang", "en", "--country", "DK", "--data", &desk.text("data")]);
    command.env("SLADD_STATE", desk.path("state")).env_remove("SLADD_POLICY").env_remove("SLADD_ONNXRUNTIME");
    let here_made = outcome(&mut command);
    assert_eq!(here_made.code, 0, "{}{}", here_made.stdout, here_made.stderr);
    let copy = fs::read(here_made.lines[0]["output"].as_str().unwrap()).unwrap();
    assert_eq!(ContentHash::of(&fs::read(here(&there.lines[0]["output"])).unwrap()), ContentHash::of(&copy));
}

#[test]
fn paths_of_more_than_260_characters_are_read_and_written() {
    let Some(windows) = Windows::here() else { return };
    let deep = (0..9)
        .map(|level| format!("{level} et navn på en mappe, som er langt nok"))
        .collect::<Vec<_>>()
        .join("/");
    let photo = windows.photo(&format!("{deep}/billede.jpg"));
    assert!(photo.chars().count() > 300);
    let out = windows.told(&format!("{deep}/ud"));
    let arguments =
        ["--redact-rest", "--reviewed", "--purpose", "event_report", "--channel", "intranet", "--json"];
    let made = windows.done(&[&["redact", &photo, "--out", &out], &arguments[..]].concat());
    assert!(here(&made.lines[0]["output"]).is_file());
    windows.done(&["verify", made.lines[0]["output"].as_str().unwrap()]);
    // The same by the folder.
    let listed = windows.done(&["inspect", &windows.told(&deep), "--json"]);
    assert!(listed.stdout.contains("billede.jpg"), "{}", listed.stdout);
}

#[test]
fn nothing_is_written_over_and_names_of_devices_are_refused() {
    let Some(windows) = Windows::here() else { return };
    fs::write(windows.path("form.pdf"), "old").unwrap();
    for name in ["form.pdf", "NUL.pdf", "CON", "COM1.pdf", "aux.pdf"] {
        let outcome = windows.run(&["consent", "form", "--out", name, "--country", "DK"]);
        assert_ne!(outcome.code, 0, "{name}");
    }
    assert_eq!(fs::read(windows.path("form.pdf")).unwrap(), b"old");
}

#[test]
fn two_programs_at_a_time_write_one_register() {
    let Some(windows) = Windows::here() else { return };
    let arguments =
        [&consent_arguments("staff", "intranet", "2028-01-31")[..], &["--country", "DK"]].concat();
    let running: Vec<_> = (0..6)
        .map(|_| {
            let mut command = windows.command(&arguments);
            command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null()).spawn().unwrap()
        })
        .collect();
    for mut program in running {
        assert!(program.wait().unwrap().success());
    }
    let listed = windows.done(&["consent", "list", "--json"]);
    assert_eq!(listed.lines.len(), 6, "{}", listed.stdout);
    windows.done(&["ledger", "check"]);
}

/// What the machine's administrator has laid down, in the registry and in `ProgramData`.
struct Laid<'w> {
    windows: &'w Windows,
    file: PathBuf,
}

impl<'w> Laid<'w> {
    const KEY: &'static str = r"HKLM\Software\Policies\Sladd";

    fn nothing(windows: &'w Windows) -> Self {
        let folder =
            PathBuf::from(std::env::var_os("SLADD_WINE_PREFIX").unwrap()).join("drive_c/ProgramData/Sladd");
        let laid = Self { windows, file: folder.join("policy.toml") };
        laid.clear();
        laid
    }

    fn clear(&self) {
        drop(fs::remove_file(&self.file));
        outcome(wine().args(["reg", "delete", Self::KEY, "/f"]));
    }

    fn in_program_data(&self, text: &str) {
        fs::create_dir_all(self.file.parent().unwrap()).unwrap();
        fs::write(&self.file, text).unwrap();
    }

    fn in_registry(kind: &str, value: &str) {
        Self::set("PolicyFile", kind, value);
    }

    fn set(name: &str, kind: &str, value: &str) {
        let words = ["reg", "add", Self::KEY, "/v", name, "/t", kind, "/d", value, "/f"];
        let added = outcome(wine().args(words));
        assert_eq!(added.code, 0, "{}{}", added.stdout, added.stderr);
    }

    fn shown(&self) -> Outcome {
        self.windows.run(&["policy", "show", "--json"])
    }
}

impl Drop for Laid<'_> {
    fn drop(&mut self) {
        self.clear();
    }
}

#[test]
fn what_the_machine_lays_down_counts_whatever_a_user_sets() {
    let Some(windows) = Windows::here() else { return };
    let _alone = MACHINE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let laid = Laid::nothing(&windows);
    assert_eq!(laid.shown().lines[0]["files"], json!([]));

    let strict = local_file(Country::Dk, "", "[tighten]\nmax_publication_days = 90\n");
    laid.in_program_data(&strict);
    fs::write(
        windows.path("koncern.toml"),
        local_file(Country::Dk, "", "[tighten]\nallow_not_a_face = false\n"),
    )
    .unwrap();
    Laid::in_registry("REG_SZ", &windows.told("koncern.toml"));
    fs::write(
        windows.path("min.toml"),
        local_file(Country::Dk, "", "[tighten]\nmax_publication_days = 300\n"),
    )
    .unwrap();
    let mut command = windows.command(&["policy", "show", "--json", "--policy", "min.toml", "--lang", "en"]);
    // Variables of the user have no say in where the machine's file is.
    command.env("ProgramData", windows.told("andet")).env("ALLUSERSPROFILE", windows.told("andet"));
    let shown = outcome(&mut command);
    assert_eq!(shown.code, 0, "{}{}", shown.stdout, shown.stderr);
    let told = &shown.lines[0];
    let sources: Vec<&str> =
        told["files"].as_array().unwrap().iter().map(|file| file["source"].as_str().unwrap()).collect();
    assert_eq!(sources, ["machine", "registry", "argument"], "{told}");
    assert_eq!(told["files"][0]["sha256"], json!(ContentHash::of(strict.as_bytes()).to_string()));
    assert_eq!(
        (&told["limits"]["max_publication_days"], &told["allow_not_a_face"]),
        (&json!(90), &json!(false))
    );
}

#[test]
fn a_machine_policy_that_cannot_be_used_stops_the_program() {
    let Some(windows) = Windows::here() else { return };
    let _alone = MACHINE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let laid = Laid::nothing(&windows);
    fs::write(windows.path("regler.toml"), local_file(Country::Dk, "", "")).unwrap();
    // Gone, relative, and of a kind in which a variable of the user would be filled in.
    for (kind, value) in [
        ("REG_SZ", windows.told("borte.toml")),
        ("REG_SZ", "regler.toml".to_owned()),
        ("REG_EXPAND_SZ", windows.told("regler.toml")),
        ("REG_DWORD", "1".to_owned()),
    ] {
        Laid::in_registry(kind, &value);
        let outcome = laid.shown();
        assert_eq!(outcome.code, 2, "{kind} {value}: {}{}", outcome.stdout, outcome.stderr);
        assert!(
            outcome.stderr.contains("PolicyFile") || outcome.stderr.contains("borte.toml"),
            "{}",
            outcome.stderr
        );
    }
    Laid::in_registry("REG_SZ", &windows.told("regler.toml"));
    assert_eq!(laid.shown().code, 0);
    laid.in_program_data("this is no policy");
    assert_ne!(laid.shown().code, 0);
}

#[test]
fn what_group_policy_sets_holds_over_every_argument() {
    let Some(windows) = Windows::here() else { return };
    let _alone = MACHINE.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let laid = Laid::nothing(&windows);
    let folder = windows.told("fælles data");
    for (name, kind, value) in [
        ("Language", "REG_SZ", "sv"),
        // The registry does not tell capitals from small letters in names.
        ("COUNTRY", "REG_SZ", "SE"),
        ("DataFolder", "REG_SZ", folder.as_str()),
        ("Engine", "REG_SZ", "embedded"),
        ("Looks", "REG_MULTI_SZ", r"blur\0solid"),
        ("SkipFirstPage", "REG_DWORD", "1"),
    ] {
        Laid::set(name, kind, value);
    }
    let run = |arguments: &[&str]| {
        let mut command = windows.command(arguments);
        outcome(command.env_remove("SLADD_DATA"))
    };
    let shown = run(&["policy", "show", "--json"]);
    assert_eq!(shown.code, 0, "{}{}", shown.stdout, shown.stderr);
    let told = &shown.lines[0];
    assert_eq!(told["country"], "SE");
    assert_eq!(told["machine"]["place"], r"HKLM\Software\Policies\Sladd");
    assert_eq!(told["machine"]["values"]["Looks"], "blur, solid");
    assert_eq!(told["machine"]["values"]["SkipFirstPage"], "true");
    assert_eq!(run(&["consent", "list"]).code, 0);
    assert!(windows.path("fælles data/sladd.db").is_file());
    for arguments in [["--lang", "en"], ["--country", "DK"], ["--data", "mine"], ["--renderer", "gl"]] {
        let outcome = run(&[&["policy", "show"], &arguments[..]].concat());
        // Nothing is set for what draws the window.
        let expected = if arguments[0] == "--renderer" { "unexpected argument" } else { arguments[0] };
        assert_eq!(outcome.code, 2, "{arguments:?}: {}", outcome.stderr);
        assert!(outcome.stderr.contains(expected), "{arguments:?}: {}", outcome.stderr);
    }
    for (name, kind, value) in [
        ("Language", "REG_SZ", "svenska"),
        ("Language", "REG_EXPAND_SZ", "sv"),
        ("SkipFirstPage", "REG_DWORD", "2"),
        ("Looks", "REG_SZ", "blur"),
        ("Updates", "REG_SZ", "never"),
    ] {
        laid.clear();
        Laid::set(name, kind, value);
        let outcome = run(&["policy", "show"]);
        assert!(outcome.code == 2 && outcome.stderr.contains(name), "{name} {value}: {}", outcome.stderr);
    }
}

/// Numbers of a file of Windows, from its first byte on, lowest byte first.
fn number(bytes: &[u8], at: usize, length: usize) -> usize {
    bytes[at..at + length].iter().rev().fold(0, |number, byte| number << 8 | usize::from(*byte))
}

/// Subsystem and kinds of resources of a program (Microsoft's "PE Format").
fn about(bytes: &[u8]) -> (usize, Vec<usize>) {
    let header = number(bytes, 0x3c, 4);
    assert_eq!(&bytes[header..header + 4], b"PE\0\0");
    let (sections, optional) = (number(bytes, header + 6, 2), header + 24);
    let subsystem = number(bytes, optional + 68, 2);
    let resources = number(bytes, optional + 112 + 2 * 8, 4);
    let first = optional + number(bytes, header + 20, 2);
    let at = (0..sections).map(|section| first + 40 * section).find_map(|section| {
        let (size, address) = (number(bytes, section + 8, 4), number(bytes, section + 12, 4));
        let inside = (address..address + size).contains(&resources);
        inside.then(|| number(bytes, section + 20, 4) + resources - address)
    });
    let root = at.unwrap_or_else(|| panic!("there are no resources"));
    let entries = number(bytes, root + 12, 2) + number(bytes, root + 14, 2);
    (subsystem, (0..entries).map(|entry| number(bytes, root + 16 + 8 * entry, 4)).collect())
}

/// The program of consoles, beside the other.
fn console(windows: &Windows) -> PathBuf {
    windows.program.with_file_name("sladd-console.exe")
}

#[test]
fn the_programs_carry_icon_version_and_manifest() {
    let Some(windows) = Windows::here() else { return };
    // `IMAGE_SUBSYSTEM_WINDOWS_GUI` and `_CUI`.
    for (program, expected) in [(windows.program.clone(), 2), (console(&windows), 3)] {
        let bytes = fs::read(&program).unwrap();
        let (subsystem, kinds) = about(&bytes);
        assert_eq!(subsystem, expected, "{}", program.display());
        // `RT_ICON`, `RT_GROUP_ICON`, `RT_VERSION`, `RT_MANIFEST`.
        for kind in [3, 14, 16, 24] {
            assert!(kinds.contains(&kind), "{}: {kinds:?}", program.display());
        }
        let has = |part: &[u8]| bytes.windows(part.len()).any(|window| window == part);
        for part in ["PerMonitorV2", "longPathAware", "<activeCodePage", "asInvoker"] {
            assert!(has(part.as_bytes()), "{}: {part}", program.display());
        }
        let wide: Vec<u8> = "ProductVersion\0".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert!(has(&wide), "{}", program.display());
    }
}

#[test]
fn the_program_of_consoles_waits_and_gives_back_the_exit_code() {
    let Some(windows) = Windows::here() else { return };
    let run = |arguments: &[&str]| outcome(wine().arg(console(&windows)).args(arguments));
    let version = run(&["--version"]);
    assert_eq!(version.code, 0, "{}{}", version.stdout, version.stderr);
    assert!(version.stdout.starts_with("sladd "), "{}", version.stdout);
    let wrong = run(&["redact", "--no-such-option"]);
    assert_eq!(wrong.code, 2);
    assert!(wrong.stderr.contains("--no-such-option"), "{}", wrong.stderr);
    let photo = windows.photo("Børn på tur.jpg");
    let inspected = run(&["inspect", &photo, "--json"]);
    assert!(inspected.code == 0 && inspected.lines[0]["photo"] == photo.as_str(), "{}", inspected.stdout);
}

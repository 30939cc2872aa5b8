//! The program on the command line, over a data folder of its own.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    path::{Path, PathBuf},
};

use assert_cmd::Command;
use serde_json::Value;

/// A folder for everything, and the program.
pub struct Desk {
    temp: tempfile::TempDir,
    pub program: PathBuf,
}

/// What the program answered.
pub struct Outcome {
    pub code: i32,
    /// The lines that are JSON.
    pub lines: Vec<Value>,
    pub stdout: String,
    pub stderr: String,
}

impl Desk {
    pub fn new() -> Self {
        Self { temp: tempfile::tempdir().unwrap(), program: env!("CARGO_BIN_EXE_sladd").into() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.temp.path().join(name)
    }

    pub fn text(&self, name: &str) -> String {
        self.path(name).display().to_string()
    }

    pub fn run(&self, arguments: &[&str]) -> Outcome {
        self.run_in("DK", arguments)
    }

    pub fn run_in(&self, country: &str, arguments: &[&str]) -> Outcome {
        let mut command = Command::new(&self.program);
        match quick_engine() {
            Some(library) => command.env("SLADD_ONNXRUNTIME", library),
            None => command.env_remove("SLADD_ONNXRUNTIME"),
        };
        let output = command
            .args(arguments)
            .args(["--country", country, "--lang", "en", "--data"])
            .arg(self.path("data"))
            .env_remove("SLADD_POLICY")
            // What is remembered of the register lies in the profile, which is this desk's own.
            .env("XDG_STATE_HOME", self.path("profile"))
            .env("SLADD_STATE", self.path("state"))
            .current_dir(self.temp.path())
            .output()
            .unwrap();
        let stdout = String::from_utf8(output.stdout).unwrap();
        Outcome {
            code: output.status.code().unwrap(),
            lines: stdout.lines().filter_map(|line| serde_json::from_str(line).ok()).collect(),
            stdout,
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// The same where nothing may stand in the way.
    pub fn done(&self, arguments: &[&str]) -> Outcome {
        let outcome = self.run(arguments);
        assert_eq!(outcome.code, 0, "{arguments:?}: {}", outcome.stderr);
        outcome
    }

    pub fn redact(&self, photo: &Path, more: &[&str]) -> Outcome {
        let out = self.text("out");
        self.run(&[&["redact", photo.to_str().unwrap(), "--out", &out, "--json"], more].concat())
    }

    pub fn new_consent(&self, role: &str, channel: &str, more: &[&str]) -> Outcome {
        self.run(&[&consent_arguments(role, channel, "2028-01-31")[..], &["--json"], more].concat())
    }

    /// The id of a new consent.
    pub fn consent(&self, role: &str, channel: &str) -> String {
        let outcome = self.new_consent(role, channel, &[]);
        assert_eq!(outcome.code, 0, "{}", outcome.stderr);
        outcome.lines[0]["consent"].as_str().unwrap().to_owned()
    }

    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.path(name);
        let mut file = fs::OpenOptions::new().create_new(true).write(true).open(&path).unwrap();
        std::io::Write::write_all(&mut file, bytes.as_ref()).unwrap();
        path
    }

    /// What lies in the folder for copies.
    pub fn written(&self) -> Vec<String> {
        let Ok(entries) = fs::read_dir(self.path("out")) else { return Vec::new() };
        let mut names: Vec<String> =
            entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }

    /// The faces that are found in a photo, and what is perhaps one, the likeliest first.
    pub fn faces(&self, photo: &Path) -> Vec<Value> {
        let found = self.done(&["detect", photo.to_str().unwrap(), "--json"]);
        let mut faces = found.lines[0]["faces"].as_array().unwrap().clone();
        faces.extend(found.lines[0]["perhaps"].as_array().unwrap().iter().cloned());
        faces.sort_by(|a, b| b["score"].as_f64().unwrap().total_cmp(&a["score"].as_f64().unwrap()));
        faces
    }
}

/// The library of `$SLADD_TEST_ONNXRUNTIME`, where it is there: a search takes a fifth of the time that the embedded engine
/// needs without optimisation. What differs between the engines is what `tests/engines.rs` looks at.
pub fn quick_engine() -> Option<std::ffi::OsString> {
    std::env::var_os("SLADD_TEST_ONNXRUNTIME")
}

/// Has a program look for faces with it.
pub fn with_quick_engine(command: &mut std::process::Command) {
    match quick_engine() {
        Some(library) => command.env("SLADD_ONNXRUNTIME", library),
        None => command.env_remove("SLADD_ONNXRUNTIME"),
    };
}

/// How an adult's consent to a report of an event is recorded.
pub fn consent_arguments<'a>(role: &'a str, channel: &'a str, until: &'a str) -> Vec<&'a str> {
    let who = ["consent", "new", "--role", role, "--age-band", "18+", "--purpose", "event_report"];
    let what = ["--channel", channel, "--valid-until", until, "--signer", "self"];
    [&who[..], &what, &["--form-location", "HR archive, box 12"]].concat()
}

/// A decision about a face that was found.
pub fn region(face: &Value, decision: Value) -> Value {
    let mut region = decision;
    for side in ["x", "y", "width", "height"] {
        region[side] = face[side].clone();
    }
    region
}

/// The record beside a copy.
pub fn sidecar(path: impl AsRef<Path>) -> Value {
    serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
}

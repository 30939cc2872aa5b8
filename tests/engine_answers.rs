//! A library of ONNX Runtime is trusted for what it answers: one that calculates wrongly is told and not used, whatever it
//! passes for, and what was used is told, in the record and in the log.
//!
//! The wrong ones are compiled here (`tests/support/shim.c`) and hand everything on to the real one, but meddle with it.
//! Without a C compiler or `$SLADD_TEST_ONNXRUNTIME` the tests print that they skipped.
#![cfg(target_os = "linux")]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test that cannot go on should say where"
)]
#![allow(clippy::print_stdout, reason = "a test says what it measured and what it skipped")]
#![allow(clippy::disallowed_methods, reason = "what it writes is no export")]

use std::{
    fs,
    mem::{offset_of, size_of},
    path::{Path, PathBuf},
    process::{Command, Output},
    time::Instant,
};

use ort::sys::OrtApi;
use serde_json::Value;

fn sample() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg")
}

fn native_library() -> Option<PathBuf> {
    let library = std::env::var_os("SLADD_TEST_ONNXRUNTIME").map(PathBuf::from);
    if library.is_none() {
        println!("skipped: $SLADD_TEST_ONNXRUNTIME names no library");
    }
    library
}

/// Compiles a library that meddles as `what` says.
fn shim(folder: &Path, real: &Path, what: &str) -> Option<PathBuf> {
    let made = folder.join(format!("libonnxruntime.so.{}", what.replace(['=', '.'], "_")));
    let entry = |offset: usize| offset / size_of::<usize>();
    let mut command = Command::new("cc");
    command.args(["-shared", "-fPIC", "-O1", "-o"]).arg(&made);
    command.arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/support/shim.c"));
    command.arg(format!("-DREAL=\"{}\"", real.display()));
    for (name, value) in [
        ("ENTRIES", size_of::<OrtApi>() / size_of::<usize>()),
        ("RUN", entry(offset_of!(OrtApi, Run))),
        ("DATA", entry(offset_of!(OrtApi, GetTensorMutableData))),
        ("SHAPE", entry(offset_of!(OrtApi, GetTensorTypeAndShape))),
        ("COUNT", entry(offset_of!(OrtApi, GetTensorShapeElementCount))),
        ("RELEASE", entry(offset_of!(OrtApi, ReleaseTensorTypeAndShapeInfo))),
    ] {
        command.arg(format!("-D{name}={value}"));
    }
    match command.arg(format!("-D{what}")).arg("-ldl").output() {
        Ok(built) if built.status.success() => Some(made),
        Ok(built) => panic!("{}", String::from_utf8_lossy(&built.stderr)),
        Err(_) => {
            println!("skipped: there is no C compiler");
            None
        }
    }
}

fn sladd(arguments: &[&str], data: &Path, library: Option<&str>) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sladd"));
    command.args(arguments).args(["--lang", "en", "--country", "DK", "--data"]).arg(data);
    command.env_remove("SLADD_ONNXRUNTIME").env_remove("LD_LIBRARY_PATH");
    if let Some(library) = library {
        command.env("SLADD_ONNXRUNTIME", library);
    }
    command
}

fn stdout(output: &Output) -> String {
    String::from_utf8_lossy(&output.stdout).into_owned()
}

/// The engine that looks for faces, and what was complained of. What it then finds is the same for every library that is
/// not used, so it is looked for once.
fn engine_of(library: &Path) -> (String, String) {
    let data = tempfile::tempdir().unwrap();
    let output = sladd(&["models", "--json"], data.path(), library.to_str()).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{}: {} {complaint}", library.display(), output.status);
    let line: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
    (line["engine"].as_str().unwrap().to_owned(), complaint)
}

/// Faces, engine, and what was complained of.
fn detect(library: Option<&str>) -> (usize, String, String) {
    let data = tempfile::tempdir().unwrap();
    let photo = sample();
    let start = Instant::now();
    let output =
        sladd(&["detect", "--json", photo.to_str().unwrap()], data.path(), library).output().unwrap();
    let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(output.status.success(), "{library:?}: {} {complaint}", output.status);
    let line: Value = serde_json::from_str(&stdout(&output)).unwrap();
    let engine = line["engine"].as_str().unwrap().to_owned();
    println!("{library:?}: {engine}, {:?}\n{complaint}", start.elapsed());
    (line["faces"].as_array().unwrap().len(), engine, complaint)
}

#[test]
fn a_library_that_calculates_wrongly_is_told_and_not_used() {
    let Some(real) = native_library() else { return };
    let folder = tempfile::tempdir().unwrap();
    // One that only hands on is used, or the others would be refused for being in between.
    let Some(honest) = shim(folder.path(), &real, "HONEST") else { return };
    let (faces, engine, complaint) = detect(honest.to_str());
    assert!(
        faces == 3 && engine.starts_with("onnxruntime ") && complaint.is_empty(),
        "{engine}: {complaint}"
    );
    for what in
        ["BLANK", "HALF", "SWAP", "SILENT", "SCALE=0.5f", "SCALE=0.95f", "SCALE=1.1f", "CRASH", "HANG"]
    {
        let wrong = shim(folder.path(), &real, what).unwrap();
        let (engine, complaint) = engine_of(&wrong);
        assert!(engine.starts_with("tract"), "{what}: {engine}");
        assert!(
            complaint.contains("built-in engine") && complaint.contains(wrong.to_str().unwrap()),
            "{what}"
        );
        let meddles = !matches!(what, "CRASH" | "HANG");
        assert_eq!(complaint.contains("in a known picture it finds"), meddles, "{what}: {complaint}");
    }
    // As a search meets it: the faces are found all the same.
    let blind = shim(folder.path(), &real, "BLANK").unwrap();
    let (faces, engine, _) = detect(blind.to_str());
    assert!(faces == 3 && engine.starts_with("tract"), "{engine}: {faces} faces");
}

#[test]
fn a_name_that_is_not_absolute_is_refused_even_where_it_would_be_found() {
    let Some(real) = native_library() else { return };
    let folder = real.parent().unwrap();
    let bare = real.file_name().unwrap().to_str().unwrap().to_owned();
    for name in [bare.clone(), format!("./{bare}"), format!("lib/../{bare}")] {
        let data = tempfile::tempdir().unwrap();
        let output = sladd(&["models", "--json"], data.path(), Some(&name))
            .current_dir(folder)
            .env("LD_LIBRARY_PATH", folder)
            .output()
            .unwrap();
        let line: Value = serde_json::from_str(stdout(&output).lines().next().unwrap()).unwrap();
        assert!(line["engine"].as_str().unwrap().starts_with("tract"), "{name}: {line}");
        assert_eq!(line["library_sha256"], Value::Null);
        let complaint = String::from_utf8_lossy(&output.stderr).into_owned();
        assert!(complaint.contains("whole path") && complaint.contains(&name), "{complaint}");
    }
}

#[test]
fn models_tells_whether_the_library_is_one_we_know() {
    let Some(real) = native_library() else { return };
    let folder = tempfile::tempdir().unwrap();
    let told =
        |library: &Path| stdout(&sladd(&["models"], folder.path(), library.to_str()).output().unwrap());
    let hash = sladd::hash::ContentHash::of(&fs::read(&real).unwrap()).to_string();
    let known = told(&real);
    assert!(known.contains(&format!("SHA-256 {hash}, known")), "{known}");
    let Some(other) = shim(folder.path(), &real, "HONEST") else { return };
    let unknown = told(&other);
    assert!(unknown.contains("not one we know") && !unknown.contains(&hash), "{unknown}");
}

/// The record of an internal copy and the log name engine and library; the record of a public copy names neither.
#[test]
fn record_and_log_name_what_looked_for_faces() {
    let mut engines = vec![None];
    engines.extend(native_library().map(Some));
    for library in engines {
        for (channel, public) in [("internal_meeting", false), ("intranet", false), ("public_web", true)] {
            let folder = tempfile::tempdir().unwrap();
            let photo = sample();
            let arguments =
                ["redact", photo.to_str().unwrap(), "--json", "--reviewed", "--purpose", "event_report"];
            let output = sladd(&arguments, folder.path(), library.as_ref().and_then(|path| path.to_str()))
                .args(["--channel", channel, "--cover", "text,codes", "--out"])
                .arg(folder.path().join("out"))
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
            let line: Value = serde_json::from_str(&stdout(&output)).unwrap();
            let record: Value =
                serde_json::from_slice(&fs::read(line["sidecar"].as_str().unwrap()).unwrap()).unwrap();
            let detector = &record["detector"];
            let hash = library
                .as_ref()
                .map(|path| sladd::hash::ContentHash::of(&fs::read(path).unwrap()).to_string());
            let name = if library.is_some() { "onnxruntime " } else { "tract " };
            if public {
                assert!(
                    detector.get("engine").is_none() && detector.get("library_sha256").is_none(),
                    "{detector}"
                );
            } else {
                assert!(detector["engine"].as_str().unwrap().starts_with(name), "{detector}");
                assert_eq!(detector.get("library_sha256").and_then(Value::as_str), hash.as_deref());
            }
            let schema = serde_json::from_str(include_str!("../assets/schema/sidecar.schema.json")).unwrap();
            assert!(jsonschema::is_valid(&schema, &record));
            let verified =
                sladd(&["verify"], folder.path(), None).arg(folder.path().join("out")).output().unwrap();
            assert!(verified.status.success(), "{}", stdout(&verified));
            let log = sladd(&["ledger", "list", "--json"], folder.path(), None).output().unwrap();
            let entry: Value = stdout(&log)
                .lines()
                .map(|line| serde_json::from_str::<Value>(line).unwrap())
                .find(|entry| entry["kind"] == "export")
                .unwrap();
            let body: Value = entry["body"]
                .as_str()
                .map_or_else(|| entry["body"].clone(), |text| serde_json::from_str(text).unwrap());
            let engine = &body["more"]["engine"];
            assert!(engine["name"].as_str().unwrap().starts_with(name), "{engine}");
            assert_eq!(engine.get("library_sha256").and_then(Value::as_str), hash.as_deref());
        }
    }
}

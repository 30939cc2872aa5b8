//! Both inference engines find what the packages find that the models come from, and a library that does not work
//! is told and not used.
//!
//! `$SLADD_TEST_ONNXRUNTIME` names the library of ONNX Runtime (`tools/fetch_onnxruntime.py`); without it the
//! tests of that engine print that they skipped.

#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a test says where it stops")]
#![allow(clippy::indexing_slicing, reason = "places of known lists")]
#![allow(clippy::disallowed_methods, reason = "what it writes is no export")]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use serde::Deserialize;
use sladd::{
    detection::{CancelFlag, DetectorOptions, FaceDetector as _, Model, OnnxFaceDetector, Pass, Zoom},
    geometry::{BoundingBox, PixelRect},
    photo::{Limits, open},
};

/// Of the packages' decoder in floating point, and of the one that gives whole pixels and whole percents.
const LEAST_IOU: [f32; 2] = [0.97, 0.93];
const MOST_SCORE: [f32; 2] = [0.02, 0.03];
/// Between our two engines.
const SAME_IOU: f32 = 0.98;
const SAME_SCORE: f64 = 0.02;
/// Makes the test below use the library that is named; one process can have one engine only.
const LIBRARY: &str = "SLADD_PARITY_LIBRARY";

#[derive(Deserialize)]
struct Recorded {
    part: [u32; 2],
    centerface: Vec<[f32; 5]>,
    yunet_s: Vec<[f32; 5]>,
}

fn project(path: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

fn native_library() -> Option<PathBuf> {
    let library = std::env::var_os("SLADD_TEST_ONNXRUNTIME").map(PathBuf::from);
    if library.is_none() {
        println!("skipped: $SLADD_TEST_ONNXRUNTIME names no library");
    }
    library
}

#[test]
fn the_models_find_what_their_packages_find() {
    let library = std::env::var_os(LIBRARY).map(PathBuf::from);
    let detector = OnnxFaceDetector::load(library.as_deref(), DetectorOptions::default()).unwrap();
    assert_eq!(detector.info().engine.starts_with("onnxruntime"), library.is_some());
    let sample = open(&fs::read(project("assets/sample.jpg")).unwrap(), &Limits::default()).unwrap().raster;
    let records: Vec<Recorded> =
        serde_json::from_slice(&fs::read(project("tests/data/parity.json")).unwrap()).unwrap();
    assert!(records.len() >= 5);
    for record in records {
        let [x, y] = record.part;
        let part = sample.crop(PixelRect { x, y, width: 640, height: 640 }).unwrap();
        for (number, (model, faces)) in
            [(Model::CenterFace, record.centerface), (Model::YuNet, record.yunet_s)].into_iter().enumerate()
        {
            let pass = Pass::new(model, Zoom::Tiles(1));
            let votes = detector.votes(&part, Some(&[pass]), &CancelFlag::default()).unwrap();
            assert!(!faces.is_empty());
            for [x, y, width, height, score] in &faces {
                let face = BoundingBox::new(*x, *y, *width, *height);
                let near = votes.iter().max_by(|a, b| a.bbox.iou(face).total_cmp(&b.bbox.iou(face))).unwrap();
                let (iou, off) = (near.bbox.iou(face), (near.score - score).abs());
                println!("{pass} {face:?}: IoU {iou:.3}, score off by {off:.3}");
                assert!(iou >= LEAST_IOU[number] && off <= MOST_SCORE[number], "{pass} {face:?}: {near:?}");
            }
            let sure = votes.iter().filter(|vote| vote.score >= 0.5 + MOST_SCORE[number]).count();
            assert!(sure <= faces.len(), "{pass}: {sure} boxes, the package has {}", faces.len());
        }
    }
}

#[test]
fn the_native_library_finds_it_too() {
    let Some(library) = native_library() else { return };
    let ended = Command::new(std::env::current_exe().unwrap())
        .args(["--exact", "the_models_find_what_their_packages_find", "--nocapture"])
        .env(LIBRARY, library)
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&ended.stdout);
    assert!(ended.status.success(), "{said}{}", String::from_utf8_lossy(&ended.stderr));
    assert!(said.contains("1 passed"), "{said}");
}

/// What `sladd detect` says of the sample, and what it complains of.
fn detect(library: Option<&Path>) -> (serde_json::Value, String) {
    let folder = tempfile::tempdir().unwrap();
    let mut command = Command::new(env!("CARGO_BIN_EXE_sladd"));
    command
        .args(["detect", "--json", "--lang", "en", "--country", "DK", "--data"])
        .arg(folder.path())
        .arg(project("assets/sample.jpg"))
        .env_remove("SLADD_ONNXRUNTIME");
    if let Some(library) = library {
        command.env("SLADD_ONNXRUNTIME", library);
    }
    let ended = command.output().unwrap();
    let complaint = String::from_utf8_lossy(&ended.stderr).into_owned();
    assert!(ended.status.success(), "{library:?}: {} {complaint}", ended.status);
    (serde_json::from_slice(&ended.stdout).unwrap(), complaint)
}

fn faces(found: &serde_json::Value) -> Vec<(BoundingBox, f64)> {
    let number = |value: &serde_json::Value| value.as_f64().unwrap() as f32;
    let faces = found["faces"].as_array().unwrap().iter().map(|face| {
        let [x, y, width, height] = ["x", "y", "width", "height"].map(|key| number(&face[key]));
        let bbox = BoundingBox::new(x, y, width, height);
        (bbox, face["score"].as_f64().unwrap())
    });
    faces.collect()
}

#[test]
fn both_engines_find_the_same_faces() {
    let Some(library) = native_library() else { return };
    let (embedded, quiet) = detect(None);
    let (native, said) = detect(Some(&library));
    assert!(native["engine"].as_str().unwrap().starts_with("onnxruntime "), "{native}");
    assert!(quiet.is_empty() && said.is_empty(), "{quiet}{said}");
    let (embedded, native) = (faces(&embedded), faces(&native));
    assert_eq!(embedded.len(), native.len());
    for (a, b) in embedded.iter().zip(&native) {
        assert!(a.0.iou(b.0) >= SAME_IOU && (a.1 - b.1).abs() <= SAME_SCORE, "{a:?} against {b:?}");
    }
}

#[test]
fn a_library_that_does_not_work_is_told_and_not_used() {
    let folder = tempfile::tempdir().unwrap();
    let text = folder.path().join("libonnxruntime.so");
    fs::write(&text, "no library at all").unwrap();
    let mut broken = vec![("missing", folder.path().join("nothing.so")), ("a text", text)];
    // A library, but another one.
    let other = ["/lib/x86_64-linux-gnu/libm.so.6", "/lib/aarch64-linux-gnu/libm.so.6"];
    broken.extend(other.iter().map(PathBuf::from).find(|path| path.exists()).map(|path| ("another", path)));
    if let Some(library) = native_library() {
        // Cut off in the middle, as a full disk leaves it.
        let cut = folder.path().join("libonnxruntime.so.cut");
        let bytes = fs::read(library).unwrap();
        fs::write(&cut, &bytes[..bytes.len() / 100]).unwrap();
        broken.push(("cut", cut));
    }
    let (good, _) = detect(None);
    for (what, library) in broken {
        let (found, complaint) = detect(Some(&library));
        assert!(found["engine"].as_str().unwrap().starts_with("tract"), "{what}: {found}");
        assert_eq!(faces(&found), faces(&good), "{what}");
        assert!(complaint.contains("built-in engine"), "{what}: {complaint}");
        assert!(complaint.contains(&library.display().to_string()), "{what}: {complaint}");
    }
}

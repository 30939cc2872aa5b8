//! Paths to photos, and `detect`, `inspect`, `verify`.

use std::path::{Path, PathBuf};

use serde_json::{Value, json};
use walkdir::WalkDir;

use crate::{
    detection::{CancelFlag, Detection, DetectorOptions, FaceDetector as _},
    photo::{self, Limits, PhotoError},
    pipeline::{Against, OpenedPhoto, VerifyStatus, verify_against},
    record::{SIDECAR_SUFFIX, Signer},
};

use super::{
    args::{Detect, Inspect, Verify},
    context::{Context, NotReady},
    report::{self, ExitStatus},
};

/// The files of the paths: files as named, folders walked in order without hidden files and sidecars.
pub(super) fn files(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for path in paths {
        if !path.is_dir() {
            files.push(path.clone());
            continue;
        }
        let visible = |entry: &walkdir::DirEntry| {
            entry.depth() == 0 || !entry.file_name().to_string_lossy().starts_with('.')
        };
        let walk = WalkDir::new(path).sort_by_file_name().into_iter().filter_entry(visible).flatten();
        files.extend(
            walk.filter(|entry| entry.file_type().is_file())
                .filter(|entry| !entry.file_name().to_string_lossy().ends_with(SIDECAR_SUFFIX))
                .map(walkdir::DirEntry::into_path),
        );
    }
    files
}

/// Copies whose record lies in one of the folders and which are not there themselves.
fn widowed(paths: &[PathBuf]) -> Vec<PathBuf> {
    paths
        .iter()
        .filter(|path| path.is_dir())
        .flat_map(|folder| WalkDir::new(folder).sort_by_file_name().into_iter().flatten())
        .filter_map(|entry| entry.path().to_str()?.strip_suffix(SIDECAR_SUFFIX).map(PathBuf::from))
        .filter(|copy| !copy.exists())
        .collect()
}

/// Opens the photo of a path.
pub(super) fn open(path: &Path) -> Result<OpenedPhoto, PhotoError> {
    let limits = Limits::default();
    OpenedPhoto::open(&photo::read(path, &limits)?, &limits)
}

pub(super) fn failed(context: &Context, path: &Path, error: &PhotoError, as_json: bool) -> ExitStatus {
    let message = error.message(&context.text);
    if as_json {
        report::json(
            &json!({"photo": path.to_string_lossy(), "error": {"kind": error.kind(), "message": message}}),
        );
    }
    context.tell(&format!("{message} ({})", path.display()));
    ExitStatus::Failed
}

fn boxes(detections: &[Detection]) -> Vec<Value> {
    let rounded = |value: f32, places: f64| (f64::from(value) * places).round() / places;
    detections
        .iter()
        .map(|found| {
            json!({
                "x": rounded(found.bbox.x, 10.0), "y": rounded(found.bbox.y, 10.0),
                "width": rounded(found.bbox.width, 10.0), "height": rounded(found.bbox.height, 10.0),
                "score": rounded(found.score, 100.0),
            })
        })
        .collect()
}

pub(super) fn detect(context: &Context, args: &Detect) -> Result<ExitStatus, NotReady> {
    let mut options = DetectorOptions { min_face_px: args.min_face as f32, ..DetectorOptions::default() };
    if let Some(threshold) = args.threshold {
        options.threshold = threshold;
    }
    let detector = context.detector(options)?;
    let mut status = ExitStatus::Done;
    for path in files(&args.paths) {
        let photo = match open(&path) {
            Ok(photo) => photo,
            Err(error) => {
                status = status.max(failed(context, &path, &error, args.json));
                continue;
            }
        };
        let raster = photo.source().raster();
        match detector.detect(raster, &mut |_| {}, &CancelFlag::default()) {
            Ok(found) => {
                let size = raster.size();
                if args.json {
                    report::json(&json!({
                        "photo": path.to_string_lossy(), "width": size.width, "height": size.height,
                        "faces": boxes(&found.faces), "candidates": boxes(&found.candidates),
                        "engine": detector.info().engine, "milliseconds": found.elapsed.as_millis() as u64,
                    }));
                } else {
                    let pairs =
                        [("count", found.faces.len().into()), ("photo", path.to_string_lossy().into())];
                    report::line(&context.text.format("cli-faces-found", pairs));
                }
            }
            Err(error) => {
                let message = error.message(&context.text);
                if args.json {
                    report::json(
                        &json!({"photo": path.to_string_lossy(), "error": {"kind": error.kind(), "message": message}}),
                    );
                }
                context.tell(&message);
                status = status.max(ExitStatus::Failed);
            }
        }
    }
    Ok(status)
}

pub(super) fn inspect(context: &Context, args: &Inspect) -> ExitStatus {
    let mut status = ExitStatus::Done;
    for path in files(&args.paths) {
        let photo = match open(&path) {
            Ok(photo) => photo,
            Err(error) => {
                status = status.max(failed(context, &path, &error, args.json));
                continue;
            }
        };
        let (source, size) = (photo.source(), photo.source().raster().size());
        if args.json {
            report::json(&json!({
                "photo": path.to_string_lossy(), "format": source.format().word(),
                "width": size.width, "height": size.height,
                "findings": source.report().findings, "trailing_bytes": source.report().trailing_bytes,
                "notices": source.notices().iter().map(|notice| notice.kind()).collect::<Vec<_>>(),
            }));
        } else {
            report::line(&path.to_string_lossy());
            for notice in source.notices() {
                report::line(&format!("  {}", notice.message(&context.text)));
            }
            for finding in &source.report().findings {
                let category = finding.category.message(&context.text);
                report::line(&format!("  {category}: {} = {}", finding.where_, finding.value));
            }
        }
    }
    status
}

pub(super) fn verify_all(context: &Context, args: &Verify) -> Result<ExitStatus, NotReady> {
    let register = context.register()?;
    let policy = context.policy()?;
    let mut keys = args.public_keys.clone();
    if let Some(seed) = register.known_signing_seed()? {
        keys.push(Signer::from_seed(&seed).public_key());
    }
    let against = Against {
        register: Some(&register),
        keys: &keys,
        policy: Some(&policy),
        today: context.clock().today(),
    };
    let mut status = ExitStatus::Done;
    for path in widowed(&args.paths) {
        status = status.max(ExitStatus::NotReleased);
        if args.json {
            report::json(&json!({
                "photo": path.to_string_lossy(), "status": VerifyStatus::Changed,
                "details": ["there is a record and no copy"],
            }));
        } else {
            let sentence = context.text.get("register-no-copy");
            report::line(&format!("{}: {sentence}", path.display()));
        }
    }
    for path in files(&args.paths) {
        match verify_against(&path, &against) {
            Ok(found) => {
                if found.status != VerifyStatus::Ok {
                    status = status.max(ExitStatus::NotReleased);
                }
                if args.json {
                    report::json(&json!({
                        "photo": path.to_string_lossy(), "status": found.status, "details": found.details,
                    }));
                } else {
                    let word = found.status.word().replace('_', "-");
                    let sentence = context.text.get(&format!("cli-verify-{word}"));
                    report::line(&format!("{}: {sentence}", path.display()));
                }
            }
            Err(_) => status = status.max(failed(context, &path, &PhotoError::Unreadable, args.json)),
        }
    }
    Ok(status)
}

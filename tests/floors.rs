//! A module may import only from floors below its own (ARCHITECTURE.md).

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    fs,
    path::{Path, PathBuf},
};

const FLOORS: [(u8, &[&str]); 10] = [
    (0, &["geometry", "text", "clock", "hash", "owner_only", "process", "file"]),
    (1, &["photo"]),
    (2, &["metadata", "detection", "redaction", "framing", "consent", "walk"]),
    (3, &["identifiers"]),
    (4, &["review"]),
    (5, &["policy", "export", "record", "register", "machine"]),
    (6, &["pipeline", "documents", "returned", "import"]),
    (7, &["session", "archive", "settings", "data_folder"]),
    (8, &["cli", "ui"]),
    (9, &["program"]),
];

/// Settings name the controller of a record and stand beside the session that reads them. Why a file was not read is told in
/// the languages of the program. What Windows is asked for stands in one place.
const SAME_FLOOR_ALLOWED: [(&str, &str); 3] =
    [("session", "settings"), ("file", "text"), ("owner_only", "process")];

fn floor(module: &str) -> Option<u8> {
    FLOORS.iter().find(|(_, modules)| modules.contains(&module)).map(|(floor, _)| *floor)
}

fn rust_files(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            rust_files(&path, files);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
}

/// Every breach in one file's text.
fn breaches(module: &str, text: &str) -> Vec<String> {
    let own = floor(module).unwrap();
    let mut found = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let code = line.split("//").next().unwrap_or_default();
        for part in code.split("crate::").skip(1) {
            // `use crate::{a::B, c}` names several modules; each stands at the first level of braces.
            let names: Vec<&str> = if let Some(list) = part.strip_prefix('{') {
                list.split([',', '}'])
                    .map(|name| name.trim().split("::").next().unwrap_or_default())
                    .collect()
            } else {
                vec![part.split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default()]
            };
            for name in names.into_iter().filter(|name| *name != module) {
                let allowed = SAME_FLOOR_ALLOWED.contains(&(module, name));
                if floor(name).is_some_and(|other| other >= own) && !allowed {
                    found.push(format!("{}: {module} must not import {name}", number + 1));
                }
            }
        }
    }
    found
}

/// Imports spread over several lines are laid on one, so that they are seen.
fn flattened(text: &str) -> String {
    let mut flat = String::new();
    let mut depth = 0_usize;
    for line in text.lines() {
        let starts = line.trim_start().starts_with("use crate::{");
        if starts || depth > 0 {
            depth += line.matches('{').count();
            depth -= line.matches('}').count().min(depth);
            flat.push_str(line.trim());
            if depth == 0 {
                flat.push('\n');
            }
        } else {
            flat.push_str(line);
            flat.push('\n');
        }
    }
    flat
}

#[test]
fn no_module_imports_from_its_own_floor_or_above() {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut files = Vec::new();
    rust_files(&source, &mut files);
    let mut found = Vec::new();
    for file in &files {
        let relative = file.strip_prefix(&source).unwrap();
        let first = relative.components().next().unwrap().as_os_str().to_string_lossy();
        let module = first.trim_end_matches(".rs").to_owned();
        if ["main", "lib", "bin"].contains(&module.as_str()) {
            continue;
        }
        assert!(floor(&module).is_some(), "{module} stands on no floor");
        let text = flattened(&fs::read_to_string(file).unwrap());
        found.extend(
            breaches(&module, &text).into_iter().map(|breach| format!("{}:{breach}", relative.display())),
        );
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
    assert!(files.len() > 50, "the sources were not found");
}

#[test]
fn the_check_itself_finds_a_breach() {
    assert_eq!(breaches("photo", "use crate::review::Review;").len(), 1);
    assert_eq!(breaches("policy", "use crate::{consent::Role, register::Register};").len(), 1);
    assert!(breaches("review", "use crate::{detection::Detection, geometry::PixelSize};").is_empty());
    assert_eq!(breaches("photo", &flattened("use crate::{\n    geometry::A,\n    export::B,\n};")).len(), 1);
}

#[test]
fn no_file_is_a_house_with_too_many_people() {
    let mut files = Vec::new();
    rust_files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src"), &mut files);
    let long: Vec<String> = files
        .iter()
        .map(|file| (file, fs::read_to_string(file).unwrap().lines().count()))
        .filter(|(_, lines)| *lines > 500)
        .map(|(file, lines)| format!("{}: {lines} lines", file.display()))
        .collect();
    assert!(long.is_empty(), "{}", long.join("\n"));
}

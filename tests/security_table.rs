//! The table of `docs/security.md` names tests that exist, and every case of table F.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

/// Cases of table F of the security brief.
const CASES: u32 = 118;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
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

/// The sources of a test's first name: `redaction` is `tests/redaction.rs` and whatever lies under `src/redaction`.
fn sources(module: &str) -> String {
    let mut files = Vec::new();
    for folder in ["tests", "src"] {
        rust_files(&root().join(folder), &mut files);
    }
    let belongs = |file: &PathBuf| {
        let relative = file.strip_prefix(root()).unwrap();
        relative.components().nth(1).unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs") == module
    };
    files.iter().filter(|file| belongs(file)).map(|file| fs::read_to_string(file).unwrap()).collect()
}

/// The names of the functions of a source that carry `#[test]`.
fn tests_in(source: &str) -> BTreeSet<String> {
    let mut found = BTreeSet::new();
    let mut marked = false;
    for line in source.lines().map(str::trim_start) {
        if line.starts_with("#[test]") {
            marked = true;
        } else if let Some(rest) = line.strip_prefix("fn ").filter(|_| marked) {
            found.insert(rest.split('(').next().unwrap_or_default().to_owned());
            marked = false;
        }
    }
    found
}

/// `1–21 words`, `32, 48 words`: the numbers that a row begins with.
fn cases(cell: &str) -> BTreeSet<u32> {
    let numbers: String =
        cell.chars().take_while(|c| c.is_ascii_digit() || matches!(c, ' ' | ',' | '–')).collect();
    let mut found = BTreeSet::new();
    for part in numbers.split(',').map(str::trim).filter(|part| !part.is_empty()) {
        let (first, last) = part.split_once('–').unwrap_or((part, part));
        found.extend(first.trim().parse::<u32>().unwrap()..=last.trim().parse::<u32>().unwrap());
    }
    found
}

/// Every name in backticks that is a path, with `…` for "begins with" and `*` for "all of".
fn named(cell: &str) -> Vec<&str> {
    cell.split('`').skip(1).step_by(2).filter(|name| name.contains("::")).collect()
}

fn exists(name: &str) -> bool {
    let (module, test) = (name.split("::").next().unwrap(), name.rsplit("::").next().unwrap());
    let tests = tests_in(&sources(module));
    match test.strip_suffix(['…', '*']) {
        Some(beginning) => tests.iter().any(|found| found.starts_with(beginning)),
        None => tests.contains(test),
    }
}

#[test]
fn every_case_is_named_with_a_test_that_exists_or_a_reason() {
    let page = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let (table, rest) = page.split_once("## Criterion R10").unwrap();
    let uncovered = rest.split_once("## Not covered here").unwrap().1.split("\n## ").next().unwrap();
    let reasons: BTreeSet<u32> =
        uncovered.lines().filter_map(|line| line.strip_prefix("* ")).flat_map(cases).collect();
    let mut covered = BTreeSet::new();
    let mut wrong = Vec::new();
    for row in table.lines().filter(|line| line.starts_with("| ")) {
        let cells: Vec<&str> = row.split('|').map(str::trim).collect();
        let numbers = cases(cells[1]);
        if numbers.is_empty() {
            continue;
        }
        let names = named(cells[2]);
        if names.is_empty() && !numbers.is_subset(&reasons) {
            wrong.push(format!("{}: no test, and no reason below", cells[1]));
        }
        wrong.extend(names.iter().filter(|name| !exists(name)).map(|name| format!("{name}: no such test")));
        covered.extend(numbers);
    }
    let missing: Vec<u32> = (1..=CASES).filter(|case| !covered.contains(case)).collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
    assert!(missing.is_empty(), "not in the table: {missing:?}");
}

/// Every attack that did not hold has a test that tries it again, or a reason why there is none.
#[test]
fn every_attack_is_named_with_a_test_that_exists_or_a_reason() {
    let page = fs::read_to_string(root().join("docs/security.md")).unwrap();
    let table = page.split_once("\n## Attacked\n").unwrap().1.split("\n## ").next().unwrap();
    let rows: Vec<Vec<&str>> = table
        .lines()
        .filter(|line| line.starts_with("| ") && !line.starts_with("| attack"))
        .map(|line| line.split('|').map(str::trim).collect())
        .collect();
    // H1 to H8, M2 to M7, L1 to L9; N1 to N16.
    assert_eq!(rows.len(), 39);
    for cells in rows {
        let names = named(cells[2]);
        assert!(!names.is_empty() || cells[3].starts_with("stays:"), "{}: neither test nor reason", cells[1]);
        for name in names {
            assert!(exists(name), "{}: {name}: no such test", cells[1]);
        }
    }
}

#[test]
fn the_check_itself_finds_a_test_that_is_not_there() {
    assert!(exists("security_table::the_check_itself_finds_a_test_that_is_not_there"));
    assert!(exists("security_table::the_check…") && !exists("security_table::another…"));
    assert!(!exists("security_table::exists"), "a function without the mark is no test");
    assert!(!exists("redaction::the_check_itself_finds_a_test_that_is_not_there"), "it stands elsewhere");
    assert_eq!(cases("1–3, 7 words 9"), BTreeSet::from([1, 2, 3, 7]));
    assert_eq!(named("`a::b`, words `c`, `d::e`"), ["a::b", "d::e"]);
}

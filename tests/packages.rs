//! Scripts that pack, the list of files, the workflow of releases and what IT reads hold together. What the packages do when they
//! are installed is tried by `packaging/windows/try-packages` and `packaging/linux/try-deb` before each release (docs/packages.md).
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    reason = "a test that cannot go on should say where"
)]

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use clap::CommandFactory as _;

const LANGUAGES: [&str; 4] = ["", ".da", ".nb", ".sv"];

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

fn text(name: &str) -> String {
    fs::read_to_string(root().join(name)).unwrap_or_else(|error| panic!("{name}: {error}"))
}

fn files_below(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files_below(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// The words in `back quotes` of a document, and the code blocks left out.
fn quoted(document: &str) -> BTreeSet<String> {
    let plain: String = document.split("```").step_by(2).collect();
    plain.split('`').skip(1).step_by(2).map(str::to_owned).collect()
}

#[test]
fn every_script_can_be_read_by_what_runs_it() {
    let mut scripts = Vec::new();
    files_below(&root().join("packaging"), &mut scripts);
    let mut seen = 0;
    for script in scripts {
        let Ok(content) = fs::read_to_string(&script) else { continue };
        let mut command = if content.starts_with("#!/usr/bin/env bash") {
            let mut command = Command::new("bash");
            command.arg("-n");
            command
        } else if content.starts_with("#!/usr/bin/env python3")
            || script.extension().is_some_and(|e| e == "py")
        {
            let mut command = Command::new("python3");
            command.args(["-c", "import ast, sys; ast.parse(open(sys.argv[1], encoding='utf-8').read())"]);
            command
        } else {
            continue;
        };
        let outcome = command.arg(&script).output().unwrap();
        assert!(
            outcome.status.success(),
            "{}: {}",
            script.display(),
            String::from_utf8_lossy(&outcome.stderr)
        );
        seen += 1;
    }
    assert!(seen >= 12, "{seen} scripts were found");
}

#[test]
fn what_the_list_of_files_names_is_there_and_the_guides_are_among_it() {
    let list: toml::Table = text("packaging/files.toml").parse().unwrap();
    let mut named = BTreeSet::new();
    for entry in list["file"].as_array().unwrap() {
        let from = entry["from"].as_str().unwrap();
        named.insert(from.to_owned());
        let packages: Vec<&str> =
            entry["in"].as_array().unwrap().iter().map(|p| p.as_str().unwrap()).collect();
        assert!(!packages.is_empty() && packages.iter().all(|p| ["zip", "msi", "deb"].contains(p)), "{from}");
        let optional = entry.get("optional").is_some_and(|o| o.as_bool().unwrap());
        let before = from.split('*').next().unwrap();
        let folder = if from.contains('*') { &before[..before.rfind('/').unwrap()] } else { from };
        assert!(optional || root().join(folder).exists(), "{from} is not there");
    }
    for needed in [
        "docs/it*.md",
        "docs/guide/*.md",
        "LICENSE-MIT",
        "docs/accessibility.md",
        "docs/cra.md",
        "docs/klassa.md",
    ] {
        assert!(named.contains(needed), "{needed} is in no package");
    }
}

#[test]
fn the_page_for_it_says_the_same_in_four_languages() {
    let pages = LANGUAGES.map(|language| text(&format!("docs/it{language}.md")));
    let shape = |page: &str| {
        let headings = page.lines().filter(|line| line.starts_with("## ")).count();
        let rows = page.lines().filter(|line| line.starts_with('|')).count();
        (headings, rows)
    };
    // Paths, switches and names are the same everywhere; what is in angle brackets or capitals is filled in by whoever reads.
    let technical = |page: &str| -> BTreeSet<String> {
        quoted(page).into_iter().filter(|word| word.contains(['\\', '/', '.', '%', '-'])).collect()
    };
    for (page, language) in pages.iter().zip(LANGUAGES) {
        assert_eq!(shape(page), shape(&pages[0]), "it{language}.md");
        let (own, first) = (technical(page), technical(&pages[0]));
        assert_eq!(
            own.symmetric_difference(&first).collect::<Vec<_>>(),
            Vec::<&String>::new(),
            "it{language}.md"
        );
    }
}

#[test]
fn the_page_for_it_names_what_the_installer_writes() {
    let installer = text("packaging/windows/installer.py");
    let page = text("docs/it.md");
    for place in [r"App Paths\sladd.exe", "Sladd.Photo", r"Software\Classes"] {
        assert!(installer.contains(place) && page.contains(place), "{place}");
    }
    // The one code by which upgrades find the former version: changed, two versions would stand side by side.
    assert!(installer.contains("UPGRADE_CODE = \"7B1B6C1E-5C0B-5E0B-9C53-2F5E7D0C9A41\""));
    // Removal must not know what a person has made.
    for never in ["LocalAppData", "sladd.db", "RemoveFolderEx"] {
        assert!(!installer.contains(never), "the installer knows {never}");
    }
    let version = env!("CARGO_PKG_VERSION");
    assert_eq!(version.split('.').filter(|part| part.parse::<u16>().is_ok()).count(), 3, "{version}");
}

#[test]
fn the_manual_names_every_command_and_option() {
    let manual = text("packaging/linux/sladd.1").replace("\\-", "-");
    let cli = sladd::cli::Cli::command();
    for command in cli.get_subcommands().filter(|command| !command.is_hide_set()) {
        assert!(manual.contains(&format!(".B {}\n", command.get_name())), "{}", command.get_name());
    }
    for option in
        cli.get_arguments().filter(|option| !option.is_hide_set()).filter_map(|option| option.get_long())
    {
        let named = manual.contains(&format!("--{option}\n")) || manual.contains(&format!("--{option} \""));
        assert!(named || ["help", "version"].contains(&option), "--{option}");
    }
}

#[test]
fn the_desktop_is_told_of_every_format_that_opens() {
    let desktop = text("packaging/linux/sladd.desktop");
    let installer = text("packaging/windows/installer.py");
    for word in ["jpeg", "png", "webp", "tiff", "bmp", "gif", "heic", "heif"] {
        assert!(desktop.contains(&format!("image/{word};")), "{word}");
        assert!(installer.contains(&format!("\"image/{word}\"")), "{word}");
    }
}

#[test]
fn releases_are_made_by_the_scripts_that_are_tried() {
    let workflow = text(".github/workflows/release.yml");
    for script in [
        "packaging/windows/program",
        "packaging/windows/zip",
        "packaging/windows/msi",
        "packaging/windows/try-packages",
        "packaging/linux/program",
        "packaging/linux/deb",
        "packaging/linux/try-deb",
        "packaging/check",
    ] {
        assert!(root().join(script).is_file() && workflow.contains(script), "{script}");
    }
    assert!(workflow.contains("attest-build-provenance") && workflow.contains("check --same"));
    assert!(!workflow.contains("--allow-"), "a release passes nothing over");
    let packages = text("docs/packages.md");
    for script in ["packaging/windows/try-packages", "packaging/linux/try-deb", "packaging/check"] {
        assert!(packages.contains(script), "docs/packages.md does not tell of {script}");
    }
}

#[test]
fn no_key_lies_in_the_project() {
    let mut files = Vec::new();
    for folder in ["packaging", ".github", "tools", "assets"] {
        files_below(&root().join(folder), &mut files);
    }
    assert!(files.len() > 40);
    for file in files {
        let content = fs::read(&file).unwrap();
        let marks: [&[u8]; 2] = [b"-----BEGIN PRIVATE", b"-----BEGIN RSA PRIVATE"];
        let found = marks.iter().any(|mark| content.windows(mark.len()).any(|part| part == *mark));
        let suffix = file.extension().map(|e| e.to_string_lossy().to_lowercase()).unwrap_or_default();
        assert!(!found && !["pfx", "p12", "key"].contains(&suffix.as_str()), "{} is a key", file.display());
    }
}

/// `module::test` and `module::*` in documents that claim to be shown by tests.
#[test]
fn what_the_papers_for_procurement_claim_is_shown_by_tests_that_exist() {
    let mut sources = Vec::new();
    for folder in ["tests", "src"] {
        files_below(&root().join(folder), &mut sources);
    }
    let mut claims = 0;
    for document in ["docs/klassa.md", "docs/cra.md", "docs/accessibility.md", "docs/it.md"] {
        for claim in quoted(&text(document)) {
            let Some((module, test)) = claim.split_once("::") else { continue };
            let simple = |word: &str| {
                word.chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || "_*:".contains(c))
            };
            if !simple(module) || !simple(test) {
                continue;
            }
            let belongs = |path: &&PathBuf| {
                let relative = path.strip_prefix(root()).unwrap();
                relative.components().nth(1).unwrap().as_os_str().to_string_lossy().trim_end_matches(".rs")
                    == module
            };
            let own: String =
                sources.iter().filter(belongs).filter_map(|path| fs::read_to_string(path).ok()).collect();
            let name = test.rsplit("::").next().unwrap().trim_end_matches('*');
            assert!(own.contains(&format!("fn {name}")), "{document}: there is no test {claim}");
            claims += 1;
        }
    }
    assert!(claims >= 20, "{claims} claims were read");
}

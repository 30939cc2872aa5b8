//! What IT sets for a computer: code, group policy template, its four languages and the documentation say the same, and what is
//! set holds over everything that a person asks for.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]
#![allow(clippy::panic, reason = "a test that cannot go on should say where")]
#![allow(clippy::print_stdout, reason = "a test that is skipped says so")]
#![allow(clippy::disallowed_methods, reason = "what a test lays out is no export")]

use std::{
    collections::{BTreeMap, BTreeSet},
    ffi::OsString,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

use crate::support::cases::local_file;
use clap::Parser as _;
use roxmltree::{Document, Node};
use sladd::{
    cli::Cli,
    consent::Country,
    machine::{KEYS, Kind, Machine, MachineFault, Place, Renderer},
    redaction::Style,
    settings::{PolicySources, Settings},
    text::{Language, Text},
};

/// Folder of an ADML, with the language that it speaks.
const LANGUAGES: [&str; 4] = ["da-DK", "nb-NO", "sv-SE", "en-US"];

fn read(path: &str) -> String {
    let whole = Path::new(env!("CARGO_MANIFEST_DIR")).join(path);
    fs::read_to_string(&whole).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn template() -> String {
    read("packaging/windows/policy/Sladd.admx")
}

fn named<'a>(node: Node<'a, 'a>, name: &'static str) -> impl Iterator<Item = Node<'a, 'a>> {
    node.descendants().filter(move |node| node.has_tag_name(name) || node.tag_name().name() == name)
}

/// Kind and words of a policy of the template, in the words of the code.
fn kind_of(policy: Node<'_, '_>) -> (&'static str, Vec<String>) {
    let elements: Vec<Node<'_, '_>> = policy
        .children()
        .filter(|node| node.tag_name().name() == "elements")
        .flat_map(|elements| elements.children().filter(Node::is_element).collect::<Vec<_>>())
        .collect();
    let Some(element) = elements.first() else {
        let value = |name: &str| {
            let side = policy.children().find(|node| node.tag_name().name() == name).unwrap();
            side.first_element_child().unwrap().attribute("value").unwrap().to_owned()
        };
        assert_eq!((value("enabledValue"), value("disabledValue")), ("1".to_owned(), "0".to_owned()));
        return ("switch", Vec::new());
    };
    assert_eq!(elements.len(), 1, "{policy:?}");
    assert_eq!(element.attribute("required"), Some("true"), "an empty value is a fault of the program's");
    assert_eq!(element.attribute("valueName"), element.attribute("id"));
    match element.tag_name().name() {
        "text" => {
            // REG_EXPAND_SZ, which it would be otherwise, holds variables and is refused.
            assert_eq!(element.attribute("expandable"), Some("false"));
            ("path", Vec::new())
        }
        "multiText" => ("words", Vec::new()),
        "enum" => {
            let words = element.descendants().filter(|node| node.tag_name().name() == "string");
            ("word", words.map(|node| node.text().unwrap().to_owned()).collect())
        }
        other => panic!("{other} is of no kind that the program reads"),
    }
}

fn kind_in_code(kind: Kind) -> (&'static str, Vec<String>) {
    let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
    match kind {
        Kind::Path => ("path", Vec::new()),
        Kind::Word(words) => ("word", owned(words)),
        Kind::Words(words) => ("words", owned(words)),
        Kind::Switch => ("switch", Vec::new()),
    }
}

#[test]
fn the_template_has_every_key_of_the_code_with_its_kind_and_no_other() {
    let text = template();
    let document = Document::parse(&text).unwrap();
    let mut found = BTreeMap::new();
    for policy in named(document.root_element(), "policy") {
        assert_eq!(policy.attribute("class"), Some("Machine"), "users must not be able to set it");
        assert_eq!(policy.attribute("key"), Some(r"Software\Policies\Sladd"));
        let name = policy.attribute("name").unwrap();
        found.insert(name.to_owned(), kind_of(policy));
    }
    let known: BTreeMap<String, _> =
        KEYS.iter().map(|key| (key.value.to_owned(), kind_in_code(key.kind))).collect();
    for (name, (kind, words)) in &known {
        let there = found.get(name).unwrap_or_else(|| panic!("{name} is not in the template"));
        assert_eq!(there.0, *kind, "{name}");
        if *kind == "word" {
            assert_eq!(&there.1, words, "{name}");
        }
    }
    assert_eq!(found.keys().collect::<Vec<_>>(), known.keys().collect::<Vec<_>>());
}

/// Every `$(string.…)` and `$(presentation.…)` of the template.
fn references(text: &str, kind: &str) -> BTreeSet<String> {
    let begin = format!("$({kind}.");
    text.split(&begin).skip(1).map(|rest| rest.split(')').next().unwrap().to_owned()).collect()
}

#[test]
fn every_language_has_every_string_and_form_of_the_template_and_no_other() {
    let template = template();
    let strings = references(&template, "string");
    let forms = references(&template, "presentation");
    assert!(strings.len() > 30 && forms.len() == KEYS.len() - 1, "{strings:?} {forms:?}");
    let kinds: BTreeMap<&str, Kind> = KEYS.iter().map(|key| (key.value, key.kind)).collect();
    let mut told: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for language in LANGUAGES {
        let text = read(&format!("packaging/windows/policy/{language}/Sladd.adml"));
        let document = Document::parse(&text).unwrap();
        let root = document.root_element();
        let mut own = BTreeSet::new();
        for string in named(root, "string") {
            let (id, text) = (string.attribute("id").unwrap(), string.text().unwrap_or_default());
            assert!(!text.trim().is_empty(), "{language}: {id}");
            assert!(own.insert(id.to_owned()), "{language}: {id} stands twice");
            told.entry(id.to_owned()).or_default().insert(text.to_owned());
            if id == "Looks_Explain" {
                let Kind::Words(words) = kinds["Looks"] else { panic!("looks are words") };
                for word in words {
                    assert!(text.contains(word), "{language}: {id} lacks {word}");
                }
            }
        }
        // The name of the program's category is the same everywhere.
        assert_eq!(own, strings, "{language}");
        let mut own = BTreeSet::new();
        for form in named(root, "presentation") {
            let id = form.attribute("id").unwrap();
            own.insert(id.to_owned());
            let field = form.descendants().find(|node| node.has_attribute("refId")).unwrap();
            assert_eq!(field.attribute("refId"), Some(id), "{language}");
            let expected = match kinds[id] {
                Kind::Path => "textBox",
                Kind::Word(_) => "dropdownList",
                Kind::Words(_) => "multiTextBox",
                Kind::Switch => panic!("{id} has no form"),
            };
            assert_eq!(field.tag_name().name(), expected, "{language}: {id}");
        }
        assert_eq!(own, forms, "{language}");
    }
    for (id, texts) in told.iter().filter(|(id, _)| id.ends_with("_Explain")) {
        assert_eq!(texts.len(), LANGUAGES.len(), "{id} is not translated");
    }
}

#[test]
fn the_documentation_has_a_row_for_every_key_and_its_example_is_understood() {
    let text = read("docs/machine-policy.md");
    let rows: Vec<Vec<&str>> = text
        .lines()
        .filter(|line| line.starts_with("| `"))
        .map(|line| line.trim_matches('|').split(" | ").map(str::trim).collect())
        .collect();
    assert_eq!(rows.len(), KEYS.len());
    for (key, row) in KEYS.iter().zip(&rows) {
        assert_eq!(row[0], format!("`{}`", key.name));
        assert_eq!(row[1], format!("`{}`", key.value));
        let (kind, words) = kind_in_code(key.kind);
        let registry = match key.kind {
            Kind::Path | Kind::Word(_) => "REG_SZ",
            Kind::Words(_) => "REG_MULTI_SZ",
            Kind::Switch => "REG_DWORD",
        };
        assert_eq!(row[2], format!("{kind}, `{registry}`"), "{}", key.name);
        if !words.is_empty() {
            let told: Vec<String> = words.iter().map(|word| format!("`{word}`")).collect();
            assert_eq!(row[3], told.join(", "), "{}", key.name);
        }
    }
    let example = text.split("```toml").nth(1).unwrap().split("```").next().unwrap();
    if cfg!(unix) {
        let machine = Machine::of_toml("example", example).unwrap();
        assert_eq!(machine.entries().len(), KEYS.len(), "the example sets everything");
    }
}

/// The looks that can be set are those that there are.
#[test]
fn the_words_of_the_code_are_those_of_what_they_mean() {
    let kind = |name: &str| KEYS.iter().find(|key| key.name == name).unwrap().kind;
    let looks: BTreeSet<&str> = Style::ALL.iter().map(|style| style.word()).collect();
    let Kind::Words(words) = kind("looks") else { panic!("looks are words") };
    let meant: BTreeSet<&str> = words.iter().map(|word| Style::from_word(word).unwrap().word()).collect();
    assert_eq!(meant, looks);
    let renderers: Vec<&str> = Renderer::ALL.iter().map(|renderer| renderer.word()).collect();
    assert_eq!(kind("renderer"), Kind::Word(&["auto", "dx12", "vulkan", "metal", "gl", "software"]));
    assert_eq!(renderers, ["auto", "dx12", "vulkan", "metal", "gl", "software"]);
    let languages: Vec<&str> = Language::ALL.iter().map(|language| language.code()).collect();
    assert_eq!(kind_in_code(kind("language")).1, languages);
    let countries: Vec<&str> = Country::ALL.iter().map(|country| country.word()).collect();
    assert_eq!(kind_in_code(kind("country")).1, countries);
    for language in Language::ALL {
        let text = Text::new(language);
        for key in &KEYS {
            assert_ne!(text.get(&key.label()), key.label(), "{language}: it has no name");
        }
    }
}

fn set(text: &str) -> Machine {
    Machine::of_toml("/etc/sladd/machine.toml", text).unwrap()
}

#[test]
fn what_is_not_understood_is_a_fault_and_never_passed_over() {
    for (text, expected) in [
        ("langauge = \"da\"", "langauge"),
        ("Language = \"da\"", "Language"),
        ("language = \"DA\"", "da, nb, sv, en"),
        ("language = \"\"", "da, nb, sv, en"),
        ("language = [\"da\"]", "da, nb, sv, en"),
        ("country = \"dk\"", "DK, NO, SE"),
        ("country = 45", "DK, NO, SE"),
        ("data_folder = \"data\"", "data_folder"),
        ("data_folder = \"\"", "data_folder"),
        ("policy_file = \"~/rules.toml\"", "policy_file"),
        ("export_folder = true", "export_folder"),
        ("looks = []", "blur"),
        ("looks = \"blur\"", "blur"),
        ("looks = [\"blur\", \"pixels\"]", "pixels"),
        ("looks = [1]", "blur"),
        ("renderer = \"cuda\"", "vulkan"),
        ("engine = \"tract\"", "embedded"),
        ("skip_first_page = 1", "true, false"),
        ("skip_first_page = \"yes\"", "true, false"),
        ("language = \"da\"\nlanguage = \"da\"", "machine.toml"),
        ("[language]", "da, nb, sv, en"),
        ("not toml", "machine.toml"),
    ] {
        let fault = Machine::of_toml("/etc/sladd/machine.toml", text).expect_err(text);
        for language in Language::ALL {
            let said = fault.message(&Text::new(language));
            assert!(said.contains("/etc/sladd/machine.toml"), "{text}: {said}");
            assert!(said.contains(expected) || language != Language::En, "{text}: {said}");
        }
    }
    assert_eq!(set(""), Machine::default());
}

#[test]
fn the_place_is_read_whole_or_stops() {
    let temp = tempfile::tempdir().unwrap();
    let place = Place::Folder(temp.path().to_owned());
    assert_eq!(place.read().unwrap(), Machine::default());
    let file = temp.path().join("machine.toml");
    fs::write(&file, "language = \"sv\"\nlooks = [\"blur\", \"solid\"]\n").unwrap();
    let machine = place.read().unwrap();
    assert_eq!(machine.language, Some(Language::Sv));
    assert_eq!(machine.looks_removed(), ["glass", "mosaic", "sign"]);
    assert_eq!(machine.place(), file.display().to_string());
    assert!(set("").looks_removed().is_empty());
    // A byte that is no text, too much, a folder, a link that leads nowhere.
    fs::write(&file, b"language = \"\xff\"").unwrap();
    assert!(matches!(place.read(), Err(MachineFault::Unreadable { .. })));
    fs::write(&file, "#".repeat(1 << 17)).unwrap();
    assert!(matches!(place.read(), Err(MachineFault::Unreadable { .. })));
    fs::remove_file(&file).unwrap();
    fs::create_dir(&file).unwrap();
    assert!(matches!(place.read(), Err(MachineFault::Unreadable { .. })));
    #[cfg(unix)]
    {
        fs::remove_dir(&file).unwrap();
        std::os::unix::fs::symlink(temp.path().join("gone"), &file).unwrap();
        assert!(matches!(place.read(), Err(MachineFault::Unreadable { .. })));
    }
}

/// The arguments as they hold under what is set, with these variables.
fn asked(machine: &Machine, arguments: &[&str], variables: &[(&str, &str)]) -> Result<Cli, MachineFault> {
    let mut cli = Cli::try_parse_from([&["sladd"], arguments].concat()).unwrap();
    let variable = |name: &str| {
        variables.iter().find(|(given, _)| *given == name).map(|(_, value)| OsString::from(value))
    };
    cli.under(machine, variable).map(|()| cli)
}

#[cfg(unix)]
#[test]
fn no_argument_and_no_variable_changes_what_is_set() {
    let machine = set(
        "data_folder = \"/srv/sladd\"\nlanguage = \"da\"\ncountry = \"DK\"\nrenderer = \"gl\"\nengine = \"embedded\"\n",
    );
    let cli = asked(&machine, &[], &[]).unwrap();
    assert_eq!(cli.global.data, Some(PathBuf::from("/srv/sladd")));
    assert_eq!((cli.global.lang, cli.global.country), (Some(Language::Da), Some(Country::Dk)));
    assert_eq!(cli.renderer, Some(Renderer::Gl));
    // The same is no contradiction.
    let same = ["--data", "/srv/sladd", "--lang", "da", "--country", "DK", "--renderer", "gl"];
    assert!(asked(&machine, &same, &[("SLADD_DATA", "/srv/sladd"), ("SLADD_COUNTRY", "DK")]).is_ok());
    assert!(asked(&machine, &[], &[("SLADD_DATA", ""), ("SLADD_ONNXRUNTIME", "")]).is_ok());
    for (arguments, key, value) in [
        (["--data", "/home/me"], "data_folder", "/srv/sladd"),
        (["--lang", "en"], "language", "da"),
        (["--country", "SE"], "country", "DK"),
        (["--renderer", "vulkan"], "renderer", "gl"),
    ] {
        let fault = asked(&machine, &arguments, &[]).expect_err(key);
        for language in Language::ALL {
            let said = fault.message(&Text::new(language));
            for part in [arguments[0], key, value, "/etc/sladd/machine.toml"] {
                assert!(said.contains(part), "{language}: {said}");
            }
        }
    }
    for (name, value) in [
        ("SLADD_DATA", "/home/me"),
        ("SLADD_COUNTRY", "SE"),
        ("SLADD_COUNTRY", "nowhere"),
        ("SLADD_ONNXRUNTIME", "/tmp/libonnxruntime.so"),
    ] {
        let fault = asked(&machine, &[], &[(name, value)]).expect_err(name);
        assert!(fault.message(&Text::new(Language::En)).contains(name), "{fault}");
    }
    // Where nothing is set, everything is as it was asked for.
    let cli = asked(&Machine::default(), &["--lang", "sv"], &[("SLADD_DATA", "/home/me")]).unwrap();
    assert_eq!((cli.global.lang, cli.global.data), (Some(Language::Sv), None));
}

#[cfg(unix)]
#[test]
fn copies_go_to_the_folder_that_is_set_and_below_it_and_nowhere_else() {
    let temp = tempfile::tempdir().unwrap();
    let set_folder = temp.path().join("billeder");
    fs::create_dir(&set_folder).unwrap();
    let machine = set(&format!("export_folder = \"{}\"", set_folder.display()));
    let may = |path: &Path| machine.check_export_folder(path, "--out").is_ok();
    assert!(may(&set_folder) && may(&set_folder.join("2026/jul")));
    assert!(!may(temp.path()) && !may(&temp.path().join("billeder2")));
    assert!(!may(&set_folder.join("../elsewhere")));
    std::os::unix::fs::symlink(temp.path(), set_folder.join("out")).unwrap();
    assert!(!may(&set_folder.join("out")) && !may(&set_folder.join("out/new")));
    assert!(Machine::default().check_export_folder(temp.path(), "--out").is_ok());
}

#[test]
fn looks_that_are_left_out_count_beside_those_of_the_rules() {
    let sources = |text: &str| PolicySources::of_this_start(None, &set(text)).unwrap();
    let load = |text: &str| sources(text).load(Some(Country::Dk), &Settings::default());
    let free = load("").unwrap();
    assert!(free.allows_look(Style::Blur) && free.look(None) == Style::Blur);
    let plain = load("looks = [\"solid\", \"mosaic\"]").unwrap();
    assert!(!plain.allows_look(Style::Blur) && plain.allows_look(Style::Colour([1, 2, 3])));
    assert!(plain.allows_look(plain.look(Some(Style::Blur))) && plain.allows_look(plain.look(None)));
    assert_ne!(
        plain.effective_sha256(),
        free.effective_sha256(),
        "records tell the rules that were in force"
    );
    // With a file that takes the rest away nothing is left, and that is said.
    let temp = tempfile::tempdir().unwrap();
    let file = temp.path().join("policy.toml");
    fs::write(&file, local_file(Country::Dk, "", "[tighten]\nlooks_removed = [\"solid\", \"mosaic\"]\n"))
        .unwrap();
    let machine = set("looks = [\"solid\", \"mosaic\"]");
    let both = PolicySources::of_this_start(Some(&file), &machine).unwrap();
    assert!(both.load(Some(Country::Dk), &Settings::default()).is_err());
    let alone = PolicySources::of_this_start(Some(&file), &Machine::default()).unwrap();
    assert!(alone.load(Some(Country::Dk), &Settings::default()).is_ok());
}

/// The program itself, with this `/etc`, in a mount namespace of our own; `None` where none can be made.
#[cfg(target_os = "linux")]
fn program(etc: &Path, more: &str, variables: &[(&str, &str)]) -> Option<(i32, String, String)> {
    let program = env!("CARGO_BIN_EXE_sladd");
    let script = format!("mount --bind '{}' /etc || exit 77; '{program}' {more}", etc.display());
    for unshare in ["-m", "-rm"] {
        let mut command = Command::new("unshare");
        command.args([unshare, "sh", "-c", &script]).current_dir(etc.parent().unwrap());
        for name in ["SLADD_POLICY", "SLADD_DATA", "SLADD_COUNTRY", "SLADD_ONNXRUNTIME"] {
            command.env_remove(name);
        }
        command.env("HOME", etc.parent().unwrap()).envs(variables.iter().copied());
        let output = command.output().ok()?;
        let stderr = String::from_utf8_lossy(&output.stderr).into_owned();
        if output.status.code() != Some(77) && !stderr.contains("unshare: ") {
            return Some((
                output.status.code().unwrap(),
                String::from_utf8_lossy(&output.stdout).into_owned(),
                stderr,
            ));
        }
    }
    None
}

#[cfg(target_os = "linux")]
#[test]
fn the_program_follows_what_is_set_at_its_real_place() {
    let temp = tempfile::tempdir().unwrap();
    let etc = temp.path().join("etc");
    fs::create_dir_all(etc.join("sladd")).unwrap();
    let (data, out) = (temp.path().join("data"), temp.path().join("billeder"));
    let text = format!(
        "data_folder = \"{}\"\nexport_folder = \"{}\"\nlanguage = \"sv\"\ncountry = \"SE\"\nengine = \"embedded\"\n",
        data.display(),
        out.display()
    );
    fs::write(etc.join("sladd/machine.toml"), &text).unwrap();
    let Some((code, shown, stderr)) = program(&etc, "policy show --json", &[]) else {
        println!("skipped: no mount of our own can be made here");
        return;
    };
    assert_eq!(code, 0, "{stderr}");
    let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
    assert_eq!(shown["country"], "SE");
    assert_eq!(shown["machine"]["place"], "/etc/sladd/machine.toml");
    assert_eq!(shown["machine"]["values"]["engine"], "embedded");
    let (code, plain, _) = program(&etc, "policy show", &[]).unwrap();
    assert_eq!(code, 0);
    assert!(plain.contains("/etc/sladd/machine.toml") && plain.contains("Bestämt av"), "{plain}");
    // The engine, although the variable of whoever runs the tests may name another.
    let (code, models, stderr) = program(&etc, "models --json", &[]).unwrap();
    assert!(code == 0 && models.contains("tract"), "{models}{stderr}");
    let photo = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let elsewhere = format!("redact '{}' --redact-rest --reviewed --out elsewhere", photo.display());
    for (more, variables, named) in [
        ("policy show --lang en", &[][..], "--lang"),
        ("policy show --country DK", &[], "--country"),
        ("consent list --data mine", &[], "--data"),
        ("consent list", &[("SLADD_DATA", "/tmp/mine")], "$SLADD_DATA"),
        ("models", &[("SLADD_ONNXRUNTIME", "/tmp/libonnxruntime.so")], "$SLADD_ONNXRUNTIME"),
        (elsewhere.as_str(), &[], "--out"),
    ] {
        let (code, _, stderr) = program(&etc, more, variables).unwrap();
        assert!(code == 2 && stderr.contains(named), "{more}: {code} {stderr}");
    }
    assert!(!temp.path().join("elsewhere").exists() && !temp.path().join("mine").exists());
    let (code, _, stderr) = program(&etc, "consent list", &[]).unwrap();
    assert!(code == 0 && data.join("sladd.db").is_file(), "{stderr}");
    // What is not understood stops every command.
    fs::write(etc.join("sladd/machine.toml"), format!("{text}updates = true\n")).unwrap();
    let (code, _, stderr) = program(&etc, "consent list", &[]).unwrap();
    assert!(code == 2 && stderr.contains("updates"), "{stderr}");
}

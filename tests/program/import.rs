//! Lists of consents: those that are recorded, and those of which nothing is left anywhere.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]
#![allow(clippy::format_push_string, reason = "a test reads better in the order of its cases")]

use std::{fs, path::Path};

use crate::program::Desk;
use crate::sheets::{Value, text};
use crate::support::Random;
use crate::{sheets, support};
use serde_json::{Value as Json, json};

const HEADINGS: [&str; 8] =
    ["reference", "role", "age band", "purpose", "channel", "valid until", "signer", "collected"];

fn row(number: usize, until: &Value) -> Vec<Value> {
    let mut cells: Vec<Value> =
        [&format!("Sag 26-1188, blad {number}"), "staff", "18+", "event_report", "intranet; public_web"]
            .map(text)
            .to_vec();
    cells.extend([until.clone(), text("self"), text("paper")]);
    cells
}

/// 21 August 2028 in days since the end of 1899.
const UNTIL: f64 = 46_986.0;

fn sound(count: usize) -> Vec<Vec<Value>> {
    let headings = HEADINGS.map(text).to_vec();
    std::iter::once(headings).chain((1..=count).map(|number| row(number, &text("2028-08-21")))).collect()
}

fn consents(desk: &Desk) -> Vec<Json> {
    desk.done(&["consent", "list", "--json"]).lines
}

/// What is told of consents beside their ids.
fn told(lines: &[Json]) -> Vec<Json> {
    let mut told: Vec<Json> = lines.to_vec();
    for one in &mut told {
        let object = one.as_object_mut().unwrap();
        object.remove("consent");
        object.remove("event");
    }
    told.sort_by_key(|one| one["form_location"].to_string());
    told
}

#[test]
fn sixty_consents_come_in_the_same_from_text_and_from_a_spreadsheet() {
    let from = |name: &str, bytes: Vec<u8>| {
        let desk = Desk::new();
        let path = desk.write(name, bytes).display().to_string();
        let dry =
            desk.run(&["consent", "import", &path, "--event", "Sommerfest 2026", "--dry-run", "--json"]);
        assert_eq!((dry.code, dry.lines.len()), (0, 60), "{name}: {}{}", dry.stdout, dry.stderr);
        assert!(!desk.path("data/sladd.db").exists(), "{name}: a dry run makes nothing");
        let done = desk.done(&["consent", "import", &path, "--event", "Sommerfest 2026", "--json"]);
        assert_eq!(done.lines.len(), 60);
        for (at, line) in done.lines.iter().enumerate() {
            let keys: Vec<&String> = line.as_object().unwrap().keys().collect();
            assert_eq!(keys, ["consent", "row"], "{name}: {line}");
            assert_eq!(line["row"], at + 2);
        }
        assert_eq!(desk.done(&["ledger", "check"]).code, 0);
        let listed = desk.done(&["consent", "list", "--event", "Sommerfest 2026", "--json"]).lines;
        assert_eq!(listed.len(), 60);
        let events = desk.done(&["consent", "event", "list", "--json"]).lines;
        assert_eq!((events.len(), &events[0]["consents"], &events[0]["uses"]), (1, &json!(60), &json!(0)));
        let again = desk.done(&["consent", "import", &path, "--event", "sommerfest 2026", "--json"]);
        assert!(again.lines.iter().all(|line| line["known"] == true), "{}", again.stdout);
        assert_eq!(consents(&desk).len(), 60, "the same list twice is one");
        told(&listed)
    };
    let rows = sound(60);
    let plain = from("list.csv", sheets::csv(&rows, ',').into_bytes());
    assert_eq!(plain[0]["valid_until"], "2028-08-21");
    assert_eq!(plain[0]["channels"], json!(["public_web", "intranet"]));
    let local: Vec<Vec<Value>> = rows
        .iter()
        .enumerate()
        .map(|(at, cells)| {
            if at == 0 {
                return [
                    "Arkivreference",
                    "Rolle",
                    "Alder",
                    "Formål",
                    "Kanaler",
                    "Gælder til",
                    "Underskrevet af",
                    "Hvordan",
                ]
                .map(text)
                .to_vec();
            }
            let mut cells = cells.clone();
            for (column, word) in [
                (1, "Medarbejder"),
                (2, "Voksen"),
                (3, "Omtale af et arrangement"),
                (4, "Intranet, Hjemmeside"),
                (5, "21.08.2028"),
                (6, "Personen selv"),
                (7, "På papir"),
            ] {
                cells[column] = text(word);
            }
            cells
        })
        .collect();
    let windows = encoding_rs::WINDOWS_1252.encode(&sheets::csv(&local, ';')).0.into_owned();
    assert_eq!(from("liste.csv", windows), plain, "in Danish, as Excel writes it");
    let mut dated = rows.clone();
    dated.iter_mut().skip(1).for_each(|cells| cells[5] = Value::Day(UNTIL));
    assert_eq!(from("list.xlsx", sheets::xlsx(&[dated])), plain, "from a spreadsheet with days");
}

#[test]
fn a_row_that_is_refused_keeps_the_whole_list_out_unless_a_person_says_otherwise() {
    let desk = Desk::new();
    let mut rows = sound(6);
    rows[2][1] = text("chef-hemmelig");
    rows[3][5] = text("2020-01-01");
    rows[4][0] = text("");
    rows[5][0] = text("Mappe Anna Hansen");
    let path = desk.write("list.csv", sheets::csv(&rows, ';')).display().to_string();
    let refused = desk.run(&["consent", "import", &path, "--json"]);
    assert_eq!(refused.code, 1);
    assert!(consents(&desk).is_empty());
    let faults: Vec<(u64, &str, &str)> = refused
        .lines
        .iter()
        .filter_map(|line| {
            let error = line.get("error")?;
            assert!(error["message"].as_str().is_some_and(|message| message.len() > 10));
            Some((line["row"].as_u64()?, error["kind"].as_str()?, error["field"].as_str()?))
        })
        .collect();
    assert_eq!(
        faults,
        [
            (3, "unknown-word", "role"),
            (4, "already-expired", "valid_until"),
            (5, "missing", "reference"),
            (6, "name", "reference"),
        ]
    );
    assert_eq!(refused.lines[0], json!({"row": 2, "consent": null, "recorded": false}));
    let partial = desk.run(&["consent", "import", &path, "--partial", "--json"]);
    assert_eq!((partial.code, consents(&desk).len()), (1, 2));
    for said in [&refused.stdout, &refused.stderr, &partial.stdout, &partial.stderr] {
        assert!(!said.contains("hemmelig") && !said.contains("Anna") && !said.contains("2020"), "{said}");
    }
    assert_eq!(desk.done(&["ledger", "check"]).code, 0);
}

#[test]
fn columns_are_named_by_a_person_once() {
    let desk = Desk::new();
    let mut rows = sound(3);
    rows[0][0] = text("Bladet");
    rows[0][7] = text("Note");
    for (at, cells) in rows.iter_mut().enumerate().skip(1) {
        cells[7] = text(&format!("hylde {at}"));
    }
    let path = desk.write("list.csv", sheets::csv(&rows, '\t')).display().to_string();
    let without = desk.run(&["consent", "import", &path, "--json"]);
    assert_eq!((without.code, &without.lines[0]["error"]["field"]), (1, &json!("reference")));
    for wrong in ["Bladet=nothing", "Bladet", "=role"] {
        assert_eq!(desk.run(&["consent", "import", &path, "--map", wrong]).code, 2, "{wrong}");
    }
    assert_eq!(desk.run(&["consent", "import", &path, "--map", "Arket=reference"]).code, 2);
    assert_eq!(
        desk.run(&["consent", "import", &path, "--map", "role=age_band", "--map", "#3=age_band"]).code,
        2
    );
    desk.done(&["consent", "import", &path, "--map", "bladet=reference"]);
    let settings = fs::read_to_string(desk.path("data/settings.toml")).unwrap();
    assert!(settings.contains("bladet = \"reference\"") && !settings.contains("hylde"), "{settings}");
    let more: Vec<Vec<Value>> =
        std::iter::once(rows[0].clone()).chain((7..9).map(|n| row(n, &text("2028-08-21")))).collect();
    let path = desk.write("more.csv", sheets::csv(&more, ',')).display().to_string();
    desk.done(&["consent", "import", &path]);
    assert_eq!(consents(&desk).len(), 5, "it was remembered");
}

#[test]
fn an_id_that_is_printed_and_a_consent_that_was_withdrawn_are_known() {
    let desk = Desk::new();
    let form = desk.done(&["consent", "form", "--out", "form.pdf", "--json"]);
    let id = form.lines[0]["consent"].as_str().unwrap().to_owned();
    let mut rows = sound(2);
    rows[0].push(text("consent"));
    rows[1].push(text(&id));
    rows[2].push(text(&id.to_lowercase()));
    rows[2][0] = rows[1][0].clone();
    let path = desk.write("list.csv", sheets::csv(&rows, ';')).display().to_string();
    let done = desk.done(&["consent", "import", &path, "--json"]);
    assert_eq!(
        done.lines,
        [json!({"row": 2, "consent": id}), json!({"row": 3, "consent": id, "same_as": 2})]
    );
    rows[2][4] = text("press");
    let other = desk.write("other.csv", sheets::csv(&rows, ';')).display().to_string();
    let refused = desk.run(&["consent", "import", &other, "--json"]);
    assert_eq!((refused.code, &refused.lines[1]["error"]["kind"]), (1, &json!("id-in-use")));
    desk.done(&["consent", "withdraw", &id]);
    let again = desk.run(&["consent", "import", &path, "--json"]);
    assert_eq!((again.code, &again.lines[0]["error"]["kind"]), (1, &json!("ended")));
    assert_eq!(consents(&desk).len(), 1);
}

#[test]
fn consents_belong_to_events_that_name_nobody() {
    let desk = Desk::new();
    let new =
        |name: &str| desk.run(&["consent", "event", "new", "--name", name, "--day", "2026-08-21", "--json"]);
    let party = new("Sommerfest 2026");
    let id = party.lines[0]["event"].as_str().unwrap().to_owned();
    assert!((party.code, id.len(), &id[..2]) == (0, 11, "E-"), "{id}");
    for wrong in ["SOMMERFEST 2026", "Anna Hansens fest", "Fest 211062-5629", " ", &id] {
        assert_eq!(new(wrong).code, 2, "{wrong}");
    }
    let consent = desk.new_consent("staff", "intranet", &["--event", "sommerfest 2026"]);
    assert_eq!(consent.code, 0, "{}", consent.stderr);
    assert_eq!(desk.new_consent("staff", "intranet", &["--event", "Julefest"]).code, 2);
    desk.consent("staff", "intranet");
    assert_eq!(desk.done(&["consent", "list", "--json"]).lines.len(), 2);
    for called in [&id, "Sommerfest 2026"] {
        let of_it = desk.done(&["consent", "list", "--event", called, "--json"]).lines;
        assert_eq!((of_it.len(), &of_it[0]["event"], &of_it[0]["uses"]), (1, &json!(id), &json!(0)));
    }
    let listed = desk.done(&["consent", "list"]).stdout;
    assert_eq!(listed.lines().filter(|line| line.contains(&id)).count(), 1, "{listed}");
    assert_eq!(desk.run(&["consent", "list", "--event", "Julefest"]).code, 2);
    let events = desk.done(&["consent", "event", "list", "--json"]).lines;
    let expected = json!({"event": id, "name": "Sommerfest 2026", "day": "2026-08-21", "purposes": [], "channels": [],
        "consents": 1, "uses": 0});
    assert_eq!(events, [expected]);
    assert!(desk.done(&["consent", "event", "list"]).stdout.contains("Sommerfest 2026"));
    assert_eq!(desk.run(&["consent", "event", "erase", &id]).code, 2, "a consent belongs to it");
    let consent = consent.lines[0]["consent"].as_str().unwrap();
    desk.done(&["consent", "withdraw", consent]);
    desk.done(&["consent", "erase", consent]);
    desk.done(&["consent", "event", "erase", &id]);
    assert!(desk.done(&["consent", "event", "list", "--json"]).lines.is_empty());
    desk.done(&["ledger", "check"]);
}

#[test]
fn how_a_consent_was_given_is_told_in_words_of_practice_and_read_back_in_those_of_records() {
    let desk = Desk::new();
    for (said, recorded) in [
        ("paper", "paper_signed"),
        ("paper_signed", "paper_signed"),
        ("email", "email"),
        ("digital", "digital_signed"),
        ("video", "video"),
        ("oral_witnessed", "oral_witnessed"),
    ] {
        let more =
            ["--method", said, "--signature-system", "MitID Erhverv", "--signature-reference", "TX-4711"];
        let id =
            desk.new_consent("staff", "intranet", &more).lines[0]["consent"].as_str().unwrap().to_owned();
        let shown = desk.done(&["consent", "show", &id, "--json"]).lines[0]["collection"].clone();
        assert_eq!(
            (&shown["method"], &shown["signature_system"]),
            (&json!(recorded), &json!("MitID Erhverv")),
            "{said}"
        );
    }
    assert_eq!(desk.new_consent("staff", "intranet", &["--method", "fax"]).code, 2);
    assert_eq!(desk.new_consent("staff", "intranet", &["--signature-reference", "211062-5629"]).code, 2);
    desk.done(&["ledger", "check"]);
}

#[test]
fn what_is_over_its_time_is_named_and_an_erasure_leaves_a_protocol() {
    let desk = Desk::new();
    let id = desk.consent("staff", "intranet");
    assert!(desk.done(&["consent", "due", "--json", "--days", "400"]).lines.is_empty());
    let end = "[tighten]\nretention_years = 1\nretention = \"delete\"\n";
    let rules = desk.write("rules.toml", support::cases::local_file(sladd::consent::Country::Dk, "", end));
    let rules = rules.display().to_string();
    assert!(desk.done(&["consent", "due", "--json", "--policy", &rules]).lines.is_empty());
    let due = desk.done(&["consent", "due", "--json", "--days", "400", "--policy", &rules]).lines;
    assert_eq!((due.len(), &due[0]["consent"], &due[0]["why"]), (1, &json!(id), &json!("retention")));
    assert_eq!(due[0]["action"], "delete");
    desk.done(&["report", "due", "--days", "400", "--out", "due.csv", "--policy", &rules]);
    assert!(fs::read_to_string(desk.path("due.csv")).unwrap().contains(&id));
    assert_eq!(desk.run(&["consent", "erase", &id]).code, 2, "it holds");
    desk.done(&["consent", "withdraw", &id]);
    let erased = desk.done(&["consent", "erase", &id, "--json"]).lines[0].clone();
    assert_eq!(
        (&erased["consent"], &erased["exports"], &erased["entries"]),
        (&json!(id), &json!(0), &json!(2))
    );
    desk.done(&["ledger", "check", "--head", erased["entry_sha256"].as_str().unwrap()]);
    let other = desk.consent("staff", "intranet");
    desk.done(&["consent", "withdraw", &other]);
    let said = desk.done(&["consent", "erase", &other]).stdout;
    assert!(said.contains(&other) && said.contains("SHA-256"), "{said}");
}

#[test]
fn what_cannot_be_read_ends_with_three_and_wrong_usage_with_two() {
    let desk = Desk::new();
    for (name, bytes) in [
        ("empty.csv", Vec::new()),
        ("binary.csv", vec![0, 1, 2, 3, 4, 0, 9]),
        ("torn.xlsx", sheets::xlsx(&[sound(3)])[..400].to_vec()),
        ("old.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec()),
        ("other.xlsx", sheets::packed(&[("word/document.xml", b"<a/>".to_vec())])),
    ] {
        let path = desk.write(name, bytes).display().to_string();
        let outcome = desk.run(&["consent", "import", &path, "--json"]);
        assert_eq!(outcome.code, 3, "{name}: {}", outcome.stderr);
        assert!(outcome.lines[0]["error"]["kind"].is_string());
    }
    assert_eq!(desk.run(&["consent", "import", "nowhere.csv"]).code, 3);
    let strange = desk.write("strange.csv", "a;b\n1;2\n").display().to_string();
    let outcome = desk.run(&["consent", "import", &strange, "--json"]);
    assert_eq!((outcome.code, &outcome.lines[0]["error"]["kind"]), (1, &json!("no_columns")));
    let path = desk.write("list.csv", sheets::csv(&sound(2), ';')).display().to_string();
    assert_eq!(desk.run(&["consent", "import", &path, "--dry-run", "--partial"]).code, 2);
    let named = desk.run(&["consent", "import", &path, "--event", "Anna Hansen fylder 50"]);
    assert_eq!(named.code, 2, "{}", named.stderr);
    assert!(consents(&desk).is_empty());
}

/// Parts of a spreadsheet around this sheet and these texts.
fn hostile(sheet: String, strings: &str) -> Vec<u8> {
    sheets::packed(&[
        ("[Content_Types].xml", sheets::TYPES.into()),
        ("_rels/.rels", sheets::ROOT.into()),
        ("xl/workbook.xml", sheets::workbook(1).into()),
        ("xl/_rels/workbook.xml.rels", sheets::relations(1).into()),
        ("xl/sharedStrings.xml", strings.into()),
        ("xl/worksheets/sheet1.xml", sheet.into_bytes()),
    ])
}

#[test]
fn a_hostile_spreadsheet_is_refused_and_takes_no_memory() {
    let desk = Desk::new();
    let texts = |inside: &str| format!("<sst xmlns=\"x\">{inside}</sst>");
    let cell = |place: &str| format!("<row><c r=\"{place}\" t=\"inlineStr\"><is><t>role</t></is></c></row>");
    let many = "<row><c t=\"inlineStr\"><is><t>role</t></is></c></row>".repeat(1_000_000);
    let spaces = " ".repeat(200 << 20);
    for (name, bytes) in [
        ("bomb", hostile(sheets::sheet(&spaces), &texts(""))),
        ("rows", hostile(sheets::sheet(&many), &texts(""))),
        ("corner", hostile(sheets::sheet(&cell("XFD1048576")), &texts(""))),
        ("beyond", hostile(sheets::sheet(&cell("ZZZZZZ99999999999")), &texts(""))),
        (
            "promise",
            hostile(
                sheets::sheet("<row><c t=\"s\"><v>7</v></c></row>"),
                "<sst uniqueCount=\"9999999999999\"><si><t>a</t></si></sst>",
            ),
        ),
        (
            "entities",
            hostile(
                sheets::sheet(&cell("A1")),
                "<!DOCTYPE sst [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><sst><si><t>&b;</t></si></sst>",
            ),
        ),
        // One text that every cell names, and cells that stand far from each other.
        (
            "echo",
            hostile(
                sheets::sheet(&"<row><c t=\"s\"><v>0</v></c></row>".repeat(19_000)),
                &texts(&format!("<si><t>{}</t></si>", "role ".repeat(6_000))),
            ),
        ),
        (
            "echoes",
            hostile(
                sheets::sheet(&format!("<row>{}</row>", "<c t=\"s\"><v>0</v></c>".repeat(190)).repeat(9_000)),
                &texts(&format!("<si><t>{}</t></si>", "role ".repeat(100))),
            ),
        ),
        ("shape", hostile("<worksheet><sheetData><row><c><v>".to_owned(), &texts(""))),
    ] {
        let path = desk.write(&format!("{name}.xlsx"), bytes).display().to_string();
        // 1.5 GiB of addresses: the window's libraries are not in it, and neither is what such a file asks for.
        let mut command = std::process::Command::new("sh");
        command.args(["-c", "ulimit -v 1572864; exec \"$0\" \"$@\""]).arg(&desk.program);
        command.args(["consent", "import", &path, "--json", "--data"]).arg(desk.path("data"));
        let output = command.env("SLADD_STATE", desk.path("state")).output().unwrap();
        assert_eq!(output.status.code(), Some(3), "{name}: {}", String::from_utf8_lossy(&output.stderr));
    }
}

/// Published test values (the sources are named in `src/consent/personal_number.rs`), and an example of Wikipedia's.
const NUMBERS: [&str; 9] = [
    "211062-5629",
    "211062-0629",
    "070761-4285",
    "151086 95088",
    "135272 48013",
    "880320-0016",
    "19880320-0016",
    "000101-T220",
    "020132 99997",
];
const NAMES: [&str; 12] = [
    "Anna Hansen",
    "Lars Bergström",
    "Jørgen Møller",
    "Åse Nygård",
    "Fatima Ali",
    "Torbjørn Haugen",
    "Birgitta Lindqvist",
    "Mette Sørensen",
    "Erik Johansson",
    "Ingrid Solberg",
    "Mohammed Hassan",
    "Kirsten Holm",
];
/// Names that no list has.
const RARE: [&str; 6] = [
    "Xiaoming Zhou",
    "Thi Minh Dang",
    "Quetzal Ortega",
    "Wanjiru Kamau",
    "Tuomas Virtala",
    "Sólrún Þórsdóttir",
];
const NAME_HEADINGS: [&str; 12] = [
    "Navn",
    "Fornavn",
    "Efternavn",
    "Etternavn",
    "Namn",
    "Förnamn",
    "Name",
    "Full name (as on form)",
    "* NAVN:",
    "Patientens navn",
    "navn_2",
    "Vårdnadshavarens namn",
];
const NUMBER_HEADINGS: [&str; 8] = [
    "CPR",
    "CPR-nr.",
    "Personnummer",
    "Fødselsnummer (11 siffer)",
    "fnr",
    "Pers.nr",
    "Personal number",
    "C P R",
];
const BIRTH_HEADINGS: [&str; 8] = [
    "Født",
    "Fødselsdato",
    "Födelsedatum",
    "Född",
    "Date of birth",
    "DOB",
    "Fødselsår",
    "Barnets fødselsdag",
];
const BORN: [&str; 8] = [
    "21.10.1962",
    "1962-10-21",
    "21/10 1962",
    "21. oktober 1962",
    "3 mars 1988",
    "20.03.88",
    "7-7-1961",
    "1988-03-20",
];

fn digits(number: &str) -> String {
    number.chars().filter(char::is_ascii_alphanumeric).collect()
}

/// A personal number as people disguise it, knowingly or not.
fn disguised(number: &str, random: &mut Random) -> String {
    let plain = digits(number);
    let (day, rest) = plain.split_at(plain.len() - if plain.len() == 11 { 5 } else { 4 });
    match random.below(12) {
        0 => plain,
        1 => format!("{day}-{rest}"),
        2 => format!("{day} {rest}"),
        3 => format!("{day} - {rest}"),
        4 => format!("{day}\u{2013}{rest}"),
        5 => format!("{day}.{rest}"),
        6 => format!("CPR: {day}-{rest}"),
        7 => format!("ring til mor ({day}{rest}) først"),
        8 => format!("'{plain}"),
        9 => format!("{day}\u{a0}{rest}"),
        10 => plain.chars().map(|c| char::from_u32(c as u32 + 0xfee0).unwrap()).collect(),
        _ if plain.bytes().all(|byte| byte.is_ascii_digit()) && plain.len() < 12 => {
            plain.chars().map(|c| format!("{c} ")).collect::<Vec<_>>().concat()
        }
        _ => format!("{day}/{rest}"),
    }
}

/// A list that must be refused, what must not be found of it afterwards, and what it is called when it fails.
struct Poisoned {
    rows: Vec<Vec<Value>>,
    other: Option<Vec<Vec<Value>>>,
    spreadsheet: bool,
    map: Option<String>,
    secrets: Vec<String>,
    kind: &'static str,
}

fn poisoned(number: usize, random: &mut Random) -> Poisoned {
    let count = 3 + random.below(8);
    let mut rows = sound(count);
    let mut list = Poisoned {
        rows: Vec::new(),
        other: None,
        spreadsheet: random.below(2) == 0,
        map: None,
        secrets: Vec::new(),
        kind: "",
    };
    let at = random.below(9);
    let put = |rows: &mut Vec<Vec<Value>>, heading: &str, cell: &dyn Fn(usize) -> Value| {
        for (row, cells) in rows.iter_mut().enumerate() {
            cells.insert(at.min(cells.len()), if row == 0 { text(heading) } else { cell(row - 1) });
        }
    };
    let pick = |random: &mut Random, list: &[&'static str]| list[random.below(list.len())];
    let neutral = pick(random, &["", "Bemærkning", "Note", "Kommentar", "Övrigt", "Kolonne 7", "Remarks"]);
    let mut names: Vec<&str> = NAMES.to_vec();
    names.rotate_left(random.below(NAMES.len()));
    let secret: Vec<String>;
    match number % 16 {
        0 => {
            list.kind = "names under a heading";
            let heading = pick(random, &NAME_HEADINGS);
            secret = names.iter().map(|name| (*name).to_owned()).collect();
            put(&mut rows, heading, &|row| text(names[row % names.len()]));
        }
        1 => {
            list.kind = "numbers under a heading";
            let heading = pick(random, &NUMBER_HEADINGS);
            let said: Vec<String> = (0..count).map(|row| disguised(NUMBERS[row % 9], random)).collect();
            secret = said.clone();
            put(&mut rows, heading, &|row| text(&said[row]));
        }
        2 => {
            list.kind = "days of birth under a heading";
            let heading = pick(random, &BIRTH_HEADINGS);
            secret = BORN.map(str::to_owned).to_vec();
            put(&mut rows, heading, &|row| text(BORN[row % BORN.len()]));
        }
        3 => {
            list.kind = "numbers under no heading";
            let said: Vec<String> = (0..count).map(|row| disguised(NUMBERS[row % 9], random)).collect();
            secret = said.clone();
            put(&mut rows, neutral, &|row| text(&said[row]));
        }
        4 => {
            list.kind = "one number in a note";
            let said = disguised(NUMBERS[random.below(9)], random);
            let row_of_it = random.below(count);
            secret = vec![said.clone()];
            put(&mut rows, neutral, &|row| {
                text(&if row == row_of_it { said.clone() } else { format!("hylde {row}") })
            });
        }
        5 => {
            list.kind = "names under no heading";
            secret = names.iter().map(|name| (*name).to_owned()).collect();
            put(&mut rows, neutral, &|row| text(names[row % names.len()]));
        }
        6 => {
            list.kind = "rare names under no heading";
            secret = RARE.map(str::to_owned).to_vec();
            list.spreadsheet = true;
            put(&mut rows, neutral, &|row| text(RARE[row % RARE.len()]));
        }
        7 => {
            list.kind = "numbers as numbers of a spreadsheet, their zeros lost";
            list.spreadsheet = true;
            let plain: Vec<f64> =
                ["2110625629", "0707614285", "15108695088", "02013299997", "8803200016", "198803200016"]
                    .iter()
                    .map(|number| number.parse().unwrap())
                    .collect();
            let shift = random.below(plain.len());
            secret = plain.iter().map(|number| format!("{number}")).collect();
            put(&mut rows, neutral, &|row| Value::Number(plain[(row + shift) % plain.len()]));
        }
        8 => {
            list.kind = "days of birth as days of a spreadsheet";
            list.spreadsheet = true;
            // 21 October 1962, 20 March 1988, 7 July 1961.
            secret = ["1962-10-21", "1988-03-20", "1961-07-07"].map(str::to_owned).to_vec();
            put(&mut rows, neutral, &|row| Value::Day([22_940.0, 32_222.0, 22_469.0][row % 3]));
        }
        9 => {
            list.kind = "days of birth as text under no heading, or in a note";
            let begins = pick(random, &["", "", "f. ", "født ", "born "]);
            secret = BORN.map(str::to_owned).to_vec();
            put(&mut rows, neutral, &|row| text(&format!("{begins}{}", BORN[row % BORN.len()])));
        }
        10 => {
            list.kind = "numbers in the column of references";
            let said: Vec<String> = (0..count).map(|row| disguised(NUMBERS[row % 9], random)).collect();
            for (cells, said) in rows.iter_mut().skip(1).zip(&said) {
                cells[0] = text(said);
            }
            secret = said;
        }
        11 => {
            list.kind = "numbers divided over two columns";
            let parts = [("211062", "5629"), ("070761", "4285"), ("880320", "0016")];
            secret = parts.iter().map(|(one, two)| format!("{one}{two}")).collect();
            put(&mut rows, "Del 2", &|row| text(parts[row % 3].1));
            put(&mut rows, neutral, &|row| text(parts[row % 3].0));
        }
        12 => {
            list.kind = "no headings at all";
            rows = (0..count)
                .map(|row| vec![text(names[row % names.len()]), text(NUMBERS[row % 9]), text("staff")])
                .collect();
            secret = names.iter().copied().chain(NUMBERS).map(str::to_owned).collect();
        }
        13 => {
            list.kind = "given names and surnames apart";
            // Short ones are in other words too.
            let parts = names.iter().flat_map(|name| name.split(' '));
            secret = parts.filter(|part| part.len() > 5).map(str::to_owned).collect();
            let parts = |row: usize, part: usize| {
                text(names[row % names.len()].split(' ').nth(part).unwrap_or_default())
            };
            put(&mut rows, neutral, &|row| parts(row, 1));
            put(&mut rows, "Hvem", &|row| parts(row, 0));
        }
        14 => {
            list.kind = "another sheet";
            list.spreadsheet = true;
            let other =
                (0..count).map(|row| vec![text(names[row % names.len()]), text(NUMBERS[row % 9])]).collect();
            list.other = Some(other);
            secret = names.iter().copied().chain(NUMBERS).map(str::to_owned).collect();
        }
        _ => {
            list.kind = "names that somebody calls references";
            let heading = pick(random, &["Hvem", "Skema", "Form"]);
            list.map = Some(format!("{heading}=reference"));
            secret = names.iter().map(|name| (*name).to_owned()).collect();
            put(&mut rows, heading, &|row| text(names[row % names.len()]));
        }
    }
    list.secrets = secret;
    list.rows = rows;
    list
}

/// Every file below a folder.
fn files(folder: &Path, found: &mut Vec<std::path::PathBuf>) {
    for entry in fs::read_dir(folder).into_iter().flatten() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, found);
        } else {
            found.push(path);
        }
    }
}

/// Where one of these is, as it is written, in small letters, without signs, or in UTF-16.
fn found_in(bytes: &[u8], secrets: &[String]) -> Option<String> {
    let text = String::from_utf8_lossy(bytes).to_lowercase();
    let bare: String = text.chars().filter(char::is_ascii_alphanumeric).collect();
    secrets
        .iter()
        .find(|secret| {
            let lower = secret.to_lowercase();
            let digits: String = lower.chars().filter(char::is_ascii_digit).collect();
            let utf16: Vec<u8> = secret.encode_utf16().flat_map(u16::to_le_bytes).collect();
            text.contains(&lower)
                || (digits.len() >= 8 && bare.contains(&digits))
                || bytes.windows(utf16.len()).any(|window| window == utf16)
        })
        .cloned()
}

#[test]
fn five_hundred_lists_with_names_dates_and_numbers_are_refused_and_nothing_of_them_is_anywhere() {
    let desk = Desk::new();
    // A register that there is, with a consent in it, so that there is something to search.
    desk.consent("staff", "intranet");
    let mut random = Random(0x51ad_d018);
    let mut secrets: Vec<String> = Vec::new();
    let mut wrong: Vec<String> = Vec::new();
    for number in 0..500 {
        let list = poisoned(number, &mut random);
        let bytes = if list.spreadsheet {
            let mut all = vec![list.rows.clone()];
            all.extend(list.other.clone());
            sheets::xlsx(&all)
        } else {
            let text = sheets::csv(&list.rows, [';', ',', '\t'][random.below(3)]);
            match random.below(3) {
                0 if encoding_rs::WINDOWS_1252.encode(&text).2 => text.into_bytes(),
                0 => encoding_rs::WINDOWS_1252.encode(&text).0.into_owned(),
                1 => {
                    [b"\xff\xfe".to_vec(), text.encode_utf16().flat_map(u16::to_le_bytes).collect()].concat()
                }
                _ => text.into_bytes(),
            }
        };
        let path = desk.write(if list.spreadsheet { "list.xlsx" } else { "list.csv" }, bytes);
        let path_text = path.display().to_string();
        let mut arguments = vec!["consent", "import", &path_text, "--partial", "--event", "Sommerfest 2026"];
        if number % 2 == 0 {
            arguments.push("--json");
        }
        if let Some(map) = &list.map {
            arguments.extend(["--map", map]);
        }
        let outcome = desk.run(&arguments);
        let said = format!("{}{}", outcome.stdout, outcome.stderr);
        if outcome.code != 1 {
            wrong.push(format!("{number} ({}): ended with {}: {said}", list.kind, outcome.code));
        }
        if number % 2 == 0 && !outcome.lines.first().is_some_and(|line| line["error"]["column"].is_string()) {
            wrong.push(format!("{number} ({}): no column told: {said}", list.kind));
        }
        if let Some(secret) = found_in(said.as_bytes(), &list.secrets) {
            wrong.push(format!("{number} ({}): tells {secret}", list.kind));
        }
        secrets.extend(list.secrets);
        fs::remove_file(path).unwrap();
    }
    assert!(wrong.is_empty(), "{} of 500:\n{}", wrong.len(), wrong.join("\n"));
    assert_eq!(consents(&desk).len(), 1, "nothing was recorded");
    assert!(desk.done(&["consent", "event", "list", "--json"]).lines.is_empty());
    secrets.sort();
    secrets.dedup();
    let mut all = Vec::new();
    files(&desk.path("."), &mut all);
    assert!(all.iter().any(|file| file.ends_with("sladd.db")), "{all:?}");
    for file in all {
        let found = found_in(&fs::read(&file).unwrap(), &secrets);
        assert_eq!(found, None, "{}", file.display());
    }
}

#[test]
fn the_search_itself_finds_what_it_looks_for() {
    let secrets = ["211062-5629".to_owned(), "Anna Hansen".to_owned()];
    for text in ["x 2110625629 y", "ANNA HANSEN", "211062 5629"] {
        assert!(found_in(text.as_bytes(), &secrets).is_some(), "{text}");
    }
    let utf16: Vec<u8> = "Anna Hansen".encode_utf16().flat_map(u16::to_le_bytes).collect();
    assert!(found_in(&utf16, &secrets).is_some() && found_in(b"nothing", &secrets).is_none());
}

/// A list of these columns beside the usual ones, in every row the same.
fn with(columns: &[(&str, &str)]) -> Vec<Vec<Value>> {
    let mut rows = sound(3);
    for (at, cells) in rows.iter_mut().enumerate() {
        for (heading, word) in columns {
            cells.push(text(if at == 0 { heading } else { word }));
        }
    }
    rows
}

fn imported(desk: &Desk, rows: &[Vec<Value>], more: &[&str]) -> crate::program::Outcome {
    let path = desk.write("list.csv", sheets::csv(rows, ';'));
    let outcome = desk.run(&[&["consent", "import", &path.display().to_string(), "--json"], more].concat());
    fs::remove_file(path).unwrap();
    outcome
}

#[test]
fn an_answer_is_no_reference_of_an_approval_of_a_form_or_of_a_witness() {
    let desk = Desk::new();
    for (heading, word) in [
        ("godkendelse", "nej"),
        ("godkendelse", "Ja"),
        ("godkendelse", "-"),
        ("chefens beslut", "0"),
        ("vidne", "no"),
        ("vidne", "…"),
        ("signaturreference", "Nei."),
    ] {
        let outcome = imported(&desk, &with(&[(heading, word)]), &[]);
        assert_eq!(outcome.code, 1, "{heading}={word}: {}", outcome.stdout);
        assert!(
            outcome.lines.iter().all(|line| line["error"]["kind"] == "not-a-reference"),
            "{heading}={word}: {}",
            outcome.stdout
        );
    }
    for word in ["nej", "?"] {
        let mut rows = sound(3);
        rows.iter_mut().skip(1).for_each(|cells| cells[0] = text(word));
        let outcome = imported(&desk, &rows, &[]);
        assert_eq!(outcome.lines[0]["error"]["kind"], "not-a-reference", "{word}: {}", outcome.stdout);
    }
    assert!(consents(&desk).is_empty());
    // Boxes in an archive have numbers, and a decision has a reference.
    let mut rows = with(&[("godkendelse", "Beslutning 26-77")]);
    rows.iter_mut().skip(1).enumerate().for_each(|(at, cells)| cells[0] = text(&at.to_string()));
    assert_eq!(imported(&desk, &rows, &[]).code, 0);
    // Typed on the command line it is none either.
    for (option, word) in [("--form-location", "-"), ("--approval", "-"), ("--witness", "--")] {
        let mut arguments = vec![
            "consent",
            "new",
            "--role",
            "staff",
            "--age-band",
            "18+",
            "--purpose",
            "event_report",
            "--channel",
            "intranet",
            "--valid-until",
            "2028-01-31",
            "--signer",
            "self",
        ];
        if option != "--form-location" {
            arguments.extend(["--form-location", "Sag 26-1"]);
        }
        let joined = format!("{option}={word}");
        arguments.push(&joined);
        let outcome = desk.run(&arguments);
        assert_eq!(outcome.code, 2, "{joined}: {}", outcome.stderr);
        assert!(!outcome.stderr.contains("unexpected argument"), "{}", outcome.stderr);
    }
}

#[test]
fn a_heading_of_confidentiality_alone_releases_nobody_from_it() {
    let desk = Desk::new();
    for heading in ["sekretess", "tavshedspligt", "taushetsplikt", "fritak"] {
        let mut rows = with(&[(heading, "ja")]);
        rows.iter_mut().skip(1).for_each(|cells| cells[0] = text(heading));
        // Every row a reference of its own.
        for (at, cells) in rows.iter_mut().enumerate().skip(1) {
            cells[0] = text(&format!("{heading} {at}"));
        }
        let outcome = imported(&desk, &rows, &[]);
        assert_eq!(outcome.code, 0, "{heading}: {}", outcome.stderr);
    }
    let told = consents(&desk);
    assert_eq!(told.len(), 12);
    assert!(told.iter().all(|one| one["collection"].get("confidentiality_release").is_none()), "{told:?}");
    let outcome = imported(&desk, &with(&[("Fritaget for tavshedspligt", "ja")]), &[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    let released = |one: &&Json| one["collection"]["confidentiality_release"] == json!(true);
    assert_eq!(consents(&desk).iter().filter(released).count(), 3);
}

#[test]
fn a_list_without_headings_loses_no_row_and_keeps_no_name_in_the_settings() {
    let desk = Desk::new();
    let settings = || fs::read_to_string(desk.path("data/settings.toml")).unwrap_or_default();
    // The first consent stands where the headings should, and its reference is a name.
    let mut rows: Vec<Vec<Value>> = sound(3).into_iter().skip(1).collect();
    let map: Vec<String> = ["reference", "role", "age_band", "purpose", "channel", "valid_until", "signer"]
        .iter()
        .enumerate()
        .map(|(at, field)| format!("#{}={field}", at + 1))
        .collect();
    let map: Vec<&str> = map.iter().flat_map(|one| ["--map", one.as_str()]).collect();
    let outcome = imported(&desk, &rows, &map);
    assert_eq!((outcome.code, &outcome.lines[0]["error"]["kind"]), (1, &json!("no_headings")));
    rows[0][0] = text("Anna Hansen");
    let outcome = imported(&desk, &rows, &map);
    assert_eq!(
        (outcome.code, &outcome.lines[0]["error"]["kind"]),
        (1, &json!("names")),
        "{}",
        outcome.stdout
    );
    assert!(!outcome.stdout.contains("Anna") && !settings().to_lowercase().contains("anna"));
    // The same among headings that are known.
    for (heading, kind) in [
        ("Anna Hansen", "names"),
        ("211062-5629", "personal_numbers"),
        ("211062\u{200b}-5629", "unseen_heading"),
        ("Blad\u{202e}et", "unseen_heading"),
    ] {
        let mut rows = sound(3);
        rows[0][0] = text(heading);
        let outcome = imported(&desk, &rows, &["--map", "#1=reference"]);
        assert_eq!((outcome.code, &outcome.lines[0]["error"]["kind"]), (1, &json!(kind)), "{heading}");
        assert_eq!(outcome.lines[0]["error"]["column"], "A", "{heading}");
    }
    assert!(consents(&desk).is_empty() && settings().is_empty(), "{}", settings());
    // A heading of two lines is one.
    let mut rows = sound(3);
    rows[0][0] = text("Blad\ni mappen");
    assert_eq!(imported(&desk, &rows, &["--map", "#1=reference"]).code, 0);
}

#[test]
fn a_number_over_two_cells_is_found_however_its_day_is_written() {
    let desk = Desk::new();
    for columns in [
        &[("Del", "03.10.24"), ("Del 2", "1234")][..],
        &[("Del", "3/10-24"), ("Del 2", "1234")],
        &[("Del", "031024"), ("", ""), ("Del 2", "1234")],
        &[("Del", "03.10.24"), ("", ""), ("Del 2", "-1234")],
        &[("Del", "0310\u{200b}24"), ("Del 2", "12\u{200b}34")],
        &[("Del", "2110\u{2060}62-56\u{feff}29")],
    ] {
        let outcome = imported(&desk, &with(columns), &[]);
        assert_eq!(
            (outcome.code, &outcome.lines[0]["error"]["kind"]),
            (1, &json!("personal_numbers")),
            "{columns:?}: {}",
            outcome.stdout
        );
    }
    assert!(consents(&desk).is_empty());
    // A day of the consent beside a number of the case is none.
    let outcome = imported(&desk, &with(&[("samtykkedato", "21.08.2026"), ("note", "1234")]), &[]);
    assert_eq!(outcome.code, 0, "{}", outcome.stdout);
}

#[test]
fn an_age_that_a_spreadsheet_took_for_a_day_refuses_no_list() {
    let desk = Desk::new();
    let mut rows = sound(3);
    for (cells, age) in rows.iter_mut().skip(1).zip([45_603.0, 41_974.0, 45_603.0]) {
        // 7 November 2024 is what Excel makes of "7-11", 1 December 2014 of "12-14".
        cells[2] = Value::Day(age);
        cells[6] = text("guardian_1; guardian_2");
    }
    let path = desk.write("list.xlsx", sheets::xlsx(&[rows])).display().to_string();
    let outcome = desk.done(&["consent", "import", &path, "--json"]);
    assert_eq!(outcome.lines.len(), 3, "{}", outcome.stdout);
    let mut ages: Vec<String> = consents(&desk).iter().map(|one| one["age_band"].to_string()).collect();
    ages.sort();
    assert_eq!(ages, ["\"12-14\"", "\"7-11\"", "\"7-11\""]);
}

#[test]
fn what_is_hidden_in_a_spreadsheet_is_never_read_as_if_somebody_had_seen_it() {
    let desk = Desk::new();
    let import = |parts: Vec<(&str, Vec<u8>)>| {
        let path = desk.write("list.xlsx", sheets::packed(&parts));
        let arguments = ["consent", "import", &path.display().to_string(), "--dry-run", "--json"];
        let outcome = desk.run(&arguments);
        fs::remove_file(&path).unwrap();
        outcome
    };
    let body = |first: usize, rows: &[Vec<Value>], hidden: &[usize]| {
        let mut body = String::new();
        for (at, cells) in rows.iter().enumerate() {
            let mark = if hidden.contains(&at) { " hidden=\"1\"" } else { "" };
            body.push_str(&format!("<row r=\"{}\"{mark}>", at + first));
            for (column, cell) in cells.iter().enumerate() {
                let Value::Text(words) = cell else { continue };
                let place = format!("{}{}", char::from(b'A' + column as u8), at + first);
                body.push_str(&format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{words}</t></is></c>"));
            }
            body.push_str("</row>");
        }
        sheets::sheet(&body).into_bytes()
    };
    let parts = |book: String, bodies: Vec<Vec<u8>>| {
        let names = ["xl/worksheets/sheet1.xml", "xl/worksheets/sheet2.xml"];
        let mut parts = vec![
            ("[Content_Types].xml", sheets::TYPES.into()),
            ("_rels/.rels", sheets::ROOT.into()),
            ("xl/workbook.xml", book.into_bytes()),
            ("xl/_rels/workbook.xml.rels", sheets::relations(bodies.len()).into_bytes()),
        ];
        parts.extend(names.into_iter().zip(bodies));
        parts
    };
    let rows = sound(4);
    let outcome = import(parts(sheets::workbook(1), vec![body(1, &rows, &[2])]));
    assert_eq!((outcome.code, &outcome.lines[0]["error"]["kind"]), (1, &json!("hidden_rows")));
    let mut empty = rows.clone();
    empty[2] = vec![text("")];
    let outcome = import(parts(sheets::workbook(1), vec![body(1, &empty, &[2])]));
    assert_eq!((outcome.code, outcome.lines.len()), (0, 3), "an empty row hides nothing: {}", outcome.stdout);
    // A hidden sheet is not the list, wherever it stands; what it holds is looked through all the same.
    for state in ["hidden", "veryHidden"] {
        let book = sheets::workbook(2).replacen("<sheet ", &format!("<sheet state=\"{state}\" "), 1);
        let other = sound(2);
        let outcome = import(parts(book.clone(), vec![body(1, &other, &[]), body(1, &rows, &[])]));
        assert_eq!((outcome.code, outcome.lines.len()), (0, 4), "{state}: {}", outcome.stdout);
        let mut other = other;
        other[1][1] = text("Anna Hansen");
        let outcome = import(parts(book, vec![body(1, &other, &[]), body(1, &rows, &[])]));
        assert_eq!((outcome.code, &outcome.lines[0]["error"]["kind"]), (1, &json!("names")), "{state}");
    }
}

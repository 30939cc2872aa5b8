//! The calendar of last days and the table to hand over, by the real program.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::disallowed_methods,
    reason = "a test that cannot go on should say where, and what others write into a file is written by it"
)]

use std::{collections::BTreeMap, fs, path::Path};

use crate::program::{Desk, region};
use icalendar::{Calendar, Component as _, Event, EventStatus};
use jiff::ToSpan as _;
use serde_json::{Value, json};
use sladd::{
    clock::{Clock as _, SystemClock},
    hash::ContentHash,
    register::Register,
};

/// The sample photo with its likeliest face kept by a new consent, the others covered.
fn kept(desk: &Desk, more: &[&str]) -> (String, Value) {
    fs::create_dir(desk.path("originals")).unwrap();
    let photo = desk.path("originals").join("sample.jpg");
    fs::copy(Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg"), &photo).unwrap();
    let id = desk.consent("staff", "intranet");
    let decision = json!({"decision": "keep", "role": "staff", "age_band": "18+", "consent": id});
    let region = region(&desk.faces(&photo)[0], decision);
    let sha256 = ContentHash::of(&fs::read(&photo).unwrap()).to_string();
    let decisions = json!({"photos": [{
        "photo": "sample.jpg", "sha256": sha256, "purpose": "event_report", "channels": ["intranet"],
        "regions": [region],
    }]});
    let decisions = desk.write("decisions.json", decisions.to_string()).display().to_string();
    let arguments = ["--decisions", &decisions, "--redact-rest", "--reviewed", "--event", "Sommerfest"];
    let outcome = desk.redact(&photo, &[&arguments[..], more].concat());
    assert_eq!(outcome.code, 0, "{}", outcome.stderr);
    (id, outcome.lines[0].clone())
}

fn calendar(desk: &Desk, name: &str) -> (Vec<u8>, BTreeMap<String, Event>) {
    desk.done(&["consent", "calendar", "--out", name]);
    let bytes = fs::read(desk.path(name)).unwrap();
    let text = String::from_utf8(bytes.clone()).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let read: Calendar = text.parse().unwrap();
    let events = read.components.iter().filter_map(|component| component.as_event());
    (bytes, events.map(|event| (event.get_uid().unwrap().to_owned(), event.clone())).collect())
}

fn of_day<'a>(events: &'a BTreeMap<String, Event>, day: &str, kind: &str) -> &'a Event {
    let uid = events.keys().find(|uid| uid.contains(kind) && uid.contains(day));
    &events[uid.unwrap_or_else(|| panic!("{kind} {day}: {:?}", events.keys()))]
}

#[test]
fn a_second_import_finds_the_same_entries_changed_and_what_is_over_cancelled() {
    let desk = Desk::new();
    let ids: Vec<String> = (0..2).map(|_| desk.consent("staff", "intranet")).collect();
    let (first, events) = calendar(&desk, "first.ics");
    assert_eq!(calendar(&desk, "again.ics").0, first, "the same register gives the same bytes");
    assert_eq!(events.len(), 1, "two consents that end on one day are one entry");
    let ends = of_day(&events, "20280131", "consents");
    assert_eq!(ends.property_value("DTSTART"), Some("20280131"));
    assert!(ids.iter().all(|id| ends.get_description().unwrap().contains(id.as_str())));
    assert_eq!(ends.get_status(), Some(EventStatus::Confirmed));
    let before = ends.get_sequence().unwrap();
    // One is renewed, the other withdrawn: the day has nothing left, and the mailbox is told so.
    desk.done(&["consent", "renew", &ids[0], "--valid-until", "2029-02-28"]);
    desk.done(&["consent", "withdraw", &ids[1]]);
    let (_, events) = calendar(&desk, "second.ics");
    let ends = of_day(&events, "20280131", "consents");
    assert_eq!(ends.get_status(), Some(EventStatus::Cancelled));
    assert!(ends.get_sequence().unwrap() > before);
    let renewed = of_day(&events, "20290228", "consents").get_description().unwrap().to_owned();
    assert!(renewed.contains(&ids[0]) && !renewed.contains(&ids[1]), "{renewed}");
    // As JSON, an entry a line.
    let told = desk.done(&["consent", "calendar", "--out", "third.ics", "--json"]);
    assert_eq!(told.lines.iter().filter(|line| line["cancelled"] == json!(false)).count(), 1);
    assert_eq!(desk.run(&["consent", "calendar", "--out", "third.ics"]).code, 3, "nothing is overwritten");
}

#[test]
fn copies_are_to_be_taken_down_by_their_last_day_and_no_entry_names_a_file() {
    let desk = Desk::new();
    let (id, line) = kept(&desk, &["--keep-names"]);
    let record = fs::read_to_string(line["sidecar"].as_str().unwrap()).unwrap();
    let record: Value = serde_json::from_str(&record).unwrap();
    let record = record["record_id"].as_str().unwrap().to_owned();
    let (bytes, events) = calendar(&desk, "a.ics");
    let text = String::from_utf8(bytes).unwrap().replace("\r\n ", "");
    assert!(
        !text.contains("sample") && !text.contains("Sommerfest") && !text.contains("HR archive"),
        "{text}"
    );
    let down: Vec<&Event> =
        events.iter().filter(|(uid, _)| uid.contains("take-down")).map(|(_, event)| event).collect();
    assert_eq!(down.len(), 1);
    assert!(down[0].get_description().unwrap().contains(&record[..8]));
    desk.done(&["copies", "posted", &record, "--channel", "intranet", "--place", "news page"]);
    // Withdrawn, the copy is to be taken down at once; taken down, nothing is left.
    desk.done(&["consent", "withdraw", &id]);
    let told = desk.done(&["consent", "calendar", "--out", "b.ics", "--json"]);
    let open: Vec<&Value> = told
        .lines
        .iter()
        .filter(|line| line["kind"] == "take_down" && line["cancelled"] == json!(false))
        .collect();
    assert_eq!((open.len(), &open[0]["consents"]), (1, &json!([id])), "{}", told.stdout);
    desk.done(&["copies", "taken-down", &record]);
    let (_, events) = calendar(&desk, "c.ics");
    assert!(events.values().all(|event| event.get_status() == Some(EventStatus::Cancelled)), "{events:?}");
}

#[test]
fn the_table_has_what_may_be_shown_and_nothing_that_a_spreadsheet_runs() {
    let desk = Desk::new();
    let (id, line) = kept(&desk, &["--alt-text", "=Tre ansatte; ved et bord"]);
    let output = Path::new(line["output"].as_str().unwrap()).to_owned();
    let output = if output.is_absolute() { output } else { desk.path("").join(output) };
    let name = output.file_name().unwrap().to_str().unwrap().to_owned();
    desk.done(&["copies", "handover", "--out", "a.csv"]);
    let table = fs::read_to_string(desk.path("a.csv")).unwrap();
    let rows: Vec<&str> = table.trim_end().split("\r\n").collect();
    assert_eq!(rows.len(), 2, "{table}");
    let sha256 = ContentHash::of(&fs::read(&output).unwrap()).to_string();
    for wanted in [&name, &sha256, &id, "Intranet", "'=Tre ansatte; ved et bord"] {
        assert!(rows[1].contains(wanted), "{wanted}: {table}");
    }
    let listed = desk.done(&["copies", "list", "--json"]);
    assert!(listed.lines[0]["folder"].as_str().unwrap().ends_with("out"), "{}", listed.stdout);
    let affected = desk.done(&["consent", "affected", &id, "--json"]);
    assert_eq!(affected.lines[0]["folder"], listed.lines[0]["folder"]);
    // Of another time there is none, and of an event that nobody knows no table.
    desk.done(&["copies", "handover", "--out", "early.csv", "--to", "2020-01-01"]);
    assert_eq!(fs::read_to_string(desk.path("early.csv")).unwrap().trim_end().lines().count(), 1);
    for unknown in ["Julefest", "E-K7QD-4TXM"] {
        let outcome = desk.run(&["copies", "handover", "--out", "none.csv", "--event", unknown]);
        assert_eq!(outcome.code, 2, "{unknown}: {}", outcome.stderr);
        assert!(!desk.path("none.csv").exists() && !outcome.stderr.is_empty());
    }
    let more = ["--day", "2026-12-01", "--purpose", "event_report", "--channel", "intranet", "--json"];
    let made = desk.done(&[&["consent", "event", "new", "--name", "SOMMERFEST"][..], &more].concat());
    let event = made.lines[0]["event"].as_str().unwrap().to_owned();
    for (at, called) in ["Sommerfest", "sommerfest", " SOMMERFEST ", &event].into_iter().enumerate() {
        let file = format!("event{at}.csv");
        desk.done(&["copies", "handover", "--out", &file, "--event", called]);
        let rows = fs::read_to_string(desk.path(&file)).unwrap().trim_end().lines().count();
        assert_eq!(rows, 2, "{called}");
    }
    // Words that somebody has put beside the copy since then are not handed over if they are a number.
    let beside = output.with_file_name(format!("{name}.txt"));
    fs::write(&beside, "211062-5629").unwrap();
    let outcome = desk.run(&["copies", "handover", "--out", "b.csv"]);
    assert_eq!(outcome.code, 1);
    assert!(!fs::read_to_string(desk.path("b.csv")).unwrap().contains("211062"));
    assert!(outcome.stderr.contains(&name) && !outcome.stderr.contains("211062"), "{}", outcome.stderr);
    // Nor if they are a name: that it may stand there was said of other words.
    fs::write(&beside, "Anna Hansen ved et bord").unwrap();
    let outcome = desk.run(&["copies", "handover", "--out", "name.csv"]);
    assert_eq!(outcome.code, 1);
    assert!(!fs::read_to_string(desk.path("name.csv")).unwrap().contains("Anna"));
    // Nor is a copy that was changed, nor one whose consent is withdrawn.
    let bytes = fs::read(&output).unwrap();
    fs::write(&output, [&bytes[..], b"x"].concat()).unwrap();
    let outcome = desk.run(&["copies", "handover", "--out", "c.csv"]);
    assert_eq!(outcome.code, 1);
    assert_eq!(fs::read_to_string(desk.path("c.csv")).unwrap().trim_end().lines().count(), 1);
    fs::write(&output, bytes).unwrap();
    desk.done(&["consent", "withdraw", &id]);
    let outcome = desk.done(&["copies", "handover", "--out", "d.csv"]);
    assert_eq!(fs::read_to_string(desk.path("d.csv")).unwrap().trim_end().lines().count(), 1);
    assert!(outcome.stderr.contains('1'), "{}", outcome.stderr);
}

#[test]
fn a_copy_whose_consent_was_erased_is_one_entry_of_one_day() {
    let desk = Desk::new();
    let (id, _) = kept(&desk, &[]);
    desk.done(&["consent", "withdraw", &id]);
    desk.done(&["consent", "erase", &id]);
    let created =
        desk.done(&["copies", "list", "--json"]).lines[0]["created_on"].as_str().unwrap().to_owned();
    let open = |file: &str| {
        let told = desk.done(&["consent", "calendar", "--out", file, "--json"]).lines;
        told.into_iter()
            .filter(|line| line["kind"] == "take_down" && line["cancelled"] == json!(false))
            .collect::<Vec<Value>>()
    };
    let entries = open("a.ics");
    assert_eq!(entries.len(), 1, "{entries:?}");
    assert_eq!(entries[0]["day"], json!(created), "the day on which it was written, whatever day it is");
    assert!(entries[0]["uid"].as_str().unwrap().contains(&created.replace('-', "")), "{entries:?}");
    // Tomorrow and in a week it is the same entry, not one more.
    let register = Register::open(&desk.path("data"), std::sync::Arc::new(SystemClock)).unwrap();
    let today = SystemClock.today();
    let down = |day| {
        let calendar = sladd::documents::Calendar::of(&register, day).unwrap();
        let down = calendar.entries.into_iter().filter(|entry| !entry.copies.is_empty());
        down.map(|entry| (entry.uid, entry.day)).collect::<Vec<_>>()
    };
    let (now, week) = (down(today), down(today.saturating_add(7.days())));
    assert_eq!((now.len(), &now), (1, &week));
}

//! A wrong clock in the window: told, asked about, noted.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::sync::Arc;

use crate::desk::{Desk, Start};
use jiff::ToSpan as _;
use sladd::{
    clock::{Clock as _, FixedClock, SystemClock},
    consent::ConsentId,
    register::Form,
};

fn kinds(desk: &Desk) -> Vec<String> {
    desk.start.register().ledger().unwrap().into_iter().map(|entry| entry.kind).collect()
}

#[test]
fn the_window_asks_about_a_clock_that_does_not_fit_the_ledger_and_notes_the_answer() {
    let mut start = Start::new();
    let form = Form {
        id: ConsentId::random(),
        printed_on: SystemClock.today(),
        language: "en".to_owned(),
        role: None,
        for_child: false,
        purposes: vec![],
        channels: vec![],
        occasion: None,
    };
    start.register().note_form(&form).unwrap();
    // Two years on, if this computer is to be believed.
    start.clock = Arc::new(FixedClock(SystemClock.today().saturating_add(2.years())));
    let mut desk = Desk::open(start);
    let [question, answer, close] =
        ["ui-clock-question", "ui-clock-is-right", "ui-close"].map(|id| desk.t(id));
    desk.wait_for(&question);
    desk.click(&close);
    desk.wait("the question goes", |desk| !desk.is_there(&question));
    assert_eq!(kinds(&desk), ["form_printed"], "who does not answer has nothing noted");
    // Whatever is asked of the register leads back to it.
    desk.with_app(|app| app.tell(sladd::session::Command::ReadConsents));
    desk.wait_for(&question);
    desk.click(&answer);
    desk.wait("the answer is noted", |desk| kinds(desk).len() == 2);
    assert_eq!(kinds(&desk)[1], "clock_confirmed");
    desk.wait("the question goes", |desk| !desk.is_there(&question));
    assert!(desk.with_app(|app| app.session().failure.is_none()));
}

/// What a killed export left is removed when the window opens, and told.
#[test]
fn the_window_tells_what_an_interrupted_export_had_left() {
    let start = Start::new();
    drop(start.register());
    let folder = start.out();
    std::fs::create_dir(&folder).unwrap();
    let folder = folder.canonicalize().unwrap();
    start.put("out", ".sladd-abcde1.part", b"half a picture");
    #[cfg(unix)]
    let host = rustix::system::uname().nodename().to_string_lossy().into_owned();
    #[cfg(not(unix))]
    let host = std::env::var("COMPUTERNAME").unwrap_or_default();
    let note = serde_json::json!({"host": host, "folder": folder});
    start.put("data/exports-under-way", "abcde", format!("{note}\n").as_bytes());
    let mut desk = Desk::open(start);
    desk.wait_for("An earlier export was cut off");
    assert!(!folder.join(".sladd-abcde1.part").exists());
}

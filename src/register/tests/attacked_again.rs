//! What was done to a register the second time: entries that are well formed, and do what the program lets nobody do.

use jiff::civil::date;
use rusqlite::params;

use super::{
    attacked::{append, raw, reopened, scene},
    *,
};
use crate::consent::{Consent, Event};

const TODAY: jiff::civil::Date = date(2026, 11, 24);

fn impossible(register: &Register) {
    let number = register.ledger().unwrap().len() as u64;
    assert_eq!(register.check_ledger().unwrap(), Err(LedgerFault::Impossible { number }));
}

#[test]
fn there_is_one_upgrade_and_none_later() {
    let scene = scene();
    append(&raw(scene.folder.path()), "upgraded", r#"{"from":4,"left":{}}"#, Some(""));
    let number = scene.register.ledger().unwrap().len() as u64;
    assert_eq!(scene.register.check_ledger().unwrap(), Err(LedgerFault::UpgradedAgain { number }));
}

#[test]
fn what_the_program_lets_nobody_do_is_found_in_well_formed_entries() {
    type Changed = fn(&mut Consent);
    let renewed = |consent: &mut Consent, on| {
        consent.valid_until = date(2028, 1, 1);
        consent.events.push(Event { state: ConsentState::Renewed, on });
    };
    let cases: [(&str, Changed); 5] = [
        ("renewal", |consent| {
            consent.channels.push(Channel::PublicWeb);
            consent.events.push(Event { state: ConsentState::Renewed, on: TODAY });
        }),
        ("renewal", |consent| {
            consent.valid_until = date(2099, 1, 1);
            consent.events.push(Event { state: ConsentState::Renewed, on: TODAY });
        }),
        ("renewal", |consent| {
            consent.events.push(Event { state: ConsentState::Renewed, on: date(2090, 1, 1) });
        }),
        ("state_change", |consent| {
            consent.role = Role::Patient;
            consent.events.push(Event { state: ConsentState::Deferred, on: TODAY });
        }),
        ("withdrawal", |consent| consent.events.clear()),
    ];
    for (kind, change) in cases {
        let scene = scene();
        let mut consent = scene.kept.clone();
        change(&mut consent);
        said_of(&scene, kind, &consent);
        impossible(&scene.register);
    }
    // A withdrawn consent is deferred, and then renewed.
    let scene = scene();
    scene.register.withdraw(&scene.kept.id, TODAY).unwrap();
    let mut consent = scene.register.get(&scene.kept.id).unwrap().unwrap();
    consent.events.push(Event { state: ConsentState::Deferred, on: TODAY });
    said_of(&scene, "state_change", &consent);
    impossible(&scene.register);
    // What the program does is in order.
    let honest = self::scene();
    let mut consent = honest.kept.clone();
    renewed(&mut consent, TODAY);
    said_of(&honest, "renewal", &consent);
    assert!(honest.register.check_ledger().unwrap().is_ok());
}

/// An entry about a consent, and its row.
fn said_of(scene: &super::attacked::Scene, kind: &str, consent: &Consent) {
    let file = raw(scene.folder.path());
    let about: String = file
        .query_row("SELECT token FROM subject WHERE id = ?1", [consent.id.as_str()], |row| row.get(0))
        .unwrap();
    let body = serde_json::to_string(consent).unwrap();
    append(&file, kind, &body, Some(&about));
    file.execute("UPDATE consent SET body = ?2 WHERE id = ?1", params![consent.id.as_str(), body]).unwrap();
}

#[test]
fn entries_of_no_kind_or_about_what_is_not_there_are_found() {
    for (kind, body) in [
        ("take_down", r#"{"places":[]}"#.replace("[]", "[{}]")),
        (
            "posted",
            r#"{"record_id":"never made","channel":"intranet","place":"wall","posted_on":"2026-11-24","taken_down_on":null}"#
                .to_owned(),
        ),
    ] {
        let (folder, register) = register();
        let consent = register.add(new_consent()).unwrap();
        register.begin_export(&entry(Some(&consent.id))).unwrap().commit().unwrap();
        append(&raw(folder.path()), kind, &body, Some(""));
        impossible(&register);
    }
    // A copy that takes the place of one that was made of another photo.
    let (folder, register) = register();
    let first = entry(None);
    register.begin_export(&first).unwrap().commit().unwrap();
    let mut second = ExportEntry { record_id: "second".to_owned(), ..entry(None) };
    second.source_sha256 = ContentHash::of(b"another photo");
    second.more.supersedes = Some(first.record_id);
    append(&raw(folder.path()), "re_export", &serde_json::to_string(&second).unwrap(), Some(""));
    impossible(&register);
}

/// Behind many rows of one thing, a trigger was not looked at any more.
#[test]
fn a_thing_behind_many_of_the_same_name_is_found() {
    let scene = scene();
    let file = raw(scene.folder.path());
    file.execute_batch("PRAGMA writable_schema = ON").unwrap();
    for _ in 0..200 {
        file.execute(
            "INSERT INTO sqlite_schema SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema
             WHERE name = 'sqlite_autoindex_consent_1' LIMIT 1",
            [],
        )
        .unwrap();
    }
    drop(file);
    drop(scene.register);
    assert!(matches!(reopened(scene.folder.path()), Err(RegisterError::Foreign { .. })));
}

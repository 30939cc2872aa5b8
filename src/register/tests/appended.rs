//! Entries that somebody appends who knows the format: well-formed, rightly chained, and nothing that the program lets anybody
//! do. And what the program does let people do, all of it, which must check as intact.

use std::sync::Arc;

use jiff::civil::date;
use rusqlite::{Connection, params};

use super::{
    attacked::{Scene, TODAY, append, raw, scene},
    older::written_by,
    *,
};
use crate::{clock::FixedClock, consent::Consent, register::chain::salted};

fn opened(folder: &std::path::Path, today: jiff::civil::Date) -> Register {
    Register::open(folder, Arc::new(FixedClock(today))).unwrap()
}

fn token(file: &Connection, id: &ConsentId) -> String {
    file.query_row("SELECT token FROM subject WHERE id = ?1", [id.as_str()], |row| row.get(0)).unwrap()
}

/// Appends an entry about a consent, and writes the row that fits it.
fn put(file: &Connection, kind: &str, consent: &serde_json::Value, id: &ConsentId) {
    let body = serde_json::to_string(&serde_json::from_value::<Consent>(consent.clone()).unwrap()).unwrap();
    append(file, kind, &body, Some(&token(file, id)));
    file.execute("UPDATE consent SET body = ?2 WHERE id = ?1", params![id.as_str(), body]).unwrap();
}

fn is_impossible(scene: &Scene, what: &str) {
    let number = scene.register.ledger().unwrap().len() as u64;
    assert_eq!(scene.register.check_ledger().unwrap(), Err(LedgerFault::Impossible { number }), "{what}");
}

/// No export relies on a consent whose entries or row are not the program's, though nobody has asked for the check.
fn nothing_relies_on(scene: &Scene, id: &ConsentId, what: &str) {
    let begun = scene.register.begin_export(&ExportEntry { record_id: "new".to_owned(), ..entry(Some(id)) });
    assert!(matches!(begun, Err(RegisterError::RowDiffers(_))), "{what}: {:?}", begun.map(|_| ()));
}

/// What the rows of an erased export say is held by the hash in the erasure, and by nothing that comes after.
#[test]
fn an_upgrade_is_told_once_and_says_nothing_of_what_came_after() {
    let change = |folder: &std::path::Path, record: &str| {
        let file = raw(folder);
        let (number, body): (i64, String) = file
            .query_row("SELECT number, body FROM export WHERE record_id = ?1", [record], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .unwrap();
        let body = body.replace("\"redact\"", "\"not_a_face\"").replace("\"erased\"", "\"not_a_face\"");
        let nonce = "cd".repeat(16);
        file.execute("UPDATE export SET body = ?2 WHERE record_id = ?1", params![record, body]).unwrap();
        file.execute("UPDATE remnant SET nonce = ?2 WHERE record_id = ?1", params![record, nonce]).unwrap();
        let left = serde_json::json!({number.to_string(): salted(&nonce, &body).to_string()});
        let upgraded = serde_json::json!({"from": 3, "left": left});
        append(&file, "upgraded", &upgraded.to_string(), Some(""));
    };
    let scene = scene();
    change(scene.folder.path(), "third");
    let number = scene.register.ledger().unwrap().len() as u64;
    assert_eq!(scene.register.check_ledger().unwrap(), Err(LedgerFault::UpgradedAgain { number }));

    // A register that was brought up to this form has told so once already.
    let (folder, register) = register();
    let gone = register.add(new_consent()).unwrap();
    register.begin_export(&entry(Some(&gone.id))).unwrap().commit().unwrap();
    register.withdraw(&gone.id, TODAY).unwrap();
    register.erase(&gone.id).unwrap();
    drop(register);
    written_by(3, folder.path());
    let register = opened(folder.path(), TODAY);
    let honest = register.check_ledger().unwrap().unwrap();
    assert_eq!(register.ledger().unwrap().last().unwrap().kind, "upgraded");
    change(folder.path(), &entry(None).record_id);
    let fault = LedgerFault::UpgradedAgain { number: honest + 1 };
    assert_eq!(register.check_ledger().unwrap(), Err(fault));
}

/// The attack that a withdrawal did not survive: an event that is no end, and a renewal after it.
#[test]
fn a_consent_that_has_ended_never_holds_again() {
    for (ends, word) in
        [("withdrawal", "withdrawn"), ("state_change", "invalidated"), ("state_change", "deferred")]
    {
        let scene = scene();
        let id = &scene.kept.id;
        if word == "withdrawn" {
            scene.register.withdraw(id, TODAY).unwrap();
        } else {
            scene.register.mark(id, word.parse().unwrap()).unwrap();
        }
        let file = raw(scene.folder.path());
        let mut consent = serde_json::to_value(scene.register.get(id).unwrap().unwrap()).unwrap();
        for (kind, state) in [("state_change", "deferred"), ("renewal", "renewed")] {
            let event = serde_json::json!({"state": state, "on": TODAY});
            consent["events"].as_array_mut().unwrap().push(event);
            put(&file, kind, &consent, id);
        }
        let checked = scene.register.check_ledger().unwrap();
        assert!(matches!(checked, Err(LedgerFault::Impossible { .. })), "{ends} {word}: {checked:?}");
        nothing_relies_on(&scene, id, word);
    }
}

#[test]
fn an_appended_change_of_a_consent_can_do_no_more_than_the_program() {
    type Change = fn(&mut serde_json::Value);
    let changes: [(&str, &str, Change); 14] = [
        ("renewal", "other channels", |it| it["channels"] = serde_json::json!(["press", "public_web"])),
        ("renewal", "other purposes", |it| it["purposes"] = serde_json::json!(["recruitment"])),
        ("renewal", "another role", |it| it["role"] = "patient".into()),
        ("renewal", "other signers", |it| it["signers"] = serde_json::json!(["guardian_1"])),
        ("renewal", "another age", |it| it["age_band"] = "15-17".into()),
        ("renewal", "from when", |it| it["valid_from"] = "2020-01-01".into()),
        ("renewal", "for ever", |it| it["valid_until"] = "2099-01-01".into()),
        ("renewal", "longer than the longest", |it| it["valid_until"] = "2031-11-25".into()),
        ("renewal", "on a day to come", |it| it["events"][1]["on"] = "2090-01-01".into()),
        ("renewal", "on a day long ago", |it| it["events"][1]["on"] = "2026-01-01".into()),
        ("state_change", "that renews", |_| {}),
        ("withdrawal", "that renews", |_| {}),
        ("withdrawal", "on a day to come", |it| {
            it["events"][1] = serde_json::json!({"state": "withdrawn", "on": "2027-01-01"});
        }),
        ("withdrawal", "and more", |it| {
            it["events"][1] = serde_json::json!({"state": "withdrawn", "on": "2026-11-24"});
            it["channels"] = serde_json::json!(["press"]);
        }),
    ];
    for (kind, what, change) in changes {
        let scene = scene();
        let id = &scene.kept.id;
        let mut consent = serde_json::to_value(&scene.kept).unwrap();
        let event = serde_json::json!({"state": "renewed", "on": TODAY});
        consent["events"].as_array_mut().unwrap().push(event);
        change(&mut consent);
        put(&raw(scene.folder.path()), kind, &consent, id);
        is_impossible(&scene, what);
        nothing_relies_on(&scene, id, what);
    }
    // One that was never given in this form.
    let givens: [(&str, Change); 4] = [
        ("before its entry", |it| it["valid_from"] = "2026-01-01".into()),
        ("for ever", |it| it["valid_until"] = "2099-01-01".into()),
        ("for nothing", |it| it["channels"] = serde_json::json!([])),
        ("renewed at once", |it| it["events"][0]["state"] = "renewed".into()),
    ];
    for (what, change) in givens {
        let scene = scene();
        let other: ConsentId = "S-AAAA-AAAA".parse().unwrap();
        let mut consent = serde_json::to_value(&scene.kept).unwrap();
        consent["id"] = other.as_str().into();
        change(&mut consent);
        let file = raw(scene.folder.path());
        file.execute("INSERT INTO subject VALUES (?1, '00')", [other.as_str()]).unwrap();
        file.execute("INSERT INTO consent VALUES (?1, '')", [other.as_str()]).unwrap();
        put(&file, "consent_added", &consent, &other);
        is_impossible(&scene, what);
    }
}

/// An older row that was put back, and one that never was, keep no face.
#[test]
fn an_export_sees_a_row_that_is_not_what_the_entries_tell() {
    let scene = scene();
    let id = &scene.kept.id;
    let before = serde_json::to_string(&scene.kept).unwrap();
    scene.register.withdraw(id, TODAY).unwrap();
    let file = raw(scene.folder.path());
    file.execute("UPDATE consent SET body = ?2 WHERE id = ?1", params![id.as_str(), before]).unwrap();
    nothing_relies_on(&scene, id, "the row from before the withdrawal");
    let other: ConsentId = "S-AAAA-AAAA".parse().unwrap();
    let planted = before.replace(id.as_str(), other.as_str());
    file.execute("INSERT INTO consent VALUES (?1, ?2)", params![other.as_str(), planted]).unwrap();
    nothing_relies_on(&scene, &other, "a row without an entry");
}

/// Whoever makes a copy anew does not take a row's word for what was decided.
#[test]
fn an_export_is_repeated_as_its_entry_tells_it() {
    let scene = scene();
    let as_decided = |record: &str| scene.register.export_as_decided(record);
    let (second, is_emptied) = as_decided("second").unwrap().unwrap();
    assert_eq!((second.record_id.as_str(), is_emptied), ("second", false));
    assert!(as_decided("third").unwrap().unwrap().1, "a person was erased from it");
    assert_eq!(as_decided("nowhere").unwrap(), None);
    let file = raw(scene.folder.path());
    file.execute_batch("UPDATE export SET body = replace(body, '\"keep\"', '\"not_a_face\"')").unwrap();
    assert!(matches!(as_decided("second"), Err(RegisterError::RowDiffers(_))));
    file.execute_batch("UPDATE export SET hash = 'x' WHERE record_id = 'third'").unwrap();
    assert!(matches!(as_decided("third"), Err(RegisterError::RowDiffers(_))));
}

#[test]
fn a_copy_takes_the_place_only_of_an_earlier_one_of_the_same_photo_and_use() {
    type Change = fn(&mut ExportEntry);
    let changes: [(&str, Option<Change>); 7] = [
        ("as the program does", None),
        ("another photo", Some(|it| it.source_sha256 = ContentHash::of(b"another"))),
        ("of no copy", Some(|it| it.more.supersedes = Some("nowhere".to_owned()))),
        ("of itself", Some(|it| it.more.supersedes = Some("forged".to_owned()))),
        ("another channel", Some(|it| it.channels = vec![Channel::Press])),
        ("another purpose", Some(|it| it.purpose = Purpose::Recruitment)),
        ("on a day to come", Some(|it| it.created_on = date(2027, 1, 1))),
    ];
    for (what, change) in changes {
        let scene = scene();
        let mut export = ExportEntry { record_id: "forged".to_owned(), ..entry(None) };
        export.more.supersedes = Some("second".to_owned());
        if let Some(change) = change {
            change(&mut export);
        }
        // What is done through the library is written as the program writes it.
        scene.register.begin_export(&export).unwrap().commit().unwrap();
        let number = scene.register.ledger().unwrap().len() as u64;
        let expected = if change.is_some() { Err(LedgerFault::Impossible { number }) } else { Ok(number) };
        assert_eq!(scene.register.check_ledger().unwrap(), expected, "{what}");
    }
    // One that keeps a face which the former did not keep.
    let scene = scene();
    let third = scene.register.add(new_consent()).unwrap();
    let mut more = ExportEntry { record_id: "forged".to_owned(), ..entry(Some(&third.id)) };
    more.more.supersedes = Some("second".to_owned());
    scene.register.begin_export(&more).unwrap().commit().unwrap();
    is_impossible(&scene, "a further consent");
}

#[test]
fn an_export_by_a_consent_that_does_not_hold_is_found() {
    let scene = scene();
    scene.register.withdraw(&scene.kept.id, TODAY).unwrap();
    let export = ExportEntry { record_id: "forged".to_owned(), ..entry(Some(&scene.kept.id)) };
    scene.register.begin_export(&export).unwrap().commit().unwrap();
    is_impossible(&scene, "withdrawn");
}

#[test]
fn what_is_said_of_a_copy_happened_to_one_that_was_there() {
    let posted = |record: &str, on: &str| serde_json::json!({"record_id": record, "channel": "press", "place": "p", "posted_on": on, "taken_down_on": null});
    let first = entry(None).record_id;
    let insert = "INSERT INTO publication VALUES (3, ?1, 'press', 'p', ?2, NULL)";
    for (record, on, is_fine) in [
        (first.as_str(), "2026-11-24", true),
        ("nowhere", "2026-11-24", false),
        (first.as_str(), "2026-11-23", false),
        (first.as_str(), "2027-11-24", false),
    ] {
        let scene = scene();
        let file = raw(scene.folder.path());
        append(&file, "posted", &posted(record, on).to_string(), Some(""));
        file.execute(insert, params![record, on]).unwrap();
        if is_fine {
            assert!(scene.register.check_ledger().unwrap().is_ok(), "{:?}", scene.register.check_ledger());
        } else {
            is_impossible(&scene, &format!("{record} {on}"));
        }
    }
    // Taken down from the intranet, where it was put.
    for (record, channel, on, is_fine) in [
        (first.as_str(), "intranet", "2026-11-24", true),
        ("second", "intranet", "2026-11-24", false),
        (first.as_str(), "press", "2026-11-24", false),
        (first.as_str(), "intranet", "2001-01-01", false),
    ] {
        let scene = scene();
        let file = raw(scene.folder.path());
        let mut place = serde_json::to_value(&scene.register.publications(&first).unwrap()[0]).unwrap();
        place["taken_down_on"] = on.into();
        let down = serde_json::json!({"record_id": record, "channel": channel, "on": on, "places": [place]});
        append(&file, "take_down", &down.to_string(), Some(""));
        file.execute("UPDATE publication SET taken_down_on = ?1 WHERE number = 1", [on]).unwrap();
        if is_fine {
            assert!(scene.register.check_ledger().unwrap().is_ok(), "{:?}", scene.register.check_ledger());
        } else {
            is_impossible(&scene, &format!("{record} {channel} {on}"));
        }
    }
}

#[test]
fn an_entry_of_an_unknown_kind_or_without_sense_is_refused_by_name() {
    let scene = scene();
    append(&raw(scene.folder.path()), "what\u{1b}ever", "{\"a\":1}", Some(""));
    let number = scene.register.ledger().unwrap().len() as u64;
    let kind = "what\\u{1b}ever".to_owned();
    let checked = scene.register.check_ledger().unwrap();
    assert_eq!(checked, Err(LedgerFault::UnknownKind { number, kind }));
    for (kind, body) in [
        ("restored", r#"{"lost":null}"#),
        ("restored", r#"{"lost":null,"lost_seen_at":null,"found":{"number":1,"hash":"x"}}"#),
        ("clock_confirmed", "{}"),
        ("archive_scan", r#"{"plan":"x"}"#),
        ("dispensation_used", "{}"),
        ("policy_change", "{}"),
        ("signing_key", r#"{"seed_sha256":"00"}"#),
    ] {
        let scene = scene_of(kind, body);
        is_impossible(&scene, body);
    }
}

fn scene_of(kind: &str, body: &str) -> Scene {
    let scene = scene();
    append(&raw(scene.folder.path()), kind, body, Some(""));
    scene
}

/// Everything that the program lets people do, in one ledger.
#[test]
fn every_entry_that_the_program_writes_checks_as_intact() {
    let (folder, register) = register();
    let until = |day| NewConsent { valid_until: day, ..new_consent() };
    let ids: Vec<ConsentId> = (0..4).map(|_| register.add(until(date(2027, 1, 31))).unwrap().id).collect();
    let form = Form {
        id: ConsentId::random(),
        printed_on: TODAY,
        language: "da".to_owned(),
        role: None,
        for_child: false,
        purposes: vec![],
        channels: vec![],
        occasion: None,
    };
    register.note_form(&form).unwrap();
    register.note_form(&Form { id: ConsentId::random(), ..form.clone() }).unwrap();
    register.refuse(Some(form.id), date(2026, 11, 20)).unwrap();
    let back = NewConsent { id: Some(ConsentId::random()), ..until(TODAY) };
    let of_a_day = register.add(back).unwrap().id;
    let mut first = entry(Some(&ids[0]));
    first.regions.extend(entry(Some(&ids[1])).regions);
    first.more.dispensations = vec!["DISP-2026-014".to_owned()];
    register.begin_export(&first).unwrap().commit().unwrap();
    register.signing_seed().unwrap();
    for _ in 0..2 {
        register.note_publication(&first.record_id, Channel::Press, "avis", TODAY).unwrap();
    }
    register.note_take_down(&first.record_id, Some(Channel::Intranet), None, TODAY).unwrap();
    register.note_take_down(&first.record_id, None, None, TODAY).unwrap();
    // The register is as good on later days, and says the same things twice without harm.
    let later = date(2027, 1, 10);
    let register = opened(folder.path(), later);
    register.renew(&ids[0], date(2028, 1, 1)).unwrap();
    register.renew(&ids[0], date(2032, 1, 10)).unwrap();
    for _ in 0..2 {
        register.withdraw(&ids[1], date(2026, 12, 24)).unwrap();
        register.mark(&ids[2], ConsentState::Deferred).unwrap();
    }
    register.mark(&ids[2], ConsentState::Unknown).unwrap();
    register.withdraw(&ids[2], later).unwrap();
    register.mark(&ids[3], ConsentState::Invalidated).unwrap();
    register.withdraw(&ids[3], later).unwrap();
    let mut anew = ExportEntry { record_id: "anew".to_owned(), created_on: later, ..first.clone() };
    anew.regions.pop();
    anew.more.supersedes = Some(first.record_id.clone());
    anew.policy_sha256 = ContentHash::of(b"other rules");
    register.begin_export(&anew).unwrap().commit().unwrap();
    assert!(register.check_ledger().unwrap().is_ok(), "{:?}", register.check_ledger());
    register.erase(&ids[1]).unwrap();
    // One that has expired, and of which nobody has noted it.
    assert_eq!(register.erase(&of_a_day).unwrap(), 0);
    assert_eq!(register.get(&of_a_day).unwrap(), None);
    register.renew(&ids[0], date(2027, 6, 1)).unwrap();
    assert!(register.check_ledger().unwrap().is_ok(), "{:?}", register.check_ledger());
    // A clock that somebody answers for; the day before counts as ever.
    let ahead = opened(folder.path(), date(2031, 1, 1));
    assert!(ahead.confirm_clock().unwrap());
    let recorded = ahead.add(until(date(2031, 6, 1))).unwrap().id;
    let back = opened(folder.path(), later);
    assert!(back.confirm_clock().unwrap());
    back.withdraw(&recorded, later).unwrap();
    assert!(back.check_ledger().unwrap().is_ok(), "{:?}", back.check_ledger());
    let kinds: std::collections::BTreeSet<String> =
        back.ledger().unwrap().into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds.len(), 16, "{kinds:?}");
}

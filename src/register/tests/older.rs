//! Registers as older versions of the program wrote them.

use std::{path::Path, sync::Arc};

use jiff::civil::date;
use rusqlite::{Connection, params};

use super::*;
use crate::{clock::FixedClock, hash::ContentHash};

/// The tables of the second and third version, as those wrote them.
const TABLES: &str = "
    CREATE TABLE consent (id TEXT PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE ledger (
        number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at TEXT NOT NULL,
        body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);
    CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);
    ALTER TABLE ledger ADD COLUMN body_sha256 TEXT;
    CREATE TABLE export (
        record_id TEXT PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL, supersedes TEXT,
        body TEXT NOT NULL);
    CREATE INDEX export_supersedes ON export (supersedes);
    CREATE TABLE export_consent (
        consent TEXT NOT NULL, record_id TEXT NOT NULL, PRIMARY KEY (consent, record_id)) WITHOUT ROWID;
    CREATE TABLE publication (
        number INTEGER PRIMARY KEY, record_id TEXT NOT NULL, channel TEXT NOT NULL, place TEXT NOT NULL,
        posted_on TEXT NOT NULL, taken_down_on TEXT);
    CREATE INDEX publication_record ON publication (record_id);
    CREATE TABLE form (id TEXT PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);";

/// Puts a register of the second or third version with the same content in the place of the one in the folder. Bodies that
/// were erased keep the hash that they have.
pub(super) fn written_by(version: u8, folder: &Path) {
    let (path, old) = (folder.join("sladd.db"), folder.join("old.db"));
    let raw = Connection::open(&old).unwrap();
    raw.execute_batch(TABLES).unwrap();
    raw.execute("ATTACH ?1 AS newer", params![path.to_str().unwrap()]).unwrap();
    for table in ["consent", "secret", "export", "export_consent", "publication", "form", "note"] {
        raw.execute_batch(&format!("INSERT INTO main.{table} SELECT * FROM newer.{table}")).unwrap();
    }
    let mut previous = "0".repeat(64);
    let mut statement =
        raw.prepare("SELECT number, kind, at, body, body_sha256 FROM newer.ledger ORDER BY number").unwrap();
    let mut rows = statement.query([]).unwrap();
    while let Some(row) = rows.next().unwrap() {
        let number: i64 = row.get(0).unwrap();
        let texts: Vec<String> = (1..5).map(|index| row.get(index).unwrap()).collect();
        let [kind, at, body, kept] = &texts[..] else { unreachable!() };
        let mut body = body.clone();
        if kind == "ledger_pruned" {
            let told: serde_json::Value = serde_json::from_str(&body).unwrap();
            body = serde_json::json!({"entries": told["entries"]}).to_string();
        }
        let sha256 =
            if body.is_empty() { kept.clone() } else { ContentHash::of(body.as_bytes()).to_string() };
        let parts = [&previous, &number.to_string(), kind, at, &sha256];
        let hash =
            ContentHash::of_parts(parts.into_iter().flat_map(|part| [part.as_bytes(), b"\n".as_slice()]));
        raw.execute(
            "INSERT INTO ledger (number, kind, at, body, body_sha256, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![number, kind, at, body, sha256, previous, hash.to_string()],
        )
        .unwrap();
        raw.execute("UPDATE main.export SET hash = ?2 WHERE number = ?1", params![number, hash.to_string()])
            .unwrap();
        previous = hash.to_string();
    }
    drop(rows);
    drop(statement);
    raw.pragma_update(None, "user_version", version).unwrap();
    drop(raw);
    std::fs::rename(old, path).unwrap();
}

fn reopened(folder: &Path) -> Register {
    Register::open(folder, Arc::new(FixedClock(date(2026, 11, 24)))).unwrap()
}

/// A register as the second version wrote it, whose entries tell no folder: it opens, it holds, and it goes on.
#[test]
fn a_register_of_the_second_version_holds_with_entries_that_tell_no_folder() {
    let (folder, register) = register();
    let consent = register.add(new_consent()).unwrap();
    let former = entry(Some(&consent.id));
    register.begin_export(&former).unwrap().commit().unwrap();
    drop(register);
    let raw = rusqlite::Connection::open(folder.path().join("sladd.db")).unwrap();
    let body: String = raw.query_row("SELECT body FROM export", [], |row| row.get(0)).unwrap();
    assert!(
        !body.contains("folder") && !body.contains("policies"),
        "an entry without them is as it was: {body}"
    );
    drop(raw);
    written_by(2, folder.path());
    let register = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24)))).unwrap();
    assert_eq!(register.check_ledger().unwrap(), Ok(3));
    let mut next = ExportEntry { record_id: "next".to_owned(), ..former };
    next.more.folder = Some("/srv/billeder/æøå".to_owned());
    next.more.policies = vec![super::PolicyUsed {
        policy_id: "AFD-STRICT".to_owned(),
        version: "2".to_owned(),
        sha256: ContentHash::of(b"file"),
    }];
    register.begin_export(&next).unwrap().commit().unwrap();
    assert_eq!(register.check_ledger().unwrap(), Ok(4));
    let affected = register.affected(&consent.id).unwrap();
    let folders: Vec<_> = affected.iter().map(|export| export.folder.as_deref()).collect();
    assert_eq!(folders, [None, Some("/srv/billeder/æøå")]);
    assert!(affected[1].path().ends_with(&next.output) && affected[1].path().starts_with("/srv/billeder"));
    assert_eq!(affected[0].path().to_str(), Some(next.output.as_str()), "only the name is known");
    assert_eq!(register.export("next").unwrap().unwrap().1, next);
    let raw = rusqlite::Connection::open(folder.path().join("sladd.db")).unwrap();
    let version: i64 = raw.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
    assert_eq!(version, 5, "a program that does not know the folder says that the register is newer");
}

/// What was erased before stays as it is, and what is left of it is held from then on; who was recorded before can be
/// erased after.
#[test]
fn a_register_of_the_third_version_is_erased_from_before_and_after_it_was_brought_up_to_date() {
    let (folder, register) = register();
    let consents: Vec<_> = (0..3).map(|_| register.add(new_consent()).unwrap().id).collect();
    let mut export = entry(Some(&consents[0]));
    export.regions.extend(entry(Some(&consents[1])).regions);
    export.regions.extend(entry(Some(&consents[2])).regions);
    register.begin_export(&export).unwrap().commit().unwrap();
    register.withdraw(&consents[0], date(2026, 11, 24)).unwrap();
    register.erase(&consents[0]).unwrap();
    drop(register);
    written_by(3, folder.path());
    let register = reopened(folder.path());
    assert_eq!(register.check_ledger().unwrap(), Ok(7));
    register.withdraw(&consents[1], date(2026, 11, 24)).unwrap();
    assert_eq!(register.erase(&consents[1]).unwrap(), 1);
    assert_eq!(register.check_ledger().unwrap(), Ok(9));
    let (_, left) = register.export(&export.record_id).unwrap().unwrap();
    let decisions: Vec<&str> = left.regions.iter().map(|region| region.decision.as_str()).collect();
    assert_eq!(decisions, ["erased", "erased", "keep"]);
    let raw = Connection::open(folder.path().join("sladd.db")).unwrap();
    raw.execute_batch("UPDATE export SET body = replace(body, 'keep', 'not_a_face')").unwrap();
    assert!(matches!(register.check_ledger().unwrap(), Err(LedgerFault::RegisterDiffers { number: 4, .. })));
}

/// Older versions forgot the second person of an export of which a first one had been erased.
#[test]
fn who_was_left_in_an_export_by_an_older_version_is_erased_when_it_is_brought_up_to_date() {
    let (folder, register) = register();
    let (first, second) = (register.add(new_consent()).unwrap().id, register.add(new_consent()).unwrap().id);
    let mut export = entry(Some(&first));
    export.regions.extend(entry(Some(&second)).regions);
    register.begin_export(&export).unwrap().commit().unwrap();
    register.withdraw(&first, date(2026, 11, 24)).unwrap();
    register.withdraw(&second, date(2026, 11, 24)).unwrap();
    register.erase(&first).unwrap();
    drop(register);
    let raw = Connection::open(folder.path().join("sladd.db")).unwrap();
    raw.execute_batch("UPDATE ledger SET body = '', nonce = NULL WHERE number IN (2, 5)").unwrap();
    raw.execute(
        "INSERT INTO ledger (number, kind, at, body, body_sha256, previous, hash)
         VALUES (7, 'ledger_pruned', '2026-11-24T12:00:00Z', '{\"entries\":[2,5]}', 'x', 'x', 'x')",
        [],
    )
    .unwrap();
    for table in ["consent WHERE id", "export_consent WHERE consent"] {
        raw.execute(&format!("DELETE FROM {table} = ?1"), [second.as_str()]).unwrap();
    }
    drop(raw);
    written_by(2, folder.path());
    let register = reopened(folder.path());
    assert_eq!(register.check_ledger().unwrap(), Ok(8));
    let (_, left) = register.export(&export.record_id).unwrap().unwrap();
    assert!(left.regions.iter().all(|region| region.decision == "erased"), "{left:?}");
    drop(register);
    let bytes = std::fs::read(folder.path().join("sladd.db")).unwrap();
    assert!(!bytes.windows(second.as_str().len()).any(|window| window == second.as_str().as_bytes()));
}

#[test]
fn tables_of_another_version_than_the_file_says_are_refused() {
    for version in [0, 1, 2, 3, 4, -1] {
        let (folder, register) = register();
        drop(register);
        let raw = Connection::open(folder.path().join("sladd.db")).unwrap();
        raw.pragma_update(None, "user_version", version).unwrap();
        drop(raw);
        let opened = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24))));
        assert!(matches!(opened, Err(RegisterError::Foreign { .. })), "{version}: {opened:?}");
    }
    // Nobody goes back to a form of entries that proves less.
    let (folder, register) = register();
    register.add(new_consent()).unwrap();
    drop(register);
    written_by(3, folder.path());
    let raw = Connection::open(folder.path().join("sladd.db")).unwrap();
    raw.execute_batch("ALTER TABLE ledger ADD COLUMN nonce TEXT").unwrap();
    let opened = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24))));
    assert!(matches!(opened, Err(RegisterError::Foreign { what }) if what == "table ledger"));
}

/// Puts a register of the fourth version in the place of the one in the folder, in which there is nothing that it did not know.
fn written_by_the_fourth(folder: &Path) {
    let raw = Connection::open(folder.join("sladd.db")).unwrap();
    raw.execute_batch("DROP TABLE occasion").unwrap();
    raw.pragma_update(None, "user_version", 4).unwrap();
}

/// Nothing of its ledger changes: there is no second upgrade that could be believed.
#[test]
fn a_register_of_the_fourth_version_goes_on_with_events() {
    for before in [None, Some(2), Some(3)] {
        let (folder, register) = register();
        let consent = register.add(new_consent()).unwrap();
        drop(register);
        if let Some(version) = before {
            written_by(version, folder.path());
            drop(reopened(folder.path()));
        }
        written_by_the_fourth(folder.path());
        let register = reopened(folder.path());
        let entries = 1 + u64::from(before.is_some());
        assert_eq!(register.check_ledger().unwrap(), Ok(entries));
        assert_eq!(register.list().unwrap(), std::slice::from_ref(&consent));
        let party = register.add_occasion(super::occasions::new_occasion("Sommerfest 2026")).unwrap();
        register.add(NewConsent { occasion: Some(party.id.clone()), ..new_consent() }).unwrap();
        register.withdraw(&consent.id, date(2026, 11, 24)).unwrap();
        register.erase(&consent.id).unwrap();
        assert!(register.check_ledger().unwrap().is_ok());
        assert_eq!(register.consents_of(&party.id).unwrap().len(), 1);
        let raw = Connection::open(folder.path().join("sladd.db")).unwrap();
        let version: i64 = raw.query_row("PRAGMA user_version", [], |row| row.get(0)).unwrap();
        assert_eq!(version, 5, "an older program says that the register is newer");
        raw.pragma_update(None, "user_version", 6).unwrap();
        drop((raw, register));
        let opened = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24))));
        assert!(matches!(opened, Err(RegisterError::TooNew)), "and so does this one of a newer one");
    }
}

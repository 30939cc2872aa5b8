//! What was done to a register with the sqlite3 shell, and siblings of it: each is found or refused.

use std::{path::Path, sync::Arc};

use jiff::civil::date;
use rusqlite::{Connection, params};

use super::*;
use crate::{clock::FixedClock, consent::Consent, hash::ContentHash};

pub(super) const TODAY: jiff::civil::Date = date(2026, 11, 24);

/// Two consents, an export that relied on both and is taken the place of, posted, and taken down; a form that is out; a
/// third consent that was withdrawn, in an export of its own, and erased.
pub(super) struct Scene {
    pub(super) folder: tempfile::TempDir,
    pub(super) register: Register,
    pub(super) kept: Consent,
}

pub(super) fn scene() -> Scene {
    let (folder, register) = register();
    let kept = register.add(new_consent()).unwrap();
    let other = register.add(new_consent()).unwrap();
    let mut export = entry(Some(&kept.id));
    export.regions.extend(entry(Some(&other.id)).regions);
    register.begin_export(&export).unwrap().commit().unwrap();
    register
        .note_publication(&export.record_id, Channel::Intranet, "https://intra.example.org/1", TODAY)
        .unwrap();
    register.note_publication(&export.record_id, Channel::Press, "avis", TODAY).unwrap();
    register.note_take_down(&export.record_id, Some(Channel::Press), None, TODAY).unwrap();
    let mut second = ExportEntry { record_id: "second".to_owned(), ..entry(Some(&kept.id)) };
    second.more.supersedes = Some(export.record_id);
    register.begin_export(&second).unwrap().commit().unwrap();
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
    let gone = register.add(new_consent()).unwrap();
    let mut third = ExportEntry { record_id: "third".to_owned(), ..entry(Some(&gone.id)) };
    let covered = RegionEntry { decision: "redact".to_owned(), consent: None, ..third.regions[0].clone() };
    third.regions.push(covered);
    register.begin_export(&third).unwrap().commit().unwrap();
    register.withdraw(&gone.id, TODAY).unwrap();
    register.erase(&gone.id).unwrap();
    register.signing_seed().unwrap();
    assert!(register.check_ledger().unwrap().is_ok(), "{:?}", register.check_ledger());
    Scene { folder, register, kept }
}

pub(super) fn raw(folder: &Path) -> Connection {
    Connection::open(folder.join("sladd.db")).unwrap()
}

pub(super) fn reopened(folder: &Path) -> Result<Register, RegisterError> {
    Register::open(folder, Arc::new(FixedClock(TODAY)))
}

#[test]
fn every_table_is_held_against_the_ledger_in_both_directions() {
    for statement in [
        "DELETE FROM export_consent",
        "DELETE FROM export_consent WHERE rowid_of = 1",
        "INSERT INTO export_consent VALUES ('S-CCCC-CCCC', 'second')",
        "UPDATE export_consent SET record_id = 'third' WHERE record_id = 'second'",
        "DELETE FROM publication",
        "DELETE FROM publication WHERE channel = 'press'",
        "UPDATE publication SET taken_down_on = '2026-11-24' WHERE taken_down_on IS NULL",
        "UPDATE publication SET taken_down_on = NULL",
        "UPDATE publication SET place = 'elsewhere' WHERE number = 1",
        "UPDATE publication SET posted_on = x'00' WHERE number = 1",
        "UPDATE publication SET number = 9223372036854775807 WHERE number = 2",
        "UPDATE publication SET number = number + 5",
        "INSERT INTO publication VALUES (9, 'second', 'press', 'x', '2026-11-24', NULL)",
        "INSERT INTO export VALUES ('forged', 99, 'x', NULL, '{}')",
        "INSERT INTO export SELECT 'forged', number, hash, supersedes, replace(body, 'second', 'forged')
            FROM export WHERE record_id = 'second'",
        "INSERT INTO export SELECT 'forged', 1, hash, supersedes, replace(body, 'second', 'forged')
            FROM export WHERE record_id = 'second'",
        "UPDATE export SET supersedes = 'third' WHERE record_id = 'second'",
        "UPDATE export SET supersedes = 'second' WHERE record_id = 'third'",
        "UPDATE export SET supersedes = NULL",
        "UPDATE export SET hash = 'x' WHERE record_id = 'third'",
        "UPDATE export SET number = 1 WHERE record_id = 'second'",
        "DELETE FROM export WHERE record_id = 'second'",
        // What is left of an export of which a person was erased.
        "UPDATE export SET body = replace(body, 'redact', 'not_a_face') WHERE record_id = 'third'",
        "UPDATE export SET body = replace(body, 'erased', 'keep') WHERE record_id = 'third'",
        "DELETE FROM export WHERE record_id = 'third'",
        "DELETE FROM remnant",
        "UPDATE remnant SET nonce = '00'",
        "INSERT INTO remnant VALUES ('second', '00')",
        "UPDATE subject SET token = '00'",
        "DELETE FROM subject",
        "INSERT INTO subject VALUES ('S-CCCC-CCCC', '00')",
        "DELETE FROM form",
        "UPDATE form SET body = replace(body, 'da', 'sv')",
        "INSERT INTO form SELECT 'S-CCCC-CCCC', body FROM form",
        "INSERT INTO consent SELECT 'S-CCCC-CCCC', body FROM consent LIMIT 1",
        "INSERT INTO consent VALUES ('S-ZZZZ-ZZZZ', '{}')",
        "UPDATE consent SET body = replace(body, '2027', '2031')",
        "UPDATE consent SET body = x'7b7d' WHERE rowid = 1",
        "UPDATE note SET value = 'x'",
        "DELETE FROM note",
        "INSERT INTO note VALUES ('more', 'x')",
        "INSERT INTO secret VALUES ('more', zeroblob(32))",
        "UPDATE secret SET value = zeroblob(8) WHERE name = 'org_key'",
        "DELETE FROM secret WHERE name = 'signing_seed'",
        "UPDATE secret SET value = randomblob(32) WHERE name = 'signing_seed'",
        "UPDATE sqlite_sequence SET seq = 99",
        "UPDATE sqlite_sequence SET seq = 2",
        "INSERT INTO sqlite_sequence VALUES ('ledger', 2)",
        "DELETE FROM sqlite_sequence",
        "UPDATE ledger SET about = '' WHERE number = 1",
        "UPDATE ledger SET nonce = '00' WHERE number = 1",
        "UPDATE ledger SET body = zeroblob(5000000) WHERE number = 1",
    ] {
        let scene = scene();
        let statement = statement.replace("rowid_of = 1", "record_id = 'second'");
        raw(scene.folder.path()).execute_batch(&statement).unwrap();
        let checked = scene.register.check_ledger().unwrap();
        assert!(checked.is_err(), "{statement}: {checked:?}");
    }
}

#[test]
fn what_is_not_of_our_tables_is_refused_by_name() {
    for (statement, name) in [
        ("CREATE TRIGGER t BEFORE UPDATE ON consent BEGIN SELECT RAISE(IGNORE); END", "trigger t"),
        (
            "CREATE TRIGGER t BEFORE INSERT ON ledger WHEN NEW.kind = 'withdrawal' BEGIN SELECT RAISE(IGNORE); END",
            "trigger t",
        ),
        ("CREATE TRIGGER t BEFORE INSERT ON export_consent BEGIN SELECT RAISE(IGNORE); END", "trigger t"),
        ("CREATE TRIGGER t AFTER DELETE ON form BEGIN DELETE FROM consent; END", "trigger t"),
        ("CREATE VIEW v AS SELECT 1", "view v"),
        (
            "DROP TABLE note; CREATE VIEW note(name, value) AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i FROM n) SELECT i, i FROM n",
            "view note",
        ),
        ("CREATE TABLE more (x)", "table more"),
        ("CREATE VIRTUAL TABLE words USING fts5(x)", "table words"),
        ("CREATE INDEX more ON consent (body)", "index more"),
        ("CREATE INDEX more ON consent (lower(body))", "index more"),
        ("CREATE INDEX more ON export (hash) WHERE number > 3", "index more"),
        ("DROP INDEX export_supersedes", "index export_supersedes"),
        (
            "DROP INDEX export_supersedes; CREATE INDEX export_supersedes ON export (supersedes) WHERE number > 3",
            "index export_supersedes",
        ),
        (
            "DROP INDEX publication_record; CREATE INDEX publication_record ON publication (place)",
            "index publication_record",
        ),
        ("ALTER TABLE consent ADD COLUMN more TEXT", "table consent"),
        ("ALTER TABLE consent ADD COLUMN more TEXT AS (lower(body)) VIRTUAL", "table consent"),
        (
            "DROP TABLE form; CREATE TABLE form (id TEXT PRIMARY KEY COLLATE NOCASE, body TEXT NOT NULL)",
            "table form",
        ),
        ("DROP TABLE form; CREATE TABLE form (id TEXT PRIMARY KEY, body TEXT NOT NULL) WITHOUT ROWID", ""),
        (
            "DROP TABLE form; CREATE TABLE form (id TEXT PRIMARY KEY ON CONFLICT IGNORE, body TEXT NOT NULL)",
            "table form",
        ),
        (
            "DROP TABLE form; CREATE TABLE form (id TEXT PRIMARY KEY, body TEXT NOT NULL CHECK (body != 'x'))",
            "table form",
        ),
        ("DROP TABLE publication", ""),
        ("ALTER TABLE form RENAME TO forms", ""),
        ("ANALYZE", "table sqlite_stat1"),
        // Behind so many rows of the schema that are there twice that whoever reads only some does not come to it.
        (
            "PRAGMA writable_schema = ON;
             WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 250)
             INSERT INTO sqlite_schema SELECT type, name, tbl_name, rootpage, sql FROM sqlite_schema, n
                WHERE name = 'sqlite_autoindex_form_1';
             PRAGMA writable_schema = OFF;
             CREATE TRIGGER t BEFORE UPDATE ON consent BEGIN SELECT RAISE(IGNORE); END",
            "",
        ),
        ("PRAGMA application_id = 7", "application_id 7"),
        ("CREATE TABLE \"a\u{1b}[2J\" (x)", "table a\\u{1b}[2J"),
    ] {
        let scene = scene();
        let withdrawn = scene.register.withdraw(&scene.kept.id, TODAY).unwrap();
        raw(scene.folder.path()).execute_batch(statement).unwrap();
        let refused = |what: &str, answer: Option<RegisterError>| match answer {
            Some(RegisterError::Foreign { what: found }) => {
                assert!(name.is_empty() || found == name, "{statement}: {found}");
            }
            other => panic!("{statement}: {what}: {other:?}"),
        };
        refused("opening", reopened(scene.folder.path()).err());
        // A window that has stood open for days meets it as well.
        refused("writing", scene.register.withdraw(&withdrawn.id, TODAY).err());
        refused("reading", scene.register.list().err());
        refused("exporting", scene.register.begin_export(&entry(None)).map(|_| ()).err());
    }
}

/// The tables are as they should be, and something swallows or adds a write all the same: it is never reported as done.
#[test]
fn a_write_that_is_swallowed_or_added_to_is_never_reported_as_done() {
    use super::super::change::{CONSENT, Change, FORM, Promises};
    for trigger in [
        "CREATE TEMP TRIGGER t BEFORE UPDATE ON main.consent BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER t BEFORE DELETE ON main.form BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER t BEFORE INSERT ON main.ledger BEGIN SELECT RAISE(IGNORE); END",
        "CREATE TEMP TRIGGER t AFTER UPDATE ON main.consent BEGIN UPDATE consent SET body = 'x' WHERE id = NEW.id; END",
        "CREATE TEMP TRIGGER t AFTER INSERT ON main.ledger BEGIN DELETE FROM export_consent; END",
        "CREATE TEMP TRIGGER t AFTER INSERT ON main.ledger BEGIN INSERT INTO note VALUES ('x', 'y'); END",
    ] {
        let scene = scene();
        let file = raw(scene.folder.path());
        file.execute_batch("BEGIN IMMEDIATE").unwrap();
        file.execute_batch(trigger).unwrap();
        let mut promises = Promises::begin(&file);
        let clock = FixedClock(TODAY);
        let mut change = Change::new(&file, &clock, &mut promises);
        let id = scene.kept.id.as_str().to_owned();
        let form: String = file.query_row("SELECT id FROM form", [], |row| row.get(0)).unwrap();
        let written = change
            .update(&CONSENT, [id.into(), "{}".to_owned().into()])
            .and_then(|()| change.delete(&FORM, [form.into()]))
            .and_then(|()| super::super::chain::append(&mut change, "posted", "{}", &[]));
        let kept = written.and_then(|_| promises.keep(&file));
        assert!(matches!(kept, Err(RegisterError::NotWritten)), "{trigger}: {kept:?}");
    }
}

/// Hash of an entry that somebody else appends, who knows the format.
pub(super) fn append(file: &Connection, kind: &str, body: &str, about: Option<&str>) {
    let (number, previous): (i64, String) = file
        .query_row("SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .unwrap();
    let nonce = about.map(|_| "ab");
    let text = nonce.map_or_else(|| body.to_owned(), |nonce| format!("{nonce}\n{body}"));
    let mut entry = LedgerEntry {
        number: number.unsigned_abs() + 1,
        kind: kind.to_owned(),
        at: "2026-11-24T12:00:00Z".to_owned(),
        body: body.to_owned(),
        body_sha256: Some(ContentHash::of(text.as_bytes()).to_string()),
        nonce: nonce.map(str::to_owned),
        about: about.map(str::to_owned),
        previous,
        hash: String::new(),
    };
    entry.hash = entry.expected_hash().to_string();
    file.execute(
        "INSERT INTO ledger (number, kind, at, body, body_sha256, nonce, about, previous, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)",
        params![
            number + 1,
            entry.kind,
            entry.at,
            entry.body,
            entry.body_sha256,
            entry.nonce,
            entry.about,
            entry.previous,
            entry.hash
        ],
    )
    .unwrap();
}

#[test]
fn an_appended_pruning_without_an_erasure_is_found() {
    // The entry of the export and all that leads to it, with every way of saying that it was erased.
    let export = 3;
    for (body, about) in [
        (format!("{{\"entries\":[{export}]}}"), None),
        (format!("{{\"entries\":[{export}]}}"), Some("")),
        (format!("{{\"entries\":[{export}],\"erased\":\"TOKEN\"}}"), Some("")),
        (format!("{{\"entries\":[1,{export}],\"erased\":\"TOKEN\"}}"), Some("")),
        (
            format!("{{\"entries\":[{export}],\"erased\":\"TOKEN\",\"left\":{{\"{export}\":\"00\"}}}}"),
            Some(""),
        ),
        (format!("{{\"entries\":[{export}],\"erased\":\"00\"}}"), Some("")),
    ] {
        let scene = scene();
        let head = scene.register.head().unwrap().unwrap().parse().unwrap();
        let file = raw(scene.folder.path());
        let token: String = file
            .query_row("SELECT token FROM subject WHERE id = ?1", [scene.kept.id.as_str()], |row| row.get(0))
            .unwrap();
        file.execute("UPDATE ledger SET body = '', nonce = NULL WHERE number = ?1", [export]).unwrap();
        file.execute_batch(
            "DELETE FROM export_consent WHERE record_id NOT IN ('second', 'third');
             DELETE FROM export WHERE record_id NOT IN ('second', 'third')",
        )
        .unwrap();
        append(&file, "ledger_pruned", &body.replace("TOKEN", &token), about);
        assert!(scene.register.has_entry(&head).unwrap(), "no hash was changed");
        let checked = scene.register.check_ledger().unwrap();
        let number = scene.register.ledger().unwrap().len() as u64;
        let expected =
            if about.is_none() { LedgerFault::OldForm { number } } else { LedgerFault::Unproven { number } };
        assert_eq!(checked, Err(expected), "{body}");
    }
}

#[test]
fn what_cannot_have_happened_is_found_in_well_formed_entries() {
    let scene = scene();
    let mut given = scene.kept.clone();
    scene.register.withdraw(&scene.kept.id, TODAY).unwrap();
    let file = raw(scene.folder.path());
    let about: String = file
        .query_row("SELECT token FROM subject WHERE id = ?1", [scene.kept.id.as_str()], |row| row.get(0))
        .unwrap();
    given.valid_until = date(2028, 1, 1);
    let body = serde_json::to_string(&given).unwrap();
    for kind in ["renewal", "consent_added", "state_change", "withdrawal"] {
        let copy = tempfile::tempdir().unwrap();
        std::fs::copy(scene.folder.path().join("sladd.db"), copy.path().join("sladd.db")).unwrap();
        let register = reopened(copy.path()).unwrap();
        let file = raw(copy.path());
        append(&file, kind, &body, Some(&about));
        file.execute("UPDATE consent SET body = ?2 WHERE id = ?1", params![given.id.as_str(), body]).unwrap();
        let number = register.ledger().unwrap().len() as u64;
        assert_eq!(register.check_ledger().unwrap(), Err(LedgerFault::Impossible { number }), "{kind}");
    }
}

/// A process that has seen the end of the ledger misses it; see `tests/attacked/ledger.rs` for those that come after it.
#[test]
fn a_withdrawal_that_is_undone_behind_an_open_register_is_missed() {
    let scene = scene();
    let before: String = raw(scene.folder.path())
        .query_row("SELECT body FROM consent WHERE id = ?1", [scene.kept.id.as_str()], |row| row.get(0))
        .unwrap();
    scene.register.withdraw(&scene.kept.id, TODAY).unwrap();
    let number = scene.register.ledger().unwrap().len() as u64;
    let file = raw(scene.folder.path());
    file.execute("DELETE FROM ledger WHERE number = ?1", [number.cast_signed()]).unwrap();
    file.execute("UPDATE sqlite_sequence SET seq = ?1", [number.cast_signed() - 1]).unwrap();
    file.execute("UPDATE consent SET body = ?2 WHERE id = ?1", params![scene.kept.id.as_str(), before])
        .unwrap();
    drop(file);
    assert_eq!(scene.register.check_ledger().unwrap(), Err(LedgerFault::SeenMissing { number }));
    assert!(matches!(scene.register.add(new_consent()), Err(RegisterError::HeadMissing(_))));
    assert!(matches!(scene.register.begin_export(&entry(None)), Err(RegisterError::HeadMissing(_))));
}

/// An index whose rows are not those of its table: what is looked up by it is not there, and a whole walk sees it.
#[test]
fn an_index_that_leaves_rows_out_is_found() {
    for column in ["record_id) WHERE number > 99", "place)"] {
        let scene = scene();
        let file = raw(scene.folder.path());
        file.execute_batch(&format!(
            "PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = 'CREATE INDEX publication_record ON publication ({column}'
                WHERE name = 'publication_record';"
        ))
        .unwrap();
        drop(file);
        let file = raw(scene.folder.path());
        file.execute_batch(
            "REINDEX publication_record;
             PRAGMA writable_schema = ON;
             UPDATE sqlite_schema SET sql = 'CREATE INDEX publication_record ON publication (record_id)'
                WHERE name = 'publication_record';",
        )
        .unwrap();
        drop(file);
        let found = |checked: Result<u64, LedgerFault>| {
            assert!(matches!(checked, Err(LedgerFault::Damaged { .. })), "{column}: {checked:?}");
        };
        found(scene.register.check_ledger().unwrap());
        // At its opening a file of this size is looked through too, but an index only for how many rows it has.
        match reopened(scene.folder.path()) {
            Ok(register) => found(register.check_ledger().unwrap()),
            Err(fault) => assert!(matches!(fault, RegisterError::Damaged { .. }), "{column}: {fault:?}"),
        }
    }
}

#[test]
fn a_bad_row_is_named_and_the_others_work() {
    let scene = scene();
    let file = raw(scene.folder.path());
    file.execute_batch(
        "INSERT INTO consent (id, body) VALUES ('S-ZZZZ-ZZZZ', '{}'), ('S-ZZZZ-ZZZX', x'00ff'), (x'1b', '{}');
         INSERT INTO consent (id, body) SELECT 'S-AAAA-AAAA', body FROM consent LIMIT 1;
         INSERT INTO consent (id, body) VALUES ('S-CCCC-CCCC', hex(zeroblob(20000000)));
         INSERT INTO export (record_id, number, hash, body) VALUES ('nonsense', 3, 'x', 'y');
         INSERT INTO publication (record_id, channel, place, posted_on) VALUES ('second', 'moon', 'x', 'y');
         INSERT INTO form (id, body) VALUES ('S-DDDD-DDDD', '[]');",
    )
    .unwrap();
    file.execute("INSERT INTO export_consent VALUES (?1, 'nonsense')", [scene.kept.id.as_str()]).unwrap();
    drop(file);
    let register = &scene.register;
    assert_eq!(register.list().unwrap().len(), 2);
    assert_eq!(register.due(3650).unwrap().len(), 2);
    assert_eq!(register.exports().unwrap().len(), 3);
    assert_eq!(register.affected(&scene.kept.id).unwrap().len(), 2);
    assert_eq!(register.forms().unwrap().len(), 1);
    let named: Vec<String> = register.unreadable().iter().map(ToString::to_string).collect();
    assert_eq!(
        named,
        [
            "consent ?",
            "consent S-AAAA-AAAA",
            "consent S-CCCC-CCCC",
            "consent S-ZZZZ-ZZZX",
            "consent S-ZZZZ-ZZZZ",
            "export nonsense",
            "form S-DDDD-DDDD",
            "publication 3"
        ]
    );
    let bad: ConsentId = "S-AAAA-AAAA".parse().unwrap();
    assert!(matches!(register.get(&bad), Err(RegisterError::Row(_))), "nobody is kept by it");
    assert!(register.withdraw(&scene.kept.id, TODAY).is_ok());
}

//! What is left of a person after an erasure, and what the register costs.

use std::{path::Path, sync::Arc};

use jiff::civil::date;
use rusqlite::Connection;

use super::*;
use crate::{clock::FixedClock, hash::ContentHash};

const TODAY: jiff::civil::Date = date(2026, 11, 24);

fn raw(folder: &Path) -> Connection {
    Connection::open(folder.join("sladd.db")).unwrap()
}

fn reopened(folder: &Path) -> Result<Register, RegisterError> {
    Register::open(folder, Arc::new(FixedClock(TODAY)))
}

#[test]
fn a_second_person_of_an_export_is_erased_after_the_first() {
    let (folder, register) = register();
    let (first, second) = (register.add(new_consent()).unwrap(), register.add(new_consent()).unwrap());
    let mut export = entry(Some(&first.id));
    export.regions.extend(entry(Some(&second.id)).regions);
    register.begin_export(&export).unwrap().commit().unwrap();
    for consent in [&first, &second] {
        register.withdraw(&consent.id, TODAY).unwrap();
        assert_eq!(register.erase(&consent.id).unwrap(), 1);
        assert!(register.check_ledger().unwrap().is_ok(), "{:?}", register.check_ledger());
    }
    let (_, left) = register.export(&export.record_id).unwrap().unwrap();
    assert!(left.regions.iter().all(|region| region.decision == "erased" && region.role == Role::Unknown));
    drop(register);
    let bytes = std::fs::read(folder.path().join("sladd.db")).unwrap();
    for id in [first.id.as_str(), second.id.as_str()] {
        assert!(!bytes.windows(id.len()).any(|window| window == id.as_bytes()), "{id} is still in the file");
    }
}

/// Everything but the random part is known: the body cannot be found by trying.
#[test]
fn a_body_cannot_be_computed_back_from_its_hash() {
    let (folder, register) = register();
    let consent = register.add(new_consent()).unwrap();
    let body = register.ledger().unwrap().remove(0).body;
    register.withdraw(&consent.id, TODAY).unwrap();
    let withdrawn = register.ledger().unwrap().remove(1).body;
    register.erase(&consent.id).unwrap();
    for (entry, body) in register.ledger().unwrap().iter().zip([body, withdrawn]) {
        assert!(entry.is_pruned() && entry.nonce.is_none());
        assert_ne!(entry.body_sha256.as_deref(), Some(ContentHash::of(body.as_bytes()).to_string().as_str()));
        assert!(!entry.about.as_deref().unwrap().contains(consent.id.as_str()));
    }
    drop(folder);
}

/// No erased value stands anywhere in the data folder, the journal included, whose blocks were overwritten before it was
/// cut: it is the same file from the first write to the last, so nothing was unlinked.
#[cfg(unix)]
#[test]
fn the_journal_of_an_erasure_keeps_nothing() {
    use std::os::unix::fs::MetadataExt as _;
    let (folder, register) = register();
    let consent =
        register.add(NewConsent { form_location: "skab 4711".to_owned(), ..new_consent() }).unwrap();
    register.begin_export(&entry(Some(&consent.id))).unwrap().commit().unwrap();
    let journal = folder.path().join("sladd.db-journal");
    let before = std::fs::metadata(&journal).unwrap();
    register.withdraw(&consent.id, TODAY).unwrap();
    register.erase(&consent.id).unwrap();
    let after = std::fs::metadata(&journal).unwrap();
    assert_eq!((before.ino(), after.len()), (after.ino(), 0));
    drop(register);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for value in [consent.id.as_str(), "4711"] {
            assert!(!bytes.windows(value.len()).any(|window| window == value.as_bytes()), "{value}");
        }
    }
}

/// A register that is reached by a link has its journal beside the file itself, and that is the one which is overwritten.
#[cfg(unix)]
#[test]
fn the_journal_of_an_erasure_keeps_nothing_where_a_link_leads_to_the_register() {
    let (folder, register) = register();
    drop(register);
    let linked = tempfile::tempdir().unwrap();
    std::os::unix::fs::symlink(folder.path().join("sladd.db"), linked.path().join("sladd.db")).unwrap();
    let register = reopened(linked.path()).unwrap();
    let consent =
        register.add(NewConsent { form_location: "skab 4711".to_owned(), ..new_consent() }).unwrap();
    register.withdraw(&consent.id, TODAY).unwrap();
    register.erase(&consent.id).unwrap();
    assert_eq!(std::fs::metadata(folder.path().join("sladd.db-journal")).unwrap().len(), 0);
    drop(register);
    for place in [&folder, &linked] {
        for file in std::fs::read_dir(place.path()).unwrap() {
            let bytes = std::fs::read(file.unwrap().path()).unwrap();
            for value in [consent.id.as_str(), "4711"] {
                assert!(!bytes.windows(value.len()).any(|window| window == value.as_bytes()), "{value}");
            }
        }
    }
}

/// A write-ahead log would keep what was erased in a file that nobody overwrites.
#[test]
fn a_register_that_was_made_a_write_ahead_log_is_made_what_it_was() {
    let (folder, register) = register();
    register.add(new_consent()).unwrap();
    drop(register);
    let other = raw(folder.path());
    let mode: String = other.query_row("PRAGMA journal_mode = WAL", [], |row| row.get(0)).unwrap();
    assert_eq!(mode, "wal");
    drop(other);
    let register = reopened(folder.path()).unwrap();
    register.add(new_consent()).unwrap();
    assert!(!folder.path().join("sladd.db-wal").exists());
    assert_eq!(register.check_ledger().unwrap(), Ok(2));
}

/// The journal of a process that was killed after its commit and before it overwrote: the next opening does it.
#[test]
fn a_journal_that_was_left_is_overwritten_by_the_next_opening_and_one_that_rolls_back_is_not_touched() {
    let (folder, register) = register();
    let consent = register.add(new_consent()).unwrap();
    drop(register);
    let journal = folder.path().join("sladd.db-journal");
    let mut left = vec![0; 512];
    left.extend(consent.id.as_str().as_bytes());
    let mut file =
        std::fs::OpenOptions::new().write(true).create(true).truncate(true).open(&journal).unwrap();
    std::io::Write::write_all(&mut file, &left).unwrap();
    drop(file);
    let register = reopened(folder.path()).unwrap();
    assert_eq!(std::fs::metadata(&journal).unwrap().len(), 0);
    assert_eq!(register.check_ledger().unwrap(), Ok(1));
    // A transaction of somebody else that is going on.
    let other = raw(folder.path());
    other.execute_batch("PRAGMA journal_mode = PERSIST; BEGIN IMMEDIATE; DELETE FROM consent").unwrap();
    other.busy_timeout(std::time::Duration::ZERO).unwrap();
    register.connection.lock().unwrap().busy_timeout(std::time::Duration::ZERO).unwrap();
    let busy =
        super::super::journal::wipe(&register.connection.lock().unwrap(), &folder.path().join("sladd.db"));
    assert!(matches!(busy, Err(RegisterError::Busy)) && std::fs::metadata(&journal).unwrap().len() > 0);
    other.execute_batch("ROLLBACK").unwrap();
    assert_eq!(register.check_ledger().unwrap(), Ok(1));
}

/// Not a test: what opening, writing and checking cost with 20 000 consents and as many exports.
#[test]
#[ignore = "measures"]
fn what_20000_exports_cost() {
    let (folder, register) = register();
    let file = raw(folder.path());
    file.execute_batch("PRAGMA synchronous = OFF").unwrap();
    drop(file);
    register.connection.lock().unwrap().execute_batch("PRAGMA synchronous = OFF").unwrap();
    for number in 0..20_000 {
        let consent = register.add(new_consent()).unwrap();
        let export = ExportEntry { record_id: format!("record {number}"), ..entry(Some(&consent.id)) };
        register.begin_export(&export).unwrap().commit().unwrap();
    }
    drop(register);
    let time = |what: &str, work: &mut dyn FnMut()| {
        let started = std::time::Instant::now();
        work();
        println!("{what}: {:?}", started.elapsed());
    };
    let file = raw(folder.path());
    time("quick_check", &mut || {
        file.query_row("PRAGMA quick_check(1)", [], |row| row.get::<_, String>(0)).unwrap();
    });
    time("integrity_check", &mut || {
        file.query_row("PRAGMA integrity_check(1)", [], |row| row.get::<_, String>(0)).unwrap();
    });
    println!("{} bytes", std::fs::metadata(folder.path().join("sladd.db")).unwrap().len());
    let mut register = None;
    time("opening", &mut || register = Some(reopened(folder.path()).unwrap()));
    let register = register.unwrap();
    time("check", &mut || assert_eq!(register.check_ledger().unwrap(), Ok(40_000)));
    let mut ids = Vec::new();
    time("list", &mut || ids = register.list().unwrap());
    let new = ExportEntry { record_id: "one more".to_owned(), ..entry(Some(&ids[0].id)) };
    time("one export", &mut || register.begin_export(&new).unwrap().commit().unwrap());
    time("withdraw", &mut || drop(register.withdraw(&ids[0].id, TODAY).unwrap()));
    time("erase", &mut || assert_eq!(register.erase(&ids[0].id).unwrap(), 2));
}

/// That it has expired follows from its last day; before the person is erased the ledger says so.
#[test]
fn a_consent_that_merely_expired_can_be_erased() {
    let (folder, register) = register();
    let consent = register.add(new_consent()).unwrap();
    drop(register);
    let later = Register::open(folder.path(), Arc::new(FixedClock(date(2027, 3, 1)))).unwrap();
    later.erase(&consent.id).unwrap();
    assert!(later.get(&consent.id).unwrap().is_none());
    assert!(later.check_ledger().unwrap().is_ok(), "{:?}", later.check_ledger());
    assert!(later.ledger().unwrap().iter().any(|entry| entry.kind == "expiry"));
}

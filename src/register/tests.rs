use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::{
    clock::FixedClock,
    consent::{AgeBand, Channel, ConsentId, ConsentState, LegalBasis, NewConsent, Purpose, Role, Signer},
    hash::ContentHash,
};

fn register() -> (tempfile::TempDir, Register) {
    let folder = tempfile::tempdir().unwrap();
    let register = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24)))).unwrap();
    (folder, register)
}

fn new_consent() -> NewConsent {
    NewConsent {
        role: Role::Staff,
        age_band: AgeBand::Adult,
        care_status: None,
        capacity: None,
        basis: LegalBasis::Consent,
        purposes: vec![Purpose::EventReport],
        channels: vec![Channel::Intranet],
        valid_until: date(2027, 1, 31),
        signers: vec![Signer::SelfSigned],
        form_location: "HR archive, box 12".to_owned(),
        approval: None,
        child_heard: false,
    }
}

fn entry(consent: Option<&ConsentId>) -> ExportEntry {
    ExportEntry {
        record_id: "7c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11".to_owned(),
        output: "sladd-7c0e6c1a.jpg".to_owned(),
        created_on: date(2026, 11, 24),
        source_sha256: ContentHash::of(b"source"),
        output_sha256: ContentHash::of(b"output"),
        purpose: Purpose::EventReport,
        channels: vec![Channel::Intranet],
        policy_sha256: ContentHash::of(b"policy"),
        operator: String::new(),
        regions: vec![RegionEntry {
            what: "face".to_owned(),
            decision: "keep".to_owned(),
            detected: true,
            role: Role::Staff,
            age_band: AgeBand::Adult,
            consent: consent.cloned(),
            bbox: [1.0, 2.0, 3.0, 4.0],
        }],
    }
}

#[test]
fn what_was_recorded_is_there_after_reopening() {
    let (folder, register) = register();
    let consent = register.add(new_consent()).unwrap();
    let key = *register.key();
    drop(register);
    let register = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 25)))).unwrap();
    assert_eq!(register.get(&consent.id).unwrap(), Some(consent.clone()));
    assert_eq!(register.list().unwrap(), [consent]);
    assert_eq!(*register.key(), key);
    assert_eq!(register.check_ledger().unwrap(), Ok(1));
}

#[test]
fn a_withdrawal_finds_every_export_that_relied_on_the_consent() {
    let (_folder, register) = register();
    let consent = register.add(new_consent()).unwrap();
    let other = register.add(new_consent()).unwrap();
    register.begin_export(&entry(Some(&consent.id))).unwrap().commit().unwrap();
    register.begin_export(&entry(None)).unwrap().commit().unwrap();
    let withdrawn = register.withdraw(&consent.id, date(2026, 11, 24)).unwrap();
    assert_eq!(withdrawn.state(date(2026, 11, 24)), ConsentState::Withdrawn);
    assert_eq!(register.affected(&consent.id).unwrap().len(), 1);
    assert!(register.affected(&other.id).unwrap().is_empty());
    assert!(register.export("7c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11").unwrap().is_some());
}

#[test]
fn an_export_that_is_not_committed_never_was() {
    let (_folder, register) = register();
    drop(register.begin_export(&entry(None)).unwrap());
    assert!(register.ledger().unwrap().is_empty());
    let pending = register.begin_export(&entry(None)).unwrap();
    let hash = pending.hash().to_owned();
    pending.commit().unwrap();
    assert_eq!(register.ledger().unwrap()[0].hash, hash);
}

#[test]
fn a_changed_a_removed_and_a_swapped_entry_are_found() {
    let tamper = |statement: &str| {
        let (folder, register) = register();
        for _ in 0..4 {
            register.add(new_consent()).unwrap();
        }
        assert_eq!(register.check_ledger().unwrap(), Ok(4));
        let raw = rusqlite::Connection::open(folder.path().join("sladd.db")).unwrap();
        raw.execute_batch(statement).unwrap();
        register.check_ledger().unwrap()
    };
    assert_eq!(
        tamper("UPDATE ledger SET body = '{}' WHERE number = 2"),
        Err(LedgerFault::Changed { number: 2 })
    );
    assert_eq!(tamper("DELETE FROM ledger WHERE number = 2"), Err(LedgerFault::Broken { number: 3 }));
    assert_eq!(
        tamper("DELETE FROM ledger WHERE number = 4"),
        Err(LedgerFault::Shortened { found: 3, expected: 4 })
    );
    let swap = "UPDATE ledger SET number = 9 WHERE number = 2; UPDATE ledger SET number = 2 WHERE number = 3;
                UPDATE ledger SET number = 3 WHERE number = 9";
    assert_eq!(tamper(swap), Err(LedgerFault::Broken { number: 2 }));
}

#[test]
fn two_registers_on_one_folder_lose_nothing() {
    let (folder, first) = register();
    let second = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24)))).unwrap();
    std::thread::scope(|scope| {
        for register in [&first, &second] {
            scope.spawn(move || {
                for _ in 0..15 {
                    register.add(new_consent()).unwrap();
                }
            });
        }
    });
    assert_eq!(first.check_ledger().unwrap(), Ok(30));
    assert_eq!(first.list().unwrap().len(), 30);
}

#[test]
fn a_file_that_is_no_database_is_damaged_not_replaced() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("sladd.db");
    let bytes = b"this is not a database, but it is long enough to be read as one".repeat(20);
    std::fs::OpenOptions::new().create_new(true).write(true).open(&path).unwrap();
    std::io::Write::write_all(&mut std::fs::OpenOptions::new().write(true).open(&path).unwrap(), &bytes)
        .unwrap();
    let opened = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24))));
    assert!(matches!(opened, Err(RegisterError::Damaged { .. })), "{opened:?}");
    assert_eq!(std::fs::read(&path).unwrap(), bytes);
}

mod appended;
mod attacked;
mod attacked_again;
mod erased;
mod occasions;
mod older;

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::{
    clock::FixedClock,
    consent::{AgeBand, Channel, ConsentId, ConsentState, LegalBasis, NewConsent, Purpose, Role, Signer},
    hash::ContentHash,
};

pub(super) fn register() -> (tempfile::TempDir, Register) {
    let folder = tempfile::tempdir().unwrap();
    let register = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24)))).unwrap();
    (folder, register)
}

pub(super) fn new_consent() -> NewConsent {
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
        ..NewConsent::default()
    }
}

pub(super) fn entry(consent: Option<&ConsentId>) -> ExportEntry {
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
            same_person: false,
            not_a_face_what: None,
            score: None,
            style: None,
            cover: None,
            what: "face".to_owned(),
            decision: "keep".to_owned(),
            detected: true,
            role: Role::Staff,
            age_band: AgeBand::Adult,
            care_status: None,
            capacity: None,
            consent: consent.cloned(),
            rules: vec!["DK-STAFF".to_owned()],
            bbox: [1.0, 2.0, 3.0, 4.0],
        }],
        more: ExportDetails::default(),
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
    let another = ExportEntry { record_id: "another".to_owned(), ..entry(None) };
    register.begin_export(&another).unwrap().commit().unwrap();
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
    assert_eq!(
        tamper("UPDATE ledger SET body = '' WHERE number = 2"),
        Err(LedgerFault::Changed { number: 2 }),
        "the random part is left"
    );
    assert_eq!(
        tamper("UPDATE ledger SET body = '', nonce = NULL WHERE number = 2"),
        Err(LedgerFault::Removed { number: 2 }),
        "a body that no erasure accounts for"
    );
    assert_eq!(
        tamper("UPDATE ledger SET body_sha256 = NULL WHERE number = 2"),
        Err(LedgerFault::Changed { number: 2 })
    );
    assert_eq!(
        tamper("UPDATE ledger SET at = '2026-11-25T00:00:00Z' WHERE number = 4"),
        Err(LedgerFault::Changed { number: 4 })
    );
    assert!(matches!(
        tamper("UPDATE consent SET body = replace(body, 'intranet', 'press') WHERE rowid = 2"),
        Err(LedgerFault::RegisterDiffers { number: 2, .. })
    ));
    assert!(matches!(
        tamper("DELETE FROM consent WHERE rowid = 3"),
        Err(LedgerFault::RegisterDiffers { number: 3, .. })
    ));
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

#[test]
fn an_export_altered_behind_the_ledgers_back_is_found() {
    let (folder, register) = register();
    register.begin_export(&entry(None)).unwrap().commit().unwrap();
    assert_eq!(register.check_ledger().unwrap(), Ok(1));
    let raw = rusqlite::Connection::open(folder.path().join("sladd.db")).unwrap();
    raw.execute_batch("UPDATE export SET body = replace(body, 'intranet', 'press')").unwrap();
    assert!(matches!(register.check_ledger().unwrap(), Err(LedgerFault::RegisterDiffers { number: 1, .. })));
}

#[test]
fn erasing_a_person_leaves_a_chain_that_holds_and_no_trace_of_the_person() {
    let (folder, register) = register();
    let consent = register.add(new_consent()).unwrap();
    let other = register.add(new_consent()).unwrap();
    let mut export = entry(Some(&consent.id));
    export.regions.extend(entry(Some(&other.id)).regions);
    register.begin_export(&export).unwrap().commit().unwrap();
    assert!(matches!(register.erase(&consent.id), Err(RegisterError::StillHolds)));
    register.withdraw(&consent.id, date(2026, 11, 24)).unwrap();
    assert_eq!(register.erase(&consent.id).unwrap(), 1);
    assert_eq!(register.check_ledger().unwrap(), Ok(5));
    assert_eq!(register.get(&consent.id).unwrap(), None);
    assert_eq!(register.affected(&other.id).unwrap().len(), 1, "the others' look-up still works");
    let (_, left) = register.export(&export.record_id).unwrap().unwrap();
    assert_eq!((left.regions[0].decision.as_str(), left.regions[0].role), ("erased", Role::Unknown));
    assert_eq!(left.regions[1].consent, Some(other.id));
    drop(register);
    let bytes = std::fs::read(folder.path().join("sladd.db")).unwrap();
    let id = consent.id.as_str().as_bytes();
    assert!(!bytes.windows(id.len()).any(|window| window == id), "the id is still in the file");
}

#[test]
fn places_are_noted_and_taken_down() {
    let (_folder, register) = register();
    let consent = register.add(new_consent()).unwrap();
    let export = entry(Some(&consent.id));
    register.begin_export(&export).unwrap().commit().unwrap();
    let day = date(2026, 11, 24);
    register
        .note_publication(&export.record_id, Channel::Intranet, "https://intra.example.org/1", day)
        .unwrap();
    register.note_publication(&export.record_id, Channel::Press, "avis", day).unwrap();
    assert!(matches!(
        register.note_publication("nothing", Channel::Press, "avis", day),
        Err(RegisterError::NoSuchExport)
    ));
    for personal in ["211062-5629", "Anna Hansen"] {
        let refused = register.note_publication(&export.record_id, Channel::Press, personal, day);
        assert!(matches!(refused, Err(RegisterError::Consent(_))), "{personal}");
    }
    let elsewhere = register.note_take_down(&export.record_id, Some(Channel::Intranet), Some("avis"), day);
    assert_eq!(elsewhere.unwrap(), 0);
    let address = Some("https://intra.example.org/1");
    assert_eq!(register.note_take_down(&export.record_id, None, address, day).unwrap(), 1);
    let affected = register.affected(&consent.id).unwrap();
    let down: Vec<bool> = affected[0].published.iter().map(|place| place.taken_down_on.is_some()).collect();
    assert_eq!(down, [true, false]);
    assert_eq!(register.note_take_down(&export.record_id, None, None, day).unwrap(), 1);
    assert_eq!(register.uses().unwrap().get(&consent.id), Some(&1));
    assert!(register.check_ledger().unwrap().is_ok());
}

#[test]
fn what_expires_comes_up_by_itself_and_nothing_is_written_for_it() {
    let (folder, register) = register();
    let used = register.add(new_consent()).unwrap();
    register.add(NewConsent { valid_until: date(2028, 1, 1), ..new_consent() }).unwrap();
    register.begin_export(&entry(Some(&used.id))).unwrap().commit().unwrap();
    let on = |day| Register::open(folder.path(), Arc::new(FixedClock(day))).unwrap();
    assert!(register.due(30).unwrap().is_empty());
    let due = on(date(2027, 1, 10)).due(30).unwrap();
    assert_eq!((due.len(), due[0].0), (1, DueReason::Expiring));
    let later = on(date(2027, 3, 1));
    assert_eq!(later.due(30).unwrap()[0].0, DueReason::Expired);
    assert_eq!(later.ledger().unwrap().last().unwrap().kind, "export");
    assert!(later.check_ledger().unwrap().is_ok());
    assert_eq!(
        later.renew(&used.id, date(2027, 9, 1)).unwrap().state(date(2027, 3, 1)),
        ConsentState::Renewed
    );
}

#[test]
fn a_printed_id_comes_back_once() {
    let (_folder, register) = register();
    let form = Form {
        id: ConsentId::random(),
        printed_on: date(2026, 11, 24),
        language: "da".to_owned(),
        role: None,
        for_child: false,
        purposes: vec![],
        channels: vec![],
        occasion: None,
    };
    register.note_form(&form).unwrap();
    assert_eq!(register.forms().unwrap(), std::slice::from_ref(&form));
    let back = NewConsent { id: Some(form.id.clone()), ..new_consent() };
    assert_eq!(register.add(back.clone()).unwrap().id, form.id);
    assert!(register.forms().unwrap().is_empty());
    assert!(matches!(register.add(back), Err(RegisterError::Consent(crate::consent::ConsentFault::IdInUse))));
    let refused = register.refuse(None, date(2026, 11, 24)).unwrap();
    assert_eq!(refused.state(date(2026, 11, 24)), ConsentState::Refused);
    assert!(register.check_ledger().unwrap().is_ok());
}

#[test]
fn a_change_of_rules_and_a_dispensation_stand_in_the_ledger() {
    let (_folder, register) = register();
    register.begin_export(&entry(None)).unwrap().commit().unwrap();
    let mut second = ExportEntry { record_id: "two".to_owned(), ..entry(None) };
    second.policy_sha256 = ContentHash::of(b"other rules");
    second.more.dispensations = vec!["DISP-2026-014".to_owned()];
    register.begin_export(&second).unwrap().commit().unwrap();
    let kinds: Vec<String> = register.ledger().unwrap().into_iter().map(|entry| entry.kind).collect();
    assert_eq!(kinds, ["export", "policy_change", "dispensation_used", "export"]);
    let head = register.head().unwrap().unwrap().parse().unwrap();
    assert!(register.has_entry(&head).unwrap());
    assert!(!register.has_entry(&ContentHash::of(b"nowhere")).unwrap());
}

/// The tables of the first version, as they were written before, with an export in them.
#[test]
fn a_register_of_the_first_version_is_brought_up_to_date_with_its_chain() {
    let folder = tempfile::tempdir().unwrap();
    let raw = rusqlite::Connection::open(folder.path().join("sladd.db")).unwrap();
    raw.execute_batch(
        "CREATE TABLE consent (id TEXT PRIMARY KEY, body TEXT NOT NULL);
         CREATE TABLE ledger (
             number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at TEXT NOT NULL,
             body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);
         CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);
         INSERT INTO secret VALUES ('org_key', zeroblob(32));
         PRAGMA user_version = 1;",
    )
    .unwrap();
    let mut body = serde_json::to_value(entry(None)).unwrap();
    body.as_object_mut().unwrap().remove("more");
    body["regions"][0].as_object_mut().unwrap().remove("rules");
    let (body, zeros) = (body.to_string(), "0".repeat(64));
    let at = "2026-11-20T10:00:00Z";
    let parts = [zeros.as_str(), "1", "export", at, &body];
    let hash = ContentHash::of_parts(parts.into_iter().flat_map(|part| [part.as_bytes(), b"\n".as_slice()]));
    raw.execute(
        "INSERT INTO ledger VALUES (1, 'export', ?1, ?2, ?3, ?4)",
        rusqlite::params![at, body, zeros, hash.to_string()],
    )
    .unwrap();
    drop(raw);
    let register = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24)))).unwrap();
    // With an entry that says where the form of the fourth version begins.
    assert_eq!(register.check_ledger().unwrap(), Ok(2));
    let consent = register.add(new_consent()).unwrap();
    assert_eq!(register.check_ledger().unwrap(), Ok(3));
    let (found, export) = register.export(&entry(None).record_id).unwrap().unwrap();
    assert_eq!((found, export.output), (hash.to_string(), entry(None).output));
    assert_eq!(register.key(), &[0; 32]);
    assert!(register.get(&consent.id).unwrap().is_some());
}

#[test]
fn the_signing_key_is_made_once() {
    let (folder, register) = register();
    assert_eq!(register.known_signing_seed().unwrap(), None);
    let seed = register.signing_seed().unwrap();
    let again = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24)))).unwrap();
    assert_eq!(again.signing_seed().unwrap(), seed);
    assert_ne!(&seed, register.key());
}

#[test]
fn what_is_no_face_is_told_where_somebody_said_so_and_other_entries_are_written_as_before() {
    let plain = entry(None);
    let json = serde_json::to_string(&plain).unwrap();
    assert!(!json.contains("not_a_face_what") && !json.contains("score"), "{json}");
    assert_eq!(serde_json::from_str::<ExportEntry>(&json).unwrap(), plain);
    let mut told = plain;
    told.regions[0].decision = "not_a_face".to_owned();
    (told.regions[0].not_a_face_what, told.regions[0].score) = (Some("statue".to_owned()), Some(0.97));
    let json = serde_json::to_string(&told).unwrap();
    assert!(json.contains(r#""not_a_face_what":"statue","score":0.97"#), "{json}");
    assert_eq!(serde_json::from_str::<ExportEntry>(&json).unwrap(), told);
    let (_folder, register) = register();
    register.begin_export(&told).unwrap().commit().unwrap();
    assert_eq!(register.exports().unwrap(), [told]);
    assert!(register.check_ledger().unwrap().is_ok());
}

//! Events, and the consents of a list.

use std::sync::Arc;

use jiff::civil::date;

use super::*;
use crate::{
    clock::FixedClock,
    consent::{ConsentFault, NewOccasion, Occasion, OccasionId},
};

pub(super) fn new_occasion(name: &str) -> NewOccasion {
    NewOccasion {
        name: name.to_owned(),
        day: date(2026, 8, 21),
        purposes: vec![Purpose::EventReport],
        channels: vec![Channel::Intranet],
        contact: Some("Kommunikation".to_owned()),
    }
}

fn of(occasion: &Occasion) -> NewConsent {
    NewConsent { occasion: Some(occasion.id.clone()), ..new_consent() }
}

fn numbered(number: usize) -> NewConsent {
    NewConsent { form_location: format!("Sag 24-118832, blad {number}"), ..new_consent() }
}

#[test]
fn consents_of_an_event_are_listed_with_how_often_copies_have_relied_on_them() {
    let (folder, register) = register();
    let party = register.add_occasion(new_occasion("Sommerfest 2026")).unwrap();
    let other = register.add_occasion(new_occasion("Indvielse 2026")).unwrap();
    let consent = register.add(of(&party)).unwrap();
    register.add(of(&other)).unwrap();
    register.add(new_consent()).unwrap();
    register.begin_export(&entry(Some(&consent.id))).unwrap().commit().unwrap();
    assert_eq!(register.consents_of(&party.id).unwrap(), [(consent, 1)]);
    assert_eq!(register.find_occasion("sommerfest 2026").unwrap(), party);
    assert_eq!(register.find_occasion(party.id.as_str()).unwrap(), party);
    assert!(matches!(register.find_occasion("Julefest"), Err(RegisterError::NoSuchOccasion)));
    assert!(matches!(
        register.add_occasion(new_occasion("SOMMERFEST  2026")),
        Err(RegisterError::OccasionKnown)
    ));
    let unknown = NewConsent { occasion: Some(OccasionId::random()), ..new_consent() };
    assert!(matches!(register.add(unknown), Err(RegisterError::NoSuchOccasion)));
    assert_eq!(register.check_ledger().unwrap(), Ok(6));
    drop(register);
    let register = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24)))).unwrap();
    assert_eq!(register.occasions().unwrap(), [other, party]);
}

#[test]
fn an_event_that_is_changed_taken_out_or_put_in_behind_the_ledgers_back_is_found() {
    for (statement, fits) in [
        ("UPDATE occasion SET body = replace(body, 'Sommerfest', 'Julefest')", "occasion"),
        ("DELETE FROM occasion", "occasion"),
        ("INSERT INTO occasion VALUES ('E-AAAA-AAAA', '{}')", "occasion E-AAAA-AAAA"),
    ] {
        let (folder, register) = register();
        let party = register.add_occasion(new_occasion("Sommerfest 2026")).unwrap();
        register.add(of(&party)).unwrap();
        let raw = rusqlite::Connection::open(folder.path().join("sladd.db")).unwrap();
        raw.execute_batch(statement).unwrap();
        let fault = register.check_ledger().unwrap().unwrap_err();
        assert!(fault.to_string().contains(fits), "{statement}: {fault}");
    }
}

#[test]
fn an_event_is_erased_when_nothing_belongs_to_it_any_more() {
    let (folder, register) = register();
    let party = register.add_occasion(new_occasion("Sommerfest 2026")).unwrap();
    let consent = register.add(of(&party)).unwrap();
    assert!(matches!(register.erase_occasion(&party.id), Err(RegisterError::OccasionInUse)));
    register.withdraw(&consent.id, date(2026, 11, 24)).unwrap();
    assert!(matches!(register.erase_occasion(&party.id), Err(RegisterError::OccasionInUse)));
    register.erase(&consent.id).unwrap();
    assert_eq!(register.check_ledger().unwrap(), Ok(4));
    register.erase_occasion(&party.id).unwrap();
    assert_eq!(register.check_ledger().unwrap(), Ok(5));
    assert!(register.occasions().unwrap().is_empty());
    assert!(matches!(register.erase_occasion(&party.id), Err(RegisterError::NoSuchOccasion)));
    drop(register);
    for file in std::fs::read_dir(folder.path()).unwrap() {
        let bytes = std::fs::read(file.unwrap().path()).unwrap();
        for gone in ["Sommerfest", party.id.as_str()] {
            assert!(!bytes.windows(gone.len()).any(|window| window == gone.as_bytes()), "{gone}");
        }
    }
}

/// An event cannot be erased from under a consent, by whoever writes a sound entry for it.
#[test]
fn an_event_that_is_erased_from_under_a_consent_is_found() {
    let (folder, register) = register();
    let party = register.add_occasion(new_occasion("Sommerfest 2026")).unwrap();
    register.erase_occasion(&party.id).unwrap();
    let body = serde_json::to_string(&of(&party).into_consent(date(2026, 11, 24)).unwrap()).unwrap();
    drop(register);
    let clock = FixedClock(date(2026, 11, 24));
    let raw = rusqlite::Connection::open(folder.path().join("sladd.db")).unwrap();
    let mut promises = super::super::change::Promises::begin(&raw);
    let mut change = super::super::change::Change::new(&raw, &clock, &mut promises);
    let id: serde_json::Value = serde_json::from_str(&body).unwrap();
    let id = id["id"].as_str().unwrap().to_owned();
    change.insert(&super::super::change::CONSENT, [id.clone().into(), body.clone().into()]).unwrap();
    let about = super::super::change::token(&mut change, &id).unwrap();
    super::super::chain::append(&mut change, "consent_added", &body, &[about]).unwrap();
    drop(raw);
    let register = Register::open(folder.path(), Arc::new(FixedClock(date(2026, 11, 24)))).unwrap();
    assert_eq!(register.check_ledger().unwrap(), Err(LedgerFault::Impossible { number: 3 }));
}

#[test]
fn a_list_is_recorded_whole_or_not_at_all() {
    let (_folder, register) = register();
    let mut list: Vec<NewConsent> = (0..60).map(numbered).collect();
    list[7].form_location = "Anna Hansen".to_owned();
    let into = || Some(Belonging::Named(new_occasion("Sommerfest 2026")));
    let added = register.add_all(list.clone(), into(), HowMuch::Nothing).unwrap();
    assert!(!added.recorded && added.rows.iter().filter(|row| row.is_err()).count() == 1);
    let added = register.add_all(list.clone(), into(), HowMuch::All).unwrap();
    assert!(!added.recorded && added.rows[7] == Err(ConsentFault::Name));
    assert_eq!(register.check_ledger().unwrap(), Ok(0));
    assert!(register.occasions().unwrap().is_empty(), "no event without consents");
    let added = register.add_all(list.clone(), into(), HowMuch::WhatCan).unwrap();
    assert!(added.recorded && added.occasion.is_some_and(|(_, made)| made));
    assert_eq!(register.check_ledger().unwrap(), Ok(60), "an entry for the event and each consent");
    list[7] = numbered(7);
    let added = register.add_all(list, into(), HowMuch::All).unwrap();
    let new: Vec<bool> = added.rows.iter().flatten().map(|taken| !taken.known).collect();
    assert_eq!(new.iter().filter(|new| **new).count(), 1, "the others were there");
    assert!(new[7] && added.occasion.is_some_and(|(_, made)| !made));
    assert_eq!(register.list().unwrap().len(), 60);
    assert_eq!(register.check_ledger().unwrap(), Ok(61));
}

#[test]
fn what_is_said_twice_is_one_consent_and_who_has_said_no_is_not_made_to_say_yes() {
    let (_folder, register) = register();
    let printed = ConsentId::random();
    let with_id = NewConsent { id: Some(printed.clone()), ..numbered(3) };
    let later = NewConsent { valid_until: date(2027, 2, 1), ..numbered(1) };
    let added = register
        .add_all(
            vec![numbered(1), numbered(2), numbered(1), with_id.clone(), with_id.clone(), later],
            None,
            HowMuch::All,
        )
        .unwrap();
    let same: Vec<Option<usize>> = added.rows.iter().map(|row| row.as_ref().unwrap().same_as).collect();
    assert_eq!(same, [None, None, Some(0), None, Some(3), None]);
    assert_eq!(register.list().unwrap().len(), 4);
    let other = NewConsent { channels: vec![Channel::Press], ..with_id.clone() };
    let added = register.add_all(vec![other], None, HowMuch::WhatCan).unwrap();
    assert_eq!(added.rows, [Err(ConsentFault::IdInUse)], "one id, two contents");
    let first = register.add_all(vec![numbered(1)], None, HowMuch::All).unwrap();
    let id = first.rows[0].as_ref().unwrap().consent.id.clone();
    register.renew(&id, date(2027, 6, 1)).unwrap();
    let again = register.add_all(vec![numbered(1)], None, HowMuch::All).unwrap();
    assert!(again.rows[0].as_ref().unwrap().known, "a renewal does not make another of it");
    register.withdraw(&id, date(2026, 11, 24)).unwrap();
    register.withdraw(&printed, date(2026, 11, 24)).unwrap();
    for row in [numbered(1), with_id] {
        let added = register.add_all(vec![row], None, HowMuch::All).unwrap();
        assert_eq!((added.recorded, added.rows), (false, vec![Err(ConsentFault::Ended)]));
    }
    assert_eq!(register.list().unwrap().len(), 4);
    assert!(register.check_ledger().unwrap().is_ok());
}

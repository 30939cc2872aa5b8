//! What can be recorded, and what becomes of it.

use super::*;
use jiff::civil::date;

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
        ..NewConsent::default()
    }
}

#[test]
fn a_consent_holds_through_its_last_day() {
    let consent = new_consent().into_consent(date(2026, 11, 24)).unwrap();
    assert_eq!(consent.state(date(2027, 1, 31)), ConsentState::Given);
    assert_eq!(consent.state(date(2027, 2, 1)), ConsentState::Expired);
}

/// What one wrong clock has written for everybody does no harm any more.
#[test]
fn an_expiry_that_was_noted_too_early_has_no_bearing() {
    let today = date(2026, 11, 24);
    let mut consent = new_consent().into_consent(today).unwrap();
    assert!(consent.mark(ConsentState::Expired, today).is_err(), "only the calendar does that");
    consent.events.push(Event { state: ConsentState::Expired, on: date(2098, 1, 1) });
    assert_eq!(consent.state(today), ConsentState::Given);
    assert_eq!(consent.state(date(2027, 2, 1)), ConsentState::Expired);
    assert_eq!(consent.affirmed_on(), today);
    consent.withdraw(today, today).unwrap();
    consent.events.push(Event { state: ConsentState::Expired, on: date(2098, 1, 1) });
    assert_eq!(consent.state(today), ConsentState::Withdrawn);
    consent.withdraw(today, today).unwrap();
    assert_eq!(consent.events.len(), 4, "withdrawn once");
}

#[test]
fn a_withdrawn_consent_stays_withdrawn() {
    let today = date(2026, 11, 24);
    let mut consent = new_consent().into_consent(today).unwrap();
    consent.withdraw(today, today).unwrap();
    consent.withdraw(today, today).unwrap();
    assert_eq!(consent.events.len(), 2);
    assert!(consent.renew(date(2027, 5, 1), today).is_err());
    assert_eq!(consent.state(date(2028, 1, 1)), ConsentState::Withdrawn);
}

#[test]
fn a_consent_is_withdrawn_on_a_day_that_has_been_and_not_before_it_was_given() {
    let (given, today) = (date(2026, 11, 20), date(2026, 11, 24));
    let mut consent = new_consent().into_consent(given).unwrap();
    for (on, fault) in [
        (date(2026, 11, 25), ConsentFault::FutureDay),
        (date(2099, 1, 1), ConsentFault::FutureDay),
        (date(2026, 11, 19), ConsentFault::TooEarly),
    ] {
        assert_eq!(consent.withdraw(on, today), Err(fault));
        assert_eq!(consent.state(today), ConsentState::Given, "nothing was changed");
    }
    consent.withdraw(given, today).unwrap();
    assert_eq!(consent.events.last().unwrap().on, given);
    // Recorded on a computer whose clock ran ahead.
    let mut ahead = new_consent().into_consent(date(2026, 12, 1)).unwrap();
    ahead.withdraw(today, today).unwrap();
}

#[test]
fn characters_that_are_not_seen_are_refused_in_every_text() {
    let today = date(2026, 11, 24);
    for text in ["box\u{1b}[2K 12", "box\u{202e}21", "box\t12", "box 1\n2", "box\u{200b}12"] {
        let new = NewConsent { form_location: text.to_owned(), ..new_consent() };
        assert_eq!(new.into_consent(today), Err(ConsentFault::Unseen), "{text:?}");
        assert_eq!(check_reference(text), Err(ConsentFault::Unseen));
    }
    // What is cut off at the ends is not kept.
    let new = NewConsent { form_location: "box 12\n".to_owned(), ..new_consent() };
    assert_eq!(new.into_consent(today).unwrap().form_location, "box 12");
}

#[test]
fn a_personal_number_is_refused_in_every_text() {
    let today = date(2026, 11, 24);
    let in_location = NewConsent { form_location: "journal 211062-5629".to_owned(), ..new_consent() };
    assert_eq!(in_location.into_consent(today), Err(ConsentFault::PersonalNumber));
    let in_approval = NewConsent { approval: Some("15108695088".to_owned()), ..new_consent() };
    assert_eq!(in_approval.into_consent(today), Err(ConsentFault::PersonalNumber));
}

#[test]
fn a_name_is_refused_in_every_text() {
    let today = date(2026, 11, 24);
    let named = |text: &str| Some(format!("{text} Anna Hansen"));
    let texts: [fn(&mut NewConsent, Option<String>); 6] = [
        |new, text| new.form_location = text.unwrap_or_default(),
        |new, text| new.approval = text,
        |new, text| new.collection.collected_by = text,
        |new, text| new.collection.notice = text,
        |new, text| new.collection.witness = text,
        |new, text| new.collection.limits = text,
    ];
    for put in texts {
        let mut new = new_consent();
        put(&mut new, named("sag 12,"));
        assert_eq!(new.into_consent(today), Err(ConsentFault::Name));
        let mut new = new_consent();
        put(&mut new, Some("211062-5629".to_owned()));
        assert_eq!(new.into_consent(today), Err(ConsentFault::PersonalNumber));
    }
}

#[test]
fn a_no_is_final_and_only_a_signature_says_yes() {
    let today = date(2026, 11, 24);
    for no in [ConsentState::Withdrawn, ConsentState::Revoked, ConsentState::Invalidated] {
        let mut consent = new_consent().into_consent(today).unwrap();
        consent.mark(no, today).unwrap();
        assert_eq!(consent.state(today), no);
        assert!(consent.renew(date(2027, 5, 1), today).is_err());
        assert!(consent.mark(ConsentState::Deferred, today).is_err());
    }
    let mut refused = Consent::refused(None, today);
    assert!(refused.renew(date(2027, 5, 1), today).is_err());
    assert!(!refused.state(today).holds());
    let mut consent = new_consent().into_consent(today).unwrap();
    assert!(consent.mark(ConsentState::Given, today).is_err());
}

#[test]
fn an_expired_consent_can_be_renewed_and_says_when_it_was_affirmed() {
    let mut consent = new_consent().into_consent(date(2026, 11, 24)).unwrap();
    let later = date(2027, 3, 1);
    assert_eq!(consent.state(later), ConsentState::Expired);
    consent.renew(date(2027, 9, 1), later).unwrap();
    assert_eq!((consent.state(later), consent.affirmed_on()), (ConsentState::Renewed, later));
}

/// What is noted before a person is erased: only of what has expired, and once.
#[test]
fn an_expiry_is_noted_when_it_is_true_and_once() {
    let mut consent = new_consent().into_consent(date(2026, 11, 24)).unwrap();
    assert!(consent.is_as_given());
    assert!(consent.note_expiry(date(2027, 1, 31)).is_err(), "its last day");
    consent.note_expiry(date(2027, 2, 1)).unwrap();
    assert!(consent.note_expiry(date(2027, 2, 2)).is_err());
    assert_eq!((consent.events.len(), consent.is_as_given()), (2, false));
    let mut withdrawn = new_consent().into_consent(date(2026, 11, 24)).unwrap();
    withdrawn.withdraw(date(2026, 11, 24), date(2026, 11, 24)).unwrap();
    assert!(withdrawn.note_expiry(date(2027, 2, 1)).is_err(), "it ended otherwise");
}

#[test]
fn what_is_missing_is_named() {
    let today = date(2026, 11, 24);
    for (consent, fault) in [
        (NewConsent { role: Role::Unknown, ..new_consent() }, ConsentFault::UnknownRole),
        (NewConsent { purposes: vec![], ..new_consent() }, ConsentFault::NoPurpose),
        (NewConsent { channels: vec![], ..new_consent() }, ConsentFault::NoChannel),
        (NewConsent { signers: vec![], ..new_consent() }, ConsentFault::NoSigner),
        (NewConsent { form_location: "  ".to_owned(), ..new_consent() }, ConsentFault::NoFormLocation),
        (NewConsent { valid_until: date(2026, 11, 23), ..new_consent() }, ConsentFault::AlreadyExpired),
        (NewConsent { valid_until: date(2040, 1, 1), ..new_consent() }, ConsentFault::TooLong),
    ] {
        assert_eq!(consent.into_consent(today), Err(fault));
    }
}

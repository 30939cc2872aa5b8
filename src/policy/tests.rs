use jiff::civil::date;

use super::*;
use crate::{
    consent::{
        AgeBand, Capacity, CareStatus, Channel, Collection, Consent, ConsentState, Country, LegalBasis,
        NewConsent, Purpose, Role, Signer,
    },
    text::{Language, Text},
};

fn generous(role: Role) -> Consent {
    NewConsent {
        role,
        age_band: AgeBand::Adult,
        capacity: Some(Capacity::Yes),
        purposes: Purpose::ALL.to_vec(),
        channels: Channel::ALL.to_vec(),
        valid_until: date(2027, 11, 1),
        signers: Signer::ALL.to_vec(),
        form_location: "archive".to_owned(),
        approval: Some("LED-12".to_owned()),
        child_heard: true,
        collection: Collection { confidentiality_release: true, ..Collection::default() },
        ..NewConsent::default()
    }
    .into_consent(date(2026, 11, 24))
    .unwrap()
}

fn case<'a>(role: Role, channels: &'a [Channel], consent: Option<&'a Consent>) -> Case<'a> {
    Case {
        role,
        age_band: AgeBand::Adult,
        care_status: None,
        capacity: None,
        circumstance: None,
        ward: Ward::Normal,
        patient_visible: false,
        purpose: Purpose::EventReport,
        channels,
        consent,
        photo: None,
        today: date(2026, 11, 24),
    }
}

#[test]
fn a_consent_that_falls_short_says_where() {
    let policy = Policy::for_country(Country::Dk).unwrap();
    let full = generous(Role::Staff);
    let channels = [Channel::SocialMedia];
    let today = date(2026, 11, 24);
    let reasons = |change: &dyn Fn(&mut Consent)| {
        let mut consent = full.clone();
        change(&mut consent);
        policy.blocks(&case(Role::Staff, &channels, Some(&consent)))
    };
    assert_eq!(reasons(&|_| {}), []);
    assert_eq!(reasons(&|c| c.withdraw(today, today).unwrap()), [Reason::ConsentWithdrawn]);
    assert_eq!(reasons(&|c| c.valid_until = date(2026, 11, 23)), [Reason::ConsentExpired]);
    assert_eq!(reasons(&|c| c.valid_from = date(2026, 11, 25)), [Reason::ConsentNotYet]);
    assert_eq!(reasons(&|c| c.role = Role::Volunteer), [Reason::ConsentRole]);
    assert_eq!(reasons(&|c| c.age_band = AgeBand::Age15To17), [Reason::ConsentAge]);
    assert_eq!(reasons(&|c| c.purposes = vec![Purpose::Press]), [Reason::ConsentPurpose]);
    assert_eq!(reasons(&|c| c.channels = vec![Channel::Intranet]), [Reason::ConsentChannel]);
    assert_eq!(reasons(&|c| c.signers = vec![Signer::Guardian1]), [Reason::ConsentSigner]);
    assert_eq!(reasons(&|c| c.basis = LegalBasis::PublicTaskAgreed), [Reason::ConsentBasis]);
    for state in ConsentState::ALL.iter().filter(|state| !state.holds()) {
        // Only the calendar ends a consent.
        let reasons = reasons(&|c| {
            if *state == ConsentState::Expired {
                c.valid_until = date(2026, 11, 23);
            } else {
                c.mark(*state, today).unwrap();
            }
        });
        let expected = match state {
            ConsentState::Withdrawn => Reason::ConsentWithdrawn,
            ConsentState::Expired => Reason::ConsentExpired,
            ConsentState::Requested
            | ConsentState::Deferred
            | ConsentState::Given
            | ConsentState::Renewed
            | ConsentState::Refused
            | ConsentState::Revoked
            | ConsentState::Invalidated
            | ConsentState::Unknown => Reason::ConsentNotGiven,
        };
        assert_eq!(reasons, [expected], "{state:?}");
    }
}

#[test]
fn an_approval_is_asked_for_where_the_rule_says_so() {
    let policy = Policy::for_country(Country::Dk).unwrap();
    let mut consent = generous(Role::Patient);
    consent.care_status = Some(CareStatus::Concluded);
    let channels = [Channel::PublicWeb];
    assert_eq!(policy.blocks(&case(Role::Patient, &channels, Some(&consent))), []);
    consent.approval = None;
    let blocked = policy.blocks(&case(Role::Patient, &channels, Some(&consent)));
    assert_eq!(blocked, [Reason::ConsentApproval]);
}

#[test]
fn a_patient_whose_care_nobody_named_counts_as_in_care() {
    let policy = Policy::for_country(Country::Dk).unwrap();
    let consent = generous(Role::Patient);
    let verdict = policy.verdict(&case(Role::Patient, &[Channel::SocialMedia], Some(&consent)));
    assert_eq!(verdict.reasons, [Reason::Rule("DK-PAT-ONG".to_owned())]);
    assert_eq!((verdict.outcome, verdict.rules), (Outcome::Hide, vec!["DK-PAT-ONG".to_owned()]));
}

#[test]
fn no_channel_is_no_export() {
    let policy = Policy::for_country(Country::Dk).unwrap();
    let consent = generous(Role::Staff);
    assert_eq!(policy.blocks(&case(Role::Staff, &[], Some(&consent))), [Reason::ConsentChannel]);
}

#[test]
fn every_reason_and_every_rule_has_a_sentence_in_every_language() {
    let mut reasons = vec![
        Reason::NoRule,
        Reason::ConsentMissing,
        Reason::ConsentWithdrawn,
        Reason::ConsentExpired,
        Reason::ConsentTooOld,
        Reason::ConsentNotYet,
        Reason::ConsentNotGiven,
        Reason::ConsentRole,
        Reason::ConsentAge,
        Reason::ConsentPurpose,
        Reason::ConsentChannel,
        Reason::ConsentBasis,
        Reason::ConsentSigner,
        Reason::ConsentWritten,
        Reason::ConsentRelease,
        Reason::ConsentIndependent,
        Reason::ConsentChildHeard,
        Reason::ConsentApproval,
        Reason::ConsentMethod,
        Reason::ConsentOtherPhoto,
        Reason::LocalRule("DK-STAFF".to_owned()),
    ];
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        reasons.extend(policy.rules().iter().map(|rule| Reason::Rule(rule.id.clone())));
        assert!(policy.rules().iter().all(|rule| !rule.sources.is_empty()));
    }
    for language in Language::ALL {
        let text = Text::new(language);
        for reason in &reasons {
            let message = reason.message(&text);
            assert!(!message.starts_with("policy-"), "{language}: {message}");
            assert!(text.has(&format!(
                "policy-{}",
                if let Reason::Rule(id) = &reason {
                    id.split_once('-').unwrap().1.to_lowercase()
                } else if matches!(reason, Reason::LocalRule(_)) {
                    "local-rule".to_owned()
                } else {
                    reason.rule_id().to_lowercase()
                }
            )));
        }
    }
}

#[test]
fn the_hash_of_the_rules_is_the_same_every_time() {
    for country in Country::ALL {
        let (one, two) = (Policy::for_country(*country).unwrap(), Policy::for_country(*country).unwrap());
        assert_eq!(one.effective_sha256(), two.effective_sha256());
    }
}

use jiff::civil::date;

use super::*;
use crate::{
    consent::{
        AgeBand, Capacity, CareStatus, Channel, ChannelClass, Consent, Country, LegalBasis, NewConsent,
        Purpose, Role, Signer,
    },
    text::{Language, Text},
};

/// A consent that says yes to everything and was signed by everybody: whatever it does not unlock, no
/// consent does.
fn generous(role: Role, age_band: AgeBand) -> Consent {
    NewConsent {
        role: if role == Role::Unknown { Role::Staff } else { role },
        age_band: if age_band == AgeBand::Unknown { AgeBand::Adult } else { age_band },
        care_status: None,
        capacity: Some(Capacity::Yes),
        basis: LegalBasis::Consent,
        purposes: Purpose::ALL.to_vec(),
        channels: Channel::ALL.to_vec(),
        valid_until: date(2027, 11, 1),
        signers: Signer::ALL.to_vec(),
        form_location: "archive".to_owned(),
        approval: Some("LED-12".to_owned()),
        child_heard: true,
    }
    .into_consent(date(2026, 11, 24))
    .unwrap()
}

fn case<'a>(
    role: Role,
    age_band: AgeBand,
    channels: &'a [Channel],
    consent: Option<&'a Consent>,
) -> Case<'a> {
    Case {
        role,
        age_band,
        care_status: None,
        capacity: None,
        ward: Ward::Normal,
        purpose: Purpose::EventReport,
        channels,
        consent,
        today: date(2026, 11, 24),
    }
}

fn for_all(mut check: impl FnMut(Country, &Policy, Case<'_>)) {
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        for role in Role::ALL {
            for age in AgeBand::ALL {
                let consent = generous(*role, *age);
                for care in CareStatus::ALL {
                    for capacity in Capacity::ALL {
                        for channel in Channel::ALL {
                            for ward in [Ward::Normal, Ward::Sensitive] {
                                let channels = [*channel];
                                let mut case = case(*role, *age, &channels, Some(&consent));
                                case.care_status = Some(*care);
                                case.capacity = Some(*capacity);
                                case.ward = ward;
                                check(*country, &policy, case);
                            }
                        }
                    }
                }
            }
        }
    }
}

#[test]
fn over_all_cases_the_hard_rules_hold_against_the_most_generous_consent() {
    let mut shown = 0;
    for_all(|country, policy, case| {
        let blocked = !policy.blocks(&case).is_empty();
        let public = case.channels.iter().any(|channel| channel.class() == ChannelClass::Public);
        let ongoing = case.care_status == Some(CareStatus::Ongoing);
        if case.role == Role::Unknown || case.age_band == AgeBand::Unknown {
            assert!(blocked, "{country}: unknown shown: {case:?}");
        }
        if country == Country::Dk && case.role == Role::Patient && ongoing {
            assert!(blocked, "patient in ongoing care shown: {case:?}");
        }
        if country == Country::Dk && case.role == Role::CareRecipient && public {
            assert!(blocked, "{case:?}");
        }
        if country != Country::Se && case.age_band == AgeBand::Adult && case.capacity != Some(Capacity::Yes) {
            assert!(blocked, "{case:?}");
        }
        if matches!(case.capacity, Some(Capacity::No | Capacity::Uncertain))
            && case.age_band == AgeBand::Adult
        {
            assert!(blocked, "{case:?}");
        }
        if case.ward == Ward::Sensitive && case.role != Role::Staff {
            assert!(blocked, "{case:?}");
        }
        shown += usize::from(!blocked);
    });
    assert!(shown > 100, "a policy that blocks everything proves nothing: {shown}");
}

#[test]
fn without_a_consent_nothing_is_shown() {
    for_all(|_, policy, case| assert!(!policy.blocks(&Case { consent: None, ..case }).is_empty()));
}

#[test]
fn every_shown_child_has_a_guardian_among_the_signers() {
    for_all(|country, policy, case| {
        let mut consent = case.consent.unwrap().clone();
        consent.signers = vec![Signer::SelfSigned];
        let blocked = !policy.blocks(&Case { consent: Some(&consent), ..case }).is_empty();
        if case.age_band != AgeBand::Adult {
            assert!(blocked, "{country}: a child without a guardian: {case:?}");
        }
    });
}

#[test]
fn several_channels_give_the_strictest() {
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        for role in Role::ALL {
            let consent = generous(*role, AgeBand::Adult);
            for first in Channel::ALL {
                for second in Channel::ALL {
                    let blocks = |channels: &[Channel]| {
                        policy.blocks(&case(*role, AgeBand::Adult, channels, Some(&consent)))
                    };
                    let (a, b, both) = (blocks(&[*first]), blocks(&[*second]), blocks(&[*first, *second]));
                    assert_eq!(both.is_empty(), a.is_empty() && b.is_empty(), "{role} {first} {second}");
                }
            }
        }
    }
}

#[test]
fn a_consent_that_falls_short_says_where() {
    let policy = Policy::for_country(Country::Dk).unwrap();
    let full = generous(Role::Staff, AgeBand::Adult);
    let channels = [Channel::SocialMedia];
    let reasons = |change: &dyn Fn(&mut Consent)| {
        let mut consent = full.clone();
        change(&mut consent);
        policy.blocks(&case(Role::Staff, AgeBand::Adult, &channels, Some(&consent)))
    };
    assert_eq!(reasons(&|_| {}), []);
    assert_eq!(reasons(&|c| c.withdraw(date(2026, 11, 1))), [Reason::ConsentWithdrawn]);
    assert_eq!(reasons(&|c| c.valid_until = date(2026, 11, 23)), [Reason::ConsentExpired]);
    assert_eq!(reasons(&|c| c.valid_from = date(2026, 11, 25)), [Reason::ConsentNotYet]);
    assert_eq!(reasons(&|c| c.role = Role::Volunteer), [Reason::ConsentRole]);
    assert_eq!(reasons(&|c| c.age_band = AgeBand::Age15To17), [Reason::ConsentAge]);
    assert_eq!(reasons(&|c| c.purposes = vec![Purpose::Press]), [Reason::ConsentPurpose]);
    assert_eq!(reasons(&|c| c.channels = vec![Channel::Intranet]), [Reason::ConsentChannel]);
    assert_eq!(reasons(&|c| c.signers = vec![Signer::Guardian1]), [Reason::ConsentSigner]);
    assert_eq!(reasons(&|c| c.basis = LegalBasis::PublicTaskAgreed), [Reason::ConsentBasis]);
}

#[test]
fn an_approval_is_asked_for_where_the_rule_says_so() {
    let policy = Policy::for_country(Country::Dk).unwrap();
    let mut consent = generous(Role::Patient, AgeBand::Adult);
    consent.care_status = Some(CareStatus::Concluded);
    let channels = [Channel::PublicWeb];
    assert_eq!(policy.blocks(&case(Role::Patient, AgeBand::Adult, &channels, Some(&consent))), []);
    consent.approval = None;
    let blocked = policy.blocks(&case(Role::Patient, AgeBand::Adult, &channels, Some(&consent)));
    assert_eq!(blocked, [Reason::ConsentApproval]);
}

#[test]
fn a_patient_whose_care_nobody_named_counts_as_in_care() {
    let policy = Policy::for_country(Country::Dk).unwrap();
    let consent = generous(Role::Patient, AgeBand::Adult);
    let blocked =
        policy.blocks(&case(Role::Patient, AgeBand::Adult, &[Channel::SocialMedia], Some(&consent)));
    assert_eq!(blocked, [Reason::Rule("DK-PAT-ONG".to_owned())]);
}

#[test]
fn every_reason_has_a_sentence_in_every_language() {
    let mut reasons = vec![
        Reason::NoRule,
        Reason::ConsentMissing,
        Reason::ConsentWithdrawn,
        Reason::ConsentExpired,
        Reason::ConsentNotYet,
        Reason::ConsentRole,
        Reason::ConsentAge,
        Reason::ConsentPurpose,
        Reason::ConsentChannel,
        Reason::ConsentBasis,
        Reason::ConsentSigner,
        Reason::ConsentChildHeard,
        Reason::ConsentApproval,
    ];
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        reasons.extend(
            policy.rules().iter().filter(|r| r.outcome == Outcome::Hide).map(|r| Reason::Rule(r.id.clone())),
        );
    }
    for language in Language::ALL {
        let text = Text::new(language);
        for reason in &reasons {
            let message = reason.message(&text);
            assert!(!message.starts_with("policy-"), "{language}: {message}");
        }
    }
}

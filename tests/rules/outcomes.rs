//! The rule tables: one test for each row, and every combination of the inputs against the domain's own table,
//! written down here a second time and by hand.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use crate::support::cases::{Probe, TODAY, for_all, for_most, generous, policy_of};
use jiff::civil::date;
use sladd::{
    consent::{
        AgeBand, Capacity, CareStatus, Channel, ChannelClass, Circumstance, Collection, Consent, Controller,
        Country, LegalBasis, Method, NewConsent, Purpose, Role, Signer,
    },
    policy::{Asks, Guardians, Outcome, Policy, Reason, Ward},
};

macro_rules! rule {
    ($name:ident, $id:literal, $outcome:expr, |$p:ident| $change:expr) => {
        #[test]
        fn $name() {
            let country: Country = $id[..2].parse().unwrap();
            let mut probe = Probe::default();
            // Somebody whom the rule is not about.
            probe.role = if $id.contains("-VOL") { Role::Staff } else { Role::Volunteer };
            let others = policy_of(country, probe.controller).verdict(&probe.case(Some(&generous(&probe))));
            assert!(!others.rules.contains(&$id.to_owned()), "{others:?}");
            let $p = &mut probe;
            $change;
            let consent = generous(&probe);
            let policy = policy_of(country, probe.controller);
            let verdict = policy.verdict(&probe.case(Some(&consent)));
            assert_eq!(verdict.outcome, $outcome, "{verdict:?}");
            assert!(verdict.rules.contains(&$id.to_owned()), "{verdict:?}");
            if $outcome == Outcome::Hide {
                assert!(verdict.reasons.contains(&Reason::Rule($id.to_owned())), "{verdict:?}");
            } else {
                assert_eq!(verdict.reasons, [], "the most generous consent is blocked");
                let without = policy.verdict(&probe.case(None));
                assert_eq!(without.reasons, [Reason::ConsentMissing]);
            }
        }
    };
}

rule!(dk_unk, "DK-UNK", Outcome::Hide, |p| p.role = Role::Unknown);
rule!(dk_prot, "DK-PROT", Outcome::Hide, |p| p.circumstance = Some(Circumstance::ProtectedIdentity));
rule!(dk_dead, "DK-DEAD", Outcome::Hide, |p| p.circumstance = Some(Circumstance::Deceased));
rule!(dk_cap, "DK-CAP", Outcome::Hide, |p| p.capacity = Some(Capacity::Uncertain));
rule!(dk_pat_min, "DK-PAT-MIN", Outcome::Hide, |p| (p.role, p.age) = (Role::Patient, AgeBand::Age7To11));
rule!(dk_sens, "DK-SENS", Outcome::Hide, |p| (p.role, p.ward) = (Role::Volunteer, Ward::Sensitive));
rule!(dk_adv, "DK-ADV", Outcome::Hide, |p| p.channel = Channel::PaidAdvert);
rule!(dk_child, "DK-CHILD", Outcome::Consent, |p| (p.role, p.age) =
    (Role::RelativeVisitor, AgeBand::Age12To14));
rule!(dk_teen, "DK-TEEN", Outcome::Consent, |p| (p.role, p.age) = (Role::StudentTrainee, AgeBand::Age15To17));
rule!(dk_rel, "DK-REL", Outcome::Consent, |p| p.role = Role::RelativeVisitor);
rule!(dk_staff, "DK-STAFF", Outcome::Consent, |p| p.role = Role::Staff);
rule!(dk_stud, "DK-STUD", Outcome::Consent, |p| p.role = Role::StudentTrainee);
rule!(dk_vol, "DK-VOL", Outcome::Consent, |p| p.role = Role::Volunteer);
rule!(dk_pub, "DK-PUB", Outcome::Consent, |p| p.role = Role::InvitedPublicPerson);
rule!(dk_pat_ong, "DK-PAT-ONG", Outcome::Hide, |p| (p.role, p.care, p.channel) =
    (Role::Patient, Some(CareStatus::Ongoing), Channel::SocialMedia));
rule!(dk_pat_int, "DK-PAT-INT", Outcome::Hide, |p| (p.role, p.care) =
    (Role::Patient, Some(CareStatus::Ongoing)));
rule!(dk_pat_end, "DK-PAT-END", Outcome::ConsentAndApproval, |p| (p.role, p.care) =
    (Role::Patient, Some(CareStatus::Concluded)));
rule!(dk_care, "DK-CARE", Outcome::Hide, |p| (p.role, p.channel) = (Role::CareRecipient, Channel::PublicWeb));
rule!(dk_care_int, "DK-CARE-INT", Outcome::ConsentAndApproval, |p| p.role = Role::CareRecipient);
rule!(dk_rel_pat, "DK-REL-PAT", Outcome::Hide, |p| (p.role, p.with_patient) = (Role::RelativeVisitor, true));
rule!(no_unk, "NO-UNK", Outcome::Hide, |p| p.role = Role::Unknown);
rule!(no_prot, "NO-PROT", Outcome::Hide, |p| p.circumstance = Some(Circumstance::ProtectedIdentity));
rule!(no_dead, "NO-DEAD", Outcome::Hide, |p| p.circumstance = Some(Circumstance::Deceased));
rule!(no_cap, "NO-CAP", Outcome::Hide, |p| p.capacity = Some(Capacity::Uncertain));
rule!(no_pat_min, "NO-PAT-MIN", Outcome::Hide, |p| (p.role, p.age) = (Role::Patient, AgeBand::Age7To11));
rule!(no_sens, "NO-SENS", Outcome::Hide, |p| (p.role, p.ward) = (Role::Volunteer, Ward::Sensitive));
rule!(no_adv, "NO-ADV", Outcome::Hide, |p| p.channel = Channel::PaidAdvert);
rule!(no_child, "NO-CHILD", Outcome::Consent, |p| (p.role, p.age) =
    (Role::RelativeVisitor, AgeBand::Age12To14));
rule!(no_teen, "NO-TEEN", Outcome::Consent, |p| (p.role, p.age) = (Role::StudentTrainee, AgeBand::Age15To17));
rule!(no_rel, "NO-REL", Outcome::Consent, |p| p.role = Role::RelativeVisitor);
rule!(no_staff, "NO-STAFF", Outcome::Consent, |p| p.role = Role::Staff);
rule!(no_stud, "NO-STUD", Outcome::Consent, |p| p.role = Role::StudentTrainee);
rule!(no_vol, "NO-VOL", Outcome::Consent, |p| p.role = Role::Volunteer);
rule!(no_pub, "NO-PUB", Outcome::Consent, |p| p.role = Role::InvitedPublicPerson);
rule!(no_pat, "NO-PAT", Outcome::Hide, |p| p.role = Role::Patient);
rule!(se_unk, "SE-UNK", Outcome::Hide, |p| p.role = Role::Unknown);
rule!(se_prot, "SE-PROT", Outcome::Hide, |p| p.circumstance = Some(Circumstance::ProtectedIdentity));
rule!(se_dead, "SE-DEAD", Outcome::Hide, |p| p.circumstance = Some(Circumstance::Deceased));
rule!(se_cap, "SE-CAP", Outcome::Hide, |p| p.capacity = Some(Capacity::Uncertain));
rule!(se_pat_min, "SE-PAT-MIN", Outcome::Hide, |p| (p.role, p.age) = (Role::Patient, AgeBand::Age7To11));
rule!(se_sens, "SE-SENS", Outcome::Hide, |p| (p.role, p.ward) = (Role::Volunteer, Ward::Sensitive));
rule!(se_adv, "SE-ADV", Outcome::Hide, |p| p.channel = Channel::PaidAdvert);
rule!(se_child, "SE-CHILD", Outcome::Consent, |p| (p.role, p.age) =
    (Role::RelativeVisitor, AgeBand::Age12To14));
rule!(se_teen, "SE-TEEN", Outcome::Consent, |p| (p.role, p.age) = (Role::StudentTrainee, AgeBand::Age15To17));
rule!(se_rel, "SE-REL", Outcome::Consent, |p| p.role = Role::RelativeVisitor);
rule!(se_staff, "SE-STAFF", Outcome::Consent, |p| p.role = Role::Staff);
rule!(se_stud, "SE-STUD", Outcome::Consent, |p| p.role = Role::StudentTrainee);
rule!(se_vol, "SE-VOL", Outcome::Consent, |p| p.role = Role::Volunteer);
rule!(se_pub, "SE-PUB", Outcome::Consent, |p| p.role = Role::InvitedPublicPerson);
rule!(se_pat, "SE-PAT", Outcome::ConsentAndApproval, |p| p.role = Role::Patient);
rule!(se_care, "SE-CARE", Outcome::ConsentAndApproval, |p| p.role = Role::CareRecipient);
rule!(se_cap_teen, "SE-CAP-TEEN", Outcome::Hide, |p| (p.age, p.capacity) =
    (AgeBand::Age15To17, Some(Capacity::Represented)));
rule!(se_cap_rep, "SE-CAP-REP", Outcome::ConsentAndApproval, |p| (p.role, p.capacity) =
    (Role::Volunteer, Some(Capacity::Represented)));
rule!(se_pat_rep, "SE-PAT-REP", Outcome::ConsentAndApproval, |p| (p.role, p.capacity) =
    (Role::Patient, Some(Capacity::Represented)));
rule!(se_staff_prv, "SE-STAFF-PRV", Outcome::Consent, |p| (p.role, p.controller) =
    (Role::Staff, Controller::PrivateProvider));
rule!(se_pub_prv, "SE-PUB-PRV", Outcome::Consent, |p| (p.role, p.controller) =
    (Role::InvitedPublicPerson, Controller::PrivateProvider));

/// No rule about private accounts can ever be reached: such a channel cannot be named.
#[test]
fn priv_private_account_is_no_channel() {
    assert!("private_account".parse::<Channel>().is_err());
    for country in Country::ALL {
        let rule = format!("{country}-PRIV");
        assert!(Policy::for_country(*country).unwrap().rule(&rule).is_some_and(|rule| rule.hard));
    }
}

#[test]
fn every_row_of_every_table_has_a_test_of_its_own() {
    let source = include_str!("outcomes.rs");
    for country in Country::ALL {
        for rule in Policy::for_country(*country).unwrap().rules().iter().filter(|r| !r.id.ends_with("-PRIV"))
        {
            let name = rule.id.to_lowercase().replace('-', "_");
            assert!(source.contains(&format!("rule!({name}, \"{}\"", rule.id)), "{} has no test", rule.id);
        }
    }
}

/// The table of the domain brief, section 2.3, as code: the strictest outcome for one channel.
fn expected(country: Country, p: &Probe) -> Outcome {
    let adult = p.age == AgeBand::Adult;
    let teen = p.age == AgeBand::Age15To17;
    let public = p.channel.class() == ChannelClass::Public;
    let capacity = p.capacity.unwrap_or(Capacity::Yes);
    let ongoing = p.care.unwrap_or(CareStatus::Ongoing) == CareStatus::Ongoing;
    let nobody_can_say_yes = p.role == Role::Unknown
        || p.circumstance.is_some()
        || p.channel == Channel::PaidAdvert
        || p.ward == Ward::Sensitive && p.role != Role::Staff;
    let cannot_consent = match capacity {
        Capacity::Yes => false,
        Capacity::No | Capacity::Uncertain => adult || teen,
        // Sweden knows representatives for adults.
        Capacity::Represented => teen || adult && country != Country::Se,
    };
    if nobody_can_say_yes || cannot_consent {
        return Outcome::Hide;
    }
    let represented = adult && capacity == Capacity::Represented;
    let least = if represented { Outcome::ConsentAndApproval } else { Outcome::Consent };
    match p.role {
        Role::Patient | Role::CareRecipient if !adult => Outcome::Hide,
        Role::Patient => match country {
            Country::Dk if ongoing => Outcome::Hide,
            Country::Dk | Country::Se => Outcome::ConsentAndApproval,
            Country::No => Outcome::Hide,
        },
        Role::CareRecipient => match country {
            Country::Dk if public => Outcome::Hide,
            Country::Dk | Country::Se => Outcome::ConsentAndApproval,
            Country::No => Outcome::Hide,
        },
        Role::RelativeVisitor if country == Country::Dk && p.with_patient => Outcome::Hide,
        Role::RelativeVisitor
        | Role::Staff
        | Role::StudentTrainee
        | Role::Volunteer
        | Role::InvitedPublicPerson => least,
        Role::Unknown => Outcome::Hide,
    }
}

#[test]
fn over_every_combination_the_tables_say_what_the_domain_says() {
    let (mut count, mut shown) = (0, 0);
    for country in Country::ALL {
        for controller in Controller::ALL {
            let policy = policy_of(*country, *controller);
            for_all(|probe| {
                let consent = generous(probe);
                let verdict = policy.verdict(&probe.case(Some(&consent)));
                assert_eq!(verdict.outcome, expected(*country, probe), "{country}: {probe:?}");
                // Nobody can sign for a person of unknown age, because no consent is for one.
                let blocked = verdict.outcome == Outcome::Hide || probe.age == AgeBand::Unknown;
                assert_eq!(!verdict.reasons.is_empty(), blocked, "{country}: {probe:?} {verdict:?}");
                count += 1;
                shown += usize::from(!blocked);
            });
        }
    }
    assert!(count > 500_000 && shown > 10_000, "{count} combinations, {shown} shown");
    println!("{count} combinations, {shown} of them not blocked with the most generous consent");
}

/// Over every combination: what a consent without this cannot do.
fn without(change: impl Fn(&Probe, &mut Consent) -> bool) {
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        for_all(|probe| {
            let mut consent = generous(probe);
            if change(probe, &mut consent) {
                let verdict = policy.verdict(&probe.case(Some(&consent)));
                assert!(!verdict.reasons.is_empty(), "{country}: {probe:?}");
            }
        });
    }
}

#[test]
fn every_kept_child_has_its_guardians() {
    without(|probe, consent| {
        consent.signers = vec![Signer::SelfSigned, Signer::LegalRepresentative];
        probe.age != AgeBand::Adult
    });
    without(|probe, consent| {
        consent.signers = vec![Signer::SelfSigned, Signer::Guardian1];
        !matches!(probe.age, AgeBand::Adult | AgeBand::Age15To17)
    });
    without(|probe, consent| {
        consent.signers = vec![Signer::Guardian1, Signer::Guardian2];
        matches!(probe.age, AgeBand::Adult | AgeBand::Age15To17)
            && probe.capacity != Some(Capacity::Represented)
    });
    without(|probe, consent| {
        consent.child_heard = false;
        !matches!(probe.age, AgeBand::Adult | AgeBand::Age0To6)
    });
}

#[test]
fn one_guardian_serves_where_there_is_only_one() {
    let probe = Probe { role: Role::RelativeVisitor, age: AgeBand::Age7To11, ..Probe::default() };
    for country in Country::ALL {
        let mut consent = generous(&probe);
        consent.signers = vec![Signer::Guardian1];
        let policy = Policy::for_country(*country).unwrap();
        assert_eq!(policy.blocks(&probe.case(Some(&consent))), [Reason::ConsentSigner]);
        consent.collection.sole_custody = true;
        assert_eq!(policy.blocks(&probe.case(Some(&consent))), []);
    }
}

#[test]
fn without_a_consent_nothing_is_shown() {
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        for_all(|probe| assert!(!policy.blocks(&probe.case(None)).is_empty(), "{country}: {probe:?}"));
    }
}

#[test]
fn a_public_task_serves_in_sweden_for_staff_and_officials_of_authorities_alone() {
    for country in Country::ALL {
        for controller in Controller::ALL {
            let policy = policy_of(*country, *controller);
            for_all(|probe| {
                let mut consent = generous(probe);
                consent.basis = LegalBasis::PublicTaskAgreed;
                let serves = *country == Country::Se
                    && *controller != Controller::PrivateProvider
                    && matches!(probe.role, Role::Staff | Role::InvitedPublicPerson)
                    && probe.age == AgeBand::Adult
                    && probe.capacity.unwrap_or(Capacity::Yes) == Capacity::Yes;
                let blocked = !policy.blocks(&probe.case(Some(&consent))).is_empty();
                assert!(serves || blocked, "{country} {controller}: {probe:?}");
            });
        }
    }
}

#[test]
fn people_in_care_and_relatives_consent_in_writing_and_swedish_patients_lift_secrecy() {
    without(|probe, consent| {
        consent.collection.method = Some(Method::OralWitnessed);
        probe.age == AgeBand::Adult
            && matches!(probe.role, Role::Patient | Role::CareRecipient | Role::RelativeVisitor)
    });
    without(|probe, consent| {
        consent.collection.method = Some(Method::Video);
        probe.age == AgeBand::Adult
            && matches!(probe.role, Role::Patient | Role::CareRecipient | Role::RelativeVisitor)
    });
    // An e-mail is a written statement (GDPR recital 32), and so is a digital signature: nothing is blocked for it alone.
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        for_all(|probe| {
            let paper = generous(probe);
            for method in [Method::EmailWritten, Method::DigitalSigned] {
                let mut other = paper.clone();
                other.collection.method = Some(method);
                assert_eq!(
                    policy.blocks(&probe.case(Some(&other))),
                    policy.blocks(&probe.case(Some(&paper))),
                    "{country} {method}: {probe:?}"
                );
            }
        });
    }
    let se = Policy::for_country(Country::Se).unwrap();
    for_all(|probe| {
        if matches!(probe.role, Role::Patient | Role::CareRecipient) {
            let mut consent = generous(probe);
            consent.collection.confidentiality_release = false;
            assert!(!se.blocks(&probe.case(Some(&consent))).is_empty(), "{probe:?}");
        }
    });
}

#[test]
fn several_channels_give_the_strictest() {
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        for role in Role::ALL {
            for age in AgeBand::ALL {
                for care in CareStatus::ALL {
                    let probe = Probe { role: *role, age: *age, care: Some(*care), ..Probe::default() };
                    let consent = generous(&probe);
                    // Every set of channels: bit n stands for the nth.
                    for set in 1_u32..1 << Channel::ALL.len() {
                        let channels: Vec<Channel> = Channel::ALL
                            .iter()
                            .enumerate()
                            .filter(|(bit, _)| set & 1 << bit != 0)
                            .map(|(_, channel)| *channel)
                            .collect();
                        let mut case = probe.case(Some(&consent));
                        case.channels = &channels;
                        let together = policy.verdict(&case).outcome;
                        let strictest = channels.iter().map(|channel| {
                            let alone = Probe { channel: *channel, ..probe.clone() };
                            expected(*country, &alone)
                        });
                        assert_eq!(together, strictest.max().unwrap(), "{country} {role} {age} {channels:?}");
                    }
                }
            }
        }
    }
}

#[test]
fn what_photo_and_consent_say_of_a_person_counts_at_its_worst() {
    let policy = Policy::for_country(Country::Dk).unwrap();
    let probe = Probe { role: Role::Patient, care: Some(CareStatus::Concluded), ..Probe::default() };
    let mut consent = generous(&probe);
    assert_eq!(policy.blocks(&probe.case(Some(&consent))), []);
    consent.care_status = Some(CareStatus::Ongoing);
    assert_eq!(policy.blocks(&probe.case(Some(&consent))), [Reason::Rule("DK-PAT-INT".to_owned())]);
    let probe = Probe { capacity: Some(Capacity::Yes), ..Probe::default() };
    let mut consent = generous(&probe);
    consent.capacity = Capacity::Uncertain;
    assert_eq!(policy.blocks(&probe.case(Some(&consent))), [Reason::Rule("DK-CAP".to_owned())]);
}

#[test]
fn a_consent_to_one_photo_is_for_that_photo() {
    let policy = Policy::for_country(Country::No).unwrap();
    let probe = Probe::default();
    let mut consent = generous(&probe);
    let hash = sladd::hash::ContentHash::of;
    consent.collection.single_photo = Some(hash(b"this"));
    let mut case = probe.case(Some(&consent));
    assert_eq!(policy.blocks(&case), [Reason::ConsentOtherPhoto]);
    case.photo = Some(hash(b"that"));
    assert_eq!(policy.blocks(&case), [Reason::ConsentOtherPhoto]);
    case.photo = Some(hash(b"this"));
    assert_eq!(policy.blocks(&case), []);
    case.today = date(2040, 1, 1);
    assert!(policy.blocks(&case).contains(&Reason::ConsentExpired));
}

/// A consent with exactly what an entry form asks for, in this case.
fn asked_for(asks: &Asks, probe: &Probe) -> Option<Consent> {
    let mut signers = asks.signers.clone();
    match asks.guardians {
        Some(Guardians::All) => signers.extend([Signer::Guardian1, Signer::Guardian2]),
        Some(Guardians::One) => signers.push(Signer::Guardian1),
        None => {}
    }
    NewConsent {
        role: probe.role,
        age_band: probe.age,
        care_status: probe.care,
        capacity: probe.capacity,
        purposes: vec![Purpose::EventReport],
        channels: vec![probe.channel],
        valid_until: date(2027, 11, 1),
        signers,
        form_location: "archive".to_owned(),
        approval: asks.approval.then(|| "LED-12".to_owned()),
        child_heard: asks.child_heard,
        collection: Collection {
            method: Some(if asks.written { Method::PaperSigned } else { Method::OralWitnessed }),
            confidentiality_release: asks.release,
            independent: asks.independent.then_some(true),
            ..Collection::default()
        },
        ..NewConsent::default()
    }
    .into_consent(TODAY)
    .ok()
}

/// What the entry form asks for is enough, and where the form says that no consent helps, none does.
#[test]
fn what_is_asked_for_is_what_a_consent_needs() {
    let (mut served, mut covered) = (0, 0);
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        for_most(|probe| {
            let asks = policy.asks(&probe.case(None));
            let Some(consent) = asked_for(&asks, probe) else {
                // Of a person whom, or whose age, nobody knows no consent can be recorded.
                let unknown = probe.role == Role::Unknown || probe.age == AgeBand::Unknown;
                assert!(unknown || !asks.covered_by.is_empty(), "{country}: {probe:?}: {asks:?}");
                return;
            };
            let reasons = policy.blocks(&probe.case(Some(&consent)));
            assert_eq!(reasons, asks.covered_by, "{country}: {probe:?}: {asks:?}");
            if reasons.is_empty() { served += 1 } else { covered += 1 }
        });
    }
    assert!(served > 1_000 && covered > 1_000, "{served} served, {covered} covered");
}

/// Each thing that the form asks for is needed: without it the same consent does not serve.
#[test]
fn nothing_is_asked_for_that_a_consent_does_not_need() {
    type Leave = fn(&mut Asks) -> bool;
    let left_out: [(&str, Leave); 5] = [
        ("release", |asks| std::mem::take(&mut asks.release)),
        ("approval", |asks| std::mem::take(&mut asks.approval)),
        ("child heard", |asks| std::mem::take(&mut asks.child_heard)),
        ("in writing", |asks| std::mem::take(&mut asks.written)),
        ("guardians", |asks| asks.guardians.take().is_some()),
    ];
    for country in Country::ALL {
        let policy = Policy::for_country(*country).unwrap();
        for_most(|probe| {
            let asks = policy.asks(&probe.case(None));
            if !asks.covered_by.is_empty() {
                return;
            }
            for (what, leave) in left_out {
                let mut fewer = asks.clone();
                if leave(&mut fewer)
                    && let Some(consent) = asked_for(&fewer, probe)
                {
                    let reasons = policy.blocks(&probe.case(Some(&consent)));
                    assert!(!reasons.is_empty(), "{country}: {what} is asked for in vain: {probe:?}");
                }
            }
        });
    }
}

//! The organisation's own policy file: it can only tighten, and whatever is wrong refuses it as a whole.
#![allow(
    clippy::comparison_chain,
    clippy::format_push_string,
    reason = "a test reads better in the order of its cases"
)]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use crate::support::cases::{Probe, TODAY, for_all, for_most, generous, local_file};
use jiff::civil::date;
use proptest::prelude::*;
use sladd::{
    consent::{
        AgeBand, Capacity, CareStatus, Channel, ChannelClass, Circumstance, Country, Method, Role, Signer,
    },
    policy::{Outcome, Policy, PolicyError, Reason, ReviewState, explain},
    text::{Language, Text},
};

fn local(country: Country, end: &str) -> Result<Policy, PolicyError> {
    Policy::with_local(&local_file(country, "", end))
}

fn dispensation(rule: &str, to: &str, until: &str) -> String {
    format!(
        "[[dispensations]]\nid = \"DISP-2026-014\"\nrule = \"{rule}\"\nauthority = \"Informationssikkerhedsudvalget\"\n\
         scope = \"jubilaeum 2026-12\"\nto = \"{to}\"\nvalid_until = \"{until}\"\n"
    )
}

/// The example of the domain brief, with today's key names, in JSON.
#[test]
fn the_example_of_the_brief_is_read() {
    let json = r#"{
      "policy_id": "AFD-STRICT", "version": "2", "base": "DK",
      "owner_role": "afdelingsledelse", "adopted_by": "Afdelingsledelsen", "adopted_on": "2026-10-01",
      "effective_from": "2026-10-15", "review_by": "2027-10-01",
      "risk_basis": "Sengeafsnit med let genkendelige forløb",
      "guideline_ref": "Sociale medier, brug af, regional retningslinje",
      "contacts": { "local_privacy_consultant": "persondatakonsulent@example.org",
                    "fallback_mailbox": "informationssikkerhed@example.org",
                    "breach": ["naermeste leder", "it-sikkerhed@example.org", "informationssikkerhed@example.org"] },
      "tighten": {
        "rules": { "DK-REL": "CONSENT+APPROVAL", "DK-STUD": "HIDE" },
        "channels_removed": ["paid_advert", "press"],
        "max_publication_days": 365, "max_consent_years": 2,
        "require_independent_collector": true, "allow_not_a_face": false,
        "checklist_added": ["room_door_sign"], "min_margin_percent": 35
      },
      "dispensations": [
        { "id": "DISP-2026-014", "rule": "DK-REL", "authority": "Informationssikkerhedsudvalget",
          "scope": "jubilaeum 2026-12", "to": "CONSENT", "valid_until": "2026-12-31" }
      ]
    }"#;
    let policy = Policy::with_local(json).unwrap();
    let relative = Probe { role: Role::RelativeVisitor, ..Probe::default() };
    let mut consent = generous(&relative);
    consent.approval = None;
    let verdict = policy.verdict(&relative.case(Some(&consent)));
    assert_eq!((verdict.outcome, verdict.reasons.as_slice()), (Outcome::Consent, [].as_slice()));
    assert_eq!(verdict.dispensations, ["DISP-2026-014"]);
    let mut later = relative.case(Some(&consent));
    later.today = date(2027, 1, 1);
    let verdict = policy.verdict(&later);
    assert_eq!(verdict.reasons, [Reason::ConsentApproval], "an expired dispensation is ignored");
    assert!(verdict.dispensations.is_empty());
    let student = Probe { role: Role::StudentTrainee, ..Probe::default() };
    let reasons = policy.blocks(&student.case(Some(&generous(&student))));
    assert_eq!(reasons, [Reason::LocalRule("DK-STUD".to_owned())]);
    assert_eq!(policy.margin_percent(25), 35);
    assert_eq!(policy.margin_percent(60), 60);
    assert_ne!(policy.effective_sha256(), Policy::for_country(Country::Dk).unwrap().effective_sha256());
    for language in Language::ALL {
        let text = Text::new(language);
        let said: Vec<String> =
            explain(&policy, &text, date(2027, 1, 1)).into_iter().flat_map(|section| section.lines).collect();
        let said = said.join("\n");
        assert!(!said.contains("rules-") && !said.contains("policy-") && !said.contains("cli-"), "{said}");
        for word in ["AFD-STRICT", "DISP-2026-014", "DK-PAT-ONG", "persondatakonsulent@example.org"] {
            assert!(said.contains(word), "{language}: {word}");
        }
    }
}

/// Every refusal that the brief names, and the key that each blames.
#[test]
fn whatever_is_wrong_refuses_the_whole_file_and_names_the_key() {
    let good = local_file(Country::Dk, "", "");
    assert!(Policy::with_local(&good).is_ok());
    for key in [
        "policy_id",
        "version",
        "base",
        "owner_role",
        "adopted_by",
        "adopted_on",
        "effective_from",
        "review_by",
    ] {
        let without: String = good
            .lines()
            .filter(|line| !line.starts_with(key))
            .fold(String::new(), |text, line| text + line + "\n");
        let fault = Policy::with_local(&without).unwrap_err();
        assert_eq!(fault, PolicyError::Missing { key: key.to_owned() });
        if key.ends_with("_role") || key.ends_with("_by") && key != "review_by" {
            let start = good.find(&format!("{key} = \"")).unwrap();
            let end = start + good[start..].find('\n').unwrap();
            let blank = format!("{}{key} = \"  \"{}", &good[..start], &good[end..]);
            assert_eq!(Policy::with_local(&blank).unwrap_err(), PolicyError::Missing { key: key.to_owned() });
        }
    }
    let contacts = good.split("[contacts]").next().unwrap();
    assert_eq!(
        Policy::with_local(contacts).unwrap_err(),
        PolicyError::Missing { key: "contacts".to_owned() }
    );
    let typo = local(Country::Dk, "[tighten]\nmax_publication_day = 3\n").unwrap_err();
    assert!(
        matches!(&typo, PolicyError::Unreadable { reason } if reason.contains("max_publication_day")),
        "{typo}"
    );
    let top = Policy::with_local(&local_file(Country::Dk, "ownr = \"x\"\n", "")).unwrap_err();
    assert!(matches!(&top, PolicyError::Unreadable { reason } if reason.contains("ownr")), "{top}");
    let twice = local(Country::Dk, "[tighten.rules]\nDK-REL = \"HIDE\"\nDK-REL = \"CONSENT\"\n");
    assert!(matches!(twice, Err(PolicyError::Unreadable { .. })), "{twice:?}");
    assert!(
        matches!(Policy::with_local("{\"tighten\":{\"rules\":{\"DK-REL\":\"HIDE\",\"DK-REL\":\"CONSENT\"}}}"),
        Err(PolicyError::Unreadable { reason }) if reason.contains("DK-REL stands twice"))
    );

    for (lines, key) in [
        ("[tighten.rules]\nDK-PAT-ONG = \"CONSENT\"\n", "tighten.rules.DK-PAT-ONG"),
        ("[tighten.rules]\nDK-PAT-END = \"CONSENT\"\n", "tighten.rules.DK-PAT-END"),
        ("[tighten]\nmax_publication_days = 366\n", "tighten.max_publication_days"),
        ("[tighten]\nmax_consent_years = 6\n", "tighten.max_consent_years"),
        ("[tighten]\nall_guardians_below = 13\n", "tighten.all_guardians_below"),
        ("[tighten]\nmin_margin_percent = 10\n", "tighten.min_margin_percent"),
        ("[tighten]\nmax_detector_threshold = 0.99\n", "tighten.max_detector_threshold"),
        ("[tighten.min_signers]\nDK-TEEN = 1\n", "tighten.min_signers.DK-TEEN"),
    ] {
        match local(Country::Dk, lines) {
            Err(PolicyError::Relaxes { key: blamed, .. }) => assert_eq!(blamed, key),
            other => panic!("{lines}: {other:?}"),
        }
    }
    for (lines, kind) in [
        ("[tighten.rules]\nDK-NONE = \"HIDE\"\n", "no-such-rule"),
        ("[tighten.rules]\nNO-REL = \"HIDE\"\n", "no-such-rule"),
        ("[tighten.rules]\nDK-REL = \"ALLOW\"\n", "unreadable"),
        ("[tighten]\nchannels_added = [\"press\"]\n", "unreadable"),
        ("[tighten]\nall_guardians_below = 16\n", "value"),
        ("[tighten]\nmin_margin_percent = 101\n", "value"),
        ("[tighten]\nmax_detector_threshold = -0.1\n", "value"),
        ("[tighten]\nmax_publication_days = 0\n", "value"),
        ("[tighten]\nretention_years = 0\n", "value"),
        ("[tighten]\nretention_years = 31\n", "value"),
        ("[tighten]\nretention = \"archive\"\n", "missing"),
        ("[tighten]\nretention = \"keep\"\nretention_years = 3\n", "unreadable"),
        ("[tighten]\nmethods_removed = [\"fax\"]\n", "unreadable"),
        ("[tighten]\ncaption_words = [\"\"]\n", "missing"),
        ("[tighten]\ncaption_words = [\"211062-5629\"]\n", "personal"),
        (
            "[decision]\npatient_with_consent = true\ndecided_by = \"Ledelsen\"\ndecided_on = \"2026-09-01\"\n",
            "relaxes",
        ),
        (&dispensation("DK-PAT-ONG", "CONSENT", "2026-12-31"), "hard"),
        (&dispensation("DK-CHILD", "CONSENT", "2026-12-31"), "hard"),
        (&dispensation("DK-NONE", "CONSENT", "2026-12-31"), "no-such-rule"),
        (&dispensation("DK-REL", "CONSENT", "2026-09-30"), "day"),
        (
            &dispensation("DK-REL", "CONSENT", "2026-12-31").replace("Informationssikkerhedsudvalget", " "),
            "missing",
        ),
        (
            &dispensation("DK-REL", "CONSENT", "2026-12-31")
                .replace("Informationssikkerhedsudvalget", "Anna Hansen"),
            "personal",
        ),
        (&dispensation("DK-REL", "CONSENT", "2026-12-31").replace("DISP-2026-014", "x"), "value"),
        (
            &dispensation("DK-REL", "CONSENT", "2026-12-31").replace("valid_until = \"2026-12-31\"\n", ""),
            "unreadable",
        ),
    ] {
        let fault = local(Country::Dk, lines).expect_err(lines);
        assert_eq!(fault.kind(), kind, "{lines}: {fault}");
        for language in Language::ALL {
            let message = fault.message(&Text::new(language));
            assert!(!message.starts_with("policy-fault"), "{message}");
        }
    }
    for (from, to, kind) in [
        ("review_by = \"2027-10-01\"", "review_by = \"2027-10-16\"", "day"),
        ("review_by = \"2027-10-01\"", "review_by = \"2026-10-14\"", "day"),
        ("adopted_on = \"2026-10-01\"", "adopted_on = \"2026-10-16\"", "day"),
        ("\"afdelingsledelse\"", "\"Anna Hansen\"", "personal"),
        ("\"Afdelingsledelsen\"", "\"15108695088\"", "personal"),
        ("[contacts]", "grace_days = 91\n[contacts]", "relaxes"),
    ] {
        let fault = Policy::with_local(&good.replace(from, to)).expect_err(to);
        assert_eq!(fault.kind(), kind, "{to}: {fault}");
    }
}

#[test]
fn a_late_review_warns_and_then_stops_exports() {
    let text = local_file(Country::Dk, "grace_days = 14\n", "");
    let policy = Policy::with_local(&text).unwrap();
    for (day, state) in [
        (date(2027, 8, 1), ReviewState::Current),
        (date(2027, 9, 15), ReviewState::DueBy(date(2027, 10, 1))),
        (date(2027, 10, 1), ReviewState::DueBy(date(2027, 10, 1))),
        (date(2027, 10, 2), ReviewState::LateUntil(date(2027, 10, 15))),
        (date(2027, 10, 15), ReviewState::LateUntil(date(2027, 10, 15))),
        (date(2027, 10, 16), ReviewState::Expired(date(2027, 10, 1))),
    ] {
        assert_eq!(policy.review_state(day), state, "{day}");
    }
}

/// For every rule and every outcome: a stricter one blocks no less, a laxer one refuses the file.
#[test]
fn every_rule_can_be_tightened_alone_and_none_relaxed() {
    for country in Country::ALL {
        let base = Policy::for_country(*country).unwrap();
        for rule in base.rules() {
            for outcome in Outcome::ALL {
                let lines = format!("[tighten.rules]\n{} = \"{}\"\n", rule.id, outcome.word());
                let tightened = local(*country, &lines);
                if outcome < rule.outcome {
                    assert!(matches!(tightened, Err(PolicyError::Relaxes { .. })), "{lines}");
                } else if outcome > rule.outcome {
                    stricter(&base, &tightened.unwrap());
                } else {
                    assert!(tightened.is_ok(), "{lines}");
                }
            }
        }
    }
}

/// Whatever the base blocks, the tightened rules block, for good consents and poor ones.
fn stricter(base: &Policy, tightened: &Policy) {
    for_most(|probe| {
        let mut consent = generous(probe);
        assert!(
            base.blocks(&probe.case(Some(&consent))).is_empty()
                || !tightened.blocks(&probe.case(Some(&consent))).is_empty(),
            "{probe:?}"
        );
        assert!(base.verdict(&probe.case(None)).outcome <= tightened.verdict(&probe.case(None)).outcome);
        consent.approval = None;
        assert!(
            base.blocks(&probe.case(Some(&consent))).is_empty()
                || !tightened.blocks(&probe.case(Some(&consent))).is_empty(),
            "{probe:?}"
        );
    });
}

fn words<T: ToString + Copy + std::fmt::Debug + 'static>(
    all: &'static [T],
) -> impl Strategy<Value = Vec<String>> {
    proptest::sample::subsequence(all.to_vec(), 0..=all.len())
        .prop_map(|words| words.iter().map(ToString::to_string).collect())
}

prop_compose! {
    fn any_tightening()(
        country in proptest::sample::select(Country::ALL),
        outcomes in proptest::collection::vec((0_usize..21, proptest::sample::select(&Outcome::ALL[..])), 0..5),
        channels in words(Channel::ALL),
        days in 1_u16..500, years in 1_u8..8, guardians in proptest::sample::select(&[13_u8, 15, 16, 18][..]),
        margin in 0_u8..110, threshold in 0.0_f64..1.2,
        flags in proptest::array::uniform9(any::<bool>()),
    ) -> (Country, String) {
        let base = Policy::for_country(country).unwrap();
        let mut lines = format!(
            "[tighten]\nchannels_removed = {channels:?}\nmax_publication_days = {days}\nmax_consent_years = {years}\n\
             all_guardians_below = {guardians}\nmin_margin_percent = {margin}\nmax_detector_threshold = {threshold:.2}\n\
             require_independent_collector = {}\nrequire_written = {}\nrequire_second_person = {}\n\
             require_signature = {}\nsensitive_ward = {}\nallow_not_a_face = {}\n\
             not_a_face_second_person = {}\nrequire_identifiers_decided = {}\nallow_visible_numbers = {}\n\
             [tighten.rules]\n",
            flags[0], flags[1], flags[2], flags[3], flags[4], flags[5], flags[6], flags[7], flags[8],
        );
        let mut seen = std::collections::BTreeSet::new();
        for (index, outcome) in outcomes {
            if let Some(rule) = base.rules().get(index).filter(|rule| seen.insert(rule.id.clone())) {
                lines.push_str(&format!("{} = \"{}\"\n", rule.id, outcome.word()));
            }
        }
        (country, lines)
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any file at all: either it is refused, or nothing that the country's rules block gets through.
    #[test]
    fn a_local_policy_never_relaxes((country, lines) in any_tightening()) {
        let base = Policy::for_country(country).unwrap();
        match local(country, &lines) {
            Err(fault) => prop_assert!(
                matches!(fault, PolicyError::Relaxes { .. } | PolicyError::Value { .. }), "{}", fault
            ),
            Ok(policy) => {
                prop_assert!(policy.limits().max_publication_days <= base.limits().max_publication_days);
                prop_assert!(policy.limits().max_consent_years <= base.limits().max_consent_years);
                prop_assert!(policy.limits().all_guardians_below >= base.limits().all_guardians_below);
                prop_assert!(policy.margin_percent(25) >= base.margin_percent(25));
                prop_assert!(policy.detector_threshold(0.4) <= base.detector_threshold(0.4));
                for (one, other) in base.rules().iter().zip(policy.rules()) {
                    prop_assert!(other.local.unwrap_or(other.outcome) >= one.outcome);
                    prop_assert_eq!(one.hard, other.hard);
                }
                stricter(&base, &policy);
            }
        }
    }
}

/// Every rule that can be dispensed with, dispensed with to the laxest outcome: the hard rules hold.
#[test]
fn hard_rules_never_yield() {
    for country in Country::ALL {
        let base = Policy::for_country(*country).unwrap();
        let mut lines = String::new();
        for (index, rule) in base.rules().iter().enumerate() {
            let one =
                dispensation(&rule.id, "CONSENT", "2026-12-31").replace("-014", &format!("-{index:03}"));
            let alone = local(*country, &one);
            assert_eq!(matches!(alone, Err(PolicyError::Hard { .. })), rule.hard, "{}", rule.id);
            if !rule.hard {
                lines.push_str(&one);
            }
        }
        let policy = local(*country, &lines).unwrap();
        let mut loosened = 0;
        for_all(|probe| {
            let consent = generous(probe);
            let kept = policy.blocks(&probe.case(Some(&consent))).is_empty();
            let public = probe.channel.class() == ChannelClass::Public;
            let ongoing = probe.care.is_none_or(|care| care == CareStatus::Ongoing);
            let incapable = probe.age == AgeBand::Adult && probe.capacity.is_some_and(|c| c != Capacity::Yes);
            let never = probe.role == Role::Unknown
                || probe.age == AgeBand::Unknown
                || probe.circumstance == Some(Circumstance::ProtectedIdentity)
                || *country != Country::Se && incapable
                || *country == Country::Dk && probe.role == Role::Patient && ongoing && public;
            assert!(!(never && kept), "{country}: {probe:?}");
            if kept && !base.blocks(&probe.case(Some(&consent))).is_empty() {
                loosened += 1;
            }
            if kept && probe.age != AgeBand::Adult {
                let mut consent = consent.clone();
                consent.signers = vec![Signer::SelfSigned];
                assert!(!policy.blocks(&probe.case(Some(&consent))).is_empty(), "{country}: {probe:?}");
            }
        });
        assert!(loosened > 100, "{country}: dispensations that do nothing prove nothing");
    }
}

#[test]
fn a_dispensation_holds_for_its_purpose_and_channel_and_from_the_policys_first_day() {
    let lines = dispensation("DK-ADV", "CONSENT", "2026-12-31")
        + "channels = [\"paid_advert\"]\npurposes = [\"recruitment\"]\n";
    let policy = local(Country::Dk, &lines).unwrap();
    let probe = Probe { channel: Channel::PaidAdvert, ..Probe::default() };
    let consent = generous(&probe);
    let mut case = probe.case(Some(&consent));
    assert!(!policy.blocks(&case).is_empty());
    case.purpose = sladd::consent::Purpose::Recruitment;
    assert_eq!(policy.blocks(&case), []);
    case.today = date(2026, 10, 14);
    assert!(policy.blocks(&case).contains(&Reason::Rule("DK-ADV".to_owned())), "not before the policy holds");
}

#[test]
fn norwegian_management_can_decide_that_patients_are_shown() {
    let decision =
        "[decision]\npatient_with_consent = true\ndecided_by = \"Ledelsen\"\ndecided_on = \"2026-09-01\"\n";
    let policy = local(Country::No, decision).unwrap();
    let patient = Probe { role: Role::Patient, ..Probe::default() };
    let mut consent = generous(&patient);
    let base = Policy::for_country(Country::No).unwrap();
    assert_eq!(base.blocks(&patient.case(Some(&consent))), [Reason::Rule("NO-PAT".to_owned())]);
    assert_eq!(policy.blocks(&patient.case(Some(&consent))), []);
    consent.approval = None;
    consent.collection.confidentiality_release = false;
    consent.collection.method = Some(Method::OralWitnessed);
    assert_eq!(
        policy.blocks(&patient.case(Some(&consent))),
        [Reason::ConsentWritten, Reason::ConsentRelease, Reason::ConsentApproval]
    );
    let withdrawn = decision.replace("true", "false");
    assert!(
        !local(Country::No, &withdrawn).unwrap().blocks(&patient.case(Some(&generous(&patient)))).is_empty()
    );
    let raised = format!("{decision}[tighten.rules]\nNO-PAT = \"HIDE\"\n");
    assert!(
        !local(Country::No, &raised).unwrap().blocks(&patient.case(Some(&generous(&patient)))).is_empty()
    );
}

#[test]
fn what_a_local_policy_asks_of_consents_is_asked() {
    let probe = Probe::default();
    let consent = generous(&probe);
    for (lines, change, reason) in [
        (
            "[tighten]\nrequire_independent_collector = true\n",
            (|c| c.collection.independent = None) as fn(&mut sladd::consent::Consent),
            Reason::ConsentIndependent,
        ),
        (
            "[tighten]\nrequire_written = true\n",
            |c| c.collection.method = Some(Method::OralWitnessed),
            Reason::ConsentWritten,
        ),
        (
            "[tighten]\nrequire_written = true\n",
            |c| c.collection.method = Some(Method::Video),
            Reason::ConsentWritten,
        ),
        (
            "[tighten]\nmethods_removed = [\"email\", \"video\"]\n",
            |c| c.collection.method = Some(Method::EmailWritten),
            Reason::ConsentMethod,
        ),
        (
            "[tighten.min_signers]\nDK-STAFF = 2\n",
            |c| c.signers = vec![Signer::SelfSigned],
            Reason::ConsentSigner,
        ),
        (
            "[tighten]\nmax_consent_years = 1\n",
            |c| c.events[0].on = date(2025, 11, 23),
            Reason::ConsentTooOld,
        ),
    ] {
        let policy = local(Country::Dk, lines).unwrap();
        assert_eq!(policy.blocks(&probe.case(Some(&consent))), [], "{lines}");
        let mut poor = consent.clone();
        change(&mut poor);
        assert_eq!(policy.blocks(&probe.case(Some(&poor))), [reason], "{lines}");
        assert_eq!(Policy::for_country(Country::Dk).unwrap().blocks(&probe.case(Some(&poor))), [], "{lines}");
    }
    let teen = Probe { age: AgeBand::Age15To17, ..Probe::default() };
    let mut one = generous(&teen);
    one.signers = vec![Signer::SelfSigned, Signer::Guardian1];
    assert_eq!(Policy::for_country(Country::Dk).unwrap().blocks(&teen.case(Some(&one))), []);
    let both = local(Country::Dk, "[tighten]\nall_guardians_below = 18\n").unwrap();
    assert_eq!(both.blocks(&teen.case(Some(&one))), [Reason::ConsentSigner]);
    let se = local(Country::Se, "[tighten]\nbases_removed = [\"public_task_agreed\"]\n").unwrap();
    let mut agreed = generous(&probe);
    agreed.basis = sladd::consent::LegalBasis::PublicTaskAgreed;
    assert_eq!(Policy::for_country(Country::Se).unwrap().blocks(&probe.case(Some(&agreed))), []);
    assert_eq!(se.blocks(&probe.case(Some(&agreed))), [Reason::ConsentBasis]);
    let ward = local(Country::Dk, "[tighten]\nsensitive_ward = true\n").unwrap();
    let volunteer = Probe { role: Role::Volunteer, ..Probe::default() };
    assert_eq!(
        ward.blocks(&volunteer.case(Some(&generous(&volunteer)))),
        [Reason::Rule("DK-SENS".to_owned())]
    );
    assert_eq!(TODAY, date(2026, 11, 24));
}

/// A file of before has the hash of before, so no record of it looks like one under other rules.
#[test]
fn a_second_person_for_what_looks_like_a_face_is_told_and_changes_no_other_file() {
    let of = |tighten: &str| local(Country::Dk, &format!("[tighten]\n{tighten}\n")).unwrap();
    let (left_out, no, yes) =
        (of(""), of("not_a_face_second_person = false"), of("not_a_face_second_person = true"));
    assert_eq!(left_out.effective_sha256(), no.effective_sha256());
    assert_ne!(left_out.effective_sha256(), yes.effective_sha256());
    assert!(yes.asks_second_person_of_no_face() && !no.asks_second_person_of_no_face());
    assert!(!yes.requires_second_person(), "not for every photo");
    for language in Language::ALL {
        let text = Text::new(language);
        let line = text.get("rules-no-face-second-person");
        let says = |policy: &Policy| {
            explain(policy, &text, TODAY).iter().any(|section| section.lines.contains(&line))
        };
        assert!(says(&yes) && !says(&no), "{language}");
    }
    assert!(local(Country::Dk, "[tighten]\nnot_a_face_second_person = \"yes\"\n").is_err());
}

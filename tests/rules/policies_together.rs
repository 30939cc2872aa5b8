//! Several policy files in force at once: each setting is as strict as the strictest file has it, and no file sets
//! another aside.
#![allow(clippy::format_push_string, reason = "a test reads better in the order of its cases")]
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{fs, path::PathBuf};

use crate::support::cases::{Probe, for_most, generous, local_file};
use jiff::civil::{Date, date};
use proptest::prelude::*;
use sladd::{
    consent::{Channel, Controller, Country, LegalBasis, Role},
    export::{TargetFolder, write_new},
    policy::{Outcome, Policy, PolicyError, PolicySource, PolicyText, Reason, ReviewState, explain},
    redaction::{Sign, Style},
    settings::{PolicySources, Settings},
    text::{Language, Text},
};

fn text(source: PolicySource, text: String) -> PolicyText {
    PolicyText { source, path: PathBuf::from(format!("/rules/{source:?}.toml")), text }
}

/// The rules of these files, the first of them the machine's.
fn together(files: &[&str]) -> Result<Policy, PolicyError> {
    let texts = files.iter().zip(PolicySource::ALL).map(|(file, source)| text(source, (*file).to_owned()));
    Policy::of_files(&texts.collect::<Vec<_>>())
}

/// The same for files that differ in their end alone.
fn ends(country: Country, ends: &[&str]) -> Policy {
    let files: Vec<String> = ends.iter().map(|end| local_file(country, "", end)).collect();
    together(&files.iter().map(String::as_str).collect::<Vec<_>>()).unwrap()
}

fn dispensation(id: &str, more: &str) -> String {
    format!(
        "[[dispensations]]\nid = \"{id}\"\nrule = \"DK-REL\"\nauthority = \"Udvalget\"\nscope = \"jubilaeum\"\n\
         to = \"CONSENT\"\nvalid_until = \"2026-12-31\"\n{more}"
    )
}

/// What the rules ask of a relative on the intranet, and by which dispensations.
fn relative(policy: &Policy) -> (Outcome, Vec<String>) {
    let probe = Probe { role: Role::RelativeVisitor, ..Probe::default() };
    let verdict = policy.verdict(&probe.case(Some(&generous(&probe))));
    (verdict.outcome, verdict.dispensations)
}

/// Every setting of a policy file, looser in one file and stricter in the other, whichever of them comes first.
#[test]
fn every_setting_is_as_strict_as_the_strictest_file() {
    type Told = fn(&Policy) -> String;
    let cases: [(&str, &str, Told, &str); 25] = [
        (
            "max_publication_days = 300",
            "max_publication_days = 90",
            |p| p.limits().max_publication_days.to_string(),
            "90",
        ),
        ("max_consent_years = 3", "max_consent_years = 1", |p| p.limits().max_consent_years.to_string(), "1"),
        ("", "all_guardians_below = 18", |p| p.limits().all_guardians_below.to_string(), "18"),
        ("min_margin_percent = 30", "min_margin_percent = 45", |p| p.margin_percent(25).to_string(), "45"),
        (
            "max_detector_threshold = 0.3",
            "max_detector_threshold = 0.1",
            |p| p.detector_threshold(0.9).to_string(),
            "0.1",
        ),
        (
            "require_independent_collector = false",
            "require_independent_collector = true",
            |p| p.requires_independent_collector().to_string(),
            "true",
        ),
        ("require_written = false", "require_written = true", |p| p.requires_written().to_string(), "true"),
        (
            "require_second_person = false",
            "require_second_person = true",
            |p| p.requires_second_person().to_string(),
            "true",
        ),
        (
            "require_signature = false",
            "require_signature = true",
            |p| p.requires_signature().to_string(),
            "true",
        ),
        (
            "sensitive_ward = false",
            "sensitive_ward = true",
            |p| format!("{:?}", p.ward(sladd::policy::Ward::Normal)),
            "Sensitive",
        ),
        (
            "allow_not_a_face = true",
            "allow_not_a_face = false",
            |p| p.allows_not_a_face().to_string(),
            "false",
        ),
        (
            "not_a_face_second_person = false",
            "not_a_face_second_person = true",
            |p| p.asks_second_person_of_no_face().to_string(),
            "true",
        ),
        (
            "require_identifiers_decided = false",
            "require_identifiers_decided = true",
            |p| p.requires_identifiers_decided().to_string(),
            "true",
        ),
        (
            "allow_visible_numbers = true",
            "allow_visible_numbers = false",
            |p| p.allows_visible_numbers().to_string(),
            "false",
        ),
        (
            "channels_removed = [\"press\"]",
            "channels_removed = [\"paid_advert\"]",
            |p| {
                format!(
                    "{}",
                    p.channels_removed().contains(&Channel::Press)
                        && p.channels_removed().contains(&Channel::PaidAdvert)
                )
            },
            "true",
        ),
        (
            "",
            "bases_removed = [\"public_task_agreed\"]",
            |p| p.bases_removed().contains(&LegalBasis::PublicTaskAgreed).to_string(),
            "true",
        ),
        (
            "methods_removed = [\"video\"]",
            "methods_removed = [\"email\"]",
            |p| p.methods_removed().len().to_string(),
            "2",
        ),
        (
            "retention_years = 5\nretention = \"delete\"",
            "retention_years = 3",
            |p| format!("{:?}", p.retention()),
            "Some((3, Delete))",
        ),
        ("", "retention_years = 3", |p| format!("{:?}", p.retention()), "Some((3, Archive))"),
        (
            "looks_removed = [\"blur\"]",
            "looks_removed = [\"glass\", \"sign\"]",
            |p| {
                format!("{:?} {:?} {:?}", p.look(None), p.look(Some(Style::Veil)), p.look(Some(Style::Solid)))
            },
            "Mosaic Mosaic Solid",
        ),
        (
            "checklist_added = [\"wristband\"]",
            "checklist_added = [\"screen\"]",
            |p| p.checklist().len().to_string(),
            "2",
        ),
        (
            "caption_words = [\"Afsnit B3\"]",
            "caption_words = [\"Afsnit B3\", \"Stue 7\"]",
            |p| p.caption_words().join("|"),
            "Afsnit B3|Stue 7",
        ),
        (
            "[tighten.rules]\nDK-STUD = \"CONSENT+APPROVAL\"",
            "[tighten.rules]\nDK-STUD = \"HIDE\"",
            |p| format!("{:?}", p.rule("DK-STUD").unwrap().local),
            "Some(Hide)",
        ),
        (
            "[tighten.rules]\nDK-REL = \"CONSENT+APPROVAL\"",
            "[tighten.rules]\nDK-STUD = \"HIDE\"",
            |p| format!("{:?} {:?}", p.rule("DK-REL").unwrap().local, p.rule("DK-STUD").unwrap().local),
            "Some(ConsentAndApproval) Some(Hide)",
        ),
        (
            "[tighten.min_signers]\nDK-TEEN = 2",
            "[tighten.min_signers]\nDK-TEEN = 4",
            |p| format!("{:?}", p.rule("DK-TEEN").unwrap().min_signers),
            "Some(4)",
        ),
    ];
    for (loose, strict, told, wanted) in cases {
        let (loose, strict) = (format!("[tighten]\n{loose}\n"), format!("[tighten]\n{strict}\n"));
        let (one, other) = (ends(Country::Dk, &[&loose, &strict]), ends(Country::Dk, &[&strict, &loose]));
        assert_eq!((told(&one).as_str(), told(&other).as_str()), (wanted, wanted), "{loose}{strict}");
        let third = ends(Country::Dk, &[&strict, &loose, ""]);
        assert_eq!(told(&third), wanted, "a file that is silent changes nothing: {strict}");
        assert_eq!(one.effective_sha256(), other.effective_sha256(), "the order changes the hash: {strict}");
    }
}

#[test]
fn the_same_file_by_two_roads_counts_once_and_is_told_twice() {
    let file = local_file(Country::Dk, "", "[tighten]\nchannels_removed = [\"press\"]\n");
    let (alone, twice) = (Policy::with_local(&file).unwrap(), together(&[&file, &file]).unwrap());
    assert_eq!(alone.effective_sha256(), twice.effective_sha256());
    assert_eq!((twice.files().len(), twice.locals().count()), (2, 1));
    assert_eq!(twice.name_in_records(), Some(("AFD-STRICT".to_owned(), "2".to_owned())));
}

#[test]
fn a_record_names_every_file_as_far_as_it_has_room() {
    let named = |id: &str, version: &str| {
        local_file(Country::Dk, "", "")
            .replace("AFD-STRICT", id)
            .replace("version = \"2\"", &format!("version = \"{version}\""))
    };
    let files = [named("REGION", "2026.1"), named("AFD-B3", "2")];
    let policy = together(&[&files[0], &files[1]]).unwrap();
    assert_eq!(policy.name_in_records(), Some(("REGION + AFD-B3".to_owned(), "2026.1 + 2".to_owned())));
    let long = [named(&"Å".repeat(60), &"9".repeat(20)), named("AFD-B3", "2"), named("AFD-B4", "2")];
    let (id, version) = together(&[&long[0], &long[1], &long[2]]).unwrap().name_in_records().unwrap();
    assert_eq!((id.chars().count(), version.chars().count()), (60, 20));
    assert!(id.ends_with(" +2") && version.ends_with(" +2"), "{id} {version}");
    assert_eq!(Policy::for_country(Country::Dk).unwrap().name_in_records(), None);
}

#[test]
fn a_dispensation_holds_only_where_no_other_file_is_stricter() {
    let strict = "[tighten.rules]\nDK-REL = \"CONSENT+APPROVAL\"\n";
    let granted = format!("{strict}{}", dispensation("DISP-2026-014", ""));
    let used = vec!["DISP-2026-014".to_owned()];
    assert_eq!(relative(&ends(Country::Dk, &[&granted])), (Outcome::Consent, used.clone()));
    // A file that leaves the rule as the country has it is no stricter than the dispensation.
    assert_eq!(relative(&ends(Country::Dk, &[&granted, ""])), (Outcome::Consent, used.clone()));
    // One that is stricter, or asks for the same approval and dispenses with nothing, overrules it: by any road.
    for other in [strict, "[tighten.rules]\nDK-REL = \"HIDE\"\n"] {
        let (first, second) = (ends(Country::Dk, &[other, &granted]), ends(Country::Dk, &[&granted, other]));
        assert_eq!(relative(&first), relative(&second));
        assert_eq!(
            relative(&first),
            (ends(Country::Dk, &[other]).verdict(&probe_case().0.case(None)).outcome, vec![])
        );
        for language in Language::ALL {
            let text = Text::new(language);
            let said = lines(&first, &text);
            assert!(said.contains("DISP-2026-014") && said.contains(&text.get("rules-overruled")), "{said}");
        }
    }
    // Two files that grant the same thing agree, and that is told without a word about another file.
    let both = ends(Country::Dk, &[&granted, &format!("{granted}\n")]);
    assert_eq!((relative(&both), both.dispensations().len()), ((Outcome::Consent, used), 1));
    let text = Text::new(Language::En);
    assert!(!lines(&both, &text).contains(&text.get("rules-overruled")));
    // What one grants for a channel holds for no other.
    let narrow = format!("{strict}{}", dispensation("DISP-2026-014", "channels = [\"press\"]\n"));
    assert_eq!(relative(&ends(Country::Dk, &[&narrow, ""])), (Outcome::ConsentAndApproval, vec![]));
    // Two that grant different things under one id cannot be told apart in a record.
    let other = granted.replace("2026-12-31", "2027-01-31");
    let files = [local_file(Country::Dk, "", &granted), local_file(Country::Dk, "", &other)];
    let fault = together(&[&files[0], &files[1]]).unwrap_err();
    assert_eq!(fault, PolicyError::TwoMeanings { id: "DISP-2026-014".to_owned() });
}

fn probe_case() -> (Probe,) {
    (Probe { role: Role::RelativeVisitor, ..Probe::default() },)
}

fn lines(policy: &Policy, text: &Text) -> String {
    let sections = explain(policy, text, date(2026, 11, 24));
    sections.into_iter().flat_map(|section| section.lines).collect::<Vec<_>>().join("\n")
}

/// Norway leaves to management whether patients are shown; one file alone cannot decide it for the others.
#[test]
fn a_decision_holds_only_where_every_file_has_it() {
    let decided =
        "[decision]\npatient_with_consent = true\ndecided_by = \"Ledelsen\"\ndecided_on = \"2026-09-01\"\n";
    let rule = Policy::for_country(Country::No).unwrap();
    let rule = rule.rules().iter().find(|rule| rule.decided.is_some()).unwrap().clone();
    let shown = |policy: &Policy| policy.decision_holds();
    assert!(shown(&ends(Country::No, &[decided])));
    assert!(shown(&ends(Country::No, &[decided, &format!("{decided}\n")])));
    for files in [[decided, ""], ["", decided]] {
        let policy = ends(Country::No, &files);
        assert!(!shown(&policy));
        let text = Text::new(Language::Nb);
        assert!(lines(&policy, &text).contains(&text.get("rules-overruled")));
    }
    // And a file that tightens the rule keeps it so, whoever has decided.
    let kept = format!("{decided}[tighten.rules]\n{} = \"HIDE\"\n", rule.id);
    for_most(|probe| {
        let consent = generous(probe);
        let case = probe.case(Some(&consent));
        let policy = ends_cached(&kept, decided);
        if policy.0.verdict(&case).outcome == Outcome::Hide {
            assert_eq!(policy.1.verdict(&case).outcome, Outcome::Hide, "{probe:?}");
        }
    });
}

/// The first alone, and both together; made once.
fn ends_cached(one: &str, other: &str) -> &'static (Policy, Policy) {
    static MADE: std::sync::OnceLock<(Policy, Policy)> = std::sync::OnceLock::new();
    MADE.get_or_init(|| (ends(Country::No, &[one]), ends(Country::No, &[one, other])))
}

#[test]
fn the_earliest_review_decides() {
    let late = local_file(Country::Dk, "grace_days = 60\n", "");
    let early = late.replace("review_by = \"2027-10-01\"", "review_by = \"2027-06-01\"").replace("60", "10");
    for files in [[&late, &early], [&early, &late]] {
        let policy = together(&[files[0], files[1]]).unwrap();
        let state = |day: Date| policy.review_state(day);
        assert_eq!(state(date(2027, 4, 1)), ReviewState::Current);
        assert_eq!(state(date(2027, 5, 20)), ReviewState::DueBy(date(2027, 6, 1)));
        assert_eq!(state(date(2027, 6, 5)), ReviewState::LateUntil(date(2027, 6, 11)));
        assert_eq!(state(date(2027, 6, 12)), ReviewState::Expired(date(2027, 6, 1)));
        assert_eq!(state(date(2027, 12, 31)), ReviewState::Expired(date(2027, 6, 1)));
    }
}

#[test]
fn every_kind_of_organisation_that_a_file_names_has_its_rules() {
    let named = |who: &str| local_file(Country::Se, &format!("controller = \"{who}\"\n"), "");
    let (region, provider, silent) =
        (named("hospital_region"), named("private_provider"), local_file(Country::Se, "", ""));
    let mut agreed = generous(&Probe::default());
    agreed.basis = LegalBasis::PublicTaskAgreed;
    let blocked = |files: &[&str]| together(files).unwrap().blocks(&Probe::default().case(Some(&agreed)));
    assert_eq!(blocked(&[&region, &silent]), []);
    for files in [[&region, &provider], [&provider, &region], [&provider, &silent], [&silent, &provider]] {
        assert_eq!(blocked(&[files[0], files[1]]), [Reason::ConsentBasis]);
    }
    let both = together(&[&region, &provider]).unwrap();
    assert_eq!(both.controllers().collect::<Vec<_>>().len(), 2);
    // A file that names no kind means a region; the argument cannot take its rules away by naming another.
    let silent_and_provider = together(&[&silent, &provider]).unwrap();
    assert_eq!(
        silent_and_provider.controllers().collect::<Vec<_>>(),
        [Controller::HospitalRegion, Controller::PrivateProvider]
    );
}

#[test]
fn files_for_two_countries_and_a_faulty_file_are_refused_with_their_paths() {
    let (dk, se) = (local_file(Country::Dk, "", ""), local_file(Country::Se, "", ""));
    let fault = together(&[&dk, &se]).unwrap_err();
    let typo = together(&[&dk, &dk.replace("version", "versoin")]).unwrap_err();
    let lax =
        together(&[&local_file(Country::Dk, "", "[tighten]\nmax_consent_years = 9\n"), &dk]).unwrap_err();
    assert_eq!((fault.kind(), typo.kind(), lax.kind()), ("countries", "unreadable", "relaxes"));
    for language in Language::ALL {
        let text = Text::new(language);
        for (fault, wanted) in [
            (&fault, ["/rules/Machine.toml", "/rules/Registry.toml"]),
            (&typo, ["/rules/Registry.toml", "versoin"]),
            (&lax, ["/rules/Machine.toml", "max_consent_years"]),
        ] {
            let said = fault.message(&text);
            assert!(wanted.iter().all(|word| said.contains(word)), "{language}: {said}");
        }
    }
    assert!(Policy::of_files(&[]).is_err());
}

const OUTCOMES: [&str; 3] = ["CONSENT", "CONSENT+APPROVAL", "HIDE"];
const RULES: [&str; 6] = ["SE-STAFF", "SE-REL", "SE-STUD", "SE-VOL", "SE-PUB", "SE-TEEN"];

fn any_file() -> impl Strategy<Value = String> {
    (
        proptest::collection::btree_map(proptest::sample::select(&RULES[..]), proptest::sample::select(&OUTCOMES[1..]), 0..4),
        proptest::collection::btree_map(proptest::sample::select(&RULES[..4]), proptest::sample::select(&OUTCOMES[..2]), 0..3),
        proptest::array::uniform5(any::<bool>()),
        proptest::sample::select(&["", "controller = \"private_provider\"\n", "controller = \"municipality\"\n"][..]),
        1_u8..5,
        0_usize..1000,
    )
        .prop_map(|(tightened, dispensed, flags, controller, years, id)| {
            let mut end = format!(
                "[tighten]\nmax_consent_years = {years}\nrequire_written = {}\nrequire_independent_collector = {}\n\
                 sensitive_ward = {}\nallow_not_a_face = {}\nnot_a_face_second_person = {}\n[tighten.rules]\n",
                flags[0], flags[1], flags[2], flags[3], flags[4]
            );
            for (rule, outcome) in tightened {
                end += &format!("{rule} = \"{outcome}\"\n");
            }
            for (number, (rule, to)) in dispensed.into_iter().enumerate() {
                end += &dispensation(&format!("DISP-{id}-{number}"), "")
                    .replace("DK-REL", rule)
                    .replace("\"CONSENT\"", &format!("\"{to}\""));
            }
            local_file(Country::Se, controller, &end)
        })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    /// Any files at all: what one of them blocks alone, all of them together block.
    #[test]
    fn what_one_file_blocks_no_other_lets_through(files in proptest::collection::vec(any_file(), 2..4)) {
        let alone: Vec<Policy> = files.iter().filter_map(|file| Policy::with_local(file).ok()).collect();
        let names: Vec<&str> = files.iter().map(String::as_str).collect();
        match together(&names) {
            Err(PolicyError::TwoMeanings { .. }) => {}
            Err(fault) => prop_assert!(alone.len() < files.len(), "{}", fault),
            Ok(policy) => {
                prop_assert_eq!(alone.len(), files.len());
                for_most(|probe| {
                    let mut consent = generous(probe);
                    for basis in [LegalBasis::Consent, LegalBasis::PublicTaskAgreed] {
                        consent.basis = basis;
                        let case = probe.case(Some(&consent));
                        let (outcome, blocked) = (policy.verdict(&case).outcome, !policy.blocks(&case).is_empty());
                        for one in &alone {
                            assert!(outcome >= one.verdict(&case).outcome, "{probe:?}");
                            assert!(blocked || one.blocks(&case).is_empty(), "{probe:?}");
                        }
                    }
                });
            }
        }
    }
}

fn load(places: &[(PolicySource, PathBuf)]) -> Result<Policy, PolicyError> {
    PolicySources::of(places.to_vec()).load(Some(Country::Dk), &Settings::default())
}

#[test]
fn every_file_that_is_there_is_in_force_and_none_that_is_there_is_passed_over() {
    let temp = tempfile::tempdir().unwrap();
    let write = |name: &str, bytes: &[u8]| {
        let path = temp.path().join(name);
        let folder = TargetFolder::create(path.parent().unwrap()).unwrap();
        write_new(&folder, path.file_name().unwrap().to_str().unwrap(), bytes).unwrap();
    };
    let put = |name: &str, end: &str| {
        let path = temp.path().join(name);
        write(name, local_file(Country::Dk, "", end).as_bytes());
        path
    };
    let absent = temp.path().join("absent/policy.toml");
    let machine = put("etc/policy.toml", "[tighten]\nchannels_removed = [\"press\"]\n");
    let asked = put("asked.toml", "[tighten]\nchannels_removed = [\"paid_advert\"]\n");
    let policy =
        load(&[(PolicySource::Argument, asked.clone()), (PolicySource::Machine, machine.clone())]).unwrap();
    assert!(policy.channels_removed().len() == 2, "{:?}", policy.channels_removed());
    let told: Vec<_> = policy.files().iter().map(|file| (file.source, file.path.clone())).collect();
    assert_eq!(told, [(PolicySource::Machine, machine.clone()), (PolicySource::Argument, asked.clone())]);
    assert_eq!(policy.files()[0].sha256, sladd::hash::ContentHash::of(&fs::read(&machine).unwrap()));
    // Where nobody has named a file, none need be there; where somebody has, it must.
    for source in PolicySource::ALL {
        let alone = load(&[(source, absent.clone())]);
        let beside = load(&[(source, absent.clone()), (PolicySource::Argument, asked.clone())]);
        if source.names_a_file() {
            assert!(
                matches!((alone, beside), (Err(PolicyError::File { .. }), Err(PolicyError::File { .. }))),
                "{source:?}"
            );
        } else {
            assert!(alone.unwrap().files().is_empty() && beside.unwrap().files().len() == 1, "{source:?}");
        }
    }
    // Something that is no file, and a file that is none of the organisation's, stop everything by every road.
    let (folder, large, binary) =
        (temp.path().join("etc"), temp.path().join("large"), temp.path().join("binary"));
    write("large", &vec![b'#'; (1 << 20) + 1]);
    write("binary", &[0xff, 0xfe, 0x00]);
    let empty = temp.path().join("empty");
    write("empty", b"");
    let mut wrong = vec![folder, large, binary, empty];
    #[cfg(unix)]
    {
        let (link, pipe, under) =
            (temp.path().join("link"), temp.path().join("pipe"), asked.join("policy.toml"));
        std::os::unix::fs::symlink(&absent, &link).unwrap();
        rustix::fs::mknodat(
            rustix::fs::CWD,
            &pipe,
            rustix::fs::FileType::Fifo,
            rustix::fs::Mode::from_raw_mode(0o600),
            0,
        )
        .unwrap();
        wrong.extend([link, pipe, under]);
    }
    for path in wrong {
        for source in PolicySource::ALL {
            for others in [vec![], vec![(PolicySource::Argument, asked.clone())]] {
                let fault = load(&[vec![(source, path.clone())], others].concat())
                    .expect_err(&path.display().to_string());
                let said = fault.message(&Text::new(Language::En));
                assert!(said.contains(path.to_str().unwrap()), "{said}");
            }
        }
    }
    let other =
        PolicySources::of([(PolicySource::Machine, machine)]).load(Some(Country::Se), &Settings::default());
    assert!(matches!(other, Err(PolicyError::OtherCountry { .. })));
}

/// The places of this very start: the machine's own is named by no variable.
#[cfg(unix)]
#[test]
fn the_machines_file_is_looked_for_where_no_user_can_move_it() {
    let sources = PolicySources::of_this_start(None, &sladd::machine::Machine::default()).unwrap();
    assert!(format!("{sources:?}").contains("(Machine, \"/etc/sladd/policy.toml\")"), "{sources:?}");
}

/// A look that one file names and another does not allow is not the one that photos have; of two that are allowed, the one
/// that leaves least to be seen, whichever file comes first. Files that leave no look at all are not in force.
#[test]
fn the_look_that_files_name_is_one_that_all_of_them_allow() {
    let file = |top: &str, end: &str| local_file(Country::Dk, top, end);
    let flower = file("default_look = \"sign:flower\"\n", "");
    let blue = file("default_look = \"solid:#003b5c\"\n", "");
    let no_plain = file("", "[tighten]\nlooks_removed = [\"solid\"]\n");
    let no_blur = file("", "[tighten]\nlooks_removed = [\"blur\"]\n");
    let look = |files: &[&String]| {
        let files: Vec<&str> = files.iter().map(|file| file.as_str()).collect();
        together(&files).unwrap().look(None)
    };
    let blue_one = Style::Colour([0, 0x3b, 0x5c]);
    for turned in [false, true] {
        let both = |one, other| if turned { look(&[other, one]) } else { look(&[one, other]) };
        assert_eq!(both(&flower, &blue), blue_one);
        assert_eq!(both(&blue, &no_plain), Style::Blur);
        assert_eq!(both(&flower, &no_plain), Style::Sign(Sign::Flower));
        assert_eq!(both(&no_blur, &no_plain), Style::Veil);
    }
    // Whoever asks for a look has it where it is allowed.
    assert_eq!(together(&[&blue]).unwrap().look(Some(Style::Mosaic)), Style::Mosaic);
    let most = file("", "[tighten]\nlooks_removed = [\"blur\", \"glass\", \"mosaic\", \"sign\"]\n");
    assert_eq!(together(&[&most, &no_plain]), Err(PolicyError::NoLook));
    let all = "[tighten]\nlooks_removed = [\"blur\", \"glass\", \"mosaic\", \"sign\", \"solid\"]\n";
    assert_eq!(Policy::with_local(&file("", all)), Err(PolicyError::NoLook));
    // One file that names what it does not allow, or a look that there is not, is refused.
    let contradicts = file("default_look = \"mosaic\"\n", "[tighten]\nlooks_removed = [\"mosaic\"]\n");
    assert!(
        matches!(Policy::with_local(&contradicts), Err(PolicyError::Value { key, .. }) if key == "default_look")
    );
    for unknown in ["default_look = \"red\"\n", "default_look = \"solid:#12345\"\n"] {
        assert!(matches!(Policy::with_local(&file(unknown, "")), Err(PolicyError::Unreadable { .. })));
    }
    // Files of before have the hash of before.
    let plain = Policy::with_local(&file("", "")).unwrap();
    assert!(!serde_json::to_string(&plain).unwrap().contains("look"));
    let text = Text::new(Language::En);
    let told = explain(&together(&[&flower, &no_plain]).unwrap(), &text, date(2026, 11, 24));
    let lines: Vec<String> = told.into_iter().flat_map(|section| section.lines).collect();
    for line in [
        "Looks of covered areas that are not allowed: One colour",
        "Look of covered areas where nothing else is chosen: Flower",
    ] {
        assert!(lines.iter().any(|told| told == line), "{line}: {lines:?}");
    }
    let sizes =
        explain(&together(&[&file("", "[sizes]\nweb = \"1800@85\"\n")]).unwrap(), &text, date(2026, 11, 24));
    let told = "Sizes of copies that the rules name: web = 1800@85";
    assert!(sizes.iter().any(|section| section.lines.iter().any(|line| line == told)));
}

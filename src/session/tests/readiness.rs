//! One answer for everybody who asks whether there can be a copy, whatever is decided and chosen.

use proptest::{collection::vec, option, prelude::*, sample::select};

use super::*;
use crate::{
    consent::{AgeBand, Capacity, Consent, NewConsent, Role, Signer},
    pipeline::{Attestation, Clearance},
    review::{Identifier, Instead, Person},
};

/// What can be different about a photo and what is chosen for it.
#[derive(Debug, Clone)]
struct Situation {
    policy: usize,
    /// For each face: nothing, covered, no face, kept by a consent that is there, by one that is not, by the one that is
    /// there with the word that it is the same person again, and no face with the word what it is.
    faces: Vec<u8>,
    attested: bool,
    /// What looks like a face and stays visible was looked at once more.
    confirmed: bool,
    ticked: bool,
    caption: &'static str,
    approved: Option<&'static str>,
    operator: &'static str,
    channels: Vec<Channel>,
    event: Option<&'static str>,
    folder: &'static str,
    told: (bool, bool, bool),
    stage: u8,
}

const TIGHTER: [&str; 8] = [
    "",
    "require_second_person = true",
    "allow_not_a_face = false",
    "checklist_added = [\"screen\"]",
    "channels_removed = [\"press\"]",
    "max_detector_threshold = 0.2",
    "caption_words = [\"B3\"]",
    "not_a_face_second_person = true",
];

fn policy(number: usize) -> Policy {
    let late = number >= TIGHTER.len();
    let tighten = TIGHTER.get(number).copied().unwrap_or_default();
    let review_by = if late { "2026-10-20" } else { "2027-10-01" };
    Policy::with_local(&format!(
        "policy_id = \"AFD\"\nversion = \"1\"\nbase = \"DK\"\nowner_role = \"ledelse\"\nadopted_by = \"Ledelsen\"\n\
         adopted_on = \"2026-10-01\"\neffective_from = \"2026-10-15\"\nreview_by = \"{review_by}\"\ngrace_days = 14\n\
         risk_basis = \"x\"\n[contacts]\nlocal_privacy_consultant = \"a@example.org\"\n\
         fallback_mailbox = \"b@example.org\"\nbreach = [\"leder\"]\n[tighten]\n{tighten}\n"
    ))
    .unwrap()
}

fn situations() -> impl Strategy<Value = Situation> {
    // What passes is as likely as what does not, so that both are met with everything else.
    let chosen = (
        0..=TIGHTER.len(),
        vec(select(vec![0_u8, 1, 1, 1, 2, 3, 3, 4, 5, 6, 6]), 0..3),
        prop::bool::weighted(0.8),
        prop::bool::weighted(0.8),
        select(vec!["", "", "", "Sommerfest", "Anna Hansen", "211062-5629", "fra B3"]),
        (
            option::of(select(vec!["kommunikation 2", "LED-12", "-"])),
            select(vec!["", "led 12", "LED\u{2011}12", "Anna Hansen", "HR 7"]),
            prop::bool::weighted(0.7),
        ),
    );
    let terms = (
        select(vec![
            vec![Channel::Intranet],
            vec![Channel::Intranet],
            vec![],
            vec![Channel::Press],
            vec![Channel::Intranet, Channel::Press],
        ]),
        option::of(select(vec!["Sommerfest 2026", "Anna Hansen"])),
        select(vec!["H:/Sladd", "H:/Sladd", "H:/Sladd", "", "  "]),
        select(vec![(true, true, true), (true, true, true), (true, true, false), (false, false, false)]),
        select(vec![0_u8, 0, 0, 0, 1, 2, 3]),
    );
    (chosen, terms).prop_map(|((policy, faces, attested, ticked, caption, approved), terms)| {
        let (channels, event, folder, told, stage) = terms;
        let photo = (policy, faces, attested, ticked, caption, approved);
        let (policy, faces, attested, ticked, caption, (approved, operator, confirmed)) = photo;
        Situation {
            policy,
            faces,
            attested,
            confirmed,
            ticked,
            caption,
            approved,
            operator,
            channels,
            event,
            folder,
            told,
            stage,
        }
    })
}

fn consent() -> Consent {
    NewConsent {
        role: Role::Staff,
        age_band: AgeBand::Adult,
        capacity: Some(Capacity::Yes),
        purposes: Purpose::ALL.to_vec(),
        channels: vec![Channel::Intranet],
        valid_until: date(2027, 11, 1),
        signers: vec![Signer::SelfSigned],
        form_location: "archive".to_owned(),
        ..NewConsent::default()
    }
    .into_consent(TODAY)
    .unwrap()
}

fn fake(situation: &Situation) -> Fake {
    let mut fake = Fake::with_photos(1, situation.faces.len());
    fake.session.set_policy(policy(situation.policy));
    let consent = consent();
    fake.event(Event::Consents(vec![consent.clone()]));
    let ids: Vec<_> = fake.session.photos()[0]
        .review
        .as_ref()
        .unwrap()
        .entries()
        .iter()
        .map(|entry| entry.region.id)
        .collect();
    for (region, what) in ids.into_iter().zip(&situation.faces) {
        let staff = Person { role: Role::Staff, age_band: AgeBand::Adult, ..Person::default() };
        fake.edit(match what {
            0 => continue,
            1 => Edit::Decide { region, decision: Some(Decision::Redact) },
            2 => Edit::Decide { region, decision: Some(Decision::NotAFace { what: None }) },
            6 => {
                let what = Some(Instead::Statue);
                Edit::Decide { region, decision: Some(Decision::NotAFace { what }) }
            }
            4 => Edit::KeepAs { region, person: staff, consent: ConsentId::random(), same_person: false },
            what => {
                Edit::KeepAs { region, person: staff, consent: consent.id.clone(), same_person: *what == 5 }
            }
        });
    }
    fake.edit(Edit::Caption(situation.caption.to_owned()));
    fake.edit(Edit::Identifier { identifier: Identifier::Screen, reviewed: situation.ticked });
    fake.edit(Edit::AttestWholeImage(situation.attested));
    fake.edit(Edit::ConfirmVisible(situation.confirmed));
    fake.edit(Edit::Approve(situation.approved.map(str::to_owned)));
    let told = |told: bool| if told { "x" } else { "" };
    let (name, contact, withdrawal) = situation.told;
    fake.session.controller = Controller::told(Country::Dk, told(name), told(contact), told(withdrawal));
    situation.folder.clone_into(&mut fake.session.folder);
    fake.session.channels.clone_from(&situation.channels);
    situation.operator.clone_into(&mut fake.session.operator);
    fake.session.release.event = situation.event.map(str::to_owned);
    let id = fake.id(0);
    match situation.stage {
        1 => fake.event(Event::Failed(id, PhotoFault::Changed)),
        2 => fake.session.photos[0].exporting = true,
        3 => fake.session.photos[0].exported = Some(exported("p")),
        _ => {}
    }
    fake.waiting.clear();
    fake
}

fn plan_of(session: &Session, folder: &std::path::Path) -> Box<ExportPlan> {
    let (controller, operator) = (session.controller.clone(), session.operator.clone());
    Box::new(ExportPlan { controller, operator, ..*plan(folder) })
}

/// Asks everybody; the answer is whether there can be a copy.
fn ask_everybody(situation: &Situation) -> bool {
    let folder = tempfile::tempdir().unwrap();
    let mut one = fake(situation);
    let photo = one.session.shown().unwrap();
    let ready = matches!(one.session.state(photo, TODAY), PhotoState::Ready);
    let missing = one.session.missing(photo, TODAY);
    let busy = photo.exporting || photo.exported.is_some();
    assert_eq!(ready, missing.is_empty() && !busy, "{missing:?}");
    assert_eq!(one.session.ready(TODAY), usize::from(ready));
    assert_eq!(one.session.filtered(PhotoFilter::Ready, TODAY).len() == 1, ready || photo.exporting);
    for language in Language::ALL {
        let text = Text::new(language);
        for one in &missing {
            let said = one.message(&text);
            assert!(said.contains(' ') && !said.contains("-missing"), "{language}: {said:?}");
        }
    }
    let common = one.session.missing_for_all(TODAY);
    let only_common = !busy && !missing.is_empty() && missing.iter().all(Missing::is_common);
    assert_eq!(!common.is_empty(), only_common);

    // The line of one photo, which nothing passes that is not released.
    if !matches!(photo.stage, Stage::Failed(_)) {
        let bytes = bytes_of(&photo.origin.name());
        let opened = OpenedPhoto::open(&bytes, &Limits::default()).unwrap();
        let detected = opened.resume(photo.review.clone().unwrap(), photo.detector.clone().unwrap()).unwrap();
        let clearance: Clearance<'_> = one.session.clearance(TODAY);
        let passes = detected
            .finish(Attestation::WholeImageReviewed)
            .is_ok_and(|reviewed| reviewed.clear(&clearance).is_ok());
        let stopped = missing.iter().any(|missing| matches!(missing, Missing::Photo(_)));
        assert_eq!(passes, !stopped, "{missing:?}");
    }

    // The command, by button, key or menu.
    let plan = plan_of(&one.session, folder.path());
    let jobs = one.session.handle(Command::Export(plan, TODAY));
    assert_eq!(jobs.iter().filter(|job| matches!(job, Job::Export(_))).count(), usize::from(ready));
    assert_eq!(one.session.failure.is_some(), !missing.is_empty() && !busy);

    // The export of many.
    let mut many = fake(situation);
    let plan = plan_of(&many.session, folder.path());
    let jobs = many.session.handle(Command::ExportReady(plan, TODAY));
    assert_eq!(jobs.iter().filter(|job| matches!(job, Job::Export(_))).count(), usize::from(ready));
    let text = Text::new(Language::En);
    for line in many.session.many().unwrap().lines() {
        assert!(busy || !line.outcome.reasons(&text).is_empty(), "{line:?}");
    }
    ready
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_photo_is_called_ready_exactly_where_its_export_would_be_begun(situation in situations()) {
        ask_everybody(&situation);
    }
}

/// A situation in which nothing is missing.
fn whole() -> Situation {
    Situation {
        policy: 0,
        faces: vec![1, 3],
        attested: true,
        confirmed: true,
        ticked: true,
        caption: "",
        approved: None,
        operator: "",
        channels: vec![Channel::Intranet],
        event: None,
        folder: "H:/Sladd",
        told: (true, true, true),
        stage: 0,
    }
}

/// What makes a whole situation one with something missing.
type Change = fn(&mut Situation);

#[test]
fn each_thing_that_is_missing_alone_keeps_the_photo_back() {
    assert!(ask_everybody(&whole()));
    let keeps_back: [(&str, Change); 24] = [
        ("an undecided face", |of| of.faces = vec![1, 0]),
        ("a consent that is not there", |of| of.faces = vec![4]),
        ("not looked through", |of| of.attested = false),
        ("no second person", |of| of.policy = 1),
        ("the second person exports", |of| (of.approved, of.operator) = (Some("LED-12"), "led 12")),
        ("nobody knows who exports", |of| (of.policy, of.approved) = (1, Some("LED-12"))),
        ("a second person without a letter", |of| {
            (of.policy, of.approved, of.operator) = (1, Some("-"), "HR 7");
        }),
        ("a name as whoever exports", |of| of.operator = "Anna Hansen"),
        ("one consent for two faces", |of| of.faces = vec![3, 3]),
        ("two faces by one consent, and one of another person", |of| of.faces = vec![3, 5, 3]),
        ("a face called none", |of| (of.policy, of.faces) = (2, vec![2])),
        ("what looks like a face without a word about it", |of| of.faces = vec![2]),
        ("what looks like a face and was not looked at once more", |of| {
            (of.faces, of.channels, of.confirmed) = (vec![6], vec![Channel::Press], false);
        }),
        ("what looks like a face and no second person", |of| (of.policy, of.faces) = (7, vec![6])),
        ("what looks like a face, and the second person exports", |of| {
            (of.policy, of.faces, of.approved, of.operator) = (7, vec![6], Some("LED-12"), "led 12");
        }),
        ("the checklist", |of| (of.policy, of.ticked) = (3, false)),
        ("a channel that is not used", |of| {
            (of.policy, of.faces, of.channels) = (4, vec![1], vec![Channel::Press]);
        }),
        ("a search that was not careful", |of| of.policy = 5),
        ("a word in the caption", |of| (of.policy, of.caption) = (6, "fra B3")),
        ("rules that nobody looked at", |of| of.policy = TIGHTER.len()),
        ("no channel", |of| (of.faces, of.channels) = (vec![1], Vec::new())),
        ("a name as the event", |of| of.event = Some("Anna Hansen")),
        ("no folder", |of| of.folder = " "),
        ("no word how to withdraw", |of| of.told.2 = false),
    ];
    let second = ("LED-12", "LED-13");
    assert!(ask_everybody(&Situation { policy: 1, approved: Some(second.0), operator: second.1, ..whole() }));
    // Said of either of them, or of both: a mirror is a mirror.
    for faces in [vec![3, 5], vec![5, 3], vec![5, 5], vec![3, 5, 5]] {
        assert!(ask_everybody(&Situation { faces, ..whole() }));
    }
    // With a word about what it is, and looked at once more where anybody may see it.
    let statue = || Situation { faces: vec![1, 6], ..whole() };
    assert!(ask_everybody(&Situation { confirmed: false, ..statue() }));
    assert!(ask_everybody(&Situation { channels: vec![Channel::Press, Channel::Intranet], ..statue() }));
    // The second person is asked for where there is something to be approved.
    assert!(ask_everybody(&Situation { policy: 7, ..whole() }));
    assert!(ask_everybody(&Situation {
        policy: 7,
        approved: Some(second.0),
        operator: second.1,
        ..statue()
    }));
    for (what, change) in keeps_back {
        let mut situation = whole();
        change(&mut situation);
        assert!(!ask_everybody(&situation), "{what}");
    }
}

#[test]
fn what_was_exported_by_itself_meanwhile_is_not_written_a_second_time() {
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::with_photos(3, 1);
    (0..3).for_each(|at| fake.finish(at));
    let many = plan_of(&fake.session, folder.path());
    fake.tell(Command::ExportReady(many, TODAY));
    // The second is exported by its own button while the first is being written.
    fake.tell(Command::Select(fake.session.photos()[1].id));
    let alone = plan_of(&fake.session, folder.path());
    fake.tell(Command::Export(alone, TODAY));
    fake.work();
    let outcomes = outcomes(fake.session.many().unwrap());
    assert_eq!(outcomes, ["Exported(\"/out/001.png.jpg\")", "Before", "Exported(\"/out/003.png.jpg\")"]);
    assert_eq!(fake.session.done(), 3);
}

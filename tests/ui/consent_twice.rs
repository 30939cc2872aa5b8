//! One consent is one person's, and the second person is another: how the window asks, driven by the names that a screen
//! reader tells.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use crate::desk;
use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, accesskit::Role as Control};
use jiff::ToSpan as _;
use sladd::{
    clock::{Clock as _, SystemClock},
    consent::{AgeBand, Capacity, Channel, ConsentId, NewConsent, Purpose, Role, Signer},
    review::{Decision, Edit},
    session::Command,
};

const QUESTION: &str = "The same person again, in a mirror or a picture on the wall";
const KEEP: &str = "Keep the face visible";

/// The sample photo and one colleague's consent.
fn with_one_consent(mut start: Start) -> (Desk, ConsentId) {
    start.photos = vec![desk::sample()];
    let consent = NewConsent {
        role: Role::Staff,
        age_band: AgeBand::Adult,
        capacity: Some(Capacity::Yes),
        purposes: Purpose::ALL.to_vec(),
        channels: Channel::ALL.to_vec(),
        valid_until: SystemClock.today().saturating_add(6.months()),
        signers: vec![Signer::SelfSigned],
        form_location: "HR archive, box 12".to_owned(),
        ..NewConsent::default()
    };
    let id = start.register().add(consent).unwrap().id;
    let mut desk = Desk::open(start);
    desk.wait_for("Face 1: Undecided");
    (desk, id)
}

/// Keeps the selected face by the only consent.
fn keep_first(desk: &mut Desk) {
    desk.press(Modifiers::NONE, Key::K);
    desk.wait_for(KEEP);
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("The rules loaded here do not block this.");
    desk.press(Modifiers::NONE, Key::Enter);
    desk.wait_for("Face 1: Kept with consent");
}

/// What is decided about the faces, and which of them are said to show somebody again.
fn decided(desk: &Desk) -> Vec<(Option<Decision>, bool)> {
    desk.with_app(|app| {
        let review = app.session().shown().unwrap().review.as_ref().unwrap();
        review.entries().iter().map(|entry| (entry.decision.clone(), entry.same_person)).collect()
    })
}

#[test]
fn a_second_face_by_the_same_consent_is_asked_about_and_never_kept_by_a_key_alone() {
    let (mut desk, id) =
        with_one_consent(Start { drawn: std::env::var_os("SLADD_PICTURES").is_some(), ..Start::new() });
    keep_first(&mut desk);
    // The key for the same consent as before asks, and so does choosing it.
    for key in [Modifiers::SHIFT, Modifiers::NONE] {
        desk.press(key, Key::K);
        desk.wait_for(KEEP);
        if key.is_none() {
            desk.press(Modifiers::NONE, Key::Enter);
        }
        desk.wait_for(QUESTION);
        assert!(desk.is_there("This consent keeps another face in this photo already."));
        assert!(desk.is_disabled(KEEP), "nothing is kept before the question is answered");
        assert_eq!(decided(&desk)[1], (None, false));
        picture(&mut desk, if key.is_none() { "chosen" } else { "by_key" });
        desk.press(Modifiers::NONE, Key::Escape);
        desk.wait("the dialog to close", |desk| !desk.is_there(QUESTION));
    }
    desk.press(Modifiers::SHIFT, Key::K);
    desk.tick(QUESTION);
    assert!(!desk.is_disabled(KEEP));
    desk.click(KEEP);
    desk.wait_for(&format!("Face 2: Kept with consent {id}, the same person again"));
    assert_eq!(decided(&desk)[1], (Some(Decision::Keep { consent: id.clone() }), true));
    // One step of undo, word and all, and back.
    desk.press(Modifiers::COMMAND, Key::Z);
    desk.wait_for("Face 2: Undecided");
    desk.press(Modifiers::COMMAND, Key::Y);
    desk.wait_for("the same person again");
    assert!(decided(&desk)[1].1);
}

#[test]
fn a_face_that_was_kept_without_the_word_is_blocked_until_it_is_said_at_the_face() {
    let (mut desk, id) =
        with_one_consent(Start { drawn: std::env::var_os("SLADD_PICTURES").is_some(), ..Start::new() });
    keep_first(&mut desk);
    // As an older program left it in the work in hand.
    desk.with_app(|app| {
        let review = app.session().shown().unwrap().review.as_ref().unwrap();
        let (person, region) = (review.entries()[0].person, review.entries()[2].region.id);
        let keep = Edit::KeepAs { region, person, consent: id.clone(), same_person: false };
        app.tell(Command::Edit(keep));
    });
    desk.wait_for("Face 3: Cannot be shown");
    desk.click("3  Export");
    desk.wait_for("Face 3: This consent keeps another face in the photo already");
    desk.click_first("Face 3: This consent keeps another face in the photo already");
    desk.wait_for(QUESTION);
    picture(&mut desk, "at_the_face");
    desk.tick(QUESTION);
    desk.wait_for("Face 3: Kept with consent");
    assert!(decided(&desk)[2].1);
    desk.tick(QUESTION);
    desk.wait_for("Face 3: Cannot be shown");
}

#[test]
fn whoever_exports_is_asked_for_where_a_second_person_has_to_approve() {
    let mut start = Start::new();
    let policy = "policy_id = \"AFD\"\nversion = \"1\"\nbase = \"DK\"\nowner_role = \"ledelse\"\nadopted_by = \"Ledelsen\"\n\
         adopted_on = \"2026-10-01\"\neffective_from = \"2026-10-15\"\nreview_by = \"2027-10-01\"\ngrace_days = 14\n\
         risk_basis = \"x\"\n[contacts]\nlocal_privacy_consultant = \"a@example.org\"\n\
         fallback_mailbox = \"b@example.org\"\nbreach = [\"leder\"]\n[tighten]\nrequire_second_person = true\n";
    start.policy = Some(start.put("rules", "policy.toml", policy.as_bytes()));
    let (mut desk, _) = with_one_consent(start);
    desk.click("Redact the rest (3)");
    desk.wait_for("Face 3: Redacted");
    desk.with_app(|app| app.tell(Command::Edit(Edit::AttestWholeImage(true))));
    desk.click("3  Export");
    desk.write("Approved by a second person (reference, no name)", "LED-12");
    let nobody = desk.t("gate-no-operator");
    desk.click(&nobody);
    assert_eq!(
        desk.focused().as_deref(),
        Some("Exported by (reference, no name)"),
        "the line leads to the field"
    );
    desk.write("Exported by (reference, no name)", "led 12.");
    desk.wait_for("You cannot both export the photo and be the second person who approves it.");
    assert!(!desk.is_there("Save the copy"));
    desk.write("Exported by (reference, no name)", "LED-13");
    desk.wait_for("The rules loaded here do not block this.");
    desk.click_a(Control::Button, "Save the copy");
    desk.wait("the copy", |desk| !desk.files(".consent.json").is_empty());
    desk.wait_for("Show in folder");
    let export = desk.start.register().exports().unwrap().remove(0);
    assert_eq!((export.operator.as_str(), export.more.second_person.as_deref()), ("LED-13", Some("LED-12")));
}

/// Puts a picture of the window into `$SLADD_PICTURES`, for people.
fn picture(desk: &mut Desk, name: &str) {
    if let Some(folder) = std::env::var_os("SLADD_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        desk.harness.render().unwrap().save(path).unwrap();
    }
}

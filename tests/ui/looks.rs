//! How covers look, and how far they reach, chosen in the window by mouse and by keyboard.
#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::Queryable as _;
use sladd::{
    geometry::BoundingBox,
    redaction::{Sign, Style},
    review::Review,
};

/// The sample photo with its faces covered and the first of them selected.
fn covered() -> Desk {
    let mut desk = Desk::open(Start::with_sample());
    desk.wait_for("Redact the rest (3)");
    desk.press(Modifiers::SHIFT, Key::R);
    desk.click_a(Control::ListItem, "Face 1: Redacted");
    desk
}

fn review(desk: &Desk) -> Review {
    desk.with_app(|app| app.session().shown().unwrap().review.clone().unwrap())
}

fn styles(desk: &Desk) -> Vec<Option<Style>> {
    review(desk).entries().iter().map(|entry| entry.style).collect()
}

/// Where the cover of the selected face lies.
fn cover(desk: &Desk) -> BoundingBox {
    let review = review(desk);
    let entry = review.entries().iter().find(|entry| entry.region.number == 1).unwrap();
    entry.pullable(review.size()).unwrap().1
}

/// Clicks what may lie further down in the panel.
fn reach(desk: &mut Desk, control: Control, label: &str) {
    desk.harness.get_by_role_and_label(control, label).scroll_to_me();
    desk.harness.run_steps(6);
    desk.click_a(control, label);
}

#[test]
fn a_look_is_chosen_for_a_cover_for_the_photo_and_for_all() {
    let mut desk = covered();
    desk.click_a(Control::DisclosureTriangle, "How covers look: Blurred");
    desk.harness.run_steps(20);
    reach(&mut desk, Control::RadioButton, "This cover");
    reach(&mut desk, Control::RadioButton, "Flower");
    assert_eq!(styles(&desk), [Some(Style::Sign(Sign::Flower)), None, None]);
    desk.wait_for("How covers look: Flower");
    reach(&mut desk, Control::RadioButton, "Black");
    assert_eq!(styles(&desk)[0], Some(Style::Colour([0; 3])));
    reach(&mut desk, Control::Button, "As the others");
    assert_eq!(styles(&desk), [None, None, None]);
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(styles(&desk)[0], Some(Style::Colour([0; 3])));

    reach(&mut desk, Control::RadioButton, "All covers of this photo");
    desk.write("Another colour", "1a2b3c");
    assert_eq!(review(&desk).style(), Some(Style::Colour([26, 43, 60])));
    assert_eq!(styles(&desk), [None, None, None]);
    desk.write("Another colour", "red");
    desk.wait_for("Write six digits, 0 to 9 and A to F, such as 1A2B3C.");
    assert_eq!(review(&desk).style(), Some(Style::Colour([26, 43, 60])));

    reach(&mut desk, Control::RadioButton, "All photos");
    reach(&mut desk, Control::RadioButton, "Mosaic");
    assert_eq!(review(&desk).style(), None);
    assert_eq!(desk.with_app(|app| app.session().style()), Style::Mosaic);
}

#[test]
fn a_look_is_chosen_by_keyboard_alone() {
    let mut desk = covered();
    desk.tab_to("How covers look: Blurred");
    desk.press(Modifiers::NONE, Key::Space);
    desk.harness.run_steps(20);
    desk.tab_to("Reeded glass");
    desk.press(Modifiers::NONE, Key::Space);
    assert_eq!(review(&desk).style(), Some(Style::Veil));
}

#[test]
fn a_cover_is_pulled_by_keys_down_to_the_face_and_no_further() {
    let mut desk = covered();
    let usual = cover(&desk);
    let face = review(&desk).entries()[0].region.outline.bounds().unwrap();
    for _ in 0..3 {
        desk.press(Modifiers::ALT, Key::ArrowRight);
    }
    assert!(cover(&desk).width > usual.width && (cover(&desk).height - usual.height).abs() < 0.01);
    for _ in 0..40 {
        desk.press(Modifiers::ALT, Key::ArrowLeft);
        desk.press(Modifiers::ALT, Key::ArrowUp);
    }
    let tight = cover(&desk);
    assert!(tight.area() < usual.area() && sladd::redaction::covers_face(tight, face), "{tight:?}");
    desk.press(Modifiers::ALT, Key::ArrowLeft);
    assert!((cover(&desk).area() - tight.area()).abs() < 1.0);
    desk.click("Use the usual cover");
    assert_eq!(cover(&desk), usual);
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(cover(&desk), tight);
}

#[test]
fn what_the_rules_do_not_allow_is_not_offered() {
    let mut start = Start::with_sample();
    let policy = "default_look = \"solid:#003b5c\"\npolicy_id = \"AFD\"\nversion = \"1\"\nbase = \"DK\"\nowner_role = \"afdelingsledelse\"\n\
         adopted_by = \"Afdelingsledelsen\"\nadopted_on = \"2026-10-01\"\neffective_from = \"2026-10-15\"\n\
         review_by = \"2027-10-01\"\n[contacts]\nlocal_privacy_consultant = \"persondata@example.org\"\n\
         fallback_mailbox = \"sikkerhed@example.org\"\n[tighten]\nlooks_removed = [\"blur\", \"sign\"]\n";
    start.policy = Some(start.put("rules", "policy.toml", policy.as_bytes()));
    let mut desk = Desk::open(start);
    desk.wait_for("Redact the rest (3)");
    let own = Style::Colour([0, 0x3b, 0x5c]);
    assert_eq!(desk.with_app(|app| app.session().style()), own);
    desk.click_a(Control::DisclosureTriangle, "How covers look: One colour (#003b5c)");
    desk.harness.run_steps(20);
    let offered = |name: &str| desk.harness.query_by_role_and_label(Control::RadioButton, name).is_some();
    assert!(
        ["Mosaic", "Reeded glass", "Plain grey", "Black", "The organisation’s colour"]
            .into_iter()
            .all(offered)
    );
    assert!(!["Blurred", "Flower", "Star", "Smiling face"].into_iter().any(offered));
    assert!(desk.is_there("Your organisation’s rules do not allow: Blurred, A sign over the head"));
}

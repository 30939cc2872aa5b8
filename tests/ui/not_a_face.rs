//! "Not a face" of what looks like one: the window asks what it is, and once more before anybody may see it. Driven by the
//! names that a screen reader tells.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, accesskit::Role as Control};
use egui_kittest::kittest::Queryable as _;
use sladd::{
    geometry::BoundingBox,
    redaction::Shape,
    review::{AreaKind, Decision, Edit, Instead, Review},
    session::Command,
};

const QUESTION: &str = "This looks like a face. What is it?";
const LEAVE: &str = "Leave it as it was";
const ANSWERS: [&str; 6] = [
    "1  Statue or bust",
    "2  Picture: a painting, a photo, a screen",
    "3  Poster or print",
    "4  Animal",
    "5  Doll or training manikin",
    "6  Nothing: a pattern or a shadow",
];
const LOOKED: &str = "I have looked at each of them. None shows a real person.";
const ONE_LEFT: &str = "This looks like a face and stays visible: 1. Look at it once more.";

/// The sample photo; its three faces are of strong evidence.
fn with_sample() -> Desk {
    let mut desk =
        Desk::open(Start { drawn: std::env::var_os("SLADD_PICTURES").is_some(), ..Start::with_sample() });
    desk.wait_for("Face 1: Undecided");
    assert!(review(&desk, |review| review.entries().iter().all(|entry| entry.region.is_strong())));
    desk
}

fn review<T>(desk: &Desk, ask: impl FnOnce(&Review) -> T) -> T {
    desk.with_app(|app| ask(app.session().shown().unwrap().review.as_ref().unwrap()))
}

fn decided(desk: &Desk) -> Vec<Option<Decision>> {
    review(desk, |review| review.entries().iter().map(|entry| entry.decision.clone()).collect())
}

const fn none(what: Option<Instead>) -> Decision {
    Decision::NotAFace { what }
}

fn edit(desk: &Desk, edit: Edit) {
    desk.with_app(|app| app.tell(Command::Edit(edit)));
}

fn wait_closed(desk: &mut Desk) {
    desk.wait("the question to close", |desk| !desk.is_there(QUESTION));
}

/// Side of the picture of a face where somebody judges what it is, in points.
fn picture_side(desk: &Desk, face: &str) -> f32 {
    desk.harness.get_by_role_and_label(Control::Image, face).rect().width()
}

#[test]
fn the_key_asks_what_it_is_and_a_number_answers() {
    let mut desk = with_sample();
    desk.press(Modifiers::NONE, Key::N);
    desk.wait_for(QUESTION);
    assert_eq!(decided(&desk)[0], None, "nothing is decided before the question is answered");
    assert!(picture_side(&desk, "Face 1") >= 280.0, "{}", picture_side(&desk, "Face 1"));
    for answer in ANSWERS {
        assert!(desk.is_there(answer), "{answer}");
    }
    assert!(desk.is_there("A real person in a picture or on a poster is recognised there too"));
    picture(&mut desk, "asked");
    // Enter and Escape leave the face as it was.
    assert_eq!(desk.focused().as_deref(), Some(LEAVE));
    desk.press(Modifiers::NONE, Key::Enter);
    wait_closed(&mut desk);
    assert_eq!(decided(&desk)[0], None);
    desk.press(Modifiers::NONE, Key::N);
    desk.wait_for(QUESTION);
    desk.press(Modifiers::NONE, Key::Escape);
    wait_closed(&mut desk);
    assert_eq!(decided(&desk)[0], None);

    // By Tab the answers come in their order, and then the way out.
    desk.press(Modifiers::NONE, Key::N);
    desk.wait_for(QUESTION);
    desk.tab_to(ANSWERS[0]);
    for next in ANSWERS.into_iter().skip(1).chain([LEAVE]) {
        desk.press(Modifiers::NONE, Key::Tab);
        assert_eq!(desk.focused().as_deref(), Some(next));
    }
    desk.press(Modifiers::NONE, Key::Num3);
    desk.wait_for("Face 1: Not a face: poster");
    wait_closed(&mut desk);
    assert_eq!(decided(&desk), [Some(none(Some(Instead::Poster))), None, None]);
    assert_eq!(
        review(&desk, |review| review.undo_name(&desk.text)).as_deref(),
        Some("Undo: mark face 1 as not a face: poster")
    );
    desk.press(Modifiers::COMMAND, Key::Z);
    desk.wait_for("Face 1: Undecided");

    // The next undecided face came by itself; its button asks the same.
    desk.click("Not a face");
    desk.wait_for(QUESTION);
    assert!(picture_side(&desk, "Face 2") >= 280.0);
    desk.click(ANSWERS[0]);
    desk.wait_for("Face 2: Not a face: statue");
    wait_closed(&mut desk);
    assert_eq!(decided(&desk)[1], Some(none(Some(Instead::Statue))));
}

#[test]
fn a_drawn_face_is_none_by_one_key() {
    let mut desk = with_sample();
    let shape = Shape::Ellipse(BoundingBox::new(20.0, 400.0, 60.0, 70.0));
    edit(&desk, Edit::AddArea { shape, what: AreaKind::Face });
    desk.wait_for("Face 4: Redacted");
    desk.press(Modifiers::NONE, Key::N);
    desk.wait_for("Face 4: Not a face");
    assert!(!desk.is_there(QUESTION));
    assert_eq!(decided(&desk)[3], Some(none(None)));
}

#[test]
fn what_an_older_program_left_without_a_word_is_blocked_until_it_is_said() {
    let mut desk = with_sample();
    let region = review(&desk, |review| review.entries()[0].region.id);
    edit(&desk, Edit::Decide { region, decision: Some(none(None)) });
    desk.wait_for("Face 1: Cannot be shown");
    assert!(desk.is_there("This looks like a face. Say what it is instead"));
    desk.click("3  Export");
    desk.click_first("Face 1: This looks like a face. Say what it is instead");
    desk.wait_for("Face 1: Cannot be shown");
    desk.click("Not a face");
    desk.wait_for(QUESTION);
    desk.press(Modifiers::NONE, Key::Num2);
    desk.wait_for("Face 1: Not a face: picture");
    assert!(!desk.is_there("Face 1: Cannot be shown"));
}

#[test]
fn before_anybody_may_see_it_what_looks_like_a_face_is_looked_at_once_more() {
    let mut desk = with_sample();
    desk.press(Modifiers::NONE, Key::N);
    desk.wait_for(QUESTION);
    desk.press(Modifiers::NONE, Key::Num1);
    desk.wait_for("Face 1: Not a face: statue");
    desk.click("Redact the rest (2)");
    desk.wait_for("Face 3: Redacted");
    // Text has to be decided too where anybody may see the copy.
    desk.searched();
    edit(&desk, Edit::CoverFound(sladd::identifiers::Kinds::ALL));
    edit(&desk, Edit::AttestWholeImage(true));
    desk.click("3  Export");
    // Among colleagues nobody is asked.
    desk.wait_for("The rules loaded here do not block this.");
    assert!(!desk.is_there(LOOKED) && desk.is_there("Save the copy"));
    desk.tick("Website");
    desk.wait_for(ONE_LEFT);
    assert!(!desk.is_there("Save the copy"));
    assert!(desk.is_there("Face 1: statue"));
    assert!(picture_side(&desk, "Face 1") >= 96.0);
    picture(&mut desk, "once_more");
    // What is missing leads to the statement.
    desk.click(ONE_LEFT);
    assert_eq!(desk.focused().as_deref(), Some(LOOKED));
    desk.tick(LOOKED);
    desk.wait_for("The rules loaded here do not block this.");
    assert!(review(&desk, |review| review.visible_confirmed() && review.whole_image_reviewed()));
    // Taken back, or after another edit, it is asked again.
    desk.tick(LOOKED);
    desk.wait_for(ONE_LEFT);
    desk.tick(LOOKED);
    desk.wait_for("The rules loaded here do not block this.");
    let shape = Shape::Rectangle(BoundingBox::new(20.0, 400.0, 60.0, 70.0));
    edit(&desk, Edit::AddArea { shape, what: AreaKind::Screen });
    edit(&desk, Edit::AttestWholeImage(true));
    desk.wait_for(ONE_LEFT);
    desk.tick(LOOKED);
    desk.wait_for("The rules loaded here do not block this.");
    desk.click_a(Control::Button, "Save the copy");
    desk.wait("the copy", |desk| !desk.files(".consent.json").is_empty());
    desk.wait_for("Show in folder");
    assert!(desk.is_there("1 found face stays visible as “not a face”."));
    let export = desk.start.register().exports().unwrap().remove(0);
    let said: Vec<_> = export.regions.iter().filter_map(|region| region.not_a_face_what.as_deref()).collect();
    assert_eq!(said, ["statue"]);
    assert!(export.regions.iter().filter_map(|region| region.score).all(|score| score >= 0.9));
}

/// Puts a picture of the window into `$SLADD_PICTURES`, for people.
fn picture(desk: &mut Desk, name: &str) {
    if let Some(folder) = std::env::var_os("SLADD_PICTURES") {
        let path = std::path::Path::new(&folder).join(format!("{name}.png"));
        desk.harness.render().unwrap().save(path).unwrap();
    }
}

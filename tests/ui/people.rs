//! A person is covered along the body, by key, by a box that is drawn, and from the hints of those of whom no face is seen.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use crate::desk::{Desk, Start};
use egui::{Key, Modifiers, Pos2, accesskit::Role as Control};
use egui_kittest::kittest::Queryable as _;
use sladd::{
    geometry::BoundingBox,
    identifiers::Somebody,
    redaction::Shape,
    review::{AreaKind, Outline},
    session::Event,
};

fn over_sample() -> Desk {
    let mut desk = Desk::open(Start::with_sample());
    desk.wait_for("Redact the rest (3)");
    desk.searched();
    desk
}

/// The covers of whole people.
fn people(desk: &Desk) -> Vec<Shape> {
    let drawn = |outline: &Outline| match outline {
        Outline::Drawn(shape) => Some(shape.clone()),
        Outline::FaceBox(_) => None,
    };
    desk.with_app(|app| {
        let review = app.session().shown().unwrap().review.as_ref().unwrap();
        let people = review.entries().iter().filter(|entry| entry.region.what == AreaKind::Person);
        people.filter_map(|entry| drawn(&entry.region.outline)).collect()
    })
}

/// True for a line that follows a body: more corners than any plain cover has.
fn follows_a_body(shape: &Shape) -> bool {
    matches!(shape, Shape::Polygon(corners) if corners.len() > 30)
}

/// Where a point of the photo lies while all of it is shown.
fn on_screen(desk: &Desk, (x, y): (f32, f32)) -> Pos2 {
    let canvas = desk.harness.get_by_label("The photo with what you have decided").rect();
    let (wide, high) = desk.with_app(|app| {
        let size = app.session().shown().unwrap().review.as_ref().unwrap().size();
        (size.width as f32, size.height as f32)
    });
    let scale = ((canvas.width() - 24.0) / wide).min((canvas.height() - 24.0) / high);
    canvas.center() + egui::vec2(x - wide / 2.0, y - high / 2.0) * scale
}

#[test]
fn the_person_of_a_face_is_covered_along_the_body_and_undo_leads_to_the_plain_cover() {
    let mut desk = over_sample();
    desk.click_a(Control::ListItem, "Face 2: Undecided");
    desk.press(Modifiers::NONE, Key::P);
    desk.wait("the outline", |desk| people(desk).iter().all(follows_a_body));
    assert_eq!(people(&desk).len(), 1);
    desk.wait_for("Redact the rest (2)");
    desk.press(Modifiers::COMMAND, Key::Z);
    let plain = people(&desk);
    assert!(plain.len() == 1 && !follows_a_body(&plain[0]), "{plain:?}");
    desk.press(Modifiers::COMMAND, Key::Z);
    assert_eq!(people(&desk), []);
    desk.wait_for("Redact the rest (3)");
}

#[test]
fn a_box_around_somebody_becomes_the_outline_and_on_a_wall_it_stays_a_box() {
    let mut desk = over_sample();
    for ((from, to), is_body) in
        [(((560.0, 10.0), (1110.0, 830.0)), true), (((565.0, 15.0), (640.0, 120.0)), false)]
    {
        desk.press(Modifiers::SHIFT, Key::P);
        let (from, to) = (on_screen(&desk, from), on_screen(&desk, to));
        desk.harness.hover_at(from);
        desk.harness.run_steps(2);
        desk.harness.drag_at(from);
        desk.harness.run_steps(2);
        desk.harness.hover_at(from + (to - from) * 0.5);
        desk.harness.run_steps(2);
        desk.harness.hover_at(to);
        desk.harness.run_steps(2);
        desk.harness.drop_at(to);
        desk.harness.run_steps(4);
        let count = people(&desk).len();
        assert_eq!(count, if is_body { 1 } else { 2 });
        if is_body {
            desk.wait("the outline", |desk| people(desk).iter().all(follows_a_body));
        } else {
            // Time enough for the answer that there is nobody.
            std::thread::sleep(std::time::Duration::from_millis(1500));
            desk.harness.run_steps(4);
            let boxes = people(&desk).iter().filter(|shape| matches!(shape, Shape::Rectangle(_))).count();
            assert_eq!(boxes, 1, "{:?}", people(&desk));
        }
    }
}

#[test]
fn by_keyboard_a_box_is_put_down_where_one_looks() {
    let mut desk = over_sample();
    desk.press(Modifiers::SHIFT, Key::P);
    desk.press(Modifiers::NONE, Key::Enter);
    assert_eq!(people(&desk).len(), 1);
}

#[test]
fn a_hint_of_somebody_without_a_face_is_listed_in_the_second_step_and_blocks_nothing() {
    let mut desk = over_sample();
    let outline = vec![(300.0, 100.0), (420.0, 100.0), (420.0, 800.0), (300.0, 800.0)];
    let somebody = Somebody { outline: outline.clone(), score: 0.8 };
    let other = Somebody { outline: vec![(9.0, 9.0), (40.0, 9.0), (9.0, 90.0)], score: 0.7 };
    desk.with_app(|app| {
        let id = app.session().shown().unwrap().id;
        app.learn(Event::People(id, vec![somebody.clone(), other]));
    });
    desk.press(Modifiers::ALT, Key::Num2);
    desk.wait_for("Perhaps somebody without a face (2)");
    desk.click("Leave person 2 visible");
    desk.wait_for("Perhaps somebody without a face (1)");
    desk.click("Cover person 1");
    assert_eq!(people(&desk), [Shape::Polygon(outline)]);
    assert!(!desk.is_there("Perhaps somebody"));
    assert!(somebody.bounds().area() > BoundingBox::new(0.0, 0.0, 1.0, 1.0).area());
}

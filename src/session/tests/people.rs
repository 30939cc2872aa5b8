//! The outline of a person, and hints of people without a face.

use super::*;
use crate::{
    identifiers::Somebody,
    review::{Outline, RegionId},
};

const BODY: [(f32, f32); 4] = [(2.0, 3.0), (20.0, 3.0), (18.0, 50.0), (4.0, 50.0)];

fn person(fake: &Fake) -> Option<Outline> {
    let review = fake.session.shown().unwrap().review.as_ref().unwrap();
    let person = review.entries().iter().find(|entry| entry.region.what == AreaKind::Person)?;
    assert_eq!(person.decision, Some(Decision::Redact));
    Some(person.region.outline.clone())
}

fn with_face(outline: Option<&[(f32, f32)]>) -> Fake {
    let mut fake = Fake::new(1);
    fake.outline = outline.map(<[_]>::to_vec);
    fake.add(1);
    fake.work();
    fake
}

fn face_of(fake: &Fake) -> RegionId {
    fake.session.shown().unwrap().review.as_ref().unwrap().entries()[0].region.id
}

#[test]
fn a_person_is_covered_at_once_and_along_the_body_as_soon_as_it_is_known() {
    let mut fake = with_face(Some(&BODY));
    let region = face_of(&fake);
    fake.tell(Command::CoverPerson(Whom::OfFace(region)));
    let plain = person(&fake).unwrap();
    fake.work();
    assert_eq!(person(&fake), Some(Outline::Drawn(Shape::Polygon(BODY.to_vec()))));
    let review = || fake.session.shown().unwrap().review.as_ref().unwrap();
    assert_eq!(review().entry(region).unwrap().decision, Some(Decision::Redact), "the face is covered too");
    fake.tell(Command::Undo);
    assert_eq!(person(&fake), Some(plain), "one step back is the plain cover");
    fake.tell(Command::Undo);
    assert_eq!(person(&fake), None);
}

#[test]
fn where_nobody_is_made_out_the_plain_cover_stays() {
    let mut fake = with_face(None);
    let within = BoundingBox::new(4.0, 4.0, 40.0, 50.0);
    fake.tell(Command::CoverPerson(Whom::Within(within)));
    fake.work();
    assert_eq!(person(&fake), Some(Outline::Drawn(Shape::Rectangle(within))));
}

#[test]
fn what_a_person_has_changed_meanwhile_is_theirs() {
    let mut fake = with_face(Some(&BODY));
    fake.tell(Command::CoverPerson(Whom::Within(BoundingBox::new(4.0, 4.0, 40.0, 50.0))));
    let review = fake.session.shown().unwrap().review.as_ref().unwrap();
    let region = review.entries().iter().map(|entry| entry.region.id).max().unwrap();
    let own = Shape::Rectangle(BoundingBox::new(6.0, 4.0, 30.0, 50.0));
    fake.tell(Command::Edit(Edit::Reshape { region, shape: own.clone() }));
    fake.work();
    assert_eq!(person(&fake), Some(Outline::Drawn(own)));
}

#[test]
fn a_hint_blocks_nothing_and_is_covered_or_dismissed() {
    let mut fake = with_face(None);
    fake.finish(0);
    let id = fake.id(0);
    let somebody = Somebody { outline: BODY.to_vec(), score: 0.8 };
    fake.event(Event::People(id, vec![somebody.clone(), somebody]));
    assert!(fake.session.blockers(TODAY).is_empty());
    assert_eq!(fake.session.shown().unwrap().people.len(), 2);
    fake.tell(Command::DismissHint(0));
    fake.tell(Command::DismissHint(7));
    assert_eq!(fake.session.shown().unwrap().people.len(), 1);
    assert_eq!(person(&fake), None);
    fake.tell(Command::CoverPerson(Whom::Hint(0)));
    fake.work();
    assert_eq!(person(&fake), Some(Outline::Drawn(Shape::Polygon(BODY.to_vec()))));
    assert!(fake.session.shown().unwrap().people.is_empty());
}

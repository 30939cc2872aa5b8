//! Writing and codes in the photos of the window.

use super::*;
use crate::{
    identifiers::{Grade, Place},
    pipeline::Gate,
};

fn place(grade: Grade) -> Place {
    let outline = [(2.0, 2.0), (12.0, 2.0), (12.0, 8.0), (2.0, 8.0)];
    Place { grade, outline, lines: vec![outline], score: 0.9 }
}

fn with(grades: &[Grade]) -> Fake {
    let mut fake = Fake::new(1);
    fake.found = Found { places: grades.iter().copied().map(place).collect(), ..Found::default() };
    fake.add(1);
    fake.work();
    fake
}

fn gates(fake: &Fake) -> Vec<Gate> {
    let gate = |blocker| if let Blocker::Gate(gate) = blocker { Some(gate) } else { None };
    fake.session.blockers(TODAY).into_iter().filter_map(gate).collect()
}

fn public(fake: &mut Fake) {
    fake.session.channels = vec![Channel::SocialMedia];
}

#[test]
fn where_anybody_may_see_the_copy_they_wait_to_be_decided() {
    let mut fake = with(&[Grade::Writing, Grade::Qr]);
    let waiting = |fake: &Fake| fake.session.waiting(fake.session.shown().unwrap());
    assert_eq!(waiting(&fake), 1, "among colleagues they are hints");
    assert!(!gates(&fake).iter().any(|gate| matches!(gate, Gate::FoundUndecided(_))));
    public(&mut fake);
    assert_eq!(waiting(&fake), 3);
    assert_eq!(gates(&fake).iter().filter(|gate| matches!(gate, Gate::FoundUndecided(_))).count(), 2);
    fake.edit(Edit::CoverFound(Kinds::ALL));
    assert_eq!(waiting(&fake), 1);
    assert!(gates(&fake).is_empty());
}

#[test]
fn a_personal_number_waits_whatever_the_channel() {
    let mut fake = with(&[Grade::PersonalNumber]);
    let region = fake.session.shown().unwrap().review.as_ref().unwrap().found().next().unwrap().region.id;
    assert_eq!(gates(&fake), [Gate::FoundUndecided(region)]);
    let decide = |confirmed| Edit::Decide { region, decision: Some(Decision::MayBeSeen { confirmed }) };
    fake.edit(decide(false));
    assert_eq!(gates(&fake), [Gate::NumberVisible(region)]);
    fake.edit(decide(true));
    assert!(gates(&fake).is_empty());
}

#[test]
fn a_photo_that_was_not_looked_through_has_no_copy() {
    let fake = with(&[]);
    let id = fake.session.shown().unwrap().id;
    assert!(gates(&fake).is_empty());
    let mut other = Fake::new(1);
    other.searches = false;
    other.add(1);
    other.work();
    assert_eq!(gates(&other), [Gate::NotSearched]);
    assert!(other.session.shown().unwrap().identifying);
    other.event(Event::NotIdentified(id));
    assert!(!other.session.shown().unwrap().identifying);
    assert_eq!(gates(&other), [Gate::NotSearched]);
    assert!(matches!(other.session.notices().last(), Some(Notice::NotIdentified(_))));
    // Somebody has it looked through once more, in vain and then not.
    other.tell(Command::TryAgain(id));
    assert!(other.session.shown().unwrap().identifying);
    other.work();
    assert!(!other.session.shown().unwrap().identifying && gates(&other) == [Gate::NotSearched]);
    other.searches = true;
    other.tell(Command::TryAgain(id));
    other.work();
    assert!(gates(&other).is_empty());
    // Once it has ended there is nothing to do again.
    other.tell(Command::TryAgain(id));
    assert!(!other.session.shown().unwrap().identifying);
}

#[test]
fn a_search_that_stopped_with_its_photo_begins_again_with_it() {
    let mut fake = with(&[]);
    let id = fake.session.shown().unwrap().id;
    let mut other = Fake::new(1);
    other.searches = false;
    other.add(1);
    other.work();
    other.event(Event::Failed(id, PhotoFault::Stopped));
    assert!(!other.session.shown().unwrap().identifying);
    other.searches = true;
    other.tell(Command::TryAgain(id));
    other.work();
    assert!(gates(&other).is_empty());
    fake.tell(Command::TryAgain(id));
    assert!(!fake.session.shown().unwrap().identifying);
}

#[test]
fn what_is_found_late_takes_a_copy_back_and_is_kept() {
    let mut fake = with(&[]);
    fake.edit(Edit::RedactUndecided);
    let photo = fake.session.shown().unwrap();
    let (id, before) = (photo.id, photo.revision());
    let found = Found { places: vec![place(Grade::Qr)], ..Found::default() };
    let mut review = photo.review.clone().unwrap();
    review.take_up_found(&found, Kinds::ALL);
    // The search has ended already; a second answer adds nothing.
    assert_eq!(review.found().count(), 0);
    fake.event(Event::Found { photo: id, found, kinds: Kinds::ALL });
    assert_eq!(fake.session.shown().unwrap().revision(), before);
    assert!(fake.kept.contains_key(&id));
}

#[test]
fn covering_the_rest_covers_them_where_they_wait() {
    let mut fake = with(&[Grade::Writing]);
    fake.tell(Command::RedactRest);
    fake.work();
    let open = |fake: &Fake| fake.session.shown().unwrap().review.as_ref().unwrap().undecided_found().count();
    assert_eq!(open(&fake), 1);
    public(&mut fake);
    assert_eq!(fake.session.rest().areas, 1);
    fake.tell(Command::RedactRest);
    fake.work();
    assert_eq!((open(&fake), fake.session.rest().photos), (0, 0));
}

//! Work that one run leaves to the next.

use super::*;
use crate::review::Instead;

/// The work of one run, as the next finds it on disk.
pub(super) fn kept_work(fake: &Fake) -> KeptWork {
    let photos: Vec<_> = fake.kept.values().cloned().collect();
    let json = serde_json::json!({"saved_at": "2026-11-24T12:00:00Z", "photos": photos});
    serde_json::from_value(json).unwrap()
}

#[test]
fn work_that_was_kept_is_taken_up_as_it_was() {
    let mut first = Fake::with_photos(4, 2);
    first.finish(0);
    let region = first.session.shown().unwrap().review.as_ref().unwrap().entries()[1].region.id;
    first.show(1);
    let statue = Decision::NotAFace { what: Some(Instead::Statue) };
    first.edit(Edit::Decide { region, decision: Some(statue) });
    first.edit(Edit::ConfirmVisible(true));
    let last = first.id(3);
    first.finish(3);
    first.event(Event::Exported(last, first.session.photos()[3].revision(), exported("004.png")));
    first.work();
    assert_eq!(first.kept.len(), 3, "what is in a copy is done");

    let mut second = Fake::new(2);
    second.event(Event::Kept(kept_work(&first)));
    let offer = second.session.offer().unwrap();
    assert_eq!((offer.photos(), offer.decided()), (3, 3));
    second.work();
    assert!(second.looked_at.is_empty() && second.opens == 0, "nothing is looked at before the answer");
    second.tell(Command::TakeUpKept);
    assert!(!second.released, "the file of the earlier run stays until its work is in this one");
    second.work();
    assert!(second.released && second.session.offer().is_none());
    assert_eq!(second.states(), ["Ready", "Undecided(1)", "Undecided(2)"]);
    let reviews = |fake: &Fake, at: usize| fake.session.photos()[at].review.as_ref().unwrap().keep();
    for at in 0..3 {
        assert_eq!(reviews(&first, at), reviews(&second, at), "photo {at}");
    }
    let taken_up = second.session.photos()[1].review.as_ref().unwrap();
    assert!(taken_up.visible_confirmed() && taken_up.looking_like_faces().count() == 1);
    assert!(second.session.photos()[1].unsaved && !second.session.photos()[2].unsaved);
    assert_eq!(second.kept.len(), 3, "the work taken up is kept again");
}

#[test]
fn work_about_a_file_that_was_changed_starts_anew() {
    let mut first = Fake::with_photos(1, 2);
    first.finish(0);
    let mut work = kept_work(&first);
    work.photos[0].path = PathBuf::from("/p/another.png");
    let mut second = Fake::new(2);
    second.event(Event::Kept(work));
    second.tell(Command::TakeUpKept);
    second.work();
    assert_eq!(second.states(), ["Undecided(2)"]);
    assert!(!second.session.photos()[0].review.as_ref().unwrap().whole_image_reviewed());
    assert!(matches!(second.session.notices(), [Notice::StartedAnewFile(name)] if name == "another.png"));
}

#[test]
fn nothing_that_discarded_work_names_is_ever_looked_at() {
    let mut first = Fake::with_photos(2, 1);
    first.finish(0);
    let mut second = Fake::new(1);
    second.event(Event::Kept(kept_work(&first)));
    second.tell(Command::DiscardKept);
    second.tell(Command::TakeUpKept);
    second.work();
    assert!(second.looked_at.is_empty() && second.opens == 0);
}

#[test]
fn discarded_work_leaves_nothing() {
    let mut first = Fake::with_photos(1, 2);
    first.finish(0);
    let mut second = Fake::new(2);
    second.event(Event::Kept(kept_work(&first)));
    second.tell(Command::DiscardKept);
    second.work();
    assert!(second.released && second.session.photos().is_empty() && second.kept.is_empty());
}

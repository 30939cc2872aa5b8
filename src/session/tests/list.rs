//! The list: opening, showing, searching, filtering.

use super::*;
use crate::{export::CheckFault, geometry::PixelRect, review::Outline};

#[test]
fn of_five_hundred_photos_at_most_the_shown_one_keeps_its_pixels() {
    let mut fake = Fake::with_photos(500, 2);
    assert_eq!(fake.session.photos().len(), 500);
    assert!(fake.session.looking().is_none());
    for at in (0..500).step_by(50) {
        fake.show(at);
        let alive = fake.rasters.iter().filter(|raster| raster.strong_count() > 0).count();
        assert_eq!(alive, 1, "photo {at}");
        assert!(fake.session.photos()[at].source.is_some());
    }
    // The shown one, and the one that has just been opened and is let go.
    assert!(fake.most_alive <= 2, "{}", fake.most_alive);
    assert!(fake.opens >= 509);
}

#[test]
fn the_picture_is_there_while_faces_are_looked_for_and_found_ones_can_be_covered() {
    let mut fake = Fake::new(2);
    fake.add(1);
    let id = fake.id(0);
    let source = opened(&fake.session.photos()[0].origin);
    fake.event(Event::Opened(id, source));
    assert!(matches!(fake.session.preview(), Some((shown, 0, _)) if shown == id));
    assert!(fake.session.photos()[0].review.is_none());
    fake.event(Event::Progress { photo: id, done: 1, total: 4, coarse: Some(vec![face(1.0), face(30.0)]) });
    fake.event(Event::Progress { photo: id, done: 2, total: 4, coarse: None });
    let photo = fake.session.shown().unwrap();
    assert_eq!(photo.coarse.len(), 2);
    assert!(photo.thumbnail().is_none());
    assert!(matches!(photo.stage, Stage::Looking { done: 2, total: 4 }));
    fake.tell(Command::Export(plan(tempfile::tempdir().unwrap().path()), TODAY));
    assert!(!fake.session.photos()[0].exporting);
    fake.work();
    let photo = fake.session.shown().unwrap();
    assert!(photo.coarse.is_empty() && photo.undecided() == 2);
    // The bare picture is older than the state, so what is covered in the state is drawn over it.
    assert!(photo.revision() > 0);
}

#[test]
fn a_second_answer_of_the_search_does_not_undo_decisions() {
    let mut fake = Fake::with_photos(1, 2);
    fake.edit(Edit::RedactUndecided);
    let id = fake.id(0);
    let again = Job::Open {
        photo: id,
        origin: fake.session.photos()[0].origin.clone(),
        cancel: CancelFlag::default(),
        kept: None,
    };
    fake.waiting.push_back(again);
    fake.work();
    assert_eq!(fake.session.shown().unwrap().undecided(), 0);
}

#[test]
fn a_file_that_was_changed_takes_no_decisions_of_the_former() {
    let mut fake = Fake::with_photos(2, 1);
    fake.edit(Edit::RedactUndecided);
    let id = fake.id(0);
    let other = opened(&Origin::File(PathBuf::from("/p/other.png")));
    fake.event(Event::Opened(id, other));
    assert!(
        matches!(&fake.session.photos()[0].stage, Stage::Failed(fault) if matches!(**fault, PhotoFault::Changed))
    );
    assert!(fake.session.preview().is_none());
    fake.tell(Command::TryAgain(id));
    fake.work();
    assert_eq!(fake.session.photos()[0].undecided(), 1);
}

#[test]
fn a_photo_comes_only_once_into_the_list_and_whoever_adds_it_again_sees_it() {
    let mut fake = Fake::with_photos(3, 0);
    fake.add(3);
    assert_eq!(fake.session.photos().len(), 3);
    let file = |path: &str, identity: &str| FoundFile {
        path: PathBuf::from(path),
        identity: PathBuf::from(identity),
        named: false,
        placeholder: false,
    };
    let (linked, new) = (file("/links/x.png", "/p/002.png"), file("/p/9.png", "/p/9.png"));
    let left_out = LeftOut { others: 2, ..LeftOut::default() };
    fake.tell(Command::AddPaths(vec![PathBuf::from("/p")]));
    assert!(fake.session.is_gathering());
    fake.event(Event::Gathered { found: vec![linked, new], left_out, last: true });
    assert_eq!(fake.session.photos().len(), 4);
    assert!(!fake.session.is_gathering());
    assert!(matches!(fake.session.notices(), [Notice::Added { photos: 1, again: 1, .. }]));
    assert!(!fake.session.notices()[0].is_warning());
    let said = fake.session.notices()[0].message(&Text::new(Language::En));
    assert!(said.starts_with("1 photo added. 1 was in the list already.\n2 other"), "{said}");
    fake.tell(Command::DismissNotices);
    assert!(fake.session.notices().is_empty());
}

#[test]
fn the_next_undecided_photo_is_found_across_the_end_of_the_list() {
    let mut fake = Fake::with_photos(5, 1);
    fake.finish(0);
    fake.finish(1);
    fake.show(3);
    fake.tell(Command::NextUndecided);
    assert_eq!(fake.session.shown().unwrap().id, fake.id(4));
    fake.tell(Command::NextUndecided);
    assert_eq!(fake.session.shown().unwrap().id, fake.id(2));
    for at in [2, 3, 4] {
        fake.finish(at);
    }
    let before = fake.session.shown().unwrap().id;
    fake.tell(Command::NextUndecided);
    assert_eq!(fake.session.shown().unwrap().id, before);
}

#[test]
fn a_small_picture_goes_as_soon_as_it_shows_more_than_is_decided() {
    let mut fake = Fake::with_photos(1, 1);
    assert!(fake.session.photos()[0].thumbnail().is_some());
    let region = fake.session.photos()[0].review.as_ref().unwrap().entries()[0].region.id;
    fake.edit(Edit::Decide { region, decision: Some(Decision::NotAFace { what: None }) });
    assert!(fake.session.photos()[0].thumbnail().is_some());
    fake.tell(Command::Edit(Edit::Decide { region, decision: None }));
    assert!(fake.session.photos()[0].thumbnail().is_none());
    fake.work();
    assert!(fake.session.photos()[0].thumbnail().is_some());
}

#[test]
fn the_search_can_be_stopped_and_goes_on_and_a_shown_photo_is_searched_all_the_same() {
    let mut fake = Fake::new(1);
    fake.add(10);
    fake.tell(Command::StopLooking);
    fake.work();
    assert!(fake.session.photos().iter().all(|photo| photo.review.is_none()));
    assert!(fake.session.looking().unwrap().stopped);
    fake.show(4);
    assert!(fake.session.photos()[4].review.is_some());
    assert_eq!(fake.session.looking().unwrap().done, 1);
    fake.tell(Command::GoOnLooking);
    fake.work();
    assert!(fake.session.looking().is_none());
}

#[test]
fn the_time_left_follows_from_measured_photos() {
    let mut fake = Fake::new(1);
    fake.add(11);
    assert_eq!(fake.session.looking().unwrap().left, None);
    while fake.session.photos()[0].review.is_none() {
        fake.step();
    }
    // Ten photos of six seconds.
    assert_eq!(fake.session.looking().unwrap().left, Some(Duration::from_mins(1)));
}

#[test]
fn a_removed_photo_stops_its_search_and_what_comes_back_is_dropped() {
    let mut fake = Fake::new(1);
    fake.add(2);
    let first = fake.id(0);
    let source = opened(&fake.session.photos()[0].origin);
    fake.tell(Command::Remove(first));
    fake.event(Event::Opened(first, source));
    fake.work();
    assert_eq!(fake.session.photos().len(), 1);
    assert_eq!(fake.session.shown().unwrap().id, fake.id(0));
    assert!(!fake.kept.contains_key(&first));
}

#[test]
fn filters_tell_photos_apart() {
    let mut fake = Fake::with_photos(5, 1);
    fake.finish(1);
    fake.show(2);
    fake.edit(Edit::RedactUndecided);
    fake.show(3);
    let region = fake.session.shown().unwrap().review.as_ref().unwrap().entries()[0].region.id;
    fake.edit(Edit::Decide { region, decision: Some(Decision::Keep { consent: ConsentId::random() }) });
    fake.finish(4);
    let last = fake.id(4);
    fake.event(Event::Exported(last, fake.session.photos()[4].revision(), exported("005.png")));
    assert_eq!(fake.states(), ["Undecided(1)", "Ready", "LookThrough", "Blocked(1)", "Exported"]);
    for (at, filter) in [
        (0, PhotoFilter::Undecided),
        (1, PhotoFilter::Ready),
        (2, PhotoFilter::LookThrough),
        (3, PhotoFilter::Blocked),
        (4, PhotoFilter::Exported),
    ] {
        assert_eq!(fake.session.filtered(filter, TODAY), [fake.id(at)], "{filter:?}");
    }
    assert_eq!(fake.session.filtered(PhotoFilter::All, TODAY).len(), 5);
    assert_eq!((fake.session.done(), fake.session.ready(TODAY)), (1, 1));
}

#[test]
fn the_files_own_small_picture_stands_in_until_the_photo_is_open_and_nowhere_else() {
    let mut fake = Fake::new(1);
    fake.add(2);
    let small = || Arc::new(Raster::filled(crate::geometry::PixelSize::new(4, 3), [9; 3]).unwrap());
    let (shown, other) = (fake.id(0), fake.id(1));
    fake.event(Event::FirstPicture(shown, small()));
    fake.event(Event::FirstPicture(other, small()));
    assert!(fake.session.photos()[0].first_picture.is_some());
    assert!(fake.session.photos()[1].first_picture.is_none(), "nobody looks at it");
    fake.work();
    assert!(fake.session.photos()[0].first_picture.is_none(), "the photo is open");
    // It covers nothing: where something is decided, it is no picture of that.
    fake.show(1);
    fake.event(Event::FirstPicture(shown, small()));
    fake.event(Event::FirstPicture(other, small()));
    assert!(fake.session.photos().iter().all(|photo| photo.first_picture.is_none()));
}

/// What is drawn goes by the state of a photo, and a copy with another look is none of this one.
#[test]
fn another_look_of_covered_areas_is_another_state_and_needs_another_copy() {
    let mut fake = Fake::with_photos(1, 1);
    fake.finish(0);
    let (id, before) = (fake.id(0), fake.session.photos()[0].revision());
    fake.event(Event::Exported(id, before, exported("001.png")));
    assert_eq!(fake.states(), ["Exported"]);
    let jobs = fake.session.set_style(Style::Mosaic);
    let style = |job: &Job| if let Job::Preview { style, .. } = job { Some(*style) } else { None };
    assert_eq!(jobs.iter().find_map(style), Some(Style::Mosaic));
    assert!(fake.session.photos()[0].revision() > before);
    assert_eq!(fake.states(), ["Ready"]);
    assert!(fake.session.set_style(Style::Mosaic).is_empty());
}

/// A look of one photo stays when the others get another, until all of them are meant.
#[test]
fn a_look_is_for_one_photo_or_for_all() {
    let mut fake = Fake::with_photos(2, 1);
    fake.finish(0);
    fake.finish(1);
    fake.show(0);
    let style = |job: &Job| if let Job::Preview { style, .. } = job { Some(*style) } else { None };
    let jobs = fake.session.handle(Command::Edit(Edit::SetPhotoStyle(Some(Style::Veil))));
    assert_eq!(jobs.iter().find_map(style), Some(Style::Veil));
    let revisions = |fake: &Fake| fake.session.photos().iter().map(Photo::revision).collect::<Vec<_>>();
    let before = revisions(&fake);
    let jobs = fake.session.set_style(Style::Solid);
    assert_eq!(jobs.iter().find_map(style), Some(Style::Veil));
    let after = revisions(&fake);
    assert!(after[0] == before[0] && after[1] > before[1]);
    let jobs = fake.session.handle(Command::LookEverywhere(Style::Mosaic));
    assert_eq!(jobs.iter().filter_map(style).next_back(), Some(Style::Mosaic));
    let jobs = fake.session.handle(Command::Undo);
    assert_eq!(jobs.iter().find_map(style), Some(Style::Veil));
}

/// Where a face is seen at a cover there is no copy: the place is covered, and a person looks again.
#[test]
fn a_face_that_is_still_seen_is_covered_and_looked_at_again() {
    let mut fake = Fake::with_photos(1, 1);
    fake.finish(0);
    assert_eq!(fake.states(), ["Ready"]);
    let seen = ExportFault::Check(CheckFault::FaceVisible(PixelRect::new(4, 4, 8, 10)));
    let id = fake.id(0);
    fake.event(Event::ExportFailed(id, Failure::Export(ExportFailure::File(seen))));
    assert_eq!(fake.states(), ["LookThrough"]);
    let review = fake.session.photos()[0].review.as_ref().unwrap();
    let added = review.entries().last().unwrap();
    assert_eq!((added.region.what, added.decision.clone()), (AreaKind::Face, Some(Decision::Redact)));
    // The box that was found: left visible, it is known again.
    assert_eq!(added.region.outline, Outline::FaceBox(BoundingBox::new(4.0, 4.0, 8.0, 10.0)));
    assert!(fake.session.failure.as_ref().is_some_and(|failure| failure.face_visible().is_some()));
}

//! What is done to many photos at once.

use super::*;

#[test]
fn the_rest_is_counted_covered_and_undone_photo_by_photo() {
    let mut fake = Fake::with_photos(4, 2);
    let kept = Decision::Keep { consent: ConsentId::random() };
    let region = fake.session.photos()[0].review.as_ref().unwrap().entries()[0].region.id;
    fake.edit(Edit::Decide { region, decision: Some(kept.clone()) });
    fake.finish(1);
    let late = Origin::File(PathBuf::from("/p/late.png"));
    fake.tell(Command::Add(vec![late]));
    assert_eq!(fake.session.rest(), Rest { faces: 5, areas: 0, photos: 3, not_looked: 1 });
    fake.tell(Command::RedactRest);
    assert_eq!(fake.session.rest(), Rest { faces: 0, areas: 0, photos: 0, not_looked: 1 });
    let decision = |fake: &Fake, photo: usize, entry: usize| {
        fake.session.photos()[photo].review.as_ref().unwrap().entries()[entry].decision.clone()
    };
    assert_eq!(decision(&fake, 0, 0), Some(kept));
    assert_eq!(decision(&fake, 3, 1), Some(Decision::Redact));
    assert!(!fake.session.photos()[3].review.as_ref().unwrap().whole_image_reviewed());
    fake.show(3);
    fake.tell(Command::Undo);
    assert_eq!((fake.session.photos()[3].undecided(), fake.session.photos()[2].undecided()), (2, 0));
    fake.work();
    // What came later is not covered by what was confirmed before.
    assert_eq!(fake.session.photos()[4].undecided(), 2);
}

#[test]
fn drawn_areas_go_to_the_next_photo_in_one_step_and_faces_do_not() {
    let mut fake = Fake::with_photos(3, 1);
    let badge = Shape::Rectangle(BoundingBox::new(50.0, 40.0, 20.0, 10.0));
    let head = Shape::Ellipse(BoundingBox::new(70.0, 5.0, 10.0, 10.0));
    fake.edit(Edit::RedactUndecided);
    fake.edit(Edit::AddArea { shape: badge.clone(), what: AreaKind::Whiteboard });
    fake.edit(Edit::AddArea { shape: head, what: AreaKind::Face });
    fake.tell(Command::CopyAreasToNext);
    fake.work();
    let next = fake.session.shown().unwrap();
    assert_eq!(next.id, fake.id(1));
    let review = next.review.as_ref().unwrap();
    assert_eq!((review.entries().len(), next.undecided()), (2, 1));
    assert_eq!(review.areas_to_copy(), [(badge, AreaKind::Whiteboard)]);
    fake.tell(Command::Undo);
    assert_eq!(fake.session.shown().unwrap().review.as_ref().unwrap().entries().len(), 1);
    fake.tell(Command::Redo);
    fake.show(0);
    fake.tell(Command::CopyAreasToNext);
    assert!(matches!(fake.session.notices().last(), Some(Notice::NoAreas)));
    fake.show(2);
    fake.tell(Command::CopyAreasToNext);
    assert!(matches!(fake.session.notices().last(), Some(Notice::NoNextPhoto)));
}

#[test]
fn the_export_of_many_writes_what_is_ready_and_tells_of_the_rest() {
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::with_photos(6, 1);
    for at in [0, 2, 3] {
        fake.finish(at);
    }
    fake.show(4);
    fake.edit(Edit::RedactUndecided);
    fake.refuses.push("003.png".to_owned());
    fake.tell(Command::Add(vec![Origin::File(PathBuf::from("/p/late.png"))]));
    fake.tell(Command::ExportReady(plan(folder.path()), TODAY));
    assert_eq!(fake.session.many().unwrap().left(), 3);
    fake.work();
    let many = fake.session.many().unwrap();
    assert!(many.is_done() && many.exported() == 2);
    let exported: Vec<bool> = fake.session.photos().iter().map(|photo| photo.exported.is_some()).collect();
    assert_eq!(exported, [true, false, false, true, false, false, false]);
    assert!(fake.session.failure.is_none(), "one of many is told in the report");
    let text = Text::new(Language::En);
    let said = plain(many, &text);
    for part in [
        "Copies saved: 2. Photos in the list: 7.",
        "001.png: Copy saved\r\n    /out/001.png.jpg; /out/001.png-web.jpg\r\n    Two at a table",
        "003.png: Not exported: something went wrong\r\n    The disk is full, so no copy was saved.",
        "002.png: Not exported: something is missing\r\n    1 face or area is undecided. Nobody has confirmed",
        "005.png: Not exported: something is missing\r\n    Nobody has confirmed",
        "late.png: Not exported: something is missing\r\n    The search for faces is not finished",
    ] {
        assert!(said.contains(part), "{part} is not in\n{said}");
    }
    let table = String::from_utf8(csv(many, &text).unwrap()).unwrap();
    assert_eq!(table.lines().count(), 8);
    let row =
        "\"001.png\";\"Copy saved\";\"\";\"/out/001.png.jpg; /out/001.png-web.jpg\";\"Two at a table\"\r\n";
    assert!(table.contains(row), "{table}");
    fake.tell(Command::CloseReport);
    assert!(fake.session.many().is_none());
}

#[test]
fn the_export_of_many_stops_between_photos_and_counts_only_what_is_on_disk() {
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::with_photos(4, 1);
    (0..4).for_each(|at| fake.finish(at));
    fake.tell(Command::ExportReady(plan(folder.path()), TODAY));
    // A decision that is being written cannot be changed; one that waits can, and is asked again.
    let region = fake.session.photos()[1].review.as_ref().unwrap().entries()[0].region.id;
    let second = fake.id(1);
    fake.tell(Command::Select(second));
    fake.tell(Command::Edit(Edit::Decide { region, decision: None }));
    let third = fake.id(2);
    fake.tell(Command::Remove(third));
    fake.tell(Command::StopExport);
    fake.work();
    let many = fake.session.many().unwrap();
    let outcomes = outcomes(many);
    assert!(many.is_done() && many.exported() == 1, "{outcomes:?}");
    assert_eq!(outcomes, ["Removed", "Stopped", "Stopped", "Exported(\"/out/001.png.jpg\")"]);
    assert_eq!(fake.session.done(), 1);
}

#[test]
fn a_photo_that_was_made_undecided_before_its_turn_is_not_written() {
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::with_photos(2, 1);
    (0..2).for_each(|at| fake.finish(at));
    fake.session.channels = vec![Channel::Intranet];
    fake.session.purpose = Purpose::InternalInformation;
    fake.tell(Command::ExportReady(plan(folder.path()), TODAY));
    let region = fake.session.photos()[1].review.as_ref().unwrap().entries()[0].region.id;
    let second = fake.id(1);
    fake.tell(Command::Select(second));
    fake.tell(Command::Edit(Edit::Decide { region, decision: None }));
    fake.work();
    let lines = fake.session.many().unwrap().lines();
    assert!(matches!(&lines[1].outcome, Outcome::Blocked(missing) if missing.iter().any(
        |missing| matches!(missing, Missing::Photo(Blocker::Undecided(id)) if *id == region)
    )));
    assert!(fake.session.photos()[1].exported.is_none());
}

#[test]
fn an_area_that_is_drawn_while_the_copy_is_written_is_told_to_be_in_no_copy() {
    let folder = tempfile::tempdir().unwrap();
    let mut fake = Fake::with_photos(1, 1);
    fake.finish(0);
    fake.tell(Command::Export(plan(folder.path()), TODAY));
    let shape = Shape::Rectangle(BoundingBox::new(50.0, 40.0, 20.0, 10.0));
    let edit = Edit::AddArea { shape, what: AreaKind::Face };
    for _ in 0..2 {
        fake.tell(Command::Edit(edit.clone()));
        assert_eq!(fake.session.photos()[0].review.as_ref().unwrap().entries().len(), 1);
        let told = fake.session.notices().iter().filter(|one| matches!(one, Notice::BeingWritten)).count();
        assert_eq!(told, 1, "once is enough");
    }
    fake.work();
    fake.edit(edit);
    assert!(fake.session.photos()[0].exported.is_none(), "the copy is not of this state");
}

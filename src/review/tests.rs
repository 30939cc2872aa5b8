use super::*;
use crate::{consent::ConsentId, redaction::Shape};

fn review_with(faces: &[(f32, f32)]) -> Review {
    let faces = faces
        .iter()
        .map(|(x, y)| Detection { bbox: BoundingBox::new(*x, *y, 40.0, 50.0), score: 0.9, turns: 0 })
        .collect();
    let candidates =
        vec![Detection { bbox: BoundingBox::new(300.0, 300.0, 20.0, 25.0), score: 0.2, turns: 0 }];
    let detections = Detections { faces, candidates, ..Detections::default() };
    Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections)
}

fn ids(review: &Review) -> Vec<RegionId> {
    review.entries().iter().map(|entry| entry.region.id).collect()
}

#[test]
fn every_found_face_starts_undecided_and_numbered_in_reading_order() {
    let review = review_with(&[(500.0, 20.0), (100.0, 30.0), (50.0, 500.0)]);
    assert_eq!(review.undecided().count(), 3);
    let lefts: Vec<_> =
        review.entries().iter().map(|entry| entry.region.outline.bounds().unwrap().x as i32).collect();
    assert_eq!(lefts, [100, 500, 50]);
    assert_eq!(review.entries().iter().map(|entry| entry.region.number).collect::<Vec<_>>(), [1, 2, 3]);
}

#[test]
fn redacting_the_rest_leaves_what_was_decided() {
    let mut review = review_with(&[(0.0, 0.0), (100.0, 0.0)]);
    let first = ids(&review)[0];
    let keep = Decision::Keep { consent: ConsentId::random() };
    review.apply(Edit::Decide { region: first, decision: Some(keep.clone()) }).unwrap();
    review.apply(Edit::RedactUndecided).unwrap();
    assert_eq!(review.entries()[0].decision, Some(keep));
    assert_eq!(review.entries()[1].decision, Some(Decision::Redact));
}

#[test]
fn a_found_face_cannot_be_moved_or_removed() {
    let mut review = review_with(&[(0.0, 0.0)]);
    let face = ids(&review)[0];
    let shape = Shape::Rectangle(BoundingBox::new(700.0, 500.0, 5.0, 5.0));
    assert_eq!(review.apply(Edit::Reshape { region: face, shape }), Err(EditFault::DetectedRegion));
    assert_eq!(review.apply(Edit::Remove { region: face }), Err(EditFault::DetectedRegion));
    let rename = Edit::SetWhat { region: face, what: AreaKind::Other };
    assert_eq!(review.apply(rename), Err(EditFault::DetectedRegion));
    assert_eq!(review.entries().len(), 1);
}

/// Case 85: no cover of a face that the detector gave a box for can be made smaller than that box, be it found or
/// taken up from the suggestions; what a person draws comes on top.
#[test]
fn f85_the_cover_of_a_found_or_suggested_face_cannot_be_made_smaller() {
    let mut review = review_with(&[(0.0, 0.0)]);
    review.apply(Edit::CoverSuggestion(0)).unwrap();
    let boxes: Vec<_> = review
        .entries()
        .iter()
        .map(|entry| (entry.region.id, entry.region.outline.bounds().unwrap()))
        .collect();
    assert_eq!(boxes.len(), 2);
    for (region, bbox) in boxes {
        for shape in [bbox.scaled(0.5), bbox.translated(60.0, 0.0), bbox.scaled(2.0)] {
            let shape = Shape::Rectangle(shape);
            assert_eq!(review.apply(Edit::Reshape { region, shape }), Err(EditFault::DetectedRegion));
        }
        review.apply(Edit::Decide { region, decision: Some(Decision::Redact) }).unwrap();
        let size = PixelSize::new(800, 600);
        let cover = crate::redaction::Mask::of(&[crate::redaction::face_mask(bbox, 0, size)], size);
        assert!(cover.contains(bbox.x as u32, bbox.y as u32));
        assert!(cover.contains(bbox.right() as u32, bbox.bottom() as u32));
    }
    // What a person drew alone is as small as the person wants it.
    let shape = Shape::Rectangle(BoundingBox::new(500.0, 400.0, 50.0, 40.0));
    review.apply(Edit::AddArea { shape, what: AreaKind::Face }).unwrap();
    let region = *ids(&review).last().unwrap();
    let shape = Shape::Rectangle(BoundingBox::new(510.0, 410.0, 8.0, 8.0));
    assert_eq!(review.apply(Edit::Reshape { region, shape }), Ok(()));
}

#[test]
fn a_badge_cannot_be_kept() {
    let mut review = review_with(&[]);
    let shape = Shape::Rectangle(BoundingBox::new(10.0, 10.0, 50.0, 20.0));
    review.apply(Edit::AddArea { shape, what: AreaKind::NameBadge }).unwrap();
    let badge = ids(&review)[0];
    let keep = Some(Decision::Keep { consent: ConsentId::random() });
    assert_eq!(review.apply(Edit::Decide { region: badge, decision: keep }), Err(EditFault::NotAFaceRegion));
}

#[test]
fn an_area_outside_the_photo_is_refused() {
    let mut review = review_with(&[]);
    let shape = Shape::Ellipse(BoundingBox::new(900.0, 10.0, 50.0, 20.0));
    assert_eq!(review.apply(Edit::AddArea { shape, what: AreaKind::Face }), Err(EditFault::OutsidePhoto));
    let line = Shape::Polygon(vec![(0.0, 0.0), (5.0, 5.0)]);
    assert_eq!(
        review.apply(Edit::AddArea { shape: line, what: AreaKind::Face }),
        Err(EditFault::OutsidePhoto)
    );
}

#[test]
fn any_edit_takes_back_the_statement_about_the_whole_photo() {
    let mut review = review_with(&[(0.0, 0.0)]);
    review.apply(Edit::RedactUndecided).unwrap();
    review.apply(Edit::AttestWholeImage(true)).unwrap();
    assert!(review.whole_image_reviewed());
    let edit = Edit::Decide { region: ids(&review)[0], decision: Some(Decision::NotAFace { what: None }) };
    review.apply(edit).unwrap();
    assert!(!review.whole_image_reviewed());
}

#[test]
fn a_suggestion_becomes_a_covered_face_or_goes_and_either_can_be_undone() {
    let mut review = review_with(&[]);
    review.apply(Edit::AttestWholeImage(true)).unwrap();
    // What will be written stays the same, so what was looked at still is.
    review.apply(Edit::DismissSuggestion(0)).unwrap();
    assert!(review.suggestions().is_empty() && review.entries().is_empty());
    assert!(review.whole_image_reviewed());
    for edit in [Edit::CoverSuggestion(0), Edit::DismissSuggestion(0)] {
        assert_eq!(review.apply(edit), Err(EditFault::NoSuchSuggestion));
    }
    assert!(review.undo());
    review.apply(Edit::CoverSuggestion(0)).unwrap();
    assert!(review.suggestions().is_empty() && !review.whole_image_reviewed());
    assert_eq!(review.undecided().count(), 0);
    assert!(review.entries().iter().all(|entry| entry.decision == Some(Decision::Redact)));
    assert!(review.undo());
    assert_eq!((review.suggestions().len(), review.entries().len()), (1, 0));
}

#[test]
fn undo_and_redo_restore_exactly() {
    let mut review = review_with(&[(0.0, 0.0), (100.0, 0.0)]);
    let mut states = vec![review.entries().to_vec()];
    let shape = Shape::Ellipse(BoundingBox::new(10.0, 200.0, 50.0, 60.0));
    let edits = [
        Edit::RedactUndecided,
        Edit::AddArea { shape, what: AreaKind::Screen },
        Edit::AttestWholeImage(true),
        Edit::CoverSuggestion(0),
    ];
    for edit in &edits {
        review.apply(edit.clone()).unwrap();
        states.push(review.entries().to_vec());
    }
    for (edit, state) in edits.iter().zip(&states).rev() {
        assert_eq!(review.undo_edit(), Some(edit));
        assert!(review.undo());
        assert_eq!(review.entries(), state);
    }
    assert!(!review.undo());
    for state in &states[1..] {
        assert!(review.redo());
        assert_eq!(review.entries(), state);
    }
    assert!(!review.redo());
}

#[test]
fn the_smallest_region_is_the_one_pointed_at() {
    let mut review = review_with(&[(100.0, 100.0)]);
    let shape = Shape::Rectangle(BoundingBox::new(0.0, 0.0, 400.0, 400.0));
    review.apply(Edit::AddArea { shape, what: AreaKind::Whiteboard }).unwrap();
    assert_eq!(review.region_at((120.0, 120.0)), Some(ids(&review)[0]));
    assert_eq!(review.region_at((10.0, 10.0)), Some(ids(&review)[1]));
    assert_eq!(review.region_at((700.0, 10.0)), None);
}

#[test]
fn one_consent_keeps_one_face_unless_somebody_says_that_it_is_the_same_person() {
    let mut review = review_with(&[(0.0, 0.0), (100.0, 0.0), (200.0, 0.0)]);
    let (ids, consent) = (ids(&review), ConsentId::random());
    let keep = |region, same_person| Edit::KeepAs {
        region,
        person: Person::default(),
        consent: consent.clone(),
        same_person,
    };
    for region in &ids {
        review.apply(keep(*region, false)).unwrap();
    }
    assert_eq!(review.kept_twice(), ids[1..]);
    review.apply(Edit::AttestWholeImage(true)).unwrap();
    review.apply(Edit::SamePerson { region: ids[1], stated: true }).unwrap();
    assert!(!review.whole_image_reviewed(), "what is shown is another thing now");
    assert_eq!(review.kept_twice(), ids[2..]);
    // Said of the others, the first needs no word; and undone it was never said.
    review.apply(Edit::SamePerson { region: ids[2], stated: true }).unwrap();
    assert!(review.kept_twice().is_empty());
    assert!(review.undo() && review.kept_twice() == ids[2..]);
    assert!(review.redo() && review.kept_twice().is_empty());
    // What was said of one decision does not hold of another.
    let other = Some(Decision::Keep { consent: ConsentId::random() });
    review.apply(Edit::Decide { region: ids[1], decision: other }).unwrap();
    assert!(!review.entry(ids[1]).unwrap().same_person);
    review.apply(Edit::Decide { region: ids[2], decision: Some(Decision::Redact) }).unwrap();
    assert!(!review.entry(ids[2]).unwrap().same_person);
    let covered = Edit::SamePerson { region: ids[2], stated: true };
    assert_eq!(review.apply(covered), Err(EditFault::NotKept));
    // A drawn face counts like a found one.
    let shape = Shape::Ellipse(BoundingBox::new(400.0, 200.0, 50.0, 60.0));
    review.apply(Edit::AddArea { shape, what: AreaKind::Face }).unwrap();
    let drawn = review.entries()[3].region.id;
    review.apply(keep(drawn, false)).unwrap();
    assert_eq!(review.kept_twice(), [drawn]);
}

#[test]
fn a_reference_is_whole_or_refused() {
    let mut review = review_with(&[(0.0, 0.0)]);
    let of = |length: usize| Edit::Approve(Some("LED-12 ".repeat(length).chars().take(length).collect()));
    review.apply(Edit::Approve(Some("x".repeat(MAX_REFERENCE)))).unwrap();
    assert_eq!(review.approved_by().map(str::len), Some(MAX_REFERENCE));
    assert_eq!(review.apply(of(MAX_REFERENCE + 2)), Err(EditFault::LongReference));
}

#[test]
fn faces_are_counted_by_what_becomes_of_them() {
    let mut review = review_with(&[(0.0, 0.0), (100.0, 0.0), (200.0, 0.0), (300.0, 0.0)]);
    let ids = ids(&review);
    let keep = Decision::Keep { consent: ConsentId::random() };
    for (region, decision) in ids.iter().zip([Decision::Redact, keep, Decision::NotAFace { what: None }]) {
        review.apply(Edit::Decide { region: *region, decision: Some(decision) }).unwrap();
    }
    let shape = Shape::Rectangle(BoundingBox::new(0.0, 300.0, 50.0, 50.0));
    review.apply(Edit::AddArea { shape, what: AreaKind::Screen }).unwrap();
    let wanted = FaceCounts { faces: 4, redacted: 1, kept: 1, not_a_face: 1, undecided: 1, cut_away: 0 };
    assert_eq!(review.face_counts(), wanted);
}

fn with_perhaps() -> Review {
    let at = |x: f32, y: f32, score| Detection { bbox: BoundingBox::new(x, y, 40.0, 50.0), score, turns: 0 };
    let detections = Detections {
        faces: vec![at(500.0, 20.0, 0.9)],
        perhaps: vec![at(400.0, 400.0, 0.98), at(10.0, 20.0, 0.5)],
        ..Detections::default()
    };
    Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections)
}

#[test]
fn what_is_perhaps_a_face_comes_after_the_faces_and_must_be_decided_like_one() {
    let mut review = with_perhaps();
    let told: Vec<_> =
        review.entries().iter().map(|entry| (entry.region.number, entry.region.is_perhaps())).collect();
    assert_eq!(told, [(1, false), (2, true), (3, true)]);
    assert_eq!(review.entries()[1].region.outline.bounds().unwrap().x as i32, 10, "in reading order");
    assert_eq!((review.undecided().count(), review.undecided_perhaps().count()), (3, 2));
    let place = ids(&review)[1];
    let shape = Shape::Rectangle(BoundingBox::new(700.0, 500.0, 5.0, 5.0));
    assert_eq!(review.apply(Edit::Reshape { region: place, shape }), Err(EditFault::DetectedRegion));
    assert_eq!(review.apply(Edit::Remove { region: place }), Err(EditFault::DetectedRegion));
    review.apply(Edit::RedactUndecided).unwrap();
    assert_eq!(review.face_counts().redacted, 3, "everyone is covered, perhaps-faces too");
}

#[test]
fn none_of_the_others_decides_what_is_perhaps_a_face_and_nothing_else() {
    let mut review = with_perhaps();
    let picked = ids(&review)[2];
    review.apply(Edit::Decide { region: picked, decision: Some(Decision::Redact) }).unwrap();
    review.apply(Edit::NoneOfPerhaps).unwrap();
    let decisions: Vec<_> = review.entries().iter().map(|entry| entry.decision.clone()).collect();
    assert_eq!(decisions, [None, Some(Decision::NotAFace { what: None }), Some(Decision::Redact)]);
    assert!(review.undo());
    assert_eq!(review.undecided_perhaps().count(), 1);
    assert_eq!(review.keep().restore().unwrap().entries(), review.entries());
}

#[test]
fn a_found_face_is_of_strong_evidence_by_its_score_and_a_drawn_one_never() {
    let found = |score| {
        let face = Detection { bbox: BoundingBox::new(10.0, 10.0, 40.0, 50.0), score, turns: 0 };
        let detections = Detections { faces: vec![face], ..Detections::default() };
        Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections)
    };
    for (score, strong) in [(0.35, false), (0.899, false), (STRONG_EVIDENCE, true), (1.0, true)] {
        let mut review = found(score);
        let region = ids(&review)[0];
        assert_eq!(review.entries()[0].region.is_strong(), strong, "{score}");
        review.apply(Edit::Decide { region, decision: Some(Decision::NotAFace { what: None }) }).unwrap();
        assert_eq!(review.entries()[0].lacks_a_reason(), strong, "{score}");
        assert_eq!(review.looking_like_faces().count(), usize::from(strong));
        let what = Some(Instead::Statue);
        review.apply(Edit::Decide { region, decision: Some(Decision::NotAFace { what }) }).unwrap();
        assert!(!review.entries()[0].lacks_a_reason());
        assert_eq!(review.looking_like_faces().count(), usize::from(strong), "said, it still looks like one");
    }
    let mut review = found(0.5);
    let shape = Shape::Ellipse(BoundingBox::new(400.0, 200.0, 50.0, 60.0));
    review.apply(Edit::AddArea { shape, what: AreaKind::Face }).unwrap();
    let drawn = ids(&review)[1];
    let none = Decision::NotAFace { what: None };
    review.apply(Edit::Decide { region: drawn, decision: Some(none) }).unwrap();
    assert!(!review.entries()[1].lacks_a_reason() && review.looking_like_faces().next().is_none());
}

#[test]
fn what_stays_visible_is_looked_at_after_the_last_edit() {
    let decided = || {
        let mut review = review_with(&[(0.0, 0.0), (100.0, 0.0)]);
        let no_face = Decision::NotAFace { what: Some(Instead::Picture) };
        review.apply(Edit::Decide { region: ids(&review)[0], decision: Some(no_face) }).unwrap();
        review.apply(Edit::AttestWholeImage(true)).unwrap();
        review.apply(Edit::ConfirmVisible(true)).unwrap();
        review.apply(Edit::Approve(Some("LED-12".to_owned()))).unwrap();
        review
    };
    assert!(
        decided().whole_image_reviewed() && decided().visible_confirmed(),
        "neither takes the other back"
    );
    let [first, second] = ids(&decided())[..] else { panic!("two faces") };
    let shape = Shape::Rectangle(BoundingBox::new(0.0, 300.0, 50.0, 50.0));
    for edit in [
        Edit::Decide { region: first, decision: Some(Decision::NotAFace { what: Some(Instead::Doll) }) },
        Edit::Decide { region: second, decision: Some(Decision::Redact) },
        Edit::RedactUndecided,
        Edit::AddArea { shape, what: AreaKind::Screen },
        Edit::CoverSuggestion(0),
        Edit::AttestWholeImage(false),
        Edit::ConfirmVisible(false),
    ] {
        let mut review = decided();
        review.apply(edit.clone()).unwrap();
        assert!(!review.visible_confirmed() && review.approved_by().is_none(), "{edit:?}");
        assert!(review.undo() && review.visible_confirmed(), "{edit:?}");
    }
    // What will be written stays the same.
    for edit in [
        Edit::DismissSuggestion(0),
        Edit::Identifier { identifier: Identifier::Screen, reviewed: true },
        Edit::Caption("Sommerfest".to_owned()),
    ] {
        let mut review = decided();
        review.apply(edit).unwrap();
        assert!(review.visible_confirmed());
    }
}

use super::*;
use crate::{detection::Detections, review::Edit};

fn reviewed() -> Review {
    let face = |x| Detection { bbox: BoundingBox::new(x, 10.25, 40.125, 50.3), score: 0.91, turns: 0 };
    let detections = Detections {
        faces: vec![face(10.1), face(200.7), face(400.9)],
        candidates: vec![Detection { bbox: BoundingBox::new(3.0, 4.0, 5.0, 6.0), score: 0.2, turns: 0 }],
        ..Detections::default()
    };
    let mut review = Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections);
    let ids: Vec<_> = review.entries().iter().map(|entry| entry.region.id).collect();
    let person = Person {
        role: Role::Staff,
        age_band: AgeBand::Adult,
        care_status: None,
        capacity: None,
        circumstance: None,
    };
    let consent = ConsentId::random();
    let kept = |region, same_person| Edit::KeepAs { region, person, consent: consent.clone(), same_person };
    review.apply(kept(ids[0], false)).unwrap();
    let no_face = Decision::NotAFace { what: Some(Instead::Doll) };
    review.apply(Edit::Decide { region: ids[1], decision: Some(no_face) }).unwrap();
    let polygon = Shape::Polygon(vec![(1.5, 2.5), (100.1, 3.3), (50.0, 90.0)]);
    review.apply(Edit::AddArea { shape: polygon, what: AreaKind::Paper }).unwrap();
    let ellipse = Shape::Ellipse(BoundingBox::new(600.0, 10.0, 30.3, 20.1));
    review.apply(Edit::AddArea { shape: ellipse, what: AreaKind::Face }).unwrap();
    review.apply(Edit::SetPhotoStyle(Some(Style::Mosaic))).unwrap();
    review.apply(Edit::SetStyle { region: ids[2], style: Some(Style::Colour([1, 2, 3])) }).unwrap();
    let cover = Some(BoundingBox::new(360.5, -30.0, 130.25, 140.0));
    review.apply(Edit::PullCover { region: ids[2], cover }).unwrap();
    let mirror = review.entries()[4].region.id;
    review.apply(kept(mirror, true)).unwrap();
    review.apply(Edit::Identifier { identifier: Identifier::Paper, reviewed: true }).unwrap();
    review
}

fn through_json(review: &Review) -> Review {
    let json = serde_json::to_string(&review.keep()).unwrap();
    serde_json::from_str::<KeptReview>(&json).unwrap().restore().unwrap()
}

#[test]
fn what_was_decided_comes_back_exactly() {
    let mut review = reviewed();
    assert_eq!(through_json(&review).state, review.state);
    assert!(through_json(&review).kept_twice().is_empty());
    // A file of a program before this word says nothing of it; then it is asked anew.
    let json = serde_json::to_string(&review.keep()).unwrap();
    let before = json.replace(",\"same_person\":true", "");
    assert_ne!(json, before);
    let before = serde_json::from_str::<KeptReview>(&before).unwrap().restore().unwrap();
    assert_eq!(before.kept_twice(), [review.entries()[4].region.id]);
    // Nor does it say what is there instead of a face, or that anybody has looked once more.
    let json = serde_json::to_string(&review.keep()).unwrap();
    let before = json.replace(",\"instead\":\"doll\"", "");
    assert!(json != before && !json.contains("visible_confirmed"));
    let before = serde_json::from_str::<KeptReview>(&before).unwrap().restore().unwrap();
    assert_eq!(before.entries()[1].decision, Some(Decision::NotAFace { what: None }));
    assert!(before.entries()[1].lacks_a_reason() && !before.visible_confirmed());
    assert!(!through_json(&review).whole_image_reviewed());
    review.apply(Edit::AttestWholeImage(true)).unwrap();
    review.apply(Edit::ConfirmVisible(true)).unwrap();
    let back = through_json(&review);
    assert!(back.visible_confirmed());
    assert_eq!(back.state, review.state);
    assert!(back.whole_image_reviewed() && back.undo_edit().is_none());
    assert_eq!(back.source_sha256(), review.source_sha256());
}

#[test]
fn a_face_that_a_kept_review_lacks_is_added_undecided() {
    let face = |x| Detection { bbox: BoundingBox::new(x, 10.25, 40.125, 50.3), score: 0.91, turns: 0 };
    let begin = |faces: &[Detection]| {
        let found = Detections { faces: faces.to_vec(), ..Detections::default() };
        Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &found)
    };
    let found = begin(&[face(10.1), face(200.7), face(400.9)]);
    // What was removed from the file, with the statement left in it.
    let mut kept = begin(&[face(200.7)]);
    let only = kept.entries()[0].region.id;
    kept.apply(Edit::Decide { region: only, decision: Some(Decision::Redact) }).unwrap();
    kept.apply(Edit::AttestWholeImage(true)).unwrap();
    let mut taken = through_json(&kept);
    taken.hold_every_face_of(&found);
    assert_eq!(taken.entries().len(), 3);
    assert_eq!(taken.undecided().count(), 2);
    assert!(!taken.whole_image_reviewed());
    assert_eq!(taken.entry(only).unwrap().decision, Some(Decision::Redact));
    // One box that was made to lie beside its face covers none; nor does a drawn one.
    let mut kept = begin(&[face(40.0), face(200.7), face(400.9)]);
    kept.apply(Edit::AttestWholeImage(true)).unwrap();
    let mut taken = through_json(&kept);
    taken.hold_every_face_of(&found);
    assert_eq!(taken.entries().len(), 4);
    assert!(!taken.whole_image_reviewed());
}

/// Another engine may call perhaps a face what the former called none at all, or a face.
#[test]
fn what_is_perhaps_a_face_is_held_like_a_face() {
    let face = |x| Detection { bbox: BoundingBox::new(x, 10.25, 40.125, 50.3), score: 0.5, turns: 0 };
    let begin = |faces: Vec<Detection>, perhaps: Vec<Detection>| {
        let found = Detections { faces, perhaps, ..Detections::default() };
        Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &found)
    };
    let mut kept = begin(vec![face(10.1)], Vec::new());
    kept.apply(Edit::RedactUndecided).unwrap();
    kept.apply(Edit::AttestWholeImage(true)).unwrap();
    let mut taken = through_json(&kept);
    taken.hold_every_face_of(&begin(Vec::new(), vec![face(10.1), face(400.9)]));
    assert_eq!((taken.entries().len(), taken.undecided_perhaps().count()), (2, 1));
    assert_eq!(taken.entries()[0].decision, Some(Decision::Redact));
    assert!(!taken.whole_image_reviewed());
}

#[test]
fn honest_work_in_hand_is_taken_up_unchanged() {
    let face = |x| Detection { bbox: BoundingBox::new(x, 10.25, 40.125, 50.3), score: 0.91, turns: 0 };
    let found = Detections { faces: vec![face(10.1), face(200.7), face(400.9)], ..Detections::default() };
    let begun = Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &found);
    let mut review = reviewed();
    review.apply(Edit::AttestWholeImage(true)).unwrap();
    let mut taken = through_json(&review);
    taken.hold_every_face_of(&begun);
    assert_eq!(taken.state, review.state);
}

#[test]
fn a_file_with_unknown_keys_is_no_review() {
    let json = serde_json::to_string(&reviewed().keep()).unwrap();
    for (from, to) in [
        ("\"next_id\"", "\"extra\":1,\"next_id\""),
        ("\"detected\"", "\"approved\":true,\"detected\""),
        ("\"role\"", "\"name\":\"x\",\"role\""),
        ("\"score\"", "\"face\":true,\"score\""),
        ("\"undecided\"", "\"allowed\""),
    ] {
        assert!(json.contains(from));
        assert!(serde_json::from_str::<KeptReview>(&json.replacen(from, to, 1)).is_err(), "{from}");
    }
    for length in 0..json.len() {
        let cut = json.get(..length).unwrap_or_default();
        assert!(serde_json::from_str::<KeptReview>(cut).is_err());
    }
}

#[test]
fn what_no_edit_could_have_made_is_refused() {
    let sound = reviewed().keep();
    assert!(sound.restore().is_ok());
    let refused = |change: &dyn Fn(&mut KeptReview)| {
        let mut kept = sound.clone();
        change(&mut kept);
        kept.restore().is_err()
    };
    assert!(refused(&|kept| kept.regions[1].id = kept.regions[0].id));
    assert!(refused(&|kept| kept.next_id = 2));
    assert!(refused(&|kept| kept.width = 0));
    assert!(refused(&|kept| kept.regions[0].what = AreaKind::Screen));
    assert!(refused(&|kept| kept.regions[3].decision = KeptDecision::NotAFace));
    assert!(refused(&|kept| kept.regions[3].outline = KeptOutline::Rectangle([900.0, 0.0, 5.0, 5.0])));
    assert!(refused(&|kept| kept.regions[0].outline = KeptOutline::Face([f32::NAN, 0.0, 5.0, 5.0])));
    assert!(refused(&|kept| kept.regions[0].outline = KeptOutline::Face([0.0, 0.0, -5.0, 5.0])));
    assert!(refused(&|kept| kept.regions[0].detected = Some(7.0)));
    assert!(refused(&|kept| kept.regions[1].same_person = true));
    assert!(refused(&|kept| kept.regions[0].instead = Some(Instead::Doll)));
    assert!(refused(&|kept| kept.regions[2].instead = Some(Instead::Nothing)));
}

use proptest::{collection::vec, option, prelude::*, sample::select};
use serde_json::{Value, json};

use super::*;
use crate::{
    cli::decisions::DecisionsFile,
    detection::{Detection, Detections},
    hash::ContentHash,
    identifiers::{Found, Grade, Kinds, Place},
    redaction::{Sign, Style},
    review::FaceCounts,
};

const SIZE: PixelSize = PixelSize::new(800, 600);
const A: [f32; 4] = [100.0, 100.0, 80.0, 100.0];
const B: [f32; 4] = [400.0, 120.0, 60.0, 80.0];
const ONE: &str = "S-FFRN-8E76";
const OTHER: &str = "S-K7QD-4TXM";

fn boxed([x, y, width, height]: [f32; 4]) -> BoundingBox {
    BoundingBox::new(x, y, width, height)
}

fn review(faces: &[[f32; 4]]) -> Review {
    let found = faces.iter().map(|face| Detection { bbox: boxed(*face), score: 1.0, turns: 0 }).collect();
    let detections = Detections { faces: found, ..Detections::default() };
    Review::begin(ContentHash::of(b"photo"), SIZE, &detections)
}

fn said([x, y, width, height]: [f32; 4], decision: &str, more: Value) -> Value {
    let mut region = json!({"x": x, "y": y, "width": width, "height": height, "decision": decision});
    if let (Some(region), Value::Object(more)) = (region.as_object_mut(), more) {
        region.extend(more);
    }
    region
}

fn redact(at: [f32; 4]) -> Value {
    said(at, "redact", json!({}))
}

fn keep(at: [f32; 4], consent: &str) -> Value {
    said(at, "keep", json!({"consent": consent, "role": "staff", "age_band": "18+"}))
}

fn no_face(at: [f32; 4]) -> Value {
    said(at, "not_a_face", json!({}))
}

fn entry(regions: &[Value]) -> PhotoDecisions {
    let file = json!({"photos": [{"photo": "s.jpg", "sha256": "0".repeat(64), "regions": regions}]});
    DecisionsFile::parse(file.to_string().as_bytes()).unwrap().photos.remove(0)
}

/// Lays the regions over two found faces; the fault in its first word.
fn laid(regions: &[Value]) -> Result<Review, String> {
    let mut review = review(&[A, B]);
    let before = review.entries().to_vec();
    match entry(regions).apply(&mut review) {
        Ok(()) => Ok(review),
        Err(fault) => {
            assert_eq!(review.entries(), before, "a refused entry decides nothing");
            let told = format!("{fault:?}");
            Err(told.split(['(', ' ', '{']).next().unwrap().to_owned())
        }
    }
}

fn words(review: &Review) -> Vec<&'static str> {
    let word = |entry: &crate::review::Entry| match entry.decision {
        None => "undecided",
        Some(Decision::Redact) => "redact",
        Some(Decision::Keep { .. }) => "keep",
        Some(Decision::NotAFace { .. }) => "not a face",
        Some(Decision::MayBeSeen { .. }) => "may be seen",
    };
    review.entries().iter().map(word).collect()
}

#[test]
fn two_different_decisions_about_one_face_are_refused_in_either_order() {
    let half = [A[0], A[1], A[2] / 2.0, A[3]];
    let whole = [0.0, 0.0, 800.0, 600.0];
    for pair in [
        [redact(A), keep(A, ONE)],
        [redact(A), keep(half, ONE)],
        [redact(whole), keep(A, ONE)],
        [redact(A), no_face(A)],
        [keep(A, ONE), no_face(A)],
        [keep(A, ONE), keep(A, OTHER)],
        [keep(A, ONE), said(A, "keep", json!({"consent": ONE, "role": "patient"}))],
        // The same of a face that only the file knows.
        [keep([600.0, 400.0, 50.0, 60.0], ONE), keep([602.0, 401.0, 50.0, 60.0], OTHER)],
        [keep([600.0, 400.0, 50.0, 60.0], ONE), redact([590.0, 390.0, 90.0, 90.0])],
        [keep([600.0, 400.0, 50.0, 60.0], ONE), no_face([600.0, 400.0, 50.0, 60.0])],
    ] {
        let [one, other] = pair;
        for pair in [[one.clone(), other.clone()], [other, one]] {
            assert_eq!(laid(&pair).unwrap_err(), "Contradiction", "{pair:?}");
        }
    }
}

#[test]
fn the_same_said_twice_is_said_once() {
    for (twice, wanted) in [(redact(A), "redact"), (keep(A, ONE), "keep"), (no_face(A), "not a face")] {
        assert_eq!(words(&laid(&[twice.clone(), twice]).unwrap()), [wanted, "undecided"]);
    }
    // Who it is may stand in one of two covers.
    let patient = said(A, "redact", json!({"role": "patient"}));
    for pair in [[redact(A), patient.clone()], [patient, redact(A)]] {
        assert_eq!(laid(&pair).unwrap().entries()[0].person.role, Role::Patient);
    }
}

#[test]
fn what_is_to_stay_visible_must_fit_its_face() {
    let middle = [139.0, 149.0, 2.0, 2.0];
    let whole = [0.0, 0.0, 800.0, 600.0];
    let huge = [-1e38, -1e38, 2e38, 2e38];
    // Drawn for a neighbour whom nobody has found, it holds the middle of A.
    let neighbour = [130.0, 100.0, 260.0, 110.0];
    for at in [middle, whole, huge, neighbour] {
        assert_eq!(laid(&[keep(at, ONE)]).unwrap_err(), "Unfit", "{at:?}");
        assert_eq!(laid(&[no_face(at)]).unwrap_err(), "Unfit", "{at:?}");
    }
    assert_eq!(words(&laid(&[keep([110.0, 110.0, 80.0, 100.0], ONE)]).unwrap()), ["keep", "undecided"]);
    // Where nothing was found a face can be drawn, and no face is none.
    let free = [600.0, 400.0, 50.0, 60.0];
    assert_eq!(words(&laid(&[keep(free, ONE)]).unwrap()), ["undecided", "undecided", "keep"]);
    assert_eq!(words(&laid(&[no_face(free)]).unwrap()), ["undecided", "undecided"]);
}

#[test]
fn a_region_that_fits_two_faces_alike_means_neither() {
    let mut review = review(&[[100.0, 100.0, 80.0, 100.0], [130.0, 100.0, 80.0, 100.0]]);
    let between = entry(&[keep([115.0, 100.0, 80.0, 100.0], ONE)]);
    assert!(matches!(between.apply(&mut review), Err(DecisionFault::Several(_))));
    let plain = entry(&[keep([100.0, 100.0, 80.0, 100.0], ONE)]);
    plain.apply(&mut review).unwrap();
    assert_eq!(words(&review), ["keep", "undecided"]);
}

/// Every pixel of the box lies under what the export covers.
fn is_covered(review: &Review, at: [f32; 4]) -> bool {
    let covered = review.entries().iter().filter(|entry| entry.decision == Some(Decision::Redact));
    is_inside(boxed(at), &mask_shapes(covered, DEFAULT_MARGIN_PERCENT, SIZE), SIZE)
}

#[test]
fn what_was_drawn_to_be_covered_is_covered_as_drawn() {
    // Around A and a face beside it that nobody has found; over the whole photo; over both.
    for at in [[90.0, 90.0, 250.0, 120.0], [0.0, 0.0, 800.0, 600.0], [-1e38, -1e38, 2e38, 2e38]] {
        let review = laid(&[redact(at)]).unwrap();
        assert_eq!(review.entries()[0].decision, Some(Decision::Redact));
        assert!(is_covered(&review, at), "{at:?}");
        // It is no further face.
        assert_eq!(review.face_counts().faces, 2);
    }
    // What the face's own cover hides anyway adds nothing.
    assert_eq!(laid(&[redact(A)]).unwrap().entries().len(), 2);
    assert_eq!(laid(&[redact([95.0, 95.0, 90.0, 110.0])]).unwrap().entries().len(), 2);
    // Where nothing was found, a face is drawn.
    let drawn = laid(&[redact([600.0, 400.0, 50.0, 60.0])]).unwrap();
    assert_eq!((drawn.face_counts().faces, drawn.face_counts().redacted), (3, 1));
}

#[test]
fn what_no_region_can_mean_is_refused() {
    for (wanted, region) in [
        ("NoArea", redact([100.0, 100.0, -80.0, 100.0])),
        ("NoArea", keep([100.0, 100.0, 80.0, 0.0], ONE)),
        ("NoArea", no_face([100.0, 100.0, 0.0, 0.0])),
        ("Outside", redact([900.0, 0.0, 10.0, 10.0])),
        ("Outside", keep([-50.0, 0.0, 10.0, 10.0], ONE)),
        ("NoConsent", said(A, "keep", json!({}))),
        ("OnlyFaces", said(A, "keep", json!({"what": "screen", "consent": ONE}))),
        ("OnlyFaces", said(A, "not_a_face", json!({"what": "screen"}))),
        ("WrongWhat", said(A, "keep", json!({"what": "statue", "consent": ONE}))),
        ("WrongWhat", said(A, "redact", json!({"what": "poster"}))),
        ("NotKept", said(A, "not_a_face", json!({"consent": ONE}))),
        ("NotKept", said(A, "redact", json!({"same_person": true}))),
        ("OnlyFound", said(A, "visible", json!({}))),
        ("OnlyFound", said(A, "visible", json!({"what": "screen"}))),
        ("OnlyFound", said(A, "redact", json!({"what": "text", "confirmed": true}))),
        ("LookOfShown", said(A, "visible", json!({"what": "text", "style": "glass"}))),
    ] {
        assert_eq!(laid(std::slice::from_ref(&region)).unwrap_err(), wanted, "{region}");
    }
    // A consent that is left beside a cover shows nobody.
    assert!(laid(&[said(A, "redact", json!({"consent": ONE}))]).is_ok());
}

#[test]
fn the_same_person_again_is_said_of_the_face() {
    let again = said(B, "keep", json!({"consent": ONE, "same_person": true}));
    assert!(laid(&[keep(A, ONE), again]).unwrap().kept_twice().is_empty());
    let twice = laid(&[keep(A, ONE), keep(B, ONE)]).unwrap();
    assert_eq!(twice.kept_twice(), [twice.entries()[1].region.id]);
    // Drawn faces count alike.
    let drawn = laid(&[keep(A, ONE), keep([600.0, 400.0, 50.0, 60.0], ONE)]).unwrap();
    assert_eq!(drawn.kept_twice(), [drawn.entries()[2].region.id]);
}

fn called(at: [f32; 4], what: &str) -> Value {
    said(at, "not_a_face", json!({"what": what}))
}

#[test]
fn what_is_there_instead_of_a_face_is_said_of_it_and_is_the_second_look() {
    let review = laid(&[called(A, "statue"), called(B, "nothing")]).unwrap();
    let decisions: Vec<_> = review.entries().iter().map(|entry| entry.decision.clone()).collect();
    let none = |what| Some(Decision::NotAFace { what: Some(what) });
    assert_eq!(decisions, [none(Instead::Statue), none(Instead::Nothing)]);
    assert!(review.visible_confirmed());
    // One of which nothing is said is not looked at by what is said of another; a word for areas says nothing.
    for other in [no_face(B), called(B, "face")] {
        let review = laid(&[called(A, "statue"), other]).unwrap();
        assert!(!review.visible_confirmed() && review.entries()[1].lacks_a_reason());
    }
    // Nothing stays visible, so nothing was looked at.
    assert!(!laid(&[redact(A), redact(B)]).unwrap().visible_confirmed());
    // Two words for one face, or one and none, are two minds.
    for [one, other] in [[called(A, "statue"), called(A, "doll")], [called(A, "statue"), no_face(A)]] {
        for pair in [[one.clone(), other.clone()], [other, one]] {
            assert_eq!(laid(&pair).unwrap_err(), "Contradiction", "{pair:?}");
        }
    }
    assert_eq!(words(&laid(&[called(A, "doll"), called(A, "doll")]).unwrap()), ["not a face", "undecided"]);
    // Every word that is written is known, and no other.
    for instead in Instead::ALL {
        let review = laid(&[called(A, instead.word())]).unwrap();
        assert_eq!(review.entries()[0].decision, none(instead));
    }
    for kind in AreaKind::ALL {
        assert_eq!(Instead::of_word(kind.word()), None, "no word belongs to both");
    }
    let region = called(A, "Statue");
    let file = json!({"photos": [{"photo": "s.jpg", "sha256": "0".repeat(64), "regions": [region]}]});
    let fault = DecisionsFile::parse(file.to_string().as_bytes()).unwrap_err();
    assert!(fault.contains("\"Statue\"") && fault.contains("screen") && fault.contains("statue"), "{fault}");
}

#[test]
fn text_and_codes_that_were_found_are_covered_or_left_visible() {
    let outline = |x: f32| [(x, 500.0), (x + 60.0, 500.0), (x + 60.0, 520.0), (x, 520.0)];
    let grades = [Grade::Writing, Grade::PersonalNumber, Grade::Qr].into_iter().zip([100.0, 300.0, 500.0]);
    let places = grades.map(|(grade, x)| Place { grade, outline: outline(x), lines: Vec::new(), score: 0.9 });
    let found = Found { places: places.collect(), ..Found::default() };
    let around = |x: f32| [x - 5.0, 495.0, 70.0, 30.0];
    let begun = || {
        let mut review = Review::begin(ContentHash::of(b"photo"), SIZE, &Detections::default());
        review.take_up_found(&found, Kinds::ALL);
        review
    };
    let lay = |regions: &[Value]| {
        let mut review = begun();
        entry(regions).apply(&mut review).unwrap();
        let found: Vec<_> = review.found().map(|entry| entry.decision.clone()).collect();
        found
    };
    let seen = |confirmed| Some(Decision::MayBeSeen { confirmed });
    let visible = |x, more| said(around(x), "visible", more);
    assert_eq!(lay(&[visible(100.0, json!({"what": "text"}))]), [seen(false), None, None]);
    assert_eq!(lay(&[visible(300.0, json!({"what": "text", "confirmed": true}))]), [None, seen(true), None]);
    // Of another kind than what is there, or where nothing is.
    assert_eq!(lay(&[visible(500.0, json!({"what": "text"}))]), [None, None, None]);
    assert_eq!(lay(&[visible(700.0, json!({"what": "code"}))]), [None, None, None]);
    let covered = Some(Decision::Redact);
    for what in ["code", "screen", "name_badge"] {
        let region = said(around(500.0), "redact", json!({ "what": what }));
        assert_eq!(lay(&[region]), [None, None, covered.clone()], "{what}");
    }
    // What is covered in part is not decided.
    let half = said([100.0, 495.0, 40.0, 30.0], "redact", json!({"what": "paper"}));
    assert_eq!(lay(&[half]), [None, None, None]);
    // Nothing is settled by the order: a number that one of two regions confirms is confirmed.
    let whole = said([90.0, 490.0, 300.0, 50.0], "visible", json!({"what": "text"}));
    let number = visible(300.0, json!({"what": "text", "confirmed": true}));
    for both in [[whole.clone(), number.clone()], [number, whole]] {
        assert_eq!(lay(&both), [seen(false), seen(true), None]);
    }
    // A box around everything confirms nothing.
    let all = said([0.0, 0.0, 800.0, 600.0], "visible", json!({"what": "text", "confirmed": true}));
    assert_eq!(lay(&[all]), [seen(false), seen(false), None]);
    // Covered and visible at once is a contradiction, whichever stands first.
    let cover = said(around(100.0), "redact", json!({"what": "paper"}));
    let show = visible(100.0, json!({"what": "text"}));
    for both in [[cover.clone(), show.clone()], [show, cover]] {
        let fault = entry(&both).apply(&mut begun()).unwrap_err();
        assert!(matches!(fault, DecisionFault::Contradiction(..)), "{fault:?}");
    }
}

#[test]
fn of_a_weak_box_nobody_has_to_say_what_it_is() {
    let [x, y, width, height] = A;
    let weak = Detection { bbox: BoundingBox::new(x, y, width, height), score: 0.6, turns: 0 };
    let detections = Detections { faces: vec![weak], ..Detections::default() };
    for region in [no_face(A), called(A, "animal")] {
        let mut review = Review::begin(ContentHash::of(b"photo"), SIZE, &detections);
        entry(&[region]).apply(&mut review).unwrap();
        assert!(!review.entries()[0].lacks_a_reason() && review.looking_like_faces().next().is_none());
        assert_eq!(words(&review), ["not a face"]);
    }
}

/// A look and a cover of its own go with what is covered, and a cover with exactly one face that it holds.
#[test]
fn a_region_can_have_a_look_and_a_cover_of_its_own() {
    let cover = |of: [f32; 4]| json!({"x": of[0], "y": of[1], "width": of[2], "height": of[3]});
    let tight = [82.0, 78.0, 116.0, 144.0];
    let own = |at, more| said(at, "redact", more);
    let review = laid(&[own(A, json!({"style": "sign:flower", "cover": cover(tight)}))]).unwrap();
    assert_eq!(review.entries()[0].style, Some(Style::Sign(Sign::Flower)));
    assert_eq!(review.entries()[0].cover, Some(boxed(tight)));
    assert_eq!((review.entries().len(), review.entries()[1].style), (2, None));
    // What is drawn has its look too, and one beside the usual cover of a face.
    let screen = [20.0, 400.0, 200.0, 100.0];
    let review = laid(&[own(screen, json!({"style": "solid:#000000", "what": "screen"}))]).unwrap();
    assert_eq!(review.entries()[2].style, Some(Style::Colour([0; 3])));
    let around = [0.0, 0.0, 300.0, 400.0];
    let review = laid(&[own(around, json!({"style": "glass"}))]).unwrap();
    assert_eq!(
        (review.entries()[0].style, review.entries()[2].style),
        (Some(Style::Veil), Some(Style::Veil))
    );
    for (regions, fault) in [
        (vec![said(A, "not_a_face", json!({"what": "statue", "style": "glass"}))], "LookOfShown"),
        (vec![said(A, "keep", json!({"consent": ONE, "cover": cover(tight)}))], "LookOfShown"),
        (vec![own(A, json!({"cover": cover(A)}))], "SmallCover"),
        (vec![own(A, json!({"cover": cover([82.0, 78.0, 116.0, f32::MAX])}))], "SmallCover"),
        (vec![own(screen, json!({"cover": cover(tight)}))], "CoverOfWhich"),
        (vec![own([0.0, 0.0, 800.0, 600.0], json!({"cover": cover(tight)}))], "CoverOfWhich"),
        (vec![own(A, json!({"style": "glass"})), redact(A)], "Contradiction"),
    ] {
        assert_eq!(laid(&regions).unwrap_err(), fault, "{regions:?}");
    }
    let unknown = json!({"photos": [{"photo": "s.jpg", "sha256": "0".repeat(64), "style": "red"}]});
    let fault = DecisionsFile::parse(unknown.to_string().as_bytes()).unwrap_err();
    assert!(fault.contains("solid:#rrggbb"), "{fault}");
}

/// A region somewhere, often on a face.
fn regions() -> impl Strategy<Value = Vec<Value>> {
    let at = prop_oneof![
        select(vec![A, B]),
        (select(vec![A, B]), -40.0..40.0_f32, -40.0..40.0_f32, 0.2..3.0_f32).prop_map(
            |(face, dx, dy, grown)| { [face[0] + dx, face[1] + dy, face[2] * grown, face[3] * grown] }
        ),
        (-100.0..850.0_f32, -100.0..650.0_f32, -20.0..900.0_f32, 0.5..700.0_f32)
            .prop_map(|(x, y, width, height)| [x, y, width, height]),
    ];
    let one = (
        at,
        select(vec!["redact", "redact", "keep", "not_a_face"]),
        option::weighted(0.9, select(vec![ONE, OTHER])),
        option::weighted(0.2, select(vec!["face", "screen", "other", "statue"])),
        prop::bool::weighted(0.1),
    );
    let one = one.prop_map(|(at, decision, consent, what, again)| {
        let mut more = json!({});
        if let Some(consent) = consent.filter(|_| decision == "keep") {
            more["consent"] = json!(consent);
        }
        if let Some(what) = what {
            more["what"] = json!(what);
        }
        if again {
            more["same_person"] = json!(true);
        }
        said(at, decision, more)
    });
    vec(one, 0..5)
}

fn sides(region: &Value) -> [f32; 4] {
    ["x", "y", "width", "height"].map(|side| region[side].as_f64().unwrap() as f32)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 2000, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn decisions_mean_what_they_say(regions in regions(), rest in any::<bool>()) {
        let mut review = review(&[A, B]);
        let decided = entry(&regions).apply(&mut review);
        if rest {
            review.apply(Edit::RedactUndecided).unwrap();
        }
        let FaceCounts { faces, redacted, kept, not_a_face, undecided, cut_away } = review.face_counts();
        prop_assert_eq!(faces, redacted + kept + not_a_face + undecided + cut_away);
        if decided.is_err() {
            prop_assert_eq!((kept, not_a_face, review.entries().len()), (0, 0, 2));
            return Ok(());
        }
        for region in regions.iter().filter(|region| region["decision"] == "redact") {
            prop_assert!(is_covered(&review, sides(region)), "{}", region);
        }
        for entry in review.entries() {
            let bounds = entry.region.outline.bounds().unwrap();
            let fits = |word: &str| {
                regions.iter().any(|region| {
                    region["decision"] == word && boxed(sides(region)).iou(bounds) >= SAME_FACE_IOU
                })
            };
            let middle_covered = regions.iter().any(|region| {
                region["decision"] == "redact"
                    && region["what"].as_str().is_none_or(|what| what == "face")
                    && boxed(sides(region)).contains(bounds.center())
            });
            match &entry.decision {
                Some(Decision::Keep { .. }) => prop_assert!(fits("keep") && !middle_covered),
                Some(Decision::NotAFace { .. }) => prop_assert!(fits("not_a_face") && !middle_covered),
                Some(Decision::MayBeSeen { .. }) => prop_assert!(false, "a face may never just be seen"),
                Some(Decision::Redact) | None => {}
            }
        }
    }
}

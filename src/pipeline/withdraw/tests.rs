//! What is repeated of a former export, and what is not.

use jiff::civil::date;

use super::*;
use crate::{
    consent::{AgeBand, Channel, Country, Purpose, Role},
    detection::{Detection, Detections, DetectorInfo},
    geometry::PixelSize,
    identifiers::{Grade, Place},
    pipeline::{Blocker, blockers},
    register::ExportDetails,
    text::Language,
};

const FACE: [f32; 4] = [10.0, 10.0, 40.0, 50.0];

/// A review of one found face.
fn review(score: f32) -> Review {
    let [x, y, width, height] = FACE;
    let faces = vec![Detection { bbox: BoundingBox::new(x, y, width, height), score, turns: 0 }];
    let detections = Detections { faces, ..Detections::default() };
    Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections)
}

/// An export for the press in which it was called none.
fn former(what: Option<&str>) -> Former {
    let export = ExportEntry {
        record_id: "7c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11".to_owned(),
        output: "sladd-7c0e6c1a.jpg".to_owned(),
        created_on: date(2026, 11, 24),
        source_sha256: ContentHash::of(b"photo"),
        output_sha256: ContentHash::of(b"output"),
        purpose: Purpose::EventReport,
        channels: vec![Channel::Press],
        policy_sha256: ContentHash::of(b"policy"),
        operator: String::new(),
        regions: vec![RegionEntry {
            what: "face".to_owned(),
            decision: "not_a_face".to_owned(),
            detected: true,
            role: Role::Unknown,
            age_band: AgeBand::Unknown,
            care_status: None,
            capacity: None,
            consent: None,
            rules: Vec::new(),
            bbox: FACE,
            same_person: false,
            not_a_face_what: what.map(str::to_owned),
            score: what.map(|_| 0.97),
            style: None,
            cover: None,
        }],
        more: ExportDetails {
            whole_image_reviewed: true,
            second_person: Some("LED-13".to_owned()),
            identifiers: vec!["name_badge".to_owned()],
            ..ExportDetails::default()
        },
    };
    Former { export, is_emptied: false }
}

/// The former decisions over a photo in which a face is found with this probability; nobody has said anything anew.
fn repeated(score: f32, former: &Former) -> Review {
    let mut review = review(score);
    repeat_decisions(&mut review, former, &ConsentId::random(), &Found::default()).unwrap();
    say(&mut review, former, false, None).unwrap();
    review
}

fn gates_of(review: &Review) -> Vec<Gate> {
    let detector = DetectorInfo {
        model: "one face".to_owned(),
        model_sha256: ContentHash::of(b"one face"),
        threshold: 0.35,
        engine: "none".to_owned(),
        library_sha256: None,
    };
    let clearance = Clearance {
        policy: &Policy::for_country(Country::Dk).unwrap(),
        consents: &BTreeMap::new(),
        purpose: Purpose::EventReport,
        channels: &[Channel::Press],
        ward: Ward::Normal,
        today: date(2026, 11, 24),
    };
    let gate = |blocker| if let Blocker::Gate(gate) = blocker { Some(gate) } else { None };
    blockers(review, &detector, &clearance).into_iter().filter_map(gate).collect()
}

#[test]
fn what_was_called_no_face_is_repeated_with_its_reason_and_an_older_entry_without_one_is_stopped() {
    let said = repeated(0.97, &former(Some("statue")));
    let wanted = Decision::NotAFace { what: Some(Instead::Statue) };
    assert_eq!(said.entries()[0].decision, Some(wanted));
    assert!(said.visible_confirmed());
    assert_eq!(gates_of(&said), []);

    // From before there were reasons; and a word of a later program is none that is known here.
    for what in [None, Some("hologram")] {
        let old = repeated(0.97, &former(what));
        assert_eq!(old.entries()[0].decision, Some(Decision::NotAFace { what: None }));
        let gates = gates_of(&old);
        let region = old.entries()[0].region.id;
        assert_eq!(gates, [Gate::NotAFaceReason(region), Gate::LooksLikeFaces(1)]);
        for language in Language::ALL {
            let text = Text::new(language);
            let twice = [gates.clone(), gates.clone()].concat();
            let message = ReexportFault::Blocked(Vec::new(), twice).message(&text);
            assert!(message.contains(&text.get("gate-reexport-not-a-face")), "{language}: {message}");
            let again = text.get("gate-reexport-not-a-face");
            assert_eq!(message.matches(&again).count(), 1, "{language}: {message}");
        }
    }

    // Of a weak box nobody has to say anything.
    assert_eq!(gates_of(&repeated(0.6, &former(None))), []);
}

/// Of an emptied entry the row alone says that something is no face, and a row can be written by anybody.
#[test]
fn a_copy_made_anew_of_an_emptied_export_leaves_nothing_visible_unproven() {
    for (score, what) in [(0.97, Some("statue")), (0.97, None), (0.6, None)] {
        let emptied = Former { is_emptied: true, ..former(what) };
        let review = repeated(score, &emptied);
        let decisions: Vec<_> = review.entries().iter().map(|entry| entry.decision.clone()).collect();
        assert_eq!(decisions, [Some(Decision::Redact)], "{score} {what:?}");
    }
    // Nor does it stay visible where nothing is found any more.
    let mut far = Former { is_emptied: true, ..former(Some("statue")) };
    far.export.regions[0].bbox = [400.0, 300.0, 40.0, 50.0];
    let review = repeated(0.97, &far);
    assert_eq!(review.entries().len(), 2);
    assert!(review.entries().iter().all(|entry| entry.decision == Some(Decision::Redact)));
}

#[test]
fn nothing_that_the_former_people_said_is_said_for_those_who_make_it_anew() {
    let former = former(Some("statue"));
    let silent = repeated(0.97, &former);
    assert!(!silent.whole_image_reviewed() && silent.identifiers().is_empty());
    assert_eq!(silent.approved_by(), None);
    let mut said = review(0.97);
    repeat_decisions(&mut said, &former, &ConsentId::random(), &Found::default()).unwrap();
    say(&mut said, &former, true, Some("LED-99")).unwrap();
    assert!(said.whole_image_reviewed() && said.visible_confirmed());
    assert_eq!((said.identifiers().len(), said.approved_by()), (1, Some("LED-99")));
}

/// A face that a person had drawn and kept: its box is the face, so a cover of that size would leave its edge bare.
#[test]
fn a_drawn_face_is_covered_with_a_margin_whatever_the_former_copy_had() {
    let without = ConsentId::random();
    let mut drawn = former(None);
    drawn.export.more.made = Some(crate::register::Made {
        format: "jpeg".to_owned(),
        quality: 90,
        max_side: None,
        style: "veil".to_owned(),
        margin_percent: 0,
        frame: None,
        size: None,
        within: None,
    });
    let region = &mut drawn.export.regions[0];
    (region.bbox, region.detected) = ([400.0, 300.0, 40.0, 40.0], false);
    "keep".clone_into(&mut region.decision);
    region.consent = Some(without.clone());
    let mut review = review(0.97);
    repeat_decisions(&mut review, &drawn, &without, &Found::default()).unwrap();
    let cover = review.entries().iter().find(|entry| !entry.region.is_detected()).unwrap();
    assert_eq!(cover.decision, Some(Decision::Redact));
    let bounds = cover.region.outline.bounds().unwrap();
    assert_eq!((bounds.x, bounds.y, bounds.width, bounds.height), (390.0, 290.0, 60.0, 60.0));
}

/// The look of a copy made anew is that of the former one; those of before looks were told had reeded glass.
#[test]
fn a_copy_made_anew_looks_like_the_former_one() {
    let made = |style: &str| Made {
        format: "jpeg".to_owned(),
        quality: 90,
        max_side: None,
        style: style.to_owned(),
        margin_percent: 25,
        frame: None,
        size: None,
        within: None,
    };
    for style in Style::ALL.into_iter().chain([Style::Colour([26, 43, 60])]) {
        assert_eq!(look_of(Some(&made(&style.full_word()))), style);
    }
    assert_eq!(look_of(None), Style::Veil);
    assert_eq!(look_of(Some(&made("veil"))), Style::Veil);
    assert_eq!(look_of(Some(&made("of a later version"))), Style::Blur);
}

/// The look of a cover and how far it was pulled are those of the former copy, as far as the face is held.
#[test]
fn a_cover_made_anew_looks_and_reaches_as_before() {
    let mut covered = former(None);
    let region = &mut covered.export.regions[0];
    "redact".clone_into(&mut region.decision);
    region.style = Some("sign:star".to_owned());
    region.cover = Some([-10.0, -15.0, 80.0, 100.0]);
    let again = repeated(0.97, &covered);
    assert_eq!(again.entries()[0].style, Some(Style::Sign(crate::redaction::Sign::Star)));
    assert_eq!(again.entries()[0].cover, Some(BoundingBox::new(-10.0, -15.0, 80.0, 100.0)));
    // One that does not hold the face as it is found now is the usual one.
    covered.export.regions[0].cover = Some([200.0, 200.0, 80.0, 100.0]);
    assert_eq!(repeated(0.97, &covered).entries()[0].cover, None);
}

fn place(grade: Grade, [x, y, width, height]: [f32; 4]) -> Place {
    let outline = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)];
    Place { grade, outline, lines: vec![outline], score: 0.9 }
}

#[test]
fn writing_that_nobody_had_looked_for_is_covered_where_it_has_to_be_decided() {
    let former = former(Some("statue"));
    let found = Found {
        places: vec![
            place(Grade::PersonalNumber, [200.0, 300.0, 120.0, 30.0]),
            place(Grade::Writing, [400.0, 300.0, 120.0, 30.0]),
        ],
        ..Found::default()
    };
    let covered = |decided: bool| {
        let mut review = review(0.95);
        repeat_decisions(&mut review, &former, &ConsentId::random(), &found).unwrap();
        review.apply(Edit::CoverWaiting { found: decided }).unwrap();
        assert_eq!(review.searched(), Kinds::ALL);
        review.found().map(|entry| entry.decision == Some(Decision::Redact)).collect::<Vec<_>>()
    };
    assert_eq!((covered(true), covered(false)), (vec![true, true], vec![true, false]));
}

#[test]
fn a_badge_that_was_covered_is_covered_though_a_face_is_found_on_it_now() {
    let mut former = former(None);
    let region = &mut former.export.regions[0];
    (region.what, region.decision, region.detected) = ("text".to_owned(), "redact".to_owned(), true);
    // As large as the badge: the portrait on it lies in its midst.
    region.bbox = [8.0, 6.0, 46.0, 58.0];
    let mut review = review(0.95);
    repeat_decisions(&mut review, &former, &ConsentId::random(), &Found::default()).unwrap();
    let covers: Vec<_> =
        review.entries().iter().map(|entry| (entry.region.what, entry.decision.clone())).collect();
    let redact = Some(Decision::Redact);
    assert_eq!(covers, [(AreaKind::Face, redact.clone()), (AreaKind::Text, redact)]);
    let [x, y, width, height] = [8.0, 6.0, 46.0, 58.0];
    let bounds = review.entries()[1].region.outline.bounds().unwrap();
    assert_eq!(bounds, BoundingBox::new(x, y, width, height));
}

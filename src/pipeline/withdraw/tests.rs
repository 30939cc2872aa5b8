use std::time::Duration;

use jiff::civil::date;

use super::*;
use crate::{
    consent::{AgeBand, Channel, Country, Purpose, Role},
    detection::{Detection, Detections, DetectorInfo},
    geometry::PixelSize,
    pipeline::{Blocker, blockers},
    register::ExportDetails,
    text::Language,
};

const FACE: [f32; 4] = [10.0, 10.0, 40.0, 50.0];

/// A review of one found face.
fn review(score: f32) -> Review {
    let [x, y, width, height] = FACE;
    let faces = vec![Detection { bbox: BoundingBox::new(x, y, width, height), score }];
    let detections = Detections { faces, candidates: Vec::new(), elapsed: Duration::ZERO };
    Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections)
}

/// An export for the press in which it was called none.
fn former(what: Option<&str>) -> ExportEntry {
    ExportEntry {
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
        }],
        more: ExportDetails { whole_image_reviewed: true, ..ExportDetails::default() },
    }
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
    let without = ConsentId::random();
    let mut said = review(0.97);
    repeat_decisions(&mut said, &former(Some("statue")), &without, true).unwrap();
    let wanted = Decision::NotAFace { what: Some(Instead::Statue) };
    assert_eq!(said.entries()[0].decision, Some(wanted));
    assert!(said.visible_confirmed() && said.whole_image_reviewed());
    assert_eq!(gates_of(&said), []);

    // From before there were reasons; and a word of a later program is none that is known here.
    for what in [None, Some("hologram")] {
        let mut old = review(0.97);
        repeat_decisions(&mut old, &former(what), &without, true).unwrap();
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
    let mut weak = review(0.6);
    repeat_decisions(&mut weak, &former(None), &without, true).unwrap();
    assert_eq!(gates_of(&weak), []);
}

/// Where a person was erased from the export, its entry is gone, and what its row says could be anybody's.
#[test]
fn a_copy_made_anew_of_an_emptied_export_leaves_nothing_visible_unproven() {
    let mut review = review(0.97);
    repeat_decisions(&mut review, &former(Some("statue")), &ConsentId::random(), false).unwrap();
    assert_eq!(review.entries()[0].decision, Some(Decision::Redact));
}

#[test]
fn a_copy_made_anew_is_of_whoever_makes_it() {
    let folder = tempfile::tempdir().unwrap();
    let target = TargetFolder::create(folder.path()).unwrap();
    let mut former = former(None);
    former.operator = "LED-12".to_owned();
    let hands = Hands { operator: "LED-14".to_owned(), second_person: None };
    let controller = Controller {
        name: "Region".to_owned(),
        jurisdiction: Country::Dk,
        contact: "box@example.org".to_owned(),
        withdrawal: "in writing".to_owned(),
        notice_ref: None,
    };
    let plan = plan_like(&former, &target, &controller, &hands);
    assert_eq!(plan.operator, "LED-14");
}

//! The export gate: what stands in the way of a photo as a whole, one after the other, and that each way out of it
//! is told. `blockers` is what the window lists; `finish` and `clear` are what no copy passes without.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{collections::BTreeMap, io::Cursor};

use jiff::civil::{Date, date};
use sladd::{
    consent::{Channel, Country, Purpose},
    detection::{CancelFlag, Detection, DetectionError, Detections, DetectorInfo, FaceDetector, Progress},
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
    identifiers::{Found, Kinds},
    photo::{Limits, Raster},
    pipeline::{Attestation, Blocker, Clearance, DetectedPhoto, Gate, OpenedPhoto, blockers},
    policy::{Policy, Ward},
    redaction::Shape,
    review::{AreaKind, Decision, Edit, Identifier, Instead, Review},
    text::{Language, Text},
};

const SIZE: PixelSize = PixelSize::new(96, 72);

#[derive(Debug)]
struct TwoFaces(DetectorInfo);

impl FaceDetector for TwoFaces {
    fn detect(
        &self,
        _raster: &Raster,
        _progress: &mut dyn FnMut(Progress),
        _cancel: &CancelFlag,
    ) -> Result<Detections, DetectionError> {
        let at = |x: f32| Detection { bbox: BoundingBox::new(x, 20.0, 14.0, 18.0), score: 0.9, turns: 0 };
        Ok(Detections { faces: vec![at(10.0), at(60.0)], ..Detections::default() })
    }

    fn info(&self) -> &DetectorInfo {
        &self.0
    }
}

fn png(bytes: &mut Vec<u8>) {
    let picture = image::RgbImage::from_fn(SIZE.width, SIZE.height, |x, y| image::Rgb([x as u8, y as u8, 9]));
    picture.write_to(&mut Cursor::new(bytes), image::ImageFormat::Png).unwrap();
}

/// A photo with two faces of which nobody has decided anything, found at the usual threshold.
fn photo() -> DetectedPhoto {
    let mut bytes = Vec::new();
    png(&mut bytes);
    let info = DetectorInfo {
        model: "two faces".to_owned(),
        model_sha256: ContentHash::of(b"two faces"),
        threshold: 0.4,
        engine: "none".to_owned(),
        library_sha256: None,
    };
    let opened = OpenedPhoto::open(&bytes, &Limits::default()).unwrap();
    let mut detected = opened.detect(&TwoFaces(info), &mut |_| {}, &CancelFlag::default()).unwrap();
    detected.review_mut().take_up_found(&Found::default(), Kinds::ALL);
    detected
}

/// The same, with everything covered and looked through.
fn decided() -> DetectedPhoto {
    let mut photo = photo();
    photo.review_mut().apply(Edit::RedactUndecided).unwrap();
    photo.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
    photo
}

fn policy(tighten: &str) -> Policy {
    Policy::with_local(&format!(
        "policy_id = \"AFD\"\nversion = \"1\"\nbase = \"DK\"\nowner_role = \"ledelse\"\nadopted_by = \"Ledelsen\"\n\
         adopted_on = \"2026-10-01\"\neffective_from = \"2026-10-15\"\nreview_by = \"2027-10-01\"\ngrace_days = 14\n\
         risk_basis = \"x\"\n[contacts]\nlocal_privacy_consultant = \"a@example.org\"\n\
         fallback_mailbox = \"b@example.org\"\nbreach = [\"leder\"]\n[tighten]\n{tighten}\n"
    ))
    .unwrap()
}

const TODAY: Date = date(2026, 11, 24);

const fn statue() -> Decision {
    Decision::NotAFace { what: Some(Instead::Statue) }
}

/// What stands in the way: told beforehand, and by the line itself.
fn in_the_way(photo: DetectedPhoto, policy: &Policy, channels: &[Channel], today: Date) -> Vec<String> {
    let consents = BTreeMap::new();
    let purpose = Purpose::EventReport;
    let clearance = Clearance { policy, consents: &consents, purpose, channels, ward: Ward::Normal, today };
    let told: Vec<String> = blockers(photo.review(), photo.detector(), &clearance)
        .iter()
        .map(|blocker| {
            for language in Language::ALL {
                let said = blocker.message(&Text::new(language));
                assert!(said.contains(' ') && !said.contains("policy-"), "{language}: {said:?}");
            }
            blocker.rule_id().to_owned()
        })
        .collect();
    match photo.finish(Attestation::WholeImageReviewed) {
        Err(unfinished) => {
            let undecided = told.iter().filter(|id| *id == "UNDECIDED").count();
            assert_eq!(undecided, unfinished.undecided.len());
            assert_eq!(told.contains(&"NOT-REVIEWED".to_owned()), unfinished.not_reviewed);
        }
        Ok(reviewed) => match reviewed.clear(&clearance) {
            Ok(_) => assert!(told.is_empty(), "{told:?} was told and did not stop the copy"),
            Err(blocked) => {
                let gates: Vec<String> = blocked.gates.iter().map(|gate| gate.rule_id().to_owned()).collect();
                assert_eq!(told, gates);
            }
        },
    }
    told
}

#[test]
fn a_photo_that_is_decided_and_looked_through_passes() {
    let base = Policy::for_country(Country::Dk).unwrap();
    assert_eq!(in_the_way(decided(), &base, &[Channel::PublicWeb], TODAY), Vec::<String>::new());
}

#[test]
fn every_undecided_face_stands_in_the_way() {
    let base = Policy::for_country(Country::Dk).unwrap();
    let wanted = ["UNDECIDED", "UNDECIDED", "NOT-REVIEWED"];
    assert_eq!(in_the_way(photo(), &base, &[Channel::Intranet], TODAY), wanted);
}

#[test]
fn any_edit_takes_the_statement_about_the_whole_photo_back() {
    let base = Policy::for_country(Country::Dk).unwrap();
    let face = photo().review().entries()[0].region.id;
    let area = Shape::Rectangle(BoundingBox::new(2.0, 50.0, 20.0, 10.0));
    for edit in [
        Edit::Decide { region: face, decision: Some(statue()) },
        Edit::AddArea { shape: area, what: AreaKind::Whiteboard },
        Edit::AttestWholeImage(false),
    ] {
        let mut photo = decided();
        photo.review_mut().apply(edit.clone()).unwrap();
        let told = in_the_way(photo, &base, &[Channel::Intranet], TODAY);
        assert_eq!(told, ["NOT-REVIEWED"], "{edit:?}");
    }
    // Undoing brings back what was decided, not that somebody has looked since.
    let mut photo = decided();
    photo.review_mut().apply(Edit::Decide { region: face, decision: Some(statue()) }).unwrap();
    assert!(photo.review_mut().undo());
    assert!(photo.review().undecided().next().is_none());
}

#[test]
fn each_line_of_the_organisations_checklist_must_be_answered() {
    let strict = policy("checklist_added = [\"wristband\", \"screen\"]");
    assert_eq!(in_the_way(decided(), &strict, &[Channel::Intranet], TODAY), ["CHECKLIST", "CHECKLIST"]);
    let mut photo = decided();
    for word in ["wristband", "screen"] {
        let identifier = Identifier::ALL.into_iter().find(|one| one.word() == word).unwrap();
        photo.review_mut().apply(Edit::Identifier { identifier, reviewed: true }).unwrap();
    }
    photo.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
    assert_eq!(in_the_way(photo, &strict, &[Channel::Intranet], TODAY), Vec::<String>::new());
}

#[test]
fn a_caption_is_looked_at_like_a_picture() {
    let strict = policy("caption_words = [\"Afsnit B3\"]");
    for (caption, wanted) in [
        ("Sommerfest", &[][..]),
        ("211062-5629", &["CAPTION-NUMBER"]),
        ("Anna Hansen smiler", &["CAPTION-NAME"]),
        ("fra afsnit b3", &["CAPTION-WORD"]),
    ] {
        let mut photo = decided();
        photo.review_mut().apply(Edit::Caption(caption.to_owned())).unwrap();
        photo.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
        assert_eq!(in_the_way(photo, &strict, &[Channel::Intranet], TODAY), wanted, "{caption}");
    }
}

#[test]
fn what_the_organisations_rules_ask_of_a_photo_is_asked() {
    let second = policy("require_second_person = true");
    assert_eq!(in_the_way(decided(), &second, &[Channel::Intranet], TODAY), ["SECOND-PERSON"]);
    let mut photo = decided();
    photo.review_mut().apply(Edit::Approve(Some("kommunikation 2".to_owned()))).unwrap();
    photo.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
    assert_eq!(in_the_way(photo, &second, &[Channel::Intranet], TODAY), Vec::<String>::new());

    let removed = policy("channels_removed = [\"press\"]");
    let both = [Channel::Intranet, Channel::Press];
    assert_eq!(in_the_way(decided(), &removed, &both, TODAY), ["POLICY-CHANNEL"]);
    assert_eq!(in_the_way(decided(), &removed, &[Channel::Intranet], TODAY), Vec::<String>::new());

    let faces = policy("allow_not_a_face = false");
    let mut photo = decided();
    let face = photo.review().entries()[0].region.id;
    photo.review_mut().apply(Edit::Decide { region: face, decision: Some(statue()) }).unwrap();
    photo.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
    assert_eq!(in_the_way(photo, &faces, &[Channel::Intranet], TODAY), ["POLICY-NOT-A-FACE"]);
}

/// The faces of this photo are of strong evidence: a probability of 0.9.
#[test]
fn what_looks_like_a_face_needs_a_word_about_what_it_is_and_a_second_look() {
    let base = Policy::for_country(Country::Dk).unwrap();
    let face = photo().review().entries()[0].region.id;
    let with = |decision: Decision, confirmed: bool| {
        let mut photo = decided();
        photo.review_mut().apply(Edit::Decide { region: face, decision: Some(decision) }).unwrap();
        photo.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
        photo.review_mut().apply(Edit::ConfirmVisible(confirmed)).unwrap();
        photo
    };
    let none = || Decision::NotAFace { what: None };
    let inside = [Channel::Intranet, Channel::InternalMeeting];
    let reason = ["NOT-A-FACE-REASON"];
    // A second look is no reason.
    for confirmed in [false, true] {
        assert_eq!(in_the_way(with(none(), confirmed), &base, &inside, TODAY), reason);
        assert_eq!(in_the_way(with(statue(), confirmed), &base, &inside, TODAY), Vec::<String>::new());
    }
    for channel in Channel::ALL.iter().filter(|channel| !inside.contains(channel)) {
        // One public channel among others is public.
        for channels in [vec![*channel], vec![Channel::Intranet, *channel]] {
            let told = in_the_way(with(none(), false), &base, &channels, TODAY);
            assert_eq!(told, ["NOT-A-FACE-REASON", "LOOKS-LIKE-FACES"], "{channel:?}");
            assert_eq!(in_the_way(with(statue(), false), &base, &channels, TODAY), ["LOOKS-LIKE-FACES"]);
            assert_eq!(in_the_way(with(statue(), true), &base, &channels, TODAY), Vec::<String>::new());
        }
    }
    // Any edit after the look takes it back.
    let mut photo = with(statue(), true);
    photo.review_mut().apply(Edit::RedactUndecided).unwrap();
    photo.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
    let second = photo.review().entries()[1].region.id;
    photo.review_mut().apply(Edit::Decide { region: second, decision: Some(statue()) }).unwrap();
    photo.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
    let (policy, consents) = (&base, BTreeMap::new());
    let (purpose, channels) = (Purpose::EventReport, &[Channel::Press][..]);
    let today = TODAY;
    let clearance = Clearance { policy, consents: &consents, purpose, channels, ward: Ward::Normal, today };
    let told = blockers(photo.review(), photo.detector(), &clearance);
    assert_eq!(told, [Blocker::Gate(Gate::LooksLikeFaces(2))]);
    let said = told[0].message(&Text::new(Language::En));
    assert_eq!(said, "These look like faces and stay visible: 2. Look at them once more.");
}

#[test]
fn a_second_person_can_be_asked_for_what_looks_like_a_face_alone() {
    let second = policy("not_a_face_second_person = true");
    let intranet = [Channel::Intranet];
    assert_eq!(in_the_way(decided(), &second, &intranet, TODAY), Vec::<String>::new());
    let mut photo = decided();
    let face = photo.review().entries()[0].region.id;
    photo.review_mut().apply(Edit::Decide { region: face, decision: Some(statue()) }).unwrap();
    photo.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
    photo.review_mut().apply(Edit::Approve(Some("-".to_owned()))).unwrap();
    let (source, review, detector) = photo.into_parts();
    let mut bytes = Vec::new();
    png(&mut bytes);
    assert_eq!(ContentHash::of(&bytes), source.sha256());
    let again = |review: &Review| {
        let opened = OpenedPhoto::open(&bytes, &Limits::default()).unwrap();
        opened.resume(review.clone(), detector.clone()).unwrap()
    };
    assert_eq!(in_the_way(again(&review), &second, &intranet, TODAY), ["SECOND-PERSON"]);
    let mut approved = review.clone();
    approved.apply(Edit::Approve(Some("LED-12".to_owned()))).unwrap();
    assert_eq!(in_the_way(again(&approved), &second, &intranet, TODAY), Vec::<String>::new());
    // Without that rule nobody asks.
    let base = Policy::for_country(Country::Dk).unwrap();
    assert_eq!(in_the_way(again(&review), &base, &intranet, TODAY), Vec::<String>::new());
}

/// A search from before the rules became stricter is no search as they ask for it.
#[test]
fn faces_must_have_been_looked_for_as_carefully_as_the_rules_ask() {
    let careful = policy("max_detector_threshold = 0.2");
    assert_eq!(in_the_way(decided(), &careful, &[Channel::Intranet], TODAY), ["POLICY-DETECTOR"]);
    assert!(Gate::Detector.message(&Text::new(Language::En)).contains("looks anew"));
}

#[test]
fn rules_that_nobody_has_looked_at_in_time_end_exports_after_their_grace() {
    let local = policy("");
    let channels = [Channel::Intranet];
    assert_eq!(in_the_way(decided(), &local, &channels, date(2027, 10, 15)), Vec::<String>::new());
    assert_eq!(in_the_way(decided(), &local, &channels, date(2027, 10, 16)), ["POLICY-REVIEW"]);
}

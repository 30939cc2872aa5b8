//! Copies of a made-up photo in which people are kept by their consents, by the whole line of one photo.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::Arc,
};

use jiff::civil::Date;
use sladd::{
    clock::Clock,
    consent::{AgeBand, Channel, Consent, ConsentId, Country, NewConsent, Purpose, Role, Signer},
    detection::CancelFlag,
    export::{Encoding, OutputFormat, TargetFolder},
    geometry::{BoundingBox, PixelSize},
    identifiers::{Found, Kinds},
    photo::Limits,
    pipeline::{Attestation, Clearance, ExportFailure, ExportPlan, ExportedPhoto, OpenedPhoto, Release},
    policy::{Policy, Ward},
    redaction::Style,
    register::Register,
    review::{Decision, Edit, Person, RegionId},
};

use crate::{export, support};

/// Size of the photo; there is room for four faces in a row.
pub const SIZE: PixelSize = PixelSize::new(240, 180);

/// What becomes of a face, from left to right.
#[derive(Debug, Clone)]
pub enum Face {
    Redacted,
    Kept(ConsentId),
}

/// A register of its own, and a folder for copies.
pub struct Place {
    pub temp: tempfile::TempDir,
    pub register: Register,
    pub clock: Arc<dyn Clock>,
}

/// How a copy is made.
#[derive(Debug, Clone)]
pub struct How<'a> {
    pub channels: &'a [Channel],
    pub release: Release,
    /// Another number is another photo.
    pub seed: u64,
    pub size: PixelSize,
}

impl Default for How<'_> {
    fn default() -> Self {
        Self { channels: &[Channel::PublicWeb], release: Release::default(), seed: 3, size: SIZE }
    }
}

impl Place {
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let register = Register::open(&temp.path().join("data"), Arc::clone(&clock)).unwrap();
        Self { temp, register, clock }
    }

    pub fn data(&self) -> PathBuf {
        self.temp.path().join("data")
    }

    pub fn out(&self) -> PathBuf {
        self.temp.path().join("out")
    }

    /// A member of staff who says yes to everything until this day.
    pub fn consent(&self, until: Date) -> ConsentId {
        let new = NewConsent {
            role: Role::Staff,
            age_band: AgeBand::Adult,
            purposes: Purpose::ALL.to_vec(),
            channels: Channel::ALL.to_vec(),
            valid_until: until,
            signers: vec![Signer::SelfSigned],
            form_location: "HR archive, box 12".to_owned(),
            ..NewConsent::default()
        };
        self.register.add(new).unwrap().id
    }

    pub fn export(&self, faces: &[Face], how: &How<'_>) -> Result<ExportedPhoto, ExportFailure> {
        export_into(&self.out(), &self.register, self.clock.as_ref(), faces, how)
    }
}

/// Exports the photo as a PNG, attested to by a person.
pub fn export_into(
    out: &Path,
    register: &Register,
    clock: &dyn Clock,
    faces: &[Face],
    how: &How<'_>,
) -> Result<ExportedPhoto, ExportFailure> {
    let boxes = (0..faces.len()).map(|at| BoundingBox::new(12.0 + at as f32 * 56.0, 50.0, 24.0, 30.0));
    let detector = export::Told::new(how.size, boxes.collect());
    // Slopes with some noise, as photos are: of mere noise every copy would have as many bytes.
    let noise = support::noise(how.size, how.seed).into_rgb();
    let pixels = noise.iter().enumerate().map(|(at, byte)| (at / 97 % 200) as u8 + (byte & 0x1f)).collect();
    let picture = image::RgbImage::from_raw(how.size.width, how.size.height, pixels).unwrap();
    let opened = OpenedPhoto::open(&export::png(&picture), &Limits::default()).unwrap();
    let mut detected = opened.detect(&detector, &mut |_| {}, &CancelFlag::default()).unwrap();
    detected.review_mut().take_up_found(&Found::default(), Kinds::ALL);
    let mut found: Vec<(f32, RegionId)> = detected
        .review()
        .entries()
        .iter()
        .map(|entry| (entry.region.outline.bounds().unwrap().x, entry.region.id))
        .collect();
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    assert_eq!(found.len(), faces.len());
    let person = Person { role: Role::Staff, age_band: AgeBand::Adult, ..Person::default() };
    for (face, (_, region)) in faces.iter().zip(found) {
        let edit = match face {
            Face::Redacted => Edit::Decide { region, decision: Some(Decision::Redact) },
            Face::Kept(consent) => {
                Edit::KeepAs { region, person, consent: consent.clone(), same_person: false }
            }
        };
        detected.review_mut().apply(edit).unwrap();
    }
    for identifier in sladd::review::Identifier::ALL {
        detected.review_mut().apply(Edit::Identifier { identifier, reviewed: true }).unwrap();
    }
    detected.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
    let consents: BTreeMap<ConsentId, Consent> =
        register.list()?.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
    let policy = Policy::for_country(Country::Dk).unwrap();
    let clearance = Clearance {
        policy: &policy,
        consents: &consents,
        purpose: Purpose::EventReport,
        channels: how.channels,
        ward: Ward::Normal,
        today: clock.today(),
    };
    let reviewed = detected.finish(Attestation::WholeImageReviewed).unwrap();
    let cleared = reviewed.clear(&clearance);
    let cleared = cleared.map_err(|blocked| format!("{:?} {:?}", blocked.reasons, blocked.gates)).unwrap();
    let plan = ExportPlan {
        folder: TargetFolder::create(out)?,
        stem: None,
        encoding: Encoding { format: OutputFormat::Png, ..Encoding::default() },
        style: Style::Veil,
        margin_percent: 25,
        copies: sladd::pipeline::Copies::default(),
        controller: export::controller(Country::Dk),
        operator: String::new(),
    };
    cleared.with(how.release.clone()).export(&plan, &detector, register, clock)
}

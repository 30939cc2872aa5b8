//! A whole export without a window, by a detector that finds faces where it is told to.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![allow(dead_code, reason = "each test uses a part of it")]

use std::{
    collections::BTreeMap,
    io::Cursor,
    path::Path,
    sync::{Arc, Mutex},
};

use jiff::civil::date;
use sladd::{
    clock::FixedClock,
    consent::{Channel, Country, Purpose},
    detection::{CancelFlag, Detection, DetectionError, Detections, DetectorInfo, FaceDetector, Progress},
    export::{Encoding, OutputFormat, TargetFolder},
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
    identifiers::{Found, Kinds},
    photo::{Limits, Raster},
    pipeline::{Attestation, Clearance, ExportFailure, ExportPlan, ExportedPhoto, OpenedPhoto},
    policy::{Policy, Ward},
    record::Controller,
    redaction::Style,
    register::Register,
    review::Edit,
};

/// Size of the photo that is exported.
pub const SIZE: PixelSize = PixelSize::new(240, 180);

/// Finds faces where it is told to in a photo of this size, and none in the second look.
#[derive(Debug)]
pub struct Told {
    info: DetectorInfo,
    size: PixelSize,
    pub faces: Mutex<Vec<BoundingBox>>,
}

impl Told {
    pub fn new(size: PixelSize, faces: Vec<BoundingBox>) -> Self {
        let info = DetectorInfo {
            model: "told".to_owned(),
            model_sha256: ContentHash::of(b"told"),
            threshold: 0.385,
            engine: "none".to_owned(),
            library_sha256: None,
        };
        Self { info, size, faces: Mutex::new(faces) }
    }
}

impl FaceDetector for Told {
    fn detect(
        &self,
        raster: &Raster,
        _progress: &mut dyn FnMut(Progress),
        _cancel: &CancelFlag,
    ) -> Result<Detections, DetectionError> {
        let told = self.faces.lock().unwrap();
        let boxes: &[BoundingBox] = if raster.size() == self.size { &told } else { &[] };
        let faces = boxes.iter().map(|bbox| Detection { bbox: *bbox, score: 0.9, turns: 0 }).collect();
        Ok(Detections { faces, ..Detections::default() })
    }

    fn info(&self) -> &DetectorInfo {
        &self.info
    }
}

/// The day on which everything here happens.
pub fn clock() -> FixedClock {
    FixedClock(date(2026, 11, 24))
}

/// A photo that PNG cannot make much smaller: about 130 KB.
pub fn photo() -> Vec<u8> {
    let picture =
        image::RgbImage::from_raw(SIZE.width, SIZE.height, crate::support::noise(SIZE, 3).into_rgb())
            .unwrap();
    png(&picture)
}

pub fn png(picture: &image::RgbImage) -> Vec<u8> {
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

/// Whoever makes the copies, told as in every test.
pub fn controller(jurisdiction: Country) -> Controller {
    Controller {
        name: "Eksempelregionen".to_owned(),
        jurisdiction,
        contact: "billeder@example.org".to_owned(),
        withdrawal: "Skriv til billeder@example.org".to_owned(),
        notice_ref: None,
    }
}

/// Exports the photo into a folder, as a PNG, attested to by a person.
pub fn export(out: &Path, data: &Path, stem: Option<&str>) -> Result<ExportedPhoto, ExportFailure> {
    let register = Register::open(data, Arc::new(clock()))?;
    let folder = TargetFolder::create(out)?;
    let detector = Told::new(SIZE, vec![BoundingBox::new(70.0, 50.0, 24.0, 30.0)]);
    let opened = OpenedPhoto::open(&photo(), &Limits::default()).unwrap();
    let mut detected = opened.detect(&detector, &mut |_| {}, &CancelFlag::default()).unwrap();
    detected.review_mut().take_up_found(&Found::default(), Kinds::ALL);
    detected.review_mut().apply(Edit::RedactUndecided).unwrap();
    detected.review_mut().apply(Edit::AttestWholeImage(true)).unwrap();
    let reviewed = detected.finish(Attestation::WholeImageReviewed).unwrap();
    let clearance = Clearance {
        policy: &Policy::for_country(Country::Dk).unwrap(),
        consents: &BTreeMap::new(),
        purpose: Purpose::EventReport,
        channels: &[Channel::Intranet],
        ward: Ward::Normal,
        today: date(2026, 11, 24),
    };
    let plan = ExportPlan {
        folder,
        stem: stem.map(str::to_owned),
        encoding: Encoding { format: OutputFormat::Png, ..Encoding::default() },
        style: Style::Veil,
        margin_percent: 25,
        copies: sladd::pipeline::Copies::default(),
        controller: controller(Country::Dk),
        operator: String::new(),
    };
    reviewed.clear(&clearance).unwrap().export(&plan, &detector, &register, &clock())
}

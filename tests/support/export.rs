//! A whole export without a window, by a detector that finds one face where it is told to.

use std::{collections::BTreeMap, io::Cursor, path::Path, sync::Arc, time::Duration};

use jiff::civil::date;
use sladd::{
    clock::FixedClock,
    consent::{Channel, Country, Purpose},
    detection::{CancelFlag, Detection, DetectionError, Detections, DetectorInfo, FaceDetector, Progress},
    export::{Encoding, OutputFormat, TargetFolder},
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
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

/// Finds one face in the photo and none in the second look.
#[derive(Debug)]
struct OneFace(DetectorInfo);

impl FaceDetector for OneFace {
    fn detect(
        &self,
        raster: &Raster,
        _progress: &mut dyn FnMut(Progress),
        _cancel: &CancelFlag,
    ) -> Result<Detections, DetectionError> {
        let face = Detection { bbox: BoundingBox::new(70.0, 50.0, 24.0, 30.0), score: 0.9 };
        let faces = if raster.size() == SIZE { vec![face] } else { Vec::new() };
        Ok(Detections { faces, candidates: Vec::new(), elapsed: Duration::ZERO })
    }

    fn info(&self) -> &DetectorInfo {
        &self.0
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
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

/// Exports the photo into a folder, as a PNG, attested to by a person.
pub fn export(out: &Path, data: &Path, stem: Option<&str>) -> Result<ExportedPhoto, ExportFailure> {
    let register = Register::open(data, Arc::new(clock()))?;
    let folder = TargetFolder::create(out)?;
    let info = DetectorInfo {
        model: "one face".to_owned(),
        model_sha256: ContentHash::of(b"one face"),
        threshold: 0.4,
        engine: "none".to_owned(),
    };
    let detector = OneFace(info);
    let opened = OpenedPhoto::open(&photo(), &Limits::default()).unwrap();
    let mut detected = opened.detect(&detector, &mut |_| {}, &CancelFlag::default()).unwrap();
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
        controller: Controller {
            name: "–".to_owned(),
            jurisdiction: Country::Dk,
            contact: "–".to_owned(),
            withdrawal: "–".to_owned(),
            notice_ref: None,
        },
        operator: String::new(),
    };
    reviewed.clear(&clearance).unwrap().export(&plan, &detector, &register, &clock())
}

//! Faults put into the making of a copy: each must be caught, and nothing may remain.

use std::{
    collections::BTreeMap,
    fs,
    io::Cursor,
    sync::{Arc, Mutex},
};

use jiff::civil::date;

use super::{copy::Steps, *};
use crate::{
    clock::FixedClock,
    consent::{Channel, Country, Purpose},
    detection::{CancelFlag, Detection, DetectionError, Detections, DetectorInfo, FaceDetector, Progress},
    export::{CheckFault, Encoding, ExportFault, OutputFormat, Staged, TargetFolder, encode},
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
    identifiers::{Found, Kinds},
    photo::{Limits, Raster},
    policy::{Policy, Ward},
    record::Controller,
    redaction::{Shape, Style, redact},
    register::Register,
    review::{AreaKind, Edit},
};

const FACE: BoundingBox = BoundingBox::new(70.0, 50.0, 24.0, 30.0);
const SIZE: PixelSize = PixelSize::new(240, 180);

/// Finds one face in the photo, and on contact sheets what it is told to.
#[derive(Debug)]
struct Told {
    info: DetectorInfo,
    on_sheet: Option<Detections>,
    looked_at: Mutex<Vec<Raster>>,
}

impl Told {
    fn new(on_sheet: &[BoundingBox]) -> Self {
        Self { on_sheet: Some(found(on_sheet)), ..Self::failing() }
    }

    fn failing() -> Self {
        let info = DetectorInfo {
            model: "told".to_owned(),
            model_sha256: ContentHash::of(b"told"),
            threshold: 0.4,
            engine: "none".to_owned(),
            library_sha256: None,
        };
        Self { info, on_sheet: None, looked_at: Mutex::default() }
    }
}

fn found(boxes: &[BoundingBox]) -> Detections {
    let faces = boxes.iter().map(|bbox| Detection { bbox: *bbox, score: 0.9, turns: 0 }).collect();
    Detections { faces, ..Detections::default() }
}

impl FaceDetector for Told {
    fn detect(
        &self,
        raster: &Raster,
        _progress: &mut dyn FnMut(Progress),
        _cancel: &CancelFlag,
    ) -> Result<Detections, DetectionError> {
        self.looked_at.lock().unwrap().push(raster.clone());
        if raster.size() == SIZE {
            return Ok(found(&[FACE]));
        }
        self.on_sheet.clone().ok_or(DetectionError::Engine { reason: "told so".to_owned() })
    }

    fn info(&self) -> &DetectorInfo {
        &self.info
    }
}

fn photo() -> Vec<u8> {
    let picture = image::RgbImage::from_fn(SIZE.width, SIZE.height, |x, y| {
        image::Rgb([(x * 7 + y * 3) as u8, (x ^ y) as u8, (x * y) as u8])
    });
    let mut bytes = Vec::new();
    picture.write_to(&mut Cursor::new(&mut bytes), image::ImageFormat::Png).unwrap();
    bytes
}

struct Desk {
    _temp: tempfile::TempDir,
    register: Register,
    plan: ExportPlan,
}

impl Desk {
    fn new(format: OutputFormat) -> Self {
        let temp = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock(date(2026, 11, 24)));
        Self {
            register: Register::open(&temp.path().join("data"), clock).unwrap(),
            plan: ExportPlan {
                folder: TargetFolder::create(&temp.path().join("out")).unwrap(),
                stem: None,
                encoding: Encoding { format, ..Encoding::default() },
                style: Style::Veil,
                margin_percent: 25,
                copies: crate::pipeline::Copies::default(),
                controller: Controller {
                    name: "–".to_owned(),
                    jurisdiction: Country::Dk,
                    contact: "–".to_owned(),
                    withdrawal: "–".to_owned(),
                    notice_ref: None,
                },
                operator: String::new(),
            },
            _temp: temp,
        }
    }

    fn export(&self, steps: &Steps, detector: &Told) -> Result<ExportedPhoto, ExportFailure> {
        self.export_with(&[], steps, detector)
    }

    fn export_with(
        &self,
        drawn: &[Shape],
        steps: &Steps,
        detector: &Told,
    ) -> Result<ExportedPhoto, ExportFailure> {
        let opened = OpenedPhoto::open(&photo(), &Limits::default()).unwrap();
        let mut detected = opened.detect(detector, &mut |_| {}, &CancelFlag::default()).unwrap();
        detected.review_mut().take_up_found(&Found::default(), Kinds::ALL);
        detected.review_mut().apply(Edit::RedactUndecided).unwrap();
        for shape in drawn {
            let edit = Edit::AddArea { shape: shape.clone(), what: AreaKind::Face };
            detected.review_mut().apply(edit).unwrap();
        }
        let reviewed = detected.finish(Attestation::NobodyLooked).unwrap();
        let clearance = Clearance {
            policy: &Policy::for_country(Country::Dk).unwrap(),
            consents: &BTreeMap::new(),
            purpose: Purpose::EventReport,
            channels: &[Channel::Intranet],
            ward: Ward::Normal,
            today: date(2026, 11, 24),
        };
        let cleared = reviewed.clear(&clearance).unwrap();
        cleared.export_by(steps, &self.plan, detector, &self.register, &FixedClock(date(2026, 11, 24)))
    }

    fn files(&self) -> usize {
        fs::read_dir(self.plan.folder.path()).unwrap().count()
    }

    /// The export is refused for this reason, and neither file nor ledger entry remains.
    fn assert_caught(&self, steps: &Steps, wanted: &[CheckFault], what: &str) {
        let outcome = self.export(steps, &Told::new(&[]));
        let Err(ExportFailure::File(ExportFault::Check(fault))) = outcome else {
            panic!("{what}: {outcome:?}");
        };
        assert!(wanted.contains(&fault), "{what}: {fault:?}");
        assert_eq!(self.files(), 0, "{what}: something remains");
        assert!(self.register.ledger().unwrap().iter().all(|entry| entry.kind != "export"), "{what}");
    }
}

const fn with_encode(encode: fn(&Raster, &Encoding) -> Result<Vec<u8>, ExportFault>) -> Steps {
    Steps { encode, ..Steps::REAL }
}

/// A segment, chunk or block with a text in it, where each format keeps such things.
fn with_metadata(raster: &Raster, encoding: &Encoding) -> Result<Vec<u8>, ExportFault> {
    let mut bytes = encode(raster, encoding)?;
    let (at, part): (usize, Vec<u8>) = match encoding.format {
        OutputFormat::Jpeg => (2, b"\xff\xe1\0\x0cExif\0\0IIII".to_vec()),
        OutputFormat::Png => {
            let mut crc = flate2::Crc::new();
            crc.update(b"tEXtAuthor\0Anna");
            (33, [b"\0\0\0\x0btEXtAuthor\0Anna".as_slice(), &crc.sum().to_be_bytes()].concat())
        }
        OutputFormat::Webp => {
            let size = u32::from_le_bytes(bytes[4..8].try_into().unwrap()) + 12;
            bytes[4..8].copy_from_slice(&size.to_le_bytes());
            (bytes.len(), b"EXIF\x04\0\0\0IIII".to_vec())
        }
    };
    bytes.splice(at..at, part);
    Ok(bytes)
}

fn with_comment(raster: &Raster, encoding: &Encoding) -> Result<Vec<u8>, ExportFault> {
    let mut bytes = encode(raster, encoding)?;
    if encoding.format == OutputFormat::Jpeg {
        bytes.splice(2..2, *b"\xff\xfe\0\x06anna");
        Ok(bytes)
    } else {
        with_metadata(raster, encoding)
    }
}

fn with_trailing_byte(raster: &Raster, encoding: &Encoding) -> Result<Vec<u8>, ExportFault> {
    let mut bytes = encode(raster, encoding)?;
    bytes.push(0);
    Ok(bytes)
}

fn with_wrong_pixel(raster: &Raster, encoding: &Encoding) -> Result<Vec<u8>, ExportFault> {
    let mut wrong = raster.clone();
    wrong.rgb_mut()[3] ^= 0x40;
    encode(&wrong, encoding)
}

fn with_wrong_size(raster: &Raster, encoding: &Encoding) -> Result<Vec<u8>, ExportFault> {
    let size = PixelSize::new(raster.size().width, raster.size().height - 1);
    let rgb = raster.rgb()[..size.area() as usize * 3].to_vec();
    encode(&Raster::new(size, rgb).unwrap(), encoding)
}

fn cut_off(raster: &Raster, encoding: &Encoding) -> Result<Vec<u8>, ExportFault> {
    let mut bytes = encode(raster, encoding)?;
    bytes.truncate(bytes.len() / 2);
    Ok(bytes)
}

#[test]
fn f116_whatever_is_added_to_a_copy_is_caught_and_the_copy_is_gone() {
    use CheckFault::{Bytes, Pixels, Size, Structure, Undecodable};
    let faults: [(&str, Steps, &[CheckFault]); 6] = [
        ("a comment", with_encode(with_comment), &[Structure]),
        ("a trailing byte", with_encode(with_trailing_byte), &[Structure]),
        ("a metadata segment", with_encode(with_metadata), &[Structure]),
        ("a wrong pixel", with_encode(with_wrong_pixel), &[Pixels, Bytes]),
        ("a wrong size", with_encode(with_wrong_size), &[Size]),
        ("a file cut off", with_encode(cut_off), &[Structure, Undecodable]),
    ];
    for format in OutputFormat::ALL {
        let desk = Desk::new(format);
        for (what, steps, wanted) in &faults {
            desk.assert_caught(steps, wanted, &format!("{what} in {format}"));
        }
        // The same desk writes a copy once nothing is wrong.
        let exported = desk.export(&Steps::REAL, &Told::new(&[])).unwrap();
        assert_eq!(desk.files(), 2, "{format}");
        assert!(exported.output.is_file() && exported.sidecar.is_file());
    }
}

/// A disk that gives back another byte than it was given.
fn on_a_bad_disk(folder: &TargetFolder, bytes: &[u8]) -> Result<Staged, ExportFault> {
    let mut other = bytes.to_vec();
    let middle = other.len() / 2;
    other[middle] ^= 1;
    Staged::write(folder, &other)
}

#[test]
fn f116_a_disk_that_lies_is_caught() {
    for format in OutputFormat::ALL {
        let all = [CheckFault::Structure, CheckFault::Undecodable, CheckFault::Pixels, CheckFault::Bytes];
        let steps = Steps { write: on_a_bad_disk, ..Steps::REAL };
        Desk::new(format).assert_caught(&steps, &all, &format!("a bad disk under {format}"));
    }
}

fn not_at_all(photo: &Raster, _shapes: &[Shape], _style: Style) -> Raster {
    photo.clone()
}

/// Leaves one pixel of the face as it was.
fn but_for_a_pixel(photo: &Raster, shapes: &[Shape], style: Style) -> Raster {
    let mut covered = redact(photo, shapes, style);
    let at = (65 * SIZE.width as usize + 82) * 3;
    covered.rgb_mut()[at..at + 3].copy_from_slice(&photo.rgb()[at..at + 3]);
    covered
}

/// What many programs do: the face is only made coarse.
fn by_means_of_the_face(photo: &Raster, shapes: &[Shape], style: Style) -> Raster {
    let mut covered = redact(photo, shapes, style);
    for y in 50..80 {
        for x in 70..94 {
            let tile = photo.pixel(x / 12 * 12 + 6, y / 12 * 12 + 6).unwrap();
            let at = ((y * SIZE.width + x) * 3) as usize;
            covered.rgb_mut()[at..at + 3].copy_from_slice(&tile);
        }
    }
    covered
}

fn at_the_wrong_place(photo: &Raster, shapes: &[Shape], style: Style) -> Raster {
    let moved: Vec<Shape> = shapes
        .iter()
        .filter_map(|shape| Some(Shape::Rectangle(shape.bounds()?.translated(90.0, 0.0))))
        .collect();
    redact(photo, &moved, style)
}

#[test]
fn f116_a_face_that_is_not_covered_through_and_through_is_caught() {
    type Redact = fn(&Raster, &[Shape], Style) -> Raster;
    let faults: [(&str, Redact); 4] = [
        ("nothing covered", not_at_all),
        ("one pixel left", but_for_a_pixel),
        ("a mosaic of the face", by_means_of_the_face),
        ("the wrong place covered", at_the_wrong_place),
    ];
    let desk = Desk::new(OutputFormat::Png);
    for (what, redact) in faults {
        desk.assert_caught(&Steps { redact, ..Steps::REAL }, &[CheckFault::Uncovered], what);
    }
}

/// The contact sheet's first cell is 128 pixels; the covered area lies in its middle.
#[test]
fn a_face_seen_under_a_cover_ends_the_export() {
    let desk = Desk::new(OutputFormat::Jpeg);
    let seen = Told::new(&[BoundingBox::new(34.0, 34.0, 50.0, 60.0)]);
    let outcome = desk.export(&Steps::REAL, &seen);
    assert!(
        matches!(&outcome, Err(ExportFailure::File(fault)) if fault.kind() == "face_visible"),
        "{outcome:?}"
    );
    assert_eq!(desk.files(), 0);
    // What it was shown is the copy, not the photo: no pixel of the sheet is one of the covered face.
    let sheet = seen.looked_at.lock().unwrap().pop().unwrap();
    assert_eq!(sheet.size(), PixelSize::new(640, 384));

    // Beside the cover, or in an empty cell, it is no affair of this copy.
    for elsewhere in [BoundingBox::new(2.0, 2.0, 14.0, 14.0), BoundingBox::new(300.0, 300.0, 50.0, 60.0)] {
        assert!(desk.export(&Steps::REAL, &Told::new(&[elsewhere])).is_ok());
    }
}

/// The second cell of the sheet shows 60 pixels of the copy around a bar of 40 by 10, from (130, 35) on.
#[test]
fn a_face_of_which_a_drawn_bar_leaves_most_bare_ends_the_export() {
    let desk = Desk::new(OutputFormat::Jpeg);
    let bar = [Shape::Rectangle(BoundingBox::new(140.0, 60.0, 40.0, 10.0))];
    let around = |face: BoundingBox| {
        let on_sheet = face.translated(-130.0, -35.0).times(128.0 / 60.0).translated(128.0, 0.0);
        desk.export_with(&bar, &Steps::REAL, &Told::new(&[on_sheet]))
    };
    let outcome = around(BoundingBox::new(140.0, 45.0, 40.0, 50.0));
    let Err(ExportFailure::File(ExportFault::Check(CheckFault::FaceVisible(face)))) = outcome else {
        panic!("{outcome:?}");
    };
    assert!(BoundingBox::from(face).iou(BoundingBox::new(140.0, 45.0, 40.0, 50.0)) > 0.9, "{face:?}");
    assert_eq!(desk.files(), 0);
    // At the edge of a face, and without a face.
    assert!(around(BoundingBox::new(140.0, 64.0, 40.0, 50.0)).is_ok());
    assert!(desk.export_with(&bar, &Steps::REAL, &Told::new(&[])).is_ok());
    // The cover that was fitted around a found face hides it all: what reaches out is a collar.
    assert!(desk.export(&Steps::REAL, &Told::new(&[BoundingBox::new(68.0, 40.0, 46.0, 60.0)])).is_ok());
}

#[test]
fn without_an_answer_from_the_detector_there_is_no_copy() {
    let desk = Desk::new(OutputFormat::Jpeg);
    let outcome = desk.export(&Steps::REAL, &Told::failing());
    assert!(matches!(outcome, Err(ExportFailure::SecondLook(_))), "{outcome:?}");
    assert_eq!(desk.files(), 0);
}

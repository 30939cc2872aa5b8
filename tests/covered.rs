//! The real detector looks at a covered copy as every export has it do (criterion R10).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use std::path::Path;

use sladd::{
    detection::{CancelFlag, DetectorOptions, FaceDetector as _, OnnxFaceDetector},
    photo::{Limits, open, read},
    pipeline::SecondLook,
    redaction::{Shape, Style, face_mask, redact},
};

#[test]
fn r10_a_copy_passes_the_second_look_of_the_real_detector() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let raster = open(&read(&path, &Limits::default()).unwrap(), &Limits::default()).unwrap().raster;
    let detector = OnnxFaceDetector::load(None, DetectorOptions::default()).unwrap();
    let found = detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
    assert!(!found.faces.is_empty());
    let shapes: Vec<Shape> = found.faces.iter().map(|face| face_mask(face.bbox, 25, raster.size())).collect();
    for style in [Style::Veil, Style::Mosaic] {
        let copy = redact(&raster, &shapes, style);
        assert_eq!(SecondLook::new(&copy, &shapes, &[]).face(&detector).unwrap(), None, "{style:?}");
    }
}

//! The real detector looks at a covered copy as every export has it do .
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod support;

use std::path::Path;

use sladd::{
    detection::{CancelFlag, FaceDetector as _},
    geometry::BoundingBox,
    photo::{Limits, Raster, open, read},
    pipeline::SecondLook,
    redaction::{Shape, Style, face_mask, redact},
};

fn sample() -> Raster {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    open(&read(&path, &Limits::default()).unwrap(), &Limits::default()).unwrap().raster
}

/// A bar leaves most of a face bare. Whoever decided that this face stays visible may cover something on it.
#[test]
fn a_bar_over_the_eyes_does_not_pass_the_second_look() {
    let raster = sample();
    let detector = support::detector();
    let found = detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
    let face = found.faces.iter().max_by(|a, b| a.bbox.area().total_cmp(&b.bbox.area())).unwrap().bbox;
    let (x, y) = (face.x - 0.05 * face.width, face.y + 0.25 * face.height);
    let bar = [Shape::Rectangle(BoundingBox::new(x, y, 1.1 * face.width, 0.25 * face.height))];
    for style in Style::ALL {
        let copy = redact(&raster, &bar, style);
        let seen = SecondLook::new(&copy, &[], &bar, &[]).face(&detector).unwrap();
        assert!(seen.is_some_and(|seen| seen.iou(face) > 0.3), "{style:?}: {seen:?} for {face:?}");
        assert_eq!(SecondLook::new(&copy, &[], &bar, &[face]).face(&detector).unwrap(), None);
    }
}

#[test]
fn a_copy_passes_the_second_look_of_the_real_detector() {
    let raster = sample();
    let detector = support::detector();
    let found = detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
    assert!(!found.faces.is_empty());
    let shapes: Vec<Shape> = found.faces.iter().map(|face| face_mask(face.bbox, 25, raster.size())).collect();
    for style in Style::ALL {
        let copy = redact(&raster, &shapes, style);
        assert_eq!(SecondLook::new(&copy, &shapes, &[], &[]).face(&detector).unwrap(), None, "{style:?}");
    }
}

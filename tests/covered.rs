//! The real detector looks at a covered copy as every export has it do (criterion R10).
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod support;

use std::path::Path;

use sladd::{
    detection::{CancelFlag, FaceDetector as _},
    geometry::{BoundingBox, PixelSize},
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
fn r10_a_bar_over_the_eyes_does_not_pass_the_second_look() {
    let raster = sample();
    let detector = support::detector();
    let found = detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
    let face = found.faces.iter().max_by(|a, b| a.bbox.area().total_cmp(&b.bbox.area())).unwrap().bbox;
    let (x, y) = (face.x - 0.05 * face.width, face.y + 0.25 * face.height);
    let bar = [Shape::Rectangle(BoundingBox::new(x, y, 1.1 * face.width, 0.25 * face.height))];
    let copy = redact(&raster, &bar, Style::Veil);
    let seen = SecondLook::new(&copy, &[], &bar, &[]).face(&detector).unwrap();
    assert!(seen.is_some_and(|seen| seen.iou(face) > 0.3), "{seen:?} for {face:?}");
    assert_eq!(SecondLook::new(&copy, &[], &bar, &[face]).face(&detector).unwrap(), None);
}

#[test]
fn r10_a_copy_passes_the_second_look_of_the_real_detector() {
    let raster = sample();
    let detector = support::detector();
    let found = detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
    assert!(!found.faces.is_empty());
    let shapes: Vec<Shape> = found.faces.iter().map(|face| face_mask(face.bbox, 25, raster.size())).collect();
    for style in [Style::Veil, Style::Mosaic] {
        let copy = redact(&raster, &shapes, style);
        assert_eq!(SecondLook::new(&copy, &shapes, &[], &[]).face(&detector).unwrap(), None, "{style:?}");
    }
}

/// The letter of R10: at half, full and double size and at four turns the detector finds nothing over a cover, even at
/// 0.2 below its threshold.
#[test]
fn r10_at_every_size_and_turn_nothing_is_found_over_a_cover() {
    let raster = looked_at(&sample(), 0.5, 0);
    let size = raster.size();
    let detector = support::detector();
    let least = detector.info().threshold - 0.2;
    let find = |raster: &Raster| {
        let found = detector.detect(raster, &mut |_| {}, &CancelFlag::default()).unwrap();
        let all = found.faces.into_iter().chain(found.candidates);
        all.filter(|face| face.score >= least).map(|face| face.bbox).collect::<Vec<_>>()
    };
    let faces = find(&raster);
    assert!(faces.len() >= 3);
    let shapes: Vec<Shape> = faces.iter().map(|face| face_mask(*face, 25, size)).collect();
    for style in [Style::Veil, Style::Mosaic, Style::Solid] {
        let copy = redact(&raster, &shapes, style);
        for factor in [0.5, 1.0, 2.0] {
            for turns in 0..4 {
                let found = find(&looked_at(&copy, factor, turns));
                let covers = shapes.iter().filter_map(Shape::bounds).map(|b| turned(b, size, factor, turns));
                let over: Vec<_> =
                    covers.filter(|cover| found.iter().any(|face| face.iou(*cover) > 0.3)).collect();
                assert!(over.is_empty(), "{style:?} at {factor}, turned {turns}: {over:?}");
            }
        }
    }
}

fn looked_at(raster: &Raster, factor: f32, turns: u8) -> Raster {
    let size = raster.size();
    let picture = image::RgbImage::from_raw(size.width, size.height, raster.rgb().to_vec()).unwrap();
    let to = |side: u32| (side as f32 * factor) as u32;
    let filter = image::imageops::FilterType::Triangle;
    let picture = image::imageops::resize(&picture, to(size.width), to(size.height), filter);
    let picture = match turns {
        1 => image::imageops::rotate90(&picture),
        2 => image::imageops::rotate180(&picture),
        3 => image::imageops::rotate270(&picture),
        _ => picture,
    };
    Raster::new(PixelSize::new(picture.width(), picture.height()), picture.into_raw()).unwrap()
}

/// Where a box lies in the enlarged and turned picture.
fn turned(b: BoundingBox, size: PixelSize, factor: f32, turns: u8) -> BoundingBox {
    let b = b.times(factor);
    let (w, h) = (size.width as f32 * factor, size.height as f32 * factor);
    match turns {
        1 => BoundingBox::new(h - b.bottom(), b.x, b.height, b.width),
        2 => BoundingBox::new(w - b.right(), h - b.bottom(), b.width, b.height),
        3 => BoundingBox::new(b.y, w - b.right(), b.height, b.width),
        _ => b,
    }
}

//! The real detector and covers: what it finds lies under them (R9), and it looks once more at every copy.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

mod support;

use std::{collections::BTreeMap, env, path::Path};

use sladd::{
    detection::{CancelFlag, FaceDetector as _},
    geometry::BoundingBox,
    photo::{Limits, Raster, open, read},
    pipeline::SecondLook,
    redaction::{Mask, Shape, Style, face_mask, redact},
};

/// Of the photos for evaluation every so many-th is looked at; all of them with `SLADD_WHOLE_EVALUATION=1`.
const EVERY: usize = 40;
/// The smallest side of a labelled face that counts (the root of its area), in pixels.
const LEAST_FACE: f32 = 16.0;
/// Points along each side of a labelled face at which it is asked whether they are covered.
const POINTS: u32 = 24;

fn looks() -> impl Iterator<Item = Style> {
    Style::ALL.into_iter().chain([Style::Colour([200, 30, 90])])
}

fn picture(path: &Path) -> Raster {
    open(&read(path, &Limits::default()).unwrap(), &Limits::default()).unwrap().raster
}

fn sample() -> Raster {
    picture(&Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg"))
}

/// The sample, and portraits where there are some.
fn photos() -> Vec<(String, Raster)> {
    let mut photos = vec![("sample".to_owned(), sample())];
    let folder = support::shared().map(|shared| shared.join("photos"));
    for name in ["astronaut.png", "grace_hopper.jpg", "obama.jpg", "biden.jpg"] {
        let path = folder.as_ref().map(|folder| folder.join(name)).filter(|path| path.is_file());
        photos.extend(path.map(|path| (name.to_owned(), picture(&path))));
    }
    photos
}

#[derive(serde::Deserialize)]
struct Labelled {
    faces: Vec<[f32; 4]>,
}

/// R9: of the labelled faces that are found at least 99 % lie under covers to nine tenths and more.
#[test]
fn r9_labelled_faces_that_are_found_are_covered() {
    let folder = support::shared().map(|shared| shared.join("eval"));
    let Some(folder) = folder.filter(|folder| folder.join("labels.json").is_file()) else {
        println!("skipped: no labelled photos");
        return;
    };
    let labels: BTreeMap<String, Labelled> =
        serde_json::from_slice(&std::fs::read(folder.join("labels.json")).unwrap()).unwrap();
    let every = if env::var_os("SLADD_WHOLE_EVALUATION").is_some() { 1 } else { EVERY };
    let detector = support::detector();
    let (mut found, mut covered) = (0_usize, 0_usize);
    for (name, labelled) in labels.iter().step_by(every) {
        let raster = picture(&folder.join(name));
        let seen = detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
        let boxes: Vec<BoundingBox> = seen.faces.iter().chain(&seen.perhaps).map(|face| face.bbox).collect();
        let shapes: Vec<Shape> = boxes.iter().map(|bbox| face_mask(*bbox, 25, raster.size())).collect();
        let mask = Mask::of(&shapes, raster.size());
        for [x, y, width, height] in &labelled.faces {
            let face = BoundingBox::new(*x, *y, *width, *height);
            if face.area().sqrt() < LEAST_FACE || boxes.iter().all(|other| other.iou(face) < 0.3) {
                continue;
            }
            let at = |index: u32, from: f32, side: f32| {
                (from + (index as f32 + 0.5) / POINTS as f32 * side).max(0.0) as u32
            };
            let under = (0..POINTS * POINTS)
                .filter(|point| {
                    mask.contains(at(point % POINTS, *x, *width), at(point / POINTS, *y, *height))
                })
                .count();
            found += 1;
            covered += usize::from(under * 10 >= (POINTS * POINTS) as usize * 9);
        }
    }
    println!("{covered} of {found} found faces are covered to nine tenths");
    assert!(found >= 20, "{found} faces");
    assert!(covered * 100 >= found * 99, "{covered} of {found}");
}

/// A bar leaves most of a face bare. Whoever decided that this face stays visible may cover something on it.
#[test]
fn a_bar_over_the_eyes_does_not_pass_the_second_look() {
    let raster = sample();
    let detector = support::detector();
    let face = largest(&raster);
    let (x, y) = (face.x - 0.05 * face.width, face.y + 0.25 * face.height);
    let bar = [Shape::Rectangle(BoundingBox::new(x, y, 1.1 * face.width, 0.25 * face.height))];
    for style in looks() {
        let copy = redact(&raster, &bar, style);
        let seen = SecondLook::new(&copy, &[], &bar, &[]).face(&detector).unwrap();
        assert!(seen.is_some_and(|seen| seen.iou(face) > 0.3), "{style:?}: {seen:?} for {face:?}");
        assert_eq!(SecondLook::new(&copy, &[], &bar, &[face]).face(&detector).unwrap(), None);
    }
}

fn largest(raster: &Raster) -> BoundingBox {
    let found = support::detector().detect(raster, &mut |_| {}, &CancelFlag::default()).unwrap();
    found.faces.iter().max_by(|a, b| a.bbox.area().total_cmp(&b.bbox.area())).unwrap().bbox
}

/// A cover that was pulled aside leaves half a face bare, and no head and no sign that is drawn in it makes up for that:
/// in every look two of three such copies at least are refused. (Not all: the networks see most of such faces, whatever the
/// look; `examples/half_covered.rs`.)
#[test]
fn a_face_half_out_of_its_cover_does_not_pass_the_second_look() {
    let raster = sample();
    let detector = support::detector();
    let face = largest(&raster);
    let cover = face_mask(face, 25, raster.size());
    let bounds = cover.bounds().unwrap();
    let refused = |style: Style| {
        let aside = [(0.5, 0.0), (-0.5, 0.0), (0.0, -0.45)].map(|(dx, dy)| {
            let aside = [cover.translated(dx * bounds.width, dy * bounds.height)];
            let copy = redact(&raster, &aside, style);
            SecondLook::new(&copy, &[], &aside, &[]).face(&detector).unwrap()
        });
        aside.iter().flatten().filter(|seen| seen.iou(face) > 0.2).count()
    };
    let counts: Vec<(Style, usize)> = looks().map(|style| (style, refused(style))).collect();
    println!("{counts:?}");
    assert!(counts.iter().all(|(_, count)| *count >= 2), "{counts:?}");
}

#[test]
fn a_copy_passes_the_second_look_of_the_real_detector() {
    let detector = support::detector();
    for (name, raster) in photos() {
        let found = detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
        assert!(!found.faces.is_empty(), "{name}");
        let faces = found.faces.iter().chain(&found.perhaps);
        let shapes: Vec<Shape> = faces.map(|face| face_mask(face.bbox, 25, raster.size())).collect();
        for style in looks() {
            let copy = redact(&raster, &shapes, style);
            let seen = SecondLook::new(&copy, &shapes, &[], &[]).face(&detector).unwrap();
            assert_eq!(seen, None, "{name}, {style:?}");
        }
    }
}

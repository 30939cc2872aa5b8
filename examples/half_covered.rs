//! Covers faces badly, as a hand in a hurry might, and counts how often the second look of an export refuses the
//! copy; and the same for covers beside faces that stay visible, which it must let pass.
//!
//! ```sh
//! cargo run --release --example half_covered -- [--every N] PHOTO_OR_FOLDER...
//! ```
//!
//! The two largest faces of each photo, from 40 pixels on; the other faces of the photo are covered well.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for developers")]

use std::{collections::BTreeMap, path::PathBuf};

use sladd::{
    detection::{CancelFlag, DetectorOptions, FaceDetector, OnnxFaceDetector, library_beside_program},
    geometry::{BoundingBox, PixelSize},
    photo::{Limits, Raster, open, read},
    pipeline::SecondLook,
    redaction::{Mask, Shape, Style, face_mask, redact},
};

const LEAST_FACE: f32 = 40.0;

/// A part of a face's box, in its widths and heights.
const fn part(left: f32, top: f32, right: f32, bottom: f32) -> [f32; 4] {
    [left, top, right, bottom]
}

const COVERS: [(&str, [f32; 4]); 9] = [
    ("bar over the eyes", part(-0.05, 0.25, 1.05, 0.5)),
    ("narrow bar", part(0.1, 0.3, 0.9, 0.45)),
    ("middle", part(0.25, 0.25, 0.75, 0.75)),
    ("mouth and chin", part(0.0, 0.6, 1.0, 1.05)),
    ("upper half", part(-0.1, -0.2, 1.1, 0.5)),
    ("left half", part(-0.1, -0.1, 0.5, 1.1)),
    ("one eye", part(0.15, 0.3, 0.4, 0.5)),
    ("badge on the chest, face visible", part(0.2, 1.7, 0.8, 2.1)),
    ("badge on the chest, face covered", part(0.2, 1.7, 0.8, 2.1)),
];

fn photos() -> Vec<PathBuf> {
    let (mut every, mut photos) = (1, Vec::new());
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        if word == "--every" {
            every = words.next().unwrap().parse().unwrap();
            continue;
        }
        let path = PathBuf::from(word);
        if path.is_dir() {
            let files = path.read_dir().unwrap().map(|entry| entry.unwrap().path());
            let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
            files.sort();
            photos.extend(files.into_iter().step_by(every));
        } else {
            photos.push(path);
        }
    }
    photos
}

/// True where the masks of the other faces leave this one alone.
fn is_free(face: BoundingBox, others: &[Shape], size: PixelSize) -> bool {
    let mask = Mask::of(others, size);
    let Some(rect) = face.to_pixels(size) else { return false };
    !(rect.y..rect.bottom()).any(|y| (rect.x..rect.right()).any(|x| mask.contains(x, y)))
}

fn try_all(photo: &Raster, detector: &dyn FaceDetector, counts: &mut BTreeMap<usize, (u32, u32)>) {
    let mut faces = detector.detect(photo, &mut |_| {}, &CancelFlag::default()).unwrap().faces;
    faces.sort_by(|a, b| b.bbox.area().total_cmp(&a.bbox.area()));
    let mut tried = 0;
    for (index, face) in faces.iter().enumerate() {
        let others = faces.iter().enumerate().filter(|(other, _)| *other != index);
        let others: Vec<Shape> = others.map(|(_, other)| face_mask(other.bbox, 25, photo.size())).collect();
        let bbox = face.bbox;
        if bbox.width.max(bbox.height) < LEAST_FACE || !is_free(bbox, &others, photo.size()) {
            continue;
        }
        tried += 1;
        if tried > 2 {
            return;
        }
        for (kind, (what, [left, top, right, bottom])) in COVERS.into_iter().enumerate() {
            let at = |x: f32, y: f32| (bbox.x + x * bbox.width, bbox.y + y * bbox.height);
            let cover = BoundingBox::from_corners(at(left, top), at(right, bottom));
            if cover.bottom() > photo.size().height as f32 {
                continue;
            }
            let drawn = [Shape::Rectangle(cover)];
            let mut fitted = others.clone();
            if what.ends_with("face covered") {
                fitted.push(face_mask(bbox, 25, photo.size()));
            }
            let shapes: Vec<Shape> = fitted.iter().chain(&drawn).cloned().collect();
            let copy = redact(photo, &shapes, Style::Blur);
            let visible: &[BoundingBox] = if what.ends_with("visible") { &[bbox] } else { &[] };
            let refused = SecondLook::new(&copy, &fitted, &drawn, visible).face(detector).unwrap().is_some();
            let count = counts.entry(kind).or_default();
            count.0 += u32::from(refused);
            count.1 += 1;
        }
    }
}

fn main() {
    sladd::detection::silence_libraries();
    let detector =
        OnnxFaceDetector::load(library_beside_program().as_deref(), DetectorOptions::default()).unwrap();
    let mut counts = BTreeMap::new();
    for path in photos() {
        let Ok(bytes) = read(&path, &Limits::default()) else { continue };
        let Ok(opened) = open(&bytes, &Limits::default()) else { continue };
        try_all(&opened.raster, &detector, &mut counts);
    }
    for ((what, _), (refused, all)) in COVERS.iter().zip(counts.into_values()) {
        println!("{what}: {refused} of {all} refused");
    }
}

//! Covers every face of the given photos and has the detector look at the whole copy again, at three sizes
//! and four rotations: criterion R10 of the security brief.
//!
//!     cargo run --release --example covered -- PHOTO_OR_FOLDER... [--sheets FOLDER] [--size ORIGINAL]
//!
//! Prints a line for each photo and the sums. With `--sheets` it writes the copies there, smaller, for the eye.
#![allow(clippy::print_stdout, clippy::unwrap_used, reason = "a program for developers")]

use std::path::{Path, PathBuf};

use sladd::{
    detection::{CancelFlag, DetectorOptions, FaceDetector, OnnxFaceDetector, library_beside_program},
    geometry::PixelSize,
    photo::{Limits, Raster, open, read},
    pipeline::SecondLook,
    redaction::{Mask, Shape, Style, face_mask, redact},
};

/// Below the detector's own threshold, as R10 asks.
const LOWER: f32 = 0.2;

fn resized(raster: &Raster, factor: f32, turns: u8) -> Raster {
    let size = raster.size();
    let picture = image::RgbImage::from_raw(size.width, size.height, raster.rgb().to_vec()).unwrap();
    let to = |side: u32| ((side as f32 * factor) as u32).max(1);
    let picture = image::imageops::resize(
        &picture,
        to(size.width),
        to(size.height),
        image::imageops::FilterType::Triangle,
    );
    let picture = match turns {
        1 => image::imageops::rotate90(&picture),
        2 => image::imageops::rotate180(&picture),
        3 => image::imageops::rotate270(&picture),
        _ => picture,
    };
    Raster::new(PixelSize::new(picture.width(), picture.height()), picture.into_raw()).unwrap()
}

fn photos(paths: &[PathBuf]) -> Vec<PathBuf> {
    let mut found: Vec<PathBuf> = Vec::new();
    for path in paths {
        if path.is_dir() {
            found.extend(path.read_dir().unwrap().map(|entry| entry.unwrap().path()).filter(|p| p.is_file()));
        } else {
            found.push(path.clone());
        }
    }
    found.sort();
    found
}

fn main() {
    let mut arguments: Vec<PathBuf> = std::env::args_os().skip(1).map(PathBuf::from).collect();
    let sheets = arguments.iter().position(|argument| argument == Path::new("--sheets")).map(|at| {
        arguments.remove(at);
        arguments.remove(at)
    });
    let all_sizes = !arguments.iter().any(|argument| argument == Path::new("--once"));
    arguments.retain(|argument| argument != Path::new("--once"));
    let detector =
        OnnxFaceDetector::load(library_beside_program().as_deref(), DetectorOptions::default()).unwrap();
    let threshold = detector.info().threshold;
    let (mut seen, mut covers, mut hits, mut lower_hits, mut refusals) = (0, 0, 0, 0, 0);
    for path in photos(&arguments) {
        let Ok(bytes) = read(&path, &Limits::default()) else { continue };
        let Ok(opened) = open(&bytes, &Limits::default()) else { continue };
        let raster = opened.raster;
        let found = detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap();
        let size = raster.size();
        let shapes: Vec<Shape> = found.faces.iter().map(|face| face_mask(face.bbox, 25, size)).collect();
        let copy = redact(&raster, &shapes, Style::Veil);
        let (mut photo_hits, mut photo_lower) = (0, 0);
        let passes: &[(f32, u8)] = if all_sizes {
            &[(0.5, 0), (1.0, 0), (2.0, 0), (1.0, 1), (1.0, 2), (1.0, 3)]
        } else {
            &[(1.0, 0)]
        };
        for (factor, turns) in passes {
            if size.long_side() as f32 * factor > 4000.0 {
                continue;
            }
            let again = resized(&copy, *factor, *turns);
            let looked = detector.detect(&again, &mut |_| {}, &CancelFlag::default()).unwrap();
            let covered: Vec<_> = shapes
                .iter()
                .filter_map(Shape::bounds)
                .map(|b| {
                    // Where the cover lies in the turned copy.
                    let b = b.times(*factor);
                    let (w, h) = (size.width as f32 * factor, size.height as f32 * factor);
                    match turns {
                        1 => sladd::geometry::BoundingBox::new(h - b.bottom(), b.x, b.height, b.width),
                        2 => sladd::geometry::BoundingBox::new(
                            w - b.right(),
                            h - b.bottom(),
                            b.width,
                            b.height,
                        ),
                        3 => sladd::geometry::BoundingBox::new(b.y, w - b.right(), b.height, b.width),
                        _ => b,
                    }
                })
                .collect();
            for face in looked.faces.iter().chain(&looked.candidates) {
                if face.score >= threshold - LOWER && covered.iter().any(|b| b.iou(face.bbox) > 0.3) {
                    photo_lower += 1;
                    if face.score >= threshold {
                        photo_hits += 1;
                    }
                    println!("    {:.2} at {factor} turned {turns}: {:?}", face.score, face.bbox);
                }
            }
        }
        let look = SecondLook::new(&copy, &shapes, &[]);
        let refused = look.face(&detector).unwrap();
        refusals += u32::from(refused.is_some());
        if let Some(face) = refused {
            println!("    the second look would refuse: {face:?}");
        }
        let share = Mask::of(&shapes, size).area() as f32 / size.area() as f32;
        println!(
            "{}: {} faces, {:.1} % covered, {photo_hits} found again, {photo_lower} with the lower threshold",
            path.file_name().unwrap().to_string_lossy(),
            shapes.len(),
            share * 100.0
        );
        if let Some(sheets) = &sheets {
            let small = resized(&copy, (900.0 / size.long_side() as f32).min(1.0), 0);
            let name = sheets.join(path.with_extension("png").file_name().unwrap());
            image::RgbImage::from_raw(small.size().width, small.size().height, small.into_rgb())
                .unwrap()
                .save(name)
                .unwrap();
        }
        seen += 1;
        covers += shapes.len();
        hits += photo_hits;
        lower_hits += photo_lower;
    }
    println!(
        "{seen} photos, {covers} covers, {hits} faces found under covers, {lower_hits} with the lower threshold, \
         {refusals} copies that the second look refuses"
    );
}

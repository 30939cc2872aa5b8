//! Where the time of a detection goes: decoding a photo, one look of each model, fusion, the whole. On a photo of 12
//! megapixels made from the sample. `$SLADD_ONNXRUNTIME` names the faster engine.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a bench that cannot start should say where")]

use std::{fs, hint::black_box, io::Cursor, path::Path, time::Duration};

use criterion::{BatchSize, Criterion, criterion_group, criterion_main};
use image::{RgbImage, imageops};
use sladd::{
    detection::{
        CancelFlag, DetectorOptions, FaceDetector as _, Fusion, Model, OnnxFaceDetector, Pass, Progress,
        Zoom, fuse, library_beside_program, turns_of,
    },
    geometry::PixelSize,
    photo::{Limits, Raster, open},
};

/// The sample, 1680 × 840 pixels, as often as it fits, each time turned over.
fn photo(width: u32, height: u32) -> RgbImage {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/sample.jpg");
    let raster = open(&fs::read(file).unwrap(), &Limits::default()).unwrap().raster;
    let size = raster.size();
    let sample = RgbImage::from_raw(size.width, size.height, raster.into_rgb()).unwrap();
    let mirrored = imageops::flip_horizontal(&sample);
    let mut photo = RgbImage::from_pixel(width, height, image::Rgb([120, 130, 140]));
    for (number, (x, y)) in
        (0..5).flat_map(|row| (0..4).map(move |column| (column * 1680, row * 840))).enumerate()
    {
        let part = if number.is_multiple_of(2) { &sample } else { &mirrored };
        imageops::replace(&mut photo, part, x, y);
    }
    photo
}

fn detection(criterion: &mut Criterion) {
    sladd::detection::silence_libraries();
    let picture = photo(4000, 3000);
    let mut jpeg = Cursor::new(Vec::new());
    picture.write_to(&mut jpeg, image::ImageFormat::Jpeg).unwrap();
    let jpeg = jpeg.into_inner();
    let size = PixelSize::new(picture.width(), picture.height());
    let raster = Raster::new(size, picture.into_raw()).unwrap();
    let detector =
        OnnxFaceDetector::load(library_beside_program().as_deref(), DetectorOptions::default()).unwrap();
    println!("engine {}", detector.info().engine);
    let cancel = CancelFlag::default();
    let votes = detector.votes(&raster, None, &cancel).unwrap();
    println!("{} votes, {} faces", votes.len(), {
        fuse(&votes, size, &turns_of(&votes).upright, &Fusion::default()).faces.len()
    });

    let mut group = criterion.benchmark_group("12 megapixels");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function("decode", |bencher| {
        bencher.iter(|| open(black_box(&jpeg), &Limits::default()).unwrap());
    });
    for (name, pass) in [
        ("CenterFace in one tile", Pass::new(Model::CenterFace, Zoom::Tiles(1))),
        ("YuNet-s in one tile", Pass::new(Model::YuNet, Zoom::Tiles(1))),
        ("YuNet-s pixel for pixel", Pass::new(Model::YuNet, Zoom::Native)),
    ] {
        group.bench_function(name, |bencher| {
            bencher.iter(|| detector.votes(&raster, Some(&[pass]), &cancel).unwrap());
        });
    }
    group.bench_function("fusion", |bencher| {
        bencher.iter_batched(
            || votes.clone(),
            |votes| fuse(black_box(&votes), size, &turns_of(&votes).upright, &Fusion::default()),
            BatchSize::SmallInput,
        );
    });
    group.bench_function("whole", |bencher| {
        bencher.iter(|| detector.detect(&raster, &mut |_| {}, &cancel).unwrap());
    });
    group.finish();
    large(criterion, &detector);
}

/// What a person waits for: the first boxes, with the reduction of the photo before them, and the whole.
fn large(criterion: &mut Criterion, detector: &OnnxFaceDetector) {
    let picture = photo(6000, 4000);
    let size = PixelSize::new(picture.width(), picture.height());
    let raster = Raster::new(size, picture.into_raw()).unwrap();
    let mut group = criterion.benchmark_group("24 megapixels");
    group.sample_size(10).measurement_time(Duration::from_secs(10));
    group.bench_function("first boxes", |bencher| {
        bencher.iter(|| {
            let cancel = CancelFlag::default();
            let mut stop = |progress: Progress| {
                if progress.faces_so_far.is_some_and(|faces| !faces.is_empty()) {
                    cancel.cancel();
                }
            };
            detector.detect(&raster, &mut stop, &cancel).unwrap_err()
        });
    });
    group.bench_function("whole", |bencher| {
        bencher.iter(|| detector.detect(&raster, &mut |_| {}, &CancelFlag::default()).unwrap());
    });
    group.finish();
}

criterion_group!(benches, detection);
criterion_main!(benches);

//! Covers every face of the given photos and has the detector look at the whole copy again: criterion R10 of the
//! security brief, at half, full and double size and at four turns, by the threshold less 0.2.
//!
//! ```sh
//! cargo run --release --example covered -- [--every N] PHOTO_OR_FOLDER... [--fills veil,mosaic,solid]
//!     [--margin PERCENT] [--quick] [--crops FOLDER] [--sheets FOLDER]
//! ```
//!
//! Fills beside those of the program: `flat` (the veil's mean, one tone for each cover), `half` (half way from the
//! veil to that), `tiles` (of the veil, a sixth of the cover), `faint` (half way to those). A fill with a slash in it
//! is a folder of copies under the photos' names, by another program. `--quick` looks once, at full size and upright; `--every` takes each
//! Nth photo of a folder by name. `--crops` writes pictures of what was found (red: found, green: the cover it
//! overlaps), `--sheets` the copies, smaller. `$SLADD_ONNXRUNTIME` names the faster engine.
#![allow(clippy::print_stdout, clippy::unwrap_used, clippy::panic, reason = "a program for developers")]
#![allow(clippy::indexing_slicing, reason = "three colours, three sizes")]

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use image::{Rgb, RgbImage, imageops};
use sladd::{
    detection::{CancelFlag, DetectorOptions, FaceDetector, OnnxFaceDetector, library_beside_program},
    geometry::{BoundingBox, PixelRect, PixelSize},
    photo::{Limits, Raster, open, read},
    pipeline::SecondLook,
    redaction::{Mask, Shape, Style, face_mask, redact},
};

/// Below the detector's own threshold, as R10 asks.
const LOWER: f32 = 0.2;
/// An overlap with a cover that counts.
const OVERLAP: f32 = 0.3;
const SIZES: [f32; 3] = [0.5, 1.0, 2.0];
const CROP: u32 = 160;

struct Arguments {
    photos: Vec<PathBuf>,
    fills: Vec<String>,
    margin: u8,
    quick: bool,
    crops: Option<PathBuf>,
    sheets: Option<PathBuf>,
}

#[derive(Default)]
struct Count {
    covers: usize,
    looks: usize,
    hits: usize,
    lower: usize,
    /// Covers that any look found something at, at the lower threshold.
    covers_hit: usize,
    by_size: [usize; 3],
    refused: usize,
    second_look: Duration,
    crops: Vec<RgbImage>,
}

/// A find in pixels of the copy.
struct Find {
    bbox: BoundingBox,
    cover: BoundingBox,
    score: f32,
}

fn arguments() -> Arguments {
    let mut taken = Arguments {
        photos: Vec::new(),
        fills: ["veil", "mosaic", "solid"].map(str::to_owned).to_vec(),
        margin: 25,
        quick: false,
        crops: None,
        sheets: None,
    };
    let mut every = 1;
    let mut paths = Vec::new();
    let mut words = std::env::args().skip(1);
    while let Some(word) = words.next() {
        let mut value = || words.next().unwrap();
        match word.as_str() {
            "--every" => every = value().parse().unwrap(),
            "--fills" => taken.fills = value().split(',').map(str::to_owned).collect(),
            "--margin" => taken.margin = value().parse().unwrap(),
            "--quick" => taken.quick = true,
            "--crops" => taken.crops = Some(value().into()),
            "--sheets" => taken.sheets = Some(value().into()),
            _ => paths.push((PathBuf::from(word), every)),
        }
    }
    for (path, every) in paths {
        if path.is_dir() {
            let files = path.read_dir().unwrap().map(|entry| entry.unwrap().path());
            let mut files: Vec<PathBuf> = files.filter(|path| path.is_file()).collect();
            files.sort();
            taken.photos.extend(files.into_iter().step_by(every));
        } else {
            taken.photos.push(path);
        }
    }
    taken
}

fn picture(raster: &Raster) -> RgbImage {
    RgbImage::from_raw(raster.size().width, raster.size().height, raster.rgb().to_vec()).unwrap()
}

fn raster(picture: RgbImage) -> Raster {
    Raster::new(PixelSize::new(picture.width(), picture.height()), picture.into_raw()).unwrap()
}

fn resized(raster: &Raster, factor: f32) -> RgbImage {
    if (factor - 1.0).abs() < f32::EPSILON {
        return picture(raster);
    }
    let to = |side: u32| ((side as f32 * factor) as u32).max(1);
    let size = raster.size();
    imageops::resize(&picture(raster), to(size.width), to(size.height), imageops::FilterType::Triangle)
}

/// A box of a picture of this size that was turned clockwise, where it lies upright.
fn upright(b: BoundingBox, (width, height): (f32, f32), turns: u8) -> BoundingBox {
    match turns {
        1 => BoundingBox::new(b.y, height - b.right(), b.height, b.width),
        2 => BoundingBox::new(width - b.right(), height - b.bottom(), b.width, b.height),
        3 => BoundingBox::new(width - b.bottom(), b.x, b.height, b.width),
        _ => b,
    }
}

/// The mean colour of the veil under the mask.
fn mean(veil: &Raster, mask: &Mask, part: PixelRect) -> [u8; 3] {
    let (mut sum, mut count) = ([0_u64; 3], 0_u64);
    for (x, y) in within(part).filter(|(x, y)| mask.contains(*x, *y)) {
        count += 1;
        for (sum, value) in sum.iter_mut().zip(veil.pixel(x, y).unwrap()) {
            *sum += u64::from(value);
        }
    }
    sum.map(|sum| (sum / count.max(1)) as u8)
}

fn within(part: PixelRect) -> impl Iterator<Item = (u32, u32)> {
    (part.y..part.bottom()).flat_map(move |y| (part.x..part.right()).map(move |x| (x, y)))
}

fn filled(photo: &Raster, shapes: &[Shape], fill: &str) -> Raster {
    match fill {
        "veil" => return redact(photo, shapes, Style::Veil),
        "mosaic" => return redact(photo, shapes, Style::Mosaic),
        "solid" => return redact(photo, shapes, Style::Solid),
        _ => {}
    }
    let veil = redact(photo, shapes, Style::Veil);
    let mut copy = picture(&veil);
    for shape in shapes {
        let mask = Mask::of(std::slice::from_ref(shape), photo.size());
        let Some(part) = mask.bounds().first().copied() else { continue };
        let mean = mean(&veil, &mask, part);
        let tile = (part.width.max(part.height) / 6).max(4);
        for (x, y) in within(part).filter(|(x, y)| mask.contains(*x, *y)) {
            let soft = veil.pixel(x, y).unwrap();
            let tiled = || {
                let centre =
                    |at: u32, from: u32, to: u32| (from + (at - from) / tile * tile + tile / 2).min(to - 1);
                veil.pixel(centre(x, part.x, part.right()), centre(y, part.y, part.bottom())).unwrap()
            };
            let half = |other: [u8; 3]| std::array::from_fn(|c| u8::midpoint(other[c], soft[c]));
            let colour = match fill {
                "flat" => mean,
                "half" => half(mean),
                "tiles" => tiled(),
                "faint" => half(tiled()),
                other => panic!("no fill: {other}"),
            };
            copy.put_pixel(x, y, Rgb(colour));
        }
    }
    raster(copy)
}

/// What lies over a cover in all looks, and at which size.
fn finds(
    copy: &Raster,
    covers: &[BoundingBox],
    detector: &dyn FaceDetector,
    quick: bool,
) -> Vec<(usize, Find)> {
    let mut finds = Vec::new();
    for (index, factor) in SIZES.into_iter().enumerate() {
        let scaled = resized(copy, factor);
        let size = (scaled.width() as f32, scaled.height() as f32);
        for turns in 0..4 {
            if quick && (index, turns) != (1, 0) {
                continue;
            }
            let look = raster(match turns {
                1 => imageops::rotate90(&scaled),
                2 => imageops::rotate180(&scaled),
                3 => imageops::rotate270(&scaled),
                _ => scaled.clone(),
            });
            let found = detector.detect(&look, &mut |_| {}, &CancelFlag::default()).unwrap();
            for face in found.faces {
                let bbox = upright(face.bbox, size, turns).times(1.0 / factor);
                let best = covers.iter().max_by(|a, b| a.iou(bbox).total_cmp(&b.iou(bbox)));
                if let Some(cover) = best.filter(|cover| cover.iou(bbox) > OVERLAP) {
                    finds.push((index, Find { bbox, cover: *cover, score: face.score }));
                }
            }
        }
    }
    finds
}

fn crop(copy: &Raster, find: &Find) -> Option<RgbImage> {
    let part = find.bbox.hull(find.cover).scaled(1.5).to_pixels(copy.size())?;
    let scale = CROP as f32 / part.width.max(part.height) as f32;
    let crop = imageops::crop_imm(&picture(copy), part.x, part.y, part.width, part.height).to_image();
    let to = |side: u32| ((side as f32 * scale) as u32).clamp(1, CROP);
    let mut small = imageops::resize(&crop, to(part.width), to(part.height), imageops::FilterType::Triangle);
    for (bbox, colour) in [(find.cover, [0, 220, 0]), (find.bbox, [255, 0, 0])] {
        let b = bbox.translated(-(part.x as f32), -(part.y as f32)).times(scale);
        let (right, bottom) = (small.width() - 1, small.height() - 1);
        let at = |value: f32, most: u32| (value.max(0.0) as u32).min(most);
        let (x0, x1, y0, y1) =
            (at(b.x, right), at(b.right(), right), at(b.y, bottom), at(b.bottom(), bottom));
        for x in x0..=x1 {
            small.put_pixel(x, y0, Rgb(colour));
            small.put_pixel(x, y1, Rgb(colour));
        }
        for y in y0..=y1 {
            small.put_pixel(x0, y, Rgb(colour));
            small.put_pixel(x1, y, Rgb(colour));
        }
    }
    Some(small)
}

fn write_crops(crops: &[RgbImage], folder: &Path, fill: &str) {
    for (page, crops) in crops.chunks(48).enumerate() {
        let mut sheet = RgbImage::from_pixel(8 * CROP, 6 * CROP, Rgb([60; 3]));
        for (at, crop) in (0..).zip(crops) {
            imageops::replace(&mut sheet, crop, i64::from(at % 8 * CROP), i64::from(at / 8 * CROP));
        }
        sheet.save(folder.join(format!("{fill}-{page:02}.png"))).unwrap();
    }
}

fn main() {
    sladd::detection::silence_libraries();
    let arguments = arguments();
    let load = |threshold: f32| {
        let options = DetectorOptions { threshold, ..DetectorOptions::default() };
        OnnxFaceDetector::load(library_beside_program().as_deref(), options).unwrap()
    };
    let detector = load(DetectorOptions::default().threshold);
    let threshold = detector.info().threshold;
    let lower = load(threshold - LOWER);
    let mut counts: BTreeMap<&str, Count> = BTreeMap::new();
    let mut photos = 0;
    for path in &arguments.photos {
        let Ok(bytes) = read(path, &Limits::default()) else { continue };
        let Ok(opened) = open(&bytes, &Limits::default()) else { continue };
        let photo = opened.raster;
        let found = detector.detect(&photo, &mut |_| {}, &CancelFlag::default()).unwrap();
        let masks = found.faces.iter().map(|face| face_mask(face.bbox, arguments.margin, photo.size()));
        let shapes: Vec<Shape> = masks.collect();
        let covers: Vec<BoundingBox> = shapes
            .iter()
            .filter_map(|shape| shape.bounds()?.to_pixels(photo.size()))
            .map(|b| BoundingBox::new(b.x as f32, b.y as f32, b.width as f32, b.height as f32))
            .collect();
        photos += 1;
        print!("{}: {} covers", path.file_name().unwrap().to_string_lossy(), shapes.len());
        for fill in &arguments.fills {
            let copy = if fill.contains('/') {
                let bytes = read(&Path::new(fill).join(path.file_name().unwrap()), &Limits::default());
                let Ok(copy) = open(&bytes.unwrap_or_default(), &Limits::default()) else { continue };
                copy.raster
            } else {
                filled(&photo, &shapes, fill)
            };
            let finds = finds(&copy, &covers, &lower, arguments.quick);
            let count = counts.entry(fill).or_default();
            count.covers += shapes.len();
            count.looks += shapes.len() * if arguments.quick { 1 } else { 12 };
            for (size, find) in &finds {
                count.lower += 1;
                count.hits += usize::from(find.score >= threshold);
                count.by_size[*size] += 1;
            }
            count.covers_hit +=
                covers.iter().filter(|cover| finds.iter().any(|(_, find)| find.cover == **cover)).count();
            if arguments.crops.is_some() {
                // Each place once: the surest of its looks.
                let mut best: Vec<&Find> = finds.iter().map(|(_, find)| find).collect();
                best.sort_by(|a, b| b.score.total_cmp(&a.score));
                let mut shown: Vec<BoundingBox> = Vec::new();
                for find in best {
                    if !shown.contains(&find.cover) {
                        shown.push(find.cover);
                        count.crops.extend(crop(&copy, find));
                    }
                }
            }
            let began = Instant::now();
            let refused = SecondLook::new(&copy, &shapes, &[], &[]).face(&detector).unwrap();
            count.second_look += began.elapsed();
            count.refused += usize::from(refused.is_some());
            print!(", {fill} {}", finds.len());
            if let Some(bbox) = refused {
                print!(" REFUSED for {bbox:?}");
                let nearest = covers.iter().max_by(|a, b| a.iou(bbox).total_cmp(&b.iou(bbox))).copied();
                count.crops.extend(crop(&copy, &Find { bbox, cover: nearest.unwrap_or(bbox), score: 1.0 }));
            }
            if let Some(sheets) = &arguments.sheets {
                let small = resized(&copy, (900.0 / copy.size().long_side() as f32).min(1.0));
                small
                    .save(sheets.join(format!("{}.{fill}.png", path.file_stem().unwrap().display())))
                    .unwrap();
            }
        }
        println!();
    }
    println!("{photos} photos");
    for (fill, count) in &counts {
        println!(
            "{fill}: {} covers, {} looks at a cover: {} boxes from {threshold}, {} from {:.2} (by size {:?}), at {} covers; \
             {} copies refused, by {:.2} s of second look for each",
            count.covers,
            count.looks,
            count.hits,
            count.lower,
            threshold - LOWER,
            count.by_size,
            count.covers_hit,
            count.refused,
            count.second_look.as_secs_f32() / photos as f32
        );
        if let Some(folder) = &arguments.crops {
            write_crops(&count.crops, folder, &fill.replace('/', "_"));
        }
    }
}

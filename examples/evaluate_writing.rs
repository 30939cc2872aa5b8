//! How much writing is found, graded and covered on labelled photos, and how many places are none.
//!
//! ```sh
//! cargo run --release --example evaluate_writing -- FOLDER [PHOTO-OR-FOLDER]...
//! ```
//!
//! FOLDER holds `labels.json` (photo → `objects` with kind, blur, motion, contrast and quad; `lines` with text, class, quad, `cap_px` and the
//! number of their object), `NAME.ink.png` with the visible ink of each photo, and the photos; `background_text.json` tells what else is
//! writing. A line is found where half of its ink lies in places. Of the further photos, the places are counted and graded only.
//! `$SLADD_ONNXRUNTIME` names the faster engine.
#![allow(clippy::print_stdout, reason = "a table is what this program is for")]

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use anyhow::{Context as _, Result};
use serde::Deserialize;
use sladd::{
    detection::{CancelFlag, library_beside_program},
    geometry::BoundingBox,
    identifiers::{Finder, Found, Grade, Kinds, Quad},
    photo::{Limits, Raster, open},
};

#[derive(Deserialize)]
struct Labels {
    objects: Vec<Object>,
    lines: Vec<Line>,
}

#[derive(Deserialize)]
struct Object {
    kind: String,
    quad: Quad,
    blur: f32,
    motion: f32,
    contrast: f32,
}

#[derive(Deserialize)]
struct Line {
    cls: String,
    quad: Quad,
    cap_px: f32,
    font: String,
    obj: usize,
}

/// Found and all.
type Count = (u32, u32);

#[derive(Default)]
struct Table {
    rows: BTreeMap<String, Count>,
    /// Pixels of ink outside of the places, and all, of lines that are found.
    ink: (u64, u64),
    none: u32,
    places: u32,
    photos: u32,
    seconds: f64,
}

impl Table {
    fn count(&mut self, row: String, found: bool) {
        let count = self.rows.entry(row).or_default();
        *count = (count.0 + u32::from(found), count.1 + 1);
    }
}

fn contains(quad: &Quad, (x, y): (f32, f32)) -> bool {
    (0..4).all(|at| match (quad.get(at), quad.get((at + 1) % 4)) {
        (Some(a), Some(b)) => (b.0 - a.0) * (y - a.1) - (b.1 - a.1) * (x - a.0) >= 0.0,
        _ => false,
    })
}

/// The corners clockwise, whichever way they are labelled.
fn clockwise(quad: Quad) -> Quad {
    let [a, b, c, d] = quad;
    let turn = (c.0 - a.0) * (d.1 - b.1) - (c.1 - a.1) * (d.0 - b.0);
    if turn < 0.0 { [a, d, c, b] } else { quad }
}

fn bounds(quad: &Quad) -> BoundingBox {
    let [first, ..] = *quad;
    quad.iter().fold(BoundingBox::from_corners(first, first), |all, corner| {
        all.hull(BoundingBox::from_corners(*corner, *corner))
    })
}

/// The pixels of ink in a label.
fn ink_of(ink: &image::GrayImage, quad: &Quad) -> Vec<(f32, f32)> {
    let (quad, all) = (clockwise(*quad), bounds(quad));
    let columns = all.x.max(0.0) as u32..(all.right().max(0.0).ceil() as u32).min(ink.width());
    let rows = all.y.max(0.0) as u32..(all.bottom().max(0.0).ceil() as u32).min(ink.height());
    rows.flat_map(|y| columns.clone().map(move |x| (x, y)))
        .filter(|(x, y)| ink.get_pixel(*x, *y).0 != [0])
        .map(|(x, y)| (x as f32 + 0.5, y as f32 + 0.5))
        .filter(|at| contains(&quad, *at))
        .collect()
}

/// Fonts of the labelled photos that look written by hand.
const HANDWRITING: [&str; 7] = ["Breip", "dkg", "SteveHand", "femke", "Femke", "ComicNeue", "sj"];

const HEIGHTS: [(f32, f32); 6] =
    [(5.0, 8.0), (8.0, 12.0), (12.0, 16.0), (16.0, 24.0), (24.0, 48.0), (12.0, f32::MAX)];

fn add(table: &mut Table, labels: &Labels, ink: &image::GrayImage, found: &Found, known: &[BoundingBox]) {
    let in_places = |at: &(f32, f32)| found.places.iter().find(|place| contains(&place.outline, *at));
    let mut objects: BTreeMap<usize, bool> = BTreeMap::new();
    for line in &labels.lines {
        let pixels = ink_of(ink, &line.quad);
        let Some(object) = labels.objects.get(line.obj) else { continue };
        if pixels.is_empty() {
            continue;
        }
        let covered: Vec<_> = pixels.iter().filter_map(in_places).collect();
        let is_found = covered.len() * 2 >= pixels.len();
        *objects.entry(line.obj).or_default() |= is_found;
        if is_found {
            table.ink.0 += (pixels.len() - covered.len()) as u64;
            table.ink.1 += pixels.len() as u64;
        }
        let sharp = object.blur <= 0.1 && object.motion <= 0.0 && object.contrast >= 0.5;
        for (least, most) in
            HEIGHTS.into_iter().filter(|(least, most)| (*least..*most).contains(&line.cap_px))
        {
            let heights =
                if most < f32::MAX { format!("{least} to {most}") } else { format!("{least} and more") };
            table.count(format!("lines, capitals of {heights} px"), is_found);
            if sharp {
                table.count(format!("sharp lines, capitals of {heights} px"), is_found);
            }
        }
        if line.cap_px >= 8.0 {
            table.count(format!("lines from 8 px on: {}", object.kind), is_found);
            let contrast = if object.contrast < 0.5 { "contrast below 0.5" } else { "contrast from 0.5 on" };
            table.count(format!("lines from 8 px on: {contrast}"), is_found);
            let blur = if object.motion > 0.0 {
                "moved"
            } else if object.blur > 0.1 {
                "blurred by more than a tenth of a capital"
            } else {
                "not blurred"
            };
            table.count(format!("lines from 8 px on: {blur}"), is_found);
        }
        if line.cls.starts_with("number") && line.cap_px >= 12.0 {
            let grave = covered.first().is_some_and(|place| place.grade == Grade::PersonalNumber);
            table.count("personal numbers from 12 px on, graded as such".to_owned(), grave);
            if sharp && !HANDWRITING.iter().any(|font| line.font.starts_with(font)) {
                table.count("sharp printed personal numbers from 12 px on, graded as such".to_owned(), grave);
            }
        }
    }
    for found in objects.values() {
        table.count("objects with writing".to_owned(), *found);
    }
    table.none += found
        .places
        .iter()
        .filter(|place| known.iter().all(|label| label.intersection_area(place.bounds()) <= 0.0))
        .count() as u32;
}

fn look(table: &mut Table, finder: &Finder, path: &Path) -> Result<Found> {
    let raster: Raster = open(&fs::read(path)?, &Limits::default())?.raster;
    let kinds = Kinds { text: true, codes: false };
    let found = finder.find(&raster, kinds, &mut |_, _| {}, &CancelFlag::default())?;
    table.photos += 1;
    table.places += found.places.len() as u32;
    table.seconds += found.elapsed.as_secs_f64();
    Ok(found)
}

fn print(table: &Table) {
    for (row, (found, all)) in &table.rows {
        println!("{row:<64} {found:>5} of {all:>5}  {:>5.1} %", f64::from(*found) * 100.0 / f64::from(*all));
    }
    if table.ink.1 > 0 {
        println!("ink of found lines outside: {:.2} %", table.ink.0 as f64 * 100.0 / table.ink.1 as f64);
        println!("places on no label a photo: {:.2}", f64::from(table.none) / f64::from(table.photos));
    }
    let photos = f64::from(table.photos.max(1));
    println!("{:.1} places and {:.2} s a photo", f64::from(table.places) / photos, table.seconds / photos);
}

fn main() -> Result<()> {
    sladd::detection::silence_libraries();
    let mut arguments = std::env::args_os().skip(1).map(PathBuf::from);
    let folder = arguments.next().context("usage: evaluate_writing FOLDER [PHOTO-OR-FOLDER]...")?;
    let labels: BTreeMap<String, Labels> = serde_json::from_slice(&fs::read(folder.join("labels.json"))?)?;
    let others: BTreeMap<String, Vec<[f32; 4]>> = fs::read(folder.join("background_text.json"))
        .ok()
        .map(|bytes| serde_json::from_slice(&bytes))
        .transpose()?
        .unwrap_or_default();
    let finder = Finder::load(library_beside_program().as_deref(), None)?;
    let mut table = Table::default();
    for (name, of_photo) in &labels {
        let found = look(&mut table, &finder, &folder.join(name))?;
        let ink = image::ImageReader::open(folder.join(Path::new(name).with_extension("ink.png")))?
            .decode()?
            .into_luma8();
        let others = others.get(name).into_iter().flatten();
        let known: Vec<BoundingBox> = of_photo
            .objects
            .iter()
            .map(|object| bounds(&object.quad))
            .chain(of_photo.lines.iter().map(|line| bounds(&line.quad)))
            .chain(others.map(|[x0, y0, x1, y1]| BoundingBox::from_corners((*x0, *y0), (*x1, *y1))))
            .collect();
        add(&mut table, of_photo, &ink, &found, &known);
    }
    print(&table);
    let mut more = Table::default();
    for path in arguments {
        let files = if path.is_dir() {
            fs::read_dir(path)?.map(|entry| Ok(entry?.path())).collect::<Result<Vec<_>>>()?
        } else {
            vec![path]
        };
        for file in files {
            look(&mut more, &finder, &file)?;
        }
    }
    if more.photos > 0 {
        println!("further photos:");
        print(&more);
    }
    Ok(())
}

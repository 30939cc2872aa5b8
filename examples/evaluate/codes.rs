//! `evaluate --codes FOLDER`: how many labelled codes are found and covered, and how many places are none.
//!
//! FOLDER holds photos, and `labels.json`: file → list of `kind` (`qr`, `dm`, `c128`, `ean` …), `quad` in pixels, and `blur` as the
//! deviation in modules. Photos that `labels.json` does not name, or all where there is none, count as photos without codes.

use std::{collections::BTreeMap, fs, path::Path, time::Instant};

use anyhow::{Context as _, Result};
use serde::Deserialize;
use sladd::{
    detection::CancelFlag,
    identifiers::{Grade, Place, Quad, codes},
    photo::{Limits, open},
};

#[derive(Deserialize)]
struct Code {
    kind: String,
    blur: f32,
    quad: Quad,
}

impl Code {
    fn grade(&self) -> Grade {
        match self.kind.as_str() {
            "qr" => Grade::Qr,
            "dm" => Grade::DataMatrix,
            "aztec" => Grade::Aztec,
            "pdf417" => Grade::Pdf417,
            _ => Grade::Bars,
        }
    }

    /// Below this a decoder has no trouble.
    fn is_sharp(&self) -> bool {
        self.blur < 0.3
    }
}

/// All, found, covered by nine tenths, and given their kind.
#[derive(Default)]
struct Row {
    all: u32,
    found: u32,
    covered: u32,
    graded: u32,
}

/// Points over a code at which it is asked whether something covers it, each way.
const GRID: usize = 40;
/// A place is of a code where its middle lies in the code or no further from it than this, in pixels.
const NEAR: f32 = 6.0;

/// Looks through FOLDER and prints the table.
///
/// # Errors
/// Where a file cannot be read.
pub fn run(folder: &Path) -> Result<()> {
    let labels: BTreeMap<String, Vec<Code>> = match fs::read(folder.join("labels.json")) {
        Ok(bytes) => serde_json::from_slice(&bytes).unwrap_or_default(),
        Err(_) => BTreeMap::new(),
    };
    let mut names: Vec<String> = fs::read_dir(folder)?
        .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
        .filter(|name| [".jpg", ".jpeg", ".png"].iter().any(|suffix| name.ends_with(suffix)))
        .collect();
    names.sort();
    let mut rows: BTreeMap<(String, &str), Row> = BTreeMap::new();
    let (mut photos, mut invented, mut seconds) = (0_u32, 0_u32, 0.0);
    for name in &names {
        let bytes = fs::read(folder.join(name))?;
        let Ok(opened) = open(&bytes, &Limits::default()) else { continue };
        let begun = Instant::now();
        let places = codes::find(&opened.raster, 2, &CancelFlag::default()).context("nobody cancels")?;
        seconds += begun.elapsed().as_secs_f64();
        photos += 1;
        let own = labels.get(name).map_or(&[][..], Vec::as_slice);
        for code in own {
            count(code, &places, &mut rows);
        }
        let is_none = |place: &&Place| !own.iter().any(|code| touches(code, place));
        let none: Vec<&Place> = places.iter().filter(is_none).collect();
        invented += none.len() as u32;
        for place in none {
            println!("{name}: {} at {:?} is no labelled code", place.grade.word(), place.bounds().center());
        }
    }
    println!("\n| kind | | codes | found % | covered % of those | kind told % |\n|---|---|---|---|---|---|");
    let percent = |part: u32, all: u32| 100.0 * f64::from(part) / f64::from(all.max(1));
    for ((kind, sharpness), row) in &rows {
        println!(
            "| {kind} | {sharpness} | {} | {:.1} | {:.1} | {:.1} |",
            row.all,
            percent(row.found, row.all),
            percent(row.covered, row.found),
            percent(row.graded, row.all)
        );
    }
    let each = f64::from(photos.max(1));
    println!(
        "\n{photos} photos, {:.2} false places a photo, {:.2} s a photo",
        f64::from(invented) / each,
        seconds / each
    );
    Ok(())
}

fn count(code: &Code, places: &[Place], rows: &mut BTreeMap<(String, &'static str), Row>) {
    let hits: Vec<&Place> = places.iter().filter(|place| is_located(code, place)).collect();
    let covered = covered(&code.quad, &hits) >= 0.9;
    let graded = hits.iter().any(|place| place.grade == code.grade());
    for sharpness in ["all", if code.is_sharp() { "sharp" } else { "blurred" }] {
        let row = rows.entry((code.grade().word().to_owned(), sharpness)).or_default();
        row.all += 1;
        row.found += u32::from(!hits.is_empty());
        row.covered += u32::from(covered && !hits.is_empty());
        row.graded += u32::from(graded);
    }
}

fn middle(quad: &Quad) -> (f32, f32) {
    let sum = quad.iter().fold((0.0, 0.0), |sum, point| (sum.0 + point.0, sum.1 + point.1));
    (sum.0 / 4.0, sum.1 / 4.0)
}

/// Pixels inside all four sides; negative outside.
fn depth(quad: &Quad, point: (f32, f32)) -> f32 {
    let [first, second, third, fourth] = *quad;
    let turn = (third.0 - first.0) * (fourth.1 - second.1) - (third.1 - first.1) * (fourth.0 - second.0);
    [(first, second), (second, third), (third, fourth), (fourth, first)]
        .iter()
        .map(|(from, to)| {
            let (x, y) = (to.0 - from.0, to.1 - from.1);
            turn.signum() * (x * (point.1 - from.1) - y * (point.0 - from.0)) / x.hypot(y).max(f32::EPSILON)
        })
        .fold(f32::MAX, f32::min)
}

fn is_located(code: &Code, place: &Place) -> bool {
    place.lines.first().is_some_and(|line| depth(&code.quad, middle(line)) >= -NEAR)
}

fn touches(code: &Code, place: &Place) -> bool {
    is_located(code, place) || covered(&code.quad, &[place]) > 0.02
}

/// The part of a code that lies inside an outline.
fn covered(quad: &Quad, places: &[&Place]) -> f32 {
    let mix = |from: (f32, f32), to: (f32, f32), share: f32| {
        (from.0 + share * (to.0 - from.0), from.1 + share * (to.1 - from.1))
    };
    let [first, second, third, fourth] = *quad;
    let part = |index: usize| (index as f32 + 0.5) / GRID as f32;
    let inside = (0..GRID * GRID)
        .filter(|at| {
            let (u, v) = (part(at % GRID), part(at / GRID));
            let point = mix(mix(first, second, u), mix(fourth, third, u), v);
            places.iter().any(|place| depth(&place.outline, point) >= 0.0)
        })
        .count();
    inside as f32 / (GRID * GRID) as f32
}

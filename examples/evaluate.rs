//! How many faces the detector finds, covers, and invents on labelled photos.
//!
//! ```sh
//! cargo run --release --example evaluate -- FOLDER [--every N] [--threshold P] [--turn 0|90|180|270]
//!     [--passes c1@0,s2@0] [--mask FACTOR] [--misses] [--calibrate] [--evidence FILE]
//! cargo run --release --example evaluate -- --codes FOLDER
//! ```
//!
//! `--codes` measures codes instead, see `evaluate/codes.rs`. FOLDER holds `labels.json` (file → `faces` as x, y, width, height; `ignore`; `attributes`) and the photos.
//! What the models say is kept in `target/evaluate.json`, so that other thresholds and fewer passes need no
//! inference; delete it when models or tiles change. `--mask 1.4` takes a box of that many times the found one as the mask, for
//! every way alike. Below what is shipped stand the finer classes of size, the tags, and 95 % intervals by Wilson. `--evidence` adds a line for each cluster of votes to FILE, for
//! `tools/fit_grade.py`. `$SLADD_ONNXRUNTIME` names the faster engine.
#![allow(clippy::print_stdout, reason = "a table is what this program is for")]
#![allow(clippy::disallowed_methods, reason = "its cache is no export")]

#[path = "evaluate/codes.rs"]
mod codes;

use std::{collections::BTreeMap, fs, path::PathBuf};

use anyhow::{Context as _, Result, bail};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use sladd::{
    detection::{
        CancelFlag, DetectorOptions, FaceDetector as _, Fusion, Model, OnnxFaceDetector, Pass, Vote, Zoom,
        fuse, library_beside_program, turns_of, weigh,
    },
    geometry::{BoundingBox, PixelSize},
    photo::{Limits, Raster, open},
    redaction::{DEFAULT_MARGIN_PERCENT, Mask, Shape, face_mask},
};

#[derive(Deserialize)]
struct Labels {
    faces: Vec<[f32; 4]>,
    #[serde(default)]
    ignore: Vec<[f32; 4]>,
    #[serde(default, alias = "tags")]
    attributes: Vec<Value>,
}

/// What the models said about one photo at one turn.
#[derive(Clone, Serialize, Deserialize)]
struct Seen {
    size: PixelSize,
    /// Of the shipped detector.
    votes: Vec<Vote>,
    /// Of looks that it does not take.
    more: Vec<Vote>,
}

/// Found and all.
type Count = (u32, u32);

#[derive(Default)]
struct Table {
    covered: BTreeMap<String, Count>,
    boxed: BTreeMap<String, Count>,
    false_boxes: u32,
    /// What is perhaps a face: on a label, and all.
    perhaps: Count,
    /// Faces of at least 16 pixels of which not even half is covered, and all.
    unseen: Count,
    photos: u32,
    misses: Vec<String>,
}

/// Classes of size, by the side of a square as large as the face, in pixels.
const BINS: [(f32, f32); 9] = [
    (8.0, 16.0),
    (12.0, 16.0),
    (16.0, 20.0),
    (20.0, 24.0),
    (16.0, 32.0),
    (32.0, 64.0),
    (64.0, f32::MAX),
    (16.0, f32::MAX),
    (32.0, f32::MAX),
];

struct Arguments {
    folder: PathBuf,
    every: usize,
    threshold: Option<f32>,
    turn: u8,
    passes: Option<Vec<Pass>>,
    misses: bool,
    calibrate: bool,
    evidence: Option<PathBuf>,
    mask: Option<f32>,
}

fn arguments() -> Result<Arguments> {
    let mut words = std::env::args().skip(1);
    let mut found = Arguments {
        folder: PathBuf::new(),
        every: 1,
        threshold: None,
        turn: 0,
        passes: None,
        misses: false,
        calibrate: false,
        evidence: None,
        mask: None,
    };
    while let Some(word) = words.next() {
        let mut value = || words.next().with_context(|| format!("{word} needs a value"));
        match word.as_str() {
            "--every" => found.every = value()?.parse::<usize>()?.max(1),
            "--threshold" => found.threshold = Some(value()?.parse()?),
            "--turn" => found.turn = (value()?.parse::<u32>()? / 90 % 4) as u8,
            "--passes" => found.passes = Some(value()?.split(',').map(str::parse).collect::<Result<_, _>>()?),
            "--misses" => found.misses = true,
            "--calibrate" => found.calibrate = true,
            "--mask" => found.mask = Some(value()?.parse()?),
            "--evidence" => found.evidence = Some(PathBuf::from(value()?)),
            _ => found.folder = PathBuf::from(word),
        }
    }
    if found.folder.as_os_str().is_empty() {
        bail!("usage: evaluate FOLDER [--every N] [--threshold P] [--turn T] [--passes LIST] [--misses]");
    }
    Ok(found)
}

fn main() -> Result<()> {
    sladd::detection::silence_libraries();
    let words: Vec<String> = std::env::args().skip(1).collect();
    if let [word, folder] = words.as_slice()
        && word == "--codes"
    {
        return codes::run(folder.as_ref());
    }
    let arguments = arguments()?;
    let labels: BTreeMap<String, Labels> =
        serde_json::from_slice(&fs::read(arguments.folder.join("labels.json"))?)?;
    let detector = OnnxFaceDetector::load(library_beside_program().as_deref(), DetectorOptions::default())?;
    println!("engine {}, turned by {}°", detector.info().engine, u32::from(arguments.turn) * 90);
    let cache_file = PathBuf::from("target/evaluate.json");
    let mut cache: BTreeMap<String, Seen> =
        fs::read(&cache_file).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok()).unwrap_or_default();
    let mut sets: BTreeMap<String, Vec<&String>> = BTreeMap::new();
    for name in labels.keys() {
        sets.entry(name.split('/').next().unwrap_or_default().to_owned()).or_default().push(name);
    }
    let mut counts = Counts::default();
    for (set, names) in &sets {
        let names: Vec<&String> = names.iter().copied().step_by(arguments.every).collect();
        let before = cache.len();
        for (number, name) in names.iter().enumerate() {
            let key = format!("{name}@{}", arguments.turn);
            if let std::collections::btree_map::Entry::Vacant(place) = cache.entry(key) {
                let path = arguments.folder.join(name.as_str());
                place.insert(look(&detector, &path, arguments.turn)?);
            }
            if number % 50 == 49 {
                eprintln(&format!("{set}: {} of {}", number + 1, names.len()));
            }
        }
        if cache.len() > before {
            fs::write(&cache_file, serde_json::to_vec(&cache)?)?;
        }
        if arguments.calibrate {
            for name in &names {
                if let (Some(seen), Some(truth)) =
                    (cache.get(&format!("{name}@{}", arguments.turn)), labels.get(*name))
                {
                    counts.add(truth, seen, arguments.turn);
                }
            }
            continue;
        }
        if let Some(file) = &arguments.evidence {
            let mut lines = String::new();
            for name in &names {
                if let (Some(seen), Some(truth)) =
                    (cache.get(&format!("{name}@{}", arguments.turn)), labels.get(*name))
                {
                    lines.push_str(&evidence(set, truth, seen, arguments.turn)?);
                }
            }
            std::io::Write::write_all(
                &mut fs::OpenOptions::new().create(true).append(true).open(file)?,
                lines.as_bytes(),
            )?;
            continue;
        }
        for (title, way) in ways(&arguments) {
            let mut table = Table::default();
            for name in &names {
                let Some(seen) = cache.get(&format!("{name}@{}", arguments.turn)) else { continue };
                if let Some(truth) = labels.get(*name) {
                    let masks = |bbox| way.mask(bbox, seen.size, arguments.mask);
                    table.add(name, truth, seen, &way.found(seen), &masks, arguments.turn);
                }
            }
            table.print(set, &title);
            if arguments.misses && title.starts_with("Sladd") {
                table.misses.iter().for_each(|miss| println!("    missed {miss}"));
            }
        }
    }
    if arguments.calibrate {
        counts.print();
    }
    Ok(())
}

/// Upper ends of the bins of raw scores for the calibration.
const ENDS: [f32; 17] =
    [0.1, 0.15, 0.2, 0.25, 0.3, 0.35, 0.4, 0.45, 0.5, 0.55, 0.6, 0.65, 0.7, 0.75, 0.8, 0.9, 2.0];

/// Boxes of upright looks by model and raw score: those that overlap a labelled face, and all.
#[derive(Default)]
struct Counts(BTreeMap<Model, [(f32, f32); 17]>);

impl Counts {
    fn add(&mut self, truth: &Labels, seen: &Seen, turn: u8) {
        let known = truth.known(seen, turn);
        let upright = turns_of(&seen.votes).upright;
        for vote in seen.votes.iter().filter(|vote| upright.contains(&vote.pass.turns)) {
            let bins = self.0.entry(vote.pass.model).or_default();
            let Some((hits, all)) =
                ENDS.iter().position(|end| vote.score < *end).and_then(|at| bins.get_mut(at))
            else {
                continue;
            };
            *hits += f32::from(u8::from(known.iter().any(|face| face.iou(vote.bbox) >= 0.35)));
            *all += 1.0;
        }
    }

    /// Shares of hits, pooled where they would fall with a higher score.
    fn print(&self) {
        for (model, bins) in &self.0 {
            let mut pools: Vec<(f32, f32, usize)> = Vec::new();
            for (hits, all) in bins {
                // Half a hit in one box more, so that no bin is certain.
                let mut pool = (hits + 0.5, all + 1.0, 1);
                while let Some(before) = pools.pop_if(|before| before.0 / before.1 > pool.0 / pool.1) {
                    pool = (before.0 + pool.0, before.1 + pool.1, before.2 + pool.2);
                }
                pools.push(pool);
            }
            let table: Vec<String> = pools
                .iter()
                .flat_map(|(hits, all, bins)| std::iter::repeat_n(format!("{:.3}", hits / all), *bins))
                .collect();
            let boxes: f32 = bins.iter().map(|(_, all)| all).sum();
            println!("{model:?}, {boxes} boxes: {}", table.join(", "));
        }
    }
}

#[expect(clippy::print_stderr, reason = "progress belongs there")]
fn eprintln(line: &str) {
    eprintln!("{line}");
}

/// A line of JSON for each cluster of votes that is not plainly nothing.
fn evidence(set: &str, truth: &Labels, seen: &Seen, turn: u8) -> Result<String> {
    /// Calibrated probability of the likeliest vote below which nobody would take a cluster for anything.
    const LEAST: f32 = 0.15;
    let known = truth.known(seen, turn);
    let fusion = Fusion::default();
    let mut lines = String::new();
    for (found, best, evidence) in weigh(&seen.votes, seen.size, &turns_of(&seen.votes).upright, &fusion) {
        if best < LEAST {
            continue;
        }
        let line = serde_json::json!({
            "set": set, "true": hits(&known, found.bbox), "fused": found.score, "evidence": evidence,
        });
        lines.push_str(&serde_json::to_string(&line)?);
        lines.push('\n');
    }
    Ok(lines)
}

impl Labels {
    /// Every labelled face in the turned photo, those that are not asked for too.
    fn known(&self, seen: &Seen, turn: u8) -> Vec<BoundingBox> {
        self.faces.iter().chain(&self.ignore).map(|b| turned_box(*b, turn, seen.size)).collect()
    }
}

/// True where a box is on a label.
fn hits(known: &[BoundingBox], bbox: BoundingBox) -> bool {
    known.iter().any(|face| bbox.contains(face.center()) || bbox.iou(*face) >= 0.2)
}

/// What the shipped detector looks at, and apart from it what others do.
fn look(detector: &OnnxFaceDetector, path: &std::path::Path, turn: u8) -> Result<Seen> {
    let raster = turned(open(&fs::read(path)?, &Limits::default())?.raster, turn)?;
    let cancel = CancelFlag::default();
    let votes = detector.votes(&raster, None, &cancel)?;
    let more = detector.votes(&raster, Some(&[PEER]), &cancel)?;
    Ok(Seen { size: raster.size(), votes, more })
}

/// CenterFace pixel for pixel, as the peer runs it.
const PEER: Pass = Pass::new(Model::CenterFace, Zoom::Native);

fn turned(raster: Raster, turn: u8) -> Result<Raster> {
    let size = raster.size();
    let image = image::RgbImage::from_raw(size.width, size.height, raster.into_rgb()).context("raster")?;
    let image = match turn {
        0 => image,
        1 => image::imageops::rotate90(&image),
        2 => image::imageops::rotate180(&image),
        _ => image::imageops::rotate270(&image),
    };
    Raster::new(PixelSize::new(image.width(), image.height()), image.into_raw()).context("raster")
}

/// A label in the turned photo of `size`.
fn turned_box(label: [f32; 4], turn: u8, size: PixelSize) -> BoundingBox {
    let [x, y, wide, high] = label;
    let (width, height) = (size.width as f32, size.height as f32);
    match turn {
        0 => BoundingBox::new(x, y, wide, high),
        1 => BoundingBox::new(width - y - high, x, high, wide),
        2 => BoundingBox::new(width - x - wide, height - y - high, wide, high),
        _ => BoundingBox::new(y, height - x - wide, high, wide),
    }
}

/// A way to turn votes into faces.
enum Way {
    Shipped(Fusion, Option<Vec<Pass>>),
    /// One pass by its raw score.
    Raw(Pass, f32),
}

impl Way {
    /// Boxes of faces, and of what is perhaps one.
    fn found(&self, seen: &Seen) -> (Vec<BoundingBox>, Vec<BoundingBox>) {
        match self {
            Self::Raw(pass, least) => {
                let votes = if *pass == PEER { &seen.more } else { &seen.votes };
                let strong = votes.iter().filter(|vote| vote.pass == *pass && vote.score >= *least);
                (strong.map(|vote| vote.bbox).collect(), Vec::new())
            }
            Self::Shipped(fusion, passes) => {
                let votes: Vec<Vote> = match passes {
                    None => seen.votes.clone(),
                    Some(passes) => {
                        let all = seen.votes.iter().chain(&seen.more);
                        all.filter(|vote| passes.contains(&vote.pass)).copied().collect()
                    }
                };
                let found = fuse(&votes, seen.size, &turns_of(&votes).upright, fusion);
                let boxes =
                    |found: Vec<sladd::detection::Detection>| found.iter().map(|face| face.bbox).collect();
                (boxes(found.faces), boxes(found.perhaps))
            }
        }
    }

    /// The mask over a found box: the way's own, or `factor` times the box.
    fn mask(&self, bbox: BoundingBox, size: PixelSize, factor: Option<f32>) -> Shape {
        match self {
            _ if let Some(factor) = factor => Shape::Rectangle(bbox.scaled(factor)),
            Self::Shipped(..) => face_mask(bbox, DEFAULT_MARGIN_PERCENT, size),
            // The peer's own mask: the box times 1.3.
            Self::Raw(..) => Shape::Rectangle(bbox.scaled(1.3)),
        }
    }
}

fn ways(arguments: &Arguments) -> Vec<(String, Way)> {
    let with = |threshold| Fusion { threshold, ..Fusion::default() };
    if arguments.passes.is_some() || arguments.threshold.is_some() {
        let fusion = with(arguments.threshold.unwrap_or(sladd::detection::DEFAULT_THRESHOLD));
        return vec![(
            format!("Sladd at {}", fusion.threshold),
            Way::Shipped(fusion, arguments.passes.clone()),
        )];
    }
    let upright = |model| Pass::new(model, Zoom::Tiles(1));
    let mut ways = vec![
        ("peer: CenterFace native 0.2".to_owned(), Way::Raw(PEER, 0.2)),
        ("CenterFace one tile 0.3".to_owned(), Way::Raw(upright(Model::CenterFace), 0.3)),
        ("YuNet-s one tile 0.5".to_owned(), Way::Raw(upright(Model::YuNet), 0.5)),
    ];
    ways.extend(
        [0.3, 0.4, 0.45, 0.5, 0.6, 0.7]
            .map(|threshold| (format!("Sladd at {threshold}"), Way::Shipped(with(threshold), None))),
    );
    ways
}

impl Table {
    fn add(
        &mut self,
        name: &str,
        truth: &Labels,
        seen: &Seen,
        (sure, perhaps): &(Vec<BoundingBox>, Vec<BoundingBox>),
        masks: &dyn Fn(BoundingBox) -> Shape,
        turn: u8,
    ) {
        let faces: Vec<BoundingBox> = truth.faces.iter().map(|b| turned_box(*b, turn, seen.size)).collect();
        let known = truth.known(seen, turn);
        self.photos += 1;
        self.false_boxes += sure.iter().filter(|bbox| !hits(&known, **bbox)).count() as u32;
        self.perhaps.0 += perhaps.iter().filter(|bbox| hits(&known, **bbox)).count() as u32;
        self.perhaps.1 += perhaps.len() as u32;
        let found: Vec<BoundingBox> = sure.iter().chain(perhaps).copied().collect();
        let shapes: Vec<Shape> = found.iter().map(|bbox| masks(*bbox)).collect();
        let mask = Mask::of(&shapes, seen.size);
        for (number, face) in faces.iter().enumerate() {
            let side = face.area().sqrt();
            let boxed = found.iter().any(|bbox| bbox.iou(*face) >= 0.5);
            let share = share_covered(*face, &mask, seen.size);
            let covered = share >= 0.9;
            if side >= 16.0 {
                self.unseen = (self.unseen.0 + u32::from(share < 0.5), self.unseen.1 + 1);
            }
            let mut names: Vec<String> = BINS
                .iter()
                .filter(|(from, to)| side >= *from && side < *to)
                .map(|(from, to)| if *to > 1e9 { format!(">={from}") } else { format!("{from}-{to}") })
                .collect();
            if side >= 16.0 {
                names.extend(truth.attributes.get(number).map(tags).unwrap_or_default());
            }
            for bin in names {
                for (table, hit) in [(&mut self.covered, covered), (&mut self.boxed, boxed)] {
                    let count = table.entry(bin.clone()).or_default();
                    *count = (count.0 + u32::from(hit), count.1 + 1);
                }
            }
            if !covered && side >= 32.0 {
                let f = truth.faces.get(number).copied().unwrap_or_default();
                self.misses.push(format!("{name} {f:?} {side:.0} px"));
            }
        }
    }

    fn print(&self, set: &str, title: &str) {
        let share = |count: Option<&Count>| {
            count.map_or("    –".to_owned(), |(hit, all)| {
                format!("{:5.1}", 100.0 * f64::from(*hit) / f64::from((*all).max(1)))
            })
        };
        let mut line = format!("{set:<7} {title:<28}");
        for bin in ["8-16", "16-32", "32-64", ">=64", ">=16", ">=32"] {
            let (boxed, covered) = (share(self.boxed.get(bin)), share(self.covered.get(bin)));
            line.extend(["  ", bin, " ", &boxed, " /", &covered]);
        }
        let false_boxes = f64::from(self.false_boxes) / f64::from(self.photos.max(1));
        let (right, all) = self.perhaps;
        let perhaps = f64::from(all) / f64::from(self.photos.max(1));
        println!("{line}  false {false_boxes:.2}  perhaps {perhaps:.2}, of them {right} of {all} right");
        if title.starts_with("Sladd at 0.45") {
            let told = |title: &str, count: &Count| {
                let (low, high) = wilson(*count);
                println!(
                    "        {title:<28} {} of {}  ({low:.1} to {high:.1})",
                    share(Some(count)),
                    count.1
                );
            };
            for bin in ["12-16", "16-20", "20-24", "16-32", ">=16"] {
                if let Some(count) = self.covered.get(bin) {
                    told(bin, count);
                }
            }
            told("unseen", &self.unseen);
            for (tag, count) in self.covered.iter().filter(|(tag, _)| tag.contains(' ')) {
                told(tag, count);
            }
        }
    }
}

/// The 95 % interval of a share, in percent, by Wilson (Journal of the American Statistical Association 22, 1927).
fn wilson((hit, all): Count) -> (f64, f64) {
    const Z: f64 = 1.96;
    let (n, p) = (f64::from(all.max(1)), f64::from(hit) / f64::from(all.max(1)));
    let middle = p + Z * Z / (2.0 * n);
    let reach = Z * (p * (1.0 - p) / n + Z * Z / (4.0 * n * n)).sqrt();
    let of = |value: f64| 100.0 * value / (1.0 + Z * Z / n);
    (of(middle - reach).max(0.0), of(middle + reach))
}

/// The tags of a label, each with a space in it.
fn tags(value: &Value) -> Vec<String> {
    match value {
        Value::String(word) => vec![format!("tag {word}")],
        Value::Object(map) => map.iter().map(|(key, value)| format!("{key} {value}")).collect(),
        Value::Array(words) => words.iter().flat_map(tags).collect(),
        Value::Null | Value::Bool(_) | Value::Number(_) => Vec::new(),
    }
}

/// Share of a label's pixels under the masks; of the part that lies in the photo.
fn share_covered(face: BoundingBox, mask: &Mask, size: PixelSize) -> f32 {
    let Some(pixels) = face.to_pixels(size) else { return 1.0 };
    let inside = (pixels.y..pixels.y + pixels.height)
        .flat_map(|y| (pixels.x..pixels.x + pixels.width).map(move |x| (x, y)))
        .filter(|(x, y)| mask.contains(*x, *y));
    inside.count() as f32 / (pixels.width * pixels.height).max(1) as f32
}

//! Makes a plan: walks once through the folders and writes down what is there.

use std::{
    fs,
    io::{self, Write as _},
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use serde::Serialize;

use crate::{
    consent::Country,
    file,
    hash::ContentHash,
    owner_only,
    text::harmless_json,
    walk::{self, Found, LeftOut, Trouble, TroubleKind},
};

use super::{
    Place, Plan, PlanFault, ShardRef,
    plan::{FORMAT, LEFT_OUT_FILE, LeftOutLine, LeftOutRef, PLAN_FILE, PhotoLine, ShardHead},
    program_sha256,
};

/// Photos of a shard where nothing else is asked for. At 0.7 to 2 seconds for a photo of 12 megapixels on two cores
/// (docs/archive.md) that is 5 to 13 minutes.
pub const DEFAULT_SHARD_PHOTOS: u32 = 400;

/// Under what a plan is made.
#[derive(Debug, Clone, Copy)]
pub struct Rules {
    /// Whose rules.
    pub country: Country,
    /// SHA-256 of the rules in force.
    pub sha256: ContentHash,
    /// SHA-256 over the models.
    pub models: ContentHash,
    /// By when plan and results are to be deleted.
    pub delete_by: Date,
}

/// What was planned.
#[derive(Debug)]
pub struct Planned {
    /// The plan as it was written.
    pub plan: Plan,
    /// Bytes of all photos.
    pub bytes: u64,
    /// What was left out, with the photos that are not on this computer among the troubles.
    pub left_out: LeftOut,
}

/// Walks through `folders` and writes a plan into `out`, which must be empty or not there.
///
/// # Errors
/// [`PlanFault`]; what was written of a plan that failed is not one, because [`PLAN_FILE`] comes last.
pub fn plan(folders: &[PathBuf], out: &Path, shard_photos: u32, rules: Rules) -> Result<Planned, PlanFault> {
    let roots = roots(folders)?;
    let unwritten = |source| PlanFault::Unwritten { path: out.to_owned(), source };
    owner_only::create_folder(out).map_err(unwritten)?;
    if fs::read_dir(out).map_err(unwritten)?.next().is_some() {
        return Err(PlanFault::NotEmpty(out.to_owned()));
    }
    let mut pen = Pen {
        out,
        shard_photos: u64::from(shard_photos.max(1)),
        lines: Vec::new(),
        shards: Vec::new(),
        next: 0,
        bytes: 0,
    };
    let mut left_out = LeftOut::default();
    for (number, root) in roots.iter().enumerate() {
        for found in walk::photos(std::slice::from_ref(root)) {
            match found {
                Found::Photo(file) if file.placeholder => {
                    left_out.troubles.push(Trouble { path: file.path, kind: TroubleKind::NotHere });
                }
                Found::Photo(file) => match described(root, &file.path) {
                    Some((path, bytes)) => pen.photo(number, path, bytes)?,
                    None => {
                        left_out.troubles.push(Trouble { path: file.path, kind: TroubleKind::Unreadable });
                    }
                },
                Found::Other(_) => left_out.others += 1,
                Found::Link(path) => left_out.links.push(path),
                Found::Trouble(trouble) => left_out.troubles.push(trouble),
            }
        }
    }
    pen.end_shard()?;
    let about = write_left_out(out, &left_out)?;
    let plan = Plan {
        format: FORMAT,
        country: rules.country,
        rules: rules.sha256,
        models: rules.models,
        program: program_sha256(),
        delete_by: rules.delete_by,
        roots: roots
            .iter()
            .map(|root| Place::of(root).ok_or_else(|| PlanFault::NoFolder(root.clone())))
            .collect::<Result<_, _>>()?,
        photos: pen.next,
        shards: pen.shards,
        left_out: about,
    };
    let mut text = line_of(&plan)?;
    text.push('\n');
    write(&out.join(PLAN_FILE), text.as_bytes())?;
    Ok(Planned { bytes: pen.bytes, plan, left_out })
}

/// Whole paths of the folders; none lies in another, so that no photo stands twice.
fn roots(folders: &[PathBuf]) -> Result<Vec<PathBuf>, PlanFault> {
    let mut roots: Vec<(PathBuf, PathBuf)> = Vec::new();
    for folder in folders {
        if !folder.is_dir() {
            return Err(PlanFault::NoFolder(folder.clone()));
        }
        let whole = std::path::absolute(folder).map_err(|_| PlanFault::NoFolder(folder.clone()))?;
        let real = file::true_path(&whole).unwrap_or_else(|_| whole.clone());
        for (other, known) in &roots {
            let overlap = |inner: &PathBuf, outer: &PathBuf| {
                Err(PlanFault::Overlap { inner: inner.clone(), outer: outer.clone() })
            };
            if real.starts_with(known) {
                return overlap(&whole, other);
            }
            if known.starts_with(&real) {
                return overlap(other, &whole);
            }
        }
        roots.push((whole, real));
    }
    Ok(roots.into_iter().map(|(whole, _)| whole).collect())
}

/// Where a photo lies in its folder, and its size.
fn described(root: &Path, path: &Path) -> Option<(Place, u64)> {
    let place = Place::below(path.strip_prefix(root).ok()?)?;
    Some((place, fs::symlink_metadata(path).ok()?.len()))
}

/// Writes the shards.
struct Pen<'a> {
    out: &'a Path,
    shard_photos: u64,
    /// Lines of the shard that is being written.
    lines: Vec<(PhotoLine, String)>,
    shards: Vec<ShardRef>,
    next: u64,
    bytes: u64,
}

impl Pen<'_> {
    fn photo(&mut self, root: usize, path: Place, bytes: u64) -> Result<(), PlanFault> {
        let photo = PhotoLine { n: self.next, root, path, bytes };
        let line = line_of(&photo)?;
        self.lines.push((photo, line));
        self.next += 1;
        self.bytes = self.bytes.saturating_add(bytes);
        if self.lines.len() as u64 == self.shard_photos { self.end_shard() } else { Ok(()) }
    }

    fn end_shard(&mut self) -> Result<(), PlanFault> {
        let Some((first, _)) = self.lines.first() else { return Ok(()) };
        let (number, photos, first) = (self.shards.len() as u64, self.lines.len() as u64, first.n);
        let bytes = self.lines.iter().map(|(photo, _)| photo.bytes).fold(0, u64::saturating_add);
        let head = line_of(&ShardHead { format: FORMAT, shard: number, photos })?;
        let lines = std::iter::once(head.as_str()).chain(self.lines.iter().map(|(_, line)| line.as_str()));
        let text: String = lines.flat_map(|line| [line, "\n"]).collect();
        let shard = format!("shard-{number:04}.jsonl");
        write(&self.out.join(&shard), text.as_bytes())?;
        self.shards.push(ShardRef { shard, first, photos, bytes, sha256: ContentHash::of(text.as_bytes()) });
        self.lines.clear();
        Ok(())
    }
}

fn write_left_out(out: &Path, left_out: &LeftOut) -> Result<LeftOutRef, PlanFault> {
    let word = |kind: TroubleKind| match kind {
        TroubleKind::Unreadable => "unreadable",
        TroubleKind::Loop => "loop",
        TroubleKind::Dangling => "dangling",
        TroubleKind::NotHere => "not_here",
    };
    let troubles = left_out.troubles.iter().map(|trouble| (&trouble.path, word(trouble.kind)));
    let links = left_out.links.iter().map(|link| (link, "link"));
    let mut text = String::new();
    for (path, why) in troubles.chain(links) {
        // A name that is neither text nor bytes is told as near as can be.
        let path = Place::of(path).unwrap_or_else(|| Place::Text(path.to_string_lossy().into_owned()));
        text.push_str(&line_of(&LeftOutLine { path, why: why.to_owned() })?);
        text.push('\n');
    }
    write(&out.join(LEFT_OUT_FILE), text.as_bytes())?;
    let not_here = left_out.troubles.iter().filter(|trouble| trouble.kind == TroubleKind::NotHere).count();
    Ok(LeftOutRef {
        file: LEFT_OUT_FILE.to_owned(),
        sha256: ContentHash::of(text.as_bytes()),
        not_here: not_here as u64,
        unreadable: (left_out.troubles.len() - not_here) as u64,
        links: left_out.links.len() as u64,
        others: left_out.others as u64,
    })
}

/// One line of JSON that can do nothing to a terminal.
fn line_of(value: &impl Serialize) -> Result<String, PlanFault> {
    let text = serde_json::to_string(value)
        .map_err(|error| PlanFault::Unwritten { path: PathBuf::new(), source: io::Error::other(error) })?;
    Ok(harmless_json(&text).into_owned())
}

/// Writes a new file and has it on the disk.
fn write(path: &Path, bytes: &[u8]) -> Result<(), PlanFault> {
    let written = owner_only::create_file(path).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()
    });
    written.map_err(|source| PlanFault::Unwritten { path: path.to_owned(), source })
}

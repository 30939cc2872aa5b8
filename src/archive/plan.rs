//! A plan and its shards, as they lie in a folder: `plan.json`, `shard-0000.jsonl` and so on, `left-out.jsonl`.

use std::{
    ops::Range,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{consent::Country, file, hash::ContentHash};

use super::{Place, PlanFault};

/// The file that names the shards. It is written last: without it there is no plan.
pub const PLAN_FILE: &str = "plan.json";
/// What was left out.
pub(super) const LEFT_OUT_FILE: &str = "left-out.jsonl";
/// The form of these files.
pub(super) const FORMAT: u32 = 1;
/// Ten million photos in shards of a hundred have a plan of 15 MB.
const MOST_PLAN_BYTES: u64 = 256 << 20;
/// A million photos with long names.
const MOST_SHARD_BYTES: u64 = 1 << 30;

/// What a plan says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// The form of the files, 1.
    pub format: u32,
    /// Whose rules are in force.
    pub country: Country,
    /// SHA-256 of the rules in force.
    pub rules: ContentHash,
    /// SHA-256 over the built-in models.
    pub models: ContentHash,
    /// SHA-256 over the sources of the program.
    pub program: ContentHash,
    /// The day by which plan and results are to be deleted: a list of photos with faces is sensitive itself.
    pub delete_by: Date,
    /// The folders, as whole paths.
    pub roots: Vec<Place>,
    /// Photos in all shards, numbered from 0.
    pub photos: u64,
    /// The shards in their order.
    pub shards: Vec<ShardRef>,
    /// What was left out.
    pub left_out: LeftOutRef,
}

/// A shard, as the plan names it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ShardRef {
    /// The name of its file.
    pub shard: String,
    /// The number of its first photo.
    pub first: u64,
    /// How many it has.
    pub photos: u64,
    /// Bytes of these photos.
    pub bytes: u64,
    /// SHA-256 of its file.
    pub sha256: ContentHash,
}

impl ShardRef {
    /// The numbers of its photos.
    pub const fn numbers(&self) -> Range<u64> {
        self.first..self.first.saturating_add(self.photos)
    }
}

/// How much was left out, by reason; the names are in a file of their own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LeftOutRef {
    /// The name of the file.
    pub file: String,
    /// SHA-256 of it.
    pub sha256: ContentHash,
    /// Photos whose content is not on this computer.
    pub not_here: u64,
    /// What cannot be read or has no path that could be written down, and links that lead nowhere or back.
    pub unreadable: u64,
    /// Links, which are not followed.
    pub links: u64,
    /// Hidden, of the system, or plainly no photo; these are not named.
    pub others: u64,
}

/// A line of the file of what was left out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LeftOutLine {
    pub(super) path: Place,
    /// `unreadable`, `loop`, `dangling`, `not_here` or `link`.
    pub(super) why: String,
}

/// The first line of a shard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ShardHead {
    pub(super) format: u32,
    pub(super) shard: u64,
    pub(super) photos: u64,
}

/// A photo of a shard.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PhotoLine {
    /// Its number in the plan.
    pub n: u64,
    /// Which of the plan's folders it lies in.
    pub root: usize,
    /// Where in there.
    pub path: Place,
    /// Bytes that it had.
    pub bytes: u64,
}

impl Plan {
    /// Reads a plan from its folder, or by the name of its file; gives its SHA-256 and its folder too.
    ///
    /// # Errors
    /// [`PlanFault::Unread`], [`PlanFault::Damaged`].
    pub fn read(at: &Path) -> Result<(Self, ContentHash, PathBuf), PlanFault> {
        let is_file = at.file_name().is_some_and(|name| name == PLAN_FILE);
        let folder = if is_file { at.parent().unwrap_or(at).to_owned() } else { at.to_owned() };
        let path = folder.join(PLAN_FILE);
        let bytes = file::read(&path, MOST_PLAN_BYTES)
            .map_err(|fault| PlanFault::Unread { path: path.clone(), fault })?;
        let plan: Self = serde_json::from_slice(&bytes).map_err(|_| PlanFault::Damaged(path.clone()))?;
        let mut next = 0;
        for shard in &plan.shards {
            if shard.first != next || !is_plain_name(&shard.shard) {
                return Err(PlanFault::Damaged(path));
            }
            next = shard.numbers().end;
        }
        if plan.format != FORMAT || next != plan.photos || !is_plain_name(&plan.left_out.file) {
            return Err(PlanFault::Damaged(path));
        }
        Ok((plan, ContentHash::of(&bytes), folder))
    }

    /// What was left out, by name.
    ///
    /// # Errors
    /// [`PlanFault::Unread`], [`PlanFault::Damaged`].
    pub(super) fn left_out(&self, folder: &Path) -> Result<Vec<LeftOutLine>, PlanFault> {
        let path = folder.join(&self.left_out.file);
        let text = read_as_planned(&path, self.left_out.sha256)?;
        let lines = text.lines().map(serde_json::from_str).collect::<Result<_, _>>();
        lines.map_err(|_| PlanFault::Damaged(path))
    }
}

/// A name without a folder: a plan reads nothing but what lies beside it.
fn is_plain_name(name: &str) -> bool {
    Path::new(name).file_name().is_some_and(|own| own == name)
}

/// Text of a file that must have this hash.
fn read_as_planned(path: &Path, sha256: ContentHash) -> Result<String, PlanFault> {
    let bytes = file::read(path, MOST_SHARD_BYTES)
        .map_err(|fault| PlanFault::Unread { path: path.to_owned(), fault })?;
    if ContentHash::of(&bytes) != sha256 {
        return Err(PlanFault::Damaged(path.to_owned()));
    }
    String::from_utf8(bytes).map_err(|_| PlanFault::Damaged(path.to_owned()))
}

/// A shard that was read and is what the plan says.
#[derive(Debug, Clone)]
pub struct Shard {
    /// SHA-256 of the plan.
    pub plan_sha256: ContentHash,
    /// The plan.
    pub plan: Plan,
    /// Which of the plan's it is.
    pub about: ShardRef,
    /// Its photos.
    pub photos: Vec<PhotoLine>,
}

impl Shard {
    /// Reads a shard, and the plan that lies beside it.
    ///
    /// # Errors
    /// [`PlanFault::Unread`]; [`PlanFault::Damaged`] where the shard is not what the plan says: cut, changed, or of another plan.
    pub fn read(path: &Path) -> Result<Self, PlanFault> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let (plan, plan_sha256, folder) = Plan::read(folder.unwrap_or_else(|| Path::new(".")))?;
        let about = plan
            .shards
            .iter()
            .find(|shard| path.file_name().is_some_and(|name| name == shard.shard.as_str()));
        let Some(about) = about.cloned() else { return Err(PlanFault::Damaged(path.to_owned())) };
        let photos = read_photos(&folder, &about)?;
        Ok(Self { plan_sha256, plan, about, photos })
    }
}

/// The photos of a shard of the plan in `folder`.
pub(super) fn read_photos(folder: &Path, about: &ShardRef) -> Result<Vec<PhotoLine>, PlanFault> {
    let path = folder.join(&about.shard);
    let text = read_as_planned(&path, about.sha256)?;
    let damaged = || PlanFault::Damaged(path.clone());
    let mut lines = text.lines();
    let head: ShardHead =
        lines.next().and_then(|line| serde_json::from_str(line).ok()).ok_or_else(damaged)?;
    let photos: Vec<PhotoLine> =
        lines.map(serde_json::from_str).collect::<Result<_, _>>().map_err(|_| damaged())?;
    let in_order = photos.iter().map(|photo| photo.n).eq(about.numbers());
    if head.format == FORMAT && head.photos == about.photos && in_order { Ok(photos) } else { Err(damaged()) }
}

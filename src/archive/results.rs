//! Gathers the results of all shards: each must be of this plan, under its rules, by its models and sources.

use std::{
    collections::BTreeSet,
    io::{self, BufRead as _, BufReader, Read as _},
    path::{Path, PathBuf},
};

use crate::{
    file,
    hash::ContentHash,
    text::{Text, harmless_path},
    walk::{self, Entry, Hidden},
};

use super::{Plan, ResultHead, ResultLine, Task, result_file::MOST_LINE_BYTES};

/// The largest result: a million lines with much detail.
const MOST_RESULT_BYTES: u64 = 64 << 30;

/// Everything that results say of the photos of a plan.
#[derive(Debug, Default)]
pub struct Collected {
    /// By the number of the photo.
    pub(super) lines: Vec<Option<ResultLine>>,
    /// Results of which nothing was taken.
    pub refused: Vec<(PathBuf, Refusal)>,
    /// Photos of which two results say different things; what the first says is taken.
    pub differing: Vec<u64>,
    /// The engines that looked.
    pub engines: BTreeSet<ContentHash>,
    /// What was looked for.
    pub tasks: Option<Vec<Task>>,
}

/// Why nothing was taken of a result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Refusal {
    /// It cannot be read.
    Unread(String),
    /// It is none, or was cut in its first line.
    NoResult,
    /// It is of another plan, or of a shard as it was before.
    OtherPlan,
    /// Other rules were in force.
    OtherRules,
    /// Other models looked.
    OtherModels,
    /// A program of other sources looked.
    OtherProgram,
    /// Something else was looked for than in the results before it.
    OtherTask,
}

impl Refusal {
    /// What is wrong with the result, and what to do.
    pub fn message(&self, path: &Path, text: &Text) -> String {
        let path = ("path", harmless_path(path).into());
        match self {
            Self::Unread(reason) => text.format("archive-unread", [path, ("reason", reason.clone().into())]),
            Self::NoResult => text.format("archive-no-result", [path]),
            Self::OtherPlan => text.format("archive-result-other-plan", [path]),
            Self::OtherRules => text.format("archive-result-other-rules", [path]),
            Self::OtherModels => text.format("archive-result-other-models", [path]),
            Self::OtherProgram => text.format("archive-result-other-program", [path]),
            Self::OtherTask => text.format("archive-result-other-task", [path]),
        }
    }
}

impl Collected {
    /// Numbers of the photos that have no line.
    pub fn missing(&self) -> impl Iterator<Item = u64> {
        (0..).zip(&self.lines).filter(|(_, line)| line.is_none()).map(|(n, _)| n)
    }

    /// True where there is one line for each photo, and no result says anything else.
    pub fn is_whole(&self) -> bool {
        self.refused.is_empty() && self.differing.is_empty() && self.lines.iter().all(Option::is_some)
    }

    fn take(&mut self, path: &Path, plan: &Plan, plan_sha256: ContentHash) -> Result<(), Refusal> {
        let unread = |error: &dyn std::fmt::Display| Refusal::Unread(error.to_string());
        let opened = file::open(path, MOST_RESULT_BYTES).map_err(|fault| unread(&fault))?;
        let mut reader = BufReader::new(opened);
        let mut next = || -> io::Result<Option<Vec<u8>>> {
            let mut line = Vec::new();
            (&mut reader).take(MOST_LINE_BYTES).read_until(b'\n', &mut line)?;
            // What was cut is no line.
            Ok(line.strip_suffix(b"\n").map(<[u8]>::to_vec))
        };
        let first = next().map_err(|error| unread(&error))?.ok_or(Refusal::NoResult)?;
        let head: ResultHead = serde_json::from_slice(&first).map_err(|_| Refusal::NoResult)?;
        let shard = plan.shards.iter().find(|shard| shard.sha256 == head.shard);
        let Some(shard) = shard.filter(|_| head.plan == plan_sha256) else { return Err(Refusal::OtherPlan) };
        if head.rules != plan.rules {
            return Err(Refusal::OtherRules);
        }
        if head.models != plan.models {
            return Err(Refusal::OtherModels);
        }
        if head.program != plan.program {
            return Err(Refusal::OtherProgram);
        }
        if *self.tasks.get_or_insert_with(|| head.task.clone()) != head.task {
            return Err(Refusal::OtherTask);
        }
        if head.task.contains(&Task::Faces) {
            self.engines.insert(head.engine);
        }
        for n in shard.numbers() {
            let Some(line) = next().map_err(|error| unread(&error))? else { break };
            let Ok(line) = serde_json::from_slice::<ResultLine>(&line) else { break };
            if line.n != n {
                break;
            }
            let place = usize::try_from(n).ok().and_then(|n| self.lines.get_mut(n));
            match place {
                Some(Some(known)) if !says_the_same(known, &line) => self.differing.push(n),
                Some(Some(_)) | None => {}
                Some(place @ None) => *place = Some(line),
            }
        }
        Ok(())
    }
}

/// One with more detail says nothing else.
fn says_the_same(a: &ResultLine, b: &ResultLine) -> bool {
    let plain = |line: &ResultLine| ResultLine { detail: None, ..line.clone() };
    plain(a) == plain(b)
}

/// Reads results: files, and folders in which every `.jsonl` is one.
pub fn collect(plan: &Plan, plan_sha256: ContentHash, paths: &[PathBuf]) -> Collected {
    let mut collected = Collected::default();
    collected.lines.resize_with(usize::try_from(plan.photos).unwrap_or_default(), || None);
    for path in paths.iter().flat_map(|path| files(path)) {
        if let Err(refusal) = collected.take(&path, plan, plan_sha256) {
            collected.refused.push((path, refusal));
        }
    }
    collected
}

fn files(path: &Path) -> Vec<PathBuf> {
    if !path.is_dir() {
        return vec![path.to_owned()];
    }
    let entries = walk::entries(path, Hidden::LeftOut).filter_map(|entry| match entry {
        Entry::File { path, .. } if path.extension().is_some_and(|suffix| suffix == "jsonl") => Some(path),
        Entry::File { .. }
        | Entry::FolderLink(_)
        | Entry::FileLink(_)
        | Entry::Special(_)
        | Entry::Hidden(_)
        | Entry::Trouble(_) => None,
    });
    entries.collect()
}

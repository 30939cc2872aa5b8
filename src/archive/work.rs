//! Works on one shard.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use crate::{detection::FaceDetector, hash::ContentHash, text::harmless_json};

use super::{
    PlanFault, ResultFault, ResultHead, Shard, Task,
    look::{Looked, Looking},
    program_sha256,
    result_file::ResultFile,
};

/// How to work.
#[derive(Debug, Clone)]
pub struct Order {
    /// What to look for, each once, in the order of [`Task::ALL`].
    pub tasks: Vec<Task>,
    /// Whether lines tell places, boxes and values.
    pub detail: bool,
    /// Folders in the place of the plan's, one for each, where this computer calls them otherwise; else none.
    pub roots: Vec<PathBuf>,
}

/// What was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Worked {
    /// Photos of the shard, each of which has a line.
    pub photos: usize,
    /// How many had theirs before.
    pub before: usize,
}

impl Order {
    /// The folders of a plan as they are called here.
    fn roots(&self, shard: &Shard) -> Result<Vec<PathBuf>, PlanFault> {
        let planned = &shard.plan.roots;
        if !self.roots.is_empty() {
            let (named, planned) = (self.roots.len(), planned.len());
            return if named == planned {
                Ok(self.roots.clone())
            } else {
                Err(PlanFault::Roots { named, planned })
            };
        }
        // One that is no path here is told by photos that cannot be read.
        Ok(planned.iter().map(|root| root.path().unwrap_or_default()).collect())
    }
}

/// The first line of the result of a shard, once it is sure that this program, under these rules, may work on it.
///
/// # Errors
/// [`PlanFault::OtherRules`], [`PlanFault::OtherProgram`], [`PlanFault::Roots`].
pub fn head(
    shard: &Shard,
    order: &Order,
    rules: ContentHash,
    models: ContentHash,
    engine: ContentHash,
) -> Result<ResultHead, PlanFault> {
    let (plan, program) = (&shard.plan, program_sha256());
    if plan.rules != rules {
        return Err(PlanFault::OtherRules);
    }
    if plan.models != models || plan.program != program {
        return Err(PlanFault::OtherProgram);
    }
    order.roots(shard)?;
    Ok(ResultHead {
        plan: shard.plan_sha256,
        shard: shard.about.sha256,
        rules,
        models,
        engine,
        program,
        task: order.tasks.clone(),
        detail: order.detail,
    })
}

/// Looks at every photo of a shard that has no line yet, on as many threads as there are `looks`, each with its
/// detector, or none where no faces are looked for, and writes the lines in the order of the shard.
///
/// # Errors
/// [`ResultFault`]; whatever has a line keeps it.
pub fn work(
    shard: &Shard,
    order: &Order,
    head: &ResultHead,
    looks: &[Option<Box<dyn FaceDetector>>],
    out: &Path,
    waiting: &dyn Fn(),
) -> Result<Worked, ResultFault> {
    let (mut result, before) = ResultFile::take_up(out, head, &shard.photos, waiting)?;
    let roots = order.roots(shard).unwrap_or_default();
    let (next, stop) = (AtomicUsize::new(before), AtomicBool::new(false));
    let (sender, receiver) = mpsc::channel();
    let outcome = thread::scope(|scope| {
        for (number, detector) in looks.iter().enumerate() {
            let sender = sender.clone();
            let (roots, next, stop) = (&roots, &next, &stop);
            let body = move || {
                let detector = detector.as_deref();
                let looking = Looking { tasks: &order.tasks, detail: order.detail, detector, roots };
                while !stop.load(Ordering::Relaxed) {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(photo) = shard.photos.get(index) else { break };
                    if sender.send((index, photo.n, looking.at(photo))).is_err() {
                        break;
                    }
                }
            };
            // With none at all the work would end without a line; the caller starts one at least.
            let started = thread::Builder::new().name(format!("archive-{number}")).spawn_scoped(scope, body);
            if let Err(source) = started {
                stop.store(true, Ordering::Relaxed);
                return Err(ResultFault::Io { path: out.to_owned(), source });
            }
        }
        drop(sender);
        let written = write_in_order(&mut result, before, &receiver);
        stop.store(true, Ordering::Relaxed);
        drop(receiver);
        written
    });
    match outcome {
        Ok(()) => {
            result.finish(&shard.photos)?;
            Ok(Worked { photos: shard.photos.len(), before })
        }
        Err(fault) => {
            result.leave();
            Err(fault)
        }
    }
}

/// Writes lines as soon as all before them are written.
fn write_in_order(
    result: &mut ResultFile,
    before: usize,
    receiver: &mpsc::Receiver<(usize, u64, Looked)>,
) -> Result<(), ResultFault> {
    let mut early = BTreeMap::new();
    let mut next = before;
    for (index, n, looked) in receiver {
        early.insert(index, (n, looked));
        while let Some((n, looked)) = early.remove(&next) {
            let line = match looked {
                Looked::Line(line) => serde_json::to_string(&line),
                Looked::Again(reason) => return Err(ResultFault::Again { n, reason }),
            };
            let line = line.map_err(|error| ResultFault::Again { n, reason: error.to_string() })?;
            result.append(&harmless_json(&line))?;
            next += 1;
        }
    }
    Ok(())
}

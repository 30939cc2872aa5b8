//! Worker threads and their inference sessions.

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

use ort::session::Session;

use crate::detection::{CancelFlag, DetectionError, Engine, ModelFile, TileShape, sized, trim};

/// The shape of the tiles, three lengths of lines, and people; of another photo's shape nothing is kept.
const MOST: usize = 5;

/// A worker thread's sessions, one for each model and shape, built when it is first needed.
pub(super) struct Sessions {
    engine: &'static Engine,
    built: Vec<(&'static str, TileShape, Session)>,
}

impl Sessions {
    /// The session, moved to the end: those at the front were not used for longest.
    pub(super) fn of(&mut self, model: &ModelFile, shape: TileShape) -> Result<&mut Session, DetectionError> {
        let found = self.built.iter().position(|(name, of, _)| (*name, *of) == (model.name, shape));
        let session = if let Some(at) = found {
            self.built.remove(at)
        } else {
            if self.built.len() >= MOST {
                drop(self.built.remove(0));
                trim();
            }
            (model.name, shape, self.engine.session(&sized(model, shape)?)?)
        };
        self.built.push(session);
        self.built.last_mut().map(|(_, _, session)| session).ok_or_else(|| super::no_answer("no session"))
    }
}

/// Sessions that nobody uses now.
pub(super) struct Idle {
    engine: &'static Engine,
    sessions: Mutex<Vec<Sessions>>,
    threads: usize,
}

impl Idle {
    pub(super) fn new(engine: &'static Engine, threads: Option<usize>) -> Self {
        let cores = || thread::available_parallelism().map_or(1, usize::from);
        Self { engine, sessions: Mutex::new(Vec::new()), threads: threads.unwrap_or_else(cores).max(1) }
    }

    /// How many threads look at once.
    pub(super) const fn threads(&self) -> usize {
        self.threads
    }

    /// Gives the memory of all sessions back.
    pub(super) fn clear(&self) {
        self.sessions.lock().unwrap_or_else(PoisonError::into_inner).clear();
        trim();
    }

    fn take(&self) -> Sessions {
        let idle = self.sessions.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.unwrap_or(Sessions { engine: self.engine, built: Vec::new() })
    }

    fn give_back(&self, sessions: Sessions) {
        let mut idle = self.sessions.lock().unwrap_or_else(PoisonError::into_inner);
        if idle.len() < self.threads {
            idle.push(sessions);
        }
    }
}

/// What a thread does for an item, with its sessions and a tensor to fill.
type Work<'a, Item, Answer> =
    dyn Fn(&Item, &mut Sessions, &mut Vec<f32>) -> Result<Answer, DetectionError> + Sync + 'a;

/// The threads that look at one photo.
pub(super) struct Team<'a> {
    pub(super) idle: &'a Idle,
    pub(super) cancel: &'a CancelFlag,
    /// Is told how many steps are done, of how many that are known.
    pub(super) progress: &'a mut dyn FnMut(usize, usize),
    pub(super) done: usize,
    pub(super) total: usize,
}

impl Team<'_> {
    /// Does `work` for every item, on all threads, and hands each answer to `taken` on this one.
    ///
    /// # Errors
    /// [`DetectionError::Cancelled`], or the first fault of the work; never a part of the answers as if it were all.
    pub(super) fn each<Item: Sync, Answer: Send>(
        &mut self,
        items: &[Item],
        work: &Work<Item, Answer>,
        taken: &mut dyn FnMut(&Item, Answer),
    ) -> Result<(), DetectionError> {
        self.total += items.len();
        let end = self.done + items.len();
        let (next, stop) = (AtomicUsize::new(0), AtomicBool::new(false));
        let (sender, receiver) = mpsc::channel();
        let mut fault = None;
        thread::scope(|scope| {
            for number in 0..self.idle.threads.min(items.len()) {
                let (sender, next, stop) = (sender.clone(), &next, &stop);
                let (idle, cancel) = (self.idle, self.cancel);
                let worker = thread::Builder::new().name(format!("writing-{number}"));
                let life = move || {
                    let mut sessions = idle.take();
                    let mut tensor = Vec::new();
                    while !cancel.is_cancelled() && !stop.load(Ordering::Relaxed) {
                        let at = next.fetch_add(1, Ordering::Relaxed);
                        let Some(item) = items.get(at) else { break };
                        let answer = work(item, &mut sessions, &mut tensor);
                        if answer.is_err() {
                            stop.store(true, Ordering::Relaxed);
                        }
                        if sender.send((at, answer)).is_err() {
                            break;
                        }
                    }
                    idle.give_back(sessions);
                };
                if let Err(error) = worker.spawn_scoped(scope, life) {
                    fault = Some(DetectionError::Engine { reason: error.to_string() });
                }
            }
            drop(sender);
            for (at, answer) in receiver {
                match (answer, items.get(at)) {
                    (Ok(answer), Some(item)) => {
                        taken(item, answer);
                        self.done += 1;
                        (self.progress)(self.done, self.total);
                    }
                    (Err(error), _) => fault = fault.take().or(Some(error)),
                    (Ok(_), None) => {}
                }
            }
        });
        if self.cancel.is_cancelled() {
            return Err(DetectionError::Cancelled);
        }
        if let Some(fault) = fault {
            return Err(fault);
        }
        if self.done != end {
            return Err(super::no_answer("not everything was looked at"));
        }
        Ok(())
    }
}

//! The detector: plans the tiles, runs them on worker threads, fuses what they say.

use std::{
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicBool, AtomicUsize, Ordering},
        mpsc,
    },
    thread,
    time::Instant,
};

use ort::value::TensorRef;

use crate::{geometry::PixelSize, photo::Raster};

use super::{
    CancelFlag, Detection, DetectionError, Detections, DetectorInfo, EngineNotice, FaceDetector, Fusion,
    Library, MODELS, Pass, Progress, Vote, Zoom, decode,
    engine::{Engine, engine},
    first_passes, fuse,
    fusion::Turns,
    models, native,
    passes::further_passes,
    pyramid::{Pyramid, TileJob},
    sessions::Sessions,
    turns_of,
};

/// How to look.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DetectorOptions {
    /// Fused probability from which a detection is a face, 0 to 1.
    pub threshold: f32,
    /// Detections whose longer side is below this many image pixels are left out.
    pub min_face_px: f32,
    /// Worker threads; `None` for one per core.
    pub threads: Option<usize>,
}

impl Default for DetectorOptions {
    fn default() -> Self {
        Self { threshold: super::DEFAULT_THRESHOLD, min_face_px: 0.0, threads: None }
    }
}

impl DetectorOptions {
    /// For a program with a window: one core stays free for it, where there are more than two. With two the
    /// search would take twice as long, for a window that needs a tenth of a core and gets it from the system.
    pub fn beside_a_window() -> Self {
        Self { threads: Some((cores() - 1).max(cores().min(2))), ..Self::default() }
    }
}

/// Fused probabilities at which a closer look is taken.
const UNSURE: std::ops::Range<f32> = 0.1..0.97;
/// Closer looks at a photo, at least: about a second on two cores with the embedded engine.
const CLOSER_LOOKS: u64 = 12;
/// And for each megapixel of it: a large photo holds more small faces than a small one.
const CLOSER_LOOKS_A_MEGAPIXEL: u64 = 2;
/// At most, however large it is: some seconds with the native engine.
const MOST_CLOSER_LOOKS: u64 = 96;

fn most_closer_looks(size: PixelSize) -> usize {
    let looks = size.area() * CLOSER_LOOKS_A_MEGAPIXEL / 1_000_000;
    looks.clamp(CLOSER_LOOKS, MOST_CLOSER_LOOKS) as usize
}

fn cores() -> usize {
    thread::available_parallelism().map_or(1, usize::from)
}

/// Both models on one engine.
#[derive(Debug)]
pub struct OnnxFaceDetector {
    info: DetectorInfo,
    options: DetectorOptions,
    engine: &'static Engine,
    idle: Mutex<Vec<Sessions>>,
}

impl std::fmt::Debug for Engine {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

impl OnnxFaceDetector {
    /// Checks the models and starts the engine: the native library where one is given and works, the
    /// embedded engine otherwise. The first call decides for the whole process.
    ///
    /// # Errors
    /// [`DetectionError`] where a model is damaged or no engine starts.
    pub fn load(library: Option<&Path>, options: DetectorOptions) -> Result<Self, DetectionError> {
        let model_sha256 = models::models_sha256()?;
        let engine = engine(library)?;
        let info = DetectorInfo {
            model: MODELS.map(|model| model.name).join("+"),
            model_sha256,
            threshold: options.threshold,
            engine: engine.name.clone(),
            library_sha256: engine.library.as_ref().map(|library| library.sha256),
        };
        Ok(Self { info, options, engine, idle: Mutex::new(Vec::new()) })
    }

    /// The file of the native library in use; `None` for the embedded engine.
    pub fn library(&self) -> Option<&Library> {
        self.engine.library.as_ref()
    }

    /// What became of a native library that could not be used.
    pub fn notice(&self) -> Option<&EngineNotice> {
        self.engine.notice.as_ref()
    }

    /// What the models say, pass by pass and before fusion: all that [`FaceDetector::detect`] looks at, or
    /// the `passes` that are named. For evaluation.
    ///
    /// # Errors
    /// As [`FaceDetector::detect`].
    pub fn votes(
        &self,
        raster: &Raster,
        passes: Option<&[Pass]>,
        cancel: &CancelFlag,
    ) -> Result<Vec<Vote>, DetectionError> {
        let pyramid = Pyramid::new(raster);
        let mut look = Look::new(self, &pyramid, raster.size(), cancel);
        match passes {
            Some(passes) => look.take(passes, 0, &mut |_| {})?,
            None => look.whole(&mut |_| {})?,
        }
        Ok(look.votes)
    }

    fn fusion(&self) -> Fusion {
        Fusion {
            threshold: self.options.threshold,
            min_face_px: self.options.min_face_px,
            ..Fusion::default()
        }
    }

    /// A worker thread's life: takes tiles until there are none.
    fn work(&self, queue: &Queue<'_>, results: &mpsc::Sender<Result<Seen, DetectionError>>) {
        let idle = || self.idle.lock().unwrap_or_else(PoisonError::into_inner);
        let mut sessions = idle().pop().unwrap_or_default();
        let mut tensor = Vec::new();
        while let Some((number, job)) = queue.next() {
            let outcome = look_at(self.engine, &mut sessions, queue.pyramid, job, &mut tensor);
            if outcome.is_err() {
                queue.stop.store(true, Ordering::Relaxed);
            }
            if results.send(outcome.map(|votes| Seen { number, pass: job.pass, votes })).is_err() {
                break;
            }
        }
        let mut idle = idle();
        if idle.len() < self.options.threads.unwrap_or_else(cores) {
            idle.push(sessions);
        }
    }

    /// How many threads' sessions wait for the next photo.
    #[cfg(test)]
    pub(super) fn idle(&self) -> usize {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Gives back the memory of sessions that nobody uses now: a hundred megabytes for each model and thread. The
    /// next photo builds its own, which takes a tenth of a second.
    pub fn rest(&self) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).clear();
        native::trim();
    }
}

fn look_at(
    engine: &Engine,
    sessions: &mut Sessions,
    pyramid: &Pyramid<'_>,
    job: &TileJob,
    tensor: &mut Vec<f32>,
) -> Result<Vec<Vote>, DetectionError> {
    let fault = |error: ort::Error| DetectionError::Engine { reason: error.to_string() };
    pyramid.tensor(job, tensor);
    let sides = [1, 3, i64::from(job.shape.height), i64::from(job.shape.width)];
    let input = TensorRef::from_array_view((sides, tensor.as_slice())).map_err(fault)?;
    let session = sessions.of(engine, job.pass.model, job.shape)?;
    let outputs = session.run(ort::inputs![input]).map_err(fault)?;
    let votes = decode::boxes(job.pass.model, job.shape, &outputs)?.into_iter().filter_map(|raw| {
        let bbox = pyramid.to_image(job, raw.bbox)?;
        Some(Vote { bbox, score: raw.score, pass: job.pass })
    });
    Ok(votes.collect())
}

/// What was seen in a tile.
struct Seen {
    /// Its place among the tiles.
    number: usize,
    pass: Pass,
    votes: Vec<Vote>,
}

/// The tiles still to be looked at.
struct Queue<'a> {
    pyramid: &'a Pyramid<'a>,
    jobs: &'a [TileJob],
    next: AtomicUsize,
    stop: AtomicBool,
    cancel: &'a CancelFlag,
}

impl Queue<'_> {
    fn next(&self) -> Option<(usize, &TileJob)> {
        if self.cancel.is_cancelled() || self.stop.load(Ordering::Relaxed) {
            return None;
        }
        let number = self.next.fetch_add(1, Ordering::Relaxed);
        self.jobs.get(number).map(|job| (number, job))
    }
}

/// One photo being looked at.
struct Look<'a> {
    detector: &'a OnnxFaceDetector,
    pyramid: &'a Pyramid<'a>,
    size: PixelSize,
    cancel: &'a CancelFlag,
    votes: Vec<Vote>,
    done: usize,
    shown: usize,
}

impl<'a> Look<'a> {
    const fn new(
        detector: &'a OnnxFaceDetector,
        pyramid: &'a Pyramid<'a>,
        size: PixelSize,
        cancel: &'a CancelFlag,
    ) -> Self {
        Self { detector, pyramid, size, cancel, votes: Vec::new(), done: 0, shown: 0 }
    }

    /// Cheap passes at every turn, then the costly ones as the people stand.
    fn whole(&mut self, progress: &mut dyn FnMut(Progress)) -> Result<(), DetectionError> {
        let zooms = self.pyramid.zooms();
        let expected = self.tiles(&further_passes(&zooms, &[0])).len();
        self.take(&first_passes(), expected, progress)?;
        let turns = turns_of(&self.votes);
        self.take(&further_passes(&zooms, &turns.worthwhile), 0, progress)?;
        let closer = self.closer_looks(&turns);
        if closer.is_empty() { Ok(()) } else { self.take_tiles(&closer, 0, progress) }
    }

    /// Tiles in which CenterFace looks closely at what is neither surely a face nor surely none: most are of small
    /// faces that only YuNet-s has seen so far, and at as large a size CenterFace over the whole photo would cost as
    /// much as all passes together.
    fn closer_looks(&self, turns: &Turns) -> Vec<TileJob> {
        // Not where only the small looks see something: what is a blur to them looks like anything from close by.
        let votes: Vec<Vote> =
            self.votes.iter().filter(|vote| vote.pass.zoom != Zoom::Small).copied().collect();
        let unsure =
            fuse(&votes, self.size, &turns.upright, &Fusion { threshold: UNSURE.start, ..Fusion::default() });
        let mut jobs: Vec<(TileJob, u32)> = Vec::new();
        let all = unsure.faces.iter().chain(&unsure.perhaps);
        for face in all.filter(|face| UNSURE.contains(&face.score)) {
            for turn in &turns.worthwhile {
                let Some(job) = self.pyramid.closer_look(face.bbox, *turn) else { continue };
                match jobs.iter_mut().find(|(known, _)| *known == job) {
                    Some((_, faces)) => *faces += 1,
                    None => jobs.push((job, 1)),
                }
            }
        }
        // Where there are too many, those that show most.
        jobs.sort_by_key(|(_, faces)| std::cmp::Reverse(*faces));
        jobs.into_iter().take(most_closer_looks(self.size)).map(|(job, _)| job).collect()
    }

    fn tiles(&self, passes: &[Pass]) -> Vec<TileJob> {
        passes.iter().flat_map(|pass| self.pyramid.tiles(*pass)).collect()
    }

    /// Looks at all tiles of the passes; `later` tiles are known to follow.
    fn take(
        &mut self,
        passes: &[Pass],
        later: usize,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), DetectionError> {
        self.take_tiles(&self.tiles(passes), later, progress)
    }

    fn take_tiles(
        &mut self,
        jobs: &[TileJob],
        later: usize,
        progress: &mut dyn FnMut(Progress),
    ) -> Result<(), DetectionError> {
        let end = self.done + jobs.len();
        let threads = self.detector.options.threads.unwrap_or_else(cores).clamp(1, jobs.len().max(1));
        let queue = Queue {
            pyramid: self.pyramid,
            jobs,
            next: AtomicUsize::new(0),
            stop: AtomicBool::new(false),
            cancel: self.cancel,
        };
        let (sender, receiver) = mpsc::channel();
        let mut first_fault = None;
        let (before, mut seen) = (self.votes.len(), Vec::new());
        thread::scope(|scope| {
            for number in 0..threads {
                let (sender, queue, detector) = (sender.clone(), &queue, self.detector);
                let worker = thread::Builder::new().name(format!("detect-{number}"));
                if let Err(error) = worker.spawn_scoped(scope, move || detector.work(queue, &sender)) {
                    first_fault = Some(DetectionError::Engine { reason: error.to_string() });
                }
            }
            drop(sender);
            let mut pass = None;
            for outcome in receiver {
                match outcome {
                    Ok(Seen { number, pass: of, votes }) => {
                        self.done += 1;
                        self.votes.extend(&votes);
                        seen.push((number, votes));
                        // News are worth telling when a pass has ended, and the first one at once.
                        let faces_so_far = if pass == Some(of) { None } else { self.news() };
                        pass = Some(of);
                        let (done, total) = (self.done as u32, (end + later) as u32);
                        progress(Progress { done, total, faces_so_far });
                    }
                    Err(error) => first_fault = first_fault.take().or(Some(error)),
                }
            }
        });
        // In the order of the tiles, whichever thread was quicker: where two votes weigh the same, the answer must not depend on
        // that.
        seen.sort_unstable_by_key(|(number, _)| *number);
        self.votes.truncate(before);
        self.votes.extend(seen.into_iter().flat_map(|(_, votes)| votes));
        if self.cancel.is_cancelled() {
            return Err(DetectionError::Cancelled);
        }
        if let Some(error) = first_fault {
            return Err(error);
        }
        if self.done != end {
            return Err(DetectionError::Engine { reason: "not every tile was looked at".to_owned() });
        }
        Ok(())
    }

    fn news(&mut self) -> Option<Vec<Detection>> {
        (self.votes.len() > self.shown).then(|| {
            self.shown = self.votes.len();
            // What is perhaps a face is covered too.
            let Detections { mut faces, perhaps, .. } = self.fused();
            faces.extend(perhaps);
            faces
        })
    }

    fn fused(&self) -> Detections {
        fuse(&self.votes, self.size, &turns_of(&self.votes).upright, &self.detector.fusion())
    }
}

impl FaceDetector for OnnxFaceDetector {
    fn detect(
        &self,
        raster: &Raster,
        progress: &mut dyn FnMut(Progress),
        cancel: &CancelFlag,
    ) -> Result<Detections, DetectionError> {
        let started = Instant::now();
        let pyramid = Pyramid::new(raster);
        let mut look = Look::new(self, &pyramid, raster.size(), cancel);
        look.whole(progress)?;
        // The tensors of threads that have ended.
        native::trim();
        Ok(Detections { elapsed: started.elapsed(), ..look.fused() })
    }

    fn info(&self) -> &DetectorInfo {
        &self.info
    }
}

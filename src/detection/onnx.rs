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

use ort::{session::Session, value::TensorRef};

use crate::photo::Raster;

use super::{
    CancelFlag, DetectionError, Detections, DetectorInfo, EngineNotice, FaceDetector, MODELS, Progress,
    calibration::probability,
    decode,
    engine::{Engine, engine},
    fusion::{Vote, fuse},
    models,
    pyramid::{Model, Plan, TileJob},
};

/// Fused probability from which a detection is a face that must be decided: the operating point of the
/// detection brief, where nearly every face of 16 pixels and more is found at two false boxes a photo.
pub const DEFAULT_THRESHOLD: f32 = 0.4;

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
        Self { threshold: DEFAULT_THRESHOLD, min_face_px: 0.0, threads: None }
    }
}

/// Both models on one engine.
#[derive(Debug)]
pub struct OnnxFaceDetector {
    info: DetectorInfo,
    options: DetectorOptions,
    engine: &'static Engine,
    idle: Mutex<Vec<Sessions>>,
}

/// One thread's sessions; a session runs one tile at a time.
#[derive(Debug)]
struct Sessions {
    centerface: Session,
    yunet: Session,
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
        let model_sha256 = models::check()?;
        let engine = engine(library)?;
        let info = DetectorInfo {
            model: MODELS.map(|model| model.name).join("+"),
            model_sha256,
            threshold: options.threshold,
            engine: engine.name.clone(),
        };
        Ok(Self { info, options, engine, idle: Mutex::new(Vec::new()) })
    }

    /// What became of a native library that could not be used.
    pub fn notice(&self) -> Option<&EngineNotice> {
        self.engine.notice.as_ref()
    }

    fn take_sessions(&self) -> Result<Sessions, DetectionError> {
        if let Some(sessions) = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop() {
            return Ok(sessions);
        }
        let [centerface, yunet] = MODELS;
        Ok(Sessions {
            centerface: self.engine.session(centerface.bytes)?,
            yunet: self.engine.session(yunet.bytes)?,
        })
    }

    fn work(&self, queue: &Queue<'_>, results: &mpsc::Sender<Result<(TileJob, Vec<Vote>), DetectionError>>) {
        let mut sessions = match self.take_sessions() {
            Ok(sessions) => sessions,
            Err(error) => {
                queue.stop.store(true, Ordering::Relaxed);
                // The receiver lives until every worker has ended.
                drop(results.send(Err(error)));
                return;
            }
        };
        let mut tensor = Vec::new();
        while let Some(job) = queue.next() {
            let outcome = sessions.run(queue.plan, job, &mut tensor);
            if outcome.is_err() {
                queue.stop.store(true, Ordering::Relaxed);
            }
            if results.send(outcome.map(|votes| (*job, votes))).is_err() {
                break;
            }
        }
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(sessions);
    }
}

impl Sessions {
    fn run(
        &mut self,
        plan: &Plan<'_>,
        job: &TileJob,
        tensor: &mut Vec<f32>,
    ) -> Result<Vec<Vote>, DetectionError> {
        let fault = |error: ort::Error| DetectionError::Engine { reason: error.to_string() };
        let Some(level) = plan.levels.get(job.level) else { return Ok(Vec::new()) };
        level.tensor(job, tensor);
        let side = i64::from(models::TILE);
        let input = TensorRef::from_array_view(([1, 3, side, side], tensor.as_slice())).map_err(fault)?;
        let session = match job.model {
            Model::CenterFace => &mut self.centerface,
            Model::YuNet => &mut self.yunet,
        };
        let outputs = session.run(ort::inputs![input]).map_err(fault)?;
        let votes = decode::boxes(job.model, &outputs)?.into_iter().filter_map(|raw| {
            level.to_image(job, raw.bbox).map(|bbox| Vote {
                bbox,
                probability: probability(job.model, raw.score),
                model: job.model,
                pass: job.pass,
            })
        });
        Ok(votes.collect())
    }
}

/// The tiles still to be looked at.
struct Queue<'a> {
    plan: &'a Plan<'a>,
    next: AtomicUsize,
    stop: AtomicBool,
    cancel: &'a CancelFlag,
}

impl Queue<'_> {
    fn next(&self) -> Option<&TileJob> {
        if self.cancel.is_cancelled() || self.stop.load(Ordering::Relaxed) {
            return None;
        }
        self.plan.jobs.get(self.next.fetch_add(1, Ordering::Relaxed))
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
        let plan = Plan::new(raster);
        let total = plan.jobs.len();
        let cores = thread::available_parallelism().map_or(1, usize::from);
        let threads = self.options.threads.unwrap_or(cores).clamp(1, total.max(1));
        let queue = Queue { plan: &plan, next: AtomicUsize::new(0), stop: AtomicBool::new(false), cancel };
        let (sender, receiver) = mpsc::channel();
        let fused =
            |votes: &[Vote]| fuse(votes, raster.size(), self.options.threshold, self.options.min_face_px);
        let mut votes: Vec<Vote> = Vec::new();
        let mut done = 0_usize;
        let mut shown = 0_usize;
        let mut first_fault = None;
        thread::scope(|scope| {
            for number in 0..threads {
                let sender = sender.clone();
                let queue = &queue;
                let worker = thread::Builder::new().name(format!("detect-{number}"));
                if let Err(error) = worker.spawn_scoped(scope, move || self.work(queue, &sender)) {
                    first_fault = Some(DetectionError::Engine { reason: error.to_string() });
                }
            }
            drop(sender);
            let mut pass = 0;
            for outcome in receiver {
                match outcome {
                    Ok((job, found)) => {
                        done += 1;
                        votes.extend(found);
                        let news = job.pass != pass && votes.len() > shown;
                        let faces_so_far = news.then(|| fused(&votes).faces);
                        if news {
                            (pass, shown) = (job.pass, votes.len());
                        }
                        progress(Progress { done: done as u32, total: total as u32, faces_so_far });
                    }
                    Err(error) => first_fault = first_fault.take().or(Some(error)),
                }
            }
        });
        if cancel.is_cancelled() {
            return Err(DetectionError::Cancelled);
        }
        if let Some(error) = first_fault {
            return Err(error);
        }
        if done != total {
            return Err(DetectionError::Engine { reason: "not every tile was looked at".to_owned() });
        }
        Ok(Detections { elapsed: started.elapsed(), ..fused(&votes) })
    }

    fn info(&self) -> &DetectorInfo {
        &self.info
    }
}

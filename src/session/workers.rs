//! The threads that do the work. Each body is caught, so that a fault in one photo ends only that one.

use std::{
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock,
        mpsc::{Receiver, Sender, channel},
    },
    thread,
};

use crate::{
    clock::{Clock, SystemClock},
    detection::{DetectionError, DetectorOptions, OnnxFaceDetector, library_beside_program},
    photo::Limits,
    pipeline::{Attestation, Clearance, OpenedPhoto},
    redaction::redact,
    register::Register,
};

use super::{Event, Failure, Job, Origin, PhotoFault, PhotoId, state::ExportJob};

/// Wakes the window when there is something new.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Named threads with one queue each: one looks for faces, one serves the person who waits.
#[derive(Debug)]
pub struct Workers {
    slow: Sender<Job>,
    quick: Sender<Job>,
    events: Receiver<Event>,
}

struct Worker {
    data: PathBuf,
    register: Arc<OnceLock<Register>>,
    events: Sender<Event>,
    wake: Waker,
    detector: Option<OnnxFaceDetector>,
}

impl Workers {
    /// Starts the threads; `wake` is called after every event.
    ///
    /// # Errors
    /// The system's answer where no thread can be started.
    pub fn start(data: &Path, wake: &Waker) -> std::io::Result<Self> {
        let (sender, events) = channel();
        let register = Arc::new(OnceLock::new());
        let start = |name: &str| {
            let (jobs, queue) = channel::<Job>();
            let mut worker = Worker {
                data: data.to_owned(),
                register: Arc::clone(&register),
                events: sender.clone(),
                wake: Arc::clone(wake),
                detector: None,
            };
            thread::Builder::new().name(name.to_owned()).spawn(move || worker.run(&queue))?;
            Ok::<_, std::io::Error>(jobs)
        };
        Ok(Self { slow: start("sladd-faces")?, quick: start("sladd-picture")?, events })
    }

    /// Queues work.
    pub fn submit(&self, job: Job) {
        let queue = if matches!(job, Job::Open { .. }) { &self.slow } else { &self.quick };
        // A queue without its thread: the program is ending.
        drop(queue.send(job));
    }

    /// What has come since the last call.
    pub fn poll(&self) -> Option<Event> {
        self.events.try_recv().ok()
    }
}

impl Worker {
    fn run(&mut self, queue: &Receiver<Job>) {
        while let Ok(mut job) = queue.recv() {
            // A preview that a newer one follows is not worth its time.
            while matches!(job, Job::Preview { .. }) {
                match queue.try_recv() {
                    Ok(next) if matches!(next, Job::Preview { .. }) => job = next,
                    Ok(next) => {
                        self.guarded(job);
                        job = next;
                    }
                    Err(_) => break,
                }
            }
            self.guarded(job);
        }
    }

    fn guarded(&mut self, job: Job) {
        let photo = job.photo();
        let exports = matches!(job, Job::Export(_));
        let outcome = catch_unwind(AssertUnwindSafe(|| self.perform(job)));
        if outcome.is_err()
            && let Some(photo) = photo
        {
            self.tell(if exports {
                Event::ExportFailed(photo, Failure::Photo(PhotoFault::Stopped))
            } else {
                Event::Failed(photo, PhotoFault::Stopped)
            });
        }
    }

    fn tell(&self, event: Event) {
        drop(self.events.send(event));
        (self.wake)();
    }

    fn perform(&mut self, job: Job) {
        match job {
            Job::Open { photo, origin, cancel } => {
                if cancel.is_cancelled() {
                    return;
                }
                if let Err(fault) = self.open_and_look(photo, &origin, &cancel) {
                    self.tell(Event::Failed(photo, fault));
                }
            }
            Job::Reopen { photo, origin } => {
                let event = match open(&origin) {
                    Ok(opened) => Event::Opened(photo, opened.source().clone()),
                    Err(fault) => Event::Failed(photo, fault),
                };
                self.tell(event);
            }
            Job::Preview { photo, revision, raster, shapes } => {
                let covered =
                    if shapes.is_empty() { raster } else { Arc::new(redact(&raster, &shapes, Job::STYLE)) };
                self.tell(Event::Preview(photo, revision, covered));
            }
            Job::AddConsent(new) => {
                let answer = self.register().and_then(|register| register.add(new));
                self.tell(answer.map_or_else(Event::RegisterFailed, Event::ConsentAdded));
            }
            Job::ReadConsents => {
                let answer = self.register().and_then(Register::list);
                self.tell(answer.map_or_else(Event::RegisterFailed, Event::Consents));
            }
            Job::Register(request) => {
                let today = SystemClock.today();
                let answer = self.register().and_then(|register| request.perform(register, today));
                self.tell(answer.map_or_else(Event::RegisterFailed, Event::Register));
            }
            Job::Export(job) => {
                let (photo, revision) = (job.photo, job.revision);
                let event = match self.export(*job) {
                    Ok(exported) => Event::Exported(photo, revision, exported),
                    Err(failure) => Event::ExportFailed(photo, failure),
                };
                self.tell(event);
            }
        }
    }

    fn register(&self) -> Result<&Register, crate::register::RegisterError> {
        if let Some(register) = self.register.get() {
            return Ok(register);
        }
        let opened = Register::open(&self.data, Arc::new(SystemClock))?;
        Ok(self.register.get_or_init(|| opened))
    }

    fn open_and_look(
        &mut self,
        photo: PhotoId,
        origin: &Origin,
        cancel: &crate::detection::CancelFlag,
    ) -> Result<(), PhotoFault> {
        let opened = open(origin)?;
        self.tell(Event::Opened(photo, opened.source().clone()));
        let detector = match self.detector.take() {
            Some(detector) => detector,
            None => OnnxFaceDetector::load(library_beside_program().as_deref(), DetectorOptions::default())?,
        };
        let mut progress = |step: crate::detection::Progress| {
            self.tell(Event::Progress(photo, step.done, step.total));
        };
        let answer = opened.detect(&detector, &mut progress, cancel);
        self.detector = Some(detector);
        match answer {
            Ok(detected) => {
                let (_, review, info) = detected.into_parts();
                self.tell(Event::Detected(photo, review, info));
                Ok(())
            }
            // Somebody took the photo out; nobody waits for the answer.
            Err(DetectionError::Cancelled) => Ok(()),
            Err(fault) => Err(fault.into()),
        }
    }

    fn export(&self, job: ExportJob) -> Result<crate::pipeline::ExportedPhoto, Failure> {
        let register = self.register().map_err(Failure::Register)?;
        let opened = open(&job.origin).map_err(Failure::Photo)?;
        let detected = opened.resume(job.review, job.detector).map_err(|_| Failure::Changed)?;
        let reviewed = detected.finish(Attestation::WholeImageReviewed).map_err(|_| Failure::Unfinished)?;
        let clearance = Clearance {
            policy: &job.policy,
            consents: &job.consents,
            purpose: job.purpose,
            channels: &job.channels,
            ward: job.ward,
            today: SystemClock.today(),
        };
        let cleared = reviewed.clear(&clearance).map_err(|blocked| {
            let reasons = blocked.reasons.into_iter().map(|(_, reason)| reason).collect();
            Failure::Blocked(reasons, blocked.gates)
        })?;
        cleared.export(&job.plan, register, &SystemClock).map_err(Failure::Export)
    }
}

fn open(origin: &Origin) -> Result<OpenedPhoto, PhotoFault> {
    let bytes = match origin {
        Origin::File(path) => {
            let length = std::fs::metadata(path).map_err(|_| PhotoFault::Unreadable)?.len();
            if length > Limits::default().file_bytes {
                return Err(PhotoFault::Unreadable);
            }
            std::fs::read(path).map_err(|_| PhotoFault::Unreadable)?
        }
        Origin::Sample(bytes) => bytes.to_vec(),
    };
    Ok(OpenedPhoto::open(&bytes, &Limits::default())?)
}

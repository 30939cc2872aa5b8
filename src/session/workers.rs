//! The threads that do the work. Each body is caught, so that a fault in one photo ends only that one.

use std::{
    borrow::Cow,
    collections::BTreeSet,
    panic::{AssertUnwindSafe, catch_unwind},
    path::{Path, PathBuf},
    sync::{
        Arc, OnceLock, PoisonError,
        atomic::{AtomicBool, Ordering},
        mpsc::{Receiver, Sender, channel},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use crate::{
    clock::{Clock as _, SharedClock},
    detection::{
        CancelFlag, DetectionError, DetectorOptions, OnnxFaceDetector, Progress, library_beside_program,
    },
    export::write_new,
    identifiers::{Finder, Kinds},
    photo::{self, Limits},
    pipeline::{OpenedPhoto, previewed},
    register::{Register, UnreadableRow},
    walk::{FoundFile, LeftOut},
};

use super::{
    Detected, Event, Failure, Job, KeptPhoto, Origin, PhotoFault, PhotoId, RegisterRequest, Thumbnail,
    folder,
    kept::{Found, Keeper},
    leftovers::{self, leftovers_in},
    queue::{Next, Queue},
    taken_up::take_up,
    thumbnail::covered,
};

mod of_copies;
mod of_found;
mod of_register;

use of_found::Search;

/// How long after a search its memory is kept for the next.
const REST_AFTER: Duration = Duration::from_secs(10);
/// Smaller files are decoded in no time.
const FIRST_PICTURE_FROM: usize = 1 << 20;

/// Wakes the window when there is something new.
pub type Waker = Arc<dyn Fn() + Send + Sync>;

/// Named threads with one queue each: one looks for faces, one makes the pictures of the person who waits,
/// one writes and reads files.
#[derive(Debug)]
pub struct Workers {
    faces: Arc<Queue>,
    pictures: Arc<Queue>,
    files: Arc<Queue>,
    keeps: Option<JoinHandle<()>>,
    looks: JoinHandle<()>,
    search: Search,
    events: Receiver<Event>,
}

struct Worker {
    data: PathBuf,
    private: Option<PathBuf>,
    clock: SharedClock,
    queue: Arc<Queue>,
    register: Arc<OnceLock<Register>>,
    detector: Arc<OnceLock<OnnxFaceDetector>>,
    finder: Arc<OnceLock<Arc<Finder>>>,
    looking: DetectorOptions,
    search: Search,
    events: Sender<Event>,
    wake: Waker,
    keeper: Option<Keeper>,
    keep_failed: bool,
    unreadable_told: BTreeSet<UnreadableRow>,
    /// Since when the detector was used by this thread and rests.
    looked: Option<Instant>,
    engine_told: Arc<AtomicBool>,
}

impl Workers {
    /// Starts the threads over a data folder; the work in hand is kept in the folder of what is `private` to the person,
    /// or not at all. Faces are looked for with `looking`, days are those of `clock`, and `wake` is called after every
    /// event.
    ///
    /// # Errors
    /// The system's answer where no thread can be started.
    pub fn start(
        data: &Path,
        private: Option<&Path>,
        looking: DetectorOptions,
        clock: &SharedClock,
        wake: &Waker,
    ) -> std::io::Result<Self> {
        let (sender, events) = channel();
        let register = Arc::new(OnceLock::new());
        let detector = Arc::new(OnceLock::new());
        let finder = Arc::new(OnceLock::new());
        let engine_told = Arc::new(AtomicBool::new(false));
        let search = Search::default();
        let start = |name: &str, keeps: bool| {
            let queue = Arc::new(Queue::default());
            let mut worker = Worker {
                data: data.to_owned(),
                private: private.map(Path::to_owned),
                clock: clock.clone(),
                queue: Arc::clone(&queue),
                register: Arc::clone(&register),
                detector: Arc::clone(&detector),
                finder: Arc::clone(&finder),
                looking,
                search: Arc::clone(&search),
                events: sender.clone(),
                wake: Arc::clone(wake),
                keeper: None,
                keep_failed: false,
                unreadable_told: BTreeSet::new(),
                looked: None,
                engine_told: Arc::clone(&engine_told),
            };
            let body = move || {
                if keeps {
                    worker.find_kept();
                }
                worker.run();
            };
            let handle = thread::Builder::new().name(name.to_owned()).spawn(body)?;
            Ok::<_, std::io::Error>((queue, handle))
        };
        let (faces, looks) = start("sladd-faces", false)?;
        let (pictures, _) = start("sladd-picture", false)?;
        let (files, keeps) = start("sladd-files", true)?;
        Ok(Self { faces, pictures, files, keeps: Some(keeps), looks, search, events })
    }

    /// Queues work.
    pub fn submit(&self, job: Job) {
        let queue = match &job {
            Job::Prefer(photo) => return self.faces.prefer(*photo),
            Job::Open { .. } | Job::Identify { .. } => &self.faces,
            // Whoever records a consent does not wait for scans to be read.
            Job::Register(RegisterRequest::Event(request)) if request.takes_long() => &self.files,
            Job::Reopen { .. }
            | Job::Preview { .. }
            | Job::Outline { .. }
            | Job::AddConsent(_)
            | Job::ReadConsents
            | Job::Register(_) => &self.pictures,
            Job::Gather(_)
            | Job::Export(_)
            | Job::Remake(_)
            | Job::SaveReport { .. }
            | Job::Keep(..)
            | Job::LookAtKept(_)
            | Job::ReleaseKept
            | Job::ForgetWork => &self.files,
        };
        queue.push(job);
    }

    /// What has come since the last call.
    pub fn poll(&self) -> Option<Event> {
        self.events.try_recv().ok()
    }
}

impl Drop for Workers {
    /// Ends the threads, the search within a step. The one that keeps the work in hand is waited for: it ends the copy that it is
    /// writing, and writes what was decided last.
    fn drop(&mut self) {
        self.faces.close(|_| false);
        self.search.lock().unwrap_or_else(PoisonError::into_inner).cancel();
        self.pictures.close(|_| false);
        self.files.close(|job| matches!(job, Job::Keep(..) | Job::ReleaseKept | Job::ForgetWork));
        if let Some(keeps) = self.keeps.take() {
            // A thread that panicked outside its guard has nothing left to write.
            drop(keeps.join());
        }
        self.end_search();
    }
}

impl Worker {
    fn run(&mut self) {
        let queue = Arc::clone(&self.queue);
        loop {
            let due = self.keeper.as_ref().and_then(Keeper::due);
            if due.is_some_and(|due| due <= Instant::now()) {
                self.write_kept();
                continue;
            }
            let rest = self.looked.map(|looked| looked + REST_AFTER);
            match queue.next(due.into_iter().chain(rest).min()) {
                Next::Do(job) => {
                    let looks = job.looks();
                    self.guarded(*job);
                    self.looked = looks.then(Instant::now).or(self.looked);
                }
                Next::Nothing => self.rest(),
                Next::End => break,
            }
        }
        self.write_kept();
    }

    /// Gives the memory of the search back once nobody has searched for a while.
    fn rest(&mut self) {
        if self.looked.is_some_and(|looked| looked.elapsed() >= REST_AFTER) {
            self.looked = None;
            if let Some(detector) = self.detector.get() {
                detector.rest();
            }
            if let Some(finder) = self.finder.get() {
                finder.rest();
            }
        }
    }

    fn guarded(&mut self, job: Job) {
        let photo = job.photo();
        let exports = matches!(job, Job::Export(_));
        let gathers = if let Job::Gather(paths) = &job { Some(paths.clone()) } else { None };
        let remakes = matches!(job, Job::Remake(_));
        let identifies = matches!(job, Job::Identify { .. });
        let takes_up = matches!(job, Job::LookAtKept(_));
        let outcome = catch_unwind(AssertUnwindSafe(|| self.perform(job)));
        if outcome.is_ok() {
            return;
        }
        if let Some(paths) = gathers {
            let left_out = LeftOut::unreadable(paths);
            self.tell(Event::Gathered { found: Vec::new(), left_out, last: true });
        }
        if takes_up {
            // Without them the photos are known by the paths that were kept.
            self.tell(Event::KeptLookedAt(Vec::new()));
        }
        if remakes {
            self.tell(Event::RemakeFailed(Failure::Photo(PhotoFault::Stopped)));
        }
        if let Some(photo) = photo {
            self.tell(if identifies {
                Event::NotIdentified(photo)
            } else if exports {
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
            Job::Open { photo, origin, cancel, kept } => {
                if cancel.is_cancelled() {
                    return;
                }
                if let Err(fault) = self.open_and_look(photo, &origin, &cancel, kept) {
                    self.tell(Event::Failed(photo, fault));
                }
            }
            Job::Identify { photo, origin, source, cancel, kinds, faces } => {
                if cancel.is_cancelled() {
                    return;
                }
                match open(&origin) {
                    Ok(opened) if opened.source().sha256() == source => {
                        self.identify(photo, &origin, &cancel, opened.source(), kinds, faces);
                    }
                    Ok(_) | Err(_) => self.tell(Event::NotIdentified(photo)),
                }
            }
            Job::Outline { photo, region, plain, within, raster } => {
                self.outline(photo, region, plain, within, &raster);
            }
            Job::Prefer(photo) => self.queue.prefer(photo),
            Job::Gather(paths) => {
                folder::gather(&paths, &mut |found, left_out, last| {
                    self.tell(Event::Gathered { found, left_out, last });
                });
            }
            Job::Reopen { photo, origin } => {
                let event = match open(&origin) {
                    Ok(opened) => Event::Opened(photo, opened.source().clone()),
                    Err(fault) => Event::Failed(photo, fault),
                };
                self.tell(event);
            }
            Job::Preview { photo, revision, raster, shapes, covered, style, frame } => {
                let picture = if shapes.is_empty() {
                    Arc::clone(&raster)
                } else {
                    Arc::new(previewed(&raster, &shapes, style, frame))
                };
                self.tell(Event::Preview(photo, revision, picture));
                if let Some(thumbnail) = Thumbnail::new(&raster, covered, frame) {
                    self.tell(Event::Thumbnail(photo, thumbnail));
                }
            }
            Job::AddConsent(new) => {
                let answer = self.register().and_then(|register| register.add(new));
                self.tell(answer.map_or_else(Event::RegisterFailed, Event::ConsentAdded));
            }
            Job::ReadConsents => {
                let answer = self.register().and_then(Register::list);
                self.tell(answer.map_or_else(Event::RegisterFailed, Event::Consents));
                self.tell_unreadable();
            }
            Job::Register(request) => {
                let today = self.clock.today();
                let answer = self.register().and_then(|register| request.perform(register, today));
                self.tell(answer.map_or_else(Event::RegisterFailed, Event::Register));
            }
            Job::Export(job) => {
                let (photo, revision) = (job.photo, job.revision);
                self.clear_interrupted(&job.plan.folder);
                let event = match self.export(*job) {
                    Ok(exported) => Event::Exported(photo, revision, exported),
                    Err(failure) => Event::ExportFailed(photo, failure),
                };
                self.tell(event);
            }
            Job::Remake(job) => {
                let consent = job.consent.clone();
                self.clear_interrupted(&job.folder);
                if let Some(event) = leftovers_in(&job.folder) {
                    self.tell(event);
                }
                let event = match self.remake(&job) {
                    Ok(remade) => Event::Remade(consent, remade),
                    Err(failure) => Event::RemakeFailed(failure),
                };
                self.tell(event);
            }
            Job::SaveReport { folder, stem, extension, bytes } => {
                let name = folder.free_name(&stem, extension, &[]);
                let answer = write_new(&folder, &name, &bytes);
                self.tell(answer.map_or_else(Event::ReportFailed, Event::ReportSaved));
            }
            Job::Keep(photo, kept) => {
                if let Some(keeper) = &mut self.keeper {
                    keeper.keep(photo, kept.map(|kept| *kept), Instant::now());
                }
            }
            Job::LookAtKept(paths) => {
                self.tell(Event::KeptLookedAt(paths.into_iter().map(FoundFile::named).collect()));
            }
            Job::ReleaseKept => {
                if let Some(keeper) = &mut self.keeper {
                    keeper.release(Instant::now());
                }
            }
            Job::ForgetWork => {
                if self.keeper.as_mut().is_some_and(|keeper| keeper.forget().is_err()) {
                    self.tell(Event::KeepFailed);
                }
            }
        }
    }

    fn find_kept(&mut self) {
        let (keeper, found) = Keeper::open(self.private.as_deref(), &self.data);
        self.keeper = Some(keeper);
        match found {
            Found::Nothing => {}
            Found::Work(work) => self.tell(Event::Kept(work)),
            Found::Damaged => self.tell(Event::KeptDamaged),
            Found::InUse => self.tell(Event::NotKept),
            Found::NoPlace => self.tell(Event::KeepFailed),
        }
        let removed = leftovers::of_earlier_runs(&self.data, || self.register());
        for event in removed {
            self.tell(event);
        }
    }

    fn write_kept(&mut self) {
        let Some(keeper) = &mut self.keeper else { return };
        // A full disk stays full for a while; saying so once is enough.
        if keeper.write(self.clock.now()).is_err() && !std::mem::replace(&mut self.keep_failed, true) {
            self.tell(Event::KeepFailed);
        }
    }

    /// The detector that all threads share: one looks for faces, the other makes sure of covers.
    fn detector(&self) -> Result<&OnnxFaceDetector, DetectionError> {
        if let Some(detector) = self.detector.get() {
            return Ok(detector);
        }
        let loaded = OnnxFaceDetector::load(library_beside_program().as_deref(), self.looking)?;
        let detector = self.detector.get_or_init(|| loaded);
        // Two threads may have come here at once; one of them says it.
        if let Some(notice) = detector.notice().filter(|_| !self.engine_told.swap(true, Ordering::Relaxed)) {
            self.tell(Event::LibraryUnusable(notice.clone()));
        }
        Ok(detector)
    }

    fn open_and_look(
        &self,
        photo: PhotoId,
        origin: &Origin,
        cancel: &CancelFlag,
        kept: Option<Box<KeptPhoto>>,
    ) -> Result<(), PhotoFault> {
        let started = Instant::now();
        let bytes = read(origin)?;
        if bytes.len() >= FIRST_PICTURE_FROM
            && self.queue.is_preferred(photo)
            && let Some(picture) = photo::first_picture(&bytes, &Limits::default())
        {
            self.tell(Event::FirstPicture(photo, Arc::new(picture)));
        }
        let opened = OpenedPhoto::open(&bytes, &Limits::default())?;
        drop(bytes);
        let source = opened.source().clone();
        let raster = Arc::clone(source.raster());
        // Pixels of a photo that nobody looks at stay here.
        if self.queue.is_preferred(photo) {
            self.tell(Event::Opened(photo, opened.source().clone()));
        }
        let detector = self.detector()?;
        let run = self.begin_search();
        let mut progress = |step: Progress| {
            // Little is lost by beginning again with a photo that is looked at for less than half.
            let early = step.done * 2 < step.total;
            if cancel.is_cancelled() || (early && self.queue.is_urgent_beside(photo)) {
                run.cancel();
            }
            self.tell(Event::Progress {
                photo,
                done: step.done,
                total: step.total,
                coarse: step.faces_so_far,
            });
        };
        match opened.detect(detector, &mut progress, &run) {
            Ok(detected) => {
                let (_, begun, info) = detected.into_parts();
                let (review, outcome) = take_up(begun, kept.as_deref(), &info);
                let thumbnail = Thumbnail::new(&raster, covered(&review), review.frame());
                let searched = review.searched();
                let kinds = Kinds { text: !searched.text, codes: !searched.codes };
                let took = Some(started.elapsed());
                let identifying = !kinds.is_nothing();
                let faces = review.places_of_faces();
                self.tell(Event::Detected(Box::new(Detected {
                    photo,
                    review,
                    detector: info,
                    thumbnail,
                    took,
                    kept: outcome,
                    identifying,
                })));
                if identifying {
                    self.identify(photo, origin, cancel, &source, kinds, faces);
                }
                Ok(())
            }
            // Somebody took the photo out; nobody waits for the answer.
            Err(DetectionError::Cancelled) if cancel.is_cancelled() => Ok(()),
            Err(DetectionError::Cancelled) => {
                let (origin, cancel) = (origin.clone(), cancel.clone());
                self.queue.put_back(Job::Open { photo, origin, cancel, kept });
                self.tell(Event::Postponed(photo));
                Ok(())
            }
            Err(fault) => Err(fault.into()),
        }
    }
}

fn open(origin: &Origin) -> Result<OpenedPhoto, PhotoFault> {
    Ok(OpenedPhoto::open(&read(origin)?, &Limits::default())?)
}

fn read(origin: &Origin) -> Result<Cow<'_, [u8]>, PhotoFault> {
    Ok(match origin {
        Origin::File(path) => Cow::Owned(photo::read(path, &Limits::default())?),
        Origin::Sample(bytes) => Cow::Borrowed(bytes),
        Origin::Pasted { bytes, .. } => Cow::Borrowed(bytes),
    })
}

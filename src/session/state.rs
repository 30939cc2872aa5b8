//! Commands and events over memory.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use crate::{
    consent::{Channel, Consent, ConsentId, NewConsent, Purpose},
    detection::{CancelFlag, DetectorInfo},
    geometry::PixelSize,
    photo::Raster,
    pipeline::{Blocker, Clearance, ExportPlan, ExportedPhoto, SourcePhoto, blockers, mask_shapes},
    policy::{Policy, Ward},
    redaction::{DEFAULT_MARGIN_PERCENT, Shape, Style},
    register::RegisterError,
    review::{Decision, Edit, EditFault, Review},
};

use super::{
    Failure, Origin, Photo, PhotoFault, PhotoId, RegisterAnswer, RegisterRequest, RegisterShown, Stage,
};

/// What the person wants.
#[derive(Debug)]
pub enum Command {
    /// Add files or the sample.
    Add(Vec<Origin>),
    /// Show a photo.
    Select(PhotoId),
    /// Take a photo out of the session. The file is untouched.
    Remove(PhotoId),
    /// Change the review of the shown photo.
    Edit(Edit),
    /// Take the last change back.
    Undo,
    /// Make it again.
    Redo,
    /// Record a consent.
    AddConsent(NewConsent),
    /// Read the register again.
    ReadConsents,
    /// Something else of the register.
    Register(RegisterRequest),
    /// Write the copy of the shown photo.
    Export(Box<ExportPlan>),
}

/// Background work.
#[derive(Debug)]
pub enum Job {
    /// Open, and look for faces.
    Open {
        /// Which.
        photo: PhotoId,
        /// From where.
        origin: Origin,
        /// Stops it.
        cancel: CancelFlag,
    },
    /// Open again, to show.
    Reopen {
        /// Which.
        photo: PhotoId,
        /// From where.
        origin: Origin,
    },
    /// Cover what is decided, as the export will.
    Preview {
        /// Which.
        photo: PhotoId,
        /// Of which state.
        revision: u64,
        /// The pixels.
        raster: Arc<Raster>,
        /// What is covered.
        shapes: Vec<Shape>,
    },
    /// Record a consent.
    AddConsent(NewConsent),
    /// Read every consent.
    ReadConsents,
    /// Something else of the register.
    Register(RegisterRequest),
    /// Write a copy.
    Export(Box<ExportJob>),
}

/// Everything that an export needs, taken when it was asked for.
#[derive(Debug)]
pub struct ExportJob {
    pub(super) photo: PhotoId,
    pub(super) revision: u64,
    pub(super) origin: Origin,
    pub(super) review: Review,
    pub(super) detector: DetectorInfo,
    pub(super) policy: Policy,
    pub(super) consents: BTreeMap<ConsentId, Consent>,
    pub(super) purpose: Purpose,
    pub(super) channels: Vec<Channel>,
    pub(super) ward: Ward,
    pub(super) plan: ExportPlan,
}

/// What background work brought.
#[derive(Debug)]
pub enum Event {
    /// A photo is open.
    Opened(PhotoId, SourcePhoto),
    /// The search goes on.
    Progress(PhotoId, u32, u32),
    /// The search is done.
    Detected(PhotoId, Review, DetectorInfo),
    /// A photo cannot be used.
    Failed(PhotoId, PhotoFault),
    /// How the photo will look.
    Preview(PhotoId, u64, Arc<Raster>),
    /// Every consent.
    Consents(Vec<Consent>),
    /// A consent is recorded.
    ConsentAdded(Consent),
    /// The register answered.
    Register(RegisterAnswer),
    /// The register did not do what was asked.
    RegisterFailed(RegisterError),
    /// A copy is on disk, made from this state.
    Exported(PhotoId, u64, ExportedPhoto),
    /// There is no copy.
    ExportFailed(PhotoId, Failure),
}

/// The photos of the window and what is chosen for them.
#[derive(Debug)]
pub struct Session {
    photos: Vec<Photo>,
    selected: Option<PhotoId>,
    next_id: u64,
    consents: BTreeMap<ConsentId, Consent>,
    preview: Option<(PhotoId, u64, Arc<Raster>)>,
    policy: Policy,
    /// What the copies are for.
    pub purpose: Purpose,
    /// Where they are to be shown.
    pub channels: Vec<Channel>,
    /// Where the photos were taken.
    pub ward: Ward,
    /// What is known of the register beside the consents.
    pub register: RegisterShown,
    /// The last thing that went wrong, until it is dismissed.
    pub failure: Option<Failure>,
    /// The consent that was recorded last.
    pub last_consent: Option<ConsentId>,
    /// The last edit that was refused.
    pub refused: Option<EditFault>,
}

impl Session {
    /// An empty session under these rules.
    pub fn new(policy: Policy) -> Self {
        Self {
            photos: Vec::new(),
            selected: None,
            next_id: 1,
            consents: BTreeMap::new(),
            preview: None,
            policy,
            purpose: Purpose::InternalInformation,
            channels: vec![Channel::Intranet],
            ward: Ward::Normal,
            register: RegisterShown::default(),
            failure: None,
            last_consent: None,
            refused: None,
        }
    }

    /// The photos in the order in which they came.
    pub fn photos(&self) -> &[Photo] {
        &self.photos
    }

    /// The photo that is shown.
    pub fn shown(&self) -> Option<&Photo> {
        self.selected.and_then(|id| self.photo(id))
    }

    /// The register's consents.
    pub const fn consents(&self) -> &BTreeMap<ConsentId, Consent> {
        &self.consents
    }

    /// The rules in force.
    pub const fn policy(&self) -> &Policy {
        &self.policy
    }

    /// Puts other rules in force.
    pub fn set_policy(&mut self, policy: Policy) {
        self.policy = policy;
    }

    /// How the shown photo will look, with the state that it shows; the state may be older than the
    /// review's while the next one is being made.
    pub fn preview(&self) -> Option<(PhotoId, u64, &Arc<Raster>)> {
        self.preview.as_ref().map(|(photo, revision, raster)| (*photo, *revision, raster))
    }

    /// What the rules are asked with.
    pub fn clearance(&self, today: Date) -> Clearance<'_> {
        Clearance {
            policy: &self.policy,
            consents: &self.consents,
            purpose: self.purpose,
            channels: &self.channels,
            ward: self.ward,
            today,
        }
    }

    /// What stands between the shown photo and its copy.
    pub fn blockers(&self, today: Date) -> Vec<Blocker> {
        self.shown()
            .and_then(|photo| photo.review.as_ref())
            .map_or_else(Vec::new, |review| blockers(review, &self.clearance(today)))
    }

    /// Does what the person wants; the answer is the work that follows.
    pub fn handle(&mut self, command: Command) -> Vec<Job> {
        match command {
            Command::Add(origins) => self.add(origins),
            Command::Select(id) => self.select(id),
            Command::Remove(id) => self.remove(id),
            Command::Edit(edit) => {
                let mut refused = None;
                let jobs = self.change(|review| match review.apply(edit) {
                    Ok(()) => true,
                    Err(fault) => {
                        refused = Some(fault);
                        false
                    }
                });
                self.refused = refused;
                jobs
            }
            Command::Undo => self.change(Review::undo),
            Command::Redo => self.change(Review::redo),
            Command::AddConsent(new) => vec![Job::AddConsent(new)],
            Command::ReadConsents => vec![Job::ReadConsents, Job::Register(RegisterRequest::Read)],
            Command::Register(request) => vec![Job::Register(request)],
            Command::Export(plan) => self.export(*plan),
        }
    }

    /// Takes up what background work brought.
    pub fn absorb(&mut self, event: Event) -> Vec<Job> {
        match event {
            Event::Opened(id, source) => {
                let selected = self.selected == Some(id);
                if let Some(photo) = self.photo_mut(id) {
                    photo.reopening = false;
                    if selected || photo.review.is_none() {
                        photo.source = Some(source);
                    }
                }
                self.refresh(id)
            }
            Event::Progress(id, done, total) => {
                if let Some(photo) = self.photo_mut(id)
                    && photo.review.is_none()
                {
                    photo.stage = Stage::Looking { done, total };
                }
                Vec::new()
            }
            Event::Detected(id, review, detector) => {
                let selected = self.selected == Some(id);
                if let Some(photo) = self.photo_mut(id) {
                    photo.review = Some(review);
                    photo.detector = Some(detector);
                    photo.stage = Stage::Ready;
                    if !selected {
                        photo.source = None;
                    }
                }
                self.refresh(id)
            }
            Event::Failed(id, fault) => {
                if let Some(photo) = self.photo_mut(id) {
                    photo.reopening = false;
                    photo.source = None;
                    photo.stage = Stage::Failed(fault);
                }
                Vec::new()
            }
            Event::Preview(id, revision, raster) => {
                let newer = self.preview.as_ref().is_none_or(|(old, was, _)| *old != id || *was <= revision);
                if self.selected == Some(id) && newer {
                    self.preview = Some((id, revision, raster));
                }
                Vec::new()
            }
            Event::Consents(consents) => {
                self.consents = consents.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
                Vec::new()
            }
            Event::ConsentAdded(consent) => {
                self.last_consent = Some(consent.id.clone());
                self.consents.insert(consent.id.clone(), consent);
                Vec::new()
            }
            Event::Register(answer) => self.answered(answer),
            Event::RegisterFailed(fault) => {
                self.failure = Some(Failure::Register(fault));
                Vec::new()
            }
            Event::Exported(id, revision, exported) => {
                if let Some(photo) = self.photo_mut(id) {
                    photo.exporting = false;
                    if photo.revision == revision {
                        photo.exported = Some(exported);
                        photo.unsaved = false;
                    }
                }
                Vec::new()
            }
            Event::ExportFailed(id, failure) => {
                if let Some(photo) = self.photo_mut(id) {
                    photo.exporting = false;
                }
                self.failure = Some(failure);
                vec![Job::ReadConsents]
            }
        }
    }

    fn answered(&mut self, answer: RegisterAnswer) -> Vec<Job> {
        match answer {
            RegisterAnswer::Read(shown) => self.register = shown,
            RegisterAnswer::Saved(path) => {
                (self.register.saved, self.register.not_saved) = (Some(path), None)
            }
            RegisterAnswer::NotSaved(path, why) => self.register.not_saved = Some((path, why)),
            RegisterAnswer::Changed(consent) => {
                self.consents.insert(consent.id.clone(), consent);
                return vec![Job::Register(RegisterRequest::Read)];
            }
        }
        Vec::new()
    }

    fn photo(&self, id: PhotoId) -> Option<&Photo> {
        self.photos.iter().find(|photo| photo.id == id)
    }

    fn photo_mut(&mut self, id: PhotoId) -> Option<&mut Photo> {
        self.photos.iter_mut().find(|photo| photo.id == id)
    }

    fn add(&mut self, origins: Vec<Origin>) -> Vec<Job> {
        let mut jobs = Vec::new();
        let mut first = None;
        for origin in origins {
            if let Some(there) = self.photos.iter().find(|photo| photo.origin == origin) {
                first.get_or_insert(there.id);
                continue;
            }
            let id = PhotoId(self.next_id);
            self.next_id += 1;
            let photo = Photo::new(id, origin.clone());
            jobs.push(Job::Open { photo: id, origin, cancel: photo.cancel.clone() });
            self.photos.push(photo);
            first.get_or_insert(id);
        }
        if let Some(first) = first
            && (self.selected.is_none() || jobs.is_empty())
        {
            jobs.extend(self.select(first));
        }
        jobs
    }

    fn select(&mut self, id: PhotoId) -> Vec<Job> {
        if self.photo(id).is_none() || self.selected == Some(id) {
            return Vec::new();
        }
        if let Some(old) = self.selected.and_then(|old| self.photo_mut(old))
            && old.review.is_some()
        {
            old.source = None;
        }
        self.selected = Some(id);
        self.preview = None;
        self.refresh(id)
    }

    fn remove(&mut self, id: PhotoId) -> Vec<Job> {
        let Some(position) = self.photos.iter().position(|photo| photo.id == id) else { return Vec::new() };
        self.photos.remove(position).cancel.cancel();
        if self.selected != Some(id) {
            return Vec::new();
        }
        self.selected = None;
        self.preview = None;
        let next = self.photos.get(position).or(self.photos.last()).map(|photo| photo.id);
        next.map_or_else(Vec::new, |next| self.select(next))
    }

    fn change(&mut self, apply: impl FnOnce(&mut Review) -> bool) -> Vec<Job> {
        let Some(id) = self.selected else { return Vec::new() };
        let Some(photo) = self.photo_mut(id) else { return Vec::new() };
        let Some(review) = photo.review.as_mut().filter(|_| !photo.exporting) else { return Vec::new() };
        if !apply(review) {
            return Vec::new();
        }
        photo.revision += 1;
        photo.exported = None;
        photo.unsaved = true;
        self.refresh(id)
    }

    /// The work that brings the picture of a photo up to date, where it is the shown one.
    fn refresh(&mut self, id: PhotoId) -> Vec<Job> {
        if self.selected != Some(id) {
            return Vec::new();
        }
        let Some(photo) = self.photo_mut(id) else { return Vec::new() };
        let Some(review) = &photo.review else { return Vec::new() };
        let Some(source) = &photo.source else {
            if photo.reopening || matches!(photo.stage, Stage::Failed(_)) {
                return Vec::new();
            }
            photo.reopening = true;
            return vec![Job::Reopen { photo: id, origin: photo.origin.clone() }];
        };
        vec![Job::Preview {
            photo: id,
            revision: photo.revision,
            raster: Arc::clone(source.raster()),
            shapes: covered_shapes(review, review.size()),
        }]
    }

    fn export(&mut self, plan: ExportPlan) -> Vec<Job> {
        let (policy, consents) = (self.policy.clone(), self.consents.clone());
        let (purpose, channels, ward) = (self.purpose, self.channels.clone(), self.ward);
        let Some(photo) = self.selected.and_then(|id| self.photo_mut(id)) else { return Vec::new() };
        let (Some(review), Some(detector)) = (photo.review.clone(), photo.detector.clone()) else {
            return Vec::new();
        };
        if photo.exporting {
            return Vec::new();
        }
        photo.exporting = true;
        vec![Job::Export(Box::new(ExportJob {
            photo: photo.id,
            revision: photo.revision,
            origin: photo.origin.clone(),
            review,
            detector,
            policy,
            consents,
            purpose,
            channels,
            ward,
            plan,
        }))]
    }
}

/// The shapes that the export covers.
fn covered_shapes(review: &Review, size: PixelSize) -> Vec<Shape> {
    let covered = review.entries().iter().filter(|entry| entry.decision == Some(Decision::Redact));
    mask_shapes(covered, DEFAULT_MARGIN_PERCENT, size)
}

impl Job {
    /// The look of covered areas in preview and copy.
    pub const STYLE: Style = Style::Veil;

    /// The photo that the work is about.
    pub fn photo(&self) -> Option<PhotoId> {
        match self {
            Self::Open { photo, .. } | Self::Reopen { photo, .. } | Self::Preview { photo, .. } => {
                Some(*photo)
            }
            Self::Export(job) => Some(job.photo),
            Self::AddConsent(_) | Self::ReadConsents | Self::Register(_) => None,
        }
    }
}

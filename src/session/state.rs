//! Commands and events over memory.

use std::{collections::BTreeMap, sync::Arc};

use jiff::civil::Date;

use crate::{
    consent::{Channel, Consent, ConsentId, OccasionId, Purpose},
    geometry::PixelSize,
    photo::Raster,
    pipeline::{Blocker, Clearance, Release, mask_shapes},
    policy::{Policy, Ward},
    record::Controller,
    redaction::{DEFAULT_MARGIN_PERCENT, Shape, Style},
    review::{Decision, EditFault, Review},
};

use super::{
    Command, Event, ExportMany, Failure, Job, KeptWork, Missing, Notice, Photo, PhotoFault, PhotoId,
    RegisterRequest, RegisterShown, Stage, command::RemakeJob, list::Gathered, overview::Pace,
    thumbnail::covered,
};

/// The photos of the window and what is chosen for them.
#[derive(Debug)]
pub struct Session {
    pub(super) photos: Vec<Photo>,
    pub(super) selected: Option<PhotoId>,
    pub(super) next_id: u64,
    pub(super) consents: BTreeMap<ConsentId, Consent>,
    pub(super) preview: Option<(PhotoId, u64, Arc<Raster>)>,
    policy: Policy,
    pub(super) version: u64,
    pub(super) gathering: usize,
    pub(super) gathered: Gathered,
    pub(super) stopped: bool,
    pub(super) pace: Pace,
    pub(super) many: Option<ExportMany>,
    pub(super) offer: Option<KeptWork>,
    /// The work that the person takes up, while its files are being looked at.
    pub(super) taking_up: Option<KeptWork>,
    pub(super) notices: Vec<Notice>,
    keeps_work: bool,
    /// What the copies are for.
    pub purpose: Purpose,
    /// Where they are to be shown.
    pub channels: Vec<Channel>,
    /// Where the photos were taken.
    pub ward: Ward,
    /// What stands in records about the event, and whether records are signed.
    pub release: Release,
    /// The event of the photos in hand.
    pub(super) occasion: Option<OccasionId>,
    /// Where the copies go, as typed.
    pub folder: String,
    /// Who answers for the copies.
    pub controller: Controller,
    /// Who exports: a reference, never a name; empty where nobody has told.
    pub operator: String,
    /// The look that was asked for, and the one that photos have for which nothing else was chosen.
    pub(super) wanted_style: Option<Style>,
    pub(super) style: Style,
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
    /// An empty session under these rules. Nothing can be exported until controller and folder are told.
    pub fn new(policy: Policy) -> Self {
        let controller = Controller::untold(policy.country());
        let style = policy.look(None);
        Self {
            photos: Vec::new(),
            selected: None,
            next_id: 1,
            consents: BTreeMap::new(),
            preview: None,
            policy,
            version: 0,
            gathering: 0,
            gathered: Gathered::default(),
            stopped: false,
            pace: Pace::default(),
            many: None,
            offer: None,
            taking_up: None,
            notices: Vec::new(),
            keeps_work: true,
            purpose: Purpose::InternalInformation,
            channels: vec![Channel::Intranet],
            ward: Ward::Normal,
            release: Release::default(),
            occasion: None,
            folder: String::new(),
            controller,
            operator: String::new(),
            wanted_style: None,
            style,
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

    /// The photo of this id, while it is in the list.
    pub fn photo(&self, id: PhotoId) -> Option<&Photo> {
        self.photos.iter().find(|photo| photo.id == id)
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
        self.version += 1;
        self.policy = policy;
    }

    /// Counts commands and events: what was worked out for one count holds until the next.
    pub const fn version(&self) -> u64 {
        self.version
    }

    /// The work that an earlier run left behind, until it is taken up or discarded.
    pub const fn offer(&self) -> Option<&KeptWork> {
        self.offer.as_ref()
    }

    /// True while decisions are kept on disk for the next run.
    pub const fn keeps_work(&self) -> bool {
        self.keeps_work
    }

    /// What a person should know, the latest last.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// How the shown photo will look, with the state that it shows; the state may be older than the
    /// review's while the next one is being made. Before faces were looked for it is the bare photo.
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

    /// What of the shown photo itself stands between it and its copy, face by face. Whether there can be a copy is
    /// told by [`Session::missing`], which knows the rest too.
    pub fn blockers(&self, today: Date) -> Vec<Blocker> {
        let own = |missing| if let Missing::Photo(blocker) = missing { Some(blocker) } else { None };
        self.missing_here(today).into_iter().filter_map(own).collect()
    }

    /// Does what the person wants; the answer is the work that follows.
    pub fn handle(&mut self, command: Command) -> Vec<Job> {
        self.version += 1;
        match command {
            Command::Add(origins) => self.add(origins),
            Command::Paste(bytes) => self.paste(bytes),
            Command::NothingToPaste => {
                self.notices.push(Notice::NothingToPaste);
                Vec::new()
            }
            Command::AddPaths(paths) => self.add_paths(paths),
            Command::Select(id) => self.select(id),
            Command::NextUndecided => self.next_undecided(),
            Command::Remove(id) => self.remove(id),
            Command::TryAgain(id) => self.try_again(id),
            Command::Fetch(id) => self.fetch(id),
            Command::StopLooking => self.stop_looking(),
            Command::GoOnLooking => self.go_on_looking(),
            Command::Edit(edit) => self.edit(edit),
            Command::CoverPerson(person) => self.cover_person(person),
            Command::DismissHint(index) => self.dismiss_hint(index),
            Command::Undo => self.change_shown(Review::undo),
            Command::Redo => self.change_shown(Review::redo),
            Command::RedactRest => self.redact_rest(),
            Command::LookEverywhere(style) => self.look_everywhere(style),
            Command::CopyAreasToNext => self.copy_areas_to_next(),
            Command::AddConsent(new) => vec![Job::AddConsent(new)],
            Command::ReadConsents => {
                (self.register.saved, self.register.not_saved) = (None, None);
                self.register.erased = None;
                vec![Job::ReadConsents, Job::Register(RegisterRequest::Read)]
            }
            Command::Register(request) => vec![Job::Register(request)],
            Command::ChooseOccasion(id) => self.choose_occasion(id),
            Command::ForgetForms => {
                self.register.events.forget_forms();
                Vec::new()
            }
            Command::Remake { consent, originals, folder, controller, operator, second_person, reviewed } => {
                let policy = self.policy().clone();
                self.remake(RemakeJob {
                    consent,
                    originals,
                    folder,
                    policy,
                    controller,
                    operator,
                    second_person,
                    reviewed,
                })
            }
            Command::Export(plan, today) => self.export_shown(*plan, today),
            Command::ExportReady(plan, today) => self.export_ready(*plan, today),
            Command::StopExport => {
                self.stop_export();
                Vec::new()
            }
            Command::CloseReport => {
                self.many.take_if(|many| many.is_done());
                Vec::new()
            }
            Command::SaveReport { folder, stem, extension, bytes } => {
                vec![Job::SaveReport { folder, stem, extension, bytes }]
            }
            Command::TakeUpKept => self.look_at_kept(),
            Command::DiscardKept => {
                if self.offer.take().is_some() {
                    vec![Job::ReleaseKept]
                } else {
                    Vec::new()
                }
            }
            Command::ForgetWork => vec![Job::ForgetWork],
            Command::DismissNotices => {
                self.notices.clear();
                Vec::new()
            }
        }
    }

    /// Takes up what background work brought.
    pub fn absorb(&mut self, event: Event) -> Vec<Job> {
        self.version += 1;
        match event {
            Event::Gathered { found, left_out, last } => self.gathered(found, left_out, last),
            Event::FirstPicture(id, picture) => {
                let selected = self.selected == Some(id);
                // A photo about which something is decided has a small picture of its own, which is covered.
                if let Some(photo) = self
                    .photo_mut(id)
                    .filter(|photo| selected && photo.source.is_none() && photo.review.is_none())
                {
                    photo.first_picture = Some(picture);
                }
                Vec::new()
            }
            Event::Opened(id, source) => {
                let selected = self.selected == Some(id);
                let Some(photo) = self.photo_mut(id) else { return Vec::new() };
                photo.reopening = false;
                photo.first_picture = None;
                if let Some(review) = &photo.review
                    && review.source_sha256() != source.sha256()
                {
                    // What was decided about one picture must never be laid over another.
                    return self.fail(id, PhotoFault::Changed);
                }
                if selected {
                    photo.source = Some(source);
                }
                self.refresh(id)
            }
            Event::Progress { photo: id, done, total, coarse } => {
                if let Some(photo) = self.photo_mut(id)
                    && photo.review.is_none()
                    && photo.queued
                {
                    photo.stage = Stage::Looking { done, total };
                    if let Some(coarse) = coarse {
                        photo.coarse = coarse;
                    }
                }
                Vec::new()
            }
            Event::Postponed(id) => {
                if let Some(photo) = self.photo_mut(id)
                    && matches!(photo.stage, Stage::Looking { .. })
                {
                    photo.stage = Stage::Waiting;
                }
                Vec::new()
            }
            Event::Detected(detected) => self.detected(*detected),
            Event::Found { photo, found, kinds } => self.absorb_found(photo, &found, kinds),
            Event::NotIdentified(id) => self.not_identified(id),
            Event::People(id, people) => self.absorb_people(id, people),
            Event::Outlined { photo, region, plain, outline } => {
                self.absorb_outline(photo, region, &plain, outline)
            }
            Event::Failed(id, fault) => self.fail(id, fault),
            Event::Preview(id, revision, raster) => {
                let newer = self.preview.as_ref().is_none_or(|(old, was, _)| *old != id || *was <= revision);
                if self.selected == Some(id) && newer {
                    self.preview = Some((id, revision, raster));
                }
                Vec::new()
            }
            Event::Thumbnail(id, thumbnail) => {
                if let Some(photo) = self.photo_mut(id)
                    && photo.review.as_ref().is_some_and(|review| thumbnail.still_holds(review))
                {
                    photo.thumbnail = Some(thumbnail);
                }
                Vec::new()
            }
            Event::Consents(consents) => {
                self.register.version += 1;
                self.consents = consents.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
                Vec::new()
            }
            Event::ConsentAdded(consent) => {
                self.register.version += 1;
                self.last_consent = Some(consent.id.clone());
                self.consents.insert(consent.id.clone(), consent);
                vec![Job::Register(RegisterRequest::Read)]
            }
            Event::Register(answer) => self.answered(answer),
            Event::RegisterFailed(fault) => {
                self.failure = Some(Failure::Register(fault));
                Vec::new()
            }
            Event::Remade(consent, remade) => {
                self.register.remaking = false;
                self.register.remade = Some((consent.clone(), remade.copies));
                if !remade.left_out.is_empty() {
                    self.notices.push(Notice::NotLookedThrough(remade.left_out));
                }
                vec![Job::Register(RegisterRequest::Read), Job::Register(RegisterRequest::Affected(consent))]
            }
            Event::RemakeFailed(failure) => {
                self.register.remaking = false;
                self.failure = Some(failure);
                Vec::new()
            }
            Event::Exported(id, revision, exported) => self.exported(id, revision, exported),
            Event::ExportFailed(id, failure) => self.export_failed(id, failure),
            Event::ReportSaved(path) => self.tell(Notice::ReportSaved(path)),
            Event::ReportFailed(fault) => self.tell(Notice::ReportFailed(fault)),
            Event::LeftoversRemoved(removed) => self.tell(Notice::LeftoversRemoved(removed)),
            Event::Kept(work) => {
                self.offer = Some(work);
                Vec::new()
            }
            Event::KeptLookedAt(files) => self.take_up_kept(files),
            Event::KeptDamaged => self.tell(Notice::KeptDamaged),
            Event::NotKept => {
                self.keeps_work = false;
                self.tell(Notice::NotKept)
            }
            Event::LibraryUnusable(notice) => self.tell(Notice::LibraryUnusable(notice)),
            Event::KeepFailed => {
                self.keeps_work = false;
                self.tell(Notice::KeepFailed)
            }
        }
    }

    pub(super) fn tell(&mut self, notice: Notice) -> Vec<Job> {
        self.notices.push(notice);
        Vec::new()
    }

    pub(super) fn photo_mut(&mut self, id: PhotoId) -> Option<&mut Photo> {
        self.photos.iter_mut().find(|photo| photo.id == id)
    }

    fn fail(&mut self, id: PhotoId, fault: PhotoFault) -> Vec<Job> {
        if self.selected == Some(id) {
            self.preview = None;
        }
        let Some(photo) = self.photo_mut(id) else { return Vec::new() };
        photo.reopening = false;
        photo.queued = false;
        photo.identifying = false;
        photo.source = None;
        photo.first_picture = None;
        photo.coarse.clear();
        photo.stage = Stage::Failed(Arc::new(fault));
        Vec::new()
    }

    pub(super) fn change_shown(&mut self, apply: impl FnOnce(&mut Review) -> bool) -> Vec<Job> {
        self.selected.map_or_else(Vec::new, |id| self.change(id, apply))
    }

    /// Changes the review of a photo that is not being exported.
    pub(super) fn change(&mut self, id: PhotoId, apply: impl FnOnce(&mut Review) -> bool) -> Vec<Job> {
        let Some(photo) = self.photo_mut(id) else { return Vec::new() };
        let Some(review) = photo.review.as_mut().filter(|_| !photo.exporting) else { return Vec::new() };
        if !apply(review) {
            return Vec::new();
        }
        photo.thumbnail.take_if(|thumbnail| !thumbnail.still_holds(review));
        photo.revision += 1;
        photo.exported = None;
        photo.unsaved = true;
        let mut jobs = vec![photo.keep()];
        jobs.extend(self.refresh(id));
        jobs
    }

    /// The work that brings the picture of a photo up to date, where it is the shown one.
    pub(super) fn refresh(&mut self, id: PhotoId) -> Vec<Job> {
        if self.selected != Some(id) {
            return Vec::new();
        }
        let elsewhere = self.photos.iter().any(|photo| matches!(photo.stage, Stage::Looking { .. }));
        let (stopped, style) = (self.stopped, self.style);
        let Some(photo) = self.photo_mut(id) else { return Vec::new() };
        let Some(source) = &photo.source else {
            // The search opens the photo itself, and shows it, where it comes to it at once.
            let soon = photo.review.is_none() && photo.queued && !elsewhere && !stopped;
            if photo.reopening || soon || matches!(photo.stage, Stage::Failed(_) | Stage::Placeholder) {
                return Vec::new();
            }
            photo.reopening = true;
            return vec![Job::Reopen { photo: id, origin: photo.origin.clone() }];
        };
        let raster = Arc::clone(source.raster());
        let Some(review) = &photo.review else {
            self.preview = Some((id, photo.revision, raster));
            return Vec::new();
        };
        vec![Job::Preview {
            photo: id,
            revision: photo.revision,
            raster,
            shapes: covered_shapes(review, review.size()),
            covered: covered(review),
            style: review.style().unwrap_or(style),
            frame: review.frame(),
        }]
    }
}

/// The shapes that the export covers.
fn covered_shapes(review: &Review, size: PixelSize) -> Vec<Shape> {
    let covered = review.entries().iter().filter(|entry| entry.decision == Some(Decision::Redact));
    mask_shapes(covered, DEFAULT_MARGIN_PERCENT, size)
}

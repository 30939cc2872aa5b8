//! The export of many photos, one after another. What is not on disk is never counted as exported.

use std::{collections::VecDeque, sync::Arc};

use jiff::civil::Date;

use crate::{
    consent::{Channel, Purpose},
    pipeline::{Blocker, ExportPlan, ExportedPhoto, Release},
    policy::Ward,
    redaction::Style,
    review::Edit,
    text::Text,
};

use super::{
    Failure, Job, Missing, PhotoFault, PhotoId, PhotoState, Session, command::ExportJob, readiness::Terms,
};

/// What became of one photo.
#[derive(Debug)]
pub enum Outcome {
    /// Each copy is on disk, read back and recorded.
    Exported(Box<ExportedPhoto>),
    /// It was exported before, and nothing was changed since.
    Before,
    /// Something is missing, or the rules do not let it out.
    Blocked(Vec<Missing>),
    /// Faces were not looked for to the end.
    NotLooked,
    /// The file cannot be used.
    Unusable(Arc<PhotoFault>),
    /// Writing failed; there is no copy.
    Failed(Failure),
    /// The export was stopped before its turn.
    Stopped,
    /// It was taken out of the list before its turn.
    Removed,
}

impl Outcome {
    /// The id of the word for it.
    pub const fn message_id(&self) -> &'static str {
        match self {
            Self::Exported(_) => "batch-outcome-exported",
            Self::Before => "batch-outcome-before",
            Self::Blocked(_) | Self::NotLooked => "batch-outcome-blocked",
            Self::Unusable(_) | Self::Failed(_) => "batch-outcome-failed",
            Self::Stopped => "batch-outcome-stopped",
            Self::Removed => "batch-outcome-removed",
        }
    }

    /// Why there is no copy, in sentences; empty where there is one.
    pub fn reasons(&self, text: &Text) -> String {
        match self {
            Self::Exported(_) | Self::Before | Self::Stopped | Self::Removed => String::new(),
            Self::NotLooked => text.get("batch-not-looked"),
            Self::Unusable(fault) => fault.message(text),
            Self::Failed(failure) => failure.message(text),
            Self::Blocked(missing) => {
                let is_undecided =
                    |missing: &&Missing| matches!(missing, Missing::Photo(Blocker::Undecided(_)));
                let mut said: Vec<String> = Vec::new();
                let undecided = missing.iter().filter(is_undecided).count();
                if undecided > 0 {
                    said.push(text.format("batch-undecided", [("count", undecided.into())]));
                }
                for missing in missing.iter().filter(|missing| !is_undecided(missing)) {
                    let sentence = missing.message(text);
                    if !said.contains(&sentence) {
                        said.push(sentence);
                    }
                }
                said.join(" ")
            }
        }
    }
}

/// One photo of the report.
#[derive(Debug)]
pub struct Line {
    /// Which.
    pub photo: PhotoId,
    /// The name of its file.
    pub name: String,
    /// What became of it.
    pub outcome: Outcome,
}

/// An export of many, while it runs and until its report was read.
#[derive(Debug)]
pub struct ExportMany {
    plan: ExportPlan,
    purpose: Purpose,
    channels: Vec<Channel>,
    ward: Ward,
    release: Release,
    today: Date,
    waiting: VecDeque<(PhotoId, String)>,
    current: Option<(PhotoId, String)>,
    lines: Vec<Line>,
}

impl ExportMany {
    /// True once every photo has its outcome.
    pub fn is_done(&self) -> bool {
        self.current.is_none() && self.waiting.is_empty()
    }

    /// What became of the photos so far.
    pub fn lines(&self) -> &[Line] {
        &self.lines
    }

    /// Number of copies written.
    pub fn exported(&self) -> usize {
        self.lines.iter().filter(|line| matches!(line.outcome, Outcome::Exported(_))).count()
    }

    /// Number of copies still to be written, the present one among them.
    pub fn left(&self) -> usize {
        self.waiting.len() + usize::from(self.current.is_some())
    }

    /// The look of covered areas in the copies that are still to be written.
    pub(super) const fn set_style(&mut self, style: Style) {
        self.plan.style = style;
    }

    /// The folder into which the copies go.
    pub const fn plan(&self) -> &ExportPlan {
        &self.plan
    }
}

impl Session {
    /// The export of many that is running, or whose report was not read yet.
    pub const fn many(&self) -> Option<&ExportMany> {
        self.many.as_ref()
    }

    pub(super) fn export_ready(&mut self, plan: ExportPlan, today: Date) -> Vec<Job> {
        if self.many.as_ref().is_some_and(|many| !many.is_done()) {
            return Vec::new();
        }
        let mut many = ExportMany {
            plan,
            purpose: self.purpose,
            channels: self.channels.clone(),
            ward: self.ward,
            release: self.release.clone(),
            today,
            waiting: VecDeque::new(),
            current: None,
            lines: Vec::new(),
        };
        for photo in &self.photos {
            let (id, name) = (photo.id, photo.origin.name());
            let outcome = match self.state(photo, today) {
                PhotoState::Ready => {
                    many.waiting.push_back((id, name));
                    continue;
                }
                PhotoState::Exported | PhotoState::Exporting => Outcome::Before,
                PhotoState::Waiting | PhotoState::Placeholder | PhotoState::Looking(..) => Outcome::NotLooked,
                PhotoState::Failed(fault) => Outcome::Unusable(Arc::clone(fault)),
                PhotoState::Undecided(_)
                | PhotoState::Blocked(_)
                | PhotoState::LookThrough
                | PhotoState::Missing(_) => Outcome::Blocked(self.missing(photo, today)),
            };
            many.lines.push(Line { photo: id, name, outcome });
        }
        self.many = Some(many);
        self.next_of_many()
    }

    /// Begins the next copy, if any. What is ready no more when its turn comes is told as what it is then.
    fn next_of_many(&mut self) -> Vec<Job> {
        loop {
            let Some(many) = self.many.as_mut().filter(|many| many.current.is_none()) else {
                return Vec::new();
            };
            let Some((id, name)) = many.waiting.pop_front() else { return Vec::new() };
            let answer = self.turn_of(id);
            let Some(many) = self.many.as_mut() else { return Vec::new() };
            match answer {
                Ok(job) => {
                    many.current = Some((id, name));
                    return vec![job];
                }
                Err(outcome) => many.lines.push(Line { photo: id, name, outcome: *outcome }),
            }
        }
    }

    /// The job that writes the next copy of many, under what was chosen when the export was begun.
    fn turn_of(&mut self, id: PhotoId) -> Result<Job, Box<Outcome>> {
        let Some((many, photo)) = self.many.as_ref().zip(self.photo(id)) else {
            return Err(Box::new(Outcome::Removed));
        };
        // Somebody has exported it by itself meanwhile.
        if photo.exporting || photo.exported.is_some() {
            return Err(Box::new(Outcome::Before));
        }
        let folder = many.plan.folder.path().to_string_lossy();
        let terms = Terms {
            purpose: many.purpose,
            channels: &many.channels,
            ward: many.ward,
            release: &many.release,
            folder: &folder,
            controller: &many.plan.controller,
            operator: &many.plan.operator,
        };
        let missing = self.missing_under(photo, &terms, many.today);
        if !missing.is_empty() {
            return Err(Box::new(Outcome::Blocked(missing)));
        }
        let (plan, purpose, channels, ward, release) =
            (many.plan.clone(), many.purpose, many.channels.clone(), many.ward, many.release.clone());
        self.export(id, plan, purpose, channels, ward, release).ok_or_else(|| Box::new(Outcome::NotLooked))
    }

    /// Begins the copy of the shown photo; what is missing is told.
    pub(super) fn export_shown(&mut self, plan: ExportPlan, today: Date) -> Vec<Job> {
        let Some(photo) = self.shown() else { return Vec::new() };
        let id = photo.id;
        // A second copy of the same state, or one beside that which is being written, is nobody's wish.
        if photo.exporting || photo.exported.is_some() {
            return Vec::new();
        }
        let missing = self.missing(photo, today);
        if !missing.is_empty() {
            self.failure = Some(Failure::Missing(missing));
            return Vec::new();
        }
        let (purpose, channels, ward) = (self.purpose, self.channels.clone(), self.ward);
        let release = self.release.clone();
        self.export(id, plan, purpose, channels, ward, release).into_iter().collect()
    }

    pub(super) fn stop_export(&mut self) {
        if let Some(many) = &mut self.many {
            let waiting = std::mem::take(&mut many.waiting);
            many.lines.extend(waiting.into_iter().map(|(photo, name)| Line {
                photo,
                name,
                outcome: Outcome::Stopped,
            }));
        }
    }

    pub(super) fn drop_from_export(&mut self, id: PhotoId) {
        if let Some(many) = &mut self.many
            && let Some(at) = many.waiting.iter().position(|(waiting, _)| *waiting == id)
            && let Some((photo, name)) = many.waiting.remove(at)
        {
            many.lines.push(Line { photo, name, outcome: Outcome::Removed });
        }
    }

    pub(super) fn exported(&mut self, id: PhotoId, revision: u64, exported: ExportedPhoto) -> Vec<Job> {
        let outcome = Outcome::Exported(Box::new(exported.clone()));
        let mut jobs = Vec::new();
        if let Some(photo) = self.photo_mut(id) {
            photo.exporting = false;
            if photo.revision == revision {
                photo.exported = Some(exported);
                photo.unsaved = false;
            }
            jobs.push(photo.keep());
        }
        jobs.extend(self.end_current(id, outcome).unwrap_or_default());
        jobs
    }

    pub(super) fn export_failed(&mut self, id: PhotoId, failure: Failure) -> Vec<Job> {
        if let Some(photo) = self.photo_mut(id) {
            photo.exporting = false;
        }
        let mut jobs = vec![Job::ReadConsents];
        // Whoever sees the face there covers it; a person looks at it again, and can decide otherwise.
        if let Some(face) = failure.face_visible() {
            jobs.extend(self.change(id, |review| review.apply(Edit::AddFace(face.into())).is_ok()));
        }
        // One of many is told in the report, so that a full disk does not open a hundred windows.
        match self.end_current(id, Outcome::Failed(failure)) {
            Ok(next) => jobs.extend(next),
            Err(outcome) => {
                if let Outcome::Failed(failure) = *outcome {
                    self.failure = Some(failure);
                }
            }
        }
        jobs
    }

    /// Writes down what became of the present photo and begins the next; gives the outcome back where the
    /// photo was exported by itself.
    fn end_current(&mut self, id: PhotoId, outcome: Outcome) -> Result<Vec<Job>, Box<Outcome>> {
        let many = self.many.as_mut();
        let current = many.and_then(|many| {
            let current = many.current.take_if(|(current, _)| *current == id)?;
            Some((many, current))
        });
        let Some((many, (photo, name))) = current else { return Err(Box::new(outcome)) };
        many.lines.push(Line { photo, name, outcome });
        Ok(self.next_of_many())
    }

    /// The job that writes the copy of a photo, which takes no edits until it is done. Whether anything is missing was
    /// asked by the caller.
    fn export(
        &mut self,
        id: PhotoId,
        plan: ExportPlan,
        purpose: Purpose,
        channels: Vec<Channel>,
        ward: Ward,
        mut release: Release,
    ) -> Option<Job> {
        release.event = release.event.map(|event| event.trim().to_owned());
        let (policy, consents) = (self.policy().clone(), self.consents().clone());
        let photo = self.photo_mut(id).filter(|photo| !photo.exporting)?;
        let (review, detector) = (photo.review.clone()?, photo.detector.clone()?);
        photo.exporting = true;
        Some(Job::Export(Box::new(ExportJob {
            photo: id,
            revision: photo.revision,
            origin: photo.origin.clone(),
            review,
            detector,
            policy,
            consents,
            purpose,
            channels,
            ward,
            release,
            plan,
        })))
    }
}

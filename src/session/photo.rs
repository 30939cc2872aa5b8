//! One photo of the session.

use std::{path::PathBuf, sync::Arc};

use crate::{
    consent::OccasionId,
    detection::{CancelFlag, Detection, DetectionError, DetectorInfo},
    identifiers::{Kinds, Somebody},
    photo::{PhotoError, Raster},
    pipeline::{ExportedPhoto, SourcePhoto},
    review::Review,
    text::{Text, harmless, harmless_path},
};

use super::{Job, KeptPhoto, Thumbnail, kept::KeptDetector};

/// Names a photo within the session; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhotoId(pub(super) u64);

impl PhotoId {
    /// A name for tests of what is kept by photo.
    #[cfg(test)]
    pub(crate) const fn for_tests(number: u64) -> Self {
        Self(number)
    }

    /// The bare number, for widget ids.
    pub const fn value(self) -> u64 {
        self.0
    }
}

/// Where a photo comes from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Origin {
    /// A file.
    File(PathBuf),
    /// The built-in sample.
    Sample(&'static [u8]),
    /// A picture that was pasted: it has no file.
    Pasted {
        /// The whole of it as a picture file.
        bytes: Arc<[u8]>,
        /// Which of this session, from 1.
        number: usize,
    },
}

impl Origin {
    /// The name to show.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path
                .file_name()
                .map_or_else(|| harmless_path(path), |name| harmless(&name.to_string_lossy()).into_owned()),
            Self::Sample(_) => "sample.jpg".to_owned(),
            Self::Pasted { number, .. } => format!("clipboard-{number}.png"),
        }
    }
}

/// How far a photo has come.
#[derive(Debug)]
pub enum Stage {
    /// Waits to be opened.
    Waiting,
    /// Its content is not on this computer; nothing opens it until the person asks for it ([`super::Command::Fetch`]).
    Placeholder,
    /// Faces are being looked for.
    Looking {
        /// Steps done.
        done: u32,
        /// Steps in all.
        total: u32,
    },
    /// Can be decided.
    Ready,
    /// Cannot be used.
    Failed(Arc<PhotoFault>),
}

/// Why a photo cannot be used. The others go on.
#[derive(Debug, thiserror::Error)]
pub enum PhotoFault {
    /// The file cannot be read.
    #[error("the file cannot be read")]
    Unreadable,
    /// It cannot be opened.
    #[error(transparent)]
    Photo(#[from] PhotoError),
    /// Looking for faces gave no answer.
    #[error(transparent)]
    Detection(#[from] DetectionError),
    /// The work came to an unforeseen halt.
    #[error("the work stopped")]
    Stopped,
    /// The file is not the one that the decisions are about.
    #[error("the file was changed")]
    Changed,
}

impl PhotoFault {
    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Unreadable => text.get("photo-unreadable"),
            Self::Photo(fault) => fault.message(text),
            Self::Detection(fault) => fault.message(text),
            Self::Stopped => text.get("ui-stopped"),
            Self::Changed => text.get("batch-file-changed"),
        }
    }
}

/// A photo with everything known about it.
#[derive(Debug)]
pub struct Photo {
    /// Its name within the session.
    pub id: PhotoId,
    /// Where it comes from.
    pub origin: Origin,
    /// How far it has come.
    pub stage: Stage,
    /// What was opened; `None` before that, and while the photo is not shown.
    pub source: Option<SourcePhoto>,
    /// The small picture that the file carries of itself, until the photo is open. It covers nothing, and it may
    /// be of another state of the photo: it is shown dimmed, and nothing is decided by it.
    pub first_picture: Option<Arc<Raster>>,
    /// What is decided; `None` until faces were looked for.
    pub review: Option<Review>,
    /// The faces found so far while the search goes on: nothing to decide yet, only to cover.
    pub coarse: Vec<Detection>,
    /// What looked for faces.
    pub detector: Option<DetectorInfo>,
    /// Who may be here without a face: hints, which are in no record and which nobody has to decide.
    pub people: Vec<Somebody>,
    /// Writing and codes are still being looked for.
    pub identifying: bool,
    /// The copy, where there is one and nothing was changed since.
    pub exported: Option<ExportedPhoto>,
    /// A copy is being written.
    pub exporting: bool,
    /// Something was decided that is in no copy.
    pub unsaved: bool,
    /// The small picture; dropped as soon as it shows more than is decided.
    pub(super) thumbnail: Option<Thumbnail>,
    /// The true path: one file has one, however it was named.
    pub(super) identity: PathBuf,
    pub(super) cancel: CancelFlag,
    pub(super) revision: u64,
    pub(super) reopening: bool,
    /// A search for faces is asked for and not done.
    pub(super) queued: bool,
    /// What an earlier run had decided, until the file is open.
    pub(super) kept: Option<Box<KeptPhoto>>,
    /// The event that it is of.
    pub(super) occasion: Option<OccasionId>,
}

impl Photo {
    pub(super) fn new(id: PhotoId, origin: Origin, identity: PathBuf) -> Self {
        Self {
            id,
            origin,
            stage: Stage::Waiting,
            source: None,
            first_picture: None,
            review: None,
            coarse: Vec::new(),
            detector: None,
            people: Vec::new(),
            identifying: false,
            exported: None,
            exporting: false,
            unsaved: false,
            thumbnail: None,
            identity,
            cancel: CancelFlag::default(),
            revision: 0,
            reopening: false,
            queued: false,
            kept: None,
            occasion: None,
        }
    }

    /// Counts the changes of what is to be seen.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// The small picture, where there is one that covers everything undecided.
    pub const fn thumbnail(&self) -> Option<&Thumbnail> {
        self.thumbnail.as_ref()
    }

    /// True for a picture without a file with decisions in no copy: nothing keeps them when the window closes.
    pub fn is_lost_at_closing(&self) -> bool {
        self.unsaved && matches!(self.origin, Origin::Pasted { .. })
    }

    /// The state as it is kept on disk; `None` for what has no file, and for what is in a copy already. A pasted picture is never
    /// written to disk as it came: bare faces would lie there.
    pub(super) fn to_keep(&self) -> Option<Box<KeptPhoto>> {
        let Origin::File(path) = &self.origin else { return None };
        if self.exported.is_some() {
            return None;
        }
        let absolute = std::path::absolute(path).unwrap_or_else(|_| path.clone());
        if let Some(kept) = &self.kept {
            return Some(kept.clone());
        }
        let both = self.review.as_ref().zip(self.detector.as_ref());
        Some(Box::new(KeptPhoto {
            path: absolute,
            review: both.map(|(review, _)| review.keep()),
            detector: both.map(|(_, detector)| KeptDetector::from(detector)),
            occasion: self.occasion.clone(),
        }))
    }

    /// The job that keeps it.
    pub(super) fn keep(&self) -> Job {
        Job::Keep(self.id, self.to_keep())
    }

    /// The search for faces, from now on asked for.
    pub(super) fn look(&mut self) -> Job {
        self.queued = true;
        self.cancel = CancelFlag::default();
        Job::Open {
            photo: self.id,
            origin: self.origin.clone(),
            cancel: self.cancel.clone(),
            kept: self.kept.clone(),
        }
    }

    /// The search for writing and codes, where the one that belongs to the search for faces has given no answer.
    pub(super) fn look_for_found(&mut self) -> Option<Job> {
        let review = self.review.as_ref().filter(|_| !self.identifying && !self.queued && !self.exporting)?;
        let searched = review.searched();
        let kinds = Kinds { text: !searched.text, codes: !searched.codes };
        if kinds.is_nothing() {
            return None;
        }
        self.identifying = true;
        Some(Job::Identify {
            photo: self.id,
            origin: self.origin.clone(),
            source: review.source_sha256(),
            cancel: self.cancel.clone(),
            kinds,
            faces: review.places_of_faces(),
        })
    }

    /// Number of faces and areas without a decision. [`super::Session::waiting`] counts what else waits.
    pub fn undecided(&self) -> usize {
        self.review.as_ref().map_or(0, |review| review.undecided().count())
    }
}

//! One photo of the session.

use std::path::PathBuf;

use crate::{
    detection::{CancelFlag, DetectionError, DetectorInfo},
    photo::PhotoError,
    pipeline::{ExportedPhoto, SourcePhoto},
    review::Review,
    text::Text,
};

/// Names a photo within the session; never used twice.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PhotoId(pub(super) u64);

impl PhotoId {
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
}

impl Origin {
    /// The name to show.
    pub fn name(&self) -> String {
        match self {
            Self::File(path) => path
                .file_name()
                .map_or_else(|| path.display().to_string(), |name| name.to_string_lossy().into_owned()),
            Self::Sample(_) => "sample.jpg".to_owned(),
        }
    }
}

/// How far a photo has come.
#[derive(Debug)]
pub enum Stage {
    /// Waits to be opened.
    Waiting,
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
    Failed(PhotoFault),
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
}

impl PhotoFault {
    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Unreadable => text.get("photo-unreadable"),
            Self::Photo(fault) => fault.message(text),
            Self::Detection(fault) => fault.message(text),
            Self::Stopped => text.get("ui-stopped"),
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
    /// What is decided; `None` until faces were looked for.
    pub review: Option<Review>,
    /// What looked for faces.
    pub detector: Option<DetectorInfo>,
    /// The copy, where there is one and nothing was changed since.
    pub exported: Option<ExportedPhoto>,
    /// A copy is being written.
    pub exporting: bool,
    /// Something was decided that is in no copy.
    pub unsaved: bool,
    pub(super) cancel: CancelFlag,
    pub(super) revision: u64,
    pub(super) reopening: bool,
}

impl Photo {
    pub(super) fn new(id: PhotoId, origin: Origin) -> Self {
        Self {
            id,
            origin,
            stage: Stage::Waiting,
            source: None,
            review: None,
            detector: None,
            exported: None,
            exporting: false,
            unsaved: false,
            cancel: CancelFlag::default(),
            revision: 0,
            reopening: false,
        }
    }

    /// Counts the changes of what is to be seen.
    pub const fn revision(&self) -> u64 {
        self.revision
    }

    /// Number of regions that wait for a decision.
    pub fn undecided(&self) -> usize {
        self.review.as_ref().map_or(0, |review| review.undecided().count())
    }
}

//! What background work brings.

use std::{path::PathBuf, sync::Arc, time::Duration};

use crate::{
    consent::{Consent, ConsentId},
    detection::{Detection, DetectorInfo, EngineNotice},
    export::ExportFault,
    identifiers::{Found, Kinds, Somebody},
    photo::Raster,
    pipeline::{ExportedPhoto, RemadeAll, Removed, SourcePhoto},
    redaction::Shape,
    register::RegisterError,
    review::{RegionId, Review},
    walk::LeftOut,
};

use super::{Failure, FoundFile, KeptWork, PhotoFault, PhotoId, RegisterAnswer, Thumbnail};

/// What background work brought.
#[derive(Debug)]
pub enum Event {
    /// Files that were named or lie in a folder.
    Gathered {
        /// The photos, in the order of their names.
        found: Vec<FoundFile>,
        /// What was left out.
        left_out: LeftOut,
        /// No more follow.
        last: bool,
    },
    /// The small picture that a file carries of itself, while the photo is still being decoded.
    FirstPicture(PhotoId, Arc<Raster>),
    /// A photo is open.
    Opened(PhotoId, SourcePhoto),
    /// The search goes on.
    Progress {
        /// In which photo.
        photo: PhotoId,
        /// Steps done.
        done: u32,
        /// Steps in all.
        total: u32,
        /// The faces found so far, where this step brought new ones.
        coarse: Option<Vec<Detection>>,
    },
    /// The search waits, because the person looks at another photo.
    Postponed(PhotoId),
    /// The search is done, or a kept review was taken up.
    Detected(Box<Detected>),
    /// Writing and codes were looked for, to the end.
    Found {
        /// In which photo.
        photo: PhotoId,
        /// What was found.
        found: Found,
        /// What was looked for.
        kinds: Kinds,
    },
    /// Who may be in a photo without a face: hints.
    People(PhotoId, Vec<Somebody>),
    /// The outline of a person.
    Outlined {
        /// In which photo.
        photo: PhotoId,
        /// The area that covers the person.
        region: RegionId,
        /// The shape that it had when the outline was asked for.
        plain: Shape,
        /// A closed line, in pixels of the photo.
        outline: Vec<(f32, f32)>,
    },
    /// Writing and codes were not looked for to the end.
    NotIdentified(PhotoId),
    /// A photo cannot be used.
    Failed(PhotoId, PhotoFault),
    /// How the photo will look.
    Preview(PhotoId, u64, Arc<Raster>),
    /// The small picture of the list.
    Thumbnail(PhotoId, Thumbnail),
    /// Every consent.
    Consents(Vec<Consent>),
    /// A consent is recorded.
    ConsentAdded(Consent),
    /// The register answered.
    Register(RegisterAnswer),
    /// The register did not do what was asked.
    RegisterFailed(RegisterError),
    /// What became of the copies that were to be made anew without a consent.
    Remade(ConsentId, RemadeAll),
    /// Copies could not be made anew.
    RemakeFailed(Failure),
    /// A copy is on disk, made from this state.
    Exported(PhotoId, u64, ExportedPhoto),
    /// There is no copy.
    ExportFailed(PhotoId, Failure),
    /// The report is on disk.
    ReportSaved(PathBuf),
    /// There is no report.
    ReportFailed(ExportFault),
    /// What interrupted exports had left in a folder is removed.
    LeftoversRemoved(Removed),
    /// An earlier run left work behind.
    Kept(KeptWork),
    /// The files of the work that is being taken up, in its order, as they are now.
    KeptLookedAt(Vec<FoundFile>),
    /// An earlier run left work behind that cannot be read; nothing of it is used.
    KeptDamaged,
    /// Another window keeps its work over this data folder; this one's is not kept.
    NotKept,
    /// The work in hand cannot be kept on disk.
    KeepFailed,
    /// The inference library beside the program could not be used; the embedded engine looks.
    LibraryUnusable(EngineNotice),
}

/// A finished search.
#[derive(Debug)]
pub struct Detected {
    /// In which photo.
    pub photo: PhotoId,
    /// What is to be decided.
    pub review: Review,
    /// What looked.
    pub detector: DetectorInfo,
    /// The small picture, with every face covered that is not decided to be shown.
    pub thumbnail: Option<Thumbnail>,
    /// How long opening and looking took; `None` where that was not measured.
    pub took: Option<Duration>,
    /// What became of the review that an earlier run had kept.
    pub kept: KeptOutcome,
    /// Writing and codes are looked for next.
    pub identifying: bool,
}

/// What became of a kept review.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeptOutcome {
    /// There was none.
    None,
    /// It was taken up.
    TakenUp,
    /// The file was changed since: the photo starts anew.
    FileChanged,
    /// The program looks for faces in another way now: the photo starts anew.
    DetectorChanged,
}

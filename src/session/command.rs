//! What the person wants, and the background work that follows.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use jiff::civil::Date;

use crate::{
    consent::{Channel, Consent, ConsentId, NewConsent, OccasionId, Purpose},
    detection::{CancelFlag, DetectorInfo},
    export::TargetFolder,
    framing::Frame,
    geometry::BoundingBox,
    hash::ContentHash,
    identifiers::Kinds,
    photo::Raster,
    pipeline::{ExportPlan, Release},
    policy::{Policy, Ward},
    record::Controller,
    redaction::{Shape, Style},
    review::{Edit, RegionId, Review},
};

use super::{KeptPhoto, Origin, PhotoId, RegisterRequest, Whom};

/// What the person wants.
#[derive(Debug)]
pub enum Command {
    /// Add files or the sample.
    Add(Vec<Origin>),
    /// Add files, and every photo of these folders and below. The folders are walked in the background.
    AddPaths(Vec<PathBuf>),
    /// Add a picture that has no file: the bytes of a picture file.
    Paste(Arc<[u8]>),
    /// The clipboard was asked for a picture and has none.
    NothingToPaste,
    /// Show a photo.
    Select(PhotoId),
    /// Show the next photo, in the order of the list and round its end, in which something is undecided.
    NextUndecided,
    /// Take a photo out of the session. The file is untouched.
    Remove(PhotoId),
    /// Open a photo again that could not be opened.
    TryAgain(PhotoId),
    /// Fetch a photo whose content is not on this computer, and open it.
    Fetch(PhotoId),
    /// Look for no more faces until told to go on.
    StopLooking,
    /// Go on looking for faces.
    GoOnLooking,
    /// Change the review of the shown photo.
    Edit(Edit),
    /// Take the last change of the shown photo back.
    Undo,
    /// Make it again.
    Redo,
    /// Cover a person of the shown photo from head to foot.
    CoverPerson(Whom),
    /// Take the hint with this index away: nobody without a face is there.
    DismissHint(usize),
    /// Cover everything undecided in every photo in which faces were looked for; in each photo one step
    /// of its own undo.
    RedactRest,
    /// Covered areas look like this in all photos, whatever was chosen for some; in those one step of their own undo.
    LookEverywhere(Style),
    /// Take the drawn areas of the shown photo over to the next photo of the list, and show that one.
    CopyAreasToNext,
    /// Record a consent.
    AddConsent(NewConsent),
    /// Read the register again.
    ReadConsents,
    /// Something else of the register.
    Register(RegisterRequest),
    /// The photos are of this event, or of none.
    ChooseOccasion(Option<OccasionId>),
    /// Forget the forms that came back, and their pictures.
    ForgetForms,
    /// Make every copy anew that relied on a consent, with that face covered.
    Remake {
        /// Without which consent.
        consent: ConsentId,
        /// The folder below which the originals lie.
        originals: PathBuf,
        /// Where the new copies go.
        folder: TargetFolder,
        /// Who answers for them.
        controller: Controller,
        /// Who makes them anew: a reference, never a name; may be empty.
        operator: String,
        /// Who has approved them, where somebody has: a reference, never a name.
        second_person: Option<String>,
        /// Somebody has looked at the whole of every photo.
        reviewed: bool,
    },
    /// Write the copy of the shown photo; the date is today.
    Export(Box<ExportPlan>, Date),
    /// Write the copies of all photos that are ready, one after another, with what is chosen now.
    ExportReady(Box<ExportPlan>, Date),
    /// End the export of many after the copy that is being written.
    StopExport,
    /// The report of the export of many was read.
    CloseReport,
    /// Write the report of the export of many into a folder.
    SaveReport {
        /// The folder.
        folder: TargetFolder,
        /// The name without suffix; a number is added where it is taken.
        stem: String,
        /// The suffix: `csv` or `txt`.
        extension: &'static str,
        /// The file.
        bytes: Vec<u8>,
    },
    /// Take up the work that an earlier run left behind.
    TakeUpKept,
    /// Let go of that work.
    DiscardKept,
    /// Let go of the work in hand on disk: the window closes and nothing is to be offered again.
    ForgetWork,
    /// The notices were read.
    DismissNotices,
}

/// Background work.
#[derive(Debug)]
pub enum Job {
    /// Walk folders and look at files.
    Gather(Vec<PathBuf>),
    /// Open, and look for faces.
    Open {
        /// Which.
        photo: PhotoId,
        /// From where.
        origin: Origin,
        /// Stops it.
        cancel: CancelFlag,
        /// What an earlier run had decided about it.
        kept: Option<Box<KeptPhoto>>,
    },
    /// Look for writing and codes in a photo whose faces are found.
    Identify {
        /// Which.
        photo: PhotoId,
        /// From where.
        origin: Origin,
        /// SHA-256 of the file in which the faces were found: what another file holds says nothing of this one.
        source: ContentHash,
        /// Stops it.
        cancel: CancelFlag,
        /// What is looked for.
        kinds: Kinds,
        /// Boxes of all places that may be a face: who has none is hinted at.
        faces: Vec<BoundingBox>,
    },
    /// Draw the outline of a person.
    Outline {
        /// In which photo.
        photo: PhotoId,
        /// The area that covers the person.
        region: RegionId,
        /// Its shape: the outline takes the place of this one alone.
        plain: Shape,
        /// The box in which the person is, in pixels of the photo.
        within: BoundingBox,
        /// The pixels.
        raster: Arc<Raster>,
    },
    /// The person looks at this photo: its work comes first.
    Prefer(PhotoId),
    /// Open again, to show.
    Reopen {
        /// Which.
        photo: PhotoId,
        /// From where.
        origin: Origin,
    },
    /// Cover what is decided, as the export will; then the small picture of the list.
    Preview {
        /// Which.
        photo: PhotoId,
        /// Of which state.
        revision: u64,
        /// The pixels.
        raster: Arc<Raster>,
        /// What is covered.
        shapes: Vec<Shape>,
        /// What the small picture covers: also what is undecided.
        covered: Vec<Shape>,
        /// How it is covered.
        style: Style,
        /// What of it is published.
        frame: Frame,
    },
    /// Record a consent.
    AddConsent(NewConsent),
    /// Read every consent.
    ReadConsents,
    /// Something else of the register.
    Register(RegisterRequest),
    /// Write a copy.
    Export(Box<ExportJob>),
    /// Make copies anew.
    Remake(Box<RemakeJob>),
    /// Write a report into a folder.
    SaveReport {
        /// The folder.
        folder: TargetFolder,
        /// The name without suffix.
        stem: String,
        /// The suffix.
        extension: &'static str,
        /// The file.
        bytes: Vec<u8>,
    },
    /// Keep the state of a photo on disk, or none any more.
    Keep(PhotoId, Option<Box<KeptPhoto>>),
    /// Look at the files of the work that an earlier run left behind: the person takes it up.
    LookAtKept(Vec<PathBuf>),
    /// The work that an earlier run left behind was taken up or discarded.
    ReleaseKept,
    /// Remove everything kept from disk, and keep nothing more.
    ForgetWork,
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
    pub(super) release: Release,
    pub(super) plan: ExportPlan,
}

/// Everything that making copies anew needs, taken when it was asked for.
#[derive(Debug)]
pub struct RemakeJob {
    pub(super) consent: ConsentId,
    pub(super) originals: PathBuf,
    pub(super) folder: TargetFolder,
    pub(super) policy: Policy,
    pub(super) controller: Controller,
    pub(super) operator: String,
    pub(super) second_person: Option<String>,
    pub(super) reviewed: bool,
}

impl Job {
    /// True for work that needs an inference session.
    pub(super) const fn looks(&self) -> bool {
        matches!(
            self,
            Self::Open { .. }
                | Self::Identify { .. }
                | Self::Outline { .. }
                | Self::Export(_)
                | Self::Remake(_)
        )
    }

    /// The photo that the work is about.
    pub fn photo(&self) -> Option<PhotoId> {
        match self {
            Self::Open { photo, .. }
            | Self::Identify { photo, .. }
            | Self::Prefer(photo)
            | Self::Reopen { photo, .. }
            | Self::Preview { photo, .. }
            | Self::Outline { photo, .. }
            | Self::Keep(photo, _) => Some(*photo),
            Self::Export(job) => Some(job.photo),
            Self::Gather(_)
            | Self::AddConsent(_)
            | Self::ReadConsents
            | Self::Register(_)
            | Self::Remake(_)
            | Self::SaveReport { .. }
            | Self::LookAtKept(_)
            | Self::ReleaseKept
            | Self::ForgetWork => None,
        }
    }
}

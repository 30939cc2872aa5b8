//! Why something did not happen.

use crate::{
    geometry::PixelRect,
    machine::MachineFault,
    pipeline::{ExportFailure, Gate},
    policy::{PolicyError, Reason},
    register::RegisterError,
    text::Text,
};

use super::{Missing, PhotoFault};

/// Why an export did not happen.
#[derive(Debug)]
pub enum Failure {
    /// Writing or recording failed.
    Export(ExportFailure),
    /// The photo could not be opened again.
    Photo(PhotoFault),
    /// The file was changed since it was opened.
    Changed,
    /// The review is not finished.
    Unfinished,
    /// The rules do not let it out.
    Blocked(Vec<Reason>, Vec<Gate>),
    /// Something is missing.
    Missing(Vec<Missing>),
    /// The data folder cannot be used.
    Register(RegisterError),
    /// The rules cannot be used; those from before stay in force.
    Policy(PolicyError),
    /// IT has set something else for the computer.
    Machine(MachineFault),
    /// The system has nothing to open this folder with, or it is gone.
    Folder(String),
}

impl Failure {
    /// Where a face is still seen at a cover, in image space, if that is why.
    pub(crate) const fn face_visible(&self) -> Option<PixelRect> {
        if let Self::Export(fault) = self { fault.face_visible() } else { None }
    }

    /// True where the clock of this computer does not fit the ledger: a person can answer for it.
    pub const fn is_of_the_clock(&self) -> bool {
        matches!(
            self,
            Self::Register(RegisterError::Clock(_))
                | Self::Export(ExportFailure::Register(RegisterError::Clock(_)))
        )
    }

    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Export(fault) if fault.face_visible().is_some() => text.get("export-face-visible-covered"),
            Self::Export(fault) => fault.message(text),
            Self::Photo(fault) => fault.message(text),
            Self::Changed => text.get("ui-source-changed"),
            Self::Unfinished => text.get("export-not-reviewed"),
            Self::Blocked(reasons, gates) => {
                let reasons = reasons.iter().map(|reason| reason.message(text));
                reasons.chain(gates.iter().map(|gate| gate.message(text))).collect::<Vec<_>>().join(" ")
            }
            Self::Missing(missing) => {
                missing.iter().map(|missing| missing.message(text)).collect::<Vec<_>>().join(" ")
            }
            Self::Register(fault) => fault.message(text),
            Self::Policy(fault) => fault.message(text),
            Self::Machine(fault) => fault.message(text),
            Self::Folder(folder) => text.format("ui-folder-not-opened", [("folder", folder.as_str().into())]),
        }
    }
}

//! The last step: redact, encode, write, re-read, record. All of it or none.

use std::path::PathBuf;

use uuid::Uuid;

use crate::{
    clock::Clock,
    consent::personal_number,
    detection::{DetectionError, FaceDetector},
    export::{CheckFault, Encoding, ExportFault, Published, Staged, TargetFolder, neutral_name, safe_stem},
    geometry::PixelRect,
    hash::ContentHash,
    record::{Controller, Counts, SIDECAR_SUFFIX, SidecarFault, Signer},
    redaction::{DEFAULT_MARGIN_PERCENT, Style},
    register::{Register, RegisterError},
    text::{Text, harmless_path},
};

use super::{
    ClearedPhoto, SecondPersonFault,
    copy::{Steps, write_copy},
    records::Written,
    second_person_fault,
    under_way::Note,
};

/// Where and how a copy is written.
#[derive(Debug, Clone)]
pub struct ExportPlan {
    /// The folder.
    pub folder: TargetFolder,
    /// The stem of the name; `None` for a neutral one.
    pub stem: Option<String>,
    /// Format and quality.
    pub encoding: Encoding,
    /// How covered areas look.
    pub style: Style,
    /// Margin around faces, in percent.
    pub margin_percent: u8,
    /// Who answers for the copy.
    pub controller: Controller,
    /// Who exports: a reference, never a name.
    pub operator: String,
}

/// A copy that is on disk with its record, re-read and checked.
#[derive(Debug, Clone)]
pub struct ExportedPhoto {
    /// The copy.
    pub output: PathBuf,
    /// Its sidecar.
    pub sidecar: PathBuf,
    /// The record's id.
    pub record_id: String,
    /// Faces, covered faces, visible faces.
    pub counts: Counts,
}

/// Why there is no copy. No part of one remains.
#[derive(Debug, thiserror::Error)]
pub enum ExportFailure {
    /// Writing or checking failed.
    #[error(transparent)]
    File(#[from] ExportFault),
    /// It could not be noted in the data folder that the export begins, so none was begun.
    #[error("the export cannot be noted in {}", folder.display())]
    NotNoted {
        /// The folder of notes, or the note.
        folder: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The register failed.
    #[error(transparent)]
    Register(#[from] RegisterError),
    /// The record could not be made.
    #[error(transparent)]
    Record(#[from] SidecarFault),
    /// The second look for faces gave no answer.
    #[error(transparent)]
    SecondLook(#[from] DetectionError),
    /// A consent was withdrawn while the copy was made.
    #[error("a consent was withdrawn meanwhile")]
    ConsentWithdrawn,
    /// The second person cannot be taken for another than the one who exports.
    #[error("the second person is not known to be another than the one who exports")]
    SecondPerson(SecondPersonFault),
}

impl ExportFailure {
    /// Where a face is still seen at a cover, in image space, if that is why.
    pub const fn face_visible(&self) -> Option<PixelRect> {
        if let Self::File(ExportFault::Check(CheckFault::FaceVisible(face))) = self {
            Some(*face)
        } else {
            None
        }
    }

    /// A stable word for JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::File(fault) => fault.kind(),
            Self::NotNoted { .. } => "not_noted",
            Self::Register(_) => "register",
            Self::Record(_) => "record",
            Self::SecondLook(fault) => fault.kind(),
            Self::ConsentWithdrawn => "consent_withdrawn",
            Self::SecondPerson(SecondPersonFault::Same) => "same_person",
            Self::SecondPerson(SecondPersonFault::NoOperator) => "no_operator",
        }
    }

    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::File(fault) => fault.message(text),
            Self::NotNoted { folder, .. } => {
                text.format("export-not-noted", [("folder", harmless_path(folder).into())])
            }
            Self::Register(fault) => fault.message(text),
            Self::Record(_) => text.get("export-record"),
            Self::SecondLook(fault) => fault.message(text),
            Self::ConsentWithdrawn => text.get("policy-consent-withdrawn"),
            Self::SecondPerson(fault) => fault.message(text),
        }
    }
}

impl ClearedPhoto {
    /// Writes the copy, its sidecar and its ledger entry: all three, or none. `detector` looks once more
    /// where faces were covered.
    ///
    /// # Errors
    /// [`ExportFailure`]; nothing remains on disk and the source is untouched.
    pub fn export(
        self,
        plan: &ExportPlan,
        detector: &dyn FaceDetector,
        register: &Register,
        clock: &dyn Clock,
    ) -> Result<ExportedPhoto, ExportFailure> {
        self.export_by(&Steps::REAL, plan, detector, register, clock)
    }

    pub(super) fn export_by(
        self,
        steps: &Steps,
        plan: &ExportPlan,
        detector: &dyn FaceDetector,
        register: &Register,
        clock: &dyn Clock,
    ) -> Result<ExportedPhoto, ExportFailure> {
        let today = clock.today();
        let second = (self.rules.second_person, self.approved_by.as_deref());
        if let Some(fault) = second_person_fault(second.0, second.1, &plan.operator) {
            return Err(ExportFailure::SecondPerson(fault));
        }
        let record_id = Uuid::new_v4();
        // A face is never covered with less, whoever asks for it; what is recorded is what was used.
        let margin = plan.margin_percent.max(self.rules.least_margin).max(DEFAULT_MARGIN_PERCENT);
        // Noted before the first byte, so that whoever comes after a kill knows what to remove.
        let note = Note::begin(register, &plan.folder)?;
        let plan = &ExportPlan { folder: note.folder(&plan.folder), ..plan.clone() };
        let copy = write_copy(&self, plan, margin, detector, steps)?;
        let extension = plan.encoding.format.extension();
        let name = match &plan.stem {
            // A personal number in a file name would be published with it; what is made of the name may be one only then.
            Some(stem) if !personal_number::is_in(stem) && !personal_number::is_in(&safe_stem(stem)) => {
                plan.folder.free_name(&safe_stem(stem), extension, SIDECAR_SUFFIX)
            }
            Some(_) | None => neutral_name(record_id, plan.encoding.format),
        };
        let written = Written { record_id: record_id.to_string(), name, copy: &copy, today };
        let signer = if self.rules.signature || self.release.sign {
            Some(Signer::from_seed(&register.signing_seed()?))
        } else {
            None
        };
        let sidecar = self.sidecar(&written, plan, margin, register.key());
        let entry = self.ledger_entry(&written, plan, margin, sidecar.body_sha256()?);
        let pending = register.begin_export(&entry)?;
        for consent in &self.consents {
            let holds = pending.consent(&consent.id)?.is_some_and(|current| current.state(today).holds());
            if !holds {
                return Err(ExportFailure::ConsentWithdrawn);
            }
        }
        let ledger = pending.hash().parse::<ContentHash>().ok();
        let counts = sidecar.counts.clone();
        let record = sidecar.seal(register.key(), ledger, signer.as_ref())?.to_bytes()?;
        let staged_record = Staged::write(&plan.folder, &record)?;
        if staged_record.read_back()? != record {
            return Err(ExportFault::from(CheckFault::Bytes).into());
        }
        let (name, record_id) = (written.name, written.record_id);
        note.name(&record_id, &name)?;
        // The record first: a copy never lies anywhere without it, even if the power fails in between.
        let published_record = staged_record.publish(&format!("{name}{SIDECAR_SUFFIX}"))?;
        let published: Published = copy.staged.publish(&name)?;
        pending.commit()?;
        Ok(ExportedPhoto { output: published.keep(), sidecar: published_record.keep(), record_id, counts })
    }
}

//! The last step: redact, encode, write, re-read, record. All of it or none.

use std::path::PathBuf;

use uuid::Uuid;

use crate::{
    clock::Clock,
    consent::personal_number,
    detection::{DetectionError, FaceDetector},
    export::{
        CheckFault, Encoding, ExportFault, Published, Staged, TargetFolder, neutral_name, safe_stem,
        sized_stem,
    },
    framing::{Bound, CopySize},
    geometry::{PixelRect, PixelSize},
    hash::ContentHash,
    record::{Controller, Counts, SIDECAR_SUFFIX, SidecarFault, Signer},
    redaction::{DEFAULT_MARGIN_PERCENT, Look, Style},
    register::{Register, RegisterError},
    text::{Text, harmless_path},
};

use super::{
    ClearedPhoto, SecondPersonFault,
    copy::{Steps, write_copies},
    covers::{looks_of, not_allowed},
    records::Written,
    second_person_fault,
    under_way::Note,
    words::ALT_TEXT_SUFFIX,
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
    /// How covered areas look, where nothing else was chosen for the photo or for one of them.
    pub style: Style,
    /// Margin around faces, in percent.
    pub margin_percent: u8,
    /// In which sizes, and how large a file may be.
    pub copies: Copies,
    /// Who answers for the copy.
    pub controller: Controller,
    /// Who exports: a reference, never a name.
    pub operator: String,
}

/// How many copies of one photo are written, and how large they may be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Copies {
    /// Each with a copy and a record of its own, all of them or none; empty for one copy as the encoding says.
    pub sizes: Vec<CopySize>,
    /// The most bytes of a copy. A JPEG is made coarser for it, down to [`crate::export::LEAST_QUALITY`].
    pub max_bytes: Option<u64>,
}

/// One of the copies that an export has written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedCopy {
    /// The copy.
    pub output: PathBuf,
    /// Its sidecar.
    pub sidecar: PathBuf,
    /// The file with its alternative text, where there is one.
    pub alt_text: Option<PathBuf>,
    /// The record's id.
    pub record_id: String,
    /// The name of its size; empty where none was asked for.
    pub size: String,
    /// Width and height.
    pub pixels: PixelSize,
}

/// A photo whose copies are on disk with their records, re-read and checked. What is told beside the copies is of the first.
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
    /// The alternative text that is written beside each copy; empty for none.
    pub alt_text: String,
    /// All copies, in the order in which the sizes were asked for.
    pub copies: Vec<ExportedCopy>,
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
    /// The rules do not allow how covered areas were to look.
    #[error("the rules do not allow the look {}", .0.word())]
    Look(Look),
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
            Self::Look(_) => "look",
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
            Self::Look(look) => text.format("look-not-allowed", [("look", look.label(text).into())]),
            Self::ConsentWithdrawn => text.get("policy-consent-withdrawn"),
            Self::SecondPerson(fault) => fault.message(text),
        }
    }
}

impl ClearedPhoto {
    /// Writes each copy, its sidecar and its ledger entry: all of them, or none. `detector` looks once more
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
        // A face is never covered with less, whoever asks for it; what is recorded is what was used.
        let margin = plan.margin_percent.max(self.rules.least_margin).max(DEFAULT_MARGIN_PERCENT);
        // What was chosen for the photo counts before what the plan says of all.
        let style = self.style.unwrap_or(plan.style);
        let looks = looks_of(self.decided.iter().map(|region| &region.entry), style);
        if let Some(look) = not_allowed(&looks, &self.rules.looks_removed) {
            return Err(ExportFailure::Look(look));
        }
        // Noted before the first byte, so that whoever comes after a kill knows what to remove.
        let note = Note::begin(register, &plan.folder)?;
        let plan = &ExportPlan { folder: note.folder(&plan.folder), style, ..plan.clone() };
        let copies = write_copies(&self, plan, margin, detector, steps)?;
        // The copies of one photo are called alike, by the record of the first.
        let together = Uuid::new_v4();
        let names = copies.iter().enumerate().map(|(index, copy)| {
            let own = if index == 0 { together } else { Uuid::new_v4() };
            (own, plan.name(together, &copy.made.name))
        });
        let written: Vec<Written<'_>> = copies
            .iter()
            .zip(names)
            .map(|(copy, (record_id, name))| Written { record_id: record_id.to_string(), name, copy, today })
            .collect();
        let signer = if self.rules.signature || self.release.sign {
            Some(Signer::from_seed(&register.signing_seed()?))
        } else {
            None
        };
        let mut sidecars = Vec::new();
        let mut pending = None;
        for one in &written {
            let sidecar = self.sidecar(one, plan, margin, register.key());
            let entry = self.ledger_entry(one, plan, margin, sidecar.body_sha256()?);
            sidecars.push(sidecar);
            match &mut pending {
                None => pending = Some(register.begin_export(&entry)?),
                Some(pending) => pending.add(&entry)?,
            }
        }
        // There is always one size.
        let nothing = || ExportFailure::from(ExportFault::from(CheckFault::Bytes));
        let (pending, counts) =
            pending.zip(sidecars.first().map(|first| first.counts.clone())).ok_or_else(nothing)?;
        for consent in &self.consents {
            let holds = pending.consent(&consent.id)?.is_some_and(|current| current.state(today).holds());
            if !holds {
                return Err(ExportFailure::ConsentWithdrawn);
            }
        }
        let mut records = Vec::new();
        for (sidecar, hash) in sidecars.into_iter().zip(pending.hashes()) {
            let ledger = hash.parse::<ContentHash>().ok();
            let record = sidecar.seal(register.key(), ledger, signer.as_ref())?.to_bytes()?;
            let staged = Staged::write(&plan.folder, &record)?;
            if staged.read_back()? != record {
                return Err(nothing());
            }
            records.push(staged);
        }
        let about: Vec<(String, String, String, PixelSize)> = written
            .into_iter()
            .map(|one| (one.record_id, one.name, one.copy.made.name.clone(), one.copy.size))
            .collect();
        let words = self.alt_text_file();
        for (record_id, name, ..) in &about {
            note.name(record_id, name, words.as_deref().map(ContentHash::of))?;
        }
        // Each record first: a copy never lies anywhere without it, even if the power fails in between. Until the entries are
        // written for good, each file goes again where anything fails.
        let mut published: Vec<(Published, Published, Option<Published>)> = Vec::new();
        for ((copy, record), (_, name, ..)) in copies.into_iter().zip(records).zip(&about) {
            let record = record.publish(&format!("{name}{SIDECAR_SUFFIX}"))?;
            let words = words.as_deref().map(|words| beside(&plan.folder, name, words)).transpose()?;
            published.push((copy.staged.publish(name)?, record, words));
        }
        pending.commit()?;
        let mut copies: Vec<ExportedCopy> = Vec::new();
        for ((output, sidecar, words), (record_id, _, size, pixels)) in published.into_iter().zip(about) {
            let (output, sidecar, alt_text) = (output.keep(), sidecar.keep(), words.map(Published::keep));
            copies.push(ExportedCopy { output, sidecar, alt_text, record_id, size, pixels });
        }
        let first = copies.first().cloned().ok_or_else(nothing)?;
        Ok(ExportedPhoto {
            output: first.output,
            sidecar: first.sidecar,
            record_id: first.record_id,
            counts,
            alt_text: self.alt_text,
            copies,
        })
    }

    /// The file with the alternative text; `None` where there is none.
    fn alt_text_file(&self) -> Option<Vec<u8>> {
        (!self.alt_text.is_empty()).then(|| format!("{}\n", self.alt_text).into_bytes())
    }
}

/// Writes the words beside a copy, and reads them back.
fn beside(folder: &TargetFolder, copy: &str, words: &[u8]) -> Result<Published, ExportFailure> {
    let staged = Staged::write(folder, words)?;
    if staged.read_back()? != words {
        return Err(ExportFault::from(CheckFault::Bytes).into());
    }
    Ok(staged.publish(&format!("{copy}{ALT_TEXT_SUFFIX}"))?)
}

impl ExportPlan {
    /// The sizes in which a photo is exported; one at least.
    pub(super) fn sizes(&self) -> Vec<CopySize> {
        let bound = self.encoding.max_side.map_or(Bound::Full, Bound::LongSide);
        if self.copies.sizes.is_empty() {
            return vec![CopySize { name: String::new(), bound, quality: None }];
        }
        // Each name once: it stands in the name of the copy.
        let mut sizes: Vec<CopySize> = Vec::new();
        for size in &self.copies.sizes {
            if sizes.iter().all(|other| other.name != size.name) {
                sizes.push(size.clone());
            }
        }
        sizes
    }

    /// A name for a copy in a size that nothing in the folder has.
    fn name(&self, record_id: Uuid, size: &str) -> String {
        let neutral = neutral_name(record_id, self.encoding.format);
        let is_number = |name: &str| personal_number::is_in(name);
        let chosen = self.stem.as_deref().map(|stem| (stem, sized_stem(&safe_stem(stem), size)));
        // A personal number in a file name would be published with it; what is made of the name may be one only then.
        let chosen = chosen.filter(|(stem, made)| !is_number(stem) && !is_number(made)).map(|(_, made)| made);
        let stem = match chosen {
            None if size.is_empty() => return neutral,
            None => sized_stem(neutral.split('.').next().unwrap_or_default(), size),
            Some(stem) => stem,
        };
        let companions = [SIDECAR_SUFFIX, ALT_TEXT_SUFFIX];
        self.folder.free_name(&stem, self.encoding.format.extension(), &companions)
    }
}

//! The last step: redact, encode, write, re-read, record. All of it or none.

use jiff::{ToSpan as _, civil::Date};
use uuid::Uuid;

use crate::{
    clock::Clock,
    consent::{Channel, ChannelClass},
    detection::{DetectionError, FaceDetector},
    export::{CheckFault, Encoding, ExportFault, Published, Staged, TargetFolder, neutral_name, safe_stem},
    geometry::BoundingBox,
    hash::ContentHash,
    record::{
        App, Checks, ConsentRef, Controller, Counts, DetectorUsed, ImageRef, PolicyRef, Redaction, RefKind,
        SIDECAR_SUFFIX, Scope, Sidecar, SidecarFault, blinded,
    },
    redaction::Style,
    register::{ExportEntry, RegionEntry, Register, RegisterError},
    review::Decision,
    text::Text,
};

use super::{
    Attestation, ClearedPhoto,
    copy::{Steps, WrittenCopy, write_copy},
    line::DecidedRegion,
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
    pub output: std::path::PathBuf,
    /// Its sidecar.
    pub sidecar: std::path::PathBuf,
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
}

impl ExportFailure {
    /// A stable word for JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::File(fault) => fault.kind(),
            Self::Register(_) => "register",
            Self::Record(_) => "record",
            Self::SecondLook(fault) => fault.kind(),
            Self::ConsentWithdrawn => "consent_withdrawn",
        }
    }

    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::File(fault) => fault.message(text),
            Self::Register(fault) => fault.message(text),
            Self::Record(_) => text.get("export-record"),
            Self::SecondLook(fault) => fault.message(text),
            Self::ConsentWithdrawn => text.get("policy-consent-withdrawn"),
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
        let record_id = Uuid::new_v4();
        let copy = write_copy(&self, plan, detector, steps)?;
        let extension = plan.encoding.format.extension();
        let name = match &plan.stem {
            Some(stem) => plan.folder.free_name(&safe_stem(stem), extension, SIDECAR_SUFFIX),
            None => neutral_name(record_id, plan.encoding.format),
        };
        let entry = self.ledger_entry(&record_id.to_string(), &name, &copy.bytes, today, plan);
        let pending = register.begin_export(&entry)?;
        for consent in &self.consents {
            let holds = pending.consent(&consent.id)?.is_some_and(|current| current.state(today).holds());
            if !holds {
                return Err(ExportFailure::ConsentWithdrawn);
            }
        }
        let ledger = pending.hash().parse::<ContentHash>().ok();
        let sidecar = self.sidecar(&record_id.to_string(), &name, &copy, today, plan, register.key());
        let counts = sidecar.counts.clone();
        let record = sidecar.seal(ledger)?.to_bytes()?;
        let staged_record = Staged::write(&plan.folder, &record)?;
        if staged_record.read_back()? != record {
            return Err(ExportFault::from(CheckFault::Bytes).into());
        }
        // The record first: a copy never lies anywhere without it, even if the power fails in between.
        let published_record = staged_record.publish(&format!("{name}{SIDECAR_SUFFIX}"))?;
        let published: Published = copy.staged.publish(&name)?;
        pending.commit()?;
        Ok(ExportedPhoto {
            output: published.keep(),
            sidecar: published_record.keep(),
            record_id: record_id.to_string(),
            counts,
        })
    }

    fn ledger_entry(
        &self,
        record_id: &str,
        name: &str,
        bytes: &[u8],
        today: Date,
        plan: &ExportPlan,
    ) -> ExportEntry {
        ExportEntry {
            record_id: record_id.to_owned(),
            output: name.to_owned(),
            created_on: today,
            source_sha256: self.source.sha256,
            output_sha256: ContentHash::of(bytes),
            purpose: self.purpose,
            channels: self.channels.clone(),
            policy_sha256: self.policy_sha256,
            operator: plan.operator.clone(),
            regions: self.decided.iter().map(region_entry).collect(),
        }
    }

    fn sidecar(
        &self,
        record_id: &str,
        name: &str,
        copy: &WrittenCopy,
        today: Date,
        plan: &ExportPlan,
        key: &[u8; 32],
    ) -> Sidecar {
        let a_year_on = today.saturating_add(1.year());
        let valid_until = self.consents.iter().map(|consent| consent.valid_until).fold(a_year_on, Date::min);
        let public = self.channels.iter().any(|channel: &Channel| channel.class() == ChannelClass::Public);
        Sidecar {
            schema: Sidecar::SCHEMA.to_owned(),
            record_id: record_id.to_owned(),
            supersedes: None,
            created_on: today,
            image: ImageRef {
                file_name: name.to_owned(),
                media_type: plan.encoding.format.media_type().to_owned(),
                bytes: copy.bytes.len() as u64,
                sha256: ContentHash::of(&copy.bytes),
                pixels_sha256: copy.pixels_sha256,
                width: copy.size.width,
                height: copy.size.height,
            },
            controller: plan.controller.clone(),
            scope: Scope {
                purpose: self.purpose,
                channels: self.channels.clone(),
                valid_from: today,
                valid_until,
                review_by: today.saturating_add(6.months()).min(valid_until),
            },
            policy: PolicyRef {
                base: self.country,
                base_version: self.policy_version.clone(),
                local_id: None,
                local_version: None,
                effective_sha256: self.policy_sha256,
            },
            counts: counts(&self.decided),
            consents: self
                .consents
                .iter()
                .map(|consent| ConsentRef {
                    reference: if public {
                        blinded(key, &consent.id, record_id)
                    } else {
                        consent.id.to_string()
                    },
                    ref_kind: if public { RefKind::Blinded } else { RefKind::RegisterId },
                    state: consent.state(today),
                    checked_on: today,
                    valid_until: consent.valid_until,
                })
                .collect(),
            redaction: Redaction {
                method: method(&self.decided, plan.style).to_owned(),
                irreversible: true,
                margin_percent: plan.margin_percent.min(100),
            },
            checks: Checks {
                whole_image_reviewed: self.attestation == Attestation::WholeImageReviewed,
                identifiers_reviewed: self.identifiers.iter().map(|item| item.word().to_owned()).collect(),
                metadata_removed: true,
                metadata_kept: Vec::new(),
                reread_after_write: true,
            },
            detector: DetectorUsed {
                model: self.detector.model.clone(),
                model_sha256: self.detector.model_sha256,
                // Two decimals, so that the canonical form is short and the same everywhere.
                threshold: (f64::from(self.detector.threshold) * 100.0).round() / 100.0,
                assistive_only: true,
            },
            app: App { name: "Sladd".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        }
    }
}

const fn method_word(style: Style) -> &'static str {
    match style {
        Style::Veil => "veil",
        Style::Solid => "solid",
        Style::Mosaic => "mosaic",
    }
}

fn method(decided: &[DecidedRegion], style: Style) -> &'static str {
    if decided.iter().any(|region| region.decision == Decision::Redact) { method_word(style) } else { "none" }
}

fn counts(decided: &[DecidedRegion]) -> Counts {
    let count =
        |fits: &dyn Fn(&DecidedRegion) -> bool| decided.iter().filter(|region| fits(region)).count() as u32;
    let is_face = |region: &DecidedRegion| region.entry.region.what.is_face();
    Counts {
        faces_total: count(&is_face),
        blurred: count(&|region| is_face(region) && region.decision == Decision::Redact),
        kept_with_consent: count(&|region| matches!(region.decision, Decision::Keep { .. })),
        not_a_face: count(&|region| region.decision == Decision::NotAFace),
        undecided: 0,
        added_by_user: count(&|region| !region.entry.region.is_detected()),
        other_areas_blurred: count(&|region| !is_face(region)),
    }
}

fn region_entry(region: &DecidedRegion) -> RegionEntry {
    let bounds = region.entry.region.outline.bounds().unwrap_or(BoundingBox::new(0.0, 0.0, 0.0, 0.0));
    RegionEntry {
        what: region.entry.region.what.word().to_owned(),
        decision: match &region.decision {
            Decision::Redact => "redact",
            Decision::Keep { .. } => "keep",
            Decision::NotAFace => "not_a_face",
        }
        .to_owned(),
        detected: region.entry.region.is_detected(),
        role: region.entry.person.role,
        age_band: region.entry.person.age_band,
        consent: match &region.decision {
            Decision::Keep { consent } => Some(consent.clone()),
            Decision::Redact | Decision::NotAFace => None,
        },
        bbox: [bounds.x, bounds.y, bounds.width, bounds.height],
    }
}

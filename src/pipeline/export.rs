//! The last step: redact, encode, write, re-read, record. All of it or none.

use jiff::{ToSpan as _, civil::Date};
use uuid::Uuid;

use crate::{
    clock::Clock,
    consent::{Channel, ChannelClass},
    export::{
        CheckFault, Encoding, ExportFault, Published, Staged, TargetFolder, check, encode, fit_within,
        neutral_name, safe_stem,
    },
    geometry::BoundingBox,
    hash::ContentHash,
    photo::Raster,
    record::{
        App, Checks, ConsentRef, Controller, Counts, DetectorUsed, ImageRef, PolicyRef, Redaction, RefKind,
        SIDECAR_SUFFIX, Scope, Sidecar, SidecarFault, blinded,
    },
    redaction::{Style, redact},
    register::{ExportEntry, RegionEntry, Register, RegisterError},
    review::Decision,
    text::Text,
};

use super::{
    Attestation, ClearedPhoto,
    line::{DecidedRegion, mask_shapes},
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
            Self::ConsentWithdrawn => "consent_withdrawn",
        }
    }

    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::File(fault) => fault.message(text),
            Self::Register(fault) => fault.message(text),
            Self::Record(_) => text.get("export-record"),
            Self::ConsentWithdrawn => text.get("policy-consent-withdrawn"),
        }
    }
}

impl ClearedPhoto {
    /// Writes the copy, its sidecar and its ledger entry: all three, or none.
    ///
    /// # Errors
    /// [`ExportFailure`]; nothing remains on disk and the source is untouched.
    pub fn export(
        self,
        plan: &ExportPlan,
        register: &Register,
        clock: &dyn Clock,
    ) -> Result<ExportedPhoto, ExportFailure> {
        let today = clock.today();
        let record_id = Uuid::new_v4();
        let covered = self.decided.iter().filter(|region| region.decision == Decision::Redact);
        let size = self.source.raster.size();
        let shapes = mask_shapes(covered.map(|region| &region.entry), plan.margin_percent, size);
        let redacted = redact(&self.source.raster, &shapes, plan.style);
        let copy = fit_within(redacted, plan.encoding.max_side);
        let bytes = encode(&copy, &plan.encoding)?;
        let staged = Staged::write(&plan.folder, &bytes)?;
        check(&staged.read_back()?, &bytes, &copy, &plan.encoding).map_err(ExportFault::from)?;

        let extension = plan.encoding.format.extension();
        let name = match &plan.stem {
            Some(stem) => plan.folder.free_name(&safe_stem(stem), extension, SIDECAR_SUFFIX),
            None => neutral_name(record_id, plan.encoding.format),
        };
        let entry = self.ledger_entry(&record_id.to_string(), &name, &bytes, today, plan);
        let pending = register.begin_export(&entry)?;
        for consent in &self.consents {
            let holds = pending.consent(&consent.id)?.is_some_and(|current| current.state(today).holds());
            if !holds {
                return Err(ExportFailure::ConsentWithdrawn);
            }
        }
        let ledger = pending.hash().parse::<ContentHash>().ok();
        let sidecar = self.sidecar(&record_id.to_string(), &name, &bytes, &copy, today, plan, register.key());
        let counts = sidecar.counts.clone();
        let record = sidecar.seal(ledger)?.to_bytes()?;
        let staged_record = Staged::write(&plan.folder, &record)?;
        if staged_record.read_back()? != record {
            return Err(ExportFault::from(CheckFault::Bytes).into());
        }
        let published: Published = staged.publish(&name)?;
        let published_record = staged_record.publish(&format!("{name}{SIDECAR_SUFFIX}"))?;
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

    #[expect(clippy::too_many_arguments, reason = "one call, and each is needed once")]
    fn sidecar(
        &self,
        record_id: &str,
        name: &str,
        bytes: &[u8],
        copy: &Raster,
        today: Date,
        plan: &ExportPlan,
        key: &[u8; 32],
    ) -> Sidecar {
        let a_year_on = today.saturating_add(1.year());
        let valid_until = self.consents.iter().map(|consent| consent.valid_until).fold(a_year_on, Date::min);
        let public = self.channels.iter().any(|channel: &Channel| channel.class() == ChannelClass::Public);
        let size = copy.size();
        Sidecar {
            schema: Sidecar::SCHEMA.to_owned(),
            record_id: record_id.to_owned(),
            supersedes: None,
            created_on: today,
            image: ImageRef {
                file_name: name.to_owned(),
                media_type: plan.encoding.format.media_type().to_owned(),
                bytes: bytes.len() as u64,
                sha256: ContentHash::of(bytes),
                pixels_sha256: pixels_hash(bytes, copy),
                width: size.width,
                height: size.height,
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

/// SHA-256 over width, height and the pixels that the copy decodes to; holds after a rewrite of the
/// container, not after recompression.
fn pixels_hash(bytes: &[u8], copy: &Raster) -> ContentHash {
    let decoded = image::load_from_memory(bytes).map(image::DynamicImage::into_rgb8);
    let pixels = decoded.map_or_else(|_| copy.rgb().to_vec(), image::ImageBuffer::into_raw);
    super::verify::pixels_sha256(copy.size(), &pixels)
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

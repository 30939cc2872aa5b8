//! What an export leaves behind: the sidecar beside the copy and the entry in the ledger.

use jiff::{ToSpan as _, civil::Date};

use crate::{
    consent::{Channel, ChannelClass, Consent},
    geometry::BoundingBox,
    hash::ContentHash,
    policy::PolicyFile,
    record::{
        App, Checks, ConsentRef, Counts, DetectorUsed, DispensationRef, ImageRef, PolicyRef, Redaction,
        RefKind, Scope, Sidecar, blinded,
    },
    redaction::Style,
    register::{EngineUsed, ExportDetails, ExportEntry, Made, PolicyUsed, RegionEntry},
    review::Decision,
};

use super::{Attestation, ClearedPhoto, ExportPlan, copy::WrittenCopy, line::DecidedRegion};

/// A copy as it is being written.
pub(super) struct Written<'a> {
    pub(super) record_id: String,
    pub(super) name: String,
    pub(super) copy: &'a WrittenCopy,
    pub(super) today: Date,
}

impl ClearedPhoto {
    pub(super) fn ledger_entry(&self, written: &Written<'_>, plan: &ExportPlan, margin: u8) -> ExportEntry {
        ExportEntry {
            record_id: written.record_id.clone(),
            output: written.name.clone(),
            created_on: written.today,
            source_sha256: self.source.sha256,
            output_sha256: ContentHash::of(&written.copy.bytes),
            purpose: self.purpose,
            channels: self.channels.clone(),
            policy_sha256: self.rules.sha256,
            operator: plan.operator.clone(),
            regions: self.decided.iter().map(region_entry).collect(),
            more: ExportDetails {
                event: self.release.event.clone(),
                second_person: self.approved_by.clone(),
                supersedes: self.release.supersedes.clone(),
                dispensations: self.rules.dispensations.iter().map(|one| one.id.clone()).collect(),
                whole_image_reviewed: self.attestation == Attestation::WholeImageReviewed,
                identifiers: self.identifiers.iter().map(|item| item.word().to_owned()).collect(),
                valid_until: Some(self.valid_until(written.today)),
                made: Some(Made {
                    format: plan.encoding.format.word().to_owned(),
                    quality: plan.encoding.quality,
                    max_side: plan.encoding.max_side,
                    style: method_word(plan.style).to_owned(),
                    margin_percent: margin,
                }),
                folder: Some(plan.folder.shown()),
                policies: self.rules.files.iter().map(policy_used).collect(),
                engine: Some(EngineUsed {
                    name: self.detector.engine.clone(),
                    library_sha256: self.detector.library_sha256,
                }),
            },
        }
    }

    /// The last day on which the copy may be shown: the earliest of all consents and of what the rules allow.
    fn valid_until(&self, today: Date) -> Date {
        let longest = today.saturating_add(i64::from(self.rules.limits.max_publication_days).days());
        self.consents.iter().map(|consent| self.reliable_until(consent)).fold(longest, Date::min)
    }

    fn reliable_until(&self, consent: &Consent) -> Date {
        let years = i64::from(self.rules.limits.max_consent_years).years();
        consent.valid_until.min(consent.affirmed_on().saturating_add(years))
    }

    pub(super) fn sidecar(
        &self,
        written: &Written<'_>,
        plan: &ExportPlan,
        margin: u8,
        key: &[u8; 32],
    ) -> Sidecar {
        let today = written.today;
        let valid_until = self.valid_until(today);
        let size = written.copy.size;
        let local = self.rules.local.clone();
        Sidecar {
            schema: Sidecar::SCHEMA.to_owned(),
            record_id: written.record_id.clone(),
            supersedes: self.release.supersedes.clone(),
            created_on: today,
            image: ImageRef {
                file_name: written.name.clone(),
                media_type: plan.encoding.format.media_type().to_owned(),
                bytes: written.copy.bytes.len() as u64,
                sha256: ContentHash::of(&written.copy.bytes),
                pixels_sha256: written.copy.pixels_sha256,
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
                base: self.rules.country,
                base_version: self.rules.version.clone(),
                local_id: local.as_ref().map(|(id, _)| id.clone()),
                local_version: local.map(|(_, version)| version),
                effective_sha256: self.rules.sha256,
                dispensations: self
                    .rules
                    .dispensations
                    .iter()
                    .map(|one| DispensationRef {
                        id: one.id.clone(),
                        rule: one.rule.clone(),
                        authority: one.authority.clone(),
                        valid_until: one.valid_until,
                    })
                    .collect(),
            },
            counts: counts(&self.decided),
            consents: self.consents.iter().map(|consent| self.consent_ref(consent, written, key)).collect(),
            redaction: Redaction {
                method: method(&self.decided, plan.style).to_owned(),
                irreversible: true,
                margin_percent: margin.min(100),
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
                // What ran the models is for those who answer for the copy.
                engine: (!self.is_public()).then(|| self.detector.engine.clone()),
                library_sha256: self.detector.library_sha256.filter(|_| !self.is_public()),
            },
            app: App { name: "Sladd".to_owned(), version: env!("CARGO_PKG_VERSION").to_owned() },
        }
    }

    /// True where one of the channels is public.
    fn is_public(&self) -> bool {
        self.channels.iter().any(|channel: &Channel| channel.class() == ChannelClass::Public)
    }

    /// In public channels the reference is different in every record, so that nobody can gather one
    /// person's pictures by it.
    fn consent_ref(&self, consent: &Consent, written: &Written<'_>, key: &[u8; 32]) -> ConsentRef {
        let public = self.is_public();
        ConsentRef {
            reference: if public {
                blinded(key, &consent.id, &written.record_id)
            } else {
                consent.id.to_string()
            },
            ref_kind: if public { RefKind::Blinded } else { RefKind::RegisterId },
            state: consent.state(written.today),
            checked_on: written.today,
            valid_until: self.reliable_until(consent),
        }
    }
}

fn policy_used(file: &PolicyFile) -> PolicyUsed {
    PolicyUsed { policy_id: file.policy_id.clone(), version: file.version.clone(), sha256: file.sha256 }
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
        care_status: region.entry.person.care_status,
        capacity: region.entry.person.capacity,
        consent: match &region.decision {
            Decision::Keep { consent } => Some(consent.clone()),
            Decision::Redact | Decision::NotAFace => None,
        },
        rules: region.rules.clone(),
        bbox: [bounds.x, bounds.y, bounds.width, bounds.height],
    }
}

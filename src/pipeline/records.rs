//! What an export leaves behind: the sidecar beside the copy and the entry in the ledger.

use std::collections::BTreeMap;

use jiff::{
    ToSpan as _,
    civil::{Date, Weekday},
};

use crate::{
    consent::{Channel, ChannelClass, Consent, ConsentId, ConsentState},
    framing::{Bound, Frame, Turn},
    geometry::BoundingBox,
    hash::ContentHash,
    policy::PolicyFile,
    record::{
        App, Checks, ConsentRef, Counts, DetectorUsed, DispensationRef, FrameUsed, ImageRef, PolicyRef,
        Redaction, RefKind, Scope, Sidecar, blinded,
    },
    redaction::Style,
    register::{EngineUsed, ExportDetails, ExportEntry, Made, PolicyUsed, RegionEntry},
    review::{Decision, Entry, Origin, Person},
};

use super::{
    Attestation, ClearedPhoto, ExportPlan, copy::WrittenCopy, covers::looks_of, line::DecidedRegion,
};

/// A copy as it is being written.
pub(super) struct Written<'a> {
    pub(super) record_id: String,
    pub(super) name: String,
    pub(super) copy: &'a WrittenCopy,
    pub(super) today: Date,
}

impl ClearedPhoto {
    pub(super) fn ledger_entry(
        &self,
        written: &Written<'_>,
        plan: &ExportPlan,
        margin: u8,
        record_sha256: ContentHash,
    ) -> ExportEntry {
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
            regions: self
                .decided
                .iter()
                .map(region_entry)
                .chain(self.cut_away.iter().map(cut_away_entry))
                .collect(),
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
                    quality: written.copy.encoding.quality,
                    max_side: long_side(written.copy.made.bound),
                    style: plan.style.full_word(),
                    margin_percent: margin,
                    frame: Some(self.frame).filter(|frame| !frame.is_whole()),
                    size: Some(written.copy.made.name.clone()).filter(|name| !name.is_empty()),
                    within: within(written.copy.made.bound),
                }),
                folder: Some(plan.folder.shown()),
                policies: self.rules.files.iter().map(policy_used).collect(),
                record_sha256: Some(record_sha256),
                engine: Some(EngineUsed {
                    name: self.detector.engine.clone(),
                    library_sha256: self.detector.library_sha256,
                }),
            },
        }
    }

    /// The last day on which the copy may be shown: the earliest of all consents and of what the rules allow.
    fn valid_until(&self, today: Date) -> Date {
        let longest = self.longest(today);
        self.consents.iter().map(|consent| self.reliable_until(consent)).fold(longest, Date::min)
    }

    /// The last day that the rules allow, whoever is in the photo.
    fn longest(&self, today: Date) -> Date {
        today.saturating_add(i64::from(self.rules.limits.max_publication_days).days())
    }

    /// The last day as the record tells it. The ledger has the exact one.
    fn told_until(&self, today: Date) -> Date {
        let exact = self.valid_until(today);
        if self.is_public() && exact < self.longest(today) { coarser(exact, today) } else { exact }
    }

    /// True where anybody may come by the record.
    fn is_public(&self) -> bool {
        self.channels.iter().any(|channel: &Channel| channel.class() == ChannelClass::Public)
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
        let valid_until = self.told_until(today);
        let public = self.is_public();
        let size = written.copy.size;
        let local = self.rules.local.clone();
        Sidecar {
            schema: Sidecar::SCHEMA.to_owned(),
            record_id: written.record_id.clone(),
            // Two public records must not lead to each other; the ledger knows which took whose place.
            supersedes: self.release.supersedes.clone().filter(|_| !public),
            created_on: today,
            image: ImageRef {
                file_name: written.name.clone(),
                media_type: plan.encoding.format.media_type().to_owned(),
                bytes: written.copy.bytes.len() as u64,
                sha256: ContentHash::of(&written.copy.bytes),
                pixels_sha256: written.copy.pixels_sha256,
                width: size.width,
                height: size.height,
                frame: frame_used(self.frame),
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
                // A dispensation is given for a person or an event, and its rule tells what the person is.
                dispensations: self
                    .rules
                    .dispensations
                    .iter()
                    .filter(|_| !public)
                    .map(|one| DispensationRef {
                        id: one.id.clone(),
                        rule: one.rule.clone(),
                        authority: one.authority.clone(),
                        valid_until: one.valid_until,
                    })
                    .collect(),
            },
            counts: counts(&self.decided, &self.cut_away),
            consents: self.consent_refs(written, key),
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

    /// In public channels the reference is different in every record, and a consent has neither a day nor a state of
    /// its own, so that nobody can gather one person's pictures by it. The order is that of the references: that of the
    /// faces would say which is whose.
    fn consent_refs(&self, written: &Written<'_>, key: &[u8; 32]) -> Vec<ConsentRef> {
        let public = self.is_public();
        let refer = |consent: &Consent| ConsentRef {
            reference: if public {
                blinded(key, &consent.id, &written.record_id)
            } else {
                consent.id.to_string()
            },
            ref_kind: if public { RefKind::Blinded } else { RefKind::RegisterId },
            // Whoever has renewed a consent has given it.
            state: if public { ConsentState::Given } else { consent.state(written.today) },
            checked_on: written.today,
            valid_until: (!public).then(|| self.reliable_until(consent)),
        };
        let mut references: Vec<ConsentRef> = self.consents.iter().map(refer).collect();
        references.sort_by(|a, b| a.reference.cmp(&b.reference));
        references
    }
}

/// A day that many consents share, not after `exact` and not before `today`: the end of the last quarter, else of the
/// last month, else of the last week, else today.
fn coarser(exact: Date, today: Date) -> Date {
    let next = exact.saturating_add(1.day());
    let end_before = |first: Date| first.saturating_sub(1.day());
    let month = next.first_of_month();
    let quarter = month.saturating_sub(i64::from((month.month() - 1) % 3).months());
    let week = next.saturating_sub(i64::from(next.weekday().since(Weekday::Monday)).days());
    let ends = [quarter, month, week].map(end_before);
    ends.into_iter().find(|end| *end >= today).unwrap_or(today)
}

fn policy_used(file: &PolicyFile) -> PolicyUsed {
    PolicyUsed { policy_id: file.policy_id.clone(), version: file.version.clone(), sha256: file.sha256 }
}

fn method(decided: &[DecidedRegion], style: Style) -> &'static str {
    let looks = looks_of(decided.iter().map(|region| &region.entry), style);
    let mut words: Vec<&str> = looks.into_iter().map(Style::word).collect();
    words.dedup();
    match words.as_slice() {
        [] => "none",
        [only] => only,
        // Which person looks how is told to nobody outside.
        [_, _, ..] => "several",
    }
}

fn counts(decided: &[DecidedRegion], cut_away: &[Entry]) -> Counts {
    let count =
        |fits: &dyn Fn(&DecidedRegion) -> bool| decided.iter().filter(|region| fits(region)).count() as u32;
    let is_face = |region: &DecidedRegion| region.entry.region.what.is_face();
    let faces_cut_away = cut_away.iter().filter(|entry| entry.region.what.is_face()).count() as u32;
    Counts {
        faces_total: count(&is_face) + faces_cut_away,
        blurred: count(&|region| is_face(region) && region.decision == Decision::Redact),
        kept_with_consent: count(&|region| matches!(region.decision, Decision::Keep { .. })),
        not_a_face: count(&|region| matches!(region.decision, Decision::NotAFace { .. })),
        undecided: 0,
        added_by_user: count(&|region| !region.entry.region.is_detected()),
        other_areas_blurred: count(&|region| {
            // What lies under an area that a person drew is no further one.
            let under = |other: &DecidedRegion| {
                other.decision == Decision::Redact
                    && region.entry.region.lies_under(&other.entry.region.outline)
            };
            !is_face(region) && region.decision == Decision::Redact && !decided.iter().any(under)
        }),
        same_person_again: Some(same_person_again(decided)).filter(|again| *again > 0),
        cut_away: Some(faces_cut_away).filter(|count| *count > 0),
    }
}

/// Faces of which it was said that they show a person once more whom another kept face shows. The first face of a
/// consent is not one of them, whatever was said of it.
fn same_person_again(decided: &[DecidedRegion]) -> u32 {
    // Faces, and those of which it was said, by consent.
    let mut by: BTreeMap<&ConsentId, (u32, u32)> = BTreeMap::new();
    for region in decided {
        if let Decision::Keep { consent } = &region.decision {
            let (faces, said) = by.entry(consent).or_default();
            *faces += 1;
            *said += u32::from(region.entry.same_person);
        }
    }
    by.into_values().map(|(faces, said)| said.min(faces - 1)).sum()
}

const fn long_side(bound: Bound) -> Option<u32> {
    match bound {
        Bound::LongSide(side) => Some(side),
        Bound::Full | Bound::Within(_) => None,
    }
}

const fn within(bound: Bound) -> Option<[u32; 2]> {
    match bound {
        Bound::Within(size) => Some([size.width, size.height]),
        Bound::Full | Bound::LongSide(_) => None,
    }
}

/// What was done to the shape of the photo; not where, which would tell what is missing.
fn frame_used(frame: Frame) -> Option<FrameUsed> {
    (!frame.is_whole()).then(|| FrameUsed {
        cropped: frame.crop.is_some(),
        turned: frame.turn != Turn::None,
        straightened: frame.straighten != 0,
    })
}

/// What lies wholly outside the picture: no consent is relied on for it, and what was decided has no bearing.
fn cut_away_entry(entry: &Entry) -> RegionEntry {
    // Nor is anything told of the person: no consent leads here, so an erasure would not reach it.
    let entry =
        Entry { person: Person::default(), same_person: false, style: None, cover: None, ..entry.clone() };
    let region = DecidedRegion { entry, decision: Decision::Redact, rules: Vec::new() };
    RegionEntry { decision: "cut_away".to_owned(), ..region_entry(&region) }
}

fn region_entry(region: &DecidedRegion) -> RegionEntry {
    let (not_a_face, what) = match region.decision {
        Decision::NotAFace { what } => (true, what),
        Decision::Redact | Decision::Keep { .. } | Decision::MayBeSeen { .. } => (false, None),
    };
    let covered = region.decision == Decision::Redact;
    let bounds = region.entry.region.outline.bounds().unwrap_or(BoundingBox::new(0.0, 0.0, 0.0, 0.0));
    RegionEntry {
        what: region.entry.region.what.word().to_owned(),
        decision: match &region.decision {
            Decision::Redact => "redact",
            Decision::Keep { .. } => "keep",
            Decision::NotAFace { .. } => "not_a_face",
            Decision::MayBeSeen { .. } => "may_be_seen",
        }
        .to_owned(),
        detected: region.entry.region.is_detected(),
        role: region.entry.person.role,
        age_band: region.entry.person.age_band,
        care_status: region.entry.person.care_status,
        capacity: region.entry.person.capacity,
        consent: match &region.decision {
            Decision::Keep { consent } => Some(consent.clone()),
            Decision::Redact | Decision::NotAFace { .. } | Decision::MayBeSeen { .. } => None,
        },
        rules: region.rules.clone(),
        bbox: [bounds.x, bounds.y, bounds.width, bounds.height],
        same_person: region.entry.same_person,
        not_a_face_what: what.map(|what| what.word().to_owned()),
        score: not_a_face.then(|| score(region)).flatten(),
        style: region.entry.style.filter(|_| covered).map(Style::full_word),
        cover: region.entry.cover.filter(|_| covered).map(|of| [of.x, of.y, of.width, of.height]),
    }
}

/// How likely a found face was one, in two decimals, so that it reads the same everywhere.
fn score(region: &DecidedRegion) -> Option<f64> {
    match region.entry.region.origin {
        Origin::Detected { score } | Origin::Perhaps { score } => {
            Some((f64::from(score) * 100.0).round() / 100.0)
        }
        Origin::Found { .. } | Origin::Drawn => None,
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    #[test]
    fn a_public_day_is_shared_by_many_and_never_later_than_the_consent() {
        let today = date(2026, 11, 24);
        for (exact, told) in [
            (date(2027, 3, 17), date(2026, 12, 31)),
            (date(2027, 5, 29), date(2027, 3, 31)),
            (date(2027, 3, 31), date(2027, 3, 31)),
            (date(2027, 4, 1), date(2027, 3, 31)),
            (date(2026, 12, 30), date(2026, 11, 30)),
            // Sunday is the last day of a week.
            (date(2026, 11, 29), date(2026, 11, 29)),
            (date(2026, 11, 28), today),
            (today, today),
        ] {
            assert_eq!(coarser(exact, today), told, "{exact}");
        }
        let mut day = today;
        while day < date(2031, 1, 1) {
            let told = coarser(day, today);
            assert!(told <= day && told >= today, "{day}: {told}");
            day = day.saturating_add(1.day());
        }
    }
}

//! What still stands between a photo and its export.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    consent::{Channel, Consent, ConsentId, Purpose},
    policy::{Case, Policy, Reason, Ward},
    review::{Decision, Entry, RegionId, Review},
    text::Text,
};

/// What the rules are asked with.
#[derive(Debug, Clone, Copy)]
pub struct Clearance<'a> {
    /// The rules in force.
    pub policy: &'a Policy,
    /// The register's consents.
    pub consents: &'a BTreeMap<ConsentId, Consent>,
    /// What the copy is for.
    pub purpose: Purpose,
    /// Where it is to be shown.
    pub channels: &'a [Channel],
    /// The ward on which the photo was taken.
    pub ward: Ward,
    /// Today.
    pub today: Date,
}

/// One thing that has to be mended first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Blocker {
    /// Nobody has decided this region.
    Undecided(RegionId),
    /// The rules, or the consent, do not let this face be shown.
    Rule(RegionId, Reason),
    /// Nobody has looked at the whole photo since the last edit.
    NotReviewed,
}

impl Blocker {
    /// The region that it is about.
    pub const fn region(&self) -> Option<RegionId> {
        match self {
            Self::Undecided(region) | Self::Rule(region, _) => Some(*region),
            Self::NotReviewed => None,
        }
    }

    /// The id in JSON.
    pub fn rule_id(&self) -> &str {
        match self {
            Self::Undecided(_) => "UNDECIDED",
            Self::Rule(_, reason) => reason.rule_id(),
            Self::NotReviewed => "NOT-REVIEWED",
        }
    }

    /// What to do about it.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Undecided(_) => text.get("export-undecided"),
            Self::Rule(_, reason) => reason.message(text),
            Self::NotReviewed => text.get("export-not-reviewed"),
        }
    }
}

/// Everything that stands in the way, in the order of the regions.
pub fn blockers(review: &Review, clearance: &Clearance<'_>) -> Vec<Blocker> {
    let mut blockers = Vec::new();
    for entry in review.entries() {
        match &entry.decision {
            None => blockers.push(Blocker::Undecided(entry.region.id)),
            Some(decision) => {
                let reasons = reasons(entry, decision, clearance);
                blockers.extend(reasons.into_iter().map(|reason| Blocker::Rule(entry.region.id, reason)));
            }
        }
    }
    if !review.whole_image_reviewed() {
        blockers.push(Blocker::NotReviewed);
    }
    blockers
}

/// Why this decision does not hold; empty where the rules loaded here do not block it.
pub(super) fn reasons(entry: &Entry, decision: &Decision, clearance: &Clearance<'_>) -> Vec<Reason> {
    match decision {
        Decision::Redact | Decision::NotAFace => Vec::new(),
        Decision::Keep { consent } => clearance.policy.blocks(&Case {
            role: entry.person.role,
            age_band: entry.person.age_band,
            care_status: entry.person.care_status,
            capacity: entry.person.capacity,
            ward: clearance.ward,
            purpose: clearance.purpose,
            channels: clearance.channels,
            consent: clearance.consents.get(consent),
            today: clearance.today,
        }),
    }
}

//! What still stands between a photo and its export.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::{
    consent::{Channel, ChannelClass, Consent, ConsentId, Purpose, names_somebody},
    detection::DetectorInfo,
    identifiers::Kinds,
    policy::{Case, Policy, Reason, ReviewState, Verdict, Ward},
    redaction::Look,
    review::{Decision, Entry, Identifier, RegionId, Review},
    text::Text,
};

use super::{
    covers::{looks_of, not_allowed},
    second_person::needs_second_person,
    words::{Words, WordsFault, faults},
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
    /// The photo as a whole cannot go out like this.
    Gate(Gate),
    /// Nobody has looked at the whole photo since the last edit.
    NotReviewed,
}

/// What the rules ask of a photo as a whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Gate {
    /// The organisation's rules were not looked at in time.
    PolicyReview(Date),
    /// The organisation's rules do not use this channel.
    ChannelRemoved(Channel),
    /// Nobody has said where the copy is to be shown, so no rule was asked; and a record without a channel is none.
    NoChannel,
    /// The organisation's rules do not let a detection stand as "not a face".
    NotAFace(RegionId),
    /// This looks like a face, stands as "not a face", and nobody has said what it is instead.
    NotAFaceReason(RegionId),
    /// So many look like faces and stay visible as "not a face" where anybody may see the copy, and nobody has looked at
    /// them once more since the last edit.
    LooksLikeFaces(usize),
    /// This face is kept by a consent that keeps another face of the photo already, and nobody has said that both show
    /// the same person.
    ConsentTwice(RegionId),
    /// Writing and codes were not looked for to the end.
    NotSearched,
    /// Nobody has decided this writing or code, and for these channels somebody has to.
    FoundUndecided(RegionId),
    /// This reads like a personal number and stays visible, which was not said twice.
    NumberVisible(RegionId),
    /// The organisation's rules let no personal number be seen.
    NumberForbidden(RegionId),
    /// Nobody has looked for this identifier.
    Identifier(Identifier),
    /// Faces were looked for less carefully than the organisation's rules ask.
    Detector,
    /// The rules do not allow how covered areas were to look.
    Look(Look),
    /// A second person has not approved.
    SecondPerson,
    /// The caption looks like holding a personal number.
    CaptionNumber,
    /// The caption looks like holding a name, and nobody has looked at it.
    CaptionName,
    /// The caption holds a word that the organisation's rules keep out.
    CaptionWord(String),
    /// Something is wrong with what is to be written beside the copy for those who cannot see it.
    AltText(WordsFault),
}

impl Gate {
    /// The id in JSON.
    pub const fn rule_id(&self) -> &'static str {
        match self {
            Self::PolicyReview(_) => "POLICY-REVIEW",
            Self::ChannelRemoved(_) => "POLICY-CHANNEL",
            Self::NoChannel => "NO-CHANNEL",
            Self::NotAFace(_) => "POLICY-NOT-A-FACE",
            Self::NotAFaceReason(_) => "NOT-A-FACE-REASON",
            Self::LooksLikeFaces(_) => "LOOKS-LIKE-FACES",
            Self::ConsentTwice(_) => "CONSENT-TWICE",
            Self::NotSearched => "IDENTIFIERS-NOT-SEARCHED",
            Self::FoundUndecided(_) => "IDENTIFIER-UNDECIDED",
            Self::NumberVisible(_) => "NUMBER-VISIBLE",
            Self::NumberForbidden(_) => "POLICY-NUMBER",
            Self::Identifier(_) => "CHECKLIST",
            Self::Detector => "POLICY-DETECTOR",
            Self::Look(_) => "POLICY-LOOK",
            Self::SecondPerson => "SECOND-PERSON",
            Self::CaptionNumber => "CAPTION-NUMBER",
            Self::CaptionName => "CAPTION-NAME",
            Self::CaptionWord(_) => "CAPTION-WORD",
            Self::AltText(fault) => fault.rule_id(),
        }
    }

    /// What to do about it.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::PolicyReview(day) => text.format("policy-gate-review", [("day", day.to_string().into())]),
            Self::ChannelRemoved(channel) => {
                text.format("policy-gate-channel", [("channel", channel.label(text).into())])
            }
            Self::NoChannel => text.get("policy-gate-no-channel"),
            Self::NotAFace(_) => text.get("policy-gate-not-a-face"),
            Self::NotAFaceReason(_) => text.get("gate-not-a-face-reason"),
            Self::LooksLikeFaces(count) => text.format("gate-looks-like-faces", [("count", (*count).into())]),
            Self::ConsentTwice(_) => text.get("gate-consent-twice"),
            Self::NotSearched => text.get("found-gate-not-searched"),
            Self::FoundUndecided(_) => text.get("found-gate-undecided"),
            Self::NumberVisible(_) => text.get("found-gate-number"),
            Self::NumberForbidden(_) => text.get("found-gate-number-forbidden"),
            Self::Identifier(identifier) => {
                let what = text.get(&format!("ui-what-{}", identifier.word().replace('_', "-")));
                text.format("policy-gate-identifier", [("what", what.into())])
            }
            Self::Detector => text.get("policy-gate-detector"),
            Self::Look(look) => text.format("look-not-allowed", [("look", look.label(text).into())]),
            Self::SecondPerson => text.get("policy-gate-second-person"),
            Self::CaptionNumber => text.get("policy-gate-caption-number"),
            Self::CaptionName => text.get("policy-gate-caption-name"),
            Self::CaptionWord(word) => {
                text.format("policy-gate-caption-word", [("word", word.clone().into())])
            }
            Self::AltText(fault) => fault.message(text),
        }
    }
}

impl Blocker {
    /// True where nothing more is missing than a decision about a region.
    pub const fn is_undecided(&self) -> bool {
        matches!(self, Self::Undecided(_) | Self::Gate(Gate::FoundUndecided(_)))
    }

    /// The region that it is about.
    pub const fn region(&self) -> Option<RegionId> {
        match self {
            Self::Undecided(region)
            | Self::Rule(region, _)
            | Self::Gate(
                Gate::NotAFace(region)
                | Gate::NotAFaceReason(region)
                | Gate::ConsentTwice(region)
                | Gate::FoundUndecided(region)
                | Gate::NumberVisible(region)
                | Gate::NumberForbidden(region),
            ) => Some(*region),
            Self::Gate(_) | Self::NotReviewed => None,
        }
    }

    /// The id in JSON.
    pub fn rule_id(&self) -> &str {
        match self {
            Self::Undecided(_) => "UNDECIDED",
            Self::Rule(_, reason) => reason.rule_id(),
            Self::Gate(gate) => gate.rule_id(),
            Self::NotReviewed => "NOT-REVIEWED",
        }
    }

    /// What to do about it.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Undecided(_) => text.get("export-undecided"),
            Self::Rule(_, reason) => reason.message(text),
            Self::Gate(gate) => gate.message(text),
            Self::NotReviewed => text.get("export-not-reviewed"),
        }
    }
}

/// Everything that stands in the way: regions in their order, then the photo as a whole. `detector` is what looked
/// for the faces of this review. [`crate::pipeline::ReviewedPhoto::clear`] asks by the same functions.
pub fn blockers(review: &Review, detector: &DetectorInfo, clearance: &Clearance<'_>) -> Vec<Blocker> {
    let mut blockers = Vec::new();
    for entry in review.shown() {
        match &entry.decision {
            // Whether somebody has to is asked by the gates.
            None if entry.region.grade().is_some() => {}
            None => blockers.push(Blocker::Undecided(entry.region.id)),
            Some(Decision::Redact | Decision::NotAFace { .. } | Decision::MayBeSeen { .. }) => {}
            Some(Decision::Keep { consent }) => {
                let verdict = verdict(review, entry, consent, clearance);
                blockers
                    .extend(verdict.reasons.into_iter().map(|reason| Blocker::Rule(entry.region.id, reason)));
            }
        }
    }
    blockers.extend(gates(review, detector, clearance).into_iter().map(Blocker::Gate));
    if !review.whole_image_reviewed() {
        blockers.push(Blocker::NotReviewed);
    }
    blockers
}

/// What the rules ask of the photo as a whole.
pub(super) fn gates(review: &Review, detector: &DetectorInfo, clearance: &Clearance<'_>) -> Vec<Gate> {
    let policy = clearance.policy;
    let mut gates = Vec::new();
    if let ReviewState::Expired(day) = policy.review_state(clearance.today) {
        gates.push(Gate::PolicyReview(day));
    }
    for channel in policy.channels_removed() {
        if clearance.channels.contains(channel) {
            gates.push(Gate::ChannelRemoved(*channel));
        }
    }
    if clearance.channels.is_empty() {
        gates.push(Gate::NoChannel);
    }
    gates.extend(not_a_face(review, clearance));
    gates.extend(review.kept_twice().into_iter().map(Gate::ConsentTwice));
    gates.extend(found(review, clearance));
    let missing = policy.checklist().iter().filter(|item| !review.identifiers().contains(item));
    gates.extend(missing.map(|item| Gate::Identifier(*item)));
    gates.extend(faults(Words::Caption, review, policy));
    gates.extend(faults(Words::AltText, review, policy));
    let looks = looks_of(review.shown(), review.style().unwrap_or_else(|| policy.look(None)));
    gates.extend(not_allowed(&looks, policy.looks_removed()).map(Gate::Look));
    // A reference without a letter or a digit names nobody.
    if needs_second_person(policy, review) && !review.approved_by().is_some_and(names_somebody) {
        gates.push(Gate::SecondPerson);
    }
    // The rules may have become stricter since the search.
    if policy.detector_threshold(detector.threshold) < detector.threshold {
        gates.push(Gate::Detector);
    }
    gates
}

/// What is asked of faces that are called none. Where the rules do not let any stand so, no word about them helps.
fn not_a_face(review: &Review, clearance: &Clearance<'_>) -> Vec<Gate> {
    let called_none = |entry: &&Entry| matches!(entry.decision, Some(Decision::NotAFace { .. }));
    let entries = review.shown();
    if !clearance.policy.allows_not_a_face() {
        return entries.filter(called_none).map(|entry| Gate::NotAFace(entry.region.id)).collect();
    }
    let unexplained = entries.filter(|entry| entry.lacks_a_reason());
    let mut gates: Vec<Gate> = unexplained.map(|entry| Gate::NotAFaceReason(entry.region.id)).collect();
    let count = asks_to_look_again(review, clearance.channels);
    if count > 0 && !review.visible_confirmed() {
        gates.push(Gate::LooksLikeFaces(count));
    }
    gates
}

/// True where writing and codes have to be decided before a copy for these channels: always where anybody may see it, and
/// elsewhere as the rules say.
pub fn identifiers_must_be_decided(policy: &Policy, channels: &[Channel]) -> bool {
    policy.requires_identifiers_decided()
        || channels.iter().any(|channel| channel.class() == ChannelClass::Public)
}

/// What is asked of writing and codes. A personal number has to be decided whatever the channel.
fn found(review: &Review, clearance: &Clearance<'_>) -> Vec<Gate> {
    let all = identifiers_must_be_decided(clearance.policy, clearance.channels);
    let mut gates = Vec::new();
    // Whatever the channel: nobody knows whether there is a personal number.
    if review.searched() != Kinds::ALL {
        gates.push(Gate::NotSearched);
    }
    let undecided = review.undecided_found().filter(|entry| all || entry.region.is_number());
    gates.extend(undecided.map(|entry| Gate::FoundUndecided(entry.region.id)));
    for (region, confirmed) in review.visible_numbers() {
        if !clearance.policy.allows_visible_numbers() {
            gates.push(Gate::NumberForbidden(region));
        } else if !confirmed {
            gates.push(Gate::NumberVisible(region));
        }
    }
    gates
}

/// How many have to be looked at once more because they look like faces and stay visible: none where only colleagues see
/// the copy.
pub fn asks_to_look_again(review: &Review, channels: &[Channel]) -> usize {
    let public = channels.iter().any(|channel| channel.class() == ChannelClass::Public);
    if public { review.looking_like_faces().count() } else { 0 }
}

/// What the rules say about a face that is to stay visible by this consent.
pub(super) fn verdict(
    review: &Review,
    entry: &Entry,
    consent: &ConsentId,
    clearance: &Clearance<'_>,
) -> Verdict {
    clearance.policy.verdict(&Case {
        role: entry.person.role,
        age_band: entry.person.age_band,
        care_status: entry.person.care_status,
        capacity: entry.person.capacity,
        circumstance: entry.person.circumstance,
        ward: clearance.ward,
        patient_visible: patient_visible(review, entry.region.id),
        purpose: clearance.purpose,
        channels: clearance.channels,
        consent: clearance.consents.get(consent),
        photo: Some(review.source_sha256()),
        today: clearance.today,
    })
}

/// True where another face of this photo is kept whose person is in care.
pub fn patient_visible(review: &Review, but: RegionId) -> bool {
    review.shown().any(|entry| {
        entry.region.id != but
            && entry.person.role.is_in_care()
            && matches!(entry.decision, Some(Decision::Keep { .. }))
    })
}

//! How many faces, and by which consents.

use crate::consent::ConsentId;

use super::{Decision, Entry, RegionId, Review};

/// How the faces of a photo are decided. `faces` is the sum of the others.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FaceCounts {
    /// All of them, found and drawn.
    pub faces: usize,
    /// Covered.
    pub redacted: usize,
    /// Visible by a consent.
    pub kept: usize,
    /// Visible because a person says that it is no face.
    pub not_a_face: usize,
    /// Without a decision.
    pub undecided: usize,
    /// Wholly outside the frame, whatever was decided.
    pub cut_away: usize,
}

impl Review {
    /// How the faces are decided now.
    pub fn face_counts(&self) -> FaceCounts {
        let mut counts = FaceCounts::default();
        for entry in self.entries().iter().filter(|entry| entry.region.what.is_face()) {
            counts.faces += 1;
            if self.is_cut_away(entry) {
                counts.cut_away += 1;
                continue;
            }
            *match entry.decision {
                // Of no face can that be said.
                Some(Decision::MayBeSeen { .. }) => continue,
                Some(Decision::Redact) => &mut counts.redacted,
                Some(Decision::Keep { .. }) => &mut counts.kept,
                Some(Decision::NotAFace { .. }) => &mut counts.not_a_face,
                None => &mut counts.undecided,
            } += 1;
        }
        counts
    }

    /// The faces that are kept by a consent, in the order of their numbers.
    pub fn kept_by<'a>(&'a self, consent: &'a ConsentId) -> impl Iterator<Item = &'a Entry> {
        self.shown().filter(move |entry| is_kept_by(entry, consent))
    }

    /// True where a consent keeps a face beside this one.
    pub fn keeps_another(&self, consent: &ConsentId, but: RegionId) -> bool {
        self.kept_by(consent).any(|entry| entry.region.id != but)
    }

    /// The faces that are kept by a consent which keeps another face already, without a word that both show the same
    /// person. One consent is one person's.
    pub fn kept_twice(&self) -> Vec<RegionId> {
        let mut seen: Vec<&ConsentId> = Vec::new();
        let mut twice = Vec::new();
        for entry in self.shown().filter(|entry| !entry.same_person) {
            if let Some(Decision::Keep { consent }) = &entry.decision {
                if seen.contains(&consent) {
                    twice.push(entry.region.id);
                } else {
                    seen.push(consent);
                }
            }
        }
        twice
    }
}

fn is_kept_by(entry: &Entry, consent: &ConsentId) -> bool {
    matches!(&entry.decision, Some(Decision::Keep { consent: by }) if by == consent)
}

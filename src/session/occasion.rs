//! The event that the photos in hand are of.

use crate::consent::{Consent, ConsentId, Occasion, OccasionId};

use super::{Job, Session};

impl Session {
    /// The event of the photos in hand, where one is chosen and the register knows it.
    pub fn occasion(&self) -> Option<&Occasion> {
        let id = self.occasion.as_ref()?;
        self.register.read.occasions.iter().find(|occasion| occasion.id == *id)
    }

    /// The name of the event of a consent; empty where it belongs to none.
    pub fn occasion_of(&self, consent: &Consent) -> &str {
        let known = |id: &OccasionId| self.register.read.occasions.iter().find(|occasion| occasion.id == *id);
        consent.occasion.as_ref().and_then(known).map_or("", |occasion| occasion.name.as_str())
    }

    /// The photos in hand, and those that are opened from now on, are of an event. What they are used for and where they
    /// are shown follows the event, where it says so; both can be chosen otherwise after that.
    pub(super) fn choose_occasion(&mut self, id: Option<OccasionId>) -> Vec<Job> {
        let former = self.occasion().map(|occasion| occasion.name.clone());
        self.occasion = id;
        if let Some(occasion) = self.occasion().cloned() {
            let allowed = self.policy().channels();
            let channels: Vec<_> =
                occasion.channels.iter().copied().filter(|channel| allowed.contains(channel)).collect();
            if !channels.is_empty() {
                self.channels = channels;
            }
            if let Some(purpose) = occasion.purposes.first() {
                self.purpose = *purpose;
            }
            self.release.event = Some(occasion.name);
        } else if former.is_some() && self.release.event == former {
            // What somebody has typed in its place stays.
            self.release.event = None;
        }
        let occasion = self.occasion.clone();
        self.photos
            .iter_mut()
            .map(|photo| {
                photo.occasion.clone_from(&occasion);
                if let Some(kept) = &mut photo.kept {
                    kept.occasion.clone_from(&occasion);
                }
                photo.keep()
            })
            .collect()
    }

    /// How often a consent was used: in copies that are in the register, and on faces of the photos in hand that are in no
    /// copy yet.
    pub fn times_used(&self, id: &ConsentId) -> u64 {
        let exported = self.register.read.uses.get(id).copied().unwrap_or(0);
        let in_hand = self
            .photos
            .iter()
            .filter(|photo| photo.exported.is_none())
            .filter_map(|photo| photo.review.as_ref())
            .map(|review| review.kept_by(id).count())
            .sum::<usize>();
        exported + in_hand as u64
    }
}

//! Writing and codes in the photos of the window: found after the faces, and waited for where somebody has to decide them.

use crate::{
    identifiers::{Found, Kinds},
    pipeline::identifiers_must_be_decided,
    review::{Edit, Entry, Review},
};

use super::{Job, Notice, Photo, PhotoId, Session};

impl Session {
    /// True where writing and codes have to be decided before a copy: by the channels that are chosen and the rules in force.
    pub fn must_decide_found(&self) -> bool {
        identifiers_must_be_decided(self.policy(), &self.channels)
    }

    /// True for a region that has no decision and needs one.
    pub fn waits(&self, entry: &Entry) -> bool {
        entry.decision.is_none()
            && (entry.region.grade().is_none() || entry.region.is_number() || self.must_decide_found())
    }

    /// The regions of a review that wait for a decision, in the order of their names; what is cut away needs none.
    pub fn waiting_in<'a>(&'a self, review: &'a Review) -> impl Iterator<Item = &'a Entry> {
        review.shown().filter(|entry| self.waits(entry))
    }

    /// How many regions of a photo wait for a decision.
    pub fn waiting(&self, photo: &Photo) -> usize {
        photo.review.as_ref().map_or(0, |review| self.waiting_in(review).count())
    }

    /// What was found in a photo is there to be decided.
    pub(super) fn absorb_found(&mut self, id: PhotoId, found: &Found, kinds: Kinds) -> Vec<Job> {
        let Some(photo) = self.photo_mut(id) else { return Vec::new() };
        photo.identifying = false;
        let Some(review) = photo.review.as_mut() else { return Vec::new() };
        let before = review.entries().len();
        review.take_up_found(found, kinds);
        let more = review.entries().len() > before;
        photo.thumbnail.take_if(|thumbnail| !thumbnail.still_holds(review));
        // A copy that is there was made without them.
        if more {
            photo.revision += 1;
            photo.exported = None;
        }
        let mut jobs = vec![photo.keep()];
        jobs.extend(self.refresh(id));
        jobs
    }

    /// Nothing is known of writing and codes in a photo; where they have to be decided it cannot be exported.
    pub(super) fn not_identified(&mut self, id: PhotoId) -> Vec<Job> {
        let Some(photo) = self.photo_mut(id) else { return Vec::new() };
        photo.identifying = false;
        let name = photo.origin.name();
        self.tell(Notice::NotIdentified(name))
    }

    /// Covers what waits in a photo: faces and areas, and what was found besides where it has to be decided.
    pub(super) fn cover_waiting(&mut self, id: PhotoId) -> Vec<Job> {
        let found = self.must_decide_found();
        self.change(id, |review| review.apply(Edit::CoverWaiting { found }).is_ok())
    }
}

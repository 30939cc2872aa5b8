//! What the threads have done, and what the person sees of it.

use crate::{
    consent::ConsentId,
    review::Review,
    session::{Event, PhotoId},
    ui::shell::Step,
};

use super::SladdApp;

impl SladdApp {
    pub(super) fn absorb(&mut self) {
        let before = self.session.shown().map(|photo| photo.id);
        while let Some(event) = self.workers.poll() {
            let seen = still_seen(&event);
            let jobs = self.session.absorb(event);
            self.submit(jobs);
            if seen.is_some() && seen == before {
                self.show_last_cover();
            }
        }
        self.begin_photo(before);
        if let Some(id) = self.session.last_consent.take() {
            self.show_recorded(&id);
        }
        self.follow_selection();
    }

    /// Takes up what background work would have brought, for tests.
    pub fn learn(&mut self, event: Event) {
        let jobs = self.session.absorb(event);
        self.submit(jobs);
    }

    /// The place that was just covered, because a face was still seen there.
    fn show_last_cover(&mut self) {
        let entries = self.session.shown().and_then(|photo| photo.review.as_ref()).map(Review::entries);
        self.view.region = entries.and_then(<[_]>::last).map(|entry| entry.region.id);
        self.view.step = Step::Faces;
    }

    /// A consent that was just recorded is the one that the person goes on with.
    fn show_recorded(&mut self, id: &ConsentId) {
        let Some(consent) = self.session.consents().get(id) else { return };
        // The id of a printed form stands on the paper already.
        let printed = self.session.register.read.forms.iter().any(|form| form.id == *id);
        if let Some(picker) = &mut self.view.picker {
            picker.choose(consent);
            picker.recorded = !printed;
        } else if !self.view.register.returned.take_recorded(consent) {
            self.view.register.show_recorded(id, !printed);
        }
    }

    /// A face is always selected in step 1: the first that waits for a decision.
    pub(super) fn follow_selection(&mut self) {
        let Some(review) = self.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
        let there = self.view.region.is_some_and(|id| review.entry(id).is_some());
        if !there {
            self.view.region = self.session.waiting_in(review).next().map(|entry| entry.region.id);
        }
    }
}

/// The photo whose copy was refused because a face is still seen in it.
fn still_seen(event: &Event) -> Option<PhotoId> {
    if let Event::ExportFailed(photo, failure) = event {
        failure.face_visible().map(|_| *photo)
    } else {
        None
    }
}

//! What is done to many photos at once.

use crate::review::Edit;

use super::{Job, Notice, Photo, Session, Stage};

/// What "redact everyone in the rest" would cover.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Rest {
    /// Undecided faces.
    pub faces: usize,
    /// Undecided areas that are no faces, and writing and codes that have to be decided.
    pub areas: usize,
    /// Photos with something undecided.
    pub photos: usize,
    /// Photos in which faces were not looked for to the end; nothing in them would be covered.
    pub not_looked: usize,
}

impl Rest {
    /// Counts over these photos. What is being exported now is left alone.
    pub fn of<'a>(session: &Session, photos: impl IntoIterator<Item = &'a Photo>) -> Self {
        let mut rest = Self::default();
        for photo in photos {
            let Some(review) = &photo.review else {
                rest.not_looked += usize::from(!matches!(photo.stage, Stage::Failed(_)));
                continue;
            };
            let faces = review.undecided().filter(|entry| entry.region.what.is_face()).count();
            let all = session.waiting_in(review).count();
            if all > 0 && !photo.exporting {
                rest.faces += faces;
                rest.areas += all - faces;
                rest.photos += 1;
            }
        }
        rest
    }
}

impl Session {
    /// What [`super::Command::RedactRest`] would cover now.
    pub fn rest(&self) -> Rest {
        Rest::of(self, &self.photos)
    }

    pub(super) fn redact_rest(&mut self) -> Vec<Job> {
        let open: Vec<_> =
            self.photos.iter().filter(|photo| self.waiting(photo) > 0).map(|photo| photo.id).collect();
        open.into_iter().flat_map(|id| self.cover_waiting(id)).collect()
    }

    pub(super) fn copy_areas_to_next(&mut self) -> Vec<Job> {
        let Some(at) = self.photos.iter().position(|photo| Some(photo.id) == self.selected) else {
            return Vec::new();
        };
        let Some(review) = self.photos.get(at).and_then(|photo| photo.review.as_ref()) else {
            return Vec::new();
        };
        let (areas, size) = (review.areas_to_copy(), review.size());
        let Some(next) = self.photos.get(at + 1) else { return self.tell(Notice::NoNextPhoto) };
        let id = next.id;
        let Some(there) = next.review.as_ref().filter(|_| !next.exporting) else {
            return self.tell(Notice::NextNotReady);
        };
        if there.size() != size {
            return self.tell(Notice::NextOtherSize);
        }
        let present = there.areas_to_copy();
        let new: Vec<_> = areas.into_iter().filter(|area| !present.contains(area)).collect();
        if new.is_empty() {
            return self.tell(Notice::NoAreas);
        }
        let count = new.len();
        let mut jobs = self.select(id);
        jobs.extend(self.change(id, |review| review.apply(Edit::CopyAreas(new)).is_ok()));
        self.notices.push(Notice::AreasCopied(count));
        jobs
    }
}

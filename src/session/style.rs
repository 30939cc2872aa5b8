//! How covered areas look.

use crate::{
    redaction::Style,
    review::{Edit, Review},
};

use super::{Job, PhotoId, Session};

impl Session {
    /// How covered areas look, in previews and copies, where nothing else was chosen for a photo.
    pub const fn style(&self) -> Style {
        self.style
    }

    /// The look that was asked for; what the rules do not allow is not what copies have.
    pub const fn wanted_style(&self) -> Option<Style> {
        self.wanted_style
    }

    /// Chooses how covered areas look: as asked for, or where the rules do not allow that, or nothing is asked for, as the
    /// rules have it. The work that brings the shown photo up to date is for the workers. The small pictures of the list
    /// are always blurred.
    pub fn set_style(&mut self, style: impl Into<Option<Style>>) -> Vec<Job> {
        self.wanted_style = style.into();
        let style = self.policy().look(self.wanted_style);
        if self.style == style {
            return Vec::new();
        }
        self.version += 1;
        self.style = style;
        if let Some(many) = &mut self.many {
            many.set_style(style);
        }
        // What is drawn of a photo goes by its state; and a copy with another look is not the copy of this one.
        let without_own = |review: &Review| review.style().is_none();
        for photo in self.photos.iter_mut().filter(|photo| photo.review.as_ref().is_some_and(without_own)) {
            photo.revision += 1;
            photo.unsaved |= photo.exported.take().is_some();
        }
        self.selected.map_or_else(Vec::new, |id| self.refresh(id))
    }

    /// Chooses the look for all photos, and takes back what was chosen for some of them or for single covers.
    pub(super) fn look_everywhere(&mut self, style: Style) -> Vec<Job> {
        let chosen = |review: &Review| {
            review.style().is_some() || review.entries().iter().any(|entry| entry.style.is_some())
        };
        let others: Vec<PhotoId> = self
            .photos
            .iter()
            .filter(|photo| photo.review.as_ref().is_some_and(chosen))
            .map(|photo| photo.id)
            .collect();
        let mut jobs = self.set_style(style);
        for id in others {
            jobs.extend(self.change(id, |review| review.apply(Edit::SetPhotoStyle(None)).is_ok()));
        }
        jobs
    }
}

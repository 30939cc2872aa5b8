//! How covered areas look.

use crate::redaction::Style;

use super::{Job, Session};

impl Session {
    /// How covered areas look, in previews and copies.
    pub const fn style(&self) -> Style {
        self.style
    }

    /// Chooses how covered areas look; the work that brings the shown photo up to date is for the workers. The
    /// small pictures of the list are always blurred.
    pub fn set_style(&mut self, style: Style) -> Vec<Job> {
        if self.style == style {
            return Vec::new();
        }
        self.version += 1;
        self.style = style;
        if let Some(many) = &mut self.many {
            many.set_style(style);
        }
        // What is drawn of a photo goes by its state; and a copy with another look is not the copy of this one.
        for photo in self.photos.iter_mut().filter(|photo| photo.review.is_some()) {
            photo.revision += 1;
            photo.unsaved |= photo.exported.take().is_some();
        }
        self.selected.map_or_else(Vec::new, |id| self.refresh(id))
    }
}

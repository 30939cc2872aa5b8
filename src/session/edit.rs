//! A person's change of the shown photo.

use crate::review::Edit;

use super::{Job, Notice, Session};

impl Session {
    /// Changes the review of the shown photo. While its copy is being written nothing is changed, and that is told:
    /// whoever draws an area meanwhile must not believe that the copy has it.
    pub(super) fn edit(&mut self, edit: Edit) -> Vec<Job> {
        self.refused = None;
        if self.shown().is_some_and(|photo| photo.exporting) {
            if !matches!(self.notices.last(), Some(Notice::BeingWritten)) {
                self.notices.push(Notice::BeingWritten);
            }
            return Vec::new();
        }
        let mut refused = None;
        let jobs = self.change_shown(|review| match review.apply(edit) {
            Ok(()) => true,
            Err(fault) => {
                refused = Some(fault);
                false
            }
        });
        self.refused = refused;
        jobs
    }
}

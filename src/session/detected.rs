//! A photo in which faces were looked for.

use super::{Detected, Job, KeptOutcome, Notice, Session, Stage};

impl Session {
    /// Takes it up, with what an earlier run had decided about it.
    pub(super) fn detected(&mut self, detected: Detected) -> Vec<Job> {
        let Detected { photo: id, review, detector, thumbnail, took, kept, identifying } = detected;
        let Some(photo) = self.photo_mut(id) else { return Vec::new() };
        // A second answer must not take the place of what was decided since the first.
        if photo.review.is_some() {
            return Vec::new();
        }
        photo.queued = false;
        photo.kept = None;
        photo.coarse.clear();
        photo.unsaved = review.holds_work();
        photo.thumbnail = thumbnail.filter(|thumbnail| thumbnail.still_holds(&review));
        photo.review = Some(review);
        photo.detector = Some(detector);
        photo.identifying = identifying;
        photo.stage = Stage::Ready;
        // The bare picture that may be on the screen shows what the review covers.
        photo.revision += 1;
        let name = photo.origin.name();
        let mut jobs = vec![photo.keep()];
        match kept {
            KeptOutcome::None | KeptOutcome::TakenUp => {}
            KeptOutcome::FileChanged => self.notices.push(Notice::StartedAnewFile(name)),
            KeptOutcome::DetectorChanged => self.notices.push(Notice::StartedAnewDetector(name)),
        }
        if let Some(took) = took {
            self.pace.measured(took);
        }
        jobs.extend(self.refresh(id));
        jobs
    }
}

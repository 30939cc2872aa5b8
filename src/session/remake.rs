//! Copies made anew without the face of a consent.

use std::sync::Arc;

use crate::{
    clock::Clock,
    consent::names_somebody,
    detection::FaceDetector,
    identifiers::Finder,
    pipeline::{RemadeAll, Remake},
    register::{Register, RegisterError},
};

use super::{Job, Session, command::RemakeJob};

impl Session {
    pub(super) fn remake(&mut self, job: RemakeJob) -> Vec<Job> {
        if self.register.remaking {
            return Vec::new();
        }
        self.register.remaking = true;
        self.register.remade = None;
        vec![Job::Remake(Box::new(job))]
    }
}

/// A reference that names somebody.
fn names(reference: &str) -> Option<&str> {
    Some(reference.trim()).filter(|reference| names_somebody(reference))
}

impl RemakeJob {
    /// Does it.
    pub(super) fn perform(
        &self,
        detector: &dyn FaceDetector,
        finder: &Arc<Finder>,
        register: &Register,
        clock: &dyn Clock,
    ) -> Result<RemadeAll, RegisterError> {
        let remake = Remake {
            without: &self.consent,
            originals: &self.originals,
            folder: &self.folder,
            policy: &self.policy,
            controller: &self.controller,
            operator: names(&self.operator).unwrap_or_default(),
            second_person: self.second_person.as_deref().and_then(names),
            reviewed: self.reviewed,
            detector,
            finder,
            register,
            clock,
        };
        remake.all()
    }
}

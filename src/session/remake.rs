//! Copies made anew without the face of a consent.

use std::path::PathBuf;

use crate::{
    clock::Clock,
    consent::ConsentId,
    detection::FaceDetector,
    export::TargetFolder,
    pipeline::{Hands, RemadeAll, Remake},
    record::Controller,
    register::{Register, RegisterError},
};

use super::{Job, Session, command::RemakeJob};

impl Session {
    pub(super) fn remake(
        &mut self,
        consent: ConsentId,
        originals: PathBuf,
        folder: TargetFolder,
        controller: Controller,
    ) -> Vec<Job> {
        if self.register.remaking {
            return Vec::new();
        }
        self.register.remaking = true;
        self.register.remade = None;
        let policy = self.policy().clone();
        let hands = Hands { operator: self.operator.clone(), second_person: None };
        vec![Job::Remake(Box::new(RemakeJob { consent, originals, folder, policy, controller, hands }))]
    }
}

impl RemakeJob {
    /// Does it.
    pub(super) fn perform(
        &self,
        detector: &dyn FaceDetector,
        register: &Register,
        clock: &dyn Clock,
    ) -> Result<RemadeAll, RegisterError> {
        let remake = Remake {
            without: &self.consent,
            originals: &self.originals,
            folder: &self.folder,
            policy: &self.policy,
            controller: &self.controller,
            hands: &self.hands,
            detector,
            register,
            clock,
        };
        remake.all()
    }
}

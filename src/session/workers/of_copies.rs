//! Writing copies.

use std::sync::Arc;

use crate::{
    clock::Clock as _,
    pipeline::{Attestation, Clearance},
    session::{
        Failure,
        command::{ExportJob, RemakeJob},
    },
};

use super::{Worker, open};

impl Worker {
    pub(super) fn remake(&self, job: &RemakeJob) -> Result<crate::pipeline::RemadeAll, Failure> {
        let register = self.register().map_err(Failure::Register)?;
        let detector = self.detector().map_err(|fault| Failure::Photo(fault.into()))?;
        let finder = self.finder().map_err(|fault| Failure::Photo(fault.into()))?;
        job.perform(detector, finder, register, &self.clock).map_err(Failure::Register)
    }

    pub(super) fn export(&self, job: ExportJob) -> Result<crate::pipeline::ExportedPhoto, Failure> {
        let register = self.register().map_err(Failure::Register)?;
        let opened = open(&job.origin).map_err(Failure::Photo)?;
        let detected = opened.resume(job.review, job.detector).map_err(|_| Failure::Changed)?;
        let reviewed = detected.finish(Attestation::WholeImageReviewed).map_err(|_| Failure::Unfinished)?;
        let clearance = Clearance {
            policy: &job.policy,
            consents: &job.consents,
            purpose: job.purpose,
            channels: &job.channels,
            ward: job.ward,
            today: self.clock.today(),
        };
        let cleared = reviewed.clear(&clearance).map_err(|blocked| {
            let reasons = blocked.reasons.into_iter().map(|(_, reason)| reason).collect();
            Failure::Blocked(reasons, blocked.gates)
        })?;
        let detector = self.detector().map_err(|fault| Failure::Photo(fault.into()))?;
        let finder = self.finder().map_err(|fault| Failure::Photo(fault.into()))?;
        cleared
            .with(job.release)
            .read_by(Arc::clone(finder))
            .export(&job.plan, detector, register, &self.clock)
            .map_err(Failure::Export)
    }
}

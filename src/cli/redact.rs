//! `sladd redact`.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use serde_json::{Value, json};

use crate::{
    consent::{Channel, Consent, ConsentId, Purpose},
    detection::{CancelFlag, DetectorOptions, OnnxFaceDetector},
    export::{Encoding, TargetFolder},
    file,
    photo::Limits,
    pipeline::{Attestation, Blocker, Clearance, DetectedPhoto, ExportPlan, OpenedPhoto, Release, blockers},
    policy::Policy,
    redaction::Style,
    register::Register,
    review::{Decision, Edit, Review},
    text::Text,
    walk::FoundFile,
};

use super::{
    args::Redact,
    context::{Context, NotReady},
    decisions::{DecisionsFile, PhotoDecisions},
    photos::{failed, files, read},
    report::{self, ExitStatus},
};

struct Run<'a> {
    context: &'a Context,
    args: &'a Redact,
    decisions: Option<DecisionsFile>,
    detector: OnnxFaceDetector,
    register: Register,
    consents: BTreeMap<ConsentId, Consent>,
    policy: Policy,
    folder: TargetFolder,
}

/// Writes the copies.
pub(super) fn redact(context: &Context, args: &Redact) -> Result<ExitStatus, NotReady> {
    let decisions =
        match args.decisions.as_deref().map(|path| read_decisions(path, &context.text)).transpose() {
            Ok(decisions) => decisions,
            Err(reason) => {
                report::message(
                    &context.text.format("cli-decisions-unreadable", [("reason", reason.into())]),
                );
                return Ok(ExitStatus::Usage);
            }
        };
    let folder = match TargetFolder::create(&args.out) {
        Ok(folder) => folder,
        Err(fault) => {
            report::message(&fault.message(&context.text));
            return Ok(ExitStatus::Failed);
        }
    };
    let policy = context.policy()?;
    if let Some(warning) = policy.review_warning(&context.text, context.clock().today()) {
        context.tell(&warning);
    }
    for text in args.event.iter().chain(&args.operator).chain(&args.second_person) {
        if let Err(fault) = crate::consent::check_reference(text) {
            report::message(&fault.message(&context.text));
            return Ok(ExitStatus::Usage);
        }
    }
    if !context.settings.controller(policy.country()).missing().is_empty() {
        context.tell(&context.text.get("cli-controller-missing"));
    }
    let register = context.register()?;
    let urgent = register.due(14)?.len();
    if urgent > 0 {
        context.tell(&context.text.format("register-due-count", [("count", urgent.into())]));
    }
    let consents = register.list()?.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
    let run = Run {
        detector: context.detector(DetectorOptions {
            threshold: policy.detector_threshold(DetectorOptions::default().threshold),
            ..DetectorOptions::default()
        })?,
        policy,
        context,
        args,
        decisions,
        register,
        consents,
        folder,
    };
    Ok(run.all())
}

fn read_decisions(path: &Path, text: &Text) -> Result<DecisionsFile, String> {
    const MAX_BYTES: u64 = 16 << 20;
    let bytes = file::read(path, MAX_BYTES).map_err(|fault| fault.message(text))?;
    DecisionsFile::parse(&bytes)
}

impl Run<'_> {
    fn all(&self) -> ExitStatus {
        let (files, status) = files(self.context, &self.args.paths);
        let next = AtomicUsize::new(0);
        let worst = Mutex::new(status);
        let work = || {
            // Where nobody reads any more, the copies that are being written are ended and no other is begun.
            while let Some(file) =
                files.get(next.fetch_add(1, Ordering::Relaxed)).filter(|_| !report::is_closed())
            {
                let status = self.one(file);
                let mut worst = worst.lock().unwrap_or_else(PoisonError::into_inner);
                *worst = status.max(*worst);
            }
        };
        thread::scope(|scope| {
            for number in 1..self.args.jobs {
                let started =
                    thread::Builder::new().name(format!("redact-{number}")).spawn_scoped(scope, work);
                if started.is_err() {
                    break;
                }
            }
            work();
        });
        worst.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    fn one(&self, file: &FoundFile) -> ExitStatus {
        let started = Instant::now();
        let path = file.path.as_path();
        let limits = Limits::default();
        let opened = read(file, &limits).and_then(|bytes| OpenedPhoto::open(&bytes, &limits));
        let photo = match opened {
            Ok(photo) => photo,
            Err(error) => {
                let message = error.message(&self.context.text);
                return self.fail(path, error.kind(), &message, started, || {
                    failed(self.context, path, &error, false)
                });
            }
        };
        let unconfirmed: Vec<_> = photo
            .source()
            .notices()
            .iter()
            .filter(|notice| notice.needs_confirmation() && !self.args.reviewed)
            .map(|notice| {
                let rule = notice.kind().to_uppercase().replace('_', "-");
                json!({"rule": rule, "message": notice.message(&self.context.text)})
            })
            .collect();
        if !unconfirmed.is_empty() {
            return self.blocked(path, None, &unconfirmed, started);
        }
        let decisions =
            self.decisions.as_ref().and_then(|file| file.photos.iter().find(|photo| photo.names(path)));
        let detected = match photo.detect(&self.detector, &mut |_| {}, &CancelFlag::default()) {
            Ok(detected) => detected,
            Err(error) => {
                let message = error.message(&self.context.text);
                return self.fail(path, error.kind(), &message, started, || {
                    self.context.tell(&message);
                    ExitStatus::Failed
                });
            }
        };
        self.decide_and_export(path, detected, decisions, started)
    }

    /// Without a decisions file every found face is redacted; with one, only what it says.
    fn decide_and_export(
        &self,
        path: &Path,
        mut photo: DetectedPhoto,
        decisions: Option<&PhotoDecisions>,
        started: Instant,
    ) -> ExitStatus {
        let text = &self.context.text;
        let (mut purpose, mut channels) = (self.args.purpose, self.args.channels.clone());
        if let Some(decisions) = decisions {
            if decisions.sha256 != photo.source().sha256() {
                let block = json!({"rule": "OTHER-FILE", "message": text.get("cli-decisions-other-file")});
                return self.blocked(path, Some(photo.review()), &[block], started);
            }
            purpose = decisions.purpose.or(purpose);
            if !decisions.channels.is_empty() {
                channels.clone_from(&decisions.channels);
            }
            if let Err(fault) = decisions.apply(photo.review_mut()) {
                let message = text.format("cli-decisions-unreadable", [("reason", fault.to_string().into())]);
                let block = json!({"rule": "DECISIONS", "message": message});
                return self.blocked(path, Some(photo.review()), &[block], started);
            }
        }
        let mut edits: Vec<Edit> = Vec::new();
        let said = decisions.map(|decisions| decisions.identifiers.as_slice()).unwrap_or_default();
        for identifier in self.args.identifiers.iter().chain(said) {
            edits.push(Edit::Identifier { identifier: *identifier, reviewed: true });
        }
        let caption =
            decisions.and_then(|decisions| decisions.caption.as_ref()).or(self.args.caption.as_ref());
        edits.extend(caption.map(|caption| Edit::Caption(caption.clone())));
        if self.decisions.is_none() || self.args.redact_rest {
            edits.push(Edit::RedactUndecided);
        }
        if self.args.reviewed {
            edits.push(Edit::AttestWholeImage(true));
        }
        // Last, because every other edit takes an approval back.
        let second = decisions.and_then(|decisions| decisions.second_person.as_ref());
        edits.push(Edit::Approve(second.or(self.args.second_person.as_ref()).cloned()));
        for edit in edits {
            if let Err(fault) = photo.review_mut().apply(edit) {
                let message = text.format("cli-decisions-unreadable", [("reason", fault.to_string().into())]);
                let block = json!({"rule": "DECISIONS", "message": message});
                return self.blocked(path, Some(photo.review()), &[block], started);
            }
        }
        if channels.is_empty() {
            channels.push(Channel::InternalMeeting);
        }
        let clearance = Clearance {
            policy: &self.policy,
            consents: &self.consents,
            purpose: purpose.unwrap_or(Purpose::InternalInformation),
            channels: &channels,
            ward: self.args.ward,
            today: self.context.clock().today(),
        };
        let block: Vec<Value> = blockers(photo.review(), photo.detector(), &clearance)
            .iter()
            .filter(|blocker| **blocker != Blocker::NotReviewed)
            .map(|blocker| json!({"rule": blocker.rule_id(), "message": blocker.message(text)}))
            .collect();
        let review = photo.review().clone();
        let attestation =
            if self.args.reviewed { Attestation::WholeImageReviewed } else { Attestation::NobodyLooked };
        let cleared = photo.finish(attestation).ok().and_then(|reviewed| reviewed.clear(&clearance).ok());
        let Some(cleared) = cleared else { return self.blocked(path, Some(&review), &block, started) };
        let release = Release { event: self.args.event.clone(), sign: self.args.sign, supersedes: None };
        let clock = self.context.clock();
        match cleared.with(release).export(&self.plan(path), &self.detector, &self.register, clock.as_ref()) {
            Ok(exported) => {
                if self.args.json {
                    self.print(
                        path,
                        "exported",
                        Some(&review),
                        started,
                        &json!({
                            "output": exported.output.to_string_lossy(),
                            "sidecar": exported.sidecar.to_string_lossy(),
                        }),
                    );
                }
                let pairs = [
                    ("photo", path.to_string_lossy().into()),
                    ("output", exported.output.to_string_lossy().into()),
                ];
                self.context.tell(&text.format("cli-exported", pairs));
                ExitStatus::Done
            }
            Err(failure) => {
                let message = failure.message(text);
                self.fail(path, failure.kind(), &message, started, || {
                    self.context.tell(&message);
                    ExitStatus::Failed
                })
            }
        }
    }

    fn plan(&self, path: &Path) -> ExportPlan {
        let stem =
            path.file_stem().filter(|_| self.args.keep_names).map(|stem| stem.to_string_lossy().into_owned());
        ExportPlan {
            folder: self.folder.clone(),
            stem,
            encoding: Encoding {
                format: self.args.format,
                quality: self.args.quality,
                max_side: self.args.max_side,
            },
            style: match self.args.style.as_str() {
                "solid" => Style::Solid,
                "mosaic" => Style::Mosaic,
                _ => Style::Veil,
            },
            margin_percent: self.args.margin,
            controller: self.context.settings.controller(self.policy.country()),
            operator: self.args.operator.clone().unwrap_or_default(),
        }
    }

    fn blocked(&self, path: &Path, review: Option<&Review>, block: &[Value], started: Instant) -> ExitStatus {
        for reason in block {
            if let Some(message) = reason.get("message").and_then(Value::as_str) {
                self.context.tell(&format!("{message} ({})", path.display()));
            }
        }
        // Whoever answers for one of the files in force can say why.
        let mut told = Vec::new();
        for contacts in self.policy.locals().map(|local| &local.contacts) {
            let pairs = [
                ("consultant", contacts.local_privacy_consultant.clone().into()),
                ("mailbox", contacts.fallback_mailbox.clone().into()),
            ];
            let line = self.context.text.format("rules-contacts", pairs);
            if !told.contains(&line) {
                self.context.tell(&line);
                told.push(line);
            }
        }
        if self.args.json {
            self.print(path, "blocked", review, started, &json!({"blocked_by": block}));
        }
        ExitStatus::NotReleased
    }

    fn fail(
        &self,
        path: &Path,
        kind: &str,
        message: &str,
        started: Instant,
        tell: impl FnOnce() -> ExitStatus,
    ) -> ExitStatus {
        if self.args.json {
            self.print(path, "failed", None, started, &json!({"error": {"kind": kind, "message": message}}));
        }
        tell()
    }

    #[expect(clippy::unused_self, reason = "what a run prints is the run's")]
    fn print(&self, path: &Path, status: &str, review: Option<&Review>, started: Instant, more: &Value) {
        let count = |fits: &dyn Fn(Option<&Decision>) -> bool| {
            review.map_or(0, |review| {
                let faces = review.entries().iter().filter(|entry| entry.region.what.is_face());
                faces.filter(|entry| fits(entry.decision.as_ref())).count()
            })
        };
        let mut line = json!({
            "photo": path.to_string_lossy(), "status": status, "output": null, "sidecar": null,
            "faces": count(&|_| true),
            "redacted": count(&|decision| decision == Some(&Decision::Redact)),
            "kept": count(&|decision| matches!(decision, Some(Decision::Keep { .. }))),
            "undecided": count(&|decision| decision.is_none()),
            "blocked_by": [],
            "milliseconds": started.elapsed().as_millis() as u64,
        });
        if let (Some(line), Some(more)) = (line.as_object_mut(), more.as_object()) {
            line.extend(more.clone());
        }
        report::json(&line);
    }
}

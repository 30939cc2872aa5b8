//! `sladd redact`.

use std::{
    collections::BTreeMap,
    path::Path,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
    time::Instant,
};

use serde_json::{Value, json};

use crate::{
    consent::{Channel, Consent, ConsentId, Purpose, names_somebody},
    detection::{CancelFlag, DetectorOptions, OnnxFaceDetector},
    export::{Encoding, TargetFolder},
    file,
    framing::{CopySize, NotASize},
    identifiers::Finder,
    photo::Limits,
    pipeline::{
        Attestation, Blocker, Clearance, Copies, DetectedPhoto, ExportPlan, ExportedCopy, ExportedPhoto,
        OpenedPhoto, Release, blockers, needs_second_person, second_person_fault,
    },
    policy::Policy,
    redaction::Style,
    register::Register,
    review::{Edit, Review},
    text::Text,
    walk::FoundFile,
};

use super::{
    args::Redact,
    context::{Context, NotReady},
    cover,
    decisions::{DecisionFault, DecisionsFile, EntryOf, PhotoDecisions, Terms},
    ledger::tell_unreadable,
    photos::{failed, files, read},
    report::{self, ExitStatus},
};

struct Run<'a> {
    context: &'a Context,
    args: &'a Redact,
    decisions: Option<DecisionsFile>,
    detector: OnnxFaceDetector,
    finder: Arc<Finder>,
    register: Register,
    consents: BTreeMap<ConsentId, Consent>,
    policy: Policy,
    folder: TargetFolder,
    /// What was asked for.
    style: Option<Style>,
    sizes: Vec<CopySize>,
}

/// A colour that no cover would have.
struct ColourOfNothing;

/// How covered areas are to look; `None` where nothing is asked for.
fn style(args: &Redact) -> Result<Option<Style>, ColourOfNothing> {
    match (args.style.as_deref().and_then(Style::from_word), args.colour) {
        (Some(Style::Solid), Some(colour)) => Ok(Some(Style::Colour(colour.0))),
        (_, Some(_)) => Err(ColourOfNothing),
        (style, None) => Ok(style),
    }
}

/// Writes the copies.
pub(super) fn redact(context: &Context, args: &Redact) -> Result<ExitStatus, NotReady> {
    let Ok(style) = style(args) else {
        report::message(&context.text.get("cli-colour-without-solid"));
        return Ok(ExitStatus::Usage);
    };
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
    context.machine.check_export_folder(&args.out, "--out")?;
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
    if let Some(style) = style.filter(|style| !policy.allows_look(*style)) {
        let pairs = [("look", style.look().label(&context.text).into())];
        report::message(&context.text.format("look-not-allowed-option", pairs));
        return Ok(ExitStatus::Usage);
    }
    let known = context.settings.sizes(&policy);
    let sizes = match args.sizes.iter().map(|word| known.find(word)).collect::<Result<Vec<_>, _>>() {
        Ok(sizes) => sizes,
        Err(NotASize(word)) => {
            let names: Vec<&str> = known.iter().map(|size| size.name.as_str()).collect();
            let pairs = [("word", word.into()), ("names", names.join(", ").into())];
            report::message(&context.text.format("frame-no-size", pairs));
            return Ok(ExitStatus::Usage);
        }
    };
    for text in args.event.iter().chain(&args.operator).chain(&args.second_person) {
        if let Err(fault) = crate::consent::check_reference(text) {
            report::message(&fault.message(&context.text));
            return Ok(ExitStatus::Usage);
        }
    }
    if !context.settings.controller(policy.country()).missing().is_empty() {
        context.tell(&context.text.get("cli-controller-missing"));
    }
    let register = context.register_by_date()?;
    context.clear(&register, &folder)?;
    let urgent = register.due(14)?.len();
    if urgent > 0 {
        context.tell(&context.text.format("register-due-count", [("count", urgent.into())]));
    }
    let consents: BTreeMap<_, _> =
        register.list()?.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
    // No face can be kept by one of these; that is said of the face, and the photos are what was asked for.
    let _: ExitStatus = tell_unreadable(context, &register, false);
    let run = Run {
        detector: context.detector(DetectorOptions {
            threshold: policy.detector_threshold(DetectorOptions::default().threshold),
            ..DetectorOptions::default()
        })?,
        finder: Arc::new(context.finder()?),
        policy,
        context,
        args,
        decisions,
        register,
        consents,
        folder,
        style,
        sizes,
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
        let entries = self.entries(&files);
        let next = AtomicUsize::new(0);
        let worst = Mutex::new(status);
        let work = || {
            // Where nobody reads any more, the copies that are being written are ended and no other is begun.
            loop {
                let index = next.fetch_add(1, Ordering::Relaxed);
                let Some(file) = files.get(index).filter(|_| !report::is_closed()) else { break };
                let status = self.one(file, entries.get(index).unwrap_or(&Ok(None)));
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

    /// Which entry of the decisions file each photo has. Entries for other photos are told: a name may be mistyped.
    fn entries(&self, files: &[FoundFile]) -> Vec<EntryOf> {
        let Some(decisions) = &self.decisions else { return Vec::new() };
        let photos: Vec<&Path> = files.iter().map(|file| file.path.as_path()).collect();
        let (entries, unused) = decisions.entries_of(&photos);
        for photo in unused {
            report::message(&self.context.text.format("decisions-not-here", [("photo", photo.into())]));
        }
        entries
    }

    fn one(&self, file: &FoundFile, entry: &EntryOf) -> ExitStatus {
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
        let decisions = match entry {
            Ok(number) => number.zip(self.decisions.as_ref()).and_then(|(at, file)| file.photos.get(at)),
            Err(fault) => return self.not_decided(path, None, fault, started),
        };
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
        let mut terms = Terms {
            purpose: self.args.purpose,
            channels: self.args.channels.clone(),
            caption: self.args.caption.clone(),
            alt_text: self.args.alt_text.clone(),
            second_person: self.args.second_person.clone(),
            turn: self.args.turn,
            straighten: self.args.straighten,
            crop: self.args.crop,
            style: self.style,
        };
        if let Some(decisions) = decisions {
            if decisions.sha256 != photo.source().sha256() {
                let block = json!({"rule": "OTHER-FILE", "message": text.get("cli-decisions-other-file")});
                return self.blocked(path, Some(photo.review()), &[block], started);
            }
            // The frame first: what is cut away needs no decision, and what was said of it has no bearing.
            terms = match terms.with(decisions) {
                Ok(terms) => terms,
                Err(fault) => return self.not_decided(path, Some(photo.review()), &fault, started),
            };
        }
        if let Err(error) = cover::look(&self.detector, &self.finder, &mut photo) {
            let message = error.message(text);
            return self.fail(path, error.kind(), &message, started, || {
                self.context.tell(&message);
                ExitStatus::Failed
            });
        }
        // So is the look of the photo: that of single covers comes over it.
        let first =
            [Some(Edit::Frame(terms.frame())), terms.style.map(|style| Edit::SetPhotoStyle(Some(style)))];
        let framed = first.into_iter().flatten().try_for_each(|edit| photo.review_mut().apply(edit));
        let decided = framed
            .map_err(DecisionFault::Edit)
            .and_then(|()| decisions.map_or(Ok(()), |decisions| decisions.apply(photo.review_mut())));
        if let Err(fault) = decided {
            return self.not_decided(path, Some(photo.review()), &fault, started);
        }
        let Terms { purpose, mut channels, caption, alt_text, second_person, .. } = terms;
        let mut edits: Vec<Edit> = Vec::new();
        let said = decisions.map(|decisions| decisions.identifiers.as_slice()).unwrap_or_default();
        for identifier in self.args.identifiers.iter().chain(said) {
            edits.push(Edit::Identifier { identifier: *identifier, reviewed: true });
        }
        edits.extend(caption.map(Edit::Caption));
        edits.extend(alt_text.map(Edit::AltText));
        if self.decisions.is_none() || self.args.redact_rest {
            edits.push(Edit::RedactUndecided);
        }
        edits.extend(cover::edits(&self.args.cover, photo.review()));
        if photo.review().visible_confirmed() {
            // The file has said so of what stays visible; covering the rest shows no more.
            edits.push(Edit::ConfirmVisible(true));
        }
        if self.args.reviewed {
            edits.push(Edit::AttestWholeImage(true));
        }
        // Last, because every other edit takes an approval back.
        edits.push(Edit::Approve(second_person));
        for edit in edits {
            if let Err(fault) = photo.review_mut().apply(edit) {
                let fault = DecisionFault::Edit(fault);
                return self.not_decided(path, Some(photo.review()), &fault, started);
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
        let mut block: Vec<Value> = blockers(photo.review(), photo.detector(), &clearance)
            .iter()
            .filter(|blocker| **blocker != Blocker::NotReviewed)
            .map(|blocker| json!({"rule": blocker.rule_id(), "message": blocker.message(text)}))
            .collect();
        let required = needs_second_person(&self.policy, photo.review());
        if let Some(fault) = second_person_fault(required, photo.review().approved_by(), self.operator()) {
            block.push(json!({"rule": fault.rule_id(), "message": fault.message(text)}));
            return self.blocked(path, Some(photo.review()), &block, started);
        }
        let review = photo.review().clone();
        let attestation =
            if self.args.reviewed { Attestation::WholeImageReviewed } else { Attestation::NobodyLooked };
        let cleared = photo.finish(attestation).ok().and_then(|reviewed| reviewed.clear(&clearance).ok());
        let Some(cleared) = cleared else { return self.blocked(path, Some(&review), &block, started) };
        let release = Release { event: self.args.event.clone(), sign: self.args.sign, supersedes: None };
        let clock = self.context.clock();
        let cleared = cleared.with(release).read_by(Arc::clone(&self.finder));
        match cleared.export(&self.plan(path), &self.detector, &self.register, clock.as_ref()) {
            Ok(exported) => {
                if self.args.json {
                    self.print(path, "exported", Some(&review), started, &self.written(&exported));
                }
                for copy in &exported.copies {
                    let pairs = [
                        ("photo", path.to_string_lossy().into()),
                        ("output", copy.output.to_string_lossy().into()),
                    ];
                    self.context.tell(&text.format("cli-exported", pairs));
                }
                if let Some(count) = exported.counts.cut_away {
                    let pairs = [("count", count.into()), ("photo", path.to_string_lossy().into())];
                    self.context.tell(&text.format("frame-cut-away", pairs));
                }
                if exported.counts.not_a_face > 0 {
                    let count = [("count", exported.counts.not_a_face.into())];
                    self.context.tell(&text.format("gate-not-a-face-visible", count));
                }
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

    /// The copies as the line tells them: each of them where sizes were asked for.
    fn written(&self, exported: &ExportedPhoto) -> Value {
        let one = |copy: &ExportedCopy| {
            json!({
                "size": copy.size, "output": copy.output.to_string_lossy(),
                "sidecar": copy.sidecar.to_string_lossy(),
                "width": copy.pixels.width, "height": copy.pixels.height,
            })
        };
        let (output, sidecar) = (exported.output.to_string_lossy(), exported.sidecar.to_string_lossy());
        if self.sizes.is_empty() {
            return json!({"output": output, "sidecar": sidecar});
        }
        let copies: Vec<Value> = exported.copies.iter().map(one).collect();
        json!({"output": output, "sidecar": sidecar, "copies": copies})
    }

    /// Who exports; empty where that names nobody.
    fn operator(&self) -> &str {
        self.args
            .operator
            .as_deref()
            .map(str::trim)
            .filter(|operator| names_somebody(operator))
            .unwrap_or_default()
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
            style: self.policy.look(self.style),
            margin_percent: self.args.margin,
            copies: Copies { sizes: self.sizes.clone(), max_bytes: self.args.max_bytes },
            controller: self.context.settings.controller(self.policy.country()),
            operator: self.operator().to_owned(),
        }
    }

    /// Tells that what was decided cannot be meant; nothing is written.
    fn not_decided(
        &self,
        path: &Path,
        review: Option<&Review>,
        fault: &DecisionFault,
        started: Instant,
    ) -> ExitStatus {
        let block = json!({"rule": "DECISIONS", "message": fault.message(&self.context.text)});
        self.blocked(path, review, &[block], started)
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
        let counts = review.map(Review::face_counts).unwrap_or_default();
        let mut line = json!({
            "photo": path.to_string_lossy(), "status": status, "output": null, "sidecar": null,
            "faces": counts.faces, "redacted": counts.redacted, "kept": counts.kept,
            "not_a_face": counts.not_a_face, "undecided": counts.undecided, "cut_away": counts.cut_away,
            "blocked_by": [],
            "milliseconds": started.elapsed().as_millis() as u64,
        });
        if let (Some(line), Some(review)) = (line.as_object_mut(), review) {
            line.insert("identifiers".to_owned(), cover::counted(review));
        }
        if let (Some(line), Some(more)) = (line.as_object_mut(), more.as_object()) {
            line.extend(more.clone());
        }
        report::json(&line);
    }
}

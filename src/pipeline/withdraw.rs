//! What follows from a withdrawal: copies are made anew with one face more covered.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    clock::Clock,
    consent::{Consent, ConsentId},
    detection::{CancelFlag, FaceDetector},
    export::{Encoding, OutputFormat, TargetFolder},
    file::{self, ReadFault},
    framing::{Bound, CopySize},
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
    identifiers::{Finder, Found, Kinds},
    photo::{self, Limits},
    policy::{Policy, Ward},
    record::{Controller, copy_of},
    redaction::{DEFAULT_MARGIN_PERCENT, Shape, Style},
    register::{ExportEntry, Made, RegionEntry, Register, RegisterError},
    review::{AreaKind, Decision, Edit, EditFault, Entry, Identifier, Instead, Person, RegionId, Review},
    text::Text,
    walk::{self, Hidden, LeftOut, Trouble, TroubleKind},
};

use super::scan::to_read;
use super::{
    Attestation, Clearance, Copies, ExportFailure, ExportPlan, ExportedPhoto, Gate, OpenedPhoto, Release,
    SecondPersonFault, identifiers_must_be_decided, needs_second_person, second_person_fault,
};

/// Regions that overlap a found face by this much are that face.
const SAME_FACE_IOU: f32 = 0.3;

/// The word of regions that lie wholly outside the picture.
const CUT_AWAY: &str = "cut_away";

/// Originals below a folder by the SHA-256 of their files; only files of a size that photos have are read.
fn find_originals(
    folder: &Path,
    wanted: &BTreeSet<ContentHash>,
    left_out: &mut LeftOut,
) -> BTreeMap<ContentHash, PathBuf> {
    let limit = Limits::default().file_bytes;
    let mut found = BTreeMap::new();
    for entry in walk::entries(folder, Hidden::LookedThrough) {
        if found.len() == wanted.len() {
            break;
        }
        let Some(path) = to_read(entry, |path| copy_of(path).is_none(), left_out) else { continue };
        let hash = file::open(&path, limit).and_then(|file| Ok(ContentHash::of_reader(file)?));
        let hash = match hash {
            Ok(hash) => hash,
            // No photo that was opened here is that large.
            Err(ReadFault::TooLarge { .. }) => continue,
            Err(_) => {
                left_out.troubles.push(Trouble { path, kind: TroubleKind::Unreadable });
                continue;
            }
        };
        if wanted.contains(&hash) {
            found.entry(hash).or_insert(path);
        }
    }
    if found.len() == wanted.len() {
        // Nothing is missing, so nothing of what was not looked at matters.
        *left_out = LeftOut::default();
    }
    found
}

/// What it takes to make copies anew.
#[derive(Clone, Copy)]
pub struct Remake<'a> {
    /// The consent without which the copies are made.
    pub without: &'a ConsentId,
    /// The folder below which the originals lie.
    pub originals: &'a Path,
    /// The folder for the new copies.
    pub folder: &'a TargetFolder,
    /// The rules in force.
    pub policy: &'a Policy,
    /// Who answers for the copies.
    pub controller: &'a Controller,
    /// Who makes them: a reference, never a name. Whoever made the former ones has no part in it.
    pub operator: &'a str,
    /// Who has approved them, by reference, where somebody has.
    pub second_person: Option<&'a str>,
    /// Somebody has looked at the whole of every photo, and for what had to be looked for.
    pub reviewed: bool,
    /// What looks for faces.
    pub detector: &'a dyn FaceDetector,
    /// What looks for writing and codes, and reads the finished copy.
    pub finder: &'a Arc<Finder>,
    /// The register.
    pub register: &'a Register,
    /// What day it is.
    pub clock: &'a dyn Clock,
}

/// What became of one former copy.
#[derive(Debug)]
pub struct Remade {
    /// The record id of the former export.
    pub record_id: String,
    /// The name of the former copy.
    pub former: String,
    /// The new copy, or why there is none.
    pub outcome: Result<PathBuf, ReexportFault>,
}

/// What became of all former copies.
#[derive(Debug, Default)]
pub struct RemadeAll {
    /// One for each.
    pub copies: Vec<Remade>,
    /// What was not looked at where originals are missing.
    pub left_out: LeftOut,
}

impl Remake<'_> {
    /// Makes every copy anew that relied on the consent and whose original is still there.
    ///
    /// # Errors
    /// [`RegisterError`] where the register cannot be read; nothing was made then.
    pub fn all(&self) -> Result<RemadeAll, RegisterError> {
        let exports = exports_to_remake(self.register, self.without)?;
        let known = exports.iter().filter_map(|export| export.as_ref().ok());
        let wanted: BTreeSet<ContentHash> = known.map(|former| former.export.source_sha256).collect();
        let mut left_out = LeftOut::default();
        let found = find_originals(self.originals, &wanted, &mut left_out);
        let consents: BTreeMap<ConsentId, Consent> =
            self.register.list()?.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
        let remade = exports.into_iter().map(|export| match export {
            Ok(former) => {
                let outcome = found
                    .get(&former.export.source_sha256)
                    .ok_or(ReexportFault::Original)
                    .and_then(|original| self.one(original, &former, &consents));
                Remade {
                    record_id: former.export.record_id,
                    former: former.export.output,
                    outcome: outcome.map(|exported| exported.output),
                }
            }
            Err(unmade) => unmade,
        });
        Ok(RemadeAll { copies: remade.collect(), left_out })
    }

    /// Makes a copy anew with the face of one consent covered. Everything else is as it was decided before; whatever face is
    /// found beyond that is covered too, and so is writing and a code wherever they have to be decided: the ledger does not tell which of them
    /// somebody left visible, and older copies were made before anything looked for them.
    ///
    /// What the former operator and second person have said is theirs: who makes the copy, who approves it, and that
    /// somebody has looked at the whole photo, is said anew or not at all.
    ///
    /// # Errors
    /// [`ReexportFault`]; no part of a copy remains.
    fn one(
        &self,
        original: &Path,
        former: &Former,
        consents: &BTreeMap<ConsentId, Consent>,
    ) -> Result<ExportedPhoto, ReexportFault> {
        let clearance = Clearance {
            policy: self.policy,
            consents,
            purpose: former.export.purpose,
            channels: &former.export.channels,
            ward: Ward::Normal,
            today: self.clock.today(),
        };
        let limits = Limits::default();
        let bytes = photo::read(original, &limits).map_err(|_| ReexportFault::Original)?;
        let opened = OpenedPhoto::open(&bytes, &limits).map_err(|_| ReexportFault::Original)?;
        if opened.source().sha256() != former.export.source_sha256 {
            return Err(ReexportFault::Original);
        }
        let mut photo = opened
            .detect(self.detector, &mut |_| {}, &CancelFlag::default())
            .map_err(|_| ReexportFault::Detection)?;
        let found = self
            .finder
            .find(photo.source().raster(), Kinds::ALL, &mut |_, _| {}, &CancelFlag::default())
            .map_err(|_| ReexportFault::Detection)?;
        let decided = identifiers_must_be_decided(self.policy, &former.export.channels);
        let repeated = repeat_decisions(photo.review_mut(), former, self.without, &found)
            .and_then(|()| photo.review_mut().apply(Edit::CoverWaiting { found: decided }))
            .and_then(|()| self.look_like(photo.review_mut()))
            .and_then(|()| say(photo.review_mut(), former, self.reviewed, self.second_person));
        repeated.map_err(|_| ReexportFault::Original)?;
        let asked = needs_second_person(self.policy, photo.review());
        if let Some(fault) = second_person_fault(asked, photo.review().approved_by(), self.operator) {
            return Err(ReexportFault::SecondPerson(fault));
        }
        let attestation =
            if self.reviewed { Attestation::WholeImageReviewed } else { Attestation::NobodyLooked };
        let reviewed = photo.finish(attestation).map_err(|_| ReexportFault::Original)?;
        let cleared = reviewed.clear(&clearance).map_err(|blocked| {
            let reasons = blocked.reasons.into_iter().map(|(_, reason)| reason).collect();
            ReexportFault::Blocked(reasons, blocked.gates)
        })?;
        let release = Release {
            event: former.export.more.event.clone(),
            sign: false,
            supersedes: Some(former.export.record_id.clone()),
        };
        let plan = self.plan_like(&former.export);
        let cleared = cleared.with(release).read_by(Arc::clone(self.finder));
        cleared.export(&plan, self.detector, self.register, self.clock).map_err(ReexportFault::Export)
    }

    /// Covers whose look is not allowed any more look as all others.
    fn look_like(&self, review: &mut Review) -> Result<(), EditFault> {
        let not_allowed = |entry: &&Entry| entry.style.is_some_and(|style| !self.policy.allows_look(style));
        let regions: Vec<RegionId> =
            review.entries().iter().filter(not_allowed).map(|entry| entry.region.id).collect();
        regions.into_iter().try_for_each(|region| review.apply(Edit::SetStyle { region, style: None }))
    }

    fn plan_like(&self, former: &ExportEntry) -> ExportPlan {
        let made = former.more.made.as_ref();
        let format = match made.map(|made| made.format.as_str()) {
            Some("png") => OutputFormat::Png,
            Some("webp") => OutputFormat::Webp,
            Some(_) | None => OutputFormat::Jpeg,
        };
        let size = made.and_then(|made| made.within).map(|[width, height]| CopySize {
            name: String::new(),
            bound: Bound::Within(PixelSize::new(width, height)),
            quality: None,
        });
        ExportPlan {
            folder: self.folder.clone(),
            stem: None,
            encoding: Encoding {
                format,
                quality: made.map_or(Encoding::default().quality, |made| made.quality),
                max_side: made.and_then(|made| made.max_side),
            },
            style: self.policy.look(Some(look_of(made))),
            margin_percent: made.map_or(DEFAULT_MARGIN_PERCENT, |made| made.margin_percent),
            copies: Copies { sizes: size.into_iter().collect(), max_bytes: None },
            controller: self.controller.clone(),
            operator: self.operator.to_owned(),
        }
    }
}

/// The look of a former copy. Entries that do not tell are from when reeded glass was what copies had if nothing else was
/// asked for.
fn look_of(made: Option<&Made>) -> Style {
    made.map_or(Style::Veil, |made| Style::from_word(&made.style).unwrap_or_default())
}

/// Why a copy was not made anew.
#[derive(Debug)]
pub enum ReexportFault {
    /// The original is not there, or cannot be opened.
    Original,
    /// Looking for faces gave no answer.
    Detection,
    /// The former decisions do not hold any more: other consents have ended, or the rules have changed.
    Blocked(Vec<crate::policy::Reason>, Vec<Gate>),
    /// The second person cannot be taken for another than the one who makes the copy.
    SecondPerson(SecondPersonFault),
    /// Writing or recording failed.
    Export(ExportFailure),
}

impl ReexportFault {
    /// Why, and what to do.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Original => text.get("register-no-original"),
            Self::Detection => text.get("ui-stopped"),
            Self::Blocked(reasons, gates) => {
                let gates = gates.iter().map(|gate| {
                    // There is nothing to press or to write here: whoever knows what it is exports anew.
                    let unexplained = matches!(gate, Gate::NotAFaceReason(_));
                    if unexplained { text.get("gate-reexport-not-a-face") } else { gate.message(text) }
                });
                let mut said: Vec<String> = Vec::new();
                for sentence in reasons.iter().map(|reason| reason.message(text)).chain(gates) {
                    if !said.contains(&sentence) {
                        said.push(sentence);
                    }
                }
                said.join(" ")
            }
            Self::SecondPerson(fault) => fault.message(text),
            Self::Export(failure) => failure.message(text),
        }
    }
}

/// Lays the decisions of the ledger over what was found anew.
fn repeat_decisions(
    review: &mut Review,
    former: &Former,
    without: &ConsentId,
    found: &Found,
) -> Result<(), EditFault> {
    let Former { export: former, is_emptied } = former;
    let faces: Vec<(RegionId, BoundingBox)> = review
        .entries()
        .iter()
        .filter_map(|entry| Some((entry.region.id, entry.region.outline.bounds()?)))
        .collect();
    // Without its frame a copy would show what the former one did not; what came into the picture otherwise would be
    // covered where it was found, and shown where not.
    let frame = former.more.made.as_ref().and_then(|made| made.frame).unwrap_or_default();
    review.apply(Edit::Frame(frame))?;
    // Before areas are laid: what lies under one is decided with it.
    review.take_up_found(found, Kinds::ALL);
    let mut taken: Vec<RegionId> = Vec::new();
    for region in former.regions.iter().filter(|region| region.decision != CUT_AWAY) {
        let [x, y, width, height] = region.bbox;
        let bbox = BoundingBox::new(x, y, width, height);
        let decision = match (region.decision.as_str(), &region.consent) {
            ("keep", Some(consent)) if consent != without => Decision::Keep { consent: consent.clone() },
            // Of an older entry nobody knows what it is: as it was decided then, and the gate tells. Where the entry was
            // emptied nothing but the row says so, and a face that was covered must not be uncovered by a row.
            ("not_a_face", _) if !is_emptied => {
                Decision::NotAFace { what: region.not_a_face_what.as_deref().and_then(Instead::of_word) }
            }
            _ => Decision::Redact,
        };
        // Writing that was found was "detected" as well, and a face behind it is not what was covered.
        let was_face = region.detected && kind(&region.what).is_face();
        let hit = faces
            .iter()
            .filter(|(id, face)| was_face && !taken.contains(id) && face.iou(bbox) >= SAME_FACE_IOU)
            .max_by(|a, b| a.1.iou(bbox).total_cmp(&b.1.iou(bbox)))
            .map(|(id, _)| *id);
        if let Some(id) = hit {
            taken.push(id);
            decide(review, id, decision, region)?;
        } else if !matches!(decision, Decision::NotAFace { .. }) {
            let before = review.entries().len();
            let what = kind(&region.what);
            // A drawn area is covered as it is drawn, so a face gets its margin here.
            let margin = if what.is_face() {
                let asked = former.more.made.as_ref().map_or(0, |made| made.margin_percent);
                asked.max(DEFAULT_MARGIN_PERCENT)
            } else {
                0
            };
            let (across, down) = (width * f32::from(margin) / 100.0, height * f32::from(margin) / 100.0);
            let shape = Shape::Rectangle(BoundingBox::new(
                x - across,
                y - down,
                width + 2.0 * across,
                height + 2.0 * down,
            ));
            review.apply(Edit::AddArea { shape, what })?;
            let Some(id) = review.entries().get(before).map(|added| added.region.id) else { continue };
            if matches!(decision, Decision::Keep { .. }) {
                decide(review, id, decision, region)?;
            } else {
                let style = region.style.as_deref().and_then(Style::from_word);
                review.apply(Edit::SetStyle { region: id, style })?;
            }
        }
    }
    review.apply(Edit::RedactUndecided)
}

/// What those say who make the copy anew. That somebody has looked for this and that belongs to having looked at all.
fn say(
    review: &mut Review,
    former: &Former,
    reviewed: bool,
    second_person: Option<&str>,
) -> Result<(), EditFault> {
    for identifier in Identifier::ALL.into_iter().filter(|_| reviewed) {
        if former.export.more.identifiers.iter().any(|word| word == identifier.word()) {
            review.apply(Edit::Identifier { identifier, reviewed: true })?;
        }
    }
    review.apply(Edit::AttestWholeImage(reviewed))?;
    // What the former copy showed with a word about what it is was looked at for it.
    review.apply(Edit::ConfirmVisible(review.all_explained()))?;
    review.apply(Edit::Approve(second_person.map(str::to_owned)))
}

/// As it was decided, with what was said of it.
fn decide(
    review: &mut Review,
    id: RegionId,
    decision: Decision,
    former: &RegionEntry,
) -> Result<(), EditFault> {
    let stated = former.same_person && matches!(decision, Decision::Keep { .. });
    review.apply(Edit::Describe { region: id, person: person(former) })?;
    review.apply(Edit::Decide { region: id, decision: Some(decision) })?;
    if stated {
        review.apply(Edit::SamePerson { region: id, stated })?;
    }
    let style = former.style.as_deref().and_then(Style::from_word);
    review.apply(Edit::SetStyle { region: id, style })?;
    pull_like(review, id, former)
}

/// The cover as it was pulled, where it covers the face as it is found now.
fn pull_like(review: &mut Review, region: RegionId, former: &RegionEntry) -> Result<(), EditFault> {
    let Some([x, y, width, height]) = former.cover else { return Ok(()) };
    let cover = BoundingBox::new(x, y, width, height);
    match review.apply(Edit::PullCover { region, cover: Some(cover) }) {
        // The usual one then: never less than the face.
        Err(EditFault::SmallerThanFace | EditFault::NoFaceBox | EditFault::OutsidePhoto) => Ok(()),
        other => other,
    }
}

fn person(region: &RegionEntry) -> Person {
    Person {
        role: region.role,
        age_band: region.age_band,
        care_status: region.care_status,
        capacity: region.capacity,
        circumstance: None,
    }
}

fn kind(word: &str) -> AreaKind {
    AreaKind::ALL.into_iter().find(|kind| kind.word() == word).unwrap_or(AreaKind::Other)
}

/// A former export, as its entry in the ledger tells it.
#[derive(Debug)]
struct Former {
    export: ExportEntry,
    /// A person was erased from it, so that the row alone tells the rest.
    is_emptied: bool,
}

/// The exports that relied on a consent and have not been taken the place of; one that is not what the ledger tells is made
/// by nobody, and named.
///
/// # Errors
/// [`RegisterError`] where the register cannot be read.
fn exports_to_remake(
    register: &Register,
    consent: &ConsentId,
) -> Result<Vec<Result<Former, Remade>>, RegisterError> {
    let mut exports = Vec::new();
    for affected in register.affected(consent)?.into_iter().filter(|one| one.superseded_by.is_none()) {
        match register.export_as_decided(&affected.record_id) {
            Ok(found) => exports.extend(found.map(|(export, is_emptied)| Ok(Former { export, is_emptied }))),
            Err(fault @ (RegisterError::RowDiffers(_) | RegisterError::Row(_))) => {
                exports.push(Err(Remade {
                    record_id: affected.record_id,
                    former: affected.output,
                    outcome: Err(ReexportFault::Export(ExportFailure::Register(fault))),
                }));
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(exports)
}

#[cfg(test)]
mod tests;

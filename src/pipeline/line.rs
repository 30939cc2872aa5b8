//! The types of the line, each made only by the step before it.

use std::sync::Arc;

use crate::{
    consent::{Channel, Consent, Country, Purpose},
    detection::{CancelFlag, DetectionError, DetectorInfo, FaceDetector, Progress},
    framing::Frame,
    hash::ContentHash,
    identifiers::Finder,
    metadata::{self, Report},
    photo::{self, Limits, Notice, PhotoError, Raster, SourceFormat},
    policy::{self, Dispensation, PolicyFile, Reason},
    redaction::{Look, Style},
    review::{Decision, Entry, Identifier, RegionId, Review},
};

use super::{
    blockers::{Clearance, Gate, gates, verdict},
    second_person::needs_second_person,
};

/// What was opened.
#[derive(Debug, Clone)]
pub struct SourcePhoto {
    pub(super) raster: Arc<Raster>,
    pub(super) sha256: ContentHash,
    format: SourceFormat,
    notices: Vec<Notice>,
    report: Report,
}

impl SourcePhoto {
    /// The upright pixels.
    pub const fn raster(&self) -> &Arc<Raster> {
        &self.raster
    }

    /// SHA-256 of the file.
    pub const fn sha256(&self) -> ContentHash {
        self.sha256
    }

    /// What the file is.
    pub const fn format(&self) -> SourceFormat {
        self.format
    }

    /// What a person should know about the picture.
    pub fn notices(&self) -> &[Notice] {
        &self.notices
    }

    /// What the file says besides the picture.
    pub const fn report(&self) -> &Report {
        &self.report
    }
}

/// A photo that was opened and not looked at.
#[derive(Debug)]
pub struct OpenedPhoto {
    source: SourcePhoto,
}

/// A photo in which a detection ran to its end; the person decides in its review.
#[derive(Debug)]
pub struct DetectedPhoto {
    source: SourcePhoto,
    review: Review,
    detector: DetectorInfo,
}

/// Who has looked at the whole photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Attestation {
    /// A person, after the last edit; the review must say so.
    WholeImageReviewed,
    /// Nobody: the sidecar will say so.
    NobodyLooked,
}

/// A region with its decision.
#[derive(Debug, Clone)]
pub struct DecidedRegion {
    pub(super) entry: Entry,
    pub(super) decision: Decision,
    /// The rules that let it stay visible.
    pub(super) rules: Vec<String>,
}

/// A photo in which every region that may be published has a decision. Only [`DetectedPhoto::finish`] makes one.
#[derive(Debug)]
#[must_use = "a reviewed photo is not on disk yet"]
pub struct ReviewedPhoto {
    source: SourcePhoto,
    decided: Vec<DecidedRegion>,
    cut_away: Vec<Entry>,
    /// Writing and codes that stay visible, or that nobody has decided: [`ReviewedPhoto::clear`] asks whether somebody has to.
    visible: Vec<Entry>,
    attestation: Attestation,
    review: Review,
    detector: DetectorInfo,
}

/// A photo that the rules loaded here do not block. Only [`ReviewedPhoto::clear`] makes one.
#[derive(Debug)]
#[must_use = "a cleared photo is not on disk yet"]
pub struct ClearedPhoto {
    pub(super) source: SourcePhoto,
    /// What of the photo is published.
    pub(super) frame: Frame,
    /// How covered areas of this photo look; `None` as the plan of the export has it.
    pub(super) style: Option<Style>,
    pub(super) decided: Vec<DecidedRegion>,
    /// What lies wholly outside the frame.
    pub(super) cut_away: Vec<Entry>,
    /// Writing and codes that stay visible.
    pub(super) visible: Vec<Entry>,
    pub(super) attestation: Attestation,
    pub(super) identifiers: Vec<Identifier>,
    pub(super) detector: DetectorInfo,
    /// The consents of the faces that stay visible, each once.
    pub(super) consents: Vec<Consent>,
    pub(super) purpose: Purpose,
    pub(super) channels: Vec<Channel>,
    /// What the rules in force ask of records and copies.
    pub(super) rules: RulesInForce,
    /// Reference of the second person who has approved.
    /// What is written beside the copy for those who cannot see it; empty for nothing.
    pub(super) alt_text: String,
    pub(super) approved_by: Option<String>,
    /// What else the person who exports has said.
    pub(super) release: Release,
    /// What reads the finished copy once more.
    pub(super) reader: Option<Arc<Finder>>,
}

/// What the rules in force ask of records and copies, taken when the photo was cleared.
#[derive(Debug)]
pub(super) struct RulesInForce {
    pub(super) country: Country,
    pub(super) version: String,
    pub(super) sha256: ContentHash,
    pub(super) local: Option<(String, String)>,
    pub(super) files: Vec<PolicyFile>,
    pub(super) dispensations: Vec<Dispensation>,
    pub(super) limits: policy::Limits,
    pub(super) least_margin: u8,
    pub(super) looks_removed: Vec<Look>,
    pub(super) signature: bool,
    pub(super) second_person: bool,
}

/// What the person who exports says beside the decisions.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Release {
    /// The event that the photo is of, in the organisation's own words.
    pub event: Option<String>,
    /// Sign the record.
    pub sign: bool,
    /// The record id of the export that this one takes the place of.
    pub supersedes: Option<String>,
}

/// A review that has not ended, with the photo given back.
#[derive(Debug)]
pub struct Unfinished {
    /// The photo, to go on with.
    pub photo: DetectedPhoto,
    /// The regions without a decision.
    pub undecided: Vec<RegionId>,
    /// The review does not say that the whole photo was looked at.
    pub not_reviewed: bool,
}

/// Faces that cannot be shown as decided.
#[derive(Debug)]
pub struct Blocked {
    /// Region and reason.
    pub reasons: Vec<(RegionId, Reason)>,
    /// What stands in the way of the photo as a whole.
    pub gates: Vec<Gate>,
}

/// The review is about another file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the review is about another file")]
pub struct Mismatch;

impl OpenedPhoto {
    /// Opens a photo from the bytes of its file.
    ///
    /// # Errors
    /// [`PhotoError`]: a plain fault of this file.
    pub fn open(bytes: &[u8], limits: &Limits) -> Result<Self, PhotoError> {
        let opened = photo::open(bytes, limits)?;
        Ok(Self {
            source: SourcePhoto {
                raster: Arc::new(opened.raster),
                sha256: ContentHash::of(bytes),
                format: opened.format,
                notices: opened.notices,
                report: metadata::inspect(bytes),
            },
        })
    }

    /// What was opened.
    pub const fn source(&self) -> &SourcePhoto {
        &self.source
    }

    /// Looks for faces.
    ///
    /// # Errors
    /// [`DetectionError`]: there is no answer, and so no photo that could be exported.
    pub fn detect(
        self,
        detector: &dyn FaceDetector,
        progress: &mut dyn FnMut(Progress),
        cancel: &CancelFlag,
    ) -> Result<DetectedPhoto, DetectionError> {
        let detections = detector.detect(&self.source.raster, progress, cancel)?;
        let review = Review::begin(self.source.sha256, self.source.raster.size(), &detections);
        Ok(DetectedPhoto { source: self.source, review, detector: detector.info().clone() })
    }

    /// Takes up a review of the same file that was begun before.
    ///
    /// # Errors
    /// [`Mismatch`] where the file was changed since.
    pub fn resume(self, review: Review, detector: DetectorInfo) -> Result<DetectedPhoto, Mismatch> {
        if review.source_sha256() == self.source.sha256 && review.size() == self.source.raster.size() {
            Ok(DetectedPhoto { source: self.source, review, detector })
        } else {
            Err(Mismatch)
        }
    }
}

impl DetectedPhoto {
    /// What was opened.
    pub const fn source(&self) -> &SourcePhoto {
        &self.source
    }

    /// What is decided so far.
    pub const fn review(&self) -> &Review {
        &self.review
    }

    /// To decide.
    pub const fn review_mut(&mut self) -> &mut Review {
        &mut self.review
    }

    /// What looked for faces.
    pub const fn detector(&self) -> &DetectorInfo {
        &self.detector
    }

    /// Takes the photo apart, to keep the review and let the pixels go.
    pub fn into_parts(self) -> (SourcePhoto, Review, DetectorInfo) {
        (self.source, self.review, self.detector)
    }

    /// Ends the review, or gives the photo back with what is still missing.
    ///
    /// # Errors
    /// [`Unfinished`] where a region that is no found writing or code has no decision, or the attestation is not what the review says.
    pub fn finish(self, attestation: Attestation) -> Result<ReviewedPhoto, Box<Unfinished>> {
        let mut decided = Vec::new();
        let mut undecided = Vec::new();
        let mut visible = Vec::new();
        for entry in self.review.shown() {
            match &entry.decision {
                None | Some(Decision::MayBeSeen { .. }) if entry.region.grade().is_some() => {
                    visible.push(entry.clone());
                }
                Some(decision) => {
                    decided.push(DecidedRegion {
                        entry: entry.clone(),
                        decision: decision.clone(),
                        rules: Vec::new(),
                    });
                }
                None => undecided.push(entry.region.id),
            }
        }
        let not_reviewed =
            attestation == Attestation::WholeImageReviewed && !self.review.whole_image_reviewed();
        if undecided.is_empty() && !not_reviewed {
            Ok(ReviewedPhoto {
                // Of writing and codes outside there is nothing to tell.
                cut_away: self
                    .review
                    .cut_away()
                    .filter(|entry| entry.region.grade().is_none())
                    .cloned()
                    .collect(),
                review: self.review,
                source: self.source,
                decided,
                visible,
                attestation,
                detector: self.detector,
            })
        } else {
            Err(Box::new(Unfinished { photo: self, undecided, not_reviewed }))
        }
    }
}

impl ReviewedPhoto {
    /// Asks the rules about every face that is to stay visible, and about the photo as a whole.
    ///
    /// # Errors
    /// [`Blocked`] with every reason.
    pub fn clear(mut self, clearance: &Clearance<'_>) -> Result<ClearedPhoto, Blocked> {
        let policy = clearance.policy;
        let gates = gates(&self.review, &self.detector, clearance);
        let mut blocked = Blocked { reasons: Vec::new(), gates };
        let mut consents: Vec<Consent> = Vec::new();
        let mut used: Vec<Dispensation> = Vec::new();
        for region in &mut self.decided {
            let Decision::Keep { consent } = &region.decision else { continue };
            let verdict = verdict(&self.review, &region.entry, consent, clearance);
            blocked
                .reasons
                .extend(verdict.reasons.into_iter().map(|reason| (region.entry.region.id, reason)));
            region.rules = verdict.rules;
            for one in policy.dispensations().iter().filter(|one| verdict.dispensations.contains(&one.id)) {
                if !used.contains(one) {
                    used.push(one.clone());
                }
            }
            if let Some(consent) = clearance.consents.get(consent)
                && !consents.contains(consent)
            {
                consents.push(consent.clone());
            }
        }
        if !blocked.reasons.is_empty() || !blocked.gates.is_empty() {
            return Err(blocked);
        }
        Ok(ClearedPhoto {
            source: self.source,
            frame: self.review.frame(),
            style: self.review.style(),
            decided: self.decided,
            cut_away: self.cut_away,
            visible: self.visible,
            attestation: self.attestation,
            identifiers: self.review.identifiers().iter().copied().collect(),
            approved_by: self.review.approved_by().map(ToOwned::to_owned),
            alt_text: self.review.alt_text().to_owned(),
            detector: self.detector,
            consents,
            purpose: clearance.purpose,
            channels: clearance.channels.to_vec(),
            rules: RulesInForce {
                country: policy.country(),
                version: policy.version().to_owned(),
                sha256: policy.effective_sha256(),
                local: policy.name_in_records(),
                files: policy.files().to_vec(),
                dispensations: used,
                limits: policy.limits().clone(),
                least_margin: policy.margin_percent(0),
                looks_removed: policy.looks_removed().to_vec(),
                signature: policy.requires_signature(),
                second_person: needs_second_person(policy, &self.review),
            },
            release: Release::default(),
            reader: None,
        })
    }
}

impl ClearedPhoto {
    /// Adds what the person who exports says beside the decisions.
    pub fn with(mut self, release: Release) -> Self {
        self.release = release;
        self
    }

    /// Has the finished copy read once more, for codes and personal numbers.
    pub fn read_by(mut self, reader: Arc<Finder>) -> Self {
        self.reader = Some(reader);
        self
    }
}

//! The decisions file, and how it is laid over a review.

use serde::Deserialize;

use crate::{
    consent::{AgeBand, Capacity, CareStatus, Channel, Circumstance, ConsentId, Purpose, Role},
    geometry::BoundingBox,
    hash::ContentHash,
    redaction::Shape,
    review::{AreaKind, Decision, Edit, EditFault, Identifier, Person, RegionId, Review},
};

/// Regions that overlap a found face by this much decide it.
const SAME_FACE_IOU: f32 = 0.3;

/// A decisions file. Unknown keys are refused: a typo must not silently decide something.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DecisionsFile {
    pub(super) photos: Vec<PhotoDecisions>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct PhotoDecisions {
    pub(super) photo: String,
    pub(super) sha256: ContentHash,
    #[serde(default)]
    pub(super) purpose: Option<Purpose>,
    #[serde(default)]
    pub(super) channels: Vec<Channel>,
    /// Words of the checklist that a person has looked for in this photo.
    #[serde(default)]
    pub(super) identifiers: Vec<Identifier>,
    /// The words that are to stand beside the copy.
    #[serde(default)]
    pub(super) caption: Option<String>,
    /// Reference of the second person who has approved the photo.
    #[serde(default)]
    pub(super) second_person: Option<String>,
    #[serde(default)]
    pub(super) regions: Vec<RegionDecision>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RegionDecision {
    x: f32,
    y: f32,
    width: f32,
    height: f32,
    decision: Word,
    #[serde(default)]
    what: Option<AreaKind>,
    #[serde(default)]
    role: Option<Role>,
    #[serde(default)]
    age_band: Option<AgeBand>,
    #[serde(default)]
    care_status: Option<CareStatus>,
    #[serde(default)]
    capacity: Option<Capacity>,
    #[serde(default)]
    circumstance: Option<Circumstance>,
    #[serde(default)]
    consent: Option<ConsentId>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
enum Word {
    Redact,
    Keep,
    NotAFace,
}

impl DecisionsFile {
    pub(super) fn parse(bytes: &[u8]) -> Result<Self, String> {
        serde_json::from_slice(bytes).map_err(|error| error.to_string())
    }
}

/// The number of regions that a decisions file decides, for tests with hostile files.
///
/// # Errors
/// Why it is no decisions file.
pub fn count_decisions(bytes: &[u8]) -> Result<usize, String> {
    DecisionsFile::parse(bytes).map(|file| file.photos.iter().map(|photo| photo.regions.len()).sum())
}

/// What is wrong with a decision.
#[derive(Debug, thiserror::Error)]
pub(super) enum DecisionFault {
    #[error("a face to be kept needs a consent")]
    KeepWithoutConsent,
    #[error(transparent)]
    Edit(#[from] EditFault),
}

impl PhotoDecisions {
    /// True where this entry names the photo: by its path as given, or by its file name alone.
    pub(super) fn names(&self, path: &std::path::Path) -> bool {
        std::path::Path::new(&self.photo) == path
            || path.file_name().is_some_and(|name| name.to_string_lossy() == self.photo.as_str())
    }

    /// Lays the decisions over what was found.
    pub(super) fn apply(&self, review: &mut Review) -> Result<(), DecisionFault> {
        let found: Vec<(RegionId, BoundingBox)> = review
            .entries()
            .iter()
            .filter_map(|entry| Some((entry.region.id, entry.region.outline.bounds()?)))
            .collect();
        for region in &self.regions {
            let bbox = BoundingBox::new(region.x, region.y, region.width, region.height);
            let what = region.what.unwrap_or(AreaKind::Face);
            let decision = region.decision()?;
            let hits: Vec<RegionId> = found
                .iter()
                .filter(|(_, face)| {
                    what.is_face() && (face.iou(bbox) >= SAME_FACE_IOU || bbox.contains(face.center()))
                })
                .map(|(id, _)| *id)
                .collect();
            // One consent is one person's: a wide box that meets several faces decides the nearest only.
            let hits = if region.decision == Word::Redact { hits } else { nearest(&hits, &found, bbox) };
            if hits.is_empty() || (region.decision == Word::Redact && !what.is_face()) {
                if region.decision == Word::NotAFace {
                    continue;
                }
                let before = review.entries().len();
                review.apply(Edit::AddArea { shape: Shape::Rectangle(bbox), what })?;
                if let Some(added) = review.entries().get(before).map(|entry| entry.region.id) {
                    decide(review, added, decision.clone(), region.person())?;
                }
            }
            for hit in hits {
                decide(review, hit, decision.clone(), region.person())?;
            }
        }
        Ok(())
    }
}

fn nearest(hits: &[RegionId], found: &[(RegionId, BoundingBox)], bbox: BoundingBox) -> Vec<RegionId> {
    found
        .iter()
        .filter(|(id, _)| hits.contains(id))
        .max_by(|a, b| a.1.iou(bbox).total_cmp(&b.1.iou(bbox)))
        .map(|(id, _)| *id)
        .into_iter()
        .collect()
}

fn decide(
    review: &mut Review,
    region: RegionId,
    decision: Decision,
    person: Person,
) -> Result<(), EditFault> {
    review.apply(Edit::Describe { region, person })?;
    review.apply(Edit::Decide { region, decision: Some(decision) })
}

impl RegionDecision {
    fn decision(&self) -> Result<Decision, DecisionFault> {
        Ok(match self.decision {
            Word::Redact => Decision::Redact,
            Word::NotAFace => Decision::NotAFace,
            Word::Keep => {
                Decision::Keep { consent: self.consent.clone().ok_or(DecisionFault::KeepWithoutConsent)? }
            }
        })
    }

    fn person(&self) -> Person {
        Person {
            role: self.role.unwrap_or(Role::Unknown),
            age_band: self.age_band.unwrap_or(AgeBand::Unknown),
            care_status: self.care_status,
            capacity: self.capacity,
            circumstance: self.circumstance,
        }
    }
}

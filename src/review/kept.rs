//! A review as it is kept on disk while the work goes on: regions and decisions, never a pixel.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use crate::{
    consent::{AgeBand, Capacity, CareStatus, ConsentId, Role},
    detection::Detection,
    framing::Frame,
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
    identifiers::{Grade, Kinds},
    redaction::{Shape, Style, covers_face},
};

use super::{
    AreaKind, Decision, Entry, Identifier, Instead, Origin, Outline, Person, Region, RegionId, Review, State,
    history::History,
};

/// Most regions and suggestions that a kept review may hold; more is damage.
const MOST: usize = 10_000;
/// A kept face is one that was found now where the boxes overlap at least so much.
const SAME_FACE: f32 = 0.5;

/// A review in the form in which it lies on disk. Undo is not kept.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct KeptReview {
    source_sha256: ContentHash,
    width: u32,
    height: u32,
    next_id: u32,
    whole_image_reviewed: bool,
    /// Left out where it is not said, as programs before this word wrote it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    visible_confirmed: bool,
    identifiers: BTreeSet<Identifier>,
    /// Left out where the whole photo is published, as programs before frames wrote it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    frame: Option<Frame>,
    /// Left out where nobody has chosen a look for the photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    style: Option<Style>,
    regions: Vec<KeptRegion>,
    suggestions: Vec<KeptPlace>,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptRegion {
    id: u32,
    /// Where the detector found it, its score; `null` for what a person drew.
    detected: Option<f32>,
    /// The detector called it no more than perhaps a face. Left out where it did not.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    perhaps: bool,
    /// Of writing and codes that were found, how much they tell. Left out of everything else.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    grade: Option<Grade>,
    what: AreaKind,
    outline: KeptOutline,
    person: KeptPerson,
    decision: KeptDecision,
    /// Left out where it is not said, as programs before this word wrote it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    same_person: bool,
    /// What is there instead of a face; left out where nobody has said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    instead: Option<Instead>,
    /// Left out where the cover looks as the others.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    style: Option<Style>,
    /// Left out where nobody has pulled the cover.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cover: Option<[f32; 4]>,
    /// Left out of a face that stands upright.
    #[serde(default, skip_serializing_if = "is_none")]
    quarters: u8,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde wants")]
const fn is_none(quarters: &u8) -> bool {
    *quarters == 0
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum KeptOutline {
    Face([f32; 4]),
    Rectangle([f32; 4]),
    RoundedRectangle { at: [f32; 4], radius: f32 },
    Ellipse([f32; 4]),
    Polygon(Vec<[f32; 2]>),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptPerson {
    role: Role,
    age_band: AgeBand,
    care_status: Option<CareStatus>,
    capacity: Option<Capacity>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum KeptDecision {
    Undecided,
    Redact,
    Keep(ConsentId),
    NotAFace,
    MayBeSeen,
    NumberMayBeSeen,
}

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct KeptPlace {
    at: [f32; 4],
    score: f32,
}

/// A kept review that no program wrote like this: nothing of it is used.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the kept review is damaged")]
pub struct KeptReviewFault;

impl Review {
    /// The review as it is kept on disk.
    pub fn keep(&self) -> KeptReview {
        let state = &self.state;
        KeptReview {
            source_sha256: self.source_sha256,
            width: self.size.width,
            height: self.size.height,
            next_id: state.next_id,
            whole_image_reviewed: state.whole_image_reviewed,
            visible_confirmed: state.visible_confirmed,
            identifiers: state.identifiers.clone(),
            frame: Some(state.frame).filter(|frame| !frame.is_whole()),
            style: state.style,
            regions: state.entries.iter().map(kept_region).collect(),
            suggestions: state
                .suggestions
                .iter()
                .map(|place| KeptPlace { at: numbers(place.bbox), score: place.score })
                .collect(),
        }
    }
}

impl Review {
    /// Adds, undecided, each face of a review that a detection has just begun and that this one does not hold, and takes
    /// the statement about the whole picture back where one was missing. A face that is held lies where it was found now.
    pub(crate) fn hold_every_face_of(&mut self, begun: &Self) {
        let mut held = BTreeSet::new();
        let mut missing = false;
        for found in &begun.state.entries {
            // An engine may call a face what another calls perhaps one: both are asked about.
            let (Outline::FaceBox(place), Origin::Detected { .. } | Origin::Perhaps { .. }) =
                (&found.region.outline, found.region.origin)
            else {
                continue;
            };
            let nearest = self
                .state
                .entries
                .iter_mut()
                .filter(|entry| {
                    matches!(entry.region.origin, Origin::Detected { .. } | Origin::Perhaps { .. })
                })
                .filter(|entry| !held.contains(&entry.region.id.value()))
                .filter_map(|entry| {
                    let iou = entry.region.outline.bounds()?.iou(*place);
                    (iou >= SAME_FACE).then_some((iou, entry))
                })
                .max_by(|(one, _), (other, _)| one.total_cmp(other));
            if let Some((_, entry)) = nearest {
                held.insert(entry.region.id.value());
                entry.region.origin = found.region.origin;
                entry.region.outline = found.region.outline.clone();
                entry.region.quarters = found.region.quarters;
                entry.cover = entry.cover.filter(|cover| covers_face(*cover, *place));
            } else {
                missing = true;
                held.insert(self.state.next_id);
                let outline = found.region.outline.clone();
                self.state.push(found.region.origin, AreaKind::Face, outline, None).quarters =
                    found.region.quarters;
            }
        }
        if missing {
            self.state.whole_image_reviewed = false;
            self.state.renumber();
        }
    }
}

impl KeptReview {
    /// SHA-256 of the file that the review is about.
    pub const fn source_sha256(&self) -> ContentHash {
        self.source_sha256
    }

    /// Size of the upright photo that the review is about.
    pub const fn size(&self) -> PixelSize {
        PixelSize::new(self.width, self.height)
    }

    /// Number of regions with a decision.
    pub fn decided(&self) -> usize {
        self.regions.iter().filter(|region| region.decision != KeptDecision::Undecided).count()
    }

    /// True where a person has decided, drawn or stated anything.
    pub fn holds_work(&self) -> bool {
        self.whole_image_reviewed
            || !self.identifiers.is_empty()
            || self.frame.is_some()
            || self.style.is_some()
            || self.regions.iter().any(|region| region.style.is_some() || region.cover.is_some())
            || self
                .regions
                .iter()
                .any(|region| region.decision != KeptDecision::Undecided || region.detected.is_none())
    }

    /// The review again, with an empty history.
    ///
    /// # Errors
    /// [`KeptReviewFault`] where anything in it could not have come about by edits: then nothing is used.
    pub fn restore(&self) -> Result<Review, KeptReviewFault> {
        let size = self.size();
        if size.area() == 0 || self.regions.len() > MOST || self.suggestions.len() > MOST {
            return Err(KeptReviewFault);
        }
        let frame = self.frame.unwrap_or_default();
        if frame.checked(size) != Ok(frame) {
            return Err(KeptReviewFault);
        }
        let mut seen = BTreeSet::new();
        let mut entries = Vec::with_capacity(self.regions.len());
        for region in &self.regions {
            if region.id == 0 || region.id >= self.next_id || !seen.insert(region.id) {
                return Err(KeptReviewFault);
            }
            entries.push(entry(region, size)?);
        }
        let suggestions = self
            .suggestions
            .iter()
            .map(|place| {
                let bbox = bounding_box(place.at)?;
                is_share(place.score)
                    .then_some(Detection { bbox, score: place.score, turns: 0 })
                    .ok_or(KeptReviewFault)
            })
            .collect::<Result<Vec<_>, _>>()?;
        let mut state = State {
            entries,
            suggestions,
            next_id: self.next_id,
            whole_image_reviewed: self.whole_image_reviewed,
            visible_confirmed: self.visible_confirmed,
            identifiers: self.identifiers.clone(),
            // None of them is kept: words may hold a name, and an approval is for the photo as it was then.
            caption: String::new(),
            alt_text: String::new(),
            approved_by: None,
            frame,
            style: self.style,
        };
        state.renumber();
        Ok(Review {
            source_sha256: self.source_sha256,
            size,
            // A file says what somebody decided, never what there is: the photo is searched again.
            searched: Kinds::default(),
            state,
            history: History::default(),
        })
    }
}

fn kept_region(entry: &Entry) -> KeptRegion {
    KeptRegion {
        id: entry.region.id.value(),
        detected: match entry.region.origin {
            Origin::Detected { score } | Origin::Perhaps { score } | Origin::Found { score, .. } => {
                Some(score)
            }
            Origin::Drawn => None,
        },
        perhaps: entry.region.is_perhaps(),
        grade: entry.region.grade(),
        what: entry.region.what,
        outline: match &entry.region.outline {
            Outline::FaceBox(bounds) => KeptOutline::Face(numbers(*bounds)),
            Outline::Drawn(shape) => kept_shape(shape),
        },
        person: KeptPerson {
            role: entry.person.role,
            age_band: entry.person.age_band,
            care_status: entry.person.care_status,
            capacity: entry.person.capacity,
        },
        decision: match &entry.decision {
            None => KeptDecision::Undecided,
            Some(Decision::Redact) => KeptDecision::Redact,
            // Why a person is never shown is written nowhere; without it the face is undecided again.
            Some(_) if entry.person.circumstance.is_some() => KeptDecision::Undecided,
            Some(Decision::Keep { consent }) => KeptDecision::Keep(consent.clone()),
            Some(Decision::NotAFace { .. }) => KeptDecision::NotAFace,
            Some(Decision::MayBeSeen { confirmed: false }) => KeptDecision::MayBeSeen,
            Some(Decision::MayBeSeen { confirmed: true }) => KeptDecision::NumberMayBeSeen,
        },
        same_person: entry.same_person && entry.person.circumstance.is_none(),
        instead: entry.person.circumstance.is_none().then(|| instead(entry)).flatten(),
        style: entry.style,
        cover: entry.cover.map(numbers),
        quarters: entry.region.quarters,
    }
}

fn kept_shape(shape: &Shape) -> KeptOutline {
    match shape {
        Shape::Rectangle(bounds) => KeptOutline::Rectangle(numbers(*bounds)),
        Shape::RoundedRectangle { bounds, radius } => {
            KeptOutline::RoundedRectangle { at: numbers(*bounds), radius: *radius }
        }
        Shape::Ellipse(bounds) | Shape::Head(bounds) => KeptOutline::Ellipse(numbers(*bounds)),
        Shape::Polygon(points) => KeptOutline::Polygon(points.iter().map(|(x, y)| [*x, *y]).collect()),
        // The look of a region stands beside its shape.
        Shape::Own { shape, .. } => kept_shape(shape),
    }
}

const fn instead(entry: &Entry) -> Option<Instead> {
    if let Some(Decision::NotAFace { what }) = entry.decision { what } else { None }
}

fn entry(region: &KeptRegion, size: PixelSize) -> Result<Entry, KeptReviewFault> {
    let outline = match &region.outline {
        KeptOutline::Face(at) => Outline::FaceBox(bounding_box(*at)?),
        KeptOutline::Rectangle(at) => Outline::Drawn(Shape::Rectangle(bounding_box(*at)?)),
        KeptOutline::RoundedRectangle { at, radius } => {
            if !radius.is_finite() {
                return Err(KeptReviewFault);
            }
            Outline::Drawn(Shape::RoundedRectangle { bounds: bounding_box(*at)?, radius: *radius })
        }
        KeptOutline::Ellipse(at) => Outline::Drawn(Shape::Ellipse(bounding_box(*at)?)),
        KeptOutline::Polygon(points) => {
            if points.iter().flatten().any(|value| !value.is_finite()) {
                return Err(KeptReviewFault);
            }
            Outline::Drawn(Shape::Polygon(points.iter().map(|[x, y]| (*x, *y)).collect()))
        }
    };
    let inside = outline.bounds().is_some_and(|bounds| State::overlaps_photo(bounds, size));
    let face = region.what.is_face();
    let boxed = matches!(outline, Outline::FaceBox(_));
    let decision = match &region.decision {
        KeptDecision::Undecided => None,
        KeptDecision::Redact => Some(Decision::Redact),
        KeptDecision::Keep(consent) => Some(Decision::Keep { consent: consent.clone() }),
        KeptDecision::NotAFace => Some(Decision::NotAFace { what: region.instead }),
        KeptDecision::MayBeSeen => Some(Decision::MayBeSeen { confirmed: false }),
        KeptDecision::NumberMayBeSeen => Some(Decision::MayBeSeen { confirmed: true }),
    };
    let shows = matches!(decision, Some(Decision::Keep { .. } | Decision::NotAFace { .. }));
    let may_be_seen = matches!(decision, Some(Decision::MayBeSeen { .. }));
    if may_be_seen && region.grade.is_none() {
        return Err(KeptReviewFault);
    }
    let origin = match region.detected {
        Some(score) if let Some(grade) = region.grade => {
            if !is_share(score) || face || boxed || region.perhaps || !inside {
                return Err(KeptReviewFault);
            }
            Origin::Found { score, grade }
        }
        None if region.grade.is_some() => return Err(KeptReviewFault),
        Some(score) if is_share(score) && face && boxed && region.perhaps => Origin::Perhaps { score },
        Some(score) if is_share(score) && face && boxed => Origin::Detected { score },
        Some(_) => return Err(KeptReviewFault),
        None if region.perhaps => return Err(KeptReviewFault),
        None => Origin::Drawn,
    };
    let again = region.same_person && !matches!(decision, Some(Decision::Keep { .. }));
    let instead = region.instead.is_some() && !matches!(decision, Some(Decision::NotAFace { .. }));
    // A detector's box may lie at, or a little over, the edge; what a person draws is checked when drawn.
    if (origin == Origin::Drawn && !boxed && !inside) || (shows && !face) || again || instead {
        return Err(KeptReviewFault);
    }
    let cover = region.cover.map(bounding_box).transpose()?;
    if region.quarters > 3 || (cover.is_some() && !boxed) {
        return Err(KeptReviewFault);
    }
    let quarters = region.quarters;
    Ok(Entry {
        region: Region { id: RegionId(region.id), number: 0, origin, what: region.what, outline, quarters },
        person: Person {
            role: region.person.role,
            age_band: region.person.age_band,
            care_status: region.person.care_status,
            capacity: region.person.capacity,
            circumstance: None,
        },
        decision,
        same_person: region.same_person,
        style: region.style,
        cover,
    })
}

const fn numbers(bounds: BoundingBox) -> [f32; 4] {
    [bounds.x, bounds.y, bounds.width, bounds.height]
}

fn bounding_box([x, y, width, height]: [f32; 4]) -> Result<BoundingBox, KeptReviewFault> {
    let sound = [x, y, width, height].iter().all(|value| value.is_finite()) && width > 0.0 && height > 0.0;
    sound.then_some(BoundingBox::new(x, y, width, height)).ok_or(KeptReviewFault)
}

/// True for a number from 0 to 1; rounding may carry a score a hair above.
fn is_share(value: f32) -> bool {
    (0.0..=1.001).contains(&value)
}

#[cfg(test)]
mod tests;

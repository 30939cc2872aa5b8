//! What a person decides about one photo: regions, decisions, undo.
//!
//! Promises: "undecided" exists only in here, as the absence of a [`Decision`]; there is no way to keep
//! several faces at once; a found face can be decided but never moved or deleted; what lies wholly outside the frame needs no
//! decision and is told as cut away; every edit can be undone; every edit takes back the statements that the whole photo was looked at, and what looks like a face and stays
//! visible once more. Knows no rule: what a consent covers is the policy's affair.

mod counts;
mod edit;
mod found;
mod frame;
mod history;
mod instead;
mod kept;
mod look;
mod name;
mod region;
#[cfg(test)]
mod tests;
mod whole_person;

use std::collections::BTreeSet;

pub use counts::FaceCounts;
pub use edit::{ALT_TEXT_SUFFIX, Edit, EditFault, MAX_ALT_TEXT, MAX_REFERENCE};
pub use found::FoundCounts;
pub use instead::{Instead, STRONG_EVIDENCE};
pub use kept::{KeptReview, KeptReviewFault};
pub use region::{AreaKind, Decision, Entry, Group, Identifier, Origin, Outline, Person, Region, RegionId};
pub use whole_person::whole_person;

use crate::{
    detection::{Detection, Detections},
    framing::Frame,
    geometry::{BoundingBox, PixelSize},
    hash::ContentHash,
    identifiers::Kinds,
    redaction::Style,
};
use history::History;

/// Everything decided about one photo so far.
///
/// Made only from a detection that ran to its end ([`Review::begin`]), and bound to the photo by the
/// SHA-256 of its file and its size.
#[derive(Debug, Clone)]
pub struct Review {
    source_sha256: ContentHash,
    size: PixelSize,
    /// What was looked for besides faces, to its end.
    searched: Kinds,
    state: State,
    history: History,
}

/// The part of a review that undo brings back.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct State {
    entries: Vec<Entry>,
    suggestions: Vec<Detection>,
    next_id: u32,
    whole_image_reviewed: bool,
    visible_confirmed: bool,
    identifiers: BTreeSet<Identifier>,
    caption: String,
    alt_text: String,
    approved_by: Option<String>,
    frame: Frame,
    style: Option<Style>,
}

impl Review {
    /// Begins a review with what a finished detection found, faces first, then what is perhaps one; each is undecided.
    pub fn begin(source_sha256: ContentHash, size: PixelSize, detections: &Detections) -> Self {
        let mut state = State {
            entries: Vec::with_capacity(detections.faces.len()),
            suggestions: detections.candidates.clone(),
            next_id: 1,
            whole_image_reviewed: false,
            visible_confirmed: false,
            identifiers: BTreeSet::new(),
            caption: String::new(),
            alt_text: String::new(),
            approved_by: None,
            frame: Frame::default(),
            style: None,
        };
        for face in in_reading_order(&detections.faces, size) {
            let origin = Origin::Detected { score: face.score };
            state.push(origin, AreaKind::Face, Outline::FaceBox(face.bbox), None).quarters = face.turns;
        }
        for place in in_reading_order(&detections.perhaps, size) {
            let origin = Origin::Perhaps { score: place.score };
            state.push(origin, AreaKind::Face, Outline::FaceBox(place.bbox), None).quarters = place.turns;
        }
        Self { source_sha256, size, searched: Kinds::default(), state, history: History::default() }
    }

    /// SHA-256 of the file that this review is about.
    pub const fn source_sha256(&self) -> ContentHash {
        self.source_sha256
    }

    /// Size of the upright photo.
    pub const fn size(&self) -> PixelSize {
        self.size
    }

    /// Every region in the order of its number.
    pub fn entries(&self) -> &[Entry] {
        &self.state.entries
    }

    /// The region with this id.
    pub fn entry(&self, id: RegionId) -> Option<&Entry> {
        self.state.entries.iter().find(|entry| entry.region.id == id)
    }

    /// Places below the threshold where a face might be, for whoever looks through the photo.
    pub fn suggestions(&self) -> &[Detection] {
        &self.state.suggestions
    }

    /// Boxes of all places that are or may be a face, in pixels of the photo, whatever was decided of them.
    pub fn places_of_faces(&self) -> Vec<BoundingBox> {
        let faces = self.entries().iter().filter(|entry| entry.region.what.is_face());
        let boxes = faces.filter_map(|entry| entry.region.outline.bounds());
        boxes.chain(self.suggestions().iter().map(|place| place.bbox)).collect()
    }

    /// What is perhaps a face and nobody has decided yet.
    pub fn undecided_perhaps(&self) -> impl Iterator<Item = &Entry> {
        self.undecided().filter(|entry| entry.region.is_perhaps())
    }

    /// The faces and areas that need a decision and have none. What is cut away needs none. Whether writing and codes need
    /// one is not for the review to say ([`Review::undecided_found`]).
    pub fn undecided(&self) -> impl Iterator<Item = &Entry> {
        self.shown().filter(|entry| entry.decision.is_none() && entry.region.grade().is_none())
    }

    /// True where a person has said, after the last edit, to have looked at the whole photo.
    pub const fn whole_image_reviewed(&self) -> bool {
        self.state.whole_image_reviewed
    }

    /// The kinds of identifiers that a person has looked for.
    pub const fn identifiers(&self) -> &BTreeSet<Identifier> {
        &self.state.identifiers
    }

    /// The words that are to stand beside the copy. They are looked at and never stored.
    pub fn caption(&self) -> &str {
        &self.state.caption
    }

    /// What is written beside the copy for those who cannot see it, without spaces around it; empty for nothing.
    pub fn alt_text(&self) -> &str {
        self.state.alt_text.trim()
    }

    /// The same with the spaces around it.
    pub fn alt_text_as_typed(&self) -> &str {
        &self.state.alt_text
    }

    /// Reference of the second person who has approved the photo as it is now.
    pub fn approved_by(&self) -> Option<&str> {
        self.state.approved_by.as_deref()
    }

    /// Applies one edit and remembers the state before it.
    ///
    /// # Errors
    /// [`EditFault`] where the edit makes no sense for this photo; nothing is changed then.
    pub fn apply(&mut self, edit: Edit) -> Result<(), EditFault> {
        let mut next = self.state.clone();
        edit.apply_to(&mut next, self.size)?;
        if next != self.state {
            let before = std::mem::replace(&mut self.state, next);
            self.history.remember(edit, before);
        }
        Ok(())
    }

    /// Takes the last edit back; `false` where there is none.
    pub fn undo(&mut self) -> bool {
        self.history.undo(&mut self.state)
    }

    /// Makes the last undone edit again; `false` where there is none.
    pub fn redo(&mut self) -> bool {
        self.history.redo(&mut self.state)
    }

    /// The edit that [`Review::undo`] would take back.
    pub fn undo_edit(&self) -> Option<&Edit> {
        self.history.undo_edit()
    }

    /// The edit that [`Review::redo`] would make again.
    pub fn redo_edit(&self) -> Option<&Edit> {
        self.history.redo_edit()
    }

    /// The drawn areas that the next photo of a series can take over ([`Edit::CopyAreas`]): never a face.
    pub fn areas_to_copy(&self) -> Vec<(crate::redaction::Shape, AreaKind)> {
        self.state
            .entries
            .iter()
            // What was found in this photo is looked for in the next one by itself.
            .filter(|entry| !entry.region.what.is_face() && !entry.region.is_detected())
            .filter(|entry| entry.decision == Some(Decision::Redact))
            .filter_map(|entry| match &entry.region.outline {
                Outline::Drawn(shape) => Some((shape.clone(), entry.region.what)),
                Outline::FaceBox(_) => None,
            })
            .collect()
    }

    /// True where a person has decided, drawn or stated anything.
    pub fn holds_work(&self) -> bool {
        self.state.whole_image_reviewed
            || !self.state.identifiers.is_empty()
            || !self.state.frame.is_whole()
            || self.holds_looks()
            || self.state.entries.iter().any(|entry| entry.decision.is_some() || !entry.region.is_detected())
    }

    /// The region that a person would mean by pointing at `point`: the smallest around it.
    pub fn region_at(&self, point: (f32, f32)) -> Option<RegionId> {
        self.state
            .entries
            .iter()
            .filter_map(|entry| entry.region.outline.bounds().map(|bounds| (entry.region.id, bounds)))
            .filter(|(_, bounds)| bounds.contains(point))
            .min_by(|a, b| a.1.area().total_cmp(&b.1.area()))
            .map(|(id, _)| id)
    }
}

/// Top to bottom in bands, left to right within a band: the order in which people read a group.
fn in_reading_order(found: &[Detection], size: PixelSize) -> Vec<Detection> {
    let band = (size.height as f32 / 8.0).max(1.0);
    let row = |of: &Detection| (of.bbox.center().1 / band).floor();
    let mut sorted = found.to_vec();
    sorted.sort_by(|a, b| row(a).total_cmp(&row(b)).then(a.bbox.center().0.total_cmp(&b.bbox.center().0)));
    sorted
}

impl State {
    fn push(
        &mut self,
        origin: Origin,
        what: AreaKind,
        outline: Outline,
        decision: Option<Decision>,
    ) -> &mut Region {
        let id = RegionId(self.next_id);
        self.next_id += 1;
        let mut region = Region { id, number: 1, origin, what, outline, quarters: 0 };
        let group = region.group();
        region.number += self.entries.iter().filter(|entry| entry.region.group() == group).count() as u32;
        let entry = Entry {
            region,
            person: Person::default(),
            decision,
            same_person: false,
            style: None,
            cover: None,
        };
        &mut self.entries.push_mut(entry).region
    }

    fn entry_mut(&mut self, id: RegionId) -> Result<&mut Entry, EditFault> {
        self.entries.iter_mut().find(|entry| entry.region.id == id).ok_or(EditFault::NoSuchRegion)
    }

    /// Numbers each group anew, from 1, so that the numbers on the photo have no gaps.
    fn renumber(&mut self) {
        for group in Group::ALL {
            let of_it = self.entries.iter_mut().filter(|entry| entry.region.group() == group);
            for (entry, number) in of_it.zip(1..) {
                entry.region.number = number;
            }
        }
    }

    fn overlaps_photo(bounds: BoundingBox, size: PixelSize) -> bool {
        bounds.to_pixels(size).is_some()
    }
}

//! How the regions of an entry are laid over what was found.

use crate::{
    consent::{AgeBand, ConsentId, Role},
    geometry::{BoundingBox, PixelSize},
    pipeline::mask_shapes,
    redaction::{DEFAULT_MARGIN_PERCENT, Mask, Shape},
    review::{AreaKind, Decision, Edit, EditFault, Entry, Instead, Outline, Person, RegionId, Review},
};

use super::{DecisionFault, PhotoDecisions, RegionDecision, What, Word, fault::Place};

/// A region fits a face whose box it overlaps by this much (intersection over union).
const SAME_FACE_IOU: f32 = 0.3;
/// A region that confirms a number overlaps its place by this much at least (intersection over union).
const ABOUT_IOU: f32 = 0.1;
/// Of two faces that a region fits, it means one where it overlaps that one by so much more.
const CLEARLY: f32 = 0.2;

/// A face that something is said of: one that was found, or one that the file itself draws to keep it.
struct Face {
    at: BoundingBox,
    found: Option<RegionId>,
    /// The regions that say something of it, by their place in the file.
    said: Vec<usize>,
}

impl PhotoDecisions {
    /// Lays the decisions over what was found: all of them, or none.
    ///
    /// What is to stay visible must fit its face. What is to be covered reaches every face that it fits or whose
    /// middle it holds, and is covered as it is drawn besides.
    ///
    /// # Errors
    /// [`DecisionFault`] where a region cannot be meant, or where two regions say different things of one face. The
    /// review is as it was.
    pub(in crate::cli) fn apply(&self, review: &mut Review) -> Result<(), DecisionFault> {
        let mut next = review.clone();
        self.lay_over(&mut next)?;
        *review = next;
        Ok(())
    }

    fn place(&self, index: usize) -> Option<Place> {
        self.regions.get(index).map(|region| Place::of(index, region))
    }

    fn lay_over(&self, review: &mut Review) -> Result<(), DecisionFault> {
        let size = review.size();
        for (index, region) in self.regions.iter().enumerate() {
            region.check(index)?;
        }
        let faces = self.faces(review)?;
        self.check_covers(&faces)?;
        for face in &faces {
            self.decide(review, face)?;
        }
        for (index, region) in self.regions.iter().enumerate() {
            if region.decision != Word::Redact {
                continue;
            }
            let hits: Vec<RegionId> = faces
                .iter()
                .filter(|face| face.said.contains(&index))
                .filter_map(|face| face.found)
                .collect();
            let masks = masks(review, &hits, size);
            // What a person drew around faces may hold one that nobody has found.
            if hits.is_empty() || !is_inside(region.bbox(), &masks, size) {
                let what = if hits.is_empty() { region.what() } else { AreaKind::Other };
                let added = add(review, region.bbox(), what);
                let added =
                    added.map_err(|fault| DecisionFault::in_region(fault, Place::of(index, region)))?;
                if let Some(added) = added {
                    let looks = Edit::SetStyle { region: added, style: region.style };
                    review.apply(looks).map_err(DecisionFault::Edit)?;
                }
                if let Some(added) = added.filter(|_| hits.is_empty()) {
                    let described = review.apply(Edit::Describe { region: added, person: region.person() });
                    described.map_err(DecisionFault::Edit)?;
                }
            }
        }
        self.leave_visible(review)?;
        // A file is written on purpose, and the command tells how many stay visible: to say of each what it is, is the
        // second look.
        if review.all_explained() {
            review.apply(Edit::ConfirmVisible(true)).map_err(DecisionFault::Edit)?;
        }
        Ok(())
    }

    /// Leaves visible what was found in regions that say so, in whatever order they stand: a number where one of them confirms it. Where
    /// nothing was found, nothing changes. What is to be covered as well contradicts itself.
    fn leave_visible(&self, review: &mut Review) -> Result<(), DecisionFault> {
        let mut decided: Vec<(RegionId, bool)> = Vec::new();
        for entry in review.found() {
            let mut saying =
                self.regions.iter().enumerate().filter(|(_, region)| region.shows(entry)).peekable();
            let Some((index, region)) = saying.peek().copied() else { continue };
            let covers = |other: &RegionDecision| {
                let drawn = Outline::Drawn(Shape::Rectangle(other.bbox()));
                other.decision == Word::Redact && entry.region.lies_under(&drawn)
            };
            if let Some(other) = self.regions.iter().position(covers).and_then(|other| self.place(other)) {
                return Err(DecisionFault::Contradiction(Place::of(index, region), other));
            }
            let confirmed = saying.any(|(_, region)| region.confirmed && region.is_about(entry));
            decided.push((entry.region.id, confirmed));
        }
        for (region, confirmed) in decided {
            let decision = Some(Decision::MayBeSeen { confirmed });
            review.apply(Edit::Decide { region, decision }).map_err(DecisionFault::Edit)?;
        }
        Ok(())
    }

    /// Every face with the regions that say something of it.
    fn faces(&self, review: &Review) -> Result<Vec<Face>, DecisionFault> {
        let found = review.entries().iter().filter(|entry| entry.region.what.is_face());
        let mut faces: Vec<Face> = found
            .filter_map(|entry| {
                let at = entry.region.outline.bounds()?;
                Some(Face { at, found: Some(entry.region.id), said: Vec::new() })
            })
            .collect();
        // Faces that the file draws must be known before anything is said of them.
        for word in [Word::Keep, Word::NotAFace] {
            for (index, region) in self.regions.iter().enumerate() {
                if region.decision != word {
                    continue;
                }
                let bbox = region.bbox();
                match fitting(&faces, bbox) {
                    Fit::One(at) => faces.get_mut(at).into_iter().for_each(|face| face.said.push(index)),
                    Fit::Several => return Err(DecisionFault::Several(Place::of(index, region))),
                    Fit::None if faces.iter().any(|face| lie_on_each_other(face.at, bbox)) => {
                        return Err(DecisionFault::Unfit(Place::of(index, region)));
                    }
                    Fit::None if word == Word::Keep => {
                        faces.push(Face { at: bbox, found: None, said: vec![index] });
                    }
                    // Nothing was taken for a face there, so nothing changes.
                    Fit::None => {}
                }
            }
        }
        for (index, region) in self.regions.iter().enumerate() {
            if region.decision == Word::Redact && region.what().is_face() {
                let bbox = region.bbox();
                let meets =
                    |face: &&mut Face| face.at.iou(bbox) >= SAME_FACE_IOU || bbox.contains(face.at.center());
                faces.iter_mut().filter(meets).for_each(|face| face.said.push(index));
            }
        }
        for face in &faces {
            self.check_one_mind(face)?;
        }
        Ok(faces)
    }

    /// Regions that say the same of a face may both stand there: nothing depends on which of them counts.
    fn check_one_mind(&self, face: &Face) -> Result<(), DecisionFault> {
        let regions = || face.said.iter().filter_map(|index| Some((*index, self.regions.get(*index)?)));
        let Some((first, said)) = regions().next() else { return Ok(()) };
        let other = regions().find(|(_, other)| !said.says_the_same_as(other));
        match other.and_then(|(other, _)| self.place(first).zip(self.place(other))) {
            Some((one, other)) => Err(DecisionFault::Contradiction(one, other)),
            None => Ok(()),
        }
    }

    /// A cover is that of exactly one face, which was found.
    fn check_covers(&self, faces: &[Face]) -> Result<(), DecisionFault> {
        for (index, region) in self.regions.iter().enumerate().filter(|(_, region)| region.cover.is_some()) {
            let meant: Vec<&Face> = faces.iter().filter(|face| face.said.contains(&index)).collect();
            if !matches!(meant.as_slice(), [face] if face.found.is_some()) {
                return Err(DecisionFault::CoverOfWhich(Place::of(index, region)));
            }
        }
        Ok(())
    }

    /// Decides a face as its regions say, which are of one mind.
    fn decide(&self, review: &mut Review, face: &Face) -> Result<(), DecisionFault> {
        let regions: Vec<&RegionDecision> =
            face.said.iter().filter_map(|index| self.regions.get(*index)).collect();
        let Some((index, first)) = face.said.first().zip(regions.first()) else { return Ok(()) };
        let place = Place::of(*index, first);
        let told = |fault: EditFault| DecisionFault::in_region(fault, place.clone());
        let added = match face.found {
            Some(found) => Some(found),
            None => add(review, first.bbox(), AreaKind::Face).map_err(told)?,
        };
        let Some(region) = added else { return Ok(()) };
        // Of regions that cover a face, one may say who it is and another nothing.
        let person = regions.iter().map(|region| region.person()).find(|person| *person != Person::default());
        let person = person.unwrap_or_default();
        review.apply(Edit::Describe { region, person }).map_err(told)?;
        let decision = match (&first.decision, &first.consent) {
            (Word::Keep, Some(consent)) => Decision::Keep { consent: consent.clone() },
            (Word::Keep, None) => return Err(DecisionFault::NoConsent(place)),
            (Word::NotAFace, _) => Decision::NotAFace { what: first.instead() },
            (Word::Redact | Word::Visible, _) => Decision::Redact,
        };
        review.apply(Edit::Decide { region, decision: Some(decision) }).map_err(told)?;
        if first.decision == Word::Redact {
            review.apply(Edit::SetStyle { region, style: first.style }).map_err(told)?;
            if let Some(cover) = first.cover {
                let cover = Some(BoundingBox::new(cover.x, cover.y, cover.width, cover.height));
                review.apply(Edit::PullCover { region, cover }).map_err(told)?;
            }
        }
        if first.same_person {
            review.apply(Edit::SamePerson { region, stated: true }).map_err(told)?;
        }
        Ok(())
    }
}

/// Which face a box fits.
enum Fit {
    None,
    One(usize),
    Several,
}

fn fitting(faces: &[Face], bbox: BoundingBox) -> Fit {
    let mut fits: Vec<(usize, f32)> = faces
        .iter()
        .map(|face| face.at.iou(bbox))
        .enumerate()
        .filter(|(_, overlap)| *overlap >= SAME_FACE_IOU)
        .collect();
    fits.sort_by(|a, b| b.1.total_cmp(&a.1));
    match fits.as_slice() {
        [] => Fit::None,
        [(_, best), (_, next), ..] if best - next < CLEARLY => Fit::Several,
        [(index, _), ..] => Fit::One(*index),
    }
}

/// The middle of either lies in the other.
fn lie_on_each_other(one: BoundingBox, other: BoundingBox) -> bool {
    one.contains(other.center()) || other.contains(one.center())
}

/// Adds a covered area; the answer is its id.
fn add(review: &mut Review, bbox: BoundingBox, what: AreaKind) -> Result<Option<RegionId>, EditFault> {
    let before = review.entries().len();
    review.apply(Edit::AddArea { shape: Shape::Rectangle(bbox), what })?;
    Ok(review.entries().get(before).map(|entry| entry.region.id))
}

/// What is covered for these regions at the least: an export takes a larger margin, never a smaller one.
fn masks(review: &Review, regions: &[RegionId], size: PixelSize) -> Vec<Shape> {
    let entries = review.entries().iter().filter(|entry| regions.contains(&entry.region.id));
    mask_shapes(entries, DEFAULT_MARGIN_PERCENT, size)
}

/// True where every pixel of the photo that the box touches lies under the masks.
fn is_inside(bbox: BoundingBox, masks: &[Shape], size: PixelSize) -> bool {
    let Some(rect) = bbox.to_pixels(size) else { return true };
    let (dx, dy) = (-(rect.x as f32), -(rect.y as f32));
    let moved: Vec<Shape> = masks.iter().map(|mask| mask.translated(dx, dy)).collect();
    let part = PixelSize::new(rect.width, rect.height);
    Mask::of(&moved, part).area() == part.area()
}

impl RegionDecision {
    const fn bbox(&self) -> BoundingBox {
        BoundingBox::new(self.x, self.y, self.width, self.height)
    }

    const fn what(&self) -> AreaKind {
        match self.what {
            Some(What::Area(kind)) => kind,
            Some(What::Instead(_)) | None => AreaKind::Face,
        }
    }

    const fn instead(&self) -> Option<Instead> {
        if let Some(What::Instead(instead)) = self.what { Some(instead) } else { None }
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

    /// True where it is drawn around a place and not around half the photo: numbers that nobody saw are not confirmed with it.
    fn is_about(&self, entry: &Entry) -> bool {
        entry.region.outline.bounds().is_some_and(|bounds| bounds.iou(self.bbox()) >= ABOUT_IOU)
    }

    /// True where it says of a place that was found, of its kind and with its middle in the region, that it may be seen.
    fn shows(&self, entry: &Entry) -> bool {
        let middle = entry.region.outline.bounds().map(BoundingBox::center);
        self.decision == Word::Visible
            && entry.region.what == self.what()
            && middle.is_some_and(|middle| self.bbox().contains(middle))
    }

    /// What can be seen of a region alone.
    fn check(&self, index: usize) -> Result<(), DecisionFault> {
        let place = || Place::of(index, self);
        let sides = [self.x, self.y, self.width, self.height];
        if !(sides.iter().all(|side| side.is_finite()) && self.width > 0.0 && self.height > 0.0) {
            return Err(DecisionFault::NoArea(place()));
        }
        if self.decision == Word::Visible {
            if !matches!(self.what(), AreaKind::Text | AreaKind::Code) {
                return Err(DecisionFault::OnlyFound(place()));
            }
        } else if self.decision != Word::Redact && !self.what().is_face() {
            return Err(DecisionFault::OnlyFaces(place()));
        }
        if self.confirmed && self.decision != Word::Visible {
            return Err(DecisionFault::OnlyFound(place()));
        }
        if self.decision != Word::NotAFace && self.instead().is_some() {
            return Err(DecisionFault::WrongWhat(place()));
        }
        if self.decision == Word::Keep && self.consent.is_none() {
            return Err(DecisionFault::NoConsent(place()));
        }
        if self.decision != Word::Redact && (self.style.is_some() || self.cover.is_some()) {
            return Err(DecisionFault::LookOfShown(place()));
        }
        // A consent beside a face that is covered takes nothing from anybody; one beside "not a face" is a slip.
        let kept_only = self.same_person || (self.decision == Word::NotAFace && self.consent.is_some());
        if self.decision != Word::Keep && kept_only {
            return Err(DecisionFault::NotKept(place()));
        }
        Ok(())
    }

    fn says_the_same_as(&self, other: &Self) -> bool {
        let kept = |region: &Self| -> Option<(Option<ConsentId>, Person, bool)> {
            (region.decision == Word::Keep)
                .then(|| (region.consent.clone(), region.person(), region.same_person))
        };
        let looks = |region: &Self| (region.style, region.cover);
        self.decision == other.decision
            && self.instead() == other.instead()
            && kept(self) == kept(other)
            && looks(self) == looks(other)
    }
}

#[cfg(test)]
mod tests;

//! People in the photos of the window: the outline of one who was pointed at, and hints of those of whom no face is seen.

use crate::{
    geometry::{BoundingBox, PixelSize},
    identifiers::Somebody,
    redaction::Shape,
    review::{AreaKind, Edit, Outline, RegionId, Review, whole_person},
};

use super::{Job, PhotoId, Session};

/// Whom to cover from head to foot.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Whom {
    /// Whose face this is.
    OfFace(RegionId),
    /// Who is in this box, in pixels of the photo.
    Within(BoundingBox),
    /// The hint with this index.
    Hint(usize),
}

/// How far a person reaches from the face, in widths and heights of it: to both sides, upwards and downwards.
const ASIDE: f32 = 1.5;
const ABOVE: f32 = 0.8;
const BELOW: f32 = 6.2;

impl Session {
    /// Covers a person at once, and asks for the outline, which takes the place of the plain cover when it comes.
    pub(super) fn cover_person(&mut self, person: Whom) -> Vec<Job> {
        let Some(photo) = self.shown() else { return Vec::new() };
        let (id, Some(review)) = (photo.id, photo.review.as_ref()) else { return Vec::new() };
        let size = review.size();
        let (edit, within) = match person {
            Whom::OfFace(region) => {
                let Some(face) = review.entry(region).and_then(|entry| entry.region.outline.bounds()) else {
                    return Vec::new();
                };
                (Edit::CoverPerson { region, shape: whole_person(face, size) }, reach(face, size))
            }
            Whom::Within(bounds) => {
                (Edit::AddArea { shape: Shape::Rectangle(bounds), what: AreaKind::Person }, Some(bounds))
            }
            Whom::Hint(index) => {
                let Some(somebody) = photo.people.get(index) else { return Vec::new() };
                let shape = Shape::Polygon(somebody.outline.clone());
                (Edit::AddArea { shape, what: AreaKind::Person }, None)
            }
        };
        let mut jobs = self.edit(edit);
        if self.refused.is_some() {
            return jobs;
        }
        let Some(photo) = self.photo_mut(id) else { return jobs };
        if let Whom::Hint(index) = person
            && index < photo.people.len()
        {
            photo.people.remove(index);
        }
        // The newest area is the one that was added now.
        let newest = photo.review.as_ref().and_then(|review| {
            review.entries().iter().map(|entry| entry.region.id).max().and_then(|id| review.entry(id))
        });
        let raster = photo.source.as_ref().map(|source| source.raster().clone());
        if let (Some(entry), Some(within), Some(raster)) = (newest, within, raster)
            && let Outline::Drawn(plain) = &entry.region.outline
        {
            let (region, plain) = (entry.region.id, plain.clone());
            jobs.push(Job::Outline { photo: id, region, plain, within, raster });
        }
        jobs
    }

    /// The outline is there: it takes the place of the plain cover, where nobody has changed that meanwhile. One step of undo
    /// leads back to it.
    pub(super) fn absorb_outline(
        &mut self,
        id: PhotoId,
        region: RegionId,
        plain: &Shape,
        outline: Vec<(f32, f32)>,
    ) -> Vec<Job> {
        let fits = |review: &Review| {
            review.entry(region).is_some_and(|entry| entry.region.outline == Outline::Drawn(plain.clone()))
        };
        let shape = Shape::Polygon(outline);
        self.change(id, |review| fits(review) && review.apply(Edit::Reshape { region, shape }).is_ok())
    }

    /// Who may be in a photo without a face; hints and nothing else.
    pub(super) fn absorb_people(&mut self, id: PhotoId, people: Vec<Somebody>) -> Vec<Job> {
        if let Some(photo) = self.photo_mut(id) {
            photo.people = people;
        }
        Vec::new()
    }

    /// Nobody is there, or nobody who has to be covered.
    pub(super) fn dismiss_hint(&mut self, index: usize) -> Vec<Job> {
        let shown = self.shown().map(|photo| photo.id);
        if let Some(photo) = shown.and_then(|id| self.photo_mut(id))
            && index < photo.people.len()
        {
            photo.people.remove(index);
        }
        Vec::new()
    }
}

/// The box in which the person of a face is.
fn reach(face: BoundingBox, size: PixelSize) -> Option<BoundingBox> {
    let (middle, _) = face.center();
    let across = |side: f32| side.mul_add(ASIDE * face.width, middle).clamp(0.0, size.width as f32);
    let down = |by: f32| by.mul_add(face.height, face.y).clamp(0.0, size.height as f32);
    let reach = BoundingBox::from_corners((across(-1.0), down(-ABOVE)), (across(1.0), down(BELOW)));
    (reach.area() > 0.0).then_some(reach)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_reaches_from_above_the_head_to_the_foot_and_not_out_of_the_photo() {
        let within = reach(BoundingBox::new(100.0, 40.0, 20.0, 30.0), PixelSize::new(125, 600)).unwrap();
        assert!((within.x - 80.0).abs() < 0.1 && (within.right() - 125.0).abs() < 0.1, "{within:?}");
        assert!((within.y - 16.0).abs() < 0.1 && (within.bottom() - 226.0).abs() < 0.1, "{within:?}");
    }
}

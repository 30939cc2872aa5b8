//! How the covers of a photo look and how far they reach. No edit of a look shows anything that was covered.

use crate::{
    geometry::{BoundingBox, PixelSize},
    redaction::{DEFAULT_MARGIN_PERCENT, Style, covers_face, face_mask},
};

use super::{EditFault, Entry, Outline, RegionId, Review, State};

impl Review {
    /// How covered areas of this photo look; `None` as those of the others.
    pub const fn style(&self) -> Option<Style> {
        self.state.style
    }

    /// True where a person has chosen a look, or pulled a cover.
    pub fn holds_looks(&self) -> bool {
        self.state.style.is_some()
            || self.state.entries.iter().any(|entry| entry.style.is_some() || entry.cover.is_some())
    }
}

impl Entry {
    /// Box and cover of a face whose cover a person can pull: one that was found or taken up from the suggestions. `None` for
    /// what a person drew, which has no cover but itself.
    pub fn pullable(&self, size: PixelSize) -> Option<(BoundingBox, BoundingBox)> {
        let Outline::FaceBox(face) = self.region.outline else { return None };
        let pulled = self.cover.filter(|cover| covers_face(*cover, face));
        let usual = || face_mask(face, DEFAULT_MARGIN_PERCENT, size).bounds();
        Some((face, pulled.or_else(usual)?))
    }
}

pub(super) fn set_style(state: &mut State, region: RegionId, style: Option<Style>) -> Result<(), EditFault> {
    state.entry_mut(region)?.style = style;
    // What is covered stays covered, so nobody has to look through the photo again; but a second person has seen another one.
    state.approved_by = None;
    Ok(())
}

/// The look of the whole photo: no cover keeps one of its own.
pub(super) fn set_photo_style(state: &mut State, style: Option<Style>) {
    state.style = style;
    for entry in &mut state.entries {
        entry.style = None;
    }
    state.approved_by = None;
}

pub(super) fn pull(
    state: &mut State,
    region: RegionId,
    cover: Option<BoundingBox>,
    size: PixelSize,
) -> Result<(), EditFault> {
    let entry = state.entry_mut(region)?;
    let Outline::FaceBox(face) = entry.region.outline else { return Err(EditFault::NoFaceBox) };
    if let Some(cover) = cover {
        if !covers_face(cover, face) {
            return Err(EditFault::SmallerThanFace);
        }
        if !State::overlaps_photo(cover, size) {
            return Err(EditFault::OutsidePhoto);
        }
    }
    entry.cover = cover;
    Ok(())
}

#[cfg(test)]
mod tests {
    use crate::{
        detection::{Detection, Detections},
        hash::ContentHash,
        redaction::{Shape, Sign},
        review::{AreaKind, Edit},
    };

    use super::*;

    const SIZE: PixelSize = PixelSize::new(800, 600);

    fn review() -> Review {
        let face = |x, turns| Detection { bbox: BoundingBox::new(x, 200.0, 60.0, 80.0), score: 0.95, turns };
        let detections = Detections { faces: vec![face(50.0, 0), face(370.0, 3)], ..Detections::default() };
        Review::begin(ContentHash::of(b"photo"), SIZE, &detections)
    }

    #[test]
    fn a_look_is_chosen_for_one_cover_or_for_the_photo_and_taken_back() {
        let mut review = review();
        let first = review.entries()[0].region.id;
        review.apply(Edit::RedactUndecided).unwrap();
        review.apply(Edit::AttestWholeImage(true)).unwrap();
        review.apply(Edit::Approve(Some("KOMM-7".to_owned()))).unwrap();
        let flower = Style::Sign(Sign::Flower);
        review.apply(Edit::SetStyle { region: first, style: Some(flower) }).unwrap();
        assert_eq!((review.entries()[0].style, review.entries()[1].style), (Some(flower), None));
        // Nothing that was looked at is to be seen now; but it is another picture.
        assert!(review.whole_image_reviewed() && review.approved_by().is_none() && review.holds_looks());
        review.apply(Edit::SetPhotoStyle(Some(Style::Veil))).unwrap();
        assert_eq!((review.style(), review.entries()[0].style), (Some(Style::Veil), None));
        assert!(review.undo());
        assert_eq!((review.style(), review.entries()[0].style), (None, Some(flower)));
        assert!(review.undo() && !review.holds_looks());
    }

    #[test]
    fn a_cover_is_pulled_no_smaller_than_the_box_and_what_was_said_before_is_taken_back() {
        let mut review = review();
        review.apply(Edit::RedactUndecided).unwrap();
        let region = review.entries()[0].region.id;
        let (face, usual) = review.entries()[0].pullable(SIZE).unwrap();
        let pull = |cover| Edit::PullCover { region, cover };
        assert_eq!(review.apply(pull(Some(face))), Err(EditFault::SmallerThanFace));
        review.apply(Edit::AttestWholeImage(true)).unwrap();
        let tight = face.scaled(1.5);
        assert!(tight.area() < usual.area());
        review.apply(pull(Some(tight))).unwrap();
        assert!(!review.whole_image_reviewed());
        assert_eq!(review.entries()[0].pullable(SIZE), Some((face, tight)));
        review.apply(pull(None)).unwrap();
        assert_eq!(review.entries()[0].pullable(SIZE), Some((face, usual)));
        assert!(review.undo() && review.entries()[0].cover == Some(tight));
        // What a person drew is changed itself.
        let shape = Shape::Ellipse(BoundingBox::new(600.0, 300.0, 50.0, 60.0));
        review.apply(Edit::AddArea { shape, what: AreaKind::Face }).unwrap();
        let drawn = review.entries()[2].region.id;
        assert!(review.entries()[2].pullable(SIZE).is_none());
        let asked = Edit::PullCover { region: drawn, cover: Some(tight) };
        assert_eq!(review.apply(asked), Err(EditFault::NoFaceBox));
    }

    #[test]
    fn a_review_knows_to_which_side_a_found_face_lies() {
        assert_eq!(review().entries().iter().map(|entry| entry.region.quarters).collect::<Vec<_>>(), [0, 3]);
    }
}

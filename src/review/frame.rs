//! What of the photo is published, and what of its regions lies outside.

use crate::{
    framing::Frame,
    geometry::PixelSize,
    redaction::{DEFAULT_MARGIN_PERCENT, face_mask},
};

use super::{Entry, Outline, Review, State};

impl Review {
    /// What of the photo is published.
    pub const fn frame(&self) -> Frame {
        self.state.frame
    }

    /// The size of the picture that is published, before it is scaled.
    pub fn framed_size(&self) -> PixelSize {
        self.state.frame.size(self.size)
    }

    /// True where a region lies wholly outside the frame, a face with its hair and ears: it needs no decision, and none
    /// that was made has any bearing.
    pub fn is_cut_away(&self, entry: &Entry) -> bool {
        self.state.is_cut_away(entry, self.size)
    }

    /// The same for a frame that is only being tried.
    pub fn would_be_cut_away(&self, entry: &Entry, frame: Frame) -> bool {
        is_outside(frame, entry, self.size)
    }

    /// The regions of which anything may be published, in the order of their numbers.
    pub fn shown(&self) -> impl Iterator<Item = &Entry> {
        self.state.entries.iter().filter(|entry| !self.is_cut_away(entry))
    }

    /// The regions that lie wholly outside the frame.
    pub fn cut_away(&self) -> impl Iterator<Item = &Entry> {
        self.state.entries.iter().filter(|entry| self.is_cut_away(entry))
    }
}

impl State {
    pub(super) fn is_cut_away(&self, entry: &Entry, size: PixelSize) -> bool {
        is_outside(self.frame, entry, size)
    }
}

fn is_outside(frame: Frame, entry: &Entry, size: PixelSize) -> bool {
    if frame.is_whole() {
        return false;
    }
    let bounds = match &entry.region.outline {
        // What would be covered of it, so that not an ear is published that nobody has decided.
        Outline::FaceBox(bbox) => {
            let usual = face_mask(*bbox, DEFAULT_MARGIN_PERCENT, size).bounds();
            usual.map(|mask| mask.hull(entry.cover.unwrap_or(*bbox)).hull(*bbox))
        }
        Outline::Drawn(shape) => shape.bounds(),
    };
    bounds.is_some_and(|bounds| !frame.shows(size, bounds))
}

#[cfg(test)]
mod tests {
    use crate::{
        consent::ConsentId,
        detection::{Detection, Detections},
        framing::{Frame, Turn},
        geometry::{BoundingBox, PixelRect, PixelSize},
        hash::ContentHash,
        review::{Decision, Edit, EditFault, Identifier, Review},
    };

    /// Three faces in a row in 800 × 600.
    fn review() -> Review {
        let face = |x| Detection { bbox: BoundingBox::new(x, 200.0, 60.0, 80.0), score: 0.95, turns: 0 };
        let faces = vec![face(50.0), face(370.0), face(700.0)];
        let detections = Detections { faces, ..Detections::default() };
        Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections)
    }

    fn cropped(x: u32, width: u32) -> Edit {
        Edit::Frame(Frame { crop: Some(PixelRect::new(x, 100, width, 400)), ..Frame::default() })
    }

    #[test]
    fn a_face_outside_needs_no_decision_and_one_that_is_cut_does() {
        let mut review = review();
        review.apply(cropped(300, 200)).unwrap();
        assert_eq!((review.undecided().count(), review.cut_away().count()), (1, 2));
        let counts = review.face_counts();
        assert_eq!((counts.faces, counts.undecided, counts.cut_away), (3, 1, 2));
        // The frame ends beside the box, within hair and ears.
        review.apply(cropped(432, 268)).unwrap();
        assert_eq!(review.undecided().count(), 2);
        assert!(review.undo() && review.undo() && !review.undo());
        assert_eq!(review.undecided().count(), 3);
    }

    #[test]
    fn nothing_is_decided_about_what_is_cut_away() {
        let mut review = review();
        let first = review.entries()[0].region.id;
        let consent = ConsentId::random();
        review.apply(Edit::Decide { region: first, decision: Some(Decision::Keep { consent }) }).unwrap();
        review.apply(cropped(300, 200)).unwrap();
        review.apply(Edit::RedactUndecided).unwrap();
        assert_eq!(review.face_counts().kept, 0);
        // Where it comes back into the picture it is as it was: decided, or not.
        review.apply(Edit::Frame(Frame::default())).unwrap();
        assert_eq!(review.face_counts().kept, 1);
        assert_eq!(review.undecided().count(), 1);
    }

    #[test]
    fn another_frame_takes_back_what_was_said_of_the_picture() {
        let mut review = review();
        let looked = Edit::Identifier { identifier: Identifier::Screen, reviewed: true };
        for edit in [cropped(300, 200), looked, Edit::AttestWholeImage(true)] {
            review.apply(edit).unwrap();
        }
        review.apply(cropped(300, 200)).unwrap();
        assert!(review.whole_image_reviewed(), "the same frame changes nothing");
        review.apply(cropped(300, 300)).unwrap();
        assert!(!review.whole_image_reviewed() && review.identifiers().is_empty());
    }

    #[test]
    fn a_frame_that_cannot_be_changes_nothing() {
        let mut review = review();
        for frame in [
            Frame { crop: Some(PixelRect::new(700, 0, 101, 100)), ..Frame::default() },
            Frame { straighten: 1600, ..Frame::default() },
        ] {
            assert!(matches!(review.apply(Edit::Frame(frame)), Err(EditFault::Frame(_))));
            assert!(review.frame().is_whole() && review.undo_edit().is_none());
        }
        let turned = Frame { turn: Turn::Right, ..Frame::default() };
        review.apply(Edit::Frame(turned)).unwrap();
        assert_eq!(review.framed_size(), PixelSize::new(600, 800));
        assert!(review.holds_work());
    }

    #[test]
    fn a_frame_is_kept_on_disk() {
        let mut review = review();
        let json = |review: &Review| serde_json::to_string(&review.keep()).unwrap();
        assert!(!json(&review).contains("frame"), "as programs before frames wrote it");
        let frame = Frame { turn: Turn::Left, straighten: -75, crop: Some(PixelRect::new(10, 20, 300, 200)) };
        review.apply(Edit::Frame(frame)).unwrap();
        let kept: crate::review::KeptReview = serde_json::from_str(&json(&review)).unwrap();
        assert_eq!(kept.restore().unwrap().frame(), frame);
        let forged = json(&review).replace("\"straighten\":-75", "\"straighten\":-7500");
        let kept: crate::review::KeptReview = serde_json::from_str(&forged).unwrap();
        assert!(kept.restore().is_err());
    }
}

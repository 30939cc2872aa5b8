//! Writing and codes in a review: found after the faces, decided like them, and never counted as people.

use std::collections::{BTreeMap, BTreeSet};

use crate::{
    identifiers::{Found, Grade, Kind, Kinds, Place},
    redaction::Shape,
};

use super::{AreaKind, Decision, Entry, Group, Origin, Outline, Region, RegionId, Review, State};

/// A kept place is one that was found now where their outlines overlap at least so much (intersection over union).
const SAME_PLACE: f32 = 0.5;

/// How the writing or the codes of a photo are decided. What is cut away is in none of the numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct FoundCounts {
    /// Places with writing.
    pub text: usize,
    /// Codes.
    pub codes: usize,
    /// Of the places with writing, those that read like a personal number.
    pub numbers: usize,
    /// Of all, those that are covered.
    pub covered: usize,
    /// Of all, those that stay visible: because a person says so, or because nobody had to decide.
    pub visible: usize,
}

impl Review {
    /// Takes up what a search for writing and codes has brought, each undecided, and remembers that it ended. What was found
    /// before of the same kinds, and decided, stays. Undo does not take it away: what is there does not depend on it. What was said
    /// of the whole picture holds until somebody decides one of them.
    pub fn take_up_found(&mut self, found: &Found, kinds: Kinds) {
        let new =
            Kinds { text: kinds.text && !self.searched.text, codes: kinds.codes && !self.searched.codes };
        let places = || {
            found.places.iter().filter(move |place| match place.kind() {
                Kind::Text => new.text,
                Kind::Code => new.codes,
            })
        };
        let others = self.history.states_mut().map(|state| state.next_id).max();
        let first = others.unwrap_or(0).max(self.state.next_id);
        for state in std::iter::once(&mut self.state).chain(self.history.states_mut()) {
            // The same names in every state, so that what refers to one finds it after undo.
            state.next_id = first;
            let within: Vec<&Place> =
                places().filter(|place| State::overlaps_photo(place.bounds(), self.size)).collect();
            state.take_up_places(&within, RegionId(first));
        }
        self.searched =
            Kinds { text: self.searched.text || kinds.text, codes: self.searched.codes || kinds.codes };
    }

    /// What was looked for besides faces, to its end.
    pub const fn searched(&self) -> Kinds {
        self.searched
    }

    /// Writing and codes that were found and that may be published, in the order of their names.
    pub fn found(&self) -> impl Iterator<Item = &Entry> {
        self.shown().filter(|entry| entry.region.grade().is_some())
    }

    /// Of these, what nobody has decided.
    pub fn undecided_found(&self) -> impl Iterator<Item = &Entry> {
        self.found().filter(|entry| entry.decision.is_none())
    }

    /// How they are decided now.
    pub fn found_counts(&self) -> FoundCounts {
        let mut counts = FoundCounts::default();
        for entry in self.found() {
            *if entry.region.group() == Group::Codes { &mut counts.codes } else { &mut counts.text } += 1;
            counts.numbers += usize::from(entry.region.is_number());
            let covered = entry.decision == Some(Decision::Redact);
            *if covered { &mut counts.covered } else { &mut counts.visible } += 1;
        }
        counts
    }

    /// Personal numbers that stay visible without having been said so twice.
    pub fn visible_numbers(&self) -> impl Iterator<Item = (RegionId, bool)> {
        self.found().filter(|entry| entry.region.is_number()).filter_map(|entry| match entry.decision {
            Some(Decision::MayBeSeen { confirmed }) => Some((entry.region.id, confirmed)),
            _ => None,
        })
    }
}

impl Region {
    /// True for writing or a code that was found and wholly lies under a rectangle that is covered. What is round or drawn by
    /// hand holds less than its bounds, and counts for none.
    pub fn lies_under(&self, cover: &Outline) -> bool {
        let (Outline::Drawn(Shape::Polygon(corners)), Outline::Drawn(cover)) = (&self.outline, cover) else {
            return false;
        };
        let Shape::Rectangle(area) = cover.plain() else { return false };
        self.grade().is_some() && corners.iter().all(|corner| area.contains(*corner))
    }
}

impl State {
    /// Places as they are found now. One that an earlier run has kept (named before `new`) keeps its decision: the two that are most alike are
    /// one, and nothing is another's too.
    fn take_up_places(&mut self, places: &[&Place], new: RegionId) {
        let mut pairs: Vec<(f32, usize, RegionId)> = Vec::new();
        for entry in self.entries.iter().filter(|entry| entry.region.id < new) {
            let Outline::Drawn(Shape::Polygon(kept)) = &entry.region.outline else { continue };
            for (at, place) in places.iter().enumerate() {
                let same_kind = entry.region.grade().is_some_and(|grade| grade.kind() == place.kind());
                let likeness = if same_kind { place.likeness(kept) } else { 0.0 };
                if likeness >= SAME_PLACE {
                    pairs.push((likeness, at, entry.region.id));
                }
            }
        }
        pairs.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)).then(a.2.cmp(&b.2)));
        let (mut taken, mut homes) = (BTreeSet::new(), BTreeMap::new());
        for (_, at, id) in pairs {
            if !homes.contains_key(&at) && taken.insert(id) {
                homes.insert(at, id);
            }
        }
        for (at, place) in places.iter().enumerate() {
            let kept = homes.get(&at);
            match kept.and_then(|id| self.entries.iter_mut().find(|entry| entry.region.id == *id)) {
                Some(entry) => find_again(entry, place),
                None => drop(self.push(origin(place), what(place), outline(place), None)),
            }
        }
    }

    /// Covers what was found, wholly lies under a drawn area and is undecided: nobody is asked twice about one place.
    pub(super) fn cover_found_under(&mut self, shape: &Shape) {
        let cover = Outline::Drawn(shape.clone());
        for entry in self.entries.iter_mut().filter(|entry| entry.decision.is_none()) {
            if entry.region.lies_under(&cover) {
                entry.decision = Some(Decision::Redact);
            }
        }
    }
}

/// A kept entry where its place is found again. What was covered stays covered where it was and where it is found now; a number stays one,
/// and one that is read only now is asked about anew.
fn find_again(entry: &mut Entry, place: &Place) {
    let (was_number, is_number) = (entry.region.is_number(), place.grade == Grade::PersonalNumber);
    let Outline::Drawn(Shape::Polygon(former)) = &entry.region.outline else { return };
    let covers = entry.decision == Some(Decision::Redact) && !place.surrounds(former);
    entry.region.outline =
        if covers { Outline::Drawn(Shape::Polygon(place.joined_with(former))) } else { outline(place) };
    entry.region.origin = if was_number && !is_number {
        Origin::Found { score: place.score, grade: Grade::PersonalNumber }
    } else {
        origin(place)
    };
    if is_number && !was_number {
        entry.decision = entry.decision.take().filter(|decision| *decision == Decision::Redact);
    }
}

const fn origin(place: &Place) -> Origin {
    Origin::Found { score: place.score, grade: place.grade }
}

const fn what(place: &Place) -> AreaKind {
    match place.kind() {
        Kind::Text => AreaKind::Text,
        Kind::Code => AreaKind::Code,
    }
}

fn outline(place: &Place) -> Outline {
    Outline::Drawn(Shape::Polygon(place.outline.to_vec()))
}

#[cfg(test)]
mod tests {
    use crate::{
        detection::{Detection, Detections},
        geometry::{BoundingBox, PixelSize},
        hash::ContentHash,
        review::{Edit, EditFault},
    };

    use super::*;

    fn place(grade: Grade, x: f32) -> Place {
        let outline = [(x, 300.0), (x + 80.0, 300.0), (x + 80.0, 340.0), (x, 340.0)];
        Place { grade, outline, lines: vec![outline], score: 0.8 }
    }

    fn found() -> Found {
        let grades = [Grade::Writing, Grade::PersonalNumber, Grade::Qr, Grade::NameLike];
        let places = grades.into_iter().zip([10.0, 210.0, 410.0, 610.0]);
        Found { places: places.map(|(grade, x)| place(grade, x)).collect(), ..Found::default() }
    }

    fn review() -> Review {
        let face = Detection { bbox: BoundingBox::new(50.0, 50.0, 60.0, 80.0), score: 0.95, turns: 0 };
        let detections = Detections { faces: vec![face], ..Detections::default() };
        Review::begin(ContentHash::of(b"photo"), PixelSize::new(800, 600), &detections)
    }

    /// A line of writing along a diagonal, from a point on.
    fn aslant(x: f32, y: f32) -> Place {
        let (along, across) = ((424.0, 424.0), (-21.0, 21.0));
        let outline = [
            (x, y),
            (x + along.0, y + along.1),
            (x + along.0 + across.0, y + along.1 + across.1),
            (x + across.0, y + across.1),
        ];
        Place { grade: Grade::Writing, outline, lines: vec![outline], score: 0.8 }
    }

    fn reopened(review: &Review) -> Review {
        let json = serde_json::to_string(&review.keep()).unwrap();
        serde_json::from_str::<crate::review::KeptReview>(&json).unwrap().restore().unwrap()
    }

    /// The upright bounds of lines that stand aslant lie on each other although the lines do not.
    #[test]
    fn lines_aslant_keep_each_its_own_cover_when_work_is_taken_up_again() {
        let found = Found { places: vec![aslant(40.0, 40.0), aslant(140.0, 40.0)], ..Found::default() };
        let mut review = review();
        review.take_up_found(&found, Kinds::ALL);
        review.apply(Edit::CoverFound(Kinds::ALL)).unwrap();
        let before = review.entries().to_vec();
        let turned = Found { places: found.places.iter().rev().cloned().collect(), ..Found::default() };
        for found in [&found, &turned] {
            let mut again = reopened(&review);
            again.take_up_found(found, Kinds::ALL);
            assert_eq!(again.entries(), before);
        }
        // One of them alone takes nothing away from the other.
        let mut again = reopened(&review);
        again.take_up_found(&Found { places: vec![aslant(140.0, 40.0)], ..Found::default() }, Kinds::ALL);
        assert_eq!(again.entries(), before);
    }

    #[test]
    fn a_cover_never_shrinks_because_less_is_found_later_and_a_number_stays_one() {
        let mut review = review();
        review.take_up_found(&found(), Kinds::ALL);
        review.apply(Edit::CoverFound(Kinds::ALL)).unwrap();
        let number = id_of(&review, Grade::PersonalNumber);
        let former = review.entry(number).unwrap().region.outline.bounds().unwrap();
        let mut now = found();
        // Moved to the right, and read as a date now.
        let outline = [(230.0, 300.0), (300.0, 300.0), (300.0, 345.0), (230.0, 345.0)];
        now.places[1] = Place { outline, ..place(Grade::Date, 210.0) };
        let mut again = reopened(&review);
        again.take_up_found(&now, Kinds::ALL);
        let entry = again.entry(number).unwrap();
        assert!(entry.region.is_number() && entry.decision == Some(Decision::Redact));
        let bounds = entry.region.outline.bounds().unwrap();
        for point in [(former.x, former.y), (former.right(), former.bottom()), (299.0, 344.0)] {
            assert!(bounds.contains((point.0.clamp(bounds.x, bounds.right() - 0.1), point.1)), "{point:?}");
            assert!(bounds.x <= point.0 && point.0 <= bounds.right() + 0.1, "{point:?} {bounds:?}");
        }
        assert_eq!(again.found().count(), 4);
    }

    fn id_of(review: &Review, grade: Grade) -> RegionId {
        review.found().find(|entry| entry.region.grade() == Some(grade)).unwrap().region.id
    }

    #[test]
    fn they_are_counted_apart_and_are_no_faces() {
        let mut review = review();
        review.take_up_found(&found(), Kinds::ALL);
        let numbered: Vec<_> =
            review.entries().iter().map(|entry| (entry.region.group(), entry.region.number)).collect();
        let (text, code) = (Group::Writing, Group::Codes);
        assert_eq!(numbered, [(Group::Faces, 1), (text, 1), (text, 2), (code, 1), (text, 3)]);
        assert_eq!((review.face_counts().faces, review.undecided().count()), (1, 1));
        let counts = FoundCounts { text: 3, codes: 1, numbers: 1, covered: 0, visible: 4 };
        assert_eq!((review.found_counts(), review.undecided_found().count()), (counts, 4));
    }

    #[test]
    fn what_is_found_late_is_there_after_undo_and_redo_under_the_same_name() {
        let mut review = review();
        review.apply(Edit::RedactUndecided).unwrap();
        review.apply(Edit::AttestWholeImage(true)).unwrap();
        review.undo();
        review.take_up_found(&found(), Kinds::ALL);
        let number = id_of(&review, Grade::PersonalNumber);
        let ids = |review: &Review| review.found().map(|entry| entry.region.id).collect::<Vec<_>>();
        let now = ids(&review);
        assert!(review.undo());
        assert_eq!(ids(&review), now);
        assert!(review.redo() && review.redo());
        assert_eq!(ids(&review), now);
        assert!(
            review.whole_image_reviewed(),
            "to find them changes nothing that will be written; to decide them does"
        );
        assert_eq!(id_of(&review, Grade::PersonalNumber), number);
        // What a person draws afterwards has a name of its own.
        let shape = Shape::Rectangle(BoundingBox::new(300.0, 100.0, 20.0, 20.0));
        review.apply(Edit::AddArea { shape, what: AreaKind::Other }).unwrap();
        assert!(review.entries().last().is_some_and(|entry| !now.contains(&entry.region.id)));
    }

    #[test]
    fn a_second_answer_changes_nothing() {
        let mut review = review();
        review.take_up_found(&found(), Kinds { text: true, codes: false });
        assert_eq!(review.found().count(), 3);
        review.apply(Edit::CoverFound(Kinds::ALL)).unwrap();
        review.take_up_found(&found(), Kinds::ALL);
        assert_eq!((review.found().count(), review.undecided_found().count()), (4, 1));
        review.take_up_found(&found(), Kinds::ALL);
        assert_eq!(review.found().count(), 4);
    }

    #[test]
    fn covering_them_leaves_faces_alone_and_the_other_way_round() {
        let mut review = review();
        review.take_up_found(&found(), Kinds::ALL);
        review.apply(Edit::RedactUndecided).unwrap();
        assert_eq!(review.undecided_found().count(), 4);
        review.apply(Edit::CoverFound(Kinds { text: false, codes: true })).unwrap();
        assert_eq!(review.undecided_found().count(), 3);
        review.apply(Edit::RestMayBeSeen).unwrap();
        let left: Vec<_> = review.undecided_found().map(|entry| entry.region.is_number()).collect();
        assert_eq!(left, [true], "of a personal number it is said for itself");
        assert!(review.visible_numbers().next().is_none());
        let region = id_of(&review, Grade::PersonalNumber);
        for confirmed in [false, true] {
            let decision = Some(Decision::MayBeSeen { confirmed });
            review.apply(Edit::Decide { region, decision }).unwrap();
            assert_eq!(review.visible_numbers().collect::<Vec<_>>(), [(region, confirmed)]);
        }
    }

    #[test]
    fn only_of_them_can_it_be_said_that_they_may_be_seen() {
        let mut review = review();
        review.take_up_found(&found(), Kinds::ALL);
        let face = review.entries()[0].region.id;
        let decision = Some(Decision::MayBeSeen { confirmed: true });
        assert_eq!(review.apply(Edit::Decide { region: face, decision }), Err(EditFault::NotFound));
        let region = id_of(&review, Grade::Writing);
        let none = Some(Decision::NotAFace { what: None });
        assert_eq!(review.apply(Edit::Decide { region, decision: none }), Err(EditFault::NotAFaceRegion));
        assert_eq!(review.apply(Edit::Remove { region }), Err(EditFault::DetectedRegion));
        let shape = Shape::Rectangle(BoundingBox::new(0.0, 0.0, 9.0, 9.0));
        assert_eq!(review.apply(Edit::Reshape { region, shape }), Err(EditFault::DetectedRegion));
    }

    #[test]
    fn nobody_is_asked_twice_about_what_lies_under_an_area() {
        let mut review = review();
        review.take_up_found(&found(), Kinds::ALL);
        let over = |x, width| Shape::Rectangle(BoundingBox::new(x, 290.0, width, 60.0));
        review.apply(Edit::AddArea { shape: over(200.0, 100.0), what: AreaKind::Wristband }).unwrap();
        assert!(!review.undecided_found().any(|entry| entry.region.is_number()));
        // Half of it is not enough.
        review.apply(Edit::AddArea { shape: over(430.0, 100.0), what: AreaKind::Paper }).unwrap();
        assert!(review.undecided_found().any(|entry| entry.region.grade() == Some(Grade::Qr)));
    }

    #[test]
    fn what_was_found_in_one_photo_is_no_area_of_the_next() {
        let mut review = review();
        review.take_up_found(&found(), Kinds::ALL);
        review.apply(Edit::CoverFound(Kinds::ALL)).unwrap();
        let shape = Shape::Rectangle(BoundingBox::new(300.0, 100.0, 20.0, 20.0));
        review.apply(Edit::AddArea { shape: shape.clone(), what: AreaKind::NameBadge }).unwrap();
        assert_eq!(review.areas_to_copy(), [(shape, AreaKind::NameBadge)]);
    }

    #[test]
    fn they_are_kept_on_disk_as_they_are_decided() {
        let mut review = review();
        let json = |review: &Review| serde_json::to_string(&review.keep()).unwrap();
        assert!(!json(&review).contains("grade"), "as programs before that search wrote it");
        review.take_up_found(&found(), Kinds::ALL);
        let region = id_of(&review, Grade::PersonalNumber);
        let decision = Some(Decision::MayBeSeen { confirmed: true });
        review.apply(Edit::Decide { region, decision }).unwrap();
        review.apply(Edit::CoverFound(Kinds { text: false, codes: true })).unwrap();
        let kept: crate::review::KeptReview = serde_json::from_str(&json(&review)).unwrap();
        let mut again = kept.restore().unwrap();
        assert_eq!(again.entries(), review.entries());
        assert_eq!(again.searched(), Kinds::default(), "a file does not say what there is");
        again.take_up_found(&found(), Kinds::ALL);
        assert_eq!(again.entries(), review.entries(), "each is the one that was decided");
        // What is read as a number only now, and what is found only now, is asked about.
        let region = id_of(&review, Grade::Writing);
        let seen = Some(Decision::MayBeSeen { confirmed: false });
        review.apply(Edit::Decide { region, decision: seen }).unwrap();
        let mut other =
            serde_json::from_str::<crate::review::KeptReview>(&json(&review)).unwrap().restore().unwrap();
        let mut now = found();
        now.places[0].grade = Grade::PersonalNumber;
        now.places.push(Place {
            outline: [(10.0, 500.0), (90.0, 500.0), (90.0, 540.0), (10.0, 540.0)],
            ..place(Grade::Qr, 0.0)
        });
        other.take_up_found(&now, Kinds::ALL);
        assert_eq!(other.entry(region).unwrap().decision, None);
        assert_eq!(other.found().count(), 5);
        // A face cannot be made into writing that may be seen.
        let forged = json(&review).replacen("\"decision\":\"undecided\"", "\"decision\":\"may_be_seen\"", 1);
        let kept: crate::review::KeptReview = serde_json::from_str(&forged).unwrap();
        assert!(kept.restore().is_err());
        let forged =
            json(&review).replacen("\"what\":\"face\"", "\"grade\":\"writing\",\"what\":\"face\"", 1);
        let kept: crate::review::KeptReview = serde_json::from_str(&forged).unwrap();
        assert!(kept.restore().is_err());
    }
}

//! What is wrong with a decision, in words that name it.

use std::fmt;

use crate::{
    consent::Purpose,
    framing::{FrameFault, LEAST_SIDE},
    review::EditFault,
    text::Text,
};

use super::RegionDecision;

/// A region of the file as a person finds it there: its place in the list, from 1, and its box.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::cli) struct Place {
    number: usize,
    sides: [f32; 4],
}

impl Place {
    pub(super) const fn of(index: usize, region: &RegionDecision) -> Self {
        Self { number: index + 1, sides: [region.x, region.y, region.width, region.height] }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let [x, y, width, height] = self.sides.map(|side| {
            // No number of a hostile file fills the line.
            if side.abs() < 1e7 { format!("{}", (side * 10.0).round() / 10.0) } else { format!("{side:e}") }
        });
        write!(f, "{} (x {x}, y {y}, {width} × {height})", self.number)
    }
}

/// What is wrong with a decision. Nothing was decided by any part of the entry.
#[derive(Debug, Clone, PartialEq, thiserror::Error)]
pub(in crate::cli) enum DecisionFault {
    #[error("regions {0} and {1} decide one face differently")]
    Contradiction(Place, Place),
    #[error("region {0} is to stay visible and does not fit the face that it lies on")]
    Unfit(Place),
    #[error("region {0} is to stay visible and fits several faces")]
    Several(Place),
    #[error("region {0} has no area")]
    NoArea(Place),
    #[error("region {0} lies outside the photo")]
    Outside(Place),
    #[error("region {0} is to be kept and names no consent")]
    NoConsent(Place),
    #[error("region {0} is to be seen and is neither text nor a code")]
    OnlyFound(Place),
    #[error("region {0} says of another decision what holds of a kept face only")]
    NotKept(Place),
    #[error("region {0} is no face")]
    OnlyFaces(Place),
    #[error("region {0} says of another decision what is there instead of a face")]
    WrongWhat(Place),
    #[error("more than one entry for the photo")]
    TwoEntries(Vec<String>),
    #[error("{0} can mean more than one photo")]
    WhichPhoto(String),
    #[error("two purposes")]
    Purposes { asked: Purpose, said: Purpose },
    #[error("two captions")]
    Captions,
    #[error("two alternative texts")]
    AltTexts,
    #[error("two frames")]
    Frames,
    #[error("two looks")]
    Looks,
    #[error("region {0} is not covered and has a look or a cover")]
    LookOfShown(Place),
    #[error("region {0} pulls the cover of no face, or of several")]
    CoverOfWhich(Place),
    #[error("region {0} has a cover that is smaller than the face")]
    SmallCover(Place),
    #[error("two second persons")]
    SecondPersons,
    #[error(transparent)]
    Edit(EditFault),
}

impl DecisionFault {
    /// The same edit fault, told of a region.
    pub(super) const fn in_region(fault: EditFault, place: Place) -> Self {
        match fault {
            EditFault::OutsidePhoto => Self::Outside(place),
            EditFault::NotAFaceRegion => Self::OnlyFaces(place),
            EditFault::SmallerThanFace => Self::SmallCover(place),
            EditFault::NoFaceBox => Self::CoverOfWhich(place),
            EditFault::NoSuchRegion
            | EditFault::DetectedRegion
            | EditFault::NotKept
            | EditFault::NotFound
            | EditFault::Frame(_)
            | EditFault::NoSuchSuggestion
            | EditFault::PersonalReference
            | EditFault::LongReference
            | EditFault::UnseenInReference => Self::Edit(fault),
        }
    }

    /// What is wrong, where, and what to do.
    pub(in crate::cli) fn message(&self, text: &Text) -> String {
        let region = |id: &str, place: &Place| text.format(id, [("region", place.to_string().into())]);
        match self {
            Self::Contradiction(one, other) => {
                let pairs = [("one", one.to_string().into()), ("other", other.to_string().into())];
                text.format("decisions-contradiction", pairs)
            }
            Self::Unfit(place) => region("decisions-unfit", place),
            Self::Several(place) => region("decisions-several", place),
            Self::NoArea(place) => region("decisions-no-area", place),
            Self::Outside(place) => region("decisions-outside", place),
            Self::NoConsent(place) => region("decisions-no-consent", place),
            Self::NotKept(place) => region("decisions-not-kept", place),
            Self::OnlyFaces(place) => region("decisions-only-faces", place),
            Self::OnlyFound(place) => region("found-decision-only", place),
            Self::WrongWhat(place) => region("decisions-wrong-what", place),
            Self::TwoEntries(entries) => {
                text.format("decisions-two-entries", [("entries", entries.join(", ").into())])
            }
            Self::WhichPhoto(name) => text.format("decisions-which-photo", [("name", name.as_str().into())]),
            Self::Purposes { asked, said } => {
                let pairs = [("asked", asked.label(text).into()), ("said", said.label(text).into())];
                text.format("decisions-purposes", pairs)
            }
            Self::Looks => text.get("look-two"),
            Self::LookOfShown(place) => region("look-of-shown", place),
            Self::CoverOfWhich(place) => region("look-cover-of-which", place),
            Self::SmallCover(place) => region("look-small-cover", place),
            Self::Captions => text.get("decisions-captions"),
            Self::AltTexts => text.get("frame-alt-texts"),
            Self::Frames => text.get("decisions-frames"),
            Self::SecondPersons => text.get("decisions-second-persons"),
            Self::Edit(EditFault::Frame(fault)) => frame_message(*fault, text),
            // The only reference in an entry is that of the second person.
            Self::Edit(EditFault::PersonalReference | EditFault::LongReference) => {
                text.get("decisions-second-person")
            }
            Self::Edit(fault) => {
                text.format("cli-decisions-unreadable", [("reason", fault.to_string().into())])
            }
        }
    }
}

fn frame_message(fault: FrameFault, text: &Text) -> String {
    match fault {
        FrameFault::Angle => text.get("frame-angle"),
        FrameFault::TooSmall => text.format("frame-too-small", [("least", LEAST_SIDE.into())]),
        FrameFault::Outside(size) => {
            text.format("frame-outside", [("width", size.width.into()), ("height", size.height.into())])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{geometry::PixelSize, text::Language};

    #[test]
    fn every_fault_says_which_and_what_to_do_in_every_language() {
        let place = |number| Place { number, sides: [772.04, -3.0, 1e38, 273.0] };
        assert_eq!(place(2).to_string(), "2 (x 772, y -3, 1e38 × 273)");
        let faults = [
            DecisionFault::Contradiction(place(2), place(7)),
            DecisionFault::Unfit(place(2)),
            DecisionFault::Several(place(2)),
            DecisionFault::NoArea(place(2)),
            DecisionFault::Outside(place(2)),
            DecisionFault::NoConsent(place(2)),
            DecisionFault::NotKept(place(2)),
            DecisionFault::OnlyFaces(place(2)),
            DecisionFault::WrongWhat(place(2)),
            DecisionFault::OnlyFound(place(2)),
            DecisionFault::TwoEntries(vec!["a.jpg".to_owned(), "b/a.jpg".to_owned()]),
            DecisionFault::WhichPhoto("a.jpg".to_owned()),
            DecisionFault::Purposes { asked: Purpose::Press, said: Purpose::Education },
            DecisionFault::Captions,
            DecisionFault::Looks,
            DecisionFault::LookOfShown(place(2)),
            DecisionFault::CoverOfWhich(place(2)),
            DecisionFault::SmallCover(place(2)),
            DecisionFault::SecondPersons,
            DecisionFault::Frames,
            DecisionFault::Edit(EditFault::Frame(FrameFault::Angle)),
            DecisionFault::Edit(EditFault::Frame(FrameFault::TooSmall)),
            DecisionFault::Edit(EditFault::Frame(FrameFault::Outside(PixelSize::new(800, 600)))),
            DecisionFault::Edit(EditFault::LongReference),
            DecisionFault::Edit(EditFault::NoSuchRegion),
        ];
        for language in Language::ALL {
            let text = Text::new(language);
            for fault in &faults {
                let said = fault.message(&text);
                assert!(said.contains(' ') && !said.contains("decisions-") && !said.contains('{'), "{said}");
                let names_a_region = fault.to_string().contains("2 (x");
                assert_eq!(said.contains("2 (x 772"), names_a_region, "{language}: {said}");
            }
        }
    }
}

//! What a found face is instead, where a person says that it is none.

use serde::{Deserialize, Serialize};

use crate::text::Text;

use super::{Decision, Entry, Origin, Region, Review};

/// From this calibrated probability on a found face is of strong evidence: by the measure of the calibration at most one
/// box in ten is none, and what is none there looks like one. So "not a face" needs a word about what it is, and a second
/// look before it is published: the one key that shows a face without a consent is not enough there.
pub const STRONG_EVIDENCE: f32 = 0.9;

/// What is there instead of a face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Instead {
    /// A statue or a bust.
    Statue,
    /// A painting, a photo on the wall, a screen.
    Picture,
    /// A poster or another print.
    Poster,
    /// An animal.
    Animal,
    /// A doll, a mannequin, a training manikin.
    Doll,
    /// Nothing at all: a pattern or a shadow.
    Nothing,
}

impl Instead {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Statue, Self::Picture, Self::Poster, Self::Animal, Self::Doll, Self::Nothing];

    /// The word in files: `statue`, `picture`, …
    pub const fn word(self) -> &'static str {
        match self {
            Self::Statue => "statue",
            Self::Picture => "picture",
            Self::Poster => "poster",
            Self::Animal => "animal",
            Self::Doll => "doll",
            Self::Nothing => "nothing",
        }
    }

    /// What has this word in files.
    pub fn of_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|instead| instead.word() == word)
    }

    /// Its name within a sentence.
    pub fn label(self, text: &Text) -> String {
        text.get(&format!("gate-instead-{}", self.word()))
    }
}

impl Region {
    /// True for a found face of strong evidence ([`STRONG_EVIDENCE`]). What a person drew has none.
    pub const fn is_strong(&self) -> bool {
        matches!(self.origin, Origin::Detected { score } if score >= STRONG_EVIDENCE)
    }
}

impl Entry {
    /// True where a face of strong evidence stands as "not a face".
    pub const fn looks_like_a_face(&self) -> bool {
        self.region.is_strong() && matches!(self.decision, Some(Decision::NotAFace { .. }))
    }

    /// True where a face of strong evidence stands as "not a face" and nobody has said what it is.
    pub const fn lacks_a_reason(&self) -> bool {
        self.region.is_strong() && matches!(self.decision, Some(Decision::NotAFace { what: None }))
    }
}

impl Review {
    /// The found faces of strong evidence that stay visible as "not a face", in the order of their numbers.
    pub fn looking_like_faces(&self) -> impl Iterator<Item = &Entry> {
        self.shown().filter(|entry| entry.looks_like_a_face())
    }

    /// True where something looks like a face and stays visible ([`Review::looking_like_faces`]), and of all of that it is
    /// said what it is.
    pub fn all_explained(&self) -> bool {
        let mut looking = self.looking_like_faces().peekable();
        looking.peek().is_some() && looking.all(|entry| !entry.lacks_a_reason())
    }

    /// True where a person has said, after the last edit, to have looked once more at those that look like faces and
    /// stay visible ([`Review::looking_like_faces`]).
    pub const fn visible_confirmed(&self) -> bool {
        self.state.visible_confirmed
    }
}

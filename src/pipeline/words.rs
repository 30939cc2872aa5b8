//! The words beside the picture: looked at like the picture itself, because they go out with it.

use crate::{
    consent::{names, personal_number},
    policy::Policy,
    review::{Identifier, MAX_ALT_TEXT, Review},
    text::{Text, holds_unseen},
};

use super::Gate;

pub use crate::review::ALT_TEXT_SUFFIX;

/// Which words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Words {
    /// What is to stand beside the copy.
    Caption,
    /// What is written beside it for those who cannot see it.
    AltText,
}

/// What is wrong with an alternative text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum WordsFault {
    /// It looks like holding a personal number.
    Number,
    /// It looks like holding a name, and nobody has looked at it.
    Name,
    /// It holds a word that the organisation's rules keep out.
    Word(String),
    /// It is longer than [`MAX_ALT_TEXT`]; so many characters.
    Long(usize),
    /// It holds characters that are not seen.
    Unseen,
}

impl WordsFault {
    /// The id in JSON.
    pub const fn rule_id(&self) -> &'static str {
        match self {
            Self::Number => "ALT-TEXT-NUMBER",
            Self::Name => "ALT-TEXT-NAME",
            Self::Word(_) => "ALT-TEXT-WORD",
            Self::Long(_) => "ALT-TEXT-LONG",
            Self::Unseen => "ALT-TEXT-UNSEEN",
        }
    }

    /// What to do about it.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Number => text.get("frame-alt-text-number"),
            Self::Name => text.get("frame-alt-text-name"),
            Self::Word(word) => text.format("frame-alt-text-word", [("word", word.clone().into())]),
            Self::Long(count) => text
                .format("frame-alt-text-long", [("count", (*count).into()), ("most", MAX_ALT_TEXT.into())]),
            Self::Unseen => text.get("frame-alt-text-unseen"),
        }
    }
}

/// Everything that keeps these words from going out (domain rules S10, V28).
pub(super) fn faults(which: Words, review: &Review, policy: &Policy) -> Vec<Gate> {
    let words = match which {
        Words::Caption => review.caption(),
        Words::AltText => review.alt_text(),
    };
    let mut found = Vec::new();
    if personal_number::is_in(words) {
        found.push(WordsFault::Number);
    }
    if names::is_in(words) && !review.identifiers().contains(&Identifier::CaptionAltText) {
        found.push(WordsFault::Name);
    }
    let lower = words.to_lowercase();
    let kept_out = policy.caption_words().iter().filter(|word| lower.contains(&word.to_lowercase()));
    found.extend(kept_out.map(|word| WordsFault::Word(word.clone())));
    if which == Words::AltText {
        let count = words.chars().count();
        if count > MAX_ALT_TEXT {
            found.push(WordsFault::Long(count));
        }
        if holds_unseen(words) {
            found.push(WordsFault::Unseen);
        }
    }
    let gate = |fault: WordsFault| match (which, fault) {
        (Words::AltText, fault) => Some(Gate::AltText(fault)),
        (Words::Caption, WordsFault::Number) => Some(Gate::CaptionNumber),
        (Words::Caption, WordsFault::Name) => Some(Gate::CaptionName),
        (Words::Caption, WordsFault::Word(word)) => Some(Gate::CaptionWord(word)),
        // It is written nowhere by this program.
        (Words::Caption, WordsFault::Long(_) | WordsFault::Unseen) => None,
    };
    found.into_iter().filter_map(gate).collect()
}

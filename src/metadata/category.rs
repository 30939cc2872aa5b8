//! How serious a finding is.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// What a finding gives away, the most serious first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Category {
    /// A second picture or a video: a preview may still show a face that is covered in the copy.
    HiddenImage,
    /// Where the photo was taken.
    Location,
    /// Who took it, owns it or is in it.
    Person,
    /// Which camera or telephone, often by serial number.
    Device,
    /// When it was taken or changed.
    Time,
    /// Titles, comments, captions, keywords.
    Text,
    /// Which programs worked on it.
    Software,
    /// Everything else that is not the picture.
    Other,
}

impl Category {
    /// All of them, the most serious first.
    pub const ALL: [Self; 8] = [
        Self::HiddenImage,
        Self::Location,
        Self::Person,
        Self::Device,
        Self::Time,
        Self::Text,
        Self::Software,
        Self::Other,
    ];

    /// The word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::HiddenImage => "hidden_image",
            Self::Location => "location",
            Self::Person => "person",
            Self::Device => "device",
            Self::Time => "time",
            Self::Text => "text",
            Self::Software => "software",
            Self::Other => "other",
        }
    }

    /// Its name for a person.
    pub fn message(self, text: &Text) -> String {
        text.get(match self {
            Self::HiddenImage => "metadata-category-hidden-image",
            Self::Location => "metadata-category-location",
            Self::Person => "metadata-category-person",
            Self::Device => "metadata-category-device",
            Self::Time => "metadata-category-time",
            Self::Text => "metadata-category-text",
            Self::Software => "metadata-category-software",
            Self::Other => "metadata-category-other",
        })
    }
}

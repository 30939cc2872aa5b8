//! How a covered area looks.

use serde::{Deserialize, Serialize};

/// How a covered area looks. None of them holds anything of what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// A drawn blurred head over faces, the soft colours of the surroundings over other areas.
    #[default]
    Blur,
    /// A soft fill computed from the surroundings only, seen through ribs: looks like reeded glass.
    #[serde(alias = "glass")]
    Veil,
    /// One neutral grey.
    Solid,
    /// One colour: red, green, blue.
    Colour([u8; 3]),
    /// Tiles drawn from the veil: looks like a mosaic.
    Mosaic,
    /// A plain sign over heads; other areas as [`Style::Blur`].
    Sign(Sign),
}

/// A sign that stands over a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sign {
    /// A smiling face.
    #[default]
    Smile,
    /// A flower.
    Flower,
    /// A star.
    Star,
}

impl Sign {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Smile, Self::Flower, Self::Star];
}

impl Style {
    /// All that are offered by name, in that order; a colour is chosen apart.
    pub const ALL: [Self; 7] = [
        Self::Blur,
        Self::Veil,
        Self::Mosaic,
        Self::Solid,
        Self::Sign(Sign::Smile),
        Self::Sign(Sign::Flower),
        Self::Sign(Sign::Star),
    ];

    /// The kind of look in records. Reeded glass has the word that it had when it was the only look.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blur => "blur",
            Self::Veil => "veil",
            Self::Solid | Self::Colour(_) => "solid",
            Self::Mosaic => "mosaic",
            Self::Sign(_) => "sign",
        }
    }

    /// The look with everything that is needed to have it again: the kind, and after a colon the colour or the sign.
    pub fn full_word(self) -> String {
        match self {
            Self::Colour([red, green, blue]) => format!("solid:#{red:02x}{green:02x}{blue:02x}"),
            Self::Sign(Sign::Smile) => "sign:smile".to_owned(),
            Self::Sign(Sign::Flower) => "sign:flower".to_owned(),
            Self::Sign(Sign::Star) => "sign:star".to_owned(),
            Self::Blur | Self::Veil | Self::Solid | Self::Mosaic => self.word().to_owned(),
        }
    }

    /// The look that a word of a record or of the command line means; `None` for any other word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "blur" => Some(Self::Blur),
            "veil" | "glass" => Some(Self::Veil),
            "solid" => Some(Self::Solid),
            "mosaic" => Some(Self::Mosaic),
            "sign" | "sign:smile" | "sign-smile" => Some(Self::Sign(Sign::Smile)),
            "sign:flower" | "sign-flower" => Some(Self::Sign(Sign::Flower)),
            "sign:star" | "sign-star" => Some(Self::Sign(Sign::Star)),
            _ => word.strip_prefix("solid:#").and_then(colour_of).map(Self::Colour),
        }
    }
}

/// Red, green and blue of six hexadecimal digits; `None` for anything else.
pub fn colour_of(digits: &str) -> Option<[u8; 3]> {
    let six = digits.len() == 6 && digits.bytes().all(|byte| byte.is_ascii_hexdigit());
    let [_, red, green, blue] = six.then(|| u32::from_str_radix(digits, 16).ok()).flatten()?.to_be_bytes();
    Some([red, green, blue])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_word_gives_the_very_look_back() {
        for style in Style::ALL.into_iter().chain([Style::Colour([26, 43, 60]), Style::Colour([0; 3])]) {
            assert_eq!(Style::from_word(&style.full_word()), Some(style));
            assert!(style.full_word().starts_with(style.word()));
        }
        assert_eq!(Style::Colour([26, 43, 60]).full_word(), "solid:#1a2b3c");
        assert_eq!(Style::from_word("glass"), Some(Style::Veil));
        for none in [
            "",
            "Blur",
            "solid:#",
            "solid:#12345",
            "solid:#1234567",
            "solid:#+12345",
            "sign:cat",
            "solid:#1234é",
        ] {
            assert_eq!(Style::from_word(none), None, "{none}");
        }
    }
}

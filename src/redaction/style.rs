//! How a covered area looks.

use serde::{Deserialize, Serialize};

use crate::text::Text;

/// How a covered area looks. None of them holds anything of what was there.
///
/// In files it is its full word ([`Style::full_word`]). The order is that of how little is left to be seen: where covers of
/// different looks lie over each other, the later one is seen.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
#[serde(into = "String", try_from = "Written")]
pub enum Style {
    /// A drawn blurred head over faces, the soft colours of the surroundings over other areas.
    #[default]
    Blur,
    /// A soft fill computed from the surroundings only, seen through ribs: looks like reeded glass.
    Veil,
    /// Tiles drawn from the veil: looks like a mosaic.
    Mosaic,
    /// A plain sign over heads; other areas as [`Style::Blur`].
    Sign(Sign),
    /// One neutral grey.
    Solid,
    /// One colour: red, green, blue.
    Colour([u8; 3]),
}

/// A kind of look, as rules name it: whatever the colour or the sign.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Look {
    /// [`Style::Blur`].
    Blur,
    /// [`Style::Veil`].
    #[serde(alias = "veil")]
    Glass,
    /// [`Style::Mosaic`].
    Mosaic,
    /// [`Style::Sign`].
    Sign,
    /// [`Style::Solid`] and [`Style::Colour`].
    Solid,
}

impl Look {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Blur, Self::Glass, Self::Mosaic, Self::Sign, Self::Solid];

    /// Its name for a person.
    pub fn label(self, text: &Text) -> String {
        text.get(match self {
            Self::Blur => "ui-style-blur",
            Self::Glass => "ui-style-veil",
            Self::Mosaic => "ui-style-mosaic",
            Self::Sign => "look-sign",
            Self::Solid => "look-solid",
        })
    }

    /// Its word on the command line and in files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Blur => "blur",
            Self::Glass => "glass",
            Self::Mosaic => "mosaic",
            Self::Sign => "sign",
            Self::Solid => "solid",
        }
    }
}

/// A look as it stands in files: its word, or the table that settings of before had for what has a part.
#[derive(Deserialize)]
#[serde(untagged)]
enum Written {
    Word(String),
    Table(Table),
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Table {
    Colour([u8; 3]),
    Sign(Sign),
}

impl TryFrom<Written> for Style {
    type Error = String;

    fn try_from(written: Written) -> Result<Self, String> {
        match written {
            Written::Word(word) => Self::from_word(&word).ok_or_else(|| {
                format!(
                    "unknown look {word:?}, expected blur, glass, mosaic, solid, solid:#rrggbb, sign, sign:flower or sign:star"
                )
            }),
            Written::Table(Table::Colour(colour)) => Ok(Self::Colour(colour)),
            Written::Table(Table::Sign(sign)) => Ok(Self::Sign(sign)),
        }
    }
}

impl From<Style> for String {
    fn from(style: Style) -> Self {
        style.full_word()
    }
}

/// A sign that stands over a head.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
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

    /// Which kind of look it is.
    pub const fn look(self) -> Look {
        match self {
            Self::Blur => Look::Blur,
            Self::Veil => Look::Glass,
            Self::Mosaic => Look::Mosaic,
            Self::Sign(_) => Look::Sign,
            Self::Solid | Self::Colour(_) => Look::Solid,
        }
    }

    /// Its name for a person.
    pub fn label(self, text: &Text) -> String {
        text.get(match self {
            Self::Blur => "ui-style-blur",
            Self::Veil => "ui-style-veil",
            Self::Mosaic => "ui-style-mosaic",
            Self::Sign(Sign::Smile) => "ui-style-smile",
            Self::Sign(Sign::Flower) => "ui-style-flower",
            Self::Sign(Sign::Star) => "ui-style-star",
            Self::Solid => "ui-style-solid",
            Self::Colour([red, green, blue]) => {
                let digits = format!("#{red:02x}{green:02x}{blue:02x}");
                return text.format("look-colour", [("colour", digits.into())]);
            }
        })
    }

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
        assert_eq!(Look::ALL.map(|look| Style::from_word(look.word()).map(Style::look)), Look::ALL.map(Some));
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

    #[test]
    fn settings_of_before_are_read_and_words_are_written() {
        #[derive(Debug, PartialEq, Serialize, Deserialize)]
        struct Kept {
            style: Style,
        }
        let read = |text: &str| toml::from_str::<Kept>(text).map(|kept| kept.style);
        assert_eq!(read("style = \"blur\"").unwrap(), Style::Blur);
        assert_eq!(read("style = \"veil\"").unwrap(), Style::Veil);
        assert_eq!(read("[style]\nsign = \"flower\"").unwrap(), Style::Sign(Sign::Flower));
        assert_eq!(read("[style]\ncolour = [1, 2, 3]").unwrap(), Style::Colour([1, 2, 3]));
        assert!(read("style = \"red\"").is_err() && read("[style]\nsign = \"cat\"").is_err());
        for style in Style::ALL.into_iter().chain([Style::Colour([26, 43, 60])]) {
            let text = toml::to_string(&Kept { style }).unwrap();
            assert_eq!(text.trim(), format!("style = \"{}\"", style.full_word()));
            assert_eq!(read(&text).unwrap(), style);
        }
    }
}

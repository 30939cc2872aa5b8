//! Every sentence that a person sees, in Danish, Norwegian bokmål, Swedish and English, by Fluent.
//!
//! The messages lie in `assets/text/<language>/<part>.ftl` and are built into the program. A message
//! that a language lacks is a fault that `tests/texts.rs` finds; at run time the English text stands in,
//! and the id where even that is missing, so that nothing is ever blank. What is filled in, such as the name of a
//! file, is made harmless on the way: no caller can forget it.

mod harmless;
mod wording;

use std::{borrow::Cow, fmt, str::FromStr};

use fluent_bundle::{FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;

pub use harmless::{harmless, harmless_json, harmless_lines, harmless_path, holds_unseen, is_unseen};
pub use wording::{NotAWording, Wording};

/// Arguments of a message.
pub use fluent_bundle::FluentArgs as Args;

macro_rules! languages {
    ($($variant:ident, $code:literal, $name:literal, $decimal:literal, $($locale:literal)|+;)*) => {
        /// The languages of the program.
        #[derive(
            Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize,
        )]
        #[serde(rename_all = "lowercase")]
        pub enum Language {
            $(#[doc = $name] $variant,)*
        }

        impl Language {
            /// All of them, in the order in which they are offered.
            pub const ALL: [Self; [$($code),*].len()] = [$(Self::$variant),*];

            /// The language's code, such as `da`: that of its folder too.
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$variant => $code,)*
                }
            }

            /// The language's name in itself.
            pub const fn own_name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)*
                }
            }

            /// What stands before the decimals of a number.
            pub const fn decimal_sign(self) -> &'static str {
                match self {
                    $(Self::$variant => $decimal,)*
                }
            }

            /// The language of a locale such as `nb-NO`, `no_NO.UTF-8` or `sv`; `None` for any other.
            pub fn of_locale(locale: &str) -> Option<Self> {
                let primary = locale.split(['-', '_', '.', '@']).next()?;
                match primary.to_ascii_lowercase().as_str() {
                    $($($locale)|+ => Some(Self::$variant),)*
                    _ => None,
                }
            }
        }

        /// The Fluent sources of a language, one for each part of the program.
        pub fn sources(language: Language) -> &'static [(&'static str, &'static str)] {
            match language {
                $(Language::$variant => &parts!($code),)*
            }
        }
    };
}

macro_rules! parts {
    ($code:literal) => {
        parts![
            $code: "archive", "batch", "chooser", "cli", "consent", "detection", "entry", "events", "export", "folders", "found", "frame",
            "forms", "gate", "help", "import", "look", "machine",
            "metadata", "photo", "place", "policy", "register", "rules", "sources", "ui",
        ]
    };
    ($code:literal: $($part:literal),* $(,)?) => {
        [$(($part, include_str!(concat!("../assets/text/", $code, "/", $part, ".ftl")))),*]
    };
}

// Whoever adds a language, such as nynorsk, adds its row and its folder.
languages! {
    Da, "da", "Dansk", ",", "da";
    // Nynorsk readers are served better by bokmål than by English.
    Nb, "nb", "Norsk (bokmål)", ",", "nb" | "no" | "nn";
    Sv, "sv", "Svenska", ",", "sv";
    En, "en", "English", ".", "en";
}

impl Language {
    /// The language of the computer, or English.
    pub fn of_system() -> Self {
        sys_locale::get_locales().find_map(|locale| Self::of_locale(&locale)).unwrap_or(Self::En)
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// Not the code of a language of the program.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("unknown language: expected one of {}", Language::ALL.map(Language::code).join(", "))]
pub struct UnknownLanguage;

impl FromStr for Language {
    type Err = UnknownLanguage;

    fn from_str(code: &str) -> Result<Self, UnknownLanguage> {
        Self::ALL.into_iter().find(|language| language.code() == code).ok_or(UnknownLanguage)
    }
}

/// The messages of one language.
pub struct Text {
    language: Language,
    bundle: FluentBundle<FluentResource>,
    english: Option<Box<Text>>,
}

impl fmt::Debug for Text {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Text").field("language", &self.language).finish_non_exhaustive()
    }
}

impl Text {
    /// Loads the built-in messages of `language`.
    pub fn new(language: Language) -> Self {
        let mut locale = LanguageIdentifier::default();
        if let Ok(parsed) = language.code().parse() {
            locale = parsed;
        }
        let mut bundle = FluentBundle::new_concurrent(vec![locale]);
        // Isolation marks are for mixed writing directions, which none of the languages has; in a
        // window they show as boxes and on a terminal they spoil copy and paste.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::String(text) if holds_unseen(text) => Some(harmless(text).into_owned()),
            FluentValue::String(_)
            | FluentValue::Number(_)
            | FluentValue::Custom(_)
            | FluentValue::None
            | FluentValue::Error => None,
        }));
        for (_, source) in sources(language) {
            // `tests/texts.rs` fails on a source with a syntax error; the sound part of it still serves.
            let resource =
                FluentResource::try_new((*source).to_owned()).unwrap_or_else(|(partial, _)| partial);
            bundle.add_resource_overriding(resource);
        }
        let english = (language != Language::En).then(|| Box::new(Self::new(Language::En)));
        Self { language, bundle, english }
    }

    /// The language that these messages are in.
    pub const fn language(&self) -> Language {
        self.language
    }

    /// The message `id`.
    pub fn get(&self, id: &str) -> String {
        self.lookup(id, None).unwrap_or_else(|| id.to_owned())
    }

    /// The message `id` with its arguments filled in.
    pub fn with(&self, id: &str, args: &Args<'_>) -> String {
        self.lookup(id, Some(args)).unwrap_or_else(|| id.to_owned())
    }

    /// The message `id` with the pairs as its arguments.
    pub fn format<'a, const N: usize>(&self, id: &str, pairs: [(&'a str, FluentValue<'a>); N]) -> String {
        self.with(id, &pairs.into_iter().map(|(name, value)| (Cow::Borrowed(name), value)).collect())
    }

    /// A number with this many decimals, with the decimal sign of the language.
    pub fn decimal(&self, value: f64, places: usize) -> String {
        let plain = format!("{value:.places$}").replace('-', "\u{2212}");
        plain.replace('.', self.language.decimal_sign())
    }

    /// True where this very language has the message.
    pub fn has(&self, id: &str) -> bool {
        self.bundle.has_message(id)
    }

    fn lookup(&self, id: &str, args: Option<&Args<'_>>) -> Option<String> {
        let pattern = self.bundle.get_message(id).and_then(|message| message.value());
        match pattern {
            Some(pattern) => {
                let mut faults = Vec::new();
                Some(self.bundle.format_pattern(pattern, args, &mut faults).into_owned())
            }
            None => self.english.as_ref()?.lookup(id, args),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_have_the_decimal_sign_of_the_language() {
        assert_eq!(Text::new(Language::En).decimal(-1.25, 2), "\u{2212}1.25");
        assert_eq!(Text::new(Language::Sv).decimal(55.576_11, 4), "55,5761");
    }

    #[test]
    fn what_is_filled_in_is_harmless_in_every_language() {
        for language in Language::ALL {
            let said =
                Text::new(language).format("ui-no-display", [("reason", "a\u{1b}[2K\nb\u{202e}".into())]);
            assert!(said.contains("a<U+001B>[2K<U+000A>b<U+202E>"), "{said}");
        }
    }

    #[test]
    fn locales_of_the_three_countries_find_their_language() {
        assert_eq!(Language::of_locale("da_DK.UTF-8"), Some(Language::Da));
        assert_eq!(Language::of_locale("nn-NO"), Some(Language::Nb));
        assert_eq!(Language::of_locale("sv"), Some(Language::Sv));
        assert_eq!(Language::of_locale("C"), None);
    }
}

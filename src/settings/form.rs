//! What the organisation says on the consent form in its own words.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{documents::FormWords, text::Language};

use super::Settings;

/// The organisation's own words on forms in one language; the program's stand where a text is empty.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct OwnWords {
    /// Which rights the person has.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub rights: String,
    /// What becomes of a picture on social media.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub social_media: String,
}

/// True where nothing is to be kept, so that an older program reads the settings.
pub(super) fn no_own_words(form: &BTreeMap<Language, OwnWords>) -> bool {
    form.values().all(|words| *words == OwnWords::default())
}

impl Settings {
    /// What a form in `language` says in the organisation's own words.
    pub fn form_words(&self, language: Language) -> FormWords {
        let OwnWords { rights, social_media } = self.form.get(&language).cloned().unwrap_or_default();
        FormWords { officer: self.officer.clone(), rights, social_media }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_one_language_are_on_no_form_in_another() {
        let own = OwnWords { rights: "Spørg os.".to_owned(), social_media: String::new() };
        let settings = Settings {
            officer: "dpo@example.org".to_owned(),
            form: BTreeMap::from([(Language::Da, own)]),
            ..Settings::default()
        };
        assert_eq!(settings.form_words(Language::Da).rights, "Spørg os.");
        let other = FormWords { officer: "dpo@example.org".to_owned(), ..FormWords::default() };
        assert_eq!(settings.form_words(Language::Nb), other);
    }

    #[test]
    fn an_older_program_reads_settings_without_own_words() {
        let mut settings =
            Settings { form: BTreeMap::from([(Language::Nb, OwnWords::default())]), ..Settings::default() };
        assert!(!toml::to_string(&settings).unwrap().contains("form"));
        let own = OwnWords { rights: "Spør oss.".to_owned(), ..OwnWords::default() };
        settings.form.insert(Language::Nb, own);
        assert!(toml::to_string(&settings).unwrap().contains("[form.nb]"));
    }
}

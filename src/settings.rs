//! What a person has chosen once: language, country, who answers for the copies.

use std::{
    collections::BTreeMap,
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    consent::Country,
    file::{self, ReadFault},
    framing::{NamedSizes, Sizes},
    import::Remembered,
    machine::Machine,
    owner_only,
    policy::{Policy, PolicyError},
    record::Controller,
    redaction::Style,
    returned::{DEFAULT_PATTERN, ReferencePattern, UnusablePattern},
    text::{Language, Text, harmless_path},
};

mod form;
mod sources;

use form::no_own_words;

pub use form::OwnWords;
pub use sources::PolicySources;

/// The file in the data folder.
const FILE: &str = "settings.toml";
/// No settings are larger.
const MAX_BYTES: u64 = 1 << 20;

/// Names the second place that is meant, where it lies on another computer.
const CONFIRMED: &str = "SLADD_HEADS";

fn is_confirmed(folder: &Path) -> bool {
    let is_here = || !file::is_on_network(folder) && !file::passes_a_link(folder);
    std::env::var_os(CONFIRMED).is_some_and(|named| Path::new(&named) == folder) || is_here()
}

/// The settings of a data folder.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Settings {
    /// Language of the program; the computer's where it is not set.
    pub language: Option<Language>,
    /// Whose rules apply; told by the computer's locale where it is not set.
    pub country: Option<Country>,
    /// Name of the organisation that answers for the copies.
    pub organisation: String,
    /// A functional mailbox.
    pub contact: String,
    /// How a consent is withdrawn.
    pub withdrawal: String,
    /// How the data protection officer is reached, for the consent form. Not written while it is empty, so that an
    /// older program reads the settings.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub officer: String,
    /// How the window looks.
    pub appearance: Appearance,
    /// How covered areas look in the window and in its copies; `None` as the organisation's rules or the program have it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub style: Option<Style>,
    /// Size of the window's text and controls in percent, 75 to 300; 0 for 100.
    pub scale_percent: u16,
    /// The first page was answered, if only by "fill in later": it is not asked again.
    pub first_page_answered: bool,
    /// A second place of the organisation in which the end of the ledger is remembered, beside the profile of whoever works.
    pub heads_folder: Option<PathBuf>,
    /// Files and folders are always chosen in the window itself, not in the system's dialog.
    pub own_chooser: bool,
    /// The most kilobytes of a copy, where nothing else is asked for at the export.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub most_kilobytes: Option<u64>,
    /// Sizes of copies by name, beside those that there are anyway or in their place: `web = "1800@85"`.
    #[serde(skip_serializing_if = "NamedSizes::is_empty")]
    pub sizes: NamedSizes,
    /// Which part of the name of a scanned form is the archive's reference: a regular expression, of which the first group
    /// counts, or the whole. Case numbers such as `2026-12345` where it is not set; an empty one takes nothing from names.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub reference_pattern: Option<String>,
    /// What columns of lists say that were read once, by their headings.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub columns: Remembered,
    /// The organisation's own words on the consent form, by the language of the form: `[form.da]`.
    #[serde(skip_serializing_if = "no_own_words")]
    pub form: BTreeMap<Language, OwnWords>,
}

/// How the window looks.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Appearance {
    /// As the system, light where it does not tell.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
    /// Black on white with strong lines.
    HighContrast,
}

impl Appearance {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::System, Self::Light, Self::Dark, Self::HighContrast];
}

/// The settings cannot be read or written.
#[derive(Debug, thiserror::Error)]
pub enum SettingsError {
    /// The file is there and cannot be read.
    #[error("the settings cannot be read ({}): {fault}", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: ReadFault,
    },
    /// The file system said no.
    #[error("the settings cannot be written")]
    Io(#[from] io::Error),
    /// The file is not what the program writes.
    #[error("the settings file is damaged: {0}")]
    Malformed(String),
}

impl SettingsError {
    /// What a person reads.
    pub fn message(&self, text: &Text) -> String {
        let told = |path: String, reason: String| {
            text.format("ui-settings-unreadable", [("path", path.into()), ("reason", reason.into())])
        };
        match self {
            Self::Unreadable { path, fault } => told(harmless_path(path), fault.message(text)),
            Self::Io(error) => told(FILE.to_owned(), error.to_string()),
            Self::Malformed(reason) => told(FILE.to_owned(), reason.clone()),
        }
    }
}

impl Settings {
    /// Reads the settings; a missing file gives the defaults.
    ///
    /// # Errors
    /// [`SettingsError`] where the file is there and cannot be used.
    pub fn load(folder: &Path) -> Result<Self, SettingsError> {
        let path = folder.join(FILE);
        owner_only::tighten(&path);
        match file::read_text(&path, MAX_BYTES) {
            Ok(text) => file::parse_toml(&text).map_err(SettingsError::Malformed),
            Err(ReadFault::NotThere) => Ok(Self::default()),
            Err(fault) => Err(SettingsError::Unreadable { path, fault }),
        }
    }

    /// Writes the settings, whole or not at all.
    ///
    /// # Errors
    /// [`SettingsError`]; the former settings remain.
    pub fn save(&self, folder: &Path) -> Result<(), SettingsError> {
        owner_only::create_folder(folder)?;
        let text = toml::to_string(self).map_err(|error| SettingsError::Malformed(error.to_string()))?;
        Ok(owner_only::replace_file(&folder.join(FILE), text.as_bytes())?)
    }

    /// Keeps what was said of the columns of a list, beside what was said before.
    ///
    /// # Errors
    /// [`SettingsError`]; the former settings remain.
    pub fn remember_columns(folder: &Path, columns: &Remembered) -> Result<(), SettingsError> {
        // As they stand in the file, without what IT has laid over them.
        let mut settings = Self::load(folder)?;
        let before = settings.columns.clone();
        settings.columns.extend(columns.iter().map(|(heading, field)| (heading.clone(), field.clone())));
        if settings.columns == before { Ok(()) } else { settings.save(folder) }
    }

    /// Lays over these settings what IT has set for the computer.
    pub fn lay_over(&mut self, machine: &Machine) {
        self.language = machine.language.or(self.language);
        self.country = machine.country.or(self.country);
        self.first_page_answered |= machine.skip_first_page;
    }

    /// The sizes of copies that have a name: those that there are anyway, those of the settings, those of the rules.
    pub fn sizes(&self, policy: &Policy) -> Sizes {
        Sizes::default().with(&self.sizes).with(policy.sizes())
    }

    /// How the archive's reference is taken from the name of a scanned form; `None` where it is not.
    ///
    /// # Errors
    /// [`UnusablePattern`] where the pattern that is set is none.
    pub fn reference_pattern(&self) -> Result<Option<ReferencePattern>, UnusablePattern> {
        match self.reference_pattern.as_deref() {
            Some("") => Ok(None),
            Some(pattern) => ReferencePattern::new(pattern).map(Some),
            None => ReferencePattern::new(DEFAULT_PATTERN).map(Some),
        }
    }

    /// The second place in which the end of the ledger is remembered, where it may be used. These settings may lie in a
    /// folder that others write to, and whoever writes a path into them must not lead everybody's program to a computer of
    /// their own. So a path that names another computer, or passes a link, counts only where the person, or whoever runs the
    /// computers, has named the same in `$SLADD_HEADS`.
    pub fn heads(&self) -> Option<&Path> {
        self.heads_folder.as_deref().filter(|folder| is_confirmed(folder))
    }

    /// The second place that is not used, because nobody has named it but these settings.
    pub fn heads_unconfirmed(&self) -> Option<&Path> {
        self.heads_folder.as_deref().filter(|folder| !is_confirmed(folder))
    }

    /// Size of text and controls in percent.
    pub const fn scale(&self) -> u16 {
        if self.scale_percent == 0 { 100 } else { self.scale_percent }
    }

    /// True where a copy's record would not say who answers for it.
    pub fn organisation_missing(&self) -> bool {
        // The country makes no difference to what was told.
        !self.controller(Country::Dk).missing().is_empty()
    }

    /// True where the first page is still to be shown.
    pub fn wants_first_page(&self) -> bool {
        self.is_fresh() && !self.first_page_answered
    }

    /// True where nobody has chosen yet who answers for the copies.
    pub fn is_fresh(&self) -> bool {
        [&self.organisation, &self.contact, &self.withdrawal].iter().all(|text| text.trim().is_empty())
    }

    /// The language to speak: the set one, or the computer's.
    pub fn language(&self) -> Language {
        self.language.unwrap_or_else(Language::of_system)
    }

    /// Who answers for the copies, as the sidecar says it; a dash where nothing was entered.
    pub fn controller(&self, country: Country) -> Controller {
        Controller::told(country, &self.organisation, &self.contact, &self.withdrawal)
    }
}

/// The country: what was asked for, else `$SLADD_COUNTRY`, else the settings, else the computer's locale;
/// Denmark, whose rules are the strictest, where nothing tells.
pub fn country(asked: Option<Country>, settings: &Settings) -> Country {
    country_asked(asked)
        .or(settings.country)
        .or_else(|| sys_locale::get_locale().and_then(|locale| of_locale(&locale)))
        .unwrap_or(Country::Dk)
}

/// The country that was asked for at this start, by the argument or else by `$SLADD_COUNTRY`.
fn country_asked(asked: Option<Country>) -> Option<Country> {
    asked.or_else(|| std::env::var("SLADD_COUNTRY").ok().and_then(|value| value.parse().ok()))
}

/// Refuses a `$SLADD_COUNTRY` that names no country, where it would count.
pub(crate) fn check_country_variable(asked: Option<Country>) -> Result<(), PolicyError> {
    match std::env::var_os("SLADD_COUNTRY").filter(|value| asked.is_none() && !value.is_empty()) {
        Some(value) if value.to_str().is_none_or(|value| value.parse::<Country>().is_err()) => {
            Err(PolicyError::CountryVariable { value: value.to_string_lossy().into_owned() })
        }
        Some(_) | None => Ok(()),
    }
}

fn of_locale(locale: &str) -> Option<Country> {
    let region = locale.split(['-', '_', '.', '@']).nth(1)?;
    Country::ALL.iter().copied().find(|country| country.word() == region)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn settings_are_read_back_and_a_typo_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Settings::load(folder.path()).unwrap(), Settings::default());
        let settings = Settings {
            country: Some(Country::Se),
            organisation: "Region Exempel".to_owned(),
            form: BTreeMap::from([
                (
                    Language::Sv,
                    OwnWords { rights: "Dina rättigheter.\nFråga oss.".to_owned(), ..OwnWords::default() },
                ),
                (Language::En, OwnWords::default()),
            ]),
            ..Settings::default()
        };
        settings.save(folder.path()).unwrap();
        assert_eq!(Settings::load(folder.path()).unwrap(), settings);
        let typo = "contry = \"SE\"";
        io::Write::write_all(
            &mut fs::OpenOptions::new().write(true).truncate(true).open(folder.path().join(FILE)).unwrap(),
            typo.as_bytes(),
        )
        .unwrap();
        assert!(matches!(Settings::load(folder.path()), Err(SettingsError::Malformed(_))));
    }

    #[test]
    fn the_locale_names_the_country() {
        assert_eq!(of_locale("nb_NO.UTF-8"), Some(Country::No));
        assert_eq!(of_locale("en-US"), None);
    }
}

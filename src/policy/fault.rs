//! Why rules cannot be used.

use jiff::civil::Date;

use crate::{
    consent::Country,
    text::{Text, harmless},
};

/// Why a rule table or a local policy file cannot be used. The program stops; it never falls back to
/// something laxer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The file cannot be read.
    #[error("the policy file {path} cannot be read: {reason}")]
    File {
        /// Which.
        path: String,
        /// What the system said.
        reason: String,
    },
    /// One of the files in force is at fault.
    #[error("{path}: {fault}")]
    In {
        /// Which.
        path: String,
        /// What is wrong with it.
        fault: Box<Self>,
    },
    /// Files in force are for different countries.
    #[error("{one} is for {base}, and {other} for {asked}")]
    Countries {
        /// A file.
        one: String,
        /// Its country.
        base: Country,
        /// Another file.
        other: String,
        /// The country of that.
        asked: Country,
    },
    /// Two files in force say different things of one dispensation.
    #[error("the dispensation {id} stands in two files and is not the same")]
    TwoMeanings {
        /// The dispensation.
        id: String,
    },
    /// The text is no rule table: a key that is not known, a value of the wrong kind.
    #[error("the rules cannot be read: {reason}")]
    Unreadable {
        /// Line and fault.
        reason: String,
    },
    /// Something is missing or empty.
    #[error("{key} is missing")]
    Missing {
        /// What.
        key: String,
    },
    /// Laxer than the rules of the country.
    #[error("{key} = {asked} would relax the rules of the country, which say {base}")]
    Relaxes {
        /// Where.
        key: String,
        /// What the file says.
        asked: String,
        /// What the country's rules say.
        base: String,
    },
    /// There is no such rule.
    #[error("{key}: the country has no such rule")]
    NoSuchRule {
        /// Where.
        key: String,
    },
    /// The rule is law; no body of the organisation can dispense with it.
    #[error("{key}: this rule cannot be dispensed with")]
    Hard {
        /// Where.
        key: String,
    },
    /// A day does not fit the others.
    #[error("{key} = {day} does not fit the other days")]
    Day {
        /// Where.
        key: String,
        /// Which.
        day: Date,
    },
    /// A value that is not one of those known.
    #[error("{key}: {value} is not possible here")]
    Value {
        /// Where.
        key: String,
        /// What.
        value: String,
    },
    /// Every look of covered areas is removed, by one file or by several together.
    #[error("tighten.looks_removed leaves no look")]
    NoLook,
    /// A text holds what looks like a personal number or a person's name.
    #[error("{key} holds what looks like a personal number or a name")]
    Personal {
        /// Where.
        key: String,
    },
    /// The file is for another country than the one that was asked for.
    #[error("the policy is for {base}, and {asked} was asked for")]
    OtherCountry {
        /// Of the file.
        base: Country,
        /// Of the command.
        asked: Country,
    },
    /// The settings of the data folder are for another country than the one that was asked for.
    #[error("the settings of the data folder are for {base}, and {asked} was asked for")]
    SettingsCountry {
        /// Of the settings.
        base: Country,
        /// Of the command or the variable.
        asked: Country,
    },
    /// `$SLADD_COUNTRY` names none of the countries: what somebody has set must not be passed over.
    #[error("SLADD_COUNTRY is {value}, which is no country: DK, NO or SE")]
    CountryVariable {
        /// What it says.
        value: String,
    },
}

impl PolicyError {
    /// The same, with the file that it is about.
    pub(crate) fn in_file(self, path: &std::path::Path) -> Self {
        // These name it already.
        if matches!(self, Self::File { .. } | Self::In { .. } | Self::Countries { .. }) {
            return self;
        }
        Self::In { path: path.display().to_string(), fault: Box::new(self) }
    }

    /// A stable word for JSON and messages.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::File { .. } => "file",
            Self::In { fault, .. } => fault.kind(),
            Self::Countries { .. } => "countries",
            Self::TwoMeanings { .. } => "two-meanings",
            Self::Unreadable { .. } => "unreadable",
            Self::Missing { .. } => "missing",
            Self::Relaxes { .. } => "relaxes",
            Self::NoSuchRule { .. } => "no-such-rule",
            Self::Hard { .. } => "hard",
            Self::Day { .. } => "day",
            Self::Value { .. } => "value",
            Self::NoLook => "no-look",
            Self::Personal { .. } => "personal",
            Self::OtherCountry { .. } => "other-country",
            Self::SettingsCountry { .. } => "settings-country",
            Self::CountryVariable { .. } => "country-variable",
        }
    }

    /// What is wrong, with the key, and what to do.
    pub fn message(&self, text: &Text) -> String {
        let id = format!("policy-fault-{}", self.kind());
        match self {
            Self::File { path, reason } => {
                text.format(&id, [("path", path.clone().into()), ("reason", reason.clone().into())])
            }
            Self::In { path, fault } => format!("{}: {}", harmless(path), fault.message(text)),
            Self::Countries { one, base, other, asked } => text.format(
                &id,
                [
                    ("one", one.clone().into()),
                    ("base", base.label(text).into()),
                    ("other", other.clone().into()),
                    ("asked", asked.label(text).into()),
                ],
            ),
            Self::TwoMeanings { id: which } => text.format(&id, [("id", which.clone().into())]),
            Self::Unreadable { reason } => text.format(&id, [("reason", reason.clone().into())]),
            Self::Missing { key }
            | Self::NoSuchRule { key }
            | Self::Hard { key }
            | Self::Personal { key } => text.format(&id, [("key", key.clone().into())]),
            Self::Relaxes { key, asked, base } => text.format(
                &id,
                [("key", key.clone().into()), ("asked", asked.clone().into()), ("base", base.clone().into())],
            ),
            Self::Day { key, day } => {
                text.format(&id, [("key", key.clone().into()), ("day", day.to_string().into())])
            }
            Self::Value { key, value } => {
                text.format(&id, [("key", key.clone().into()), ("value", value.clone().into())])
            }
            Self::NoLook => text.get(&id),
            Self::CountryVariable { value } => text.format(&id, [("value", value.clone().into())]),
            Self::OtherCountry { base, asked } | Self::SettingsCountry { base, asked } => {
                text.format(&id, [("base", base.label(text).into()), ("asked", asked.label(text).into())])
            }
        }
    }
}

//! The rule tables.

use serde::{Deserialize, Serialize};

use crate::{
    consent::{AgeBand, Capacity, CareStatus, ChannelClass, Country, LegalBasis, Role, Signer},
    hash::ContentHash,
};

use super::Ward;

/// What a rule asks for; later is stricter.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// A recorded consent that covers person, purpose and every channel.
    Consent,
    /// The same, and the reference of an approval.
    ConsentAndApproval,
    /// The face is covered.
    Hide,
}

/// One line of a country's table.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id, such as `DK-PAT-ONG`.
    pub id: String,
    /// What it asks for.
    pub outcome: Outcome,
    /// True where no local body can dispense with it.
    #[serde(default)]
    pub hard: bool,
    /// Roles that it fits.
    #[serde(default)]
    pub roles: Option<Vec<Role>>,
    /// Ages that it fits.
    #[serde(default)]
    pub ages: Option<Vec<AgeBand>>,
    /// Courses of care that it fits.
    #[serde(default)]
    pub care: Option<Vec<CareStatus>>,
    /// Capacities that it fits.
    #[serde(default)]
    pub capacity: Option<Vec<Capacity>>,
    /// Wards that it fits.
    #[serde(default)]
    pub wards: Option<Vec<Ward>>,
    /// `public` or `internal` channels only.
    #[serde(default)]
    pub channels: Option<Class>,
    /// Who must have signed.
    #[serde(default)]
    pub signers: Vec<Signer>,
    /// The child must have been heard.
    #[serde(default)]
    pub child_heard: bool,
    /// Legal bases that serve; consent alone where the list is left out.
    #[serde(default)]
    pub bases: Option<Vec<LegalBasis>>,
    /// Where the rule comes from.
    pub source: String,
}

/// A class of channels, as written in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Public channels.
    Public,
    /// Internal channels.
    Internal,
}

impl Class {
    pub(super) const fn is(self, class: ChannelClass) -> bool {
        matches!(
            (self, class),
            (Self::Public, ChannelClass::Public) | (Self::Internal, ChannelClass::Internal)
        )
    }
}

/// The rules in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Policy {
    country: Country,
    version: String,
    rules: Vec<Rule>,
    sha256: ContentHash,
}

/// Why a rule table cannot be used. The program stops; it never falls back to something laxer.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PolicyError {
    /// The text is no rule table.
    #[error("the rules cannot be read: {reason}")]
    Unreadable {
        /// Line and fault.
        reason: String,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    country: Country,
    version: String,
    rule: Vec<Rule>,
}

impl Policy {
    /// The built-in rules of a country.
    ///
    /// # Errors
    /// [`PolicyError`] only where the program's file is damaged; a test holds the tables to being readable.
    pub fn for_country(country: Country) -> Result<Self, PolicyError> {
        Self::parse(match country {
            Country::Dk => include_str!("../../assets/policy/dk.toml"),
            Country::No => include_str!("../../assets/policy/no.toml"),
            Country::Se => include_str!("../../assets/policy/se.toml"),
        })
    }

    fn parse(source: &str) -> Result<Self, PolicyError> {
        let table: Table =
            toml::from_str(source).map_err(|error| PolicyError::Unreadable { reason: error.to_string() })?;
        Ok(Self {
            country: table.country,
            version: table.version,
            rules: table.rule,
            sha256: ContentHash::of(source.as_bytes()),
        })
    }

    /// Whose rules.
    pub const fn country(&self) -> Country {
        self.country
    }

    /// Version of the country's table.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// The table.
    pub fn rules(&self) -> &[Rule] {
        &self.rules
    }

    /// SHA-256 of the rules in force, for records.
    pub const fn effective_sha256(&self) -> ContentHash {
        self.sha256
    }
}

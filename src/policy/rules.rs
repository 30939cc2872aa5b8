//! The rule tables as they are written.

use serde::{Deserialize, Serialize};

use crate::consent::{
    AgeBand, Capacity, CareStatus, Channel, ChannelClass, Circumstance, Controller, Country, LegalBasis,
    Role, Signer,
};

use super::{PolicyError, Ward};

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

impl Outcome {
    /// All of them, the strictest last.
    pub const ALL: [Self; 3] = [Self::Consent, Self::ConsentAndApproval, Self::Hide];

    /// The word in a local policy file.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Consent => "CONSENT",
            Self::ConsentAndApproval => "CONSENT+APPROVAL",
            Self::Hide => "HIDE",
        }
    }

    /// The Fluent message that names it.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::Consent => "cli-outcome-consent",
            Self::ConsentAndApproval => "cli-outcome-approval",
            Self::Hide => "cli-outcome-hide",
        }
    }
}

/// How many of a child's holders of custody must have signed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Guardians {
    /// One at least.
    One,
    /// Every one: two, or one where the consent says that there is only one.
    All,
}

/// One line of a country's table. A condition that is left out fits everything.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Rule {
    /// Its id, such as `DK-PAT-ONG`.
    pub id: String,
    /// What it asks for.
    pub outcome: Outcome,
    /// What it asks for once management has decided that patients may be shown (a local policy says so,
    /// with the body and the day).
    #[serde(default)]
    pub decided: Option<Outcome>,
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
    /// Circumstances that it fits; a rule without them does not ask.
    #[serde(default)]
    pub circumstances: Option<Vec<Circumstance>>,
    /// Wards that it fits.
    #[serde(default)]
    pub wards: Option<Vec<Ward>>,
    /// Kinds of organisation that it fits.
    #[serde(default)]
    pub controllers: Option<Vec<Controller>>,
    /// A class of channels only.
    #[serde(default)]
    pub channels: Option<Class>,
    /// These channels only.
    #[serde(default)]
    pub on: Option<Vec<Channel>>,
    /// Fits only where a patient or care recipient stays visible in the same photo.
    #[serde(default)]
    pub with_patient: bool,
    /// Who must have signed.
    #[serde(default)]
    pub signers: Vec<Signer>,
    /// Holders of custody who must have signed.
    #[serde(default)]
    pub guardians: Option<Guardians>,
    /// The child must have been heard.
    #[serde(default)]
    pub child_heard: bool,
    /// In writing only.
    #[serde(default)]
    pub written: bool,
    /// The consent must release the staff from confidentiality.
    #[serde(default)]
    pub release: bool,
    /// Legal bases that serve; consent alone where the list is left out.
    #[serde(default)]
    pub bases: Option<Vec<LegalBasis>>,
    /// Where the rule comes from: names of [`super::sources`].
    pub sources: Vec<String>,
    /// What the organisation's own rules ask for, where that is stricter.
    #[serde(skip_deserializing, default, skip_serializing_if = "Option::is_none")]
    pub local: Option<Outcome>,
    /// How many must have signed by the organisation's own rules.
    #[serde(skip_deserializing, default, skip_serializing_if = "Option::is_none")]
    pub min_signers: Option<u8>,
}

/// A class of channels, as written in a table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Class {
    /// Public channels.
    Public,
    /// Internal channels.
    Internal,
    /// An employee's private account. No [`Channel`] is one: such an export cannot be asked for. The rule
    /// stands in the table so that it can be read and cited.
    Private,
}

impl Class {
    pub(super) const fn is(self, class: ChannelClass) -> bool {
        matches!(
            (self, class),
            (Self::Public, ChannelClass::Public) | (Self::Internal, ChannelClass::Internal)
        )
    }
}

/// The numbers beside the rules. A local policy can move each only towards the stricter side.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Limits {
    /// Days that a copy may be shown before it must be looked at anew.
    pub max_publication_days: u16,
    /// Years that a consent can be relied on since it was given or renewed.
    pub max_consent_years: u8,
    /// Below this age every holder of custody signs; from it on one, beside the person.
    pub all_guardians_below: u8,
    /// From this age on a child is heard.
    pub heard_from: u8,
    /// The usual margin around faces in percent; below it only where no local policy says otherwise.
    pub min_margin_percent: u8,
}

/// A country's table.
#[derive(Debug, Clone, PartialEq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Table {
    pub(super) country: Country,
    pub(super) version: String,
    /// Sources about what is kept, beside the rules.
    #[serde(default)]
    pub(super) sources: Vec<String>,
    pub(super) limits: Limits,
    pub(super) rule: Vec<Rule>,
}

impl Table {
    pub(super) fn of(country: Country) -> Result<Self, PolicyError> {
        let source = match country {
            Country::Dk => include_str!("../../assets/policy/dk.toml"),
            Country::No => include_str!("../../assets/policy/no.toml"),
            Country::Se => include_str!("../../assets/policy/se.toml"),
        };
        crate::file::parse_toml(source).map_err(|reason| PolicyError::Unreadable { reason })
    }
}

//! The states of a consent.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// A change of a consent's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The state from then on.
    pub state: ConsentState,
    /// The day.
    pub on: Date,
}

/// The state of a consent: the consent statuses of the Data Privacy Vocabulary (DPV 2, `ConsentStatus`).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// A form was handed out; there is no answer yet.
    Requested,
    /// The person wants to answer later.
    Deferred,
    /// Given, and still holding.
    Given,
    /// Renewed, and still holding.
    Renewed,
    /// The person said no.
    Refused,
    /// Withdrawn by the person: nothing new may rely on it.
    Withdrawn,
    /// Its last day is past.
    Expired,
    /// Taken back by the organisation.
    Revoked,
    /// Found not to be valid: signed by the wrong person, say.
    Invalidated,
    /// Nobody can tell any more.
    Unknown,
}

impl ConsentState {
    /// All of them.
    pub const ALL: &'static [Self] = &[
        Self::Requested,
        Self::Deferred,
        Self::Given,
        Self::Renewed,
        Self::Refused,
        Self::Withdrawn,
        Self::Expired,
        Self::Revoked,
        Self::Invalidated,
        Self::Unknown,
    ];

    /// The word in files and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Requested => "requested",
            Self::Deferred => "deferred",
            Self::Given => "given",
            Self::Renewed => "renewed",
            Self::Refused => "refused",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
            Self::Revoked => "revoked",
            Self::Invalidated => "invalidated",
            Self::Unknown => "unknown",
        }
    }

    /// True where an export may rely on it: DPV lets only given and renewed consents be relied on.
    pub const fn holds(self) -> bool {
        matches!(self, Self::Given | Self::Renewed)
    }

    /// True where there is no way back: somebody has said no, so a new consent is needed.
    pub const fn is_final(self) -> bool {
        matches!(self, Self::Refused | Self::Withdrawn | Self::Revoked | Self::Invalidated)
    }
}

impl std::str::FromStr for ConsentState {
    type Err = super::UnknownWord;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.iter().copied().find(|state| state.word() == text).ok_or_else(|| super::UnknownWord {
            word: text.to_owned(),
            expected: Self::ALL.iter().map(|state| state.word()).collect::<Vec<_>>().join(", "),
        })
    }
}

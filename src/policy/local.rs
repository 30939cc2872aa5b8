//! The organisation's own policy file, as it is written. A key that is not known is refused: a typo must
//! not silently relax anything.

use std::{collections::BTreeMap, fmt};

use jiff::civil::Date;
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error as _, MapAccess, Visitor},
};

use crate::{
    consent::{Channel, Controller, Country, LegalBasis, Method, Purpose},
    framing::NamedSizes,
    redaction::{Look, Style},
    review::Identifier,
};

use super::{Outcome, PolicyError};

/// A local policy file: TOML, or JSON with the same keys.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct LocalFile {
    pub(super) policy_id: Option<String>,
    pub(super) version: Option<String>,
    pub(super) base: Option<Country>,
    pub(super) owner_role: Option<String>,
    pub(super) adopted_by: Option<String>,
    pub(super) adopted_on: Option<Date>,
    pub(super) effective_from: Option<Date>,
    pub(super) review_by: Option<Date>,
    #[serde(default)]
    pub(super) grace_days: u16,
    pub(super) risk_basis: Option<String>,
    pub(super) guideline_ref: Option<String>,
    pub(super) controller: Option<Controller>,
    pub(super) contacts: Option<ContactsFile>,
    #[serde(default)]
    pub(super) tighten: Tighten,
    #[serde(default)]
    pub(super) sizes: NamedSizes,
    pub(super) default_look: Option<Style>,
    pub(super) decision: Option<ManagementDecision>,
    #[serde(default)]
    pub(super) dispensations: Vec<Dispensation>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct ContactsFile {
    pub(super) local_privacy_consultant: Option<String>,
    pub(super) fallback_mailbox: Option<String>,
    #[serde(default)]
    pub(super) breach: Vec<String>,
}

/// Whom to ask. Functional mailboxes and functions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Contacts {
    /// The local data-protection consultant.
    pub local_privacy_consultant: String,
    /// The functional mailbox for units without one.
    pub fallback_mailbox: String,
    /// Who is told of a breach, in this order.
    pub breach: Vec<String>,
}

#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct Tighten {
    #[serde(deserialize_with = "once_each")]
    pub(super) rules: BTreeMap<String, LocalOutcome>,
    #[serde(deserialize_with = "once_each")]
    pub(super) min_signers: BTreeMap<String, u8>,
    pub(super) channels_removed: Vec<Channel>,
    pub(super) bases_removed: Vec<LegalBasis>,
    pub(super) methods_removed: Vec<Method>,
    pub(super) looks_removed: Vec<Look>,
    pub(super) retention_years: Option<u8>,
    pub(super) retention: Option<Retention>,
    pub(super) max_publication_days: Option<u16>,
    pub(super) max_consent_years: Option<u8>,
    pub(super) all_guardians_below: Option<u8>,
    pub(super) require_independent_collector: Option<bool>,
    pub(super) require_written: Option<bool>,
    pub(super) require_second_person: Option<bool>,
    pub(super) require_signature: Option<bool>,
    pub(super) sensitive_ward: Option<bool>,
    pub(super) allow_not_a_face: Option<bool>,
    pub(super) not_a_face_second_person: Option<bool>,
    pub(super) require_identifiers_decided: Option<bool>,
    pub(super) allow_visible_numbers: Option<bool>,
    pub(super) checklist_added: Vec<Identifier>,
    pub(super) caption_words: Vec<String>,
    pub(super) min_margin_percent: Option<u8>,
    pub(super) max_detector_threshold: Option<f64>,
}

/// What becomes of a consent when its time is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Retention {
    /// Its copies are put into the archive and used no more.
    Archive,
    /// Its copies are taken down, and what is known of the person is erased.
    Delete,
}

impl Retention {
    /// The word in a policy file and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Archive => "archive",
            Self::Delete => "delete",
        }
    }

    /// What is to be done.
    pub fn label(self, text: &crate::text::Text) -> String {
        text.get(&format!("register-retention-{}", self.word()))
    }
}

/// The words of a local file: `CONSENT`, `CONSENT+APPROVAL`, `HIDE`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum LocalOutcome {
    #[serde(rename = "CONSENT")]
    Consent,
    #[serde(rename = "CONSENT+APPROVAL")]
    ConsentAndApproval,
    #[serde(rename = "HIDE")]
    Hide,
}

impl From<LocalOutcome> for Outcome {
    fn from(word: LocalOutcome) -> Self {
        match word {
            LocalOutcome::Consent => Self::Consent,
            LocalOutcome::ConsentAndApproval => Self::ConsentAndApproval,
            LocalOutcome::Hide => Self::Hide,
        }
    }
}

/// That management has decided that patients may be shown with consent, where the country leaves that to it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManagementDecision {
    /// Patients and care recipients may be shown with consent and approval.
    pub patient_with_consent: bool,
    /// Which body has decided.
    pub decided_by: String,
    /// When.
    pub decided_on: Date,
}

/// An exception from one rule, granted by a named body until a named day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Dispensation {
    /// Its id in the organisation's records.
    pub id: String,
    /// The rule.
    pub rule: String,
    /// Who granted it.
    pub authority: String,
    /// What for, in words for the person who exports.
    pub scope: String,
    /// What the rule asks for instead.
    #[serde(deserialize_with = "outcome_word", serialize_with = "word_of")]
    pub to: Outcome,
    /// Last day, included.
    pub valid_until: Date,
    /// Purposes that it is for; all where the list is left out.
    #[serde(default)]
    pub purposes: Option<Vec<Purpose>>,
    /// Channels that it is for; all where the list is left out.
    #[serde(default)]
    pub channels: Option<Vec<Channel>>,
}

fn outcome_word<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Outcome, D::Error> {
    LocalOutcome::deserialize(deserializer).map(Outcome::from)
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the shape that serde wants")]
fn word_of<S: serde::Serializer>(outcome: &Outcome, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(outcome.word())
}

/// A map in which no key stands twice (JSON would let the last one win).
fn once_each<'de, D, V>(deserializer: D) -> Result<BTreeMap<String, V>, D::Error>
where
    D: Deserializer<'de>,
    V: Deserialize<'de>,
{
    struct OnceEach<V>(std::marker::PhantomData<V>);
    impl<'de, V: Deserialize<'de>> Visitor<'de> for OnceEach<V> {
        type Value = BTreeMap<String, V>;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("a table in which every key stands once")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut access: A) -> Result<Self::Value, A::Error> {
            let mut map = BTreeMap::new();
            while let Some((key, value)) = access.next_entry::<String, V>()? {
                if map.insert(key.clone(), value).is_some() {
                    return Err(A::Error::custom(format!("{key} stands twice")));
                }
            }
            Ok(map)
        }
    }
    deserializer.deserialize_map(OnceEach(std::marker::PhantomData))
}

impl LocalFile {
    /// Reads the text; JSON where it begins with a brace.
    pub(super) fn parse(text: &str) -> Result<Self, PolicyError> {
        let text = text.trim_start_matches('\u{feff}');
        let parsed = if text.trim_start().starts_with('{') {
            serde_json::from_str(text).map_err(|error| error.to_string())
        } else {
            crate::file::parse_toml(text)
        };
        parsed.map_err(|reason| PolicyError::Unreadable { reason: reason.trim_end().to_owned() })
    }
}

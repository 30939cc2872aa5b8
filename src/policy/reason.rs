//! Why a face cannot be shown.

use crate::text::Text;

/// One reason. Every reason names what would change it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A rule of the country's table asks for the face to be covered.
    Rule(String),
    /// No rule fits: covered.
    NoRule,
    /// The register has no consent of that id.
    ConsentMissing,
    /// It was withdrawn.
    ConsentWithdrawn,
    /// Its last day is past.
    ConsentExpired,
    /// It does not begin until later.
    ConsentNotYet,
    /// It was given by a person in another role.
    ConsentRole,
    /// It was given by a person of another age.
    ConsentAge,
    /// It does not cover the purpose.
    ConsentPurpose,
    /// It does not cover every chosen channel.
    ConsentChannel,
    /// Its legal basis does not serve here.
    ConsentBasis,
    /// A signature is missing.
    ConsentSigner,
    /// The child was not asked.
    ConsentChildHeard,
    /// The approval that the rule asks for is missing.
    ConsentApproval,
}

impl Reason {
    /// The id in JSON and in the ledger: a rule's own id, or one that begins with `CONSENT-`.
    pub fn rule_id(&self) -> &str {
        match self {
            Self::Rule(id) => id,
            Self::NoRule => "NO-RULE",
            Self::ConsentMissing => "CONSENT-MISSING",
            Self::ConsentWithdrawn => "CONSENT-WITHDRAWN",
            Self::ConsentExpired => "CONSENT-EXPIRED",
            Self::ConsentNotYet => "CONSENT-NOT-YET",
            Self::ConsentRole => "CONSENT-ROLE",
            Self::ConsentAge => "CONSENT-AGE",
            Self::ConsentPurpose => "CONSENT-PURPOSE",
            Self::ConsentChannel => "CONSENT-CHANNEL",
            Self::ConsentBasis => "CONSENT-BASIS",
            Self::ConsentSigner => "CONSENT-SIGNER",
            Self::ConsentChildHeard => "CONSENT-CHILD-HEARD",
            Self::ConsentApproval => "CONSENT-APPROVAL",
        }
    }

    /// Why, and what would change it.
    pub fn message(&self, text: &Text) -> String {
        let key = match self {
            // The sentence is the same in the three countries; the id names whose rule it is.
            Self::Rule(id) => id.split_once('-').map_or(id.as_str(), |(_, rest)| rest),
            Self::NoRule
            | Self::ConsentMissing
            | Self::ConsentWithdrawn
            | Self::ConsentExpired
            | Self::ConsentNotYet
            | Self::ConsentRole
            | Self::ConsentAge
            | Self::ConsentPurpose
            | Self::ConsentChannel
            | Self::ConsentBasis
            | Self::ConsentSigner
            | Self::ConsentChildHeard
            | Self::ConsentApproval => self.rule_id(),
        };
        text.get(&format!("policy-{}", key.to_ascii_lowercase()))
    }
}

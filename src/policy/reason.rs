//! Why a face cannot be shown.

use crate::text::Text;

/// One reason. Every reason names what would change it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    /// A rule of the country's table asks for the face to be covered.
    Rule(String),
    /// The rule of the country's table would let a consent do, the organisation's own rules do not.
    LocalRule(String),
    /// No rule fits: covered.
    NoRule,
    /// The register has no consent of that id.
    ConsentMissing,
    /// It was withdrawn.
    ConsentWithdrawn,
    /// Its last day is past.
    ConsentExpired,
    /// It is older than the organisation's own rules let a consent be.
    ConsentTooOld,
    /// It does not begin until later.
    ConsentNotYet,
    /// It was refused, put off, asked for only, or found not to be valid.
    ConsentNotGiven,
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
    /// It was not given in writing.
    ConsentWritten,
    /// The organisation does not take consents that were given in this way.
    ConsentMethod,
    /// The person has not released the staff from confidentiality.
    ConsentRelease,
    /// Whoever asked takes part in the person's care, or nobody has said.
    ConsentIndependent,
    /// The child was not asked.
    ConsentChildHeard,
    /// The approval that the rule asks for is missing.
    ConsentApproval,
    /// It was given for another photo.
    ConsentOtherPhoto,
}

impl Reason {
    /// The id in JSON and in the ledger: a rule's own id, or one that begins with `CONSENT-`.
    pub fn rule_id(&self) -> &str {
        match self {
            Self::Rule(id) | Self::LocalRule(id) => id,
            Self::NoRule => "NO-RULE",
            Self::ConsentMissing => "CONSENT-MISSING",
            Self::ConsentWithdrawn => "CONSENT-WITHDRAWN",
            Self::ConsentExpired => "CONSENT-EXPIRED",
            Self::ConsentTooOld => "CONSENT-TOO-OLD",
            Self::ConsentNotYet => "CONSENT-NOT-YET",
            Self::ConsentNotGiven => "CONSENT-NOT-GIVEN",
            Self::ConsentRole => "CONSENT-ROLE",
            Self::ConsentAge => "CONSENT-AGE",
            Self::ConsentPurpose => "CONSENT-PURPOSE",
            Self::ConsentChannel => "CONSENT-CHANNEL",
            Self::ConsentBasis => "CONSENT-BASIS",
            Self::ConsentSigner => "CONSENT-SIGNER",
            Self::ConsentWritten => "CONSENT-WRITTEN",
            Self::ConsentMethod => "CONSENT-METHOD",
            Self::ConsentRelease => "CONSENT-RELEASE",
            Self::ConsentIndependent => "CONSENT-INDEPENDENT",
            Self::ConsentChildHeard => "CONSENT-CHILD-HEARD",
            Self::ConsentApproval => "CONSENT-APPROVAL",
            Self::ConsentOtherPhoto => "CONSENT-OTHER-PHOTO",
        }
    }

    /// Why, and what would change it.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Rule(id) => rule_sentence(id, text),
            Self::LocalRule(id) => text.format("policy-local-rule", [("rule", id.clone().into())]),
            Self::NoRule
            | Self::ConsentMissing
            | Self::ConsentWithdrawn
            | Self::ConsentExpired
            | Self::ConsentTooOld
            | Self::ConsentNotYet
            | Self::ConsentNotGiven
            | Self::ConsentRole
            | Self::ConsentAge
            | Self::ConsentPurpose
            | Self::ConsentChannel
            | Self::ConsentBasis
            | Self::ConsentSigner
            | Self::ConsentWritten
            | Self::ConsentMethod
            | Self::ConsentRelease
            | Self::ConsentIndependent
            | Self::ConsentChildHeard
            | Self::ConsentApproval
            | Self::ConsentOtherPhoto => text.get(&format!("policy-{}", self.rule_id().to_ascii_lowercase())),
        }
    }
}

/// The reason of a rule in plain words, by its id: the country's own sentence where there is one, as where rules of
/// one name ask for different things, else the one that the countries share.
pub(super) fn rule_sentence(id: &str, text: &Text) -> String {
    let id = id.to_ascii_lowercase();
    let own = format!("policy-{id}");
    if text.has(&own) {
        return text.get(&own);
    }
    let kind = id.split_once('-').map_or(id.as_str(), |(_, rest)| rest);
    text.get(&format!("policy-{kind}"))
}

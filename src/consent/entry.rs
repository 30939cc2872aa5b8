//! A recorded consent.

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{
    AgeBand, Capacity, CareStatus, Channel, ConsentFault, ConsentId, LegalBasis, Purpose, Role, Signer,
    personal_number,
};

/// Longest free text, in characters.
const MAX_TEXT: usize = 200;

/// What a person enters for a consent.
#[derive(Debug, Clone, PartialEq)]
pub struct NewConsent {
    /// What the person is.
    pub role: Role,
    /// Age when the consent was given.
    pub age_band: AgeBand,
    /// For people in care.
    pub care_status: Option<CareStatus>,
    /// Whether the person can consent.
    pub capacity: Option<Capacity>,
    /// On what the organisation relies.
    pub basis: LegalBasis,
    /// What for.
    pub purposes: Vec<Purpose>,
    /// Where.
    pub channels: Vec<Channel>,
    /// Last day, included.
    pub valid_until: Date,
    /// Who has signed.
    pub signers: Vec<Signer>,
    /// Where the signed form is kept: a reference in the organisation's own archive, never a name.
    pub form_location: String,
    /// Reference of the approval by the function that the rules name.
    pub approval: Option<String>,
    /// The child was asked and did not say no.
    pub child_heard: bool,
}

/// A consent in the register.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Consent {
    /// Its random id.
    pub id: ConsentId,
    /// What the person is.
    pub role: Role,
    /// Age when the consent was given.
    pub age_band: AgeBand,
    /// For people in care.
    pub care_status: Option<CareStatus>,
    /// Whether the person can consent.
    pub capacity: Capacity,
    /// On what the organisation relies.
    pub basis: LegalBasis,
    /// What for.
    pub purposes: Vec<Purpose>,
    /// Where.
    pub channels: Vec<Channel>,
    /// First day.
    pub valid_from: Date,
    /// Last day, included.
    pub valid_until: Date,
    /// Who has signed.
    pub signers: Vec<Signer>,
    /// Where the signed form is kept.
    pub form_location: String,
    /// Reference of the approval.
    pub approval: Option<String>,
    /// The child was asked and did not say no.
    pub child_heard: bool,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
}

/// A change of a consent's state.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The state from then on.
    pub state: ConsentState,
    /// The day.
    pub on: Date,
}

/// The state of a consent: the consent states of the Data Privacy Vocabulary that can occur here.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConsentState {
    /// Given, and still holding.
    Given,
    /// Renewed, and still holding.
    Renewed,
    /// Withdrawn: nothing new may rely on it.
    Withdrawn,
    /// Its last day is past.
    Expired,
}

impl ConsentState {
    /// All of them.
    pub const ALL: &'static [Self] = &[Self::Given, Self::Renewed, Self::Withdrawn, Self::Expired];

    /// The word in files and JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Given => "given",
            Self::Renewed => "renewed",
            Self::Withdrawn => "withdrawn",
            Self::Expired => "expired",
        }
    }

    /// True where an export may rely on it: only given and renewed consents hold.
    pub const fn holds(self) -> bool {
        matches!(self, Self::Given | Self::Renewed)
    }
}

impl NewConsent {
    /// Checks what was entered and makes it a consent with a new random id.
    ///
    /// # Errors
    /// [`ConsentFault`]: the first thing that is wrong.
    pub fn into_consent(self, today: Date) -> Result<Consent, ConsentFault> {
        if self.role == Role::Unknown {
            return Err(ConsentFault::UnknownRole);
        }
        if self.age_band == AgeBand::Unknown {
            return Err(ConsentFault::UnknownAge);
        }
        if self.purposes.is_empty() {
            return Err(ConsentFault::NoPurpose);
        }
        if self.channels.is_empty() {
            return Err(ConsentFault::NoChannel);
        }
        if self.signers.is_empty() {
            return Err(ConsentFault::NoSigner);
        }
        check_until(self.valid_until, today)?;
        let form_location = self.form_location.trim().to_owned();
        if form_location.is_empty() {
            return Err(ConsentFault::NoFormLocation);
        }
        check_text(&form_location)?;
        let approval = self.approval.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        approval.as_deref().map_or(Ok(()), check_text)?;
        // Who signs alone is taken to be able to; where others sign, nothing is taken for granted.
        let capacity = self.capacity.unwrap_or(if self.signers.contains(&Signer::SelfSigned) {
            Capacity::Yes
        } else if self.age_band == AgeBand::Adult {
            Capacity::Uncertain
        } else {
            Capacity::Yes
        });
        Ok(Consent {
            id: ConsentId::random(),
            role: self.role,
            age_band: self.age_band,
            care_status: self.care_status,
            capacity,
            basis: self.basis,
            purposes: sorted(self.purposes),
            channels: sorted(self.channels),
            valid_from: today,
            valid_until: self.valid_until,
            signers: sorted(self.signers),
            form_location,
            approval,
            child_heard: self.child_heard,
            events: vec![Event { state: ConsentState::Given, on: today }],
        })
    }
}

impl Consent {
    /// The state on a day.
    pub fn state(&self, on: Date) -> ConsentState {
        let last = self.events.last().map_or(ConsentState::Withdrawn, |event| event.state);
        if last.holds() && on > self.valid_until { ConsentState::Expired } else { last }
    }

    /// Withdraws it; withdrawing twice keeps the first date.
    pub fn withdraw(&mut self, on: Date) {
        if self.events.last().is_none_or(|event| event.state != ConsentState::Withdrawn) {
            self.events.push(Event { state: ConsentState::Withdrawn, on });
        }
    }

    /// Renews it until a later day. A withdrawn consent stays withdrawn: a new one is needed.
    ///
    /// # Errors
    /// [`ConsentFault`] where the day does not serve; [`ConsentFault::AlreadyExpired`] for a withdrawn one.
    pub fn renew(&mut self, until: Date, today: Date) -> Result<(), ConsentFault> {
        if self.state(today) == ConsentState::Withdrawn {
            return Err(ConsentFault::AlreadyExpired);
        }
        check_until(until, today)?;
        self.valid_until = until;
        self.events.push(Event { state: ConsentState::Renewed, on: today });
        Ok(())
    }
}

fn check_until(until: Date, today: Date) -> Result<(), ConsentFault> {
    if until < today {
        Err(ConsentFault::AlreadyExpired)
    } else if until > today.saturating_add(5.years()) {
        Err(ConsentFault::TooLong)
    } else {
        Ok(())
    }
}

fn check_text(text: &str) -> Result<(), ConsentFault> {
    if text.chars().count() > MAX_TEXT {
        Err(ConsentFault::TextTooLong)
    } else if personal_number::is_in(text) {
        Err(ConsentFault::PersonalNumber)
    } else {
        Ok(())
    }
}

fn sorted<T: Ord>(mut words: Vec<T>) -> Vec<T> {
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn new_consent() -> NewConsent {
        NewConsent {
            role: Role::Staff,
            age_band: AgeBand::Adult,
            care_status: None,
            capacity: None,
            basis: LegalBasis::Consent,
            purposes: vec![Purpose::EventReport],
            channels: vec![Channel::Intranet],
            valid_until: date(2027, 1, 31),
            signers: vec![Signer::SelfSigned],
            form_location: "HR archive, box 12".to_owned(),
            approval: None,
            child_heard: false,
        }
    }

    #[test]
    fn a_consent_holds_through_its_last_day() {
        let consent = new_consent().into_consent(date(2026, 11, 24)).unwrap();
        assert_eq!(consent.state(date(2027, 1, 31)), ConsentState::Given);
        assert_eq!(consent.state(date(2027, 2, 1)), ConsentState::Expired);
    }

    #[test]
    fn a_withdrawn_consent_stays_withdrawn() {
        let today = date(2026, 11, 24);
        let mut consent = new_consent().into_consent(today).unwrap();
        consent.withdraw(today);
        consent.withdraw(today);
        assert_eq!(consent.events.len(), 2);
        assert!(consent.renew(date(2027, 5, 1), today).is_err());
        assert_eq!(consent.state(date(2028, 1, 1)), ConsentState::Withdrawn);
    }

    #[test]
    fn a_personal_number_is_refused_in_every_text() {
        let today = date(2026, 11, 24);
        let in_location = NewConsent { form_location: "journal 211062-5629".to_owned(), ..new_consent() };
        assert_eq!(in_location.into_consent(today), Err(ConsentFault::PersonalNumber));
        let in_approval = NewConsent { approval: Some("15108695088".to_owned()), ..new_consent() };
        assert_eq!(in_approval.into_consent(today), Err(ConsentFault::PersonalNumber));
    }

    #[test]
    fn what_is_missing_is_named() {
        let today = date(2026, 11, 24);
        for (consent, fault) in [
            (NewConsent { role: Role::Unknown, ..new_consent() }, ConsentFault::UnknownRole),
            (NewConsent { purposes: vec![], ..new_consent() }, ConsentFault::NoPurpose),
            (NewConsent { channels: vec![], ..new_consent() }, ConsentFault::NoChannel),
            (NewConsent { signers: vec![], ..new_consent() }, ConsentFault::NoSigner),
            (NewConsent { form_location: "  ".to_owned(), ..new_consent() }, ConsentFault::NoFormLocation),
            (NewConsent { valid_until: date(2026, 11, 23), ..new_consent() }, ConsentFault::AlreadyExpired),
            (NewConsent { valid_until: date(2040, 1, 1), ..new_consent() }, ConsentFault::TooLong),
        ] {
            assert_eq!(consent.into_consent(today), Err(fault));
        }
    }
}

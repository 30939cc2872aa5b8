//! A recorded consent.

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use crate::text::holds_unseen;

use super::{
    AgeBand, Capacity, CareStatus, Channel, Collection, ConsentFault, ConsentId, ConsentState, Event,
    LegalBasis, OccasionId, Purpose, Role, Signer, names, personal_number,
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
    /// How it was collected.
    pub collection: Collection,
    /// The id on the printed form; `None` for a fresh one.
    pub id: Option<ConsentId>,
    /// The event that it belongs to; the register must know it.
    pub occasion: Option<OccasionId>,
}

impl Default for NewConsent {
    /// Nothing is filled in, so nothing of it can be recorded as it is.
    fn default() -> Self {
        Self {
            role: Role::Unknown,
            age_band: AgeBand::Unknown,
            care_status: None,
            capacity: None,
            basis: LegalBasis::Consent,
            purposes: Vec::new(),
            channels: Vec::new(),
            valid_until: Date::ZERO,
            signers: Vec::new(),
            form_location: String::new(),
            approval: None,
            child_heard: false,
            collection: Collection::default(),
            id: None,
            occasion: None,
        }
    }
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
    /// How it was collected.
    #[serde(default)]
    pub collection: Collection,
    /// The event that it belongs to.
    #[serde(default, rename = "event", skip_serializing_if = "Option::is_none")]
    pub occasion: Option<OccasionId>,
    /// What happened to it, oldest first.
    pub events: Vec<Event>,
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
        if !says_something(&form_location) {
            return Err(ConsentFault::NoFormLocation);
        }
        check_text(&form_location)?;
        let approval = self.approval.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        approval.as_deref().map_or(Ok(()), check_told)?;
        let collection = self.collection.checked()?;
        // Who signs alone is taken to be able to; where others sign, nothing is taken for granted.
        let capacity = self.capacity.unwrap_or(if self.signers.contains(&Signer::SelfSigned) {
            Capacity::Yes
        } else if self.age_band == AgeBand::Adult {
            Capacity::Uncertain
        } else {
            Capacity::Yes
        });
        Ok(Consent {
            id: self.id.unwrap_or_else(ConsentId::random),
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
            collection,
            occasion: self.occasion,
            events: vec![Event { state: ConsentState::Given, on: today }],
        })
    }
}

impl Consent {
    /// A consent that was asked for and refused. Nothing is remembered of the person: there is nothing
    /// that it could be used for.
    pub fn refused(id: Option<ConsentId>, on: Date) -> Self {
        Self {
            id: id.unwrap_or_else(ConsentId::random),
            role: Role::Unknown,
            age_band: AgeBand::Unknown,
            care_status: None,
            capacity: Capacity::Uncertain,
            basis: LegalBasis::Consent,
            purposes: Vec::new(),
            channels: Vec::new(),
            valid_from: on,
            valid_until: on,
            signers: Vec::new(),
            form_location: String::new(),
            approval: None,
            child_heard: false,
            collection: Collection::default(),
            occasion: None,
            events: vec![Event { state: ConsentState::Refused, on }],
        }
    }

    /// The state on a day. Whether it has expired is worked out from its last day alone: earlier versions noted
    /// expiries as events, and one computer whose clock was wrong noted them for everybody.
    pub fn state(&self, on: Date) -> ConsentState {
        let last = self.last_event().map_or(ConsentState::Unknown, |event| event.state);
        if last.holds() && on > self.valid_until { ConsentState::Expired } else { last }
    }

    /// The last thing that somebody has said about it.
    pub fn last_event(&self) -> Option<&Event> {
        self.events.iter().rev().find(|event| event.state != ConsentState::Expired)
    }

    /// The day on which it was given or last renewed.
    pub fn affirmed_on(&self) -> Date {
        let affirmed = self.events.iter().rev().find(|event| event.state.holds());
        affirmed.map_or(self.valid_from, |event| event.on)
    }

    /// Withdraws it; withdrawing twice keeps the first date.
    ///
    /// # Errors
    /// [`ConsentFault`] where the day is none on which it can have been withdrawn.
    pub fn withdraw(&mut self, on: Date, today: Date) -> Result<(), ConsentFault> {
        check_day(on, self.valid_from, today)?;
        if self.last_event().is_none_or(|event| event.state != ConsentState::Withdrawn) {
            self.events.push(Event { state: ConsentState::Withdrawn, on });
        }
        Ok(())
    }

    /// Notes another state than those with a function of their own. A final state stays.
    ///
    /// # Errors
    /// [`ConsentFault::AlreadyExpired`] where somebody has said no before, or where the state is one that
    /// only a signature brings, or only the calendar.
    pub fn mark(&mut self, state: ConsentState, on: Date) -> Result<(), ConsentFault> {
        let last = self.last_event().map_or(ConsentState::Unknown, |event| event.state);
        if last.is_final() || state.holds() || state == ConsentState::Expired {
            return Err(ConsentFault::AlreadyExpired);
        }
        if last != state {
            self.events.push(Event { state, on });
        }
        Ok(())
    }

    /// Notes that its last day is past. That is worked out from the day alone ([`Self::state`]); it is noted only before the
    /// person is erased, so that what remains tells how the consent ended.
    ///
    /// # Errors
    /// [`ConsentFault::AlreadyExpired`] where it has not expired on this day, or that is noted already.
    pub fn note_expiry(&mut self, on: Date) -> Result<(), ConsentFault> {
        let noted = self.events.last().is_some_and(|event| event.state == ConsentState::Expired);
        if noted || self.state(on) != ConsentState::Expired {
            return Err(ConsentFault::AlreadyExpired);
        }
        self.events.push(Event { state: ConsentState::Expired, on });
        Ok(())
    }

    /// True where [`NewConsent::into_consent`] can have made it on its first day. Words are not looked at: which of
    /// them are refused may change.
    pub fn is_as_given(&self) -> bool {
        self.events == [Event { state: ConsentState::Given, on: self.valid_from }]
            && self.role != Role::Unknown
            && self.age_band != AgeBand::Unknown
            && !self.purposes.is_empty()
            && !self.channels.is_empty()
            && !self.signers.is_empty()
            && check_until(self.valid_until, self.valid_from).is_ok()
    }

    /// Renews it until a later day. A consent to which somebody has said no stays as it is: a new one is
    /// needed.
    ///
    /// # Errors
    /// [`ConsentFault`] where the day does not serve; [`ConsentFault::AlreadyExpired`] for a withdrawn one.
    pub fn renew(&mut self, until: Date, today: Date) -> Result<(), ConsentFault> {
        let state = self.state(today);
        if !state.holds() && state != ConsentState::Expired {
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

/// Checks a day on which something is said to have happened that is about something else.
///
/// # Errors
/// [`ConsentFault::FutureDay`] after `today`: it would stand in the ledger for ever as if it had happened then.
/// [`ConsentFault::TooEarly`] before `since`, the first day on which it can have happened. Today can always be told, whatever
/// a wrong clock has written into the register before: nobody is kept from withdrawing.
pub fn check_day(on: Date, since: Date, today: Date) -> Result<(), ConsentFault> {
    if on > today {
        Err(ConsentFault::FutureDay)
    } else if on < since.min(today) {
        Err(ConsentFault::TooEarly)
    } else {
        Ok(())
    }
}

/// Checks a text that is kept and shown to others for characters that are not seen. They are refused and not taken out:
/// whoever has typed the text must see what is kept.
///
/// # Errors
/// [`ConsentFault::Unseen`].
pub fn check_seen(text: &str) -> Result<(), ConsentFault> {
    if holds_unseen(text.trim()) { Err(ConsentFault::Unseen) } else { Ok(()) }
}

/// Checks a reference that is kept: not long, no personal number, no name.
///
/// # Errors
/// [`ConsentFault`]: the first thing that is wrong.
pub fn check_reference(text: &str) -> Result<(), ConsentFault> {
    check_text(text)
}

/// A free text holds neither a personal number nor a name, and is not long.
pub(super) fn check_text(text: &str) -> Result<(), ConsentFault> {
    if text.chars().count() > MAX_TEXT {
        Err(ConsentFault::TextTooLong)
    } else if holds_unseen(text.trim()) {
        Err(ConsentFault::Unseen)
    } else if personal_number::is_in(text) {
        Err(ConsentFault::PersonalNumber)
    } else if names::is_in(text) {
        Err(ConsentFault::Name)
    } else {
        Ok(())
    }
}

/// The same for what is found by it later, or by whom: a dash is none.
pub(super) fn check_told(text: &str) -> Result<(), ConsentFault> {
    if says_something(text) { check_text(text) } else { Err(ConsentFault::SaysNothing) }
}

/// True where a text has a letter or a digit: a dash stands for nothing.
pub(crate) fn says_something(text: &str) -> bool {
    text.chars().any(char::is_alphanumeric)
}

pub(super) fn sorted<T: Ord>(mut words: Vec<T>) -> Vec<T> {
    words.sort_unstable();
    words.dedup();
    words
}

#[cfg(test)]
mod tests;

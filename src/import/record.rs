//! Records what a list says.

use jiff::civil::Date;

use crate::{
    consent::{AgeBand, Consent, ConsentId, NewConsent, NewOccasion, Occasion},
    policy::{Case, Policy, Reason, Ward},
    register::{Added, Belonging, HowMuch, Register, RegisterError, Taken},
};

use super::{ConsentList, RowFault};

/// The event of a list.
#[derive(Debug, Clone)]
pub enum EventOf {
    /// One that is recorded.
    Known(Occasion),
    /// One of this name; where the register knows none, it is made, with today as its day.
    Named(String),
}

/// How a list is to be recorded.
#[derive(Debug)]
pub struct Request<'a> {
    /// The rules in force.
    pub policy: &'a Policy,
    /// The event to which its consents belong.
    pub event: Option<EventOf>,
    /// Whether all of it, what can be, or nothing.
    pub how_much: HowMuch,
    /// The day.
    pub today: Date,
}

/// What became of a row.
#[derive(Debug, Clone, PartialEq)]
pub struct RowDone {
    /// The consent that the register has for it; nothing where nothing was recorded and it has no printed id.
    pub consent: Option<ConsentId>,
    /// What it says, as it was or would be recorded; its id is that of the field above, or none yet.
    pub says: Box<Consent>,
    /// The row before it that says the same.
    pub same_as: Option<u64>,
    /// It was in the register before.
    pub known: bool,
    /// Why the rules loaded here would cover the face all the same, or ask for more.
    pub reasons: Vec<Reason>,
}

/// What became of a list.
#[derive(Debug)]
pub struct Recorded {
    /// True where it was recorded, but for the rows that were refused.
    pub recorded: bool,
    /// The event, and whether it was made for this list.
    pub event: Option<(Occasion, bool)>,
    /// Each row by its number.
    pub rows: Vec<(u64, Result<RowDone, RowFault>)>,
}

impl Recorded {
    /// How many rows were refused.
    pub fn refused(&self) -> usize {
        self.rows.iter().filter(|(_, row)| row.is_err()).count()
    }

    /// How many consents are new, or would be.
    pub fn new_consents(&self) -> usize {
        let is_new = |row: &RowDone| !row.known && row.same_as.is_none();
        self.rows.iter().filter(|(_, row)| row.as_ref().is_ok_and(is_new)).count()
    }
}

/// Records a list, or tells what would be recorded. Without a register nothing can be recorded, and everything is new.
///
/// # Errors
/// [`RegisterError`]: nothing was recorded.
pub fn record(
    list: &ConsentList,
    register: Option<&Register>,
    request: &Request<'_>,
) -> Result<Recorded, RegisterError> {
    let known = match (&request.event, register) {
        (Some(EventOf::Known(occasion)), _) => Some(occasion.clone()),
        (Some(EventOf::Named(name)), Some(register)) => match register.find_occasion(name) {
            Ok(occasion) => Some(occasion),
            Err(RegisterError::NoSuchOccasion) => None,
            Err(fault) => return Err(fault),
        },
        (Some(EventOf::Named(_)) | None, _) => None,
    };
    let read = list.rows(known.as_ref(), request.policy, request.today);
    let refused = read.iter().any(|row| row.consent.is_err());
    let how_much =
        if refused && request.how_much == HowMuch::All { HowMuch::Nothing } else { request.how_much };
    let consents: Vec<NewConsent> = read.iter().filter_map(|row| row.consent.clone().ok()).collect();
    let into = match (known, &request.event) {
        (Some(occasion), _) => Some(Belonging::Known(occasion.id)),
        (None, Some(EventOf::Named(name))) => Some(Belonging::Named(NewOccasion {
            name: name.clone(),
            day: request.today,
            purposes: Vec::new(),
            channels: Vec::new(),
            contact: None,
        })),
        (None, _) => None,
    };
    let added = match register {
        Some(register) => register.add_all(consents, into, how_much)?,
        None => Register::would_add(consents, into, request.today)?,
    };
    Ok(told(added, read, request))
}

fn told(added: Added, read: Vec<super::ReadRow>, request: &Request<'_>) -> Recorded {
    let numbers: Vec<u64> = read.iter().filter(|row| row.consent.is_ok()).map(|row| row.row).collect();
    let recorded = added.recorded;
    let mut taken = added.rows.into_iter();
    let rows = read.into_iter().map(|row| {
        let outcome = match row.consent {
            Err(fault) => Err(fault),
            Ok(new) => match taken.next() {
                Some(Ok(taken)) => Ok(done(&taken, &new, &numbers, recorded, request)),
                Some(Err(fault)) => Err(RowFault::of_consent(fault)),
                None => Err(RowFault::of_consent(crate::consent::ConsentFault::Ended)),
            },
        };
        (row.row, outcome)
    });
    Recorded { recorded, event: added.occasion, rows: rows.collect() }
}

fn done(taken: &Taken, new: &NewConsent, numbers: &[u64], recorded: bool, request: &Request<'_>) -> RowDone {
    let has_id = recorded || taken.known || new.id.is_some();
    RowDone {
        consent: has_id.then(|| taken.consent.id.clone()),
        says: Box::new(taken.consent.clone()),
        same_as: taken.same_as.and_then(|at| numbers.get(at).copied()),
        known: taken.known,
        reasons: reasons(&taken.consent, request),
    }
}

/// What the rules will say of the consent, for each of its purposes, in all of its channels.
fn reasons(consent: &Consent, request: &Request<'_>) -> Vec<Reason> {
    let mut found: Vec<Reason> = Vec::new();
    for purpose in &consent.purposes {
        let case = Case {
            role: consent.role,
            age_band: if consent.age_band == AgeBand::Unknown { AgeBand::Age0To6 } else { consent.age_band },
            care_status: consent.care_status,
            capacity: Some(consent.capacity),
            circumstance: None,
            ward: Ward::Normal,
            patient_visible: false,
            purpose: *purpose,
            channels: &consent.channels,
            consent: Some(consent),
            photo: consent.collection.single_photo,
            today: request.today,
        };
        for reason in request.policy.blocks(&case) {
            if !found.contains(&reason) {
                found.push(reason);
            }
        }
    }
    found
}

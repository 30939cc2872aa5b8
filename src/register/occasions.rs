//! Events, and the consents of a list.

use std::collections::HashMap;

use jiff::civil::Date;
use rusqlite::Connection;

use crate::consent::{
    Consent, ConsentFault, ConsentId, ConsentState, NewConsent, NewOccasion, Occasion, OccasionId,
};

use super::{
    Register, RegisterError, chain,
    change::{Change, OCCASION, SUBJECT, token},
    erasure::Pruned,
    journal,
    rows::{self, json},
    store::insert_consent,
};

/// The kind of the entry with which an event comes to be.
pub(super) const OCCASION_ADDED: &str = "event_added";

/// How much of a list is recorded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum HowMuch {
    /// All of it, or nothing where one of its rows cannot be.
    All,
    /// What can be.
    WhatCan,
    /// Nothing: what would be is told.
    Nothing,
}

/// The event of the consents of a list.
#[derive(Debug, Clone)]
pub enum Belonging {
    /// One that the register knows.
    Known(OccasionId),
    /// One of this name that is made where the register knows none that is called so.
    Named(NewOccasion),
}

/// A consent of a list, as the register has taken it.
#[derive(Debug, Clone, PartialEq)]
pub struct Taken {
    /// The consent; its id is not given out where nothing was recorded.
    pub consent: Consent,
    /// The row before it that says the same, counted from 0 within the list.
    pub same_as: Option<usize>,
    /// It was in the register before.
    pub known: bool,
}

/// What became of a list.
#[derive(Debug)]
pub struct Added {
    /// True where it was recorded.
    pub recorded: bool,
    /// The event, and whether it was made for the list.
    pub occasion: Option<(Occasion, bool)>,
    /// One for each consent, in their order.
    pub rows: Vec<Result<Taken, ConsentFault>>,
}

impl Register {
    /// Records an event.
    ///
    /// # Errors
    /// [`RegisterError::Consent`] where the name or something else is not in order, and
    /// [`RegisterError::OccasionKnown`] where one is called so.
    pub fn add_occasion(&self, new: NewOccasion) -> Result<Occasion, RegisterError> {
        let occasion = new.into_occasion(self.clock().today())?;
        self.write(|change| {
            if find(change, &occasion.name)?.is_some() {
                return Err(RegisterError::OccasionKnown);
            }
            insert(change, &occasion)
        })?;
        Ok(occasion)
    }

    /// Every event, the last recorded first. One that cannot be read is named by [`Register::unreadable`].
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn occasions(&self) -> Result<Vec<Occasion>, RegisterError> {
        let occasions = rows::occasions(&*self.reading()?)?;
        Ok(self.readable(occasions))
    }

    /// The event of this id, or of this name.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchOccasion`] where there is none, or the file cannot be read.
    pub fn find_occasion(&self, called: &str) -> Result<Occasion, RegisterError> {
        find(&*self.reading()?, called)?.ok_or(RegisterError::NoSuchOccasion)
    }

    /// The consents of an event, newest first, each with the number of exports that have relied on it.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn consents_of(&self, id: &OccasionId) -> Result<Vec<(Consent, u64)>, RegisterError> {
        let uses = self.uses()?;
        let of_it = self.list()?.into_iter().filter(|consent| consent.occasion.as_ref() == Some(id));
        let with_uses = of_it.map(|consent| {
            let count = uses.get(&consent.id).copied().unwrap_or(0);
            (consent, count)
        });
        Ok(with_uses.collect())
    }

    /// Erases an event to which nothing belongs any more: every consent and form of it was erased before, or there was none.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchOccasion`], and [`RegisterError::OccasionInUse`] while something belongs to it.
    pub fn erase_occasion(&self, id: &OccasionId) -> Result<(), RegisterError> {
        self.write(|change| {
            if !rows::knows_occasion(change, id)? {
                return Err(RegisterError::NoSuchOccasion);
            }
            let erased = token(change, id.as_str())?;
            let mut pruned =
                Pruned { entries: Vec::new(), erased: Some(erased), left: std::collections::BTreeMap::new() };
            for entry in chain::entries(change)?.into_iter().filter(|entry| !entry.is_pruned()) {
                if entry.kind == OCCASION_ADDED && entry.body.contains(id.as_str()) {
                    chain::empty(change, &entry)?;
                    pruned.entries.push(entry.number);
                } else if names(&entry.body, id) {
                    return Err(RegisterError::OccasionInUse);
                }
            }
            let key = || id.as_str().to_owned().into();
            change.delete(&OCCASION, [key()])?;
            change.delete(&SUBJECT, [key()])?;
            chain::append(change, "ledger_pruned", &json(&pruned)?, &[])?;
            Ok(())
        })?;
        journal::wipe(&*self.reading()?, self.file())
    }

    /// Records the consents of a list in one transaction, each with its entry in the ledger. Two that are the same,
    /// by their printed id, or by event, reference and content, are recorded once, and one that is in the register stays as it is there.
    ///
    /// # Errors
    /// [`RegisterError`]: nothing was recorded. What is wrong with a single consent is told in its row.
    pub fn add_all(
        &self,
        consents: Vec<NewConsent>,
        into: Option<Belonging>,
        how_much: HowMuch,
    ) -> Result<Added, RegisterError> {
        let today = self.clock().today();
        if how_much == HowMuch::Nothing {
            // Held against what is there, without writing anything.
            let connection = self.reading()?;
            return plan(&connection, consents, into, today);
        }
        let mut writing = self.begin_writing()?;
        let mut added = plan(writing.connection(), consents, into, today)?;
        let faults = added.rows.iter().any(Result::is_err);
        let to_record = |row: &&Result<Taken, ConsentFault>| {
            row.as_ref().is_ok_and(|taken| taken.same_as.is_none() && !taken.known)
        };
        if faults && how_much == HowMuch::All {
            return Ok(added);
        }
        if added.rows.iter().all(|row| !to_record(&row)) {
            // Nothing that is new: no entry, and no event without consents.
            added.recorded = added.rows.iter().any(Result::is_ok);
            return Ok(added);
        }
        let mut change = writing.change();
        if let Some((occasion, true)) = &added.occasion {
            insert(&mut change, occasion)?;
        }
        for taken in added.rows.iter().filter(to_record).flatten() {
            insert_consent(&mut change, "consent_added", taken.consent.clone())?;
        }
        writing.commit()?;
        added.recorded = true;
        Ok(added)
    }
}

impl Register {
    /// What [`Self::add_all`] would do where there is no register yet.
    ///
    /// # Errors
    /// [`RegisterError::Consent`] where the name of the event is not in order, and [`RegisterError::NoSuchOccasion`] where
    /// one is named by its id.
    pub fn would_add(
        consents: Vec<NewConsent>,
        into: Option<Belonging>,
        today: Date,
    ) -> Result<Added, RegisterError> {
        let occasion = match into {
            None => None,
            Some(Belonging::Known(_)) => return Err(RegisterError::NoSuchOccasion),
            Some(Belonging::Named(new)) => Some((new.into_occasion(today)?, true)),
        };
        Ok(held_against(Vec::new(), consents, occasion, today))
    }
}

fn find(connection: &Connection, called: &str) -> Result<Option<Occasion>, RegisterError> {
    let occasions = rows::occasions(connection)?.rows;
    // An id is nobody else's; a name may be what two are called to a reader.
    let exact = occasions.iter().find(|one| one.id.as_str().eq_ignore_ascii_case(called.trim()));
    Ok(exact.or_else(|| occasions.iter().find(|one| one.is_called(called))).cloned())
}

fn insert(change: &mut Change<'_>, occasion: &Occasion) -> Result<(), RegisterError> {
    let body = json(occasion)?;
    change.insert(&OCCASION, [occasion.id.as_str().to_owned().into(), body.clone().into()])?;
    let about = token(change, occasion.id.as_str())?;
    chain::append(change, OCCASION_ADDED, &body, &[about])?;
    Ok(())
}

/// True where the body of an entry says that something belongs to the event.
fn names(body: &str, id: &OccasionId) -> bool {
    serde_json::from_str::<serde_json::Value>(body)
        .is_ok_and(|body| body.get("event").and_then(serde_json::Value::as_str) == Some(id.as_str()))
}

fn plan(
    connection: &Connection,
    consents: Vec<NewConsent>,
    into: Option<Belonging>,
    today: Date,
) -> Result<Added, RegisterError> {
    let occasion = match into {
        None => None,
        Some(Belonging::Known(id)) => {
            let known = rows::occasions(connection)?.rows.into_iter().find(|one| one.id == id);
            Some((known.ok_or(RegisterError::NoSuchOccasion)?, false))
        }
        Some(Belonging::Named(new)) => match find(connection, &new.name)? {
            Some(known) => Some((known, false)),
            None => Some((new.into_occasion(today)?, true)),
        },
    };
    Ok(held_against(rows::consents(connection)?.rows, consents, occasion, today))
}

/// Holds the consents of a list against those that there are, and against each other.
fn held_against(
    there: Vec<Consent>,
    consents: Vec<NewConsent>,
    occasion: Option<(Occasion, bool)>,
    today: Date,
) -> Added {
    let mut by_id: HashMap<ConsentId, Known> = HashMap::new();
    let mut by_content: HashMap<String, Vec<ConsentId>> = HashMap::new();
    for consent in there {
        by_content.entry(content(&consent)).or_default().push(consent.id.clone());
        by_id.insert(consent.id.clone(), Known { consent, row: None });
    }
    let mut rows = Vec::new();
    for (row, mut new) in consents.into_iter().enumerate() {
        if let Some((occasion, _)) = &occasion {
            new.occasion = Some(occasion.id.clone());
        }
        let printed = new.id.clone();
        let taken = new.into_consent(today).and_then(|consent| {
            let key = content(&consent);
            let found = if let Some(id) = &printed {
                by_id.get(id)
            } else {
                let mut known = by_content.get(&key).into_iter().flatten().filter_map(|id| by_id.get(id));
                known.find(|known| is_same(&known.consent, &consent))
            };
            let Some(found) = found else {
                by_content.entry(key).or_default().push(consent.id.clone());
                by_id.insert(consent.id.clone(), Known { consent: consent.clone(), row: Some(row) });
                return Ok(Taken { consent, same_as: None, known: false });
            };
            if !is_same(&found.consent, &consent) {
                return Err(ConsentFault::IdInUse);
            }
            if !found.consent.state(today).holds() && found.consent.state(today) != ConsentState::Expired {
                // Whoever has said no is not made to have said yes by a list that is older.
                return Err(ConsentFault::Ended);
            }
            Ok(Taken { consent: found.consent.clone(), same_as: found.row, known: found.row.is_none() })
        });
        rows.push(taken);
    }
    Added { recorded: false, occasion, rows }
}

struct Known {
    consent: Consent,
    row: Option<usize>,
}

/// True where two say the same consent: of the same event, with the same reference, and with the same content. The last day
/// is no part of it where one was renewed since.
fn is_same(one: &Consent, other: &Consent) -> bool {
    let renewed = |consent: &Consent| consent.events.iter().any(|event| event.state == ConsentState::Renewed);
    content(one) == content(other) && (one.valid_until == other.valid_until || renewed(one) || renewed(other))
}

/// What a consent says, but for its id, its days, and what happened to it since.
fn content(consent: &Consent) -> String {
    let mut told = serde_json::to_value(consent).unwrap_or_default();
    if let Some(object) = told.as_object_mut() {
        for key in ["id", "valid_from", "valid_until", "events"] {
            object.remove(key);
        }
    }
    told.to_string()
}

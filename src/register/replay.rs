//! What the tables of the register must hold, told by the ledger alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use crate::{
    consent::{Consent, ConsentState},
    hash::ContentHash,
};

use super::{
    ExportEntry, Form, LedgerEntry, LedgerFault, Publication,
    erasure::{ABOUT_CONSENTS, Erasures, is_export},
    exports::relied_on,
    rows::parse,
};

/// What the ledger tells.
#[derive(Debug, Default)]
pub(super) struct Told<'l> {
    /// By id: the last entry about it, its body, and what that says.
    pub(super) consents: BTreeMap<String, (u64, &'l str, Consent)>,
    pub(super) forms: BTreeMap<String, (u64, &'l str)>,
    /// By the number of the entry.
    pub(super) exports: BTreeMap<u64, ToldExport<'l>>,
    /// In their order, each with the last entry about it.
    pub(super) publications: Vec<(u64, Publication)>,
    /// By the number of an entry of the fourth version: the ids that its body tells of.
    pub(super) ids: BTreeMap<u64, BTreeSet<String>>,
}

/// An export as its entry tells it.
#[derive(Debug)]
pub(super) struct ToldExport<'l> {
    pub(super) entry: &'l LedgerEntry,
    /// Nothing where a person was erased from it: then its row tells the rest.
    pub(super) export: Option<ExportEntry>,
}

#[derive(Deserialize)]
struct TakenDown {
    places: Vec<Publication>,
}

#[derive(Deserialize)]
struct RulesChanged {
    #[serde(rename = "from")]
    _from: ContentHash,
    #[serde(rename = "to")]
    _to: ContentHash,
}

impl<'l> Told<'l> {
    /// Reads the entries in their order.
    ///
    /// # Errors
    /// [`LedgerFault::Impossible`] for an entry that cannot be read or cannot have come after those before it.
    pub(super) fn by(entries: &'l [LedgerEntry], erasures: &Erasures) -> Result<Self, LedgerFault> {
        let mut told = Self::default();
        for entry in entries {
            // An entry of the first version has its body still after the person was erased.
            let is_gone = entry.is_pruned() || erasures.named.contains(&entry.number);
            told.take(entry, is_gone).ok_or(LedgerFault::Impossible { number: entry.number })?;
        }
        Ok(told)
    }

    fn take(&mut self, entry: &'l LedgerEntry, is_gone: bool) -> Option<()> {
        if is_export(entry) {
            let export = if is_gone { None } else { Some(parse::<ExportEntry>(&entry.body).ok()?) };
            if let Some(export) = &export {
                if export.more.supersedes.is_some() != (entry.kind == "re_export") {
                    return None;
                }
                self.tells(entry, relied_on(export).into_iter().map(|id| id.as_str().to_owned()).collect());
            }
            self.exports.insert(entry.number, ToldExport { entry, export });
            return Some(());
        }
        if is_gone {
            return Some(());
        }
        match entry.kind.as_str() {
            kind if ABOUT_CONSENTS.contains(&kind) => self.take_consent(entry),
            "form_printed" => {
                let id = parse::<Form>(&entry.body).ok()?.id.as_str().to_owned();
                self.tells(entry, BTreeSet::from([id.clone()]));
                self.forms.insert(id, (entry.number, &entry.body)).is_none().then_some(())
            }
            "posted" => {
                let publication: Publication = parse(&entry.body).ok()?;
                self.publications.push((entry.number, publication));
                Some(())
            }
            "take_down" => self.take_down(entry),
            "policy_change" => parse::<RulesChanged>(&entry.body).ok().map(|_| ()),
            // What says nothing about a table, or was thought of later.
            _ => Some(()),
        }
    }

    fn take_consent(&mut self, entry: &'l LedgerEntry) -> Option<()> {
        let consent: Consent = parse(&entry.body).ok()?;
        let id = consent.id.as_str().to_owned();
        let last = consent.events.last()?.state;
        match self.consents.get(&id) {
            None if matches!(entry.kind.as_str(), "consent_added" | "refusal") => {
                // A form that has come back.
                self.forms.remove(&id);
            }
            None => return None,
            Some((_, _, before)) => {
                let ended = before.events.last().is_some_and(|event| event.state.is_final());
                let goes_on = consent.events.starts_with(&before.events);
                if matches!(entry.kind.as_str(), "consent_added" | "refusal")
                    || !goes_on
                    || (ended && last.holds())
                {
                    return None;
                }
            }
        }
        let fits = match entry.kind.as_str() {
            "withdrawal" => last == ConsentState::Withdrawn,
            "renewal" => last == ConsentState::Renewed,
            "expiry" => last == ConsentState::Expired,
            "refusal" => last == ConsentState::Refused,
            "state_change" => !last.holds(),
            _ => true,
        };
        self.tells(entry, BTreeSet::from([id.clone()]));
        self.consents.insert(id, (entry.number, &entry.body, consent));
        fits.then_some(())
    }

    fn take_down(&mut self, entry: &LedgerEntry) -> Option<()> {
        let taken: TakenDown = parse(&entry.body).ok()?;
        for down in taken.places {
            let posted = Publication { taken_down_on: None, ..down.clone() };
            let (number, publication) = self.publications.iter_mut().find(|(_, one)| *one == posted)?;
            (*number, *publication) = (entry.number, down);
        }
        Some(())
    }

    fn tells(&mut self, entry: &LedgerEntry, ids: BTreeSet<String>) {
        if entry.about.is_some() {
            self.ids.insert(entry.number, ids);
        }
    }
}

//! What the tables of the register must hold, told by the ledger alone.

use std::collections::{BTreeMap, BTreeSet};

use serde::Deserialize;

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};

use crate::{
    consent::{Consent, ConsentState, Event},
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
                if let Some(former) = &export.more.supersedes
                    && !self.made(former, |former| former.source_sha256 == export.source_sha256)
                {
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
                let there = self.made(&publication.record_id, |_| true);
                let past = entry.about.is_none() || publication.posted_on <= latest(entry)?;
                let fits = there && publication.taken_down_on.is_none() && past;
                self.publications.push((entry.number, publication));
                fits.then_some(())
            }
            "take_down" => self.take_down(entry),
            "policy_change" => parse::<RulesChanged>(&entry.body).ok().map(|_| ()),
            kind => SAYS_NOTHING_OF_TABLES.contains(&kind).then_some(()),
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
                let may = if entry.about.is_some() { follows } else { may_follow };
                if !may(&entry.kind, before, &consent) {
                    return None;
                }
            }
        }
        // Older versions let a withdrawal be noted for a day to come.
        let to_come = || consent.events.iter().any(|event| event.on > latest(entry).unwrap_or(Date::MIN));
        if entry.about.is_some() && to_come() {
            return None;
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
            let past = |day: Date| day >= down.posted_on && Some(day) <= latest(entry);
            if entry.about.is_some() && !down.taken_down_on.is_some_and(past) {
                return None;
            }
            let posted = Publication { taken_down_on: None, ..down.clone() };
            let (number, publication) = self.publications.iter_mut().find(|(_, one)| *one == posted)?;
            (*number, *publication) = (entry.number, down);
        }
        Some(())
    }

    /// True where an export of this record stands before, and is such a one. Of one that a person was erased from nothing
    /// is told here; its row is held against the rest.
    fn made(&self, record: &str, is_such: impl Fn(&ExportEntry) -> bool) -> bool {
        let mut known = self.exports.values().filter_map(|told| told.export.as_ref());
        match known.find(|export| export.record_id == record) {
            Some(export) => is_such(export),
            None => self.exports.values().any(|told| told.export.is_none()),
        }
    }

    fn tells(&mut self, entry: &LedgerEntry, ids: BTreeSet<String>) {
        if entry.about.is_some() {
            self.ids.insert(entry.number, ids);
        }
    }
}

/// Kinds of entries that say nothing of a table. No other is written.
const SAYS_NOTHING_OF_TABLES: [&str; 5] =
    ["dispensation_used", "restored", "ledger_pruned", super::chain::UPGRADED, super::times::CONFIRMED];

/// True where the program itself makes the one of the other: a withdrawn consent does not hold again, and nothing but its
/// events and, in a renewal, its last day changes.
fn follows(kind: &str, before: &Consent, after: &Consent) -> bool {
    let Some(Event { state, on }) = after.events.last().copied() else { return false };
    let mut expected = before.clone();
    let done = match kind {
        "renewal" => expected.renew(after.valid_until, on),
        "withdrawal" => expected.withdraw(on, on),
        "state_change" => expected.mark(state, on),
        "expiry" => expected.note_expiry(on),
        _ => return false,
    };
    done.is_ok() && expected == *after
}

/// What older versions let follow, which the functions of this one do not do again: their entries stand at the beginning
/// of a register, and none can be added.
fn may_follow(kind: &str, before: &Consent, after: &Consent) -> bool {
    let ended = before.events.last().is_some_and(|event| event.state.is_final());
    let holds = after.events.last().is_some_and(|event| event.state.holds());
    !matches!(kind, "consent_added" | "refusal")
        && after.events.starts_with(&before.events)
        && !(ended && holds)
}

/// The last day that an entry can tell of: its own in the zone that is furthest ahead.
fn latest(entry: &LedgerEntry) -> Option<Date> {
    let at: Timestamp = entry.at.parse().ok()?;
    TimeZone::UTC.to_datetime(at).date().checked_add(1.day()).ok()
}

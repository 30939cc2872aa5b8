//! What the tables of the register must hold, told by the ledger alone; and whether the program can have written its
//! entries: each is done once more, by the functions by which the program does it.
//!
//! Entries of older versions are held to less: those versions allowed more, and nobody can add one any more.

use std::collections::{BTreeMap, BTreeSet};

use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use serde::Deserialize;

use crate::{
    consent::{Channel, Consent, ConsentState, Occasion, check_day},
    hash::ContentHash,
};

use super::{
    ExportEntry, Form, LedgerEntry, LedgerFault, Publication, chain,
    erasure::{ABOUT_CONSENTS, ABOUT_EXPORTS, Erasures, is_export},
    exports::relied_on,
    heads::Restored,
    occasions::OCCASION_ADDED,
    rows::parse,
    scans::{ArchiveScan, SCANNED},
    store::{SIGNING_KEY, SigningKey},
    times::{CONFIRMED, Confirmed},
};

/// Kinds of entries besides those about consents and exports.
const OTHERS: [&str; 12] = [
    OCCASION_ADDED,
    "form_printed",
    "ledger_pruned",
    "posted",
    "take_down",
    "policy_change",
    "dispensation_used",
    "restored",
    chain::UPGRADED,
    CONFIRMED,
    SCANNED,
    SIGNING_KEY,
];

/// What the ledger tells.
#[derive(Debug, Default)]
pub(super) struct Told<'l> {
    /// By id: the last entry about it, its body, and what that says.
    pub(super) consents: BTreeMap<String, (u64, &'l str, Consent)>,
    pub(super) forms: BTreeMap<String, (u64, &'l str)>,
    pub(super) occasions: BTreeMap<String, (u64, &'l str)>,
    /// By the number of the entry.
    pub(super) exports: BTreeMap<u64, ToldExport<'l>>,
    /// In their order, each with the last entry about it.
    pub(super) publications: Vec<(u64, Publication)>,
    /// What is said to have happened to a copy: in which entry, to which record's, on which day.
    pub(super) happened: Vec<(&'l LedgerEntry, String, Date)>,
    /// The entry by which the signing key came to be, and what that says of it.
    pub(super) signing: Option<(u64, SigningKey)>,
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

/// Entries of older versions may tell less.
#[derive(Deserialize)]
struct TakenDown {
    #[serde(default)]
    record_id: Option<String>,
    #[serde(default)]
    channel: Option<Channel>,
    #[serde(default)]
    on: Option<Date>,
    places: Vec<Publication>,
}

#[derive(Deserialize)]
struct RulesChanged {
    #[serde(rename = "from")]
    _from: ContentHash,
    #[serde(rename = "to")]
    _to: ContentHash,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct DispensationUsed {
    #[serde(rename = "dispensation")]
    _dispensation: String,
    #[serde(rename = "record_id")]
    _record_id: String,
}

/// The days that it may have been where an entry was written: the entry has its moment in UTC, and Denmark, Norway and Sweden
/// are an hour or two ahead of that.
pub(super) fn days(entry: &LedgerEntry) -> Vec<Date> {
    let Ok(at) = entry.at.parse::<Timestamp>() else { return Vec::new() };
    let day = TimeZone::UTC.to_datetime(at).date();
    vec![day, day.saturating_add(1.day())]
}

/// True where something that cannot have been before `since` can have been said, in this entry, to have happened on a day.
pub(super) fn can_have_been(on: Date, since: Date, entry: &LedgerEntry) -> bool {
    days(entry).into_iter().any(|today| check_day(on, since, today).is_ok())
}

/// True where a copy can have been made anew of another: of the same photo, for the same use, by no further consent.
pub(super) fn takes_the_place_of(export: &ExportEntry, former: &ExportEntry) -> bool {
    former.source_sha256 == export.source_sha256
        && former.purpose == export.purpose
        && former.channels == export.channels
        && relied_on(export).is_subset(&relied_on(former))
}

/// True where an entry about a consent can stand after what it was before.
pub(super) fn follows(before: Option<&Consent>, told: &Consent, entry: &LedgerEntry) -> bool {
    if entry.about.is_none() {
        return follows_by_older_rules(before, told, &entry.kind);
    }
    let Some(before) = before else {
        return match entry.kind.as_str() {
            "consent_added" => told.is_as_given() && days(entry).contains(&told.valid_from),
            "refusal" => {
                *told == Consent::refused(Some(told.id.clone()), told.valid_from)
                    && can_have_been(told.valid_from, Date::MIN, entry)
            }
            _ => false,
        };
    };
    // What was said before may be said again, and changes nothing.
    let again = before == told;
    let (Some(last), Some(end)) = (told.last_event(), told.events.last()) else { return false };
    days(entry).into_iter().any(|today| {
        let mut done = before.clone();
        let is_done = match entry.kind.as_str() {
            "withdrawal" => done.withdraw(if again { today } else { last.on }, today),
            "renewal" if last.on == today => done.renew(told.valid_until, today),
            "state_change" if again || last.on == today => done.mark(last.state, today),
            "expiry" if end.on == today => done.note_expiry(today),
            _ => return false,
        };
        is_done.is_ok() && done == *told
    })
}

fn follows_by_older_rules(before: Option<&Consent>, told: &Consent, kind: &str) -> bool {
    let Some(last) = told.events.last().map(|event| event.state) else { return false };
    let comes_to_be = matches!(kind, "consent_added" | "refusal");
    let goes_on = match before {
        None => comes_to_be,
        Some(before) => {
            let ended = before.events.iter().any(|event| event.state.is_final());
            !comes_to_be && told.events.starts_with(&before.events) && !(ended && last.holds())
        }
    };
    let fits = match kind {
        "withdrawal" => last == ConsentState::Withdrawn,
        "renewal" => last == ConsentState::Renewed,
        "expiry" => last == ConsentState::Expired,
        "refusal" => last == ConsentState::Refused,
        "state_change" => !last.holds(),
        _ => true,
    };
    goes_on && fits
}

impl<'l> Told<'l> {
    /// Reads the entries in their order.
    ///
    /// # Errors
    /// [`LedgerFault::Impossible`] for an entry that cannot be read or cannot have come after those before it, and
    /// [`LedgerFault::UnknownKind`] for one of a kind that the program does not write.
    pub(super) fn by(entries: &'l [LedgerEntry], erasures: &Erasures) -> Result<Self, LedgerFault> {
        let mut told = Self::default();
        for entry in entries {
            let kind = entry.kind.as_str();
            let is_known =
                ABOUT_CONSENTS.contains(&kind) || ABOUT_EXPORTS.contains(&kind) || OTHERS.contains(&kind);
            if !is_known && entry.about.is_some() {
                let kind = kind.escape_debug().take(80).collect();
                return Err(LedgerFault::UnknownKind { number: entry.number, kind });
            }
            // An entry of the first version has its body still after the person was erased.
            let is_gone = entry.is_pruned() || erasures.named.contains(&entry.number);
            told.take(entry, is_gone).ok_or(LedgerFault::Impossible { number: entry.number })?;
        }
        Ok(told)
    }

    fn take(&mut self, entry: &'l LedgerEntry, is_gone: bool) -> Option<()> {
        if is_export(entry) {
            let export = if is_gone { None } else { Some(parse::<ExportEntry>(&entry.body).ok()?) };
            if let Some(export) = &export
                && !self.can_be(export, entry)
            {
                return None;
            }
            self.exports.insert(entry.number, ToldExport { entry, export });
            return Some(());
        }
        if is_gone {
            return Some(());
        }
        let is_new = entry.about.is_some();
        match entry.kind.as_str() {
            kind if ABOUT_CONSENTS.contains(&kind) => self.take_consent(entry),
            "form_printed" => {
                let form = parse::<Form>(&entry.body).ok()?;
                let id = form.id.as_str().to_owned();
                self.tells(entry, BTreeSet::from([id.clone()]));
                let knows = form.occasion.is_none_or(|one| self.occasions.contains_key(one.as_str()));
                let is_first = self.forms.insert(id, (entry.number, &entry.body)).is_none();
                (is_first && knows && (!is_new || can_have_been(form.printed_on, Date::MIN, entry)))
                    .then_some(())
            }
            OCCASION_ADDED if is_new => {
                let occasion = parse::<Occasion>(&entry.body).ok().filter(Occasion::is_as_entered)?;
                let id = occasion.id.as_str().to_owned();
                self.tells(entry, BTreeSet::from([id.clone()]));
                self.occasions.insert(id, (entry.number, &entry.body)).is_none().then_some(())
            }
            "posted" => {
                let publication: Publication = parse(&entry.body).ok()?;
                if is_new && publication.taken_down_on.is_some() {
                    return None;
                }
                self.happened.push((entry, publication.record_id.clone(), publication.posted_on));
                self.publications.push((entry.number, publication));
                Some(())
            }
            "take_down" => self.take_down(entry),
            "policy_change" => parse::<RulesChanged>(&entry.body).ok().map(|_| ()),
            "dispensation_used" if is_new => parse::<DispensationUsed>(&entry.body).ok().map(|_| ()),
            SCANNED if is_new => parse::<ArchiveScan>(&entry.body).ok().map(|_| ()),
            CONFIRMED if is_new => parse::<Confirmed>(&entry.body).ok().map(|_| ()),
            "restored" if is_new => {
                let restored: Restored = parse(&entry.body).ok()?;
                // What stood last before it.
                let found = restored.found.map(|head| (head.number.saturating_add(1), head.hash));
                let (number, previous) = found.unwrap_or_else(|| (1, entry.previous.clone()));
                (number == entry.number && previous == entry.previous).then_some(())
            }
            SIGNING_KEY => {
                let key = parse::<SigningKey>(&entry.body).ok()?;
                self.signing.replace((entry.number, key)).is_none().then_some(())
            }
            // What says nothing about a table, or was looked at with the chain and the erasures.
            _ => Some(()),
        }
    }

    /// True where an export can have been made when its entry was written, by consents that held.
    fn can_be(&mut self, export: &ExportEntry, entry: &LedgerEntry) -> bool {
        let consents = relied_on(export);
        let is_new = entry.about.is_some();
        let held = consents.iter().all(|id| {
            let known = self.consents.get(id.as_str());
            known.is_some_and(|(_, _, consent)| consent.state(export.created_on).holds())
        });
        // What is left of one that a person was erased from is told by its row, with which the check goes on.
        let fits_former = export.more.supersedes.as_ref().is_none_or(|former| {
            let mut known = self.exports.values().filter_map(|told| told.export.as_ref());
            known.find(|known| known.record_id == *former).map_or_else(
                || self.exports.values().any(|told| told.export.is_none()),
                |former| takes_the_place_of(export, former),
            )
        });
        self.tells(entry, consents.into_iter().map(|id| id.as_str().to_owned()).collect());
        export.more.supersedes.is_some() == (entry.kind == "re_export")
            && (!is_new || (held && fits_former && can_have_been(export.created_on, Date::MIN, entry)))
    }

    fn take_consent(&mut self, entry: &'l LedgerEntry) -> Option<()> {
        let consent: Consent = parse(&entry.body).ok()?;
        let id = consent.id.as_str().to_owned();
        let before = self.consents.get(&id).map(|(_, _, before)| before);
        let knows = consent.occasion.as_ref().is_none_or(|one| self.occasions.contains_key(one.as_str()));
        let fits = knows && follows(before, &consent, entry);
        if before.is_none() {
            // A form that has come back.
            self.forms.remove(&id);
        }
        self.tells(entry, BTreeSet::from([id.clone()]));
        self.consents.insert(id, (entry.number, &entry.body, consent));
        fits.then_some(())
    }

    fn take_down(&mut self, entry: &'l LedgerEntry) -> Option<()> {
        let taken: TakenDown = parse(&entry.body).ok()?;
        if entry.about.is_some() {
            let (record_id, on) = (taken.record_id.as_ref()?, taken.on?);
            let is_one = |down: &Publication| {
                down.record_id == *record_id
                    && down.taken_down_on == Some(on)
                    && taken.channel.is_none_or(|channel| channel == down.channel)
                    && can_have_been(on, down.posted_on, entry)
            };
            if !taken.places.iter().all(is_one) {
                return None;
            }
            self.happened.push((entry, record_id.clone(), on));
        }
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

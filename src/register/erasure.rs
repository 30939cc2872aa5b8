//! Erasing a person, and proving later that what is gone went with a person and not otherwise.
//!
//! Each entry names those whom its body tells of by random tokens, which are hashed with it and stay. An erasure names the
//! token of the person, the entries that it empties, and the hash of what is left of each export. So `check` sees that
//! every emptied entry told of that person, that every entry that did is empty, that the consent had ended, and that
//! nobody has changed the rest of the exports since.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use crate::consent::{AgeBand, ConsentId, Role};

use super::{
    ExportEntry, LedgerEntry, LedgerFault, Register, RegisterError,
    chain::{self, salted},
    change::{CONSENT, Change, EXPORT, EXPORT_CONSENT, FORM, REMNANT, SUBJECT, token},
    exports::relied_on,
    journal,
    occasions::OCCASION_ADDED,
    rows::{self, bounded, json, parse, text},
    scans, schema,
    store::{SIGNING_KEY, put_consent},
    times,
};

/// Kinds whose body is a consent as it is from then on.
pub(super) const ABOUT_CONSENTS: [&str; 6] =
    ["consent_added", "refusal", "renewal", "withdrawal", "state_change", "expiry"];
/// With which of these a consent comes to be, and after which it holds no more.
const FIRST: [&str; 2] = ["consent_added", "refusal"];
const LAST: [&str; 4] = ["refusal", "withdrawal", "state_change", "expiry"];

pub(super) const ABOUT_EXPORTS: [&str; 2] = ["export", "re_export"];

/// Kinds that tell of no person, or of an erasure itself: nothing of them is ever erased.
const KEPT: [&str; 10] = [
    "ledger_pruned",
    "posted",
    "take_down",
    "policy_change",
    "dispensation_used",
    "restored",
    chain::UPGRADED,
    times::CONFIRMED,
    scans::SCANNED,
    SIGNING_KEY,
];

/// Which bodies were erased, and why.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pruned {
    pub(super) entries: Vec<u64>,
    /// The token of the person; older entries have none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) erased: Option<String>,
    /// By the number of an export's entry, the hash of what is left of the export, see [`left`].
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) left: BTreeMap<u64, String>,
}

/// What stands of exports of which a person was erased when the register was brought to the fourth version.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Upgraded {
    pub(super) from: i64,
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub(super) left: BTreeMap<u64, String>,
}

/// What was erased, for the protocol.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Erased {
    /// Exports whose entry was erased, or from which the person was taken out.
    pub exports: usize,
    /// Entries of the ledger of which only the hash is left.
    pub entries: usize,
    /// The number of the entry that tells of the erasure.
    pub entry: u64,
    /// The hash of that entry.
    pub hash: String,
}

impl Register {
    /// Erases what is known of the person behind a consent that no longer holds: the consent, every ledger
    /// body about it, and the person's part of every export. Hashes remain, so that the chain holds, and nothing can be
    /// computed back from them, but for entries from before the fourth version. The answer is the number of exports whose
    /// entry was erased.
    ///
    /// # Errors
    /// [`RegisterError::StillHolds`] while exports can still rely on it; [`RegisterError::NotWiped`] where the person is
    /// erased, but stands in the register's journal still.
    pub fn erase(&self, id: &ConsentId) -> Result<usize, RegisterError> {
        Ok(self.erase_with_protocol(id)?.exports)
    }

    /// The same, with what a protocol tells of it.
    ///
    /// # Errors
    /// As for [`Self::erase`].
    pub fn erase_with_protocol(&self, id: &ConsentId) -> Result<Erased, RegisterError> {
        let erased = self.write(|change| erase(change, id))?;
        // Done already; this tells where it could not be.
        journal::wipe(&*self.reading()?, self.file())?;
        Ok(erased)
    }
}

fn erase(change: &mut Change<'_>, id: &ConsentId) -> Result<Erased, RegisterError> {
    let mut consent = rows::consent(change, id)?.ok_or(RegisterError::NoSuchConsent)?;
    let today = change.clock().today();
    if consent.state(today).holds() {
        return Err(RegisterError::StillHolds);
    }
    if consent.events.last().is_some_and(|event| event.state.holds()) {
        // Expired, and nobody has noted it: the ledger tells how a consent ended before it was erased.
        consent.note_expiry(today)?;
        put_consent(change, "expiry", &consent)?;
    }
    let erased = token(change, id.as_str())?;
    let mut pruned = Pruned { entries: Vec::new(), erased: Some(erased.clone()), left: BTreeMap::new() };
    for entry in chain::entries(change)?.into_iter().filter(|entry| !entry.is_pruned()) {
        let tells = entry.subjects().any(|token| token == erased)
            || (entry.about.is_none() && entry.body.contains(id.as_str()));
        if tells && !KEPT.contains(&entry.kind.as_str()) {
            chain::empty(change, &entry)?;
            pruned.entries.push(entry.number);
        }
    }
    // Among these are exports whose entry was emptied for another person before.
    let records: Vec<String> = change
        .prepare("SELECT record_id FROM export_consent WHERE consent = ?1")?
        .query_map(params![id.as_str()], |row| row.get(0))?
        .collect::<Result<_, _>>()?;
    for record in &records {
        if let Some((number, hash)) = erase_person(change, record, id)? {
            pruned.left.insert(number, hash);
        }
        change.delete(&EXPORT_CONSENT, [id.as_str().to_owned().into(), record.clone().into()])?;
    }
    change.delete(&CONSENT, [id.as_str().to_owned().into()])?;
    change.delete(&FORM, [id.as_str().to_owned().into()])?;
    change.delete(&SUBJECT, [id.as_str().to_owned().into()])?;
    let (entry, hash) = chain::append(change, "ledger_pruned", &json(&pruned)?, &[])?;
    Ok(Erased { exports: records.len(), entries: pruned.entries.len(), entry, hash })
}

/// Takes the person out of the findable form of an export. What was decided about the others stays.
fn erase_person(
    change: &mut Change<'_>,
    record_id: &str,
    id: &ConsentId,
) -> Result<Option<(u64, String)>, RegisterError> {
    let select = "SELECT number, hash, supersedes, body FROM export WHERE record_id = ?1";
    let row = change
        .prepare_cached(select)?
        .query_row(params![record_id], |row| {
            Ok((
                row.get::<_, i64>(0)?,
                row.get::<_, String>(1)?,
                row.get::<_, Option<String>>(2)?,
                text(row, 3),
            ))
        })
        .optional()?;
    let Some((number, hash, supersedes, body)) = row else { return Ok(None) };
    let mut export: ExportEntry = parse(&body.unwrap_or_default())?;
    for region in export.regions.iter_mut().filter(|region| region.consent.as_ref() == Some(id)) {
        "erased".clone_into(&mut region.decision);
        region.role = Role::Unknown;
        region.age_band = AgeBand::Unknown;
        region.care_status = None;
        region.capacity = None;
        region.consent = None;
        region.same_person = false;
        // The box stays: whoever makes the copy anew must cover what is in it.
        region.rules.clear();
    }
    // The record of an internal copy named the consent, which could be guessed back from this.
    export.more.record_sha256 = None;
    let body = json(&export)?;
    let record: rusqlite::types::Value = record_id.to_owned().into();
    change.update(&EXPORT, [record, number.into(), hash.into(), supersedes.into(), body.clone().into()])?;
    let left = note_left(change, record_id, &body)?;
    Ok(Some((number.unsigned_abs(), left)))
}

/// The hash of what is left of an export, salted anew each time, so that nobody finds out by it who else was in it.
fn note_left(change: &mut Change<'_>, record_id: &str, body: &str) -> Result<String, RegisterError> {
    let nonce = schema::random_token();
    let left = salted(&nonce, body).to_string();
    change.put(&REMNANT, [record_id.to_owned().into(), nonce.into()])?;
    Ok(left)
}

/// The first entry of the fourth version in a register that has older ones. It keeps what is left of exports as it is now.
pub(super) fn note_upgrade(change: &mut Change<'_>, from: i64) -> Result<(), RegisterError> {
    let entries = chain::entries(change)?;
    let mut upgraded = Upgraded { from, left: BTreeMap::new() };
    for entry in entries.iter().filter(|entry| is_export(entry) && entry.is_pruned()) {
        let select = concat!("SELECT record_id, ", bounded!("body"), " FROM export WHERE number = ?1");
        let row = change
            .prepare_cached(select)?
            .query_row(params![entry.number.cast_signed()], |row| {
                Ok((row.get::<_, String>(0)?, text(row, 1)))
            })
            .optional()?;
        // One that is missing, or cannot be read, is found by the check.
        let Some((record, Some(body))) = row else { continue };
        upgraded.left.insert(entry.number, note_left(change, &record, &body)?);
        let Ok(export) = parse::<ExportEntry>(&body) else { continue };
        // Older versions took only the first person out of an export that was erased twice.
        for id in relied_on(&export) {
            if CONSENT.row(change, &[id.as_str().to_owned().into()])?.is_none() {
                upgraded.left.extend(erase_person(change, &record, id)?);
            }
        }
    }
    if !entries.is_empty() {
        chain::append(change, chain::UPGRADED, &json(&upgraded)?, &[])?;
    }
    Ok(())
}

pub(super) fn is_export(entry: &LedgerEntry) -> bool {
    ABOUT_EXPORTS.contains(&entry.kind.as_str())
}

/// What the erasures account for.
#[derive(Debug, Default)]
pub(super) struct Erasures {
    /// Entries that an erasure names. Those of the first version have their body still.
    pub(super) named: BTreeSet<u64>,
    /// Tokens of the persons.
    pub(super) tokens: BTreeSet<String>,
    /// By the number of an export's entry, the hash of what must be left of the export.
    pub(super) left: BTreeMap<u64, String>,
}

/// Holds every entry without a body against the erasure that it belongs to.
pub(super) fn check(entries: &[LedgerEntry]) -> Result<Erasures, LedgerFault> {
    let mut found = Erasures::default();
    for entry in entries.iter().filter(|entry| !entry.is_pruned()) {
        let unproven = || LedgerFault::Unproven { number: entry.number };
        if entry.kind == chain::UPGRADED {
            let upgraded: Upgraded = parse(&entry.body).map_err(|_| unproven())?;
            // Of exports of older versions alone, which were emptied before: the chain has seen that there is one such entry.
            let is_emptied =
                |export: &LedgerEntry| is_export(export) && export.about.is_none() && export.is_pruned();
            if !upgraded.left.keys().all(|number| earlier(entries, entry, *number).is_some_and(is_emptied)) {
                return Err(unproven());
            }
            found.left.extend(upgraded.left);
        } else if entry.kind == "ledger_pruned" {
            let pruned: Pruned = parse(&entry.body).map_err(|_| unproven())?;
            if !is_proven(entry, &pruned, entries, &found) {
                return Err(unproven());
            }
            found.named.extend(&pruned.entries);
            found.left.extend(pruned.left);
            found.tokens.extend(pruned.erased);
        }
    }
    match entries.iter().find(|entry| entry.is_pruned() && !found.named.contains(&entry.number)) {
        Some(entry) => Err(LedgerFault::Removed { number: entry.number }),
        None => Ok(found),
    }
}

/// The entry of this number, where it stands before another one.
fn earlier<'l>(entries: &'l [LedgerEntry], than: &LedgerEntry, number: u64) -> Option<&'l LedgerEntry> {
    let index = usize::try_from(number.checked_sub(1)?).ok()?;
    entries.get(index).filter(|_| number < than.number)
}

fn is_proven(entry: &LedgerEntry, pruned: &Pruned, entries: &[LedgerEntry], before: &Erasures) -> bool {
    let at = |number: u64| earlier(entries, entry, number);
    let named: Option<Vec<&LedgerEntry>> = pruned.entries.iter().map(|number| at(*number)).collect();
    let Some(named) = named else { return false };
    // One of the first version has its body still.
    let is_gone = |entry: &LedgerEntry| entry.is_pruned() || entry.body_sha256.is_none();
    let may_be = |entry: &&LedgerEntry| is_gone(entry) && !KEPT.contains(&entry.kind.as_str());
    let again = |entry: &&LedgerEntry| entry.is_pruned() && before.named.contains(&entry.number);
    if !named.iter().all(may_be) || named.iter().any(again) {
        return false;
    }
    let Some(token) = &pruned.erased else {
        // Older versions named no person. None can be added: the chain takes no entry of theirs any more.
        return entry.about.is_none() && pruned.left.is_empty();
    };
    let tells = |entry: &LedgerEntry| entry.subjects().any(|subject| subject == token);
    let is_of = |kinds: &[&str]| named.iter().any(|entry| kinds.contains(&entry.kind.as_str()));
    // An event is no person: nothing need have ended but what belonged to it, which the ledger shows when it is played through.
    let is_event = named.len() == 1 && is_of(&[OCCASION_ADDED]);
    !before.tokens.contains(token)
        && (is_event || (is_of(&FIRST) && is_of(&LAST)))
        // Entries from before tell no token.
        && named.iter().all(|entry| entry.about.is_none() || tells(entry))
        && entries.iter().filter(|entry| tells(entry)).all(is_gone)
        // What is left of an export was noted for each that was emptied, and for none that was not.
        && named.iter().filter(|entry| is_export(entry)).all(|entry| pruned.left.contains_key(&entry.number))
        && pruned.left.keys().all(|number| {
            at(*number).is_some_and(|export| is_export(export) && is_gone(export) && (export.about.is_none() || tells(export)))
        })
}

/// What is left of an export: the random part of its hash, and its body.
pub(super) fn is_left(nonce: &str, body: &str, hash: &str) -> bool {
    salted(nonce, body).to_string() == hash
}

/// The random parts by record id.
pub(super) fn remnants(connection: &Connection) -> Result<BTreeMap<String, String>, RegisterError> {
    let mut statement = connection.prepare("SELECT record_id, nonce FROM remnant")?;
    let rows = statement
        .query_map([], |row| Ok((text(row, 0).unwrap_or_default(), text(row, 1).unwrap_or_default())))?;
    Ok(rows.collect::<Result<_, _>>()?)
}

//! Appending to the chain, and holding everything against it.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use crate::{clock::Clock, consent::Consent, hash::ContentHash};

use super::{ExportEntry, LedgerEntry, LedgerFault, RegisterError, store::parse};

/// "Before the first entry".
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// Kinds whose body is a consent as it is from then on.
const ABOUT_CONSENTS: [&str; 6] =
    ["consent_added", "refusal", "renewal", "withdrawal", "state_change", "expiry"];

/// Which bodies were erased.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Pruned {
    pub(super) entries: Vec<u64>,
}

/// The whole ledger, oldest first.
pub(super) fn entries(connection: &Connection) -> Result<Vec<LedgerEntry>, RegisterError> {
    let mut statement = connection
        .prepare("SELECT number, kind, at, body, body_sha256, previous, hash FROM ledger ORDER BY number")?;
    let rows = statement.query_map([], |row| {
        Ok(LedgerEntry {
            number: row.get::<_, i64>(0)?.unsigned_abs(),
            kind: row.get(1)?,
            at: row.get(2)?,
            body: row.get(3)?,
            body_sha256: row.get(4)?,
            previous: row.get(5)?,
            hash: row.get(6)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Appends an entry; the answer is its place and its hash.
pub(super) fn append(
    connection: &Connection,
    clock: &dyn Clock,
    kind: &str,
    body: &str,
) -> Result<(u64, String), RegisterError> {
    let last: Option<(i64, String)> = connection
        .query_row("SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let (number, previous) = last.map_or((1, NOTHING.to_owned()), |(number, hash)| (number + 1, hash));
    let body_sha256 = ContentHash::of(body.as_bytes()).to_string();
    let mut entry = LedgerEntry {
        number: number.unsigned_abs(),
        kind: kind.to_owned(),
        at: clock.now().to_string(),
        body: body.to_owned(),
        body_sha256: Some(body_sha256.clone()),
        previous,
        hash: String::new(),
    };
    entry.hash = entry.expected_hash().to_string();
    connection.execute(
        "INSERT INTO ledger (number, kind, at, body, body_sha256, previous, hash)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![number, entry.kind, entry.at, entry.body, body_sha256, entry.previous, entry.hash],
    )?;
    Ok((entry.number, entry.hash))
}

/// Erases the bodies of these entries and appends an entry that says so. The chain holds on by the hashes.
pub(super) fn prune(
    connection: &Connection,
    clock: &dyn Clock,
    numbers: &BTreeSet<u64>,
) -> Result<(), RegisterError> {
    for number in numbers {
        connection.execute(
            "UPDATE ledger SET body = '' WHERE number = ?1 AND body_sha256 IS NOT NULL",
            params![number.cast_signed()],
        )?;
    }
    let pruned = Pruned { entries: numbers.iter().copied().collect() };
    append(connection, clock, "ledger_pruned", &super::store::json(&pruned)?)?;
    Ok(())
}

/// Holds every entry against the chain, and register and exports against the entries about them.
pub(super) fn check(connection: &Connection) -> Result<Result<u64, LedgerFault>, RegisterError> {
    let entries = entries(connection)?;
    let expected: i64 = connection
        .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'ledger'", [], |row| row.get(0))
        .optional()?
        .unwrap_or(0);
    let chain = check_chain(&entries);
    if let Err(fault) = chain {
        return Ok(Err(fault));
    }
    let (found, expected) = (entries.len() as u64, expected.unsigned_abs());
    if found < expected {
        return Ok(Err(LedgerFault::Shortened { found, expected }));
    }
    Ok(check_pruned(&entries)?
        .and(check_consents(connection, &entries)?)
        .and(check_exports(connection, &entries)?)
        .and(super::times::check_times(&entries))
        .map(|()| found))
}

fn check_chain(entries: &[LedgerEntry]) -> Result<(), LedgerFault> {
    let mut previous = NOTHING.to_owned();
    for (index, entry) in entries.iter().enumerate() {
        if entry.number != index as u64 + 1 || entry.previous != previous {
            return Err(LedgerFault::Broken { number: entry.number });
        }
        if entry.expected_hash().to_string() != entry.hash || !entry.body_is_as_hashed() {
            return Err(LedgerFault::Changed { number: entry.number });
        }
        previous.clone_from(&entry.hash);
    }
    Ok(())
}

fn check_pruned(entries: &[LedgerEntry]) -> Result<Result<(), LedgerFault>, RegisterError> {
    let mut accounted = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.kind == "ledger_pruned" && !entry.is_pruned()) {
        let pruned: Pruned = parse(&entry.body)?;
        accounted.extend(pruned.entries.into_iter().filter(|number| *number < entry.number));
    }
    let unaccounted = entries.iter().find(|entry| entry.is_pruned() && !accounted.contains(&entry.number));
    Ok(unaccounted.map_or(Ok(()), |entry| Err(LedgerFault::Removed { number: entry.number })))
}

fn check_consents(
    connection: &Connection,
    entries: &[LedgerEntry],
) -> Result<Result<(), LedgerFault>, RegisterError> {
    let mut last: BTreeMap<String, (u64, Consent)> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| ABOUT_CONSENTS.contains(&entry.kind.as_str())) {
        if !entry.is_pruned() {
            let consent: Consent = parse(&entry.body)?;
            last.insert(consent.id.to_string(), (entry.number, consent));
        }
    }
    let mut statement = connection.prepare("SELECT id, body FROM consent")?;
    let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?)))?;
    for row in rows {
        let (id, body) = row?;
        match last.remove(&id) {
            Some((_, told)) if parse::<Consent>(&body).is_ok_and(|consent| consent == told) => {}
            Some((number, _)) => return Ok(Err(LedgerFault::RegisterDiffers { number, what: id })),
            None => return Ok(Err(LedgerFault::RegisterDiffers { number: 0, what: id })),
        }
    }
    // A consent that the ledger tells of and the register does not have was taken out behind its back.
    let missing = last.into_iter().next();
    Ok(missing.map_or(Ok(()), |(what, (number, _))| Err(LedgerFault::RegisterDiffers { number, what })))
}

fn check_exports(
    connection: &Connection,
    entries: &[LedgerEntry],
) -> Result<Result<(), LedgerFault>, RegisterError> {
    let mut statement = connection.prepare("SELECT number, hash, body FROM export WHERE record_id = ?1")?;
    for entry in entries.iter().filter(|entry| matches!(entry.kind.as_str(), "export" | "re_export")) {
        if entry.is_pruned() {
            continue;
        }
        let told: ExportEntry = parse(&entry.body)?;
        let row: Option<(i64, String, String)> = statement
            .query_row(params![told.record_id], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .optional()?;
        let same = row.is_some_and(|(number, hash, body)| {
            number.unsigned_abs() == entry.number
                && hash == entry.hash
                && parse::<ExportEntry>(&body).is_ok_and(|export| export == told)
        });
        if !same {
            return Ok(Err(LedgerFault::RegisterDiffers { number: entry.number, what: told.record_id }));
        }
    }
    Ok(Ok(()))
}

//! Holds every table against the ledger, in both directions: what a row tells must stand in an entry, and what the entries
//! tell must stand in the rows.

use std::collections::{BTreeMap, BTreeSet};

use rusqlite::{Connection, OptionalExtension as _};

use super::{
    ExportEntry, LedgerEntry, LedgerFault, RegisterError, UnreadableRow, chain,
    erasure::{self, Erasures},
    exports::relied_on,
    publications,
    replay::{Told, can_have_been, takes_the_place_of},
    rows::{bounded, key, parse, text},
    store::{SigningKey, secret},
    times::check_times,
};

type Checked = Result<(), LedgerFault>;

/// Holds every entry against the chain, and every table against the entries.
pub(super) fn all(connection: &Connection) -> Result<Result<u64, LedgerFault>, RegisterError> {
    let reason: String = connection.query_row("PRAGMA integrity_check(1)", [], |row| row.get(0))?;
    if reason != "ok" {
        return Ok(Err(LedgerFault::Damaged { reason }));
    }
    let entries = chain::entries(connection)?;
    if let Err(fault) = chain::check(&entries) {
        return Ok(Err(fault));
    }
    if let Err(fault) = length(connection, entries.len() as u64)? {
        return Ok(Err(fault));
    }
    let told = erasure::check(&entries)
        .and_then(|erasures| Told::by(&entries, &erasures).map(|told| (told, erasures)));
    let (told, erasures) = match told {
        Ok(told) => told,
        Err(fault) => return Ok(Err(fault)),
    };
    let rows = match export_rows(connection, &told, &erasures)? {
        Ok(rows) => rows,
        Err(fault) => return Ok(Err(fault)),
    };
    let parts: [Checked; 6] = [
        consents_and_forms(connection, &told)?,
        exports(connection, &entries, &told, &erasures, &rows)?,
        happened(&told, &rows),
        places(connection, &told)?,
        secrets(connection, &told)?,
        check_times(&entries),
    ];
    Ok(parts.into_iter().collect::<Checked>().map(|()| entries.len() as u64))
}

/// SQLite remembers the last number that it gave, even of an entry that is gone.
fn length(connection: &Connection, found: u64) -> Result<Checked, RegisterError> {
    let mut statement = connection.prepare("SELECT name, seq FROM sqlite_sequence")?;
    let rows = statement.query_map([], |row| Ok((text(row, 0), row.get_ref(1)?.as_i64().ok())))?;
    let rows: Vec<(Option<String>, Option<i64>)> = rows.collect::<Result<_, _>>()?;
    let expected = match rows.as_slice() {
        [] => Some(0),
        [(Some(name), seq)] if name == "ledger" => seq.map(i64::unsigned_abs),
        _ => None,
    };
    Ok(match expected {
        Some(expected) if expected == found => Ok(()),
        Some(expected) if expected > found => Err(LedgerFault::Shortened { found, expected }),
        Some(_) | None => Err(LedgerFault::Unaccounted { what: "sqlite_sequence".to_owned() }),
    })
}

fn differs(number: u64, table: &'static str, key: &str) -> LedgerFault {
    LedgerFault::RegisterDiffers { number, what: UnreadableRow::new(table, Some(key.to_owned())).to_string() }
}

fn unaccounted(table: &'static str, key: Option<String>) -> LedgerFault {
    LedgerFault::Unaccounted { what: UnreadableRow::new(table, key).to_string() }
}

/// Two columns of each row of a table; nothing where one is not the text that the program writes.
fn pairs(
    connection: &Connection,
    table: &'static str,
    select: &str,
) -> Result<Result<Vec<(String, String)>, LedgerFault>, RegisterError> {
    let mut statement = connection.prepare(select)?;
    let mut rows = statement.query([])?;
    let mut found = Vec::new();
    while let Some(row) = rows.next()? {
        match (text(row, 0), text(row, 1)) {
            (Some(first), Some(second)) => found.push((first, second)),
            _ => return Ok(Err(unaccounted(table, key(row, 0)))),
        }
    }
    Ok(Ok(found))
}

fn consents_and_forms(connection: &Connection, told: &Told<'_>) -> Result<Checked, RegisterError> {
    let consents: BTreeMap<&str, (u64, &str)> =
        told.consents.iter().map(|(id, (number, body, _))| (id.as_str(), (*number, *body))).collect();
    let forms: BTreeMap<&str, (u64, &str)> =
        told.forms.iter().map(|(id, (number, body))| (id.as_str(), (*number, *body))).collect();
    let select = concat!("SELECT ", bounded!("id"), ", ", bounded!("body"), " FROM consent");
    if let Err(fault) = bodies("consent", pairs(connection, "consent", select)?, consents) {
        return Ok(Err(fault));
    }
    let select = concat!("SELECT ", bounded!("id"), ", ", bounded!("body"), " FROM form");
    if let Err(fault) = bodies("form", pairs(connection, "form", select)?, forms) {
        return Ok(Err(fault));
    }
    let occasions: BTreeMap<&str, (u64, &str)> =
        told.occasions.iter().map(|(id, (number, body))| (id.as_str(), (*number, *body))).collect();
    let select = concat!("SELECT ", bounded!("id"), ", ", bounded!("body"), " FROM occasion");
    Ok(bodies("occasion", pairs(connection, "occasion", select)?, occasions))
}

fn bodies(
    table: &'static str,
    rows: Result<Vec<(String, String)>, LedgerFault>,
    mut told: BTreeMap<&str, (u64, &str)>,
) -> Checked {
    for (id, body) in rows? {
        match told.remove(id.as_str()) {
            // The same text went into both.
            Some((_, same)) if same == body => {}
            Some((number, _)) => return Err(differs(number, table, &id)),
            None => return Err(unaccounted(table, Some(id))),
        }
    }
    // What the ledger tells of and the register does not have was taken out behind its back.
    told.into_iter().next().map_or(Ok(()), |(id, (number, _))| Err(differs(number, table, id)))
}

fn exports(
    connection: &Connection,
    entries: &[LedgerEntry],
    told: &Told<'_>,
    erasures: &Erasures,
    rows: &BTreeMap<u64, ExportEntry>,
) -> Result<Checked, RegisterError> {
    let relied = pairs(connection, "export_consent", "SELECT consent, record_id FROM export_consent")?;
    let subjects = pairs(connection, "subject", "SELECT id, token FROM subject")?;
    let notes = pairs(connection, "note", "SELECT name, value FROM note")?;
    Ok(relations(rows, relied)
        .and_then(|()| tokens(entries, told, erasures, rows, subjects?))
        .and_then(|()| rules(told, rows, notes?)))
}

/// The rows of exports by the number of their entry, each held against it.
fn export_rows(
    connection: &Connection,
    told: &Told<'_>,
    erasures: &Erasures,
) -> Result<Result<BTreeMap<u64, ExportEntry>, LedgerFault>, RegisterError> {
    let mut remnants = erasure::remnants(connection)?;
    let select = concat!(
        "SELECT ",
        bounded!("record_id"),
        ", number, ",
        bounded!("hash"),
        ", ",
        bounded!("supersedes"),
        ", ",
        bounded!("body"),
        ", supersedes IS NULL FROM export"
    );
    let mut statement = connection.prepare(select)?;
    let mut rows = statement.query([])?;
    let mut found = BTreeMap::new();
    while let Some(row) = rows.next()? {
        let record = text(row, 0);
        let read = || {
            let supersedes = if row.get::<_, bool>(5).ok()? { None } else { Some(text(row, 3)?) };
            Some((row.get::<_, i64>(1).ok()?.unsigned_abs(), text(row, 2)?, supersedes, text(row, 4)?))
        };
        let Some((record, (number, hash, supersedes, body))) = record.clone().zip(read()) else {
            return Ok(Err(unaccounted("export", record)));
        };
        let Some(entry) = told.exports.get(&number) else {
            return Ok(Err(unaccounted("export", Some(record))));
        };
        let Some(export) = parse::<ExportEntry>(&body).ok() else {
            return Ok(Err(differs(number, "export", &record)));
        };
        let nonce = remnants.remove(&record);
        let same = match (&entry.export, nonce) {
            (Some(told), None) => *told == export,
            (None, Some(nonce)) => {
                erasures.left.get(&number).is_some_and(|left| erasure::is_left(&nonce, &body, left))
            }
            (Some(_), Some(_)) | (None, None) => false,
        };
        let fits = same
            && hash == entry.entry.hash
            && export.record_id == record
            && export.more.supersedes == supersedes
            && !found.contains_key(&number);
        if !fits {
            return Ok(Err(differs(number, "export", &record)));
        }
        found.insert(number, export);
    }
    let gone = told.exports.keys().find(|number| !found.contains_key(number));
    if let Some(number) = gone {
        let record = told.exports.get(number).and_then(|told| told.export.as_ref());
        return Ok(Err(differs(*number, "export", record.map_or("?", |export| &export.record_id))));
    }
    let spare = remnants.into_keys().next();
    Ok(spare.map_or(Ok(found), |record| Err(unaccounted("remnant", Some(record)))))
}

fn relations(
    exports: &BTreeMap<u64, ExportEntry>,
    rows: Result<Vec<(String, String)>, LedgerFault>,
) -> Checked {
    let rows = rows?;
    let mut told: BTreeMap<(&str, &str), u64> = BTreeMap::new();
    for (number, export) in exports {
        told.extend(
            relied_on(export).into_iter().map(|id| ((id.as_str(), export.record_id.as_str()), *number)),
        );
    }
    for (consent, record) in &rows {
        if told.remove(&(consent.as_str(), record.as_str())).is_none() {
            return Err(unaccounted("export_consent", Some(format!("{consent} {record}"))));
        }
    }
    let missing = told.into_iter().next();
    missing.map_or(Ok(()), |((consent, record), number)| {
        Err(differs(number, "export_consent", &format!("{consent} {record}")))
    })
}

/// Holds whom each entry says that it tells of against whom its body tells of.
fn tokens(
    entries: &[LedgerEntry],
    told: &Told<'_>,
    erasures: &Erasures,
    exports: &BTreeMap<u64, ExportEntry>,
    rows: Vec<(String, String)>,
) -> Checked {
    let tokens: BTreeMap<String, String> = rows.into_iter().collect();
    let mut used: BTreeSet<&str> = BTreeSet::new();
    for entry in entries.iter().filter(|entry| entry.about.is_some()) {
        let subjects: BTreeSet<&str> = entry.subjects().collect();
        let mut known: BTreeSet<&str> = BTreeSet::new();
        let left: BTreeSet<String>;
        let ids = match (told.ids.get(&entry.number), exports.get(&entry.number)) {
            (Some(ids), _) => Some(ids),
            (None, Some(export)) => {
                left = relied_on(export).into_iter().map(|id| id.as_str().to_owned()).collect();
                Some(&left)
            }
            (None, None) => None,
        };
        for id in ids.into_iter().flatten() {
            let Some((id, token)) = tokens.get_key_value(id) else {
                return Err(differs(entry.number, "subject", id));
            };
            used.insert(id);
            known.insert(token);
        }
        let rest_is_erased =
            subjects.iter().all(|token| known.contains(token) || erasures.tokens.contains(*token));
        // A body that is there tells of nobody who was erased.
        let exact = entry.is_pruned() || subjects == known;
        if !known.is_subset(&subjects) || !rest_is_erased || !exact {
            return Err(LedgerFault::Impossible { number: entry.number });
        }
    }
    let spare =
        tokens.iter().find(|(id, token)| !used.contains(id.as_str()) || erasures.tokens.contains(*token));
    spare.map_or(Ok(()), |(id, _)| Err(unaccounted("subject", Some(id.clone()))))
}

/// The rules of the last export are noted, so that a change of them gets an entry.
fn rules(told: &Told<'_>, exports: &BTreeMap<u64, ExportEntry>, notes: Vec<(String, String)>) -> Checked {
    let last = exports.last_key_value();
    let mut is_told = false;
    for (name, value) in notes {
        let same = last.is_some_and(|(_, export)| export.policy_sha256.to_string() == value);
        match last {
            Some(_) if name == "policy" && same => is_told = true,
            Some((number, _)) if name == "policy" => return Err(differs(*number, "note", &name)),
            Some(_) | None => return Err(unaccounted("note", Some(name))),
        }
    }
    match last {
        // Registers of the first version noted none.
        Some((number, _))
            if !is_told && told.exports.get(number).is_some_and(|export| export.entry.about.is_some()) =>
        {
            Err(differs(*number, "note", "policy"))
        }
        Some(_) | None => Ok(()),
    }
}

/// What is said to have happened to a copy happened to one that was there, and a copy takes the place of an earlier one of
/// the same photo and for the same use, by no other consents than that.
fn happened(told: &Told<'_>, exports: &BTreeMap<u64, ExportEntry>) -> Checked {
    let by_record: BTreeMap<&str, (u64, &ExportEntry)> =
        exports.iter().map(|(number, export)| (export.record_id.as_str(), (*number, export))).collect();
    let earlier = |record: &str, number: u64| {
        by_record.get(record).filter(|(made, _)| *made < number).map(|(_, export)| *export)
    };
    for (entry, record, on) in told.happened.iter().filter(|(entry, ..)| entry.about.is_some()) {
        let copy = earlier(record, entry.number);
        if !copy.is_some_and(|copy| can_have_been(*on, copy.created_on, entry)) {
            return Err(LedgerFault::Impossible { number: entry.number });
        }
    }
    for (number, export) in exports {
        let is_new = told.exports.get(number).is_some_and(|told| told.entry.about.is_some());
        let Some(former) = export.more.supersedes.as_deref().filter(|_| is_new) else { continue };
        if !earlier(former, *number).is_some_and(|former| takes_the_place_of(export, former)) {
            return Err(LedgerFault::Impossible { number: *number });
        }
    }
    Ok(())
}

fn places(connection: &Connection, told: &Told<'_>) -> Result<Checked, RegisterError> {
    let found = publications::all(connection)?;
    if let Some(row) = found.unreadable.into_iter().next() {
        return Ok(Err(LedgerFault::Unaccounted { what: row.to_string() }));
    }
    let mut rows = found.rows.into_iter();
    for (at, (number, told)) in (1..).zip(&told.publications) {
        match rows.next() {
            // None is ever taken out, so they are numbered in their order.
            Some((key, row)) if key == at && row == *told => {}
            Some((key, _)) => return Ok(Err(differs(*number, "publication", &key.to_string()))),
            None => return Ok(Err(differs(*number, "publication", &told.record_id))),
        }
    }
    Ok(rows.next().map_or(Ok(()), |(key, _)| Err(unaccounted("publication", Some(key.to_string())))))
}

/// There are no keys but these, and the one that signs is that of which an entry tells; registers from before have no such
/// entry.
fn secrets(connection: &Connection, told: &Told<'_>) -> Result<Checked, RegisterError> {
    let other = "SELECT CAST(name AS TEXT) FROM secret
                 WHERE name NOT IN ('org_key', 'signing_seed') OR typeof(value) != 'blob' OR length(value) != 32";
    let found = connection.query_row(other, [], |row| Ok(text(row, 0))).optional()?;
    if let Some(name) = found {
        return Ok(Err(unaccounted("secret", name)));
    }
    let Some((number, key)) = &told.signing else { return Ok(Ok(())) };
    let same = secret(connection, "signing_seed")?.is_some_and(|seed| SigningKey::of(&seed) == *key);
    Ok(if same { Ok(()) } else { Err(differs(*number, "secret", "signing_seed")) })
}

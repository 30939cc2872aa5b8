//! The chain of the ledger: reading it, appending to it, and holding each entry against the one before.

use rusqlite::Connection;

use crate::hash::ContentHash;

use super::{
    LedgerEntry, LedgerFault, RegisterError,
    change::{Change, LEDGER, last},
    heads::Head,
    rows::{bounded, text},
    schema,
};

/// "Before the first entry".
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The kind of the entry with which a register of an older version goes on as one of the fourth.
pub(super) const UPGRADED: &str = "upgraded";

/// The whole ledger, oldest first. What cannot be read of an entry is a question mark, which fits no hash.
pub(super) fn entries(connection: &Connection) -> Result<Vec<LedgerEntry>, RegisterError> {
    entries_where(connection, "TRUE", &[])
}

/// Those of its entries for which this holds, oldest first.
pub(super) fn entries_where(
    connection: &Connection,
    condition: &str,
    values: &[&dyn rusqlite::ToSql],
) -> Result<Vec<LedgerEntry>, RegisterError> {
    // A register that is being brought up to date has none of these yet.
    let columns = |name| {
        connection.prepare_cached("SELECT 1 FROM pragma_table_info('ledger') WHERE name = ?1")?.exists([name])
    };
    let body_sha256 = if columns("body_sha256")? { "body_sha256" } else { "NULL" };
    let fourth = if columns("about")? { "nonce, about" } else { "NULL, NULL" };
    let select = format!(
        "SELECT number, {}, {}, {}, {body_sha256}, {}, {}, {fourth} FROM ledger WHERE {condition} ORDER BY number",
        bounded!("kind"),
        bounded!("at"),
        bounded!("body"),
        bounded!("previous"),
        bounded!("hash"),
    );
    let mut statement = connection.prepare(&select)?;
    let rows = statement.query_map(values, |row| {
        let needed = |index| text(row, index).unwrap_or_else(|| "?".to_owned());
        // Something that is no text is not nothing.
        let optional = |index| {
            let nothing = matches!(row.get_ref(index)?, rusqlite::types::ValueRef::Null);
            Ok::<_, rusqlite::Error>(if nothing { None } else { Some(needed(index)) })
        };
        Ok(LedgerEntry {
            number: row.get::<_, i64>(0)?.unsigned_abs(),
            kind: needed(1),
            at: needed(2),
            body: needed(3),
            body_sha256: optional(4)?,
            previous: needed(5),
            hash: needed(6),
            nonce: optional(7)?,
            about: optional(8)?,
        })
    })?;
    Ok(rows.collect::<Result<_, _>>()?)
}

/// Appends an entry that tells of the bearers of these tokens; the answer is its place and its hash.
pub(super) fn append(
    change: &mut Change<'_>,
    kind: &str,
    body: &str,
    about: &[String],
) -> Result<(u64, String), RegisterError> {
    let (number, previous) =
        last(change)?.map_or((1, NOTHING.to_owned()), |head| (head.number + 1, head.hash));
    let nonce = schema::random_token();
    let mut about = about.to_vec();
    about.sort_unstable();
    about.dedup();
    let mut entry = LedgerEntry {
        number,
        kind: kind.to_owned(),
        at: change.clock().now().to_string(),
        body: body.to_owned(),
        body_sha256: Some(salted(&nonce, body).to_string()),
        nonce: Some(nonce),
        about: Some(about.join(",")),
        previous,
        hash: String::new(),
    };
    entry.hash = entry.expected_hash().to_string();
    change.insert(
        &LEDGER,
        [
            entry.number.cast_signed().into(),
            entry.kind.into(),
            entry.at.into(),
            entry.body.into(),
            entry.body_sha256.into(),
            entry.nonce.into(),
            entry.about.into(),
            entry.previous.into(),
            entry.hash.clone().into(),
        ],
    )?;
    change.is_last(Head { number, hash: entry.hash.clone() });
    Ok((number, entry.hash))
}

/// SHA-256 over the random part, a line feed and the body: without the random part, nobody finds the body by trying what it
/// may have been.
pub(super) fn salted(nonce: &str, body: &str) -> ContentHash {
    ContentHash::of_parts([nonce.as_bytes(), b"\n", body.as_bytes()])
}

/// Takes the body out of an entry, and the random part with it; the chain holds on by the hashes. Entries of the first
/// version have no hash of their body, and keep it.
pub(super) fn empty(change: &mut Change<'_>, entry: &LedgerEntry) -> Result<(), RegisterError> {
    if entry.body_sha256.is_none() {
        return Ok(());
    }
    change.update(
        &LEDGER,
        [
            entry.number.cast_signed().into(),
            entry.kind.clone().into(),
            entry.at.clone().into(),
            String::new().into(),
            entry.body_sha256.clone().into(),
            None::<String>.into(),
            entry.about.clone().into(),
            entry.previous.clone().into(),
            entry.hash.clone().into(),
        ],
    )
}

/// Holds every entry against the one before it and against its own hash.
pub(super) fn check(entries: &[LedgerEntry]) -> Result<(), LedgerFault> {
    let mut previous = NOTHING;
    let mut is_new = false;
    for (index, entry) in entries.iter().enumerate() {
        if entry.number != index as u64 + 1 || entry.previous != previous {
            return Err(LedgerFault::Broken { number: entry.number });
        }
        if entry.expected_hash().to_string() != entry.hash || !entry.body_is_as_hashed() {
            return Err(LedgerFault::Changed { number: entry.number });
        }
        // From the upgrade on, or from the first entry, every one has the form of the fourth version: nobody can go back
        // to what proves less. There is one upgrade, after older entries and before all newer ones: what it tells is
        // believed, so nobody must be able to add one.
        let upgrades = entry.kind == UPGRADED;
        if upgrades && (is_new || index == 0 || entry.about.is_none()) {
            return Err(LedgerFault::UpgradedAgain { number: entry.number });
        }
        let begins = index == 0 || upgrades;
        match entry.about {
            None if is_new => return Err(LedgerFault::OldForm { number: entry.number }),
            Some(_) if !is_new && !begins => return Err(LedgerFault::OldForm { number: entry.number }),
            None => {}
            Some(_) => is_new = true,
        }
        previous = &entry.hash;
    }
    match entries.last() {
        Some(entry) if !is_new => Err(LedgerFault::OldForm { number: entry.number }),
        Some(_) | None => Ok(()),
    }
}

//! The tables of the register.

use rusqlite::{Connection, TransactionBehavior, params};

use crate::hash::ContentHash;

use super::{ExportEntry, RegisterError, chain};

/// Version of the tables.
pub(super) const VERSION: i64 = 4;

const FIRST: &str = "
    CREATE TABLE consent (id TEXT PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE ledger (
        number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at TEXT NOT NULL,
        body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);
    CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);";

/// The second version: bodies have a hash of their own, so that they can be erased; exports can be found
/// by record and by consent; forms and publications are remembered.
const SECOND: &str = "
    ALTER TABLE ledger ADD COLUMN body_sha256 TEXT;
    CREATE TABLE export (
        record_id TEXT PRIMARY KEY, number INTEGER NOT NULL, hash TEXT NOT NULL, supersedes TEXT,
        body TEXT NOT NULL);
    CREATE INDEX export_supersedes ON export (supersedes);
    CREATE TABLE export_consent (
        consent TEXT NOT NULL, record_id TEXT NOT NULL, PRIMARY KEY (consent, record_id)) WITHOUT ROWID;
    CREATE TABLE publication (
        number INTEGER PRIMARY KEY, record_id TEXT NOT NULL, channel TEXT NOT NULL, place TEXT NOT NULL,
        posted_on TEXT NOT NULL, taken_down_on TEXT);
    CREATE INDEX publication_record ON publication (record_id);
    CREATE TABLE form (id TEXT PRIMARY KEY, body TEXT NOT NULL);
    CREATE TABLE note (name TEXT PRIMARY KEY, value TEXT NOT NULL);";

/// Makes the tables, or brings older ones up to date; nothing of theirs is lost.
pub(super) fn bring_up_to_date(connection: &mut Connection) -> Result<(), RegisterError> {
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Somebody else may have made the tables while this waited.
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version < 1 {
        transaction.execute_batch(FIRST)?;
        transaction.execute("INSERT INTO secret VALUES ('org_key', ?1)", params![random_key().as_slice()])?;
    }
    if version < 2 {
        transaction.execute_batch(SECOND)?;
        for entry in chain::entries(&transaction)?.iter().filter(|entry| entry.kind == "export") {
            let export: ExportEntry = super::store::parse(&entry.body)?;
            super::exports::index(&transaction, &export, entry.number, &entry.hash)?;
        }
    }
    // The third and the fourth version have the tables of the second; their entries tell more of an export, which an
    // older program would take for damage. It says that the register is newer instead.
    transaction.pragma_update(None, "user_version", VERSION)?;
    transaction.commit()?;
    Ok(())
}

/// 32 random bytes: three random UUIDs hold 366 random bits.
pub(super) fn random_key() -> [u8; 32] {
    let random: Vec<u8> = (0..3).flat_map(|_| uuid::Uuid::new_v4().into_bytes()).collect();
    *ContentHash::of(&random).as_bytes()
}

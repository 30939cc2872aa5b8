//! The SQLite file.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::Serialize;

use crate::{
    clock::Clock,
    consent::{Consent, ConsentId, NewConsent},
    hash::ContentHash,
};

use super::{AffectedExport, ExportEntry, LedgerEntry, LedgerFault, RegisterError};

/// Version of the tables.
const VERSION: i64 = 1;
/// How long to wait for somebody else on the same data folder.
const PATIENCE: Duration = Duration::from_secs(10);
/// "Before the first entry".
const NOTHING: &str = "0000000000000000000000000000000000000000000000000000000000000000";

/// The register of a data folder. Shared between threads.
pub struct Register {
    connection: Mutex<Connection>,
    clock: Arc<dyn Clock>,
    key: [u8; 32],
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Register")
    }
}

impl Register {
    /// Opens `sladd.db` in the data folder, and makes both where they are missing.
    ///
    /// # Errors
    /// [`RegisterError`] where the folder or the file cannot be used.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self, RegisterError> {
        std::fs::create_dir_all(folder).map_err(|source| RegisterError::Folder { source })?;
        let mut connection = Connection::open(folder.join("sladd.db"))?;
        connection.busy_timeout(PATIENCE)?;
        // Write-ahead logs do not work on network shares; a full sync keeps what was reported done.
        connection.pragma_update(None, "journal_mode", "DELETE")?;
        connection.pragma_update(None, "synchronous", "FULL")?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version > VERSION {
            return Err(RegisterError::TooNew);
        }
        if version < VERSION {
            create(&mut connection)?;
        }
        let key: Vec<u8> =
            connection.query_row("SELECT value FROM secret WHERE name = 'org_key'", [], |row| row.get(0))?;
        let key = key
            .try_into()
            .map_err(|_| RegisterError::Damaged { reason: "the key has the wrong length".to_owned() })?;
        Ok(Self { connection: Mutex::new(connection), clock, key })
    }

    /// The organisation's key for blinded references. It never leaves the data folder.
    pub const fn key(&self) -> &[u8; 32] {
        &self.key
    }

    /// Records a consent.
    ///
    /// # Errors
    /// [`RegisterError::Consent`] where something is missing or looks like a personal number.
    pub fn add(&self, new: NewConsent) -> Result<Consent, RegisterError> {
        let consent = new.into_consent(self.clock.today())?;
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        transaction.execute(
            "INSERT INTO consent (id, body) VALUES (?1, ?2)",
            params![consent.id.as_str(), json(&consent)?],
        )?;
        append(&transaction, self.clock.as_ref(), "consent_added", &json(&consent)?)?;
        transaction.commit()?;
        Ok(consent)
    }

    /// Every consent, newest first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn list(&self) -> Result<Vec<Consent>, RegisterError> {
        let connection = self.lock();
        let mut statement = connection.prepare("SELECT body FROM consent ORDER BY rowid DESC")?;
        let bodies = statement.query_map([], |row| row.get::<_, String>(0))?;
        bodies.map(|body| parse(&body?)).collect()
    }

    /// The consent of this id.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn get(&self, id: &ConsentId) -> Result<Option<Consent>, RegisterError> {
        find(&self.lock(), id)
    }

    /// Withdraws a consent; nothing new can rely on it from now on.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchConsent`] for an unknown id.
    pub fn withdraw(&self, id: &ConsentId, on: Date) -> Result<Consent, RegisterError> {
        self.change(id, "withdrawal", |consent, _| {
            consent.withdraw(on);
            Ok(())
        })
    }

    /// Renews a consent until a later day.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchConsent`], or [`RegisterError::Consent`] where the day does not serve.
    pub fn renew(&self, id: &ConsentId, until: Date) -> Result<Consent, RegisterError> {
        self.change(id, "renewal", |consent, today| Ok(consent.renew(until, today)?))
    }

    fn change(
        &self,
        id: &ConsentId,
        kind: &str,
        change: impl FnOnce(&mut Consent, Date) -> Result<(), RegisterError>,
    ) -> Result<Consent, RegisterError> {
        let mut connection = self.lock();
        let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let mut consent = find(&transaction, id)?.ok_or(RegisterError::NoSuchConsent)?;
        change(&mut consent, self.clock.today())?;
        transaction
            .execute("UPDATE consent SET body = ?2 WHERE id = ?1", params![id.as_str(), json(&consent)?])?;
        append(&transaction, self.clock.as_ref(), kind, &json(&consent)?)?;
        transaction.commit()?;
        Ok(consent)
    }

    /// Every export that relied on a consent, oldest first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn affected(&self, id: &ConsentId) -> Result<Vec<AffectedExport>, RegisterError> {
        Ok(self
            .exports()?
            .into_iter()
            .filter(|(_, export)| export.regions.iter().any(|region| region.consent.as_ref() == Some(id)))
            .map(|(_, export)| AffectedExport {
                consent: id.clone(),
                record_id: export.record_id,
                output: export.output,
                created_on: export.created_on,
                channels: export.channels,
            })
            .collect())
    }

    /// The export of this record id, with the hash of its ledger entry.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn export(&self, record_id: &str) -> Result<Option<(String, ExportEntry)>, RegisterError> {
        Ok(self.exports()?.into_iter().find(|(_, export)| export.record_id == record_id))
    }

    fn exports(&self) -> Result<Vec<(String, ExportEntry)>, RegisterError> {
        self.ledger()?
            .into_iter()
            .filter(|entry| entry.kind == "export")
            .map(|entry| Ok((entry.hash, parse(&entry.body)?)))
            .collect()
    }

    /// Begins to record an export: the entry has its place and hash, and is written for good by
    /// [`PendingExport::commit`]. Dropped before that, it never was.
    ///
    /// # Errors
    /// [`RegisterError::Busy`] where somebody else writes for too long.
    pub fn begin_export(&self, entry: &ExportEntry) -> Result<PendingExport<'_>, RegisterError> {
        let connection = self.lock();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let mut pending = PendingExport { connection, hash: String::new(), open: true };
        pending.hash = append(&pending.connection, self.clock.as_ref(), "export", &json(entry)?)?;
        Ok(pending)
    }

    /// The whole ledger, oldest first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn ledger(&self) -> Result<Vec<LedgerEntry>, RegisterError> {
        let connection = self.lock();
        let mut statement = connection
            .prepare("SELECT number, kind, at, body, previous, hash FROM ledger ORDER BY number")?;
        let rows = statement.query_map([], |row| {
            Ok(LedgerEntry {
                number: row.get::<_, i64>(0)?.unsigned_abs(),
                kind: row.get(1)?,
                at: row.get(2)?,
                body: row.get(3)?,
                previous: row.get(4)?,
                hash: row.get(5)?,
            })
        })?;
        Ok(rows.collect::<Result<_, _>>()?)
    }

    /// Holds the ledger against its chain; gives the number of entries.
    ///
    /// # Errors
    /// The first [`LedgerFault`] found, inside `Ok`; [`RegisterError`] where the file cannot be read.
    pub fn check_ledger(&self) -> Result<Result<u64, LedgerFault>, RegisterError> {
        let entries = self.ledger()?;
        let expected: i64 = self
            .lock()
            .query_row("SELECT seq FROM sqlite_sequence WHERE name = 'ledger'", [], |row| row.get(0))
            .optional()?
            .unwrap_or(0);
        let mut previous = NOTHING.to_owned();
        for (index, entry) in entries.iter().enumerate() {
            if entry.number != index as u64 + 1 || entry.previous != previous {
                return Ok(Err(LedgerFault::Broken { number: entry.number }));
            }
            if entry.expected_hash().to_string() != entry.hash {
                return Ok(Err(LedgerFault::Changed { number: entry.number }));
            }
            previous.clone_from(&entry.hash);
        }
        let (found, expected) = (entries.len() as u64, expected.unsigned_abs());
        Ok(if found < expected { Err(LedgerFault::Shortened { found, expected }) } else { Ok(found) })
    }

    fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// An export whose files are being written. The register is held meanwhile, so that no consent can be
/// withdrawn between the check and the entry.
pub struct PendingExport<'a> {
    connection: MutexGuard<'a, Connection>,
    hash: String,
    open: bool,
}

impl PendingExport<'_> {
    /// The hash of the ledger entry, for the sidecar.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// The consent of this id as it is now; nobody can change it until this is committed or dropped.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn consent(&self, id: &ConsentId) -> Result<Option<Consent>, RegisterError> {
        find(&self.connection, id)
    }

    /// Writes the entry for good.
    ///
    /// # Errors
    /// [`RegisterError`]; the entry never was.
    pub fn commit(mut self) -> Result<(), RegisterError> {
        self.connection.execute_batch("COMMIT")?;
        self.open = false;
        Ok(())
    }
}

impl Drop for PendingExport<'_> {
    fn drop(&mut self) {
        if self.open {
            // Closing the connection rolls back as well, should this fail.
            drop(self.connection.execute_batch("ROLLBACK"));
        }
    }
}

fn create(connection: &mut Connection) -> Result<(), RegisterError> {
    let transaction = connection.transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
    // Somebody else may have made the tables while this waited.
    let version: i64 = transaction.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version < VERSION {
        transaction.execute_batch(
            "CREATE TABLE consent (id TEXT PRIMARY KEY, body TEXT NOT NULL);
             CREATE TABLE ledger (
                 number INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, at TEXT NOT NULL,
                 body TEXT NOT NULL, previous TEXT NOT NULL, hash TEXT NOT NULL UNIQUE);
             CREATE TABLE secret (name TEXT PRIMARY KEY, value BLOB NOT NULL);",
        )?;
        let random = [uuid::Uuid::new_v4().into_bytes(), uuid::Uuid::new_v4().into_bytes()].concat();
        let key = ContentHash::of(&[random.as_slice(), uuid::Uuid::new_v4().as_bytes()].concat());
        transaction
            .execute("INSERT INTO secret VALUES ('org_key', ?1)", params![key.as_bytes().as_slice()])?;
        transaction.pragma_update(None, "user_version", VERSION)?;
    }
    transaction.commit()?;
    Ok(())
}

fn append(
    connection: &Connection,
    clock: &dyn Clock,
    kind: &str,
    body: &str,
) -> Result<String, RegisterError> {
    let last: Option<(i64, String)> = connection
        .query_row("SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1", [], |row| {
            Ok((row.get(0)?, row.get(1)?))
        })
        .optional()?;
    let (number, previous) = last.map_or((1, NOTHING.to_owned()), |(number, hash)| (number + 1, hash));
    let mut entry = LedgerEntry {
        number: number.unsigned_abs(),
        kind: kind.to_owned(),
        at: clock.now().to_string(),
        body: body.to_owned(),
        previous,
        hash: String::new(),
    };
    entry.hash = entry.expected_hash().to_string();
    connection.execute(
        "INSERT INTO ledger (number, kind, at, body, previous, hash) VALUES (?1, ?2, ?3, ?4, ?5, ?6)",
        params![number, entry.kind, entry.at, entry.body, entry.previous, entry.hash],
    )?;
    Ok(entry.hash)
}

fn find(connection: &Connection, id: &ConsentId) -> Result<Option<Consent>, RegisterError> {
    let body: Option<String> = connection
        .query_row("SELECT body FROM consent WHERE id = ?1", params![id.as_str()], |row| row.get(0))
        .optional()?;
    body.map(|body| parse(&body)).transpose()
}

fn json(value: &impl Serialize) -> Result<String, RegisterError> {
    serde_json::to_string(value).map_err(|error| RegisterError::Damaged { reason: error.to_string() })
}

fn parse<T: serde::de::DeserializeOwned>(body: &str) -> Result<T, RegisterError> {
    serde_json::from_str(body).map_err(|error| RegisterError::Damaged { reason: error.to_string() })
}

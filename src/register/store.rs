//! The SQLite file and its consents.

use std::{
    path::Path,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use jiff::{ToSpan as _, civil::Date};
use rusqlite::{Connection, OptionalExtension as _, Transaction, TransactionBehavior, params};
use serde::{Deserialize, Serialize};

use crate::{
    clock::Clock,
    consent::{
        Channel, Consent, ConsentFault, ConsentId, ConsentState, NewConsent, Purpose, Role, check_day,
    },
    hash::ContentHash,
};

use super::{LedgerEntry, LedgerFault, RegisterError, chain, schema};

/// How long to wait for somebody else on the same data folder.
const PATIENCE: Duration = Duration::from_secs(10);

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

/// A form that was handed out and has not come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Form {
    /// The consent id that is printed on it.
    pub id: ConsentId,
    /// When it was printed.
    pub printed_on: Date,
    /// The language that it was printed in.
    pub language: String,
    /// For whom, where that was known.
    pub role: Option<Role>,
    /// Purposes ticked beforehand.
    pub purposes: Vec<Purpose>,
    /// Channels ticked beforehand.
    pub channels: Vec<Channel>,
}

/// Why a consent needs somebody's attention.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum DueReason {
    /// Its last day is past, and copies relied on it.
    Expired,
    /// Its last day is near.
    Expiring,
    /// Somebody wanted to look again whether the person still works here.
    EmploymentReview,
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
        // Write-ahead logs do not work on network shares. Extra syncs: the journal's removal is what ends a
        // transaction in this mode, so the folder is synced too, and what was reported done is on disk.
        connection.pragma_update(None, "journal_mode", "DELETE")?;
        connection.pragma_update(None, "synchronous", "EXTRA")?;
        // What is erased is overwritten, not only unlinked.
        connection.pragma_update(None, "secure_delete", "ON")?;
        let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
        if version > schema::VERSION {
            return Err(RegisterError::TooNew);
        }
        if version < schema::VERSION {
            schema::bring_up_to_date(&mut connection)?;
        }
        let key = secret(&connection, "org_key")?
            .ok_or_else(|| RegisterError::Damaged { reason: "the key is missing".to_owned() })?;
        Ok(Self { connection: Mutex::new(connection), clock, key })
    }

    /// The organisation's key for blinded references. It never leaves the data folder.
    pub const fn key(&self) -> &[u8; 32] {
        &self.key
    }

    /// The seed of the key that signs records; made when it is first asked for.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read or written.
    pub fn signing_seed(&self) -> Result<[u8; 32], RegisterError> {
        if let Some(seed) = self.known_signing_seed()? {
            return Ok(seed);
        }
        self.write(|transaction, _| {
            // Two that sign for the first time at once agree on the first one's key.
            transaction.execute(
                "INSERT OR IGNORE INTO secret VALUES ('signing_seed', ?1)",
                params![schema::random_key().as_slice()],
            )?;
            secret(transaction, "signing_seed")?
                .ok_or_else(|| RegisterError::Damaged { reason: "the signing key is missing".to_owned() })
        })
    }

    /// The seed of the signing key, where one was made.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn known_signing_seed(&self) -> Result<Option<[u8; 32]>, RegisterError> {
        secret(&self.lock(), "signing_seed")
    }

    /// Records a consent.
    ///
    /// # Errors
    /// [`RegisterError::Consent`] where something is missing, looks like a personal number or a name, or
    /// where the id is in use.
    pub fn add(&self, new: NewConsent) -> Result<Consent, RegisterError> {
        let consent = new.into_consent(self.clock.today())?;
        self.insert("consent_added", consent)
    }

    /// Records that a person has said no. Nothing is remembered of the person.
    ///
    /// # Errors
    /// [`RegisterError::Consent`] where the id is in use.
    pub fn refuse(&self, id: Option<ConsentId>, on: Date) -> Result<Consent, RegisterError> {
        let today = self.clock.today();
        check_day(on, Date::MIN, today)?;
        self.insert("refusal", Consent::refused(id, on))
    }

    fn insert(&self, kind: &str, consent: Consent) -> Result<Consent, RegisterError> {
        self.write(|transaction, clock| {
            if find(transaction, &consent.id)?.is_some() {
                return Err(ConsentFault::IdInUse.into());
            }
            let body = json(&consent)?;
            transaction.execute(
                "INSERT INTO consent (id, body) VALUES (?1, ?2)",
                params![consent.id.as_str(), body],
            )?;
            transaction.execute("DELETE FROM form WHERE id = ?1", params![consent.id.as_str()])?;
            chain::append(transaction, clock, kind, &body)?;
            Ok(())
        })?;
        Ok(consent)
    }

    /// Remembers a printed form, so that its id is known when it comes back.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be written.
    pub fn note_form(&self, form: &Form) -> Result<(), RegisterError> {
        self.write(|transaction, clock| {
            let body = json(form)?;
            transaction
                .execute("INSERT INTO form (id, body) VALUES (?1, ?2)", params![form.id.as_str(), body])?;
            chain::append(transaction, clock, "form_printed", &body)?;
            Ok(())
        })
    }

    /// The forms that have not come back, newest first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn forms(&self) -> Result<Vec<Form>, RegisterError> {
        let connection = self.lock();
        let mut statement = connection.prepare("SELECT body FROM form ORDER BY rowid DESC")?;
        let bodies = statement.query_map([], |row| row.get::<_, String>(0))?;
        bodies.map(|body| parse(&body?)).collect()
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

    /// The consents that need somebody's attention within `days`, the most urgent first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn due(&self, days: u16) -> Result<Vec<(DueReason, Consent)>, RegisterError> {
        let today = self.clock.today();
        let horizon = today.saturating_add(i64::from(days).days());
        let uses = self.uses()?;
        let mut due = Vec::new();
        for consent in self.list()? {
            match consent.state(today) {
                ConsentState::Expired if uses.contains_key(&consent.id) => {
                    due.push((DueReason::Expired, consent));
                }
                ConsentState::Given | ConsentState::Renewed if consent.valid_until <= horizon => {
                    due.push((DueReason::Expiring, consent));
                }
                ConsentState::Given | ConsentState::Renewed
                    if consent.collection.employment_end_review.is_some_and(|day| day <= today) =>
                {
                    due.push((DueReason::EmploymentReview, consent));
                }
                ConsentState::Requested
                | ConsentState::Deferred
                | ConsentState::Given
                | ConsentState::Renewed
                | ConsentState::Refused
                | ConsentState::Withdrawn
                | ConsentState::Expired
                | ConsentState::Revoked
                | ConsentState::Invalidated
                | ConsentState::Unknown => {}
            }
        }
        due.sort_by_key(|(_, consent)| consent.valid_until);
        Ok(due)
    }

    /// Notes in the ledger every consent whose last day is past, once each; the answer is how many.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read or written.
    pub fn note_expired(&self) -> Result<usize, RegisterError> {
        let today = self.clock.today();
        let is_new = |consent: &Consent| {
            consent.state(today) == ConsentState::Expired
                && consent.events.last().is_some_and(|event| event.state.holds())
        };
        if !self.list()?.iter().any(is_new) {
            return Ok(0);
        }
        self.write(|transaction, clock| {
            let mut statement = transaction.prepare("SELECT body FROM consent")?;
            let bodies: Vec<String> = statement.query_map([], |row| row.get(0))?.collect::<Result<_, _>>()?;
            let mut count = 0;
            for body in bodies {
                let mut consent: Consent = parse(&body)?;
                if is_new(&consent) {
                    consent.mark(ConsentState::Expired, today)?;
                    put(transaction, clock, "expiry", &consent)?;
                    count += 1;
                }
            }
            Ok(count)
        })
    }

    /// Withdraws a consent; nothing new can rely on it from now on.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchConsent`] for an unknown id, [`RegisterError::Consent`] for a day in the future or before it
    /// was given.
    pub fn withdraw(&self, id: &ConsentId, on: Date) -> Result<Consent, RegisterError> {
        self.change(id, "withdrawal", |consent, today| Ok(consent.withdraw(on, today)?))
    }

    /// Renews a consent until a later day.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchConsent`], or [`RegisterError::Consent`] where the day does not serve.
    pub fn renew(&self, id: &ConsentId, until: Date) -> Result<Consent, RegisterError> {
        self.change(id, "renewal", |consent, today| Ok(consent.renew(until, today)?))
    }

    /// Notes another state: deferred, revoked, found invalid.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchConsent`], or [`RegisterError::Consent`] for a state that has its own way.
    pub fn mark(&self, id: &ConsentId, state: ConsentState) -> Result<Consent, RegisterError> {
        self.change(id, "state_change", |consent, today| Ok(consent.mark(state, today)?))
    }

    fn change(
        &self,
        id: &ConsentId,
        kind: &str,
        change: impl FnOnce(&mut Consent, Date) -> Result<(), RegisterError>,
    ) -> Result<Consent, RegisterError> {
        self.write(|transaction, clock| {
            let mut consent = find(transaction, id)?.ok_or(RegisterError::NoSuchConsent)?;
            change(&mut consent, clock.today())?;
            put(transaction, clock, kind, &consent)?;
            Ok(consent)
        })
    }

    /// The whole ledger, oldest first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn ledger(&self) -> Result<Vec<LedgerEntry>, RegisterError> {
        chain::entries(&self.lock())
    }

    /// Holds every entry against the chain, and register and exports against the entries about them; gives
    /// the number of entries.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn check_ledger(&self) -> Result<Result<u64, LedgerFault>, RegisterError> {
        let mut connection = self.lock();
        // One transaction, so that nobody writes between the parts of the check.
        let transaction = connection.transaction()?;
        chain::check(&transaction)
    }

    /// The hash of the last entry: noted elsewhere, it proves later that nothing before it was changed.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn head(&self) -> Result<Option<String>, RegisterError> {
        Ok(self
            .lock()
            .query_row("SELECT hash FROM ledger ORDER BY number DESC LIMIT 1", [], |row| row.get(0))
            .optional()?)
    }

    /// True where a hash that was noted before is still in the chain.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn has_entry(&self, hash: &ContentHash) -> Result<bool, RegisterError> {
        let found: Option<i64> = self
            .lock()
            .query_row("SELECT number FROM ledger WHERE hash = ?1", params![hash.to_string()], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(found.is_some())
    }

    pub(super) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub(super) fn lock(&self) -> MutexGuard<'_, Connection> {
        self.connection.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Does something that changes the file, wholly or not at all.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&Transaction<'_>, &dyn Clock) -> Result<T, RegisterError>,
    ) -> Result<T, RegisterError> {
        let mut connection = self.lock();
        // Immediate: two that read first and write later would wait for each other for ever.
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        let done = work(&transaction, self.clock.as_ref())?;
        transaction.commit()?;
        Ok(done)
    }
}

fn put(
    connection: &Connection,
    clock: &dyn Clock,
    kind: &str,
    consent: &Consent,
) -> Result<(), RegisterError> {
    let body = json(consent)?;
    connection.execute("UPDATE consent SET body = ?2 WHERE id = ?1", params![consent.id.as_str(), body])?;
    chain::append(connection, clock, kind, &body)?;
    Ok(())
}

fn secret(connection: &Connection, name: &str) -> Result<Option<[u8; 32]>, RegisterError> {
    let value: Option<Vec<u8>> = connection
        .query_row("SELECT value FROM secret WHERE name = ?1", params![name], |row| row.get(0))
        .optional()?;
    value
        .map(std::convert::TryInto::try_into)
        .transpose()
        .map_err(|_| RegisterError::Damaged { reason: "a key has the wrong length".to_owned() })
}

pub(super) fn find(connection: &Connection, id: &ConsentId) -> Result<Option<Consent>, RegisterError> {
    let body: Option<String> = connection
        .query_row("SELECT body FROM consent WHERE id = ?1", params![id.as_str()], |row| row.get(0))
        .optional()?;
    body.map(|body| parse(&body)).transpose()
}

pub(super) fn json(value: &impl Serialize) -> Result<String, RegisterError> {
    serde_json::to_string(value).map_err(|error| RegisterError::Damaged { reason: error.to_string() })
}

pub(super) fn parse<T: serde::de::DeserializeOwned>(body: &str) -> Result<T, RegisterError> {
    serde_json::from_str(body).map_err(|error| RegisterError::Damaged { reason: error.to_string() })
}

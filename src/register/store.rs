//! The SQLite file and its consents.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard, PoisonError, atomic::AtomicBool},
};

use jiff::{ToSpan as _, civil::Date};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};

use crate::{
    clock::Clock,
    consent::{
        Channel, Consent, ConsentFault, ConsentId, ConsentState, NewConsent, OccasionId, Purpose, Role,
        check_day,
    },
    hash::ContentHash,
};

use super::{
    LedgerEntry, LedgerFault, MissingHead, RegisterError, UnreadableRow, chain,
    change::{CONSENT, Change, FORM, SECRET, last, token},
    check,
    heads::{Head, Memory},
    rows::{self, Sorted, bounded, json},
    schema,
};

/// The register of a data folder. Shared between threads.
pub struct Register {
    pub(super) connection: Mutex<Connection>,
    pub(super) clock: Arc<dyn Clock>,
    pub(super) key: [u8; 32],
    pub(super) file: PathBuf,
    pub(super) memory: Memory,
    /// The end of the ledger as this process knows it.
    pub(super) seen: Mutex<Option<Head>>,
    pub(super) missing: Mutex<Option<MissingHead>>,
    /// A file in which something was remembered of the register that cannot be read.
    pub(super) unreadable_head: Mutex<Option<PathBuf>>,
    pub(super) remembered: AtomicBool,
    pub(super) unreadable: Mutex<BTreeSet<UnreadableRow>>,
}

impl std::fmt::Debug for Register {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Register")
    }
}

/// The kind of the entry that says which signing key was made.
pub(super) const SIGNING_KEY: &str = "signing_key";

/// What the ledger tells of the signing key.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SigningKey {
    /// SHA-256 over a word and the seed. Nobody finds 32 random bytes by it.
    seed_sha256: ContentHash,
}

impl SigningKey {
    pub(super) fn of(seed: &[u8; 32]) -> Self {
        Self { seed_sha256: ContentHash::of_parts([b"sladd signing seed\n".as_slice(), seed]) }
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
    /// The language that it was printed in; of two that stand side by side both, with a plus sign between (`da+pl`).
    pub language: String,
    /// For whom, where that was known.
    pub role: Option<Role>,
    /// For a child: guardians sign it.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub for_child: bool,
    /// What can be ticked on it; everything where the list is empty.
    pub purposes: Vec<Purpose>,
    /// Where that can be shown; everywhere where the list is empty.
    pub channels: Vec<Channel>,
    /// The event for which it was printed.
    #[serde(default, rename = "event", skip_serializing_if = "Option::is_none")]
    pub occasion: Option<OccasionId>,
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
    /// The organisation's rules say that something must become of it after so many years.
    Retention,
}

impl Register {
    /// True where a data folder has a register; nothing is made or opened.
    pub fn is_in(folder: &Path) -> bool {
        folder.join(super::open::FILE).symlink_metadata().is_ok()
    }

    /// The organisation's key for blinded references and for the tags of records. It never leaves the data folder.
    pub const fn key(&self) -> &[u8; 32] {
        &self.key
    }

    /// The data folder.
    pub fn folder(&self) -> Option<PathBuf> {
        self.file.parent().map(Path::to_owned)
    }

    /// The seed of the key that signs records; made when it is first asked for.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read or written.
    pub fn signing_seed(&self) -> Result<[u8; 32], RegisterError> {
        if let Some(seed) = self.known_signing_seed()? {
            return Ok(seed);
        }
        self.write(|change| {
            // Two that sign for the first time at once agree on the first one's key.
            if let Some(seed) = secret(change, "signing_seed")? {
                return Ok(seed);
            }
            let seed = schema::random_bytes();
            change.insert(&SECRET, ["signing_seed".to_owned().into(), seed.to_vec().into()])?;
            // So that it is seen when another is put in its place.
            chain::append(change, SIGNING_KEY, &json(&SigningKey::of(&seed))?, &[])?;
            Ok(seed)
        })
    }

    /// The seed of the signing key, where one was made.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn known_signing_seed(&self) -> Result<Option<[u8; 32]>, RegisterError> {
        secret(&*self.reading()?, "signing_seed")
    }

    /// Records a consent.
    ///
    /// # Errors
    /// [`RegisterError::Consent`] where something is missing, looks like a personal number or a name, or
    /// where the id is in use.
    pub fn add(&self, new: NewConsent) -> Result<Consent, RegisterError> {
        let consent = new.into_consent(self.clock.today())?;
        self.write(|change| insert_consent(change, "consent_added", consent))
    }

    /// Records that a person has said no. Nothing is remembered of the person.
    ///
    /// # Errors
    /// [`RegisterError::Consent`] where the id is in use.
    pub fn refuse(&self, id: Option<ConsentId>, on: Date) -> Result<Consent, RegisterError> {
        let today = self.clock.today();
        check_day(on, Date::MIN, today)?;
        self.write(|change| insert_consent(change, "refusal", Consent::refused(id, on)))
    }

    /// Remembers a printed form, so that its id is known when it comes back.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be written.
    pub fn note_form(&self, form: &Form) -> Result<(), RegisterError> {
        self.note_forms(std::slice::from_ref(form))
    }

    /// Remembers all of these forms, or none.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchOccasion`] where the register does not know the event of one;
    /// [`RegisterError::Consent`] where an id was given out before.
    pub fn note_forms(&self, forms: &[Form]) -> Result<(), RegisterError> {
        self.write(|change| {
            for form in forms {
                let id = || form.id.as_str().to_owned().into();
                if let Some(occasion) = &form.occasion
                    && !rows::knows_occasion(change, occasion)?
                {
                    return Err(RegisterError::NoSuchOccasion);
                }
                if FORM.row(change, &[id()])?.is_some() || CONSENT.row(change, &[id()])?.is_some() {
                    return Err(ConsentFault::IdInUse.into());
                }
                let body = json(form)?;
                change.insert(&FORM, [id(), body.clone().into()])?;
                let about = token(change, form.id.as_str())?;
                chain::append(change, "form_printed", &body, &[about])?;
            }
            Ok(())
        })
    }

    /// The forms that have not come back, newest first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn forms(&self) -> Result<Vec<Form>, RegisterError> {
        let select =
            concat!("SELECT ", bounded!("id"), ", ", bounded!("body"), " FROM form ORDER BY rowid DESC");
        let forms =
            rows::sorted(&*self.reading()?, "form", select, |form: &Form, id| form.id.as_str() == id)?;
        Ok(self.readable(forms))
    }

    /// Every consent, newest first. One that cannot be read is named by [`Register::unreadable`].
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn list(&self) -> Result<Vec<Consent>, RegisterError> {
        let consents = rows::consents(&*self.reading()?)?;
        Ok(self.readable(consents))
    }

    /// The consent of this id.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn get(&self, id: &ConsentId) -> Result<Option<Consent>, RegisterError> {
        rows::consent(&*self.reading()?, id)
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

    /// The consents of which something must become, because they were given or last renewed so many years ago, or will have been
    /// within `days`; the oldest first. Those to which somebody has said no are among them.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn over_time(&self, years: u8, days: u16) -> Result<Vec<Consent>, RegisterError> {
        let horizon = self.clock.today().saturating_add(i64::from(days).days());
        let mut over = self.list()?;
        over.retain(|consent| consent.affirmed_on().saturating_add(i32::from(years).years()) <= horizon);
        over.sort_by_key(Consent::affirmed_on);
        Ok(over)
    }

    /// [`Self::over_time`] and [`Self::due`] together, each consent once.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn due_by(
        &self,
        days: u16,
        retention_years: Option<u8>,
    ) -> Result<Vec<(DueReason, Consent)>, RegisterError> {
        let over = retention_years.map_or(Ok(Vec::new()), |years| self.over_time(years, days))?;
        let mut due = self.due(days)?;
        due.retain(|(_, consent)| over.iter().all(|other| other.id != consent.id));
        Ok(over.into_iter().map(|consent| (DueReason::Retention, consent)).chain(due).collect())
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
        self.write(|writing| {
            let mut consent = rows::consent(writing, id)?.ok_or(RegisterError::NoSuchConsent)?;
            change(&mut consent, writing.clock().today())?;
            put_consent(writing, kind, &consent)?;
            Ok(consent)
        })
    }

    /// The whole ledger, oldest first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn ledger(&self) -> Result<Vec<LedgerEntry>, RegisterError> {
        chain::entries(&*self.reading()?)
    }

    /// Holds every entry against the chain, and register and exports against the entries about them; gives
    /// the number of entries.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn check_ledger(&self) -> Result<Result<u64, LedgerFault>, RegisterError> {
        let mut connection = self.reading()?;
        // One transaction, so that nobody writes between the parts of the check.
        let transaction = connection.transaction()?;
        let mut checked = check::all(&transaction)?;
        let head = last(&transaction)?;
        drop(transaction);
        if checked.is_ok()
            && let Err(RegisterError::HeadMissing(missing)) = self.holds_what_was_seen(&connection)
        {
            checked = Err(LedgerFault::SeenMissing { number: missing.number });
        }
        if let Some(head) = head.filter(|_| checked.is_ok()) {
            self.saw(&head);
        }
        Ok(checked)
    }

    /// The hash of the last entry: noted elsewhere, it proves later that nothing before it was changed.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn head(&self) -> Result<Option<String>, RegisterError> {
        Ok(last(&*self.reading()?)?.map(|head| head.hash))
    }

    /// True where a hash that was noted before is still in the chain.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn has_entry(&self, hash: &ContentHash) -> Result<bool, RegisterError> {
        let found: Option<i64> = self
            .reading()?
            .query_row("SELECT number FROM ledger WHERE hash = ?1", params![hash.to_string()], |row| {
                row.get(0)
            })
            .optional()?;
        Ok(found.is_some())
    }

    /// The rows that could not be read since the register was opened, each once. Nothing relies on them.
    pub fn unreadable(&self) -> Vec<UnreadableRow> {
        self.unreadable.lock().unwrap_or_else(PoisonError::into_inner).iter().cloned().collect()
    }

    pub(super) fn cannot_read(&self, row: UnreadableRow) {
        self.unreadable.lock().unwrap_or_else(PoisonError::into_inner).insert(row);
    }

    pub(super) fn readable<T>(&self, sorted: Sorted<T>) -> Vec<T> {
        sorted.unreadable.into_iter().for_each(|row| self.cannot_read(row));
        sorted.rows
    }

    pub(super) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    pub(super) fn file(&self) -> &Path {
        &self.file
    }

    /// The connection for reading. What is in the file is held against our tables each time: a view that somebody plants
    /// while a window stands open would answer in the place of a table.
    pub(super) fn reading(&self) -> Result<MutexGuard<'_, Connection>, RegisterError> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        schema::check(&connection)?;
        Ok(connection)
    }
}

/// Writes a new consent, and gives it as it was written: where nobody says to which event it belongs, its paper does. Of a refusal
/// nothing is remembered.
pub(super) fn insert_consent(
    change: &mut Change<'_>,
    kind: &str,
    mut consent: Consent,
) -> Result<Consent, RegisterError> {
    let written = consent.id.as_str().to_owned();
    let id = || written.clone().into();
    if CONSENT.row(change, &[id()])?.is_some() {
        return Err(ConsentFault::IdInUse.into());
    }
    if consent.occasion.is_none() && consent.last_event().is_some_and(|event| event.state.holds()) {
        consent.occasion = rows::form(change, &written)?.and_then(|form| form.occasion);
    }
    if let Some(occasion) = &consent.occasion
        && !rows::knows_occasion(change, occasion)?
    {
        return Err(RegisterError::NoSuchOccasion);
    }
    let body = json(&consent)?;
    change.insert(&CONSENT, [id(), body.clone().into()])?;
    change.delete(&FORM, [id()])?;
    let about = token(change, consent.id.as_str())?;
    chain::append(change, kind, &body, &[about])?;
    Ok(consent)
}

/// Writes a consent as it is from now on.
pub(super) fn put_consent(
    change: &mut Change<'_>,
    kind: &str,
    consent: &Consent,
) -> Result<(), RegisterError> {
    let body = json(consent)?;
    change.update(&CONSENT, [consent.id.as_str().to_owned().into(), body.clone().into()])?;
    let about = token(change, consent.id.as_str())?;
    chain::append(change, kind, &body, &[about])?;
    Ok(())
}

pub(super) fn secret(connection: &Connection, name: &str) -> Result<Option<[u8; 32]>, RegisterError> {
    let value: Option<Vec<u8>> = connection
        .query_row("SELECT value FROM secret WHERE name = ?1", params![name], |row| row.get(0))
        .optional()?;
    value
        .map(std::convert::TryInto::try_into)
        .transpose()
        .map_err(|_| RegisterError::Damaged { reason: "a key has the wrong length".to_owned() })
}

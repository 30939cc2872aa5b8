//! Exports as they can be looked up: by record, by consent, with the places where they were put.

use std::{collections::BTreeMap, sync::MutexGuard};

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, params};

use crate::{
    clock::Clock,
    consent::{AgeBand, Channel, Consent, ConsentId, Role, check_day, check_seen, names, personal_number},
};

use super::{
    AffectedExport, ExportEntry, Publication, Register, RegisterError, chain,
    store::{find, json, parse},
};

/// Makes an export findable.
pub(super) fn index(
    connection: &Connection,
    export: &ExportEntry,
    number: u64,
    hash: &str,
) -> Result<(), RegisterError> {
    connection.execute(
        "INSERT INTO export (record_id, number, hash, supersedes, body) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![export.record_id, number.cast_signed(), hash, export.more.supersedes, json(export)?],
    )?;
    for consent in export.regions.iter().filter_map(|region| region.consent.as_ref()) {
        connection.execute(
            "INSERT OR IGNORE INTO export_consent (consent, record_id) VALUES (?1, ?2)",
            params![consent.as_str(), export.record_id],
        )?;
    }
    Ok(())
}

impl Register {
    /// Every export that relied on a consent, oldest first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn affected(&self, id: &ConsentId) -> Result<Vec<AffectedExport>, RegisterError> {
        let connection = self.lock();
        let mut statement = connection.prepare(
            "SELECT export.body, (SELECT later.record_id FROM export AS later
                                  WHERE later.supersedes = export.record_id ORDER BY later.number DESC LIMIT 1)
             FROM export JOIN export_consent ON export.record_id = export_consent.record_id
             WHERE export_consent.consent = ?1 ORDER BY export.number",
        )?;
        let rows = statement.query_map(params![id.as_str()], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, Option<String>>(1)?))
        })?;
        rows.map(|row| {
            let (body, superseded_by) = row?;
            let export: ExportEntry = parse(&body)?;
            Ok(AffectedExport {
                consent: id.clone(),
                published: publications(&connection, &export.record_id)?,
                record_id: export.record_id,
                output: export.output,
                folder: export.more.folder,
                output_sha256: export.output_sha256,
                created_on: export.created_on,
                channels: export.channels,
                superseded_by,
            })
        })
        .collect()
    }

    /// The export of this record id, with the hash of its ledger entry.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn export(&self, record_id: &str) -> Result<Option<(String, ExportEntry)>, RegisterError> {
        let found: Option<(String, String)> = self
            .lock()
            .query_row("SELECT hash, body FROM export WHERE record_id = ?1", params![record_id], |row| {
                Ok((row.get(0)?, row.get(1)?))
            })
            .optional()?;
        found.map(|(hash, body)| Ok((hash, parse(&body)?))).transpose()
    }

    /// Every export, oldest first.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn exports(&self) -> Result<Vec<ExportEntry>, RegisterError> {
        let connection = self.lock();
        let mut statement = connection.prepare("SELECT body FROM export ORDER BY number")?;
        let bodies = statement.query_map([], |row| row.get::<_, String>(0))?;
        bodies.map(|body| parse(&body?)).collect()
    }

    /// How many exports relied on each consent.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn uses(&self) -> Result<BTreeMap<ConsentId, u64>, RegisterError> {
        let connection = self.lock();
        let mut statement =
            connection.prepare("SELECT consent, COUNT(*) FROM export_consent GROUP BY consent")?;
        let rows = statement.query_map([], |row| Ok((row.get::<_, String>(0)?, row.get::<_, i64>(1)?)))?;
        let mut uses = BTreeMap::new();
        for row in rows {
            let (id, count) = row?;
            if let Ok(id) = id.parse() {
                uses.insert(id, count.unsigned_abs());
            }
        }
        Ok(uses)
    }

    /// Notes where a copy was put.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchExport`], or [`RegisterError::Consent`] where the place looks like a person or holds what
    /// is not seen, and for a day in the future or before the copy was made.
    pub fn note_publication(
        &self,
        record_id: &str,
        channel: Channel,
        place: &str,
        on: Date,
    ) -> Result<Publication, RegisterError> {
        let place = place.trim();
        if personal_number::is_in(place) {
            return Err(crate::consent::ConsentFault::PersonalNumber.into());
        }
        if names::is_in(place) {
            return Err(crate::consent::ConsentFault::Name.into());
        }
        check_seen(place)?;
        let publication = Publication {
            record_id: record_id.to_owned(),
            channel,
            place: place.chars().take(300).collect(),
            posted_on: on,
            taken_down_on: None,
        };
        self.write(|transaction, clock| {
            check_day(on, known(transaction, record_id)?, clock.today())?;
            transaction.execute(
                "INSERT INTO publication (record_id, channel, place, posted_on) VALUES (?1, ?2, ?3, ?4)",
                params![record_id, channel.word(), publication.place, on.to_string()],
            )?;
            chain::append(transaction, clock, "posted", &json(&publication)?)?;
            Ok(())
        })?;
        Ok(publication)
    }

    /// Notes that a copy was taken down from a place, from a channel, or from everywhere; the answer is from
    /// how many places. Places are those of the channel and of this address, where either is given.
    ///
    /// # Errors
    /// [`RegisterError::NoSuchExport`] for an unknown record, [`RegisterError::Consent`] for a day in the future or before
    /// a copy was put there.
    pub fn note_take_down(
        &self,
        record_id: &str,
        channel: Option<Channel>,
        place: Option<&str>,
        on: Date,
    ) -> Result<usize, RegisterError> {
        self.write(|transaction, clock| {
            check_day(on, known(transaction, record_id)?, clock.today())?;
            let mut down = Vec::new();
            for mut publication in publications(transaction, record_id)? {
                if publication.taken_down_on.is_none()
                    && channel.is_none_or(|channel| channel == publication.channel)
                    && place.is_none_or(|place| place == publication.place)
                {
                    check_day(on, publication.posted_on, clock.today())?;
                    publication.taken_down_on = Some(on);
                    down.push(publication);
                }
            }
            transaction.execute(
                "UPDATE publication SET taken_down_on = ?1
                 WHERE record_id = ?2 AND taken_down_on IS NULL AND (?3 IS NULL OR channel = ?3)
                 AND (?4 IS NULL OR place = ?4)",
                params![on.to_string(), record_id, channel.map(Channel::word), place],
            )?;
            let body =
                serde_json::json!({"record_id": record_id, "channel": channel, "on": on, "places": down});
            chain::append(transaction, clock, "take_down", &body.to_string())?;
            Ok(down.len())
        })
    }

    /// The places where a copy was put.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn publications(&self, record_id: &str) -> Result<Vec<Publication>, RegisterError> {
        publications(&self.lock(), record_id)
    }

    /// Erases what is known of the person behind a consent that no longer holds: the consent, every ledger
    /// body about it, and the person's part of every export. Hashes remain, so that the chain holds. The
    /// answer is the number of exports whose entry was erased.
    ///
    /// # Errors
    /// [`RegisterError::StillHolds`] while exports can still rely on it.
    pub fn erase(&self, id: &ConsentId) -> Result<usize, RegisterError> {
        self.write(|transaction, clock| {
            let consent = find(transaction, id)?.ok_or(RegisterError::NoSuchConsent)?;
            if consent.state(clock.today()).holds() {
                return Err(RegisterError::StillHolds);
            }
            let mut numbers = std::collections::BTreeSet::new();
            let mut exports = 0;
            for entry in chain::entries(transaction)?.into_iter().filter(|entry| !entry.is_pruned()) {
                match entry.kind.as_str() {
                    "export" | "re_export" => {
                        let export: ExportEntry = parse(&entry.body)?;
                        if export.regions.iter().any(|region| region.consent.as_ref() == Some(id)) {
                            numbers.insert(entry.number);
                            erase_person(transaction, &export.record_id, id)?;
                            exports += 1;
                        }
                    }
                    "ledger_pruned" | "posted" | "take_down" | "policy_change" | "dispensation_used" => {}
                    _ if entry.body.contains(id.as_str()) => {
                        numbers.insert(entry.number);
                    }
                    _ => {}
                }
            }
            transaction.execute("DELETE FROM export_consent WHERE consent = ?1", params![id.as_str()])?;
            transaction.execute("DELETE FROM consent WHERE id = ?1", params![id.as_str()])?;
            transaction.execute("DELETE FROM form WHERE id = ?1", params![id.as_str()])?;
            chain::prune(transaction, clock, &numbers)?;
            Ok(exports)
        })
    }
}

/// Takes the person out of the findable form of an export. What was decided about the others stays.
fn erase_person(connection: &Connection, record_id: &str, id: &ConsentId) -> Result<(), RegisterError> {
    let body: Option<String> = connection
        .query_row("SELECT body FROM export WHERE record_id = ?1", params![record_id], |row| row.get(0))
        .optional()?;
    let Some(body) = body else { return Ok(()) };
    let mut export: ExportEntry = parse(&body)?;
    for region in export.regions.iter_mut().filter(|region| region.consent.as_ref() == Some(id)) {
        "erased".clone_into(&mut region.decision);
        region.role = Role::Unknown;
        region.age_band = AgeBand::Unknown;
        region.care_status = None;
        region.capacity = None;
        region.consent = None;
        // The box stays: whoever makes the copy anew must cover what is in it.
        region.rules.clear();
    }
    connection
        .execute("UPDATE export SET body = ?2 WHERE record_id = ?1", params![record_id, json(&export)?])?;
    Ok(())
}

/// The day on which the copy of a record was made.
fn known(connection: &Connection, record_id: &str) -> Result<Date, RegisterError> {
    let found: Option<String> = connection
        .query_row("SELECT body FROM export WHERE record_id = ?1", params![record_id], |row| row.get(0))
        .optional()?;
    let export: ExportEntry = parse(&found.ok_or(RegisterError::NoSuchExport)?)?;
    Ok(export.created_on)
}

fn publications(connection: &Connection, record_id: &str) -> Result<Vec<Publication>, RegisterError> {
    let mut statement = connection.prepare(
        "SELECT channel, place, posted_on, taken_down_on FROM publication WHERE record_id = ?1 ORDER BY number",
    )?;
    let rows = statement.query_map(params![record_id], |row| {
        Ok((
            row.get::<_, String>(0)?,
            row.get::<_, String>(1)?,
            row.get::<_, String>(2)?,
            row.get::<_, Option<String>>(3)?,
        ))
    })?;
    let damaged = |reason: String| RegisterError::Damaged { reason };
    rows.map(|row| {
        let (channel, place, posted_on, taken_down_on) = row?;
        let day = |text: &str| text.parse::<Date>().map_err(|error| damaged(error.to_string()));
        Ok(Publication {
            record_id: record_id.to_owned(),
            channel: channel.parse().map_err(|_| damaged(format!("channel {channel}")))?,
            place,
            posted_on: day(&posted_on)?,
            taken_down_on: taken_down_on.as_deref().map(day).transpose()?,
        })
    })
    .collect()
}

/// An export whose files are being written. The register is held meanwhile, so that no consent can be
/// withdrawn between the check and the entry.
pub struct PendingExport<'a> {
    connection: MutexGuard<'a, Connection>,
    hash: String,
    open: bool,
}

impl Register {
    /// Begins to record an export: the entry has its place and hash, and is written for good by
    /// [`PendingExport::commit`]. Dropped before that, it never was.
    ///
    /// # Errors
    /// [`RegisterError::Busy`] where somebody else writes for too long.
    pub fn begin_export(&self, entry: &ExportEntry) -> Result<PendingExport<'_>, RegisterError> {
        let connection = self.lock();
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let mut pending = PendingExport { connection, hash: String::new(), open: true };
        pending.hash = pending.append(entry, self.clock().as_ref())?;
        Ok(pending)
    }
}

impl PendingExport<'_> {
    fn append(&self, entry: &ExportEntry, clock: &dyn Clock) -> Result<String, RegisterError> {
        let connection = &self.connection;
        let rules = entry.policy_sha256.to_string();
        let before: Option<String> = connection
            .query_row("SELECT value FROM note WHERE name = 'policy'", [], |row| row.get(0))
            .optional()?;
        if before.as_ref() != Some(&rules) {
            connection.execute("INSERT OR REPLACE INTO note VALUES ('policy', ?1)", params![rules])?;
            if let Some(before) = before {
                let body = serde_json::json!({"from": before, "to": rules});
                chain::append(connection, clock, "policy_change", &body.to_string())?;
            }
        }
        for dispensation in &entry.more.dispensations {
            let body = serde_json::json!({"dispensation": dispensation, "record_id": entry.record_id});
            chain::append(connection, clock, "dispensation_used", &body.to_string())?;
        }
        let kind = if entry.more.supersedes.is_some() { "re_export" } else { "export" };
        let (number, hash) = chain::append(connection, clock, kind, &json(entry)?)?;
        index(connection, entry, number, &hash)?;
        Ok(hash)
    }

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

//! Exports as they can be looked up: by record and by consent.

use std::collections::BTreeMap;

use rusqlite::{Connection, OptionalExtension as _, params};

use crate::consent::{Consent, ConsentId};

use super::{
    AffectedExport, ExportEntry, Register, RegisterError, UnreadableRow, chain,
    change::{Change, EXPORT, EXPORT_CONSENT, NOTE, Writing, token},
    erasure::{ABOUT_CONSENTS, is_export},
    publications::publications,
    replay::follows,
    rows::{self, bounded, json, parse, text},
};

/// Makes an export findable.
pub(super) fn index(
    change: &mut Change<'_>,
    export: &ExportEntry,
    number: u64,
    hash: &str,
) -> Result<(), RegisterError> {
    let record = || export.record_id.clone().into();
    change.insert(
        &EXPORT,
        [
            record(),
            number.cast_signed().into(),
            hash.to_owned().into(),
            export.more.supersedes.clone().into(),
            json(export)?.into(),
        ],
    )?;
    for consent in relied_on(export) {
        change.insert(&EXPORT_CONSENT, [consent.as_str().to_owned().into(), record()])?;
    }
    Ok(())
}

/// The consents that an export relied on, each once.
pub(super) fn relied_on(export: &ExportEntry) -> std::collections::BTreeSet<&ConsentId> {
    export.regions.iter().filter_map(|region| region.consent.as_ref()).collect()
}

impl Register {
    /// Every export that relied on a consent, oldest first. One that cannot be read is named by [`Register::unreadable`].
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn affected(&self, id: &ConsentId) -> Result<Vec<AffectedExport>, RegisterError> {
        let connection = self.reading()?;
        let select = concat!(
            "SELECT export_consent.record_id, ",
            bounded!("export.body"),
            ", (SELECT later.record_id FROM export AS later
                WHERE later.supersedes = export.record_id ORDER BY later.number DESC LIMIT 1)
             FROM export_consent LEFT JOIN export ON export.record_id = export_consent.record_id
             WHERE export_consent.consent = ?1 ORDER BY export.number"
        );
        let mut statement = connection.prepare_cached(select)?;
        let rows: Vec<_> = statement
            .query_map(params![id.as_str()], |row| Ok((text(row, 0), text(row, 1), text(row, 2))))?
            .collect::<Result<_, _>>()?;
        let mut affected = Vec::new();
        for (record, body, superseded_by) in rows {
            let export = body.and_then(|body| parse::<ExportEntry>(&body).ok());
            let Some(export) = export.filter(|export| record.as_ref() == Some(&export.record_id)) else {
                self.cannot_read(UnreadableRow::new("export", record));
                continue;
            };
            let published = publications(&connection, &export.record_id)?;
            published.unreadable.into_iter().for_each(|row| self.cannot_read(row));
            affected.push(AffectedExport {
                consent: id.clone(),
                published: published.rows,
                record_id: export.record_id,
                output: export.output,
                folder: export.more.folder,
                output_sha256: export.output_sha256,
                created_on: export.created_on,
                channels: export.channels,
                superseded_by,
            });
        }
        Ok(affected)
    }

    /// The export of this record id, with the hash of its ledger entry.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn export(&self, record_id: &str) -> Result<Option<(String, ExportEntry)>, RegisterError> {
        let select =
            concat!("SELECT ", bounded!("hash"), ", ", bounded!("body"), " FROM export WHERE record_id = ?1");
        let found = self
            .reading()?
            .prepare_cached(select)?
            .query_row(params![record_id], |row| Ok((text(row, 0), text(row, 1))))
            .optional()?;
        let Some((hash, body)) = found else { return Ok(None) };
        let export = body.and_then(|body| parse::<ExportEntry>(&body).ok());
        hash.zip(export.filter(|export| export.record_id == record_id))
            .map(Some)
            .ok_or_else(|| RegisterError::Row(UnreadableRow::new("export", Some(record_id.to_owned()))))
    }

    /// The same as its entry in the ledger tells it, for whoever repeats what was decided then; with it, whether the entry was
    /// emptied because a person was erased. What is left then is told by the row alone.
    ///
    /// # Errors
    /// [`RegisterError::RowDiffers`] where the row is not what the entry tells.
    pub fn export_as_decided(&self, record_id: &str) -> Result<Option<(ExportEntry, bool)>, RegisterError> {
        let Some((hash, export)) = self.export(record_id)? else { return Ok(None) };
        let entry = chain::entries_where(&*self.reading()?, "hash = ?1", &[&hash])?.pop();
        let differs = || RegisterError::RowDiffers(UnreadableRow::new("export", Some(record_id.to_owned())));
        let entry = entry.filter(|entry| entry.expected_hash().to_string() == hash).ok_or_else(differs)?;
        if is_export(&entry) && entry.body_is_as_hashed() {
            if parse::<ExportEntry>(&entry.body).is_ok_and(|told| told == export) {
                return Ok(Some((export, false)));
            }
            // Entries of the first version keep their body after a person was erased.
            if entry.is_pruned() || entry.body_sha256.is_none() {
                return Ok(Some((export, true)));
            }
        }
        Err(differs())
    }

    /// Every export, oldest first. One that cannot be read is named by [`Register::unreadable`].
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn exports(&self) -> Result<Vec<ExportEntry>, RegisterError> {
        let select =
            concat!("SELECT ", bounded!("record_id"), ", ", bounded!("body"), " FROM export ORDER BY number");
        let sorted = rows::sorted(&*self.reading()?, "export", select, |export: &ExportEntry, record| {
            export.record_id == record
        })?;
        Ok(self.readable(sorted))
    }

    /// How many exports relied on each consent.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn uses(&self) -> Result<BTreeMap<ConsentId, u64>, RegisterError> {
        let connection = self.reading()?;
        let mut statement =
            connection.prepare("SELECT consent, COUNT(*) FROM export_consent GROUP BY consent")?;
        let rows =
            statement.query_map([], |row| Ok((text(row, 0).unwrap_or_default(), row.get::<_, i64>(1)?)))?;
        let mut uses = BTreeMap::new();
        for row in rows {
            let (id, count) = row?;
            if let Ok(id) = id.parse() {
                uses.insert(id, count.unsigned_abs());
            }
        }
        Ok(uses)
    }
}

/// An export whose files are being written. The register is held meanwhile, so that no consent can be
/// withdrawn between the check and the entry.
pub struct PendingExport<'r> {
    writing: Writing<'r>,
    hashes: Vec<String>,
}

impl Register {
    /// Begins to record an export: the entry has its place and hash, and is written for good by
    /// [`PendingExport::commit`]. Dropped before that, it never was.
    ///
    /// # Errors
    /// [`RegisterError::Busy`] where somebody else writes for too long, [`RegisterError::RowDiffers`] where a consent that it
    /// relies on is not what its entries in the ledger tell.
    pub fn begin_export(&self, entry: &ExportEntry) -> Result<PendingExport<'_>, RegisterError> {
        let mut pending = PendingExport { writing: self.begin_writing()?, hashes: Vec::new() };
        pending.add(entry)?;
        Ok(pending)
    }
}

/// Holds a consent against its own entries, so that nobody relies on an older row that was put back, or on entries that the
/// program cannot have written, before somebody asks for the whole check. One that is not there holds nothing.
fn as_its_entries_tell(connection: &Connection, id: &ConsentId) -> Result<(), RegisterError> {
    let Some(consent) = rows::consent(connection, id)? else { return Ok(()) };
    let token: Option<String> = connection
        .prepare_cached("SELECT token FROM subject WHERE id = ?1")?
        .query_row(params![id.as_str()], |row| Ok(text(row, 0).unwrap_or_default()))
        .optional()?;
    // Entries of older versions tell no token; of such the id is looked for in the body.
    let entries = chain::entries_where(
        connection,
        "kind NOT LIKE '%export' AND (about = ?1 OR (about IS NULL AND instr(body, ?2) > 0))",
        &[&token, &id.as_str()],
    )?;
    let mut last: Option<Consent> = None;
    let mut fits = true;
    for entry in entries.iter().filter(|entry| ABOUT_CONSENTS.contains(&entry.kind.as_str())) {
        let told = parse::<Consent>(&entry.body).ok().filter(|told| told.id == *id);
        fits &= told.as_ref().is_some_and(|told| follows(last.as_ref(), told, entry));
        last = told.or(last);
    }
    if fits && last.as_ref() == Some(&consent) {
        return Ok(());
    }
    Err(RegisterError::RowDiffers(UnreadableRow::new("consent", Some(id.as_str().to_owned()))))
}

fn append(change: &mut Change<'_>, entry: &ExportEntry) -> Result<String, RegisterError> {
    let rules = entry.policy_sha256.to_string();
    let before: Option<String> = change
        .prepare_cached("SELECT value FROM note WHERE name = 'policy'")?
        .query_row([], |row| Ok(text(row, 0).unwrap_or_default()))
        .optional()?;
    if before.as_ref() != Some(&rules) {
        change.put(&NOTE, ["policy".to_owned().into(), rules.clone().into()])?;
        if let Some(before) = before {
            let body = serde_json::json!({"from": before, "to": rules});
            chain::append(change, "policy_change", &body.to_string(), &[])?;
        }
    }
    for dispensation in &entry.more.dispensations {
        let body = serde_json::json!({"dispensation": dispensation, "record_id": entry.record_id});
        chain::append(change, "dispensation_used", &body.to_string(), &[])?;
    }
    let kind = if entry.more.supersedes.is_some() { "re_export" } else { "export" };
    let about = relied_on(entry)
        .into_iter()
        .map(|consent| token(change, consent.as_str()))
        .collect::<Result<Vec<_>, _>>()?;
    let (number, hash) = chain::append(change, kind, &json(entry)?, &about)?;
    index(change, entry, number, &hash)?;
    Ok(hash)
}

impl PendingExport<'_> {
    /// Records one more copy of the same export: all are written for good, or none.
    ///
    /// # Errors
    /// As for [`Register::begin_export`].
    pub fn add(&mut self, entry: &ExportEntry) -> Result<(), RegisterError> {
        for id in relied_on(entry) {
            as_its_entries_tell(self.writing.connection(), id)?;
        }
        self.hashes.push(append(&mut self.writing.change(), entry)?);
        Ok(())
    }

    /// The hash of the first of the ledger entries.
    pub fn hash(&self) -> &str {
        self.hashes.first().map(String::as_str).unwrap_or_default()
    }

    /// The hashes of the ledger entries, for the sidecars, in the order in which they were recorded.
    pub fn hashes(&self) -> &[String] {
        &self.hashes
    }

    /// The consent of this id as it is now; nobody can change it until this is committed or dropped.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn consent(&self, id: &ConsentId) -> Result<Option<Consent>, RegisterError> {
        rows::consent(self.writing.connection(), id)
    }

    /// Writes the entry for good.
    ///
    /// # Errors
    /// [`RegisterError`]; the entry never was.
    pub fn commit(self) -> Result<(), RegisterError> {
        self.writing.commit()
    }
}

//! Reading what stands in a row, whatever stands there: one that cannot be read is named and does not stop the others.

use rusqlite::{Connection, OptionalExtension as _, Row, params};
use serde::Serialize;

use crate::consent::{Consent, ConsentId, Occasion, OccasionId};

use super::{Form, RegisterError};

/// A column, or nothing where it is longer than anything that the program writes: 4 MiB hold some ten thousand regions
/// of an export. The length is known without reading the text.
macro_rules! bounded {
    ($column:literal) => {
        concat!("CASE WHEN octet_length(", $column, ") <= 4194304 THEN ", $column, " END")
    };
}
pub(super) use bounded;

/// A row of the register that is not what the program writes. Nothing relies on it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct UnreadableRow {
    /// `consent`, `form`, `occasion`, `export` or `publication`.
    pub table: &'static str,
    /// By which the row is found: a consent id, a record id or a number; escaped, and cut where it is long.
    pub key: String,
}

impl UnreadableRow {
    pub(super) fn new(table: &'static str, key: Option<String>) -> Self {
        let key = key.unwrap_or_else(|| "?".to_owned());
        Self { table, key: key.escape_debug().take(80).collect() }
    }

    /// Which row, and what to do.
    pub fn message(&self, text: &crate::text::Text) -> String {
        let pairs = [("table", self.table.into()), ("key", self.key.clone().into())];
        text.format("consent-register-row", pairs)
    }
}

impl std::fmt::Display for UnreadableRow {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} {}", self.table, self.key)
    }
}

/// A column's text; nothing where it is no text, is not UTF-8, or is not there.
pub(super) fn text(row: &Row<'_>, index: usize) -> Option<String> {
    row.get_ref(index).ok()?.as_str().ok().map(str::to_owned)
}

/// The same of a number or a text, to name a row by.
pub(super) fn key(row: &Row<'_>, index: usize) -> Option<String> {
    text(row, index).or_else(|| row.get_ref(index).ok()?.as_i64().ok().map(|number| number.to_string()))
}

/// Rows of a key and a body that tell what they should, and the others by name.
pub(super) struct Sorted<T> {
    pub(super) rows: Vec<T>,
    pub(super) unreadable: Vec<UnreadableRow>,
}

/// Reads rows whose first two columns are a key and a JSON body; `fits` says whether a body belongs to its key.
pub(super) fn sorted<T: serde::de::DeserializeOwned>(
    connection: &Connection,
    table: &'static str,
    select: &str,
    fits: impl Fn(&T, &str) -> bool,
) -> Result<Sorted<T>, RegisterError> {
    let mut statement = connection.prepare_cached(select)?;
    let mut rows = statement.query([])?;
    let mut sorted = Sorted { rows: Vec::new(), unreadable: Vec::new() };
    while let Some(row) = rows.next()? {
        let key = text(row, 0);
        let told = text(row, 1).and_then(|body| parse::<T>(&body).ok());
        match told.filter(|told| key.as_deref().is_some_and(|key| fits(told, key))) {
            Some(told) => sorted.rows.push(told),
            None => sorted.unreadable.push(UnreadableRow::new(table, key)),
        }
    }
    Ok(sorted)
}

/// Every consent that can be read, newest first.
pub(super) fn consents(connection: &Connection) -> Result<Sorted<Consent>, RegisterError> {
    let select =
        concat!("SELECT ", bounded!("id"), ", ", bounded!("body"), " FROM consent ORDER BY rowid DESC");
    sorted(connection, "consent", select, |consent: &Consent, id| consent.id.as_str() == id)
}

/// The consent of this id.
pub(super) fn consent(connection: &Connection, id: &ConsentId) -> Result<Option<Consent>, RegisterError> {
    let select = concat!("SELECT ", bounded!("body"), " FROM consent WHERE id = ?1");
    let body = connection
        .prepare_cached(select)?
        .query_row(params![id.as_str()], |row| Ok(text(row, 0)))
        .optional()?;
    let Some(body) = body else { return Ok(None) };
    let damaged = || RegisterError::Row(UnreadableRow::new("consent", Some(id.as_str().to_owned())));
    let consent: Consent = body.and_then(|body| parse(&body).ok()).ok_or_else(damaged)?;
    if consent.id == *id { Ok(Some(consent)) } else { Err(damaged()) }
}

/// The form of this id, where it is out and its row can be read: one that cannot stops nobody from recording what is signed on it.
pub(super) fn form(connection: &Connection, id: &str) -> Result<Option<Form>, RegisterError> {
    let select = concat!("SELECT ", bounded!("body"), " FROM form WHERE id = ?1");
    let body =
        connection.prepare_cached(select)?.query_row(params![id], |row| Ok(text(row, 0))).optional()?;
    let form = body.flatten().and_then(|body| parse::<Form>(&body).ok());
    Ok(form.filter(|form| form.id.as_str() == id))
}

/// Every event that can be read, newest first.
pub(super) fn occasions(connection: &Connection) -> Result<Sorted<Occasion>, RegisterError> {
    let select =
        concat!("SELECT ", bounded!("id"), ", ", bounded!("body"), " FROM occasion ORDER BY rowid DESC");
    sorted(connection, "occasion", select, |occasion: &Occasion, id| occasion.id.as_str() == id)
}

/// True where the register knows the event.
pub(super) fn knows_occasion(connection: &Connection, id: &OccasionId) -> Result<bool, RegisterError> {
    Ok(connection.prepare_cached("SELECT 1 FROM occasion WHERE id = ?1")?.exists(params![id.as_str()])?)
}

pub(super) fn json(value: &impl Serialize) -> Result<String, RegisterError> {
    serde_json::to_string(value).map_err(|error| RegisterError::Damaged { reason: error.to_string() })
}

pub(super) fn parse<T: serde::de::DeserializeOwned>(body: &str) -> Result<T, RegisterError> {
    serde_json::from_str(body).map_err(|error| RegisterError::Damaged { reason: error.to_string() })
}

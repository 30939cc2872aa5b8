//! Where copies were put, and that they are gone from there.

use std::collections::BTreeMap;

use jiff::civil::Date;
use rusqlite::{Connection, OptionalExtension as _, params, types::Value};

use crate::consent::{Channel, check_day, check_seen, names, personal_number};

use super::{
    ExportEntry, Publication, Register, RegisterError, UnreadableRow, chain,
    change::{Change, PUBLICATION},
    rows::{Sorted, bounded, json, key, parse, text},
};

/// Characters of a place; longer ones are refused in words, by the limit of every text.
const MAX_PLACE: usize = 200;

impl Register {
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
        if place.chars().count() > MAX_PLACE {
            // Cut, it would not be found again by the words in which it is told to be taken down.
            return Err(crate::consent::ConsentFault::TextTooLong.into());
        }
        check_seen(place)?;
        let publication = Publication {
            record_id: record_id.to_owned(),
            channel,
            place: place.to_owned(),
            posted_on: on,
            taken_down_on: None,
        };
        self.write(|change| {
            check_day(on, made_on(change, record_id)?, change.clock().today())?;
            let number: i64 =
                change.query_row("SELECT COALESCE(MAX(number), 0) + 1 FROM publication", [], |row| {
                    row.get(0)
                })?;
            change.insert(&PUBLICATION, row(number, &publication))?;
            chain::append(change, "posted", &json(&publication)?, &[])?;
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
        self.write(|change| {
            check_day(on, made_on(change, record_id)?, change.clock().today())?;
            let select = format!("{SELECT} WHERE record_id = ?1 ORDER BY number");
            let mut down = Vec::new();
            for (number, mut publication) in read(change, &select, &[&record_id])?.rows {
                if publication.taken_down_on.is_none()
                    && channel.is_none_or(|channel| channel == publication.channel)
                    && place.is_none_or(|place| place == publication.place)
                {
                    check_day(on, publication.posted_on, change.clock().today())?;
                    publication.taken_down_on = Some(on);
                    change.update(&PUBLICATION, row(number, &publication))?;
                    down.push(publication);
                }
            }
            let body =
                serde_json::json!({"record_id": record_id, "channel": channel, "on": on, "places": down});
            chain::append(change, "take_down", &body.to_string(), &[])?;
            Ok(down.len())
        })
    }

    /// Every place where a copy was put, oldest first, by the record of the copy.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn all_publications(&self) -> Result<BTreeMap<String, Vec<Publication>>, RegisterError> {
        let found = all(&*self.reading()?)?;
        let mut places: BTreeMap<String, Vec<Publication>> = BTreeMap::new();
        for (_, publication) in self.readable(found) {
            places.entry(publication.record_id.clone()).or_default().push(publication);
        }
        Ok(places)
    }

    /// The places where a copy was put.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be read.
    pub fn publications(&self, record_id: &str) -> Result<Vec<Publication>, RegisterError> {
        let found = publications(&*self.reading()?, record_id)?;
        Ok(self.readable(found))
    }
}

/// The day on which the copy of a record was made.
fn made_on(change: &Change<'_>, record_id: &str) -> Result<Date, RegisterError> {
    let found: Option<Option<String>> = change
        .prepare_cached(concat!("SELECT ", bounded!("body"), " FROM export WHERE record_id = ?1"))?
        .query_row(params![record_id], |row| Ok(text(row, 0)))
        .optional()?;
    let body = found.ok_or(RegisterError::NoSuchExport)?;
    Ok(parse::<ExportEntry>(&body.unwrap_or_default())?.created_on)
}

fn row(number: i64, publication: &Publication) -> [Value; 6] {
    [
        number.into(),
        publication.record_id.clone().into(),
        publication.channel.word().to_owned().into(),
        publication.place.clone().into(),
        publication.posted_on.to_string().into(),
        publication.taken_down_on.map(|day| day.to_string()).into(),
    ]
}

const SELECT: &str = concat!(
    "SELECT number, ",
    bounded!("record_id"),
    ", ",
    bounded!("channel"),
    ", ",
    bounded!("place"),
    ", ",
    bounded!("posted_on"),
    ", ",
    bounded!("taken_down_on"),
    ", taken_down_on IS NULL FROM publication"
);

/// The places where a copy was put, oldest first.
pub(super) fn publications(
    connection: &Connection,
    record_id: &str,
) -> Result<Sorted<Publication>, RegisterError> {
    let found = read(connection, &format!("{SELECT} WHERE record_id = ?1 ORDER BY number"), &[&record_id])?;
    let rows = found.rows.into_iter().map(|(_, publication)| publication).collect();
    Ok(Sorted { rows, unreadable: found.unreadable })
}

/// Every place where a copy was put, oldest first.
pub(super) fn all(connection: &Connection) -> Result<Sorted<(i64, Publication)>, RegisterError> {
    read(connection, &format!("{SELECT} ORDER BY number"), &[])
}

fn read(
    connection: &Connection,
    select: &str,
    values: &[&dyn rusqlite::ToSql],
) -> Result<Sorted<(i64, Publication)>, RegisterError> {
    let mut statement = connection.prepare_cached(select)?;
    let mut rows = statement.query(values)?;
    let mut sorted = Sorted { rows: Vec::new(), unreadable: Vec::new() };
    while let Some(row) = rows.next()? {
        match publication(row) {
            Some(found) => sorted.rows.push(found),
            None => sorted.unreadable.push(UnreadableRow::new("publication", key(row, 0))),
        }
    }
    Ok(sorted)
}

fn publication(row: &rusqlite::Row<'_>) -> Option<(i64, Publication)> {
    let taken_down_on =
        if row.get::<_, bool>(6).ok()? { None } else { Some(text(row, 5)?.parse::<Date>().ok()?) };
    Some((
        row.get(0).ok()?,
        Publication {
            record_id: text(row, 1)?,
            channel: text(row, 2)?.parse().ok()?,
            place: text(row, 3)?,
            posted_on: text(row, 4)?.parse().ok()?,
            taken_down_on,
        },
    ))
}

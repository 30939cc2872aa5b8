//! Every write to the register, and its proof: what a change says that it wrote is counted, and read back before the
//! transaction is committed and once more afterwards. A database can swallow a write without an error (a trigger does),
//! and "was withdrawn" must never be said of a consent that still holds.

use std::{
    collections::HashMap,
    ops::Deref,
    sync::{MutexGuard, PoisonError},
};

use rusqlite::{Connection, OptionalExtension as _, params, params_from_iter, types::Value};

use crate::clock::Clock;

use super::{Register, RegisterError, heads::Head, journal, schema};

/// A table: its name, its columns, and how many of these, the first, are its key.
pub(super) struct Table {
    pub(super) name: &'static str,
    pub(super) columns: &'static [&'static str],
    pub(super) keys: usize,
}

pub(super) const CONSENT: Table = Table { name: "consent", columns: &["id", "body"], keys: 1 };
pub(super) const SUBJECT: Table = Table { name: "subject", columns: &["id", "token"], keys: 1 };
pub(super) const FORM: Table = Table { name: "form", columns: &["id", "body"], keys: 1 };
pub(super) const OCCASION: Table = Table { name: "occasion", columns: &["id", "body"], keys: 1 };
pub(super) const NOTE: Table = Table { name: "note", columns: &["name", "value"], keys: 1 };
pub(super) const SECRET: Table = Table { name: "secret", columns: &["name", "value"], keys: 1 };
pub(super) const REMNANT: Table = Table { name: "remnant", columns: &["record_id", "nonce"], keys: 1 };
pub(super) const EXPORT: Table =
    Table { name: "export", columns: &["record_id", "number", "hash", "supersedes", "body"], keys: 1 };
pub(super) const EXPORT_CONSENT: Table =
    Table { name: "export_consent", columns: &["consent", "record_id"], keys: 2 };
pub(super) const PUBLICATION: Table = Table {
    name: "publication",
    columns: &["number", "record_id", "channel", "place", "posted_on", "taken_down_on"],
    keys: 1,
};
pub(super) const LEDGER: Table = Table {
    name: "ledger",
    columns: &["number", "kind", "at", "body", "body_sha256", "nonce", "about", "previous", "hash"],
    keys: 1,
};

impl Table {
    fn fits_key(&self) -> String {
        let keys = self.columns.iter().take(self.keys).enumerate();
        let fits: Vec<String> = keys.map(|(index, column)| format!("{column} = ?{}", index + 1)).collect();
        fits.join(" AND ")
    }

    fn select(&self) -> String {
        format!("SELECT {} FROM {} WHERE {}", self.columns.join(", "), self.name, self.fits_key())
    }

    /// The whole row of this key, as it stands in the file.
    pub(super) fn row(
        &self,
        connection: &Connection,
        key: &[Value],
    ) -> Result<Option<Vec<Value>>, RegisterError> {
        let mut statement = connection.prepare_cached(&self.select())?;
        let row = statement.query_row(params_from_iter(key), |row| {
            (0..self.columns.len()).map(|index| row.get(index)).collect::<Result<Vec<Value>, _>>()
        });
        Ok(row.optional()?)
    }
}

struct Promise {
    table: &'static Table,
    key: Vec<Value>,
    /// Nothing where the row is gone.
    row: Option<Vec<Value>>,
}

/// What a change says that it wrote.
pub(super) struct Promises {
    rows: HashMap<(&'static str, String), Promise>,
    /// Rows changed by this connection before the change, and by the change.
    before: u64,
    counted: u64,
    /// The last entry of the ledger, where the change has appended one.
    pub(super) head: Option<Head>,
}

impl Promises {
    /// Nothing was promised yet; the transaction has begun.
    pub(super) fn begin(connection: &Connection) -> Self {
        Self { rows: HashMap::new(), before: connection.total_changes(), counted: 0, head: None }
    }

    /// Reads everything back before it is committed.
    ///
    /// # Errors
    /// [`RegisterError::NotWritten`] where something else was written, more, or less.
    pub(super) fn keep(&self, connection: &Connection) -> Result<(), RegisterError> {
        let changed = connection.total_changes().wrapping_sub(self.before);
        if changed != self.counted || !self.are_kept(connection)? {
            return Err(RegisterError::NotWritten);
        }
        match &self.head {
            Some(head) if last(connection)?.as_ref() != Some(head) => Err(RegisterError::NotWritten),
            Some(_) | None => Ok(()),
        }
    }

    /// Reads everything back after it was committed. Where somebody else has written since, rows may be theirs; the
    /// entry of the ledger must be there all the same.
    fn keep_after(&self, connection: &Connection) -> Result<(), RegisterError> {
        let kept = match &self.head {
            Some(head) if last(connection)?.as_ref() != Some(head) => head.is_in(connection)?,
            Some(_) | None => self.are_kept(connection)?,
        };
        if kept { Ok(()) } else { Err(RegisterError::NotWritten) }
    }

    fn are_kept(&self, connection: &Connection) -> Result<bool, RegisterError> {
        for promise in self.rows.values() {
            if promise.table.row(connection, &promise.key)? != promise.row {
                return Ok(false);
            }
        }
        Ok(true)
    }
}

/// The end of the chain.
pub(super) fn last(connection: &Connection) -> Result<Option<Head>, RegisterError> {
    let mut statement =
        connection.prepare_cached("SELECT number, hash FROM ledger ORDER BY number DESC LIMIT 1")?;
    let head = statement
        .query_row([], |row| Ok(Head { number: row.get::<_, i64>(0)?.unsigned_abs(), hash: row.get(1)? }));
    Ok(head.optional()?)
}

/// A transaction that writes. All writing goes through it; it reads like the connection that it is of.
pub(super) struct Change<'c> {
    connection: &'c Connection,
    clock: &'c dyn Clock,
    promises: &'c mut Promises,
}

impl Deref for Change<'_> {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        self.connection
    }
}

impl<'c> Change<'c> {
    pub(super) const fn new(
        connection: &'c Connection,
        clock: &'c dyn Clock,
        promises: &'c mut Promises,
    ) -> Self {
        Self { connection, clock, promises }
    }

    pub(super) const fn clock(&self) -> &'c dyn Clock {
        self.clock
    }

    /// Writes a new row.
    pub(super) fn insert<const N: usize>(
        &mut self,
        table: &'static Table,
        row: [Value; N],
    ) -> Result<(), RegisterError> {
        let marks: Vec<String> = (1..=N).map(|number| format!("?{number}")).collect();
        let sql = format!(
            "INSERT INTO {} ({}) VALUES ({})",
            table.name,
            table.columns.join(", "),
            marks.join(", ")
        );
        let row = Vec::from(row);
        self.execute_one(&sql, &row)?;
        self.promise(table, row);
        Ok(())
    }

    /// Writes a row in the place of the one with its key.
    pub(super) fn update<const N: usize>(
        &mut self,
        table: &'static Table,
        row: [Value; N],
    ) -> Result<(), RegisterError> {
        let columns = table.columns.iter().enumerate().skip(table.keys);
        let set: Vec<String> = columns.map(|(index, column)| format!("{column} = ?{}", index + 1)).collect();
        let sql = format!("UPDATE {} SET {} WHERE {}", table.name, set.join(", "), table.fits_key());
        let row = Vec::from(row);
        self.execute_one(&sql, &row)?;
        self.promise(table, row);
        Ok(())
    }

    /// Writes a row, be there one with its key or not.
    pub(super) fn put<const N: usize>(
        &mut self,
        table: &'static Table,
        row: [Value; N],
    ) -> Result<(), RegisterError> {
        if table.row(self, row.get(..table.keys).unwrap_or_default())?.is_some() {
            self.update(table, row)
        } else {
            self.insert(table, row)
        }
    }

    /// Takes the row with this key out, where there is one.
    pub(super) fn delete<const N: usize>(
        &mut self,
        table: &'static Table,
        key: [Value; N],
    ) -> Result<(), RegisterError> {
        let key = Vec::from(key);
        if table.row(self, &key)?.is_some() {
            let sql = format!("DELETE FROM {} WHERE {}", table.name, table.fits_key());
            self.execute_one(&sql, &key)?;
        }
        let name = (table.name, format!("{key:?}"));
        self.promises.rows.insert(name, Promise { table, key, row: None });
        Ok(())
    }

    pub(super) fn is_last(&mut self, head: Head) {
        self.promises.head = Some(head);
    }

    fn execute_one(&mut self, sql: &str, values: &[Value]) -> Result<(), RegisterError> {
        let changed = self.connection.prepare_cached(sql)?.execute(params_from_iter(values))?;
        self.promises.counted += 1;
        if changed == 1 { Ok(()) } else { Err(RegisterError::NotWritten) }
    }

    fn promise(&mut self, table: &'static Table, row: Vec<Value>) {
        let key = row.get(..table.keys).unwrap_or_default().to_vec();
        self.promises.rows.insert((table.name, format!("{key:?}")), Promise { table, key, row: Some(row) });
    }
}

impl Register {
    /// Does something that changes the file, wholly or not at all, and has read it back when it answers.
    pub(super) fn write<T>(
        &self,
        work: impl FnOnce(&mut Change<'_>) -> Result<T, RegisterError>,
    ) -> Result<T, RegisterError> {
        let mut writing = self.begin_writing()?;
        let done = work(&mut writing.change())?;
        writing.commit()?;
        Ok(done)
    }

    /// Begins a change; the clock must fit the ledger.
    pub(super) fn begin_writing(&self) -> Result<Writing<'_>, RegisterError> {
        let writing = self.begin_writing_by_any_clock()?;
        super::times::check_clock(&writing.connection, self.clock().as_ref())?;
        Ok(writing)
    }

    /// Begins the change by which a person answers for the clock.
    pub(super) fn begin_writing_by_any_clock(&self) -> Result<Writing<'_>, RegisterError> {
        let connection = self.connection.lock().unwrap_or_else(PoisonError::into_inner);
        // Immediate: two that read first and write later would wait for each other for ever.
        connection.execute_batch("BEGIN IMMEDIATE")?;
        let promises = Promises::begin(&connection);
        let writing = Writing { register: self, connection, promises, open: true };
        // Held against our tables in the very transaction that writes: what somebody plants while a window stands open
        // for days would take part in it.
        schema::check(&writing.connection)?;
        self.holds_what_was_seen(&writing.connection)?;
        Ok(writing)
    }
}

/// A transaction that is going on. Dropped before [`Writing::commit`], it never was.
pub(super) struct Writing<'r> {
    register: &'r Register,
    connection: MutexGuard<'r, Connection>,
    promises: Promises,
    open: bool,
}

impl Writing<'_> {
    pub(super) fn change(&mut self) -> Change<'_> {
        Change::new(&self.connection, self.register.clock().as_ref(), &mut self.promises)
    }

    pub(super) fn connection(&self) -> &Connection {
        &self.connection
    }

    /// Writes it for good.
    ///
    /// # Errors
    /// [`RegisterError`]: nothing was written, or [`RegisterError::NotWritten`] where only reading back after the commit
    /// says so.
    pub(super) fn commit(mut self) -> Result<(), RegisterError> {
        self.promises.keep(&self.connection)?;
        self.connection.execute_batch("COMMIT")?;
        self.open = false;
        // One transaction, so that nobody writes between the parts of what is read back.
        self.connection.execute_batch("BEGIN")?;
        let kept = self.promises.keep_after(&self.connection);
        self.connection.execute_batch("COMMIT")?;
        kept?;
        if let Some(head) = self.promises.head.take() {
            self.register.saw(&head);
        }
        // What the journal held is of no use any more. Where it cannot be overwritten now, the next opening does it; only
        // who erases a person must know.
        drop(journal::wipe(&self.connection, self.register.file()));
        Ok(())
    }
}

impl Drop for Writing<'_> {
    fn drop(&mut self) {
        if self.open {
            // Closing the connection rolls back as well, should this fail.
            drop(self.connection.execute_batch("ROLLBACK"));
        }
    }
}

/// The token by which the ledger remembers that an entry tells of the bearer of this id, once its body is erased: random,
/// so that nobody who knows the id can compute it.
pub(super) fn token(change: &mut Change<'_>, id: &str) -> Result<String, RegisterError> {
    let known: Option<String> = change
        .prepare_cached("SELECT token FROM subject WHERE id = ?1")?
        .query_row(params![id], |row| row.get(0))
        .optional()?;
    if let Some(token) = known {
        return Ok(token);
    }
    let token = schema::random_token();
    change.insert(&SUBJECT, [id.to_owned().into(), token.clone().into()])?;
    Ok(token)
}

//! What stands in a list, before anybody knows what it means.

use std::path::Path;

use jiff::civil::Date;

use crate::file;

use super::{ListFault, delimited, xlsx};

/// Bytes of a file: a list of twenty thousand consents has some four million.
pub(super) const MAX_BYTES: u64 = 8 << 20;
/// Rows, those without anything in them counted.
pub(super) const MAX_ROWS: usize = 20_000;
/// Columns of a row.
pub(super) const MAX_COLUMNS: usize = 200;
/// Characters of a cell: as many as Excel allows.
pub(super) const MAX_CELL: usize = 32_767;

/// A cell.
#[derive(Clone, Default, PartialEq, Eq)]
pub(super) struct Cell {
    /// As it is written, without spaces around it; whole numbers without decimals.
    pub(super) text: String,
    /// Where the spreadsheet says that it is a day.
    pub(super) day: Option<Date>,
}

/// A row with something in it.
#[derive(Clone, Default)]
pub(super) struct Line {
    /// As a spreadsheet counts, from 1.
    pub(super) number: u64,
    pub(super) cells: Vec<Cell>,
}

/// A list as it was read. Nothing of it can be shown before it has been looked through ([`ConsentList`](super::ConsentList)).
#[derive(Clone, Default)]
pub struct Table {
    pub(super) lines: Vec<Line>,
    /// What stands in further sheets; it is looked through and not read.
    pub(super) others: Vec<Line>,
}

impl std::fmt::Debug for Table {
    /// What stands in it is nobody's business, a log's least of all.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Table of {} rows", self.lines.len())
    }
}

impl Cell {
    pub(super) fn of(text: &str) -> Self {
        Self { text: text.trim().to_owned(), day: None }
    }

    pub(super) const fn is_empty(&self) -> bool {
        self.text.is_empty()
    }
}

impl Line {
    /// True where nothing stands in it.
    pub(super) fn is_empty(&self) -> bool {
        self.cells.iter().all(Cell::is_empty)
    }

    pub(super) fn cell(&self, column: usize) -> Option<&Cell> {
        self.cells.get(column).filter(|cell| !cell.is_empty())
    }
}

impl Table {
    /// Reads a CSV file or a spreadsheet; its first bytes tell which it is, not its name.
    ///
    /// # Errors
    /// [`ListFault`] where it cannot be read, is neither, or is larger than a list can be.
    pub fn read(path: &Path) -> Result<Self, ListFault> {
        Self::of_bytes(&Self::bytes(path)?)
    }

    /// The bytes of such a file, by which it is known again.
    ///
    /// # Errors
    /// [`ListFault::File`] where it cannot be read.
    pub fn bytes(path: &Path) -> Result<Vec<u8>, ListFault> {
        file::read(path, MAX_BYTES).map_err(ListFault::File)
    }

    /// The same of bytes that are at hand.
    ///
    /// # Errors
    /// As for [`Self::read`].
    pub fn of_bytes(bytes: &[u8]) -> Result<Self, ListFault> {
        if bytes.len() as u64 > MAX_BYTES {
            return Err(ListFault::TooLarge);
        }
        if bytes.starts_with(b"PK\x03\x04") {
            return xlsx::read(bytes);
        }
        // The older workbooks of Excel and everything else that is packed.
        if bytes.starts_with(b"\xd0\xcf\x11\xe0") || bytes.starts_with(b"%PDF") {
            return Err(ListFault::NotAList);
        }
        delimited::read(&delimited::decode(bytes)?)
    }

    /// A table that was pasted, as spreadsheets put it on the clipboard: tabs between the columns.
    ///
    /// # Errors
    /// [`ListFault`] where it is larger than a list can be, or there is nothing in it.
    pub fn pasted(text: &str) -> Result<Self, ListFault> {
        if text.len() as u64 > MAX_BYTES {
            return Err(ListFault::TooLarge);
        }
        delimited::read(text)
    }

    /// A row is added if there is something in it.
    pub(super) fn push(lines: &mut Vec<Line>, line: Line) -> Result<(), ListFault> {
        if line.is_empty() {
            return Ok(());
        }
        let too_long = line.cells.iter().any(|cell| cell.text.chars().count() > MAX_CELL);
        if lines.len() >= MAX_ROWS || line.cells.len() > MAX_COLUMNS || too_long {
            return Err(ListFault::TooLarge);
        }
        lines.push(line);
        Ok(())
    }
}

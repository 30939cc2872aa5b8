//! A list that was looked through.

use jiff::civil::Date;

use crate::{consent::Occasion, policy::Policy};

use super::{
    Column, ColumnChoice, ListFault, ReadRow, Remembered, Table,
    column::{Known, number_of},
    guard, headings,
    row::{self, Usual},
    words::Words,
};

/// A list in which nothing was found that no list may hold. Only now can its headings be shown.
#[derive(Debug)]
pub struct ConsentList {
    table: Table,
    /// Which of its lines has the headings.
    at: usize,
    columns: Vec<Column>,
}

impl ConsentList {
    /// Finds the headings, and looks through all of it, whether it is read or not.
    ///
    /// # Errors
    /// [`ListFault::Personal`] where it holds names, dates of birth or personal numbers, whatever is said of its columns;
    /// [`ListFault`] where its columns cannot be told.
    pub fn new(
        table: Table,
        choices: &[ColumnChoice],
        remembered: &Remembered,
        today: Date,
    ) -> Result<Self, ListFault> {
        let known = Known::new();
        let at = known.line_of_headings(&table.lines, choices, remembered);
        let width = table.lines.iter().map(|line| line.cells.len()).max().unwrap_or(0);
        let line = table.lines.get(at).cloned().unwrap_or_default();
        // What it holds is told before anything else that may be wrong with it.
        let columns = known.columns(&line, width, choices, remembered);
        let by_heading = known.columns(&line, width, &[], &Remembered::new()).unwrap_or_default();
        guard::look_through(&table, at, columns.as_deref().unwrap_or(&by_heading), today)?;
        let columns = columns?;
        if columns.iter().all(|column| column.field.is_none()) {
            return Err(ListFault::NoColumns);
        }
        // Columns that are told by number alone may have no headings: the first consent would be lost without a word.
        if !known.is_of_headings(&line, choices, remembered) {
            return Err(ListFault::NoHeadings);
        }
        Ok(Self { table, at, columns })
    }

    /// Says anew what the columns are, as a person does it in the window.
    ///
    /// # Errors
    /// As for [`Self::new`].
    pub fn with(
        self,
        choices: &[ColumnChoice],
        remembered: &Remembered,
        today: Date,
    ) -> Result<Self, ListFault> {
        Self::new(self.table, choices, remembered, today)
    }

    /// Its columns, from the left.
    pub fn columns(&self) -> &[Column] {
        &self.columns
    }

    /// How many rows it has, without headings.
    pub fn len(&self) -> usize {
        self.table.lines.len().saturating_sub(self.at + 1)
    }

    /// True where it has headings and nothing else.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Each row as a consent. Purposes and channels that a row does not tell are those of the event.
    pub fn rows(&self, event: Option<&Occasion>, policy: &Policy, today: Date) -> Vec<ReadRow> {
        let words = Words::new();
        let usual = Usual {
            purposes: event.map(|event| event.purposes.as_slice()).unwrap_or_default(),
            channels: event.map(|event| event.channels.as_slice()).unwrap_or_default(),
            policy,
            today,
        };
        let read = |line| row::read(line, &self.columns, &words, &usual);
        let lines = self.table.lines.iter().skip(self.at + 1);
        lines.map(|line| ReadRow { row: line.number, consent: read(line) }).collect()
    }

    /// What is to be remembered of the choices: by the headings that they name, for the next list with the same.
    pub fn to_remember(&self, choices: &[ColumnChoice]) -> Remembered {
        let mut remembered = Remembered::new();
        for choice in choices {
            let heading = match number_of(&choice.column) {
                Some(number) => {
                    number.checked_sub(1).and_then(|at| self.columns.get(at)).map(|one| &one.heading)
                }
                None => Some(&choice.column),
            };
            let heading = heading.map(|heading| headings::plain(heading)).unwrap_or_default();
            // A heading of a cautious length: what is kept is a word for a column, never what stands in one.
            if !heading.is_empty() && heading.chars().count() <= 60 {
                let word = choice.field.map_or("none", super::Field::word);
                remembered.insert(heading, word.to_owned());
            }
        }
        remembered
    }
}

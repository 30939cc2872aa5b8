//! What the columns of a list say: by their headings, by what a person has said once, and by what is said now.

use std::collections::{BTreeMap, HashMap};

use crate::text::{Language, Text};

use super::{Field, ListFault, headings, table::Line};

/// What a person says of one column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnChoice {
    /// Its heading, or `#3` for the third column.
    pub column: String,
    /// What it says; nothing where it is not to be read.
    pub field: Option<Field>,
}

impl std::str::FromStr for ColumnChoice {
    type Err = String;

    /// Reads `COLUMN=FIELD`; the field `none` leaves the column out.
    fn from_str(text: &str) -> Result<Self, String> {
        let (column, field) = text.rsplit_once('=').ok_or("expected COLUMN=FIELD")?;
        let field = match field.trim() {
            "none" => None,
            word => Some(word.parse::<Field>().map_err(|fault| fault.to_string())?),
        };
        match column.trim() {
            "" => Err("expected COLUMN=FIELD".to_owned()),
            column => Ok(Self { column: column.to_owned(), field }),
        }
    }
}

/// What was said once of columns with these headings, as the settings keep it: by heading, the word of the field, or `none`.
pub type Remembered = BTreeMap<String, String>;

/// A column of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// Its heading. It was looked through: it is no name, date or number.
    pub heading: String,
    /// What it says; nothing where it is not read.
    pub field: Option<Field>,
}

/// How many rows with something in them may stand above the headings.
const ABOVE: usize = 10;

/// Which fields have which headings, in all languages.
pub(super) struct Known(HashMap<String, Field>);

impl Known {
    pub(super) fn new() -> Self {
        let texts = Language::ALL.map(Text::new);
        let mut known = HashMap::new();
        for field in Field::ALL {
            let labels = texts.iter().map(|text| field.label(text));
            let words = field.headings().iter().map(|heading| (*heading).to_owned());
            for heading in labels.chain(words).chain([field.word().to_owned()]) {
                known.entry(headings::plain(&heading)).or_insert(*field);
            }
        }
        Self(known)
    }

    fn field(&self, heading: &str) -> Option<Field> {
        self.0.get(&headings::plain(heading)).copied()
    }

    /// How many cells of a line are headings that are known, or that somebody has named by their words.
    fn count(&self, line: &Line, choices: &[ColumnChoice], remembered: &Remembered) -> usize {
        let is_known = |heading: &str| {
            let plain = headings::plain(heading);
            let is_it = |choice: &ColumnChoice| {
                number_of(&choice.column).is_none() && headings::plain(&choice.column) == plain
            };
            self.field(heading).is_some()
                || (!plain.is_empty() && (remembered.contains_key(&plain) || choices.iter().any(is_it)))
        };
        line.cells.iter().filter(|cell| !cell.is_empty() && is_known(&cell.text)).count()
    }

    /// True where a line has a heading that is known, or that somebody has named by its words.
    pub(super) fn is_of_headings(
        &self,
        line: &Line,
        choices: &[ColumnChoice],
        remembered: &Remembered,
    ) -> bool {
        self.count(line, choices, remembered) > 0
    }

    /// Which of the lines has the headings: of the first ones the one with most that are known, or that somebody has named.
    pub(super) fn line_of_headings(
        &self,
        lines: &[Line],
        choices: &[ColumnChoice],
        remembered: &Remembered,
    ) -> usize {
        let count = |line: &Line| self.count(line, choices, remembered);
        let counts: Vec<usize> = lines.iter().take(ABOVE).map(count).collect();
        let most = counts.iter().copied().max().unwrap_or(0);
        counts.iter().position(|count| *count == most).unwrap_or(0)
    }

    /// The columns under these headings.
    ///
    /// # Errors
    /// [`ListFault::NoSuchColumn`] where a choice names none, [`ListFault::Twice`] where two say the same.
    pub(super) fn columns(
        &self,
        line: &Line,
        width: usize,
        choices: &[ColumnChoice],
        remembered: &Remembered,
    ) -> Result<Vec<Column>, ListFault> {
        let heading = |at: usize| line.cells.get(at).map(|cell| cell.text.clone()).unwrap_or_default();
        let mut columns: Vec<Column> = (0..width)
            .map(|at| {
                let heading = heading(at);
                let field = match remembered.get(&headings::plain(&heading)).filter(|_| !heading.is_empty()) {
                    Some(word) => word.parse().ok(),
                    None => self.field(&heading),
                };
                Column { heading, field }
            })
            .collect();
        for choice in choices {
            let wanted = headings::plain(&choice.column);
            let at = match number_of(&choice.column) {
                Some(number) => number.checked_sub(1).filter(|at| *at < columns.len()),
                None => columns
                    .iter()
                    .position(|column| headings::plain(&column.heading) == wanted && !wanted.is_empty()),
            };
            let at = at.ok_or(ListFault::NoSuchColumn)?;
            // What is said now takes the place of what the headings say.
            for (other, column) in columns.iter_mut().enumerate() {
                if other == at {
                    column.field = choice.field;
                } else if choice.field.is_some()
                    && column.field == choice.field
                    && !is_chosen(choices, column, other)
                {
                    column.field = None;
                }
            }
        }
        for field in Field::ALL {
            if columns.iter().filter(|column| column.field == Some(*field)).count() > 1 {
                return Err(ListFault::Twice { field: *field });
            }
        }
        Ok(columns)
    }
}

/// The number of a column that is told by it: `#3`.
pub(super) fn number_of(column: &str) -> Option<usize> {
    column.strip_prefix('#').and_then(|number| number.trim().parse().ok())
}

fn is_chosen(choices: &[ColumnChoice], column: &Column, at: usize) -> bool {
    let plain = headings::plain(&column.heading);
    choices.iter().any(|choice| {
        choice.column == format!("#{}", at + 1)
            || (!plain.is_empty() && headings::plain(&choice.column) == plain)
    })
}

/// The letters by which a spreadsheet calls a column: A, B, … Z, AA.
pub(super) fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        let digit = (rest - 1) % 26;
        letters.push(char::from(b'A' + digit as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

//! Why a list, or a row of it, is not recorded. Nothing here holds anything that stands in the list.

use crate::{consent::ConsentFault, file::ReadFault, text::Text};

use super::Field;

/// What no list may hold.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Personal {
    /// Names of persons.
    Names,
    /// Dates of birth.
    BirthDates,
    /// Personal numbers.
    Numbers,
}

impl Personal {
    /// A stable word for JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Names => "names",
            Self::BirthDates => "birth_dates",
            Self::Numbers => "personal_numbers",
        }
    }
}

/// Why a list is not read.
#[derive(Debug, thiserror::Error)]
pub enum ListFault {
    /// The file was not read.
    #[error(transparent)]
    File(ReadFault),
    /// Neither a table as text nor a spreadsheet, or one that is broken.
    #[error("it is neither a CSV file nor a spreadsheet (XLSX)")]
    NotAList,
    /// More than a list can have: bytes, packed or unpacked, rows, columns, or letters in a cell.
    #[error("it is larger than a list can be")]
    TooLarge,
    /// There is nothing in it.
    #[error("there is nothing in it")]
    Empty,
    /// It holds what no list may hold. The whole list is refused.
    #[error("column {column} holds {}", .what.word())]
    Personal {
        /// What.
        what: Personal,
        /// The letters by which a spreadsheet calls the column.
        column: String,
        /// The row, where it is a single cell.
        row: Option<u64>,
        /// The heading says so, not what stands under it.
        by_heading: bool,
    },
    /// No heading is known.
    #[error("no heading is known")]
    NoColumns,
    /// Its columns are told by their numbers alone, and what stands above them may be the first row.
    #[error("there are no headings")]
    NoHeadings,
    /// A heading holds characters that are not seen.
    #[error("the heading of column {column} holds characters that are not seen")]
    UnseenHeading {
        /// The letters by which a spreadsheet calls the column.
        column: String,
    },
    /// It is another one than that which was shown.
    #[error("it has changed since it was looked through")]
    Changed,
    /// Rows with something in them are hidden: what nobody sees nobody has looked through.
    #[error("there are hidden rows")]
    HiddenRows,
    /// Two columns say the same.
    #[error("two columns are read as {}", .field.word())]
    Twice {
        /// What.
        field: Field,
    },
    /// A column that was named is not there.
    #[error("there is no such column")]
    NoSuchColumn,
}

impl ListFault {
    /// A stable word for JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::File(_) => "file",
            Self::NotAList => "not_a_list",
            Self::TooLarge => "too_large",
            Self::Empty => "empty",
            Self::Personal { what, .. } => what.word(),
            Self::NoColumns => "no_columns",
            Self::NoHeadings => "no_headings",
            Self::UnseenHeading { .. } => "unseen_heading",
            Self::HiddenRows => "hidden_rows",
            Self::Changed => "changed",
            Self::Twice { .. } => "field_twice",
            Self::NoSuchColumn => "no_such_column",
        }
    }

    /// What is wrong, and what to do.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::File(fault) => text.format("import-file", [("reason", fault.message(text).into())]),
            Self::Personal { what, column, row, by_heading } => {
                let what = what.word().replace('_', "-");
                let how = if *by_heading {
                    "heading"
                } else if row.is_some() {
                    "cell"
                } else {
                    "content"
                };
                let pairs = [("column", column.clone().into()), ("row", row.unwrap_or(0).to_string().into())];
                let where_it_is = text.format(&format!("import-by-{how}"), pairs);
                text.format(&format!("import-personal-{what}"), [("where", where_it_is.into())])
            }
            Self::Twice { field } => text.format("import-twice", [("field", field.label(text).into())]),
            Self::UnseenHeading { column } => {
                text.format("import-unseen-heading", [("column", column.clone().into())])
            }
            Self::NotAList
            | Self::TooLarge
            | Self::Empty
            | Self::NoColumns
            | Self::NoHeadings
            | Self::HiddenRows
            | Self::Changed
            | Self::NoSuchColumn => text.get(&format!("import-{}", self.kind().replace('_', "-"))),
        }
    }
}

/// Why a row is refused.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RowFault {
    /// The column at fault; nothing where none alone is.
    pub field: Option<Field>,
    /// What is wrong.
    pub kind: RowFaultKind,
}

/// What is wrong with a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RowFaultKind {
    /// Nothing stands there, and something must.
    Missing,
    /// No word that this field has, in none of the languages.
    UnknownWord {
        /// Whose words are told.
        field: Field,
    },
    /// No day.
    NotADay,
    /// No id of a consent.
    NotAnId,
    /// A yes or no, or nothing at all, where a text is kept by which something is found.
    NotAReference,
    /// The consent would end later than it can from the day on which it was collected.
    TooLongSince,
    /// The organisation's rules have taken this out.
    RulesRemoved,
    /// As for the entry form.
    Consent(ConsentFault),
}

impl RowFault {
    pub(super) const fn new(field: Field, kind: RowFaultKind) -> Self {
        Self { field: Some(field), kind }
    }

    /// The column at fault where the check of the whole consent says only what is wrong.
    pub(super) const fn of_consent(fault: ConsentFault) -> Self {
        let field = match fault {
            ConsentFault::UnknownRole => Some(Field::Role),
            ConsentFault::UnknownAge => Some(Field::AgeBand),
            ConsentFault::NoPurpose => Some(Field::Purpose),
            ConsentFault::NoChannel => Some(Field::Channel),
            ConsentFault::NoSigner => Some(Field::Signer),
            ConsentFault::AlreadyExpired | ConsentFault::TooLong => Some(Field::ValidUntil),
            ConsentFault::NoFormLocation => Some(Field::Reference),
            ConsentFault::IdInUse => Some(Field::Consent),
            ConsentFault::TextTooLong
            | ConsentFault::PersonalNumber
            | ConsentFault::Name
            | ConsentFault::Unseen
            | ConsentFault::SaysNothing
            | ConsentFault::FutureDay
            | ConsentFault::TooEarly
            | ConsentFault::Ended
            | ConsentFault::NoEventName
            | ConsentFault::EventDay => None,
        };
        Self { field, kind: RowFaultKind::Consent(fault) }
    }

    /// A stable word for JSON.
    pub const fn kind(&self) -> &'static str {
        match &self.kind {
            RowFaultKind::Missing => "missing",
            RowFaultKind::UnknownWord { .. } => "unknown-word",
            RowFaultKind::NotADay => "not-a-date",
            RowFaultKind::NotAnId => "not-an-id",
            RowFaultKind::NotAReference => "not-a-reference",
            RowFaultKind::TooLongSince => "too-long-since-collected",
            RowFaultKind::RulesRemoved => "removed-by-rules",
            RowFaultKind::Consent(fault) => fault.kind(),
        }
    }

    /// What is wrong, and what to do; never what stands in the list.
    pub fn message(&self, text: &Text) -> String {
        let field = self.field.map(|field| field.label(text)).unwrap_or_default();
        match &self.kind {
            RowFaultKind::UnknownWord { field: of } => {
                let words = super::words::labels(*of, text);
                text.format("import-row-unknown-word", [("field", field.into()), ("words", words.into())])
            }
            RowFaultKind::Consent(fault) => fault.message(text),
            RowFaultKind::Missing
            | RowFaultKind::NotADay
            | RowFaultKind::NotAnId
            | RowFaultKind::NotAReference
            | RowFaultKind::TooLongSince
            | RowFaultKind::RulesRemoved => {
                text.format(&format!("import-row-{}", self.kind()), [("field", field.into())])
            }
        }
    }
}

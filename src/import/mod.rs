//! A list of consents: a CSV file, a spreadsheet (XLSX) or a pasted table, with a line for each consent.
//!
//! Promises: what looks like names, dates of birth or personal numbers refuses the whole list, by the headings and by
//! what is in it; no value of a list that was refused is in anything that is told, kept or written; a list is recorded in
//! one transaction, whole or not at all unless a person says otherwise; nothing is recorded that the entry form would not
//! take. What is read is bounded before it is unpacked, and while it is.

mod column;
mod container;
mod dates;
mod delimited;
mod fault;
mod field;
mod guard;
mod headings;
mod list;
mod record;
mod row;
mod table;
mod words;
mod xlsx;

pub use column::{Column, ColumnChoice, Remembered};
pub use fault::{ListFault, Personal, RowFault, RowFaultKind};
pub use field::{Field, UnknownField};
pub use list::ConsentList;
pub use record::{EventOf, Recorded, Request, RowDone, record};
pub use row::ReadRow;
pub use table::Table;

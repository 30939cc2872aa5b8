//! Forms that come back: scans and photos of signed forms, from whose codes the ids are read.
//!
//! Promises: nothing is decided by it; what is ticked on a form a person reads, and confirms. No picture is kept: it is read into
//! memory, and only [`file_away`] moves a file, into a folder that the organisation names and that is not the data folder. Of what codes
//! say nothing but ids of consents is let through. A reference that is taken from the name of a file passes the checks of one
//! that is typed.

mod filing;
mod reading;
mod reference;

pub use filing::{FilingFault, file_away};
pub use reading::{FormPage, Known, ReadFault, ReturnedFile, known, pages, read_file};
pub use reference::{DEFAULT_PATTERN, ReferencePattern, UnusablePattern};

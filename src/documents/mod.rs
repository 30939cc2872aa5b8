//! Papers and lists to hand over: the printable consent form, the take-down list, the reports.
//!
//! Promises: no list and no report holds a name; a form is empty, no box on it is ticked beforehand (a
//! box ticked beforehand is no consent: GDPR recital 32), and it is the only place where a name is ever
//! written: by hand, on paper that stays in the organisation's archive.

mod calendar;
mod face;
mod form;
mod handover;
mod layout;
mod page;
mod poster;
mod reports;
mod second;
mod spreadsheet;
mod table;

pub use calendar::{Calendar, CalendarEntry, CalendarKind};
pub use form::{FormDetails, FormEvent, FormWords, consent_forms};
pub use handover::{Handover, HandoverCopy, handover, handover_copies};
pub use poster::poster;
pub use reports::{Period, consents, consents_due, events, exports, take_down_list};
pub use second::{OwnLanguage, OwnLanguageFault, SecondLanguage, template};
pub use spreadsheet::csv;
pub use table::{Table, TableFormat};

/// Writes a file that is not there yet, whole or not at all.
///
/// # Errors
/// The system's answer; an existing file is never overwritten.
pub fn write_new(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<()> {
    Unnamed::beside(path, bytes)?.name(path).map_err(|(_, error)| error)
}

/// A file that is written, and has no name yet: it goes again where it gets none.
#[derive(Debug)]
pub struct Unnamed(tempfile::NamedTempFile);

impl Unnamed {
    /// Writes it into the folder of this path.
    ///
    /// # Errors
    /// The system's answer where it cannot be written there.
    pub fn beside(path: &std::path::Path, bytes: &[u8]) -> std::io::Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let file = tempfile::NamedTempFile::new_in(folder.unwrap_or_else(|| std::path::Path::new(".")))?;
        std::io::Write::write_all(&mut file.as_file(), bytes)?;
        file.as_file().sync_all()?;
        Ok(Self(file))
    }

    /// Gives it its name, where no file has that.
    ///
    /// # Errors
    /// The file as it is, and the system's answer.
    pub fn name(self, path: &std::path::Path) -> Result<(), (Self, std::io::Error)> {
        self.0.persist_noclobber(path).map(drop).map_err(|error| (Self(error.file), error.error))
    }
}

/// Why a paper could not be made.
#[derive(Debug, thiserror::Error)]
pub enum DocumentFault {
    /// The built-in typeface cannot be used.
    #[error("the built-in typeface cannot be used")]
    Font,
    /// The PDF could not be made.
    #[error("the PDF could not be made: {reason}")]
    Pdf {
        /// What the library said.
        reason: String,
    },
    /// Letters that the built-in typeface does not have, or cannot set.
    #[error("letters that cannot be set: {letters}")]
    Letters {
        /// Which, each once.
        letters: String,
    },
    /// The table could not be written.
    #[error("the table could not be written: {reason}")]
    Table {
        /// What the library said.
        reason: String,
    },
}

impl DocumentFault {
    /// What a person reads.
    pub fn message(&self, text: &crate::text::Text) -> String {
        match self {
            Self::Letters { letters } => text.format("forms-letters", [("letters", letters.clone().into())]),
            Self::Font | Self::Pdf { .. } | Self::Table { .. } => self.to_string(),
        }
    }
}

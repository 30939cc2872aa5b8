//! Why the register gave no answer.

use std::path::PathBuf;

use crate::{
    consent::ConsentFault,
    text::{Text, harmless_path},
};

use super::{ClockFault, MissingHead, UnreadableRow};

/// Nothing was changed, whatever the variant, but for [`RegisterError::NotWiped`] and, where it is told only after the
/// commit, [`RegisterError::NotWritten`].
#[derive(Debug, thiserror::Error)]
pub enum RegisterError {
    /// The data folder cannot be made or opened.
    #[error("the data folder cannot be used")]
    Folder {
        /// What the system said.
        source: std::io::Error,
    },
    /// Somebody else holds the register for too long.
    #[error("the register is busy")]
    Busy,
    /// The file is from a newer version of the program.
    #[error("the register was written by a newer version")]
    TooNew,
    /// The file is damaged.
    #[error("the register is damaged: {reason}")]
    Damaged {
        /// What does not fit.
        reason: String,
    },
    /// The file holds something that is not of its tables, or they are different.
    #[error("the register holds what Sladd did not put there: {what}")]
    Foreign {
        /// Kind and name.
        what: String,
    },
    /// What was to be written reads differently, or more was written.
    #[error("what was to be written is not what stands in the register")]
    NotWritten,
    /// What was written before lies in the journal still.
    #[error("the journal of the register cannot be overwritten")]
    NotWiped {
        /// What the system said.
        source: std::io::Error,
    },
    /// An entry that was seen before is not there any more.
    #[error("entry {} of the ledger, seen on {}, is missing", .0.number, .0.seen_at)]
    HeadMissing(MissingHead),
    /// What was remembered of the register outside the data folder cannot be read, so nobody can tell whether it is all
    /// there.
    #[error("what was remembered of the ledger cannot be read: {}", .0.display())]
    HeadUnreadable(PathBuf),
    /// A row that something was about to rely on is not what its entries in the ledger tell.
    #[error("the row {0} is not what the ledger tells")]
    RowDiffers(UnreadableRow),
    /// A row that is needed cannot be read.
    #[error("the row {0} cannot be read")]
    Row(UnreadableRow),
    /// There is no consent of that id.
    #[error("no such consent")]
    NoSuchConsent,
    /// There is no event of that id or name.
    #[error("no such event")]
    NoSuchOccasion,
    /// An event is called so already.
    #[error("an event of this name is recorded already")]
    OccasionKnown,
    /// Consents or forms belong to the event, so nothing of it can be erased.
    #[error("something belongs to the event")]
    OccasionInUse,
    /// There is no export of that record id.
    #[error("no such export")]
    NoSuchExport,
    /// Exports can still rely on the consent, so nothing of it can be erased.
    #[error("the consent still holds")]
    StillHolds,
    /// This computer's clock does not fit the ledger; nothing that depends on the date is done.
    #[error("the clock stands at {}, and the ledger's last entry is of {}", .0.clock, .0.entry)]
    Clock(ClockFault),
    /// The consent itself is not in order.
    #[error(transparent)]
    Consent(#[from] ConsentFault),
    /// Any other fault of the database.
    #[error("the register cannot be used: {source}")]
    Database {
        /// What SQLite said.
        source: rusqlite::Error,
    },
}

impl From<rusqlite::Error> for RegisterError {
    fn from(source: rusqlite::Error) -> Self {
        match source.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked) => Self::Busy,
            Some(rusqlite::ErrorCode::DatabaseCorrupt | rusqlite::ErrorCode::NotADatabase) => {
                Self::Damaged { reason: source.to_string() }
            }
            _ => Self::Database { source },
        }
    }
}

impl RegisterError {
    /// A stable word for JSON.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Folder { .. } => "folder",
            Self::Busy => "busy",
            Self::TooNew => "too-new",
            Self::Damaged { .. } => "damaged",
            Self::Foreign { .. } => "foreign",
            Self::NotWritten => "not-written",
            Self::NotWiped { .. } => "not-wiped",
            Self::HeadMissing(_) => "head-missing",
            Self::HeadUnreadable(_) => "head-unreadable",
            Self::RowDiffers(_) => "row-differs",
            Self::Row(_) => "row",
            Self::NoSuchConsent => "no-such-consent",
            Self::NoSuchOccasion => "no-such-event",
            Self::OccasionKnown => "event-known",
            Self::OccasionInUse => "event-in-use",
            Self::NoSuchExport => "no-such-export",
            Self::StillHolds => "still-holds",
            Self::Clock(_) => "clock",
            Self::Consent(_) => "consent",
            Self::Database { .. } => "database",
        }
    }

    /// What happened, why, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Consent(fault) => fault.message(text),
            Self::Foreign { what } => {
                text.format("consent-register-foreign", [("what", what.clone().into())])
            }
            Self::HeadMissing(missing) => {
                // The day is enough, and the same in every language.
                let day: String = missing.seen_at.chars().take(10).collect();
                let pairs = [("number", missing.number.into()), ("day", day.into())];
                text.format("consent-register-head-missing", pairs)
            }
            Self::HeadUnreadable(file) => {
                text.format("consent-register-head-unreadable", [("file", harmless_path(file).into())])
            }
            Self::RowDiffers(row) => {
                let pairs = [("table", row.table.into()), ("key", row.key.clone().into())];
                text.format("consent-register-row-differs", pairs)
            }
            Self::Row(row) => row.message(text),
            Self::Clock(fault) => {
                let shown = |moment: jiff::civil::DateTime| moment.strftime("%Y-%m-%d %H:%M").to_string();
                let pairs = [("clock", shown(fault.clock).into()), ("entry", shown(fault.entry).into())];
                text.format(&format!("consent-register-clock-{}", fault.wrong.word()), pairs)
            }
            Self::NotWritten
            | Self::NotWiped { .. }
            | Self::Folder { .. }
            | Self::Busy
            | Self::TooNew
            | Self::Damaged { .. }
            | Self::NoSuchConsent
            | Self::NoSuchOccasion
            | Self::OccasionKnown
            | Self::OccasionInUse
            | Self::NoSuchExport
            | Self::StillHolds
            | Self::Database { .. } => text.get(&format!("consent-register-{}", self.kind())),
        }
    }
}

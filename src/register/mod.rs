//! The register of consents and the ledger of what relied on them, in one SQLite file.
//!
//! Promises: a change and its ledger entry are one transaction, read back before it is reported; ledger entries are chained
//! by SHA-256 and never changed, only their bodies erased by hash; a file with other tables than ours is not used; several
//! people can use one data folder; what was reported done is on disk. Knows no name, no face and no personal number.

mod chain;
mod change;
mod check;
mod erasure;
mod exports;
mod fault;
mod heads;
mod journal;
mod ledger;
mod occasions;
mod open;
mod posting;
mod publications;
mod replay;
mod rows;
mod scans;
mod schema;
mod store;
#[cfg(test)]
mod tests;
mod times;

pub use erasure::Erased;
pub use exports::PendingExport;
pub use fault::RegisterError;
pub use heads::{Accepted, MissingHead, remember_heads_in};
pub use ledger::{
    AffectedExport, EngineUsed, ExportDetails, ExportEntry, LedgerEntry, LedgerFault, Made, PolicyUsed,
    Publication, RegionEntry,
};
pub use occasions::{Added, Belonging, HowMuch, Taken};
pub use posting::PostingFault;
pub use rows::UnreadableRow;
pub use scans::ArchiveScan;
pub use store::{DueReason, Form, Register};
pub use times::{ClockFault, ClockWrong};

//! The register of consents and the ledger of what relied on them, in one SQLite file.
//!
//! Promises: a change and its ledger entry are one transaction; ledger entries are chained by SHA-256 and
//! never changed, only their bodies erased by hash; several people can use one data folder; what was reported done is on disk. Knows no
//! name, no face and no personal number.

mod chain;
mod exports;
mod fault;
mod ledger;
mod schema;
mod store;
#[cfg(test)]
mod tests;

pub use exports::PendingExport;
pub use fault::RegisterError;
pub use ledger::{
    AffectedExport, EngineUsed, ExportDetails, ExportEntry, LedgerEntry, LedgerFault, Made, PolicyUsed,
    Publication, RegionEntry,
};
pub use store::{DueReason, Form, Register};

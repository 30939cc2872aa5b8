//! The register of consents and the ledger of what relied on them, in one SQLite file.
//!
//! Promises: a change and its ledger entry are one transaction; ledger entries are chained by SHA-256 and
//! never changed; several people can use one data folder; what was reported done is on disk. Knows no
//! name, no face and no personal number.

mod fault;
mod ledger;
mod store;
#[cfg(test)]
mod tests;

pub use fault::RegisterError;
pub use ledger::{AffectedExport, ExportEntry, LedgerEntry, LedgerFault, RegionEntry};
pub use store::{PendingExport, Register};

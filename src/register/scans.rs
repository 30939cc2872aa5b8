//! Scans of archives: one entry each.

use serde::{Deserialize, Serialize};

use crate::hash::ContentHash;

use super::{Register, RegisterError, chain, rows::json};

/// The kind of the entry.
pub(super) const SCANNED: &str = "archive_scan";

/// What is remembered of a scan of an archive: that it was, with what, and how much there was. It tells of no photo and no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchiveScan {
    /// SHA-256 of the plan.
    pub plan: ContentHash,
    /// SHA-256 of the report.
    pub report: ContentHash,
    /// SHA-256 of the rules in force.
    pub rules: ContentHash,
    /// SHA-256 over the models.
    pub models: ContentHash,
    /// SHA-256 over the sources of the program.
    pub program: ContentHash,
    /// The engines that looked.
    pub engines: Vec<ContentHash>,
    /// Photos of the plan.
    pub photos: u64,
    /// Those that were looked at.
    pub done: u64,
    /// Those that cannot be opened.
    pub refused: u64,
    /// Those that could not be read.
    pub unreadable: u64,
    /// Those of which there is no result.
    pub missing: u64,
    /// What the plan left out by name.
    pub left_out: u64,
    /// Photos with faces.
    pub with_faces: u64,
    /// Photos about which there is something to do.
    pub to_do: u64,
}

impl Register {
    /// Notes a scan in the ledger.
    ///
    /// # Errors
    /// [`RegisterError`] where the file cannot be written.
    pub fn note_scan(&self, scan: &ArchiveScan) -> Result<(), RegisterError> {
        self.write(|change| {
            chain::append(change, SCANNED, &json(scan)?, &[])?;
            Ok(())
        })
    }
}

//! The entries of the ledger.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    consent::{AgeBand, Channel, ConsentId, Purpose, Role},
    hash::ContentHash,
};

/// What is remembered of an export. It stays inside the organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportEntry {
    /// The sidecar's record id.
    pub record_id: String,
    /// File name of the copy.
    pub output: String,
    /// Day of the export.
    pub created_on: Date,
    /// SHA-256 of the original file.
    pub source_sha256: ContentHash,
    /// SHA-256 of the copy.
    pub output_sha256: ContentHash,
    /// What for.
    pub purpose: Purpose,
    /// Where.
    pub channels: Vec<Channel>,
    /// SHA-256 of the rules in force.
    pub policy_sha256: ContentHash,
    /// Who exported: a reference of the organisation's choosing, never a name; may be empty.
    pub operator: String,
    /// What was decided, region by region.
    pub regions: Vec<RegionEntry>,
}

/// One region of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionEntry {
    /// What is in it: `face`, `name_badge`, …
    pub what: String,
    /// `redact`, `keep` or `not_a_face`.
    pub decision: String,
    /// The detector found it.
    pub detected: bool,
    /// What the person is.
    pub role: Role,
    /// Age of the person.
    pub age_band: AgeBand,
    /// By which consent it stays visible.
    pub consent: Option<ConsentId>,
    /// Box in pixels of the upright photo: x, y, width, height.
    pub bbox: [f32; 4],
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerEntry {
    /// Its place, from 1.
    pub number: u64,
    /// `export`, `consent_added`, `withdrawal`, `renewal`.
    pub kind: String,
    /// UTC, RFC 3339.
    pub at: String,
    /// What happened, as JSON.
    pub body: String,
    /// Hash of the entry before; 64 zeros for the first.
    pub previous: String,
    /// Hash of this entry.
    pub hash: String,
}

impl LedgerEntry {
    /// The hash that this entry must have: over the hash before, place, kind, time and body, each ended by
    /// a line feed.
    pub fn expected_hash(&self) -> ContentHash {
        let number = self.number.to_string();
        let parts = [&self.previous, &number, &self.kind, &self.at, &self.body];
        ContentHash::of_parts(parts.into_iter().flat_map(|part| [part.as_bytes(), b"\n".as_slice()]))
    }
}

/// What is wrong with the ledger.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LedgerFault {
    /// An entry was changed.
    #[error("entry {number} was changed")]
    Changed {
        /// Its place.
        number: u64,
    },
    /// An entry is missing, doubled or in the wrong place.
    #[error("the chain is broken before entry {number}")]
    Broken {
        /// The entry that does not follow.
        number: u64,
    },
    /// Entries are missing at the end.
    #[error("entries are missing at the end: {found} of {expected}")]
    Shortened {
        /// How many there are.
        found: u64,
        /// How many there were.
        expected: u64,
    },
}

/// An export that relied on a consent.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct AffectedExport {
    /// The consent.
    pub consent: ConsentId,
    /// The sidecar's record id.
    pub record_id: String,
    /// File name of the copy.
    pub output: String,
    /// Day of the export.
    pub created_on: Date,
    /// Where it was to be shown.
    pub channels: Vec<Channel>,
}

//! The entries of the ledger.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    consent::{AgeBand, Capacity, CareStatus, Channel, ConsentId, Purpose, Role},
    hash::ContentHash,
};

/// What is remembered of an export. It stays inside the organisation.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportEntry {
    /// The sidecar's record id.
    pub record_id: String,
    /// File name of the copy; the folder stands in [`ExportDetails::folder`].
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
    /// The rest, which older entries do not have.
    #[serde(default)]
    pub more: ExportDetails,
}

/// What else is remembered of an export, so that it can be reported on and made again.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct ExportDetails {
    /// The event that the photo is of, in the organisation's own words; never a name.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub event: Option<String>,
    /// Reference of the second person who approved.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub second_person: Option<String>,
    /// The export that this one takes the place of.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub supersedes: Option<String>,
    /// Dispensations that the export relied on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub dispensations: Vec<String>,
    /// A person has looked at the whole photo.
    pub whole_image_reviewed: bool,
    /// Identifiers that a person has looked for.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub identifiers: Vec<String>,
    /// Day until which the copy may be shown.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub valid_until: Option<Date>,
    /// How the copy was made.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub made: Option<Made>,
    /// Absolute path of the folder that the copy was written to, as it is shown. It never leaves the organisation.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// The policy files in force.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub policies: Vec<PolicyUsed>,
    /// What ran the models.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub engine: Option<EngineUsed>,
}

/// The inference engine that looked for faces.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct EngineUsed {
    /// Its name and version.
    pub name: String,
    /// SHA-256 of the native library's file; `None` for the embedded engine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub library_sha256: Option<ContentHash>,
}

/// A policy file under which an export was made.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PolicyUsed {
    /// The id that it gives itself.
    pub policy_id: String,
    /// The version that it gives itself.
    pub version: String,
    /// SHA-256 of the file.
    pub sha256: ContentHash,
}

/// How a copy was made, so that one like it can be made again.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Made {
    /// `jpeg`, `png` or `webp`.
    pub format: String,
    /// JPEG quality.
    pub quality: u8,
    /// Longest side in pixels.
    pub max_side: Option<u32>,
    /// `veil`, `solid` or `mosaic`.
    pub style: String,
    /// Margin around faces in percent.
    pub margin_percent: u8,
}

/// One region of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionEntry {
    /// What is in it: `face`, `name_badge`, …
    pub what: String,
    /// `redact`, `keep`, `not_a_face`, or `erased` where what was known of the person is gone.
    pub decision: String,
    /// The detector found it.
    pub detected: bool,
    /// What the person is.
    pub role: Role,
    /// Age of the person.
    pub age_band: AgeBand,
    /// Course of care, where it matters.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub care_status: Option<CareStatus>,
    /// Whether the person can consent, where somebody has said so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub capacity: Option<Capacity>,
    /// By which consent it stays visible.
    pub consent: Option<ConsentId>,
    /// The rules that decided about it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub rules: Vec<String>,
    /// Box in pixels of the upright photo: x, y, width, height.
    pub bbox: [f32; 4],
}

/// A line of the ledger.
#[derive(Debug, Clone, PartialEq)]
pub struct LedgerEntry {
    /// Its place, from 1.
    pub number: u64,
    /// `export`, `consent_added`, `withdrawal`, `renewal`, …
    pub kind: String,
    /// UTC, RFC 3339.
    pub at: String,
    /// What happened, as JSON; empty where it was pruned.
    pub body: String,
    /// SHA-256 of the body; `None` in entries of the first version of the register, which cannot be pruned.
    pub body_sha256: Option<String>,
    /// Hash of the entry before; 64 zeros for the first.
    pub previous: String,
    /// Hash of this entry.
    pub hash: String,
}

impl LedgerEntry {
    /// The hash that this entry must have: over the hash before, place, kind, time and the body's SHA-256,
    /// each ended by a line feed. So a body can be erased and the chain still holds. (The first version of
    /// the register hashed the body itself.)
    pub fn expected_hash(&self) -> ContentHash {
        let number = self.number.to_string();
        let body = self.body_sha256.as_ref().unwrap_or(&self.body);
        let parts = [&self.previous, &number, &self.kind, &self.at, body];
        ContentHash::of_parts(parts.into_iter().flat_map(|part| [part.as_bytes(), b"\n".as_slice()]))
    }

    /// True where only the hash of the body is left.
    pub const fn is_pruned(&self) -> bool {
        self.body.is_empty() && self.body_sha256.is_some()
    }

    pub(super) fn body_is_as_hashed(&self) -> bool {
        self.is_pruned()
            || self
                .body_sha256
                .as_ref()
                .is_none_or(|hash| ContentHash::of(self.body.as_bytes()).to_string() == *hash)
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
    /// A body is gone and no pruning accounts for it.
    #[error("the body of entry {number} was removed")]
    Removed {
        /// Its place.
        number: u64,
    },
    /// The register says something else than the ledger.
    #[error("{what} in the register differs from entry {number} of the ledger")]
    RegisterDiffers {
        /// The last entry about it; 0 where there is none.
        number: u64,
        /// A consent id or a record id.
        what: String,
    },
    /// A hash that was noted elsewhere is not in the chain.
    #[error("the noted hash is not in the ledger")]
    HeadUnknown,
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
    /// Absolute path of the folder that it was written to; older entries do not tell.
    pub folder: Option<String>,
    /// SHA-256 of the copy, by which it is known wherever it was moved to.
    pub output_sha256: ContentHash,
    /// Day of the export.
    pub created_on: Date,
    /// Where it was to be shown.
    pub channels: Vec<Channel>,
    /// Where somebody has noted that it was put, and whether it was taken down.
    pub published: Vec<Publication>,
    /// The export that has taken its place.
    pub superseded_by: Option<String>,
}

impl AffectedExport {
    /// Where the copy was written: the whole path, or the name where the folder is not known.
    pub fn path(&self) -> PathBuf {
        written_to(self.folder.as_deref(), &self.output)
    }
}

impl ExportEntry {
    /// Where the copy was written: the whole path, or the name where the folder is not known.
    pub fn path(&self) -> PathBuf {
        written_to(self.more.folder.as_deref(), &self.output)
    }
}

fn written_to(folder: Option<&str>, name: &str) -> PathBuf {
    folder.map_or_else(|| PathBuf::from(name), |folder| Path::new(folder).join(name))
}

/// A place where a copy was put.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Publication {
    /// The export.
    pub record_id: String,
    /// The channel.
    pub channel: Channel,
    /// The address of the post, or the place.
    pub place: String,
    /// Since when.
    pub posted_on: Date,
    /// When it was taken down.
    pub taken_down_on: Option<Date>,
}

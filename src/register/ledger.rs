//! The entries of the ledger.

use std::path::{Path, PathBuf};

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    consent::{AgeBand, Capacity, CareStatus, Channel, ConsentId, Purpose, Role},
    framing::Frame,
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
    /// SHA-256 of the record beside the copy, as its seal has it: so no word of the record can be changed unseen.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub record_sha256: Option<ContentHash>,
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
    /// `blur`, `veil`, `mosaic`, `solid` or `sign`; the last two with the colour or the sign after a colon.
    pub style: String,
    /// Margin around faces in percent.
    pub margin_percent: u8,
    /// What of the photo is published; older entries, and those of whole photos, do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub frame: Option<Frame>,
    /// The name of the size where there was one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub size: Option<String>,
    /// Width and height of the rectangle that the copy fits into, where that was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub within: Option<[u32; 2]>,
}

/// One region of an export.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RegionEntry {
    /// What is in it: `face`, `name_badge`, …
    pub what: String,
    /// `redact`, `keep`, `not_a_face`, `cut_away` where it lies wholly outside what was published, or `erased` where what was
    /// known of the person is gone.
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
    /// Somebody has said that this is once more the person whom another face shows that is kept by the same consent.
    /// Older entries do not tell.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub same_person: bool,
    /// Of "not a face": what it is instead (`statue`, `picture`, `poster`, `animal`, `doll`, `nothing`), where somebody has
    /// said so. Older entries do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub not_a_face_what: Option<String>,
    /// Of "not a face": how likely the detector held it to be one, in two decimals. Older entries do not tell.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub score: Option<f64>,
    /// Of what is covered: the look of its own (`glass`, `solid:#1a2b3c`, …), where it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub style: Option<String>,
    /// Of a covered face: the bounds of its cover as a person has pulled it, in pixels of the upright photo.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub cover: Option<[f32; 4]>,
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
    /// 16 random bytes in hexadecimal digits that are hashed before the body and erased with it; entries from before the
    /// fourth version have none.
    pub nonce: Option<String>,
    /// Random tokens of those whom the body tells of, joined by commas; they remain when the body is erased. `None` in
    /// entries from before the fourth version.
    pub about: Option<String>,
    /// Hash of the entry before; 64 zeros for the first.
    pub previous: String,
    /// Hash of this entry.
    pub hash: String,
}

impl LedgerEntry {
    /// The hash that this entry must have: over the hash before, place, kind, time, the body's SHA-256 and whom it tells
    /// of, each ended by a line feed. So a body can be erased and the chain still holds. (The first version of the register
    /// hashed the body itself, and before the fourth there was nothing about whom it tells of.)
    pub fn expected_hash(&self) -> ContentHash {
        let number = self.number.to_string();
        let body = self.body_sha256.as_ref().unwrap_or(&self.body);
        let parts = [&self.previous, &number, &self.kind, &self.at, body];
        let parts = parts.into_iter().chain(&self.about);
        ContentHash::of_parts(parts.flat_map(|part| [part.as_bytes(), b"\n".as_slice()]))
    }

    /// True where only the hash of the body is left.
    pub const fn is_pruned(&self) -> bool {
        self.body.is_empty() && self.body_sha256.is_some()
    }

    /// The tokens of those whom it tells of.
    pub(super) fn subjects(&self) -> impl Iterator<Item = &str> {
        self.about.as_deref().unwrap_or_default().split(',').filter(|token| !token.is_empty())
    }

    pub(super) fn body_is_as_hashed(&self) -> bool {
        let hash = match (&self.body_sha256, &self.nonce) {
            _ if self.is_pruned() => return self.nonce.is_none(),
            (None, nonce) => return nonce.is_none() && self.about.is_none(),
            (Some(_), Some(nonce)) => super::chain::salted(nonce, &self.body),
            (Some(_), None) => ContentHash::of(self.body.as_bytes()),
        };
        self.nonce.is_some() == self.about.is_some() && self.body_sha256.as_ref() == Some(&hash.to_string())
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
        /// The last entry about it.
        number: u64,
        /// A table and what a row of it is found by.
        what: String,
    },
    /// The register holds what no entry tells of.
    #[error("{what} stands in the register, and no entry of the ledger tells of it")]
    Unaccounted {
        /// A table and what a row of it is found by.
        what: String,
    },
    /// The file itself is not in order: an index leaves rows out, say.
    #[error("the file is damaged: {reason}")]
    Damaged {
        /// What SQLite says.
        reason: String,
    },
    /// An entry in the form of an older version, which proves less, where none can be.
    #[error("entry {number} is not in the form of this version")]
    OldForm {
        /// Its place.
        number: u64,
    },
    /// An entry says that it brings an older register to this form where that was done already, or where nothing older is.
    #[error("entry {number} brings to this form what has it already")]
    UpgradedAgain {
        /// Its place.
        number: u64,
    },
    /// An entry of a kind that no version of the program writes.
    #[error("entry {number} is of a kind that Sladd does not write: {kind}")]
    UnknownKind {
        /// Its place.
        number: u64,
        /// What it calls itself, escaped, and cut where it is long.
        kind: String,
    },
    /// An entry cannot be read, or tells of something that cannot have happened: a consent that was withdrawn holds again.
    #[error("entry {number} tells of what cannot have happened")]
    Impossible {
        /// Its place.
        number: u64,
    },
    /// Bodies were erased, and the erasure of a person that this belongs to did not take place.
    #[error("entry {number} erases what no erasure of a person accounts for")]
    Unproven {
        /// Its place.
        number: u64,
    },
    /// An entry that this computer has seen is not there any more.
    #[error(
        "entry {number}, which was seen here before, is not in the ledger: an older backup was put back, or the end was cut"
    )]
    SeenMissing {
        /// Its place.
        number: u64,
    },
    /// An entry is dated long before an earlier one: a clock was wrong, and nobody has answered for it.
    #[error("entry {number} is dated {at}, long before an earlier one")]
    ClockBack {
        /// Its place.
        number: u64,
        /// Its time.
        at: String,
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
    /// Faces that are kept by a consent which keeps another face already, without a word that both show the same
    /// person. No export since such a word is asked for has one.
    pub fn kept_twice(&self) -> usize {
        let mut seen: Vec<&ConsentId> = Vec::new();
        let mut twice = 0;
        for consent in self
            .regions
            .iter()
            .filter(|region| !region.same_person)
            .filter_map(|region| region.consent.as_ref())
        {
            if seen.contains(&consent) {
                twice += 1;
            } else {
                seen.push(consent);
            }
        }
        twice
    }

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

//! Where the organisation's rules come from.

use std::path::PathBuf;

use serde::{Serialize, Serializer};

use crate::{hash::ContentHash, text::Text};

/// A road by which a policy file comes into force, the hardest to change first. All that there are count together.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum PolicySource {
    /// The folder for the whole machine, in which only its administrator writes.
    Machine,
    /// What IT has named for the machine: `PolicyFile` of its group policy on Windows, `policy_file` in `machine.toml` elsewhere.
    Registry,
    /// `policy.toml` beside the program.
    BesideProgram,
    /// The environment variable `SLADD_POLICY`.
    Variable,
    /// The argument `--policy`.
    Argument,
}

impl PolicySource {
    /// All of them, in the order of standing.
    pub const ALL: [Self; 5] =
        [Self::Machine, Self::Registry, Self::BesideProgram, Self::Variable, Self::Argument];

    /// True where somebody has named the file, so that it must be there.
    pub const fn names_a_file(self) -> bool {
        matches!(self, Self::Registry | Self::Variable | Self::Argument)
    }

    /// Its name for a person.
    pub fn label(self, text: &Text) -> String {
        text.get(match self {
            Self::Machine => "rules-source-machine",
            Self::Registry => "rules-source-registry",
            Self::BesideProgram => "rules-source-beside-program",
            Self::Variable => "rules-source-variable",
            Self::Argument => "rules-source-argument",
        })
    }
}

/// The text of a policy file, as it was read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PolicyText {
    /// By which road.
    pub source: PolicySource,
    /// Where it lies.
    pub path: PathBuf,
    /// What it says.
    pub text: String,
}

/// A policy file that is in force.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct PolicyFile {
    /// By which road.
    pub source: PolicySource,
    /// Where it lies.
    #[serde(serialize_with = "shown")]
    pub path: PathBuf,
    /// SHA-256 of its bytes.
    pub sha256: ContentHash,
    /// The id that it gives itself.
    pub policy_id: String,
    /// The version that it gives itself.
    pub version: String,
}

/// A path need not be text.
fn shown<S: Serializer>(path: &std::path::Path, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.serialize_str(&path.to_string_lossy())
}

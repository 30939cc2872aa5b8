//! What a result says: a first line about the work, and one for each photo.

use std::str::FromStr;

use serde::{Deserialize, Serialize};

use crate::{hash::ContentHash, metadata::Category};

use super::Place;

/// What is looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Task {
    /// Faces: the photo is decoded and looked through. It is nearly all of the cost.
    Faces,
    /// What the file says besides the picture.
    Metadata,
    /// The record beside the file.
    Records,
}

impl Task {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 3] = [Self::Faces, Self::Metadata, Self::Records];

    /// The word on the command line and in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Faces => "faces",
            Self::Metadata => "metadata",
            Self::Records => "records",
        }
    }
}

/// Not the word of a task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("expected one of {}", Task::ALL.map(Task::word).join(", "))]
pub struct NoTask;

impl FromStr for Task {
    type Err = NoTask;

    fn from_str(word: &str) -> Result<Self, NoTask> {
        Self::ALL.into_iter().find(|task| task.word() == word).ok_or(NoTask)
    }
}

/// The first line of a result.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultHead {
    /// SHA-256 of `plan.json`.
    pub plan: ContentHash,
    /// SHA-256 of the shard's file.
    pub shard: ContentHash,
    /// SHA-256 of the rules in force.
    pub rules: ContentHash,
    /// SHA-256 over the models.
    pub models: ContentHash,
    /// SHA-256 of the native engine's library, or of the embedded engine's name; of nothing where no faces are looked for.
    pub engine: ContentHash,
    /// SHA-256 over the sources of the program.
    pub program: ContentHash,
    /// What was looked for.
    pub task: Vec<Task>,
    /// Whether lines have a [`Detail`].
    pub detail: bool,
}

/// What became of a photo.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum State {
    /// It was looked at.
    Done,
    /// It is none, of an unknown kind, damaged, or asks for too much.
    Refused,
    /// It could not be read, or is not the file that was planned.
    Unreadable,
}

impl State {
    /// The word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Done => "done",
            Self::Refused => "refused",
            Self::Unreadable => "unreadable",
        }
    }
}

/// What is known of the record of a photo. Of these, a line of a result has only `none`, `valid` and `broken`: what depends on
/// the day or the register is for the report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecordState {
    /// There is none.
    None,
    /// It is the record of this very file, and nobody has changed it.
    Valid,
    /// A consent, or the record's own time, has expired.
    Expired,
    /// A consent was withdrawn.
    Withdrawn,
    /// It was changed, is of another file, or is not known to the register.
    Broken,
}

impl RecordState {
    /// The word in JSON.
    pub const fn word(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Valid => "valid",
            Self::Expired => "expired",
            Self::Withdrawn => "withdrawn",
            Self::Broken => "broken",
        }
    }
}

/// A photo's line. The keys stand in this order; what was not looked for, or could not be, is null.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResultLine {
    /// Its number in the plan.
    pub n: u64,
    /// What became of it.
    pub state: State,
    /// The kind of picture where it was looked at, else a word for why not.
    pub kind: String,
    /// Millions of pixels, to one decimal.
    pub megapixels: Option<f64>,
    /// What is called a face.
    pub faces: Option<u64>,
    /// Hints below the threshold.
    pub candidates: Option<u64>,
    /// What the file gives away besides the picture, the most serious first.
    pub metadata: Option<Vec<Category>>,
    /// Second pictures and videos in the file.
    pub hidden_pictures: Option<u64>,
    /// The record beside it.
    pub record: Option<RecordState>,
    /// What is perhaps a face: a person must look.
    pub perhaps: Option<u64>,
    /// What else was asked for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub detail: Option<Detail>,
}

/// What a line has where it was asked for: it tells of places and people.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Detail {
    /// Where it lies in its folder.
    pub path: Place,
    /// SHA-256 of the file, by which a copy is known whose record was lost on the way; null where it was not read.
    pub sha256: Option<ContentHash>,
    /// Width and height in pixels of the upright photo.
    pub size: Option<[u32; 2]>,
    /// Faces in pixels of the upright photo: x, y, width, height to a tenth, and the score to a hundredth.
    pub faces: Vec<[f64; 5]>,
    /// What is perhaps a face, in the same form.
    pub perhaps: Vec<[f64; 5]>,
    /// What the file says: category, place, value.
    pub findings: Vec<(Category, String, String)>,
}

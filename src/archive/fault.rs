//! What goes wrong with plans and results, in words.

use std::{io, path::PathBuf};

use crate::{
    file::ReadFault,
    text::{Text, harmless_path},
};

/// A plan, or a shard of one, that cannot be made or used.
#[derive(Debug, thiserror::Error)]
pub enum PlanFault {
    /// What was to be planned is no folder.
    #[error("{} is no folder", .0.display())]
    NoFolder(PathBuf),
    /// One folder lies in another.
    #[error("{} lies in {}", inner.display(), outer.display())]
    Overlap {
        /// The one within.
        inner: PathBuf,
        /// The one around it.
        outer: PathBuf,
    },
    /// The place for the plan is not empty.
    #[error("{} is not empty", .0.display())]
    NotEmpty(PathBuf),
    /// A part of the plan cannot be read.
    #[error("{}: {fault}", path.display())]
    Unread {
        /// The file.
        path: PathBuf,
        /// Why.
        fault: ReadFault,
    },
    /// A part of the plan is not what the plan says, or none at all.
    #[error("{} is not what was planned", .0.display())]
    Damaged(PathBuf),
    /// The plan was made under other rules.
    #[error("the plan was made under other rules")]
    OtherRules,
    /// The plan was made by a program with other models or sources.
    #[error("the plan was made by another version")]
    OtherProgram,
    /// Folders were named in place of those of the plan, and not one for each.
    #[error("{named} folders are named, where the plan has {planned}")]
    Roots {
        /// How many were named.
        named: usize,
        /// How many there are.
        planned: usize,
    },
    /// The plan cannot be written.
    #[error("{}: {source}", path.display())]
    Unwritten {
        /// The file or folder.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
}

impl PlanFault {
    /// What happened, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        let of_path = |id: &str, path: &PathBuf| text.format(id, [("path", harmless_path(path).into())]);
        match self {
            Self::NoFolder(path) => of_path("archive-no-folder", path),
            Self::Overlap { inner, outer } => text.format(
                "archive-overlap",
                [("inner", harmless_path(inner).into()), ("outer", harmless_path(outer).into())],
            ),
            Self::NotEmpty(path) => of_path("archive-not-empty", path),
            Self::Unread { path, fault } => text.format(
                "archive-unread",
                [("path", harmless_path(path).into()), ("reason", fault.message(text).into())],
            ),
            Self::Damaged(path) => of_path("archive-damaged", path),
            Self::OtherRules => text.get("archive-other-rules"),
            Self::OtherProgram => text.get("archive-other-program"),
            Self::Roots { named, planned } => {
                text.format("archive-roots", [("named", (*named).into()), ("planned", (*planned).into())])
            }
            Self::Unwritten { path, source } => text.format(
                "archive-unwritten",
                [("path", harmless_path(path).into()), ("reason", source.to_string().into())],
            ),
        }
    }

    /// True where the same command may succeed later: the system said no to reading or writing.
    pub const fn is_of_the_moment(&self) -> bool {
        matches!(self, Self::Unread { .. } | Self::Unwritten { .. })
    }
}

/// A result that cannot be written or gone on with.
#[derive(Debug, thiserror::Error)]
pub enum ResultFault {
    /// The file there is the result of something else, or no result.
    #[error("{} is the result of something else", .0.display())]
    Foreign(PathBuf),
    /// The system said no: a full disk, a folder without permission.
    #[error("{}: {source}", path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system says.
        source: io::Error,
    },
    /// What was written is not what is there.
    #[error("{} is not what was written", .0.display())]
    NotWritten(PathBuf),
    /// A photo could not be looked at now, and others cannot either: the folder is away, or the engine failed.
    #[error("photo {n}: {reason}")]
    Again {
        /// Its number in the plan.
        n: u64,
        /// Why.
        reason: String,
    },
}

impl ResultFault {
    /// What happened, and what to do next.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Foreign(path) => text.format("archive-foreign", [("path", harmless_path(path).into())]),
            Self::Io { path, source } => text.format(
                "archive-unwritten",
                [("path", harmless_path(path).into()), ("reason", source.to_string().into())],
            ),
            Self::NotWritten(path) => {
                text.format("archive-not-written", [("path", harmless_path(path).into())])
            }
            Self::Again { n, reason } => {
                text.format("archive-again", [("n", n.to_string().into()), ("reason", reason.clone().into())])
            }
        }
    }
}

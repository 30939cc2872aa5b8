//! What a person should know, without being stopped by it.

use std::path::PathBuf;

use crate::{detection::EngineNotice, export::ExportFault, pipeline::Removed, text::Text, walk::LeftOut};

/// Files and links that are told by name; of the rest the number is told.
const MOST_NAMED: usize = 12;

/// One thing to know.
#[derive(Debug)]
pub enum Notice {
    /// Files were added.
    Added {
        /// Photos that are new in the list.
        photos: usize,
        /// Photos that were there already.
        again: usize,
        /// Photos whose content is not on this computer.
        placeholders: usize,
        /// What was left out. What could not be looked at is told by itself.
        left_out: LeftOut,
    },
    /// Part of a folder could not be looked through.
    NotLookedThrough(LeftOut),
    /// Areas were copied to the photo that is shown now.
    AreasCopied(usize),
    /// There is no further photo to copy areas to.
    NoNextPhoto,
    /// In the next photo faces are still being looked for.
    NextNotReady,
    /// The next photo has another size.
    NextOtherSize,
    /// There is no drawn area to copy, or all are there already.
    NoAreas,
    /// What was pasted is no picture.
    NothingToPaste,
    /// A kept review does not hold: the file was changed since.
    StartedAnewFile(String),
    /// A kept review does not hold: faces are looked for in another way now.
    StartedAnewDetector(String),
    /// What interrupted exports had left in a folder is removed.
    LeftoversRemoved(Removed),
    /// What an earlier run had kept cannot be read.
    KeptDamaged,
    /// Another window keeps its work in this data folder.
    NotKept,
    /// The work in hand cannot be kept on disk.
    KeepFailed,
    /// The inference library beside the program could not be used.
    LibraryUnusable(EngineNotice),
    /// A change was wanted while the copy of the photo is being written; nothing was changed.
    BeingWritten,
    /// Text and codes were not looked for to the end in this photo.
    NotIdentified(String),
    /// The report is written.
    ReportSaved(PathBuf),
    /// The report is not written.
    ReportFailed(ExportFault),
}

impl Notice {
    /// The sentence.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Added { photos, again, placeholders, left_out } => {
                let mut said = vec![text.format("batch-added", [("count", (*photos).into())])];
                if *again > 0 {
                    said.push(text.format("batch-added-again", [("count", (*again).into())]));
                }
                if *placeholders > 0 {
                    said.push(text.format("folders-placeholders", [("count", (*placeholders).into())]));
                }
                [vec![said.join(" ")], left_out.told(text, MOST_NAMED)].concat().join("\n")
            }
            Self::NotLookedThrough(left_out) => {
                let told = left_out.told(text, MOST_NAMED).into_iter();
                told.chain(left_out.warnings(text, MOST_NAMED)).collect::<Vec<_>>().join("\n")
            }
            Self::AreasCopied(count) => text.format("batch-areas-copied", [("count", (*count).into())]),
            Self::NotIdentified(name) => text.format("found-search-failed", [("photo", name.clone().into())]),
            Self::NoNextPhoto => text.get("batch-no-next-photo"),
            Self::NextNotReady => text.get("batch-next-not-ready"),
            Self::NextOtherSize => text.get("batch-next-other-size"),
            Self::NoAreas => text.get("batch-no-areas"),
            Self::NothingToPaste => text.get("ui-nothing-to-paste"),
            Self::StartedAnewFile(name) => text.format("batch-anew-file", [("name", name.as_str().into())]),
            Self::StartedAnewDetector(name) => {
                text.format("batch-anew-detector", [("name", name.as_str().into())])
            }
            Self::LeftoversRemoved(Removed { folder, files }) => {
                let pairs = [("count", (*files).into()), ("folder", folder.as_str().into())];
                text.format("export-interrupted-removed", pairs)
            }
            Self::KeptDamaged => text.get("batch-kept-damaged"),
            Self::NotKept => text.get("batch-not-kept"),
            Self::KeepFailed => text.get("batch-keep-failed"),
            Self::LibraryUnusable(notice) => notice.message(text),
            Self::BeingWritten => text.get("gate-being-written"),
            Self::ReportSaved(path) => {
                text.format("batch-report-saved", [("path", path.display().to_string().into())])
            }
            Self::ReportFailed(fault) => fault.message(text),
        }
    }

    /// True where it is about the report of an export of many.
    pub const fn is_about_report(&self) -> bool {
        matches!(self, Self::ReportSaved(_) | Self::ReportFailed(_))
    }

    /// True where something was not as wanted.
    pub const fn is_warning(&self) -> bool {
        !matches!(self, Self::Added { .. } | Self::AreasCopied(_) | Self::ReportSaved(_))
    }
}

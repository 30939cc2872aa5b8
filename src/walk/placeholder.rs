//! Files of which only the name is on this computer: `OneDrive`, `SharePoint` and iCloud keep the content elsewhere until
//! somebody reads it.
//!
//! What is known of the system's calls: listing a folder and asking for metadata do not fetch the content; opening
//! for reading does, on Windows by the first read (`RECALL_ON_DATA_ACCESS`) or by the opening itself
//! (`RECALL_ON_OPEN`, which Windows tells only while a folder is listed). `symlink_metadata` opens the placeholder itself
//! (`FILE_FLAG_OPEN_REPARSE_POINT`) and is what files that were named are asked with. `canonicalize` and `metadata` open
//! what lies behind it, without access to the data; such files are not asked that way all the same. Where a file that
//! was told as being here is looked at, it is opened with `FILE_FLAG_OPEN_NO_RECALL` ([`crate::file::first_bytes`]).
//! A folder whose listing lies elsewhere is listed: that fetches names, and no content.

use std::fs::Metadata;

/// `FILE_ATTRIBUTE_OFFLINE`, `FILE_ATTRIBUTE_RECALL_ON_OPEN`, `FILE_ATTRIBUTE_RECALL_ON_DATA_ACCESS`
/// (Windows SDK, "File Attribute Constants").
const ELSEWHERE: u32 = 0x1000 | 0x4_0000 | 0x40_0000;
/// `SF_DATALESS` (macOS, `sys/stat.h`).
const DATALESS: u32 = 0x4000_0000;

/// True where a file with these Windows attributes would have to be fetched before it can be read.
pub const fn is_placeholder(attributes: u32) -> bool {
    attributes & ELSEWHERE != 0
}

/// True where a file with these flags of macOS (`st_flags`) would have to be fetched before it can be read.
pub const fn is_dataless(flags: u32) -> bool {
    flags & DATALESS != 0
}

/// The same by what the system tells of a file.
#[cfg(windows)]
pub(super) fn of_metadata(about: &Metadata) -> bool {
    use std::os::windows::fs::MetadataExt as _;
    is_placeholder(about.file_attributes())
}

/// The same by what the system tells of a file.
#[cfg(target_os = "macos")]
pub(super) fn of_metadata(about: &Metadata) -> bool {
    use std::os::macos::fs::MetadataExt as _;
    is_dataless(about.st_flags())
}

/// Elsewhere a system has no such files, or does not tell.
#[cfg(not(any(windows, target_os = "macos")))]
pub(super) const fn of_metadata(_about: &Metadata) -> bool {
    false
}

/// How a listed entry is asked; tests put numbers of their own in place of the system's.
pub(super) type IsPlaceholder = fn(&walkdir::DirEntry) -> bool;

/// What the system tells of a listed entry. On Windows this costs nothing: it came with the listing.
pub(super) fn of_entry(entry: &walkdir::DirEntry) -> bool {
    cfg!(any(windows, target_os = "macos")) && entry.metadata().is_ok_and(|about| of_metadata(&about))
}

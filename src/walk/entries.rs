//! Everything below a folder, in the order of the names.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use super::{
    Trouble, TroubleKind, content,
    placeholder::{self, IsPlaceholder},
};

/// What becomes of hidden files and of folders of the system.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Hidden {
    /// They are told of and not looked into.
    LeftOut,
    /// They are looked through like the others.
    LookedThrough,
}

/// Something in a folder. Folders themselves are not told of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Entry {
    /// A regular file.
    File {
        /// Where it lies.
        path: PathBuf,
        /// Its content is not on this computer.
        placeholder: bool,
    },
    /// A link to a folder; it is not followed.
    FolderLink(PathBuf),
    /// A link to anything else; it is not followed.
    FileLink(PathBuf),
    /// Neither file, folder nor link: a pipe, a socket, a device.
    Special(PathBuf),
    /// A hidden file or folder, or one of the system.
    Hidden(PathBuf),
    /// What cannot be looked at.
    Trouble(Trouble),
}

/// Everything below `folder`, the folder itself left out; where it is a link, what it leads to is looked through.
pub fn entries(folder: &Path, hidden: Hidden) -> Entries {
    Entries::new(folder, hidden, placeholder::of_entry)
}

/// Walks through a folder.
#[derive(Debug)]
pub struct Entries {
    walk: walkdir::IntoIter,
    folder: PathBuf,
    hidden: Hidden,
    is_placeholder: IsPlaceholder,
}

impl Entries {
    pub(super) fn new(folder: &Path, hidden: Hidden, is_placeholder: IsPlaceholder) -> Self {
        let walk = walkdir::WalkDir::new(folder).sort_by_file_name().into_iter();
        Self { walk, folder: folder.to_owned(), hidden, is_placeholder }
    }
}

impl Iterator for Entries {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        loop {
            let entry = match self.walk.next()? {
                Ok(entry) => entry,
                Err(fault) => {
                    let path = fault.path().map_or_else(|| self.folder.clone(), Path::to_owned);
                    return Some(Entry::Trouble(Trouble { path, kind: TroubleKind::Unreadable }));
                }
            };
            if entry.depth() == 0 {
                continue;
            }
            let kind = entry.file_type();
            if self.hidden == Hidden::LeftOut && is_hidden(&entry) {
                if kind.is_dir() {
                    self.walk.skip_current_dir();
                }
                return Some(Entry::Hidden(entry.into_path()));
            }
            if kind.is_dir() {
                continue;
            }
            return Some(if kind.is_symlink() {
                of_link(entry.into_path())
            } else if kind.is_file() {
                let placeholder = (self.is_placeholder)(&entry);
                Entry::File { path: entry.into_path(), placeholder }
            } else {
                Entry::Special(entry.into_path())
            });
        }
    }
}

/// What a link leads to. A link to a folder in which it lies itself is a loop for whoever follows it.
fn of_link(path: PathBuf) -> Entry {
    let trouble = |path, kind| Entry::Trouble(Trouble { path, kind });
    match fs::metadata(&path) {
        Ok(about) if about.is_dir() => {
            let inside = path.parent().and_then(|parent| parent.canonicalize().ok());
            let leads_back = path
                .canonicalize()
                .is_ok_and(|target| inside.is_some_and(|inside| inside.starts_with(target)));
            if leads_back { trouble(path, TroubleKind::Loop) } else { Entry::FolderLink(path) }
        }
        Ok(_) => Entry::FileLink(path),
        Err(error) if is_loop(&error) => trouble(path, TroubleKind::Loop),
        Err(error) if error.kind() == io::ErrorKind::NotFound => trouble(path, TroubleKind::Dangling),
        Err(_) => trouble(path, TroubleKind::Unreadable),
    }
}

#[cfg(unix)]
fn is_loop(error: &io::Error) -> bool {
    error.raw_os_error() == Some(rustix::io::Errno::LOOP.raw_os_error())
}

#[cfg(windows)]
fn is_loop(error: &io::Error) -> bool {
    /// `ERROR_CANT_RESOLVE_FILENAME` of the Windows API.
    const CANT_RESOLVE_FILENAME: i32 = 1921;
    error.raw_os_error() == Some(CANT_RESOLVE_FILENAME)
}

#[cfg(not(any(unix, windows)))]
const fn is_loop(_error: &io::Error) -> bool {
    false
}

fn is_hidden(entry: &walkdir::DirEntry) -> bool {
    let name = entry.file_name();
    content::is_hidden_name(name)
        || has_hidden_attribute(entry)
        || entry.file_type().is_dir() && content::is_system_folder(name)
}

#[cfg(windows)]
fn has_hidden_attribute(entry: &walkdir::DirEntry) -> bool {
    use std::os::windows::fs::MetadataExt as _;
    /// `FILE_ATTRIBUTE_HIDDEN` of the Windows API.
    const HIDDEN: u32 = 2;
    entry.metadata().is_ok_and(|metadata| metadata.file_attributes() & HIDDEN != 0)
}

#[cfg(not(windows))]
const fn has_hidden_attribute(_entry: &walkdir::DirEntry) -> bool {
    false
}

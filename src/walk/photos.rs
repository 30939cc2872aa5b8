//! The photos of paths: what was named, and what lies in folders.

use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};

use crate::file;

use super::{
    Entry, Hidden, Trouble,
    content::{self, Content},
    entries::Entries,
    placeholder::{self, IsPlaceholder},
};

/// A file that may be a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path as it was named.
    pub path: PathBuf,
    /// The path with links resolved: one file has one, however it was named.
    pub identity: PathBuf,
    /// Somebody named this very file; it was not met in a folder.
    pub named: bool,
    /// Its content is not on this computer: reading it would fetch it.
    pub placeholder: bool,
}

impl FoundFile {
    /// A file that was named, with its true path where the system tells it.
    pub fn named(path: PathBuf) -> Self {
        // A link is asked about by itself first: asking what it leads to opens that, and for some files opening is
        // enough to fetch them.
        let about = fs::symlink_metadata(&path).ok();
        let is_link = about.as_ref().is_some_and(fs::Metadata::is_symlink);
        let about = if is_link { fs::metadata(&path).ok() } else { about };
        let placeholder = about.is_some_and(|about| placeholder::of_metadata(&about));
        Self { identity: true_path(&path, placeholder), path, named: true, placeholder }
    }

    fn met(path: PathBuf, placeholder: bool) -> Self {
        Self { identity: true_path(&path, placeholder), path, named: false, placeholder }
    }
}

/// The path with links resolved. Of a file that must not be opened only the folder is asked.
fn true_path(path: &Path, placeholder: bool) -> PathBuf {
    let resolved = if placeholder {
        let folder = path.parent().and_then(|folder| file::true_path(folder).ok());
        folder.zip(path.file_name()).map(|(folder, name)| folder.join(name))
    } else {
        file::true_path(path).ok()
    };
    resolved.unwrap_or_else(|| path.to_owned())
}

/// What came of a path that was named, or of an entry of a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Found {
    /// A file that was named, or a photo, or what claims to be one.
    Photo(FoundFile),
    /// Hidden, of the system, or plainly no photo.
    Other(PathBuf),
    /// A link to a photo or a folder.
    Link(PathBuf),
    /// What could not be looked at.
    Trouble(Trouble),
}

/// The files of `paths` in their order, and what lies in the folders among them in the order of the names. A file that
/// was named is told of whatever it is; what is met twice is told of once.
pub fn photos(paths: &[PathBuf]) -> impl Iterator<Item = Found> {
    photos_with(paths, placeholder::of_entry)
}

pub(super) fn photos_with(paths: &[PathBuf], is_placeholder: IsPlaceholder) -> impl Iterator<Item = Found> {
    let mut seen = BTreeSet::new();
    let all = paths.iter().flat_map(move |path| {
        let folder = is_folder(path).then(|| Entries::new(path, Hidden::LeftOut, is_placeholder).map(sort));
        let file = folder.is_none().then(|| Found::Photo(FoundFile::named(path.clone())));
        file.into_iter().chain(folder.into_iter().flatten())
    });
    // The second name of a file is told of too: the list of the window says that it is there already.
    all.filter(move |found| match found {
        Found::Photo(FoundFile { path, .. }) | Found::Other(path) | Found::Link(path) => {
            seen.insert(path.clone())
        }
        Found::Trouble(trouble) => seen.insert(trouble.path.clone()),
    })
}

fn is_folder(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|about| {
        about.is_dir() || about.is_symlink() && fs::metadata(path).is_ok_and(|about| about.is_dir())
    })
}

fn sort(entry: Entry) -> Found {
    match entry {
        Entry::File { path, placeholder: true } => {
            // Looking at the content would fetch it, so the name decides.
            if content::claims(&path) { Found::Photo(FoundFile::met(path, true)) } else { Found::Other(path) }
        }
        Entry::File { path, placeholder: false } => match content::of_file(&path) {
            Content::Photo => Found::Photo(FoundFile::met(path, false)),
            Content::Other => Found::Other(path),
            Content::Shortcut => Found::Link(path),
            Content::Unreadable => Found::Trouble(Content::trouble(path)),
        },
        Entry::FolderLink(path) => Found::Link(path),
        Entry::FileLink(path) => sort_link(path),
        // A pipe that is called a photo is tried, and refused without waiting for it.
        Entry::Special(path) if content::claims(&path) => Found::Photo(FoundFile::met(path, false)),
        Entry::Special(path) | Entry::Hidden(path) => Found::Other(path),
        Entry::Trouble(trouble) => Found::Trouble(trouble),
    }
}

/// A link to something that would not be taken is not worth a word.
fn sort_link(path: PathBuf) -> Found {
    let target = fs::metadata(&path);
    let readable = target.is_ok_and(|about| about.is_file() && !placeholder::of_metadata(&about));
    let content = if readable {
        content::of_file(&path)
    } else if content::claims(&path) {
        Content::Photo
    } else {
        Content::Other
    };
    match content {
        Content::Photo | Content::Shortcut => Found::Link(path),
        Content::Other => Found::Other(path),
        Content::Unreadable => Found::Trouble(Content::trouble(path)),
    }
}

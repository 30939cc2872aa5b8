//! What lies in a folder, read on a thread of its own: a folder on a slow drive does not stop the window.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, TryRecvError, channel},
    thread,
};

/// How names of photos end. This only spares the eye: what a file is, is decided by its content once it is added.
const PHOTOS: [&str; 17] = [
    "jpg", "jpeg", "jpe", "jfif", "png", "apng", "webp", "heic", "heif", "hif", "heics", "avif", "tif",
    "tiff", "bmp", "dib", "gif",
];

/// A file or a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Item {
    pub(super) name: String,
    pub(super) path: PathBuf,
    pub(super) is_folder: bool,
    pub(super) is_photo: bool,
    /// Of a file.
    pub(super) bytes: u64,
}

/// What is known of a folder.
#[derive(Debug)]
pub(super) enum Listing {
    /// It is being read.
    Reading(Receiver<Result<Vec<Item>, String>>),
    /// Folders first, each kind in the order of its names.
    Read(Vec<Item>),
    /// It cannot be read; why, in the system's words.
    Unreadable(String),
}

impl Listing {
    /// Begins to read; `wake` is called at the end.
    pub(super) fn begin(folder: &Path, wake: impl Fn() + Send + 'static) -> Self {
        let (sender, receiver) = channel();
        let folder = folder.to_owned();
        let started = thread::Builder::new().name("sladd-folder".to_owned()).spawn(move || {
            // Nobody waits any more where the person has gone on to another folder.
            drop(sender.send(read(&folder).map_err(|error| error.to_string())));
            wake();
        });
        match started {
            Ok(_) => Self::Reading(receiver),
            Err(error) => Self::Unreadable(error.to_string()),
        }
    }

    /// Takes up what was read since.
    pub(super) fn advance(&mut self) {
        if let Self::Reading(receiver) = self {
            match receiver.try_recv() {
                Ok(Ok(items)) => *self = Self::Read(items),
                Ok(Err(reason)) => *self = Self::Unreadable(reason),
                Err(TryRecvError::Empty) => {}
                Err(TryRecvError::Disconnected) => *self = Self::Unreadable(String::new()),
            }
        }
    }

    /// What was read.
    pub(super) fn items(&self) -> &[Item] {
        if let Self::Read(items) = self { items } else { &[] }
    }
}

/// Everything in a folder but what is hidden. Nothing of a file is opened: one that lies elsewhere stays there.
fn read(folder: &Path) -> std::io::Result<Vec<Item>> {
    let mut items = Vec::new();
    for entry in fs::read_dir(folder)? {
        // A single entry that cannot be read must not hide the others.
        let Ok(entry) = entry else { continue };
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with('.') {
            continue;
        }
        let path = entry.path();
        // Through links, because a linked folder is one to go into.
        let Ok(metadata) = fs::metadata(&path) else { continue };
        if is_hidden(&metadata) {
            continue;
        }
        let is_folder = metadata.is_dir();
        let is_photo = metadata.is_file() && looks_like_a_photo(&path);
        items.push(Item { name, path, is_folder, is_photo, bytes: metadata.len() });
    }
    items.sort_by_cached_key(|item| (!item.is_folder, item.name.to_lowercase(), item.name.clone()));
    Ok(items)
}

fn looks_like_a_photo(path: &Path) -> bool {
    path.extension().is_some_and(|suffix| PHOTOS.contains(&suffix.to_string_lossy().to_lowercase().as_str()))
}

#[cfg(windows)]
fn is_hidden(metadata: &fs::Metadata) -> bool {
    use std::os::windows::fs::MetadataExt as _;
    /// `FILE_ATTRIBUTE_HIDDEN` and `FILE_ATTRIBUTE_SYSTEM` of the Windows API.
    const HIDDEN: u32 = 2 | 4;
    metadata.file_attributes() & HIDDEN != 0
}

#[cfg(not(windows))]
const fn is_hidden(_metadata: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use std::time::{Duration, Instant};

    use super::*;
    use crate::export::{TargetFolder, write_new};

    fn listed(folder: &Path) -> Listing {
        let mut listing = Listing::begin(folder, || {});
        let started = Instant::now();
        while matches!(listing, Listing::Reading(_)) && started.elapsed() < Duration::from_secs(20) {
            thread::sleep(Duration::from_millis(5));
            listing.advance();
        }
        listing
    }

    #[test]
    fn folders_come_first_and_what_is_hidden_does_not_come() {
        let temp = tempfile::tempdir().unwrap();
        let folder = TargetFolder::existing(temp.path()).unwrap();
        for name in ["b.JPG", "A.txt", ".hidden.jpg", "a.heic"] {
            write_new(&folder, name, b"x").unwrap();
        }
        for name in ["Zoo", "album"] {
            TargetFolder::create(&temp.path().join(name)).unwrap();
        }
        let listing = listed(temp.path());
        let names: Vec<_> =
            listing.items().iter().map(|item| (item.name.as_str(), item.is_folder, item.is_photo)).collect();
        assert_eq!(
            names,
            [
                ("album", true, false),
                ("Zoo", true, false),
                ("a.heic", false, true),
                ("A.txt", false, false),
                ("b.JPG", false, true),
            ]
        );
    }

    #[test]
    fn a_folder_that_is_not_there_is_told() {
        let temp = tempfile::tempdir().unwrap();
        assert!(
            matches!(listed(&temp.path().join("gone")), Listing::Unreadable(reason) if !reason.is_empty())
        );
    }
}

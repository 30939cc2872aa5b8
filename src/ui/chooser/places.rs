//! Where people keep files: the folders of the system, drives, and what is connected.

use std::{
    path::{Path, PathBuf},
    sync::mpsc::{Receiver, channel},
    thread,
};

use crate::text::{Text, harmless, harmless_path};

/// A place to begin at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Place {
    /// The id of its name; `None` where its own name is told.
    pub(super) name: Option<&'static str>,
    pub(super) path: PathBuf,
}

impl Place {
    /// What it is called.
    pub(super) fn said(&self, text: &Text) -> String {
        self.name.map_or_else(
            || {
                let name = self.path.file_name().map(|name| harmless(&name.to_string_lossy()).into_owned());
                name.unwrap_or_else(|| harmless_path(&self.path))
            },
            |id| text.get(id),
        )
    }
}

/// The folder in which a choice begins where nothing else is told.
pub(super) fn first() -> PathBuf {
    let pictures = directories::UserDirs::new().and_then(|user| {
        let pictures = user.picture_dir().filter(|folder| folder.is_dir()).map(Path::to_path_buf);
        pictures.or_else(|| Some(user.home_dir().to_path_buf()))
    });
    pictures.unwrap_or_else(|| PathBuf::from(std::path::MAIN_SEPARATOR_STR))
}

/// Finds the places on a thread of its own: a drive that was unplugged can take seconds to say so.
pub(super) fn begin(wake: impl Fn() + Send + 'static) -> Receiver<Vec<Place>> {
    let (sender, receiver) = channel();
    // Without a thread there are no places to jump to; every folder can be gone to all the same.
    drop(thread::Builder::new().name("sladd-places".to_owned()).spawn(move || {
        drop(sender.send(all()));
        wake();
    }));
    receiver
}

fn all() -> Vec<Place> {
    let mut places = Vec::new();
    if let Some(user) = directories::UserDirs::new() {
        let own = [
            ("chooser-pictures", user.picture_dir()),
            ("chooser-desktop", user.desktop_dir()),
            ("chooser-documents", user.document_dir()),
            ("chooser-downloads", user.download_dir()),
            ("chooser-home", Some(user.home_dir())),
        ];
        let own = own.into_iter().filter_map(|(name, path)| Some((name, path?.to_path_buf())));
        places.extend(own.map(|(name, path)| Place { name: Some(name), path }));
    }
    places.extend(drives().into_iter().map(|path| Place { name: None, path }));
    places.retain(|place| place.path.is_dir());
    places.dedup_by(|a, b| a.path == b.path);
    places
}

/// The drives that have a letter.
#[cfg(windows)]
fn drives() -> Vec<PathBuf> {
    (b'A'..=b'Z').map(|letter| PathBuf::from(format!("{}:\\", char::from(letter)))).collect()
}

/// What is connected, where desktops put it, and the root.
#[cfg(not(windows))]
fn drives() -> Vec<PathBuf> {
    let mut parents = vec![PathBuf::from("/mnt"), PathBuf::from("/Volumes")];
    for folder in ["/media", "/run/media"] {
        parents.extend(within(Path::new(folder)));
    }
    if let Some(run) = std::env::var_os("XDG_RUNTIME_DIR") {
        // Shares that the file manager has opened.
        parents.push(PathBuf::from(run).join("gvfs"));
    }
    let mut drives: Vec<PathBuf> = parents.iter().flat_map(|parent| within(parent)).collect();
    drives.sort();
    drives.push(PathBuf::from("/"));
    drives
}

#[cfg(not(windows))]
fn within(folder: &Path) -> Vec<PathBuf> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| entry.ok().map(|entry| entry.path())).collect()
}

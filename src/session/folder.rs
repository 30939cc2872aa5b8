//! Photos that were named, and photos of folders.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
};

/// How many files are told of at a time, so that the first are there before a large folder is walked.
const AT_A_TIME: usize = 64;

/// A file that may be a photo.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundFile {
    /// The path as it was named.
    pub path: PathBuf,
    /// The path with links resolved: one file has one, however it was named.
    pub identity: PathBuf,
}

impl FoundFile {
    /// A file under the name given, with its true path where the system tells it.
    pub fn new(path: PathBuf) -> Self {
        let identity = path.canonicalize().unwrap_or_else(|_| path.clone());
        Self { path, identity }
    }
}

/// Photos in a folder and below, hidden files left out, in the order of their names.
pub fn photos_in(folder: &Path) -> Vec<PathBuf> {
    walk(folder).filter_map(Result::ok).filter(|path| has_photo_suffix(path)).collect()
}

/// Goes through files and folders and tells of photos in groups: photos, number of files and folders that
/// were left out, and whether this is the end. A file that was named is always told of, whatever it is
/// called, so that whoever named it hears why it cannot be opened.
pub(super) fn gather(paths: &[PathBuf], tell: &mut dyn FnMut(Vec<FoundFile>, usize, bool)) {
    let mut seen = BTreeSet::new();
    let mut found = Vec::new();
    let mut left_out = 0;
    for path in paths {
        if path.is_dir() {
            for entry in walk(path) {
                match entry {
                    Ok(file) if has_photo_suffix(&file) => take(file, &mut seen, &mut found),
                    Ok(_) | Err(_) => left_out += 1,
                }
                if found.len() >= AT_A_TIME {
                    tell(std::mem::take(&mut found), std::mem::take(&mut left_out), false);
                }
            }
        } else {
            take(path.clone(), &mut seen, &mut found);
        }
    }
    tell(found, left_out, true);
}

fn take(path: PathBuf, seen: &mut BTreeSet<PathBuf>, found: &mut Vec<FoundFile>) {
    let file = FoundFile::new(path);
    // The second name of a file is told of too: the list says that it is there already.
    if seen.insert(file.path.clone()) {
        found.push(file);
    }
}

/// Every file below a folder that is not hidden; an error for each folder that cannot be read.
fn walk(folder: &Path) -> impl Iterator<Item = Result<PathBuf, walkdir::Error>> {
    walkdir::WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .filter_entry(|entry| entry.depth() == 0 || !is_hidden(entry))
        .filter(|entry| entry.as_ref().map_or(true, |entry| entry.file_type().is_file()))
        .map(|entry| entry.map(walkdir::DirEntry::into_path))
}

/// Names that begin with a dot: hidden on Unix, and the resource forks that macOS leaves on shared drives.
fn is_hidden(entry: &walkdir::DirEntry) -> bool {
    entry.file_name().to_string_lossy().starts_with('.') || has_hidden_attribute(entry)
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

fn has_photo_suffix(path: &Path) -> bool {
    const KNOWN: [&str; 10] = ["jpg", "jpeg", "png", "webp", "heic", "heif", "tif", "tiff", "bmp", "gif"];
    path.extension().is_some_and(|suffix| KNOWN.contains(&suffix.to_string_lossy().to_lowercase().as_str()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{TargetFolder, write_new};

    fn file(folder: &Path, name: &str) -> PathBuf {
        let folder = TargetFolder::create(folder).unwrap();
        write_new(&folder, name, b"x").unwrap()
    }

    fn names(paths: &[PathBuf]) -> (Vec<String>, usize, usize) {
        let (mut found, mut left_out, mut groups) = (Vec::new(), 0, 0);
        gather(paths, &mut |files, others, last| {
            found.extend(
                files.iter().map(|file| file.path.file_name().unwrap().to_string_lossy().into_owned()),
            );
            left_out += others;
            groups += 1;
            assert!(last || !files.is_empty());
        });
        (found, left_out, groups)
    }

    #[test]
    fn folders_are_walked_without_hidden_files_and_others_are_counted() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap();
        file(&root, "b.JPG");
        file(&root, "a.png");
        file(&root, "notes.txt");
        file(&root, "._a.png");
        file(&root.join(".cache"), "hidden.jpg");
        file(&root.join("party"), "c.heic");
        assert_eq!(
            names(std::slice::from_ref(&root)),
            (vec!["a.png".into(), "b.JPG".into(), "c.heic".into()], 1, 1)
        );
        assert_eq!(photos_in(&root).len(), 3);
    }

    #[test]
    fn a_named_file_is_told_of_whatever_it_is_called_or_whether_it_is_there() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap();
        let named = file(&root, "notes.txt");
        let (found, left_out, _) = names(&[named.clone(), root.join("gone.jpg"), named]);
        assert_eq!((found, left_out), (vec!["notes.txt".to_owned(), "gone.jpg".to_owned()], 0));
    }

    #[test]
    fn a_large_folder_comes_in_groups() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap();
        for number in 0..150 {
            file(&root, &format!("{number:03}.jpg"));
        }
        let (found, _, groups) = names(&[root]);
        assert_eq!((found.len(), groups), (150, 3));
    }

    #[cfg(unix)]
    #[test]
    fn two_names_of_one_file_have_one_identity() {
        let temp = tempfile::tempdir().unwrap();
        let root = temp.path().canonicalize().unwrap();
        let photo = file(&root, "a.jpg");
        std::os::unix::fs::symlink(&photo, root.join("b.jpg")).unwrap();
        assert_eq!(FoundFile::new(root.join("b.jpg")).identity, FoundFile::new(photo).identity);
    }
}

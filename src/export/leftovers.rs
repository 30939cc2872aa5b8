//! What an interrupted export left behind.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Duration,
};

use super::{
    TargetFolder,
    write::{TEMP_LETTERS, TEMP_PREFIX, TEMP_SUFFIX},
};

/// No export takes that long, on however slow a share: what is older belongs to none that still runs.
const SURELY_OVER: Duration = Duration::from_hours(1);

impl TargetFolder {
    /// Temporary files of exports that were ended from outside, by their names and age: of other computers, of other
    /// data folders, of earlier versions. They hold encoded pictures, faces that were kept among them, or records.
    pub fn leftovers(&self) -> Vec<PathBuf> {
        self.leftovers_older_than(SURELY_OVER)
    }

    fn leftovers_older_than(&self, least: Duration) -> Vec<PathBuf> {
        let old = |path: &Path| {
            // Of the entry itself: a symbolic link is none of ours.
            path.symlink_metadata().is_ok_and(|about| {
                about.modified().ok().and_then(|then| then.elapsed().ok()).is_some_and(|age| age >= least)
            })
        };
        self.left_by("").into_iter().filter(|path| old(path)).collect()
    }

    /// Temporary files whose names begin with this [mark](Self::marked).
    pub fn left_by(&self, mark: &str) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.path()) else { return Vec::new() };
        entries
            .flatten()
            .filter(|entry| {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                let letters = name.strip_prefix(TEMP_PREFIX).and_then(|rest| rest.strip_suffix(TEMP_SUFFIX));
                letters.is_some_and(|letters| {
                    letters.len() == TEMP_LETTERS
                        && letters.chars().all(|letter| letter.is_ascii_alphanumeric())
                        && letters.starts_with(mark)
                })
            })
            .filter(|entry| entry.metadata().is_ok_and(|about| about.is_file()))
            .map(|entry| entry.path())
            .collect()
    }

    /// Deletes the [leftovers](Self::leftovers); gives how many are gone.
    pub fn remove_leftovers(&self) -> usize {
        self.leftovers().into_iter().filter(|path| fs::remove_file(path).is_ok()).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::export::{Staged, write_new};

    #[test]
    fn only_old_temporary_files_of_this_program_are_leftovers() {
        let temp = tempfile::tempdir().unwrap();
        let folder = TargetFolder::existing(temp.path()).unwrap();
        let staged = Staged::write(&folder, b"x").unwrap();
        write_new(&folder, "sladd-7c0e6c1a.jpg", b"x").unwrap();
        write_new(&folder, ".sladd-notours.part", b"x").unwrap();
        write_new(&folder, ".sladd-abc.part", b"x").unwrap();
        assert_eq!(folder.leftovers_older_than(Duration::ZERO).len(), 1);
        // One that is being written is not touched.
        assert_eq!((folder.leftovers().len(), folder.remove_leftovers()), (0, 0));
        drop(staged);
        assert!(folder.leftovers_older_than(Duration::ZERO).is_empty());
    }

    #[test]
    fn the_files_of_one_export_are_known_by_its_mark() {
        let temp = tempfile::tempdir().unwrap();
        let folder = TargetFolder::existing(temp.path()).unwrap();
        let staged: Vec<_> = ["abcde", "abcde", "f0123", "../x"]
            .map(|mark| Staged::write(&folder.marked(mark), mark.as_bytes()).unwrap())
            .into();
        let left = folder.left_by("abcde");
        assert!(left.len() == 2 && left.iter().all(|path| fs::read(path).unwrap() == b"abcde"));
        assert_eq!((folder.left_by("f0123").len(), folder.left_by("").len()), (1, 4));
        assert!(fs::read_dir(temp.path()).unwrap().count() == 4, "a mark leads nowhere else");
        drop(staged);
    }
}

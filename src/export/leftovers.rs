//! What an interrupted export left behind.

use std::{fs, path::PathBuf, time::Duration};

use super::{
    TargetFolder,
    write::{TEMP_PREFIX, TEMP_SUFFIX},
};

/// No export takes that long, on however slow a share: what is older belongs to none that still runs.
const SURELY_OVER: Duration = Duration::from_hours(1);

impl TargetFolder {
    /// Temporary files of exports that were ended from outside, by their names and age. They hold covered,
    /// encoded pictures or records, and nothing else.
    pub fn leftovers(&self) -> Vec<PathBuf> {
        self.leftovers_older_than(SURELY_OVER)
    }

    fn leftovers_older_than(&self, least: Duration) -> Vec<PathBuf> {
        let Ok(entries) = fs::read_dir(self.path()) else { return Vec::new() };
        entries
            .flatten()
            .filter(|entry| {
                let name = entry.file_name();
                let name = name.to_string_lossy();
                let random = name.strip_prefix(TEMP_PREFIX).and_then(|rest| rest.strip_suffix(TEMP_SUFFIX));
                random.is_some_and(|random| random.len() == 6 && random.chars().all(char::is_alphanumeric))
            })
            .filter(|entry| {
                // Of the entry itself: a symbolic link is none of ours.
                entry.metadata().is_ok_and(|about| {
                    let age = about.modified().ok().and_then(|then| then.elapsed().ok());
                    about.is_file() && age.is_some_and(|age| age >= least)
                })
            })
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
}

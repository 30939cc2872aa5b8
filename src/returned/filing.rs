//! Moves the picture of a form to where the organisation keeps it.

use std::{
    fs,
    path::{Path, PathBuf},
};

use crate::{
    export::{ExportFault, TargetFolder, write_new},
    file,
    hash::ContentHash,
    photo::Limits,
    text::{Text, harmless_path},
};

/// Names that are tried, one with a number after another, where a file has a name already.
const MOST_NAMES: u32 = 1000;

/// Why a picture was not moved: it lies where it lay.
#[derive(Debug, thiserror::Error)]
pub enum FilingFault {
    /// The folder is not there, or is none.
    #[error("{} is no folder", folder.display())]
    NoFolder {
        /// Which.
        folder: PathBuf,
    },
    /// The folder is the data folder, or lies in it, or the other way round.
    #[error("{} belongs to the data folder", folder.display())]
    DataFolder {
        /// Which.
        folder: PathBuf,
    },
    /// The file is another one than that which was read.
    #[error("{} has changed since it was read", path.display())]
    Changed {
        /// The file.
        path: PathBuf,
    },
    /// The file could not be read, or not be written there.
    #[error("{} could not be moved: {reason}", path.display())]
    NotMoved {
        /// The file.
        path: PathBuf,
        /// Why.
        reason: String,
    },
    /// It is in the folder now, and could not be removed from where it lay.
    #[error("{} was copied and could not be removed: {reason}", path.display())]
    NotRemoved {
        /// The file as it lies still.
        path: PathBuf,
        /// Why.
        reason: String,
    },
}

impl FilingFault {
    /// What happened, and what to do.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::NoFolder { folder } => {
                text.format("forms-file-no-folder", [("folder", harmless_path(folder).into())])
            }
            Self::DataFolder { folder } => {
                text.format("forms-file-data-folder", [("folder", harmless_path(folder).into())])
            }
            Self::Changed { path } => {
                text.format("forms-file-changed", [("path", harmless_path(path).into())])
            }
            Self::NotMoved { path, reason } => text.format(
                "forms-file-not-moved",
                [("path", harmless_path(path).into()), ("reason", reason.clone().into())],
            ),
            Self::NotRemoved { path, reason } => text.format(
                "forms-file-not-removed",
                [("path", harmless_path(path).into()), ("reason", reason.clone().into())],
            ),
        }
    }
}

/// Moves the file of this SHA-256 into a folder that is there, and gives its new path. It is written anew under its own name, with
/// a number where another file has that, read back, and only then removed from where it lay.
///
/// # Errors
/// [`FilingFault`]; but for [`FilingFault::NotRemoved`] nothing was changed. The data folder is refused: pictures of signed
/// forms hold names, and nothing in it may. A file that is another one than was read stays where it is.
pub fn file_away(
    path: &Path,
    sha256: &ContentHash,
    folder: &Path,
    data_folder: Option<&Path>,
) -> Result<PathBuf, FilingFault> {
    let no_folder = || FilingFault::NoFolder { folder: folder.to_owned() };
    let target = TargetFolder::existing(folder).map_err(|_| no_folder())?;
    if let Some(data) = data_folder.and_then(|data| file::true_path(data).ok())
        && target.path().starts_with(&data)
    {
        return Err(FilingFault::DataFolder { folder: folder.to_owned() });
    }
    let fault = |reason: String| FilingFault::NotMoved { path: path.to_owned(), reason };
    let name = path.file_name().ok_or_else(|| fault(String::new()))?;
    if path.parent().and_then(|parent| file::true_path(parent).ok()).as_deref() == Some(target.path()) {
        return Ok(target.path().join(name));
    }
    let limit = Limits::default().file_bytes;
    let bytes = file::read(path, limit).map_err(|error| fault(error.to_string()))?;
    let changed = || FilingFault::Changed { path: path.to_owned() };
    if ContentHash::of(&bytes) != *sha256 {
        return Err(changed());
    }
    let target = written(&target, Path::new(name), &bytes).map_err(|error| fault(error.to_string()))?;
    let kept = file::read(&target, limit).map_err(|error| fault(error.to_string()))?;
    if ContentHash::of(&kept) != *sha256 {
        return Err(fault(target.display().to_string()));
    }
    // Once more, for it is removed by its name: what somebody has put there since stays.
    if file::read(path, limit).map_or(true, |bytes| ContentHash::of(&bytes) != *sha256) {
        drop(fs::remove_file(&target));
        return Err(changed());
    }
    fs::remove_file(path)
        .map_err(|error| FilingFault::NotRemoved { path: path.to_owned(), reason: error.to_string() })?;
    Ok(target)
}

/// Writes under this name or the next one that is free.
fn written(folder: &TargetFolder, name: &Path, bytes: &[u8]) -> Result<PathBuf, ExportFault> {
    let stem = name.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let suffix = name.extension().map(|suffix| format!(".{}", suffix.to_string_lossy())).unwrap_or_default();
    let mut wanted = format!("{stem}{suffix}");
    for number in 2..MOST_NAMES {
        match write_new(folder, &wanted, bytes) {
            Err(ExportFault::Exists) => wanted = format!("{stem}-{number}{suffix}"),
            answer => return answer,
        }
    }
    Err(ExportFault::Exists)
}

#[cfg(test)]
mod tests {
    #![expect(clippy::disallowed_methods, reason = "what lies there before is of no program")]

    use super::*;

    #[test]
    fn a_picture_is_moved_under_its_name_and_over_no_other() {
        let temp = tempfile::tempdir().unwrap();
        let (from, to) = (temp.path().join("from"), temp.path().join("to"));
        fs::create_dir(&from).unwrap();
        fs::create_dir(&to).unwrap();
        for (content, name) in [("one", "form.jpg"), ("two", "form-2.jpg"), ("three", "form-3.jpg")] {
            fs::write(from.join("form.jpg"), content).unwrap();
            let sha256 = ContentHash::of(content.as_bytes());
            let moved = file_away(&from.join("form.jpg"), &sha256, &to, None).unwrap();
            assert_eq!(moved.file_name().unwrap(), name);
            assert_eq!(fs::read_to_string(&moved).unwrap(), content);
            assert!(!from.join("form.jpg").exists());
        }
        // What lies there already stays.
        let there = to.join("form.jpg");
        let sha256 = ContentHash::of(b"one");
        assert_eq!(file_away(&there, &sha256, &to, None).unwrap(), file::true_path(&there).unwrap());
        assert_eq!(fs::read_to_string(there).unwrap(), "one");
    }

    #[test]
    fn the_data_folder_and_what_lies_in_it_take_no_picture() {
        let temp = tempfile::tempdir().unwrap();
        let (data, form) = (temp.path().join("data"), temp.path().join("form.jpg"));
        fs::create_dir_all(data.join("forms")).unwrap();
        fs::write(&form, "x").unwrap();
        for folder in [data.clone(), data.join("forms"), temp.path().join("data/../data/forms")] {
            let fault = file_away(&form, &ContentHash::of(b"x"), &folder, Some(&data)).unwrap_err();
            assert!(matches!(fault, FilingFault::DataFolder { .. }), "{fault}");
        }
        let fault =
            file_away(&form, &ContentHash::of(b"x"), &temp.path().join("none"), Some(&data)).unwrap_err();
        assert!(matches!(fault, FilingFault::NoFolder { .. }), "{fault}");
        assert_eq!(fs::read_to_string(&form).unwrap(), "x");
    }

    #[test]
    fn a_file_that_is_another_one_by_now_stays_where_it_is() {
        let temp = tempfile::tempdir().unwrap();
        let (form, to) = (temp.path().join("form.jpg"), temp.path().join("to"));
        fs::create_dir(&to).unwrap();
        fs::write(&form, "another").unwrap();
        let fault = file_away(&form, &ContentHash::of(b"what was read"), &to, None).unwrap_err();
        assert!(matches!(fault, FilingFault::Changed { .. }), "{fault}");
        assert_eq!(fs::read_to_string(&form).unwrap(), "another");
        assert_eq!(fs::read_dir(&to).unwrap().count(), 0);
    }
}

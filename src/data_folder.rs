//! Where the register, the ledger and the settings lie, and where what is private to a person.

use std::{
    io,
    path::{Path, PathBuf},
};

use serde::{Deserialize, Serialize};

use crate::{
    file::{self, ReadFault},
    owner_only,
    text::Text,
};

mod one_window;
mod private;

pub use one_window::{Entrance, OneWindow, Request, Waiting, enter, has_request};
pub use private::{private_folder, use_private_base};

/// The file in the platform's folder that names another folder.
const FILE: &str = "location.toml";
/// No such file is larger.
const MAX_BYTES: u64 = 1 << 16;

#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Location {
    data_folder: PathBuf,
}

/// There is no data folder to work with.
#[derive(Debug, thiserror::Error)]
pub enum DataFolderFault {
    /// The platform names none, and nobody else did.
    #[error("there is no data folder: name one with --data DIR")]
    None,
    /// The folder that was chosen once is not there: a share that is not connected, perhaps.
    #[error("the data folder cannot be reached: {}", .0.display())]
    Gone(PathBuf),
    /// The file that names the folder is not what the program writes.
    #[error("the file that names the data folder is damaged: {}", .0.display())]
    Damaged(PathBuf),
    /// The file system said no.
    #[error("the data folder cannot be used")]
    Io(#[from] io::Error),
}

impl DataFolderFault {
    /// What a person reads.
    pub fn message(&self, text: &Text) -> String {
        let folder = |path: &Path| [("folder", path.display().to_string().into())];
        match self {
            Self::None => text.get("ui-no-data-folder"),
            Self::Gone(path) => text.format("ui-data-folder-gone", folder(path)),
            Self::Damaged(path) => text.format("ui-data-folder-damaged", folder(path)),
            Self::Io(error) => text.format("ui-data-folder-fault", [("reason", error.to_string().into())]),
        }
    }
}

/// The data folder: what was asked for, else `$SLADD_DATA`, else the folder that was chosen in the window,
/// else the platform's local data folder.
///
/// # Errors
/// [`DataFolderFault`]. A folder that was chosen and is not there is not replaced by an empty one: in an empty
/// register no consent was ever withdrawn.
pub fn find(asked: Option<&Path>) -> Result<PathBuf, DataFolderFault> {
    given(asked)
        .map_or_else(|| platform_folder().ok_or(DataFolderFault::None).and_then(|own| chosen(&own)), Ok)
}

/// The folder that the start of the program names; nobody chooses another in the window then.
pub fn given(asked: Option<&Path>) -> Option<PathBuf> {
    asked
        .map(Path::to_owned)
        .or_else(|| std::env::var_os("SLADD_DATA").filter(|value| !value.is_empty()).map(PathBuf::from))
}

/// Has every later start use this folder.
///
/// # Errors
/// [`DataFolderFault`]; the former folder is used on then.
pub fn choose(folder: &Path) -> Result<(), DataFolderFault> {
    note(&platform_folder().ok_or(DataFolderFault::None)?, folder)
}

/// Where this person's computer remembers what it has seen of registers: never in a data folder, so that whoever puts an
/// older one back does not put back what was known of it.
pub fn heads() -> Option<PathBuf> {
    let dirs = directories::ProjectDirs::from("", "", "sladd")?;
    let own = dirs.state_dir().unwrap_or_else(|| {
        // On macOS settings lie where the data do.
        if cfg!(target_os = "macos") { dirs.preference_dir() } else { dirs.config_local_dir() }
    });
    Some(own.join("heads"))
}

fn platform_folder() -> Option<PathBuf> {
    directories::ProjectDirs::from("", "", "sladd").map(|dirs| dirs.data_local_dir().to_owned())
}

/// The folder that a file in the platform's folder names, or that folder itself.
fn chosen(own: &Path) -> Result<PathBuf, DataFolderFault> {
    let file = own.join(FILE);
    owner_only::tighten(&file);
    let text = match file::read_text(&file, MAX_BYTES) {
        Ok(text) => text,
        Err(ReadFault::NotThere) => return Ok(own.to_owned()),
        Err(_) => return Err(DataFolderFault::Damaged(file)),
    };
    let location: Location = toml::from_str(&text).map_err(|_| DataFolderFault::Damaged(file))?;
    if location.data_folder.is_absolute() && location.data_folder.is_dir() {
        Ok(location.data_folder)
    } else {
        Err(DataFolderFault::Gone(location.data_folder))
    }
}

fn note(own: &Path, folder: &Path) -> Result<(), DataFolderFault> {
    owner_only::create_folder(own)?;
    let location = Location { data_folder: std::path::absolute(folder)? };
    let text = toml::to_string(&location).map_err(io::Error::other)?;
    Ok(owner_only::replace_file(&own.join(FILE), text.as_bytes())?)
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn a_chosen_folder_is_found_again_and_never_replaced_by_an_empty_one() {
        let temp = tempfile::tempdir().unwrap();
        let (own, share) = (temp.path().join("own"), temp.path().join("share"));
        assert_eq!(chosen(&own).unwrap(), own);
        fs::create_dir(&share).unwrap();
        note(&own, &share).unwrap();
        assert_eq!(chosen(&own).unwrap(), share);
        fs::remove_dir(&share).unwrap();
        assert!(matches!(chosen(&own), Err(DataFolderFault::Gone(path)) if path == share));
        assert!(!share.exists());
    }

    #[test]
    fn a_damaged_location_is_no_location() {
        let temp = tempfile::tempdir().unwrap();
        for text in ["", "data_folder = 3", "data_folder = \"/x\"\nmore = 1", "\u{0}"] {
            let file =
                fs::OpenOptions::new().create(true).write(true).truncate(true).open(temp.path().join(FILE));
            io::Write::write_all(&mut file.unwrap(), text.as_bytes()).unwrap();
            assert!(matches!(chosen(temp.path()), Err(DataFolderFault::Damaged(_))), "{text:?}");
        }
    }
}

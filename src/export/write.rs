//! Files appear whole or not at all, and never where one was before.

use std::{
    fs, io,
    io::{Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
};

use tempfile::{Builder, NamedTempFile};

use crate::file;

use super::ExportFault;

/// The prefix of temporary files in a target folder. They hold encoded, redacted bytes only.
pub(super) const TEMP_PREFIX: &str = ".sladd-";
/// What they end in; six letters or digits stand between.
pub(super) const TEMP_SUFFIX: &str = ".part";
/// So many letters or digits stand between.
pub(super) const TEMP_LETTERS: usize = 6;

/// A folder into which copies are written: it exists and its true path is known.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetFolder {
    path: PathBuf,
    /// What the names of temporary files begin with, so that those of one export are known.
    mark: String,
}

impl TargetFolder {
    /// Takes a folder that exists.
    ///
    /// # Errors
    /// [`ExportFault::NotAFolder`] where it does not, or is something else.
    pub fn existing(path: &Path) -> Result<Self, ExportFault> {
        let real = file::true_path(path).map_err(ExportFault::from_io)?;
        if real.is_dir() {
            Ok(Self { path: real, mark: String::new() })
        } else {
            Err(ExportFault::NotAFolder)
        }
    }

    /// Takes a folder, and makes it where it does not exist.
    ///
    /// # Errors
    /// [`ExportFault`] by the file system's answer.
    pub fn create(path: &Path) -> Result<Self, ExportFault> {
        match fs::create_dir_all(path) {
            // What is in the way is a file, a pipe, or a link that leads nowhere.
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(ExportFault::NotAFolder);
            }
            result => result.map_err(ExportFault::from_io)?,
        }
        Self::existing(path)
    }

    /// The folder's true path.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The same folder for one export: names of its temporary files begin with these letters and digits, at most five,
    /// so that they are known as its own.
    pub fn marked(&self, mark: &str) -> Self {
        let mark = mark.chars().filter(char::is_ascii_alphanumeric).take(TEMP_LETTERS - 1).collect();
        Self { path: self.path.clone(), mark }
    }

    /// The folder's path for a person, a list or the ledger: without the prefix of long paths on Windows, and with a
    /// sign in the place of what is no text.
    pub fn shown(&self) -> String {
        shown(&self.path).to_string_lossy().into_owned()
    }

    /// The first name of `stem.ext`, `stem-2.ext`, `stem-3.ext` … for which neither the file nor any of its
    /// companions (`name` + one of `suffixes`) exists.
    pub fn free_name(&self, stem: &str, extension: &str, suffixes: &[&str]) -> String {
        let mut number = 1_u32;
        loop {
            let name = if number == 1 {
                format!("{stem}.{extension}")
            } else {
                format!("{stem}-{number}.{extension}")
            };
            let taken = |name: &str| self.path.join(name).symlink_metadata().is_ok();
            if !taken(&name) && !suffixes.iter().any(|suffix| taken(&format!("{name}{suffix}"))) {
                return name;
            }
            number = number.saturating_add(1);
        }
    }
}

/// A path without the prefix that Windows gives to real ones (`\\?\C:\…`, `\\?\UNC\server\share`): people do not
/// know it, and its own programs do not take it. However long it is: this program opens it without the prefix too, because
/// Rust's library puts it there again.
pub fn shown(path: &Path) -> PathBuf {
    let Some(whole) = path.to_str().and_then(|path| path.strip_prefix(r"\\?\")) else {
        return path.to_owned();
    };
    if let Some(share) = whole.strip_prefix(r"UNC\") {
        return PathBuf::from(format!(r"\\{share}"));
    }
    let is_on_drive = matches!(whole.as_bytes(), [drive, b':', b'\\', ..] if drive.is_ascii_alphabetic());
    if is_on_drive { PathBuf::from(whole) } else { path.to_owned() }
}

/// A file that is on disk under a temporary name. Dropped, it is gone.
#[derive(Debug)]
pub struct Staged {
    file: NamedTempFile,
    folder: TargetFolder,
}

impl Staged {
    /// Writes `bytes` to a temporary file in the target folder and has them reach the disk.
    ///
    /// # Errors
    /// [`ExportFault`] by the file system's answer; nothing remains.
    pub fn write(folder: &TargetFolder, bytes: &[u8]) -> Result<Self, ExportFault> {
        let mut file = Builder::new()
            .prefix(&format!("{TEMP_PREFIX}{}", folder.mark))
            .rand_bytes(TEMP_LETTERS.saturating_sub(folder.mark.len()))
            .suffix(TEMP_SUFFIX)
            .tempfile_in(folder.path())
            .map_err(ExportFault::from_io)?;
        file.write_all(bytes).map_err(ExportFault::from_io)?;
        file.flush().map_err(ExportFault::from_io)?;
        file.as_file().sync_all().map_err(ExportFault::from_io)?;
        Ok(Self { file, folder: folder.clone() })
    }

    /// What is on disk, read through a fresh handle.
    ///
    /// # Errors
    /// [`ExportFault`] where it cannot be read.
    pub fn read_back(&self) -> Result<Vec<u8>, ExportFault> {
        let length = self.file.as_file().metadata().map_err(ExportFault::from_io)?.len();
        // By its name, as it will be found; whatever was put there meanwhile is refused or differs.
        file::read(self.file.path(), length).map_err(|fault| ExportFault::from_io(fault.into()))
    }

    /// Gives the file its name.
    ///
    /// # Errors
    /// [`ExportFault::Exists`] where the name is taken, by anything; nothing is overwritten and the
    /// temporary file is gone.
    pub fn publish(self, name: &str) -> Result<Published, ExportFault> {
        let target = self.folder.path().join(name);
        #[cfg(windows)]
        if crate::process::windows::move_durably(self.file.path(), &target, false).is_ok() {
            let mut file = self.file;
            file.disable_cleanup(true);
            return Ok(Published { path: target, armed: true });
        }
        // On Windows what failed fails here again, and is told, or works on a share that does not know how to write through.
        match self.file.persist_noclobber(&target) {
            Ok(_) => {}
            Err(error) if error.error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(ExportFault::Exists);
            }
            // Some shares and FAT know neither the flag nor hard links: copy into a new file instead.
            Err(error) => copy_to_new(&error.file, &target)?,
        }
        let published = Published { path: target, armed: true };
        sync_folder(self.folder.path())?;
        Ok(published)
    }
}

/// A file that has its name. Dropped before [`Published::keep`], it is deleted: an export that fails
/// later leaves nothing behind.
#[derive(Debug)]
pub struct Published {
    path: PathBuf,
    armed: bool,
}

impl Published {
    /// Where it is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Lets the file stay, and tells where it is as a person knows it.
    pub fn keep(mut self) -> PathBuf {
        self.armed = false;
        shown(&self.path)
    }
}

impl Drop for Published {
    fn drop(&mut self) {
        if self.armed {
            // Nobody is left to tell; the ledger has no entry for it, so `verify` will.
            drop(fs::remove_file(&self.path));
        }
    }
}

/// Writes a new file at once: temporary file, sync, name. For small files such as reports.
///
/// # Errors
/// [`ExportFault`]; nothing is overwritten and nothing partial remains.
pub fn write_new(folder: &TargetFolder, name: &str, bytes: &[u8]) -> Result<PathBuf, ExportFault> {
    Ok(Staged::write(folder, bytes)?.publish(name)?.keep())
}

fn copy_to_new(source: &NamedTempFile, target: &Path) -> Result<(), ExportFault> {
    let mut from = source.reopen().map_err(ExportFault::from_io)?;
    let mut to =
        fs::OpenOptions::new().write(true).create_new(true).open(target).map_err(ExportFault::from_io)?;
    let copied = io::copy(&mut from, &mut to).and_then(|_| to.sync_all()).and_then(|()| {
        let mut wanted = Vec::new();
        from.seek(SeekFrom::Start(0))?;
        from.read_to_end(&mut wanted)?;
        let found = file::read(target, wanted.len() as u64)?;
        if wanted == found { Ok(()) } else { Err(io::Error::from(io::ErrorKind::InvalidData)) }
    });
    if let Err(error) = copied {
        // The first fault is the one to tell.
        drop(fs::remove_file(target));
        return Err(ExportFault::from_io(error));
    }
    Ok(())
}

/// Has the new name reach the disk. Windows does so by itself and cannot open a folder as a file.
#[cfg(unix)]
fn sync_folder(folder: &Path) -> Result<(), ExportFault> {
    match fs::File::open(folder).and_then(|handle| handle.sync_all()) {
        // Some network shares refuse to sync a folder; the file itself has been synced.
        Err(error) if error.kind() == io::ErrorKind::InvalidInput => Ok(()),
        result => result.map_err(ExportFault::from_io),
    }
}

#[cfg(not(unix))]
fn sync_folder(_folder: &Path) -> Result<(), ExportFault> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listing(folder: &TargetFolder) -> Vec<String> {
        let mut names: Vec<_> = fs::read_dir(folder.path())
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        names.sort();
        names
    }

    fn folder() -> (tempfile::TempDir, TargetFolder) {
        let temp = tempfile::tempdir().unwrap();
        let folder = TargetFolder::existing(temp.path()).unwrap();
        (temp, folder)
    }

    #[test]
    fn an_existing_file_is_never_overwritten() {
        let (_temp, folder) = folder();
        write_new(&folder, "a.jpg", b"old").unwrap();
        assert!(matches!(write_new(&folder, "a.jpg", b"new"), Err(ExportFault::Exists)));
        assert_eq!(fs::read(folder.path().join("a.jpg")).unwrap(), b"old");
        assert_eq!(listing(&folder), ["a.jpg"]);
        assert_eq!(folder.free_name("a", "jpg", &[".consent.json"]), "a-2.jpg");
    }

    #[cfg(unix)]
    #[test]
    fn a_dangling_symlink_in_the_way_is_not_followed() {
        let (_temp, folder) = folder();
        std::os::unix::fs::symlink("/nonexistent/elsewhere", folder.path().join("a.jpg")).unwrap();
        assert!(matches!(write_new(&folder, "a.jpg", b"new"), Err(ExportFault::Exists)));
        assert_eq!(folder.free_name("a", "jpg", &[".consent.json"]), "a-2.jpg");
    }

    #[test]
    fn a_published_file_that_is_not_kept_is_deleted() {
        let (_temp, folder) = folder();
        let published = Staged::write(&folder, b"x").unwrap().publish("a.jpg").unwrap();
        assert_eq!(listing(&folder), ["a.jpg"]);
        drop(published);
        assert!(listing(&folder).is_empty());
    }

    #[test]
    fn a_staged_file_that_is_dropped_leaves_nothing() {
        let (_temp, folder) = folder();
        let staged = Staged::write(&folder, b"x").unwrap();
        assert_eq!(staged.read_back().unwrap(), b"x");
        drop(staged);
        assert!(listing(&folder).is_empty());
    }

    #[test]
    fn a_path_is_shown_as_people_know_it() {
        let told = |path: &str| shown(Path::new(path)).display().to_string();
        assert_eq!(told(r"\\?\UNC\server\share\billeder"), r"\\server\share\billeder");
        assert_eq!(told("/srv/billeder"), "/srv/billeder");
        assert_eq!(told(r"\\?\C:\billeder"), r"C:\billeder");
        let long = format!(r"C:\{}", "et langt navn på en mappe\\".repeat(20));
        assert_eq!(told(&format!(r"\\?\{long}")), long);
        // What has no other name keeps it.
        let volume = r"\\?\Volume{0e4d0a9c-0000-0000-0000-100000000000}\billeder";
        assert_eq!(told(volume), volume);
        let (_temp, folder) = folder();
        assert_eq!(folder.shown(), shown(folder.path()).display().to_string());
        assert!(!folder.shown().starts_with(r"\\?\"));
    }

    #[test]
    fn a_file_is_not_a_target_folder() {
        let (_temp, folder) = folder();
        let file = write_new(&folder, "a", b"x").unwrap();
        assert!(matches!(TargetFolder::existing(&file), Err(ExportFault::NotAFolder)));
        assert!(matches!(TargetFolder::existing(&folder.path().join("no")), Err(ExportFault::NotAFolder)));
    }
}

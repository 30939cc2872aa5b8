//! The folder of what is private to the person who sits here: the work in hand, which names paths. The data folder may lie
//! on a share that colleagues read and write, so nothing of the kind lies there.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use crate::{file, hash::ContentHash};

/// The place of tests, which must not write into the profile of whoever runs them.
static BASE: OnceLock<PathBuf> = OnceLock::new();

/// Has this process keep private things below this folder; the first call counts. For tests.
pub fn use_private_base(folder: PathBuf) {
    // Another test of this process was first; either place will do.
    drop(BASE.set(folder));
}

/// The folder of what is private to this person and belongs to this data folder: below `$SLADD_STATE` where that is set, else
/// below the platform's folder for the state of programs (`~/.local/state/sladd`, on Windows and macOS beside the platform's
/// local data folder of the program). It is there, and on Unix nobody else can look into it (0700).
///
/// Each data folder has one of its own, named by the SHA-256 of its true path: who works for two wards has two. Nothing is
/// looked at but the data folder itself.
///
/// # Errors
/// [`io::ErrorKind::NotFound`] where this person has no profile; [`io::ErrorKind::PermissionDenied`] where the folder is
/// another's; and what the system says. Nothing private is kept then, least of all in the data folder.
pub fn private_folder(data: &Path) -> io::Result<PathBuf> {
    let base = BASE
        .get()
        .cloned()
        .or_else(|| std::env::var_os("SLADD_STATE").filter(|value| !value.is_empty()).map(PathBuf::from))
        .or_else(of_profile)
        .ok_or(io::ErrorKind::NotFound)?;
    below(&base, data)
}

fn of_profile() -> Option<PathBuf> {
    let own = directories::ProjectDirs::from("", "", "sladd")?;
    // Where the platform tells no such place, the data folder itself may be the local one.
    Some(own.state_dir().map_or_else(|| own.data_local_dir().join("private"), Path::to_owned))
}

fn below(base: &Path, data: &Path) -> io::Result<PathBuf> {
    let name = ContentHash::of(true_path(data)?.as_os_str().as_encoded_bytes()).to_string();
    let folder = std::path::absolute(base)?.join(name.get(..32).unwrap_or(&name));
    make(&folder)?;
    keep_others_out(&folder)?;
    Ok(folder)
}

/// The path with links resolved, as far as it is there: it is the same before the data folder is made and after.
fn true_path(data: &Path) -> io::Result<PathBuf> {
    let whole = std::path::absolute(data)?;
    let found = whole.ancestors().find_map(|there| {
        let rest = whole.strip_prefix(there).ok()?;
        file::true_path(there)
            .ok()
            .map(|there| if rest.as_os_str().is_empty() { there } else { there.join(rest) })
    });
    Ok(found.unwrap_or(whole))
}

#[cfg(unix)]
fn make(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::DirBuilderExt as _;
    fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)
}

#[cfg(not(unix))]
fn make(folder: &Path) -> io::Result<()> {
    fs::create_dir_all(folder)
}

/// It may have been there, made by another program or with other rights.
#[cfg(unix)]
fn keep_others_out(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt as _, PermissionsExt as _};
    let about = folder.symlink_metadata()?;
    if !about.is_dir() || about.uid() != rustix::process::geteuid().as_raw() {
        return Err(io::ErrorKind::PermissionDenied.into());
    }
    if about.permissions().mode() & 0o077 != 0 {
        fs::set_permissions(folder, fs::Permissions::from_mode(0o700))?;
    }
    Ok(())
}

/// The profile's own rights are inherited.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
const fn keep_others_out(_folder: &Path) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_data_folder_has_a_place_of_its_own_that_stays_the_same() {
        let temp = tempfile::tempdir().unwrap();
        let (base, data) = (temp.path().join("state"), temp.path().join("new/data"));
        let before = below(&base, &data).unwrap();
        assert!(!data.exists(), "it is not made by asking");
        fs::create_dir_all(&data).unwrap();
        assert_eq!(below(&base, &data).unwrap(), before);
        assert!(before.starts_with(&base) && before.is_dir());
        assert_ne!(below(&base, temp.path()).unwrap(), before);
        assert_eq!(below(&base, &data.join("../data")).unwrap(), before);
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_look_into_it() {
        use std::os::unix::fs::PermissionsExt as _;
        let temp = tempfile::tempdir().unwrap();
        let base = temp.path().join("a/state");
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        let folder = below(&base, temp.path()).unwrap();
        assert_eq!((mode(&folder), mode(&base), mode(&temp.path().join("a"))), (0o700, 0o700, 0o700));
        // Made wider by somebody, it is made narrow again; a link in its place is not followed.
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o755)).unwrap();
        assert_eq!(mode(&below(&base, temp.path()).unwrap()), 0o700);
        fs::remove_dir(&folder).unwrap();
        std::os::unix::fs::symlink(temp.path(), &folder).unwrap();
        assert!(below(&base, temp.path()).is_err());
    }
}

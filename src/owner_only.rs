//! Files and folders that only their owner can read, from the first byte on: made with the mode, not given it afterwards,
//! so that no moment and no umask lets anybody else in.
//!
//! A folder that others may write to is shared on purpose: what is made in it follows the folder. On Windows the
//! rights are inherited from the folder, and the program's own folder lies in the profile, which is private.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

/// Makes a folder and what is missing above it, for the owner alone. One that is there stays as it is.
///
/// # Errors
/// The system's answer.
pub fn create_folder(folder: &Path) -> io::Result<()> {
    let mut builder = fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}

/// Makes a folder in one that is there, for the owner alone or, in a shared folder, for whom that is for: with the rights that
/// it has itself. One that is there and is not for them gets these rights where the system lets us.
///
/// # Errors
/// The system's answer.
pub fn create_folder_like_its_parent(folder: &Path) -> io::Result<()> {
    create_folder(folder)?;
    #[cfg(unix)]
    if mode_beside(folder) != 0o600 {
        use std::os::unix::fs::PermissionsExt as _;
        let parent = folder.parent().filter(|parent| !parent.as_os_str().is_empty());
        let wanted = fs::metadata(parent.unwrap_or_else(|| Path::new(".")))?.permissions().mode() & 0o7777;
        let about = fs::symlink_metadata(folder)?;
        if about.is_dir() && about.permissions().mode() & 0o7777 != wanted {
            // Somebody else's folder stays as it is; what cannot be written into it is told then.
            drop(fs::set_permissions(folder, fs::Permissions::from_mode(wanted)));
        }
    }
    Ok(())
}

/// Makes an empty file that is not there yet, for the owner alone or, in a shared folder, for whom the folder is for.
///
/// # Errors
/// The system's answer; [`io::ErrorKind::AlreadyExists`] where there is one.
pub fn create_file(path: &Path) -> io::Result<fs::File> {
    let mut options = fs::OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    let file = options.open(path)?;
    share(&file, path)?;
    Ok(file)
}

/// Puts a file with these bytes in the place of another, whole or not at all, with the rights of [`create_file`].
///
/// # Errors
/// The system's answer; the former file remains.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
    // The crate makes its files for the owner alone.
    let file = tempfile::NamedTempFile::new_in(folder)?;
    io::Write::write_all(&mut file.as_file(), bytes)?;
    share(file.as_file(), path)?;
    file.as_file().sync_all()?;
    #[cfg(windows)]
    if crate::process::windows::move_durably(file.path(), path, true).is_ok() {
        let mut file = file;
        file.disable_cleanup(true);
        return Ok(());
    }
    file.persist(path).map_err(|error| error.error)?;
    Ok(())
}

/// Takes a file that is there from everybody but its owner, where its folder is not shared. Older versions made their
/// files as the umask had it. Somebody else's file stays as it is, and so does what is no plain file.
pub fn tighten(path: &Path) {
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt as _;
        let Ok(about) = fs::symlink_metadata(path) else { return };
        let mode = about.permissions().mode();
        if about.is_file() && mode & 0o077 != 0 && mode_beside(path) == 0o600 {
            // Where the system refuses, the file is as it was; whoever owns it can change that, we cannot.
            drop(fs::set_permissions(path, fs::Permissions::from_mode(mode & 0o700)));
        }
    }
    #[cfg(not(unix))]
    let _: &Path = path;
}

/// Gives a file that was made for the owner alone to whom its folder is for.
#[cfg(unix)]
fn share(file: &fs::File, path: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = mode_beside(path);
    if mode == 0o600 { Ok(()) } else { file.set_permissions(fs::Permissions::from_mode(mode)) }
}

#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "the other systems can refuse")]
fn share(_: &fs::File, _: &Path) -> io::Result<()> {
    Ok(())
}

/// The mode of files in the folder of `path`. Colleagues who are to use the data folder must be able to write to it, so
/// that alone tells a shared folder; that a usual umask lets everybody read is no purpose. Folders for everything
/// and everybody, such as /tmp, are told by their sticky bit.
#[cfg(unix)]
fn mode_beside(path: &Path) -> u32 {
    use std::os::unix::fs::PermissionsExt as _;
    let folder =
        path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    let Ok(about) = fs::metadata(folder) else { return 0o600 };
    let mode = about.permissions().mode();
    let everybody = mode & 0o002 != 0;
    if mode & 0o1000 != 0 && everybody {
        return 0o600;
    }
    let group = if mode & 0o020 != 0 { 0o060 } else { 0 };
    0o600 | group | if everybody { 0o006 } else { 0 }
}

#[cfg(unix)]
#[cfg(test)]
mod tests {
    use std::os::unix::fs::PermissionsExt as _;

    use super::*;

    fn mode(path: &Path) -> u32 {
        path.metadata().unwrap().permissions().mode() & 0o7777
    }

    #[test]
    fn what_is_made_is_the_owners_alone() {
        let temp = tempfile::tempdir().unwrap();
        let folder = temp.path().join("a/b");
        create_folder(&folder).unwrap();
        create_folder(&folder).unwrap();
        assert_eq!((mode(&folder), mode(folder.parent().unwrap())), (0o700, 0o700));
        let file = folder.join("file");
        create_file(&file).unwrap();
        assert_eq!(create_file(&file).unwrap_err().kind(), io::ErrorKind::AlreadyExists);
        replace_file(&folder.join("other"), b"x").unwrap();
        assert_eq!((mode(&file), mode(&folder.join("other"))), (0o600, 0o600));
    }

    /// Whoever is the first leaves a folder that the second can use.
    #[test]
    fn a_folder_in_a_shared_one_is_for_the_same_people() {
        for (folder, expected) in [
            (0o755, 0o700),
            (0o700, 0o700),
            (0o775, 0o775),
            (0o2770, 0o2770),
            (0o777, 0o777),
            (0o1777, 0o700),
        ] {
            let temp = tempfile::tempdir().unwrap();
            fs::set_permissions(temp.path(), fs::Permissions::from_mode(folder)).unwrap();
            let inside = temp.path().join("inside");
            create_folder_like_its_parent(&inside).unwrap();
            assert_eq!(mode(&inside), expected, "in a folder {folder:o}");
            if expected & 0o020 != 0 {
                // As an older version has left it.
                fs::set_permissions(&inside, fs::Permissions::from_mode(0o2755)).unwrap();
                create_folder_like_its_parent(&inside).unwrap();
                assert_eq!(mode(&inside), expected, "mended in a folder {folder:o}");
            }
        }
    }

    #[test]
    fn files_follow_a_folder_that_others_write_to_and_no_other() {
        for (folder, expected) in
            [(0o755, 0o600), (0o750, 0o600), (0o775, 0o660), (0o2770, 0o660), (0o777, 0o666), (0o1777, 0o600)]
        {
            let temp = tempfile::tempdir().unwrap();
            fs::set_permissions(temp.path(), fs::Permissions::from_mode(folder)).unwrap();
            let (new, replaced, old) = (temp.path().join("n"), temp.path().join("r"), temp.path().join("o"));
            create_file(&new).unwrap();
            replace_file(&replaced, b"x").unwrap();
            fs::OpenOptions::new().write(true).create_new(true).open(&old).unwrap();
            fs::set_permissions(&old, fs::Permissions::from_mode(0o644)).unwrap();
            tighten(&old);
            assert_eq!((mode(&new), mode(&replaced)), (expected, expected), "in a folder {folder:o}");
            assert_eq!(mode(&old), if expected == 0o600 { 0o600 } else { 0o644 }, "in a folder {folder:o}");
            assert_eq!(mode(temp.path()), folder, "the folder stays as it is");
        }
    }
}

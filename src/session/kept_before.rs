//! Older versions kept the work in hand in the data folder. It is taken out of there once, where it is this person's own.

use std::{fs, io::Write as _, path::Path};

use crate::file;

use super::kept::{FILE, LOCK, MOST_BYTES};

/// Moves the file of an older version into the private folder. Whatever is not surely this person's own stays where it is, and
/// so does everything where a step fails: there is nothing to tell then but that no work was kept.
pub(super) fn take_out_of(data: &Path, private: &Path) {
    let (old, new) = (data.join(FILE), private.join(FILE));
    if new.symlink_metadata().is_ok() || !is_own(&old, data) {
        return;
    }
    let Some(_lock) = no_window_is_open(data) else { return };
    let Ok(bytes) = file::read(&old, MOST_BYTES) else { return };
    let moved = tempfile::NamedTempFile::new_in(private).and_then(|mut file| {
        file.write_all(&bytes)?;
        file.as_file().sync_all()?;
        file.persist_noclobber(&new).map_err(|error| error.error)?;
        fs::remove_file(&old)
    });
    let lock = data.join(LOCK);
    if moved.is_ok() && is_own(&lock, data) {
        // An empty file of no use is no fault.
        drop(fs::remove_file(lock));
    }
}

/// That no window of an older version is open.
struct NoWindow {
    /// Their lock, held. Without the file none is open.
    _lock: Option<fs::File>,
}

/// `None` while a window of an older version is open.
fn no_window_is_open(data: &Path) -> Option<NoWindow> {
    let path = data.join(LOCK);
    if path.symlink_metadata().is_err() {
        return Some(NoWindow { _lock: None });
    }
    if !is_own(&path, data) {
        return None;
    }
    let file = fs::OpenOptions::new().read(true).write(true).open(path).ok()?;
    file.try_lock().ok()?;
    Some(NoWindow { _lock: Some(file) })
}

/// Rights of everybody but the owner.
#[cfg(unix)]
const OF_OTHERS: u32 = 0o077;

/// A plain file of this user that nobody else can read, as this program has always written it. On a share that shows every
/// file as everybody's own the rights are the share's, so that they tell.
#[cfg(unix)]
fn is_own(path: &Path, _data: &Path) -> bool {
    use std::os::unix::fs::MetadataExt as _;
    let is_lock = path.file_name().is_some_and(|name| name == LOCK);
    path.symlink_metadata().is_ok_and(|about| {
        about.is_file()
            && about.uid() == rustix::process::geteuid().as_raw()
            // The lock is empty, and older versions made it as the user's mask would have it.
            && (about.mode() & OF_OTHERS == 0 || is_lock && about.len() == 0)
    })
}

/// Within the profile everything is the user's own.
#[cfg(not(unix))]
fn is_own(path: &Path, data: &Path) -> bool {
    let home = directories::UserDirs::new().and_then(|user| user.home_dir().canonicalize().ok());
    let data = data.canonicalize().ok();
    path.symlink_metadata().is_ok_and(|about| about.is_file())
        && home.zip(data).is_some_and(|(home, data)| data.starts_with(home))
}

//! Reads the file of a photo.

use std::{
    fs::{File, OpenOptions},
    io::Read as _,
    path::Path,
};

use super::{Limits, PhotoError};

/// The bytes of a regular file, at most [`Limits::file_bytes`] of them. The file is opened for reading only
/// and looked at through its handle, so that it cannot be exchanged in between; a pipe or device does
/// not make the caller wait.
///
/// # Errors
/// [`PhotoError::Unreadable`] for whatever is no readable regular file, [`PhotoError::TooLarge`] above the limit.
pub fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>, PhotoError> {
    let file = open(path).map_err(|_| PhotoError::Unreadable)?;
    let about = file.metadata().map_err(|_| PhotoError::Unreadable)?;
    if !about.is_file() {
        return Err(PhotoError::Unreadable);
    }
    if about.len() > limits.file_bytes {
        return Err(PhotoError::TooLarge { actual: about.len(), limit: limits.file_bytes });
    }
    let mut bytes = Vec::new();
    // The file may grow while it is read.
    let most = limits.file_bytes.saturating_add(1);
    file.take(most).read_to_end(&mut bytes).map_err(|_| PhotoError::Unreadable)?;
    if bytes.len() as u64 > limits.file_bytes {
        return Err(PhotoError::TooLarge { actual: bytes.len() as u64, limit: limits.file_bytes });
    }
    Ok(bytes)
}

/// The first bytes of a regular file, `most` at the utmost. On Windows the file is opened so that content which lies
/// elsewhere is not fetched, and so that nobody is kept from it meanwhile.
///
/// # Errors
/// [`PhotoError::Unreadable`] for whatever is no readable regular file.
pub fn first_bytes(path: &Path, most: usize) -> Result<Vec<u8>, PhotoError> {
    let file = open_to_look(path).map_err(|_| PhotoError::Unreadable)?;
    if !file.metadata().is_ok_and(|about| about.is_file()) {
        return Err(PhotoError::Unreadable);
    }
    let mut bytes = Vec::new();
    file.take(most as u64).read_to_end(&mut bytes).map_err(|_| PhotoError::Unreadable)?;
    Ok(bytes)
}

#[cfg(not(windows))]
fn open_to_look(path: &Path) -> std::io::Result<File> {
    open(path)
}

#[cfg(windows)]
fn open_to_look(path: &Path) -> std::io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    /// `FILE_FLAG_OPEN_NO_RECALL` of the Windows API.
    const OPEN_NO_RECALL: u32 = 0x0010_0000;
    OpenOptions::new().read(true).custom_flags(OPEN_NO_RECALL).open(path)
}

/// Without waiting for somebody to write into a pipe.
#[cfg(unix)]
fn open(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

/// Others may read the file meanwhile, but not write or delete it (`FILE_SHARE_READ`).
#[cfg(windows)]
fn open(path: &Path) -> std::io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    OpenOptions::new().read(true).share_mode(1).open(path)
}

#[cfg(not(any(unix, windows)))]
fn open(path: &Path) -> std::io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

//! Reads the file of a photo.

use std::path::Path;

use crate::file::{self, ReadFault};

use super::{Limits, PhotoError};

impl From<ReadFault> for PhotoError {
    fn from(fault: ReadFault) -> Self {
        match fault {
            ReadFault::NotAFile => Self::NotAFile,
            ReadFault::TooLarge { actual, limit } => Self::TooLarge { actual, limit },
            ReadFault::NotThere | ReadFault::NotText | ReadFault::Io(_) => Self::Unreadable,
        }
    }
}

/// The bytes of a regular file, at most [`Limits::file_bytes`] of them. The file is opened for reading only
/// and looked at through its handle, so that it cannot be exchanged in between; a pipe or device does
/// not make the caller wait.
///
/// # Errors
/// [`PhotoError::NotAFile`] for a folder, pipe or device, [`PhotoError::Unreadable`] for what cannot be read,
/// [`PhotoError::TooLarge`] above the limit.
pub fn read(path: &Path, limits: &Limits) -> Result<Vec<u8>, PhotoError> {
    Ok(file::read_undisturbed(path, limits.file_bytes)?)
}

//! What a transaction leaves on the disk beside the database.
//!
//! Until a transaction is committed, its rollback journal holds the pages as they were, in clear: an erased consent with
//! them. `journal_mode=MEMORY` would write none, but a process that is killed in the midst then leaves a broken register.
//! So the journal is written as ever (mode PERSIST: SQLite ends a transaction by overwriting the journal's head, and never
//! unlinks the file), and after the commit its bytes are overwritten in place, and only then is it cut to nothing.
//! Whoever kills the process in between is followed by the next opening, which does the same.

use std::{
    ffi::OsString,
    fs,
    io::{self, Read as _, Seek as _, Write as _},
    path::{Path, PathBuf},
};

use rusqlite::Connection;

use super::RegisterError;

/// What a journal begins with that can still roll a transaction back (SQLite, "Database File Format", section 3).
const MAGIC: [u8; 8] = [0xd9, 0xd5, 0x05, 0xf9, 0x20, 0xa1, 0x63, 0xd7];

/// Where SQLite writes the journal of a database that was opened by this path. It stands beside the file itself, wherever a
/// link leads; where SQLite does not follow links, beside the link. Only SQLite can tell.
pub(super) fn path_of(connection: &Connection, database: &Path) -> PathBuf {
    let real = connection.path().filter(|path| !path.is_empty()).map(Path::new);
    beside(real.unwrap_or(database))
}

/// Where it stands if no link is in between.
pub(super) fn beside(database: &Path) -> PathBuf {
    let mut path: OsString = database.as_os_str().to_owned();
    path.push("-journal");
    path.into()
}

/// Overwrites what a finished transaction has left in the journal.
///
/// # Errors
/// [`RegisterError::NotWiped`], or [`RegisterError::Busy`] where somebody else writes: they do the same when they are done.
pub(super) fn wipe(connection: &Connection, database: &Path) -> Result<(), RegisterError> {
    let journal = path_of(connection, database);
    if fs::symlink_metadata(&journal).map_or(true, |about| about.len() == 0) {
        return Ok(());
    }
    // Nobody else can write a journal of theirs meanwhile, and one that a crash has left was rolled back by this.
    connection.execute_batch("BEGIN IMMEDIATE")?;
    let wiped = overwrite(&journal).map_err(|source| RegisterError::NotWiped { source });
    connection.execute_batch("ROLLBACK")?;
    wiped
}

fn overwrite(journal: &Path) -> io::Result<()> {
    let mut options = fs::OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    }
    let mut file = options.open(journal)?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(io::ErrorKind::InvalidInput.into());
    }
    let mut first = [0; MAGIC.len()];
    if file.read(&mut first)? == first.len() && first == MAGIC {
        return Err(io::ErrorKind::ResourceBusy.into());
    }
    file.rewind()?;
    let zeros = [0; 1 << 13];
    let mut left = about.len();
    while left > 0 {
        let now = left.min(zeros.len() as u64);
        file.write_all(zeros.get(..now as usize).unwrap_or_default())?;
        left -= now;
    }
    // On the disk before the blocks are given back.
    file.sync_all()?;
    file.set_len(0)
}

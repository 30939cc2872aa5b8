//! Opening the register, and what it must be before anything of it is believed.

use std::{
    io,
    path::Path,
    sync::{Arc, Mutex, atomic::AtomicBool},
    time::Duration,
};

use rusqlite::{Connection, config::DbConfig};

use crate::{clock::Clock, owner_only};

use super::{
    MissingHead, Register, RegisterError,
    change::last,
    heads::{Memory, register_id},
    journal, schema,
    store::secret,
};

/// The file in the data folder.
pub(super) const FILE: &str = "sladd.db";

/// How long to wait for somebody else on the same data folder.
const PATIENCE: Duration = Duration::from_secs(10);

/// Up to this size, in bytes, the whole file is looked through whenever it is opened, which takes some 3 ms for each MiB
/// that is at hand (a register of 20 000 consents and as many exports has 61 MiB); a larger one, which may lie on a share,
/// only by `sladd ledger check`.
const LOOKED_THROUGH: i64 = 16 << 20;

/// What becomes of a register that lacks what was seen of it before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Missing {
    Refused,
    Shown,
    Accepted,
}

impl Register {
    /// Opens `sladd.db` in the data folder, and makes both where they are missing, for their owner alone.
    ///
    /// # Errors
    /// [`RegisterError`] where the folder or the file cannot be used, is not as the program makes it, or lacks what was seen
    /// of it before.
    pub fn open(folder: &Path, clock: Arc<dyn Clock>) -> Result<Self, RegisterError> {
        Self::open_remembering(folder, clock, None)
    }

    /// The same, with a second place in which the end of the ledger is remembered: a folder that not everybody who can
    /// write to the data folder can write to.
    ///
    /// # Errors
    /// As for [`Self::open`].
    pub fn open_remembering(
        folder: &Path,
        clock: Arc<dyn Clock>,
        second: Option<&Path>,
    ) -> Result<Self, RegisterError> {
        Self::open_by(folder, clock, second, Missing::Refused)
    }

    /// The same where something may be missing of what was seen before, see [`Register::missing_head`]: nothing can be
    /// written then, and a file that is gone is not made.
    ///
    /// # Errors
    /// As for [`Self::open`].
    pub fn open_as_it_is(
        folder: &Path,
        clock: Arc<dyn Clock>,
        second: Option<&Path>,
    ) -> Result<Self, RegisterError> {
        Self::open_by(folder, clock, second, Missing::Shown)
    }

    /// The same for [`Register::accept_restored`]: what is missing is to be gone on without. Until then, nothing can be
    /// written.
    ///
    /// # Errors
    /// As for [`Self::open`].
    pub fn open_restored(
        folder: &Path,
        clock: Arc<dyn Clock>,
        second: Option<&Path>,
    ) -> Result<Self, RegisterError> {
        Self::open_by(folder, clock, second, Missing::Accepted)
    }

    fn open_by(
        folder: &Path,
        clock: Arc<dyn Clock>,
        second: Option<&Path>,
        how: Missing,
    ) -> Result<Self, RegisterError> {
        let no_folder = |source| RegisterError::Folder { source };
        owner_only::create_folder(folder).map_err(no_folder)?;
        let memory = Memory::of(folder, second);
        let file = folder.join(FILE);
        let refuse = |missing: &Option<MissingHead>, even_to_show: bool| match missing {
            Some(missing) if how == Missing::Refused || (even_to_show && how == Missing::Shown) => {
                Err(RegisterError::HeadMissing(missing.clone()))
            }
            Some(_) | None => Ok(()),
        };
        // What cannot be read is not nothing: only who goes on without it on purpose gets further, and then nothing of
        // what is remembered is asked.
        let unreadable = |register: Option<&str>| match memory.unreadable(register) {
            Some(wrong) if how != Missing::Accepted => Err(RegisterError::from(wrong)),
            found => Ok(found),
        };
        let mut wrong = unreadable(None)?;
        let mut missing = None;
        if std::fs::symlink_metadata(&file).is_err() {
            missing = if wrong.is_some() { None } else { memory.of_a_register_that_is_gone()? };
            refuse(&missing, true)?;
            match owner_only::create_file(&file) {
                Err(error) if error.kind() != io::ErrorKind::AlreadyExists => return Err(no_folder(error)),
                Ok(_) | Err(_) => {}
            }
        }
        owner_only::tighten(&file);
        owner_only::tighten(&journal::beside(&file));
        let mut connection = connect(&file)?;
        schema::check(&connection)?;
        look_through(&connection)?;
        let no_key = || RegisterError::Damaged { reason: "the key is missing".to_owned() };
        // What is remembered is read first: whoever makes the tables meanwhile remembers only afterwards.
        let gone = if wrong.is_some() { None } else { memory.of_a_register_that_is_gone()? };
        let version = schema::version(&connection)?;
        if version > 0 {
            let id = register_id(&secret(&connection, "org_key")?.ok_or_else(no_key)?);
            wrong = unreadable(Some(&id))?;
            missing = if wrong.is_some() { None } else { memory.missing(&connection, &id)? };
        } else if missing.is_none() {
            // A file without tables in the place of one that had some.
            missing = gone;
        }
        refuse(&missing, version == 0)?;
        if version < schema::VERSION {
            schema::bring_up_to_date(&mut connection, clock.as_ref())?;
        }
        let key = secret(&connection, "org_key")?.ok_or_else(no_key)?;
        match journal::wipe(&connection, &file) {
            // Whoever writes now overwrites it afterwards.
            Err(RegisterError::Busy) | Ok(()) => {}
            Err(error) => return Err(error),
        }
        let head = last(&connection)?;
        let register = Self {
            connection: Mutex::new(connection),
            clock,
            key,
            file,
            memory,
            seen: Mutex::new(None),
            missing: Mutex::new(missing),
            unreadable_head: Mutex::new(wrong.map(|wrong| wrong.0)),
            remembered: AtomicBool::new(true),
            unreadable: Mutex::default(),
        };
        if let Some(head) = head {
            register.saw(&head);
        }
        Ok(register)
    }
}

fn connect(file: &Path) -> Result<Connection, RegisterError> {
    let connection = Connection::open(file)?;
    connection.busy_timeout(PATIENCE)?;
    // What stands in the file is data: it calls no function with a side effect, and changes no table behind SQLite's back.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_DEFENSIVE, true)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_TRUSTED_SCHEMA, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_TRIGGER, false)?;
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_VIEW, false)?;
    connection.pragma_update(None, "cell_size_check", "ON")?;
    // Parts of a transaction that SQLite would keep in a file of its own lie in memory.
    connection.pragma_update(None, "temp_store", "MEMORY")?;
    // Write-ahead logs do not work on network shares. The journal is not unlinked but overwritten, see `journal`.
    // Extra syncs: what was reported done is on disk.
    let mode: String = connection.query_row("PRAGMA journal_mode = PERSIST", [], |row| row.get(0))?;
    if mode != "persist" {
        // Somebody has made it a write-ahead log, and has it open.
        return Err(RegisterError::Busy);
    }
    connection.pragma_update(None, "synchronous", "EXTRA")?;
    // What is erased is overwritten, not only unlinked.
    connection.pragma_update(None, "secure_delete", "ON")?;
    Ok(connection)
}

/// Looks through a file that is not too large.
fn look_through(connection: &Connection) -> Result<(), RegisterError> {
    let size: i64 = connection.query_row(
        "SELECT page_count * page_size FROM pragma_page_count(), pragma_page_size()",
        [],
        |row| row.get(0),
    )?;
    if size > LOOKED_THROUGH {
        return Ok(());
    }
    let found: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if found == "ok" { Ok(()) } else { Err(RegisterError::Damaged { reason: found }) }
}

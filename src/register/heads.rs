//! The end of the ledger as it was last seen, remembered outside the data folder: in the profile of whoever uses it, and in
//! a second place of the organisation where one is set. A ledger that was cut, made anew, or put back from an older
//! backup is whole in itself; only somebody who has seen the rest can miss it.

use std::{
    fs, io,
    path::{Path, PathBuf},
    sync::{OnceLock, PoisonError},
};

use hmac::{Hmac, KeyInit as _, Mac as _};
use rusqlite::{Connection, OptionalExtension as _, params};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::{file::ReadFault, hash::ContentHash, owner_only};

use super::{Register, RegisterError, chain, change::last, rows::json};

/// The longest file that is taken for a remembered head.
const MOST_BYTES: u64 = 64 << 10;

/// The place in the profile of this person; a program that sets none remembers nothing.
static PROFILE: OnceLock<PathBuf> = OnceLock::new();

/// From now on every register that this process opens is held against what was seen of it before, and what is seen is
/// remembered in this folder, which must not be the data folder.
pub fn remember_heads_in(folder: PathBuf) {
    drop(PROFILE.set(folder));
}

/// An entry of the ledger by its place and its hash.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Head {
    pub(super) number: u64,
    pub(super) hash: String,
}

impl Head {
    pub(super) fn is_in(&self, connection: &Connection) -> Result<bool, RegisterError> {
        let found: Option<i64> = connection
            .prepare_cached("SELECT number FROM ledger WHERE number = ?1 AND hash = ?2")?
            .query_row(params![self.number.cast_signed(), self.hash], |row| row.get(0))
            .optional()?;
        Ok(found.is_some())
    }
}

/// What was seen last of the register of a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[expect(clippy::struct_field_names, reason = "the file says when it was seen")]
struct Seen {
    /// Told by a key in the register; it says nothing about the key.
    register: String,
    folder: String,
    number: u64,
    hash: String,
    /// UTC, RFC 3339.
    seen_at: String,
}

/// An entry that was seen here and is not in the ledger any more.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct MissingHead {
    /// Its place.
    pub number: u64,
    /// Its hash.
    pub hash: String,
    /// When it was last seen: UTC, RFC 3339.
    pub seen_at: String,
}

impl From<Seen> for MissingHead {
    fn from(seen: Seen) -> Self {
        Self { number: seen.number, hash: seen.hash, seen_at: seen.seen_at }
    }
}

/// What [`Register::accept_restored`] went on without.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Accepted {
    /// Nothing was amiss, so nothing was written.
    Nothing,
    /// An entry that was seen before.
    Missing(MissingHead),
    /// What was remembered in this file, which cannot be read. Where it stood in the way it has another name now.
    Unreadable(PathBuf),
}

/// Where heads of one data folder are remembered.
#[derive(Debug)]
pub(super) struct Memory {
    folder: String,
    profile: Option<PathBuf>,
    second: Option<PathBuf>,
}

impl Memory {
    pub(super) fn of(data: &Path, second: Option<&Path>) -> Self {
        let folder = dunce::canonicalize(data).unwrap_or_else(|_| data.to_owned());
        Self {
            folder: folder.to_string_lossy().into_owned(),
            profile: PROFILE.get().cloned(),
            second: second.map(Path::to_owned),
        }
    }

    fn own_file(&self) -> Option<PathBuf> {
        let name: String = ContentHash::of(self.folder.as_bytes()).to_string().chars().take(32).collect();
        Some(self.profile.as_ref()?.join(format!("{name}.toml")))
    }

    fn second_file(&self, register: &str) -> Option<PathBuf> {
        Some(self.second.as_ref()?.join(format!("sladd-{register}.toml")))
    }

    /// What this person has seen of the register in this very folder. Only what is not there is nothing: a file that cannot
    /// be read was written for a reason, and whoever takes it for none believes whatever register is put there.
    fn here(&self) -> Result<Option<Seen>, Unreadable> {
        self.own_file().map_or(Ok(None), |file| read(&file))
    }

    /// What was seen in this folder where there is no register any more: a fresh one would know of no withdrawal.
    pub(super) fn of_a_register_that_is_gone(&self) -> Result<Option<MissingHead>, Unreadable> {
        Ok(self.here()?.map(MissingHead::from))
    }

    /// The first thing that was seen and is not in this register.
    pub(super) fn missing(
        &self,
        connection: &Connection,
        register: &str,
    ) -> Result<Option<MissingHead>, RegisterError> {
        let own = match self.here()? {
            Some(seen) => Some(seen),
            None => self.seen_elsewhere(register)?,
        };
        let second = self.second_file(register).map_or(Ok(None), |file| read(&file))?;
        for seen in own.into_iter().chain(second) {
            let head = Head { number: seen.number, hash: seen.hash.clone() };
            if seen.register != register || !head.is_in(connection)? {
                return Ok(Some(seen.into()));
            }
        }
        Ok(None)
    }

    /// A folder that was moved, or has another drive letter, has been seen under another name.
    fn seen_elsewhere(&self, register: &str) -> Result<Option<Seen>, Unreadable> {
        let Some(Ok(files)) = self.profile.as_ref().map(fs::read_dir) else { return Ok(None) };
        let mut found: Option<Seen> = None;
        for path in files.flatten().map(|file| file.path()).filter(|path| is_ours(path)) {
            // One that cannot be read may be about this register.
            let seen = read(&path)?.filter(|seen| seen.register == register);
            found = found.into_iter().chain(seen).max_by_key(|seen| seen.number);
        }
        Ok(found)
    }

    /// The first of the files that count here which cannot be read.
    pub(super) fn unreadable(&self, register: Option<&str>) -> Option<Unreadable> {
        let second = register.and_then(|register| self.second_file(register));
        let mut wrong = self.own_file().into_iter().chain(second).filter_map(|file| read(&file).err());
        let elsewhere = || {
            let register = register.filter(|_| matches!(self.here(), Ok(None)))?;
            self.seen_elsewhere(register).err()
        };
        wrong.next().or_else(elsewhere)
    }

    /// Remembers an entry; one further on stays remembered unless `over` says that it is gone for good.
    fn note(&self, register: &str, head: &Head, seen_at: &str, over: bool) -> io::Result<()> {
        for file in self.own_file().into_iter().chain(self.second_file(register)) {
            let before = match read(&file) {
                Ok(before) => before.filter(|seen| seen.register == register),
                // Whoever goes on without it has said so; it is kept for whoever wants to know what it was.
                Err(_) if over => {
                    set_aside(&file)?;
                    None
                }
                Err(_) => return Err(io::ErrorKind::InvalidData.into()),
            };
            if before
                .is_some_and(|seen| if over { seen.hash == head.hash } else { seen.number >= head.number })
            {
                continue;
            }
            let seen = Seen {
                register: register.to_owned(),
                folder: self.folder.clone(),
                number: head.number,
                hash: head.hash.clone(),
                seen_at: seen_at.to_owned(),
            };
            let text = toml::to_string(&seen).map_err(io::Error::other)?;
            if Some(&file) == self.own_file().as_ref()
                && let Some(folder) = file.parent()
            {
                owner_only::create_folder(folder)?;
            }
            owner_only::replace_file(&file, text.as_bytes())?;
        }
        Ok(())
    }
}

/// A file in which something was remembered, and which cannot be read or is not what the program writes.
#[derive(Debug)]
pub(super) struct Unreadable(pub(super) PathBuf);

impl From<Unreadable> for RegisterError {
    fn from(unreadable: Unreadable) -> Self {
        Self::HeadUnreadable(unreadable.0)
    }
}

fn read(file: &Path) -> Result<Option<Seen>, Unreadable> {
    let unreadable = || Unreadable(file.to_owned());
    // A link may lead to another's file.
    if fs::symlink_metadata(file).is_ok_and(|about| !about.is_file()) {
        return Err(unreadable());
    }
    match crate::file::read_text(file, MOST_BYTES) {
        Ok(text) => toml::from_str(&text).map(Some).map_err(|_| unreadable()),
        Err(ReadFault::NotThere) => Ok(None),
        Err(_) => Err(unreadable()),
    }
}

/// True for a name that [`Memory::own_file`] gives; what else lies there is none of ours.
fn is_ours(path: &Path) -> bool {
    let stem = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or_default();
    path.extension().is_some_and(|suffix| suffix == "toml")
        && stem.len() == 32
        && stem.bytes().all(|byte| byte.is_ascii_hexdigit())
}

/// Gives what cannot be read a name that nothing reads.
fn set_aside(file: &Path) -> io::Result<()> {
    let mut aside = file.as_os_str().to_owned();
    aside.push(format!(".unreadable-{}", uuid::Uuid::new_v4().simple()));
    fs::rename(file, aside)
}

/// A name for the register that lasts as long as its key, and by which the key cannot be told.
pub(super) fn register_id(key: &[u8; 32]) -> String {
    // A key of HMAC can have any length, so this cannot fail; an empty name would fit no register.
    let Ok(mut mac) = Hmac::<Sha256>::new_from_slice(key) else { return String::new() };
    mac.update(b"sladd register");
    let digest: Vec<u8> = mac.finalize().into_bytes().iter().copied().take(16).collect();
    data_encoding::HEXLOWER.encode(&digest)
}

/// What the ledger says of an older state that was put back.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Restored {
    /// Nothing where what was remembered could not be read.
    lost: Option<Head>,
    lost_seen_at: Option<String>,
    pub(super) found: Option<Head>,
}

impl Register {
    /// What was seen of this register before and is not in it any more: the end was cut, or an older backup put back.
    pub fn missing_head(&self) -> Option<MissingHead> {
        self.missing.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// False where what was seen of the register could not be remembered outside the data folder.
    pub fn is_remembered(&self) -> bool {
        self.remembered.load(std::sync::atomic::Ordering::Relaxed)
    }

    /// Takes the register as it is for the one to go on with, after an older state was put back on purpose. The ledger
    /// gets an entry that says so, with what is missing.
    ///
    /// # Errors
    /// [`RegisterError`] where nothing could be written.
    pub fn accept_restored(&self) -> Result<Accepted, RegisterError> {
        let lost = self.missing.lock().unwrap_or_else(PoisonError::into_inner).take();
        let unreadable = self.unreadable_head.lock().unwrap_or_else(PoisonError::into_inner).take();
        if lost.is_none() && unreadable.is_none() {
            return Ok(Accepted::Nothing);
        }
        let written = self.write(|change| {
            let restored = Restored {
                lost: lost.as_ref().map(|lost| Head { number: lost.number, hash: lost.hash.clone() }),
                lost_seen_at: lost.as_ref().map(|lost| lost.seen_at.clone()),
                found: last(change)?,
            };
            chain::append(change, "restored", &json(&restored)?, &[])
        });
        match (written, lost, unreadable) {
            (Ok((number, hash)), lost, unreadable) => {
                self.remember(&Head { number, hash }, true);
                let unreadable = unreadable.map_or(Accepted::Nothing, Accepted::Unreadable);
                Ok(lost.map_or(unreadable, Accepted::Missing))
            }
            (Err(error), lost, unreadable) => {
                *self.missing.lock().unwrap_or_else(PoisonError::into_inner) = lost;
                *self.unreadable_head.lock().unwrap_or_else(PoisonError::into_inner) = unreadable;
                Err(error)
            }
        }
    }

    /// Refuses to go on over a ledger that lacks what was seen of it, or of which nobody can tell.
    pub(super) fn holds_what_was_seen(&self, connection: &Connection) -> Result<(), RegisterError> {
        if let Some(missing) = self.missing_head() {
            return Err(RegisterError::HeadMissing(missing));
        }
        if let Some(file) = self.unreadable_head() {
            return Err(RegisterError::HeadUnreadable(file));
        }
        match self.seen_head() {
            Some(head) if !head.is_in(connection)? => {
                let seen_at = self.clock().now().to_string();
                Err(RegisterError::HeadMissing(MissingHead { number: head.number, hash: head.hash, seen_at }))
            }
            Some(_) | None => Ok(()),
        }
    }

    pub(super) fn seen_head(&self) -> Option<Head> {
        self.seen.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn unreadable_head(&self) -> Option<PathBuf> {
        self.unreadable_head.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Remembers the end of the ledger.
    pub(super) fn saw(&self, head: &Head) {
        if self.missing_head().is_none() && self.unreadable_head().is_none() {
            self.remember(head, false);
        }
    }

    fn remember(&self, head: &Head, over: bool) {
        *self.seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(head.clone());
        let id = register_id(self.key());
        let noted = self.memory.note(&id, head, &self.clock().now().to_string(), over);
        self.remembered.store(noted.is_ok(), std::sync::atomic::Ordering::Relaxed);
    }
}

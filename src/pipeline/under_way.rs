//! Which exports are under way, so that what a killed one left behind is found and removed.
//!
//! Each export has a small file in the data folder while it runs, and holds a lock on it: whoever gets the lock knows
//! that the export is no more, on whichever computer it ran. In it stand the folder, what the names of its temporary
//! files begin with (the file's own name), and, before anything gets its name, the record and the copy.

use std::{
    fs,
    io::{self, Read as _, Write as _},
    path::{Path, PathBuf},
    time::Duration,
};

use serde::{Deserialize, Serialize};

use crate::{
    export::TargetFolder,
    file::{self, is_on_network, passes_a_link},
    hash::ContentHash,
    owner_only,
    photo::{self, Limits},
    record::{SIDECAR_SUFFIX, Sealed, TagState},
    register::{Register, RegisterError},
};

use super::{ExportFailure, words::ALT_TEXT_SUFFIX};

/// The folder in the data folder.
const FOLDER: &str = "exports-under-way";
/// What a note is called while it is being written.
const NEW: &str = ".new-";
/// So many letters of a random id are a note's name.
const MARK: usize = 5;
/// Where nothing can be locked, an export that began so long ago is no more.
const SURELY_OVER: Duration = Duration::from_hours(1);
/// A note about a folder that cannot be reached is kept so long: a share may be connected again.
const KEPT: Duration = Duration::from_hours(24 * 90);
/// No note and no record is larger.
const MOST_BYTES: u64 = 1 << 20;

/// The first line: where.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Where {
    host: String,
    folder: PathBuf,
}

/// Each further line: what is about to get its name.
#[derive(Debug, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct What {
    record_id: String,
    copy: String,
    /// SHA-256 of the words beside it, where there are any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    words: Option<ContentHash>,
}

/// The note of an export that is under way. Dropped, it is gone.
#[derive(Debug)]
pub(super) struct Note(Option<Noted>);

#[derive(Debug)]
struct Noted {
    file: fs::File,
    path: PathBuf,
    mark: String,
}

impl Note {
    /// Notes that an export into this folder begins.
    ///
    /// # Errors
    /// [`ExportFailure::NotNoted`] with the folder that does not take the note.
    pub(super) fn begin(register: &Register, target: &TargetFolder) -> Result<Self, ExportFailure> {
        // A path that is no text cannot stand in a note; what is left there goes after an hour.
        let (Some(data), Some(_)) = (register.folder(), target.path().to_str()) else {
            return Ok(Self(None));
        };
        let folder = data.join(FOLDER);
        let written = Noted::write(&folder, target);
        Ok(Self(Some(written.map_err(|source| ExportFailure::NotNoted { folder, source })?)))
    }

    /// The folder as this export uses it.
    pub(super) fn folder(&self, target: &TargetFolder) -> TargetFolder {
        self.0.as_ref().map_or_else(|| target.clone(), |noted| target.marked(&noted.mark))
    }

    /// Notes what is about to get its name.
    ///
    /// # Errors
    /// [`ExportFailure::NotNoted`] with the file that does not take it.
    pub(super) fn name(
        &self,
        record_id: &str,
        copy: &str,
        words: Option<ContentHash>,
    ) -> Result<(), ExportFailure> {
        let Some(noted) = &self.0 else { return Ok(()) };
        let what = What { record_id: record_id.to_owned(), copy: copy.to_owned(), words };
        let not_noted = |source| ExportFailure::NotNoted { folder: noted.path.clone(), source };
        line(&what).and_then(|line| append(&noted.file, &line)).map_err(not_noted)
    }
}

impl Noted {
    fn write(notes: &Path, target: &TargetFolder) -> io::Result<Self> {
        // Colleagues on a shared data folder note theirs here too.
        owner_only::create_folder_like_its_parent(notes)?;
        let first = line(&Where { host: host(), folder: target.path().to_owned() })?;
        // It is whole and locked before it has its name, so that nobody takes it for one that was left behind.
        let new = tempfile::Builder::new().prefix(NEW).tempfile_in(notes)?;
        append(new.as_file(), &first)?;
        match new.as_file().try_lock() {
            // On a share without locks its age tells.
            Ok(()) | Err(fs::TryLockError::Error(_)) => {}
            Err(fs::TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
        }
        let mut new = new;
        loop {
            let mark: String = uuid::Uuid::new_v4().simple().to_string().chars().take(MARK).collect();
            let path = notes.join(&mark);
            match new.persist_noclobber(&path) {
                Ok(file) => return Ok(Self { file, path, mark }),
                Err(taken) if taken.error.kind() == io::ErrorKind::AlreadyExists => new = taken.file,
                Err(fault) => return Err(fault.error),
            }
        }
    }
}

impl Drop for Noted {
    fn drop(&mut self) {
        // Where it stays, the next start finds nothing to remove and takes it away.
        drop(fs::remove_file(&self.path));
    }
}

fn line(value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(value)?;
    line.push(b'\n');
    Ok(line)
}

fn append(mut file: &fs::File, line: &[u8]) -> io::Result<()> {
    file.write_all(line)?;
    file.sync_all()
}

/// What this computer calls itself: a path of another one means nothing here.
#[cfg(unix)]
fn host() -> String {
    rustix::system::uname().nodename().to_string_lossy().into_owned()
}

/// What this computer calls itself: a path of another one means nothing here.
#[cfg(not(unix))]
fn host() -> String {
    std::env::var("COMPUTERNAME").unwrap_or_default()
}

/// True where a data folder tells of exports that are under way, or were: only then is there anything to remove.
pub fn has_notes(data: &Path) -> bool {
    fs::read_dir(data.join(FOLDER)).is_ok_and(|mut notes| notes.next().is_some())
}

/// What was removed from a folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Removed {
    /// The folder, as it is shown.
    pub folder: String,
    /// How many files.
    pub files: usize,
}

/// Removes what exports left behind that were ended from outside: temporary files, and a copy or record that has its
/// name and is in no ledger. Exports that are under way are left alone, whoever runs them.
///
/// A note in a shared data folder may be anybody's. It leads to folders of this computer alone, and over no link: a path such
/// as `\\server\share` is not even touched, for whoever answers there would be told who asks. What is left there is removed
/// when a person exports into that folder once more, see [`remove_interrupted_in`].
///
/// # Errors
/// [`RegisterError`] where the register cannot be asked; what is left then stays for the next time.
pub fn remove_interrupted(register: &Register) -> Result<Vec<Removed>, RegisterError> {
    remove(register, |folder| !is_on_network(folder) && !passes_a_link(folder))
}

/// The same of one folder, wherever it lies, because a person has named it.
///
/// # Errors
/// As for [`remove_interrupted`].
pub fn remove_interrupted_in(
    register: &Register,
    folder: &TargetFolder,
) -> Result<Vec<Removed>, RegisterError> {
    remove(register, |noted| noted == folder.path())
}

fn remove(register: &Register, leads_to: impl Fn(&Path) -> bool) -> Result<Vec<Removed>, RegisterError> {
    let mut removed = Vec::new();
    let Some(notes) = register.folder().map(|data| data.join(FOLDER)) else { return Ok(removed) };
    let Ok(entries) = fs::read_dir(&notes) else { return Ok(removed) };
    for entry in entries.flatten() {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if !entry.metadata().is_ok_and(|about| about.is_file()) {
            continue;
        }
        let is_mark = name.len() == MARK && name.bytes().all(|byte| byte.is_ascii_alphanumeric());
        if name.starts_with(NEW) && is_older(&path, SURELY_OVER) {
            drop(fs::remove_file(&path));
        }
        if let Some(left) = left_behind(&path).filter(|_| is_mark) {
            removed.extend(left.remove(&path, &name, register, &leads_to)?);
        }
    }
    Ok(removed)
}

fn is_older(path: &Path, least: Duration) -> bool {
    let modified = path.symlink_metadata().and_then(|about| about.modified());
    modified.is_ok_and(|then| then.elapsed().is_ok_and(|age| age >= least))
}

/// A note whose export is no more, with the lock on it.
struct LeftBehind {
    _lock: fs::File,
    text: String,
}

fn left_behind(path: &Path) -> Option<LeftBehind> {
    let file = fs::OpenOptions::new().read(true).write(true).open(path).ok()?;
    match file.try_lock() {
        Ok(()) => {}
        Err(fs::TryLockError::Error(_)) if is_older(path, SURELY_OVER) => {}
        Err(_) => return None,
    }
    let mut bytes = Vec::new();
    (&file).take(MOST_BYTES).read_to_end(&mut bytes).ok()?;
    Some(LeftBehind { _lock: file, text: String::from_utf8_lossy(&bytes).into_owned() })
}

impl LeftBehind {
    fn remove(
        &self,
        note: &Path,
        mark: &str,
        register: &Register,
        leads_to: &impl Fn(&Path) -> bool,
    ) -> Result<Option<Removed>, RegisterError> {
        let mut lines = self.text.lines();
        let place: Option<Where> = lines.next().and_then(|line| serde_json::from_str(line).ok());
        let Some(place) = place.filter(|place| place.folder.is_absolute()) else {
            drop(fs::remove_file(note));
            return Ok(None);
        };
        if place.host != host() {
            return Ok(None);
        }
        let folder = Some(&place.folder).filter(|folder| leads_to(folder));
        let Some(folder) = folder.and_then(|folder| TargetFolder::existing(folder).ok()) else {
            if is_older(note, KEPT) {
                drop(fs::remove_file(note));
            }
            return Ok(None);
        };
        let mut files = 0;
        // A line that was cut off tells of nothing that has its name yet.
        for what in lines.map_while(|line| serde_json::from_str::<What>(line).ok()) {
            if register.export(&what.record_id)?.is_none() {
                files += what.remove(&folder, register.key());
            }
        }
        files += folder.left_by(mark).into_iter().filter(|path| fs::remove_file(path).is_ok()).count();
        if folder.left_by(mark).is_empty() {
            drop(fs::remove_file(note));
        }
        Ok((files > 0).then(|| Removed { folder: folder.shown(), files }))
    }
}

impl What {
    /// Removes a copy and its record that are in no ledger. Only a record of this organisation, of this export, and the
    /// very copy that it is about are: a note alone has nobody's file deleted.
    fn remove(&self, folder: &TargetFolder, key: &[u8; 32]) -> usize {
        let plain = |name: &str| Path::new(name).file_name().is_some_and(|own| own == name);
        if !plain(&self.copy) {
            return 0;
        }
        let copy = folder.path().join(&self.copy);
        let record = folder.path().join(format!("{}{SIDECAR_SUFFIX}", self.copy));
        let is_file = |path: &Path| path.symlink_metadata().is_ok_and(|about| about.is_file());
        if !is_file(&record) {
            return 0;
        }
        let bytes = file::read(&record, MOST_BYTES).ok();
        let Some(sealed) = bytes.and_then(|bytes| Sealed::read(&bytes).ok()) else {
            return 0;
        };
        if sealed.body.record_id != self.record_id || sealed.tag_state(key) != Ok(TagState::Ours) {
            return 0;
        }
        let mut files = 0;
        if is_file(&copy) {
            let bytes = photo::read(&copy, &Limits::default());
            if bytes.is_ok_and(|bytes| ContentHash::of(&bytes) == sealed.body.image.sha256) {
                files += usize::from(fs::remove_file(&copy).is_ok());
            }
        }
        let words = folder.path().join(format!("{}{ALT_TEXT_SUFFIX}", self.copy));
        if self.words.is_some() && is_file(&words) {
            let bytes = file::read(&words, MOST_BYTES);
            if bytes.is_ok_and(|bytes| Some(ContentHash::of(&bytes)) == self.words) {
                files += usize::from(fs::remove_file(&words).is_ok());
            }
        }
        // The record proves the copy, so it goes last.
        files + usize::from(fs::remove_file(&record).is_ok())
    }
}

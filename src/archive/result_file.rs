//! The file of a result: its first line, and those of the photos in the order of the shard.
//!
//! Promises: what a killed run has left is gone on from its last whole line; two that write one result at once write the same
//! bytes to the same places, or one after another where the system has locks; when the work is said to be done, the file was
//! read back line by line.

use std::{
    fs::{File, OpenOptions, TryLockError},
    io::{self, BufRead as _, BufReader, Read as _, Seek as _, SeekFrom, Write as _},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use crate::owner_only;

use super::{PhotoLine, ResultFault, ResultHead, ResultLine};

/// The longest line that is read: a thousand findings of two hundred characters.
pub(super) const MOST_LINE_BYTES: u64 = 4 << 20;
/// So often what was written is had on the disk: a computer that loses its current loses no more than that.
const SYNC_EVERY: Duration = Duration::from_secs(5);

/// A result that is being written.
pub(super) struct ResultFile {
    file: File,
    path: PathBuf,
    head: String,
    /// Where the next line is written.
    at: u64,
    synced: Instant,
}

impl ResultFile {
    /// Opens or makes the file, waits for whoever is at it here, and gives the number of photos that have a line already.
    /// `waiting` is called before waiting.
    pub(super) fn take_up(
        path: &Path,
        head: &ResultHead,
        photos: &[PhotoLine],
        waiting: &dyn Fn(),
    ) -> Result<(Self, usize), ResultFault> {
        let io_fault = |source| ResultFault::Io { path: path.to_owned(), source };
        let file = open(path).map_err(io_fault)?;
        if !file.metadata().map_err(io_fault)?.is_file() {
            return Err(ResultFault::Foreign(path.to_owned()));
        }
        match file.try_lock() {
            // Where a share knows no locks, both write the same bytes to the same places.
            Ok(()) | Err(TryLockError::Error(_)) => {}
            Err(TryLockError::WouldBlock) => {
                waiting();
                file.lock().map_err(io_fault)?;
            }
        }
        let head = serde_json::to_string(head).map_err(|error| io_fault(io::Error::other(error)))?;
        let mut result = Self { file, path: path.to_owned(), head, at: 0, synced: Instant::now() };
        let lines = result.whole_lines(photos)?;
        if result.at == 0 {
            let head = result.head.clone();
            result.append(&head)?;
        }
        Ok((result, lines))
    }

    fn fault(&self, source: io::Error) -> ResultFault {
        ResultFault::Io { path: self.path.clone(), source }
    }

    /// Reads the file from its beginning; gives the number of photos in whose order it has whole lines, and goes on after
    /// the last of them.
    fn whole_lines(&mut self, photos: &[PhotoLine]) -> Result<usize, ResultFault> {
        self.file.seek(SeekFrom::Start(0)).map_err(|source| self.fault(source))?;
        self.at = 0;
        let mut reader = BufReader::new(&self.file);
        let mut line = Vec::new();
        let mut next = || -> io::Result<Option<Vec<u8>>> {
            line.clear();
            (&mut reader).take(MOST_LINE_BYTES).read_until(b'\n', &mut line)?;
            Ok(line.strip_suffix(b"\n").map(<[u8]>::to_vec))
        };
        let first = next().map_err(|source| self.fault(source))?;
        let Some(first) = first else {
            // Nothing, a torn first line, or what a computer without current has left of one.
            let (head, torn) = (self.head.as_bytes(), line.iter().take_while(|byte| **byte != 0).count());
            let rest_is_empty = line.iter().skip(torn).all(|byte| *byte == 0);
            let is_ours = rest_is_empty && line.get(..torn).is_some_and(|torn| head.starts_with(torn));
            return if is_ours { Ok(0) } else { Err(ResultFault::Foreign(self.path.clone())) };
        };
        if first != self.head.as_bytes() {
            return Err(ResultFault::Foreign(self.path.clone()));
        }
        self.at = first.len() as u64 + 1;
        let mut whole = 0;
        for photo in photos {
            let Some(line) = next().map_err(|source| self.fault(source))? else { break };
            let fits = serde_json::from_slice::<ResultLine>(&line).is_ok_and(|line| line.n == photo.n);
            if !fits {
                break;
            }
            self.at += line.len() as u64 + 1;
            whole += 1;
        }
        Ok(whole)
    }

    /// Writes the next line at its place.
    pub(super) fn append(&mut self, line: &str) -> Result<(), ResultFault> {
        let written = self.file.seek(SeekFrom::Start(self.at)).and_then(|_| {
            self.file.write_all(format!("{line}\n").as_bytes())?;
            if self.synced.elapsed() >= SYNC_EVERY {
                self.file.sync_data()?;
                self.synced = Instant::now();
            }
            Ok(())
        });
        written.map_err(|source| self.fault(source))?;
        self.at += line.len() as u64 + 1;
        Ok(())
    }

    /// Cuts what lies behind the last line, has everything on the disk, and reads it back.
    pub(super) fn finish(mut self, photos: &[PhotoLine]) -> Result<(), ResultFault> {
        let end = self.at;
        let done = self.file.set_len(end).and_then(|()| self.file.sync_all());
        done.map_err(|source| self.fault(source))?;
        let whole = self.whole_lines(photos)?;
        if whole == photos.len() && self.at == end { Ok(()) } else { Err(ResultFault::NotWritten(self.path)) }
    }

    /// Has on the disk what there is.
    pub(super) fn leave(self) {
        // A fault was told already, and the next run reads what is there.
        drop(self.file.sync_data());
    }
}

/// Opens the file for reading and writing, through no link and without waiting; makes it where there is none.
fn open(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true);
    #[cfg(unix)]
    {
        let flags = rustix::fs::OFlags::NOFOLLOW | rustix::fs::OFlags::NONBLOCK;
        std::os::unix::fs::OpenOptionsExt::custom_flags(&mut options, flags.bits().cast_signed());
    }
    match options.open(path) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => {}
        outcome => return outcome,
    }
    match owner_only::create_file(path) {
        // Another was quicker.
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
        Err(error) => return Err(error),
        Ok(_) => {}
    }
    options.open(path)
}

//! Reads files that somebody else may have put where they lie: only regular ones, and only so much of them.
//!
//! Everything that the program reads goes through here. A pipe or a terminal in the place of a file would make it wait for
//! ever, a device would fill the memory, and the mere opening of some devices does something.

use std::{
    fs::{File, OpenOptions},
    io::{self, Read},
    path::{Component, Path, PathBuf},
};

use crate::text::Text;

/// Why a file was not read.
#[derive(Debug, thiserror::Error)]
pub enum ReadFault {
    /// There is nothing of that name.
    #[error("there is no such file")]
    NotThere,
    /// A folder, a pipe, a socket or a device.
    #[error("it is not a regular file")]
    NotAFile,
    /// Larger than what is read here can be.
    #[error("it is too large: {actual} bytes, where {limit} is the most")]
    TooLarge {
        /// Bytes that it has, or that were read before giving up.
        actual: u64,
        /// The most that is read.
        limit: u64,
    },
    /// Not UTF-8.
    #[error("it is not text in UTF-8")]
    NotText,
    /// The system said no.
    #[error(transparent)]
    Io(io::Error),
}

impl ReadFault {
    /// What is wrong with the file, as a reason within a sentence.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::NotThere => text.get("file-not-there"),
            Self::NotAFile => text.get("file-not-regular"),
            Self::TooLarge { actual, limit } => {
                // In bytes, without the separators that a number would get.
                let pairs = [("actual", actual.to_string().into()), ("limit", limit.to_string().into())];
                text.format("file-too-large", pairs)
            }
            Self::NotText => text.get("file-not-text"),
            Self::Io(error) => error.to_string(),
        }
    }
}

impl From<io::Error> for ReadFault {
    fn from(error: io::Error) -> Self {
        if error.kind() == io::ErrorKind::NotFound {
            return Self::NotThere;
        }
        error.downcast().unwrap_or_else(Self::Io)
    }
}

impl From<ReadFault> for io::Error {
    fn from(fault: ReadFault) -> Self {
        let kind = match fault {
            ReadFault::Io(error) => return error,
            ReadFault::NotThere => io::ErrorKind::NotFound,
            ReadFault::NotAFile => io::ErrorKind::InvalidInput,
            ReadFault::TooLarge { .. } => io::ErrorKind::FileTooLarge,
            ReadFault::NotText => io::ErrorKind::InvalidData,
        };
        Self::new(kind, fault)
    }
}

/// True for a path that names another computer, so that touching it already speaks to that one, and may show it who is asking:
/// `\\server\share` in every form, and the places from which Unix mounts by name. A drive letter, or a share that is mounted, was
/// connected by somebody before.
pub fn is_on_network(path: &Path) -> bool {
    let text = path.to_string_lossy().replace('\\', "/");
    if let Some(rest) = text.strip_prefix("//") {
        // `\\?\C:\` is a long path of this computer.
        let letters: Vec<char> = rest.chars().take(4).collect();
        return !matches!(letters[..], ['?' | '.', '/', drive, ':'] if drive.is_ascii_alphabetic());
    }
    // Without what says nothing, such as `/./`.
    let plain: PathBuf = path.components().collect();
    ["/net", "/afs", "/misc", "/Network"].iter().any(|place| plain.starts_with(place))
}

/// The whole path with links resolved. Some drivers of network drives and disks in memory do not tell Windows that: then the path
/// as it was given, from its drive on, if there is something.
///
/// # Errors
/// The system's answer.
pub fn true_path(path: &Path) -> io::Result<PathBuf> {
    path.canonicalize().or_else(|error| {
        let untold = cfg!(windows) && error.kind() != io::ErrorKind::NotFound && path.metadata().is_ok();
        if untold { std::path::absolute(path) } else { Err(error) }
    })
}

/// True where a part of a path is a symbolic link, or what Windows has of that kind, or leads back up: it may lead anywhere.
/// Nothing behind the first one is touched.
pub fn passes_a_link(path: &Path) -> bool {
    if path.components().any(|part| part == Component::ParentDir) {
        return true;
    }
    let mut parts: Vec<&Path> = path.ancestors().collect();
    parts.reverse();
    parts.iter().any(|part| part.symlink_metadata().is_ok_and(|about| about.is_symlink()))
}

/// A regular file that is open for reading. Reading beyond the limit is an error, because the file may grow meanwhile.
#[derive(Debug)]
pub struct Limited {
    file: File,
    limit: u64,
    read: u64,
}

impl Read for Limited {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        // One byte more than is allowed tells that there is more.
        let most = usize::try_from(self.limit.saturating_add(1) - self.read).unwrap_or(usize::MAX);
        let length = into.len().min(most);
        let got = self.file.read(into.get_mut(..length).unwrap_or_default())?;
        self.read += got as u64;
        if self.read > self.limit {
            return Err(ReadFault::TooLarge { actual: self.read, limit: self.limit }.into());
        }
        Ok(got)
    }
}

/// Opens a regular file of at most `limit` bytes, without waiting and for reading only. It is looked at through its handle,
/// so that it cannot be exchanged in between.
///
/// # Errors
/// [`ReadFault`].
pub fn open(path: &Path, limit: u64) -> Result<Limited, ReadFault> {
    limited(path, limit, open_to_read)
}

/// The bytes of a regular file, at most `limit` of them.
///
/// # Errors
/// [`ReadFault`]; nothing of a file that is larger is given out.
pub fn read(path: &Path, limit: u64) -> Result<Vec<u8>, ReadFault> {
    all(open(path, limit)?)
}

/// The same; on Windows nobody can write to the file or delete it meanwhile.
///
/// # Errors
/// [`ReadFault`]; nothing of a file that is larger is given out.
pub fn read_undisturbed(path: &Path, limit: u64) -> Result<Vec<u8>, ReadFault> {
    all(limited(path, limit, open_alone)?)
}

/// The text of a regular file in UTF-8, at most `limit` bytes of it.
///
/// # Errors
/// [`ReadFault`].
pub fn read_text(path: &Path, limit: u64) -> Result<String, ReadFault> {
    String::from_utf8(read(path, limit)?).map_err(|_| ReadFault::NotText)
}

/// The first bytes of a regular file, `most` at the utmost. On Windows the file is opened so that content which lies
/// elsewhere is not fetched.
///
/// # Errors
/// [`ReadFault`]; a large file is none.
pub fn first_bytes(path: &Path, most: usize) -> Result<Vec<u8>, ReadFault> {
    let file = limited(path, u64::MAX, open_to_look)?;
    let mut bytes = Vec::new();
    file.take(most as u64).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// What a TOML text says.
///
/// # Errors
/// Where it is wrong and how, on one line.
pub fn parse_toml<T: serde::de::DeserializeOwned>(text: &str) -> Result<T, String> {
    toml::from_str(text).map_err(|error| {
        let before = error.span().and_then(|span| text.get(..span.start)).unwrap_or_default();
        let (line, start) = (before.matches('\n').count() + 1, before.rfind('\n').map_or(0, |at| at + 1));
        let column = before.get(start..).unwrap_or_default().chars().count() + 1;
        format!("line {line}, column {column}: {}", error.message())
    })
}

fn all(mut file: Limited) -> Result<Vec<u8>, ReadFault> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn limited(path: &Path, limit: u64, open: fn(&Path) -> io::Result<File>) -> Result<Limited, ReadFault> {
    before_opening(path)?;
    let file =
        open(path).map_err(|error| if is_no_file(path) { ReadFault::NotAFile } else { error.into() })?;
    let about = file.metadata()?;
    if !about.is_file() {
        return Err(ReadFault::NotAFile);
    }
    if about.len() > limit {
        return Err(ReadFault::TooLarge { actual: about.len(), limit });
    }
    Ok(Limited { file, limit, read: 0 })
}

/// Opening a device can do something: it is not even tried. What is exchanged between this look and the opening is
/// found by the look through the handle.
#[cfg(unix)]
fn before_opening(path: &Path) -> Result<(), ReadFault> {
    if std::fs::metadata(path)?.is_file() { Ok(()) } else { Err(ReadFault::NotAFile) }
}

/// Asking for more than the name would open what lies behind a link to another computer once more.
#[cfg(not(unix))]
#[expect(clippy::unnecessary_wraps, reason = "on Unix it can fail")]
const fn before_opening(_path: &Path) -> Result<(), ReadFault> {
    Ok(())
}

/// Folders cannot be opened as files on Windows, nor sockets on Unix.
fn is_no_file(path: &Path) -> bool {
    std::fs::metadata(path).is_ok_and(|about| !about.is_file())
}

/// Without waiting for somebody to write into a pipe, and without taking a terminal for its own.
#[cfg(unix)]
fn open_to_read(path: &Path) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let flags = rustix::fs::OFlags::NONBLOCK | rustix::fs::OFlags::NOCTTY;
    OpenOptions::new().read(true).custom_flags(flags.bits().cast_signed()).open(path)
}

#[cfg(not(unix))]
fn open_to_read(path: &Path) -> io::Result<File> {
    OpenOptions::new().read(true).open(path)
}

#[cfg(not(windows))]
fn open_alone(path: &Path) -> io::Result<File> {
    open_to_read(path)
}

/// Others may read the file meanwhile, but not write or delete it (`FILE_SHARE_READ`).
#[cfg(windows)]
fn open_alone(path: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    OpenOptions::new().read(true).share_mode(1).open(path)
}

#[cfg(not(windows))]
fn open_to_look(path: &Path) -> io::Result<File> {
    open_to_read(path)
}

#[cfg(windows)]
fn open_to_look(path: &Path) -> io::Result<File> {
    use std::os::windows::fs::OpenOptionsExt as _;
    /// `FILE_FLAG_OPEN_NO_RECALL` of the Windows API.
    const OPEN_NO_RECALL: u32 = 0x0010_0000;
    OpenOptions::new().read(true).custom_flags(OPEN_NO_RECALL).open(path)
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    fn written(bytes: &[u8]) -> tempfile::NamedTempFile {
        let mut file = tempfile::NamedTempFile::new().unwrap();
        file.write_all(bytes).unwrap();
        file
    }

    #[test]
    fn a_path_that_names_another_computer_is_known_without_touching_it() {
        for far in [
            r"\\evil\share",
            r"\\?\UNC\evil\share\a",
            r"\\.\pipe\x",
            r"\\?\GLOBALROOT\Device\Mup\evil",
            "//evil/share",
            r"/\evil/share",
            "/net/evil/share",
            "/./net/evil",
            "/afs/evil",
        ] {
            assert!(is_on_network(Path::new(far)), "{far}");
        }
        for near in
            [r"C:\Users\x", r"\\?\C:\Users\x", "/home/net/x", "/network", "net/evil", "/srv/sladd", "heads"]
        {
            assert!(!is_on_network(Path::new(near)), "{near}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_path_over_a_link_or_back_up_is_known() {
        let temp = tempfile::tempdir().unwrap();
        let real = temp.path().canonicalize().unwrap();
        std::fs::create_dir(real.join("a")).unwrap();
        std::os::unix::fs::symlink("/net/evil", real.join("a/link")).unwrap();
        assert!(!passes_a_link(&real.join("a")) && !passes_a_link(&real.join("a/not there")));
        for path in ["a/link", "a/link/further", "a/.."] {
            assert!(passes_a_link(&real.join(path)), "{path}");
        }
    }

    #[test]
    fn as_much_is_read_as_is_allowed_and_no_byte_more() {
        let file = written(b"12345");
        assert_eq!(read(file.path(), 5).unwrap(), b"12345");
        assert!(matches!(read(file.path(), 4), Err(ReadFault::TooLarge { actual: 5, limit: 4 })));
        assert_eq!(first_bytes(file.path(), 2).unwrap(), b"12");
        assert!(matches!(read_text(written(b"\xff").path(), 4), Err(ReadFault::NotText)));
        assert!(matches!(read(Path::new("/nowhere/at all"), 4), Err(ReadFault::NotThere)));
    }

    #[test]
    fn a_file_that_grows_while_it_is_read_is_too_large() {
        let mut file = written(b"12345");
        let mut opened = open(file.path(), 6).unwrap();
        let mut bytes = [0; 3];
        opened.read_exact(&mut bytes).unwrap();
        file.write_all(&[b'x'; 4096]).unwrap();
        let mut rest = Vec::new();
        let fault = ReadFault::from(opened.read_to_end(&mut rest).unwrap_err());
        assert!(matches!(fault, ReadFault::TooLarge { actual: 7, limit: 6 }), "{fault}");
    }

    #[test]
    fn where_toml_is_wrong_is_told_on_one_line() {
        let wrong: Result<std::collections::BTreeMap<String, u8>, String> = parse_toml("a = 1\nb = x\n");
        let said = wrong.unwrap_err();
        assert!(said.starts_with("line 2, column 5: ") && !said.contains('\n'), "{said}");
    }

    #[cfg(unix)]
    #[test]
    fn what_is_no_regular_file_is_refused_without_waiting() {
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        let made = std::process::Command::new("mkfifo").arg(&pipe).status().unwrap();
        assert!(made.success());
        let socket = folder.path().join("socket");
        let _listening = std::os::unix::net::UnixListener::bind(&socket).unwrap();
        let link = folder.path().join("link");
        std::os::unix::fs::symlink(&pipe, &link).unwrap();
        for path in [pipe.as_path(), &socket, &link, folder.path(), Path::new("/dev/zero")] {
            assert!(matches!(read(path, 100), Err(ReadFault::NotAFile)), "{}", path.display());
            assert!(matches!(first_bytes(path, 100), Err(ReadFault::NotAFile)), "{}", path.display());
        }
    }
}

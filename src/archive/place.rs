//! A path in a file of lines: as text where it is text, as its bytes where it is none, so that every photo can be found again.

use std::{
    ffi::OsStr,
    path::{Component, Path, PathBuf},
};

use serde::{Deserialize, Serialize};

/// A path. Parts below a folder are parted by `/` on every system, so that a plan of one can be worked on by another.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Place {
    /// Text.
    Text(String),
    /// What is no text, as hexadecimal digits of its bytes; on Unix only.
    Bytes {
        /// The digits.
        bytes: String,
    },
}

impl Place {
    /// A whole path; `None` where this system has names that are neither.
    pub fn of(path: &Path) -> Option<Self> {
        if let Some(text) = path.to_str() {
            return Some(Self::Text(text.to_owned()));
        }
        bytes_of(path.as_os_str()).map(|bytes| Self::Bytes { bytes: data_encoding::HEXLOWER.encode(bytes) })
    }

    /// A path below a folder.
    pub(super) fn below(relative: &Path) -> Option<Self> {
        if relative.to_str().is_none() {
            return Self::of(relative);
        }
        let parts: Option<Vec<&str>> = relative.iter().map(OsStr::to_str).collect();
        Some(Self::Text(parts?.join("/")))
    }

    /// The whole path; `None` for bytes that are no path here.
    pub fn path(&self) -> Option<PathBuf> {
        match self {
            Self::Text(text) => Some(PathBuf::from(text)),
            Self::Bytes { bytes } => path_of(data_encoding::HEXLOWER.decode(bytes.as_bytes()).ok()?),
        }
    }

    /// The path of a part below `folder`; `None` where it would lead out of it.
    pub(super) fn in_folder(&self, folder: &Path) -> Option<PathBuf> {
        let relative = self.path()?;
        let mut path = folder.to_owned();
        let mut depth = 0;
        for part in relative.components() {
            let Component::Normal(name) = part else { return None };
            path.push(name);
            depth += 1;
        }
        (depth > 0).then_some(path)
    }
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere a name can be neither text nor bytes")]
fn bytes_of(name: &OsStr) -> Option<&[u8]> {
    Some(std::os::unix::ffi::OsStrExt::as_bytes(name))
}

#[cfg(not(unix))]
const fn bytes_of(_name: &OsStr) -> Option<&[u8]> {
    None
}

#[cfg(unix)]
#[expect(clippy::unnecessary_wraps, reason = "elsewhere bytes are no name")]
fn path_of(bytes: Vec<u8>) -> Option<PathBuf> {
    Some(PathBuf::from(<std::ffi::OsString as std::os::unix::ffi::OsStringExt>::from_vec(bytes)))
}

#[cfg(not(unix))]
fn path_of(_bytes: Vec<u8>) -> Option<PathBuf> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_line_of_a_plan_leads_out_of_its_folder() {
        let folder = Path::new("/srv/photos");
        let inside = |text: &str| Place::Text(text.to_owned()).in_folder(folder);
        assert_eq!(inside("a/b.jpg"), Some(PathBuf::from("/srv/photos/a/b.jpg")));
        for out in ["", "/etc/passwd", "../x.jpg", "a/../../x.jpg", ".."] {
            assert_eq!(inside(out), None, "{out}");
        }
        assert_eq!(Place::Bytes { bytes: "zz".to_owned() }.in_folder(folder), None);
    }

    #[cfg(unix)]
    #[test]
    fn a_name_that_is_no_text_comes_back_byte_by_byte() {
        use std::os::unix::ffi::OsStrExt as _;
        let odd = Path::new(OsStr::from_bytes(b"a/\xff\n.jpg"));
        let place = Place::below(odd).unwrap();
        let line = serde_json::to_string(&place).unwrap();
        assert_eq!(line, r#"{"bytes":"612fff0a2e6a7067"}"#);
        let back: Place = serde_json::from_str(&line).unwrap();
        assert_eq!(back.in_folder(Path::new("/r")), Some(Path::new("/r").join(odd)));
        let text: Place = serde_json::from_str(r#""a/\u001bæ.jpg""#).unwrap();
        assert_eq!(text, Place::Text("a/\u{1b}æ.jpg".to_owned()));
    }
}

//! Which native library is to be used, and whether its file is one that this program knows.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
    sync::OnceLock,
};

use serde::Deserialize;

use crate::{
    file::{self, ReadFault},
    hash::ContentHash,
};

/// The libraries that `tools/fetch_onnxruntime.py` fetches: one table for the tool and the program.
const PINNED: &str = include_str!("../../assets/onnxruntime.json");
/// The library has 35 MB; what is larger than this is none.
const MOST_BYTES: u64 = 512 << 20;

/// The file of a native library.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Library {
    /// Where it lies.
    pub path: PathBuf,
    /// SHA-256 of the file.
    pub sha256: ContentHash,
    /// The platform whose pinned library it is, as `linux-x86_64`; `None` where it is not one we know.
    pub known_as: Option<String>,
}

#[derive(Deserialize)]
struct Pinned {
    libraries: BTreeMap<String, PinnedLibrary>,
}

#[derive(Deserialize)]
struct PinnedLibrary {
    sha256: String,
}

impl Library {
    /// Reads the file and holds it against the pinned ones.
    ///
    /// # Errors
    /// In words of the system's: the name is not absolute, or there is no regular file that can be read.
    pub(super) fn at(path: &Path) -> Result<Self, String> {
        if !path.is_absolute() {
            return Err("its name is not absolute".to_owned());
        }
        let sha256 = hash_of(path).map_err(|error| error.to_string())?;
        Ok(Self { path: path.to_owned(), sha256, known_as: known_as(sha256) })
    }
}

fn hash_of(path: &Path) -> Result<ContentHash, ReadFault> {
    Ok(ContentHash::of(&file::read(path, MOST_BYTES)?))
}

/// The platform whose pinned library has this hash.
fn known_as(sha256: ContentHash) -> Option<String> {
    let pinned: Pinned = serde_json::from_str(PINNED).ok()?;
    let mut libraries = pinned.libraries.into_iter();
    libraries.find(|(_, library)| library.sha256 == sha256.to_string()).map(|(platform, _)| platform)
}

/// Which engine is to look for faces, where the organisation's IT has a say in it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum EngineChoice {
    /// A native library where one is found, else the embedded engine.
    #[default]
    Auto,
    /// The embedded engine, whatever libraries there are.
    Embedded,
    /// The native library in `lib/` beside the program and no other. Where it cannot be used, the embedded engine looks, and
    /// everybody is told: no face is lost by that, only time.
    OnnxRuntime,
}

impl EngineChoice {
    /// The engine that a word of a policy means; `None` for any other word.
    pub fn from_word(word: &str) -> Option<Self> {
        match word {
            "auto" => Some(Self::Auto),
            "embedded" => Some(Self::Embedded),
            "onnxruntime" => Some(Self::OnnxRuntime),
            _ => None,
        }
    }
}

/// What was chosen for this process.
static CHOICE: OnceLock<EngineChoice> = OnceLock::new();

/// Has this process use an engine; the first call counts, and it must come before the first search.
pub fn use_engine(choice: EngineChoice) {
    // A second call can change nothing: an engine may have been loaded meanwhile.
    CHOICE.get_or_init(|| choice);
}

/// The library to use: `$SLADD_ONNXRUNTIME`, else the one in `lib/` beside the program. Nothing else is searched; a name
/// that is not absolute is given back as it is, and is refused by [`Library::at`].
pub fn library_beside_program() -> Option<PathBuf> {
    let folder = std::env::current_exe().ok()?.parent()?.join("lib");
    let named = std::env::var_os("SLADD_ONNXRUNTIME").filter(|path| !path.is_empty()).map(PathBuf::from);
    library(CHOICE.get().copied().unwrap_or_default(), named, &folder)
}

/// The same for a choice, what the variable names and the folder beside the program.
fn library(choice: EngineChoice, named: Option<PathBuf>, folder: &Path) -> Option<PathBuf> {
    match choice {
        EngineChoice::Embedded => None,
        EngineChoice::Auto => named.or_else(|| library_in(folder)),
        // Named although it is not there, so that this is told.
        EngineChoice::OnnxRuntime => library_in(folder).or_else(|| Some(folder.join(RUNTIME))),
    }
}

/// The file as it is called here.
const RUNTIME: &str = if cfg!(windows) {
    "onnxruntime.dll"
} else if cfg!(target_os = "macos") {
    "libonnxruntime.dylib"
} else {
    "libonnxruntime.so"
};

fn library_in(folder: &Path) -> Option<PathBuf> {
    let mut found: Vec<PathBuf> = folder
        .read_dir()
        .ok()?
        .flatten()
        .map(|entry| entry.path())
        .filter(|path| path.file_name().is_some_and(|name| is_runtime(&name.to_string_lossy())))
        .collect();
    found.sort();
    found.into_iter().next()
}

fn is_runtime(name: &str) -> bool {
    name == "onnxruntime.dll" || name == "libonnxruntime.dylib" || name.starts_with("libonnxruntime.so")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pinned_hash_is_one_and_is_known() {
        let pinned: Pinned = serde_json::from_str(PINNED).unwrap();
        for platform in ["linux-x86_64", "linux-arm64", "windows-x86_64", "windows-arm64", "macos-arm64"] {
            let hash: ContentHash = pinned.libraries[platform].sha256.parse().unwrap();
            assert_eq!(known_as(hash).as_deref(), Some(platform));
        }
        assert_eq!(known_as(ContentHash::of(b"another")), None);
    }

    #[test]
    fn who_runs_the_computer_chooses_the_engine() {
        let temp = tempfile::tempdir().unwrap();
        let named = Some(PathBuf::from("/elsewhere/libonnxruntime.so"));
        let beside = temp.path().join(RUNTIME);
        assert_eq!(library(EngineChoice::Auto, named.clone(), temp.path()), named);
        assert_eq!(library(EngineChoice::Auto, None, temp.path()), None);
        // Wanted and not there: it is named, and so told.
        assert_eq!(library(EngineChoice::OnnxRuntime, named.clone(), temp.path()), Some(beside.clone()));
        std::fs::OpenOptions::new().write(true).create_new(true).open(&beside).unwrap();
        for choice in [EngineChoice::OnnxRuntime, EngineChoice::Auto] {
            assert_eq!(library(choice, None, temp.path()), Some(beside.clone()));
        }
        assert_eq!(library(EngineChoice::Embedded, named, temp.path()), None);
        assert_eq!(EngineChoice::from_word("tract"), None);
    }

    #[test]
    fn a_library_is_named_absolutely_and_is_a_file() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR"));
        let library = Library::at(&folder.join("Cargo.toml")).unwrap();
        assert_eq!(
            (library.sha256, library.known_as),
            (ContentHash::of(include_bytes!("../../Cargo.toml")), None)
        );
        for wrong in [Path::new("libonnxruntime.so"), Path::new("./lib/libonnxruntime.so"), folder] {
            assert!(Library::at(wrong).is_err(), "{}", wrong.display());
        }
    }
}

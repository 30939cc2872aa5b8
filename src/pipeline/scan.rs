//! Finding copies that were moved, renamed, or that the register has lost sight of.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{self, Read as _},
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use crate::{
    consent::ConsentId,
    export::shown,
    hash::ContentHash,
    photo::{Limits, SourceFormat, sniff},
    record::{SIDECAR_SUFFIX, Sealed, blinded},
    register::AffectedExport,
};

/// No record is larger.
const MAX_RECORD_BYTES: u64 = 1 << 20;
/// A copy's format shows in so many bytes.
const HEAD_BYTES: u64 = 64;

/// What was found below a folder.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CopiesFound {
    /// Absolute paths of copies by record id, each in the order of the walk.
    pub copies: BTreeMap<String, Vec<PathBuf>>,
    /// Folders and files that could not be looked at: a copy may be in them.
    pub unread: Vec<PathBuf>,
}

impl CopiesFound {
    fn add(&mut self, record: &str, path: &Path) {
        let paths = self.copies.entry(record.to_owned()).or_default();
        let path = shown(path);
        if !paths.contains(&path) {
            paths.push(path);
        }
    }
}

/// Looks below a folder for copies that rely on a consent. A copy is known by its record, wherever it was moved to with
/// it, and by its content, whatever it is called and with no record beside it. Records tell of copies too whose export
/// is not among `affected`; a blinded reference is found by computing it anew.
pub fn scan_copies(
    folder: &Path,
    consent: &ConsentId,
    key: &[u8; 32],
    affected: &[AffectedExport],
) -> CopiesFound {
    let mut found = CopiesFound::default();
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.to_owned());
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                found.unread.extend(error.path().map(shown));
                continue;
            }
        };
        let path = entry.path();
        let is_record = entry.file_name().to_string_lossy().ends_with(SIDECAR_SUFFIX);
        let looked = if !entry.file_type().is_file() {
            Ok(())
        } else if is_record {
            by_record(&mut found, path, consent, key)
        } else {
            by_content(&mut found, path, affected)
        };
        if looked.is_err() {
            found.unread.push(shown(path));
        }
    }
    found
}

fn by_record(found: &mut CopiesFound, path: &Path, consent: &ConsentId, key: &[u8; 32]) -> io::Result<()> {
    if fs::metadata(path)?.len() > MAX_RECORD_BYTES {
        return Ok(());
    }
    let Ok(sealed) = Sealed::read(&fs::read(path)?) else { return Ok(()) };
    let record = &sealed.body.record_id;
    let mine = blinded(key, consent, record);
    let relies =
        sealed.body.consents.iter().any(|one| one.reference == mine || one.reference == consent.as_str());
    // Both parts of the suffix; the name need not be text. A record whose copy was moved away finds nothing.
    let copy = path.with_extension("").with_extension("");
    if relies && copy.symlink_metadata().is_ok() {
        found.add(record, &copy);
    }
    Ok(())
}

fn by_content(found: &mut CopiesFound, path: &Path, affected: &[AffectedExport]) -> io::Result<()> {
    let size = fs::metadata(path)?.len();
    if affected.is_empty() || size > Limits::default().file_bytes {
        return Ok(());
    }
    let mut file = File::open(path)?;
    let mut bytes = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut bytes)?;
    // Whatever else lies in the folder is not read to its end.
    let may_be =
        matches!(sniff(&bytes), Ok(Some(SourceFormat::Jpeg | SourceFormat::Png | SourceFormat::WebP)));
    if may_be {
        file.read_to_end(&mut bytes)?;
        let hash = ContentHash::of(&bytes);
        for export in affected.iter().filter(|export| export.output_sha256 == hash) {
            found.add(&export.record_id, path);
        }
    }
    Ok(())
}

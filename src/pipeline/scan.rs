//! Finding copies that were moved, renamed, or that the register has lost sight of.

use std::{
    collections::BTreeMap,
    io::Read as _,
    path::{Path, PathBuf},
};

use crate::{
    consent::ConsentId,
    export::shown,
    file::{self, ReadFault},
    hash::ContentHash,
    photo::{Limits, SourceFormat, sniff},
    record::{MAX_SIDECAR_BYTES, Sealed, blinded, copy_of},
    register::AffectedExport,
    walk::{self, Entry, Hidden, LeftOut, Trouble, TroubleKind},
};

/// A copy's format shows in so many bytes.
const HEAD_BYTES: u64 = 64;

/// What was found below a folder.
#[derive(Debug, Default)]
pub struct CopiesFound {
    /// Absolute paths of copies by record id, each in the order of the walk.
    pub copies: BTreeMap<String, Vec<PathBuf>>,
    /// What was not looked at: a copy may be there.
    pub left_out: LeftOut,
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
    for entry in walk::entries(&folder, Hidden::LookedThrough) {
        let Some(path) = to_read(entry, |_| true, &mut found.left_out) else { continue };
        let looked = match copy_of(&path) {
            Some(copy) => by_record(&mut found, &path, &copy, consent, key),
            None => by_content(&mut found, &path, affected),
        };
        if looked.is_err() {
            found.left_out.troubles.push(Trouble { path: shown(&path), kind: TroubleKind::Unreadable });
        }
    }
    found
}

/// The file of an entry that `wanted` is true of and that can be read without fetching it. Links to folders, and
/// what cannot be looked at, are added to `left_out`.
pub(super) fn to_read(
    entry: Entry,
    wanted: impl Fn(&Path) -> bool,
    left_out: &mut LeftOut,
) -> Option<PathBuf> {
    match entry {
        Entry::File { path, placeholder } if wanted(&path) => {
            if !placeholder {
                return Some(path);
            }
            left_out.troubles.push(Trouble { path, kind: TroubleKind::NotHere });
        }
        Entry::FolderLink(path) => left_out.links.push(path),
        Entry::Trouble(trouble) => left_out.troubles.push(trouble),
        // What a link to a file leads to has a name of its own, and a pipe or device is no copy.
        Entry::File { .. } | Entry::FileLink(_) | Entry::Special(_) | Entry::Hidden(_) => {}
    }
    None
}

fn by_record(
    found: &mut CopiesFound,
    path: &Path,
    copy: &Path,
    consent: &ConsentId,
    key: &[u8; 32],
) -> Result<(), ReadFault> {
    // What bears the name of a record and is too large to be one is named: the copy beside it may have lost its own.
    let Ok(sealed) = Sealed::read(&file::read(path, MAX_SIDECAR_BYTES)?) else { return Ok(()) };
    let record = &sealed.body.record_id;
    let mine = blinded(key, consent, record);
    let relies =
        sealed.body.consents.iter().any(|one| one.reference == mine || one.reference == consent.as_str());
    // A record whose copy was moved away finds nothing.
    if relies && copy.symlink_metadata().is_ok() {
        found.add(record, copy);
    }
    Ok(())
}

fn by_content(found: &mut CopiesFound, path: &Path, affected: &[AffectedExport]) -> Result<(), ReadFault> {
    if affected.is_empty() {
        return Ok(());
    }
    let mut file = match file::open(path, Limits::default().file_bytes) {
        // No copy is that large.
        Err(ReadFault::TooLarge { .. }) => return Ok(()),
        opened => opened?,
    };
    let mut head = Vec::new();
    file.by_ref().take(HEAD_BYTES).read_to_end(&mut head)?;
    // Whatever else lies in the folder is not read to its end.
    let may_be =
        matches!(sniff(&head), Ok(Some(SourceFormat::Jpeg | SourceFormat::Png | SourceFormat::WebP)));
    if may_be {
        let hash = ContentHash::of_reader(head.as_slice().chain(file))?;
        for export in affected.iter().filter(|export| export.output_sha256 == hash) {
            found.add(&export.record_id, path);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_would_have_to_be_fetched_is_told_and_not_read() {
        let file = |name: &str, placeholder| Entry::File { path: PathBuf::from(name), placeholder };
        let record = |path: &Path| copy_of(path).is_some();
        let mut left_out = LeftOut::default();
        let mut read = |entry| to_read(entry, record, &mut left_out);
        assert_eq!(read(file("a.jpg.consent.json", false)), Some(PathBuf::from("a.jpg.consent.json")));
        assert_eq!(read(file("b.jpg.consent.json", true)), None);
        assert_eq!(read(file("c.jpg", true)), None);
        assert_eq!(read(Entry::FolderLink(PathBuf::from("d"))), None);
        let away = Trouble { path: PathBuf::from("b.jpg.consent.json"), kind: TroubleKind::NotHere };
        assert_eq!(left_out.troubles, [away]);
        assert_eq!(left_out.links, [PathBuf::from("d")]);
    }

    #[test]
    fn a_record_is_known_by_its_whole_name() {
        assert_eq!(copy_of(Path::new("x/a.jpg.consent.json")), Some(PathBuf::from("x/a.jpg")));
        for other in ["a.json", "consent.json", "a.jpg.consent", "a.consent.jpg", "a.jpg.consent.json.bak"] {
            assert_eq!(copy_of(Path::new(other)), None, "{other}");
        }
    }
}

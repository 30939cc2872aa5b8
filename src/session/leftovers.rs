//! What exports left behind that were ended from outside: removed, and told.

use std::path::Path;

use crate::{
    export::TargetFolder,
    pipeline::{Removed, has_notes, remove_interrupted},
    register::{Register, RegisterError},
};

use super::Event;

/// Removes what the notes of the data folder tell of. The register is asked for only where there is a note; where it
/// cannot be opened, whoever needs it tells, and what is left stays for the next time.
pub(super) fn of_earlier_runs<'a>(
    data: &Path,
    register: impl FnOnce() -> Result<&'a Register, RegisterError>,
) -> Vec<Event> {
    if !has_notes(data) {
        return Vec::new();
    }
    let removed = register().and_then(remove_interrupted).unwrap_or_default();
    removed.into_iter().map(Event::LeftoversRemoved).collect()
}

/// Removes what exports of long ago left in a folder for copies.
pub fn leftovers_in(folder: &TargetFolder) -> Option<Event> {
    let files = folder.remove_leftovers();
    (files > 0).then(|| Event::LeftoversRemoved(Removed { folder: folder.shown(), files }))
}

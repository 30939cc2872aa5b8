//! `sladd consent affected`: the copies that relied on a consent, where they were written and where they lie now.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use serde_json::{Value, json};

use crate::{
    consent::{Consent, ConsentId},
    documents,
    pipeline::scan_copies,
    register::{AffectedExport, Register, RegisterError},
    text::harmless_path,
};

use super::{
    context::Context,
    copies::write_table,
    ledger::tell_unreadable,
    photos::tell_left_out,
    report::{self, ExitStatus},
};

/// What a search for copies has found, by record id.
pub(super) struct Search {
    pub(super) found: BTreeMap<String, Vec<PathBuf>>,
    /// [`ExitStatus::Failed`] where a folder or a file could not be looked at.
    pub(super) status: ExitStatus,
}

impl Search {
    /// Looks below the folder, where there is one, and tells what could not be looked at.
    pub(super) fn below(
        context: &Context,
        register: &Register,
        id: &ConsentId,
        folder: Option<&Path>,
        exports: &[AffectedExport],
    ) -> Self {
        let Some(folder) = folder else { return Self { found: BTreeMap::new(), status: ExitStatus::Done } };
        let search = scan_copies(folder, id, register.key(), exports);
        let status = tell_left_out(context, &[], &search.left_out);
        Self { found: search.copies, status }
    }

    fn copies_of(&self, record: &str) -> &[PathBuf] {
        self.found.get(record).map_or(&[], Vec::as_slice)
    }
}

pub(super) fn affected(
    context: &Context,
    register: &Register,
    id: &ConsentId,
    scan: Option<&Path>,
    list: Option<&Path>,
    as_json: bool,
) -> Result<ExitStatus, RegisterError> {
    let exports = register.affected(id)?;
    let search = Search::below(context, register, id, scan, &exports);
    for export in &exports {
        let copies = search.copies_of(&export.record_id);
        if as_json {
            let mut value = serde_json::to_value(export).unwrap_or(Value::Null);
            if let Some(object) = value.as_object_mut().filter(|_| scan.is_some()) {
                object.insert("found".to_owned(), json!(texts(copies)));
                object.insert("found_in".to_owned(), json!(folders(copies)));
            }
            report::json(&value);
        } else {
            let channels: Vec<String> = export.channels.iter().map(|c| c.label(&context.text)).collect();
            let path = export.path();
            report::line(&format!("{}  {}  {}", export.created_on, path.display(), channels.join(", ")));
            for place in &export.published {
                report::line(&format!("  {}  {}", place.posted_on, place.place));
            }
            for copy in copies {
                report::line(&format!("  {}", copy.display()));
            }
        }
    }
    // Copies whose export this register does not know: another data folder's, or an erased one's.
    let unknown =
        search.found.iter().filter(|(record, _)| !exports.iter().any(|one| one.record_id == **record));
    for (record, paths) in unknown {
        if as_json {
            report::json(&json!({
                "consent": id, "record_id": record, "folder": null, "found": texts(paths), "found_in": folders(paths),
            }));
        } else {
            report::line(&format!("{record}  {}", texts(paths).join("  ")));
        }
    }
    let status = search.status.max(tell_unreadable(context, register, as_json));
    let Some(path) = list else { return Ok(status) };
    let consent = register.get(id)?.ok_or(RegisterError::NoSuchConsent)?;
    Ok(status.max(write_list(context, &consent, &exports, &search.found, path)))
}

/// Writes the take-down list.
pub(super) fn write_list(
    context: &Context,
    consent: &Consent,
    exports: &[AffectedExport],
    found: &BTreeMap<String, Vec<PathBuf>>,
    path: &Path,
) -> ExitStatus {
    // A cell has a line for each copy, and a name makes none.
    let shown = |paths: &[PathBuf]| paths.iter().map(|path| harmless_path(path)).collect();
    let found = found.iter().map(|(record, paths)| (record.clone(), shown(paths))).collect();
    let table = documents::take_down_list(consent, exports, &found, context.clock().today(), &context.text);
    write_table(context, path, &table)
}

fn texts(paths: &[PathBuf]) -> Vec<String> {
    paths.iter().map(|path| path.display().to_string()).collect()
}

/// The folders of the copies, each once.
fn folders(paths: &[PathBuf]) -> Vec<String> {
    let folders: BTreeSet<&Path> = paths.iter().filter_map(|path| path.parent()).collect();
    folders.into_iter().map(|folder| folder.display().to_string()).collect()
}

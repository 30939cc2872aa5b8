//! Holds what all shards say against the plan and the register. What comes out is a list for people: nothing is covered, moved or
//! deleted by it.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use crate::{
    documents::Table,
    file,
    hash::ContentHash,
    pipeline::{Against, VerifyStatus, state_of_export, state_of_record},
    record::{MAX_SIDECAR_BYTES, SIDECAR_SUFFIX, Sealed},
    register::{ArchiveScan, ExportEntry},
    text::{Text, harmless_json},
};

use super::{
    Collected, Place, Plan, PlanFault, RecordState, ResultLine, Row, State, Todo, plan::read_photos,
};

/// Rows of a page for reading: browsers and people get no further. The other forms have every row.
const MOST_ROWS_OF_A_PAGE: usize = 5000;

/// What the results are held against.
#[derive(Debug, Clone, Copy)]
pub struct Asked<'a> {
    /// Register, keys, rules and day.
    pub against: Against<'a>,
    /// Every export of the register.
    pub exports: &'a [ExportEntry],
    /// Folders in the place of the plan's, one for each, where this computer calls them otherwise; else none.
    pub roots: &'a [PathBuf],
}

/// Every photo of a plan, each once, and what the plan left out.
#[derive(Debug)]
pub struct Report {
    /// In the order of the plan.
    pub rows: Vec<Row>,
    /// Photos without a line, by shard: its name, how many, and the path of the first.
    pub gaps: Vec<(String, u64, PathBuf)>,
    /// How many photos there is something to do about, by what.
    pub todo: BTreeMap<Todo, u64>,
    delete_by: jiff::civil::Date,
    engines: usize,
}

impl Report {
    /// Makes the report of a plan that lies in `folder`.
    ///
    /// # Errors
    /// [`PlanFault`] where a part of the plan cannot be read, or is not what was planned.
    pub fn make(
        plan: &Plan,
        folder: &Path,
        collected: &Collected,
        asked: &Asked<'_>,
    ) -> Result<Self, PlanFault> {
        let roots = roots(plan, asked.roots)?;
        let by_content: BTreeMap<ContentHash, &ExportEntry> =
            asked.exports.iter().map(|export| (export.output_sha256, export)).collect();
        let (mut rows, mut gaps) = (Vec::new(), Vec::new());
        let mut lines = collected.lines.iter();
        for shard in &plan.shards {
            let mut gap: Option<(u64, PathBuf)> = None;
            for photo in read_photos(folder, shard)? {
                let path = roots.get(photo.root).and_then(|root| photo.path.in_folder(root));
                let path = path.ok_or_else(|| PlanFault::Damaged(folder.join(&shard.shard)))?;
                let place = Place::of(&path).unwrap_or(photo.path);
                if let Some(line) = lines.next().and_then(Option::as_ref) {
                    rows.push(Row::of(place, line, record(line, &path, &by_content, asked)));
                } else {
                    rows.push(Row::without(place, Some(photo.n), "missing", "", vec![Todo::Scan]));
                    gap.get_or_insert((0, path)).0 += 1;
                }
            }
            gaps.extend(gap.map(|(count, first)| (shard.shard.clone(), count, first)));
        }
        for left in plan.left_out(folder)?.into_iter().filter(|left| left.why != "link") {
            rows.push(Row::without(left.path, None, "left_out", &left.why, vec![Todo::Look]));
        }
        let mut todo = BTreeMap::new();
        for one in rows.iter().flat_map(|row| &row.todo) {
            *todo.entry(*one).or_default() += 1;
        }
        Ok(Self { rows, gaps, todo, delete_by: plan.delete_by, engines: collected.engines.len() })
    }

    /// One JSON object on a line for each photo.
    pub fn json_lines(&self) -> Vec<u8> {
        let mut text = String::new();
        for line in self.rows.iter().filter_map(|row| serde_json::to_string(row).ok()) {
            text.push_str(&harmless_json(&line));
            text.push('\n');
        }
        text.into_bytes()
    }

    /// A table: of every photo, or for reading of those about which there is something to do.
    pub fn table(&self, text: &Text, for_reading: bool) -> Table {
        let wanted = || self.rows.iter().filter(|row| !for_reading || !row.todo.is_empty());
        let most = if for_reading { MOST_ROWS_OF_A_PAGE } else { usize::MAX };
        let photos = self.rows.iter().filter(|row| row.n.is_some()).count();
        let mut notes = vec![
            text.format("archive-report-photos", [("count", photos.into())]),
            text.get("archive-report-limits"),
            text.format("archive-report-delete", [("day", self.delete_by.to_string().into())]),
        ];
        notes.extend(self.summary(text));
        let more = wanted().count().saturating_sub(most);
        if more > 0 {
            notes.push(text.format("archive-report-more", [("count", more.into())]));
        }
        let columns = ["photo", "todo", "faces", "perhaps", "metadata", "record", "state", "kind"];
        Table {
            title: text.get("archive-report-title"),
            notes,
            columns: columns.iter().map(|id| text.get(&format!("archive-column-{id}"))).collect(),
            rows: wanted().take(most).map(|row| row.cells(text)).collect(),
        }
    }

    /// How much there is to do, a sentence each, and what speaks against comparing the photos with each other.
    pub fn summary(&self, text: &Text) -> Vec<String> {
        let todo = self.todo.iter().map(|(todo, count)| format!("{}: {count}", todo.message(text)));
        let engines = (self.engines > 1)
            .then(|| text.format("archive-report-engines", [("count", self.engines.into())]));
        todo.chain(engines).collect()
    }

    /// What the log remembers of the scan: numbers and hashes.
    pub fn entry(
        &self,
        plan_sha256: ContentHash,
        plan: &Plan,
        collected: &Collected,
        file: &[u8],
    ) -> ArchiveScan {
        let of = |wanted: &dyn Fn(&Row) -> bool| self.rows.iter().filter(|row| wanted(row)).count() as u64;
        let state = |state: &'static str| of(&move |row: &Row| row.state == state);
        ArchiveScan {
            plan: plan_sha256,
            report: ContentHash::of(file),
            rules: plan.rules,
            models: plan.models,
            program: plan.program,
            engines: collected.engines.iter().copied().collect(),
            photos: plan.photos,
            done: state(State::Done.word()),
            refused: state(State::Refused.word()),
            unreadable: state(State::Unreadable.word()),
            missing: state("missing"),
            left_out: state("left_out"),
            with_faces: of(&|row| row.faces.unwrap_or(0) > 0),
            to_do: of(&|row| !row.todo.is_empty()),
        }
    }
}

/// The folders of the plan, as they are called here.
fn roots(plan: &Plan, named: &[PathBuf]) -> Result<Vec<PathBuf>, PlanFault> {
    if named.is_empty() {
        return Ok(plan.roots.iter().map(|root| root.path().unwrap_or_default()).collect());
    }
    let (named_count, planned) = (named.len(), plan.roots.len());
    if named_count == planned {
        Ok(named.to_vec())
    } else {
        Err(PlanFault::Roots { named: named_count, planned })
    }
}

/// The record as the register has it. One that was beside the photo is read once more; where there was none, the photo itself is
/// known where its hash was asked for.
fn record(
    line: &ResultLine,
    path: &Path,
    by_content: &BTreeMap<ContentHash, &ExportEntry>,
    asked: &Asked<'_>,
) -> Option<RecordState> {
    let found = line.record?;
    let status = match found {
        RecordState::Valid => {
            let mut beside = path.as_os_str().to_owned();
            beside.push(SIDECAR_SUFFIX);
            let read = file::read(beside.as_ref(), MAX_SIDECAR_BYTES).ok();
            // It was there and whole when the shard was worked on.
            let Some(sealed) = read.and_then(|bytes| Sealed::read(&bytes).ok()) else {
                return Some(RecordState::Broken);
            };
            state_of_record(&sealed, &asked.against)
        }
        RecordState::None => {
            let sha256 = line.detail.as_ref().and_then(|detail| detail.sha256);
            let Some(export) = sha256.and_then(|sha256| by_content.get(&sha256)) else { return Some(found) };
            state_of_export(export, &asked.against)
        }
        other @ (RecordState::Broken | RecordState::Expired | RecordState::Withdrawn) => return Some(other),
    };
    Some(match status {
        VerifyStatus::ConsentWithdrawn => RecordState::Withdrawn,
        VerifyStatus::ConsentExpired => RecordState::Expired,
        VerifyStatus::Ok | VerifyStatus::NotReviewed | VerifyStatus::ConsentTwice => RecordState::Valid,
        VerifyStatus::MetadataFound
        | VerifyStatus::Changed
        | VerifyStatus::SidecarChanged
        | VerifyStatus::NoSidecar
        | VerifyStatus::UnknownRecord => RecordState::Broken,
    })
}

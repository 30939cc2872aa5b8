//! The report of an export of many, to be saved.

use crate::{
    documents::{self, DocumentFault},
    text::{Text, harmless, harmless_path},
};

use super::export_many::{ExportMany, Line, Outcome};

/// The report as text for people: one paragraph a photo.
pub fn plain(many: &ExportMany, text: &Text) -> String {
    let mut lines = vec![headline(many, text), text.get("batch-report-private"), String::new()];
    for line in many.lines() {
        lines.push(format!("{}: {}", line.name, text.get(line.outcome.message_id())));
        let more = [copies(line), alt_text(line).to_owned(), line.outcome.reasons(text)];
        lines.extend(more.into_iter().filter(|more| !more.is_empty()).map(|more| format!("    {more}")));
    }
    lines.push(String::new());
    // Notepad of older Windows shows bare line feeds on one line.
    lines.join("\r\n")
}

/// The report as a table for a spreadsheet.
///
/// # Errors
/// [`DocumentFault::Table`], never for rows of one length.
pub fn csv(many: &ExportMany, text: &Text) -> Result<Vec<u8>, DocumentFault> {
    let head = [
        "batch-column-photo",
        "batch-column-outcome",
        "batch-column-reason",
        "batch-column-copy",
        "frame-alt-text",
    ];
    let mut rows = vec![head.iter().map(|id| text.get(id)).collect()];
    rows.extend(many.lines().iter().map(|line| {
        let outcome = text.get(line.outcome.message_id());
        let words = harmless(alt_text(line)).into_owned();
        vec![line.name.clone(), outcome, line.outcome.reasons(text), copies(line), words]
    }));
    documents::csv(&rows)
}

/// "Copies saved: 12 of 15."
pub fn headline(many: &ExportMany, text: &Text) -> String {
    let counts = [("done", many.exported().into()), ("total", many.lines().len().into())];
    text.format("batch-report-headline", counts)
}

/// The copies of one photo, one in each size.
fn copies(line: &Line) -> String {
    let Outcome::Exported(exported) = &line.outcome else { return String::new() };
    let paths: Vec<String> = exported.copies.iter().map(|copy| harmless_path(&copy.output)).collect();
    paths.join("; ")
}

fn alt_text(line: &Line) -> &str {
    if let Outcome::Exported(exported) = &line.outcome { &exported.alt_text } else { "" }
}

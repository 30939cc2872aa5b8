//! The report of an export of many, to be saved.

use crate::text::Text;

use super::export_many::{ExportMany, Line, Outcome};

/// The report as text for people: one paragraph a photo.
pub fn plain(many: &ExportMany, text: &Text) -> String {
    let mut lines = vec![headline(many, text), text.get("batch-report-private"), String::new()];
    for line in many.lines() {
        lines.push(format!("{}: {}", line.name, text.get(line.outcome.message_id())));
        let more = [copy(line), line.outcome.reasons(text)];
        lines.extend(more.into_iter().filter(|more| !more.is_empty()).map(|more| format!("    {more}")));
    }
    lines.push(String::new());
    // Notepad of older Windows shows bare line feeds on one line.
    lines.join("\r\n")
}

/// The report as a table for a spreadsheet: RFC 4180, UTF-8 with a byte order mark, separated by
/// semicolons, which the spreadsheets of the three countries expect.
pub fn csv(many: &ExportMany, text: &Text) -> String {
    let head = ["batch-column-photo", "batch-column-outcome", "batch-column-reason", "batch-column-copy"];
    let mut rows = vec![head.map(|id| text.get(id))];
    rows.extend(many.lines().iter().map(|line| {
        let outcome = text.get(line.outcome.message_id());
        [line.name.clone(), outcome, line.outcome.reasons(text), copy(line)]
    }));
    let rows = rows.iter().map(|row| row.each_ref().map(|cell| quoted(cell)).join(";") + "\r\n");
    format!("\u{feff}{}", rows.collect::<String>())
}

/// "Copies written: 12 of 15."
pub fn headline(many: &ExportMany, text: &Text) -> String {
    let counts = [("done", many.exported().into()), ("total", many.lines().len().into())];
    text.format("batch-report-headline", counts)
}

fn copy(line: &Line) -> String {
    match &line.outcome {
        Outcome::Exported(path) => path.display().to_string(),
        Outcome::Before
        | Outcome::Blocked(_)
        | Outcome::NotLooked
        | Outcome::Unusable(_)
        | Outcome::Failed(_)
        | Outcome::Stopped
        | Outcome::Removed => String::new(),
    }
}

/// A cell in quotes. A file may be called `=cmd…`, which a spreadsheet would run: an apostrophe before it
/// makes it text.
fn quoted(cell: &str) -> String {
    let guard = if cell.starts_with(['=', '+', '-', '@', '\t', '\r']) { "'" } else { "" };
    format!("\"{guard}{}\"", cell.replace('"', "\"\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cell_is_quoted_and_never_a_formula() {
        assert_eq!(quoted("a;b \"c\""), "\"a;b \"\"c\"\"\"");
        assert_eq!(quoted("=HYPERLINK(1).jpg"), "\"'=HYPERLINK(1).jpg\"");
    }
}

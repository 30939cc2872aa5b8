//! Reports without names, as a page to read or a table.

use std::path::{Path, PathBuf};

use egui::{RichText, Ui};
use jiff::civil::Date;

use crate::{
    documents::Period,
    session::{EventRequest, RegisterRequest, ReportKind},
    ui::{
        dialogs::fields::{self, choice, line, part},
        shell::{Choose, Shell, accent_button},
    },
};

use super::{copies::file, occasions::ask, request};

/// A report that is about to be saved.
#[derive(Debug, Default)]
pub struct ReportDraft {
    kind: ReportKind,
    table: bool,
    from: String,
    to: String,
    /// The file, once the page was shown or somebody has chosen another.
    pub path: Option<String>,
}

impl ReportDraft {
    fn suggested(&self, shell: &Shell<'_>) -> String {
        let suffix = if self.table { "csv" } else { "html" };
        let name = format!("sladd-{}-{}.{suffix}", self.kind.word(), shell.today);
        Path::new(shell.view.folder.trim()).join(name).display().to_string()
    }
}

/// The day as typed; none where nothing is.
fn day(typed: &str) -> Result<Option<Date>, ()> {
    match typed.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| ()),
    }
}

pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, draft: &mut ReportDraft) {
    let text = shell.text;
    ui.label(RichText::new(text.get("entry-report-explain")).small().weak());
    let mut named_anew = choice(ui, &text.get("entry-report"), &mut draft.kind, &ReportKind::ALL, |kind| {
        text.get(kind.message_id())
    });
    named_anew |= choice(ui, &text.get("entry-report-as"), &mut draft.table, &[false, true], |table| {
        text.get(if table { "entry-report-table" } else { "entry-report-page" })
    });
    let mut period = Ok(Period::default());
    // What needs attention is told as it is today.
    if draft.kind != ReportKind::Due {
        line(ui, &text.get("entry-report-from"), &mut draft.from, &text.get("entry-report-open"));
        line(ui, &text.get("entry-report-to"), &mut draft.to, &text.get("entry-report-open"));
        period = day(&draft.from).and_then(|from| Ok(Period { from, to: day(&draft.to)? }));
        let wrong = period.is_err().then(|| text.get("entry-date-fault"));
        fields::fault(ui, wrong.as_deref());
    }
    if named_anew || draft.path.is_none() {
        draft.path = Some(draft.suggested(shell));
    }
    let path = draft.path.get_or_insert_default();
    file(ui, shell, "entry-file", path, Choose::Report);
    let ready = period.is_ok() && !path.trim().is_empty();
    let path = PathBuf::from(path.trim());
    ui.add_space(6.0);
    if accent_button(ui, &text.get("entry-report-save"), ready)
        && let Ok(period) = period
    {
        let (report, language) = (draft.kind, text.language());
        let retention_years = shell.session.policy().retention().map(|(years, _)| years);
        request(shell, RegisterRequest::SaveReport { report, period, retention_years, language, path });
    }
    part(ui, &text.get("events-leaves"));
    let folder = Path::new(shell.view.folder.trim());
    let language = text.language();
    let calendar = folder.join(format!("sladd-{}.ics", shell.today));
    let handover = folder.join(format!("sladd-handover-{}.csv", shell.today));
    if ui.button(text.get("events-calendar")).clicked() {
        ask(shell, EventRequest::SaveCalendar(language, calendar));
    }
    ui.label(RichText::new(text.get("events-calendar-explain")).small().weak());
    if ui.button(text.get("events-handover")).clicked() {
        let kept_out = shell.session.policy().caption_words().to_vec();
        ask(shell, EventRequest::SaveHandover(None, kept_out, language, handover));
    }
    ui.label(RichText::new(text.get("events-handover-all-explain")).small().weak());
}

//! A list of consents is taken in: its columns are told once, what would be recorded is shown row by row, and only then is it
//! recorded. Nothing that stands in the list is shown here, for it may hold what no list may.

use std::path::PathBuf;

use egui::{
    Button, Checkbox, ComboBox, EventFilter, Grid as Rows, Key, RichText, Role, ScrollArea, Ui, WidgetInfo,
};

use crate::{
    consent::{Consent, OccasionId},
    hash::ContentHash,
    import::{ColumnChoice, Field, Recorded, Remembered, RowDone, RowFault},
    register::HowMuch,
    session::{EventRequest, Failure, ListSource, ListTold, ListWanted, Pasted},
    text::{Text, harmless},
    ui::{
        dialogs::fields::part,
        shell::{Choose, Shell, accent_button, final_button},
        theme,
    },
};

use super::{RegisterPlace, copies::file, occasions::ask};

/// Height of a line of the preview, in points.
const LINE: f32 = 20.0;

/// The list that is being taken in.
#[derive(Debug, Default)]
pub struct ImportView {
    /// The path, as typed or chosen.
    path: String,
    /// A table that was pasted; it is never shown, and goes as soon as it is refused or recorded.
    pasted: Option<Pasted>,
    /// From where the list of the preview came.
    source: Option<ListSource>,
    choices: Vec<ColumnChoice>,
    event: Option<OccasionId>,
    /// The person wants what can be recorded, and leaves the rest out.
    partial: bool,
    /// Counts what was asked for.
    number: u64,
    /// What was asked for and is not answered yet.
    asked: Option<u64>,
    /// The answer that is shown.
    shown: Option<u64>,
    row: Cursor,
    /// What is to be remembered, once it was recorded.
    remember: Option<Remembered>,
}

/// The row of the preview that the keyboard is at: all that is said of it is shown.
#[derive(Debug, Default)]
struct Cursor {
    at: Option<usize>,
    has_keyboard: bool,
    /// Where the keyboard goes, once that row is laid out.
    go: Option<usize>,
}

impl ImportView {
    /// Takes a table that was pasted.
    pub fn paste(&mut self, table: String) {
        self.pasted = Some(Pasted(table));
        self.path.clear();
        self.begin();
    }

    /// Another file or table: nothing that was said of the last one holds.
    fn begin(&mut self) {
        self.choices.clear();
        (self.source, self.asked, self.shown, self.partial) = (None, None, None, false);
        self.row = Cursor::default();
    }

    /// Lets go of a table that was pasted.
    fn forget(&mut self) {
        self.pasted = None;
        self.source.take_if(|source| matches!(source, ListSource::Pasted(_)));
    }

    /// The path, as typed or chosen.
    pub const fn path_mut(&mut self) -> &mut String {
        &mut self.path
    }

    /// Where another file was typed or chosen, nothing that was said of the last list holds.
    fn follow_source(&mut self) {
        let wanted = self.wanted();
        if wanted.is_some() && self.source.is_some() && wanted != self.source {
            if !self.path.trim().is_empty() {
                self.pasted = None;
            }
            self.begin();
        }
    }

    fn wanted(&self) -> Option<ListSource> {
        let path = self.path.trim();
        if path.is_empty() {
            self.pasted.clone().map(ListSource::Pasted)
        } else {
            Some(ListSource::File(PathBuf::from(path)))
        }
    }

    fn ask(
        &mut self,
        shell: &mut Shell<'_>,
        source: ListSource,
        shown: Option<ContentHash>,
        how_much: HowMuch,
    ) {
        let session = shell.session;
        let occasions = &session.register.read.occasions;
        let occasion = occasions.iter().find(|known| Some(&known.id) == self.event.as_ref()).cloned();
        self.number += 1;
        self.asked = Some(self.number);
        self.source = Some(source.clone());
        let wanted = ListWanted {
            number: self.number,
            source,
            shown,
            choices: self.choices.clone(),
            remembered: shell.settings.columns.clone(),
            occasion,
            how_much,
            policy: session.policy().clone(),
        };
        ask(shell, EventRequest::TakeList(Box::new(wanted)));
    }
}

pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let text = shell.text;
    let session = shell.session;
    let mut view = std::mem::take(&mut place.import);
    ui.label(text.get("events-import-explain"));
    let answer = session.register.events.list.as_ref();
    if let Some(told) = answer.filter(|told| view.asked == Some(told.number)) {
        (view.asked, view.shown) = (None, Some(told.number));
        took(told, &mut view);
    }
    // Where the register refuses, the same list can be looked through again.
    if matches!(session.failure, Some(Failure::Register(_))) {
        view.asked = None;
    }
    // One thing at a time: what is asked for is answered before anything else is said.
    let waiting = view.asked.is_some();
    ui.add_enabled_ui(!waiting, |ui| file(ui, shell, "entry-file", &mut view.path, Choose::ImportList));
    view.follow_source();
    ui.label(RichText::new(text.get("events-import-paste")).small().weak());
    if view.pasted.is_some() {
        ui.label(text.get("events-import-pasted"));
    }
    let mut again = false;
    ui.add_enabled_ui(!waiting, |ui| event(ui, shell, &mut view.event, &mut again));
    if waiting {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(text.get("events-import-reading"));
        });
    } else if (view.shown.is_none() || answer.is_some_and(|told| told.outcome.is_err()))
        && let Some(source) = view.wanted()
        && accent_button(ui, &text.get("events-import-look"), true)
    {
        view.ask(shell, source, None, HowMuch::Nothing);
    }
    let told = answer.filter(|told| view.shown == Some(told.number));
    if let Some(told) = told {
        told_of(ui, shell, &mut view, told, waiting, &mut again);
    }
    if again && let Some(source) = view.source.clone() {
        view.ask(shell, source, None, HowMuch::Nothing);
    }
    if let Some(columns) = view.remember.take() {
        let mut settings = shell.settings.clone();
        settings.columns.extend(columns);
        shell.view.to_keep = Some(settings);
    }
    place.import = view;
}

/// What is kept of an answer: nothing of a list that was refused, and of one that was recorded what its columns are.
fn took(told: &ListTold, view: &mut ImportView) {
    match &told.outcome {
        Err(_) => view.forget(),
        Ok(recorded) if recorded.recorded => {
            view.forget();
            view.remember = Some(told.remember.clone()).filter(|columns| !columns.is_empty());
        }
        Ok(_) => {}
    }
}

/// The event to which the consents of the list belong.
fn event(ui: &mut Ui, shell: &Shell<'_>, chosen: &mut Option<OccasionId>, again: &mut bool) {
    let occasions = &shell.session.register.read.occasions;
    let name = |id: Option<&OccasionId>| {
        let known = id.and_then(|id| occasions.iter().find(|occasion| occasion.id == *id));
        known.map_or_else(|| shell.t("events-none"), |occasion| harmless(&occasion.name).into_owned())
    };
    ui.horizontal(|ui| {
        let label = ui.label(shell.t("register-column-event"));
        let before = chosen.clone();
        ComboBox::from_id_salt("event of the list")
            .selected_text(name(chosen.as_ref()))
            .show_ui(ui, |ui| {
                for id in std::iter::once(None).chain(occasions.iter().map(|one| Some(one.id.clone()))) {
                    let said = name(id.as_ref());
                    ui.selectable_value(chosen, id, said);
                }
            })
            .response
            .labelled_by(label.id);
        *again |= *chosen != before;
    });
}

fn told_of(
    ui: &mut Ui,
    shell: &mut Shell<'_>,
    view: &mut ImportView,
    told: &ListTold,
    waiting: bool,
    again: &mut bool,
) {
    let text = shell.text;
    let recorded = match &told.outcome {
        Err(fault) => {
            let said = RichText::new(fault.message(text)).family(theme::strong()).color(theme::warm(ui));
            ui.label(said);
            return;
        }
        Ok(recorded) => recorded,
    };
    if !recorded.recorded {
        ui.add_enabled_ui(!waiting, |ui| columns(ui, text, view, told, again));
    }
    let (new, refused) = (recorded.new_consents(), recorded.refused());
    let known = recorded.rows.len() - refused - new;
    let pairs = [("new", new.into()), ("known", known.into()), ("refused", refused.into())];
    let id = if recorded.recorded { "import-done" } else { "events-import-would" };
    ui.label(RichText::new(text.format(id, pairs)).family(theme::strong()));
    if !recorded.recorded {
        if refused > 0 {
            let label = text.format("events-import-partial", [("count", refused.into())]);
            ui.add_enabled(!waiting, Checkbox::new(&mut view.partial, label));
        }
        let ready = !waiting && new > 0 && (refused == 0 || view.partial);
        let label = text.format("events-import-record", [("count", new.into())]);
        let pressed =
            if refused > 0 && ready { final_button(ui, &label) } else { accent_button(ui, &label, ready) };
        if pressed && let Some(source) = view.source.clone() {
            let how_much = if refused > 0 { HowMuch::WhatCan } else { HowMuch::All };
            view.ask(shell, source, told.sha256, how_much);
        }
    }
    rows(ui, text, recorded, &mut view.row);
}

/// What each column says. A heading was looked through before it is shown.
fn columns(ui: &mut Ui, text: &Text, view: &mut ImportView, told: &ListTold, again: &mut bool) {
    part(ui, &text.get("events-import-columns"));
    let name = |field: Option<Field>| {
        field.map_or_else(|| text.get("events-import-unread"), |field| field.label(text))
    };
    Rows::new("columns of the list").num_columns(2).striped(true).show(ui, |ui| {
        for (index, column) in told.columns.iter().enumerate() {
            let number = index + 1;
            let heading = if column.heading.trim().is_empty() {
                text.format("events-import-column", [("number", number.into())])
            } else {
                harmless(&column.heading).into_owned()
            };
            let label = ui.label(heading);
            let mut field = column.field;
            ComboBox::from_id_salt(("column", index))
                .selected_text(name(field))
                .width(240.0)
                .show_ui(ui, |ui| {
                    for word in std::iter::once(None).chain(Field::ALL.iter().copied().map(Some)) {
                        ui.selectable_value(&mut field, word, name(word));
                    }
                })
                .response
                .labelled_by(label.id);
            if field != column.field {
                let column = format!("#{number}");
                view.choices.retain(|choice| choice.column != column);
                view.choices.push(ColumnChoice { column, field });
                *again = true;
            }
            ui.end_row();
        }
    });
}

/// Row by row what is, or would be, recorded; those that are refused first. Those that are seen are laid out.
/// The keyboard goes from one to the next; of that at which it is everything is told below, where a line may be cut.
fn rows(ui: &mut Ui, text: &Text, recorded: &Recorded, cursor: &mut Cursor) {
    let refused = recorded.rows.iter().filter(|(_, row)| row.is_err());
    let taken = recorded.rows.iter().filter(|(_, row)| row.is_ok());
    let ordered: Vec<&(u64, Result<RowDone, RowFault>)> = refused.chain(taken).collect();
    let height = (ui.ctx().content_rect().height() * 0.4).max(120.0);
    follow_keys(ui, cursor, ordered.len());
    let said_of = |number: u64, row: &Result<RowDone, RowFault>| {
        let (said, wrong) = line(text, row, recorded.recorded);
        let pairs = [("row", number.to_string().into()), ("said", said.into())];
        (text.format("import-row-line", pairs), wrong)
    };
    ScrollArea::vertical()
        .id_salt("rows of the list")
        .max_height(height)
        .auto_shrink([false, true])
        .show_rows(ui, LINE, ordered.len(), |ui, shown| {
            let (first, top) = (shown.start, ui.max_rect().left_top());
            let seen = ordered.iter().enumerate().skip(first).take(shown.len() + 1);
            for (at, (number, row)) in seen {
                let (told, wrong) = said_of(*number, row);
                let words = RichText::new(&told);
                let words = if wrong { words.color(theme::warm(ui)) } else { words };
                let selected = cursor.at == Some(at);
                let button = Button::selectable(selected, words).truncate().min_size(egui::vec2(0.0, LINE));
                let response = ui.add(button);
                response.widget_info(|| WidgetInfo::selected(Role::ListItem, true, selected, &told));
                if cursor.go.take_if(|go| *go == at).is_some() || response.clicked() {
                    response.request_focus();
                }
                if response.gained_focus() {
                    response.scroll_to_me(None);
                }
                if response.has_focus() {
                    (cursor.at, cursor.has_keyboard) = (Some(at), true);
                    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
                    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
                }
            }
            // It is laid out in the next frame.
            if let Some(go) = cursor.go {
                let down = (go as f32 - first as f32) * (LINE + ui.spacing().item_spacing.y);
                let there = top + egui::vec2(0.0, down);
                ui.scroll_to_rect(egui::Rect::from_min_size(there, egui::vec2(1.0, LINE)), None);
                ui.ctx().request_repaint();
            }
        });
    if let Some((number, row)) = cursor.at.and_then(|at| ordered.get(at)) {
        let (told, wrong) = said_of(*number, row);
        let words = RichText::new(told).family(theme::strong());
        ui.label(if wrong { words.color(theme::warm(ui)) } else { words });
    }
}

/// Where the arrows lead, from the row that the keyboard is at.
fn follow_keys(ui: &Ui, cursor: &mut Cursor, count: usize) {
    if let Some(at) = cursor.at.filter(|_| std::mem::take(&mut cursor.has_keyboard)) {
        let by = ui.input(|input| {
            let pressed = |key| input.num_presses(key) as isize;
            pressed(Key::ArrowDown) - pressed(Key::ArrowUp)
                + 10 * (pressed(Key::PageDown) - pressed(Key::PageUp))
        });
        if by != 0 {
            cursor.go = Some(at.saturating_add_signed(by).min(count.saturating_sub(1)));
        }
    }
}

/// What a consent says, in one line: nobody records what was not seen.
fn content(text: &Text, consent: &Consent) -> String {
    let purposes: Vec<String> = consent.purposes.iter().map(|word| word.label(text)).collect();
    let channels: Vec<String> = consent.channels.iter().map(|word| word.label(text)).collect();
    let signers: Vec<String> = consent.signers.iter().map(|word| word.label(text)).collect();
    let who = [consent.role.label(text), consent.age_band.label(text), signers.join(", ")];
    [
        harmless(&consent.form_location).into_owned(),
        who.join(", "),
        purposes.join(", "),
        channels.join(", "),
        consent.valid_until.to_string(),
    ]
    .join(" · ")
}

/// What is said of a row, and whether it is refused or the rules speak against it.
fn line(text: &Text, row: &Result<RowDone, RowFault>, recorded: bool) -> (String, bool) {
    match row {
        Err(fault) => (fault.message(text), true),
        Ok(done) => {
            let mut said: Vec<String> = done.consent.iter().map(ToString::to_string).collect();
            said.push(content(text, &done.says));
            if let Some(other) = done.same_as {
                said.push(text.format("import-row-same", [("other", other.to_string().into())]));
            } else if done.known {
                said.push(text.get("import-row-known"));
            } else if !recorded {
                said.push(text.get("import-row-new"));
            }
            said.extend(done.reasons.iter().map(|reason| reason.message(text)));
            (said.join(" · "), !done.reasons.is_empty())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::ListFault;

    fn told(outcome: Result<Recorded, ListFault>) -> ListTold {
        ListTold { number: 1, sha256: None, columns: Vec::new(), outcome, remember: Remembered::new() }
    }

    #[test]
    fn a_table_that_was_pasted_goes_once_it_is_refused_or_recorded_and_is_told_in_no_log() {
        let done = Recorded { recorded: true, event: None, rows: Vec::new() };
        for outcome in [Err(ListFault::Empty), Ok(done)] {
            let mut view = ImportView::default();
            view.paste("Anna Hansen\t211062-5629".to_owned());
            view.source = view.wanted();
            let said = format!("{view:?}");
            assert!(said.matches("Pasted table of 23 bytes").count() == 2, "{said}");
            assert!(!said.contains("Anna") && !said.contains("211062"), "{said}");
            took(&told(outcome), &mut view);
            assert!(view.pasted.is_none() && view.source.is_none() && view.wanted().is_none());
        }
        // A file is there all the same, to be looked through again.
        let mut view = ImportView { path: "list.csv".to_owned(), ..ImportView::default() };
        view.source = view.wanted();
        took(&told(Err(ListFault::Empty)), &mut view);
        assert!(view.source.is_some());
    }
}

//! Forms that came back: each with its picture beside what is to be recorded of it. A person reads what is ticked; one key records
//! it and goes on. Pictures are shown and not kept.

use std::{
    collections::BTreeSet,
    fmt,
    path::{Path, PathBuf},
};

use egui::{
    CentralPanel, ColorImage, Panel, RichText, ScrollArea, TextureHandle, TextureOptions, Ui, WidgetInfo,
};

use crate::{
    consent::ConsentId,
    returned::Known,
    session::{Command, EventRequest, ReadForm, RegisterRequest, ReturnedForm},
    text::{harmless, harmless_path},
    ui::{
        dialogs::{entry_fields, finished_entry, new_form},
        icons,
        shell::{Choose, Form, Shell, accent, icon},
        theme,
    },
};

use super::{NARROW, copies::file, occasions::ask, request};

/// What became of a form.
#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    /// A person has still to look at it.
    Open,
    /// It is recorded, or was before.
    Recorded,
    /// It says no, and that is recorded.
    Refused,
    /// It is left out, or gave nothing.
    LeftOut,
}

/// A form in the list.
#[derive(Debug)]
struct Item {
    form: ReturnedForm,
    state: State,
}

/// A picture that is on the screen.
struct Shown {
    path: PathBuf,
    page: u32,
    texture: Option<TextureHandle>,
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shown").field("path", &self.path).field("page", &self.page).finish_non_exhaustive()
    }
}

/// The forms that came back, while somebody goes through them.
#[derive(Debug, Default)]
pub struct ReturnedView {
    items: Vec<Item>,
    /// How many of what was read are in the list.
    taken: usize,
    at: usize,
    /// What is to be recorded of the form that is shown, and of which it is.
    entry: Option<(usize, Form)>,
    picture: Option<Shown>,
    asked: Option<(PathBuf, u32)>,
    /// The folder to which files are moved; empty where they stay.
    folder: String,
    /// A consent was recorded here, and the register has not answered yet.
    awaited: bool,
    moved: BTreeSet<PathBuf>,
    /// The keyboard goes to the one next thing.
    lead: bool,
}

impl ReturnedView {
    /// The folder to which files are moved, as typed or chosen.
    pub const fn folder_mut(&mut self) -> &mut String {
        &mut self.folder
    }

    /// True while there is something to go through.
    pub(super) fn is_open(&self, reading: usize) -> bool {
        reading > 0 || !self.items.is_empty()
    }

    /// Takes a consent that was just recorded; `false` where it was recorded elsewhere.
    pub fn take_recorded(&mut self) -> bool {
        if !std::mem::take(&mut self.awaited) {
            return false;
        }
        self.close(State::Recorded);
        true
    }

    /// What became of the form that is shown; the next one that is open follows.
    fn close(&mut self, state: State) {
        if let Some(item) = self.items.get_mut(self.at) {
            item.state = state;
        }
        self.entry = None;
        self.lead = true;
        let (count, at) = (self.items.len(), self.at);
        let open = |at: &usize| self.items.get(*at).is_some_and(|item| item.state == State::Open);
        let next = (1..=count).map(|step| (at + step) % count.max(1)).find(open);
        self.at = next.unwrap_or(at);
    }

    fn open_left(&self) -> usize {
        self.items.iter().filter(|item| item.state == State::Open).count()
    }

    /// Takes up what was read since.
    fn follow(&mut self, forms: &[ReturnedForm]) {
        if forms.len() < self.taken {
            self.taken = 0;
        }
        let was_empty = self.open_left() == 0;
        for form in forms.iter().skip(self.taken) {
            let state = match &form.read {
                Err(_) => State::LeftOut,
                Ok(ReadForm { known: Known::Recorded(_), .. }) => State::Recorded,
                Ok(_) => State::Open,
            };
            self.items.push(Item { form: form.clone(), state });
        }
        self.taken = forms.len();
        if was_empty && let Some(first) = self.items.iter().position(|item| item.state == State::Open) {
            (self.at, self.lead) = (first, true);
        }
    }

    /// Files of which every form is done, and one at least recorded, go to where the organisation keeps them.
    fn file_away(&mut self, shell: &mut Shell<'_>) {
        let folder = self.folder.trim();
        if folder.is_empty() {
            return;
        }
        let done = |path: &Path| {
            let of_it = || self.items.iter().filter(|item| item.form.path == path);
            of_it().all(|item| item.state != State::Open) && of_it().any(|item| item.state == State::Recorded)
        };
        let paths: BTreeSet<PathBuf> = self
            .items
            .iter()
            .map(|item| &item.form.path)
            .filter(|path| !self.moved.contains(*path) && done(path.as_path()))
            .cloned()
            .collect();
        for path in paths {
            ask(shell, EventRequest::FileAway(path.clone(), PathBuf::from(folder)));
            self.moved.insert(path);
        }
    }
}

pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut ReturnedView) {
    let events = &shell.session.register.events;
    view.follow(&events.forms);
    // Where the register refuses, the same form can be tried again.
    if shell.session.failure.is_some() {
        view.awaited = false;
    }
    begin(shell, view);
    take_picture(ui, shell, view);
    if ui.available_width() < NARROW {
        CentralPanel::default().show(ui, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - 14.0);
                fields(ui, shell, view);
                picture(ui, shell, view);
                list(ui, shell, view);
            });
        });
    } else {
        let width = ui.available_width();
        Panel::left("forms that came back").default_size((width * 0.22).clamp(180.0, 260.0)).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| list(ui, shell, view));
        });
        Panel::right("fields of the form").default_size((width * 0.36).clamp(300.0, 460.0)).show(ui, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - 14.0);
                fields(ui, shell, view);
            });
        });
        CentralPanel::default().show(ui, |ui| {
            ScrollArea::both().auto_shrink([false, false]).show(ui, |ui| picture(ui, shell, view));
        });
    }
    view.file_away(shell);
}

/// What stands on the form that is shown, as far as the register knows: what was printed on it. What is ticked a person reads.
fn begin(shell: &Shell<'_>, view: &mut ReturnedView) {
    if view.entry.as_ref().is_some_and(|(of, _)| *of == view.at) {
        return;
    }
    view.entry = None;
    let Some(item) = view.items.get(view.at).filter(|item| item.state == State::Open) else { return };
    let Ok(read) = &item.form.read else { return };
    let session = shell.session;
    let printed = if let Known::Printed(form) = &read.known { Some(form) } else { None };
    let mut form = new_form(shell.today, session, printed);
    if let Some(printed) = printed {
        form.new.purposes.clone_from(&printed.purposes);
        form.new.channels.clone_from(&printed.channels);
        form.new.occasion.clone_from(&printed.occasion);
    } else if let Some(id) = &read.id {
        form.id = id.to_string();
    }
    if let Some(Ok(reference)) = &read.reference {
        form.new.form_location.clone_from(reference);
    }
    // The keyboard is at the one next thing, not in the first field.
    form.shown = true;
    view.entry = Some((view.at, form));
}

/// Asks for the picture of the form that is shown, and puts it on the screen once it is there.
fn take_picture(ui: &Ui, shell: &mut Shell<'_>, view: &mut ReturnedView) {
    let Some(item) = view.items.get(view.at) else { return };
    let (path, page) = (&item.form.path, item.form.page);
    if view.picture.as_ref().is_some_and(|shown| shown.path == *path && shown.page == page) {
        return;
    }
    let known = shell.session.register.events.picture.as_ref();
    if let Some((_, _, raster)) = known.filter(|(of, number, _)| of == path && *number == page) {
        let texture = raster.as_ref().map(|raster| {
            let size = raster.size();
            let image = ColorImage::from_rgb([size.width as usize, size.height as usize], raster.rgb());
            ui.ctx().load_texture("form", image, TextureOptions::LINEAR)
        });
        view.picture = Some(Shown { path: path.clone(), page, texture });
    } else if view.asked.as_ref() != Some(&(path.clone(), page)) {
        view.picture = None;
        view.asked = Some((path.clone(), page));
        ask(shell, EventRequest::Picture(path.clone(), page));
    }
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| harmless(&name.to_string_lossy()).into_owned())
}

fn list(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut ReturnedView) {
    let events = &shell.session.register.events;
    let pairs = [("count", view.open_left().into()), ("all", view.items.len().into())];
    ui.label(RichText::new(shell.text.format("events-forms-left", pairs)).family(theme::strong()));
    if events.reading > 0 {
        ui.horizontal(|ui| {
            ui.spinner();
            ui.label(shell.text.format("events-forms-reading", [("count", events.reading.into())]));
        });
    }
    let mut chosen = None;
    for (at, item) in view.items.iter().enumerate() {
        let what = match &item.form.read {
            Ok(ReadForm { id: Some(id), .. }) => id.to_string(),
            Ok(ReadForm { id: None, .. }) => shell.t("forms-no-code"),
            Err(fault) => fault.message(shell.text),
        };
        let (symbol, state) = match item.state {
            State::Open => (icons::QUESTION, "events-form-open"),
            State::Recorded => (icons::CHECK, "events-form-recorded"),
            State::Refused => (icons::CLOSE, "events-form-refused"),
            State::LeftOut => (icons::CLOSE, "events-form-left-out"),
        };
        let told = format!("{what}, {}, {}", name(&item.form.path), shell.t(state));
        let selected = at == view.at;
        let words = format!("{what}\n{}", name(&item.form.path));
        let button = egui::Button::selectable(selected, (icon(symbol), RichText::new(words).size(12.5)));
        let response = ui.add(button.truncate());
        response.widget_info(|| WidgetInfo::selected(egui::Role::ListItem, true, selected, &told));
        if response.on_hover_text(&told).clicked() {
            chosen = Some(at);
        }
    }
    if let Some(at) = chosen {
        (view.at, view.entry) = (at, None);
    }
    ui.separator();
    file(ui, shell, "events-forms-folder", &mut view.folder, Choose::FormsKept);
    ui.label(RichText::new(shell.t("events-forms-folder-explain")).small().weak());
    for (path, outcome) in &shell.session.register.events.filed {
        match outcome {
            Ok(_) => {}
            Err(fault) => {
                let said = format!("{}: {}", harmless_path(path), fault.message(shell.text));
                ui.label(RichText::new(said).color(theme::warm(ui)));
            }
        }
    }
    if ui.button(shell.t("events-forms-close")).clicked() {
        let folder = std::mem::take(&mut view.folder);
        *view = ReturnedView { folder, ..ReturnedView::default() };
        shell.commands.push(Command::ForgetForms);
    }
}

fn picture(ui: &mut Ui, shell: &Shell<'_>, view: &ReturnedView) {
    let Some(item) = view.items.get(view.at) else { return };
    match &view.picture {
        None => drop(ui.spinner()),
        Some(Shown { texture: None, .. }) => drop(ui.label(shell.t("events-form-no-picture"))),
        Some(Shown { texture: Some(texture), .. }) => {
            let size = texture.size_vec2();
            let width = ui.available_width().max(320.0);
            let shown = egui::vec2(width, size.y * width / size.x.max(1.0));
            let response = ui.image((texture.id(), shown));
            let told = shell.text.format("events-form-picture", [("name", name(&item.form.path).into())]);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &told));
        }
    }
}

fn fields(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut ReturnedView) {
    let Some(item) = view.items.get(view.at) else { return };
    let read = match &item.form.read {
        Ok(read) => read.clone(),
        Err(fault) => {
            ui.label(fault.message(shell.text));
            return;
        }
    };
    if item.state != State::Open {
        let all_done = view.open_left() == 0;
        ui.label(shell.t(if all_done { "events-forms-done" } else { "events-form-done" }));
        return;
    }
    match &read.known {
        Known::Printed(_) => {}
        Known::Recorded(_) => drop(ui.label(shell.t("events-form-recorded"))),
        Known::Unknown if read.id.is_some() => {
            ui.label(RichText::new(shell.t("entry-id-unknown")).color(theme::warm(ui)));
        }
        Known::Unknown => {
            drop(ui.label(RichText::new(shell.t("events-form-no-code")).color(theme::warm(ui))));
        }
    }
    if let Some(Err(fault)) = &read.reference {
        ui.label(RichText::new(fault.message(shell.text)).color(theme::warm(ui)));
    }
    let Some((of, mut form)) = view.entry.take() else { return };
    let mut record = entry_fields(ui, shell, &mut form);
    ui.separator();
    let lead = std::mem::take(&mut view.lead);
    let mut no = false;
    let mut out = false;
    ui.horizontal_wrapped(|ui| {
        let button = accent(ui, &shell.t("events-form-record"), !view.awaited);
        if lead {
            button.request_focus();
            button.scroll_to_me(None);
        }
        record |= button.clicked();
        no = ui.button(shell.t("entry-refusal-button")).clicked();
        out = ui.button(shell.t("events-form-leave-out")).clicked();
    });
    if record && !view.awaited {
        match finished_entry(&form, shell) {
            Ok(new) => {
                shell.commands.push(Command::AddConsent(new));
                view.awaited = true;
            }
            Err(wrong) => form.fault = Some(wrong),
        }
    }
    if no {
        let id: Option<ConsentId> = form.id.trim().parse().ok();
        request(shell, RegisterRequest::Refuse(id));
        view.close(State::Refused);
    } else if out {
        view.close(State::LeftOut);
    } else {
        view.entry = Some((of, form));
    }
}

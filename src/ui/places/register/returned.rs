//! Forms that came back: each with its picture beside what is to be recorded of it. A person reads what is ticked; one key records
//! it and goes on. Pictures are shown and not kept.

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    path::{Path, PathBuf},
};

use egui::{
    CentralPanel, ColorImage, EventFilter, Key, Panel, Response, RichText, ScrollArea, Sense, TextureHandle,
    TextureOptions, Ui, Vec2, WidgetInfo,
};

use crate::{
    consent::{Consent, ConsentId, ConsentState},
    hash::ContentHash,
    returned::{FilingFault, Known},
    session::{Command, EventRequest, EventsShown, Failure, FormPicture, ReadForm, ReturnedForm},
    text::{harmless, harmless_path},
    ui::{
        dialogs::fields,
        icons,
        shell::{Choose, Form, Shell, icon},
        theme,
    },
};

use super::{NARROW, occasions::ask};

mod form;

/// By how much a key moves the picture, in points.
const STEP: f32 = 60.0;

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

/// A picture that is on the screen, or the id of the words that say why there is none.
struct Shown {
    path: PathBuf,
    page: u32,
    texture: Result<TextureHandle, &'static str>,
}

impl fmt::Debug for Shown {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Shown").field("path", &self.path).field("page", &self.page).finish_non_exhaustive()
    }
}

/// What is to be recorded of the form that is shown.
#[derive(Debug)]
struct Entry {
    /// Which it is.
    at: usize,
    form: Form,
    /// The id that it gets where none was read or typed: the same however often it is tried.
    fresh: ConsentId,
}

/// What the register was asked to record, and has not answered yet.
#[derive(Debug)]
struct Awaited {
    /// Of which form.
    at: usize,
    id: ConsentId,
    /// The register has refused something: the person may try again. An answer that comes all the same closes the same form.
    refused: bool,
}

/// The forms that came back, while somebody goes through them.
#[derive(Debug, Default)]
pub struct ReturnedView {
    items: Vec<Item>,
    /// How many of what was read are in the list.
    taken: usize,
    at: usize,
    entry: Option<Entry>,
    picture: Option<Shown>,
    asked: Option<(PathBuf, u32)>,
    filing: Filing,
    awaited: Option<Awaited>,
    /// The keyboard goes to the one next thing.
    lead: bool,
}

/// Where files go of which every form is done.
#[derive(Debug, Default)]
struct Filing {
    /// The folder as it is typed or chosen; empty where files stay.
    typed: String,
    /// It was chosen, and typed by nobody.
    chosen: bool,
    /// The folder that holds: typed to the end, or chosen.
    folder: Option<PathBuf>,
    /// Files that are being moved or are moved.
    moved: BTreeSet<PathBuf>,
    /// Into which folder each was to go last: where it did not, it may go into another one.
    tried: BTreeMap<PathBuf, PathBuf>,
    /// How many of the register's answers are taken.
    taken: usize,
    /// Something has changed since files were last looked for.
    look: bool,
}

impl Filing {
    /// The folder holds from now on, if it is one by its whole path.
    fn confirm(&mut self) {
        let folder = PathBuf::from(self.typed.trim());
        let folder = Some(folder).filter(|folder| folder.is_absolute());
        self.look |= self.folder != folder;
        self.folder = folder;
    }

    /// What became of files that were to be moved.
    fn follow(&mut self, filed: &[(PathBuf, Result<PathBuf, FilingFault>)]) {
        self.taken = self.taken.min(filed.len());
        for (path, outcome) in filed.iter().skip(self.taken) {
            let again = match outcome {
                Ok(_) | Err(FilingFault::NotRemoved { .. } | FilingFault::Changed { .. }) => false,
                Err(
                    FilingFault::NoFolder { .. }
                    | FilingFault::DataFolder { .. }
                    | FilingFault::NotMoved { .. },
                ) => true,
            };
            if again && self.moved.remove(path) {
                self.look = true;
            }
        }
        self.taken = filed.len();
    }
}

impl ReturnedView {
    /// The folder to which files are moved, for a person who chooses it.
    pub const fn folder_mut(&mut self) -> &mut String {
        self.filing.chosen = true;
        &mut self.filing.typed
    }

    /// True while there is something to go through, also where one file was read before anybody saw that it was being read.
    pub(super) fn is_open(&self, events: &EventsShown) -> bool {
        events.reading > 0 || !events.forms.is_empty() || !self.items.is_empty()
    }

    /// Takes a consent that was just recorded; `false` where it was recorded elsewhere.
    pub fn take_recorded(&mut self, consent: &Consent) -> bool {
        let Some(awaited) = self.awaited.take_if(|awaited| awaited.id == consent.id) else { return false };
        let refused = consent.events.last().is_some_and(|event| event.state == ConsentState::Refused);
        self.close(awaited.at, if refused { State::Refused } else { State::Recorded });
        true
    }

    /// True while the register has not answered: till then nothing else is begun.
    fn is_waiting(&self) -> bool {
        self.awaited.as_ref().is_some_and(|awaited| !awaited.refused)
    }

    /// What became of a form; where it is the one that is shown, the next one that is open follows.
    fn close(&mut self, closed: usize, state: State) {
        if let Some(item) = self.items.get_mut(closed) {
            item.state = state;
        }
        self.filing.look = true;
        if closed != self.at {
            return;
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

    /// Takes up what was read since, and what the register has answered.
    fn follow(&mut self, shell: &Shell<'_>) {
        let session = shell.session;
        let forms = &session.register.events.forms;
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
            self.filing.look = true;
        }
        self.taken = forms.len();
        if was_empty && let Some(first) = self.items.iter().position(|item| item.state == State::Open) {
            (self.at, self.lead) = (first, true);
        }
        self.filing.follow(&session.register.events.filed);
        let answer = self.awaited.as_ref().and_then(|awaited| session.consents().get(&awaited.id));
        if let Some(consent) = answer {
            self.take_recorded(consent);
        } else if matches!(session.failure, Some(Failure::Register(_)))
            && let Some(awaited) = self.awaited.as_mut().filter(|awaited| !awaited.refused)
        {
            // Where the register refuses, the same form can be tried again.
            awaited.refused = true;
            self.lead = true;
        }
    }

    /// Files of which every form is done, and one at least recorded, go to where the organisation keeps them.
    fn file_away(&mut self, shell: &mut Shell<'_>) {
        if !std::mem::take(&mut self.filing.look) {
            return;
        }
        let Some(folder) = self.filing.folder.clone() else { return };
        // By file: whether all of it is done, whether anything of it is recorded, and which file it was when it was read.
        let mut files: BTreeMap<&Path, (bool, bool, Option<ContentHash>)> = BTreeMap::new();
        for item in &self.items {
            let of = files.entry(&item.form.path).or_insert((true, false, item.form.sha256));
            of.0 &= item.state != State::Open;
            of.1 |= item.state == State::Recorded;
            // A file that was read twice as two files is none of which all is known.
            of.0 &= of.2 == item.form.sha256;
        }
        for (path, (done, recorded, sha256)) in files {
            let tried = self.filing.tried.get(path) == Some(&folder);
            if let (true, true, false, Some(sha256)) = (done, recorded, tried, sha256)
                && self.filing.moved.insert(path.to_owned())
            {
                self.filing.tried.insert(path.to_owned(), folder.clone());
                ask(shell, EventRequest::FileAway(path.to_owned(), sha256, folder.clone()));
            }
        }
    }
}

pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut ReturnedView) {
    view.follow(shell);
    form::begin(shell, view);
    take_picture(ui, shell, view);
    if ui.available_width() < NARROW {
        CentralPanel::default().show(ui, |ui| {
            ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
                ui.set_max_width(ui.available_width() - 14.0);
                form::fields(ui, shell, view);
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
                form::fields(ui, shell, view);
            });
        });
        CentralPanel::default().show(ui, |ui| {
            ScrollArea::both().auto_shrink([false, false]).show(ui, |ui| picture(ui, shell, view));
        });
    }
    view.file_away(shell);
}

/// Asks for the picture of the form that is shown, and puts it on the screen once it is there.
fn take_picture(ui: &Ui, shell: &mut Shell<'_>, view: &mut ReturnedView) {
    let Some(item) = view.items.get(view.at) else { return };
    let (path, page) = (&item.form.path, item.form.page);
    if view.picture.as_ref().is_some_and(|shown| shown.path == *path && shown.page == page) {
        return;
    }
    let known = shell.session.register.events.picture.as_ref();
    if let Some((_, _, picture)) = known.filter(|(of, number, _)| of == path && *number == page) {
        let texture = match picture {
            FormPicture::Shown(raster) => {
                let size = raster.size();
                let image = ColorImage::from_rgb([size.width as usize, size.height as usize], raster.rgb());
                Ok(ui.ctx().load_texture("form", image, TextureOptions::LINEAR))
            }
            FormPicture::Changed => Err("events-form-changed"),
            FormPicture::Unreadable => Err("events-form-no-picture"),
        };
        view.picture = Some(Shown { path: path.clone(), page, texture });
    } else if view.asked.as_ref() != Some(&(path.clone(), page)) {
        view.picture = None;
        view.asked = Some((path.clone(), page));
        if let Some(sha256) = item.form.sha256 {
            ask(shell, EventRequest::Picture(path.clone(), page, sha256));
        }
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
    rows(ui, shell, view);
    ui.separator();
    folder(ui, shell, view);
    if ui.button(shell.t("events-forms-close")).clicked() {
        let Filing { typed, folder, .. } = std::mem::take(&mut view.filing);
        let filing = Filing { typed, folder, ..Filing::default() };
        *view = ReturnedView { filing, ..ReturnedView::default() };
        shell.commands.push(Command::ForgetForms);
    }
}

/// The forms, each a row; those that are seen are laid out, and the next ones, so that Tab goes on. While the register has not
/// answered, none is chosen: the answer is about the one that is shown.
fn rows(ui: &mut Ui, shell: &Shell<'_>, view: &mut ReturnedView) {
    let height = 2.0 * ui.text_style_height(&egui::TextStyle::Body) + 2.0 * ui.spacing().button_padding.y;
    let room = (ui.ctx().content_rect().height() * 0.45).max(3.0 * height);
    let (mut chosen, waiting) = (None, view.is_waiting());
    let count = view.items.len();
    ScrollArea::vertical().id_salt("list of forms").max_height(room).auto_shrink([false, true]).show_rows(
        ui,
        height,
        count,
        |ui, seen| {
            for (at, item) in view.items.iter().enumerate().skip(seen.start).take(seen.len() + 1) {
                if row(ui, shell, item, at == view.at, !waiting, height) {
                    chosen = Some(at);
                }
            }
        },
    );
    if let Some(at) = chosen {
        (view.at, view.entry) = (at, None);
    }
}

/// A form in the list; true where it is chosen.
fn row(ui: &mut Ui, shell: &Shell<'_>, item: &Item, selected: bool, enabled: bool, height: f32) -> bool {
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
    let words = format!("{what}\n{}", name(&item.form.path));
    let button = egui::Button::selectable(selected, (icon(symbol), RichText::new(words).size(12.5)));
    let button = button.truncate().min_size(egui::vec2(0.0, height));
    let response = ui.add_enabled(enabled, button);
    response.widget_info(|| WidgetInfo::selected(egui::Role::ListItem, enabled, selected, &told));
    if response.gained_focus() {
        response.scroll_to_me(None);
    }
    response.on_hover_text(&told).clicked()
}

/// Where files go that are read, and what became of those that were to go there.
fn folder(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut ReturnedView) {
    let label = shell.t("events-forms-folder");
    let (field, choose) = fields::file_field(ui, shell.text, &label, &mut view.filing.typed);
    // While it is being typed it is the folder above, or another one.
    if field.lost_focus() || std::mem::take(&mut view.filing.chosen) {
        view.filing.confirm();
    }
    if choose {
        shell.view.choose = Some(Choose::FormsKept);
    }
    let typed = Path::new(view.filing.typed.trim());
    if !typed.as_os_str().is_empty() && !typed.is_absolute() && !field.has_focus() {
        let fault = FilingFault::NoFolder { folder: typed.to_owned() };
        ui.label(RichText::new(fault.message(shell.text)).color(theme::warm(ui)));
    }
    ui.label(RichText::new(shell.t("events-forms-folder-explain")).small().weak());
    let filed = &shell.session.register.events.filed;
    for (at, (path, outcome)) in filed.iter().enumerate() {
        let is_last = filed.iter().skip(at + 1).all(|(other, _)| other != path);
        if let Err(fault) = outcome
            && is_last
        {
            let said = format!("{}: {}", harmless_path(path), fault.message(shell.text));
            ui.label(RichText::new(said).color(theme::warm(ui)));
        }
    }
}

fn picture(ui: &mut Ui, shell: &Shell<'_>, view: &ReturnedView) {
    let Some(item) = view.items.get(view.at) else { return };
    match &view.picture {
        None => drop(ui.spinner()),
        Some(Shown { texture: Err(why), .. }) => {
            ui.label(RichText::new(shell.t(why)).color(theme::warm(ui)));
        }
        Some(Shown { texture: Ok(texture), .. }) => {
            let size = texture.size_vec2();
            let width = ui.available_width().max(320.0);
            let shown = egui::vec2(width, size.y * width / size.x.max(1.0));
            let image = egui::Image::new((texture.id(), shown)).sense(Sense::FOCUSABLE);
            let response = ui.add(image);
            let told = shell.text.format("events-form-picture", [("name", name(&item.form.path).into())]);
            response.widget_info(|| WidgetInfo::labeled(egui::Role::Image, true, &told));
            by_arrows(ui, &response);
        }
    }
}

/// Who has no mouse moves the picture by the arrows, once the keyboard is at it.
fn by_arrows(ui: &Ui, picture: &Response) {
    if !picture.has_focus() {
        return;
    }
    let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(picture.id, filter));
    ui.painter().rect_stroke(picture.rect, 0.0, ui.visuals().selection.stroke, egui::StrokeKind::Inside);
    let moved = ui.input(|input| {
        let by = |key, by: Vec2| by * input.num_presses(key) as f32;
        by(Key::ArrowUp, Vec2::DOWN)
            + by(Key::ArrowDown, Vec2::UP)
            + by(Key::ArrowLeft, Vec2::RIGHT)
            + by(Key::ArrowRight, Vec2::LEFT)
            + by(Key::PageUp, Vec2::DOWN * 8.0)
            + by(Key::PageDown, Vec2::UP * 8.0)
    });
    if moved != Vec2::ZERO {
        ui.scroll_with_delta(moved * STEP);
    }
}

#[cfg(test)]
mod tests;

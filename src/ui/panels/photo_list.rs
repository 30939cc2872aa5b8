//! The photos with their state, and what can be done to all of them.

use std::{collections::HashMap, sync::Arc};

use egui::{ComboBox, Panel, ProgressBar, RichText, ScrollArea, TextureHandle, TextureOptions, Ui};
use jiff::civil::Date;

use crate::{
    consent::{Channel, Purpose},
    photo::Raster,
    policy::Ward,
    record::Controller,
    session::{
        Command, Looking, Missing, Outcome, Photo, PhotoFilter, PhotoId, Rest, Session, Stage, Thumbnail,
    },
    ui::{shell::Shell, theme},
};

use super::photo_row;

/// Room for every filter, in points.
const LIST: f32 = 320.0;
/// Textures of small pictures kept; a window shows fewer rows.
const MOST_TEXTURES: usize = 64;

/// What the list and the dialogs over many photos look at; nothing of it is ever part of a copy.
#[derive(Default)]
pub struct BatchView {
    /// Which photos are listed.
    pub filter: PhotoFilter,
    /// The question before everyone in the rest is redacted is open.
    pub redact_rest: bool,
    /// The question before all that are ready are exported is open.
    pub export: bool,
    /// That export was confirmed.
    pub start_export: bool,
    /// The report is to be saved with this suffix.
    pub save_report: Option<&'static str>,
    /// The question before a photo with decisions is taken out of the list.
    pub remove: Option<PhotoId>,
    counted: Option<(Key, Counted)>,
    scrolled_to: Option<PhotoId>,
    textures: HashMap<PhotoId, (Arc<Raster>, TextureHandle)>,
}

impl std::fmt::Debug for BatchView {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("BatchView").field("filter", &self.filter).finish_non_exhaustive()
    }
}

/// Everything that the counts depend on.
#[derive(PartialEq)]
struct Key {
    version: u64,
    filter: PhotoFilter,
    purpose: Purpose,
    channels: Vec<Channel>,
    ward: Ward,
    event: Option<String>,
    folder: String,
    controller: Controller,
    today: Date,
}

/// What is worked out once for each state of the session, because it asks the rules about every photo.
#[derive(Clone, Default)]
struct Counted {
    listed: Vec<PhotoId>,
    ready: usize,
    rest: Rest,
    /// What alone keeps photos back that lack nothing of their own.
    missing: Vec<Missing>,
}

impl BatchView {
    /// True while one of its dialogs is open.
    pub const fn is_open(&self) -> bool {
        self.redact_rest || self.export || self.remove.is_some()
    }

    fn count(&mut self, session: &Session, today: Date) -> Counted {
        let key = Key {
            version: session.version(),
            filter: self.filter,
            purpose: session.purpose,
            channels: session.channels.clone(),
            ward: session.ward,
            event: session.release.event.clone(),
            folder: session.folder.clone(),
            controller: session.controller.clone(),
            today,
        };
        if let Some((old, counted)) = &self.counted
            && *old == key
        {
            return counted.clone();
        }
        let counted = Counted {
            listed: session.filtered(self.filter, today),
            ready: session.ready(today),
            rest: session.rest(),
            missing: session.missing_for_all(today),
        };
        self.counted = Some((key, counted.clone()));
        counted
    }

    /// Lets go of the textures of photos that are no longer in the list.
    pub fn forget_removed(&mut self, session: &Session) {
        self.textures.retain(|photo, _| session.photos().iter().any(|listed| listed.id == *photo));
    }

    /// The texture of a small picture.
    pub(super) fn texture(
        &mut self,
        ctx: &egui::Context,
        photo: PhotoId,
        picture: &Thumbnail,
    ) -> &TextureHandle {
        let raster = picture.raster();
        if self.textures.len() >= MOST_TEXTURES && !self.textures.contains_key(&photo) {
            self.textures.clear();
        }
        let load = || {
            let size = [raster.size().width as usize, raster.size().height as usize];
            let image = egui::ColorImage::from_rgb(size, raster.rgb());
            let texture = ctx.load_texture(format!("photo {}", photo.value()), image, TextureOptions::LINEAR);
            // Held with its texture, so that another picture cannot be taken for it by its address.
            (Arc::clone(raster), texture)
        };
        let slot = self.textures.entry(photo).or_insert_with(load);
        if !Arc::ptr_eq(&slot.0, raster) {
            *slot = load();
        }
        &slot.1
    }
}

/// Shows the list.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    let session = shell.session;
    let counted = shell.view.batch.count(session, shell.today);
    ui.add_space(8.0);
    ui.horizontal_wrapped(|ui| {
        ui.heading(shell.t("ui-photos"));
        let counts = [("done", session.done().into()), ("total", session.photos().len().into())];
        ui.label(shell.text.format("batch-done", counts));
    });
    if session.photos().len() > 1 {
        filter(ui, shell);
    }
    progress(ui, shell);
    notices(ui, shell);
    Panel::bottom("photo-actions").show_separator_line(false).show(ui, |ui| actions(ui, shell, &counted));
    list(ui, shell, &counted);
}

fn filter(ui: &mut Ui, shell: &mut Shell<'_>) {
    ui.horizontal(|ui| {
        let label = ui.label(shell.t("batch-filter"));
        let now = shell.view.batch.filter;
        let shown = ComboBox::from_id_salt("photo-filter")
            .width(ui.available_width() - 8.0)
            .height(LIST)
            .selected_text(shell.t(now.message_id()))
            .show_ui(ui, |ui| {
                for filter in PhotoFilter::ALL {
                    let text = shell.t(filter.message_id());
                    ui.selectable_value(&mut shell.view.batch.filter, filter, text);
                }
            });
        shown.response.labelled_by(label.id);
    });
}

fn progress(ui: &mut Ui, shell: &mut Shell<'_>) {
    if shell.session.is_gathering() {
        ui.label(RichText::new(shell.t("batch-gathering")).small());
    }
    if let Some(looking) = shell.session.looking().filter(|looking| looking.total > 1) {
        searching(ui, shell, &looking);
    }
    if let Some(many) = shell.session.many().filter(|many| !many.is_done()) {
        let counts = [("done", many.exported().into()), ("left", many.left().into())];
        ui.label(RichText::new(shell.text.format("batch-exporting", counts)).small());
        if ui.button(shell.t("batch-stop-export")).clicked() {
            shell.commands.push(Command::StopExport);
        }
    }
}

fn searching(ui: &mut Ui, shell: &mut Shell<'_>, looking: &Looking) {
    let counts = [("done", looking.done.into()), ("total", looking.total.into())];
    let id = if looking.stopped { "batch-looking-stopped" } else { "batch-looking" };
    let said = shell.text.format(id, counts);
    let left = looking.left.filter(|_| !looking.stopped).map(|left| {
        let minutes = (left.as_secs() + 30) / 60;
        if minutes == 0 {
            shell.t("batch-left-short")
        } else {
            shell.text.format("batch-left-minutes", [("count", minutes.into())])
        }
    });
    let said = left.map_or_else(|| said.clone(), |left| format!("{said}, {left}"));
    ui.label(RichText::new(&said).small());
    let share = looking.done as f32 / looking.total.max(1) as f32;
    let bar = ui.add(ProgressBar::new(share).desired_height(6.0));
    bar.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &said));
    let (id, command) = if looking.stopped {
        ("batch-go-on-looking", Command::GoOnLooking)
    } else {
        ("batch-stop-looking", Command::StopLooking)
    };
    if ui.button(shell.t(id)).clicked() {
        shell.commands.push(command);
    }
}

/// What a person should know.
pub fn notices(ui: &mut Ui, shell: &mut Shell<'_>) {
    if shell.session.notices().is_empty() {
        return;
    }
    egui::Frame::group(ui.style()).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ScrollArea::vertical().id_salt("notices").max_height(160.0).show(ui, |ui| {
            for notice in shell.session.notices().iter().rev() {
                let mut said = RichText::new(notice.message(shell.text)).small();
                if notice.is_warning() {
                    said = said.color(theme::warm(ui));
                }
                ui.label(said);
            }
        });
        if ui.button(shell.t("batch-dismiss")).clicked() {
            shell.commands.push(Command::DismissNotices);
        }
    });
}

fn list(ui: &mut Ui, shell: &mut Shell<'_>, counted: &Counted) {
    let session = shell.session;
    let shown = session.shown().map(|photo| photo.id);
    if counted.listed.is_empty() {
        ui.label(RichText::new(shell.t("batch-nothing-fits")).weak());
        return;
    }
    let mut area = ScrollArea::vertical().id_salt("photo-list").auto_shrink([false, false]);
    if shown != shell.view.batch.scrolled_to {
        shell.view.batch.scrolled_to = shown;
        let at = shown.and_then(|shown| counted.listed.iter().position(|id| *id == shown));
        if let Some(at) = at {
            let row = photo_row::HEIGHT + ui.spacing().item_spacing.y;
            let middle = (ui.available_height() - row) / 2.0;
            area = area.vertical_scroll_offset((at as f32 * row - middle).max(0.0));
        }
    }
    area.show_rows(ui, photo_row::HEIGHT, counted.listed.len(), |ui, rows| {
        for id in counted.listed.get(rows).unwrap_or_default() {
            if let Some(photo) = session.photo(*id) {
                photo_row::show(ui, shell, photo, shown == Some(*id));
            }
        }
    });
}

fn actions(ui: &mut Ui, shell: &mut Shell<'_>, counted: &Counted) {
    let session = shell.session;
    ui.add_space(4.0);
    if let Some(photo) = session.shown() {
        failed(ui, shell, photo);
        placeholder(ui, shell, photo);
        let areas = photo.review.as_ref().is_some_and(|review| !review.areas_to_copy().is_empty());
        if areas && session.photos().len() > 1 && button(ui, &shell.t("batch-copy-areas")) {
            shell.commands.push(Command::CopyAreasToNext);
        }
    }
    if session.photos().len() < 2 {
        return;
    }
    let elsewhere = session
        .photos()
        .iter()
        .any(|photo| session.waiting(photo) > 0 && Some(photo.id) != session.shown().map(|shown| shown.id));
    if elsewhere && button(ui, &shell.t("batch-next-undecided")) {
        shell.commands.push(Command::NextUndecided);
    }
    if counted.rest.photos > 0 && button(ui, &shell.t("batch-redact-rest")) {
        shell.view.batch.redact_rest = true;
    }
    let running = session.many().is_some_and(|many| !many.is_done());
    if counted.ready > 0 && !running {
        let label = shell.text.format("batch-export-ready", [("count", counted.ready.into())]);
        if button(ui, &label) {
            shell.view.batch.export = true;
        }
    }
    // The button above would have come, but for what is chosen for all photos alike.
    if counted.ready == 0 && !running {
        for missing in counted.missing.iter().filter(|missing| super::can_be_settled(missing)) {
            if button(ui, &missing.message(shell.text)) {
                super::settle(shell.view, shell.settings, missing);
            }
        }
    }
}

/// Why the shown photo cannot be used, and the way back.
fn failed(ui: &mut Ui, shell: &mut Shell<'_>, photo: &Photo) {
    let Stage::Failed(fault) = &photo.stage else { return };
    ui.label(RichText::new(fault.message(shell.text)).small().color(theme::warm(ui)));
    if button(ui, &shell.t("batch-try-again")) {
        shell.commands.push(Command::TryAgain(photo.id));
    }
}

/// A photo that is not on this computer is fetched by this button, and by nothing else.
fn placeholder(ui: &mut Ui, shell: &mut Shell<'_>, photo: &Photo) {
    if !matches!(photo.stage, Stage::Placeholder) {
        return;
    }
    ui.label(RichText::new(shell.t("folders-fetch-explain")).small());
    if button(ui, &shell.t("folders-fetch")) {
        shell.commands.push(Command::Fetch(photo.id));
    }
    let all = shell.session.placeholders();
    if all > 1 && button(ui, &shell.text.format("folders-fetch-all", [("count", all.into())])) {
        let photos = shell.session.photos().iter();
        let wanted = photos.filter(|photo| matches!(photo.stage, Stage::Placeholder));
        shell.commands.extend(wanted.map(|photo| Command::Fetch(photo.id)));
    }
}

fn button(ui: &mut Ui, label: &str) -> bool {
    ui.add(egui::Button::new(label).wrap().min_size(egui::vec2(ui.available_width(), 28.0))).clicked()
}

/// True where an outcome is one that a person has to do something about.
pub const fn needs_attention(outcome: &Outcome) -> bool {
    !matches!(outcome, Outcome::Exported(_) | Outcome::Before)
}

//! The lines above and below the photo, and the empty window.

use egui::{MenuBar, RichText, Ui, containers::menu::MenuButton};

use crate::{
    pipeline::{Blocker, Gate},
    session::{Command, Missing, Origin, Stage},
};

use super::{
    actions::{self, Action, Group},
    icons,
    panels::{can_be_settled, missing_said},
    places::{self, Place},
    shell::{Choose, Shell, Step, Tool, accent, accent_button, icon, icon_button, word_button},
    theme,
};

/// The photo of the sample button.
const SAMPLE: &[u8] = include_bytes!("../../assets/sample.jpg");
/// Below this width, in points, buttons of the top bar show their icon only.
const NARROW: f32 = 1000.0;
/// Below this one, as with text three times as large on a small screen, what the menu has too is left out, so that the
/// photo and the steps keep their room.
pub const TIGHT: f32 = 640.0;

/// What a button of the frame asks the window for.
pub enum Next {
    /// One of the actions.
    Act(Action),
    /// Write the copy.
    Export,
    /// The whole photo was looked at.
    Attest,
}

/// An action as an icon with its name and key on hovering.
fn tool(ui: &mut Ui, shell: &Shell<'_>, action: Action, pressed: Option<bool>, next: &mut Option<Next>) {
    let Some(line) = action.line() else { return };
    // What would be taken back is told on hovering: "Undo: redact face 3".
    let review = shell.session.shown().and_then(|photo| photo.review.as_ref());
    let what = review.and_then(|review| {
        let undo = (action == Action::Undo).then(|| review.undo_name(shell.text)).flatten();
        undo.or_else(|| (action == Action::Redo).then(|| review.redo_name(shell.text)).flatten())
    });
    let key = actions::key_name(ui.ctx(), action);
    let key = what.map_or_else(|| key.clone(), |what| format!("{what}, {key}"));
    if icon_button(ui, line.icon, &shell.t(line.label), &key, pressed, action.is_enabled(shell)) {
        *next = Some(Next::Act(action));
    }
}

/// Every action, in menus.
fn menu(ui: &mut Ui, shell: &Shell<'_>, next: &mut Option<Next>) {
    let response = MenuButton::new(icon(icons::MENU)).ui(ui, |ui| {
        ui.set_min_width(220.0);
        for (group, label) in Group::MENUS {
            ui.menu_button(shell.t(label), |ui| {
                for line in actions::TABLE.iter().filter(|line| line.group == group) {
                    let key = actions::key_name(ui.ctx(), line.action);
                    let (name, enabled) = (shell.t(line.label), line.action.is_enabled(shell));
                    let button = egui::Button::new((icon(line.icon), name.as_str())).shortcut_text(key);
                    let response = ui.add_enabled(enabled, button);
                    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, enabled, &name));
                    if response.clicked() {
                        *next = Some(Next::Act(line.action));
                        ui.close();
                    }
                }
            });
        }
    });
    let name = shell.t("ui-menu");
    response.0.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &name));
    response.0.on_hover_text(name);
}

/// Menu, steps, undo and settings.
pub fn top_bar(ui: &mut Ui, shell: &mut Shell<'_>, next: &mut Option<Next>) {
    let wide = ui.available_width() >= NARROW;
    let tight = ui.available_width() < TIGHT;
    MenuBar::new().ui(ui, |ui| {
        ui.set_min_height(38.0);
        menu(ui, shell, next);
        if wide {
            ui.label(RichText::new("Sladd").size(20.0).family(theme::strong()).color(theme::accent_text(ui)));
            ui.add_space(4.0);
        }
        tabs(ui, shell, wide, next);
        let photo = shell.view.place == Place::Photos && shell.session.shown().is_some();
        if photo {
            ui.add_space(if tight { 2.0 } else { 8.0 });
            let label = shell.t("ui-add-photos");
            let key = actions::key_name(ui.ctx(), Action::AddPhotos);
            if wide && word_button(ui, icons::IMAGES, &label, true).on_hover_text(key).clicked() {
                *next = Some(Next::Act(Action::AddPhotos));
            }
            if tight {
                ui.spacing_mut().item_spacing.x = 2.0;
            } else {
                ui.add_space(8.0);
            }
            steps(ui, shell, next);
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if !tight {
                tool(ui, shell, Action::Settings, None, next);
            }
            if tight {
                return;
            }
            tool(ui, shell, Action::Help, None, next);
            if photo {
                ui.separator();
                tool(ui, shell, Action::Redo, None, next);
                tool(ui, shell, Action::Undo, None, next);
            }
        });
    });
}

/// The places of the window. Where the room is short each is its icon; its name is told all the same.
fn tabs(ui: &mut Ui, shell: &Shell<'_>, wide: bool, next: &mut Option<Next>) {
    let narrow = std::mem::replace(&mut ui.spacing_mut().button_padding.x, if wide { 8.0 } else { 2.0 });
    for (place, action, symbol, label) in [
        (Place::Photos, Action::PlacePhotos, icons::IMAGES, "place-photos"),
        (Place::Register, Action::PlaceRegister, icons::CARD, "place-register"),
    ] {
        let selected = shell.view.place == place;
        // The place where one is tells itself, and the other one is a step away.
        if selected && ui.ctx().content_rect().width() < TIGHT {
            continue;
        }
        let name = shell.t(label);
        let key = actions::key_name(ui.ctx(), action);
        if !wide {
            if icon_button(ui, symbol, &name, &key, Some(selected), true) {
                *next = Some(Next::Act(action));
            }
            continue;
        }
        let word = RichText::new(&name).size(15.0);
        let word = if selected { word.family(theme::strong()) } else { word };
        let response = ui.add(egui::Button::selectable(selected, word).min_size(egui::vec2(0.0, 32.0)));
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &name));
        if response.on_hover_text(key).clicked() {
            *next = Some(Next::Act(action));
        }
    }
    ui.spacing_mut().button_padding.x = narrow;
}

/// Consents that have expired or will soon come up by themselves, once in each run.
pub fn due(ui: &mut Ui, shell: &mut Shell<'_>) {
    let count = shell.session.register.read.due.len();
    ui.horizontal_centered(|ui| {
        ui.label(icon(icons::WARNING).color(theme::warm(ui)));
        ui.label(shell.text.format("entry-due", [("count", count.into())]));
        if ui.button(shell.t("entry-due-look")).clicked() {
            places::open_register(shell.view, shell.commands, true);
        }
        if ui.button(shell.t("entry-due-later")).clicked() {
            shell.view.due_read = true;
        }
    });
}

/// The three steps of the shown photo: number, name, and a check where it is done.
fn steps(ui: &mut Ui, shell: &Shell<'_>, next: &mut Option<Next>) {
    let photo = shell.session.shown();
    let review = photo.and_then(|photo| photo.review.as_ref());
    let missing = shell.session.missing_here(shell.today);
    let is_done = |fits: fn(&Blocker) -> bool| {
        let stands_out = |missing: &Missing| matches!(missing, Missing::Photo(blocker) if fits(blocker));
        review.is_some() && !missing.iter().any(stands_out)
    };
    let decided = is_done(|blocker| blocker.region().is_some());
    let reviewed =
        is_done(|blocker| matches!(blocker, Blocker::NotReviewed | Blocker::Gate(Gate::Identifier(_))));
    let exported = photo.is_some_and(|photo| photo.exported.is_some());
    for (number, step, action, label, done) in [
        (1, Step::Faces, Action::StepFaces, "ui-step-faces", decided),
        (2, Step::Whole, Action::StepWhole, "ui-step-whole", reviewed),
        (3, Step::Export, Action::Export, "ui-step-export", exported),
    ] {
        let selected = shell.view.step == step;
        let name = shell.t(label);
        let text = RichText::new(format!("{number}  {name}"));
        let text = if selected { text.family(theme::strong()) } else { text };
        let button = if done {
            egui::Button::selectable(selected, (text, icon(icons::CHECK)))
        } else {
            egui::Button::selectable(selected, text)
        };
        let told = if done {
            format!("{number}  {name}, {}", shell.t("ui-step-done"))
        } else {
            format!("{number}  {name}")
        };
        let response = ui.add(button);
        response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, selected, &told));
        if response.on_hover_text(actions::key_name(ui.ctx(), action)).clicked() {
            *next = Some(Next::Act(action));
        }
        if number < 3 {
            // Painted, not a label: an arrow says nothing to a screen reader.
            let (rect, _) = ui.allocate_exact_size(egui::Vec2::splat(16.0), egui::Sense::hover());
            let font = egui::FontId::new(16.0, theme::icons());
            let colour = ui.visuals().weak_text_color();
            ui.painter().text(rect.center(), egui::Align2::CENTER_CENTER, icons::RIGHT, font, colour);
        }
    }
}

/// Zoom and drawing.
pub fn tools(ui: &mut Ui, shell: &mut Shell<'_>, next: &mut Option<Next>) {
    let tight = ui.ctx().content_rect().width() < TIGHT;
    // With large text on a small screen every line counts for the photo.
    let margin = if tight { egui::Margin::symmetric(4, 1) } else { egui::Margin::symmetric(8, 6) };
    egui::Frame::NONE.inner_margin(margin).show(ui, |ui| {
        // Where the room is short the row breaks; nothing is cut off.
        ui.horizontal_wrapped(|ui| {
            // So near that all of it fits beside the panels of a window of 1024 points.
            ui.spacing_mut().item_spacing = egui::vec2(2.0, 2.0);
            for action in
                [Action::ZoomOut, Action::ZoomIn, Action::Fit, Action::ActualSize, Action::ZoomToFace]
            {
                if tight && action != Action::ZoomToFace {
                    continue;
                }
                tool(ui, shell, action, None, next);
            }
            tool(ui, shell, Action::Loupe, Some(shell.view.loupe), next);
            if !tight {
                ui.separator();
            }
            crop_button(ui, shell, next);
            if !tight {
                ui.separator();
            }
            for (action, kind) in [
                (Action::DrawRectangle, Tool::Rectangle),
                (Action::DrawEllipse, Tool::Ellipse),
                (Action::DrawFreehand, Tool::Freehand),
                (Action::DrawPerson, Tool::Person),
            ] {
                tool(ui, shell, action, Some(shell.view.tool == kind), next);
            }
            if shell.view.tool != Tool::Pan {
                let text = RichText::new(shell.t("ui-drag-now")).color(theme::warm(ui));
                ui.add(egui::Label::new(text).truncate());
            } else if shell.session.shown().is_some_and(|photo| photo.review.is_some()) {
                let hint = shell.t("ui-canvas-hint");
                let font = egui::TextStyle::Small.resolve(ui.style());
                let needs = ui.painter().layout_no_wrap(hint.clone(), font, egui::Color32::BLACK).size().x;
                // Half a hint helps nobody; the sheet of keys has it too.
                if needs <= ui.available_size_before_wrap().x {
                    ui.label(RichText::new(hint).weak().small());
                }
            }
        });
    });
}

/// The step that can be left out, with its word.
fn crop_button(ui: &mut Ui, shell: &Shell<'_>, next: &mut Option<Next>) {
    let (down, enabled) = (shell.view.step == Step::Crop, Action::Crop.is_enabled(shell));
    let name = shell.t("frame-crop");
    let button = egui::Button::selectable(down, (icon(icons::CROP), name.as_str()));
    let response = ui.add_enabled(enabled, button.min_size(egui::vec2(32.0, 28.0)));
    response.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, enabled, down, &name));
    if response.on_hover_text(actions::key_name(ui.ctx(), Action::Crop)).clicked() {
        *next = Some(Next::Act(Action::Crop));
    }
}

/// The window without photos.
pub fn empty(ui: &mut Ui, shell: &mut Shell<'_>) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.24).max(24.0));
        ui.label(icon(icons::IMAGES).size(44.0).color(theme::accent_text(ui)));
        ui.add_space(4.0);
        ui.label(RichText::new(shell.t("ui-empty-title")).size(20.0).family(theme::strong()));
        // Where nothing can be dropped nobody is told to drop anything.
        ui.label(shell.t(if shell.view.dropping { "ui-empty-explain" } else { "ui-empty-explain-no-drop" }));
        ui.add_space(12.0);
        if accent_button(ui, &shell.t("ui-add-photos"), true) {
            shell.view.choose = Some(Choose::Photos);
        }
        if word_button(ui, icons::FOLDER, &shell.t("ui-add-folder"), true).clicked() {
            shell.view.choose = Some(Choose::Folder);
        }
        if word_button(ui, icons::USER, &shell.t("ui-sample"), true).clicked() {
            shell.commands.push(Command::Add(vec![Origin::Sample(SAMPLE)]));
        }
        ui.add_space(20.0);
        ui.label(RichText::new(shell.t("ui-offline")).weak());
    });
}

const fn is_about_a_region(missing: &Missing) -> bool {
    matches!(missing, Missing::Photo(blocker) if blocker.region().is_some())
}

/// One sentence that says where the person is, and the one next thing.
pub fn bottom_line(ui: &mut Ui, shell: &mut Shell<'_>, next: &mut Option<Next>) {
    let Some(photo) = shell.session.shown() else { return };
    if let (Some(review), Some(sweep)) = (&photo.review, shell.view.sweeps.get_mut(photo.id)) {
        sweep.follow(review);
    }
    let undecided = shell.session.waiting(photo);
    let attested = photo.review.as_ref().is_some_and(crate::review::Review::whole_image_reviewed);
    let missing = shell.session.missing(photo, shell.today);
    let sweep = shell.view.sweeps.get(photo.id).filter(|_| shell.view.step == Step::Whole);
    let swept = sweep.is_some_and(super::sweep::Sweep::is_complete);
    let parts = sweep.map_or((1, 1), |sweep| (sweep.place(), sweep.parts().len()));
    ui.horizontal_centered(|ui| {
        let sentence = match &photo.stage {
            Stage::Waiting => shell.t("ui-state-waiting"),
            Stage::Placeholder => shell.t("folders-fetch-explain"),
            Stage::Looking { done, total } => {
                ui.add(egui::Spinner::new());
                shell.text.format("ui-looking", [("done", (*done).into()), ("total", (*total).into())])
            }
            Stage::Failed(fault) => fault.message(shell.text),
            Stage::Ready if photo.exporting => shell.t("ui-exporting"),
            Stage::Ready => match shell.view.step {
                Step::Crop => shell.t("frame-next"),
                Step::Faces if undecided > 0 => {
                    let count = ("count", undecided.into());
                    match shell.selected().map(|entry| shell.region_name(entry)) {
                        Some(name) => shell.text.format("ui-next-decide", [("name", name.into()), count]),
                        None => shell.text.format("ui-next-decide-none", [count]),
                    }
                }
                // A face that the rules do not let be shown as it is decided.
                Step::Faces if missing.iter().any(is_about_a_region) => {
                    let first = missing.iter().find(|missing| is_about_a_region(missing));
                    first.map_or_else(String::new, |first| missing_said(shell, first))
                }
                Step::Faces if !attested => shell.t("ui-next-whole"),
                Step::Faces | Step::Whole if attested => {
                    shell.t(if missing.is_empty() { "ui-next-attested" } else { "ui-next-attested-missing" })
                }
                Step::Whole if swept => shell.t("ui-next-attest"),
                Step::Faces | Step::Whole => {
                    let pairs = [("number", parts.0.into()), ("total", parts.1.into())];
                    shell.text.format("ui-next-part", pairs)
                }
                Step::Export if photo.exported.is_some() => {
                    let photos = shell.session.photos();
                    let all = photos.len() > 1 && photos.iter().all(|photo| photo.exported.is_some());
                    shell.t(if all { "ui-exported-last" } else { "ui-exported" })
                }
                Step::Export => match missing.as_slice() {
                    [] => shell.t("ui-next-export"),
                    [only] => {
                        let what = missing_said(shell, only);
                        shell.text.format("ui-next-missing", [("what", what.into())])
                    }
                    [first, rest @ ..] => {
                        let pairs =
                            [("what", missing_said(shell, first).into()), ("count", rest.len().into())];
                        shell.text.format("ui-next-missing-more", pairs)
                    }
                },
            },
        };
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if matches!(photo.stage, Stage::Ready) && !photo.exporting {
                next_button(ui, shell, (undecided, attested, swept), &missing, next);
            }
            ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                ui.add(egui::Label::new(sentence).wrap());
            });
        });
    });
}

fn next_button(
    ui: &mut Ui,
    shell: &mut Shell<'_>,
    (undecided, attested, swept): (usize, bool, bool),
    missing: &[Missing],
    next: &mut Option<Next>,
) {
    match shell.view.step {
        Step::Crop => {
            let key = actions::key_name(ui.ctx(), Action::Confirm);
            if accent(ui, &shell.t("frame-done"), true).on_hover_text(key).clicked() {
                *next = Some(Next::Act(Action::Crop));
            }
        }
        Step::Faces if undecided > 0 => {
            let label = shell.text.format("ui-redact-rest", [("count", undecided.into())]);
            if accent_button(ui, &label, true) {
                *next = Some(Next::Act(Action::RedactRest));
            }
        }
        Step::Faces if !attested => {
            if accent_button(ui, &shell.t("ui-go-whole"), true) {
                *next = Some(Next::Act(Action::StepWhole));
            }
        }
        Step::Faces | Step::Whole if attested => {
            if accent_button(ui, &shell.t("ui-go-export"), true) {
                *next = Some(Next::Act(Action::Export));
            }
        }
        Step::Whole if swept => {
            if accent_button(ui, &shell.t("ui-attest-button"), true) {
                *next = Some(Next::Attest);
            }
        }
        Step::Faces | Step::Whole => {
            let key = actions::key_name(ui.ctx(), Action::Confirm);
            if accent(ui, &shell.t("ui-next-part-button"), true).on_hover_text(key).clicked() {
                *next = Some(Next::Act(Action::Confirm));
            }
        }
        Step::Export if shell.session.shown().is_some_and(|photo| photo.exported.is_some()) => {
            if shell.session.next_open().is_some() {
                let key = actions::key_name(ui.ctx(), Action::Confirm);
                if accent(ui, &shell.t("ui-next-photo"), true).on_hover_text(key).clicked() {
                    *next = Some(Next::Act(Action::Confirm));
                }
            }
        }
        Step::Export => {
            let key = actions::key_name(ui.ctx(), Action::Confirm);
            if missing.iter().any(can_be_settled) {
                if accent(ui, &shell.t("ui-settle-button"), true).on_hover_text(key).clicked() {
                    *next = Some(Next::Act(Action::Confirm));
                }
            } else if accent_button(ui, &shell.t("ui-export-button"), missing.is_empty()) {
                *next = Some(Next::Export);
            }
        }
    }
}

//! The lines above and below the photo, and the empty window.

use egui::{RichText, Ui};

use crate::session::{Command, Origin, Stage};

use super::{
    actions::{self, Action},
    panels,
    shell::{Choose, Shell, Step, Tool, accent_button},
    theme,
};

/// The photo of the sample button.
const SAMPLE: &[u8] = include_bytes!("../../assets/sample.jpg");

/// What a button of the frame asks the window for.
pub enum Next {
    /// One of the actions.
    Act(Action),
    /// Write the copy.
    Export,
    /// The whole photo was looked at.
    Attest,
}

fn tool_button(ui: &mut Ui, shell: &Shell<'_>, action: Action, label: &str, next: &mut Option<Next>) {
    let key = actions::key_name(ui.ctx(), action);
    if ui.button(shell.t(label)).on_hover_text(key).clicked() {
        *next = Some(Next::Act(action));
    }
}

/// Name, steps, undo and settings.
pub fn top_bar(ui: &mut Ui, shell: &mut Shell<'_>, next: &mut Option<Next>) {
    ui.horizontal_centered(|ui| {
        ui.label(RichText::new("Sladd").size(20.0).family(theme::strong()).color(theme::ACCENT));
        ui.add_space(12.0);
        if shell.session.shown().is_some() {
            tool_button(ui, shell, Action::AddPhotos, "ui-add-photos", next);
            ui.add_space(16.0);
            for (number, step, label) in [
                (1, Step::Faces, "ui-step-faces"),
                (2, Step::Whole, "ui-step-whole"),
                (3, Step::Export, "ui-step-export"),
            ] {
                let label = format!("{number}  {}", shell.t(label));
                if ui.selectable_label(shell.view.step == step, label).clicked() {
                    shell.view.step = step;
                }
            }
        }
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if ui.button(shell.t("ui-settings")).clicked() {
                shell.view.settings = Some(shell.settings.clone());
            }
            tool_button(ui, shell, Action::Help, "ui-help", next);
            if shell.session.shown().is_some() {
                tool_button(ui, shell, Action::Redo, "ui-redo", next);
                tool_button(ui, shell, Action::Undo, "ui-undo", next);
            }
        });
    });
}

/// Zoom and drawing.
pub fn tools(ui: &mut Ui, shell: &mut Shell<'_>, next: &mut Option<Next>) {
    egui::Frame::NONE.inner_margin(6.0).show(ui, |ui| {
        ui.horizontal(|ui| {
            tool_button(ui, shell, Action::ZoomOut, "ui-zoom-out", next);
            tool_button(ui, shell, Action::ZoomIn, "ui-zoom-in", next);
            tool_button(ui, shell, Action::Fit, "ui-fit", next);
            tool_button(ui, shell, Action::ActualSize, "ui-actual-size", next);
            ui.separator();
            tool_button(ui, shell, Action::DrawRectangle, "ui-draw-rectangle", next);
            tool_button(ui, shell, Action::DrawEllipse, "ui-draw-ellipse", next);
            if shell.view.tool != Tool::Pan {
                ui.label(RichText::new(shell.t("ui-drag-now")).color(theme::WARM));
            }
        });
    });
}

/// The window without photos.
pub fn empty(ui: &mut Ui, shell: &mut Shell<'_>) {
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.28).max(24.0));
        ui.label(RichText::new(shell.t("ui-empty-title")).size(20.0).family(theme::strong()));
        ui.label(shell.t("ui-empty-explain"));
        ui.add_space(12.0);
        if accent_button(ui, &shell.t("ui-add-photos"), true) {
            shell.view.choose = Some(Choose::Photos);
        }
        if ui.button(shell.t("ui-add-folder")).clicked() {
            shell.view.choose = Some(Choose::Folder);
        }
        if ui.button(shell.t("ui-sample")).clicked() {
            shell.commands.push(Command::Add(vec![Origin::Sample(SAMPLE)]));
        }
        ui.add_space(20.0);
        ui.label(RichText::new(shell.t("ui-offline")).weak());
    });
}

/// One sentence that says where the person is, and the one next thing.
pub fn bottom_line(ui: &mut Ui, shell: &mut Shell<'_>, next: &mut Option<Next>) {
    let Some(photo) = shell.session.shown() else { return };
    let undecided = photo.undecided();
    let attested = photo.review.as_ref().is_some_and(crate::review::Review::whole_image_reviewed);
    ui.horizontal_centered(|ui| {
        let sentence = match &photo.stage {
            Stage::Waiting => shell.t("ui-state-waiting"),
            Stage::Looking { done, total } => {
                ui.add(egui::Spinner::new());
                shell.text.format("ui-looking", [("done", (*done).into()), ("total", (*total).into())])
            }
            Stage::Failed(fault) => fault.message(shell.text),
            Stage::Ready if photo.exporting => shell.t("ui-exporting"),
            Stage::Ready => match shell.view.step {
                Step::Faces if undecided > 0 => {
                    let name = shell.selected().map(|entry| shell.region_name(entry)).unwrap_or_default();
                    shell.text.format("ui-next-decide", [("name", name.into()), ("count", undecided.into())])
                }
                Step::Faces => shell.t("ui-next-whole"),
                Step::Whole => shell.t("ui-next-attest"),
                Step::Export if photo.exported.is_some() => shell.t("ui-exported"),
                Step::Export if shell.session.blockers(shell.today).is_empty() => shell.t("ui-next-export"),
                Step::Export => shell.t("ui-next-missing"),
            },
        };
        ui.label(sentence);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            if !matches!(photo.stage, Stage::Ready) || photo.exporting {
                return;
            }
            match shell.view.step {
                Step::Faces if undecided > 0 => {
                    let label = shell.text.format("ui-redact-rest", [("count", undecided.into())]);
                    if accent_button(ui, &label, true) {
                        *next = Some(Next::Act(Action::RedactRest));
                    }
                }
                Step::Faces => {
                    if accent_button(ui, &shell.t("ui-go-whole"), true) {
                        shell.view.step = Step::Whole;
                        shell.view.viewport.zoom = None;
                    }
                }
                Step::Whole if attested => {
                    if accent_button(ui, &shell.t("ui-go-export"), true) {
                        shell.view.step = Step::Export;
                    }
                }
                Step::Whole => {
                    if accent_button(ui, &shell.t("ui-attest-button"), true) {
                        *next = Some(Next::Attest);
                    }
                }
                Step::Export if photo.exported.is_some() => {}
                Step::Export => {
                    let clear = shell.session.blockers(shell.today).is_empty()
                        && !panels::organisation_missing(shell);
                    if accent_button(ui, &shell.t("ui-export-button"), clear) {
                        *next = Some(Next::Export);
                    }
                }
            }
        });
    });
}

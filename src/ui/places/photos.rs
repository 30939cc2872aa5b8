//! The place of the photos: list, photo, and what is decided about it.

use egui::{CentralPanel, Panel, ScrollArea, Ui};

use crate::ui::{
    bars::{Next, TIGHT, bottom_line, empty, tools},
    canvas::{self, Canvas},
    chips, dialogs,
    panels::{self, Choices, Portraits},
    shell::{Shell, Step},
};

/// Shows it; the answer is what was chosen in step 3, where that is open.
pub fn show(
    ui: &mut Ui,
    shell: &mut Shell<'_>,
    canvas: &mut Canvas,
    portraits: &mut Portraits,
    next: &mut Option<Next>,
) -> Option<Choices> {
    let mut choices = None;
    if shell.session.photos().is_empty() {
        CentralPanel::default().show(ui, |ui| {
            panels::notices(ui, shell);
            empty(ui, shell);
        });
        return choices;
    }
    Panel::bottom("bottom").exact_size(52.0).show(ui, |ui| bottom_line(ui, shell, next));
    // The photo has the room: with large text on a small screen the panels give way, and the list of one
    // photo tells nothing that is not told elsewhere.
    let width = ui.available_width();
    let tight = width < TIGHT;
    if !tight || shell.session.photos().len() > 1 {
        Panel::left("photos")
            .default_size((width * 0.25).clamp(130.0, 200.0))
            .max_size((width * 0.3).max(130.0))
            .show(ui, |ui| panels::photos(ui, shell));
    }
    let decide = Panel::right("decide")
        .default_size((width * 0.36).clamp(190.0, 300.0))
        .min_size(260_f32.min(width * 0.34).max(150.0))
        .max_size(width * 0.45);
    decide.show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| match shell.view.step {
            Step::Faces => {
                panels::faces(ui, shell, portraits);
                panels::metadata(ui, shell);
            }
            Step::Whole => panels::whole(ui, shell, portraits),
            Step::Crop => panels::crop(ui, shell),
            Step::Export => choices = Some(panels::export(ui, shell, portraits)),
        });
    });
    // Only where there is an event to choose; a finished copy has the room for itself.
    let events = !shell.session.register.read.occasions.is_empty() && shell.view.step == Step::Faces;
    if events {
        Panel::bottom("event").show(ui, |ui| {
            ui.add_space(2.0);
            chips::show(ui, shell, next);
            ui.add_space(2.0);
        });
    }
    // Nothing is painted under the photo: without a graphics card every pixel painted twice costs twice.
    CentralPanel::default().frame(egui::Frame::NONE).show(ui, |ui| {
        egui::Frame::NONE.fill(ui.visuals().panel_fill).show(ui, |ui| {
            ui.set_min_width(ui.available_width());
            dialogs::tour(ui, shell);
            tools(ui, shell, next);
        });
        ui.add_space(-ui.spacing().item_spacing.y);
        canvas::show(ui, shell, canvas);
    });
    choices
}

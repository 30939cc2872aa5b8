//! Help pages, and the tour on the sample photo.

use egui::{RichText, ScrollArea, Ui};

use crate::{
    photo::isolated,
    session::{Origin, Stage},
    ui::{
        shell::{Shell, Step, enter_button},
        theme,
    },
};

/// The pages, by the stem of their messages, with their number of paragraphs.
const PAGES: [(&str, usize); 5] = [("photo", 4), ("faces", 4), ("consent", 4), ("file", 4), ("limits", 4)];

/// Shows the pages while they are open.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) {
    let Some(open) = shell.view.help else { return };
    let mut page = open;
    let mut close = false;
    let modal = super::modal(ctx, "help", |ui| {
        ui.set_width(super::width(ui, 620.0));
        ui.heading(shell.t("ui-help"));
        ui.horizontal_wrapped(|ui| {
            for (index, (stem, _)) in PAGES.iter().enumerate() {
                if ui.selectable_label(index == page, shell.t(&format!("help-{stem}"))).clicked() {
                    page = index;
                }
            }
        });
        ui.separator();
        ScrollArea::vertical().max_height(380.0).show(ui, |ui| {
            let Some((stem, paragraphs)) = PAGES.get(page) else { return };
            ui.label(RichText::new(shell.t(&format!("help-{stem}"))).size(18.0).family(theme::strong()));
            for number in 1..=*paragraphs {
                ui.label(shell.t(&format!("help-{stem}-{number}")));
                ui.add_space(2.0);
            }
            // What is promised of hostile files differs between computers; it is asked of a child once.
            if *stem == "limits"
                && let Some(held) = isolated::held()
            {
                ui.label(held.message(shell.text));
            }
        });
        ui.horizontal(|ui| {
            close = ui.button(shell.t("ui-close")).clicked();
            if ui.button(shell.t("ui-keys")).clicked() {
                shell.view.keys = true;
                close = true;
            }
        });
    });
    shell.view.help = (!close && !modal.should_close()).then_some(page);
}

/// The message of the tour for where the person is; `None` where there is no tour.
fn tour_message(shell: &Shell<'_>) -> Option<&'static str> {
    let photo = shell.session.shown().filter(|photo| matches!(photo.origin, Origin::Sample(_)))?;
    if shell.view.tour_ended {
        return None;
    }
    Some(match photo.stage {
        Stage::Waiting | Stage::Looking { .. } => "tour-looking",
        Stage::Failed(_) | Stage::Placeholder => return None,
        Stage::Ready if photo.exported.is_some() => "tour-done",
        Stage::Ready if shell.view.step == Step::Export => "tour-export",
        Stage::Ready if shell.session.waiting(photo) > 0 => "tour-faces",
        Stage::Ready => "tour-whole",
    })
}

/// The tour's line over the photo.
pub fn tour(ui: &mut Ui, shell: &mut Shell<'_>) {
    let Some(message) = tour_message(shell) else { return };
    let fill = if ui.visuals().dark_mode { theme::TOUR_DARK } else { theme::TOUR_LIGHT };
    egui::Frame::NONE.fill(fill).inner_margin(10.0).show(ui, |ui| {
        // As high as its words: a layout of its own would take all the room that the photo needs.
        ui.horizontal(|ui| {
            ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                if ui.button(shell.t("tour-end")).clicked() {
                    shell.view.tour_ended = true;
                }
                ui.with_layout(egui::Layout::left_to_right(egui::Align::Center), |ui| {
                    ui.add(egui::Label::new(shell.t(message)).wrap());
                });
            });
        });
    });
}

/// The keys, in a sheet.
pub fn keys(ctx: &egui::Context, shell: &mut Shell<'_>) {
    if !shell.view.keys {
        return;
    }
    let mut close = false;
    let modal = super::modal(ctx, "keys", |ui| {
        ui.heading(shell.t("ui-keys"));
        let lines = crate::ui::actions::TABLE.iter().collect::<Vec<_>>();
        let half = lines.len().div_ceil(2);
        let room = (ctx.content_rect().height() - 170.0).max(160.0);
        ScrollArea::vertical().max_height(room).show(ui, |ui| {
            egui::Grid::new("keys").num_columns(4).spacing([16.0, 4.0]).show(ui, |ui| {
                for row in 0..half {
                    for line in [lines.get(row), lines.get(row + half)].into_iter().flatten() {
                        ui.monospace(crate::ui::actions::key_name(ctx, line.action));
                        ui.label(shell.t(line.label));
                    }
                    ui.end_row();
                }
            });
        });
        ui.label(shell.t("ui-keys-hold"));
        ui.horizontal(|ui| close = enter_button(ui, &shell.t("ui-close"), true));
    });
    shell.view.keys = !close && !modal.should_close();
}

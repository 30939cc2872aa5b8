//! The keys, and what went wrong.

use egui::{Grid, Id, Modal};

use crate::{
    session::Failure,
    ui::{actions, shell::Shell},
};

/// The list of keys.
pub fn help(ctx: &egui::Context, shell: &mut Shell<'_>) {
    if !shell.view.help {
        return;
    }
    let mut close = false;
    let modal = Modal::new(Id::unique("keys")).show(ctx, |ui| {
        ui.heading(shell.t("ui-help"));
        Grid::new("keys").num_columns(4).show(ui, |ui| {
            for (index, (action, _, _, label)) in actions::TABLE.iter().enumerate() {
                ui.monospace(actions::key_name(ctx, *action));
                ui.label(shell.t(label));
                if index % 2 == 1 {
                    ui.end_row();
                }
            }
        });
        close = ui.button(shell.t("ui-close")).clicked();
    });
    if close || modal.should_close() {
        shell.view.help = false;
    }
}

/// Tells what went wrong; true once it was read.
pub fn failure(ctx: &egui::Context, shell: &Shell<'_>, failure: &Failure) -> bool {
    let mut read = false;
    let modal = Modal::new(Id::unique("failure")).show(ctx, |ui| {
        ui.set_width(380.0);
        ui.heading(shell.t("ui-failure-title"));
        ui.label(failure.message(shell.text));
        read = ui.button(shell.t("ui-close")).clicked();
    });
    read || modal.should_close()
}

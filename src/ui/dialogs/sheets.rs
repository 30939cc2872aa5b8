//! The question before closing, and what went wrong.

use crate::{
    session::Failure,
    ui::shell::{Shell, accent_button},
};

/// Asks before decisions that are in no copy are lost.
pub fn close_guard(ctx: &egui::Context, shell: &mut Shell<'_>) {
    if !shell.view.closing {
        return;
    }
    let modal = super::modal(ctx, "closing").show(ctx, |ui| {
        ui.set_width(380.0);
        ui.heading(shell.t("ui-closing-title"));
        ui.label(shell.t("ui-closing-explain"));
        ui.horizontal(|ui| {
            if accent_button(ui, &shell.t("ui-stay"), true) {
                shell.view.closing = false;
            }
            if ui.button(shell.t("ui-close-anyway")).clicked() {
                shell.view.close = true;
            }
        });
    });
    if modal.should_close() {
        shell.view.closing = false;
    }
}

/// Tells what went wrong; true once it was read.
pub fn failure(ctx: &egui::Context, shell: &Shell<'_>, failure: &Failure) -> bool {
    let mut read = false;
    let modal = super::modal(ctx, "failure").show(ctx, |ui| {
        ui.set_width(380.0);
        ui.heading(shell.t("ui-failure-title"));
        ui.label(failure.message(shell.text));
        read = ui.button(shell.t("ui-close")).clicked();
    });
    read || modal.should_close()
}

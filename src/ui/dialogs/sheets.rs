//! What went wrong.

use crate::{session::Failure, ui::shell::Shell};

/// Tells what went wrong; true once it was read.
pub fn failure(ctx: &egui::Context, shell: &Shell<'_>, failure: &Failure) -> bool {
    let mut read = false;
    let modal = super::modal(ctx, "failure", |ui| {
        ui.set_width(super::width(ui, 380.0));
        ui.heading(shell.t("ui-failure-title"));
        ui.label(failure.message(shell.text));
        read = ui.button(shell.t("ui-close")).clicked();
    });
    read || modal.should_close()
}

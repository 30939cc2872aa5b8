//! What went wrong.

use crate::{
    session::{Command, Failure, RegisterRequest},
    ui::shell::Shell,
};

/// Tells what went wrong; true once it was read.
pub fn failure(ctx: &egui::Context, shell: &mut Shell<'_>, failure: &Failure) -> bool {
    let mut read = false;
    let modal = super::modal(ctx, "failure", |ui| {
        ui.set_width(super::width(ui, 380.0));
        ui.heading(shell.t("ui-failure-title"));
        ui.label(failure.message(shell.text));
        if failure.is_of_the_clock() {
            ui.label(shell.t("ui-clock-question"));
            if ui.button(shell.t("ui-clock-is-right")).clicked() {
                // What waited for it is not begun again by itself: the person sees first what day it is.
                shell.commands.push(Command::Register(RegisterRequest::ConfirmClock));
                read = true;
            }
        }
        read |= ui.button(shell.t("ui-close")).clicked();
    });
    read || modal.should_close()
}

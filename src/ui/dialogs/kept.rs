//! Work that outlives the window: the question before closing, and the offer when it opens again.

use crate::{
    session::{Command, Photo},
    ui::{
        shell::{Shell, enter_button},
        theme,
    },
};
use egui::RichText;

/// Offers the work that an earlier run left behind.
pub fn offer(ctx: &egui::Context, shell: &mut Shell<'_>) {
    let Some(work) = shell.session.offer() else { return };
    let counted = |id: &str, count: usize| shell.text.format(id, [("count", count.into())]);
    // The day and the minute as they are written in all three countries' official forms.
    let date = shell
        .session
        .policy()
        .country()
        .time_zone()
        .to_datetime(work.saved_at())
        .strftime("%Y-%m-%d %H:%M")
        .to_string();
    super::modal(ctx, "kept-work", |ui| {
        ui.set_width(super::width(ui, 420.0));
        ui.heading(shell.text.format("batch-resume-title", [("date", date.into())]));
        let counts = [
            ("photos", counted("batch-resume-photos", work.photos()).into()),
            ("decisions", counted("batch-resume-decisions", work.decided()).into()),
        ];
        ui.label(shell.text.format("batch-resume-explain", counts));
        ui.horizontal(|ui| {
            if enter_button(ui, &shell.t("batch-take-up"), true) {
                shell.commands.push(Command::TakeUpKept);
            }
            if ui.button(shell.t("batch-discard")).clicked() {
                shell.commands.push(Command::DiscardKept);
            }
        });
    });
}

/// Asks what becomes of decisions that are in no copy.
pub fn close_guard(ctx: &egui::Context, shell: &mut Shell<'_>) {
    if !shell.view.closing {
        return;
    }
    // Where a second window is open, or the disk refuses, nothing can be kept.
    let kept = shell.session.keeps_work();
    let modal = super::modal(ctx, "closing", |ui| {
        ui.set_width(super::width(ui, 520.0));
        let title = if kept { "batch-closing-title" } else { "ui-closing-title" };
        ui.heading(shell.t(title));
        if kept {
            ui.label(shell.t("batch-closing-explain"));
        } else {
            ui.label(RichText::new(shell.t("ui-closing-explain")).color(theme::warm(ui)));
        }
        if kept && shell.session.photos().iter().any(Photo::is_lost_at_closing) {
            ui.label(RichText::new(shell.t("ui-closing-pasted")).color(theme::warm(ui)));
        }
        ui.horizontal_wrapped(|ui| {
            if enter_button(ui, &shell.t("ui-stay"), true) {
                shell.view.closing = false;
            }
            if !kept {
                shell.view.close |= ui.button(shell.t("ui-close-anyway")).clicked();
                return;
            }
            shell.view.close |= ui.button(shell.t("batch-close-keep")).clicked();
            if ui.button(shell.t("batch-close-discard")).clicked() {
                shell.commands.push(Command::ForgetWork);
                shell.view.close = true;
            }
        });
    });
    if modal.should_close() {
        shell.view.closing = false;
    }
}

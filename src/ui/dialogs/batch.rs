//! Questions and the report over many photos.

use egui::{RichText, ScrollArea};

use crate::{
    session::{Command, ExportMany, report_headline},
    ui::{
        panels::needs_attention,
        shell::{Choose, Shell, accent_button, enter_button},
        theme,
    },
};

/// Shows the one that is open, if any.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) {
    redact_rest(ctx, shell);
    remove(ctx, shell);
    export(ctx, shell);
    if let Some(many) = shell.session.many().filter(|many| many.is_done()) {
        report(ctx, shell, many);
    }
}

fn redact_rest(ctx: &egui::Context, shell: &mut Shell<'_>) {
    if !shell.view.batch.redact_rest {
        return;
    }
    let rest = shell.session.rest();
    let counted = |id: &str, count: usize| shell.text.format(id, [("count", count.into())]);
    let mut open = true;
    let modal = super::modal(ctx, "redact-rest", |ui| {
        ui.set_width(super::width(ui, 400.0));
        ui.heading(shell.t("batch-confirm-title"));
        let faces = counted("batch-confirm-faces", rest.faces);
        let areas = counted("batch-confirm-areas", rest.areas);
        let what = match (rest.faces, rest.areas) {
            (_, 0) => faces,
            (0, _) => areas,
            (_, _) => {
                shell.text.format("batch-confirm-both", [("faces", faces.into()), ("areas", areas.into())])
            }
        };
        let place = counted("batch-confirm-photos", rest.photos);
        let arguments = [("what", what.into()), ("where", place.into())];
        ui.label(
            RichText::new(shell.text.format("batch-confirm-covered", arguments)).family(theme::strong()),
        );
        if rest.not_looked > 0 {
            ui.label(
                RichText::new(counted("batch-confirm-not-looked", rest.not_looked)).color(theme::warm(ui)),
            );
        }
        ui.label(shell.t("batch-confirm-undo"));
        ui.horizontal(|ui| {
            let all = rest.faces + rest.areas;
            // Covering can be taken back.
            if enter_button(ui, &counted("batch-confirm-button", all), all > 0) {
                shell.commands.push(Command::RedactRest);
                open = false;
            }
            if ui.button(shell.t("ui-cancel")).clicked() {
                open = false;
            }
        });
    });
    shell.view.batch.redact_rest = open && !modal.should_close();
}

fn remove(ctx: &egui::Context, shell: &mut Shell<'_>) {
    let Some(photo) = shell.view.batch.remove.and_then(|id| shell.session.photo(id)) else {
        shell.view.batch.remove = None;
        return;
    };
    let id = photo.id;
    let name = photo.origin.name();
    let mut open = true;
    let modal = super::modal(ctx, "remove-photo", |ui| {
        ui.set_width(super::width(ui, 380.0));
        ui.heading(shell.text.format("batch-remove-title", [("name", name.as_str().into())]));
        ui.label(shell.t("batch-remove-explain"));
        ui.horizontal(|ui| {
            if enter_button(ui, &shell.t("ui-stay"), true) {
                open = false;
            }
            if ui.button(shell.t("batch-remove")).clicked() {
                shell.commands.push(Command::Remove(id));
                open = false;
            }
        });
    });
    if !open || modal.should_close() {
        shell.view.batch.remove = None;
    }
}

fn export(ctx: &egui::Context, shell: &mut Shell<'_>) {
    if !shell.view.batch.export {
        return;
    }
    let session = shell.session;
    let ready = session.ready(shell.today);
    let others = session.photos().len().saturating_sub(ready + session.done());
    let counted = |id: &str, count: usize| shell.text.format(id, [("count", count.into())]);
    let mut open = true;
    let modal = super::modal(ctx, "export-ready", |ui| {
        ui.set_width(super::width(ui, 440.0));
        ui.heading(shell.t("batch-export-title"));
        ui.label(RichText::new(counted("batch-export-count", ready)).family(theme::strong()));
        if others > 0 {
            ui.label(RichText::new(counted("batch-export-others", others)).color(theme::warm(ui)));
        }
        let channels: Vec<String> =
            session.channels.iter().map(|channel| channel.label(shell.text)).collect();
        let terms = [
            ("purpose", session.purpose.label(shell.text).into()),
            ("channels", channels.join(", ").into()),
            ("folder", shell.view.folder.as_str().into()),
        ];
        ui.label(shell.text.format("batch-export-terms", terms));
        ui.label(RichText::new(shell.t("batch-export-change")).small());
        for missing in session.missing_for_all(shell.today) {
            ui.label(RichText::new(missing.message(shell.text)).color(theme::warm(ui)));
        }
        ui.horizontal(|ui| {
            if enter_button(ui, &shell.t("batch-export-button"), ready > 0) {
                shell.view.batch.start_export = true;
                open = false;
            }
            if ui.button(shell.t("ui-cancel")).clicked() {
                open = false;
            }
        });
    });
    shell.view.batch.export = open && !modal.should_close();
}

fn report(ctx: &egui::Context, shell: &mut Shell<'_>, many: &ExportMany) {
    let mut read = false;
    let modal = super::modal(ctx, "export-report", |ui| {
        ui.set_width(super::width(ui, 560.0));
        ui.heading(shell.t("batch-report-title"));
        ui.label(RichText::new(report_headline(many, shell.text)).family(theme::strong()));
        ScrollArea::vertical().max_height(360.0).auto_shrink([false, true]).show(ui, |ui| {
            // What needs somebody comes first.
            let (open, done): (Vec<_>, Vec<_>) =
                many.lines().iter().partition(|line| needs_attention(&line.outcome));
            for line in open.into_iter().chain(done) {
                let said = format!("{}: {}", line.name, shell.t(line.outcome.message_id()));
                let warm = needs_attention(&line.outcome);
                ui.label(if warm { RichText::new(said).color(theme::warm(ui)) } else { RichText::new(said) });
                let reasons = line.outcome.reasons(shell.text);
                if !reasons.is_empty() {
                    ui.indent(line.photo.value(), |ui| ui.label(RichText::new(reasons).small()));
                }
            }
        });
        ui.label(RichText::new(shell.t("batch-report-private")).small());
        ui.horizontal(|ui| {
            if accent_button(ui, &shell.t("ui-close"), true) {
                read = true;
            }
            if ui.button(shell.t("ui-show-in-folder")).clicked() {
                shell.view.choose = Some(Choose::ShowCopies);
            }
            if ui.button(shell.t("batch-save-text")).clicked() {
                shell.view.batch.save_report = Some("txt");
            }
            if ui.button(shell.t("batch-save-table")).clicked() {
                shell.view.batch.save_report = Some("csv");
            }
        });
        if let Some(saved) = shell.session.notices().last().filter(|notice| notice.is_about_report()) {
            ui.label(RichText::new(saved.message(shell.text)).small());
        }
    });
    if read || modal.should_close() {
        shell.commands.push(Command::CloseReport);
    }
}

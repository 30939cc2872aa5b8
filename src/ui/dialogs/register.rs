//! The consents: their state and use, withdrawal and renewal, list of copies, form, and the rules in force.

use egui::{RichText, ScrollArea, Ui};
use jiff::ToSpan as _;

use crate::{
    consent::{Consent, ConsentId, ConsentState},
    policy::explain,
    session::{Command, RegisterRequest},
    ui::{
        shell::{Shell, accent_button},
        theme,
    },
};

/// What of the dialog is open.
#[derive(Debug, Default)]
pub struct RegisterView {
    /// The chosen consent.
    chosen: Option<ConsentId>,
    /// The withdrawal was asked for and must be confirmed.
    sure: bool,
    /// The rules are shown in place of the consents.
    rules: bool,
}

/// Shows the dialog while it is open.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) {
    let Some(mut view) = shell.view.register.take() else { return };
    let mut close = false;
    let modal = super::modal(ctx, "register").show(ctx, |ui| {
        ui.set_width(super::width(ui, 620.0));
        ui.heading(shell.t(if view.rules { "rules-rules" } else { "register-title" }));
        if view.rules {
            rules(ui, shell);
        } else {
            consents(ui, shell, &mut view);
        }
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            if ui.button(shell.t("register-print-form")).clicked() {
                let country = shell.session.policy().country();
                shell.commands.push(Command::Register(RegisterRequest::SaveForm {
                    controller: shell.settings.controller(country),
                    language: shell.text.language(),
                    folder: shell.view.folder.trim().into(),
                }));
            }
            ui.toggle_value(&mut view.rules, shell.t("register-rules"));
            close = ui.button(shell.t("ui-close")).clicked();
        });
        saved(ui, shell);
    });
    if !close && !modal.should_close() {
        shell.view.register = Some(view);
    }
}

fn consents(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut RegisterView) {
    let session = shell.session;
    if session.consents().is_empty() {
        ui.label(RichText::new(shell.t("ui-picker-empty")).weak());
    }
    ScrollArea::vertical().max_height(260.0).auto_shrink([false, true]).show(ui, |ui| {
        for consent in session.consents().values() {
            let chosen = view.chosen.as_ref() == Some(&consent.id);
            let state = consent.state(shell.today);
            let due = session.register.due.iter().any(|(_, id)| *id == consent.id);
            let mut line = RichText::new(format!(
                "{}   {}   {}   {}   {}×",
                consent.id,
                state.label(shell.text),
                consent.valid_until,
                consent.role.label(shell.text),
                uses(shell, &consent.id),
            ));
            if due || state == ConsentState::Withdrawn {
                line = line.family(theme::strong());
            }
            if ui.selectable_label(chosen, line).clicked() {
                view.chosen = Some(consent.id.clone());
                view.sure = false;
            }
        }
    });
    let chosen = view.chosen.as_ref().and_then(|id| session.consents().get(id));
    if let Some(consent) = chosen {
        ui.separator();
        about(ui, shell, view, consent);
    }
}

fn uses(shell: &Shell<'_>, id: &ConsentId) -> u64 {
    shell.session.register.uses.get(id).copied().unwrap_or(0)
}

fn about(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut RegisterView, consent: &Consent) {
    let count = uses(shell, &consent.id);
    ui.label(shell.text.format("register-used", [("count", count.into())]));
    let channels: Vec<String> = consent.channels.iter().map(|channel| channel.label(shell.text)).collect();
    ui.label(channels.join(", "));
    ui.label(RichText::new(&consent.form_location).weak());
    let state = consent.state(shell.today);
    if view.sure {
        let pairs = [("consent", consent.id.to_string().into()), ("count", count.into())];
        ui.label(RichText::new(shell.text.format("register-withdraw-sure", pairs)).family(theme::strong()));
    }
    ui.horizontal_wrapped(|ui| {
        if state.holds() || state == ConsentState::Expired {
            if view.sure {
                if accent_button(ui, &shell.t("register-withdraw"), true) {
                    let id = consent.id.clone();
                    shell.commands.push(Command::Register(RegisterRequest::Withdraw(id)));
                    view.sure = false;
                }
                if ui.button(shell.t("ui-cancel")).clicked() {
                    view.sure = false;
                }
            } else if ui.button(shell.t("register-withdraw")).clicked() {
                view.sure = true;
            }
            if ui.button(shell.t("register-renew")).clicked() {
                let until = shell.today.saturating_add(1.year());
                let request = RegisterRequest::Renew(consent.id.clone(), until);
                shell.commands.push(Command::Register(request));
            }
        }
        if ui.button(shell.t("register-list-file")).clicked() {
            shell.commands.push(Command::Register(RegisterRequest::SaveList {
                consent: consent.id.clone(),
                language: shell.text.language(),
                folder: shell.view.folder.trim().into(),
            }));
        }
    });
}

fn rules(ui: &mut Ui, shell: &Shell<'_>) {
    ScrollArea::vertical().max_height(380.0).auto_shrink([false, true]).show(ui, |ui| {
        for section in explain(shell.session.policy(), shell.text, shell.today) {
            ui.label(RichText::new(section.heading).family(theme::strong()));
            for line in section.lines {
                ui.label(line);
            }
            ui.add_space(6.0);
        }
    });
}

fn saved(ui: &mut Ui, shell: &Shell<'_>) {
    let shown = &shell.session.register;
    if let Some(path) = &shown.saved {
        let path = path.display().to_string();
        ui.label(shell.text.format("register-saved", [("path", path.into())]));
    }
    if let Some((path, reason)) = &shown.not_saved {
        let pairs = [("path", path.display().to_string().into()), ("reason", reason.clone().into())];
        ui.label(RichText::new(shell.text.format("register-not-written", pairs)).family(theme::strong()));
    }
}

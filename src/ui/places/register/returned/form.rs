//! What is to be recorded of the form that is shown.

use egui::{Button, RichText, Ui};

use crate::{
    consent::{ConsentId, Role},
    returned::Known,
    session::{Command, RegisterRequest},
    ui::{
        dialogs::{entry_fields, finished_entry, new_form},
        shell::{Shell, accent},
        theme,
    },
};

use super::{super::request, Awaited, Entry, ReturnedView, State};

/// What stands on the form that is shown, as far as the register knows: what was printed on it. What is ticked a person reads.
pub(super) fn begin(shell: &Shell<'_>, view: &mut ReturnedView) {
    if view.entry.as_ref().is_some_and(|entry| entry.at == view.at) {
        return;
    }
    view.entry = None;
    let Some(item) = view.items.get(view.at).filter(|item| item.state == State::Open) else { return };
    let Ok(read) = &item.form.read else { return };
    let session = shell.session;
    let printed = if let Known::Printed(form) = &read.known { Some(form) } else { None };
    let mut form = new_form(shell.today, session, printed);
    if printed.is_none() {
        // What was printed on it nobody knows here, nor for what and whom it asks.
        form.new.role = Role::Unknown;
        form.new.purposes.clear();
        form.new.channels.clear();
        form.id = read.id.as_ref().map(ToString::to_string).unwrap_or_default();
    }
    if let Some(Ok(reference)) = &read.reference {
        form.new.form_location.clone_from(reference);
    }
    // The keyboard is at the one next thing, and in the first field only where the id is missing.
    form.shown = !form.id.is_empty();
    view.entry = Some(Entry { at: view.at, form, fresh: ConsentId::random() });
}

pub(super) fn fields(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut ReturnedView) {
    let Some(item) = view.items.get(view.at) else { return };
    let read = match &item.form.read {
        Ok(read) => read.clone(),
        Err(fault) => {
            ui.label(fault.message(shell.text));
            return;
        }
    };
    if item.state != State::Open {
        let all_done = view.open_left() == 0;
        ui.label(shell.t(if all_done { "events-forms-done" } else { "events-form-done" }));
        return;
    }
    match &read.known {
        Known::Printed(_) => {}
        Known::Recorded(_) => drop(ui.label(shell.t("events-form-recorded"))),
        Known::Unknown if read.id.is_some() => {
            ui.label(RichText::new(shell.t("entry-id-unknown")).color(theme::warm(ui)));
        }
        Known::Unknown => {
            drop(ui.label(RichText::new(shell.t("events-form-no-code")).color(theme::warm(ui))));
        }
    }
    if let Some(Err(fault)) = &read.reference {
        ui.label(RichText::new(fault.message(shell.text)).color(theme::warm(ui)));
    }
    let Some(mut entry) = view.entry.take() else { return };
    let (form, waiting) = (&mut entry.form, view.is_waiting());
    let lead = std::mem::take(&mut view.lead);
    let asked = form.asks_for_ticks();
    form.lead = lead && asked;
    let mut record = ui.add_enabled_ui(!waiting, |ui| entry_fields(ui, shell, form)).inner;
    form.shown = true;
    // Once everything is ticked, what is next is to record it.
    let lead = (lead && !asked && !form.id.trim().is_empty()) || (asked && !form.asks_for_ticks());
    let id = match form.id.trim() {
        "" => Ok(entry.fresh.clone()),
        typed => typed.parse::<ConsentId>().map_err(drop),
    };
    let in_use = id.as_ref().is_ok_and(|id| shell.session.consents().contains_key(id));
    ui.separator();
    let mut no = false;
    let mut out = false;
    ui.horizontal_wrapped(|ui| {
        let button = accent(ui, &shell.t("events-form-record"), !waiting);
        if lead {
            button.request_focus();
            button.scroll_to_me(None);
        }
        record |= button.clicked();
        // A no that names a form is a no to that form: one that is mistyped names none.
        let refuses = !waiting && id.is_ok() && !in_use;
        no = ui.add_enabled(refuses, Button::new(shell.t("entry-refusal-button"))).clicked();
        out = ui.add_enabled(!waiting, Button::new(shell.t("events-form-leave-out"))).clicked();
    });
    let at = entry.at;
    if record && !waiting {
        match finished_entry(form, shell) {
            Ok(mut new) => {
                let id = new.id.get_or_insert_with(|| entry.fresh.clone()).clone();
                shell.commands.push(Command::AddConsent(new));
                view.awaited = Some(Awaited { at, id, refused: false });
            }
            Err(wrong) => form.fault = Some(wrong),
        }
    } else if let (true, Ok(id)) = (no, id) {
        request(shell, RegisterRequest::Refuse(Some(id.clone())));
        view.awaited = Some(Awaited { at, id, refused: false });
    } else if out {
        view.close(at, State::LeftOut);
        return;
    }
    view.entry = Some(entry);
}

//! The list of consents, and what can be done with one.

use egui::{Checkbox, RichText, ScrollArea, Ui};
use jiff::ToSpan as _;

use crate::{
    consent::{Consent, ConsentId, ConsentState},
    register::DueReason,
    session::RegisterRequest,
    text::harmless,
    ui::{
        dialogs::{find, new_form, table},
        shell::{Shell, final_button},
        theme,
    },
};

use super::{RegisterView, copies::Copies, request, room};

pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut RegisterView) {
    let session = shell.session;
    let due = &session.register.read.due;
    // It stands there from the first frame, without use where nothing is due: what needs attention is read in
    // the background, and a box that came later would move the list under the mouse and take the keyboard away.
    view.attention &= !due.is_empty();
    let label = shell.text.format("entry-attention", [("count", due.len().into())]);
    ui.add_enabled(!due.is_empty(), Checkbox::new(&mut view.attention, label));
    find::field(ui, shell, &mut view.find);
    if session.consents().is_empty() {
        ui.label(RichText::new(shell.t("ui-picker-empty")).weak());
    }
    let most = room(ui, 420.0);
    ScrollArea::vertical().max_height(most).auto_shrink([false, true]).show(ui, |ui| {
        // The most urgent first where only those are listed.
        let listed: Vec<&Consent> = if view.attention {
            due.iter().filter_map(|(_, id)| session.consents().get(id)).collect()
        } else {
            session.consents().values().collect()
        };
        let listed: Vec<&Consent> =
            listed.into_iter().filter(|consent| find::is_meant(consent, &view.find, shell.text)).collect();
        let lines: Vec<table::Line> = listed.iter().map(|consent| line(shell, consent)).collect();
        for (consent, said) in listed.into_iter().zip(table::aligned(ui, &lines)) {
            let chosen = view.chosen.as_ref() == Some(&consent.id);
            if ui.selectable_label(chosen, said).clicked() {
                view.chosen = Some(consent.id.clone());
                (view.sure, view.recorded) = (false, false);
            }
        }
    });
    let chosen = view.chosen.as_ref().and_then(|id| session.consents().get(id));
    if let Some(consent) = chosen {
        ui.separator();
        about(ui, shell, view, consent);
    }
    ui.add_space(6.0);
    ui.horizontal_wrapped(|ui| {
        if ui.button(shell.t("ui-new-consent")).clicked() {
            shell.view.form = Some(new_form(shell.today, session.purpose, &session.channels, None));
        }
        if ui.button(shell.t("entry-refusal")).clicked() {
            view.refusal = Some(String::new());
        }
    });
}

/// What is said of a consent in the list.
fn line(shell: &Shell<'_>, consent: &Consent) -> table::Line {
    let state = consent.state(shell.today);
    let mut parts = vec![consent.id.to_string(), state.label(shell.text)];
    // Of a refusal nothing else is known.
    if state != ConsentState::Refused {
        parts.push(shell.text.format("ui-valid-until", [("date", consent.valid_until.to_string().into())]));
        parts.push(consent.role.label(shell.text));
        parts.push(shell.text.format("register-used", [("count", uses(shell, &consent.id).into())]));
    }
    let heavy = why(shell, &consent.id).is_some() || state == ConsentState::Withdrawn;
    (parts, heavy)
}

fn uses(shell: &Shell<'_>, id: &ConsentId) -> u64 {
    shell.session.register.read.uses.get(id).copied().unwrap_or(0)
}

/// Why it needs attention, where it does.
fn why(shell: &Shell<'_>, id: &ConsentId) -> Option<DueReason> {
    let due = &shell.session.register.read.due;
    due.iter().find(|(_, due)| due == id).map(|(why, _)| *why)
}

fn about(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut RegisterView, consent: &Consent) {
    let count = uses(shell, &consent.id);
    let state = consent.state(shell.today);
    let heading = format!("{}: {}", consent.id, state.label(shell.text));
    ui.label(RichText::new(heading).family(theme::strong()));
    if view.recorded {
        let pair = [("consent", consent.id.to_string().into())];
        ui.label(shell.text.format("entry-recorded", pair));
    }
    if let Some(why) = why(shell, &consent.id) {
        let id = match why {
            DueReason::Expired => "register-due-expired",
            DueReason::Expiring => "register-due-expiring",
            DueReason::EmploymentReview => "register-due-employment",
            DueReason::Retention => "register-due-retention",
        };
        ui.label(RichText::new(shell.t(id)).color(theme::warm(ui)));
    }
    if state == ConsentState::Refused {
        return;
    }
    let channels: Vec<String> = consent.channels.iter().map(|channel| channel.label(shell.text)).collect();
    ui.label(channels.join(", "));
    ui.label(
        RichText::new(format!("{}: {}", shell.t("ui-form-location"), harmless(&consent.form_location)))
            .weak(),
    );
    if view.sure {
        let pairs = [("consent", consent.id.to_string().into()), ("count", count.into())];
        ui.label(RichText::new(shell.text.format("register-withdraw-sure", pairs)).family(theme::strong()));
    }
    ui.horizontal_wrapped(|ui| {
        if state.holds() || state == ConsentState::Expired {
            withdraw(ui, shell, view, consent);
            if !view.sure && ui.button(shell.t("register-renew")).clicked() {
                let until = shell.today.saturating_add(1.year());
                request(shell, RegisterRequest::Renew(consent.id.clone(), until));
            }
        }
        if !view.sure && count > 0 {
            let label = shell.text.format("entry-copies", [("count", count.into())]);
            if ui.button(label).clicked() {
                show_copies(shell, view, &consent.id);
            }
        }
    });
}

fn withdraw(ui: &mut Ui, shell: &mut Shell<'_>, view: &mut RegisterView, consent: &Consent) {
    if !view.sure {
        view.sure = ui.button(shell.t("register-withdraw")).clicked();
        return;
    }
    if final_button(ui, &shell.t("register-withdraw")) {
        request(shell, RegisterRequest::Withdraw(consent.id.clone()));
        view.sure = false;
        // What comes next is to take copies down.
        if uses(shell, &consent.id) > 0 {
            show_copies(shell, view, &consent.id);
        }
    }
    if ui.button(shell.t("ui-cancel")).clicked() {
        view.sure = false;
    }
}

fn show_copies(shell: &mut Shell<'_>, view: &mut RegisterView, id: &ConsentId) {
    request(shell, RegisterRequest::Affected(id.clone()));
    view.copies = Some(Copies::of(id.clone(), shell));
}

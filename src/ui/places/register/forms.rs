//! Forms: to print, those that are out, and the no that came back.

use std::path::PathBuf;

use egui::{RichText, ScrollArea, Ui};

use crate::{
    consent::{Channel, ConsentId, Purpose, Role},
    register::Form,
    session::{FormWanted, Missing, RegisterRequest},
    ui::{
        dialogs::{
            fields::{self, part, several},
            new_form,
        },
        icons,
        panels::settle,
        shell::{Choose, Shell, accent_button, word_button},
        theme,
    },
};

use super::{Page, RegisterPlace, copies::file, request};

/// A form that is about to be printed.
#[derive(Debug, Default)]
pub struct FormDraft {
    role: Option<Role>,
    for_child: bool,
    purposes: Vec<Purpose>,
    channels: Vec<Channel>,
    /// The folder, once the page was shown.
    pub folder: Option<String>,
}

pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    if word_button(ui, icons::IMAGES, &shell.t("events-forms-take"), true).clicked() {
        shell.view.choose = Some(Choose::Forms);
    }
    if shell.view.dropping {
        ui.label(RichText::new(shell.t("events-forms-drop")).small().weak());
    }
    out(ui, shell, place);
    draft(ui, shell, &mut place.form);
    ui.add_space(6.0);
    // A form that does not say who asks is signed for nobody.
    let untold = shell.session.controller.missing();
    let nobody = !untold.is_empty();
    if nobody {
        let missing = Missing::Controller(untold);
        if ui.add(egui::Button::new(missing.message(shell.text)).wrap()).clicked() {
            settle(shell.view, shell.settings, &missing);
        }
    }
    if accent_button(ui, &shell.t("register-print-form"), !nobody) {
        let country = shell.session.policy().country();
        let draft = &place.form;
        request(
            shell,
            RegisterRequest::SaveForm(FormWanted {
                controller: shell.settings.controller(country),
                language: shell.text.language(),
                role: draft.role,
                for_child: draft.for_child,
                purposes: draft.purposes.clone(),
                channels: draft.channels.clone(),
                words: shell.settings.form_words(shell.text.language()),
                folder: PathBuf::from(draft.folder.as_deref().unwrap_or_default().trim()),
            }),
        );
    }
}

/// What the form is to have on it. Nothing of it is ticked on the paper.
fn draft(ui: &mut Ui, shell: &mut Shell<'_>, draft: &mut FormDraft) {
    let text = shell.text;
    part(ui, &text.get("entry-form-title"));
    ui.label(RichText::new(text.get("entry-form-explain")).small().weak());
    let roles: Vec<Option<Role>> = std::iter::once(None)
        .chain(Role::ALL.iter().copied().filter(|role| *role != Role::Unknown).map(Some))
        .collect();
    fields::choice(ui, &text.get("ui-role"), &mut draft.role, &roles, |role| {
        role.map_or_else(|| text.get("entry-form-anyone"), |role| role.label(text))
    });
    ui.checkbox(&mut draft.for_child, text.get("entry-form-child"));
    several(ui, &text.get("ui-purpose"), &mut draft.purposes, Purpose::ALL, |word| word.label(text));
    let channels = shell.session.policy().channels();
    several(ui, &text.get("ui-channels"), &mut draft.channels, &channels, |word| word.label(text));
    ui.label(RichText::new(text.get("entry-form-all")).small().weak());
    let folder = draft.folder.get_or_insert_with(|| shell.view.folder.trim().to_owned());
    file(ui, shell, "entry-folder", folder, Choose::FormFolder);
}

/// The forms that have not come back.
fn out(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    part(ui, &shell.t("entry-forms"));
    let session = shell.session;
    if session.register.read.forms.is_empty() {
        ui.label(RichText::new(shell.t("entry-forms-none")).weak());
    }
    // Those that are seen are laid out, and the next one, so that Tab goes on.
    let forms = &session.register.read.forms;
    let height = ui.spacing().interact_size.y;
    let room = (ui.ctx().content_rect().height() * 0.4).max(4.0 * height);
    ScrollArea::vertical()
        .id_salt("forms that are out")
        .max_height(room)
        .auto_shrink([false, true])
        .show_rows(ui, height, forms.len(), |ui, seen| {
            for form in forms.iter().skip(seen.start).take(seen.len() + 1) {
                ui.horizontal(|ui| line(ui, shell, place, form));
            }
        });
}

/// A form that has not come back.
fn line(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace, form: &Form) {
    let pairs = [("consent", form.id.to_string().into()), ("day", form.printed_on.to_string().into())];
    ui.label(shell.text.format("entry-form-line", pairs));
    if named(ui, shell, "ui-record-consent", form) {
        shell.view.form = Some(new_form(shell.today, shell.session, Some(form)));
    }
    if named(ui, shell, "entry-refusal", form) {
        place.page = Page::Consents;
        place.refusal = Some(form.id.to_string());
        (place.beside, place.lead) = (true, true);
    }
}

/// A button whose name says which form it is about.
fn named(ui: &mut Ui, shell: &Shell<'_>, label: &str, form: &Form) -> bool {
    let word = shell.t(label);
    let button = ui.button(&word);
    let told = format!("{word} {}", form.id);
    button.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Button, true, &told));
    if button.gained_focus() {
        button.scroll_to_me(None);
    }
    button.clicked()
}

/// Somebody has said no.
pub(super) fn refusal(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let Some(mut typed) = place.refusal.take() else { return };
    ui.label(RichText::new(shell.t("entry-refusal-title")).family(theme::strong()));
    ui.label(shell.t("entry-refusal-explain"));
    let hint = shell.t("entry-refusal-hint");
    let field = fields::line(ui, &shell.t("entry-id"), &mut typed, &hint);
    if std::mem::take(&mut place.lead) {
        field.request_focus();
    }
    let id = (!typed.trim().is_empty()).then(|| typed.parse::<ConsentId>());
    let wrong = match &id {
        Some(Err(_)) => Some(shell.t("entry-id-fault")),
        Some(Ok(id)) if shell.session.consents().contains_key(id) => Some(shell.t("consent-fault-id-in-use")),
        Some(Ok(_)) | None => None,
    };
    fields::fault(ui, wrong.as_deref());
    let mut open = true;
    ui.horizontal(|ui| {
        if accent_button(ui, &shell.t("entry-refusal-button"), wrong.is_none()) {
            request(shell, RegisterRequest::Refuse(id.and_then(Result::ok)));
            open = false;
        }
        if ui.button(shell.t("ui-cancel")).clicked() {
            open = false;
        }
    });
    place.beside = open;
    if open {
        place.refusal = Some(typed);
    }
}

//! Who answers for the copies, asked where a copy needs it: only what nobody has told yet.

use egui::RichText;

use crate::{
    record::ControllerField,
    settings::Settings,
    ui::shell::{Shell, accent_button},
};

use super::fields;

/// The open question.
#[derive(Debug, Clone)]
pub struct Asked {
    settings: Settings,
    fields: Vec<ControllerField>,
    /// It was drawn before, so the keyboard is in it.
    shown: bool,
}

impl Asked {
    /// Asks for these, over what is set.
    pub fn new(settings: &Settings, fields: &[ControllerField]) -> Self {
        Self { settings: settings.clone(), fields: fields.to_vec(), shown: false }
    }
}

/// Shows the question while it is open; the answer is what is to be kept.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) -> Option<Settings> {
    let mut asked = shell.view.asked.take()?;
    let mut keep = false;
    let mut cancelled = false;
    let modal = super::modal(ctx, "asked", |ui| {
        ui.set_width(super::width(ui, 440.0));
        ui.heading(shell.t("ui-asked-title"));
        ui.label(RichText::new(shell.t("ui-organisation-explain")).weak());
        let mut entered = false;
        for field in &asked.fields {
            let label = ui.label(shell.t(field.message_id()));
            let value = match field {
                ControllerField::Name => &mut asked.settings.organisation,
                ControllerField::Contact => &mut asked.settings.contact,
                ControllerField::Withdrawal => &mut asked.settings.withdrawal,
            };
            let edit = ui.add(egui::TextEdit::singleline(value).desired_width(f32::INFINITY));
            if !asked.shown {
                asked.shown = true;
                edit.request_focus();
            }
            entered |= fields::entered(ui, &edit);
            edit.labelled_by(label.id);
        }
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            let whole = !asked.settings.organisation_missing();
            keep = accent_button(ui, &shell.t("ui-save"), whole) || (whole && entered);
            cancelled = ui.button(shell.t("ui-cancel")).clicked();
        });
    });
    if keep {
        return Some(asked.settings);
    }
    if !cancelled && !modal.should_close() {
        shell.view.asked = Some(asked);
    }
    None
}

//! The settings.

use egui::{Id, Modal, RichText};

use crate::{
    consent::Country,
    settings::Settings,
    text::Language,
    ui::shell::{Shell, accent_button},
};

/// Shows the settings while they are open; the answer is what is to be kept.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) -> Option<Settings> {
    let mut settings = shell.view.settings.take()?;
    let mut keep = false;
    let mut cancelled = false;
    let modal = Modal::new(Id::unique("settings")).show(ctx, |ui| {
        ui.set_width(440.0);
        ui.heading(shell.t("ui-settings"));
        ui.label(shell.t("ui-language"));
        ui.horizontal(|ui| {
            for language in Language::ALL {
                let chosen = settings.language() == language;
                if ui.radio(chosen, language.own_name()).clicked() {
                    settings.language = Some(language);
                }
            }
        });
        ui.label(shell.t("ui-country"));
        ui.horizontal(|ui| {
            for country in Country::ALL {
                if ui.radio(settings.country == Some(*country), country.label(shell.text)).clicked() {
                    settings.country = Some(*country);
                }
            }
        });
        ui.separator();
        ui.label(RichText::new(shell.t("ui-organisation-explain")).small());
        for (label, value) in [
            ("ui-organisation", &mut settings.organisation),
            ("ui-contact", &mut settings.contact),
            ("ui-withdrawal", &mut settings.withdrawal),
        ] {
            let label = ui.label(shell.t(label));
            ui.add(egui::TextEdit::singleline(value).desired_width(f32::INFINITY)).labelled_by(label.id);
        }
        ui.horizontal(|ui| {
            keep = accent_button(ui, &shell.t("ui-save"), true);
            cancelled = ui.button(shell.t("ui-cancel")).clicked();
        });
    });
    if keep {
        return Some(settings);
    }
    if !cancelled && !modal.should_close() {
        shell.view.settings = Some(settings);
    }
    None
}

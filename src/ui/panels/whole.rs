//! Step 2: looking at the whole picture, with the checklist.

use egui::{RichText, Ui};

use crate::{
    review::{Edit, Identifier},
    session::Command,
    ui::shell::Shell,
};

/// Shows suggestions and checklist.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
    ui.add_space(8.0);
    ui.heading(shell.t("ui-step-whole"));
    ui.label(shell.t("ui-whole-explain"));
    if !review.suggestions().is_empty() {
        ui.heading(shell.t("ui-look-here"));
        for (index, suggestion) in review.suggestions().iter().enumerate() {
            ui.horizontal(|ui| {
                let name = shell.text.format("ui-place-number", [("number", (index + 1).into())]);
                if ui.button(name).clicked() {
                    shell.view.viewport.center = suggestion.bbox.center();
                    shell.view.viewport.zoom =
                        Some((160.0 / suggestion.bbox.height.max(1.0)).clamp(0.1, 6.0));
                }
                let add = shell.text.format("ui-place-is-face", [("number", (index + 1).into())]);
                if ui.button(add).clicked() {
                    shell.commands.push(Command::Edit(Edit::AcceptSuggestion(index)));
                }
            });
        }
    }
    ui.add_space(4.0);
    ui.heading(shell.t("ui-checklist"));
    ui.label(RichText::new(shell.t("ui-checklist-explain")).small());
    for identifier in Identifier::ALL {
        let mut ticked = review.identifiers().contains(&identifier);
        let label = shell.t(&format!("ui-what-{}", identifier.word().replace('_', "-")));
        if ui.checkbox(&mut ticked, label).changed() {
            shell.commands.push(Command::Edit(Edit::Identifier { identifier, reviewed: ticked }));
        }
    }
    ui.add_space(4.0);
    let mut looked = review.whole_image_reviewed();
    if ui
        .checkbox(&mut looked, RichText::new(shell.t("ui-attest")).family(crate::ui::theme::strong()))
        .changed()
    {
        shell.commands.push(Command::Edit(Edit::AttestWholeImage(looked)));
    }
}

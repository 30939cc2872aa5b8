//! The words beside the copy: the caption that is looked at, and the alternative text that is written.

use egui::{RichText, TextEdit, Ui};

use crate::{
    review::{Edit, MAX_ALT_TEXT},
    session::Command,
    ui::{
        shell::{Ask, Shell},
        theme,
    },
};

/// Shows both fields.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
    let label = ui.label(RichText::new(shell.t("register-caption")).family(theme::strong()));
    let mut caption = review.caption().to_owned();
    let field = ui.text_edit_singleline(&mut caption).labelled_by(label.id);
    shell.view.lead_to(Ask::Caption, &field);
    if field.changed() {
        shell.commands.push(Command::Edit(Edit::Caption(caption)));
    }
    let label = ui.label(RichText::new(shell.t("frame-alt-text")).family(theme::strong()));
    // With the spaces that are just being typed.
    let mut words = review.alt_text_as_typed().to_owned();
    let field = ui.add(TextEdit::multiline(&mut words).desired_rows(2).desired_width(f32::INFINITY));
    let field = field.labelled_by(label.id);
    shell.view.lead_to(Ask::AltText, &field);
    if field.changed() {
        // One line: what stands in a web page's form is one.
        shell.commands.push(Command::Edit(Edit::AltText(words.replace(['\r', '\n'], " "))));
    }
    let count = review.alt_text().chars().count();
    let pairs = [("count", count.into()), ("most", MAX_ALT_TEXT.into())];
    let told = RichText::new(shell.text.format("frame-alt-text-count", pairs)).small();
    // Where nobody writes one it takes no more room than it must.
    if count > 0 {
        ui.label(if count > MAX_ALT_TEXT { told.color(theme::warm(ui)) } else { told.weak() });
    }
    if field.has_focus() {
        ui.label(RichText::new(shell.t("frame-alt-text-hint")).small().weak());
    }
}

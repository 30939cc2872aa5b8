//! What the organisation says on its consent form, among the settings.

use egui::{CollapsingHeader, RichText, TextEdit, Ui};

use crate::{
    documents::FormWords,
    settings::{OwnWords, Settings},
    ui::{shell::Shell, theme},
};

/// As much as leaves the form on its pages.
const MOST_LETTERS: usize = 1000;

/// Folded in, and not asked on the first page: the form has a text of its own, and a line to write the officer on.
pub(super) fn show(ui: &mut Ui, shell: &Shell<'_>, settings: &mut Settings) {
    let title = RichText::new(shell.t("ui-form-words")).family(theme::strong());
    CollapsingHeader::new(title).id_salt("form words").show(ui, |ui| fields(ui, shell, settings));
}

fn fields(ui: &mut Ui, shell: &Shell<'_>, settings: &mut Settings) {
    let text = shell.text;
    let label = ui.label(text.get("register-form-officer"));
    ui.add(TextEdit::singleline(&mut settings.officer).desired_width(f32::INFINITY)).labelled_by(label.id);
    let language = text.language();
    let explained = text.format("ui-form-words-explain", [("language", language.own_name().into())]);
    ui.label(RichText::new(explained).small().weak());
    let program = FormWords::of_program(shell.session.policy().country(), text);
    let own = settings.form.entry(language).or_default();
    for (label, words, hint) in [
        ("ui-form-rights", &mut own.rights, program.rights),
        ("ui-form-social-media", &mut own.social_media, program.social_media),
    ] {
        let label = ui.label(text.get(label));
        let field = TextEdit::multiline(words).char_limit(MOST_LETTERS).desired_rows(2).hint_text(hint);
        ui.add(field.desired_width(f32::INFINITY)).labelled_by(label.id);
    }
    settings.form.retain(|_, words| *words != OwnWords::default());
}

//! Finding one consent among many: by its number, by where the form is kept, by the role, or by the event.

use egui::{Response, Ui};

use crate::{
    consent::Consent,
    text::Text,
    ui::{dialogs::fields, shell::Shell},
};

/// From this many on there is a field to find one.
const MANY: usize = 7;

/// The field, where there are many consents.
pub fn field(ui: &mut Ui, shell: &Shell<'_>, typed: &mut String) -> Option<Response> {
    (shell.session.consents().len() >= MANY)
        .then(|| fields::line(ui, &shell.t("entry-find"), typed, &shell.t("entry-find-hint")))
}

/// True where the consent is one of those that are looked for.
pub fn is_meant(consent: &Consent, event: &str, typed: &str, text: &Text) -> bool {
    // A number is typed as it comes: without its lines, in small letters, read by a scanner.
    let bare = |said: &str| {
        said.chars().filter(|c| c.is_alphanumeric()).flat_map(char::to_lowercase).collect::<String>()
    };
    let typed_bare = bare(typed);
    let words = format!("{} {} {event}", consent.form_location, consent.role.label(text)).to_lowercase();
    bare(consent.id.as_str()).contains(&typed_bare) || words.contains(typed.trim().to_lowercase().as_str())
}

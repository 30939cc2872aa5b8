//! Several consents are chosen: what is done to all of them at once, and the list of them to print or to hand on.

use std::path::{Path, PathBuf};

use egui::{RichText, Ui};

use crate::{
    consent::Consent,
    session::PlaceRequest,
    ui::{
        dialogs::fields::part,
        shell::{Choose, Shell},
        theme,
    },
};

use super::{RegisterPlace, ask, copies::file};

/// Shows what can be done with them.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace, chosen: &[&Consent]) {
    let heading = shell.text.format("place-chosen", [("count", chosen.len().into())]);
    ui.label(RichText::new(heading).size(15.0).family(theme::strong()));
    let lead = std::mem::take(&mut place.lead);
    place.changes.of_several(ui, shell, chosen, lead);
    list(ui, shell, place, chosen);
}

/// The chosen consents as a list: a page to print, or a table, by the suffix of the file.
pub(super) fn list(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace, chosen: &[&Consent]) {
    part(ui, &shell.t("place-list"));
    ui.label(RichText::new(shell.t("place-list-explain")).small().weak());
    let folder = Path::new(shell.view.folder.trim());
    let suggested = folder.join(format!("sladd-consents-{}.html", shell.today));
    let path = place.list.get_or_insert_with(|| suggested.display().to_string());
    file(ui, shell, "entry-file", path, Choose::Chosen);
    let mut save = None;
    ui.horizontal_wrapped(|ui| {
        for (label, suffix) in [("place-list-page", "html"), ("place-list-table", "csv")] {
            let ready = !path.trim().is_empty();
            if ui.add_enabled(ready, egui::Button::new(shell.t(label))).clicked() {
                save = Some(PathBuf::from(path.trim()).with_extension(suffix));
            }
        }
    });
    if let Some(path) = save {
        let ids = chosen.iter().map(|consent| consent.id.clone()).collect();
        ask(shell, PlaceRequest::SaveConsents { ids, language: shell.text.language(), path });
    }
}

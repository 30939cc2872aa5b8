//! What looks like a face and stays visible as "not a face", looked at once more before anybody may see it.

use egui::{Frame, Label, RichText, Ui};

use crate::{
    pipeline::asks_to_look_again,
    review::{Decision, Edit},
    session::Command,
    ui::{
        shell::{Ask, Shell},
        theme,
    },
};

use super::Portraits;

/// Side of a picture in points: large enough to know a face.
const SIDE: f32 = 96.0;

/// Shows each of them with what was said of it, and the statement about all of them; nothing where none has to be looked at.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, portraits: &mut Portraits) {
    let session = shell.session;
    let Some(photo) = session.shown() else { return };
    let Some(review) = &photo.review else { return };
    if asks_to_look_again(review, &session.channels) == 0 {
        return;
    }
    portraits.begin(shell, photo.id, review);
    Frame::group(ui.style()).show(ui, |ui| {
        ui.set_width(ui.available_width());
        ui.label(RichText::new(shell.t("gate-look-again-title")).family(theme::strong()));
        ui.label(shell.t("gate-look-again-explain"));
        for entry in review.looking_like_faces() {
            ui.horizontal(|ui| {
                portraits.uncovered(ui, shell, entry, SIDE);
                let said = match entry.decision {
                    Some(Decision::NotAFace { what: Some(what) }) => what.label(shell.text),
                    Some(
                        Decision::Redact
                        | Decision::Keep { .. }
                        | Decision::NotAFace { what: None }
                        | Decision::MayBeSeen { .. },
                    )
                    | None => shell.t("gate-not-a-face-unsaid"),
                };
                ui.add(Label::new(format!("{}: {said}", shell.region_name(entry))).wrap());
            });
        }
        ui.label(RichText::new(shell.t("gate-instead-hint")).small());
        let mut confirmed = review.visible_confirmed();
        let tick = ui.checkbox(&mut confirmed, shell.t("gate-look-again"));
        shell.view.lead_to(Ask::Visible, &tick);
        if tick.changed() {
            shell.commands.push(Command::Edit(Edit::ConfirmVisible(confirmed)));
        }
    });
}

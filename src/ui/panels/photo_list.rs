//! The photos with their state.

use egui::{Button, RichText, ScrollArea, Ui};

use crate::{
    session::{Command, Photo, Stage},
    ui::{
        shell::{Shell, Step},
        theme,
    },
};

/// Shows the list.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    ui.add_space(8.0);
    ui.heading(shell.t("ui-photos"));
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        let session = shell.session;
        let shown = session.shown().map(|photo| photo.id);
        for photo in session.photos() {
            ui.push_id(photo.id.value(), |ui| {
                let (state, warm) = state(shell, photo);
                let mut state_text = RichText::new(&state).small();
                if warm {
                    state_text = state_text.color(theme::WARM).family(theme::strong());
                }
                let name = photo.origin.name();
                let button = Button::selectable(shown == Some(photo.id), RichText::new(&name))
                    .truncate()
                    .min_size(egui::vec2(ui.available_width(), 30.0));
                if ui.add(button).on_hover_text(&state).clicked() {
                    shell.commands.push(Command::Select(photo.id));
                    shell.view.region = None;
                    shell.view.step = Step::Faces;
                    shell.view.viewport.zoom = None;
                }
                ui.horizontal(|ui| {
                    ui.add_space(10.0);
                    ui.label(state_text);
                });
            });
        }
    });
}

fn state(shell: &Shell<'_>, photo: &Photo) -> (String, bool) {
    match &photo.stage {
        Stage::Waiting => (shell.t("ui-state-waiting"), false),
        Stage::Looking { .. } => (shell.t("ui-state-looking"), false),
        Stage::Failed(fault) => (fault.message(shell.text), true),
        Stage::Ready if photo.exported.is_some() => (shell.t("ui-state-exported"), false),
        Stage::Ready => match photo.undecided() {
            0 if photo.review.as_ref().is_some_and(crate::review::Review::whole_image_reviewed) => {
                (shell.t("ui-state-reviewed"), false)
            }
            0 => (shell.t("ui-state-look"), true),
            left => (shell.text.format("ui-state-undecided", [("count", left.into())]), true),
        },
    }
}

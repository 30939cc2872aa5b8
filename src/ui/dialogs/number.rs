//! "Leave visible" of what reads like a personal number: the question whether that is meant.

use egui::{Label, Ui};

use crate::{
    review::{Decision, Edit, Entry, RegionId},
    session::{Command, PhotoId},
    ui::shell::{Shell, View, final_button},
};

/// The open question.
#[derive(Debug)]
pub struct AskedNumber {
    /// Regions of two photos have the same numbers.
    photo: PhotoId,
    region: RegionId,
    /// It was drawn before, so the keyboard is in it.
    shown: bool,
}

/// The edit that leaves a place visible; of a personal number the question is opened instead.
pub fn leave_visible(view: &mut View, photo: PhotoId, entry: &Entry) -> Option<Edit> {
    let region = entry.region.id;
    if entry.region.is_number() {
        view.region = Some(region);
        view.number = Some(AskedNumber { photo, region, shown: false });
        return None;
    }
    Some(Edit::Decide { region, decision: Some(Decision::MayBeSeen { confirmed: false }) })
}

/// Shows the question while it is open. Whoever leaves it leaves the number as it was; Enter covers it.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) {
    let Some(mut asked) = shell.view.number.take() else { return };
    let session = shell.session;
    let Some(photo) = session.shown().filter(|photo| photo.id == asked.photo) else { return };
    let Some(entry) = photo.review.as_ref().and_then(|review| review.entry(asked.region)) else { return };
    let name = shell.region_name(entry);
    let mut decision = None;
    let modal = super::modal(ctx, "personal number", |ui: &mut Ui| {
        ui.set_width(super::width(ui, 420.0));
        ui.heading(shell.t("found-ask-title"));
        ui.label(name);
        ui.add(Label::new(shell.t("found-ask-explain")).wrap());
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            let cover = ui.button(shell.t("found-ask-no"));
            // Nobody comes past the question by Enter.
            if !std::mem::replace(&mut asked.shown, true) {
                cover.request_focus();
            }
            if cover.clicked() {
                decision = Some(Decision::Redact);
            }
            if final_button(ui, &shell.t("found-ask-yes")) {
                decision = Some(Decision::MayBeSeen { confirmed: true });
            }
        });
    });
    if decision.is_some() {
        shell.commands.push(Command::Edit(Edit::Decide { region: asked.region, decision }));
        shell.view.go_on = true;
    } else if !modal.should_close() {
        shell.view.number = Some(asked);
    }
}

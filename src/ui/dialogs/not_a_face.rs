//! "Not a face" of what looks like one: the question what it is instead.

use egui::{Button, Key, Modifiers, RichText, ScrollArea, Ui};

use crate::{
    review::{Decision, Edit, Entry, Instead, RegionId},
    session::{Command, PhotoId},
    ui::{
        panels::Portraits,
        shell::{Shell, View},
        theme,
    },
};

/// Side of the picture where there is room for it, in points.
const PICTURE: f32 = 300.0;
/// Width of the choices beside it.
const CHOICES: f32 = 290.0;
/// The keys of [`Instead::ALL`].
const KEYS: [Key; 6] = [Key::Num1, Key::Num2, Key::Num3, Key::Num4, Key::Num5, Key::Num6];

/// The open question.
#[derive(Debug)]
pub struct NoFace {
    /// Regions of two photos have the same numbers.
    photo: PhotoId,
    region: RegionId,
    /// It was drawn before, so the keyboard is in it.
    shown: bool,
}

/// Asks of a face of strong evidence what it is instead.
pub fn ask_what(view: &mut View, photo: PhotoId, entry: &Entry) {
    view.region = Some(entry.region.id);
    view.no_face = Some(NoFace { photo, region: entry.region.id, shown: false });
}

/// Shows the question while it is open. Whoever answers it decides; whoever leaves it leaves the face as it was.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>, portraits: &mut Portraits) {
    super::number::show(ctx, shell);
    let Some(mut asked) = shell.view.no_face.take() else { return };
    let session = shell.session;
    let Some(photo) = session.shown().filter(|photo| photo.id == asked.photo) else { return };
    let Some(review) = &photo.review else { return };
    let Some(entry) = review.entry(asked.region) else { return };
    portraits.begin(shell, photo.id, review);
    let mut chosen = None;
    let mut leave = false;
    let modal = super::modal(ctx, "not a face", |ui| {
        let room = ui.ctx().content_rect().size();
        let wide = room.x >= PICTURE + CHOICES + 100.0;
        ui.set_width(super::width(ui, if wide { PICTURE + CHOICES + 16.0 } else { PICTURE }));
        ui.heading(shell.t("gate-what-is-it"));
        let scroll = ScrollArea::vertical().max_height((room.y - 130.0).max(80.0));
        scroll.auto_shrink([false, true]).show(ui, |ui| {
            let side = PICTURE.min(room.y * 0.6).min(ui.available_width());
            if wide {
                ui.horizontal_top(|ui| {
                    portraits.uncovered(ui, shell, entry, side);
                    ui.vertical(|ui| chosen = choices(ui, shell, entry));
                });
            } else {
                portraits.uncovered(ui, shell, entry, side);
                chosen = choices(ui, shell, entry);
            }
        });
        let button = ui.button(shell.t("gate-leave"));
        // Nobody comes past the question by Enter: it leaves the face as it was.
        if !std::mem::replace(&mut asked.shown, true) {
            button.request_focus();
        }
        leave = button.clicked();
    });
    if let Some(what) = chosen {
        let decision = Some(Decision::NotAFace { what: Some(what) });
        shell.commands.push(Command::Edit(Edit::Decide { region: asked.region, decision }));
        shell.view.go_on = true;
    } else if !leave && !modal.should_close() {
        shell.view.no_face = Some(asked);
    }
}

/// The answers, each by a button and by its number, and what holds for two of them.
fn choices(ui: &mut Ui, shell: &Shell<'_>, entry: &Entry) -> Option<Instead> {
    let mut chosen = None;
    // Not from behind another dialog.
    let above = ui.memory(|memory| memory.allows_interaction(ui.layer_id()));
    for ((instead, key), number) in Instead::ALL.into_iter().zip(KEYS).zip(1..) {
        let name = shell.t(&format!("gate-choose-{}", instead.word()));
        let said = entry.decision == Some(Decision::NotAFace { what: Some(instead) });
        let text = RichText::new(format!("{number}  {name}"));
        let text = if said { text.family(theme::strong()) } else { text };
        let width = ui.available_width();
        let button = Button::new(text).wrap().min_size(egui::vec2(width, 30.0));
        let pressed = above && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
        if ui.add(button).clicked() || pressed {
            chosen = Some(instead);
        }
    }
    ui.add_space(4.0);
    ui.add(egui::Label::new(RichText::new(shell.t("gate-instead-hint")).small()).wrap());
    chosen
}

//! Which keys the window takes for itself.

use egui::{Color32, ColorImage, Event};
use image::{
    ExtendedColorType, ImageEncoder as _,
    codecs::png::{CompressionType, FilterType, PngEncoder},
};

use crate::{
    session::{Command, ExportMany},
    ui::places::Place,
};

use super::{SladdApp, actions};

impl SladdApp {
    /// Does what the pressed keys ask for.
    pub(super) fn take_keys(&mut self, ctx: &egui::Context) {
        // An open list or menu has the keys to itself: Escape closes it, arrows walk through it.
        if self.dialog_is_open() || egui::Popup::is_any_open(ctx) {
            return;
        }
        let controls = ctx.memory(|memory| memory.focused().is_some_and(|id| Some(id) != self.canvas.id));
        for action in actions::pressed(ctx, controls, self.view.place) {
            self.act(ctx, action);
        }
    }

    /// Takes a picture that was pasted as a photo without a file: what comes by mail or from a snipping tool need not be saved
    /// first, with every face bare.
    pub(super) fn take_pasted(&mut self, ctx: &egui::Context) {
        if self.dialog_is_open() {
            return;
        }
        if self.view.place == Place::Register {
            self.take_pasted_table(ctx);
            return;
        }
        let pasted: Vec<Event> = ctx.input(|input| {
            let pasted = |event: &&Event| matches!(event, Event::Paste(_) | Event::PasteImage(_));
            input.events.iter().filter(pasted).cloned().collect()
        });
        for event in pasted {
            if let Event::PasteImage(picture) = event {
                if let Some(bytes) = as_png(&picture) {
                    self.handle(Command::Paste(bytes.into()));
                }
            } else if !ctx.text_edit_focused() {
                // Words go into the field that is being written in; where there is none, a picture was meant.
                self.handle(Command::NothingToPaste);
            }
        }
    }

    /// In the register a picture means nothing; a table that is pasted while a list is to be taken in is that list. It is not
    /// shown, and goes into no field.
    fn take_pasted_table(&mut self, ctx: &egui::Context) {
        if !self.view.register.takes_a_list() || ctx.text_edit_focused() {
            return;
        }
        let pasted = ctx.input(|input| {
            input
                .events
                .iter()
                .find_map(|event| if let Event::Paste(table) = event { Some(table.clone()) } else { None })
        });
        if let Some(table) = pasted {
            self.view.register.import.paste(table);
        }
    }

    /// True while a dialog has the keyboard to itself.
    fn dialog_is_open(&self) -> bool {
        let view = &self.view;
        view.picker.is_some()
            || view.no_face.is_some()
            || view.form.is_some()
            || view.settings.is_some()
            || view.asked.is_some()
            || self.choosing.is_some()
            || view.first_run.is_some()
            || view.palette.is_some()
            || view.help.is_some()
            || view.keys
            || view.closing
            || view.batch.is_open()
            || self.session.offer().is_some()
            || self.session.many().is_some_and(ExportMany::is_done)
            || self.session.failure.is_some()
    }
}

/// The picture as a file that the opener takes like any other; `None` where memory does not suffice.
fn as_png(picture: &ColorImage) -> Option<Vec<u8>> {
    let pixels: Vec<u8> = picture.pixels.iter().flat_map(Color32::to_srgba_unmultiplied).collect();
    let [width, height] = picture.size.map(|side| u32::try_from(side).ok());
    let mut bytes = Vec::new();
    PngEncoder::new_with_quality(&mut bytes, CompressionType::Fast, FilterType::Sub)
        .write_image(&pixels, width?, height?, ExtendedColorType::Rgba8)
        .ok()?;
    Some(bytes)
}

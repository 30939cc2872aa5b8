//! The window's own chooser, drawn, and what is shown while the system's dialog is open.

use std::path::PathBuf;

use egui::{Align, Button, Key, Layout, RichText, ScrollArea, TextEdit, Ui, WidgetInfo};

use crate::{
    text::{Text, harmless_path},
    ui::{
        dialogs::{self, fields},
        icons,
        shell::{accent_button, word_button},
        theme,
    },
};

use super::{
    Chosen,
    browser::Browser,
    listing::Listing,
    rows::{self, Opened},
    title,
};

/// What came of a frame.
pub(super) enum Said {
    /// The choice goes on.
    Nothing,
    /// Nothing is wanted.
    Cancelled,
    /// These.
    Chosen(Vec<PathBuf>),
}

/// Height of the list, in points, where the window has the room.
const LIST: f32 = 320.0;

/// Shown while the system's dialog is looked for or open: `true` to choose here, `false` for nothing.
pub(super) fn waiting(ctx: &egui::Context, text: &Text) -> Option<bool> {
    let mut said = None;
    let modal = dialogs::modal(ctx, "system-dialog", |ui| {
        ui.set_width(dialogs::width(ui, 360.0));
        ui.label(text.get("chooser-waiting"));
        ui.horizontal(|ui| {
            if accent_button(ui, &text.get("chooser-here"), true) {
                said = Some(true);
            }
            if ui.button(text.get("ui-cancel")).clicked() {
                said = Some(false);
            }
        });
    });
    said.or_else(|| modal.should_close().then_some(false))
}

/// Shows the chooser.
pub(super) fn browser(ctx: &egui::Context, text: &Text, browser: &mut Browser) -> Said {
    browser.advance();
    let mut said = Said::Nothing;
    let modal = dialogs::modal(ctx, "chooser", |ui| {
        ui.set_width(dialogs::width(ui, 640.0));
        ui.heading(title(text, &browser.chosen, browser.title));
        if let Some(why) = browser.why {
            ui.label(RichText::new(text.get(why)).small().weak());
        }
        if let Some(chosen) = path_line(ui, text, browser) {
            said = Said::Chosen(chosen);
        }
        ui.separator();
        let height = LIST.min(ctx.content_rect().height() - 290.0).max(80.0);
        ui.horizontal_top(|ui| {
            ui.set_height(height);
            if ui.available_width() > 420.0 {
                places(ui, text, browser);
                ui.separator();
            }
            ui.vertical(|ui| {
                ui.set_min_size(ui.available_size());
                if let Some(chosen) = list(ui, text, browser) {
                    said = Said::Chosen(chosen);
                }
            });
        });
        ui.separator();
        if browser.chosen == Chosen::Photos {
            ui.checkbox(&mut browser.all_files, text.get("chooser-all-files"));
        }
        let mut entered = false;
        if matches!(browser.chosen, Chosen::NewFile(_)) {
            let name = fields::line(ui, &text.get("chooser-name"), &mut browser.name, "");
            entered = fields::entered(ui, &name);
            fields::fault(ui, browser.is_taken().then(|| text.get("chooser-taken")).as_deref());
        }
        match buttons(ui, text, browser, entered) {
            Said::Nothing => {}
            other @ (Said::Cancelled | Said::Chosen(_)) => said = other,
        }
    });
    if modal.should_close() && matches!(said, Said::Nothing) {
        return Said::Cancelled;
    }
    said
}

/// The path line, with the way up, and what is wrong with it; the choice where a file was typed.
fn path_line(ui: &mut Ui, text: &Text, browser: &mut Browser) -> Option<Vec<PathBuf>> {
    let mut chosen = None;
    ui.horizontal(|ui| {
        let up = text.get("chooser-up");
        if word_button(ui, icons::UP, &up, browser.folder.parent().is_some()).clicked() {
            browser.up();
        }
        let label = text.get("chooser-path");
        let field = ui.add(TextEdit::singleline(&mut browser.typed).desired_width(f32::INFINITY));
        field.widget_info(|| WidgetInfo::text_edit(true, "", &browser.typed, ""));
        ui.ctx().accesskit_node_builder(field.id, |node| node.set_label(label.as_str()));
        if field.changed() {
            browser.fault = None;
        }
        if fields::entered(ui, &field) {
            chosen = browser.take_typed();
        }
        if ui.input(|input| input.modifiers.command && input.key_pressed(Key::L)) {
            field.request_focus();
        }
        field.on_hover_text(label);
    });
    if let Some(fault) = browser.fault {
        ui.horizontal_wrapped(|ui| {
            fields::fault(ui, Some(&text.get(fault)));
            // Folders in which something is written may be new; those that are read from may not.
            if browser.chosen != Chosen::Photos && ui.button(text.get("chooser-make")).clicked() {
                browser.make_typed();
            }
        });
    }
    chosen
}

/// Where people keep files.
fn places(ui: &mut Ui, text: &Text, browser: &mut Browser) {
    let mut wanted = None;
    ui.allocate_ui_with_layout(
        egui::vec2(136.0, ui.available_height()),
        Layout::top_down(Align::Min),
        |ui| {
            ScrollArea::vertical().id_salt("places").auto_shrink([false, false]).show(ui, |ui| {
                ui.spacing_mut().item_spacing.y = 2.0;
                for place in &browser.places {
                    let here = place.path == browser.folder;
                    let button = ui.add(Button::selectable(here, place.said(text)).truncate());
                    if button.on_hover_text(harmless_path(&place.path)).clicked() {
                        wanted = Some(place.path.clone());
                    }
                }
            });
        },
    );
    if let Some(folder) = wanted {
        browser.go(folder);
        browser.take_keyboard = true;
    }
}

/// What lies in the folder; the choice where a photo was opened.
fn list(ui: &mut Ui, text: &Text, browser: &mut Browser) -> Option<Vec<PathBuf>> {
    let shown = browser.rows();
    let message = match &browser.listing {
        Listing::Reading(_) => Some(RichText::new(text.get("chooser-reading")).weak()),
        Listing::Unreadable(reason) => {
            let said = text.format("chooser-unreadable", [("reason", reason.as_str().into())]);
            Some(RichText::new(said).color(theme::warm(ui)))
        }
        Listing::Read(_) if shown.is_empty() => {
            let id = if browser.chosen == Chosen::Photos { "chooser-no-photos" } else { "chooser-empty" };
            Some(RichText::new(text.get(id)).weak())
        }
        Listing::Read(_) => None,
    };
    match rows::show(ui, text, browser, &shown, message)? {
        Opened::Folder(folder) => {
            browser.go(folder);
            browser.take_keyboard = true;
            None
        }
        Opened::File(path) => (browser.chosen == Chosen::Photos).then(|| {
            if browser.selected.contains(&path) {
                browser.selected.iter().cloned().collect()
            } else {
                vec![path]
            }
        }),
    }
}

/// What ends the choice.
fn buttons(ui: &mut Ui, text: &Text, browser: &Browser, entered: bool) -> Said {
    let mut said = Said::Nothing;
    ui.horizontal_wrapped(|ui| {
        let label = match browser.chosen {
            Chosen::Photos => text.format("chooser-add", [("count", browser.selected.len().into())]),
            Chosen::Folder => text.get("chooser-take-folder"),
            Chosen::NewFile(_) => text.get("chooser-save-here"),
        };
        let choice = browser.choice();
        if accent_button(ui, &label, choice.is_some()) || entered {
            said = choice.map_or(Said::Nothing, Said::Chosen);
        }
        if browser.chosen == Chosen::Photos && ui.button(text.get("chooser-add-folder")).clicked() {
            said = Said::Chosen(vec![browser.folder.clone()]);
        }
        if ui.button(text.get("ui-cancel")).clicked() {
            said = Said::Cancelled;
        }
    });
    said
}

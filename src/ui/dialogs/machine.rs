//! What the organisation's IT has set for the computer: shown, and not to be changed.

use egui::{Response, RichText, Ui};

use crate::{
    machine::Machine,
    text::{Text, harmless},
    ui::theme,
};

/// What is set, and where; nothing where nothing is.
pub fn told(ui: &mut Ui, text: &Text, machine: &Machine) {
    if machine.entries().is_empty() {
        return;
    }
    ui.label(RichText::new(text.get("machine-set")).family(theme::strong()));
    for line in machine.lines(text) {
        ui.label(RichText::new(harmless(&line)).small().weak());
    }
    let place = [("place", machine.place().into())];
    ui.label(RichText::new(text.format("machine-set-where", place)).small().weak());
}

/// A choice that is there to be made, or only to be read where IT has made it.
pub fn radio(ui: &mut Ui, free: bool, chosen: bool, label: &str, text: &Text) -> Response {
    let radio = ui.add_enabled(free, egui::RadioButton::new(chosen, label));
    radio.on_disabled_hover_text(text.get("machine-set"))
}

//! The command palette: every action by its name.

use egui::{Key, RichText, ScrollArea};

use crate::ui::{
    actions::{self, Action, Group},
    shell::{Shell, icon},
};

/// The open palette.
#[derive(Debug, Default)]
pub struct Palette {
    query: String,
    at: usize,
}

/// Shows the palette while it is open; the answer is what was chosen.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) -> Option<Action> {
    let mut palette = shell.view.palette.take()?;
    let (down, up, enter) = ctx.input_mut(|input| {
        (
            input.consume_key(egui::Modifiers::NONE, Key::ArrowDown),
            input.consume_key(egui::Modifiers::NONE, Key::ArrowUp),
            input.consume_key(egui::Modifiers::NONE, Key::Enter),
        )
    });
    let mut chosen = None;
    let modal = super::modal(ctx, "palette", |ui| {
        ui.set_width(super::width(ui, 420.0));
        let label = ui.label(RichText::new(shell.t("ui-palette-search")).small().weak());
        let edit = egui::TextEdit::singleline(&mut palette.query).desired_width(f32::INFINITY);
        let response = ui.add(edit).labelled_by(label.id);
        response.request_focus();
        if response.changed() {
            palette.at = 0;
        }
        let wanted = palette.query.trim().to_lowercase();
        let lines: Vec<_> = actions::TABLE
            .iter()
            .filter(|line| line.group != Group::Hidden && line.action != Action::Palette)
            .map(|line| (line, shell.t(line.label)))
            .filter(|(_, name)| wanted.split_whitespace().all(|word| name.to_lowercase().contains(word)))
            .collect();
        if lines.is_empty() {
            ui.label(shell.t("ui-palette-none"));
            return;
        }
        let last = lines.len() - 1;
        if down {
            palette.at += 1;
        }
        if up {
            palette.at = palette.at.saturating_sub(1);
        }
        palette.at = palette.at.min(last);
        ScrollArea::vertical().max_height(320.0).show(ui, |ui| {
            for (index, (line, name)) in lines.iter().enumerate() {
                let enabled = line.action.is_enabled(shell);
                let here = index == palette.at;
                let button = egui::Button::selectable(here, (icon(line.icon), name.as_str()))
                    .shortcut_text(actions::key_name(ctx, line.action))
                    .min_size(egui::vec2(ui.available_width(), 28.0));
                let response = ui.add_enabled(enabled, button);
                response
                    .widget_info(|| egui::WidgetInfo::selected(egui::Role::ListItem, enabled, here, name));
                if here && (down || up) {
                    response.scroll_to_me(None);
                }
                if response.clicked() || (here && enter && enabled) {
                    chosen = Some(line.action);
                }
            }
        });
    });
    if chosen.is_none() && !modal.should_close() {
        shell.view.palette = Some(palette);
    }
    chosen
}

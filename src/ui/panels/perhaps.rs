//! What is perhaps a face: small pictures in one strip, judged at a glance. A key picks those that are faces, one says that
//! none of the others is. Each is hatched, as everything undecided, until it is selected, pointed at, or all are shown on
//! purpose; nothing is said of all of them before they were shown.

use egui::{Button, Color32, RichText, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

use crate::{
    review::{Decision, Edit, Entry, Review},
    session::Command,
    ui::{
        actions::{self, Action},
        shell::Shell,
        theme,
    },
};

use super::Portraits;

/// Side of a picture, in points: large enough to see a face in it.
const SIDE: f32 = 64.0;

/// True for what stands in the strip: whoever was taken for a face stands among the faces.
pub fn stands_here(entry: &Entry) -> bool {
    entry.region.is_perhaps() && matches!(entry.decision, None | Some(Decision::NotAFace { .. }))
}

/// Shows the strip, if there is anything for it.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, review: &Review, portraits: &mut Portraits) {
    let places: Vec<&Entry> = review.shown().filter(|entry| stands_here(entry)).collect();
    if places.is_empty() {
        return;
    }
    let left = review.undecided_perhaps().count();
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.heading(shell.t("ui-perhaps-faces"));
        if left > 0 {
            let text = shell.text.format("ui-state-undecided", [("count", left.into())]);
            ui.label(RichText::new(text).color(theme::warm(ui)).family(theme::strong()));
            let show = shell.t("ui-perhaps-show");
            ui.toggle_value(&mut shell.view.perhaps_shown, show);
        }
    });
    ui.label(RichText::new(shell.t("ui-perhaps-explain")).small().weak());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = Vec2::splat(6.0);
        for entry in places {
            one(ui, shell, entry, portraits);
        }
    });
    if left == 0 {
        return;
    }
    let said = shell.text.format("ui-perhaps-none", [("count", left.into())]);
    let key = actions::key_name(ui.ctx(), Action::NoneOfPerhaps);
    let told =
        if shell.view.perhaps_shown { key } else { format!("{key}. {}", shell.t("ui-perhaps-look-first")) };
    if ui.add(Button::new(said).wrap()).on_hover_text(told).clicked()
        && let Some(edit) = none_of_the_others(&mut shell.view.perhaps_shown)
    {
        shell.commands.push(Command::Edit(edit));
        shell.view.go_on = true;
    }
}

/// What saying "none of the others" does: the first time it shows them, from then on it is done.
pub fn none_of_the_others(shown: &mut bool) -> Option<Edit> {
    std::mem::replace(shown, true).then_some(Edit::NoneOfPerhaps)
}

fn one(ui: &mut Ui, shell: &mut Shell<'_>, entry: &Entry, portraits: &mut Portraits) {
    let id = entry.region.id;
    let selected = shell.view.region == Some(id);
    let none = matches!(entry.decision, Some(Decision::NotAFace { .. }));
    // A nested area would take what is left of the row for itself, and the rows would not wrap.
    let (rect, _) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::hover());
    let picture = ui.interact(rect, ui.scope_id().with(("perhaps", id.value())), Sense::click());
    let state = shell.t(if none { "ui-not-a-face" } else { "ui-decision-undecided" });
    let name = format!("{}: {state}", shell.region_name(entry));
    picture.widget_info(|| WidgetInfo::selected(egui::Role::ListItem, true, selected, &name));
    let plain = none || selected || shell.view.perhaps_shown || picture.hovered() || picture.has_focus();
    portraits.region(ui, shell, entry, rect, plain);
    let painter = ui.painter();
    if none {
        painter.rect_filled(rect, 4.0, Color32::from_black_alpha(0x80));
        let line = Stroke::new(2.0, Color32::WHITE);
        painter
            .line_segment([rect.left_bottom() + vec2(6.0, -6.0), rect.right_top() + vec2(-6.0, 6.0)], line);
    }
    if selected || picture.has_focus() {
        let line = Stroke::new(2.0, theme::accent_text(ui));
        painter.rect_stroke(rect, 4.0, line, egui::StrokeKind::Outside);
    }
    if selected && shell.view.scrolled_to != Some(id) {
        shell.view.scrolled_to = Some(id);
        picture.scroll_to_me(None);
    }
    if picture.on_hover_text(name).clicked() {
        shell.view.region = Some(id);
    }
}

//! Places where a face might be, as small pictures to be judged: each is covered or taken away. Like every undecided
//! face they are hatched until they are pointed at, have the keyboard, or are all shown on purpose.

use egui::{Button, RichText, Sense, Stroke, Ui, Vec2, WidgetInfo, vec2};

use crate::{
    geometry::BoundingBox,
    review::{Edit, Review},
    session::Command,
    ui::{
        actions::{self, Action},
        shell::Shell,
        theme,
    },
};

use super::Portraits;

/// Side of a picture, in points.
const SIDE: f32 = 68.0;
/// Width of a picture with its buttons, in points.
const CELL: f32 = 178.0;

/// Shows the suggestions, if there are any.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, review: &Review, portraits: &mut Portraits) {
    shell.view.places.at = None;
    // A place that is cut away is nobody's affair; the others keep the number that the photo gives them.
    let here = |bounds: BoundingBox| review.frame().shows(review.size(), bounds);
    let places = review.suggestions().iter().filter(|place| here(place.bbox)).count();
    if places == 0 {
        return;
    }
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        ui.heading(format!("{} ({})", shell.t("ui-look-here"), places));
        let show = shell.t("ui-places-show");
        ui.toggle_value(&mut shell.view.places.shown, show);
    });
    ui.label(RichText::new(shell.t("ui-look-here-explain")).small().weak());
    let last = review.suggestions().len() - 1;
    let focus = shell.view.places.focus.take().map(|index| index.min(last));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        for (index, suggestion) in review.suggestions().iter().enumerate() {
            if !here(suggestion.bbox) {
                continue;
            }
            let size = vec2(CELL.min(ui.max_rect().width()), SIDE);
            let cell = egui::Layout::left_to_right(egui::Align::Min);
            ui.allocate_ui_with_layout(size, cell, |ui| {
                ui.set_min_size(size);
                ui.push_id(index, |ui| {
                    one(ui, shell, (index, suggestion.bbox), portraits, focus == Some(index));
                });
            });
        }
    });
}

/// One picture, and what is to be done about it.
fn one(
    ui: &mut Ui,
    shell: &mut Shell<'_>,
    (index, bounds): (usize, BoundingBox),
    portraits: &mut Portraits,
    focus: bool,
) {
    let named = |id: &str| shell.text.format(id, [("number", (index + 1).into())]);
    let (name, redact, not_a_face) =
        (named("ui-place-number"), named("ui-place-redact"), named("ui-place-not-a-face"));
    let (rect, picture) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::click());
    picture.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    if focus {
        picture.request_focus();
        picture.scroll_to_me(None);
    }
    let key = |ui: &Ui, action| actions::key_name(ui.ctx(), action);
    let button = |ui: &mut Ui, word: &str, told: &str, key: String| {
        let button = ui.add(Button::new(word).wrap());
        button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, told));
        button.on_hover_text(key)
    };
    let (cover, dismiss) = ui
        .vertical(|ui| {
            ui.spacing_mut().item_spacing.y = 4.0;
            ui.label(RichText::new(&name).small());
            let cover = button(ui, &shell.t("ui-redact"), &redact, key(ui, Action::Redact));
            (cover, button(ui, &shell.t("ui-not-a-face"), &not_a_face, key(ui, Action::NotAFace)))
        })
        .inner;
    let judged = [&picture, &cover, &dismiss].iter().any(|part| part.has_focus());
    if judged {
        shell.view.places.at = Some(index);
    }
    let pointed = ui.rect_contains_pointer(ui.min_rect());
    portraits.place(ui, shell, bounds, rect, judged || pointed || shell.view.places.shown);
    if picture.has_focus() {
        ui.painter().rect_stroke(rect, 4.0, Stroke::new(2.0, theme::ACCENT), egui::StrokeKind::Outside);
    }
    if picture.on_hover_text(&name).clicked() {
        if let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) {
            let frame = shell.view.shown_frame(review);
            shell.view.viewport.center = frame.point_in_frame(review.size(), bounds.center());
        }
        shell.view.viewport.zoom = Some((160.0 / bounds.height.max(1.0)).clamp(0.1, 6.0));
    }
    let edit = if cover.clicked() {
        Edit::CoverSuggestion(index)
    } else if dismiss.clicked() {
        Edit::DismissSuggestion(index)
    } else {
        return;
    };
    shell.view.places.focus = Some(index);
    shell.commands.push(Command::Edit(edit));
}

//! Hints of people of whom no face is seen: each is covered or left. Nobody has to decide them, and nothing waits for them.

use egui::{Button, RichText, Sense, Ui, Vec2, WidgetInfo, vec2};

use crate::{
    geometry::BoundingBox,
    review::Review,
    session::{Command, Whom},
    ui::shell::Shell,
};

use super::Portraits;

/// Side of a picture, in points.
const SIDE: f32 = 68.0;
/// Width of a picture with its buttons, in points.
const CELL: f32 = 178.0;

/// The hints that lie in what is published, with their index.
pub fn shown(shell: &Shell<'_>, review: &Review) -> Vec<(usize, BoundingBox)> {
    let frame = shell.view.shown_frame(review);
    let people = shell.session.shown().map_or(&[][..], |photo| &photo.people);
    let all = people.iter().map(crate::identifiers::Somebody::bounds).enumerate();
    all.filter(|(_, bounds)| frame.shows(review.size(), *bounds)).collect()
}

/// Shows the hints, if there are any.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, review: &Review, portraits: &mut Portraits) {
    let people = shown(shell, review);
    if people.is_empty() {
        return;
    }
    ui.add_space(4.0);
    ui.heading(format!("{} ({})", shell.t("somebody-title"), people.len()));
    ui.label(RichText::new(shell.t("somebody-explain")).small().weak());
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = vec2(8.0, 6.0);
        for (index, bounds) in people {
            let size = vec2(CELL.min(ui.max_rect().width()), SIDE);
            ui.allocate_ui_with_layout(size, egui::Layout::left_to_right(egui::Align::Min), |ui| {
                ui.set_min_size(size);
                one(ui, shell, review, (index, bounds), portraits);
            });
        }
    });
}

fn one(
    ui: &mut Ui,
    shell: &mut Shell<'_>,
    review: &Review,
    (index, bounds): (usize, BoundingBox),
    portraits: &mut Portraits,
) {
    let named = |id: &str| shell.text.format(id, [("number", (index + 1).into())]);
    let name = named("somebody-number");
    let (rect, picture) = ui.allocate_exact_size(Vec2::splat(SIDE), Sense::click());
    picture.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &name));
    portraits.place(ui, shell, bounds, rect, true);
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 4.0;
        ui.label(RichText::new(&name).small());
        let button = |ui: &mut Ui, word: &str, told: &str| {
            let button = ui.add(Button::new(shell.t(word)).wrap());
            let told = named(told);
            button.widget_info(|| WidgetInfo::labeled(egui::Role::Button, true, &told));
            button.clicked()
        };
        let cover = button(ui, "somebody-cover", "somebody-cover-number");
        let leave = button(ui, "somebody-leave", "somebody-leave-number");
        if cover {
            shell.commands.push(Command::CoverPerson(Whom::Hint(index)));
        } else if leave {
            shell.commands.push(Command::DismissHint(index));
        }
    });
    if picture.on_hover_text(&name).clicked() {
        let frame = shell.view.shown_frame(review);
        shell.view.viewport.center = frame.point_in_frame(review.size(), bounds.center());
        shell.view.viewport.zoom = Some((400.0 / bounds.height.max(1.0)).clamp(0.1, 6.0));
    }
}

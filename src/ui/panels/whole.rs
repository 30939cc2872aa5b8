//! Step 2: looking at the whole picture, with the checklist.

use egui::{RichText, Sense, Stroke, StrokeKind, Ui, Vec2, vec2};

use crate::{
    identifiers::Kinds,
    review::{Edit, Identifier},
    session::Command,
    ui::{
        icons,
        shell::{Shell, icon},
        theme,
    },
};

use super::{Portraits, somebody, suggestions};

/// Shows progress, suggestions and checklist.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, portraits: &mut Portraits) {
    let session = shell.session;
    let Some(photo) = session.shown() else { return };
    let Some(review) = &photo.review else { return };
    ui.add_space(8.0);
    ui.heading(shell.t("ui-step-whole"));
    ui.label(shell.t("ui-whole-explain"));
    // What the statement about the whole photo confirms as well.
    for notice in
        photo.source.iter().flat_map(crate::pipeline::SourcePhoto::notices).filter(|n| n.needs_confirmation())
    {
        ui.label(RichText::new(notice.message(shell.text)).color(theme::warm(ui)));
    }
    progress(ui, shell, photo.id);
    portraits.begin(shell, photo.id, review);
    suggestions::show(ui, shell, review, portraits);
    somebody::show(ui, shell, review, portraits);
    ui.add_space(4.0);
    ui.heading(shell.t("ui-checklist"));
    ui.label(RichText::new(shell.t("ui-checklist-explain")).small().weak());
    ui.spacing_mut().item_spacing.y = 2.0;
    let searched = review.searched() == Kinds::ALL;
    if searched {
        let left = review.undecided_found().count();
        let counts = review.found_counts();
        let (id, count) = if left > 0 {
            ("found-checklist-open", left)
        } else {
            ("found-checklist", counts.text + counts.codes)
        };
        // Ticked by itself: nobody says it.
        let told = shell.text.format(id, [("count", count.into())]);
        ui.add_enabled(false, egui::Checkbox::new(&mut (left == 0), told));
        ui.label(RichText::new(shell.t("found-checklist-rest")).small().weak());
    }
    let wanted = session.policy().checklist();
    let asked =
        |identifier: &Identifier| !searched || !identifier.is_searched_for() || wanted.contains(identifier);
    for identifier in Identifier::ALL.into_iter().filter(asked) {
        let mut ticked = review.identifiers().contains(&identifier);
        let label = shell.t(&format!("ui-what-{}", identifier.word().replace('_', "-")));
        if ui.checkbox(&mut ticked, label).changed() {
            shell.commands.push(Command::Edit(Edit::Identifier { identifier, reviewed: ticked }));
        }
    }
    if review.whole_image_reviewed() {
        ui.add_space(8.0);
        ui.horizontal_wrapped(|ui| {
            ui.label(icon(icons::CHECK));
            ui.label(RichText::new(shell.t("ui-attested")).family(theme::strong()));
        });
        if ui.button(shell.t("ui-attest-back")).clicked() {
            shell.commands.push(Command::Edit(Edit::AttestWholeImage(false)));
        }
    }
}

/// A small map of the photo: what was looked at, what is in view, what waits.
fn progress(ui: &mut Ui, shell: &mut Shell<'_>, photo: crate::session::PhotoId) {
    let Some(sweep) = shell.view.sweeps.get(photo) else { return };
    let (columns, rows) = sweep.grid();
    let (done, total) = (sweep.done(), sweep.parts().len());
    let told = shell.text.format("ui-parts-seen", [("done", done.into()), ("total", total.into())]);
    ui.label(RichText::new(&told).family(theme::strong()));
    let cell_side = (ui.available_width().min(220.0) / columns as f32).clamp(6.0, 26.0);
    let size = vec2(cell_side * columns as f32, cell_side * rows as f32);
    let (rect, response) = ui.allocate_exact_size(size, Sense::click());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ProgressIndicator, true, &told));
    let mut clicked = None;
    for (index, seen) in sweep.parts().iter().enumerate() {
        let at = vec2((index as u32 % columns) as f32, (index as u32 / columns) as f32) * cell_side;
        let cell = egui::Rect::from_min_size(rect.min + at, Vec2::splat(cell_side)).shrink(1.5);
        if *seen {
            ui.painter().rect_filled(cell, 2.0, theme::accent_text(ui));
            let c = cell.center();
            let tick = vec![c + vec2(-3.5, 0.0), c + vec2(-1.0, 3.0), c + vec2(4.0, -3.0)];
            ui.painter().add(egui::Shape::line(tick, Stroke::new(1.5, ui.visuals().panel_fill)));
        } else {
            ui.painter().rect_stroke(cell, 2.0, ui.visuals().window_stroke, StrokeKind::Inside);
        }
        if index == sweep.current() {
            ui.painter().rect_stroke(cell, 2.0, Stroke::new(2.5, theme::warm(ui)), StrokeKind::Outside);
        }
        if response.clicked() && response.interact_pointer_pos().is_some_and(|at| cell.contains(at)) {
            clicked = Some(index);
        }
    }
    if let Some(index) = clicked
        && let Some(sweep) = shell.view.sweeps.get_mut(photo)
    {
        sweep.show(index, &mut shell.view.viewport);
    }
}

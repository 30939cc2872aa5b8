//! The step "Crop": shape, angle and turn of what is published.

use egui::{RichText, Slider, Ui};

use crate::{
    framing::{Frame, MOST_HUNDREDTHS, Proportion},
    review::Edit,
    session::Command,
    ui::{
        actions::{self, Action},
        shell::Shell,
        theme,
    },
};

/// Steps of the slider, in degrees.
const STEP: f64 = 0.1;

/// Shows the choices and what comes of them.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
    let (photo, frame) = (review.size(), shell.view.frame(review));
    ui.add_space(8.0);
    ui.heading(shell.t("frame-crop"));
    ui.label(shell.t("frame-crop-explain"));
    ui.add_space(4.0);
    ui.label(RichText::new(shell.t("frame-shape")).family(theme::strong()));
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        for proportion in Proportion::ALL {
            let name = match proportion {
                Proportion::Free => shell.t("frame-shape-free"),
                Proportion::Original => shell.t("frame-shape-original"),
                Proportion::Fixed(across, down) => format!("{across}:{down}"),
            };
            let chosen = shell.view.cropping.proportion == proportion;
            let button = ui.selectable_label(chosen, &name);
            button.widget_info(|| egui::WidgetInfo::selected(egui::Role::Button, true, chosen, &name));
            if button.clicked() {
                shell.view.cropping.proportion = proportion;
                apply(shell, review.frame().shaped(proportion, photo));
            }
        }
    });
    straighten(ui, shell, frame);
    ui.add_space(4.0);
    ui.horizontal_wrapped(|ui| {
        for (action, label, right) in
            [(Action::TurnLeft, "frame-turn-left", false), (Action::TurnRight, "frame-turn-right", true)]
        {
            let key = actions::key_name(ui.ctx(), action);
            if ui.button(shell.t(label)).on_hover_text(key).clicked() {
                apply(shell, review.frame().turned(right, photo));
            }
        }
    });
    ui.add_space(6.0);
    let size = frame.size(photo);
    let pairs = [("width", size.width.into()), ("height", size.height.into())];
    ui.label(RichText::new(shell.text.format("frame-size", pairs)).family(theme::strong()));
    let away = |face: bool| {
        let cut = review.entries().iter().filter(|entry| review.would_be_cut_away(entry, frame));
        cut.filter(|entry| entry.region.what.is_face() == face).count()
    };
    if away(true) > 0 {
        ui.label(shell.text.format("frame-cut-away-count", [("count", away(true).into())]));
    }
    if ui.add_enabled(!frame.is_whole(), egui::Button::new(shell.t("frame-whole-photo"))).clicked() {
        shell.view.cropping.proportion = Proportion::Free;
        apply(shell, Frame::default());
    }
    ui.add_space(4.0);
    ui.label(RichText::new(shell.t("frame-crop-keys")).small().weak());
}

/// The slider; while it is dragged the frame is only tried.
fn straighten(ui: &mut Ui, shell: &mut Shell<'_>, frame: Frame) {
    let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
    ui.add_space(4.0);
    let mut degrees = f64::from(frame.straighten) / 100.0;
    let told = if frame.straighten == 0 { "0°".to_owned() } else { format!("{degrees:+.1}°") };
    let label = ui.label(RichText::new(shell.t("frame-straighten")).family(theme::strong()));
    ui.horizontal(|ui| {
        ui.spacing_mut().slider_width = (ui.available_width() - 64.0).clamp(80.0, 220.0);
        let most = f64::from(MOST_HUNDREDTHS) / 100.0;
        let slider = Slider::new(&mut degrees, -most..=most).step_by(STEP).show_value(false);
        let slider = ui.add(slider).labelled_by(label.id);
        ui.label(told);
        // A slider with steps is a rounding off what it was given, and so changed, in every frame.
        let hundredths = (degrees * 100.0).round() as i16;
        if slider.changed() && hundredths != frame.straighten {
            // From the frame before, so that a crop that had to shrink on the way is as large again on the way back.
            let tried = review.frame().straightened(hundredths, review.size());
            if slider.dragged() {
                shell.view.cropping.live = Some(tried);
            } else {
                apply(shell, tried);
            }
        }
        if slider.drag_stopped()
            && let Some(tried) = shell.view.cropping.live.take()
        {
            apply(shell, tried);
        }
    });
}

fn apply(shell: &mut Shell<'_>, frame: Frame) {
    shell.view.cropping.live = None;
    shell.commands.push(Command::Edit(Edit::Frame(frame)));
}

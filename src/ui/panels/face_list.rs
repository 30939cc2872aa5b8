//! Faces and areas with what is decided about them.

use egui::{ComboBox, Frame, RichText, Stroke, Ui};

use crate::{
    review::{AreaKind, Decision, Edit, Entry},
    session::Command,
    ui::{dialogs, shell::Shell, theme},
};

/// Shows both lists.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.heading(shell.t("ui-faces"));
        let left = review.undecided().count();
        if left > 0 {
            let text = shell.text.format("ui-state-undecided", [("count", left.into())]);
            ui.label(RichText::new(text).color(theme::WARM).family(theme::strong()));
        }
    });
    let (faces, areas): (Vec<&Entry>, Vec<&Entry>) =
        review.entries().iter().partition(|entry| entry.region.what.is_face());
    if faces.is_empty() {
        ui.label(shell.t("ui-no-faces"));
    }
    for entry in faces {
        row(ui, shell, entry);
    }
    ui.add_space(4.0);
    ui.heading(shell.t("ui-areas"));
    if areas.is_empty() {
        ui.label(RichText::new(shell.t("ui-no-areas")).weak());
    }
    for entry in areas {
        row(ui, shell, entry);
    }
}

fn row(ui: &mut Ui, shell: &mut Shell<'_>, entry: &Entry) {
    let id = entry.region.id;
    let selected = shell.view.region == Some(id);
    let (state, warm) = match &entry.decision {
        None => (shell.t("ui-decision-undecided"), true),
        Some(Decision::Redact) => (shell.t("ui-decision-redacted"), false),
        Some(Decision::Keep { consent }) => (consent.to_string(), false),
        Some(Decision::NotAFace) => (shell.t("ui-not-a-face"), false),
    };
    let stroke = if selected {
        Stroke::new(2.0, theme::ACCENT)
    } else {
        ui.visuals().widgets.noninteractive.bg_stroke
    };
    let frame = Frame::group(ui.style()).stroke(stroke).fill(ui.visuals().extreme_bg_color);
    ui.push_id(id.value(), |ui| {
        frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            let name = shell.region_name(entry);
            let title = format!("{name}: {state}");
            let mut text = RichText::new(title);
            if warm {
                text = text.color(theme::WARM).family(theme::strong());
            }
            if ui.add(egui::Button::selectable(selected, text).frame(false)).clicked() {
                shell.view.region = Some(id);
            }
            if matches!(entry.decision, Some(Decision::Keep { .. })) {
                ui.label(RichText::new(entry.person.role.label(shell.text)).small());
            }
            if selected {
                if entry.region.what.is_face() {
                    face_buttons(ui, shell, entry);
                }
                if !entry.region.is_detected() {
                    area_buttons(ui, shell, entry);
                }
            }
        });
    });
}

fn face_buttons(ui: &mut Ui, shell: &mut Shell<'_>, entry: &Entry) {
    let id = entry.region.id;
    ui.horizontal_wrapped(|ui| {
        let mut decide = |ui: &mut Ui, label: &str, decision: Option<Decision>| {
            let now = entry.decision == decision;
            if ui.add_enabled(!now, egui::Button::new(shell.text.get(label))).clicked() {
                shell.commands.push(Command::Edit(Edit::Decide { region: id, decision }));
            }
        };
        decide(ui, "ui-redact", Some(Decision::Redact));
        decide(ui, "ui-not-a-face", Some(Decision::NotAFace));
        if entry.decision.is_some() {
            decide(ui, "ui-undecide", None);
        }
        if ui.button(shell.t("ui-keep")).clicked() {
            dialogs::open_picker(shell.view, entry);
        }
    });
}

fn area_buttons(ui: &mut Ui, shell: &mut Shell<'_>, entry: &Entry) {
    let id = entry.region.id;
    ui.horizontal_wrapped(|ui| {
        let label = shell.t("ui-what");
        let response = ComboBox::from_id_salt("what")
            .selected_text(kind_label(shell, entry.region.what))
            .show_ui(ui, |ui| {
                for what in AreaKind::ALL {
                    let chosen = what == entry.region.what;
                    if ui.selectable_label(chosen, kind_label(shell, what)).clicked() && !chosen {
                        shell.commands.push(Command::Edit(Edit::SetWhat { region: id, what }));
                    }
                }
            });
        response.response.on_hover_text(label);
        if ui.button(shell.t("ui-remove-area")).clicked() {
            shell.commands.push(Command::Edit(Edit::Remove { region: id }));
            shell.view.region = None;
        }
    });
}

fn kind_label(shell: &Shell<'_>, what: AreaKind) -> String {
    shell.t(&format!("ui-what-{}", what.word().replace('_', "-")))
}

//! Faces and areas with what is decided about them.

use egui::{ComboBox, Frame, Response, RichText, Stroke, Ui};

use crate::{
    pipeline::{Blocker, Gate},
    review::{AreaKind, Decision, Edit, Entry, Group},
    session::Command,
    ui::{
        dialogs, icons,
        shell::{Shell, icon},
        theme,
    },
};

use super::{Portraits, found, looks, perhaps};

/// Shows both lists.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, portraits: &mut Portraits) {
    let session = shell.session;
    let Some(photo) = session.shown() else { return };
    let Some(review) = &photo.review else {
        ui.add_space(8.0);
        ui.heading(shell.t("ui-faces"));
        ui.label(RichText::new(shell.t("ui-state-looking")).weak());
        return;
    };
    portraits.begin(shell, photo.id, review);
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        ui.heading(shell.t("ui-faces"));
        let left = review.undecided().count();
        if left > 0 {
            let text = shell.text.format("ui-state-undecided", [("count", left.into())]);
            ui.label(RichText::new(text).color(theme::warm(ui)).family(theme::strong()));
        }
    });
    let listed = |group: Group| {
        review.shown().filter(move |entry| entry.region.group() == group && !perhaps::stands_here(entry))
    };
    let (faces, areas): (Vec<&Entry>, Vec<&Entry>) =
        (listed(Group::Faces).collect(), listed(Group::Areas).collect());
    if faces.is_empty() {
        ui.label(shell.t("ui-no-faces"));
    }
    let blockers = session.blockers(shell.today);
    for entry in faces {
        row(ui, shell, entry, &blockers, portraits);
    }
    perhaps::show(ui, shell, review, portraits);
    for entry in review.cut_away().filter(|entry| entry.region.what.is_face()) {
        let said = format!("{}: {}", shell.region_name(entry), shell.t("frame-cut-away-mark"));
        ui.label(RichText::new(said).weak());
    }
    found::show(ui, shell, review, &blockers, portraits);
    ui.add_space(4.0);
    ui.heading(shell.t("ui-areas"));
    if areas.is_empty() {
        ui.label(RichText::new(shell.t("ui-no-areas")).weak());
    }
    for entry in areas {
        row(ui, shell, entry, &blockers, portraits);
    }
    looks::show(ui, shell, review);
}

/// One region with its picture, its state and, while it is selected, what can be done with it.
pub(super) fn row(
    ui: &mut Ui,
    shell: &mut Shell<'_>,
    entry: &Entry,
    blockers: &[Blocker],
    portraits: &mut Portraits,
) {
    let id = entry.region.id;
    let selected = shell.view.region == Some(id);
    // What the rules say against how this region is decided.
    let rule = blockers.iter().find(|blocker| !blocker.is_undecided() && blocker.region() == Some(id));
    let (state, waits) = match &entry.decision {
        Some(Decision::MayBeSeen { .. }) if rule.is_some() => (shell.t("ui-decision-blocked"), true),
        _ if entry.region.grade().is_some() => found::state(shell, entry),
        Some(Decision::MayBeSeen { .. }) => (shell.t("found-visible"), false),
        None => (shell.t("ui-decision-undecided"), true),
        Some(Decision::Redact) => (shell.t("ui-decision-redacted"), false),
        Some(Decision::Keep { .. } | Decision::NotAFace { .. }) if rule.is_some() => {
            (shell.t("ui-decision-blocked"), true)
        }
        Some(Decision::Keep { consent }) => {
            let said = if entry.same_person { "gate-kept-again" } else { "ui-decision-kept" };
            (shell.text.format(said, [("consent", consent.to_string().into())]), false)
        }
        Some(Decision::NotAFace { what: Some(what) }) => {
            (shell.text.format("gate-not-a-face-what", [("what", what.label(shell.text).into())]), false)
        }
        Some(Decision::NotAFace { what: None }) => (shell.t("ui-not-a-face"), false),
    };
    let stroke = if selected {
        Stroke::new(2.0, theme::accent_text(ui))
    } else {
        ui.visuals().widgets.noninteractive.bg_stroke
    };
    let frame = Frame::group(ui.style()).inner_margin(6.0).stroke(stroke).fill(ui.visuals().extreme_bg_color);
    ui.push_id(id.value(), |ui| {
        let response = frame.show(ui, |ui| {
            ui.set_width(ui.available_width());
            ui.horizontal(|ui| {
                portraits.show(ui, shell, entry, rule.is_some());
                ui.vertical(|ui| {
                    let title = format!("{}: {state}", shell.region_name(entry));
                    let mut text = RichText::new(&title);
                    if waits {
                        text = text.color(theme::warm(ui)).family(theme::strong());
                    }
                    if matches!(entry.decision, Some(Decision::NotAFace { .. })) {
                        text = text.strikethrough();
                    }
                    let button = egui::Button::selectable(selected, text).frame(false).wrap();
                    let response = ui.add(button);
                    response.widget_info(|| {
                        egui::WidgetInfo::selected(egui::Role::ListItem, true, selected, &title)
                    });
                    if response.clicked() {
                        shell.view.region = Some(id);
                    }
                    let small = match &entry.decision {
                        Some(Decision::Keep { consent }) if rule.is_some() => {
                            let kept = [("consent", consent.to_string().into())];
                            Some(shell.text.format("ui-decision-kept", kept))
                        }
                        Some(Decision::Keep { .. }) => Some(entry.person.role.label(shell.text)),
                        // The grade is part of the name.
                        _ if entry.region.grade().is_some() => None,
                        _ if !entry.region.what.is_face() => Some(kind_label(shell, entry.region.what)),
                        _ => None,
                    };
                    if let Some(small) = small {
                        ui.label(RichText::new(small).small().weak());
                    }
                });
            });
            if let Some(rule) = rule {
                ui.horizontal_top(|ui| {
                    ui.label(icon(icons::WARNING).color(theme::warm(ui)));
                    let said = RichText::new(rule.message(shell.text)).color(theme::warm(ui));
                    ui.add(egui::Label::new(said).wrap());
                });
            }
            if selected {
                let twice = blockers.contains(&Blocker::Gate(Gate::ConsentTwice(id)));
                if twice || entry.same_person {
                    let mut stated = entry.same_person;
                    if ui.checkbox(&mut stated, shell.t("gate-same-person")).changed() {
                        shell.commands.push(Command::Edit(Edit::SamePerson { region: id, stated }));
                    }
                }
                if entry.region.what.is_face() {
                    face_buttons(ui, shell, entry);
                    looks::pull_hint(ui, shell, entry);
                }
                if entry.region.grade().is_some() {
                    found::buttons(ui, shell, entry);
                }
                if !entry.region.is_detected() {
                    area_buttons(ui, shell, entry);
                }
            }
        });
        if selected && shell.view.scrolled_to != Some(id) {
            shell.view.scrolled_to = Some(id);
            response.response.scroll_to_me(None);
        }
    });
}

fn face_buttons(ui: &mut Ui, shell: &mut Shell<'_>, entry: &Entry) {
    let id = entry.region.id;
    // Which face is meant stands above the buttons; whoever comes to them by Tab is told it with each.
    let name = shell.region_name(entry);
    let told = |ui: &Ui, button: Response| {
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(name.as_str()));
        button
    };
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let decide = |ui: &mut Ui, shell: &mut Shell<'_>, label: &str, decision: Option<Decision>| {
            let now = entry.decision == decision;
            let button = ui.add_enabled(!now, egui::Button::new(shell.text.get(label)));
            if told(ui, button).clicked() {
                shell.commands.push(Command::Edit(Edit::Decide { region: id, decision: decision.clone() }));
                shell.view.go_on = decision.is_some();
            }
        };
        decide(ui, shell, "ui-redact", Some(Decision::Redact));
        match shell.session.shown().map(|photo| photo.id).filter(|_| entry.region.is_strong()) {
            None => decide(ui, shell, "ui-not-a-face", Some(Decision::NotAFace { what: None })),
            Some(photo) => {
                let button = ui.button(shell.t("ui-not-a-face"));
                if told(ui, button).clicked() {
                    dialogs::ask_what(shell.view, photo, entry);
                }
            }
        }
        if entry.decision.is_some() {
            decide(ui, shell, "ui-undecide", None);
        }
        let button = ui.button(shell.t("ui-keep"));
        if told(ui, button).clicked() {
            dialogs::open_picker(shell.view, entry);
        }
    });
}

fn area_buttons(ui: &mut Ui, shell: &mut Shell<'_>, entry: &Entry) {
    let id = entry.region.id;
    ui.horizontal_wrapped(|ui| {
        let label = shell.t("ui-what");
        let response = ComboBox::from_id_salt("what")
            .width(150.0)
            .selected_text(kind_label(shell, entry.region.what))
            .show_ui(ui, |ui| {
                for what in AreaKind::ALL {
                    let chosen = what == entry.region.what;
                    if ui.selectable_label(chosen, kind_label(shell, what)).clicked() && !chosen {
                        shell.commands.push(Command::Edit(Edit::SetWhat { region: id, what }));
                        // Whoever covers badges covers the next badge too.
                        shell.view.kind = what;
                    }
                }
            });
        response.response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::ComboBox, true, &label));
        response.response.on_hover_text(label);
        if ui.button(shell.t("ui-remove-area")).clicked() {
            shell.commands.push(Command::Edit(Edit::Remove { region: id }));
            shell.view.region = None;
        }
    });
    ui.label(RichText::new(shell.t("ui-area-keys")).small().weak());
}

fn kind_label(shell: &Shell<'_>, what: AreaKind) -> String {
    shell.t(&format!("ui-what-{}", what.word().replace('_', "-")))
}

//! Writing and codes that were found, in the list beside the photo: each group with its count and one button that covers
//! all of it.

use egui::{Button, Response, RichText, Ui};

use crate::{
    identifiers::{Grade, Kind, Kinds},
    pipeline::Blocker,
    review::{Decision, Edit, Entry, Group, Review},
    session::Command,
    ui::{
        actions::{self, Action},
        dialogs,
        shell::Shell,
        theme,
    },
};

use super::{Portraits, face_list};

/// Shows both groups; what is still being looked for is told.
pub fn show(
    ui: &mut Ui,
    shell: &mut Shell<'_>,
    review: &Review,
    blockers: &[Blocker],
    portraits: &mut Portraits,
) {
    let looking = shell.session.shown().is_some_and(|photo| photo.identifying);
    for (group, kind, title) in
        [(Group::Writing, Kind::Text, "found-text"), (Group::Codes, Kind::Code, "found-codes")]
    {
        let entries: Vec<&Entry> = review.found().filter(|entry| entry.region.group() == group).collect();
        if entries.is_empty() {
            continue;
        }
        ui.add_space(4.0);
        heading(ui, shell, title, kind, &entries);
        for entry in entries {
            face_list::row(ui, shell, entry, blockers, portraits);
        }
    }
    if looking {
        ui.add_space(4.0);
        ui.horizontal(|ui| {
            ui.add(egui::Spinner::new());
            ui.label(RichText::new(shell.t("found-looking")).weak());
        });
    } else if review.searched() != Kinds::ALL {
        ui.label(RichText::new(shell.t("found-not-yet")).weak());
        if let Some(photo) = shell.session.shown()
            && ui.button(shell.t("found-look-now")).clicked()
        {
            shell.commands.push(Command::TryAgain(photo.id));
        }
    } else if review.found().next().is_none() {
        ui.add_space(4.0);
        ui.label(RichText::new(shell.t("found-none")).weak());
    } else {
        rest(ui, shell, review);
    }
}

fn heading(ui: &mut Ui, shell: &mut Shell<'_>, title: &str, kind: Kind, entries: &[&Entry]) {
    let left = entries.iter().filter(|entry| shell.session.waits(entry)).count();
    let open = entries.iter().filter(|entry| entry.decision.is_none()).count();
    ui.horizontal_wrapped(|ui| {
        ui.heading(shell.t(title));
        if left > 0 {
            let text = shell.text.format("ui-state-undecided", [("count", left.into())]);
            ui.label(RichText::new(text).color(theme::warm(ui)).family(theme::strong()));
        }
        if open > 1 {
            let label = shell.text.format("found-cover-all", [("count", open.into())]);
            let button = ui.add(Button::new(label));
            let name = format!("{}: {}", shell.t(title), shell.t("found-cover-all-action"));
            ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(name.as_str()));
            let key = actions::key_name(ui.ctx(), Action::CoverFound);
            if button.on_hover_text(key).clicked() {
                let kinds = Kinds { text: kind == Kind::Text, codes: kind == Kind::Code };
                shell.commands.push(Command::Edit(Edit::CoverFound(kinds)));
                shell.view.go_on = true;
            }
        }
    });
}

/// One button for those that tell of nobody, once those that do are decided; never for a personal number.
fn rest(ui: &mut Ui, shell: &mut Shell<'_>, review: &Review) {
    let open = rest_of(review);
    if open == 0 {
        return;
    }
    let label = shell.text.format("found-rest-visible", [("count", open.into())]);
    let key = actions::key_name(ui.ctx(), Action::RestVisible);
    if ui.add(Button::new(label).wrap()).on_hover_text(key).clicked() {
        shell.commands.push(Command::Edit(Edit::RestMayBeSeen));
        shell.view.go_on = true;
    }
}

/// How many places "leave the rest visible" would decide.
pub fn rest_of(review: &Review) -> usize {
    review.undecided_found().filter(|entry| !entry.region.is_number()).count()
}

/// The state of one place in words, and whether it waits for somebody.
pub fn state(shell: &Shell<'_>, entry: &Entry) -> (String, bool) {
    match entry.decision {
        Some(Decision::Redact) => (shell.t("found-covered"), false),
        Some(_) => (shell.t("found-visible"), false),
        None if shell.session.waits(entry) => (shell.t("ui-decision-undecided"), true),
        None => (shell.t("found-need-not"), false),
    }
}

/// The grade in words: "personal number", "QR code".
pub fn grade_label(shell: &Shell<'_>, grade: Grade) -> String {
    shell.t(&format!("found-grade-{}", grade.word().replace('_', "-")))
}

/// What can be done with the selected place.
pub fn buttons(ui: &mut Ui, shell: &mut Shell<'_>, entry: &Entry) {
    let id = entry.region.id;
    let name = shell.region_name(entry);
    let told = |ui: &Ui, button: Response| {
        ui.ctx().accesskit_node_builder(button.id, |node| node.set_description(name.as_str()));
        button
    };
    if entry.region.is_number() {
        let hint = RichText::new(shell.t("found-number-hint")).color(theme::warm(ui));
        ui.add(egui::Label::new(hint).wrap());
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 4.0;
        let covered = entry.decision == Some(Decision::Redact);
        let button = ui.add_enabled(!covered, Button::new(shell.t("found-cover")));
        if told(ui, button).clicked() {
            let decision = Some(Decision::Redact);
            shell.commands.push(Command::Edit(Edit::Decide { region: id, decision }));
            shell.view.go_on = true;
        }
        let visible = matches!(entry.decision, Some(Decision::MayBeSeen { .. }));
        let button = ui.add_enabled(!visible, Button::new(shell.t("found-leave")));
        if told(ui, button).clicked()
            && let Some(edit) = leave_visible(shell, entry)
        {
            shell.commands.push(Command::Edit(edit));
            shell.view.go_on = true;
        }
        if entry.decision.is_some() {
            let button = ui.button(shell.t("ui-undecide"));
            if told(ui, button).clicked() {
                shell.commands.push(Command::Edit(Edit::Decide { region: id, decision: None }));
            }
        }
    });
    ui.label(RichText::new(shell.t("found-hint")).small().weak());
}

/// What "leave visible" does: at once, but of a personal number it asks first.
fn leave_visible(shell: &mut Shell<'_>, entry: &Entry) -> Option<Edit> {
    let photo = shell.session.shown()?.id;
    dialogs::leave_visible(shell.view, photo, entry)
}

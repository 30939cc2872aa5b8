//! The table of every copy: where it was written and put, until when it may be shown, and what is to be done about it.

use egui::{RichText, Ui};

use crate::{
    consent::ConsentId,
    session::{CopyShown, CopyState},
    text::harmless,
    ui::{
        places::grid::{Grid, Heading, Row, Wanted},
        shell::Shell,
        theme,
    },
};

use super::{
    RegisterPlace,
    consents::{heading, search, state},
    copies::{self, Line, Noting},
    side_by_side,
};

/// The columns.
const HEADINGS: [Heading; 7] = [
    heading("register-column-day", 0.2, 98.0),
    heading("register-column-copy", 1.6, 110.0),
    heading("register-column-folder", 1.4, 80.0),
    heading("place-column-posted", 1.6, 80.0),
    heading("register-column-event", 1.0, 70.0),
    heading("register-column-until", 0.2, 98.0),
    heading("register-column-state", 1.2, 90.0),
];

/// The table and what is wanted of it.
#[derive(Debug, Default)]
pub struct CopiesView {
    grid: Grid,
    wanted: Wanted,
    /// The search field takes the keyboard.
    pub(super) find: bool,
    noting: Noting,
}

pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let register = &shell.session.register;
    // A consent that has ended changes what is to be said of its copies.
    let source =
        (register.version.wrapping_add(register.copies_version << 32), shell.today, shell.text.language());
    let Some(copies) = &register.copies else {
        egui::CentralPanel::default().show(ui, |ui| {
            ui.spinner();
            ui.label(shell.t("place-reading"));
        });
        return;
    };
    place.all_copies.grid.fill(source, || copies.iter().map(|copy| row(shell, copy)).collect());
    if copies.is_empty() {
        egui::CentralPanel::default().show(ui, |ui| ui.label(shell.t("place-no-copies")));
        return;
    }
    side_by_side(ui, shell, place, table, beside);
}

fn table(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let view = &mut place.all_copies;
    let occur = view.grid.states();
    ui.horizontal_wrapped(|ui| {
        search(ui, shell, &mut view.wanted.find, &mut view.find, "place-find-copy-hint", &mut view.grid);
        let states: Vec<(&'static str, String)> = CopyState::ALL
            .iter()
            .map(|state| state.message_id())
            .filter(|id| occur.contains(id))
            .map(|id| (id, shell.t(id)))
            .collect();
        state(ui, shell, &mut view.wanted.state, &states);
    });
    view.grid.list(&view.wanted, &HEADINGS);
    let (all, listed) = view.grid.counts();
    let pairs = [("all", all.into()), ("listed", listed.into()), ("chosen", view.grid.chosen.len().into())];
    ui.label(RichText::new(shell.text.format("place-copy-counts", pairs)).small().weak());
    if listed == 0 {
        ui.label(shell.t("place-none-found"));
        if ui.button(shell.t("place-show-all")).clicked() {
            view.wanted = Wanted::default();
        }
    } else if view.grid.show(ui, shell.text, &shell.t("place-copies"), &HEADINGS) {
        (place.beside, place.lead) = (true, true);
    }
}

/// What is known of the chosen copy.
fn beside(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let session = shell.session;
    let only = place.all_copies.grid.only();
    let copies = session.register.copies.as_deref().unwrap_or_default();
    let Some(copy) = only.and_then(|record| copies.iter().find(|copy| copy.export.record_id == record))
    else {
        let chosen = place.all_copies.grid.chosen.len();
        let said = if chosen == 0 {
            shell.t("place-no-copy-chosen")
        } else {
            shell.text.format("place-copies-chosen", [("count", chosen.into())])
        };
        ui.label(RichText::new(said).weak());
        return;
    };
    let today = shell.today;
    let state = copy.state(session.consents(), today);
    let heading = format!("{}: {}", harmless(&copy.export.output), shell.t(state.message_id()));
    ui.add(egui::Label::new(RichText::new(heading).size(15.0).family(theme::strong())).wrap());
    let channels: Vec<String> =
        copy.export.channels.iter().map(|channel| channel.label(shell.text)).collect();
    let said = format!(
        "{}   {}   {}",
        copy.export.created_on,
        copy.export.purpose.label(shell.text),
        channels.join(", ")
    );
    ui.push_id(&copy.export.record_id, |ui| {
        copies::line(ui, shell, &mut place.all_copies.noting, &Line::of_all(copy, said));
    });
    ui.separator();
    let until = copy.valid_until(session.consents());
    if let Some(day) = until {
        ui.label(shell.text.format("ui-valid-until", [("date", day.to_string().into())]));
    }
    ui.label(
        RichText::new(format!("{}: {}", shell.t("register-column-record"), copy.export.record_id)).weak(),
    );
    consents(ui, shell, place, copy);
}

/// The consents that a copy relies on; each leads to itself.
fn consents(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace, copy: &CopyShown) {
    let relied_on: Vec<ConsentId> = copy.consents().into_iter().cloned().collect();
    if relied_on.is_empty() {
        ui.label(RichText::new(shell.t("place-copy-no-consent")).weak());
        return;
    }
    ui.label(RichText::new(shell.t("place-copy-consents")).family(theme::strong()));
    for id in relied_on {
        let state = shell.session.consents().get(&id).map(|consent| consent.state(shell.today));
        let said = state.map_or_else(|| shell.t("place-consent-gone"), |state| state.label(shell.text));
        let known = state.is_some();
        if ui.add_enabled(known, egui::Button::new(format!("{id}: {said}"))).clicked() {
            place.show_recorded(&id, false);
        }
    }
}

fn row(shell: &Shell<'_>, copy: &CopyShown) -> Row {
    let export = &copy.export;
    let consents = shell.session.consents();
    let state = copy.state(consents, shell.today);
    let said = shell.t(state.message_id());
    let posted: Vec<String> = copy
        .published
        .iter()
        .filter(|place| place.taken_down_on.is_none())
        .map(|place| format!("{}: {}", place.channel.label(shell.text), harmless(&place.place)))
        .collect();
    let posted = posted.join(", ");
    let until = copy.valid_until(consents).map(|day| day.to_string()).unwrap_or_default();
    let output = harmless(&export.output).into_owned();
    let folder = harmless(export.more.folder.as_deref().unwrap_or_default()).into_owned();
    let event = harmless(export.more.event.as_deref().unwrap_or_default()).into_owned();
    let day = export.created_on.to_string();
    let name: Vec<&str> = [output.as_str(), &said, &day, &posted, &event, &until]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let ids: Vec<&str> = copy.consents().into_iter().map(ConsentId::as_str).collect();
    Row {
        key: export.record_id.clone(),
        name: name.join(", "),
        state: state.message_id(),
        attention: state == CopyState::TakeDown,
        strong: state == CopyState::TakeDown,
        cells: vec![day, output.clone(), folder.clone(), posted.clone(), event.clone(), until, said],
        ..Row::default()
    }
    .found_by(&[&output, &folder, &posted, &event, &ids.join(" ")])
}

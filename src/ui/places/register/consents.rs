//! The table of the consents.

use std::collections::{BTreeMap, BTreeSet};

use egui::{CollapsingHeader, ComboBox, RichText, TextEdit, Ui};

use crate::{
    consent::{Channel, Consent, ConsentId, ConsentState, OccasionId, Purpose, Role},
    text::{Text, harmless},
    ui::{
        dialogs::new_form,
        places::grid::{Grid, Heading, Row, Wanted},
        shell::{Shell, accent_button},
        theme,
    },
};

use super::{NARROW, Page, RegisterPlace, details, side_by_side};

/// What stands beside a table takes at least so much of the window, in points.
const ROOM: f32 = 280.0;

/// The columns.
const HEADINGS: [Heading; 9] = [
    heading("register-column-consent", 0.6, 112.0),
    heading("register-column-archive", 2.0, 90.0),
    heading("register-column-role", 1.2, 76.0),
    heading("register-column-event", 1.4, 70.0),
    heading("register-column-purposes", 1.6, 80.0),
    heading("register-column-channels", 1.6, 80.0),
    heading("register-column-state", 1.0, 76.0),
    heading("register-column-until", 0.3, 98.0),
    Heading { label: "place-column-used", share: 0.3, least: 56.0, counts: true },
];

/// The column of the last day.
const UNTIL: usize = 7;

pub(super) const fn heading(label: &'static str, share: f32, least: f32) -> Heading {
    Heading { label, share, least, counts: false }
}

/// The table and what is wanted of it.
#[derive(Debug, Default)]
pub struct ConsentsView {
    grid: Grid,
    wanted: Wanted,
    /// The search field takes the keyboard.
    pub(super) find: bool,
}

impl ConsentsView {
    pub(super) fn only_what_needs_attention(&mut self) {
        self.wanted = Wanted { attention: true, ..Wanted::default() };
        // The most urgent first.
        self.grid.sort_upwards(UNTIL);
    }

    pub(super) const fn take_keyboard(&mut self) {
        self.grid.take_keyboard();
    }

    /// Lists what is found by these words.
    pub(super) fn find_words(&mut self, words: &str) {
        self.wanted = Wanted { find: words.to_owned(), ..Wanted::default() };
    }

    /// Chooses a consent alone, whatever was looked for.
    pub(super) fn show_only(&mut self, id: &ConsentId) {
        self.wanted = Wanted::default();
        self.grid.show_only(id.as_str());
    }

    /// The consents that are chosen, in the order of the table.
    pub(super) fn chosen<'a>(&self, consents: &'a BTreeMap<ConsentId, Consent>) -> Vec<&'a Consent> {
        let ids = self.grid.chosen_in_order();
        ids.iter().filter_map(|id| consents.get(&id.parse::<ConsentId>().ok()?)).collect()
    }
}

pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let session = shell.session;
    let source = (session.register.version, shell.today, shell.text.language());
    place.consents.grid.fill(source, || rows(shell));
    if session.consents().is_empty() && place.refusal.is_none() {
        egui::CentralPanel::default().show(ui, |ui| nothing_yet(ui, shell, place));
        return;
    }
    side_by_side(ui, shell, place, table, details::show);
}

/// The register without a consent: what is to be done first.
fn nothing_yet(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    if shell.session.register.version == 0 {
        ui.vertical_centered(|ui| {
            ui.add_space(40.0);
            ui.spinner();
            ui.label(shell.t("place-reading"));
        });
        return;
    }
    ui.vertical_centered(|ui| {
        ui.add_space((ui.available_height() * 0.2).max(16.0));
        ui.label(RichText::new(shell.t("ui-picker-empty")).size(20.0).family(theme::strong()));
        ui.scope(|ui| {
            ui.set_max_width(460.0_f32.min(ui.available_width()));
            ui.label(shell.t("place-empty-explain"));
        });
        ui.add_space(8.0);
        if accent_button(ui, &shell.t("place-empty-forms"), true) {
            place.page = Page::Forms;
        }
        buttons(ui, shell, place);
    });
}

fn buttons(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let session = shell.session;
    if ui.button(shell.t("ui-new-consent")).clicked() {
        shell.view.form = Some(new_form(shell.today, session, None));
    }
    if ui.button(shell.t("entry-refusal")).clicked() {
        place.refusal = Some(String::new());
        (place.beside, place.lead) = (true, true);
    }
}

fn table(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    filters(ui, shell, place);
    let view = &mut place.consents;
    view.grid.list(&view.wanted, &HEADINGS);
    let (all, listed) = view.grid.counts();
    let pairs = [("all", all.into()), ("listed", listed.into()), ("chosen", view.grid.chosen.len().into())];
    ui.label(RichText::new(shell.text.format("place-counts", pairs)).small().weak());
    if all == 0 {
        return;
    }
    if listed == 0 {
        ui.label(shell.t("place-none-found"));
        if ui.button(shell.t("place-show-all")).clicked() {
            view.wanted = Wanted::default();
        }
        return;
    }
    let before = view.grid.chosen.clone();
    let opened = view.grid.show(ui, shell.text, &shell.t("register-title"), &HEADINGS);
    if view.grid.chosen != before {
        place.recorded = None;
        place.changes.begin_anew();
    }
    if opened {
        (place.beside, place.lead) = (true, true);
    }
}

/// What is listed. In a narrow window the search has a line, and the rest is folded in, so that rows are seen.
fn filters(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    if ui.available_width() >= NARROW - ROOM {
        ui.horizontal_wrapped(|ui| {
            buttons(ui, shell, place);
            let view = &mut place.consents;
            search(ui, shell, &mut view.wanted.find, &mut view.find, "place-find-hint", &mut view.grid);
            narrowed(ui, shell, view);
        });
        return;
    }
    let view = &mut place.consents;
    search(ui, shell, &mut view.wanted.find, &mut view.find, "place-find-hint", &mut view.grid);
    CollapsingHeader::new(shell.t("place-more")).id_salt("more of the list").show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            buttons(ui, shell, place);
            narrowed(ui, shell, &mut place.consents);
        });
    });
}

/// Which of the consents are listed.
fn narrowed(ui: &mut Ui, shell: &Shell<'_>, view: &mut ConsentsView) {
    let occur = view.grid.states();
    let states: Vec<(&'static str, String)> = ConsentState::ALL
        .iter()
        .filter(|state| occur.contains(state.word()))
        .map(|state| (state.word(), state.label(shell.text)))
        .collect();
    state(ui, shell, &mut view.wanted.state, &states);
    // It stands there from the first frame, without use where nothing is due: what needs attention is read in
    // the background, and a box that came later would move the list under the mouse and take the keyboard away.
    let count = view.grid.in_need();
    view.wanted.attention &= count > 0;
    let label = shell.text.format("entry-attention", [("count", count.into())]);
    ui.add_enabled(count > 0, egui::Checkbox::new(&mut view.wanted.attention, label));
}

/// The field in which is typed what is looked for; Enter and the arrow go on to the table.
pub(super) fn search(
    ui: &mut Ui,
    shell: &Shell<'_>,
    typed: &mut String,
    lead: &mut bool,
    hint: &str,
    grid: &mut Grid,
) {
    // Label and field stay together where the line breaks.
    ui.horizontal(|ui| {
        let label = ui.label(shell.t("entry-find"));
        let width = 240_f32.min(ui.available_width().max(120.0));
        let field = ui
            .add(TextEdit::singleline(typed).hint_text(shell.t(hint)).desired_width(width))
            .labelled_by(label.id);
        if std::mem::take(lead) {
            field.request_focus();
        }
        let down = field.has_focus() && ui.input(|input| input.key_pressed(egui::Key::ArrowDown));
        if down || crate::ui::dialogs::fields::entered(ui, &field) {
            grid.take_keyboard();
        }
    });
}

/// The list of states, of which one or all are wanted.
pub(super) fn state(
    ui: &mut Ui,
    shell: &Shell<'_>,
    wanted: &mut Option<&'static str>,
    states: &[(&'static str, String)],
) {
    let name = |state: Option<&str>| {
        let known = states.iter().find(|(word, _)| Some(*word) == state);
        known.map_or_else(|| shell.t("place-all-states"), |(_, name)| name.clone())
    };
    if wanted.is_some_and(|state| !states.iter().any(|(word, _)| *word == state)) {
        *wanted = None;
    }
    ui.horizontal(|ui| {
        let label = ui.label(shell.t("register-column-state"));
        ComboBox::from_id_salt("state")
            .selected_text(name(*wanted))
            .show_ui(ui, |ui| {
                for word in std::iter::once(None).chain(states.iter().map(|(word, _)| Some(*word))) {
                    ui.selectable_value(wanted, word, name(word));
                }
            })
            .response
            .labelled_by(label.id);
    });
}

/// The words of the lists, each looked up once for all rows.
struct Words {
    until: String,
    uses: String,
    roles: BTreeMap<Role, String>,
    purposes: BTreeMap<Purpose, String>,
    channels: BTreeMap<Channel, String>,
    states: BTreeMap<&'static str, String>,
}

/// Where a value goes in a sentence that is looked up once for all rows.
const GAP: &str = "§";

impl Words {
    fn of(text: &Text) -> Self {
        Self {
            until: text.format("ui-valid-until", [("date", GAP.into())]),
            uses: text.format("register-used", [("count", GAP.into())]),
            roles: Role::ALL.iter().map(|word| (*word, word.label(text))).collect(),
            purposes: Purpose::ALL.iter().map(|word| (*word, word.label(text))).collect(),
            channels: Channel::ALL.iter().map(|word| (*word, word.label(text))).collect(),
            states: ConsentState::ALL.iter().map(|state| (state.word(), state.label(text))).collect(),
        }
    }

    fn joined<T: Ord>(words: &BTreeMap<T, String>, of: &[T]) -> String {
        of.iter().filter_map(|word| words.get(word)).map(String::as_str).collect::<Vec<_>>().join(", ")
    }
}

fn rows(shell: &Shell<'_>) -> Vec<Row> {
    let session = shell.session;
    let words = Words::of(shell.text);
    let due: BTreeSet<&ConsentId> = session.register.read.due.iter().map(|(_, id)| id).collect();
    let occasions = &session.register.read.occasions;
    let events: BTreeMap<&OccasionId, &str> =
        occasions.iter().map(|occasion| (&occasion.id, occasion.name.as_str())).collect();
    // The newest first; ids are drawn at random, so their order would say nothing.
    let mut consents: Vec<&Consent> = session.consents().values().collect();
    consents.sort_by(|a, b| b.valid_from.cmp(&a.valid_from).then_with(|| a.id.cmp(&b.id)));
    consents
        .into_iter()
        .map(|consent| {
            let uses = session.register.read.uses.get(&consent.id).copied().unwrap_or(0);
            let event = consent.occasion.as_ref().and_then(|id| events.get(id)).copied().unwrap_or_default();
            row(&words, consent, event, uses, due.contains(&consent.id), consent.state(shell.today))
        })
        .collect()
}

fn row(
    words: &Words,
    consent: &Consent,
    event: &str,
    uses: u64,
    attention: bool,
    state: ConsentState,
) -> Row {
    let key = consent.id.to_string();
    let said = words.states.get(state.word()).cloned().unwrap_or_default();
    // Of a refusal nothing else is known.
    if state == ConsentState::Refused {
        let blank = String::new;
        let cells =
            vec![key.clone(), blank(), blank(), blank(), blank(), blank(), said.clone(), blank(), blank()];
        let name = format!("{key}, {said}");
        return Row { key, name, cells, state: state.word(), ..Row::default() }.found_by(&[]);
    }
    let role = words.roles.get(&consent.role).cloned().unwrap_or_default();
    let archive = harmless(&consent.form_location).into_owned();
    let until = consent.valid_until.to_string();
    let told_until = words.until.replace(GAP, &until);
    let told_uses = words.uses.replace(GAP, &uses.to_string());
    let event = harmless(event).into_owned();
    let name: Vec<&str> = [key.as_str(), &said, &role, &archive, &event, &told_until, &told_uses]
        .into_iter()
        .filter(|part| !part.is_empty())
        .collect();
    let name = name.join(", ");
    let cells = vec![
        key.clone(),
        archive.clone(),
        role.clone(),
        event.clone(),
        Words::joined(&words.purposes, &consent.purposes),
        Words::joined(&words.channels, &consent.channels),
        said,
        until,
        uses.to_string(),
    ];
    let strong = attention || state == ConsentState::Withdrawn;
    Row { key, name, cells, state: state.word(), attention, strong, ..Row::default() }
        .found_by(&[&archive, &role, &event])
}

//! The consents of the event that the photos are of, as numbered chips below the photo: a key keeps the selected face by one of
//! them. It is the person who knows whose face it is; nothing here looks at it.

use std::collections::BTreeSet;

use egui::{Button, ComboBox, RichText, Ui, WidgetInfo};

use crate::{
    consent::{Consent, ConsentId, OccasionId},
    session::{Command, Session},
    text::harmless,
};

use super::{
    actions::Action,
    app::SladdApp,
    bars::Next,
    dialogs,
    shell::{Shell, Step},
    theme,
};

/// As many as there are keys for.
pub const KEYS: usize = 9;

/// The chips of the event that is chosen. Each keeps its number while others come and go: a number that changed its person
/// under the hand would keep a face by the wrong consent.
#[derive(Debug, Default)]
pub struct Chips {
    of: Option<OccasionId>,
    order: Vec<ConsentId>,
    /// What was known of the register when they were taken up.
    version: Option<u64>,
    /// Which nine are shown, from 0.
    page: usize,
}

impl Chips {
    /// Takes up consents that have come since; they get the next numbers.
    pub fn follow(&mut self, session: &Session) {
        let of = session.occasion().map(|occasion| &occasion.id);
        if self.of.as_ref() != of {
            *self = Self { of: of.cloned(), ..Self::default() };
        }
        let Some(of) = of else { return };
        let version = Some(session.register.version);
        if self.version == version {
            return;
        }
        self.version = version;
        let known: BTreeSet<&ConsentId> = self.order.iter().collect();
        let is_new =
            |consent: &&Consent| consent.occasion.as_ref() == Some(of) && !known.contains(&consent.id);
        let mut new: Vec<&Consent> = session.consents().values().filter(is_new).collect();
        new.sort_by(|a, b| {
            let order = |consent: &Consent| (consent.valid_from, consent.form_location.clone());
            order(a).cmp(&order(b)).then_with(|| a.id.cmp(&b.id))
        });
        let new: Vec<ConsentId> = new.into_iter().map(|consent| consent.id.clone()).collect();
        self.order.extend(new);
    }

    /// The chips that are shown, with their keys.
    fn shown(&self) -> impl Iterator<Item = (usize, &ConsentId)> {
        self.order.iter().skip(self.page * KEYS).take(KEYS).enumerate().map(|(index, id)| (index + 1, id))
    }

    fn pages(&self) -> usize {
        self.order.len().div_ceil(KEYS)
    }

    /// The next nine, round the end.
    pub fn turn(&mut self) {
        self.page = (self.page + 1) % self.pages().max(1);
    }

    /// The consent that has a key now.
    pub fn at(&self, key: usize) -> Option<&ConsentId> {
        self.shown().find(|(number, _)| *number == key).map(|(_, id)| id)
    }

    /// True where there is more than one page.
    pub fn turns(&self) -> bool {
        self.pages() > 1
    }
}

/// The event and its chips. Nothing is shown where the register has no event.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, next: &mut Option<Next>) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing = egui::vec2(6.0, 4.0);
        choose(ui, shell);
        let face = shell.selected().is_some_and(|entry| entry.region.what.is_face());
        let ready = face && shell.view.step == Step::Faces;
        for (number, id) in shell.view.chips.shown() {
            let Some(consent) = shell.session.consents().get(id) else { continue };
            if chip(ui, shell, number, consent, ready) {
                *next = Some(Next::Act(Action::ByChip(number as u8)));
            }
        }
        if shell.view.chips.turns() {
            let pairs =
                [("page", (shell.view.chips.page + 1).into()), ("pages", shell.view.chips.pages().into())];
            let label = shell.text.format("events-more", pairs);
            if ui.button(label).on_hover_text("G").clicked() {
                *next = Some(Next::Act(Action::NextChips));
            }
        }
    });
}

/// The chooser of the event.
fn choose(ui: &mut Ui, shell: &mut Shell<'_>) {
    let session = shell.session;
    let chosen = session.occasion().map(|occasion| &occasion.id);
    let label = ui.label(RichText::new(shell.t("register-column-event")).small().weak());
    let name = session.occasion().map_or_else(|| shell.t("events-none"), |occasion| occasion.name.clone());
    let mut wanted = None;
    ComboBox::from_id_salt("event of the photos")
        .selected_text(harmless(&name))
        .show_ui(ui, |ui| {
            if ui.selectable_label(chosen.is_none(), shell.t("events-none")).clicked() {
                wanted = Some(None);
            }
            for occasion in &session.register.read.occasions {
                let said = format!("{}, {}", harmless(&occasion.name), occasion.day);
                if ui.selectable_label(chosen == Some(&occasion.id), said).clicked() {
                    wanted = Some(Some(occasion.id.clone()));
                }
            }
        })
        .response
        .labelled_by(label.id);
    if let Some(wanted) = wanted {
        shell.commands.push(Command::ChooseOccasion(wanted));
    }
}

/// One chip; `true` where it was pressed.
fn chip(ui: &mut Ui, shell: &Shell<'_>, number: usize, consent: &Consent, ready: bool) -> bool {
    let holds = consent.state(shell.today).holds();
    let uses = shell.session.times_used(&consent.id);
    let role = consent.role.label(shell.text);
    let mark = if uses > 0 { format!("  ×{uses}") } else { String::new() };
    let words = RichText::new(format!("{number}  {}  {role}{mark}", consent.id)).size(12.5);
    let words = if uses > 0 { words.family(theme::strong()) } else { words };
    let enabled = ready && holds;
    let response = ui.add_enabled(enabled, Button::new(words));
    let pairs = [
        ("number", number.into()),
        ("consent", consent.id.to_string().into()),
        ("role", role.into()),
        ("count", uses.into()),
    ];
    let told = shell.text.format("events-chip", pairs);
    response.widget_info(|| WidgetInfo::labeled(egui::Role::Button, enabled, &told));
    let state = consent.state(shell.today).label(shell.text);
    let hint = format!("{told}\n{}\n{state}", harmless(&consent.form_location));
    response.on_hover_text(&hint).on_disabled_hover_text(&hint).clicked()
}

impl SladdApp {
    /// Keeps the selected face by the consent of a chip. The same is asked as in the dialog of consents: where there is anything to
    /// ask or to tell, that dialog opens with this consent chosen.
    pub(super) fn keep_by_chip(&mut self, key: usize) {
        let Some(id) = self.view.chips.at(key).cloned() else { return };
        let today = crate::clock::Clock::today(&self.clock);
        let known = self.session.consents().get(&id).filter(|consent| consent.state(today).holds());
        let (Some(consent), Some(entry)) = (known.cloned(), self.selected_face()) else { return };
        if self.view.step != Step::Faces {
            return;
        }
        if let Some(edit) =
            dialogs::keep_by(&mut self.view, &self.session, &self.text, today, &entry, &consent)
        {
            self.handle(Command::Edit(edit));
        }
    }

    fn selected_face(&self) -> Option<crate::review::Entry> {
        let entry = self.review()?.entry(self.view.region?)?;
        entry.region.what.is_face().then(|| entry.clone())
    }
}

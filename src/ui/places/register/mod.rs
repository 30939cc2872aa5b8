//! The place of the register: consents and the copies that rely on them as tables with what is known of the chosen row
//! beside them, forms, reports, and the rules in force.

mod all_copies;
mod changes;
mod consents;
mod copies;
mod details;
mod forms;
mod import;
mod occasions;
mod reports;
mod returned;
mod several;

use egui::{CentralPanel, Panel, RichText, ScrollArea, Ui};

use crate::{
    consent::ConsentId,
    policy::explain,
    session::{Command, PlaceRequest, RegisterRequest},
    ui::{
        panels,
        shell::{Shell, View},
        theme,
    },
};

use self::{
    all_copies::CopiesView, changes::Changes, consents::ConsentsView, copies::Copies, forms::FormDraft,
    import::ImportView, occasions::OccasionsView, reports::ReportDraft, returned::ReturnedView,
};

use super::Place;

/// Below this width, in points, what stands beside a table takes its place.
const NARROW: f32 = 680.0;
/// Text in a wide window is not read across all of it.
const READABLE: f32 = 720.0;

/// The pages of the place.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Page {
    /// The consents.
    #[default]
    Consents,
    /// Every copy.
    Copies,
    /// Events.
    Events,
    /// Forms to print, those that are out, and those that came back.
    Forms,
    /// A list that is taken in.
    Import,
    /// Reports.
    Reports,
    /// The rules in force.
    Rules,
}

impl Page {
    const ALL: [(Self, &'static str); 7] = [
        (Self::Consents, "register-title"),
        (Self::Copies, "place-copies"),
        (Self::Events, "place-events"),
        (Self::Forms, "entry-page-forms"),
        (Self::Import, "events-import"),
        (Self::Reports, "entry-page-reports"),
        (Self::Rules, "rules-rules"),
    ];
}

/// What of the place is open; it stays while the photos are shown.
#[derive(Debug, Default)]
pub struct RegisterPlace {
    page: Page,
    consents: ConsentsView,
    all_copies: CopiesView,
    /// In a narrow window: what stands beside the table is shown in its place.
    beside: bool,
    /// The keyboard goes to what stands beside the table.
    lead: bool,
    /// It was recorded a moment ago, and nobody has written its id on the paper yet.
    recorded: Option<ConsentId>,
    changes: Changes,
    /// The copies of the chosen consent.
    pub copies: Option<Copies>,
    /// Where a list of chosen consents is saved, once several were chosen.
    pub list: Option<String>,
    /// A refusal is being recorded: the id on the form as typed.
    refusal: Option<String>,
    pub(in crate::ui) occasions: OccasionsView,
    /// The list that is taken in.
    pub import: ImportView,
    /// The forms that came back.
    pub returned: ReturnedView,
    /// The pattern in the settings that takes references from file names cannot be used: why.
    pub pattern_fault: Option<String>,
    /// The form that is about to be printed.
    pub form: FormDraft,
    /// The report that is about to be saved.
    pub report: ReportDraft,
}

impl RegisterPlace {
    /// Shows a consent that was just recorded.
    pub fn show_recorded(&mut self, id: &ConsentId, fresh: bool) {
        self.page = Page::Consents;
        self.consents.show_only(id);
        self.recorded = fresh.then(|| id.clone());
        self.beside = true;
        (self.refusal, self.changes) = (None, Changes::default());
    }

    /// Shows the consents.
    pub const fn show_consents(&mut self) {
        self.page = Page::Consents;
    }

    /// Shows the forms that came back.
    pub fn show_returned(&mut self) {
        self.page = Page::Forms;
        self.pattern_fault = None;
    }

    /// True where a table that is pasted is a list to take in.
    pub const fn takes_a_list(&self) -> bool {
        matches!(self.page, Page::Import)
    }

    /// Gives the search field the keyboard.
    pub const fn find(&mut self) {
        match self.page {
            Page::Copies => self.all_copies.find = true,
            Page::Events => self.occasions.find = true,
            Page::Consents | Page::Forms | Page::Import | Page::Reports | Page::Rules => {
                self.page = Page::Consents;
                self.consents.find = true;
            }
        }
    }
}

/// Goes to the place, with the register read anew; its consents have the keyboard. `attention` lists those alone that need
/// attention.
pub fn open(view: &mut View, commands: &mut Vec<Command>, attention: bool) {
    view.place = Place::Register;
    view.due_read = true;
    if attention {
        view.register.page = Page::Consents;
        view.register.consents.only_what_needs_attention();
    }
    view.register.consents.take_keyboard();
    view.register.copies = None;
    commands.push(Command::ReadConsents);
    if view.register.page == Page::Copies {
        commands.push(Command::Register(RegisterRequest::Place(PlaceRequest::Copies)));
    }
}

/// Shows the place.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>) {
    let mut place = std::mem::take(&mut shell.view.register);
    place.occasions.follow(&shell.session.register.events);
    Panel::top("register pages").show(ui, |ui| {
        ui.add_space(4.0);
        pages(ui, shell, &mut place);
        panels::notices(ui, shell);
    });
    let said = said(shell, &place);
    if !said.is_empty() {
        Panel::bottom("register said").show(ui, |ui| {
            ui.add_space(2.0);
            for (line, warm) in said {
                let words = RichText::new(line);
                let words = if warm { words.color(theme::warm(ui)) } else { words };
                ui.add(egui::Label::new(words).wrap());
            }
            ui.add_space(2.0);
        });
    }
    match place.page {
        Page::Consents => consents::show(ui, shell, &mut place),
        Page::Copies => all_copies::show(ui, shell, &mut place),
        Page::Events => occasions::show(ui, shell, &mut place),
        Page::Forms if place.returned.is_open(&shell.session.register.events) => {
            returned::show(ui, shell, &mut place.returned);
        }
        Page::Forms => page(ui, |ui| forms::show(ui, shell, &mut place)),
        Page::Import => page(ui, |ui| import::show(ui, shell, &mut place)),
        Page::Reports => page(ui, |ui| reports::show(ui, shell, &mut place.report)),
        Page::Rules => page(ui, |ui| rules(ui, shell)),
    }
    shell.view.register = place;
}

/// A page that is read from its top to its end.
fn page(ui: &mut Ui, contents: impl FnOnce(&mut Ui)) {
    CentralPanel::default().show(ui, |ui| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(READABLE.min(ui.available_width() - 14.0));
            contents(ui);
            ui.add_space(8.0);
        });
    });
}

fn pages(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    ui.horizontal_wrapped(|ui| {
        for (page, label) in Page::ALL {
            let selected = place.page == page;
            let name = RichText::new(shell.t(label)).size(15.0);
            let name = if selected { name.family(theme::strong()) } else { name };
            if ui.selectable_label(selected, name).clicked() {
                (place.page, place.refusal, place.beside) = (page, None, false);
                if page == Page::Copies {
                    ask(shell, PlaceRequest::Copies);
                }
            }
        }
    });
    ui.add_space(2.0);
}

/// Shows a table, and `beside` it what is known of the chosen rows: at its right, or in its place where the window is
/// narrow and the person has gone on to it.
fn side_by_side(
    ui: &mut Ui,
    shell: &mut Shell<'_>,
    place: &mut RegisterPlace,
    table: impl FnOnce(&mut Ui, &mut Shell<'_>, &mut RegisterPlace),
    beside: impl FnOnce(&mut Ui, &mut Shell<'_>, &mut RegisterPlace),
) {
    let width = ui.available_width();
    let scrolled = |ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace| {
        ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
            ui.set_max_width(ui.available_width() - 14.0);
            ui.add_space(4.0);
            beside(ui, shell, place);
            ui.add_space(8.0);
        });
    };
    if width >= NARROW {
        Panel::right("register beside")
            .default_size((width * 0.34).clamp(280.0, 420.0))
            .min_size(240.0)
            .max_size(width * 0.5)
            .show(ui, |ui| scrolled(ui, shell, place));
    } else if place.beside {
        CentralPanel::default().show(ui, |ui| {
            if ui.button(shell.t("place-back")).clicked() {
                (place.beside, place.refusal) = (false, None);
            }
            scrolled(ui, shell, place);
        });
        return;
    }
    CentralPanel::default().show(ui, |ui| table(ui, shell, place));
}

fn request(shell: &mut Shell<'_>, request: RegisterRequest) {
    shell.commands.push(Command::Register(request));
}

fn ask(shell: &mut Shell<'_>, asked: PlaceRequest) {
    request(shell, RegisterRequest::Place(asked));
}

fn rules(ui: &mut Ui, shell: &Shell<'_>) {
    for section in explain(shell.session.policy(), shell.text, shell.today) {
        ui.label(RichText::new(section.heading).family(theme::strong()));
        for line in section.lines {
            ui.label(line);
        }
        ui.add_space(6.0);
    }
    if let Some(key) = &shell.session.register.read.public_key {
        ui.label(RichText::new(shell.t("entry-public-key")).family(theme::strong()));
        ui.label(key);
        ui.label(RichText::new(shell.t("entry-sign-limit")).small().weak());
    }
}

/// What came of what was asked for, and whether something went wrong.
fn said(shell: &Shell<'_>, place: &RegisterPlace) -> Vec<(String, bool)> {
    let shown = &shell.session.register;
    let mut said = Vec::new();
    if let Some(path) = &shown.saved {
        let path = path.display().to_string();
        said.push((shell.text.format("register-saved", [("path", path.into())]), false));
    }
    if let Some((path, reason)) = &shown.not_saved {
        let pairs = [("path", path.display().to_string().into()), ("reason", reason.clone().into())];
        said.push((shell.text.format("register-not-written", pairs), true));
    }
    if let Some((path, fault)) = &shown.not_made {
        let pairs =
            [("path", path.display().to_string().into()), ("reason", fault.message(shell.text).into())];
        said.push((shell.text.format("events-no-papers", pairs), true));
    }
    if let Some(reason) = &place.pattern_fault {
        said.push((shell.text.format("forms-pattern", [("reason", reason.clone().into())]), true));
    }
    if let Some((id, erased)) = &shown.erased {
        said.push((shell.text.format("register-erased", [("count", erased.exports.into())]), false));
        let pairs = [
            ("consent", id.to_string().into()),
            ("day", shell.today.to_string().into()),
            ("entries", erased.entries.into()),
            ("entry", erased.entry.to_string().into()),
            ("hash", erased.hash.clone().into()),
        ];
        said.push((shell.text.format("register-erased-protocol", pairs), false));
    }
    if let Some(id) = &place.recorded {
        said.push((shell.text.format("entry-recorded", [("consent", id.to_string().into())]), false));
    }
    said
}

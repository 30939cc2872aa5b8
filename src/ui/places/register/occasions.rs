//! The events: made here, chosen with the photos, and where their papers are printed and their consents counted.

use std::path::{Path, PathBuf};

use egui::{RichText, Ui};
use jiff::civil::Date;

use crate::{
    consent::{Channel, NewOccasion, Occasion, Purpose, Role},
    session::{Command, EventRequest, EventsShown, Missing, PaperWanted, RegisterRequest, SecondWanted},
    text::{Language, harmless},
    ui::{
        dialogs::fields::{self, fault, line, optional, part, reference, several},
        panels::settle,
        places::{
            Place,
            grid::{Grid, Heading, Row, Wanted},
        },
        shell::{Choose, Shell, accent_button},
        theme,
    },
};

use super::{
    Page, RegisterPlace,
    consents::{heading, search},
    copies::file,
    request, side_by_side,
};

/// The columns.
const HEADINGS: [Heading; 6] = [
    heading("register-column-event", 1.6, 110.0),
    heading("register-column-day", 0.2, 98.0),
    heading("register-column-purposes", 1.2, 80.0),
    heading("register-column-channels", 1.2, 80.0),
    Heading { label: "events-column-consents", share: 0.3, least: 84.0, counts: true },
    Heading { label: "events-column-out", share: 0.3, least: 84.0, counts: true },
];

/// As many forms as fit into one file.
const MOST_FORMS: u16 = 500;

/// The table and what is being entered.
#[derive(Debug, Default)]
pub struct OccasionsView {
    grid: Grid,
    wanted: Wanted,
    pub(super) find: bool,
    draft: Option<Draft>,
    papers: Papers,
    /// The event that was made last; it is chosen once it is in the table.
    made: Option<String>,
    show: Option<String>,
}

/// An event that is being entered.
#[derive(Debug, Default)]
struct Draft {
    name: String,
    day: String,
    purposes: Vec<Purpose>,
    channels: Vec<Channel>,
    contact: Option<String>,
    fault: Option<String>,
    shown: bool,
}

/// Papers of an event that are about to be printed.
#[derive(Debug)]
struct Papers {
    count: String,
    role: Option<Role>,
    for_child: bool,
    second: Option<Second>,
    /// The file of a language that is none of the program's.
    file: String,
}

/// The second language of a paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Second {
    BuiltIn(Language),
    File,
}

impl Default for Papers {
    fn default() -> Self {
        Self { count: "20".to_owned(), role: None, for_child: false, second: None, file: String::new() }
    }
}

impl OccasionsView {
    /// Chooses an event that was just made, once the table has it.
    pub(super) fn follow(&mut self, events: &EventsShown) {
        let made = events.added.as_ref().map(|occasion| occasion.id.to_string());
        if made != self.made {
            self.made.clone_from(&made);
            self.show = made;
        }
    }

    /// Where the file of a second language is written.
    pub(in crate::ui) const fn language_file_mut(&mut self) -> &mut String {
        &mut self.papers.file
    }

    /// Begins to enter an event.
    pub(super) fn begin(&mut self, today: Date) {
        self.draft = Some(Draft { day: today.to_string(), ..Draft::default() });
    }
}

pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let register = &shell.session.register;
    let source = (register.version, shell.today, shell.text.language());
    place.occasions.grid.fill(source, || rows(shell));
    if register.read.occasions.is_empty() && place.occasions.draft.is_none() {
        egui::CentralPanel::default().show(ui, |ui| {
            ui.vertical_centered(|ui| {
                ui.add_space((ui.available_height() * 0.2).max(16.0));
                ui.label(RichText::new(shell.t("events-empty")).size(20.0).family(theme::strong()));
                ui.scope(|ui| {
                    ui.set_max_width(460.0_f32.min(ui.available_width()));
                    ui.label(shell.t("events-empty-explain"));
                });
                ui.add_space(8.0);
                if accent_button(ui, &shell.t("events-new"), true) {
                    place.occasions.begin(shell.today);
                    place.beside = true;
                }
            });
        });
        return;
    }
    side_by_side(ui, shell, place, table, beside);
}

fn table(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let view = &mut place.occasions;
    ui.horizontal_wrapped(|ui| {
        if ui.button(shell.t("events-new")).clicked() {
            view.begin(shell.today);
            place.beside = true;
        }
        search(ui, shell, &mut view.wanted.find, &mut view.find, "events-find-hint", &mut view.grid);
    });
    view.grid.list(&view.wanted, &HEADINGS);
    if let Some(made) = view.show.take_if(|made| view.grid.lists(made)) {
        view.grid.show_only(&made);
    }
    if view.grid.counts().1 == 0 {
        ui.label(shell.t("place-none-found"));
        return;
    }
    let before = view.grid.chosen.clone();
    if view.grid.show(ui, shell.text, &shell.t("place-events"), &HEADINGS) {
        place.beside = true;
    }
    if view.grid.chosen != before {
        view.draft = None;
    }
}

fn rows(shell: &Shell<'_>) -> Vec<Row> {
    let (session, text) = (shell.session, shell.text);
    let read = &session.register.read;
    let row = |occasion: &Occasion| {
        let name = harmless(&occasion.name).into_owned();
        let purposes: Vec<String> = occasion.purposes.iter().map(|word| word.label(text)).collect();
        let channels: Vec<String> = occasion.channels.iter().map(|word| word.label(text)).collect();
        let of_it = |id: Option<&crate::consent::OccasionId>| id == Some(&occasion.id);
        let consents = session.consents().values().filter(|consent| of_it(consent.occasion.as_ref())).count();
        let out = read.forms.iter().filter(|form| of_it(form.occasion.as_ref())).count();
        let pairs = [
            ("event", name.clone().into()),
            ("day", occasion.day.to_string().into()),
            ("consents", consents.into()),
            ("out", out.into()),
        ];
        Row {
            key: occasion.id.to_string(),
            name: text.format("events-row", pairs),
            cells: vec![
                name.clone(),
                occasion.day.to_string(),
                purposes.join(", "),
                channels.join(", "),
                consents.to_string(),
                out.to_string(),
            ],
            ..Row::default()
        }
        .found_by(&[&name, &occasion.day.to_string()])
    };
    read.occasions.iter().map(row).collect()
}

fn beside(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    if place.occasions.draft.is_some() {
        enter(ui, shell, place);
        return;
    }
    let session = shell.session;
    let chosen = place.occasions.grid.only();
    let occasions = &session.register.read.occasions;
    let Some(occasion) = chosen.and_then(|id| occasions.iter().find(|known| known.id.as_str() == id)) else {
        ui.label(RichText::new(shell.t("events-nothing-chosen")).weak());
        return;
    };
    let heading = format!("{}, {}", harmless(&occasion.name), occasion.day);
    ui.add(egui::Label::new(RichText::new(heading).size(15.0).family(theme::strong())).wrap());
    if let Some(contact) = &occasion.contact {
        ui.label(format!("{}: {}", shell.t("events-contact"), harmless(contact)));
    }
    ui.horizontal_wrapped(|ui| {
        if ui.button(shell.t("events-use")).on_hover_text(shell.t("events-use-explain")).clicked() {
            shell.commands.push(Command::ChooseOccasion(Some(occasion.id.clone())));
            shell.view.place = Place::Photos;
        }
        if ui.button(shell.t("events-show-consents")).clicked() {
            place.page = Page::Consents;
            place.consents.find_words(&occasion.name);
        }
    });
    papers(ui, shell, &mut place.occasions.papers, occasion);
    part(ui, &shell.t("events-leaves"));
    ui.horizontal_wrapped(|ui| {
        if ui.button(shell.t("events-handover")).clicked() {
            let path = named(shell, &format!("sladd-handover-{}-{}.csv", occasion.id, shell.today));
            let language = shell.text.language();
            let kept_out = shell.session.policy().caption_words().to_vec();
            ask(shell, EventRequest::SaveHandover(Some(occasion.name.clone()), kept_out, language, path));
        }
    });
    ui.label(RichText::new(shell.t("events-handover-explain")).small().weak());
}

/// Forms and poster.
fn papers(ui: &mut Ui, shell: &mut Shell<'_>, papers: &mut Papers, occasion: &Occasion) {
    let text = shell.text;
    part(ui, &text.get("events-papers"));
    line(ui, &text.get("events-count"), &mut papers.count, "");
    let count = papers.count.trim().parse::<u16>().ok().filter(|count| (1..=MOST_FORMS).contains(count));
    let most = [("most", MOST_FORMS.into())];
    fault(ui, count.is_none().then(|| text.format("events-count-fault", most)).as_deref());
    let roles: Vec<Option<Role>> = std::iter::once(None)
        .chain(Role::ALL.iter().copied().filter(|role| *role != Role::Unknown).map(Some))
        .collect();
    fields::choice(ui, &text.get("ui-role"), &mut papers.role, &roles, |role| {
        role.map_or_else(|| text.get("entry-form-anyone"), |role| role.label(text))
    });
    ui.checkbox(&mut papers.for_child, text.get("entry-form-child"));
    let built_in = Language::ALL.into_iter().filter(|other| *other != text.language()).map(Second::BuiltIn);
    let others: Vec<Option<Second>> =
        std::iter::once(None).chain(built_in.map(Some)).chain([Some(Second::File)]).collect();
    fields::choice(
        ui,
        &text.get("events-second-language"),
        &mut papers.second,
        &others,
        |second| match second {
            None => text.get("events-one-language"),
            Some(Second::BuiltIn(language)) => language.own_name().to_owned(),
            Some(Second::File) => text.get("events-other-language"),
        },
    );
    let mut language_told = true;
    if papers.second == Some(Second::File) {
        language_told = !papers.file.trim().is_empty();
        file(ui, shell, "events-language-file", &mut papers.file, Choose::Language);
        ui.label(RichText::new(text.get("events-language-file-explain")).small().weak());
        if ui.button(text.get("events-save-template")).clicked() {
            let path = named(shell, &format!("sladd-{}.ftl", text.language().code()));
            ask(shell, EventRequest::SaveTemplate(text.language(), path));
        }
    }
    // A form that does not say who asks is signed for nobody.
    let untold = shell.session.controller.missing();
    let told = untold.is_empty() && language_told;
    if !untold.is_empty() {
        let missing = Missing::Controller(untold);
        if ui.add(egui::Button::new(missing.message(shell.text)).wrap()).clicked() {
            settle(shell.view, shell.settings, &missing);
        }
    }
    ui.horizontal_wrapped(|ui| {
        let label = text.format("events-print-forms", [("count", count.unwrap_or(0).into())]);
        if ui.add_enabled(told && count.is_some(), egui::Button::new(label)).clicked()
            && let Some(count) = count
        {
            let wanted = paper(shell, papers, occasion, &format!("samtykke-{}.pdf", occasion.id));
            ask(shell, EventRequest::SaveForms(Box::new(wanted), count));
        }
        if ui.add_enabled(told, egui::Button::new(text.get("events-print-poster"))).clicked() {
            let wanted = paper(shell, papers, occasion, &format!("opslag-{}.pdf", occasion.id));
            ask(shell, EventRequest::SavePoster(Box::new(wanted)));
        }
    });
}

fn paper(shell: &Shell<'_>, papers: &Papers, occasion: &Occasion, name: &str) -> PaperWanted {
    let language = shell.text.language();
    PaperWanted {
        controller: shell.settings.controller(shell.session.policy().country()),
        language,
        second: papers.second.and_then(|second| match second {
            Second::BuiltIn(second) => {
                (second != language).then(|| SecondWanted::BuiltIn(second, shell.settings.form_words(second)))
            }
            Second::File => Some(SecondWanted::File(papers.file.trim().into())),
        }),
        role: papers.role,
        for_child: papers.for_child,
        occasion: Some(occasion.clone()),
        purposes: occasion.purposes.clone(),
        channels: occasion.channels.clone(),
        words: shell.settings.form_words(language),
        path: named(shell, name),
    }
}

/// A file in the folder of the copies.
pub(super) fn named(shell: &Shell<'_>, name: &str) -> PathBuf {
    Path::new(shell.view.folder.trim()).join(name)
}

pub(super) fn ask(shell: &mut Shell<'_>, asked: EventRequest) {
    request(shell, RegisterRequest::Event(asked));
}

/// A new event.
fn enter(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    let Some(mut draft) = place.occasions.draft.take() else { return };
    let text = shell.text;
    ui.label(RichText::new(text.get("events-new-title")).size(15.0).family(theme::strong()));
    ui.label(RichText::new(text.get("events-new-explain")).small().weak());
    let name = reference(ui, text, &text.get("events-name"), &mut draft.name);
    if !std::mem::replace(&mut draft.shown, true) {
        name.request_focus();
    }
    let day = line(ui, &text.get("events-day"), &mut draft.day, "");
    let on = draft.day.trim().parse::<Date>();
    fault(ui, on.is_err().then(|| text.get("entry-date-fault")).as_deref());
    several(ui, &text.get("ui-purpose"), &mut draft.purposes, Purpose::ALL, |word| word.label(text));
    let channels = shell.session.policy().channels();
    several(ui, &text.get("ui-channels"), &mut draft.channels, &channels, |word| word.label(text));
    optional(ui, text, &text.get("events-contact"), &mut draft.contact);
    fault(ui, draft.fault.as_deref());
    let entered = fields::entered(ui, &name) || fields::entered(ui, &day);
    let mut open = true;
    ui.horizontal_wrapped(|ui| {
        if (ui.button(text.get("events-record")).clicked() || entered)
            && let Ok(day) = on
        {
            let new = NewOccasion {
                name: draft.name.clone(),
                day,
                purposes: draft.purposes.clone(),
                channels: draft.channels.clone(),
                contact: draft.contact.clone(),
            };
            // The register checks again.
            match new.clone().into_occasion(shell.today) {
                Ok(_) => {
                    ask(shell, EventRequest::Add(new));
                    open = false;
                }
                Err(wrong) => draft.fault = Some(wrong.message(text)),
            }
        }
        if ui.button(text.get("ui-cancel")).clicked() {
            open = false;
        }
    });
    if open {
        place.occasions.draft = Some(draft);
    } else {
        place.beside = false;
    }
}

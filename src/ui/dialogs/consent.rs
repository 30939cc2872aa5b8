//! Keeping a face by a consent.

use std::cmp::Reverse;

use egui::{RichText, ScrollArea, Ui};
use jiff::civil::Date;

use crate::{
    consent::{AgeBand, CareStatus, Consent, Role},
    policy::Case,
    review::{Edit, Entry, Person, RegionId},
    session::{Command, Session},
    text::Text,
    ui::{
        shell::{Picker, Shell, View, accent},
        theme,
    },
};

use super::{
    entry::{body, new_form},
    fields::{self, choice},
    find, table,
};

impl Picker {
    /// Chooses a consent, and takes the person to be the one of whom it speaks.
    pub fn choose(&mut self, consent: &Consent) {
        self.person = Person {
            role: consent.role,
            age_band: consent.age_band,
            care_status: consent.care_status,
            capacity: Some(consent.capacity),
            circumstance: None,
        };
        self.chosen = Some(consent.clone());
        self.recorded = false;
        // Said of one consent, it is not said of another.
        self.same_person = false;
        // By keyboard the next press keeps the face.
        self.focus = true;
    }
}

/// Opens the picker for a face.
pub fn open_picker(view: &mut View, entry: &Entry) {
    view.region = Some(entry.region.id);
    view.picker = Some(Picker {
        region: entry.region.id,
        chosen: None,
        recorded: false,
        focus: true,
        find: String::new(),
        person: entry.person,
        same_person: false,
    });
}

/// Keeps a face by a consent that was chosen elsewhere. Where there is anything to ask or to tell, the picker is left open with
/// the consent chosen, and the answer is nothing.
pub fn keep_by(
    view: &mut View,
    session: &Session,
    text: &Text,
    today: Date,
    entry: &Entry,
    consent: &Consent,
) -> Option<Edit> {
    open_picker(view, entry);
    let region = entry.region.id;
    let picker = view.picker.as_mut()?;
    picker.choose(consent);
    let person = picker.person;
    let review = session.shown().and_then(|photo| photo.review.as_ref());
    let again = review.is_none_or(|review| review.keeps_another(&consent.id, region));
    if again || !verdict(session, text, today, (region, consent), person).is_empty() {
        return None;
    }
    view.picker = None;
    Some(Edit::KeepAs { region, person, consent: consent.id.clone(), same_person: false })
}

/// Shows the picker or, over it, the form.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) {
    if let Some(mut form) = shell.view.form.take() {
        let open = super::modal(ctx, "consent form", |ui| body(ui, shell, &mut form));
        // What was typed is not lost by a click beside the dialog.
        if open.inner && !(open.should_close() && form.is_untouched()) {
            shell.view.form = Some(form);
        }
    } else if let Some(mut picker) = shell.view.picker.take() {
        let open = super::modal(ctx, "consent picker", |ui| picker_body(ui, shell, &mut picker));
        if open.inner && !open.should_close() {
            shell.view.picker = Some(picker);
        }
    }
}

/// The consents that hold and are looked for: the one that was used last, then the newest. Ids are drawn at
/// random, so their order would say nothing. Those of the photos' event come before others. Those that keep another face of the photo come last, because one consent
/// is one person's.
fn listed<'a>(shell: &Shell<'a>, picker: &Picker) -> Vec<&'a Consent> {
    let find = picker.find.as_str();
    let last = shell.view.last_kept.as_ref().map(|(_, consent)| consent);
    let holds = |consent: &&Consent| consent.state(shell.today).holds();
    let mut listed: Vec<&Consent> = shell
        .session
        .consents()
        .values()
        .filter(holds)
        .filter(|consent| find::is_meant(consent, shell.session.occasion_of(consent), find, shell.text))
        .collect();
    let event = shell.session.occasion().map(|occasion| &occasion.id);
    listed.sort_by_key(|consent| {
        let used = keeps_another(shell, picker, consent);
        let of_event = event.is_some() && consent.occasion.as_ref() == event;
        (used, Some(&consent.id) != last, !of_event, Reverse(consent.valid_from))
    });
    listed
}

/// True where the consent keeps another face of the photo.
fn keeps_another(shell: &Shell<'_>, picker: &Picker, consent: &Consent) -> bool {
    let review = shell.session.shown().and_then(|photo| photo.review.as_ref());
    review.is_some_and(|review| review.keeps_another(&consent.id, picker.region))
}

/// True while the picker stays open.
fn picker_body(ui: &mut Ui, shell: &mut Shell<'_>, picker: &mut Picker) -> bool {
    ui.set_width(super::width(ui, 480.0));
    ui.heading(shell.t("ui-picker-title"));
    ui.label(shell.t("ui-picker-explain"));
    let session = shell.session;
    if session.consents().is_empty() {
        ui.label(RichText::new(shell.t("ui-picker-empty")).weak());
    }
    let field = find::field(ui, shell, &mut picker.find);
    let listed = listed(shell, picker);
    if let Some(field) = &field {
        // Whoever has the form at hand types its number, or scans it.
        if picker.focus && picker.chosen.is_none() {
            field.request_focus();
            picker.focus = false;
        }
        if let ([only], true) = (listed.as_slice(), fields::entered(ui, field)) {
            picker.choose(only);
        }
    }
    let line = |consent: &&Consent| {
        let who = format!("{}, {}", consent.role.label(shell.text), consent.age_band.label(shell.text));
        let until = shell.text.format("ui-valid-until", [("date", consent.valid_until.to_string().into())]);
        (vec![consent.id.to_string(), who, until], false)
    };
    let lines: Vec<table::Line> = listed.iter().map(line).collect();
    ScrollArea::vertical().max_height(220.0).auto_shrink([false, true]).show(ui, |ui| {
        for (consent, line) in listed.into_iter().zip(table::aligned(ui, &lines)) {
            let chosen = picker.chosen.as_ref() == Some(consent);
            let response = ui.selectable_label(chosen, line);
            if picker.focus && picker.chosen.is_none() {
                response.request_focus();
                picker.focus = false;
            }
            if response.clicked() {
                picker.choose(consent);
            }
        }
    });
    let again = picker.chosen.as_ref().is_some_and(|consent| keeps_another(shell, picker, consent));
    if let Some(consent) = &picker.chosen {
        ui.separator();
        if picker.recorded {
            let pair = [("consent", consent.id.to_string().into())];
            ui.label(RichText::new(shell.text.format("entry-recorded", pair)).family(theme::strong()));
        }
        ui.label(RichText::new(shell.t("ui-picker-person")).family(theme::strong()));
        let person = &mut picker.person;
        choice(ui, &shell.t("ui-role"), &mut person.role, Role::ALL, |role| role.label(shell.text));
        choice(ui, &shell.t("ui-age"), &mut person.age_band, AgeBand::ALL, |age| age.label(shell.text));
        if person.role.is_in_care() {
            let mut care = person.care_status.unwrap_or(CareStatus::Ongoing);
            choice(ui, &shell.t("ui-care"), &mut care, CareStatus::ALL, |care| care.label(shell.text));
            person.care_status = Some(care);
        }
        let reasons = verdict(session, shell.text, shell.today, (picker.region, consent), *person);
        if reasons.is_empty() {
            ui.label(shell.t("policy-does-not-block"));
        }
        for reason in reasons {
            ui.label(RichText::new(reason).color(theme::warm(ui)));
        }
        if again {
            ui.label(RichText::new(shell.t("gate-same-person-explain")).color(theme::warm(ui)));
            let tick = ui.checkbox(&mut picker.same_person, shell.t("gate-same-person"));
            // Nobody comes past the question by Enter.
            if picker.focus && !picker.same_person {
                tick.request_focus();
                picker.focus = false;
            }
        }
    }
    let can_keep = picker.chosen.is_some() && (!again || picker.same_person);
    let mut open = true;
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let keep = shell.t("ui-picker-keep");
        let response = accent(ui, &keep, can_keep);
        if picker.focus && can_keep {
            response.request_focus();
            picker.focus = false;
        }
        if response.clicked()
            && let Some(consent) = &picker.chosen
        {
            shell.commands.push(Command::Edit(Edit::KeepAs {
                region: picker.region,
                person: picker.person,
                consent: consent.id.clone(),
                same_person: again && picker.same_person,
            }));
            open = false;
        }
        let response = ui.button(shell.t("ui-new-consent"));
        // Where there is nothing to choose, recording comes next.
        if std::mem::take(&mut picker.focus) {
            response.request_focus();
        }
        if response.clicked() {
            shell.view.form = Some(new_form(shell.today, session, None));
        }
        if ui.button(shell.t("ui-cancel")).clicked() {
            open = false;
        }
    });
    open
}

/// What the rules say of a face that is kept by a consent, in the channels and for the purpose that are chosen.
fn verdict(
    session: &Session,
    text: &Text,
    today: Date,
    (region, consent): (RegionId, &Consent),
    person: Person,
) -> Vec<String> {
    let review = session.shown().and_then(|photo| photo.review.as_ref());
    let case = Case {
        role: person.role,
        age_band: person.age_band,
        care_status: person.care_status,
        capacity: person.capacity,
        circumstance: person.circumstance,
        patient_visible: review.is_some_and(|review| crate::pipeline::patient_visible(review, region)),
        photo: session
            .shown()
            .and_then(|photo| photo.source.as_ref())
            .map(crate::pipeline::SourcePhoto::sha256),
        ward: session.ward,
        purpose: session.purpose,
        channels: &session.channels,
        consent: Some(consent),
        today,
    };
    session.policy().blocks(&case).iter().map(|reason| reason.message(text)).collect()
}

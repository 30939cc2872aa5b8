//! Keeping a face by a consent, and recording a new consent.

use egui::{ComboBox, Grid, RichText, ScrollArea, Ui};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    consent::{
        AgeBand, Capacity, CareStatus, Channel, Consent, LegalBasis, NewConsent, Purpose, Role, Signer,
    },
    policy::Case,
    review::{Edit, Entry, Person},
    session::Command,
    text::Text,
    ui::{
        shell::{Form, Picker, Shell, View, accent_button},
        theme,
    },
};

/// Opens the picker for a face.
pub fn open_picker(view: &mut View, entry: &Entry) {
    view.region = Some(entry.region.id);
    view.picker = Some(Picker { region: entry.region.id, chosen: None, person: entry.person });
}

/// Shows the picker or, over it, the form.
pub fn show(ctx: &egui::Context, shell: &mut Shell<'_>) {
    if let Some(mut form) = shell.view.form.take() {
        let open = super::modal(ctx, "consent form").show(ctx, |ui| form_body(ui, shell, &mut form));
        if open.inner && !open.should_close() {
            shell.view.form = Some(form);
        }
    } else if let Some(mut picker) = shell.view.picker.take() {
        let open = super::modal(ctx, "consent picker").show(ctx, |ui| picker_body(ui, shell, &mut picker));
        if open.inner && !open.should_close() {
            shell.view.picker = Some(picker);
        }
    }
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
    ScrollArea::vertical().max_height(220.0).show(ui, |ui| {
        for consent in session.consents().values().filter(|consent| consent.state(shell.today).holds()) {
            let chosen = picker.chosen.as_ref() == Some(consent);
            let until =
                shell.text.format("ui-valid-until", [("date", consent.valid_until.to_string().into())]);
            let line = format!(
                "{}   {}, {}   {until}",
                consent.id,
                consent.role.label(shell.text),
                consent.age_band.label(shell.text)
            );
            if ui.selectable_label(chosen, line).clicked() {
                picker.person = Person {
                    role: consent.role,
                    age_band: consent.age_band,
                    care_status: consent.care_status,
                    capacity: Some(consent.capacity),
                    circumstance: None,
                };
                picker.chosen = Some(consent.clone());
            }
        }
    });
    if let Some(consent) = &picker.chosen {
        ui.separator();
        ui.label(RichText::new(shell.t("ui-picker-person")).family(theme::strong()));
        let person = &mut picker.person;
        choice(ui, &shell.t("ui-role"), &mut person.role, Role::ALL, |role| role.label(shell.text));
        choice(ui, &shell.t("ui-age"), &mut person.age_band, AgeBand::ALL, |age| age.label(shell.text));
        if person.role.is_in_care() {
            let mut care = person.care_status.unwrap_or(CareStatus::Ongoing);
            choice(ui, &shell.t("ui-care"), &mut care, CareStatus::ALL, |care| care.label(shell.text));
            person.care_status = Some(care);
        }
        let reasons = verdict(shell, consent, *person);
        if reasons.is_empty() {
            ui.label(shell.t("policy-does-not-block"));
        }
        for reason in reasons {
            ui.label(RichText::new(reason).color(theme::WARM));
        }
    }
    let mut open = true;
    ui.add_space(8.0);
    ui.horizontal(|ui| {
        let keep = shell.t("ui-picker-keep");
        if accent_button(ui, &keep, picker.chosen.is_some())
            && let Some(consent) = &picker.chosen
        {
            shell.commands.push(Command::Edit(Edit::KeepAs {
                region: picker.region,
                person: picker.person,
                consent: consent.id.clone(),
            }));
            open = false;
        }
        if ui.button(shell.t("ui-new-consent")).clicked() {
            shell.view.form = Some(new_form(shell.today, session.purpose, &session.channels));
        }
        if ui.button(shell.t("ui-cancel")).clicked() {
            open = false;
        }
    });
    open
}

fn verdict(shell: &Shell<'_>, consent: &Consent, person: Person) -> Vec<String> {
    let session = shell.session;
    let case = Case {
        role: person.role,
        age_band: person.age_band,
        care_status: person.care_status,
        capacity: person.capacity,
        circumstance: person.circumstance,
        patient_visible: session
            .shown()
            .and_then(|photo| photo.review.as_ref())
            .zip(shell.view.region)
            .is_some_and(|(review, region)| crate::pipeline::patient_visible(review, region)),
        photo: session
            .shown()
            .and_then(|photo| photo.source.as_ref())
            .map(crate::pipeline::SourcePhoto::sha256),
        ward: session.ward,
        purpose: session.purpose,
        channels: &session.channels,
        consent: Some(consent),
        today: shell.today,
    };
    session.policy().blocks(&case).iter().map(|reason| reason.message(shell.text)).collect()
}

fn new_form(today: Date, purpose: Purpose, channels: &[Channel]) -> Form {
    let until = today.saturating_add(1.year());
    Form {
        new: NewConsent {
            role: Role::Staff,
            age_band: AgeBand::Adult,
            care_status: None,
            capacity: Some(Capacity::Yes),
            basis: LegalBasis::Consent,
            purposes: vec![purpose],
            channels: channels.to_vec(),
            valid_until: until,
            signers: vec![Signer::SelfSigned],
            form_location: String::new(),
            approval: None,
            child_heard: false,
            ..NewConsent::default()
        },
        until: until.to_string(),
        fault: None,
    }
}

/// True while the form stays open.
fn form_body(ui: &mut Ui, shell: &mut Shell<'_>, form: &mut Form) -> bool {
    ui.set_width(super::width(ui, 560.0));
    ui.heading(shell.t("ui-new-consent-title"));
    ui.label(RichText::new(shell.t("ui-new-consent-explain")).small());
    let text: &Text = shell.text;
    let new = &mut form.new;
    ScrollArea::vertical().max_height(430.0).show(ui, |ui| {
        choice(ui, &text.get("ui-role"), &mut new.role, Role::ALL, |role| role.label(text));
        choice(ui, &text.get("ui-age"), &mut new.age_band, AgeBand::ALL, |age| age.label(text));
        if new.role.is_in_care() {
            let mut care = new.care_status.unwrap_or(CareStatus::Ongoing);
            choice(ui, &text.get("ui-care"), &mut care, CareStatus::ALL, |care| care.label(text));
            new.care_status = Some(care);
        } else {
            new.care_status = None;
        }
        let mut capacity = new.capacity.unwrap_or(Capacity::Yes);
        choice(ui, &text.get("ui-capacity"), &mut capacity, Capacity::ALL, |word| word.label(text));
        new.capacity = Some(capacity);
        several(ui, &text.get("ui-purpose"), &mut new.purposes, Purpose::ALL, |word| word.label(text));
        several(ui, &text.get("ui-channels"), &mut new.channels, Channel::ALL, |word| word.label(text));
        several(ui, &text.get("ui-signers"), &mut new.signers, Signer::ALL, |word| word.label(text));
        field(ui, &text.get("ui-until"), &mut form.until);
        field(ui, &text.get("ui-form-location"), &mut new.form_location);
        let mut approval = new.approval.take().unwrap_or_default();
        field(ui, &text.get("ui-approval"), &mut approval);
        new.approval = (!approval.is_empty()).then_some(approval);
        if new.age_band != AgeBand::Adult {
            ui.checkbox(&mut new.child_heard, text.get("ui-child-heard"));
        }
    });
    if let Some(fault) = &form.fault {
        ui.label(RichText::new(fault).color(theme::WARM));
    }
    let mut open = true;
    ui.horizontal(|ui| {
        if accent_button(ui, &text.get("ui-record-consent"), true) {
            match form.until.trim().parse::<Date>() {
                Err(_) => form.fault = Some(text.get("ui-until-fault")),
                Ok(until) => {
                    form.new.valid_until = until;
                    // The register checks again; this says at once what is wrong.
                    if let Err(fault) = form.new.clone().into_consent(shell.today) {
                        form.fault = Some(fault.message(text));
                    } else {
                        shell.commands.push(Command::AddConsent(form.new.clone()));
                        open = false;
                    }
                }
            }
        }
        if ui.button(text.get("ui-cancel")).clicked() {
            open = false;
        }
    });
    open
}

fn choice<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    value: &mut T,
    all: &[T],
    name: impl Fn(T) -> String,
) {
    ui.horizontal(|ui| {
        ComboBox::new(label, label).selected_text(name(*value)).width(220.0).show_ui(ui, |ui| {
            for word in all {
                ui.selectable_value(value, *word, name(*word));
            }
        });
    });
}

fn several<T: Copy + PartialEq>(
    ui: &mut Ui,
    label: &str,
    values: &mut Vec<T>,
    all: &[T],
    name: impl Fn(T) -> String,
) {
    ui.label(RichText::new(label).family(theme::strong()));
    Grid::new(label).num_columns(3).show(ui, |ui| {
        for (index, word) in all.iter().enumerate() {
            let mut ticked = values.contains(word);
            if ui.checkbox(&mut ticked, name(*word)).changed() {
                values.retain(|other| other != word);
                if ticked {
                    values.push(*word);
                }
            }
            if index % 3 == 2 {
                ui.end_row();
            }
        }
    });
}

fn field(ui: &mut Ui, label: &str, value: &mut String) {
    let label = ui.label(label);
    ui.add(egui::TextEdit::singleline(value).desired_width(f32::INFINITY)).labelled_by(label.id);
}

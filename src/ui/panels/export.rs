//! Step 3: what is still missing, where to, and the copy.

use egui::{ComboBox, RichText, TextEdit, Ui};

use crate::{
    consent::{Channel, Purpose},
    export::OutputFormat,
    pipeline::{Release, needs_second_person},
    policy::Ward,
    review::{Edit, MAX_REFERENCE},
    session::{Command, Session},
    text::harmless_path,
    ui::{
        shell::{Ask, Choose, Shell},
        theme,
    },
};

use super::{Portraits, missing, sizes, visible, words};

/// What the person chose here; applied after the panels are drawn.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choices {
    /// What for.
    pub purpose: Purpose,
    /// Where.
    pub channels: Vec<Channel>,
    /// Where taken.
    pub ward: Ward,
    /// The event, and whether records are signed.
    pub release: Release,
    /// Who exports.
    pub operator: String,
}

impl Choices {
    /// What is chosen now.
    pub fn of(session: &Session) -> Self {
        Self {
            purpose: session.purpose,
            channels: session.channels.clone(),
            ward: session.ward,
            release: session.release.clone(),
            operator: session.operator.clone(),
        }
    }
}

/// Shows the panel; the answer is what is chosen for the batch.
pub fn show(ui: &mut Ui, shell: &mut Shell<'_>, portraits: &mut Portraits) -> Choices {
    let mut choices = Choices::of(shell.session);
    ui.add_space(8.0);
    ui.heading(shell.t("ui-step-export"));
    if let Some(exported) = shell.session.shown().and_then(|photo| photo.exported.as_ref()) {
        ui.label(RichText::new(shell.t("ui-exported")).family(theme::strong()));
        let counts = &exported.counts;
        ui.label(shell.text.format(
            "ui-exported-counts",
            [
                ("redacted", counts.blurred.into()),
                ("kept", counts.kept_with_consent.into()),
                ("areas", counts.other_areas_blurred.into()),
            ],
        ));
        if counts.not_a_face > 0 {
            let count = [("count", counts.not_a_face.into())];
            ui.label(shell.text.format("gate-not-a-face-visible", count));
        }
        for copy in &exported.copies {
            ui.label(RichText::new(harmless_path(&copy.output)).small());
        }
        ui.label(shell.t("ui-exported-checked"));
        let compare = shell.t("ui-compare");
        ui.checkbox(&mut shell.view.compare, compare);
        if ui.button(shell.t("ui-show-in-folder")).clicked() {
            shell.view.choose = Some(Choose::ShowCopy);
        }
        return choices;
    }
    // With a name of its own, so that a field below keeps the keyboard when a line comes or goes above it.
    ui.push_id("missing", |ui| missing::list(ui, shell));
    ui.push_id("visible", |ui| visible::show(ui, shell, portraits));
    words::show(ui, shell);
    beside(ui, shell, &mut choices.operator);
    ui.label(RichText::new(shell.t("ui-purpose")).family(theme::strong()));
    ComboBox::from_id_salt("purpose").selected_text(choices.purpose.label(shell.text)).show_ui(ui, |ui| {
        for purpose in Purpose::ALL {
            ui.selectable_value(&mut choices.purpose, *purpose, purpose.label(shell.text));
        }
    });
    ui.label(RichText::new(shell.t("ui-channels")).family(theme::strong()));
    let between = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 1.0);
    for channel in Channel::ALL {
        let mut ticked = choices.channels.contains(channel);
        let tick = ui.checkbox(&mut ticked, channel.label(shell.text));
        shell.view.lead_to(Ask::Channels, &tick);
        if tick.changed() {
            choices.channels.retain(|other| other != channel);
            if ticked {
                choices.channels.push(*channel);
            }
        }
    }
    ui.spacing_mut().item_spacing.y = between;
    let mut sensitive = choices.ward == Ward::Sensitive;
    if ui.checkbox(&mut sensitive, shell.t("ui-sensitive-ward")).changed() {
        choices.ward = if sensitive { Ward::Sensitive } else { Ward::Normal };
    }
    release(ui, shell, &mut choices.release);
    ui.label(RichText::new(shell.t("ui-format")).family(theme::strong()));
    ui.horizontal(|ui| {
        for format in OutputFormat::ALL {
            ui.radio_value(&mut shell.view.format, format, format.word().to_uppercase());
        }
    });
    let label = ui.label(RichText::new(shell.t("ui-folder")).family(theme::strong()));
    let set = shell.machine.export_folder.is_some();
    let field = TextEdit::singleline(&mut shell.view.folder);
    let folder = ui.add_enabled(!set, field).labelled_by(label.id);
    let folder = if set { folder.on_disabled_hover_text(shell.t("machine-set")) } else { folder };
    shell.view.lead_to(Ask::Folder, &folder);
    if set {
        ui.label(RichText::new(shell.t("machine-set")).small().weak());
    } else if ui.button(shell.t("ui-choose-folder")).clicked() {
        shell.view.choose = Some(Choose::Target);
    }
    sizes::show(ui, shell);
    choices
}

/// The event, for reports, and the signature of the record.
fn release(ui: &mut Ui, shell: &mut Shell<'_>, release: &mut Release) {
    let label = ui.label(RichText::new(shell.t("entry-event")).family(theme::strong()));
    let mut event = release.event.take().unwrap_or_default();
    let field = ui.text_edit_singleline(&mut event).labelled_by(label.id);
    shell.view.lead_to(Ask::Event, &field);
    release.event = (!event.trim().is_empty()).then_some(event);
    if let Some(fault) = shell.session.event_fault() {
        ui.label(RichText::new(fault.message(shell.text)).color(theme::warm(ui)));
    }
    if shell.session.policy().requires_signature() {
        ui.label(shell.t("entry-sign-asked"));
    } else {
        ui.checkbox(&mut release.sign, shell.t("entry-sign")).on_hover_text(shell.t("entry-sign-limit"));
    }
}

/// Who exports, and the second person, where the rules ask for one.
fn beside(ui: &mut Ui, shell: &mut Shell<'_>, operator: &mut String) {
    let Some(review) = shell.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
    if needs_second_person(shell.session.policy(), review) {
        let label = ui.label(RichText::new(shell.t("gate-operator")).family(theme::strong()));
        let field = ui.add(TextEdit::singleline(operator).char_limit(MAX_REFERENCE)).labelled_by(label.id);
        shell.view.lead_to(Ask::Operator, &field);
        if let Some(fault) = shell.session.operator_fault() {
            ui.label(RichText::new(fault.message(shell.text)).color(theme::warm(ui)));
        }
        let label = ui.label(RichText::new(shell.t("register-second-person")).family(theme::strong()));
        let mut reference = review.approved_by().unwrap_or_default().to_owned();
        let field =
            ui.add(TextEdit::singleline(&mut reference).char_limit(MAX_REFERENCE)).labelled_by(label.id);
        shell.view.lead_to(Ask::SecondPerson, &field);
        if field.changed() {
            shell.commands.push(Command::Edit(Edit::Approve(Some(reference))));
        }
    }
}

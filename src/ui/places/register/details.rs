//! What is known of the chosen consent, what can be done with it, and the copies that rely on it.

use egui::{RichText, Ui};

use crate::{
    consent::{Consent, ConsentId, ConsentState},
    register::DueReason,
    session::RegisterRequest,
    text::harmless,
    ui::{shell::Shell, theme},
};

use super::{
    RegisterPlace,
    copies::{self, Copies},
    forms, request, several,
};

/// Shows it, or what can be done with several, or the question about a refusal.
pub(super) fn show(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace) {
    if place.refusal.is_some() {
        forms::refusal(ui, shell, place);
        return;
    }
    let session = shell.session;
    let chosen = place.consents.chosen(session.consents());
    match chosen.as_slice() {
        [] => {
            ui.label(RichText::new(shell.t("place-nothing-chosen")).weak());
        }
        [consent] => one(ui, shell, place, consent),
        several => several::show(ui, shell, place, several),
    }
}

fn one(ui: &mut Ui, shell: &mut Shell<'_>, place: &mut RegisterPlace, consent: &Consent) {
    let uses = shell.session.register.read.uses.get(&consent.id).copied().unwrap_or(0);
    let state = consent.state(shell.today);
    let heading = format!("{}: {}", consent.id, state.label(shell.text));
    ui.label(RichText::new(heading).size(15.0).family(theme::strong()));
    if let Some(why) = why(shell, &consent.id) {
        let id = match why {
            DueReason::Expired => "register-due-expired",
            DueReason::Expiring => "register-due-expiring",
            DueReason::EmploymentReview => "register-due-employment",
            DueReason::Retention => "register-due-retention",
        };
        ui.label(RichText::new(shell.t(id)).color(theme::warm(ui)));
    }
    let lead = std::mem::take(&mut place.lead);
    if state == ConsentState::Refused {
        // Of a refusal nothing else is known; it can be erased like any other.
        place.changes.of_one(ui, shell, consent, uses, lead);
        return;
    }
    place.changes.of_one(ui, shell, consent, uses, lead);
    if uses > 0 {
        ask_for_copies(shell, place, consent, uses);
        if place.copies.as_ref().is_some_and(|copies| copies.is_of(&consent.id)) {
            ui.separator();
            copies::show(ui, shell, place, uses);
        }
    } else {
        place.copies = None;
    }
    ui.separator();
    known(ui, shell, consent);
    several::list(ui, shell, place, &[consent]);
}

/// Why it needs attention, where it does.
fn why(shell: &Shell<'_>, id: &ConsentId) -> Option<DueReason> {
    let due = &shell.session.register.read.due;
    due.iter().find(|(_, due)| due == id).map(|(why, _)| *why)
}

/// Asks for the copies of another consent than the last one; while an answer is on its way, no other is asked for, so that
/// whoever walks through the table does not wait for all that was walked over.
fn ask_for_copies(shell: &mut Shell<'_>, place: &mut RegisterPlace, consent: &Consent, uses: u64) {
    let answered = shell.session.register.affected.as_ref().map(|(id, _)| id);
    let failed = shell.session.failure.is_some();
    let waiting = place.copies.as_mut().is_some_and(|copies| copies.is_waiting(answered, failed));
    if waiting {
        return;
    }
    if place.copies.as_mut().is_none_or(|copies| copies.are_to_be_read(&consent.id, uses)) {
        request(shell, RegisterRequest::Affected(consent.id.clone()));
        if place.copies.as_ref().is_none_or(|copies| !copies.is_of(&consent.id)) {
            place.copies = Some(Copies::of(consent.id.clone(), uses, shell));
        }
    }
}

/// A line of what is known: its name and its words.
fn fact(ui: &mut Ui, name: &str, said: &str) {
    if said.is_empty() {
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = 6.0;
        ui.label(RichText::new(format!("{name}:")).weak());
        ui.label(said);
    });
}

fn known(ui: &mut Ui, shell: &Shell<'_>, consent: &Consent) {
    let text = shell.text;
    let joined = |words: Vec<String>| words.join(", ");
    fact(ui, &text.get("ui-form-location"), &harmless(&consent.form_location));
    let who = format!("{}, {}", consent.role.label(text), consent.age_band.label(text));
    fact(ui, &text.get("ui-role"), &who);
    if let Some(care) = consent.care_status {
        fact(ui, &text.get("ui-care"), &care.label(text));
    }
    fact(ui, &text.get("register-column-event"), &harmless(shell.session.occasion_of(consent)));
    let purposes = consent.purposes.iter().map(|purpose| purpose.label(text)).collect();
    fact(ui, &text.get("register-column-purposes"), &joined(purposes));
    let channels = consent.channels.iter().map(|channel| channel.label(text)).collect();
    fact(ui, &text.get("ui-channels"), &joined(channels));
    let span = format!("{} – {}", consent.valid_from, consent.valid_until);
    fact(ui, &text.get("place-holds"), &span);
    let signers = consent.signers.iter().map(|signer| signer.label(text)).collect();
    fact(ui, &text.get("ui-signers"), &joined(signers));
    if let Some(method) = consent.collection.method {
        fact(ui, &text.get("entry-method"), &method.label(text));
    }
    for (name, value) in [
        ("register-form-approval", &consent.approval),
        ("register-form-collected-by", &consent.collection.collected_by),
        ("entry-limits", &consent.collection.limits),
        ("entry-notice", &consent.collection.notice),
        ("entry-witness", &consent.collection.witness),
        ("import-field-signature-system", &consent.collection.signature_system),
        ("import-field-signature-reference", &consent.collection.signature_reference),
    ] {
        fact(ui, &text.get(name), &harmless(value.as_deref().unwrap_or_default()));
    }
    if let Some(day) = consent.collection.employment_end_review {
        fact(ui, &text.get("entry-look-again"), &day.to_string());
    }
    let happened: Vec<String> =
        consent.events.iter().map(|event| format!("{} {}", event.on, event.state.label(text))).collect();
    fact(ui, &text.get("place-happened"), &joined(happened));
}

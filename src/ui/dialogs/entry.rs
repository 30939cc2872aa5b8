//! Recording a new consent: the form asks for what the rules will ask of it, and no more.

use egui::{CollapsingHeader, RichText, ScrollArea, Ui};
use jiff::{ToSpan as _, civil::Date};

use crate::{
    consent::{
        AgeBand, Capacity, CareStatus, Channel, ConsentId, LegalBasis, Method, NewConsent, Purpose, Role,
        Signer,
    },
    policy::{Asks, Case, Guardians},
    register,
    session::{Command, Session},
    text::{Text, harmless},
    ui::{
        shell::{Form, Shell, accent, accent_button},
        theme,
    },
};

use super::fields::{choice, entered, fault, line, optional, part, reference, several};

/// Room that a dialog leaves for its heading, its buttons and the window's edge.
const AROUND: f32 = 220.0;

/// A form for what is chosen in the window; where a printed form has come back, its id is filled in.
pub fn new_form(today: Date, session: &Session, printed: Option<&register::Form>) -> Form {
    let until = today.saturating_add(1.year());
    // Of a paper nothing is taken for granted that is not printed on it.
    let role = if printed.is_some() { Role::Unknown } else { Role::Staff };
    let mut form = Form {
        new: NewConsent {
            role,
            age_band: AgeBand::Adult,
            capacity: Some(Capacity::Yes),
            purposes: vec![session.purpose],
            channels: session.channels.clone(),
            occasion: session.occasion().map(|occasion| occasion.id.clone()),
            valid_until: until,
            signers: vec![Signer::SelfSigned],
            ..NewConsent::default()
        },
        until: until.to_string(),
        id: String::new(),
        look_again: String::new(),
        fault: None,
        shown: false,
        printed: None,
        all_ticked: false,
        lead: false,
    };
    if let Some(printed) = printed {
        form.id = printed.id.to_string();
        take_paper(&mut form, printed);
    }
    form
}

/// Takes over what a paper says of itself. A child's is signed by guardians, of an age that stands nowhere on it. Which of several
/// boxes were ticked a person reads.
fn take_paper(form: &mut Form, printed: &register::Form) {
    let new = &mut form.new;
    new.role = printed.role.unwrap_or(new.role);
    if printed.for_child {
        new.age_band = AgeBand::Unknown;
        new.signers.clear();
    }
    new.purposes = only(&printed.purposes);
    new.channels = only(&printed.channels);
    new.occasion.clone_from(&printed.occasion);
    (form.printed, form.all_ticked) = (Some(printed.clone()), false);
}

/// What there is no choice of.
fn only<T: Copy>(printed: &[T]) -> Vec<T> {
    if let [one] = printed { vec![*one] } else { Vec::new() }
}

/// True while the form stays open.
pub fn body(ui: &mut Ui, shell: &mut Shell<'_>, form: &mut Form) -> bool {
    ui.set_width(super::width(ui, 600.0));
    ui.heading(shell.t("ui-new-consent-title"));
    ui.label(RichText::new(shell.t("ui-new-consent-explain")).small().weak());
    let room = (ui.ctx().content_rect().height() - AROUND).max(160.0);
    let mut submit = false;
    // The bar floats over what it moves, and stays beside it where the area is as wide as the dialog.
    ScrollArea::vertical().max_height(room).auto_shrink([false, true]).show(ui, |ui| {
        ui.set_max_width(ui.available_width() - 14.0);
        submit = all_fields(ui, shell, form);
    });
    form.shown = true;
    ui.separator();
    foresight(ui, shell, form);
    fault(ui, form.fault.as_deref());
    let mut open = true;
    ui.horizontal(|ui| {
        if accent_button(ui, &shell.t("ui-record-consent"), true) || submit {
            match finished(form, shell) {
                Ok(new) => {
                    shell.commands.push(Command::AddConsent(new));
                    open = false;
                }
                Err(wrong) => form.fault = Some(wrong),
            }
        }
        if ui.button(shell.t("ui-cancel")).clicked() {
            open = false;
        }
    });
    open
}

/// Everything that is entered; true where Enter ended the typing.
fn all_fields(ui: &mut Ui, shell: &Shell<'_>, form: &mut Form) -> bool {
    let asks = asks(shell, form);
    who(ui, shell, form);
    covered(ui, shell, &asks);
    let submit = signed(ui, shell, form, &asks);
    let text = shell.text;
    part(ui, &text.get("entry-covers"));
    tick_printed(ui, shell, form);
    let (purposes, channels) = (&mut form.new.purposes, &mut form.new.channels);
    several(ui, &text.get("ui-purpose"), purposes, Purpose::ALL, |word| word.label(text));
    several(ui, &text.get("ui-channels"), channels, &shell.session.policy().channels(), |word| {
        word.label(text)
    });
    ui.add_space(8.0);
    CollapsingHeader::new(text.get("entry-more"))
        .id_salt("entry-more")
        .show(ui, |ui| more(ui, shell, form, &asks));
    submit
}

/// One key for a paper on which everything is ticked. Where nothing was chosen to be printed, everything was.
fn tick_printed(ui: &mut Ui, shell: &Shell<'_>, form: &mut Form) {
    let Some(printed) = form.printed.as_ref().filter(|_| form.asks_for_ticks()) else { return };
    ui.label(RichText::new(shell.t("events-form-tick")).small().weak());
    let button = accent(ui, &shell.t("events-form-tick-all"), true);
    if std::mem::take(&mut form.lead) {
        button.request_focus();
        button.scroll_to_me(None);
    }
    if button.clicked() {
        let every = (Purpose::ALL.to_vec(), shell.session.policy().channels());
        form.new.purposes = Some(printed.purposes.clone()).filter(|some| !some.is_empty()).unwrap_or(every.0);
        form.new.channels = Some(printed.channels.clone()).filter(|some| !some.is_empty()).unwrap_or(every.1);
        form.all_ticked = true;
    }
}

/// The same without a dialog around it, with what the rules will say and what is wrong.
pub fn entry_fields(ui: &mut Ui, shell: &Shell<'_>, form: &mut Form) -> bool {
    let submit = all_fields(ui, shell, form);
    foresight(ui, shell, form);
    fault(ui, form.fault.as_deref());
    submit
}

/// The event to which the consent belongs, where the register has any.
fn event(ui: &mut Ui, shell: &Shell<'_>, new: &mut NewConsent) {
    let occasions = &shell.session.register.read.occasions;
    if occasions.is_empty() {
        return;
    }
    // Words of a list are copied, ids of events are not: they are chosen by their place in the list.
    let all: Vec<Option<usize>> = std::iter::once(None).chain((0..occasions.len()).map(Some)).collect();
    let mut at = occasions.iter().position(|occasion| Some(&occasion.id) == new.occasion.as_ref());
    let name = |at: Option<usize>| {
        let known = at.and_then(|at| occasions.get(at));
        known.map_or_else(|| shell.t("events-none"), |occasion| harmless(&occasion.name).into_owned())
    };
    if choice(ui, &shell.t("register-column-event"), &mut at, &all, name) {
        let chosen = at.and_then(|at| occasions.get(at));
        new.occasion = chosen.map(|occasion| occasion.id.clone());
        if let Some(occasion) = chosen {
            // What the event is for is what its consents are for, unless something else is signed.
            if !occasion.purposes.is_empty() {
                new.purposes.clone_from(&occasion.purposes);
            }
            if !occasion.channels.is_empty() {
                new.channels.clone_from(&occasion.channels);
            }
        }
    }
}

/// Who has consented, and on which paper.
fn who(ui: &mut Ui, shell: &Shell<'_>, form: &mut Form) {
    let text = shell.text;
    part(ui, &text.get("entry-who"));
    let response = line(ui, &text.get("entry-id"), &mut form.id, &text.get("entry-id-hint"));
    if !form.shown {
        response.request_focus();
    }
    // Forms that are out offer their ids, so that nothing is mistyped.
    let forms = &shell.session.register.read.forms;
    let typed = form.id.trim().to_ascii_uppercase();
    let mut taken = None;
    if typed.is_empty() && !forms.is_empty() {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(text.get("entry-forms")).small().weak());
            for printed in forms.iter().take(4) {
                if ui.button(printed.id.as_str()).clicked() {
                    form.id = printed.id.to_string();
                    taken = Some(printed);
                }
            }
        });
    } else if let Some(printed) = forms.iter().find(|printed| printed.id.as_str() == typed) {
        let day = printed.printed_on.to_string();
        ui.label(RichText::new(text.format("entry-id-printed", [("day", day.into())])).small().weak());
        taken = response.changed().then_some(printed);
    } else {
        if response.changed() {
            form.printed = None;
        }
        fault(ui, id_fault(&form.id, shell).as_deref());
    }
    if let Some(printed) = taken {
        take_paper(form, printed);
    }
    let new = &mut form.new;
    let known: Vec<Role> = Role::ALL.iter().copied().filter(|role| *role != Role::Unknown).collect();
    let ages: Vec<AgeBand> = AgeBand::ALL.iter().copied().filter(|age| *age != AgeBand::Unknown).collect();
    let mut changed = choice(ui, &text.get("ui-role"), &mut new.role, &known, |role| role.label(text));
    changed |= choice(ui, &text.get("ui-age"), &mut new.age_band, &ages, |age| age.label(text));
    if new.role.is_in_care() {
        let mut care = new.care_status.unwrap_or(CareStatus::Ongoing);
        choice(ui, &text.get("ui-care"), &mut care, CareStatus::ALL, |care| care.label(text));
        new.care_status = Some(care);
    } else {
        new.care_status = None;
    }
    if asks_capacity(new) {
        let mut capacity = new.capacity.unwrap_or(Capacity::Yes);
        changed |=
            choice(ui, &text.get("ui-capacity"), &mut capacity, Capacity::ALL, |word| word.label(text));
        new.capacity = Some(capacity);
    } else {
        changed |= new.capacity != Some(Capacity::Yes);
        new.capacity = Some(Capacity::Yes);
    }
    event(ui, shell, new);
    // Another person signs in another way: nobody's signature is taken over.
    if changed {
        new.signers = usual_signers(new);
        new.collection.sole_custody = false;
        new.child_heard = false;
    }
}

/// Of colleagues and guests in an official role nobody asks whether they can decide; guardians sign for children.
const fn asks_capacity(new: &NewConsent) -> bool {
    let minor =
        matches!(new.age_band, AgeBand::Age0To6 | AgeBand::Age7To11 | AgeBand::Age12To14 | AgeBand::Unknown);
    !minor
        && matches!(new.role, Role::Patient | Role::CareRecipient | Role::RelativeVisitor | Role::Volunteer)
}

/// The one who signs where there is no choice; nobody where several could have signed.
fn usual_signers(new: &NewConsent) -> Vec<Signer> {
    match (new.age_band, new.capacity) {
        (AgeBand::Adult, Some(Capacity::Represented)) => vec![Signer::LegalRepresentative],
        (AgeBand::Adult, Some(Capacity::Yes)) => vec![Signer::SelfSigned],
        _ => Vec::new(),
    }
}

/// Where no consent helps, that is told before anybody fills in the rest.
fn covered(ui: &mut Ui, shell: &Shell<'_>, asks: &Asks) {
    if asks.covered_by.is_empty() {
        return;
    }
    ui.add_space(4.0);
    egui::Frame::group(ui.style()).show(ui, |ui| {
        ui.set_width(ui.available_width());
        for reason in &asks.covered_by {
            ui.label(RichText::new(reason.message(shell.text)).color(theme::warm(ui)));
        }
    });
}

/// Who has signed what, and where it is kept; true where Enter ended the typing.
fn signed(ui: &mut Ui, shell: &Shell<'_>, form: &mut Form, asks: &Asks) -> bool {
    let text = shell.text;
    let new = &mut form.new;
    part(ui, &text.get("entry-signed"));
    signers(ui, text, new, asks);
    if asks.child_heard {
        ui.checkbox(&mut new.child_heard, text.get("ui-child-heard"));
    }
    if asks.release {
        ui.checkbox(&mut new.collection.confidentiality_release, text.get("entry-release"));
    }
    if asks.written {
        method(ui, text, new, asks);
    }
    if asks.bases.len() > 1 || new.basis != LegalBasis::Consent {
        choice(ui, &text.get("entry-basis"), &mut new.basis, LegalBasis::ALL, |word| word.label(text));
    }
    if asks.independent {
        optional(ui, text, &text.get("register-form-collected-by"), &mut new.collection.collected_by);
        let mut independent = new.collection.independent == Some(true);
        ui.checkbox(&mut independent, text.get("register-form-independent"));
        new.collection.independent = Some(independent);
    }
    if asks.approval {
        optional(ui, text, &text.get("register-form-approval"), &mut new.approval);
    }
    let place = reference(ui, text, &text.get("ui-form-location"), &mut new.form_location);
    let until = line(ui, &text.get("ui-until"), &mut form.until, "");
    let wrong = form.until.trim().parse::<Date>().is_err().then(|| text.get("ui-until-fault"));
    fault(ui, wrong.as_deref());
    entered(ui, &place) || entered(ui, &until)
}

fn signers(ui: &mut Ui, text: &Text, new: &mut NewConsent, asks: &Asks) {
    if let (None, [only]) = (asks.guardians, new.signers.as_slice())
        && usual_signers(new) == [*only]
    {
        let who = [("who", only.label(text).into())];
        ui.label(text.format("entry-signed-by", who));
        return;
    }
    let wanted: &[Signer] = if new.age_band == AgeBand::Adult {
        &[Signer::SelfSigned, Signer::LegalRepresentative]
    } else if asks.signers.contains(&Signer::SelfSigned) {
        &[Signer::SelfSigned, Signer::Guardian1, Signer::Guardian2]
    } else {
        &[Signer::Guardian1, Signer::Guardian2]
    };
    ui.horizontal_wrapped(|ui| {
        ui.label(text.get("ui-signers"));
        for signer in wanted {
            // Where there is one holder of custody, nobody looks for the other.
            if *signer == Signer::Guardian2 && new.collection.sole_custody {
                continue;
            }
            let mut ticked = new.signers.contains(signer);
            if ui.checkbox(&mut ticked, signer.label(text)).changed() {
                new.signers.retain(|other| other != signer);
                if ticked {
                    new.signers.push(*signer);
                }
            }
        }
    });
    if asks.guardians == Some(Guardians::All)
        && ui.checkbox(&mut new.collection.sole_custody, text.get("register-form-sole-custody")).changed()
        && new.collection.sole_custody
    {
        new.signers.retain(|other| *other != Signer::Guardian2);
    }
}

/// How it was given, of the ways that serve here. What was chosen before the person's role was stays to be seen; the rules say
/// below the form what they think of it.
fn method(ui: &mut Ui, text: &Text, new: &mut NewConsent, asks: &Asks) {
    let mut how = new.collection.method();
    let offered = |method: &Method| asks.methods.contains(method) || *method == how;
    let all: Vec<Method> = Method::ALL.iter().copied().filter(offered).collect();
    choice(ui, &text.get("entry-method"), &mut how, &all, |word| word.label(text));
    new.collection.method = Some(how);
    let collection = &mut new.collection;
    if how == Method::OralWitnessed {
        optional(ui, text, &text.get("entry-witness"), &mut collection.witness);
    }
    // What belongs to another way of giving it is not recorded with this one.
    if how == Method::DigitalSigned {
        optional(ui, text, &text.get("import-field-signature-system"), &mut collection.signature_system);
        optional(
            ui,
            text,
            &text.get("import-field-signature-reference"),
            &mut collection.signature_reference,
        );
    } else {
        collection.signature_system = None;
        collection.signature_reference = None;
    }
}

/// What can be noted and no rule asks for.
fn more(ui: &mut Ui, shell: &Shell<'_>, form: &mut Form, asks: &Asks) {
    let text = shell.text;
    let new = &mut form.new;
    if !asks.written {
        method(ui, text, new, asks);
    }
    optional(ui, text, &text.get("entry-limits"), &mut new.collection.limits);
    optional(ui, text, &text.get("entry-notice"), &mut new.collection.notice);
    if !asks.independent {
        optional(ui, text, &text.get("register-form-collected-by"), &mut new.collection.collected_by);
    }
    for (label, value) in
        [("entry-preview", &mut new.collection.preview_shown), ("entry-copy", &mut new.collection.copy_given)]
    {
        let mut ticked = *value == Some(true);
        if ui.checkbox(&mut ticked, text.get(label)).changed() {
            *value = ticked.then_some(true);
        }
    }
    if let Some(photo) = shell.session.shown().and_then(|photo| photo.review.as_ref()) {
        let mut single = new.collection.single_photo.is_some();
        if ui.checkbox(&mut single, text.get("entry-single")).changed() {
            new.collection.single_photo = single.then(|| photo.source_sha256());
        }
    }
    if new.role == Role::Staff {
        line(ui, &text.get("entry-look-again"), &mut form.look_again, "");
        let wrong = look_again(form).err().map(|()| text.get("entry-date-fault"));
        fault(ui, wrong.as_deref());
    }
}

fn look_again(form: &Form) -> Result<Option<Date>, ()> {
    match form.look_again.trim() {
        "" => Ok(None),
        typed => typed.parse().map(Some).map_err(|_| ()),
    }
}

/// What the rules will say of the consent as it stands: better now than when the copy is written.
fn foresight(ui: &mut Ui, shell: &Shell<'_>, form: &Form) {
    let Some(consent) = finished(form, shell).ok().and_then(|new| new.into_consent(shell.today).ok()) else {
        return;
    };
    let case = Case { consent: Some(&consent), ..case(form, shell, &consent.channels) };
    let reasons = shell.session.policy().blocks(&case);
    if reasons.is_empty() {
        ui.label(RichText::new(shell.t("policy-does-not-block")).weak());
    }
    // What covers the face whatever is signed was told above.
    let covered = self::asks(shell, form).covered_by;
    for reason in reasons.iter().filter(|reason| !covered.contains(reason)) {
        ui.label(RichText::new(reason.message(shell.text)).color(theme::warm(ui)));
    }
}

fn asks(shell: &Shell<'_>, form: &Form) -> Asks {
    let channels = &form.new.channels;
    // Before a channel is chosen, the form asks for what any of them would.
    let every = shell.session.policy().channels();
    let channels = if channels.is_empty() { &every } else { channels };
    let mut asks = shell.session.policy().asks(&case(form, shell, channels));
    if form.new.channels.is_empty() {
        asks.covered_by.clear();
    }
    asks
}

fn case<'a>(form: &Form, shell: &Shell<'_>, channels: &'a [Channel]) -> Case<'a> {
    let new = &form.new;
    Case {
        role: new.role,
        age_band: new.age_band,
        care_status: new.care_status,
        capacity: new.capacity,
        circumstance: None,
        ward: shell.session.ward,
        patient_visible: false,
        photo: new.collection.single_photo,
        purpose: new.purposes.first().copied().unwrap_or(shell.session.purpose),
        channels,
        consent: None,
        today: shell.today,
    }
}

fn id_fault(typed: &str, shell: &Shell<'_>) -> Option<String> {
    if typed.trim().is_empty() {
        return None;
    }
    match typed.parse::<ConsentId>() {
        Err(_) => Some(shell.t("entry-id-fault")),
        Ok(id) if shell.session.consents().contains_key(&id) => Some(shell.t("consent-fault-id-in-use")),
        // A form from another data folder, or from before: the paper decides.
        Ok(_) => Some(shell.t("entry-id-unknown")),
    }
}

/// What was entered, or what is wrong with it. The register checks again.
pub fn finished(form: &Form, shell: &Shell<'_>) -> Result<NewConsent, String> {
    let mut new = form.new.clone();
    new.valid_until = form.until.trim().parse().map_err(|_| shell.t("ui-until-fault"))?;
    new.collection.employment_end_review = look_again(form).map_err(|()| shell.t("entry-date-fault"))?;
    if !form.id.trim().is_empty() {
        let id: ConsentId = form.id.parse().map_err(|_| shell.t("entry-id-fault"))?;
        if shell.session.consents().contains_key(&id) {
            return Err(shell.t("consent-fault-id-in-use"));
        }
        new.id = Some(id);
    }
    new.clone().into_consent(shell.today).map_err(|fault| fault.message(shell.text))?;
    Ok(new)
}

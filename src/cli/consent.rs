//! `sladd consent`.

use std::{collections::BTreeMap, path::Path};

use serde_json::{Value, json};

use crate::{
    consent::{Collection, Consent, ConsentId, NewConsent, OccasionId},
    file::{self, ReadFault},
    hash::ContentHash,
    photo::{Limits, PhotoError},
    policy::Retention,
    register::{DueReason, Erased, Register, RegisterError},
};

use super::{
    affected::{Search, affected, write_list},
    consent_args::{ConsentCommand, EventCommand, NewArgs},
    context::{Context, NotReady},
    copies::renamed,
    events::events,
    forms,
    import::import,
    ledger::tell_unreadable,
    reexport::remake,
    report::{self, ExitStatus},
};

pub(super) fn consent(context: &Context, command: &ConsentCommand) -> Result<ExitStatus, NotReady> {
    if let Some(outcome) = without_register(context, command) {
        return outcome;
    }
    let only_shows = matches!(
        command,
        ConsentCommand::List { .. }
            | ConsentCommand::Event(EventCommand::List { .. })
            | ConsentCommand::Show(_)
            | ConsentCommand::Affected { .. }
    );
    let register = if only_shows { context.register_to_read()? } else { context.register_by_date()? };
    let today = context.clock().today();
    let outcome: Result<ExitStatus, RegisterError> = match command {
        ConsentCommand::New(args) => return Ok(add(context, &register, args)),
        ConsentCommand::List { event, json } => list(context, &register, event.as_deref(), *json),
        ConsentCommand::Event(command) => events(context, &register, command),
        ConsentCommand::Show(args) => register
            .get(&args.id)
            .and_then(|consent| consent.ok_or(RegisterError::NoSuchConsent))
            .and_then(|consent| {
                let uses = register.uses()?;
                print(context, &consent, &uses, args.json);
                Ok(ExitStatus::Done)
            }),
        ConsentCommand::Renew { id, valid_until } => {
            changed(context, &register, register.renew(id, *valid_until))
        }
        ConsentCommand::Withdraw { id, on, scan, list } => {
            register.withdraw(id, on.unwrap_or(today)).and_then(|consent| {
                let exports = register.affected(&consent.id)?;
                report::line(&context.text.format(
                    "cli-withdrawn",
                    [("consent", consent.id.as_str().to_owned().into()), ("count", exports.len().into())],
                ));
                let search = Search::below(context, &register, id, scan.as_deref(), &exports);
                let status = search.status.max(tell_unreadable(context, &register, false));
                let Some(path) = list else { return Ok(status) };
                Ok(status.max(write_list(context, &consent, &exports, &search.found, path)))
            })
        }
        ConsentCommand::Affected { id, scan, list, json } => {
            affected(context, &register, id, scan.as_deref(), list.as_deref(), *json)
        }
        ConsentCommand::Reexport(args) => return remake(context, args),
        ConsentCommand::Form(args) => return forms::form(context, &register, args),
        ConsentCommand::Calendar(args) => forms::calendar(context, &register, args),
        // Done above, for they need no register.
        ConsentCommand::Import(_)
        | ConsentCommand::Poster(_)
        | ConsentCommand::Template(_)
        | ConsentCommand::Read(_) => Ok(ExitStatus::Done),
        ConsentCommand::Refuse { id } => register.refuse(id.clone(), today).map(|consent| {
            report::line(consent.id.as_str());
            ExitStatus::Done
        }),
        ConsentCommand::Mark { id, state } => changed(context, &register, register.mark(id, *state)),
        ConsentCommand::Due { days, json } => {
            let retention = context.policy()?.retention();
            due(context, &register, *days, retention, *json)
        }
        ConsentCommand::Erase { id, json } => {
            register.erase_with_protocol(id).map(|erased| tell_erased(context, id, &erased, *json))
        }
    };
    Ok(outcome.unwrap_or_else(|error| fault_status(context, &error)))
}

/// What needs no register, and makes none.
fn without_register(context: &Context, command: &ConsentCommand) -> Option<Result<ExitStatus, NotReady>> {
    if let ConsentCommand::Import(args) = command {
        Some(import(context, args))
    } else if let ConsentCommand::Poster(args) = command {
        Some(forms::poster(context, args))
    } else if let ConsentCommand::Template(args) = command {
        Some(Ok(forms::template(context, args)))
    } else if let ConsentCommand::Read(args) = command {
        Some(forms::read(context, args))
    } else {
        None
    }
}

/// Tells what went wrong, and how that ends the program.
pub(super) fn fault_status(context: &Context, error: &RegisterError) -> ExitStatus {
    report::message(&context.said(error));
    match error {
        RegisterError::Clock(_) => ExitStatus::NotReleased,
        RegisterError::Consent(_)
        | RegisterError::NoSuchConsent
        | RegisterError::NoSuchOccasion
        | RegisterError::OccasionKnown
        | RegisterError::OccasionInUse
        | RegisterError::NoSuchExport
        | RegisterError::StillHolds => ExitStatus::Usage,
        RegisterError::Foreign { .. }
        | RegisterError::NotWritten
        | RegisterError::NotWiped { .. }
        | RegisterError::HeadMissing(_)
        | RegisterError::HeadUnreadable(_)
        | RegisterError::RowDiffers(_)
        | RegisterError::Row(_)
        | RegisterError::Folder { .. }
        | RegisterError::Busy
        | RegisterError::TooNew
        | RegisterError::Damaged { .. }
        | RegisterError::Database { .. } => ExitStatus::Failed,
    }
}

fn add(context: &Context, register: &Register, args: &NewArgs) -> ExitStatus {
    let only = match args.only_photo.as_deref().map(sha256_of_photo).transpose() {
        Ok(only) => only,
        Err(fault) => {
            report::message(&PhotoError::from(fault).message(&context.text));
            return ExitStatus::Failed;
        }
    };
    let occasion = match args.event.as_deref().map(|event| register.find_occasion(event)).transpose() {
        Ok(occasion) => occasion.map(|occasion| occasion.id),
        Err(error) => return fault_status(context, &error),
    };
    match register.add(new_consent(args, only, occasion)) {
        Ok(consent) => {
            if args.json {
                report::json(&json!({"consent": consent.id}));
            } else {
                report::line(consent.id.as_str());
            }
            if args.independent_collector == Some(false) {
                context.tell(&context.text.get("register-not-independent"));
            }
            ExitStatus::Done
        }
        Err(error) => fault_status(context, &error),
    }
}

fn sha256_of_photo(path: &Path) -> Result<ContentHash, ReadFault> {
    Ok(ContentHash::of_reader(file::open(path, Limits::default().file_bytes)?)?)
}

fn changed(
    context: &Context,
    register: &Register,
    outcome: Result<Consent, RegisterError>,
) -> Result<ExitStatus, RegisterError> {
    let consent = outcome?;
    print(context, &consent, &register.uses()?, false);
    Ok(ExitStatus::Done)
}

fn list(
    context: &Context,
    register: &Register,
    event: Option<&str>,
    as_json: bool,
) -> Result<ExitStatus, RegisterError> {
    let occasion = event.map(|event| register.find_occasion(event)).transpose()?;
    let is_asked_for = |of: Option<&OccasionId>| {
        occasion.as_ref().is_none_or(|occasion| of.is_some_and(|id| *id == occasion.id))
    };
    let uses = register.uses()?;
    for consent in register.list()?.iter().filter(|consent| is_asked_for(consent.occasion.as_ref())) {
        print(context, consent, &uses, as_json);
    }
    for form in register.forms()?.iter().filter(|form| is_asked_for(form.occasion.as_ref())) {
        if as_json {
            let mut value = renamed(serde_json::to_value(form).unwrap_or(Value::Null));
            if let Some(object) = value.as_object_mut() {
                object.insert("state".to_owned(), json!("requested"));
            }
            report::json(&value);
        } else {
            let state = crate::consent::ConsentState::Requested.label(&context.text);
            report::line(&format!("{}  {state}  {}", form.id, form.printed_on));
        }
    }
    Ok(tell_unreadable(context, register, as_json))
}

fn due(
    context: &Context,
    register: &Register,
    days: u16,
    retention: Option<(u8, Retention)>,
    as_json: bool,
) -> Result<ExitStatus, RegisterError> {
    let uses = register.uses()?;
    for (reason, consent) in register.due_by(days, retention.map(|(years, _)| years))? {
        let what = retention.map(|(_, what)| what).filter(|_| reason == DueReason::Retention);
        if as_json {
            let mut value = json!({
                "consent": consent.id, "why": reason, "valid_until": consent.valid_until,
                "uses": uses.get(&consent.id).copied().unwrap_or(0),
            });
            if let (Some(object), Some(what)) = (value.as_object_mut(), what) {
                object.insert("action".to_owned(), json!(what));
            }
            report::json(&value);
        } else {
            print(context, &consent, &uses, false);
            if let Some(what) = what {
                report::line(&format!("  {}", what.label(&context.text)));
            }
        }
    }
    Ok(tell_unreadable(context, register, as_json))
}

/// The protocol of an erasure: by the number and the hash of its entry it can be shown later that it was done, and when.
fn tell_erased(context: &Context, id: &ConsentId, erased: &Erased, as_json: bool) -> ExitStatus {
    if as_json {
        report::json(&json!({
            "consent": id, "erased_on": context.clock().today(), "exports": erased.exports,
            "entries": erased.entries, "entry": erased.entry, "entry_sha256": erased.hash,
        }));
        return ExitStatus::Done;
    }
    report::line(&context.text.format("register-erased", [("count", erased.exports.into())]));
    let pairs = [
        ("consent", id.to_string().into()),
        ("day", context.clock().today().to_string().into()),
        ("entries", erased.entries.into()),
        ("entry", erased.entry.to_string().into()),
        ("hash", erased.hash.clone().into()),
    ];
    report::line(&context.text.format("register-erased-protocol", pairs));
    ExitStatus::Done
}

fn new_consent(
    args: &NewArgs,
    single_photo: Option<ContentHash>,
    occasion: Option<OccasionId>,
) -> NewConsent {
    NewConsent {
        role: args.role,
        age_band: args.age_band,
        care_status: args.care_status,
        capacity: args.capacity,
        basis: args.basis,
        purposes: args.purposes.clone(),
        channels: args.channels.clone(),
        valid_until: args.valid_until,
        signers: args.signers.clone(),
        form_location: args.form_location.clone(),
        approval: args.approval.clone(),
        child_heard: args.child_heard,
        id: args.id.clone(),
        occasion,
        collection: Collection {
            method: args.method,
            collected_by: args.collected_by.clone(),
            independent: args.independent_collector,
            notice: args.notice.clone(),
            confidentiality_release: args.confidentiality_release,
            sole_custody: args.sole_custody,
            preview_shown: args.preview_shown,
            copy_given: args.copy_given,
            witness: args.witness.clone(),
            signature_system: args.signature_system.clone(),
            signature_reference: args.signature_reference.clone(),
            limits: args.limits.clone(),
            employment_end_review: args.employment_end_review,
            single_photo,
        },
    }
}

fn print(context: &Context, consent: &Consent, uses: &BTreeMap<ConsentId, u64>, as_json: bool) {
    let state = consent.state(context.clock().today());
    let count = uses.get(&consent.id).copied().unwrap_or(0);
    if as_json {
        let mut value = renamed(serde_json::to_value(consent).unwrap_or(Value::Null));
        if let Some(object) = value.as_object_mut() {
            object.insert("state".to_owned(), json!(state));
            object.insert("uses".to_owned(), json!(count));
        }
        report::json(&value);
    } else {
        let text = &context.text;
        let channels: Vec<String> = consent.channels.iter().map(|channel| channel.label(text)).collect();
        let event = consent.occasion.as_ref().map(|event| format!("  {event}")).unwrap_or_default();
        report::line(&format!(
            "{}  {}  {}  {}  {}  {}  {count}×{event}",
            consent.id,
            state.label(text),
            consent.valid_until,
            consent.role.label(text),
            consent.age_band.label(text),
            channels.join(", ")
        ));
    }
}

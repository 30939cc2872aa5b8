//! `sladd consent`.

use serde_json::{Value, json};

use crate::{
    consent::{Consent, NewConsent},
    register::RegisterError,
};

use super::{
    args::{ConsentCommand, NewArgs},
    context::{Context, NotReady},
    report::{self, ExitStatus},
};

pub(super) fn consent(context: &Context, command: &ConsentCommand) -> Result<ExitStatus, NotReady> {
    let register = context.register()?;
    let today = context.clock().today();
    let outcome = match command {
        ConsentCommand::New(args) => register.add(new_consent(args)).map(|consent| {
            if args.json {
                report::json(&json!({"consent": consent.id}));
            } else {
                report::line(consent.id.as_str());
            }
        }),
        ConsentCommand::List { json } => register.list().map(|consents| {
            for consent in &consents {
                print(context, consent, *json);
            }
        }),
        ConsentCommand::Show(args) => register
            .get(&args.id)
            .and_then(|consent| consent.ok_or(RegisterError::NoSuchConsent))
            .map(|consent| print(context, &consent, args.json)),
        ConsentCommand::Renew { id, valid_until } => {
            register.renew(id, *valid_until).map(|consent| print(context, &consent, false))
        }
        ConsentCommand::Withdraw { id, on } => {
            register.withdraw(id, on.unwrap_or(today)).and_then(|consent| {
                let count = register.affected(&consent.id)?.len();
                report::line(&context.text.format(
                    "cli-withdrawn",
                    [("consent", consent.id.as_str().to_owned().into()), ("count", count.into())],
                ));
                Ok(())
            })
        }
        ConsentCommand::Affected(args) => register.affected(&args.id).map(|exports| {
            for export in &exports {
                if args.json {
                    report::json(export);
                } else {
                    let channels: Vec<String> =
                        export.channels.iter().map(|c| c.label(&context.text)).collect();
                    report::line(&format!(
                        "{}  {}  {}",
                        export.created_on,
                        export.output,
                        channels.join(", ")
                    ));
                }
            }
        }),
    };
    Ok(match outcome {
        Ok(()) => ExitStatus::Done,
        Err(error) => {
            report::message(&error.message(&context.text));
            match error {
                RegisterError::Consent(_) | RegisterError::NoSuchConsent => ExitStatus::Usage,
                RegisterError::Folder { .. }
                | RegisterError::Busy
                | RegisterError::TooNew
                | RegisterError::Damaged { .. }
                | RegisterError::Database { .. } => ExitStatus::Failed,
            }
        }
    })
}

fn new_consent(args: &NewArgs) -> NewConsent {
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
    }
}

fn print(context: &Context, consent: &Consent, as_json: bool) {
    let state = consent.state(context.clock().today());
    if as_json {
        let mut value = serde_json::to_value(consent).unwrap_or(Value::Null);
        if let Some(object) = value.as_object_mut() {
            let id = object.remove("id").unwrap_or(Value::Null);
            object.insert("consent".to_owned(), id);
            object.insert("state".to_owned(), json!(state));
        }
        report::json(&value);
    } else {
        let text = &context.text;
        let channels: Vec<String> = consent.channels.iter().map(|channel| channel.label(text)).collect();
        report::line(&format!(
            "{}  {}  {}  {}  {}  {}",
            consent.id,
            state.label(text),
            consent.valid_until,
            consent.role.label(text),
            consent.age_band.label(text),
            channels.join(", ")
        ));
    }
}

//! `sladd consent event`.

use serde_json::{Value, json};

use crate::{
    consent::{NewOccasion, Occasion, OccasionId},
    register::{Register, RegisterError},
};

use super::{
    consent_args::EventCommand,
    context::Context,
    ledger::tell_unreadable,
    report::{self, ExitStatus},
};

pub(super) fn events(
    context: &Context,
    register: &Register,
    command: &EventCommand,
) -> Result<ExitStatus, RegisterError> {
    match command {
        EventCommand::New { name, day, purposes, channels, contact, json } => {
            let occasion = register.add_occasion(NewOccasion {
                name: name.clone(),
                day: *day,
                purposes: purposes.clone(),
                channels: channels.clone(),
                contact: contact.clone(),
            })?;
            if *json {
                report::json(&json!({"event": occasion.id}));
            } else {
                report::line(occasion.id.as_str());
            }
            Ok(ExitStatus::Done)
        }
        EventCommand::List { json } => list(context, register, *json),
        EventCommand::Erase { event } => {
            let occasion = register.find_occasion(event)?;
            register.erase_occasion(&occasion.id)?;
            report::line(&context.text.format("cli-event-erased", [("event", called(&occasion).into())]));
            Ok(ExitStatus::Done)
        }
    }
}

fn called(occasion: &Occasion) -> String {
    format!("{} ({})", occasion.name, occasion.id)
}

fn list(context: &Context, register: &Register, as_json: bool) -> Result<ExitStatus, RegisterError> {
    let (consents, uses) = (register.list()?, register.uses()?);
    for occasion in register.occasions()? {
        let of_it = |id: Option<&OccasionId>| id == Some(&occasion.id);
        let of_it: Vec<_> =
            consents.iter().filter(|consent| of_it(consent.occasion.as_ref())).map(|one| &one.id).collect();
        let times: u64 = of_it.iter().filter_map(|id| uses.get(*id)).sum();
        if as_json {
            let mut value = serde_json::to_value(&occasion).unwrap_or(Value::Null);
            if let Some(object) = value.as_object_mut() {
                let id = object.remove("id").unwrap_or(Value::Null);
                object.insert("event".to_owned(), id);
                object.insert("consents".to_owned(), json!(of_it.len()));
                object.insert("uses".to_owned(), json!(times));
            }
            report::json(&value);
        } else {
            let pairs = [
                ("event", called(&occasion).into()),
                ("day", occasion.day.to_string().into()),
                ("consents", of_it.len().into()),
                ("uses", times.into()),
            ];
            report::line(&context.text.format("cli-event", pairs));
        }
    }
    Ok(tell_unreadable(context, register, as_json))
}

//! `sladd copies` and `sladd report`.

use std::path::Path;

use serde_json::{Value, json};

use crate::{
    documents::{self, Period, Table, TableFormat},
    register::{Register, RegisterError},
};

use super::{
    args::{CopiesCommand, ReportCommand},
    consent::fault_status,
    context::{Context, NotReady},
    forms::handover,
    ledger::tell_unreadable,
    report::{self, ExitStatus},
};

pub(super) fn copies(context: &Context, command: &CopiesCommand) -> Result<ExitStatus, NotReady> {
    let register = match command {
        CopiesCommand::List { .. } => context.register_to_read()?,
        CopiesCommand::Handover { .. } | CopiesCommand::Posted { .. } | CopiesCommand::TakenDown { .. } => {
            context.register_by_date()?
        }
    };
    let today = context.clock().today();
    let mut unreadable_as_json = false;
    let outcome: Result<(), RegisterError> = match command {
        CopiesCommand::List { from, to, json } => {
            let period = Period { from: *from, to: *to };
            unreadable_as_json = *json;
            register.exports().map(|exports| {
                for export in exports.iter().filter(|export| period.contains(export.created_on)) {
                    if *json {
                        report::json(&json!({
                            "record_id": export.record_id, "output": export.output,
                            "folder": export.more.folder, "output_sha256": export.output_sha256,
                            "created_on": export.created_on, "purpose": export.purpose,
                            "channels": export.channels, "event": export.more.event,
                            "supersedes": export.more.supersedes,
                        }));
                    } else {
                        report::line(&format!(
                            "{}  {}  {}",
                            export.created_on,
                            export.record_id,
                            export.path().display()
                        ));
                    }
                }
            })
        }
        CopiesCommand::Handover { out, from, to, event } => {
            let period = Period { from: *from, to: *to };
            let policy = context.policy()?;
            match handover(context, &register, out, period, event.as_deref(), policy.caption_words(), today) {
                Ok(ExitStatus::Done) => Ok(()),
                Ok(status) => return Ok(status),
                Err(fault) => Err(fault),
            }
        }
        CopiesCommand::Posted { record, channel, place, on } => {
            let on = on.unwrap_or(today);
            // What happened is noted whatever speaks against it: by the note the copy is found again.
            let noted = register.note_publication(record, *channel, place, on);
            // Whoever notes an earlier day is told what holds today as well.
            match noted.and_then(|_| register.posting_faults(record, *channel, on.max(today))) {
                Ok(faults) if faults.is_empty() => Ok(()),
                Ok(faults) => {
                    report::message(&context.text.get("posting-noted"));
                    for fault in faults {
                        report::message(&fault.message(&context.text));
                    }
                    return Ok(ExitStatus::NotReleased);
                }
                Err(fault) => Err(fault),
            }
        }
        CopiesCommand::TakenDown { record, channel, place, on } => {
            let place = place.as_deref().map(str::trim);
            let down = register.note_take_down(record, *channel, place, on.unwrap_or(today));
            // Whoever names a place and is told "noted" believes that it is done.
            if matches!(down, Ok(0)) && (place.is_some() || channel.is_some()) {
                return Ok(no_such_place(context, &register, record));
            }
            down.map(|count| {
                report::line(&context.text.format("register-taken-down", [("count", count.into())]));
            })
        }
    };
    Ok(outcome.map_or_else(
        |error| fault_status(context, &error),
        |()| tell_unreadable(context, &register, unreadable_as_json),
    ))
}

/// Says that a copy stands at no such place, and at which it does.
fn no_such_place(context: &Context, register: &Register, record: &str) -> ExitStatus {
    report::message(&context.text.get("register-no-such-place"));
    match register.publications(record) {
        Ok(places) => {
            for publication in places.iter().filter(|publication| publication.taken_down_on.is_none()) {
                let channel = publication.channel.label(&context.text);
                report::message(&format!("  {channel}: {}", publication.place));
            }
            ExitStatus::NotReleased
        }
        Err(fault) => fault_status(context, &fault),
    }
}

pub(super) fn report(context: &Context, command: &ReportCommand) -> Result<ExitStatus, NotReady> {
    let register = match command {
        ReportCommand::Due { .. } => context.register_by_date()?,
        ReportCommand::Exports(_) | ReportCommand::Events(_) => context.register_to_read()?,
    };
    let text = &context.text;
    let (out, table) = match command {
        ReportCommand::Exports(args) => {
            let period = Period { from: args.from, to: args.to };
            (&args.out, documents::exports(&register.exports()?, period, text))
        }
        ReportCommand::Events(args) => {
            let period = Period { from: args.from, to: args.to };
            (&args.out, documents::events(&register.exports()?, period, text))
        }
        ReportCommand::Due { out, days } => {
            let today = context.clock().today();
            let years = context.policy()?.retention().map(|(years, _)| years);
            (out, documents::consents_due(&register.due_by(*days, years)?, &register.uses()?, today, text))
        }
    };
    let unreadable = tell_unreadable(context, &register, false);
    Ok(write_table(context, out, &table).max(unreadable))
}

pub(super) fn write_table(context: &Context, path: &Path, table: &Table) -> ExitStatus {
    let language = context.text.language().code();
    let written = table
        .to_bytes(TableFormat::of_path(path), language)
        .map_err(|error| error.to_string())
        .and_then(|bytes| documents::write_new(path, &bytes).map_err(|error| error.to_string()));
    match written {
        Ok(()) => {
            report::line(&path.display().to_string());
            ExitStatus::Done
        }
        Err(reason) => {
            let pairs = [("path", path.display().to_string().into()), ("reason", reason.into())];
            report::message(&context.text.format("register-not-written", pairs));
            ExitStatus::Failed
        }
    }
}

/// The value as an object with `consent` in place of `id`.
pub(super) fn renamed(value: Value) -> Value {
    let mut value = value;
    if let Some(object) = value.as_object_mut() {
        let id = object.remove("id").unwrap_or(Value::Null);
        object.insert("consent".to_owned(), id);
    }
    value
}

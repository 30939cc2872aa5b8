//! `sladd consent import`. What stands in a list that was refused is in nothing that is printed.

use serde_json::{Value, json};

use crate::{
    import::{ConsentList, EventOf, ListFault, Recorded, Request, RowDone, RowFault, Table, record},
    register::{HowMuch, RegisterError},
};

use super::{
    consent::fault_status,
    consent_args::ImportArgs,
    context::{Context, NotReady},
    report::{self, ExitStatus},
};

pub(super) fn import(context: &Context, args: &ImportArgs) -> Result<ExitStatus, NotReady> {
    let policy = context.policy()?;
    let today = context.clock().today();
    // Before the register is opened: of a list that is refused, not even an empty register comes to be.
    let list = Table::read(&args.file)
        .and_then(|table| ConsentList::new(table, &args.map, &context.settings.columns, today));
    let list = match list {
        Ok(list) => list,
        Err(fault) => return Ok(refused(context, &fault, args.json)),
    };
    let how_much = match (args.dry_run, args.partial) {
        (true, _) => HowMuch::Nothing,
        (false, true) => HowMuch::WhatCan,
        (false, false) => HowMuch::All,
    };
    let register =
        if args.dry_run { context.register_that_is_there()? } else { Some(context.register_by_date()?) };
    if let Some(register) = &register {
        register.check_clock()?;
    }
    let request = Request { policy: &policy, event: args.event.clone().map(EventOf::Named), how_much, today };
    let recorded = match record(&list, register.as_ref(), &request) {
        Ok(recorded) => recorded,
        Err(fault @ RegisterError::Consent(_)) => return Ok(event_refused(context, &fault, args.json)),
        Err(fault) => return Ok(fault_status(context, &fault)),
    };
    for (row, outcome) in &recorded.rows {
        tell(context, *row, outcome, &recorded, args.json);
    }
    let known = recorded.rows.len() - recorded.refused() - recorded.new_consents();
    let pairs = [
        ("new", recorded.new_consents().into()),
        ("known", known.into()),
        ("refused", recorded.refused().into()),
    ];
    let said = if recorded.recorded { "import-done" } else { "import-nothing-done" };
    context.tell(&context.text.format(said, pairs));
    if let Some((event, true)) = recorded.event.as_ref().filter(|_| recorded.recorded) {
        context.tell(&context.text.format("import-event-made", [("event", event.name.clone().into())]));
    }
    if !args.dry_run
        && !args.map.is_empty()
        && let Err(fault) = context.remember_columns(&list.to_remember(&args.map))
    {
        let pairs = [("reason", fault.message(&context.text).into())];
        report::message(&context.text.format("import-not-remembered", pairs));
    }
    Ok(if recorded.refused() > 0 { ExitStatus::NotReleased } else { ExitStatus::Done })
}

/// Of a whole list it is told what no list may hold and where, never what it is.
fn refused(context: &Context, fault: &ListFault, as_json: bool) -> ExitStatus {
    let message = fault.message(&context.text);
    if as_json {
        let (column, row) = match fault {
            ListFault::Personal { column, row, .. } => (Some(column.as_str()), *row),
            ListFault::UnseenHeading { column } => (Some(column.as_str()), None),
            ListFault::File(_)
            | ListFault::NotAList
            | ListFault::TooLarge
            | ListFault::Empty
            | ListFault::NoColumns
            | ListFault::NoHeadings
            | ListFault::HiddenRows
            | ListFault::Changed
            | ListFault::Twice { .. }
            | ListFault::NoSuchColumn => (None, None),
        };
        report::json(&json!({
            "error": {"kind": fault.kind(), "column": column, "row": row, "message": message},
        }));
    }
    report::message(&message);
    match fault {
        ListFault::Personal { .. }
        | ListFault::NoColumns
        | ListFault::NoHeadings
        | ListFault::UnseenHeading { .. }
        | ListFault::HiddenRows
        | ListFault::Changed => ExitStatus::NotReleased,
        ListFault::Twice { .. } | ListFault::NoSuchColumn => ExitStatus::Usage,
        ListFault::File(_) | ListFault::NotAList | ListFault::TooLarge | ListFault::Empty => {
            ExitStatus::Failed
        }
    }
}

/// The event's name is not in order: the command is, what it says is not.
fn event_refused(context: &Context, fault: &RegisterError, as_json: bool) -> ExitStatus {
    if as_json {
        let message = fault.message(&context.text);
        report::json(&json!({"error": {"kind": "event", "message": message}}));
    }
    fault_status(context, fault)
}

fn tell(
    context: &Context,
    row: u64,
    outcome: &Result<RowDone, RowFault>,
    recorded: &Recorded,
    as_json: bool,
) {
    let text = &context.text;
    if as_json {
        let mut value = match outcome {
            Err(fault) => json!({"row": row, "error": {
                "kind": fault.kind(), "field": fault.field, "message": fault.message(text),
            }}),
            Ok(done) => json!({"row": row, "consent": done.consent}),
        };
        if let (Some(object), Ok(done)) = (value.as_object_mut(), outcome) {
            if !recorded.recorded {
                object.insert("recorded".to_owned(), json!(false));
            }
            if done.known {
                object.insert("known".to_owned(), json!(true));
            }
            if let Some(other) = done.same_as {
                object.insert("same_as".to_owned(), json!(other));
            }
            let reasons = done.reasons.iter();
            let reasons: Vec<Value> = reasons
                .map(|reason| json!({"rule": reason.rule_id(), "message": reason.message(text)}))
                .collect();
            if !reasons.is_empty() {
                object.insert("blocked_by".to_owned(), json!(reasons));
            }
        }
        report::json(&value);
        return;
    }
    let said = match outcome {
        Err(fault) => fault.message(text),
        Ok(done) => {
            let mut said: Vec<String> = done.consent.iter().map(ToString::to_string).collect();
            if let Some(other) = done.same_as {
                said.push(text.format("import-row-same", [("other", other.to_string().into())]));
            } else if done.known {
                said.push(text.get("import-row-known"));
            } else if !recorded.recorded {
                said.push(text.get("import-row-new"));
            }
            said.extend(done.reasons.iter().map(|reason| reason.message(text)));
            said.join("  ")
        }
    };
    let pairs = [("row", row.to_string().into()), ("said", said.into())];
    report::line(&text.format("import-row-line", pairs));
}

//! `sladd policy`.

use std::path::Path;

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    machine::Machine,
    policy::{Policy, PolicyError, PolicySource, ReviewState, Ward, explain},
    settings::PolicySources,
};

use super::{
    args::PolicyCommand,
    context::{Context, NotReady},
    report::{self, ExitStatus},
};

pub(super) fn policy(context: &Context, command: &PolicyCommand) -> Result<ExitStatus, NotReady> {
    match command {
        PolicyCommand::Show { json } => {
            let policy = context.policy()?;
            if *json {
                let mut told = in_force(&policy, context.clock().today());
                if let Some(object) = told.as_object_mut() {
                    object.insert("machine".to_owned(), set_for_machine(&context.machine));
                }
                report::json(&told);
            } else {
                show(context, &policy);
            }
            Ok(ExitStatus::Done)
        }
        PolicyCommand::Check { file } => Ok(check(context, file)),
    }
}

fn show(context: &Context, policy: &Policy) {
    for section in explain(policy, &context.text, context.clock().today()) {
        report::line(&section.heading);
        for line in section.lines {
            report::line(&format!("  {line}"));
        }
    }
    let machine = &context.machine;
    if machine.entries().is_empty() {
        report::line(&context.text.get("machine-nothing-set"));
        return;
    }
    let place = [("place", machine.place().into())];
    report::line(&context.text.format("machine-set-by", place));
    for line in machine.lines(&context.text) {
        report::line(&format!("  {line}"));
    }
}

/// What IT has set for the computer, by its names in its place.
fn set_for_machine(machine: &Machine) -> Value {
    let values: serde_json::Map<String, Value> =
        machine.entries().iter().map(|entry| (entry.name.to_owned(), json!(entry.value))).collect();
    json!({"place": (!machine.place().is_empty()).then(|| machine.place()), "values": values})
}

/// The files in force with their hashes, and what follows of them all.
fn in_force(policy: &Policy, today: Date) -> Value {
    let rules: Vec<Value> = policy
        .rules()
        .iter()
        .map(|rule| {
            json!({
                "id": rule.id, "outcome": rule.local.map_or(rule.outcome, |local| local.max(rule.outcome)).word(),
                "min_signers": rule.min_signers, "hard": rule.hard,
            })
        })
        .collect();
    let dispensations: Vec<Value> = policy
        .dispensations()
        .iter()
        .map(|one| {
            json!({
                "id": one.id, "rule": one.rule, "to": one.to.word(), "authority": one.authority,
                "valid_until": one.valid_until,
                "holds": one.valid_until >= today && policy.leaves_room_for(one, today),
            })
        })
        .collect();
    json!({
        "files": policy.files(),
        "country": policy.country(), "version": policy.version(), "effective_sha256": policy.effective_sha256(),
        "controllers": policy.controllers().collect::<Vec<_>>(),
        "review_by": policy.locals().map(|local| local.review_by).min(),
        "limits": policy.limits(),
        "min_margin_percent": policy.margin_percent(0),
        "max_detector_threshold": policy.max_detector_threshold(),
        "require_independent_collector": policy.requires_independent_collector(),
        "require_written": policy.requires_written(),
        "require_second_person": policy.requires_second_person(),
        "require_signature": policy.requires_signature(),
        "sensitive_ward": policy.ward(Ward::Normal) == Ward::Sensitive,
        "allow_not_a_face": policy.allows_not_a_face(),
        "not_a_face_second_person": policy.asks_second_person_of_no_face(),
        "require_identifiers_decided": policy.requires_identifiers_decided(),
        "allow_visible_numbers": policy.allows_visible_numbers(),
        "channels_removed": policy.channels_removed(), "bases_removed": policy.bases_removed(),
        "checklist_added": policy.checklist(), "caption_words": policy.caption_words(),
        "methods_removed": policy.methods_removed(),
        "retention_years": policy.retention().map(|(years, _)| years),
        "retention": policy.retention().map(|(_, what)| what),
        "sizes": policy.sizes(), "looks_removed": policy.looks_removed(), "default_look": policy.default_look(),
        "patients_with_consent": policy.decision_holds(),
        "dispensations": dispensations, "rules": rules,
    })
}

/// Usable: 0. Refused, or too late for a review: 1. Not to be read: 3.
fn check(context: &Context, file: &Path) -> ExitStatus {
    let alone = PolicySources::of([(PolicySource::Argument, file.to_owned())]);
    match alone.load(None, &context.settings) {
        Ok(policy) => {
            let today = context.clock().today();
            if let Some(warning) = policy.review_warning(&context.text, today) {
                report::message(&warning);
            }
            let pairs = [
                ("id", policy.names().next().unwrap_or_default().0.into()),
                ("hash", policy.effective_sha256().to_string().into()),
            ];
            report::line(&context.text.format("register-policy-usable", pairs));
            for one in policy.dispensations().iter().filter(|one| one.valid_until < today) {
                let pairs = [("id", one.id.clone().into()), ("day", one.valid_until.to_string().into())];
                report::message(&context.text.format("register-dispensation-expired", pairs));
            }
            if matches!(policy.review_state(today), ReviewState::Expired(_)) {
                ExitStatus::NotReleased
            } else {
                ExitStatus::Done
            }
        }
        Err(fault) => {
            report::message(&fault.message(&context.text));
            if matches!(fault, PolicyError::File { .. }) {
                ExitStatus::Failed
            } else {
                ExitStatus::NotReleased
            }
        }
    }
}

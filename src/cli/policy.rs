//! `sladd policy`.

use std::path::Path;

use crate::{
    policy::{Policy, PolicyError, ReviewState, explain},
    settings::load_policy,
};

use super::{
    args::PolicyCommand,
    context::{Context, NotReady},
    report::{self, ExitStatus},
};

pub(super) fn policy(context: &Context, command: &PolicyCommand) -> Result<ExitStatus, NotReady> {
    match command {
        PolicyCommand::Show => {
            show(context, &context.policy()?);
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
}

/// Usable: 0. Refused, or too late for a review: 1. Not to be read: 3.
fn check(context: &Context, file: &Path) -> ExitStatus {
    match load_policy(Some(file), None, &context.settings) {
        Ok(policy) => {
            let today = context.clock().today();
            if let Some(warning) = policy.review_warning(&context.text, today) {
                report::message(&warning);
            }
            let pairs = [
                ("id", policy.local().map(|local| local.policy_id.clone()).unwrap_or_default().into()),
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

//! Runs a command.

use serde_json::json;

use crate::detection::{DetectorOptions, FaceDetector as _, MODELS};

use super::{
    args::{Command, Global, LedgerCommand, PolicyCommand},
    consent::consent,
    context::{Context, NotReady},
    photos::{detect, inspect, verify_all},
    redact::redact,
    report::{self, ExitStatus},
};

/// Runs a command and says how it ended.
pub fn run(command: &Command, global: &Global) -> ExitStatus {
    let context = match Context::new(global) {
        Ok(context) => context,
        Err(error) => {
            report::message(&error.to_string());
            return ExitStatus::Failed;
        }
    };
    match dispatch(&context, command) {
        Ok(status) => status,
        Err(error) => {
            report::message(&match &error {
                NotReady::Register(fault) => fault.message(&context.text),
                NotReady::Detector(fault) => fault.message(&context.text),
                NotReady::Settings(_) | NotReady::Policy(_) | NotReady::NoDataFolder => error.to_string(),
            });
            ExitStatus::Failed
        }
    }
}

fn dispatch(context: &Context, command: &Command) -> Result<ExitStatus, NotReady> {
    match command {
        Command::Detect(args) => detect(context, args),
        Command::Inspect(args) => Ok(inspect(context, args)),
        Command::Redact(args) => redact(context, args),
        Command::Verify(args) => verify_all(context, args),
        Command::Consent(command) => consent(context, command),
        Command::Ledger(LedgerCommand::Check) => check_ledger(context),
        Command::Ledger(LedgerCommand::List { json }) => list_ledger(context, *json),
        Command::Policy(PolicyCommand::Show) => show_policy(context),
        Command::Models { json } => models(context, *json),
    }
}

fn check_ledger(context: &Context) -> Result<ExitStatus, NotReady> {
    Ok(match context.register()?.check_ledger()? {
        Ok(count) => {
            report::line(&context.text.format("cli-ledger-whole", [("count", count.into())]));
            ExitStatus::Done
        }
        Err(fault) => {
            report::message(
                &context.text.format("cli-ledger-broken", [("reason", fault.to_string().into())]),
            );
            ExitStatus::NotReleased
        }
    })
}

fn list_ledger(context: &Context, as_json: bool) -> Result<ExitStatus, NotReady> {
    for entry in context.register()?.ledger()? {
        if as_json {
            report::json(&json!({
                "number": entry.number, "kind": entry.kind, "at": entry.at, "body": entry.body, "hash": entry.hash,
            }));
        } else {
            report::line(&format!("{:>5}  {}  {}", entry.number, entry.at, entry.kind));
        }
    }
    Ok(ExitStatus::Done)
}

fn show_policy(context: &Context) -> Result<ExitStatus, NotReady> {
    let policy = context.policy()?;
    report::line(&format!(
        "{} {}  SHA-256 {}",
        policy.country().label(&context.text),
        policy.version(),
        policy.effective_sha256()
    ));
    for rule in policy.rules() {
        let word = match rule.outcome {
            crate::policy::Outcome::Consent => "cli-outcome-consent",
            crate::policy::Outcome::ConsentAndApproval => "cli-outcome-approval",
            crate::policy::Outcome::Hide => "cli-outcome-hide",
        };
        report::line(&format!("{:<12} {}  ({})", rule.id, context.text.get(word), rule.source));
    }
    Ok(ExitStatus::Done)
}

fn models(context: &Context, as_json: bool) -> Result<ExitStatus, NotReady> {
    let detector = context.detector(DetectorOptions::default())?;
    for model in &MODELS {
        if as_json {
            report::json(&json!({
                "model": model.name, "sha256": model.sha256, "licence": model.licence, "origin": model.origin,
                "bytes": model.bytes.len(), "engine": detector.info().engine,
            }));
        } else {
            report::line(&format!(
                "{:<12} {}  {}  {}",
                model.name, model.sha256, model.licence, model.origin
            ));
        }
    }
    if !as_json {
        let why = if detector.info().engine.starts_with("tract") {
            "cli-engine-embedded"
        } else {
            "cli-engine-native"
        };
        report::line(&context.text.format(why, [("engine", detector.info().engine.clone().into())]));
    }
    Ok(ExitStatus::Done)
}

//! Runs a command.

use serde_json::json;

use crate::{
    detection::{DetectorOptions, FaceDetector as _, MODELS},
    hash::ContentHash,
    photo::{isolated, sandbox::Means},
    record::Signer,
    register::LedgerFault,
    text::{Language, Text},
};

use super::{
    args::{Command, Global, LedgerCommand},
    consent::consent,
    context::{Context, NotReady},
    copies::{copies, report as write_report},
    photos::{detect, inspect, verify_all},
    policy::policy,
    redact::redact,
    report::{self, ExitStatus},
};

/// Runs a command and says how it ended.
pub fn run(command: &Command, global: &Global) -> ExitStatus {
    let context = match Context::new(global) {
        Ok(context) => context,
        Err(error) => {
            // The settings, which know the language, are not read.
            let text = Text::new(global.lang.unwrap_or_else(Language::of_system));
            report::message(&said(&error, &text));
            return ExitStatus::Failed;
        }
    };
    let status = match dispatch(&context, command) {
        Ok(status) => status,
        Err(error) => {
            report::message(&said(&error, &context.text));
            // A policy that cannot be used stops everything that asks it, before anything is done.
            if matches!(error, NotReady::Policy(_)) { ExitStatus::Usage } else { ExitStatus::Failed }
        }
    };
    let printed = printed(&context.text);
    status.max(printed)
}

/// Whether everything that was to be printed was.
fn printed(text: &Text) -> ExitStatus {
    if report::is_closed() {
        return ExitStatus::PipeClosed;
    }
    report::unwritten().map_or(ExitStatus::Done, |reason| {
        report::message(&text.format("cli-output-unwritten", [("reason", reason.into())]));
        ExitStatus::Failed
    })
}

fn said(error: &NotReady, text: &Text) -> String {
    match error {
        NotReady::Register(fault) => fault.message(text),
        NotReady::Detector(fault) => fault.message(text),
        NotReady::Policy(fault) => fault.message(text),
        NotReady::DataFolder(fault) => fault.message(text),
        NotReady::Settings(_) => error.to_string(),
    }
}

fn dispatch(context: &Context, command: &Command) -> Result<ExitStatus, NotReady> {
    match command {
        Command::Detect(args) => detect(context, args),
        Command::Inspect(args) => Ok(inspect(context, args)),
        Command::Redact(args) => redact(context, args),
        Command::Verify(args) => verify_all(context, args),
        Command::Consent(command) => consent(context, command),
        Command::Ledger(LedgerCommand::Check { head }) => check_ledger(context, head.as_ref()),
        Command::Ledger(LedgerCommand::PublicKey) => public_key(context),
        Command::Ledger(LedgerCommand::List { json }) => list_ledger(context, *json),
        Command::Copies(command) => copies(context, command),
        Command::Report(command) => write_report(context, command),
        Command::Policy(command) => policy(context, command),
        Command::Models { json } => models(context, *json),
    }
}

fn check_ledger(context: &Context, head: Option<&ContentHash>) -> Result<ExitStatus, NotReady> {
    let register = context.register()?;
    let mut checked = register.check_ledger()?;
    if let Some(head) = head
        && !register.has_entry(head)?
    {
        checked = checked.and(Err(LedgerFault::HeadUnknown));
    }
    Ok(match checked {
        Ok(count) => {
            report::line(&context.text.format("cli-ledger-whole", [("count", count.into())]));
            if let Some(head) = register.head()? {
                report::line(&context.text.format("register-ledger-head", [("head", head.into())]));
            }
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

fn public_key(context: &Context) -> Result<ExitStatus, NotReady> {
    let key = Signer::from_seed(&context.register()?.signing_seed()?).public_key();
    report::line(&key.to_string());
    context.tell(&context.text.format("register-public-key", [("id", key.id().into())]));
    Ok(ExitStatus::Done)
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

fn models(context: &Context, as_json: bool) -> Result<ExitStatus, NotReady> {
    let detector = context.detector(DetectorOptions::default())?;
    let held = isolated::held().unwrap_or_default();
    let decoder: Vec<&str> = held.means().map(Means::word).collect();
    for model in &MODELS {
        if as_json {
            report::json(&json!({
                "model": model.name, "sha256": model.sha256, "licence": model.licence, "origin": model.origin,
                "bytes": model.bytes.len(), "engine": detector.info().engine,
                "library_sha256": detector.library().map(|library| library.sha256),
                "library_known": detector.library().map(|library| library.known_as.is_some()),
                "decoder": decoder,
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
        if let Some(library) = detector.library() {
            let hash = ("sha256", library.sha256.to_string().into());
            report::line(&match &library.known_as {
                Some(platform) => {
                    context.text.format("cli-library-known", [hash, ("platform", platform.clone().into())])
                }
                None => context.text.format("cli-library-unknown", [hash]),
            });
        }
        report::line(&held.message(&context.text));
    }
    Ok(ExitStatus::Done)
}

//! Runs a command.

use serde_json::json;

use crate::{
    detection::{DetectorOptions, FaceDetector as _, MODELS},
    identifiers::IDENTIFIER_MODELS,
    machine::Machine,
    photo::{isolated, sandbox::Means},
    register::RegisterError,
    text::{Language, Text},
};

use super::{
    archive::archive,
    args::{Command, Global},
    consent::consent,
    context::{Context, NotReady},
    copies::{copies, report as write_report},
    detect::detect,
    ledger::ledger,
    photos::{inspect, verify_all},
    policy::policy,
    redact::redact,
    report::{self, ExitStatus},
};

/// Runs a command under what IT has set for the computer, and says how it ended. `global` holds to that already
/// ([`super::Cli::under`]).
pub fn run(command: &Command, global: &Global, machine: &Machine) -> ExitStatus {
    let context = match Context::new(global, machine) {
        Ok(context) => context,
        Err(error) => {
            // The settings, which know the language, are not read.
            let text = Text::new(global.lang.unwrap_or_else(Language::of_system));
            report::message(&said(&error, &text));
            let usage = matches!(error, NotReady::Policy(_) | NotReady::Machine(_));
            return if usage { ExitStatus::Usage } else { ExitStatus::Failed };
        }
    };
    let status = match dispatch(&context, command) {
        Ok(status) => status,
        Err(error) => {
            if let NotReady::Register(fault) = &error {
                report::message(&context.said(fault));
            } else {
                report::message(&said(&error, &context.text));
            }
            if matches!(error, NotReady::Policy(_) | NotReady::Machine(_)) {
                // A policy that cannot be used stops everything that asks it, before anything is done.
                ExitStatus::Usage
            } else if matches!(error, NotReady::Register(RegisterError::Clock(_))) {
                // Nothing is broken; a person has to set the clock, or to answer for it.
                ExitStatus::NotReleased
            } else {
                ExitStatus::Failed
            }
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
    if let Some(reason) = report::unwritten() {
        report::message(&text.format("cli-output-unwritten", [("reason", reason.into())]));
        return ExitStatus::Failed;
    }
    if report::is_message_lost() { ExitStatus::Failed } else { ExitStatus::Done }
}

fn said(error: &NotReady, text: &Text) -> String {
    match error {
        NotReady::Register(fault) => fault.message(text),
        NotReady::Detector(fault) => fault.message(text),
        NotReady::Policy(fault) => fault.message(text),
        NotReady::DataFolder(fault) => fault.message(text),
        NotReady::Settings(fault) => fault.message(text),
        NotReady::Machine(fault) => fault.message(text),
    }
}

fn dispatch(context: &Context, command: &Command) -> Result<ExitStatus, NotReady> {
    match command {
        Command::Detect(args) => detect(context, args),
        Command::Inspect(args) => Ok(inspect(context, args)),
        Command::Redact(args) => redact(context, args),
        Command::Verify(args) => verify_all(context, args),
        Command::Consent(command) => consent(context, command),
        Command::Ledger(command) => ledger(context, command),
        Command::Copies(command) => copies(context, command),
        Command::Report(command) => write_report(context, command),
        Command::Archive(command) => archive(context, command),
        Command::Policy(command) => policy(context, command),
        Command::Models { json } => models(context, *json),
    }
}

fn models(context: &Context, as_json: bool) -> Result<ExitStatus, NotReady> {
    let detector = context.detector(DetectorOptions::default())?;
    let held = isolated::held().unwrap_or_default();
    let decoder: Vec<&str> = held.means().map(Means::word).collect();
    for model in MODELS.iter().chain(&IDENTIFIER_MODELS) {
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
                "{:<16} {}  {}  {}",
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

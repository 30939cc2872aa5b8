//! `sladd consent reexport`.

use std::sync::Arc;

use serde_json::json;

use crate::{
    consent::names_somebody,
    detection::DetectorOptions,
    export::TargetFolder,
    pipeline::{ReexportFault, Remake},
};

use super::{
    consent_args::ReexportArgs,
    context::{Context, NotReady},
    photos::tell_left_out,
    report::{self, ExitStatus},
};

/// Makes every copy anew that relied on a consent and whose original is still there.
pub(super) fn remake(context: &Context, args: &ReexportArgs) -> Result<ExitStatus, NotReady> {
    for text in args.operator.iter().chain(&args.second_person) {
        if let Err(fault) = crate::consent::check_reference(text) {
            report::message(&fault.message(&context.text));
            return Ok(ExitStatus::Usage);
        }
    }
    let register = context.register_by_date()?;
    let policy = context.policy()?;
    context.machine.check_export_folder(&args.out, "--out")?;
    let folder = match TargetFolder::create(&args.out) {
        Ok(folder) => folder,
        Err(fault) => {
            report::message(&fault.message(&context.text));
            return Ok(ExitStatus::Failed);
        }
    };
    context.clear(&register, &folder)?;
    let usual = DetectorOptions::default();
    let options = DetectorOptions { threshold: policy.detector_threshold(usual.threshold), ..usual };
    let clock = context.clock();
    let operator = args.operator.as_deref().map(str::trim);
    let remake = Remake {
        without: &args.id,
        originals: &args.originals,
        folder: &folder,
        policy: &policy,
        controller: &context.settings.controller(policy.country()),
        operator: operator.filter(|operator| names_somebody(operator)).unwrap_or_default(),
        second_person: args.second_person.as_deref(),
        reviewed: args.reviewed,
        detector: &context.detector(options)?,
        finder: &Arc::new(context.finder()?),
        register: &register,
        clock: clock.as_ref(),
    };
    let all = remake.all()?;
    let mut status = tell_left_out(context, &[], &all.left_out);
    for remade in all.copies {
        let word = match &remade.outcome {
            Ok(_) => "exported",
            Err(ReexportFault::Blocked(..) | ReexportFault::SecondPerson(_)) => "blocked",
            Err(ReexportFault::Original | ReexportFault::Detection | ReexportFault::Export(_)) => "failed",
        };
        status = status.max(match word {
            "exported" => ExitStatus::Done,
            "blocked" => ExitStatus::NotReleased,
            _ => ExitStatus::Failed,
        });
        let output = remade.outcome.as_ref().ok().map(|path| path.display().to_string());
        let message = remade.outcome.as_ref().err().map(|fault| fault.message(&context.text));
        let message = message.unwrap_or_default();
        if args.json {
            report::json(&json!({
                "record_id": remade.record_id, "status": word, "output": output, "message": message,
                "former": remade.former,
            }));
        } else {
            report::line(&format!("{}  {word}  {}", remade.former, output.unwrap_or(message)));
        }
    }
    Ok(status)
}

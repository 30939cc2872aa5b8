//! `sladd consent reexport`.

use std::path::Path;

use serde_json::json;

use crate::{
    consent::{ConsentId, check_reference},
    detection::DetectorOptions,
    export::TargetFolder,
    pipeline::{Hands, ReexportFault, Remake},
};

use super::{
    context::{Context, NotReady},
    photos::tell_left_out,
    report::{self, ExitStatus},
};

/// Makes every copy anew that relied on a consent and whose original is still there.
pub(super) fn remake(
    context: &Context,
    id: &ConsentId,
    originals: &Path,
    out: &Path,
    hands: &Hands,
    as_json: bool,
) -> Result<ExitStatus, NotReady> {
    for reference in std::iter::once(&hands.operator).chain(&hands.second_person) {
        if let Err(fault) = check_reference(reference) {
            report::message(&fault.message(&context.text));
            return Ok(ExitStatus::Usage);
        }
    }
    let register = context.register_by_date()?;
    let policy = context.policy()?;
    let folder = match TargetFolder::create(out) {
        Ok(folder) => folder,
        Err(fault) => {
            report::message(&fault.message(&context.text));
            return Ok(ExitStatus::Failed);
        }
    };
    context.clear(&folder);
    let usual = DetectorOptions::default();
    let options = DetectorOptions { threshold: policy.detector_threshold(usual.threshold), ..usual };
    let clock = context.clock();
    let remake = Remake {
        without: id,
        originals,
        folder: &folder,
        policy: &policy,
        controller: &context.settings.controller(policy.country()),
        hands,
        detector: &context.detector(options)?,
        register: &register,
        clock: clock.as_ref(),
    };
    let all = remake.all()?;
    let mut status = tell_left_out(context, &[], &all.left_out);
    for remade in all.copies {
        let word = match &remade.outcome {
            Ok(_) => "exported",
            Err(ReexportFault::Blocked(..)) => "blocked",
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
        if as_json {
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

//! `sladd consent reexport`.

use std::{collections::BTreeMap, path::Path};

use serde_json::json;

use crate::{
    consent::ConsentId,
    detection::DetectorOptions,
    export::TargetFolder,
    hash::ContentHash,
    pipeline::{Clearance, ReexportFault, exports_to_remake, find_originals, reexport},
    policy::Ward,
};

use super::{
    context::{Context, NotReady},
    report::{self, ExitStatus},
};

/// Makes every copy anew that relied on a consent and whose original is still there.
pub(super) fn remake(
    context: &Context,
    id: &ConsentId,
    originals: &Path,
    out: &Path,
    as_json: bool,
) -> Result<ExitStatus, NotReady> {
    let register = context.register()?;
    let policy = context.policy()?;
    let exports = exports_to_remake(&register, id)?;
    let folder = match TargetFolder::create(out) {
        Ok(folder) => folder,
        Err(fault) => {
            report::message(&fault.message(&context.text));
            return Ok(ExitStatus::Failed);
        }
    };
    let usual = DetectorOptions::default();
    let options = DetectorOptions { threshold: policy.detector_threshold(usual.threshold), ..usual };
    let detector = context.detector(options)?;
    let wanted: Vec<ContentHash> = exports.iter().map(|export| export.source_sha256).collect();
    let found = find_originals(originals, &wanted);
    let consents: BTreeMap<_, _> =
        register.list()?.into_iter().map(|consent| (consent.id.clone(), consent)).collect();
    let controller = context.settings.controller(policy.country());
    let clock = context.clock();
    let mut status = ExitStatus::Done;
    for export in &exports {
        let clearance = Clearance {
            policy: &policy,
            consents: &consents,
            purpose: export.purpose,
            channels: &export.channels,
            ward: Ward::Normal,
            today: clock.today(),
        };
        let outcome = found.get(&export.source_sha256).ok_or(ReexportFault::Original).and_then(|original| {
            reexport(
                original,
                export,
                id,
                &detector,
                &clearance,
                &folder,
                &controller,
                &register,
                clock.as_ref(),
            )
        });
        let (word, message, output) = match &outcome {
            Ok(done) => ("exported", String::new(), Some(done.output.display().to_string())),
            Err(ReexportFault::Original) => ("failed", context.text.get("register-no-original"), None),
            Err(ReexportFault::Detection) => ("failed", context.text.get("ui-stopped"), None),
            Err(ReexportFault::Blocked(reasons, gates)) => {
                let reasons = reasons.iter().map(|reason| reason.message(&context.text));
                let all: Vec<String> =
                    reasons.chain(gates.iter().map(|gate| gate.message(&context.text))).collect();
                ("blocked", all.join(" "), None)
            }
            Err(ReexportFault::Export(failure)) => ("failed", failure.message(&context.text), None),
        };
        status = status.max(match word {
            "exported" => ExitStatus::Done,
            "blocked" => ExitStatus::NotReleased,
            _ => ExitStatus::Failed,
        });
        if as_json {
            report::json(&json!({
                "record_id": export.record_id, "status": word, "output": output, "message": message,
                "former": export.output,
            }));
        } else {
            report::line(&format!("{}  {word}  {}", export.output, output.unwrap_or(message)));
        }
    }
    Ok(status)
}

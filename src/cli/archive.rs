//! `sladd archive`.

use std::path::Path;

use jiff::ToSpan as _;

use crate::{
    archive::{self, Asked, Order, Plan, PlanFault, Report, Rules, Shard, Task},
    detection::{DetectorOptions, FaceDetector, models_sha256},
    documents::{self, TableFormat},
    hash::ContentHash,
    pipeline::Against,
    record::Signer,
    text::harmless_path,
};

use super::{
    archive_args::{ArchiveCommand, PlanArgs, ReportArgs, WorkArgs},
    context::{Context, NotReady},
    report::{self, ExitStatus},
};

/// Days after which plan and results are to be deleted.
const KEPT_DAYS: i64 = 90;
/// Gaps, refusals and the like that are told by name; the report has the rest.
const MOST_NAMES: usize = 100;

pub(super) fn archive(context: &Context, command: &ArchiveCommand) -> Result<ExitStatus, NotReady> {
    match command {
        ArchiveCommand::Plan(args) => plan(context, args),
        ArchiveCommand::Work(args) => work(context, args),
        ArchiveCommand::Report(args) => make_report(context, args),
    }
}

fn told(context: &Context, fault: &PlanFault) -> ExitStatus {
    report::message(&fault.message(&context.text));
    if fault.is_of_the_moment() { ExitStatus::Failed } else { ExitStatus::Usage }
}

fn plan(context: &Context, args: &PlanArgs) -> Result<ExitStatus, NotReady> {
    let policy = context.policy()?;
    let rules = Rules {
        country: policy.country(),
        sha256: policy.effective_sha256(),
        models: models_sha256()?,
        delete_by: context.clock().today().saturating_add(KEPT_DAYS.days()),
    };
    let planned = match archive::plan(&args.folders, &args.out, args.shard_photos, rules) {
        Ok(planned) => planned,
        Err(fault) => return Ok(told(context, &fault)),
    };
    let (text, about) = (&context.text, &planned.plan);
    for sentence in planned.left_out.told(text, MOST_NAMES) {
        context.tell(&sentence);
    }
    for sentence in planned.left_out.warnings(text, MOST_NAMES) {
        report::message(&sentence);
    }
    let pairs = [
        ("photos", about.photos.into()),
        ("shards", about.shards.len().into()),
        ("megabytes", (planned.bytes / 1_000_000).into()),
        ("path", harmless_path(&args.out).into()),
    ];
    report::line(&text.format("archive-planned", pairs));
    context.tell(&text.format("archive-sensitive", [("day", about.delete_by.to_string().into())]));
    // Photos that lie elsewhere are apart, and no fault of the walk.
    let unreadable = about.left_out.unreadable > 0;
    Ok(if unreadable { ExitStatus::Failed } else { ExitStatus::Done })
}

fn work(context: &Context, args: &WorkArgs) -> Result<ExitStatus, NotReady> {
    let shard = match Shard::read(&args.shard) {
        Ok(shard) => shard,
        Err(fault) => return Ok(told(context, &fault)),
    };
    let policy = context.policy_of(shard.plan.country)?;
    let tasks: Vec<Task> = Task::ALL.into_iter().filter(|task| args.task.contains(task)).collect();
    let order = Order { tasks, detail: args.detail, roots: args.roots.clone() };
    let (cores, models) = (std::thread::available_parallelism().map_or(1, usize::from), models_sha256()?);
    let jobs = args.jobs.map_or(cores, usize::from);
    // A photo on each of the cores that it is given, and no core more: an engine that starts one for each core would otherwise have every one
    // use all of them. Threads that share a photo wait for each other between its passes, so this costs least too.
    let usual = DetectorOptions::default();
    let options =
        DetectorOptions { threshold: policy.detector_threshold(usual.threshold), threads: Some(1), ..usual };
    let mut looks: Vec<Option<Box<dyn FaceDetector>>> = Vec::new();
    let mut engine = ContentHash::of(b"");
    for _ in 0..jobs {
        looks.push(if order.tasks.contains(&Task::Faces) {
            let detector =
                if looks.is_empty() { context.detector(options)? } else { Context::detector_again(options)? };
            let info = detector.info();
            engine = info.library_sha256.unwrap_or_else(|| ContentHash::of(info.engine.as_bytes()));
            Some(Box::new(detector))
        } else {
            None
        });
    }
    let head = match archive::head(&shard, &order, policy.effective_sha256(), models, engine) {
        Ok(head) => head,
        Err(fault) => return Ok(told(context, &fault)),
    };
    let waiting = || context.tell(&context.text.get("archive-waiting"));
    Ok(match archive::work(&shard, &order, &head, &looks, &args.out, &waiting) {
        Ok(worked) => {
            let pairs = [
                ("shard", shard.about.shard.as_str().into()),
                ("photos", worked.photos.into()),
                ("before", worked.before.into()),
            ];
            context.tell(&context.text.format("archive-worked", pairs));
            ExitStatus::Done
        }
        Err(fault) => {
            report::message(&fault.message(&context.text));
            match fault {
                archive::ResultFault::Foreign(_) => ExitStatus::Usage,
                archive::ResultFault::Io { .. }
                | archive::ResultFault::NotWritten(_)
                | archive::ResultFault::Again { .. } => ExitStatus::Failed,
            }
        }
    })
}

fn make_report(context: &Context, args: &ReportArgs) -> Result<ExitStatus, NotReady> {
    let text = &context.text;
    let (plan, sha256, folder) = match Plan::read(&args.plan) {
        Ok(plan) => plan,
        Err(fault) => return Ok(told(context, &fault)),
    };
    let policy = context.policy_of(plan.country)?;
    let register = context.register_by_date()?;
    let mut keys = Vec::new();
    if let Some(seed) = register.known_signing_seed()? {
        keys.push(Signer::from_seed(&seed).public_key());
    }
    let collected = archive::collect(&plan, sha256, &args.results);
    for (path, refusal) in collected.refused.iter().take(MOST_NAMES) {
        report::message(&refusal.message(path, text));
    }
    let exports = register.exports()?;
    let against = Against {
        register: Some(&register),
        keys: &keys,
        policy: Some(&policy),
        today: context.clock().today(),
    };
    let asked = Asked { against, exports: &exports, roots: &args.roots };
    let made = match Report::make(&plan, &folder, &collected, &asked) {
        Ok(made) => made,
        Err(fault) => return Ok(told(context, &fault)),
    };
    for (shard, count, first) in made.gaps.iter().take(MOST_NAMES) {
        let pairs = [
            ("shard", shard.as_str().into()),
            ("count", (*count).into()),
            ("first", harmless_path(first).into()),
        ];
        report::message(&text.format("archive-gap", pairs));
    }
    if !collected.differing.is_empty() {
        report::message(&text.format("archive-differing", [("count", collected.differing.len().into())]));
    }
    let bytes = match bytes(context, &made, &args.out) {
        Ok(bytes) => bytes,
        Err(reason) => return Ok(unwritten(context, &args.out, reason)),
    };
    // What is there is not written over; so it is not noted either.
    if args.out.symlink_metadata().is_ok() {
        let there = std::io::Error::from(std::io::ErrorKind::AlreadyExists);
        return Ok(unwritten(context, &args.out, there.to_string()));
    }
    register.note_scan(&made.entry(sha256, &plan, &collected, &bytes))?;
    if let Err(error) = documents::write_new(&args.out, &bytes) {
        return Ok(unwritten(context, &args.out, error.to_string()));
    }
    for sentence in made.summary(text) {
        context.tell(&sentence);
    }
    report::line(&args.out.display().to_string());
    context.tell(&text.format("archive-sensitive", [("day", plan.delete_by.to_string().into())]));
    Ok(if collected.is_whole() { ExitStatus::Done } else { ExitStatus::NotReleased })
}

/// The file, by its suffix.
fn bytes(context: &Context, made: &Report, out: &Path) -> Result<Vec<u8>, String> {
    if out.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("jsonl")) {
        return Ok(made.json_lines());
    }
    let format = TableFormat::of_path(out);
    let table = made.table(&context.text, format == TableFormat::Html);
    table.to_bytes(format, context.text.language().code()).map_err(|error| error.to_string())
}

fn unwritten(context: &Context, path: &Path, reason: String) -> ExitStatus {
    let pairs = [("path", path.display().to_string().into()), ("reason", reason.into())];
    report::message(&context.text.format("register-not-written", pairs));
    ExitStatus::Failed
}

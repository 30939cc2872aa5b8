//! The arguments of `sladd archive` as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};

use crate::archive::{DEFAULT_SHARD_PHOTOS, Task};

/// What to do with an archive.
#[derive(Debug, Subcommand)]
pub enum ArchiveCommand {
    /// Walk once through folders, and write down every photo in shards for an engine to hand out.
    Plan(PlanArgs),
    /// Look at the photos of one shard. Ends with 0 where each has a line, with 3 where the same may succeed later.
    Work(WorkArgs),
    /// Hold the results of all shards against the plan and the register, and write a list of what there is to do.
    Report(ReportArgs),
}

/// Options of `archive plan`.
#[derive(Debug, Args)]
pub struct PlanArgs {
    /// Folders of photos; none may lie in another.
    #[arg(required = true, value_name = "FOLDER")]
    pub folders: Vec<PathBuf>,
    /// Folder for the plan, new or empty. It lists photos of people: keep it where only those who need it can read.
    #[arg(long, value_name = "PLAN")]
    pub out: PathBuf,
    /// Photos in a shard.
    #[arg(long, value_name = "N", default_value_t = DEFAULT_SHARD_PHOTOS, value_parser = clap::value_parser!(u32).range(1..=1_000_000))]
    pub shard_photos: u32,
}

/// Options of `archive work`.
#[derive(Debug, Args)]
pub struct WorkArgs {
    /// A shard of a plan; the plan lies beside it.
    pub shard: PathBuf,
    /// The result; where a killed run has left one, it is gone on with.
    #[arg(long, value_name = "RESULT")]
    pub out: PathBuf,
    /// What to look for: faces, metadata, records.
    #[arg(long, value_name = "TASK", value_delimiter = ',', default_value = "faces,metadata,records")]
    pub task: Vec<Task>,
    /// Cores to use, a photo on each; all where it is left out.
    #[arg(long, value_parser = clap::value_parser!(u16).range(1..=512))]
    pub jobs: Option<u16>,
    /// Tell path, SHA-256, boxes and values of metadata too. Such a result is as sensitive as the photos.
    #[arg(long)]
    pub detail: bool,
    /// Where this computer has the folders of the plan, in their order; may be given several times.
    #[arg(long = "root", value_name = "FOLDER")]
    pub roots: Vec<PathBuf>,
}

/// Options of `archive report`.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The folder of the plan.
    pub plan: PathBuf,
    /// Results, or folders of them.
    #[arg(required = true, value_name = "RESULT")]
    pub results: Vec<PathBuf>,
    /// The file: HTML, or CSV or JSON lines by the suffix. The window opens JSON lines as a list of work.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Where this computer has the folders of the plan, in their order; may be given several times.
    #[arg(long = "root", value_name = "FOLDER")]
    pub roots: Vec<PathBuf>,
}

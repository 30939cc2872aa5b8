//! The only place of the command line that prints.
#![expect(clippy::print_stdout, clippy::print_stderr, reason = "this is where the command line prints")]

use std::process::ExitCode;

use serde::Serialize;

/// How a run ended. A later one is worse; the worst of all photos is told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum ExitStatus {
    /// Everything was done, and what was written was re-read.
    Done,
    /// Something was not released.
    NotReleased,
    /// Something could not be read or written.
    Failed,
    /// Wrong usage; nothing was done.
    Usage,
}

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Done => 0,
            ExitStatus::NotReleased => 1,
            ExitStatus::Usage => 2,
            ExitStatus::Failed => 3,
        })
    }
}

/// One JSON object on a line of standard output.
pub(super) fn json(value: &impl Serialize) {
    if let Ok(line) = serde_json::to_string(value) {
        println!("{line}");
    }
}

/// A line of standard output.
pub(super) fn line(text: &str) {
    println!("{text}");
}

/// A line of standard error.
pub(super) fn message(text: &str) {
    eprintln!("{text}");
}

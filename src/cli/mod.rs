//! The command line: arguments in, JSON lines or plain sentences out, an exit code that tells the truth.
//!
//! What it accepts and prints is a contract (README, "The command line"). It knows no window.

mod affected;
mod archive;
mod archive_args;
mod args;
mod consent;
mod consent_args;
mod context;
mod copies;
mod cover;
mod decisions;
mod detect;
mod events;
mod forms;
mod import;
mod ledger;
mod machine;
mod photos;
mod policy;
mod redact;
mod reexport;
mod report;
mod run;

pub use args::{Cli, Command};
pub use context::Context;
pub use decisions::count_decisions;
pub use machine::refuse;
pub use report::{ExitStatus, answer, tell_error};
pub use run::run;

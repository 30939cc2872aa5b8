//! The `sladd` program.

use std::process::ExitCode;

use sladd::photo::isolated;

fn main() -> ExitCode {
    // A child that decodes one photo for its parent does nothing else.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == isolated::WORKER_ARGUMENT) {
        return isolated::worker_main();
    }
    if let Ok(program) = std::env::current_exe() {
        isolated::use_worker(program);
    }
    ExitCode::SUCCESS
}

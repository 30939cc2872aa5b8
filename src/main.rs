//! The `sladd` program: maps arguments to a face and an outcome to an exit code.

use std::process::ExitCode;

use clap::Parser as _;
use sladd::{cli, data_folder, detection, photo::isolated, process, register};

fn main() -> ExitCode {
    detection::silence_libraries();
    process::guard();
    // A child that decodes one photo for its parent does nothing else.
    if std::env::args_os().nth(1).is_some_and(|argument| argument == isolated::WORKER_ARGUMENT) {
        return isolated::worker_main();
    }
    if let Some([argument, library]) = std::env::args_os().skip(1).collect::<Vec<_>>().get(..2)
        && argument == detection::PROBE_ARGUMENT
    {
        return detection::probe_main(library.as_ref());
    }
    if let Ok(program) = std::env::current_exe() {
        isolated::use_worker(program);
    }
    if let Some(folder) = data_folder::heads() {
        register::remember_heads_in(folder);
    }
    let arguments = match cli::Cli::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return cli::answer(&answer).into(),
    };
    match &arguments.command {
        Some(command) => cli::run(command, &arguments.global).into(),
        None => window(arguments),
    }
}

#[cfg(feature = "gui")]
fn window(arguments: cli::Cli) -> ExitCode {
    let global = arguments.global;
    match sladd::ui::run(arguments.paths, global.data, global.country, global.lang, global.policy) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => no_window(&message),
    }
}

#[cfg(not(feature = "gui"))]
fn window(_arguments: cli::Cli) -> ExitCode {
    no_window("This build has no window.")
}

/// Without a window a person looks at standard error.
fn no_window(message: &str) -> ExitCode {
    for line in [message, "sladd redact PHOTO --out FOLDER", "sladd --help"] {
        cli::tell_error(line);
    }
    ExitCode::from(3)
}

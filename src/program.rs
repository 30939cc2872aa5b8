//! The program: maps arguments to a face and an outcome to an exit code.

use std::process::ExitCode;

use clap::Parser as _;

use crate::{
    cli, data_folder, detection,
    machine::{Machine, MachineFault, Place},
    photo::isolated,
    process, register,
};

/// Runs it with the arguments of the process.
pub fn main() -> ExitCode {
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
    #[cfg(windows)]
    process::windows::use_console_of_parent();
    if let Ok(program) = std::env::current_exe() {
        isolated::use_worker(program);
    }
    if let Some(folder) = data_folder::heads() {
        register::remember_heads_in(folder);
    }
    let mut arguments = match cli::Cli::try_parse() {
        Ok(arguments) => arguments,
        Err(answer) => return cli::answer(&answer).into(),
    };
    let machine = match under_machine(&mut arguments, &Place::of_this_computer()) {
        Ok(machine) => machine,
        Err(fault) => {
            let language = arguments.global.lang;
            #[cfg(all(windows, feature = "gui"))]
            if arguments.command.is_none() {
                crate::ui::tell_without_window(&fault.message(&spoken(language)));
            }
            return cli::refuse(&fault, language).into();
        }
    };
    if let Some(engine) = machine.engine {
        detection::use_engine(engine);
    }
    match &arguments.command {
        Some(command) => cli::run(command, &arguments.global, &machine).into(),
        None => window(arguments, machine),
    }
}

/// What is set for the computer, with the arguments held to it.
fn under_machine(arguments: &mut cli::Cli, place: &Place) -> Result<Machine, MachineFault> {
    let machine = place.read()?;
    arguments.under(&machine, |name| std::env::var_os(name))?;
    Ok(machine)
}

#[cfg(all(windows, feature = "gui"))]
fn spoken(language: Option<crate::text::Language>) -> crate::text::Text {
    crate::text::Text::new(language.unwrap_or_else(crate::text::Language::of_system))
}

#[cfg(feature = "gui")]
fn window(arguments: cli::Cli, machine: Machine) -> ExitCode {
    let cli::Cli { paths, renderer, global, .. } = arguments;
    let start = crate::ui::Start {
        paths,
        data: global.data,
        country: global.country,
        language: global.lang,
        policy: global.policy,
        renderer,
        machine,
    };
    match crate::ui::run(&start) {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            #[cfg(windows)]
            crate::ui::tell_without_window(&message);
            no_window(&message)
        }
    }
}

#[cfg(not(feature = "gui"))]
#[expect(clippy::needless_pass_by_value, reason = "with a window they are handed over")]
fn window(_arguments: cli::Cli, _machine: Machine) -> ExitCode {
    no_window("This build has no window.")
}

/// Without a window a person looks at standard error.
fn no_window(message: &str) -> ExitCode {
    for line in [message, "sladd redact PHOTO --out FOLDER", "sladd --help"] {
        cli::tell_error(line);
    }
    ExitCode::from(3)
}

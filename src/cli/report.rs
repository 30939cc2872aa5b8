//! The only place of the command line that prints, and so the one that sees to it that whatever is printed is harmless: names
//! of files and what others have typed can give no command to a terminal, begin no line and write over none.
//!
//! Nobody may be left to read what is printed: `sladd inspect FOLDER --json | head -1`. Nothing more is printed then,
//! what is being written is written to its end, no further photo is begun, and the command ends quietly. The
//! signal for a closed pipe stays ignored all the while, as Rust has it: a command that died of it could leave
//! half an export behind. An output that is full, or was closed from the beginning, ends nothing: the work is done to its
//! end, and the command then says by its exit code that what it printed is lost.

use std::{
    io::{self, Write},
    path::Path,
    process::ExitCode,
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

use clap::CommandFactory as _;
use serde::Serialize;

use crate::{
    process,
    text::{harmless, harmless_json, harmless_lines},
};

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
    /// Nobody reads any more what is printed, so the command ended early.
    PipeClosed,
}

/// What a shell makes of a program that a closed pipe has killed: 128, and the number of SIGPIPE. None of the
/// other codes is true of a command that stopped on its way; on Windows the same number is used.
const PIPE_CLOSED: u8 = 128 + 13;

impl From<ExitStatus> for ExitCode {
    fn from(status: ExitStatus) -> Self {
        Self::from(match status {
            ExitStatus::Done => 0,
            ExitStatus::NotReleased => 1,
            ExitStatus::Usage => 2,
            ExitStatus::Failed => 3,
            ExitStatus::PipeClosed => PIPE_CLOSED,
        })
    }
}

/// Nobody reads standard output, or standard error, any more.
static CLOSED: AtomicBool = AtomicBool::new(false);
/// Why standard output could not be written, where it was not closed.
static UNWRITTEN: OnceLock<String> = OnceLock::new();
/// A message is lost, because standard error could not be written.
static MESSAGE_LOST: AtomicBool = AtomicBool::new(false);

/// True where nobody reads any more: nothing further is worth beginning.
pub(super) fn is_closed() -> bool {
    CLOSED.load(Ordering::Relaxed)
}

/// True where a message was lost that nobody could be told of.
pub(super) fn is_message_lost() -> bool {
    MESSAGE_LOST.load(Ordering::Relaxed)
}

/// Why something that was to be printed is lost, where it is: a full disk behind a redirection.
pub(super) fn unwritten() -> Option<&'static str> {
    UNWRITTEN.get().map(String::as_str)
}

/// One JSON object on a line of standard output.
pub(super) fn json(value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        put_out(&harmless_json(&text));
    }
}

/// A path as it stands before a verdict. One that could be read as a verdict of its own is set in quotation marks: a file may
/// be called "good.jpg: Copy, record and register agree.".
pub(super) fn told(path: &Path) -> String {
    let shown = path.display().to_string();
    let misleading = shown.contains(": ") || shown.contains("  ") || shown.trim() != shown;
    if misleading { format!("\"{shown}\"") } else { shown }
}

/// A line of standard output. It is one line whatever is in it.
pub(super) fn line(text: &str) {
    put_out(&harmless(text));
}

fn put_out(line: &str) {
    let written = if process::output_was_closed() { Err(closed()) } else { write(io::stdout().lock(), line) };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            // The first reason is the one to tell.
            drop(UNWRITTEN.set(error.to_string()));
        }
        Err(_) => CLOSED.store(true, Ordering::Relaxed),
        Ok(()) => {}
    }
}

/// A line of standard error. Where that cannot be written, there is no other place to say so, but for the exit code.
pub(super) fn message(text: &str) {
    put_message(&harmless(text));
}

fn put_message(line: &str) {
    let written =
        if process::messages_were_closed() { Err(closed()) } else { write(io::stderr().lock(), line) };
    match written {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            MESSAGE_LOST.store(true, Ordering::Relaxed);
        }
        Err(_) => CLOSED.store(true, Ordering::Relaxed),
        Ok(()) => {}
    }
}

/// What the system says where there is nothing to write to.
fn closed() -> io::Error {
    /// `EBADF` on every Unix.
    const BAD_DESCRIPTOR: i32 = 9;
    io::Error::from_raw_os_error(BAD_DESCRIPTOR)
}

/// A line of standard error for whoever has no window.
pub fn tell_error(text: &str) {
    message(text);
}

fn write(mut to: impl Write, text: &str) -> io::Result<()> {
    if is_closed() {
        return Ok(());
    }
    // In one piece, so that lines of several threads or programs do not mix.
    to.write_all(format!("{text}\n").as_bytes())?;
    to.flush()
}

/// Prints what the arguments alone lead to: help, version, or what is wrong with them.
///
/// Help and version hold nothing of the arguments and are printed as `clap` sets them. What is wrong with arguments repeats
/// them.
pub fn answer(answer: &clap::Error) -> ExitStatus {
    if answer.use_stderr() {
        let arguments = std::env::args_os().skip(1).map(|argument| argument.to_string_lossy().into_owned());
        put_message(harmless_answer(&unstyled(answer), arguments).trim_end());
        return if is_closed() { ExitStatus::PipeClosed } else { ExitStatus::Usage };
    }
    let printed = if process::output_was_closed() { Err(closed()) } else { answer.print() };
    match printed {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitStatus::PipeClosed,
        Err(_) => ExitStatus::Failed,
        Ok(()) => ExitStatus::Done,
    }
}

/// The answer with the arguments as they were given. `clap` takes its own styles out of a text together with what looks like
/// one in an argument, so the same is asked once more without styles.
fn unstyled(answer: &clap::Error) -> String {
    let plain = super::args::Cli::command().styles(clap::builder::Styles::plain());
    plain
        .try_get_matches_from(std::env::args_os())
        .err()
        .map_or_else(|| answer.render().to_string(), |again| again.render().ansi().to_string())
}

/// The answer has lines of its own; a line break within an argument makes none.
fn harmless_answer(answer: &str, arguments: impl Iterator<Item = String>) -> String {
    let mut answer = answer.to_owned();
    for argument in arguments {
        // `--option=value` is repeated in parts, and of `-abc` a single letter.
        let (name, value) = argument.split_once('=').unwrap_or((&argument, ""));
        let letter = if argument.starts_with('-') && !argument.starts_with("--") { "-\n" } else { "" };
        for part in [argument.as_str(), name, value, letter].into_iter().filter(|part| part.contains('\n')) {
            answer = answer.replace(part, &harmless(part));
        }
    }
    harmless_lines(&answer).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    struct Pipe(io::ErrorKind);

    impl Write for Pipe {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(self.0.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn what_cannot_be_printed_is_an_answer_and_no_panic() {
        for kind in [io::ErrorKind::BrokenPipe, io::ErrorKind::StorageFull] {
            assert_eq!(write(Pipe(kind), "x").unwrap_err().kind(), kind);
        }
        let mut printed = Vec::new();
        write(&mut printed, "æ").unwrap();
        assert_eq!(printed, "æ\n".as_bytes());
    }

    #[test]
    fn an_argument_that_is_repeated_begins_no_line() {
        let argument = "--no\nerror: \u{1b}[2Knone";
        let answer = format!("error: unexpected argument '{argument}' found\n\nUsage: sladd");
        let said = harmless_answer(&answer, [argument.to_owned()].into_iter());
        assert_eq!(
            said,
            "error: unexpected argument '--no<U+000A>error: <U+001B>[2Knone' found\n\nUsage: sladd"
        );
    }

    #[test]
    fn a_command_that_ended_early_never_says_that_all_was_done() {
        let worst = [ExitStatus::Done, ExitStatus::NotReleased, ExitStatus::Failed, ExitStatus::Usage];
        assert!(worst.into_iter().all(|status| status < ExitStatus::PipeClosed));
    }
}

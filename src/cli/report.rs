//! The only place of the command line that prints.
//!
//! Nobody may be left to read what is printed: `sladd inspect FOLDER --json | head -1`. Nothing more is printed then,
//! what is being written is written to its end, no further photo is begun, and the command ends quietly. The
//! signal for a closed pipe stays ignored all the while, as Rust has it: a command that died of it could leave
//! half an export behind.

use std::{
    io::{self, Write},
    process::ExitCode,
    sync::{
        OnceLock,
        atomic::{AtomicBool, Ordering},
    },
};

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

/// True where nobody reads any more: nothing further is worth beginning.
pub(super) fn is_closed() -> bool {
    CLOSED.load(Ordering::Relaxed)
}

/// Why something that was to be printed is lost, where it is: a full disk behind a redirection.
pub(super) fn unwritten() -> Option<&'static str> {
    UNWRITTEN.get().map(String::as_str)
}

/// One JSON object on a line of standard output.
pub(super) fn json(value: &impl Serialize) {
    if let Ok(text) = serde_json::to_string(value) {
        line(&text);
    }
}

/// A line of standard output.
pub(super) fn line(text: &str) {
    match write_line(io::stdout().lock(), text) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => {
            // The first reason is the one to tell.
            drop(UNWRITTEN.set(error.to_string()));
        }
        Err(_) => CLOSED.store(true, Ordering::Relaxed),
        Ok(()) => {}
    }
}

/// A line of standard error. Where that cannot be written, there is no other place to say so.
pub(super) fn message(text: &str) {
    let written = write_line(io::stderr().lock(), text);
    if written.is_err_and(|error| error.kind() == io::ErrorKind::BrokenPipe) {
        CLOSED.store(true, Ordering::Relaxed);
    }
}

/// A line of standard error for whoever has no window.
pub fn tell_error(text: &str) {
    message(text);
}

fn write_line(mut to: impl Write, text: &str) -> io::Result<()> {
    if is_closed() {
        return Ok(());
    }
    // In one piece, so that lines of several threads or programs do not mix.
    to.write_all(format!("{text}\n").as_bytes())?;
    to.flush()
}

/// Prints what the arguments alone lead to: help, version, or what is wrong with them.
pub fn answer(answer: &clap::Error) -> ExitStatus {
    match answer.print() {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitStatus::PipeClosed,
        _ if answer.use_stderr() => ExitStatus::Usage,
        Err(_) => ExitStatus::Failed,
        Ok(()) => ExitStatus::Done,
    }
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
            assert_eq!(write_line(Pipe(kind), "x").unwrap_err().kind(), kind);
        }
        let mut printed = Vec::new();
        write_line(&mut printed, "æ").unwrap();
        assert_eq!(printed, "æ\n".as_bytes());
    }

    #[test]
    fn a_command_that_ended_early_never_says_that_all_was_done() {
        let worst = [ExitStatus::Done, ExitStatus::NotReleased, ExitStatus::Failed, ExitStatus::Usage];
        assert!(worst.into_iter().all(|status| status < ExitStatus::PipeClosed));
    }
}

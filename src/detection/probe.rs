//! Tries a native library in a child process first: one that is cut off or made for another system may end the
//! process that loads it, and that must not be the one with somebody's work. It has to find the known faces there.
//!
//! The child takes from itself what such a library does not need, so that a trial writes and removes nothing and speaks to
//! nobody ([`sandbox::without_writing`]). That is no wall against a hostile library: one that passes is loaded into
//! the program.

use std::{
    io::Read as _,
    path::Path,
    process::{Command, ExitCode, Stdio},
    thread,
    time::{Duration, Instant},
};

use crate::photo::{isolated, sandbox};

use super::{engine::start_native, known_answer};

/// The argument, before the library's path, that makes the program a probe.
pub const PROBE_ARGUMENT: &str = "inference-probe";
/// A library that takes longer for a few small tiles is of no use.
const TIMEOUT: Duration = Duration::from_secs(20);
/// Of what a probe says.
const MOST_WORDS: u64 = 500;

/// The life of a probe: loads the library, looks at the known tiles, ends. What is wrong goes to standard output.
pub fn probe_main(library: &Path) -> ExitCode {
    // What of it holds is of no consequence for the answer.
    let _held = sandbox::without_writing();
    let found = start_native(library).and_then(|engine| known_answer::check(&engine));
    match found {
        Ok(()) => ExitCode::SUCCESS,
        Err(reason) => {
            use std::io::Write as _;
            // Whoever reads it has gone: then nobody wants to know.
            drop(std::io::stdout().write_all(reason.as_bytes()));
            ExitCode::FAILURE
        }
    }
}

/// Lets a child of this program try the library; without a program to start, as in tests of parts, it is not tried.
pub(super) fn try_out(library: &Path) -> Result<(), String> {
    let Some(program) = isolated::program() else { return Ok(()) };
    let mut child = Command::new(program)
        .arg(PROBE_ARGUMENT)
        .arg(library)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .map_err(|error| error.to_string())?;
    let started = Instant::now();
    let ended = loop {
        match child.try_wait() {
            Ok(Some(status)) => break Ok(status),
            Ok(None) if started.elapsed() < TIMEOUT => thread::sleep(Duration::from_millis(2)),
            Ok(None) => break Err("it does not answer".to_owned()),
            Err(error) => break Err(error.to_string()),
        }
    };
    let mut said = String::new();
    match ended {
        Ok(status) if status.success() => Ok(()),
        Ok(_) => {
            if let Some(output) = child.stdout.take() {
                // Words that are cut off or are none say as much as none.
                drop(output.take(MOST_WORDS).read_to_string(&mut said));
            }
            Err(if said.is_empty() { "it ends the program that loads it".to_owned() } else { said })
        }
        Err(reason) => {
            drop(child.kill());
            drop(child.wait());
            Err(reason)
        }
    }
}

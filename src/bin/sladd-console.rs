//! What a console of Windows runs for `sladd`: it starts the program beside it with the same arguments and the same input and
//! output, waits for it, and ends with its exit code.
//!
//! The program itself belongs to the window system, so that a double click opens no console, and no console waits for such a
//! program. Packages call this one `sladd.com`: where both lie in one folder, cmd and PowerShell take `sladd` to be the
//! `.com`. Elsewhere than on Windows it does the same and is not needed.

use std::{
    io,
    path::PathBuf,
    process::{Command, ExitCode},
};

fn main() -> ExitCode {
    match run() {
        Ok(code) => code,
        Err(error) => {
            use io::Write as _;
            // Nobody is left to be told where this fails too; the exit code tells.
            drop(writeln!(io::stderr().lock(), "sladd: {error}"));
            ExitCode::from(3)
        }
    }
}

/// The program beside this one. Nothing else is looked for, least of all where a variable points to.
fn program() -> io::Result<PathBuf> {
    let folder = std::env::current_exe()?;
    let folder = folder.parent().ok_or(io::ErrorKind::NotFound)?;
    Ok(folder.join(if cfg!(windows) { "sladd.exe" } else { "sladd" }))
}

fn run() -> io::Result<ExitCode> {
    let status = Command::new(program()?).args(std::env::args_os().skip(1)).status()?;
    // Killed, it has no code of its own.
    let code = status.code().and_then(|code| u8::try_from(code).ok());
    Ok(code.map_or(ExitCode::from(3), ExitCode::from))
}

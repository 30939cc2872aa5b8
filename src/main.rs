//! The `sladd` program.
// A double click opens the window and no black console beside it; whoever types a command gets its answer all the same
// (docs/adr/0033-no-console-beside-the-window.md).
#![cfg_attr(windows, windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    sladd::program::main()
}

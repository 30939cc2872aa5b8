//! The command line, as a script drives it: outputs, files and exit codes.

#[path = "../support/export.rs"]
mod export;
#[path = "../support/letters.rs"]
mod letters;
#[path = "../support/paper.rs"]
mod paper;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/sheets.rs"]
mod sheets;
#[path = "../support/mod.rs"]
mod support;

mod archive;
mod calendar;
mod cli;
mod cli_register;
mod closed_pipes;
mod folders;
mod forms;
mod found;
mod frames;
mod import;

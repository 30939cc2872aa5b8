//! Every attack that did not hold, tried again.

#[cfg(feature = "gui")]
#[path = "../support/desk.rs"]
mod desk;
#[path = "../support/export.rs"]
mod export;
#[path = "../support/photo_of_people.rs"]
mod people;
#[path = "../support/program.rs"]
mod program;
#[path = "../support/mod.rs"]
mod support;
#[cfg(unix)]
#[path = "../support/traps.rs"]
mod traps;

mod gate;
mod ledger;
mod outputs_and_files;
mod records;
mod shared_folder;
mod terminal_and_disk;

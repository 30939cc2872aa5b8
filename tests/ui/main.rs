//! The window, driven as a person drives it: keys, clicks, what a screen reader is told, and pictures of every screen.
//!
//! One program and not one a file, here and in the other folders: each test program carries the whole of the window and
//! the models, so that seventy of them filled ten gigabytes of disk and took minutes to link.
#![cfg(feature = "gui")]

#[path = "../support/desk.rs"]
mod desk;
#[path = "../support/export_entry.rs"]
mod export_entry;
#[path = "../support/letters.rs"]
mod letters;
#[path = "../support/paper.rs"]
mod paper;
#[path = "../support/mod.rs"]
mod support;

mod batch;
mod chooser;
mod clock;
mod closing;
mod consent_twice;
mod crop;
mod events;
mod flow;
mod keystrokes;
mod looks;
mod machine;
mod not_a_face;
mod paste;
mod people;
mod perhaps;
mod place;
mod places;
mod readiness;
mod register;
mod snapshots;

//! Files as cameras, telephones and editors really write them: what is read of them, and in which colours.

#[path = "../support/mod.rs"]
mod support;

mod colours;
mod formats;
mod jpeg;

//! Many photos at once: what the person wants ([`Command`]), the background work that follows ([`Job`]),
//! and its results ([`Event`]).
//!
//! Promises: [`Session`] is pure over memory, with no thread, file or window; work of a photo that was
//! removed is dropped when it comes back; the pixels of photos that are not shown are let go.

mod failure;
mod folder;
mod photo;
mod register;
mod state;
mod workers;

pub use failure::Failure;
pub use folder::photos_in;
pub use photo::{Origin, Photo, PhotoFault, PhotoId, Stage};
pub use register::{RegisterAnswer, RegisterRequest, RegisterShown};
pub use state::{Command, Event, Job, Session};
pub use workers::{Waker, Workers};

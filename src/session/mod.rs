//! Many photos at once: what the person wants ([`Command`]), the background work that follows ([`Job`]),
//! and its results ([`Event`]).
//!
//! Promises: [`Session`] is pure over memory, with no thread, file or window; work of a photo that was
//! removed is dropped when it comes back; the pixels of photos that are not shown are let go; a small
//! picture never shows an undecided face; what is kept on disk for the next run holds no pixel, and
//! nothing of it is used unless all of it is sound and the file is the same.

mod batch;
mod command;
mod detected;
mod edit;
mod event;
mod events;
mod export_many;
mod failure;
mod folder;
mod found;
mod kept;
mod kept_before;
mod leftovers;
mod list;
mod notice;
mod occasion;
mod overview;
mod people;
mod photo;
mod place;
mod queue;
mod readiness;
mod register;
mod remake;
mod report;
mod state;
mod style;
mod taken_up;
#[cfg(test)]
mod tests;
mod thumbnail;
mod workers;

pub use batch::Rest;
pub use command::{Command, ExportJob, Job, RemakeJob};
pub use event::{Detected, Event, KeptOutcome};
pub use events::{
    EventAnswer, EventRequest, EventsShown, FormPicture, ListSource, ListTold, ListWanted, PaperFault,
    PaperWanted, Pasted, ReadForm, ReturnedForm, SecondWanted,
};
pub use export_many::{ExportMany, Outcome};
pub use failure::Failure;
pub use kept::{KeptPhoto, KeptWork};
pub use leftovers::leftovers_in;
pub use notice::Notice;
pub use overview::{Looking, PhotoFilter, PhotoState};
pub use people::Whom;
pub use photo::{Origin, Photo, PhotoFault, PhotoId, Stage};
pub use place::{CopyShown, CopyState, PlaceAnswer, PlaceRequest};
pub use readiness::Missing;
pub use register::{FormWanted, RegisterAnswer, RegisterRead, RegisterRequest, RegisterShown, ReportKind};
pub use report::{csv, headline as report_headline, plain};
pub use state::Session;
pub use thumbnail::Thumbnail;
pub use workers::{Waker, Workers};

pub use crate::walk::FoundFile;

//! Photos that were named and photos of folders, for both faces and for whatever else looks through folders.
//!
//! Promises: the content of a file decides whether it is taken, not its suffix; a file that claims to be a photo is
//! always taken, so that a person hears why it cannot be opened; whatever is left out is counted, and whatever could
//! not be looked at is named; no link is followed; a file whose content is not on this computer is never
//! opened here, so that looking through a folder fetches nothing.

mod content;
mod entries;
mod left_out;
mod photos;
mod placeholder;
#[cfg(test)]
mod tests;

pub use entries::{Entries, Entry, Hidden, entries};
pub use left_out::{LeftOut, Trouble, TroubleKind};
pub use photos::{Found, FoundFile, photos};
pub use placeholder::{is_dataless, is_placeholder};

//! What the organisation's IT has set for a whole computer, beside the rules: where the data lie, which language is spoken, how
//! the window is drawn.
//!
//! Promises: it is read from a place in which no user can write and which no variable moves; what is there and is not
//! understood stops the program; what is set holds over every argument, every variable and every setting, and whoever asks for
//! something else is told so.

mod fault;
mod key;
mod place;
#[cfg(windows)]
mod registry;
mod values;

pub use fault::MachineFault;
pub use key::{KEYS, Key, Kind};
pub use place::Place;
pub use values::{Entry, Machine, Renderer};

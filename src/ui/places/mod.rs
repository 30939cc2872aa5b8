//! The two places of the window: the photos, and the register. Neither loses work while the other is shown.

mod grid;
mod photos;
mod register;

pub use photos::show as photos;
pub use register::{RegisterPlace, open as open_register, show as register};

/// A place: the whole window between the lines at its top and bottom.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Place {
    /// The photos, and what is decided about them.
    #[default]
    Photos,
    /// Consents, and what relies on them.
    Register,
}

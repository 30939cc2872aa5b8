//! What opens over the window.

mod consent;
mod help;
mod palette;
mod settings;
mod sheets;

pub use consent::{open_picker, show as consent};
pub use help::{keys, show as help, tour};
pub use palette::{Palette, show as palette};
pub use settings::{first_run, show as settings};
pub use sheets::{close_guard, failure};

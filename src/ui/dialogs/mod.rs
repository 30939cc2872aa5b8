//! What opens over the window.

mod consent;
mod settings;
mod sheets;

pub use consent::{open_picker, show as consent};
pub use settings::show as settings;
pub use sheets::{close_guard, failure, help};

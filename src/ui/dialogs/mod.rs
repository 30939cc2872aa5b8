//! What opens over the window.

mod batch;
mod consent;
mod kept;
mod settings;
mod sheets;

pub use batch::show as batch;
pub use consent::{open_picker, show as consent};
pub use kept::{close_guard, offer};
pub use settings::show as settings;
pub use sheets::{failure, help};

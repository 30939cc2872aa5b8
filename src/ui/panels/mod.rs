//! The panels beside the photo.

mod crop;
mod export;
mod face_list;
mod found;
mod hidden;
mod looks;
mod metadata;
mod missing;
mod perhaps;
mod photo_list;
mod photo_row;
mod portraits;
mod sizes;
mod somebody;
mod suggestions;
mod visible;
mod whole;
mod words;

pub use crop::show as crop;
pub use export::{Choices, show as export};
pub use face_list::show as faces;
pub use found::{grade_label, rest_of};
pub use looks::{LooksView, chooser as look_chooser};
pub use metadata::show as metadata;
pub use missing::{can_be_settled, said as missing_said, settle};
pub use perhaps::{none_of_the_others, stands_here as is_perhaps};
pub use photo_list::{BatchView, needs_attention, notices, show as photos};
pub use photo_row::words as state_words;
pub use portraits::Portraits;
pub use sizes::copies;
pub use whole::show as whole;

/// Lets go of the hidden pictures of a photo that is no longer shown.
pub fn forget_hidden(ctx: &egui::Context) {
    hidden::forget(ctx);
}

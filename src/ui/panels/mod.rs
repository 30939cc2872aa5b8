//! The panels beside the photo.

mod export;
mod face_list;
mod metadata;
mod photo_list;
mod portraits;
mod whole;

pub use export::show as export;
pub use face_list::show as faces;
pub use metadata::show as metadata;
pub use photo_list::show as photos;
pub use portraits::Portraits;
pub use whole::show as whole;

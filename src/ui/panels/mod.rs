//! The panels beside the photo.

mod export;
mod face_list;
mod hidden;
mod metadata;
mod photo_list;
mod whole;

pub use export::{organisation_missing, show as export};
pub use face_list::show as faces;
pub use metadata::show as metadata;
pub use photo_list::show as photos;
pub use whole::show as whole;

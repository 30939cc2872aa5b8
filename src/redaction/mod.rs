//! Covers areas of a photo so that nothing of what was there remains.
//!
//! Promises (criteria R1–R9 of the security brief): the fill is computed in integers from pixels outside
//! the union of all masks, so not one bit of a covered face can reach the output; order, repetition and
//! splitting of masks change nothing; nothing outside the masks and their outward feather changes.

mod components;
mod drawn;
mod face_mask;
mod head;
mod looks;
mod mask;
mod redact;
mod scene;
mod shape;
mod skin;
mod style;
#[cfg(test)]
mod tests;
mod veil;

pub use face_mask::{DEFAULT_MARGIN_PERCENT, covers_face, face_mask, nearest_cover};
pub use mask::Mask;
pub use redact::{depends_on_covered, redact, redact_mask};
pub use shape::Shape;
pub use style::{Look, Sign, Style, colour_of};

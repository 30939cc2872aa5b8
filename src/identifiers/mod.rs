//! Finds what tells who someone is besides faces: writing, codes, and people of whom no face is seen. It is found, graded and located, never kept: what a
//! line says lives no longer than it takes to grade it.
//!
//! Promises: an answer is whole or an error; a photo that nobody looked at never counts as one without writing; what was
//! read is in no answer; the built-in models are checked against their SHA-256; the inference engine is the one that finds
//! faces, which was tried before (`crate::detection`).

pub mod codes;
mod finder;
mod models;
mod people;
mod place;
mod reading;
#[cfg(test)]
mod tests;
mod text;
mod work;

pub use finder::Finder;
pub use models::IDENTIFIER_MODELS;
pub use people::Somebody;
pub use place::{Found, Grade, Kind, Kinds, Place, Quad};

fn no_answer(reason: &str) -> crate::detection::DetectionError {
    crate::detection::DetectionError::Engine { reason: reason.to_owned() }
}

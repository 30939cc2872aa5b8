//! Finds what tells who someone is besides faces: writing, and codes. It is found, graded and located, never kept: what a
//! line says lives no longer than it takes to grade it.
//!
//! Promises: an answer is whole or an error; a photo that nobody looked at never counts as one without writing; what was
//! read is in no answer.

pub mod codes;
mod place;

pub use place::{Found, Grade, Kind, Kinds, Place, Quad};

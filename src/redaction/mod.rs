//! Covers areas of a photo so that nothing of what was there remains.

mod shape;

pub use shape::{Shape, Style};

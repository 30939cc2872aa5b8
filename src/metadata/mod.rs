//! What a file says about people besides the picture, and whether a written file says nothing.
//!
//! Promises: [`inspect`] names what it finds by place and by seriousness, reads each byte a bounded
//! number of times, inflates no text beyond a limit and never panics; it only tells, because nothing of
//! what it finds is ever written out. [`structure_is_clean`] is an allow-list: a written file holds the
//! parts that make the picture, each once, and not one byte more.

mod category;
mod container;
mod coordinate;
mod embedded;
mod exif_block;
mod finding;
mod gif_bmp;
mod heif;
mod icc;
mod inspect;
mod jpeg;
mod photoshop;
mod png;
mod structure;
mod structure_jpeg;
#[cfg(test)]
mod tests;
mod tiff;
mod trailer;
mod webp;
mod xmp;

pub use category::Category;
pub use coordinate::{Axis, Coordinate};
pub use finding::{Finding, Preview, Report};
pub use inspect::inspect;
pub use structure::{CleanFormat, StructureFault, structure_is_clean};

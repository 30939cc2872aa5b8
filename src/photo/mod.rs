//! Opens photos: sniffs the content, keeps within limits, decodes, turns upright, converts to sRGB.
//!
//! Promises: the suffix of a name is never trusted; a decoder sees only the parts of a file that make
//! the picture (`essence`), never its metadata; no limit is checked after the memory is spent; a decoder
//! that panics is an error of that photo and of nothing else; what comes out is opaque 8-bit sRGB. What
//! was left out of the picture is told as a [`Notice`].

mod bmp;
mod brands;
mod colour;
mod essence;
mod exif_block;
mod fault;
mod first;
mod gif;
#[cfg(feature = "heif")]
mod heif;
#[cfg(feature = "heif")]
mod heif_colours;
pub mod isolated;
mod jpeg;
mod jpeg_frame;
mod libjpeg;
mod likeness;
mod limits;
mod open;
mod pdf;
mod png;
mod png_text;
mod print_colours;
mod raster;
mod raw;
mod read;
pub mod sandbox;
mod sniff;
#[cfg(test)]
mod tests;
mod tiff;
mod webp;
mod wire;

pub(crate) use exif_block::{Pointer, pointers, read_behind, read_exif};
pub use fault::{Notice, PhotoError};
pub use first::first_picture;
pub(crate) use libjpeg::encode as encode_jpeg;
pub use limits::Limits;
pub use open::{OpenedImage, open};
pub use pdf::{Page, is_pdf, page};
pub(crate) use png_text::raw_profile;
pub use raster::Raster;
pub use read::read;
pub use sniff::{Container, SourceFormat, Unsupported, container, sniff};

//! Opens photos: sniffs the content, decodes within limits, turns upright, converts to sRGB.

mod raster;

pub use raster::Raster;

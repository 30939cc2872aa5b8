//! Decoded pixels.

use std::fmt;

use crate::geometry::{PixelRect, PixelSize};

/// An upright photo as 8-bit sRGB: three bytes a pixel, row after row from the top left.
///
/// Transparency is resolved before a raster is made, so there is no alpha channel under which the
/// colours of a face could hide.
#[derive(Clone, PartialEq, Eq)]
pub struct Raster {
    size: PixelSize,
    rgb: Vec<u8>,
}

impl Raster {
    /// A raster over `rgb`; `None` where the number of bytes does not fit `size` or a side is zero.
    pub fn new(size: PixelSize, rgb: Vec<u8>) -> Option<Self> {
        let fits = size.area() > 0 && size.area().checked_mul(3) == u64::try_from(rgb.len()).ok();
        fits.then_some(Self { size, rgb })
    }

    /// A raster of one colour; `None` where a side is zero or the memory cannot be addressed.
    pub fn filled(size: PixelSize, colour: [u8; 3]) -> Option<Self> {
        let pixels = usize::try_from(size.area()).ok()?;
        Self::new(size, colour.repeat(pixels))
    }

    /// Width and height.
    pub const fn size(&self) -> PixelSize {
        self.size
    }

    /// The bytes, three a pixel.
    pub fn rgb(&self) -> &[u8] {
        &self.rgb
    }

    /// The bytes, to be changed in place.
    pub fn rgb_mut(&mut self) -> &mut [u8] {
        &mut self.rgb
    }

    /// The bytes, taken out.
    pub fn into_rgb(self) -> Vec<u8> {
        self.rgb
    }

    /// One row of bytes; empty below the last row.
    pub fn row(&self, y: u32) -> &[u8] {
        let stride = self.size.width as usize * 3;
        let start = y as usize * stride;
        self.rgb.get(start..start + stride).unwrap_or_default()
    }

    /// The colour at (`x`, `y`); `None` outside.
    pub fn pixel(&self, x: u32, y: u32) -> Option<[u8; 3]> {
        let start = x as usize * 3;
        let bytes = (x < self.size.width).then(|| self.row(y).get(start..start + 3)).flatten()?;
        bytes.try_into().ok()
    }

    /// A copy of the part inside `rect`, clamped; `None` where nothing of it lies inside.
    pub fn crop(&self, rect: PixelRect) -> Option<Self> {
        let rect = rect.clamped(self.size)?;
        let mut rgb = Vec::with_capacity(rect.width as usize * rect.height as usize * 3);
        for y in rect.y..rect.bottom() {
            let row = self.row(y);
            rgb.extend_from_slice(row.get(rect.x as usize * 3..rect.right() as usize * 3)?);
        }
        Self::new(PixelSize::new(rect.width, rect.height), rgb)
    }
}

impl fmt::Debug for Raster {
    /// Never the pixels: a debug print of a photo must not end up in a log.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Raster").field("size", &self.size).finish_non_exhaustive()
    }
}

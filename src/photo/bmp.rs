//! What the decoder of Windows bitmaps does not tell apart.

use image::DynamicImage;

use super::{PhotoError, SourceFormat, Unsupported};

/// The header of Windows 3, from which on the kind of compression is told.
const INFO_HEADER: u32 = 40;
/// None, runs of 8 and of 4 bits, masks (`BI_RGB` to `BI_BITFIELDS`); the others hold a JPEG, a PNG, inks, or are of
/// telephones.
const KNOWN: u32 = 3;

/// Refuses the kinds that cannot be decoded.
///
/// # Errors
/// [`PhotoError::Unsupported`].
pub(super) fn check_kind(bytes: &[u8]) -> Result<(), PhotoError> {
    let number = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    match (number(14), number(30)) {
        (Some(header), Some(compression)) if header >= INFO_HEADER && compression > KNOWN => {
            Err(PhotoError::Unsupported(Unsupported::KindOf(SourceFormat::Bmp)))
        }
        _ => Ok(()),
    }
}

/// A bitmap whose every pixel is wholly transparent is one whose writer left the fourth byte alone: viewers show it.
pub(super) fn opaque_if_empty(decoded: DynamicImage) -> DynamicImage {
    let empty = decoded.as_rgba8().is_some_and(|pixels| pixels.pixels().all(|pixel| pixel.0[3] == 0));
    if empty { decoded.into_rgb8().into() } else { decoded }
}

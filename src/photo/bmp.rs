//! What the decoder of Windows bitmaps does not tell apart.

use image::DynamicImage;

use super::{PhotoError, SourceFormat, Unsupported};

/// The header of Windows 3, from which on the kind of compression is told.
const INFO_HEADER: u32 = 40;
/// What stands before it.
const FILE_HEADER: u32 = 14;
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

/// The bitmap with the place of its pixels after its colour table. Some writers name the place that it would have without a
/// table: a decoder that believes them shows colours as pixels, and the whole picture shifted.
pub(super) fn with_pixels_after_the_table(bytes: &[u8]) -> Vec<u8> {
    let mut picture = bytes.to_vec();
    let number = |at: usize| bytes.get(at..at + 4).and_then(|b| b.try_into().ok()).map(u32::from_le_bytes);
    let bits = bytes.get(28..30).and_then(|b| b.try_into().ok()).map(u16::from_le_bytes);
    if let (Some(start), Some(header), Some(colours), Some(bits @ 1..=8)) =
        (number(10), number(14), number(46), bits)
        && header >= INFO_HEADER
    {
        let most = 1_u32 << bits;
        let colours = if (1..=most).contains(&colours) { colours } else { most };
        let after = header.saturating_add(FILE_HEADER + 4 * colours);
        if start < after && u64::from(after) < bytes.len() as u64 {
            picture.splice(10..14, after.to_le_bytes());
        }
    }
    picture
}

/// A bitmap whose every pixel is wholly transparent is one whose writer left the fourth byte alone: viewers show it.
pub(super) fn opaque_if_empty(decoded: DynamicImage) -> DynamicImage {
    let empty = decoded.as_rgba8().is_some_and(|pixels| pixels.pixels().all(|pixel| pixel.0[3] == 0));
    if empty { decoded.into_rgb8().into() } else { decoded }
}

#[cfg(test)]
mod tests {
    use super::with_pixels_after_the_table;
    use crate::photo::{Limits, open};

    /// Two by two pixels, red, green, blue and white from the top left, with a table of four colours.
    fn bitmap(start: u32) -> Vec<u8> {
        let mut file = b"BM".to_vec();
        for number in [78_u32, 0, start, 40, 2, 2, 1 | 8 << 16, 0, 8, 2835, 2835, 4, 0] {
            file.extend(number.to_le_bytes());
        }
        file.extend([0, 0, 255, 0, 0, 255, 0, 0, 255, 0, 0, 0, 255, 255, 255, 0]);
        // From the bottom, each row to a multiple of four bytes.
        file.extend([2, 3, 0, 0, 0, 1, 0, 0]);
        file
    }

    #[test]
    fn pixels_do_not_begin_within_the_colour_table() {
        let whole = bitmap(70);
        assert_eq!(with_pixels_after_the_table(&whole), whole);
        let pixels = open(&whole, &Limits::default()).unwrap().raster;
        assert_eq!(pixels.rgb(), [255, 0, 0, 0, 255, 0, 0, 0, 255, 255, 255, 255]);
        assert_eq!(with_pixels_after_the_table(&bitmap(54)), whole);
        assert_eq!(open(&bitmap(54), &Limits::default()).unwrap().raster.rgb(), pixels.rgb());
    }
}

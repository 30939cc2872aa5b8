//! TIFF (revision 6.0 and its supplements): the container here, the compressions by crates
//! (`docs/adr/0018-own-reader-of-tiff.md`).
//!
//! Promises: what is told of size is held against the limits before memory is spent; whatever is stored in a way that
//! this does not know is refused as such a kind, and nothing is guessed.

mod canvas;
mod colours;
mod directory;
mod fax;
mod layout;
mod pieces;
#[cfg(test)]
mod tests;
mod unpack;

use image::{DynamicImage, RgbImage, RgbaImage};

use super::{Limits, Notice, PhotoError, SourceFormat, Unsupported, essence::Essence, print_colours};
use canvas::{Canvas, Finished};
use directory::Directory;
use layout::Layout;

/// The answer to a sound file that is stored in a way that cannot be decoded.
const KIND: PhotoError = PhotoError::Unsupported(Unsupported::KindOf(SourceFormat::Tiff));
const ICC_PROFILE: u16 = 34_675;

/// Decodes the first page; puts the profile, what was noticed, and whether the pixels are sRGB already into `essence`.
///
/// # Errors
/// [`PhotoError::TooLarge`] before memory is spent, [`PhotoError::Unsupported`] for kinds that cannot be decoded,
/// [`PhotoError::Damaged`].
pub(super) fn decode(
    bytes: &[u8],
    essence: &mut Essence,
    limits: &Limits,
) -> Result<DynamicImage, PhotoError> {
    let directory = Directory::first(bytes).ok_or(PhotoError::Damaged)?;
    let layout = Layout::of(&directory, limits)?;
    if directory.has_next {
        essence.notice(Notice::FurtherImages);
    }
    match directory.data(ICC_PROFILE) {
        Some(icc) if icc.len() <= limits.icc_bytes => essence.icc = Some(icc.to_vec()),
        Some(_) => essence.notice(Notice::ProfileUnusable),
        None if directory.has(ICC_PROFILE) => essence.notice(Notice::ProfileUnusable),
        None => {}
    }
    let mut canvas = Canvas::new(&layout)?;
    for index in 0..layout.pieces.across * layout.pieces.down {
        let below = layout.height - index / layout.pieces.across * layout.pieces.height;
        let rows =
            if layout.pieces.are_tiles { layout.pieces.height } else { layout.pieces.height.min(below) };
        let piece = unpack::piece(&layout, index, rows)?;
        if !piece.whole {
            essence.notice(Notice::Incomplete);
        }
        canvas.put(&layout, &piece, index);
    }
    match canvas.finish(&layout).ok_or(PhotoError::Damaged)? {
        Finished::Picture(picture) => {
            essence.is_srgb = matches!(layout.colours, colours::Colours::Lab { .. });
            Ok(picture)
        }
        Finished::Inks { inverted, alpha } => {
            let (rgb, by_profile) = print_colours::to_srgb(&inverted, essence.icc.as_deref());
            essence.is_srgb = true;
            if !by_profile {
                essence.notice(Notice::PrintColours);
            }
            let (width, height) = (layout.width as u32, layout.height as u32);
            let picture = match alpha {
                None => RgbImage::from_raw(width, height, rgb).map(DynamicImage::from),
                Some(alpha) => {
                    let pixels = rgb.as_chunks::<3>().0.iter().zip(alpha);
                    let rgba = pixels.flat_map(|([r, g, b], alpha)| [*r, *g, *b, alpha]).collect();
                    RgbaImage::from_raw(width, height, rgba).map(DynamicImage::from)
                }
            };
            picture.ok_or(PhotoError::Damaged)
        }
    }
}

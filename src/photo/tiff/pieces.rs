//! Strips and tiles: where the parts of a picture lie in the file.

use super::{super::PhotoError, KIND, directory::Directory};

/// Tags (TIFF 6.0, sections 3 and 15).
const STRIP_OFFSETS: u16 = 273;
const ROWS_PER_STRIP: u16 = 278;
const STRIP_BYTES: u16 = 279;
const TILE_WIDTH: u16 = 322;
const TILE_HEIGHT: u16 = 323;
const TILE_OFFSETS: u16 = 324;
const TILE_BYTES: u16 = 325;

/// Strips or tiles: those of 16 by 16 pixels in a photo of 120 megapixels, for eight samples each.
const MOST_PIECES: usize = 4 << 20;

/// The pieces, strips or tiles, in which a picture is stored.
pub(super) struct Pieces<'a> {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) across: usize,
    pub(super) down: usize,
    /// Rows below the picture are stored too.
    pub(super) are_tiles: bool,
    /// Where each begins, and how long it is said to be.
    places: Vec<(u64, u64)>,
    bytes: &'a [u8],
}

impl<'a> Pieces<'a> {
    /// Those that a directory tells of, for a picture of this size in so many planes.
    ///
    /// # Errors
    /// [`KIND`] where there are too many of them, [`PhotoError::Damaged`] where there are too few.
    pub(super) fn of(
        directory: &Directory<'a>,
        width: u64,
        height: u64,
        planes: usize,
    ) -> Result<Self, PhotoError> {
        let are_tiles = directory.has(TILE_WIDTH);
        // Before TIFF 6.0 tiles were told of by the fields of strips.
        let (offsets, lengths) = if are_tiles && directory.has(TILE_OFFSETS) {
            (TILE_OFFSETS, TILE_BYTES)
        } else {
            (STRIP_OFFSETS, STRIP_BYTES)
        };
        let (piece_width, piece_height) = if are_tiles {
            let side = |tag| directory.value(tag).filter(|side| *side > 0).ok_or(PhotoError::Damaged);
            (side(TILE_WIDTH)?, side(TILE_HEIGHT)?)
        } else {
            let rows = directory.value(ROWS_PER_STRIP).filter(|rows| *rows > 0).unwrap_or(height);
            (width, rows.min(height))
        };
        let (across, down) = (width.div_ceil(piece_width) as usize, height.div_ceil(piece_height) as usize);
        let count = across.saturating_mul(down).saturating_mul(planes);
        if count > MOST_PIECES {
            return Err(KIND);
        }
        let offsets = directory.first_numbers(offsets, count).unwrap_or_default();
        let lengths = directory.first_numbers(lengths, count).unwrap_or_default();
        if offsets.len() < count {
            return Err(PhotoError::Damaged);
        }
        let lengths = lengths.into_iter().chain(std::iter::repeat(0));
        Ok(Self {
            width: piece_width as usize,
            height: piece_height as usize,
            across,
            down,
            are_tiles,
            places: offsets.into_iter().zip(lengths).collect(),
            bytes: directory.bytes,
        })
    }

    /// The stored bytes of a piece; what is said to lie beyond the end of the file is left out.
    pub(super) fn packed(&self, index: usize) -> Result<&'a [u8], PhotoError> {
        let (start, length) = *self.places.get(index).ok_or(PhotoError::Damaged)?;
        let rest = usize::try_from(start).ok().and_then(|start| self.bytes.get(start..));
        let rest = rest.ok_or(PhotoError::Damaged)?;
        // Some programs leave the length out; the data themselves say where they end.
        let length = if length == 0 { rest.len() } else { rest.len().min(length as usize) };
        rest.get(..length).ok_or(PhotoError::Damaged)
    }
}

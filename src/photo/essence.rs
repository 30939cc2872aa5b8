//! The parts of a file that make the picture, apart from all the others.
//!
//! Decoders get a file rebuilt from these parts only. So a profile or a text chunk that inflates to
//! gigabytes never reaches them, and animations and second pictures are out of the way.

use super::{Limits, Notice, PhotoError, SourceFormat, bmp, colour, gif, jpeg, png, webp};

/// A file taken apart.
#[derive(Debug, Default)]
pub(super) struct Essence {
    /// The picture alone, in the same format.
    pub(super) picture: Vec<u8>,
    /// The first Exif block: TIFF structure without any prefix.
    pub(super) exif: Option<Vec<u8>>,
    /// The segment of JFIF that carries a small picture: JFIF with pixels behind it, or JFXX.
    pub(super) jfif_thumbnail: Option<Vec<u8>>,
    /// The embedded colour profile.
    pub(super) icc: Option<Vec<u8>>,
    /// The decoded pixels are sRGB already, whatever the file says of its colours.
    pub(super) is_srgb: bool,
    /// Where the picture lies within a larger one, as the first frame of an animation may.
    pub(super) canvas: Option<webp::Canvas>,
    /// What the container says of colours in numbers of its own.
    pub(super) coded: colour::Coded,
    /// What was noticed on the way.
    pub(super) notices: Vec<Notice>,
}

impl Essence {
    pub(super) fn notice(&mut self, notice: Notice) {
        if !self.notices.contains(&notice) {
            self.notices.push(notice);
        }
    }

    /// All that the file says about its colours.
    pub(super) fn stated(&self) -> colour::Stated<'_> {
        colour::Stated { icc: self.icc.as_deref(), exif: self.exif.as_deref(), coded: self.coded }
    }

    /// Keeps the first Exif block, as most viewers do, and notices a second.
    pub(super) fn take_exif(&mut self, tiff: &[u8]) {
        if self.exif.is_some() {
            self.notice(Notice::TwoOrientations);
        } else {
            self.exif = Some(tiff.to_vec());
        }
    }
}

/// Takes a file apart.
///
/// # Errors
/// [`PhotoError::Damaged`] where the container does not hold a picture, [`PhotoError::TooLarge`] where it
/// has more scans than allowed, [`PhotoError::Unsupported`] for kinds that cannot be decoded.
pub(super) fn of(bytes: &[u8], format: SourceFormat, limits: &Limits) -> Result<Essence, PhotoError> {
    match format {
        SourceFormat::Jpeg => jpeg::essence(bytes, limits),
        SourceFormat::Png => png::essence(bytes, limits),
        SourceFormat::WebP => webp::essence(bytes, limits),
        // Read where it lies: a TIFF may be large, and its reader takes nothing but the picture.
        SourceFormat::Tiff => Ok(Essence::default()),
        SourceFormat::Gif => Ok(Essence { picture: gif::with_room(bytes), ..Essence::default() }),
        SourceFormat::Bmp => {
            bmp::check_kind(bytes)?;
            Ok(Essence { picture: bmp::with_pixels_after_the_table(bytes), ..Essence::default() })
        }
        SourceFormat::Heif => Ok(Essence { picture: bytes.to_vec(), ..Essence::default() }),
    }
}

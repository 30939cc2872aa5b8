//! The parts of a file that make the picture, apart from all the others.
//!
//! Decoders get a file rebuilt from these parts only. So a profile or a text chunk that inflates to
//! gigabytes never reaches them, and animations and second pictures are out of the way.

use super::{Limits, Notice, PhotoError, SourceFormat, colour, jpeg, png, webp};

/// A file taken apart.
#[derive(Debug, Default)]
pub(super) struct Essence {
    /// The picture alone, in the same format.
    pub(super) picture: Vec<u8>,
    /// The first Exif block: TIFF structure without any prefix.
    pub(super) exif: Option<Vec<u8>>,
    /// The embedded colour profile.
    pub(super) icc: Option<Vec<u8>>,
    /// What the container says of colours in numbers of its own.
    pub(super) coded: colour::Coded,
    /// The picture is in the four colours of print.
    pub(super) is_cmyk: bool,
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
/// has more scans than allowed.
pub(super) fn of(bytes: &[u8], format: SourceFormat, limits: &Limits) -> Result<Essence, PhotoError> {
    match format {
        SourceFormat::Jpeg => jpeg::essence(bytes, limits),
        SourceFormat::Png => png::essence(bytes, limits),
        SourceFormat::WebP => webp::essence(bytes, limits),
        SourceFormat::Tiff | SourceFormat::Bmp | SourceFormat::Gif | SourceFormat::Heif => {
            Ok(Essence { picture: bytes.to_vec(), ..Essence::default() })
        }
    }
}

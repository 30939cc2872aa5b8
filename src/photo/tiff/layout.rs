//! How the pixels of a TIFF are stored, as its first directory tells, held against the limits.

use super::{
    super::{Limits, PhotoError, open::check},
    KIND,
    colours::{Colours, YCbCr},
    directory::Directory,
    pieces::Pieces,
};

/// Tags (TIFF 6.0; 338 and on from its supplements).
const WIDTH: u16 = 256;
const HEIGHT: u16 = 257;
const BITS: u16 = 258;
const COMPRESSION: u16 = 259;
const PHOTOMETRIC: u16 = 262;
const FILL_ORDER: u16 = 266;
const SAMPLES: u16 = 277;
const PLANAR: u16 = 284;
const T4_OPTIONS: u16 = 292;
const PREDICTOR: u16 = 317;
const COLOUR_MAP: u16 = 320;
const INK_SET: u16 = 332;
const EXTRA_SAMPLES: u16 = 338;
const SAMPLE_FORMAT: u16 = 339;
const JPEG_TABLES: u16 = 347;
const SUBSAMPLING: u16 = 530;

/// Samples of one pixel; more make no photo.
const MOST_SAMPLES: u64 = 16;

/// How a piece of the picture is packed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Compression {
    None,
    /// ITU-T T.4 in rows that begin at a byte, without marks between them.
    HuffmanRows,
    /// ITU-T T.4; the flag tells whether rows may be coded by the row above.
    Group3 {
        two_dimensional: bool,
    },
    /// ITU-T T.6.
    Group4,
    Lzw,
    Jpeg,
    Deflate,
    PackBits,
    Zstandard,
    WebP,
}

impl Compression {
    /// Black and white as fax machines send it.
    pub(super) const fn is_fax(self) -> bool {
        matches!(self, Self::HuffmanRows | Self::Group3 { .. } | Self::Group4)
    }
}

/// A sample that tells how opaque a pixel is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Alpha {
    /// Which of the samples it is.
    pub(super) sample: usize,
    /// The colours were multiplied by it.
    pub(super) associated: bool,
    /// The file says what the sample is for.
    pub(super) declared: bool,
}

/// How the pixels are stored.
pub(super) struct Layout<'a> {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) colours: Colours,
    /// Samples of one pixel, transparency and others among them.
    pub(super) samples: usize,
    /// Bits of each sample.
    pub(super) bits: usize,
    pub(super) alpha: Option<Alpha>,
    /// Each sample has pieces of its own.
    pub(super) planar: bool,
    /// Luma samples for one of chroma, across and down.
    pub(super) subsampling: (usize, usize),
    pub(super) compression: Compression,
    /// Samples are stored as differences to their left neighbour.
    pub(super) differences: bool,
    /// Bits of a byte begin with the lowest.
    pub(super) reversed: bool,
    pub(super) little: bool,
    pub(super) jpeg_tables: Option<&'a [u8]>,
    pub(super) pieces: Pieces<'a>,
}

impl<'a> Layout<'a> {
    /// Reads a directory.
    ///
    /// # Errors
    /// [`PhotoError::TooLarge`] by the limits, [`KIND`] for what cannot be decoded, [`PhotoError::Damaged`].
    pub(super) fn of(directory: &Directory<'a>, limits: &Limits) -> Result<Self, PhotoError> {
        let side = |tag| directory.value(tag).filter(|side| *side > 0).ok_or(PhotoError::Damaged);
        let (width, height) = (side(WIDTH)?, side(HEIGHT)?);
        check(width.max(height), u64::from(limits.side))?;
        check(width * height, limits.pixels)?;
        let samples = directory.value(SAMPLES).unwrap_or(1);
        if samples == 0 {
            return Err(PhotoError::Damaged);
        }
        let bits = directory.numbers(BITS).unwrap_or_else(|| vec![1]);
        let (Some(first), true) = (bits.first().copied(), samples <= MOST_SAMPLES) else { return Err(KIND) };
        if bits.iter().any(|bits| *bits != first) || !matches!(first, 1..=16 | 24 | 32) {
            return Err(KIND);
        }
        let compression = compression(directory)?;
        let colours = colours(directory, compression, first)?;
        let samples = samples as usize;
        let extra = samples.checked_sub(colours.samples()).ok_or(PhotoError::Damaged)?;
        // Whole numbers without a sign; those of Lab have one by definition. What real numbers mean as colours no
        // tag says.
        let formats = directory.numbers(SAMPLE_FORMAT).unwrap_or_default();
        if formats.iter().any(|format| !matches!(format, 1 | 4)) && !matches!(colours, Colours::Lab { .. }) {
            return Err(KIND);
        }
        let planar = directory.value(PLANAR) == Some(2) && samples > 1;
        let differences = match (compression, directory.value(PREDICTOR).unwrap_or(1)) {
            (Compression::Lzw | Compression::Deflate | Compression::Zstandard, 2) => true,
            (Compression::Lzw | Compression::Deflate | Compression::Zstandard, 3..) => return Err(KIND),
            _ => false,
        };
        let layout = Self {
            width: width as usize,
            height: height as usize,
            subsampling: subsampling(directory, &colours, compression, planar)?,
            alpha: alpha(directory, &colours, extra),
            colours,
            samples,
            bits: first as usize,
            planar,
            compression,
            differences,
            reversed: directory.value(FILL_ORDER) == Some(2) && compression != Compression::Jpeg,
            little: directory.little,
            jpeg_tables: directory.data(JPEG_TABLES),
            pieces: Pieces::of(directory, width, height, if planar { samples } else { 1 })?,
        };
        layout.check(limits)?;
        Ok(layout)
    }

    /// Holds what decoding will take against the limits, and what the codecs can do against what is asked.
    fn check(&self, limits: &Limits) -> Result<(), PhotoError> {
        let area = |width: usize, height: usize| (width as u64).saturating_mul(height as u64);
        let piece = area(self.pieces.width, self.pieces.height);
        // Of tiles the part that lies outside the picture is decoded too.
        check(
            piece.saturating_mul(area(self.pieces.across, self.pieces.down)),
            limits.pixels.saturating_mul(2),
        )?;
        let stored = piece.saturating_mul((self.samples * self.bits.div_ceil(8)) as u64);
        let shown = area(self.width, self.height).saturating_mul(if self.bits > 8 { 8 } else { 4 });
        check(stored.saturating_add(shown), limits.decoder_bytes.saturating_mul(2))?;
        let eight = matches!(self.compression, Compression::Jpeg | Compression::WebP);
        let fits = (!eight || self.bits == 8)
            && (!self.compression.is_fax() || self.bits == 1 && (self.samples == 1 || self.planar));
        // What differences mean within a byte, or between the parts of a subsampled unit, nobody wrote down.
        let plain =
            !self.differences || self.bits >= 8 && self.bits.is_multiple_of(8) && self.subsampling == (1, 1);
        if fits && plain { Ok(()) } else { Err(KIND) }
    }
}

fn compression(directory: &Directory<'_>) -> Result<Compression, PhotoError> {
    Ok(match directory.value(COMPRESSION).unwrap_or(1) {
        1 => Compression::None,
        2 => Compression::HuffmanRows,
        3 => {
            let options = directory.value(T4_OPTIONS).unwrap_or(0);
            // Rows that are not compressed at all (bit 1) were never seen.
            if options & 2 != 0 {
                return Err(KIND);
            }
            Compression::Group3 { two_dimensional: options & 1 != 0 }
        }
        4 => Compression::Group4,
        5 => Compression::Lzw,
        7 => Compression::Jpeg,
        8 | 32_946 => Compression::Deflate,
        32_773 => Compression::PackBits,
        50_000 => Compression::Zstandard,
        50_001 => Compression::WebP,
        _ => return Err(KIND),
    })
}

fn colours(directory: &Directory<'_>, compression: Compression, bits: u64) -> Result<Colours, PhotoError> {
    Ok(match directory.value(PHOTOMETRIC) {
        Some(0) => Colours::WhiteIsZero,
        Some(1) => Colours::BlackIsZero,
        Some(2) => Colours::Rgb,
        Some(3) => Colours::palette(&directory.numbers(COLOUR_MAP).ok_or(PhotoError::Damaged)?, bits)?,
        // Inks other than the four of print are not told apart.
        Some(5) if directory.value(INK_SET).unwrap_or(1) == 1 => Colours::Inks,
        Some(6) => Colours::YCbCr(if compression == Compression::Jpeg {
            YCbCr::default()
        } else {
            YCbCr::of(directory)?
        }),
        Some(8) if matches!(bits, 8 | 16) => Colours::Lab { by_profile: false },
        Some(9) if matches!(bits, 8 | 16) => Colours::Lab { by_profile: true },
        // Programs for fax leave it out.
        None if compression.is_fax() => Colours::WhiteIsZero,
        _ => return Err(KIND),
    })
}

fn subsampling(
    directory: &Directory<'_>,
    colours: &Colours,
    compression: Compression,
    planar: bool,
) -> Result<(usize, usize), PhotoError> {
    // A JPEG says it itself, and its decoder evens it out.
    if !matches!(colours, Colours::YCbCr(_)) || compression == Compression::Jpeg && !planar {
        return Ok((1, 1));
    }
    match directory.numbers(SUBSAMPLING).as_deref() {
        None => Ok((2, 2)),
        Some([across @ (1 | 2 | 4), down @ (1 | 2 | 4)]) => Ok((*across as usize, *down as usize)),
        Some(_) => Err(PhotoError::Damaged),
    }
}

/// The first of the extra samples that is said to be transparency. Where nothing is said of them, one more than the
/// colours need is taken for it, as Pillow does.
fn alpha(directory: &Directory<'_>, colours: &Colours, extra: usize) -> Option<Alpha> {
    let first = colours.samples();
    match directory.numbers(EXTRA_SAMPLES) {
        Some(kinds) => {
            let index = kinds.iter().take(extra).position(|kind| matches!(kind, 1 | 2))?;
            let associated = kinds.get(index) == Some(&1);
            Some(Alpha { sample: first + index, associated, declared: true })
        }
        None if extra == 1 => Some(Alpha { sample: first, associated: false, declared: false }),
        None => None,
    }
}

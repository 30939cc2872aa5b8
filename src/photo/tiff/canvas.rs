//! Where the decoded pixels of a TIFF are put together.

use std::ops::Range;

use image::{DynamicImage, GrayAlphaImage, GrayImage, ImageBuffer, RgbImage, RgbaImage};

use super::{
    super::PhotoError,
    colours::Colours,
    layout::{Alpha, Layout},
    unpack::Piece,
};

/// Pixels row after row, in as many bits as the file has, rounded up to 8 or 16.
pub(super) struct Canvas {
    width: usize,
    channels: usize,
    values: Values,
}

enum Values {
    Bytes(Vec<u8>),
    Words(Vec<u16>),
}

/// What [`Canvas::finish`] gives.
pub(super) enum Finished {
    Picture(DynamicImage),
    /// Inverted inks, four a pixel, and the transparency of each pixel where there is any.
    Inks {
        inverted: Vec<u8>,
        alpha: Option<Vec<u8>>,
    },
}

impl Canvas {
    /// An empty one, of the size that was held against the limits.
    ///
    /// # Errors
    /// [`PhotoError::Damaged`] where there is no such memory.
    pub(super) fn new(layout: &Layout<'_>) -> Result<Self, PhotoError> {
        let channels = layout.colours.channels() + usize::from(layout.alpha.is_some());
        let length = layout.width * layout.height * channels;
        // Inks are converted in 8 bits, and palettes are seen in them.
        let deep = layout.bits > 8 && matches!(layout.colours.channels(), 1 | 3);
        let values = if deep { Values::Words(zeros(length)?) } else { Values::Bytes(zeros(length)?) };
        Ok(Self { width: layout.width, channels, values })
    }

    /// Puts a piece where it belongs.
    pub(super) fn put(&mut self, layout: &Layout<'_>, piece: &Piece<'_>, index: usize) {
        let (left, top) = (
            index % layout.pieces.across * layout.pieces.width,
            index / layout.pieces.across * layout.pieces.height,
        );
        let columns = layout.pieces.width.min(self.width - left);
        let rows = layout.pieces.height.min(layout.height - top);
        let mut samples = vec![0; columns * layout.samples];
        for row in 0..rows {
            let start = ((top + row) * self.width + left) * self.channels;
            if self.put_as_it_is(layout, piece, row, start..start + columns * self.channels) {
                continue;
            }
            for (number, plane) in piece.planes.iter().enumerate() {
                let start = row / plane.shrink.1 * plane.row_bytes;
                let bytes = plane.data.get(start..start + plane.row_bytes).unwrap_or_default();
                if layout.planar {
                    let stored = read_row(layout, bytes, columns.div_ceil(plane.shrink.0), 1, number);
                    let own = samples.iter_mut().skip(number).step_by(layout.samples);
                    for (x, sample) in own.enumerate() {
                        *sample = stored.get(x / plane.shrink.0).copied().unwrap_or_default();
                    }
                } else {
                    samples = read_row(layout, bytes, columns * layout.samples, layout.samples, 0);
                }
            }
            self.put_row(layout, &mut samples, start);
        }
    }

    /// Puts a row whose bytes are the values already, as in most files. False where they are not.
    fn put_as_it_is(
        &mut self,
        layout: &Layout<'_>,
        piece: &Piece<'_>,
        row: usize,
        values: Range<usize>,
    ) -> bool {
        let as_stored = layout.bits == 8
            && matches!(layout.colours, Colours::Rgb | Colours::BlackIsZero)
            && layout.samples == self.channels
            && layout.alpha.is_none_or(|alpha| !alpha.associated);
        let ([plane], Values::Bytes(bytes), true) = (&piece.planes[..], &mut self.values, as_stored) else {
            return false;
        };
        let start = row * plane.row_bytes;
        let (Some(target), Some(stored)) =
            (bytes.get_mut(values.clone()), plane.data.get(start..start + values.len()))
        else {
            return false;
        };
        target.copy_from_slice(stored);
        if layout.differences {
            let mut sums = vec![0_u8; layout.samples];
            for pixel in target.chunks_exact_mut(layout.samples) {
                for (value, sum) in pixel.iter_mut().zip(&mut sums) {
                    *sum = sum.wrapping_add(*value);
                    *value = *sum;
                }
            }
        }
        true
    }

    fn put_row(&mut self, layout: &Layout<'_>, samples: &mut [u16], start: usize) {
        let channels = layout.colours.channels();
        for (index, pixel) in samples.chunks_exact_mut(layout.samples).enumerate() {
            let alpha = layout.alpha.map(|alpha| {
                let opacity = pixel.get(alpha.sample).copied().unwrap_or(u16::MAX);
                if alpha.associated && layout.colours.can_be_associated() {
                    pixel.iter_mut().take(layout.colours.samples()).for_each(|sample| {
                        *sample = divided(*sample, opacity);
                    });
                }
                opacity
            });
            let colour = layout.colours.decode(pixel, layout.bits);
            let values = colour.into_iter().take(channels).chain(alpha);
            let place = start + index * self.channels..start + (index + 1) * self.channels;
            match &mut self.values {
                Values::Bytes(bytes) => {
                    let target = bytes.get_mut(place).unwrap_or_default();
                    target.iter_mut().zip(values).for_each(|(to, value)| *to = to_byte(value));
                }
                Values::Words(words) => {
                    let target = words.get_mut(place).unwrap_or_default();
                    target.iter_mut().zip(values).for_each(|(to, value)| *to = value);
                }
            }
        }
    }

    /// The whole picture. A sample that nobody declared and that would make everything transparent is none.
    pub(super) fn finish(mut self, layout: &Layout<'_>) -> Option<Finished> {
        if layout.alpha.is_some_and(|alpha: Alpha| !alpha.declared) {
            match &mut self.values {
                Values::Bytes(bytes) => opaque_if_empty(bytes, self.channels, u8::MAX),
                Values::Words(words) => opaque_if_empty(words, self.channels, u16::MAX),
            }
        }
        let (width, height) = (u32::try_from(self.width).ok()?, u32::try_from(layout.height).ok()?);
        Some(Finished::Picture(match (self.values, self.channels) {
            (Values::Bytes(bytes), 1) => GrayImage::from_raw(width, height, bytes)?.into(),
            (Values::Bytes(bytes), 2) => GrayAlphaImage::from_raw(width, height, bytes)?.into(),
            (Values::Bytes(bytes), 3) => RgbImage::from_raw(width, height, bytes)?.into(),
            (Values::Bytes(bytes), 4) if layout.colours.channels() == 3 => {
                RgbaImage::from_raw(width, height, bytes)?.into()
            }
            (Values::Bytes(inverted), 4) => return Some(Finished::Inks { inverted, alpha: None }),
            (Values::Bytes(bytes), 5) => {
                let pixels = bytes.as_chunks::<5>().0;
                let inverted = pixels.iter().flat_map(|[c, m, y, k, _]| [*c, *m, *y, *k]).collect();
                let alpha = pixels.iter().map(|[.., alpha]| *alpha).collect();
                return Some(Finished::Inks { inverted, alpha: Some(alpha) });
            }
            (Values::Words(words), 1) => {
                DynamicImage::ImageLuma16(ImageBuffer::from_raw(width, height, words)?)
            }
            (Values::Words(words), 2) => {
                DynamicImage::ImageLumaA16(ImageBuffer::from_raw(width, height, words)?)
            }
            (Values::Words(words), 3) => {
                DynamicImage::ImageRgb16(ImageBuffer::from_raw(width, height, words)?)
            }
            (Values::Words(words), 4) => {
                DynamicImage::ImageRgba16(ImageBuffer::from_raw(width, height, words)?)
            }
            _ => return None,
        }))
    }
}

/// Memory for a picture, or the answer that there is none.
fn zeros<T: Clone + Default>(length: usize) -> Result<Vec<T>, PhotoError> {
    let mut values = Vec::new();
    values.try_reserve_exact(length).map_err(|_| PhotoError::Damaged)?;
    values.resize(length, T::default());
    Ok(values)
}

fn opaque_if_empty<T: Copy + Default + PartialEq>(values: &mut [T], channels: usize, opaque: T) {
    let alpha = channels - 1;
    if values.iter().skip(alpha).step_by(channels).all(|value| *value == T::default()) {
        values.iter_mut().skip(alpha).step_by(channels).for_each(|value| *value = opaque);
    }
}

/// A sample before it was multiplied by this opacity.
fn divided(sample: u16, opacity: u16) -> u16 {
    let (sample, opacity) = (u32::from(sample), u32::from(opacity));
    (sample * 65_535 + opacity / 2).checked_div(opacity).map_or(0, |value| value.min(65_535) as u16)
}

fn to_byte(value: u16) -> u8 {
    ((u32::from(value) * 255 + 32_767) / 65_535) as u8
}

/// The first `count` samples of a row, spread over the whole of 16 bits; numbers of a palette as they are. A pixel has
/// `step` of them, between whose like ones differences are taken, and begins with the sample of number `first`.
fn read_row(layout: &Layout<'_>, row: &[u8], count: usize, step: usize, first: usize) -> Vec<u16> {
    let bits = layout.bits;
    let most = u32::MAX >> (32 - bits);
    let is_palette = matches!(layout.colours, Colours::Palette(_));
    let mut sums = vec![0_u32; step];
    let mut at = 0;
    (0..count)
        .map(|index| {
            let mut value = sample(row, index, bits, layout.little);
            // The number stands first; transparency may follow it.
            let is_number = is_palette && first == 0 && index.is_multiple_of(step);
            if layout.differences
                && let Some(sum) = sums.get_mut(at)
            {
                value = value.wrapping_add(*sum) & most;
                *sum = value;
                at = if at + 1 == step { 0 } else { at + 1 };
            }
            match bits {
                _ if is_number => value as u16,
                8 => (value * 257) as u16,
                16 => value as u16,
                24 | 32 => (value >> (bits - 16)) as u16,
                _ => ((value * 65_535 + most / 2) / most) as u16,
            }
        })
        .collect()
}

/// One sample; those of odd sizes are packed from the highest bit on.
fn sample(row: &[u8], index: usize, bits: usize, little: bool) -> u32 {
    if bits == 8 {
        return row.get(index).copied().unwrap_or_default().into();
    }
    if bits.is_multiple_of(8) {
        let length = bits / 8;
        let digits = row.get(index * length..(index + 1) * length).unwrap_or_default().iter();
        let add = |sum: u32, byte: &u8| sum << 8 | u32::from(*byte);
        return if little { digits.rev().fold(0, add) } else { digits.fold(0, add) };
    }
    let start = index * bits;
    let three = (0..3).fold(0_u32, |sum, offset| {
        sum << 8 | u32::from(row.get(start / 8 + offset).copied().unwrap_or_default())
    });
    three >> (24 - start % 8 - bits) & (u32::MAX >> (32 - bits))
}

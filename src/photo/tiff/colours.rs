//! What the samples of a TIFF mean as colours.

use super::{super::PhotoError, KIND, directory::Directory};

const COEFFICIENTS: u16 = 529;
const REFERENCE: u16 = 532;

/// The photometric interpretation, with what is needed to carry it out.
pub(super) enum Colours {
    WhiteIsZero,
    BlackIsZero,
    Rgb,
    /// Colours by number.
    Palette(Vec<[u16; 3]>),
    /// Cyan, magenta, yellow, black; 0 is no ink.
    Inks,
    YCbCr(YCbCr),
    /// CIE L*a*b* of light D50.
    Lab {
        /// As profiles store it: a and b begin at 128 in place of having a sign.
        by_profile: bool,
    },
}

/// How luma and chroma become red, green and blue (TIFF 6.0, section 21).
#[derive(Debug, Clone, Copy)]
pub(super) struct YCbCr {
    /// What red, green and blue weigh in luma.
    weights: [f32; 3],
    /// Black and white of luma, and of either chroma.
    reference: [f32; 6],
}

impl Default for YCbCr {
    /// As JPEG has it (ITU-T T.871).
    fn default() -> Self {
        Self { weights: [0.299, 0.587, 0.114], reference: [0.0, 255.0, 128.0, 255.0, 128.0, 255.0] }
    }
}

impl YCbCr {
    /// As the file has it.
    ///
    /// # Errors
    /// [`PhotoError::Damaged`] where it divides by zero.
    pub(super) fn of(directory: &Directory<'_>) -> Result<Self, PhotoError> {
        let plain = Self::default();
        let fractions = |tag| directory.fractions(tag).unwrap_or_default();
        let weights = <[f64; 3]>::try_from(fractions(COEFFICIENTS)).map(|values| values.map(|v| v as f32));
        let reference = <[f64; 6]>::try_from(fractions(REFERENCE)).map(|values| values.map(|v| v as f32));
        let found = Self {
            weights: weights.unwrap_or(plain.weights),
            reference: reference.unwrap_or(plain.reference),
        };
        let [y0, y1, b0, b1, r0, r1] = found.reference;
        let divides = [found.weights[1], y1 - y0, b1 - b0, r1 - r0];
        let sound = divides.iter().chain(&found.weights).all(|value| value.is_finite())
            && divides.iter().all(|value| value.abs() > f32::EPSILON);
        if sound { Ok(found) } else { Err(PhotoError::Damaged) }
    }

    fn rgb(&self, samples: [u16; 3]) -> [u16; 3] {
        let [y, cb, cr] = samples.map(|sample| f32::from(sample) / 257.0);
        let [y0, y1, b0, b1, r0, r1] = self.reference;
        let [red, green, blue] = self.weights;
        let y = (y - y0) * 255.0 / (y1 - y0);
        let (cb, cr) = ((cb - b0) * 127.0 / (b1 - b0), (cr - r0) * 127.0 / (r1 - r0));
        let r = y + cr * (2.0 - 2.0 * red);
        let b = y + cb * (2.0 - 2.0 * blue);
        let g = (y - blue * b - red * r) / green;
        [r, g, b].map(|value| (value.clamp(0.0, 255.0) * 257.0).round() as u16)
    }
}

impl Colours {
    /// A map of colours: all reds, all greens, all blues (tag 320), for numbers of so many bits.
    ///
    /// # Errors
    /// [`PhotoError::Damaged`] where it is too short, [`KIND`] for numbers that no palette has.
    pub(super) fn palette(map: &[u64], bits: u64) -> Result<Self, PhotoError> {
        if !matches!(bits, 1..=16) {
            return Err(KIND);
        }
        let count = 1_usize << bits;
        let (Some(red), Some(green), Some(blue)) =
            (map.get(..count), map.get(count..count * 2), map.get(count * 2..count * 3))
        else {
            return Err(PhotoError::Damaged);
        };
        // Some programs stored 8 bits where the standard asks for 16 (as libtiff tells them apart).
        let scale = if map.iter().all(|value| *value < 256) { 257 } else { 1 };
        let colours = red.iter().zip(green).zip(blue).map(|((r, g), b)| {
            [*r, *g, *b].map(|value| u16::try_from(value.saturating_mul(scale)).unwrap_or(u16::MAX))
        });
        Ok(Self::Palette(colours.collect()))
    }

    /// Samples that a colour takes in the file.
    pub(super) const fn samples(&self) -> usize {
        match self {
            Self::WhiteIsZero | Self::BlackIsZero | Self::Palette(_) => 1,
            Self::Rgb | Self::YCbCr(_) | Self::Lab { .. } => 3,
            Self::Inks => 4,
        }
    }

    /// Values that it takes once it is decoded: one for grey, three for colours, four for inks.
    pub(super) const fn channels(&self) -> usize {
        match self {
            Self::WhiteIsZero | Self::BlackIsZero => 1,
            Self::Rgb | Self::YCbCr(_) | Self::Lab { .. } | Self::Palette(_) => 3,
            Self::Inks => 4,
        }
    }

    /// True where samples are stored in proportion to light or ink, so that transparency can be taken out of them.
    pub(super) const fn can_be_associated(&self) -> bool {
        matches!(self, Self::WhiteIsZero | Self::BlackIsZero | Self::Rgb | Self::Inks)
    }

    /// A colour from its samples, each spread over the whole of 16 bits (numbers of a palette are not spread). Of the
    /// four values [`Self::channels`] count; inks come inverted, as [`super::super::print_colours`] takes them.
    pub(super) fn decode(&self, samples: &[u16], bits: usize) -> [u16; 4] {
        let three = || match samples {
            [a, b, c, ..] => [*a, *b, *c],
            _ => [0; 3],
        };
        let of_three = |[a, b, c]: [u16; 3]| [a, b, c, 0];
        let first = samples.first().copied().unwrap_or_default();
        match self {
            Self::WhiteIsZero => [u16::MAX - first, 0, 0, 0],
            Self::BlackIsZero => [first, 0, 0, 0],
            Self::Rgb => of_three(three()),
            Self::Palette(map) => of_three(map.get(usize::from(first)).copied().unwrap_or_default()),
            Self::YCbCr(conversion) => of_three(conversion.rgb(three())),
            Self::Lab { by_profile } => of_three(lab(three(), bits, *by_profile)),
            Self::Inks => match samples {
                [c, m, y, k, ..] => [*c, *m, *y, *k].map(|ink| u16::MAX - ink),
                _ => [0; 4],
            },
        }
    }
}

/// L*a*b* to sRGB: CIE 15 to XYZ of light D50, by Bradford to D65, by IEC 61966-2-1 to red, green and blue.
fn lab(samples: [u16; 3], bits: usize, by_profile: bool) -> [u16; 3] {
    let [lightness, red_green, blue_yellow] = samples;
    let sign = |sample: u16| -> f32 {
        match (bits, by_profile) {
            (8, false) => f32::from((sample >> 8) as u8 as i8),
            (8, true) => f32::from(sample >> 8) - 128.0,
            (_, false) => f32::from(sample as i16) / 256.0,
            (_, true) => (f32::from(sample) - 32_768.0) / 256.0,
        }
    };
    // ICC.1:2001-04, 6.3.4: in 16 bits, white is ff00.
    let white = if by_profile && bits > 8 { 65_280.0 } else { 65_535.0 };
    let y = (f32::from(lightness) * 100.0 / white + 16.0) / 116.0;
    let from = |value: f32| {
        if value > 6.0 / 29.0 { value.powi(3) } else { 3.0 * (6.0_f32 / 29.0).powi(2) * (value - 4.0 / 29.0) }
    };
    let (x, y, z) = (
        0.964_22 * from(y + sign(red_green) / 500.0),
        from(y),
        0.825_21 * from(y - sign(blue_yellow) / 200.0),
    );
    [
        3.133_856 * x - 1.616_867 * y - 0.490_615 * z,
        -0.978_768 * x + 1.916_142 * y + 0.033_454 * z,
        0.071_945 * x - 0.228_991 * y + 1.405_243 * z,
    ]
    .map(|linear| {
        let linear = linear.clamp(0.0, 1.0);
        let value =
            if linear <= 0.003_130_8 { 12.92 * linear } else { 1.055 * linear.powf(1.0 / 2.4) - 0.055 };
        (value * 65_535.0).round() as u16
    })
}

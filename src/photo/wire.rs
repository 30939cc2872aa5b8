//! What parent and decode worker say to each other: numbers in little-endian order, then bytes. Neither
//! side trusts a length that the other sent. The worker speaks first: what it took from itself, before it has read a byte
//! of the photo.

use std::io::{self, Read, Write};

use crate::geometry::PixelSize;

use super::{
    Limits, Notice, OpenedImage, PhotoError, Raster, SourceFormat, Unsupported, isolated::read_exactly,
    sandbox::Held,
};

const FORMATS: [SourceFormat; 7] = [
    SourceFormat::Jpeg,
    SourceFormat::Png,
    SourceFormat::WebP,
    SourceFormat::Tiff,
    SourceFormat::Bmp,
    SourceFormat::Gif,
    SourceFormat::Heif,
];
const REFUSED: [Unsupported; 14] = [
    Unsupported::Heic,
    Unsupported::Avif,
    Unsupported::Raw,
    Unsupported::Video,
    Unsupported::Pdf,
    Unsupported::Svg,
    Unsupported::OtherPicture,
    Unsupported::KindOf(SourceFormat::Jpeg),
    Unsupported::KindOf(SourceFormat::Png),
    Unsupported::KindOf(SourceFormat::WebP),
    Unsupported::KindOf(SourceFormat::Tiff),
    Unsupported::KindOf(SourceFormat::Bmp),
    Unsupported::KindOf(SourceFormat::Gif),
    Unsupported::KindOf(SourceFormat::Heif),
];
/// What is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Wanted {
    /// The photo.
    Photo,
    /// The small picture that the file carries of it.
    FirstPicture,
    /// A page of a PDF, from 0.
    Page(u32),
}

impl Wanted {
    const fn number(self) -> u64 {
        match self {
            Self::Photo => 0,
            Self::FirstPicture => 1,
            Self::Page(number) => 2 + number as u64,
        }
    }

    fn of_number(number: u64) -> Option<Self> {
        Some(match number {
            0 => Self::Photo,
            1 => Self::FirstPicture,
            page => Self::Page(u32::try_from(page - 2).ok()?),
        })
    }
}

/// How a worker greets: six letters, then two bytes of what it took from itself.
const GREETING: u64 = u64::from_be_bytes(*b"SLADD1\0\0");
/// First number of an answer.
const PICTURE: u64 = 0;
const FAULT: u64 = 1;

fn put(to: &mut impl Write, number: u64) -> io::Result<()> {
    to.write_all(&number.to_le_bytes())
}

fn take(from: &mut impl Read) -> Option<u64> {
    let mut bytes = [0; 8];
    from.read_exact(&mut bytes).ok()?;
    Some(u64::from_le_bytes(bytes))
}

/// Worker to parent, before anything else.
pub(super) fn write_greeting(to: &mut impl Write, held: Held) -> io::Result<()> {
    put(to, GREETING | u64::from(held.bits()))
}

/// What the worker took from itself; `None` where no worker of this program speaks.
pub(super) fn read_greeting(from: &mut impl Read) -> Option<Held> {
    let greeting = take(from)?;
    if greeting & !u64::from(u16::MAX) != GREETING {
        return None;
    }
    Held::from_bits((greeting & u64::from(u16::MAX)) as u16)
}

/// Parent to worker: what is wanted, the limits, the file.
pub(super) fn write_request(
    to: &mut impl Write,
    wanted: Wanted,
    bytes: &[u8],
    limits: &Limits,
) -> io::Result<()> {
    put(to, wanted.number())?;
    let Limits { file_bytes, side, pixels, icc_bytes, decoder_bytes, scans } = *limits;
    for number in [file_bytes, u64::from(side), pixels, icc_bytes as u64, decoder_bytes, u64::from(scans)] {
        put(to, number)?;
    }
    put(to, bytes.len() as u64)?;
    to.write_all(bytes)
}

pub(super) fn read_request(from: &mut impl Read) -> Option<(Wanted, Vec<u8>, Limits)> {
    let wanted = Wanted::of_number(take(from)?)?;
    let limits = Limits {
        file_bytes: take(from)?,
        side: take(from)?.try_into().ok()?,
        pixels: take(from)?,
        icc_bytes: take(from)?.try_into().ok()?,
        decoder_bytes: take(from)?,
        scans: take(from)?.try_into().ok()?,
    };
    let length = take(from)?;
    Some((wanted, read_exactly(from, length, limits.file_bytes)?, limits))
}

/// Worker to parent: a picture or a fault.
pub(super) fn write_answer(to: &mut impl Write, answer: &Result<OpenedImage, PhotoError>) -> io::Result<()> {
    match answer {
        Ok(opened) => {
            let format = FORMATS.iter().position(|format| *format == opened.format).unwrap_or(0);
            let size = opened.raster.size();
            let mut notices = 0_u64;
            for (bit, notice) in Notice::ALL.iter().enumerate() {
                notices |= u64::from(opened.notices.contains(notice)) << bit;
            }
            for number in [PICTURE, format as u64, u64::from(size.width), u64::from(size.height), notices] {
                put(to, number)?;
            }
            to.write_all(opened.raster.rgb())
        }
        Err(fault) => {
            let (code, a, b) = match fault {
                PhotoError::Empty => (0, 0, 0),
                PhotoError::NotAPhoto => (1, 0, 0),
                PhotoError::Unsupported(kind) => {
                    (2, REFUSED.iter().position(|refused| refused == kind).unwrap_or(0) as u64, 0)
                }
                PhotoError::TooLarge { actual, limit } => (3, *actual, *limit),
                PhotoError::Damaged => (4, 0, 0),
                PhotoError::DecoderStopped => (5, 0, 0),
                PhotoError::TooSlow => (6, 0, 0),
                // A worker gets bytes and never asks where they lie.
                PhotoError::Unreadable | PhotoError::NotAFile | PhotoError::NotHere => (7, 0, 0),
            };
            [FAULT, code, a, b].into_iter().try_for_each(|number| put(to, number))
        }
    }
}

/// The answer; `None` where it makes no sense, which is a fault of the worker.
pub(super) fn read_answer(from: &mut impl Read, limits: &Limits) -> Option<Result<OpenedImage, PhotoError>> {
    if take(from)? == PICTURE {
        let format = *FORMATS.get(usize::try_from(take(from)?).ok()?)?;
        let size = PixelSize::new(take(from)?.try_into().ok()?, take(from)?.try_into().ok()?);
        let bits = take(from)?;
        if size.area() > limits.pixels {
            return None;
        }
        let rgb = read_exactly(from, size.area() * 3, limits.pixels.saturating_mul(3))?;
        let notices = Notice::ALL.into_iter().enumerate().filter(|(bit, _)| bits >> bit & 1 == 1);
        return Some(Ok(OpenedImage {
            raster: Raster::new(size, rgb)?,
            format,
            notices: notices.map(|(_, notice)| notice).collect(),
        }));
    }
    let (code, a, b) = (take(from)?, take(from)?, take(from)?);
    Some(Err(match code {
        0 => PhotoError::Empty,
        1 => PhotoError::NotAPhoto,
        2 => PhotoError::Unsupported(*REFUSED.get(usize::try_from(a).ok()?)?),
        3 => PhotoError::TooLarge { actual: a, limit: b },
        4 => PhotoError::Damaged,
        6 => PhotoError::TooSlow,
        7 => PhotoError::Unreadable,
        _ => PhotoError::DecoderStopped,
    }))
}

//! JPEG by libjpeg-turbo, the decoder that browsers and viewers use, through its `TurboJPEG` interface
//! (`docs/adr/0015-jpeg-by-libjpeg-turbo.md`).
//!
//! It is written in C, so it sees only what [`super::jpeg`] has taken apart and counted, in a process of its own
//! with bounded memory (`docs/adr/0006-decode-in-a-child.md`).

#![expect(unsafe_code, reason = "libjpeg-turbo is called; each block says what makes it sound")]

use std::ffi::c_int;

use image::{DynamicImage, GrayImage, ImageBuffer, Luma, Rgb, RgbImage};
use turbojpeg_sys::{self as turbo, tjhandle};

use crate::geometry::PixelSize;

use super::{Limits, PhotoError, open::check};

// Declared here, since the crate's own take lengths as `unsigned long`, which has 32 bits on Windows where C has 64.
unsafe extern "C" {
    fn tj3DecompressHeader(handle: tjhandle, jpeg: *const u8, length: usize) -> c_int;
    fn tj3Decompress8(
        handle: tjhandle,
        jpeg: *const u8,
        length: usize,
        to: *mut u8,
        pitch: c_int,
        layout: c_int,
    ) -> c_int;
    fn tj3Decompress12(
        handle: tjhandle,
        jpeg: *const u8,
        length: usize,
        to: *mut i16,
        pitch: c_int,
        layout: c_int,
    ) -> c_int;
    fn tj3Decompress16(
        handle: tjhandle,
        jpeg: *const u8,
        length: usize,
        to: *mut u16,
        pitch: c_int,
        layout: c_int,
    ) -> c_int;
}

/// A decoded JPEG, not turned, its colours as the file means them.
pub(super) struct Decoded {
    pub(super) picture: Picture,
    /// The decoder warned: data were missing, damaged or left over, and it went on by guessing.
    pub(super) warned: bool,
}

/// Samples by what they mean.
pub(super) enum Picture {
    /// Grey or RGB, 8 or 16 bits.
    Light(DynamicImage),
    /// Cyan, magenta, yellow and black as the file stores them, four bytes a pixel.
    Inks(PixelSize, Vec<u8>),
}

/// Decodes a JPEG of any process that libjpeg-turbo knows: baseline, extended, progressive and lossless, Huffman or
/// arithmetic, 2 to 16 bits.
///
/// # Errors
/// [`PhotoError::TooLarge`] before anything is decoded, [`PhotoError::Damaged`] where the decoder gave up.
pub(super) fn decode(jpeg: &[u8], limits: &Limits) -> Result<Decoded, PhotoError> {
    let mut decoder = Decoder::new().ok_or(PhotoError::DecoderStopped)?;
    let set = |number: u64| c_int::try_from(number).unwrap_or(c_int::MAX);
    decoder.set(turbo::TJPARAM_TJPARAM_SCANLIMIT, set(u64::from(limits.scans)));
    decoder.set(turbo::TJPARAM_TJPARAM_MAXPIXELS, set(limits.pixels));
    decoder.set(turbo::TJPARAM_TJPARAM_MAXMEMORY, set(limits.decoder_bytes >> 20));
    // Profiles are taken by the header pass.
    decoder.set(turbo::TJPARAM_TJPARAM_SAVEMARKERS, 0);
    let warned = decoder.read_header(jpeg)?;
    let number = |decoder: &Decoder, parameter| u32::try_from(decoder.get(parameter)).unwrap_or(0);
    let size = PixelSize::new(
        number(&decoder, turbo::TJPARAM_TJPARAM_JPEGWIDTH),
        number(&decoder, turbo::TJPARAM_TJPARAM_JPEGHEIGHT),
    );
    check(u64::from(size.width.max(size.height)), u64::from(limits.side))?;
    check(size.area(), limits.pixels)?;
    let (layout, channels) =
        match decoder.get(turbo::TJPARAM_TJPARAM_COLORSPACE).try_into().unwrap_or(u32::MAX) {
            turbo::TJCS_TJCS_GRAY => (turbo::TJPF_TJPF_GRAY, 1_u32),
            turbo::TJCS_TJCS_RGB | turbo::TJCS_TJCS_YCbCr => (turbo::TJPF_TJPF_RGB, 3),
            turbo::TJCS_TJCS_CMYK | turbo::TJCS_TJCS_YCCK => (turbo::TJPF_TJPF_CMYK, 4),
            _ => return Err(PhotoError::Damaged),
        };
    let precision = number(&decoder, turbo::TJPARAM_TJPARAM_PRECISION);
    let bytes = if precision <= 8 { 1 } else { 2 };
    check(size.area() * u64::from(channels * bytes), limits.decoder_bytes)?;
    let values = usize::try_from(size.area() * u64::from(channels)).map_err(|_| PhotoError::Damaged)?;
    let (picture, guessed) = if bytes == 1 {
        let mut samples = vec![0_u8; values];
        let guessed = decoder.decompress_8(jpeg, &mut samples, size.width * channels, layout)?;
        spread_8(&mut samples, precision);
        (light_8(size, channels, samples), guessed)
    } else {
        let mut samples = vec![0_u16; values];
        let guessed =
            decoder.decompress_deep(jpeg, &mut samples, size.width * channels, layout, precision)?;
        spread_16(&mut samples, precision);
        (light_16(size, channels, samples), guessed)
    };
    Ok(Decoded { picture: picture.ok_or(PhotoError::Damaged)?, warned: warned || guessed })
}

fn light_8(size: PixelSize, channels: u32, samples: Vec<u8>) -> Option<Picture> {
    let (width, height) = (size.width, size.height);
    Some(match channels {
        1 => Picture::Light(GrayImage::from_raw(width, height, samples)?.into()),
        3 => Picture::Light(RgbImage::from_raw(width, height, samples)?.into()),
        _ => Picture::Inks(size, samples),
    })
}

fn light_16(size: PixelSize, channels: u32, samples: Vec<u16>) -> Option<Picture> {
    let (width, height) = (size.width, size.height);
    Some(match channels {
        1 => Picture::Light(ImageBuffer::<Luma<u16>, _>::from_raw(width, height, samples)?.into()),
        3 => Picture::Light(ImageBuffer::<Rgb<u16>, _>::from_raw(width, height, samples)?.into()),
        // Inks are converted by tables of 8 bits.
        _ => Picture::Inks(size, samples.into_iter().map(|value| (value >> 8) as u8).collect()),
    })
}

/// Values of fewer bits than a byte to the whole of it. No process of 8 bits or more is changed.
fn spread_8(samples: &mut [u8], precision: u32) {
    if (1..8).contains(&precision) {
        let most = (1_u16 << precision) - 1;
        for value in samples {
            *value = ((u16::from(*value) * 255 + most / 2) / most).min(255) as u8;
        }
    }
}

/// Values of 9 to 15 bits to the whole of 16.
fn spread_16(samples: &mut [u16], precision: u32) {
    if (9..16).contains(&precision) {
        let most = (1_u32 << precision) - 1;
        for value in samples {
            *value = ((u32::from(*value) * 65_535 + most / 2) / most).min(65_535) as u16;
        }
    }
}

/// An instance of the decoder: never null, used by one thread, freed once.
struct Decoder(tjhandle);

impl Decoder {
    fn new() -> Option<Self> {
        // SAFETY: no argument but the kind of instance; null is told apart.
        let handle = unsafe { turbo::tj3Init(turbo::TJINIT_TJINIT_DECOMPRESS.cast_signed()) };
        (!handle.is_null()).then_some(Self(handle))
    }

    fn set(&mut self, parameter: turbo::TJPARAM, value: c_int) {
        // SAFETY: the handle is a live instance. A value that it does not take is refused and told by the return value;
        // the limits are checked by the caller as well.
        let _refused: c_int = unsafe { turbo::tj3Set(self.0, parameter.cast_signed(), value) };
    }

    fn get(&self, parameter: turbo::TJPARAM) -> c_int {
        // SAFETY: the handle is a live instance; a parameter that it does not know gives -1.
        unsafe { turbo::tj3Get(self.0, parameter.cast_signed()) }
    }

    /// Reads the header. True where the decoder warned.
    fn read_header(&mut self, jpeg: &[u8]) -> Result<bool, PhotoError> {
        // SAFETY: the handle is a live instance; pointer and length are those of a slice that outlives the call, which
        // reads no further and keeps neither.
        let outcome = unsafe { tj3DecompressHeader(self.0, jpeg.as_ptr(), jpeg.len()) };
        self.told(outcome)
    }

    /// Decodes into `samples`, whose rows are `pitch` values long.
    fn decompress_8(
        &mut self,
        jpeg: &[u8],
        samples: &mut [u8],
        pitch: u32,
        layout: turbo::TJPF,
    ) -> Result<bool, PhotoError> {
        let pitch = self.fitting(samples.len(), pitch)?;
        // SAFETY: as in `read_header`; the size that the header gave, times `pitch`, was just held against the length of
        // `samples`, and the same bytes are decoded again, so no row beyond its end is written.
        let outcome =
            unsafe { tj3Decompress8(self.0, jpeg.as_ptr(), jpeg.len(), samples.as_mut_ptr(), pitch, layout) };
        self.told(outcome)
    }

    /// Decodes 9 to 16 bits into `samples`, whose rows are `pitch` values long.
    fn decompress_deep(
        &mut self,
        jpeg: &[u8],
        samples: &mut [u16],
        pitch: u32,
        layout: turbo::TJPF,
        precision: u32,
    ) -> Result<bool, PhotoError> {
        let pitch = self.fitting(samples.len(), pitch)?;
        let (from, length) = (jpeg.as_ptr(), jpeg.len());
        // SAFETY: as in `decompress_8`, with two bytes a value; values of 12 bits are never negative, so they are the same
        // bits signed or not.
        let outcome = unsafe {
            if precision <= 12 {
                tj3Decompress12(self.0, from, length, samples.as_mut_ptr().cast(), pitch, layout)
            } else {
                tj3Decompress16(self.0, from, length, samples.as_mut_ptr(), pitch, layout)
            }
        };
        self.told(outcome)
    }

    /// The length of a row as the decoder takes it, where `length` holds as many rows as the header gave.
    fn fitting(&self, length: usize, pitch: u32) -> Result<c_int, PhotoError> {
        let rows = usize::try_from(self.get(turbo::TJPARAM_TJPARAM_JPEGHEIGHT)).ok();
        let needed = rows.and_then(|rows| rows.checked_mul(pitch as usize));
        let pitch = c_int::try_from(pitch).ok().filter(|_| needed == Some(length));
        pitch.ok_or(PhotoError::Damaged)
    }

    /// What a call's return value says: true for a warning.
    fn told(&self, outcome: c_int) -> Result<bool, PhotoError> {
        if outcome == 0 {
            return Ok(false);
        }
        // SAFETY: the handle is a live instance.
        let code = unsafe { turbo::tj3GetErrorCode(self.0) };
        if code == turbo::TJERR_TJERR_WARNING.cast_signed() { Ok(true) } else { Err(PhotoError::Damaged) }
    }
}

impl Drop for Decoder {
    fn drop(&mut self) {
        // SAFETY: the handle is a live instance and is not used again.
        unsafe { turbo::tj3Destroy(self.0) };
    }
}

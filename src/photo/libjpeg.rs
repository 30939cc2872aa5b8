//! JPEG by libjpeg-turbo, the decoder that browsers and viewers use, through its `TurboJPEG` interface
//! (`docs/adr/0015-jpeg-by-libjpeg-turbo.md`); copies are encoded by it too (`docs/adr/0030-copies-by-libjpeg-turbo.md`).
//!
//! It is written in C, so the decoder sees only what [`super::jpeg`] has taken apart and counted, in a process of its own
//! with bounded memory (`docs/adr/0006-decode-in-a-child.md`). The encoder sees pixels alone.

#![expect(unsafe_code, reason = "libjpeg-turbo is called; each block says what makes it sound")]

use std::{ffi::c_int, ptr, slice};

use image::{DynamicImage, GrayImage, ImageBuffer, Luma, Rgb, RgbImage};
use turbojpeg_sys::{self as turbo, tjhandle};

use crate::geometry::PixelSize;

use super::{Limits, PhotoError, Raster, open::check};

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
    fn tj3Compress8(
        handle: tjhandle,
        samples: *const u8,
        width: c_int,
        pitch: c_int,
        height: c_int,
        layout: c_int,
        jpeg: *mut *mut u8,
        length: *mut usize,
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
    let mut decoder = Instance::of(turbo::TJINIT_TJINIT_DECOMPRESS).ok_or(PhotoError::DecoderStopped)?;
    let set = |number: u64| c_int::try_from(number).unwrap_or(c_int::MAX);
    decoder.set(turbo::TJPARAM_TJPARAM_SCANLIMIT, set(u64::from(limits.scans)));
    decoder.set(turbo::TJPARAM_TJPARAM_MAXPIXELS, set(limits.pixels));
    decoder.set(turbo::TJPARAM_TJPARAM_MAXMEMORY, set(limits.decoder_bytes >> 20));
    // Profiles are taken by the header pass.
    decoder.set(turbo::TJPARAM_TJPARAM_SAVEMARKERS, 0);
    let warned = decoder.read_header(jpeg)?;
    let number = |decoder: &Instance, parameter| u32::try_from(decoder.get(parameter)).unwrap_or(0);
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

/// The raster as a baseline JPEG without anything but pixels: 4:4:4, all components in one scan, with Huffman tables made for
/// this picture. `quality` is 1 to 100, as in the Independent JPEG Group's software. The same bytes on every machine: what the
/// library does by vector instructions it does to the same bit without them, with the integer transform that is its default.
///
/// `None` where the library refuses: a side above 65,500 pixels, or no memory.
pub(crate) fn encode(raster: &Raster, quality: u8) -> Option<Vec<u8>> {
    let size = raster.size();
    let (width, height) = (c_int::try_from(size.width).ok()?, c_int::try_from(size.height).ok()?);
    let mut encoder = Instance::of(turbo::TJINIT_TJINIT_COMPRESS)?;
    encoder.set(turbo::TJPARAM_TJPARAM_QUALITY, c_int::from(quality.clamp(1, 100)));
    encoder.set(turbo::TJPARAM_TJPARAM_SUBSAMP, turbo::TJSAMP_TJSAMP_444);
    encoder.set(turbo::TJPARAM_TJPARAM_OPTIMIZE, 1);
    encoder.compress(raster.rgb(), width, height)
}

/// An instance of the decoder or the encoder: never null, used by one thread, freed once.
struct Instance(tjhandle);

impl Instance {
    fn of(kind: turbo::TJINIT) -> Option<Self> {
        // SAFETY: no argument but the kind of instance; null is told apart.
        let handle = unsafe { turbo::tj3Init(kind.cast_signed()) };
        (!handle.is_null()).then_some(Self(handle))
    }

    /// Encodes pixels of three bytes, as the parameters say.
    fn compress(&mut self, rgb: &[u8], width: c_int, height: c_int) -> Option<Vec<u8>> {
        let pixels = usize::try_from(width).ok()?.checked_mul(usize::try_from(height).ok()?)?;
        if pixels.checked_mul(3) != Some(rgb.len()) {
            return None;
        }
        let (mut jpeg, mut length) = (ptr::null_mut::<u8>(), 0_usize);
        // SAFETY: the handle is a live instance made for encoding; `rgb` was just held against width and height, and a pitch of
        // 0 says that its rows follow each other. The library allocates the file, as its address is null.
        let outcome = unsafe {
            let layout = turbo::TJPF_TJPF_RGB;
            tj3Compress8(self.0, rgb.as_ptr(), width, 0, height, layout, &raw mut jpeg, &raw mut length)
        };
        let bytes = (outcome == 0 && !jpeg.is_null()).then(|| {
            // SAFETY: on success the library has written `length` bytes there, which nobody else holds.
            unsafe { slice::from_raw_parts(jpeg, length) }.to_vec()
        });
        // SAFETY: null, or allocated by the library and not used again.
        unsafe { turbo::tj3Free(jpeg.cast()) };
        bytes
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

impl Drop for Instance {
    fn drop(&mut self) {
        // SAFETY: the handle is a live instance and is not used again.
        unsafe { turbo::tj3Destroy(self.0) };
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wheel(size: PixelSize) -> Raster {
        let rgb = (0..size.height)
            .flat_map(|y| {
                (0..size.width).flat_map(move |x| [(x * 3) as u8, (y * 5) as u8, ((x + y) * 2) as u8])
            })
            .collect();
        Raster::new(size, rgb).unwrap()
    }

    #[test]
    fn what_was_encoded_is_decoded_to_nearly_the_same() {
        // Sides that end within a block.
        let raster = wheel(PixelSize::new(61, 43));
        let jpeg = encode(&raster, 100).unwrap();
        let decoded = decode(&jpeg, &Limits::default()).unwrap();
        assert!(!decoded.warned);
        let Picture::Light(picture) = decoded.picture else { panic!("not in light") };
        let rgb = picture.into_rgb8().into_raw();
        assert_eq!(rgb.len(), raster.rgb().len());
        let furthest = rgb.iter().zip(raster.rgb()).map(|(a, b)| a.abs_diff(*b)).max();
        assert!(furthest <= Some(4), "{furthest:?}");
        assert_eq!(encode(&raster, 100).unwrap(), jpeg, "the same again");
    }

    #[test]
    fn a_coarser_quality_is_a_smaller_file_and_every_colour_is_kept_at_full_size() {
        let raster = wheel(PixelSize::new(64, 64));
        let sizes: Vec<usize> =
            [20, 50, 80, 95].map(|quality| encode(&raster, quality).unwrap().len()).into();
        assert!(sizes.is_sorted() && sizes[0] < sizes[3], "{sizes:?}");
        // SOF0, length, precision, height, width, three components: each 1 by 1 (ITU-T T.81, B.2.2).
        let jpeg = encode(&raster, 90).unwrap();
        let frame = jpeg.windows(2).position(|pair| pair == [0xff, 0xc0]).unwrap();
        assert_eq!(&jpeg[frame + 9..][..9], [3, 1, 0x11, 0, 2, 0x11, 1, 3, 0x11].as_slice());
        assert_eq!(jpeg.windows(2).filter(|pair| *pair == [0xff, 0xda]).count(), 1, "one scan");
    }

    #[test]
    fn a_side_beyond_the_format_is_refused() {
        assert!(encode(&Raster::filled(PixelSize::new(65_501, 1), [1, 2, 3]).unwrap(), 90).is_none());
    }
}

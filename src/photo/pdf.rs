//! The pictures of the pages of a PDF: scanners send forms so, a page a picture. For nothing else: a PDF is no photo, and none is
//! opened as one.
//!
//! A page is not drawn. Its largest picture is taken out as it lies in the file, and pictures of one width are put together from
//! top to bottom, as scanners cut them. How the page is turned is not asked: nobody reads more of it than codes, and a person looks at it.

use std::panic::{AssertUnwindSafe, catch_unwind};

use hayro_syntax::{
    Filter, Pdf,
    object::{
        Array, Dict, Name, Object, Stream, dict::keys, stream::ImageColorSpace, stream::ImageDecodeParams,
    },
};

use crate::geometry::PixelSize;

use super::{
    Limits, Notice, OpenedImage, PhotoError, Raster, SourceFormat, Unsupported, isolated,
    open::{check, open_here},
    sniff,
};

/// Pixels below which a picture of a page is a logo or a stamp.
const LEAST: u64 = 40_000;
/// How deep a page may put pictures into one another.
const DEPTH: usize = 3;
/// Pictures of one page, at most.
const MOST: usize = 400;

/// The picture of a page of a PDF.
#[derive(Debug, Clone)]
pub struct Page {
    /// Opaque, sRGB, as it lies in the file; `None` where the page holds no picture.
    pub raster: Option<Raster>,
    /// Further pages follow.
    pub more: bool,
}

/// True where the bytes are those of a PDF.
pub fn is_pdf(bytes: &[u8]) -> bool {
    sniff(bytes) == Err(Unsupported::Pdf)
}

/// The picture of a page of a PDF, from 0; by a child process, as photos are opened.
///
/// # Errors
/// [`PhotoError::Empty`] where there is no such page; other variants where the file or the picture cannot be read, is locked
/// by a password, or asks for more than the limits allow.
pub fn page(bytes: &[u8], number: u32, limits: &Limits) -> Result<Page, PhotoError> {
    let opened = match isolated::program() {
        Some(program) => isolated::page(program, bytes, number, limits)?,
        None => page_here(bytes, number, limits)?,
    };
    let is_empty = opened.notices.contains(&Notice::Incomplete);
    let more = opened.notices.contains(&Notice::FurtherImages);
    Ok(Page { raster: (!is_empty).then_some(opened.raster), more })
}

/// The same in this process. That further pages follow, and that there is no picture, is told by notices; the format tells
/// nothing.
pub(super) fn page_here(bytes: &[u8], number: u32, limits: &Limits) -> Result<OpenedImage, PhotoError> {
    if !is_pdf(bytes) {
        return Err(PhotoError::NotAPhoto);
    }
    check(bytes.len() as u64, limits.file_bytes)?;
    catch_unwind(AssertUnwindSafe(|| taken_out(bytes, number, limits))).unwrap_or(Err(PhotoError::Damaged))
}

fn taken_out(bytes: &[u8], number: u32, limits: &Limits) -> Result<OpenedImage, PhotoError> {
    let pdf = Pdf::new(bytes.to_vec()).map_err(|_| PhotoError::Damaged)?;
    let pages = pdf.pages();
    let page = pages.get(number as usize).ok_or(PhotoError::Empty)?;
    let mut pictures = Vec::new();
    collect(&page.resources().x_objects, DEPTH, &mut pictures);
    let mut notices = Vec::new();
    let largest = pictures.iter().max_by_key(|picture| picture.pixels());
    let raster = if let Some(largest) = largest {
        let (width, alone) = (largest.width, largest.pixels());
        // Strips of one scan lie in the file in their order.
        pictures.retain(|picture| picture.width == width);
        let all: u64 = pictures.iter().map(Picture::pixels).sum();
        // Two of nearly one size are a picture and its mask, not strips; the first one is as good.
        let strips = pictures.len() > 2 && alone * 2 < all;
        if !strips {
            pictures.retain(|picture| picture.pixels() == alone);
            pictures.truncate(1);
        }
        check(pictures.iter().map(Picture::pixels).sum(), limits.pixels)?;
        let rasters: Vec<Raster> =
            pictures.iter().map(|picture| picture.decode(limits)).collect::<Result<_, _>>()?;
        stacked(rasters).ok_or(PhotoError::Damaged)?
    } else {
        notices.push(Notice::Incomplete);
        Raster::filled(PixelSize::new(1, 1), [255; 3]).ok_or(PhotoError::Damaged)?
    };
    if (number as usize) + 1 < pages.len() {
        notices.push(Notice::FurtherImages);
    }
    Ok(OpenedImage { raster, format: SourceFormat::Png, notices })
}

/// A picture as it lies in the file.
struct Picture<'a> {
    stream: Stream<'a>,
    width: u32,
    height: u32,
}

/// The pictures among `objects`, and in the forms among them, in the order in which they lie in the file.
fn collect<'a>(objects: &Dict<'a>, depth: usize, pictures: &mut Vec<Picture<'a>>) {
    let mut streams: Vec<Stream<'a>> =
        objects.keys().filter_map(|key| objects.get::<Stream<'a>>(key.as_ref())).collect();
    streams.sort_by_key(|stream| (stream.obj_id().obj_number, stream.obj_id().gen_number));
    for stream in streams {
        let dict = stream.dict();
        let kind = dict.get::<Name<'_>>(keys::SUBTYPE);
        match kind.as_deref() {
            Some(b"Image") => {
                let (width, height) = (dict.get::<u32>(keys::WIDTH), dict.get::<u32>(keys::HEIGHT));
                if let (Some(width), Some(height)) = (width, height)
                    && u64::from(width) * u64::from(height) >= LEAST
                    && pictures.len() < MOST
                {
                    pictures.push(Picture { stream, width, height });
                }
            }
            Some(b"Form") if depth > 0 => {
                let inner = dict.get::<Dict<'a>>(keys::RESOURCES);
                if let Some(inner) = inner.and_then(|inner| inner.get::<Dict<'a>>(keys::XOBJECT)) {
                    collect(&inner, depth - 1, pictures);
                }
            }
            Some(_) | None => {}
        }
    }
}

impl Picture<'_> {
    fn pixels(&self) -> u64 {
        u64::from(self.width) * u64::from(self.height)
    }

    fn decode(&self, limits: &Limits) -> Result<Raster, PhotoError> {
        check(u64::from(self.width.max(self.height)), u64::from(limits.side))?;
        check(self.pixels(), limits.pixels)?;
        // A JPEG is a file of its own, and is opened as one.
        if self.stream.filters().as_slice() == [Filter::DctDecode] {
            let jpeg = self.stream.raw_data();
            if let Ok(opened) = open_here(&jpeg, limits) {
                return Ok(opened.raster);
            }
        }
        self.decode_samples().ok_or(PhotoError::Damaged)
    }

    fn decode_samples(&self) -> Option<Raster> {
        let dict = self.stream.dict();
        let colours = Colours::of(dict);
        let is_indexed = matches!(colours, Colours::Indexed(..));
        let bits = dict.get::<u8>(keys::BITS_PER_COMPONENT);
        let wanted = ImageDecodeParams {
            is_indexed,
            bpc: bits,
            num_components: Some(colours.components() as u8),
            target_dimension: None,
            width: self.width,
            height: self.height,
        };
        let decoded = self.stream.decoded_image(&wanted).ok()?;
        let (mut width, mut height) = (self.width as usize, self.height as usize);
        let (bits, colours) = match &decoded.image_data {
            Some(told) => {
                (width, height) = (told.width as usize, told.height as usize);
                let own = match told.color_space {
                    Some(ImageColorSpace::Gray) if !is_indexed => Colours::Plain(1),
                    Some(ImageColorSpace::Rgb) => Colours::Plain(3),
                    Some(ImageColorSpace::Cmyk) => Colours::Plain(4),
                    Some(ImageColorSpace::Gray | ImageColorSpace::Unknown(_)) | None => colours,
                };
                (told.bits_per_component, own)
            }
            None => (bits.unwrap_or(1), colours),
        };
        let inverted = dict.get::<Array<'_>>(keys::DECODE).and_then(|array| array.flex_iter().next::<f32>());
        let inverted = !is_indexed && inverted.is_some_and(|first| first > 0.5);
        let rgb = colours.to_rgb(&decoded.data, width, height, bits, inverted)?;
        Raster::new(PixelSize::new(u32::try_from(width).ok()?, u32::try_from(height).ok()?), rgb)
    }
}

/// What the samples of a picture mean, as far as dark is to be told from light.
enum Colours {
    /// So many samples a pixel: grey, red with green and blue, or four inks.
    Plain(usize),
    /// One sample that names one of these colours.
    Indexed(Vec<[u8; 3]>),
}

impl Colours {
    fn of(dict: &Dict<'_>) -> Self {
        dict.get::<Object<'_>>(keys::COLORSPACE)
            .and_then(|space| Self::of_space(&space))
            .unwrap_or(Self::Plain(1))
    }

    fn of_space(space: &Object<'_>) -> Option<Self> {
        if let Object::Name(name) = space {
            return Some(Self::Plain(match name.as_ref() {
                b"DeviceRGB" | b"RGB" | b"CalRGB" | b"Lab" => 3,
                b"DeviceCMYK" | b"CMYK" => 4,
                _ => 1,
            }));
        }
        let Object::Array(array) = space else { return None };
        let mut parts = array.flex_iter();
        let kind = parts.next::<Name<'_>>()?;
        match kind.as_ref() {
            b"ICCBased" => {
                let profile = parts.next::<Stream<'_>>()?;
                Some(Self::Plain(usize::from(profile.dict().get::<u8>(keys::N)?)))
            }
            b"Indexed" | b"I" => {
                let base = Self::of_space(&parts.next::<Object<'_>>()?)?.components();
                let _highest = parts.next::<i32>()?;
                let table = parts.next::<Object<'_>>()?;
                let table = if let Object::String(table) = &table {
                    table.as_bytes().to_vec()
                } else if let Object::Stream(table) = &table {
                    table.decoded().ok()?.into_owned()
                } else {
                    return None;
                };
                Some(Self::Indexed(table.chunks_exact(base.max(1)).map(Self::rgb).collect()))
            }
            b"CalRGB" | b"Lab" => Some(Self::Plain(3)),
            _ => Some(Self::Plain(1)),
        }
    }

    const fn components(&self) -> usize {
        match self {
            Self::Plain(count) => *count,
            Self::Indexed(_) => 1,
        }
    }

    fn rgb(samples: &[u8]) -> [u8; 3] {
        match samples {
            [r, g, b] => [*r, *g, *b],
            [c, m, y, k] => [c, m, y].map(|ink| 255 - ink.saturating_add(*k)),
            [grey, ..] => [*grey; 3],
            [] => [255; 3],
        }
    }

    /// Three bytes a pixel of samples that lie in rows of whole bytes (PDF 1.7, 8.9.5.2).
    fn to_rgb(&self, data: &[u8], width: usize, height: usize, bits: u8, inverted: bool) -> Option<Vec<u8>> {
        let count = self.components();
        let bits = usize::from(bits);
        if !matches!(bits, 1 | 2 | 4 | 8 | 16) || !matches!(count, 1 | 3 | 4) {
            return None;
        }
        let row_bytes = width.checked_mul(count)?.checked_mul(bits)?.div_ceil(8);
        if data.len() < row_bytes.checked_mul(height)? {
            return None;
        }
        let most = if bits >= 8 { 255 } else { (1_u16 << bits) - 1 };
        let mut rgb = Vec::with_capacity(width.checked_mul(height)?.checked_mul(3)?);
        let mut samples = vec![0_u8; count];
        for row in data.chunks_exact(row_bytes.max(1)).take(height) {
            for x in 0..width {
                for (part, sample) in samples.iter_mut().enumerate() {
                    let at = (x * count + part) * bits;
                    let byte = u16::from(row.get(at / 8).copied().unwrap_or_default());
                    let value = if bits >= 8 { byte } else { (byte >> (8 - bits - at % 8)) & most };
                    *sample = match self {
                        Self::Indexed(_) => value as u8,
                        Self::Plain(_) => (value * 255 / most) as u8,
                    };
                    if inverted {
                        *sample = 255 - *sample;
                    }
                }
                rgb.extend(match self {
                    Self::Plain(_) => Self::rgb(&samples),
                    Self::Indexed(table) => {
                        let index = usize::from(samples.first().copied().unwrap_or_default());
                        table.get(index).copied().unwrap_or([255; 3])
                    }
                });
            }
        }
        Some(rgb)
    }
}

/// Pictures of one width below each other.
fn stacked(mut rasters: Vec<Raster>) -> Option<Raster> {
    if rasters.len() == 1 {
        return rasters.pop();
    }
    let width = rasters.first()?.size().width;
    rasters.retain(|raster| raster.size().width == width);
    let height = rasters.iter().map(|raster| raster.size().height).sum();
    let rgb = rasters.into_iter().flat_map(Raster::into_rgb).collect();
    Raster::new(PixelSize::new(width, height), rgb)
}

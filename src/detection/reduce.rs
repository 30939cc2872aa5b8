//! Makes a photo smaller: each pixel of the result is the mean of the pixels that it covers.
#![expect(
    clippy::indexing_slicing,
    reason = "pixel kernel: ranges are made from the sides of the photo, once for all rows"
)]

use std::ops::Range;

use image::{ImageBuffer, Rgb, imageops};

use crate::{geometry::PixelSize, photo::Raster};

/// The photo at a smaller size, in whole numbers, with the same pixels as `image::imageops::thumbnail`, by which the detector was
/// measured, in a fraction of its time: rows are added up whole, and each byte is read once.
///
/// `None` where the size is none of a raster.
pub(crate) fn reduced(source: &Raster, size: PixelSize) -> Option<Raster> {
    let from = source.size();
    let (Some(columns), Some(rows)) = (spans(from.width, size.width), spans(from.height, size.height)) else {
        let view = ImageBuffer::<Rgb<u8>, &[u8]>::from_raw(from.width, from.height, source.rgb())?;
        return Raster::new(size, imageops::thumbnail(&view, size.width, size.height).into_raw());
    };
    let stride = from.width as usize * 3;
    let mut rgb = Vec::with_capacity(size.area() as usize * 3);
    let mut sums = vec![0_u32; stride];
    for row in rows {
        sums.fill(0);
        for line in source.rgb()[row.start * stride..row.end * stride].chunks_exact(stride) {
            for (sum, value) in sums.iter_mut().zip(line) {
                *sum += u32::from(*value);
            }
        }
        for column in &columns {
            let mut sum = [0_u32; 3];
            for pixel in sums[column.start * 3..column.end * 3].chunks_exact(3) {
                for (sum, value) in sum.iter_mut().zip(pixel) {
                    *sum += value;
                }
            }
            let count = (column.len() * row.len()) as u32;
            rgb.extend(sum.map(|sum| ((sum + count / 2) / count) as u8));
        }
    }
    Raster::new(size, rgb)
}

/// Which pixels of a side each pixel of the smaller one covers, by the same arithmetic as `image`; `None` where one covers none.
fn spans(from: u32, to: u32) -> Option<Vec<Range<usize>>> {
    let ratio = from as f32 / to as f32;
    let mut spans = Vec::with_capacity(to as usize);
    for out in 0..to {
        let first = out as f32 * ratio;
        let start = (first.ceil() as u32).min(from.checked_sub(1)?);
        let end = ((first + ratio).ceil() as u32).clamp(start, from);
        if start == end {
            return None;
        }
        spans.push(start as usize..end as usize);
    }
    Some(spans)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_is_the_one_by_which_the_detector_was_measured() {
        let mut state = 7_u32;
        let mut noise = || {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            (state >> 24) as u8
        };
        for (from, to) in [
            ((640, 480), (320, 240)),
            ((641, 479), (320, 240)),
            ((1000, 750), (737, 553)),
            ((999, 7), (998, 6)),
            ((300, 200), (300, 200)),
            ((64, 48), (1, 1)),
            ((3000, 11), (17, 3)),
            // Larger in one direction: as `image` has it.
            ((100, 100), (120, 50)),
        ] {
            let rgb: Vec<u8> = (0..from.0 * from.1 * 3).map(|_| noise()).collect();
            let raster = Raster::new(PixelSize::new(from.0, from.1), rgb).unwrap();
            let view = ImageBuffer::<Rgb<u8>, &[u8]>::from_raw(from.0, from.1, raster.rgb()).unwrap();
            let known = imageops::thumbnail(&view, to.0, to.1).into_raw();
            let own = reduced(&raster, PixelSize::new(to.0, to.1)).unwrap();
            assert_eq!(own.rgb(), known, "{from:?} to {to:?}");
        }
    }
}

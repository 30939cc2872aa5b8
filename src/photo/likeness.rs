//! Whether a photo shows what the small picture in its own file shows.
//!
//! A belt to the decoder's braces: two pictures of one file are decoded apart from each other, so where they are not alike
//! one of them is wrong, or somebody cropped or painted over the photo and left the first state in the file. Colours and
//! brightness are not compared: programs develop the small picture in their own way.

use super::Raster;

/// Cells along the longer side of what is compared. Measured on the files of public suites that carry a small
/// picture: with 16 cells unlike pairs lie below [`ALIKE`] and sound ones above; more cells make fine patterns look
/// unlike, fewer let crops pass.
const CELLS: u32 = 16;
/// Correlation of brightness from which two pictures are alike. What it tells of those files is counted in ADR 15.
const ALIKE: f32 = 0.8;
/// Standard deviation of brightness, of 255, below which a picture has no pattern to correlate.
const FLAT: f32 = 2.0;
/// Difference of the mean brightness of two pictures without a pattern from which they are unlike.
const SHADE: f32 = 48.0;
/// Longest side to which a photo is reduced first.
const REDUCED: u32 = 256;
/// Difference of proportions that rounding to whole pixels explains.
const SAME_PROPORTIONS: f32 = 0.01;

/// True where `own`, the small picture of a file, shows something else than its `photo`. Bars that make it fit its frame,
/// a frame that cuts it, and four turns are allowed for: programs turn a photo and leave the small picture as it was.
pub(super) fn differs(photo: &Raster, own: &Raster) -> bool {
    let (Some(photo), Some(own)) = (Shades::of(photo), Shades::of(own)) else { return false };
    let mut turned = own;
    for _ in 0..4 {
        if pairs(&photo, &turned).into_iter().any(|(here, there)| alike(&photo, here, &turned, there)) {
            return false;
        }
        turned = turned.turned();
    }
    true
}

/// A part of a picture in its pixels: left, top, width, height.
type Part = [f32; 4];

/// The parts that may show the same: both whole; the small one without bars; the photo as far as a frame of the small one's
/// proportions shows it.
fn pairs(photo: &Shades, own: &Shades) -> Vec<(Part, Part)> {
    let whole = |shades: &Shades| [0.0, 0.0, shades.width as f32, shades.height as f32];
    let (a, b) = (whole(photo), whole(own));
    let mut pairs = vec![(a, b)];
    let (of_photo, of_own) = (a[2] / a[3], b[2] / b[3]);
    if (of_photo / of_own - 1.0).abs() > SAME_PROPORTIONS {
        pairs.push((a, middle(b, of_photo)));
        pairs.push((middle(a, of_own), b));
    }
    pairs
}

/// The largest part of these proportions in the middle.
fn middle([left, top, width, height]: Part, proportions: f32) -> Part {
    let (w, h) = (width.min(height * proportions), height.min(width / proportions));
    [left + (width - w) / 2.0, top + (height - h) / 2.0, w, h]
}

fn alike(photo: &Shades, here: Part, own: &Shades, there: Part) -> bool {
    let scale = CELLS as f32 / here[2].max(here[3]);
    let side = |length: f32| ((length * scale).round() as u32).max(4);
    let (columns, rows) = (side(here[2]), side(here[3]));
    let (a, b) = (photo.cells(here, columns, rows), own.cells(there, columns, rows));
    let count = (columns * rows) as f32;
    let mean = |cells: &[f32]| cells.iter().sum::<f32>() / count;
    let (mean_a, mean_b) = (mean(&a), mean(&b));
    let (mut aa, mut bb, mut ab) = (0.0_f32, 0.0_f32, 0.0_f32);
    for (x, y) in a.iter().zip(&b) {
        let (x, y) = (x - mean_a, y - mean_b);
        aa += x * x;
        bb += y * y;
        ab += x * y;
    }
    let deviation = |squares: f32| (squares / count).sqrt();
    if deviation(aa) < FLAT && deviation(bb) < FLAT {
        return (mean_a - mean_b).abs() < SHADE;
    }
    ab >= ALIKE * (aa * bb).sqrt() && aa > 0.0 && bb > 0.0
}

/// Brightness of a picture, row after row.
struct Shades {
    width: u32,
    height: u32,
    values: Vec<f32>,
}

impl Shades {
    /// Of a picture reduced to [`REDUCED`]; `None` where a side is gone by that.
    fn of(raster: &Raster) -> Option<Self> {
        let size = raster.size();
        let step = size.width.max(size.height).div_ceil(REDUCED).max(1);
        let (width, height) = (size.width / step, size.height / step);
        if width == 0 || height == 0 {
            return None;
        }
        let mut values = vec![0.0_f32; (width * height) as usize];
        for (y, line) in values.chunks_mut(width as usize).enumerate() {
            for row in (0..step).map(|offset| raster.row(y as u32 * step + offset)) {
                for (value, block) in line.iter_mut().zip(row.chunks(3 * step as usize)) {
                    // Green alone is brightness enough, but for pictures of one colour; the sum of all three serves both.
                    *value += block.iter().map(|channel| u32::from(*channel)).sum::<u32>() as f32;
                }
            }
        }
        let samples = (step * step * 3) as f32;
        for value in &mut values {
            *value /= samples;
        }
        Some(Self { width, height, values })
    }

    /// A quarter turn clockwise.
    fn turned(&self) -> Self {
        let at = |x: u32, y: u32| self.values.get((y * self.width + x) as usize).copied().unwrap_or_default();
        let (width, height) = (self.height, self.width);
        let values = (0..height)
            .flat_map(|y| (0..width).map(move |x| (x, y)))
            .map(|(x, y)| at(y, self.height - 1 - x))
            .collect();
        Self { width, height, values }
    }

    /// Mean brightness of the cells of a part.
    fn cells(&self, [left, top, width, height]: Part, columns: u32, rows: u32) -> Vec<f32> {
        let (across, down) = (width / columns as f32, height / rows as f32);
        let mut cells = Vec::with_capacity((columns * rows) as usize);
        for row in 0..rows {
            let vertical = shares(top + row as f32 * down, down, self.height);
            for column in 0..columns {
                let horizontal = shares(left + column as f32 * across, across, self.width);
                let (mut sum, mut weight) = (0.0, 0.0);
                for (y, tall) in &vertical {
                    let line = self.values.get((y * self.width) as usize..).unwrap_or_default();
                    for (x, wide) in &horizontal {
                        sum += line.get(*x as usize).copied().unwrap_or_default() * tall * wide;
                        weight += tall * wide;
                    }
                }
                cells.push(if weight > 0.0 { sum / weight } else { 0.0 });
            }
        }
        cells
    }
}

/// The pixels between `from` and `from + length`, each with how much of it lies between, within `0..end`.
fn shares(from: f32, length: f32, end: u32) -> Vec<(u32, f32)> {
    let to = from + length;
    let first = from.floor().max(0.0) as u32;
    let last = (to.ceil().max(0.0) as u32).min(end);
    (first.min(end.saturating_sub(1))..last.max(first.min(end.saturating_sub(1)) + 1))
        .map(|at| (at, (to.min(at as f32 + 1.0) - from.max(at as f32)).max(0.0)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::geometry::{PixelRect, PixelSize};

    /// Blocks of many shades without any symmetry.
    fn scene(width: u32, height: u32) -> Raster {
        let mut rgb = Vec::new();
        for (x, y) in (0..height).flat_map(|y| (0..width).map(move |x| (x, y))) {
            let (column, row) = (x * 9 / width, y * 7 / height);
            let shade = ((column * 67 + row * 131 + column * row * 29) % 200) as u8;
            rgb.extend([shade, shade / 2 + 40, 200 - shade / 3]);
        }
        Raster::new(PixelSize::new(width, height), rgb).unwrap()
    }

    fn resized(raster: &Raster, width: u32, height: u32) -> Raster {
        let size = raster.size();
        let image = image::RgbImage::from_raw(size.width, size.height, raster.rgb().to_vec()).unwrap();
        let small = image::imageops::thumbnail(&image, width, height);
        Raster::new(PixelSize::new(width, height), small.into_raw()).unwrap()
    }

    fn turned(raster: &Raster) -> Raster {
        let size = raster.size();
        let image = image::RgbImage::from_raw(size.width, size.height, raster.rgb().to_vec()).unwrap();
        let turned = image::imageops::rotate90(&image);
        Raster::new(PixelSize::new(size.height, size.width), turned.into_raw()).unwrap()
    }

    #[test]
    fn a_small_picture_of_the_photo_is_alike_with_bars_and_turned() {
        let photo = scene(900, 600);
        let small = resized(&photo, 160, 107);
        assert!(!differs(&photo, &small));
        assert!(!differs(&photo, &resized(&photo, 64, 43)));
        let mut framed = Raster::filled(PixelSize::new(160, 120), [0; 3]).unwrap();
        let start = 160 * 3 * 6;
        framed.rgb_mut()[start..start + small.rgb().len()].copy_from_slice(small.rgb());
        assert!(!differs(&photo, &framed), "bars above and below");
        let mut way = framed;
        for turn in 1..4 {
            way = turned(&way);
            assert!(!differs(&photo, &way), "turned {turn} times");
        }
        // Cut to the frame's proportions.
        let cut = photo.crop(PixelRect::new(50, 0, 800, 600)).unwrap();
        assert!(!differs(&photo, &resized(&cut, 160, 120)));
    }

    #[test]
    fn another_picture_a_crop_and_a_destroyed_photo_are_told() {
        let photo = scene(900, 600);
        let small = resized(&photo, 160, 107);
        let part = photo.crop(PixelRect::new(0, 0, 450, 300)).unwrap();
        assert!(differs(&part, &small), "cropped to a quarter");
        assert!(differs(&Raster::filled(PixelSize::new(900, 600), [0, 150, 0]).unwrap(), &small));
        let mut stripes = photo.clone();
        for (index, value) in stripes.rgb_mut().iter_mut().enumerate() {
            *value = if index / 12 % 2 == 0 { 0 } else { 160 };
        }
        assert!(differs(&stripes, &small));
    }

    #[test]
    fn plain_pictures_are_compared_by_their_shade() {
        let plain = |shade: u8, width| Raster::filled(PixelSize::new(width, 50), [shade; 3]).unwrap();
        assert!(!differs(&plain(100, 400), &plain(110, 80)));
        assert!(differs(&plain(20, 400), &plain(220, 80)));
        assert!(!differs(&plain(20, 1), &plain(20, 1)));
    }
}

//! The photo at the sizes at which writing is looked for, cut into tiles of one shape.

use std::borrow::Cow;

use crate::{
    detection::{TileShape, reduced},
    geometry::PixelSize,
    photo::Raster,
};

use super::rect::Turned;

/// Longer sides at which the photo is looked at, in pixels; it is never enlarged. Blurred and large writing is found at the
/// small ones, small writing at the large ones.
const LONG_SIDES: [u32; 4] = [640, 960, 1600, 2560];
/// A size is worth its cost where it is larger than the one before by this factor.
const WORTHWHILE: f32 = 1.2;
/// Overlap of neighbouring tiles, at least, in pixels.
const OVERLAP: u32 = 64;
/// Sides of tiles, in pixels: below them a tile shows too little of what stands around a line, above them a session needs too much
/// memory.
const SIDES: [u32; 8] = [448, 480, 512, 544, 576, 608, 640, 672];
/// Means and deviations of blue, green and red, of 1, that the model was trained with (`ImageNet`, in this order: PP-OCRv6,
/// `inference.yml`).
const MEAN: [f32; 3] = [0.485, 0.456, 0.406];
const DEVIATION: [f32; 3] = [0.229, 0.224, 0.225];
/// Height in map pixels up to which a line is believed at a size, with larger ones before it: what is larger would be
/// seen there too, and a tile that shows only a part of something large takes it for writing more often.
const MOST_HEIGHT: [f32; 4] = [f32::MAX, 400.0, 200.0, 64.0];

/// At the largest size a box that is shorter than this many heights, as around one letter, is believed from [`LETTER`] on: spots of
/// cloth look like single letters there.
const SHORT: f32 = 1.8;
/// Mean probability, see [`SHORT`].
const LETTER: f32 = 0.7;

/// The photo at one size.
pub(super) struct Level<'a> {
    raster: Cow<'a, Raster>,
    /// Level pixels per pixel of the photo.
    pub(super) scale: f32,
    /// Height of a box in level pixels up to which it is believed.
    most_height: f32,
    /// True of the largest size that any photo is looked at.
    largest: bool,
}

/// The photo at every size that is looked at, the smallest first, and the shape of the tiles.
pub(super) struct Levels<'a> {
    pub(super) levels: Vec<Level<'a>>,
    pub(super) shape: TileShape,
}

/// One tile.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Tile {
    /// Number of the level.
    pub(super) level: usize,
    /// Place in the level.
    pub(super) x: u32,
    pub(super) y: u32,
}

impl<'a> Levels<'a> {
    pub(super) fn new(photo: &'a Raster) -> Self {
        let sizes = sizes(photo.size());
        let shape = shape(&sizes.iter().map(|(size, ..)| *size).collect::<Vec<_>>());
        let mut levels: Vec<Level<'a>> = Vec::new();
        // Each from the next larger one, so that the pixels of the photo are read once.
        for (size, scale, most_height) in sizes.into_iter().rev() {
            let source = levels.last().map_or(photo, |level| &level.raster);
            let raster = if size == photo.size() { Cow::Borrowed(photo) } else { smaller(source, size) };
            let largest = most_height <= MOST_HEIGHT.into_iter().fold(f32::MAX, f32::min);
            levels.push(Level { raster, scale, most_height, largest });
        }
        levels.reverse();
        Self { levels, shape }
    }

    pub(super) fn tiles(&self) -> Vec<Tile> {
        self.levels
            .iter()
            .enumerate()
            .flat_map(|(level, of)| {
                let size = of.size();
                let columns = starts(size.width, self.shape.width);
                let rows = starts(size.height, self.shape.height);
                rows.into_iter()
                    .flat_map(move |y| columns.clone().into_iter().map(move |x| Tile { level, x, y }))
            })
            .collect()
    }

    /// The tile as the model wants it: planes of blue, green and red, and zeros outside of the photo.
    pub(super) fn tensor(&self, tile: Tile, tensor: &mut Vec<f32>) {
        let area = self.shape.area() as usize;
        tensor.clear();
        tensor.resize(3 * area, 0.0);
        let Some(level) = self.levels.get(tile.level) else { return };
        let size = level.size();
        let columns = size.width.saturating_sub(tile.x).min(self.shape.width) as usize;
        let rows = size.height.saturating_sub(tile.y).min(self.shape.height);
        for (channel, plane) in tensor.chunks_exact_mut(area).enumerate() {
            let (mean, deviation) = (MEAN.get(channel), DEVIATION.get(channel));
            let (mean, deviation) =
                (mean.map_or(0.0, |mean| mean * 255.0), deviation.map_or(1.0, |one| one * 255.0));
            for (row, line) in (0..rows).zip(plane.chunks_exact_mut(self.shape.width as usize)) {
                let pixels =
                    level.raster.row(tile.y + row).chunks_exact(3).skip(tile.x as usize).take(columns);
                for (value, pixel) in line.iter_mut().zip(pixels) {
                    // Red is first in the photo and last in the model.
                    let byte = pixel.get(2 - channel).copied().unwrap_or_default();
                    *value = (f32::from(byte) - mean) / deviation;
                }
            }
        }
    }
}

impl Level<'_> {
    /// True where a box of this level, in its pixels, is taken for a line.
    pub(super) fn believes(&self, line: &Turned, score: f32) -> bool {
        let letter = self.largest && line.length < SHORT * line.height;
        line.height <= self.most_height && (!letter || score >= LETTER)
    }

    pub(super) fn size(&self) -> PixelSize {
        self.raster.size()
    }
}

/// Size, scale and height of the largest line of each level, the smallest first.
fn sizes(photo: PixelSize) -> Vec<(PixelSize, f32, f32)> {
    let mut found: Vec<(PixelSize, f32, f32)> = Vec::new();
    let mut before = 0.0f32;
    for (long, most_height) in LONG_SIDES.into_iter().zip(MOST_HEIGHT) {
        let long = long.min(photo.long_side()) as f32;
        if long < before * WORTHWHILE {
            break;
        }
        before = long;
        let scale = long / photo.long_side() as f32;
        let to = |side: u32| ((side as f32 * scale).round() as u32).max(1);
        found.push((PixelSize::new(to(photo.width), to(photo.height)), scale, most_height));
    }
    found
}

/// The shape of tile that costs least for all levels together; the larger one of two that cost the same.
fn shape(levels: &[PixelSize]) -> TileShape {
    let sides = |least: fn(&PixelSize) -> u32| {
        // A photo that is smaller than any tile needs no larger one.
        let most = levels.iter().map(least).max().unwrap_or_default().next_multiple_of(32).max(128);
        SIDES.into_iter().map(move |side| side.min(most))
    };
    let cost = |tile: &TileShape| -> u64 {
        let tiles = levels.iter().map(|size| {
            (starts(size.width, tile.width).len() * starts(size.height, tile.height).len()) as u64
        });
        tiles.sum::<u64>() * tile.area()
    };
    let all = sides(|size| size.width)
        .flat_map(|width| sides(|size| size.height).map(move |height| TileShape { width, height }));
    all.min_by_key(|tile| (cost(tile), std::cmp::Reverse(tile.area())))
        .unwrap_or(TileShape { width: 640, height: 640 })
}

/// First pixels of the tiles along a side, evenly spread.
fn starts(side: u32, tile: u32) -> Vec<u32> {
    if side <= tile {
        return vec![0];
    }
    let step = tile.saturating_sub(OVERLAP).max(32);
    let count = side.saturating_sub(tile).div_ceil(step) + 1;
    (0..count)
        .map(|index| (u64::from(side - tile) * u64::from(index) / u64::from(count - 1)) as u32)
        .collect()
}

fn smaller<'a>(source: &Raster, size: PixelSize) -> Cow<'a, Raster> {
    // A raster always has the bytes of its size, so that there is a smaller one.
    Cow::Owned(reduced(source, size).unwrap_or_else(|| source.clone()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pixel_of_every_level_lies_in_a_tile() {
        for (width, height) in
            [(4000, 3000), (1600, 1200), (3024, 4032), (700, 90), (33, 21), (1, 1), (9000, 700)]
        {
            let photo = Raster::filled(PixelSize::new(width, height), [9, 9, 9]).unwrap();
            let levels = Levels::new(&photo);
            let tiles = levels.tiles();
            assert!(
                levels.shape.width.is_multiple_of(32) && levels.shape.height.is_multiple_of(32),
                "{:?}",
                levels.shape
            );
            for (number, level) in levels.levels.iter().enumerate() {
                let size = level.size();
                for (x, y) in [(0, 0), (size.width - 1, size.height - 1), (size.width / 2, size.height / 2)] {
                    let inside = |tile: &&Tile| {
                        tile.level == number
                            && (tile.x..tile.x + levels.shape.width).contains(&x)
                            && (tile.y..tile.y + levels.shape.height).contains(&y)
                    };
                    assert!(tiles.iter().any(|tile| inside(&tile)), "{width}×{height} {number} {x} {y}");
                }
            }
        }
    }

    #[test]
    fn a_photo_is_never_enlarged_and_no_size_is_taken_twice() {
        let long = |width: u32, height: u32| -> Vec<u32> {
            sizes(PixelSize::new(width, height)).iter().map(|(size, ..)| size.long_side()).collect()
        };
        assert_eq!(long(4000, 3000), [640, 960, 1600, 2560]);
        assert_eq!(long(1200, 1600), [640, 960, 1600]);
        assert_eq!(long(1800, 1600), [640, 960, 1600]);
        assert_eq!(long(2000, 1600), [640, 960, 1600, 2000]);
        assert_eq!(long(300, 200), [300]);
    }

    #[test]
    fn the_tensor_is_blue_first_and_zero_outside() {
        let photo = Raster::filled(PixelSize::new(100, 40), [255, 0, 124]).unwrap();
        let levels = Levels::new(&photo);
        let mut tensor = Vec::new();
        levels.tensor(Tile { level: 0, x: 0, y: 0 }, &mut tensor);
        let area = levels.shape.area() as usize;
        assert!((tensor[0] - (124.0 / 255.0 - 0.485) / 0.229).abs() < 1e-4);
        assert!((tensor[area] - (0.0 - 0.456) / 0.224).abs() < 1e-4);
        assert!((tensor[2 * area] - (1.0 - 0.406) / 0.225).abs() < 1e-4);
        assert!(tensor[area - 1] == 0.0 && tensor.len() == 3 * area);
    }
}

//! The photo at several sizes, cut into tiles.

use image::{ImageBuffer, Rgb, imageops};

use crate::{
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
};

use super::{
    passes::{Model, Pass, Zoom},
    reduce::reduced,
    shape::TileShape,
};

/// Overlap of neighbouring tiles, at least: faces up to this size lie whole in one of them, and larger
/// ones are well seen one level further up.
const OVERLAP: u32 = 64;
/// A face that is cut at a finer level has at least this many pixels at the next coarser one.
const SEEN_ABOVE_PX: f32 = 28.0;
/// Longer side of a tile: near the size at which both networks cost least for a pixel.
const LONG_SIDES: [u32; 5] = [640, 608, 672, 576, 704];
/// Shorter side of the tiles for small photos: 480 is 4:3, 384 is nearly 16:9.
const SHORT_SIDES: [u32; 6] = [64, 128, 256, 384, 480, 640];
const SQUARE: TileShape = TileShape { width: 640, height: 640 };
/// Tiles are no flatter than this, however long the photo.
const LEAST_SIDE: u32 = 64;
/// Small photos are enlarged for the coarse levels, at most this much.
const MOST_ENLARGED: f32 = 2.0;
/// Longer side in pixels of a level from which CenterFace is sure of most faces.
const CLEAR_PX: f32 = 40.0;
/// A level is worth its cost where it is smaller than this share of the photo's own size.
const WORTHWHILE: f32 = 0.6;
/// Tiles across of the levels, besides the photo's own size.
const LEVELS: [u8; 5] = [1, 2, 4, 8, 16];

/// The photo at every size that is looked at.
pub(super) struct Pyramid<'a> {
    /// Tiles for upright passes; turned ones take it on its side.
    shape: TileShape,
    levels: Vec<Level<'a>>,
}

struct Level<'a> {
    zoom: Zoom,
    pixels: Pixels<'a>,
    /// Level pixels per image pixel.
    scale: f32,
    overlap: u32,
}

enum Pixels<'a> {
    Own(Raster),
    Photo(&'a Raster),
    Small(Small),
}

/// The photo several times on one tile, each smaller than the last.
struct Small {
    raster: Raster,
    copies: Vec<Copy>,
}

/// The photo on the tile of [`Small`].
struct Copy {
    /// Where.
    at: BoundingBox,
    /// Tile pixels per image pixel.
    scale: f32,
}

/// Sides of the copies against that of one tile, and where each begins, in shares of the tile. Between them stays a gap
/// that no face of either reaches into.
const COPIES: [(f32, (f32, f32)); 3] = [(0.5, (0.0, 0.0)), (0.35, (0.6, 0.0)), (0.25, (0.6, 0.55))];

impl Small {
    fn of(levels: &[Level<'_>], shape: TileShape) -> Option<Self> {
        let one = levels.iter().find(|level| level.zoom == Zoom::Tiles(1))?;
        let size = one.raster().size();
        let source = ImageBuffer::<Rgb<u8>, &[u8]>::from_raw(size.width, size.height, one.raster().rgb())?;
        let mut tile = image::RgbImage::new(shape.width, shape.height);
        let mut placed = Vec::new();
        for (share, (left, top)) in COPIES {
            let scaled = |length: u32| ((length as f32 * share).round() as u32).max(1);
            let small = imageops::thumbnail(&source, scaled(size.width), scaled(size.height));
            let (x, y) = ((shape.width as f32 * left) as u32, (shape.height as f32 * top) as u32);
            imageops::replace(&mut tile, &small, i64::from(x), i64::from(y));
            let at = BoundingBox::new(x as f32, y as f32, small.width() as f32, small.height() as f32);
            placed.push(Copy { at, scale: share * one.scale });
        }
        let raster = Raster::new(PixelSize::new(shape.width, shape.height), tile.into_raw())?;
        Some(Self { raster, copies: placed })
    }

    /// A box of the tile in image space; `None` where it is on no copy.
    fn to_image(&self, bbox: BoundingBox) -> Option<BoundingBox> {
        let copy = self.copies.iter().find(|copy| copy.at.contains(bbox.center()))?;
        let (b, s) = (bbox.translated(-copy.at.x, -copy.at.y), 1.0 / copy.scale);
        Some(BoundingBox::new(b.x * s, b.y * s, b.width * s, b.height * s))
    }
}

/// One tile for one model.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct TileJob {
    pub(super) pass: Pass,
    pub(super) shape: TileShape,
    /// Place in the turned level.
    x: u32,
    y: u32,
    level: usize,
}

impl<'a> Pyramid<'a> {
    /// Scales the photo, each level from the next larger one, so that its pixels are read once.
    pub(super) fn new(photo: &'a Raster) -> Self {
        let size = photo.size();
        let shape = tile_shape(size);
        let mut levels: Vec<Level<'a>> = Vec::new();
        let wanted: Vec<(Zoom, f32)> = LEVELS
            .into_iter()
            .map(|tiles| (Zoom::Tiles(tiles), tiles, scale_to(size, shape, tiles)))
            .filter(|(_, tiles, scale)| *tiles <= 2 || *scale <= WORTHWHILE)
            .map(|(zoom, _, scale)| (zoom, scale))
            .collect();
        let finest = wanted.last().map_or(1.0, |(_, scale)| *scale);
        let overlap =
            OVERLAP.max((SEEN_ABOVE_PX / finest).ceil() as u32).min(shape.width.min(shape.height) / 2);
        levels.push(Level { zoom: Zoom::Native, pixels: Pixels::Photo(photo), scale: 1.0, overlap });
        for (zoom, scale) in wanted.into_iter().rev() {
            // Enlarging starts from the photo, reducing from what is already reduced.
            let source = levels.last().filter(|level| level.scale >= scale).map_or(photo, Level::raster);
            let overlap = OVERLAP.min(shape.width.min(shape.height) / 2);
            if let Some(pixels) = scaled(source, photo, scale) {
                levels.push(Level { zoom, pixels, scale, overlap });
            }
        }
        if let Some(small) = Small::of(&levels, shape) {
            let (scale, overlap) = (1.0, 0);
            levels.push(Level { zoom: Zoom::Small, pixels: Pixels::Small(small), scale, overlap });
        }
        Self { shape, levels }
    }

    /// The sizes at which the photo is worth looking at: its own only where no other is about as large.
    pub(super) fn zooms(&self) -> Vec<Zoom> {
        let whole = self.levels.iter().filter(|level| level.zoom != Zoom::Small);
        let (own, others): (Vec<_>, Vec<_>) = whole.partition(|level| level.zoom == Zoom::Native);
        let own = own.into_iter().filter(|own| others.iter().all(|level| level.scale < 0.9 * own.scale));
        own.chain(others.iter().copied()).map(|level| level.zoom).collect()
    }

    /// The tile in which CenterFace sees a face of this size best, and the least cut by its border; `None` where
    /// the passes over the whole photo have shown it as large already.
    pub(super) fn closer_look(&self, face: BoundingBox, turns: u8) -> Option<TileJob> {
        let side = face.width.max(face.height);
        let seen = self.levels.iter().find(|level| level.zoom == Zoom::Tiles(2))?;
        if side * seen.scale >= CLEAR_PX {
            return None;
        }
        // Levels lie finest first: the coarsest at which the face is large enough, else the finest.
        let finer = self.levels.iter().filter(|level| level.scale > seen.scale);
        let level =
            finer.clone().rfind(|level| side * level.scale >= CLEAR_PX).or_else(|| finer.clone().next())?;
        let pass = Pass::new(Model::CenterFace, level.zoom).turned(turns);
        let (cx, cy) = face.center();
        let away = |job: &TileJob| {
            let whole = BoundingBox::new(0.0, 0.0, job.shape.width as f32, job.shape.height as f32);
            self.to_image_uncut(job, whole).map_or(f32::MAX, |tile| {
                let (x, y) = tile.center();
                ((x - cx) / tile.width).abs().max(((y - cy) / tile.height).abs())
            })
        };
        self.tiles(pass).into_iter().min_by(|a, b| away(a).total_cmp(&away(b)))
    }

    /// The tiles of a pass; of one at a size that this photo does not have, those at the nearest finer
    /// size that it has, or the finest.
    pub(super) fn tiles(&self, pass: Pass) -> Vec<TileJob> {
        // Levels lie finest first.
        let found = self.levels.iter().rposition(|level| level.zoom >= pass.zoom).unwrap_or(0);
        let Some(level) = self.levels.get(found) else { return Vec::new() };
        let shape = if pass.turns.is_multiple_of(2) { self.shape } else { self.shape.turned() };
        let size = level.turned_size(pass.turns);
        let columns = starts(size.width, shape.width, level.overlap);
        starts(size.height, shape.height, level.overlap)
            .into_iter()
            .flat_map(|y| columns.iter().map(move |x| TileJob { pass, shape, x: *x, y, level: found }))
            .collect()
    }

    /// The tile as its model wants it: three planes of values from 0 to 255, row by row, red first for
    /// CenterFace, blue first for YuNet, black where the level ends.
    pub(super) fn tensor(&self, job: &TileJob, values: &mut Vec<f32>) {
        let plane = job.shape.area() as usize;
        values.clear();
        values.resize(plane * 3, 0.0);
        let Some(level) = self.levels.get(job.level) else { return };
        let size = level.turned_size(job.pass.turns);
        let steps = Steps::of(level.raster().size(), job.pass.turns);
        let (first, rest) = values.split_at_mut(plane);
        let (second, third) = rest.split_at_mut(plane);
        let (red, green, blue) = match job.pass.model {
            Model::CenterFace => (first, second, third),
            Model::YuNet => (third, second, first),
        };
        let bytes = level.raster().rgb();
        let width = job.shape.width as usize;
        let (columns, rows) =
            (job.shape.width.min(size.width - job.x), job.shape.height.min(size.height - job.y));
        let lines =
            red.chunks_exact_mut(width).zip(green.chunks_exact_mut(width)).zip(blue.chunks_exact_mut(width));
        for (row, ((red, green), blue)) in lines.take(rows as usize).enumerate() {
            let at = steps.at(job.x, job.y + row as u32);
            let targets = red.iter_mut().zip(green).zip(blue).take(columns as usize);
            if steps.right == 3 {
                // As it lies in memory, without asking for each pixel whether it is there.
                let line = bytes.get(at as usize..).unwrap_or_default().chunks_exact(3);
                for (((red, green), blue), pixel) in targets.zip(line) {
                    if let [r, g, b] = *pixel {
                        (*red, *green, *blue) = (f32::from(r), f32::from(g), f32::from(b));
                    }
                }
                continue;
            }
            let mut at = at;
            for ((red, green), blue) in targets {
                if let Some([r, g, b]) = bytes.get(at as usize..).and_then(<[u8]>::first_chunk) {
                    (*red, *green, *blue) = (f32::from(*r), f32::from(*g), f32::from(*b));
                }
                at += steps.right;
            }
        }
    }

    /// A box of a tile in image space; `None` where it lies in the padding, or is cut by a border with a
    /// neighbour, who sees it whole.
    pub(super) fn to_image(&self, job: &TileJob, bbox: BoundingBox) -> Option<BoundingBox> {
        const CUT: f32 = 2.0;
        let level = self.levels.get(job.level)?;
        let size = level.turned_size(job.pass.turns);
        let (tile_width, tile_height) = (job.shape.width as f32, job.shape.height as f32);
        let cut = bbox.x < CUT && job.x > 0
            || bbox.y < CUT && job.y > 0
            || bbox.right() > tile_width - CUT && job.x + job.shape.width < size.width
            || bbox.bottom() > tile_height - CUT && job.y + job.shape.height < size.height;
        let (cx, cy) = bbox.translated(job.x as f32, job.y as f32).center();
        if cut || cx > size.width as f32 || cy > size.height as f32 || cx < 0.0 || cy < 0.0 {
            return None;
        }
        self.to_image_uncut(job, bbox)
    }

    fn to_image_uncut(&self, job: &TileJob, bbox: BoundingBox) -> Option<BoundingBox> {
        let level = self.levels.get(job.level)?;
        let size = level.turned_size(job.pass.turns);
        let b = bbox.translated(job.x as f32, job.y as f32);
        let (width, height) = (size.width as f32, size.height as f32);
        let upright = match job.pass.turns {
            0 => b,
            1 => BoundingBox::new(b.y, width - b.right(), b.height, b.width),
            2 => BoundingBox::new(width - b.right(), height - b.bottom(), b.width, b.height),
            _ => BoundingBox::new(height - b.bottom(), b.x, b.height, b.width),
        };
        if let Pixels::Small(small) = &level.pixels {
            return small.to_image(upright);
        }
        let s = 1.0 / level.scale;
        Some(BoundingBox::new(upright.x * s, upright.y * s, upright.width * s, upright.height * s))
    }
}

impl Level<'_> {
    fn raster(&self) -> &Raster {
        match &self.pixels {
            Pixels::Own(raster) => raster,
            Pixels::Photo(raster) => raster,
            Pixels::Small(small) => &small.raster,
        }
    }

    fn turned_size(&self, turns: u8) -> PixelSize {
        let size = self.raster().size();
        if turns.is_multiple_of(2) { size } else { PixelSize::new(size.height, size.width) }
    }
}

/// Where a pixel of the turned level lies among the bytes of the upright one.
struct Steps {
    first: isize,
    right: isize,
    down: isize,
}

impl Steps {
    fn of(upright: PixelSize, turns: u8) -> Self {
        let (row, last_column) = (upright.width as isize * 3, (upright.width as isize - 1) * 3);
        let last_row = (upright.height as isize - 1) * row;
        let (first, right, down) = match turns {
            0 => (0, 3, row),
            1 => (last_row, -row, 3),
            2 => (last_row + last_column, -3, -row),
            _ => (last_column, row, -3),
        };
        Self { first, right, down }
    }

    fn at(&self, x: u32, y: u32) -> isize {
        self.first + x as isize * self.right + y as isize * self.down
    }
}

/// The tile that wastes least of this photo at its own size: as wide as high as the photo, in steps of 32.
fn tile_shape(photo: PixelSize) -> TileShape {
    let lies = photo.width >= photo.height;
    let (long, short) = (photo.long_side().max(1), photo.width.min(photo.height).max(1));
    let flat = short as f32 / long as f32;
    let cost = |side: u32| {
        let other = ((side as f32 * flat / 32.0).ceil() as u32 * 32).clamp(LEAST_SIDE, side);
        let overlap = OVERLAP.min(other / 2);
        let count = |length: u32, tile: u32| u64::from(starts(length, tile, overlap).len() as u32);
        let tile = TileShape { width: side, height: other };
        (count(long, side) * count(short, other) * tile.area(), tile)
    };
    // A photo of a few tiles gets one of few shapes: pictures cut by hand have any, and a session for each would be
    // built anew for every photo of a batch.
    let tile = if long > 2048 {
        let best = LONG_SIDES.iter().map(|side| cost(*side)).min_by_key(|(cost, _)| *cost);
        best.map_or(SQUARE, |(_, tile)| tile)
    } else {
        let height = SHORT_SIDES.into_iter().find(|side| *side as f32 >= 640.0 * flat);
        TileShape { height: height.unwrap_or(640), ..SQUARE }
    };
    if lies { tile } else { tile.turned() }
}

/// Level pixels per image pixel of the photo that fills `tiles` by `tiles` tiles.
fn scale_to(photo: PixelSize, tile: TileShape, tiles: u8) -> f32 {
    let filled = |side: u32| {
        let overlap = OVERLAP.min(tile.width.min(tile.height) / 2);
        (u32::from(tiles) * side - (u32::from(tiles) - 1) * overlap) as f32
    };
    let fits = (filled(tile.width) / photo.width as f32).min(filled(tile.height) / photo.height as f32);
    fits.min(MOST_ENLARGED)
}

/// First pixels of the tiles along a side, evenly spread.
fn starts(side: u32, tile: u32, overlap: u32) -> Vec<u32> {
    if side <= tile {
        return vec![0];
    }
    let count = (side - overlap).div_ceil(tile - overlap).max(2);
    (0..count)
        .map(|index| (u64::from(side - tile) * u64::from(index) / u64::from(count - 1)) as u32)
        .collect()
}

/// The photo at `scale`, made from `source`, which is the photo or a reduction of it.
fn scaled<'a>(source: &Raster, photo: &'a Raster, scale: f32) -> Option<Pixels<'a>> {
    let full = photo.size();
    let to = |length: u32| ((length as f32 * scale).round() as u32).max(1);
    let size = PixelSize::new(to(full.width), to(full.height));
    if size == full {
        return Some(Pixels::Photo(photo));
    }
    if scale < 1.0 {
        return reduced(source, size).map(Pixels::Own);
    }
    let from = source.size();
    let view = ImageBuffer::<Rgb<u8>, &[u8]>::from_raw(from.width, from.height, source.rgb())?;
    let rgb = imageops::resize(&view, size.width, size.height, imageops::FilterType::Triangle);
    Some(Pixels::Own(Raster::new(size, rgb.into_raw())?))
}

//! Which parts of the photo are looked at, at what size, turned how, by which model.

use image::imageops;

use crate::{
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
};

use super::models::TILE;

/// A detector.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Model {
    CenterFace,
    YuNet,
}

/// Clockwise turns by 90°.
const TURNS: [u8; 4] = [0, 1, 2, 3];
/// Overlap of neighbouring tiles: faces up to this size lie whole in one of them; larger ones are found at
/// a coarser level.
const OVERLAP: u32 = 128;

/// The photo at one size, turned.
pub(super) struct Level<'a> {
    pixels: Pixels<'a>,
    /// Level pixels per image pixel.
    scale: f32,
    turns: u8,
}

enum Pixels<'a> {
    Own(Raster),
    Photo(&'a Raster),
}

/// One tile for one model.
#[derive(Debug, Clone, Copy)]
pub(super) struct TileJob {
    pub(super) model: Model,
    /// Index into the levels.
    pub(super) level: usize,
    /// All tiles of a model on a level are one pass.
    pub(super) pass: u16,
    x: u32,
    y: u32,
}

/// Everything there is to look at, coarse first.
pub(super) struct Plan<'a> {
    pub(super) levels: Vec<Level<'a>>,
    pub(super) jobs: Vec<TileJob>,
}

/// The levels by their longer side, with the models that look at them upright and turned.
struct Step {
    side: Option<u32>,
    upright: &'static [Model],
    turned: &'static [Model],
}

const BOTH: &[Model] = &[Model::CenterFace, Model::YuNet];
const YUNET: &[Model] = &[Model::YuNet];
const STEPS: [Step; 4] = [
    Step { side: Some(640), upright: BOTH, turned: BOTH },
    Step { side: Some(1280), upright: BOTH, turned: YUNET },
    Step { side: Some(1920), upright: YUNET, turned: &[] },
    Step { side: None, upright: YUNET, turned: &[] },
];

impl<'a> Plan<'a> {
    /// Builds the levels (each from the next larger one) and lists the tiles.
    pub(super) fn new(photo: &'a Raster) -> Self {
        let long = photo.size().long_side();
        let mut plan = Self { levels: Vec::new(), jobs: Vec::new() };
        let mut sizes: Vec<(u32, &Step)> = Vec::new();
        for step in &STEPS {
            // Small photos are enlarged, at most to twice their size, and only for the coarse levels.
            let side = match step.side {
                Some(side) if side <= 1280 => side.min(long.saturating_mul(2)),
                Some(side) if side < long => side,
                None if long > 1280 => long,
                Some(_) | None => continue,
            };
            if sizes.iter().all(|(other, _)| *other != side) {
                sizes.push((side, step));
            }
        }
        // Coarse answers come first: upright before turned, small before large.
        let mut pass = 0;
        for (side, step) in &sizes {
            let Some(level) = scaled(photo, *side) else { continue };
            plan.add(level, step.upright, &mut pass);
        }
        for (side, step) in sizes.iter().filter(|(_, step)| !step.turned.is_empty()) {
            for turns in TURNS.into_iter().skip(1) {
                let Some(level) = scaled(photo, *side).and_then(|level| level.turned(turns)) else {
                    continue;
                };
                plan.add(level, step.turned, &mut pass);
            }
        }
        plan
    }

    fn add(&mut self, level: Level<'a>, models: &[Model], pass: &mut u16) {
        let size = level.raster().size();
        let index = self.levels.len();
        for model in models {
            for y in starts(size.height) {
                for x in starts(size.width) {
                    self.jobs.push(TileJob { model: *model, level: index, pass: *pass, x, y });
                }
            }
            *pass += 1;
        }
        self.levels.push(level);
    }
}

/// First pixels of the tiles along a side, evenly spread so that none is mostly padding.
fn starts(side: u32) -> Vec<u32> {
    if side <= TILE {
        return vec![0];
    }
    let count = (side - OVERLAP).div_ceil(TILE - OVERLAP);
    (0..count)
        .map(|index| (u64::from(side - TILE) * u64::from(index) / u64::from(count - 1).max(1)) as u32)
        .collect()
}

/// The photo with its longer side at `side` pixels.
fn scaled(photo: &Raster, side: u32) -> Option<Level<'_>> {
    let full = photo.size();
    let scale = side as f32 / full.long_side() as f32;
    if side == full.long_side() {
        return Some(Level { pixels: Pixels::Photo(photo), scale: 1.0, turns: 0 });
    }
    let to = |length: u32| ((length as f32 * scale).round() as u32).max(1);
    let (width, height) = (to(full.width), to(full.height));
    let view = image::ImageBuffer::<image::Rgb<u8>, &[u8]>::from_raw(full.width, full.height, photo.rgb())?;
    let rgb = if scale < 1.0 {
        imageops::thumbnail(&view, width, height)
    } else {
        imageops::resize(&view, width, height, imageops::FilterType::Triangle)
    };
    let pixels = Pixels::Own(Raster::new(PixelSize::new(width, height), rgb.into_raw())?);
    Some(Level { pixels, scale, turns: 0 })
}

impl<'a> Level<'a> {
    pub(super) fn raster(&self) -> &Raster {
        match &self.pixels {
            Pixels::Own(raster) => raster,
            Pixels::Photo(raster) => raster,
        }
    }

    fn turned(self, turns: u8) -> Option<Level<'a>> {
        let source = self.raster();
        let size = source.size();
        let view =
            image::ImageBuffer::<image::Rgb<u8>, &[u8]>::from_raw(size.width, size.height, source.rgb())?;
        let rgb = match turns {
            1 => imageops::rotate90(&view),
            2 => imageops::rotate180(&view),
            _ => imageops::rotate270(&view),
        };
        let size = PixelSize::new(rgb.width(), rgb.height());
        Some(Level { pixels: Pixels::Own(Raster::new(size, rgb.into_raw())?), scale: self.scale, turns })
    }

    /// The tile as the model wants it: three planes of 640×640 values from 0 to 255, red first for
    /// CenterFace, blue first for YuNet, black where the level ends.
    pub(super) fn tensor(&self, job: &TileJob, values: &mut Vec<f32>) {
        let side = TILE as usize;
        let plane = side * side;
        values.clear();
        values.resize(plane * 3, 0.0);
        let raster = self.raster();
        let order = match job.model {
            Model::CenterFace => [0, 1, 2],
            Model::YuNet => [2, 1, 0],
        };
        for row in 0..TILE.min(raster.size().height - job.y) {
            let pixels = raster.row(job.y + row);
            let from = job.x as usize * 3;
            let to = (from + side * 3).min(pixels.len());
            let pixels = pixels.get(from..to).unwrap_or_default();
            for (channel, target) in order.into_iter().zip(values.chunks_exact_mut(plane)) {
                let start = row as usize * side;
                let line = target.get_mut(start..start + side).unwrap_or_default();
                for (value, byte) in line.iter_mut().zip(pixels.iter().skip(channel).step_by(3)) {
                    *value = f32::from(*byte);
                }
            }
        }
    }

    /// A box of a tile in image space; `None` where it lies in the padding, or is cut by a border with a
    /// neighbour, who sees it whole.
    pub(super) fn to_image(&self, job: &TileJob, bbox: BoundingBox) -> Option<BoundingBox> {
        const CUT: f32 = 2.0;
        let size = self.raster().size();
        let tile = TILE as f32;
        let cut = bbox.x < CUT && job.x > 0
            || bbox.y < CUT && job.y > 0
            || bbox.right() > tile - CUT && job.x + TILE < size.width
            || bbox.bottom() > tile - CUT && job.y + TILE < size.height;
        let on_level = bbox.translated(job.x as f32, job.y as f32);
        let (cx, cy) = on_level.center();
        if cut || cx > size.width as f32 || cy > size.height as f32 || cx < 0.0 || cy < 0.0 {
            return None;
        }
        let (width, height) = (size.width as f32, size.height as f32);
        let b = on_level;
        let upright = match self.turns {
            0 => b,
            1 => BoundingBox::new(b.y, width - b.right(), b.height, b.width),
            2 => BoundingBox::new(width - b.right(), height - b.bottom(), b.width, b.height),
            _ => BoundingBox::new(height - b.bottom(), b.x, b.height, b.width),
        };
        let s = 1.0 / self.scale;
        Some(BoundingBox::new(upright.x * s, upright.y * s, upright.width * s, upright.height * s))
    }
}

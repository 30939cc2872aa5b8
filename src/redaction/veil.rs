//! The veil: a soft fill made of the surroundings (pull-push interpolation, after Gortler and others,
//! "The Lumigraph", 1996), in integers, so that it is the same on every machine. Over it lie the ribs of reeded
//! glass: a soft patch alone is a blurred head to a detector of faces (ADR 14).
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from a range clamped to the level"
)]

use std::iter;

use crate::{
    geometry::{PixelRect, PixelSize},
    photo::Raster,
};

use super::{Mask, components::hull};

/// What stands where there is nothing outside to take a colour from.
pub(super) const GREY: [u8; 3] = [118, 118, 118];
/// Full weight of a sample.
const ONE: u32 = 256;
/// The narrowest rib of the glass, in pixels; each next is twice as wide.
const RIB: u32 = 6;
/// So many widths of ribs lie on each other, the widest an eighth of the window.
const RIBS: usize = 4;
/// From so much darker to so much lighter, in grey levels: the least of 6, 8 and 10 that silences a detector of
/// faces on soft patches over shoulders (criterion R10, `examples/covered.rs`).
const RIB_SHADE: u32 = 8;
/// The level whose soft colours the feather blends in: averages over about 8 pixels.
pub(super) const FEATHER_LEVEL: usize = 3;

/// One level of the pyramid: colours in 1/256 of a grey level, and how much is known of each.
struct Level {
    width: usize,
    height: usize,
    samples: Vec<Sample>,
}

#[derive(Clone, Copy, Default)]
struct Sample {
    rgb: [u32; 3],
    weight: u32,
}

impl Level {
    fn at(&self, x: usize, y: usize) -> Sample {
        self.samples[y.min(self.height - 1) * self.width + x.min(self.width - 1)]
    }

    /// The colour of the finer level's pixel (`x`, `y`), by weights of 3/4 and 1/4 to the nearest samples.
    fn up(&self, x: usize, y: usize) -> [u32; 3] {
        let (x0, y0) = (x / 2, y / 2);
        let x1 = if x.is_multiple_of(2) { x0.saturating_sub(1) } else { x0 + 1 };
        let y1 = if y.is_multiple_of(2) { y0.saturating_sub(1) } else { y0 + 1 };
        let (near, side, below, corner) =
            (self.at(x0, y0), self.at(x1, y0), self.at(x0, y1), self.at(x1, y1));
        std::array::from_fn(|c| {
            (9 * near.rgb[c] + 3 * side.rgb[c] + 3 * below.rgb[c] + corner.rgb[c] + 8) / 16
        })
    }
}

/// The filled window of a photo.
pub(super) struct Veil {
    window: PixelRect,
    levels: Vec<Level>,
    /// What the ribs add to each column of the window.
    ribs: Vec<i32>,
}

impl Veil {
    /// Computes the fill for every masked pixel of `window` from the unmasked pixels of it; `None` where
    /// there are none. Levels finer than `finest` (0 is the photo's own) are not filled, and must not be asked for.
    pub(super) fn over(raster: &Raster, mask: &Mask, window: PixelRect, finest: usize) -> Option<Self> {
        let mut levels = vec![ground(raster, mask, window)];
        while let Some(last) = levels.last().filter(|level| level.width > 1 || level.height > 1) {
            let next = pull(last);
            levels.push(next);
        }
        let top = levels.last()?;
        if top.samples.iter().all(|sample| sample.weight == 0) {
            return None;
        }
        for index in (finest..levels.len().saturating_sub(1)).rev() {
            let (fine, coarse) = levels.split_at_mut(index + 1);
            if let (Some(fine), Some(coarse)) = (fine.last_mut(), coarse.first()) {
                push(fine, coarse);
            }
        }
        Some(Self { window, levels, ribs: ribs(window) })
    }

    /// The fill at a masked pixel of the photo, with fixed grain, so that it looks like a photo and not
    /// like a hole. The grain depends on the place alone.
    pub(super) fn fill(&self, x: u32, y: u32) -> [u8; 3] {
        self.tone(x, y, grain(x, y))
    }

    /// The fill as reeded glass shows it.
    pub(super) fn glass(&self, x: u32, y: u32) -> [u8; 3] {
        self.tone(x, y, grain(x, y) + self.ribs[(x - self.window.x) as usize])
    }

    fn tone(&self, x: u32, y: u32, more: i32) -> [u8; 3] {
        let sample = self.levels[0].at((x - self.window.x) as usize, (y - self.window.y) as usize);
        sample.rgb.map(|value| (((value + ONE / 2) / ONE) as i32 + more).clamp(0, 255) as u8)
    }

    /// A level, or the coarsest where there is none so coarse.
    pub(super) fn coarsest(&self, level: usize) -> usize {
        level.min(self.levels.len() - 1)
    }

    /// The fill of a level, smooth everywhere (quadratic B-spline), in 1/256 of a grey level. Colours under a mask are
    /// made of the surroundings on every level.
    pub(super) fn blurred(&self, x: u32, y: u32, level: usize) -> [u32; 3] {
        const UNIT: u64 = 64;
        let source = &self.levels[level];
        let place = |at: u32, from: u32| {
            let fine = ((u64::from(at.saturating_sub(from)) * 2 + 1) * UNIT) >> (level + 1);
            ((fine / UNIT) as usize, fine % UNIT)
        };
        let weights = |t: u64| {
            let rest = UNIT - t;
            [rest * rest, UNIT * UNIT + 2 * t * rest, t * t]
        };
        let ((column, right), (row, down)) = (place(x, self.window.x), place(y, self.window.y));
        let mut sum = [0_u64; 3];
        for (j, weight_down) in weights(down).into_iter().enumerate() {
            for (i, weight_right) in weights(right).into_iter().enumerate() {
                let sample = source.at((column + i).saturating_sub(1), (row + j).saturating_sub(1));
                for (sum, value) in sum.iter_mut().zip(sample.rgb) {
                    *sum += u64::from(value) * weight_right * weight_down;
                }
            }
        }
        // The weights of each direction add up to twice the square of the unit.
        sum.map(|sum| (sum / (4 * UNIT * UNIT * UNIT * UNIT)) as u32)
    }

    /// The soft colour around an unmasked pixel, for the feather.
    pub(super) fn soft(&self, x: u32, y: u32) -> [u8; 3] {
        let level = FEATHER_LEVEL.min(self.levels.len() - 1);
        let (x, y) = ((x - self.window.x) as usize, (y - self.window.y) as usize);
        let sample = match level.checked_sub(1) {
            Some(finer) => self.levels[level].up(x >> finer, y >> finer),
            None => self.levels[0].at(x, y).rgb,
        };
        sample.map(|value| ((value + ONE / 2) / ONE).min(255) as u8)
    }
}

/// The level whose pixels are about a seventh of `side`, so that it shows light and shade and nothing else.
pub(super) fn soft_level(side: u32) -> usize {
    (side / 7).max(1).ilog2() as usize
}

/// The photo itself: full weight outside the mask, none and no colour inside.
fn ground(raster: &Raster, mask: &Mask, window: PixelRect) -> Level {
    let mut samples = Vec::with_capacity(window.width as usize * window.height as usize);
    for y in window.y..window.bottom() {
        let inside = &mask.row(y)[window.x as usize..window.right() as usize];
        let row = &raster.row(y)[window.x as usize * 3..window.right() as usize * 3];
        samples.extend(inside.iter().zip(row.chunks_exact(3)).map(|(inside, rgb)| {
            if *inside {
                Sample::default()
            } else {
                Sample { rgb: [rgb[0], rgb[1], rgb[2]].map(|value| u32::from(value) * ONE), weight: ONE }
            }
        }));
    }
    Level { width: window.width as usize, height: window.height as usize, samples }
}

/// Half the size: the weighted mean of four samples, at most fully known.
fn pull(fine: &Level) -> Level {
    let (width, height) = (fine.width.div_ceil(2), fine.height.div_ceil(2));
    let mut samples = Vec::with_capacity(width * height);
    for y in 0..height {
        for x in 0..width {
            let mut sum = [0_u64; 3];
            let mut weight = 0_u32;
            for (dx, dy) in [(0, 0), (1, 0), (0, 1), (1, 1)] {
                let (fx, fy) = (2 * x + dx, 2 * y + dy);
                if fx < fine.width && fy < fine.height {
                    let sample = fine.samples[fy * fine.width + fx];
                    weight += sample.weight;
                    for (sum, value) in sum.iter_mut().zip(sample.rgb) {
                        *sum += u64::from(value) * u64::from(sample.weight);
                    }
                }
            }
            let rgb = if weight == 0 { [0; 3] } else { sum.map(|s| (s / u64::from(weight)) as u32) };
            samples.push(Sample { rgb, weight: weight.min(ONE) });
        }
    }
    Level { width, height, samples }
}

/// Completes what is not fully known from the coarser level.
fn push(fine: &mut Level, coarse: &Level) {
    for y in 0..fine.height {
        for x in 0..fine.width {
            let sample = &mut fine.samples[y * fine.width + x];
            if sample.weight < ONE {
                let up = coarse.up(x, y);
                let weight = sample.weight;
                sample.rgb = std::array::from_fn(|c| (sample.rgb[c] * weight + up[c] * (ONE - weight)) / ONE);
            }
        }
    }
}

/// What the ribs of the glass add to each column of a window: across a rib from dark to light, ribs of several
/// widths on each other, so that small covers and large ones have some that suit them. It depends on the
/// place and on the mask alone.
fn ribs(window: PixelRect) -> Vec<i32> {
    let widest = (window.width.min(window.height) / 8).max(RIB);
    let mut widths: Vec<u32> = iter::successors(Some(RIB), |width| width.checked_mul(2))
        .take_while(|width| *width <= widest)
        .collect();
    let widths = widths.split_off(widths.len().saturating_sub(RIBS));
    let shade = |x: u32, width: u32| (x % width * 2 * RIB_SHADE / (width - 1)) as i32 - RIB_SHADE as i32;
    (window.x..window.right()).map(|x| widths.iter().map(|width| shade(x, *width)).sum()).collect()
}

/// Grain of -3 to 3 from the place alone: a hash, never the face, the clock or a random number.
fn grain(x: u32, y: u32) -> i32 {
    let mut h = x.wrapping_mul(0x9e37_79b1) ^ y.wrapping_mul(0x85eb_ca77);
    h ^= h >> 15;
    h = h.wrapping_mul(0x2c1b_3c6d);
    h ^= h >> 12;
    ((h & 0xff) * 7 / 256) as i32 - 3
}

/// Windows around the masks, far enough out to take colours from; those that touch become one, so that
/// every masked pixel of a window is known to it.
pub(super) fn windows(mask: &Mask) -> Vec<PixelRect> {
    let size = mask.size();
    let mut windows: Vec<PixelRect> = mask.bounds().iter().map(|bounds| padded(*bounds, size)).collect();
    windows.sort_by_key(|w| (w.y, w.x, w.height, w.width));
    let mut merged = true;
    while merged {
        merged = false;
        let mut kept: Vec<PixelRect> = Vec::with_capacity(windows.len());
        for window in windows.drain(..) {
            if let Some(other) = kept.iter_mut().find(|other| touch(**other, window)) {
                *other = hull(*other, window);
                merged = true;
            } else {
                kept.push(window);
            }
        }
        windows = kept;
    }
    windows.sort_by_key(|w| (w.y, w.x));
    windows
}

fn padded(bounds: PixelRect, size: PixelSize) -> PixelRect {
    let pad = bounds.width.max(bounds.height) / 2 + 32;
    let (x, y) = (bounds.x.saturating_sub(pad), bounds.y.saturating_sub(pad));
    let right = bounds.right().saturating_add(pad).min(size.width);
    let bottom = bounds.bottom().saturating_add(pad).min(size.height);
    PixelRect::new(x, y, right - x, bottom - y)
}

fn touch(a: PixelRect, b: PixelRect) -> bool {
    a.x <= b.right() && b.x <= a.right() && a.y <= b.bottom() && b.y <= a.bottom()
}

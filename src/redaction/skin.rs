//! What looks like skin in a photo, outside its covers: a neck, or hands and faces that are left to be seen.

use std::{cmp::Reverse, mem};

use crate::photo::Raster;

use super::{Mask, mask::Head};

/// About so many pixels are looked at along each side of where a neck may be.
const NECK_SAMPLES: u32 = 64;
/// A neck takes at least this share of where it may be, in percent.
const NECK_PERCENT: usize = 1;
/// Where so much around the top of a head has the colour of its neck, in percent, it is the colour of a wall.
const WALL_PERCENT: usize = 25;
/// Neighbours that differ by more in any channel do not belong to one patch of skin.
const PATCH_STEP: u8 = 20;

/// A hue of 8 to 30 degrees, neither pale nor lively, neither black nor white. Red clothes and curtains lie below, grass
/// and most walls above. Of the pixels of labelled faces more than two in five are such, of all others one in eleven.
pub(super) fn is_skin(pixel: [u8; 3]) -> bool {
    let [r, g, b] = pixel.map(u32::from);
    if r < g || g < b || r > 250 || luma(pixel) < 36 {
        return false;
    }
    let chroma = r - b;
    let hue = (g - b) * 60;
    hue >= chroma * 8 && hue <= chroma * 30 && chroma * 100 >= r * 18 && chroma * 100 <= r * 55
}

/// Free places below a head, on a grid, with the colours of those that look like skin.
struct Below {
    columns: usize,
    skin: Vec<Option<[u8; 3]>>,
    /// Those right under the chin, that have a covered place above them.
    seeds: Vec<usize>,
}

impl Below {
    fn of(raster: &Raster, mask: &Mask, head: &Head) -> Option<Self> {
        let part = head.below(raster.size())?;
        let step = (part.width.max(part.height) / NECK_SAMPLES).max(1);
        let (columns, rows) = ((part.width / step) as usize, (part.height / step) as usize);
        let mut below = Self { columns, skin: Vec::with_capacity(columns * rows), seeds: Vec::new() };
        for y in (part.y..).step_by(step as usize).take(rows) {
            for x in (part.x..).step_by(step as usize).take(columns) {
                let pixel = raster.pixel(x, y).filter(|pixel| !mask.contains(x, y) && is_skin(*pixel));
                let (u, v) = head.within(x, y);
                let chin = |(x, y): (u32, u32)| mask.contains(x, y);
                if pixel.is_some() && u.abs() < 0.5 && v > 0.5 && head.above(x, y, step).is_some_and(chin) {
                    below.seeds.push(below.skin.len());
                }
                below.skin.push(pixel);
            }
        }
        Some(below)
    }

    fn at(&self, index: usize) -> Option<[u8; 3]> {
        self.skin.get(index).copied().flatten()
    }

    /// The patch that a seed belongs to, as far as skin goes on without an edge; empty where it was reached before.
    fn patch(&self, seed: usize, reached: &mut [bool]) -> Vec<[u8; 3]> {
        let (mut patch, mut open) = (Vec::new(), vec![seed]);
        while let Some(index) = open.pop() {
            let Some((pixel, reached)) = self.at(index).zip(reached.get_mut(index)) else { continue };
            if mem::replace(reached, true) {
                continue;
            }
            patch.push(pixel);
            let column = index % self.columns;
            let beside = [
                (column > 0).then(|| index - 1),
                (column + 1 < self.columns).then_some(index + 1),
                index.checked_sub(self.columns),
                Some(index + self.columns),
            ];
            let alike = |next: &usize| self.at(*next).is_some_and(|other| near(pixel, other, PATCH_STEP));
            open.extend(beside.into_iter().flatten().filter(alike));
        }
        patch
    }
}

/// The tone of the largest patch of skin that begins right below a head; `None` where there is none. What stands around
/// the top of the head as well is a wall.
pub(super) fn neck(raster: &Raster, mask: &Mask, head: &Head) -> Option<[u8; 3]> {
    let below = Below::of(raster, mask, head)?;
    let mut reached = vec![false; below.skin.len()];
    let mut patches: Vec<_> = below.seeds.iter().map(|seed| below.patch(*seed, &mut reached)).collect();
    patches.retain(|patch| patch.len() >= 8 && patch.len() * 100 >= below.skin.len() * NECK_PERCENT);
    patches.sort_by_key(|patch| Reverse(patch.len()));
    patches.into_iter().filter_map(middle).find(|tone| !is_wall(raster, mask, head, *tone))
}

/// True where a colour stands around the upper half of a head as well.
fn is_wall(raster: &Raster, mask: &Mask, head: &Head, tone: [u8; 3]) -> bool {
    let Some(part) = head.around(raster.size()) else { return false };
    let step = (part.width.max(part.height) / NECK_SAMPLES).max(1) as usize;
    let (mut all, mut alike) = (0_usize, 0_usize);
    for y in (part.y..part.bottom()).step_by(step) {
        for x in (part.x..part.right()).step_by(step) {
            let (u, v) = head.within(x, y);
            if v > 0.0 || u * u + v * v > 1.9 || mask.contains(x, y) {
                continue;
            }
            all += 1;
            alike += usize::from(raster.pixel(x, y).is_some_and(|pixel| near(pixel, tone, 24)));
        }
    }
    all > 0 && alike * 100 >= all * WALL_PERCENT
}

fn near(a: [u8; 3], b: [u8; 3], most: u8) -> bool {
    a.into_iter().zip(b).all(|(a, b)| a.abs_diff(b) <= most)
}

/// The mean of a quarter of the pixels around three fifths of their lightness (a median whose channels belong together,
/// and necks lie in the shadow of their heads).
pub(super) fn middle(mut pixels: Vec<[u8; 3]>) -> Option<[u8; 3]> {
    pixels.sort_unstable_by_key(|pixel| (luma(*pixel), *pixel));
    let (middle, eighth) = (pixels.len() * 3 / 5, pixels.len() / 8);
    let some = pixels.get(middle - eighth..=(middle + eighth).min(pixels.len().checked_sub(1)?))?;
    let count = some.len() as u32;
    let sum = some
        .iter()
        .fold([0_u32; 3], |[a, b, c], [r, g, b2]| [a + u32::from(*r), b + u32::from(*g), c + u32::from(*b2)]);
    Some(sum.map(|value| (value / count).min(255) as u8))
}

/// Lightness, from 0 to 255.
pub(super) fn luma([r, g, b]: [u8; 3]) -> u32 {
    (77 * u32::from(r) + 150 * u32::from(g) + 29 * u32::from(b)) / 256
}

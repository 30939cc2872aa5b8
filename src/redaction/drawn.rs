//! Paints the looks that are drawn: blurred heads, signs, and the soft blur of other areas.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from a range clamped to the window"
)]

use crate::{geometry::PixelRect, photo::Raster};

use super::{
    Mask, head,
    mask::Head,
    scene::Scene,
    style::Sign,
    veil::{Veil, soft_level},
};

/// What is drawn has no finer detail than a 64th of its size; between, it is interpolated.
const NODES: u32 = 64;
/// Parts of a pixel along each side that are looked at where a sign's figure ends.
const PARTS: u32 = 4;

/// Colours at the nodes of a grid, in 1/256 of a grey level.
struct Grid {
    part: PixelRect,
    /// The distance between nodes is two to the power of this.
    shift: u32,
    across: usize,
    nodes: Vec<[u32; 3]>,
}

impl Grid {
    fn new(part: PixelRect, step: u32, colour: impl Fn(u32, u32) -> [u32; 3]) -> Self {
        // At most 64, so that sums of four nodes with their weights fit 32 bits.
        let shift = step.clamp(1, 64).ilog2();
        let (columns, rows) = ((part.width >> shift) + 2, (part.height >> shift) + 2);
        let nodes = (0..rows)
            .flat_map(|row| (0..columns).map(move |column| (column, row)))
            .map(|(column, row)| colour(part.x + (column << shift), part.y + (row << shift)))
            .collect();
        Self { part, shift, across: columns as usize, nodes }
    }

    /// The colours of a row of pixels, to be asked for one by one. `line` is room for it.
    fn row<'a>(&self, y: u32, line: &'a mut Vec<[u32; 3]>) -> Row<'a> {
        let (y, step) = (y - self.part.y, 1 << self.shift);
        let down = y & (step - 1);
        let first = (y >> self.shift) as usize * self.across;
        let (above, below) = (&self.nodes[first..][..self.across], &self.nodes[first + self.across..]);
        line.clear();
        line.extend(above.iter().zip(below).map(|(above, below)| -> [u32; 3] {
            std::array::from_fn(|channel| above[channel] * (step - down) + below[channel] * down)
        }));
        Row { left: self.part.x, shift: self.shift, line }
    }
}

/// The nodes of a row of pixels, times the distance between nodes.
struct Row<'a> {
    left: u32,
    shift: u32,
    line: &'a [[u32; 3]],
}

impl Row<'_> {
    /// The colours from this pixel on, as [`Self::at`] gives them: between two nodes they grow by the same with each pixel.
    fn from(&self, x: u32) -> impl Iterator<Item = [u32; 3]> {
        let step = 1_u32 << self.shift;
        let half = (step * step) >> 1;
        let mut place = x - self.left;
        let (mut sum, mut growth) = ([0_u32; 3], [0_u32; 3]);
        let mut begun = false;
        std::iter::from_fn(move || {
            let right = place & (step - 1);
            if right == 0 || !std::mem::replace(&mut begun, true) {
                let near = self.line.get((place >> self.shift) as usize..)?.get(..2)?;
                growth = std::array::from_fn(|channel| near[1][channel].wrapping_sub(near[0][channel]));
                sum = std::array::from_fn(|channel| {
                    (near[0][channel] * step).wrapping_add(growth[channel].wrapping_mul(right))
                });
            }
            let colour = sum.map(|sum| sum.wrapping_add(half) >> (2 * self.shift));
            sum = std::array::from_fn(|channel| sum[channel].wrapping_add(growth[channel]));
            place += 1;
            Some(colour)
        })
    }

    fn at(&self, x: u32) -> [u32; 3] {
        let (x, step) = (x - self.left, 1 << self.shift);
        let right = x & (step - 1);
        let near = &self.line[(x >> self.shift) as usize..][..2];
        let half = (step * step) >> 1;
        std::array::from_fn(|channel| {
            (near[0][channel] * (step - right) + near[1][channel] * right + half) >> (2 * self.shift)
        })
    }
}

/// The level of the fill that areas show.
pub(super) fn area_level(window: PixelRect) -> usize {
    soft_level(window.width.min(window.height) / 2)
}

/// The heads of a window, each with the pixels that it has there; those further down later.
pub(super) fn heads_of(mask: &Mask, window: PixelRect) -> impl Iterator<Item = (&Head, PixelRect)> {
    mask.heads().iter().filter_map(move |head| Some((head, head.pixels(window)?)))
}

/// The covered pixels of a window with the colours of the surroundings, blurred once more.
pub(super) fn blur_areas(patch: &mut [u8], mask: &Mask, window: PixelRect, veil: &Veil, scene: &Scene) {
    let level = veil.coarsest(area_level(window));
    let step = (1 << level.saturating_sub(1)).clamp(1, 64);
    let heads: Vec<(&Head, PixelRect)> = heads_of(mask, window).collect();
    let columns = window.x as usize..window.right() as usize;
    let mut grid = None;
    let mut line = Vec::new();
    for (row, y) in patch.as_chunks_mut::<3>().0.chunks_exact_mut(columns.len()).zip(window.y..) {
        let inside = &mask.row(y)[columns.clone()];
        // Heads are drawn over it; a window of heads alone needs none.
        let drawn: Vec<_> = heads
            .iter()
            .filter(|(_, part)| (part.y..part.bottom()).contains(&y))
            .map(|(head, part)| head.columns(y, *part))
            .collect();
        let bare = |x: u32| !drawn.iter().any(|columns| columns.contains(&x));
        let mut shown = row
            .iter_mut()
            .zip(inside)
            .zip(window.x..)
            .filter(|((_, inside), x)| **inside && bare(*x))
            .peekable();
        if shown.peek().is_none() {
            continue;
        }
        let grid = grid.get_or_insert_with(|| Grid::new(window, step, |x, y| veil.blurred(x, y, level)));
        let colours = grid.row(y, &mut line);
        for ((pixel, _), x) in shown {
            *pixel = with_grain(colours.at(x), scene.grain(x, y));
        }
    }
}

/// The heads of a window, those further down in front.
pub(super) fn blur_heads(
    patch: &mut [u8],
    raster: &Raster,
    mask: &Mask,
    window: PixelRect,
    veil: &Veil,
    scene: &Scene,
) {
    for (head, part) in heads_of(mask, window) {
        let tone = scene.tone(raster, mask, head);
        let level = veil.coarsest(soft_level(part.width.min(part.height)));
        let step = (part.width.max(part.height) / NODES).max(1);
        let grid = Grid::new(part, step, |x, y| {
            let (u, v) = head.within(x, y);
            head::blurred(u, v, head.lies(), tone, veil.blurred(x, y, level))
        });
        let mut line = Vec::new();
        for (row, y) in rows_of(patch, window, part) {
            let (inside, columns) = (mask.row(y), head.columns(y, part));
            for (x, colour) in columns.clone().zip(grid.row(y, &mut line).from(columns.start)) {
                if inside[x as usize] {
                    row[(x - window.x) as usize] = with_grain(colour, scene.grain(x, y));
                }
            }
        }
    }
}

/// A sign over each head of a window.
pub(super) fn sign_heads(patch: &mut [u8], mask: &Mask, window: PixelRect, sign: Sign) {
    for (head, part) in heads_of(mask, window) {
        let (du, dv) = head.pixel();
        paint(patch, mask, window, part, head, |_, _, (u, v)| {
            // Only where the figure ends within the pixel are its parts looked at.
            let corner = |right: f64, down: f64| head::sign(u + right * du, v + down * dv, sign);
            let middle = head::sign(u, v, sign);
            let corners = [(-0.5, -0.5), (0.5, -0.5), (-0.5, 0.5), (0.5, 0.5)];
            if corners.iter().all(|(right, down)| corner(*right, *down) == middle) {
                return middle;
            }
            let mut sum = [0_u32; 3];
            for part in 0..PARTS * PARTS {
                let off = |part: u32| (f64::from(part) + 0.5) / f64::from(PARTS) - 0.5;
                let colour = head::sign(u + off(part % PARTS) * du, v + off(part / PARTS) * dv, sign);
                sum = std::array::from_fn(|i| sum[i] + u32::from(colour[i]));
            }
            sum.map(|value| (value / (PARTS * PARTS)) as u8)
        });
    }
}

fn paint(
    patch: &mut [u8],
    mask: &Mask,
    window: PixelRect,
    part: PixelRect,
    head: &Head,
    colour: impl Fn(u32, u32, (f64, f64)) -> [u8; 3],
) {
    for (row, y) in rows_of(patch, window, part) {
        let inside = mask.row(y);
        for x in head.columns(y, part) {
            if inside[x as usize] {
                row[(x - window.x) as usize] = colour(x, y, head.within(x, y));
            }
        }
    }
}

/// The rows of a window that a part of it has pixels in, with their places in the photo.
fn rows_of(
    patch: &mut [u8],
    window: PixelRect,
    part: PixelRect,
) -> impl Iterator<Item = (&mut [[u8; 3]], u32)> {
    let rows = patch.as_chunks_mut::<3>().0.chunks_exact_mut(window.width as usize).zip(window.y..);
    rows.skip((part.y - window.y) as usize).take(part.height as usize)
}

/// Colour and grain, both in 1/256 of a grey level, rounded once.
fn with_grain(colour: [u32; 3], grain: i32) -> [u8; 3] {
    colour.map(|value| ((value as i32 + grain + 128) >> 8).clamp(0, 255) as u8)
}

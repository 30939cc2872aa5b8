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

    fn at(&self, x: u32, y: u32) -> [u32; 3] {
        let (x, y, step) = (x - self.part.x, y - self.part.y, 1 << self.shift);
        let (right, down) = (x & (step - 1), y & (step - 1));
        let first = (y >> self.shift) as usize * self.across + (x >> self.shift) as usize;
        let (above, below) = (&self.nodes[first..first + 2], &self.nodes[first + self.across..][..2]);
        std::array::from_fn(|channel| {
            let upper = above[0][channel] * (step - right) + above[1][channel] * right;
            let lower = below[0][channel] * (step - right) + below[1][channel] * right;
            let half = (step * step) >> 1;
            (upper * (step - down) + lower * down + half) >> (2 * self.shift)
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
    let grid = Grid::new(window, step, |x, y| veil.blurred(x, y, level));
    let width = window.width as usize;
    for (row, y) in patch.as_chunks_mut::<3>().0.chunks_exact_mut(width).zip(window.y..) {
        let inside = &mask.row(y)[window.x as usize..window.right() as usize];
        for ((pixel, inside), x) in row.iter_mut().zip(inside).zip(window.x..) {
            if *inside {
                *pixel = with_grain(grid.at(x, y), scene.grain(x, y));
            }
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
        paint(patch, mask, window, part, head, |x, y, _| with_grain(grid.at(x, y), scene.grain(x, y)));
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
    let width = window.width as usize;
    let rows = patch.as_chunks_mut::<3>().0.chunks_exact_mut(width);
    for (row, y) in rows.zip(window.y..).filter(|(_, y)| (part.y..part.bottom()).contains(y)) {
        let inside = mask.row(y);
        for x in part.x..part.right() {
            let (u, v) = head.within(x, y);
            if inside[x as usize] && head.holds(u, v) {
                row[(x - window.x) as usize] = colour(x, y, (u, v));
            }
        }
    }
}

/// Colour and grain, both in 1/256 of a grey level, rounded once.
fn with_grain(colour: [u32; 3], grain: i32) -> [u8; 3] {
    colour.map(|value| ((value as i32 + grain + 128) >> 8).clamp(0, 255) as u8)
}

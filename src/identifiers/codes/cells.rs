//! What runs through a picture, and which way: sums of its gradients over cells of 4×4 pixels (the structure tensor).
#![expect(clippy::indexing_slicing, reason = "a pixel kernel: every index comes from the picture's ranges")]

use super::grey::Grey;

/// A cell's side in pixels.
pub(super) const CELL: usize = 4;
/// A window's side in cells.
const WINDOW: usize = 4;

/// Sums of gradients and of their products.
#[derive(Clone, Copy, Default)]
pub(super) struct Tensor {
    x: f32,
    y: f32,
    pub(super) xx: f32,
    pub(super) xy: f32,
    pub(super) yy: f32,
}

impl Tensor {
    pub(super) fn add(&mut self, other: Self) {
        self.x += other.x;
        self.y += other.y;
        self.xx += other.xx;
        self.xy += other.xy;
        self.yy += other.yy;
    }

    /// Square of the gradient, summed.
    pub(super) fn energy(&self) -> f32 {
        self.xx + self.yy
    }

    /// How much of it runs one way, 0 to 1.
    pub(super) fn coherence(&self) -> f32 {
        (self.xx - self.yy).hypot(2.0 * self.xy) / self.energy().max(1.0)
    }

    /// How much all gradients point to one side, 0 to 1: lines go up and down again, edges do not.
    pub(super) fn lopsided(&self, pixels: f32) -> f32 {
        (self.x * self.x + self.y * self.y) / (pixels * self.energy()).max(1.0)
    }

    /// The way across the lines, as a vector of twice its angle.
    pub(super) fn double_angle(&self) -> (f32, f32) {
        let (x, y) = (self.xx - self.yy, 2.0 * self.xy);
        let length = x.hypot(y).max(1.0);
        (x / length, y / length)
    }

    /// The way across the lines, in radians.
    pub(super) fn angle(&self) -> f32 {
        0.5 * (2.0 * self.xy).atan2(self.xx - self.yy)
    }
}

/// Windows of 16×16 pixels, one round each cell.
pub(super) struct Cells {
    pub(super) columns: usize,
    pub(super) rows: usize,
    pub(super) windows: Vec<Tensor>,
}

/// Pixels in a whole window.
pub(super) const WINDOW_PIXELS: f32 = (CELL * CELL * WINDOW * WINDOW) as f32;

impl Cells {
    pub(super) fn of(grey: &Grey) -> Self {
        let (columns, rows) = (grey.width / CELL, grey.height / CELL);
        let mut cells = vec![Tensor::default(); columns * rows];
        for (row, cells) in cells.chunks_mut(columns.max(1)).enumerate() {
            fill(grey, row * CELL, cells);
        }
        let windows = windows(&cells, columns, rows);
        Self { columns, rows, windows }
    }
}

/// The cells of one row, the first of whose pixels lie in row `top`.
fn fill(grey: &Grey, top: usize, cells: &mut [Tensor]) {
    let width = cells.len() * CELL;
    let mut across = vec![0_i32; width];
    let mut down = vec![0_i32; width];
    for y in top..top + CELL {
        let above = grey.row(y.saturating_sub(1));
        let here = grey.row(y);
        let below = grey.row((y + 1).min(grey.height - 1));
        // Sobel's operator without its weight of 8.
        for x in 1..width.min(grey.width - 1) {
            let column = |x: usize| i32::from(above[x]) + 2 * i32::from(here[x]) + i32::from(below[x]);
            let row = |row: &[u8]| i32::from(row[x - 1]) + 2 * i32::from(row[x]) + i32::from(row[x + 1]);
            across[x] = column(x + 1) - column(x - 1);
            down[x] = row(below) - row(above);
        }
        for ((cell, across), down) in
            cells.iter_mut().zip(across.as_chunks::<CELL>().0).zip(down.as_chunks::<CELL>().0)
        {
            let (mut x, mut y, mut xx, mut xy, mut yy) = (0, 0, 0, 0, 0);
            for (gx, gy) in across.iter().zip(down) {
                x += gx;
                y += gy;
                xx += gx * gx;
                xy += gx * gy;
                yy += gy * gy;
            }
            cell.add(Tensor { x: x as f32, y: y as f32, xx: xx as f32, xy: xy as f32, yy: yy as f32 });
        }
    }
}

/// Sums over [`WINDOW`] cells each way, first along the rows.
fn windows(cells: &[Tensor], columns: usize, rows: usize) -> Vec<Tensor> {
    let before = WINDOW / 2;
    let mut along = vec![Tensor::default(); cells.len()];
    for row in 0..rows {
        for column in 0..columns {
            let sum = &mut along[row * columns + column];
            for near in column.saturating_sub(before)..(column + WINDOW - before).min(columns) {
                sum.add(cells[row * columns + near]);
            }
        }
    }
    let mut windows = vec![Tensor::default(); cells.len()];
    for row in 0..rows {
        for near in row.saturating_sub(before)..(row + WINDOW - before).min(rows) {
            for column in 0..columns {
                windows[row * columns + column].add(along[near * columns + column]);
            }
        }
    }
    windows
}

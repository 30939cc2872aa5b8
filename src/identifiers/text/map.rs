//! From the map of how likely each pixel belongs to a line to boxes around lines (the last step of DB, "differentiable
//! binarisation", of whose constants those of PP-OCRv6 are used).
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index is kept inside the map by the loop around it"
)]

use super::rect::{Turned, least_around};

/// Probability from which a pixel belongs to a line (PP-OCRv6, `inference.yml`), of 255.
const PIXEL: u8 = 51;
/// Mean probability in a box from which it is a line (PP-OCRv6 tiny).
pub(super) const LEAST_SCORE: f32 = 0.40;
/// The map holds shrunken lines; each side grows by area over circumference times this (PP-OCRv6).
const UNCLIP: f32 = 1.4;
/// Shorter side of a shrunken line, in pixels of the map, from which it is looked at.
const LEAST_SIDE: f32 = 3.0;
/// Pixels of the map that a shrunken line has, at least.
const LEAST_PIXELS: usize = 6;

/// How likely each pixel belongs to a line, 0 to 255, row after row.
pub(super) struct Map {
    pub(super) width: usize,
    pub(super) height: usize,
    pub(super) values: Vec<u8>,
}

impl Map {
    pub(super) fn new(width: u32, height: u32) -> Self {
        let (width, height) = (width as usize, height as usize);
        Self { width, height, values: vec![0; width * height] }
    }

    /// Lays a tile over the map: of two answers the likelier one counts.
    pub(super) fn lay(&mut self, x: u32, y: u32, tile_width: u32, tile: &[u8]) {
        let (x, y) = (x as usize, y as usize);
        let rows = self.values.chunks_exact_mut(self.width.max(1)).skip(y);
        for (row, line) in rows.zip(tile.chunks_exact(tile_width.max(1) as usize)) {
            for (value, new) in row.iter_mut().skip(x).zip(line) {
                *value = (*value).max(*new);
            }
        }
    }

    /// The lines: boxes in pixels of the map, grown to what was shrunken, and how sure they are.
    pub(super) fn lines(&self) -> Vec<(Turned, f32)> {
        let mut seen = vec![false; self.values.len()];
        let mut lines = Vec::new();
        let mut todo = Vec::new();
        for start in 0..self.values.len() {
            if self.values[start] <= PIXEL || seen[start] {
                continue;
            }
            let ends = self.component(start, &mut seen, &mut todo);
            if let Some(line) = ends.and_then(|ends| self.line(&ends)) {
                lines.push(line);
            }
        }
        lines
    }

    /// First and last pixel of each row of the connected pixels (8 neighbours) around `start`; `None` for too few.
    fn component(&self, start: usize, seen: &mut [bool], todo: &mut Vec<usize>) -> Option<Vec<(f32, f32)>> {
        let mut rows: Vec<(usize, usize, usize)> = Vec::new();
        let first_row = start / self.width;
        let mut count = 0;
        seen[start] = true;
        todo.push(start);
        while let Some(at) = todo.pop() {
            count += 1;
            let (x, y) = (at % self.width, at / self.width);
            // Pixels are met row by row from the first one, so no row lies above it.
            let row = y - first_row;
            if rows.len() <= row {
                rows.resize(row + 1, (usize::MAX, 0, 0));
            }
            let ends = &mut rows[row];
            *ends = (ends.0.min(x), ends.1.max(x), y);
            for ny in y.saturating_sub(1)..=(y + 1).min(self.height - 1) {
                for nx in x.saturating_sub(1)..=(x + 1).min(self.width - 1) {
                    let next = ny * self.width + nx;
                    if self.values[next] > PIXEL && !seen[next] {
                        seen[next] = true;
                        todo.push(next);
                    }
                }
            }
        }
        let whole = rows.into_iter().filter(|(left, ..)| *left != usize::MAX);
        (count >= LEAST_PIXELS).then(|| {
            // Corners of the pixels, so that a line of one pixel has a height.
            let corners = |(left, right, y): (usize, usize, usize)| {
                let (left, right, top) = (left as f32, right as f32 + 1.0, y as f32);
                [(left, top), (right, top), (left, top + 1.0), (right, top + 1.0)]
            };
            whole.flat_map(corners).collect()
        })
    }

    fn line(&self, ends: &[(f32, f32)]) -> Option<(Turned, f32)> {
        let shrunken = least_around(ends.to_vec())?;
        if shrunken.height < LEAST_SIDE {
            return None;
        }
        let score = self.mean(&shrunken);
        let grow = shrunken.area() * UNCLIP / (2.0 * (shrunken.length + shrunken.height));
        (score >= LEAST_SCORE).then(|| (shrunken.grown(grow, grow), score))
    }

    /// Mean probability inside.
    fn mean(&self, inside: &Turned) -> f32 {
        let quad = inside.quad();
        let side = |value: f32, most: usize| (value.max(0.0) as usize).min(most);
        let (left, right) = quad.iter().fold((f32::MAX, f32::MIN), |(a, b), (x, _)| (a.min(*x), b.max(*x)));
        let (top, bottom) = quad.iter().fold((f32::MAX, f32::MIN), |(a, b), (_, y)| (a.min(*y), b.max(*y)));
        let (mut sum, mut count) = (0u64, 0u64);
        for y in side(top.floor(), self.height)..side(bottom.ceil(), self.height) {
            for x in side(left.floor(), self.width)..side(right.ceil(), self.width) {
                if inside.contains((x as f32 + 0.5, y as f32 + 0.5)) {
                    sum += u64::from(self.values[y * self.width + x]);
                    count += 1;
                }
            }
        }
        if count == 0 { 0.0 } else { sum as f32 / (count as f32 * 255.0) }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_in_the_map_is_a_line_grown_on_every_side() {
        let mut map = Map::new(64, 32);
        map.lay(10, 12, 30, &[200; 30 * 6]);
        // Too thin, too unlikely, too small.
        map.lay(5, 2, 20, &[255; 20 * 2]);
        map.lay(50, 2, 8, &[60; 8 * 8]);
        map.lay(60, 28, 2, &[255; 4]);
        let lines = map.lines();
        assert_eq!(lines.len(), 1, "{lines:?}");
        let (line, score) = lines[0];
        assert!((score - 200.0 / 255.0).abs() < 0.01);
        assert!((line.center.0 - 25.0).abs() < 0.1 && (line.center.1 - 15.0).abs() < 0.1, "{line:?}");
        // 30 × 6 grows by 180 × 1.4 / 72 = 3.5 at each side.
        assert!((line.length - 37.0).abs() < 0.1 && (line.height - 13.0).abs() < 0.1, "{line:?}");
    }

    #[test]
    fn of_two_tiles_the_likelier_answer_counts_and_nothing_is_laid_outside() {
        let mut map = Map::new(4, 3);
        map.lay(2, 1, 3, &[9; 9]);
        map.lay(3, 1, 2, &[4, 4, 200, 200]);
        assert_eq!(map.values, [0, 0, 0, 0, 0, 0, 9, 9, 0, 0, 9, 200]);
    }
}

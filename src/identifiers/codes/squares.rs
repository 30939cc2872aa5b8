//! Square patches full of small dark and light fields: Data Matrix by the two dark sides that meet, others for a decoder.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from the ranges of its own lists"
)]

use super::{
    Hit,
    grey::Grey,
    patches::{Part, filled, find, parts},
};
use crate::identifiers::{Grade, Quad};

/// Sides of a square in pixels of its level; larger ones are smaller in the next.
const SIDES: std::ops::Range<f64> = 11.0..400.0;
/// Part of it that is dark.
const DARK: std::ops::Range<f64> = 0.35..0.92;
/// Samples each way over a square.
const GRID: usize = 32;
/// Least difference between dark and light fields.
const CONTRAST: f32 = 35.0;
/// Mean changes between dark and light along its lines, at least.
const CHANGES: f32 = 2.5;
/// How light the four sides of its edge are, in parts of the contrast.
const RING: std::ops::Range<f32> = 0.6..1.5;
/// From so many changes on the edge need not be light everywhere; before, its darkest point must be this light.
const SURE_CHANGES: f32 = 4.0;
const SURE_RING: f32 = 0.7;
/// How much lighter than the two dark sides the others are, in parts of the contrast.
const SIDE_GAP: f32 = 0.14;

/// A square that may be a code.
pub(super) struct Square {
    pub(super) hit: Hit,
    /// True where two sides that meet are dark and the others are not.
    pub(super) is_data_matrix: bool,
}

/// Squares among the patches of one level, in its pixels.
pub(super) fn squares(grey: &Grey, parts: &[Part], window: usize) -> Vec<Square> {
    let mut found = Vec::new();
    for (label, whole) in filled(parts).iter().enumerate() {
        let part = &parts[label];
        let is_candidate = part.root == label as u32
            && part.dark
            && (SIDES.start * SIDES.start..SIDES.end * SIDES.end).contains(&whole.area)
            && DARK.contains(&(part.area / whole.area))
            && whole.is_square();
        if is_candidate && let Some(square) = corners(grey, whole, window).and_then(|quad| check(grey, quad))
        {
            found.push(square);
        }
    }
    found
}

/// The corners of a patch: the largest quadrilateral between points of its hull.
fn corners(grey: &Grey, whole: &Part, window: usize) -> Option<Quad> {
    let [left, top, right, bottom] = whole.bounds;
    let margin = window / 2 + 2;
    let (x, y) = (left.saturating_sub(margin), top.saturating_sub(margin));
    let crop = grey.part(x, y, (right + margin).min(grey.width) - x, (bottom + margin).min(grey.height) - y);
    let mut runs = Vec::new();
    let parts = parts(&crop, window, true, |row, run| runs.push((row, *run)));
    // The same patch in the crop: the largest dark one whose box is the same.
    let label = (0..parts.len()).find(|&label| {
        let part = &parts[label];
        part.root == label as u32
            && part.dark
            && part.bounds[0] + x == left
            && part.bounds[1] + y == top
            && part.bounds[2] + x == right
            && part.bounds[3] + y == bottom
    })? as u32;
    let mut points: Vec<(f32, f32)> = Vec::new();
    for (row, run) in &runs {
        if find(&parts, run.label) == label {
            for (u, v) in [(run.start, *row), (run.start, row + 1), (run.end, *row), (run.end, row + 1)] {
                points.push(((u + x) as f32, (v + y) as f32));
            }
        }
    }
    // Fat fields reach a pixel too far.
    largest(&hull(points)).map(|quad| super::join::grown(&quad, -1.0))
}

/// The convex hull, clockwise (Andrew's monotone chain).
pub(super) fn hull(mut points: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points.dedup();
    let cross =
        |o: (f32, f32), a: (f32, f32), b: (f32, f32)| (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0);
    let half = |points: &mut dyn Iterator<Item = (f32, f32)>| {
        let mut chain: Vec<(f32, f32)> = Vec::new();
        for point in points {
            while chain.len() >= 2 && cross(chain[chain.len() - 2], chain[chain.len() - 1], point) <= 0.0 {
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut lower = half(&mut points.iter().copied());
    lower.extend(half(&mut points.iter().rev().copied()));
    lower
}

/// The quadrilateral of the largest area between points of a convex hull.
pub(super) fn largest(hull: &[(f32, f32)]) -> Option<Quad> {
    // A hull of many points is thinned: a corner may be off by half a step along a round edge, no more.
    let step = hull.len().div_ceil(64).max(1);
    let points: Vec<(f32, f32)> = hull.iter().copied().step_by(step).collect();
    let area = |a: usize, b: usize, c: usize| {
        let (a, b, c) = (points[a], points[b], points[c]);
        ((b.0 - a.0) * (c.1 - a.1) - (b.1 - a.1) * (c.0 - a.0)).abs()
    };
    let mut best = (0.0, None);
    for a in 0..points.len() {
        for c in a + 2..points.len() {
            let b = (a + 1..c).max_by(|&one, &two| area(a, one, c).total_cmp(&area(a, two, c)));
            let d = (c + 1..points.len())
                .chain(0..a)
                .max_by(|&one, &two| area(a, one, c).total_cmp(&area(a, two, c)));
            if let (Some(b), Some(d)) = (b, d) {
                let both = area(a, b, c) + area(a, d, c);
                if both > best.0 {
                    best = (both, Some([points[a], points[b], points[c], points[d]]));
                }
            }
        }
    }
    best.1
}

/// The point at (`u`, `v`), 0 to 1 each, between four corners.
fn between(quad: &Quad, u: f32, v: f32) -> (f32, f32) {
    let mix = |a: (f32, f32), b: (f32, f32), t: f32| (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1));
    mix(mix(quad[0], quad[1], u), mix(quad[3], quad[2], u), v)
}

fn check(grey: &Grey, quad: Quad) -> Option<Square> {
    let sample = |u: f32, v: f32| {
        let (x, y) = between(&quad, u, v);
        grey.sample(x, y)
    };
    let place = |index: usize| (index as f32 + 0.5) / GRID as f32;
    let grid: Vec<f32> = (0..GRID * GRID).map(|at| sample(place(at % GRID), place(at / GRID))).collect();
    let mut sorted = grid.clone();
    sorted.sort_by(f32::total_cmp);
    let (dark, light) = (sorted[sorted.len() / 10], sorted[sorted.len() * 9 / 10]);
    let contrast = light - dark;
    if contrast < CONTRAST {
        return None;
    }
    let half = f32::midpoint(dark, light);
    let flips = |values: &mut dyn Iterator<Item = f32>| {
        let (mut count, mut state) = (0, None);
        for value in values {
            let next = if value > half + 0.12 * contrast {
                Some(true)
            } else if value < half - 0.12 * contrast {
                Some(false)
            } else {
                None
            };
            if next.is_some() && next != state {
                count += usize::from(state.is_some());
                state = next;
            }
        }
        count as f32 / GRID as f32
    };
    let rows: f32 = (0..GRID).map(|row| flips(&mut grid[row * GRID..][..GRID].iter().copied())).sum();
    let columns: f32 =
        (0..GRID).map(|column| flips(&mut grid.iter().skip(column).step_by(GRID).copied())).sum();
    if rows.min(columns) < CHANGES {
        return None;
    }
    // How dark the four sides are, each where it is darkest a little inside: above, right, below, left.
    let sides: Vec<f32> = (0..4)
        .map(|side| {
            [0.0_f32, 0.02, 0.04, 0.06, 0.08]
                .iter()
                .map(|&depth| {
                    let line = (0..GRID).map(|index| {
                        let along = 0.04 + 0.92 * place(index);
                        match side {
                            0 => sample(along, depth),
                            1 => sample(1.0 - depth, along),
                            2 => sample(along, 1.0 - depth),
                            _ => sample(depth, along),
                        }
                    });
                    line.sum::<f32>() / GRID as f32
                })
                .fold(f32::MAX, f32::min)
        })
        .collect();
    let gap = (0..4)
        .map(|first| {
            let dark = sides[first].max(sides[(first + 1) % 4]);
            let light = sides[(first + 2) % 4].min(sides[(first + 3) % 4]);
            (light - dark) / contrast
        })
        .fold(f32::MIN, f32::max);
    // Around it lies a light edge: how light its four sides are, in parts of the contrast over the dark fields.
    let ring = (0..4)
        .map(|side| {
            [-0.05_f32, -0.08, -0.11]
                .iter()
                .map(|&depth| {
                    let line = (0..GRID).map(|index| {
                        let along = place(index);
                        match side {
                            0 => sample(along, depth),
                            1 => sample(1.0 - depth, along),
                            2 => sample(along, 1.0 - depth),
                            _ => sample(depth, along),
                        }
                    });
                    let (sum, low) =
                        line.fold((0.0, f32::MAX), |(sum, low), value| (sum + value, f32::min(low, value)));
                    ((sum / GRID as f32 - dark) / contrast, (low - dark) / contrast)
                })
                .fold((f32::MIN, f32::MIN), |best, next| if next.0 > best.0 { next } else { best })
        })
        .fold((f32::MAX, f32::MAX), |a, b| (a.0.min(b.0), a.1.min(b.1)));
    let module = super::join::area(&quad).sqrt() / (1.6 * rows.max(columns)).max(8.0);
    // Where the fields are few by blur, the whole edge must be light; where they are many, something may lie on it.
    if !RING.contains(&ring.0) || (rows.min(columns) < SURE_CHANGES && ring.1 < SURE_RING) {
        return None;
    }
    let score = (0.5 + gap.max(0.0)).min(1.0);
    Some(Square {
        hit: Hit { grade: Grade::DataMatrix, quad, module, score },
        is_data_matrix: gap > SIDE_GAP,
    })
}

//! Bar codes: patches in which everything runs one way, up and down again, and whose bars differ in width.
//!
//! A decoder needs each bar; a place needs only that they are bars. So blurred ones are found too.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from the ranges of its own lists"
)]

use super::{
    Hit,
    cells::{CELL, Cells, Tensor, WINDOW_PIXELS},
    grey::Grey,
};
use crate::identifiers::Grade;

/// Least energy of a pixel: the square of Sobel's sums, about 4 grey levels a pixel.
const ENERGY: f32 = 900.0;
/// Least share of it that runs one way.
const COHERENCE: f32 = 0.8;
/// Most of it that may point to one side.
const LOPSIDED: f32 = 0.08;
/// Neighbours whose lines run within 12° of each other belong together (cosine of twice that).
const SAME_WAY: f32 = 0.913;
/// Least cells of a patch.
const CELLS: usize = 6;
/// Least changes between dark and light; the shortest codes have 27.
const CHANGES: usize = 26;
/// From so many on one light end is enough: the other may lie outside the photo or under a thumb.
const SURELY: usize = 40;
/// Scan lines over a patch, and how well neighbours must agree.
const LINES: usize = 5;
const AGREE: f32 = 0.75;
const AGREE_WHOLE: f32 = 0.82;
/// Least deviation of brightness along a scan line.
const DEVIATION: f32 = 10.0;
/// A change counts from so many deviations.
const SWING: f32 = 0.4;
/// Bars of one colour that follow each other differ by this much (mean of the logarithm of their ratio); stripes do not.
const IRREGULAR: f32 = 0.25;
/// A gap of so many narrow bars ends a code.
const GAP: f32 = 5.5;
/// Samples a pixel along a scan line.
const FINE: f32 = 2.0;

/// A patch of cells that all run one way: its middle, the way across its bars, half its width and half its height.
#[derive(Clone, Copy)]
struct Patch {
    middle: (f32, f32),
    across: (f32, f32),
    width: f32,
    height: f32,
}

impl Patch {
    /// The point `u` across the bars and `v` along them.
    fn at(&self, u: f32, v: f32) -> (f32, f32) {
        let (x, y) = self.across;
        (self.middle.0 + u * x - v * y, self.middle.1 + u * y + v * x)
    }
}

/// Bar codes in one level, in its pixels.
pub(super) fn find(grey: &Grey, cells: &Cells) -> Vec<Hit> {
    let runs = |window: &Tensor| {
        window.energy() > ENERGY * WINDOW_PIXELS / 4.0
            && window.coherence() > COHERENCE
            && window.lopsided(WINDOW_PIXELS) < LOPSIDED
    };
    let mut open: Vec<bool> = cells.windows.iter().map(runs).collect();
    let mut hits = Vec::new();
    let mut left = vec![false; open.len()];
    // Two cells far: light patches between groups of bars do not part a code.
    for members in patches(cells, &mut open, 2) {
        match check(grey, &patch(cells, &members)) {
            Some(hit) => hits.push(hit),
            None => members.iter().for_each(|&member| left[member] = true),
        }
    }
    // What did not hold together may be a code with things beside it that run the same way: its cells have
    // neighbours all round.
    let mut open: Vec<bool> =
        (0..left.len()).map(|cell| left[cell] && surrounded(cells, &left, cell)).collect();
    hits.extend(
        patches(cells, &mut open, 1).iter().filter_map(|members| check(grey, &patch(cells, members))),
    );
    hits
}

/// True where most of the eight neighbours run the same way.
fn surrounded(cells: &Cells, open: &[bool], cell: usize) -> bool {
    let (column, row) = (cell % cells.columns, cell / cells.columns);
    let mut count = 0;
    for near_row in row.saturating_sub(1)..(row + 2).min(cells.rows) {
        for near_column in column.saturating_sub(1)..(column + 2).min(cells.columns) {
            let near = near_row * cells.columns + near_column;
            count += u32::from(open[near] && same_way(cells, cell, near));
        }
    }
    count >= 7
}

fn same_way(cells: &Cells, one: usize, other: usize) -> bool {
    let (x, y) = cells.windows[one].double_angle();
    let (nx, ny) = cells.windows[other].double_angle();
    x * nx + y * ny > SAME_WAY
}

/// Groups of open cells that run the same way and lie within `reach` of each other.
fn patches(cells: &Cells, open: &mut [bool], reach: usize) -> Vec<Vec<usize>> {
    let mut found = Vec::new();
    for start in 0..open.len() {
        if !open[start] {
            continue;
        }
        open[start] = false;
        let mut members = vec![start];
        let mut next = 0;
        while let Some(&cell) = members.get(next) {
            next += 1;
            let (column, row) = (cell % cells.columns, cell / cells.columns);
            for near_row in row.saturating_sub(reach)..(row + reach + 1).min(cells.rows) {
                for near_column in column.saturating_sub(reach)..(column + reach + 1).min(cells.columns) {
                    let near = near_row * cells.columns + near_column;
                    if open[near] && same_way(cells, cell, near) {
                        open[near] = false;
                        members.push(near);
                    }
                }
            }
        }
        if members.len() >= CELLS {
            found.push(members);
        }
    }
    found
}

fn patch(cells: &Cells, members: &[usize]) -> Patch {
    let mut sum = Tensor::default();
    for &member in members {
        sum.add(cells.windows[member]);
    }
    let (down, right) = sum.angle().sin_cos();
    // Means and deviations, not ends: a few cells of the surroundings that run the same way do not move them. The
    // half width of an even patch is √3 deviations.
    let mut moments = [0.0_f32; 4];
    for &member in members {
        let x = ((member % cells.columns) * CELL) as f32;
        let y = ((member / cells.columns) * CELL) as f32;
        let (along, beside) = (x * right + y * down, y * right - x * down);
        for (moment, value) in moments.iter_mut().zip([along, beside, along * along, beside * beside]) {
            *moment += value / members.len() as f32;
        }
    }
    let [along, beside, along2, beside2] = moments;
    let half = |mean: f32, square: f32| (3.0 * (square - mean * mean).max(0.0)).sqrt() + CELL as f32 / 2.0;
    Patch {
        middle: (along * right - beside * down, along * down + beside * right),
        across: (right, down),
        width: half(along, along2),
        height: half(beside, beside2),
    }
}

/// One scan line: means of three lines a pixel apart.
fn scan(grey: &Grey, patch: &Patch, from: f32, count: usize, v: f32) -> Vec<f32> {
    (0..count)
        .map(|index| {
            let u = from + index as f32 / FINE;
            let sample = |v: f32| {
                let (x, y) = patch.at(u, v);
                grey.sample(x, y)
            };
            (sample(v - 1.0) + sample(v) + sample(v + 1.0)) / 3.0
        })
        .collect()
}

/// How alike `a` and `b` are where `b` is moved by `lag` samples, −1 to 1.
fn agreement(a: &[f32], b: &[f32], lag: i32) -> f32 {
    let (a, b) = if lag >= 0 {
        (a.get(..a.len().saturating_sub(lag as usize)), b.get(lag as usize..))
    } else {
        (a.get(lag.unsigned_abs() as usize..), b.get(..b.len().saturating_sub(lag.unsigned_abs() as usize)))
    };
    let (Some(a), Some(b)) = (a, b) else { return 0.0 };
    let count = a.len().min(b.len()).max(1) as f32;
    let mean = |values: &[f32]| values.iter().sum::<f32>() / values.len().max(1) as f32;
    let (ma, mb) = (mean(a), mean(b));
    let (mut ab, mut aa, mut bb) = (0.0, 0.0, 0.0);
    for (a, b) in a.iter().zip(b) {
        ab += (a - ma) * (b - mb);
        aa += (a - ma) * (a - ma);
        bb += (b - mb) * (b - mb);
    }
    if aa < count || bb < count { 0.0 } else { ab / (aa * bb).sqrt() }
}

/// The best of the small moves.
fn best_agreement(a: &[f32], b: &[f32], around: i32, reach: i32) -> (f32, i32) {
    (around - reach..=around + reach)
        .map(|lag| (agreement(a, b, lag), lag))
        .fold((f32::MIN, 0), |best, next| if next.0 > best.0 { next } else { best })
}

/// Where the line changes between dark and light: halfway between its turns, in samples.
fn changes(line: &[f32], swing: f32) -> Vec<f32> {
    let mut turns: Vec<(usize, f32)> = Vec::new();
    let (mut low, mut high) = ((0, f32::MAX), (0, f32::MIN));
    let mut rising = None;
    for (at, &value) in line.iter().enumerate() {
        if value < low.1 {
            low = (at, value);
        }
        if value > high.1 {
            high = (at, value);
        }
        if rising != Some(true) && value > low.1 + swing {
            turns.push(low);
            rising = Some(true);
            high = (at, value);
        } else if rising != Some(false) && value < high.1 - swing {
            turns.push(high);
            rising = Some(false);
            low = (at, value);
        }
    }
    turns.push(if rising == Some(true) { high } else { low });
    turns
        .windows(2)
        .filter_map(|pair| {
            let [(from, a), (to, b)] = pair else { return None };
            let half = f32::midpoint(*a, *b);
            let part = line.get(*from..=*to)?;
            let crossing = part.windows(2).position(|pair| (pair[0] - half) * (pair[1] - half) <= 0.0)?;
            let (before, after) = (part[crossing], part[crossing + 1]);
            let share =
                if (after - before).abs() < f32::EPSILON { 0.5 } else { (half - before) / (after - before) };
            Some(*from as f32 + crossing as f32 + share)
        })
        .collect()
}

/// The longest run of changes without a gap, from a dark bar to a dark bar, and the width of a narrow bar in samples.
fn chain<'a>(line: &[f32], changes: &'a [f32]) -> Option<(&'a [f32], f32)> {
    let mut widths: Vec<f32> = changes.windows(2).map(|pair| pair[1] - pair[0]).collect();
    widths.sort_by(f32::total_cmp);
    let narrow = *widths.get(widths.len() / 4)?;
    let mut run = changes.chunk_by(|a, b| b - a <= GAP * narrow).max_by_key(|run| run.len())?;
    let rises = |at: f32| {
        let (before, after) = (at.floor() as usize, (at.ceil() as usize).min(line.len() - 1));
        line[after.max(before + 1).min(line.len() - 1)] > line[before]
    };
    // The edge of a label is no bar: behind it lies the light zone round the code.
    if run.first().is_some_and(|first| rises(*first)) {
        run = &run[1..];
    }
    if run.last().is_some_and(|last| !rises(*last)) {
        run = &run[..run.len() - 1];
    }
    Some((run, narrow))
}

/// How much bars of one colour differ from the next of that colour.
fn irregularity(changes: &[f32]) -> f32 {
    let widths: Vec<f32> = changes.windows(2).map(|pair| (pair[1] - pair[0]).max(0.5)).collect();
    let ratios = widths.iter().zip(widths.iter().skip(2));
    let count = ratios.len().max(1) as f32;
    ratios.map(|(a, b)| (a / b).ln().abs()).sum::<f32>() / count
}

/// At how many ends a code is followed by a light patch.
fn quiet_ends(line: &[f32], run: &[f32], narrow: f32, deviation: f32) -> usize {
    let (Some(&first), Some(&last)) = (run.first(), run.last()) else { return 0 };
    let mean = |from: f32, to: f32| {
        let part = line.get(from.max(0.0) as usize..(to.max(0.0) as usize).min(line.len()))?;
        (!part.is_empty()).then(|| part.iter().sum::<f32>() / part.len() as f32)
    };
    let Some(inside) = mean(first, last) else { return 0 };
    [mean(first - 2.0 * narrow, first - 0.7 * narrow), mean(last + 0.7 * narrow, last + 2.0 * narrow)]
        .into_iter()
        .flatten()
        .filter(|mean| *mean > inside + 0.35 * deviation)
        .count()
}

fn check(grey: &Grey, patch: &Patch) -> Option<Hit> {
    // Windows see 8 pixels further than their middles; a code with its light edges may be wider by some.
    let pad = 24.0 + 0.5 * patch.width;
    let from = -patch.width - pad;
    let count = (2.0 * (patch.width + pad) * FINE) as usize;
    let lines: Vec<Vec<f32>> = (0..LINES)
        .map(|number| {
            let part = (number as f32 / (LINES - 1) as f32 - 0.5) * 1.2;
            scan(grey, patch, from, count, part * patch.height)
        })
        .collect();
    let inner =
        (pad * FINE) as usize..count.saturating_sub((pad * FINE) as usize).max((pad * FINE) as usize + 2);
    let mut agreed: f32 = 1.0;
    let mut lags = vec![0_i32];
    for pair in lines.windows(2) {
        let (a, b) = (pair[0].get(inner.clone())?, pair[1].get(inner.clone())?);
        let (likeness, lag) = best_agreement(a, b, 0, 3);
        agreed = agreed.min(likeness);
        lags.push(lags.last().unwrap_or(&0) + lag);
    }
    if agreed < AGREE {
        return None;
    }
    // The mean of the lines, each moved onto the middle one.
    let centre = lags[LINES / 2];
    let mean: Vec<f32> = (0..count)
        .map(|at| {
            let sum: f32 = lines
                .iter()
                .zip(&lags)
                .map(|(line, lag)| line[(at as i32 + lag - centre).clamp(0, count as i32 - 1) as usize])
                .sum();
            sum / LINES as f32
        })
        .collect();
    let inside = mean.get(inner)?;
    let average = inside.iter().sum::<f32>() / inside.len() as f32;
    let deviation =
        (inside.iter().map(|value| (value - average).powi(2)).sum::<f32>() / inside.len() as f32).sqrt();
    if deviation < DEVIATION {
        return None;
    }
    let changes = changes(&mean, SWING * deviation);
    let (run, narrow) = chain(&mean, &changes)?;
    let uneven = irregularity(run);
    // All lines must agree over the whole run, not only where everything runs one way.
    let whole = *run.first()? as usize..(run.last()?.ceil() as usize).min(count);
    for pair in lines.windows(2) {
        let (a, b) = (pair[0].get(whole.clone())?, pair[1].get(whole.clone())?);
        agreed = agreed.min(best_agreement(a, b, 0, 3).0);
    }
    if agreed < AGREE_WHOLE {
        return None;
    }
    let quiet = quiet_ends(&mean, run, narrow, deviation);
    if run.len() < CHANGES || uneven < IRREGULAR || quiet < if run.len() < SURELY { 2 } else { 1 } {
        return None;
    }
    let (first, last) = (*run.first()?, *run.last()?);
    let (left, right) = (from + first / FINE, from + last / FINE);
    let outline =
        tall(grey, patch, left, right, mean.get(first as usize..=(last.ceil() as usize).min(count - 1))?);
    let score = (0.5 + 0.5 * (agreed - AGREE) / (1.0 - AGREE)).min(1.0) * (run.len() as f32 / 40.0).min(1.0);
    Some(Hit { grade: Grade::Bars, quad: outline, module: narrow / FINE, score })
}

/// The four corners of a code between `left` and `right`: up and down as long as the lines stay alike.
fn tall(grey: &Grey, patch: &Patch, left: f32, right: f32, mean: &[f32]) -> super::super::Quad {
    let count = mean.len();
    let mut ends = [(0.0, 0_i32); 2];
    for (end, direction) in ends.iter_mut().zip([-1.0_f32, 1.0]) {
        let mut lag = 0;
        let mut missed = 0;
        let limit = 2.0 * (grey.width.max(grey.height)) as f32;
        let mut v = 0.0;
        while v < limit && missed < 4 {
            v += 1.0;
            // Beyond the edge every line is like the last one.
            let inside = |u: f32| {
                let (x, y) = patch.at(u, direction * v);
                (0.0..grey.width as f32).contains(&x) && (0.0..grey.height as f32).contains(&y)
            };
            if !inside(f32::midpoint(left, right)) {
                break;
            }
            let line = scan(grey, patch, left, count, direction * v);
            // The farther out, the further the bars may have leant.
            let (likeness, moved) = best_agreement(mean, &line, lag, 1);
            if likeness > 0.55 {
                lag = moved;
                missed = 0;
                *end = (direction * v, lag);
            } else {
                missed += 1;
            }
        }
    }
    let [(top, above), (bottom, below)] = ends;
    let shift = |lag: i32| lag as f32 / FINE;
    let corner = |u: f32, v: f32| patch.at(u, v);
    [
        corner(left + shift(above), top - 0.5),
        corner(right + shift(above), top - 0.5),
        corner(right + shift(below), bottom + 0.5),
        corner(left + shift(below), bottom + 0.5),
    ]
}

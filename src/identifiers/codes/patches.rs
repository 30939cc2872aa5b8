//! Patches of one brightness, and what lies in what.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from the picture's ranges or its labels"
)]

use std::ops::Range;

use super::grey::Grey;

/// Darker than the mean round about by so many grey levels is dark.
const DARKER: i32 = 5;
/// Area² over 144 times the determinant of the moments: 1 for a parallelogram, more for nothing else but an ellipse (1.1).
const SQUARENESS: Range<f64> = 0.7..1.25;
/// The longer over the shorter axis, at most: 35° of tilt and a little.
const STRETCH: f64 = 2.0;

/// What is known of a patch of one brightness: its area and moments, in pixels.
#[derive(Clone, Copy)]
pub(super) struct Part {
    /// The label that it belongs to; itself, where nothing has joined it to another.
    pub(super) root: u32,
    /// The label to the left of its first pixel, which belongs to the patch around it.
    pub(super) around: u32,
    pub(super) dark: bool,
    pub(super) area: f64,
    x: f64,
    y: f64,
    xx: f64,
    xy: f64,
    yy: f64,
    /// The smallest upright box: left, top, right, bottom, the last two beyond it.
    pub(super) bounds: [usize; 4],
}

impl Part {
    fn new(label: u32, around: u32, dark: bool) -> Self {
        Self {
            root: label,
            around,
            dark,
            area: 0.0,
            x: 0.0,
            y: 0.0,
            xx: 0.0,
            xy: 0.0,
            yy: 0.0,
            bounds: [usize::MAX, usize::MAX, 0, 0],
        }
    }

    fn add(&mut self, other: Self) {
        self.area += other.area;
        self.x += other.x;
        self.y += other.y;
        self.xx += other.xx;
        self.xy += other.xy;
        self.yy += other.yy;
        let ([left, top, right, bottom], [l, t, r, b]) = (self.bounds, other.bounds);
        self.bounds = [left.min(l), top.min(t), right.max(r), bottom.max(b)];
    }

    pub(super) fn with(mut self, other: Self) -> Self {
        self.add(other);
        self
    }

    pub(super) fn middle(&self) -> (f64, f64) {
        (self.x / self.area, self.y / self.area)
    }

    /// Second moments about the middle.
    fn spread(&self) -> (f64, f64, f64) {
        let (x, y) = self.middle();
        (self.xx / self.area - x * x, self.xy / self.area - x * y, self.yy / self.area - y * y)
    }

    /// True for something like a square seen from any side.
    pub(super) fn is_square(&self) -> bool {
        let (xx, xy, yy) = self.spread();
        // A pixel has moments of its own, 1/12 each way.
        let (xx, yy) = (xx + 1.0 / 12.0, yy + 1.0 / 12.0);
        let determinant = xx * yy - xy * xy;
        let squareness = self.area * self.area / (144.0 * determinant.max(1e-6));
        let (mean, difference) = (f64::midpoint(xx, yy), (0.5 * (xx - yy)).hypot(xy));
        let stretch = ((mean + difference) / (mean - difference).max(1e-6)).sqrt();
        SQUARENESS.contains(&squareness) && stretch < STRETCH
    }
}

pub(super) const NONE: u32 = u32::MAX;

/// Pixels from `start` to `end` of one row.
#[derive(Clone, Copy)]
pub(super) struct Run {
    pub(super) start: usize,
    pub(super) end: usize,
    dark: bool,
    pub(super) label: u32,
}

/// Each patch with all that lies in it.
pub(super) fn filled(parts: &[Part]) -> Vec<Part> {
    let mut filled = parts.to_vec();
    // A patch has a later label than the one around it.
    for label in (0..parts.len()).rev() {
        if parts[label].root == label as u32 && parts[label].around != NONE {
            let around = find(parts, parts[label].around) as usize;
            let inner = filled[label];
            filled[around].add(inner);
        }
    }
    filled
}

pub(super) fn find(parts: &[Part], mut label: u32) -> u32 {
    while parts[label as usize].root != label {
        label = parts[label as usize].root;
    }
    label
}

/// Joins two labels; the older one stays, because its first pixel came first.
fn join(parts: &mut [Part], one: u32, other: u32) -> u32 {
    let (one, other) = (find(parts, one), find(parts, other));
    let (older, newer) = (one.min(other), one.max(other));
    if older != newer {
        let part = parts[newer as usize];
        parts[older as usize].add(part);
        parts[newer as usize].root = older;
    }
    older
}

/// All patches: dark ones hang together over corners, light ones do not. With `fat` each dark pixel darkens its eight
/// neighbours, so that fields that hardly touch hang together. Each run of pixels is shown to `seen`.
pub(super) fn parts(grey: &Grey, window: usize, fat: bool, mut seen: impl FnMut(usize, &Run)) -> Vec<Part> {
    let mut parts = Vec::new();
    let mut above: Vec<Run> = Vec::new();
    let mut rows = Rows::new(grey, window, fat);
    let mut row: Vec<Run> = Vec::new();
    for y in 0..grey.height {
        runs(rows.row(y), &mut row);
        let mut first = 0;
        let mut before = NONE;
        for run in &mut row {
            let reach = usize::from(run.dark);
            // Runs above that end before this one begins are of no use to any later one either.
            while above.get(first).is_some_and(|up| up.end < run.start) {
                first += 1;
            }
            for up in above[first..].iter().take_while(|up| up.start < run.end + reach) {
                if up.dark == run.dark && up.end + reach > run.start {
                    run.label = if run.label == NONE {
                        find(&parts, up.label)
                    } else {
                        join(&mut parts, run.label, up.label)
                    };
                }
            }
            if run.label == NONE {
                run.label = parts.len() as u32;
                parts.push(Part::new(run.label, before, run.dark));
            }
            measure(&mut parts[run.label as usize], run, y);
            before = run.label;
            seen(y, run);
        }
        std::mem::swap(&mut above, &mut row);
    }
    parts
}

/// The runs of one row, one after the other.
fn runs(dark: &[bool], row: &mut Vec<Run>) {
    row.clear();
    let mut start = 0;
    for same in dark.chunk_by(|a, b| a == b) {
        row.push(Run { start, end: start + same.len(), dark: same[0], label: NONE });
        start += same.len();
    }
}

/// Rows of dark pixels, as they are or fat.
struct Rows<'a> {
    means: Means<'a>,
    fat: bool,
    /// The rows above, at and below, each already widened; only where they are fat.
    wide: [Vec<bool>; 3],
    row: Vec<bool>,
}

impl<'a> Rows<'a> {
    fn new(grey: &'a Grey, window: usize, fat: bool) -> Self {
        let mut rows = Self {
            means: Means::new(grey, window),
            fat,
            wide: std::array::from_fn(|_| vec![false; grey.width]),
            row: vec![false; grey.width],
        };
        if fat {
            rows.next_wide(0);
        }
        rows
    }

    /// Widens row `y` into the last of the three.
    fn next_wide(&mut self, y: usize) {
        self.wide.rotate_left(1);
        let [_, _, wide] = &mut self.wide;
        if y >= self.means.grey.height {
            wide.fill(false);
            return;
        }
        self.means.row(y, &mut self.row);
        let row = &self.row;
        wide.copy_from_slice(row);
        for (wide, right) in wide.iter_mut().zip(row.iter().skip(1)) {
            *wide |= right;
        }
        for (wide, left) in wide.iter_mut().skip(1).zip(row) {
            *wide |= left;
        }
    }

    /// Row `y`; they are asked for one after the other.
    fn row(&mut self, y: usize) -> &[bool] {
        if self.fat {
            self.next_wide(y + 1);
            let [above, here, below] = &self.wide;
            for (((dark, above), here), below) in self.row.iter_mut().zip(above).zip(here).zip(below) {
                *dark = above | here | below;
            }
        } else {
            self.means.row(y, &mut self.row);
        }
        &self.row
    }
}

fn measure(part: &mut Part, run: &Run, y: usize) {
    let [left, top, right, bottom] = part.bounds;
    part.bounds = [left.min(run.start), top.min(y), right.max(run.end), bottom.max(y + 1)];
    let count = (run.end - run.start) as f64;
    let (y, middle) = (y as f64, f64::midpoint(run.start as f64, run.end as f64 - 1.0));
    part.area += count;
    part.x += count * middle;
    part.y += count * y;
    part.xx += count * (middle * middle + (count * count - 1.0) / 12.0);
    part.xy += count * middle * y;
    part.yy += count * y * y;
}

/// Which pixels are darker than the mean round about, row by row: sums of columns are carried down.
struct Means<'a> {
    grey: &'a Grey,
    half: usize,
    columns: Vec<u32>,
    rows: Range<usize>,
}

impl<'a> Means<'a> {
    fn new(grey: &'a Grey, window: usize) -> Self {
        Self { grey, half: window / 2, columns: vec![0; grey.width], rows: 0..0 }
    }

    fn row(&mut self, y: usize, dark: &mut [bool]) {
        let grey = self.grey;
        let wanted = y.saturating_sub(self.half)..(y + self.half + 1).min(grey.height);
        while self.rows.end < wanted.end {
            for (sum, pixel) in self.columns.iter_mut().zip(grey.row(self.rows.end)) {
                *sum += u32::from(*pixel);
            }
            self.rows.end += 1;
        }
        while self.rows.start < wanted.start {
            for (sum, pixel) in self.columns.iter_mut().zip(grey.row(self.rows.start)) {
                *sum -= u32::from(*pixel);
            }
            self.rows.start += 1;
        }
        let count_y = self.rows.len() as i32;
        let mut sum: u32 = self.columns.iter().take(self.half).sum();
        for (x, (pixel, dark)) in grey.row(y).iter().zip(dark).enumerate() {
            if let Some(next) = self.columns.get(x + self.half) {
                sum += next;
            }
            if x > self.half {
                sum -= self.columns[x - self.half - 1];
            }
            let count =
                count_y * ((x + self.half).min(grey.width - 1) + 1 - x.saturating_sub(self.half)) as i32;
            *dark = (i32::from(*pixel) + DARKER) * count < sum as i32;
        }
    }
}

//! Squares in squares: dark, light, dark. Three of them at the corners of a square are a QR code.
//!
//! A nest has no direction, so a code is found at any turn; and it outlasts blur that a decoder does not.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from the picture's ranges or its labels"
)]

use std::f32::consts::{FRAC_PI_2, FRAC_PI_6};

use super::{
    Hit,
    grey::Grey,
    patches::{NONE, Part, find},
};
use crate::identifiers::Grade;

/// Area of light ring with what it holds over the core: 25 over 9 modules, wider for blur.
const LIGHT_OVER_CORE: (f64, f64) = (1.6, 7.0);
/// Area of the whole nest over the core: 49 over 9 modules.
const WHOLE_OVER_CORE: (f64, f64) = (3.0, 15.0);
/// The three centres lie within this part of the side.
const CONCENTRIC: f64 = 0.18;
/// Smallest core, in pixels.
const CORE: f64 = 4.0;
/// Sizes of the three corners, and lengths of the two sides, differ by no more than this.
const ALIKE: f32 = 1.6;
/// Modules from the middle of one corner to the middle of the next: 14 in the smallest code, 170 in the largest.
const BETWEEN: (f32, f32) = (11.0, 175.0);
/// More nests than these are a texture, not codes; the strongest are taken.
const MOST: usize = 160;

/// A nest: its middle, and the side of a module.
#[derive(Clone, Copy)]
pub(super) struct Nest {
    x: f32,
    y: f32,
    module: f32,
    /// How far it is from what it should be; 0 is best.
    flaw: f32,
}

/// Nests among the patches of one level, in its pixels.
pub(super) fn nests(parts: &[Part]) -> Vec<Nest> {
    let part = |label: u32| (label != NONE).then(|| parts[find(parts, label) as usize]);
    parts
        .iter()
        .enumerate()
        .filter(|(label, core)| core.root == *label as u32 && core.dark && core.area >= CORE)
        .filter_map(|(_, core)| {
            let ring = part(core.around)?;
            let outer = part(ring.around)?;
            nest(core, ring, outer)
        })
        .collect()
}

/// The core and the light ring must be what they should be; the dark ring round them may have grown together with the
/// modules beside it, as blur makes it.
fn nest(core: &Part, ring: Part, outer: Part) -> Option<Nest> {
    let within = |value: f64, (low, high): (f64, f64)| (low..high).contains(&value);
    let light = ring.with(*core);
    if !within(light.area / core.area, LIGHT_OVER_CORE) || !core.is_square() || !light.is_square() {
        return None;
    }
    let whole = outer.with(light);
    let is_whole = within(whole.area / core.area, WHOLE_OVER_CORE) && whole.is_square();
    let (x, y) = if is_whole { whole.middle() } else { light.middle() };
    // Seven modules across; blur and the mean round about move the edge of the light ring, but not far from five.
    let side = if is_whole { whole.area.sqrt() } else { light.area.sqrt() * 7.0 / 5.0 };
    let off = [core.middle(), light.middle()]
        .iter()
        .map(|(other_x, other_y)| (other_x - x).hypot(other_y - y) / side)
        .fold(0.0, f64::max);
    let flaw = off + (light.area / core.area / (25.0 / 9.0)).ln().abs() + if is_whole { 0.0 } else { 0.5 };
    (off < CONCENTRIC).then_some(Nest {
        x: x as f32 + 0.5,
        y: y as f32 + 0.5,
        module: side as f32 / 7.0,
        flaw: flaw as f32,
    })
}

/// One of each nest: what several levels and windows have seen is kept as the best of them saw it.
pub(super) fn distinct(mut nests: Vec<Nest>) -> Vec<Nest> {
    nests.sort_by(|a, b| a.flaw.total_cmp(&b.flaw).then(a.x.total_cmp(&b.x)).then(a.y.total_cmp(&b.y)));
    let mut kept: Vec<Nest> = Vec::new();
    for nest in nests {
        let same =
            |other: &Nest| (other.x - nest.x).hypot(other.y - nest.y) < 2.5 * other.module.max(nest.module);
        if kept.len() < MOST && !kept.iter().any(same) {
            kept.push(nest);
        }
    }
    kept
}

impl Nest {
    /// In pixels of a picture `scale` times as large.
    pub(super) fn scaled(self, scale: f32) -> Self {
        Self { x: self.x * scale, y: self.y * scale, module: self.module * scale, ..self }
    }
}

/// QR codes among the nests: three of one size at the corners of a square.
pub(super) fn codes(grey: &Grey, nests: &[Nest]) -> Vec<Hit> {
    let mut found: Vec<(f32, Hit)> = Vec::new();
    for corner in nests {
        for (number, right) in nests.iter().enumerate() {
            for below in &nests[number + 1..] {
                if let Some((fault, hit)) = code(grey, corner, right, below) {
                    found.push((fault, hit));
                }
            }
        }
    }
    // Each nest belongs to one code: the most regular ones first.
    found.sort_by(|a, b| a.0.total_cmp(&b.0));
    let mut hits: Vec<Hit> = Vec::new();
    for (_, hit) in found {
        if !hits.iter().any(|other| super::join::overlap(&other.quad, &hit.quad) > 0.1) {
            hits.push(hit);
        }
    }
    hits
}

fn code(grey: &Grey, corner: &Nest, right: &Nest, below: &Nest) -> Option<(f32, Hit)> {
    let ratio = |a: f32, b: f32| (a / b).max(b / a);
    let sizes = ratio(corner.module, right.module)
        .max(ratio(corner.module, below.module))
        .max(ratio(right.module, below.module));
    if sizes > ALIKE {
        return None;
    }
    let side = |to: &Nest| (to.x - corner.x, to.y - corner.y);
    let (mut across, mut down) = (side(right), side(below));
    let mut turn = across.0 * down.1 - across.1 * down.0;
    if turn < 0.0 {
        (across, down, turn) = (down, across, -turn);
    }
    let (width, height) = (across.0.hypot(across.1), down.0.hypot(down.1));
    if width < 1.0 || height < 1.0 || ratio(width, height) > ALIKE {
        return None;
    }
    let angle = (turn / (width * height)).clamp(-1.0, 1.0).asin();
    if FRAC_PI_2 - angle > FRAC_PI_6 {
        return None;
    }
    let module = (corner.module + right.module + below.module) / 3.0;
    let between = turn.sqrt() / module;
    if !(BETWEEN.0..BETWEEN.1).contains(&between) {
        return None;
    }
    let (e, f) = ((across.0 / between, across.1 / between), (down.0 / between, down.1 / between));
    let at = |u: f32, v: f32| (corner.x + u * e.0 + v * f.0, corner.y + u * e.1 + v * f.1);
    let far = between + 3.5;
    let quad = [at(-3.5, -3.5), at(far, -3.5), at(far, far), at(-3.5, far)];
    if !is_mixed(grey, &at, between) {
        return None;
    }
    let fault =
        sizes.ln() + ratio(width, height).ln() + (FRAC_PI_2 - angle) + corner.flaw + right.flaw + below.flaw;
    let score = (1.0 - 0.2 * fault).clamp(0.3, 1.0);
    Some((fault, Hit { grade: Grade::Qr, quad, module, score }))
}

/// Between its corners a code is neither dark nor light.
fn is_mixed(grey: &Grey, at: &impl Fn(f32, f32) -> (f32, f32), between: f32) -> bool {
    const SAMPLES: usize = 24;
    let sample = |u: f32, v: f32| {
        let (x, y) = at(u, v);
        grey.sample(x, y)
    };
    let dark = (sample(0.0, 0.0) + sample(between, 0.0) + sample(0.0, between)) / 3.0;
    let light =
        (sample(2.0, 0.0) + sample(between - 2.0, 0.0) + sample(0.0, between - 2.0) + sample(-2.0, 0.0))
            / 4.0;
    let (mut sum, mut squares) = (0.0, 0.0);
    for row in 0..SAMPLES {
        for column in 0..SAMPLES {
            let place = |index: usize| (index as f32 + 0.5) / SAMPLES as f32 * (between + 7.0) - 3.5;
            let value = sample(place(column), place(row));
            sum += value;
            squares += value * value;
        }
    }
    let count = (SAMPLES * SAMPLES) as f32;
    let mean = sum / count;
    let deviation = (squares / count - mean * mean).max(0.0).sqrt();
    let contrast = light - dark;
    contrast > 5.0 && (0.1..1.3).contains(&((mean - dark) / contrast)) && deviation > 0.15 * contrast
}

//! Several sights of one code are one place.
#![expect(clippy::indexing_slicing, reason = "corners of a quadrilateral are counted modulo four")]

use super::{Hit, grey::Grey};
use crate::identifiers::{Place, Quad};

/// Sights of which so much of the smaller one lies in the other are of one code.
const SAME: f32 = 0.4;
/// The outline lies outside the code by the largest of these: pixels, modules, parts of its side.
const MARGIN_PIXELS: f32 = 2.0;
const MARGIN_MODULES: f32 = 1.5;
const MARGIN_SHARE: f32 = 0.02;

/// Twice the area, positive where the corners go clockwise.
fn double_area(polygon: &[(f32, f32)]) -> f32 {
    let next = polygon.iter().cycle().skip(1);
    polygon.iter().zip(next).map(|(a, b)| a.0 * b.1 - a.1 * b.0).sum()
}

/// Square pixels inside.
pub(super) fn area(quad: &Quad) -> f32 {
    double_area(quad).abs() / 2.0
}

/// Square pixels inside both; both convex (Sutherland and Hodgman: one is cut by each side of the other).
pub(super) fn shared(one: &Quad, other: &Quad) -> f32 {
    let mut rest: Vec<(f32, f32)> = one.to_vec();
    let sense = double_area(other).signum();
    for (a, b) in other.iter().zip(other.iter().cycle().skip(1)) {
        let side = |p: &(f32, f32)| sense * ((b.0 - a.0) * (p.1 - a.1) - (b.1 - a.1) * (p.0 - a.0));
        let mut cut = Vec::with_capacity(rest.len() + 1);
        for (p, q) in rest.iter().zip(rest.iter().cycle().skip(1)) {
            let (from, to) = (side(p), side(q));
            if from >= 0.0 {
                cut.push(*p);
            }
            if (from >= 0.0) != (to >= 0.0) {
                let share = from / (from - to);
                cut.push((p.0 + share * (q.0 - p.0), p.1 + share * (q.1 - p.1)));
            }
        }
        rest = cut;
    }
    double_area(&rest).abs() / 2.0
}

/// The part of the smaller one that the other covers, 0 to 1.
pub(super) fn overlap(one: &Quad, other: &Quad) -> f32 {
    shared(one, other) / area(one).min(area(other)).max(1.0)
}

/// The quadrilateral with each side moved outwards by `by` pixels.
pub(super) fn grown(quad: &Quad, by: f32) -> Quad {
    let sense = double_area(quad).signum();
    let line = |index: usize| {
        let (a, b) = (quad[index % 4], quad[(index + 1) % 4]);
        let (x, y) = (b.0 - a.0, b.1 - a.1);
        let length = x.hypot(y).max(1e-3);
        // Outwards of a side that goes clockwise is to its left.
        let (out_x, out_y) = (sense * y / length, -sense * x / length);
        ((a.0 + by * out_x, a.1 + by * out_y), (x / length, y / length))
    };
    std::array::from_fn(|index| {
        let ((ax, ay), (ux, uy)) = line(index + 3);
        let ((bx, by_), (vx, vy)) = line(index);
        let cross = ux * vy - uy * vx;
        if cross.abs() < 0.05 {
            return quad[index];
        }
        let along = ((bx - ax) * vy - (by_ - ay) * vx) / cross;
        (ax + along * ux, ay + along * uy)
    })
}

/// The hits as places: what lies on each other is one code.
pub(super) fn join(mut hits: Vec<Hit>) -> Vec<Place> {
    // The surest first; of two alike the larger, then the upper, so that the order of the threads has no say.
    hits.sort_by(|a, b| {
        b.score
            .total_cmp(&a.score)
            .then(area(&b.quad).total_cmp(&area(&a.quad)))
            .then(a.quad[0].1.total_cmp(&b.quad[0].1))
            .then(a.quad[0].0.total_cmp(&b.quad[0].0))
    });
    let mut codes: Vec<(Hit, Vec<(f32, f32)>)> = Vec::new();
    for hit in hits {
        if let Some((_, corners)) = codes.iter_mut().find(|(code, _)| overlap(&code.quad, &hit.quad) > SAME) {
            corners.extend(hit.quad);
        } else {
            let corners = hit.quad.to_vec();
            codes.push((hit, corners));
        }
    }
    codes.into_iter().map(|(hit, corners)| place(&hit, &corners)).collect()
}

/// The place of a code whose sights have these corners.
fn place(hit: &Hit, corners: &[(f32, f32)]) -> Place {
    let margin = MARGIN_PIXELS.max(MARGIN_MODULES * hit.module).max(MARGIN_SHARE * area(&hit.quad).sqrt());
    let outline = grown(&hit.quad, margin);
    let inside = |point: &(f32, f32)| {
        let sense = double_area(&outline).signum();
        outline
            .iter()
            .zip(outline.iter().cycle().skip(1))
            .all(|(a, b)| sense * ((b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0)) >= 0.0)
    };
    let (quad, outline) = if corners.iter().all(inside) {
        (hit.quad, outline)
    } else {
        let quad = upright(&hit.quad, corners);
        (quad, grown(&quad, margin))
    };
    Place { grade: hit.grade, outline, lines: vec![quad], score: hit.score }
}

/// The smallest rectangle along the first side of `quad` that holds all `points`.
fn upright(quad: &Quad, points: &[(f32, f32)]) -> Quad {
    let [(x0, y0), (x1, y1), ..] = *quad;
    let length = (x1 - x0).hypot(y1 - y0).max(1e-3);
    let (right, down) = ((x1 - x0) / length, (y1 - y0) / length);
    let (mut u, mut v) = ((f32::MAX, f32::MIN), (f32::MAX, f32::MIN));
    for (x, y) in points {
        let (across, along) = (x * right + y * down, y * right - x * down);
        u = (u.0.min(across), u.1.max(across));
        v = (v.0.min(along), v.1.max(along));
    }
    let at = |u: f32, v: f32| (u * right - v * down, u * down + v * right);
    [at(u.0, v.0), at(u.1, v.0), at(u.1, v.1), at(u.0, v.1)]
}

/// The upright box of `quad` inside a picture: left, top, right, bottom, the last two beyond it.
pub(super) fn bounds(quad: &Quad, grey: &Grey) -> (usize, usize, usize, usize) {
    let reach = |values: [f32; 4], end: usize| {
        let low = values.into_iter().fold(f32::MAX, f32::min).floor().max(0.0) as usize;
        let high = values.into_iter().fold(f32::MIN, f32::max).ceil().max(0.0) as usize;
        (low.min(end), high.min(end))
    };
    let (left, right) = reach(quad.map(|point| point.0), grey.width);
    let (top, bottom) = reach(quad.map(|point| point.1), grey.height);
    (left, top, right, bottom)
}

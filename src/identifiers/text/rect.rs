//! Rectangles at any turn, and what lies between them.

use crate::identifiers::Quad;

/// A rectangle at any turn, in pixels of the upright photo or of a map.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(in crate::identifiers) struct Turned {
    /// Middle.
    pub(in crate::identifiers) center: (f32, f32),
    /// Along the writing.
    pub(in crate::identifiers) length: f32,
    /// Across it; of a box that was found never more than `length`.
    pub(in crate::identifiers) height: f32,
    /// Direction of `length` against the x axis, in radians, clockwise on the screen.
    pub(in crate::identifiers) angle: f32,
}

impl Turned {
    pub(in crate::identifiers) fn area(&self) -> f32 {
        self.length * self.height
    }

    /// Unit vectors along and across the writing.
    pub(in crate::identifiers) fn axes(&self) -> ((f32, f32), (f32, f32)) {
        let (sin, cos) = self.angle.sin_cos();
        ((cos, sin), (-sin, cos))
    }

    /// The corners, clockwise from the upper left one as the writing stands.
    pub(in crate::identifiers) fn quad(&self) -> Quad {
        let (along, across) = self.axes();
        [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(u, v)| {
            let (u, v) = (u * self.length, v * self.height);
            (
                u.mul_add(along.0, v.mul_add(across.0, self.center.0)),
                u.mul_add(along.1, v.mul_add(across.1, self.center.1)),
            )
        })
    }

    /// Longer by `ends` at both ends and higher by `sides` above and below.
    pub(in crate::identifiers) fn grown(&self, ends: f32, sides: f32) -> Self {
        Self {
            length: 2.0f32.mul_add(ends, self.length),
            height: 2.0f32.mul_add(sides, self.height),
            ..*self
        }
    }

    /// Every length times `factor`, about the origin.
    pub(in crate::identifiers) fn scaled(&self, factor: f32) -> Self {
        Self {
            center: (self.center.0 * factor, self.center.1 * factor),
            length: self.length * factor,
            height: self.height * factor,
            ..*self
        }
    }

    /// The same rectangle for writing the other way up.
    pub(in crate::identifiers) fn upside_down(&self) -> Self {
        Self { angle: self.angle + std::f32::consts::PI, ..*self }
    }

    /// Area that lies in both.
    pub(in crate::identifiers) fn shares(&self, other: &Self) -> f32 {
        shared_area(&self.quad(), &other.quad())
    }

    /// How much of both lies in both, 0 to 1.
    pub(in crate::identifiers) fn likeness(&self, other: &Self) -> f32 {
        let shared = self.shares(other);
        shared / (self.area() + other.area() - shared).max(f32::MIN_POSITIVE)
    }

    pub(in crate::identifiers) fn contains(&self, point: (f32, f32)) -> bool {
        let (along, across) = self.axes();
        let (dx, dy) = (point.0 - self.center.0, point.1 - self.center.1);
        dx.mul_add(along.0, dy * along.1).abs() <= self.length / 2.0
            && dx.mul_add(across.0, dy * across.1).abs() <= self.height / 2.0
    }
}

fn cross(o: (f32, f32), a: (f32, f32), b: (f32, f32)) -> f32 {
    (a.0 - o.0) * (b.1 - o.1) - (a.1 - o.1) * (b.0 - o.0)
}

/// The corners of the smallest convex shape around the points, clockwise on the screen.
pub(in crate::identifiers) fn hull(mut points: Vec<(f32, f32)>) -> Vec<(f32, f32)> {
    points.sort_by(|a, b| a.0.total_cmp(&b.0).then(a.1.total_cmp(&b.1)));
    points.dedup();
    if points.len() < 3 {
        return points;
    }
    let half = |points: &mut dyn Iterator<Item = (f32, f32)>| {
        let mut chain: Vec<(f32, f32)> = Vec::new();
        for point in points {
            while let [.., a, b] = chain.as_slice() {
                if cross(*a, *b, point) > 0.0 {
                    break;
                }
                chain.pop();
            }
            chain.push(point);
        }
        chain.pop();
        chain
    };
    let mut all = half(&mut points.iter().copied());
    all.extend(half(&mut points.iter().rev().copied()));
    all
}

/// The rectangle of least area around the points, its longer side as its length; `None` without points.
pub(in crate::identifiers) fn least_around(points: Vec<(f32, f32)>) -> Option<Turned> {
    let hull = hull(points);
    let first = *hull.first()?;
    let mut best: Option<Turned> = None;
    for (at, a) in hull.iter().enumerate() {
        let b = hull.get(at + 1).copied().unwrap_or(first);
        let angle = (b.1 - a.1).atan2(b.0 - a.0);
        let found = around_at(&hull, angle)?;
        if best.is_none_or(|best| found.area() < best.area()) {
            best = Some(found);
        }
    }
    best.map(lying)
}

/// The rectangle around the points whose length lies at `angle`; `None` without points.
pub(in crate::identifiers) fn around_at(points: &[(f32, f32)], angle: f32) -> Option<Turned> {
    let (sin, cos) = angle.sin_cos();
    let mut ends = [f32::MAX, f32::MIN, f32::MAX, f32::MIN];
    for (x, y) in points {
        let (u, v) = (x.mul_add(cos, y * sin), y.mul_add(cos, -x * sin));
        ends = [ends[0].min(u), ends[1].max(u), ends[2].min(v), ends[3].max(v)];
    }
    let [left, right, top, bottom] = ends;
    let (u, v) = (f32::midpoint(left, right), f32::midpoint(top, bottom));
    (!points.is_empty()).then(|| Turned {
        center: (u.mul_add(cos, -v * sin), u.mul_add(sin, v * cos)),
        length: right - left,
        height: bottom - top,
        angle,
    })
}

/// The same rectangle with the longer side as its length, at an angle from -90° to 90°.
fn lying(found: Turned) -> Turned {
    use std::f32::consts::{FRAC_PI_2, PI};
    let mut found = if found.length < found.height {
        Turned { length: found.height, height: found.length, angle: found.angle + FRAC_PI_2, ..found }
    } else {
        found
    };
    found.angle = (found.angle + FRAC_PI_2).rem_euclid(PI) - FRAC_PI_2;
    found
}

/// Area that two convex shapes share. Both have their corners clockwise on the screen.
pub(in crate::identifiers) fn shared_area(a: &[(f32, f32)], b: &[(f32, f32)]) -> f32 {
    let mut shape: Vec<(f32, f32)> = a.to_vec();
    for (at, from) in b.iter().enumerate() {
        let to = b.get((at + 1) % b.len()).copied().unwrap_or(*from);
        let inside = |point: (f32, f32)| cross(*from, to, point);
        let mut cut = Vec::with_capacity(shape.len() + 1);
        for (index, point) in shape.iter().enumerate() {
            let next = shape.get((index + 1) % shape.len()).copied().unwrap_or(*point);
            let (here, there) = (inside(*point), inside(next));
            if here >= 0.0 {
                cut.push(*point);
            }
            if (here >= 0.0) != (there >= 0.0) {
                let part = here / (here - there);
                cut.push((part.mul_add(next.0 - point.0, point.0), part.mul_add(next.1 - point.1, point.1)));
            }
        }
        shape = cut;
        if shape.len() < 3 {
            return 0.0;
        }
    }
    area(&shape)
}

/// Area of a shape whose sides do not cross.
pub(in crate::identifiers) fn area(shape: &[(f32, f32)]) -> f32 {
    let next = shape.iter().cycle().skip(1);
    let doubled: f32 = shape.iter().zip(next).map(|(a, b)| a.0 * b.1 - b.0 * a.1).sum();
    (doubled / 2.0).abs()
}

/// Least distance of two convex shapes; 0 where they touch.
pub(in crate::identifiers) fn distance(a: &Quad, b: &Quad) -> f32 {
    if shared_area(a, b) > 0.0 {
        return 0.0;
    }
    let to_side = |point: (f32, f32), from: (f32, f32), to: (f32, f32)| {
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let whole = dx.mul_add(dx, dy * dy).max(1e-6);
        let part = (((point.0 - from.0) * dx + (point.1 - from.1) * dy) / whole).clamp(0.0, 1.0);
        (point.0 - part.mul_add(dx, from.0)).hypot(point.1 - part.mul_add(dy, from.1))
    };
    let one_way = |points: &Quad, shape: &Quad| {
        let sides = (0..4).filter_map(|at| Some((*shape.get(at)?, *shape.get((at + 1) % 4)?)));
        sides
            .flat_map(|(from, to)| points.iter().map(move |point| to_side(*point, from, to)))
            .fold(f32::MAX, f32::min)
    };
    one_way(a, b).min(one_way(b, a))
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE: Turned = Turned { center: (50.0, 40.0), length: 60.0, height: 12.0, angle: 0.4 };

    #[test]
    fn the_least_rectangle_around_a_turned_one_is_that_one() {
        let found = least_around(LINE.quad().to_vec()).unwrap();
        assert!((found.length - 60.0).abs() < 0.01 && (found.height - 12.0).abs() < 0.01, "{found:?}");
        assert!((found.angle - 0.4).abs() < 0.001 && (found.center.0 - 50.0).abs() < 0.01);
        // A rectangle that stands gets its longer side as its length.
        let standing = Turned { angle: 1.9, ..LINE };
        let found = least_around(standing.quad().to_vec()).unwrap();
        assert!((found.angle - (1.9 - std::f32::consts::PI)).abs() < 0.001 && found.length > found.height);
    }

    #[test]
    fn shared_areas_and_distances() {
        let square =
            |x: f32, y: f32| Turned { center: (x, y), length: 10.0, height: 10.0, angle: 0.0 }.quad();
        assert!((shared_area(&square(0.0, 0.0), &square(5.0, 5.0)) - 25.0).abs() < 0.01);
        assert!(shared_area(&square(0.0, 0.0), &square(20.0, 0.0)) == 0.0);
        assert!((distance(&square(0.0, 0.0), &square(13.0, 0.0)) - 3.0).abs() < 0.01);
        assert!((distance(&square(0.0, 0.0), &square(13.0, 14.0)) - 5.0).abs() < 0.01);
        assert!(distance(&square(0.0, 0.0), &square(9.0, 0.0)) == 0.0);
        assert!((shared_area(&LINE.quad(), &LINE.upside_down().quad()) - LINE.area()).abs() < 0.1);
    }

    #[test]
    fn what_is_inside_is_inside() {
        assert!(
            LINE.contains(LINE.center) && LINE.grown(1.0, 1.0).quad().iter().all(|at| !LINE.contains(*at))
        );
        assert!(LINE.grown(1.0, 1.0).contains(LINE.quad()[0]));
    }
}

//! A small angle, and the largest rectangle inside a turned one.

use crate::geometry::PixelSize;

/// Sine and cosine of an angle of at most ±15°.
#[derive(Debug, Clone, Copy)]
pub(super) struct Angle {
    pub(super) sin: f64,
    pub(super) cos: f64,
}

impl Angle {
    /// Of hundredths of a degree. By the power series and not by the system's mathematics, whose last bit differs between
    /// machines: addition and multiplication are the same everywhere (IEEE 754).
    pub(super) fn of_hundredths(hundredths: i16) -> Self {
        const TERMS: u32 = 9;
        let x = f64::from(hundredths) * std::f64::consts::PI / 18_000.0;
        let (mut sin, mut cos, mut sin_term, mut cos_term) = (x, 1.0, x, 1.0);
        for term in 1..=TERMS {
            let n = f64::from(2 * term);
            cos_term *= -x * x / ((n - 1.0) * n);
            sin_term *= -x * x / (n * (n + 1.0));
            cos += cos_term;
            sin += sin_term;
        }
        Self { sin, cos }
    }

    /// The point turned clockwise around the origin (y grows downwards).
    pub(super) fn turn(self, (x, y): (f64, f64)) -> (f64, f64) {
        (x * self.cos - y * self.sin, x * self.sin + y * self.cos)
    }

    /// The point turned back.
    pub(super) fn turn_back(self, (x, y): (f64, f64)) -> (f64, f64) {
        (x * self.cos + y * self.sin, y * self.cos - x * self.sin)
    }

    /// The largest upright rectangle around the same centre that lies inside a picture of `size` turned by this angle, in
    /// whole pixels; at least one.
    pub(super) fn inside(self, size: PixelSize) -> PixelSize {
        let (width, height) = (f64::from(size.width), f64::from(size.height));
        let (sin, cos) = (self.sin.abs(), self.cos.abs());
        if sin == 0.0 {
            return size;
        }
        let (long, short) = (width.max(height), width.min(height));
        let (across, down) = if short <= 2.0 * sin * cos * long {
            // Two corners touch the long sides, the others lie within.
            let half = short / 2.0;
            if width >= height { (half / sin, half / cos) } else { (half / cos, half / sin) }
        } else {
            // All four corners touch a side.
            let double = cos * cos - sin * sin;
            ((width * cos - height * sin) / double, (height * cos - width * sin) / double)
        };
        let pixels = |side: f64, most: u32| (side.floor().max(1.0) as u32).min(most);
        PixelSize::new(pixels(across, size.width), pixels(down, size.height))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_series_is_the_function() {
        for hundredths in [-1500_i16, -733, -1, 0, 1, 90, 500, 1499, 1500] {
            let exact = f64::from(hundredths) * std::f64::consts::PI / 18_000.0;
            let angle = Angle::of_hundredths(hundredths);
            assert!((angle.sin - exact.sin()).abs() < 1e-15 && (angle.cos - exact.cos()).abs() < 1e-15);
        }
    }

    #[test]
    fn the_rectangle_lies_inside_and_cannot_grow() {
        for (width, height) in [(4000, 3000), (3000, 4000), (1000, 1000), (5000, 400), (37, 2000)] {
            for hundredths in [1, 100, -350, 777, 1500, -1500] {
                let size = PixelSize::new(width, height);
                let angle = Angle::of_hundredths(hundredths);
                let inner = angle.inside(size);
                let holds = |width: f64, height: f64| {
                    [(width, height), (width, -height), (-width, height), (-width, -height)].into_iter().all(
                        |(x, y)| {
                            let (x, y) = angle.turn_back((x / 2.0, y / 2.0));
                            x.abs() <= f64::from(size.width) / 2.0 + 1e-6
                                && y.abs() <= f64::from(size.height) / 2.0 + 1e-6
                        },
                    )
                };
                let (across, down) = (f64::from(inner.width), f64::from(inner.height));
                assert!(holds(across, down), "{size:?} {hundredths}");
                let grown = holds(across + 2.0, down + 2.0);
                assert!(!grown, "{size:?} {hundredths}: {inner:?}");
            }
        }
        assert_eq!(Angle::of_hundredths(0).inside(PixelSize::new(7, 5)), PixelSize::new(7, 5));
    }
}

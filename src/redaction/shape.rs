//! What is covered and how it looks.

use serde::{Deserialize, Serialize};

use crate::geometry::BoundingBox;

use super::Style;

/// An area in image space.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Shape {
    /// Every pixel that the rectangle touches.
    Rectangle(BoundingBox),
    /// Every pixel that the rectangle touches whose corners are rounded by circles.
    RoundedRectangle {
        /// The rectangle.
        bounds: BoundingBox,
        /// Radius of the corners in pixels; at most half the shorter side counts.
        radius: f32,
    },
    /// Every pixel that the ellipse inscribed in the rectangle touches.
    Ellipse(BoundingBox),
    /// As an ellipse, and what is in it is a head: looks that are drawn draw one there.
    Head(BoundingBox),
    /// Every pixel that the closed outline encloses or touches (even-odd rule).
    Polygon(Vec<(f32, f32)>),
    /// A shape with something of its own.
    Own {
        /// The shape.
        shape: Box<Self>,
        /// How it looks; `None` as all others do.
        style: Option<Style>,
        /// By how many quarters the photo has to be turned clockwise for a head to stand upright, 0 to 3.
        quarters: u8,
    },
}

impl Shape {
    /// The shape with a look of its own; unchanged for `None`.
    #[must_use]
    pub fn in_style(self, style: Option<Style>) -> Self {
        match (self, style) {
            (shape, None) => shape,
            (Self::Own { shape, quarters, .. }, style) => Self::Own { shape, style, quarters },
            (shape, style) => Self::Own { shape: Box::new(shape), style, quarters: 0 },
        }
    }

    /// The shape of a head that stands upright once the photo is turned clockwise by so many quarters.
    #[must_use]
    pub fn of_turned(self, quarters: u8) -> Self {
        match (self, quarters % 4) {
            (Self::Own { shape, style, .. }, quarters) => Self::Own { shape, style, quarters },
            (shape, 0) => shape,
            (shape, quarters) => Self::Own { shape: Box::new(shape), style: None, quarters },
        }
    }

    /// The bare shape.
    pub fn plain(&self) -> &Self {
        match self {
            Self::Own { shape, .. } => shape.plain(),
            Self::Rectangle(_)
            | Self::RoundedRectangle { .. }
            | Self::Ellipse(_)
            | Self::Head(_)
            | Self::Polygon(_) => self,
        }
    }

    /// The look of its own.
    pub const fn own_style(&self) -> Option<Style> {
        if let Self::Own { style, .. } = self { *style } else { None }
    }

    /// See [`Self::of_turned`].
    pub const fn quarters(&self) -> u8 {
        if let Self::Own { quarters, .. } = self { *quarters } else { 0 }
    }

    /// The same with another bare shape.
    #[must_use]
    pub fn with_plain(&self, change: impl FnOnce(&Self) -> Self) -> Self {
        match self {
            Self::Own { shape, style, quarters } => {
                Self::Own { shape: Box::new(change(shape.plain())), style: *style, quarters: *quarters }
            }
            Self::Rectangle(_)
            | Self::RoundedRectangle { .. }
            | Self::Ellipse(_)
            | Self::Head(_)
            | Self::Polygon(_) => change(self),
        }
    }

    /// The smallest box that holds the shape; `None` for a polygon of fewer than three points.
    pub fn bounds(&self) -> Option<BoundingBox> {
        match self {
            Self::Rectangle(bounds)
            | Self::RoundedRectangle { bounds, .. }
            | Self::Ellipse(bounds)
            | Self::Head(bounds) => Some(*bounds),
            Self::Polygon(points) if points.len() >= 3 => {
                let (first, rest) = points.split_first()?;
                let start = BoundingBox::new(first.0, first.1, 0.0, 0.0);
                Some(rest.iter().fold(start, |hull, p| hull.hull(BoundingBox::new(p.0, p.1, 0.0, 0.0))))
            }
            Self::Polygon(_) => None,
            Self::Own { shape, .. } => shape.bounds(),
        }
    }

    /// The shape moved by (`dx`, `dy`) pixels.
    #[must_use]
    pub fn translated(&self, dx: f32, dy: f32) -> Self {
        match self {
            Self::Rectangle(bounds) => Self::Rectangle(bounds.translated(dx, dy)),
            Self::RoundedRectangle { bounds, radius } => {
                Self::RoundedRectangle { bounds: bounds.translated(dx, dy), radius: *radius }
            }
            Self::Ellipse(bounds) => Self::Ellipse(bounds.translated(dx, dy)),
            Self::Head(bounds) => Self::Head(bounds.translated(dx, dy)),
            Self::Polygon(points) => Self::Polygon(points.iter().map(|(x, y)| (x + dx, y + dy)).collect()),
            Self::Own { .. } => self.with_plain(|shape| shape.translated(dx, dy)),
        }
    }

    /// The shape stretched so that its bounds are `bounds`; unchanged where it has none.
    #[must_use]
    pub fn fitted(&self, bounds: BoundingBox) -> Self {
        match self {
            Self::Rectangle(_) => Self::Rectangle(bounds),
            Self::RoundedRectangle { radius, .. } => Self::RoundedRectangle { bounds, radius: *radius },
            Self::Ellipse(_) => Self::Ellipse(bounds),
            Self::Head(_) => Self::Head(bounds),
            Self::Polygon(points) => {
                let Some(old) = self.bounds() else { return self.clone() };
                let along = |at: f32, from: f32, length: f32, to: f32, new_length: f32| {
                    if length > 0.0 { to + (at - from) / length * new_length } else { to }
                };
                let point = |&(x, y): &(f32, f32)| {
                    (
                        along(x, old.x, old.width, bounds.x, bounds.width),
                        along(y, old.y, old.height, bounds.y, bounds.height),
                    )
                };
                Self::Polygon(points.iter().map(point).collect())
            }
            Self::Own { .. } => self.with_plain(|shape| shape.fitted(bounds)),
        }
    }
}

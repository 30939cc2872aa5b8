//! What is covered and how it looks.

use serde::{Deserialize, Serialize};

use crate::geometry::BoundingBox;

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
    /// Every pixel that the closed outline encloses or touches (even-odd rule).
    Polygon(Vec<(f32, f32)>),
}

impl Shape {
    /// The smallest box that holds the shape; `None` for a polygon of fewer than three points.
    pub fn bounds(&self) -> Option<BoundingBox> {
        match self {
            Self::Rectangle(bounds) | Self::RoundedRectangle { bounds, .. } | Self::Ellipse(bounds) => {
                Some(*bounds)
            }
            Self::Polygon(points) if points.len() >= 3 => {
                let (first, rest) = points.split_first()?;
                let start = BoundingBox::new(first.0, first.1, 0.0, 0.0);
                Some(rest.iter().fold(start, |hull, p| hull.hull(BoundingBox::new(p.0, p.1, 0.0, 0.0))))
            }
            Self::Polygon(_) => None,
        }
    }
}

/// How a covered area looks. None of them holds anything of what was there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Style {
    /// A soft fill computed from the surroundings only: looks like a blur.
    #[default]
    Veil,
    /// One neutral grey.
    Solid,
    /// Tiles drawn from the veil: looks like a mosaic.
    Mosaic,
}

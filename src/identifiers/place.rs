//! What is found, and where.

use std::time::Duration;

use serde::{Deserialize, Serialize};

use crate::geometry::BoundingBox;

use super::text::{area, hull, shared_area};

/// What kind of identifier stands in a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kind {
    /// Writing of any sort.
    Text,
    /// A bar code or a matrix code.
    Code,
}

impl Kind {
    /// The word in JSON and files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Code => "code",
        }
    }
}

/// Which kinds are looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kinds {
    /// Writing.
    pub text: bool,
    /// Codes.
    pub codes: bool,
}

impl Kinds {
    /// Everything there is.
    pub const ALL: Self = Self { text: true, codes: true };

    /// True where this kind is among them.
    pub const fn hold(self, kind: Kind) -> bool {
        match kind {
            Kind::Text => self.text,
            Kind::Code => self.codes,
        }
    }

    /// True where nothing is looked for.
    pub const fn is_nothing(&self) -> bool {
        !self.text && !self.codes
    }
}

/// How much a place tells, as far as a program can say. Of writing the gravest of its lines counts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grade {
    /// A Danish, Norwegian or Swedish personal number, or what looks like one.
    PersonalNumber,
    /// A telephone number.
    Phone,
    /// A date, of birth or other.
    Date,
    /// A line like a name on a badge: by its size, place and letters. No list of names is asked.
    NameLike,
    /// Other writing.
    Writing,
    /// A QR code, or what has its three corners.
    Qr,
    /// A Data Matrix code.
    DataMatrix,
    /// An Aztec code.
    Aztec,
    /// A PDF417 code.
    Pdf417,
    /// A bar code of lines: Code 128, EAN, ITF or one that no decoder reads.
    Bars,
}

impl Grade {
    /// All of them, the gravest first.
    pub const ALL: [Self; 10] = [
        Self::PersonalNumber,
        Self::Phone,
        Self::Date,
        Self::NameLike,
        Self::Writing,
        Self::Qr,
        Self::DataMatrix,
        Self::Aztec,
        Self::Pdf417,
        Self::Bars,
    ];

    /// The kind that it is a grade of.
    pub const fn kind(self) -> Kind {
        match self {
            Self::PersonalNumber | Self::Phone | Self::Date | Self::NameLike | Self::Writing => Kind::Text,
            Self::Qr | Self::DataMatrix | Self::Aztec | Self::Pdf417 | Self::Bars => Kind::Code,
        }
    }

    /// The word in JSON and files.
    pub const fn word(self) -> &'static str {
        match self {
            Self::PersonalNumber => "personal_number",
            Self::Phone => "phone",
            Self::Date => "date",
            Self::NameLike => "name_like",
            Self::Writing => "writing",
            Self::Qr => "qr",
            Self::DataMatrix => "data_matrix",
            Self::Aztec => "aztec",
            Self::Pdf417 => "pdf417",
            Self::Bars => "bars",
        }
    }
}

/// Four corners in pixels of the upright photo, clockwise from the upper left one as the writing stands.
pub type Quad = [(f32, f32); 4];

/// One place with writing or a code: lines of one board are one place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// How much it tells.
    pub grade: Grade,
    /// The mask's outline: with its margin, so that nothing of the ink stays outside.
    pub outline: Quad,
    /// The lines, without margin; of a code the code itself.
    pub lines: Vec<Quad>,
    /// How sure the finder is, 0 to 1.
    pub score: f32,
}

impl Place {
    /// What kind it is.
    pub const fn kind(&self) -> Kind {
        self.grade.kind()
    }

    /// How much of this outline and another convex one lies in both, of what lies in either: 0 to 1. Corners go clockwise on the screen.
    pub fn likeness(&self, other: &[(f32, f32)]) -> f32 {
        let shared = shared_area(&self.outline, other);
        shared / (area(&self.outline) + area(other) - shared).max(f32::MIN_POSITIVE)
    }

    /// True where another convex outline lies within this one, but for rounding.
    pub fn surrounds(&self, other: &[(f32, f32)]) -> bool {
        shared_area(&self.outline, other) >= 0.999 * area(other)
    }

    /// The smallest convex outline around this one and another, clockwise.
    pub fn joined_with(&self, other: &[(f32, f32)]) -> Vec<(f32, f32)> {
        hull(self.outline.iter().chain(other).copied().collect())
    }

    /// The smallest upright box around the outline.
    pub fn bounds(&self) -> BoundingBox {
        let [first, rest @ ..] = self.outline;
        let (mut left, mut top) = first;
        let (mut right, mut bottom) = first;
        for (x, y) in rest {
            (left, top) = (left.min(x), top.min(y));
            (right, bottom) = (right.max(x), bottom.max(y));
        }
        BoundingBox::new(left, top, right - left, bottom - top)
    }
}

/// All that was found in a photo.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Found {
    /// In reading order.
    pub places: Vec<Place>,
    /// Wall time.
    pub elapsed: Duration,
}

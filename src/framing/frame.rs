//! The frame, and where a point of the photo lies in it.

use serde::{Deserialize, Serialize};

use crate::geometry::{BoundingBox, PixelRect, PixelSize};

use super::angle::Angle;

/// A framed picture has at least so many pixels on each side: resampling at its edges needs some.
pub const LEAST_SIDE: u32 = 16;
/// A photo is straightened by at most so many hundredths of a degree; more is no slip of the hand.
pub const MOST_HUNDREDTHS: i16 = 1500;

/// By how much a photo is turned, clockwise.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Turn {
    /// Not at all.
    #[default]
    None,
    /// By 90°.
    Right,
    /// By 180°.
    Half,
    /// By 270°, which is 90° to the left.
    Left,
}

impl Turn {
    /// All of them, each 90° further.
    pub const ALL: [Self; 4] = [Self::None, Self::Right, Self::Half, Self::Left];

    /// Degrees, clockwise: 0, 90, 180 or 270.
    pub const fn degrees(self) -> u16 {
        match self {
            Self::None => 0,
            Self::Right => 90,
            Self::Half => 180,
            Self::Left => 270,
        }
    }

    /// The turn by so many degrees clockwise; `None` for any other number.
    pub fn of_degrees(degrees: u16) -> Option<Self> {
        Self::ALL.into_iter().find(|turn| turn.degrees() == degrees)
    }

    /// 90° further, to the right or to the left.
    #[must_use]
    pub const fn further(self, right: bool) -> Self {
        match (self, right) {
            (Self::None, true) | (Self::Half, false) => Self::Right,
            (Self::Right, true) | (Self::Left, false) => Self::Half,
            (Self::Half, true) | (Self::None, false) => Self::Left,
            (Self::Left, true) | (Self::Right, false) => Self::None,
        }
    }

    /// The size of a picture of `size` after the turn.
    pub const fn size(self, size: PixelSize) -> PixelSize {
        match self {
            Self::None | Self::Half => size,
            Self::Right | Self::Left => PixelSize::new(size.height, size.width),
        }
    }

    /// Where a point of a picture of `size` lies after the turn.
    pub(super) fn apply(self, size: PixelSize, (x, y): (f64, f64)) -> (f64, f64) {
        let (width, height) = (f64::from(size.width), f64::from(size.height));
        match self {
            Self::None => (x, y),
            Self::Right => (height - y, x),
            Self::Half => (width - x, height - y),
            Self::Left => (y, width - x),
        }
    }

    /// Where a point of the turned picture was in the picture of `size`.
    pub(super) fn back(self, size: PixelSize, (u, v): (f64, f64)) -> (f64, f64) {
        let (width, height) = (f64::from(size.width), f64::from(size.height));
        match self {
            Self::None => (u, v),
            Self::Right => (v, height - u),
            Self::Half => (width - u, height - v),
            Self::Left => (width - v, u),
        }
    }
}

/// What of a photo is published, in this order: turned, straightened about its centre and cut to the largest rectangle
/// inside, cropped in pixels of the result. The default is the whole photo as it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Frame {
    /// By quarters of a turn.
    #[serde(default, skip_serializing_if = "is_default")]
    pub turn: Turn,
    /// Hundredths of a degree, positive is clockwise; at most [`MOST_HUNDREDTHS`] either way.
    #[serde(default, skip_serializing_if = "is_default")]
    pub straighten: i16,
    /// In pixels of the turned and straightened photo; `None` for all of it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub crop: Option<PixelRect>,
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

/// Why there is no such frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum FrameFault {
    /// Straightened by more than ±15°.
    #[error("a photo is straightened by at most 15 degrees")]
    Angle,
    /// A part of the crop lies outside the turned and straightened photo.
    #[error("the crop lies outside the photo, which is {} × {} pixels once turned and straightened", .0.width, .0.height)]
    Outside(PixelSize),
    /// Too little is left.
    #[error("the crop is smaller than {LEAST_SIDE} pixels")]
    TooSmall,
}

impl Frame {
    /// True where the whole photo is published as it is.
    pub fn is_whole(self) -> bool {
        self == Self::default()
    }

    /// The frame with a crop that shows everything left out, so that equal pictures have equal frames.
    ///
    /// # Errors
    /// [`FrameFault`] where a photo of this size cannot be framed so.
    pub fn checked(self, photo: PixelSize) -> Result<Self, FrameFault> {
        if !(-MOST_HUNDREDTHS..=MOST_HUNDREDTHS).contains(&self.straighten) {
            return Err(FrameFault::Angle);
        }
        let before = self.before_crop(photo);
        let whole = PixelRect::new(0, 0, before.width, before.height);
        let frame = Self { crop: self.crop.filter(|crop| *crop != whole), ..self };
        let Some(crop) = frame.crop else {
            // A photo that is tiny anyway may be published as it is.
            let small = before.width.min(before.height) < LEAST_SIDE;
            return if frame.straighten != 0 && small { Err(FrameFault::TooSmall) } else { Ok(frame) };
        };
        if crop.clamped(before) != Some(crop) {
            return Err(FrameFault::Outside(before));
        }
        if crop.width.min(crop.height) < LEAST_SIDE {
            return Err(FrameFault::TooSmall);
        }
        Ok(frame)
    }

    /// The size of the photo once it is turned and straightened: what a crop is measured in.
    pub fn before_crop(self, photo: PixelSize) -> PixelSize {
        self.angle().inside(self.turn.size(photo))
    }

    /// The size of the framed picture.
    pub fn size(self, photo: PixelSize) -> PixelSize {
        self.crop.map_or_else(|| self.before_crop(photo), |crop| PixelSize::new(crop.width, crop.height))
    }

    fn angle(self) -> Angle {
        Angle::of_hundredths(self.straighten)
    }

    /// How points of a photo of this size and of the framed picture belong together.
    pub(super) fn map(self, photo: PixelSize) -> Map {
        let (turned, before, size) = (self.turn.size(photo), self.before_crop(photo), self.size(photo));
        let (x, y) = self.crop.map_or((0, 0), |crop| (crop.x, crop.y));
        let half = |size: PixelSize| (f64::from(size.width) / 2.0, f64::from(size.height) / 2.0);
        Map {
            turn: self.turn,
            angle: self.angle(),
            photo,
            centre: half(turned),
            origin: (f64::from(x) - half(before).0, f64::from(y) - half(before).1),
            sides: (f64::from(size.width), f64::from(size.height)),
        }
    }

    /// How the photo lies in the framed picture, for whoever draws it.
    pub fn placement(self, photo: PixelSize) -> Placement {
        let map = self.map(photo);
        let (width, height) = (f64::from(photo.width.max(1)), f64::from(photo.height.max(1)));
        let origin = map.to_frame((0.0, 0.0));
        // Over the whole side, so that nothing is lost by rounding.
        let step = |to: (f64, f64), length: f64| {
            (((to.0 - origin.0) / length) as f32, ((to.1 - origin.1) / length) as f32)
        };
        Placement {
            origin: (origin.0 as f32, origin.1 as f32),
            across: step(map.to_frame((width, 0.0)), width),
            down: step(map.to_frame((0.0, height)), height),
        }
    }

    /// Where a point of the photo lies in the framed picture, outside it too.
    pub fn point_in_frame(self, photo: PixelSize, (x, y): (f32, f32)) -> (f32, f32) {
        let (x, y) = self.map(photo).to_frame((f64::from(x), f64::from(y)));
        (x as f32, y as f32)
    }

    /// Where a point of the framed picture lies in the photo.
    pub fn point_in_photo(self, photo: PixelSize, (x, y): (f32, f32)) -> (f32, f32) {
        let (x, y) = self.map(photo).to_photo((f64::from(x), f64::from(y)));
        (x as f32, y as f32)
    }

    /// The smallest upright box around a box of the photo, in the framed picture; it may reach outside.
    pub fn box_in_frame(self, photo: PixelSize, of: BoundingBox) -> BoundingBox {
        hull(corners(of).map(|point| self.point_in_frame(photo, point)))
    }

    /// The smallest upright box around a box of the framed picture, in the photo.
    pub fn box_in_photo(self, photo: PixelSize, of: BoundingBox) -> BoundingBox {
        hull(corners(of).map(|point| self.point_in_photo(photo, point)))
    }

    /// True where any of a box may be seen in the framed picture. In doubt, at the corners of a straightened photo, it is.
    pub fn shows(self, photo: PixelSize, of: BoundingBox) -> bool {
        if self.is_whole() {
            return true;
        }
        let (at, size) = (self.box_in_frame(photo, of), self.size(photo));
        // A number that is none is not known to lie outside.
        let outside = at.right() < -1.0
            || at.bottom() < -1.0
            || at.x > size.width as f32 + 1.0
            || at.y > size.height as f32 + 1.0;
        !outside
    }
}

/// How a photo lies in the framed picture: the point (x, y) of the photo lies at `origin` + x · `across` + y · `down`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Placement {
    /// Where the photo begins.
    pub origin: (f32, f32),
    /// One pixel of the photo to the right.
    pub across: (f32, f32),
    /// One pixel of the photo down.
    pub down: (f32, f32),
}

/// How points of a photo and of the framed picture belong together, worked out once for many points.
#[derive(Debug, Clone)]
pub(super) struct Map {
    turn: Turn,
    angle: Angle,
    photo: PixelSize,
    /// Of the turned photo.
    centre: (f64, f64),
    /// Where the point (0, 0) of the framed picture lies from that centre.
    origin: (f64, f64),
    /// Of the framed picture.
    sides: (f64, f64),
}

impl Map {
    pub(super) fn to_frame(&self, point: (f64, f64)) -> (f64, f64) {
        self.turned_to_frame(self.turn.apply(self.photo, point))
    }

    pub(super) fn turned_to_frame(&self, (u, v): (f64, f64)) -> (f64, f64) {
        let (x, y) = self.angle.turn((u - self.centre.0, v - self.centre.1));
        (x - self.origin.0, y - self.origin.1)
    }

    pub(super) fn to_turned(&self, (x, y): (f64, f64)) -> (f64, f64) {
        let (u, v) = self.angle.turn_back((x + self.origin.0, y + self.origin.1));
        (u + self.centre.0, v + self.centre.1)
    }

    pub(super) fn to_photo(&self, point: (f64, f64)) -> (f64, f64) {
        self.turn.back(self.photo, self.to_turned(point))
    }

    /// True where a point of the framed picture lies in it.
    pub(super) fn holds(&self, (x, y): (f64, f64)) -> bool {
        x >= 0.0 && y >= 0.0 && x < self.sides.0 && y < self.sides.1
    }

    /// Width and height of the framed picture.
    pub(super) const fn sides(&self) -> (f64, f64) {
        self.sides
    }
}

fn corners(of: BoundingBox) -> [(f32, f32); 4] {
    [(of.x, of.y), (of.right(), of.y), (of.right(), of.bottom()), (of.x, of.bottom())]
}

fn hull([first, rest @ ..]: [(f32, f32); 4]) -> BoundingBox {
    rest.into_iter().fold(BoundingBox::new(first.0, first.1, 0.0, 0.0), |hull, (x, y)| {
        hull.hull(BoundingBox::new(x, y, 0.0, 0.0))
    })
}

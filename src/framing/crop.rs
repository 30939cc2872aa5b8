//! How a frame is changed by hand. Crops are in pixels of the turned and straightened photo.

use crate::geometry::{PixelRect, PixelSize};

use super::{Frame, LEAST_SIDE, MOST_HUNDREDTHS, angle::Angle};

/// The shape that a crop keeps while it is changed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Proportion {
    /// Any.
    #[default]
    Free,
    /// That of the photo.
    Original,
    /// So many parts across and down.
    Fixed(u32, u32),
}

impl Proportion {
    /// Those that are offered: what screens, paper and social media ask for.
    pub const ALL: [Self; 7] = [
        Self::Free,
        Self::Original,
        Self::Fixed(1, 1),
        Self::Fixed(4, 5),
        Self::Fixed(3, 2),
        Self::Fixed(16, 9),
        Self::Fixed(9, 16),
    ];

    /// Width over height in a frame of a photo of this size; `None` for any.
    pub fn ratio(self, frame: Frame, photo: PixelSize) -> Option<f64> {
        let (across, down) = match self {
            Self::Free => return None,
            Self::Original => {
                let turned = frame.turn.size(photo);
                (turned.width, turned.height)
            }
            Self::Fixed(across, down) => (across, down),
        };
        Some(f64::from(across.max(1)) / f64::from(down.max(1)))
    }
}

impl Frame {
    /// The crop; all of the turned and straightened photo where there is none.
    pub fn cropped(self, photo: PixelSize) -> PixelRect {
        let stage = self.before_crop(photo);
        self.crop.unwrap_or(PixelRect::new(0, 0, stage.width, stage.height))
    }

    /// The same frame turned by 90° more; the crop keeps what it shows.
    #[must_use]
    pub fn turned(self, right: bool, photo: PixelSize) -> Self {
        let stage = self.before_crop(photo);
        let crop = self.crop.map(|crop| {
            let (below, behind) =
                (stage.height.saturating_sub(crop.bottom()), stage.width.saturating_sub(crop.right()));
            let (x, y) = if right { (below, crop.x) } else { (crop.y, behind) };
            PixelRect::new(x, y, crop.height, crop.width)
        });
        Self { turn: self.turn.further(right), crop, ..self }
    }

    /// The same frame straightened by another angle, in hundredths of a degree. The crop keeps its middle and its size, as
    /// far as there is room.
    #[must_use]
    pub fn straightened(self, hundredths: i16, photo: PixelSize) -> Self {
        let straighten = hundredths.clamp(-MOST_HUNDREDTHS, MOST_HUNDREDTHS);
        let next = Self { straighten, crop: None, ..self };
        let Some(crop) = self.crop else { return next };
        let (before, after) = (self.before_crop(photo), next.before_crop(photo));
        let half = |size: PixelSize| (f64::from(size.width) / 2.0, f64::from(size.height) / 2.0);
        let (from, to) = (half(before), half(after));
        let (x, y) = middle(crop);
        let away = Angle::of_hundredths(self.straighten).turn_back((x - from.0, y - from.1));
        let away = Angle::of_hundredths(straighten).turn(away);
        let (width, height) = (f64::from(crop.width), f64::from(crop.height));
        let fits = (f64::from(after.width) / width).min(f64::from(after.height) / height).min(1.0);
        let crop = around((to.0 + away.0, to.1 + away.1), (width * fits, height * fits), after);
        Self { crop: Some(crop), ..next }
    }

    /// The same frame with the largest crop of this shape around the middle of the present one.
    #[must_use]
    pub fn shaped(self, proportion: Proportion, photo: PixelSize) -> Self {
        let Some(ratio) = proportion.ratio(self, photo) else { return self };
        let stage = self.before_crop(photo);
        let width = f64::from(stage.width).min(f64::from(stage.height) * ratio);
        let crop = around(middle(self.cropped(photo)), (width, width / ratio), stage);
        Self { crop: Some(crop), ..self }
    }

    /// The same frame with its crop moved by so many pixels, as far as there is room.
    #[must_use]
    pub fn moved(self, (dx, dy): (f32, f32), photo: PixelSize) -> Self {
        let (stage, crop) = (self.before_crop(photo), self.cropped(photo));
        let (x, y) = middle(crop);
        let to = (x + f64::from(dx.round()), y + f64::from(dy.round()));
        let crop = around(to, (f64::from(crop.width), f64::from(crop.height)), stage);
        Self { crop: Some(crop), ..self }
    }

    /// The same frame with an edge or a corner of its crop dragged to a point of the turned and straightened photo. `handle`
    /// tells which: -1, 0 or 1 across and down. A corner leaves the opposite one in its place, an edge of a crop that keeps its
    /// shape the middle of the others.
    #[must_use]
    pub fn dragged(
        self,
        handle: (i8, i8),
        (x, y): (f32, f32),
        proportion: Proportion,
        photo: PixelSize,
    ) -> Self {
        let (stage, crop) = (self.before_crop(photo), self.cropped(photo));
        let across = Axis::of((crop.x, crop.width), handle.0, x, stage.width);
        let down = Axis::of((crop.y, crop.height), handle.1, y, stage.height);
        let least = f64::from(LEAST_SIDE);
        let (width, height) = match proportion.ratio(self, photo) {
            None => (across.length(least), down.length(least)),
            Some(ratio) => {
                let wanted = match handle {
                    (0, _) => down.wanted * ratio,
                    (_, 0) => across.wanted,
                    _ => across.wanted.max(down.wanted * ratio),
                };
                let most = across.room.min(down.room * ratio);
                let width = wanted.max(least.max(least * ratio)).min(most);
                (width, width / ratio)
            }
        };
        let (x, width) = across.pixels(width);
        let (y, height) = down.pixels(height);
        Self { crop: PixelRect::new(x, y, width, height).clamped(stage).or(self.crop), ..self }
    }
}

/// One direction of a crop that is being changed.
struct Axis {
    /// What stays where it is: the other edge, or the middle.
    anchor: f64,
    /// On which side of it the crop lies; 0 for around it.
    side: i8,
    /// How long it is to be.
    wanted: f64,
    /// How long it can be.
    room: f64,
    whole: u32,
}

impl Axis {
    fn of((low, length): (u32, u32), side: i8, to: f32, whole: u32) -> Self {
        let (first, length, to) = (f64::from(low), f64::from(length), f64::from(to));
        let end = f64::from(whole);
        let (anchor, wanted, room) = match side {
            -1 => (first + length, first + length - to, first + length),
            1 => (first, to - first, end - first),
            _ => {
                let middle = first + length / 2.0;
                (middle, length, 2.0 * middle.min(end - middle))
            }
        };
        Self { anchor, side, wanted, room, whole }
    }

    fn length(&self, least: f64) -> f64 {
        if self.side == 0 { self.wanted } else { self.wanted.max(least).min(self.room) }
    }

    /// First pixel and length.
    fn pixels(&self, length: f64) -> (u32, u32) {
        let first = match self.side {
            -1 => self.anchor - length,
            1 => self.anchor,
            _ => self.anchor - length / 2.0,
        };
        let pixels = (length.round() as u32).clamp(1, self.whole.max(1));
        ((first.round().max(0.0) as u32).min(self.whole.saturating_sub(pixels)), pixels)
    }
}

fn middle(of: PixelRect) -> (f64, f64) {
    (f64::from(of.x) + f64::from(of.width) / 2.0, f64::from(of.y) + f64::from(of.height) / 2.0)
}

/// A rectangle of about this size around a point, moved to where there is room for it.
fn around((x, y): (f64, f64), (width, height): (f64, f64), stage: PixelSize) -> PixelRect {
    let place = |at: f64, length: f64, whole: u32| {
        let pixels = (length.round() as u32).clamp(1, whole.max(1));
        let first = (at - f64::from(pixels) / 2.0).round().max(0.0) as u32;
        (first.min(whole.saturating_sub(pixels)), pixels)
    };
    let ((x, width), (y, height)) = (place(x, width, stage.width), place(y, height, stage.height));
    PixelRect::new(x, y, width, height)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::framing::{FrameFault, Turn};

    const PHOTO: PixelSize = PixelSize::new(4000, 3000);

    fn cropped(x: u32, y: u32, width: u32, height: u32) -> Frame {
        Frame { crop: Some(PixelRect::new(x, y, width, height)), ..Frame::default() }
    }

    #[test]
    fn a_corner_follows_and_the_opposite_one_stays() {
        let frame = cropped(1000, 500, 800, 600);
        let free = |handle, to| frame.dragged(handle, to, Proportion::Free, PHOTO).cropped(PHOTO);
        assert_eq!(free((1, 1), (2500.0, 2000.0)), PixelRect::new(1000, 500, 1500, 1500));
        assert_eq!(free((-1, -1), (-50.0, 9.0)), PixelRect::new(0, 9, 1800, 1091));
        assert_eq!(free((0, 1), (0.0, 9e9)), PixelRect::new(1000, 500, 800, 2500));
        assert_eq!(free((-1, 0), (9e9, 0.0)), PixelRect::new(1784, 500, 16, 600), "never turned inside out");
        let square = |handle, to| frame.dragged(handle, to, Proportion::Fixed(1, 1), PHOTO).cropped(PHOTO);
        assert_eq!(square((1, 1), (2000.0, 600.0)), PixelRect::new(1000, 500, 1000, 1000));
        assert_eq!(square((1, -1), (9e9, 9e9)), PixelRect::new(1000, 0, 1100, 1100));
        assert_eq!(square((1, 0), (1400.0, 0.0)), PixelRect::new(1000, 600, 400, 400));
    }

    #[test]
    fn every_crop_that_a_hand_can_make_can_be_had() {
        let far = [-9e9, -1.0, 0.0, 17.4, 1500.5, 9e9];
        let least = cropped(0, 0, LEAST_SIDE, LEAST_SIDE);
        for start in [least, cropped(3900, 2900, 100, 100), Frame::default()] {
            for proportion in Proportion::ALL {
                for (handle, angle) in
                    [((1, 1), 0), ((-1, 1), 700), ((0, -1), -1500), ((1, 0), 3), ((-1, -1), 90)]
                {
                    for (x, y) in far.into_iter().flat_map(|x| far.map(|y| (x, y))) {
                        let frame =
                            start.straightened(angle, PHOTO).dragged(handle, (x, y), proportion, PHOTO);
                        for frame in [
                            frame,
                            frame.moved((y, x), PHOTO),
                            frame.shaped(proportion, PHOTO),
                            frame.turned(true, PHOTO),
                            frame.turned(false, PHOTO).moved((x, y), PHOTO),
                            frame.straightened(-angle, PHOTO),
                        ] {
                            // Out of the corner, the least square leaves no room for a shape that is higher.
                            let cornered =
                                start == least && frame.checked(PHOTO) == Err(FrameFault::TooSmall);
                            assert!(frame.checked(PHOTO).is_ok() || cornered, "{start:?} {frame:?}");
                        }
                    }
                }
            }
        }
    }

    #[test]
    fn a_shape_is_as_large_as_there_is_room() {
        let ratio = |frame: Frame| {
            let size = frame.size(PHOTO);
            f64::from(size.width) / f64::from(size.height)
        };
        for (proportion, wanted) in [
            (Proportion::Fixed(1, 1), 1.0),
            (Proportion::Fixed(4, 5), 0.8),
            (Proportion::Fixed(16, 9), 16.0 / 9.0),
            (Proportion::Fixed(9, 16), 9.0 / 16.0),
            (Proportion::Original, 4.0 / 3.0),
        ] {
            let frame = cropped(3500, 100, 300, 200).shaped(proportion, PHOTO);
            assert!((ratio(frame) - wanted).abs() < 0.001, "{proportion:?} {frame:?}");
            let size = frame.size(PHOTO);
            assert!(size.width == 4000 || size.height == 3000, "{size:?}");
        }
        let square = cropped(3500, 100, 300, 200).shaped(Proportion::Fixed(1, 1), PHOTO);
        assert_eq!(square.cropped(PHOTO), PixelRect::new(1000, 0, 3000, 3000), "as near as it can be");
        assert_eq!(cropped(1, 2, 30, 40).shaped(Proportion::Free, PHOTO), cropped(1, 2, 30, 40));
        let turned = Frame::default().turned(true, PHOTO).shaped(Proportion::Original, PHOTO);
        assert_eq!(turned.checked(PHOTO).unwrap(), Frame { turn: Turn::Right, ..Frame::default() });
    }

    #[test]
    fn a_turned_crop_shows_the_same() {
        let frame = cropped(1000, 500, 800, 600);
        let at = |frame: Frame| frame.point_in_photo(PHOTO, (0.0, 0.0));
        let right = frame.turned(true, PHOTO);
        assert_eq!(right.crop, Some(PixelRect::new(1900, 1000, 600, 800)));
        assert_eq!(at(right), (1000.0, 1100.0), "the lower left corner is up left now");
        assert_eq!(at(frame.turned(false, PHOTO)), (1800.0, 500.0));
        let back = (0..4).fold(frame.straightened(300, PHOTO), |frame, _| frame.turned(true, PHOTO));
        assert_eq!(back, frame.straightened(300, PHOTO));
        assert_eq!(frame.turned(true, PHOTO).turned(false, PHOTO), frame);
    }

    #[test]
    fn a_straightened_crop_keeps_its_middle_and_its_size() {
        let frame = cropped(2400, 900, 800, 600);
        let middle = |frame: Frame| frame.point_in_photo(PHOTO, (400.0, 300.0));
        for hundredths in [-1500, -240, 10, 900, 1500] {
            let turned = frame.straightened(hundredths, PHOTO);
            assert_eq!(turned.size(PHOTO), PixelSize::new(800, 600));
            let (x, y) = middle(turned);
            assert!((x - 2800.0).abs() < 1.5 && (y - 1200.0).abs() < 1.5, "{hundredths}: {x} {y}");
        }
        let whole = cropped(0, 0, 3999, 3000).straightened(1500, PHOTO);
        assert!(whole.checked(PHOTO).is_ok());
    }
}

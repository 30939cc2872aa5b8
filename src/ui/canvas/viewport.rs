//! Zoom and place.

use egui::{Pos2, Rect, Vec2, vec2};

use crate::{
    framing::{Frame, Turn},
    geometry::{BoundingBox, PixelSize},
};

/// Points of free room around a photo that is shown whole.
const FIT_MARGIN: f32 = 24.0;
/// Closest and farthest zoom, in points a pixel.
const ZOOM: std::ops::RangeInclusive<f32> = 0.02..=16.0;

/// Zoom and place. Image space is in pixels of the upright photo, picture space in pixels of what is shown of it (the whole
/// photo, or its frame: turned, straightened, cropped), screen space in points.
#[derive(Debug, Clone, Copy, Default)]
pub struct Viewport {
    /// Points a pixel; `None` for the whole picture.
    pub zoom: Option<f32>,
    /// What is in the middle, in picture space.
    pub center: (f32, f32),
}

/// Where image pixels lie on the screen.
#[derive(Debug, Clone, Copy)]
pub struct ScreenFromImage {
    /// Points a pixel.
    pub scale: f32,
    /// Where the picture lies.
    picture: Rect,
    /// Where the photo begins, and one of its pixels to the right and down.
    origin: Pos2,
    across: Vec2,
    down: Vec2,
    turn: Turn,
}

impl ScreenFromImage {
    /// The point of a pixel.
    pub fn point(&self, x: f32, y: f32) -> Pos2 {
        self.origin + self.across * x + self.down * y
    }

    /// The corners of a box, in the order in which they lie around it in image space.
    pub fn corners(&self, bounds: BoundingBox) -> [Pos2; 4] {
        let (left, top, right, bottom) = (bounds.x, bounds.y, bounds.right(), bounds.bottom());
        [(left, top), (right, top), (right, bottom), (left, bottom)].map(|(x, y)| self.point(x, y))
    }

    /// The upright rectangle around a box.
    pub fn rect(&self, bounds: BoundingBox) -> Rect {
        Rect::from_points(&self.corners(bounds))
    }

    /// Where the picture lies.
    pub const fn picture(&self) -> Rect {
        self.picture
    }

    /// True where the photo is neither turned nor straightened.
    pub fn is_upright(&self) -> bool {
        self.turn == Turn::None && self.down.x == 0.0
    }

    /// A point of the screen in picture space.
    pub fn in_picture(&self, point: Pos2) -> (f32, f32) {
        let offset = (point - self.picture.min) / self.scale;
        (offset.x, offset.y)
    }

    /// A rectangle of picture space on the screen.
    pub fn of_picture(&self, bounds: BoundingBox) -> Rect {
        let at = self.picture.min + vec2(bounds.x, bounds.y) * self.scale;
        Rect::from_min_size(at, vec2(bounds.width, bounds.height) * self.scale)
    }

    /// The pixel under a point.
    pub fn image(&self, point: Pos2) -> (f32, f32) {
        let offset = point - self.origin;
        let square = self.scale * self.scale;
        (offset.dot(self.across) / square, offset.dot(self.down) / square)
    }

    /// A direction of the screen (-1, 0 or 1 to the right and down) as it lies in the photo.
    pub const fn direction(&self, (x, y): (i8, i8)) -> (i8, i8) {
        match self.turn {
            Turn::None => (x, y),
            Turn::Right => (y, -x),
            Turn::Half => (-x, -y),
            Turn::Left => (-y, x),
        }
    }

    /// The same picture, so many times as large, with the pixel under `at` where it is.
    pub fn enlarged(&self, times: f32, at: Pos2) -> Self {
        let point = |point: Pos2| at + (point - at) * times;
        Self {
            scale: self.scale * times,
            picture: Rect::from_min_max(point(self.picture.min), point(self.picture.max)),
            origin: point(self.origin),
            across: self.across * times,
            down: self.down * times,
            turn: self.turn,
        }
    }

    /// The part of the picture that an area of the screen shows, in picture space; may reach outside.
    pub fn visible(&self, area: Rect) -> BoundingBox {
        BoundingBox::from_corners(self.in_picture(area.min), self.in_picture(area.max))
    }
}

impl Viewport {
    /// Points a pixel at which the whole photo is seen.
    pub fn fit(size: PixelSize, area: Rect) -> f32 {
        let room = area.size() - Vec2::splat(FIT_MARGIN);
        (room.x / size.width as f32).min(room.y / size.height as f32).clamp(0.001, 4.0)
    }

    /// Where a large photo is seen whole, of which there is a small picture of this size.
    pub fn whole(small: PixelSize, area: Rect) -> Rect {
        let (room, size) =
            (area.size() - Vec2::splat(FIT_MARGIN), vec2(small.width as f32, small.height as f32));
        Rect::from_center_size(area.center(), size * (room / size).min_elem())
    }

    /// Points a pixel now.
    pub fn scale(&self, size: PixelSize, area: Rect) -> f32 {
        self.zoom.unwrap_or_else(|| Self::fit(size, area))
    }

    /// How image space lies on the screen where the whole photo is shown as it is.
    pub fn transform(&self, size: PixelSize, area: Rect) -> ScreenFromImage {
        let scale = self.scale(size, area);
        let (x, y) = match self.zoom {
            Some(_) => self.center,
            None => (size.width as f32 / 2.0, size.height as f32 / 2.0),
        };
        let origin = area.center() - vec2(x, y) * scale;
        ScreenFromImage {
            scale,
            picture: Rect::from_min_size(origin, vec2(size.width as f32, size.height as f32) * scale),
            origin,
            across: vec2(scale, 0.0),
            down: vec2(0.0, scale),
            turn: Turn::None,
        }
    }

    /// How image space lies on the screen where this frame of the photo is shown.
    pub fn framed(&self, frame: Frame, photo: PixelSize, area: Rect) -> ScreenFromImage {
        let plain = self.transform(frame.size(photo), area);
        if frame.is_whole() {
            return plain;
        }
        let placed = frame.placement(photo);
        let scaled = |(x, y): (f32, f32)| vec2(x, y) * plain.scale;
        ScreenFromImage {
            origin: plain.picture.min + scaled(placed.origin),
            across: scaled(placed.across),
            down: scaled(placed.down),
            turn: frame.turn,
            ..plain
        }
    }

    /// Zooms by a factor about the middle.
    pub fn zoom_by(&mut self, factor: f32, size: PixelSize, area: Rect) {
        let zoom = self.scale(size, area) * factor;
        self.zoom_to(zoom, size);
    }

    /// Zooms to so many points a pixel, about the middle.
    pub fn zoom_to(&mut self, zoom: f32, size: PixelSize) {
        if self.zoom.is_none() {
            self.center = (size.width as f32 / 2.0, size.height as f32 / 2.0);
        }
        self.zoom = Some(zoom.clamp(*ZOOM.start(), *ZOOM.end()));
    }

    /// Zooms by a factor so that the pixel under `at` stays there.
    pub fn zoom_about(&mut self, at: Pos2, factor: f32, size: PixelSize, area: Rect) {
        let before = self.transform(size, area).image(at);
        self.zoom_by(factor, size, area);
        let after = self.transform(size, area).image(at);
        self.center.0 += before.0 - after.0;
        self.center.1 += before.1 - after.1;
    }

    /// Moves the photo by so many points; its middle stays within its edges.
    pub fn pan(&mut self, by: Vec2, size: PixelSize, area: Rect) {
        self.zoom_by(1.0, size, area);
        let moved = by / self.scale(size, area);
        self.center = (
            (self.center.0 - moved.x).clamp(0.0, size.width as f32),
            (self.center.1 - moved.y).clamp(0.0, size.height as f32),
        );
    }

    /// Shows a box of picture space with room around it.
    pub fn show_box(&mut self, bounds: BoundingBox, area: Rect) {
        self.center = bounds.center();
        let wanted = (area.height() / (bounds.height * 3.0)).min(area.width() / (bounds.width * 3.0));
        self.zoom = Some(wanted.clamp(0.05, 6.0));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SIZE: PixelSize = PixelSize::new(4000, 3000);

    fn area() -> Rect {
        Rect::from_min_size(egui::pos2(200.0, 48.0), vec2(800.0, 600.0))
    }

    #[test]
    fn the_pixel_under_the_pointer_stays_there_while_zooming() {
        let mut viewport = Viewport::default();
        let at = egui::pos2(300.0, 500.0);
        let before = viewport.transform(SIZE, area()).image(at);
        viewport.zoom_about(at, 3.0, SIZE, area());
        let after = viewport.transform(SIZE, area()).image(at);
        assert!((before.0 - after.0).abs() < 0.5 && (before.1 - after.1).abs() < 0.5, "{before:?} {after:?}");
    }

    #[test]
    fn the_whole_photo_fits_and_what_is_seen_then_is_all_of_it() {
        let seen = Viewport::default().transform(SIZE, area()).visible(area());
        assert!(seen.x <= 0.0 && seen.y <= 0.0 && seen.right() >= 4000.0 && seen.bottom() >= 3000.0);
    }

    #[test]
    fn the_pixel_under_the_pointer_stays_there_in_the_magnifier() {
        let to_screen = Viewport::default().transform(SIZE, area());
        let at = egui::pos2(412.0, 301.0);
        let large = to_screen.enlarged(5.0, at);
        let (x, y) = to_screen.image(at);
        assert!(large.point(x, y).distance(at) < 0.1);
        assert!((large.scale / to_screen.scale - 5.0).abs() < 0.001);
    }

    #[test]
    fn a_framed_photo_lies_where_its_frame_says_and_points_find_back() {
        let crop = Some(crate::geometry::PixelRect::new(300, 200, 900, 700));
        for turn in Turn::ALL {
            for straighten in [0, -350, 1500] {
                let frame = Frame { turn, straighten, crop };
                let to_screen = Viewport::default().framed(frame, SIZE, area());
                for point in [(0.0, 0.0), (4000.0, 3000.0), (1234.5, 77.0)] {
                    let at = to_screen.point(point.0, point.1);
                    let (x, y) = frame.point_in_frame(SIZE, point);
                    let (u, v) = to_screen.in_picture(at);
                    assert!((u - x).abs() < 0.1 && (v - y).abs() < 0.1, "{frame:?} {point:?}");
                    let (x, y) = to_screen.image(at);
                    assert!((x - point.0).abs() < 0.2 && (y - point.1).abs() < 0.2, "{frame:?} {point:?}");
                }
                // The picture fills the view, and right on the screen is where the turn puts it.
                assert!(area().contains_rect(to_screen.picture()));
                let middle = to_screen.picture().center();
                let (from, to) = (to_screen.image(middle), to_screen.image(middle + vec2(50.0, 0.0)));
                let (x, y) = to_screen.direction((1, 0));
                assert!((to.0 - from.0) * f32::from(x) + (to.1 - from.1) * f32::from(y) > 40.0, "{frame:?}");
            }
        }
    }

    #[test]
    fn panning_never_loses_the_photo() {
        let mut viewport = Viewport::default();
        viewport.pan(vec2(1e6, -1e6), SIZE, area());
        assert_eq!(viewport.center, (0.0, 3000.0));
    }
}

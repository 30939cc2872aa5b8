//! The sweep for missed faces: the photo is walked part by part, close enough to see a small face.

use std::collections::HashMap;

use egui::Rect;

use crate::{
    framing::Frame,
    geometry::{BoundingBox, PixelSize},
    review::{Decision, Outline, RegionId, Review},
    session::PhotoId,
    ui::canvas::Viewport,
};

/// Points a pixel at which a part is looked at: a face of 24 pixels, the smallest that most people still
/// tell from a pattern, is then 14 points high, the size of a letter's line.
const ZOOM: f32 = 0.6;
/// Largest share of the view that a part takes: the rest is seen around it, so that a small face on the line
/// between two parts is seen whole with either.
const SHARE: f32 = 0.97;
/// Seconds that a part must lie in view without moving to count as looked at.
const DWELL: f64 = 0.4;

/// The sweeps of the session's photos.
#[derive(Debug, Default)]
pub struct Sweeps(HashMap<PhotoId, Sweep>);

impl Sweeps {
    /// The sweep of a photo; begun where there is none, and anew where the window was made so small that a
    /// part no longer fits into the view: what is cut off is not looked at.
    ///
    /// It walks through what is published alone, so it begins anew where that is another part of the photo. `size` is that of
    /// the whole photo.
    pub fn of(&mut self, photo: PhotoId, frame: Frame, size: PixelSize, area: Rect) -> &mut Sweep {
        let now = Sweep { frame, ..Sweep::begin(frame.size(size), area) };
        let sweep = self.0.entry(photo).or_insert_with(|| now.clone());
        if now.frame != sweep.frame || now.columns > sweep.columns || now.rows > sweep.rows {
            *sweep = now;
        }
        sweep
    }

    /// The sweep of a photo, where one was begun.
    pub fn get(&self, photo: PhotoId) -> Option<&Sweep> {
        self.0.get(&photo)
    }

    /// The sweep of a photo, to go on with.
    pub fn get_mut(&mut self, photo: PhotoId) -> Option<&mut Sweep> {
        self.0.get_mut(&photo)
    }
}

/// Which parts of a photo were looked at.
#[derive(Debug, Clone)]
pub struct Sweep {
    frame: Frame,
    /// Of the picture that is published.
    size: PixelSize,
    columns: u32,
    rows: u32,
    zoom: f32,
    /// What the view holds at that zoom, in pixels.
    in_view: (f32, f32),
    seen: Vec<bool>,
    at: usize,
    known: Vec<(RegionId, Outline, Option<Decision>)>,
    view: Option<(BoundingBox, f64)>,
}

impl Sweep {
    fn begin(size: PixelSize, area: Rect) -> Self {
        let zoom = Viewport::fit(size, area).max(ZOOM);
        let parts = |pixels: u32, points: f32| {
            let in_view = (points / zoom).max(1.0);
            if pixels as f32 <= in_view { 1 } else { (pixels as f32 / (in_view * SHARE)).ceil() as u32 }
        };
        let (columns, rows) = (parts(size.width, area.width()), parts(size.height, area.height()));
        Self {
            frame: Frame::default(),
            size,
            columns,
            rows,
            zoom,
            in_view: (area.width() / zoom, area.height() / zoom),
            seen: vec![false; (columns * rows) as usize],
            at: 0,
            known: Vec::new(),
            view: None,
        }
    }

    /// Columns and rows.
    pub const fn grid(&self) -> (u32, u32) {
        (self.columns, self.rows)
    }

    /// The parts, row by row: looked at or not.
    pub fn parts(&self) -> &[bool] {
        &self.seen
    }

    /// The part that is being looked at.
    pub const fn current(&self) -> usize {
        self.at
    }

    /// Which one that is on the way through the photo, from 1.
    pub fn place(&self) -> usize {
        self.order().iter().position(|index| *index == self.at).map_or(1, |place| place + 1)
    }

    /// How many parts were looked at.
    pub fn done(&self) -> usize {
        self.seen.iter().filter(|seen| **seen).count()
    }

    /// True where every part was looked at.
    pub fn is_complete(&self) -> bool {
        self.seen.iter().all(|seen| *seen)
    }

    /// The part with this index, in picture space.
    pub fn part(&self, index: usize) -> BoundingBox {
        let (column, row) = (index as u32 % self.columns, index as u32 / self.columns);
        let (width, height) =
            (self.size.width as f32 / self.columns as f32, self.size.height as f32 / self.rows as f32);
        BoundingBox::new(column as f32 * width, row as f32 * height, width, height)
    }

    /// Shows a part.
    pub fn show(&mut self, index: usize, viewport: &mut Viewport) {
        self.at = index.min(self.seen.len().saturating_sub(1));
        self.view = None;
        if self.seen.len() == 1 {
            viewport.zoom = None;
        } else {
            viewport.zoom = Some(self.zoom);
            // No view is spent on what lies beside the photo.
            let inside = |center: f32, in_view: f32, whole: u32| {
                let half = (in_view / 2.0).min(whole as f32 / 2.0);
                center.clamp(half, whole as f32 - half)
            };
            let (x, y) = self.part(self.at).center();
            viewport.center =
                (inside(x, self.in_view.0, self.size.width), inside(y, self.in_view.1, self.size.height));
        }
    }

    /// The part that is shown was looked at; shows the next that was not. `false` where none is left.
    pub fn advance(&mut self, viewport: &mut Viewport) -> bool {
        if let Some(seen) = self.seen.get_mut(self.at) {
            *seen = true;
        }
        let order = self.order();
        let place = order.iter().position(|index| *index == self.at).unwrap_or(0);
        let next = order
            .iter()
            .cycle()
            .skip(place + 1)
            .take(order.len())
            .find(|index| self.seen.get(**index) == Some(&false))
            .copied();
        if let Some(next) = next {
            self.show(next, viewport);
        }
        next.is_some()
    }

    /// Row by row, forth and back: the eye never jumps across the photo.
    fn order(&self) -> Vec<usize> {
        let row = |row: u32| {
            let columns: Vec<u32> = if row.is_multiple_of(2) {
                (0..self.columns).collect()
            } else {
                (0..self.columns).rev().collect()
            };
            columns.into_iter().map(move |column| (row * self.columns + column) as usize)
        };
        (0..self.rows).flat_map(row).collect()
    }

    /// What lies in view, close enough and still for long enough, was looked at; the seconds to wait where
    /// it is not long enough yet.
    pub fn look(&mut self, visible: BoundingBox, scale: f32, now: f64) -> Option<f64> {
        let moved = self.view.is_none_or(|(view, _)| view != visible);
        if moved {
            self.view = Some((visible, now));
        }
        let new: Vec<usize> = (0..self.seen.len())
            .filter(|index| self.seen.get(*index) == Some(&false) && scale >= self.zoom * 0.95)
            .filter(|index| holds(visible, self.part(*index)))
            .collect();
        if new.is_empty() {
            return None;
        }
        let since = self.view.map_or(0.0, |(_, since)| now - since);
        if since < DWELL {
            return Some(DWELL - since);
        }
        for index in new {
            if let Some(seen) = self.seen.get_mut(index) {
                *seen = true;
            }
        }
        None
    }

    /// Takes note of what was edited since: the parts that it touches are to be looked at again.
    pub fn follow(&mut self, review: &Review) {
        if review.frame() != self.frame {
            // Parts of another picture; the next look at the photo begins anew.
            self.seen.fill(false);
            return;
        }
        let now: Vec<_> = review
            .entries()
            .iter()
            .map(|entry| (entry.region.id, entry.region.outline.clone(), entry.decision.clone()))
            .collect();
        if now == self.known {
            return;
        }
        let changed = |from: &[(RegionId, Outline, Option<Decision>)],
                       to: &[(RegionId, Outline, Option<Decision>)]| {
            from.iter()
                .filter(|state| !to.contains(state))
                .filter_map(|(_, outline, _)| outline.bounds())
                .collect::<Vec<_>>()
        };
        // A sweep that was only just begun has nothing to take back.
        let touched: Vec<BoundingBox> = [changed(&self.known, &now), changed(&now, &self.known)]
            .concat()
            .into_iter()
            .map(|bounds| self.frame.box_in_frame(review.size(), bounds))
            .collect();
        for index in 0..self.seen.len() {
            let part = self.part(index);
            if touched.iter().any(|bounds| part.intersection_area(*bounds) > 0.0)
                && let Some(seen) = self.seen.get_mut(index)
            {
                *seen = false;
            }
        }
        self.known = now;
    }
}

fn holds(outer: BoundingBox, inner: BoundingBox) -> bool {
    const SLACK: f32 = 1.0;
    outer.x <= inner.x + SLACK
        && outer.y <= inner.y + SLACK
        && outer.right() >= inner.right() - SLACK
        && outer.bottom() >= inner.bottom() - SLACK
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        detection::Detections,
        geometry::PixelRect,
        hash::ContentHash,
        redaction::Shape,
        review::{AreaKind, Edit},
    };

    const SIZE: PixelSize = PixelSize::new(4000, 3000);

    fn sweep() -> Sweep {
        Sweep::begin(SIZE, Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(760.0, 620.0)))
    }

    fn review() -> Review {
        let none = Detections::default();
        Review::begin(ContentHash::of(b"photo"), SIZE, &none)
    }

    #[test]
    fn a_twelve_megapixel_photo_is_a_dozen_parts_that_leave_nothing_out() {
        let sweep = sweep();
        assert_eq!(sweep.grid(), (4, 3));
        let area: f32 = (0..sweep.parts().len()).map(|index| sweep.part(index).area()).sum();
        assert!((area - 12e6).abs() < 10.0, "{area}");
    }

    #[test]
    fn every_part_fits_into_the_view_that_shows_it() {
        let area = Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(760.0, 620.0));
        for size in [SIZE, PixelSize::new(8660, 5773), PixelSize::new(300, 9000), PixelSize::new(640, 480)] {
            let mut sweep = Sweep::begin(size, area);
            for index in 0..sweep.parts().len() {
                let mut viewport = Viewport::default();
                sweep.show(index, &mut viewport);
                let visible = viewport.transform(size, area).visible(area);
                assert!(holds(visible, sweep.part(index)), "{size:?} part {index}");
            }
        }
    }

    #[test]
    fn a_window_made_smaller_begins_the_walk_anew_and_one_made_larger_does_not() {
        let area = |width: f32| Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(width, width * 0.8));
        let photo = crate::session::PhotoId::for_tests(1);
        let mut sweeps = Sweeps::default();
        let mut viewport = Viewport::default();
        let whole = Frame::default();
        while sweeps.of(photo, whole, SIZE, area(760.0)).advance(&mut viewport) {}
        assert!(sweeps.of(photo, whole, SIZE, area(1500.0)).is_complete());
        assert!(!sweeps.of(photo, whole, SIZE, area(400.0)).is_complete());
    }

    #[test]
    fn only_what_is_published_is_walked_and_another_frame_begins_anew() {
        let area = Rect::from_min_size(egui::Pos2::ZERO, egui::vec2(760.0, 620.0));
        let photo = crate::session::PhotoId::for_tests(1);
        let (mut sweeps, mut viewport, mut review) = (Sweeps::default(), Viewport::default(), review());
        let crop = Frame { crop: Some(PixelRect::new(2000, 0, 2000, 1500)), ..Frame::default() };
        review.apply(Edit::Frame(crop)).unwrap();
        let sweep = sweeps.of(photo, crop, SIZE, area);
        sweep.follow(&review);
        assert_eq!(sweep.grid(), (2, 2));
        while sweep.advance(&mut viewport) {}
        // Wholly outside: nothing that is looked at has changed.
        let area_at = |x| Shape::Rectangle(BoundingBox::new(x, 50.0, 100.0, 100.0));
        review.apply(Edit::AddArea { shape: area_at(500.0), what: AreaKind::Other }).unwrap();
        sweep.follow(&review);
        assert!(sweep.is_complete());
        review.apply(Edit::AddArea { shape: area_at(3500.0), what: AreaKind::Other }).unwrap();
        sweep.follow(&review);
        assert_eq!(sweep.parts(), [true, false, true, true]);
        sweep.advance(&mut viewport);
        review.apply(Edit::Frame(crop.straightened(20, SIZE))).unwrap();
        sweep.follow(&review);
        assert_eq!(sweep.done(), 0);
        assert!(!sweeps.of(photo, review.frame(), SIZE, area).is_complete());
    }

    #[test]
    fn going_on_visits_every_part_once_and_then_ends() {
        let mut sweep = sweep();
        let mut viewport = Viewport::default();
        let mut steps = 1;
        while sweep.advance(&mut viewport) {
            steps += 1;
        }
        assert_eq!((steps, sweep.is_complete()), (12, true));
    }

    #[test]
    fn a_glance_is_not_a_look_and_far_away_is_not_close() {
        let mut sweep = sweep();
        let mut viewport = Viewport::default();
        sweep.show(0, &mut viewport);
        let whole = BoundingBox::new(0.0, 0.0, 4000.0, 3000.0);
        assert_eq!(sweep.look(whole, 0.2, 0.0), None);
        assert_eq!(sweep.look(whole, 0.2, 9.0), None);
        assert_eq!(sweep.done(), 0);
        let part = sweep.part(0);
        assert!(sweep.look(part, 0.6, 10.0).is_some());
        assert_eq!(sweep.done(), 0);
        assert_eq!(sweep.look(part, 0.6, 10.5), None);
        assert_eq!(sweep.done(), 1);
    }

    #[test]
    fn an_edit_takes_back_only_the_parts_that_it_touches() {
        let mut sweep = sweep();
        let mut review = review();
        sweep.follow(&review);
        let mut viewport = Viewport::default();
        while sweep.advance(&mut viewport) {}
        let shape = Shape::Rectangle(BoundingBox::new(50.0, 50.0, 100.0, 100.0));
        review.apply(Edit::AddArea { shape, what: AreaKind::Other }).unwrap();
        sweep.follow(&review);
        assert_eq!(sweep.done(), 11);
        assert!(!sweep.is_complete());
        sweep.advance(&mut viewport);
        review.undo();
        sweep.follow(&review);
        assert_eq!(sweep.done(), 11);
    }
}

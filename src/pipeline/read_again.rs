//! The finished copy is read once more: no code under a cover, and none that nobody was asked about; no personal number.

use crate::{
    detection::{CancelFlag, DetectionError},
    export::{CheckFault, ExportFault},
    geometry::{BoundingBox, PixelRect, PixelSize},
    identifiers::{Finder, Grade, Kinds, Place, Quad, codes::readable},
    photo::Raster,
    redaction::Shape,
    review::{Decision, Entry, Group, Outline},
};

use super::{ClearedPhoto, ExportFailure};

/// How much of the surroundings of a cover is read with it, in parts of its bounds: what sticks out of a cover.
const CONTEXT: f32 = 1.4;

/// Reads the copy as somebody would who wants to know what the covers hide.
///
/// # Errors
/// [`CheckFault::CodeReadable`], [`CheckFault::NumberReadable`] with the place in the photo, or that there was no answer.
pub(super) fn read_again(photo: &ClearedPhoto, copy: &Raster) -> Result<(), ExportFailure> {
    let Some(finder) = &photo.reader else { return Ok(()) };
    match (ReadAgain { photo, copy, finder }).fault().map_err(ExportFailure::SecondLook)? {
        Some(fault) => Err(ExportFault::from(fault).into()),
        None => Ok(()),
    }
}

struct ReadAgain<'a> {
    photo: &'a ClearedPhoto,
    copy: &'a Raster,
    finder: &'a Finder,
}

impl ReadAgain<'_> {
    fn fault(&self) -> Result<Option<CheckFault>, DetectionError> {
        let covered: Vec<Quad> = self
            .covered()
            .filter(|entry| entry.region.group() == Group::Codes)
            .filter_map(|entry| Some(corners(self.in_copy(entry.region.outline.bounds()?))))
            .collect();
        let readable = readable(self.copy, &covered, 1)?;
        if let Some(code) = readable.iter().find(|code| !self.may_be_read(code)) {
            return Ok(Some(CheckFault::CodeReadable(self.in_photo(code.bounds()))));
        }
        for entry in self.covered().filter(|entry| entry.region.is_number()) {
            let Some((part, at)) = self.around(entry) else { continue };
            let kinds = Kinds { text: true, codes: false };
            let found = self.finder.find(&part, kinds, &mut |_, _| {}, &CancelFlag::default())?;
            let number = |place: &Place| {
                let (x, y) = place.bounds().center();
                place.grade == Grade::PersonalNumber && !self.is_confirmed((x + at.x, y + at.y))
            };
            if found.places.iter().any(number) {
                return Ok(Some(CheckFault::NumberReadable(self.in_photo(at))));
            }
        }
        Ok(None)
    }

    /// Writing and codes that were found and are covered.
    fn covered(&self) -> impl Iterator<Item = &Entry> {
        let covered = self.photo.decided.iter().filter(|region| region.decision == Decision::Redact);
        covered.map(|region| &region.entry).filter(|entry| entry.region.grade().is_some())
    }

    /// True for a code that a person left visible, or had no need to decide: its middle lies in one that is visible, or the other way round, and
    /// not in one that is covered.
    fn may_be_read(&self, code: &Place) -> bool {
        let is_code = |entry: &&Entry| entry.region.group() == Group::Codes;
        let middle = code.bounds().center();
        let visible = self.photo.visible.iter().filter(is_code).map(|entry| self.outline(entry));
        let covered = self.covered().filter(is_code).map(|entry| self.outline(entry));
        // That text may be seen says nothing of a code on the same board.
        visible
            .into_iter()
            .any(|outline| holds(&outline, middle) || holds(&code.outline, middle_of(&outline)))
            && !covered.into_iter().any(|outline| holds(&outline, middle))
    }

    /// True for a point in a number of which somebody has said twice that it may be seen.
    fn is_confirmed(&self, point: (f32, f32)) -> bool {
        let confirmed = |entry: &&Entry| {
            entry.region.is_number() && entry.decision == Some(Decision::MayBeSeen { confirmed: true })
        };
        self.photo.visible.iter().filter(confirmed).any(|entry| holds(&self.outline(entry), point))
    }

    /// The corners of what was found, in the copy.
    fn outline(&self, entry: &Entry) -> Vec<(f32, f32)> {
        let size = self.photo.source.raster.size();
        let outline = &entry.region.outline;
        let corners = if let Outline::Drawn(Shape::Polygon(corners)) = outline {
            corners.clone()
        } else {
            outline.bounds().map(|bounds| corners(bounds).to_vec()).unwrap_or_default()
        };
        let in_copy = |corner: (f32, f32)| {
            let (x, y) = self.photo.frame.point_in_frame(size, corner);
            (x * self.factor(), y * self.factor())
        };
        corners.into_iter().map(in_copy).collect()
    }

    /// The part of the copy around a cover, and where it lies.
    fn around(&self, entry: &Entry) -> Option<(Raster, BoundingBox)> {
        let bounds = self.in_copy(entry.region.outline.bounds()?).scaled(CONTEXT);
        let rect = bounds.to_pixels(self.copy.size())?;
        let at = BoundingBox::new(rect.x as f32, rect.y as f32, rect.width as f32, rect.height as f32);
        Some((self.copy.crop(rect)?, at))
    }

    /// The upright box around what lies in a box of the photo: of a straightened photo larger than that.
    fn in_copy(&self, bounds: BoundingBox) -> BoundingBox {
        self.photo.frame.box_in_frame(self.photo.source.raster.size(), bounds).times(self.factor())
    }

    fn in_photo(&self, bounds: BoundingBox) -> PixelRect {
        let size: PixelSize = self.photo.source.raster.size();
        let bounds = self.photo.frame.box_in_photo(size, bounds.times(1.0 / self.factor()));
        bounds.to_pixels(size).unwrap_or(PixelRect::new(0, 0, size.width, size.height))
    }

    /// Pixels of the copy for one of the picture at full size.
    fn factor(&self) -> f32 {
        self.copy.size().width as f32 / self.photo.frame.size(self.photo.source.raster.size()).width as f32
    }
}

/// True for a point in a convex outline whose corners go clockwise or the other way.
fn holds(outline: &[(f32, f32)], point: (f32, f32)) -> bool {
    let side = |a: &(f32, f32), b: &(f32, f32)| (b.0 - a.0) * (point.1 - a.1) - (b.1 - a.1) * (point.0 - a.0);
    let sides = || outline.iter().zip(outline.iter().cycle().skip(1)).map(|(a, b)| side(a, b));
    outline.len() > 2 && (sides().all(|side| side >= 0.0) || sides().all(|side| side <= 0.0))
}

fn middle_of(outline: &[(f32, f32)]) -> (f32, f32) {
    let count = outline.len().max(1) as f32;
    let (x, y) = outline.iter().fold((0.0, 0.0), |sum, corner| (sum.0 + corner.0, sum.1 + corner.1));
    (x / count, y / count)
}

/// The corners of a box, clockwise from the upper left one.
fn corners(of: BoundingBox) -> Quad {
    [(of.x, of.y), (of.right(), of.y), (of.right(), of.bottom()), (of.x, of.bottom())]
}

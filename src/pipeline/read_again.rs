//! The finished copy is read once more: no code under a cover, and none that nobody was asked about; no personal number.

use crate::{
    detection::{CancelFlag, DetectionError},
    export::{CheckFault, ExportFault},
    geometry::{BoundingBox, PixelRect, PixelSize},
    identifiers::{Finder, Grade, Kinds, Place, Quad, codes::readable},
    photo::Raster,
    review::{Decision, Entry, Group},
};

use super::{ClearedPhoto, ExportFailure, framed::Framed};

/// How much of the surroundings of a cover is read with it, in parts of its bounds: what sticks out of a cover.
const CONTEXT: f32 = 1.4;

impl Framed {
    /// Reads the copy as somebody would who wants to know what the covers hide.
    ///
    /// # Errors
    /// [`CheckFault::CodeReadable`], [`CheckFault::NumberReadable`] with the place in the photo, or that there was no answer.
    pub(super) fn read_again(&self, photo: &ClearedPhoto, copy: &Raster) -> Result<(), ExportFailure> {
        let Some(finder) = &photo.reader else { return Ok(()) };
        let again = ReadAgain { framed: self, photo, copy, finder };
        match again.fault().map_err(ExportFailure::SecondLook)? {
            Some(fault) => Err(ExportFault::from(fault).into()),
            None => Ok(()),
        }
    }
}

struct ReadAgain<'a> {
    framed: &'a Framed,
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
        let readable = readable(self.copy, &covered, 1);
        if let Some(code) = readable.iter().map(Place::bounds).find(|code| !self.is_visible(*code)) {
            return Ok(Some(CheckFault::CodeReadable(self.in_photo(code))));
        }
        for entry in self.covered().filter(|entry| entry.region.is_number()) {
            let Some((part, at)) = self.around(entry) else { continue };
            let kinds = Kinds { text: true, codes: false };
            let found = self.finder.find(&part, kinds, &mut |_, _| {}, &CancelFlag::default())?;
            if found.places.iter().any(|place| place.grade == Grade::PersonalNumber) {
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

    /// True where a person left visible what stands there, or had no need to decide.
    fn is_visible(&self, code: BoundingBox) -> bool {
        // That text may be seen says nothing of a code on the same board.
        let codes = self.photo.visible.iter().filter(|entry| entry.region.group() == Group::Codes);
        codes.into_iter().any(|entry| {
            let bounds = entry.region.outline.bounds().map(|bounds| self.in_copy(bounds));
            bounds.is_some_and(|bounds| bounds.contains(code.center()) || code.contains(bounds.center()))
        })
    }

    /// The part of the copy around a cover, and where it lies.
    fn around(&self, entry: &Entry) -> Option<(Raster, BoundingBox)> {
        let bounds = self.in_copy(entry.region.outline.bounds()?).scaled(CONTEXT);
        let rect = bounds.to_pixels(self.copy.size())?;
        let at = BoundingBox::new(rect.x as f32, rect.y as f32, rect.width as f32, rect.height as f32);
        Some((self.copy.crop(rect)?, at))
    }

    fn in_copy(&self, bounds: BoundingBox) -> BoundingBox {
        self.framed.box_in_picture(bounds).times(self.factor())
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

/// The corners of a box, clockwise from the upper left one.
fn corners(of: BoundingBox) -> Quad {
    [(of.x, of.y), (of.right(), of.y), (of.right(), of.bottom()), (of.x, of.bottom())]
}

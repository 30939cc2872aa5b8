//! The finished copy is read once more: no code under a cover, and none that nobody was asked about; no personal number.

use crate::{
    detection::{CancelFlag, DetectionError},
    export::{CheckFault, ExportFault, scaled},
    framing::Bound,
    geometry::{BoundingBox, PixelRect, PixelSize},
    identifiers::{Finder, Grade, Kind, Kinds, codes::readable},
    photo::Raster,
    review::{Decision, Entry},
};

use super::{ClearedPhoto, ExportFailure, framed::Framed};

/// Longest side at which a decoder looks at the whole of a copy: a code that it reads only at a larger size was found there by
/// the search, and is looked at by itself where it was covered.
const WHOLE: u32 = 1600;
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
        let small = scaled(self.copy, Bound::LongSide(WHOLE));
        let factor = small.size().width as f32 / self.copy.size().width as f32;
        for place in readable(&small, 1) {
            let code = place.bounds().times(1.0 / factor);
            if !self.is_visible(code) {
                return Ok(Some(CheckFault::CodeReadable(self.in_photo(code))));
            }
        }
        for entry in self.covered() {
            let Some((part, at)) = self.around(entry) else { continue };
            if entry.region.is_number() {
                let found = self.finder.find(
                    &part,
                    Kinds { text: true, codes: false },
                    &mut |_, _| {},
                    &CancelFlag::default(),
                )?;
                if found.places.iter().any(|place| place.grade == Grade::PersonalNumber) {
                    return Ok(Some(CheckFault::NumberReadable(self.in_photo(at))));
                }
            } else if entry.region.grade().is_some_and(|grade| grade.kind() == Kind::Code)
                && readable(&part, 1)
                    .iter()
                    .any(|place| !self.is_visible(place.bounds().translated(at.x, at.y)))
            {
                return Ok(Some(CheckFault::CodeReadable(self.in_photo(at))));
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
        self.photo.visible.iter().any(|entry| {
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

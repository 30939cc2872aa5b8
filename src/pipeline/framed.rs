//! The picture that is published: covered at full size, then turned, straightened and cropped, and the second look at it.

use std::borrow::Cow;

use crate::{
    detection::FaceDetector,
    export::{CheckFault, ExportFault},
    framing::{Frame, Part, depends_on_hidden},
    geometry::{BoundingBox, PixelRect, PixelSize},
    photo::Raster,
    redaction::{Mask, Shape, Style, depends_on_covered, redact, redact_mask},
    review::{Decision, Entry, Outline},
};

use super::{
    ClearedPhoto, ExportFailure,
    copy::Steps,
    covers::mask_shapes,
    second_look::{SecondLook, scaled},
};

/// The whole photo, covered as it will be in the copy: within the frame by what is shown in it alone. What is cut away is covered
/// too, in its own way, for whoever tries another crop.
pub fn previewed(photo: &Raster, shapes: &[Shape], style: Style, frame: Frame) -> Raster {
    let mut preview = redact(photo, shapes, style);
    if frame.is_whole() {
        return preview;
    }
    let Some(part) = Part::of(frame, photo.size()) else { return preview };
    let (at, width) = (part.at(), photo.size().width as usize);
    let shapes: Vec<Shape> =
        shapes.iter().map(|shape| shape.translated(-(at.x as f32), -(at.y as f32))).collect();
    let mask = Mask::of(&shapes, part.size());
    let Some(cut) = part.cut(photo, |x, y| mask.contains(x, y)) else { return preview };
    let covered = redact_mask(&cut, &mask, style);
    let rows = preview.rgb_mut().chunks_exact_mut(width * 3).zip(0..).skip(at.y as usize);
    for ((row, y), line) in rows.zip(0..at.height) {
        let pixels = row.as_chunks_mut::<3>().0.iter_mut().zip(0..).skip(at.x as usize);
        for ((pixel, x), own) in pixels.zip(covered.row(line).as_chunks::<3>().0) {
            if part.shows(x, y) {
                *pixel = *own;
            }
        }
    }
    preview
}

/// How the photo becomes the picture that is published.
pub(super) struct Framed {
    frame: Frame,
    photo: PixelSize,
    /// `None` where the whole photo is published as it is.
    part: Option<Part>,
}

impl Framed {
    /// # Errors
    /// [`CheckFault::Size`] where nothing of the photo would be left; a review takes no such frame.
    pub(super) fn of(photo: &ClearedPhoto) -> Result<Self, ExportFailure> {
        let (frame, size) = (photo.frame, photo.source.raster.size());
        if frame.is_whole() {
            return Ok(Self { frame, photo: size, part: None });
        }
        let nothing = || ExportFailure::from(ExportFault::from(CheckFault::Size));
        let part = Part::of(frame, size).filter(|_| frame.checked(size).is_ok()).ok_or_else(nothing)?;
        Ok(Self { frame, photo: size, part: Some(part) })
    }

    /// The picture at full size, covered. What it holds is not proven yet: [`Self::prove`].
    ///
    /// # Errors
    /// [`CheckFault::Uncovered`] where nothing is left of the photo.
    pub(super) fn covered(
        &self,
        photo: &ClearedPhoto,
        style: Style,
        margin_percent: u8,
        steps: &Steps,
    ) -> Result<Raster, ExportFailure> {
        let source = photo.source.raster.as_ref();
        let shapes = self.shapes(photo, margin_percent);
        let Some(part) = &self.part else { return Ok((steps.redact)(source, &shapes, style)) };
        let mask = Mask::of(&shapes, part.size());
        let cut = part.cut(source, |x, y| mask.contains(x, y)).ok_or_else(uncovered)?;
        part.frame(&(steps.redact)(&cut, &shapes, style)).ok_or_else(uncovered)
    }

    /// Proves that `picture`, as [`Self::covered`] gave it, holds nothing that is covered or cut away.
    ///
    /// # Errors
    /// [`CheckFault::Uncovered`] where it would be another one with anything else there.
    pub(super) fn prove(
        &self,
        photo: &ClearedPhoto,
        style: Style,
        margin_percent: u8,
        picture: &Raster,
    ) -> Result<(), ExportFailure> {
        let source = photo.source.raster.as_ref();
        let shapes = self.shapes(photo, margin_percent);
        let depends = match &self.part {
            None => depends_on_covered(source, &Mask::of(&shapes, source.size()), style, picture),
            Some(part) => {
                let mask = Mask::of(&shapes, part.size());
                let again = |other: &Raster| redact_mask(other, &mask, style);
                depends_on_hidden(source, part, |x, y| mask.contains(x, y), again, picture)
            }
        };
        if depends { Err(uncovered()) } else { Ok(()) }
    }

    /// What is covered, in pixels of the part of the photo that is published.
    fn shapes(&self, photo: &ClearedPhoto, margin_percent: u8) -> Vec<Shape> {
        let shapes = mask_shapes(redacted(photo), margin_percent, self.photo);
        let Some(part) = &self.part else { return shapes };
        let (dx, dy) = (-(part.at().x as f32), -(part.at().y as f32));
        shapes.iter().map(|shape| shape.translated(dx, dy)).collect()
    }

    /// Has the detector look once more where faces were covered.
    ///
    /// # Errors
    /// [`CheckFault::FaceVisible`] with the place of a face in the photo, or that there was no answer.
    pub(super) fn look_again(
        &self,
        photo: &ClearedPhoto,
        copy: &Raster,
        margin_percent: u8,
        detector: &dyn FaceDetector,
    ) -> Result<(), ExportFailure> {
        let factor = copy.size().width as f32 / self.frame.size(self.photo).width as f32;
        let visible: Vec<_> = photo
            .decided
            .iter()
            .filter(|region| region.decision != Decision::Redact)
            .filter_map(|region| region.entry.region.outline.bounds())
            .map(|bounds| self.box_in_picture(bounds).times(factor))
            .collect();
        let on_copy = |drawn: bool| -> Vec<Shape> {
            let entries =
                redacted(photo).filter(|entry| matches!(entry.region.outline, Outline::Drawn(_)) == drawn);
            let shapes = mask_shapes(entries, margin_percent, self.photo);
            shapes.iter().map(|shape| scaled(&self.in_picture(shape), factor)).collect()
        };
        let (fitted, drawn) = (on_copy(false), on_copy(true));
        let Some(face) = SecondLook::new(copy, &fitted, &drawn, &visible).face(detector)? else {
            return Ok(());
        };
        let whole = PixelRect::new(0, 0, self.photo.width, self.photo.height);
        let face = self.frame.box_in_photo(self.photo, face.times(1.0 / factor));
        let face = face.to_pixels(self.photo).unwrap_or(whole);
        Err(ExportFault::from(CheckFault::FaceVisible(face)).into())
    }

    /// The box of a face, upright again after the photo was straightened: a detector boxes it like that.
    pub(super) fn box_in_picture(&self, bounds: BoundingBox) -> BoundingBox {
        if self.frame.is_whole() {
            return bounds;
        }
        let (x, y) = self.frame.point_in_frame(self.photo, bounds.center());
        let size = self.frame.turn.size(PixelSize::new(1, 2));
        let (width, height) =
            if size.width == 1 { (bounds.width, bounds.height) } else { (bounds.height, bounds.width) };
        BoundingBox::new(x - width / 2.0, y - height / 2.0, width, height)
    }

    /// A cover where it lies in the picture. Whatever is round stays upright, by its width and height: that is the shape of
    /// heads, and an angle of at most 15° takes next to nothing of it.
    fn in_picture<'a>(&self, shape: &'a Shape) -> Cow<'a, Shape> {
        let point = |point: (f32, f32)| self.frame.point_in_frame(self.photo, point);
        if self.frame.is_whole() {
            return Cow::Borrowed(shape);
        }
        // What this is for asks for places alone.
        let shape = shape.plain();
        if let Shape::Polygon(points) = shape {
            return Cow::Owned(Shape::Polygon(points.iter().map(|at| point(*at)).collect()));
        }
        let Some(bounds) = shape.bounds() else { return Cow::Borrowed(shape) };
        if matches!(shape, Shape::Rectangle(_)) && self.frame.straighten != 0 {
            let corners = [
                (bounds.x, bounds.y),
                (bounds.right(), bounds.y),
                (bounds.right(), bounds.bottom()),
                (bounds.x, bounds.bottom()),
            ];
            return Cow::Owned(Shape::Polygon(corners.map(point).to_vec()));
        }
        Cow::Owned(shape.fitted(self.box_in_picture(bounds)))
    }
}

fn uncovered() -> ExportFailure {
    ExportFault::from(CheckFault::Uncovered).into()
}

fn redacted(photo: &ClearedPhoto) -> impl Iterator<Item = &Entry> {
    let regions = photo.decided.iter().filter(|region| region.decision == Decision::Redact);
    regions.map(|region| &region.entry)
}

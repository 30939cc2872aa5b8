//! The small pictures of the list.

use std::sync::Arc;

use crate::{
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
    pipeline::mask_shapes,
    redaction::{DEFAULT_MARGIN_PERCENT, Shape, Style, redact},
    review::{Decision, Review},
};

/// A small picture in which everything is covered but what a person decided to show.
#[derive(Debug, Clone)]
pub struct Thumbnail {
    raster: Arc<Raster>,
    covered: Vec<Shape>,
}

impl Thumbnail {
    /// The longer side, in pixels.
    pub const SIDE: u32 = 128;

    /// The small picture of `photo` with `covered` (image space) covered. `None` where the photo is empty.
    pub(super) fn new(photo: &Raster, covered: Vec<Shape>) -> Option<Self> {
        let full = photo.size();
        let scale = (f64::from(Self::SIDE) / f64::from(full.long_side())).min(1.0);
        let shorter = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
        let size = PixelSize::new(shorter(full.width), shorter(full.height));
        let view =
            image::ImageBuffer::<image::Rgb<u8>, &[u8]>::from_raw(full.width, full.height, photo.rgb())?;
        // Each small pixel is the mean of the pixels below it; every one that a mask touches is covered.
        let small = image::imageops::thumbnail(&view, size.width, size.height);
        let small = Raster::new(size, small.into_raw())?;
        let (x, y) = (size.width as f32 / full.width as f32, size.height as f32 / full.height as f32);
        let shapes: Vec<Shape> = covered.iter().map(|shape| scaled(shape, x, y)).collect();
        let raster = Arc::new(redact(&small, &shapes, Style::Blur));
        Some(Self { raster, covered })
    }

    /// The pixels.
    pub const fn raster(&self) -> &Arc<Raster> {
        &self.raster
    }

    /// True while everything that has to be covered is covered in this picture.
    pub(super) fn still_holds(&self, review: &Review) -> bool {
        covered(review).iter().all(|shape| self.covered.contains(shape))
    }
}

/// What a small picture covers: everything but what a person decided to show.
pub(super) fn covered(review: &Review) -> Vec<Shape> {
    let covered =
        review.entries().iter().filter(|entry| matches!(entry.decision, None | Some(Decision::Redact)));
    mask_shapes(covered, DEFAULT_MARGIN_PERCENT, review.size())
}

fn scaled(shape: &Shape, x: f32, y: f32) -> Shape {
    let bounds = |b: &BoundingBox| BoundingBox::new(b.x * x, b.y * y, b.width * x, b.height * y);
    match shape {
        Shape::Rectangle(b) => Shape::Rectangle(bounds(b)),
        Shape::RoundedRectangle { bounds: b, radius } => {
            Shape::RoundedRectangle { bounds: bounds(b), radius: radius * x.min(y) }
        }
        Shape::Ellipse(b) => Shape::Ellipse(bounds(b)),
        Shape::Head(b) => Shape::Head(bounds(b)),
        Shape::Polygon(points) => Shape::Polygon(points.iter().map(|(px, py)| (px * x, py * y)).collect()),
    }
}

#[cfg(test)]
mod tests {

    use super::*;
    use crate::{
        detection::{Detection, Detections},
        hash::ContentHash,
        review::Edit,
    };

    /// Grey, with a red face.
    fn photo() -> (Raster, Review) {
        let size = PixelSize::new(1600, 1200);
        let mut raster = Raster::filled(size, [120, 120, 120]).unwrap();
        let face = BoundingBox::new(600.0, 400.0, 200.0, 250.0);
        for y in 400..650 {
            for x in 600..800 {
                let at = (y * 1600 + x) * 3;
                raster.rgb_mut()[at..at + 3].copy_from_slice(&[255, 0, 0]);
            }
        }
        let detections =
            Detections { faces: vec![Detection { bbox: face, score: 0.9 }], ..Detections::default() };
        (raster, Review::begin(ContentHash::of(b"photo"), size, &detections))
    }

    fn shows_red(thumbnail: &Thumbnail) -> bool {
        thumbnail.raster.rgb().as_chunks::<3>().0.iter().any(|[red, green, _]| *red > green + 8)
    }

    #[test]
    fn an_undecided_or_redacted_face_is_never_in_a_small_picture() {
        let (raster, mut review) = photo();
        let undecided = Thumbnail::new(&raster, covered(&review)).unwrap();
        assert!(undecided.raster.size().long_side() == Thumbnail::SIDE && !shows_red(&undecided));
        review.apply(Edit::RedactUndecided).unwrap();
        assert!(undecided.still_holds(&review));
        assert!(!shows_red(&Thumbnail::new(&raster, covered(&review)).unwrap()));
    }

    #[test]
    fn a_small_picture_that_shows_a_face_ends_with_the_decision_to_show_it() {
        let (raster, mut review) = photo();
        let face = review.entries()[0].region.id;
        review
            .apply(Edit::Decide { region: face, decision: Some(Decision::NotAFace { what: None }) })
            .unwrap();
        let shown = Thumbnail::new(&raster, covered(&review)).unwrap();
        assert!(shows_red(&shown) && shown.still_holds(&review));
        review.apply(Edit::Decide { region: face, decision: None }).unwrap();
        assert!(!shown.still_holds(&review));
    }
}

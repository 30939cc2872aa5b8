//! The small pictures of the list.

use std::sync::Arc;

use crate::{
    framing::Frame,
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
    frame: Frame,
}

impl Thumbnail {
    /// The longer side, in pixels.
    pub const SIDE: u32 = 128;
    /// Of a part of a photo the whole is made no larger than so many pixels on its longer side.
    const MOST: u32 = 4 * Self::SIDE;

    /// The small picture of what of `photo` is published, with `covered` (image space) covered. `None` where the photo is
    /// empty.
    pub(super) fn new(photo: &Raster, covered: Vec<Shape>, frame: Frame) -> Option<Self> {
        let full = photo.size();
        let shown = f64::from(Self::SIDE) / f64::from(frame.size(full).long_side().max(1));
        let scale = shown.min(f64::from(Self::MOST) / f64::from(full.long_side())).min(1.0);
        let shorter = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
        let size = PixelSize::new(shorter(full.width), shorter(full.height));
        let view =
            image::ImageBuffer::<image::Rgb<u8>, &[u8]>::from_raw(full.width, full.height, photo.rgb())?;
        // Each small pixel is the mean of the pixels below it; every one that a mask touches is covered.
        let small = image::imageops::thumbnail(&view, size.width, size.height);
        let small = Raster::new(size, small.into_raw())?;
        let (x, y) = (size.width as f32 / full.width as f32, size.height as f32 / full.height as f32);
        let shapes: Vec<Shape> = covered.iter().map(|shape| scaled(shape, x, y)).collect();
        let whole = redact(&small, &shapes, Style::Blur);
        let raster = Arc::new(if frame.is_whole() { whole } else { framed(&whole, full, frame, scale)? });
        Some(Self { raster, covered, frame })
    }

    /// The pixels.
    pub const fn raster(&self) -> &Arc<Raster> {
        &self.raster
    }

    /// True while everything that has to be covered is covered in this picture, and it shows what will be published.
    pub(super) fn still_holds(&self, review: &Review) -> bool {
        self.frame == review.frame() && covered(review).iter().all(|shape| self.covered.contains(shape))
    }
}

/// What a small picture covers: everything but what a person decided to show. Text and codes that nobody has decided cannot be
/// read at that size.
pub(super) fn covered(review: &Review) -> Vec<Shape> {
    let covered = review.entries().iter().filter(|entry| match entry.decision {
        None => entry.region.grade().is_none(),
        Some(Decision::Redact) => true,
        Some(_) => false,
    });
    // A look of its own is nothing that a picture of that size could show.
    let shapes = mask_shapes(covered, DEFAULT_MARGIN_PERCENT, review.size());
    shapes.iter().map(|shape| shape.plain().clone().of_turned(shape.quarters())).collect()
}

/// The framed part of a photo of `full` size, out of the small picture of all of it.
fn framed(small: &Raster, full: PixelSize, frame: Frame, scale: f64) -> Option<Raster> {
    let part = frame.size(full);
    let shorter = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let size = PixelSize::new(shorter(part.width), shorter(part.height));
    let within = |at: f32, of: u32, into: u32| {
        ((at / of as f32 * into as f32).max(0.0) as u32).min(into.saturating_sub(1))
    };
    let mut pixels = Vec::with_capacity(size.area() as usize * 3);
    for y in 0..size.height {
        for x in 0..size.width {
            let across = (x as f32 + 0.5) / size.width as f32 * part.width as f32;
            let down = (y as f32 + 0.5) / size.height as f32 * part.height as f32;
            let (px, py) = frame.point_in_photo(full, (across, down));
            let at =
                (within(px, full.width, small.size().width), within(py, full.height, small.size().height));
            pixels.extend_from_slice(&small.pixel(at.0, at.1)?);
        }
    }
    Raster::new(size, pixels)
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
        Shape::Own { .. } => shape.with_plain(|shape| scaled(shape, x, y)),
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
        let detections = Detections {
            faces: vec![Detection { bbox: face, score: 0.9, turns: 0 }],
            ..Detections::default()
        };
        (raster, Review::begin(ContentHash::of(b"photo"), size, &detections))
    }

    fn shows_red(thumbnail: &Thumbnail) -> bool {
        thumbnail.raster.rgb().as_chunks::<3>().0.iter().any(|[red, green, _]| *red > green + 8)
    }

    #[test]
    fn an_undecided_or_redacted_face_is_never_in_a_small_picture() {
        let (raster, mut review) = photo();
        let undecided = Thumbnail::new(&raster, covered(&review), review.frame()).unwrap();
        assert!(undecided.raster.size().long_side() == Thumbnail::SIDE && !shows_red(&undecided));
        review.apply(Edit::RedactUndecided).unwrap();
        assert!(undecided.still_holds(&review));
        assert!(!shows_red(&Thumbnail::new(&raster, covered(&review), review.frame()).unwrap()));
    }

    #[test]
    fn a_small_picture_that_shows_a_face_ends_with_the_decision_to_show_it() {
        let (raster, mut review) = photo();
        let face = review.entries()[0].region.id;
        review
            .apply(Edit::Decide { region: face, decision: Some(Decision::NotAFace { what: None }) })
            .unwrap();
        let shown = Thumbnail::new(&raster, covered(&review), review.frame()).unwrap();
        assert!(shows_red(&shown) && shown.still_holds(&review));
        review.apply(Edit::Decide { region: face, decision: None }).unwrap();
        assert!(!shown.still_holds(&review));
    }

    #[test]
    fn a_small_picture_shows_what_is_published_and_ends_with_another_frame() {
        let (raster, mut review) = photo();
        let face = review.entries()[0].region.id;
        let shown = Some(Decision::NotAFace { what: None });
        review.apply(Edit::Decide { region: face, decision: shown }).unwrap();
        let whole = Thumbnail::new(&raster, covered(&review), review.frame()).unwrap();
        // The left upper quarter, in which a corner of the red face lies at the right lower end.
        let crop = Some(crate::geometry::PixelRect::new(0, 0, 700, 500));
        review.apply(Edit::Frame(Frame { crop, ..Frame::default() })).unwrap();
        assert!(!whole.still_holds(&review));
        let part = Thumbnail::new(&raster, covered(&review), review.frame()).unwrap();
        assert!(part.still_holds(&review));
        assert_eq!(part.raster.size(), PixelSize::new(128, 91));
        assert_eq!(part.raster.pixel(127, 90), Some([255, 0, 0]));
        assert_eq!(part.raster.pixel(60, 45), Some([120, 120, 120]));
        let turned = Frame { turn: crate::framing::Turn::Right, ..review.frame() };
        review.apply(Edit::Frame(Frame { crop: None, ..turned })).unwrap();
        let turned = Thumbnail::new(&raster, covered(&review), review.frame()).unwrap();
        assert_eq!(turned.raster.size(), PixelSize::new(96, 128));
    }
}

//! How much is covered for a face.

use crate::geometry::{BoundingBox, PixelSize};

use super::Shape;

/// The margin around a face, in percent of its box, that is covered by default, and the least there is.
pub const DEFAULT_MARGIN_PERCENT: u8 = 25;

/// Half axes of the ellipse at the default margin, in parts of the box's sides. An ellipse holds the corners of a box
/// from 0.71 on; the rest is for hair and ears, and for boxes that lie a little off.
const HALF_WIDTH: f32 = 0.84;
const HALF_HEIGHT: f32 = 0.92;
/// One minimum coded unit of a subsampled JPEG: compression of the source smears a face that far, so that no cover is
/// smaller than twice that.
const LEAST_HALF: f32 = 16.0;

/// The ellipse that covers a face with hair and ears: half axes of 0.84 and 0.92 of the sides of the detector's box at
/// a margin of 25 % (the least there is), in proportion for more, around the same middle, and never smaller than 32 pixels
/// across. Holds the whole box.
///
/// `docs/adr/0025-covers-have-the-shape-of-heads.md` says how it was chosen.
pub fn face_mask(bbox: BoundingBox, margin_percent: u8, size: PixelSize) -> Shape {
    let percent = f32::from(margin_percent.max(DEFAULT_MARGIN_PERCENT));
    let grown = (100.0 + percent) / (100.0 + f32::from(DEFAULT_MARGIN_PERCENT));
    // A mask that would cover more than twice the photo covers the photo; keeps the numbers small.
    let most = size.long_side() as f32 * 2.0;
    let half = |side: f32, share: f32| (share * grown * side).max(LEAST_HALF).min(most.max(LEAST_HALF));
    let (half_width, half_height) = (half(bbox.width, HALF_WIDTH), half(bbox.height, HALF_HEIGHT));
    let (cx, cy) = bbox.center();
    Shape::Head(BoundingBox::new(cx - half_width, cy - half_height, half_width * 2.0, half_height * 2.0))
}

/// True where a person may cover a face with the ellipse in `cover`: it holds the whole box of the face, and is no smaller
/// than any cover of a face.
pub fn covers_face(cover: BoundingBox, face: BoundingBox) -> bool {
    let (cx, cy) = cover.center();
    let (a, b) = (cover.width / 2.0, cover.height / 2.0);
    let finite = [cover.x, cover.y, cover.width, cover.height].iter().all(|side| side.is_finite());
    let corners =
        [(face.x, face.y), (face.right(), face.y), (face.x, face.bottom()), (face.right(), face.bottom())];
    // What was drawn to the very corner is in, whatever the last digit says.
    let inside = |(x, y): (f32, f32)| ((x - cx) / a).powi(2) + ((y - cy) / b).powi(2) <= 1.0 + 1e-3;
    finite && a >= LEAST_HALF && b >= LEAST_HALF && corners.into_iter().all(inside)
}

/// The cover that a person gets who pulls one from `now` to `wanted`: as wanted where that covers the face
/// ([`covers_face`]), else as far as it does. `now` covers it.
pub fn nearest_cover(face: BoundingBox, now: BoundingBox, wanted: BoundingBox) -> BoundingBox {
    if covers_face(wanted, face) {
        return wanted;
    }
    let between = |share: f32| {
        let side = |from: f32, to: f32| from + (to - from) * share;
        let start = (side(now.x, wanted.x), side(now.y, wanted.y));
        BoundingBox::from_corners(
            start,
            (side(now.right(), wanted.right()), side(now.bottom(), wanted.bottom())),
        )
    };
    let (mut covers, mut bares) = (0.0, 1.0);
    for _ in 0..12 {
        let middle = f32::midpoint(covers, bares);
        if covers_face(between(middle), face) {
            covers = middle;
        } else {
            bares = middle;
        }
    }
    between(covers)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redaction::Mask;

    const SIZE: PixelSize = PixelSize::new(800, 600);

    #[test]
    fn a_cover_can_be_pulled_down_to_the_box_and_no_further() {
        let face = BoundingBox::new(300.0, 200.0, 90.0, 120.0);
        let usual = face_mask(face, DEFAULT_MARGIN_PERCENT, SIZE).bounds().unwrap();
        assert!(covers_face(usual, face));
        assert!(covers_face(face.scaled(std::f32::consts::SQRT_2), face) && !covers_face(face, face));
        // Each edge by itself, and all of them.
        let nothing = BoundingBox::new(344.0, 259.0, 2.0, 2.0);
        let from_left = BoundingBox::from_corners((345.0, usual.y), (usual.right(), usual.bottom()));
        for wanted in [nothing, from_left] {
            let pulled = nearest_cover(face, usual, wanted);
            assert!(covers_face(pulled, face) && pulled.area() < usual.area(), "{pulled:?}");
            let mask = Mask::of(&[Shape::Head(pulled)], SIZE);
            let pixels = face.to_pixels(SIZE).unwrap();
            let bare = (pixels.y..pixels.bottom())
                .flat_map(|y| (pixels.x..pixels.right()).map(move |x| (x, y)))
                .filter(|(x, y)| !mask.contains(*x, *y))
                .count();
            assert_eq!(bare, 0, "{pulled:?}");
        }
        let pulled = nearest_cover(face, usual, from_left);
        assert!((pulled.right() - usual.right()).abs() < 0.01 && (pulled.y - usual.y).abs() < 0.01);
        let larger = usual.scaled(1.7);
        assert_eq!(nearest_cover(face, usual, larger), larger);
    }

    #[test]
    fn small_covers_and_numbers_that_are_none_are_refused() {
        let face = BoundingBox::new(300.0, 200.0, 6.0, 8.0);
        assert!(!covers_face(face.scaled(2.0), face));
        let usual = face_mask(face, DEFAULT_MARGIN_PERCENT, SIZE).bounds().unwrap();
        assert!(covers_face(usual, face));
        assert!(!covers_face(BoundingBox::new(f32::NAN, 0.0, 800.0, 800.0), face));
        assert!(!covers_face(BoundingBox::new(0.0, 0.0, f32::INFINITY, 800.0), face));
        assert!(!covers_face(BoundingBox::new(0.0, 0.0, 100.0, 100.0), face));
    }
}

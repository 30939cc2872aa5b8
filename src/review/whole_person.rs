//! The area of a whole person, from the box of the face.

use crate::{
    geometry::{BoundingBox, PixelSize},
    redaction::Shape,
};

/// The right half of the outline: parts of the box's width from its middle, and of its height from its top. From above
/// the hair over the shoulders to the waist; people are seven and a half heads high, and a box holds three quarters of
/// a head.
const OUTLINE: [(f32, f32); 6] =
    [(0.55, -0.60), (0.95, -0.20), (0.95, 0.95), (1.80, 1.60), (2.10, 2.60), (2.10, 4.00)];
/// Where so little would be left below, in heights of the box, the area reaches to the photo's edge.
const REST: f32 = 0.6;

/// A person by the box of the face: from above the head to the waist, wider below, cut off at the edges of the photo.
/// For people who are known by clothes, body or place.
pub fn whole_person(face: BoundingBox, size: PixelSize) -> Shape {
    let (middle, _) = face.center();
    let (width, height) = (size.width as f32, size.height as f32);
    let waist = OUTLINE.last().map_or(0.0, |(_, down)| face.y + down * face.height);
    let down = |y: f32| if y >= waist && height - y < REST * face.height { height } else { y };
    let point = |side: f32, (across, below): (f32, f32)| {
        let x = middle + side * across * face.width;
        (x.clamp(0.0, width), down(face.y + below * face.height).clamp(0.0, height))
    };
    let right = OUTLINE.iter().map(|part| point(1.0, *part));
    let left = OUTLINE.iter().rev().map(|part| point(-1.0, *part));
    Shape::Polygon(right.chain(left).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::redaction::Mask;

    const SIZE: PixelSize = PixelSize::new(400, 300);

    #[test]
    fn a_person_is_covered_from_above_the_head_to_the_waist_and_wider_below() {
        let face = BoundingBox::new(190.0, 60.0, 20.0, 26.0);
        let mask = Mask::of(&[whole_person(face, SIZE)], SIZE);
        let across = |y: u32| (0..SIZE.width).filter(|x| mask.contains(*x, y)).count();
        assert!((30..50).contains(&across(72)), "the head: {}", across(72));
        assert!((70..90).contains(&across(140)), "the chest: {}", across(140));
        assert!(across(46) > 15 && across(40) == 0 && across(162) > 80 && across(170) == 0);
        for (x, y) in [(190, 60), (209, 60), (190, 85), (209, 85)] {
            assert!(mask.contains(x, y), "{x}, {y}");
        }
    }

    #[test]
    fn at_the_edges_of_a_photo_the_area_ends_there() {
        for face in [
            BoundingBox::new(-6.0, 4.0, 30.0, 40.0),
            BoundingBox::new(380.0, 190.0, 30.0, 40.0),
            BoundingBox::new(150.0, 150.0, 40.0, 36.0),
        ] {
            let shape = whole_person(face, SIZE);
            let Shape::Polygon(points) = &shape else { panic!("{shape:?}") };
            assert!(points.iter().all(|(x, y)| (0.0..=400.0).contains(x) && (0.0..=300.0).contains(y)));
            assert!(Mask::of(&[shape], SIZE).area() > 1000);
        }
        // The waist would lie six pixels above the edge: no strip is left.
        let low = Mask::of(&[whole_person(BoundingBox::new(150.0, 150.0, 40.0, 36.0), SIZE)], SIZE);
        assert!(low.contains(170, 299));
    }
}

//! Covers of several looks in one photo, and heads that do not stand upright.

use crate::{
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
    redaction::{Mask, Shape, Sign, Style, depends_on_covered, redact, scene::Scene, skin::luma},
};

const SIZE: PixelSize = PixelSize::new(200, 140);

fn noise(seed: u32) -> Raster {
    let mut state = seed.wrapping_mul(0x9e37_79b9) | 1;
    let bytes = (0..SIZE.area() * 3)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 17;
            state ^= state << 5;
            (state >> 24) as u8
        })
        .collect();
    Raster::new(SIZE, bytes).unwrap()
}

/// Two heads that touch, one that lies, an area over a head, and one apart.
fn bare() -> [Shape; 5] {
    [
        Shape::Head(BoundingBox::new(20.5, 15.2, 40.0, 50.0)),
        Shape::Head(BoundingBox::new(58.0, 20.0, 36.0, 46.0)),
        Shape::Head(BoundingBox::new(110.0, 30.0, 52.0, 40.0)),
        Shape::Polygon(vec![(50.0, 60.0), (70.0, 58.0), (90.0, 130.0), (30.0, 130.0)]),
        Shape::Rectangle(BoundingBox::new(150.0, 100.0, 30.0, 20.0)),
    ]
}

fn mixed() -> Vec<Shape> {
    let own = [
        None,
        Some(Style::Sign(Sign::Star)),
        Some(Style::Blur),
        Some(Style::Veil),
        Some(Style::Colour([9, 80, 120])),
    ];
    let shapes = bare().into_iter().zip(own).map(|(shape, style)| shape.in_style(style));
    shapes.zip([1, 0, 3, 0, 0]).map(|(shape, quarters)| shape.of_turned(quarters)).collect()
}

fn looks() -> impl Iterator<Item = Style> {
    Style::ALL.into_iter().chain([Style::Colour([200, 30, 90])])
}

#[test]
fn nothing_inside_reaches_the_output_whatever_look_each_cover_has() {
    let photo = noise(1);
    let mask = Mask::of(&mixed(), SIZE);
    for style in looks() {
        let expected = redact(&photo, &mixed(), style);
        assert!(!depends_on_covered(&photo, &mask, style, &expected), "{style:?}");
        for seed in 2..6 {
            let (mut other, inside) = (photo.clone(), noise(seed));
            for (at, pixel) in other.rgb_mut().as_chunks_mut::<3>().0.iter_mut().enumerate() {
                let (x, y) = (at as u32 % SIZE.width, at as u32 / SIZE.width);
                if mask.contains(x, y) {
                    *pixel = inside.pixel(x, y).unwrap();
                }
            }
            assert_eq!(redact(&other, &mixed(), style), expected, "{style:?}, {seed}");
        }
        assert_eq!(redact(&photo, &mixed(), style), expected);
    }
}

#[test]
fn order_repetition_and_splitting_of_covers_change_nothing() {
    let photo = noise(3);
    let split = |at: f32, style| {
        let half = |x| Shape::Rectangle(BoundingBox::new(x, 100.0, at, 20.0)).in_style(Some(style));
        [half(150.0), half(165.0)]
    };
    for style in looks() {
        let expected = redact(&photo, &mixed(), style);
        let mut others = mixed();
        others.reverse();
        others.extend(mixed());
        assert_eq!(redact(&photo, &others, style), expected, "{style:?}");
        let mut halves = mixed();
        halves.pop();
        halves.extend(split(15.0, Style::Colour([9, 80, 120])));
        assert_eq!(redact(&photo, &halves, style), expected, "{style:?}");
    }
}

/// What a cover shows is what it would show if all others looked like it, and the edge around it is its own too.
#[test]
fn each_cover_has_its_own_look_and_its_own_edge() {
    let photo = noise(5);
    let copy = redact(&photo, &mixed(), Style::Mosaic);
    let plain: Vec<Shape> =
        bare().into_iter().zip([1, 0, 3, 0, 0]).map(|(shape, quarters)| shape.of_turned(quarters)).collect();
    let of = |style| redact(&photo, &plain, style);
    for ((x, y), style) in [
        ((36, 36), Style::Mosaic),
        ((76, 40), Style::Sign(Sign::Star)),
        ((136, 50), Style::Blur),
        ((60, 100), Style::Veil),
        ((164, 110), Style::Colour([9, 80, 120])),
        // Where the area lies over a head, the head is in front.
        ((66, 62), Style::Sign(Sign::Star)),
        // A soft edge, and a hard one.
        ((136, 28), Style::Blur),
        ((164, 97), Style::Colour([9, 80, 120])),
    ] {
        assert_eq!(copy.pixel(x, y), of(style).pixel(x, y), "{x}, {y}");
    }
    assert_ne!(copy.pixel(136, 28), photo.pixel(136, 28), "the soft edge");
    assert_eq!(copy.pixel(164, 97), photo.pixel(164, 97), "the hard edge");
}

#[test]
fn far_from_all_covers_nothing_changes() {
    let photo = noise(7);
    let mask = Mask::of(&mixed(), SIZE);
    let near: Vec<(u32, u32)> = (0..SIZE.height)
        .flat_map(|y| (0..SIZE.width).map(move |x| (x, y)))
        .filter(|(x, y)| mask.contains(*x, *y))
        .step_by(3)
        .collect();
    // Every covered pixel has one of those within three, and no soft edge is wider than 24.
    let is_far = |x: u32, y: u32| near.iter().all(|(nx, ny)| nx.abs_diff(x).max(ny.abs_diff(y)) > 27);
    let far: Vec<(u32, u32)> = (0..SIZE.height)
        .step_by(3)
        .flat_map(|y| (0..SIZE.width).step_by(2).map(move |x| (x, y)))
        .filter(|(x, y)| is_far(*x, *y))
        .collect();
    assert!(far.len() > 30, "{}", far.len());
    for style in looks() {
        let copy = redact(&photo, &mixed(), style);
        for (x, y) in &far {
            assert_eq!(copy.pixel(*x, *y), photo.pixel(*x, *y), "{style:?}: {x}, {y}");
        }
    }
}

/// Where covers leave hardly anything of a photo, a drawn look of its own becomes grey too; a colour stays.
#[test]
fn a_photo_that_is_all_covers_shows_no_more_for_looks_of_their_own() {
    let half = |x: f32, style| Shape::Rectangle(BoundingBox::new(x, 0.0, 100.0, 140.0)).in_style(Some(style));
    let shapes = [half(0.0, Style::Mosaic), half(100.0, Style::Colour([1, 2, 3]))];
    let copy = redact(&noise(9), &shapes, Style::Blur);
    assert_eq!(copy.pixel(50, 70), Some([118; 3]));
    assert_eq!(copy.pixel(150, 70), Some([1, 2, 3]));
}

/// The hair of a head is where its top is: left in a photo that has to be turned to the right.
#[test]
fn a_drawn_head_follows_the_turn_of_the_face() {
    let even = Raster::filled(SIZE, [150, 160, 170]).unwrap();
    let middle = (100_u32, 70_u32);
    for (quarters, top) in [(0, (0, -1)), (1, (-1, 0)), (2, (0, 1)), (3, (1, 0))] {
        let upright = quarters % 2 == 0;
        let (width, height) = if upright { (60.0, 80.0) } else { (80.0, 60.0) };
        let bounds = BoundingBox::new(100.0 - width / 2.0, 70.0 - height / 2.0, width, height);
        let head = Shape::Head(bounds).of_turned(quarters);
        let copy = redact(&even, &[head], Style::Blur);
        let at = |(dx, dy): (i32, i32), far: i32| {
            let (x, y) = (middle.0.saturating_add_signed(dx * far), middle.1.saturating_add_signed(dy * far));
            luma(copy.pixel(x, y).unwrap())
        };
        let sides = [(0, -1), (-1, 0), (0, 1), (1, 0)];
        // Of the place at two thirds of the way to each end of the head.
        let far = |(dx, _): (i32, i32)| if (dx != 0) == upright { 19 } else { 26 };
        let darkest = sides.into_iter().min_by_key(|side| at(*side, far(*side))).unwrap();
        assert_eq!(darkest, top, "{quarters}");
        let low = (-top.0, -top.1);
        assert!(at(top, far(top)) + 20 < at(low, far(low)), "{quarters}");
    }
    // Nobody knows to which side one lies that is only wider than high: no side is darker than the one opposite.
    let lying = redact(&even, &[Shape::Head(BoundingBox::new(60.0, 40.0, 80.0, 60.0))], Style::Blur);
    let (left, right) = (luma(lying.pixel(74, 70).unwrap()), luma(lying.pixel(125, 70).unwrap()));
    assert!(left.abs_diff(right) < 12, "{left} {right}");
}

/// The neck of a face whose top is at the left is at its right.
#[test]
fn the_tone_comes_from_the_neck_wherever_that_is() {
    let size = PixelSize::new(240, 240);
    let (wall, shirt, neck) = ([170, 176, 182], [40, 70, 120], [96, 62, 48]);
    for quarters in 0..4_u8 {
        let mut photo = Raster::filled(size, wall).unwrap();
        let bounds = if quarters % 2 == 0 {
            BoundingBox::new(78.0, 70.0, 84.0, 100.0)
        } else {
            BoundingBox::new(70.0, 78.0, 100.0, 84.0)
        };
        let mask = Mask::of(&[Shape::Head(bounds).of_turned(quarters)], size);
        for (at, pixel) in photo.rgb_mut().as_chunks_mut::<3>().0.iter_mut().enumerate() {
            let (dx, dy) = (at as i32 % 240 - 120, at as i32 / 240 - 120);
            let (across, down) = match quarters {
                1 => (-dy, dx),
                2 => (-dx, -dy),
                3 => (dy, -dx),
                _ => (dx, dy),
            };
            if down > 58 {
                *pixel = shirt;
            }
            if across.abs() < 16 && (10..76).contains(&down) {
                *pixel = neck;
            }
            if mask.contains(at as u32 % 240, at as u32 / 240) {
                *pixel = [255, 0, 0];
            }
        }
        let head = mask.heads()[0];
        let tone = Scene::of(&photo, &mask).tone(&photo, &mask, &head);
        assert!(luma(tone).abs_diff(luma(neck)) < 32, "{quarters}: {tone:?}");
    }
}

use super::*;
use crate::{
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
};

const SIZE: PixelSize = PixelSize::new(160, 120);

fn noise(size: PixelSize, seed: u64) -> Raster {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    let bytes = (0..size.area() * 3)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            (state >> 32) as u8
        })
        .collect();
    Raster::new(size, bytes).unwrap()
}

/// Every look there is.
fn looks() -> impl Iterator<Item = Style> {
    Style::ALL.into_iter().chain([Style::Colour([200, 30, 90])])
}

fn shapes() -> Vec<Shape> {
    vec![
        Shape::Head(BoundingBox::new(20.5, 15.2, 40.0, 50.0)),
        Shape::Rectangle(BoundingBox::new(50.0, 40.0, 30.0, 20.0)),
        Shape::Polygon(vec![(100.0, 60.0), (140.0, 70.0), (120.0, 110.0)]),
        Shape::Ellipse(BoundingBox::new(140.0, -10.0, 40.0, 30.0)),
    ]
}

fn with_interior(photo: &Raster, mask: &Mask, interior: impl Fn(u32, u32) -> [u8; 3]) -> Raster {
    let mut changed = photo.clone();
    for y in 0..SIZE.height {
        for x in 0..SIZE.width {
            if mask.contains(x, y) {
                let start = (y * SIZE.width + x) as usize * 3;
                changed.rgb_mut()[start..start + 3].copy_from_slice(&interior(x, y));
            }
        }
    }
    changed
}

#[test]
fn r1_nothing_inside_the_masks_reaches_the_output() {
    let photo = noise(SIZE, 1);
    let mask = Mask::of(&shapes(), SIZE);
    for style in looks() {
        let expected = redact(&photo, &shapes(), style);
        for seed in 0..50 {
            let other = noise(SIZE, 100 + seed);
            let changed = with_interior(&photo, &mask, |x, y| match seed {
                0 => [0; 3],
                1 => [255; 3],
                _ => other.pixel(x, y).unwrap(),
            });
            assert_eq!(redact(&changed, &shapes(), style), expected, "{style:?}, seed {seed}");
        }
    }
}

#[test]
fn r3_of_white_noise_hardly_a_pixel_survives() {
    let size = PixelSize::new(400, 300);
    let photo = noise(size, 3);
    let shape = [Shape::Head(BoundingBox::new(100.0, 50.0, 200.0, 200.0))];
    let mask = Mask::of(&shape, size);
    for style in looks() {
        let output = redact(&photo, &shape, style);
        let mut survivors = 0_u64;
        for y in 0..size.height {
            for x in (0..size.width).filter(|x| mask.contains(*x, y)) {
                let (a, b) = (photo.pixel(x, y).unwrap(), output.pixel(x, y).unwrap());
                survivors += u64::from(a.iter().zip(b).all(|(a, b)| a.abs_diff(b) <= 2));
            }
        }
        assert!(survivors * 1000 <= mask.area(), "{style:?}: {survivors} of {}", mask.area());
    }
}

/// On an even ground the veil is the ground with ribs and grain: each column has its shade, and nothing else varies.
#[test]
fn the_veil_has_the_ribs_of_reeded_glass() {
    let size = PixelSize::new(400, 300);
    let even = Raster::new(size, vec![120; size.area() as usize * 3]).unwrap();
    let shape = [Shape::Ellipse(BoundingBox::new(100.0, 50.0, 200.0, 200.0))];
    let mask = Mask::of(&shape, size);
    let output = redact(&even, &shape, Style::Veil);
    let mut shades = Vec::new();
    for x in 150..250 {
        let column: Vec<i32> = (0..size.height)
            .filter(|y| mask.contains(x, *y))
            .map(|y| i32::from(output.pixel(x, y).unwrap()[0]) - 120)
            .collect();
        let (least, most) = (column.iter().min().unwrap(), column.iter().max().unwrap());
        assert!(most - least <= 6, "column {x}: {least} to {most}");
        shades.push(i32::midpoint(*least, *most));
    }
    let spread = shades.iter().max().unwrap() - shades.iter().min().unwrap();
    assert!((32..=70).contains(&spread), "{shades:?}");
    assert!(shades.windows(2).filter(|pair| pair[0] - pair[1] > 10).count() >= 8, "{shades:?}");
    let mosaic = redact(&even, &shape, Style::Mosaic);
    assert!(mosaic.rgb().iter().all(|value| value.abs_diff(120) <= 3));
}

#[test]
fn r5_outside_masks_and_feather_nothing_changes() {
    let photo = noise(SIZE, 5);
    let mask = Mask::of(&shapes(), SIZE);
    for style in looks() {
        let output = redact(&photo, &shapes(), style);
        let band: i64 = if matches!(style, Style::Veil | Style::Blur) { 24 } else { 0 };
        for y in 0..SIZE.height {
            for x in 0..SIZE.width {
                let near = (-band..=band).any(|dy| {
                    (-band..=band).any(|dx| {
                        let (nx, ny) = (i64::from(x) + dx, i64::from(y) + dy);
                        nx >= 0 && ny >= 0 && mask.contains(nx as u32, ny as u32)
                    })
                });
                if !near {
                    assert_eq!(output.pixel(x, y), photo.pixel(x, y));
                }
            }
        }
    }
}

#[test]
fn r7_order_repetition_and_splitting_of_masks_change_nothing() {
    let photo = noise(SIZE, 7);
    for style in looks() {
        let expected = redact(&photo, &shapes(), style);
        let mut reversed = shapes();
        reversed.reverse();
        reversed.extend(shapes());
        assert_eq!(redact(&photo, &reversed, style), expected);
    }
}

#[test]
fn r8_a_neighbour_changes_nothing() {
    let photo = noise(SIZE, 8);
    let touching = [
        Shape::Rectangle(BoundingBox::new(20.0, 20.0, 40.0, 40.0)),
        Shape::Rectangle(BoundingBox::new(60.0, 20.0, 40.0, 40.0)),
    ];
    let heads = touching.clone().map(|shape| Shape::Head(shape.bounds().unwrap()));
    for style in looks() {
        for shapes in [&touching, &heads] {
            let hidden = Mask::of(&shapes[1..], SIZE);
            let changed = with_interior(&photo, &hidden, |x, y| [x as u8, y as u8, 7]);
            assert_eq!(redact(&changed, shapes, style), redact(&photo, shapes, style), "{style:?}");
        }
    }
}

#[test]
fn r9_a_face_mask_holds_the_box() {
    let size = PixelSize::new(4000, 3000);
    for side in [4.0_f32, 12.0, 40.0, 200.0, 900.0] {
        for (x, y) in [(1500.0, 1200.0), (-side / 2.0, 10.0), (3990.0, 2990.0)] {
            let bbox = BoundingBox::new(x, y, side, side * 1.3);
            let mask = Mask::of(&[face_mask(bbox, 25, size)], size);
            let grown = bbox.to_pixels(size).unwrap();
            for (px, py) in [
                (grown.x, grown.y),
                (grown.right() - 1, grown.y),
                (grown.x, grown.bottom() - 1),
                (grown.right() - 1, grown.bottom() - 1),
            ] {
                assert!(mask.contains(px, py), "{bbox:?} at {px},{py}");
            }
            if x > 0.0 && x < 3000.0 {
                assert!(mask.area() as f32 >= 2.4 * bbox.area());
                assert!(mask.bounds()[0].width >= 32 && mask.bounds()[0].height >= 32);
            }
        }
    }
}

#[test]
fn a_photo_that_is_all_mask_becomes_grey() {
    let whole = Shape::Head(BoundingBox::new(-80.0, -60.0, 320.0, 240.0));
    assert_eq!(redact(&noise(SIZE, 9), &[whole], Style::Blur).pixel(80, 60), Some([118, 118, 118]));
    let photo = noise(SIZE, 9);
    for share in [1.0, 0.8] {
        let shape = Shape::Rectangle(BoundingBox::new(0.0, 0.0, 160.0, 120.0 * share));
        let output = redact(&photo, &[shape], Style::Veil);
        assert_eq!(output.pixel(80, 60), Some([118, 118, 118]));
    }
}

#[test]
fn a_mask_for_another_size_covers_everything() {
    let photo = noise(SIZE, 10);
    let output = redact_mask(&photo, &Mask::of(&[], PixelSize::new(10, 10)), Style::Veil);
    assert!(output.rgb().iter().all(|value| *value == 118));
}

#[test]
fn a_freehand_line_covers_what_it_encloses_and_touches() {
    let mask = Mask::of(&shapes()[2..3], SIZE);
    assert!(mask.contains(120, 80));
    assert!(mask.contains(100, 60));
    assert!(!mask.contains(100, 100));
}

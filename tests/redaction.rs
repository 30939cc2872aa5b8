//! Nothing of a covered face reaches a copy: criteria R1 to R9 and R12 of the security brief on written files.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "helpers outside the test functions")]

mod support;

use std::{collections::HashSet, thread};

use sladd::{
    export::{Encoding, OutputFormat, encode, fit_within},
    geometry::{BoundingBox, PixelSize},
    photo::Raster,
    redaction::{Mask, Shape, Sign, Style, face_mask, redact},
};
use support::{Random, noise};

const SIZE: PixelSize = PixelSize::new(200, 140);
/// Every look there is.
const STYLES: [Style; 8] = [
    Style::Blur,
    Style::Veil,
    Style::Mosaic,
    Style::Solid,
    Style::Colour([200, 30, 90]),
    Style::Sign(Sign::Smile),
    Style::Sign(Sign::Flower),
    Style::Sign(Sign::Star),
];

#[test]
fn every_look_that_is_offered_is_asked() {
    assert!(Style::ALL.iter().all(|style| STYLES.contains(style)));
}

fn shapes() -> Vec<Shape> {
    vec![
        face_mask(BoundingBox::new(40.0, 40.0, 26.0, 32.0), 25, SIZE),
        face_mask(BoundingBox::new(75.0, 45.0, 20.0, 28.0), 25, SIZE),
        Shape::Rectangle(BoundingBox::new(150.5, 10.5, 30.0, 20.0)),
        Shape::Polygon(vec![(120.0, 90.0), (160.0, 95.0), (140.0, 125.0)]),
    ]
}

/// The photo with another interior of the mask.
fn with_interior(photo: &Raster, mask: &Mask, colour: &mut impl FnMut() -> [u8; 3]) -> Raster {
    let mut changed = photo.clone();
    let size = photo.size();
    for y in 0..size.height {
        for x in 0..size.width {
            if mask.contains(x, y) {
                let start = (y * size.width + x) as usize * 3;
                changed.rgb_mut()[start..start + 3].copy_from_slice(&colour());
            }
        }
    }
    changed
}

fn interiors(photo: &Raster, mask: &Mask, count: u64) -> Vec<Raster> {
    (0..count)
        .map(|seed| {
            let mut random = Random(seed * 7919 + 1);
            with_interior(photo, mask, &mut || match seed {
                0 => [0; 3],
                1 => [255; 3],
                _ => [random.next() as u8, random.next() as u8, random.next() as u8],
            })
        })
        .collect()
}

fn copy(photo: &Raster, style: Style, encoding: &Encoding) -> Vec<u8> {
    let redacted = fit_within(redact(photo, &shapes(), style), encoding.max_side);
    encode(&redacted, encoding).unwrap()
}

/// R1, R12, cases 76, 87 and 88: also at the lowest qualities and scaled down.
#[test]
fn r1_and_r12_copies_are_the_same_bytes_whatever_lies_under_the_masks() {
    let photo = noise(SIZE, 1);
    let mask = Mask::of(&shapes(), SIZE);
    let encodings = [
        Encoding { format: OutputFormat::Jpeg, quality: 90, max_side: None },
        Encoding { format: OutputFormat::Jpeg, quality: 30, max_side: None },
        Encoding { format: OutputFormat::Png, quality: 90, max_side: None },
        Encoding { format: OutputFormat::Webp, quality: 90, max_side: None },
        Encoding { format: OutputFormat::Jpeg, quality: 80, max_side: Some(97) },
    ];
    let changed = interiors(&photo, &mask, 50);
    for style in STYLES {
        for encoding in &encodings {
            let expected = copy(&photo, style, encoding);
            // Encoding is a function of the redacted pixels, so the many interiors are tried on those...
            for (index, other) in changed.iter().enumerate() {
                assert_eq!(
                    redact(other, &shapes(), style),
                    redact(&photo, &shapes(), style),
                    "{style:?}, interior {index}"
                );
                // ...and a few all the way to the file.
                if index % 10 == 0 {
                    assert_eq!(copy(other, style, encoding), expected, "{style:?}, {encoding:?}, {index}");
                }
            }
        }
    }
}

#[test]
fn r4_no_pixel_just_inside_the_border_changes_the_copy() {
    let photo = noise(SIZE, 4);
    let mask = Mask::of(&shapes(), SIZE);
    let deep = |x: u32, y: u32, reach: i64| {
        (-reach..=reach).all(|dy| {
            (-reach..=reach).all(|dx| mask.contains((i64::from(x) + dx) as u32, (i64::from(y) + dy) as u32))
        })
    };
    for style in STYLES {
        let expected = redact(&photo, &shapes(), style);
        let mut all = photo.clone();
        for y in 0..SIZE.height {
            for x in (0..SIZE.width).filter(|x| mask.contains(*x, y) && !deep(*x, y, 4)) {
                all.rgb_mut()[(y * SIZE.width + x) as usize * 3] ^= 0xff;
            }
        }
        assert_eq!(redact(&all, &shapes(), style), expected, "{style:?}");
    }
    // And one pixel alone, every so often.
    let border: Vec<(u32, u32)> = (0..SIZE.height)
        .flat_map(|y| (0..SIZE.width).map(move |x| (x, y)))
        .filter(|(x, y)| mask.contains(*x, *y) && !deep(*x, *y, 4))
        .collect();
    assert!(border.len() > 300);
    for style in STYLES {
        let expected = redact(&photo, &shapes(), style);
        for (x, y) in border.iter().step_by(97) {
            let mut single = photo.clone();
            single.rgb_mut()[(y * SIZE.width + x) as usize * 3] ^= 0xff;
            assert_eq!(redact(&single, &shapes(), style), expected, "{style:?} at {x},{y}");
        }
    }
}

#[test]
fn r6_many_exports_on_many_threads_are_one() {
    let photo = noise(SIZE, 6);
    let encoding = Encoding::default();
    for style in STYLES {
        let one = copy(&photo, style, &encoding);
        for threads in [1, 2, 8] {
            let copies: HashSet<Vec<u8>> = thread::scope(|scope| {
                let workers: Vec<_> = (0..threads)
                    .map(|_| {
                        scope.spawn(|| (0..4).map(|_| copy(&photo, style, &encoding)).collect::<Vec<_>>())
                    })
                    .collect();
                workers.into_iter().flat_map(|worker| worker.join().unwrap()).collect()
            });
            assert_eq!(copies, HashSet::from([one.clone()]), "{style:?}, {threads} threads");
        }
    }
}

/// The bytes of the veil are the same on every machine and in every build: this hash was taken once.
#[test]
fn r6_the_veil_is_the_same_on_every_machine() {
    let redacted = redact(&noise(SIZE, 66), &shapes(), Style::Veil);
    let sum = redacted.rgb().iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
    });
    assert_eq!(sum, VEIL_HASH, "{sum:#x}");
}

/// And those of the drawn looks, over a photo with light, skin and noise.
#[test]
fn r6_drawn_looks_are_the_same_on_every_machine() {
    let mut photo = noise(SIZE, 67);
    for (index, value) in photo.rgb_mut().iter_mut().enumerate() {
        *value = [180, 130, 105][index % 3] + *value / 8;
    }
    let sums = [Style::Blur, Style::Sign(Sign::Smile), Style::Sign(Sign::Flower), Style::Sign(Sign::Star)]
        .map(|style| {
            redact(&photo, &shapes(), style).rgb().iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
                (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3)
            })
        });
    assert_eq!(sums, DRAWN_HASHES, "{sums:#x?}");
}

const DRAWN_HASHES: [u64; 4] =
    [0x3d6b_b475_9e50_7b39, 0xf513_9d74_c77f_bfcc, 0xc364_03dd_7ef8_02bf, 0x545e_5998_7f8d_08f4];

const VEIL_HASH: u64 = 0x2100_d9c2_265d_ee9e;

#[test]
fn r7_order_repetition_and_splitting_change_no_byte() {
    let photo = noise(SIZE, 7);
    for style in STYLES {
        let expected = redact(&photo, &shapes(), style);
        let mut shuffled = shapes();
        shuffled.rotate_left(2);
        shuffled.swap(0, 1);
        shuffled.extend(shapes());
        assert_eq!(redact(&photo, &shuffled, style), expected, "{style:?}");

        let whole = [Shape::Rectangle(BoundingBox::new(20.0, 30.0, 60.0, 40.0))];
        let split = [
            Shape::Rectangle(BoundingBox::new(20.0, 30.0, 25.0, 40.0)),
            Shape::Rectangle(BoundingBox::new(45.0, 30.0, 35.0, 40.0)),
        ];
        assert_eq!(redact(&photo, &split, style), redact(&photo, &whole, style), "split, {style:?}");
    }
}

#[test]
fn r9_and_f84_masks_cover_more_than_the_face_and_are_clamped() {
    let size = PixelSize::new(800, 600);
    for bbox in [
        BoundingBox::new(300.0, 200.0, 100.0, 130.0),
        BoundingBox::new(-30.0, 250.0, 100.0, 130.0),
        BoundingBox::new(760.0, 560.0, 90.0, 90.0),
        BoundingBox::new(400.0, 300.0, 12.0, 12.0),
        BoundingBox::new(20.0, 10.0, 760.0, 580.0),
    ] {
        for margin in [0, 25, 60, 100] {
            let mask = Mask::of(&[face_mask(bbox, margin, size)], size);
            let grown = bbox.to_pixels(size).unwrap();
            for y in grown.y..grown.bottom() {
                for x in grown.x..grown.right() {
                    assert!(mask.contains(x, y), "{bbox:?} with {margin} at {x},{y}");
                }
            }
        }
        let small = Mask::of(&[face_mask(bbox, 25, size)], size).area();
        let large = Mask::of(&[face_mask(bbox, 100, size)], size).area();
        assert!(large >= small);
    }
    let face = Mask::of(&[face_mask(BoundingBox::new(400.0, 300.0, 12.0, 12.0), 25, size)], size);
    assert!(face.bounds()[0].width >= 32 && face.bounds()[0].height >= 32);
    assert!(face.area() as f32 >= 2.4 * 144.0);
}

#[test]
fn the_mosaic_is_drawn_from_the_veil_and_has_no_finer_detail() {
    let photo = noise(SIZE, 12);
    let mask = Mask::of(&shapes(), SIZE);
    let output = redact(&photo, &shapes(), Style::Mosaic);
    let mut colours = HashSet::new();
    for y in 0..SIZE.height {
        for x in (0..SIZE.width).filter(|x| mask.contains(*x, y)) {
            colours.insert(output.pixel(x, y).unwrap());
        }
    }
    assert!((colours.len() as u64) < mask.area() / 16, "{} colours", colours.len());
}

/// Case 118: covering and encoding a copy again changes no byte of a lossless one outside the feather, and the
/// copy of a copy is as clean as the first.
#[test]
fn f118_a_copy_of_a_copy_is_clean_and_covered() {
    let photo = noise(SIZE, 18);
    let mask = Mask::of(&shapes(), SIZE);
    let open = |bytes: &[u8]| sladd::photo::open(bytes, &sladd::photo::Limits::default()).unwrap().raster;
    for format in OutputFormat::ALL {
        let encoding = Encoding { format, ..Encoding::default() };
        let first = open(&copy(&photo, Style::Veil, &encoding));
        let second_file = encode(&first, &encoding).unwrap();
        let second = open(&second_file);
        let report = sladd::metadata::inspect(&second_file);
        assert!(report.findings.is_empty() && report.trailing_bytes == 0, "{format}");
        if format == OutputFormat::Jpeg {
            // One generation more: most values stay within the steps of the quantisation.
            let far = first.rgb().iter().zip(second.rgb()).filter(|(a, b)| a.abs_diff(**b) > 24).count();
            assert!(far * 50 < first.rgb().len(), "{far} values are far off");
        } else {
            assert_eq!(first, second, "{format}");
        }
        for y in 0..SIZE.height {
            for x in (0..SIZE.width).filter(|x| mask.contains(*x, y)) {
                let (before, after) = (photo.pixel(x, y).unwrap(), second.pixel(x, y).unwrap());
                assert!(format == OutputFormat::Jpeg || before != after, "{format} at {x},{y}");
            }
        }
    }
}

/// Case 86: a photo with transparency, part of it under a mask. The copy has no alpha channel at all, so nothing is
/// left that could be seen through.
#[test]
fn f86_a_mask_over_transparency_is_opaque_in_every_format() {
    let picture = image::RgbaImage::from_fn(120, 90, |x, y| {
        image::Rgba([(x * 2) as u8, (y * 2) as u8, 200, if x > 40 && x < 90 { 0 } else { 255 }])
    });
    let mut file = std::io::Cursor::new(Vec::new());
    picture.write_to(&mut file, image::ImageFormat::Png).unwrap();
    let raster = sladd::photo::open(&file.into_inner(), &sladd::photo::Limits::default()).unwrap().raster;
    let shapes = [Shape::Rectangle(BoundingBox::new(30.0, 30.0, 40.0, 40.0))];
    for style in STYLES {
        let covered = redact(&raster, &shapes, style);
        for format in OutputFormat::ALL {
            let copy = encode(&covered, &Encoding { format, ..Encoding::default() }).unwrap();
            let decoded = image::load_from_memory(&copy).unwrap();
            assert_eq!(decoded.color(), image::ColorType::Rgb8, "{format}");
            let original = decoded.to_rgb8().get_pixel(35, 50).0 == [70, 100, 200];
            assert!(!original, "{style:?}, {format}");
        }
    }
}

/// Forty faces of noise under one cover in the same scene give one copy (R13 on every look): whoever sees
/// only the copy can do no better than guess who it is.
#[test]
fn r13_whoever_is_under_the_cover_the_copy_is_the_same() {
    let photo = noise(SIZE, 13);
    let mask = Mask::of(&shapes(), SIZE);
    let encoding = Encoding::default();
    let people = interiors(&photo, &mask, 40);
    for style in STYLES {
        let copies: HashSet<Vec<u8>> = people.iter().map(|person| copy(person, style, &encoding)).collect();
        assert_eq!(copies.len(), 1, "{style:?}");
    }
}

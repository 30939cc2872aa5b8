use proptest::prelude::*;

use super::*;
use crate::{
    geometry::{BoundingBox, PixelRect, PixelSize},
    photo::Raster,
};

fn noise(size: PixelSize) -> Raster {
    let mut state = 0x2545_f491_4f6c_dd1d_u64;
    let bytes = (0..size.area() * 3)
        .map(|_| {
            state ^= state << 13;
            state ^= state >> 7;
            state ^= state << 17;
            state as u8
        })
        .collect();
    Raster::new(size, bytes).unwrap()
}

/// A smooth picture whose colour tells the place: red across, green down.
fn ramps(size: PixelSize) -> Raster {
    let bytes = (0..size.height).flat_map(|y| (0..size.width).flat_map(move |x| [x as u8, y as u8, 9]));
    Raster::new(size, bytes.collect()).unwrap()
}

fn framed(photo: &Raster, frame: Frame) -> Raster {
    let part = Part::of(frame, photo.size()).unwrap();
    part.frame(&part.cut(photo, |_, _| false).unwrap()).unwrap()
}

fn crop(x: u32, y: u32, width: u32, height: u32) -> PixelRect {
    PixelRect::new(x, y, width, height)
}

#[test]
fn a_crop_is_the_very_pixels() {
    let photo = noise(PixelSize::new(90, 70));
    let frame = Frame { crop: Some(crop(7, 11, 40, 30)), ..Frame::default() };
    assert_eq!(framed(&photo, frame), photo.crop(PixelRect::new(7, 11, 40, 30)).unwrap());
    assert_eq!(framed(&photo, Frame::default()), photo);
}

#[test]
fn four_turns_are_none_and_each_goes_clockwise() {
    let photo = ramps(PixelSize::new(60, 40));
    for turn in Turn::ALL {
        let once = framed(&photo, Frame { turn, ..Frame::default() });
        assert_eq!(once.size(), turn.size(photo.size()));
        let back = Turn::of_degrees((360 - turn.degrees()) % 360).unwrap();
        assert_eq!(framed(&once, Frame { turn: back, ..Frame::default() }), photo);
        assert_eq!(turn.further(true).further(false), turn);
    }
    // The top left corner goes to the top right.
    let right = framed(&photo, Frame { turn: Turn::Right, ..Frame::default() });
    assert_eq!(right.pixel(39, 0), photo.pixel(0, 0));
    assert_eq!(Turn::of_degrees(45), None);
}

#[test]
fn the_picture_is_where_the_points_say() {
    let photo = ramps(PixelSize::new(200, 150));
    for turn in Turn::ALL {
        for straighten in [0, 700, -1234] {
            let frame =
                Frame { turn, straighten, crop: Some(crop(20, 10, 60, 50)) }.checked(photo.size()).unwrap();
            let picture = framed(&photo, frame);
            for (x, y) in [(0, 0), (59, 0), (30, 25), (59, 49), (0, 49)] {
                let at = (x as f32 + 0.5, y as f32 + 0.5);
                let (px, py) = frame.point_in_photo(photo.size(), at);
                let [red, green, blue] = picture.pixel(x, y).unwrap();
                // At the rim the mean lies up to half a pixel further in.
                let near = |value: u8, place: f32| (f32::from(value) - (place - 0.5)).abs() < 1.1;
                assert!(near(red, px) && near(green, py) && blue == 9, "{frame:?} {x} {y}");
                let again = frame.point_in_frame(photo.size(), (px, py));
                assert!((again.0 - at.0).abs() < 1e-3 && (again.1 - at.1).abs() < 1e-3);
            }
        }
    }
}

#[test]
fn positive_degrees_turn_clockwise() {
    let size = PixelSize::new(400, 300);
    let frame = Frame { straighten: 1000, ..Frame::default() };
    let before = frame.before_crop(size);
    // A point to the right of the centre goes down.
    let (_, y) = frame.point_in_frame(size, (300.0, 150.0));
    assert!(y > before.height as f32 / 2.0);
}

#[test]
fn a_frame_that_cannot_be_is_refused() {
    let size = PixelSize::new(100, 80);
    let check = |frame: Frame| frame.checked(size);
    let plain = Frame::default();
    assert_eq!(check(plain), Ok(plain));
    assert_eq!(check(Frame { crop: Some(crop(0, 0, 100, 80)), ..plain }), Ok(plain));
    assert_eq!(check(Frame { crop: Some(crop(1, 0, 100, 80)), ..plain }), Err(FrameFault::Outside(size)));
    assert_eq!(
        check(Frame { crop: Some(crop(u32::MAX, 0, 20, 80)), ..plain }),
        Err(FrameFault::Outside(size))
    );
    assert_eq!(check(Frame { crop: Some(crop(0, 0, 15, 80)), ..plain }), Err(FrameFault::TooSmall));
    assert_eq!(check(Frame { straighten: 1501, ..plain }), Err(FrameFault::Angle));
    assert_eq!(check(Frame { straighten: i16::MIN, ..plain }), Err(FrameFault::Angle));
    let turned = Frame { turn: Turn::Left, crop: Some(crop(0, 0, 80, 100)), ..plain };
    assert_eq!(check(turned), Ok(Frame { crop: None, ..turned }));
    let tiny = PixelSize::new(12, 9);
    assert!(plain.checked(tiny).is_ok());
    assert_eq!(Frame { straighten: 100, ..plain }.checked(tiny), Err(FrameFault::TooSmall));
}

#[test]
fn what_is_shown_of_a_box_is_not_missed() {
    let size = PixelSize::new(400, 300);
    let right_half = Frame { crop: Some(crop(200, 0, 200, 300)), ..Frame::default() };
    assert!(!right_half.shows(size, BoundingBox::new(100.0, 100.0, 60.0, 80.0)));
    assert!(right_half.shows(size, BoundingBox::new(150.0, 100.0, 60.0, 80.0)));
    assert!(right_half.shows(size, BoundingBox::new(300.0, 100.0, 60.0, 80.0)));
    assert!(right_half.shows(size, BoundingBox::new(f32::NAN, 100.0, 60.0, 80.0)));
    assert!(Frame::default().shows(size, BoundingBox::new(-500.0, 100.0, 60.0, 80.0)));
}

proptest! {
    /// Criterion R1 of covers, for frames: not one bit of a covered pixel, or of one outside the frame, is in the picture.
    #[test]
    fn nothing_covered_or_cut_away_has_any_bearing(
        turn in 0..4_usize, straighten in -1500_i16..=1500, x in 0_u32..30, y in 0_u32..30,
        width in 16_u32..60, height in 16_u32..60, cover in (0_u32..60, 0_u32..60, 1_u32..40, 1_u32..40),
    ) {
        let photo = noise(PixelSize::new(110, 100));
        let frame = Frame { turn: Turn::ALL[turn], straighten, crop: Some(crop(x, y, width, height)) };
        prop_assume!(frame.checked(photo.size()).is_ok());
        let part = Part::of(frame, photo.size()).unwrap();
        let covered = |px: u32, py: u32| {
            px >= cover.0 && py >= cover.1 && px < cover.0 + cover.2 && py < cover.1 + cover.3
        };
        // A cover that takes its colour from all that lies around it.
        let redact = |part: &Raster| {
            let mut sums = [0_u64; 3];
            for py in 0..part.size().height {
                for (pixel, px) in part.row(py).as_chunks::<3>().0.iter().zip(0..) {
                    if !covered(px, py) {
                        sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += u64::from(*value));
                    }
                }
            }
            let (mut out, stride) = (part.clone(), part.size().width as usize * 3);
            for (row, py) in out.rgb_mut().chunks_exact_mut(stride).zip(0..) {
                for (pixel, px) in row.as_chunks_mut::<3>().0.iter_mut().zip(0..) {
                    if covered(px, py) {
                        *pixel = sums.map(|sum| sum as u8);
                    }
                }
            }
            out
        };
        let cut = part.cut(&photo, covered).unwrap();
        let picture = part.frame(&redact(&cut)).unwrap();
        prop_assert_eq!(picture.size(), frame.size(photo.size()));
        prop_assert!(!depends_on_hidden(&photo, &part, covered, redact, &picture));
        // The proof fails where something was not covered, wherever a covered pixel is shown.
        let shown = (0..part.size().height).any(|py| {
            (0..part.size().width).any(|px| covered(px, py) && part.shows(px + part.at().x, py + part.at().y))
        });
        let bare = part.frame(&cut).unwrap();
        if shown && straighten == 0 {
            prop_assert!(depends_on_hidden(&photo, &part, covered, Clone::clone, &bare));
        }
    }
}

/// An edge that was resampled takes nothing from beyond it, and still looks like the photo.
#[test]
fn a_light_inside_keeps_its_colour_beside_the_dark_outside() {
    let size = PixelSize::new(300, 200);
    let frame = Frame { straighten: 450, crop: Some(crop(60, 40, 100, 80)), ..Frame::default() };
    let part = Part::of(frame, size).unwrap();
    let bytes = (0..size.height).flat_map(|y| {
        let part = &part;
        (0..size.width).flat_map(move |x| if part.shows(x, y) { [200, 150, 100] } else { [0, 0, 0] })
    });
    let photo = Raster::new(size, bytes.collect()).unwrap();
    let picture = framed(&photo, frame);
    assert!(picture.rgb().as_chunks::<3>().0.iter().all(|pixel| *pixel == [200, 150, 100]));
}

//! Codes drawn by the decoder's own writers, turned, small and blurred, on a noisy wall; and things that look like codes.

use std::path::PathBuf;

use rxing::{BarcodeFormat, MultiFormatWriter, Writer as _};

use super::{super::Grade, decode, find, grey::Grey, join, readable};
use crate::{
    detection::CancelFlag,
    geometry::PixelSize,
    identifiers::{Place, Quad},
    photo::{Limits, Raster},
};

/// Fields of a code: true is dark.
struct Fields {
    width: usize,
    height: usize,
    dark: Vec<bool>,
}

/// A code without its light edge, one pixel a module; bars are 24 modules high.
fn fields(format: BarcodeFormat, text: &str) -> Fields {
    let bits = MultiFormatWriter.encode(text, &format, 1, 1).expect("the text suits the format");
    let dark_at = |x, y| bits.get(x, y);
    let columns: Vec<u32> =
        (0..bits.getWidth()).filter(|&x| (0..bits.getHeight()).any(|y| dark_at(x, y))).collect();
    let rows: Vec<u32> =
        (0..bits.getHeight()).filter(|&y| (0..bits.getWidth()).any(|x| dark_at(x, y))).collect();
    let (left, right) = (columns[0], columns[columns.len() - 1] + 1);
    let (top, bottom) = (rows[0], rows[rows.len() - 1] + 1);
    let repeat = if bottom - top == 1 { 24 } else { 1 };
    let row = |y: u32| (left..right).map(move |x| (x, y));
    let dark = (top..bottom)
        .flat_map(|y| (0..repeat).flat_map(move |_| row(y)))
        .map(|(x, y)| dark_at(x, y))
        .collect();
    Fields { width: (right - left) as usize, height: ((bottom - top) * repeat) as usize, dark }
}

/// A code that stands in a picture.
struct Drawn<'a> {
    fields: &'a Fields,
    middle: (f32, f32),
    module: f32,
    degrees: f32,
}

impl Drawn<'_> {
    /// Modules from the upper left corner at a point of the picture.
    fn modules(&self, x: f32, y: f32) -> (f32, f32) {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let (x, y) = (x - self.middle.0, y - self.middle.1);
        let (u, v) = ((x * cos + y * sin) / self.module, (y * cos - x * sin) / self.module);
        (u + self.fields.width as f32 / 2.0, v + self.fields.height as f32 / 2.0)
    }

    /// Brightness there: none beyond the light edge of four modules.
    fn brightness(&self, x: f32, y: f32) -> Option<f32> {
        const EDGE: f32 = 4.0;
        let (u, v) = self.modules(x, y);
        let (width, height) = (self.fields.width as f32, self.fields.height as f32);
        if u < -EDGE || v < -EDGE || u > width + EDGE || v > height + EDGE {
            return None;
        }
        let inside = u >= 0.0 && v >= 0.0 && u < width && v < height;
        let dark = inside && self.fields.dark[v as usize * self.fields.width + u as usize];
        Some(if dark { 40.0 } else { 215.0 })
    }

    /// The part of the code inside `outline`.
    fn covered(&self, outline: &Quad) -> f32 {
        let (sin, cos) = self.degrees.to_radians().sin_cos();
        let half = |modules: usize| modules as f32 * self.module / 2.0;
        let corner = |u: f32, v: f32| {
            let (u, v) = (u * half(self.fields.width), v * half(self.fields.height));
            (self.middle.0 + u * cos - v * sin, self.middle.1 + u * sin + v * cos)
        };
        let quad = [corner(-1.0, -1.0), corner(1.0, -1.0), corner(1.0, 1.0), corner(-1.0, 1.0)];
        join::shared(&quad, outline) / join::area(&quad)
    }
}

/// A wall with a lamp to the left and the grain of a sensor, always the same.
fn wall(x: f32, y: f32) -> f32 {
    110.0 + 40.0 * (x / 300.0).sin() - y / 20.0
}

/// A picture of what `brightness` says at each point, with the grain; blurred with `sigma` pixels before.
fn picture(width: u32, height: u32, sigma: f32, brightness: impl Fn(f32, f32) -> f32) -> Raster {
    let sharp: Vec<f32> = (0..width * height)
        .map(|at| {
            let (x, y) = ((at % width) as f32, (at / width) as f32);
            let parts = [1.0_f32, 3.0, 5.0].map(|part| part / 6.0);
            parts
                .iter()
                .flat_map(|v| parts.iter().map(move |u| (u, v)))
                .map(|(u, v)| brightness(x + u, y + v))
                .sum::<f32>()
                / 9.0
        })
        .collect();
    let blurred = image::ImageBuffer::<image::Luma<f32>, _>::from_raw(width, height, sharp).unwrap();
    let blurred = if sigma > 0.0 { imageproc::filter::gaussian_blur_f32(&blurred, sigma) } else { blurred };
    let mut state = 7_u32;
    let rgb = blurred
        .pixels()
        .flat_map(|pixel| {
            state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
            let grain = (state >> 24) as f32 / 256.0 * 8.0 - 4.0;
            [(pixel.0[0] + grain).clamp(0.0, 255.0) as u8; 3]
        })
        .collect();
    Raster::new(PixelSize::new(width, height), rgb).unwrap()
}

fn drawn(codes: &[Drawn<'_>], sigma: f32) -> Raster {
    picture(640, 480, sigma, |x, y| {
        codes.iter().find_map(|code| code.brightness(x, y)).unwrap_or_else(|| wall(x, y))
    })
}

fn places(raster: &Raster) -> Vec<Place> {
    find(raster, 2, &CancelFlag::default()).expect("nobody cancels")
}

const QR: (BarcodeFormat, &str) = (BarcodeFormat::QR_CODE, "none of it is kept");
const DATA_MATRIX: (BarcodeFormat, &str) = (BarcodeFormat::DATA_MATRIX, "96992598506");
const CODE_128: (BarcodeFormat, &str) = (BarcodeFormat::CODE_128, "443522762404");
const EAN: (BarcodeFormat, &str) = (BarcodeFormat::EAN_13, "4006381333931");
const ITF: (BarcodeFormat, &str) = (BarcodeFormat::ITF, "30712345000010");
const AZTEC: (BarcodeFormat, &str) = (BarcodeFormat::AZTEC, "none of it is kept");
const PDF417: (BarcodeFormat, &str) = (BarcodeFormat::PDF_417, "none of it is kept");

/// Where a code drawn like this is found: its one place.
fn found(code: (BarcodeFormat, &str), module: f32, degrees: f32, blur: f32, grade: Grade) -> Place {
    let fields = fields(code.0, code.1);
    let code = Drawn { fields: &fields, middle: (322.3, 241.7), module, degrees };
    let places = places(&drawn(std::slice::from_ref(&code), blur * module));
    let what = format!("{grade:?}, {module} pixels a module, {degrees}°, blurred by {blur}");
    assert_eq!(places.len(), 1, "{what}: {places:?}");
    let place = places.into_iter().next().unwrap();
    assert_eq!(place.grade, grade, "{what}");
    let covered = code.covered(&place.outline);
    assert!(covered > 0.985, "{what}: only {covered} of it is covered");
    let whole = join::area(&place.outline);
    let own = fields.width as f32 * fields.height as f32 * module * module;
    assert!(whole < 2.2 * own, "{what}: {whole} square pixels for a code of {own}");
    place
}

#[test]
fn each_kind_is_found_at_any_turn_and_covered() {
    for degrees in [0.0, 33.0, 90.0, 180.0, 252.0] {
        found(QR, 4.0, degrees, 0.1, Grade::Qr);
        found(DATA_MATRIX, 4.0, degrees, 0.1, Grade::DataMatrix);
        for bars in [CODE_128, EAN, ITF] {
            found(bars, 3.0, degrees, 0.1, Grade::Bars);
        }
    }
}

#[test]
fn small_codes_are_found() {
    for degrees in [0.0, 33.0] {
        found(QR, 2.0, degrees, 0.15, Grade::Qr);
        found(DATA_MATRIX, 2.0, degrees, 0.15, Grade::DataMatrix);
        found(CODE_128, 1.6, degrees, 0.15, Grade::Bars);
        found(EAN, 1.6, degrees, 0.15, Grade::Bars);
    }
}

#[test]
fn codes_are_found_that_are_too_blurred_for_the_decoder() {
    for (code, module, blur, grade) in [
        (QR, 5.0, 0.7, Grade::Qr),
        (DATA_MATRIX, 4.0, 0.5, Grade::DataMatrix),
        (CODE_128, 3.0, 0.7, Grade::Bars),
        (EAN, 3.0, 0.7, Grade::Bars),
    ] {
        let fields = fields(code.0, code.1);
        let drawn_code = Drawn { fields: &fields, middle: (322.3, 241.7), module, degrees: 20.0 };
        let raster = drawn(&[drawn_code], blur * module);
        assert!(
            readable(&raster, &[], 1).unwrap().is_empty(),
            "{grade:?}: the decoder reads it, so this test shows nothing"
        );
        found(code, module, 20.0, blur, grade);
    }
}

#[test]
fn what_only_the_decoder_knows_is_found_too() {
    for degrees in [0.0, 90.0] {
        found(AZTEC, 4.0, degrees, 0.1, Grade::Aztec);
    }
    for degrees in [0.0, 180.0] {
        found(PDF417, 3.0, degrees, 0.1, Grade::Pdf417);
    }
}

#[test]
fn several_codes_are_several_places() {
    let (qr, matrix, bars) = (fields(QR.0, QR.1), fields(DATA_MATRIX.0, DATA_MATRIX.1), fields(EAN.0, EAN.1));
    let codes = [
        Drawn { fields: &qr, middle: (130.0, 120.0), module: 4.0, degrees: 12.0 },
        Drawn { fields: &matrix, middle: (480.0, 130.0), module: 4.0, degrees: 70.0 },
        Drawn { fields: &bars, middle: (320.0, 350.0), module: 3.0, degrees: 5.0 },
    ];
    let raster = drawn(&codes, 0.5);
    let found = places(&raster);
    assert_eq!(found.len(), 3, "{found:?}");
    for code in &codes {
        assert!(found.iter().any(|place| code.covered(&place.outline) > 0.985));
    }
    assert_eq!(found, find(&raster, 1, &CancelFlag::default()).unwrap(), "the number of threads has no say");
}

/// The light at a place.
type Light<'a> = &'a dyn Fn(f32, f32) -> f32;

#[test]
fn what_is_striped_or_chequered_is_no_code() {
    let things: [(&str, Light<'_>); 8] = [
        ("a striped shirt", &|x, y| {
            if ((x + 12.0 * (y / 60.0).sin()) / 7.0) as i32 % 2 == 0 { 60.0 } else { 200.0 }
        }),
        ("narrow stripes", &|x, y| if ((x + 0.2 * y) / 3.0) as i32 % 2 == 0 { 60.0 } else { 200.0 }),
        ("blinds", &|_, y| if (y / 16.0).fract() < 0.3 { 70.0 } else { 210.0 }),
        // Seen from the side: posts grow narrower.
        ("a fence", &|x, _| {
            if ((400.0 * (1.0 + x / 300.0).ln()) / 16.0).fract() < 0.55 { 190.0 } else { 60.0 }
        }),
        ("a keyboard", &|x, y| {
            let (u, v) = ((x + (y / 34.0).floor() * 9.0) / 34.0, y / 34.0);
            let on_key = u.fract() > 0.12 && v.fract() > 0.12;
            let letter = (u.fract() - 0.4).abs() < 0.1 && (v.fract() - 0.45).abs() < 0.15;
            if !on_key {
                150.0
            } else if letter {
                220.0
            } else {
                40.0
            }
        }),
        ("tiles", &|x, y| if (x as i32 / 12 + y as i32 / 12) % 2 == 0 { 60.0 } else { 200.0 }),
        ("a window", &|x, y| {
            if (x / 90.0).fract() < 0.1 || (y / 120.0).fract() < 0.1 { 230.0 } else { 70.0 }
        }),
        ("a bare wall", &wall),
    ];
    for (name, brightness) in things {
        for sigma in [0.4, 1.2] {
            let found = places(&picture(640, 480, sigma, brightness));
            assert!(found.is_empty(), "{name}: {found:?}");
        }
    }
}

#[test]
fn a_code_is_readable_until_it_is_covered() {
    for code in [QR, DATA_MATRIX, CODE_128, PDF417] {
        let fields = fields(code.0, code.1);
        let drawn_code = Drawn { fields: &fields, middle: (322.3, 241.7), module: 3.0, degrees: 0.0 };
        let raster = drawn(std::slice::from_ref(&drawn_code), 0.3);
        let read = readable(&raster, &[], 1).unwrap();
        assert!(read.iter().any(|place| drawn_code.covered(&place.outline) > 0.1), "{:?}: {read:?}", code.0);
        let outline = places(&raster)[0].outline;
        let covered = picture(640, 480, 0.0, |x, y| {
            let pixel = [(x, y), (x + 0.1, y), (x + 0.1, y + 0.1), (x, y + 0.1)];
            if join::shared(&pixel, &outline) > 0.0 {
                30.0
            } else {
                raster.pixel(x as u32, y as u32).map_or(0.0, |rgb| f32::from(rgb[0]))
            }
        });
        assert!(readable(&covered, &[outline], 1).unwrap().is_empty(), "{:?}", code.0);
        assert!(places(&covered).is_empty(), "{:?}: a cover is no code", code.0);
    }
}

#[test]
fn cancelling_gives_no_answer() {
    let cancel = CancelFlag::default();
    cancel.cancel();
    assert!(find(&drawn(&[], 0.0), 2, &cancel).is_none());
}

#[test]
fn the_smallest_pictures_do_no_harm() {
    for (width, height) in [(1, 1), (1, 9), (9, 1), (3, 3), (16, 16), (2, 3000)] {
        let raster = Raster::filled(PixelSize::new(width, height), [90, 80, 70]).unwrap();
        assert!(places(&raster).is_empty());
        assert!(readable(&raster, &[], 1).unwrap().is_empty());
    }
}

#[test]
fn a_decoder_that_gets_noise_ends() {
    let mut state = 1_u64;
    let pixels = (0..600 * 400)
        .map(|_| {
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (state >> 56) as u8
        })
        .collect();
    assert!(decode::read(&Grey { width: 600, height: 400, pixels }, decode::Ask::All).hit.is_none());
}

/// A folder of the shared data; `None`, with a printed line, where it is not there.
fn shared(name: &str) -> Option<PathBuf> {
    let folder = std::env::var_os("SLADD_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from)
        .join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: {} is not there", folder.display());
    None
}

fn opened(path: &std::path::Path) -> Raster {
    crate::photo::open(&std::fs::read(path).unwrap(), &Limits::default()).unwrap().raster
}

#[test]
fn labelled_photos_have_their_codes_found() {
    let Some(folder) = shared("identifiers/codes") else { return };
    let labels: serde_json::Value =
        serde_json::from_slice(&std::fs::read(folder.join("labels.json")).unwrap()).unwrap();
    let (mut sharp, mut missed, mut uncovered) = (0, Vec::new(), 0);
    for (name, codes) in labels.as_object().unwrap().iter().take(4) {
        let found = places(&opened(&folder.join(name)));
        for code in codes.as_array().unwrap().iter().filter(|code| code["blur"].as_f64().unwrap() < 0.3) {
            let corner = |index: usize| {
                let at = |axis: usize| code["quad"][index][axis].as_f64().unwrap() as f32;
                (at(0), at(1))
            };
            let quad: Quad = std::array::from_fn(corner);
            sharp += 1;
            match found
                .iter()
                .map(|place| join::shared(&quad, &place.outline) / join::area(&quad))
                .fold(0.0, f32::max)
            {
                0.0..0.1 => missed.push((name, code["kind"].clone())),
                0.1..0.9 => uncovered += 1,
                _ => {}
            }
        }
    }
    assert!(sharp >= 8, "{sharp} sharp codes in four photos are too few for a measure");
    assert!(missed.is_empty() && uncovered == 0, "of {sharp}: missed {missed:?}, {uncovered} not covered");
}

#[test]
fn photos_without_codes_have_none() {
    let Some(folder) = shared("photos") else { return };
    for name in ["astronaut.png", "biden.jpg", "grace_hopper.jpg", "obama.jpg"] {
        let found = places(&opened(&folder.join(name)));
        assert!(found.is_empty(), "{name}: {found:?}");
    }
}

/// Bars with an add-on and stacked ones give more than two points on one line: before, they were said to be no code, and ended the check.
#[test]
fn points_on_one_line_are_a_code_along_it() {
    for points in [
        vec![(100.0, 50.0), (300.0, 50.0)],
        vec![(100.0, 50.0), (240.0, 50.0), (260.0, 50.0), (300.0, 50.0)],
        vec![(260.0, 50.0), (300.0, 50.0), (100.0, 50.0)],
    ] {
        let quad = decode::around(&points).unwrap();
        let [left, right] = [f32::min, f32::max].map(|end| quad.iter().map(|(x, _)| *x).reduce(end).unwrap());
        assert_eq!((left, right), (100.0, 300.0), "{points:?}");
        assert!(join::area(&quad) > 200.0 * 50.0, "{points:?}: {quad:?}");
    }
    assert!(decode::around(&[]).is_none());
    // One point alone is a place all the same.
    assert!(join::area(&decode::around(&[(40.0, 40.0)]).unwrap()) > 0.0);
}

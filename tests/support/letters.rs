//! Writes into pictures of tests, with the font of the program's own documents.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on should say where")]

use image::{Rgb, RgbImage};
use ttf_parser::{Face, OutlineBuilder};

const FONT: &[u8] = include_bytes!("../../assets/fonts/Inter-Regular.otf");
/// Height of a capital of the font, in parts of its em.
const CAPITAL: f32 = 0.727;
/// Samples along a pixel's side.
const FINE: u32 = 4;

/// The edges of letters, in pixels.
#[derive(Default)]
struct Edges {
    lines: Vec<((f32, f32), (f32, f32))>,
    start: (f32, f32),
    at: (f32, f32),
    scale: f32,
    origin: (f32, f32),
}

impl Edges {
    fn place(&self, x: f32, y: f32) -> (f32, f32) {
        (x.mul_add(self.scale, self.origin.0), y.mul_add(-self.scale, self.origin.1))
    }

    fn to(&mut self, end: (f32, f32)) {
        self.lines.push((self.at, end));
        self.at = end;
    }
}

impl OutlineBuilder for Edges {
    fn move_to(&mut self, x: f32, y: f32) {
        self.start = self.place(x, y);
        self.at = self.start;
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let end = self.place(x, y);
        self.to(end);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let (from, middle, end) = (self.at, self.place(x1, y1), self.place(x, y));
        for step in 1..=6u8 {
            let t = f32::from(step) / 6.0;
            let mix = |a: f32, b: f32, c: f32| {
                let (ab, bc) = (a + (b - a) * t, b + (c - b) * t);
                ab + (bc - ab) * t
            };
            self.to((mix(from.0, middle.0, end.0), mix(from.1, middle.1, end.1)));
        }
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (from, first, second, end) = (self.at, self.place(x1, y1), self.place(x2, y2), self.place(x, y));
        for step in 1..=8u8 {
            let t = f32::from(step) / 8.0;
            let mix = |a: f32, b: f32, c: f32, d: f32| {
                let (ab, bc, cd) = (a + (b - a) * t, b + (c - b) * t, c + (d - c) * t);
                let (left, right) = (ab + (bc - ab) * t, bc + (cd - bc) * t);
                left + (right - left) * t
            };
            self.to((mix(from.0, first.0, second.0, end.0), mix(from.1, first.1, second.1, end.1)));
        }
    }

    fn close(&mut self) {
        let start = self.start;
        self.to(start);
    }
}

/// Writes a line whose capitals are `capital` pixels high and stand on `y`, and gives its width in pixels.
pub fn write(picture: &mut RgbImage, text: &str, (x, y): (f32, f32), capital: f32, colour: [u8; 3]) -> f32 {
    let font = Face::parse(FONT, 0).unwrap();
    let scale = capital / CAPITAL / f32::from(font.units_per_em());
    let mut edges = Edges { scale, origin: (x, y), ..Edges::default() };
    for letter in text.chars() {
        let glyph = font.glyph_index(letter).unwrap();
        let _ = font.outline_glyph(glyph, &mut edges);
        edges.origin.0 += f32::from(font.glyph_hor_advance(glyph).unwrap()) * scale;
    }
    let (left, right) = ((x - 1.0) as u32, (edges.origin.0 + 1.0) as u32);
    for py in (y - capital * 1.4) as u32..(y + capital * 0.5) as u32 {
        for px in left..right {
            let mut inside = 0;
            for sample in 0..FINE * FINE {
                let part = |number: u32| (number as f32 + 0.5) / FINE as f32;
                let at = (px as f32 + part(sample % FINE), py as f32 + part(sample / FINE));
                // The edges cross a ray to the right as often downwards as upwards, or the point is inside.
                let turns: i32 = edges.lines.iter().map(|line| crossing(*line, at)).sum();
                inside += u32::from(turns != 0);
            }
            let share = inside as f32 / (FINE * FINE) as f32;
            if let Some(Rgb(pixel)) = picture.get_pixel_mut_checked(px, py) {
                for (value, ink) in pixel.iter_mut().zip(colour) {
                    *value = f32::from(*value).mul_add(1.0 - share, f32::from(ink) * share).round() as u8;
                }
            }
        }
    }
    edges.origin.0 - x
}

fn crossing((from, to): ((f32, f32), (f32, f32)), (x, y): (f32, f32)) -> i32 {
    if (from.1 <= y) == (to.1 <= y) {
        return 0;
    }
    let across = from.0 + (y - from.1) / (to.1 - from.1) * (to.0 - from.0);
    match across > x {
        true if from.1 < to.1 => 1,
        true => -1,
        false => 0,
    }
}

//! Papers of the program drawn as a scanner and a telephone see them: flat, then turned, in perspective, shadowed, creased, out of
//! focus, noisy, and as a JPEG. Everything follows from a seed.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::wildcard_enum_match_arm,
    clippy::many_single_char_names,
    clippy::float_cmp,
    clippy::similar_names,
    clippy::needless_range_loop,
    reason = "a test that cannot go on should say where"
)]

use std::path::Path;

use hayro_syntax::{Pdf, object::Object};
use image::{GrayImage, Luma, codecs::jpeg::JpegEncoder};

const INTER: [&[u8]; 2] = [
    include_bytes!("../../assets/fonts/Inter-Regular.otf"),
    include_bytes!("../../assets/fonts/Inter-SemiBold.otf"),
];

/// Repeatable numbers.
pub struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) ^ 0x2545_f491_4f6c_dd1d)
    }

    fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 11
    }

    /// Evenly from `low` to `high`.
    pub fn between(&mut self, low: f32, high: f32) -> f32 {
        low + (high - low) * (self.next() % 1_000_003) as f32 / 1_000_003.0
    }

    /// About a normal distribution of deviation 1.
    fn normal(&mut self) -> f32 {
        (0..6).map(|_| self.between(-1.0, 1.0)).sum::<f32>() / 1.414
    }
}

/// How many pages a PDF has.
pub fn page_count(pdf: &[u8]) -> usize {
    Pdf::new(pdf.to_vec()).unwrap().pages().len()
}

/// A page of a PDF that the program wrote, drawn in black on white: rectangles, curves and letters, which is all that there is.
pub fn drawn(pdf: &[u8], number: usize, dots: f32) -> GrayImage {
    let pdf = Pdf::new(pdf.to_vec()).unwrap();
    let page = &pdf.pages()[number];
    let scale = dots / 72.0;
    let (width, height) = page.render_dimensions();
    let mut canvas = Canvas::new((width * scale) as u32, (height * scale) as u32);
    let faces = INTER.map(|bytes| ttf_parser::Face::parse(bytes, 0).unwrap());
    let (mut font, mut size, mut at, mut white) = (0, 0.0, (0.0, 0.0), false);
    let mut operations = page.operations();
    while let Some(operation) = operations.next() {
        let numbers: Vec<f32> = operation
            .operands()
            .filter_map(|operand| match operand {
                Object::Number(number) => Some(number.as_f32()),
                _ => None,
            })
            .collect();
        let point = |index: usize| (numbers[index] * scale, (height - numbers[index + 1]) * scale);
        match (&**operation.operator, &numbers[..]) {
            (b"re", [x, y, w, h]) => {
                let corners = [(*x, *y), (x + w, *y), (x + w, y + h), (*x, y + h)];
                canvas.path.push(corners.map(|(x, y)| (x * scale, (height - y) * scale)).to_vec());
            }
            (b"m", _) => canvas.path.push(vec![point(0)]),
            (b"c", _) => canvas.curve(point(0), point(2), point(4)),
            (b"f", _) => canvas.fill(white),
            (b"S", _) => canvas.outline(),
            (b"g", [grey]) => white = *grey > 0.5,
            (b"Tf", [points]) => {
                size = *points;
                for operand in operation.operands() {
                    if let Object::Name(name) = operand {
                        font = usize::from(name.as_ref() == b"F2");
                    }
                }
            }
            (b"Td", [x, y]) => at = (*x, *y),
            (b"Tj", _) => {
                let codes = operation.operands().find_map(|operand| match operand {
                    Object::String(text) => Some(text.as_bytes().to_vec()),
                    _ => None,
                });
                let face = &faces[font];
                let unit = size / f32::from(face.units_per_em());
                let mut x = at.0;
                for code in codes.unwrap().chunks_exact(2) {
                    let glyph = ttf_parser::GlyphId(u16::from_be_bytes([code[0], code[1]]));
                    let mut pen = Pen { canvas: &mut canvas, x, y: at.1, unit, scale, height };
                    face.outline_glyph(glyph, &mut pen);
                    canvas.fill(white);
                    x += f32::from(face.glyph_hor_advance(glyph).unwrap_or(0)) * unit;
                }
            }
            _ => {}
        }
    }
    canvas.picture
}

struct Canvas {
    picture: GrayImage,
    path: Vec<Vec<(f32, f32)>>,
}

impl Canvas {
    fn new(width: u32, height: u32) -> Self {
        Self { picture: GrayImage::from_pixel(width, height, Luma([255])), path: Vec::new() }
    }

    fn curve(&mut self, b: (f32, f32), c: (f32, f32), d: (f32, f32)) {
        let line = self.path.last_mut().unwrap();
        let a = *line.last().unwrap();
        for step in 1..=8 {
            let t = step as f32 / 8.0;
            let s = 1.0 - t;
            let mix = |a: f32, b: f32, c: f32, d: f32| {
                s * s * s * a + 3.0 * s * s * t * b + 3.0 * s * t * t * c + t * t * t * d
            };
            line.push((mix(a.0, b.0, c.0, d.0), mix(a.1, b.1, c.1, d.1)));
        }
    }

    /// Fills what the path winds round, a row at a time, where the middle of a pixel lies in it.
    fn fill(&mut self, white: bool) {
        let path = std::mem::take(&mut self.path);
        let (width, height) = self.picture.dimensions();
        let edges: Vec<((f32, f32), (f32, f32))> = path
            .iter()
            .flat_map(|line| line.iter().zip(line.iter().cycle().skip(1)).map(|(a, b)| (*a, *b)))
            .filter(|(a, b)| a.1 != b.1)
            .collect();
        let top = edges.iter().map(|(a, b)| a.1.min(b.1)).fold(f32::MAX, f32::min).max(0.0) as u32;
        let bottom =
            edges.iter().map(|(a, b)| a.1.max(b.1)).fold(0.0, f32::max).ceil().min(height as f32) as u32;
        for y in top..bottom {
            let middle = y as f32 + 0.5;
            let mut crossings: Vec<(f32, i32)> = edges
                .iter()
                .filter(|(a, b)| (a.1 <= middle) != (b.1 <= middle))
                .map(|(a, b)| {
                    (a.0 + (middle - a.1) / (b.1 - a.1) * (b.0 - a.0), if b.1 > a.1 { 1 } else { -1 })
                })
                .collect();
            crossings.sort_by(|a, b| a.0.total_cmp(&b.0));
            let mut winding = 0;
            for pair in crossings.windows(2) {
                winding += pair[0].1;
                if winding != 0 {
                    let (from, to) = ((pair[0].0 + 0.5).max(0.0) as u32, (pair[1].0 + 0.5).max(0.0) as u32);
                    for x in from..to.min(width) {
                        self.picture.put_pixel(x, y, Luma([if white { 255 } else { 0 }]));
                    }
                }
            }
        }
    }

    fn outline(&mut self) {
        let (width, height) = self.picture.dimensions();
        for line in std::mem::take(&mut self.path) {
            for (a, b) in line.iter().zip(line.iter().cycle().skip(1)) {
                let steps = (b.0 - a.0).hypot(b.1 - a.1).ceil() as i32 * 2;
                for step in 0..=steps {
                    let t = step as f32 / steps.max(1) as f32;
                    let (x, y) = (a.0 + t * (b.0 - a.0), a.1 + t * (b.1 - a.1));
                    if x >= 0.0 && y >= 0.0 && (x as u32) < width && (y as u32) < height {
                        self.picture.put_pixel(x as u32, y as u32, Luma([0]));
                    }
                }
            }
        }
    }
}

struct Pen<'a> {
    canvas: &'a mut Canvas,
    x: f32,
    y: f32,
    unit: f32,
    scale: f32,
    height: f32,
}

impl Pen<'_> {
    fn point(&self, x: f32, y: f32) -> (f32, f32) {
        ((self.x + x * self.unit) * self.scale, (self.height - self.y - y * self.unit) * self.scale)
    }
}

impl ttf_parser::OutlineBuilder for Pen<'_> {
    fn move_to(&mut self, x: f32, y: f32) {
        self.canvas.path.push(vec![self.point(x, y)]);
    }

    fn line_to(&mut self, x: f32, y: f32) {
        let point = self.point(x, y);
        self.canvas.path.last_mut().unwrap().push(point);
    }

    fn quad_to(&mut self, x1: f32, y1: f32, x: f32, y: f32) {
        let control = self.point(x1, y1);
        let end = self.point(x, y);
        self.canvas.curve(control, control, end);
    }

    fn curve_to(&mut self, x1: f32, y1: f32, x2: f32, y2: f32, x: f32, y: f32) {
        let (a, b, c) = (self.point(x1, y1), self.point(x2, y2), self.point(x, y));
        self.canvas.curve(a, b, c);
    }

    fn close(&mut self) {}
}

/// How a telephone sees a paper.
#[derive(Debug, Clone, Copy)]
pub struct Shot {
    pub width: u32,
    pub height: u32,
    /// Clockwise, in degrees.
    pub turned: f32,
    /// How far each corner lies from where it would, in parts of the side.
    pub perspective: f32,
    /// What the darkest shadow leaves of the light.
    pub shadow: f32,
    /// How many creases.
    pub creases: u32,
    /// Deviation of the blur, in pixels.
    pub blur: f32,
    /// Deviation of the noise.
    pub noise: f32,
    pub quality: u8,
}

/// Takes a photo of a paper that lies on a table.
pub fn photographed(paper: &GrayImage, shot: Shot, seed: u64) -> Vec<u8> {
    let mut dice = Dice::new(seed);
    let (width, height) = (shot.width as f32, shot.height as f32);
    let (page_width, page_height) = (paper.width() as f32, paper.height() as f32);
    let (sin, cos) = shot.turned.to_radians().sin_cos();
    // As large as it can be, however it is turned.
    let (across, down) =
        (page_width * cos.abs() + page_height * sin.abs(), page_width * sin.abs() + page_height * cos.abs());
    let fit = 0.88 * (width / across).min(height / down);
    let corners = [(-0.5, -0.5), (0.5, -0.5), (0.5, 0.5), (-0.5, 0.5)].map(|(u, v): (f32, f32)| {
        let jitter = |dice: &mut Dice| 1.0 + dice.between(-shot.perspective, shot.perspective);
        let (x, y) = (u * page_width * fit * jitter(&mut dice), v * page_height * fit * jitter(&mut dice));
        (width / 2.0 + x * cos - y * sin, height / 2.0 + x * sin + y * cos)
    });
    let to_page =
        homography(corners, [(0.0, 0.0), (page_width, 0.0), (page_width, page_height), (0.0, page_height)]);
    let creases: Vec<(f32, f32, f32, f32)> = (0..shot.creases)
        .map(|number| {
            // Every other one runs through the code at the top right.
            let through =
                if number % 2 == 0 { (0.86, 0.09) } else { (dice.between(0.2, 0.8), dice.between(0.2, 0.8)) };
            let angle = dice.between(0.0, std::f32::consts::PI);
            (through.0 * page_width, through.1 * page_height, angle.cos(), angle.sin())
        })
        .collect();
    let (edge, lean, depth) = (dice.between(0.2, 0.8), dice.between(-0.6, 0.6), 1.0 - shot.shadow);
    let wave = (dice.between(0.0, 6.0), dice.between(1.0, 3.0));
    let sharp = image::ImageBuffer::<Luma<f32>, Vec<f32>>::from_fn(shot.width, shot.height, |x, y| {
        let (x, y) = (x as f32, y as f32);
        let w = to_page[6] * x + to_page[7] * y + 1.0;
        let u = (to_page[0] * x + to_page[1] * y + to_page[2]) / w;
        let mut v = (to_page[3] * x + to_page[4] * y + to_page[5]) / w;
        // The sheet does not lie flat.
        v += 6.0 * (u / page_width * std::f32::consts::TAU * wave.1 / 2.0 + wave.0).sin();
        let mut light = 1.0 - depth / (1.0 + (-(x / width + lean * (y / height - 0.5) - edge) * 14.0).exp());
        let mut shift = 0.0;
        for (cx, cy, nx, ny) in &creases {
            let distance = (u - cx) * nx + (v - cy) * ny;
            if distance.abs() < 28.0 {
                light *= if distance > 0.0 { 0.72 + 0.01 * distance } else { 1.08 };
                shift += (28.0 - distance.abs()) / 9.0;
            }
        }
        let inside = u >= 0.0 && v >= 0.0 && u < page_width && v < page_height;
        let grey =
            if inside { sampled(paper, u + shift, v) * 0.85 + 20.0 } else { 96.0 + 24.0 * (x / 90.0).sin() };
        Luma([grey * light])
    });
    let blurred =
        if shot.blur > 0.0 { imageproc::filter::gaussian_blur_f32(&sharp, shot.blur) } else { sharp };
    let picture = image::RgbImage::from_fn(shot.width, shot.height, |x, y| {
        let value = blurred.get_pixel(x, y).0[0] + shot.noise * dice.normal();
        // Lamps are yellow.
        image::Rgb([value, value * 0.97, value * 0.88].map(|part| part.clamp(0.0, 255.0) as u8))
    });
    let mut jpeg = Vec::new();
    JpegEncoder::new_with_quality(&mut jpeg, shot.quality).encode_image(&picture).unwrap();
    jpeg
}

fn sampled(paper: &GrayImage, x: f32, y: f32) -> f32 {
    let (x, y) = (x - 0.5, y - 0.5);
    let (left, top) = (x.floor(), y.floor());
    let pixel = |x: f32, y: f32| {
        let (x, y) = (x.clamp(0.0, paper.width() as f32 - 1.0), y.clamp(0.0, paper.height() as f32 - 1.0));
        f32::from(paper.get_pixel(x as u32, y as u32).0[0])
    };
    let (a, b) = (x - left, y - top);
    let upper = pixel(left, top) * (1.0 - a) + pixel(left + 1.0, top) * a;
    let lower = pixel(left, top + 1.0) * (1.0 - a) + pixel(left + 1.0, top + 1.0) * a;
    upper * (1.0 - b) + lower * b
}

/// The eight numbers of the map that takes four points to four others.
fn homography(from: [(f32, f32); 4], to: [(f32, f32); 4]) -> [f32; 8] {
    let mut rows = [[0.0_f64; 9]; 8];
    for (index, ((x, y), (u, v))) in from.iter().zip(to).enumerate() {
        let (x, y, u, v) = (f64::from(*x), f64::from(*y), f64::from(u), f64::from(v));
        rows[2 * index] = [x, y, 1.0, 0.0, 0.0, 0.0, -u * x, -u * y, u];
        rows[2 * index + 1] = [0.0, 0.0, 0.0, x, y, 1.0, -v * x, -v * y, v];
    }
    for column in 0..8 {
        let pivot =
            (column..8).max_by(|a, b| rows[*a][column].abs().total_cmp(&rows[*b][column].abs())).unwrap();
        rows.swap(column, pivot);
        for other in 0..8 {
            if other != column {
                let (factor, from) = (rows[other][column] / rows[column][column], rows[column]);
                for (value, from) in rows[other].iter_mut().zip(from).skip(column) {
                    *value -= factor * from;
                }
            }
        }
    }
    std::array::from_fn(|index| (rows[index][8] / rows[index][index]) as f32)
}

/// Writes bytes to a new file.
pub fn put(path: &Path, bytes: &[u8]) {
    std::io::Write::write_all(
        &mut std::fs::OpenOptions::new().create_new(true).write(true).open(path).unwrap(),
        bytes,
    )
    .unwrap();
}

//! Reads lines, to grade them and for nothing else.
//!
//! What was read is in [`Read`], which nobody can print, and lives no longer than the grading of its place.

pub(super) mod grading;
mod numbers;

use std::sync::LazyLock;

use ort::value::TensorRef;

use crate::{
    detection::{DetectionError, TileShape},
    photo::Raster,
};

use super::{
    models::{CHARACTERS, LINE_HEIGHT, READS},
    text::Turned,
    work::Sessions,
};

/// What a line says. It has no `Debug` and no `Display`; only the grading looks into it.
pub(super) struct Read {
    /// Pieces of a long line overlap, so that whatever is shorter than the overlap is whole in one of them.
    pieces: Vec<String>,
    /// Mean probability of the letters, 0 to 1; 0 where there are none.
    pub(super) sure: f32,
    /// True where the line stands the other way up than its box says.
    pub(super) upside_down: bool,
}

impl Read {
    /// A line of these words, for tests.
    #[cfg(test)]
    pub(super) fn of(words: &str) -> Self {
        Self { pieces: vec![words.to_owned()], sure: 0.9, upside_down: false }
    }

    /// The pieces, for the grading and for what tests ask to see.
    pub(super) fn pieces(&self) -> &[String] {
        &self.pieces
    }
}

impl Drop for Read {
    fn drop(&mut self) {
        for piece in &mut self.pieces {
            // Not for an attacker who reads memory: so that what was read does not lie about longer than it is used.
            let mut bytes = std::mem::take(piece).into_bytes();
            bytes.fill(0);
            std::hint::black_box(&bytes);
        }
    }
}

/// Widths that lines are read at, in pixels at a height of [`LINE_HEIGHT`]; a session for each. Longer lines are read in
/// overlapping pieces of the greatest.
const WIDTHS: [u32; 3] = [160, 320, 640];
/// Overlap of the pieces: a personal number with spaces is about 350 pixels wide.
const OVERLAP: u32 = 384;
/// Below this mean probability the line is read the other way up too.
const SURE: f32 = 0.85;
/// Lines of more heights than this are no lines; they are read up to here.
const MOST_HEIGHTS: f32 = 80.0;
/// Reduction from which several pixels of the photo make one of the line.
const REDUCED: f32 = 1.5;

/// Reads the line in a box of the photo.
pub(super) fn read(
    photo: &Raster,
    line: &Turned,
    sessions: &mut Sessions,
    tensor: &mut Vec<f32>,
) -> Result<Read, DetectionError> {
    let upright = read_at(photo, line, sessions, tensor)?;
    if upright.sure >= SURE {
        return Ok(upright);
    }
    let mut other = read_at(photo, &line.upside_down(), sessions, tensor)?;
    other.upside_down = true;
    Ok(if other.sure > upright.sure { other } else { upright })
}

fn read_at(
    photo: &Raster,
    line: &Turned,
    sessions: &mut Sessions,
    tensor: &mut Vec<f32>,
) -> Result<Read, DetectionError> {
    let scale = LINE_HEIGHT as f32 / line.height.max(1.0);
    let whole = (line.length * scale).min(MOST_HEIGHTS * LINE_HEIGHT as f32).round().max(1.0) as u32;
    let most = WIDTHS.iter().copied().max().unwrap_or(LINE_HEIGHT);
    let width = WIDTHS.iter().copied().find(|width| *width >= whole).unwrap_or(most);
    let (mut pieces, mut sum, mut letters) = (Vec::new(), 0.0f32, 0usize);
    let mut from = 0;
    loop {
        fill(photo, line, scale, from, whole, width, tensor);
        let shape = TileShape { width, height: LINE_HEIGHT };
        let (piece, sure, count) = decoded(sessions, shape, tensor)?;
        pieces.push(piece);
        sum += sure;
        letters += count;
        if from + width >= whole {
            break;
        }
        from += width - OVERLAP;
    }
    let sure = if letters == 0 { 0.0 } else { sum / letters as f32 };
    Ok(Read { pieces, sure, upside_down: false })
}

/// The line from pixel `from` of its `whole` length on, laid on its baseline, as the model wants it: planes of blue, green
/// and red from -1 to 1, and 0 beyond the end.
fn fill(photo: &Raster, line: &Turned, scale: f32, from: u32, whole: u32, width: u32, tensor: &mut Vec<f32>) {
    let area = (width * LINE_HEIGHT) as usize;
    tensor.clear();
    tensor.resize(3 * area, 0.0);
    let (along, across) = line.axes();
    let step = 1.0 / scale;
    let samples = if step > REDUCED { step.ceil().min(8.0) as u32 } else { 1 };
    let share = 1.0 / (samples * samples) as f32;
    let [start, ..] = line.quad();
    for y in 0..LINE_HEIGHT {
        for x in 0..width.min(whole.saturating_sub(from)) {
            let mut colour = [0.0f32; 3];
            for sample in 0..samples * samples {
                let part = |number: u32| (number as f32 + 0.5) / samples as f32;
                let u = ((from + x) as f32 + part(sample % samples)) * step;
                let v = (y as f32 + part(sample / samples)) * step;
                let at = (
                    u.mul_add(along.0, v.mul_add(across.0, start.0)),
                    u.mul_add(along.1, v.mul_add(across.1, start.1)),
                );
                for (sum, value) in colour.iter_mut().zip(between(photo, at)) {
                    *sum += value * share;
                }
            }
            let place = (y * width + x) as usize;
            for (plane, value) in tensor.chunks_exact_mut(area).zip(colour.into_iter().rev()) {
                if let Some(target) = plane.get_mut(place) {
                    *target = value / 127.5 - 1.0;
                }
            }
        }
    }
}

/// The colour between four pixels; beyond the border that of the nearest one.
fn between(photo: &Raster, (x, y): (f32, f32)) -> [f32; 3] {
    let size = photo.size();
    let (x, y) =
        ((x - 0.5).clamp(0.0, (size.width - 1) as f32), (y - 0.5).clamp(0.0, (size.height - 1) as f32));
    let (left, top) = (x as u32, y as u32);
    let (right, bottom) = ((left + 1).min(size.width - 1), (top + 1).min(size.height - 1));
    let (u, v) = (x - left as f32, y - top as f32);
    let mut colour = [0.0; 3];
    for (px, py, share) in [
        (left, top, (1.0 - u) * (1.0 - v)),
        (right, top, u * (1.0 - v)),
        (left, bottom, (1.0 - u) * v),
        (right, bottom, u * v),
    ] {
        for (sum, value) in colour.iter_mut().zip(photo.pixel(px, py).unwrap_or_default()) {
            *sum += f32::from(value) * share;
        }
    }
    colour
}

/// Letters by the likeliest class of each step, doubles and nothings left out (CTC, greedy), the sum of their probabilities,
/// and how many they are.
fn decoded(
    sessions: &mut Sessions,
    shape: TileShape,
    tensor: &[f32],
) -> Result<(String, f32, usize), DetectionError> {
    static LETTERS: LazyLock<Vec<&'static str>> = LazyLock::new(|| CHARACTERS.lines().collect());
    let fault = |error: ort::Error| DetectionError::Engine { reason: error.to_string() };
    let sides = [1, 3, i64::from(shape.height), i64::from(shape.width)];
    let input = TensorRef::from_array_view((sides, tensor)).map_err(fault)?;
    let outputs = sessions.of(&READS, shape)?.run(ort::inputs![input]).map_err(fault)?;
    let first = outputs.values().next().ok_or_else(|| super::no_answer("no letters"))?;
    let (_, values) = first.try_extract_tensor::<f32>().map_err(fault)?;
    // Nothing, the letters, and a space.
    let classes = LETTERS.len() + 2;
    if values.is_empty() || values.len() % classes != 0 {
        return Err(super::no_answer("the letters are not whole"));
    }
    let (mut text, mut sum, mut count, mut before) = (String::new(), 0.0, 0, 0);
    for step in values.chunks_exact(classes) {
        let likeliest = step.iter().enumerate().max_by(|a, b| a.1.total_cmp(b.1));
        let Some((class, probability)) = likeliest else { continue };
        if !probability.is_finite() {
            return Err(super::no_answer("a letter without a probability"));
        }
        if class != 0 && class != before {
            text.push_str(LETTERS.get(class - 1).copied().unwrap_or(" "));
            sum += probability;
            count += 1;
        }
        before = class;
    }
    Ok((text, sum, count))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_list_of_characters_is_whole() {
        let letters: Vec<&str> = CHARACTERS.lines().collect();
        assert_eq!(letters.len(), 6904);
        for letter in ["0", "9", "-", "å", "æ", "ø", "ö", "ä", "Å", "Æ", "Ø", "Ö", "Ä"] {
            assert!(letters.contains(&letter), "{letter}");
        }
    }

    fn alike(one: [f32; 3], other: [f32; 3]) -> bool {
        one.iter().zip(other).all(|(one, other)| (one - other).abs() < 1e-4)
    }

    #[test]
    fn between_pixels_lies_their_mean_and_beyond_the_border_the_border() {
        let photo = Raster::new(crate::geometry::PixelSize::new(2, 1), vec![0, 0, 0, 100, 200, 50]).unwrap();
        assert!(alike(between(&photo, (1.0, 0.5)), [50.0, 100.0, 25.0]));
        assert!(alike(between(&photo, (-9.0, 9.0)), [0.0, 0.0, 0.0]));
        assert!(alike(between(&photo, (9.0, 0.2)), [100.0, 200.0, 50.0]));
    }
}

//! Pixels of the framed picture.
#![expect(
    clippy::indexing_slicing,
    reason = "a pixel kernel: every index comes from a range clamped to the picture"
)]

use std::{num::NonZero, thread};

use crate::{
    geometry::{PixelRect, PixelSize},
    photo::Raster,
};

use super::{Frame, Turn, frame::Map};

/// Where nothing at all can be seen outside the covers.
const GREY: [u8; 3] = [118; 3];
/// So far from an edge of the frame every pixel that an interpolation looks at lies inside: four pixels across and down
/// reach 2·√2 from the point between them.
const RIM: u32 = 3;
/// Steps between two pixels for which weights are kept.
const PHASES: usize = 256;
/// The sum of the weights in one direction.
const UNIT: i32 = 1 << 8;

/// The part of a photo that holds all of the frame and as little else as an upright rectangle can.
#[derive(Debug, Clone)]
pub struct Part {
    frame: Frame,
    photo: PixelSize,
    /// Where it lies in the photo.
    at: PixelRect,
    map: Map,
}

impl Part {
    /// The part of a photo of this size; `None` where nothing of the photo can be seen in the frame.
    pub fn of(frame: Frame, photo: PixelSize) -> Option<Self> {
        let map = frame.map(photo);
        let (right, bottom) = map.sides();
        let points = [(0.0, 0.0), (right, 0.0), (right, bottom), (0.0, bottom)];
        let points = points.map(|point| map.to_photo(point));
        let least = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(f64::INFINITY, f64::min);
        let most = |of: fn(&(f64, f64)) -> f64| points.iter().map(of).fold(0.0, f64::max);
        let (left, top) = (least(|point| point.0).max(0.0), least(|point| point.1).max(0.0));
        let (right, bottom) = (most(|point| point.0), most(|point| point.1));
        // Without an angle the corners are whole numbers; with one, a pixel that is only touched may not be seen.
        let (left, top, right, bottom) = (left.floor(), top.floor(), right.ceil(), bottom.ceil());
        let at = PixelRect::new(left as u32, top as u32, (right - left) as u32, (bottom - top) as u32);
        Some(Self { frame, photo, at: at.clamped(photo)?, map })
    }

    /// Where it lies in the photo.
    pub const fn at(&self) -> PixelRect {
        self.at
    }

    /// Its size.
    pub const fn size(&self) -> PixelSize {
        PixelSize::new(self.at.width, self.at.height)
    }

    /// True where a pixel of the photo is an input of the framed picture: where its middle lies inside the frame.
    pub fn shows(&self, x: u32, y: u32) -> bool {
        let holds = x >= self.at.x && y >= self.at.y && x < self.at.right() && y < self.at.bottom();
        if !holds || self.frame.straighten == 0 {
            return holds;
        }
        self.map.holds(self.map.to_frame(middle(x, y)))
    }

    /// The part, cut out of the photo, with nothing in it of pixels outside the frame: in the corners of a straightened
    /// photo the nearest pixel that is shown and not covered is repeated. So the colours of a cover that is worked out
    /// from its surroundings come from the frame alone. `covered` is asked in pixels of the part.
    ///
    /// `None` where the photo is of another size than the one that the part is of.
    pub fn cut(&self, photo: &Raster, covered: impl Fn(u32, u32) -> bool) -> Option<Raster> {
        if photo.size() != self.photo {
            return None;
        }
        let source = photo.crop(self.at)?;
        if self.frame.straighten == 0 {
            return Some(source);
        }
        let mut part = source.clone();
        let mean = self.mean(&source, &covered);
        let (across, down) = self.map.sides();
        let width = self.at.width as usize * 3;
        for (row, y) in part.rgb_mut().chunks_exact_mut(width).zip(self.at.y..) {
            for (pixel, x) in row.as_chunks_mut::<3>().0.iter_mut().zip(self.at.x..) {
                let (u, v) = self.map.to_frame(middle(x, y));
                if self.map.holds((u, v)) {
                    continue;
                }
                // The middle of the pixel that holds a point is at most √½ away, and so is inside.
                let near = (u.clamp(1.25, across - 1.25), v.clamp(1.25, down - 1.25));
                let (near_x, near_y) = self.map.to_photo(near);
                let column = (near_x.max(0.0) as u32).clamp(self.at.x, self.at.right() - 1) - self.at.x;
                let line = (near_y.max(0.0) as u32).clamp(self.at.y, self.at.bottom() - 1) - self.at.y;
                let hidden = !self.shows(column + self.at.x, line + self.at.y) || covered(column, line);
                *pixel = if hidden { mean } else { source.pixel(column, line).unwrap_or(mean) };
            }
        }
        Some(part)
    }

    /// The mean colour of what is shown and not covered.
    fn mean(&self, part: &Raster, covered: &impl Fn(u32, u32) -> bool) -> [u8; 3] {
        let (mut sums, mut count) = ([0_u64; 3], 0_u64);
        for y in 0..self.at.height {
            for (pixel, x) in part.row(y).as_chunks::<3>().0.iter().zip(0..) {
                if self.shows(x + self.at.x, y + self.at.y) && !covered(x, y) {
                    sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += u64::from(*value));
                    count += 1;
                }
            }
        }
        if count == 0 { GREY } else { sums.map(|sum| (sum / count) as u8) }
    }

    /// The framed picture, of the part after it was covered; `None` where that is of another size.
    pub fn frame(&self, covered: &Raster) -> Option<Raster> {
        if covered.size() != self.size() {
            return None;
        }
        let turned = turned(covered, self.frame.turn)?;
        if self.frame.straighten == 0 {
            return Some(turned);
        }
        let size = self.frame.size(self.photo);
        let threads = (thread::available_parallelism().map_or(1, NonZero::get) as u32).min(size.height);
        let share = size.height.div_ceil(threads.max(1)).max(1);
        let turned = &turned;
        let rows = |first: u32| {
            let rows = first..(first + share).min(size.height);
            rows.flat_map(|y| self.resampled(turned, size, y)).collect::<Vec<u8>>()
        };
        // Which thread works out which rows changes nothing. Where one could not be had, its share is worked out here.
        let rgb = thread::scope(|scope| {
            let workers: Vec<_> = (0..size.height)
                .step_by(share as usize)
                .map(|first| {
                    let name = "frame".to_owned();
                    (first, thread::Builder::new().name(name).spawn_scoped(scope, move || rows(first)))
                })
                .collect();
            workers
                .into_iter()
                .flat_map(|(first, spawned)| {
                    spawned.ok().and_then(|worker| worker.join().ok()).unwrap_or_else(|| rows(first))
                })
                .collect()
        });
        Raster::new(size, rgb)
    }

    /// One row of the straightened picture.
    fn resampled(&self, turned: &Raster, size: PixelSize, y: u32) -> Vec<u8> {
        let corner = self.turned_corner();
        let deep = |at: u32, side: u32| at >= RIM && at + RIM < side;
        let mut row = Vec::with_capacity(size.width as usize * 3);
        for x in 0..size.width {
            let at = self.map.to_turned(middle(x, y));
            // From the middle of the first pixel of the turned part.
            let (u, v) = (at.0 - f64::from(corner.0) - 0.5, at.1 - f64::from(corner.1) - 0.5);
            let inside = deep(x, size.width) && deep(y, size.height);
            row.extend(if inside { cubic(turned, u, v) } else { self.at_the_rim(turned, corner, (u, v)) });
        }
        row
    }

    /// Where the turned part begins in the turned photo.
    fn turned_corner(&self) -> (u32, u32) {
        let (at, photo) = (self.at, self.photo);
        match self.frame.turn {
            Turn::None => (at.x, at.y),
            Turn::Right => (photo.height - at.bottom(), at.x),
            Turn::Half => (photo.width - at.right(), photo.height - at.bottom()),
            Turn::Left => (at.y, photo.width - at.right()),
        }
    }

    /// A mean of the pixels around a point that are shown, the nearer the more: an edge takes nothing from beyond it.
    fn at_the_rim(&self, turned: &Raster, corner: (u32, u32), (u, v): (f64, f64)) -> [u8; 3] {
        const REACH: f64 = 2.0;
        let (mut sums, mut weights) = ([0.0_f64; 3], 0.0);
        for line in v.floor() as i64 - 1..=v.floor() as i64 + 2 {
            for column in u.floor() as i64 - 1..=u.floor() as i64 + 2 {
                let (Ok(x), Ok(y)) = (u32::try_from(column), u32::try_from(line)) else { continue };
                let Some(pixel) = turned.pixel(x, y) else { continue };
                let (dx, dy) = (f64::from(x) - u, f64::from(y) - v);
                let weight = REACH - (dx * dx + dy * dy).sqrt();
                let at = middle(x + corner.0, y + corner.1);
                if weight > 0.0 && self.map.holds(self.map.turned_to_frame(at)) {
                    let weight = weight * weight * weight;
                    sums.iter_mut().zip(pixel).for_each(|(sum, value)| *sum += weight * f64::from(value));
                    weights += weight;
                }
            }
        }
        if weights > 0.0 { sums.map(|sum| (sum / weights).round().clamp(0.0, 255.0) as u8) } else { GREY }
    }
}

fn middle(x: u32, y: u32) -> (f64, f64) {
    (f64::from(x) + 0.5, f64::from(y) + 0.5)
}

/// True where `framed` is not what the photo would become with anything else under the covers and outside the frame: all
/// of that is changed by half the range of its values, covered by `redact` and framed again. `covered` is asked in pixels
/// of the part, as is what `redact` is given.
pub fn depends_on_hidden(
    photo: &Raster,
    part: &Part,
    covered: impl Fn(u32, u32) -> bool,
    redact: impl Fn(&Raster) -> Raster,
    framed: &Raster,
) -> bool {
    let mut other = photo.clone();
    let at = part.at;
    let width = photo.size().width as usize * 3;
    for (row, y) in other.rgb_mut().chunks_exact_mut(width).zip(0..) {
        for (pixel, x) in row.as_chunks_mut::<3>().0.iter_mut().zip(0..) {
            if !part.shows(x, y) || covered(x - at.x, y - at.y) {
                *pixel = pixel.map(|value| value.wrapping_add(128));
            }
        }
    }
    let again = part.cut(&other, covered).and_then(|cut| part.frame(&redact(&cut)));
    again.as_ref() != Some(framed)
}

/// The picture, turned: each pixel goes to another place and stays as it is.
fn turned(raster: &Raster, turn: Turn) -> Option<Raster> {
    if turn == Turn::None {
        return Some(raster.clone());
    }
    let (from, to) = (raster.size(), turn.size(raster.size()));
    let pixels = raster.rgb().as_chunks::<3>().0;
    let mut rgb = Vec::with_capacity(raster.rgb().len());
    for v in 0..to.height {
        for u in 0..to.width {
            let (x, y) = match turn {
                Turn::None => (u, v),
                Turn::Right => (v, from.height - 1 - u),
                Turn::Half => (from.width - 1 - u, from.height - 1 - v),
                Turn::Left => (from.width - 1 - v, u),
            };
            rgb.extend_from_slice(&pixels[y as usize * from.width as usize + x as usize]);
        }
    }
    Raster::new(to, rgb)
}

/// Weights of four neighbouring pixels for a point between the second and the third, by Catmull and Rom, in 256ths.
const fn weights(phase: usize) -> [i32; 4] {
    // In units of 1/512 of 1/256³, so that nothing is rounded before the end.
    let (t, one) = (phase as i64, PHASES as i64);
    let (t2, t3) = (t * t * one, t * t * t);
    let (t1, t0) = (t * one * one, one * one * one);
    let exact = [-t3 + 2 * t2 - t1, 3 * t3 - 5 * t2 + 2 * t0, -3 * t3 + 4 * t2 + t1, t3 - t2];
    let scale = 2 * t0 / UNIT as i64;
    let first = rounded(exact[0], scale);
    let third = rounded(exact[2], scale);
    let fourth = rounded(exact[3], scale);
    [first, UNIT - first - third - fourth, third, fourth]
}

const fn rounded(value: i64, scale: i64) -> i32 {
    let half = if value < 0 { -scale / 2 } else { scale / 2 };
    ((value + half) / scale) as i32
}

const TABLE: [[i32; 4]; PHASES] = {
    let mut table = [[0; 4]; PHASES];
    let mut phase = 0;
    while phase < PHASES {
        table[phase] = weights(phase);
        phase += 1;
    }
    table
};

/// The colour between sixteen pixels, in integers; `u` and `v` are measured between middles of pixels.
fn cubic(raster: &Raster, u: f64, v: f64) -> [u8; 3] {
    let phase = |at: f64| (((at - at.floor()) * PHASES as f64) as usize).min(PHASES - 1);
    let (across, down) = (&TABLE[phase(u)], &TABLE[phase(v)]);
    let (left, top) = (u.floor() as i64 - 1, v.floor() as i64 - 1);
    let (Ok(left), Ok(top)) = (usize::try_from(left), u32::try_from(top)) else { return GREY };
    let mut sums = [0_i32; 3];
    for (line, weight) in (top..).zip(down) {
        let Some(pixels) = raster.row(line).get(left * 3..left * 3 + 12) else { return GREY };
        for (sum, channel) in sums.iter_mut().zip(0..) {
            let at = |pixel: usize| i32::from(pixels[pixel * 3 + channel]);
            let mixed: i32 = across.iter().enumerate().map(|(pixel, weight)| weight * at(pixel)).sum();
            *sum += mixed * weight;
        }
    }
    sums.map(|sum| ((sum + UNIT * UNIT / 2) / (UNIT * UNIT)).clamp(0, 255) as u8)
}

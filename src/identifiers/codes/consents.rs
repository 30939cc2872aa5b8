//! The consents whose ids stand in the codes of a picture: forms that come back.
//!
//! This alone looks into what a decoder has read, and lets through nothing but the id of a consent. What any other code
//! says is dropped where it is read.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rxing::{
    BinaryBitmap, DecodeHints, Luma8Source, Reader,
    common::{GlobalHistogramBinarizer, HybridBinarizer},
    qrcode::cpp_port::QrReader,
};

use super::{Look, MOST_READ, Nest, READ, at, decode::around, grey::Grey, join, levels, nests, share};
use crate::{consent::ConsentId, detection::CancelFlag, identifiers::Quad, photo::Raster};

/// Windows of the mean for corners of codes, in pixels of a level.
const NEST_WINDOWS: [usize; 2] = super::NEST_WINDOWS;
/// Pixels of a module in a piece of the picture that is looked at alone, about.
const MODULES: [f32; 3] = [5.0, 3.5, 8.0];
/// Modules across the smallest code, and its light edge; the ids that the program prints fit into it.
const ACROSS: f32 = 21.0;
const EDGE: f32 = 5.0;

/// The id of a consent, and where its code lies.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadConsent {
    /// The id.
    pub id: ConsentId,
    /// The code's corners in pixels of the picture, clockwise; about where it was read.
    pub outline: Quad,
}

/// The consents whose codes can be read in a picture, from the top, each once; `None` where `cancel` was raised.
///
/// Codes are looked for in the whole picture at several sizes, and wherever three corners of one are found, each of which is
/// then looked at alone: enlarged, with shadows evened out, smoothed, by several thresholds. An id is given as a decoder has read it,
/// with its check symbols; what has not the exact form of an id is dropped.
pub fn consents(raster: &Raster, threads: usize, cancel: &CancelFlag) -> Option<Vec<ReadConsent>> {
    let levels = levels(raster, threads);
    let mut found: Vec<ReadConsent> = Vec::new();
    // The whole picture, at the size at which most codes are read, then as it is.
    let whole: Vec<&(f32, Grey)> = levels
        .iter()
        .filter(|(scale, level)| *scale >= 1.0 && level.width.max(level.height) <= READ)
        .take(2)
        .collect();
    let read = share(&whole, threads, cancel, |(scale, level)| (*scale, in_whole(level)))?;
    for (scale, hits) in read {
        add(&mut found, hits, |point| (point.0 * scale, point.1 * scale));
    }
    // Wherever three corners are.
    let looks: Vec<(usize, Look)> =
        (0..levels.len()).flat_map(|level| NEST_WINDOWS.map(|window| (level, Look::Nests(window)))).collect();
    let seen = share(&looks, threads, cancel, |(level, look)| {
        levels.get(*level).map(|(scale, level)| at(level, *scale, *look).nests).unwrap_or_default()
    })?;
    let (_, full) = levels.iter().find(|(scale, _)| *scale >= 1.0)?;
    let all: Vec<Nest> = seen.into_iter().flatten().collect();
    let places: Vec<Quad> = nests::codes(full, &nests::distinct(all))
        .into_iter()
        .map(|hit| hit.quad)
        .filter(|quad| !found.iter().any(|one| join::overlap(&one.outline, quad) > 0.3))
        .collect();
    let near = share(&places, threads, cancel, |quad| alone(full, quad).map(|id| (id, *quad)))?;
    add(&mut found, near.into_iter().flatten().collect(), |point| point);
    if found.is_empty() {
        // Nothing of it was seen as a code: the whole picture once more, shadows evened out, at every size.
        let read = share(&levels, threads, cancel, |(scale, level)| {
            let even = evened(level, (level.width.min(level.height) / 12).max(8));
            (*scale, [in_whole(&even), in_whole(&smoothed(&even))].concat())
        })?;
        for (scale, hits) in read {
            add(&mut found, hits, |point| (point.0 * scale, point.1 * scale));
        }
    }
    found.sort_by(|a, b| {
        let top = |one: &ReadConsent| one.outline.iter().map(|point| point.1).fold(f32::MAX, f32::min);
        top(a).total_cmp(&top(b)).then_with(|| a.id.cmp(&b.id))
    });
    Some(found)
}

/// Each id once, where its largest code is: forms bear theirs twice.
fn add(found: &mut Vec<ReadConsent>, hits: Vec<(ConsentId, Quad)>, place: impl Fn((f32, f32)) -> (f32, f32)) {
    for (id, quad) in hits {
        let outline = quad.map(&place);
        match found.iter_mut().find(|one| one.id == id) {
            Some(one) if join::area(&one.outline) < join::area(&outline) => one.outline = outline,
            Some(_) => {}
            None => found.push(ReadConsent { id, outline }),
        }
    }
}

/// What the decoder makes of a picture, by one of its two ways to tell dark from light.
fn decoded(grey: &Grey, by_whole: bool) -> Option<(Option<ConsentId>, Quad)> {
    catch_unwind(AssertUnwindSafe(|| {
        let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
        let (width, height) = (u32::try_from(grey.width).ok()?, u32::try_from(grey.height).ok()?);
        let source = Luma8Source::new_with_slice(&grey.pixels, width, height).ok()?;
        let result = if by_whole {
            let mut picture = BinaryBitmap::new(GlobalHistogramBinarizer::new(source));
            QrReader.decode_with_hints(&mut picture, &hints)
        } else {
            let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
            QrReader.decode_with_hints(&mut picture, &hints)
        }
        .ok()?;
        let points: Vec<(f32, f32)> = result.getPoints().iter().map(|point| (point.x, point.y)).collect();
        Some((exact(result.getText()), around(&points)?))
    }))
    .ok()
    .flatten()
}

/// An id exactly as forms bear it.
fn exact(text: &str) -> Option<ConsentId> {
    text.parse::<ConsentId>().ok().filter(|id| id.as_str() == text)
}

/// All ids that are read in a picture as it is: each code is painted over before the next is looked for.
fn in_whole(grey: &Grey) -> Vec<(ConsentId, Quad)> {
    let mut hits = Vec::new();
    let mut picture = grey.part(0, 0, grey.width, grey.height);
    for _ in 0..MOST_READ {
        let Some((id, quad)) = decoded(&picture, false) else { break };
        picture.paint_over(&quad);
        hits.extend(id.map(|id| (id, quad)));
    }
    hits
}

/// The id of the code in `quad`, looked at in every way until one is read.
fn alone(full: &Grey, quad: &Quad) -> Option<ConsentId> {
    MODULES.into_iter().find_map(|module| {
        let plain = flat(full, quad, module);
        let window = (7.0 * module) as usize;
        let even = evened(&plain, window);
        let soft = smoothed(&even);
        let (whole, softer) = (upright(full, quad), smoothed(&soft));
        [&plain, &even, &soft, &softer, &whole]
            .into_iter()
            .find_map(|tile| [false, true].into_iter().find_map(|by_whole| decoded(tile, by_whole)?.0))
    })
}

/// The code with its light edge, upright: what lies in `quad` is drawn into a square of so many pixels a module.
fn flat(full: &Grey, quad: &Quad, module: f32) -> Grey {
    let side = ((ACROSS + 2.0 * EDGE) * module) as usize;
    let mut pixels = Vec::with_capacity(side * side);
    for row in 0..side {
        let down = ((row as f32 + 0.5) / module - EDGE) / ACROSS;
        for column in 0..side {
            let across = ((column as f32 + 0.5) / module - EDGE) / ACROSS;
            let [x, y] = [quad.map(|corner| corner.0), quad.map(|corner| corner.1)].map(
                |[first, right, far, below]| {
                    let (upper, lower) = (first + across * (right - first), below + across * (far - below));
                    upper + down * (lower - upper)
                },
            );
            pixels.push(full.sample(x, y).round() as u8);
        }
    }
    Grey { width: side, height: side, pixels }
}

/// The upright box round the code, as it is: where the fourth corner lies elsewhere than the other three say.
fn upright(full: &Grey, quad: &Quad) -> Grey {
    let (left, top, right, bottom) = join::bounds(&join::grown(quad, 0.3 * join::area(quad).sqrt()), full);
    full.part(left, top, right.saturating_sub(left), bottom.saturating_sub(top))
}

/// Brightness in parts of that of the paper round about, the brightest nearby: shadows and creases go.
fn evened(grey: &Grey, window: usize) -> Grey {
    let window = window.max(3);
    let (columns, rows) = (grey.width.div_ceil(window), grey.height.div_ceil(window));
    // The brightest of each cell but for single bright pixels: noise is no paper.
    let paper: Vec<f32> = (0..rows * columns)
        .map(|cell| {
            let (left, top) = ((cell % columns) * window, (cell / columns) * window);
            let (right, bottom) = ((left + window).min(grey.width), (top + window).min(grey.height));
            let mut counts = [0_u32; 256];
            for y in top..bottom {
                for pixel in grey.row(y).get(left..right).unwrap_or_default() {
                    if let Some(count) = counts.get_mut(usize::from(*pixel)) {
                        *count += 1;
                    }
                }
            }
            let enough = ((right - left) * (bottom - top)) as u32 / 10;
            let mut above = 0;
            let brightest = counts.iter().rposition(|count| {
                above += count;
                above > enough
            });
            brightest.unwrap_or(255).max(16) as f32
        })
        .collect();
    let paper =
        Grey { width: columns, height: rows, pixels: paper.into_iter().map(|bright| bright as u8).collect() };
    let pixels = (0..grey.height)
        .flat_map(|y| {
            let paper = &paper;
            grey.row(y).iter().enumerate().map(move |(x, pixel)| {
                let at = |value: usize| (value as f32 + 0.5) / window as f32;
                let bright = paper.sample(at(x), at(y)).max(16.0);
                (f32::from(*pixel) / bright * 230.0).min(255.0) as u8
            })
        })
        .collect();
    Grey { width: grey.width, height: grey.height, pixels }
}

/// Means of 3×3 pixels: noise goes.
fn smoothed(grey: &Grey) -> Grey {
    let mut pixels = Vec::with_capacity(grey.pixels.len());
    for y in 0..grey.height {
        let rows = [y.saturating_sub(1), y, (y + 1).min(grey.height.saturating_sub(1))].map(|y| grey.row(y));
        for x in 0..grey.width {
            let columns = x.saturating_sub(1)..(x + 2).min(grey.width);
            let count = 3 * columns.len() as u32;
            let sum: u32 = rows
                .iter()
                .flat_map(|row| row.get(columns.clone()).unwrap_or_default())
                .map(|pixel| u32::from(*pixel))
                .sum();
            pixels.push((sum / count.max(1)) as u8);
        }
    }
    Grey { width: grey.width, height: grey.height, pixels }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_exact_form_of_an_id_passes() {
        assert!(exact("S-K7QD-4TXM").is_some());
        for other in
            ["s-k7qd-4txm", " S-K7QD-4TXM", "S-K7QD-4TXM\n", "211062-5629", "https://example.org", ""]
        {
            assert!(exact(other).is_none(), "{other}");
        }
    }

    #[test]
    fn a_shadow_goes_and_what_is_dark_stays() {
        let (width, height) = (120, 80);
        let pixels = (0..width * height)
            .map(|at| {
                let (x, y) = (at % width, at / width);
                let light = 60 + x;
                if (x / 6 + y / 6) % 2 == 0 { light as u8 } else { (light / 4) as u8 }
            })
            .collect();
        let even = evened(&Grey { width, height, pixels }, 24);
        let means = |dark: bool| {
            let picked: Vec<f32> = (0..width * height)
                .filter(|at| ((at % width / 6 + at / width / 6) % 2 == 0) != dark)
                .map(|at| f32::from(even.pixels[at]))
                .collect();
            picked.iter().fold((f32::MAX, 0.0_f32), |(low, high), value| (low.min(*value), high.max(*value)))
        };
        assert!(means(false).0 > means(true).1 + 60.0, "{:?} {:?}", means(false), means(true));
    }
}

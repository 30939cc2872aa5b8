//! Codes: QR, Data Matrix, Aztec, PDF417 and bars, at any turn, small, and blurred more than a decoder bears.
//!
//! A person may still read what a decoder cannot, so codes are found by what they look like: bars by their direction
//! ([`bars`]), QR by the three nests of squares in its corners ([`nests`]), Data Matrix by a light edge round a square of
//! fields with two dark sides ([`squares`]). The decoder ([`decode`]) is asked for the rest. What a code says goes with the decoder's
//! answer: it is in no place, no message and no file. Only of forms that come back is the id of a consent let through
//! ([`consents`]).

mod bars;
mod cells;
mod consents;
mod decode;
mod grey;
mod join;
mod nests;
mod patches;
mod squares;
#[cfg(test)]
mod tests;

use std::{
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

pub use consents::{ReadConsent, consents};

use super::{Grade, Place, Quad};
use crate::{
    detection::{CancelFlag, DetectionError},
    photo::Raster,
};
use cells::Cells;
use grey::Grey;
use nests::Nest;
use squares::Square;

/// Sides of the finest level; larger photos are halved until they fit.
const FINEST: usize = 6200;
/// Sides of the coarsest level: a code that fills a photo is as large as one that fills this.
const COARSEST: usize = 900;
/// Photos up to this side are also looked at twice as large: a code of 1.3 pixels a module is found so.
const TWICE: usize = 2400;
/// Sides of the picture through which the decoder looks.
const READ: usize = 2400;
/// Windows of the mean against which a pixel is dark, in pixels of a level.
const NEST_WINDOWS: [usize; 2] = [31, 91];
const SQUARE_WINDOWS: [usize; 2] = [15, 31];
/// Codes that the decoder reads in one picture, and squares that it is asked about, at most: its time is bounded.
const MOST_READ: usize = 24;
const MOST_TILES: usize = 40;
/// The same in a finished copy, where many may have been left visible: a shelf of medicine.
const MOST_IN_COPY: usize = 80;

/// A code in pixels of the level in which it was found.
#[derive(Clone)]
struct Hit {
    grade: Grade,
    /// Its corners, clockwise.
    quad: Quad,
    /// A module's side in pixels.
    module: f32,
    /// How sure it is, 0 to 1; 1 where a decoder has read it.
    score: f32,
}

impl Hit {
    /// In pixels of a picture `scale` times as large.
    fn scaled(mut self, scale: f32) -> Self {
        self.quad = self.quad.map(|(x, y)| (x * scale, y * scale));
        self.module *= scale;
        self
    }

    /// In a picture whose first pixel is further left and up by so many pixels.
    fn moved(mut self, left: usize, top: usize) -> Self {
        self.quad = self.quad.map(|(x, y)| (x + left as f32, y + top as f32));
        self
    }
}

/// One look at one level.
#[derive(Clone, Copy)]
enum Look {
    Bars,
    Nests(usize),
    Squares(usize),
    Read,
}

/// What a look has found, in pixels of the photo.
#[derive(Default)]
struct Seen {
    hits: Vec<Hit>,
    nests: Vec<Nest>,
    squares: Vec<Square>,
}

/// The codes in a photo, one place each, the surest first; `None` where `cancel` was raised.
///
/// Places are in pixels of `raster`. The outline covers the code with a margin, the one quadrilateral in `lines` is the code
/// itself. The same photo gives the same places with any number of threads.
pub fn find(raster: &Raster, threads: usize, cancel: &CancelFlag) -> Option<Vec<Place>> {
    let levels = levels(raster, threads);
    let full = levels.iter().find(|(scale, _)| *scale >= 1.0).map(|(_, level)| level)?;
    let looks: Vec<(usize, Look)> = looks(&levels);
    let seen = share(&looks, threads, cancel, |(level, look)| {
        levels.get(*level).map(|(scale, level)| at(level, *scale, *look)).unwrap_or_default()
    })?;
    let (mut hits, mut nests, mut squares) = (Vec::new(), Vec::new(), Vec::new());
    for seen in seen {
        hits.extend(seen.hits);
        nests.extend(seen.nests);
        squares.extend(seen.squares);
    }
    hits.extend(nests::codes(full, &nests::distinct(nests)));
    // What is square and full of fields, and neither Data Matrix nor found already, may be any code of squares.
    let (sure, unsure): (Vec<Square>, Vec<Square>) =
        squares.into_iter().partition(|square| square.is_data_matrix);
    hits.extend(sure.into_iter().map(|square| square.hit));
    let mut asked: Vec<Hit> = Vec::new();
    for Square { hit, .. } in unsure {
        let known = hits.iter().chain(&asked).any(|other| join::overlap(&other.quad, &hit.quad) > 0.5);
        if !known && asked.len() < MOST_TILES {
            asked.push(hit);
        }
    }
    hits.extend(
        share(&asked, threads, cancel, |hit| tile(full, &hit.quad, decode::Ask::Tile).hit)?
            .into_iter()
            .flatten(),
    );
    Some(join::join(hits))
}

/// The photo at all its scales, each with the size of its pixels in pixels of the photo.
fn levels(raster: &Raster, threads: usize) -> Vec<(f32, Grey)> {
    let mut level = Grey::of(raster, threads);
    let mut scale = 1.0;
    while level.width.max(level.height) > FINEST {
        level = level.half();
        scale *= 2.0;
    }
    let mut levels = Vec::new();
    if level.width.max(level.height) <= TWICE {
        levels.push((scale / 2.0, level.enlarged(0, 0, level.width, level.height, 2)));
    }
    while level.width.max(level.height) > COARSEST {
        let half = level.half();
        levels.push((scale, level));
        level = half;
        scale *= 2.0;
    }
    levels.push((scale, level));
    levels
}

/// All looks, the longest first.
fn looks(levels: &[(f32, Grey)]) -> Vec<(usize, Look)> {
    let mut looks = Vec::new();
    let read =
        levels.iter().position(|(scale, level)| *scale >= 1.0 && level.width.max(level.height) <= READ);
    for (number, (scale, _)) in levels.iter().enumerate() {
        looks.extend(NEST_WINDOWS.map(|window| (number, Look::Nests(window))));
        looks.extend(SQUARE_WINDOWS.map(|window| (number, Look::Squares(window))));
        if *scale >= 1.0 {
            looks.push((number, Look::Bars));
        }
        if read == Some(number) {
            looks.push((number, Look::Read));
        }
    }
    looks
}

fn at(level: &Grey, scale: f32, look: Look) -> Seen {
    let mut seen = Seen::default();
    match look {
        Look::Bars => seen.hits = bars::find(level, &Cells::of(level)),
        Look::Nests(window) => seen.nests = nests::nests(&patches::parts(level, window, false, |_, _| ())),
        Look::Squares(window) => {
            seen.squares = squares::squares(level, &patches::parts(level, window, true, |_, _| ()), window);
        }
        Look::Read => {
            let mut picture = level.part(0, 0, level.width, level.height);
            seen.hits = decode::read_all(&mut picture, decode::Ask::Picture, MOST_READ).0;
        }
    }
    Seen {
        hits: seen.hits.into_iter().map(|hit| hit.scaled(scale)).collect(),
        nests: seen.nests.into_iter().map(|nest| nest.scaled(scale)).collect(),
        squares: seen
            .squares
            .into_iter()
            .map(|square| Square { hit: square.hit.scaled(scale), ..square })
            .collect(),
    }
}

/// Does `work` for each item on so many threads; answers stand in the order of the items. `None` where `cancel` was raised.
fn share<T: Sync, R: Send>(
    items: &[T],
    threads: usize,
    cancel: &CancelFlag,
    work: impl Fn(&T) -> R + Sync,
) -> Option<Vec<R>> {
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::with_capacity(items.len()));
    let go_on = || {
        while !cancel.is_cancelled() {
            let number = next.fetch_add(1, Ordering::Relaxed);
            let Some(item) = items.get(number) else { break };
            let answer = work(item);
            done.lock().unwrap_or_else(PoisonError::into_inner).push((number, answer));
        }
    };
    thread::scope(|scope| {
        // Where no thread can be had, fewer do the work, and this one at the least.
        let beside = 1..threads.clamp(1, items.len().max(1));
        let helpers: Vec<_> =
            beside.filter_map(|_| thread::Builder::new().spawn_scoped(scope, go_on).ok()).collect();
        go_on();
        drop(helpers);
    });
    let mut done = done.into_inner().unwrap_or_else(PoisonError::into_inner);
    done.sort_by_key(|(number, _)| *number);
    (!cancel.is_cancelled()).then(|| done.into_iter().map(|(_, answer)| answer).collect())
}

/// What the decoder reads round about `quad`, enlarged where it is small.
fn tile(grey: &Grey, quad: &Quad, ask: decode::Ask) -> decode::Answer {
    let (left, top, right, bottom) = join::bounds(&join::grown(quad, 0.2 * join::area(quad).sqrt()), grey);
    let (width, height) = (right.saturating_sub(left), bottom.saturating_sub(top));
    let mut answer = decode::Answer::default();
    if width == 0 || height == 0 {
        return answer;
    }
    let size = width.max(height);
    let factors =
        [1, 2, 4].into_iter().filter(|factor| *factor == 1 || (40..=500).contains(&(size * factor)));
    for factor in factors {
        let tile = grey.enlarged(left, top, width, height, factor);
        let read = decode::read(&tile, ask);
        answer.stopped |= read.stopped;
        if let Some(hit) = read.hit {
            answer.hit = Some(hit.scaled(1.0 / factor as f32).moved(left, top));
            break;
        }
    }
    answer
}

/// The codes that a decoder reads in `raster`: a copy that still holds one must not be published.
///
/// It looks through the whole picture at no more than 2400 pixels, and at each of `areas` (pixels of `raster`; where codes were
/// found and covered) at full size. Where something is found says the place; what it says is dropped.
///
/// # Errors
/// [`DetectionError::Engine`] where one of the decoder's readers gave no answer, and no other has read something: nobody knows then that
/// nothing can be read.
pub fn readable(raster: &Raster, areas: &[Quad], threads: usize) -> Result<Vec<Place>, DetectionError> {
    let full = Grey::of(raster, threads);
    let mut picture = full.part(0, 0, full.width, full.height);
    let mut scale = 1.0;
    while picture.width.max(picture.height) > READ {
        picture = picture.half();
        scale *= 2.0;
    }
    let (whole, mut stopped) = decode::read_all(&mut picture, decode::Ask::All, MOST_IN_COPY);
    let mut hits: Vec<Hit> = whole.into_iter().map(|hit| hit.scaled(scale)).collect();
    let near = share(areas, threads, &CancelFlag::default(), |area| tile(&full, area, decode::Ask::All));
    for answer in near.into_iter().flatten() {
        stopped |= answer.stopped;
        hits.extend(answer.hit);
    }
    if stopped {
        return Err(DetectionError::Engine { reason: "a reader of codes has stopped".to_owned() });
    }
    Ok(join::join(hits))
}

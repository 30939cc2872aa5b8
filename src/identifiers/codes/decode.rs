//! What a decoder reads, for where it is alone: what a code says is dropped with the decoder's answer, which nobody looks into.

use std::panic::{AssertUnwindSafe, catch_unwind};

use rxing::{
    BinaryBitmap, DecodeHints, Luma8Source, RXingResult, Reader, aztec::AztecReader, common::HybridBinarizer,
    datamatrix::DataMatrixReader, oned::MultiFormatOneDReader, pdf417::PDF417Reader,
    qrcode::cpp_port::QrReader,
};

use super::{
    Hit,
    grey::Grey,
    squares::{hull, largest},
};
use crate::identifiers::{Grade, Quad};

/// Which of the decoder's readers are asked.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Ask {
    /// Those that look through a whole picture.
    Picture,
    /// Those that look at one code in the middle.
    Tile,
    /// Every one.
    All,
}

/// What the readers have answered.
#[derive(Default)]
pub(super) struct Answer {
    /// The first code that one of them makes sense of, in pixels of the picture.
    pub(super) hit: Option<Hit>,
    /// One that was asked before that has given no answer: it panicked. What it would have read nobody knows.
    pub(super) stopped: bool,
}

/// Asks the readers one after another until one makes sense of a code.
///
/// A panic inside one of them keeps the others from nothing; the program's report of panics says neither message nor content
/// (`process::guard`).
pub(super) fn read(grey: &Grey, ask: Ask) -> Answer {
    let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let mut answer = Answer::default();
    let readers: [(Grade, bool, Reads); 5] = [
        (Grade::Qr, true, |picture, hints| QrReader.decode_with_hints(picture, hints)),
        (Grade::DataMatrix, true, |picture, hints| DataMatrixReader.decode_with_hints(picture, hints)),
        (Grade::Aztec, ask != Ask::Picture, |picture, hints| AztecReader.decode_with_hints(picture, hints)),
        (Grade::Pdf417, ask != Ask::Tile, |picture, hints| PDF417Reader.decode_with_hints(picture, hints)),
        (Grade::Bars, ask == Ask::All, |picture, hints| {
            MultiFormatOneDReader::new(hints).decode_with_hints(picture, hints)
        }),
    ];
    for (grade, _, reads) in readers.into_iter().filter(|(_, is_asked, _)| *is_asked) {
        match catch_unwind(AssertUnwindSafe(|| read_as(grey, grade, reads, &hints))) {
            Ok(None) => {}
            Ok(hit) => return Answer { hit, ..answer },
            Err(_) => answer.stopped = true,
        }
    }
    answer
}

/// Asks one reader.
type Reads = fn(&mut Picture<'_>, &DecodeHints) -> Result<RXingResult, rxing::Exceptions>;
type Picture<'a> = BinaryBitmap<HybridBinarizer<Luma8Source<'a>>>;

fn read_as(grey: &Grey, grade: Grade, reads: Reads, hints: &DecodeHints) -> Option<Hit> {
    let (width, height) = (u32::try_from(grey.width).ok()?, u32::try_from(grey.height).ok()?);
    let source = Luma8Source::new_with_slice(&grey.pixels, width, height).ok()?;
    let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
    let result = reads(&mut picture, hints).ok()?;
    let points: Vec<(f32, f32)> = result.getPoints().iter().map(|point| (point.x, point.y)).collect();
    let quad = around(&points)?;
    Some(Hit { grade, quad, module: super::join::area(&quad).sqrt() / 20.0, score: 1.0 })
}

/// The outline of a code from the points that the decoder gives: its corners; of bars two or more on one line, to which a usual
/// height is given. `None` without points.
pub(super) fn around(points: &[(f32, f32)]) -> Option<Quad> {
    if let Some(quad) = largest(&hull(points.to_vec())) {
        return Some(quad);
    }
    // On one line, as of bars with an add-on beside them (EAN) or of stacked parts (GS1 DataBar): from end to end.
    let far = |from: (f32, f32)| {
        let away = |point: &&(f32, f32)| (point.0 - from.0).hypot(point.1 - from.1);
        points.iter().max_by(|a, b| away(a).total_cmp(&away(b))).copied()
    };
    let (x0, y0) = far(*points.first()?)?;
    let (x1, y1) = far((x0, y0))?;
    let length = (x1 - x0).hypot(y1 - y0);
    if length < 1.0 {
        // A point alone: something is read here, and nobody knows how large it is.
        let half = 8.0;
        return Some([
            (x0 - half, y0 - half),
            (x0 + half, y0 - half),
            (x0 + half, y0 + half),
            (x0 - half, y0 + half),
        ]);
    }
    let (x, y) = ((x1 - x0) * 0.3, (y1 - y0) * 0.3);
    Some([(x0 + y, y0 - x), (x1 + y, y1 - x), (x1 - y, y1 + x), (x0 - y, y0 + x)])
}

/// All codes that a decoder reads in a picture, at most `most`, each painted over before the next is looked for; and whether a reader gave no
/// answer.
pub(super) fn read_all(grey: &mut Grey, ask: Ask, most: usize) -> (Vec<Hit>, bool) {
    let (mut hits, mut stopped) = (Vec::new(), false);
    while hits.len() < most {
        let answer = read(grey, ask);
        stopped |= answer.stopped;
        let Some(hit) = answer.hit else { break };
        // One that paint does not hide is read for ever.
        let again = |known: &Hit| super::join::overlap(&known.quad, &hit.quad) > 0.9;
        if hits.iter().any(again) {
            break;
        }
        grey.paint_over(&hit.quad);
        hits.push(hit);
    }
    (hits, stopped)
}

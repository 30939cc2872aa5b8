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

/// The first code that a reader makes sense of, in pixels of `grey`.
///
/// A panic inside the decoder counts as nothing found; the program's report of panics says neither message nor content
/// (`process::guard`).
pub(super) fn read(grey: &Grey, ask: Ask) -> Option<Hit> {
    catch_unwind(AssertUnwindSafe(|| first(grey, ask))).ok().flatten()
}

fn first(grey: &Grey, ask: Ask) -> Option<Hit> {
    let hints = DecodeHints { TryHarder: Some(true), ..DecodeHints::default() };
    let (width, height) = (u32::try_from(grey.width).ok()?, u32::try_from(grey.height).ok()?);
    let source = Luma8Source::new_with_slice(&grey.pixels, width, height).ok()?;
    let mut picture = BinaryBitmap::new(HybridBinarizer::new(source));
    let found = |grade: Grade, result: Result<RXingResult, rxing::Exceptions>| {
        let result = result.ok()?;
        let points: Vec<(f32, f32)> = result.getPoints().iter().map(|point| (point.x, point.y)).collect();
        let quad = around(&points)?;
        Some(Hit { grade, quad, module: super::join::area(&quad).sqrt() / 20.0, score: 1.0 })
    };
    if let Some(hit) = found(Grade::Qr, QrReader.decode_with_hints(&mut picture, &hints)) {
        return Some(hit);
    }
    if let Some(hit) = found(Grade::DataMatrix, DataMatrixReader.decode_with_hints(&mut picture, &hints)) {
        return Some(hit);
    }
    if ask != Ask::Picture
        && let Some(hit) = found(Grade::Aztec, AztecReader.decode_with_hints(&mut picture, &hints))
    {
        return Some(hit);
    }
    if ask != Ask::Tile
        && let Some(hit) = found(Grade::Pdf417, PDF417Reader.decode_with_hints(&mut picture, &hints))
    {
        return Some(hit);
    }
    if ask == Ask::All {
        return found(
            Grade::Bars,
            MultiFormatOneDReader::new(&hints).decode_with_hints(&mut picture, &hints),
        );
    }
    None
}

/// The outline of a code from the points that the decoder gives: its corners; of bars the two ends of one line, to
/// which a usual height is given.
pub(super) fn around(points: &[(f32, f32)]) -> Option<Quad> {
    if let [(x0, y0), (x1, y1)] = points {
        let (x, y) = ((x1 - x0) * 0.3, (y1 - y0) * 0.3);
        return Some([(x0 + y, y0 - x), (x1 + y, y1 - x), (x1 - y, y1 + x), (x0 - y, y0 + x)]);
    }
    largest(&hull(points.to_vec()))
}

/// All codes that a decoder reads in a picture, at most `most`: each is painted over before the next is looked for.
pub(super) fn read_all(grey: &mut Grey, ask: Ask, most: usize) -> Vec<Hit> {
    let mut hits = Vec::new();
    while hits.len() < most
        && let Some(hit) = read(grey, ask)
    {
        grey.paint_over(&hit.quad);
        hits.push(hit);
    }
    hits
}

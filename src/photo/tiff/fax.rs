//! Black and white as fax machines send it (ITU-T T.4 and T.6). The codes are those of the `fax` crate, whose own
//! decoder reads two of the four ways that TIFF has.

use std::convert::Infallible;

use fax::{
    BitReader as _, ByteReader,
    maps::{Mode, black, mode, white},
};

use super::layout::Compression;

/// Zeros that stand before the one of an end-of-line mark.
const MARK_ZEROS: u8 = 11;

/// Rows of bits, each from a new byte on, black as 1. The flag is false where a row could not be read whole, or
/// the data end before the last one: the rest is white then.
pub(super) fn decode(
    packed: &[u8],
    compression: Compression,
    width: usize,
    rows: usize,
) -> Option<(Vec<u8>, bool)> {
    let width = u16::try_from(width).ok().filter(|width| *width < u16::MAX)?;
    let row_bytes = usize::from(width).div_ceil(8);
    let mut bits = vec![0; row_bytes.checked_mul(rows)?];
    // A few zeros, so that the codes at the very end can be looked up.
    let bytes = packed.iter().copied().chain([0; 4]).map(Ok::<u8, Infallible>);
    let mut reader = ByteReader::new(bytes).ok()?;
    let mut whole = true;
    let mut above: Vec<u16> = Vec::new();
    for row in bits.chunks_exact_mut(row_bytes) {
        let mut changes = Changes { width, at: Vec::new() };
        let read = match compression {
            Compression::HuffmanRows => {
                let skip = reader.bits_to_byte_boundary();
                reader.consume(skip).ok()?;
                one_dimensional(&mut reader, &mut changes)
            }
            Compression::Group3 { two_dimensional } => {
                let marked = skip_mark(&mut reader);
                // A bit behind the mark tells how the row is coded; a second mark at once ends the picture.
                let alone = !two_dimensional || !marked || take_bit(&mut reader);
                if marked && is_mark(&mut reader) {
                    Read::End
                } else if alone {
                    one_dimensional(&mut reader, &mut changes)
                } else {
                    by_the_row_above(&mut reader, &above, &mut changes)
                }
            }
            Compression::Group4
            | Compression::None
            | Compression::Lzw
            | Compression::Jpeg
            | Compression::Deflate
            | Compression::PackBits
            | Compression::Zstandard
            | Compression::WebP => by_the_row_above(&mut reader, &above, &mut changes),
        };
        match read {
            Read::Whole => {}
            Read::End => {
                whole = false;
                break;
            }
            Read::Broken => {
                whole = false;
                // Only marks tell where the next row begins.
                if !matches!(compression, Compression::Group3 { .. }) || !seek_mark(&mut reader) {
                    break;
                }
            }
        }
        above = changes.at;
        paint(row, &above, width);
    }
    Some((bits, whole))
}

enum Read {
    Whole,
    /// The mark that ends the picture.
    End,
    Broken,
}

/// Where the colour changes along a row that begins white: no place twice, none at its end.
struct Changes {
    width: u16,
    at: Vec<u16>,
}

impl Changes {
    fn push(&mut self, at: u16) {
        // Two changes at one place are none.
        if self.at.last() == Some(&at) {
            self.at.pop();
        } else if at < self.width {
            self.at.push(at);
        }
    }
}

/// The length of a run: codes for multiples of 64, then one for the rest.
fn run(reader: &mut impl fax::BitReader, is_black: bool) -> Option<u16> {
    let mut sum = 0_u16;
    loop {
        let length = if is_black { black::decode(reader) } else { white::decode(reader) }?;
        sum = sum.checked_add(length)?;
        if length < 64 {
            return Some(sum);
        }
    }
}

fn one_dimensional(reader: &mut impl fax::BitReader, changes: &mut Changes) -> Read {
    let (mut at, mut is_black) = (0_u16, false);
    while at < changes.width {
        let Some(end) = run(reader, is_black).and_then(|length| at.checked_add(length)) else {
            return Read::Broken;
        };
        changes.push(end.min(changes.width));
        if end > changes.width {
            return Read::Broken;
        }
        (at, is_black) = (end, !is_black);
    }
    Read::Whole
}

/// A row coded by what changed since the row above (T.6, 2.2).
fn by_the_row_above(reader: &mut impl fax::BitReader, above: &[u16], changes: &mut Changes) -> Read {
    let width = changes.width;
    // Before the first pixel, a change at its left edge still lies ahead.
    let (mut at, mut started, mut is_black) = (0_u16, false, false);
    // The first change above that lies ahead, to black and to white: neither ever moves back.
    let mut ahead = [0_usize, 1];
    while at < width {
        let Some(mode) = mode::decode(reader) else { return Read::Broken };
        let next = ahead.get_mut(usize::from(is_black));
        let (mut b1, mut b2) = (width, width);
        if let Some(next) = next {
            while above.get(*next).is_some_and(|change| *change < at || started && *change == at) {
                *next += 2;
            }
            b1 = above.get(*next).copied().unwrap_or(width);
            b2 = above.get(*next + 1).copied().unwrap_or(width);
        }
        match mode {
            Mode::Pass => at = b2,
            Mode::Vertical(offset) => {
                let Some(to) =
                    b1.checked_add_signed(i16::from(offset)).filter(|to| (at..=width).contains(to))
                else {
                    return Read::Broken;
                };
                changes.push(to);
                (at, is_black) = (to, !is_black);
            }
            Mode::Horizontal => {
                for black in [is_black, !is_black] {
                    let Some(end) = run(reader, black).and_then(|length| at.checked_add(length)) else {
                        return Read::Broken;
                    };
                    at = end.min(width);
                    changes.push(at);
                    if end > width {
                        return Read::Broken;
                    }
                }
            }
            Mode::EOF if !started => return Read::End,
            Mode::EOF | Mode::Extension => return Read::Broken,
        }
        started = true;
    }
    Read::Whole
}

fn take_bit(reader: &mut impl fax::BitReader) -> bool {
    let bit = reader.peek(1) == Some(1);
    // At the end of the data nothing is left to take.
    drop(reader.consume(1));
    bit
}

/// True where an end-of-line mark comes next; no code begins with as many zeros.
fn is_mark(reader: &mut impl fax::BitReader) -> bool {
    reader.peek(MARK_ZEROS) == Some(0)
}

/// Takes an end-of-line mark with the zeros that fill up before it. False where there is none.
fn skip_mark(reader: &mut impl fax::BitReader) -> bool {
    if !is_mark(reader) {
        return false;
    }
    while reader.peek(1) == Some(0) {
        if reader.consume(1).is_err() {
            return false;
        }
    }
    take_bit(reader)
}

/// Goes on to the next end-of-line mark. False where there is none.
fn seek_mark(reader: &mut impl fax::BitReader) -> bool {
    while !is_mark(reader) {
        if reader.peek(1).is_none() || reader.consume(1).is_err() {
            return false;
        }
    }
    true
}

fn paint(row: &mut [u8], changes: &[u16], width: u16) {
    for run in changes.chunks(2) {
        let start = run.first().copied().unwrap_or(width);
        for at in start..run.get(1).copied().unwrap_or(width) {
            if let Some(byte) = row.get_mut(usize::from(at / 8)) {
                *byte |= 0x80 >> (at % 8);
            }
        }
    }
}

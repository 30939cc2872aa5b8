//! The colour space that an Exif block tells (CIPA DC-008-2024, 4.6.5 and annex A; DCF 2.0, CIPA DC-009).
//!
//! Exif has one word for sRGB (1) and one for everything else (0xFFFF, "uncalibrated"). DCF tells Adobe RGB apart by
//! the interoperability index: `R98` for sRGB, `R03` for its "option files". Canon, Nikon, Sony, Pentax, Olympus and
//! Panasonic write just that in their Adobe RGB mode, without a profile, in files whose names begin with `_`.

/// Tags (CIPA DC-008, tables 4, 8 and 13).
const EXIF_POINTER: u16 = 0x8769;
const INTEROPERABILITY_POINTER: u16 = 0xa005;
const COLOUR_SPACE: u16 = 0xa001;
const INTEROPERABILITY_INDEX: u16 = 0x0001;
/// Entries of a directory that are looked at.
const MOST_ENTRIES: usize = 1024;

/// True where the block tells Adobe RGB: "uncalibrated" with `R03`, or 2, which Exif does not know and which a
/// few programs write for it (so say `ExifTool`, Geeqie and darktable), unless the index says otherwise.
///
/// "Uncalibrated" alone may be anything; it is no reason to change a picture.
pub(super) fn is_adobe_rgb(tiff: &[u8]) -> bool {
    space(tiff).unwrap_or(false)
}

fn space(tiff: &[u8]) -> Option<bool> {
    let block = Block { tiff, little: tiff.starts_with(b"II") };
    let first = block.number(4, 4)?;
    let exif = block.number_of(block.entry(first, EXIF_POINTER)?)?;
    let space = block.number_of(block.entry(exif, COLOUR_SPACE)?)?;
    // The directory belongs into the Exif directory; some programs hang it into the first.
    let pointer =
        block.entry(exif, INTEROPERABILITY_POINTER).or_else(|| block.entry(first, INTEROPERABILITY_POINTER));
    let index = pointer
        .and_then(|entry| block.number_of(entry))
        .and_then(|directory| block.entry(directory, INTEROPERABILITY_INDEX))
        .and_then(|entry| tiff.get(entry + 8..entry + 11));
    Some(match (space, index) {
        (0xffff | 2, Some(b"R03")) => true,
        (2, index) => index != Some(b"R98"),
        _ => false,
    })
}

/// A TIFF structure (TIFF 6.0), read no further than this asks for.
struct Block<'a> {
    tiff: &'a [u8],
    little: bool,
}

impl Block<'_> {
    fn number(&self, at: usize, length: usize) -> Option<usize> {
        let digits = self.tiff.get(at..at.checked_add(length)?)?.iter();
        let add = |sum: usize, digit: &u8| sum << 8 | usize::from(*digit);
        Some(if self.little { digits.rev().fold(0, add) } else { digits.fold(0, add) })
    }

    /// Where the entry of this tag begins.
    fn entry(&self, directory: usize, tag: u16) -> Option<usize> {
        let count = self.number(directory, 2)?.min(MOST_ENTRIES);
        (0..count)
            .map_while(|index| directory.checked_add(2 + index * 12))
            .find(|at| self.number(*at, 2) == Some(usize::from(tag)))
    }

    /// The value of an entry of one number, whatever integer type it was given: a short lies in the first two
    /// bytes of the field, all others in four.
    fn number_of(&self, entry: usize) -> Option<usize> {
        const SHORT: usize = 3;
        let length = if self.number(entry + 2, 2)? == SHORT { 2 } else { 4 };
        self.number(entry + 8, length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A block with this colour space and interoperability index, in both orders of bytes.
    fn block(little: bool, pointer_type: u16, space: u16, index: Option<&[u8; 4]>) -> Vec<u8> {
        let two = |value: u16| if little { value.to_le_bytes() } else { value.to_be_bytes() };
        let four = |value: u32| if little { value.to_le_bytes() } else { value.to_be_bytes() };
        let entry = |tag: u16, kind: u16, count: u32, value: [u8; 4]| {
            [&two(tag)[..], &two(kind), &four(count), &value].concat()
        };
        let short = |value: u16| [two(value), [0, 0]].concat().try_into().unwrap();
        let mut tiff = if little { b"II*\0".to_vec() } else { b"MM\0*".to_vec() };
        tiff.extend(four(8));
        tiff.extend(two(1));
        tiff.extend(entry(EXIF_POINTER, pointer_type, 1, four(26)));
        tiff.extend(four(0));
        tiff.extend(two(2));
        tiff.extend(entry(COLOUR_SPACE, 3, 1, short(space)));
        tiff.extend(entry(INTEROPERABILITY_POINTER, pointer_type, 1, four(56)));
        tiff.extend(four(0));
        if let Some(index) = index {
            tiff.extend(two(1));
            tiff.extend(entry(INTEROPERABILITY_INDEX, 2, 4, *index));
            tiff.extend(four(0));
        }
        tiff
    }

    #[test]
    fn adobe_rgb_is_told_by_the_index_and_not_by_uncalibrated_alone() {
        for (space, index, adobe) in [
            (0xffff, Some(b"R03\0"), true),
            (2, Some(b"R03\0"), true),
            (2, None, true),
            (2, Some(b"R98\0"), false),
            (0xffff, None, false),
            (0xffff, Some(b"R98\0"), false),
            (0xffff, Some(b"THM\0"), false),
            (1, Some(b"R98\0"), false),
            // A contradiction: the word for sRGB counts.
            (1, Some(b"R03\0"), false),
        ] {
            for (little, pointer_type) in [(true, 4), (false, 4), (true, 13), (false, 9)] {
                let tiff = block(little, pointer_type, space, index);
                assert_eq!(is_adobe_rgb(&tiff), adobe, "{space} {index:?} {little} {pointer_type}");
                for length in 0..tiff.len() {
                    // Cut anywhere, it is an answer and no panic.
                    is_adobe_rgb(&tiff[..length]);
                }
            }
        }
    }
}

//! The first directory of a TIFF (TIFF 6.0, section 2).

use std::collections::HashSet;

/// Entries looked at; baseline files have about fifteen, with all of Exif's and Adobe's some fifty.
const MOST_ENTRIES: u64 = 4096;
/// Values read of a field; the largest is a map of 65,536 colours.
const MOST_VALUES: usize = 3 << 16;

/// Directories of a chain that are followed to see whether it ends.
const MOST_DIRECTORIES: usize = 4096;

/// One field: what it is of, and where its values lie.
struct Entry {
    tag: u16,
    kind: u64,
    count: usize,
    at: usize,
}

/// A directory, whose values are read when they are asked for and never beyond the file.
pub(super) struct Directory<'a> {
    /// The whole file.
    pub(super) bytes: &'a [u8],
    /// Numbers begin with their lowest byte.
    pub(super) little: bool,
    /// Another directory follows.
    pub(super) has_next: bool,
    entries: Vec<Entry>,
}

impl<'a> Directory<'a> {
    /// The first directory of a file; `None` where there is none, or where the chain of them leads back into itself.
    pub(super) fn first(bytes: &'a [u8]) -> Option<Self> {
        let mut directory =
            Self { bytes, little: bytes.starts_with(b"II"), has_next: false, entries: Vec::new() };
        let start = usize::try_from(directory.number(4, 4)?).ok()?;
        let count = directory.number(start, 2)?.min(MOST_ENTRIES) as usize;
        for index in 0..count {
            let at = start.checked_add(2 + index * 12)?;
            let Some((tag, kind, count)) = directory.header(at) else { break };
            let inline = size(kind).saturating_mul(count) <= 4;
            let at = if inline { Some(at + 8) } else { directory.number(at + 8, 4).map(|at| at as usize) };
            // Where a tag stands twice, the first counts.
            if let Some(at) = at.filter(|_| directory.entry(tag).is_none()) {
                directory.entries.push(Entry { tag, kind, count, at });
            }
        }
        let mut seen = HashSet::from([start]);
        let mut next = directory.after(start);
        directory.has_next = next.is_some();
        while let Some(at) = next.filter(|_| seen.len() < MOST_DIRECTORIES) {
            if !seen.insert(at) {
                return None;
            }
            next = directory.after(at);
        }
        Some(directory)
    }

    /// Where the directory begins that follows the one at this offset.
    fn after(&self, start: usize) -> Option<usize> {
        let count = self.number(start, 2)? as usize;
        let next = self.number(start.checked_add(2 + count * 12)?, 4)?;
        usize::try_from(next).ok().filter(|next| *next != 0)
    }

    /// Tag, type and count of the entry at this offset.
    fn header(&self, at: usize) -> Option<(u16, u64, usize)> {
        let count = usize::try_from(self.number(at + 4, 4)?).ok()?;
        Some((u16::try_from(self.number(at, 2)?).ok()?, self.number(at + 2, 2)?, count))
    }

    fn number(&self, at: usize, length: usize) -> Option<u64> {
        let digits = self.bytes.get(at..at.checked_add(length)?)?.iter();
        let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        Some(if self.little { digits.rev().fold(0, add) } else { digits.fold(0, add) })
    }

    fn entry(&self, tag: u16) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.tag == tag)
    }

    /// True where the field is there, whatever it holds.
    pub(super) fn has(&self, tag: u16) -> bool {
        self.entry(tag).is_some()
    }

    /// The values of a field of whole numbers; `None` where it is absent, of another type or outside the file.
    pub(super) fn numbers(&self, tag: u16) -> Option<Vec<u64>> {
        self.first_numbers(tag, MOST_VALUES)
    }

    /// As [`Self::numbers`], no more than `most` of them.
    pub(super) fn first_numbers(&self, tag: u16, most: usize) -> Option<Vec<u64>> {
        let entry = self.entry(tag)?;
        let count = entry.count.min(most);
        let size = match entry.kind {
            1 | 3 | 4 | 6..=9 | 13 | 16..=18 => size(entry.kind),
            _ => return None,
        };
        // Before memory is taken for them: they all lie in the file.
        self.bytes.get(entry.at..entry.at.checked_add(count.checked_mul(size)?)?)?;
        (0..count).map(|index| self.number(entry.at + index * size, size)).collect()
    }

    /// The first value of a field of whole numbers.
    pub(super) fn value(&self, tag: u16) -> Option<u64> {
        let entry = self.entry(tag)?;
        match entry.kind {
            1 | 3 | 4 | 6..=9 | 13 | 16..=18 if entry.count > 0 => self.number(entry.at, size(entry.kind)),
            _ => None,
        }
    }

    /// The values of a field of fractions (RATIONAL); those of a field of whole numbers as they are.
    pub(super) fn fractions(&self, tag: u16) -> Option<Vec<f64>> {
        let entry = self.entry(tag)?;
        if entry.kind != 5 {
            return Some(self.numbers(tag)?.into_iter().map(|number| number as f64).collect());
        }
        let half = |index: usize| self.number(entry.at.checked_add(index * 4)?, 4).map(|n| n as f64);
        (0..entry.count.min(64)).map(|index| Some(half(index * 2)? / half(index * 2 + 1)?)).collect()
    }

    /// The bytes of a field of bytes.
    pub(super) fn data(&self, tag: u16) -> Option<&'a [u8]> {
        let entry = self.entry(tag)?;
        let length = entry.count.checked_mul(size(entry.kind))?;
        self.bytes.get(entry.at..entry.at.checked_add(length)?)
    }
}

/// Bytes of one value, by type; types that are not known take one.
const fn size(kind: u64) -> usize {
    match kind {
        3 | 8 => 2,
        4 | 9 | 11 | 13 => 4,
        5 | 10 | 12 | 16..=18 => 8,
        _ => 1,
    }
}

//! Exif blocks (CIPA DC-008) as they are found, made fit for `kadamak-exif`, which follows a pointer only where it is
//! an unsigned number in the directory that the standard has it in.

use std::collections::HashSet;

use exif::{Context, Exif};

/// Directories looked at in one block.
const MOST_DIRECTORIES: usize = 64;
/// Directories of a chain that the crate reads.
const CHAIN: u16 = 8;
/// Directories that one field may name.
const MOST_TARGETS: usize = 8;

const ORIENTATION: u16 = 0x0112;
const SUB_DIRECTORIES: u16 = 0x014a;
const EXIF: u16 = 0x8769;
const GPS: u16 = 0x8825;
const INTEROPERABILITY: u16 = 0xa005;

/// A field that says where a directory lies.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Pointer {
    /// What the directory holds.
    pub(crate) context: Context,
    /// The number of the directory of the chain in which, or below which, the field stands.
    pub(crate) number: u16,
    /// Where the directory begins; `None` where the field holds no number.
    pub(crate) target: Option<usize>,
    /// The field stands where the standard has it, so that [`read_exif`] has followed it.
    pub(crate) is_at_home: bool,
    /// Bytes of the directory's entries; 0 where it lies outside the block.
    pub(crate) bytes: usize,
}

/// Reads a TIFF structure, and as much of a damaged one as makes sense.
pub(crate) fn read_exif(tiff: &[u8]) -> Option<Exif> {
    read(Walk::over(tiff).tiff)
}

/// All pointers to directories in a TIFF structure.
pub(crate) fn pointers(tiff: &[u8]) -> Vec<Pointer> {
    Walk::over(tiff).pointers
}

/// Reads the directory that a pointer names and nothing else.
pub(crate) fn read_behind(tiff: &[u8], pointer: &Pointer) -> Option<Exif> {
    let mut walk = Walk::over(tiff);
    let target = u32::try_from(pointer.target?).ok()?;
    let start = if pointer.context == Context::Tiff {
        target
    } else {
        // A directory of its own is put behind the block, whose only entry is this pointer.
        let start = u32::try_from(walk.tiff.len()).ok()?;
        if pointer.context == Context::Interop {
            // Found within the directory of Exif only.
            walk.push_directory(EXIF, start.checked_add(18)?);
            walk.push_directory(INTEROPERABILITY, target);
        } else {
            walk.push_directory(if pointer.context == Context::Gps { GPS } else { EXIF }, target);
        }
        start
    };
    walk.write(4, u64::from(start), 4)?;
    read(walk.tiff)
}

fn read(tiff: Vec<u8>) -> Option<Exif> {
    let mut reader = exif::Reader::new();
    reader.continue_on_error(true);
    reader.read_raw(tiff).or_else(|error| error.distill_partial_result(|_| {})).ok()
}

/// A copy of a block, in which pointers are unsigned numbers of 32 bits.
struct Walk {
    tiff: Vec<u8>,
    little: bool,
    seen: HashSet<usize>,
    pointers: Vec<Pointer>,
}

impl Walk {
    fn over(tiff: &[u8]) -> Self {
        let mut walk = Self {
            tiff: tiff.to_vec(),
            little: tiff.starts_with(b"II"),
            seen: HashSet::new(),
            pointers: Vec::new(),
        };
        let mut next = walk.number(4, 4);
        let mut number = 0;
        while let Some(at) = next.map(|at| at as usize).filter(|at| *at != 0) {
            if number > 0 && number % CHAIN == 0 {
                walk.point(at, Context::Tiff, number, false);
            }
            next = walk.visit(at, Context::Tiff, number, number < CHAIN);
            number = number.saturating_add(1);
        }
        walk
    }

    fn number(&self, at: usize, length: usize) -> Option<u64> {
        let digits = self.tiff.get(at..at.checked_add(length)?)?.iter();
        let add = |sum: u64, byte: &u8| sum << 8 | u64::from(*byte);
        Some(if self.little { digits.rev().fold(0, add) } else { digits.fold(0, add) })
    }

    fn write(&mut self, at: usize, value: u64, length: usize) -> Option<()> {
        let bytes = value.to_le_bytes();
        let target = self.tiff.get_mut(at..at.checked_add(length)?)?;
        target.copy_from_slice(bytes.get(..length)?);
        if !self.little {
            target.reverse();
        }
        Some(())
    }

    /// Appends a directory of one entry: a pointer.
    fn push_directory(&mut self, tag: u16, target: u32) {
        let at = self.tiff.len();
        self.tiff.resize(at + 18, 0);
        for (offset, value, length) in
            [(0, 1, 2), (2, tag.into(), 2), (4, 4, 2), (6, 1, 4), (10, u64::from(target), 4)]
        {
            // There is room: it was made just now.
            self.write(at + offset, value, length).unwrap_or_default();
        }
    }

    /// Looks at the entries of a directory and of those below it; gives the offset that follows the entries.
    fn visit(&mut self, at: usize, context: Context, number: u16, in_chain: bool) -> Option<u64> {
        if self.seen.len() >= MOST_DIRECTORIES || !self.seen.insert(at) {
            return None;
        }
        let count = self.number(at, 2)? as usize;
        for index in 0..count {
            let entry = at.checked_add(2 + index * 12)?;
            let (Some(tag), Some(kind)) = (self.number(entry, 2), self.number(entry + 2, 2)) else { break };
            let tag = tag as u16;
            let below = match (context, tag) {
                (_, EXIF) => Some(Context::Exif),
                (_, GPS) => Some(Context::Gps),
                (_, INTEROPERABILITY) => Some(Context::Interop),
                (Context::Tiff, SUB_DIRECTORIES) => Some(Context::Tiff),
                _ => None,
            };
            match below {
                Some(below) => {
                    let home = if below == Context::Interop { Context::Exif } else { Context::Tiff };
                    let is_at_home = in_chain && context == home && below != Context::Tiff;
                    self.follow(entry, kind, (tag, below), number, is_at_home);
                }
                // Of the same layout as an unsigned number, and known to fewer programs.
                None if kind == 13 || kind == 9 && tag == ORIENTATION => {
                    self.write(entry + 2, 4, 2).unwrap_or_default();
                }
                None if kind == 8 && tag == ORIENTATION => {
                    self.write(entry + 2, 3, 2).unwrap_or_default();
                }
                None => {}
            }
        }
        self.number(at.checked_add(2 + count * 12)?, 4)
    }

    fn follow(&mut self, entry: usize, kind: u64, (tag, below): (u16, Context), number: u16, at_home: bool) {
        let targets = self.targets(entry, kind);
        if tag != SUB_DIRECTORIES
            && let Some(first) = targets.first()
        {
            for (offset, value, length) in [(2, 4, 2), (4, 1, 4), (8, *first as u64, 4)] {
                self.write(entry + offset, value, length).unwrap_or_default();
            }
        }
        if targets.is_empty() {
            let pointer = Pointer { context: below, number, target: None, is_at_home: at_home, bytes: 0 };
            self.pointers.push(pointer);
        }
        for (index, target) in targets.into_iter().enumerate() {
            if self.seen.contains(&target) {
                continue;
            }
            let is_at_home = at_home && index == 0;
            self.point(target, below, number, is_at_home);
            self.visit(target, below, number, is_at_home);
        }
    }

    fn point(&mut self, target: usize, context: Context, number: u16, is_at_home: bool) {
        let bytes = self.number(target, 2).map_or(0, |count| 6 + count as usize * 12);
        let bytes = bytes.min(self.tiff.len().saturating_sub(target));
        self.pointers.push(Pointer { context, number, target: Some(target), is_at_home, bytes });
    }

    /// The numbers of a field of any type that can hold them.
    fn targets(&self, entry: usize, kind: u64) -> Vec<usize> {
        let count = self.number(entry + 4, 4).unwrap_or(0) as usize;
        let (size, count) = match (kind, count) {
            // Four bytes without a meaning of their own are taken for a number.
            (1 | 6 | 7, 4) => (4, 1),
            (1 | 6, count) => (1, count),
            (3 | 8, count) => (2, count),
            (4 | 9 | 13, count) => (4, count),
            (16..=18, count) => (8, count),
            _ => return Vec::new(),
        };
        let count = count.clamp(1, MOST_TARGETS);
        let inline = size * count <= 4;
        let start = if inline { Some(entry + 8) } else { self.number(entry + 8, 4).map(|at| at as usize) };
        let Some(start) = start else { return Vec::new() };
        let numbers = (0..count).filter_map(|index| self.number(start.checked_add(index * size)?, size));
        numbers.filter_map(|number| u32::try_from(number).ok()).map(|number| number as usize).collect()
    }
}

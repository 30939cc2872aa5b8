//! TIFF files: their tags and further pages.

use std::collections::HashSet;

use super::{Category, Report, container::part, exif_block};

/// Directories followed.
const MOST_DIRECTORIES: usize = 64;

/// Names the tags of all directories, and pages after the first.
pub(super) fn scan(bytes: &[u8], report: &mut Report) {
    exif_block::scan(bytes, "exif", report);
    let little = bytes.starts_with(b"II");
    let number = |at: usize, length: usize| -> Option<usize> {
        let digits = part(bytes, at, length)?.iter();
        let add = |sum: usize, byte: &u8| sum << 8 | usize::from(*byte);
        Some(if little { digits.rev().fold(0, add) } else { digits.fold(0, add) })
    };
    let mut seen = HashSet::new();
    let mut next = number(4, 4);
    while let Some(at) = next.filter(|at| *at != 0 && seen.len() < MOST_DIRECTORIES && seen.insert(*at)) {
        next = number(at, 2).and_then(|entries| number(at.checked_add(2 + entries * 12)?, 4));
        if seen.len() > 1 {
            report.add(Category::HiddenImage, format!("tiff:page {}", seen.len()), "", 0);
        }
    }
}

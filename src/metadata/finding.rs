//! What an inspection gives.

use serde::Serialize;

use crate::text::{harmless, is_unseen};

use super::Category;

/// Findings kept of one file; a hostile file may hold millions.
const MOST_FINDINGS: usize = 1000;
/// Previews kept of one file, and the bytes of all of them.
const MOST_PREVIEWS: usize = 16;
const MOST_PREVIEW_BYTES: usize = 64 << 20;
/// Characters shown of a value.
const MOST_CHARACTERS: usize = 200;

/// One thing that a file says besides the picture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Finding {
    /// What it gives away.
    pub category: Category,
    /// Where it lies, as `exif:GPSLatitude`, `xmp:dc:creator` or `jpeg:APP11`.
    #[serde(rename = "where")]
    pub where_: String,
    /// What it says, shortened, without control characters.
    pub value: String,
    /// How many bytes it takes up in the file.
    pub bytes: u64,
}

/// A picture that lies hidden in the file, as a complete JPEG.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Preview {
    /// Where it lies.
    pub where_: String,
    /// The JPEG's bytes.
    pub jpeg: Vec<u8>,
}

/// Everything that an inspection found.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Report {
    /// The most serious first, then in the order of the file.
    pub findings: Vec<Finding>,
    /// Bytes after the end of the picture.
    pub trailing_bytes: u64,
    /// Pictures hidden in the file.
    pub previews: Vec<Preview>,
}

impl Report {
    /// Number of findings of a category.
    pub fn count(&self, category: Category) -> usize {
        self.findings.iter().filter(|finding| finding.category == category).count()
    }

    pub(super) fn add(
        &mut self,
        category: Category,
        where_: impl Into<String>,
        value: impl AsRef<str>,
        bytes: usize,
    ) {
        if self.findings.len() < MOST_FINDINGS {
            let value = tidy(value.as_ref());
            // Names of elements are the file's own words too.
            let where_ = harmless(&where_.into()).into_owned();
            self.findings.push(Finding { category, where_, value, bytes: bytes as u64 });
        }
    }

    /// Keeps a hidden picture for showing, as far as the limits allow.
    pub(super) fn add_preview(&mut self, where_: impl Into<String>, jpeg: &[u8]) {
        let held: usize = self.previews.iter().map(|preview| preview.jpeg.len()).sum();
        if self.previews.len() < MOST_PREVIEWS && held.saturating_add(jpeg.len()) <= MOST_PREVIEW_BYTES {
            let where_ = harmless(&where_.into()).into_owned();
            self.previews.push(Preview { where_, jpeg: jpeg.to_vec() });
        }
    }

    pub(super) fn sort(&mut self) {
        self.findings.sort_by_key(|finding| finding.category);
    }
}

/// Shortened, characters that are not seen as spaces, runs of white space as one.
fn tidy(value: &str) -> String {
    let mut tidied = String::new();
    let mut count = 0;
    let mut gap = false;
    for character in value.chars().take(8 * MOST_CHARACTERS) {
        if is_unseen(character) || character.is_whitespace() || character == '\u{fffd}' {
            gap = !tidied.is_empty();
            continue;
        }
        if gap {
            tidied.push(' ');
            gap = false;
        }
        tidied.push(character);
        count += 1;
        if count == MOST_CHARACTERS {
            tidied.push('…');
            break;
        }
    }
    tidied
}

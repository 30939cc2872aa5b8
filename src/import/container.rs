//! The container of a spreadsheet, as far as one is needed: which parts it has, and what they hold, within limits.
//!
//! The list at its end is followed, as Excel does. What a part says of its size is not believed; only DEFLATE and stored
//! parts are read, nothing that is encrypted, in several files, or larger than 4 GiB (APPNOTE 6.3.10, sections 4.3 and 4.4).

use std::{collections::HashMap, io::Read as _};

use flate2::read::DeflateDecoder;

use super::ListFault;

/// Parts of a spreadsheet; a usual one has some twenty.
const MAX_PARTS: usize = 2_000;
/// Unpacked bytes of all parts that are read: a sheet of twenty thousand rows has some twenty million.
const MAX_UNPACKED: u64 = 64 << 20;
/// The end of the list is at most so far from the end of the file: 22 bytes, and a comment.
const END: usize = 22 + 0xffff;

struct Part {
    deflated: bool,
    packed: usize,
    begins: usize,
}

/// The parts of a container by their names in small letters.
pub(super) struct Container<'b> {
    bytes: &'b [u8],
    parts: HashMap<String, Part>,
    left: u64,
}

/// Little-endian numbers of a container.
fn number(bytes: &[u8], at: usize, length: usize) -> Option<usize> {
    let digits = bytes.get(at..at.checked_add(length)?)?;
    Some(digits.iter().rev().fold(0, |sum, byte| (sum << 8) | usize::from(*byte)))
}

impl<'b> Container<'b> {
    /// Reads the list of the parts.
    ///
    /// # Errors
    /// [`ListFault::NotAList`] where there is none or it is broken, [`ListFault::TooLarge`] where it has too many parts.
    pub(super) fn open(bytes: &'b [u8]) -> Result<Self, ListFault> {
        let (count, mut at) = list(bytes).ok_or(ListFault::NotAList)?;
        if count > MAX_PARTS {
            return Err(ListFault::TooLarge);
        }
        let mut parts = HashMap::new();
        for _ in 0..count {
            let (name, part, next) = entry(bytes, at).ok_or(ListFault::NotAList)?;
            at = next;
            if parts.insert(name, part).is_some() {
                // Which of two parts of one name counts, two readers answer differently.
                return Err(ListFault::NotAList);
            }
        }
        Ok(Self { bytes, parts, left: MAX_UNPACKED })
    }

    /// The text of a part; nothing where there is no such part.
    ///
    /// # Errors
    /// [`ListFault::TooLarge`] where all that were read are more than is read of a spreadsheet, [`ListFault::NotAList`] where
    /// it is broken or no text in UTF-8.
    pub(super) fn text(&mut self, name: &str) -> Result<Option<String>, ListFault> {
        let Some(part) = self.parts.get(&name.to_lowercase()) else { return Ok(None) };
        let content = content(self.bytes, part, self.left)?;
        self.left = self.left.checked_sub(content.len() as u64).ok_or(ListFault::TooLarge)?;
        String::from_utf8(content).map(Some).map_err(|_| ListFault::NotAList)
    }
}

/// How many parts the list has, and where it begins.
fn list(bytes: &[u8]) -> Option<(usize, usize)> {
    let from = bytes.len().saturating_sub(END);
    let tail = bytes.get(from..)?;
    let at = from + tail.windows(4).rposition(|window| window == b"PK\x05\x06")?;
    let (disk, here, all) =
        (number(bytes, at + 4, 2)?, number(bytes, at + 8, 2)?, number(bytes, at + 10, 2)?);
    let begins = number(bytes, at + 16, 4)?;
    (disk == 0 && here == all && all != 0xffff && begins != 0xffff_ffff).then_some((all, begins))
}

/// An entry of the list: name and part, and where the next one begins.
fn entry(bytes: &[u8], at: usize) -> Option<(String, Part, usize)> {
    if bytes.get(at..at.checked_add(4)?)? != b"PK\x01\x02" {
        return None;
    }
    let (flags, method) = (number(bytes, at + 8, 2)?, number(bytes, at + 10, 2)?);
    let packed = number(bytes, at + 20, 4)?;
    let (name, extra, comment) =
        (number(bytes, at + 28, 2)?, number(bytes, at + 30, 2)?, number(bytes, at + 32, 2)?);
    let local = number(bytes, at + 42, 4)?;
    let named = String::from_utf8_lossy(bytes.get(at + 46..at + 46 + name)?).to_lowercase();
    let named = named.trim_start_matches('/').to_owned();
    if flags & 1 != 0 || !matches!(method, 0 | 8) || bytes.get(local..local.checked_add(4)?)? != b"PK\x03\x04"
    {
        return None;
    }
    let begins = local + 30 + number(bytes, local + 26, 2)? + number(bytes, local + 28, 2)?;
    Some((named, Part { deflated: method == 8, packed, begins }, at + 46 + name + extra + comment))
}

fn content(bytes: &[u8], part: &Part, left: u64) -> Result<Vec<u8>, ListFault> {
    let end = part.begins.checked_add(part.packed).ok_or(ListFault::NotAList)?;
    let packed = bytes.get(part.begins..end).ok_or(ListFault::NotAList)?;
    let mut content = Vec::new();
    if part.deflated {
        let mut bounded = DeflateDecoder::new(packed).take(left + 1);
        bounded.read_to_end(&mut content).map_err(|_| ListFault::NotAList)?;
    } else {
        content.extend_from_slice(packed);
    }
    Ok(content)
}

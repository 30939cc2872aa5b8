//! The tag of a record: who holds the organisation's key knows its own records by it, and nobody else learns anything.
//!
//! It tells "made here, but the log has lost it" from "made elsewhere, or forged". It is no signature: whoever can read
//! the data folder can make one, and without the data folder nobody can check one.

use hmac::{Hmac, KeyInit as _, Mac as _, digest::Key};
use serde::{Deserialize, Serialize};
use sha2::Sha256;

use crate::hash::ContentHash;

/// What the key for tags is derived with. A blinded reference is made with the same key from a text that begins with
/// a consent's id, so neither can ever stand for the other.
const PURPOSE: &[u8] = b"sladd record tag 1";
/// Letters only, none of them a vowel: never a word, and never taken for a personal number.
const LETTERS: [char; 16] = ['B', 'C', 'D', 'F', 'G', 'H', 'J', 'K', 'M', 'N', 'P', 'Q', 'R', 'S', 'T', 'V'];

/// 64 letters: HMAC-SHA256 over the record's RFC 8785 form, a line feed, and the hash of its ledger entry. The record
/// holds a random id, so the tags of two records have nothing in common.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tag(String);

/// What a tag says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TagState {
    /// There is none: the record is of a version that had none.
    None,
    /// The record was made with this key, and is as it was then.
    Ours,
    /// It was made with another key, or changed since.
    Other,
}

impl Tag {
    pub(super) fn new(key: &[u8; 32], canonical: &[u8], ledger: Option<ContentHash>) -> Self {
        let own = keyed(key, [PURPOSE]);
        let ledger = ledger.map(|hash| hash.to_string()).unwrap_or_default();
        Self(letters(&keyed(&own, [canonical, b"\n", ledger.as_bytes()])))
    }
}

/// HMAC-SHA256 over the parts, one after another.
pub(super) fn keyed<'a>(key: &[u8; 32], parts: impl IntoIterator<Item = &'a [u8]>) -> [u8; 32] {
    // HMAC fills a key up with zeros to the length of a block.
    let mut block = Key::<Hmac<Sha256>>::default();
    block.iter_mut().zip(key).for_each(|(slot, byte)| *slot = *byte);
    let mut mac = <Hmac<Sha256>>::new(&block);
    for part in parts {
        mac.update(part);
    }
    mac.finalize().into_bytes().into()
}

/// Two letters for each byte.
pub(super) fn letters(bytes: &[u8]) -> String {
    let nibbles = bytes.iter().flat_map(|byte| [byte >> 4, byte & 15]);
    nibbles.filter_map(|nibble| LETTERS.get(usize::from(nibble))).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// RFC 4231 has no key of 32 bytes; the crate's own way for keys of any length is held against it there.
    #[test]
    fn a_key_is_filled_up_as_hmac_does_it() {
        let key = [0x5a; 32];
        let mut mac = <Hmac<Sha256>>::new_from_slice(&key).unwrap();
        mac.update(b"onetwo");
        let whole: [u8; 32] = mac.finalize().into_bytes().into();
        assert_eq!(keyed(&key, [b"one".as_slice(), b"two"]), whole);
    }

    #[test]
    fn a_tag_is_of_this_key_this_record_and_this_entry() {
        let ledger = Some(ContentHash::of(b"entry"));
        let tag = Tag::new(&[1; 32], b"{}", ledger);
        assert_eq!(tag, Tag::new(&[1; 32], b"{}", ledger));
        for other in [
            Tag::new(&[2; 32], b"{}", ledger),
            Tag::new(&[1; 32], b"{ }", ledger),
            Tag::new(&[1; 32], b"{}", None),
            Tag::new(&[1; 32], b"{}", Some(ContentHash::of(b"other"))),
        ] {
            assert_ne!(tag, other);
        }
        assert!(tag.0.len() == 64 && tag.0.chars().all(|letter| LETTERS.contains(&letter)));
    }
}

//! Random ids of consents such as `S-K7QD-4TXM`, and of events such as `E-K7QD-4TXM`.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

/// The letters and digits of an id: no `0`/`O`, `1`/`I`/`L`, no vowels but `A` and `E`, so that it can
/// be read from paper and spells nothing.
const ALPHABET: &[u8; 24] = b"23456789ACDEFHJKMNPQRTWX";

macro_rules! ids {
    ($(#[$doc:meta])* $name:ident, $letter:literal, $(#[$fault_doc:meta])* $fault:ident, $said:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
        #[serde(try_from = "String", into = "String")]
        pub struct $name(String);

        impl $name {
            /// A new random id (24⁸ ≈ 1.1 × 10¹¹ of them; the register refuses one that exists).
            pub fn random() -> Self {
                loop {
                    let drawn = draw($letter);
                    if has_letter(&drawn) {
                        return Self(drawn);
                    }
                }
            }

            /// The id as written.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        $(#[$fault_doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
        #[error($said)]
        pub struct $fault;

        impl FromStr for $name {
            type Err = $fault;

            /// Reads an id as a person types it: spaces around it and small letters are accepted.
            fn from_str(text: &str) -> Result<Self, $fault> {
                read(text, $letter).map(Self).ok_or($fault)
            }
        }

        impl TryFrom<String> for $name {
            type Error = $fault;

            fn try_from(text: String) -> Result<Self, $fault> {
                text.parse()
            }
        }

        impl From<$name> for String {
            fn from(id: $name) -> Self {
                id.0
            }
        }
    };
}

ids! {
    /// The id of a recorded consent: `S-XXXX-XXXX`, drawn at random. It tells nothing about the person.
    ConsentId, 'S',
    /// The text does not have the shape of a consent id.
    NotAConsentId, "not a consent id: expected the form S-K7QD-4TXM"
}

ids! {
    /// The id of an event: `E-XXXX-XXXX`, drawn at random.
    OccasionId, 'E',
    /// The text does not have the shape of an event's id.
    NotAnOccasionId, "not an event's id: expected the form E-K7QD-4TXM"
}

fn draw(letter: char) -> String {
    let random = uuid::Uuid::new_v4().as_u128();
    // Bits 64..80 of a version 4 UUID are fixed in part; the low 62 bits are random.
    let mut rest = (random & 0x3fff_ffff_ffff_ffff) as u64;
    let mut text = String::from(letter);
    text.push('-');
    for position in 0..8 {
        if position == 4 {
            text.push('-');
        }
        let index = (rest % ALPHABET.len() as u64) as usize;
        rest /= ALPHABET.len() as u64;
        text.push(ALPHABET.get(index).copied().map_or('X', char::from));
    }
    text
}

/// The sidecar's schema wants a letter beside the leading S, so that no id of digits alone can be
/// mistaken for a personal number.
fn has_letter(id: &str) -> bool {
    id.bytes().skip(2).any(|byte| byte.is_ascii_uppercase())
}

fn read(text: &str, letter: char) -> Option<String> {
    let upper = text.trim().to_ascii_uppercase();
    let well_formed = upper.len() == 11
        && upper.bytes().enumerate().all(|(position, byte)| match position {
            0 => char::from(byte) == letter,
            1 | 6 => byte == b'-',
            _ => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
        });
    (well_formed && has_letter(&upper)).then_some(upper)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn random_ids_differ_and_can_be_read_back() {
        let (a, b) = (ConsentId::random(), ConsentId::random());
        assert_ne!(a, b);
        assert_eq!(a.as_str().to_lowercase().parse(), Ok(a));
    }

    #[test]
    fn a_personal_number_is_not_an_id() {
        assert_eq!("211062-5629".parse::<ConsentId>(), Err(NotAConsentId));
        assert_eq!("S-2345-6789".parse::<ConsentId>(), Err(NotAConsentId));
        assert_eq!("S-K7QD4TXM".parse::<ConsentId>(), Err(NotAConsentId));
    }

    #[test]
    fn an_event_is_no_consent() {
        let event = OccasionId::random();
        assert!(event.as_str().starts_with("E-"));
        assert_eq!(event.as_str().parse(), Ok(event.clone()));
        assert_eq!(event.as_str().parse::<ConsentId>(), Err(NotAConsentId));
        assert_eq!("S-K7QD-4TXM".parse::<OccasionId>(), Err(NotAnOccasionId));
    }
}

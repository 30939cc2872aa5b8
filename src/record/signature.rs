//! The signature of a record.
//!
//! It proves that the record is unchanged since the installation that holds the key signed it. It does not
//! prove who sat at the computer, nor that the installation is the organisation's: for that the public key
//! must have come by another way, from the data protection officer, say.

use std::{fmt, str::FromStr};

use data_encoding::BASE64URL_NOPAD;
use ed25519_compact::{KeyPair, Seed};
use serde::{Deserialize, Serialize};

use crate::hash::ContentHash;

/// An Ed25519 signature (RFC 8032) over the RFC 8785 form of the record without its seal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signature {
    /// `Ed25519`.
    pub alg: String,
    /// The first 16 hexadecimal digits of the SHA-256 of the public key's 32 bytes.
    pub key_id: String,
    /// The 64 bytes in base64url without padding.
    pub value: String,
}

/// What a signature is worth.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SignatureState {
    /// There is none.
    None,
    /// It is right, and by a key that is known.
    Good,
    /// It is by a key that is not known here, so nothing can be said.
    UnknownKey,
    /// It is by a key that is known, and it is not over this record.
    Bad,
}

/// What signs.
pub struct Signer(KeyPair);

impl fmt::Debug for Signer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Signer")
    }
}

impl Signer {
    /// The key that follows from a secret seed of 32 bytes.
    pub fn from_seed(seed: &[u8; 32]) -> Self {
        Self(KeyPair::from_seed(Seed::new(*seed)))
    }

    /// The key that others check by.
    pub fn public_key(&self) -> PublicKey {
        PublicKey(self.0.pk)
    }

    /// Signs the canonical form of a record.
    pub(super) fn sign(&self, canonical: &[u8]) -> Signature {
        Signature {
            alg: "Ed25519".to_owned(),
            key_id: self.public_key().id(),
            value: BASE64URL_NOPAD.encode(&*self.0.sk.sign(canonical, None)),
        }
    }
}

/// What checks; written as 64 hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicKey(ed25519_compact::PublicKey);

impl PublicKey {
    /// The key's short name in records.
    pub fn id(&self) -> String {
        ContentHash::of(&*self.0).to_string().chars().take(16).collect()
    }
}

impl fmt::Display for PublicKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

/// The text is no public key.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("not a public key: expected 64 hexadecimal digits of an Ed25519 key")]
pub struct NotAPublicKey;

impl FromStr for PublicKey {
    type Err = NotAPublicKey;

    fn from_str(text: &str) -> Result<Self, NotAPublicKey> {
        let bytes = text.trim().parse::<ContentHash>().map_err(|_| NotAPublicKey)?;
        ed25519_compact::PublicKey::from_slice(bytes.as_bytes()).map(Self).map_err(|_| NotAPublicKey)
    }
}

impl Signature {
    pub(super) fn state(&self, canonical: &[u8], known: &[PublicKey]) -> SignatureState {
        let Some(key) = known.iter().find(|key| key.id() == self.key_id) else {
            return SignatureState::UnknownKey;
        };
        let bytes = BASE64URL_NOPAD
            .decode(self.value.as_bytes())
            .ok()
            .and_then(|bytes| <[u8; 64]>::try_from(bytes).ok());
        // The library refuses keys and signatures of small order, for which several records would do.
        let good = self.alg == "Ed25519"
            && bytes.is_some_and(|bytes| {
                key.0.verify(canonical, &ed25519_compact::Signature::new(bytes)).is_ok()
            });
        if good { SignatureState::Good } else { SignatureState::Bad }
    }
}

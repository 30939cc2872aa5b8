//! The words in which a consent is told: who, how old, what for, where, by whose signature.
//!
//! Types only: no files, no database, no rule. A consent never holds a name or a personal number.

mod id;
mod vocabulary;

pub use id::{ConsentId, NotAConsentId};
pub use vocabulary::{
    AgeBand, Capacity, CareStatus, Channel, ChannelClass, Country, LegalBasis, Purpose, Role, Signer,
    UnknownWord,
};

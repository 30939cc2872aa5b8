//! The words in which a consent is told: who, how old, what for, where, by whose signature.
//!
//! Types only: no files, no database, no rule. A consent never holds a name or a personal number.

mod entry;
mod fault;
mod id;
mod label;
pub mod personal_number;
mod vocabulary;

pub use entry::{Consent, ConsentState, Event, NewConsent};
pub use fault::ConsentFault;
pub use id::{ConsentId, NotAConsentId};
pub use vocabulary::{
    AgeBand, Capacity, CareStatus, Channel, ChannelClass, Country, LegalBasis, Purpose, Role, Signer,
    UnknownWord,
};

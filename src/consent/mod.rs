//! The words in which a consent is told: who, how old, what for, where, by whose signature.
//!
//! Types only: no files, no database, no rule. A consent never holds a name or a personal number.

mod collection;
mod entry;
mod fault;
mod id;
mod label;
pub mod names;
mod occasion;
pub mod personal_number;
mod reference;
mod state;
mod vocabulary;

pub use collection::Collection;
pub(crate) use entry::says_something;
pub use entry::{Consent, NewConsent, check_day, check_reference, check_seen};
pub use fault::ConsentFault;
pub use id::{ConsentId, NotAConsentId, NotAnOccasionId, OccasionId};
pub use occasion::{NewOccasion, Occasion};
pub use reference::{is_same_reference, names_somebody};
pub use state::{ConsentState, Event};
pub use vocabulary::{
    AgeBand, Capacity, CareStatus, Channel, ChannelClass, Circumstance, Controller, Country, LegalBasis,
    Method, Purpose, Role, Signer, UnknownWord,
};

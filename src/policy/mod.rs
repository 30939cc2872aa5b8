//! Whether the rules loaded here block showing a face. Pure: no file, no clock, no database.
//!
//! Promises: of all rules that fit a case the strictest decides, over every chosen channel; where no rule
//! fits, the face is covered; a face that nobody knows is never shown; the organisation's own rules can only
//! be stricter than the country's, but for dispensations by a named body until a named day, and those never
//! touch a hard rule; of several files of the organisation the strictest counts for each rule and number. It says "the rules loaded here do not block this", never that something is allowed.

mod asks;
mod case;
mod citation;
mod effective;
mod explain;
mod fault;
mod local;
mod merge;
mod reason;
mod rules;
mod source;
#[cfg(test)]
mod tests;
mod together;
mod verdict;

pub use asks::Asks;
pub use case::{Case, Ward};
pub use citation::{Standing, sources, standing};
pub use effective::{Local, Policy, ReviewState};
pub use explain::{Section, explain};
pub use fault::PolicyError;
pub use local::{Contacts, Dispensation, ManagementDecision, Retention};
pub use reason::Reason;
pub use rules::{Class, Guardians, Limits, Outcome, Rule};
pub use source::{PolicyFile, PolicySource, PolicyText};
pub use verdict::Verdict;

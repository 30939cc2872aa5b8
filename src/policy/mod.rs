//! Whether the rules loaded here block showing a face. Pure: no file, no clock, no database.
//!
//! Promises: of all rules that fit a case the strictest decides, over every chosen channel; where no rule
//! fits, the face is covered; a face that nobody knows is never shown. It says "the rules loaded here do
//! not block this", never that something is allowed.

mod case;
mod reason;
mod rules;
#[cfg(test)]
mod tests;
mod verdict;

pub use case::{Case, Ward};
pub use reason::Reason;
pub use rules::{Outcome, Policy, PolicyError, Rule};

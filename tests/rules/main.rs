//! What the rules of each country say, and what policies of units and machines add to them.

#[path = "../support/mod.rs"]
mod support;

mod doc;
mod local_policy;
mod machine_policy;
mod outcomes;
mod policies_together;

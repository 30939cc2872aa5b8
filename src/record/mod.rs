//! The sidecar: the closed record that lies beside a public copy.
//!
//! Promises: it says nothing about a depicted person or the operator; no key but those of
//! `assets/schema/sidecar.schema.json` can be written or read; a change of any of them is found.

mod controller;
mod sidecar;
mod signature;
#[cfg(test)]
mod tests;

pub use controller::ControllerField;
pub use sidecar::{
    App, Checks, ConsentRef, Controller, Counts, DetectorUsed, DispensationRef, ImageRef, Integrity,
    MAX_SIDECAR_BYTES, PolicyRef, Redaction, RefKind, SIDECAR_SUFFIX, Scope, Sealed, Sidecar, SidecarFault,
    blinded, copy_of,
};
pub use signature::{NotAPublicKey, PublicKey, Signature, SignatureState, Signer};

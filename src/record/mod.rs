//! The sidecar: the closed record that lies beside a public copy.
//!
//! Promises: it says nothing about a depicted person or the operator; no key but those of
//! `assets/schema/sidecar.schema.json` can be written (or read, beside the first version's); a change of any of them is
//! found; public records have nothing in common by which one person's could be gathered.

mod controller;
mod sidecar;
mod signature;
mod tag;
#[cfg(test)]
mod tests;

pub use controller::ControllerField;
pub use sidecar::{
    App, Checks, ConsentRef, Controller, Counts, DetectorUsed, DispensationRef, FrameUsed, ImageRef,
    Integrity, MAX_SIDECAR_BYTES, PolicyRef, Redaction, RefKind, SIDECAR_SUFFIX, Scope, Sealed, Sidecar,
    SidecarFault, blinded, copy_of,
};
pub use signature::{NotAPublicKey, PublicKey, Signature, SignatureState, Signer};
pub use tag::{Tag, TagState};

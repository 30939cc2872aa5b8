//! The straight line of one photo: opened, detected, reviewed, cleared, exported.
//!
//! Each step takes the former by value, and only that step makes the next type. So a photo with an
//! undecided face, or with a face that a rule covers, has no way to the disk:
//!
//! ```compile_fail
//! use sladd::{clock::SystemClock, detection::FaceDetector, register::Register};
//! use sladd::pipeline::{DetectedPhoto, ExportPlan};
//! fn shortcut(photo: DetectedPhoto, plan: &ExportPlan, detector: &dyn FaceDetector, register: &Register) {
//!     // No review has ended, no rule was asked.
//!     photo.export(plan, detector, register, &SystemClock);
//! }
//! ```
//!
//! The same line with both steps compiles:
//!
//! ```
//! use sladd::{clock::SystemClock, detection::FaceDetector, register::Register};
//! use sladd::pipeline::{Attestation, Clearance, DetectedPhoto, ExportPlan};
//! fn whole_line(
//!     photo: DetectedPhoto,
//!     rules: &Clearance<'_>,
//!     plan: &ExportPlan,
//!     detector: &dyn FaceDetector,
//!     register: &Register,
//! ) {
//!     let Ok(reviewed) = photo.finish(Attestation::WholeImageReviewed) else { return };
//!     let Ok(cleared) = reviewed.clear(rules) else { return };
//!     let _exported = cleared.export(plan, detector, register, &SystemClock);
//! }
//! ```

mod blockers;
mod copy;
mod covers;
mod export;
mod framed;
mod line;
mod read_again;
mod records;
mod scan;
mod second_look;
mod second_person;
#[cfg(test)]
mod tests;
mod under_way;
mod verify;
mod withdraw;
mod words;

pub use blockers::{
    Blocker, Clearance, Gate, asks_to_look_again, blockers, identifiers_must_be_decided, patient_visible,
};
pub use covers::mask_shapes;
pub use export::{Copies, ExportFailure, ExportPlan, ExportedCopy, ExportedPhoto};
pub use framed::previewed;
pub use line::{
    Attestation, Blocked, ClearedPhoto, DecidedRegion, DetectedPhoto, Mismatch, OpenedPhoto, Release,
    ReviewedPhoto, SourcePhoto, Unfinished,
};
pub use scan::{CopiesFound, scan_copies};
pub use second_look::SecondLook;
pub use second_person::{SecondPersonFault, needs_second_person, second_person_fault};
pub use under_way::{Removed, has_notes, remove_interrupted, remove_interrupted_in};
pub use verify::{
    Against, Origin, Verification, VerifyStatus, state_of_export, state_of_record, verify, verify_against,
};
pub use withdraw::{ReexportFault, Remade, RemadeAll, Remake};
pub use words::{ALT_TEXT_SUFFIX, WordsFault};

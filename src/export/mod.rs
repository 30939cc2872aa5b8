//! Encodes a redacted raster anew and puts it on disk, whole or not at all.
//!
//! Promises: nothing but the given pixels reaches the file; what is on disk has been read back and held
//! against an allow-list of structure and against the pixels before it gets its name; no file is ever
//! overwritten; a file that failed a check is gone. Knows no consent and no ledger.

mod check;
mod encode;
mod fault;
mod leftovers;
mod name;
mod write;

pub use check::{CheckFault, check};
pub use encode::{Encoding, LEAST_QUALITY, OutputFormat, encode, encode_within, fit_within, scaled};
pub use fault::ExportFault;
pub use name::{is_safe_stem, neutral_name, safe_stem, sized_stem};
pub use write::{Published, Staged, TargetFolder, shown, write_new};

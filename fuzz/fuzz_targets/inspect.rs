//! Inspecting any bytes ends, and gives no more than it promises.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sladd::metadata::inspect;

fuzz_target!(|bytes: &[u8]| {
    let report = inspect(bytes);
    assert!(report.trailing_bytes <= bytes.len() as u64);
    assert!(report.findings.len() <= 1000 && report.previews.len() <= 16);
});

//! What the allow-list passes carries no metadata that the inspection knows.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sladd::metadata::{CleanFormat, inspect, structure_is_clean};

fuzz_target!(|bytes: &[u8]| {
    for format in [CleanFormat::Jpeg, CleanFormat::Png, CleanFormat::Webp] {
        if structure_is_clean(bytes, format).is_ok() {
            let report = inspect(bytes);
            assert!(report.findings.is_empty() && report.trailing_bytes == 0);
        }
    }
});

//! Any bytes are a decisions file or a reason why they are none.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sladd::cli::count_decisions;

fuzz_target!(|bytes: &[u8]| {
    if let Err(reason) = count_decisions(bytes) {
        assert!(!reason.is_empty());
    }
});

//! Any bytes are a whole sidecar or none, and a whole one is written as it was read.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sladd::record::Sealed;

fuzz_target!(|bytes: &[u8]| {
    if let Ok(sealed) = Sealed::read(bytes) {
        let written = sealed.to_bytes().expect("what was read can be written");
        assert!(Sealed::read(&written).is_ok());
    }
});

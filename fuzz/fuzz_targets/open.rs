//! Opening any bytes gives a picture or an error.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sladd::photo::{Limits, open};

fuzz_target!(|bytes: &[u8]| {
    let limits = Limits { pixels: 2_000_000, decoder_bytes: 64 << 20, ..Limits::default() };
    if let Ok(opened) = open(bytes, &limits) {
        assert!(opened.raster.size().area() <= limits.pixels);
    }
});

//! What tests share: where the shared data lies, and small pictures made by code.
#![allow(dead_code, reason = "each test uses a part of it")]
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "helpers of tests, which may do both")]

pub mod cases;

use std::{fs, path::PathBuf};

use sladd::{
    detection::{DetectorOptions, OnnxFaceDetector},
    geometry::PixelSize,
    photo::Raster,
};

/// The shared data: `$SLADD_SHARED`, or `../shared` beside the project; `None`, with a printed line, where
/// there is none.
pub fn shared() -> Option<PathBuf> {
    let folder = std::env::var_os("SLADD_SHARED")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared"), PathBuf::from);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no shared data beside the project");
    None
}

/// The faster engine, where `$SLADD_TEST_ONNXRUNTIME` names its library; `tests/engines.rs` holds that both find the same.
pub fn detector() -> OnnxFaceDetector {
    let library = std::env::var_os("SLADD_TEST_ONNXRUNTIME").map(PathBuf::from);
    OnnxFaceDetector::load(library.as_deref(), DetectorOptions::default()).unwrap()
}

/// A file of the corpus.
pub fn corpus(path: &str) -> Option<Vec<u8>> {
    let file = shared()?.join("corpus").join(path);
    let bytes = fs::read(&file);
    if bytes.is_err() {
        println!("skipped: {path} is not in the corpus");
    }
    bytes.ok()
}

/// Every file of the corpus with its name; empty where there is none.
pub fn whole_corpus() -> Vec<(String, Vec<u8>)> {
    let Some(shared) = shared() else { return Vec::new() };
    let mut files = Vec::new();
    for folder in ["synthetic", "real"] {
        let Ok(entries) = fs::read_dir(shared.join("corpus").join(folder)) else { continue };
        for path in entries.map(|entry| entry.unwrap().path()).filter(|path| path.is_file()) {
            let name = format!("{folder}/{}", path.file_name().unwrap().to_string_lossy());
            if path.extension().is_none_or(|suffix| suffix != "tsv") {
                files.push((name, fs::read(&path).unwrap()));
            }
        }
    }
    files.sort();
    files
}

/// White noise, the same for the same seed.
pub fn noise(size: PixelSize, seed: u64) -> Raster {
    let mut random = Random(seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1);
    let bytes = (0..size.area() * 3).map(|_| random.next() as u8).collect();
    Raster::new(size, bytes).unwrap()
}

/// Xorshift: repeatable, and good enough for tests.
pub struct Random(pub u64);

impl Random {
    pub fn next(&mut self) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 >> 20
    }

    pub fn below(&mut self, end: usize) -> usize {
        (self.next() % end.max(1) as u64) as usize
    }
}

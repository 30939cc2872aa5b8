//! How much a photo may ask for.

/// Upper bounds, checked before memory is spent. The defaults are those of the security brief (D2).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Limits {
    /// Bytes of the file.
    pub file_bytes: u64,
    /// Pixels along one side.
    pub side: u32,
    /// Pixels in all.
    pub pixels: u64,
    /// Bytes of an embedded colour profile, inflated.
    pub icc_bytes: usize,
    /// Bytes that a decoder may allocate.
    pub decoder_bytes: u64,
    /// Scans of a progressive JPEG: each costs a pass over the whole picture.
    pub scans: u32,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            file_bytes: 512 << 20,
            side: 30_000,
            pixels: 120_000_000,
            icc_bytes: 4 << 20,
            decoder_bytes: 1 << 30,
            scans: 200,
        }
    }
}

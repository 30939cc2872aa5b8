//! The allow-list of what a written file may consist of.

use flate2::{Decompress, FlushDecompress, Status};

use super::{
    container::{be32, le32, part},
    structure_jpeg,
};

/// The kinds of file that are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CleanFormat {
    /// Baseline JPEG.
    Jpeg,
    /// PNG of 8-bit RGB, not interlaced.
    Png,
    /// Lossless WebP.
    Webp,
}

/// What a file holds that it should not, or lacks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum StructureFault {
    /// The first bytes are not those of the format.
    #[error("the file does not begin as it should")]
    Signature,
    /// A segment or chunk that is not on the list, or one too many.
    #[error("a part at byte {offset} does not belong there")]
    Foreign {
        /// Where it begins.
        offset: usize,
    },
    /// A segment or chunk that is on the list but holds more or less than it should.
    #[error("the part at byte {offset} does not hold what it should")]
    Content {
        /// Where it begins.
        offset: usize,
    },
    /// The file ends before it should.
    #[error("the file is cut off")]
    CutOff,
    /// Bytes after the end.
    #[error("{bytes} bytes after the end")]
    Trailing {
        /// How many.
        bytes: usize,
    },
}

/// Holds a freshly written file against the allow-list: JPEG of `SOI APP0 SOF0 DQT DHT SOS EOI` with
/// no thumbnail, no unused table and nothing between; PNG of `IHDR IDAT IEND` whose data inflate to
/// exactly the rows of the picture; WebP of one `VP8L`.
///
/// # Errors
/// The first [`StructureFault`].
pub fn structure_is_clean(bytes: &[u8], format: CleanFormat) -> Result<(), StructureFault> {
    match format {
        CleanFormat::Jpeg => structure_jpeg::check(bytes),
        CleanFormat::Png => png(bytes),
        CleanFormat::Webp => webp(bytes),
    }
}

fn png(bytes: &[u8]) -> Result<(), StructureFault> {
    if !bytes.starts_with(b"\x89PNG\r\n\x1a\n") {
        return Err(StructureFault::Signature);
    }
    let mut data = Vec::new();
    let mut rows_bytes = 0;
    let mut at = 8;
    loop {
        let (Some(length), Some(kind)) = (be32(bytes, at), part(bytes, at + 4, 4)) else {
            return Err(StructureFault::CutOff);
        };
        let (Some(content), Some(sum)) = (part(bytes, at + 8, length), be32(bytes, at + 8 + length)) else {
            return Err(StructureFault::CutOff);
        };
        let mut crc = flate2::Crc::new();
        crc.update(kind);
        crc.update(content);
        if crc.sum() as usize != sum {
            return Err(StructureFault::Content { offset: at });
        }
        match kind {
            b"IHDR" if at == 8 => {
                // 8 bits a channel, RGB, the only methods there are, not interlaced.
                if length != 13 || part(content, 8, 5) != Some(&[8, 2, 0, 0, 0]) {
                    return Err(StructureFault::Content { offset: at });
                }
                let (width, height) = (be32(content, 0).unwrap_or(0), be32(content, 4).unwrap_or(0));
                rows_bytes = (width as u64 * 3 + 1) * height as u64;
            }
            b"IDAT" if at > 8 => data.extend_from_slice(content),
            b"IEND" if length == 0 => {
                check_rows(&data, rows_bytes)?;
                let end = at + 12;
                return match bytes.len() - end {
                    0 => Ok(()),
                    bytes => Err(StructureFault::Trailing { bytes }),
                };
            }
            _ => return Err(StructureFault::Foreign { offset: at }),
        }
        at += 12 + length;
    }
}

/// The compressed data hold exactly the rows, and nothing follows them.
fn check_rows(data: &[u8], expected: u64) -> Result<(), StructureFault> {
    const DATA: StructureFault = StructureFault::Content { offset: 33 };
    let mut stream = Decompress::new(true);
    let mut buffer = vec![0; 1 << 16];
    loop {
        let rest = data.get(stream.total_in() as usize..).unwrap_or_default();
        let before = (stream.total_in(), stream.total_out());
        let status = stream.decompress(rest, &mut buffer, FlushDecompress::None).map_err(|_| DATA)?;
        if stream.total_out() > expected {
            return Err(DATA);
        }
        match status {
            Status::StreamEnd => break,
            Status::Ok | Status::BufError if before == (stream.total_in(), stream.total_out()) => {
                return Err(DATA);
            }
            Status::Ok | Status::BufError => {}
        }
    }
    let whole = stream.total_out() == expected && stream.total_in() == data.len() as u64;
    if whole { Ok(()) } else { Err(DATA) }
}

fn webp(bytes: &[u8]) -> Result<(), StructureFault> {
    if !bytes.starts_with(b"RIFF") || part(bytes, 8, 4) != Some(b"WEBP") {
        return Err(StructureFault::Signature);
    }
    if part(bytes, 12, 4) != Some(b"VP8L") {
        return Err(StructureFault::Foreign { offset: 12 });
    }
    let length = le32(bytes, 16).ok_or(StructureFault::CutOff)?;
    let end = 20 + length.next_multiple_of(2);
    if end > bytes.len() {
        return Err(StructureFault::CutOff);
    }
    if bytes.get(20 + length..end).unwrap_or_default().iter().any(|padding| *padding != 0) {
        return Err(StructureFault::Content { offset: 20 + length });
    }
    if end < bytes.len() {
        return Err(StructureFault::Trailing { bytes: bytes.len() - end });
    }
    if le32(bytes, 4).map(|size| size.saturating_add(8)) != Some(end) {
        return Err(StructureFault::Content { offset: 4 });
    }
    Ok(())
}

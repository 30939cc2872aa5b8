//! The way in.

use super::{Report, gif_bmp, heif, jpeg, png, tiff, webp};

/// Says what a file holds besides the picture. A file that is no known kind of picture, or is damaged,
/// gives what was found before it stopped making sense.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    let at = |offset: usize, magic: &[u8]| bytes.get(offset..offset + magic.len()) == Some(magic);
    if at(0, b"\xff\xd8") {
        jpeg::scan(bytes, &mut report);
    } else if at(0, b"\x89PNG\r\n\x1a\n") {
        png::scan(bytes, &mut report);
    } else if at(0, b"RIFF") && at(8, b"WEBP") {
        webp::scan(bytes, &mut report);
    } else if at(0, b"II*\0") || at(0, b"MM\0*") {
        tiff::scan(bytes, &mut report);
    } else if at(0, b"GIF8") {
        gif_bmp::scan_gif(bytes, &mut report);
    } else if at(0, b"BM") {
        gif_bmp::scan_bmp(bytes, &mut report);
    } else if at(4, b"ftyp") {
        heif::scan(bytes, &mut report);
    }
    report.sort();
    report
}

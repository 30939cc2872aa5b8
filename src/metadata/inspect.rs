//! The way in.

use crate::photo::{Container, container};

use super::{Report, gif_bmp, heif, jpeg, png, tiff, webp};

/// Says what a file holds besides the picture. A file that is no known kind of picture, or is damaged,
/// gives what was found before it stopped making sense. What kind it is, is told as for opening it.
pub fn inspect(bytes: &[u8]) -> Report {
    let mut report = Report::default();
    match container(bytes) {
        Some(Container::Jpeg) => jpeg::scan(bytes, &mut report),
        Some(Container::Png) => png::scan(bytes, &mut report),
        Some(Container::WebP) => webp::scan(bytes, &mut report),
        Some(Container::Tiff) => tiff::scan(bytes, &mut report),
        Some(Container::Gif) => gif_bmp::scan_gif(bytes, &mut report),
        Some(Container::Bmp) => gif_bmp::scan_bmp(bytes, &mut report),
        Some(Container::IsoMedia) => heif::scan(bytes, &mut report),
        None => {}
    }
    report.sort();
    report
}

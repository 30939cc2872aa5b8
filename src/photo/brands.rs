//! What an ISO base media file holds, told by its brands (ISO/IEC 14496-12, 4.3; registered at mp4ra.org).

use super::{SourceFormat, Unsupported};

/// Brands read of one file.
const MOST_BRANDS: usize = 64;

/// HEVC in still pictures and in sequences of them (ISO/IEC 23008-12, annex B).
const HEVC: [&[u8; 4]; 10] =
    [b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"MiHB", b"MiHE"];
/// AV1 in still pictures and in sequences of them.
const AV1: [&[u8; 4]; 5] = [b"avif", b"avis", b"avio", b"MA1A", b"MA1B"];
/// Still pictures whatever they are coded in: the items themselves tell.
const PICTURE: [&[u8; 4]; 9] =
    [b"mif1", b"mif2", b"mif3", b"msf1", b"miaf", b"1pic", b"MiPr", b"MiAn", b"MiCm"];
/// Still pictures coded in something that is not opened: JPEG, AVC, VVC, EVC, JPEG 2000, JPEG XS, and others.
const OTHER_PICTURE: [&[u8; 4]; 16] = [
    b"jpeg", b"jpgs", b"avci", b"avcs", b"vvic", b"vvis", b"evbi", b"evbs", b"evmi", b"evms", b"j2ki",
    b"j2is", b"jxs ", b"jxsi", b"jp2 ", b"jpx ",
];
/// Sound without a picture.
const SOUND: [&[u8; 4]; 5] = [b"M4A ", b"M4B ", b"M4P ", b"F4A ", b"F4B "];
/// Beginnings of the brands of videos: MP4, `QuickTime`, telephones', Apple's, Adobe's, Sony's, Canon's.
const VIDEO: [&[u8]; 24] = [
    b"iso", b"mp4", b"mp7", b"avc", b"qt", b"mqt", b"3g", b"M4V", b"F4V", b"f4v", b"mmp4", b"MSNV", b"dash",
    b"msdh", b"cmf", b"XAVC", b"NDS", b"nvr", b"kddi", b"dby", b"CAEP", b"caqv", b"hvc1", b"av01",
];

/// The kind of file, by the major brand where that is one of coding, by the compatible ones where it says no more than
/// "still picture" or is not known.
pub(super) fn of_brands(bytes: &[u8]) -> Result<Option<SourceFormat>, Unsupported> {
    let length = bytes.get(..4).and_then(|b| b.try_into().ok()).map_or(0, u32::from_be_bytes) as usize;
    let compatible = bytes.get(16..length.min(bytes.len())).unwrap_or_default().as_chunks::<4>().0;
    let major: &[u8] = bytes.get(8..12).unwrap_or_default();
    let compatible: Vec<&[u8]> = compatible.iter().take(MOST_BRANDS).map(<[u8; 4]>::as_slice).collect();
    let all = || std::iter::once(major).chain(compatible.iter().copied());
    let is = |brand: &[u8], known: &[&[u8; 4]]| known.iter().any(|known| known.as_slice() == brand);
    let any = |known: &[&[u8; 4]]| all().any(|brand| is(brand, known));
    let heif = || if cfg!(feature = "heif") { Ok(Some(SourceFormat::Heif)) } else { Err(Unsupported::Heic) };
    if is(major, &HEVC) {
        heif()
    } else if is(major, &AV1) {
        Err(Unsupported::Avif)
    } else if major == b"crx " {
        Err(Unsupported::Raw)
    } else if any(&HEVC) {
        heif()
    } else if any(&AV1) {
        Err(Unsupported::Avif)
    } else if any(&OTHER_PICTURE) {
        Err(Unsupported::OtherPicture)
    } else if any(&PICTURE) {
        // Their items say what they are coded in, and the decoder reads those.
        heif()
    } else if is(major, &SOUND) {
        Ok(None)
    } else if all().any(|brand| VIDEO.iter().any(|start| brand.starts_with(start))) {
        Err(Unsupported::Video)
    } else {
        Err(Unsupported::OtherPicture)
    }
}

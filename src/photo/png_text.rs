//! Exif blocks that a PNG keeps as text: `ImageMagick`'s way before there was a chunk for them. It, Pillow and exiftool
//! turn a picture by such a block; browsers and libvips do not know it.

use std::io::Read as _;

use flate2::read::ZlibDecoder;

/// Inflated bytes that are read: an Exif block of a JPEG has up to 65,533, each in two digits.
const MOST_INFLATED: u64 = 1 << 20;
const KEYS: [&[u8]; 2] = [b"Raw profile type exif", b"Raw profile type APP1"];

/// The Exif block in a chunk of text (`tEXt`, `zTXt`, `iTXt`), without any prefix; `None` where the chunk holds
/// something else.
pub(super) fn exif(kind: &[u8], data: &[u8]) -> Option<Vec<u8>> {
    let (key, rest) = until_zero(data)?;
    if !KEYS.contains(&key) {
        return None;
    }
    let text = match kind {
        b"tEXt" => rest.to_vec(),
        b"zTXt" => inflate(rest.get(1..)?),
        b"iTXt" => {
            let ([is_packed, _method], rest) = rest.split_first_chunk::<2>()?;
            let (_language, rest) = until_zero(rest)?;
            let (_translated, text) = until_zero(rest)?;
            if *is_packed == 1 { inflate(text) } else { text.to_vec() }
        }
        _ => return None,
    };
    let raw = raw_profile(&text);
    let tiff = raw.strip_prefix(b"Exif\0\0").unwrap_or(&raw);
    (tiff.starts_with(b"II*\0") || tiff.starts_with(b"MM\0*")).then(|| tiff.to_vec())
}

/// The bytes of a foreign block kept as text: an empty line, its name, its length, and hexadecimal digits in lines.
pub(crate) fn raw_profile(text: &[u8]) -> Vec<u8> {
    let digits = text.splitn(4, |byte| *byte == b'\n').nth(3).unwrap_or_default();
    let mut bytes = Vec::with_capacity(digits.len() / 2);
    let mut high = None;
    for digit in digits.iter().filter_map(|digit| char::from(*digit).to_digit(16)) {
        match high.take() {
            None => high = Some(digit),
            Some(high) => bytes.push((high * 16 + digit) as u8),
        }
    }
    bytes
}

fn inflate(packed: &[u8]) -> Vec<u8> {
    let mut text = Vec::new();
    // A text that breaks off gives no whole block, and is then read as far as it goes.
    if ZlibDecoder::new(packed).take(MOST_INFLATED).read_to_end(&mut text).is_err() {
        text.shrink_to_fit();
    }
    text
}

fn until_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}

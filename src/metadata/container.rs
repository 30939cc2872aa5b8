//! Small readers that the container scans share.

/// A big-endian 16-bit number.
pub(super) fn be16(bytes: &[u8], at: usize) -> Option<usize> {
    let pair: [u8; 2] = bytes.get(at..at.checked_add(2)?)?.try_into().ok()?;
    Some(usize::from(u16::from_be_bytes(pair)))
}

/// A big-endian 32-bit number.
pub(super) fn be32(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_be_bytes(four) as usize)
}

/// A little-endian 32-bit number.
pub(super) fn le32(bytes: &[u8], at: usize) -> Option<usize> {
    let four: [u8; 4] = bytes.get(at..at.checked_add(4)?)?.try_into().ok()?;
    Some(u32::from_le_bytes(four) as usize)
}

/// `length` bytes from `at`.
pub(super) fn part(bytes: &[u8], at: usize, length: usize) -> Option<&[u8]> {
    bytes.get(at..at.checked_add(length)?)
}

/// What comes before the first zero byte, and what after.
pub(super) fn until_zero(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let end = bytes.iter().position(|byte| *byte == 0)?;
    Some((bytes.get(..end)?, bytes.get(end + 1..)?))
}

/// Where `needle` first occurs.
pub(super) fn find(haystack: &[u8], needle: &[u8]) -> Option<usize> {
    haystack.windows(needle.len().max(1)).position(|window| window == needle)
}

/// Latin-1 or UTF-8, whichever it is; for showing.
pub(super) fn words(bytes: &[u8]) -> String {
    // Enough for what is shown; a chunk may have gigabytes.
    let bytes = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(error) if error.error_len().is_none() => String::from_utf8_lossy(bytes).into_owned(),
        Err(_) => bytes.iter().map(|byte| char::from(*byte)).collect(),
    }
}

/// UTF-16 of either byte order; for showing.
pub(super) fn words16(bytes: &[u8], big_endian: bool) -> String {
    let bytes = bytes.get(..bytes.len().min(4096)).unwrap_or_default();
    let units = bytes
        .as_chunks::<2>()
        .0
        .iter()
        .map(|pair| if big_endian { u16::from_be_bytes(*pair) } else { u16::from_le_bytes(*pair) });
    char::decode_utf16(units).map(|unit| unit.unwrap_or('\u{fffd}')).filter(|c| *c != '\0').collect()
}

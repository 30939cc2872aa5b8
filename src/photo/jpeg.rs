//! Takes a JPEG apart (ITU-T T.81 annex B).

use super::{Limits, Notice, PhotoError, SourceFormat, Unsupported, essence::Essence, jpeg_frame::Frame};

const EXIF: &[u8] = b"Exif\0\0";
const ICC: &[u8] = b"ICC_PROFILE\0";
const ADOBE: &[u8] = b"Adobe";
const JFIF: &[u8] = b"JFIF\0";
const JFXX: &[u8] = b"JFXX\0";
/// A JFIF header of version 1.1, square pixels, no thumbnail (ITU-T T.871, 10.1): all that the decoder asks of it is
/// whether there is one, since three colours are then luma and chroma whatever they are called.
const PLAIN_JFIF: &[u8] = b"JFIF\0\x01\x01\0\0\x01\0\x01\0\0";
/// Process of a frame header (T.81, table B.1): differential frames of a hierarchy, and lossless arithmetic ones, which no
/// decoder in use knows.
const UNKNOWN_PROCESSES: [u8; 7] = [0xc5, 0xc6, 0xc7, 0xcb, 0xcd, 0xce, 0xcf];

/// Copies what makes the first picture: frame and scan headers, tables, entropy-coded data, and the markers of JFIF and
/// Adobe, which tell how colours are stored.
pub(super) fn essence(bytes: &[u8], limits: &Limits) -> Result<Essence, PhotoError> {
    let mut essence = Essence { picture: vec![0xff, 0xd8], ..Essence::default() };
    let mut icc_parts: Vec<(u8, &[u8])> = Vec::new();
    let mut frame: Option<Frame> = None;
    let mut is_jfif = false;
    let mut scans = 0_u32;
    let mut rest = bytes.get(2..).ok_or(PhotoError::Damaged)?;
    let complete = loop {
        let Some((marker, after, skipped)) = next_marker(rest) else { break false };
        if skipped {
            essence.notice(Notice::Incomplete);
        }
        match marker {
            0xd9 => {
                behind_the_end(&mut essence, after);
                break true;
            }
            // Stand-alone markers between segments: restarts, TEM, a stray SOI.
            0x01 | 0xd0..=0xd8 => rest = after,
            _ => {
                let Some((segment, tail)) = segment(after) else { break false };
                rest = tail;
                match marker {
                    0xe0 if segment.starts_with(JFIF) || segment.starts_with(JFXX) => {
                        if !is_jfif && segment.starts_with(JFIF) {
                            is_jfif = true;
                            push(&mut essence.picture, marker, PLAIN_JFIF);
                        }
                        if segment.len() > PLAIN_JFIF.len() || segment.starts_with(JFXX) {
                            essence.jfif_thumbnail = Some(segment.to_vec());
                        }
                    }
                    0xe1 if segment.starts_with(EXIF) => {
                        essence.take_exif(segment.get(EXIF.len()..).unwrap_or_default());
                    }
                    0xe2 if segment.starts_with(ICC) => {
                        let part = segment.get(ICC.len()..).unwrap_or_default();
                        if let [number, _count, data @ ..] = part {
                            icc_parts.push((*number, data));
                        }
                    }
                    0xe1 => of_xmp(&mut essence, segment),
                    0xe2 if segment.starts_with(b"urn:iso:std:iso:ts:21496") => {
                        essence.notice(Notice::HighDynamicRange);
                    }
                    0xe2 if segment.starts_with(b"MPF\0") => essence.notice(Notice::FurtherImages),
                    0xee if segment.starts_with(ADOBE) => push(&mut essence.picture, marker, segment),
                    // Other application data and comments make no picture.
                    0xe0..=0xef | 0xfe => {}
                    0xda => {
                        scans += 1;
                        if scans > limits.scans {
                            return Err(PhotoError::TooLarge {
                                actual: u64::from(scans),
                                limit: u64::from(limits.scans),
                            });
                        }
                        let header =
                            frame.as_mut().map_or_else(|| segment.to_vec(), |frame| frame.scan(segment));
                        push(&mut essence.picture, marker, &header);
                        let length = entropy_length(rest);
                        let (data, tail) = rest.split_at_checked(length).unwrap_or((rest, &[]));
                        essence.picture.extend_from_slice(data);
                        rest = tail;
                    }
                    // The number of lines, where the frame header could not tell it yet (T.81, B.2.5): libjpeg-turbo wants
                    // it there.
                    0xdc => {
                        if let (Some(frame), [high, low, ..]) = (&frame, segment) {
                            frame.tell_lines(&mut essence.picture, [*high, *low]);
                        }
                    }
                    0xde | 0xdf => {
                        return Err(PhotoError::Unsupported(Unsupported::KindOf(SourceFormat::Jpeg)));
                    }
                    _ if UNKNOWN_PROCESSES.contains(&marker) => {
                        return Err(PhotoError::Unsupported(Unsupported::KindOf(SourceFormat::Jpeg)));
                    }
                    0xc0..=0xc3 | 0xc9 | 0xca => {
                        let found = Frame::read(marker, segment, essence.picture.len());
                        if found.as_ref().is_some_and(|found| !found.can_be_decoded()) {
                            return Err(PhotoError::Unsupported(Unsupported::KindOf(SourceFormat::Jpeg)));
                        }
                        // A second frame header is for the decoder to refuse.
                        frame = frame.or(found);
                        push(&mut essence.picture, marker, segment);
                    }
                    _ => push(&mut essence.picture, marker, segment),
                }
            }
        }
    };
    if scans == 0 {
        return Err(PhotoError::Damaged);
    }
    if !complete || frame.as_ref().is_some_and(|frame| !frame.is_whole()) {
        essence.notice(Notice::Incomplete);
    }
    essence.picture.extend_from_slice(&[0xff, 0xd9]);
    icc_parts.sort_by_key(|(number, _)| *number);
    let icc: Vec<u8> = icc_parts.iter().flat_map(|(_, data)| data.iter().copied()).collect();
    if icc.len() > limits.icc_bytes {
        essence.notice(Notice::ProfileUnusable);
    } else if !icc.is_empty() {
        essence.icc = Some(icc);
    }
    Ok(essence)
}

/// A JPEG that is a piece of another format, which says itself what the components mean: rebuilt so that the decoder gives them
/// as they are stored, and whether it is complete.
///
/// # Errors
/// As [`essence`].
pub(super) fn as_stored(bytes: &[u8], limits: &Limits) -> Result<(Vec<u8>, bool), PhotoError> {
    /// Adobe's marker with the transform 0: three colours are no luma and chroma, four are inks.
    const NO_TRANSFORM: &[u8] = b"Adobe\0\x64\0\0\0\0\0";
    let essence = essence(bytes, limits)?;
    let mut picture = vec![0xff, 0xd8];
    push(&mut picture, 0xee, NO_TRANSFORM);
    let mut rest = essence.picture.get(2..).unwrap_or_default();
    while let Some((marker, after, _)) = next_marker(rest) {
        let Some((segment, tail)) = segment(after).filter(|_| marker != 0xda) else { break };
        if !matches!(marker, 0xe0 | 0xee) {
            push(&mut picture, marker, segment);
        }
        rest = tail;
    }
    picture.extend_from_slice(rest);
    Ok((picture, !essence.notices.contains(&Notice::Incomplete)))
}

/// What lies behind the picture's end: second pictures, a film, a gain map.
fn behind_the_end(essence: &mut Essence, after: &[u8]) {
    if head(after).windows(3).any(|window| window == b"\xff\xd8\xff") {
        essence.notice(Notice::FurtherImages);
    }
    if after.windows(4).any(|window| window == b"ftyp") {
        essence.notice(Notice::Video);
    }
    // The gain map is a second picture, marked as such in its own metadata.
    if head(after).windows(5).any(|window| window == b"hdrgm") {
        essence.notice(Notice::HighDynamicRange);
    }
}

fn of_xmp(essence: &mut Essence, segment: &[u8]) {
    let says = |word: &[u8]| segment.windows(word.len()).any(|window| window == word);
    if says(b"hdrgm") {
        essence.notice(Notice::HighDynamicRange);
    }
    if says(b"GDepth:") || says(b"Semantic=\"Depth") || says(b"Semantic>Depth") {
        essence.notice(Notice::Depth);
    }
}

/// The next marker, what follows it, and whether anything but fill bytes had to be skipped: the decoder would warn of that,
/// and it never sees it.
fn next_marker(bytes: &[u8]) -> Option<(u8, &[u8], bool)> {
    let mut rest = bytes;
    let mut skipped = false;
    loop {
        let start = rest.iter().position(|byte| *byte == 0xff)?;
        skipped |= start > 0;
        rest = rest.get(start + 1..)?;
        match rest.split_first()? {
            (0x00, _) => skipped = true,
            (0xff, _) => {}
            (marker, after) => return Some((*marker, after, skipped)),
        }
    }
}

/// A segment's content and what follows it, by the two length bytes, which count themselves.
fn segment(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (head, body) = bytes.split_at_checked(2)?;
    let length = usize::from(u16::from_be_bytes(head.try_into().ok()?)).checked_sub(2)?;
    body.split_at_checked(length)
}

/// Bytes of entropy-coded data up to the next marker that is not a restart.
fn entropy_length(bytes: &[u8]) -> usize {
    let mut from = 0;
    while let Some(offset) = bytes.get(from..).and_then(|rest| rest.iter().position(|b| *b == 0xff)) {
        let at = from + offset;
        match bytes.get(at + 1) {
            Some(0x00 | 0xff | 0xd0..=0xd7) => {
                from = at + if bytes.get(at + 1) == Some(&0xff) { 1 } else { 2 }
            }
            Some(_) | None => return at,
        }
    }
    bytes.len()
}

fn push(picture: &mut Vec<u8>, marker: u8, segment: &[u8]) {
    picture.extend_from_slice(&[0xff, marker]);
    // A segment was read by a 16-bit length, so its length fits.
    picture.extend_from_slice(&((segment.len() + 2) as u16).to_be_bytes());
    picture.extend_from_slice(segment);
}

/// As much of what follows the picture as is looked at.
fn head(after: &[u8]) -> &[u8] {
    after.get(..after.len().min(1 << 16)).unwrap_or_default()
}

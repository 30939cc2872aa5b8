//! The room that a GIF (89a) is shown in.

/// A copy whose logical screen holds the whole of the first frame: viewers let it grow where it is too small, and
/// some programs leave it at nothing.
pub(super) fn with_room(bytes: &[u8]) -> Vec<u8> {
    let mut copy = bytes.to_vec();
    if let Some(room) = room(bytes)
        && let Some(screen) = copy.get_mut(6..10)
    {
        screen.copy_from_slice(&room);
    }
    copy
}

/// Width and height of the logical screen as they should stand in the file.
fn room(bytes: &[u8]) -> Option<[u8; 4]> {
    let number = |at: usize| -> Option<u16> {
        Some(u16::from_le_bytes(bytes.get(at..at.checked_add(2)?)?.try_into().ok()?))
    };
    let frame = first_frame(bytes)?;
    let width = number(6)?.max(number(frame + 1)?.saturating_add(number(frame + 5)?));
    let height = number(8)?.max(number(frame + 3)?.saturating_add(number(frame + 7)?));
    let ([w0, w1], [h0, h1]) = (width.to_le_bytes(), height.to_le_bytes());
    Some([w0, w1, h0, h1])
}

/// Where the descriptor of the first frame begins.
fn first_frame(bytes: &[u8]) -> Option<usize> {
    let packed = bytes.get(10)?;
    let mut at = 13 + if packed & 0x80 == 0 { 0 } else { 3 << ((packed & 7) + 1) };
    loop {
        match bytes.get(at)? {
            0x2c => return Some(at),
            0x21 => {
                at += 2;
                while let Some(length) = bytes.get(at).filter(|length| **length != 0) {
                    at += 1 + usize::from(*length);
                }
                at += 1;
            }
            _ => return None,
        }
    }
}

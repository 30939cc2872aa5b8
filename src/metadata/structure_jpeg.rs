//! The allow-list for JPEG.

use super::{
    container::{be16, part},
    structure::StructureFault,
};

/// What the tables and headers have declared so far: bits by table number.
#[derive(Default)]
struct Tables {
    quantisation: u32,
    huffman: u32,
    /// Those that the frame and the scan refer to.
    used_quantisation: u32,
    used_huffman: u32,
}

/// `SOI APP0 (DQT | DHT | SOF0 | DRI)… SOS data EOI` and the end of the file.
pub(super) fn check(bytes: &[u8]) -> Result<(), StructureFault> {
    if !bytes.starts_with(b"\xff\xd8") {
        return Err(StructureFault::Signature);
    }
    let mut tables = Tables::default();
    let (mut application, mut frame) = (false, false);
    let mut restarts = false;
    let mut at = 2;
    loop {
        let foreign = StructureFault::Foreign { offset: at };
        let wrong = StructureFault::Content { offset: at };
        let [0xff, marker] = *part(bytes, at, 2).ok_or(StructureFault::CutOff)? else { return Err(foreign) };
        let length = be16(bytes, at + 2).ok_or(StructureFault::CutOff)?;
        let content = length
            .checked_sub(2)
            .and_then(|length| part(bytes, at + 4, length))
            .ok_or(StructureFault::CutOff)?;
        match marker {
            0xe0 if !application && at == 2 => {
                application = true;
                // JFIF 1.0x, any density, no thumbnail.
                if length != 16 || !content.starts_with(b"JFIF\0\x01") || !content.ends_with(&[0, 0]) {
                    return Err(wrong);
                }
            }
            0xdb => quantisation(content, &mut tables).ok_or(wrong)?,
            0xc4 => huffman(content, &mut tables).ok_or(wrong)?,
            0xc0 if !frame => {
                frame = true;
                components_of_frame(content, &mut tables).ok_or(wrong)?;
            }
            0xdd if length == 4 && !restarts => restarts = content.iter().any(|byte| *byte != 0),
            0xda if frame => {
                components_of_scan(content, &mut tables).ok_or(wrong)?;
                let used_up =
                    tables.used_quantisation == tables.quantisation && tables.used_huffman == tables.huffman;
                return if used_up { data(bytes, at + 2 + length, restarts) } else { Err(wrong) };
            }
            _ => return Err(foreign),
        }
        at += 2 + length;
    }
}

/// Entropy-coded data without any other marker up to EOI, which is last.
fn data(bytes: &[u8], from: usize, restarts: bool) -> Result<(), StructureFault> {
    let mut at = from;
    loop {
        let rest = bytes.get(at..).ok_or(StructureFault::CutOff)?;
        at += rest.iter().position(|byte| *byte == 0xff).ok_or(StructureFault::CutOff)?;
        match bytes.get(at + 1).ok_or(StructureFault::CutOff)? {
            0x00 => at += 2,
            0xd0..=0xd7 if restarts => at += 2,
            0xd9 => {
                return match bytes.len() - (at + 2) {
                    0 => Ok(()),
                    bytes => Err(StructureFault::Trailing { bytes }),
                };
            }
            _ => return Err(StructureFault::Foreign { offset: at }),
        }
    }
}

/// Marks a table as defined; `None` where it is defined twice.
fn define(tables: &mut u32, number: u8) -> Option<()> {
    let bit = 1_u32.checked_shl(u32::from(number))?;
    let fresh = *tables & bit == 0;
    *tables |= bit;
    fresh.then_some(())
}

fn quantisation(content: &[u8], tables: &mut Tables) -> Option<()> {
    let mut rest = content;
    while let Some((head, tail)) = rest.split_first() {
        // 8-bit tables only.
        if *head > 3 {
            return None;
        }
        define(&mut tables.quantisation, *head)?;
        rest = tail.get(64..)?;
    }
    Some(())
}

fn huffman(content: &[u8], tables: &mut Tables) -> Option<()> {
    let mut rest = content;
    while let Some((head, tail)) = rest.split_first() {
        if head & 0x0f > 3 || head >> 4 > 1 {
            return None;
        }
        define(&mut tables.huffman, *head)?;
        let values: usize = tail.get(..16)?.iter().map(|count| usize::from(*count)).sum();
        rest = tail.get(16 + values..)?;
    }
    Some(())
}

/// Precision 8, one or three components.
fn components_of_frame(content: &[u8], tables: &mut Tables) -> Option<()> {
    let (head, components) = content.split_at_checked(6)?;
    let [8, _, _, _, _, count @ (1 | 3)] = head else { return None };
    if components.len() != usize::from(*count) * 3 {
        return None;
    }
    for component in components.as_chunks::<3>().0 {
        tables.used_quantisation |= 1_u32.checked_shl(u32::from(component[2]))?;
    }
    Some(())
}

/// All components in one scan of all coefficients.
fn components_of_scan(content: &[u8], tables: &mut Tables) -> Option<()> {
    let (count, rest) = content.split_first()?;
    let (components, spectrum) = rest.split_at_checked(usize::from(*count) * 2)?;
    for component in components.as_chunks::<2>().0 {
        tables.used_huffman |= 1_u32.checked_shl(u32::from(component[1] >> 4))?;
        tables.used_huffman |= 1_u32.checked_shl(u32::from(component[1] & 0x0f) + 16)?;
    }
    (spectrum == [0, 63, 0]).then_some(())
}

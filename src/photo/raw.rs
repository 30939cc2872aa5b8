//! Cameras' raw files that look like TIFF. Opened as TIFF they would show a small preview as if it were the
//! photo, so they are told apart by their first directory.

/// Tags of the first directory (TIFF 6.0, TIFF/EP, DNG 1.7).
const NEW_SUBFILE_TYPE: u16 = 0x00fe;
const COMPRESSION: u16 = 0x0103;
const PHOTOMETRIC: u16 = 0x0106;
const DNG_VERSION: u16 = 0xc612;
/// Colour filter array, linear raw.
const RAW_PHOTOMETRIC: [u32; 2] = [32_803, 34_892];
/// Sony, Nikon, Samsung, Pentax.
const RAW_COMPRESSION: [u32; 4] = [32_767, 34_713, 32_770, 65_535];
/// Entries looked at.
const MOST_ENTRIES: usize = 512;

/// True where the first directory is that of a raw file: it says so, or it holds a reduced version of a
/// picture that lies elsewhere, or sensor values.
pub(super) fn is_raw_tiff(bytes: &[u8]) -> bool {
    let little = bytes.starts_with(b"II");
    let number = |at: usize, length: usize| -> Option<u32> {
        let digits = bytes.get(at..at.checked_add(length)?)?.iter();
        let add = |sum: u32, byte: &u8| sum << 8 | u32::from(*byte);
        Some(if little { digits.rev().fold(0, add) } else { digits.fold(0, add) })
    };
    let Some(directory) = number(4, 4).and_then(|at| usize::try_from(at).ok()) else { return false };
    let count = number(directory, 2).map_or(0, |count| count as usize).min(MOST_ENTRIES);
    (0..count).any(|index| {
        let Some(at) = directory.checked_add(2 + index * 12) else { return false };
        let (Some(tag), Some(kind)) = (number(at, 2), number(at + 2, 2)) else { return false };
        // A SHORT lies in the first two bytes of its field, a LONG in all four.
        let value = number(at + 8, if kind == 3 { 2 } else { 4 }).unwrap_or(0);
        match u16::try_from(tag).unwrap_or(0) {
            DNG_VERSION => true,
            NEW_SUBFILE_TYPE => value & 1 == 1,
            COMPRESSION => RAW_COMPRESSION.contains(&value),
            PHOTOMETRIC => RAW_PHOTOMETRIC.contains(&value),
            _ => false,
        }
    })
}

//! Bytes after the end of a picture.

use super::{
    Category, Report,
    container::{find, le32, part, words},
    embedded,
};

/// Entries of a Samsung block that are looked at.
const MOST_ENTRIES: usize = 64;
/// How far a telling signature is looked for from either end of a trailer.
const REACH: usize = 1 << 20;

/// Names what was appended: a second picture, a video, an archive, a maker's own block.
pub(super) fn scan(trailer: &[u8], report: &mut Report) {
    if trailer.is_empty() {
        return;
    }
    report.trailing_bytes = trailer.len() as u64;
    let mut named = false;
    for range in embedded::jpegs(trailer) {
        let jpeg = trailer.get(range).unwrap_or_default();
        report.add(Category::HiddenImage, "trailer:picture", "JPEG", jpeg.len());
        report.add_preview("trailer:picture", jpeg);
        named = true;
    }
    let head = trailer.get(..trailer.len().min(REACH)).unwrap_or_default();
    let tail = trailer.get(trailer.len().saturating_sub(REACH)..).unwrap_or_default();
    let holds = |signature: &[u8]| find(head, signature).is_some() || find(tail, signature).is_some();
    let known: [(&[u8], Category, &str, &str); 9] = [
        (b"ftyp", Category::HiddenImage, "trailer:video", "MP4"),
        (b"\x89PNG\r\n\x1a\n", Category::HiddenImage, "trailer:picture", "PNG"),
        (b"IDAT", Category::HiddenImage, "trailer:old-pixels", "PNG"),
        (b"SEFT", Category::Other, "trailer:samsung", "SEFT"),
        (b"PK\x03\x04", Category::Other, "trailer:archive", "ZIP"),
        (b"AXS!", Category::Text, "trailer:afcp", "AFCP"),
        (b"cbipcbbl", Category::Text, "trailer:photomechanic", "PhotoMechanic"),
        (b"\xa1\xb2\xc3\xd4", Category::Text, "trailer:fotostation", "FotoStation"),
        (b"~\0\x04\0zmie~", Category::Other, "trailer:mie", "MIE"),
    ];
    for (signature, category, place, value) in known {
        if holds(signature) {
            report.add(category, place, value, trailer.len());
            named = true;
        }
    }
    if trailer.ends_with(b"SEFT") {
        samsung(trailer, report);
    }
    if !named {
        // Old pixel data left behind by an editor looks like noise.
        let printable =
            head.iter().take(256).filter(|byte| byte.is_ascii_graphic() || **byte == b' ').count();
        if printable * 10 >= head.len().min(256) * 9 {
            report.add(Category::Text, "trailer", words(trailer), trailer.len());
        } else if trailer.iter().any(|byte| *byte != 0) {
            report.add(Category::HiddenImage, "trailer:unknown", "", trailer.len());
        } else {
            report.add(Category::Other, "trailer:zeros", "", trailer.len());
        }
    }
}

/// Grades what Samsung's telephones append (as read by `ExifTool`): entries, then a directory that begins with `SEFH`,
/// its length, `SEFT`. An entry has a kind, the length of its name, its name and its data.
pub(super) fn samsung(block: &[u8], report: &mut Report) {
    let directory = block.len().checked_sub(8).and_then(|end| end.checked_sub(le32(block, end)?));
    let Some(start) = directory.filter(|start| part(block, *start, 4) == Some(b"SEFH")) else { return };
    for index in 0..le32(block, start + 8).unwrap_or(0).min(MOST_ENTRIES) {
        let at = start + 12 + index * 12;
        let (Some(back), Some(length)) = (le32(block, at + 4), le32(block, at + 8)) else { break };
        let entry = start.checked_sub(back).and_then(|from| part(block, from, length));
        let Some((name, data)) = entry.and_then(|entry| entry.get(8..)?.split_at_checked(le32(entry, 4)?))
        else {
            continue;
        };
        let name: String = words(name).chars().filter(|c| c.is_ascii_alphanumeric() || *c == '_').collect();
        let category = match name.as_str() {
            // Milliseconds since 1970; the country that the telephone network is of.
            "Image_UTC_Data" => Category::Time,
            "MCC_Data" => Category::Location,
            _ if embedded::jpegs(data).is_empty() && find(data, b"ftyp").is_none() => Category::Other,
            _ => Category::HiddenImage,
        };
        report.add(category, format!("samsung:{name}"), words(data), length);
    }
}

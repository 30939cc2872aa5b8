//! The boxes of HEIC and HEIF files (ISO/IEC 23008-12 and 14496-12).

use std::borrow::Cow;

use super::{
    Category, Report,
    container::{be16, be32, part, until_zero, words},
    exif_block, icc, trailer, xmp,
};

/// Boxes looked at in one file.
const MOST_BOXES: usize = 4096;
/// Items looked at in one file.
const MOST_ITEMS: usize = 4096;
/// Bytes of one item that are put together from its extents.
const MOST_JOINED: usize = 16 << 20;

/// One box: type, content, and where the next begins.
struct Atom<'a> {
    kind: &'a [u8],
    body: &'a [u8],
    end: usize,
}

fn atom(bytes: &[u8], at: usize) -> Option<Atom<'_>> {
    let kind = part(bytes, at.checked_add(4)?, 4)?;
    let (header, length) = match be32(bytes, at)? {
        0 => (8, bytes.len().checked_sub(at)?),
        1 => (16, usize::try_from(u64::from_be_bytes(part(bytes, at + 8, 8)?.try_into().ok()?)).ok()?),
        length => (8, length),
    };
    let end = at.checked_add(length)?;
    Some(Atom { kind, body: bytes.get(at + header..end)?, end })
}

fn atoms(bytes: &[u8]) -> impl Iterator<Item = Atom<'_>> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let next = atom(bytes, at)?;
        at = next.end;
        Some(next)
    })
    .take(MOST_BOXES)
}

/// Names metadata items, hidden pictures, motion and what follows the last box.
pub(super) fn scan(bytes: &[u8], report: &mut Report) {
    let mut end = 0;
    for atom in atoms(bytes) {
        end = atom.end;
        match atom.kind {
            b"meta" => scan_meta(bytes, atom.body.get(4..).unwrap_or_default(), report),
            b"moov" => report.add(Category::HiddenImage, "heif:moov", "", atom.body.len()),
            b"uuid" => {
                // The id of C2PA's box.
                let c2pa = atom
                    .body
                    .starts_with(b"\xd8\xfe\xc3\xd6\x1b\x0e\x48\x3c\x92\x97\x58\x28\x87\x7e\xc4\x81");
                let (category, value) = if c2pa { (Category::Person, "C2PA") } else { (Category::Other, "") };
                report.add(category, "heif:uuid", value, atom.body.len());
            }
            // Room for later that a program has left old bytes in.
            b"free" | b"skip" if atom.body.iter().any(|byte| *byte != 0) => {
                report.add(Category::Other, "heif:free", words(atom.body), atom.body.len());
            }
            b"sefd" => {
                report.add(Category::Other, "heif:sefd", "SEFT", atom.body.len());
                trailer::samsung(atom.body, report);
            }
            b"mpvd" => report.add(Category::HiddenImage, "heif:mpvd", "MP4", atom.body.len()),
            b"ftyp" | b"mdat" | b"free" | b"skip" => {}
            kind => {
                let kind: String = words(kind).chars().filter(char::is_ascii_alphanumeric).collect();
                report.add(Category::Other, format!("heif:{kind}"), words(atom.body), atom.body.len());
            }
        }
    }
    trailer::scan(bytes.get(end..).unwrap_or_default(), report);
}

struct Item<'a> {
    id: usize,
    kind: &'a [u8],
    name: &'a [u8],
    media_type: &'a [u8],
}

fn scan_meta(file: &[u8], meta: &[u8], report: &mut Report) {
    let find = |kind: &[u8]| atoms(meta).find(|atom| atom.kind == kind).map(|atom| atom.body);
    let items = find(b"iinf").map(items).unwrap_or_default();
    let locations = find(b"iloc").unwrap_or_default();
    let data = find(b"idat").unwrap_or_default();
    for item in &items {
        if !item.name.is_empty() {
            report.add(Category::Text, "heif:item name", words(item.name), item.name.len());
        }
        let place = format!("heif:{}", words(item.kind));
        let content = extents(file, data, locations, item.id);
        match (item.kind, content.as_deref()) {
            (b"Exif", Some(block)) => {
                let skip = be32(block, 0).unwrap_or(0).saturating_add(4);
                exif_block::scan_block(block.get(skip..).unwrap_or_default(), "exif", report);
            }
            (b"mime", Some(block)) if item.media_type == b"application/rdf+xml" => xmp::scan(block, report),
            (b"Exif" | b"mime" | b"uri ", block) => {
                let block = block.unwrap_or_default();
                report.add(Category::Other, place, words(item.media_type), block.len());
            }
            _ => {}
        }
    }
    for reference in find(b"iref").into_iter().flat_map(|body| atoms(body.get(4..).unwrap_or_default())) {
        match reference.kind {
            b"thmb" => report.add(Category::HiddenImage, "heif:thumbnail", "", 0),
            b"auxl" => report.add(Category::HiddenImage, "heif:auxiliary picture", "", 0),
            _ => {}
        }
    }
    let properties = find(b"iprp").into_iter().flat_map(atoms).filter(|atom| atom.kind == b"ipco");
    let mut told = false;
    for property in properties.flat_map(|atom| atoms(atom.body)) {
        if property.kind == b"colr" && property.body.starts_with(b"prof") && !told {
            icc::scan(property.body.get(4..).unwrap_or_default(), report);
            told = true;
        }
    }
}

/// The entries of `iinf`, versions 2 and 3.
fn items(body: &[u8]) -> Vec<Item<'_>> {
    let skip = if body.first() == Some(&0) { 6 } else { 8 };
    atoms(body.get(skip..).unwrap_or_default())
        .take(MOST_ITEMS)
        .filter_map(|entry| {
            let version = *entry.body.first()?;
            let (id, at) = match version {
                2 => (be16(entry.body, 4)?, 8),
                3 => (be32(entry.body, 4)?, 10),
                _ => return None,
            };
            let (name, rest) = until_zero(entry.body.get(at + 4..)?)?;
            let media_type = until_zero(rest).map_or(rest, |(media_type, _)| media_type);
            Some(Item { id, kind: part(entry.body, at, 4)?, name, media_type })
        })
        .collect()
}

/// The content of an item, by `iloc`: offsets into the file or into `idat`.
fn extents<'a>(file: &'a [u8], data: &'a [u8], body: &[u8], wanted: usize) -> Option<Cow<'a, [u8]>> {
    let version = *body.first()?;
    let sizes = be16(body, 4)?;
    let [offset_size, length_size, base_size, index_size] =
        [sizes >> 12, sizes >> 8 & 15, sizes >> 4 & 15, sizes & 15];
    let index_size = if version == 0 { 0 } else { index_size };
    let mut at = 6;
    let mut take = |length: usize| -> Option<usize> {
        let value = part(body, at, length)?
            .iter()
            .try_fold(0_usize, |sum, byte| Some(sum.checked_mul(256)? | usize::from(*byte)));
        at += length;
        value
    };
    let wide = if version == 2 { 4 } else { 2 };
    for _ in 0..take(wide)?.min(MOST_ITEMS) {
        let id = take(wide)?;
        let method = if version == 0 { 0 } else { take(2)? & 15 };
        take(2)?;
        let base = take(base_size)?;
        let mut content: Option<Cow<'a, [u8]>> = None;
        for _ in 0..take(2)?.min(MOST_ITEMS) {
            take(index_size)?;
            let (offset, length) = (take(offset_size)?, take(length_size)?);
            if id != wanted {
                continue;
            }
            let start = base.checked_add(offset)?;
            let whole = if method == 1 { data } else { file };
            // No length at all means: as far as there is anything (ISO/IEC 14496-12, 8.11.3).
            let next = if length == 0 { whole.get(start..)? } else { part(whole, start, length)? };
            content = Some(match content {
                None => Cow::Borrowed(next),
                Some(before) if before.len().saturating_add(next.len()) <= MOST_JOINED => {
                    Cow::Owned([before.as_ref(), next].concat())
                }
                whole => return whole,
            });
        }
        if id == wanted {
            return content;
        }
    }
    None
}

//! XMP: finds the properties of a packet without building a tree of it.

use super::{Category, Report, container::words};

/// Bytes of a packet that are read.
const MOST_BYTES: usize = 4 << 20;
/// Properties told of one packet.
const MOST_PROPERTIES: usize = 300;

/// Grades the properties of an XMP packet (ISO 16684-1): attributes and elements with a prefix.
pub(super) fn scan(packet: &[u8], report: &mut Report) {
    let text = String::from_utf8_lossy(packet.get(..packet.len().min(MOST_BYTES)).unwrap_or_default());
    let mut owner = String::new();
    let mut told = 0;
    let mut about = false;
    for piece in text.split('<').skip(1) {
        let Some((tag, content)) = piece.split_once('>') else { continue };
        if tag.starts_with(['?', '!', '/']) {
            continue;
        }
        let (name, attributes) =
            tag.split_once(char::is_whitespace).unwrap_or((tag.trim_end_matches('/'), ""));
        if !is_frame(name) {
            name.clone_into(&mut owner);
        }
        for (name, value) in quoted(attributes) {
            // A property whose value is an address holds it in an attribute of the frame.
            let name = if name == "rdf:resource" { owner.as_str() } else { name };
            // Of the frame itself, the program that wrote it and the name of what it is about say something;
            // the latter stands in every part of the packet.
            // the latter stands in every part of the packet. Programs of before 2004 leave its prefix out.
            let name = if name == "about" { "rdf:about" } else { name };
            let telling = matches!(name, "x:xmptk" | "x:xaptk")
                || name == "rdf:about" && !value.is_empty() && !std::mem::replace(&mut about, true);
            if (telling || !is_frame(name)) && name.contains(':') && told < MOST_PROPERTIES {
                tell(name, value, report);
                told += 1;
            }
        }
        let value = content.trim();
        if !value.is_empty() && owner.contains(':') && told < MOST_PROPERTIES {
            tell(&owner, value, report);
            told += 1;
        }
    }
    if told == 0 {
        report.add(Category::Other, "xmp", words(packet), packet.len());
    }
}

/// Names that only hold the structure together.
fn is_frame(name: &str) -> bool {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    matches!(prefix, "rdf" | "x" | "xml") || prefix == "xmlns" || local == "xmlns"
}

/// Pairs of `name="value"`.
fn quoted(attributes: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = attributes;
    std::iter::from_fn(move || {
        let (name, tail) = rest.split_once('=')?;
        let tail = tail.trim_start();
        let quote = tail.chars().next().filter(|c| matches!(c, '"' | '\''))?;
        let (value, tail) = tail.get(1..)?.split_once(quote)?;
        rest = tail;
        Some((name.trim(), value))
    })
}

fn tell(name: &str, value: &str, report: &mut Report) {
    report.add(category(name), format!("xmp:{name}"), value, value.len());
}

fn category(name: &str) -> Category {
    let (prefix, local) = name.split_once(':').unwrap_or(("", name));
    let lower = local.to_ascii_lowercase();
    let has = |parts: &[&str]| parts.iter().any(|part| lower.contains(part));
    if matches!(
        prefix,
        "GDepth"
            | "GImage"
            | "xmpGImg"
            | "hdrgm"
            | "HDRGainMap"
            | "GCamera"
            | "Container"
            | "Item"
            | "GAudio"
    ) || has(&["thumbnail", "motionphoto", "microvideo", "gainmap"])
    {
        Category::HiddenImage
    } else if lower.starts_with("gps")
        || has(&["location", "city", "country", "state", "sublocation", "latitude", "longitude", "address"])
    {
        Category::Location
    } else if has(&[
        "creator",
        "author",
        "owner",
        "rights",
        "person",
        "face",
        "artist",
        "byline",
        "credit",
        "contact",
        "email",
        "by-line",
        "copyright",
    ]) && !has(&["creatortool", "createdate"])
        || prefix.starts_with("mwg-rs")
        || prefix == "MPReg"
    {
        Category::Person
    } else if has(&["serial", "make", "model", "lens", "camera", "imageuniqueid", "firmware"]) {
        Category::Device
    } else if has(&["date", "time", "when"]) {
        Category::Time
    } else if has(&["software", "tool", "agent", "engine", "xmptk", "xaptk"])
        || matches!(prefix, "stEvt" | "photoshop" if has(&["history", "action", "parameters"]))
    {
        Category::Software
    } else if prefix == "dc"
        || has(&[
            "title",
            "description",
            "caption",
            "comment",
            "subject",
            "keyword",
            "headline",
            "instructions",
            "label",
        ])
    {
        Category::Text
    } else {
        Category::Other
    }
}

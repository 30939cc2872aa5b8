//! File names that give nothing away and that every file system takes.

use unicode_normalization::UnicodeNormalization as _;
use uuid::Uuid;

use super::OutputFormat;

/// The longest stem in bytes, so that stem, number, extension and `.consent.json` stay below 255 bytes
/// and within the sidecar's 80 characters.
const MAX_STEM: usize = 60;

/// Names that Windows keeps for devices, with any extension and in any case.
const RESERVED: [&str; 6] = ["con", "prn", "aux", "nul", "com", "lpt"];

/// `sladd-<first 8 hex digits of the record id>.<ext>`: neither camera, date nor person.
pub fn neutral_name(record_id: Uuid, format: OutputFormat) -> String {
    let hex = record_id.simple().to_string();
    format!("sladd-{}.{}", hex.get(..8).unwrap_or_default(), format.extension())
}

/// A stem made from a person's own name for the file: ASCII letters, digits, `-`, `_` and `.` as the
/// sidecar's schema wants them, never a device name, never hidden, never empty.
pub fn safe_stem(wanted: &str) -> String {
    let mut stem = String::new();
    for letter in wanted.nfc() {
        match letter {
            'a'..='z' | 'A'..='Z' | '0'..='9' | '_' => stem.push(letter),
            'æ' | 'ä' => stem.push_str("ae"),
            'Æ' | 'Ä' => stem.push_str("Ae"),
            'ø' | 'ö' => stem.push_str("oe"),
            'Ø' | 'Ö' => stem.push_str("Oe"),
            'å' => stem.push_str("aa"),
            'Å' => stem.push_str("Aa"),
            _ if !stem.ends_with('-') => stem.push('-'),
            _ => {}
        }
        if stem.len() >= MAX_STEM {
            break;
        }
    }
    stem.truncate(MAX_STEM);
    let stem = stem.trim_matches(|c| c == '-' || c == '_').to_owned();
    if stem.is_empty() {
        "photo".to_owned()
    } else if is_safe_stem(&stem) {
        stem
    } else {
        format!("photo-{stem}")
    }
}

/// The stem of a copy in a size with a name: cut so that name, number and suffix still fit. The stem as it is where the size
/// has none.
pub fn sized_stem(stem: &str, size: &str) -> String {
    if size.is_empty() {
        return stem.to_owned();
    }
    let stem: String = stem.chars().take(MAX_STEM.saturating_sub(size.len() + 1)).collect();
    format!("{}-{size}", stem.trim_end_matches('-'))
}

/// True where a stem can be used as it is on every system.
pub fn is_safe_stem(stem: &str) -> bool {
    let lower = stem.to_ascii_lowercase();
    let base = lower.split('.').next().unwrap_or_default();
    let device = RESERVED.iter().any(|name| {
        base.strip_prefix(name).is_some_and(|rest| {
            let numbered = rest.len() == 1 && rest.bytes().all(|byte| byte.is_ascii_digit());
            rest.is_empty() && !matches!(*name, "com" | "lpt") || numbered && matches!(*name, "com" | "lpt")
        })
    });
    !device
        && !stem.is_empty()
        && stem.len() <= MAX_STEM + "photo-".len()
        && stem.starts_with(|c: char| c.is_ascii_alphanumeric())
        && stem.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hostile_names_become_plain_ones() {
        for (wanted, name) in [
            ("CON", "photo-CON"),
            ("nul.jpg", "nul-jpg"),
            ("com1", "photo-com1"),
            ("COM¹", "COM"),
            ("../x", "x"),
            ("-rf", "rf"),
            ("a.", "a"),
            ("Sommerfest på Nordøya", "Sommerfest-paa-Nordoeya"),
            ("\u{202e}gpj.exe", "gpj-exe"),
            ("😀", "photo"),
            ("", "photo"),
        ] {
            let stem = safe_stem(wanted);
            assert_eq!(stem, name, "{wanted:?}");
            assert!(is_safe_stem(&stem), "{stem:?}");
        }
        assert!(is_safe_stem(&safe_stem(&"x".repeat(300))));
        // Composed and decomposed spellings give the same name.
        assert_eq!(safe_stem("a\u{30a}"), safe_stem("å"));
    }

    #[test]
    fn the_neutral_name_tells_only_the_record() {
        let id: Uuid = "7c0e6c1a-5d0f-4b0a-9f55-3f6f0f2d9b11".parse().unwrap();
        assert_eq!(neutral_name(id, OutputFormat::Jpeg), "sladd-7c0e6c1a.jpg");
    }
}

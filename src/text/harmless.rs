//! Words of others, shown so that they can do nothing: names of files, places and events that somebody typed, what a
//! damaged file says.
//!
//! A terminal obeys control characters, so a file name could write over the verdict about it, set the window's title or
//! give commands. Marks of writing direction turn `gpj.exe` into a picture; characters without a width make two names look
//! alike. Each of them is told by its code point: `<U+001B>`. Names hold no `<` on Windows, and whatever a name is made
//! of, what is shown obeys nothing.

use std::{borrow::Cow, path::Path};

/// True for a character that is obeyed and not seen, or that is not seen at all: controls (C0, C1, DEL) with tab and line
/// break among them, separators of lines and paragraphs, and what Unicode calls default ignorable code points
/// (`DerivedCoreProperties.txt` of Unicode 16), with the marks of writing direction, and annotation characters.
pub fn is_unseen(letter: char) -> bool {
    letter.is_control()
        || matches!(letter,
            '\u{AD}' | '\u{34F}' | '\u{61C}' | '\u{115F}'..='\u{1160}' | '\u{17B4}'..='\u{17B5}'
            | '\u{180B}'..='\u{180F}' | '\u{200B}'..='\u{200F}' | '\u{2028}'..='\u{202E}'
            | '\u{2060}'..='\u{206F}' | '\u{3164}' | '\u{FE00}'..='\u{FE0F}' | '\u{FEFF}' | '\u{FFA0}'
            | '\u{FFF0}'..='\u{FFFB}' | '\u{1BCA0}'..='\u{1BCA3}' | '\u{1D173}'..='\u{1D17A}'
            | '\u{E0000}'..='\u{E0FFF}')
}

/// True where a text holds a character that [`is_unseen`].
pub fn holds_unseen(text: &str) -> bool {
    text.chars().any(is_unseen)
}

/// The text on one line, with every character that [`is_unseen`] told by its code point.
pub fn harmless(text: &str) -> Cow<'_, str> {
    shown(text, is_unseen)
}

/// The same for what may have several lines.
pub fn harmless_lines(text: &str) -> Cow<'_, str> {
    shown(text, |letter| letter != '\n' && is_unseen(letter))
}

/// A path as a person may see it; what is not text in it is told by replacement characters.
pub fn harmless_path(path: &Path) -> String {
    harmless(&path.to_string_lossy()).into_owned()
}

/// JSON in which every such character is written by its escape: whoever reads it as JSON has the exact text, whoever
/// looks at it obeys nothing. `json` is sound JSON without line breaks between its parts.
pub fn harmless_json(json: &str) -> Cow<'_, str> {
    if !holds_unseen(json) {
        return Cow::Borrowed(json);
    }
    let mut shown = String::with_capacity(json.len() + 16);
    for letter in json.chars() {
        if is_unseen(letter) {
            // Such a character stands only within strings, and there as itself (RFC 8259, section 7).
            for unit in letter.encode_utf16(&mut [0; 2]) {
                push(&mut shown, format_args!("\\u{unit:04x}"));
            }
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

fn shown(text: &str, is_told: impl Fn(char) -> bool) -> Cow<'_, str> {
    if !text.chars().any(&is_told) {
        return Cow::Borrowed(text);
    }
    let mut shown = String::with_capacity(text.len() + 16);
    for letter in text.chars() {
        if is_told(letter) {
            push(&mut shown, format_args!("<U+{:04X}>", u32::from(letter)));
        } else {
            shown.push(letter);
        }
    }
    Cow::Owned(shown)
}

fn push(to: &mut String, piece: std::fmt::Arguments<'_>) {
    to.push_str(&piece.to_string());
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_obeyed_or_not_seen_is_told_by_its_code_point() {
        for (text, shown) in [
            ("bad.jpg\r\u{1b}[2Kgood.jpg", "bad.jpg<U+000D><U+001B>[2Kgood.jpg"),
            ("a\u{1b}]0;x\u{7}", "a<U+001B>]0;x<U+0007>"),
            ("\u{9b}2K\u{7f}", "<U+009B>2K<U+007F>"),
            ("photo\u{202e}gpj.exe", "photo<U+202E>gpj.exe"),
            (
                "a\u{2066}b\u{2069}c\u{200b}d\u{feff}e\u{e0041}",
                "a<U+2066>b<U+2069>c<U+200B>d<U+FEFF>e<U+E0041>",
            ),
            ("a\u{2028}b\u{85}c\td", "a<U+2028>b<U+0085>c<U+0009>d"),
            ("one\ntwo", "one<U+000A>two"),
        ] {
            assert_eq!(harmless(text), shown);
            assert!(holds_unseen(text));
        }
        assert_eq!(harmless_lines("one\ntwo\r"), "one\ntwo<U+000D>");
    }

    #[test]
    fn what_people_write_stays_as_it_is() {
        for text in ["Ærø, Åse & søn – 24°.jpg", "Kuvá Čáhci ŋ đ ŧ.png", "5 × 3 “x” 日本 👩 \u{a0}", ""]
        {
            assert_eq!(harmless(text), text);
            assert!(matches!(harmless(text), Cow::Borrowed(_)));
        }
    }

    #[test]
    fn json_stays_the_same_for_whoever_reads_it() {
        let name = "a\u{1b}[2K\u{202e}\u{9b}\u{7f}\n\u{e0041}\"\\ø.jpg";
        let plain = serde_json::to_string(&serde_json::json!({ "photo": name })).unwrap();
        let shown = harmless_json(&plain);
        assert!(!holds_unseen(&shown), "{shown}");
        let read: serde_json::Value = serde_json::from_str(&shown).unwrap();
        assert_eq!(read["photo"], name);
        assert!(shown.contains("ø"));
    }
}

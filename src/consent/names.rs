//! Recognises what looks like a person's name, so that it can be refused where an id or a reference belongs.
//!
//! A guard against habit, not a proof: a common given name of Denmark, Norway or Sweden followed by a word
//! that ends as surnames do, is a common one, or begins with a capital letter. Rare names pass; `Box Nord` does too. In a whole
//! column of a list more can be told, by [`looks_like_one`] and [`is_known_alone`].

mod lists;

use lists::{GIVEN, SURNAMES};

/// How surnames of the three countries end.
const SURNAME_ENDS: &[&str] = &[
    "sen", "son", "sson", "ström", "strøm", "strom", "berg", "lund", "gaard", "gård", "gren", "qvist",
    "quist", "kvist", "dahl", "dal", "mark", "holm", "vik", "bakken", "stad", "rud", "skov", "toft", "nes",
];

/// True where the text holds a given name followed by what may be a surname, or the other way round with a
/// comma between them.
pub fn is_in(text: &str) -> bool {
    let words: Vec<&str> =
        text.split(|letter: char| !letter.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    words.windows(2).any(|pair| match pair {
        [first, second] => {
            let written_as_name = starts_capital(first) && starts_capital(second) && !is_capitals(second);
            is_given(first) && (written_as_name || is_surname(second))
                || is_given(second) && is_surname(first)
        }
        _ => false,
    })
}

fn is_given(word: &str) -> bool {
    let plain: String = word
        .to_lowercase()
        .chars()
        .map(|letter| match letter {
            'å' | 'á' | 'à' => 'a',
            'é' | 'è' => 'e',
            'ö' | 'ø' => 'o',
            other => other,
        })
        .collect();
    GIVEN.contains(&plain.as_str())
}

fn starts_capital(word: &str) -> bool {
    word.chars().next().is_some_and(char::is_uppercase)
}

fn is_capitals(word: &str) -> bool {
    word.chars().all(char::is_uppercase)
}

fn is_surname(word: &str) -> bool {
    let lower = word.to_lowercase();
    SURNAMES.contains(&lower.as_str())
        || lower.chars().count() >= 5 && SURNAME_ENDS.iter().any(|end| lower.ends_with(end))
}

/// True for two to five words that are each written as a name is: "Thi Minh Nguyen", "HANSEN, A.", "van der Berg". Many
/// references are written so too; in a column in which most cells are different and look like that, they are names.
pub fn looks_like_one(text: &str) -> bool {
    let words: Vec<&str> = text.split([' ', ',', '\u{a0}']).filter(|word| !word.is_empty()).collect();
    let letters =
        |word: &str| word.chars().all(|c| c.is_alphabetic() || matches!(c, '-' | '\'' | '.' | '\u{2019}'));
    let is_small = |word: &str| {
        matches!(word, "van" | "von" | "der" | "de" | "af" | "av" | "el" | "al" | "bin" | "og" | "och")
    };
    let named = words.iter().filter(|word| starts_capital(word)).count();
    (2..=5).contains(&words.len())
        && named >= 2
        && words.iter().all(|word| letters(word) && (starts_capital(word) || is_small(word)))
        && !words.iter().any(|word| NO_NAMES.contains(&word.to_lowercase().as_str()))
}

/// True for a text that is one common given name or surname and nothing else, or one with an initial: "Anna", "Hansen",
/// "Anna H.".
pub fn is_known_alone(text: &str) -> bool {
    let words: Vec<&str> = text.split(|c: char| !c.is_alphabetic()).filter(|word| !word.is_empty()).collect();
    let others = words.iter().filter(|word| word.chars().count() > 1).count();
    others == 1
        && words.len() <= 3
        && !text.contains(|c: char| c.is_ascii_digit())
        && words.iter().any(|word| word.chars().count() > 1 && (is_given(word) || is_surname(word)))
}

/// Words of references and of organisations that are written with a capital as often as names are.
const NO_NAMES: &[&str] = &[
    "afdeling",
    "afsnit",
    "archive",
    "arkiv",
    "avdeling",
    "avdelning",
    "box",
    "boks",
    "center",
    "department",
    "dokument",
    "enhed",
    "enhet",
    "event",
    "folder",
    "form",
    "hospital",
    "kasse",
    "kommune",
    "kommunikation",
    "mappe",
    "papir",
    "region",
    "sag",
    "sak",
    "sagsarkiv",
    "scan",
    "skab",
    "skabet",
    "sjukhus",
    "sykehus",
    "sygehus",
    "team",
    "unit",
    "ward",
    "ärende",
    "pärm",
    "perm",
];

#[cfg(test)]
mod tests {
    use super::{is_in, is_known_alone, looks_like_one};

    #[test]
    fn names_are_found_however_they_are_written() {
        for text in [
            "Anna Hansen",
            "anna hansen",
            "Hansen, Anna",
            "form of Lars Bergström, box 12",
            "anna.hansen@example.org",
            "Jørgen Møller",
            "Åse Nygård",
            "ok: Erik-Lund",
            "ANNA MØLLER",
            "møller, anna",
            "Fatima Ali",
            "Torbjørn Haugen",
        ] {
            assert!(is_in(text), "{text}");
        }
    }

    #[test]
    fn references_pass() {
        for text in [
            "HR archive, box 12",
            "Sagsarkiv, kasse 4",
            "Public360 Sag 24-118832",
            "LED-12",
            "afdelingsledelse",
            "Kommunikation, mappe 7",
            "Anna",
            "no name, no adverts",
            "Per 2027",
            "Box Nord",
            "",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }

    #[test]
    fn in_a_column_names_look_like_names() {
        for text in [
            "Thi Minh Nguyen",
            "Hansen, A.",
            "Xiaoming Zhou",
            "Karl-Johan Af Ugglas",
            "ANNA MARIA",
            "O\u{2019}Brien Sean",
        ] {
            assert!(looks_like_one(text), "{text}");
        }
        for text in [
            "Sag 24-118832",
            "Kirurgisk afdeling",
            "Public360",
            "Box Nord",
            "Sommerfest",
            "Ja",
            "Arkiv Syd Øst",
        ] {
            assert!(!looks_like_one(text), "{text}");
        }
        for text in ["Anna", "hansen", "Anna H.", "M. Haugen", "TORBJØRN"] {
            assert!(is_known_alone(text), "{text}");
        }
        for text in ["Box", "Sommerfest", "Anna 2", "", "Intranet"] {
            assert!(!is_known_alone(text), "{text}");
        }
    }
}

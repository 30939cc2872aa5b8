//! Personal numbers, telephone numbers and dates in what a machine has read, which may be off by a letter.

use std::sync::LazyLock;

use regex::Regex;

use crate::consent::personal_number;

/// True where the text holds what looks like a Danish, Norwegian or Swedish personal number: also one broken over spaces, with a
/// letter or two where digits belong, or of the shape of one with a date that there is not, as a digit may be misread.
pub(super) fn is_personal(text: &str) -> bool {
    let mended = mended(text);
    personal_number::is_in(text)
        || personal_number::is_in(&mended)
        || SHAPE.is_match(&mended)
        || runs(&mended).any(|run| is_broken(&run))
}

/// True where `first` ends and `second` begins as the two parts of a personal number do.
pub(super) fn is_personal_in_two(first: &str, second: &str) -> bool {
    let (first, second) = (mended(first), mended(second));
    let ends = ENDS.captures(first.trim_end()).and_then(|found| found.get(1));
    let begins = BEGINS.captures(second.trim_start()).and_then(|found| found.get(1));
    ends.zip(begins).is_some_and(|(date, rest)| {
        personal_number::is_in(&format!("{} {}", short(date.as_str()), rest.as_str()))
    })
}

pub(super) fn is_phone(text: &str) -> bool {
    PHONE.is_match(text) || CALLED.is_match(text)
}

pub(super) fn is_date(text: &str) -> bool {
    DATE.is_match(text) || MONTH.is_match(text)
}

/// A pattern of this file.
fn pattern(text: &str) -> Regex {
    #[expect(clippy::expect_used, reason = "the patterns are written in this file and compiled by its tests")]
    Regex::new(text).expect("a pattern of this file")
}

/// Six digits, a dash, four digits; six digits and five.
static SHAPE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"(?:^|[^0-9+])(?:\d{6} ?[-+] ?\d{4}|\d{8} ?- ?\d{4}|\d{6}[ -]\d{5})(?:[^0-9]|$)")
});
static ENDS: LazyLock<Regex> = LazyLock::new(|| pattern(r"(?:^|[^0-9])(\d{8}|\d{6}) ?-?$"));
static BEGINS: LazyLock<Regex> = LazyLock::new(|| pattern(r"^-? ?(\d{4,5})(?:[^0-9]|$)"));
/// With a country's code, in the groups of the three countries, or eight digits and more that begin with 0.
static PHONE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)(?:^|[^0-9])(?:
            (?:\+|00)\x20?(?:4[5-7]|35[48]|29[89]|49|44)\x20?(?:\(0\)\x20?)?\d(?:[\x20\-]?\d){6,9}
            | \d{2}\x20\d{2}\x20\d{2}\x20\d{2} | \d{3}\x20\d{2}\x20\d{3} | \d{4}\x20\d{4} | [2-9]\d{7}
            | 0\d{1,3}[\x20\-]\d{2,3}\x20?\d{2}\x20?\d{2,3} | 0\d{1,2}-\d{5,8} | 07\d{8}
        )(?:[^0-9]|$)",
    )
});
/// A word for a telephone and some digits.
static CALLED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?i)\b(?:t[1il]?f|tele?f?o?n?|tel|mob(?:il)?|phone|call|lokal|anknytning|[1il]ok)\.?:? ?\+?\d(?:[ -]?\d){3,}",
    )
});
static DATE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?x)(?:^|[^0-9])(?:
            (?:0?[1-9]|[12]\d|3[01])\x20?[./\-]\x20?(?:0?[1-9]|1[0-2])\x20?[./\-]\x20?(?:(?:19|20)\d{2}|\d{2})
            | (?:19|20)\d{2}\x20?[./\-]\x20?(?:0[1-9]|1[0-2])\x20?[./\-]\x20?(?:0[1-9]|[12]\d|3[01])
        )(?:[^0-9]|$)",
    )
});
/// Months as Danish, Norwegian, Swedish and English write them.
static MONTH: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"(?ix)(?:^|[^0-9])(?:[1-9]|[12]\d|3[01])\.?\x20?
            (?:jan|feb|mar|apr|ma[jiy]|jun|jul|aug|sep|o[kc]t|nov|de[cs])[a-z]*\.?\x20?(?:\d{4}|\d{2})?(?:[^0-9a-z]|$)",
    )
});

/// Letters that look like digits become digits in words that are digits otherwise, and all dashes one.
fn mended(text: &str) -> String {
    let dashed = text.replace(['~', '—', '–', '−', '=', '·', '•', ':'], "-");
    let words = dashed.split(' ').map(|word| {
        let digits = word.chars().filter(char::is_ascii_digit).count();
        let doubtful = word.chars().filter(|letter| digit_of(*letter).is_some()).count();
        let others =
            word.chars().filter(|letter| letter.is_alphabetic() && digit_of(*letter).is_none()).count();
        if digits >= 3 && doubtful > 0 && doubtful <= 2 && others == 0 {
            word.chars().map(|letter| digit_of(letter).unwrap_or(letter)).collect()
        } else {
            word.to_owned()
        }
    });
    words.collect::<Vec<String>>().join(" ")
}

/// The digit that a letter is taken for.
const fn digit_of(letter: char) -> Option<char> {
    Some(match letter {
        'O' | 'o' | 'D' | 'Q' | 'Ø' | 'ø' => '0',
        'I' | 'l' | 'i' | '|' | '!' => '1',
        'Z' | 'z' => '2',
        'A' => '4',
        'S' | 's' => '5',
        'G' | 'b' => '6',
        'T' => '7',
        'B' => '8',
        'g' | 'q' => '9',
        _ => return None,
    })
}

/// A group of digits and the sign before it.
type Group<'a> = (Option<char>, &'a str);

/// Digits in groups with at most one sign between two of them.
fn runs(text: &str) -> impl Iterator<Item = Vec<Group<'_>>> {
    let mut found: Vec<Vec<Group<'_>>> = Vec::new();
    let mut ended = None;
    for group in GROUP.find_iter(text) {
        let sign = text.get(..group.start()).and_then(|before| before.chars().next_back());
        let joined = ended.is_some_and(|end| group.start() <= end + 1)
            && sign.is_some_and(|sign| matches!(sign, ' ' | '.' | '-' | '/'));
        match found.last_mut() {
            Some(run) if joined => run.push((sign, group.as_str())),
            _ => found.push(vec![(sign, group.as_str())]),
        }
        ended = Some(group.end());
    }
    found.into_iter()
}

static GROUP: LazyLock<Regex> = LazyLock::new(|| pattern(r"\d+"));

/// True where the groups, from one of them to the last, are those of a date and then four or five digits. Groups of telephone numbers
/// (three digits first) and a date with a time (a tail parted by a point) are none.
fn is_broken(run: &[Group<'_>]) -> bool {
    (0..run.len()).any(|start| {
        let groups = run.get(start..).unwrap_or_default();
        if groups.first().is_some_and(|(sign, _)| *sign == Some('+')) {
            return false;
        }
        let mut date = String::new();
        let mut used = 0;
        for (_, group) in groups {
            if date.len() >= 6 || group.len() % 2 == 1 {
                break;
            }
            date.push_str(group);
            used += 1;
        }
        // A year of four digits makes eight.
        let rest = groups.get(used..).unwrap_or_default();
        let spaced = rest.iter().skip(1).all(|(sign, _)| *sign == Some(' '));
        let tail: String = rest.iter().map(|(_, group)| *group).collect();
        matches!(date.len(), 6 | 8)
            && matches!(tail.len(), 4 | 5)
            && spaced
            && personal_number::is_in(&format!("{}-{tail}", short(&date)))
    })
}

/// A day, a month and a year of four digits as one of two: `01072006` is `010706`. A year that stands first stays.
fn short(date: &str) -> String {
    match (date.get(..4), date.get(4..6), date.get(6..8)) {
        (Some(day), Some("19" | "20"), Some(year)) if date.len() == 8 => format!("{day}{year}"),
        _ => date.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Numbers that nobody has: a Danish day of 60 more, a Norwegian month of 80 more, published test numbers.
    #[test]
    fn personal_numbers_are_found_as_machines_read_them() {
        for text in [
            "211062-5629",
            "CPR 211062-5629",
            "21O062-5629",
            "211O62-56Z9",
            "21l062-5629",
            "211062~5629",
            "211062—5629",
            "211062:5629",
            "21 10 62 5629",
            "21.10.62-5629",
            "2110 62 5629",
            "211062 56 29",
            "21.10.1962-5629",
            "151086 95088",
            "151086 950 88",
            "15 10 86 95088",
            "880320-0016",
            "19880320-0016",
            "1988 0320 0016",
            "Fødselsnr: 149259 03892",
            "394262-5629",
        ] {
            assert!(is_personal(text), "{text}");
        }
        assert!(is_personal_in_two("Cpr: 211062", "5629"));
        assert!(is_personal_in_two("211062-", "5629 Afd. B"));
        assert!(is_personal_in_two("151086", "95088"));
        assert!(is_personal_in_two("21101962", "-5629"));
    }

    #[test]
    fn other_numbers_are_not_personal() {
        for text in [
            "070-123 45 67",
            "08-890 77 71",
            "+45 20 12 34 56",
            "+4722334455",
            "22 33 44 55",
            "27.11.2026 14.30",
            "27.11.26 14.30",
            "27.11.2026 14:30",
            "2026-11-27 08-16",
            "Stue 12",
            "120/80 mmHg",
            "Blodtryk x 3 dgl.",
            "IMG_20261127_1234",
            "Ring 35 45 35 45",
            "",
        ] {
            assert!(!is_personal(text), "{text}");
        }
        for (first, second) in [
            ("Stue 12", "5629"),
            ("211062", "Afd. B"),
            ("211062", "562"),
            ("994262", "5629"),
            ("211062", "562912"),
        ] {
            assert!(!is_personal_in_two(first, second), "{first} | {second}");
        }
    }

    #[test]
    fn telephone_numbers_and_dates() {
        for text in [
            "Tlf. 35 45 35 45",
            "35 45 35 45",
            "+45 35453545",
            "08-890 77 71",
            "070-123 45 67",
            "Lokal 4711",
            "915 12 345",
        ] {
            assert!(is_phone(text), "{text}");
        }
        for text in ["27.11.2026", "Født 3/4-62", "2026-11-27", "12. marts 1950", "3 maj", "26-07-1943"] {
            assert!(is_date(text), "{text}");
        }
        for text in ["Stue 12", "Indgang 3B", "120/80", "Mars"] {
            assert!(!is_phone(text) && !is_date(text), "{text}");
        }
    }
}

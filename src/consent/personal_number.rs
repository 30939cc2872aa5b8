//! Recognises what looks like a Danish, Norwegian or Swedish personal number, so that it can be refused.
//!
//! A failed checksum is no reason to let one pass: Denmark has issued numbers without since 2007, and
//! Norway changes its rule in 2032. Dates decide (sources in the domain brief, section 6: cpr.dk,
//! Skatteetaten, Skatteverket). What is found is never stored, logged or shown.

use unicode_normalization::UnicodeNormalization as _;

/// True where the text holds a run of characters that could be a personal number.
pub fn is_in(text: &str) -> bool {
    // Digits of other widths and shapes are read as digits by whoever reads them.
    let letters: Vec<char> = text.nfkc().map(normalised).collect();
    (0..letters.len()).any(|start| {
        let begins = start.checked_sub(1).and_then(|at| letters.get(at)).is_none_or(|c| !c.is_ascii_digit());
        begins && starts_number(letters.get(start..).unwrap_or_default())
    })
}

/// Dashes and spaces of all kinds as one; letters as capitals.
fn normalised(letter: char) -> char {
    match letter {
        '\u{2010}'..='\u{2015}' | '\u{2212}' => '-',
        '\u{a0}' | '\u{2009}' | '\u{202f}' => ' ',
        other => other.to_ascii_uppercase(),
    }
}

fn starts_number(letters: &[char]) -> bool {
    let digits = letters.iter().take_while(|letter| letter.is_ascii_digit()).count();
    let value = |from: usize, length: usize| -> u32 {
        letters
            .iter()
            .skip(from)
            .take(length)
            .filter_map(|letter| letter.to_digit(10))
            .fold(0, |n, d| n * 10 + d)
    };
    let tail_ends =
        |from: usize, length: usize| letters.get(from + length).is_none_or(|c| !c.is_ascii_digit());
    // The last four of a CPR or personnummer: a digit or one of the letters of replacement numbers first.
    let four = |from: usize| {
        letters.get(from..from + 4).is_some_and(|last| {
            last.iter().all(|c| c.is_ascii_digit() || c.is_ascii_uppercase())
                && last.iter().filter(|c| c.is_ascii_digit()).count() >= 2
        }) && tail_ends(from, 4)
    };
    let separated = |at: usize| match letters.get(at) {
        Some('-' | '+' | ' ') => Some(at + 1),
        Some(letter) if letter.is_ascii_digit() => Some(at),
        Some(_) | None => None,
    };
    // However many signs and spaces stand between: they are one separator to whoever reads it.
    let apart = |at: usize| at + letters.iter().skip(at).take_while(|letter| is_separator(**letter)).count();
    let danish = || is_day(value(0, 2)) && is_month(value(2, 2));
    let swedish = |from: usize| is_month(value(from + 2, 2)) && is_day(value(from + 4, 2));
    let short = digits >= 6 && (digits > 6 || apart(6) > 6) && four(apart(6)) && (danish() || swedish(0));
    // Cameras and registries write a day of this century and a number after it (IMG_20261127_1234).
    let parted = || {
        if value(0, 2) == 20 {
            separated(8).is_some_and(&four)
        } else {
            (digits > 8 || apart(8) > 8) && four(apart(8))
        }
    };
    let long = digits >= 8 && matches!(value(0, 2), 18..=20) && parted() && swedish(2);
    let norwegian = || {
        let serial = apart(6);
        let five = letters.get(serial..serial + 5).is_some_and(|five| five.iter().all(char::is_ascii_digit));
        let (day, month) = (value(0, 2), value(2, 2));
        // D-numbers add 40 to the day, H-numbers 40 and test numbers 80 to the month, FH-numbers begin with 8 or 9.
        let day_fits = is_day(day) || (41..=71).contains(&day);
        let month_fits =
            is_month(month) || is_month(month.wrapping_sub(40)) || is_month(month.wrapping_sub(80));
        five && tail_ends(serial, 5) && (day_fits && month_fits || day >= 80)
    };
    short || long || digits >= 6 && norwegian()
}

const fn is_separator(letter: char) -> bool {
    matches!(letter, ' ' | '-' | '+' | '.' | ',' | '_' | '/')
}

/// Days of the month; Danish replacement numbers and Swedish coordination numbers add 60.
const fn is_day(day: u32) -> bool {
    matches!(day, 1..=31 | 61..=91)
}

const fn is_month(month: u32) -> bool {
    matches!(month, 1..=12)
}

#[cfg(test)]
mod tests {
    use super::is_in;

    /// Published test values only (domain brief 6.4 and the sources named there).
    #[test]
    fn published_test_numbers_are_found() {
        for number in [
            "211062-5629",
            "2110620629",
            "211062.5629",
            "211062,5629",
            "211062_5629",
            "211062/5629",
            "211062 - 5629",
            "211062  5629",
            "\u{ff12}\u{ff11}\u{ff11}\u{ff10}\u{ff16}\u{ff12}\u{ff0d}\u{ff15}\u{ff16}\u{ff12}\u{ff19}",
            "151086.95088",
            "19880320_0016",
            "211062 5629",
            "211062\u{2013}5629",
            "15108695088",
            "151086 95088",
            "15108695077",
            "13527248013",
            "10915596784",
            "68467038838",
            "02013299997",
            "30108299939",
            "880320-0016",
            "8803200016",
            "19880320-0016",
            "198803200016",
            "880320+0018",
            "000101-T220",
        ] {
            assert!(is_in(number), "{number}");
            assert!(is_in(&format!("journal {number}, arkiv")), "{number} in a sentence");
        }
    }

    #[test]
    fn ordinary_references_pass() {
        for text in [
            "HR archive, box 12",
            "S-K7QD-4TXM",
            "2026/1234",
            "sag 24-118832",
            "arkiv 2026-11-24",
            "DISP-2026-014",
            "99 99 99",
            "2026-11-27",
            "2026.11.27",
            "27.11.2026",
            "IMG_20261127_1234",
            "261127AB12",
            "IMG_20261127_123456",
            "",
        ] {
            assert!(!is_in(text), "{text}");
        }
    }
}

//! References of people who work with the program: never a name, and told apart as a reader tells them apart.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

/// True where somebody is told by the reference: it holds a letter or a digit that can be seen.
pub fn names_somebody(reference: &str) -> bool {
    forms(reference).iter().all(|form| !form.is_empty())
}

/// True where two references are one to whoever reads them: upper and lower case, signs, spaces, what cannot be seen,
/// and letters and digits that look alike make no difference. Two that name nobody are one.
///
/// Letters that look alike are those of Unicode Technical Standard 39. Some do so in one case only (В is like B, в is
/// not like b), so the small, the capital and the written form are each held against the other's.
pub fn is_same_reference(one: &str, other: &str) -> bool {
    forms(one).iter().zip(forms(other)).any(|(one, other)| *one == other)
}

fn forms(reference: &str) -> [String; 6] {
    let plain: String = reference.nfkc().collect();
    // A letter of another alphabet may look like one of the other case (a Greek nu like v, a Cyrillic Ve like B): it is
    // taken for that before cases are laid together. Latin letters are not, or I would be L.
    let looks: String = plain.chars().map(latin_look).collect();
    [plain.to_lowercase(), looks.to_lowercase(), plain.to_uppercase(), looks.to_uppercase(), plain, looks]
        .map(|form| {
            // Before letters are compared by their looks: a ring over an a is a part of the letter, and one that stands
            // alone is none.
            let letters: String = form.nfkc().filter(|c| c.is_alphanumeric()).collect();
            skeleton(&letters).collect()
        })
}

/// The Latin letter or the digit that a letter of another alphabet looks like, else the letter itself.
fn latin_look(letter: char) -> char {
    if letter.is_ascii() {
        return letter;
    }
    let mut alone = [0; 4];
    let mut looks = skeleton(letter.encode_utf8(&mut alone));
    match (looks.next(), looks.next()) {
        (Some(look), None) if look.is_ascii_alphanumeric() => look,
        _ => letter,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_reads_the_same_is_the_same_reference() {
        for (one, other) in [
            ("LED-12", "LED-12"),
            ("LED-12", "led-12"),
            ("LED-12", "LED\u{2011}12"),
            ("LED-12", "LED-12."),
            ("LED 12", "LED  12"),
            ("LED-12", " LED\u{a0}12\t"),
            ("\u{e5}12", "\u{c5}12"),
            ("\u{c5}12", "A\u{30a}12"),
            ("\u{c5}12", "\u{212b}12"),
            ("LED-12", "LED-\u{200b}12"),
            ("LED-12", "LED-\u{2066}12\u{2069}"),
            ("LED-12", "LED-12\u{3164}"),
            ("LED-12", "LED-12\u{fe0f}"),
            ("LED-12", "\u{ff2c}\u{ff25}\u{ff24}-\u{ff11}\u{ff12}"),
            ("LED-12", "L\u{415}D-12"),
            ("led-12", "L\u{415}D-12"),
            ("led-12", "l\u{435}d-12"),
            ("B3-op", "\u{412}3-op"),
            ("b3-op", "\u{412}3-OP"),
            ("Opus 7", "\u{39f}\u{3a1}us 7"),
            ("LED-12", "LED-I2"),
            ("LED-12", "LED-l2"),
            ("LED-10", "LED-1O"),
            ("Stra\u{df}e 4", "STRASSE 4"),
            ("\u{fb01}n 2", "fin 2"),
            ("LED-12", "LED-\u{1d7cf}\u{1d7d0}"),
            ("VB-7", "\u{3bd}\u{412}-7"),
            ("BA-1", "\u{412}\u{251}-1"),
        ] {
            assert!(is_same_reference(one, other) && is_same_reference(other, one), "{one:?} {other:?}");
        }
    }

    #[test]
    fn two_people_stay_two() {
        for (one, other) in [
            ("LED-12", "LED-13"),
            ("LED-12", "LED-112"),
            ("kommunikation 2", "kommunikation 1"),
            ("ABI", "ABL"),
            ("abi", "abl"),
            ("\u{d8}B", "OB"),
            ("\u{c5}B", "AB"),
            ("HR", "HP"),
            ("", "LED-12"),
        ] {
            assert!(!is_same_reference(one, other) && !is_same_reference(other, one), "{one:?} {other:?}");
        }
    }

    #[test]
    fn what_cannot_be_read_names_nobody() {
        for nobody in
            ["", "  ", "-", "...", "\u{200b}\u{200d}", "\u{3164}", "\u{2800}", "\u{301}", "\u{1f600}"]
        {
            assert!(!names_somebody(nobody), "{nobody:?}");
            assert!(is_same_reference(nobody, ""), "{nobody:?}");
        }
        assert!(names_somebody("7") && names_somebody("\u{e6}"));
    }
}

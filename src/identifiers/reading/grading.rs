//! Grades a place by what its lines say.

use crate::identifiers::{Grade, text::Turned};

use super::{
    Read,
    numbers::{is_date, is_personal, is_personal_in_two, is_phone},
};

/// Mean probability of its letters from which a line is believed to be like a name.
const SURE_OF_NAME: f32 = 0.6;
/// Lines of a place up to which a single word in its largest letters is like a name: a badge, no notice.
const LINES_OF_BADGE: usize = 6;
/// Height against the highest line of the place from which a line is in its largest letters.
const LARGEST: f32 = 0.8;

/// How much the place tells: the gravest of its lines counts.
pub(in crate::identifiers) fn grade(lines: &[(Turned, Read)]) -> Grade {
    let says =
        |test: fn(&str) -> bool| lines.iter().any(|(_, read)| read.pieces().iter().any(|piece| test(piece)));
    if says(is_personal) || is_in_two(lines) {
        Grade::PersonalNumber
    } else if says(is_phone) {
        Grade::Phone
    } else if says(is_date) {
        Grade::Date
    } else if has_name(lines) {
        Grade::NameLike
    } else {
        Grade::Writing
    }
}

/// A number that is broken between two boxes, beside or below each other.
fn is_in_two(lines: &[(Turned, Read)]) -> bool {
    let last = |read: &Read| read.pieces().last().cloned().unwrap_or_default();
    let first = |read: &Read| read.pieces().first().cloned().unwrap_or_default();
    lines.iter().enumerate().any(|(at, (a, of_a))| {
        lines.iter().enumerate().any(|(other, (b, of_b))| {
            at != other && follows(a, b) && is_personal_in_two(&last(of_a), &first(of_b))
        })
    })
}

/// True where `b` is what is read after `a`.
fn follows(a: &Turned, b: &Turned) -> bool {
    let (along, across) = a.axes();
    let (dx, dy) = (b.center.0 - a.center.0, b.center.1 - a.center.1);
    let (u, v) = (dx.mul_add(along.0, dy * along.1), dx.mul_add(across.0, dy * across.1));
    let (high, sides) = (a.height.max(b.height), f32::midpoint(a.length, b.length));
    let beside = v.abs() < 0.6 * high && (-0.5 * high..2.5 * high).contains(&(u - sides));
    let below = (0.5 * high..2.2 * high).contains(&v) && u.abs() < sides;
    beside || below
}

fn has_name(lines: &[(Turned, Read)]) -> bool {
    let highest = lines.iter().map(|(line, _)| line.height).fold(0.0, f32::max);
    lines.iter().filter(|(_, read)| read.sure >= SURE_OF_NAME && read.pieces().len() == 1).any(
        |(line, read)| {
            let large = lines.len() <= LINES_OF_BADGE && line.height >= LARGEST * highest;
            read.pieces().first().is_some_and(|text| is_like_a_name(text, large))
        },
    )
}

/// Two to four words that begin with capitals, or one in the `large` letters of a small place.
fn is_like_a_name(text: &str, large: bool) -> bool {
    // Letters are joined to a word before them: "Navn:Ida Holm".
    let text = text.rsplit(':').next().unwrap_or(text);
    let words: Vec<&str> = text.split(' ').filter(|word| !word.is_empty()).collect();
    let letters = text.chars().filter(|letter| letter.is_alphabetic()).count();
    let is_word = |word: &&str| {
        word.chars().next().is_some_and(char::is_uppercase)
            && word.chars().all(|letter| letter.is_alphabetic() || matches!(letter, '-' | '.' | '\'' | '’'))
    };
    let fits = match words.len() {
        1 => large && letters >= 3,
        2..=4 => letters >= 5,
        _ => false,
    };
    fits && letters <= 40 && words.iter().all(is_word)
}

/// What speaks for a place being writing at all, of 1: the surest line, more with each letter that is another. Buttons, lattices and
/// patterns of cloth are read as a single letter, as the same one again and again, or with little certainty.
pub(in crate::identifiers) fn evidence(lines: &[(Turned, Read)], looks: usize) -> f32 {
    /// Letters of scripts of many strokes are what the model sees in lattices and buttons.
    const STROKES: f32 = 0.4;
    /// One letter that was seen at one size only.
    const SINGLE: f32 = 0.7;
    let of_one = |read: &Read| {
        let all = read.pieces().iter().flat_map(|piece| piece.chars());
        let mut letters: Vec<char> =
            all.filter(|letter| letter.is_alphanumeric()).flat_map(char::to_lowercase).collect();
        letters.sort_unstable();
        letters.dedup();
        let weight = |letter: &char| if u32::from(*letter) < 0x2000 { 1.0 } else { STROKES };
        let letters: f32 = letters.iter().map(weight).sum();
        let strength = read.sure * (1.0 - 0.5f32.powf(letters));
        if letters < 2.0 && looks < 2 { strength * SINGLE } else { strength }
    };
    lines.iter().map(|(_, read)| of_one(read)).fold(0.0, f32::max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(text: &str, x: f32, y: f32, height: f32) -> (Turned, Read) {
        let length = text.chars().count() as f32 * height * 0.6;
        let rect = Turned { center: (x + length / 2.0, y), length, height, angle: 0.0 };
        (rect, Read { pieces: vec![text.to_owned()], sure: 0.95, upside_down: false })
    }

    #[test]
    fn the_gravest_line_counts() {
        let all = ["Hjertemedicinsk", "Ida Holm", "27.11.2026", "Tlf. 35 45 35 45", "211062-5629"];
        let expected = [Grade::NameLike, Grade::NameLike, Grade::Date, Grade::Phone, Grade::PersonalNumber];
        for (count, grade_of) in (1..=5).zip(expected) {
            let lines: Vec<_> = all
                .iter()
                .take(count)
                .zip(0u8..)
                .map(|(text, row)| line(text, 0.0, f32::from(row) * 20.0, 14.0))
                .collect();
            assert_eq!(grade(&lines), grade_of, "{count}");
        }
        assert_eq!(grade(&[line("husk kaffe til mødet", 0.0, 0.0, 14.0)]), Grade::Writing);
        assert_eq!(grade(&[]), Grade::Writing);
    }

    #[test]
    fn a_number_in_two_boxes_is_found_where_they_follow_each_other() {
        let date = || line("211062", 0.0, 0.0, 14.0);
        assert_eq!(grade(&[line("5629", 60.0, 0.0, 14.0), date()]), Grade::PersonalNumber);
        assert_eq!(grade(&[date(), line("5629", 0.0, 20.0, 14.0)]), Grade::PersonalNumber);
        assert_ne!(grade(&[date(), line("5629", 300.0, 0.0, 14.0)]), Grade::PersonalNumber);
        assert_ne!(grade(&[date(), line("5629", 0.0, -20.0, 14.0)]), Grade::PersonalNumber);
    }

    #[test]
    fn names_by_capitals_and_size() {
        for text in ["Ida Holm", "Åse Brøndum-Lund", "Navn: Kåre Sæther", "IDA HOLM"] {
            assert!(is_like_a_name(text, false), "{text}");
        }
        for text in ["Ring til lægen", "Stue 12", "Ida", "I D", "Ej drikke efter kl. 22", ""] {
            assert!(!is_like_a_name(text, false), "{text}");
        }
        assert!(is_like_a_name("Ida", true) && !is_like_a_name("ida", true));
    }

    #[test]
    fn a_button_speaks_less_for_writing_than_a_word() {
        let (button, word) = (line("0", 0.0, 0.0, 14.0), line("Holm", 0.0, 0.0, 14.0));
        let lattice = line("mmmmmm", 0.0, 0.0, 14.0);
        assert!(evidence(&[button], 1) < evidence(&[lattice], 2) && evidence(&[word], 1) > 0.8);
        assert!(evidence(&[line("mmmmmm", 0.0, 0.0, 14.0)], 1) < 0.4);
        assert!(evidence(&[], 3) == 0.0);
    }
}

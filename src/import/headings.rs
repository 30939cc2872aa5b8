//! Headings as they are compared, and those that no list may have.

use unicode_normalization::UnicodeNormalization as _;
use unicode_security::skeleton;

use super::Personal;

/// Small letters and digits, one space between words: "Født/år:" is "født år". Words between brackets stay.
pub(super) fn plain(heading: &str) -> String {
    let letters: String = heading
        .nfkc()
        .flat_map(char::to_lowercase)
        .map(|c| if c.is_alphanumeric() || is_sign_of_age(c) { c } else { ' ' })
        .collect();
    letters.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// "18+" is another age than "18".
const fn is_sign_of_age(c: char) -> bool {
    c == '+'
}

/// Endings of words for names: "fornavn", "efternamn".
const NAME_ENDS: [&str; 3] = ["navn", "namn", "navne"];
/// Whole words, and two words in one, for names.
const NAME_WORDS: [&str; 22] = [
    "name",
    "names",
    "namnet",
    "navnet",
    "surname",
    "forename",
    "firstname",
    "lastname",
    "fullname",
    "middlename",
    "givenname",
    "familyname",
    "nickname",
    "initialer",
    "initials",
    "kaldenavn",
    "tilltalsnamn",
    "etternamn",
    "navna",
    "nimi",
    "imie",
    "nazwisko",
];
/// What ends like a name and is none, and the words with which "name" tells of something else.
const NO_NAMES: [&str; 40] = [
    "filnavn",
    "filnamn",
    "filename",
    "dokumentnavn",
    "dokumentnamn",
    "documentname",
    "skemanavn",
    "skjemanavn",
    "formname",
    "blankettnamn",
    "arrangementsnavn",
    "arrangementnavn",
    "evenemangsnamn",
    "eventname",
    "kanalnavn",
    "kanalnamn",
    "channelname",
    "afdelingsnavn",
    "avdelingsnavn",
    "avdelningsnamn",
    "departmentname",
    "wardname",
    "enhedsnavn",
    "enhetsnavn",
    "enhetsnamn",
    "unitname",
    "stednavn",
    "stedsnavn",
    "platsnamn",
    "systemnavn",
    "systemnamn",
    "systemname",
    "sagsnavn",
    "saksnavn",
    "casename",
    "projektnavn",
    "prosjektnavn",
    "projektnamn",
    "projectname",
    "organisationsnamn",
];
/// Words that a heading for a personal number holds.
const NUMBER_PARTS: [&str; 17] = [
    "personnummer",
    "personnumme",
    "personnr",
    "persnr",
    "personalnumber",
    "personnumber",
    "fødselsnummer",
    "fodselsnummer",
    "fødselsnr",
    "fodselsnr",
    "födelsenummer",
    "fodelsenummer",
    "samordningsnummer",
    "socialsecurity",
    "nationalid",
    "patientnummer",
    "pasientnummer",
];
/// Whole words for the same.
const NUMBER_WORDS: [&str; 12] = [
    "cpr",
    "pnr",
    "fnr",
    "ssn",
    "nin",
    "hnummer",
    "dnummer",
    "fhnummer",
    "erstatningscpr",
    "reservnummer",
    "reservenummer",
    "cprnr",
];
/// Words that a heading for a date of birth holds.
const BIRTH_PARTS: [&str; 12] = [
    "fødsel",
    "fodsel",
    "foedsel",
    "födelse",
    "fodelse",
    "birth",
    "født",
    "foedt",
    "född",
    "syntymä",
    "geburt",
    "urodzenia",
];
/// Whole words for the same.
const BIRTH_WORDS: [&str; 9] = ["dob", "born", "fdato", "fdag", "fdatum", "fodt", "fodd", "bday", "fødd"];

/// What a heading says that no list may hold; nothing where it is none of these.
pub(super) fn personal(heading: &str) -> Option<Personal> {
    let plain = plain(heading);
    // "navn1" and "navn_2" are "navn".
    let mut words: Vec<String> = plain
        .split(' ')
        .map(|word| word.trim_matches(|c: char| c.is_ascii_digit() || is_sign_of_age(c)).to_owned())
        .filter(|word| !word.is_empty())
        .collect();
    if words.len() > 2 && words.iter().all(|word| word.chars().count() == 1) {
        // "C P R" is one word to whoever reads it.
        words = vec![words.concat()];
    }
    let joined = words.concat();
    let joined_looks = looks(&joined);
    let holds = |parts: &[&str]| {
        parts.iter().any(|part| joined.contains(part) || joined_looks.contains(&looks(part)))
    };
    let is_word = |tokens: &[String], list: &[&str]| {
        tokens.iter().any(|token| list.iter().any(|word| token == word || looks(token) == looks(word)))
    };
    let tokens = with_pairs(&words);
    let is_cpr = tokens.iter().any(|token| token.starts_with("cpr"));
    if is_cpr || holds(&NUMBER_PARTS) || is_word(&tokens, &NUMBER_WORDS) {
        return Some(Personal::Numbers);
    }
    if holds(&BIRTH_PARTS) || is_word(&tokens, &BIRTH_WORDS) {
        return Some(Personal::BirthDates);
    }
    // "Event name" and "filnavn på skjema" are of no person.
    let mut rest: Vec<String> = Vec::new();
    for word in words {
        let pair = rest.last().map(|last| format!("{last}{word}")).unwrap_or_default();
        if NO_NAMES.contains(&pair.as_str()) {
            rest.pop();
        } else if !NO_NAMES.contains(&word.as_str()) {
            rest.push(word);
        }
    }
    let tokens = with_pairs(&rest);
    (tokens.iter().any(|token| ends_as_name(token)) || is_word(&tokens, &NAME_WORDS))
        .then_some(Personal::Names)
}

/// The words, and each two that stand together as one: "first name" is "firstname".
fn with_pairs(words: &[String]) -> Vec<String> {
    words.iter().cloned().chain(words.windows(2).map(<[String]>::concat)).collect()
}

fn ends_as_name(token: &str) -> bool {
    let looks_like = looks(token);
    NAME_ENDS.iter().any(|end| token.ends_with(end) || looks_like.ends_with(&looks(end)))
}

/// Letters that look alike are one (UTS 39).
fn looks(word: &str) -> String {
    skeleton(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        import::Field,
        text::{Language, Text},
    };

    #[test]
    fn headings_of_personal_columns_are_known_in_four_languages_and_with_decorations() {
        for (kind, headings) in [
            (
                Personal::Names,
                [
                    "Navn",
                    "NAVN:",
                    "* Navn",
                    "Navn (skal udfyldes)",
                    "Fornavn",
                    "Efternavn",
                    "Etternavn",
                    "Förnamn",
                    "Efternamn",
                    "Namn",
                    "Name",
                    "Full name",
                    "first_name",
                    "Last Name",
                    "Patientens navn",
                    "navn_1",
                    "N A V N",
                    "N\u{430}vn",
                    "Pårørendes navn",
                    "Vårdnadshavarens namn",
                ],
            ),
            (
                Personal::Numbers,
                [
                    "CPR",
                    "CPR-nr.",
                    "cpr nr",
                    "Cpr-nummer",
                    "C P R",
                    "Personnummer",
                    "Personnr",
                    "pers.nr",
                    "Fødselsnummer",
                    "Fødselsnr. (11 siffer)",
                    "Fodselsnummer",
                    "Fnr",
                    "D-nummer",
                    "Personal number",
                    "Social security no",
                    "SSN",
                    "Samordningsnummer",
                    "PNR",
                    "Patientnummer",
                    "erstatnings-CPR",
                ],
            ),
            (
                Personal::BirthDates,
                [
                    "Født",
                    "født den",
                    "Fødselsdato",
                    "Fødselsdag",
                    "fødselsår",
                    "Foedselsdato",
                    "Födelsedatum",
                    "Född",
                    "födelsedag",
                    "F.dato",
                    "Date of birth",
                    "Birth date",
                    "birthday",
                    "DOB",
                    "Born",
                    "Fødselsdato (dd.mm.åå)",
                    "f-dag",
                    "Födelseår",
                    "Barnets fødselsdato",
                    "Geburtsdatum",
                ],
            ),
        ] {
            for heading in headings {
                assert_eq!(personal(heading), Some(kind), "{heading}");
            }
        }
    }

    #[test]
    fn no_heading_of_a_field_is_taken_for_a_personal_one() {
        for field in Field::ALL {
            let labels = Language::ALL.map(|language| field.label(&Text::new(language)));
            let all = field.headings().iter().map(|heading| (*heading).to_owned()).chain(labels);
            for heading in all.chain([field.word().to_owned()]) {
                assert_eq!(personal(&heading), None, "{heading}");
            }
        }
        for heading in
            ["Filnavn på skjema", "Event name", "Afdelingsnavn", "Bemærkning", "", "Antal", "Cykel"]
        {
            assert_eq!(personal(heading), None, "{heading}");
        }
    }
}

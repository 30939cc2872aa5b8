//! Recognises what looks like a person's name, so that it can be refused where an id or a reference belongs.
//!
//! A guard against habit, not a proof: a common given name of Denmark, Norway or Sweden followed by a word
//! that ends as surnames do, or that begins with a capital letter. Rare names pass; `Box Nord` does too.

/// Common given names (statistics of names: Danmarks Statistik, SSB, SCB), without accents, in small letters.
const GIVEN: &[&str] = &[
    "aase",
    "agnes",
    "ahmed",
    "alexander",
    "ali",
    "amalie",
    "amina",
    "anders",
    "andreas",
    "ane",
    "ase",
    "anette",
    "ann",
    "anna",
    "anne",
    "annika",
    "arne",
    "arvid",
    "asta",
    "astrid",
    "axel",
    "bengt",
    "bente",
    "berit",
    "bertil",
    "birgit",
    "birgitta",
    "bjarne",
    "bjoern",
    "bjorn",
    "bo",
    "camilla",
    "carina",
    "carl",
    "caroline",
    "cecilia",
    "cecilie",
    "charlotte",
    "christian",
    "christina",
    "claus",
    "daniel",
    "david",
    "ebba",
    "egil",
    "einar",
    "elin",
    "elisabeth",
    "ella",
    "ellen",
    "elsa",
    "emil",
    "emilie",
    "emma",
    "erik",
    "erika",
    "eva",
    "fatima",
    "filip",
    "finn",
    "fredrik",
    "frederik",
    "freja",
    "frida",
    "geir",
    "gerd",
    "gitte",
    "goran",
    "grethe",
    "gunnar",
    "gustav",
    "hanna",
    "hannah",
    "hanne",
    "hans",
    "hassan",
    "hege",
    "heidi",
    "helene",
    "helle",
    "henrik",
    "hilde",
    "ida",
    "inga",
    "inge",
    "inger",
    "ingrid",
    "isabella",
    "jakob",
    "jan",
    "jens",
    "jesper",
    "jette",
    "johan",
    "johanna",
    "johannes",
    "jonas",
    "jorgen",
    "josefine",
    "julia",
    "julie",
    "kaare",
    "karen",
    "kari",
    "karin",
    "karl",
    "katarina",
    "kerstin",
    "kirsten",
    "kjell",
    "klara",
    "knud",
    "knut",
    "kristian",
    "kristin",
    "kristina",
    "kurt",
    "lars",
    "lasse",
    "laura",
    "leif",
    "lena",
    "lene",
    "linda",
    "linnea",
    "lise",
    "liv",
    "lone",
    "louise",
    "lucas",
    "mads",
    "magnus",
    "maja",
    "malene",
    "malin",
    "margit",
    "margrethe",
    "maria",
    "marianne",
    "marie",
    "marit",
    "markus",
    "marta",
    "martin",
    "mathilde",
    "mats",
    "merete",
    "mette",
    "michael",
    "mikael",
    "mikkel",
    "mohamed",
    "mohammed",
    "mona",
    "monica",
    "morten",
    "nanna",
    "nils",
    "niels",
    "nina",
    "nora",
    "odd",
    "ola",
    "olav",
    "ole",
    "oliver",
    "oscar",
    "oskar",
    "per",
    "pernille",
    "peter",
    "petter",
    "pia",
    "poul",
    "ragnar",
    "randi",
    "rasmus",
    "rikke",
    "rita",
    "roar",
    "rolf",
    "rune",
    "sandra",
    "sara",
    "sarah",
    "signe",
    "sigrid",
    "silje",
    "simon",
    "sofia",
    "sofie",
    "solveig",
    "soren",
    "stein",
    "stig",
    "stine",
    "susanne",
    "svein",
    "sven",
    "svend",
    "sverre",
    "terje",
    "thomas",
    "thor",
    "tine",
    "tom",
    "tone",
    "tor",
    "torben",
    "tore",
    "torstein",
    "trine",
    "trond",
    "ulf",
    "ulla",
    "ulrik",
    "viktor",
    "wenche",
    "wilma",
    "william",
    "yusuf",
];

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
            is_given(first) && (written_as_name || ends_as_surname(second))
                || is_given(second) && ends_as_surname(first)
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

fn ends_as_surname(word: &str) -> bool {
    let lower = word.to_lowercase();
    lower.chars().count() >= 5 && SURNAME_ENDS.iter().any(|end| lower.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::is_in;

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
}

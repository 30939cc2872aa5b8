//! Every language has every message, with the same variables; one word for each thing; and the reasons of the rules
//! agree with what the rules ask.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::Path,
};

use jiff::civil::date;
use sladd::{
    consent::Country,
    policy::{Outcome, Policy, explain},
    text::{Language, Text, sources},
};

mod support;

use support::cases::local_file;

/// Ids and variables of a language's messages, read line by line as Fluent lays them out.
fn messages(language: Language) -> BTreeMap<String, BTreeSet<String>> {
    let mut messages: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    let mut current = String::new();
    for (part, source) in sources(language) {
        assert!(
            fluent_bundle::FluentResource::try_new((*source).to_owned()).is_ok(),
            "{language}/{part}: syntax"
        );
        for line in source.lines().filter(|line| !line.starts_with('#')) {
            if let Some((id, _)) =
                line.split_once('=').filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
            {
                id.trim().clone_into(&mut current);
                assert!(
                    messages.insert(current.clone(), BTreeSet::new()).is_none(),
                    "{language}: {current} stands twice"
                );
            }
            for variable in line.split('$').skip(1) {
                let name: String =
                    variable.chars().take_while(|c| c.is_alphanumeric() || matches!(c, '-' | '_')).collect();
                messages.entry(current.clone()).or_default().insert(name);
            }
        }
    }
    messages
}

#[test]
fn no_language_lacks_a_message_or_a_variable() {
    let english = messages(Language::En);
    assert!(english.len() > 100, "the messages were not found");
    for language in Language::ALL {
        let own = messages(language);
        for (id, variables) in &english {
            assert_eq!(own.get(id), Some(variables), "{language}: {id}");
        }
        for id in own.keys() {
            assert!(english.contains_key(id), "{language}: {id} is not in English");
        }
    }
}

#[test]
fn nothing_is_promised_that_cannot_be_kept() {
    for language in Language::ALL {
        for (part, source) in sources(language) {
            let lower = source.to_lowercase();
            for word in ["anonymis", "anonymous", "publiceringssäker"] {
                assert!(!lower.contains(word), "{language}/{part} says {word}");
            }
        }
    }
}

#[test]
fn every_folder_of_texts_is_a_language_of_the_program() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("assets/text");
    let entries = fs::read_dir(folder).unwrap().map(Result::unwrap);
    let folders: BTreeSet<String> = entries
        .filter(|entry| entry.file_type().unwrap().is_dir())
        .map(|entry| entry.file_name().into_string().unwrap())
        .collect();
    let codes: BTreeSet<String> = Language::ALL.iter().map(|language| language.code().to_owned()).collect();
    assert_eq!(folders, codes);
    for language in Language::ALL {
        assert_eq!(Language::of_locale(language.code()), Some(language));
    }
}

/// Words that mislead, or that name a thing for which the glossary has another word. A `*` stands for any end.
const OTHER_WORDS: &[(Language, &[&str])] = &[
    (
        Language::Da,
        &[
            // A doctor's referral; an authority's ruling; an older word for a ward; "public" as in public sector.
            "henvisning*",
            "afgørelse*",
            "afsnit*",
            "offentlige kanaler",
            // A file is saved; a name of a thing that has another.
            "skriv kopi*",
            "kopien skrives",
            "kopien er skrevet",
            "datamappe*",
            "blanket*",
            "registeret",
            "spærre*",
            "kassér*",
            "forælder*",
            "beføjelse*",
            "mandat",
            "hak",
            "slutdato*",
            "tekst ved billedet",
            "post",
            "poster",
            "kodes",
            "detektor*",
            "skift + *",
        ],
    ),
    (
        Language::Nb,
        &[
            "henvisning*",
            "avslag*",
            "avslått",
            "utlevert informasjon",
            "offentlige kanaler",
            "skriv kopi*",
            "kopien skrives",
            "kopien er skrevet",
            "datamappe*",
            "organisasjonen*",
            "sperret",
            "sperrede",
            "leter",
            "letingen",
            "lett etter",
            "ansiktssøk*",
            "sluttdato*",
            "tekst ved bildet",
            "poster",
            "detektor*",
            "krever oppmerksomhet",
            "felles postkasse",
            "følsom*",
            "underskrevet*",
            "skift + *",
            "kodes",
        ],
    ),
    (
        Language::Sv,
        &[
            "referens*",
            "undertecknad*",
            "undertecknat",
            "ställningstagande*",
            "offentliga kanaler",
            "uppmärksamhet",
            "skriv kopi*",
            "kopian skrivs",
            "kopian är skriven",
            "datamapp*",
            "spärrat",
            "spärrade",
            "spärrad",
            "anteckna*",
            "mandat",
            "företrädare*",
            "förkryss*",
            "kryssa för",
            "slutdatum*",
            "text vid bilden",
            "tillbakaläst*",
            "skraffera*",
            "filen med beslut",
            "nedtag*",
            "upplagd*",
            "göras om",
            "görs om",
            "detektor*",
            "skift + *",
            "kodas",
        ],
    ),
    (
        Language::En,
        &[
            "data folder",
            "consent no",
            "blocked",
            "detector*",
            "owner of the rules",
            // Whoever writes copy is an author.
            "write the cop*",
            "copy written",
            "copies written",
            "copy was written",
            "copy is being written",
        ],
    ),
];

/// What a person reads of a language, message by message: no comments, ids, variables or selectors.
fn said(language: Language) -> Vec<(String, String)> {
    let mut all: Vec<(String, String)> = Vec::new();
    for (_, source) in sources(language) {
        for line in source.lines().filter(|line| !line.starts_with('#') && !line.trim().is_empty()) {
            let value = match line.split_once('=') {
                Some((id, value)) if line.starts_with(|c: char| c.is_ascii_lowercase()) => {
                    all.push((id.trim().to_owned(), String::new()));
                    value
                }
                Some(_) | None => line,
            };
            let mut depth = 0_u32;
            let kept: String = value
                .chars()
                .filter(|c| {
                    depth += u32::from(*c == '{');
                    let outside = depth == 0;
                    depth -= u32::from(*c == '}' && depth > 0);
                    outside
                })
                .collect();
            let (_, text) = all.last_mut().unwrap();
            text.push(' ');
            text.push_str(kept.trim());
        }
    }
    all
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !(c.is_alphanumeric() || matches!(c, '-' | '+')))
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// True where the phrase stands in the text word by word.
fn stands_in(phrase: &str, text: &str) -> bool {
    let phrase: Vec<String> = phrase.to_lowercase().split_whitespace().map(str::to_owned).collect();
    words(text).windows(phrase.len()).any(|window| {
        window.iter().zip(&phrase).all(|(word, wanted)| match wanted.strip_suffix('*') {
            Some(start) => word.starts_with(start),
            None => word == wanted,
        })
    })
}

#[test]
fn phrases_are_found_word_by_word() {
    assert!(stands_in("kopien skrives", "Vent: Kopien skrives."));
    assert!(stands_in("henvisning*", "Brug henvisningen."));
    assert!(stands_in("skift + *", "Skift + R slører"));
    assert!(!stands_in("poster", "Plakat eller plakatposter"));
    assert!(!stands_in("hak", "Hakket"));
}

/// What may be there instead of a face, as a decisions file says it.
const CODES: &str = "statue, picture, poster, animal, doll";

#[test]
fn one_word_stands_for_each_thing() {
    for (language, phrases) in OTHER_WORDS {
        let texts = said(*language);
        assert!(texts.len() > 500, "{language}: the messages were not found");
        for (id, text) in &texts {
            // The words that a decisions file takes are those of no language.
            let text = &text.replace(CODES, "");
            for phrase in *phrases {
                assert!(!stands_in(phrase, text), "{language}: {id} says {phrase}: {text}");
            }
        }
        let guide = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("docs/guide/{language}.md"));
        for line in fs::read_to_string(guide).unwrap().lines() {
            for phrase in *phrases {
                assert!(!stands_in(phrase, line), "{language}: the guide says {phrase}: {line}");
            }
        }
    }
}

/// The quotation marks of the language, as its own orthography has them: one pair in all of its texts.
#[test]
fn every_language_has_its_own_quotation_marks_and_no_others() {
    for language in Language::ALL {
        let own = match language {
            Language::Da | Language::Sv => "”",
            Language::Nb => "«»",
            Language::En => "“”",
        };
        for (id, said) in said(language) {
            let other = said.chars().find(|letter| "“”„«»".contains(*letter) && !own.contains(*letter));
            assert_eq!(other, None, "{language} {id}: {said}");
        }
    }
}

/// True where a sentence asks for the face to be redacted, in the word of the button.
fn asks_to_redact(text: &Text, sentence: &str) -> bool {
    stands_in(&text.get("ui-redact"), sentence)
}

#[test]
fn the_reason_of_a_rule_agrees_with_what_it_asks_and_names_no_other_country() {
    let names = [
        (Country::Dk, ["dansk*", "danish", "danmark*", "denmark"]),
        (Country::No, ["norsk*", "norwegian", "norge*", "norway"]),
        (Country::Se, ["svensk*", "swedish", "sverige*", "sweden"]),
    ];
    let mut seen = 0;
    for country in Country::ALL {
        for rule in Policy::for_country(*country).unwrap().rules() {
            for language in Language::ALL {
                let text = Text::new(language);
                let why = rule.sentence(&text);
                assert!(why.contains(' '), "{language}: {} has no reason", rule.id);
                for (_, words) in names.iter().filter(|(other, _)| other != country) {
                    for word in words {
                        assert!(!stands_in(word, &why), "{language}: {} says {word}: {why}", rule.id);
                    }
                }
                assert_eq!(
                    asks_to_redact(&text, &why),
                    rule.outcome == Outcome::Hide,
                    "{language}: {}: {why}",
                    rule.id
                );
                seen += 1;
            }
        }
    }
    assert!(seen > 200, "{seen}");
}

#[test]
fn where_only_a_task_of_public_interest_serves_beside_consent_the_reason_says_so() {
    let text = Text::new(Language::En);
    for country in Country::ALL {
        for rule in Policy::for_country(*country).unwrap().rules() {
            let either = rule.bases.as_ref().is_some_and(|bases| bases.len() > 1);
            assert_eq!(rule.sentence(&text).contains("were asked and agreed"), either, "{}", rule.id);
        }
    }
}

#[test]
fn a_rule_that_the_organisation_made_stricter_does_not_say_that_the_face_can_be_shown() {
    let stricter = local_file(Country::Dk, "", "[tighten.rules]\nDK-STUD = \"HIDE\"\n");
    let policy = Policy::with_local(&stricter).unwrap();
    for language in Language::ALL {
        let text = Text::new(language);
        let lines = explain(&policy, &text, date(2026, 11, 25)).pop().unwrap().lines;
        let line = lines.iter().find(|line| line.starts_with("DK-STUD: ")).unwrap();
        assert!(asks_to_redact(&text, line), "{language}: {line}");
        assert!(!line.contains(&text.get("policy-stud")), "{language}: {line}");
    }
}

#[test]
fn counts_of_one_are_said_as_one() {
    for (language, wanted) in [
        (Language::Da, ["mindst 1 underskrift", "i 1 dag."]),
        (Language::Nb, ["minst 1 underskrift", "i høyst 1 dag."]),
        (Language::Sv, ["minst 1 underskrift", "i högst 1 dag."]),
        (Language::En, ["at least 1 signature", "for 1 day at most"]),
    ] {
        let text = Text::new(language);
        let signers = text.format("rules-min-signers", [("rule", "DK-TEEN".into()), ("count", 1.into())]);
        assert!(signers.ends_with(wanted[0]), "{signers}");
        let days = text.format("rules-publication-days", [("days", 1.into())]);
        assert!(days.contains(wanted[1]), "{days}");
    }
}

/// The table of decisions names every file, by its own title.
#[test]
fn every_decision_stands_in_the_index_by_its_title() {
    let folder = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/adr");
    let index = std::fs::read_to_string(folder.join("README.md")).unwrap();
    let mut count = 0;
    for entry in std::fs::read_dir(&folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name == "README.md" {
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap();
        let (number, title) = text.lines().next().unwrap().trim_start_matches("# ").split_once(". ").unwrap();
        assert_eq!(name.split('-').next().unwrap().trim_start_matches('0'), number);
        let row = format!("| {number} | [{title}]({name}) | ");
        assert!(index.contains(&row), "not in docs/adr/README.md: {row}");
        count += 1;
    }
    assert_eq!(index.lines().filter(|line| line.starts_with("| ") && line.contains("](")).count(), count);
}

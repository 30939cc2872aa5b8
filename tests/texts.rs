//! Every language has every message, with the same variables.

#![allow(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test that cannot go on should say where")]

use std::collections::{BTreeMap, BTreeSet};

use sladd::text::{Language, sources};

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

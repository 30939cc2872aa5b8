//! Messages that an organisation has written itself, in a language that the program does not speak.

use std::{borrow::Cow, collections::BTreeMap};

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use unic_langid::LanguageIdentifier;
use unicode_normalization::UnicodeNormalization as _;

use super::{harmless, holds_unseen};

/// The messages of one file: `id = text`, as in `assets/text`.
pub struct Wording {
    bundle: FluentBundle<FluentResource>,
}

impl std::fmt::Debug for Wording {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Wording").finish_non_exhaustive()
    }
}

/// The file is not what Fluent reads; the lines, from 1, at which it is not.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("lines that cannot be read: {lines:?}")]
pub struct NotAWording {
    /// From 1.
    pub lines: Vec<usize>,
}

impl Wording {
    /// Reads the messages. Letters and their marks are put together where Unicode has them as one.
    ///
    /// # Errors
    /// [`NotAWording`] where a part cannot be read: nothing of it is used then.
    pub fn parse(source: &str) -> Result<Self, NotAWording> {
        let source: String = source.trim_start_matches('\u{feff}').nfc().collect();
        let resource = FluentResource::try_new(source.clone()).map_err(|(_, faults)| {
            let line = |at: usize| source.get(..at).map_or(1, |before| before.matches('\n').count() + 1);
            // Where the message begins that cannot be read, rather than where the reader gave up.
            let begins =
                faults.iter().map(|fault| fault.slice.as_ref().map_or(fault.pos.start, |part| part.start));
            let mut lines: Vec<usize> = begins.map(line).collect();
            lines.dedup();
            NotAWording { lines }
        })?;
        let mut bundle = FluentBundle::new_concurrent(vec![LanguageIdentifier::default()]);
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::String(text) if holds_unseen(text) => Some(harmless(text).into_owned()),
            FluentValue::String(_)
            | FluentValue::Number(_)
            | FluentValue::Custom(_)
            | FluentValue::None
            | FluentValue::Error => None,
        }));
        bundle.add_resource_overriding(resource);
        Ok(Self { bundle })
    }

    /// The message `id` with the pairs filled in; `None` where there is none, where it is empty, or where it asks for what
    /// is not given.
    pub fn format(&self, id: &str, pairs: &BTreeMap<&str, String>) -> Option<String> {
        let pattern = self.bundle.get_message(id)?.value()?;
        let mut arguments = FluentArgs::new();
        for (name, value) in pairs {
            arguments.set(Cow::Borrowed(*name), FluentValue::from(value.clone()));
        }
        let mut faults = Vec::new();
        let said = self.bundle.format_pattern(pattern, Some(&arguments), &mut faults).trim().to_owned();
        (faults.is_empty() && !said.is_empty()).then_some(said)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_and_not_given_is_no_message() {
        let wording = Wording::parse("a = Tak, { $name }.\nb =  \n    .x = 1\nc = e\u{301}\n").unwrap();
        let pairs = BTreeMap::from([("name", "x\u{202e}".to_owned())]);
        assert_eq!(wording.format("a", &pairs).as_deref(), Some("Tak, x<U+202E>."));
        assert_eq!(wording.format("a", &BTreeMap::new()), None);
        assert_eq!(wording.format("b", &pairs), None);
        assert_eq!(wording.format("c", &pairs).as_deref(), Some("é"));
        assert_eq!(wording.format("d", &pairs), None);
    }

    #[test]
    fn the_line_that_cannot_be_read_is_told() {
        assert_eq!(Wording::parse("a = 1\nb = { $x\nc = 2\n").unwrap_err().lines, [2]);
    }
}

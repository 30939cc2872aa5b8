//! The reference of the archive, from the name of a file.

use std::path::Path;

use regex::{Regex, RegexBuilder};

use crate::consent::{ConsentFault, check_reference, personal_number};

/// A case number of a year: `2026-12345`. The letters and digits beside it belong to no longer number.
pub const DEFAULT_PATTERN: &str = r"\b(?:19|20)\d{2}-\d{4,8}\b";
/// Bytes that a pattern may take once it is understood.
const MOST_BYTES: usize = 1 << 18;

/// Which part of a file's name is the reference.
#[derive(Debug, Clone)]
pub struct ReferencePattern(Regex);

/// The pattern cannot be used.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("the pattern cannot be used: {reason}")]
pub struct UnusablePattern {
    /// What is wrong with it.
    pub reason: String,
}

impl ReferencePattern {
    /// A pattern (a regular expression): the reference is its first group, or the whole of it where it has none.
    ///
    /// # Errors
    /// [`UnusablePattern`] where it is no regular expression, or a huge one.
    pub fn new(pattern: &str) -> Result<Self, UnusablePattern> {
        let built = RegexBuilder::new(pattern).size_limit(MOST_BYTES).build();
        built.map(Self).map_err(|error| UnusablePattern { reason: error.to_string() })
    }

    /// The reference in the name of a file without its suffix, the first one; `None` where there is none. A name that holds a
    /// personal number gives a fault whatever part of it fits, for a part of such a number may look like a case.
    pub fn reference_of(&self, path: &Path) -> Option<Result<String, ConsentFault>> {
        let name = path.file_stem()?.to_str()?;
        let found = self.0.captures(name)?;
        let part = found.get(1).or_else(|| found.get(0))?.as_str().trim().to_owned();
        if part.is_empty() {
            return None;
        }
        if personal_number::is_in(name) {
            return Some(Err(ConsentFault::PersonalNumber));
        }
        Some(check_reference(&part).map(|()| part))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(pattern: &str, name: &str) -> Option<Result<String, ConsentFault>> {
        ReferencePattern::new(pattern).unwrap().reference_of(Path::new(name))
    }

    #[test]
    fn a_case_number_is_taken_from_the_name() {
        let ok = |text: &str| Some(Ok(text.to_owned()));
        assert_eq!(of(DEFAULT_PATTERN, "scan/2026-12345 samtykke.pdf"), ok("2026-12345"));
        assert_eq!(of(DEFAULT_PATTERN, "Sag 2026-00012_3.jpg"), None, "part of something longer");
        assert_eq!(of(DEFAULT_PATTERN, "IMG_20261127_101500.jpg"), None);
        assert_eq!(of(DEFAULT_PATTERN, "12026-123456.jpg"), None);
        assert_eq!(of(r"sag[ _](\w+-\d+)", "sag_B7-118832.tif"), ok("B7-118832"));
        assert_eq!(of(r"x*", "abc.tif"), None, "nothing is no reference");
    }

    #[test]
    fn what_may_not_be_typed_may_not_be_taken_from_a_name_either() {
        let number = Some(Err(ConsentFault::PersonalNumber));
        assert_eq!(of(DEFAULT_PATTERN, "2026-12345 211062-5629.jpg"), number);
        assert_eq!(of(r"\d{4}-\d{4}", "211062-5629.jpg"), number, "a part of the number");
        assert_eq!(of(r"[\w ]+", "Anna Hansen.jpg"), Some(Err(ConsentFault::Name)));
    }

    #[test]
    fn a_pattern_that_is_none_is_refused() {
        assert!(ReferencePattern::new("(").is_err());
        assert!(ReferencePattern::new(r"\w{1000}{1000}").is_err());
    }
}

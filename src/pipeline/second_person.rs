//! The second person is another person. One answer for the window, the command line and the export itself.

use crate::{
    consent::{is_same_reference, names_somebody},
    policy::Policy,
    review::Review,
    text::Text,
};

/// Why the second person cannot be taken for another than the one who exports.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum SecondPersonFault {
    /// The rules ask for a second person, and nobody has told who the first is.
    NoOperator,
    /// Whoever exports has also approved.
    Same,
}

impl SecondPersonFault {
    /// The id in JSON, one with that of the demand itself.
    pub const fn rule_id(self) -> &'static str {
        "SECOND-PERSON"
    }

    /// What to do about it.
    pub fn message(self, text: &Text) -> String {
        text.get(match self {
            Self::NoOperator => "gate-no-operator",
            Self::Same => "register-same-person",
        })
    }
}

/// True where the rules ask for a second person who approves this photo: for every photo, or because something stays
/// visible in it that looks like a face and is called none.
pub fn needs_second_person(policy: &Policy, review: &Review) -> bool {
    policy.requires_second_person()
        || (policy.asks_second_person_of_no_face() && review.looking_like_faces().next().is_some())
}

/// What is wrong with the second person (by reference, `approved_by`), held against whoever exports (`operator`), where
/// the rules ask for one (`required`, [`needs_second_person`]) or somebody has approved all the same. That nobody has approved is
/// [`crate::pipeline::Gate::SecondPerson`].
pub fn second_person_fault(
    required: bool,
    approved_by: Option<&str>,
    operator: &str,
) -> Option<SecondPersonFault> {
    if !names_somebody(operator) {
        return required.then_some(SecondPersonFault::NoOperator);
    }
    approved_by.filter(|by| is_same_reference(by, operator)).map(|_| SecondPersonFault::Same)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_second_person_is_told_and_another() {
        let fault = second_person_fault;
        assert_eq!(fault(true, Some("LED-13"), "LED-12"), None);
        assert_eq!(fault(false, None, ""), None);
        assert_eq!(fault(false, Some("LED-12"), ""), None);
        for nobody in ["", " ", "-", "\u{200b}"] {
            assert_eq!(
                fault(true, Some("LED-12"), nobody),
                Some(SecondPersonFault::NoOperator),
                "{nobody:?}"
            );
        }
        for (by, operator) in [("LED-12", "led 12"), ("LED-12", "LED\u{2011}12."), ("L\u{415}D-12", "LED-12")]
        {
            for required in [true, false] {
                assert_eq!(
                    fault(required, Some(by), operator),
                    Some(SecondPersonFault::Same),
                    "{by} {operator}"
                );
            }
        }
    }
}

//! An event of which photos are taken: a summer party, an opening, a day of training. What happens to a consent is an
//! [`Event`](super::Event); this is an [`Occasion`], so that nobody takes one for the other.

use jiff::{ToSpan as _, civil::Date};
use serde::{Deserialize, Serialize};

use super::{Channel, ConsentFault, OccasionId, Purpose, entry::check_text, is_same_reference};

/// An event to which consents belong. It names no person.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasion {
    /// Its random id.
    pub id: OccasionId,
    /// What it is called, without persons.
    pub name: String,
    /// The day on which it is.
    pub day: Date,
    /// For what its photos are used: what consents of it are for, where nothing else is said.
    pub purposes: Vec<Purpose>,
    /// Where its photos are shown, in the same way.
    pub channels: Vec<Channel>,
    /// Who answers for the photos: a function or its mailbox, never a person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub contact: Option<String>,
}

/// What a person enters for an event.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NewOccasion {
    /// What it is called, without persons.
    pub name: String,
    /// The day on which it is; it may be one to come, because forms are printed before.
    pub day: Date,
    /// For what; may be empty.
    pub purposes: Vec<Purpose>,
    /// Where; may be empty.
    pub channels: Vec<Channel>,
    /// A function, never a person.
    pub contact: Option<String>,
}

impl NewOccasion {
    /// Checks what was entered and makes it an event with a new random id.
    ///
    /// # Errors
    /// [`ConsentFault::NoEventName`] where the name holds no letter or digit that can be seen,
    /// [`ConsentFault::EventDay`] for a day that is more than ten years away, and whatever speaks against a text.
    pub fn into_occasion(self, today: Date) -> Result<Occasion, ConsentFault> {
        let name = self.name.trim().to_owned();
        if !super::names_somebody(&name) {
            return Err(ConsentFault::NoEventName);
        }
        check_text(&name)?;
        if name.parse::<OccasionId>().is_ok() {
            // It would be taken for the id of another one.
            return Err(ConsentFault::NoEventName);
        }
        let contact = self.contact.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
        contact.as_deref().map_or(Ok(()), check_text)?;
        if self.day < today.saturating_sub(10.years()) || self.day > today.saturating_add(10.years()) {
            return Err(ConsentFault::EventDay);
        }
        Ok(Occasion {
            id: OccasionId::random(),
            name,
            day: self.day,
            purposes: super::entry::sorted(self.purposes),
            channels: super::entry::sorted(self.channels),
            contact,
        })
    }
}

impl Occasion {
    /// True where a person who writes this means this event: its id, or its name as a reader reads it.
    pub fn is_called(&self, text: &str) -> bool {
        text.parse::<OccasionId>().map_or_else(|_| is_same_reference(&self.name, text), |id| id == self.id)
    }

    /// True where [`NewOccasion::into_occasion`] can have made it. Words are not looked at: which of them are refused may
    /// change.
    pub fn is_as_entered(&self) -> bool {
        !self.name.trim().is_empty() && self.name.trim() == self.name
    }
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;

    use super::*;

    fn new(name: &str) -> NewOccasion {
        NewOccasion {
            name: name.to_owned(),
            day: date(2026, 8, 21),
            purposes: vec![Purpose::EventReport, Purpose::EventReport],
            channels: vec![Channel::Intranet],
            contact: Some("  ".to_owned()),
        }
    }

    const TODAY: Date = date(2026, 11, 27);

    #[test]
    fn an_event_is_checked_like_a_reference() {
        let occasion = new(" Sommerfest 2026 ").into_occasion(TODAY).unwrap();
        assert_eq!((occasion.name.as_str(), occasion.contact.as_deref()), ("Sommerfest 2026", None));
        assert_eq!(occasion.purposes, [Purpose::EventReport]);
        for (name, fault) in [
            ("", ConsentFault::NoEventName),
            ("\u{200b}-", ConsentFault::NoEventName),
            ("E-K7QD-4TXM", ConsentFault::NoEventName),
            ("Anna Hansens fødselsdag", ConsentFault::Name),
            ("Fest for 211062-5629", ConsentFault::PersonalNumber),
            ("Som\u{200b}merfest", ConsentFault::Unseen),
        ] {
            assert_eq!(new(name).into_occasion(TODAY), Err(fault), "{name}");
        }
        let contact = NewOccasion { contact: Some("Lars Bergström".to_owned()), ..new("Fest") };
        assert_eq!(contact.into_occasion(TODAY), Err(ConsentFault::Name));
        let long_ago = NewOccasion { day: date(1962, 10, 21), ..new("Fest") };
        assert_eq!(long_ago.into_occasion(TODAY), Err(ConsentFault::EventDay), "a birth date is no event");
    }

    #[test]
    fn an_event_is_known_by_its_id_and_by_its_name() {
        let occasion = new("Sommerfest 2026").into_occasion(TODAY).unwrap();
        for called in [occasion.id.as_str(), &occasion.id.as_str().to_lowercase(), "sommerfest  2026"] {
            assert!(occasion.is_called(called), "{called}");
        }
        assert!(!occasion.is_called("Sommerfest 2027") && !occasion.is_called("E-K7QD-4TXM"));
    }
}

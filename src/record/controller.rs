//! Who answers for a copy, and what nobody has told yet of it.

use crate::{consent::Country, text::harmless};

use super::Controller;

/// Stands in a record where nobody has told anything.
const UNTOLD: &str = "–";

/// One of the things that a record says of who answers for its copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ControllerField {
    /// The organisation's name.
    Name,
    /// A functional mailbox.
    Contact,
    /// How a consent is withdrawn.
    Withdrawal,
}

impl ControllerField {
    /// All of them, in the order in which they are asked.
    pub const ALL: [Self; 3] = [Self::Name, Self::Contact, Self::Withdrawal];

    /// The id of its name.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::Name => "ui-organisation",
            Self::Contact => "ui-contact",
            Self::Withdrawal => "ui-withdrawal",
        }
    }
}

impl Controller {
    /// Nobody has told anything yet.
    pub fn untold(jurisdiction: Country) -> Self {
        Self::told(jurisdiction, "", "", "")
    }

    /// What was told, shortened to what the schema takes (120, 200 and 300 characters); a dash where nothing was.
    pub fn told(jurisdiction: Country, name: &str, contact: &str, withdrawal: &str) -> Self {
        let or_dash = |text: &str, most: usize| {
            // The record goes out with the copy: nothing in it is to be obeyed by whoever looks at it.
            let text: String = harmless(text.trim()).chars().take(most).collect();
            if text.is_empty() { UNTOLD.to_owned() } else { text }
        };
        Self {
            name: or_dash(name, 120),
            jurisdiction,
            contact: or_dash(contact, 200),
            withdrawal: or_dash(withdrawal, 300),
            notice_ref: None,
        }
    }

    /// What nobody has told.
    pub fn missing(&self) -> Vec<ControllerField> {
        let untold = |field: &ControllerField| {
            let text = match field {
                ControllerField::Name => &self.name,
                ControllerField::Contact => &self.contact,
                ControllerField::Withdrawal => &self.withdrawal,
            };
            matches!(text.trim(), "" | "-" | UNTOLD)
        };
        ControllerField::ALL.into_iter().filter(untold).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_blank_or_a_dash_was_not_told() {
        assert_eq!(Controller::untold(Country::Dk).missing(), ControllerField::ALL);
        let half = Controller::told(Country::Se, "Region Exempel", " ", "-");
        assert_eq!(half.missing(), [ControllerField::Contact, ControllerField::Withdrawal]);
        assert_eq!((half.name.as_str(), half.contact.as_str()), ("Region Exempel", "–"));
        let whole = Controller::told(Country::No, "a", "b", "c");
        assert!(whole.missing().is_empty());
    }
}

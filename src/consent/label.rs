//! The words of the lists as a person reads them.

use crate::text::Text;

use super::{
    AgeBand, Capacity, CareStatus, Channel, Circumstance, ConsentState, Controller, Country, LegalBasis,
    Method, Purpose, Role, Signer,
};

macro_rules! labels {
    ($($kind:ident => $prefix:literal),* $(,)?) => { $(
        impl $kind {
            /// The message that names it.
            pub fn message_id(self) -> String {
                let word = self.word().replace('_', "-").replace('+', "-plus");
                format!(concat!("consent-", $prefix, "-{}"), word)
            }

            /// The word in the person's language.
            pub fn label(self, text: &Text) -> String {
                text.get(&self.message_id())
            }
        }
    )* };
}

labels! {
    AgeBand => "age",
    Capacity => "capacity",
    CareStatus => "care",
    Channel => "channel",
    Circumstance => "circumstance",
    ConsentState => "state",
    Controller => "controller",
    Country => "country",
    LegalBasis => "basis",
    Method => "method",
    Purpose => "purpose",
    Role => "role",
    Signer => "signer",
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn every_word_has_a_label_in_every_language() {
        for language in Language::ALL {
            let text = Text::new(language);
            let mut labels: Vec<String> = Vec::new();
            labels.extend(Role::ALL.iter().map(|word| word.label(&text)));
            labels.extend(AgeBand::ALL.iter().map(|word| word.label(&text)));
            labels.extend(CareStatus::ALL.iter().map(|word| word.label(&text)));
            labels.extend(Capacity::ALL.iter().map(|word| word.label(&text)));
            labels.extend(Channel::ALL.iter().map(|word| word.label(&text)));
            labels.extend(Purpose::ALL.iter().map(|word| word.label(&text)));
            labels.extend(Signer::ALL.iter().map(|word| word.label(&text)));
            labels.extend(LegalBasis::ALL.iter().map(|word| word.label(&text)));
            labels.extend(ConsentState::ALL.iter().map(|word| word.label(&text)));
            labels.extend(Circumstance::ALL.iter().map(|word| word.label(&text)));
            labels.extend(Controller::ALL.iter().map(|word| word.label(&text)));
            labels.extend(Method::ALL.iter().map(|word| word.label(&text)));
            labels.extend(Country::ALL.iter().map(|word| word.label(&text)));
            for label in labels {
                assert!(!label.starts_with("consent-"), "{language}: {label}");
            }
        }
    }
}

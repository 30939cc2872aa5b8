//! The words of a list, as the program shows them in its languages, as the command line takes them, and as people write them.

use std::collections::HashMap;

use crate::{
    consent::{AgeBand, Capacity, CareStatus, Channel, LegalBasis, Method, Purpose, Role, Signer},
    text::{Language, Text},
};

use super::{Field, headings::plain};

/// Words with what they mean.
pub(super) struct Dictionary<T>(HashMap<String, T>);

impl<T: Copy> Dictionary<T> {
    fn new(
        texts: &[Text],
        all: &[T],
        word: impl Fn(T) -> &'static str,
        label: impl Fn(T, &Text) -> String,
        more: &[(&[&str], T)],
    ) -> Self {
        let mut words = HashMap::new();
        for one in all {
            words.insert(key(word(*one)), *one);
            words.extend(texts.iter().map(|text| (key(&label(*one, text)), *one)));
        }
        for (said, one) in more {
            words.extend(said.iter().map(|said| (key(said), *one)));
        }
        Self(words)
    }

    /// What a text means.
    pub(super) fn read(&self, text: &str) -> Option<T> {
        self.0.get(&key(text)).copied()
    }

    /// What the texts of a list mean that has its words with `;`, commas, bars or on lines of their own.
    pub(super) fn read_all(&self, text: &str) -> Option<Vec<T>> {
        if let Some(whole) = self.read(text) {
            return Some(vec![whole]);
        }
        let parts = text.split([';', ',', '|', '\n']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| self.read(part)).collect()
    }
}

/// Case, signs and dashes of all kinds make no difference, but those between the years of an age do.
fn key(text: &str) -> String {
    let dashes: String = text
        .chars()
        .map(|c| if matches!(c, '\u{2010}'..='\u{2015}' | '\u{2212}' | '_') { '-' } else { c })
        .collect();
    plain(&dashes)
}

/// The dictionaries of all fields.
pub(super) struct Words {
    pub(super) role: Dictionary<Role>,
    pub(super) age: Dictionary<AgeBand>,
    pub(super) care: Dictionary<CareStatus>,
    pub(super) capacity: Dictionary<Capacity>,
    pub(super) purpose: Dictionary<Purpose>,
    pub(super) channel: Dictionary<Channel>,
    pub(super) signer: Dictionary<Signer>,
    pub(super) method: Dictionary<Method>,
    pub(super) basis: Dictionary<LegalBasis>,
    pub(super) yes: Dictionary<bool>,
}

impl Words {
    pub(super) fn new() -> Self {
        let texts = Language::ALL.map(Text::new);
        let texts = texts.as_slice();
        Self {
            role: Dictionary::new(
                texts,
                Role::ALL,
                Role::word,
                Role::label,
                &[
                    (
                        &[
                            "medarbejder",
                            "ansat",
                            "personale",
                            "ansatt",
                            "medarbeider",
                            "anställd",
                            "medarbetare",
                            "personal",
                        ],
                        Role::Staff,
                    ),
                    (&["pasient", "patient"], Role::Patient),
                    (
                        &["borger", "beboer", "bruker", "brukare", "boende", "beboer", "resident"],
                        Role::CareRecipient,
                    ),
                    (
                        &[
                            "pårørende",
                            "besøgende",
                            "besøkende",
                            "närstående",
                            "anhörig",
                            "besökare",
                            "relative",
                            "visitor",
                        ],
                        Role::RelativeVisitor,
                    ),
                    (
                        &["elev", "studerende", "student", "praktikant", "trainee", "lærling"],
                        Role::StudentTrainee,
                    ),
                    (&["frivillig", "volontär"], Role::Volunteer),
                ],
            ),
            age: Dictionary::new(
                texts,
                AgeBand::ALL,
                AgeBand::word,
                AgeBand::label,
                &[
                    (&["0-6 år", "0 til 6", "0 till 6"], AgeBand::Age0To6),
                    // What spreadsheets make of "7-11" and "12-14", which they take for days.
                    (
                        &["7-11 år", "07-nov", "7-nov", "nov-07", "11-jul", "07-11", "11-07"],
                        AgeBand::Age7To11,
                    ),
                    (&["12-14 år", "dec-14", "des-14", "14-dec"], AgeBand::Age12To14),
                    (&["15-17 år"], AgeBand::Age15To17),
                    (
                        &[
                            "18+ år",
                            "18 +",
                            "over 18",
                            "18 år eller mere",
                            "18 år eller derover",
                            "voksen",
                            "vuxen",
                            "adult",
                            "myndig",
                        ],
                        AgeBand::Adult,
                    ),
                ],
            ),
            care: Dictionary::new(texts, CareStatus::ALL, CareStatus::word, CareStatus::label, &[]),
            capacity: Dictionary::new(
                texts,
                Capacity::ALL,
                Capacity::word,
                Capacity::label,
                &[
                    (&["ja"], Capacity::Yes),
                    (&["nej", "nei"], Capacity::No),
                    (&["tvivl", "i tvivl", "usikker", "tvil", "osäker", "tveksam"], Capacity::Uncertain),
                ],
            ),
            purpose: Dictionary::new(texts, Purpose::ALL, Purpose::word, Purpose::label, &[]),
            channel: Dictionary::new(
                texts,
                Channel::ALL,
                Channel::word,
                Channel::label,
                &[
                    (&["facebook", "instagram", "linkedin", "some"], Channel::SocialMedia),
                    (
                        &[
                            "web",
                            "hjemmeside",
                            "hjemmeside",
                            "nettside",
                            "nettsted",
                            "webb",
                            "webbplats",
                            "hemsida",
                        ],
                        Channel::PublicWeb,
                    ),
                    (&["intranet", "intranett", "intranät"], Channel::Intranet),
                ],
            ),
            signer: Dictionary::new(
                texts,
                Signer::ALL,
                Signer::word,
                Signer::label,
                &[
                    (
                        &[
                            "selv",
                            "personen selv",
                            "själv",
                            "personen själv",
                            "the person",
                            "selv underskrevet",
                        ],
                        Signer::SelfSigned,
                    ),
                    (&["guardian", "forælder", "forelder", "foresatt", "vårdnadshavare"], Signer::Guardian1),
                    (&["værge", "verge", "god man", "förvaltare"], Signer::LegalRepresentative),
                ],
            ),
            method: Dictionary::new(texts, Method::ALL, Method::word, Method::label, Method::PRACTICE),
            basis: Dictionary::new(texts, LegalBasis::ALL, LegalBasis::word, LegalBasis::label, &[]),
            yes: Dictionary::new(
                texts,
                &[true, false],
                |yes| if yes { "yes" } else { "no" },
                |yes, text| text.get(if yes { "import-yes" } else { "import-no" }),
                &[(&["ja", "x", "true", "1", "j", "y"], true), (&["nej", "nei", "false", "0", "n"], false)],
            ),
        }
    }
}

/// The words that a field takes, as a person reads them.
pub(super) fn labels(field: Field, text: &Text) -> String {
    fn all<T: Copy>(list: &[T], label: impl Fn(T) -> String) -> String {
        list.iter().map(|one| label(*one)).collect::<Vec<_>>().join("; ")
    }
    match field {
        Field::Role => {
            let known: Vec<Role> = Role::ALL.iter().copied().filter(|role| *role != Role::Unknown).collect();
            all(&known, |one| one.label(text))
        }
        Field::AgeBand => {
            let known: Vec<AgeBand> =
                AgeBand::ALL.iter().copied().filter(|age| *age != AgeBand::Unknown).collect();
            all(&known, |one| one.label(text))
        }
        Field::CareStatus => all(CareStatus::ALL, |one| one.label(text)),
        Field::Capacity => all(Capacity::ALL, |one| one.label(text)),
        Field::Purpose => all(Purpose::ALL, |one| one.label(text)),
        Field::Channel => all(Channel::ALL, |one| one.label(text)),
        Field::Signer => all(Signer::ALL, |one| one.label(text)),
        Field::Collected => all(Method::ALL, |one| one.label(text)),
        Field::Basis => all(LegalBasis::ALL, |one| one.label(text)),
        Field::Reference
        | Field::ValidUntil
        | Field::Consent
        | Field::CollectedOn
        | Field::Approval
        | Field::ChildHeard
        | Field::Release
        | Field::SoleCustody
        | Field::CollectedBy
        | Field::Independent
        | Field::Notice
        | Field::Witness
        | Field::SignatureSystem
        | Field::SignatureReference
        | Field::Limits => all(&["import-yes", "import-no"], |id| text.get(id)),
    }
}

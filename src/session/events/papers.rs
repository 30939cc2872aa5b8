//! Papers of events: forms with ids of their own, and posters.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::{
    consent::{Channel, ConsentId, Occasion, Purpose, Role},
    documents::{
        self, DocumentFault, FormDetails, FormEvent, FormWords, OwnLanguage, OwnLanguageFault, SecondLanguage,
    },
    record::Controller,
    register::{Form, Register, RegisterError},
    text::{Language, Text},
};

use super::{
    super::{RegisterAnswer, register::save_noted},
    EventAnswer,
};

/// Papers that are to be printed.
#[derive(Debug, Clone)]
pub struct PaperWanted {
    /// Who asks.
    pub controller: Controller,
    /// In which language.
    pub language: Language,
    /// In which language beside it.
    pub second: Option<SecondWanted>,
    /// For whom, where it is known.
    pub role: Option<Role>,
    /// For children: guardians sign.
    pub for_child: bool,
    /// The event, where there is one.
    pub occasion: Option<Occasion>,
    /// What may be ticked; everything where the list is empty.
    pub purposes: Vec<Purpose>,
    /// What may be ticked; everything where the list is empty.
    pub channels: Vec<Channel>,
    /// What the organisation says in its own words.
    pub words: FormWords,
    /// Where; a number is added where a file has the name.
    pub path: PathBuf,
}

/// A second language of papers.
#[derive(Debug, Clone)]
pub enum SecondWanted {
    /// One of the program's, with what the organisation says in it.
    BuiltIn(Language, FormWords),
    /// One of a file that the organisation has filled in.
    File(PathBuf),
}

/// Why a paper could not be made.
#[derive(Debug)]
pub enum PaperFault {
    /// What is to stand on it.
    Document(DocumentFault),
    /// The file of the second language.
    Language(OwnLanguageFault),
}

impl From<DocumentFault> for PaperFault {
    fn from(fault: DocumentFault) -> Self {
        Self::Document(fault)
    }
}

impl PaperFault {
    /// What is wrong and what to do.
    pub fn message(&self, text: &Text) -> String {
        match self {
            Self::Document(fault) => fault.message(text),
            Self::Language(OwnLanguageFault::File(fault)) => {
                text.format("events-no-language-file", [("reason", fault.message(text).into())])
            }
            Self::Language(fault) => fault.message(text),
        }
    }
}

pub(super) fn paper(wanted: &PaperWanted) -> Result<(FormDetails, Option<SecondLanguage>), PaperFault> {
    let event = wanted.occasion.as_ref().map(|occasion| FormEvent {
        name: occasion.name.clone(),
        day: Some(occasion.day),
        contact: occasion.contact.clone(),
    });
    let details = FormDetails {
        controller: wanted.controller.clone(),
        purposes: wanted.purposes.clone(),
        channels: wanted.channels.clone(),
        role: wanted.role,
        for_child: wanted.for_child,
        words: wanted.words.clone(),
        event,
    };
    let second = match &wanted.second {
        None => None,
        Some(SecondWanted::BuiltIn(language, words)) => {
            Some(SecondLanguage::BuiltIn(Box::new(Text::new(*language)), words.clone()))
        }
        Some(SecondWanted::File(path)) => {
            Some(SecondLanguage::Own(OwnLanguage::read(path).map_err(PaperFault::Language)?))
        }
    };
    Ok((details, second))
}

pub(super) fn save_forms(
    wanted: PaperWanted,
    count: u16,
    register: &Register,
    today: Date,
) -> Result<RegisterAnswer, RegisterError> {
    let mut ids: Vec<ConsentId> = Vec::new();
    while ids.len() < usize::from(count) {
        let id = ConsentId::random();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    let made = paper(&wanted).and_then(|(details, second)| {
        documents::consent_forms(&ids, &details, &Text::new(wanted.language), second.as_ref())
            .map(|pdf| (pdf, second))
            .map_err(PaperFault::Document)
    });
    let (pdf, second) = match made {
        Ok(made) => made,
        Err(fault) => return Ok(RegisterAnswer::Event(EventAnswer::NotMade(wanted.path, fault))),
    };
    let code = wanted.language.code();
    let language = second.map_or_else(|| code.to_owned(), |second| format!("{code}+{}", second.code()));
    let forms: Vec<Form> = ids
        .into_iter()
        .map(|id| Form {
            id,
            printed_on: today,
            language: language.clone(),
            role: wanted.role,
            for_child: wanted.for_child,
            purposes: wanted.purposes.clone(),
            channels: wanted.channels.clone(),
            occasion: wanted.occasion.as_ref().map(|occasion| occasion.id.clone()),
        })
        .collect();
    save_noted(&pdf, &wanted.path, register, &forms, &Text::new(wanted.language))
}

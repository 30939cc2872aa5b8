//! What the window asks of the register beside recording and exporting.

use std::{collections::BTreeMap, path::PathBuf};

use jiff::civil::Date;

use crate::{
    consent::{Consent, ConsentId},
    documents::{self, DocumentFault, FormDetails, Table, TableFormat},
    record::Controller,
    register::{DueReason, Form, Register, RegisterError},
    text::{Language, Text},
};

/// What the person wants of the register.
#[derive(Debug)]
pub enum RegisterRequest {
    /// How often consents were used, and which need attention.
    Read,
    /// Withdraw a consent.
    Withdraw(ConsentId),
    /// Renew a consent.
    Renew(ConsentId, Date),
    /// Save the list of copies that rely on a consent.
    SaveList {
        /// Which.
        consent: ConsentId,
        /// In which language.
        language: Language,
        /// Where.
        folder: PathBuf,
    },
    /// Save an empty consent form with a fresh id.
    SaveForm {
        /// Who asks.
        controller: Controller,
        /// In which language.
        language: Language,
        /// Where.
        folder: PathBuf,
    },
}

/// What the register answered.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "few answers, each moved once")]
pub enum RegisterAnswer {
    /// Uses, and what needs attention.
    Read(RegisterShown),
    /// A consent is as it is now.
    Changed(Consent),
    /// A file was saved.
    Saved(PathBuf),
    /// A file could not be saved: path and reason.
    NotSaved(PathBuf, String),
}

/// What the window knows of the register beside the consents.
#[derive(Debug, Clone, Default)]
pub struct RegisterShown {
    /// How many exports relied on each consent.
    pub uses: BTreeMap<ConsentId, u64>,
    /// What needs somebody's attention within 30 days.
    pub due: Vec<(DueReason, ConsentId)>,
    /// The file that was saved last.
    pub saved: Option<PathBuf>,
    /// The file that could not be saved, with the reason.
    pub not_saved: Option<(PathBuf, String)>,
}

impl RegisterRequest {
    /// Does it.
    ///
    /// # Errors
    /// [`RegisterError`] where the register cannot be read or written; nothing was changed then.
    pub fn perform(self, register: &Register, today: Date) -> Result<RegisterAnswer, RegisterError> {
        match self {
            Self::Read => {
                register.note_expired()?;
                let due = register.due(30)?.into_iter().map(|(why, consent)| (why, consent.id)).collect();
                Ok(RegisterAnswer::Read(RegisterShown {
                    uses: register.uses()?,
                    due,
                    ..RegisterShown::default()
                }))
            }
            Self::Withdraw(id) => Ok(RegisterAnswer::Changed(register.withdraw(&id, today)?)),
            Self::Renew(id, until) => Ok(RegisterAnswer::Changed(register.renew(&id, until)?)),
            Self::SaveList { consent, language, folder } => {
                let text = Text::new(language);
                let found = register.get(&consent)?.ok_or(RegisterError::NoSuchConsent)?;
                let affected = register.affected(&consent)?;
                let table = documents::take_down_list(&found, &affected, &BTreeMap::new(), today, &text);
                Ok(save_table(&table, language, folder.join(format!("sladd-{consent}-{today}.html"))))
            }
            Self::SaveForm { controller, language, folder } => {
                let id = ConsentId::random();
                let path = folder.join(format!("samtykke-{id}.pdf"));
                let details = FormDetails {
                    id: id.clone(),
                    controller,
                    purposes: Vec::new(),
                    channels: Vec::new(),
                    role: None,
                    for_child: false,
                };
                let pdf = documents::consent_form(&details, &Text::new(language));
                // The id is known before the paper leaves the house.
                register.note_form(&Form {
                    id,
                    printed_on: today,
                    language: language.code().to_owned(),
                    role: None,
                    purposes: Vec::new(),
                    channels: Vec::new(),
                })?;
                Ok(save(pdf, path))
            }
        }
    }
}

fn save_table(table: &Table, language: Language, path: PathBuf) -> RegisterAnswer {
    save(table.to_bytes(TableFormat::Html, language.code()), path)
}

fn save(bytes: Result<Vec<u8>, DocumentFault>, path: PathBuf) -> RegisterAnswer {
    let written = bytes.map_err(|fault| fault.to_string()).and_then(|bytes| {
        let folder = path.parent().map_or(Ok(()), std::fs::create_dir_all);
        folder.and_then(|()| documents::write_new(&path, &bytes)).map_err(|error| error.to_string())
    });
    match written {
        Ok(()) => RegisterAnswer::Saved(path),
        Err(reason) => RegisterAnswer::NotSaved(path, reason),
    }
}

//! What the window asks of the register beside recording and exporting.

use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};

use jiff::{ToSpan as _, civil::Date};

use crate::{
    consent::{Channel, Consent, ConsentId, Occasion, Purpose, Role},
    documents::{self, DocumentFault, FormDetails, FormWords, Period, Table, TableFormat},
    pipeline::Remade,
    record::{Controller, Signer},
    register::{AffectedExport, DueReason, Erased, Form, Publication, Register, RegisterError},
    text::{Language, Text},
};

use super::{
    CopyShown, EventAnswer, EventRequest, EventsShown, Failure, Job, PaperFault, PlaceAnswer, PlaceRequest,
    Session,
};

/// How many days ahead a consent that expires is brought up.
const DAYS_AHEAD: u16 = 30;

/// What the person wants of the register.
#[derive(Debug)]
pub enum RegisterRequest {
    /// How often consents were used, which need attention, and which forms are out. A clock that does not fit the
    /// ledger is told in place of it.
    Read,
    /// The person answers for this computer's clock; then the same.
    ConfirmClock,
    /// Withdraw a consent.
    Withdraw(ConsentId),
    /// Renew a consent.
    Renew(ConsentId, Date),
    /// Record that somebody has said no, on the form of this id where there is one.
    Refuse(Option<ConsentId>),
    /// The copies that rely on a consent.
    Affected(ConsentId),
    /// Note where a copy was put; the answer is the copies of the consent, as they are then.
    Posted {
        /// The consent whose copies are shown.
        consent: ConsentId,
        /// The copy's record id.
        record: String,
        /// The channel.
        channel: Channel,
        /// The address of the post, or the place.
        place: String,
    },
    /// Note that a copy was taken down from a place; the answer is the copies of the consent, as they are then.
    TakenDown {
        /// The consent whose copies are shown.
        consent: ConsentId,
        /// The place.
        publication: Publication,
    },
    /// Save the list of copies that rely on a consent.
    SaveList {
        /// Which.
        consent: ConsentId,
        /// In which language.
        language: Language,
        /// Where.
        path: PathBuf,
    },
    /// Save an empty consent form with a fresh id.
    SaveForm(FormWanted),
    /// Save a report.
    SaveReport {
        /// Which.
        report: ReportKind,
        /// About which days.
        period: Period,
        /// After how many years the rules ask what is to become of a consent.
        retention_years: Option<u8>,
        /// In which language.
        language: Language,
        /// Where; the suffix says whether it is a page or a table.
        path: PathBuf,
    },
    /// What the register as a place asks.
    Place(PlaceRequest),
    /// What it asks about events, lists and forms that came back.
    Event(EventRequest),
}

/// A form that is to be printed.
#[derive(Debug, Clone)]
pub struct FormWanted {
    /// Who asks.
    pub controller: Controller,
    /// In which language.
    pub language: Language,
    /// For whom, where it is known.
    pub role: Option<Role>,
    /// For a child: guardians sign.
    pub for_child: bool,
    /// What may be ticked on it; everything where the list is empty.
    pub purposes: Vec<Purpose>,
    /// What may be ticked on it; everything where the list is empty.
    pub channels: Vec<Channel>,
    /// What the organisation says on it in its own words.
    pub words: FormWords,
    /// The folder; the file bears the form's id.
    pub folder: PathBuf,
}

/// Which report.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum ReportKind {
    /// Exports by period and channel.
    #[default]
    Exports,
    /// One line for each event.
    Events,
    /// Consents that expire, have expired, or want a second look.
    Due,
}

impl ReportKind {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 3] = [Self::Exports, Self::Events, Self::Due];

    /// The id of its name.
    pub const fn message_id(self) -> &'static str {
        match self {
            Self::Exports => "register-report-exports",
            Self::Events => "register-report-events",
            Self::Due => "register-report-due",
        }
    }

    /// A word for file names.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Exports => "exports",
            Self::Events => "events",
            Self::Due => "due",
        }
    }
}

/// What the register answered.
#[derive(Debug)]
#[expect(clippy::large_enum_variant, reason = "few answers, each moved once")]
pub enum RegisterAnswer {
    /// Uses, forms, and what needs attention.
    Read(RegisterRead),
    /// A consent is as it is now.
    Changed(Consent),
    /// The copies that rely on a consent.
    Affected(ConsentId, Vec<AffectedExport>),
    /// A file was saved.
    Saved(PathBuf),
    /// A file could not be saved: path and reason.
    NotSaved(PathBuf, String),
    /// What the register as a place has asked.
    Place(PlaceAnswer),
    /// What it has asked about events, lists and forms that came back.
    Event(EventAnswer),
}

/// What was read of the register.
#[derive(Debug, Clone, Default)]
pub struct RegisterRead {
    /// How many exports relied on each consent.
    pub uses: BTreeMap<ConsentId, u64>,
    /// What needs somebody's attention within 30 days.
    pub due: Vec<(DueReason, ConsentId)>,
    /// When each consent was given or last renewed.
    affirmed: Vec<(Date, ConsentId)>,
    /// What is over by then needs attention.
    soon: Date,
    /// The forms that have not come back, newest first.
    pub forms: Vec<Form>,
    /// The events, the last recorded first.
    pub occasions: Vec<Occasion>,
    /// The key that signed records are checked by, once one was made.
    pub public_key: Option<String>,
}

impl RegisterRead {
    /// Of those of which something must become after so many years that is told first, as [`Register::due_by`] does.
    fn add_over_time(&mut self, retention_years: Option<u8>) {
        let Some(years) = retention_years else { return };
        let is_over = |day: &Date| day.saturating_add(i32::from(years).years()) <= self.soon;
        let mut over: Vec<&(Date, ConsentId)> =
            self.affirmed.iter().filter(|(day, _)| is_over(day)).collect();
        over.sort();
        let over: Vec<ConsentId> = over.into_iter().map(|(_, id)| id.clone()).collect();
        let known: BTreeSet<&ConsentId> = over.iter().collect();
        self.due.retain(|(_, id)| !known.contains(id));
        let rest = std::mem::take(&mut self.due);
        self.due = over.into_iter().map(|id| (DueReason::Retention, id)).chain(rest).collect();
    }
}

/// What the window knows of the register beside the consents.
#[derive(Debug, Default)]
pub struct RegisterShown {
    /// What was read last.
    pub read: RegisterRead,
    /// Counts what was read of consents and uses: what was worked out for one count holds until the next.
    pub version: u64,
    /// The copies that rely on the consent that was asked about last.
    pub affected: Option<(ConsentId, Vec<AffectedExport>)>,
    /// Every copy, once it was asked for, and how often that was read.
    pub copies: Option<Vec<CopyShown>>,
    /// Counts what was read of the copies.
    pub copies_version: u64,
    /// How many copies rely on any of these consents.
    pub counted: Option<(Vec<ConsentId>, usize)>,
    /// The consent that was erased last, with the protocol.
    pub erased: Option<(ConsentId, Erased)>,
    /// The file that was saved last.
    pub saved: Option<PathBuf>,
    /// The file that could not be saved, with the reason.
    pub not_saved: Option<(PathBuf, String)>,
    /// The paper that could not be made, and why.
    pub not_made: Option<(PathBuf, PaperFault)>,
    /// Events, lists that were taken in, and forms that came back.
    pub events: EventsShown,
    /// Copies are being made anew.
    pub remaking: bool,
    /// What became of copies that were made anew, and without which consent.
    pub remade: Option<(ConsentId, Vec<Remade>)>,
}

impl Session {
    /// Takes up what the register answered.
    pub(super) fn answered(&mut self, answer: RegisterAnswer) -> Vec<Job> {
        self.register.version += 1;
        match answer {
            RegisterAnswer::Read(mut read) => {
                read.add_over_time(self.policy().retention().map(|(years, _)| years));
                self.register.read = read;
            }
            RegisterAnswer::Affected(id, affected) => self.register.affected = Some((id, affected)),
            RegisterAnswer::Saved(path) => {
                (self.register.saved, self.register.not_saved) = (Some(path), None);
                self.register.not_made = None;
                // A form that was saved is out from now on.
                return vec![Job::Register(RegisterRequest::Read)];
            }
            RegisterAnswer::NotSaved(path, why) => {
                (self.register.saved, self.register.not_saved) = (None, Some((path, why)));
                return vec![Job::Register(RegisterRequest::Read)];
            }
            RegisterAnswer::Changed(consent) => {
                self.consents.insert(consent.id.clone(), consent);
                return vec![Job::Register(RegisterRequest::Read)];
            }
            RegisterAnswer::Place(answer) => return self.place_answered(answer),
            RegisterAnswer::Event(answer) => return self.event_answered(answer),
        }
        Vec::new()
    }

    fn place_answered(&mut self, answer: PlaceAnswer) -> Vec<Job> {
        match answer {
            PlaceAnswer::Changed(changed, fault) => {
                self.consents.extend(changed.into_iter().map(|consent| (consent.id.clone(), consent)));
                self.failure = fault.map(Failure::Register).or_else(|| self.failure.take());
                return vec![Job::Register(RegisterRequest::Read)];
            }
            PlaceAnswer::Erased(id, erased) => {
                self.consents.remove(&id);
                self.register.affected.take_if(|(of, _)| *of == id);
                self.register.erased = Some((id, erased));
                return vec![Job::Register(RegisterRequest::Read)];
            }
            PlaceAnswer::Counted(ids, count) => self.register.counted = Some((ids, count)),
            PlaceAnswer::Copies(copies) => {
                self.register.copies_version += 1;
                self.register.copies = Some(copies);
            }
        }
        Vec::new()
    }
}

impl RegisterRequest {
    /// Does it.
    ///
    /// # Errors
    /// [`RegisterError`] where the register cannot be read or written; nothing was changed then.
    pub fn perform(self, register: &Register, today: Date) -> Result<RegisterAnswer, RegisterError> {
        match self {
            Self::Read => {
                register.check_clock()?;
                let due = register.due(DAYS_AHEAD)?.into_iter().map(|(why, consent)| (why, consent.id));
                let consents = register.list()?;
                let seed = register.known_signing_seed()?;
                Ok(RegisterAnswer::Read(RegisterRead {
                    uses: register.uses()?,
                    due: due.collect(),
                    affirmed: consents.iter().map(|one| (one.affirmed_on(), one.id.clone())).collect(),
                    soon: today.saturating_add(i64::from(DAYS_AHEAD).days()),
                    forms: register.forms()?,
                    occasions: register.occasions()?,
                    public_key: seed.map(|seed| Signer::from_seed(&seed).public_key().to_string()),
                }))
            }
            Self::ConfirmClock => {
                register.confirm_clock()?;
                Self::Read.perform(register, today)
            }
            Self::Withdraw(id) => Ok(RegisterAnswer::Changed(register.withdraw(&id, today)?)),
            Self::Renew(id, until) => Ok(RegisterAnswer::Changed(register.renew(&id, until)?)),
            Self::Refuse(id) => Ok(RegisterAnswer::Changed(register.refuse(id, today)?)),
            Self::Affected(id) => affected(id, register),
            Self::Posted { consent, record, channel, place } => {
                register.note_publication(&record, channel, &place, today)?;
                affected(consent, register)
            }
            Self::TakenDown { consent, publication } => {
                let Publication { record_id, channel, place, .. } = &publication;
                register.note_take_down(record_id, Some(*channel), Some(place), today)?;
                affected(consent, register)
            }
            Self::SaveList { consent, language, path } => {
                let text = Text::new(language);
                let found = register.get(&consent)?.ok_or(RegisterError::NoSuchConsent)?;
                let affected = register.affected(&consent)?;
                let table = documents::take_down_list(&found, &affected, &BTreeMap::new(), today, &text);
                Ok(save_table(&table, language, &path))
            }
            Self::SaveForm(wanted) => save_form(wanted, register, today),
            Self::Place(request) => request.perform(register, today),
            Self::Event(request) => request.perform(register, today),
            Self::SaveReport { report, period, retention_years, language, path } => {
                let text = Text::new(language);
                let table = match report {
                    ReportKind::Exports => documents::exports(&register.exports()?, period, &text),
                    ReportKind::Events => documents::events(&register.exports()?, period, &text),
                    ReportKind::Due => {
                        let due = register.due_by(DAYS_AHEAD, retention_years)?;
                        documents::consents_due(&due, &register.uses()?, today, &text)
                    }
                };
                Ok(save_table(&table, language, &path))
            }
        }
    }
}

fn affected(id: ConsentId, register: &Register) -> Result<RegisterAnswer, RegisterError> {
    let affected = register.affected(&id)?;
    Ok(RegisterAnswer::Affected(id, affected))
}

fn save_form(wanted: FormWanted, register: &Register, today: Date) -> Result<RegisterAnswer, RegisterError> {
    let id = ConsentId::random();
    let path = wanted.folder.join(format!("samtykke-{id}.pdf"));
    let details = FormDetails {
        controller: wanted.controller,
        purposes: wanted.purposes.clone(),
        channels: wanted.channels.clone(),
        role: wanted.role,
        for_child: wanted.for_child,
        words: wanted.words,
        event: None,
    };
    let text = Text::new(wanted.language);
    let pdf = match documents::consent_forms(std::slice::from_ref(&id), &details, &text, None) {
        Ok(pdf) => pdf,
        Err(fault) => return Ok(RegisterAnswer::Event(EventAnswer::NotMade(path, fault.into()))),
    };
    let form = Form {
        id,
        printed_on: today,
        language: wanted.language.code().to_owned(),
        role: wanted.role,
        for_child: wanted.for_child,
        purposes: wanted.purposes,
        channels: wanted.channels,
        occasion: None,
    };
    save_noted(&pdf, &path, register, &[form], &text)
}

/// Saves papers whose ids the register knows before the paper leaves the house, and only where it can: the file is written first,
/// the ids are noted, and then it gets its name.
///
/// # Errors
/// [`RegisterError`] where the ids cannot be noted; nothing is written then.
pub(super) fn save_noted(
    pdf: &[u8],
    path: &Path,
    register: &Register,
    forms: &[Form],
    text: &Text,
) -> Result<RegisterAnswer, RegisterError> {
    let written = path
        .parent()
        .map_or(Ok(()), std::fs::create_dir_all)
        .and_then(|()| documents::Unnamed::beside(path, pdf));
    let written = match written {
        Ok(written) => written,
        Err(error) => return Ok(RegisterAnswer::NotSaved(path.to_owned(), error.to_string())),
    };
    register.note_forms(forms)?;
    Ok(match named(written, path) {
        Ok(path) => RegisterAnswer::Saved(path),
        Err(error) => {
            let pairs = [("count", forms.len().into()), ("reason", error.to_string().into())];
            RegisterAnswer::NotSaved(path.to_owned(), text.format("forms-noted-not-named", pairs))
        }
    })
}

pub(super) fn save_table(table: &Table, language: Language, path: &Path) -> RegisterAnswer {
    save(table.to_bytes(TableFormat::of_path(path), language.code()), path)
}

/// Saves under this name, or with a number where a file has it: nothing is overwritten.
pub(super) fn save(bytes: Result<Vec<u8>, DocumentFault>, path: &Path) -> RegisterAnswer {
    let written = bytes.map_err(|fault| fault.to_string()).and_then(|bytes| {
        path.parent().map_or(Ok(()), std::fs::create_dir_all).map_err(|error| error.to_string())?;
        write_beside(path, &bytes).map_err(|error| error.to_string())
    });
    match written {
        Ok(path) => RegisterAnswer::Saved(path),
        Err(reason) => RegisterAnswer::NotSaved(path.to_owned(), reason),
    }
}

fn write_beside(path: &Path, bytes: &[u8]) -> std::io::Result<PathBuf> {
    named(documents::Unnamed::beside(path, bytes)?, path)
}

/// Gives a file this name, or the next one that is free.
fn named(mut file: documents::Unnamed, path: &Path) -> std::io::Result<PathBuf> {
    let stem = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
    let suffix = path.extension().map(|suffix| format!(".{}", suffix.to_string_lossy())).unwrap_or_default();
    let mut wanted = path.to_owned();
    for number in 2..1000 {
        match file.name(&wanted) {
            Ok(()) => return Ok(wanted),
            Err((unnamed, error)) if error.kind() == std::io::ErrorKind::AlreadyExists => {
                file = unnamed;
                wanted = path.with_file_name(format!("{stem}-{number}{suffix}"));
            }
            Err((_, error)) => return Err(error),
        }
    }
    Err(std::io::ErrorKind::AlreadyExists.into())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_second_file_of_a_name_gets_a_number_and_the_first_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("new/sladd-exports.html");
        for (text, name) in [("one", "sladd-exports.html"), ("two", "sladd-exports-2.html")] {
            let RegisterAnswer::Saved(saved) = save(Ok(text.as_bytes().to_vec()), &path) else {
                panic!("{name} was not saved");
            };
            assert_eq!(saved, path.with_file_name(name));
            assert_eq!(std::fs::read_to_string(&saved).unwrap(), text);
        }
        assert_eq!(std::fs::read_to_string(&path).unwrap(), "one");
    }
}

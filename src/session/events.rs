//! What the register as a place asks about events: they are made, their papers are printed, lists are taken in, and forms that
//! come back are read.

use std::path::PathBuf;

use jiff::civil::Date;

use crate::{
    consent::{NewOccasion, Occasion},
    documents::{self, Calendar, Period},
    hash::ContentHash,
    import::{self, Column, ColumnChoice, ConsentList, EventOf, ListFault, Recorded, Remembered, Table},
    policy::Policy,
    register::{HowMuch, Register, RegisterError},
    returned::{FilingFault, ReferencePattern, file_away},
    text::{Language, Text},
};

use super::{Job, RegisterAnswer, RegisterRequest, Session, register::save};

mod papers;
mod returned;

pub use papers::{PaperFault, PaperWanted, SecondWanted};
pub use returned::{FormPicture, ReadForm, ReturnedForm};

use papers::{paper, save_forms};
use returned::{forms_of, picture, scans};

/// What the place asks about events.
#[derive(Debug)]
pub enum EventRequest {
    /// Record an event.
    Add(NewOccasion),
    /// Print forms, each with an id of its own, as one PDF.
    SaveForms(Box<PaperWanted>, u16),
    /// Print the poster of an event.
    SavePoster(Box<PaperWanted>),
    /// Save a file to be filled in for a second language, in this one.
    SaveTemplate(Language, PathBuf),
    /// Save the days on which consents end and copies are to be taken down, for a calendar.
    SaveCalendar(Language, PathBuf),
    /// Save the table that goes with copies into a media bank: of one event, or of all, without the words that the rules keep out.
    SaveHandover(Option<String>, Vec<String>, Language, PathBuf),
    /// Take in a list of consents, or tell what would be taken in.
    TakeList(Box<ListWanted>),
    /// Look for the forms among files and folders.
    FindForms(Vec<PathBuf>, Option<ReferencePattern>),
    /// Read one file.
    ReadForm(PathBuf, Option<ReferencePattern>),
    /// The picture of a page of the file of this hash, to be shown.
    Picture(PathBuf, u32, ContentHash),
    /// Move the file of this hash to where the organisation keeps forms.
    FileAway(PathBuf, ContentHash, PathBuf),
}

/// From where a list comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListSource {
    /// A file.
    File(PathBuf),
    /// What was pasted.
    Pasted(Pasted),
}

/// A table that was pasted. What stands in it is nobody's business, a log's least of all.
#[derive(Clone, PartialEq, Eq)]
pub struct Pasted(pub String);

impl std::fmt::Debug for Pasted {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "Pasted table of {} bytes", self.0.len())
    }
}

/// A list that is to be taken in.
#[derive(Debug)]
pub struct ListWanted {
    /// By which its answer is known.
    pub number: u64,
    /// From where.
    pub source: ListSource,
    /// SHA-256 of what was shown before: what is recorded is this, or nothing.
    pub shown: Option<ContentHash>,
    /// What a person says of its columns.
    pub choices: Vec<ColumnChoice>,
    /// What was said of such columns before.
    pub remembered: Remembered,
    /// The event to which its consents belong.
    pub occasion: Option<Occasion>,
    /// Whether all of it, what can be, or nothing.
    pub how_much: HowMuch,
    /// The rules in force.
    pub policy: Policy,
}

/// What the register answered.
#[derive(Debug)]
pub enum EventAnswer {
    /// An event is recorded.
    Added(Occasion),
    /// A paper could not be made: why.
    NotMade(PathBuf, PaperFault),
    /// What of a list was taken in, or would be.
    List(Box<ListTold>),
    /// These files are to be read.
    Found(Vec<PathBuf>, Option<ReferencePattern>),
    /// What was read of a file.
    Forms(Vec<ReturnedForm>),
    /// The picture of a page.
    Picture(PathBuf, u32, FormPicture),
    /// A file was moved, or why not.
    Filed(PathBuf, Result<PathBuf, FilingFault>),
}

/// What was told of a list. Nothing of one that was refused stands in it.
#[derive(Debug)]
pub struct ListTold {
    /// Which list it answers.
    pub number: u64,
    /// SHA-256 of what was read; none where nothing was.
    pub sha256: Option<ContentHash>,
    /// Its columns, where it was not refused as a whole.
    pub columns: Vec<Column>,
    /// What came of its rows, or why it was refused as a whole.
    pub outcome: Result<Recorded, ListFault>,
    /// What is to be remembered of what a person has said of its columns.
    pub remember: Remembered,
}

/// What is known of events, lists and forms beside the consents.
#[derive(Debug, Default)]
pub struct EventsShown {
    /// The event that was recorded last.
    pub added: Option<Occasion>,
    /// What was told of the last list.
    pub list: Option<ListTold>,
    /// Files that are still to be read.
    pub reading: usize,
    /// What was read, in the order in which it came; the place takes it.
    pub forms: Vec<ReturnedForm>,
    /// The picture that was asked for last.
    pub picture: Option<(PathBuf, u32, FormPicture)>,
    /// What became of files that were to be moved.
    pub filed: Vec<(PathBuf, Result<PathBuf, FilingFault>)>,
}

impl EventsShown {
    /// Forgets the forms that came back. What is still being read comes all the same, and is listed then.
    pub(super) fn forget_forms(&mut self) {
        self.forms.clear();
        self.filed.clear();
        self.picture = None;
    }
}

impl Session {
    /// Takes up what the register answered about events.
    pub(super) fn event_answered(&mut self, answer: EventAnswer) -> Vec<Job> {
        let shown = &mut self.register.events;
        match answer {
            EventAnswer::Added(occasion) => {
                shown.added = Some(occasion);
                return vec![Job::Register(RegisterRequest::Read)];
            }
            EventAnswer::NotMade(path, fault) => {
                self.register.saved = None;
                self.register.not_made = Some((path, fault));
            }
            EventAnswer::List(told) => {
                let recorded = told.outcome.as_ref().is_ok_and(|recorded| recorded.recorded);
                shown.list = Some(*told);
                if recorded {
                    return vec![Job::ReadConsents, Job::Register(RegisterRequest::Read)];
                }
            }
            EventAnswer::Found(files, pattern) => {
                shown.reading += files.len();
                let read = |path| {
                    Job::Register(RegisterRequest::Event(EventRequest::ReadForm(path, pattern.clone())))
                };
                return files.into_iter().map(read).collect();
            }
            EventAnswer::Forms(forms) => {
                shown.reading = shown.reading.saturating_sub(1);
                shown.forms.extend(forms);
            }
            EventAnswer::Picture(path, page, picture) => shown.picture = Some((path, page, picture)),
            EventAnswer::Filed(path, outcome) => shown.filed.push((path, outcome)),
        }
        Vec::new()
    }
}

impl EventRequest {
    /// True where it reads pictures or copies, so that nobody who records a consent waits for it.
    pub(super) const fn takes_long(&self) -> bool {
        matches!(
            self,
            Self::FindForms(..)
                | Self::ReadForm(..)
                | Self::Picture(..)
                | Self::FileAway(..)
                | Self::SaveHandover(..)
        )
    }

    /// Does it.
    ///
    /// # Errors
    /// [`RegisterError`] where the register cannot be read or written; nothing was changed then.
    pub(super) fn perform(self, register: &Register, today: Date) -> Result<RegisterAnswer, RegisterError> {
        let answer = match self {
            Self::Add(new) => EventAnswer::Added(register.add_occasion(new)?),
            Self::SaveForms(wanted, count) => return save_forms(*wanted, count, register, today),
            Self::SavePoster(wanted) => {
                let made = paper(&wanted).and_then(|(details, second)| {
                    documents::poster(&details, &Text::new(wanted.language), second.as_ref())
                        .map_err(PaperFault::Document)
                });
                match made {
                    Ok(pdf) => return Ok(save(Ok(pdf), &wanted.path)),
                    Err(fault) => EventAnswer::NotMade(wanted.path, fault),
                }
            }
            Self::SaveTemplate(language, path) => {
                return Ok(save(Ok(documents::template(&Text::new(language)).into_bytes()), &path));
            }
            Self::SaveCalendar(language, path) => {
                let calendar = Calendar::of(register, today)?.to_ics(&Text::new(language));
                return Ok(save(Ok(calendar), &path));
            }
            Self::SaveHandover(event, kept_out, language, path) => {
                let (period, event) = (Period::default(), event.as_deref());
                let found = documents::handover_copies(register, period, event, &kept_out, today)?;
                return Ok(save(documents::handover(&found.copies, &Text::new(language)), &path));
            }
            Self::TakeList(wanted) => EventAnswer::List(Box::new(take_list(*wanted, register, today)?)),
            Self::FindForms(paths, pattern) => EventAnswer::Found(scans(&paths), pattern),
            Self::ReadForm(path, pattern) => EventAnswer::Forms(forms_of(&path, pattern.as_ref(), register)?),
            Self::Picture(path, page, sha256) => {
                let picture = picture(&path, page, &sha256);
                EventAnswer::Picture(path, page, picture)
            }
            Self::FileAway(path, sha256, folder) => {
                let outcome = file_away(&path, &sha256, &folder, register.folder().as_deref());
                EventAnswer::Filed(path, outcome)
            }
        };
        Ok(RegisterAnswer::Event(answer))
    }
}

fn take_list(wanted: ListWanted, register: &Register, today: Date) -> Result<ListTold, RegisterError> {
    let ListWanted { number, .. } = wanted;
    let (sha256, read) = match &wanted.source {
        ListSource::File(path) => match Table::bytes(path) {
            Ok(bytes) => (Some(ContentHash::of(&bytes)), Table::of_bytes(&bytes)),
            Err(fault) => (None, Err(fault)),
        },
        ListSource::Pasted(Pasted(text)) => (Some(ContentHash::of(text.as_bytes())), Table::pasted(text)),
    };
    // Between the preview and the recording somebody may have saved another list under the name.
    let read = read.and_then(|table| match (wanted.shown, sha256) {
        (Some(shown), Some(now)) if shown != now => Err(ListFault::Changed),
        _ => Ok(table),
    });
    let list = read.and_then(|table| ConsentList::new(table, &wanted.choices, &wanted.remembered, today));
    let list = match list {
        Ok(list) => list,
        // Of a list that is refused nothing is kept, not even its headings.
        Err(fault) => {
            return Ok(ListTold {
                number,
                sha256,
                columns: Vec::new(),
                outcome: Err(fault),
                remember: Remembered::new(),
            });
        }
    };
    register.check_clock()?;
    let request = import::Request {
        policy: &wanted.policy,
        event: wanted.occasion.map(EventOf::Known),
        how_much: wanted.how_much,
        today,
    };
    let recorded = import::record(&list, Some(register), &request)?;
    Ok(ListTold {
        number,
        sha256,
        columns: list.columns().to_vec(),
        outcome: Ok(recorded),
        remember: list.to_remember(&wanted.choices),
    })
}

//! What the register as a place asks about events: they are made, their papers are printed, lists are taken in, and forms that
//! come back are read.

use std::{
    num::NonZero,
    path::{Path, PathBuf},
};

use jiff::civil::Date;

use crate::{
    consent::{Channel, ConsentFault, ConsentId, NewOccasion, Occasion, Purpose, Role},
    detection::CancelFlag,
    documents::{
        self, Calendar, DocumentFault, FormDetails, FormEvent, FormWords, OwnLanguage, OwnLanguageFault,
        Period, SecondLanguage,
    },
    geometry::PixelSize,
    import::{self, Column, ColumnChoice, ConsentList, EventOf, ListFault, Recorded, Remembered, Table},
    photo::{Limits, Raster},
    policy::Policy,
    record::Controller,
    register::{Form, HowMuch, Register, RegisterError},
    returned::{FilingFault, Known, ReadFault, ReferencePattern, file_away, known, pages, read_file},
    text::{Language, Text},
    walk::{self, Found},
};

use super::{Job, RegisterAnswer, RegisterRequest, Session, register::save};

/// The longer side of the picture of a form that is shown, in pixels: enough to read what is ticked by hand.
const SHOWN_SIDE: u32 = 1600;

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
    /// Save the table that goes with copies into a media bank: of one event, or of all.
    SaveHandover(Option<String>, Language, PathBuf),
    /// Take in a list of consents, or tell what would be taken in.
    TakeList(Box<ListWanted>),
    /// Look for the forms among files and folders.
    FindForms(Vec<PathBuf>, Option<ReferencePattern>),
    /// Read one file.
    ReadForm(PathBuf, Option<ReferencePattern>),
    /// The picture of a page, to be shown.
    Picture(PathBuf, u32),
    /// Move a file that was read to where the organisation keeps forms.
    FileAway(PathBuf, PathBuf),
}

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

/// From where a list comes.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ListSource {
    /// A file.
    File(PathBuf),
    /// What was pasted.
    Pasted(String),
}

/// A list that is to be taken in.
#[derive(Debug)]
pub struct ListWanted {
    /// From where.
    pub source: ListSource,
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
    Picture(PathBuf, u32, Option<Raster>),
    /// A file was moved, or why not.
    Filed(PathBuf, Result<PathBuf, FilingFault>),
}

/// What was told of a list. Nothing of one that was refused stands in it.
#[derive(Debug)]
pub struct ListTold {
    /// Its columns, where it was not refused as a whole.
    pub columns: Vec<Column>,
    /// What came of its rows, or why it was refused as a whole.
    pub outcome: Result<Recorded, ListFault>,
    /// What is to be remembered of what a person has said of its columns.
    pub remember: Remembered,
}

/// A form that has come back, or a file of which none was read.
#[derive(Debug, Clone, PartialEq)]
pub struct ReturnedForm {
    /// The file.
    pub path: PathBuf,
    /// The page, from 0.
    pub page: u32,
    /// What was read.
    pub read: Result<ReadForm, ReadFault>,
}

/// What was read of a form.
#[derive(Debug, Clone, PartialEq)]
pub struct ReadForm {
    /// Its id; none where no code was read, so that a person has to type it.
    pub id: Option<ConsentId>,
    /// What the register knows of the id.
    pub known: Known,
    /// The archive's reference that the name of the file holds.
    pub reference: Option<Result<String, ConsentFault>>,
}

/// What is known of events, lists and forms beside the consents.
#[derive(Debug, Default)]
pub struct EventsShown {
    /// The event that was recorded last.
    pub added: Option<Occasion>,
    /// What was told of the last list.
    pub list: Option<ListTold>,
    /// Counts what was told of lists.
    pub lists: u64,
    /// Files that are still to be read.
    pub reading: usize,
    /// What was read, in the order in which it came; the place takes it.
    pub forms: Vec<ReturnedForm>,
    /// The picture that was asked for last.
    pub picture: Option<(PathBuf, u32, Option<Raster>)>,
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
                shown.lists += 1;
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
    /// True where it reads pictures, so that nobody who records a consent waits for it.
    pub(super) const fn takes_long(&self) -> bool {
        matches!(self, Self::FindForms(..) | Self::ReadForm(..) | Self::FileAway(..))
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
            Self::SaveHandover(event, language, path) => {
                let found = documents::handover_copies(register, Period::default(), event.as_deref(), today)?;
                return Ok(save(documents::handover(&found.copies, &Text::new(language)), &path));
            }
            Self::TakeList(wanted) => EventAnswer::List(Box::new(take_list(*wanted, register, today)?)),
            Self::FindForms(paths, pattern) => EventAnswer::Found(scans(&paths), pattern),
            Self::ReadForm(path, pattern) => EventAnswer::Forms(forms_of(&path, pattern.as_ref(), register)?),
            Self::Picture(path, page) => {
                let picture = picture(&path, page);
                EventAnswer::Picture(path, page, picture)
            }
            Self::FileAway(path, folder) => {
                let outcome = file_away(&path, &folder, register.folder().as_deref());
                EventAnswer::Filed(path, outcome)
            }
        };
        Ok(RegisterAnswer::Event(answer))
    }
}

fn paper(wanted: &PaperWanted) -> Result<(FormDetails, Option<SecondLanguage>), PaperFault> {
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

fn save_forms(
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
            purposes: wanted.purposes.clone(),
            channels: wanted.channels.clone(),
            occasion: wanted.occasion.as_ref().map(|occasion| occasion.id.clone()),
        })
        .collect();
    // The ids are known before the paper leaves the house.
    register.note_forms(&forms)?;
    Ok(save(Ok(pdf), &wanted.path))
}

fn take_list(wanted: ListWanted, register: &Register, today: Date) -> Result<ListTold, RegisterError> {
    let read = match &wanted.source {
        ListSource::File(path) => Table::read(path),
        ListSource::Pasted(text) => Table::pasted(text),
    };
    let list = read.and_then(|table| ConsentList::new(table, &wanted.choices, &wanted.remembered, today));
    let list = match list {
        Ok(list) => list,
        // Of a list that is refused nothing is kept, not even its headings.
        Err(fault) => {
            return Ok(ListTold { columns: Vec::new(), outcome: Err(fault), remember: Remembered::new() });
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
        columns: list.columns().to_vec(),
        outcome: Ok(recorded),
        remember: list.to_remember(&wanted.choices),
    })
}

/// The pictures and PDFs of files and folders. A PDF is no photo, and is taken by its name.
fn scans(paths: &[PathBuf]) -> Vec<PathBuf> {
    let is_pdf = |path: &Path| path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("pdf"));
    let is_hidden = |path: &Path| path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    walk::photos(paths)
        .filter_map(|found| match found {
            Found::Photo(file) => Some(file.path),
            Found::Other(path) if is_pdf(&path) && !is_hidden(&path) => Some(path),
            Found::Other(_) | Found::Link(_) | Found::Trouble(_) => None,
        })
        .collect()
}

/// What was read of a file: a form for each id on each page, and one for a page without a code, which a person may know.
fn forms_of(
    path: &Path,
    pattern: Option<&ReferencePattern>,
    register: &Register,
) -> Result<Vec<ReturnedForm>, RegisterError> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let file = match read_file(path, &Limits::default(), pattern, threads, &CancelFlag::default()) {
        Ok(file) => file,
        Err(fault) => {
            return Ok(vec![ReturnedForm { path: path.to_owned(), page: 0, read: Err(fault) }]);
        }
    };
    let known = known(register, &file.ids())?;
    let form = |page, id: Option<&ConsentId>| ReturnedForm {
        path: path.to_owned(),
        page,
        read: Ok(ReadForm {
            id: id.cloned(),
            known: id.and_then(|id| known.get(id)).cloned().unwrap_or(Known::Unknown),
            reference: file.reference.clone(),
        }),
    };
    let mut forms = Vec::new();
    let mut seen: Vec<&ConsentId> = Vec::new();
    for page in &file.pages {
        if page.consents.is_empty() {
            forms.push(form(page.number, None));
        }
        for consent in &page.consents {
            // The second page of a form bears the same code.
            if !seen.contains(&&consent.id) {
                seen.push(&consent.id);
                forms.push(form(page.number, Some(&consent.id)));
            }
        }
    }
    Ok(forms)
}

/// The picture of a page as it is shown; none where it cannot be read any more.
fn picture(path: &Path, wanted: u32) -> Option<Raster> {
    let limits = Limits::default();
    let bytes = crate::photo::read(path, &limits).ok()?;
    let mut found = None;
    // The pages before it are passed over; those after it are not looked at.
    let outcome = pages(&bytes, &limits, &mut |number, raster| {
        if number < wanted {
            return Ok(());
        }
        found = shown(raster);
        Err(ReadFault::Cancelled)
    });
    drop(outcome);
    found
}

/// The picture, no larger than is shown.
fn shown(raster: &Raster) -> Option<Raster> {
    let full = raster.size();
    let scale = (f64::from(SHOWN_SIDE) / f64::from(full.long_side().max(1))).min(1.0);
    let shorter = |length: u32| ((f64::from(length) * scale).round() as u32).max(1);
    let size = PixelSize::new(shorter(full.width), shorter(full.height));
    let view = image::ImageBuffer::<image::Rgb<u8>, &[u8]>::from_raw(full.width, full.height, raster.rgb())?;
    Raster::new(size, image::imageops::thumbnail(&view, size.width, size.height).into_raw())
}

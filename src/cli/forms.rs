//! Forms on the command line: printed for an event, read when they come back; and what leaves the register: a calendar and a
//! table to hand over.

use std::{
    num::NonZero,
    path::{Path, PathBuf},
};

use jiff::civil::Date;
use serde_json::{Value, json};

use crate::{
    consent::{Channel, ConsentFault, ConsentId, OccasionId, Purpose, check_reference},
    detection::CancelFlag,
    documents::{
        self, Calendar, DocumentFault, FormDetails, FormEvent, OwnLanguage, OwnLanguageFault, Period,
        SecondLanguage,
    },
    photo::Limits,
    register::{Form, Register, RegisterError},
    returned::{FilingFault, Known, ReadFault, ReferencePattern, ReturnedFile, file_away, known, read_file},
    text::{Language, Text},
    walk::{self, Found, LeftOut},
};

use super::{
    consent_args::{AboutEvent, CalendarArgs, FormArgs, PosterArgs, ReadArgs, TemplateArgs},
    context::{Context, NotReady},
    ledger::tell_unreadable,
    photos::tell_left_out,
    report::{self, ExitStatus},
};

/// What was typed cannot be printed; said already.
struct Refused;

/// What papers are about: what was typed, and what is recorded of the event beside it.
struct About {
    event: Option<FormEvent>,
    /// The event, where it is recorded: forms belong to it.
    occasion: Option<OccasionId>,
    purposes: Vec<Purpose>,
    channels: Vec<Channel>,
}

impl AboutEvent {
    /// What was typed; where the event is one of the register, the rest of it is what is recorded there.
    fn about(
        &self,
        context: &Context,
        register: Option<&Register>,
    ) -> Result<Result<About, Refused>, RegisterError> {
        let Ok(mut event) = self.event(context) else { return Ok(Err(Refused)) };
        let (mut purposes, mut channels) = (self.purposes.clone(), self.channels.clone());
        let called = event.as_ref().map(|event| event.name.clone());
        let recorded = match (register, &called) {
            (Some(register), Some(called)) => {
                register.occasions()?.into_iter().find(|one| one.is_called(called))
            }
            (Some(_) | None, _) => None,
        };
        if let (Some(event), Some(recorded)) = (&mut event, &recorded) {
            event.name.clone_from(&recorded.name);
            event.day = event.day.or(Some(recorded.day));
            event.contact = event.contact.take().or_else(|| recorded.contact.clone());
            if purposes.is_empty() {
                purposes.clone_from(&recorded.purposes);
            }
            if channels.is_empty() {
                channels.clone_from(&recorded.channels);
            }
        } else if called.is_some_and(|called| called.parse::<OccasionId>().is_ok()) {
            // An id is no name to print.
            report::message(&context.said(&RegisterError::NoSuchOccasion));
            return Ok(Err(Refused));
        }
        let occasion = recorded.map(|recorded| recorded.id);
        Ok(Ok(About { event, occasion, purposes, channels }))
    }

    /// The event, where one is named.
    fn event(&self, context: &Context) -> Result<Option<FormEvent>, Refused> {
        let kept = |text: &Option<String>| -> Result<Option<String>, ConsentFault> {
            let text = text.as_deref().map(str::trim).filter(|text| !text.is_empty());
            text.map_or(Ok(()), check_reference)?;
            Ok(text.map(str::to_owned))
        };
        let texts = kept(&self.event).and_then(|name| Ok((name, kept(&self.contact)?)));
        let (name, contact) = texts.map_err(|fault| {
            report::message(&fault.message(&context.text));
            Refused
        })?;
        Ok(name.map(|name| FormEvent { name, day: self.day, contact }))
    }

    fn second_language(&self, context: &Context) -> Result<Option<SecondLanguage>, Refused> {
        let Some(wanted) = &self.second_lang else { return Ok(None) };
        let refused = |said: String| {
            report::message(&said);
            Refused
        };
        let text = &context.text;
        if let Ok(language) = wanted.parse::<Language>() {
            if language == text.language() {
                return Err(refused(text.get("forms-same-language")));
            }
            let words = context.settings.form_words(language);
            return Ok(Some(SecondLanguage::BuiltIn(Box::new(Text::new(language)), words)));
        }
        let own = OwnLanguage::read(Path::new(wanted)).map_err(|fault| {
            let said = fault.message(text);
            if !matches!(fault, OwnLanguageFault::File(_)) {
                return refused(said);
            }
            let codes = Language::ALL.map(Language::code).join(", ");
            let pairs = [("file", wanted.clone().into()), ("codes", codes.into()), ("reason", said.into())];
            refused(text.format("forms-no-language", pairs))
        })?;
        Ok(Some(SecondLanguage::Own(own)))
    }
}

pub(super) fn form(context: &Context, register: &Register, args: &FormArgs) -> Result<ExitStatus, NotReady> {
    let about = args.about.about(context, Some(register))?;
    let (about, second) = match (about, args.about.second_language(context)) {
        (Ok(about), Ok(second)) => (about, second),
        (Err(Refused), _) | (_, Err(Refused)) => return Ok(ExitStatus::Usage),
    };
    let ids: Vec<ConsentId> = fresh(usize::from(args.count));
    let details = FormDetails {
        controller: context.settings.controller(context.policy()?.country()),
        purposes: about.purposes,
        channels: about.channels,
        role: args.role,
        for_child: args.child,
        words: context.settings.form_words(context.text.language()),
        event: about.event,
    };
    let path = args.out.clone().unwrap_or_else(|| named(&ids).into());
    let pdf = match documents::consent_forms(&ids, &details, &context.text, second.as_ref()) {
        Ok(pdf) => pdf,
        Err(fault) => return Ok(not_made(context, &fault)),
    };
    if let Some(status) = is_taken(context, &path) {
        return Ok(status);
    }
    let first = context.text.language().code();
    let language = second.map_or_else(|| first.to_owned(), |second| format!("{first}+{}", second.code()));
    let forms: Vec<Form> = ids
        .iter()
        .map(|id| Form {
            id: id.clone(),
            printed_on: context.clock().today(),
            language: language.clone(),
            role: args.role,
            for_child: args.child,
            purposes: details.purposes.clone(),
            channels: details.channels.clone(),
            occasion: about.occasion.clone(),
        })
        .collect();
    // The ids are known before the paper leaves the house, and only where it can.
    let written = match documents::Unnamed::beside(&path, &pdf) {
        Ok(written) => written,
        Err(error) => return Ok(not_written(context, &path, &error)),
    };
    register.note_forms(&forms)?;
    let status = match written.name(&path) {
        Ok(()) => ExitStatus::Done,
        Err((_, error)) => {
            let pairs = [("count", ids.len().into()), ("reason", error.to_string().into())];
            let reason = context.text.format("forms-noted-not-named", pairs);
            not_written(context, &path, &std::io::Error::new(error.kind(), reason))
        }
    };
    if status == ExitStatus::Done {
        for id in &ids {
            if args.json {
                report::json(&json!({"consent": id, "file": path.to_string_lossy()}));
            } else {
                report::line(&format!("{id}  {}", path.display()));
            }
        }
    }
    Ok(status)
}

/// So many ids, each once.
fn fresh(count: usize) -> Vec<ConsentId> {
    let mut ids: Vec<ConsentId> = Vec::with_capacity(count);
    while ids.len() < count {
        let id = ConsentId::random();
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids
}

fn named(ids: &[ConsentId]) -> String {
    let first = ids.first().map(ConsentId::as_str).unwrap_or_default();
    if ids.len() > 1 {
        format!("samtykke-{first}-{}.pdf", ids.len())
    } else {
        format!("samtykke-{first}.pdf")
    }
}

pub(super) fn poster(context: &Context, args: &PosterArgs) -> Result<ExitStatus, NotReady> {
    // A poster needs no register; where there is one, it may know the event.
    let register = context.register_that_is_there()?;
    let about = args.about.about(context, register.as_ref())?;
    let (about, second) = match (about, args.about.second_language(context)) {
        (Ok(about), Ok(second)) => (about, second),
        (Err(Refused), _) | (_, Err(Refused)) => return Ok(ExitStatus::Usage),
    };
    let details = FormDetails {
        controller: context.settings.controller(context.policy()?.country()),
        purposes: about.purposes,
        channels: about.channels,
        role: None,
        for_child: false,
        words: context.settings.form_words(context.text.language()),
        event: about.event,
    };
    match documents::poster(&details, &context.text, second.as_ref()) {
        Ok(pdf) => Ok(saved(context, &args.out, &pdf)),
        Err(fault) => Ok(not_made(context, &fault)),
    }
}

pub(super) fn template(context: &Context, args: &TemplateArgs) -> ExitStatus {
    saved(context, &args.out, documents::template(&context.text).as_bytes())
}

fn not_made(context: &Context, fault: &DocumentFault) -> ExitStatus {
    report::message(&fault.message(&context.text));
    if matches!(fault, DocumentFault::Letters { .. }) { ExitStatus::Usage } else { ExitStatus::Failed }
}

fn is_taken(context: &Context, path: &Path) -> Option<ExitStatus> {
    let taken = path.symlink_metadata().is_ok();
    taken.then(|| not_written(context, path, &std::io::ErrorKind::AlreadyExists.into()))
}

fn not_written(context: &Context, path: &Path, error: &std::io::Error) -> ExitStatus {
    let pairs = [("path", path.display().to_string().into()), ("reason", error.to_string().into())];
    report::message(&context.text.format("register-not-written", pairs));
    ExitStatus::Failed
}

fn write(context: &Context, path: &Path, bytes: &[u8]) -> ExitStatus {
    match documents::write_new(path, bytes) {
        Ok(()) => ExitStatus::Done,
        Err(error) => not_written(context, path, &error),
    }
}

/// Writes a file and prints its path.
fn saved(context: &Context, path: &Path, bytes: &[u8]) -> ExitStatus {
    let status = write(context, path, bytes);
    if status == ExitStatus::Done {
        report::line(&path.display().to_string());
    }
    status
}

pub(super) fn read(context: &Context, args: &ReadArgs) -> Result<ExitStatus, NotReady> {
    let pattern = match context.settings.reference_pattern() {
        Ok(pattern) => pattern,
        Err(fault) => {
            report::message(&context.text.format("forms-pattern", [("reason", fault.reason.into())]));
            return Ok(ExitStatus::Usage);
        }
    };
    // Reading needs no register; where there is one, it says which of the forms it knows.
    let register = context.register_that_is_there()?;
    let (files, mut status) = scans(context, &args.paths);
    for path in files.iter().take_while(|_| !report::is_closed()) {
        status = status.max(read_one(context, register.as_ref(), pattern.as_ref(), args, path)?);
    }
    Ok(status)
}

/// The pictures and PDFs of the paths. A PDF is no photo, and is taken by its name.
fn scans(context: &Context, paths: &[PathBuf]) -> (Vec<PathBuf>, ExitStatus) {
    let (mut files, mut left_out) = (Vec::new(), LeftOut::default());
    let is_pdf = |path: &Path| path.extension().is_some_and(|suffix| suffix.eq_ignore_ascii_case("pdf"));
    let is_hidden = |path: &Path| path.file_name().is_none_or(|name| name.to_string_lossy().starts_with('.'));
    for found in walk::photos(paths) {
        match found {
            Found::Photo(file) => files.push(file.path),
            Found::Other(path) if is_pdf(&path) && !is_hidden(&path) => files.push(path),
            Found::Other(_) => left_out.others += 1,
            Found::Link(path) => left_out.links.push(path),
            Found::Trouble(trouble) => left_out.troubles.push(trouble),
        }
    }
    let status = tell_left_out(context, &[], &left_out);
    (files, status)
}

fn read_one(
    context: &Context,
    register: Option<&Register>,
    pattern: Option<&ReferencePattern>,
    args: &ReadArgs,
    path: &Path,
) -> Result<ExitStatus, NotReady> {
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let read = match read_file(path, &Limits::default(), pattern, threads, &CancelFlag::default()) {
        Ok(read) => read,
        Err(fault) => return Ok(unread(context, path, &fault, args.json)),
    };
    let ids = read.ids();
    let known = register.map(|register| known(register, &ids)).transpose()?;
    let state =
        |id: &ConsentId| known.as_ref().and_then(|known| known.get(id)).map_or("unknown", Known::word);
    let mut status = if ids.is_empty() { ExitStatus::NotReleased } else { ExitStatus::Done };
    let mut moved = None;
    if let Some(folder) = args.move_to.as_deref().filter(|_| !ids.is_empty()) {
        match file_away(path, &read.sha256, folder, context.folder_of_data()) {
            Ok(target) => moved = Some(target),
            Err(fault) => {
                report::message(&fault.message(&context.text));
                let usage = matches!(fault, FilingFault::DataFolder { .. } | FilingFault::NoFolder { .. });
                status = status.max(if usage { ExitStatus::Usage } else { ExitStatus::Failed });
            }
        }
    }
    if args.json {
        report::json(&told(&read, &ids, &state, moved.as_deref()));
    } else {
        let words: Vec<String> = ids
            .iter()
            .map(|id| format!("{id} ({})", context.text.get(&format!("forms-known-{}", state(id)))))
            .collect();
        let said = if words.is_empty() { context.text.get("forms-no-code") } else { words.join(", ") };
        report::line(&format!("{}: {said}", report::told(path)));
        if let Some(Ok(reference)) = &read.reference {
            report::line(&format!(
                "  {}",
                context.text.format("forms-reference", [("reference", reference.clone().into())])
            ));
        }
        if let Some(target) = &moved {
            report::line(&format!("  → {}", target.display()));
        }
    }
    if let Some(Err(fault)) = &read.reference {
        let told =
            context.text.format("forms-reference-refused", [("reason", fault.message(&context.text).into())]);
        context.tell(&told);
    }
    if read.further_pages {
        report::message(
            &context.text.format("forms-further-pages", [("path", path.display().to_string().into())]),
        );
        status = status.max(ExitStatus::NotReleased);
    }
    Ok(status)
}

fn told(
    read: &ReturnedFile,
    ids: &[ConsentId],
    state: &dyn Fn(&ConsentId) -> &'static str,
    moved: Option<&Path>,
) -> Value {
    let codes: Vec<Value> = read
        .pages
        .iter()
        .flat_map(|page| page.consents.iter().map(move |consent| (page.number, consent)))
        .map(|(page, consent)| {
            json!({
                "consent": consent.id, "page": page + 1, "known": state(&consent.id),
                "polygon": consent.outline.map(|(x, y)| [x.round(), y.round()]),
            })
        })
        .collect();
    let reference = read.reference.as_ref().and_then(|reference| reference.as_ref().ok());
    let mut value = json!({
        "file": read.path.to_string_lossy(), "consents": ids, "reference": reference, "codes": codes,
    });
    if let (Some(object), Some(moved)) = (value.as_object_mut(), moved) {
        object.insert("moved_to".to_owned(), json!(moved.to_string_lossy()));
    }
    value
}

fn unread(context: &Context, path: &Path, fault: &ReadFault, as_json: bool) -> ExitStatus {
    let message = fault.message(&context.text);
    if as_json {
        report::json(
            &json!({"file": path.to_string_lossy(), "error": {"kind": fault.kind(), "message": message}}),
        );
    }
    context.tell(&format!("{message} ({})", path.display()));
    ExitStatus::Failed
}

pub(super) fn calendar(
    context: &Context,
    register: &Register,
    args: &CalendarArgs,
) -> Result<ExitStatus, RegisterError> {
    let calendar = Calendar::of(register, context.clock().today())?;
    let status = write(context, &args.out, &calendar.to_ics(&context.text));
    if status == ExitStatus::Done {
        if args.json {
            for entry in &calendar.entries {
                report::json(entry);
            }
        } else {
            report::line(&args.out.display().to_string());
            let days = calendar.entries.iter().filter(|entry| !entry.cancelled).count();
            report::line(&context.text.format("forms-calendar-days", [("count", days.into())]));
        }
    }
    Ok(status.max(tell_unreadable(context, register, args.json)))
}

/// Writes the table that goes with copies into a media bank.
pub(super) fn handover(
    context: &Context,
    register: &Register,
    out: &Path,
    period: Period,
    event: Option<&str>,
    kept_out: &[String],
    today: Date,
) -> Result<ExitStatus, RegisterError> {
    let found = documents::handover_copies(register, period, event, kept_out, today)?;
    let status = match documents::handover(&found.copies, &context.text) {
        Ok(table) => saved(context, out, &table),
        Err(fault) => not_made(context, &fault),
    };
    if status != ExitStatus::Done {
        return Ok(status);
    }
    let text = &context.text;
    context.tell(&text.format("forms-handover-count", [("count", found.copies.len().into())]));
    if found.ended > 0 {
        context.tell(&text.format("forms-handover-ended", [("count", found.ended.into())]));
    }
    for (names, id) in
        [(&found.changed, "forms-handover-changed"), (&found.without_words, "forms-handover-no-words")]
    {
        if !names.is_empty() {
            report::message(&text.format(id, [("list", names.join(", ").into())]));
        }
    }
    let complete = found.changed.is_empty() && found.without_words.is_empty();
    Ok(if complete { ExitStatus::Done } else { ExitStatus::NotReleased })
}

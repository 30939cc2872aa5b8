//! The arguments of `sladd consent` as they are typed.

use std::path::PathBuf;

use clap::{Args, Subcommand};
use jiff::civil::Date;

use crate::import::ColumnChoice;

use crate::consent::{
    AgeBand, Capacity, CareStatus, Channel, ConsentId, ConsentState, LegalBasis, Method, Purpose, Role,
    Signer,
};

/// What to do with consents.
#[derive(Debug, Subcommand)]
pub enum ConsentCommand {
    /// Record a consent.
    New(Box<NewArgs>),
    /// List all consents.
    List {
        /// Only those of this event: its id or its name.
        #[arg(long, value_name = "TEXT")]
        event: Option<String>,
        /// Print JSON lines.
        #[arg(long)]
        json: bool,
    },
    /// Events, to which consents belong.
    #[command(subcommand)]
    Event(EventCommand),
    /// Show one consent.
    Show(OneConsent),
    /// Renew a consent.
    Renew {
        /// Which.
        id: ConsentId,
        /// Last day, included.
        #[arg(long, value_name = "DATE")]
        valid_until: Date,
    },
    /// Record the consents of a list: CSV, or a spreadsheet (XLSX).
    Import(ImportArgs),
    /// Withdraw a consent.
    Withdraw {
        /// Which.
        id: ConsentId,
        /// The day of the withdrawal; today where it is left out.
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
        /// Look for copies in this folder as well, wherever they were moved to.
        #[arg(long, value_name = "DIR", requires = "list")]
        scan: Option<PathBuf>,
        /// Write a take-down list to hand over: HTML, or CSV by the suffix.
        #[arg(long, value_name = "FILE")]
        list: Option<PathBuf>,
    },
    /// List every export that relied on a consent.
    Affected {
        /// Which.
        id: ConsentId,
        /// Look for copies in this folder as well, wherever they were moved to.
        #[arg(long, value_name = "DIR")]
        scan: Option<PathBuf>,
        /// Write a take-down list to hand over: HTML, or CSV by the suffix.
        #[arg(long, value_name = "FILE")]
        list: Option<PathBuf>,
        /// Print JSON lines.
        #[arg(long)]
        json: bool,
    },
    /// Make every copy that relied on a consent anew, with that face covered.
    Reexport(ReexportArgs),
    /// Print empty consent forms, each with a fresh id (one PDF, in the language of --lang).
    Form(FormArgs),
    /// Print a poster that says that photos are taken here, and where to say no (PDF, in the language of --lang).
    Poster(PosterArgs),
    /// Write a file to be filled in for a second language of forms and posters.
    Template(TemplateArgs),
    /// Read the ids from the codes on scans and photos of forms. No picture is kept.
    Read(ReadArgs),
    /// Write the last days of consents and copies as a calendar without names (.ics).
    Calendar(CalendarArgs),
    /// Record that a person has said no.
    Refuse {
        /// The id on the form, where there was one.
        id: Option<ConsentId>,
    },
    /// Note another state: deferred, revoked, invalidated, unknown.
    Mark {
        /// Which.
        id: ConsentId,
        /// The state.
        state: ConsentState,
    },
    /// List the consents that expire soon, have expired, or want a second look.
    Due {
        /// How many days ahead.
        #[arg(long, default_value_t = 30)]
        days: u16,
        /// Print JSON lines.
        #[arg(long)]
        json: bool,
    },
    /// Erase what is known of the person behind a consent that no longer holds. Hashes remain.
    Erase {
        /// Which.
        id: ConsentId,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
}

/// A list of consents.
#[derive(Debug, Args)]
pub struct ImportArgs {
    /// The list.
    pub file: PathBuf,
    /// What a column says: its heading, or #3 for the third, and a field; "none" leaves it out. It is remembered.
    #[arg(long = "map", value_name = "COLUMN=FIELD")]
    pub map: Vec<ColumnChoice>,
    /// The event to which the consents belong: its id or its name. One that is not recorded is made.
    #[arg(long, value_name = "TEXT")]
    pub event: Option<String>,
    /// Record what can be recorded, where something is refused.
    #[arg(long)]
    pub partial: bool,
    /// Record nothing, and tell what would be.
    #[arg(long, conflicts_with = "partial")]
    pub dry_run: bool,
    /// Print JSON lines.
    #[arg(long)]
    pub json: bool,
}

/// What to do with events.
#[derive(Debug, Subcommand)]
pub enum EventCommand {
    /// Record an event.
    New {
        /// What it is called; never a name of a person.
        #[arg(long, value_name = "TEXT")]
        name: String,
        /// The day on which it is.
        #[arg(long, value_name = "DATE")]
        day: Date,
        /// For what its photos are used; may be given several times.
        #[arg(long = "purpose")]
        purposes: Vec<Purpose>,
        /// Where its photos are shown; may be given several times.
        #[arg(long = "channel")]
        channels: Vec<Channel>,
        /// Who answers for its photos: a function or its mailbox, never a person.
        #[arg(long, value_name = "FUNCTION")]
        contact: Option<String>,
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// List all events.
    List {
        /// Print JSON lines.
        #[arg(long)]
        json: bool,
    },
    /// Erase an event to which nothing belongs any more.
    Erase {
        /// Which: its id or its name.
        event: String,
    },
}

/// Copies to make anew, and what is said by those who do.
#[derive(Debug, Args)]
pub struct ReexportArgs {
    /// Which.
    pub id: ConsentId,
    /// Folder in which the originals are looked for, by their content.
    #[arg(long, value_name = "DIR")]
    pub originals: PathBuf,
    /// Folder for the new copies.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// Reference of who makes the copies anew; never a name.
    #[arg(long, value_name = "REF")]
    pub operator: Option<String>,
    /// Reference of the second person who has approved them; never a name.
    #[arg(long, value_name = "REF")]
    pub second_person: Option<String>,
    /// State that you have looked at the whole of every photo, and for what had to be looked for.
    #[arg(long)]
    pub reviewed: bool,
    /// Print JSON lines.
    #[arg(long)]
    pub json: bool,
}

/// What stands on forms and posters.
#[derive(Debug, Args)]
pub struct AboutEvent {
    /// What may be ticked on a form, or what a poster names; on a form everything where it is left out. No box is ever ticked
    /// beforehand.
    #[arg(long = "purpose")]
    pub purposes: Vec<Purpose>,
    /// The same of channels.
    #[arg(long = "channel")]
    pub channels: Vec<Channel>,
    /// The event at which photos are taken; never a name of a person.
    #[arg(long, value_name = "TEXT")]
    pub event: Option<String>,
    /// The day of the event.
    #[arg(long, value_name = "DATE", requires = "event")]
    pub day: Option<Date>,
    /// Who answers questions about the photos of the event: a mailbox or a telephone of the unit.
    #[arg(long, value_name = "TEXT", requires = "event")]
    pub contact: Option<String>,
    /// A second language side by side with the first: da, nb, sv, en, or a file that was made by `consent template`.
    #[arg(long, value_name = "LANG|FILE")]
    pub second_lang: Option<String>,
}

/// What is printed on a poster.
#[derive(Debug, Args)]
pub struct PosterArgs {
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// What stands on it.
    #[command(flatten)]
    pub about: AboutEvent,
}

/// A file for a second language.
#[derive(Debug, Args)]
pub struct TemplateArgs {
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
}

/// Scans and photos of forms.
#[derive(Debug, Args)]
pub struct ReadArgs {
    /// Pictures, PDFs of scans, or folders.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Move each file that gave an id into this folder; never the data folder.
    #[arg(long, value_name = "DIR")]
    pub move_to: Option<PathBuf>,
    /// Print one JSON object per file.
    #[arg(long)]
    pub json: bool,
}

/// The calendar.
#[derive(Debug, Args)]
pub struct CalendarArgs {
    /// Where to write it.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// Print one JSON object per entry.
    #[arg(long)]
    pub json: bool,
}

/// What is printed on a form.
#[derive(Debug, Args)]
pub struct FormArgs {
    /// Where to write them; `samtykke-<id>.pdf` here where it is left out.
    #[arg(long, value_name = "FILE")]
    pub out: Option<PathBuf>,
    /// How many, each with its own id, in one PDF.
    #[arg(long, value_name = "N", default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub count: u16,
    /// For whom.
    #[arg(long)]
    pub role: Option<Role>,
    /// What stands on it.
    #[command(flatten)]
    pub about: AboutEvent,
    /// For a child: guardians sign.
    #[arg(long)]
    pub child: bool,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// One consent.
#[derive(Debug, Args)]
pub struct OneConsent {
    /// Which.
    pub id: ConsentId,
    /// Print JSON lines.
    #[arg(long)]
    pub json: bool,
}

/// A new consent.
#[derive(Debug, Args)]
pub struct NewArgs {
    /// What the person is.
    #[arg(long)]
    pub role: Role,
    /// Age in bands.
    #[arg(long)]
    pub age_band: AgeBand,
    /// Course of care.
    #[arg(long)]
    pub care_status: Option<CareStatus>,
    /// Whether the person can consent.
    #[arg(long)]
    pub capacity: Option<Capacity>,
    /// What for; may be given several times.
    #[arg(long = "purpose", required = true)]
    pub purposes: Vec<Purpose>,
    /// Where; may be given several times.
    #[arg(long = "channel", required = true)]
    pub channels: Vec<Channel>,
    /// Last day, included.
    #[arg(long, value_name = "DATE")]
    pub valid_until: Date,
    /// Who has signed; may be given several times.
    #[arg(long = "signer", required = true)]
    pub signers: Vec<Signer>,
    /// Where the signed form is kept; never a name or a personal number.
    #[arg(long, value_name = "TEXT")]
    pub form_location: String,
    /// Legal basis.
    #[arg(long, default_value = "consent")]
    pub basis: LegalBasis,
    /// Reference of an approval.
    #[arg(long, value_name = "REF")]
    pub approval: Option<String>,
    /// The child was asked and did not say no.
    #[arg(long)]
    pub child_heard: bool,
    /// The id on the printed form; a fresh one where it is left out.
    #[arg(long, value_name = "ID")]
    pub id: Option<ConsentId>,
    /// The event that it belongs to: its id or its name.
    #[arg(long, value_name = "TEXT")]
    pub event: Option<String>,
    /// How it was given: paper, email, digital, video or `oral_witnessed`.
    #[arg(long, value_parser = Method::of_practice)]
    pub method: Option<Method>,
    /// With which system a digital signature was made.
    #[arg(long, value_name = "TEXT")]
    pub signature_system: Option<String>,
    /// By which reference it is found there; never a name or a personal number.
    #[arg(long, value_name = "REF")]
    pub signature_reference: Option<String>,
    /// The function of whoever asked; never a name.
    #[arg(long, value_name = "FUNCTION")]
    pub collected_by: Option<String>,
    /// Whether whoever asked takes no part in the person's care.
    #[arg(long, value_name = "yes|no", value_parser = yes_no)]
    pub independent_collector: Option<bool>,
    /// The person has released the staff from confidentiality for the picture.
    #[arg(long)]
    pub confidentiality_release: bool,
    /// There is only one holder of custody.
    #[arg(long)]
    pub sole_custody: bool,
    /// Id and version of the notice that was given.
    #[arg(long, value_name = "REF")]
    pub notice: Option<String>,
    /// The function of the witness of an oral consent; never a name.
    #[arg(long, value_name = "FUNCTION")]
    pub witness: Option<String>,
    /// What the person does not want.
    #[arg(long, value_name = "TEXT")]
    pub limits: Option<String>,
    /// Whether the person has seen the picture.
    #[arg(long, value_name = "yes|no", value_parser = yes_no)]
    pub preview_shown: Option<bool>,
    /// Whether the person has got a copy of the form.
    #[arg(long, value_name = "yes|no", value_parser = yes_no)]
    pub copy_given: Option<bool>,
    /// Day on which to look again whether the person still works here.
    #[arg(long, value_name = "DATE")]
    pub employment_end_review: Option<Date>,
    /// The consent is for this one photo only.
    #[arg(long, value_name = "FILE")]
    pub only_photo: Option<PathBuf>,
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

fn yes_no(text: &str) -> Result<bool, String> {
    match text {
        "yes" => Ok(true),
        "no" => Ok(false),
        _ => Err("expected yes or no".to_owned()),
    }
}

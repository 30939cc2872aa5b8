//! The arguments as they are typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::{
    consent::{Channel, Country, Purpose},
    export::OutputFormat,
    framing::Turn,
    geometry::PixelRect,
    machine::Renderer,
    policy::Ward,
    record::PublicKey,
    redaction::colour_of,
    review::Identifier,
    text::Language,
};

use super::{archive_args::ArchiveCommand, consent_args::ConsentCommand, cover::Cover, detect::Find};

/// Makes workplace photos safe to publish: every face decided, all metadata left behind, every consent recorded.
#[derive(Debug, Parser)]
#[command(name = "sladd", bin_name = "sladd", version)]
pub struct Cli {
    /// What to do; without it the window opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Photos or folders to open in the window.
    pub paths: Vec<PathBuf>,
    /// What draws the window: auto, dx12, vulkan, metal, gl or software. With auto, whatever works, the fastest first.
    #[arg(long, value_name = "RENDERER")]
    pub renderer: Option<Renderer>,
    /// Options of every command.
    #[command(flatten)]
    pub global: Global,
}

/// Options of every command.
#[derive(Debug, Args)]
pub struct Global {
    /// Folder of the register and the settings.
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// One more policy file (TOML or JSON); it can only be stricter than the country's rules and than the policy files
    /// that are in force here anyway.
    #[arg(long, global = true, value_name = "FILE")]
    pub policy: Option<PathBuf>,
    /// Whose rules apply: DK, NO or SE.
    #[arg(long, global = true, value_name = "COUNTRY")]
    pub country: Option<Country>,
    /// Language of messages, such as da, nb, sv or en.
    #[arg(long, global = true)]
    pub lang: Option<Language>,
    /// State that this computer's clock is right, although the ledger was last written to at a later time, or more than
    /// 400 days ago; the statement is recorded in the ledger.
    #[arg(long, global = true)]
    pub clock_is_right: bool,
    /// Print errors only.
    #[arg(long, global = true)]
    pub quiet: bool,
    /// Print what is being done.
    #[arg(long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub enum Command {
    /// Find faces, writing and codes.
    Detect(Detect),
    /// Tell what files say besides the picture.
    Inspect(Inspect),
    /// Write copies with every face covered or decided, and no metadata.
    Redact(Box<Redact>),
    /// Hold exported copies against their record and the register.
    Verify(Verify),
    /// Record, show and withdraw consents.
    #[command(subcommand)]
    Consent(ConsentCommand),
    /// The ledger of exports.
    #[command(subcommand)]
    Ledger(LedgerCommand),
    /// Where copies were put, and what was taken down.
    #[command(subcommand)]
    Copies(CopiesCommand),
    /// Write a report without names, as HTML or CSV.
    #[command(subcommand)]
    Report(ReportCommand),
    /// Look through a whole archive, in shards that an engine hands out.
    #[command(subcommand)]
    Archive(ArchiveCommand),
    /// The rules in force.
    #[command(subcommand)]
    Policy(PolicyCommand),
    /// The built-in models and the engine in use.
    Models {
        /// Print JSON lines.
        #[arg(long)]
        json: bool,
    },
}

/// Photos, and how to answer.
#[derive(Debug, Args)]
pub struct Inspect {
    /// Photos or folders.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Print one JSON object per photo.
    #[arg(long)]
    pub json: bool,
}

/// Options of `verify`.
#[derive(Debug, Args)]
pub struct Verify {
    /// Copies or folders.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Print one JSON object per copy.
    #[arg(long)]
    pub json: bool,
    /// A public key that is known to be the organisation's; may be given several times.
    #[arg(long = "public-key", value_name = "HEX")]
    pub public_keys: Vec<PublicKey>,
}

/// Options of `detect`.
#[derive(Debug, Args)]
pub struct Detect {
    /// Photos or folders.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Print one JSON object per photo.
    #[arg(long)]
    pub json: bool,
    /// Probability from which a detection is a face, 0 to 1.
    #[arg(long, value_parser = score)]
    pub threshold: Option<f32>,
    /// Leave out faces smaller than this many pixels.
    #[arg(long, value_name = "PX", default_value_t = 0)]
    pub min_face: u32,
    /// What to look for: faces, text (writing), codes, or people; several are separated by commas.
    #[arg(long, value_name = "KIND", value_delimiter = ',', default_value = "faces")]
    pub find: Vec<Find>,
    /// Print what writing says, as it was read. For tests alone: nothing else of Sladd shows it to anybody.
    #[arg(long, requires = "json")]
    pub show_text: bool,
}

/// Options of `redact`.
#[derive(Debug, Args)]
#[expect(clippy::struct_field_names, reason = "the fields bear the names of the options")]
pub struct Redact {
    /// Photos or folders.
    #[arg(required = true)]
    pub paths: Vec<PathBuf>,
    /// Folder for the copies.
    #[arg(long, value_name = "DIR")]
    pub out: PathBuf,
    /// What was decided about the faces (JSON).
    #[arg(long, value_name = "FILE")]
    pub decisions: Option<PathBuf>,
    /// Redact every face that the decisions file does not name.
    #[arg(long)]
    pub redact_rest: bool,
    /// How covered areas look [default: as the rules have it, else blur]; veil is the older name of glass.
    #[arg(long, value_parser = ["blur", "glass", "mosaic", "solid", "sign", "sign-flower", "sign-star", "veil"])]
    pub style: Option<String>,
    /// The colour of solid covers, in six hexadecimal digits; only with --style solid.
    #[arg(long, value_name = "RRGGBB", value_parser = colour)]
    pub colour: Option<Colour>,
    /// Margin around faces.
    #[arg(long, value_name = "PERCENT", default_value_t = 25, value_parser = clap::value_parser!(u8).range(0..=100))]
    pub margin: u8,
    /// Kind of file to write.
    #[arg(long, default_value = "jpeg")]
    pub format: OutputFormat,
    /// JPEG quality.
    #[arg(long, default_value_t = 90, value_parser = clap::value_parser!(u8).range(1..=100))]
    pub quality: u8,
    /// Scale larger photos down to this longest side.
    #[arg(long, value_name = "PX", value_parser = clap::value_parser!(u32).range(1..))]
    pub max_side: Option<u32>,
    /// Sizes of the copies, one copy and record each: names (intranet, web, social, screen, print, or your own), pixels of the
    /// longest side, or a rectangle to fit into, such as 1080x1350.
    #[arg(long = "size", value_name = "NAME|PX", value_delimiter = ',', conflicts_with = "max_side")]
    pub sizes: Vec<String>,
    /// The most bytes of a copy, such as 500kB; JPEGs are encoded more coarsely for it.
    #[arg(long, value_name = "N", value_parser = byte_count)]
    pub max_bytes: Option<u64>,
    /// Publish this part of each photo only, in pixels of the turned and straightened photo.
    #[arg(long, value_name = "X,Y,WIDTHxHEIGHT", value_parser = crop)]
    pub crop: Option<PixelRect>,
    /// Turn photos clockwise by so many degrees: 90, 180 or 270.
    #[arg(long, value_name = "DEGREES", value_parser = turn)]
    pub turn: Option<Turn>,
    /// Straighten photos by so many degrees, -15 to 15; positive is clockwise.
    #[arg(long, value_name = "DEGREES", value_parser = straighten, allow_negative_numbers = true)]
    pub straighten: Option<i16>,
    /// Name copies after their photos; file names can tell of people and dates.
    #[arg(long)]
    pub keep_names: bool,
    /// What the copies are for.
    #[arg(long)]
    pub purpose: Option<Purpose>,
    /// Where the copies are to be shown; may be given several times.
    #[arg(long = "channel")]
    pub channels: Vec<Channel>,
    /// The ward on which the photos were taken: normal or sensitive.
    #[arg(long, default_value = "normal")]
    pub ward: Ward,
    /// State that you have looked for this in every photo (`name_badge`, whiteboard, …); may be given several
    /// times.
    #[arg(long = "identifier", value_name = "WORD", value_parser = identifier)]
    pub identifiers: Vec<Identifier>,
    /// The words that are to stand beside the copies; they are looked at and not stored.
    #[arg(long, value_name = "TEXT")]
    pub caption: Option<String>,
    /// What is written beside each copy, as `<copy>.txt`, for those who cannot see it; at most 255 characters, no names.
    #[arg(long, value_name = "TEXT")]
    pub alt_text: Option<String>,
    /// Reference of the second person who has approved the photos; never a name.
    #[arg(long, value_name = "REF")]
    pub second_person: Option<String>,
    /// Reference of who exports; never a name.
    #[arg(long, value_name = "REF")]
    pub operator: Option<String>,
    /// The event that the photos are of, for reports; never a name.
    #[arg(long, value_name = "TEXT")]
    pub event: Option<String>,
    /// Sign the records with the key of the data folder.
    #[arg(long)]
    pub sign: bool,
    /// Cover what was found besides faces: text, codes, or numbers (what reads like a personal number), separated by
    /// commas. What is not covered has to be decided where the rules ask for it.
    #[arg(long, value_name = "KIND", value_delimiter = ',')]
    pub cover: Vec<Cover>,
    /// State that you have looked at the whole of every photo.
    #[arg(long)]
    pub reviewed: bool,
    /// Photos worked on at the same time.
    #[arg(long, default_value_t = 1, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub jobs: u16,
    /// Print one JSON object per photo.
    #[arg(long)]
    pub json: bool,
}

/// What to do with the ledger.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Hold every entry against the chain, and the register against the entries.
    Check {
        /// A hash that was noted before: it must still be in the chain.
        #[arg(long, value_name = "SHA256")]
        head: Option<crate::hash::ContentHash>,
    },
    /// Go on with a register of which an older backup was put back on purpose; the log says so from then on.
    AcceptRestored,
    /// Print the public key that signed records are checked by, and what it proves.
    PublicKey,
    /// List every entry.
    List {
        /// Print JSON lines.
        #[arg(long)]
        json: bool,
    },
}

/// What to do with the rules.
#[derive(Debug, Subcommand)]
pub enum PolicyCommand {
    /// Show the rules in force in plain words, and every policy file that they come from.
    Show {
        /// Print JSON.
        #[arg(long)]
        json: bool,
    },
    /// Say whether a policy file can be used, and what is wrong with it.
    Check {
        /// The file.
        file: PathBuf,
    },
}

/// What to note about copies.
#[derive(Debug, Subcommand)]
pub enum CopiesCommand {
    /// List every export.
    List {
        /// First day.
        #[arg(long, value_name = "DATE")]
        from: Option<Date>,
        /// Last day.
        #[arg(long, value_name = "DATE")]
        to: Option<Date>,
        /// Print JSON lines.
        #[arg(long)]
        json: bool,
    },
    /// Write a table for a media bank: file name, SHA-256, consents, channels, last day, alternative text (CSV).
    Handover {
        /// Where to write it.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// First day of the exports.
        #[arg(long, value_name = "DATE")]
        from: Option<Date>,
        /// Last day of the exports.
        #[arg(long, value_name = "DATE")]
        to: Option<Date>,
        /// Copies of this event only.
        #[arg(long, value_name = "TEXT")]
        event: Option<String>,
    },
    /// Note where a copy was put.
    Posted {
        /// The record id.
        record: String,
        /// The channel.
        #[arg(long)]
        channel: Channel,
        /// The address of the post, or the place.
        #[arg(long, value_name = "TEXT")]
        place: String,
        /// The day; today where it is left out.
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
    /// Note that a copy was taken down.
    TakenDown {
        /// The record id.
        record: String,
        /// From which channel; from all of them where it is left out.
        #[arg(long)]
        channel: Option<Channel>,
        /// From which place, as it was noted; from all of them where it is left out.
        #[arg(long, value_name = "TEXT")]
        place: Option<String>,
        /// The day; today where it is left out.
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
}

/// Which report.
#[derive(Debug, Subcommand)]
pub enum ReportCommand {
    /// Exports by period and channel.
    Exports(ReportArgs),
    /// Consents that expire, have expired, or want a second look.
    Due {
        /// The file: HTML, or CSV by the suffix.
        #[arg(long, value_name = "FILE")]
        out: PathBuf,
        /// How many days ahead.
        #[arg(long, default_value_t = 30)]
        days: u16,
    },
    /// One line for each event.
    Events(ReportArgs),
}

/// Options of a report.
#[derive(Debug, Args)]
pub struct ReportArgs {
    /// The file: HTML, or CSV by the suffix.
    #[arg(long, value_name = "FILE")]
    pub out: PathBuf,
    /// First day.
    #[arg(long, value_name = "DATE")]
    pub from: Option<Date>,
    /// Last day.
    #[arg(long, value_name = "DATE")]
    pub to: Option<Date>,
}

fn identifier(text: &str) -> Result<Identifier, String> {
    Identifier::ALL.into_iter().find(|item| item.word() == text).ok_or_else(|| {
        let words: Vec<&str> = Identifier::ALL.iter().map(|item| item.word()).collect();
        format!("expected one of {}", words.join(", "))
    })
}

fn crop(text: &str) -> Result<PixelRect, String> {
    let parts: Vec<&str> = text.split([',', 'x', 'X', '×']).collect();
    let sides = parts.iter().map(|part| part.trim().parse::<u32>().ok()).collect::<Option<Vec<_>>>();
    match sides.as_deref() {
        Some([x, y, width, height]) if *width > 0 && *height > 0 => {
            Ok(PixelRect::new(*x, *y, *width, *height))
        }
        _ => Err("expected X,Y,WIDTHxHEIGHT in pixels, such as 120,40,1600x900".to_owned()),
    }
}

/// Bytes, or thousands (`kB`) or millions (`MB`) of them.
fn byte_count(text: &str) -> Result<u64, String> {
    let text = text.trim().to_ascii_lowercase();
    let (digits, unit) = match (text.strip_suffix("kb"), text.strip_suffix("mb")) {
        (Some(digits), _) => (digits, 1000),
        (_, Some(digits)) => (digits, 1_000_000),
        (None, None) => (text.as_str(), 1),
    };
    let bytes = digits.trim().parse::<u64>().ok().and_then(|count| count.checked_mul(unit));
    bytes.filter(|bytes| *bytes > 0).ok_or_else(|| "expected bytes, such as 500000 or 500kB".to_owned())
}

fn turn(text: &str) -> Result<Turn, String> {
    let turn = text.parse().ok().and_then(Turn::of_degrees).filter(|turn| *turn != Turn::None);
    turn.ok_or_else(|| "expected 90, 180 or 270".to_owned())
}

fn straighten(text: &str) -> Result<i16, String> {
    let degrees = text.parse().ok().and_then(super::decisions::hundredths);
    degrees.ok_or_else(|| "expected degrees from -15 to 15".to_owned())
}

fn score(text: &str) -> Result<f32, String> {
    text.parse::<f32>()
        .ok()
        .filter(|score| (0.0..=1.0).contains(score))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

/// Red, green and blue.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Colour(pub [u8; 3]);

fn colour(word: &str) -> Result<Colour, String> {
    colour_of(word).map(Colour).ok_or_else(|| "RRGGBB".to_owned())
}

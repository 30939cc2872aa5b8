//! The arguments as they are typed.

use std::path::PathBuf;

use clap::{Args, Parser, Subcommand};
use jiff::civil::Date;

use crate::{
    consent::{
        AgeBand, Capacity, CareStatus, Channel, ConsentId, Country, LegalBasis, Purpose, Role, Signer,
    },
    export::OutputFormat,
    text::Language,
};

/// Makes workplace photos safe to publish: every face decided, all metadata left behind, every consent recorded.
#[derive(Debug, Parser)]
#[command(name = "sladd", version, args_conflicts_with_subcommands = true)]
pub struct Cli {
    /// What to do; without it the window opens.
    #[command(subcommand)]
    pub command: Option<Command>,
    /// Photos or folders to open in the window.
    pub paths: Vec<PathBuf>,
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
    /// Whose rules apply: DK, NO or SE.
    #[arg(long, global = true, value_name = "COUNTRY")]
    pub country: Option<Country>,
    /// Language of messages: da, nb, sv or en.
    #[arg(long, global = true)]
    pub lang: Option<Language>,
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
    /// Find faces.
    Detect(Detect),
    /// Tell what files say besides the picture.
    Inspect(Inspect),
    /// Write copies with every face covered or decided, and no metadata.
    Redact(Redact),
    /// Hold exported copies against their record and the register.
    Verify(Inspect),
    /// Record, show and withdraw consents.
    #[command(subcommand)]
    Consent(ConsentCommand),
    /// The ledger of exports.
    #[command(subcommand)]
    Ledger(LedgerCommand),
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
    /// How covered areas look.
    #[arg(long, default_value = "veil", value_parser = ["veil", "solid", "mosaic"])]
    pub style: String,
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
    /// Name copies after their photos; file names can tell of people and dates.
    #[arg(long)]
    pub keep_names: bool,
    /// What the copies are for.
    #[arg(long)]
    pub purpose: Option<Purpose>,
    /// Where the copies are to be shown; may be given several times.
    #[arg(long = "channel")]
    pub channels: Vec<Channel>,
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

/// What to do with consents.
#[derive(Debug, Subcommand)]
pub enum ConsentCommand {
    /// Record a consent.
    New(Box<NewArgs>),
    /// List all consents.
    List {
        /// Print JSON lines.
        #[arg(long)]
        json: bool,
    },
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
    /// Withdraw a consent.
    Withdraw {
        /// Which.
        id: ConsentId,
        /// The day of the withdrawal; today where it is left out.
        #[arg(long, value_name = "DATE")]
        on: Option<Date>,
    },
    /// List every export that relied on a consent.
    Affected(OneConsent),
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
    /// Print JSON.
    #[arg(long)]
    pub json: bool,
}

/// What to do with the ledger.
#[derive(Debug, Subcommand)]
pub enum LedgerCommand {
    /// Hold every entry against the chain.
    Check,
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
    /// Show the rules in force.
    Show,
}

fn score(text: &str) -> Result<f32, String> {
    text.parse::<f32>()
        .ok()
        .filter(|score| (0.0..=1.0).contains(score))
        .ok_or_else(|| "expected a number from 0 to 1".to_owned())
}

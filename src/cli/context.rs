//! What every command needs: texts, rules, register, detector.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use crate::{
    clock::{Clock, ZonedClock},
    data_folder::{self, DataFolderFault},
    detection::{DetectionError, DetectorOptions, OnnxFaceDetector, library_beside_program},
    export::TargetFolder,
    identifiers::Finder,
    import::Remembered,
    machine::{Machine, MachineFault},
    pipeline::{remove_interrupted, remove_interrupted_in},
    policy::{Policy, PolicyError},
    register::{Register, RegisterError},
    settings::{self, PolicySources, Settings, SettingsError},
    text::{Language, Text, harmless_path},
};

use super::{args::Global, report};

/// What every command needs.
#[derive(Debug)]
pub struct Context {
    /// Messages in the person's language.
    pub text: Text,
    /// The data folder's settings.
    pub settings: Settings,
    /// What IT has set for the computer.
    pub machine: Machine,
    asked: Option<crate::consent::Country>,
    policy: Option<PathBuf>,
    data: Option<PathBuf>,
    quiet: bool,
    clock_is_right: bool,
}

/// A command cannot even begin.
#[derive(Debug, thiserror::Error)]
pub(super) enum NotReady {
    #[error(transparent)]
    Settings(#[from] SettingsError),
    #[error(transparent)]
    Register(#[from] RegisterError),
    #[error(transparent)]
    Policy(#[from] PolicyError),
    #[error(transparent)]
    Detector(#[from] DetectionError),
    #[error(transparent)]
    DataFolder(#[from] DataFolderFault),
    #[error(transparent)]
    Machine(#[from] MachineFault),
}

impl Context {
    pub(super) fn new(global: &Global, machine: &Machine) -> Result<Self, NotReady> {
        settings::check_country_variable(global.country)?;
        let data = match data_folder::find(global.data.as_deref()) {
            Ok(folder) => Some(folder),
            // Much can be done without one.
            Err(DataFolderFault::None) => None,
            Err(fault) => return Err(fault.into()),
        };
        let mut settings = data.as_deref().map_or_else(|| Ok(Settings::default()), Settings::load)?;
        settings.lay_over(machine);
        let language = global.lang.or(settings.language).unwrap_or_else(Language::of_system);
        Ok(Self {
            text: Text::new(language),
            asked: global.country,
            policy: global.policy.clone(),
            settings,
            machine: machine.clone(),
            data,
            quiet: global.quiet,
            clock_is_right: global.clock_is_right,
        })
    }

    pub(super) fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(ZonedClock(settings::country(self.asked, &self.settings).time_zone()))
    }

    /// The register, whatever the clock says. What interrupted exports left behind is removed, and told.
    pub(super) fn register(&self) -> Result<Register, NotReady> {
        let (folder, second) = (self.data_folder()?, self.second_place());
        let register = Register::open_remembering(folder, self.clock(), second)?;
        if self.clock_is_right && register.confirm_clock()? {
            self.tell(&self.text.get("cli-clock-confirmed"));
        }
        for removed in remove_interrupted(&register)? {
            let pairs = [("count", removed.files.into()), ("folder", removed.folder.into())];
            report::message(&self.text.format("export-interrupted-removed", pairs));
        }
        Ok(self.told_whether_remembered(register))
    }

    /// The register even where it lacks what was seen of it before; a wrong clock is told.
    pub(super) fn register_as_it_is(&self) -> Result<Register, NotReady> {
        let (folder, second) = (self.data_folder()?, self.second_place());
        let register = Register::open_as_it_is(folder, self.clock(), second)?;
        // Of a register that lacks something nothing is written, this neither: `ledger check` is for looking.
        if self.clock_is_right && register.missing_head().is_none() && register.confirm_clock()? {
            self.tell(&self.text.get("cli-clock-confirmed"));
        }
        self.tell_clock(&register);
        Ok(self.told_whether_remembered(register))
    }

    /// The register that is to be gone on with although it lacks what was seen of it before.
    pub(super) fn register_restored(&self) -> Result<Register, NotReady> {
        let (folder, second) = (self.data_folder()?, self.second_place());
        Ok(self.told_whether_remembered(Register::open_restored(folder, self.clock(), second)?))
    }

    /// The second place in which the end of the log is remembered. One that is not used is told.
    fn second_place(&self) -> Option<&Path> {
        if let Some(folder) = self.settings.heads_unconfirmed() {
            let pairs = [("folder", harmless_path(folder).into())];
            report::message(&self.text.format("cli-heads-unconfirmed", pairs));
        }
        self.settings.heads()
    }

    /// The data folder, where there is one.
    pub(super) fn folder_of_data(&self) -> Option<&Path> {
        self.data.as_deref()
    }

    /// Keeps what was said of the columns of a list, for the next one with the same headings.
    pub(super) fn remember_columns(&self, columns: &Remembered) -> Result<(), SettingsError> {
        self.data.as_deref().map_or(Ok(()), |folder| Settings::remember_columns(folder, columns))
    }

    fn data_folder(&self) -> Result<&Path, NotReady> {
        Ok(self.data.as_deref().ok_or(DataFolderFault::None)?)
    }

    fn told_whether_remembered(&self, register: Register) -> Register {
        if !register.is_remembered() {
            // No notice but a fault: `--quiet` does not hide it.
            super::report::message(&self.text.get("cli-ledger-not-remembered"));
        }
        register
    }

    fn tell_clock(&self, register: &Register) {
        if let Err(fault) = register.check_clock() {
            report::message(&self.said(&fault));
        }
    }

    /// The register where there is one: none is made.
    pub(super) fn register_that_is_there(&self) -> Result<Option<Register>, NotReady> {
        let is_there = self.data.as_deref().is_some_and(Register::is_in);
        is_there.then(|| self.register()).transpose()
    }

    /// The register, for whatever depends on the date.
    pub(super) fn register_by_date(&self) -> Result<Register, NotReady> {
        let register = self.register()?;
        register.check_clock()?;
        Ok(register)
    }

    /// The register, for whatever only shows what is in it: a wrong clock is told.
    pub(super) fn register_to_read(&self) -> Result<Register, NotReady> {
        let register = self.register()?;
        self.tell_clock(&register);
        Ok(register)
    }

    /// What a person reads of a fault of the register, with what only the command line offers.
    pub(super) fn said(&self, fault: &RegisterError) -> String {
        let said = fault.message(&self.text);
        if matches!(fault, RegisterError::Clock(_)) {
            format!("{said} {}", self.text.get("cli-clock-flag"))
        } else {
            said
        }
    }

    /// Tells what interrupted exports left in a folder for copies that the person has named, and removes it.
    pub(super) fn clear(&self, register: &Register, folder: &TargetFolder) -> Result<(), NotReady> {
        let noted: usize = remove_interrupted_in(register, folder)?.iter().map(|removed| removed.files).sum();
        let count = noted + folder.remove_leftovers();
        if count > 0 {
            let pairs = [("count", count.into()), ("folder", folder.shown().into())];
            report::message(&self.text.format("export-interrupted-removed", pairs));
        }
        Ok(())
    }

    pub(super) fn policy(&self) -> Result<Policy, NotReady> {
        let sources = PolicySources::of_this_start(self.policy.as_deref(), &self.machine)?;
        Ok(sources.load(self.asked, &self.settings)?)
    }

    /// The rules in force, where it is known whose they must be. What was asked for all the same is refused if it is another
    /// country.
    pub(super) fn policy_of(&self, country: crate::consent::Country) -> Result<Policy, NotReady> {
        let sources = PolicySources::of_this_start(self.policy.as_deref(), &self.machine)?;
        let told = self.asked.is_some() || self.settings.country.is_some();
        let named = std::env::var_os("SLADD_COUNTRY").is_some_and(|value| !value.is_empty());
        let asked = if told || named { self.asked } else { Some(country) };
        Ok(sources.load(asked, &self.settings)?)
    }

    /// One more detector of the same engine, without telling its notice again.
    pub(super) fn detector_again(options: DetectorOptions) -> Result<OnnxFaceDetector, NotReady> {
        Ok(OnnxFaceDetector::load(library_beside_program().as_deref(), options)?)
    }

    pub(super) fn detector(&self, options: DetectorOptions) -> Result<OnnxFaceDetector, NotReady> {
        let detector = Self::detector_again(options)?;
        if let Some(notice) = detector.notice() {
            report::message(&notice.message(&self.text));
        }
        Ok(detector)
    }

    /// What looks for writing and codes, on the engine of the detector.
    #[expect(clippy::unused_self, reason = "a command asks its context for all that looks at photos")]
    pub(super) fn finder(&self) -> Result<Finder, NotReady> {
        Ok(Finder::load(library_beside_program().as_deref(), None)?)
    }

    pub(super) fn tell(&self, message: &str) {
        if !self.quiet {
            report::message(message);
        }
    }
}

//! What every command needs: texts, rules, register, detector.

use std::{path::PathBuf, sync::Arc};

use crate::{
    clock::{Clock, SystemClock},
    data_folder::{self, DataFolderFault},
    detection::{DetectionError, DetectorOptions, OnnxFaceDetector, library_beside_program},
    policy::{Policy, PolicyError},
    register::{Register, RegisterError},
    settings::{PolicySources, Settings, SettingsError},
    text::{Language, Text},
};

use super::{args::Global, report};

/// What every command needs.
#[derive(Debug)]
pub struct Context {
    /// Messages in the person's language.
    pub text: Text,
    /// The data folder's settings.
    pub settings: Settings,
    asked: Option<crate::consent::Country>,
    policy: Option<PathBuf>,
    data: Option<PathBuf>,
    quiet: bool,
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
}

impl Context {
    pub(super) fn new(global: &Global) -> Result<Self, NotReady> {
        let data = match data_folder::find(global.data.as_deref()) {
            Ok(folder) => Some(folder),
            // Much can be done without one.
            Err(DataFolderFault::None) => None,
            Err(fault) => return Err(fault.into()),
        };
        let settings = data.as_deref().map_or_else(|| Ok(Settings::default()), Settings::load)?;
        let language = global.lang.or(settings.language).unwrap_or_else(Language::of_system);
        Ok(Self {
            text: Text::new(language),
            asked: global.country,
            policy: global.policy.clone(),
            settings,
            data,
            quiet: global.quiet,
        })
    }

    #[expect(clippy::unused_self, reason = "the clock of a run belongs to it")]
    pub(super) fn clock(&self) -> Arc<dyn Clock> {
        Arc::new(SystemClock)
    }

    pub(super) fn register(&self) -> Result<Register, NotReady> {
        let folder = self.data.as_deref().ok_or(DataFolderFault::None)?;
        let second = self.settings.heads_folder.as_deref();
        Ok(self.told_whether_remembered(Register::open_remembering(folder, self.clock(), second)?))
    }

    /// The register even where it lacks what was seen of it before.
    pub(super) fn register_as_it_is(&self) -> Result<Register, NotReady> {
        let folder = self.data.as_deref().ok_or(DataFolderFault::None)?;
        let second = self.settings.heads_folder.as_deref();
        Ok(self.told_whether_remembered(Register::open_as_it_is(folder, self.clock(), second)?))
    }

    /// The register that is to be gone on with although it lacks what was seen of it before.
    pub(super) fn register_restored(&self) -> Result<Register, NotReady> {
        let folder = self.data.as_deref().ok_or(DataFolderFault::None)?;
        let second = self.settings.heads_folder.as_deref();
        Ok(self.told_whether_remembered(Register::open_restored(folder, self.clock(), second)?))
    }

    fn told_whether_remembered(&self, register: Register) -> Register {
        if !register.is_remembered() {
            self.tell(&self.text.get("cli-ledger-not-remembered"));
        }
        register
    }

    pub(super) fn policy(&self) -> Result<Policy, NotReady> {
        let sources = PolicySources::of_this_start(self.policy.as_deref())?;
        Ok(sources.load(self.asked, &self.settings)?)
    }

    pub(super) fn detector(&self, options: DetectorOptions) -> Result<OnnxFaceDetector, NotReady> {
        let library = library_beside_program();
        let detector = OnnxFaceDetector::load(library.as_deref(), options)?;
        if let Some(notice) = detector.notice() {
            report::message(&notice.message(&self.text));
        }
        Ok(detector)
    }

    pub(super) fn tell(&self, message: &str) {
        if !self.quiet {
            report::message(message);
        }
    }
}

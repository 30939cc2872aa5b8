//! A window that goes on over another data folder.

use std::path::{Path, PathBuf};

use crate::{
    consent::Country,
    data_folder,
    settings::Settings,
    text::{Language, Text},
};

use super::SladdApp;

/// What the program was started with.
pub(super) struct Launch {
    pub(super) paths: Vec<PathBuf>,
    pub(super) country: Option<Country>,
    pub(super) language: Option<Language>,
    pub(super) policy: Option<PathBuf>,
}

impl SladdApp {
    /// Lets the person choose another data folder: the start of the program names none.
    pub const fn free_data_folder(&mut self) {
        self.view.data_folder.free = true;
    }

    /// The first page is filled in: the work begins, in the wanted folder.
    pub(super) fn begin(&mut self, ctx: &egui::Context, mut settings: Settings) {
        settings.first_page_answered = true;
        let Some(folder) = self.view.data_folder.other().map(Path::to_owned) else {
            self.view.first_run = None;
            self.keep_settings(ctx, settings);
            return;
        };
        let text = Text::new(settings.language());
        match self.over(ctx, &folder, &settings, &text) {
            Ok(app) => *self = app,
            Err(fault) => {
                self.view.data_folder.fault = Some(fault);
                self.view.first_run = Some(settings);
            }
        }
    }

    /// A window over another folder. The settings that colleagues have made there hold; in an empty folder those
    /// of the first page.
    fn over(
        &self,
        ctx: &egui::Context,
        folder: &Path,
        settings: &Settings,
        text: &Text,
    ) -> Result<Self, String> {
        let folder = choose(folder, text)?;
        let there = Settings::load(&folder).map_err(|fault| unusable(text, &fault.to_string()))?;
        if there.is_fresh() {
            settings.save(&folder).map_err(|fault| unusable(text, &fault.to_string()))?;
        }
        let Launch { paths, country, language, policy } = &self.launch;
        let app = Self::with_policy(ctx, folder, paths.clone(), *country, *language, policy.as_deref());
        let mut app = app.map_err(|fault| unusable(text, &fault.to_string()))?;
        app.free_data_folder();
        app.set_dropping(self.view.dropping);
        Ok(app)
    }

    /// Keeps the settings. Another folder is used from the next start: this one has work in hand.
    pub(super) fn keep(&mut self, ctx: &egui::Context, settings: Settings) {
        let text = Text::new(settings.language());
        let other = self.view.data_folder.other();
        self.view.data_folder.fault = other.and_then(|folder| choose(folder, &text).err());
        if self.view.data_folder.fault.is_none() {
            self.keep_settings(ctx, settings);
        } else {
            self.view.settings = Some(settings);
        }
    }
}

/// The folder is made where there is none, and named to every later start.
fn choose(folder: &Path, text: &Text) -> Result<PathBuf, String> {
    let whole = std::path::absolute(folder)
        .and_then(|whole| std::fs::create_dir_all(&whole).map(|()| whole))
        .map_err(|error| unusable(text, &error.to_string()))?;
    data_folder::choose(&whole).map_err(|fault| fault.message(text))?;
    Ok(whole)
}

fn unusable(text: &Text, reason: &str) -> String {
    text.format("ui-data-folder-fault", [("reason", reason.to_owned().into())])
}

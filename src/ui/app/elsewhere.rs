//! A window that goes on over another data folder.

use std::path::{Path, PathBuf};

use crate::{
    consent::Country,
    data_folder,
    session::{Failure, PhotoFault},
    settings::Settings,
    text::Text,
    ui::theme,
};

use super::SladdApp;

impl SladdApp {
    /// Lets the person choose another data folder: the start of the program names none.
    pub const fn free_data_folder(&mut self) {
        self.view.data_folder.free = true;
    }

    /// Takes photos and folders that a second start of the program has handed over.
    pub(in crate::ui) fn hand_in(&mut self, paths: Vec<PathBuf>) {
        // The first page may still lead to another data folder, and what was handed over goes along.
        self.launch.paths.extend(paths.iter().cloned());
        self.add(paths);
    }

    /// True where a start that asked for this country and this policy file asks for what is in force here.
    pub(in crate::ui) fn is_under(&self, country: Option<Country>, policy: Option<&Path>) -> bool {
        let same = |policy: &Path| {
            let mine = self.launch.policy.as_deref().and_then(|mine| std::path::absolute(mine).ok());
            mine.as_deref() == Some(policy)
        };
        country.is_none_or(|country| country == self.session.policy().country()) && policy.is_none_or(same)
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
        let app = Self::under(ctx, folder, &self.launch);
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

    pub(super) fn keep_settings(&mut self, ctx: &egui::Context, settings: Settings) {
        theme::choose(ctx, settings.appearance, settings.scale());
        self.text = Text::new(settings.language());
        // Policy files decide about the country; without one the settings do.
        let country = settings.country.filter(|_| self.session.policy().files().is_empty());
        match self.sources.load(country, &settings) {
            Ok(policy) => self.session.set_policy(policy),
            Err(fault) => self.session.failure = Some(Failure::Policy(fault)),
        }
        if settings.save(&self.data).is_err() {
            self.session.failure = Some(Failure::Photo(PhotoFault::Stopped));
        }
        if settings.most_kilobytes != self.settings.most_kilobytes {
            self.view.most_kilobytes =
                settings.most_kilobytes.map(|count| count.to_string()).unwrap_or_default();
        }
        // Other settings take nothing back of what was chosen for all photos meanwhile; other rules may.
        let wanted =
            if settings.style == self.settings.style { self.session.wanted_style() } else { settings.style };
        let jobs = self.session.set_style(wanted);
        self.submit(jobs);
        self.settings = settings;
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

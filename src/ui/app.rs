//! The window's frame: what is at the top and at the bottom, and what connects the panels with the work.

use std::{path::PathBuf, sync::Arc};

use egui::{CentralPanel, Panel, ScrollArea, Ui};

use crate::{
    clock::{Clock, SystemClock},
    consent::Country,
    export::{Encoding, OutputFormat, TargetFolder},
    pipeline::ExportPlan,
    redaction::DEFAULT_MARGIN_PERCENT,
    review::{Decision, Edit},
    session::{Command, Failure, Job, Origin, Session, Workers, photos_in},
    settings::{self, Settings},
    text::{Language, Text},
};

use super::{
    actions::{self, Action},
    bars::{Next, bottom_line, empty, tools, top_bar},
    canvas::{self, Textures, Viewport},
    dialogs, panels,
    shell::{Choose, Shell, Step, Tool, View},
    theme,
};

/// The whole window.
pub struct SladdApp {
    session: Session,
    workers: Workers,
    view: View,
    text: Text,
    settings: Settings,
    data: PathBuf,
    policy_file: Option<PathBuf>,
    textures: Textures,
}

impl SladdApp {
    /// A window over a data folder, with these photos and folders on their way in.
    ///
    /// # Errors
    /// Where the settings, the rules or the threads do not serve.
    pub fn new(
        ctx: &egui::Context,
        data: PathBuf,
        paths: Vec<PathBuf>,
        country: Option<Country>,
        language: Option<Language>,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        theme::apply(ctx);
        let mut settings = Settings::load(&data)?;
        settings.language = language.or(settings.language);
        let policy_file = settings::policy_file(None);
        let policy = settings::load_policy(policy_file.as_deref(), country, &settings)
            .map_err(|fault| fault.message(&Text::new(settings.language())))?;
        settings.country = Some(policy.country());
        let waker = ctx.clone();
        let workers =
            Workers::start(&data, &(Arc::new(move || waker.request_repaint()) as crate::session::Waker))?;
        let folder = directories::UserDirs::new()
            .and_then(|dirs| dirs.picture_dir().map(|pictures| pictures.join("Sladd")))
            .unwrap_or_else(|| data.join("export"));
        let mut app = Self {
            session: Session::new(policy),
            workers,
            view: View {
                step: Step::Faces,
                region: None,
                tool: Tool::Pan,
                viewport: Viewport::default(),
                folder: folder.display().to_string(),
                format: OutputFormat::Jpeg,
                picker: None,
                form: None,
                settings: None,
                help: false,
                closing: false,
                close: false,
                choose: None,
            },
            text: Text::new(settings.language()),
            settings,
            data,
            policy_file,
            textures: Textures::default(),
        };
        app.handle(Command::ReadConsents);
        app.add(paths);
        Ok(app)
    }

    /// Puts the rules of this policy file in force.
    ///
    /// # Errors
    /// Why the file cannot be used; the window must not open then.
    pub fn use_policy(&mut self, file: Option<PathBuf>, country: Option<Country>) -> Result<(), String> {
        self.policy_file = settings::policy_file(file.as_deref());
        let policy = settings::load_policy(self.policy_file.as_deref(), country, &self.settings)
            .map_err(|fault| fault.message(&self.text))?;
        self.settings.country = Some(policy.country());
        self.session.set_policy(policy);
        Ok(())
    }

    /// Chooses the folder for copies, as typing it into the export panel does.
    pub fn set_target_folder(&mut self, folder: &str) {
        folder.clone_into(&mut self.view.folder);
    }

    /// What the window knows, for tests.
    pub const fn session(&self) -> &Session {
        &self.session
    }

    fn handle(&mut self, command: Command) {
        let jobs = self.session.handle(command);
        self.submit(jobs);
    }

    fn submit(&self, jobs: Vec<Job>) {
        for job in jobs {
            self.workers.submit(job);
        }
    }

    fn add(&mut self, paths: Vec<PathBuf>) {
        let mut files = Vec::new();
        for path in paths {
            if path.is_dir() {
                files.extend(photos_in(&path));
            } else {
                files.push(path);
            }
        }
        self.handle(Command::Add(files.into_iter().map(Origin::File).collect()));
    }

    fn absorb(&mut self) {
        while let Some(event) = self.workers.poll() {
            let jobs = self.session.absorb(event);
            self.submit(jobs);
        }
        if let Some(id) = self.session.last_consent.take()
            && let (Some(picker), Some(consent)) = (&mut self.view.picker, self.session.consents().get(&id))
        {
            picker.person = crate::review::Person {
                role: consent.role,
                age_band: consent.age_band,
                care_status: consent.care_status,
                capacity: Some(consent.capacity),
                circumstance: None,
            };
            picker.chosen = Some(consent.clone());
        }
        self.follow_selection();
    }

    /// A face is always selected in step 1: the first that waits for a decision.
    fn follow_selection(&mut self) {
        let Some(review) = self.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
        let there = self.view.region.is_some_and(|id| review.entry(id).is_some());
        if !there {
            self.view.region = review.undecided().next().map(|entry| entry.region.id);
        }
    }

    fn choose(&mut self) {
        let Some(choose) = self.view.choose.take() else { return };
        match choose {
            Choose::Photos => self.add(rfd::FileDialog::new().pick_files().unwrap_or_default()),
            Choose::Folder => self.add(rfd::FileDialog::new().pick_folder().into_iter().collect()),
            Choose::Target => {
                if let Some(folder) = rfd::FileDialog::new().pick_folder() {
                    self.view.folder = folder.display().to_string();
                }
            }
        }
    }

    fn export(&mut self) {
        let folder = match TargetFolder::create(std::path::Path::new(self.view.folder.trim())) {
            Ok(folder) => folder,
            Err(fault) => {
                self.session.failure = Some(Failure::Export(fault.into()));
                return;
            }
        };
        let plan = ExportPlan {
            folder,
            stem: None,
            encoding: Encoding { format: self.view.format, ..Encoding::default() },
            style: Job::STYLE,
            margin_percent: DEFAULT_MARGIN_PERCENT,
            controller: self.settings.controller(self.session.policy().country()),
            operator: "window".to_owned(),
        };
        self.handle(Command::Export(Box::new(plan)));
    }

    fn act(&mut self, action: Action) {
        let region = self.view.region;
        let entry = self
            .session
            .shown()
            .and_then(|photo| photo.review.as_ref())
            .and_then(|review| region.and_then(|id| review.entry(id)))
            .cloned();
        let area = self.textures.area.unwrap_or(egui::Rect::NOTHING);
        let size =
            self.session.shown().and_then(|photo| photo.review.as_ref()).map(crate::review::Review::size);
        match action {
            Action::AddPhotos => self.view.choose = Some(Choose::Photos),
            Action::Undo => self.handle(Command::Undo),
            Action::Redo => self.handle(Command::Redo),
            Action::Export => self.view.step = Step::Export,
            Action::NextFace => self.move_face(1),
            Action::PreviousFace => self.move_face(-1),
            Action::NextPhoto => self.move_photo(1),
            Action::PreviousPhoto => self.move_photo(-1),
            Action::Redact => self.decide(Some(Decision::Redact)),
            Action::RedactRest => self.handle(Command::Edit(Edit::RedactUndecided)),
            Action::NotAFace => self.decide(Some(Decision::NotAFace)),
            Action::Undecide => self.decide(None),
            Action::Keep => {
                if let Some(entry) = entry.filter(|entry| entry.region.what.is_face()) {
                    dialogs::open_picker(&mut self.view, &entry);
                }
            }
            Action::DrawRectangle => self.view.tool = Tool::Rectangle,
            Action::DrawEllipse => self.view.tool = Tool::Ellipse,
            Action::Delete => {
                if let Some(entry) = entry.filter(|entry| !entry.region.is_detected()) {
                    self.handle(Command::Edit(Edit::Remove { region: entry.region.id }));
                }
            }
            Action::Fit => self.view.viewport.zoom = None,
            Action::ActualSize | Action::ZoomIn | Action::ZoomOut => {
                if let Some(size) = size {
                    let factor = if action == Action::ZoomIn { 1.25 } else { 0.8 };
                    self.view.viewport.zoom_by(factor, size, area);
                    if action == Action::ActualSize {
                        self.view.viewport.zoom = Some(1.0);
                    }
                }
            }
            Action::ZoomToFace => {
                if let Some(bounds) = entry.and_then(|entry| entry.region.outline.bounds()) {
                    self.view.viewport.show_box(bounds, area);
                }
            }
            Action::Help => self.view.help = !self.view.help,
        }
    }

    fn decide(&mut self, decision: Option<Decision>) {
        let Some(region) = self.view.region else { return };
        let decided = decision.is_some();
        self.handle(Command::Edit(Edit::Decide { region, decision }));
        let next = self
            .session
            .shown()
            .and_then(|photo| photo.review.as_ref())
            .and_then(|review| review.undecided().next().map(|entry| entry.region.id));
        if decided && next.is_some() {
            self.view.region = next;
        }
    }

    fn move_face(&mut self, by: isize) {
        let Some(review) = self.session.shown().and_then(|photo| photo.review.as_ref()) else { return };
        let ids: Vec<_> = review.entries().iter().map(|entry| entry.region.id).collect();
        let at = ids.iter().position(|id| Some(*id) == self.view.region).unwrap_or(0);
        let next = (at as isize + by).rem_euclid(ids.len().max(1) as isize) as usize;
        self.view.region = ids.get(next).copied();
    }

    fn move_photo(&mut self, by: isize) {
        let ids: Vec<_> = self.session.photos().iter().map(|photo| photo.id).collect();
        let Some(at) = self.session.shown().and_then(|shown| ids.iter().position(|id| *id == shown.id))
        else {
            return;
        };
        if let Some(next) = at.checked_add_signed(by).and_then(|next| ids.get(next)) {
            self.view.region = None;
            self.view.step = Step::Faces;
            self.view.viewport.zoom = None;
            self.handle(Command::Select(*next));
        }
    }

    fn keep_settings(&mut self, settings: Settings) {
        self.text = Text::new(settings.language());
        // A policy file decides about the country; without one the settings do.
        let country = settings.country.filter(|_| self.policy_file.is_none());
        match settings::load_policy(self.policy_file.as_deref(), country, &settings) {
            Ok(policy) => self.session.set_policy(policy),
            Err(fault) => self.session.failure = Some(Failure::Policy(fault)),
        }
        if settings.save(&self.data).is_err() {
            self.session.failure = Some(Failure::Photo(crate::session::PhotoFault::Stopped));
        }
        self.settings = settings;
    }

    /// Everything of one frame; apart from [`eframe::App`] so that tests can drive it.
    pub fn frame(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        self.absorb();
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            self.add(dropped);
        }
        let modal = self.view.picker.is_some() || self.view.form.is_some() || self.view.settings.is_some();
        if !modal && !self.view.closing && self.session.failure.is_none() {
            for action in actions::pressed(&ctx) {
                self.act(action);
            }
        }
        let unsaved = self.session.photos().iter().any(|photo| photo.unsaved);
        if ctx.input(|input| input.viewport().close_requested()) && unsaved && !self.view.close {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.view.closing = true;
        }
        let mut commands = Vec::new();
        let mut next = None;
        let mut choices = None;
        let (kept, read) = {
            let mut shell = Shell {
                session: &self.session,
                commands: &mut commands,
                view: &mut self.view,
                text: &self.text,
                settings: &self.settings,
                today: SystemClock.today(),
            };
            Panel::top("top").exact_size(48.0).show(ui, |ui| top_bar(ui, &mut shell, &mut next));
            if self.session.photos().is_empty() {
                CentralPanel::default().show(ui, |ui| empty(ui, &mut shell));
            } else {
                Panel::bottom("bottom")
                    .exact_size(52.0)
                    .show(ui, |ui| bottom_line(ui, &mut shell, &mut next));
                Panel::left("photos").default_size(200.0).show(ui, |ui| panels::photos(ui, &mut shell));
                Panel::right("decide").default_size(300.0).min_size(260.0).show(ui, |ui| {
                    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| match shell.view.step {
                        Step::Faces => {
                            panels::faces(ui, &mut shell);
                            panels::metadata(ui, &mut shell);
                        }
                        Step::Whole => panels::whole(ui, &mut shell),
                        Step::Export => choices = Some(panels::export(ui, &mut shell)),
                    });
                });
                CentralPanel::default().frame(egui::Frame::NONE.fill(ui.visuals().panel_fill)).show(
                    ui,
                    |ui| {
                        tools(ui, &mut shell, &mut next);
                        canvas::show(ui, &mut shell, &mut self.textures);
                    },
                );
            }
            dialogs::consent(&ctx, &mut shell);
            dialogs::help(&ctx, &mut shell);
            dialogs::close_guard(&ctx, &mut shell);
            let kept = dialogs::settings(&ctx, &mut shell);
            let read =
                self.session.failure.as_ref().is_some_and(|fault| dialogs::failure(&ctx, &shell, fault));
            (kept, read)
        };
        if read {
            self.session.failure = None;
        }
        if let Some(settings) = kept {
            self.keep_settings(settings);
        }
        if let Some(choices) = choices {
            self.session.purpose = choices.purpose;
            self.session.channels = choices.channels;
            self.session.ward = choices.ward;
        }
        for command in commands {
            self.handle(command);
        }
        match next {
            Some(Next::Act(action)) => self.act(action),
            Some(Next::Export) => self.export(),
            Some(Next::Attest) => {
                self.handle(Command::Edit(Edit::AttestWholeImage(true)));
                self.view.step = Step::Export;
            }
            None => {}
        }
        if self.view.close {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        self.choose();
    }
}

impl eframe::App for SladdApp {
    fn logic(&mut self, _ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.absorb();
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.frame(ui);
    }
}

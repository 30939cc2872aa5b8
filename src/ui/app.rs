//! The window's frame: what is at the top and at the bottom, and what connects the panels with the work.

use std::{
    path::{Path, PathBuf},
    sync::Arc,
};

use egui::{CentralPanel, Panel, Ui};

use crate::{
    archive::photos_of_lists,
    clock::{Clock, SharedClock, ZonedClock},
    consent::Country,
    data_folder::private_folder,
    detection::DetectorOptions,
    export::{Encoding, OutputFormat, TargetFolder},
    pipeline::ExportPlan,
    policy::PolicyError,
    redaction::DEFAULT_MARGIN_PERCENT,
    review::{AreaKind, Edit},
    session::{Command, Event, EventRequest, Failure, Job, RegisterRequest, Session, Workers, leftovers_in},
    settings::{PolicySources, Settings},
    text::{Language, Text},
};

use super::{
    actions,
    bars::{Next, due, top_bar},
    canvas::{Canvas, Viewport},
    chips::Chips,
    chooser::{Choosing, SystemDialog},
    cropping::Cropping,
    dialogs,
    panels::{self, Portraits},
    places::{self, Place},
    shell::{DataFolder, Places, Shell, Step, Tool, View},
    start::Start,
    sweep::Sweeps,
    theme,
};

mod absorb;
mod batch;
mod elsewhere;
mod keys;
mod tell;

/// The whole window.
pub struct SladdApp {
    pub(super) session: Session,
    workers: Workers,
    pub(super) view: View,
    pub(super) text: Text,
    pub(super) settings: Settings,
    data: PathBuf,
    launch: Start,
    sources: PolicySources,
    pub(super) canvas: Canvas,
    portraits: Portraits,
    /// The photo whose pictures are held as textures.
    pictured: Option<crate::session::PhotoId>,
    title: String,
    pub(super) clock: SharedClock,
    /// The choice of files that is going on.
    pub(super) choosing: Option<Choosing>,
    pub(super) system_dialog: SystemDialog,
    /// Where photos were chosen last.
    pub(super) last_chosen_in: Option<PathBuf>,
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
        Self::with_policy(ctx, data, paths, country, language, None)
    }

    /// The same, with the organisation's own rules in this file beside those that are in force here anyway.
    ///
    /// # Errors
    /// As for [`Self::new`]; a file that cannot be used opens no window.
    pub fn with_policy(
        ctx: &egui::Context,
        data: PathBuf,
        paths: Vec<PathBuf>,
        country: Option<Country>,
        language: Option<Language>,
        policy: Option<&Path>,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let policy = policy.map(Path::to_owned);
        Self::under(ctx, data, &Start { paths, country, language, policy, ..Start::default() })
    }

    /// The same, under what IT has set for the computer.
    ///
    /// # Errors
    /// As for [`Self::with_policy`].
    pub fn under(
        ctx: &egui::Context,
        data: PathBuf,
        start: &Start,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let Start { paths, country, language, policy, machine, .. } = start.clone();
        let launch = start.clone();
        theme::apply(ctx);
        let spoken = Text::new(language.unwrap_or_else(Language::of_system));
        let mut settings = Settings::load(&data).map_err(|fault| fault.message(&spoken))?;
        settings.language = language.or(settings.language);
        settings.lay_over(&machine);
        let said = |fault: PolicyError| fault.message(&Text::new(settings.language()));
        let sources = PolicySources::of_this_start(policy.as_deref(), &machine).map_err(said)?;
        let policy = sources.load(country, &settings).map_err(said)?;
        settings.country = Some(policy.country());
        theme::choose(ctx, settings.appearance, settings.scale());
        let waker = ctx.clone();
        let waker: crate::session::Waker = Arc::new(move || waker.request_repaint());
        let usual = DetectorOptions::beside_a_window();
        let looking = DetectorOptions { threshold: policy.detector_threshold(usual.threshold), ..usual };
        let clock = SharedClock::default();
        clock.set(Arc::new(ZonedClock(policy.country().time_zone())));
        // Without such a folder the window says that its work is not kept.
        let private = private_folder(&data).ok();
        let workers = Workers::start(&data, private.as_deref(), looking, &clock, &waker)?;
        let of_person = || {
            let pictures = directories::UserDirs::new()?.picture_dir()?.join("Sladd");
            Some(pictures)
        };
        let folder = machine.export_folder.clone().or_else(of_person).unwrap_or_else(|| data.join("export"));
        let mut app = Self {
            session: Session::new(policy),
            workers,
            view: View {
                step: Step::Faces,
                region: None,
                tool: Tool::Pan,
                gesture: None,
                kind: AreaKind::Other,
                cropping: Cropping::default(),
                viewport: Viewport::default(),
                loupe: false,
                sweeps: Sweeps::default(),
                scrolled_to: None,
                go_on: false,
                last_kept: None,
                folder: folder.display().to_string(),
                format: OutputFormat::Jpeg,
                sizes: Vec::new(),
                most_kilobytes: settings.most_kilobytes.map(|count| count.to_string()).unwrap_or_default(),
                sizes_edit: None,
                looks: panels::LooksView::default(),
                picker: None,
                no_face: None,
                number: None,
                form: None,
                due_read: false,
                chips: Chips::default(),
                to_keep: None,
                place: Place::default(),
                register: places::RegisterPlace::default(),
                written: None,
                settings: None,
                places: Places::default(),
                perhaps_shown: false,
                asked: None,
                ask: None,
                keys: false,
                help: None,
                tour_ended: false,
                data_folder: DataFolder::used(&data),
                palette: None,
                first_run: settings.wants_first_page().then(|| settings.clone()),
                closing: false,
                close: false,
                batch: panels::BatchView::default(),
                dropping: true,
                compare: true,
                choose: None,
            },
            text: Text::new(settings.language()),
            settings,
            data,
            launch,
            sources,
            canvas: Canvas::default(),
            portraits: Portraits::default(),
            pictured: None,
            title: String::new(),
            clock,
            choosing: None,
            system_dialog: SystemDialog::default(),
            last_chosen_in: None,
        };
        // Nothing is shown yet, so nothing is to be done.
        app.session.set_style(app.settings.style);
        app.handle(Command::ReadConsents);
        app.add(paths);
        Ok(app)
    }

    /// Chooses the folder for copies, as typing it into the export panel does.
    pub fn set_target_folder(&mut self, folder: &str) {
        folder.clone_into(&mut self.view.folder);
    }

    /// Tells whether files that are dropped on the window arrive.
    pub const fn set_dropping(&mut self, dropping: bool) {
        self.view.dropping = dropping;
    }

    /// Asks another clock what day it is, for tests; what depends on the day is read again.
    pub fn set_clock(&mut self, clock: Arc<dyn Clock>) {
        self.clock.set(clock);
        self.handle(Command::ReadConsents);
    }

    /// Tells another data folder than the one in use, for pictures that look the same everywhere.
    pub fn set_shown_data_folder(&mut self, folder: &str) {
        self.view.data_folder = DataFolder::used(Path::new(folder));
    }

    /// What the window knows, for tests.
    pub const fn session(&self) -> &Session {
        &self.session
    }

    /// Does what a control would have done, for tests.
    pub fn tell(&mut self, command: Command) {
        self.handle(command);
    }

    /// Takes up what background work would have brought, for tests.
    pub fn hear(&mut self, event: Event) {
        let jobs = self.session.absorb(event);
        self.submit(jobs);
    }

    pub(super) fn handle(&mut self, command: Command) {
        let adds = matches!(
            command,
            Command::Edit(Edit::AddArea { .. } | Edit::CoverSuggestion(_)) | Command::CoverPerson(_)
        );
        let keeps = if let Command::Edit(Edit::KeepAs { person, consent, .. }) = &command {
            self.view.last_kept = Some((*person, consent.clone()));
            true
        } else {
            false
        };
        let before = self.session.shown().map(|photo| photo.id);
        let jobs = self.session.handle(command);
        self.submit(jobs);
        self.begin_photo(before);
        if keeps {
            self.select_next_undecided();
        }
        // What was just added is what the person goes on with.
        if adds && self.session.refused.is_none() {
            let review = self.session.shown().and_then(|photo| photo.review.as_ref());
            self.view.region =
                review.and_then(|review| review.entries().iter().map(|entry| entry.region.id).max());
        }
    }

    /// Regions of two photos have the same numbers: where another photo is shown than `before`, it begins
    /// without a selection.
    fn begin_photo(&mut self, before: Option<crate::session::PhotoId>) {
        if self.session.shown().map(|photo| photo.id) != before {
            self.view.region = None;
            self.view.places = Places::default();
            self.view.perhaps_shown = false;
            self.view.step = Step::Faces;
            self.view.tool = Tool::Pan;
            self.view.gesture = None;
            self.view.cropping = Cropping::default();
            self.view.viewport.zoom = None;
        }
    }

    fn submit(&self, jobs: Vec<Job>) {
        for job in jobs {
            self.workers.submit(job);
        }
    }

    /// What is dropped on the register are scans of forms, on any other place photos.
    fn take_dropped(&mut self, paths: Vec<PathBuf>) {
        if self.view.place == Place::Register && self.view.first_run.is_none() {
            self.read_forms(paths);
        } else {
            self.add(paths);
        }
    }

    /// Reads scans of signed forms, which are listed in the register.
    pub(super) fn read_forms(&mut self, paths: Vec<PathBuf>) {
        match self.settings.reference_pattern() {
            Ok(pattern) => {
                self.view.place = Place::Register;
                self.view.register.show_returned();
                let request = EventRequest::FindForms(paths, pattern);
                self.handle(Command::Register(RegisterRequest::Event(request)));
            }
            Err(fault) => self.view.register.pattern_fault = Some(fault.reason),
        }
    }

    /// Photos, folders of them, and lists of work of an archive, which are what they list: whichever way they come into the window.
    pub(super) fn add(&mut self, paths: Vec<PathBuf>) {
        if !paths.is_empty() {
            self.view.place = Place::Photos;
        }
        self.handle(Command::AddPaths(photos_of_lists(paths)));
    }

    pub(super) fn export(&mut self) {
        if let Some(plan) = self.plan() {
            let today = self.clock.today();
            self.handle(Command::Export(Box::new(plan), today));
        }
    }

    /// How copies are written now; where the folder cannot be had, the person is told.
    fn plan(&mut self) -> Option<ExportPlan> {
        let wanted = std::path::Path::new(self.view.folder.trim());
        if let Err(fault) = self.launch.machine.check_export_folder(wanted, self.view.folder.trim()) {
            self.session.failure = Some(Failure::Machine(fault));
            return None;
        }
        let folder = match TargetFolder::create(wanted) {
            Ok(folder) => {
                // What interrupted exports left in it is removed and told; no work follows from that.
                drop(leftovers_in(&folder).map(|event| self.session.absorb(event)));
                folder
            }
            Err(fault) => {
                self.session.failure = Some(Failure::Export(fault.into()));
                return None;
            }
        };
        Some(ExportPlan {
            folder,
            stem: None,
            encoding: Encoding { format: self.view.format, ..Encoding::default() },
            style: self.session.style(),
            margin_percent: DEFAULT_MARGIN_PERCENT,
            copies: panels::copies(&self.view, &self.settings, self.session.policy()),
            controller: self.session.controller.clone(),
            operator: self.session.operator.clone(),
        })
    }

    /// Textures of a photo that is no longer shown, or was closed, hold its pixels: they go at once.
    fn forget_pictures(&mut self, ctx: &egui::Context) {
        let shown = self.session.shown().map(|photo| photo.id);
        if shown != self.pictured {
            self.pictured = shown;
            self.canvas.forget();
            self.portraits = Portraits::default();
            panels::forget_hidden(ctx);
        }
        self.view.batch.forget_removed(&self.session);
    }

    /// Everything of one frame; apart from [`eframe::App`] so that tests can drive it.
    pub fn frame(&mut self, ui: &mut Ui) {
        self.frame_over(ui, None);
    }

    /// The same, with dialogs of the system over `window`.
    fn frame_over(&mut self, ui: &mut Ui, window: Option<&eframe::Frame>) {
        let ctx = ui.ctx().clone();
        self.absorb();
        self.tell_session();
        self.forget_pictures(&ctx);
        self.view.chips.follow(&self.session);
        let dropped: Vec<PathBuf> =
            ctx.input(|input| input.raw.dropped_files.iter().map(|file| file.path().to_owned()).collect());
        if !dropped.is_empty() {
            self.take_dropped(dropped);
        }
        self.take_keys(&ctx);
        self.take_pasted(&ctx);
        let unsaved = self.session.photos().iter().any(|photo| photo.unsaved);
        if ctx.input(|input| input.viewport().close_requested()) && unsaved && !self.view.close {
            ctx.send_viewport_cmd(egui::ViewportCommand::CancelClose);
            self.view.closing = true;
        }
        let mut commands = Vec::new();
        let mut next = None;
        let mut choices = None;
        let mut started = None;
        let (kept, read) = {
            let mut shell = Shell {
                session: &self.session,
                commands: &mut commands,
                view: &mut self.view,
                text: &self.text,
                settings: &self.settings,
                machine: &self.launch.machine,
                today: self.clock.today(),
            };
            let first_run = shell.view.first_run.is_some();
            if first_run {
                CentralPanel::default().show(ui, |ui| started = dialogs::first_run(ui, &mut shell));
            } else {
                Panel::top("top").exact_size(48.0).show(ui, |ui| top_bar(ui, &mut shell, &mut next));
                if !shell.view.due_read && !shell.session.register.read.due.is_empty() {
                    Panel::top("due").exact_size(44.0).show(ui, |ui| due(ui, &mut shell));
                }
            }
            if !first_run {
                match shell.view.place {
                    Place::Photos => {
                        let (canvas, portraits) = (&mut self.canvas, &mut self.portraits);
                        choices = places::photos(ui, &mut shell, canvas, portraits, &mut next);
                    }
                    Place::Register => places::register(ui, &mut shell),
                }
            }
            dialogs::consent(&ctx, &mut shell);
            dialogs::not_a_face(&ctx, &mut shell, &mut self.portraits);
            dialogs::keys(&ctx, &mut shell);
            dialogs::help(&ctx, &mut shell);
            if let Some(action) = dialogs::palette(&ctx, &mut shell) {
                next = Some(Next::Act(action));
            }
            dialogs::batch(&ctx, &mut shell);
            dialogs::offer(&ctx, &mut shell);
            dialogs::close_guard(&ctx, &mut shell);
            let kept = dialogs::settings(&ctx, &mut shell).or_else(|| dialogs::asked(&ctx, &mut shell));
            let read =
                self.session.failure.as_ref().is_some_and(|fault| dialogs::failure(&ctx, &mut shell, fault));
            (kept, read)
        };
        if read {
            self.session.failure = None;
        }
        if let Some(settings) = started {
            self.begin(&ctx, settings);
        } else if let Some(settings) = kept {
            self.keep(&ctx, settings);
        }
        if let Some(choices) = choices {
            if choices != panels::Choices::of(&self.session) {
                // The line below was drawn before the choice.
                ctx.request_repaint();
            }
            self.session.purpose = choices.purpose;
            self.session.channels = choices.channels;
            self.session.ward = choices.ward;
            self.session.release = choices.release;
            self.session.operator = choices.operator;
        }
        // What was typed or chosen in this frame holds for what is begun in it.
        self.tell_session();
        for command in commands {
            self.handle(command);
        }
        if let Some(settings) = self.view.to_keep.take() {
            self.keep_settings(&ctx, settings);
        }
        if std::mem::take(&mut self.view.go_on) {
            self.select_next_undecided();
        }
        match next {
            Some(Next::Act(action)) => self.act(&ctx, action),
            Some(Next::Export) => self.export(),
            Some(Next::Attest) => self.attest(),
            None => {}
        }
        self.batch();
        self.tell_title(&ctx);
        if self.view.close {
            ctx.send_viewport_cmd(egui::ViewportCommand::Close);
        }
        self.choose(&ctx, window);
    }
}

impl eframe::App for SladdApp {
    fn logic(&mut self, _ctx: &egui::Context, _frame: &mut eframe::Frame) {
        self.absorb();
    }

    fn ui(&mut self, ui: &mut Ui, frame: &mut eframe::Frame) {
        self.frame_over(ui, Some(frame));
    }
}

//! Files and folders are chosen: in the system's own dialog where it has one, else in this window.
//!
//! Promises: asking never ends in silence; the window goes on while the system's dialog is open, and can choose in
//! its place; nothing is written over.

mod browser;
mod listing;
mod places;
mod rows;
mod show;
mod system;

use std::path::{Path, PathBuf};

use crate::{export::shown, session::Failure, text::Text};

use self::{
    browser::{Browser, Wake},
    show::Said,
    system::{Answer, Dialog, Probe},
};

use super::{
    app::SladdApp,
    places::RegisterPlace,
    shell::{Choose, View},
};

/// What is to be chosen.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Chosen {
    /// Any number of photos, or a folder of them.
    Photos,
    /// A folder.
    Folder,
    /// A file that is not there yet; its suggested name.
    NewFile(String),
}

/// What is to be chosen, and where that begins.
#[derive(Debug, Clone)]
struct Wish {
    chosen: Chosen,
    folder: PathBuf,
    /// Not only photos are shown.
    all_files: bool,
    /// The heading, where it is another than that of the kind: the id of a message.
    title: Option<&'static str>,
}

/// A choice that is going on.
pub struct Choosing {
    what: Choose,
    wish: Wish,
    stage: Stage,
}

enum Stage {
    /// The desktop is asked whether it has a dialog.
    Asking(Probe),
    /// Its dialog is open.
    System(Dialog),
    /// The person chooses here.
    Here(Box<Browser>),
}

/// What the desktop has said of its dialog in this run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum SystemDialog {
    /// Nothing yet.
    #[default]
    Unknown,
    /// There is one.
    There,
    /// There is none.
    None,
}

impl SladdApp {
    /// Begins the choice that was asked for in this frame, and goes on with the one that is open.
    pub(super) fn choose(&mut self, ctx: &egui::Context, parent: Option<&eframe::Frame>) {
        if let Some(what) = self.view.choose.take() {
            match what {
                Choose::ShowCopy => {
                    let copy = self.session.shown().and_then(|photo| photo.exported.as_ref());
                    let folder = copy.and_then(|copy| copy.output.parent()).map(Path::to_path_buf);
                    if let Some(folder) = folder {
                        self.open_folder(&folder);
                    }
                }
                Choose::ShowCopies => {
                    let folder = self.session.many().map(|many| many.plan().folder.path().to_path_buf());
                    if let Some(folder) = folder {
                        self.open_folder(&folder);
                    }
                }
                Choose::ShowWritten => {
                    if let Some(folder) = self.view.written.take() {
                        self.open_folder(&folder);
                    }
                }
                Choose::Photos
                | Choose::Folder
                | Choose::Data
                | Choose::Target
                | Choose::Originals
                | Choose::NewCopies
                | Choose::Report
                | Choose::FormFolder
                | Choose::List
                | Choose::Chosen
                | Choose::Forms
                | Choose::FormsKept
                | Choose::Language
                | Choose::ImportList => self.begin_choice(ctx, what),
            }
        }
        let Some(mut choosing) = self.choosing.take() else { return };
        match self.go_on(ctx, &mut choosing, parent) {
            Said::Nothing => self.choosing = Some(choosing),
            Said::Cancelled => {}
            Said::Chosen(paths) => {
                if matches!(choosing.what, Choose::Photos | Choose::Folder | Choose::Forms) {
                    // The next photos are likely to lie in the same folder, or beside it.
                    self.last_chosen_in = paths.first().and_then(|path| path.parent()).map(Path::to_path_buf);
                }
                self.take_up_choice(choosing.what, paths);
            }
        }
    }

    fn begin_choice(&mut self, ctx: &egui::Context, what: Choose) {
        let wish = self.wish(what);
        let stage = if self.settings.own_chooser {
            Stage::Here(Box::new(Browser::open(&wish, None, wake(ctx))))
        } else if self.system_dialog == SystemDialog::None {
            Stage::Here(Box::new(Browser::open(&wish, Some("chooser-none"), wake(ctx))))
        } else {
            let wake = wake(ctx);
            Stage::Asking(Probe::begin(move || wake()))
        };
        self.choosing = Some(Choosing { what, wish, stage });
    }

    fn go_on(
        &mut self,
        ctx: &egui::Context,
        choosing: &mut Choosing,
        parent: Option<&eframe::Frame>,
    ) -> Said {
        let here = |wish: &Wish, why| Stage::Here(Box::new(Browser::open(wish, why, wake(ctx))));
        match &mut choosing.stage {
            Stage::Asking(probe) => match probe.answer() {
                Some(true) => {
                    let wake = wake(ctx);
                    choosing.stage = Stage::System(Dialog::open(&choosing.wish, parent, move || wake()));
                    self.system_dialog = SystemDialog::There;
                }
                Some(false) => {
                    self.system_dialog = SystemDialog::None;
                    choosing.stage = here(&choosing.wish, Some("chooser-none"));
                }
                // The answer may never come.
                None => ctx.request_repaint_after(std::time::Duration::from_millis(100)),
            },
            Stage::System(dialog) => match dialog.answer() {
                Answer::Open => {}
                Answer::NoDialog => {
                    self.system_dialog = SystemDialog::None;
                    choosing.stage = here(&choosing.wish, Some("chooser-none"));
                }
                Answer::Closed(paths) if paths.is_empty() => return Said::Cancelled,
                Answer::Closed(paths) => return Said::Chosen(paths),
            },
            Stage::Here(browser) => return show::browser(ctx, &self.text, browser),
        }
        match show::waiting(ctx, &self.text) {
            Some(true) => choosing.stage = here(&choosing.wish, None),
            Some(false) => return Said::Cancelled,
            None => {}
        }
        ctx.request_repaint_after(std::time::Duration::from_millis(200));
        Said::Nothing
    }

    /// What is chosen for a purpose, beginning at what stands there now.
    fn wish(&mut self, what: Choose) -> Wish {
        let last = self.last_chosen_in.clone().unwrap_or_default();
        let photos = |all_files, title| {
            let chosen = if what == Choose::Folder { Chosen::Folder } else { Chosen::Photos };
            Some(Wish { chosen, folder: last.clone(), all_files, title })
        };
        let wish = match what {
            Choose::Photos | Choose::Folder => photos(false, None),
            Choose::Forms => photos(true, Some("chooser-scans")),
            Choose::ImportList => photos(true, Some("chooser-consents")),
            Choose::Language => photos(true, Some("chooser-language")),
            Choose::Data
            | Choose::Target
            | Choose::Originals
            | Choose::NewCopies
            | Choose::Report
            | Choose::FormFolder
            | Choose::List
            | Choose::Chosen
            | Choose::FormsKept
            | Choose::ShowCopy
            | Choose::ShowCopies
            | Choose::ShowWritten => None,
        };
        if let Some(wish) = wish {
            return wish;
        }
        let path = field(&mut self.view, what).map(|path| PathBuf::from(path.trim())).unwrap_or_default();
        if matches!(what, Choose::Report | Choose::List | Choose::Chosen) {
            let name = path.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
            let folder = path.parent().map(Path::to_path_buf).unwrap_or_default();
            Wish { chosen: Chosen::NewFile(name), folder, all_files: false, title: None }
        } else {
            Wish { chosen: Chosen::Folder, folder: path, all_files: false, title: None }
        }
    }

    fn take_up_choice(&mut self, what: Choose, paths: Vec<PathBuf>) {
        if matches!(what, Choose::Photos | Choose::Folder) {
            self.add(paths);
        } else if what == Choose::Forms {
            self.read_forms(paths);
        } else if let (Some(field), Some(path)) = (field(&mut self.view, what), paths.first()) {
            *field = path.display().to_string();
        }
    }

    /// Opens a folder in the system's own program, which goes on by itself.
    fn open_folder(&mut self, folder: &Path) {
        let folder = shown(folder);
        if !folder.is_dir() || open::that_detached(&folder).is_err() {
            self.session.failure = Some(Failure::Folder(folder.display().to_string()));
        }
    }
}

/// The field into which a chosen path is written.
fn field(view: &mut View, what: Choose) -> Option<&mut String> {
    match what {
        Choose::Data => Some(&mut view.data_folder.wanted),
        Choose::Target => Some(&mut view.folder),
        Choose::Originals
        | Choose::NewCopies
        | Choose::Report
        | Choose::FormFolder
        | Choose::List
        | Choose::Chosen
        | Choose::FormsKept
        | Choose::Language
        | Choose::ImportList => register_field(&mut view.register, what),
        Choose::Photos
        | Choose::Folder
        | Choose::Forms
        | Choose::ShowCopy
        | Choose::ShowCopies
        | Choose::ShowWritten => None,
    }
}

fn register_field(register: &mut RegisterPlace, what: Choose) -> Option<&mut String> {
    match what {
        Choose::Originals => Some(&mut register.copies.as_mut()?.originals),
        Choose::NewCopies => Some(&mut register.copies.as_mut()?.folder),
        Choose::List => Some(&mut register.copies.as_mut()?.list),
        Choose::Report => Some(register.report.path.get_or_insert_default()),
        Choose::FormFolder => Some(register.form.folder.get_or_insert_default()),
        Choose::Chosen => Some(register.list.get_or_insert_default()),
        Choose::FormsKept => Some(register.returned.folder_mut()),
        Choose::ImportList => Some(register.import.path_mut()),
        Choose::Language => Some(register.occasions.language_file_mut()),
        Choose::Photos
        | Choose::Folder
        | Choose::Data
        | Choose::Target
        | Choose::Forms
        | Choose::ShowCopy
        | Choose::ShowCopies
        | Choose::ShowWritten => None,
    }
}

fn wake(ctx: &egui::Context) -> Wake {
    let ctx = ctx.clone();
    std::sync::Arc::new(move || ctx.request_repaint())
}

/// The heading of a choice.
fn title(text: &Text, chosen: &Chosen, other: Option<&'static str>) -> String {
    text.get(other.unwrap_or(match chosen {
        Chosen::Photos => "chooser-photos",
        Chosen::Folder => "chooser-folder",
        Chosen::NewFile(_) => "chooser-save",
    }))
}

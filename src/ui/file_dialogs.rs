//! Files and folders that are chosen in the system's own dialog.

use std::path::{Path, PathBuf};

use rfd::FileDialog;

use crate::{export::shown, session::Failure};

use super::{
    app::SladdApp,
    dialogs::{Copies, RegisterView},
    shell::Choose,
};

impl SladdApp {
    /// Asks for what was wanted in this frame. Where the dialog is closed without a choice, or the system has
    /// none, everything stays as it was: each path can be typed as well.
    pub(super) fn choose(&mut self) {
        let Some(choose) = self.view.choose.take() else { return };
        match choose {
            Choose::Photos => self.add(FileDialog::new().pick_files().unwrap_or_default()),
            Choose::Folder => self.add(FileDialog::new().pick_folder().into_iter().collect()),
            Choose::Data => fill(&mut self.view.data_folder.wanted, FileDialog::new().pick_folder()),
            Choose::ShowCopy => {
                let copy = self.session.shown().and_then(|photo| photo.exported.as_ref());
                let folder = copy.and_then(|copy| copy.output.parent()).map(Path::to_path_buf);
                if let Some(folder) = folder {
                    self.open_folder(&folder);
                }
            }
            Choose::ShowCopies => {
                if let Some(folder) = self.session.many().map(|many| many.plan().folder.path().to_path_buf())
                {
                    self.open_folder(&folder);
                }
            }
            Choose::ShowWritten => {
                let copies = self.view.register.as_mut().and_then(|register| register.copies.as_mut());
                if let Some(folder) = copies.and_then(|copies| copies.written.take()) {
                    self.open_folder(&folder);
                }
            }
            Choose::Target => fill(&mut self.view.folder, FileDialog::new().pick_folder()),
            Choose::Originals | Choose::NewCopies | Choose::Report | Choose::FormFolder | Choose::List => {
                if let Some(register) = &mut self.view.register {
                    for_register(register, choose);
                }
            }
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

fn for_register(register: &mut RegisterView, choose: Choose) {
    let copies: Option<&mut Copies> = register.copies.as_mut();
    match (choose, copies) {
        (Choose::Originals, Some(copies)) => fill(&mut copies.originals, FileDialog::new().pick_folder()),
        (Choose::NewCopies, Some(copies)) => fill(&mut copies.folder, FileDialog::new().pick_folder()),
        (Choose::List, Some(copies)) => save_as(&mut copies.list),
        (Choose::Report, _) => save_as(register.report.path.get_or_insert_default()),
        (Choose::FormFolder, _) => {
            fill(register.form.folder.get_or_insert_default(), FileDialog::new().pick_folder());
        }
        _ => {}
    }
}

fn fill(path: &mut String, chosen: Option<PathBuf>) {
    if let Some(chosen) = chosen {
        *path = chosen.display().to_string();
    }
}

fn save_as(path: &mut String) {
    let suggested = Path::new(path.trim());
    let mut dialog = FileDialog::new();
    if let Some(folder) = suggested.parent().filter(|folder| folder.is_dir()) {
        dialog = dialog.set_directory(folder);
    }
    if let Some(name) = suggested.file_name() {
        dialog = dialog.set_file_name(name.to_string_lossy());
    }
    fill(path, dialog.save_file());
}
